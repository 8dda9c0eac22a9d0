//! Time columns: dates with clock times, Unix times, elapsed seconds, clocks.

use jiff::{Timestamp, civil, tz::Offset};

use super::number::{NumberStyle, parse_duration};
use crate::recording::Start;

/// Seconds between the Unix epoch and 1989-12-31, where FIT time begins.
pub(super) const FIT_EPOCH_S: f64 = 631_065_600.0;
/// Unix times below this (1996) are taken for elapsed seconds.
const EARLIEST_EPOCH_S: f64 = 8.2e8;

/// How the cells of a time column are to be read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum TimeFormat {
    /// Date and time, with or without zone.
    DateTime,
    /// Dates alone: a diary, not a course of a run.
    DateOnly,
    /// Unix time; factor to seconds.
    Epoch(f64),
    /// Seconds since 1989-12-31 UTC.
    FitEpoch,
    /// Time since the start; factor to seconds.
    Elapsed(f64),
    /// `hh:mm:ss` since the start or of the day.
    Clock,
}

impl TimeFormat {
    /// Unit for the mapping list.
    pub(super) fn describe(self) -> &'static str {
        match self {
            TimeFormat::DateTime | TimeFormat::DateOnly => "date and time",
            TimeFormat::Epoch(1.0) => "Unix time, s",
            TimeFormat::Epoch(1e-3) => "Unix time, ms",
            TimeFormat::Epoch(1e-6) => "Unix time, us",
            TimeFormat::Epoch(_) => "Unix time, ns",
            TimeFormat::FitEpoch => "s since 1989-12-31 UTC",
            TimeFormat::Elapsed(1.0) => "s",
            TimeFormat::Elapsed(1e-3) => "ms",
            TimeFormat::Elapsed(1e-6) => "us",
            TimeFormat::Elapsed(1e-9) => "ns",
            TimeFormat::Elapsed(_) => "min",
            TimeFormat::Clock => "h:mm:ss",
        }
    }

    /// Judges from the non-empty cells among `cells` and the unit in the header.
    pub(super) fn detect<'a>(
        cells: impl Iterator<Item = &'a str>,
        stated: Option<&str>,
        style: NumberStyle,
    ) -> Option<TimeFormat> {
        let cells: Vec<&str> = cells.map(str::trim).filter(|c| !c.is_empty()).take(64).collect();
        let most = |n: usize| n * 2 > cells.len();
        let numbers: Vec<f64> = cells.iter().filter_map(|c| style.parse(c)).collect();
        if most(numbers.len()) {
            return Some(numeric(&numbers, stated));
        }
        if most(cells.iter().filter(|c| parse_duration(c).is_some()).count()) {
            return Some(TimeFormat::Clock);
        }
        let moments: Vec<Moment> = cells.iter().filter_map(|c| Moment::parse(c)).collect();
        if !most(moments.len()) {
            return None;
        }
        let dated = moments.iter().any(|m| m.has_time);
        Some(if dated { TimeFormat::DateTime } else { TimeFormat::DateOnly })
    }

    /// Seconds of a cell on the column's own clock.
    pub(super) fn parse(self, cell: &str, style: NumberStyle) -> Option<f64> {
        match self {
            TimeFormat::DateTime | TimeFormat::DateOnly => Moment::parse(cell).map(|m| m.unix_s),
            TimeFormat::Epoch(k) | TimeFormat::Elapsed(k) => style.parse(cell).map(|v| v * k),
            TimeFormat::FitEpoch => style.parse(cell).map(|v| v + FIT_EPOCH_S),
            TimeFormat::Clock => parse_duration(cell),
        }
    }

    /// The start that a first cell tells.
    pub(super) fn start(self, cell: &str, style: NumberStyle) -> Option<Start> {
        match self {
            TimeFormat::DateTime => Moment::parse(cell)?.start(),
            TimeFormat::Epoch(_) | TimeFormat::FitEpoch => instant(self.parse(cell, style)?, None),
            _ => None,
        }
    }
}

/// A moment in UTC from Unix seconds.
pub(crate) fn instant(unix_s: f64, utc_offset_s: Option<i32>) -> Option<Start> {
    if !unix_s.is_finite() || unix_s.abs() > 1e11 {
        return None;
    }
    let at = Timestamp::from_millisecond((unix_s * 1000.0).round() as i64).ok()?;
    Some(Start::Instant { at, utc_offset_s })
}

