//! Files, bytes and arrays → recordings.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use runform::import::{self, Signals};
use runform::recording::{Placement, Recording, Sport};
use runform::report::inspect;
use runform::runs::{self, Piece, Problem};
use runform::words::in_english;

use crate::error::{Failure, failure, raise, told, wrong};
use crate::handle::{Held, give, take};
use crate::{Answer, options};

/// A recording with where it came from.
pub(crate) struct Handle {
    pub recording: Arc<Recording>,
    pub name: String,
    pub sha256: Option<String>,
    pub index: usize,
    /// Sports of the other sessions of its file.
    pub others: Vec<String>,
}

impl Held for Handle {
    const NAME: &'static std::ffi::CStr = c"runform.recording";
}

/// What was read: recordings, and what was left aside.
#[derive(Default)]
pub(crate) struct Found {
    recordings: Vec<Handle>,
    skipped: Vec<(String, String)>,
    failed: Vec<Failure>,
}

impl Found {
    fn add(&mut self, piece: Piece) {
        match piece {
            Piece::Read(read) => {
                let others: Vec<String> = read.recordings.iter().filter_map(other_sport).collect();
                let all = read.recordings.into_iter().enumerate();
                self.recordings.extend(all.map(|(index, recording)| Handle {
                    recording: Arc::new(recording),
                    name: read.name.clone(),
                    sha256: read.sha256.clone(),
                    index,
                    others: others.clone(),
                }));
            }
            Piece::Skipped { name, why } => self.skipped.push((name, told(&why))),
            Piece::Failed { name, problem, .. } => self.failed.push(failure(&name, &problem)),
        }
    }

    /// Handles, and what else there was; the first failure where there is nothing else.
    fn give(self, py: Python<'_>) -> Answer {
        if let (true, Some(first)) = (self.recordings.is_empty(), self.failed.first()) {
            return Err(raise(py, first));
        }
        let handles: Vec<Py<PyAny>> =
            self.recordings.into_iter().map(|r| give(py, r)).collect::<PyResult<_>>()?;
        let failed = self.failed.into_iter().map(|(name, _, _, message, ..)| (name, message));
        let left: Vec<(String, String)> = self.skipped.into_iter().chain(failed).collect();
        Ok((handles, left).into_pyobject(py)?.into_any().unbind())
    }
}

/// The sport of a session that is none of running.
fn other_sport(recording: &Recording) -> Option<String> {
    match &recording.sport {
        Sport::Other(sport) => Some(sport.replace('_', " ")),
        Sport::Running { .. } | Sport::Unknown => None,
    }
}

/// `read(path | (name, bytes), options)`: recordings and what was left aside.
pub(crate) fn read(args: &Bound<'_, PyTuple>) -> Answer {
    let py = args.py();
    let (source, options) = (args.get_item(0)?, args.get_item(1)?);
    let task = options::task(&options)?;
    let (name, bytes) = content(&source)?;
    let found = py.detach(|| {
        let mut found = Found::default();
        let bytes = match bytes {
            Some(bytes) => Ok(bytes),
            None => std::fs::read(&name).map_err(|e| Problem::from_io(&e)),
        };
        runs::read_input(&name, bytes, &task, &mut |piece| {
            found.add(piece);
            true
        });
        found
    });
    found.give(py)
}

/// A path, or a name and bytes.
pub(crate) fn content(source: &Bound<'_, PyAny>) -> PyResult<(String, Option<Vec<u8>>)> {
    match source.extract::<(String, Vec<u8>)>() {
        Ok((name, bytes)) => Ok((name, Some(bytes))),
        Err(_) => Ok((source.extract::<PathBuf>()?.display().to_string(), None)),
    }
}

