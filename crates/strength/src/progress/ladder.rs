//! Which form of an exercise is the right one now: up the ladder as far as its
//! gates are open, and on to the next branch where one is at its end.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Coaching;
use super::dose::grows_in_place;
use super::gates::{gate_reached, mastered};
use super::sessions::{Diary, Session};
use crate::results::days_between;
use crate::{Catalogue, Category, Exercise};

/// Who asks what comes next.
#[derive(Clone, Copy)]
pub struct Runner<'a> {
    /// Equipment at hand.
    pub equipment: &'a [String],
    /// Stages taken as passed, by id: the level says so.
    pub declared: &'a [String],
    /// Whether an exercise may be done at all: pain, wishes, kind of session.
    pub may: &'a dyn Fn(&Exercise) -> bool,
    /// One-sided work gets one more set on the weaker leg after some weeks.
    pub extra_set: bool,
    /// Nothing new begins in these days.
    pub held: bool,
}

impl std::fmt::Debug for Runner<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Runner").field("equipment", &self.equipment).finish_non_exhaustive()
    }
}

/// Everything an answer to "what next" rests on.
#[derive(Debug)]
pub struct Desk<'a> {
    pub(super) diary: &'a Diary,
    pub(super) today: Date,
    pub(super) catalogue: &'a Catalogue,
    pub(super) coaching: &'a Coaching,
    pub(super) runner: Runner<'a>,
    /// Stages passed.
    passed: Vec<bool>,
    /// Exercises at the upper end of their dose.
    mastered: BTreeSet<&'a str>,
}

/// Where a ladder leads.
enum Rung<'a> {
    /// To this form.
    At(&'a Exercise),
    /// All that is open has been mastered; this is the hardest.
    Full(&'a Exercise),
    /// To nothing that may be done.
    Nowhere,
}

impl<'a> Desk<'a> {
    /// The desk on a day.
    pub fn new(
        diary: &'a Diary,
        today: Date,
        catalogue: &'a Catalogue,
        coaching: &'a Coaching,
        runner: Runner<'a>,
    ) -> Self {
        let stages = &coaching.stages;
        let all = catalogue.exercises.values();
        let mastered: BTreeSet<&str> =
            all.filter(|e| mastered(e, diary, coaching)).map(|e| e.id.as_str()).collect();
        let mut passed: Vec<bool> =
            stages.stages.iter().map(|s| runner.declared.contains(&s.id)).collect();
        for id in &mastered {
            let stage = stages.of_exercise.get(*id).and_then(|i| passed.get_mut(*i));
            stage.into_iter().for_each(|slot| *slot = true);
        }
        Desk { diary, today, catalogue, coaching, runner, passed, mastered }
    }

    /// Names of the stages that keep an exercise closed.
    pub fn closed_by(&self, exercise: &str) -> Vec<&'a str> {
        self.coaching.stages.closed_by(exercise, &self.passed)
    }

    /// Whether the exercise can and may be done.
    pub(super) fn possible(&self, exercise: &Exercise) -> bool {
        exercise.possible_with(self.runner.equipment) && (self.runner.may)(exercise)
    }

    /// Whether the upper end of its dose was reached.
    pub fn is_mastered(&self, exercise: &Exercise) -> bool {
        self.mastered.contains(exercise.id.as_str())
    }

    /// Whether the numbers of the gate and the stages open the harder form.
    pub(super) fn is_open(&self, from: &Exercise, to: &str) -> bool {
        self.closed_by(to).is_empty()
            && gate_reached(from, to, self.diary, self.coaching)
            && !self.set_back(to)
    }

    /// Whether an exercise that the level alone would leave out is open by what
    /// was done: it is in the diary, or a gate to it was reached.
    pub fn opened(&self, exercise: &Exercise) -> bool {
        let from = exercise.easier.iter().filter_map(|id| self.catalogue.exercises.get(id));
        let closed = needs_stages(exercise) && !self.closed_by(&exercise.id).is_empty();
        !closed
            && (!self.diary.sessions(&exercise.id).is_empty()
                || from.into_iter().any(|e| self.is_open(e, &exercise.id)))
    }

    /// The form to do now, starting from one that may be done.
    pub fn rung(&self, id: &str) -> Option<&'a Exercise> {
        let exercise = self.catalogue.exercises.get(id)?;
        match self.walk(exercise, &mut BTreeSet::new()) {
            Rung::At(found) => Some(found),
            Rung::Full(hardest) => {
                let stays = self
                    .settled(hardest)
                    .map_or(true, |base| grows_in_place(hardest, base, self.coaching));
                Some(self.other(hardest).filter(|_| !stays).unwrap_or(hardest))
            }
            Rung::Nowhere => None,
        }
    }

    fn walk(&self, from: &'a Exercise, seen: &mut BTreeSet<&'a str>) -> Rung<'a> {
        if !seen.insert(&from.id) || !self.possible(from) {
            return Rung::Nowhere;
        }
        // A form that belongs to another part of the session does not take the place.
        let stays =
            |step: &&Exercise| step.block == from.block || step.category == Category::Plyometric;
        let steps = from.harder.iter().filter_map(|s| self.catalogue.exercises.get(&s.id));
        let steps = steps.filter(stays);
        let done = self.is_mastered(from);
        let free = done && self.settled(from).is_ok();
        let mut full = from;
        for step in steps {
            if !(self.taken_up(from, step) || (free && self.is_open(from, &step.id))) {
                continue;
            }
            match self.walk(step, seen) {
                Rung::At(found) => return Rung::At(found),
                Rung::Full(hardest) => full = hardest,
                Rung::Nowhere => {}
            }
        }
        if done || full.id != from.id { Rung::Full(full) } else { Rung::At(from) }
    }

    /// The harder form was done since, and it went well enough to stay with it.
    fn taken_up(&self, from: &Exercise, step: &Exercise) -> bool {
        let last = |id: &str| self.diary.sessions(id).last().map(|s| s.date);
        let since = last(&step.id).is_some_and(|day| last(&from.id).is_none_or(|d| day >= d));
        let closed = needs_stages(step) && !self.closed_by(&step.id).is_empty();
        since && !closed && !self.set_back(&step.id)
    }

    /// Too hard twice in a row at its lowest dose: the easier form again for a while.
    fn set_back(&self, id: &str) -> bool {
        let Some(exercise) = self.catalogue.exercises.get(id) else { return false };
        let [.., before, last] = self.diary.sessions(id) else { return false };
        let rules = &self.coaching.progression;
        let low = exercise.dose.sets[0] * exercise.range()[0];
        let hard = |s: &Session| !s.is_steady(&rules.hold);
        let weeks = i64::from(7 * rules.pace.set_back_weeks);
        hard(before)
            && hard(last)
            && last.total <= low
            && days_between(last.date, self.today) <= weeks
    }

    /// Another exercise of the same kind, where all that is open was mastered.
    fn other(&self, full: &Exercise) -> Option<&'a Exercise> {
        let fits = |e: &&Exercise| {
            e.block == full.block
                && e.category == full.category
                && e.category != Category::Plyometric
                && e.id != full.id
                && !self.is_mastered(e)
                && self.possible(e)
                && self.closed_by(&e.id).is_empty()
                && (e.easier.is_empty() || self.opened(e))
        };
        self.catalogue.exercises.values().find(fits)
    }
}

/// Kinds of work that no level takes up before its stages are passed.
pub(crate) fn needs_stages(exercise: &Exercise) -> bool {
    use Category::{Eccentric, Endurance, Plyometric};
    matches!(exercise.category, Eccentric | Endurance | Plyometric)
}
