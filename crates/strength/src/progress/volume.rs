//! Amounts of work, and how they grow and shrink.

use serde::Serialize;

use super::sessions::Session;
use crate::{Amount, Exercise};

/// An amount of one exercise, per side for one-sided ones.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Volume {
    /// Sets.
    pub sets: u32,
    /// Repetitions or seconds of all sets together.
    pub total: u32,
    /// Seconds rather than repetitions.
    pub held: bool,
    /// Added load, kg.
    pub load_kg: f64,
    /// For each side.
    pub each_side: bool,
}

impl std::fmt::Display for Volume {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let unit = if self.held { " s" } else { "" };
        let per_set = self.total.checked_div(self.sets).unwrap_or(0);
        match self.total.checked_rem(self.sets).unwrap_or(0) {
            0 => write!(f, "{} × {per_set}{unit}", self.sets)?,
            over => write!(
                f,
                "{} × {}{unit} and {} × {per_set}{unit}",
                over,
                per_set + 1,
                self.sets - over
            )?,
        }
        if self.load_kg > 0.0 {
            write!(f, " with {} kg", self.load_kg)?;
        }
        if self.each_side { f.write_str(" each side") } else { Ok(()) }
    }
}

/// What was done in a session.
pub(super) fn volume(exercise: &Exercise, session: &Session) -> Volume {
    Volume {
        sets: session.sets,
        total: session.total,
        held: matches!(exercise.dose.amount, Amount::Hold(_)),
        load_kg: session.load_kg,
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
