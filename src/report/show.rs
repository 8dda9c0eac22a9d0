//! How metrics and dates are shown to people: short label, unit on screen, decimals.

use crate::form::Rules;
use crate::metrics::{Accuracy, Metric};
use crate::words::{Tongue, Words, english_name, in_english};

/// How one metric is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// Label with unit, short enough for a table.
    pub label: String,
    /// Unit on screen; `1` for a plain number.
    unit: String,
    /// Unit written out after an amount.
    amount_unit: String,
    /// Shown value = value × factor.
    factor: f64,
    level_decimals: usize,
    change_decimals: usize,
    tongue: Tongue,
}

impl Shown {
    /// How `metric`, given in `unit`, is shown in English.
    pub fn new(metric: Metric, unit: &str) -> Self {
        in_english(|words| Shown::told(words, metric, unit))
    }

    /// How `metric`, given in `unit`, is shown to a reader.
    pub fn told(words: &Words, metric: Metric, unit: &str) -> Self {
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
        let label = words.short(metric.id());
        let after = if unit == "1" { String::new() } else { format!(" {unit}") };
        Shown {
            label: format!("{label}{after}"),
            amount_unit: match unit {
                "1" => String::new(),
                "%" => format!(" {}", words.t("unit-points")),
                "spm" => format!(" {}", words.t("unit-spm")),
                other => format!(" {other}"),
            },
            unit: unit.to_owned(),
            factor,
            level_decimals,
            change_decimals,
            tongue: words.tongue(),
        }
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
        self.tongue.number(value * self.factor, self.level_decimals)
    }

    /// A level with the half width of its 95 % interval, where that is known: `243 ± 22`.
    pub fn level_within(&self, value: Option<f64>, accuracy: Option<Accuracy>) -> String {
        let doubt = number(value).and(accuracy).map(|a| self.doubt(a));
        format!("{}{}", self.level(value), doubt.unwrap_or_default())
    }

    /// ` ± 22`.
    pub fn doubt(&self, accuracy: Accuracy) -> String {
        format!(" ± {}", self.tongue.number(accuracy.level * self.factor, self.level_decimals))
    }

    /// A change with its sign, or a dash.
    pub fn change(&self, value: Option<f64>) -> String {
        let Some(value) = number(value) else { return "-".into() };
        self.tongue.signed(value * self.factor, self.change_decimals)
    }

    /// A change with its sign and unit: `+8.1 ms`, `+1.2 points`.
    pub fn change_with_unit(&self, value: Option<f64>) -> String {
        let unit = if self.unit == "%" { self.amount_unit.trim_start() } else { self.unit() };
        format!("{} {unit}", self.change(value)).trim_end().to_owned()
    }

    /// A size of change: `±6.2`, or a dash.
    pub fn size(&self, value: Option<f64>) -> String {
        let Some(value) = number(value) else { return "-".into() };
        format!("±{}", self.tongue.number(value.abs() * self.factor, self.change_decimals))
    }

