//! Seven kinds of strength work in the order they build on each other.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::Catalogue;
use super::log::Log;
use super::progress::Coaching;
use crate::progress::{Diary, mastered};

/// The stages in order, and which exercise belongs where.
#[derive(Debug, Clone, PartialEq)]
pub struct Stages {
    /// In order.
    pub stages: Vec<Stage>,
    /// Index into `stages` by exercise id; exercises that go with every stage are
    /// not in it.
    pub of_exercise: BTreeMap<String, usize>,
    /// Source id.
    pub source: String,
}

/// One stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// What it is for.
    pub aim: String,
    /// Indices of the stages that must have been passed before.
    pub requires: Vec<usize>,
}

/// Where a runner stands in a stage.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct StageState {
    /// Id.
    pub stage: String,
    /// Name.
    pub name: String,
    /// What it is for.
    pub aim: String,
    /// Sessions with an exercise of it.
    pub sessions: usize,
    /// The upper end of a dose was reached, without pain and in form.
    pub passed: bool,
    /// Names of the stages that must be passed before it opens.
    pub waits_for: Vec<String>,
}

impl Stages {
    /// The stage of an exercise.
    pub fn of(&self, exercise: &str) -> Option<&Stage> {
        self.of_exercise.get(exercise).and_then(|i| self.stages.get(*i))
    }

    /// Whether each stage was passed: an exercise of it reached the upper end of
    /// its dose in enough sessions, free of pain and in good form.
    pub fn passed(&self, diary: &Diary, catalogue: &Catalogue, coaching: &Coaching) -> Vec<bool> {
        let mut passed = vec![false; self.stages.len()];
        for (id, stage) in &self.of_exercise {
            if let (Some(exercise), Some(slot)) =
                (catalogue.exercises.get(id), passed.get_mut(*stage))
            {
                *slot |= !*slot && mastered(exercise, diary, coaching);
            }
        }
        passed
    }

    /// Names of the stages that keep an exercise closed.
    pub fn closed_by(&self, exercise: &str, passed: &[bool]) -> Vec<&str> {
        let requires = self.of(exercise).map_or(&[] as &[usize], |s| &s.requires);
        requires
            .iter()
            .filter(|i| !passed.get(**i).copied().unwrap_or(false))
            .filter_map(|i| self.stages.get(*i).map(|s| s.name.as_str()))
            .collect()
    }
}

/// Where the runner stands in every stage, in order.
pub fn stage_states(log: &Log, catalogue: &Catalogue, coaching: &Coaching) -> Vec<StageState> {
    let stages = &coaching.stages;
    let diary = Diary::of(log, Date::MAX);
    let passed = stages.passed(&diary, catalogue, coaching);
    let state = |(i, stage): (usize, &Stage)| {
        let mut days: Vec<_> = log
            .strength()
            .filter(|(_, s)| stages.of_exercise.get(&s.exercise) == Some(&i))
            .map(|(e, _)| e.date)
            .collect();
        days.dedup();
        StageState {
            stage: stage.id.clone(),
            name: stage.name.clone(),
            aim: stage.aim.clone(),
            sessions: days.len(),
            passed: passed.get(i).copied().unwrap_or(false),
            waits_for: stage
                .requires
                .iter()
                .filter(|r| !passed.get(**r).copied().unwrap_or(false))
                .filter_map(|r| stages.stages.get(*r).map(|s| s.name.clone()))
                .collect(),
        }
    };
    stages.stages.iter().enumerate().map(state).collect()
}
