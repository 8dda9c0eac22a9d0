//! Numbers of a change as one sentence in the units people use.

use crate::compare::MetricChange;
use crate::metrics::Metric;

/// How a metric is printed: factor, unit and decimals of levels and of changes.
struct Style {
    level: (f64, usize),
    level_unit: String,
    change: (f64, usize),
    change_unit: String,
}

fn style(change: &MetricChange) -> Style {
    let unit = change.unit.as_str();
    let (level, level_unit, delta, delta_unit) = match change.metric {
        Metric::VerticalOscillation if unit == "mm" => ((0.1, 1), "cm", (0.1, 1), "cm"),
        Metric::StepLength if unit == "m" => ((100.0, 0), "cm", (100.0, 1), "cm"),
        Metric::ContactBalanceLeft => ((1.0, 1), "% left", (1.0, 1), "points"),
        Metric::GroundContactTime | Metric::FlightTime | Metric::StepTime => {
            ((1.0, 0), unit, (1.0, 0), unit)
        }
        Metric::Cadence | Metric::HeartRate => ((1.0, 0), unit, (1.0, 1), unit),
        Metric::VerticalRatio
        | Metric::DutyFactor
        | Metric::CadenceCv
        | Metric::StrideTimeCv
        | Metric::ContactAsymmetry
        | Metric::StepTimeAsymmetry
        | Metric::FlightAsymmetry
        | Metric::ArmSwingAsymmetry => ((1.0, 1), unit, (1.0, 1), "points"),
        _ => ((1.0, 1), unit, (1.0, 1), unit),
    };
    Style {
        level,
        level_unit: level_unit.to_owned(),
        change: delta,
        change_unit: delta_unit.to_owned(),
    }
}

/// `Ground contact time 255 → 266 ms: +11 ms [5, 17] at equal speed (+4.3 %)`.
pub(super) fn sentence(change: &MetricChange) -> String {
    let style = style(change);
    let mut text = change.metric.title().to_owned();
    if let (Some(fresh), Some(fatigued)) = change.levels() {
        let (factor, decimals) = style.level;
        text += &format!(
            " {} → {} {}",
            number(fresh * factor, decimals),
            number(fatigued * factor, decimals),
            style.level_unit
        );
    }
    if let Some(adjusted) = change.adjusted_change {
        let (factor, decimals) = style.change;
        text += &format!(": {} {}", signed(adjusted * factor, decimals), style.change_unit);
        if let Some([low, high]) = change.ci95 {
            text += &format!(
                " [{}, {}]",
                number(low * factor, decimals),
                number(high * factor, decimals)
            );
        }
        text += " at equal speed";
        if let Some(percent) = change.adjusted_change_pct.filter(|_| change.metric.log_scale()) {
            text += &format!(" ({} %)", signed(percent, 1));
        }
    }
    if change.estimated {
        text += ", calculated";
    }
    text
}

/// `It began about 41 min into the run (8.2 km).`
pub(super) fn onset(change: &MetricChange) -> Option<String> {
    let minutes = change.onset_s? / 60.0;
    let place = change.onset_m.map(|m| format!(" ({} km)", number(m / 1000.0, 1)));
    Some(format!(
        "{} began to change about {} min into the run{}",
        change.metric.title(),
        number(minutes, 0),
        place.unwrap_or_default()
    ))
}

/// Contact balance of both windows, with the symmetry index (4 × points from 50).
pub(super) fn balance_level(fresh: f64, fatigued: f64) -> String {
    let longer = if fresh > 50.0 { "left" } else { "right" };
    let index = |balance: f64| number(4.0 * (balance - 50.0).abs(), 1);
    format!(
        "Contact balance {} % left fresh and {} % left late: the {longer} foot stays down longer (symmetry index {} and {} %)",
        number(fresh, 1),
        number(fatigued, 1),
        index(fresh),
        index(fatigued)
    )
}

/// Fixed decimals with a real minus sign and no negative zero.
fn number(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(rest) if rest.chars().all(|c| matches!(c, '0' | '.')) => rest.to_owned(),
        Some(rest) => format!("−{rest}"),
        None => text,
    }
}

fn signed(value: f64, decimals: usize) -> String {
    let text = number(value, decimals);
    if text.starts_with('−') { text } else { format!("+{text}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_signs_and_no_negative_zero() {
        assert_eq!(number(-0.04, 1), "0.0");
        assert_eq!(number(-2.44, 1), "−2.4");
        assert_eq!(signed(3.0, 0), "+3");
        assert_eq!(signed(-3.6, 0), "−4");
    }
}
