//! Bytes → [`Log`]: every line checked, problems with their line numbers.

use std::collections::HashMap;

use jiff::civil::Date;

use super::write::HEADER;
use super::{Entry, Felt, Log, LogError, LogSide, Measured, Problem, Sets, What, words};
use crate::{Amount, Catalogue, Coaching};

/// Most kilograms, kilometres and sets that are no slip of the pen. Ours.
const MOST_LOAD_KG: f64 = 500.0;
const MOST_KM: f64 = 300.0;
const MOST_SETS: f64 = 20.0;
const MOST_REPS: f64 = 200.0;
const MOST_HOLD_S: f64 = 900.0;
/// Columns that only one kind of line may fill.
const STRENGTH: [&str; 5] = ["side", "sets", "reps", "hold_s", "load_kg"];
const RUN: [&str; 1] = ["km"];
const BENCHMARK: [&str; 3] = ["left", "right", "value"];

/// How a log is laid out.
pub(super) struct Layout {
    /// Columns of the last header; empty for an empty log.
    pub columns: Vec<&'static str>,
    pub separator: u8,
}

impl Log {
    /// Reads and checks a log. Merged logs are understood: lines out of order are
    /// sorted, further header lines accepted, lines that came twice counted once.
    ///
    /// # Errors
    /// [`LogError::Lines`] with every line that cannot be used.
    pub fn read(bytes: &[u8], catalogue: &Catalogue, coaching: &Coaching) -> Result<Log, LogError> {
        read(bytes, catalogue, coaching).map(|(log, _)| log)
    }
}

pub(super) fn read(
    bytes: &[u8],
    catalogue: &Catalogue,
    coaching: &Coaching,
) -> Result<(Log, Layout), LogError> {
    let text = text(bytes)?;
    let separator = separator(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut columns: Vec<&'static str> = Vec::new();
    let mut problems = Vec::new();
    let mut entries: Vec<(Entry, Place)> = Vec::new();
    let mut headers = 0;
    for record in reader.records() {
        let record = record.map_err(|e| {
            let line = e.position().map_or(0, csv::Position::line);
            LogError::Lines(vec![Problem { line, message: "this is not CSV".into() }])
        })?;
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let first = record.get(0).unwrap_or("").trim();
        let is_header = record.iter().any(|c| c.trim().eq_ignore_ascii_case("date"));
        if columns.is_empty() || (is_header && first.parse::<Date>().is_err()) {
            headers += 1;
            match header(&record) {
                Ok(found) => columns = found,
                Err(message) => problems.push(Problem { line, message }),
            }
            if columns.is_empty() {
                return Err(LogError::Lines(problems));
            }
            continue;
        }
        let row = Row { record: &record, columns: &columns, catalogue, coaching };
        match row.entry() {
            Ok(entry) => {
                let cells = record.iter().map(|c| c.trim().to_owned()).collect();
                entries.push((entry, Place { line, header: headers, cells }));
            }
            Err(message) => problems.push(Problem { line, message }),
        }
    }
    if !problems.is_empty() {
        return Err(LogError::Lines(problems));
    }
    let mut remarks = Vec::new();
    if headers > 1 {
        remarks.push(format!("The log has {headers} header lines, as after joining logs; each was used for the lines below it."));
    }
    let mut entries = without_repeats(entries, &mut remarks);
    if !entries.is_sorted_by_key(|e| e.date) {
        remarks.push(
            "The lines are not in the order of their dates; they were read in that order.".into(),
        );
        entries.sort_by_key(|e| e.date);
    }
    Ok((Log { entries, remarks }, Layout { columns, separator }))
}

/// UTF-8 without its mark.
fn text(bytes: &[u8]) -> Result<&str, LogError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|e| {
        let before = bytes.get(..e.valid_up_to()).unwrap_or_default();
        let line = 1 + before.iter().filter(|b| **b == b'\n').count() as u64;
        let message = "the text is not UTF-8; save the log as \"CSV UTF-8\"".into();
        LogError::Lines(vec![Problem { line, message }])
    })
}

/// Spreadsheets of many countries write semicolons.
fn separator(text: &str) -> u8 {
    let header = text.lines().find(|l| !l.trim().is_empty()).unwrap_or("");
    let count = |c: char| header.matches(c).count();
    let best = [b',', b';', b'\t'].into_iter().rev().max_by_key(|s| count(char::from(*s)));
    best.unwrap_or(b',')
}

