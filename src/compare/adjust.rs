//! Change at equal speed and slope by robust regression on rows.
//!
//! y = β₀ + β₁(v−v̄) + β₂(v−v̄)² + β₃γ + β₄γ² + level of each middle block +
//! δ·fatigued + e, on the logarithm for ratio-scale metrics. Huber weights;
//! standard errors inflated for first-order autocorrelation of the residuals
//! with bias-corrected φ (an ordinary interval of 1 Hz data covers 22-39 %).

use nalgebra::{DMatrix, DVector};

use super::onset::Residual;
use super::rows::{Row, speed_prior};
use crate::metrics::Metric;
use crate::segment::Phase;
use crate::settings::Compare;
use crate::stats;

/// The adjusted change of one metric.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Adjusted {
    /// Fresh value at the reference speed on level ground, in the metric's unit.
    pub fresh: f64,
    /// Change, in the metric's unit.
    pub change: f64,
    /// 95 % interval of the change.
    pub ci95: [f64; 2],
    /// Minimal detectable change from the noise of the two windows.
    pub mdc: f64,
    /// Two-sided p-value of no change.
    pub p: f64,
    /// Effective number of independent rows in the smaller window.
    pub n_eff: f64,
    /// Autocorrelation of neighbouring rows.
    pub phi: f64,
    /// Every row after speed and slope, on the model's scale.
    pub residuals: Vec<Residual>,
}

/// Fits the model; `Err` says in words why it cannot be fitted.
pub(super) fn adjust(
    metric: Metric,
    rows: &[Row],
    reference_speed: f64,
    resolution: f64,
    settings: &Compare,
) -> Result<Adjusted, String> {
    let count = |phase| rows.iter().filter(|r| r.phase == phase).count();
    let (fresh_rows, fatigued_rows) = (count(Phase::Fresh), count(Phase::Fatigued));
    if fresh_rows < settings.min_rows || fatigued_rows < settings.min_rows {
        return Err(format!(
            "only {fresh_rows} fresh and {fatigued_rows} fatigued rows of steady running; {} are needed in each",
            settings.min_rows
        ));
    }
    let log = metric.log_scale();
    let y = DVector::from_iterator(
        rows.len(),
        rows.iter().map(|r| if log { r.value.ln() } else { r.value }),
    );
    if y.iter().any(|v| !v.is_finite()) {
        return Err("values that cannot be compared (zero or missing)".into());
    }
    let design = Design::new(rows, reference_speed, settings);
    let typical = stats::median(rows.iter().map(|r| r.value)).unwrap_or(f64::NAN);
    let floor = resolution / 12f64.sqrt() / if log { typical } else { 1.0 };
    let prior = if design.speed_sd < settings.prior_speed_sd_mps {
        speed_prior(metric, reference_speed)
    } else {
        None
    };
    let fit = huber(&design.x, &y, design.speed_column, prior, floor, settings.huber_k).ok_or(
        "the speeds and slopes of the two windows cannot be told apart from the change itself",
    )?;

    let in_window = |r: &Row| matches!(r.phase, Phase::Fresh | Phase::Fatigued);
    let variance =
        rows.iter().zip(&fit.psi).filter(|(r, _)| in_window(r)).map(|(_, p)| p * p).sum::<f64>()
            / (fresh_rows + fatigued_rows) as f64;
    let neighbours = rows.windows(2).zip(fit.psi.windows(2)).filter_map(|(r, p)| {
        let adjacent = r[0].block == r[1].block
            && in_window(&r[0])
            && (r[1].t - r[0].t) < 1.5 * settings.row_s.max(typical_step(rows));
        adjacent.then_some((p[0], p[1]))
    });
    let n = (fresh_rows + fatigued_rows) as f64;
    let phi = stats::unbiased_phi(stats::lag1(neighbours, variance), n);
    let inflate = ((1.0 + phi) / (1.0 - phi)).sqrt();
    let delta = fit.beta[design.change_column];
    let se = fit.cov[(design.change_column, design.change_column)].max(0.0).sqrt() * inflate;
    let covariates = design.x.ncols() - design.middle_columns;
    let df = (n * (1.0 - phi) / (1.0 + phi) - covariates as f64).max(2.0);
    let half = stats::t975(df) * se;
    let se_of = |k: usize| fit.scale * inflate / (k as f64).sqrt();
    let mdc = 1.96 * se_of(fresh_rows).hypot(se_of(fatigued_rows));
    let intercept = fit.beta[0];
    let (fresh, scale): (f64, Box<dyn Fn(f64) -> f64>) = if log {
        let fresh = intercept.exp();
        (fresh, Box::new(move |d: f64| fresh * (d.exp() - 1.0)))
    } else {
        (intercept, Box::new(|d| d))
    };
    Ok(Adjusted {
        fresh,
        change: scale(delta),
        ci95: [scale(delta - half), scale(delta + half)],
        mdc: if log { fresh * mdc } else { mdc },
        p: if se > 0.0 { stats::t_p_value(delta / se, df) } else { 1.0 },
        n_eff: fresh_rows.min(fatigued_rows) as f64 * (1.0 - phi) / (1.0 + phi),
        phi,
        residuals: after_covariates(rows, &design, &fit, &y),
    })
}