/// `join([(placement, path)], options)`: several files of one run as one recording.
pub(crate) fn join(args: &Bound<'_, PyTuple>) -> Answer {
    let py = args.py();
    let files: Vec<(String, PathBuf)> = args.get_item(0)?.extract()?;
    let task = options::task(&args.get_item(1)?)?;
    let files = files
        .into_iter()
        .map(|(place, path)| Ok((options::placement(py, &place)?, path)))
        .collect::<PyResult<Vec<(Placement, PathBuf)>>>()?;
    py.detach(|| {
        let names: Vec<String> =
            files.iter().map(|(p, f)| format!("{p}={}", f.display())).collect();
        let opened = files.iter().map(|(placement, path)| {
            let bytes = std::fs::read(path).map_err(|e| Problem::from_io(&e));
            (*placement, path.display().to_string(), bytes)
        });
        let mut found = Found::default();
        found.add(runs::read_joined(&names.join(" + "), opened, &task));
        found
    })
    .give(py)
}

/// `from_arrays([(placement, name, acc, gyro, rate)], name, options)`, signals as bytes
/// of doubles, x y z of the first sample first.
pub(crate) fn from_arrays(args: &Bound<'_, PyTuple>) -> Answer {
    type Given = (String, String, Vec<u8>, Option<Vec<u8>>, f64);
    let py = args.py();
    let given: Vec<Given> = args.get_item(0)?.extract()?;
    let name: String = args.get_item(1)?.extract()?;
    let task = options::task(&args.get_item(2)?)?;
    let mut sensors = Vec::new();
    for (place, sensor, acc, gyro, rate_hz) in given {
        let placement = options::placement(py, &place)?;
        let gyro = gyro.as_deref().map(triples);
        sensors.push(Signals { name: sensor, placement, acc: triples(&acc), gyro, rate_hz });
    }
    let found = py.detach(|| {
        let read = import::from_signals(sensors, &task.import).map_err(Problem::Import);
        let piece = read.and_then(|(recording, hash)| {
            runs::complete(&name, Some(hash), vec![recording], &task)
        });
        let mut found = Found::default();
        found.add(match piece {
            Ok(read) => Piece::Read(read),
            Err(problem) => Piece::Failed { name, sha256: None, problem },
        });
        found
    });
    found.give(py)
}

/// Rows of three doubles; Python gives them as `<f8`, whatever the machine.
fn triples(bytes: &[u8]) -> Vec<[f64; 3]> {
    let number = |b: &[u8]| f64::from_le_bytes(b.try_into().unwrap_or_default());
    let triple = |b: &[u8]| [number(&b[..8]), number(&b[8..16]), number(&b[16..])];
    bytes.chunks_exact(24).map(triple).collect()
}

/// `about(recording)`: where it came from, and what it holds, as JSON.
pub(crate) fn about(args: &Bound<'_, PyTuple>) -> Answer {
    let py = args.py();
    let handle = args.get_item(0)?;
    let held: &Handle = take(&handle)?;
    let sha256 = held.sha256.as_deref().unwrap_or_default();
    let one = std::slice::from_ref(&*held.recording);
    let found = inspect::Inspection::new(&held.name, sha256, 0, one, None).recordings.pop();
    let mut found = serde_json::to_value(found).map_err(crate::error::defect)?;
    found["index"] = held.index.into();
    in_english(|words| words.beside(&mut found));
    let text = found.to_string();
    let place = (held.name.as_str(), held.sha256.as_deref(), held.index, text);
    Ok(place.into_pyobject(py)?.into_any().unbind())
}

/// A file that goes with a recording: a path, or its bytes.
pub(crate) fn beside(value: &Bound<'_, PyAny>, parameter: &str) -> PyResult<(String, Vec<u8>)> {
    if let Ok(bytes) = value.extract::<Vec<u8>>() {
        return Ok((parameter.to_owned(), bytes));
    }
    let path: PathBuf = value.extract()?;
    match std::fs::read(&path) {
        Ok(bytes) => Ok((path.display().to_string(), bytes)),
        Err(error) => {
            let why = told(&Problem::from_io(&error));
            Err(wrong(value.py(), parameter, format!("{}: {why}", Path::display(&path))))
        }
    }
}
