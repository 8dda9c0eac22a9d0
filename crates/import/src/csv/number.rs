//! Numbers and durations as spreadsheets and watch sites write them.

use crate::table::numbers::plain;

/// How numbers are written in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct NumberStyle {
    /// `6,74` instead of `6.74`.
    pub(super) decimal_comma: bool,
}

impl NumberStyle {
    /// Judges from sample cells; `comma_separates` when the comma also separates columns.
    ///
    /// `1,234` alone is a thousand where the comma separates columns (and the
    /// cell was quoted), and 1.234 elsewhere.
    pub(super) fn detect<'a>(
        cells: impl Iterator<Item = &'a str>,
        comma_separates: bool,
    ) -> NumberStyle {
        let (mut comma, mut point, mut open) = (0usize, 0usize, 0usize);
        for cell in cells {
            let cell = cell.trim();
            if !cell.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
                continue;
            }
            let Some(at) = cell.rfind([',', '.']) else { continue };
            let tail = cell[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
            let is_comma = cell.as_bytes()[at] == b',';
            // Only digits before the mark: no date, no address.
            if cell[..at].bytes().any(|b| !b.is_ascii_digit() && !matches!(b, b'-' | b',' | b'.')) {
                continue;
            }
            match (is_comma, tail) {
                (_, 0) => {}
                (true, 3) => open += 1,
                (true, _) => comma += 1,
                // 8.630 may be a grouped number in a file with decimal commas
                (false, 3) => {}
                (false, _) => point += 1,
            }
        }
        let decimal_comma =
            comma > point || (comma == 0 && point == 0 && open > 0 && !comma_separates);
        NumberStyle { decimal_comma }
    }

    /// A number; `None` for blanks, `--` and words. Not a number and infinity are `None`.
    pub(super) fn parse(self, cell: &str) -> Option<f64> {
        let cell = cell.trim();
        let first = *cell.as_bytes().first()?;
        if !(first.is_ascii_digit() || matches!(first, b'-' | b'+' | b'.' | b',')) {
            return None;
        }
        if !self.decimal_comma
            && let Some((v, length)) = plain(cell.as_bytes(), b'.')
            && length == cell.len()
        {
            return Some(v);
        }
        if !self.decimal_comma
            && let Ok(v) = cell.parse::<f64>()
        {
            return v.is_finite().then_some(v);
        }
        self.parse_dressed(cell)
    }

    /// Grouped thousands, decimal comma, a trailing percent sign.
    fn parse_dressed(self, cell: &str) -> Option<f64> {
        let cell = cell.strip_suffix('%').map_or(cell, str::trim_end);
        let (decimal, group) = if self.decimal_comma { (',', '.') } else { ('.', ',') };
        let (whole, fraction) = cell.split_once(decimal).unwrap_or((cell, ""));
        let mut clean = String::with_capacity(cell.len());
        let mut digits =
            whole.trim_start_matches(['-', '+']).split([group, '\u{a0}', '\u{202f}', ' ', '\'']);
        if whole.starts_with('-') {
            clean.push('-');
        }
        clean.push_str(digits.next()?);
        let mut grouped = false;
        for part in digits {
            if part.len() != 3 {
                // A plain 1.5 in a file with decimal commas, not a group.
                return if !grouped && self.decimal_comma { finite(cell) } else { None };
            }
            grouped = true;
            clean.push_str(part);
        }
        if !fraction.is_empty() {
            clean.push('.');
            clean.push_str(fraction);
        }
        finite(&clean)
    }
}

fn finite(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|v| v.is_finite())
}

/// `5:41.6`, `1:00:16`, `00:06:25.786`, `00:00:02,8`, `0 days 00:00:01` → seconds.
pub(super) fn parse_duration(cell: &str) -> Option<f64> {
    let cell = cell.trim();
    let (days, clock) = match cell.split_once("day") {
        Some((days, rest)) => {
            (days.trim().parse::<f64>().ok()?, rest.trim_start_matches('s').trim())
        }
        None => (0.0, cell),
    };
    let mut total = 0.0;
    let mut parts = 0;
    for part in clock.split(':') {
        parts += 1;
        if part.is_empty()
            || parts > 3
            || !part.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
        {
            return None;
        }
        let value = match part.parse::<f64>() {
            Ok(v) => v,
            Err(_) => part.replace(',', ".").parse::<f64>().ok()?,
        };
        total = total * 60.0 + value;
    }
    (parts >= 2).then_some(days * 86_400.0 + total)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_both_worlds() {
        let point = NumberStyle { decimal_comma: false };
        let comma = NumberStyle { decimal_comma: true };
        assert_eq!(point.parse("2,089"), Some(2089.0));
        assert_eq!(point.parse("-98"), Some(-98.0));
        assert_eq!(point.parse(" 0.99 "), Some(0.99));
        assert_eq!(comma.parse("6,74"), Some(6.74));
        assert_eq!(comma.parse("8.630"), Some(8630.0));
        assert_eq!(comma.parse("1.234,5"), Some(1234.5));
        assert_eq!(comma.parse("-0,5"), Some(-0.5));
        assert_eq!(point.parse("50.6%"), Some(50.6));
        for missing in ["", "--", "-", "inf", "nan", "NaN", "Nessun peso", "1:00", "1,2,3", "+"] {
            assert_eq!(point.parse(missing), None, "{missing}");
            assert_eq!(comma.parse(missing), None, "{missing}");
        }
    }

    #[test]
    fn style_from_samples() {
        let of =
            |cells: &[&str], sep| NumberStyle::detect(cells.iter().copied(), sep).decimal_comma;
        assert!(of(&["6,74", "1,07", "570"], true));
        assert!(!of(&["1,175", "0.99"], true));
        assert!(!of(&["1,175"], true));
        assert!(of(&["3,125"], false));
        assert!(of(&["8.630", "50,6"], false));
        assert!(!of(&["2012-05-25 20:31:00.5"], true));
    }

    #[test]
    fn durations() {
        assert_eq!(parse_duration("5:41.6"), Some(341.6));
        assert_eq!(parse_duration("1:00:16"), Some(3616.0));
        assert_eq!(parse_duration("56:26"), Some(3386.0));
        assert_eq!(parse_duration("00:06:25.786"), Some(385.786));
        assert_eq!(parse_duration("00:00:02,8"), Some(2.8));
        assert_eq!(parse_duration("0 days 00:00:01"), Some(1.0));
        assert_eq!(parse_duration("1 day 00:00:01"), Some(86_401.0));
        for no in ["", "12", "--", "1:2:3:4", "a:b", ":", "1:", "-1:00"] {
            assert_eq!(parse_duration(no), None, "{no}");
        }
    }
}
