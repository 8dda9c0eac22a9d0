//! The methods of a study, from the settings and numbers that were used.

use crate::settings::Settings;
use crate::study::infer::{Answers, Random, StudySettings};
use crate::words::Words;

/// What the text has to know beside the answers.
#[derive(Debug, Clone)]
pub struct About<'a> {
    /// Version of the program.
    pub version: &'a str,
    /// SHA-256 over the settings.
    pub settings_hash: &'a str,
    /// Settings of the analysis of runs.
    pub analysis: &'a Settings,
    /// Settings of the study.
    pub study: &'a StudySettings,
    /// Other parts of the run that were looked at, as shares.
    pub parts: &'a [f64],
}

/// The text, in Markdown.
pub fn methods(answers: &Answers, about: &About, words: &Words) -> String {
    let say = |id: &str, args: &[(&str, String)]| {
        let args: Vec<_> = args.iter().map(|(k, v)| (*k, v.as_str().into())).collect();
        words.text(id, &args)
    };
    let n = |v: usize| v.to_string();
    let total: usize = answers.flow.shares.iter().map(|s| s.recordings).sum();
    let analysed: usize = answers.flow.shares.iter().map(|s| s.analysed).sum();
    let compared: usize = answers.flow.shares.iter().map(|s| s.compared).sum();
    let mut people: Vec<&str> = answers.runs.iter().map(|r| r.participant.as_str()).collect();
    people.sort_unstable();
    people.dedup();
    let drift = &about.analysis.drift;
    let mut out = vec![format!("# {}", words.t("study-methods-title"))];
    let mut part = |head: &str, texts: Vec<String>| {
        out.push(format!("## {}", words.t(head)));
        out.extend(texts);
    };
    let mut design = vec![say(
        "study-methods-design",
        &[
            ("recordings", n(total)),
            ("participants", n(people.len())),
            ("analysed", n(analysed)),
            ("compared", n(compared)),
        ],
    )];
    if !answers.design.groups.is_empty() {
        design.push(words.with("study-methods-groups", "list", answers.design.groups.join(", ")));
    }
    if !answers.design.conditions.is_empty() {
        let list = answers.design.conditions.join(", ");
        design.push(words.with("study-methods-conditions", "list", list));
    }
    if !answers.design.covariates.is_empty() {
        let list: Vec<&str> = answers.design.covariates.iter().map(|c| c.column.as_str()).collect();
        design.push(words.with("study-methods-covariates", "list", list.join(", ")));
    }
    part("study-methods-head-design", design);
    part(
        "study-methods-head-runs",
        vec![say(
            "study-methods-runs",
            &[
                ("version", about.version.to_owned()),
                ("share", format!("{}", 100.0 * drift.part_share)),
            ],
        )],
    );
    let pooled = if about.study.pooled { "study-methods-pooled" } else { "study-methods-alone" };
    part("study-methods-head-effects", vec![words.t(pooled)]);
    let count = |r: Random| answers.models.iter().filter(|m| m.random == r).count();
    let singular: Vec<String> = answers
        .models
        .iter()
        .filter(|m| m.singular)
        .map(|m| words.name(m.cell.metric.id()))
        .collect();
    let mut model = vec![say(
        "study-methods-model",
        &[
            ("slopes", n(count(Random::Slope))),
            ("intercepts", n(count(Random::Intercept))),
            ("plain", n(count(Random::None))),
        ],
    )];
    let refused = answers.models.iter().filter(|m| m.slope_tried && m.random != Random::Slope);
    let refused = refused.count();
    if refused > 0 {
        model.push(words.with("study-methods-slopes-singular", "n", refused));
    }
    if !singular.is_empty() {
        model.push(words.with("study-methods-singular", "list", singular.join(", ")));
    }
    let cells = if about.study.pool.is_empty() { "no" } else { "yes" };
    model.push(say("study-methods-cells", &[("pooled", cells.to_owned())]));
    part("study-methods-head-model", model);
    part(
        "study-methods-head-tests",
        vec![say("study-methods-tests", &[("margin", about.study.margin_swc.to_string())])],
    );
    if !(answers.days.is_empty() && answers.sensors.is_empty()) {
        part("study-methods-head-reliability", vec![words.t("study-methods-reliability")]);
    }
    let parts: Vec<String> = about.parts.iter().map(|p| format!("{} %", 100.0 * p)).collect();
    let sensitivity = match parts.is_empty() {
        true => words.t("study-methods-sensitivity"),
        false => words.with("study-methods-sensitivity-parts", "list", parts.join(", ")),
    };
    part("study-methods-head-sensitivity", vec![sensitivity]);
    part("study-methods-head-limits", vec![words.t("study-methods-limits")]);
    part(
        "study-methods-head-reproduce",
        vec![say(
            "study-methods-reproduce",
            &[("version", about.version.to_owned()), ("hash", about.settings_hash.to_owned())],
        )],
    );
    part("study-methods-head-sources", vec![words.t("study-methods-sources")]);
    let mut text = out.join("\n\n");
    text.push('\n');
    text
}
