//! The whole-run fit: y = x'b + s(t) + e, averaged over the shape of the noise and
//! the stiffness of the course.

use super::covariates::{columns, hats};
use super::noise::{Gram, Noise, gram};
use super::prior::Prior;
use super::small::{MAX, Matrix, Vector, ZERO, dot, inverse, quadratic, times};
use super::{COVARIATES, Row};
use crate::settings::Drift;
use crate::stats;

/// Correlation over 30 s.
const CORRELATIONS: [f64; 7] = [0.0, 0.2, 0.4, 0.6, 0.75, 0.87, 0.95];
/// White share of the variance.
const WHITE: [f64; 3] = [0.0, 0.4, 0.8];
/// How much the course may bend from knot to knot (SD), in smallest worthwhile changes.
const BENDS: [f64; 4] = [0.1, 0.3, 1.0, 3.0];
/// Exponent of the prior of the correlation, less one: Beta(1.5, 1.5).
const BETA: f64 = 0.5;
/// Precision of what is left free: level and line.
const FREE: f64 = 1e-8;
/// Noise with which the scale of the rows is settled.
const SETTLING: Noise = Noise { r: 0.4, h: 0.4 };

/// What the model needs to know of a metric.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::compare) struct Model {
    /// On the logarithm?
    pub(in crate::compare) log: bool,
    /// Power of the speed that the metric contains by its formula.
    pub(in crate::compare) formula: f64,
    pub(in crate::compare) prior: Prior,
    /// Smallest worthwhile change, on the model's scale.
    pub(in crate::compare) swc: f64,
    /// Usual natural wander of a part's mean (SD), on the model's scale.
    pub(in crate::compare) wander: f64,
    /// Part of the change that an unknown pace or slope may bring (SD).
    pub(in crate::compare) unknown: f64,
    /// Error of a rounded value (SD), on the model's scale.
    pub(in crate::compare) floor: f64,
}

/// What is compared.
#[derive(Debug, Clone, Copy)]
pub(super) enum Contrast<'a> {
    /// The mean of the course over the late rows, less that over the early ones.
    Parts { early: &'a [bool], late: &'a [bool] },
    /// The effect of a label of each row beside the course (placebos).
    Label(&'a [f64]),
}

/// The columns of a run, and the response.
pub(super) struct Design {
    /// Knots of the course, s on feet.
    pub(super) knots: Vec<f64>,
    /// Covariates, row by row.
    pub(super) x: Vec<[f64; COVARIATES]>,
    /// Hats, label, covariates and, last, the response less the prior's slopes.
    pub(super) z: Vec<Vector>,
    /// The response on the model's scale, without what the formula takes from the speed.
    pub(super) y: Vec<f64>,
    /// Half-minutes since the row before; a long stop counts.
    pub(super) steps: Vec<f64>,
    /// Number of hats.
    pub(super) hats: usize,
    /// Hats and label.
    pub(super) first: usize,
    /// All columns but the response.
    pub(super) p: usize,
    /// Weights of the columns in the change.
    pub(super) contrast: Vector,
    /// Speed at which ln v is 0, m/s.
    pub(super) v_ref: f64,
    /// Taken off the response, so that nothing depends on its level.
    pub(super) centre: f64,
}

/// The posterior of one run.
pub(super) struct Posterior {
    /// Mean of the coefficients (slopes: less the prior's).
    pub(super) b: Vector,
    pub(super) cov: Matrix,
    /// The likeliest shape of the noise, and its variance.
    pub(super) best: (Noise, f64),
    /// Diagonal of D.
    pub(super) scale: Vec<f64>,
    /// Mean correlation over 30 s of the part that wanders.
    pub(super) r: f64,
    /// Mean correlation of neighbouring rows.
    pub(super) lag: f64,
    /// Effective number of independent rows, less what was fitted.
    pub(super) n_eff: f64,
    /// Weight of the stiffest course: nearly a straight line.
    pub(super) straight: f64,
}

