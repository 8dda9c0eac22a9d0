//! Contacts of a foot from a sensor on the shank.
//!
//! Initial contact is the last minimum of the resultant acceleration before the
//! impact (Aubol & Milner 2020), toe-off its minimum as the shank tips forward; the
//! gyroscope says where to look, and gives both a second time (zero crossing after
//! mid-swing: Fadillioglu et al. 2020; steepest fall before the swing: ours).

use nalgebra::{Rotation2, Vector2, Vector3};

use super::leg::{Contact, Leg, Turning, disagreement, exactly, falls_through_zero, lowest};
use super::{Run, Stretch, Trust, jolts};
use crate::recording::Gravity;
use crate::signal::{Butterworth, Spectra, derivative, low_pass};

/// Impacts are brought to the band of the recordings on which their offset was
/// fitted, Hz; it then depends less on how hard the foot lands and on the rate.
const IMPACT_HZ: f64 = 25.0;
/// From the minimum before the impact back to initial contact, ms. Fitted on the
/// shanks of 2 people at 2 and 4 m/s (6 sensors, 21 steps, markers low-passed at
/// 20-25 Hz, force plates at 25 N); between sensors 8 to 13. Not to be trusted on
/// real sensors, none of which has met a force plate.
const BEFORE_IMPACT_LAG_MS: f64 = 10.0;
/// From the minimum of the resultant back to toe-off, ms. Fitted on the same
/// steps; between sensors 10 to 24.
const TIPPING_LAG_MS: f64 = 16.5;
/// From the zero crossing on to initial contact, ms; fitted on the same steps,
/// between sensors 5 to 20.
const ZERO_LEAD_MS: f64 = 14.0;
/// From the steepest fall on to toe-off, ms; fitted on the same steps, between
/// sensors -11 to 30.
const FALL_LEAD_MS: f64 = 1.5;
/// Where the jerk of the impact is looked for around the zero crossing, ms. Before
/// it the end of the swing jerks as hard as a forefoot landing, after it the loading.
const IMPACT_WITHIN_MS: [f64; 2] = [10.0, 70.0];
/// How long before the jerk the minimum may lie, ms (Aubol & Milner: 75).
const MINIMUM_WITHIN_MS: f64 = 75.0;
/// Mid-swing to the zero crossing, at most, as a share of the stride.
const ZERO_WITHIN: f64 = 0.45;
/// Where the tipping before the swing lies after the zero crossing, as shares of the
/// stride, the loading of the leg before it; the end of a recording may cut it at `TIP_CUT`.
const TIP_WITHIN: [f64; 2] = [0.15, 0.62];
const TIP_CUT: f64 = 0.50;
/// Toe-off is looked for from so long before the steepest fall to so long after
/// the fastest tipping, ms.
const TOE_OFF_WITHIN_MS: [f64; 2] = [50.0, 20.0];
/// Weight of the swing in the choice of the sense of turning (ours; a shank swings
/// forward almost twice as fast as it tips).
const SWING_WEIGHT: f64 = 4.0;
/// A stride longer than this many usual ones holds a missed contact.
const MISSED: f64 = 1.5;
/// Largest disagreement of the two ways for an estimate of contact time, ms (ours).
const AGREE_MS: f64 = 25.0;

/// Steps of one foot by its shank. `None` where nothing about the run can be told.
///
/// Contacts need 50 Hz; below, the stretch holds cadence alone. Trust is `Estimate`
/// where acceleration and gyroscope agree within 25 ms about both events, else
/// `ChangeOnly`: never `Measured`, because no real shank sensor has met a force plate.
pub fn measure(run: &Run, spectra: &mut Spectra) -> Option<Stretch> {
    let leg = Leg::of(run, spectra)?;
    if !leg.fast_enough() {
        return Some(leg.stretch(Vec::new(), Trust::None));
    }
    let smooth = Smooth::of(&leg, IMPACT_HZ);
    let Some((turning, mut found)) = leg.turning(SWING_WEIGHT, |t| contacts(&leg, t, &smooth))
    else {
        return Some(jolts::measure(&leg, jolts::Site::Shank));
    };
    incline(&leg, &turning, &mut found);
    let trust = match disagreement(&found, run.rate_hz) {
        [Some(ic), Some(to)] if ic <= AGREE_MS && to <= AGREE_MS => Trust::Estimate,
        _ => Trust::ChangeOnly,
    };
    Some(leg.stretch(leg.steps(&found), trust))
}

/// The resultant acceleration for impacts and for toe-off.
pub(super) struct Smooth {
    pub impact: Vec<f64>,
    pub jerk: Vec<f64>,
    pub tipping: Vec<f64>,
}

impl Smooth {
    /// `impact_hz`: corner for impacts, Hz.
    pub fn of(leg: &Leg, impact_hz: f64) -> Smooth {
        let rate = leg.run.rate_hz;
        let corner = impact_hz.min(0.4 * rate);
        let impact = Butterworth::low_pass(4, corner, rate).zero_phase(&leg.norm);
        Smooth { jerk: derivative(&impact, rate), impact, tipping: low_pass(&leg.norm, 20.0, rate) }
    }

