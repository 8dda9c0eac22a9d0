//! One more line for a log.

use super::problem::{LogError, Wrong};
use super::{Entry, Log, LogSide, Sets, What, read, session};
use crate::{Catalogue, Coaching};

/// Columns of a new log, with their units. Logs may have them in any order, and
/// leave out those they do not need, except `date` and `kind`.
pub const HEADER: [&str; 19] = [
    "date", "kind", "what", "side", "sets", "reps", "hold_s", "load_kg", "km", "left", "right",
    "value", "rpe", "pain", "soreness", "fatigue", "form", "ease", "notes",
];

impl Log {
    /// The bytes of the log without its last line, and that line; `None` where
    /// there is no line to take off.
    pub fn without_last(bytes: &[u8]) -> Option<(Vec<u8>, String)> {
        let text = std::str::from_utf8(bytes).ok()?;
        let kept = text.trim_end();
        let begin = kept.rfind('\n')? + 1;
        let (rest, last) = (text.get(..begin)?, kept.get(begin..)?);
        Some((rest.as_bytes().to_vec(), last.trim_end().to_owned()))
    }

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
        Log::with(bytes, std::slice::from_ref(entry), catalogue, coaching)
    }

    /// The bytes of the log with one line more. Several entries are the exercises
    /// of one session: they share day and feeling, and one line holds them all.
    ///
    /// # Errors
    /// As for [`Log::appended`].
    pub fn with(
        bytes: &[u8],
        entries: &[Entry],
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
        alone.extend(line(entries, &HEADER, b',')?);
        let checked = read::read(&alone, catalogue, coaching).map_err(|error| match error {
            LogError::LogLines { mut problems } if problems.len() == 1 => {
                problems.remove(0).what.into()
            }
            LogError::LogLines { problems } => {
                let problems = problems.into_iter().map(|p| p.what).collect();
                Wrong::SeveralWrong { problems }.into()
            }
            other => other,
        })?;
        if checked.0.entries.is_empty() {
            return Err(Wrong::EntryEmpty {}.into());
        }
        let line = line(&checked.0.entries, &columns, layout.separator)?;
        out.extend(line);
        out.extend_from_slice(break_.as_bytes());
        // What was written must read back; a log never gets a line that breaks it.
        read::read(&out, catalogue, coaching)?;
        Ok(out)
    }
}

/// The cells of a line in the order of the columns, without a line break.
fn line(entries: &[Entry], columns: &[&str], separator: u8) -> Result<Vec<u8>, LogError> {
    let cells = cells(entries);
    if let Some((column, _)) = cells.iter().find(|(name, _)| !columns.contains(name)) {
        return Err(LogError::LogLacksColumn { column, separator: char::from(separator) });
    }
    let row =
        columns.iter().map(|c| cells.iter().find(|(name, _)| name == c).map_or("", |(_, v)| v));
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(Vec::new());
    writer.write_record(row).map_err(|_| Wrong::EntryNotWritable {})?;
    let mut line = writer.into_inner().map_err(|_| Wrong::EntryNotWritable {})?;
    line.truncate(line.strip_suffix(b"\n").map_or(line.len(), <[u8]>::len));
    Ok(line)
}

/// Names and contents of the cells that are not empty.
fn cells(entries: &[Entry]) -> Vec<(&'static str, String)> {
    let Some(entry) = entries.first() else { return Vec::new() };
    let mut cells = vec![("date", entry.date.to_string())];
    let mut add = |name: &'static str, value: String| cells.push((name, value));
    let all: Vec<&Sets> = entries.iter().filter_map(Entry::sets).collect();
    match &entry.what {
        What::Strength(_) if all.len() > 1 => {
            add("kind", "session".into());
            add("what", session::compact(&all));
        }
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