impl Design {
    /// `None` where nothing can be compared: a value without a logarithm, or no span of time.
    pub(super) fn new(
        rows: &[Row],
        contrast: Contrast,
        model: &Model,
        knot_s: f64,
        settings: &Drift,
    ) -> Option<Design> {
        let speeds = rows.iter().map(|r| r.speed);
        let with_speed = rows.iter().all(|r| r.speed.is_finite());
        let v_ref = if with_speed { stats::median(speeds)? } else { 1.0 };
        let typical = stats::median(rows.iter().map(|r| r.value))?;
        let by_formula = if model.log { model.formula } else { model.formula * typical };
        let y: Vec<f64> = rows
            .iter()
            .map(|r| {
                let value = if model.log { r.value.ln() } else { r.value };
                if with_speed { value - by_formula * (r.speed / v_ref).ln() } else { value }
            })
            .collect();
        let (from, to) = (rows.first()?.t, rows.last()?.t);
        let in_order = to > from;
        if !in_order || y.iter().any(|v| !v.is_finite()) {
            return None;
        }
        let intervals = ((to - from) / knot_s).round().clamp(2.0, settings.max_intervals as f64);
        let hat_count = intervals as usize + 1;
        let knots: Vec<f64> =
            (0..hat_count).map(|k| from + (to - from) * k as f64 / intervals).collect();
        let label = match contrast {
            Contrast::Label(label) => Some(label),
            Contrast::Parts { .. } => None,
        };
        let first = hat_count + usize::from(label.is_some());
        let p = first + COVARIATES;
        let x = columns(rows, v_ref, settings);
        let centre = stats::median(y.iter().copied())?;
        let z: Vec<Vector> = (0..rows.len())
            .map(|i| {
                let mut row = hats(rows[i].t, &knots);
                if let Some(label) = label {
                    row[hat_count] = label[i];
                }
                let mut known = 0.0;
                for k in 0..COVARIATES {
                    row[first + k] = x[i][k];
                    known += x[i][k] * model.prior.mean[k];
                }
                row[p] = y[i] - known - centre;
                row
            })
            .collect();
        let mut weights = [0.0; MAX];
        match contrast {
            Contrast::Label(_) => weights[hat_count] = 1.0,
            Contrast::Parts { early, late } => {
                let (a, b) = (mean_of(&z, early, hat_count)?, mean_of(&z, late, hat_count)?);
                for k in 0..hat_count {
                    weights[k] = b[k] - a[k];
                }
            }
        }
        let steps = (0..rows.len())
            .map(|i| match i {
                0 => 0.0,
                _ => {
                    let (a, b) = (&rows[i - 1], &rows[i]);
                    (b.t - a.t).max((b.clock - a.clock).abs()).max(0.0) / 30.0
                }
            })
            .collect();
        Some(Design {
            knots,
            x,
            z,
            y,
            steps,
            hats: hat_count,
            first,
            p,
            contrast: weights,
            v_ref,
            centre,
        })
    }

    /// Mean of the hats over some rows.
    pub(super) fn mean_hats(&self, which: &[bool]) -> Option<Vector> {
        mean_of(&self.z, which, self.hats)
    }
}

fn mean_of(z: &[Vector], which: &[bool], hats: usize) -> Option<Vector> {
    let mut sum = [0.0; MAX];
    let mut n = 0.0;
    for (row, _) in z.iter().zip(which).filter(|(_, is)| **is) {
        n += 1.0;
        for k in 0..hats {
            sum[k] += row[k];
        }
    }
    (n > 0.0).then(|| sum.map(|s| s / n))
}

/// One combination of noise and stiffness.
struct Solution {
    noise: Noise,
    bend: usize,
    log_weight: f64,
    b: Vector,
    cov: Matrix,
    s2: f64,
    free: f64,
}