fn header(record: &csv::StringRecord) -> Result<Vec<&'static str>, String> {
    let mut columns: Vec<&'static str> = Vec::new();
    for cell in record {
        let name = words::as_id(cell);
        let Some(known) = HEADER.iter().find(|h| **h == name) else {
            let near = words::closest(cell, HEADER.into_iter());
            let hint = match near.first() {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known are {}", HEADER.join(", ")),
            };
            return Err(format!("the header has an unknown column `{}`; {hint}", cell.trim()));
        };
        if columns.contains(known) {
            return Err(format!("the header names `{known}` twice"));
        }
        columns.push(known);
    }
    for needed in ["date", "kind"] {
        if !columns.contains(&needed) {
            return Err(format!(
                "the header has no column `{needed}`; a log begins with: {}",
                HEADER.join(",")
            ));
        }
    }
    Ok(columns)
}

/// Where an entry stands in the file.
struct Place {
    line: u64,
    header: usize,
    cells: Vec<String>,
}

/// The same line met again below another header or after another day came from
/// joining logs; directly repeated lines are further sets.
fn without_repeats(entries: Vec<(Entry, Place)>, remarks: &mut Vec<String>) -> Vec<Entry> {
    let mut seen: HashMap<Vec<String>, usize> = HashMap::new();
    let mut stretch = 0;
    let mut last: Option<(Date, usize)> = None;
    let mut lines = Vec::new();
    let mut kept = Vec::new();
    for (entry, place) in entries {
        let here = (entry.date, place.header);
        stretch += usize::from(last != Some(here));
        last = Some(here);
        match seen.get(&place.cells) {
            Some(before) if *before != stretch => lines.push(place.line.to_string()),
            _ => {
                seen.insert(place.cells, stretch);
                kept.push(entry);
            }
        }
    }
    if !lines.is_empty() {
        remarks.push(format!(
            "Counted once, because the same line stands further up: line {}. If it was done twice, put the lines next to each other.",
            lines.join(", ")
        ));
    }
    kept
}

/// One line with what is needed to check it.
struct Row<'a> {
    record: &'a csv::StringRecord,
    columns: &'a [&'static str],
    catalogue: &'a Catalogue,
    coaching: &'a Coaching,
}

