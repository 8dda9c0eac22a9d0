//! Contacts of a foot from the dips of a shank's acceleration, for changes only.
//!
//! Initial contact is the last minimum of the resultant acceleration before the
//! impact (Aubol & Milner 2020), toe-off its minimum as the shank tips forward; the
//! gyroscope says where to look, and gives both a second time (zero crossing after
//! mid-swing: Fadillioglu et al. 2020; steepest fall before the swing: ours).

use super::super::leg::{Contact, Leg, Turning, exactly, falls_through_zero, lowest};
use crate::signal::{Butterworth, derivative, low_pass};

/// Impacts are brought to the band of the recordings on which their offset was
/// fitted, Hz; it then depends less on how hard the foot lands and on the rate.
pub(super) const IMPACT_HZ: f64 = 25.0;
/// From the minimum before the impact back to initial contact, ms. Fitted on the
/// shanks of 2 people at 2 and 4 m/s (6 sensors, 21 steps, markers low-passed at
/// 20-25 Hz, force plates at 25 N); between sensors 8 to 13. Not to be trusted on
/// real sensors, none of which has met a force plate.
const BEFORE_IMPACT_LAG_MS: f64 = 10.0;
/// From the minimum of the resultant back to toe-off, ms. Fitted on the same
/// steps; between sensors 10 to 24.
const TIPPING_LAG_MS: f64 = 16.5;
/// From the zero crossing on to initial contact where there is no dip, ms; fitted on the
/// same steps, between sensors 5 to 20.
const ZERO_LEAD_MS: f64 = 14.0;
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
/// The resultant acceleration for impacts and for toe-off.
pub(in crate::gait) struct Smooth {
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

pub(super) fn contacts(leg: &Leg, turning: &Turning, smooth: &Smooth) -> Vec<Contact> {
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
        lobe: slow[tip],
        ..Contact::none()
    })
}
