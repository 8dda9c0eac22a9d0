//! `--fresh` and `--fatigued`: a window in words → [`UserWindow`].

use crate::settings::UserWindow;
use crate::units::METRES_PER_MILE;

/// What can be written; part of every error.
const EXAMPLES: &str = "write it like 10min-20min, 600s-1200s, 10:00-20:00, 2km-4km, 1mi-2mi or lap 2-4 (quote the last one, or write lap2-4)";

/// What one end of a window is measured in.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Unit {
    Seconds(f64),
    Metres(f64),
}

/// Reads a window.
///
/// # Errors
/// One sentence with what is wrong and examples.
pub fn parse(text: &str) -> Result<UserWindow, String> {
    // Typed en dashes and `..` mean the same as a hyphen.
    let clean = text.trim().to_lowercase().replace(['–', '—'], "-").replace("..", "-");
    if let Some(laps) = clean.strip_prefix("laps").or_else(|| clean.strip_prefix("lap")) {
        return parse_laps(laps.trim());
    }
    let (from, to) = clean
        .split_once('-')
        .ok_or_else(|| format!("a window needs a beginning and an end; {EXAMPLES}"))?;
    let (from_value, from_unit) = parse_end(from)?;
    let (to_value, to_unit) = parse_end(to)?;
    let unit = match (from_unit, to_unit) {
        (Some(a), Some(b)) if matches!(a, Unit::Seconds(_)) != matches!(b, Unit::Seconds(_)) => {
            return Err(format!("one end is a time, the other a distance; {EXAMPLES}"));
        }
        // `10-20min`: the unit at the end counts for both.
        (a, Some(b)) => (a.unwrap_or(b), b),
        (Some(_), None) => return Err(format!("the end has no unit; {EXAMPLES}")),
        (None, None) => return Err(format!("the unit is missing; {EXAMPLES}")),
    };
    let scale = |value: f64, unit: Unit| match unit {
        Unit::Seconds(s) => value * s,
        Unit::Metres(m) => value * m,
    };
    let range = [scale(from_value, unit.0), scale(to_value, unit.1)];
    if range[1] <= range[0] {
        return Err(format!("the window ends before it begins; {EXAMPLES}"));
    }
    Ok(match unit.1 {
        Unit::Seconds(_) => UserWindow::Time(range),
        Unit::Metres(_) => UserWindow::Distance(range),
    })
}

/// `2-4`, or `3` for a single lap.
fn parse_laps(text: &str) -> Result<UserWindow, String> {
    let number = |t: &str| {
        t.trim()
            .parse::<usize>()
            .ok()
            .filter(|n| *n > 0)
            .ok_or_else(|| format!("laps are counted from 1; {EXAMPLES}"))
    };
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let range = [number(from)?, number(to)?];
    if range[1] < range[0] {
        return Err(format!("the last lap comes before the first; {EXAMPLES}"));
    }
    Ok(UserWindow::Laps(range))
}

/// One end: its number and, where written, its unit.
fn parse_end(text: &str) -> Result<(f64, Option<Unit>), String> {
    let text = text.trim();
    if text.contains(':') {
        return Ok((parse_clock(text)?, Some(Unit::Seconds(1.0))));
    }
    let split = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let value: f64 =
        number.parse().map_err(|_| format!("{text:?} does not begin with a number; {EXAMPLES}"))?;
    let unit = match unit.trim() {
        "" => None,
        "s" | "sec" | "secs" | "second" | "seconds" => Some(Unit::Seconds(1.0)),
        "min" | "mins" | "minute" | "minutes" => Some(Unit::Seconds(60.0)),
        "h" | "hour" | "hours" => Some(Unit::Seconds(3600.0)),
        "km" => Some(Unit::Metres(1000.0)),
        "mi" | "mile" | "miles" => Some(Unit::Metres(METRES_PER_MILE)),
        // Minutes or metres? A guess would silently move the window.
        "m" => return Err(format!("\"m\" could be minutes or metres; {EXAMPLES}")),
        other => return Err(format!("unknown unit {other:?}; {EXAMPLES}")),
    };
    Ok((value, unit))
}

