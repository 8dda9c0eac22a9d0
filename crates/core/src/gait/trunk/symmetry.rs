//! Symmetry without sides: how much of a stride repeats with each step.

use std::sync::{Arc, LazyLock};

use realfft::{RealFftPlanner, RealToComplex};

use super::contact::value_at;
use super::rhythm::Mark;
use super::signals::Signals;
use crate::stats;

/// Harmonics of a stride that count (the usual twenty, even against odd).
const HARMONICS: usize = 20;
/// Points of one stride, twice over what twenty harmonics need.
const POINTS: usize = 80;
/// The regularity of steps and strides is looked for this near to the expected lag.
const NEAR: f64 = 0.15;

/// Harmonic ratio: amplitudes of a stride at even multiples of its frequency
/// over those at odd ones, median of the strides that begin in the window (two
/// marks on from each). Large is symmetric. For up and forward; not for sideways.
pub(super) fn harmonic_ratio(x: &[f64], marks: &[Mark]) -> f64 {
    // One plan for all: it is the same for every stride of every run.
    static PLAN: LazyLock<Arc<dyn RealToComplex<f64>>> =
        LazyLock::new(|| RealFftPlanner::new().plan_fft_forward(POINTS));
    let (mut stride, mut bins) = (PLAN.make_input_vec(), PLAN.make_output_vec());
    let mut scratch = PLAN.make_scratch_vec();
    let mut ratio = |from: f64, to: f64| {
        let every = (to - from) / POINTS as f64;
        for (k, v) in stride.iter_mut().enumerate() {
            *v = value_at(x, from + k as f64 * every);
        }
        // Fails only on buffers of the wrong length, and these are the plan's own.
        if PLAN.process_with_scratch(&mut stride, &mut bins, &mut scratch).is_err() {
            return f64::NAN;
        }
        let sum = |first: usize| -> f64 {
            bins.iter()
                .take(HARMONICS + 1)
                .skip(first)
                .step_by(2)
                .map(|b| b.norm_sqr().sqrt())
                .sum()
        };
        sum(2) / sum(1)
    };
    let strides = marks.windows(3).filter(|m| m.iter().all(|m| !m.inserted));
    stats::median(strides.map(|m| ratio(m[0].at, m[2].at))).unwrap_or(f64::NAN)
}

/// Regularity from step to step and from stride to stride: the unbiased
/// autocorrelation of upward acceleration near those lags (Moe-Nilssen &
/// Helbostad 2004), 1 for identical ones.
pub(super) fn regularity(signals: &Signals, window: usize) -> [f64; 2] {
    let Some(window) = signals.windows.get(window) else { return [f64::NAN; 2] };
    let native = |at: usize| (at / signals.times).min(signals.native.len());
    let x = &signals.native[native(window.range.start)..native(window.range.end)];
    let mean = x.iter().sum::<f64>() / x.len().max(1) as f64;
    let x: Vec<f64> = x.iter().map(|v| v - mean).collect();
    let power = x.iter().map(|v| v * v).sum::<f64>() / x.len().max(1) as f64;
    let step = signals.native_hz() / window.step_hz;
    [1.0, 2.0].map(|steps| {
        let (low, high) = (steps * step * (1.0 - NEAR), steps * step * (1.0 + NEAR));
        (low.ceil() as usize..=high as usize)
            .filter(|lag| lag + 2 < x.len())
            .map(|lag| {
                let n = (x.len() - lag) as f64;
                x.iter().zip(&x[lag..]).map(|(a, b)| a * b).sum::<f64>() / n / power
            })
            .fold(f64::NAN, f64::max)
    })
}
