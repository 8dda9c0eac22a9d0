//! Epson (RunConnect, Wristable GPS): INI-like sections with one row per signal.

use std::collections::HashMap;

use super::number::{NumberStyle, parse_duration};
use super::sheet::reader;
use super::time::Moment;
use super::{missing_column, units};
use crate::recording::{
    Body, Data, Mapping, Note, NoteKind,
    Quantity::{self, *},
    Recording, Source, Span, Sport, Start,
};
use crate::{Advice, ColumnMap, ImportError, Inside, MapProblem, MapTarget, SeriesBuilder};

const FORMAT: &str = "csv:epson";
const NUMBERS: NumberStyle = NumberStyle { decimal_comma: false };

/// Rows of signals: name, quantity, unit, and the row that holds their interval in s.
static SIGNALS: [(&str, Quantity, &str, &str); 7] = [
    ("GraphSpeed", Speed, "m/h", "LogInterval"),
    ("GraphDistance", Distance, "m", "LogInterval"),
    ("GraphAltitude", Altitude, "m", "LogInterval"),
    ("GraphPitch", Cadence, "spm", "LogInterval"),
    ("GraphStride", StepLength, "cm", "LogInterval"),
    ("HeartRate", HeartRate, "bpm", "HrInterval"),
    ("Slope", Grade, "%", "LogInterval"),
];

/// Reads the sections. Columns of `map` are its rows of signals.
pub(super) fn read(text: &str, map: &[ColumnMap]) -> Result<Vec<Recording>, ImportError> {
    let mut rows: HashMap<String, Vec<String>> = HashMap::new();
    let mut tables: HashMap<String, Vec<Vec<String>>> = HashMap::new();
    let mut section = String::new();
    let mut order = Vec::new();
    for record in reader(&unwrapped(text), b',').records().map_while(Result::ok) {
        let mut cells = record.iter().map(|c| c.trim().to_string());
        let Some(name) = cells.next() else { continue };
        if name.starts_with('[') {
            section = name.trim_matches(['[', ']']).to_string();
            continue;
        }
        let cells: Vec<String> = cells.collect();
        if matches!(section.as_str(), "LapData" | "TrainingResult" | "TrainingData") {
            let row = std::iter::once(name.clone()).chain(cells.iter().cloned()).collect();
            tables.entry(section.clone()).or_default().push(row);
        }
        order.push(name.clone());
        rows.entry(name).or_insert(cells);
    }
    let interval = |name: &str| {
        rows.get(name)
            .and_then(|r| NUMBERS.parse(r.first()?))
            .filter(|s| (0.1..=600.0).contains(s))
            .unwrap_or(1.0)
    };

    // Values by time, since the signals may be of different length and interval.
    let mut builder = SeriesBuilder::default();
    let mut samples: Vec<(f64, usize, f64)> = Vec::new();
    let mut mappings = Vec::new();
    let mut lengths = Vec::new();
    for m in map {
        let row = |name: &&String| m.column.eq_ignore_ascii_case(name);
        let name = order.iter().find(row);
        let name = name.ok_or_else(|| missing_column(m, order.iter().map(String::as_str)))?;
        let remark = Some("as given with --map".to_string());
        let quantity = match m.target {
            MapTarget::Quantity(quantity) => quantity,
            MapTarget::Ignore => {
                mappings.push(Mapping { remark, ..mapping(name, None, "") });
                continue;
            }
            // Rows have no time but their intervals, and no axes.
            _ => {
                let given = m.column.clone();
                let problem = MapProblem::MapFixedLayout;
                return Err(ImportError::MapMisfit { given, problem });
            }
        };
        let wanted = m.unit.clone().unwrap_or_else(|| quantity.unit().to_string());
        let (Some(cells), Some(found)) = (rows.get(name), units::find(quantity, &wanted)) else {
            continue;
        };
        let channel = builder.channel(quantity, &Source::native(format!("csv:{name}")));
        let step = interval(if name == "HeartRate" { "HrInterval" } else { "LogInterval" });
        samples.extend(cells.iter().enumerate().filter_map(|(i, c)| {
            Some((i as f64 * step, channel, found.conversion.apply(NUMBERS.parse(c)?)))
        }));
        mappings.push(Mapping { remark, ..mapping(name, Some(quantity), found.name) });
    }
    for (name, quantity, unit, step) in SIGNALS {
        if map.iter().any(|m| m.column.eq_ignore_ascii_case(name)) {
            continue;
        }
        let Some(cells) = rows.get(name) else { continue };
        let Some(found) = units::find(quantity, unit) else { continue };
        let channel = builder.channel(quantity, &Source::native(format!("csv:{name}")));
        let step = interval(step);
        lengths.push(cells.len());
        samples.extend(cells.iter().enumerate().filter_map(|(i, c)| {
            Some((i as f64 * step, channel, found.conversion.apply(NUMBERS.parse(c)?)))
        }));
        mappings.push(mapping(name, Some(quantity), unit));
    }
    if samples.is_empty() {
        return Err(ImportError::NoRecording {
            format: "Epson CSV",
            inside: vec![Inside::NoSignalRows],
            advice: Advice::ExportSamples,
        });
    }
    for (name, quantity) in [("GpsLatitude", Latitude), ("GpsLongitude", Longitude)] {
        let (Some(times), Some(values)) = (list(&rows, "GpsTime"), list(&rows, name)) else {
            continue;
        };
        let channel = builder.channel(quantity, &Source::native(format!("csv:{name}")));
        samples.extend(
            times
                .zip(values)
                .filter_map(|(t, v)| Some((parse_duration(t)?, channel, NUMBERS.parse(v)? * 1e-6))),
        );
        mappings.push(mapping(name, Some(quantity), "deg × 1,000,000"));
    }
    for name in order {
        if !mappings.iter().any(|m| m.column == name)
            && name.chars().all(|c| c.is_ascii_alphabetic())
            && rows.get(&name).is_some_and(|r| r.len() > 30)
        {
            mappings.push(mapping(&name, None, ""));
        }
    }

    builder.set_all(samples);
    let mut notes = Vec::new();
    let (mut series, _) = builder.finish(&mut notes);
    if lengths.iter().any(|n| *n != lengths[0]) {
        let least = lengths.iter().min().copied().unwrap_or(0);
        let most = lengths.iter().max().copied().unwrap_or(0);
        notes.push(Note::of(NoteKind::SignalsOfDifferentLength { least, most }));
    }
    series.laps = laps(tables.get("LapData").map_or(&[], Vec::as_slice));
    let result = tables.get("TrainingResult").map_or(&[] as &[_], Vec::as_slice);
    Ok(vec![Recording {
        format: FORMAT,
        device: Some("Epson".into()),
        sport: Sport::Unknown,
        title: rows.get("TrainingName").and_then(|r| r.first()).filter(|t| !t.is_empty()).cloned(),
        start: start(result),
        body: Body::default(),
        data: Data::Watch(series),
        mappings,
        notes,
    }])
}

