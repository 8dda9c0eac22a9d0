//! Column names of tables of motion sensors → what they hold.

use super::units::{AccUnit, GyroUnit, TimeUnit};
use crate::Axis;

/// What a column holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// Times.
    Time(TimeUnit),
    /// Numbers of samples.
    Counter,
    /// An acceleration; true where gravity was taken out.
    Acc(Axis, AccUnit, bool),
    /// An angular velocity.
    Gyro(Axis, GyroUnit),
    /// An axis without a word on what it is of.
    Bare(Axis),
    /// Anything else.
    Other,
}

/// A column by its name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    /// As in the file.
    pub(super) raw: String,
    /// What it holds.
    pub(super) kind: Kind,
    /// The words that name the sensor.
    pub(super) sensor: String,
    /// The axis of a name that does not say of what, whatever its unit.
    pub(super) bare: Option<Axis>,
}

pub(super) const ACC: [&str; 9] = [
    "acc",
    "accel",
    "accelerometer",
    "acceleration",
    "accelerations",
    "linacc",
    "useraccel",
    "lacc",
    "gforce",
];
pub(super) const GYRO: [&str; 10] = [
    "gyr",
    "gyro",
    "gyroscope",
    "angularvelocity",
    "rotationrate",
    "angvel",
    "omega",
    "gyros",
    "ars",
    "angularrate",
];
/// Words of axes by name.
const AXES: [(&str, Axis); 24] = [
    ("x", Axis::X),
    ("y", Axis::Y),
    ("z", Axis::Z),
    ("vert", Axis::Up),
    ("vertical", Axis::Up),
    ("v", Axis::Up),
    ("vt", Axis::Up),
    ("up", Axis::Up),
    ("down", Axis::Down),
    ("ap", Axis::Forward),
    ("fwd", Axis::Forward),
    ("forward", Axis::Forward),
    ("anteroposterior", Axis::Forward),
    ("anterior", Axis::Forward),
    ("front", Axis::Forward),
    ("back", Axis::Back),
    ("backward", Axis::Back),
    ("posterior", Axis::Back),
    ("lat", Axis::Left),
    ("lateral", Axis::Left),
    ("ml", Axis::Left),
    ("mediolateral", Axis::Left),
    ("left", Axis::Left),
    ("right", Axis::Right),
];
const TIME: [&str; 17] = [
    "time",
    "t",
    "timestamp",
    "timestamps",
    "datetime",
    "seconds",
    "secs",
    "sec",
    "elapsed",
    "epoch",
    "epoc",
    "unix",
    "utc",
    "millis",
    "micros",
    "nanos",
    "milliseconds",
];
const COUNTER: [&str; 7] =
    ["sample", "samples", "index", "frame", "counter", "packetcounter", "packet"];
/// Words that name neither sensor nor axis.
const FILLERS: [&str; 14] = [
    "list",
    "axis",
    "value",
    "values",
    "data",
    "raw",
    "cal",
    "imu",
    "sensor",
    "ln",
    "wr",
    "calibrated",
    "component",
    "of",
];
/// Words of columns that only look like accelerations.
pub(super) const NOT: [&str; 14] = [
    "mag",
    "magnetometer",
    "magnetic",
    "quat",
    "quaternion",
    "euler",
    "gravity",
    "orientation",
    "jerk",
    "std",
    "norm",
    "magnitude",
    "absolute",
    "resultant",
];

