//! What a training log says to a new plan: where to begin, what to leave out.

use jiff::ToSpan;
use jiff::civil::Date;

use super::benchmarks::benchmark_trends;
use super::log::{Felt, Log, What};
use super::mileage::{monday, weeks};
use super::plan_input::Soreness;
use super::plan_said::Caution;
use super::progress::{Coaching, Diary, Next, advise};
use super::results::{block_start, days_between};
use super::{Catalogue, WeakSide};
use crate::metrics::Side;

/// What a training log says on the day a plan begins.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    /// What was done: the plan goes on from there.
    pub diary: Diary,
    /// Enough sessions without a break that the first weeks are over.
    pub begun: bool,
    /// Exercises that wait for pain to go.
    pub stopped: Vec<Caution>,
    /// Pain above what training allows was reported in the last days.
    pub strong_pain: bool,
    /// The leg that did less in the last self-test that shows a difference.
    pub weak_side: Option<WeakSide>,
    /// Kilometres of the last whole week before the plan.
    pub last_week_km: Option<f64>,
    /// Soreness or tiredness of the last days that holds the first week back.
    pub soreness: Soreness,
}

impl History {
    /// Reads the log up to the day before `day`. `steady` sessions since the last
    /// break are enough for a beginner.
    pub fn of(
        log: &Log,
        day: Date,
        steady: usize,
        catalogue: &Catalogue,
        coaching: &Coaching,
    ) -> History {
        let Ok(yesterday) = day.yesterday() else { return History::default() };
        let log = log.until(yesterday);
        let stopped = advise(&log, day, catalogue, coaching)
            .into_iter()
            .filter(|a| a.next == Next::Stop)
            .map(|a| Caution::ExerciseWaitsForPain { name: a.name, why: a.why })
            .collect();
        let side = benchmark_trends(&log, coaching)
            .into_iter()
            .filter_map(|t| Some((t.last, t.side_to_train?)))
            .max_by_key(|(day, _)| *day);
        let weak_side = side.map(|(_, side)| WeakSide {
            side: if side == "left" { Side::Left } else { Side::Right },
            extra_set: false,
        });
        let last_monday = monday(day).saturating_sub(7.days());
        let last_week = weeks(&log, coaching).into_iter().find(|w| w.monday == last_monday);
        let days = log.strength_days();
        let since = block_start(&log, coaching);
        let in_block = days.iter().filter(|d| since.is_some_and(|s| **d >= s)).count();
        let break_days = i64::from(7 * coaching.progression.pace.break_weeks);
        let near = days.last().is_some_and(|d| days_between(*d, day) <= break_days);
        History {
            begun: near && in_block >= steady,
            diary: Diary::of(&log, yesterday),
            stopped,
            strong_pain: reached(
                &log,
                day,
                coaching,
                |f| f.pain,
                coaching.progression.hold.pain_stop + 1e-9,
            ),
            weak_side,
            last_week_km: last_week.map(|w| w.km).filter(|km| *km > 0.0),
            soreness: soreness(&log, day, coaching),
        }
    }
}

/// From the highest soreness and tiredness of the last days.
fn soreness(log: &Log, day: Date, coaching: &Coaching) -> Soreness {
    let hold = &coaching.progression.hold;
    if reached(log, day, coaching, |f| f.soreness, hold.soreness)
        || reached(log, day, coaching, |f| f.fatigue, hold.fatigue)
    {
        Soreness::Mild
    } else {
        Soreness::None
    }
}

/// Whether something reported on its own in the last days reached a limit.
fn reached(
    log: &Log,
    day: Date,
    coaching: &Coaching,
    get: fn(&Felt) -> Option<f64>,
    limit: f64,
) -> bool {
    let days = i64::from(coaching.progression.hold.days);
    let near = |e: &&super::log::Entry| e.what == What::Feel && days_between(e.date, day) <= days;
    log.entries.iter().filter(near).filter_map(|e| get(&e.felt)).any(|v| v >= limit)
}
