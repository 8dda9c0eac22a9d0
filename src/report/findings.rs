//! What is said of a finding: title, label, text, evidence, and what a recording
//! cannot show.

use super::change::at_pace;
use super::show::{self, Shown};
use crate::analysis::{Analysis, RecordingKind};
use crate::compare::{FatigueEvidence, MetricChange};
use crate::form::{Confidence, Finding, Label, Rule};
use crate::metrics::Metric;
use crate::words::{Language, Words};

fn rule(id: &str, words: &Words) -> Option<Rule> {
    words.knowledge()?.rules().rules.iter().find(|r| r.id == id).cloned()
}

/// A text of the rule in the reader's language; the rules themselves are English.
fn translated(finding: &Finding, part: &str, words: &Words) -> Option<String> {
    let with = if finding.combined { "-with" } else { "" };
    words.translation("breakdowns.toml", &format!("rule-{}{with}-{part}", finding.id))
}

/// What a finding is called.
pub(super) fn title(finding: &Finding, words: &Words) -> String {
    translated(finding, "title", words).unwrap_or_else(|| finding.title.clone())
}

/// What a sign is called, found or not.
pub(super) fn title_of(id: &str, words: &Words) -> String {
    let known = words.translation("breakdowns.toml", &format!("rule-{id}-title"));
    known.or_else(|| Some(rule(id, words)?.title)).unwrap_or_else(|| show::words(id))
}

/// What it means and what not.
pub(super) fn text(finding: &Finding, analysis: &Analysis, words: &Words) -> String {
    let Some(text) = translated(finding, "text", words) else {
        return finding.explanation.clone();
    };
    let strategy = rule(&finding.id, words).is_some_and(|r| {
        r.strategy || finding.combined && r.combined.as_ref().is_some_and(|c| c.strategy)
    });
    let drift = match (finding.label, analysis.comparison.fatigue_evidence) {
        (Label::Drift, FatigueEvidence::Unknown) if !strategy => Some("drift-unknown"),
        (Label::Drift, _) if !strategy => Some("drift-none"),
        _ => None,
    };
    match drift {
        Some(id) => format!("{text} {}", words.t(id)),
        None => text,
    }
}

/// `breakdown when tired; high confidence`.
pub(super) fn label(finding: &Finding, fatigue: FatigueEvidence, words: &Words) -> String {
    let kind = words.t(match (finding.label, fatigue) {
        (Label::Breakdown, _) => "label-breakdown",
        (Label::Drift, FatigueEvidence::Unknown) => "label-drift-unknown",
        (Label::Drift, FatigueEvidence::None) => "label-drift",
        (Label::Drift, _) => "label-style",
        (Label::ConstantAsymmetry | Label::Constant, _) => "label-constant",
    });
    words.text(
        "label-confidence",
        &[("kind", kind.into()), ("confidence", confidence(finding.confidence, words).into())],
    )
}

/// `high`.
pub(super) fn confidence(confidence: Confidence, words: &Words) -> String {
    words.t(match confidence {
        Confidence::Low => "confidence-low",
        Confidence::Moderate => "confidence-moderate",
        Confidence::High => "confidence-high",
    })
}

/// The numbers behind a finding, one sentence for each of its metrics, and when the
/// first of them began to change.
pub(super) fn evidence(finding: &Finding, analysis: &Analysis, words: &Words) -> Vec<String> {
    let of = |metric: &Metric| analysis.comparison.metrics.iter().find(|m| m.metric == *metric);
    let changes: Vec<&MetricChange> = finding.metrics.iter().filter_map(of).collect();
    if matches!(finding.label, Label::ConstantAsymmetry | Label::Constant) {
        return changes.iter().filter_map(|c| balance(c, words)).collect();
    }
    let onset = changes.first().and_then(|c| onset(c, words));
    changes.iter().filter_map(|c| sentence(c, words)).chain(onset).collect()
}

