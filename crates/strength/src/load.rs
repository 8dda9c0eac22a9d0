//! How the numbers of a plan move from week to week.

use serde::{Deserialize, Serialize};

use super::AddOnSide;
use super::adapt::{Choice, WeakSide};
use super::catalogue::Amount;
use super::progress::{Volume, grow};
use super::rules::{DosesThen, Phase, PlanRules};
use super::session::Line;
use crate::metrics::Side;

/// The numbers of one exercise at one step of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct StepDose {
    /// Sets, for each side of one-sided exercises.
    pub sets: u32,
    /// Repetitions or seconds of all sets together, for each side.
    pub total: u32,
    /// Seconds rather than repetitions.
    pub held: bool,
    /// One more set on the weaker side.
    pub extra_set: bool,
    /// In words, e.g. `1 set of 13 and 1 set of 12, each side`.
    pub words: String,
}

/// The numbers of a line of a session, step by step, until they reach the upper
/// end of its range or a step would be larger than the rule allows. They begin
/// with what was last done, where a log says it, else at the level's share of
/// the range.
pub(super) fn doses(line: &Line, choice: &Choice, rules: &PlanRules) -> Vec<StepDose> {
    let (Amount::Reps { range: [low, top], .. } | Amount::Hold([low, top])) =
        line.exercise.dose.amount;
    let done = choice.begun.get(&line.exercise.id);
    let usual = low + (f64::from(top.saturating_sub(low)) * choice.level.start).floor() as u32;
    let per_set = |v: &Volume| v.total.checked_div(v.sets).unwrap_or(0).clamp(1, top);
    let first = done.map_or(usual, per_set);
    let load_kg = done.map_or(0.0, |v| v.load_kg);
    let sets = line.sets.max(1);
    let dose = |total: u32, extra_set: bool| StepDose {
        sets,
        total,
        held: matches!(line.exercise.dose.amount, Amount::Hold(_)),
        extra_set,
        words: words(line, sets, total, load_kg, extra_set),
    };
    let mut total = sets * first;
    let mut all = vec![dose(total, false)];
    let extra = line.extra.is_some();
    if extra {
        all.push(dose(total, true));
    }
    while let Some(next) = grow(total, rules.coaching.progression.step.percent) {
        let next = next.min(sets * top);
        if next <= total {
            break;
        }
        total = next;
        all.push(dose(total, extra));
    }
    all
}

/// `2 sets of 13 s, each side, left first`.
fn words(line: &Line, sets: u32, total: u32, load_kg: f64, extra_set: bool) -> String {
    let unit = if matches!(line.exercise.dose.amount, Amount::Hold(_)) { " s" } else { "" };
    let of =
        |n: u32, amount: u32| format!("{n} set{} of {amount}{unit}", if n == 1 { "" } else { "s" });
    let (per_set, over) = (total / sets, total % sets);
    let mut text = match over {
        0 => of(sets, per_set),
        _ => format!("{} and {}", of(over, per_set + 1), of(sets - over, per_set)),
    };
    if load_kg > 0.0 {
        text += &format!(" with {load_kg} kg");
    }
    text += match line.side {
        AddOnSide::Both => "",
        AddOnSide::Each => ", each side",
        AddOnSide::LeftFirst => ", each side, left first",
        AddOnSide::RightFirst => ", each side, right first",
    };
    if let Some(side) = line.extra.filter(|_| extra_set) {
        text += &format!(", then 1 more set of {per_set}{unit} on the {}", side_name(side));
    }
    text
}

/// `left` or `right`.
pub(super) fn side_name(side: Side) -> &'static str {
    match side {
        Side::Left => "left",
        Side::Right => "right",
    }
}

/// The side one-sided exercises begin with, and whether it gets one more set.
pub(super) fn side_of(each_side: bool, weak: Option<WeakSide>) -> (AddOnSide, Option<Side>) {
    match weak {
        _ if !each_side => (AddOnSide::Both, None),
        None => (AddOnSide::Each, None),
        Some(weak) => {
            let first = match weak.side {
                Side::Left => AddOnSide::LeftFirst,
                Side::Right => AddOnSide::RightFirst,
            };
            (first, weak.extra_set.then_some(weak.side))
        }
    }
}

/// What a week is like, before its numbers are known.
pub(super) struct WeekFacts<'a> {
    pub phase: &'a Phase,
    /// First weeks of a beginner.
    pub onboarding: bool,
    /// A session longer than those of the first weeks.
    pub longer: bool,
    /// Sore, or without a session: nothing grows.
    pub rests: bool,
    /// Made lighter by [`Load::lighter`].
    pub lighter: bool,
}

/// Where the numbers stand while a plan is made, week after week.
pub(super) struct Load<'a> {
    rules: &'a PlanRules,
    /// Step of the numbers.
    step: usize,
    /// Weeks at this step.
    at_step: usize,
    /// Weeks since the last lighter one.
    since_lighter: usize,
    was_low: bool,
    was_onboarding: bool,
    said_full: bool,
}

impl<'a> Load<'a> {
    pub fn new(rules: &'a PlanRules) -> Self {
        Load {
            rules,
            step: 0,
            at_step: 0,
            since_lighter: 0,
            was_low: false,
            was_onboarding: false,
            said_full: false,
        }
    }

    /// Whether the coming week is a lighter one.
    pub fn lighter(&self, phase: &Phase, onboarding: bool) -> bool {
        let grows = phase.doses == DosesThen::Grow && !onboarding;
        grows && self.since_lighter >= self.rules.season.doses.lighter_after
    }

    /// Step of the numbers in the coming week, and what is new in it.
    /// `can_grow` says whether any exercise has numbers above a step.
    pub fn week(
        &mut self,
        facts: &WeekFacts,
        can_grow: impl Fn(usize) -> bool,
    ) -> (usize, Option<String>) {
        let texts = &self.rules.season.doses;
        if facts.lighter {
            self.since_lighter = 0;
            return (0, Some(texts.lighter.clone()));
        }
        match facts.phase.doses {
            DosesThen::Low => {
                self.was_low = true;
                self.since_lighter = 0;
                (0, None)
            }
            _ if facts.onboarding => {
                self.was_onboarding = true;
                (0, None)
            }
            DosesThen::Hold => (self.step, None),
            _ if facts.rests => (self.step, None),
            then => {
                let note = self.forward(then, facts.longer, can_grow);
                self.at_step += 1;
                self.since_lighter += 1;
                (self.step, note)
            }
        }
    }

    fn forward(
        &mut self,
        then: DosesThen,
        longer: bool,
        can_grow: impl Fn(usize) -> bool,
    ) -> Option<String> {
        let texts = &self.rules.season.doses;
        if std::mem::take(&mut self.was_onboarding) {
            return longer.then(|| texts.longer.clone());
        }
        if std::mem::take(&mut self.was_low) && self.step > 0 {
            self.step = self.step.saturating_sub(texts.back_after_low);
            self.at_step = 0;
            return Some(texts.back.clone());
        }
        let due = self.at_step >= self.rules.coaching.progression.step.weeks[0] as usize;
        if !due {
            return None;
        }
        if then == DosesThen::Effort {
            self.at_step = 0;
            return Some(texts.effort.clone());
        }
        if can_grow(self.step) {
            self.step += 1;
            self.at_step = 0;
            return Some(texts.up.clone());
        }
        (!std::mem::replace(&mut self.said_full, true)).then(|| texts.full.clone())
    }
}
