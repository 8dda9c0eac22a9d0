//! Written times in a column: dates with clock times, and clock times alone.

use super::numbers::number;
use crate::csv::Moment;

/// Whether a cell is a written time.
pub(super) fn is_time(cell: &[u8]) -> bool {
    cell.first().is_some_and(u8::is_ascii_digit)
        && std::str::from_utf8(cell).is_ok_and(|c| Moment::parse(c).is_some() || clock(c).is_some())
}

/// The written times of a column, one after the other: all but the seconds of a date
/// are parsed once a minute.
#[derive(Default)]
pub(super) struct Dates {
    /// The first date.
    pub(super) first: Option<Moment>,
    prefix: Vec<u8>,
    minute_s: f64,
    /// The clock without a date so far, and what to add to it, s.
    last: f64,
    turns_s: f64,
}

impl Dates {
    /// Seconds of a cell: of 1970 for a date, of its own for a clock; NaN for neither.
    pub(super) fn seconds(&mut self, cell: &[u8]) -> f64 {
        let cell = cell.trim_ascii();
        let cut = cell.iter().rposition(|b| *b == b':').map_or(0, |i| i + 1);
        let (prefix, rest) = cell.split_at(cut);
        let in_minute = number(rest, false);
        if in_minute.is_finite() && cut > 10 && prefix == self.prefix.as_slice() {
            return self.minute_s + in_minute;
        }
        let Ok(text) = std::str::from_utf8(cell) else { return f64::NAN };
        let Some(moment) = Moment::parse(text) else {
            return clock(text).map_or(f64::NAN, |(s, turn_s)| self.carry_on(s, turn_s));
        };
        self.first.get_or_insert(moment);
        if in_minute.is_finite() && (moment.unix_s.rem_euclid(60.0) - in_minute).abs() < 1e-3 {
            self.prefix = prefix.to_vec();
            self.minute_s = (moment.unix_s - in_minute).round();
        } else {
            self.prefix.clear();
        }
        moment.unix_s
    }

    /// A clock that turns over after an hour or a day goes on.
    fn carry_on(&mut self, seconds: f64, turn_s: f64) -> f64 {
        if seconds + self.turns_s < self.last - 0.5 * turn_s {
            self.turns_s += turn_s;
        }
        self.last = seconds + self.turns_s;
        self.last
    }
}

/// `04:03.5`, `7:04:03.25`: seconds, and after how many it turns over.
fn clock(text: &str) -> Option<(f64, f64)> {
    let (mut seconds, mut parts) = (0.0, 0);
    for part in text.trim().split(':') {
        let comma = part.contains(',');
        let value = number(part.as_bytes(), comma);
        let short = part.find(['.', ',']).unwrap_or(part.len()) <= 2;
        if !(value >= 0.0 && short && (parts == 0 || value < 60.0)) {
            return None;
        }
        seconds = 60.0 * seconds + value;
        parts += 1;
    }
    match parts {
        2 => Some((seconds, 3600.0)),
        3 => Some((seconds, 86_400.0)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_without_a_date() {
        assert_eq!(clock("00:04.5"), Some((4.5, 3600.0)));
        assert_eq!(clock("7:04:03,25"), Some((25_443.25, 86_400.0)));
        for no in ["4.5", "1:2:3:4", "12:61.0", "a:b", "2024:01:02", "-1:20", ""] {
            assert_eq!(clock(no), None, "{no}");
        }
        let mut dates = Dates::default();
        let seconds: Vec<f64> =
            ["59:59.8", "59:59.9", "00:00.0"].iter().map(|c| dates.seconds(c.as_bytes())).collect();
        assert_eq!(seconds, [3599.8, 3599.9, 3600.0]);
    }
}
