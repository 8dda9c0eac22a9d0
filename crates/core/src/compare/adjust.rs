//! Change at equal speed and slope by robust regression on rows.
//!
//! y = β₀ + f(v) + g(γ) + level of each middle block + δ·fatigued + e, on the
//! logarithm for ratio-scale metrics. The slopes of f and g are settled first
//! (see [`super::slope`]), then δ is fitted with Huber weights. Its standard error
//! is inflated for first-order autocorrelation of the residuals with
//! bias-corrected φ (an ordinary interval of 1 Hz data covers 22-39 %), and
//! includes what is not known of the slopes.

use nalgebra::{DMatrix, DVector};

use super::Reason;
use super::effects::of_runner;
use super::huber::{Fit, huber};
use super::onset::Residual;
use super::rows::Row;
use super::slope::{
    Found, Own, Slope, error_variance, grade_prior, own, settle, speed_power, speed_prior,
};
use crate::metrics::Metric;
use crate::segment::Phase;
use crate::series::MetricSeries;
use crate::settings::{Compare, Covariate as Of};
use crate::stats;

/// The adjusted change of one metric.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Adjusted {
    /// Fresh value at the reference speed on level ground, in the metric's unit.
    pub fresh: f64,
    /// Change, in the metric's unit.
    pub change: f64,
    /// Standard error of the change, in the metric's unit.
    pub se: f64,
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

/// Fits the model; `Err` says why it cannot be fitted.
pub(super) fn adjust(
    metric: &MetricSeries,
    rows: &[Row],
    reference_speed: f64,
    resolution: f64,
    settings: &Compare,
) -> Result<Adjusted, Reason> {
    let count = |phase| rows.iter().filter(|r| r.phase == phase).count();
    let (fresh_rows, fatigued_rows) = (count(Phase::Fresh), count(Phase::Fatigued));
    if fresh_rows < settings.min_rows || fatigued_rows < settings.min_rows {
        return Err(Reason::FewRows {
            fresh: fresh_rows,
            fatigued: fatigued_rows,
            needed: settings.min_rows,
        });
    }
    let log = metric.metric.log_scale();
    let typical = stats::median(rows.iter().map(|r| r.value)).unwrap_or(f64::NAN);
    let y = response(metric.metric, rows, reference_speed, typical).ok_or(Reason::ValuesOdd)?;
    let mut design = Design::new(metric.metric, rows, reference_speed, typical, settings);
    for c in &mut design.covariates {
        c.prior = of_runner(c.prior, metric, c.of, reference_speed, &settings.effects);
    }
    let floor = floor(metric.metric, resolution, typical);
    let slopes = design.slopes(rows, &y, floor, settings).ok_or(Reason::NotSeparable)?;
    let y = y - design.explained(&slopes);
    let fit = huber(&design.x, &y, floor, settings.huber_k).ok_or(Reason::NotSeparable)?;

    let phi = autocorrelation(rows, &fit, settings);
    let n = (fresh_rows + fatigued_rows) as f64;
    let inflate = ((1.0 + phi) / (1.0 - phi)).sqrt();
    let change = design.change_column();
    let delta = fit.beta[change];
    let sampling = fit.cov[(change, change)].max(0.0).sqrt() * inflate;
    let from_slopes = design
        .covariates
        .iter()
        .zip(&slopes)
        .map(|(c, slope)| design.leverage(c).map_or(0.0, |d| d * slope.se))
        .fold(0.0, f64::hypot);
    let se = sampling.hypot(from_slopes);
    let fitted = design.x.ncols() - design.middle_columns;
    let df = (n * (1.0 - phi) / (1.0 + phi) - fitted as f64).max(2.0);
    // Satterthwaite: the part that the slopes bring is no estimate of this run.
    let df = if sampling > 0.0 { df * (se / sampling).powi(4) } else { df };
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
        // By the slope of the exponential at the change, on the logarithmic scale.
        se: if log { fresh * delta.exp() * se } else { se },
        ci95: [scale(delta - half), scale(delta + half)],
        mdc: if log { fresh * mdc } else { mdc },
        p: if se > 0.0 { stats::t_p_value(delta / se, df) } else { 1.0 },
        n_eff: fresh_rows.min(fatigued_rows) as f64 * (1.0 - phi) / (1.0 + phi),
        phi,
        residuals: after_covariates(rows, &design, &fit, &y),
    })
}

