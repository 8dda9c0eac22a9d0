//! The manifest: a CSV table with what is known of each file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::BatchError;
use super::spec::{closest, placement};
use crate::files::store::is_address;
use crate::recording::Placement;
use crate::study::row::Who;

/// Columns, with what they hold for messages.
const COLUMNS: [&str; 14] = [
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
    "watch_offset_s",
];

/// A column as like one of these as this is taken for a slip of the pen, and not for
/// one of the user's own. Ours.
const SLIP: f64 = 0.9;

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
    /// How much later than the watch's the recording begins, s.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub watch_offset_s: Option<f64>,
    /// Columns of the user's own, as written: visit, age, shoe, …
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub more: BTreeMap<String, String>,
}

/// A line of the manifest.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) line: usize,
    /// File, folder or pattern.
    pub(super) path: String,
    /// Lines of the same name are files of one recording.
    pub(super) recording: Option<String>,
    pub(super) placement: Option<String>,
    pub(super) known: Known,
}

/// What stands for a value that is not there, as R and pandas write it.
const MISSING: [&str; 4] = ["", "NA", "N/A", "NaN"];

/// The header of a manifest: columns by name.
struct Head {
    delimiter: u8,
    names: Vec<String>,
}

/// A line of a manifest on its way to a [`Row`].
struct Line<'a> {
    head: &'a Head,
    cells: Vec<String>,
}

impl Line<'_> {
    fn text(&self, name: &str) -> Option<String> {
        let at = self.head.names.iter().position(|n| n == name)?;
        let cell = self.cells.get(at)?;
        (!MISSING.contains(&cell.as_str())).then(|| cell.clone())
    }

    fn number(&self, name: &str, low: f64, high: f64) -> Result<Option<f64>, String> {
        let Some(cell) = self.text(name) else { return Ok(None) };
        let value = cell.replacen(',', ".", 1).parse::<f64>().ok();
        let value = value.filter(|v| (low..=high).contains(v));
        let wrong = || format!("{name} is {cell:?}; expected a number from {low} to {high}");
        value.map(Some).ok_or_else(wrong)
    }

    /// The columns of the user's own that are not empty.
    fn more(&self) -> BTreeMap<String, String> {
        let own = self.head.names.iter().filter(|n| !COLUMNS.contains(&n.as_str()));
        own.filter_map(|n| Some((n.clone(), self.text(n)?))).collect()
    }

    /// Paths are relative to `base`, the folder of the manifest.
    fn row(&self, line: usize, base: &Path) -> Result<Row, String> {
        let file = self.text("path").ok_or("the path is missing")?;
        if let Some(word) = self.text("placement")
            && placement(&word).is_none()
        {
            let all: Vec<&str> = Placement::ALL.iter().map(|p| p.id()).collect();
            return Err(format!(
                "no placement is called {word:?}; expected one of {}",
                all.join(", ")
            ));
        }
        let joined = |path: String| if is_address(&path) { path.into() } else { base.join(path) };
        let beside = |name: &str| self.text(name).map(joined);
        Ok(Row {
            line,
            path: joined(file).display().to_string(),
            recording: self.text("recording"),
            placement: self.text("placement"),
            known: Known {
                who: Who {
                    participant: self.text("participant"),
                    group: self.text("group"),
                    condition: self.text("condition"),
                },
                mass_kg: self.number("mass_kg", 20.0, 300.0)?,
                height_m: self.number("height_m", 1.0, 2.5)?,
                dominant_side: self.text("dominant_side"),
                speed_mps: self.number("speed_mps", 1.0, 12.0)?,
                grade_pct: self.number("grade_pct", -30.0, 30.0)?,
                watch: beside("watch"),
                events: beside("events"),
                watch_offset_s: self.number("watch_offset_s", -86_400.0, 86_400.0)?,
                more: self.more(),
            },
        })
    }
}

