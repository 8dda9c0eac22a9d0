//! Scores of one region of the body, summed up.

use serde::Serialize;

use super::score::Score;
use crate::recording::Region;
use crate::stats;

/// Agreement of a measure over recordings: estimate minus truth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Agreement {
    /// Recordings.
    pub n: usize,
    /// Mean difference.
    pub bias: f64,
    /// Standard deviation of the differences.
    pub sd: f64,
    /// Mean absolute difference.
    pub mae: f64,
    /// Limits of agreement (Bland & Altman 1986): bias ± 1.96 SD.
    pub limits: [f64; 2],
    /// Correlation of estimate and truth, where the truth is given.
    pub r: Option<f64>,
}

impl Agreement {
    /// From pairs of a truth (NaN where unknown) and a difference.
    fn of(pairs: &[(f64, f64)]) -> Option<Agreement> {
        let differences: Vec<f64> = pairs.iter().map(|p| p.1).collect();
        let n = differences.len();
        let bias = differences.iter().sum::<f64>() / n as f64;
        let sd = stats::mean_sd(&differences).map_or(0.0, |m| m.1);
        let mae = differences.iter().map(|d| d.abs()).sum::<f64>() / n as f64;
        (n > 0).then(|| Agreement {
            n,
            bias,
            sd,
            mae,
            limits: [bias - 1.96 * sd, bias + 1.96 * sd],
            r: correlation(pairs),
        })
    }
}

/// Correlation of truth and truth plus difference.
fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let n = pairs.len() as f64;
    let (mx, my) = (
        pairs.iter().map(|p| p.0).sum::<f64>() / n,
        pairs.iter().map(|p| p.0 + p.1).sum::<f64>() / n,
    );
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (truth, difference) in pairs {
        let (x, y) = (truth - mx, truth + difference - my);
        xy += x * y;
        xx += x * x;
        yy += y * y;
    }
    let r = xy / (xx * yy).sqrt();
    (pairs.len() > 2 && r.is_finite()).then_some(r)
}

/// How the recordings of one region fared together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// `foot`, `shank`, `trunk`.
    pub region: &'static str,
    /// Recordings.
    pub recordings: usize,
    /// True interior steps.
    pub steps: usize,
    /// F1 score of finding them within 60 ms.
    pub f1: f64,
    /// Share of sides that are right, where known.
    pub right_side: Option<f64>,
    /// Initial contact, mean per recording, ms. This and the next two: of the
    /// recordings whose contacts are said to be more than good for changes.
    pub contact_begin_ms: Option<Agreement>,
    /// Toe-off, mean per recording, ms.
    pub toe_off_ms: Option<Agreement>,
    /// Contact time, mean per recording, ms.
    pub contact_ms: Option<Agreement>,
    /// Single contact times: standard deviation of the differences within a
    /// recording, root mean square over recordings, ms.
    pub contact_step_sd_ms: Option<f64>,
    /// Cadence over the same steps, spm.
    pub cadence_spm: Option<Agreement>,
    /// Vertical oscillation, mm.
    pub oscillation_mm: Option<Agreement>,
    /// Symmetry index of the contact times, percentage points.
    pub asymmetry_pp: Option<Agreement>,
}

/// One summary per region that occurs.
pub(super) fn summaries(scores: &[Score]) -> Vec<Summary> {
    [(Region::Foot, "foot"), (Region::Shank, "shank"), (Region::Trunk, "trunk")]
        .into_iter()
        .filter_map(|(region, name)| {
            let own: Vec<&Score> =
                scores.iter().filter(|s| s.placement.region() == region).collect();
            (!own.is_empty()).then(|| summary(name, &own))
        })
        .collect()
}

fn summary(region: &'static str, scores: &[&Score]) -> Summary {
    let sum = |of: fn(&Score) -> usize| scores.iter().map(|s| of(s)).sum::<usize>();
    let (steps, found, extra) = (sum(|s| s.steps), sum(|s| s.found), sum(|s| s.extra));
    let agreement = |truth: fn(&Score) -> Option<f64>,
                     difference: &dyn Fn(&Score) -> Option<f64>| {
        let pairs: Vec<(f64, f64)> = scores
            .iter()
            .filter_map(|s| Some((truth(s).unwrap_or(f64::NAN), difference(s)?)))
            .collect();
        Agreement::of(&pairs)
    };
    let level = |of: fn(&Score) -> Option<f64>| {
        move |s: &Score| of(s).filter(|_| matches!(s.trust, Some("estimate" | "measured")))
    };
    let spreads: Vec<f64> = scores.iter().filter_map(|s| s.contact_step_sd_ms).collect();
    let squares = spreads.iter().map(|s| s * s).sum::<f64>() / spreads.len() as f64;
    let sided = sum(|s| s.sided);
    Summary {
        region,
        recordings: scores.len(),
        steps,
        f1: 2.0 * found as f64 / (2 * found + extra + (steps - found)) as f64,
        right_side: (sided > 0).then(|| sum(|s| s.right_side) as f64 / sided as f64),
        contact_begin_ms: agreement(|_| None, &level(|s| s.contact_begin_ms)),
        toe_off_ms: agreement(|_| None, &level(|s| s.toe_off_ms)),
        contact_ms: agreement(|s| s.contact_truth_ms, &level(|s| s.contact_bias_ms)),
        contact_step_sd_ms: (!spreads.is_empty()).then(|| squares.sqrt()),
        cadence_spm: agreement(|_| None, &|s| s.cadence_spm),
        oscillation_mm: agreement(|s| s.oscillation_truth_mm, &|s| s.oscillation_mm),
        asymmetry_pp: agreement(|_| None, &|s| s.asymmetry_pp),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn agreement_by_hand() {
        let a = Agreement::of(&[(200.0, 4.0), (220.0, -2.0), (250.0, 4.0)]).unwrap();
        assert_eq!((a.n, a.bias), (3, 2.0));
        assert!((a.sd - 12f64.sqrt()).abs() < 1e-12);
        assert!((a.mae - 10.0 / 3.0).abs() < 1e-12);
        assert!((a.limits[1] - (2.0 + 1.96 * 12f64.sqrt())).abs() < 1e-12);
        // (204, 218, 254) against (200, 220, 250): r = 1286.67 / sqrt(1266.67 · 1330.67)
        assert!((a.r.unwrap() - 0.99106).abs() < 1e-4, "{:?}", a.r);
        assert_eq!(Agreement::of(&[]), None);
    }
}
