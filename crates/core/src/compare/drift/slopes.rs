//! The run's own effects of speed, corrected for the errors of its speed.
//!
//! Errors of a covariate flatten its slope. What the run says is freed of the prior,
//! divided by the share of the covariate's spread that is no error, given the doubt
//! of that share, and combined with the prior again.

use super::covariates::error_variance;
use super::fit::{Contrast, Design, Model, Posterior, posterior};
use super::noise::{gram, precision};
use super::rows::Rows;
use super::small::{MAX, Vector, inverse, quadratic};
use crate::settings::Drift;

/// The effects of ln v and its square that the rest of the fit is to use.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct SpeedSlopes {
    pub(super) mean: [f64; 2],
    pub(super) sd: [f64; 2],
    /// Share of the speed's spread that is no error (0: the run is not heard).
    pub(super) heard: f64,
    /// Error of the run's own effect of ln v that is alike in all runs (SD).
    pub(super) doubt: f64,
}

/// A share of true spread below this leaves the run unheard. Ours.
const LEAST_SHARE: f64 = 0.15;
/// The same for the curvature, which errors flatten twice. Ours.
const LEAST_SHARE_SQUARE: f64 = 0.4;

pub(super) fn speed_slopes(
    design: &Design,
    fit: &Posterior,
    model: &Model,
    settings: &Drift,
) -> SpeedSlopes {
    let (mean, sd) = (model.prior.mean, model.prior.sd);
    let j = design.first;
    let mut out =
        SpeedSlopes { mean: [mean[0], mean[1]], sd: [sd[0], sd[1]], heard: 0.0, doubt: 0.0 };
    let variance = fit.cov[j][j];
    let own_precision = 1.0 / variance - sd[0].powi(-2);
    let x: Vec<f64> = design.x.iter().map(|x| x[0]).collect();
    let varies = x.iter().any(|v| *v != x[0]);
    if !varies || own_precision <= 1e-3 * sd[0].powi(-2) {
        return out;
    }
    let Some(share) = true_share(design, fit, model, &x, settings) else { return out };
    out.heard = share;
    if share > LEAST_SHARE {
        let own =
            ((mean[0] + fit.b[j]) / variance - mean[0] * sd[0].powi(-2)) / own_precision / share;
        let doubt = settings.error_doubt * (1.0 - share) / share * own.abs().max(mean[0].abs());
        let se = (own_precision.powf(-0.5) / share).hypot(doubt);
        out.doubt = doubt;
        (out.mean[0], out.sd[0]) = together([own, se], [mean[0], sd[0]]);
    }
    let variance = fit.cov[j + 1][j + 1];
    let own_precision = 1.0 / variance - sd[1].powi(-2);
    if share > LEAST_SHARE_SQUARE && own_precision > 0.0 {
        let twice = share * share;
        let own = ((mean[1] + fit.b[j + 1]) / variance - mean[1] * sd[1].powi(-2))
            / own_precision
            / twice;
        let doubt = settings.error_doubt * (1.0 - twice) / twice * sd[1];
        let se = (own_precision.powf(-0.5) / twice).hypot(doubt);
        (out.mean[1], out.sd[1]) = together([own, se], [mean[1], sd[1]]);
    }
    out
}

/// What a run by itself says of the effects of climbs and descents: value and standard
/// error, freed of the prior; `None` where the ground says nothing.
pub(in crate::compare) fn ground_effects(
    rows: &Rows,
    model: &Model,
    settings: &Drift,
) -> [Option<[f64; 2]>; 2] {
    let mut wide = *model;
    for k in GROUNDS {
        wide.prior.sd[k] *= WIDER;
    }
    let contrast = Contrast::Parts { early: &rows.early, late: &rows.late };
    let fitted = Design::new(&rows.rows, contrast, &wide, settings.knot_s, settings)
        .and_then(|design| Some((posterior(&rows.rows, &design, &wide)?, design)));
    let Some((fit, design)) = fitted else { return [None; 2] };
    GROUNDS.map(|k| {
        let at = design.first + k;
        let (variance, mean) = (fit.cov[at][at], wide.prior.mean[k]);
        let known = wide.prior.sd[k].powi(-2);
        let own = 1.0 / variance - known;
        // Less than the prior is no word of the run.
        (own > known)
            .then(|| [((mean + fit.b[at]) / variance - mean * known) / own, own.powf(-0.5)])
    })
}

/// Places of the effects of up- and down-slope.
const GROUNDS: [usize; 2] = [2, 4];
/// Priors are so many times as wide where a run is to speak for itself. Ours.
const WIDER: f64 = 10.0;

/// Two estimates, weighted by their precision.
fn together(a: [f64; 2], b: [f64; 2]) -> (f64, f64) {
    let (p, q) = (a[1].powi(-2), b[1].powi(-2));
    ((p * a[0] + q * b[0]) / (p + q), (p + q).powf(-0.5))
}

/// Share of the spread of ln v, whitened and free of all other columns but its own
/// square, that is no error.
fn true_share(
    design: &Design,
    fit: &Posterior,
    model: &Model,
    x: &[f64],
    settings: &Drift,
) -> Option<f64> {
    let (noise, s2) = fit.best;
    let j = design.first;
    // The other columns, and ln v last.
    let kept: Vec<usize> = (0..design.p).filter(|k| *k != j && *k != j + 1).collect();
    let q = kept.len();
    let z: Vec<Vector> = design
        .z
        .iter()
        .map(|row| {
            let mut out = [0.0; MAX];
            for (to, from) in kept.iter().enumerate() {
                out[to] = row[*from];
            }
            out[q] = row[j];
            out
        })
        .collect();
    let products = gram(noise, &design.steps, &fit.scale, &z, q + 1).g;
    let mut a = products;
    for (to, from) in kept.iter().enumerate() {
        a[to][to] += s2
            * match from.checked_sub(j) {
                Some(k) => model.prior.sd[k].powi(-2),
                None => 1e-8,
            };
    }
    for row in &mut a {
        row[q] = 0.0;
    }
    let (inv, _) = inverse(&a, q)?;
    let spread = products[q][q] - quadratic(&inv, &products[q], q);
    let dense = precision(noise, &design.steps, &fit.scale, &z, q);
    let mut explained = 0.0;
    for i in 0..q {
        for k in 0..q {
            explained += inv[i][k] * dense.squared[k][i];
        }
    }
    let error =
        error_variance(x, settings.speed_error_mps / design.v_ref) * (dense.trace - explained);
    (spread > 0.0).then(|| (1.0 - error / spread).max(0.0))
}
