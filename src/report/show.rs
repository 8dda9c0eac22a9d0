//! How metrics and dates are shown to people: short label, unit on screen, decimals.

use crate::form::Rules;
use crate::metrics::Metric;
use crate::units::Units;

/// How one metric is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// Label with unit, short enough for a table.
    pub label: String,
    /// Unit on screen; `1` for a plain number.
    unit: String,
    /// Shown value = value × factor.
    factor: f64,
    level_decimals: usize,
    change_decimals: usize,
}

impl Shown {
    /// How `metric`, given in `unit`, is shown.
    pub fn new(metric: Metric, unit: &str) -> Self {
        let (unit, factor) = match unit {
            "mm" => ("cm", 0.1),
            "m" => ("cm", 100.0),
            other => (other, 1.0),
        };
        let (level_decimals, change_decimals) = match unit {
            "ms" | "spm" | "bpm" => (0, 1),
            "cm" if metric == Metric::StepLength => (0, 1),
            "cm" => (1, 2),
            "%" if metric == Metric::VerticalRatio => (1, 2),
            "1" | "m/s" => (2, 2),
            _ => (1, 1),
        };
        let label = match metric {
            Metric::GroundContactTime => "Ground contact",
            Metric::VerticalOscillation => "Oscillation",
            Metric::VerticalStiffness => "Stiffness",
            Metric::ContactBalanceLeft => "Balance, left",
            Metric::CadenceInBand => "Time at 170-180 spm",
            Metric::CadenceInOwnBand => "Time near fresh cadence",
            Metric::CadenceCv => "Cadence CV",
            Metric::CadenceCvRobust => "Cadence variation, robust",
            Metric::CadenceCvDetrended => "Cadence variation, no drift",
            Metric::CadenceCvSpeedAdjusted => "Cadence variation, equal speed",
            Metric::CadenceRmssd => "Cadence, second to second",
            Metric::CadenceSlopeSpeedAdjusted => "Cadence drift, equal speed",
            Metric::StrideTimeCv => "Stride time CV",
            Metric::DfaAlpha => "DFA exponent",
            other => other.title(),
        };
        let after = if unit == "1" { String::new() } else { format!(" {unit}") };
        let unit = unit.to_owned();
        Shown { label: format!("{label}{after}"), unit, factor, level_decimals, change_decimals }
    }

    /// Unit on screen; empty for a plain number.
    pub fn unit(&self) -> &str {
        if self.unit == "1" { "" } else { &self.unit }
    }

    /// The number on screen for `value`, before rounding.
    pub fn scaled(&self, value: f64) -> f64 {
        value * self.factor
    }

    /// A level, or a dash.
    pub fn level(&self, value: Option<f64>) -> String {
        let Some(value) = number(value) else { return "-".into() };
        let text = format!("{:.*}", self.level_decimals, value * self.factor);
        match text.strip_prefix('-') {
            Some(zero) if zero.bytes().all(|b| matches!(b, b'0' | b'.')) => zero.into(),
            Some(size) => format!("−{size}"),
            None => text,
        }
    }

    /// A change with its sign, or a dash.
    pub fn change(&self, value: Option<f64>) -> String {
        number(value)
            .map_or("-".into(), |v| crate::units::signed(v * self.factor, self.change_decimals))
    }

    /// A change without its sign, with its unit: `8 ms`, `1.2 points`.
    pub fn amount(&self, value: f64) -> String {
        let decimals = if self.unit == "ms" { 0 } else { self.change_decimals };
        let unit = match self.unit.as_str() {
            "1" => "",
            "%" => " points",
            "spm" => " steps per minute",
            other => &format!(" {other}"),
        };
        format!("{:.decimals$}{unit}", (value * self.factor).abs())
    }

    /// `+5.2..+11.0`, or a dash.
    pub fn interval(&self, ci95: Option<[f64; 2]>) -> String {
        match ci95 {
            Some([low, high]) if low.is_finite() && high.is_finite() => {
                format!("{}..{}", self.change(Some(low)), self.change(Some(high)))
            }
            _ => "-".into(),
        }
    }
}

