//! Contacts of a foot as runform found them until the simulator had a strike angle:
//! initial contact a constant time before the foot slaps down, toe-off a constant time
//! after the lobe of pitch rate. Kept to show that the simulator now sees its error.

use runform_core::signal::{low_pass, peaks};

const SLAP_LAG_S: f64 = 0.028;
const LOBE_LEAD_S: f64 = 0.031;
const LOBE_DEPTH: f64 = 0.8;
/// Pitch rate that counts as slapping down, rad/s, and how long it is looked for, s.
const SLAP: f64 = -std::f64::consts::FRAC_PI_3;
const SLAP_WITHIN_S: f64 = 0.110;
/// The foot turns down within this share of the stride after mid-swing; the lobe lies
/// within these after that.
const DOWN_WITHIN: f64 = 0.40;
const LOBE_WITHIN: [f64; 2] = [0.16, 0.62];

/// Initial contact and toe-off, s, of a pitch rate (toes up, rad/s) for strides of so
/// many seconds.
pub(super) fn contacts(rate: &[f64], rate_hz: f64, stride_s: f64) -> Vec<[f64; 2]> {
    let fast = low_pass(rate, 20.0, rate_hz);
    let slow = low_pass(&fast, 15.0, rate_hz);
    let swing = low_pass(&fast, 5.0, rate_hz);
    let highest = swing.iter().copied().fold(0.0, f64::max);
    let stride = stride_s * rate_hz;
    let swings = peaks(&swing, 0.4 * highest, 0.65 * stride);
    swings.iter().filter_map(|&at| contact(&fast, &slow, at, rate_hz, stride)).collect()
}

fn contact(fast: &[f64], slow: &[f64], at: usize, rate_hz: f64, stride: f64) -> Option<[f64; 2]> {
    let end = at + (DOWN_WITHIN * stride) as usize;
    let down = (at..end).find(|&i| fast.get(i).is_some_and(|v| *v < 0.0))?;
    let until = down + (SLAP_WITHIN_S * rate_hz) as usize;
    if until + 1 >= fast.len() {
        return None;
    }
    let slap = (down.max(1)..=until)
        .find(|&i| fast[i] <= fast[i - 1] && fast[i] < fast[i + 1] && fast[i] < SLAP)
        .or_else(|| (down..=until).min_by(|&a, &b| fast[a].total_cmp(&fast[b])))?;
    let (from, to) =
        (down + (LOBE_WITHIN[0] * stride) as usize, down + (LOBE_WITHIN[1] * stride) as usize);
    if to + 1 >= slow.len() {
        return None;
    }
    let depth = (from..=to).map(|i| slow[i]).fold(0.0, f64::min);
    let level = LOBE_DEPTH * depth;
    let enters = (from..=to).find(|&i| slow[i] < level)?;
    let enters = (0..enters).rev().find(|&i| slow[i] >= level)?;
    let leaves = (enters + 1..slow.len()).find(|&i| slow[i] >= level)?;
    let between = |i: usize| i as f64 + (level - slow[i]) / (slow[i + 1] - slow[i]);
    let centre = 0.5 * (between(enters) + between(leaves - 1));
    Some([vertex(fast, slap) / rate_hz - SLAP_LAG_S, centre / rate_hz + LOBE_LEAD_S])
}

/// Place of the lowest point of a parabola through three samples.
fn vertex(x: &[f64], i: usize) -> f64 {
    let (a, b, c) = (x[i - 1], x[i], x[i + 1]);
    let bend = a - 2.0 * b + c;
    i as f64 + if bend > 0.0 { 0.5 * (a - c) / bend } else { 0.0 }
}
