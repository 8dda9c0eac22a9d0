//! Statistics of studies, without a word of what was measured.
//!
//! - [`mixed`]: linear mixed models by REML with random effects of one grouping
//!   factor, Satterthwaite's degrees of freedom, contrasts.
//! - [`tests`]: equivalence by two one-sided tests, false discovery rate, exact tests
//!   of counts, prediction intervals.
//! - [`effect`]: standardised differences with intervals.
//! - [`pool`]: estimates with their errors pooled with a random effect.
//! - [`reliability`]: intraclass correlation, standard error of measurement, minimal
//!   detectable change, limits of agreement.
//!
//! Every function is checked against R (`tests/reference/reference.R`). Sums run in
//! fixed order, so that the same input gives the same bits.

#![forbid(unsafe_code)]

pub mod effect;
mod minimise;
pub mod mixed;
pub mod pool;
pub mod reliability;
pub mod tests;

use statrs::distribution::{Continuous as _, ContinuousCDF, Normal, StudentsT};

/// Quantile of Student's t; of the normal distribution where `df` is infinite or huge.
pub fn t_quantile(share: f64, df: f64) -> f64 {
    if !(df > 0.0) {
        return f64::NAN;
    }
    let normal = Normal::standard();
    if df > 1e7 {
        return normal.inverse_cdf(share);
    }
    let Ok(t) = StudentsT::new(0.0, 1.0, df) else { return f64::NAN };
    // statrs searches this by bisection to about eight digits: two steps of Newton.
    let mut x = t.inverse_cdf(share);
    for _ in 0..2 {
        let density = t.pdf(x);
        if density > 1e-12 {
            x -= (t.cdf(x) - share) / density;
        }
    }
    x
}

/// Probability of a larger value of Student's t.
pub fn t_above(t: f64, df: f64) -> f64 {
    if !t.is_finite() || !(df > 0.0) {
        return f64::NAN;
    }
    match StudentsT::new(0.0, 1.0, df.min(1e9)) {
        Ok(d) => d.sf(t),
        Err(_) => f64::NAN,
    }
}

/// Two-sided p of Student's t.
pub fn t_p(t: f64, df: f64) -> f64 {
    (2.0 * t_above(t.abs(), df)).min(1.0)
}

/// An interval of an estimate at this level (0.95).
pub fn t_interval(estimate: f64, se: f64, df: f64, level: f64) -> [f64; 2] {
    let half = t_quantile(0.5 + 0.5 * level, df) * se;
    [estimate - half, estimate + half]
}

/// Mean and standard deviation (n − 1); SD is `None` of fewer than two.
pub fn mean_sd(values: &[f64]) -> (f64, Option<f64>) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|v| (v - mean).powi(2)).sum();
    (mean, (values.len() > 1).then(|| (squares / (n - 1.0)).sqrt()))
}