fn number(value: Option<f64>) -> Option<f64> {
    value.filter(|v| v.is_finite())
}

/// `48.6 % L / 51.4 % R`.
pub fn balance(left_pct: f64) -> String {
    let left = (left_pct * 10.0).round() / 10.0;
    format!("{left:.1} % L / {:.1} % R", 100.0 - left)
}

/// `Sun 12 May 2024, 07:03` from the text of a start time; the text itself if it
/// is something else. The clock is the runner's own where the file gives it.
pub fn date(start_time: &str) -> String {
    let civil = start_time.get(..19).and_then(|t| t.parse::<jiff::civil::DateTime>().ok());
    let Some(civil) = civil else { return start_time.to_string() };
    let utc = start_time.ends_with('Z') || start_time.ends_with("+00:00");
    format!("{}{}", civil.strftime("%a %-d %b %Y, %H:%M"), if utc { " UTC" } else { "" })
}

/// The first sentences of a text.
pub fn sentences(text: &str, n: usize) -> &str {
    let end = text.match_indices(". ").nth(n.saturating_sub(1)).map(|(at, _)| at + 1);
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// A text with its distances and speeds in the runner's units: `(8.2 km)` →
/// `(5.1 mi)`, `2.98 m/s` → `5:36 min/km`. Sentences of an analysis are written in
/// kilometres and metres a second.
pub fn distances(text: &str, units: Units) -> String {
    let text = replaced(text, " m/s", &|mps| units.pace(mps));
    match units {
        Units::Metric => text,
        Units::Imperial => replaced(&text, " km", &|km| units.distance(km * 1000.0)),
    }
}

/// A text with every number before `unit` written anew, the unit with it.
fn replaced(text: &str, unit: &str, write: &dyn Fn(f64) -> String) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(unit) {
        let (before, after) = (&rest[..at], &rest[at + unit.len()..]);
        // A bound on speed is no pace: the slower pace is the larger number.
        let ends = !after.starts_with(|c: char| c.is_alphanumeric() || "/²^".contains(c))
            && !after.starts_with(" or more");
        let start = before
            .rfind(|c: char| !c.is_ascii_digit() && c != '.')
            .map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
        match before[start..].parse::<f64>() {
            Ok(value) if ends => {
                out += &before[..start];
                out += &write(value);
            }
            _ => {
                out += before;
                out += unit;
            }
        }
        rest = after;
    }
    out + rest
}

/// A metric in running text: `vertical ratio`, `stride time DFA exponent`.
pub fn name(metric: Metric) -> String {
    lower(metric.title())
}

/// What a finding is called; its id in words where no rule has it.
pub fn finding(id: &str) -> String {
    let rules = Rules::builtin().ok();
    let rule = rules.and_then(|r| r.rules.iter().find(|r| r.id == id));
    rule.map_or_else(|| words(id), |r| r.title.clone())
}

/// A text that begins with a small letter.
pub fn lower(text: &str) -> String {
    text.chars().take(1).flat_map(char::to_lowercase).chain(text.chars().skip(1)).collect()
}

/// A text that begins with a capital letter.
pub fn upper(text: &str) -> String {
    text.chars().take(1).flat_map(char::to_uppercase).chain(text.chars().skip(1)).collect()
}

/// `sensor at sacrum`, `sensors at left foot and right foot`; none without sensors.
pub fn sensors(placements: &[String]) -> Option<String> {
    let places: Vec<String> = placements.iter().map(|p| words(p)).collect();
    match places.as_slice() {
        [] => None,
        [one] => Some(format!("sensor at {one}")),
        [first @ .., last] => Some(format!("sensors at {} and {last}", first.join(", "))),
    }
}

