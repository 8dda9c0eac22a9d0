//! When a foot stands flat and still.

use nalgebra::Vector3;

use super::super::leg::{Leg, Turning, falls_through_zero, lowest};
use super::super::strapdown::Motion;
use crate::signal::low_pass;
use crate::stats::median;

/// Band in which a foot is judged still, Hz.
const STILL_HZ: f64 = 8.0;
/// Mid-swing to the foot turning down, at most, as a share of the stride.
const DOWN_WITHIN: f64 = 0.42;
/// After that the foot is flat no sooner than this, ms, and no later than this share
/// of the stride.
const SOONEST_MS: f64 = 50.0;
const FLAT_WITHIN: f64 = 0.28;
/// From one mid-stance to the next, as shares of the stride that the rhythm shows.
pub(super) const STRIDE_SHARE: [f64; 2] = [0.7, 1.35];
/// Where a mid-stance without its swing is looked for around the place that the rhythm
/// gives, as a share of the stride, and how much less still than usual it may be (ours).
const NEAR: f64 = 0.12;
const LESS_STILL: f64 = 2.0;

/// How fast the foot turns, rad/s, smooth.
pub(super) fn stillness(motion: &Motion) -> Vec<f64> {
    low_pass(motion.turning(), STILL_HZ, motion.rate_hz)
}

/// Mid-stances in order, with the sense of turning in which the foot is stillest in them.
pub(super) fn mid_stances(
    leg: &Leg,
    axis: Vector3<f64>,
    along: &[f64],
    still: &[f64],
) -> Option<(Turning, Vec<usize>)> {
    let both = [1.0, -1.0].map(|sign| {
        let turning = Turning::of(leg, sign * axis, along.iter().map(|v| sign * v).collect());
        let flats = of_swings(leg, &turning, still);
        let moves = median(flats.iter().map(|&i| still[i])).unwrap_or(f64::INFINITY);
        (moves, turning, flats)
    });
    let [a, b] = both;
    let (moves, turning, flats) = if b.0 < a.0 { b } else { a };
    moves.is_finite().then(|| (turning, completed(leg, flats, still, LESS_STILL * moves)))
}

fn of_swings(leg: &Leg, turning: &Turning, still: &[f64]) -> Vec<usize> {
    let flat = |&swing: &usize| {
        let swing = swing as f64;
        let stride = leg.stride(swing);
        let down = falls_through_zero(&turning.fast, swing, swing + DOWN_WITHIN * stride)?;
        let (from, to) = (down + leg.ms(SOONEST_MS), down + FLAT_WITHIN * stride);
        (to < still.len() as f64).then(|| lowest(still, from, to))?
    };
    let mut flats: Vec<usize> = turning.swings.iter().filter_map(flat).collect();
    flats.dedup();
    flats
}

/// With the mid-stances that the rhythm asks for at the ends and in gaps, where the foot
/// is as still as in the others.
fn completed(leg: &Leg, flats: Vec<usize>, still: &[f64], limit: f64) -> Vec<usize> {
    let near = |expected: f64| {
        let reach = NEAR * leg.stride(expected);
        if expected - reach < -0.5 * reach || expected + reach > still.len() as f64 + 0.5 * reach {
            return None;
        }
        let at = lowest(still, expected - reach, expected + reach)?;
        let turns = at > 0 && at + 1 < still.len();
        (turns && still[at] <= limit).then_some(at)
    };
    let mut all: Vec<usize> = Vec::with_capacity(flats.len() + 2);
    if let Some(&first) = flats.first() {
        all.extend(near(first as f64 - leg.stride(first as f64)));
    }
    for at in flats {
        if let Some(&last) = all.last() {
            let stride = leg.stride(last as f64);
            let missing = ((at.saturating_sub(last)) as f64 / stride).round();
            if missing == 2.0 {
                all.extend(near(0.5 * (last + at) as f64));
            }
        }
        if all.last().is_none_or(|&last| at > last) {
            all.push(at);
        }
    }
    if let Some(&last) = all.last() {
        all.extend(near(last as f64 + leg.stride(last as f64)).filter(|&at| at > last));
    }
    all
}
