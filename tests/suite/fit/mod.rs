//! FIT import: real files against an independent decode, every known quirk on
//! small files built by hand, and damaged bytes of all kinds.

pub(crate) mod bytes;
mod container;
mod developer;
mod fuzz;
mod real;
mod records;
mod sessions;

use runform::import::{ImportOptions, import};
use runform::recording::{Channel, Mapping, Note, Quantity, Recording, WatchSeries};

fn read(bytes: &[u8]) -> Vec<Recording> {
    import(bytes, &ImportOptions::default()).unwrap()
}

/// The only recording of a file.
fn one(bytes: &[u8]) -> Recording {
    let mut recordings = read(bytes);
    assert_eq!(recordings.len(), 1);
    recordings.remove(0)
}

fn refusal(bytes: &[u8]) -> String {
    runform::words::english_of(&import(bytes, &ImportOptions::default()).unwrap_err())
}

fn series(recording: &Recording) -> &WatchSeries {
    recording.watch().unwrap()
}

fn channel(recording: &Recording, quantity: Quantity) -> &Channel {
    series(recording).first(quantity).unwrap_or_else(|| panic!("no {quantity:?}"))
}

fn values(recording: &Recording, quantity: Quantity) -> Vec<f64> {
    channel(recording, quantity).values.to_vec()
}

fn note<'a>(recording: &'a Recording, code: &str) -> Option<&'a Note> {
    recording.notes.iter().find(|n| n.code() == code)
}

fn mapping<'a>(recording: &'a Recording, column: &str) -> &'a Mapping {
    recording
        .mappings
        .iter()
        .find(|m| m.column == column)
        .unwrap_or_else(|| panic!("no mapping {column}"))
}

/// Equal, NaN included.
#[track_caller]
fn assert_values(got: &[f64], expected: &[f64]) {
    let same = got.len() == expected.len()
        && got.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9 || a.is_nan() && b.is_nan());
    assert!(same, "{got:?}, expected {expected:?}");
}