impl Column {
    /// `acc_x_g`, `Accelerometer X (g)`, `accel_x_list`, `left_foot_gyr_z_dps`, `ax`, …
    pub(super) fn parse(cell: &str) -> Column {
        let raw = cell.trim().trim_start_matches(['\u{feff}', '#', '%']).trim().to_string();
        let (name, bracket) = split_bracket(&raw);
        let mut words = tokens(&name);
        let unit = bracket.or_else(|| take_unit(&mut words)).unwrap_or_default();
        let other =
            |kind: Kind| Column { raw: raw.clone(), kind, sensor: String::new(), bare: None };
        if words.iter().any(|w| NOT.contains(&w.as_str())) {
            return other(Kind::Other);
        }
        if words.iter().any(|w| TIME.contains(&w.as_str())) || words == ["date"] {
            let word = words.iter().find_map(|w| time_unit(w));
            return other(Kind::Time(time_unit(&unit).or(word).unwrap_or_default()));
        }
        if words.is_empty() && time_unit(&unit).is_some() && !raw.is_empty() {
            return other(Kind::Time(time_unit(&unit).unwrap_or_default()));
        }
        if words.first().is_some_and(|w| COUNTER.contains(&w.as_str())) {
            return other(Kind::Counter);
        }
        spread_out(&mut words);
        let removed = ["linear", "lin", "user", "free", "linacc", "useraccel", "lacc"]
            .iter()
            .any(|r| words.iter().any(|w| w == r));
        let at =
            words.iter().rposition(|w| ACC.contains(&w.as_str()) || GYRO.contains(&w.as_str()));
        let after = at.map_or(0, |a| a + 1);
        let Some((axis_at, axis)) = find_axis(&words, after) else { return other(Kind::Other) };
        let is_acc = at.and_then(|a| words.get(a)).map(|w| ACC.contains(&w.as_str()));
        let rest: Vec<&str> = words
            .iter()
            .enumerate()
            .filter(|(i, w)| {
                *i != axis_at
                    && ![&ACC[..], &GYRO[..], &FILLERS[..]]
                        .iter()
                        .any(|set| set.contains(&w.as_str()))
                    && !["linear", "lin", "user", "free", "total"].contains(&w.as_str())
            })
            .map(|(_, w)| w.as_str())
            .collect();
        let sensor = rest.join(" ");
        let bare = (is_acc.is_none() && sensor.is_empty() && axis.is_case()).then_some(axis);
        let kind = match (is_acc, acc_unit(&unit), gyro_unit(&unit)) {
            (Some(true), acc, None) => Kind::Acc(axis, acc.unwrap_or_default(), removed),
            (Some(false), None, gyro) => Kind::Gyro(axis, gyro.unwrap_or_default()),
            (None, Some(acc), _) => Kind::Acc(axis, acc, removed),
            (None, _, Some(gyro)) => Kind::Gyro(axis, gyro),
            (None, None, None) if sensor.is_empty() && unit.is_empty() && axis.is_case() => {
                Kind::Bare(axis)
            }
            _ => Kind::Other,
        };
        Column { raw, kind, sensor, bare }
    }

    /// The columns of a header. Axes may have numbers for letters: `Acc1`, `Acc2`,
    /// `Acc3`, or from 0.
    pub(super) fn parse_all(names: &[String]) -> Vec<Column> {
        let mut columns: Vec<Column> = names.iter().map(|n| Column::parse(n)).collect();
        let numbered: Vec<Option<(String, u32)>> = names.iter().map(|n| numbered(n)).collect();
        for (i, column) in columns.iter_mut().enumerate() {
            let Some(Some((pattern, number))) = numbered.get(i) else { continue };
            let mut all: Vec<u32> = numbered
                .iter()
                .flatten()
                .filter(|(p, _)| p == pattern)
                .map(|(_, number)| *number)
                .collect();
            all.sort_unstable();
            let from = match all.as_slice() {
                [1, 2, 3] => 1,
                [0, 1, 2] => 0,
                _ => continue,
            };
            let axis = ["x", "y", "z"].get((number - from) as usize).copied().unwrap_or("x");
            let lettered = Column::parse(&pattern.replace('\u{0}', &format!("_{axis} ")));
            if matches!(lettered.kind, Kind::Acc(..) | Kind::Gyro(..)) && lettered.bare.is_none() {
                *column = Column { raw: column.raw.clone(), ..lettered };
            }
        }
        columns
    }
}

/// A name whose last number outside brackets is 0 to 3, with a mark in its place.
fn numbered(name: &str) -> Option<(String, u32)> {
    let end = name.find(['(', '[']).unwrap_or(name.len());
    let head = name.get(..end)?;
    let at = head.rfind(|c: char| c.is_ascii_digit())?;
    let before = head.get(..at)?;
    let number = head.get(at..=at)?.parse().ok().filter(|n| *n <= 3)?;
    // The last of several digits is no axis, nor is the power of a unit (`m_s2`).
    let alone = !before.ends_with(|c: char| c.is_ascii_digit());
    let last = !head.get(at + 1..)?.contains(char::is_alphanumeric);
    let unit = ["s", "S"].iter().any(|s| before.ends_with(s)) && before.contains('m');
    (alone && last && !unit).then(|| {
        (format!("{}\u{0}{}", before.to_lowercase(), name.get(at + 1..).unwrap_or("")), number)
    })
}

/// `ax`, `gyrox`, `wz`, `gFx` → kind and axis as words of their own.
fn spread_out(words: &mut Vec<String>) {
    let joined = words.concat();
    for (short, kind) in [("gf", "gforce"), ("a", "acc"), ("w", "gyro"), ("g", "gyro")] {
        if let Some(axis) = joined.strip_prefix(short)
            && matches!(axis, "x" | "y" | "z")
        {
            *words = vec![kind.into(), axis.into()];
            return;
        }
    }
    for i in 0..words.len() {
        let word = &words[i];
        let Some((head, axis)) = word.len().checked_sub(1).and_then(|n| word.split_at_checked(n))
        else {
            continue;
        };
        let known = ACC.contains(&head) || GYRO.contains(&head);
        if known && matches!(axis, "x" | "y" | "z") {
            let pair = [head.to_string(), axis.to_string()];
            words.splice(i..=i, pair);
            return;
        }
    }
    // "angular velocity x", "rotation rate x"
    if let Some(i) = words.windows(2).position(|w| GYRO.contains(&w.concat().as_str())) {
        let joined = words[i..i + 2].concat();
        words.splice(i..i + 2, [joined]);
    }
}

