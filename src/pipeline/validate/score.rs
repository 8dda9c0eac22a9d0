//! How far found steps lie from the true ones.

use serde::Serialize;

use super::refit::Errors;
use super::truth::TrueStep;
use crate::gait::{Gait, Step, Track, Trust};
use crate::metrics::{Accuracy, asymmetry};
use crate::recording::{Placement, Region, Side};
use crate::stats;

/// A found step this near to a true one is that one, s (the customary limit).
pub(super) const SAME_STEP_S: f64 = 0.060;

/// How one recording fared. Differences are estimate minus truth; what could
/// not be compared is null.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    /// The recording.
    pub path: String,
    /// Who ran it.
    pub person: String,
    /// The run: its file of true steps, which all sensors of a run share.
    pub run: String,
    /// Where the sensor sat.
    pub placement: Placement,
    /// True steps of the feet this sensor sees, without the first and last.
    pub steps: usize,
    /// Those found within 60 ms.
    pub found: usize,
    /// Found between the first and last true one without being there.
    pub extra: usize,
    /// Found with the right side, where both are known.
    pub right_side: usize,
    /// Found with a side, where the truth has one.
    pub sided: usize,
    /// Initial contact: mean difference, ms.
    pub contact_begin_ms: Option<f64>,
    /// Initial contact: standard deviation of the differences, ms.
    pub contact_begin_sd_ms: Option<f64>,
    /// Toe-off: mean difference, ms.
    pub toe_off_ms: Option<f64>,
    /// Toe-off: standard deviation of the differences, ms.
    pub toe_off_sd_ms: Option<f64>,
    /// Mean contact time of the truth, ms.
    pub contact_truth_ms: Option<f64>,
    /// Mean contact time found minus truth, ms.
    pub contact_bias_ms: Option<f64>,
    /// Single contact times: standard deviation of the differences, ms.
    pub contact_step_sd_ms: Option<f64>,
    /// Half width of the 95 % interval that the program prints beside its contact, ms.
    pub half_width_ms: Option<f64>,
    /// Errors of initial contact, toe-off and contact with constants fitted on the other
    /// people, ms.
    pub left_out: Option<Errors>,
    /// The same with constants fitted on all people of the validation.
    pub in_sample: Option<Errors>,
    /// Median strike angle as found, deg (feet).
    pub strike_deg: Option<f64>,
    /// Single contacts against their strike angle, within the recording: sum of products of
    /// the deviations (ms deg) and of squares of those of the angle (deg²).
    pub strike_sums: Option<[f64; 2]>,
    /// What the constants are fitted on, by name.
    pub features: Vec<(String, f64)>,
    /// What the program says of its own contact times.
    pub trust: Option<&'static str>,
    /// Cadence over the same steps, found minus truth, spm.
    pub cadence_spm: Option<f64>,
    /// Mean vertical oscillation of the truth, mm.
    pub oscillation_truth_mm: Option<f64>,
    /// Mean vertical oscillation found minus truth, mm.
    pub oscillation_mm: Option<f64>,
    /// Symmetry index of the contact times, found minus truth, percentage points.
    pub asymmetry_pp: Option<f64>,
}

/// The true steps that the first track can see, on the clock of the recording, without the
/// first and last: the signal may begin or end within them. `origin_s` is the time of the
/// truth's clock at the start of the recording.
pub(super) fn interior(gait: &Gait, truth: &[TrueStep], origin_s: f64) -> Vec<TrueStep> {
    let Some(track) = gait.tracks.first() else { return Vec::new() };
    let own = one_leg(track);
    let seen = truth.iter().filter(|t| own.is_none_or(|side| t.side.is_none_or(|s| s == side)));
    let seen: Vec<TrueStep> = seen
        .map(|t| TrueStep {
            initial_contact_s: t.initial_contact_s - origin_s,
            toe_off_s: t.toe_off_s - origin_s,
            ..*t
        })
        .collect();
    seen.get(1..seen.len().saturating_sub(1)).unwrap_or(&[]).to_vec()
}

/// The side of a track that sees one leg alone.
fn one_leg(track: &Track) -> Option<Side> {
    let placement = track.placements.first()?;
    let leg = matches!(placement.region(), Region::Foot | Region::Shank);
    placement.side().filter(|_| leg && track.placements.len() == 1)
}

