//! CSV exports: which kind of table a text is, and who reads it.
//!
//! Vendors' own layouts are recognised by their header; every other table of
//! numbers with a time column goes to the generic reader.

mod convert;
mod epson;
mod fit_columns;
mod fit_names;
mod fitcsvtool;
mod garmin_laps;
mod generic;
pub(super) mod history;
mod languages;
mod lap_rows;
mod lap_values;
mod lists;
mod map;
mod mend;
mod names;
mod number;
mod plan;
mod polar;
mod programs;
mod rows;
mod sheet;
mod sport;
mod stryd;
mod suggest;
mod text;
mod time;
mod units;
mod wahoo;

use csv::StringRecord;

use super::{
    Advice, ColumnMap, Confidence, Format, ImportError, ImportOptions, Inside, MapProblem,
};
use crate::recording::{Body, Data, Note, NoteKind, Quantity, Recording, Sport};
use crate::settings::Limits;
pub use map::parse_map;
use sheet::Sheet;
pub(super) use sport::named as named_sport;
pub(super) use text::decode;
pub(super) use time::{Moment, instant};

/// Every row of a text.
pub(super) fn sheet_records(
    text: &str,
    delimiter: u8,
) -> impl Iterator<Item = StringRecord> + use<'_> {
    sheet::reader(text, delimiter).into_records().map_while(Result::ok)
}

/// A value in the quantity's own unit, where the unit is known.
pub(super) fn to_unit(quantity: Quantity, unit: &str, value: f64) -> Option<f64> {
    Some(units::find(quantity, unit)?.conversion.apply(value)).filter(|v| v.is_finite())
}

/// The quantity that a column seems to hold by its name, and the unit in the name.
pub(super) fn quantity_of(name: &str) -> Option<(Quantity, Option<String>)> {
    let header = names::Header::parse(name);
    match header.target() {
        Some(names::Target::Value(quantity)) => Some((quantity, header.unit)),
        _ => None,
    }
}

/// A column in the quantity's own unit: the name of the unit it was in, why that
/// one where the name did not say it, and the values. `typical` is their median.
///
/// `Err` tells in words why no unit fits.
pub(super) fn convert(
    quantity: Quantity,
    stated: Option<&str>,
    typical: f64,
    values: Vec<f64>,
) -> Result<(&'static str, Option<String>, Vec<f64>), String> {
    let unstated = stated.is_none() && quantity == Quantity::Speed;
    let (guess, _) = convert::unit_of_speed(typical);
    let choice = units::choose(quantity, if unstated { Some(guess) } else { stated }, typical)?;
    let level = choice.unit.conversion.apply(typical);
    if units::conceivable(quantity).is_some_and(|(low, high)| !(low..=high).contains(&level)) {
        return Err(format!(
            "its typical value is {} {}, which no runner has",
            units::short(level),
            quantity.unit()
        ));
    }
    let values = values.into_iter().map(|v| choice.unit.conversion.apply(v)).collect();
    let guessed = unstated.then(|| format!("unit not in the header; {guess} taken"));
    Ok((choice.unit.name, choice.remark.or(guessed), values))
}

/// The format.
pub(crate) struct Csv;

/// The layouts told by their header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    FitCsvTool,
    FitCsvToolData,
    Fit2gpx,
    FitTable,
    Stryd,
    Wahoo,
    WahooAndroid,
    Epson,
    Polar,
    GoldenCheetah,
    StravaStreams,
    OpenTracks,
    GarminLaps,
    ActivityList,
    HealthRecords,
}

impl Format for Csv {
    fn sniff(&self, head: &[u8]) -> Confidence {
        let Some((text, _)) = text::decode(head) else { return Confidence::No };
        let start = text.trim_start();
        match kind(&text) {
            Some(Kind::GarminLaps | Kind::ActivityList | Kind::FitTable) => Confidence::Likely,
            Some(_) => Confidence::Certain,
            None if start.starts_with(['<', '{', '[']) || start.starts_with("%PDF") => {
                Confidence::No
            }
            None if Sheet::guess(&text).is_some() || bare_table(&text).is_some() => {
                Confidence::Fallback
            }
            None => Confidence::No,
        }
    }

