//! Rows of a table → a [`WatchSeries`], by a plan of what each column holds.
//!
//! All per-second CSV formats are read here; the formats differ in the plan.

use csv::StringRecord;

use super::convert::convert;
use super::names::Header;
use super::nothing;
use super::number::parse_duration;
use super::sheet::{Sheet, reader};
use super::suggest::{Suggested, suggest};
use super::time::TimeFormat;
use crate::recording::{
    Fault, Mapping, Note, NoteKind, Place, Quantity, Source, Span, Start, WatchSeries,
};
use crate::series_builder::Clock;
use crate::{Advice, ColumnMap, ImportError, Inside, MapProblem, MapTarget, SeriesBuilder};

/// What the reader does with a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Time of the row.
    Time,
    /// A measurement.
    Value(Quantity),
    /// A pace, turned into speed.
    Pace,
    /// 1 while the timer is stopped.
    Paused,
    /// Number of the lap.
    Lap,
    /// Left alone.
    Skip,
}

/// What is known of a column.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// The header cell.
    pub(super) header: Header,
    /// What to do with it.
    pub(super) role: Role,
    /// Unit, where header, format or user tell.
    pub(super) unit: Option<String>,
    /// Whether the unit is beyond doubt (the user or the format says it).
    pub(super) sure: bool,
    /// Origin of the values.
    pub(super) source: Source,
    /// Another column to add (fractional cadence).
    pub(super) plus: Option<usize>,
    /// A number that stands for "invalid".
    pub(super) invalid: Option<f64>,
    /// A word for the mapping list.
    pub(super) remark: Option<String>,
    /// Whether the user named it with `--map`.
    pub(super) mapped: bool,
}

impl Column {
    /// A column that is left alone.
    pub(super) fn skip(header: Header) -> Column {
        Column {
            source: Source::native(format!("csv:{}", header.raw)),
            unit: header.unit.clone(),
            header,
            role: Role::Skip,
            sure: false,
            plus: None,
            invalid: None,
            remark: None,
            mapped: false,
        }
    }
}

/// A table read into a series.
pub(super) struct Read {
    /// The measurements, converted.
    pub(super) series: WatchSeries,
    /// Maps the file's seconds to the series' clock.
    pub(super) clock: Clock,
    /// When it began, if the time column tells.
    pub(super) start: Option<Start>,
    /// How each column was understood.
    pub(super) mappings: Vec<Mapping>,
    /// What was noticed.
    pub(super) notes: Vec<Note>,
}

/// What to do with a row, as a format judges it.
pub(super) enum RowUse {
    /// Read it.
    Keep,
    /// Leave it out.
    Drop,
}

/// The column that a `--map` names: by its name, or by its number from 1.
pub(super) fn column_of<'h>(
    m: &ColumnMap,
    headers: impl Iterator<Item = &'h Header>,
    sheet: &Sheet<'_>,
) -> Result<usize, ImportError> {
    let names: Vec<&str> = headers.map(|h| h.raw.as_str()).collect();
    let wanted = m.column.split_whitespace().collect::<Vec<_>>().join(" ");
    let number = || wanted.parse::<usize>().ok()?.checked_sub(1).filter(|i| *i < names.len());
    names
        .iter()
        .position(|n| *n == wanted)
        .or_else(|| names.iter().position(|n| n.to_lowercase() == wanted.to_lowercase()))
        .or_else(|| sheet.header.iter().position(|h| h.trim() == m.column.trim()))
        .or_else(number)
        .ok_or_else(|| ImportError::MapMisfit {
            given: m.column.clone(),
            problem: MapProblem::MapMissingColumn { columns: sheet.columns(), count: names.len() },
        })
}

