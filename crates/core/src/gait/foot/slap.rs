//! Contacts of a foot from its pitch rate alone, for changes only.
//!
//! After Falbriard et al. 2018 (doi 10.3389/fphys.2018.00610): the pitch rate has a
//! minimum when the foot slaps down after initial contact and a lobe around
//! toe-off. The offsets of both against force plates are ours. The time from contact to
//! slap depends on how the foot lands (about 1 ms per degree), so levels mean nothing.

use super::super::leg::{Contact, Leg, Turning, exactly, falls_through_zero, local_minima, lowest};
use super::super::{Stretch, Trust};

/// From the minimum of pitch rate after initial contact back to it, ms. Fitted on
/// the feet of 2 people at 2 and 4 m/s (6 sensors, 21 steps, markers low-passed at
/// 20-25 Hz, force plates at 25 N); between sensors 23 to 34.
const SLAP_LAG_MS: f64 = 28.0;
/// From the centre of the lobe of pitch rate on to toe-off, ms. Fitted on the same
/// steps; between sensors 24 to 42. The centre of the part below 0.8 of the lobe's
/// depth, not its deepest sample, because slow runners' lobes are flat. Of depths from
/// 0.65 to 0.85 this one follows single steps best (SD 2.5 ms; less deep it varies less
/// between sensors).
const LOBE_LEAD_MS: f64 = 31.0;
const LOBE_DEPTH: f64 = 0.8;
/// Pitch rate that counts as slapping down, rad/s (60 deg/s), and how long after
/// the foot begins to turn down it is looked for, ms.
const SLAP: f64 = -std::f64::consts::FRAC_PI_3;
const SLAP_WITHIN_MS: f64 = 110.0;
/// Mid-swing to the foot turning down, at most, as a share of the stride.
const DOWN_WITHIN: f64 = 0.40;
/// Where the lobe of toe-off is looked for after that, as a share of the stride;
/// an end of the recording may cut it at the third value.
const LOBE_WITHIN: [f64; 2] = [0.16, 0.62];
const LOBE_CUT: f64 = 0.52;
/// Weight of the swing in the choice of the sense of turning (ours; a foot turns
/// back about as fast as it swings forward).
const SWING_WEIGHT: f64 = 1.0;
/// Steps of one foot; `None` without a gyroscope.
pub(super) fn measure(leg: &Leg) -> Option<Stretch> {
    let (_, found) = leg.turning(SWING_WEIGHT, |t| contacts(leg, t))?;
    Some(leg.stretch(&found, Trust::ChangeOnly))
}

fn contacts(leg: &Leg, turning: &Turning) -> Vec<Contact> {
    turning.swings.iter().filter_map(|&swing| contact(leg, turning, swing as f64)).collect()
}

fn contact(leg: &Leg, turning: &Turning, swing: f64) -> Option<Contact> {
    let (fast, slow) = (&turning.fast, &turning.slow);
    let stride = leg.stride(swing);
    let down = falls_through_zero(fast, swing, swing + DOWN_WITHIN * stride)?;
    let until = down + leg.ms(SLAP_WITHIN_MS);
    let slap = local_minima(fast, down, until)
        .find(|&i| fast[i] < SLAP)
        .or_else(|| lowest(fast, down, until))?;
    let ic = exactly(fast, slap) - leg.ms(SLAP_LAG_MS);

    let last = slow.len().saturating_sub(2) as f64;
    let (from, to) = (down + LOBE_WITHIN[0] * stride, (down + LOBE_WITHIN[1] * stride).min(last));
    if to < down + LOBE_CUT * stride {
        return None;
    }
    let depth = slow[lowest(slow, from, to)?];
    if depth >= 0.0 {
        return None;
    }
    // The first lobe: later ones belong to the swing.
    let (enters, leaves) = lobe(slow, LOBE_DEPTH * depth, from, to)?;
    let deepest = lowest(slow, enters, leaves)?;
    Some(Contact {
        ic,
        to: 0.5 * (enters + leaves) + leg.ms(LOBE_LEAD_MS),
        lobe: slow[deepest],
        ..Contact::none()
    })
}

/// Where the signal first goes below `level` in `from..=to` and where it leaves it.
fn lobe(x: &[f64], level: f64, from: f64, to: f64) -> Option<(f64, f64)> {
    let inside = (from.ceil() as usize..=to as usize).find(|&i| x[i] < level)?;
    // It may be below the level when the window opens: go back to where it fell.
    let before = (0..inside).rev().find(|&i| x[i] >= level)?;
    let after = (inside..x.len()).find(|&i| x[i] >= level)?;
    let between = |a: usize| a as f64 + (level - x[a]) / (x[a + 1] - x[a]);
    Some((between(before), between(after - 1)))
}
