//! The runner's week from a file or from options → checked days.

use std::path::Path;

use jiff::civil::Time;
use serde::Deserialize;
use toml::Spanned;

use crate::strength::{Day, DayKind};

/// Names of days as written in files and options, Monday first.
pub(super) const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The week that is assumed when none is given.
pub(super) const USUAL: &str = "easy,hard,easy,rest,easy,long,rest";

/// A week file, checked.
#[derive(Debug, Default)]
pub(in crate::cli) struct WeekFile {
    /// Days that the file names, Monday first.
    pub days: [Option<Day>; 7],
    pub session_time: Option<Time>,
    pub last_week_km: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireWeek {
    session_time: Option<Spanned<String>>,
    last_week_km: Option<Spanned<f64>>,
    mon: Option<WireDay>,
    tue: Option<WireDay>,
    wed: Option<WireDay>,
    thu: Option<WireDay>,
    fri: Option<WireDay>,
    sat: Option<WireDay>,
    sun: Option<WireDay>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireDay {
    kind: Spanned<String>,
    time: Option<Spanned<String>>,
    minutes: Option<Spanned<f64>>,
    km: Option<Spanned<f64>>,
    /// `false` keeps the day free of strength work.
    strength: Option<bool>,
}

/// Reads a week file.
pub(super) fn read(path: &Path) -> Result<WeekFile, String> {
    let wrong = |what: String| format!("the week in {}: {what}", path.display());
    let text = std::fs::read_to_string(path).map_err(|e| wrong(e.to_string()))?;
    parse(&text).map_err(wrong)
}

fn parse(text: &str) -> Result<WeekFile, String> {
    let at = |start: usize, what: String| {
        let before = text.get(..start).unwrap_or_default();
        format!("line {}: {what}", before.matches('\n').count() + 1)
    };
    let wire: WireWeek = toml::from_str(text)
        .map_err(|e| at(e.span().map_or(0, |s| s.start), e.message().to_owned()))?;
    let time = |t: Spanned<String>| clock(t.get_ref()).map_err(|e| at(t.span().start, e));
    let amount = |v: Spanned<f64>, unit, most| {
        within(*v.get_ref(), unit, most).map_err(|e| at(v.span().start, e))
    };
    let mut days = [None; 7];
    let named = [wire.mon, wire.tue, wire.wed, wire.thu, wire.fri, wire.sat, wire.sun];
    for (slot, wire) in days.iter_mut().zip(named) {
        let Some(wire) = wire else { continue };
        let start = wire.kind.span().start;
        let kind = kind(wire.kind.get_ref()).map_err(|e| at(start, e))?;
        let day = Day {
            kind,
            time: wire.time.map(time).transpose()?,
            minutes: wire.minutes.map(|m| amount(m, "min", MOST_MINUTES)).transpose()?,
            km: wire.km.map(|km| amount(km, "km", MOST_KM)).transpose()?,
            available: wire.strength.unwrap_or(true),
        };
        *slot = Some(checked(day).map_err(|e| at(start, e))?);
    }
    Ok(WeekFile {
        days,
        session_time: wire.session_time.map(time).transpose()?,
        last_week_km: wire.last_week_km.map(|km| amount(km, "km", 1000.0)).transpose()?,
    })
}

const MOST_MINUTES: f64 = 1440.0;
const MOST_KM: f64 = 250.0;

/// One day as an option: `easy`, `hard@06:30`, `long@08:00/120min`, `easy/8km`.
pub(super) fn day(text: &str) -> Result<Day, String> {
    let (head, length) = match text.split_once('/') {
        Some((head, length)) => (head, Some(length)),
        None => (text, None),
    };
    let (name, time) = match head.split_once('@') {
        Some((name, time)) => (name, Some(time)),
        None => (head, None),
    };
    let mut day = Day::new(kind(name)?);
    day.time = time.map(clock).transpose()?;
    if let Some(length) = length.map(str::trim) {
        let number = |text: &str| {
            text.trim().parse().map_err(|_| format!("{length:?} is no length; write 45min or 8km"))
        };
        if let Some(km) = length.strip_suffix("km") {
            day.km = Some(within(number(km)?, "km", MOST_KM)?);
        } else {
            let minutes = number(length.strip_suffix("min").unwrap_or(length))?;
            day.minutes = Some(within(minutes, "min", MOST_MINUTES)?);
        }
    }
    checked(day)
}

/// Seven days separated by commas, from Monday.
pub(super) fn days(text: &str) -> Result<[Day; 7], String> {
    let items: Vec<&str> = text.split(',').collect();
    let days = items
        .iter()
        .enumerate()
        .map(|(i, item)| {
            let name = DAYS.get(i).copied().unwrap_or("one more");
            day(item).map_err(|e| format!("day {} ({name}): {e}", i + 1))
        })
        .collect::<Result<Vec<Day>, String>>()?;
    days.try_into()
        .map_err(|_| format!("a week has seven days, Monday first; {} are given", items.len()))
}

fn kind(text: &str) -> Result<DayKind, String> {
    let wanted = text.trim().to_lowercase();
    DayKind::ALL.into_iter().find(|k| k.id() == wanted).ok_or_else(|| {
        let all: Vec<&str> = DayKind::ALL.iter().map(|k| k.id()).collect();
        format!("no kind of day is called {:?}; choose {}", text.trim(), all.join(", "))
    })
}

/// A time of day, `18:00`.
pub(super) fn clock(text: &str) -> Result<Time, String> {
    let parts = text.trim().split_once(':').and_then(|(h, m)| {
        let (hour, minute) = (h.parse().ok()?, m.parse().ok()?);
        (m.len() == 2).then(|| Time::new(hour, minute, 0, 0).ok()).flatten()
    });
    parts.ok_or_else(|| format!("{:?} is no time of day; write 07:30 or 18:00", text.trim()))
}

fn within(value: f64, unit: &str, most: f64) -> Result<f64, String> {
    let fits = value > 0.0 && value <= most;
    fits.then_some(value).ok_or_else(|| {
        format!("{value} {unit} cannot be; write more than 0 and at most {most} {unit}")
    })
}

/// What each value allows by itself must also go together.
fn checked(day: Day) -> Result<Day, String> {
    if day.kind == DayKind::Rest
        && (day.time.is_some() || day.minutes.is_some() || day.km.is_some())
    {
        return Err(
            "a rest day has no run, so no time and no length; make it easy, or leave them out"
                .into(),
        );
    }
    if let (Some(time), Some(minutes)) = (day.time, day.minutes) {
        let start = f64::from(time.hour()) * 60.0 + f64::from(time.minute());
        if start + minutes > MOST_MINUTES {
            return Err(format!(
                "a run of {minutes} min from {} ends after midnight; check time and length",
                time.strftime("%H:%M")
            ));
        }
    }
    Ok(day)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_one_word() {
        assert_eq!(day("easy").unwrap(), Day::new(DayKind::Easy));
        let long = day(" Long@08:05/120min").unwrap();
        assert_eq!((long.kind, long.minutes), (DayKind::Long, Some(120.0)));
        assert_eq!(long.time, Some(Time::constant(8, 5, 0, 0)));
        assert_eq!(day("hard/12.5km").unwrap().km, Some(12.5));
        assert_eq!(day("easy/45").unwrap().minutes, Some(45.0));
        for (text, expected) in [
            ("tempo", "choose easy, hard, long, race, rest"),
            ("easy@25:00", "no time of day"),
            ("easy@7:5", "no time of day"),
            ("easy/far", "no length"),
            ("easy/-3km", "cannot be"),
            ("easy/NaN", "cannot be"),
            ("rest@07:00", "a rest day has no run"),
            ("long@22:00/180min", "ends after midnight"),
        ] {
            let message = day(text).unwrap_err();
            assert!(message.contains(expected), "{text}: {message}");
        }
    }

    #[test]
    fn a_week_in_one_word() {
        let week = days("easy,hard@06:30,easy,rest,easy,long,rest").unwrap();
        assert_eq!(week[5].kind, DayKind::Long);
        assert!(days("easy,easy").unwrap_err().contains("2 are given"));
        assert!(
            days("easy,easy,easy,easy,easy,easy,easy,easy").unwrap_err().contains("8 are given")
        );
        assert!(days("easy,fast,easy,rest,easy,long,rest").unwrap_err().contains("day 2 (tue)"));
    }

    #[test]
    fn a_week_file_names_the_line_of_a_mistake() {
        let text = "session_time = \"18:30\"\nlast_week_km = 30\n[mon]\nkind = \"easy\"\nkm = 8\n[tue]\nkind = \"rest\"\nstrength = false\n";
        let week = parse(text).unwrap();
        assert_eq!(week.session_time, Some(Time::constant(18, 30, 0, 0)));
        assert_eq!(week.days[0].unwrap().km, Some(8.0));
        assert!(!week.days[1].unwrap().available);
        assert!(week.days[2].is_none());
        for (text, line, what) in [
            ("[mon]\nkind = \"jog\"\n", "line 2", "choose easy"),
            ("[mon]\nkind = \"easy\"\ntime = \"late\"\n", "line 3", "07:30"),
            ("\n\n[moon]\nkind = \"easy\"\n", "line 3", "`mon`"),
            ("[mon]\nkind = \"easy\"\npace = 5\n", "line 3", "`minutes`"),
            ("[mon]\nkind = \"easy\"\nminutes = -4\n", "line 3", "more than 0"),
            ("[mon]\nminutes = 30\n", "line 1", "kind"),
            ("[mon\n", "line 1", ""),
        ] {
            let message = parse(text).unwrap_err();
            assert!(message.starts_with(line) && message.contains(what), "{text}: {message}");
        }
    }
}
