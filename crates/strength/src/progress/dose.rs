//! The next dose of each exercise: forward by one lever, hold, or back.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::Coaching;
use super::gates::gate_reached;
use super::sessions::{Session, sessions};
use super::volume::{Volume, back, grow, heavier, volume};
use crate::log::Log;
use crate::results::days_between;
use crate::{Amount, Catalogue, Category, Exercise};

/// What to do with one exercise next.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Advice {
    /// Exercise id.
    pub exercise: String,
    /// Name.
    pub name: String,
    /// Days it was done on.
    pub sessions: usize,
    /// Last of them.
    #[schemars(with = "String")]
    pub last_day: Date,
    /// What was done then.
    pub last: Volume,
    /// The step.
    pub next: Next,
    /// What to do; null when it is to be left out for now.
    pub dose: Option<Volume>,
    /// The reason, one sentence.
    pub why: String,
    /// Earliest day of the next step forward, where the calendar holds it.
    #[schemars(with = "Option<String>")]
    pub not_before: Option<Date>,
    /// Weeks without a new best, when it is a plateau.
    pub plateau_weeks: Option<i64>,
    /// Harder forms whose gate is open by the numbers.
    pub harder: Vec<Harder>,
}

/// A harder form whose gate was reached.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Harder {
    /// Exercise id.
    pub exercise: String,
    /// Name.
    pub name: String,
    /// What only the runner can judge.
    pub gate: String,
    /// Where to begin.
    pub dose: Volume,
}

/// The step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(tag = "step", content = "lever", rename_all = "snake_case")]
pub enum Next {
    /// More, by one lever.
    Forward(Lever),
    /// The same again.
    Hold,
    /// Less.
    Back,
    /// Begin again after a break.
    Restart,
    /// Leave it out for now.
    Stop,
}

/// What grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Lever {
    /// Repetitions.
    Reps,
    /// Seconds.
    Hold,
    /// One set more, the repetitions spread over all.
    Sets,
    /// Weight.
    Load,
    /// A harder form.
    HarderForm,
    /// Slower, or with less rest: nothing else can grow by so little.
    Tempo,
}

/// Advice for every exercise in the log that was not left behind for a harder
/// form, the one done last first.
pub fn advise(log: &Log, today: Date, catalogue: &Catalogue, coaching: &Coaching) -> Vec<Advice> {
    let log = log.until(today);
    let passed = coaching.stages.passed(&log, catalogue, coaching);
    let desk = Desk { log: &log, today, catalogue, coaching, passed };
    let mut all: Vec<Advice> =
        catalogue.exercises.values().filter_map(|e| desk.advice(e)).collect();
    all.sort_by(|a, b| b.last_day.cmp(&a.last_day).then_with(|| a.exercise.cmp(&b.exercise)));
    all
}

/// Everything a decision rests on.
struct Desk<'a> {
    log: &'a Log,
    today: Date,
    catalogue: &'a Catalogue,
    coaching: &'a Coaching,
    /// Stages passed.
    passed: Vec<bool>,
}

/// Step, dose, reason, and the day before which it does not grow.
type Decision = (Next, Option<Volume>, String, Option<Date>);

