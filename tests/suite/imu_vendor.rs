//! Layouts of sensor makers: real files with facts found by hand, small files
//! written here as the makers' programs write theirs, and broken ones.

pub(crate) mod made;
mod real;

use runform::import::{ImportError, ImportOptions, SensorProblem, import};
use runform::recording::{Data, ImuRecording, ImuStream, Recording};

/// Standard gravity, m/s².
const G: f64 = 9.80665;

fn named(file_name: &str) -> ImportOptions {
    ImportOptions { file_name: Some(file_name.into()), ..ImportOptions::default() }
}

/// The one recording in a file.
fn one(bytes: &[u8], options: &ImportOptions) -> Recording {
    let mut all = import(bytes, options).unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn refused(bytes: &[u8], options: &ImportOptions) -> SensorProblem {
    match import(bytes, options).map(|r| r[0].format).unwrap_err() {
        ImportError::Sensor(problem) => problem,
        other => panic!("{other:?}"),
    }
}

fn imu(recording: &Recording) -> &ImuRecording {
    match &recording.data {
        Data::Imu(imu) => imu,
        other => panic!("no inertial recording but {other:?}"),
    }
}

fn start(recording: &Recording) -> Option<String> {
    recording.start.map(|s| s.to_string())
}

fn has_note(recording: &Recording, code: &str) -> bool {
    recording.notes.iter().any(|n| n.code() == code)
}

fn samples(stream: &ImuStream) -> usize {
    stream.pieces.iter().map(|p| p.len()).sum()
}

/// Mean length of the acceleration of the first `n` samples, m/s².
fn mean_force(stream: &ImuStream, n: usize) -> f64 {
    let lengths: Vec<f64> = stream
        .pieces
        .iter()
        .flat_map(|p| (0..p.len()).map(|i| p.acc.iter().map(|a| a[i] * a[i]).sum::<f64>().sqrt()))
        .take(n)
        .collect();
    assert!(!lengths.is_empty());
    lengths.iter().sum::<f64>() / lengths.len() as f64
}

fn first_acc(stream: &ImuStream) -> [f64; 3] {
    stream.pieces[0].acc_views().map(|a| a[0])
}

fn first_gyro(stream: &ImuStream) -> [f64; 3] {
    stream.pieces[0].gyro_views().unwrap().map(|w| w[0])
}

#[track_caller]
fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} is not {expected} ± {tolerance}");
}

#[track_caller]
fn near3(found: [f64; 3], expected: [f64; 3], tolerance: f64) {
    for (f, e) in found.into_iter().zip(expected) {
        assert!((f - e).abs() <= tolerance, "{found:?} is not {expected:?} ± {tolerance}");
    }
}
