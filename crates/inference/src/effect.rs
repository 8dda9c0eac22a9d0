//! Standardised differences with intervals.

use serde::Serialize;

use crate::{mean_sd, t_quantile};

/// A standardised difference.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Standardised {
    /// Difference over the average SD, corrected for small samples (Hedges' g_av).
    pub g: f64,
    /// Its 95 % interval.
    pub ci95: [f64; 2],
    /// The average SD it is in units of.
    pub sd: f64,
}

/// Hedges' correction.
fn correction(df: f64) -> f64 {
    1.0 - 3.0 / (4.0 * df - 1.0)
}

/// Of two conditions of the same people: `b − a` over the average SD, with Bonett's
/// interval (2008, Psychol Methods 13:99), which needs no equal variances.
/// `None` of fewer than three pairs.
pub fn paired(a: &[f64], b: &[f64]) -> Option<Standardised> {
    let n = a.len();
    if n < 3 || b.len() != n {
        return None;
    }
    let ((ma, sa), (mb, sb)) = (mean_sd(a), mean_sd(b));
    let (va, vb) = (sa?.powi(2), sb?.powi(2));
    let df = (n - 1) as f64;
    let cov = a.iter().zip(b).map(|(x, y)| (x - ma) * (y - mb)).sum::<f64>() / df;
    let v = 0.5 * (va + vb);
    if !(v > 0.0) {
        return None;
    }
    let d = (mb - ma) / v.sqrt();
    let variance = d * d * (va * va + vb * vb + 2.0 * cov * cov) / (8.0 * df * v * v)
        + (va + vb - 2.0 * cov) / (df * v);
    Some(with_interval(d, variance, correction(df), v.sqrt()))
}

/// Of two groups of people, `b − a`.
pub fn between(a: &[f64], b: &[f64]) -> Option<Standardised> {
    if a.len() < 2 || b.len() < 2 || a.len() + b.len() < 5 {
        return None;
    }
    let ((ma, sa), (mb, sb)) = (mean_sd(a), mean_sd(b));
    let (va, vb) = (sa?.powi(2), sb?.powi(2));
    let (na, nb) = ((a.len() - 1) as f64, (b.len() - 1) as f64);
    let v = 0.5 * (va + vb);
    if !(v > 0.0) {
        return None;
    }
    let d = (mb - ma) / v.sqrt();
    let variance = d * d * (va * va / na + vb * vb / nb) / (8.0 * v * v) + (va / na + vb / nb) / v;
    Some(with_interval(d, variance, correction(na + nb), v.sqrt()))
}

/// Of one sample against nothing.
pub fn single(values: &[f64]) -> Option<Standardised> {
    if values.len() < 3 {
        return None;
    }
    let (mean, sd) = mean_sd(values);
    let sd = sd.filter(|s| *s > 0.0)?;
    let df = (values.len() - 1) as f64;
    let d = mean / sd;
    Some(with_interval(d, 1.0 / (df + 1.0) + d * d / (2.0 * df), correction(df), sd))
}

fn with_interval(d: f64, variance: f64, j: f64, sd: f64) -> Standardised {
    let half = t_quantile(0.975, f64::INFINITY) * variance.sqrt();
    Standardised { g: j * d, ci95: [j * (d - half), j * (d + half)], sd }
}
