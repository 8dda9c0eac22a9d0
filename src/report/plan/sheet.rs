//! A plan as a sheet to fill in: the columns of a log, what is planned in them, and
//! a column to tick. What was ticked becomes lines of a log.

use crate::strength::Plan;
use crate::strength::log::{Entry, Felt, LogSide, Sets, What};

/// Columns of a sheet.
const COLUMNS: [&str; 13] = [
    "done", "date", "what", "name", "side", "sets", "reps", "hold_s", "load_kg", "rpe", "pain",
    "form", "notes",
];

/// Words that tick a line.
const TICKS: [&str; 9] = ["x", "yes", "y", "1", "true", "ja", "j", "done", "✓"];

/// The sheet as CSV: one line for each group of sets.
pub fn sheet(plan: &Plan) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(COLUMNS);
    for session in &plan.sessions {
        let date = session.date.map(|d| d.to_string()).unwrap_or_default();
        for line in &session.lines {
            for (sets, amount) in line.dose.groups() {
                let side = if line.dose.each_side { "each" } else { "" };
                let (reps, hold) = match line.dose.held {
                    true => (String::new(), amount.to_string()),
                    false => (amount.to_string(), String::new()),
                };
                let load = match line.dose.load_kg {
                    0.0 => String::new(),
                    kg => kg.to_string(),
                };
                let _ = writer.write_record([
                    "",
                    &date,
                    &line.exercise,
                    &line.name,
                    side,
                    &sets.to_string(),
                    &reps,
                    &hold,
                    &load,
                    "",
                    "",
                    "",
                    "",
                ]);
            }
        }
    }
    writer.into_inner().unwrap_or_default()
}

/// The ticked lines of a sheet, as far as they can be read; else the line that
/// cannot, from 1.
///
/// # Errors
/// The number of the first line that cannot be read.
pub fn filled(bytes: &[u8]) -> Result<Vec<Entry>, u64> {
    let text = std::str::from_utf8(bytes).map_err(|_| 1_u64)?.trim_start_matches('\u{feff}');
    let head = text.lines().next().unwrap_or_default();
    let separator = if head.matches(';').count() > head.matches(',').count() { b';' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let columns = reader.headers().map_err(|_| 1_u64)?.clone();
    if !columns.iter().any(|c| c.trim() == "done") {
        return Err(1);
    }
    let mut entries = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| e.position().map_or(0, csv::Position::line))?;
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |name: &str| {
            let at = columns.iter().position(|c| c.trim() == name);
            at.and_then(|i| record.get(i)).unwrap_or_default().trim().to_owned()
        };
        if TICKS.contains(&cell("done").to_lowercase().as_str()) {
            entries.push(entry(&cell).ok_or(line)?);
        }
    }
    Ok(entries)
}

fn entry(cell: &dyn Fn(&str) -> String) -> Option<Entry> {
    let number = |name: &str| -> Option<Option<f64>> {
        match cell(name).replacen(',', ".", 1) {
            text if text.is_empty() => Some(None),
            text => text.parse().ok().map(Some),
        }
    };
    let whole = |name: &str| cell(name).parse::<u32>().ok();
    let held = !cell("hold_s").is_empty();
    let side = match cell("side").as_str() {
        "left" => Some(LogSide::Left),
        "right" => Some(LogSide::Right),
        "each" => Some(LogSide::Each),
        _ => None,
    };
    let sets = Sets {
        exercise: cell("what"),
        side,
        sets: whole("sets")?,
        amount: whole(if held { "hold_s" } else { "reps" })?,
        held,
        load_kg: number("load_kg")?.unwrap_or(0.0),
    };
    Some(Entry {
        date: cell("date").parse().ok()?,
        what: What::Strength(sets),
        felt: Felt {
            rpe: number("rpe")?,
            pain: number("pain")?,
            form: number("form")?,
            ..Felt::default()
        },
        notes: cell("notes"),
    })
}
