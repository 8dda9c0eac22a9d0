//! The catalogue as one runner may use it: level, equipment, pain, wishes and
//! terrain decide which exercises are in it and which come first.

use std::collections::BTreeMap;

use super::catalogue::{Block, Catalogue, Category, Exercise};
use super::progress::Volume;
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
    /// What was last done of exercises, by id: the plan begins there.
    pub begun: BTreeMap<String, Volume>,
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

    /// Why the exercise is left out, if it is. `light` asks for the lighter session.
    pub fn withheld(
        &self,
        exercise: &Exercise,
        rules: &PlanRules,
        light: bool,
    ) -> Option<Withheld> {
        let selection = &rules.selection;
        let needs = |items: &[String]| exercise.equipment.iter().any(|e| items.contains(e));
        let is = |categories: &[Category]| categories.contains(&exercise.category);
        let hurts = |part: &&Part| {
            (part.blocks.contains(&exercise.block) && exercise.category != Category::Activation)
                || is(&part.without_categories)
                || part.without.contains(&exercise.id)
        };
        let jumps = self.careful() && is(&selection.pain.without_categories);
        let level = self.level;
        if self.avoid.contains(&exercise.id) {
            Some(Withheld::Avoided)
        } else if jumps || self.pains.iter().any(hurts) {
            Some(Withheld::Pain)
        } else if is(&level.without_categories)
            || needs(&level.without_equipment)
            || level.without.contains(&exercise.id)
        {
            Some(Withheld::Level)
        } else if light
            && (is(&selection.light.without_categories)
                || needs(&selection.light.without_equipment))
        {
            Some(Withheld::Light)
        } else {
            None
        }
    }

    /// The catalogue for this runner. Links keep their meaning: where a step is
    /// too hard, the nearest easier one stands in; where the work is withheld
    /// for pain, nothing does.
    pub fn adapt(&self, catalogue: &Catalogue, rules: &PlanRules, light: bool) -> Catalogue {
        let verdict =
            |id: &str| catalogue.exercises.get(id).and_then(|e| self.withheld(e, rules, light));
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
                    Some(Withheld::Level | Withheld::Light) => {
                        self.easier(id, catalogue, rules, light)
                    }
                    Some(Withheld::Avoided | Withheld::Pain) => Vec::new(),
                };
                for id in stands_in {
                    if !ids.contains(&id) {
                        ids.push(id);
                    }
                }
            }
            link.exercises = ids;
        }
        for template in &mut own.session.templates {
            for part in &mut template.blocks {
                part.defaults = self.defaults(part.area, catalogue, rules, light);
            }
        }
        own.exercises.retain(|id, _| verdict(id).is_none());
        own
    }

    /// What fills a part of a session, best first.
    fn defaults(
        &self,
        area: Block,
        catalogue: &Catalogue,
        rules: &PlanRules,
        light: bool,
    ) -> Vec<String> {
        let terrain = self.terrains.iter().flat_map(|t| &t.first);
        let usual = self.level.defaults.get(&area).into_iter().flatten();
        let mut ids: Vec<String> = Vec::new();
        for id in self.prefer.iter().chain(terrain).chain(usual) {
            let Some(exercise) = catalogue.exercises.get(id).filter(|e| e.block == area) else {
                continue;
            };
            let possible = exercise.category != Category::Activation
                && self.withheld(exercise, rules, light).is_none();
            if possible && !ids.contains(id) {
                ids.push(id.clone());
            }
        }
        ids
    }

    /// The nearest easier steps that are not withheld.
    fn easier(
        &self,
        id: &str,
        catalogue: &Catalogue,
        rules: &PlanRules,
        light: bool,
    ) -> Vec<String> {
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
                    self.withheld(e, rules, light).is_none() && e.possible_with(&self.equipment)
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
