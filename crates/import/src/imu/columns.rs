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
}

const ACC: [&str; 9] = [
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
const GYRO: [&str; 8] =
    ["gyr", "gyro", "gyroscope", "angularvelocity", "rotationrate", "angvel", "omega", "gyros"];
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
const NOT: [&str; 14] = [
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
        let raw = cell.trim().trim_start_matches(['\u{feff}', '#']).trim().to_string();
        let (name, bracket) = split_bracket(&raw);
        let mut words = tokens(&name);
        let unit = bracket.or_else(|| take_unit(&mut words)).unwrap_or_default();
        let other = |kind: Kind| Column { raw: raw.clone(), kind, sensor: String::new() };
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
        Column { raw, kind, sensor }
    }
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
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(cell: &str) -> Kind {
        Column::parse(cell).kind
    }

    #[test]
    fn accelerations_by_many_names() {
        use AccUnit::*;
        for (cell, axis, unit) in [
            ("acc_x_g", Axis::X, G),
            ("acc_vert_g", Axis::Up, G),
            ("acc_ap_g", Axis::Forward, G),
            ("acc_fwd_g", Axis::Forward, G),
            ("acc_lat_g", Axis::Left, G),
            ("acc_right_g", Axis::Right, G),
            ("accel_y_list", Axis::Y, Detect),
            ("Accel_LN_Z", Axis::Z, Detect),
            ("ax", Axis::X, Detect),
            ("aY", Axis::Y, Detect),
            ("accX", Axis::X, Detect),
            ("AccelX", Axis::X, Detect),
            ("Acceleration z (m/s^2)", Axis::Z, MetresPerS2),
            ("Accelerometer X (g)", Axis::X, G),
            ("x-axis (g)", Axis::X, G),
            ("ax_m/s/s", Axis::X, MetresPerS2),
            ("acc_y_mps2", Axis::Y, MetresPerS2),
            ("acc_y_m_s2", Axis::Y, MetresPerS2),
            ("Acc Z [mg]", Axis::Z, MilliG),
            ("Accel X (mm/s²)", Axis::X, MillimetresPerS2),
            ("gFx", Axis::X, Detect),
        ] {
            assert_eq!(kind(cell), Kind::Acc(axis, unit, false), "{cell}");
        }
        assert_eq!(kind("Linear Acceleration x (m/s^2)"), Kind::Acc(Axis::X, MetresPerS2, true));
    }

    #[test]
    fn the_rest_by_many_names() {
        use GyroUnit::*;
        for (cell, axis, unit) in [
            ("gyr_z_dps", Axis::Z, DegPerS),
            ("gyro_x_list", Axis::X, Detect),
            ("Gyroscope Y (deg/s)", Axis::Y, DegPerS),
            ("x-axis (deg/s)", Axis::X, DegPerS),
            ("gx_deg/s", Axis::X, DegPerS),
            ("wz", Axis::Z, Detect),
            ("Angular Velocity X [rad/s]", Axis::X, RadPerS),
            ("rotationRateZ", Axis::Z, Detect),
        ] {
            assert_eq!(kind(cell), Kind::Gyro(axis, unit), "{cell}");
        }
        for (cell, unit) in [
            ("time_s", TimeUnit::Seconds),
            ("Time (s)", TimeUnit::Seconds),
            ("timestamp", TimeUnit::Detect),
            ("date_time", TimeUnit::Detect),
            ("accel_time_list", TimeUnit::Detect),
            ("epoc (ms)", TimeUnit::Millis),
            ("unix_timestamp_microsec", TimeUnit::Micros),
            ("System_Timestamp_Plot_Zeroed", TimeUnit::Detect),
        ] {
            assert_eq!(kind(cell), Kind::Time(unit), "{cell}");
        }
        assert_eq!(kind("x"), Kind::Bare(Axis::X));
        assert_eq!(kind("Sample"), Kind::Counter);
        for cell in [
            "a",
            "speed",
            "heart_rate",
            "LPSI_x",
            "fz_n",
            "mag_x",
            "Quat_X",
            "cadence",
            "acc_norm",
            "acceleration",
            "position_lat",
            "lat",
            "gct_balance_left",
            "vertical_oscillation",
            "",
            "Left Power",
            "vertical (cm)",
        ] {
            assert_eq!(kind(cell), Kind::Other, "{cell}");
        }
        assert_eq!(Column::parse("left_foot_acc_x_g").sensor, "left foot");
        assert_eq!(Column::parse("acc_x_left_foot").sensor, "left foot");
        assert_eq!(Column::parse("gyro_z_left_foot").sensor, "left foot");
    }
}
