//! The gates between an exercise and its harder forms.

use jiff::civil::Date;

use super::sessions::{Session, sessions};
use super::{Coaching, GateRule};
use crate::log::Log;
use crate::mileage::monday;
use crate::{Catalogue, Exercise};

/// Whether the numbers of a gate were reached: how well, the runner must say.
pub(super) fn gate_reached(
    exercise: &Exercise,
    to: &str,
    sessions: &[Session],
    log: &Log,
    catalogue: &Catalogue,
    coaching: &Coaching,
) -> bool {
    let rules = &coaching.progression;
    let rule = rules.ladder.gates.iter().find(|g| g.from == exercise.id && g.to == to);
    let sets = rule.and_then(|r| r.sets).unwrap_or(exercise.dose.sets[0]);
    let amount = rule.and_then(|r| r.amount).unwrap_or(exercise.top());
    let good: Vec<&Session> = sessions.iter().filter(|s| s.is_good(&rules.hold)).collect();
    let full = good.iter().filter(|s| s.sets >= sets && s.per_set() >= amount).count();
    let mut mondays: Vec<Date> = good.iter().map(|s| monday(s.date)).collect();
    mondays.dedup();
    full >= rules.ladder.gate_sessions
        && mondays.len() >= rule.map_or(0, |r| r.weeks as usize)
        && rule.is_none_or(|r| also_reached(r, log, catalogue, coaching))
}

fn also_reached(rule: &GateRule, log: &Log, catalogue: &Catalogue, coaching: &Coaching) -> bool {
    let Some(also) = &rule.also else { return true };
    let exercise = catalogue.exercises.get(&also.exercise);
    exercise.is_some_and(|e| {
        let good = |s: &Session| s.is_good(&coaching.progression.hold);
        sessions(log, e).iter().any(|s| good(s) && s.per_set() >= also.amount)
    })
}
