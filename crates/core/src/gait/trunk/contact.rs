//! Contact time of a window from the average step.
//!
//! Single contacts cannot be seen at the trunk: the error per step is larger
//! than the differences between steps. The average step of a window can. Its
//! force pulse is centred on mid-stance, which is the middle between the two
//! crossings of body weight; the braking edge lies just after initial contact.
//! So contact is about twice the time from the edge to mid-stance:
//!
//! contact = 2 mid + 0.51 step time - 119 ms
//!
//! A second rule needs the vertical axis alone: how long the average step carries more
//! than 0.3 body weight, and the step time. It tells one runner from another better than
//! it follows one runner's changes (its step time takes part of the level that it must
//! not take within a runner): so the level is the mean of both rules, and changes are
//! those of the first alone.
//!
//! Constants of the first: slope by least squares on three people against force plates
//! (26 trials), the constant on seven (raw force at 50 N); of the second: 13 people, each
//! weighing the same. Left out one by one, people lie 11 ms (mean absolute error) from
//! their force plates by either rule and by the mean.

use super::rhythm::Mark;
use super::signals::Signals;
use crate::signal::low_pass;

/// Points of an average step.
const POINTS: usize = 200;
/// Steps of other length than the window's median by more than this share stay
/// out of the average.
const SAME_STEP: f64 = 0.3;
/// Fewest steps that are averaged.
const FEWEST: usize = 4;

/// The force pulse is about as long after mid-stance as before.
const BOTH_HALVES: f64 = 2.0;

/// The constants of both rules.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rules {
    /// By the braking edge: constant, ms, and weight of step time.
    pub middle: [f64; 2],
    /// By how long the step carries: constant, ms, weight of that time and of step time.
    pub carried: [f64; 3],
}

/// Those in use.
pub const RULES: Rules = Rules { middle: [-119.0, 0.508], carried: [-221.0, 1.187, 0.6075] };

/// Without a fore-aft axis: constant and weight of the time above body weight (4 people).
/// Changes only: left out, a person is 7 to 30 ms off.
const FROM_ABOVE: [f64; 2] = [-166.0, 2.515];
/// Acceleration over body weight above which the step carries (0.3 body weight), and the
/// band in which that is judged, Hz.
const CARRIED: f64 = -0.7;
const CARRIED_HZ: f64 = 20.0;
/// Contact times of running, ms. Outside the edge was something else.
const POSSIBLE_MS: [f64; 2] = [100.0, 450.0];
/// The average step of a window, from mark to mark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanStep {
    /// Steps in the average.
    pub steps: usize,
    /// Step time, ms.
    pub step_ms: f64,
    /// From the mark to the middle between the crossings of body weight, ms.
    pub to_middle_ms: f64,
    /// Time above 0.3 body weight, ms.
    pub carried_ms: f64,
    /// Time above body weight, ms: a plain measure that follows changes of
    /// contact without any constant.
    pub above_ms: f64,
}

impl Rules {
    /// Contact time by the braking edge, ms: the marks are braking edges.
    pub fn by_edge_ms(&self, step: &MeanStep) -> f64 {
        let [constant, of_step] = self.middle;
        possible(constant + of_step * step.step_ms + BOTH_HALVES * step.to_middle_ms)
    }

    /// Contact time by how long the step carries, ms.
    pub fn by_carried_ms(&self, step: &MeanStep) -> f64 {
        let [constant, of_carried, of_step] = self.carried;
        possible(constant + of_carried * step.carried_ms + of_step * step.step_ms)
    }

    /// Contact times of the windows of a run by both rules, ms, NaN where there is none,
    /// and whether both stand behind their level.
    pub fn contacts(&self, means: &[Option<MeanStep>]) -> (Vec<f64>, bool) {
        let of = |rule: fn(&Rules, &MeanStep) -> f64| -> Vec<f64> {
            means.iter().map(|m| m.as_ref().map_or(f64::NAN, |m| rule(self, m))).collect()
        };
        let (edge, carried) = (of(Rules::by_edge_ms), of(Rules::by_carried_ms));
        let apart = crate::stats::median(edge.iter().zip(&carried).map(|(e, c)| e - c));
        let apart = apart.unwrap_or(f64::NAN);
        if apart.is_nan() {
            return (vec![f64::NAN; means.len()], false);
        }
        let shift = 0.5 * apart.clamp(-APART_MS, APART_MS);
        (edge.iter().map(|e| e - shift).collect(), apart.abs() <= APART_MS)
    }
}

fn possible(ms: f64) -> f64 {
    if (POSSIBLE_MS[0]..=POSSIBLE_MS[1]).contains(&ms) { ms } else { f64::NAN }
}