/// Fits a run; `None` where the equations cannot be solved.
pub(super) fn posterior(rows: &[Row], design: &Design, model: &Model) -> Option<Posterior> {
    let (scale, start) = settle_scale(rows, design, model)?;
    let mut all: Vec<Solution> = Vec::with_capacity(CORRELATIONS.len() * WHITE.len() * BENDS.len());
    for r in CORRELATIONS {
        for h in WHITE {
            if r == 0.0 && h > 0.0 {
                continue;
            }
            let noise = Noise { r, h };
            let products = gram(noise, &design.steps, &scale, &design.z, design.p + 1);
            let mut s2 = start;
            // All of them, each with its variance settled: the best one decides how far
            // the run's own speed is heard, and must not depend on shortcuts.
            for bend in 0..BENDS.len() {
                let Some(found) = solve(design, model, noise, &products, s2, Some(bend)) else {
                    continue;
                };
                s2 = found.s2;
                all.push(found);
            }
        }
    }
    let most = all.iter().map(|s| s.log_weight).max_by(f64::total_cmp)?;
    let mut weights: Vec<f64> = all.iter().map(|s| (s.log_weight - most).exp()).collect();
    let total: f64 = weights.iter().sum();
    weights.iter_mut().for_each(|w| *w /= total);
    let p = design.p;
    let mut b = [0.0; MAX];
    for (w, s) in weights.iter().zip(&all) {
        for k in 0..p {
            b[k] += w * s.b[k];
        }
    }
    let mut cov = ZERO;
    for (w, s) in weights.iter().zip(&all).filter(|(w, _)| **w > 1e-9) {
        let off: Vector = std::array::from_fn(|k| if k < p { s.b[k] - b[k] } else { 0.0 });
        for ((row, from), i) in cov.iter_mut().zip(&s.cov).zip(0..p) {
            for ((v, c), o) in row.iter_mut().zip(from).zip(&off) {
                *v += w * (c + off[i] * o);
            }
        }
    }
    let mean = |of: &dyn Fn(&Solution) -> f64| -> f64 {
        weights.iter().zip(&all).map(|(w, s)| w * of(s)).sum()
    };
    let best = weights.iter().zip(&all).max_by(|a, b| a.0.total_cmp(b.0))?.1;
    Some(Posterior {
        b,
        cov,
        best: (best.noise, best.s2),
        scale,
        r: mean(&|s| s.noise.r),
        lag: mean(&|s| s.noise.r * (1.0 - s.noise.h)),
        n_eff: mean(&|s| s.free / s.noise.inflation()),
        straight: mean(&|s| f64::from(u8::from(s.bend == 0))),
    })
}

/// Posterior given noise and stiffness; the variance is settled in a few rounds.
fn solve(
    design: &Design,
    model: &Model,
    noise: Noise,
    products: &Gram,
    start: f64,
    bend: Option<usize>,
) -> Option<Solution> {
    let p = design.p;
    let n = design.z.len() as f64;
    let (g, gy, y2) = (&products.g, &products.g[p], products.g[p][p]);
    let width = bend.map(|k| BENDS[k] * model.swc);
    let mut q = ZERO;
    for k in 0..design.first {
        q[k][k] = FREE;
    }
    for k in 0..COVARIATES {
        q[design.first + k][design.first + k] = model.prior.sd[k].powi(-2);
    }
    if let Some(w) = width {
        for k in 0..design.hats - 2 {
            for (i, a) in [1.0, -2.0, 1.0].into_iter().enumerate() {
                for (j, b) in [1.0, -2.0, 1.0].into_iter().enumerate() {
                    q[k + i][k + j] += a * b / (w * w);
                }
            }
        }
    }
    let mut s2 = start;
    let mut last = None;
    for _ in 0..4 {
        let mut a = ZERO;
        for ((a, g), q) in a.iter_mut().zip(g).zip(&q).take(p) {
            for ((a, g), q) in a.iter_mut().zip(g).zip(q) {
                *a = g + s2 * q;
            }
            // The response is no column of the model.
            a[p] = 0.0;
        }
        let (inv, log_det) = inverse(&a, p)?;
        let b = times(&inv, gy, p);
        let edf: f64 = (0..p).map(|i| dot(&inv[i], &g[i], p)).sum();
        let rss = (y2 - 2.0 * dot(&b, gy, p) + quadratic(g, &b, p)).max(1e-12);
        s2 = (rss / (n - edf).max(2.0)).max(model.floor * model.floor);
        last = Some((log_det, inv, b, edf, rss));
    }
    let (log_det, inv, b, edf, rss) = last?;
    let determinant = log_det - p as f64 * s2.ln();
    let likelihood = -0.5
        * (n * s2.ln() + products.log_det + rss / s2 + determinant + quadratic(&q, &b, p))
        - width.map_or(0.0, |w| (design.hats - 2) as f64 * w.ln());
    let r = noise.r.clamp(0.02, 0.98);
    let mut cov = inv;
    cov.iter_mut().flatten().for_each(|v| *v *= s2);
    Some(Solution {
        noise,
        bend: bend.unwrap_or(0),
        log_weight: likelihood + BETA * (r.ln() + (1.0 - r).ln()),
        b,
        cov,
        s2,
        free: n - edf,
    })
}