/// The axis among the words: x, y, z first, those after the kind before those in front of it.
fn find_axis(words: &[String], after: usize) -> Option<(usize, Axis)> {
    let of = |w: &String| AXES.iter().find(|(n, _)| n == w).map(|(_, a)| *a);
    let order = || (after..words.len()).chain((0..after).rev());
    order()
        .filter_map(|i| Some((i, of(words.get(i)?)?)))
        .find(|(_, a)| a.is_case())
        // "left_acc" names a side of the body, "acc_left" an axis.
        .or_else(|| {
            order().filter_map(|i| Some((i, of(words.get(i)?)?))).find(|(i, _)| {
                after > 0 && (*i >= after || !matches!(words[*i].as_str(), "left" | "right"))
            })
        })
}

/// Lower-case words with their digits: cut at punctuation and humps.
fn tokens(name: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut previous_lower = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && previous_lower) {
            out.push(String::new());
        }
        previous_lower = c.is_lowercase();
        if c.is_alphanumeric()
            && let Some(word) = out.last_mut()
        {
            word.extend(c.to_lowercase());
        }
    }
    out.retain(|w| !w.is_empty());
    out
}

/// Takes a unit in brackets off.
fn split_bracket(raw: &str) -> (String, Option<String>) {
    for (open, close) in [('[', ']'), ('(', ')')] {
        if let (Some(a), Some(b)) = (raw.find(open), raw.rfind(close))
            && a < b
        {
            let inside = clean(&raw[a + 1..b]);
            let name = format!("{} {}", &raw[..a], &raw[b + 1..]);
            return (name, Some(inside).filter(|u| !u.is_empty()));
        }
    }
    (raw.to_string(), None)
}

/// A unit without case, spaces and powers: `M/(s^2)` → `m/s2`.
pub(super) fn clean(unit: &str) -> String {
    unit.to_lowercase()
        .chars()
        .filter(|c| !matches!(c, ' ' | '^' | '(' | ')' | '*' | '·'))
        .map(|c| if c == '²' { '2' } else { c })
        .collect()
}

/// Takes a unit off the end of the words: `acc_x_m_s2`, `gyr_z_dps`.
fn take_unit(words: &mut Vec<String>) -> Option<String> {
    for n in (1..=3.min(words.len().saturating_sub(1))).rev() {
        let tail = words.get(words.len() - n..)?;
        let unit = tail.join("/");
        let known =
            acc_unit(&unit).is_some() || gyro_unit(&unit).is_some() || time_unit(&unit).is_some();
        if known && !TIME.contains(&unit.as_str()) {
            words.truncate(words.len() - n);
            return Some(unit);
        }
    }
    None
}

pub(super) fn acc_unit(unit: &str) -> Option<AccUnit> {
    Some(match unit {
        "g" | "gs" | "g's" => AccUnit::G,
        "mg" | "milli-g" | "millig" => AccUnit::MilliG,
        "m/s2" | "m/s/s" | "ms-2" | "ms2" | "mps2" | "m/sec2" | "m.s-2" => AccUnit::MetresPerS2,
        "mm/s2" | "mm/s/s" | "mmps2" => AccUnit::MillimetresPerS2,
        _ => return None,
    })
}

pub(super) fn gyro_unit(unit: &str) -> Option<GyroUnit> {
    Some(match unit {
        "deg/s" | "dps" | "°/s" | "d/s" | "deg/sec" | "degs" | "degps" | "deg.s-1" => {
            GyroUnit::DegPerS
        }
        "rad/s" | "rads" | "radps" | "rps" | "rad/sec" | "rad.s-1" => GyroUnit::RadPerS,
        "mdps" | "mdeg/s" => GyroUnit::MilliDegPerS,
        _ => return None,
    })
}

pub(super) fn time_unit(unit: &str) -> Option<TimeUnit> {
    Some(match unit {
        "s" | "sec" | "secs" | "second" | "seconds" => TimeUnit::Seconds,
        "ms" | "msec" | "millis" | "millisecond" | "milliseconds" => TimeUnit::Millis,
        "us" | "µs" | "μs" | "usec" | "micros" | "microsec" | "microseconds" => TimeUnit::Micros,
        "ns" | "nsec" | "nanos" | "nanoseconds" => TimeUnit::Nanos,
        "day" | "days" => TimeUnit::Days,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
