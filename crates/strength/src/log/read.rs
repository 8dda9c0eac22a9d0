//! Bytes → [`Log`]: every line checked, problems with their line numbers.

use std::collections::HashMap;

use jiff::civil::Date;

use super::problem::{LogError, Problem, Remark, Wrong};
use super::write::HEADER;
use super::{Entry, Felt, Log, LogSide, Measured, Sets, What, session, words};
use crate::{Amount, Catalogue, Coaching};

/// Most kilograms, kilometres and sets that are no slip of the pen. Ours.
pub(super) const MOST_LOAD_KG: f64 = 500.0;
const MOST_KM: f64 = 300.0;
pub(super) const MOST_SETS: f64 = 20.0;
pub(super) const MOST_REPS: f64 = 200.0;
pub(super) const MOST_HOLD_S: f64 = 900.0;
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
    /// An error with every line that cannot be used.
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
    let mut entries: Vec<(Vec<Entry>, Place)> = Vec::new();
    let mut headers = 0;
    for record in reader.records() {
        let record = record.map_err(|e| {
            let line = e.position().map_or(0, csv::Position::line);
            LogError::LogLines { problems: vec![Problem { line, what: Wrong::NotCsv {} }] }
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
                Err(what) => problems.push(Problem { line, what }),
            }
            if columns.is_empty() {
                return Err(LogError::LogLines { problems });
            }
            continue;
        }
        let row = Row { record: &record, columns: &columns, catalogue, coaching };
        match row.entries() {
            Ok(of_line) => {
                let cells: Vec<String> = record.iter().map(|c| c.trim().to_owned()).collect();
                entries.push((of_line, Place { line, header: headers, cells }));
            }
            Err(what) => problems.push(Problem { line, what }),
        }
    }
    if !problems.is_empty() {
        return Err(LogError::LogLines { problems });
    }
    let mut remarks = Vec::new();
    if headers > 1 {
        remarks.push(Remark::SeveralHeaders { headers });
    }
    let mut entries = without_repeats(entries, &mut remarks);
    if !entries.is_sorted_by_key(|e| e.date) {
        remarks.push(Remark::LinesOutOfOrder {});
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
        LogError::LogLines { problems: vec![Problem { line, what: Wrong::NotUtf8 {} }] }
    })
}

/// Spreadsheets of many countries write semicolons.
fn separator(text: &str) -> u8 {
    let header = text.lines().find(|l| !l.trim().is_empty()).unwrap_or("");
    let count = |c: char| header.matches(c).count();
    let best = [b',', b';', b'\t'].into_iter().rev().max_by_key(|s| count(char::from(*s)));
    best.unwrap_or(b',')
}

