//! Signals on even grids: filters, spectra, peaks, crossings, integrals. No
//! word of gait in here.

mod filter;
mod lag;
mod peaks;
mod resample;
mod spectrum;

pub use filter::{Butterworth, high_pass, low_pass};
pub use lag::{Likenesses, likeness, likenesses, product};
pub use peaks::{crossings, local_maxima, peaks, vertex};
pub use resample::upsample;
pub use spectrum::{Spectra, Spectrum};

/// Central differences, per second; one-sided at the ends.
pub fn derivative(x: &[f64], rate_hz: f64) -> Vec<f64> {
    let n = x.len();
    (0..n)
        .map(|i| {
            let (a, b) = (i.saturating_sub(1), (i + 1).min(n - 1));
            if b > a { (x[b] - x[a]) * rate_hz / (b - a) as f64 } else { 0.0 }
        })
        .collect()
}

/// Running integral by the trapezoid rule, starting at 0.
pub fn integral(x: &[f64], rate_hz: f64) -> Vec<f64> {
    let mut sum = 0.0;
    let mut last = None;
    x.iter()
        .map(|&v| {
            if let Some(before) = last {
                sum += 0.5 * (before + v) / rate_hz;
            }
            last = Some(v);
            sum
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivative_and_integral_of_a_sine() {
        let (rate, w) = (500.0, 2.0 * std::f64::consts::PI * 2.0);
        let x: Vec<f64> = (0..1000).map(|i| (w * i as f64 / rate).sin()).collect();
        let d = derivative(&x, rate);
        let s = integral(&x, rate);
        for i in 1..999 {
            let t = i as f64 / rate;
            assert!((d[i] - w * (w * t).cos()).abs() < 2e-3 * w, "{i}");
            assert!((s[i] - (1.0 - (w * t).cos()) / w).abs() < 1e-4, "{i}");
        }
    }
}