fn numeric(numbers: &[f64], stated: Option<&str>) -> TimeFormat {
    let first = numbers.iter().copied().find(|v| *v > 0.0).unwrap_or(0.0);
    let epoch = [1.0, 1e-3, 1e-6, 1e-9]
        .into_iter()
        .find(|k| (EARLIEST_EPOCH_S..4.2e9).contains(&(first * k)));
    let unit = match stated.map(str::to_lowercase).as_deref() {
        Some("ms" | "msec" | "millisecond" | "milliseconds") => Some(1e-3),
        Some("us" | "µs" | "microseconds") => Some(1e-6),
        Some("ns" | "nanoseconds") => Some(1e-9),
        Some("min" | "minutes") => Some(60.0),
        Some("s" | "sec" | "secs" | "seconds") => Some(1.0),
        _ => None,
    };
    match (epoch, unit) {
        (Some(k), None) => TimeFormat::Epoch(k),
        (Some(k), Some(u)) if k == u => TimeFormat::Epoch(k),
        (_, Some(u)) => TimeFormat::Elapsed(u),
        (None, None) => {
            let mut steps: Vec<f64> =
                numbers.windows(2).map(|w| w[1] - w[0]).filter(|d| *d > 0.0).collect();
            steps.sort_by(f64::total_cmp);
            let typical = steps.get(steps.len() / 2).copied().unwrap_or(1.0);
            // A watch writes every second to ten seconds.
            TimeFormat::Elapsed(if (400.0..=10_000.0).contains(&typical) { 1e-3 } else { 1.0 })
        }
    }
}

/// A date with or without time and zone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Moment {
    /// Unix seconds; of the wall clock where there is no zone.
    pub(crate) unix_s: f64,
    /// Whether a clock time was given.
    pub(super) has_time: bool,
    /// Local time minus UTC, where a zone was given.
    zone: Option<i32>,
}

impl Moment {
    /// ISO 8601 in its common spellings, and `DD.MM.YYYY`, `DD-MM-YYYY`,
    /// `YYYY/MM/DD`, `MM/DD/YYYY` (`DD/MM` where the month would be above 12).
    pub(crate) fn parse(cell: &str) -> Option<Moment> {
        let cell = cell.trim();
        let split = cell.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '.' | '/')));
        let (date, rest) = cell.split_at(split.unwrap_or(cell.len()));
        let date = parse_date(date)?;
        let rest = rest.trim_start_matches(['T', ' ', ',']);
        if rest.is_empty() {
            return Some(Moment { unix_s: seconds_of(date), has_time: false, zone: None });
        }
        let (clock, zone) = split_zone(rest)?;
        let seconds = parse_clock(clock)?;
        let local = seconds_of(date) + seconds;
        Some(Moment { unix_s: local - f64::from(zone.unwrap_or(0)), has_time: true, zone })
    }

    /// The moment some seconds later.
    pub(crate) fn later(self, seconds: f64) -> Moment {
        Moment { unix_s: self.unix_s + seconds, has_time: true, ..self }
    }

    /// As the start of a recording.
    pub(crate) fn start(self) -> Option<Start> {
        match self.zone {
            // "+00:00" and "Z" are how programs write UTC: they do not tell the runner's zone.
            Some(z) => instant(self.unix_s, (z != 0).then_some(z)),
            None => {
                let Start::Instant { at, .. } = instant(self.unix_s, None)? else { return None };
                Some(Start::Local(Offset::UTC.to_datetime(at)))
            }
        }
    }
}

fn seconds_of(date: civil::Date) -> f64 {
    Offset::UTC
        .to_timestamp(date.to_datetime(civil::Time::midnight()))
        .map_or(f64::NAN, |t| t.as_second() as f64)
}