/// How far the two rules may lie apart for a level, ms; beyond, the second draws the first
/// no further, because slopes with an altered cadence mislead it by up to 90 ms.
const APART_MS: f64 = 45.0;

/// Contact times of the windows of a run, ms, NaN where there is none, and whether both
/// rules stand behind their level. `braking`: the marks are braking edges.
pub(super) fn contacts(means: &[Option<MeanStep>], braking: bool) -> (Vec<f64>, bool) {
    if braking {
        let found = RULES.contacts(means);
        if found.0.iter().any(|c| c.is_finite()) {
            return found;
        }
    }
    // Changes follow the time above body weight, from recording to recording too: a
    // level from the second rule would bring its step time into them.
    let above = |m: &MeanStep| possible(FROM_ABOVE[0] + FROM_ABOVE[1] * m.above_ms);
    (means.iter().map(|m| m.as_ref().map_or(f64::NAN, above)).collect(), false)
}

/// The average of `marks`, each with the next one; `None` with too few of one length.
pub(super) fn mean_step(signals: &Signals, marks: &[Mark]) -> Option<MeanStep> {
    let pairs = || marks.windows(2).filter(|p| !p[0].inserted && !p[1].inserted);
    let step = crate::stats::median(pairs().map(|p| p[1].at - p[0].at))?;
    let mut sum = vec![0.0; POINTS];
    let mut rough = vec![0.0; POINTS];
    let mut steps = 0;
    for p in pairs().filter(|p| (p[1].at - p[0].at - step).abs() <= SAME_STEP * step) {
        let every = (p[1].at - p[0].at) / POINTS as f64;
        for (k, (to, rough)) in sum.iter_mut().zip(&mut rough).enumerate() {
            let at = p[0].at + k as f64 * every;
            *to += value_at(&signals.weight, at);
            *rough += value_at(&signals.x, at);
        }
        steps += 1;
    }
    if steps < FEWEST {
        return None;
    }
    let to_ms = step / signals.rate_hz * 1000.0 / POINTS as f64;
    let at = |k: usize| sum[k % POINTS];
    let top = (0..POINTS).max_by(|&a, &b| at(a).total_cmp(&at(b)))?;
    let cross = |from: usize, to: usize| {
        let (a, b) = (at(from), at(to));
        a / (a - b)
    };
    let down = (top..top + POINTS)
        .find(|&k| at(k) >= 0.0 && at(k + 1) < 0.0)
        .map(|k| k as f64 + cross(k, k + 1))?;
    // The rising crossing is the last one before the top.
    let up = (0..POINTS)
        .map(|j| top + POINTS - j)
        .find(|&k| at(k) >= 0.0 && at(k - 1) < 0.0)
        .map(|k| k as f64 - cross(k, k - 1) - POINTS as f64)?;
    Some(MeanStep {
        steps,
        step_ms: POINTS as f64 * to_ms,
        to_middle_ms: 0.5 * (up + down) * to_ms,
        carried_ms: carried(&rough, steps, 1000.0 / to_ms) * to_ms,
        above_ms: (down - up) * to_ms,
    })
}

/// How long an average step, given as a sum over `steps` at `rate_hz`, carries, in points.
fn carried(sum: &[f64], steps: usize, rate_hz: f64) -> f64 {
    // Steps follow each other: three of them, so that the filter settles outside the middle.
    let mean: Vec<f64> = sum.iter().cycle().take(3 * POINTS).map(|v| v / steps as f64).collect();
    let x = low_pass(mean, CARRIED_HZ, rate_hz);
    let Some(top) = (POINTS..2 * POINTS).max_by(|&a, &b| x[a].total_cmp(&x[b])) else {
        return f64::NAN;
    };
    let edge = |a: usize, b: usize| (x[a] - CARRIED) / (x[a] - x[b]);
    let after = (top..top + POINTS).find(|&k| x[k] >= CARRIED && x[k + 1] < CARRIED);
    let before = (top - POINTS + 1..=top).rev().find(|&k| x[k] >= CARRIED && x[k - 1] < CARRIED);
    match (before, after) {
        (Some(b), Some(a)) => a as f64 + edge(a, a + 1) - (b as f64 - edge(b, b - 1)),
        _ => f64::NAN,
    }
}

/// Value between two samples; the end values beyond.
pub(super) fn value_at(x: &[f64], at: f64) -> f64 {
    let last = x.len().saturating_sub(1);
    let i = (at.max(0.0) as usize).min(last);
    let (Some(a), b) = (x.get(i), x.get((i + 1).min(last))) else { return f64::NAN };
    a + (b.unwrap_or(a) - a) * (at - i as f64).clamp(0.0, 1.0)
}
