//! The change of one metric over a whole run: cut, support, wander, interval.

use super::behind::EffectsBehind;
use super::curve::Course;
use super::fit::{Contrast, Design, Model, Posterior, posterior};
use super::slopes::{SpeedSlopes, speed_slopes};
use super::small::{MAX, Matrix, Vector, ZERO, dot, inverse, quadratic, times};
use super::wander;
use super::{COVARIATES, Row};
use crate::settings::Drift;
use crate::stats;

/// Why a run gives no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::compare) enum Unfit {
    /// Too few rows in all, or in one of the parts.
    FewRows { rows: usize, early: usize, late: usize },
    /// The equations have no solution.
    Singular,
}

/// What a whole run says of one metric, on the model's scale.
#[derive(Debug, Clone)]
pub(in crate::compare) struct Drifted {
    /// Late less early, at equal speed and slope.
    pub(in crate::compare) change: f64,
    pub(in crate::compare) se: f64,
    /// Half width of the 95 % interval.
    pub(in crate::compare) half: f64,
    #[cfg_attr(not(test), expect(dead_code))] // held against the reference
    pub(in crate::compare) df: f64,
    /// Two-sided, of no change.
    pub(in crate::compare) p: f64,
    /// Share of the variance that the effects of speed and slope bring.
    pub(in crate::compare) slope_share: f64,
    /// Share of the late rows whose speed and slope were run before.
    pub(in crate::compare) support: f64,
    /// Level of the early part at `v_ref` on level ground.
    pub(in crate::compare) early_level: f64,
    /// Effects of ln v, (ln v)², up, up beyond 5 %, down, down beyond 5 %.
    pub(in crate::compare) slopes: [f64; COVARIATES],
    /// Share of the spread of ln v that is no error (0: the run is not heard).
    #[cfg_attr(not(test), expect(dead_code))] // held against the reference
    pub(in crate::compare) heard: f64,
    /// Speed at which ln v is 0, m/s.
    pub(in crate::compare) v_ref: f64,
    /// Correlation over 30 s of the part that wanders.
    #[cfg_attr(not(test), expect(dead_code))] // held against the reference
    pub(in crate::compare) r: f64,
    /// Correlation of neighbouring rows.
    pub(in crate::compare) lag: f64,
    /// Effective number of independent rows.
    pub(in crate::compare) n_eff: f64,
    /// A straight line explains the course as well as any bend.
    pub(in crate::compare) straight: bool,
    /// The course at equal speed and slope, against the early part; `None` for labels.
    pub(in crate::compare) course: Option<Course>,
    /// How the change hangs on the effects; `None` for labels.
    pub(in crate::compare) behind: Option<EffectsBehind>,
    /// What is left of each row after speed and slope, on the model's scale.
    pub(in crate::compare) left: Vec<f64>,
}

/// Coefficients after the effects of speed were put in their place.
struct Settled {
    b: Vector,
    cov: Matrix,
    change: f64,
    variance: f64,
}

/// Fits one metric of a run. `early` and `late` say which rows are compared.
pub(in crate::compare) fn whole_run(
    rows: &[Row],
    early: &[bool],
    late: &[bool],
    model: &Model,
    settings: &Drift,
) -> Result<Drifted, Unfit> {
    let count = |part: &[bool]| part.iter().filter(|is| **is).count();
    let (first, last) = (count(early), count(late));
    if rows.len() < settings.min_rows || first.min(last) < settings.min_part_rows {
        return Err(Unfit::FewRows { rows: rows.len(), early: first, late: last });
    }
    fitted(rows, Contrast::Parts { early, late }, settings.knot_s, model, settings)
        .ok_or(Unfit::Singular)
}

/// The effect of a label of each row (placebos): value and half width of its interval.
pub(in crate::compare) fn label_effect(
    rows: &[Row],
    label: &[f64],
    model: &Model,
    settings: &Drift,
) -> Option<(f64, f64)> {
    let f = fitted(rows, Contrast::Label(label), f64::INFINITY, model, settings)?;
    Some((f.change, f.half))
}

