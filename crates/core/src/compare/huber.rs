//! Huber's M-estimate of a linear model.

use nalgebra::{DMatrix, DVector};

use crate::stats;

/// A fitted linear model.
pub(super) struct Fit {
    pub(super) beta: DVector<f64>,
    /// Covariance for independent residuals.
    pub(super) cov: DMatrix<f64>,
    /// Huber-clipped residuals.
    pub(super) psi: Vec<f64>,
    /// Spread of the residuals.
    pub(super) scale: f64,
}

/// Iteratively reweighted least squares with MAD scale, covariance H1 of Huber
/// (1981). The scale is never below `floor`. `None` when the design is singular.
pub(super) fn huber(x: &DMatrix<f64>, y: &DVector<f64>, floor: f64, k: f64) -> Option<Fit> {
    let (n, p) = x.shape();
    let solve = |weights: &[f64]| -> Option<(DVector<f64>, DMatrix<f64>)> {
        let mut wx = x.clone();
        for (mut row, w) in wx.row_iter_mut().zip(weights) {
            row *= *w;
        }
        let chol = (x.transpose() * &wx).cholesky()?;
        let conditioned = chol.l_dirty().diagonal().iter().all(|d| *d > 1e-6);
        conditioned.then(|| (chol.solve(&(wx.transpose() * y)), chol.inverse()))
    };
    let ones = vec![1.0; n];
    let (mut beta, inverse) = solve(&ones)?;
    let mut scale = 0.0;
    for _ in 0..50 {
        let residuals = y - x * &beta;
        scale = stats::mad_sd(residuals.as_slice()).unwrap_or(0.0).max(floor).max(1e-9);
        let weights: Vec<f64> =
            residuals.iter().map(|r| (k * scale / r.abs().max(1e-300)).min(1.0)).collect();
        let (next, _) = solve(&weights)?;
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
    Some(Fit { beta, cov: inverse * variance, psi, scale: variance.sqrt() })
}
