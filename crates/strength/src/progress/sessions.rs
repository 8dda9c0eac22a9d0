//! What was done, exercise by exercise and day by day.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::HoldRule;
use super::volume::Volume;
use crate::log::{Felt, Log, LogSide, Sets, What};
use crate::results::days_between;
use crate::{Amount, Exercise};

/// What was done of one exercise on one day, per side for one-sided exercises.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// Day.
    pub date: Date,
    /// Sets.
    pub sets: u32,
    /// Repetitions or seconds of all sets.
    pub total: u32,
    /// Lightest load used, kg.
    pub load_kg: f64,
    /// Steps of weight above a first one that nobody wrote down; only in plans.
    pub load_steps: u32,
    /// Hardest, worst, sorest of the lines.
    pub felt: Felt,
}

impl Session {
    /// Repetitions or seconds of a set; what is over is left out.
    pub fn per_set(&self) -> u32 {
        self.total.checked_div(self.sets).unwrap_or(0)
    }

    /// At least as much of everything.
    pub fn covers(&self, other: &Session) -> bool {
        self.load_kg >= other.load_kg
            && self.load_steps >= other.load_steps
            && self.total >= other.total
    }

    /// Without pain and with form held, as far as the runner said.
    pub fn is_good(&self, hold: &HoldRule) -> bool {
        self.felt.pain.is_none_or(|p| p < hold.pain_hold)
            && self.felt.form.is_none_or(|f| f > hold.form)
    }

    /// Good, and not at the limit.
    pub fn is_steady(&self, hold: &HoldRule) -> bool {
        self.is_good(hold) && self.felt.rpe.is_none_or(|r| r < hold.rpe)
    }
}

/// The log, gathered by exercise; a plan writes into it what it expects to be done,
/// so that what comes next is always found in the same way.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Diary {
    of: BTreeMap<String, Vec<Session>>,
    felt: Vec<(Date, Felt)>,
}

impl Diary {
    /// The days of a log up to `today`, that one included.
    pub fn of(log: &Log, today: Date) -> Diary {
        let mut lines: BTreeMap<&str, Vec<(Date, &Sets, &Felt)>> = BTreeMap::new();
        let mut felt = Vec::new();
        for entry in log.entries.iter().filter(|e| e.date <= today) {
            match &entry.what {
                What::Strength(sets) => {
                    let of = lines.entry(sets.exercise.as_str()).or_default();
                    of.push((entry.date, sets, &entry.felt));
                }
                What::Feel => felt.push((entry.date, entry.felt)),
                What::Run { .. } | What::Benchmark(_) => {}
            }
        }
        let days = |lines: Vec<(Date, &Sets, &Felt)>| {
            lines.chunk_by(|a, b| a.0 == b.0).filter_map(session).collect()
        };
        let of = lines.into_iter().map(|(id, lines)| (id.to_owned(), days(lines))).collect();
        Diary { of, felt }
    }

    /// Days with the exercise, earliest first. Where the sides differ, the side
    /// that did less counts: the other one waits for it.
    pub fn sessions(&self, exercise: &str) -> &[Session] {
        self.of.get(exercise).map_or(&[], Vec::as_slice)
    }

    /// Every exercise done, with its days.
    pub fn exercises(&self) -> impl Iterator<Item = (&str, &[Session])> {
        self.of.iter().map(|(id, sessions)| (id.as_str(), sessions.as_slice()))
    }

    /// Writes down what is expected to be done on a day.
    pub fn expect(&mut self, exercise: &str, day: Date, dose: Volume) {
        let session = Session {
            date: day,
            sets: dose.sets,
            total: dose.total,
            load_kg: dose.load_kg,
            load_steps: dose.load_steps,
            felt: Felt::default(),
        };
        self.of.entry(exercise.to_owned()).or_default().push(session);
    }

    /// Highest of what was reported on its own in the days up to `today`.
    pub(super) fn recent(
        &self,
        today: Date,
        days: u32,
        get: fn(&Felt) -> Option<f64>,
    ) -> Option<f64> {
        let near = |date: Date| (0..=i64::from(days)).contains(&days_between(date, today));
        self.felt.iter().filter(|f| near(f.0)).filter_map(|f| get(&f.1)).reduce(f64::max)
    }
}

fn session(day: &[(Date, &Sets, &Felt)]) -> Option<Session> {
    let date = day.first()?.0;
    let side = |side: LogSide| {
        day.iter()
            .map(|(_, s, _)| s)
            .filter(|s| s.side.is_none_or(|x| x == side || x == LogSide::Each))
            .fold((0, 0), |(sets, total), s| (sets + s.sets, total + s.sets * s.amount))
    };
    let sides = [side(LogSide::Left), side(LogSide::Right)];
    let (sets, total) = sides.into_iter().filter(|(sets, _)| *sets > 0).min_by_key(|s| s.1)?;
    let most =
        |get: fn(&Felt) -> Option<f64>| day.iter().filter_map(|(_, _, f)| get(f)).reduce(f64::max);
    Some(Session {
        date,
        sets,
        total,
        load_kg: day.iter().map(|(_, s, _)| s.load_kg).fold(f64::INFINITY, f64::min),
        load_steps: 0,
        felt: Felt {
            rpe: most(|f| f.rpe),
            pain: most(|f| f.pain),
            soreness: most(|f| f.soreness),
            fatigue: most(|f| f.fatigue),
            form: day.iter().filter_map(|(_, _, f)| f.form).reduce(f64::min),
            ease: None,
        },
    })
}

impl Exercise {
    /// Lower and upper end of its range of repetitions or seconds.
    pub(crate) fn range(&self) -> [u32; 2] {
        match self.dose.amount {
            Amount::Reps { range, .. } | Amount::Hold(range) => range,
        }
    }

    /// Upper end of its range of repetitions or seconds.
    pub(crate) fn top(&self) -> u32 {
        self.range()[1]
    }

    /// Seconds rather than repetitions.
    pub(crate) fn held(&self) -> bool {
        matches!(self.dose.amount, Amount::Hold(_))
    }

    /// Where to begin: the fewest sets at a share of its range.
    pub(crate) fn first_dose(&self, sets: u32, share: f64) -> Volume {
        let [low, top] = self.range();
        let per_set = low + (f64::from(top.saturating_sub(low)) * share).floor() as u32;
        Volume {
            sets,
            total: sets * per_set,
            held: self.held(),
            load_kg: 0.0,
            load_steps: 0,
            each_side: self.each_side,
        }
    }
}