fn mapping(column: &str, quantity: Option<Quantity>, unit: &str) -> Mapping {
    Mapping { column: column.to_string(), quantity, unit: unit.to_string(), remark: None }
}

/// GPS rows are broken into lines of some 250 characters, in the middle of
/// numbers: a line of that section that does not begin with a name continues.
fn unwrapped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_gps = false;
    for line in text.lines() {
        if line.starts_with('[') {
            in_gps = line.trim() == "[GPSData]";
        }
        let continues = in_gps && !line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '[');
        if !continues && !out.is_empty() {
            out.push('\n');
        }
        out.push_str(line);
    }
    out
}

/// The values of a GPS row, which are separated by semicolons within a cell.
fn list<'r>(
    rows: &'r HashMap<String, Vec<String>>,
    name: &str,
) -> Option<impl Iterator<Item = &'r str>> {
    Some(rows.get(name)?.iter().flat_map(|cell| cell.split(';')))
}

/// A cell of a table whose first row names the columns.
fn cell<'t>(table: &'t [Vec<String>], row: usize, column: &str) -> Option<&'t str> {
    let header = table.iter().position(|r| r.iter().any(|c| c == column))?;
    let at = table[header].iter().position(|c| c == column)?;
    table.get(header + 1 + row)?.get(at).map(String::as_str)
}

fn laps(table: &[Vec<String>]) -> Vec<Span> {
    let mut laps = Vec::new();
    let mut start_s = 0.0;
    while let Some(length) = cell(table, laps.len(), "LapTime").and_then(|c| NUMBERS.parse(c)) {
        if length <= 0.0 {
            break;
        }
        laps.push(Span { start_s, end_s: start_s + length });
        start_s += length;
    }
    laps
}

/// Local start, with the zone where the file gives one without summer time.
fn start(result: &[Vec<String>]) -> Option<Start> {
    let get = |column| cell(result, 0, column);
    let local = format!("{} {}", get("StartDay")?, get("StartTime")?);
    let minutes = get("TimeZoneOffset").and_then(|c| c.parse::<i32>().ok());
    match (minutes, get("DaylightSavingsTime")) {
        (Some(m), Some("0")) if m.abs() <= 15 * 60 => {
            let unix_s = Moment::parse(&local)?.unix_s - f64::from(m * 60);
            super::time::instant(unix_s, Some(m * 60))
        }
        _ => Moment::parse(&local)?.start(),
    }
}
