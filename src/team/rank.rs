//! Which weaknesses come first: within a runner, and over the team.

use schemars::JsonSchema;
use serde::Serialize;

use super::Athlete;
use crate::analysis::Analysis;
use crate::compare::Verdict;
use crate::form::{Confidence, Evidence, Finding, Label, NoBreakdown, Rules, importance};
use crate::metrics::Side;

/// Newest runs that are looked at. Ours: what an older run showed may be gone.
const RECENT_RUNS: usize = 5;

/// Something that stands out in the recent runs of a runner.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Weakness {
    /// Id of the rule, e.g. `gct_rise_under_fatigue`.
    pub id: String,
    /// Short title.
    pub title: String,
    /// Breakdown, drift or constant asymmetry, in the newest run that shows it.
    pub label: Label,
    /// How sure, in the newest run that shows it.
    pub confidence: Confidence,
    /// The side concerned, where one is known.
    pub side: Option<Side>,
    /// Recent runs that show it.
    pub seen_in: usize,
    /// Recent runs that could have shown it.
    pub could_show: usize,
    /// Index into `runs` of the newest run that shows it.
    pub run: usize,
    /// Whether that is the newest run of all.
    pub in_newest: bool,
    /// Median size over the runs that show it, in smallest worthwhile changes.
    pub severity: f64,
    /// The numbers behind it in that run.
    pub evidence: Vec<Evidence>,
    /// What it means and does not mean.
    pub explanation: String,
    /// Why it is no breakdown, where a change of form is not one.
    pub no_breakdown: Option<NoBreakdown>,
}

/// How many runners show a weakness.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Spread {
    /// Id of the rule.
    pub id: String,
    /// Short title.
    pub title: String,
    /// Runners who show it in a recent run.
    pub athletes: usize,
    /// Those of them for whom it is at least of moderate confidence.
    pub at_least_moderate: usize,
}

/// What stands out in the recent runs, earliest run first given. The order is that
/// of the findings of a run ([`importance`]); what is equal in it goes by the share
/// of the recent runs that show it among those that could, then by the rules.
pub(super) fn weaknesses(runs: &[Analysis], rules: &Rules) -> Vec<Weakness> {
    let recent = runs.len().saturating_sub(RECENT_RUNS);
    let recent: Vec<(usize, &Analysis)> = runs.iter().enumerate().skip(recent).collect();
    let mut all: Vec<Weakness> = Vec::new();
    for (run, analysis) in recent.iter().rev() {
        for finding in &analysis.findings {
            if all.iter().any(|w| w.id == finding.id) {
                continue;
            }
            let of = |a: &Analysis| a.findings.iter().find(|f| f.id == finding.id).cloned();
            let seen: Vec<Finding> = recent.iter().filter_map(|(_, a)| of(a)).collect();
            let severity = crate::stats::median(seen.iter().map(|f| f.severity));
            all.push(Weakness {
                id: finding.id.clone(),
                title: finding.title.clone(),
                label: finding.label,
                confidence: finding.confidence,
                side: finding.side,
                seen_in: seen.len(),
                could_show: recent.iter().filter(|(_, a)| could_show(a, finding)).count(),
                run: *run,
                in_newest: run + 1 == runs.len(),
                severity: severity.unwrap_or(finding.severity),
                evidence: finding.evidence.clone(),
                explanation: finding.explanation.clone(),
                no_breakdown: finding.no_breakdown,
            });
        }
    }
    let share = |w: &Weakness| w.seen_in as f64 / w.could_show.max(1) as f64;
    let place = |w: &Weakness| rules.rules.iter().position(|r| r.id == w.id);
    all.sort_by(|a, b| {
        importance(a.label, a.confidence)
            .cmp(&importance(b.label, b.confidence))
            .then_with(|| share(b).total_cmp(&share(a)))
            .then_with(|| place(a).cmp(&place(b)))
    });
    all
}

/// The findings behind the weaknesses, in their order, each as the newest run that
/// shows it has it, with the usual size over the runs.
pub(super) fn findings(weaknesses: &[Weakness], runs: &[Analysis]) -> Vec<Finding> {
    let of = |w: &Weakness| {
        let found = runs.get(w.run)?.findings.iter().find(|f| f.id == w.id)?;
        Some(Finding { severity: w.severity, ..found.clone() })
    };
    weaknesses.iter().filter_map(of).collect()
}

/// Whether a run shows the finding, or has judged all metrics it rests on.
fn could_show(run: &Analysis, finding: &Finding) -> bool {
    let shown = run.findings.iter().any(|f| f.id == finding.id);
    let judged = |metric| {
        let change = run.comparison.metrics.iter().find(|c| c.metric == metric);
        change.is_some_and(|c| c.verdict > Verdict::Insufficient)
    };
    shown || !finding.metrics.is_empty() && finding.metrics.iter().all(|m| judged(*m))
}

/// Over the team: the most frequent first, equally frequent ones by id.
pub(super) fn spread(athletes: &[Athlete]) -> Vec<Spread> {
    let mut all: Vec<Spread> = Vec::new();
    for weakness in athletes.iter().flat_map(|a| &a.weaknesses) {
        let sure = usize::from(weakness.confidence >= Confidence::Moderate);
        match all.iter_mut().find(|s| s.id == weakness.id) {
            Some(found) => {
                found.athletes += 1;
                found.at_least_moderate += sure;
            }
            None => all.push(Spread {
                id: weakness.id.clone(),
                title: weakness.title.clone(),
                athletes: 1,
                at_least_moderate: sure,
            }),
        }
    }
    all.sort_by(|a, b| {
        (b.athletes, b.at_least_moderate, &a.id).cmp(&(a.athletes, a.at_least_moderate, &b.id))
    });
    all
}