/// The slopes that a run shows by itself, of those that more than errors make vary.
pub(super) fn own_effects(
    metric: Metric,
    rows: &[Row],
    reference_speed: f64,
    resolution: f64,
    settings: &Compare,
) -> Vec<(Of, Own)> {
    let Some(typical) = stats::median(rows.iter().map(|r| r.value)) else { return Vec::new() };
    let Some(y) = response(metric, rows, reference_speed, typical) else { return Vec::new() };
    let design = Design::new(metric, rows, reference_speed, typical, settings);
    let found = design.found(rows, &y, floor(metric, resolution, typical), settings);
    let of = |(c, found): (&Covariate, Option<Found>)| {
        Some((c.of, own(found?, c.prior, settings.error_doubt)?))
    };
    design.covariates.iter().zip(found).filter_map(of).collect()
}

/// Error of a rounded value on the model's scale (SD of an even spread over one step).
fn floor(metric: Metric, resolution: f64, typical: f64) -> f64 {
    resolution / 12f64.sqrt() / if metric.log_scale() { typical } else { 1.0 }
}

/// What is modelled: the metric, on its scale, without what its formula takes
/// from the speed. `None` with a value that has no logarithm.
fn response(metric: Metric, rows: &[Row], v_ref: f64, typical: f64) -> Option<DVector<f64>> {
    let log = metric.log_scale();
    let by_formula = speed_power(metric) * if log { 1.0 } else { typical };
    let y = DVector::from_iterator(
        rows.len(),
        rows.iter().map(|r| {
            let value = if log { r.value.ln() } else { r.value };
            value - by_formula * (r.speed / v_ref).ln()
        }),
    );
    y.iter().all(|v| v.is_finite()).then_some(y)
}

fn in_window(row: &Row) -> bool {
    matches!(row.phase, Phase::Fresh | Phase::Fatigued)
}

/// Autocorrelation of neighbouring rows of the two windows, from their residuals.
fn autocorrelation(rows: &[Row], fit: &Fit, settings: &Compare) -> f64 {
    let n = rows.iter().filter(|r| in_window(r)).count() as f64;
    let squares = rows.iter().zip(&fit.psi).filter(|(r, _)| in_window(r)).map(|(_, p)| p * p);
    let variance = squares.sum::<f64>() / n;
    let step = settings.row_s.max(typical_step(rows));
    let neighbours = rows.windows(2).zip(fit.psi.windows(2)).filter_map(|(r, p)| {
        let adjacent = r[0].block == r[1].block && in_window(&r[0]) && r[1].t - r[0].t < 1.5 * step;
        adjacent.then_some((p[0], p[1]))
    });
    stats::unbiased_phi(stats::lag1(neighbours, variance), n)
}

/// Rows with the effect of speed and slope taken off, levels left in.
fn after_covariates(rows: &[Row], design: &Design, fit: &Fit, y: &DVector<f64>) -> Vec<Residual> {
    let curved = 1..design.change_column() - design.middle_columns;
    rows.iter()
        .enumerate()
        .map(|(i, r)| {
            let explained: f64 = curved.clone().map(|j| design.x[(i, j)] * fit.beta[j]).sum();
            Residual { t: r.t, phase: r.phase, value: y[i] - explained }
        })
        .collect()
}

/// Usual distance between neighbouring rows, s (laps are longer than rows).
fn typical_step(rows: &[Row]) -> f64 {
    stats::median(rows.windows(2).map(|r| r[1].t - r[0].t)).unwrap_or(0.0)
}