/// Scores the first track against true steps from [`interior`].
pub(super) fn score(path: &str, gait: &Gait, interior: &[TrueStep]) -> Option<Score> {
    let track = gait.tracks.first()?;
    let placement = *track.placements.first()?;
    let one_leg = one_leg(track).is_some();
    let steps: Vec<&Step> = track.steps().filter(|s| s.fault.is_none()).collect();
    let pairs: Vec<(&TrueStep, &Step)> =
        interior.iter().filter_map(|t| Some((t, nearest(&steps, t)?))).collect();
    let first = interior.first()?.initial_contact_s;
    let last = interior.last()?.initial_contact_s;
    let within = |s: &&&Step| {
        s.initial_contact_s > first - SAME_STEP_S && s.initial_contact_s < last + SAME_STEP_S
    };
    let differences = |of: &dyn Fn(&TrueStep, &Step) -> f64| -> Vec<f64> {
        pairs.iter().map(|(t, s)| of(t, s)).filter(|d| d.is_finite()).collect()
    };
    let begin = differences(&|t, s| 1000.0 * (s.initial_contact_s - t.initial_contact_s));
    let end = differences(&|t, s| 1000.0 * (s.toe_off_s - t.toe_off_s));
    let contact = differences(&|t, s| s.contact_ms - t.contact_ms);
    let contact_truth_ms = mean(interior.iter().map(|t| t.contact_ms));
    let sided = pairs.iter().filter(|(t, s)| t.side.is_some() && s.side.is_some()).count();
    let strike = stats::median(steps.iter().map(|s| s.strike_deg).filter(|v| v.is_finite()));
    let accuracy = track.stretches.iter().filter_map(|s| s.accuracy).reduce(Accuracy::or_wider);
    Some(Score {
        path: path.into(),
        person: String::new(),
        run: String::new(),
        placement,
        steps: interior.len(),
        found: pairs.len(),
        extra: steps.iter().filter(within).count().saturating_sub(pairs.len()),
        right_side: pairs.iter().filter(|(t, s)| t.side.is_some() && t.side == s.side).count(),
        sided,
        contact_begin_ms: mean(begin.iter().copied()),
        contact_begin_sd_ms: stats::mean_sd(&begin).map(|m| m.1),
        toe_off_ms: mean(end.iter().copied()),
        toe_off_sd_ms: stats::mean_sd(&end).map(|m| m.1),
        contact_truth_ms,
        contact_bias_ms: level(track, &pairs).zip(contact_truth_ms).map(|(a, b)| a - b),
        contact_step_sd_ms: stats::mean_sd(&contact).map(|m| m.1),
        half_width_ms: accuracy.map(|a| a.level),
        left_out: None,
        in_sample: None,
        strike_deg: strike,
        strike_sums: strike_sums(&pairs),
        features: Vec::new(),
        trust: track.stretches.first().map(|s| match s.trust {
            Trust::None => "none",
            Trust::ChangeOnly => "change_only",
            Trust::Estimate => "estimate",
            Trust::Measured => "measured",
        }),
        cadence_spm: cadence(&pairs, one_leg),
        oscillation_truth_mm: mean(interior.iter().map(|t| t.oscillation_mm)),
        oscillation_mm: mean(pairs.iter().map(|(t, s)| s.oscillation_mm - t.oscillation_mm)),
        asymmetry_pp: (!one_leg).then(|| asymmetry_error(&pairs)).flatten(),
    })
}

/// The found step nearest to a true one, if it is near enough.
fn nearest<'a>(steps: &[&'a Step], truth: &TrueStep) -> Option<&'a Step> {
    let apart = |s: &Step| (s.initial_contact_s - truth.initial_contact_s).abs();
    let step = steps.iter().min_by(|a, b| apart(a).total_cmp(&apart(b)))?;
    (apart(step) <= SAME_STEP_S).then_some(*step)
}

/// Contact time as the program reports it: of windows where it has them.
fn level(track: &Track, pairs: &[(&TrueStep, &Step)]) -> Option<f64> {
    let windows: Vec<f64> =
        track.stretches.iter().flat_map(|s| &s.contact).map(|w| w.value).collect();
    if windows.is_empty() {
        mean(pairs.iter().map(|(_, s)| s.contact_ms))
    } else {
        mean(windows.into_iter())
    }
}

