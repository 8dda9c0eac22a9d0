//! Real recordings: counts, rates, durations and values read off the files.

use super::*;
use crate::support::{files_in, real_data};

/// A file of the folder of recordings of motion sensors, with its name as a hint.
fn load(dir: &std::path::Path, path: &str, rate_hz: Option<f64>) -> Recording {
    let file_name = path.rsplit('/').next().map(String::from);
    let options = ImportOptions { file_name, rate_hz, ..Default::default() };
    read_with(&std::fs::read(dir.join(path)).unwrap(), &options)
}

/// Mean size of the acceleration over the first samples, g.
fn level(stream: &ImuStream, n: usize) -> f64 {
    let piece = &stream.pieces[0];
    let size = |i: usize| piece.acc.iter().map(|a| a[i] * a[i]).sum::<f64>().sqrt();
    (0..n).map(size).sum::<f64>() / n as f64 / G
}

#[test]
fn twenty_five_minutes_outdoors() {
    let Some(dir) = real_data("twenty_five_minutes_outdoors") else { return };
    let read = load(&dir.join("imu"), "adept_outdoor_run25min/left_ankle.csv", None);
    let stream = only(&read);
    assert_eq!((stream.rate_hz, samples(stream), stream.pieces.len()), (100.0, 150_000, 1));
    assert!((stream.end_s().unwrap() - 1499.99).abs() < 1e-6);
    assert_eq!(read.start.unwrap().to_string(), "2018-10-25T17:57:30");
    assert_eq!(stream.placement, Placement::LeftShank);
    assert!(has(&read, "placement_from_file_name") && has(&read, "acc_unit_detected"));
    let first = stream.pieces[0].acc.each_ref().map(|a| a[0] / G);
    for (got, file) in first.iter().zip([0.168, -0.992, 0.094]) {
        assert!((got - file).abs() < 1e-12);
    }
    // The runner stands at the start.
    assert!((level(stream, 100) - 1.0).abs() < 0.03, "{}", level(stream, 100));
}

#[test]
fn sacral_accelerations_beside_force_plates() {
    let Some(dir) = real_data("sacral_accelerations_beside_force_plates") else { return };
    let mut trials = 0;
    for file in files_in(&dir.join("imu/alcantara_sacral_grf")) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if !name.ends_with("_sacrum_acc.csv") {
            continue;
        }
        trials += 1;
        let read = load(&dir.join("imu/alcantara_sacral_grf"), &name, None);
        let stream = only(&read);
        assert_eq!((stream.rate_hz, samples(stream), stream.pieces.len()), (500.0, 2480, 1));
        assert_eq!((stream.axes, stream.placement), (Axes::Anatomical, Placement::Sacrum));
        assert_eq!(stream.gravity, Gravity::Included);
        let [forward, left, up] = stream.pieces[0].acc_views();
        assert!(left.iter().all(|v| v.is_nan()) && forward.iter().all(|v| v.is_finite()));
        // What a runner's sacrum feels averages to 1 g upwards.
        let mean = up.mean().unwrap() / G;
        assert!((0.85..1.3).contains(&mean), "{name} {mean}");
    }
    assert_eq!(trials, 23);
}

#[test]
fn virtual_sensors_of_five_segments() {
    let Some(dir) = real_data("virtual_sensors_of_five_segments") else { return };
    for (folder, n) in [("rajagopal2016_run", 510), ("hamner_subj04_run200", 237)] {
        let places = ["left_foot", "right_foot", "left_shank", "right_shank", "sacrum"];
        let parts: Vec<_> = places
            .iter()
            .map(|p| {
                (None, load(&dir.join("imu"), &format!("{folder}/virtual_imu_{p}_100hz.csv"), None))
            })
            .collect();
        for ((_, part), place) in parts.iter().zip(places) {
            let stream = only(part);
            assert_eq!((stream.rate_hz, samples(stream), stream.placement.id()), (100.0, n, place));
            assert!(!has(part, "acc_unit_contradicts"));
        }
        if folder == "rajagopal2016_run" {
            let gyro = only(&parts[0].1).pieces[0].gyro.as_ref().unwrap();
            assert!((gyro[0][0].to_degrees() - 122.35).abs() < 1e-9);
        }
        let joined = join(parts).unwrap();
        assert_eq!(imu(&joined).sensors.len(), 5);
        assert!(has(&joined, "clocks_assumed_shared"));
    }
}

