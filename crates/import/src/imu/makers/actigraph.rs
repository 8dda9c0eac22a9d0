//! ActiGraph raw data as ActiLife writes it, and as omconvert imitates it: ten
//! lines that name the rate and the start, then three columns without time.

use jiff::civil;

use super::super::super::{Confidence, ImportError, ImportOptions};
use super::super::builder::{AccUnit, SensorSpec};
use super::super::problem::{SensorProblem, first_columns};
use super::Maker;
use super::header::Header;
use super::source::{Head, Lines};
use super::stamp::{Stamp, local};
use super::table::{About, Begin, Sensor};
use crate::recording::{Gravity, Note, Placement, Recording, SensorNote, Start};

pub(super) const LAYOUT: Maker = Maker { sniff, read };

const MAKER: &str = "ActiGraph";
/// More lines than any preamble has.
const MAX_PREAMBLE: usize = 40;

fn is_first_line(line: &str) -> bool {
    let line = line.to_ascii_lowercase();
    line.starts_with("---") && line.contains("file created by actigraph")
}

fn sniff(head: &Head) -> Confidence {
    if is_first_line(head.line(0)) { Confidence::Certain } else { Confidence::No }
}

fn read(mut lines: Lines<'_>, options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    let first = lines.find(MAKER, is_first_line)?;
    let (mut serial, mut date, mut time, mut epoch) = (None, None, None, None);
    let mut ended = false;
    for _ in 0..MAX_PREAMBLE {
        let Some(line) = lines.next()? else { break };
        // Spreadsheets pad the lines with commas.
        let line = line.trim_end_matches([',', ' ']).trim_start_matches('"').to_string();
        if line.starts_with("---") {
            ended = true;
            break;
        }
        let after = |name: &str| line.strip_prefix(name).map(|v| v.trim().to_string());
        serial = serial.or(after("Serial Number:"));
        time = time.or(after("Start Time"));
        date = date.or(after("Start Date"));
        epoch = epoch.or(after("Epoch Period (hh:mm:ss)"));
    }
    if !ended {
        return Err(lines.ends(MAKER));
    }
    let rate = rate_hz(&first);
    let is_count = epoch.as_deref().is_some_and(|e| e.bytes().any(|b| (b'1'..=b'9').contains(&b)));
    let (Some(rate), false) = (rate, is_count) else {
        let period = epoch.unwrap_or_default();
        return Err(SensorProblem::ActigraphCounts { period }.into());
    };
    let peek = lines.peek(1)?.pop().unwrap_or_default();
    let mut header = Header::parse(&peek);
    let columns = if peek.chars().any(char::is_alphabetic) {
        lines.next()?;
        header.axes("Accelerometer ", "")
    } else {
        header.cells = (1..=header.cells.len()).map(|i| i.to_string()).collect();
        (header.cells.len() >= 3).then_some([0, 1, 2])
    };
    let mut spec = SensorSpec::new(serial.clone().unwrap_or_default(), Placement::Unknown);
    spec.rate_hz = Some(rate);
    spec.gravity = Some(Gravity::Included);
    let sensors = vec![Sensor::new(spec, Stamp::None).acc(columns, AccUnit::G)];
    if columns.is_none() {
        let columns = first_columns(header.cells.iter().map(String::as_str));
        return Err(SensorProblem::NoSignals { maker: MAKER.into(), columns }.into());
    }
    let mut about = About::new("imu:actigraph", MAKER);
    about.device = Some(serial.map_or(MAKER.to_string(), |s| format!("{MAKER} {s}")));
    about.map(&header.cells, &sensors);
    let start = start(&first, date.as_deref(), time.as_deref());
    if start.is_none() {
        about.notes.push(Note::of(SensorNote::StartUnknown));
    }
    about.begin = Begin::Told(start);
    let rows = lines.rows(header.separator);
    about.read(sensors, rows, options)
}

/// `… at 100 Hz …` → 100.
fn rate_hz(first: &str) -> Option<f64> {
    let words: Vec<&str> = first.split_whitespace().collect();
    words.windows(3).find_map(|w| match w {
        ["at", rate, unit] if unit.trim_end_matches(',').eq_ignore_ascii_case("hz") => {
            rate.parse::<f64>().ok().filter(|r| r.is_finite() && *r > 0.0)
        }
        _ => None,
    })
}

/// The start, its date in the format that the first line names.
fn start(first: &str, date: Option<&str>, time: Option<&str>) -> Option<Start> {
    let format = first.split("date format").nth(1)?.split_whitespace().next()?;
    let date = date_in(format, date?)?;
    Some(local(date, time?.parse::<civil::Time>().ok()?))
}

/// A date in a format such as `dd/MM/yyyy` or `M/d/yyyy`; `None` where its
/// separators are others than the format's, for then its order is not known.
fn date_in(format: &str, date: &str) -> Option<civil::Date> {
    let separator = format.chars().find(|c| !c.is_ascii_alphabetic())?;
    let (names, values): (Vec<&str>, Vec<&str>) =
        (format.split(separator).collect(), date.split(separator).collect());
    if names.len() != 3 || values.len() != 3 {
        return None;
    }
    let value = |letter: char| {
        let at = names.iter().position(|n| n.starts_with(letter))?;
        values.get(at)?.trim().parse::<i16>().ok()
    };
    let year = value('y')?;
    let year = if year < 100 { year + 2000 } else { year };
    civil::Date::new(year, value('M')?.try_into().ok()?, value('d')?.try_into().ok()?).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn dates_follow_the_named_format() {
        let text = |f: &str, d: &str| date_in(f, d).map(|d| d.to_string());
        assert_eq!(text("dd/MM/yyyy", "06/04/2021").as_deref(), Some("2021-04-06"));
        assert_eq!(text("M/d/yyyy", "6/4/2021").as_deref(), Some("2021-06-04"));
        assert_eq!(text("yyyy-MM-dd", "2021-06-04").as_deref(), Some("2021-06-04"));
        assert_eq!(text("dd/MM/yyyy", "09-12-2017"), None);
        assert_eq!(text("dd/MM/yyyy", "31/02/2021"), None);
        assert_eq!(text("", ""), None);
    }

    #[test]
    fn rates() {
        assert_eq!(rate_hz("--- date format dd/MM/yyyy at 30 Hz  Filter Normal ---"), Some(30.0));
        assert_eq!(rate_hz("--- date format dd/MM/yyyy Filter Normal ---"), None);
        assert_eq!(rate_hz("at x Hz at -1 Hz"), None);
    }
}