/// The cells of one line. An entry never goes on in the next line: a manifest has no
/// use for that, and a forgotten quote would swallow the lines below.
fn cells(line: &str, delimiter: u8) -> Result<Vec<String>, String> {
    if !line.matches('"').count().is_multiple_of(2) {
        return Err("a quote is opened and not closed; a quote within a quoted entry is written twice (\"\")".into());
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .trim(csv::Trim::All)
        .buffer_capacity(line.len().max(1))
        .from_reader(line.as_bytes());
    match reader.records().next() {
        None => Ok(Vec::new()),
        Some(Ok(record)) => Ok(record.iter().map(String::from).collect()),
        Some(Err(e)) => Err(format!("it cannot be read as CSV ({e})")),
    }
}

fn head(line: &str) -> Result<Head, String> {
    let count = |mark: u8| line.bytes().filter(|b| *b == mark).count();
    let delimiter = [b',', b';', b'\t'].into_iter().rev().max_by_key(|d| count(*d)).unwrap_or(b',');
    let names = cells(line, delimiter)?;
    let names: Vec<String> =
        names.iter().map(|h| h.to_lowercase().replace([' ', '-'], "_")).collect();
    for (i, name) in names.iter().enumerate() {
        if name.is_empty() {
            return Err(format!("column {} has no name; take it out, with its delimiters", i + 1));
        }
        if !COLUMNS.contains(&name.as_str())
            && let Some(near) = closest(name, COLUMNS.into_iter())
            && strsim::jaro_winkler(name, near) > SLIP
        {
            return Err(format!(
                "the column {name:?} is none of runform's; did you mean {near:?}? (A column of your own needs a name less like it.)"
            ));
        }
        if names.iter().take(i).any(|n| n == name) {
            return Err(format!("the column {name:?} is there twice; once is enough"));
        }
    }
    if !names.iter().any(|n| n == "path") {
        return Err("the column \"path\" is missing: the file of each recording".into());
    }
    Ok(Head { delimiter, names })
}

/// The text of a manifest, or how to save it so that it can be read.
fn decoded(bytes: &[u8]) -> Result<&str, String> {
    let save = "save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")";
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || bytes.contains(&0) {
        return Err(format!(": it is UTF-16 text, or no text at all; {save}"));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|e| {
        let before = bytes.get(..e.valid_up_to()).unwrap_or_default();
        let line = 1 + before.iter().filter(|b| **b == b'\n').count();
        format!(", line {line}: it holds characters of another encoding (Latin-1, Windows); {save}")
    })
}

/// Reads a manifest; its paths are then relative to the current folder.
pub(super) fn read(path: &Path) -> Result<Vec<Row>, BatchError> {
    let bytes = std::fs::read(path).map_err(|e| BatchError::unusable(path, &e))?;
    let usage = |what: String| BatchError::Usage(format!("the manifest {}{what}.", path.display()));
    let text = decoded(&bytes).map_err(usage)?.replace("\r\n", "\n").replace('\r', "\n");
    let wrong = |line: usize| move |what: String| usage(format!(", line {line}: {what}"));
    let mut lines = text.lines().enumerate().map(|(i, l)| (i + 1, l));
    let (at, first) = lines.find(|(_, l)| !l.trim().is_empty()).unwrap_or((1, ""));
    let head = head(first).map_err(wrong(at))?;
    let base = path.parent().unwrap_or(Path::new(""));
    let mut rows = Vec::new();
    for (at, text) in lines {
        let cells = cells(text, head.delimiter).map_err(wrong(at))?;
        if cells.iter().all(String::is_empty) {
            continue;
        }
        if cells.len() != head.names.len() {
            return Err(wrong(at)(format!(
                "the header has {} cells and this line {}; put an entry that holds {:?} (a name, a number with a decimal comma) in quotes",
                head.names.len(),
                cells.len(),
                char::from(head.delimiter)
            )));
        }
        rows.push(Line { head: &head, cells }.row(at, base).map_err(wrong(at))?);
    }
    if rows.is_empty() {
        return Err(wrong(at)("there is no line below the header".into()));
    }
    Ok(rows)
}

impl Known {
    /// Nothing at all.
    pub(super) fn is_nothing(&self) -> bool {
        *self == Known::default()
    }

    /// Adds what another line says of the same recording.
    ///
    /// # Errors
    /// The column, and both values, where the lines contradict each other.
    pub(super) fn add(&mut self, more: &Known) -> Result<(), String> {
        fn one<T: Clone + PartialEq>(
            name: &str,
            have: &mut Option<T>,
            more: Option<&T>,
            show: impl Fn(&T) -> String,
        ) -> Result<(), String> {
            match (have.as_ref(), more) {
                (Some(a), Some(b)) if a != b => {
                    Err(format!("{name} is {} in one and {} in the other", show(a), show(b)))
                }
                (None, Some(b)) => {
                    *have = Some(b.clone());
                    Ok(())
                }
                _ => Ok(()),
            }
        }
        let word = |w: &String| format!("{w:?}");
        let number = |n: &f64| n.to_string();
        let file = |p: &PathBuf| p.display().to_string();
        let who = &more.who;
        one("participant", &mut self.who.participant, who.participant.as_ref(), word)?;
        one("group", &mut self.who.group, who.group.as_ref(), word)?;
        one("condition", &mut self.who.condition, who.condition.as_ref(), word)?;
        one("mass_kg", &mut self.mass_kg, more.mass_kg.as_ref(), number)?;
        one("height_m", &mut self.height_m, more.height_m.as_ref(), number)?;
        one("dominant_side", &mut self.dominant_side, more.dominant_side.as_ref(), word)?;
        one("speed_mps", &mut self.speed_mps, more.speed_mps.as_ref(), number)?;
        one("grade_pct", &mut self.grade_pct, more.grade_pct.as_ref(), number)?;
        one("watch", &mut self.watch, more.watch.as_ref(), file)?;
        one("events", &mut self.events, more.events.as_ref(), file)?;
        let offset = more.watch_offset_s.as_ref();
        one("watch_offset_s", &mut self.watch_offset_s, offset, number)?;
        for (name, value) in &more.more {
            let mut have = self.more.remove(name);
            one(name, &mut have, Some(value), word)?;
            self.more.extend(have.map(|v| (name.clone(), v)));
        }
        Ok(())
    }
}
