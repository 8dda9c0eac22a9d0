//! The answer of an analysis in one sentence, before all numbers.

use super::findings;
use super::{change, reasons};
use crate::analysis::Analysis;
use crate::compare::{FatigueEvidence, MetricChange, Status, Verdict};
use crate::form::{Finding, Label};
use crate::metrics::Metric;
use crate::words::Words;

/// The first finding, or that nothing stands out, or why that cannot be said.
pub(super) fn answer(analysis: &Analysis, words: &Words) -> String {
    let why = || ("why", reasons::why_not(analysis, words).into());
    match (analysis.comparison.status, analysis.findings.first()) {
        // A reason may be missing.
        (Status::TrendOnly, _) => words.text("answer-short", &[why()]).trim_end().to_owned(),
        (Status::NotComparable, _) => {
            words.text("answer-not-compared", &[why()]).trim_end().to_owned()
        }
        (Status::Compared, Some(first)) => of_finding(first, analysis, words),
        (Status::Compared, None) => without_finding(analysis, words),
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
fn without_finding(analysis: &Analysis, words: &Words) -> String {
    let metrics = &analysis.comparison.metrics;
    let judged = metrics.iter().filter(|m| in_words(m.metric));
    // What is computed from others repeats them.
    let first = |least: Verdict| judged.clone().find(|m| m.verdict >= least && !m.estimated);
    if judged.clone().all(|m| m.verdict < Verdict::Undecided) {
        return words.t("answer-too-little");
    }
    let told = |id: &str, change: &MetricChange| {
        Some(words.text(id, &[("what", change::clause(change, words)?.into())]))
    };
    first(Verdict::Likely)
        .and_then(|m| told("answer-alone", m))
        .or_else(|| first(Verdict::Possible).and_then(|m| told("answer-maybe", m)))
        .unwrap_or_else(|| held(analysis, words))
}

/// Those of the metrics shown first of which a change that matters is not ruled out.
pub(super) fn open(analysis: &Analysis) -> Vec<&MetricChange> {
    let shown = super::terminal::chosen(analysis).into_iter();
    shown.filter(|m| m.verdict <= Verdict::Undecided || change::could_matter(m)).collect()
}

/// That nothing changed, as far as the metrics that are shown first allow to say so.
fn held(analysis: &Analysis, words: &Words) -> String {
    let name = |m: &&MetricChange| findings::in_a_sentence(words.name(m.metric.id()), words);
    let open: Vec<String> = open(analysis).iter().map(name).collect();
    match open.is_empty() {
        true => words.t("answer-held"),
        false => words.with("answer-held-partly", "list", open.join(", ")),
    }
}

/// Pace and heart rate say how the run went, not how the runner moved.
fn in_words(metric: Metric) -> bool {
    !matches!(metric, Metric::Speed | Metric::HeartRate | Metric::Decoupling)
}