/// Cadence over the same steps, found minus truth.
fn cadence(pairs: &[(&TrueStep, &Step)], one_leg: bool) -> Option<f64> {
    let ((t0, s0), (t1, s1)) = (pairs.first()?, pairs.last()?);
    let beats = (pairs.len() - 1) as f64 * if one_leg { 2.0 } else { 1.0 };
    let rate = |a: f64, b: f64| 60.0 * beats / (b - a);
    let difference = rate(s0.initial_contact_s, s1.initial_contact_s)
        - rate(t0.initial_contact_s, t1.initial_contact_s);
    difference.is_finite().then_some(difference)
}

/// Of the errors of single contacts against the strike angle found.
fn strike_sums(pairs: &[(&TrueStep, &Step)]) -> Option<[f64; 2]> {
    let both = pairs.iter().map(|(t, s)| (s.strike_deg, s.contact_ms - t.contact_ms));
    let known: Vec<(f64, f64)> = both.filter(|b| b.0.is_finite() && b.1.is_finite()).collect();
    let angle = mean(known.iter().map(|k| k.0))?;
    let error = mean(known.iter().map(|k| k.1))?;
    let sum = |f: &dyn Fn(f64, f64) -> f64| {
        known.iter().map(|k| f(k.0 - angle, k.1 - error)).sum::<f64>()
    };
    Some([sum(&|a, e| a * e), sum(&|a, _| a * a)])
}

fn asymmetry_error(pairs: &[(&TrueStep, &Step)]) -> Option<f64> {
    let index = |sided: Vec<(Option<Side>, f64)>| {
        let side = |want| mean(sided.iter().filter(|v| v.0 == Some(want)).map(|v| v.1));
        Some(asymmetry::symmetry_index_pct(side(Side::Left)?, side(Side::Right)?))
    };
    let found = index(pairs.iter().map(|(_, s)| (s.side, s.contact_ms)).collect())?;
    Some(found - index(pairs.iter().map(|(t, _)| (t.side, t.contact_ms)).collect())?)
}

/// Mean of the values that are numbers.
fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, n) = values.filter(|v| v.is_finite()).fold((0.0, 0u32), |(s, n), v| (s + v, n + 1));
    (n > 0).then(|| sum / f64::from(n))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::gait::Stretch;
    use crate::recording::Span;

    /// Ten steps 350 ms apart, found 5 ms late and 10 ms too long, one missed, one extra.
    #[test]
    fn known_differences_are_reported() {
        let side = |k: usize| Some(if k.is_multiple_of(2) { Side::Left } else { Side::Right });
        let truth: Vec<TrueStep> = (0..10)
            .map(|k| TrueStep {
                side: side(k),
                initial_contact_s: 100.0 + 0.35 * k as f64,
                toe_off_s: 100.25 + 0.35 * k as f64,
                contact_ms: 250.0,
                oscillation_mm: 80.0,
            })
            .collect();
        let mut steps: Vec<Step> = (0..10)
            .filter(|k| *k != 4)
            .map(|k| Step {
                side: side(k),
                toe_off_s: 0.265 + 0.35 * k as f64,
                contact_ms: 260.0,
                oscillation_mm: 83.0,
                ..Step::at(0.005 + 0.35 * k as f64)
            })
            .collect();
        steps.insert(3, Step::at(0.9));
        let stretch = Stretch::of_steps(Span { start_s: 0.0, end_s: 3.5 }, steps, Trust::Measured);
        let track = Track::of(Placement::Sacrum, vec![stretch]);
        let gait = Gait { tracks: vec![track], running: Vec::new() };
        let s = score("x", &gait, &interior(&gait, &truth, 100.0)).unwrap();
        assert_eq!((s.steps, s.found, s.extra, s.sided, s.right_side), (8, 7, 1, 7, 7));
        assert!((s.contact_begin_ms.unwrap() - 5.0).abs() < 1e-6);
        assert!((s.toe_off_ms.unwrap() - 15.0).abs() < 1e-6);
        assert!((s.contact_bias_ms.unwrap() - 10.0).abs() < 1e-9);
        assert!((s.oscillation_mm.unwrap() - 3.0).abs() < 1e-9);
        assert!(s.cadence_spm.unwrap().abs() < 1e-6);
        assert!(s.asymmetry_pp.unwrap().abs() < 1e-9);
    }
}
