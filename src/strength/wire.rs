//! TOML → [`Catalogue`]: what serde reads, and the checks it must pass.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::catalogue::{
    Amount, Block, Catalogue, CatalogueError, Category, Deficit, Dose, Equipment, Exercise, Files,
    LeaveOut, Link, Origin, SessionRules, Source, Step,
};
use crate::form::Rules;

const EXERCISES: &str = "exercises";
const LINKS: &str = "links";
const SOURCES: &str = "sources";
const SESSION: &str = "session";
const TEXTS: &str = "texts";

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
enum WireSides {
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
    let exercises: WireExercises = parse(EXERCISES, files.exercises)?;
    let links: WireLinks = parse(LINKS, files.links)?;
    let session: SessionRules = parse(SESSION, files.session)?;
    let texts: WireTexts = parse(TEXTS, files.texts)?;

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
    catalogue.check_sources(TEXTS, "evidence", &texts.evidence_sources)?;
    catalogue.check_texts()?;
    catalogue.check_exercises()?;
    catalogue.check_links(rules)?;
    catalogue.check_session()?;
    catalogue.check_ladders()?;
    catalogue.check_reachable()?;
    catalogue.fill_easier();
    Ok(catalogue)
}

fn parse<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<T, CatalogueError> {
    toml::from_str(text).map_err(|e| CatalogueError::Parse { file, message: e.to_string() })
}