impl Desk<'_> {
    fn advice(&self, exercise: &Exercise) -> Option<Advice> {
        let sessions = sessions(self.log, exercise);
        let last = sessions.last()?;
        if self.left_behind(exercise, last) {
            return None;
        }
        let harder = self.harder(exercise, &sessions);
        let (next, dose, why, not_before) = self.decide(exercise, &sessions, last, &harder);
        Some(Advice {
            exercise: exercise.id.clone(),
            name: exercise.name.clone(),
            sessions: sessions.len(),
            last_day: last.date,
            last: volume(exercise, last),
            next,
            dose,
            why,
            not_before,
            plateau_weeks: self.plateau(exercise, &sessions, next),
            harder,
        })
    }

    /// A harder form took its place: done since, and this one not for a break's length.
    fn left_behind(&self, exercise: &Exercise, last: &Session) -> bool {
        let break_days = i64::from(7 * self.coaching.progression.pace.break_weeks);
        let later =
            |id: &str| self.log.strength().any(|(e, s)| s.exercise == id && e.date > last.date);
        days_between(last.date, self.today) > break_days
            && exercise.harder.iter().any(|step| later(&step.id))
    }

    fn decide(
        &self,
        exercise: &Exercise,
        sessions: &[Session],
        last: &Session,
        harder: &[Harder],
    ) -> Decision {
        let rules = &self.coaching.progression;
        let (hold, pace) = (&rules.hold, &rules.pace);
        let now = volume(exercise, last);
        let pain = last.felt.pain.into_iter().chain(self.recent(|f| f.pain)).reduce(f64::max);
        if let Some(pain) = pain.filter(|p| *p > hold.pain_stop) {
            let why = format!(
                "Pain {pain} of 10 was noted; above {} this is left out until it is gone. If it stays, see a clinician.",
                hold.pain_stop
            );
            return (Next::Stop, None, why, None);
        }
        let closed = self.coaching.stages.closed_by(&exercise.id, &self.passed);
        if exercise.category == Category::Plyometric && !closed.is_empty() {
            let why = format!(
                "Jumps come after strength: first reach the upper end of a dose in {}.",
                closed.join(", ")
            );
            return (Next::Stop, None, why, None);
        }
        let less = back(now, pace.back_percent);
        if days_between(last.date, self.today) > i64::from(7 * pace.break_weeks) {
            let why = format!("The last time was on {}; begin a little below it.", last.date);
            return (Next::Restart, Some(less), why, None);
        }
        if let Some(why) = self.too_hard(sessions) {
            return (Next::Back, Some(less), why, None);
        }
        if let Some(why) = self.held_by(last, pain) {
            return (Next::Hold, Some(now), why, None);
        }
        let steady =
            sessions.len().checked_sub(pace.steady_sessions).and_then(|i| sessions.get(i..));
        let Some(base) = steady.and_then(sustained) else {
            let why = format!(
                "Repeat it until it was done {} times; so far {}.",
                pace.steady_sessions,
                sessions.len()
            );
            return (Next::Hold, Some(now), why, None);
        };
        let due = last_raise(sessions).saturating_add((i64::from(rules.step.weeks[0]) * 7).days());
        if self.today < due {
            let why = format!(
                "A step every {}-{} weeks is enough; the next from {due}.",
                rules.step.weeks[0], rules.step.weeks[1]
            );
            return (Next::Hold, Some(now), why, Some(due));
        }
        self.forward(exercise, &base, harder)
    }

    /// Highest of what was reported on its own within the days that count.
    fn recent(&self, get: fn(&crate::log::Felt) -> Option<f64>) -> Option<f64> {
        let days = i64::from(self.coaching.progression.hold.days);
        let near = |date: Date| (0..=days).contains(&days_between(date, self.today));
        let own = self.log.entries.iter().filter(|e| near(e.date));
        own.filter(|e| e.what == crate::log::What::Feel)
            .filter_map(|e| get(&e.felt))
            .reduce(f64::max)
    }

    /// The last two sessions were both near the limit, or both lost form.
    fn too_hard(&self, sessions: &[Session]) -> Option<String> {
        let hold = &self.coaching.progression.hold;
        let [.., before, last] = sessions else { return None };
        let both = |test: &dyn Fn(&Session) -> bool| test(before) && test(last);
        if both(&|s| s.felt.rpe.is_some_and(|r| r >= hold.rpe)) {
            return Some("The last two sessions were close to the limit: take a step back.".into());
        }
        both(&|s| s.felt.form.is_some_and(|f| f <= hold.form)).then(|| {
            "Form was low in the last two sessions: take a step back and rebuild it.".into()
        })
    }

    /// Why the dose stays, if something holds it.
    fn held_by(&self, last: &Session, pain: Option<f64>) -> Option<String> {
        let hold = &self.coaching.progression.hold;
        let most =
            |own: Option<f64>, recent: Option<f64>| own.into_iter().chain(recent).reduce(f64::max);
        let soreness = most(last.felt.soreness, self.recent(|f| f.soreness));
        let fatigue = most(last.felt.fatigue, self.recent(|f| f.fatigue));
        let form = last.felt.form;
        let at_least = |value: Option<f64>, limit: f64| value.filter(|v| *v >= limit);
        if let Some(pain) = at_least(pain, hold.pain_hold) {
            Some(format!("Pain {pain} of 10 was noted: stay here until it is gone."))
        } else if let Some(rpe) = at_least(last.felt.rpe, hold.rpe) {
            Some(format!("The effort was {rpe} of 10: stay here until it gets easier."))
        } else if let Some(form) = form.filter(|f| *f <= hold.form) {
            Some(format!("Form was rated {form} of 5: stay here until it holds."))
        } else if let Some(soreness) = at_least(soreness, hold.soreness) {
            Some(format!("Soreness {soreness} of 10: stay here until it has settled."))
        } else {
            let fatigue = at_least(fatigue, hold.fatigue)?;
            Some(format!("Tiredness {fatigue} of 10: stay here until you have recovered."))
        }
    }

    /// One lever: repetitions or seconds, then sets, load, a harder form.
    fn forward(&self, exercise: &Exercise, base: &Session, harder: &[Harder]) -> Decision {
        let rules = &self.coaching.progression;
        let percent = rules.step.percent;
        let now = volume(exercise, base);
        let top = base.sets * exercise.top();
        let grown = grow(base.total, percent);
        let step = |lever, dose, why: String| (Next::Forward(lever), Some(dose), why, None);
        let tempo = || {
            let why = format!(
                "One more would be a step of more than {} %: go slower or rest less instead.",
                percent[1]
            );
            step(Lever::Tempo, now, why)
        };
        if base.total < top {
            let Some(total) = grown else { return tempo() };
            let lever = if now.held { Lever::Hold } else { Lever::Reps };
            let total = total.min(top);
            return step(
                lever,
                Volume { total, ..now },
                "It has been steady: a little more.".into(),
            );
        }
        if base.sets < exercise.dose.sets[1] {
            let Some(total) = grown else { return tempo() };
            let dose = Volume { sets: now.sets + 1, total, ..now };
            let why = "The sets are full: one more set, with fewer in each.";
            return step(Lever::Sets, dose, why.into());
        }
        if let Some(load_kg) = heavier(base.load_kg, percent, rules.pace.load_step_kg) {
            let dose = Volume { load_kg, ..now };
            return step(Lever::Load, dose, "The sets are full: a little more weight.".into());
        }
        if let Some(next) = harder.first() {
            let why = format!("The sets are full: go on to {}, if {}.", next.name, next.gate);
            return step(Lever::HarderForm, next.dose, why);
        }
        let why = "This is the upper end of its dose: keep it, slower or with less rest if it is too easy.";
        (Next::Hold, Some(now), why.into(), None)
    }

    /// Harder forms whose gate is open by the numbers and whose stage is open.
    fn harder(&self, exercise: &Exercise, sessions: &[Session]) -> Vec<Harder> {
        let open = exercise.harder.iter().filter(|step| {
            self.coaching.stages.closed_by(&step.id, &self.passed).is_empty()
                && gate_reached(
                    exercise,
                    &step.id,
                    sessions,
                    self.log,
                    self.catalogue,
                    self.coaching,
                )
        });
        open.filter_map(|step| {
            let next = self.catalogue.exercises.get(&step.id)?;
            let low = match next.dose.amount {
                Amount::Reps { range, .. } | Amount::Hold(range) => range[0],
            };
            let sets = next.dose.sets[0];
            Some(Harder {
                exercise: next.id.clone(),
                name: next.name.clone(),
                gate: step.gate.clone(),
                dose: Volume {
                    sets,
                    total: sets * low,
                    held: matches!(next.dose.amount, Amount::Hold(_)),
                    load_kg: 0.0,
                    each_side: next.each_side,
                },
            })
        })
        .collect()
    }

    /// Weeks without a new best, when they and their sessions are many and the
    /// exercise is not at the end of its dose.
    fn plateau(&self, exercise: &Exercise, sessions: &[Session], next: Next) -> Option<i64> {
        let rule = &self.coaching.progression.plateau;
        let raised = last_raise(sessions);
        let since = sessions.iter().filter(|s| s.date > raised).count();
        let weeks = days_between(raised, sessions.last()?.date) / 7;
        let full = sessions.last()?.total >= exercise.dose.sets[1] * exercise.top();
        let free = matches!(next, Next::Forward(_) | Next::Hold);
        (free && !full && weeks >= i64::from(rule.weeks) && since >= rule.sessions).then_some(weeks)
    }
}

/// What was reached in each of these sessions.
fn sustained(sessions: &[Session]) -> Option<Session> {
    let mut base = sessions.last()?.clone();
    for s in sessions {
        base.load_kg = base.load_kg.min(s.load_kg);
        if s.total < base.total {
            (base.total, base.sets) = (s.total, s.sets);
        }
    }
    Some(base)
}

/// Day of the last session that no earlier one covers: the last new best.
fn last_raise(sessions: &[Session]) -> Date {
    let is_best = |i: &usize| {
        let earlier = sessions.get(..*i).unwrap_or_default();
        sessions.get(*i).is_some_and(|s| !earlier.iter().any(|e| e.covers(s)))
    };
    let best = (0..sessions.len()).rev().find(is_best).and_then(|i| sessions.get(i));
    best.map_or(Date::MIN, |s| s.date)
}