    /// A change without its sign, with its unit: `8 ms`, `1.2 points`.
    pub fn amount(&self, value: f64) -> String {
        let decimals = if self.unit == "ms" { 0 } else { self.change_decimals };
        let number = self.tongue.number((value * self.factor).abs(), decimals);
        format!("{number}{}", self.amount_unit)
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
pub fn balance(left_pct: f64, tongue: Tongue) -> String {
    let left = (left_pct * 10.0).round() / 10.0;
    format!("{} % L / {} % R", tongue.number(left, 1), tongue.number(100.0 - left, 1))
}

/// `Sun 12 May 2024, 07:03` from the text of a start time; the text itself if it
/// is something else. The clock is the runner's own where the file gives it.
pub fn date(start_time: &str) -> String {
    in_english(|words| moment(start_time, words))
}

/// The same in the words of a reader.
pub fn moment(start_time: &str, words: &Words) -> String {
    let Some(civil) = civil(start_time) else { return start_time.to_string() };
    let date = day_of(civil.date(), words);
    // A day that someone wrote down has no time.
    let Some(time) = time_of_day(start_time) else { return date };
    words.text("date-time", &[("date", date.into()), ("time", time.into())])
}

/// `Sun 12 May 2024`; the text itself if it is no start time.
pub fn day(start_time: &str, words: &Words) -> String {
    civil(start_time).map_or_else(|| start_time.to_string(), |at| day_of(at.date(), words))
}

/// `12 May 2024`, for an axis: without the day of the week.
pub fn short_date(start_time: &str, words: &Words) -> Option<String> {
    let date = civil(start_time)?.date();
    let month = f64::from(date.month());
    Some(words.text(
        "date-short",
        &[
            ("day", date.day().to_string().into()),
            ("month", month.into()),
            ("year", date.year().to_string().into()),
        ],
    ))
}

/// `07:03`, or `07:03 UTC`.
pub fn time_of_day(start_time: &str) -> Option<String> {
    let utc = start_time.ends_with('Z') || start_time.ends_with("+00:00");
    let at = start_time.get(..19).and_then(|_| civil(start_time));
    at.map(|at| format!("{}{}", at.strftime("%H:%M"), if utc { " UTC" } else { "" }))
}

/// `2024-05-12`.
pub fn short_day(start_time: &str) -> Option<String> {
    civil(start_time).map(|at| at.date().to_string())
}

fn civil(start_time: &str) -> Option<jiff::civil::DateTime> {
    match start_time.len() {
        10 => start_time.parse::<jiff::civil::Date>().ok().map(|day| day.at(0, 0, 0, 0)),
        _ => start_time.get(..19).and_then(|t| t.parse().ok()),
    }
}

fn day_of(date: jiff::civil::Date, words: &Words) -> String {
    let weekday = date.weekday().to_monday_one_offset();
    words.text(
        "date",
        &[
            ("weekday", f64::from(weekday).into()),
            ("day", date.day().to_string().into()),
            ("month", f64::from(date.month()).into()),
            ("year", date.year().to_string().into()),
        ],
    )
}

/// The English name of a metric.
pub fn title(metric: Metric) -> String {
    english_name(metric.id())
}

/// A metric in running text: `vertical ratio`, `stride time DFA exponent`.
pub fn name(metric: Metric) -> String {
    lower(&title(metric))
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
pub fn sensors(placements: &[String], words: &Words) -> Option<String> {
    let places: Vec<String> = placements.iter().map(|p| words.name(p)).collect();
    match places.as_slice() {
        [] => None,
        [one] => Some(words.text("sensor-at", &[("place", one.as_str().into())])),
        [first @ .., last] => Some(words.text(
            "sensors-at",
            &[("places", first.join(", ").into()), ("place", last.as_str().into())],
        )),
    }
}

/// A sport as the file states it.
pub fn sport(sport: &str, words: &Words) -> String {
    words.known(&format!("sport-{sport}")).unwrap_or_else(|| sport.to_owned())
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
    use crate::words::Language;

    fn german() -> Words {
        Words::new(Tongue { language: Language::German, ..Tongue::default() })
    }

    #[test]
    fn oscillation_is_in_cm_and_contact_in_ms() {
        let vo = Shown::new(Metric::VerticalOscillation, "mm");
        assert_eq!(vo.label, "Bounce cm");
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
        assert_eq!(contact.size(Some(6.25)), "±6.2");
    }

    #[test]
    fn german_numbers_have_a_comma() {
        let vo = Shown::told(&german(), Metric::VerticalOscillation, "mm");
        assert_eq!((vo.level(Some(89.4)), vo.change(Some(-3.5))), ("8,9".into(), "−0,35".into()));
        assert_eq!(vo.amount(3.5), "0,35 cm");
        assert_eq!(balance(48.649, german().tongue()), "48,6 % L / 51,4 % R");
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
        assert_eq!(balance(48.649, Tongue::default()), "48.6 % L / 51.4 % R");
        assert_eq!(balance(50.05, Tongue::default()), "50.1 % L / 49.9 % R");
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
        assert_eq!(date("2024-05-12"), "Sun 12 May 2024");
        assert_eq!(moment("2024-05-12T07:03:12", &german()), "So, 12. Mai 2024, 07:03");
        assert_eq!(day("2024-03-02T07:03:12Z", &german()), "Sa, 2. März 2024");
    }
}
