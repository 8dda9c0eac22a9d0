//! Noise with long memory, as step times have it.

use rand::RngExt;
use rand_distr::StandardNormal;
use realfft::RealFftPlanner;
use realfft::num_complex::Complex;

use crate::noise::generator;

/// `n` values of mean 0 and SD 1 with power ∝ f^−(2α−1), by random phases and
/// amplitudes in the spectrum. α = 0.5 is white, 1 is 1/f.
pub(super) fn long_range(seed: u64, stream: u64, n: usize, alpha: f64) -> Vec<f64> {
    let size = n.max(16).next_power_of_two();
    let mut rng = generator(seed, stream);
    let mut normal = || rng.sample::<f64, _>(StandardNormal);
    let mut spectrum: Vec<Complex<f64>> = (0..=size / 2)
        .map(|k| {
            let amplitude = if k == 0 { 0.0 } else { (k as f64).powf(0.5 - alpha) };
            Complex::new(amplitude * normal(), amplitude * normal())
        })
        .collect();
    if let Some(last) = spectrum.last_mut() {
        last.im = 0.0;
    }
    let mut x = vec![0.0; size];
    let inverse = RealFftPlanner::<f64>::new().plan_fft_inverse(size);
    // Lengths fit, and the two purely real bins are real: no error can occur.
    let _ = inverse.process(&mut spectrum, &mut x);
    x.truncate(n);
    let mean = x.iter().sum::<f64>() / n.max(1) as f64;
    let sd = (x.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n.max(1) as f64).sqrt();
    x.iter_mut().for_each(|v| *v = if sd > 0.0 { (*v - mean) / sd } else { 0.0 });
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Variance of means of m values goes as m^(2α−2).
    fn exponent(alpha: f64) -> f64 {
        let x = long_range(3, 7, 1 << 16, alpha);
        let spread = |m: usize| {
            let means: Vec<f64> =
                x.chunks_exact(m).map(|c| c.iter().sum::<f64>() / m as f64).collect();
            means.iter().map(|v| v * v).sum::<f64>() / means.len() as f64
        };
        1.0 + 0.5 * (spread(256) / spread(16)).ln() / 16f64.ln()
    }

    #[test]
    fn memory_is_as_asked() {
        for alpha in [0.5, 0.7, 0.85] {
            let got = exponent(alpha);
            assert!((got - alpha).abs() < 0.06, "{got} for {alpha}");
        }
    }
}
