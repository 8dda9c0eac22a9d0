//! Drift over a whole run at equal speed and slope.
//!
//! Half-minute rows of all running (hills, accelerations and slow seconds too) are
//! explained by speed, up-slope and down-slope, with what is known of runners as
//! priors, and by a smooth course of time; the change is the mean of the course over
//! the last quarter of the running less that over the first. Errors that wander,
//! errors of the speed and the doubt of every effect are in its interval, so that a
//! run with little in common between its parts gets a wide interval and not a refusal.

#![allow(clippy::needless_range_loop)] // matrices are read best by their indices

mod behind;
mod covariates;
mod curve;
mod fit;
mod noise;
mod prior;
mod rows;
mod slopes;
mod small;
mod wander;
mod whole;

pub use behind::{EffectsBehind, Leaning};
pub(super) use fit::Model;
pub(super) use prior::{prior, wander};
pub(super) use rows::{Rows, quarters, rows};
pub(super) use slopes::ground_effects;
pub(super) use whole::{Drifted, Unfit, label_effect, whole_run};

/// Number of effects besides time: ln v, its square, and two of each slope.
pub const COVARIATES: usize = 6;

/// Half a minute of running.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Row {
    /// Time on feet at its middle, s.
    pub(super) t: f64,
    /// Start on the recording's clock, s.
    pub(super) clock: f64,
    /// Seconds of running in it.
    pub(super) seconds: f64,
    /// Mean speed, m/s; NaN where it is not known.
    pub(super) speed: f64,
    /// Mean of the slope where it is uphill, %.
    pub(super) up: f64,
    /// Mean of the slope where it is downhill, % (negative).
    pub(super) down: f64,
    /// The metric, in its unit.
    pub(super) value: f64,
}
