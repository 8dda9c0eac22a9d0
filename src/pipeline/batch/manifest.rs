//! The manifest: a CSV table with what is known of each file.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::BatchError;
use super::spec::{closest, placement};
use crate::report::summary::Who;

/// Columns, with what they hold for messages.
const COLUMNS: [&str; 13] = [
    "path",
    "recording",
    "participant",
    "group",
    "condition",
    "placement",
    "mass_kg",
    "height_m",
    "dominant_side",
    "speed_mps",
    "grade_pct",
    "watch",
    "events",
];

/// What is known of a recording beside its signals.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Known {
    /// Participant, group, condition.
    pub who: Who,
    /// Body mass, kg.
    pub mass_kg: Option<f64>,
    /// Height, m.
    pub height_m: Option<f64>,
    /// The side the runner prefers, as written; kept for the statistician.
    pub dominant_side: Option<String>,
    /// Speed of the whole run, m/s (a treadmill).
    pub speed_mps: Option<f64>,
    /// Slope of the whole run, %.
    pub grade_pct: Option<f64>,
    /// A watch's file of the same run.
    pub watch: Option<PathBuf>,
    /// Steps marked by the user.
    pub events: Option<PathBuf>,
}

/// A line of the manifest.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) line: u64,
    /// File, folder or pattern.
    pub(super) path: String,
    /// Lines of the same name are files of one recording.
    pub(super) recording: Option<String>,
    pub(super) placement: Option<String>,
    pub(super) known: Known,
}

/// Reads a manifest; its paths are then relative to the current folder.
pub(super) fn read(path: &Path) -> Result<Vec<Row>, BatchError> {
    let bytes = std::fs::read(path).map_err(|e| BatchError::unusable(path, &e))?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let first = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    let count = |mark: u8| first.iter().filter(|b| **b == mark).count();
    let delimiter = [b',', b';', b'\t'].into_iter().rev().max_by_key(|d| count(*d)).unwrap_or(b',');
    let wrong = |line: u64, what: String| {
        BatchError::Usage(format!("the manifest {}, line {line}: {what}", path.display()))
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .flexible(true)
        .from_reader(bytes);
    let head = reader.headers().map_err(|e| wrong(1, e.to_string()))?.clone();
    let names: Vec<String> =
        head.iter().map(|h| h.to_lowercase().replace([' ', '-'], "_")).collect();
    if let Some(name) = names.iter().find(|n| !COLUMNS.contains(&n.as_str())) {
        let hint = match closest(name, COLUMNS.into_iter()) {
            Some(near) => format!("did you mean {near:?}?"),
            None => format!("the columns are {}", COLUMNS.join(", ")),
        };
        return Err(wrong(1, format!("there is no column {name:?}; {hint}")));
    }
    let place = |name: &str| names.iter().position(|n| n == name);
    if place("path").is_none() {
        return Err(wrong(1, "the column \"path\" is missing: the file of each recording".into()));
    }
    let base = path.parent().unwrap_or(Path::new(""));
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| {
            wrong(e.position().map_or(0, csv::Position::line), "it cannot be read as CSV".into())
        })?;
        let line = record.position().map_or(0, csv::Position::line);
        let text = |name: &str| {
            let cell = place(name).and_then(|i| record.get(i)).filter(|c| !c.is_empty());
            cell.map(String::from)
        };
        let number = |name: &str, low: f64, high: f64| match text(name) {
            None => Ok(None),
            Some(cell) => {
                let value = cell.replacen(',', ".", 1).parse::<f64>().ok();
                let value = value.filter(|v| (low..=high).contains(v));
                value.map(Some).ok_or_else(|| {
                    wrong(
                        line,
                        format!("{name} is {cell:?}; expected a number from {low} to {high}"),
                    )
                })
            }
        };
        let Some(file) = text("path") else {
            if record.iter().all(str::is_empty) {
                continue;
            }
            return Err(wrong(line, "the path is missing".into()));
        };
        if let Some(word) = text("placement")
            && placement(&word).is_none()
        {
            return Err(wrong(line, format!("no placement is called {word:?}")));
        }
        let beside = |name: &str| text(name).map(|p| base.join(p));
        rows.push(Row {
            line,
            path: base.join(file).display().to_string(),
            recording: text("recording"),
            placement: text("placement"),
            known: Known {
                who: Who {
                    participant: text("participant"),
                    group: text("group"),
                    condition: text("condition"),
                },
                mass_kg: number("mass_kg", 20.0, 300.0)?,
                height_m: number("height_m", 1.0, 2.5)?,
                dominant_side: text("dominant_side"),
                speed_mps: number("speed_mps", 1.0, 12.0)?,
                grade_pct: number("grade_pct", -30.0, 30.0)?,
                watch: beside("watch"),
                events: beside("events"),
            },
        });
    }
    if rows.is_empty() {
        return Err(wrong(1, "there is no line below the header".into()));
    }
    Ok(rows)
}
