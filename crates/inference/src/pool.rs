//! Estimates with errors of their own, pooled with a random effect.

use serde::Serialize;

use crate::{t_interval, t_quantile};

/// The mean of estimates and how far apart their truths are.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Pooled {
    /// Mean over the distribution of truths.
    pub mean: f64,
    /// Its standard error (Hartung and Knapp, never below the usual one).
    pub se: f64,
    /// Degrees of freedom of that.
    pub df: f64,
    /// SD of the truths (REML).
    pub between: f64,
    /// Share of the spread that is no error of estimation, %.
    pub i2_pct: f64,
    /// Estimates used.
    pub n: usize,
}

impl Pooled {
    /// 95 % interval of the mean.
    pub fn ci95(&self) -> [f64; 2] {
        t_interval(self.mean, self.se, self.df, 0.95)
    }

    /// 95 % interval of the truth of a new one.
    pub fn prediction95(&self) -> [f64; 2] {
        let half = t_quantile(0.975, self.df) * self.se.hypot(self.between);
        [self.mean - half, self.mean + half]
    }

    /// What is to be expected of one of them, given its own estimate: mean and SD,
    /// the doubt of the common mean left out (it is common to all).
    pub fn shrunk(&self, own: Option<(f64, f64)>) -> (f64, f64) {
        let between = self.between * self.between;
        match own {
            Some((value, se)) if value.is_finite() && se > 0.0 => {
                let weight = between / (between + se * se);
                (self.mean + weight * (value - self.mean), (weight.sqrt() * se).abs())
            }
            _ => (self.mean, self.between),
        }
    }
}

/// Pools estimates `(value, se)` by REML (Viechtbauer 2005, J Educ Behav Stat 30:261).
/// `None` of fewer than two usable ones.
pub fn pooled(estimates: &[(f64, f64)]) -> Option<Pooled> {
    let used: Vec<(f64, f64)> = estimates
        .iter()
        .copied()
        .filter(|(v, s)| v.is_finite() && s.is_finite() && *s > 0.0)
        .collect();
    let n = used.len();
    if n < 2 {
        return None;
    }
    let k = n as f64;
    let at = |tau2: f64| {
        let w: Vec<f64> = used.iter().map(|(_, s)| 1.0 / (s * s + tau2)).collect();
        let total: f64 = w.iter().sum();
        let mean = w.iter().zip(&used).map(|(w, (v, _))| w * v).sum::<f64>() / total;
        (w, total, mean)
    };
    let score = |tau2: f64| {
        let (w, total, mean) = at(tau2);
        let squares: f64 = w.iter().map(|w| w * w).sum();
        let q: f64 = w.iter().zip(&used).map(|(w, (v, _))| w * w * (v - mean).powi(2)).sum();
        // Derivative of the restricted log likelihood, times two.
        q - (total - squares / total)
    };
    let spread: f64 = used.iter().map(|(v, s)| v * v + s * s).sum::<f64>() + 1e-300;
    let tau2 = if score(0.0) <= 0.0 {
        0.0
    } else {
        let (mut low, mut high) = (0.0, spread);
        for _ in 0..200 {
            let middle = 0.5 * (low + high);
            if score(middle) > 0.0 { low = middle } else { high = middle }
        }
        0.5 * (low + high)
    };
    let (w, total, mean) = at(tau2);
    let q: f64 = w.iter().zip(&used).map(|(w, (v, _))| w * (v - mean).powi(2)).sum();
    let usual = (1.0 / total).sqrt();
    let se = usual * (q / (k - 1.0)).sqrt().max(1.0);
    let (w0, total0, mean0) = at(0.0);
    let q0: f64 = w0.iter().zip(&used).map(|(w, (v, _))| w * (v - mean0).powi(2)).sum();
    let squares: f64 = w0.iter().map(|w| w * w).sum();
    let typical = (k - 1.0) * total0 / (total0 * total0 - squares);
    let i2 = if q0 > 0.0 { 100.0 * tau2 / (tau2 + typical) } else { 0.0 };
    Some(Pooled { mean, se, df: k - 1.0, between: tau2.sqrt(), i2_pct: i2, n })
}

/// Several estimates of one thing: mean by precision, and its error.
pub fn combined(estimates: &[(f64, f64)]) -> Option<(f64, f64)> {
    let used = estimates.iter().filter(|(v, s)| v.is_finite() && s.is_finite() && *s > 0.0);
    let (mut sum, mut total) = (0.0, 0.0);
    for (value, se) in used {
        sum += value / (se * se);
        total += 1.0 / (se * se);
    }
    (total > 0.0).then(|| (sum / total, (1.0 / total).sqrt()))
}