    fn read(&self, bytes: &[u8], options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
        let limit = Limits::bytes(options.limits.line_mb);
        if let Some(found) = longest_line(bytes).filter(|n| *n > limit) {
            let setting = "line_mb";
            return Err(ImportError::TooMuch { of: "line_bytes", found, limit, setting });
        }
        let Some((text, guessed)) = text::decode(bytes) else {
            return Err(super::error::unknown_format(bytes));
        };
        let mut recordings = read_text(&text, options)?;
        if let Some((count, line)) = text::nuls(bytes) {
            for recording in &mut recordings {
                let kind = NoteKind::NulCharacters { characters: count, line };
                recording.notes.push(Note::warn(kind));
            }
        }
        if let Some(guessed) = guessed {
            for recording in &mut recordings {
                let kind = NoteKind::EncodingGuessed { encoding: guessed.into() };
                recording.notes.push(Note::of(kind));
            }
        }
        Ok(recordings)
    }
}

fn longest_line(bytes: &[u8]) -> Option<u64> {
    bytes.split(|b| *b == b'\n').map(|line| line.len() as u64).max()
}

/// So much of a text tells its layout, bytes: a quotation mark that is never closed makes
/// one cell of all the rest.
const LAYOUT_BYTES: usize = 256 * 1024;

/// The layout of a text, if its header is a known one.
fn kind(text: &str) -> Option<Kind> {
    let text = &text[..text.floor_char_boundary(LAYOUT_BYTES)];
    let start = text.trim_start();
    if start.starts_with("[[Training]]") {
        return Some(Kind::Epson);
    }
    if start.starts_with("Device,fisica") {
        return Some(Kind::Wahoo);
    }
    if lists::refuse(text).is_some() {
        return Some(Kind::ActivityList);
    }
    [b',', b';', b'\t'].into_iter().find_map(|delimiter| {
        let header = sheet::records(text, delimiter, 1).into_iter().next()?;
        kind_of_header(&header, delimiter).filter(|k| {
            *k != Kind::GarminLaps
                || Sheet::under(text, delimiter, |_| true)
                    .is_some_and(|s| garmin_laps::has_lap_times(&s))
        })
    })
}

fn kind_of_header(header: &StringRecord, delimiter: u8) -> Option<Kind> {
    let cells: Vec<&str> = header.iter().map(str::trim).collect();
    let has = |name: &str| cells.contains(&name);
    let first = cells.first()?.trim_start_matches(['\u{feff}', '#']);
    Some(match first {
        "Type" if has("Message") && has("Field 1") => Kind::FitCsvTool,
        "Timestamp" if has("Stryd Speed (m/s)") => Kind::Stryd,
        "Name" if has("Sport") && has("Date") => Kind::Polar,
        "secs" if has("kph") && has("nm") => Kind::GoldenCheetah,
        "time" if has("trackpoint_type") => Kind::OpenTracks,
        _ if crate::health::is_long_table(header) => Kind::HealthRecords,
        "time" if has("position_lat") && delimiter == b';' => Kind::Fit2gpx,
        _ if has("velocity_smooth") && has("time") => Kind::StravaStreams,
        _ if has("GroundContactTime") && has("MotionCount") => Kind::WahooAndroid,
        _ if cells.iter().any(|c| c.starts_with("record.timestamp")) => Kind::FitCsvToolData,
        _ if has("timestamp")
            && ["position_lat", "enhanced_speed", "stance_time", "fractional_cadence"]
                .iter()
                .any(|n| has(n)) =>
        {
            Kind::FitTable
        }
        _ if garmin_laps::is_header(header) => Kind::GarminLaps,
        _ => return None,
    })
}

