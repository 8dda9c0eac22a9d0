//! The gates between an exercise and its harder forms.

use jiff::civil::Date;

use super::sessions::{Diary, Session};
use super::{Coaching, GateRule};
use crate::Exercise;
use crate::mileage::monday;

/// Whether the numbers of a gate were reached: how well, the runner must say.
pub(crate) fn gate_reached(
    exercise: &Exercise,
    to: &str,
    diary: &Diary,
    coaching: &Coaching,
) -> bool {
    let rules = &coaching.progression;
    let rule = rules.ladder.gates.iter().find(|g| g.from == exercise.id && g.to == to);
    let sets = rule.and_then(|r| r.sets).unwrap_or(exercise.dose.sets[0]);
    let amount = rule.and_then(|r| r.amount).unwrap_or(exercise.top());
    let sessions = diary.sessions(&exercise.id);
    let good: Vec<&Session> = sessions.iter().filter(|s| s.is_good(&rules.hold)).collect();
    let full = good.iter().filter(|s| s.sets >= sets && s.per_set() >= amount).count();
    let mut mondays: Vec<Date> = good.iter().map(|s| monday(s.date)).collect();
    mondays.dedup();
    full >= rules.ladder.gate_sessions
        && mondays.len() >= rule.map_or(0, |r| r.weeks as usize)
        && rule.is_none_or(|r| also_reached(r, diary, coaching))
}

/// Whether the upper end of the dose was reached often enough, in the fewest sets.
pub(crate) fn mastered(exercise: &Exercise, diary: &Diary, coaching: &Coaching) -> bool {
    let rules = &coaching.progression;
    let full = |s: &&Session| {
        s.sets >= exercise.dose.sets[0] && s.per_set() >= exercise.top() && s.is_good(&rules.hold)
    };
    diary.sessions(&exercise.id).iter().filter(full).count() >= rules.ladder.gate_sessions
}

fn also_reached(rule: &GateRule, diary: &Diary, coaching: &Coaching) -> bool {
    let Some(also) = &rule.also else { return true };
    let good = |s: &Session| s.is_good(&coaching.progression.hold);
    diary.sessions(&also.exercise).iter().any(|s| good(s) && s.per_set() >= also.amount)
}
