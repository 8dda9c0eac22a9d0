//! How far the trunk rises and falls with each step.

use super::rhythm::Mark;
use super::signals::Signals;
use crate::signal::{high_pass, integral};

/// Corner of the high-pass of the second way, Hz: below a third of any step frequency.
const DRIFT_HZ: f64 = 0.8;
/// The second way starts and ends this far from the ends, s, where its filters settle.
const SETTLE_S: f64 = 0.6;

/// Rise and fall over one step, mm: acceleration integrated twice from mark to
/// mark, with no net velocity and no net displacement over the step.
pub(super) fn per_step(signals: &Signals, from: &Mark, to: &Mark) -> f64 {
    let (a, b) = (from.at.round() as usize, to.at.round() as usize);
    let Some(part) = signals.x.get(a..=b).filter(|p| p.len() > 2) else { return f64::NAN };
    let level = signals.level(from.at);
    let part: Vec<f64> = part.iter().map(|v| v * level).collect();
    let velocity = integral(&centred(&part), signals.rate_hz);
    let height = integral(&centred(&velocity), signals.rate_hz);
    let rise = height.last().copied().unwrap_or(0.0) / (height.len() - 1) as f64;
    1000.0 * spread(height.iter().enumerate().map(|(i, z)| z - rise * i as f64))
}

/// Rise and fall of each step, mm, by integrating the whole stretch with a
/// high-pass after each integration; NaN near the ends. On the sensor's own grid:
/// as a check it need not be fine.
pub(super) fn throughout(signals: &Signals, marks: &[Mark]) -> Vec<f64> {
    let (times, rate) = (signals.times, signals.native_hz());
    let level = |i: usize| signals.level((i * times) as f64);
    let lift: Vec<f64> = signals.native.iter().enumerate().map(|(i, v)| v * level(i)).collect();
    let velocity = high_pass(integral(&centred(&lift), rate), DRIFT_HZ, rate);
    let height = high_pass(integral(&velocity, rate), DRIFT_HZ, rate);
    let settle = SETTLE_S * rate;
    let coarse = |at: f64| at / times as f64;
    marks
        .windows(2)
        .map(|p| {
            let (a, b) = (coarse(p[0].at), coarse(p[1].at));
            let inside = a >= settle && b + settle <= height.len() as f64;
            let part = height.get(a.round() as usize..=b.round() as usize);
            part.filter(|_| inside).map_or(f64::NAN, |part| 1000.0 * spread(part.iter().copied()))
        })
        .collect()
}

fn centred(x: &[f64]) -> Vec<f64> {
    let mean = x.iter().sum::<f64>() / x.len().max(1) as f64;
    x.iter().map(|v| v - mean).collect()
}

fn spread(x: impl Iterator<Item = f64>) -> f64 {
    let (low, high) =
        x.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (f64::min(l, v), f64::max(h, v)));
    high - low
}
