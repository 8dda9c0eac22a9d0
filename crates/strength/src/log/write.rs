//! One more line for a log.

use super::{Entry, Log, LogError, LogSide, What, read};
use crate::{Catalogue, Coaching};

/// Columns of a new log, with their units. Logs may have them in any order, and
/// leave out those they do not need, except `date` and `kind`.
pub const HEADER: [&str; 19] = [
    "date", "kind", "what", "side", "sets", "reps", "hold_s", "load_kg", "km", "left", "right",
    "value", "rpe", "pain", "soreness", "fatigue", "form", "ease", "notes",
];

impl Log {
    /// The bytes of the log with one entry more; all others are as they were.
    ///
    /// # Errors
    /// [`LogError`] when the log so far has a line that cannot be used, or the
    /// entry is not acceptable. A log with errors is never added to.
    pub fn appended(
        bytes: &[u8],
        entry: &Entry,
        catalogue: &Catalogue,
        coaching: &Coaching,
    ) -> Result<Vec<u8>, LogError> {
        let layout = read::read(bytes, catalogue, coaching)?.1;
        let mut out = bytes.to_vec();
        let break_ = if bytes.windows(2).any(|w| w == b"\r\n") { "\r\n" } else { "\n" };
        if !out.is_empty() && !out.ends_with(b"\n") {
            out.extend_from_slice(break_.as_bytes());
        }
        let columns = match layout.columns.is_empty() {
            false => layout.columns,
            true => {
                out.extend_from_slice(HEADER.join(",").as_bytes());
                out.extend_from_slice(break_.as_bytes());
                HEADER.to_vec()
            }
        };
        // Alone below a header of its own first: what is wrong then is the entry's fault.
        let mut alone = format!("{}\n", HEADER.join(",")).into_bytes();
        alone.extend(line(entry, &HEADER, b',')?);
        let checked = read::read(&alone, catalogue, coaching).map_err(|error| match error {
            LogError::Lines(problems) => {
                let messages: Vec<String> = problems.into_iter().map(|p| p.message).collect();
                LogError::Entry(messages.join("; "))
            }
            other => other,
        })?;
        let Some(entry) = checked.0.entries.first() else {
            return Err(LogError::Entry("there is nothing in the entry".into()));
        };
        let line = line(entry, &columns, layout.separator)?;
        out.extend(line);
        out.extend_from_slice(break_.as_bytes());
        // What was written must read back; a log never gets a line that breaks it.
        read::read(&out, catalogue, coaching)?;
        Ok(out)
    }
}

/// The cells of an entry in the order of the columns, without a line break.
fn line(entry: &Entry, columns: &[&str], separator: u8) -> Result<Vec<u8>, LogError> {
    let cells = cells(entry);
    if let Some((column, _)) = cells.iter().find(|(name, _)| !columns.contains(name)) {
        return Err(LogError::NoColumn { column, separator: char::from(separator) });
    }
    let row =
        columns.iter().map(|c| cells.iter().find(|(name, _)| name == c).map_or("", |(_, v)| v));
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(Vec::new());
    let failed = |_| LogError::Entry("the entry cannot be written as a line of CSV".into());
    writer.write_record(row).map_err(failed)?;
    let mut line = writer
        .into_inner()
        .map_err(|_| LogError::Entry("the entry cannot be written as a line of CSV".into()))?;
    line.truncate(line.strip_suffix(b"\n").map_or(line.len(), <[u8]>::len));
    Ok(line)
}

/// Names and contents of the cells that are not empty.
fn cells(entry: &Entry) -> Vec<(&'static str, String)> {
    let mut cells = vec![("date", entry.date.to_string())];
    let mut add = |name: &'static str, value: String| cells.push((name, value));
    match &entry.what {
        What::Strength(s) => {
            add("kind", "strength".into());
            add("what", s.exercise.clone());
            if let Some(side) = s.side {
                let side = match side {
                    LogSide::Left => "left",
                    LogSide::Right => "right",
                    LogSide::Each => "each",
                };
                add("side", side.into());
            }
            add("sets", s.sets.to_string());
            add(if s.held { "hold_s" } else { "reps" }, s.amount.to_string());
            if s.load_kg != 0.0 {
                add("load_kg", s.load_kg.to_string());
            }
        }
        What::Run { km } => {
            add("kind", "run".into());
            add("km", km.to_string());
        }
        What::Benchmark(m) => {
            add("kind", "benchmark".into());
            add("what", m.benchmark.clone());
            if let Some([left, right]) = m.sides {
                add("left", left.to_string());
                add("right", right.to_string());
            }
            if let Some(value) = m.value {
                add("value", value.to_string());
            }
        }
        What::Feel => add("kind", "feel".into()),
    }
    let felt = &entry.felt;
    for (name, value) in [
        ("rpe", felt.rpe),
        ("pain", felt.pain),
        ("soreness", felt.soreness),
        ("fatigue", felt.fatigue),
        ("form", felt.form),
        ("ease", felt.ease),
    ] {
        if let Some(value) = value {
            add(name, value.to_string());
        }
    }
    let notes = entry.notes.split_whitespace().collect::<Vec<_>>().join(" ");
    if !notes.is_empty() {
        add("notes", notes);
    }
    cells
}
