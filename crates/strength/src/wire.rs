//! TOML → [`Catalogue`]: what serde reads, turned into checked values.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::catalogue::{
    Amount, Block, Catalogue, Category, Deficit, Dose, Equipment, Exercise, Files, LeaveOut, Link,
    Origin, SessionRules, Source, Step,
};
use super::checks::check;
use super::error::CatalogueError;
use crate::form::Rules;
use crate::tongue::parse_in;

pub(super) const EXERCISES: &str = "exercises";
pub(super) const LINKS: &str = "links";
pub(super) const SOURCES: &str = "sources";
pub(super) const SESSION: &str = "session";
pub(super) const TEXTS: &str = "texts";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireExercises {
    equipment: Vec<Equipment>,
    #[serde(default)]
    leave_out: Vec<LeaveOut>,
    exercise: Vec<WireExercise>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireExercise {
    id: String,
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    muscles: Vec<String>,
    category: Category,
    block: Block,
    origin: Origin,
    sides: WireSides,
    #[serde(default)]
    equipment: Vec<String>,
    dose: WireDose,
    how: String,
    feel: String,
    stop: String,
    #[serde(default)]
    mistakes: Vec<String>,
    #[serde(default)]
    avoid_if: Vec<String>,
    #[serde(default)]
    harder: Vec<WireStep>,
    sources: Vec<String>,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
pub(super) enum WireSides {
    Both,
    Each,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireDose {
    sets: [u32; 2],
    reps: Option<[u32; 2]>,
    hold_s: Option<[u32; 2]>,
    rest_s: f64,
    tempo_s: Option<f64>,
    source: Option<String>,
    #[serde(default)]
    stated: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireStep {
    id: String,
    gate: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireLinks {
    deficit: Vec<Deficit>,
    link: Vec<Link>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireSources {
    source: Vec<Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireTexts {
    evidence: String,
    evidence_sources: Vec<String>,
    nothing_found: String,
    safety: String,
}

/// Reads all files and checks them against each other.
pub(super) fn read(files: &Files, rules: &Rules) -> Result<Catalogue, CatalogueError> {
    let sources: WireSources = parse(SOURCES, files.sources)?;
    let exercises: WireExercises = parse_in(EXERCISES, files.exercises, files.own)?;
    let links: WireLinks = parse_in(LINKS, files.links, files.own)?;
    let session: SessionRules = parse(SESSION, files.session)?;
    let texts: WireTexts = parse_in(TEXTS, files.texts, files.own)?;

    let sources = by_id(SOURCES, sources.source, |s| &s.id)?;
    unique(EXERCISES, exercises.equipment.iter().map(|e| e.id.as_str()))?;
    let left_out = exercises.leave_out.iter().map(|e| e.id.as_str());
    unique(EXERCISES, left_out.chain(exercises.exercise.iter().map(|e| e.id.as_str())))?;
    let checked = exercises.exercise.into_iter().map(exercise).collect::<Result<Vec<_>, _>>()?;
    let mut catalogue = Catalogue {
        exercises: by_id(EXERCISES, checked, |e| &e.id)?,
        equipment: exercises.equipment,
        leave_out: exercises.leave_out,
        deficits: by_id(LINKS, links.deficit, |d| &d.id)?,
        links: links.link,
        sources,
        session,
        evidence: texts.evidence,
        nothing_found: texts.nothing_found,
        safety: texts.safety,
        roots: rules.rules.iter().map(|r| (r.id.clone(), r.root.clone())).collect(),
    };
    check(&catalogue, rules, &texts.evidence_sources)?;
    catalogue.fill_easier();
    Ok(catalogue)
}

pub(super) fn parse<T: DeserializeOwned>(
    file: &'static str,
    text: &str,
) -> Result<T, CatalogueError> {
    toml::from_str(text).map_err(|e| CatalogueError::Parse { file, message: e.to_string() })
}

pub(super) fn unique<'a>(
    file: &'static str,
    ids: impl Iterator<Item = &'a str>,
) -> Result<(), CatalogueError> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(CatalogueError::DuplicateId { file, id: id.to_owned() });
        }
    }
    Ok(())
}

fn by_id<T>(
    file: &'static str,
    items: Vec<T>,
    id: impl Fn(&T) -> &String,
) -> Result<BTreeMap<String, T>, CatalogueError> {
    unique(file, items.iter().map(|i| id(i).as_str()))?;
    Ok(items.into_iter().map(|i| (id(&i).clone(), i)).collect())
}

fn exercise(wire: WireExercise) -> Result<Exercise, CatalogueError> {
    let impossible = |problem: &str| CatalogueError::Dose {
        exercise: wire.id.clone(),
        problem: problem.to_owned(),
    };
    let dose = &wire.dose;
    let amount = match (dose.reps, dose.hold_s, dose.tempo_s) {
        (Some(range), None, Some(tempo_s)) if tempo_s > 0.0 => Amount::Reps { range, tempo_s },
        (Some(_), None, _) => return Err(impossible("repetitions need a `tempo_s` above 0")),
        (None, Some(range), None) => Amount::Hold(range),
        (None, Some(_), Some(_)) => return Err(impossible("a hold has no `tempo_s`")),
        _ => return Err(impossible("give either `reps` or `hold_s`")),
    };
    let (range, most) = match amount {
        Amount::Reps { range, .. } => (range, 100),
        Amount::Hold(range) => (range, 600),
    };
    if range[0] == 0 || range[0] > range[1] || range[1] > most {
        return Err(impossible(
            "the range must rise from at least 1 and stay below 100 repetitions or 600 s",
        ));
    }
    if dose.sets[0] == 0 || dose.sets[0] > dose.sets[1] || dose.sets[1] > 10 {
        return Err(impossible("sets must rise from at least 1 to at most 10"));
    }
    if !(0.0..=600.0).contains(&dose.rest_s) {
        return Err(impossible("`rest_s` must be between 0 and 600"));
    }
    let present = |name: &str| match name {
        "sets" => true,
        "reps" => dose.reps.is_some(),
        "hold_s" => dose.hold_s.is_some(),
        _ => false,
    };
    if !dose.stated.iter().all(|name| present(name)) {
        return Err(impossible("`stated` may name `sets` and the range that is given"));
    }
    if dose.stated.is_empty() != dose.source.is_none() {
        return Err(impossible("`source` and `stated` go together"));
    }
    Ok(Exercise {
        dose: Dose {
            sets: dose.sets,
            amount,
            rest_s: dose.rest_s,
            source: wire.dose.source,
            stated: wire.dose.stated,
        },
        id: wire.id,
        name: wire.name,
        aliases: wire.aliases,
        muscles: wire.muscles,
        category: wire.category,
        block: wire.block,
        origin: wire.origin,
        each_side: wire.sides == WireSides::Each,
        equipment: wire.equipment,
        how: wire.how,
        feel: wire.feel,
        stop: wire.stop,
        mistakes: wire.mistakes,
        avoid_if: wire.avoid_if,
        easier: Vec::new(),
        harder: wire.harder.into_iter().map(|s| Step { id: s.id, gate: s.gate }).collect(),
        sources: wire.sources,
    })
}

impl Catalogue {
    /// The easier forms are the harder ones read backwards.
    fn fill_easier(&mut self) {
        let steps: Vec<(String, String)> = self
            .exercises
            .values()
            .flat_map(|e| e.harder.iter().map(|s| (s.id.clone(), e.id.clone())))
            .collect();
        for (harder, easier) in steps {
            if let Some(exercise) = self.exercises.get_mut(&harder) {
                exercise.easier.push(easier);
            }
        }
    }
}