/// Things with their reasons → each reason once with the things it holds for, in order.
pub fn by_reason(items: impl IntoIterator<Item = (String, String)>) -> Vec<(Vec<String>, String)> {
    let mut groups: Vec<(Vec<String>, String)> = Vec::new();
    for (thing, reason) in items {
        match groups.iter_mut().find(|(_, r)| *r == reason) {
            Some((things, _)) => things.push(thing),
            None => groups.push((vec![thing], reason)),
        }
    }
    groups
}

/// `single_leg_calf_raise` → `single leg calf raise`.
pub fn words(id: &str) -> String {
    id.replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oscillation_is_in_cm_and_contact_in_ms() {
        let vo = Shown::new(Metric::VerticalOscillation, "mm");
        assert_eq!(vo.label, "Oscillation cm");
        assert_eq!(vo.level(Some(89.4)), "8.9");
        assert_eq!(vo.change(Some(-3.5)), "−0.35");
        let contact = Shown::new(Metric::GroundContactTime, "ms");
        assert_eq!(contact.level(Some(248.4)), "248");
        assert_eq!(contact.interval(Some([5.21, 11.0])), "+5.2..+11.0");
        let step = Shown::new(Metric::StepLength, "m");
        assert_eq!(
            (step.level(Some(1.084)), step.change(Some(0.0214))),
            ("108".into(), "+2.1".into())
        );
        assert_eq!(contact.level(Some(f64::NAN)), "-");
        assert_eq!(contact.change(None), "-");
    }

    #[test]
    fn levels_below_zero() {
        let lean = Shown::new(Metric::ForwardLeanChange, "deg");
        assert_eq!(lean.level(Some(-0.04)), "0.0");
        assert_eq!(lean.level(Some(-1.26)), "−1.3");
        assert_eq!(lean.level(None), "-");
    }

    #[test]
    fn balance_adds_up() {
        assert_eq!(balance(48.649), "48.6 % L / 51.4 % R");
        assert_eq!(balance(50.05), "50.1 % L / 49.9 % R");
    }

    #[test]
    fn first_sentences() {
        let text = "One. Two at 5.3 %. Three.";
        assert_eq!(sentences(text, 1), "One.");
        assert_eq!(sentences(text, 2), "One. Two at 5.3 %.");
        assert_eq!(sentences(text, 9), text);
    }

    #[test]
    fn distances_in_the_units_of_the_runner() {
        let text = "It began (16.09344 km) at 12 km/h, ×3 km; some km on.";
        assert_eq!(distances(text, Units::Metric), text);
        let imperial = "It began (10.0 mi) at 12 km/h, ×1.9 mi; some km on.";
        assert_eq!(distances(text, Units::Imperial), imperial);
    }

    #[test]
    fn speeds_become_paces() {
        let text = "fresh at 4.45 m/s, tired at 3.21 m/s; 2.0 m/s² stays";
        let metric = "fresh at 3:45 min/km, tired at 5:12 min/km; 2.0 m/s² stays";
        assert_eq!(distances(text, Units::Metric), metric);
        assert!(distances(text, Units::Imperial).starts_with("fresh at 6:02 min/mi, tired"));
    }

    #[test]
    fn amounts_have_units_but_no_sign() {
        assert_eq!(Shown::new(Metric::GroundContactTime, "ms").amount(-8.05), "8 ms");
        assert_eq!(Shown::new(Metric::VerticalOscillation, "mm").amount(3.5), "0.35 cm");
        assert_eq!(Shown::new(Metric::ContactBalanceLeft, "%").amount(-1.2), "1.2 points");
    }

    #[test]
    fn dates() {
        assert_eq!(date("2024-05-12T07:03:12+02:00"), "Sun 12 May 2024, 07:03");
        assert_eq!(date("2024-05-12T07:03:12Z"), "Sun 12 May 2024, 07:03 UTC");
        assert_eq!(date("2024-05-12T07:03:12"), "Sun 12 May 2024, 07:03");
        assert_eq!(date("someday"), "someday");
    }
}
