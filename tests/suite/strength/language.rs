//! What the data says to people: sources, careful wording, no promises.

use runform::form::Rules;
use runform::strength::{CoachingFiles, Files, PlanFiles};

use super::{catalogue, rules};

#[test]
fn every_source_is_used_and_every_named_source_exists() {
    let catalogue = catalogue();
    let mut used: Vec<&String> = Vec::new();
    used.extend(catalogue.links.iter().flat_map(|l| &l.sources));
    used.extend(catalogue.exercises.values().flat_map(|e| &e.sources));
    used.extend(rules().rules.iter().flat_map(|r| &r.sources));
    for id in catalogue.sources.keys() {
        let in_texts = Files::default().texts.contains(&format!("\"{id}\""));
        assert!(in_texts || used.contains(&id), "{id} is not used");
    }
    for id in used {
        assert!(catalogue.sources.contains_key(id), "{id} is unknown");
    }
}

/// Everything the data says to people, with its place.
fn product_texts() -> Vec<(String, String)> {
    fn walk(place: &str, value: &toml::Value, out: &mut Vec<(String, String)>) {
        match value {
            toml::Value::String(text) => out.push((place.to_owned(), text.clone())),
            toml::Value::Array(items) => {
                for (i, item) in items.iter().enumerate() {
                    let id = item.get("id").and_then(|id| id.as_str()).map(str::to_owned);
                    walk(&format!("{place}.{}", id.unwrap_or(i.to_string())), item, out);
                }
            }
            toml::Value::Table(table) => {
                for (key, item) in table {
                    walk(&format!("{place}.{key}"), item, out);
                }
            }
            _ => {}
        }
    }
    let files = Files::default();
    let plan = PlanFiles::default();
    let coaching = CoachingFiles::default();
    let mut out = Vec::new();
    for (name, text) in [
        ("breakdowns", Rules::BUILTIN),
        ("exercises", files.exercises),
        ("links", files.links),
        ("session", files.session),
        ("texts", files.texts),
        ("rules", plan.rules),
        ("phases", plan.phases),
        ("selection", plan.selection),
        ("progression", coaching.progression),
        ("stages", coaching.stages),
        ("benchmarks", coaching.benchmarks),
        ("mistakes", coaching.mistakes),
        ("results", coaching.results),
        ("injuries", coaching.injuries),
    ] {
        walk(name, &toml::from_str(text).unwrap(), &mut out);
    }
    out
}

/// Words that would be a diagnosis, a promise or an ideal of form.
const FORBIDDEN: &[&str] = &[
    "diagnos",
    "prevents",
    "prevent ",
    "prevention",
    "injury-free",
    "guarantee",
    "will fix",
    "cure",
    "treatment",
    "treats",
    "heal",
    "rehab",
    "syndrome",
    "tendinopathy",
    "tendinitis",
    "fasciitis",
    "shin splints",
    "patholog",
    "correct form",
    "proper form",
    "perfect form",
    "ideal form",
    "bad form",
    "wrong form",
    "you are injured",
    "weak glutes",
    "proves",
    "proven to",
    "scientifically",
    "must stop running",
];

fn spaced(text: &str) -> String {
    let letter = |c: char| if c.is_alphanumeric() || c == '-' { c } else { ' ' };
    format!(" {} ", text.to_lowercase()).chars().map(letter).collect()
}

/// The first forbidden word in a text.
pub fn forbidden_in(text: &str) -> Option<&'static str> {
    let spaced = spaced(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    FORBIDDEN.iter().find(|word| spaced.contains(&format!(" {word}"))).copied()
}

#[test]
fn no_diagnosis_no_promise_no_ideal_form() {
    let texts = product_texts();
    assert!(texts.len() > 800, "{}", texts.len());
    for (place, text) in &texts {
        assert_eq!(forbidden_in(text), None, "{place}: {text}");
        let lower = spaced(text);
        // Injury may be spoken of to say that nothing is promised, to tell when
        // to stop, or as a reason among others; nowhere else.
        let injury_places = [
            "breakdowns.asymmetry.sentence",
            "breakdowns.rule.constant_asymmetry.explanation",
            "texts.evidence",
            "texts.safety",
        ];
        if lower.contains("injur") {
            assert!(injury_places.contains(&place.as_str()), "{place}: {text}");
        }
    }
}

#[test]
fn causes_are_worded_with_care_and_instructions_are_whole_sentences() {
    for rule in &rules().rules {
        assert!(rule.explanation.ends_with('.'), "{}", rule.id);
        let fires = !rule.when.is_empty() || rule.level.is_some();
        let lower = rule.explanation.to_lowercase();
        let careful = [
            "plausible",
            "may ",
            "can ",
            "possible",
            "cannot",
            "does not say",
            "does not tell",
            "suspect",
            "deserves",
            "not known",
            "close to what the sensor",
        ];
        assert!(!fires || careful.iter().any(|w| lower.contains(w)), "{}", rule.id);
    }
    for exercise in catalogue().exercises.values() {
        assert!(exercise.how.ends_with('.') && exercise.how.len() > 60, "{}", exercise.id);
        assert!(!exercise.stop.ends_with('.') && !exercise.feel.ends_with('.'), "{}", exercise.id);
        for step in &exercise.harder {
            assert!(!step.gate.ends_with('.'), "{}", exercise.id);
        }
    }
    for link in &catalogue().links {
        assert!(link.why.ends_with('.'), "{} {}", link.breakdown, link.deficit);
    }
}
