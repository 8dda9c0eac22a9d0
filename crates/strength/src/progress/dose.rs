//! The next dose of each exercise: forward by one lever, hold, or back.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Coaching;
use super::ladder::{Desk, Runner};
use super::said::Reason;
use super::sessions::{Diary, Session};
use super::volume::{Volume, back, grow, heavier, volume};
use crate::log::Log;
use crate::results::days_between;
use crate::{Block, Catalogue, Category, Exercise};

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
    /// What to do next: this exercise, or the one that takes its place.
    pub then: String,
    /// Its name.
    pub then_name: String,
    /// How much; null when it is to be left out for now.
    pub dose: Option<Volume>,
    /// The reason.
    pub why: Reason,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "step", content = "lever", rename_all = "snake_case")]
pub enum Next {
    /// For the first time.
    Begin,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
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
    /// Another exercise of the same kind.
    Variation,
    /// Slower, or with less rest: nothing else can grow by so little.
    Tempo,
}

/// What comes next of one exercise.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The step.
    pub next: Next,
    /// What to do: the exercise, or the one that takes its place.
    pub then: String,
    /// How much; `None` when it is to be left out for now.
    pub dose: Option<Volume>,
    /// How much where nothing may grow this week.
    pub held: Option<Volume>,
    /// Why.
    pub why: Reason,
    /// Earliest day of the next step forward.
    pub not_before: Option<Date>,
}

/// Advice for every exercise in the log that was not left behind, the one done
/// last first, for a runner with the equipment that the log shows.
pub fn advise(log: &Log, today: Date, catalogue: &Catalogue, coaching: &Coaching) -> Vec<Advice> {
    let equipment = shown_equipment(log, catalogue);
    let runner = Runner {
        equipment: &equipment,
        declared: &[],
        may: &|_| true,
        extra_set: false,
        held: false,
    };
    advise_for(&Diary::of(log, today), today, catalogue, coaching, runner)
}

/// The equipment that the exercises of a log need.
pub fn shown_equipment(log: &Log, catalogue: &Catalogue) -> Vec<String> {
    let mut equipment: Vec<String> = (log.strength())
        .filter_map(|(_, s)| catalogue.exercises.get(&s.exercise))
        .flat_map(|e| e.equipment.iter().cloned())
        .collect();
    equipment.sort();
    equipment.dedup();
    equipment
}

/// The same for a runner whose equipment and level are known.
pub fn advise_for(
    diary: &Diary,
    today: Date,
    catalogue: &Catalogue,
    coaching: &Coaching,
    runner: Runner,
) -> Vec<Advice> {
    let desk = Desk::new(diary, today, catalogue, coaching, runner);
    let done = diary.exercises().filter_map(|(id, _)| catalogue.exercises.get(id));
    let mut all: Vec<Advice> = done.filter_map(|e| desk.advice(e)).collect();
    all.sort_by(|a, b| b.last_day.cmp(&a.last_day).then_with(|| a.exercise.cmp(&b.exercise)));
    all
}

