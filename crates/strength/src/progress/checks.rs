//! The common mistakes, as far as a log shows them.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::gates::gate_reached;
use super::habit::per_week;
use super::said::Shown;
use super::sessions::Diary;
use super::{Coaching, MistakeCheck};
use crate::log::{Entry, Log, Sets};
use crate::results::days_between;
use crate::{Catalogue, Category, Exercise};

/// A mistake that the log shows.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct MistakeFound {
    /// Id.
    pub mistake: String,
    /// What it is and what to do.
    pub text: String,
    /// What shows it.
    pub evidence: Shown,
}

/// The mistakes that the log shows on a day, in the order of the rules.
pub fn mistakes(
    log: &Log,
    today: Date,
    catalogue: &Catalogue,
    coaching: &Coaching,
) -> Vec<MistakeFound> {
    let log = log.until(today);
    let diary = Diary::of(&log, today);
    let look = Look { log: &log, diary, today, catalogue, coaching };
    let found = |m: &super::Mistake| {
        let evidence = look.evidence(&m.check)?;
        Some(MistakeFound { mistake: m.id.clone(), text: m.text.clone(), evidence })
    };
    coaching.mistakes.iter().filter_map(found).collect()
}

struct Look<'a> {
    log: &'a Log,
    diary: Diary,
    today: Date,
    catalogue: &'a Catalogue,
    coaching: &'a Coaching,
}

impl<'a> Look<'a> {
    fn evidence(&self, check: &MistakeCheck) -> Option<Shown> {
        match *check {
            MistakeCheck::Failure { rpe, share, weeks } => self.failure(rpe, share, weeks),
            MistakeCheck::TwoLegged { weeks, sessions } => self.two_legged(weeks, sessions),
            MistakeCheck::WeightJump { weeks, form } => self.weight_jump(weeks, form),
            MistakeCheck::SkippedGate { weeks } => self.skipped_gate(weeks),
            MistakeCheck::EmptyWeeks { weeks, empty } => self.empty_weeks(weeks, empty),
            MistakeCheck::Crowded { weeks, sessions_per_week } => {
                self.crowded(weeks, sessions_per_week)
            }
            MistakeCheck::LowForm { weeks, form, sessions } => self.low_form(weeks, form, sessions),
            MistakeCheck::Monotony { weeks } => self.monotony(weeks),
            MistakeCheck::NoStrength { weeks } => self.no_strength(weeks),
            MistakeCheck::ManyExercises { exercises, weeks } => {
                self.many_exercises(exercises, weeks)
            }
            MistakeCheck::Unseen => None,
        }
    }

    fn start(&self, weeks: u32) -> Date {
        self.today.saturating_sub((i64::from(weeks) * 7).days())
    }

