//! What all measures of a trunk sensor start from: body axes, in units of body
//! weight, on a fine grid.

use std::ops::Range;

use crate::gait::Run;
use crate::gait::orientation::{Aligned, NoOrientation, align, whole_strides};
use crate::recording::Axes;
use crate::signal::{low_pass, upsample};

/// The grid is made at least this fine, samples per second, so that crossings
/// and edges do not depend on the sensor's rate: at 100 Hz times then differ
/// from those at 500 Hz by 1 ms instead of 5 (23 trials of one runner).
const FINE_HZ: f64 = 400.0;
/// Corner for the fore-aft edge, Hz. Fitted with the contact times: 12 and 15
/// do as well within 2 ms, 30 follows ringing.
const EDGE_HZ: f64 = 20.0;
/// Corner for body-weight crossings, Hz: in the middle of a plateau from 8 to
/// 15 Hz (4 people, 26 trials).
const WEIGHT_HZ: f64 = 10.0;
/// Corner for the sideways force, Hz: 63 % of steps on the right side without, 83 %
/// with (Kiernan 2023, 10.3390/s23115022).
const SIDEWAYS_HZ: f64 = 10.0;

/// A window of steady rhythm.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Window {
    /// Samples of the fine grid.
    pub range: Range<usize>,
    /// Steps per second; the run's median where the window has no clear peak.
    pub step_hz: f64,
    /// Whether the window had its own peak.
    pub clear: bool,
}

/// Signals on the fine grid.
#[derive(Debug)]
pub(super) struct Signals {
    pub rate_hz: f64,
    /// Fine samples per sample of the sensor.
    pub times: usize,
    pub start_s: f64,
    /// Upward acceleration over mean specific force (0 = body weight), unfiltered.
    pub x: Vec<f64>,
    /// The same on the sensor's own grid, for what need not be fine.
    pub native: Vec<f64>,
    /// The same below 10 Hz.
    pub weight: Vec<f64>,
    /// Mean specific force at the middles of the windows, samples of the fine grid
    /// and m/s².
    pub(super) levels: Vec<(f64, f64)>,
    /// Forward acceleration below 20 Hz, m/s².
    pub forward: Option<Vec<f64>>,
    /// Specific force to the left below 10 Hz, m/s², on the sensor's own grid.
    pub left: Option<Vec<f64>>,
    /// Roll rate about forward, rad/s, left side up positive.
    pub roll: Option<Vec<f64>>,
    pub windows: Vec<Window>,
}

impl Signals {
    /// Rate of the sensor's own grid, Hz.
    pub fn native_hz(&self) -> f64 {
        self.rate_hz / self.times as f64
    }

    pub fn time(&self, at: f64) -> f64 {
        self.start_s + at / self.rate_hz
    }

    /// Mean specific force around a fine sample, m/s²: what 1 in `x` stands for.
    pub fn level(&self, at: f64) -> f64 {
        level(&self.levels, at)
    }
}

/// Every sample over the level around it, less 1: what is asked for one sample after
/// the other need not be looked up.
fn over_weight(mut up: Vec<f64>, levels: &[(f64, f64)]) -> Vec<f64> {
    let mut after = 0;
    for (i, v) in up.iter_mut().enumerate() {
        while levels.get(after).is_some_and(|l| l.0 <= i as f64) {
            after += 1;
        }
        *v = *v / between(levels, after, i as f64) - 1.0;
    }
    up
}

/// Straight between the middles of the windows.
fn level(levels: &[(f64, f64)], at: f64) -> f64 {
    between(levels, levels.partition_point(|l| l.0 <= at), at)
}

/// The level at a place behind which the level of number `after` is the first.
fn between(levels: &[(f64, f64)], after: usize, at: f64) -> f64 {
    let before = after.checked_sub(1).and_then(|k| levels.get(k));
    match (before, levels.get(after)) {
        (Some(a), Some(b)) => a.1 + (b.1 - a.1) * (at - a.0) / (b.0 - a.0),
        (Some(a), None) | (None, Some(a)) => a.1,
        (None, None) => f64::NAN,
    }
}

/// Body axes, then the fine grid. What else was found of the axes is given too,
/// without the signals that the fine ones replace.
///
/// # Errors
/// Where the axes cannot be found.
pub(super) fn prepare(run: &Run) -> Result<(Signals, Aligned), NoOrientation> {
    let mut aligned = align(run)?;
    let typical = aligned.step_hz().ok_or(NoOrientation::NoRhythm)?;
    let times = (FINE_HZ / run.rate_hz).ceil().max(1.0) as usize;
    let rate_hz = run.rate_hz * times as f64;

    // The level of body weight, window by window: the mean over whole strides.
    let levels: Vec<(f64, f64)> = aligned
        .rhythm
        .iter()
        .map(|r| {
            let whole = whole_strides(&r.window, run.rate_hz, r.step_hz.unwrap_or(typical));
            let part = aligned.up.get(whole).unwrap_or(&[]);
            let middle = 0.5 * (r.window.start + r.window.end) as f64;
            (middle, part.iter().sum::<f64>() / part.len().max(1) as f64)
        })
        .collect();
    let fine = |x: &[f64]| upsample(x, times);
    let native = over_weight(std::mem::take(&mut aligned.up), &levels);
    let x = fine(&native);
    let signals = Signals {
        rate_hz,
        times,
        start_s: run.start_s,
        weight: low_pass(&x, WEIGHT_HZ, rate_hz),
        levels: levels.into_iter().map(|(at, level)| (at * times as f64, level)).collect(),
        forward: aligned.forward.take().map(|f| low_pass(fine(&f), EDGE_HZ, rate_hz)),
        // Axes that a file names may have been turned upright: then nothing tips.
        left: (aligned.left.take())
            .filter(|_| run.axes == Axes::Sensor || run.gyro.is_some())
            .map(|l| low_pass(l, SIDEWAYS_HZ, run.rate_hz)),
        roll: aligned.roll.take().map(|r| fine(&r)),
        windows: aligned
            .rhythm
            .iter()
            .map(|r| Window {
                range: r.window.start * times..r.window.end * times,
                step_hz: r.step_hz.unwrap_or(typical),
                clear: r.step_hz.is_some(),
            })
            .collect(),
        x,
        native,
    };
    Ok((signals, aligned))
}