/// Rows with the effect of speed and slope taken off, levels left in.
fn after_covariates(rows: &[Row], design: &Design, fit: &Fit, y: &DVector<f64>) -> Vec<Residual> {
    let covariates = 1..design.change_column - design.middle_columns;
    rows.iter()
        .enumerate()
        .map(|(i, r)| {
            let explained: f64 = covariates.clone().map(|j| design.x[(i, j)] * fit.beta[j]).sum();
            Residual { t: r.t, fresh: r.phase == Phase::Fresh, value: y[i] - explained }
        })
        .collect()
}

/// Usual distance between neighbouring rows, s (laps are longer than rows).
fn typical_step(rows: &[Row]) -> f64 {
    stats::median(rows.windows(2).map(|r| r[1].t - r[0].t)).unwrap_or(0.0)
}

struct Design {
    x: DMatrix<f64>,
    speed_column: usize,
    change_column: usize,
    middle_columns: usize,
    speed_sd: f64,
}

impl Design {
    fn new(rows: &[Row], v_ref: f64, settings: &Compare) -> Design {
        let speeds: Vec<f64> = rows.iter().map(|r| r.speed - v_ref).collect();
        let grades: Vec<f64> = rows.iter().map(|r| r.grade).collect();
        let range = |v: &[f64]| {
            let (l, h) = v
                .iter()
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(*x), h.max(*x)));
            h - l
        };
        let sd = |v: &[f64]| stats::weighted_mean_sd(v, &vec![1.0; v.len()]).map_or(0.0, |m| m.1);
        let mut columns: Vec<Vec<f64>> = vec![vec![1.0; rows.len()], speeds.clone()];
        if range(&speeds) > settings.quadratic_speed_mps {
            columns.push(speeds.iter().map(|v| v * v).collect());
        }
        if sd(&grades) > 0.1 {
            columns.push(grades.clone());
            if range(&grades) > settings.quadratic_grade_pct {
                columns.push(grades.iter().map(|g| g * g).collect());
            }
        }
        let indicator = |is: &dyn Fn(&Row) -> bool| -> Vec<f64> {
            rows.iter().map(|r| f64::from(u8::from(is(r)))).collect()
        };
        let blocks = rows.iter().map(|r| r.middle).max().unwrap_or(0);
        let before = columns.len();
        for block in 1..=blocks {
            let column = indicator(&|r: &Row| r.middle == block);
            if column.iter().any(|v| *v > 0.0) {
                columns.push(column);
            }
        }
        let middle_columns = columns.len() - before;
        columns.push(indicator(&|r: &Row| r.phase == Phase::Fatigued));
        let x = DMatrix::from_fn(rows.len(), columns.len(), |i, j| columns[j][i]);
        Design {
            change_column: columns.len() - 1,
            speed_column: 1,
            middle_columns,
            speed_sd: sd(&speeds),
            x,
        }
    }
}

struct Fit {
    beta: DVector<f64>,
    cov: DMatrix<f64>,
    /// Huber-clipped residuals.
    psi: Vec<f64>,
    scale: f64,
}

