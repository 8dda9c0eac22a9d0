//! Per step: drop of the pelvis, lean, braking. All against the sensor's own
//! mounting, so only differences and changes mean anything.

use super::rhythm::Mark;
use super::signals::Signals;
use crate::gait::orientation::Aligned;
use crate::recording::Side;
use crate::signal::integral;
use crate::units::STANDARD_GRAVITY as G;

/// Drop of the pelvis on the free side during the stance of `marks[k]`, deg:
/// roll from initial contact to its extreme, after taking out the drift that
/// would leave the pelvis turned after one whole stride. Positive: the free
/// side drops. Needs a gyroscope, the side and the whole stride.
pub(super) fn pelvic_drop(
    signals: &Signals,
    marks: &[Mark],
    k: usize,
    contact: f64,
    lead: f64,
    side: Option<Side>,
) -> f64 {
    let (Some(roll), Some(side), Some(from), Some(to)) =
        (&signals.roll, side, marks.get(k), marks.get(k + 2))
    else {
        return f64::NAN;
    };
    let (a, b) = ((from.at - lead).max(0.0) as usize, (to.at - lead).max(0.0) as usize);
    let Some(part) = roll.get(a..=b).filter(|p| p.len() > 2) else { return f64::NAN };
    let angle = integral(part, signals.rate_hz);
    let drift = angle.last().copied().unwrap_or(0.0) / (angle.len() - 1) as f64;
    // Positive roll lifts the left side: over a left stance the right one drops.
    let sign = if side == Side::Left { 1.0 } else { -1.0 };
    let stance = (contact.max(0.0) as usize).min(angle.len());
    angle
        .iter()
        .take(stance)
        .enumerate()
        .map(|(i, v)| sign * (v - drift * i as f64).to_degrees())
        .fold(f64::NAN, f64::max)
}

/// Lean to the front over the stride around `marks[k]`, deg, against the mean
/// of the run: the direction of mean specific force in axes fixed to the sensor.
pub(super) fn lean(signals: &Signals, aligned: &Aligned, marks: &[Mark], k: usize) -> f64 {
    let (Some(fixed), Some(from), Some(to)) =
        (&aligned.fixed_forward, k.checked_sub(1).and_then(|j| marks.get(j)), marks.get(k + 1))
    else {
        return f64::NAN;
    };
    let native = |at: f64| (at / signals.times as f64).round() as usize;
    let Some(part) = fixed.get(native(from.at)..native(to.at)).filter(|p| !p.is_empty()) else {
        return f64::NAN;
    };
    let forward = part.iter().sum::<f64>() / part.len() as f64;
    -(forward / G).clamp(-1.0, 1.0).asin().to_degrees()
}

/// Forward speed lost by braking during one contact, m/s.
pub(super) fn braking(signals: &Signals, mark: &Mark, contact: f64, lead: f64) -> f64 {
    let Some(forward) = &signals.forward else { return f64::NAN };
    let from = (mark.at - lead).max(0.0);
    let part = forward.get(from as usize..(from + contact.max(0.0)) as usize);
    part.filter(|p| !p.is_empty())
        .map_or(f64::NAN, |p| -p.iter().map(|a| a.min(0.0)).sum::<f64>() / signals.rate_hz)
}
