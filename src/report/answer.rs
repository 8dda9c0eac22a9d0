//! The answer of an analysis in one sentence, before all numbers.

use super::show::{self, Shown};
use crate::analysis::Analysis;
use crate::compare::{FatigueEvidence, MetricChange, Status, Verdict};
use crate::form::{Finding, Label};
use crate::metrics::Metric;
use crate::units::{Units, signed};
use crate::words::{Tongue, Words};

/// The first finding, or that nothing stands out, or why that cannot be said.
pub(super) fn answer(analysis: &Analysis, units: Units) -> String {
    let comparison = &analysis.comparison;
    let words = Words::new(Tongue { units, ..Tongue::default() });
    let reason = comparison.reason.as_ref().map(|r| words.say(r));
    match comparison.status {
        Status::TrendOnly => {
            let reason = reason.unwrap_or("the run is too short for two windows.".into());
            return format!("Too short to compare fresh and tired: {reason}");
        }
        Status::NotComparable => {
            let unknown = "the two parts of the run have too little in common.";
            let reason = reason.unwrap_or(unknown.into());
            return format!("Fresh and tired could not be compared: {reason}");
        }
        Status::Compared => {}
    }
    match analysis.findings.first() {
        Some(first) => of_finding(first, analysis),
        None => without_finding(analysis),
    }
}

/// A finding in the words of the change that defines it: the first of its metrics.
fn of_finding(finding: &Finding, analysis: &Analysis) -> String {
    let comparison = &analysis.comparison;
    if matches!(finding.label, Label::ConstantAsymmetry | Label::Constant) {
        let evidence =
            finding.evidence.first().map(|e| format!(". {}", crate::words::english_of(e)));
        return format!("{}{}.", finding.title, evidence.unwrap_or_default());
    }
    let change = finding.metrics.first().and_then(|metric| {
        let found = comparison.metrics.iter().find(|m| m.metric == *metric)?;
        Some((found, found.adjusted_change.filter(|c| c.is_finite() && *c != 0.0)?))
    });
    let tired = comparison.fatigue_evidence > FatigueEvidence::None;
    let style = finding.label == Label::Drift && tired;
    let said = change.map(|(change, by)| {
        let percent =
            change.adjusted_change_pct.filter(|p| p.is_finite() && change.metric.log_scale());
        let percent = percent.map(|p| format!(" ({} %)", signed(p, usize::from(p.abs() < 2.5))));
        format!("at the same pace, {}{}", words(change, by), percent.unwrap_or_default())
    });
    match (said, style) {
        (Some(said), true) => {
            format!("{}, a change of style and no breakdown: {said}.", finding.title)
        }
        (Some(said), false) if tired => format!("When tired, {said}."),
        (Some(said), false) => format!("Late in the run, {said}."),
        (None, true) => format!("{}, a change of style and no breakdown.", finding.title),
        (None, false) => format!("{}.", finding.title),
    }
}

/// Single changes without a finding are told, but not as news.
fn without_finding(analysis: &Analysis) -> String {
    /// Metrics that are named. Ours.
    const NAMED: usize = 3;
    let metrics = &analysis.comparison.metrics;
    let at_least = |least: Verdict| {
        metrics.iter().filter(move |m| in_words(m.metric) && m.verdict >= least).collect::<Vec<_>>()
    };
    if at_least(Verdict::Undecided).is_empty() {
        return "Fresh and tired were compared, but there is too little data to judge a change."
            .into();
    }
    // What is computed from others repeats them.
    let names = |changes: &[&MetricChange]| {
        let own = changes.iter().filter(|m| !m.estimated);
        own.take(NAMED).map(|m| show::name(m.metric)).collect::<Vec<_>>().join(", ")
    };
    let (sure, maybe) = (names(&at_least(Verdict::Likely)), names(&at_least(Verdict::Possible)));
    match (sure.is_empty(), maybe.is_empty()) {
        (false, _) => format!(
            "Nothing stands out: at the same pace single metrics changed ({sure}), but in no way that tells of tiring."
        ),
        (true, false) => format!(
            "Nothing stands out: at the same pace single metrics may have changed ({maybe}), but none surely."
        ),
        (true, true) => {
            "Nothing stands out: nothing changed more than the noise at the same pace.".into()
        }
    }
}

/// Pace and heart rate say how the run went, not how the runner moved.
fn in_words(metric: Metric) -> bool {
    !matches!(metric, Metric::Speed | Metric::HeartRate | Metric::Decoupling)
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
