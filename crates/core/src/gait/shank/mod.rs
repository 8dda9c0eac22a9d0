//! Contacts of a foot from a sensor on the shank.
//!
//! The motion of the shank from mid-swing to mid-swing is integrated: its fall is stopped
//! when the foot lands, whichever part lands first, and at toe-off the ankle has risen by
//! a height of its own. Where gravity is missing from the accelerations their dips serve,
//! without a gyroscope their jolts: both for changes only.

mod dips;
mod incline;

use super::cues::{self, Cue, Way};
use super::leg::{Contact, Leg, Turning, exactly, falls_through_zero};
use super::strapdown::{Course, Motion, crossing};
use super::{Run, Stretch, Trust, jolts};
use crate::signal::{Spectra, derivative};
pub(super) use dips::Smooth;
pub(super) use incline::from_first;

/// Initial contact by the steepest rise of the upward acceleration (13 people), and by the
/// minimum of it before and the time from the shank's turning back to the steepest rise,
/// ms (46 recordings of 6 people).
pub const LANDING: [Way; 2] = [
    Way { name: "fall is stopped", constant_ms: -14.5, slope_ms: 0.0, usual: [-10.0, 70.0] },
    Way { name: "fall ends", constant_ms: -7.8, slope_ms: 0.533, usual: [10.0, 50.0] },
];
/// Toe-off by the sensor's rise of `RISEN_M` above its lowest in stance and the speed at
/// which it then rises, m/s (46 recordings of 6 people).
pub const LIFTING: [Way; 2] = [
    Way { name: "risen", constant_ms: 53.7, slope_ms: -16.1, usual: [0.6, 2.3] },
    Way { name: "risen", constant_ms: 53.7, slope_ms: -16.1, usual: [0.6, 2.3] },
];
const RISEN_M: f64 = 0.06;
/// From one mid-swing to the next, as shares of the stride that the rhythm shows.
const STRIDE_SHARE: [f64; 2] = [0.7, 1.35];
/// Mid-swing to the shank turning back, at most, as a share of the stride.
const BACK_WITHIN: f64 = 0.45;
/// Where the fall is stopped around that, ms: 15 to 55 on six people. Not before, where
/// the end of the swing slows a shank too, nor after, where the heel of a forefoot comes down.
const STOPPED_WITHIN_MS: [f64; 2] = [-5.0, 60.0];
/// The shank rises fastest so long after it, as shares of the stride: the first maximum
/// counts that reaches `FASTEST` of the highest.
const RISES_WITHIN: [f64; 2] = [0.15, 0.60];
const FASTEST: f64 = 0.9;
/// The share of samples that turn faster than what counts as fastest.
const FASTEST_SHARE: f64 = 0.02;
/// Weight of the swing in the choice of the sense of turning, where dips are looked for
/// (ours; a shank swings forward almost twice as fast as it tips).
const SWING_WEIGHT: f64 = 4.0;

/// Steps of one foot by its shank. `None` where nothing about the run can be told.
///
/// Contacts need 50 Hz; below, the stretch holds cadence alone. Trust: `Estimate` with
/// gyroscope and gravity where two ways to initial contact agree in most steps, else
/// `ChangeOnly`, as below 95 Hz.
pub fn measure(run: &Run, spectra: &mut Spectra) -> Option<Stretch> {
    let leg = Leg::of(run, spectra)?;
    if !leg.fast_enough() {
        return Some(leg.stretch(&[], Trust::None));
    }
    if let Some((turning, mut found)) = contacts(&leg) {
        incline::incline(&leg, &turning, &mut found);
        let agree = found.iter().filter(|c| c.usual).count() as f64;
        let known = agree >= AGREE_SHARE * found.len() as f64;
        let trust = if known { Trust::Estimate } else { Trust::ChangeOnly };
        return Some(leg.stretch(&found, trust));
    }
    let smooth = Smooth::of(&leg, dips::IMPACT_HZ);
    Some(match leg.turning(SWING_WEIGHT, |t| dips::contacts(&leg, t, &smooth)) {
        Some((_, found)) => leg.stretch(&found, Trust::ChangeOnly),
        None => jolts::measure(&leg, jolts::Site::Shank),
    })
}