    /// Strength lines of the last weeks.
    fn recent(&self, weeks: u32) -> impl Iterator<Item = (&'a Entry, &'a Sets)> + use<'a> {
        let start = self.start(weeks);
        self.log.strength().filter(move |(e, _)| e.date > start)
    }

    /// Strength lines of the last weeks, day by day.
    fn days(&self, weeks: u32) -> Vec<Vec<(&'a Entry, &'a Sets)>> {
        let lines: Vec<_> = self.recent(weeks).collect();
        lines.chunk_by(|a, b| a.0.date == b.0.date).map(<[_]>::to_vec).collect()
    }

    fn exercise(&self, sets: &Sets) -> Option<&'a Exercise> {
        self.catalogue.exercises.get(&sets.exercise)
    }

    fn failure(&self, rpe: f64, share: f64, weeks: u32) -> Option<Shown> {
        let rated: Vec<(f64, u32)> =
            self.recent(weeks).filter_map(|(e, s)| Some((e.felt.rpe?, s.sets))).collect();
        let all: u32 = rated.iter().map(|r| r.1).sum();
        let hard: u32 = rated.iter().filter(|r| r.0 >= rpe).map(|r| r.1).sum();
        (all >= 6 && f64::from(hard) >= share * f64::from(all)).then_some(Shown::SetsAtTheLimit {
            hard,
            all,
            weeks,
            rpe,
        })
    }

    fn two_legged(&self, weeks: u32, least: usize) -> Option<Shown> {
        let legs = |e: &&Exercise| {
            use Category::{Calf, Eccentric, FullBody, Hamstring, Hip, Thigh};
            matches!(e.category, Hip | Hamstring | Thigh | Calf | FullBody | Eccentric)
        };
        let days = self.days(weeks);
        let leg_days: Vec<bool> = days
            .iter()
            .filter_map(|day| {
                let mut work =
                    day.iter().filter_map(|(_, s)| self.exercise(s)).filter(legs).peekable();
                work.peek()?;
                Some(work.any(|e| e.each_side))
            })
            .collect();
        (leg_days.len() >= least && !leg_days.contains(&true))
            .then_some(Shown::NoneOnOneLeg { sessions: leg_days.len(), weeks })
    }

    fn weight_jump(&self, weeks: u32, form: f64) -> Option<Shown> {
        let start = self.start(weeks);
        let most = 1.0 + self.coaching.progression.step.percent[1] / 100.0;
        let step = self.coaching.progression.pace.load_step_kg;
        let jump = |e: &Exercise| {
            let all = self.diary.sessions(&e.id);
            all.windows(2).rev().find_map(|pair| {
                let [before, after] = pair else { return None };
                let raised =
                    after.date > start && before.load_kg > 0.0 && after.load_kg > before.load_kg;
                let large =
                    after.load_kg > (before.load_kg * most).max(before.load_kg + step) + 1e-9;
                let low = after.felt.form.is_some_and(|f| f <= form);
                (raised && (large || low)).then(|| Shown::WeightJumped {
                    name: e.name.clone(),
                    from_kg: before.load_kg,
                    to_kg: after.load_kg,
                    on: after.date,
                    low_form: low,
                })
            })
        };
        self.catalogue.exercises.values().find_map(jump)
    }

    /// A harder form whose easier one is in the log, but was not yet mastered when
    /// it was taken up; or jumps before the stages they need.
    fn skipped_gate(&self, weeks: u32) -> Option<Shown> {
        let start = self.start(weeks);
        let taken_up = |e: &Exercise| {
            let first = self.diary.sessions(&e.id).first().map(|s| s.date)?;
            if first <= start {
                return None;
            }
            let before = Diary::of(self.log, first.yesterday().ok()?);
            if e.category == Category::Plyometric {
                let passed = self.coaching.stages.passed(&before, self.catalogue, self.coaching);
                let closed = self.coaching.stages.closed_by(&e.id, &passed);
                return (!closed.is_empty()).then(|| Shown::JumpedTooEarly {
                    name: e.name.clone(),
                    on: first,
                    stages: closed.into_iter().map(str::to_owned).collect(),
                });
            }
            let easier: Vec<&Exercise> = e
                .easier
                .iter()
                .filter_map(|id| self.catalogue.exercises.get(id))
                .filter(|easier| !before.sessions(&easier.id).is_empty())
                .collect();
            let open = easier.iter().any(|from| gate_reached(from, &e.id, &before, self.coaching));
            let from = easier.first()?;
            let gate = &from.harder.iter().find(|s| s.id == e.id)?.gate;
            (!open).then(|| Shown::HarderTooEarly {
                name: e.name.clone(),
                on: first,
                after: from.name.clone(),
                gate: gate.clone(),
            })
        };
        self.catalogue.exercises.values().find_map(taken_up)
    }

    fn empty_weeks(&self, weeks: u32, most: u32) -> Option<Shown> {
        let first = self.log.strength_days().first().copied()?;
        let old_enough = days_between(first, self.today) >= i64::from(weeks) * 7;
        // The running week is not over yet.
        let counts = per_week(self.log, self.today, weeks + 1);
        let empty = counts.iter().take(weeks as usize).filter(|n| **n == 0).count();
        (old_enough && empty >= most as usize).then_some(Shown::WeeksEmpty { empty, weeks })
    }

    fn crowded(&self, weeks: u32, most: u32) -> Option<Shown> {
        let busiest = per_week(self.log, self.today, weeks).into_iter().max()?;
        if busiest > most {
            return Some(Shown::WeekCrowded { sessions: busiest, weeks });
        }
        let days: Vec<Date> =
            self.days(weeks).iter().filter_map(|day| day.first().map(|(e, _)| e.date)).collect();
        let next_day = |pair: &&[Date]| matches!(pair, [a, b] if days_between(*a, *b) == 1);
        let pairs = days.windows(2).filter(next_day).count();
        (pairs >= 2).then_some(Shown::DaysInARow { times: pairs, weeks })
    }

    fn low_form(&self, weeks: u32, form: f64, least: usize) -> Option<Shown> {
        let days = self.days(weeks);
        let low = |day: &&Vec<(&Entry, &Sets)>| {
            day.iter().any(|(e, _)| e.felt.form.is_some_and(|f| f <= form))
        };
        let n = days.iter().filter(low).count();
        (n >= least).then_some(Shown::FormOftenLow { sessions: n, weeks })
    }

    fn monotony(&self, weeks: u32) -> Option<Shown> {
        let start = self.start(weeks);
        let ids = |from: Date, to: Date| {
            let mut ids: Vec<&str> = self
                .log
                .strength()
                .filter(|(e, _)| e.date > from && e.date <= to)
                .map(|(_, s)| s.exercise.as_str())
                .collect();
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        let third = i64::from(weeks) * 7 / 3;
        let cuts: Vec<Date> = (0..4).map(|i| start.saturating_add((third * i).days())).collect();
        let parts: Vec<Vec<&str>> = cuts
            .windows(2)
            .filter_map(|pair| match pair {
                [a, b] => Some(ids(*a, *b)),
                _ => None,
            })
            .collect();
        let [first, rest @ ..] = parts.as_slice() else { return None };
        // Only who has a log of so many weeks can have done the same for so long.
        let begun = self.log.strength_days().first().copied()?;
        (begun <= start && !first.is_empty() && rest.iter().all(|p| p == first))
            .then_some(Shown::AlwaysTheSame { exercises: first.len(), weeks })
    }

    fn no_strength(&self, weeks: u32) -> Option<Shown> {
        let start = self.start(weeks);
        let runs = self.log.runs().filter(|(day, _)| *day > start).count();
        (runs >= weeks as usize && self.recent(weeks).next().is_none())
            .then_some(Shown::RunsOnly { runs, weeks })
    }

    fn many_exercises(&self, most: usize, weeks: u32) -> Option<Shown> {
        let days = self.days(weeks);
        let count = |day: &Vec<(&Entry, &Sets)>| {
            let mut ids: Vec<&str> = day.iter().map(|(_, s)| s.exercise.as_str()).collect();
            ids.sort_unstable();
            ids.dedup();
            ids.len()
        };
        let many = days.iter().filter(|d| count(d) > most).count();
        (many > 0 && 2 * many > days.len()).then_some(Shown::ManyAtOnce {
            limit: most,
            sessions: many,
            of: days.len(),
        })
    }
}
