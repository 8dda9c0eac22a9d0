//! Noise that wanders: part of it white, part of it correlated from row to row.
//!
//! Rows have the covariance D^½ [(1−h) R + h I] D^½ with R_ij = r^(|Δt| / 30 s).
//! A scalar Kalman filter turns any columns into independent ones of variance 1
//! (their one-step prediction errors) in linear time; a backward pass over the
//! same filter gives the inverse of the covariance times the columns.

use super::small::{MAX, Matrix, Vector, ZERO};

/// Keeps the variance of a prediction positive.
const LEAST: f64 = 1e-9;

/// Shape of the noise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Noise {
    /// Correlation over 30 s of the part that wanders.
    pub(super) r: f64,
    /// Share of the variance that is white.
    pub(super) h: f64,
}

impl Noise {
    /// Variance inflation of a mean of many rows, against white noise.
    pub(super) fn inflation(self) -> f64 {
        let lag = self.r * (1.0 - self.h);
        (1.0 + lag) / (1.0 - lag)
    }
}

/// Products of whitened columns.
pub(super) struct Gram {
    pub(super) g: Matrix,
    /// Logarithm of the determinant of the covariance.
    pub(super) log_det: f64,
}

/// State of the filter between two rows.
struct Filter {
    noise: Noise,
    p: f64,
    /// The step before and what it keeps: nearly all steps are equal.
    last: (f64, f64),
}

impl Filter {
    fn new(noise: Noise) -> Filter {
        Filter { noise, p: 1.0 - noise.h, last: (f64::NAN, 1.0) }
    }

    /// Goes on to the next row, `step` half-minutes later: what is left of the
    /// state, the variance of the prediction error, and the gain.
    fn next(&mut self, step: Option<f64>) -> (f64, f64, f64) {
        let Noise { r, h } = self.noise;
        let keep = match step {
            Some(s) if r > 0.0 && s == self.last.0 => self.last.1,
            Some(s) if r > 0.0 => {
                self.last = (s, r.powf(s));
                self.last.1
            }
            Some(_) => 0.0,
            None => 1.0,
        };
        if step.is_some() {
            self.p = keep * keep * self.p + (1.0 - keep * keep) * (1.0 - h);
        }
        let f = self.p + h + LEAST;
        let k = self.p / f;
        self.p *= 1.0 - k;
        (keep, f, k)
    }
}

/// Products of all pairs of the first `width` columns after whitening; `steps` are
/// half-minutes since the row before, `scale` the diagonal of D.
pub(super) fn gram(
    noise: Noise,
    steps: &[f64],
    scale: &[f64],
    columns: &[Vector],
    width: usize,
) -> Gram {
    let mut filter = Filter::new(noise);
    let mut state = [0.0; MAX];
    let mut g = ZERO;
    let mut log_det = 0.0;
    for (i, row) in columns.iter().enumerate() {
        let (keep, f, k) = filter.next((i > 0).then(|| steps[i]));
        let root = 1.0 / scale[i].sqrt();
        let norm = 1.0 / f.sqrt();
        let mut white = [0.0; MAX];
        for ((white, state), value) in white.iter_mut().zip(&mut state).zip(row) {
            let predicted = keep * *state;
            let error = value * root - predicted;
            *state = predicted + k * error;
            *white = error * norm;
        }
        for (a, row) in g.iter_mut().enumerate().take(width) {
            let w = white[a];
            // Whole vectors up to the diagonal.
            let upto = (a / 4 + 1) * 4;
            for (sum, v) in row[..upto].iter_mut().zip(&white[..upto]) {
                *sum += w * v;
            }
        }
        log_det += (f * scale[i]).ln();
    }
    for a in 0..MAX {
        if a >= width {
            g[a] = [0.0; MAX];
        }
        for b in a + 1..MAX {
            g[a][b] = if b < width { g[b][a] } else { 0.0 };
        }
    }
    Gram { g, log_det }
}

/// The inverse of the covariance.
pub(super) struct Precision {
    /// Sum of its diagonal.
    pub(super) trace: f64,
    /// (C⁻¹ Z)' (C⁻¹ Z).
    pub(super) squared: Matrix,
}