/// Puts the user's `--map` over a plan.
pub(super) fn apply_map(
    columns: &mut [Column],
    map: &[ColumnMap],
    sheet: &Sheet<'_>,
) -> Result<(), ImportError> {
    for m in map {
        let at = column_of(m, columns.iter().map(|c| &c.header), sheet)?;
        if m.target == MapTarget::Time {
            for c in columns.iter_mut().filter(|c| c.role == Role::Time) {
                c.role = Role::Skip;
            }
        }
        let column = &mut columns[at];
        column.role = match m.target {
            MapTarget::Time => Role::Time,
            MapTarget::Quantity(q) => Role::Value(q),
            MapTarget::Acceleration(_) | MapTarget::AngularVelocity(_) => {
                return Err(ImportError::MapMisfit {
                    given: m.column.clone(),
                    problem: MapProblem::MapWatchTable,
                });
            }
            MapTarget::Ignore => Role::Skip,
        };
        column.unit = m.unit.clone().or_else(|| match m.target {
            MapTarget::Quantity(q) => Some(q.unit().to_string()),
            _ => column.header.unit.clone(),
        });
        column.plus = None;
        column.sure = true;
        column.mapped = true;
        column.remark = Some("as given with --map".into());
    }
    Ok(())
}

/// Reads the body of a table.
///
/// `judge` sees every row with its time before it is read.
pub(super) fn read(
    sheet: &Sheet<'_>,
    columns: &[Column],
    mut judge: impl FnMut(f64, &StringRecord) -> RowUse,
) -> Result<Read, ImportError> {
    let Some(time_at) = columns.iter().position(|c| c.role == Role::Time) else {
        let Suggested { time, value } = suggest(sheet);
        return Err(ImportError::NoTimeColumn { columns: sheet.columns(), time, value });
    };
    let sample = sheet.sample();
    if let Some(error) = no_rows(&sample) {
        return Err(error);
    }
    let time_format = time_format(sheet, &columns[time_at], time_at, &sample)?;
    let width = usual_width(columns.len(), &sample);

    let mut builder = SeriesBuilder::default();
    let values: Vec<(usize, usize, &Column)> = columns
        .iter()
        .enumerate()
        .filter_map(|(i, c)| match c.role {
            Role::Value(q) => Some((i, builder.channel(q, &c.source), c)),
            Role::Pace => Some((i, builder.channel(Quantity::Speed, &c.source), c)),
            _ => None,
        })
        .collect();
    let paused_at = columns.iter().position(|c| c.role == Role::Paused);
    let lap_at = columns.iter().position(|c| c.role == Role::Lap);
    let mut pauses = Edges::default();
    let mut laps = Edges::default();

    let mut start = None;
    let mut rows = Rows::default();
    let mut last_clock = f64::NEG_INFINITY;
    let mut day = 0.0;
    let mut record = StringRecord::new();
    let mut csv = reader(&sheet.body, sheet.delimiter);
    loop {
        match csv.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(e) => {
                let line =
                    sheet.first_line + e.position().map_or(0, |p| p.line().saturating_sub(1));
                return Err(damaged(line, Fault::RowUnreadable { detail: e.to_string() }));
            }
        }
        if record.iter().all(|c| c.trim().is_empty()) {
            continue;
        }
        rows.all += 1;
        let line =
            || sheet.first_line + record.position().map_or(0, |p| p.line().saturating_sub(1));
        let extra = record.iter().skip(columns.len()).any(|c| !c.trim().is_empty());
        if record.len() < width || extra {
            rows.broken.add(line(), || Fault::RowWidth { cells: record.len(), expected: width });
            // A quote that is never closed swallows the lines after it.
            let swallowed: usize = record.iter().map(|c| c.matches('\n').count()).sum();
            rows.all += swallowed;
            rows.broken.count += swallowed;
            continue;
        }
        let cell = record.get(time_at).unwrap_or("").trim();
        let Some(mut t) = time_format.parse(cell, sheet.style) else {
            if cell.is_empty() {
                rows.untimed += 1;
            } else {
                rows.timeless.add(line(), || Fault::TimeUnreadable { cell: short(cell) });
            }
            continue;
        };
        if time_format == TimeFormat::Clock {
            if t + 43_200.0 < last_clock {
                day += 86_400.0; // past midnight
            }
            last_clock = t;
            t += day;
        }
        if matches!(judge(t, &record), RowUse::Drop) {
            continue;
        }
        if start.is_none() {
            start = Some(time_format.start(cell, sheet.style));
        }
        builder.begin(t);
        if let Some(cell) = lap_at.and_then(|i| record.get(i)) {
            laps.see(t, cell);
        }
        if let Some(cell) = paused_at.and_then(|i| record.get(i)) {
            let cell = cell.trim();
            let stopped = !matches!(cell, "" | "0" | "false" | "no") && !cell.starts_with("0.");
            pauses.see(t, if stopped { "1" } else { "" });
            if stopped {
                continue; // the other columns keep their last values
            }
        }
        for &(at, channel, column) in &values {
            let Some(cell) = record.get(at) else { continue };
            let value = match sheet.style.parse(cell) {
                Some(v) if column.invalid.is_some_and(|x| (v - x).abs() <= x * 1e-9) => continue,
                Some(v) => v,
                None if column.role == Role::Pace => {
                    parse_duration(cell).map_or(f64::NAN, |s| s / 60.0)
                }
                None => continue,
            };
            let more = column.plus.and_then(|i| record.get(i)).and_then(|c| sheet.style.parse(c));
            builder.set(channel, value + more.unwrap_or(0.0));
        }
    }
    let mut notes: Vec<Note> = sheet.mended_note().into_iter().collect();
    notes.extend(rows.judge()?);
    if builder.len() == 0 {
        return Err(nothing(Inside::NoRowWithTime, Advice::ExportAgain));
    }
    let begun = builder.len();
    let (mut series, clock) = builder.finish(&mut notes);
    if series.len() < 2 && begun > 2 {
        return Err(stuck_time(&columns[time_at].header.raw, &sample, time_at, sheet));
    }
    if series.channels.is_empty() && !values.is_empty() {
        return Err(no_numbers(begun));
    }
    series.pauses = pauses.spans(&clock, true);
    series.laps = laps.spans(&clock, false);
    let mappings = convert(&mut series, columns, time_format, &mut notes)?;
    Ok(Read { series, clock, start: start.flatten(), mappings, notes })
}

