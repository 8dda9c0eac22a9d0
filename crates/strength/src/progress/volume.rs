//! Amounts of work, and how they grow and shrink.

use serde::{Deserialize, Serialize};

use super::sessions::Session;
use crate::Exercise;

/// An amount of one exercise, per side for one-sided ones.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Volume {
    /// Sets.
    pub sets: u32,
    /// Repetitions or seconds of all sets together.
    pub total: u32,
    /// Seconds rather than repetitions.
    pub held: bool,
    /// Added load, kg.
    pub load_kg: f64,
    /// Steps of weight above the first one, where nobody wrote down the weight.
    pub load_steps: u32,
    /// For each side.
    pub each_side: bool,
}

impl Volume {
    /// Sets that are alike: how many, and of how much; the larger ones first.
    pub fn groups(&self) -> Vec<(u32, u32)> {
        let per_set = self.total.checked_div(self.sets).unwrap_or(0);
        let over = self.total.checked_rem(self.sets).unwrap_or(0);
        let all = [(over, per_set + 1), (self.sets.saturating_sub(over), per_set)];
        all.into_iter().filter(|(sets, _)| *sets > 0).collect()
    }
}

/// What was done in a session.
pub(super) fn volume(exercise: &Exercise, session: &Session) -> Volume {
    Volume {
        sets: session.sets,
        total: session.total,
        held: exercise.held(),
        load_kg: session.load_kg,
        load_steps: session.load_steps,
        each_side: exercise.each_side,
    }
}

/// The smallest whole growth within the percentages, if there is one.
pub(crate) fn grow(total: u32, percent: [f64; 2]) -> Option<u32> {
    let total = f64::from(total);
    let least = (total * (1.0 + percent[0] / 100.0) - 1e-9).ceil();
    (least > total && least <= total * (1.0 + percent[1] / 100.0) + 1e-9).then_some(least as u32)
}

/// The smallest heavier weight within the percentages, if one can be put together.
pub(super) fn heavier(load: f64, percent: [f64; 2], step: f64) -> Option<f64> {
    let least = ((load * (1.0 + percent[0] / 100.0) - 1e-9) / step).ceil() * step;
    (load > 0.0 && least > load && least <= load * (1.0 + percent[1] / 100.0) + 1e-9)
        .then_some(least)
}

/// A step back in volume; the load stays unless nothing is left to take off.
pub(super) fn back(now: Volume, percent: f64) -> Volume {
    let total = (f64::from(now.total) * (1.0 - percent / 100.0)).floor() as u32;
    Volume { total: total.max(now.sets), ..now }
}
