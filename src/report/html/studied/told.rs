//! Names and numbers of a study in words.

use fluent_bundle::FluentValue;

use crate::metrics::Metric;
use crate::study::infer::{Answer, Answers, Cell, Question};
use crate::words::Words;

/// The id an enum has in documents.
pub(super) fn id(value: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    let code = value.get("code").cloned().unwrap_or(value);
    code.as_str().map(String::from).unwrap_or_default()
}

/// A coded fact of a study in words.
pub(super) fn coded(value: &impl serde::Serialize, words: &Words) -> String {
    tell(&serde_json::to_value(value).unwrap_or_default(), words)
}

fn tell(value: &serde_json::Value, words: &Words) -> String {
    let code = value.get("code").and_then(|c| c.as_str()).unwrap_or_default();
    let fields = value.as_object().into_iter().flatten().filter(|(k, _)| *k != "code");
    let args: Vec<(&str, FluentValue)> = fields
        .map(|(name, value)| {
            let told = match value {
                serde_json::Value::Number(n) => n.as_f64().unwrap_or(f64::NAN).into(),
                serde_json::Value::String(text) => text.clone().into(),
                other => tell(other, words).into(),
            };
            (name.as_str(), told)
        })
        .collect();
    words.text(&format!("study-code-{}", code.replace('_', "-")), &args)
}

/// The unit of a change on screen; of shares their points.
pub(super) fn unit(metric: Metric, unit: &str) -> String {
    match metric.on_screen(unit).0 {
        "1" => String::new(),
        "%" => "pp".into(),
        unit => unit.to_owned(),
    }
}

/// Device, place and field, as far as they are known.
pub(super) fn where_from(cell: &Cell, words: &Words) -> String {
    let parts = [&cell.device, &cell.placement, &cell.field];
    let parts: Vec<&str> =
        parts.into_iter().filter(|p| !p.is_empty()).map(String::as_str).collect();
    match parts.is_empty() {
        true => words.t("study-all-together"),
        false => parts.join(", "),
    }
}

/// The metric with its device, where one is known.
pub(super) fn cell_name(cell: &Cell, words: &Words) -> String {
    let name = words.name(cell.metric.id());
    let parts = [&cell.device, &cell.placement];
    let parts: Vec<&str> =
        parts.into_iter().filter(|p| !p.is_empty()).map(String::as_str).collect();
    match parts.is_empty() {
        true => name,
        false => format!("{name} ({})", parts.join(", ")),
    }
}

/// What was asked: `heat − control`.
pub(super) fn asked(a: &Answer, all: &Answers, words: &Words) -> String {
    let first = |list: &[String]| list.first().cloned().unwrap_or_default();
    let group = a.group.clone().unwrap_or_default();
    let condition = a.condition.clone().unwrap_or_default();
    let (g0, c0) = (first(&all.design.groups), first(&all.design.conditions));
    match a.question {
        Question::Overall => words.t("study-asked-overall"),
        Question::Mean => match (group.is_empty(), condition.is_empty()) {
            (false, false) => format!("{group}, {condition}"),
            _ => format!("{group}{condition}"),
        },
        Question::Condition => format!("{condition} − {c0}"),
        Question::ConditionInGroup => format!("{group}: {condition} − {c0}"),
        Question::Group => format!("{group} − {g0}"),
        Question::Interaction => format!("({condition} − {c0}) × ({group} − {g0})"),
    }
}

/// `+2.6 [1.5, 3.8] ms`, with one digit more than single runs have.
pub(super) fn interval(a: &Answer, words: &Words) -> String {
    let [low, high] = a.estimate.ci95;
    let n = |v: f64| finer(&a.cell, v, words);
    let unit = unit(a.cell.metric, &a.cell.unit);
    format!("{} [{}, {}] {unit}", n(a.estimate.value), n(low), n(high)).trim_end().to_owned()
}

/// A change with one digit more than that of a single run: means are finer.
pub(super) fn finer(cell: &Cell, value: f64, words: &Words) -> String {
    let metric = cell.metric;
    let digits = metric.row().decimals[1] + 1;
    words.tongue().signed(value * metric.on_screen(&cell.unit).1, digits)
}

/// A spread, without a sign.
pub(super) fn spread(cell: &Cell, value: f64, words: &Words) -> String {
    let metric = cell.metric;
    let digits = metric.row().decimals[1] + 1;
    words.tongue().number(value * metric.on_screen(&cell.unit).1, digits)
}

/// `0.034`, `< 0.001`.
pub(super) fn p(value: f64, words: &Words) -> String {
    match value {
        v if !v.is_finite() => "–".into(),
        v if v < 0.001 => format!("< {}", words.tongue().number(0.001, 3)),
        v => words.tongue().number(v, 3),
    }
}
