//! Shared by the tests.

use std::path::PathBuf;

use runform::analysis::{Analyzed, Knowledge, Origin, analyze};
use runform::import::import;
use runform::recording::{Data, NoteKind, Recording, Sport};
use runform::runs::{RunStatus, Without};
use runform::settings::Settings;

/// The folder of real recordings (`RUNFORM_TEST_DATA`), or `None`, said plainly.
///
/// The recordings are other people's and not part of the project; tests that
/// use them are skipped where the folder is absent.
pub fn real_data(what: &str) -> Option<PathBuf> {
    let dir = std::env::var_os("RUNFORM_TEST_DATA").map(PathBuf::from).filter(|d| d.is_dir());
    if dir.is_none() {
        eprintln!(
            "SKIPPED {what}: set RUNFORM_TEST_DATA to the folder of real recordings to run it"
        );
    }
    dir
}

/// Files below `dir` (one level), sorted by name.
pub fn files_in(dir: &std::path::Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.is_file())
        .collect();
    files.sort();
    files
}

/// The runs in a file; recordings of other sports are left out.
pub fn runs(bytes: &[u8]) -> Vec<Recording> {
    let mut all = import(bytes, &Default::default()).unwrap();
    all.retain(|r| !matches!(r.sport, Sport::Other(_)));
    all
}

/// The analysis of a recording with default settings, unless it is refused.
pub fn analyse(recording: &Recording) -> Option<Analyzed> {
    analyse_with(recording, &Settings::default())
}

/// The analysis of a recording, unless it is refused.
pub fn analyse_with(recording: &Recording, settings: &Settings) -> Option<Analyzed> {
    let origin = Origin { path: "x".into(), sha256: String::new(), index: 0 };
    analyze(recording, &origin, settings, Knowledge::builtin().unwrap()).ok()
}

/// What "last quarter against first quarter" says about one field: the
/// difference of the means over all records (or laps) in order, values above 0.
pub fn naive(recording: &Recording, source: &str) -> Option<f64> {
    let channels = match &recording.data {
        Data::Watch(series) => &series.channels,
        Data::Laps(laps) => &laps.channels,
        Data::Imu(_) | Data::Steps(_) => return None,
    };
    let channel = channels.iter().find(|c| c.source.id == source)?;
    let values = channel.values.as_slice()?;
    let quarter = values.len() / 4;
    let mean = |part: &[f64]| {
        let kept: Vec<f64> = part.iter().copied().filter(|v| *v > 0.0).collect();
        (!kept.is_empty()).then(|| kept.iter().sum::<f64>() / kept.len() as f64)
    };
    Some(mean(&values[values.len() - quarter..])? - mean(&values[..quarter])?)
}

/// An input without an analysis.
pub fn without(status: RunStatus, reason: &str) -> Without {
    Without { status, code: "told_by_a_test".into(), reason: reason.into() }
}

/// A note as an earlier version told it.
pub fn told(code: &'static str, message: &str) -> NoteKind {
    NoteKind::Told { code: code.into(), message: message.into() }
}
