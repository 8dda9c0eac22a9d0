//! Contacts of a foot from the acceleration of foot or shank alone.
//!
//! The leg's acceleration swells once per stride, at the end of the swing. A shoe
//! then jolts and lies still until it pushes off; a shank jolts and dips at
//! toe-off. Good for changes within a run, not for absolute times.

use super::leg::{Contact, Leg, exactly, local_minima, lowest};
use super::shank::Smooth;
use super::{Stretch, Trust};
use crate::signal::{low_pass, peaks};
use crate::stats::median;

/// What the sensor sits on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Site {
    Foot,
    Shank,
}

/// Band of the swell, Hz; its least height as a share of the median of the highest
/// per stride, and the same of the jerk of a shank's impact; least distance of both
/// as a share of the stride (ours).
const SWELL_HZ: f64 = 5.0;
const SWELL_HEIGHT: f64 = 0.6;
const IMPACT_HEIGHT: f64 = 0.4;
const APART: f64 = 0.65;
/// After the swell a stance lasts at most this share of the stride (ours).
const STANCE_WITHIN: f64 = 0.45;
/// Where a shoe's jolt lies around the swell, as shares of the stride (ours: a real
/// shoe shows it 0.10 after).
const JOLT_WITHIN: [f64; 2] = [-0.15, 0.22];
/// From the shoe's acceleration falling to half of its last jolt back to initial
/// contact, and from the push-off back to toe-off, ms. Fitted on the feet of 2 people
/// at 2 and 4 m/s (6 virtual sensors, 26 steps).
const SETTLE_LAG_MS: f64 = 60.0;
const PUSH_LAG_MS: f64 = 0.0;
/// Height of the push-off above stillness as a share of the swell's (ours).
const PUSH_HEIGHT: f64 = 0.25;
/// Corner for a shank's impact, Hz (Aubol & Milner 2020), and from the minimum before
/// it back to initial contact, ms; fitted on the shanks of the same people.
const IMPACT_HZ: f64 = 70.0;
const BEFORE_IMPACT_LAG_MS: f64 = 15.0;
/// From the shank's minimum at toe-off back to it, ms, and the span after initial
/// contact in which it lies, as shares of the stride (Purcell et al. 2006: 0.2-0.6; cut
/// before the swing, which dips as deep).
const DIP_LAG_MS: f64 = 16.0;
const DIP_WITHIN: [f64; 2] = [0.22, 0.52];
/// The first dip counts that lies this near to the deepest, as a share of the way to
/// the stance's median (ours).
const DIP: f64 = 0.35;

/// Steps of one foot without a gyroscope.
pub(super) fn measure(leg: &Leg, site: Site) -> Stretch {
    let swell = low_pass(&leg.norm, SWELL_HZ, leg.run.rate_hz);
    let stride = median(leg.cadence.iter().map(|w| 120.0 / w.value * leg.run.rate_hz))
        .unwrap_or(f64::INFINITY);
    let every = peaks(&swell, 0.0, APART * stride);
    let high = median(every.iter().map(|&i| swell[i])).unwrap_or(f64::INFINITY);
    let swells = peaks(&swell, SWELL_HEIGHT * high, APART * stride);
    let smooth = Smooth::of(leg, IMPACT_HZ);
    // What is called an ankle often is a shoe.
    let found: Vec<Contact> = if site == Site::Foot || lies_still(leg, &swell, &swells) {
        swells.iter().filter_map(|&at| of_shoe(leg, &swell, &smooth, at)).collect()
    } else {
        let every = peaks(&smooth.jerk, 0.0, APART * stride);
        let high = median(every.iter().map(|&i| smooth.jerk[i])).unwrap_or(f64::INFINITY);
        let impacts = peaks(&smooth.jerk, IMPACT_HEIGHT * high, APART * stride);
        impacts.iter().filter_map(|&at| of_shank(leg, &smooth, at)).collect()
    };
    leg.stretch(&found, Trust::ChangeOnly)
}

/// Whether the stride is stillest in stance.
fn lies_still(leg: &Leg, swell: &[f64], swells: &[usize]) -> bool {
    let least = |from: f64, to: f64| lowest(swell, from, to).map_or(f64::NAN, |i| swell[i]);
    let share = |at: usize, share: f64| at as f64 + share * leg.stride(at as f64);
    let stance = median(swells.iter().map(|&at| least(at as f64, share(at, STANCE_WITHIN))));
    let swing = median(swells.iter().map(|&at| least(share(at, STANCE_WITHIN), share(at, 0.95))));
    stance.zip(swing).is_some_and(|(stance, swing)| stance < swing)
}

fn of_shoe(leg: &Leg, swell: &[f64], smooth: &Smooth, at: usize) -> Option<Contact> {
    let stride = leg.stride(at as f64);
    let from = (at as f64 + JOLT_WITHIN[0] * stride).max(1.0);
    let still = lowest(swell, at as f64, at as f64 + STANCE_WITHIN * stride)?;
    let x = &smooth.tipping;
    let until =
        (at as f64 + JOLT_WITHIN[1] * stride).min(x.len().checked_sub(2)? as f64).min(still as f64);
    let high = (from as usize..=until as usize).map(|i| x[i]).fold(f64::NEG_INFINITY, f64::max);
    let is_peak = |&i: &usize| x[i] >= x[i - 1] && x[i] > x[i + 1] && x[i] >= 0.6 * high;
    let jolt = (from as usize..=until as usize).rev().find(is_peak)?;
    let half = 0.5 * (x[jolt] + swell[still]);
    let after = (jolt..still.max(jolt + 1)).find(|&i| x[i + 1] < half)?;
    let settles = after as f64 + (half - x[after]) / (x[after + 1] - x[after]);
    let enough = swell[still] + PUSH_HEIGHT * (swell[at] - swell[still]);
    let last = ((still as f64 + 0.5 * stride) as usize).min(x.len() - 2);
    let push =
        (still.max(1)..=last).find(|&i| x[i] >= enough && x[i] >= x[i - 1] && x[i] > x[i + 1])?;
    Some(plain(settles - leg.ms(SETTLE_LAG_MS), exactly(x, push) - leg.ms(PUSH_LAG_MS)))
}

fn of_shank(leg: &Leg, smooth: &Smooth, impact: usize) -> Option<Contact> {
    let stride = leg.stride(impact as f64);
    let low = smooth.before_impact(leg, impact as f64, impact as f64)?;
    let x = &smooth.tipping;
    let (from, to) = (low + DIP_WITHIN[0] * stride, low + DIP_WITHIN[1] * stride);
    if to > x.len() as f64 {
        return None;
    }
    let low_at = lowest(x, from, to)?;
    let stance = median(x.get(low.max(0.0) as usize..from as usize)?.iter().copied())?;
    let level = x[low_at] + DIP * (stance - x[low_at]);
    let dip = local_minima(x, from, to).find(|&i| x[i] <= level)?;
    Some(plain(low - leg.ms(BEFORE_IMPACT_LAG_MS), exactly(x, dip) - leg.ms(DIP_LAG_MS)))
}

fn plain(ic: f64, to: f64) -> Contact {
    Contact { ic, to, ..Contact::none() }
}
