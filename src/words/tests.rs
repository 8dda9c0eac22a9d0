//! Every fact has a text in every language, and every text fits its fact.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;
use serde_json::Value;

use super::{Language, Tongue, Words};
use crate::analysis::Refusal;
use crate::compare::{Caveat, FatigueSign, Reason};
use crate::form::{
    Evidence, NoBreakdown, NormsError, RuleProblem, Rules, RulesError, TableProblem,
};
use crate::import::container::Aside;
use crate::import::{Advice, ImportError, Inside, Looks, MapProblem};
use crate::knowledge::KnowledgeError;
use crate::metrics::Metric;
use crate::metrics::nonlinear::NoStructure;
use crate::recording::{
    CadenceReason, Fault, NotAligned, Note, NoteKind, Place, Placement, Provenance, RefusalAt,
};
use crate::runs::{Problem, Skip};
use crate::segment::WindowsRefusal;
use crate::settings::{Impossible, SettingsError, WindowsWrong};
use crate::strength::log::{LogError, Remark, Wrong};
use crate::strength::progress::{Kept, Reason as Advance, Shown};
use crate::strength::{
    Assumed, Catalogue, Caution, Change, Chosen, Cue, Fewer, NoPlace, NotIn, Remedy, Stopped,
};
use crate::team::{NoSince, RosterNote};
use crate::trend::{NoShift, NotInTrend, Noticed};
use crate::units::Units;

/// Every kind of fact there is: (name, schema).
pub(super) fn facts() -> Vec<(&'static str, Value)> {
    macro_rules! schemas {
        ($($fact:ty),* $(,)?) => {
            vec![$((stringify!($fact), schemars::schema_for!($fact).to_value())),*]
        };
    }
    schemas![
        NoShift,
        NotInTrend,
        Noticed,
        NoSince,
        RosterNote,
        Aside,
        Caveat,
        FatigueSign,
        Reason,
        WindowsRefusal,
        NoteKind,
        Place,
        Fault,
        CadenceReason,
        ImportError,
        Looks,
        Inside,
        Advice,
        MapProblem,
        Provenance,
        Evidence,
        NoBreakdown,
        RulesError,
        RuleProblem,
        NormsError,
        TableProblem,
        NoStructure,
        NotAligned,
        Refusal,
        crate::recording::Refusal,
        RefusalAt,
        Advance,
        Shown,
        Kept,
        LogError,
        Wrong,
        Remark,
        Assumed,
        Stopped,
        Caution,
        Change,
        Fewer,
        NoPlace,
        Chosen,
        NotIn,
        Remedy,
        Cue,
        Impossible,
        SettingsError,
        WindowsWrong,
        KnowledgeError,
        Problem,
        Skip,
        crate::team::Next,
    ]
}

/// Codes with what they mean, in the order of an enum.
pub(super) fn codes_with_meaning(schema: &Value) -> Vec<(String, String)> {
    let variants = schema.get("oneOf").or_else(|| schema.get("anyOf"));
    let mut found = Vec::new();
    for variant in variants.and_then(Value::as_array).into_iter().flatten() {
        found.extend(codes_with_meaning(variant));
        let code = variant.pointer("/properties/code/const").and_then(Value::as_str);
        let meaning = variant.get("description").and_then(Value::as_str).unwrap_or_default();
        found.extend(code.map(|code| (code.to_owned(), meaning.to_owned())));
    }
    found
}

/// Codes with their fields, from the schema of an enum.
fn codes(schema: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let variants = schema.get("oneOf").or_else(|| schema.get("anyOf"));
    let variants = variants.and_then(Value::as_array).cloned().unwrap_or_default();
    let mut found = BTreeMap::new();
    for variant in variants {
        if variant.get("oneOf").is_some() || variant.get("anyOf").is_some() {
            found.extend(codes(&variant));
            continue;
        }
        let Some(fields) = variant.get("properties").and_then(Value::as_object) else { continue };
        let Some(code) = fields["code"].get("const").and_then(Value::as_str) else { continue };
        let fields = fields.keys().filter(|k| *k != "code").cloned().collect();
        found.insert(code.to_owned(), fields);
    }
    found
}

/// Message ids of a language, with the arguments each uses.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for (file, text) in language.files() {
        if let Err((_, errors)) = FluentResource::try_new((*text).to_owned()) {
            panic!("{} {file}: {errors:?}", language.code());
        }
        let mut id = String::new();
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            if let Some((head, _)) = line.split_once('=')
                && line.starts_with(|c: char| c.is_ascii_alphabetic())
            {
                id = head.trim().to_owned();
                let before = found.insert(id.clone(), BTreeSet::new());
                assert!(before.is_none(), "{} {file}: {id} stands twice", language.code());
            }
            let used = line.split('$').skip(1).map(|rest| {
                let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'));
                rest[..end.unwrap_or(rest.len())].to_owned()
            });
            if let Some(args) = found.get_mut(&id) {
                args.extend(used);
            }
        }
    }
    found
}