/// The reason where a table ends below its header, as far as its first rows tell.
pub(super) fn no_rows(rows: &[StringRecord]) -> Option<ImportError> {
    if rows.is_empty() {
        return Some(nothing(Inside::OnlyHeader, Advice::ExportAgain));
    }
    let is_blank = |c: &str| {
        matches!(
            c.trim().to_ascii_lowercase().as_str(),
            "" | "nan" | "null" | "none" | "na" | "n/a" | "-" | "--"
        )
    };
    // A lone column with something in it is the time.
    let columns = rows.iter().map(StringRecord::len).max().unwrap_or(0);
    let filled = (0..columns)
        .filter(|&c| rows.iter().any(|r| r.get(c).is_some_and(|cell| !is_blank(cell))))
        .count();
    (filled <= 1).then(|| no_numbers(rows.len()))
}

fn no_numbers(rows: usize) -> ImportError {
    nothing(Inside::NoNumbers { rows }, Advice::MapColumns)
}

/// The refusal of a time column that does not go on.
pub(super) fn stuck_time(
    name: &str,
    sample: &[StringRecord],
    at: usize,
    sheet: &Sheet<'_>,
) -> ImportError {
    let begins: Vec<String> = sample
        .iter()
        .filter_map(|r| r.get(at))
        .map(str::trim)
        .filter(|c| !c.is_empty())
        .take(3)
        .map(short)
        .collect();
    ImportError::DamagedFile {
        format: "CSV",
        place: Place::AtLine { line: sheet.first_line },
        fault: Fault::TimeStandsStill { column: name.to_owned(), begins },
        advice: Advice::MapTime,
    }
}