#[test]
fn accelerations_from_force_plates() {
    let Some(dir) = real_data("accelerations_from_force_plates") else { return };
    // In flight the force is exactly 0: those rows are measurements.
    let cases = [
        ("rajagopal2016_run/com_acc_from_grf_500hz.csv", 500.0, 2545),
        ("hamner_subj04_run200/com_acc_from_grf_500hz.csv", 500.0, 1188),
        ("dryft_rbds_s001_t25/com_acc_from_grf_300hz.csv", 300.0, 9000),
    ];
    for (path, rate, n) in cases {
        let read = load(&dir.join("imu"), path, None);
        let stream = only(&read);
        assert_eq!((stream.rate_hz, samples(stream), stream.pieces.len()), (rate, n, 1), "{path}");
        assert_eq!(stream.axes, Axes::Anatomical);
        let mean = stream.pieces[0].acc[2].mean().unwrap() / G;
        assert!((mean - 1.0).abs() < 0.06, "{path} {mean}");
    }
}

#[test]
fn waist_jogs_at_200_hz() {
    let Some(dir) = real_data("waist_jogs_at_200_hz") else { return };
    let read = load(&dir.join("imu"), "sisfall_waist_jog/D03_SA03_R01.csv", None);
    let stream = only(&read);
    assert_eq!((stream.rate_hz, samples(stream), stream.pieces.len()), (200.0, 20_000, 1));
    // Stands still at first; the first row by hand: |(0.0781, -1.0039, -0.3203)| = 1.0567 g.
    assert!((level(stream, 1) - 1.0567).abs() < 1e-3);
    assert!((level(stream, 100) - 1.0).abs() < 0.08);
    assert!(stream.pieces[0].gyro.is_some());
}

#[test]
fn clipped_wrists_without_time() {
    let Some(dir) = real_data("clipped_wrists_without_time") else { return };
    for file in files_in(&dir.join("imu/strikewatch_wrist")) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if !name.ends_with(".csv") {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        assert_eq!(refused(&text), SensorProblem::RateNeeded { why: Untimed::NoColumn }, "{name}");
        let read = load(&dir.join("imu/strikewatch_wrist"), &name, Some(100.0));
        let stream = only(&read);
        let rows: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!((stream.time_source, samples(stream)), (TimeSource::DeclaredRate, rows.len()));
        let at_limit = rows
            .iter()
            .filter(|r| r.split(',').take(3).any(|c| c.parse::<f64>().unwrap().abs() >= 19.52))
            .count();
        assert!((stream.clipped - at_limit as f64 / rows.len() as f64).abs() < 1e-9, "{name}");
        assert!(stream.clipped > 0.1 && has(&read, "acc_clipped"));
        assert!((stream.acc_range.unwrap() - 2.0 * G).abs() < 1e-9);
    }
}

#[test]
fn bursts_of_a_watch() {
    let Some(dir) = real_data("bursts_of_a_watch") else { return };
    for (person, rows, last) in [("D02_U01_R01", 821, 16.510), ("D02_U08_R01", 1255, 25.305)] {
        let part = |kind: &str| {
            load(&dir.join("imu/weda_fitbit_wrist_jog"), &format!("{person}_{kind}.csv"), None)
        };
        let acc = part("accel");
        let stream = only(&acc);
        assert!(has(&acc, "time_evened"));
        assert_eq!(stream.pieces.len(), 1);
        // Rows over the time they took; batches lost on the way make it less than 50 Hz.
        let rate = (rows - 1) as f64 / last;
        assert!((stream.rate_hz / rate - 1.0).abs() < 0.01, "{} {rate}", stream.rate_hz);
        assert!((stream.end_s().unwrap() - last).abs() < 0.15);
        let mut acc = acc;
        let mut gyro = part("gyro");
        for recording in [&mut acc, &mut gyro] {
            if let Data::Imu(imu) = &mut recording.data {
                imu.sensors[0].placement = Placement::Wrist;
            }
        }
        let joined = join(vec![(None, acc), (None, gyro)]).unwrap();
        let stream = only(&joined);
        assert!(stream.pieces[0].gyro.is_some());
        assert!(samples(stream) as f64 > 0.98 * rows as f64);
    }
}

#[test]
fn half_a_thousand_samples_a_second() {
    let Some(dir) = real_data("half_a_thousand_samples_a_second") else { return };
    let read = load(&dir.join("imu"), "vendor_formats/shimmer_sacrum_running_512hz.csv", None);
    let stream = only(&read);
    // 2963 rows in 5779.11 ms: 512.5 Hz by its stamps.
    assert_eq!((samples(stream), stream.pieces.len()), (2963, 1));
    assert!((stream.rate_hz - 2962.0 / 5.779_113_77).abs() < 0.01, "{}", stream.rate_hz);
    let mean = stream.pieces[0].acc[0].mean().unwrap();
    // x points down, and the runner's mean specific force is gravity.
    assert!((mean / G + 1.0).abs() < 0.08, "{mean}");
}
