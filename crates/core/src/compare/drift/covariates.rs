//! What form follows besides tiring: speed, up-slope, down-slope.

use super::small::Vector;
use super::{COVARIATES, Row};
use crate::settings::Drift;
use crate::stats;

/// Speeds below this are not believed, m/s.
const SLOWEST_MPS: f64 = 0.3;

/// Slope at which a second effect of it begins, %. Ours.
const KNEE_PCT: f64 = 5.0;

/// The covariates of every row: ln v/v_ref, its square, up-slope, up-slope beyond
/// 5 %, down-slope, down-slope beyond 5 % (slopes in %, both positive).
pub(super) fn columns(rows: &[Row], v_ref: f64, settings: &Drift) -> Vec<[f64; COVARIATES]> {
    let net: Vec<f64> = rows.iter().map(|r| r.up + r.down).collect();
    let smooth = smoothed(&net, rows, settings.grade_error_pct);
    rows.iter()
        .zip(&net)
        .zip(smooth)
        .map(|((row, net), smooth)| {
            let x =
                if row.speed.is_finite() { (row.speed.max(SLOWEST_MPS) / v_ref).ln() } else { 0.0 };
            // Rolling ground within a row, which its net slope does not show.
            let rolling = 0.5 * (row.up - row.down - net.abs());
            let up = smooth.max(0.0) + rolling;
            let down = (-smooth).max(0.0) + rolling;
            [x, x * x, up, (up - KNEE_PCT).max(0.0), down, (down - KNEE_PCT).max(0.0)]
        })
        .collect()
}

/// Variance of independent errors that second differences of this roughness show.
fn roughness(x: &[f64]) -> Option<f64> {
    let bends: Vec<f64> = x.windows(3).map(|w| w[2] - 2.0 * w[1] + w[0]).collect();
    // 1 + 4 + 1: the variance of such a sum of independent errors.
    stats::mad_sd(&bends).map(|sd| sd * sd / 6.0)
}

/// Variance of the errors of a covariate: its roughness, but no more than `most`² (SD).
pub(super) fn error_variance(x: &[f64], most: f64) -> f64 {
    if x.len() < 8 {
        return most * most;
    }
    roughness(x).unwrap_or(f64::INFINITY).min(most * most)
}

/// Best guess of the true slope from slopes with errors of at most `sd`: a local
/// level, smoothed forwards and back (Kalman and Rauch-Tung-Striebel).
fn smoothed(x: &[f64], rows: &[Row], sd: f64) -> Vec<f64> {
    let n = x.len();
    let Some(rough) = roughness(x).filter(|_| n >= 5) else { return x.to_vec() };
    let error = rough.min(sd * sd);
    let variance = |v: &[f64]| stats::mean_sd(v).map_or(0.0, |m| m.1 * m.1);
    if error <= 1e-12 * variance(x).max(1e-12) {
        return x.to_vec();
    }
    let steps: Vec<f64> = x.windows(2).map(|w| w[1] - w[0]).collect();
    let moves = (variance(&steps) - 2.0 * error).max(0.02 * error);
    let (mut level, mut doubt) = (x[0], error + moves);
    let mut filtered = Vec::with_capacity(n); // level, doubt, doubt before the row
    for i in 0..n {
        let step = if i == 0 { 0.0 } else { ((rows[i].t - rows[i - 1].t) / 30.0).clamp(1.0, 20.0) };
        let before = doubt + moves * step;
        let gain = before / (before + error);
        level += gain * (x[i] - level);
        doubt = (1.0 - gain) * before;
        filtered.push((level, doubt, before));
    }
    let mut out: Vec<f64> = filtered.iter().map(|f| f.0).collect();
    for i in (0..n - 1).rev() {
        let (level, doubt, _) = filtered[i];
        out[i] = level + doubt / filtered[i + 1].2 * (out[i + 1] - level);
    }
    out
}

/// Hat functions of a linear spline with these knots, at `t`.
pub(super) fn hats(t: f64, knots: &[f64]) -> Vector {
    let mut out = [0.0; super::small::MAX];
    let last = knots.len() - 1;
    let k = knots.partition_point(|k| *k <= t).clamp(1, last);
    let share = ((t - knots[k - 1]) / (knots[k] - knots[k - 1])).clamp(0.0, 1.0);
    out[k - 1] = 1.0 - share;
    out[k] = share;
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hats_sum_to_one_and_peak_at_their_knot() {
        let knots = [0.0, 600.0, 1200.0];
        assert_eq!(hats(0.0, &knots)[..3], [1.0, 0.0, 0.0]);
        assert_eq!(hats(600.0, &knots)[..3], [0.0, 1.0, 0.0]);
        assert_eq!(hats(900.0, &knots)[..3], [0.0, 0.5, 0.5]);
        assert_eq!(hats(1200.0, &knots)[..3], [0.0, 0.0, 1.0]);
    }
}