/// `Ground contact time 255 → 266 ms: +11.0 ms [+5.2 to +17.1] at the same pace (+4.3 %)`.
fn sentence(change: &MetricChange, words: &Words) -> Option<String> {
    let by = change.adjusted_change?;
    let shown = Shown::told(words, change.metric, &change.unit);
    let unit = match shown.unit() {
        "" => String::new(),
        unit => format!(" {unit}"),
    };
    let levels = at_pace(change).map_or_else(String::new, |[fresh, tired]| {
        words.text(
            "evidence-levels",
            &[
                ("fresh", shown.level(Some(fresh)).into()),
                ("tired", shown.level(Some(tired)).into()),
                ("unit", unit.as_str().into()),
            ],
        )
    });
    let interval = change.ci95.map_or_else(String::new, |[low, high]| {
        let [low, high] = [low, high].map(|v| shown.change(Some(v)));
        words.text("evidence-interval", &[("low", low.into()), ("high", high.into())])
    });
    let percent = change.adjusted_change_pct.filter(|_| change.metric.log_scale());
    let percent = percent.map_or("none".into(), |p| words.tongue().signed(p, 1));
    let computed = if change.estimated { words.t("evidence-computed") } else { String::new() };
    Some(words.text(
        "evidence",
        &[
            ("name", words.name(change.metric.id()).into()),
            ("levels", levels.into()),
            ("change", shown.change_with_unit(Some(by)).into()),
            ("interval", interval.into()),
            ("percent", words.text("percent-of", &[("percent", percent.into())]).into()),
            ("computed", computed.into()),
        ],
    ))
}

/// `Cadence began to change about 41 min into the run (8.2 km)`.
fn onset(change: &MetricChange, words: &Words) -> Option<String> {
    let minutes = change.onset_s? / 60.0;
    let place = change.onset_m.map(|m| format!(" ({})", words.tongue().distance(m)));
    Some(words.text(
        "evidence-onset",
        &[
            ("name", words.name(change.metric.id()).into()),
            ("min", minutes.into()),
            ("place", place.unwrap_or_default().into()),
        ],
    ))
}

/// Contact balance of both windows.
fn balance(change: &MetricChange, words: &Words) -> Option<String> {
    let text = |v: Option<f64>| Some(show::balance(v?, words.tongue()));
    let (fresh, tired) = change.levels();
    Some(words.text(
        "evidence-balance",
        &[("fresh", text(fresh)?.into()), ("tired", text(tired)?.into())],
    ))
}

/// Signs that this recording cannot show, in one sentence.
pub(super) fn unseen(analysis: &Analysis, words: &Words) -> Option<String> {
    let names: Vec<String> = analysis
        .not_measured
        .iter()
        .map(|n| {
            let key = format!("unseen-{}", n.id);
            words.known(&key).unwrap_or_else(|| in_a_sentence(title_of(&n.id, words), words))
        })
        .collect();
    if names.is_empty() {
        return None;
    }
    let id = match analysis.recording.kind {
        RecordingKind::Watch => "unseen-watch",
        RecordingKind::Imu => "unseen-sensor",
        _ => "unseen-other",
    };
    Some(words.text(id, &[("list", names.join(", ").into())]))
}

/// German nouns keep their capital.
pub(super) fn in_a_sentence(text: String, words: &Words) -> String {
    match words.tongue().language {
        Language::English => show::lower(&text),
        _ => text,
    }
}

/// Why single metrics have no verdict, or what should be known beside it, each reason
/// once with the metrics it holds for.
pub(super) fn not_judged(analysis: &Analysis, words: &Words) -> Vec<(Vec<String>, String)> {
    let whole = analysis.comparison.reason.as_ref();
    let metrics = analysis.comparison.metrics.iter();
    let told = metrics.filter(|m| super::change::in_table(m.metric)).flat_map(|m| {
        // What holds for the whole comparison has been said at its head.
        let reason = m.reason.iter().filter(|r| Some(*r) != whole).map(|r| words.say(r));
        let caveats = m.caveats.iter().map(|c| words.say(c));
        let name = words.name(m.metric.id());
        reason.chain(caveats).map(move |text| (name.clone(), text)).collect::<Vec<_>>()
    });
    show::by_reason(told)
}
