//! The answer of an analysis in one sentence, before all numbers.

use super::show::{self, Shown};
use crate::analysis::Analysis;
use crate::compare::{FatigueEvidence, MetricChange, Status, Verdict};
use crate::metrics::Metric;
use crate::units::{Units, signed};

/// What changed most, or that nothing did, or why that cannot be said.
pub(super) fn answer(analysis: &Analysis, units: Units) -> String {
    let comparison = &analysis.comparison;
    let reason = comparison.reason.as_deref().map(|r| show::distances(r, units));
    match comparison.status {
        Status::TrendOnly => {
            let reason = reason.unwrap_or("the run is too short for two windows.".into());
            return format!("Trend only: {reason}");
        }
        Status::NotComparable => {
            let unknown = "the two parts of the run have too little in common.";
            let reason = reason.unwrap_or(unknown.into());
            return format!("Fresh and tired could not be compared: {reason}");
        }
        Status::Compared => {}
    }
    let judged = |m: &&MetricChange| m.verdict > Verdict::Insufficient && in_words(m.metric);
    let Some((change, amount)) = main_change(analysis) else {
        return if comparison.metrics.iter().any(|m| judged(&m)) {
            "Nothing changed more than the noise at the same pace.".into()
        } else {
            "Fresh and tired were compared, but there is too little data to judge a change.".into()
        };
    };
    let when = match comparison.fatigue_evidence {
        FatigueEvidence::Unknown | FatigueEvidence::None => "Late in the run",
        _ => "When tired",
    };
    let percent = change.adjusted_change_pct.filter(|p| p.is_finite() && change.metric.log_scale());
    let percent = percent.map(|p| format!(" ({} %)", signed(p, usize::from(p.abs() < 2.5))));
    format!("{when}, at the same pace, {}{}.", words(change, amount), percent.unwrap_or_default())
}

/// Pace and heart rate say how the run went, not how the runner moved.
fn in_words(metric: Metric) -> bool {
    !matches!(metric, Metric::Speed | Metric::HeartRate | Metric::Decoupling)
}

/// The change behind the first finding that has one, else the surest and, among
/// equally sure ones, the largest against what is worthwhile.
fn main_change(analysis: &Analysis) -> Option<(&MetricChange, f64)> {
    let changes: Vec<(&MetricChange, f64)> = analysis
        .comparison
        .metrics
        .iter()
        .filter(|m| m.verdict >= Verdict::Possible && in_words(m.metric))
        .filter_map(|m| Some((m, m.adjusted_change.filter(|c| c.is_finite() && *c != 0.0)?)))
        .collect();
    let size =
        |c: &(&MetricChange, f64)| c.0.swc.filter(|s| *s > 0.0).map_or(0.0, |s| c.1.abs() / s);
    let strongest = |wanted: &dyn Fn(Metric) -> bool| {
        let wanted = changes.iter().filter(|c| wanted(c.0.metric));
        wanted
            .max_by(|a, b| a.0.verdict.cmp(&b.0.verdict).then(size(a).total_cmp(&size(b))))
            .copied()
    };
    let of_findings = analysis.findings.iter().find_map(|f| strongest(&|m| f.metrics.contains(&m)));
    of_findings.or_else(|| strongest(&|_| true))
}

/// `your feet likely stayed on the ground 8 ms longer`.
fn words(change: &MetricChange, by: f64) -> String {
    let maybe = match change.verdict {
        Verdict::Possible => "possibly ",
        Verdict::Likely => "likely ",
        _ => "",
    };
    let amount = Shown::new(change.metric, &change.unit).amount(by);
    let either = |up: &'static str, down: &'static str| if by > 0.0 { up } else { down };
    match change.metric {
        Metric::GroundContactTime => {
            format!("your feet {maybe}stayed on the ground {amount} {}", either("longer", "less"))
        }
        Metric::FlightTime => {
            format!("you {maybe}stayed in the air {amount} {} per step", either("longer", "less"))
        }
        Metric::Cadence => {
            format!("your cadence {maybe}{} by {amount}", either("rose", "fell"))
        }
        Metric::StepLength => {
            format!("your steps {maybe}became {amount} {}", either("longer", "shorter"))
        }
        Metric::VerticalOscillation => {
            format!("you {maybe}bounced {amount} {}", either("more", "less"))
        }
        Metric::ContactBalanceLeft => format!(
            "ground contact {maybe}moved by {amount} towards the {} foot",
            either("left", "right")
        ),
        other => {
            format!("your {} {maybe}{} by {amount}", show::name(other), either("rose", "fell"))
        }
    }
}
