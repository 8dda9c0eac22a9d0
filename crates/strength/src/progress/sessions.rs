//! The lines of one exercise, gathered by day.

use jiff::civil::Date;

use super::HoldRule;
use crate::log::{Felt, Log, LogSide, Sets};
use crate::{Amount, Exercise};

/// What was done of one exercise on one day, per side for one-sided exercises.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Session {
    pub date: Date,
    pub sets: u32,
    /// Repetitions or seconds of all sets.
    pub total: u32,
    /// Lightest load used, kg.
    pub load_kg: f64,
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
        self.load_kg >= other.load_kg && self.total >= other.total
    }

    /// Without pain and with form held, as far as the runner said.
    pub fn is_good(&self, hold: &HoldRule) -> bool {
        self.felt.pain.is_none_or(|p| p < hold.pain_hold)
            && self.felt.form.is_none_or(|f| f > hold.form)
    }
}

/// Days with the exercise, earliest first. Where the sides differ, the side that
/// did less counts: the other one waits for it.
pub(crate) fn sessions(log: &Log, exercise: &Exercise) -> Vec<Session> {
    let lines: Vec<(Date, &Sets, &Felt)> = log
        .strength()
        .filter(|(_, s)| s.exercise == exercise.id)
        .map(|(e, s)| (e.date, s, &e.felt))
        .collect();
    lines.chunk_by(|a, b| a.0 == b.0).filter_map(session).collect()
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
    /// Upper end of its range of repetitions or seconds.
    pub(crate) fn top(&self) -> u32 {
        match self.dose.amount {
            Amount::Reps { range, .. } | Amount::Hold(range) => range[1],
        }
    }
}
