//! Method and limits: settings used, published tables, sources.

use std::collections::BTreeSet;

use super::Style;
use crate::analysis::Analysis;
use crate::report::show::Shown;
use crate::settings::Settings;
use crate::strength::Source;
use crate::words::{Language, Words};

/// One setting as written in a settings file.
pub(super) struct Setting {
    pub name: String,
    pub value: String,
    /// The usual value, where this one is another.
    pub usual: Option<String>,
}

/// A source with where to find it.
pub(super) struct SourceLine {
    pub id: String,
    pub title: String,
    pub link: Option<String>,
}

/// Where a published table puts a value.
pub(super) struct ContextRow {
    pub metric: String,
    pub value: String,
    pub place: String,
    pub title: String,
    pub version: String,
}

/// Every setting, with those that differ from the usual marked.
pub(super) fn settings(style: &Style, words: &Words) -> Vec<Setting> {
    let unset = words.t("setting-unset");
    let (used, usual) = (flat(&style.settings, &unset), flat(&Settings::default(), &unset));
    used.into_iter()
        .map(|(name, value)| {
            let usually = usual.iter().find(|(n, _)| *n == name).map(|(_, v)| v.clone());
            let usual = usually.or(Some(unset.clone())).filter(|v| *v != value);
            Setting { name, value, usual }
        })
        .collect()
}

/// `compare.row_s` and its value, for every setting.
fn flat(settings: &Settings, unset: &str) -> Vec<(String, String)> {
    fn walk(name: &str, value: &serde_json::Value, unset: &str, out: &mut Vec<(String, String)>) {
        match value {
            serde_json::Value::Object(fields) => {
                for (key, value) in fields {
                    let dot = if name.is_empty() { "" } else { "." };
                    walk(&format!("{name}{dot}{key}"), value, unset, out);
                }
            }
            serde_json::Value::Null => out.push((name.to_owned(), unset.to_owned())),
            other => out.push((name.to_owned(), other.to_string().trim_matches('"').to_owned())),
        }
    }
    let mut out = Vec::new();
    walk("", &serde_json::to_value(settings).unwrap_or_default(), unset, &mut out);
    out
}

/// Sources of what the page says: findings, exercises, schedule.
pub(super) fn sources(analysis: &Analysis, words: &Words) -> Vec<SourceLine> {
    let Some(knowledge) = words.knowledge() else { return Vec::new() };
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    let found = |id: &str| analysis.findings.iter().any(|f| f.id == id);
    let rules = knowledge.rules().rules.iter().filter(|r| found(&r.id));
    ids.extend(rules.flat_map(|r| &r.sources).map(String::as_str));
    let add_ons = analysis.prescription.add_ons.iter();
    ids.extend(add_ons.flat_map(|a| &a.sources).map(String::as_str));
    let schedule = &knowledge.plan(Language::English).schedule;
    ids.extend(schedule.rules.iter().flat_map(|r| &r.sources).map(String::as_str));
    let known = &knowledge.catalogue(Language::English).sources;
    ids.into_iter()
        .map(|id| {
            let source = known.get(id);
            SourceLine {
                id: id.to_owned(),
                title: source.map_or(id.to_owned(), |s| s.title.clone()),
                link: source.and_then(link),
            }
        })
        .collect()
}

fn link(source: &Source) -> Option<String> {
    let doi = source.doi.as_ref().map(|d| format!("https://doi.org/{d}"));
    doi.or_else(|| source.url.clone()).filter(|l| l.starts_with("https://"))
}

/// Published tables, for context.
pub(super) fn context(analysis: &Analysis, words: &Words) -> Vec<ContextRow> {
    analysis
        .context
        .iter()
        .map(|c| {
            let shown = Shown::told(words, c.metric, c.metric.unit());
            ContextRow {
                metric: words.name(c.metric.id()),
                value: format!("{} {}", shown.level(Some(c.value)), shown.unit()),
                place: match &c.share {
                    Some(share) => format!("{} ({share})", c.band),
                    None => c.band.clone(),
                },
                title: c.title.clone(),
                version: c.version.clone(),
            }
        })
        .collect()
}