impl Desk<'_> {
    fn advice(&self, exercise: &Exercise) -> Option<Advice> {
        let sessions = self.diary.sessions(&exercise.id);
        let last = sessions.last()?;
        if self.left_behind(exercise, last) {
            return None;
        }
        let decision = self.decide(exercise);
        let name = |id: &str| {
            self.catalogue.exercises.get(id).map_or_else(|| id.to_owned(), |e| e.name.clone())
        };
        Some(Advice {
            exercise: exercise.id.clone(),
            name: exercise.name.clone(),
            sessions: sessions.len(),
            last_day: last.date,
            last: volume(exercise, last),
            next: decision.next,
            then_name: name(&decision.then),
            then: decision.then,
            dose: decision.dose,
            why: decision.why,
            not_before: decision.not_before,
            plateau_weeks: self.plateau(exercise, sessions, decision.next),
            harder: self.harder(exercise),
        })
    }

    /// Another form took its place: it was done since, and this one was not.
    fn left_behind(&self, exercise: &Exercise, last: &Session) -> bool {
        let next = self.rung(&exercise.id).filter(|e| e.id != exercise.id);
        let done = next.and_then(|e| self.diary.sessions(&e.id).last());
        done.is_some_and(|s| s.date > last.date)
    }

    /// What comes next of an exercise, in the diary or not.
    pub fn decide(&self, exercise: &Exercise) -> Decision {
        let sessions = self.diary.sessions(&exercise.id);
        let Some(last) = sessions.last() else {
            return keep(exercise, Next::Begin, None, Reason::BeginHere {});
        };
        match self.settled(exercise) {
            Ok(base) => {
                let held = Some(volume(exercise, base));
                Decision { held, ..self.forward(exercise, base) }
            }
            Err(decision) => decision.unwrap_or_else(|| {
                let now = volume(exercise, last);
                keep(exercise, Next::Hold, Some(now), Reason::NothingNewNow {})
            }),
        }
    }

    /// What was reached and is steady, where the next step is due; else what to do
    /// instead of a step.
    pub(super) fn settled(&self, exercise: &Exercise) -> Result<&Session, Option<Decision>> {
        let sessions = self.diary.sessions(&exercise.id);
        let Some(last) = sessions.last() else { return Err(None) };
        let rules = &self.coaching.progression;
        let (hold, pace) = (&rules.hold, &rules.pace);
        let now = volume(exercise, last);
        let since = days_between(last.date, self.today);
        let recent = self.diary.recent(self.today, hold.days, |f| f.pain);
        let own = last.felt.pain.filter(|_| since <= i64::from(hold.pain_days));
        let pain = own.into_iter().chain(recent).reduce(f64::max);
        let instead = |next, dose, why| Err(Some(keep(exercise, next, dose, why)));
        if let Some(pain) = pain.filter(|p| *p > hold.pain_stop) {
            let why = Reason::PainStops { pain, limit: hold.pain_stop };
            return instead(Next::Stop, None, why);
        }
        let closed = self.closed_by(&exercise.id);
        if exercise.category == Category::Plyometric && !closed.is_empty() {
            let stages = closed.into_iter().map(str::to_owned).collect();
            return instead(Next::Stop, None, Reason::JumpsComeLater { stages });
        }
        let less = Some(back(now, pace.back_percent));
        let was_pain = last.felt.pain.is_some_and(|p| p > hold.pain_stop);
        if was_pain || since > i64::from(7 * pace.break_weeks) {
            return instead(Next::Restart, less, Reason::AfterBreak { last: last.date });
        }
        if let Some(why) = self.too_hard(sessions) {
            return instead(Next::Back, less, why);
        }
        if let Some(why) = self.held_by(last, pain) {
            return instead(Next::Hold, Some(now), why);
        }
        let steady = self.steady(sessions);
        let Some((base, so_far)) = best(&steady) else {
            return instead(Next::Hold, Some(now), Reason::NothingNewNow {});
        };
        let wanted = pace.steady_sessions;
        if so_far < wanted {
            let fewest = exercise.dose.sets[0];
            let now = volume(exercise, base);
            // One set in the week of a race was no beginning yet.
            let dose = Some(match steady.len() < wanted && now.sets < fewest {
                true => Volume { sets: fewest, total: fewest * base.per_set(), ..now },
                false => now,
            });
            return instead(Next::Hold, dose, Reason::NotYetSteady { wanted, so_far });
        }
        let held = volume(exercise, base);
        let due = self.due(exercise, sessions);
        if self.today < due {
            let [weeks_from, weeks_to] = rules.step.weeks;
            let why = Reason::StepNotDue { weeks_from, weeks_to, due };
            let decision = keep(exercise, Next::Hold, Some(held), why);
            return Err(Some(Decision { not_before: Some(due), ..decision }));
        }
        if self.runner.held {
            return instead(Next::Hold, Some(held), Reason::NothingNewNow {});
        }
        Ok(base)
    }

    /// The first day of the next step: some weeks after the last, and where the
    /// weaker leg gets one more set, some weeks after that.
    fn due(&self, exercise: &Exercise, sessions: &[Session]) -> Date {
        let weeks = i64::from(self.coaching.progression.step.weeks[0]);
        let after = |day: Date, n: i64| day.saturating_add((7 * weeks * n).days());
        let raised = after(last_raise(sessions), 1);
        let first = sessions.first().map_or(Date::MIN, |s| s.date);
        match self.runner.extra_set && for_weak_side(exercise) {
            true => raised.max(after(first, 2)),
            false => raised,
        }
    }

    /// Whether the weaker leg gets one more set now.
    pub fn extra_set(&self, exercise: &Exercise) -> bool {
        let weeks = i64::from(self.coaching.progression.step.weeks[0]);
        let first = self.diary.sessions(&exercise.id).first();
        self.runner.extra_set
            && for_weak_side(exercise)
            && first.is_some_and(|s| days_between(s.date, self.today) >= 7 * weeks)
    }

    /// The sessions that were neither hard nor painful nor ragged since the last
    /// break and since the last two bad ones in a row. One bad day undoes nothing.
    fn steady<'s>(&self, sessions: &'s [Session]) -> Vec<&'s Session> {
        let rules = &self.coaching.progression;
        let break_days = i64::from(7 * rules.pace.break_weeks);
        let mut kept: Vec<&Session> = Vec::new();
        let mut next: Option<(Date, bool)> = None;
        for session in sessions.iter().rev() {
            let good = session.is_steady(&rules.hold);
            let apart = |n: (Date, bool)| days_between(session.date, n.0) > break_days;
            let twice = |n: (Date, bool)| !good && !n.1;
            let hurt = session.felt.pain.is_some_and(|p| p > rules.hold.pain_stop);
            if hurt || next.is_some_and(|n| apart(n) || twice(n)) {
                break;
            }
            kept.extend(Some(session).filter(|_| good));
            next = Some((session.date, good));
        }
        kept.reverse();
        kept
    }

    /// The last two sessions were both near the limit, or both lost form.
    fn too_hard(&self, sessions: &[Session]) -> Option<Reason> {
        let hold = &self.coaching.progression.hold;
        let [.., before, last] = sessions else { return None };
        let both = |test: &dyn Fn(&Session) -> bool| test(before) && test(last);
        if both(&|s| s.felt.rpe.is_some_and(|r| r >= hold.rpe)) {
            return Some(Reason::TwiceAtTheLimit {});
        }
        both(&|s| s.felt.form.is_some_and(|f| f <= hold.form)).then_some(Reason::TwiceLowForm {})
    }

    /// Why the dose stays, if something holds it.
    fn held_by(&self, last: &Session, pain: Option<f64>) -> Option<Reason> {
        let hold = &self.coaching.progression.hold;
        let recent = |get| self.diary.recent(self.today, hold.days, get);
        let most =
            |own: Option<f64>, recent: Option<f64>| own.into_iter().chain(recent).reduce(f64::max);
        let soreness = most(last.felt.soreness, recent(|f| f.soreness));
        let fatigue = most(last.felt.fatigue, recent(|f| f.fatigue));
        let form = last.felt.form;
        let at_least = |value: Option<f64>, limit: f64| value.filter(|v| *v >= limit);
        if let Some(pain) = at_least(pain, hold.pain_hold) {
            Some(Reason::PainHolds { pain })
        } else if let Some(rpe) = at_least(last.felt.rpe, hold.rpe) {
            Some(Reason::EffortHolds { rpe })
        } else if let Some(form) = form.filter(|f| *f <= hold.form) {
            Some(Reason::FormHolds { form })
        } else if let Some(soreness) = at_least(soreness, hold.soreness) {
            Some(Reason::SorenessHolds { soreness })
        } else {
            let fatigue = at_least(fatigue, hold.fatigue)?;
            Some(Reason::TirednessHolds { fatigue })
        }
    }

    /// One lever: repetitions or seconds, then a harder form, weight, a set more.
    fn forward(&self, exercise: &Exercise, base: &Session) -> Decision {
        let rules = &self.coaching.progression;
        let percent = rules.step.percent;
        let now = volume(exercise, base);
        let grown = grow(base.total, percent);
        let step = |lever, dose, why| keep(exercise, Next::Forward(lever), Some(dose), why);
        let top = base.sets * exercise.top();
        if base.total < top {
            let Some(total) = grown else {
                return step(Lever::Tempo, now, Reason::OneMoreIsTooMuch { percent: percent[1] });
            };
            let lever = if now.held { Lever::Hold } else { Lever::Reps };
            let total = total.min(top);
            return step(lever, Volume { total, ..now }, Reason::SteadyUp {});
        }
        if let Some(other) = self.onward(exercise) {
            return other;
        }
        if let Some(load_kg) = heavier(base.load_kg, percent, rules.pace.load_step_kg) {
            let dose = Volume { load_kg, ..now };
            return step(Lever::Load, dose, Reason::SetsFullHeavier {});
        }
        if base.load_kg == 0.0 && takes_weight(exercise) {
            let dose = Volume { load_steps: now.load_steps + 1, ..now };
            let [percent_from, percent_to] = percent;
            let why = Reason::SetsFullHeavierUnknown { percent_from, percent_to };
            return step(Lever::Load, dose, why);
        }
        if let Some(total) = one_set_more(exercise, base, percent) {
            let dose = Volume { sets: now.sets + 1, total, ..now };
            return step(Lever::Sets, dose, Reason::SetsFullOneMore {});
        }
        keep(exercise, Next::Hold, Some(now), self.upper_end(exercise))
    }

    /// The form that takes the place of one at its upper end.
    fn onward(&self, exercise: &Exercise) -> Option<Decision> {
        let next = self.rung(&exercise.id).filter(|e| e.id != exercise.id)?;
        let gate = exercise.harder.iter().find(|s| s.id == next.id).map(|s| s.gate.clone());
        let name = next.name.clone();
        let (lever, why) = match gate {
            Some(gate) => (Lever::HarderForm, Reason::SetsFullHarder { name, gate }),
            None => (Lever::Variation, Reason::SetsFullOther { name }),
        };
        let known = self.diary.sessions(&next.id);
        let dose = match known.is_empty() {
            true => Some(next.first_dose(next.dose.sets[0], 0.0)),
            false => self.decide(next).dose,
        };
        Some(Decision {
            next: Next::Forward(lever),
            then: next.id.clone(),
            dose,
            held: None,
            why,
            not_before: None,
        })
    }

    /// Why nothing harder follows.
    fn upper_end(&self, exercise: &Exercise) -> Reason {
        let steps = exercise.harder.iter().filter_map(|s| self.catalogue.exercises.get(&s.id));
        let mut allowed = steps.filter(|e| (self.runner.may)(e)).peekable();
        let Some(first) = allowed.peek().copied() else { return Reason::UpperEnd {} };
        let lacks = |e: &&Exercise| !e.possible_with(self.runner.equipment);
        let stages = self.closed_by(&first.id);
        if !stages.is_empty() {
            let stages = stages.into_iter().map(str::to_owned).collect();
            return Reason::UpperEndWaits { name: first.name.clone(), stages };
        }
        match allowed.find(lacks) {
            Some(e) => {
                Reason::UpperEndNeeds { name: e.name.clone(), equipment: e.equipment.clone() }
            }
            None => Reason::UpperEnd {},
        }
    }

    /// Harder forms whose gate is open by the numbers and whose stage is open.
    fn harder(&self, exercise: &Exercise) -> Vec<Harder> {
        let open = exercise.harder.iter().filter(|step| self.is_open(exercise, &step.id));
        open.filter_map(|step| {
            let next = self.catalogue.exercises.get(&step.id).filter(|e| self.possible(e))?;
            Some(Harder {
                exercise: next.id.clone(),
                name: next.name.clone(),
                gate: step.gate.clone(),
                dose: next.first_dose(next.dose.sets[0], 0.0),
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

/// A decision that stays with the exercise.
fn keep(exercise: &Exercise, next: Next, dose: Option<Volume>, why: Reason) -> Decision {
    Decision { next, then: exercise.id.clone(), dose, held: dose, why, not_before: None }
}

/// One-sided strength work for hip and calf: where the weaker leg may get more.
pub(crate) fn for_weak_side(exercise: &Exercise) -> bool {
    exercise.each_side
        && matches!(exercise.block, Block::Hip | Block::Calf)
        && !matches!(exercise.category, Category::Mobility | Category::Foot)
}

/// Whether weight is how it grows.
fn takes_weight(exercise: &Exercise) -> bool {
    exercise.equipment.iter().any(|e| matches!(e.as_str(), "weight" | "barbell" | "machine"))
}

/// Whether a full exercise grows by weight or by a set before another takes its place.
pub(super) fn grows_in_place(exercise: &Exercise, base: &Session, coaching: &Coaching) -> bool {
    let percent = coaching.progression.step.percent;
    takes_weight(exercise)
        || base.load_kg > 0.0
        || base.total < base.sets * exercise.top()
        || one_set_more(exercise, base, percent).is_some()
}

/// Repetitions of all sets with one set more, where they stay in their range and the
/// step is not too large. Holds are not split.
fn one_set_more(exercise: &Exercise, base: &Session, percent: [f64; 2]) -> Option<u32> {
    let sets = base.sets + 1;
    let within = |total: &u32| *total >= sets * exercise.range()[0];
    let possible = sets <= exercise.dose.sets[1] && !exercise.held();
    most_growth(base.total, percent).filter(within).filter(|_| possible)
}

/// The largest whole growth within the percentages.
fn most_growth(total: u32, percent: [f64; 2]) -> Option<u32> {
    let most = (f64::from(total) * (1.0 + percent[1] / 100.0) + 1e-9).floor() as u32;
    (most > total).then_some(most)
}

/// The most that was reached in the latest of these sessions, and how often.
fn best<'s>(sessions: &[&'s Session]) -> Option<(&'s Session, usize)> {
    let recent = sessions.get(sessions.len().saturating_sub(LOOK_BACK)..).unwrap_or_default();
    // The last of equals, so that the sets are those of today.
    let most = recent.iter().copied().max_by(|a, b| {
        let weight = a.load_kg.total_cmp(&b.load_kg).then(a.load_steps.cmp(&b.load_steps));
        weight.then(a.total.cmp(&b.total))
    })?;
    Some((most, sessions.iter().filter(|s| s.covers(most)).count()))
}

/// Sessions that say where a runner stands: one or two short ones in the week of a
/// race take nothing away.
const LOOK_BACK: usize = 6;

/// Day of the last session that no earlier one covers: the last new best.
fn last_raise(sessions: &[Session]) -> Date {
    let is_best = |i: &usize| {
        let earlier = sessions.get(..*i).unwrap_or_default();
        sessions.get(*i).is_some_and(|s| !earlier.iter().any(|e| e.covers(s)))
    };
    let best = (0..sessions.len()).rev().find(is_best).and_then(|i| sessions.get(i));
    best.map_or(Date::MIN, |s| s.date)
}