fn read_text(text: &str, options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    let Some(kind) = kind(text) else { return read_generic(text, "csv:generic", options) };
    match kind {
        Kind::ActivityList => return Err(lists::refuse(text).unwrap_or_else(lists::diary)),
        Kind::FitCsvTool => return fitcsvtool::read(text, &options.map),
        Kind::Epson => return epson::read(text, &options.map),
        Kind::Polar => return polar::read(text, options),
        Kind::HealthRecords => return health_records(text, options),
        Kind::WahooAndroid => return read_generic(text, "csv:wahoo", options),
        _ => {}
    }
    let delimiter = [b',', b';', b'\t']
        .into_iter()
        .find(|d| {
            sheet::records(text, *d, 1).first().is_some_and(|h| kind_of_header(h, *d) == Some(kind))
        })
        .unwrap_or(b',');
    let is_header =
        |r: &StringRecord| kind != Kind::Wahoo || r.get(0).is_some_and(|c| c.trim() == "time");
    let Some(sheet) = Sheet::under(text, delimiter, is_header) else {
        return Err(nothing(Inside::NoTable, Advice::ExportAgain));
    };
    match kind {
        Kind::Stryd => stryd::read(&sheet, options),
        Kind::Wahoo => wahoo::read(&sheet, options),
        Kind::GoldenCheetah => programs::golden_cheetah(&sheet, options),
        Kind::StravaStreams => programs::strava_streams(&sheet, options),
        Kind::OpenTracks => programs::opentracks(&sheet, options),
        Kind::GarminLaps => garmin_laps::read(&sheet, options),
        Kind::Fit2gpx => fit_columns::read(&sheet, "csv:fit2gpx", options),
        Kind::FitCsvToolData => fit_columns::read(&sheet, "csv:fitcsvtool", options),
        _ => fit_columns::read(&sheet, "csv:fit_table", options),
    }
}

/// Records of several types are joined by time; those of one type are a table.
fn health_records(text: &str, options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    // Columns that the user names are those of a plain table.
    if !options.map.is_empty() {
        return read_generic(text, "csv:generic", options);
    }
    let read = crate::health::read_table(text.as_bytes());
    match read {
        Err(_) => read_generic(text, "csv:generic", options),
        read => read,
    }
}

fn read_generic(
    text: &str,
    format: &'static str,
    options: &ImportOptions,
) -> Result<Vec<Recording>, ImportError> {
    match Sheet::guess(text) {
        Some(sheet) => generic::read(&sheet, format, options),
        None => Err(bare_table(text)
            .unwrap_or_else(|| nothing(Inside::NoRowsOfNumbers, Advice::ExportAgain))),
    }
}

/// Cells of the first lines whose names are known, for telling an encoding.
fn recognised(text: &str) -> usize {
    let known = |cell: &str| {
        let header = names::Header::parse(cell);
        !cell.is_ascii()
            && (header.target().is_some()
                || languages::meaning(&header.text).is_some()
                || languages::is(&header.text, languages::Meaning::ActivityType)
                || languages::is(&header.text, languages::Meaning::ListOnly))
    };
    let count = |delimiter| {
        let rows = sheet::records(text, delimiter, 3);
        rows.iter().map(|r| r.iter().filter(|c| known(c)).count()).max().unwrap_or(0)
    };
    [b',', b';', b'\t'].into_iter().map(count).max().unwrap_or(0)
}

/// The refusal of a table without anything to read.
fn nothing(inside: Inside, advice: Advice) -> ImportError {
    ImportError::NoRecording { format: "CSV", inside: vec![inside], advice }
}

/// What is wrong with a table whose header is familiar but holds nothing below.
fn bare_table(text: &str) -> Option<ImportError> {
    [b',', b';', b'\t'].into_iter().find_map(|delimiter| {
        let records = sheet::records(text, delimiter, 200);
        let (header, rows) = records.split_first()?;
        let familiar = header.iter().filter(|c| names::Header::parse(c).target().is_some()).count();
        if familiar < 2 { None } else { rows::no_rows(rows) }
    })
}

/// A `--map` of a column that is not there.
fn missing_column<'a>(map: &ColumnMap, columns: impl Iterator<Item = &'a str>) -> ImportError {
    let names: Vec<&str> = columns.collect();
    let problem = MapProblem::MapMissingColumn { columns: names.join(", "), count: names.len() };
    ImportError::MapMisfit { given: map.column.clone(), problem }
}

/// A recording around a table read.
fn recording(format: &'static str, read: rows::Read, sport: Sport) -> Recording {
    Recording {
        format,
        device: None,
        sport,
        title: None,
        start: read.start,
        body: Body::default(),
        data: Data::Watch(read.series),
        mappings: read.mappings,
        notes: read.notes,
    }
}