/// Trace of C⁻¹ and the products of C⁻¹ Z, by the filter and its adjoint.
pub(super) fn precision(
    noise: Noise,
    steps: &[f64],
    scale: &[f64],
    columns: &[Vector],
    width: usize,
) -> Precision {
    let n = columns.len();
    let mut filter = Filter::new(noise);
    let mut state = [0.0; MAX];
    let mut forward: Vec<(f64, f64, f64, Vector)> = Vec::with_capacity(n);
    for (i, row) in columns.iter().enumerate() {
        let (keep, f, k) = filter.next((i > 0).then(|| steps[i]));
        let root = 1.0 / scale[i].sqrt();
        let mut error = [0.0; MAX];
        for j in 0..width {
            let predicted = keep * state[j];
            error[j] = row[j] * root - predicted;
            state[j] = predicted + k * error[j];
        }
        forward.push((keep, f, k, error));
    }
    let mut back = [0.0; MAX];
    let mut spread = 0.0;
    let mut after = 0.0; // what is kept from this row to the next
    let mut trace = 0.0;
    let mut squared = ZERO;
    for (i, (keep, f, k, error)) in forward.iter().enumerate().rev() {
        let (gain, pass) = (after * k, after * (1.0 - k));
        trace += (1.0 / f + gain * gain * spread) / scale[i];
        spread = 1.0 / f + pass * pass * spread;
        let root = 1.0 / scale[i].sqrt();
        let mut u = [0.0; MAX];
        for j in 0..width {
            u[j] = (error[j] / f - gain * back[j]) * root;
            back[j] = error[j] / f + pass * back[j];
        }
        for (row, a) in squared.iter_mut().zip(&u).take(width) {
            for (sum, b) in row.iter_mut().zip(&u) {
                *sum += a * b;
            }
        }
        after = *keep;
    }
    Precision { trace, squared }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::small::inverse;
    use super::*;

    #[test]
    fn the_filter_equals_the_dense_covariance() {
        let n = 12;
        let noise = Noise { r: 0.7, h: 0.4 };
        let t: Vec<f64> = (0..n).map(|i| i as f64 + if i >= 5 { 4.0 } else { 0.0 }).collect();
        let steps: Vec<f64> = (0..n).map(|i| if i == 0 { 0.0 } else { t[i] - t[i - 1] }).collect();
        let scale: Vec<f64> = (0..n).map(|i| 0.5 + 0.3 * (i % 4) as f64).collect();
        let mut columns = vec![[0.0; MAX]; n];
        for (i, c) in columns.iter_mut().enumerate() {
            c[0] = 1.0;
            c[1] = (1.7 * i as f64).sin();
        }
        let mut dense = ZERO;
        for i in 0..n {
            for j in 0..n {
                let r = 0.6 * 0.7f64.powf((t[i] - t[j]).abs()) + if i == j { 0.4 } else { 0.0 };
                dense[i][j] = r * (scale[i] * scale[j]).sqrt();
            }
        }
        let (inv, log_det) = inverse(&dense, n).unwrap();
        let by_filter = gram(noise, &steps, &scale, &columns, 2);
        assert!((by_filter.log_det - log_det).abs() < 1e-6);
        let p = precision(noise, &steps, &scale, &columns, 2);
        let trace: f64 = (0..n).map(|i| inv[i][i]).sum();
        assert!((p.trace - trace).abs() < 1e-6, "{} {trace}", p.trace);
        for a in 0..2 {
            for b in 0..2 {
                let (mut g, mut sq) = (0.0, 0.0);
                for k in 0..n {
                    let of = |c: usize| (0..n).map(|j| inv[k][j] * columns[j][c]).sum::<f64>();
                    g += columns[k][a] * of(b);
                    sq += of(a) * of(b);
                }
                assert!((by_filter.g[a][b] - g).abs() < 1e-6);
                assert!((p.squared[a][b] - sq).abs() < 1e-6);
            }
        }
    }
}
