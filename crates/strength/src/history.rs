//! What a training log says to a new plan: where to begin, what to leave out.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::benchmarks::benchmark_trends;
use super::log::{Log, What};
use super::mileage::{monday, weeks};
use super::plan_input::Soreness;
use super::progress::{Coaching, Next, Volume, advise};
use super::results::days_between;
use super::{Catalogue, WeakSide};
use crate::metrics::Side;

/// What a training log says on the day a plan begins.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    /// Exercises in the log with the dose that is next, by id.
    pub begun: BTreeMap<String, Volume>,
    /// Exercises to leave out for pain: id, and why in a sentence.
    pub stopped: Vec<(String, String)>,
    /// The leg that did less in the last self-test that shows a difference.
    pub weak_side: Option<WeakSide>,
    /// Kilometres of the last whole week before the plan.
    pub last_week_km: Option<f64>,
    /// Soreness or tiredness of the last days that holds the first week back.
    pub soreness: Soreness,
}

impl History {
    /// Reads the log up to the day before `day`.
    pub fn of(log: &Log, day: Date, catalogue: &Catalogue, coaching: &Coaching) -> History {
        let Ok(yesterday) = day.yesterday() else { return History::default() };
        let log = log.until(yesterday);
        let (mut begun, mut stopped) = (BTreeMap::new(), Vec::new());
        for advice in advise(&log, day, catalogue, coaching) {
            match (advice.next, advice.dose) {
                (Next::Stop, _) => {
                    stopped.push((advice.exercise, format!("{}: {}", advice.name, advice.why)));
                }
                // The harder form is a decision of the runner; the plan goes on here.
                (Next::Forward(_), _) => {
                    begun.insert(advice.exercise, advice.last);
                }
                (_, Some(dose)) => {
                    begun.insert(advice.exercise, dose);
                }
                (_, None) => {}
            }
        }
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
        History {
            begun,
            stopped,
            weak_side,
            last_week_km: last_week.map(|w| w.km).filter(|km| *km > 0.0),
            soreness: soreness(&log, day, coaching),
        }
    }
}

/// From the highest soreness and tiredness of the last days.
fn soreness(log: &Log, day: Date, coaching: &Coaching) -> Soreness {
    let hold = &coaching.progression.hold;
    let near = |e: &&super::log::Entry| {
        e.what == What::Feel && days_between(e.date, day) <= i64::from(hold.days)
    };
    let recent: Vec<_> = log.entries.iter().filter(near).map(|e| e.felt).collect();
    let reached = |get: fn(&super::log::Felt) -> Option<f64>, limit: f64| {
        recent.iter().filter_map(get).any(|v| v >= limit)
    };
    if reached(|f| f.soreness, hold.soreness) || reached(|f| f.fatigue, hold.fatigue) {
        Soreness::Mild
    } else {
        Soreness::None
    }
}
