//! The answer of an analysis in one sentence, before all numbers.

use super::findings;
use super::{change, reasons, terminal};
use crate::analysis::Analysis;
use crate::compare::{FatigueEvidence, MetricChange, Status, Verdict};
use crate::form::{Finding, Label};
use crate::metrics::Metric;
use crate::words::Words;

/// What the answer of an analysis is about: every report says the same.
#[derive(Debug, Clone, PartialEq)]
pub enum Said<'a> {
    /// Too short to compare.
    Short,
    /// Nothing could be compared.
    NotCompared,
    /// A finding.
    Finding(&'a Finding),
    /// No metric tells whether it changed.
    TooLittle,
    /// A change without a finding.
    Alone(&'a MetricChange),
    /// The same, and it may be chance.
    Maybe(&'a MetricChange),
    /// Nothing changed.
    Held,
    /// Nothing is known to have changed, but it is not excluded for these.
    Open(Vec<&'a MetricChange>),
}

/// The first finding, or the change that comes nearest to one, or that nothing stands
/// out, or why that cannot be said.
pub fn said(analysis: &Analysis) -> Said<'_> {
    match (analysis.comparison.status, analysis.findings.first()) {
        (Status::TrendOnly, _) => Said::Short,
        (Status::NotComparable, _) => Said::NotCompared,
        (Status::Compared, Some(first)) => Said::Finding(first),
        (Status::Compared, None) => without_finding(analysis),
    }
}

/// The answer in a sentence.
pub fn answer(analysis: &Analysis, words: &Words) -> String {
    let why = || ("why", reasons::why_not(analysis, words).into());
    let told = |id: &str, change: &MetricChange| {
        let what = change::clause(change, words);
        what.map_or_else(|| words.t("answer-too-little"), |w| words.text(id, &[("what", w.into())]))
    };
    match said(analysis) {
        // A reason may be missing.
        Said::Short => words.text("answer-short", &[why()]).trim_end().to_owned(),
        Said::NotCompared => words.text("answer-not-compared", &[why()]).trim_end().to_owned(),
        Said::Finding(first) => of_finding(first, analysis, words),
        Said::TooLittle => words.t("answer-too-little"),
        Said::Alone(change) => match others(analysis, change, words) {
            None => told("answer-alone", change),
            Some(list) => {
                let what = change::clause(change, words).unwrap_or_default();
                words.text("answer-several", &[("what", what.into()), ("list", list.into())])
            }
        },
        Said::Maybe(change) => told("answer-maybe", change),
        Said::Held => words.t("answer-held"),
        Said::Open(open) => {
            let name =
                |m: &&MetricChange| findings::in_a_sentence(words.name(m.metric.id()), words);
            let open: Vec<String> = open.iter().map(name).collect();
            words.with("answer-held-partly", "list", open.join(", "))
        }
    }
}

/// What was measured and likely changed besides.
fn others(analysis: &Analysis, told: &MetricChange, words: &Words) -> Option<String> {
    let metrics = analysis.comparison.metrics.iter().filter(|m| in_words(m.metric));
    let names: Vec<String> = metrics
        .filter(|m| change::in_table(m.metric) && !m.estimated && m.metric != told.metric)
        .filter(|m| m.verdict >= Verdict::Likely)
        .map(|m| findings::in_a_sentence(words.short(m.metric.id()), words))
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// The metric that the answer tells of, if it is one.
pub(super) fn told(analysis: &Analysis) -> Option<Metric> {
    match said(analysis) {
        Said::Finding(finding) => finding.metrics.first().copied(),
        Said::Alone(change) | Said::Maybe(change) => Some(change.metric),
        _ => None,
    }
}

/// The change that defines a finding: the first of its metrics.
pub(super) fn defining<'a>(finding: &Finding, analysis: &'a Analysis) -> Option<&'a MetricChange> {
    let metric = finding.metrics.first()?;
    analysis.comparison.metrics.iter().find(|m| m.metric == *metric)
}

/// A finding in the words of the change that defines it.
fn of_finding(finding: &Finding, analysis: &Analysis, words: &Words) -> String {
    let title = findings::title(finding, words);
    let change = defining(finding, analysis);
    let tell = |id: &str, what: Option<String>, plain: &str| match what {
        Some(what) => words.text(id, &[("title", title.as_str().into()), ("what", what.into())]),
        None => words.text(plain, &[("title", title.as_str().into())]),
    };
    if matches!(finding.label, Label::ConstantAsymmetry | Label::Constant) {
        let what = change.and_then(|c| change::balance_clause(c, words));
        return tell("answer-there", what, "answer-plain");
    }
    let what = change.and_then(|c| change::clause(c, words));
    let tired = analysis.comparison.fatigue_evidence > FatigueEvidence::None;
    match (finding.label, tired) {
        (Label::Drift, true) => tell("answer-style", what, "answer-style-plain"),
        (_, true) => tell("answer-tired", what, "answer-plain"),
        (_, false) => tell("answer-late", what, "answer-plain"),
    }
}

/// A single change without a finding is told, but not as news.
fn without_finding(analysis: &Analysis) -> Said<'_> {
    let judged = || analysis.comparison.metrics.iter().filter(|m| in_words(m.metric));
    if judged().all(|m| m.verdict < Verdict::Undecided) {
        return Said::TooLittle;
    }
    // What is computed from others mostly repeats them; where it says more, it is told
    // all the same. A change of exactly nothing is none.
    let moved = |m: &&MetricChange| change::in_table(m.metric) && m.adjusted_change != Some(0.0);
    let first = |least: Verdict| {
        let all = || judged().filter(moved).filter(move |m| m.verdict >= least);
        all().find(|m| !m.estimated).or_else(|| all().next())
    };
    if let Some(change) = first(Verdict::Likely) {
        return Said::Alone(change);
    }
    if let Some(change) = first(Verdict::Possible) {
        return Said::Maybe(change);
    }
    // As far as the metrics that are shown first allow to say so.
    let open: Vec<&MetricChange> = terminal::first_shown(analysis, None)
        .into_iter()
        .filter(|m| m.verdict <= Verdict::Undecided || change::could_matter(m))
        .collect();
    if open.is_empty() { Said::Held } else { Said::Open(open) }
}

/// Pace and heart rate say how the run went, not how the runner moved.
fn in_words(metric: Metric) -> bool {
    !matches!(metric, Metric::Speed | Metric::HeartRate | Metric::Decoupling)
}
