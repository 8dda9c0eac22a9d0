//! What the files of a catalogue must agree on.

use std::collections::BTreeSet;

use super::catalogue::{Block, Catalogue, Exercise};
use super::error::CatalogueError;
use super::wire::{EXERCISES, LINKS, SESSION, TEXTS, unique};
use crate::form::Rules;

/// Every id resolves, every entry has a source, ladders end, nothing is unreachable.
pub(super) fn check(
    catalogue: &Catalogue,
    rules: &Rules,
    evidence_sources: &[String],
) -> Result<(), CatalogueError> {
    catalogue.check_sources(TEXTS, "evidence", evidence_sources)?;
    catalogue.check_texts()?;
    catalogue.check_exercises()?;
    catalogue.check_links(rules)?;
    catalogue.check_session()?;
    catalogue.check_ladders()?;
    catalogue.check_reachable()
}

impl Catalogue {
    pub(super) fn check_sources(
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

    pub(super) fn check_exercise_id(
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
}

fn unknown(file: &'static str, entry: &str, kind: &'static str, id: &str) -> CatalogueError {
    CatalogueError::Unknown { file, entry: entry.to_owned(), kind, unknown: id.to_owned() }
}

fn invalid(file: &'static str, entry: &str, problem: &str) -> CatalogueError {
    CatalogueError::Invalid { file, entry: entry.to_owned(), problem: problem.to_owned() }
}