    /// The last minimum before the strongest rise in `from..=to`, in samples.
    pub fn before_impact(&self, leg: &Leg, from: f64, to: f64) -> Option<f64> {
        let last = to.min(self.jerk.len().checked_sub(2)? as f64).max(0.0) as usize;
        let rise = (from.max(1.0).ceil() as usize..=last)
            .max_by(|&a, &b| self.jerk[a].total_cmp(&self.jerk[b]))?;
        let first = (rise as f64 - leg.ms(MINIMUM_WITHIN_MS)).max(1.0) as usize;
        let r = &self.impact;
        let low = (first..=rise).rev().find(|&i| r[i] <= r[i - 1] && r[i] <= r[i + 1])?;
        Some(exactly(r, low))
    }
}

fn contacts(leg: &Leg, turning: &Turning, smooth: &Smooth) -> Vec<Contact> {
    let fall = derivative(&turning.slow, leg.run.rate_hz);
    let one = |&swing: &usize| contact(leg, turning, smooth, &fall, swing as f64);
    turning.swings.iter().filter_map(one).collect()
}

fn contact(
    leg: &Leg,
    turning: &Turning,
    smooth: &Smooth,
    fall: &[f64],
    swing: f64,
) -> Option<Contact> {
    let slow = &turning.slow;
    let stride = leg.stride(swing);
    let zero = falls_through_zero(slow, swing, swing + ZERO_WITHIN * stride)?;
    let low = smooth.before_impact(
        leg,
        zero - leg.ms(IMPACT_WITHIN_MS[0]),
        zero + leg.ms(IMPACT_WITHIN_MS[1]),
    );
    let by_zero = zero + leg.ms(ZERO_LEAD_MS);
    let ic = low.map_or(by_zero, |low| low - leg.ms(BEFORE_IMPACT_LAG_MS));

    let end = slow.len().saturating_sub(2) as f64;
    let last = (zero + TIP_WITHIN[1] * stride).min(end);
    if last < zero + TIP_CUT * stride {
        return None;
    }
    let tip = lowest(slow, zero + TIP_WITHIN[0] * stride, last)?;
    if slow[tip] >= 0.0 {
        return None;
    }
    // Loading tips the shank too, hard when fast: stance is stillest after that.
    let loaded = lowest(slow, zero, zero + TIP_WITHIN[0] * stride)?;
    let stance = (loaded..=tip).max_by(|&a, &b| slow[a].total_cmp(&slow[b]))?;
    let steepest = lowest(fall, stance as f64, tip as f64)?;
    let [before, after] = TOE_OFF_WITHIN_MS.map(|ms| leg.ms(ms));
    let off = lowest(&smooth.tipping, steepest as f64 - before, (tip as f64 + after).min(end))?;
    Some(Contact {
        ic,
        to: exactly(&smooth.tipping, off) - leg.ms(TIPPING_LAG_MS),
        other_ic: by_zero,
        other_to: exactly(fall, steepest) + leg.ms(FALL_LEAD_MS),
        lobe: slow[tip],
        inclination: f64::NAN,
    })
}

/// Inclination at each initial contact, rad: larger with the foot further ahead, from
/// a direction of the sensor's own, because how it sits on the shank is not known.
///
/// Over a whole stride at even speed the specific force averages to gravity. Each
/// sample is turned back to the shank's posture at contact by the turning since then,
/// and the mean of all tells where up was. Against the truth of the simulator the
/// change is right within 0.2 deg; single strides scatter by 2 deg on the shanks of 2
/// people (markers).
fn incline(leg: &Leg, turning: &Turning, found: &mut [Contact]) {
    if leg.run.gravity != Gravity::Included {
        return;
    }
    let [e1, e2] = turning.plane();
    let force =
        |i: usize| Vector3::from(leg.run.acc.map(|a| a.get(i).copied().unwrap_or(f64::NAN)));
    let mut ups: Vec<(usize, Vector2<f64>)> = Vec::new();
    for k in 0..found.len().saturating_sub(1) {
        let [from, to] = [k, k + 1].map(|k| found[k].ic.round().max(0.0) as usize);
        let longest = MISSED * leg.stride(found[k].ic);
        let Some(stride) = turning.fast.get(from..to) else { continue };
        if stride.len() < 2 || stride.len() as f64 > longest {
            continue;
        }
        let drift = stride.iter().sum::<f64>() / stride.len() as f64;
        let (mut angle, mut up) = (0.0f64, Vector2::zeros());
        for (i, w) in stride.iter().enumerate() {
            let f = force(from + i);
            up += Rotation2::new(angle) * Vector2::new(f.dot(&e1), f.dot(&e2));
            angle += (w - drift) / leg.run.rate_hz;
        }
        if up.norm().is_normal() {
            ups.push((k, up.normalize()));
        }
    }
    let mean = ups.iter().map(|u| u.1).sum::<Vector2<f64>>();
    for (k, up) in ups {
        // The shank turns forward by as much as up turns back in its own axes. About
        // the mean, so that no angle jumps by a whole turn.
        found[k].inclination = up.perp(&mean).atan2(up.dot(&mean)) - mean.y.atan2(mean.x);
    }
}

/// Counts the inclinations of one sensor's stretches from the mean of the first.
pub(super) fn from_first(stretches: &mut [Stretch]) {
    let mean = |s: &Stretch| {
        let known = || s.steps.iter().map(|s| s.shank_deg).filter(|v| v.is_finite());
        (known().count() > 0).then(|| known().sum::<f64>() / known().count() as f64)
    };
    let Some(first) = stretches.iter().find_map(mean) else { return };
    for stretch in stretches {
        let Some(own) = mean(stretch) else { continue };
        let turns = 360.0 * ((own - first) / 360.0).round();
        for step in &mut stretch.steps {
            step.shank_deg -= first + turns;
        }
    }
}