fn fitted(
    rows: &[Row],
    contrast: Contrast,
    knot_s: f64,
    model: &Model,
    settings: &Drift,
) -> Option<Drifted> {
    let design = Design::new(rows, contrast, model, knot_s, settings)?;
    let fit = posterior(rows, &design, model)?;
    let speed = speed_slopes(&design, &fit, model, settings);
    let settled = cut(&design, &fit, model, &speed);
    let slopes: [f64; COVARIATES] = std::array::from_fn(|k| settled.b[design.first + k]);
    let (support, times_wander) = match contrast {
        Contrast::Parts { late, .. } => (support(&design, late, settings), 2.0),
        Contrast::Label(_) => (1.0, 1.0),
    };
    let lever = lever(&design)?;
    let mut by_slopes = 0.0;
    for i in 0..COVARIATES {
        for j in 0..COVARIATES {
            by_slopes += lever[i] * lever[j] * settled.cov[design.first + i][design.first + j];
        }
    }
    let left: Vec<f64> = design
        .y
        .iter()
        .zip(&design.x)
        .map(|(y, x)| y - x.iter().zip(&slopes).map(|(x, b)| x * b).sum::<f64>())
        .collect();
    let wander = wander::learnt(
        rows,
        &left,
        &fit.scale,
        fit.best,
        settled.change.signum(),
        model.wander,
        settings,
    );
    let by_wander = times_wander * wander.variance;
    let unknown = 0.5 * times_wander * model.unknown * model.unknown;
    let more = (1.0 + settings.extrapolation * (1.0 - support)).powi(2);
    let variance = settled.variance + (more - 1.0) * by_slopes + by_wander + unknown;
    let by_slopes = more * by_slopes;
    // Satterthwaite; the part of the slopes is no estimate of this run. The wander stands
    // in both terms: that its size is learnt, too, is the doubt of the second.
    let rest = (variance - by_slopes.min(0.95 * variance)).max(1e-18);
    let doubt = rest * rest / fit.n_eff.max(3.0) + by_wander * by_wander / wander.df;
    let df = variance * variance / doubt.max(1e-36);
    let se = variance.sqrt();
    let half = stats::t975(df) * se;
    let behind = match contrast {
        Contrast::Parts { .. } => {
            let parts = (settled.change, settled.variance);
            EffectsBehind::of((&settled.b, &settled.cov), parts, &design, model, &speed)
        }
        Contrast::Label(_) => None,
    };
    let (early_level, course) = match contrast {
        Contrast::Parts { early, .. } => {
            let base = design.mean_hats(early)?;
            let level = design.centre + dot(&base, &settled.b, design.hats);
            let knots = design.knots.clone();
            (level, Some(Course { knots, base, b: settled.b, cov: settled.cov }))
        }
        Contrast::Label(_) => (f64::NAN, None),
    };
    Some(Drifted {
        change: settled.change,
        se,
        half,
        df,
        p: if se > 0.0 { stats::t_p_value(settled.change / se, df) } else { 1.0 },
        slope_share: (by_slopes / variance).min(1.0),
        support,
        early_level,
        slopes,
        heard: speed.heard,
        v_ref: design.v_ref,
        r: fit.r,
        lag: fit.lag,
        n_eff: fit.n_eff,
        straight: fit.straight > 0.5,
        course,
        behind,
        left,
    })
}

/// Puts the settled effects of speed in the place of their posterior: everything
/// else moves with them as the normal posterior says.
fn cut(design: &Design, fit: &Posterior, model: &Model, speed: &SpeedSlopes) -> Settled {
    let (j, p) = (design.first, design.p);
    let mut b = fit.b;
    for k in 0..COVARIATES {
        b[j + k] += model.prior.mean[k];
    }
    let (v00, v01, v11) = (fit.cov[j][j], fit.cov[j][j + 1], fit.cov[j + 1][j + 1]);
    let determinant = v00 * v11 - v01 * v01;
    // How every coefficient moves per unit of the two effects.
    let gain: Vec<[f64; 2]> = (0..p)
        .map(|i| {
            let (c0, c1) = (fit.cov[i][j], fit.cov[i][j + 1]);
            [(c0 * v11 - c1 * v01) / determinant, (c1 * v00 - c0 * v01) / determinant]
        })
        .collect();
    let moved = [speed.mean[0] - b[j], speed.mean[1] - b[j + 1]];
    let new = [speed.sd[0].powi(2), speed.sd[1].powi(2)];
    let mut out = b;
    let mut cov = ZERO;
    for i in 0..p {
        out[i] += gain[i][0] * moved[0] + gain[i][1] * moved[1];
        for k in 0..p {
            let [a0, a1] = gain[i];
            let [b0, b1] = gain[k];
            let old = a0 * b0 * v00 + (a0 * b1 + a1 * b0) * v01 + a1 * b1 * v11;
            cov[i][k] = fit.cov[i][k] - old + a0 * b0 * new[0] + a1 * b1 * new[1];
        }
    }
    let a = &design.contrast;
    let change = dot(a, &out, design.first);
    let variance = quadratic(&cov, a, p).max(0.0);
    Settled { b: out, cov, change, variance }
}

/// By how much the change moves per unit of each effect, given the course.
fn lever(design: &Design) -> Option<[f64; COVARIATES]> {
    let j = design.first;
    let mut hats = ZERO;
    let mut with_x = ZERO; // hats times covariates
    for z in &design.z {
        for a in 0..j {
            if z[a] == 0.0 {
                continue;
            }
            for b in 0..j {
                hats[a][b] += z[a] * z[b];
            }
            for k in 0..COVARIATES {
                with_x[a][k] += z[a] * z[j + k];
            }
        }
    }
    for a in 0..j {
        hats[a][a] += 1e-6; // a stretch without rows
    }
    let (inv, _) = inverse(&hats, j)?;
    let weights = times(&inv, &design.contrast, j);
    let mut out = [0.0; COVARIATES];
    for (k, out) in out.iter_mut().enumerate() {
        *out = -(0..j).map(|a| weights[a] * with_x[a][k]).sum::<f64>();
    }
    Some(out)
}

/// Share of the late rows for which enough rows outside the late part lie near in
/// speed and slope.
fn support(design: &Design, late: &[bool], settings: &Drift) -> f64 {
    let place = |i: usize| (design.x[i][0], design.x[i][2] - design.x[i][4]);
    let before: Vec<(f64, f64)> = (0..late.len()).filter(|&i| !late[i]).map(place).collect();
    let (mut near, mut all) = (0.0, 0.0);
    for i in (0..late.len()).filter(|&i| late[i]) {
        let (v, g) = place(i);
        let like = |p: &&(f64, f64)| {
            (p.0 - v).abs() <= settings.support_speed
                && (p.1 - g).abs() <= settings.support_grade_pct
        };
        all += 1.0;
        if before.iter().filter(like).count() >= settings.support_rows {
            near += 1.0;
        }
    }
    if all > 0.0 { near / all } else { 0.0 }
}

/// Keeps the size of the stack arrays honest.
const _: () = assert!(MAX > 11 + 1 + COVARIATES);

#[cfg(test)]
#[allow(clippy::unwrap_used)]
#[path = "vectors.rs"]
mod tests;