/// How the time column is written.
fn time_format(
    sheet: &Sheet<'_>,
    column: &Column,
    at: usize,
    sample: &[StringRecord],
) -> Result<TimeFormat, ImportError> {
    match column.unit.as_deref() {
        Some("iso") => return Ok(TimeFormat::DateTime),
        Some("hms") => return Ok(TimeFormat::Clock),
        Some("fit") => return Ok(TimeFormat::FitEpoch),
        _ => {}
    }
    let cells = sample.iter().filter_map(|r| r.get(at));
    TimeFormat::detect(cells.clone(), column.unit.as_deref(), sheet.style).ok_or_else(|| {
        let first = cells.map(str::trim).find(|c| !c.is_empty()).unwrap_or_default();
        ImportError::DamagedFile {
            format: "CSV",
            place: Place::AtLine { line: sheet.first_line },
            fault: Fault::TimeUnclear { column: column.header.raw.clone(), cell: short(first) },
            advice: Advice::MapTime,
        }
    })
}

/// Rows may be as short as most are.
fn usual_width(header: usize, sample: &[StringRecord]) -> usize {
    let mut widths: Vec<usize> = sample.iter().map(StringRecord::len).collect();
    widths.sort_unstable();
    widths.get(widths.len() / 2).copied().unwrap_or(header).min(header)
}

fn damaged(line: u64, fault: Fault) -> ImportError {
    ImportError::DamagedFile {
        format: "CSV",
        place: Place::AtLine { line },
        fault,
        advice: Advice::ExportWithoutSpreadsheet,
    }
}

/// A cell for messages.
fn short(cell: &str) -> String {
    cell.chars().take(30).collect()
}

/// Rows that could not be used.
#[derive(Default)]
struct Rows {
    all: usize,
    /// Without a time, as event rows have.
    untimed: usize,
    broken: Trouble,
    timeless: Trouble,
}

#[derive(Default)]
struct Trouble {
    count: usize,
    first: Option<(u64, Fault)>,
}

impl Trouble {
    fn add(&mut self, line: u64, what: impl FnOnce() -> Fault) {
        self.count += 1;
        self.first.get_or_insert_with(|| (line, what()));
    }
}

impl Rows {
    fn judge(self) -> Result<Vec<Note>, ImportError> {
        let mut notes = Vec::new();
        for (trouble, broken) in [(self.broken, true), (self.timeless, false)] {
            let Some((line, fault)) = trouble.first else { continue };
            let count = trouble.count;
            if count * 2 > self.all.saturating_sub(self.untimed) {
                return Err(damaged(line, fault));
            }
            let kind = if broken {
                NoteKind::BrokenLines { lines: count, line, fault }
            } else {
                NoteKind::UnreadableTimes { rows: count, line, fault }
            };
            notes.push(Note::warn(kind).with_share(count as f64 / self.all.max(1) as f64));
        }
        if self.untimed > 0 {
            let kind = NoteKind::RowsWithoutTime { rows: self.untimed };
            notes.push(Note::of(kind).with_share(self.untimed as f64 / self.all.max(1) as f64));
        }
        Ok(notes)
    }
}

/// Stretches over which a cell keeps its value.
#[derive(Default)]
struct Edges {
    runs: Vec<(f64, String)>,
    end: f64,
}

impl Edges {
    fn see(&mut self, t: f64, cell: &str) {
        self.end = t;
        let cell = cell.trim();
        if self.runs.last().is_none_or(|(_, last)| last != cell) {
            self.runs.push((t, cell.to_string()));
        }
    }

    /// Spans of non-empty cells; `gaps_only` when a single span over all means nothing.
    fn spans(&self, clock: &Clock, set_only: bool) -> Vec<Span> {
        if !set_only && self.runs.len() < 2 {
            return Vec::new();
        }
        self.runs
            .iter()
            .enumerate()
            .filter(|(_, (_, cell))| !cell.is_empty())
            .map(|(i, (from, _))| {
                let to = self.runs.get(i + 1).map_or(self.end, |r| r.0);
                Span { start_s: clock.at(*from), end_s: clock.at(to) }
            })
            .filter(|s| s.end_s > s.start_s)
            .collect()
    }
}