fn header(record: &csv::StringRecord) -> Result<Vec<&'static str>, Wrong> {
    let mut columns: Vec<&'static str> = Vec::new();
    for cell in record {
        let name = words::as_id(cell);
        let Some(known) = HEADER.iter().find(|h| **h == name) else {
            let near = words::closest(cell, HEADER.into_iter());
            return Err(Wrong::ColumnUnknown {
                column: cell.trim().to_owned(),
                near: near.first().map(|n| (*n).to_owned()),
                known: HEADER.to_vec(),
            });
        };
        if columns.contains(known) {
            return Err(Wrong::ColumnTwice { column: known });
        }
        columns.push(known);
    }
    for needed in ["date", "kind"] {
        if !columns.contains(&needed) {
            return Err(Wrong::ColumnMissing { column: needed, header: HEADER.join(",") });
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
fn without_repeats(entries: Vec<(Vec<Entry>, Place)>, remarks: &mut Vec<Remark>) -> Vec<Entry> {
    let mut seen: HashMap<Vec<String>, usize> = HashMap::new();
    let mut stretch = 0;
    let mut last: Option<(Date, usize)> = None;
    let mut lines = Vec::new();
    let mut kept = Vec::new();
    for (of_line, place) in entries {
        let Some(first) = of_line.first() else { continue };
        let here = (first.date, place.header);
        stretch += usize::from(last != Some(here));
        last = Some(here);
        match seen.get(&place.cells) {
            Some(before) if *before != stretch => lines.push(place.line),
            _ => {
                seen.insert(place.cells, stretch);
                kept.extend(of_line);
            }
        }
    }
    if !lines.is_empty() {
        remarks.push(Remark::LinesCountedOnce { lines });
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

    /// The entries of the line: one, or those of a session's exercises.
    fn entries(&self) -> Result<Vec<Entry>, Wrong> {
        if self.record.iter().any(|cell| cell.contains(['\n', '\r'])) {
            return Err(Wrong::CellOverLines {});
        }
        if self.record.len() != self.columns.len() {
            let (found, wanted) = (self.record.len(), self.columns.len());
            return Err(Wrong::CellCount { found, wanted });
        }
        let date = date(self.cell("date"))?;
        let kind = self.cell("kind");
        let (what, foreign): (Vec<What>, [&[&'static str]; 2]) = match kind {
            "strength" => (vec![What::Strength(self.sets()?)], [&RUN, &BENCHMARK]),
            "session" => (self.session()?, [&RUN, &BENCHMARK]),
            "run" => {
                let km = self.number("km", 0.01, MOST_KM)?.ok_or(Wrong::RunNeedsKm {})?;
                (vec![What::Run { km }], [&STRENGTH, &BENCHMARK])
            }
            "benchmark" => (vec![What::Benchmark(self.measured()?)], [&STRENGTH, &RUN]),
            "feel" => (vec![What::Feel], [&STRENGTH, &RUN]),
            other => return Err(Wrong::KindUnknown { kind: other.to_owned() }),
        };
        let own: &[&'static str] = if kind == "session" { &STRENGTH } else { &[] };
        let stray = foreign.into_iter().flatten().chain(own);
        let stray = stray.copied().find(|name| !self.cell(name).is_empty());
        if let Some(column) = stray {
            return Err(Wrong::CellOfAnotherKind { kind: kind.to_owned(), column });
        }
        let felt = Felt {
            rpe: self.number("rpe", 1.0, 10.0)?,
            pain: self.number("pain", 0.0, 10.0)?,
            soreness: self.number("soreness", 0.0, 10.0)?,
            fatigue: self.number("fatigue", 0.0, 10.0)?,
            form: self.number("form", 1.0, 5.0)?,
            ease: self.number("ease", 1.0, 5.0)?,
        };
        if kind == "feel" && felt == Felt::default() {
            return Err(Wrong::FeelNeedsOne {});
        }
        let notes = self.cell("notes").to_owned();
        let entry = |what| Entry { date, what, felt, notes: notes.clone() };
        Ok(what.into_iter().map(entry).collect())
    }

    /// The exercises of a session in one cell.
    fn session(&self) -> Result<Vec<What>, Wrong> {
        let parts = session::parts(self.cell("what"))?;
        parts.into_iter().map(|part| part.sets(self.catalogue).map(What::Strength)).collect()
    }

    /// A number between `low` and `high`; a decimal comma is understood.
    fn number(&self, name: &str, low: f64, high: f64) -> Result<Option<f64>, Wrong> {
        let text = self.cell(name);
        if text.is_empty() {
            return Ok(None);
        }
        let plain = text.replacen(',', ".", 1);
        let value = plain.parse::<f64>().ok().filter(|v| (low..=high).contains(v));
        match value {
            Some(value) => Ok(Some(value)),
            None => Err(Wrong::NotANumber {
                column: name.to_owned(),
                found: text.to_owned(),
                low,
                high,
            }),
        }
    }

    fn whole(&self, name: &str, high: f64) -> Result<Option<u32>, Wrong> {
        match self.number(name, 1.0, high)? {
            None => Ok(None),
            Some(value) if value.fract() == 0.0 => Ok(Some(value as u32)),
            Some(found) => Err(Wrong::NotWhole { column: name.to_owned(), found }),
        }
    }

    fn sets(&self) -> Result<Sets, Wrong> {
        let exercise = exercise(self.cell("what"), self.catalogue)?;
        let side = match self.cell("side") {
            "" => exercise.each_side.then_some(LogSide::Each),
            "left" => Some(LogSide::Left),
            "right" => Some(LogSide::Right),
            "each" => Some(LogSide::Each),
            other => return Err(Wrong::SideUnknown { side: other.to_owned() }),
        };
        if side.is_some() && !exercise.each_side {
            return Err(Wrong::SideOfBoth { exercise: exercise.id.clone() });
        }
        let held = matches!(exercise.dose.amount, Amount::Hold(_));
        let (name, other, most) =
            if held { ("hold_s", "reps", MOST_HOLD_S) } else { ("reps", "hold_s", MOST_REPS) };
        if !self.cell(other).is_empty() {
            let exercise = exercise.id.clone();
            return Err(Wrong::CountedOtherwise { exercise, column: name, other });
        }
        let amount = self
            .whole(name, most)?
            .ok_or_else(|| Wrong::AmountMissing { exercise: exercise.id.clone(), column: name })?;
        let sets = self.whole("sets", MOST_SETS)?.ok_or(Wrong::SetsMissing {})?;
        let load_kg = self.number("load_kg", 0.0, MOST_LOAD_KG)?.unwrap_or(0.0);
        Ok(Sets { exercise: exercise.id.clone(), side, sets, amount, held, load_kg })
    }

    fn measured(&self) -> Result<Measured, Wrong> {
        let name = self.cell("what");
        let benchmarks = &self.coaching.benchmarks;
        let id = words::as_id(name);
        let Some(benchmark) = benchmarks.iter().find(|b| b.id == id) else {
            let known = benchmarks.iter().map(|b| b.id.clone()).collect();
            return Err(Wrong::TestUnknown { test: name.to_owned(), known });
        };
        let [left, right, value] =
            ["left", "right", "value"].map(|side| self.number(side, 0.0, benchmark.most));
        let (left, right, value) = (left?, right?, value?);
        let sides = match (benchmark.each_side, left, right, value) {
            (true, Some(left), Some(right), None) => Some([left, right]),
            (false, None, None, Some(_)) => None,
            (true, ..) => {
                return Err(Wrong::TestNeedsSides { test: id, unit: benchmark.unit.clone() });
            }
            (false, ..) => {
                return Err(Wrong::TestNeedsValue { test: id, unit: benchmark.unit.clone() });
            }
        };
        Ok(Measured { benchmark: id, sides, value })
    }
}

fn date(text: &str) -> Result<Date, Wrong> {
    let date = (text.len() == 10).then(|| Date::strptime("%Y-%m-%d", text).ok()).flatten();
    date.filter(|d| (1970..=2200).contains(&d.year()))
        .ok_or_else(|| Wrong::NotADate { found: text.to_owned() })
}

/// The exercise that goes by a name, an id or another name of it.
pub fn called<'a>(name: &str, catalogue: &'a Catalogue) -> Option<&'a crate::Exercise> {
    exercise(name, catalogue).ok()
}

/// The exercise that is meant: by id, name or other name.
pub(super) fn exercise<'a>(
    name: &str,
    catalogue: &'a Catalogue,
) -> Result<&'a crate::Exercise, Wrong> {
    let id = words::as_id(name);
    if id.is_empty() {
        return Err(Wrong::ExerciseMissing {});
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
        let (name, why) = (left_out.name.clone(), left_out.why.clone());
        return Err(Wrong::ExerciseLeftOut { name, why });
    }
    let near = words::closest(name, exercises.keys().map(String::as_str));
    let near = near.into_iter().map(str::to_owned).collect();
    Err(Wrong::ExerciseUnknown { exercise: name.to_owned(), near })
}