/// `10:00` or `1:05:00` in seconds.
fn parse_clock(text: &str) -> Result<f64, String> {
    let bad = || format!("{text:?} is not a time like 10:00 or 1:05:00; {EXAMPLES}");
    let parts: Vec<u32> =
        text.split(':').map(|p| p.parse().map_err(|_| bad())).collect::<Result<_, _>>()?;
    if !(2..=3).contains(&parts.len()) || parts.iter().skip(1).any(|p| *p > 59) {
        return Err(bad());
    }
    Ok(parts.iter().fold(0.0, |total, p| total * 60.0 + f64::from(*p)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::settings::check_windows as check;
    use UserWindow::{Distance, Laps, Time};

    #[test]
    fn windows_as_people_write_them() {
        for (text, expected) in [
            ("10min-20min", Time([600.0, 1200.0])),
            ("10-20min", Time([600.0, 1200.0])),
            ("10 min - 20 min", Time([600.0, 1200.0])),
            ("600s-1200s", Time([600.0, 1200.0])),
            ("600s-20min", Time([600.0, 1200.0])),
            ("0.5h-1h", Time([1800.0, 3600.0])),
            ("10:00-20:00", Time([600.0, 1200.0])),
            ("1:05:00–1:10:30", Time([3900.0, 4230.0])),
            ("5min-10:00", Time([300.0, 600.0])),
            ("2km-4km", Distance([2000.0, 4000.0])),
            ("2..4.5km", Distance([2000.0, 4500.0])),
            ("1mi-2mi", Distance([1609.344, 3218.688])),
            ("lap 2-4", Laps([2, 4])),
            ("lap2-4", Laps([2, 4])),
            ("Laps 3", Laps([3, 3])),
        ] {
            assert_eq!(parse(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn windows_must_follow_each_other() {
        for (fresh, fatigued, part) in [
            (
                Time([600.0, 1200.0]),
                Time([1100.0, 1800.0]),
                "10:00-20:00 and the tired window 18:20-30:00 overlap",
            ),
            (Time([600.0, 1200.0]), Time([0.0, 600.0]), "wrong way round"),
            (Distance([2000.0, 4000.0]), Distance([3000.0, 3500.0]), "2km-4km"),
            (Laps([1, 3]), Laps([3, 4]), "overlap"),
            (Time([600.0, 600.0]), Time([1100.0, 1800.0]), "empty"),
            (Time([0.0, 600.0]), Time([f64::NAN, 1800.0]), "empty"),
        ] {
            let message = crate::words::english_of(&check(fresh, fatigued).unwrap_err());
            assert!(message.contains(part), "{message}");
        }
        for (fresh, fatigued) in [
            (Time([0.0, 600.0]), Time([600.0, 1800.0])),
            (Laps([1, 2]), Laps([3, 3])),
            (Laps([5, 6]), Time([0.0, 60.0])),
        ] {
            assert_eq!(check(fresh, fatigued), Ok(()));
        }
    }

    #[test]
    fn mistakes_are_named_and_answered_with_examples() {
        for (text, part) in [
            ("", "beginning and an end"),
            ("10min", "beginning and an end"),
            ("10-20", "unit is missing"),
            ("10min-20", "end has no unit"),
            ("10min-4km", "time, the other a distance"),
            ("20min-10min", "ends before it begins"),
            ("2km-2km", "ends before it begins"),
            ("10m-20m", "minutes or metres"),
            ("10x-20x", "unknown unit"),
            ("a-b", "does not begin with a number"),
            ("1:99-2:00", "not a time"),
            ("lap 0-2", "counted from 1"),
            ("lap 4-2", "before the first"),
            ("lap two", "counted from 1"),
            ("-5min-10min", "does not begin with a number"),
        ] {
            let message = parse(text).unwrap_err();
            assert!(message.contains(part), "{text}: {message}");
            assert!(message.contains("10min-20min"), "{text}: {message}");
        }
    }
}