fn parse_date(text: &str) -> Option<civil::Date> {
    let separator = text.chars().find(|c| matches!(c, '-' | '.' | '/'))?;
    let mut parts = text.trim_end_matches('.').split(separator);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (x, y, z) = (a.parse::<i16>().ok()?, b.parse::<i16>().ok()?, c.parse::<i16>().ok()?);
    let year = |v: i16, text: &str| if text.len() <= 2 { 2000 + v } else { v };
    let (year, month, day) = if a.len() == 4 {
        (x, y, z)
    } else if separator == '/' && x <= 12 {
        (year(z, c), x, y)
    } else {
        (year(z, c), y, x)
    };
    civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `20:05:16.5+01:00` → the clock and the zone.
fn split_zone(text: &str) -> Option<(&str, Option<i32>)> {
    let text = text.trim();
    if let Some(clock) = text.strip_suffix(['Z', 'z']) {
        return Some((clock, Some(0)));
    }
    if let Some(clock) = text.strip_suffix("UTC").or_else(|| text.strip_suffix("GMT")) {
        return Some((clock, Some(0)));
    }
    let Some(at) = text.rfind(['+', '-', '\u{2212}']) else { return Some((text, None)) };
    let digits: Vec<i32> =
        text[at..].bytes().filter(u8::is_ascii_digit).map(|b| i32::from(b - b'0')).collect();
    let (hours, minutes) = match digits[..] {
        [h] => (h, 0),
        [a, b] => (a * 10 + b, 0),
        [a, b, c, d] => (a * 10 + b, c * 10 + d),
        _ => return None,
    };
    let sign = if text[at..].starts_with('+') { 1 } else { -1 };
    Some((&text[..at], Some(sign * (hours * 3600 + minutes * 60))))
}

/// `20:05`, `20:05:16.5`, `8:05:16 PM` → seconds of the day.
fn parse_clock(text: &str) -> Option<f64> {
    let text = text.trim();
    let upper = text.get(text.len().saturating_sub(2)..).unwrap_or("").to_ascii_uppercase();
    let half = matches!(upper.as_str(), "AM" | "PM").then_some(upper.as_str());
    let clock = if half.is_some() { text[..text.len() - 2].trim() } else { text };
    let mut seconds = parse_duration(clock)?;
    if clock.matches(':').count() == 1 {
        seconds *= 60.0; // hours and minutes
    }
    match half {
        Some("AM") if seconds >= 43_200.0 => Some(seconds - 43_200.0),
        Some("PM") if seconds < 43_200.0 => Some(seconds + 43_200.0),
        _ => Some(seconds),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn unix(cell: &str) -> f64 {
        Moment::parse(cell).unwrap().unix_s
    }

    #[test]
    fn moments_in_many_spellings() {
        // 2016-08-25T17:05:16Z = 1472144716
        for cell in [
            "2016-08-25T17:05:16Z",
            "2016-08-25 17:05:16",
            "2016-08-25T20:05:16+03:00",
            "2016-08-25 20:05:16 +0300",
            "2016-08-25T12:05:16.000-05:00",
            "25.08.2016 17:05:16",
            "25-08-2016 17:05:16",
            "8/25/2016 5:05:16 PM",
            "25/08/2016 17:05:16",
            "2016/08/25, 17:05:16",
            "25.08.16 17:05:16",
        ] {
            assert_eq!(unix(cell), 1_472_144_716.0, "{cell}");
        }
        for no in ["", "2016", "2016-13-01", "1.5", "abc", "2016-08-25 25h", "31.02.2016", "12:30"]
        {
            assert_eq!(Moment::parse(no), None, "{no}");
        }
        assert!(!Moment::parse("18.02.12").unwrap().has_time);
    }

    #[test]
    fn starts_keep_what_is_known_of_the_zone() {
        let start = |c: &str| Moment::parse(c).unwrap().start().unwrap().to_string();
        assert_eq!(start("2016-08-25T20:05:16"), "2016-08-25T20:05:16");
        assert_eq!(start("2016-08-25T20:05:16+03:00"), "2016-08-25T20:05:16+03:00");
        assert_eq!(start("2016-08-25 17:05:16+00:00"), "2016-08-25T17:05:16+00:00");
    }

    #[test]
    fn columns_of_time() {
        let style = NumberStyle::default();
        let of = |cells: &[&str], unit| TimeFormat::detect(cells.iter().copied(), unit, style);
        assert_eq!(of(&["1771054568", "1771054569"], None), Some(TimeFormat::Epoch(1.0)));
        assert_eq!(of(&["1771054568000"], None), Some(TimeFormat::Epoch(1e-3)));
        assert_eq!(of(&["1771054568000"], Some("ms")), Some(TimeFormat::Epoch(1e-3)));
        assert_eq!(of(&["1771054568000000"], None), Some(TimeFormat::Epoch(1e-6)));
        assert_eq!(of(&["0", "1", "2"], None), Some(TimeFormat::Elapsed(1.0)));
        assert_eq!(of(&["0", "1000", "2000"], None), Some(TimeFormat::Elapsed(1e-3)));
        assert_eq!(of(&["0", "1000", "2000"], Some("s")), Some(TimeFormat::Elapsed(1.0)));
        assert_eq!(of(&["00:00:00", "00:00:01"], None), Some(TimeFormat::Clock));
        assert_eq!(of(&["18.02.12", "19.02.12"], None), Some(TimeFormat::DateOnly));
        assert_eq!(of(&["2016-08-25T20:05:16"], None), Some(TimeFormat::DateTime));
        assert_eq!(of(&["LaD", "LoD"], None), None);
        assert_eq!(of(&[], None), None);
    }
}
