//! Time stamps as makers write them.

use jiff::{Timestamp, civil};

use super::super::super::moment::Moment;
use super::source::Row;
use crate::recording::Start;

/// Where the stamp of a row comes from.
#[derive(Debug, Clone)]
pub(super) enum Stamp {
    /// The rows have none; the rate is stated.
    None,
    /// A number.
    Number(usize),
    /// Date and time; seconds from that of the first row.
    Moment { column: usize, offset: Option<String>, first: Option<Moment> },
    /// A frame and a sample within the frame, in samples.
    Frames { frame: usize, part: usize, parts: f64 },
}

impl Stamp {
    /// Date and time in `column`; `offset` (`+02:00`) where the file states it once for all rows.
    pub(super) fn moment(column: usize, offset: Option<String>) -> Stamp {
        Stamp::Moment { column, offset, first: None }
    }

    /// Whether a column is part of the stamp.
    pub(super) fn uses(&self, c: usize) -> bool {
        match self {
            Stamp::None => false,
            Stamp::Number(column) | Stamp::Moment { column, .. } => *column == c,
            Stamp::Frames { frame, part, .. } => c == *frame || c == *part,
        }
    }

    /// The stamp of a row; NaN where it is blank or the rows have none.
    pub(super) fn read(&mut self, row: Row<'_>) -> Option<f64> {
        match self {
            Stamp::None => Some(f64::NAN),
            Stamp::Number(column) => row.number(*column),
            Stamp::Moment { column, offset, first } => {
                let text = row.text(*column)?;
                if text.is_empty() {
                    return Some(f64::NAN);
                }
                let moment = parse_moment(text, offset.as_deref())?;
                Some(moment.since(*first.get_or_insert(moment)))
            }
            Stamp::Frames { frame, part, parts } => {
                Some(row.number(*frame)? * *parts + row.number(*part)?)
            }
        }
    }

    /// When the first row was, where the stamps are dates.
    pub(super) fn first_moment(&self) -> Option<Start> {
        match self {
            Stamp::Moment { first, .. } => (*first)?.start(),
            _ => None,
        }
    }
}

/// Date and time in the spellings of the makers: `2017-06-23 15:42:42.144 +0200`,
/// `2024/08/22 14:12:07.869`, `2000-01-01 00:00:00:500` (a colon before the milliseconds).
pub(in crate::imu) fn parse_moment(text: &str, offset: Option<&str>) -> Option<Moment> {
    let mut clean = String::with_capacity(text.len() + 6);
    let mut colons = 0;
    for (i, c) in text.trim().char_indices() {
        match c {
            '/' if i < 10 => clean.push('-'),
            ' ' if clean.contains([' ', 'T']) => {} // before the offset
            ':' if i > 10 => {
                colons += 1;
                let in_offset = clean.get(10..).is_some_and(|t| t.contains(['+', '-']));
                clean.push(if colons == 3 && !in_offset { '.' } else { ':' });
            }
            c => clean.push(c),
        }
    }
    clean.push_str(offset.unwrap_or(""));
    Moment::parse(&clean)
}

/// The start that a Unix time tells.
pub(super) fn unix_start(unix_s: f64, utc_offset_s: Option<i32>) -> Option<Start> {
    /// 2001-09-09, before all of these devices: anything less counts from the start. s.
    const EARLIEST: f64 = 1e9;
    /// 2100: anything more is no Unix time. s.
    const LATEST: f64 = 4.1e9;
    if !(EARLIEST..LATEST).contains(&unix_s) {
        return None;
    }
    let at = Timestamp::from_microsecond((unix_s * 1e6).round() as i64).ok()?;
    Some(Start::Instant { at, utc_offset_s })
}

/// `+0200`, `-04:00`, `GMT+8`, `GMT +01:00` → seconds ahead of UTC.
pub(super) fn offset_seconds(text: &str) -> Option<i32> {
    let at = text.rfind(['+', '-'])?;
    let digits: Vec<i32> =
        text.get(at..)?.bytes().filter(u8::is_ascii_digit).map(|b| i32::from(b - b'0')).collect();
    let (hours, minutes) = match digits[..] {
        [h] => (h, 0),
        [a, b] => (a * 10 + b, 0),
        [a, b, c, d] => (a * 10 + b, c * 10 + d),
        _ => return None,
    };
    let sign = if text.get(at..)?.starts_with('-') { -1 } else { 1 };
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

/// `+02:00` for an offset in seconds.
pub(super) fn offset_text(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The start at a date and time without a zone.
pub(super) fn local(date: civil::Date, time: civil::Time) -> Start {
    Start::Local(date.to_datetime(time))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_the_makers() {
        let start = |t: &str| parse_moment(t, None).unwrap().start().unwrap().to_string();
        assert_eq!(start("2017-06-23 15:42:42.144 +0200"), "2017-06-23T15:42:42.144+02:00");
        assert_eq!(start("2017-06-23T15:42:42.144-05:30"), "2017-06-23T15:42:42.144-05:30");
        assert_eq!(start("2024/08/22 14:12:07.869"), "2024-08-22T14:12:07.869");
        assert_eq!(start("2000-01-01 00:00:00:500"), "2000-01-01T00:00:00.5");
        let fixed = parse_moment("2000-01-01 00:00:00:500", Some("+01:00")).unwrap();
        assert_eq!(fixed.start().unwrap().to_string(), "2000-01-01T00:00:00.5+01:00");
        for no in ["", "x", "12.5", "2000-13-01 00:00:00", "é/é/é"] {
            assert_eq!(parse_moment(no, None), None, "{no}");
        }
    }

    #[test]
    fn offsets() {
        assert_eq!(offset_seconds("timestamp (-0400)"), Some(-14_400));
        assert_eq!(offset_seconds("GMT+8"), Some(28_800));
        assert_eq!(offset_seconds("GMT +05:30"), Some(19_800));
        assert_eq!(offset_seconds("UTC"), None);
        assert_eq!(offset_seconds("+99:00"), None);
        assert_eq!(offset_text(-19_800), "-05:30");
    }

    #[test]
    fn unix_times() {
        assert_eq!(
            unix_start(1_550_879_504.438281, None).unwrap().to_string(),
            "2019-02-22T23:51:44.438281+00:00"
        );
        assert_eq!(unix_start(12.0, None), None);
        assert_eq!(unix_start(f64::NAN, None), None);
    }
}