/// Huber M-estimate by iteratively reweighted least squares with MAD scale,
/// covariance H1 of Huber (1981); an optional prior on one coefficient enters
/// as a pseudo-observation. `None` when the design is singular.
fn huber(
    x: &DMatrix<f64>,
    y: &DVector<f64>,
    prior_column: usize,
    prior: Option<(f64, f64)>,
    floor: f64,
    k: f64,
) -> Option<Fit> {
    let (n, p) = x.shape();
    let solve = |weights: &[f64], scale: f64| -> Option<(DVector<f64>, DMatrix<f64>)> {
        let mut wx = x.clone();
        for (mut row, w) in wx.row_iter_mut().zip(weights) {
            row *= *w;
        }
        let mut a = x.transpose() * &wx;
        let mut b = wx.transpose() * y;
        if let Some((slope, sd)) = prior {
            let precision = (scale / sd).powi(2);
            a[(prior_column, prior_column)] += precision;
            b[prior_column] += precision * slope;
        }
        let chol = a.cholesky()?;
        let conditioned = chol.l_dirty().diagonal().iter().all(|d| *d > 1e-6);
        conditioned.then(|| (chol.solve(&b), chol.inverse()))
    };
    let ones = vec![1.0; n];
    let mut weights = ones.clone();
    let first_scale = {
        let m = stats::mad_sd(y.as_slice()).unwrap_or(0.0);
        m.max(floor).max(1e-9)
    };
    let (mut beta, _) = solve(&weights, first_scale)?;
    let mut scale = first_scale;
    for _ in 0..50 {
        let residuals = y - x * &beta;
        scale = stats::mad_sd(residuals.as_slice()).unwrap_or(0.0).max(floor).max(1e-9);
        weights = residuals.iter().map(|r| (k * scale / r.abs().max(1e-300)).min(1.0)).collect();
        let (next, _) = solve(&weights, scale)?;
        let moved = (&next - &beta).amax();
        beta = next;
        if moved < 1e-9 {
            break;
        }
    }
    let residuals = y - x * &beta;
    let psi: Vec<f64> = residuals.iter().map(|r| r.clamp(-k * scale, k * scale)).collect();
    let inside = residuals.iter().filter(|r| r.abs() <= k * scale).count() as f64 / n as f64;
    let correction = 1.0 + p as f64 / n as f64 * (1.0 - inside) / inside.max(1e-9);
    let spread = psi.iter().map(|v| v * v).sum::<f64>() / (n.saturating_sub(p).max(1)) as f64;
    let variance =
        (correction * correction * spread / (inside * inside).max(1e-9)).max(floor * floor);
    let (_, inverse) = solve(&ones, scale)?;
    Some(Fit { beta, cov: inverse * variance, psi, scale: variance.sqrt() })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Rows of a run in which contact follows speed and slope exactly, plus `step` when fatigued.
    fn rows(step: f64) -> Vec<Row> {
        (0..60)
            .map(|i| {
                let phase = match i {
                    0..20 => Phase::Fresh,
                    20..40 => Phase::Middle,
                    _ => Phase::Fatigued,
                };
                let speed =
                    3.0 + 0.2 * (f64::from(i) * 1.3).sin() - if i >= 40 { 0.1 } else { 0.0 };
                let grade = (f64::from(i) * 0.7).cos();
                let wiggle = 0.002 * f64::from(i * 7 % 5 - 2);
                let value = 250.0
                    * (speed / 3.0f64).powf(-0.65)
                    * (1.0 + 0.004 * grade + wiggle)
                    * (1.0 + if i >= 40 { step } else { 0.0 });
                Row {
                    t: f64::from(i) * 30.0,
                    block: match phase {
                        Phase::Fresh => 0,
                        Phase::Middle => 1,
                        _ => 2,
                    },
                    phase,
                    middle: usize::from(phase == Phase::Middle),
                    speed,
                    grade,
                    value,
                }
            })
            .collect()
    }

    fn run(step: f64) -> Adjusted {
        adjust(Metric::GroundContactTime, &rows(step), 3.0, 1.0, &Compare::default()).unwrap()
    }

    #[test]
    fn an_injected_change_comes_back_through_a_change_of_pace() {
        let none = run(0.0);
        assert!(none.change.abs() < 0.6, "{none:?}");
        assert!(none.ci95[0] < 0.0 && none.ci95[1] > 0.0);
        let some = run(0.03);
        let pct = 100.0 * (some.change / some.fresh - none.change / none.fresh);
        assert!((pct - 3.0).abs() < 0.15, "{pct}");
        assert!(some.ci95[0] > 0.0 && some.p < 0.001);
    }

    #[test]
    fn whole_numbers_that_never_change_still_have_an_interval() {
        let mut rows = rows(0.0);
        for r in &mut rows {
            r.value = 170.0;
        }
        let a = adjust(Metric::Cadence, &rows, 3.0, 2.0, &Compare::default()).unwrap();
        assert!(a.ci95[1] - a.ci95[0] > 0.1, "{a:?}");
    }

    #[test]
    fn too_few_rows_are_refused_in_words() {
        let rows: Vec<Row> = rows(0.0).into_iter().skip(17).collect();
        let e = adjust(Metric::Cadence, &rows, 3.0, 1.0, &Compare::default()).unwrap_err();
        assert!(e.contains("only 3 fresh"), "{e}");
    }
}
