//! The archive of a phone app: several tables, one recording.

use runform::pipeline::{Input, Outcome, Task, analyze_file};
use runform::simulate::imu::{ImuProfile, simulate};

use super::*;
use crate::container::zipped;

/// Acceleration (times `sign`), rotation and location of ten minutes, as Sensor Logger
/// writes them.
fn tables(sign: f64) -> [(&'static str, String); 4] {
    let mut profile =
        ImuProfile { placements: vec![Placement::Waist], rate_hz: 100.0, ..ImuProfile::default() };
    profile.run.duration_s = 600.0;
    profile.faults.no_gravity = true;
    let recording = simulate(&profile).recording;
    let piece = &imu(&recording).sensors[0].pieces[0];
    let head = "time,seconds_elapsed,z,y,x\n";
    let (mut acc, mut gyro) = (head.to_string(), head.to_string());
    for i in 0..piece.len() {
        let stamp = 1_718_000_000_000_000_000_i64 + 10_000_000 * i as i64;
        let t = i as f64 / 100.0;
        let [x, y, z] = [0, 1, 2].map(|a| sign * piece.acc[a][i]);
        writeln!(acc, "{stamp},{t},{z},{y},{x}").unwrap();
        let turn = piece.gyro.as_ref().unwrap();
        let [x, y, z] = [0, 1, 2].map(|a| turn[a][i]);
        writeln!(gyro, "{stamp},{t},{z},{y},{x}").unwrap();
    }
    let mut location =
        "time,seconds_elapsed,speedAccuracy,speed,altitude,longitude,latitude\n".to_string();
    for s in 0..600_i64 {
        let stamp = 1_718_000_000_300_000_000_i64 + 1_000_000_000 * s;
        let north = 47.0 + 2.8 * s as f64 / 111_195.08;
        writeln!(location, "{stamp},{s}.3,0.3,2.8,400,8.5,{north:.7}").unwrap();
    }
    let about = "version,device name,platform\n3,phone,ios\n".to_string();
    [
        ("run/Location.csv", location),
        ("run/Accelerometer.csv", acc),
        ("run/Gyroscope.csv", gyro),
        ("run/Metadata.csv", about),
    ]
}

fn analyzed(sign: f64) -> (runform::analysis::Analyzed, Vec<String>) {
    let tables = tables(sign);
    let entries: Vec<(&str, &[u8])> = tables.iter().map(|(n, t)| (*n, t.as_bytes())).collect();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("run.zip");
    std::fs::write(&path, zipped(&entries)).unwrap();
    let import = ImportOptions { placement: Some(Placement::Waist), ..ImportOptions::default() };
    let (mut found, mut skipped) = (Vec::new(), Vec::new());
    analyze_file(Ok(Input::File(path)), &Task { import, ..Task::default() }, &mut |outcome| {
        match outcome {
            Outcome::Analyzed(a) => found.push(*a),
            Outcome::Skipped { name, .. } => skipped.push(name),
            Outcome::Failed { name, problem, .. } => panic!("{name}: {problem}"),
        }
        true
    });
    assert_eq!(found.len(), 1);
    (found.remove(0), skipped)
}

#[test]
fn signals_and_location_are_one_recording_whatever_the_sign() {
    let (android, skipped) = analyzed(1.0);
    assert!(skipped.len() == 1 && skipped[0].ends_with("Metadata.csv"), "{skipped:?}");
    let all = &android.analysis.segments[0];
    assert!((all.speed_mps.unwrap() - 2.8).abs() < 0.02, "{:?}", all.speed_mps);
    let (iphone, _) = analyzed(-1.0);
    let (a, b) = (&android.series.steps, &iphone.series.steps);
    assert!(a.len() > 1500 && a.len() == b.len(), "{} {}", a.len(), b.len());
    for (a, b) in a.iter().zip(b) {
        assert!((a.initial_contact_s - b.initial_contact_s).abs() < 0.002);
    }
}
