//! The texts of another language, laid over the files of knowledge.
//!
//! `data/strength/de.toml` has a table for each file and in it the texts by the id
//! of their entry; everything else stays as it is.

use serde::de::DeserializeOwned;
use toml::Value;

use crate::error::CatalogueError;
use crate::wire::parse;

/// The German texts.
pub(crate) const GERMAN: &str = include_str!("../../../data/strength/de.toml");

/// The texts of a language by its code; empty for English, in which the files are.
pub(crate) fn texts(code: &str) -> &'static str {
    if code == "de" { GERMAN } else { "" }
}

/// The texts of a language without those of the files that are `replaced`.
pub fn texts_without(code: &str, replaced: &dyn Fn(&str) -> bool) -> String {
    let Ok(mut all) = texts(code).parse::<toml::Table>() else { return String::new() };
    all.retain(|file, _| !replaced(file));
    toml::to_string(&all).unwrap_or_default()
}

/// Reads a file with the texts of a language in it.
pub(crate) fn parse_in<T: DeserializeOwned>(
    file: &'static str,
    text: &str,
    own: &str,
) -> Result<T, CatalogueError> {
    if own.is_empty() {
        return parse(file, text);
    }
    let mut base: Value = parse(file, text)?;
    let all: Value = parse(file, own)?;
    if let Some(texts) = all.get(file) {
        lay(&mut base, texts, file, &mut Vec::new());
    }
    base.try_into()
        .map_err(|e: toml::de::Error| CatalogueError::Parse { file, message: e.to_string() })
}

/// Lays texts over a value; what has no place there is named in `left_over`.
fn lay(base: &mut Value, own: &Value, place: &str, left_over: &mut Vec<String>) {
    match (base, own) {
        (Value::Array(items), Value::Table(texts)) => {
            for (key, text) in texts {
                let place = format!("{place}.{key}");
                let found = items.iter_mut().enumerate().find(|(i, item)| key_of(*i, item) == *key);
                match found {
                    Some((_, item)) => lay(item, text, &place, left_over),
                    None => left_over.push(place),
                }
            }
        }
        (Value::Table(table), Value::Table(texts)) => {
            for (key, text) in texts {
                let place = format!("{place}.{key}");
                match table.get_mut(key) {
                    Some(value) => lay(value, text, &place, left_over),
                    None => left_over.push(place),
                }
            }
        }
        (value @ Value::String(_), text @ Value::String(_)) => *value = text.clone(),
        (Value::Array(items), Value::Array(texts)) if items.len() == texts.len() => {
            items.clone_from(texts);
        }
        _ => left_over.push(place.to_owned()),
    }
}

/// What an entry of a list goes by: its id, what a link joins, or its place.
fn key_of(index: usize, item: &Value) -> String {
    let text = |key: &str| item.get(key).and_then(Value::as_str);
    match (text("id"), text("breakdown"), text("deficit")) {
        (Some(id), ..) => id.to_owned(),
        (None, Some(breakdown), Some(deficit)) => format!("{breakdown} {deficit}"),
        _ => (index + 1).to_string(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{Catalogue, CoachingFiles, Files, PlanFiles, PlanRules};

    fn files() -> Vec<(&'static str, &'static str)> {
        let (catalogue, plan) = (Files::default(), PlanFiles::default());
        let coaching = CoachingFiles::default();
        vec![
            ("exercises", catalogue.exercises),
            ("links", catalogue.links),
            ("texts", catalogue.texts),
            ("rules", plan.rules),
            ("phases", plan.phases),
            ("selection", plan.selection),
            ("progression", coaching.progression),
            ("stages", coaching.stages),
            ("benchmarks", coaching.benchmarks),
            ("mistakes", coaching.mistakes),
            ("results", coaching.results),
            ("injuries", coaching.injuries),
        ]
    }

    /// Fields that people read.
    const READ: [&str; 22] = [
        "name",
        "muscles",
        "how",
        "feel",
        "stop",
        "mistakes",
        "avoid_if",
        "gate",
        "why",
        "evidence",
        "nothing_found",
        "safety",
        "text",
        "title",
        "effort",
        "aim",
        "retest",
        "caveat",
        "hint",
        "unit",
        "place",
        "what",
    ];

    /// Places of texts that people read and that `own` has not.
    fn missing(base: &Value, own: Option<&Value>, place: &str, out: &mut Vec<String>) {
        match base {
            Value::Table(table) => {
                for (key, value) in table {
                    let place = format!("{place}.{key}");
                    let own = own.and_then(|o| o.get(key));
                    let text = value.is_str() || value.get(0).is_some_and(Value::is_str);
                    let read = (READ.contains(&key.as_str())
                        && !(key == "retest" && place.starts_with("results")))
                        || (key == "feel" && place.starts_with("results"))
                        || (key == "test" && place.starts_with("selection"));
                    if text && read && own.is_none() {
                        out.push(place);
                    } else if !text {
                        missing(value, own, &place, out);
                    }
                }
            }
            Value::Array(items) => {
                for (i, item) in items.iter().enumerate() {
                    let key = key_of(i, item);
                    let own = own.and_then(|o| o.get(&key));
                    missing(item, own, &format!("{place}.{key}"), out);
                }
            }
            _ => {}
        }
    }

    #[test]
    fn german_has_every_text_and_nothing_else() {
        let own: Value = toml::from_str(GERMAN).unwrap();
        let (mut lacking, mut left_over) = (Vec::new(), Vec::new());
        for (file, text) in files() {
            let mut base: Value = toml::from_str(text).unwrap();
            missing(&base, own.get(file), file, &mut lacking);
            if let Some(texts) = own.get(file) {
                lay(&mut base, texts, file, &mut left_over);
            }
        }
        assert!(lacking.is_empty(), "without German: {lacking:?}");
        assert!(left_over.is_empty(), "German for nothing: {left_over:?}");
    }

    #[test]
    fn the_catalogue_speaks_german_and_means_the_same() {
        let english = Catalogue::builtin().unwrap();
        let german = Catalogue::builtin_in("de").unwrap();
        assert_eq!(german.exercises.len(), 68);
        for (id, exercise) in &german.exercises {
            let other = &english.exercises[id];
            assert_ne!(exercise.how, other.how, "{id}");
            assert_eq!((exercise.dose.clone(), exercise.block), (other.dose.clone(), other.block));
            let steps = |e: &crate::Exercise| -> Vec<String> {
                e.harder.iter().map(|s| s.id.clone()).collect()
            };
            assert_eq!(steps(exercise), steps(other), "{id}");
            // Numbers of a gate are the same in both.
            for (own, known) in exercise.harder.iter().zip(&other.harder) {
                let digits =
                    |t: &str| -> String { t.chars().filter(char::is_ascii_digit).collect() };
                assert_eq!(digits(&own.gate), digits(&known.gate), "{id}: {}", own.gate);
            }
        }
        let rules = PlanRules::builtin_in("de").unwrap();
        assert_eq!(rules.selection.parts[0].name, "Fuß");
        assert_eq!(rules.schedule.points, PlanRules::builtin().unwrap().schedule.points);
        assert_eq!(PlanRules::builtin_in("en").unwrap(), PlanRules::builtin().unwrap());
    }
}