/// Spread of each row against the others (D): its seconds, steep ground, pace in
/// motion, outliers; and the variance to start from.
fn settle_scale(rows: &[Row], design: &Design, model: &Model) -> Option<(Vec<f64>, f64)> {
    let n = rows.len();
    let usual = stats::median(rows.iter().map(|r| r.seconds))?;
    let mut scale: Vec<f64> = rows.iter().map(|r| (usual / r.seconds).clamp(0.5, 4.0)).collect();
    let mut weight = vec![1.0; n];
    let steep: Vec<bool> = rows.iter().map(|r| (r.up - r.down).abs() > 3.0).collect();
    let jump = |i: usize| {
        let step = |k: usize| (design.x[k][0] - design.x[k - 1][0]).abs();
        let before = if i > 0 { step(i) } else { 0.0 };
        let after = if i + 1 < n { step(i + 1) } else { 0.0 };
        before.max(after) > 0.10
    };
    let restless: Vec<bool> = (0..n).map(jump).collect();
    let plain = vec![1.0; n];
    let independent =
        gram(Noise { r: 0.0, h: 0.0 }, &design.steps, &plain, &design.z, design.p + 1);
    let mut s2 = solve(design, model, SETTLING, &independent, 1e-6, None)?.s2;
    for round in 0..3 {
        let d: Vec<f64> = scale.iter().zip(&weight).map(|(s, w)| s / w).collect();
        let products = gram(SETTLING, &design.steps, &d, &design.z, design.p + 1);
        let fit = solve(design, model, SETTLING, &products, s2, None)?;
        s2 = fit.s2;
        let left: Vec<f64> =
            design.z.iter().map(|z| z[design.p] - dot(z, &fit.b, design.p)).collect();
        if round == 0 {
            for group in [&steep, &restless] {
                widen(&mut scale, &left, group);
            }
        }
        let r: Vec<f64> = left.iter().zip(&scale).map(|(l, s)| (l / s.sqrt()).abs()).collect();
        let sd = 1.4826 * stats::median(r.iter().copied())? + 1e-12 + model.floor;
        weight = r.iter().map(|r| (2.0 * sd / r.max(1e-12)).min(1.0)).collect();
    }
    Some((scale.iter().zip(&weight).map(|(s, w)| s / w).collect(), s2))
}

/// Rows of a group that scatter more than the others get a larger scale.
fn widen(scale: &mut [f64], left: &[f64], group: &[bool]) {
    let inside = group.iter().filter(|g| **g).count();
    if inside.min(group.len() - inside) <= 8 {
        return;
    }
    let spread = |is: bool| {
        let of = |i: &usize| group[*i] == is;
        stats::median((0..group.len()).filter(of).map(|i| (left[i] / scale[i].sqrt()).abs()))
    };
    let (Some(a), Some(b)) = (spread(true), spread(false)) else { return };
    let ratio = (a / b.max(1e-12)).clamp(1.0, 4.0).powi(2);
    for (s, _) in scale.iter_mut().zip(group).filter(|(_, g)| **g) {
        *s *= ratio;
    }
}