/// Contacts by the motion of the shank; `None` where it cannot be integrated.
pub(super) fn contacts(leg: &Leg) -> Option<(Turning, Vec<Contact>)> {
    let (axis, along, bias) = leg.flexion()?;
    let motion = Motion::of(leg.run, bias)?;
    // A shank swings forward faster than it tips before the swing.
    let mut sorted = along.clone();
    sorted.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| sorted.get((share * sorted.len() as f64) as usize).copied();
    let sign = if at(1.0 - FASTEST_SHARE)? >= -at(FASTEST_SHARE)? { 1.0 } else { -1.0 };
    let in_sense = |sign: f64| {
        let turning = Turning::of(leg, sign * axis, along.iter().map(|v| sign * v).collect());
        let strides = turning.swings.windows(2);
        let found: Vec<Contact> =
            strides.filter_map(|s| contact(leg, &turning, &motion, s[0], s[1])).collect();
        (turning, found)
    };
    let (mut turning, mut found) = in_sense(sign);
    // A fast shank may tip as fast as it swings; in the wrong sense few strides hold a contact.
    if (found.len() as f64) < MOST_SHARE * turning.swings.len().saturating_sub(1) as f64 {
        let other = in_sense(-sign);
        if other.1.len() > found.len() {
            (turning, found) = other;
        }
    }
    (found.len() >= FEWEST).then_some((turning, found))
}

/// Share of contacts in which the ways to initial contact must agree for a level (ours).
const AGREE_SHARE: f64 = 0.3;
/// In the right sense at least this share of strides holds a contact (ours; all do on the
/// shanks of six people).
const MOST_SHARE: f64 = 0.7;
/// Fewer contacts than this are none (ours).
const FEWEST: usize = 2;

/// The contact between two mid-swings.
fn contact(leg: &Leg, turning: &Turning, motion: &Motion, a: usize, b: usize) -> Option<Contact> {
    let stride = leg.stride(a as f64);
    let share = (b - a) as f64 / stride;
    if !(STRIDE_SHARE[0]..=STRIDE_SHARE[1]).contains(&share) {
        return None;
    }
    let back = falls_through_zero(&turning.slow, a as f64, a as f64 + BACK_WITHIN * stride)?;
    let course = motion.closed(a, b, false)?;
    let landings = landing(leg, &course, back - a as f64)?;
    let liftings = lifting(leg, &course, back - a as f64, stride)?;
    let landing = cues::event(&LANDING, &landings, cues::AGREE_MS, leg.run.rate_hz)?;
    let lifting = cues::event(&LIFTING, &liftings, cues::AGREE_MS, leg.run.rate_hz)?;
    let lobe = turning.slow.get(lifting.at.max(0.0) as usize).copied().unwrap_or(f64::NAN);
    Some(Contact {
        ic: landing.at,
        to: lifting.at,
        lobe,
        usual: landing.usual && lifting.usual,
        cues: [landings, liftings],
        ..Contact::none()
    })
}

/// Where the fall is stopped most abruptly, and where the shank falls most freely before.
fn landing(leg: &Leg, course: &Course, back: f64) -> Option<[Cue; 2]> {
    let Course { first, lift, .. } = course;
    let [from, to] = STOPPED_WITHIN_MS.map(|ms| (back + leg.ms(ms)).max(1.0));
    let last = (to as usize).min(lift.len().checked_sub(2)?);
    let jerk = derivative(lift, leg.run.rate_hz);
    let steepest = (from.ceil() as usize..=last).max_by(|&a, &b| jerk[a].total_cmp(&jerk[b]));
    let stopped = steepest?;
    let mut low = stopped;
    while low > 1 && lift[low - 1] < lift[low] {
        low -= 1;
    }
    let first = *first as f64;
    let stopped = exactly(&jerk, stopped);
    let after = 1000.0 * (stopped - back) / leg.run.rate_hz;
    Some([
        Cue { at: first + stopped, by: after },
        Cue { at: first + exactly(lift, low), by: after },
    ])
}

/// Where the shank has risen from its lowest in stance.
fn lifting(leg: &Leg, course: &Course, back: f64, stride: f64) -> Option<[Cue; 2]> {
    let rise = &course.rise;
    let [from, to] = RISES_WITHIN.map(|share| back + share * stride);
    let last = (to as usize).min(rise.len().checked_sub(2)?);
    let from = (from as usize).max(1);
    let highest = (from..=last).map(|i| rise[i]).fold(f64::NEG_INFINITY, f64::max);
    let is_top = |&i: &usize| {
        rise[i] >= rise[i - 1] && rise[i] > rise[i + 1] && rise[i] >= FASTEST * highest
    };
    let fastest = (from..=last).find(is_top)?;
    let height = course.height();
    let stance = (back + leg.ms(40.0)).max(1.0) as usize;
    let low = (stance..=fastest).min_by(|&a, &b| height[a].total_cmp(&height[b]))?;
    let level = height[low] + RISEN_M;
    let risen = (low + 1..height.len()).find(|&i| height[i - 1] < level && height[i] >= level)?;
    let at = course.first as f64 + crossing(&height, risen - 1, level);
    Some([Cue { at, by: rise[fastest] }; 2])
}