/// A covariate whose slope is settled apart from the fit.
struct Covariate {
    of: Of,
    x: DVector<f64>,
    /// Variance of the error of each value.
    error_variance: f64,
    prior: Option<Slope>,
}

struct Design {
    /// Intercept, curvature of the covariates, levels of the middle, change.
    x: DMatrix<f64>,
    covariates: Vec<Covariate>,
    middle_columns: usize,
}

impl Design {
    fn new(metric: Metric, rows: &[Row], v_ref: f64, typical: f64, settings: &Compare) -> Design {
        // Power laws are straight in the logarithm of the speed.
        let speeds: Vec<f64> = rows.iter().map(|r| v_ref * (r.speed / v_ref).ln()).collect();
        let grades: Vec<f64> = rows.iter().map(|r| r.grade).collect();
        // Errors average out over longer rows (laps).
        let averaged = (settings.row_s / typical_step(rows).max(settings.row_s)).sqrt();
        let covariate = |name, x: &[f64], expected: f64, of: fn(&Row) -> f64, prior| Covariate {
            of: name,
            x: DVector::from_column_slice(x),
            error_variance: error_variance(rows, expected * averaged, of),
            prior,
        };
        let mut columns: Vec<Vec<f64>> = vec![vec![1.0; rows.len()]];
        let mut covariates = Vec::new();
        // A declared speed is the same throughout and explains nothing.
        if range(&speeds) > 0.0 {
            covariates.push(covariate(
                Of::Speed,
                &speeds,
                settings.speed_error_mps,
                |r| r.speed,
                speed_prior(metric, v_ref, typical),
            ));
        }
        let grade_sd = stats::mean_sd(&grades).map_or(0.0, |m| m.1);
        if grade_sd > 0.1 {
            covariates.push(covariate(
                Of::Grade,
                &grades,
                settings.grade_error_pct,
                |r| r.grade,
                grade_prior(metric, typical),
            ));
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
        Design { x, covariates, middle_columns }
    }

    fn change_column(&self) -> usize {
        self.x.ncols() - 1
    }

    /// The slope of every covariate; `None` where neither the run nor anything else tells one.
    fn slopes(
        &self,
        rows: &[Row],
        y: &DVector<f64>,
        floor: f64,
        settings: &Compare,
    ) -> Option<Vec<Slope>> {
        let found = self.found(rows, y, floor, settings);
        self.covariates
            .iter()
            .zip(found)
            .map(|(c, found)| settle(found, c.prior, settings.error_doubt))
            .collect()
    }

    /// What the regression of this run says of every covariate.
    fn found(
        &self,
        rows: &[Row],
        y: &DVector<f64>,
        floor: f64,
        settings: &Compare,
    ) -> Vec<Option<Found>> {
        let first = self.x.ncols();
        let mut all = self.x.clone().insert_columns(first, self.covariates.len(), 0.0);
        for (k, c) in self.covariates.iter().enumerate() {
            all.set_column(first + k, &c.x);
        }
        let fit = huber(&all, y, floor, settings.huber_k);
        let free = all.nrows().saturating_sub(all.ncols()) as f64;
        let inflate = fit.as_ref().map_or(1.0, |f| {
            let phi = autocorrelation(rows, f, settings);
            ((1.0 + phi) / (1.0 - phi)).sqrt()
        });
        self.covariates
            .iter()
            .enumerate()
            .map(|(k, c)| {
                let f = fit.as_ref()?;
                let variance = f.cov[(first + k, first + k)];
                (variance > 0.0).then(|| Found {
                    slope: Slope { value: f.beta[first + k], se: inflate * variance.sqrt() },
                    spread: f.scale * f.scale / variance,
                    error: free * c.error_variance,
                })
            })
            .collect()
    }

    /// What speed and slope explain of every row.
    fn explained(&self, slopes: &[Slope]) -> DVector<f64> {
        self.covariates
            .iter()
            .zip(slopes)
            .fold(DVector::zeros(self.x.nrows()), |sum, (c, slope)| sum + &c.x * slope.value)
    }

    /// By how much the change moves per unit of a covariate's slope: how far
    /// apart the windows lie in it.
    fn leverage(&self, covariate: &Covariate) -> Option<f64> {
        let chol = (self.x.transpose() * &self.x).cholesky()?;
        Some(chol.solve(&(self.x.transpose() * &covariate.x))[self.change_column()])
    }
}

fn range(values: &[f64]) -> f64 {
    let (low, high) =
        values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(*x), h.max(*x)));
    high - low
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

    fn of(metric: Metric) -> MetricSeries {
        let cadence = crate::series::test_series(1, |_| 3.0).metrics.remove(0);
        MetricSeries { metric, ..cadence }
    }

    fn run(step: f64) -> Adjusted {
        adjust(&of(Metric::GroundContactTime), &rows(step), 3.0, 1.0, &Compare::default()).unwrap()
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

    /// The interval is Student's, so that its half width is more standard errors the
    /// fewer rows there are: t(∞) is 1.96, t(2) is 4.30.
    #[test]
    fn the_standard_error_is_no_fixed_share_of_the_interval() {
        let ratio = |a: &Adjusted| (a.ci95[1] - a.ci95[0]) / (2.0 * a.se);
        // At one speed no doubt of its effect, known from other runners, is in it.
        let even = |each: usize| -> Vec<Row> {
            let mut rows = rows(0.0);
            for (i, r) in rows.iter_mut().enumerate() {
                (r.speed, r.grade) = (3.0, 0.0);
                r.value = 250.0 + 2.0 * (i as f64 * 2.3).sin();
            }
            let fresh = rows.iter().filter(|r| r.phase == Phase::Fresh).take(each);
            let fatigued = rows.iter().filter(|r| r.phase == Phase::Fatigued).take(each);
            fresh.chain(fatigued).copied().collect()
        };
        let of_rows = |each| {
            let contact = of(Metric::GroundContactTime);
            adjust(&contact, &even(each), 3.0, 1.0, &Compare::default()).unwrap()
        };
        let (many, few) = (of_rows(20), of_rows(5));
        assert!((1.96..2.1).contains(&ratio(&many)), "{}", ratio(&many));
        assert!(ratio(&few) > 2.2, "{}", ratio(&few));
        // The change divided by its error is what the p-value is of.
        assert!(few.se > 0.0 && few.se < few.ci95[1] - few.ci95[0]);
    }

    #[test]
    fn whole_numbers_that_never_change_still_have_an_interval() {
        let mut rows = rows(0.0);
        for r in &mut rows {
            r.value = 170.0;
        }
        let a = adjust(&of(Metric::Cadence), &rows, 3.0, 2.0, &Compare::default()).unwrap();
        assert!(a.ci95[1] - a.ci95[0] > 0.1, "{a:?}");
    }

    #[test]
    fn at_one_declared_speed_every_metric_is_compared() {
        // Nothing is known of how pelvic drop follows the speed, and nothing need be.
        let mut rows = rows(0.0);
        for (i, r) in rows.iter_mut().enumerate() {
            r.speed = 3.1;
            r.grade = 0.0;
            r.value = 4.0 + 0.2 * (i as f64 * 2.3).sin();
            r.value += if r.phase == Phase::Fatigued { 3.0 } else { 0.0 };
        }
        let a = adjust(&of(Metric::PelvicDrop), &rows, 3.1, 0.0, &Compare::default()).unwrap();
        assert!((a.change - 3.0).abs() < 0.15, "{a:?}");
        assert!(a.ci95[0] > 2.5 && a.ci95[1] < 3.5, "{a:?}");
    }

    #[test]
    fn too_few_rows_are_refused_with_their_number() {
        let rows: Vec<Row> = rows(0.0).into_iter().skip(17).collect();
        let e = adjust(&of(Metric::Cadence), &rows, 3.0, 1.0, &Compare::default()).unwrap_err();
        assert!(matches!(e, Reason::FewRows { fresh: 3, .. }), "{e:?}");
    }
}