impl Row<'_> {
    fn cell(&self, name: &str) -> &str {
        let at = self.columns.iter().position(|c| *c == name);
        at.and_then(|i| self.record.get(i)).unwrap_or("").trim()
    }

    fn entry(&self) -> Result<Entry, String> {
        if self.record.iter().any(|cell| cell.contains(['\n', '\r'])) {
            return Err("a cell runs over several lines; is a quotation mark left open?".into());
        }
        if self.record.len() != self.columns.len() {
            return Err(format!(
                "{} cells where the header has {}; a text with a comma needs quotation marks",
                self.record.len(),
                self.columns.len()
            ));
        }
        let date = date(self.cell("date"))?;
        let (what, foreign): (What, [&[&str]; 2]) = match self.cell("kind") {
            "strength" => (What::Strength(self.sets()?), [&RUN, &BENCHMARK]),
            "run" => {
                let km = self.number("km", 0.01, MOST_KM)?.ok_or("a run needs its `km`")?;
                (What::Run { km }, [&STRENGTH, &BENCHMARK])
            }
            "benchmark" => (What::Benchmark(self.measured()?), [&STRENGTH, &RUN]),
            "feel" => (What::Feel, [&STRENGTH, &RUN]),
            other => {
                return Err(format!(
                    "the kind `{other}` is not known; write strength, run, benchmark or feel"
                ));
            }
        };
        let stray = foreign.into_iter().flatten().find(|name| !self.cell(name).is_empty());
        if let Some(name) = stray {
            return Err(format!("a {} has no `{name}`; are cells shifted?", self.cell("kind")));
        }
        let felt = Felt {
            rpe: self.number("rpe", 1.0, 10.0)?,
            pain: self.number("pain", 0.0, 10.0)?,
            soreness: self.number("soreness", 0.0, 10.0)?,
            fatigue: self.number("fatigue", 0.0, 10.0)?,
            form: self.number("form", 1.0, 5.0)?,
            ease: self.number("ease", 1.0, 5.0)?,
        };
        if what == What::Feel && felt == Felt::default() {
            return Err(
                "a line of kind feel needs one of rpe, pain, soreness, fatigue, form, ease".into(),
            );
        }
        Ok(Entry { date, what, felt, notes: self.cell("notes").to_owned() })
    }

    /// A number between `low` and `high`; a decimal comma is understood.
    fn number(&self, name: &str, low: f64, high: f64) -> Result<Option<f64>, String> {
        let text = self.cell(name);
        if text.is_empty() {
            return Ok(None);
        }
        let plain = text.replacen(',', ".", 1);
        let value = plain.parse::<f64>().ok().filter(|v| (low..=high).contains(v));
        match value {
            Some(value) => Ok(Some(value)),
            None => Err(format!("`{name}` is {text:?}; expected a number from {low} to {high}")),
        }
    }

    fn whole(&self, name: &str, high: f64) -> Result<Option<u32>, String> {
        match self.number(name, 1.0, high)? {
            None => Ok(None),
            Some(value) if value.fract() == 0.0 => Ok(Some(value as u32)),
            Some(value) => Err(format!("`{name}` is {value}; expected a whole number")),
        }
    }

    fn sets(&self) -> Result<Sets, String> {
        let exercise = exercise(self.cell("what"), self.catalogue)?;
        let side = match self.cell("side") {
            "" => exercise.each_side.then_some(LogSide::Each),
            "left" => Some(LogSide::Left),
            "right" => Some(LogSide::Right),
            "each" => Some(LogSide::Each),
            other => {
                return Err(format!("the side {other:?} is not known; write left, right or each"));
            }
        };
        if side.is_some() && !exercise.each_side {
            return Err(format!("`{}` works both sides at once; leave `side` empty", exercise.id));
        }
        let held = matches!(exercise.dose.amount, Amount::Hold(_));
        let (name, other, most) =
            if held { ("hold_s", "reps", MOST_HOLD_S) } else { ("reps", "hold_s", MOST_REPS) };
        if !self.cell(other).is_empty() {
            return Err(format!("`{}` is counted in `{name}`, not in `{other}`", exercise.id));
        }
        let amount =
            self.whole(name, most)?.ok_or_else(|| format!("`{}` needs `{name}`", exercise.id))?;
        let sets = self.whole("sets", MOST_SETS)?.ok_or("strength work needs `sets`")?;
        let load_kg = self.number("load_kg", 0.0, MOST_LOAD_KG)?.unwrap_or(0.0);
        Ok(Sets { exercise: exercise.id.clone(), side, sets, amount, held, load_kg })
    }

    fn measured(&self) -> Result<Measured, String> {
        let name = self.cell("what");
        let benchmarks = &self.coaching.benchmarks;
        let id = words::as_id(name);
        let Some(benchmark) = benchmarks.iter().find(|b| b.id == id) else {
            let known: Vec<&str> = benchmarks.iter().map(|b| b.id.as_str()).collect();
            return Err(format!("no benchmark is called {name:?}; there are {}", known.join(", ")));
        };
        let [left, right, value] =
            ["left", "right", "value"].map(|side| self.number(side, 0.0, benchmark.most));
        let (left, right, value) = (left?, right?, value?);
        let sides = match (benchmark.each_side, left, right, value) {
            (true, Some(left), Some(right), None) => Some([left, right]),
            (false, None, None, Some(_)) => None,
            (true, ..) => {
                return Err(format!("`{id}` needs `left` and `right`, in {}", benchmark.unit));
            }
            (false, ..) => return Err(format!("`{id}` needs `value`, in {}", benchmark.unit)),
        };
        Ok(Measured { benchmark: id, sides, value })
    }
}

fn date(text: &str) -> Result<Date, String> {
    let date = (text.len() == 10).then(|| Date::strptime("%Y-%m-%d", text).ok()).flatten();
    date.filter(|d| (1970..=2200).contains(&d.year()))
        .ok_or_else(|| format!("the date {text:?} is not one; write year-month-day, as 2026-11-20"))
}

/// The exercise that is meant: by id, name or other name.
fn exercise<'a>(name: &str, catalogue: &'a Catalogue) -> Result<&'a crate::Exercise, String> {
    let id = words::as_id(name);
    if id.is_empty() {
        return Err("no exercise in `what`".into());
    }
    let called = |text: &str| words::as_id(text) == id;
    let exercises = &catalogue.exercises;
    let found = exercises.get(&id).or_else(|| {
        exercises.values().find(|e| called(&e.name) || e.aliases.iter().any(|a| called(a)))
    });
    if let Some(exercise) = found {
        return Ok(exercise);
    }
    if let Some(left_out) = catalogue.leave_out.iter().find(|l| l.id == id || called(&l.name)) {
        return Err(format!("{} is not in the catalogue: {}", left_out.name, left_out.why));
    }
    let near = words::closest(name, exercises.keys().map(String::as_str));
    let hint = match near.as_slice() {
        [] => "`runform exercises` lists them".to_owned(),
        near => format!("did you mean {}?", near.join(" or ")),
    };
    Err(format!("no exercise is called {name:?}; {hint}"))
}
