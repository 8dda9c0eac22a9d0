//! The catalogue as one runner may use it: level, equipment, pain, wishes and
//! terrain decide which exercises are in it and which come first.

use super::catalogue::{Block, Catalogue, Category, Exercise};
use super::progress::{Desk, needs_stages};
use super::rules::{Level, Part, PlanRules, Terrain};
use crate::metrics::Side;

/// What decides which exercises a runner gets, ids checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice<'a> {
    /// How far along with strength work.
    pub level: &'a Level,
    /// Painful parts.
    pub pains: Vec<&'a Part>,
    /// Back after being hurt: no jumps.
    pub returning: bool,
    /// Exercises not wanted.
    pub avoid: Vec<String>,
    /// Exercises wanted first.
    pub prefer: Vec<String>,
    /// Where the runner runs.
    pub terrains: Vec<&'a Terrain>,
    /// Equipment at hand.
    pub equipment: Vec<String>,
    /// The leg that did less when the runner tested both.
    pub weak_side: Option<WeakSide>,
}

/// The leg that did less when the runner tested both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeakSide {
    /// Which.
    pub side: Side,
    /// Whether it gets one more set.
    pub extra_set: bool,
}

/// Why an exercise is not for this runner now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withheld {
    /// The runner does not want it.
    Avoided,
    /// Pain, or coming back after being hurt.
    Pain,
    /// A later step than the level has reached.
    Level,
    /// Too hard for a lighter session.
    Light,
}

impl Choice<'_> {
    /// Whether pain, or coming back from it, asks for care: left-right differences
    /// may then be the pain's doing.
    pub fn careful(&self) -> bool {
        self.returning || !self.pains.is_empty()
    }

    /// Why the exercise is left out whatever was trained so far, if it is. `light`
    /// asks for the lighter session.
    pub fn barred(&self, exercise: &Exercise, rules: &PlanRules, light: bool) -> Option<Withheld> {
        let selection = &rules.selection;
        let is = |categories: &[Category]| categories.contains(&exercise.category);
        let hurts = |part: &&Part| {
            (part.blocks.contains(&exercise.block) && exercise.category != Category::Activation)
                || is(&part.without_categories)
                || part.without.contains(&exercise.id)
        };
        let jumps = self.careful() && is(&selection.pain.without_categories);
        if self.avoid.contains(&exercise.id) {
            Some(Withheld::Avoided)
        } else if jumps || self.pains.iter().any(hurts) {
            Some(Withheld::Pain)
        } else if light && selection.light.leaves_out(exercise) {
            Some(Withheld::Light)
        } else {
            None
        }
    }

    /// Why the exercise is left out now: what bars it, or the level, unless the
    /// runner has worked up to it.
    pub fn withheld(
        &self,
        exercise: &Exercise,
        rules: &PlanRules,
        desk: &Desk,
        light: bool,
    ) -> Option<Withheld> {
        let level = self.level;
        let later = level.without_categories.contains(&exercise.category)
            || exercise.equipment.iter().any(|e| level.without_equipment.contains(e))
            || level.without.contains(&exercise.id)
            || (needs_stages(exercise) && !desk.closed_by(&exercise.id).is_empty());
        match self.barred(exercise, rules, light) {
            None if later && !desk.opened(exercise) => Some(Withheld::Level),
            other => other,
        }
    }

    /// The catalogue for this runner, each exercise at the form that is right now. Links keep their meaning: where a step is
    /// too hard, the nearest easier one stands in; where the work is withheld
    /// for pain, nothing does.
    pub fn adapt(
        &self,
        catalogue: &Catalogue,
        rules: &PlanRules,
        desk: &Desk,
        light: bool,
    ) -> Catalogue {
        let ground = Ground { catalogue, rules, desk, light };
        let verdict = |id: &str| {
            catalogue.exercises.get(id).and_then(|e| self.withheld(e, rules, desk, light))
        };
        let mut own = catalogue.clone();
        for link in &mut own.links {
            let mut ids: Vec<String> = Vec::new();
            let preferred = link
                .later
                .iter()
                .filter(|id| self.prefer.contains(id))
                .cloned()
                .collect::<Vec<_>>();
            let mut named = link.exercises.clone();
            if self.level.unlock_later && !light {
                let place = named.len().min(1);
                named.splice(place..place, link.later.iter().cloned());
            }
            named.splice(0..0, preferred);
            named.sort_by_key(|id| !self.prefer.contains(id));
            for id in &named {
                let stands_in = match verdict(id) {
                    None => vec![id.clone()],
                    Some(Withheld::Level | Withheld::Light) => self.easier(id, &ground),
                    Some(Withheld::Avoided | Withheld::Pain) => Vec::new(),
                };
                for id in stands_in.iter().map(|id| ground.now(id)) {
                    if !ids.contains(&id) {
                        ids.push(id);
                    }
                }
            }
            link.exercises = ids;
        }
        for template in &mut own.session.templates {
            for part in &mut template.blocks {
                part.defaults = self.defaults(part.area, &ground);
            }
        }
        own.exercises.retain(|id, _| verdict(id).is_none());
        own
    }

    /// What fills a part of a session, best first.
    fn defaults(&self, area: Block, ground: &Ground) -> Vec<String> {
        let catalogue = ground.catalogue;
        let terrain = self.terrains.iter().flat_map(|t| &t.first);
        let usual = self.level.defaults.get(&area).into_iter().flatten();
        let mut ids: Vec<String> = Vec::new();
        for id in self.prefer.iter().chain(terrain).chain(usual) {
            let Some(exercise) = catalogue.exercises.get(id).filter(|e| e.block == area) else {
                continue;
            };
            let possible = exercise.category != Category::Activation
                && self.withheld(exercise, ground.rules, ground.desk, ground.light).is_none();
            let now = ground.now(id);
            let here = catalogue.exercises.get(&now).is_some_and(|e| e.block == area);
            let id = if here { &now } else { id };
            if possible && !ids.contains(id) {
                ids.push(id.clone());
            }
        }
        ids
    }

    /// The nearest easier steps that are not withheld.
    fn easier(&self, id: &str, ground: &Ground) -> Vec<String> {
        let Ground { catalogue, rules, desk, light } = *ground;
        let mut rung = vec![id.to_owned()];
        // Ladders end, so each round gets shorter or stops.
        for _ in 0..catalogue.exercises.len() {
            let below: Vec<&Exercise> = rung
                .iter()
                .filter_map(|id| catalogue.exercises.get(id))
                .flat_map(|e| e.easier.iter().filter_map(|id| catalogue.exercises.get(id)))
                .collect();
            let free: Vec<String> = below
                .iter()
                .filter(|e| {
                    self.withheld(e, rules, desk, light).is_none()
                        && e.possible_with(&self.equipment)
                })
                .map(|e| e.id.clone())
                .collect();
            if !free.is_empty() || below.is_empty() {
                return free;
            }
            rung = below.iter().map(|e| e.id.clone()).collect();
        }
        Vec::new()
    }
}

/// What adapting rests on beside the runner.
#[derive(Clone, Copy)]
struct Ground<'a> {
    catalogue: &'a Catalogue,
    rules: &'a PlanRules,
    desk: &'a Desk<'a>,
    light: bool,
}

impl Ground<'_> {
    /// The form of an exercise that is right now.
    fn now(&self, id: &str) -> String {
        self.desk.rung(id).map_or_else(|| id.to_owned(), |e| e.id.clone())
    }
}