fn unique<'a>(
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
    fn check_sources(
        &self,
        file: &'static str,
        entry: &str,
        named: &[String],
    ) -> Result<(), CatalogueError> {
        if named.is_empty() {
            return Err(CatalogueError::NoSource { file, entry: entry.to_owned() });
        }
        for id in named {
            if !self.sources.contains_key(id) {
                return Err(unknown(file, entry, "source", id));
            }
        }
        Ok(())
    }

    fn check_exercise_id(
        &self,
        file: &'static str,
        entry: &str,
        id: &str,
    ) -> Result<&Exercise, CatalogueError> {
        self.exercises.get(id).ok_or_else(|| unknown(file, entry, "exercise", id))
    }

    fn check_texts(&self) -> Result<(), CatalogueError> {
        for (entry, text) in [
            ("evidence", &self.evidence),
            ("nothing_found", &self.nothing_found),
            ("safety", &self.safety),
        ] {
            if text.trim().is_empty() {
                return Err(invalid(TEXTS, entry, "must not be empty"));
            }
        }
        Ok(())
    }

    fn check_exercises(&self) -> Result<(), CatalogueError> {
        for item in &self.leave_out {
            self.check_sources(EXERCISES, &item.id, std::slice::from_ref(&item.source))?;
        }
        for (id, exercise) in &self.exercises {
            self.check_sources(EXERCISES, id, &exercise.sources)?;
            if let Some(source) = &exercise.dose.source {
                self.check_sources(EXERCISES, id, std::slice::from_ref(source))?;
            }
            if let Some(item) = self.unknown_equipment(&exercise.equipment) {
                return Err(unknown(EXERCISES, id, "equipment", item));
            }
            for step in &exercise.harder {
                self.check_exercise_id(EXERCISES, id, &step.id)?;
                if step.gate.trim().is_empty() {
                    return Err(invalid(EXERCISES, id, "every harder form needs a `gate`"));
                }
            }
            let texts = [&exercise.name, &exercise.how, &exercise.feel, &exercise.stop];
            if texts.iter().any(|t| t.trim().is_empty()) || exercise.muscles.is_empty() {
                return Err(invalid(EXERCISES, id, "name, muscles, how, feel and stop are needed"));
            }
        }
        Ok(())
    }

    fn check_links(&self, rules: &Rules) -> Result<(), CatalogueError> {
        for link in &self.links {
            let entry = format!("{} → {}", link.breakdown, link.deficit);
            if rules.get(&link.breakdown).is_none() {
                return Err(unknown(LINKS, &entry, "breakdown", &link.breakdown));
            }
            if !self.deficits.contains_key(&link.deficit) {
                return Err(unknown(LINKS, &entry, "deficit", &link.deficit));
            }
            self.check_sources(LINKS, &entry, &link.sources)?;
            let mut body_weight = false;
            for id in &link.exercises {
                body_weight |= self.check_exercise_id(LINKS, &entry, id)?.equipment.is_empty();
            }
            for id in &link.later {
                self.check_exercise_id(LINKS, &entry, id)?;
            }
            if !body_weight {
                let problem = "`exercises` needs at least one that takes no equipment";
                return Err(invalid(LINKS, &entry, problem));
            }
            if link.why.trim().is_empty() {
                return Err(invalid(LINKS, &entry, "`why` must not be empty"));
            }
        }
        for rule in &rules.rules {
            if self.links_of(&rule.id).next().is_none() {
                return Err(CatalogueError::NoLink { breakdown: rule.id.clone() });
            }
            if !rule.sources.is_empty() {
                self.check_sources("breakdowns", &rule.id, &rule.sources)?;
            }
        }
        Ok(())
    }

    fn check_session(&self) -> Result<(), CatalogueError> {
        let templates = &self.session.templates;
        if templates.is_empty() || !templates.is_sorted_by(|a, b| a.minutes < b.minutes) {
            return Err(invalid(SESSION, "template", "give at least one, shortest first"));
        }
        unique(SESSION, templates.iter().map(|t| t.id.as_str()))?;
        for template in templates {
            self.check_sources(SESSION, &template.id, std::slice::from_ref(&template.source))?;
            let sum: f64 = template.blocks.iter().map(|b| b.minutes).sum();
            if (sum - template.minutes).abs() > 1e-9 {
                let problem = format!(
                    "its blocks take {sum} minutes, the template says {}; make them agree",
                    template.minutes
                );
                return Err(invalid(SESSION, &template.id, &problem));
            }
            let areas: Vec<Block> = template.blocks.iter().map(|b| b.area).collect();
            if areas.len() != Block::ALL.len() || !Block::ALL.iter().all(|a| areas.contains(a)) {
                let problem = "needs each of balance, hip, core and calf once";
                return Err(invalid(SESSION, &template.id, problem));
            }
            for block in &template.blocks {
                let entry = format!("{} {}", template.id, block.area.id());
                for id in &block.defaults {
                    if self.check_exercise_id(SESSION, &entry, id)?.block != block.area {
                        let problem = format!("`{id}` belongs to another part of the session");
                        return Err(invalid(SESSION, &entry, &problem));
                    }
                }
                let first = block.defaults.first().and_then(|id| self.exercises.get(id));
                if !first.is_some_and(|e| e.equipment.is_empty()) {
                    let problem = "the first of `defaults` must take no equipment";
                    return Err(invalid(SESSION, &entry, problem));
                }
            }
        }
        Ok(())
    }

    /// Depth-first over `harder`: meeting an exercise that is still open is a circle.
    fn check_ladders(&self) -> Result<(), CatalogueError> {
        fn visit<'a>(
            catalogue: &'a Catalogue,
            id: &'a str,
            open: &mut Vec<&'a str>,
            done: &mut BTreeSet<&'a str>,
        ) -> Result<(), CatalogueError> {
            if open.contains(&id) {
                return Err(CatalogueError::Cycle { exercise: id.to_owned() });
            }
            if done.contains(id) {
                return Ok(());
            }
            open.push(id);
            for step in catalogue.exercises.get(id).iter().flat_map(|e| &e.harder) {
                visit(catalogue, &step.id, open, done)?;
            }
            open.pop();
            done.insert(id);
            Ok(())
        }
        let mut done = BTreeSet::new();
        self.exercises.keys().try_for_each(|id| visit(self, id, &mut Vec::new(), &mut done))
    }

    fn check_reachable(&self) -> Result<(), CatalogueError> {
        let linked = self.links.iter().flat_map(|l| l.exercises.iter().chain(&l.later));
        let blocks = self.session.templates.iter().flat_map(|t| &t.blocks);
        let mut todo: Vec<&String> = linked.chain(blocks.flat_map(|b| &b.defaults)).collect();
        let mut reached = BTreeSet::new();
        while let Some(id) = todo.pop() {
            if reached.insert(id) {
                let steps = self.exercises.get(id).into_iter().flat_map(|e| &e.harder);
                todo.extend(steps.map(|s| &s.id));
            }
        }
        match self.exercises.keys().find(|id| !reached.contains(id)) {
            Some(id) => Err(CatalogueError::Unreachable { exercise: id.clone() }),
            None => Ok(()),
        }
    }

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

fn unknown(file: &'static str, entry: &str, kind: &'static str, id: &str) -> CatalogueError {
    CatalogueError::Unknown { file, entry: entry.to_owned(), kind, unknown: id.to_owned() }
}

fn invalid(file: &'static str, entry: &str, problem: &str) -> CatalogueError {
    CatalogueError::Invalid { file, entry: entry.to_owned(), problem: problem.to_owned() }
}
