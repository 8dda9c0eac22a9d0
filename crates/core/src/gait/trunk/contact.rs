//! Contact time of a window from the average step.
//!
//! Single contacts cannot be seen at the trunk: the error per step is larger
//! than the differences between steps. The average step of a window can. Its
//! force pulse is centred on mid-stance, which is the middle between the two
//! crossings of body weight; the braking edge lies just after initial contact.
//! So contact is about twice the time from the edge to mid-stance:
//!
//! contact = 2 mid + 0.51 step time - 100 ms
//!
//! The two constants hold for acceleration in gravity's frame at the sacrum.
//! They were fitted by least squares with three people weighing the same (one
//! with a real sensor in 23 trials of 5 s, two with virtual sensors from markers
//! in 3 trials) against force plates at 25 N. The one person's trials come out
//! with a mean absolute error of 6 ms in that sample and changes between trials
//! within 4 percentage points; each person left out of the fit has a bias of
//! at most 5 ms. But the form came out of a search over some 60 features and
//! filters on the same three people: expect more on others.

use super::rhythm::Mark;
use super::signals::Signals;

/// Points of an average step.
const POINTS: usize = 200;
/// Steps of other length than the window's median by more than this share stay
/// out of the average.
const SAME_STEP: f64 = 0.3;
/// Fewest steps that are averaged.
const FEWEST: usize = 4;

/// The force pulse is about as long after mid-stance as before.
const BOTH_HALVES: f64 = 2.0;
/// Constant, ms, and weight of step time; 3 people, 26 trials.
const FROM_MIDDLE: [f64; 2] = [-99.5, 0.508];
/// The same for the crest of the fundamental, as the second way.
const FROM_CREST: [f64; 2] = [-118.8, 0.566];
/// Contact times of running, ms. Outside the edge was something else.
const POSSIBLE_MS: [f64; 2] = [100.0, 450.0];
/// Without a fore-aft axis: constant and weight of the time above body weight
/// (4 people). Changes only: left out, a person is 7 to 30 ms off.
const FROM_ABOVE: [f64; 2] = [-157.4, 2.515];

/// The average step of a window, from mark to mark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanStep {
    /// Steps in the average.
    pub steps: usize,
    /// Step time, ms.
    pub step_ms: f64,
    /// From the mark to the middle between the crossings of body weight, ms.
    pub to_middle_ms: f64,
    /// From the mark to the crest of the fundamental, ms.
    pub to_crest_ms: f64,
    /// Time above body weight, ms: a plain measure that follows changes of
    /// contact without any constant.
    pub above_ms: f64,
}

impl MeanStep {
    /// Contact time, ms, and by the second way; `braking`: the marks are
    /// braking edges. Without, only changes mean anything, and there is no
    /// second way.
    pub fn contact_ms(&self, braking: bool) -> (f64, Option<f64>) {
        let possible = |ms: f64| {
            if (POSSIBLE_MS[0]..=POSSIBLE_MS[1]).contains(&ms) { ms } else { f64::NAN }
        };
        if braking {
            let from = |[constant, of_step]: [f64; 2], half: f64| {
                possible(constant + of_step * self.step_ms + BOTH_HALVES * half)
            };
            let second = from(FROM_CREST, self.to_crest_ms);
            (from(FROM_MIDDLE, self.to_middle_ms), Some(second))
        } else {
            let [constant, weight] = FROM_ABOVE;
            (possible(constant + weight * self.above_ms), None)
        }
    }
}

/// The average of `marks`, each with the next one; `None` with too few of one length.
pub(super) fn mean_step(signals: &Signals, marks: &[Mark]) -> Option<MeanStep> {
    let pairs = || marks.windows(2).filter(|p| !p[0].inserted && !p[1].inserted);
    let step = crate::stats::median(pairs().map(|p| p[1].at - p[0].at))?;
    let mut sum = vec![0.0; POINTS];
    let mut steps = 0;
    for p in pairs().filter(|p| (p[1].at - p[0].at - step).abs() <= SAME_STEP * step) {
        let every = (p[1].at - p[0].at) / POINTS as f64;
        for (k, to) in sum.iter_mut().enumerate() {
            *to += value_at(&signals.weight, p[0].at + k as f64 * every);
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
    let (mut re, mut im) = (0.0, 0.0);
    for (k, v) in sum.iter().enumerate() {
        let (s, c) = (std::f64::consts::TAU * k as f64 / POINTS as f64).sin_cos();
        re += v * c;
        im += v * s;
    }
    let crest = im.atan2(re).rem_euclid(std::f64::consts::TAU) / std::f64::consts::TAU;
    Some(MeanStep {
        steps,
        step_ms: POINTS as f64 * to_ms,
        to_middle_ms: 0.5 * (up + down) * to_ms,
        to_crest_ms: crest * POINTS as f64 * to_ms,
        above_ms: (down - up) * to_ms,
    })
}

/// Value between two samples; the end values beyond.
pub(super) fn value_at(x: &[f64], at: f64) -> f64 {
    let last = x.len().saturating_sub(1);
    let i = (at.max(0.0) as usize).min(last);
    let (Some(a), b) = (x.get(i), x.get((i + 1).min(last))) else { return f64::NAN };
    a + (b.unwrap_or(a) - a) * (at - i as f64).clamp(0.0, 1.0)
}
