//! Which foot: a vote over even and odd steps.
//!
//! Two cues. The sensor's sideways force points to the standing leg, because
//! the pelvis drops on the other side and tips the left axis up over a left
//! stance; and the roll that does so starts right after contact. Alone each is
//! right in about 82 % of steps in the field (Lee 2010 as tested by Kiernan
//! 2023, 10.3390/s23115022); over many steps the vote is sure unless the runner
//! moves against the rule, which no count of steps can show.

use super::rhythm::Mark;
use super::signals::Signals;
use crate::recording::{Placement, Side};
use crate::stats;

/// Part of the contact in which the force points to the standing leg.
const MID_STANCE: [f64; 2] = [0.25, 0.75];
/// Part of the contact in which the other side drops.
const EARLY_STANCE: f64 = 0.40;
/// The difference of even and odd steps counts from this many standard errors on; ours.
const SURE_Z: f64 = 3.0;
/// And is certain from this many on; ours.
const CERTAIN_Z: f64 = 6.0;
/// Share of votes without any statistical doubt that are right, at best: a runner may move
/// against the rule, which no count of steps shows. On the pelvis of 11 people both cues
/// together always were right, which by the rule of succession is 12 of 13 for the next.
const AT_BEST: f64 = 12.0 / 13.0;
/// The same of a chest or a belt, which no force plate has judged. Ours: slow simulated
/// chests vote against the rule.
const AT_BEST_ELSEWHERE: f64 = 0.75;
/// Fewest pairs of steps for a vote.
const FEWEST: usize = 4;

/// Sides of all steps and the confidence 0..1. `contact` is in fine samples
/// per step, `breaks[k]`: step `k + 1` is not known to follow step `k`.
pub(super) fn sides(
    placement: Placement,
    signals: &Signals,
    marks: &[Mark],
    contact: &[f64],
    breaks: &[bool],
    lead: f64,
) -> (Vec<Option<Side>>, f64) {
    let mut found = vec![None; marks.len()];
    // Without a gyroscope nothing shows that the left axis tips as a pelvis does: the
    // accelerations of a centre of mass do not, and all their sides would be wrong.
    let (Some(left), Some(roll)) = (&signals.left, &signals.roll) else {
        return (found, f64::NAN);
    };
    // `times`: fine samples per sample of `x`.
    let mean = |x: &[f64], times: usize, k: usize, from: f64, to: f64| {
        let (Some(mark), Some(c)) = (marks.get(k), contact.get(k)) else { return f64::NAN };
        let at = |part: f64| ((mark.at - lead + part * c).max(0.0) / times as f64) as usize;
        let (a, b) = (at(from), at(to));
        let part = x.get(a..b).filter(|p| !p.is_empty());
        part.map_or(f64::NAN, |p| p.iter().sum::<f64>() / p.len() as f64)
    };
    let force: Vec<f64> = (0..marks.len())
        .map(|k| mean(left, signals.times, k, MID_STANCE[0], MID_STANCE[1]))
        .collect();
    let roll: Vec<f64> = (0..marks.len()).map(|k| mean(roll, 1, k, 0.0, EARLY_STANCE)).collect();

    let at_best = if placement == Placement::Sacrum { AT_BEST } else { AT_BEST_ELSEWHERE };
    let (mut confidence, mut counted) = (0.0, 0.0);
    let mut start = 0;
    for end in 1..=marks.len() {
        if end < marks.len() && !breaks.get(end - 1).copied().unwrap_or(true) {
            continue;
        }
        let z = alternation(&force, start..end);
        let other = alternation(&roll, start..end);
        let agrees = other.is_nan() || other.abs() < SURE_Z || other.signum() == z.signum();
        if z.abs() >= SURE_Z && agrees {
            for (k, side) in found.iter_mut().enumerate().take(end).skip(start) {
                let left = ((k - start) % 2 == 0) == (z > 0.0);
                *side = Some(if left { Side::Left } else { Side::Right });
            }
            confidence += (end - start) as f64 * at_best * (z.abs() / CERTAIN_Z).min(1.0);
        }
        counted += (end - start) as f64;
        start = end;
    }
    (found, if counted > 0.0 { confidence / counted } else { f64::NAN })
}

/// By how many standard errors the even steps of a stretch exceed the odd
/// ones; 0 if that cannot be told. Each step is held against the mean of its
/// two neighbours, which takes out slow drift.
fn alternation(cue: &[f64], steps: std::ops::Range<usize>) -> f64 {
    let Some(cue) = cue.get(steps) else { return 0.0 };
    let against: Vec<f64> = cue
        .windows(3)
        .enumerate()
        .map(|(k, w)| (w[1] - 0.5 * (w[0] + w[2])) * if k % 2 == 0 { -1.0 } else { 1.0 })
        .filter(|v| v.is_finite())
        .collect();
    let n = against.len() as f64;
    let Some((mean, sd)) = stats::mean_sd(&against).filter(|_| against.len() >= FEWEST) else {
        return 0.0;
    };
    let pairs = against.windows(2).map(|w| (w[0] - mean, w[1] - mean));
    // Neighbouring differences share a step: at least its correlation is allowed for.
    let phi = stats::unbiased_phi(stats::lag1(pairs, sd * sd), n).max(0.5);
    let z = mean / stats::standard_error(sd, n, phi);
    if z.is_finite() { z } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_above_odd_is_positive_and_noise_is_not_sure() {
        let cue: Vec<f64> = (0..40)
            .map(|k| if k % 2 == 0 { 1.0 } else { -1.0 } + 0.3 * ((k * k) as f64).sin())
            .collect();
        assert!(alternation(&cue, 0..40) > CERTAIN_Z);
        assert!(alternation(&cue, 1..40) < -CERTAIN_Z);
        let noise: Vec<f64> = (0..40).map(|k| ((k * k) as f64).sin()).collect();
        assert!(alternation(&noise, 0..40).abs() < SURE_Z);
        assert_eq!(alternation(&cue, 0..3), 0.0);
    }
}