#[test]
fn every_language_has_every_text() {
    let [english, others @ ..] = Language::ALL.map(|l| (l, messages(l)));
    for (language, there) in others {
        let missing: Vec<_> = english.1.keys().filter(|id| !there.contains_key(*id)).collect();
        // Rules and exercises are told in English by the files that hold them.
        let of_data = |id: &&String| {
            ["rule-", "exercise-", "focus-", "strength-"].iter().any(|head| id.starts_with(head))
        };
        let extra: Vec<_> =
            there.keys().filter(|id| !of_data(id) && !english.1.contains_key(*id)).collect();
        assert!(missing.is_empty(), "without a translation into {}: {missing:?}", language.code());
        assert!(extra.is_empty(), "only in {}: {extra:?}", language.code());
    }
}

#[test]
fn every_fact_has_a_text_that_uses_its_fields_only() {
    for language in Language::ALL {
        let texts = messages(language);
        let mut seen = BTreeSet::new();
        for (kind, schema) in facts() {
            let codes = codes(&schema);
            assert!(!codes.is_empty(), "{kind} has no codes: {schema}");
            for (code, fields) in codes {
                assert!(seen.insert(code.clone()), "the code {code} of {kind} stands twice");
                let id = code.replace('_', "-");
                let used = texts.get(&id);
                let used = used.unwrap_or_else(|| panic!("{}: no text {id}", language.code()));
                for arg in used {
                    let field = ["-name", "-names", "-list", "-count"]
                        .iter()
                        .find_map(|end| arg.strip_suffix(end))
                        .unwrap_or(arg);
                    assert!(fields.contains(field), "{id} uses ${arg}, {kind} has {fields:?}");
                }
            }
        }
    }
}

#[test]
fn rules_and_exercises_are_told_in_every_language() {
    let rules = Rules::builtin().unwrap();
    let catalogue = Catalogue::builtin().unwrap();
    for language in Language::ALL.into_iter().filter(|l| *l != Language::English) {
        let there = messages(language);
        let mut wanted: Vec<String> = Vec::new();
        for rule in &rules.rules {
            wanted.extend(["title", "text"].map(|part| format!("rule-{}-{part}", rule.id)));
            if rule.combined.is_some() {
                wanted.extend(["title", "text"].map(|p| format!("rule-{}-with-{p}", rule.id)));
            }
        }
        let missing = wanted.iter().map(|id| id.replace('_', "-"));
        let missing: Vec<_> = missing.filter(|id| !there.contains_key(id)).collect();
        assert!(missing.is_empty(), "without a text in {}: {missing:?}", language.code());
        let told = &Catalogue::builtin_in(language.code()).unwrap().exercises;
        for (id, exercise) in &catalogue.exercises {
            let there = told.get(id).filter(|e| !e.name.is_empty() && e.how != exercise.how);
            assert!(there.is_some(), "{id} is not told in {}", language.code());
        }
    }
}

#[test]
fn metrics_and_placements_have_names() {
    for language in Language::ALL {
        let texts = messages(language);
        let ids = Metric::ALL.map(Metric::id).into_iter();
        for id in ids.chain(Placement::ALL.map(Placement::id)) {
            let name = format!("name-{}", id.replace('_', "-"));
            assert!(texts.contains_key(&name), "{id} has no name in {}", language.code());
        }
    }
}

#[test]
fn numbers_follow_language_and_units() {
    let english = Tongue::default();
    let german = Tongue { language: Language::German, ..english };
    let miles = Tongue { units: Units::Imperial, ..english };
    assert_eq!(english.number(-2.44, 1), "−2.4");
    assert_eq!(english.signed(-0.04, 1), "0.0");
    assert_eq!(german.signed(8.06, 1), "+8,1");
    assert_eq!(german.distance(12_412.0), "12,4 km");
    assert_eq!(miles.distance(12_412.0), "7.7 mi");
}

#[test]
fn a_loss_of_speed_is_no_pace() {
    let braking = Evidence::MetricChanged {
        metric: Metric::BrakingLoss,
        unit: "m/s".into(),
        fresh: Some(0.231),
        fatigued: Some(0.268),
        change: Some(0.037),
        low: Some(0.012),
        high: Some(0.062),
        percent: Some(16.0),
        calculated: true,
    };
    let told = |tongue| Words::new(tongue).say(&braking);
    let english = Tongue::default();
    assert_eq!(
        told(english),
        "Speed lost in braking 0.23 → 0.27 m/s: +0.04 m/s [+0.01, +0.06] at equal speed (+16.0 %), calculated"
    );
    let miles = Tongue { units: Units::Imperial, ..english };
    assert_eq!(told(miles), told(english));
    let german = told(Tongue { language: Language::German, ..english });
    assert!(german.contains("0,23 → 0,27 m/s: +0,04 m/s"), "{german}");
}

#[test]
fn a_note_reads_back_as_it_was_written_and_old_ones_keep_their_text() {
    let note = Note::warn(NoteKind::SensorFrozen { frozen_s: 12.0 }).with_share(0.1);
    let mut value = serde_json::to_value(&note).unwrap();
    Words::new(Tongue::default()).beside(&mut value);
    assert_eq!(value["code"], "sensor_frozen");
    assert!(value["message"].as_str().unwrap().contains("for 12 s"), "{value}");
    assert_eq!(serde_json::from_value::<Note>(value).unwrap(), note);

    let old =
        r#"{"code": "sensor_frozen", "severity": "info", "message": "Frozen.", "share": null}"#;
    let read: Note = serde_json::from_str(old).unwrap();
    assert_eq!((read.code().as_str(), read.told().as_str()), ("sensor_frozen", "Frozen."));
}
