//! Structure of single strides over time: detrended fluctuation analysis,
//! sample entropy, and what the sampling rate adds to their spread.
//!
//! For series with one value per step or stride only. A watch writes smoothed
//! values once a second; their structure is that of the filter, so none of
//! this is computed from a watch. Both measures are exploratory: with fatigue
//! studies found falls and rises of the DFA exponent alike (Meardon 2011,
//! Brahms 2022), so no verdict rests on them.

use schemars::JsonSchema;
use serde::Serialize;

use crate::facts::fact;
use crate::stats;

/// Fewest values from which structure is computed. The exponent's own standard
/// deviation is about 0.10 at 256 values and 0.06 at 512. Ours.
pub const MIN_VALUES: usize = 256;

/// Number of box sizes of the fluctuation analysis.
const BOX_SIZES: usize = 16;
/// Smallest box, values.
const SMALLEST_BOX: usize = 8;

/// Why no structure could be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum NoStructure {
    /// Fewer values than [`MIN_VALUES`].
    TooFewStrides {
        /// How many there were.
        found: usize,
        /// How many it takes in one piece.
        needed: usize,
    },
    /// A missing value inside: a gap breaks the order that is measured.
    StrideMissing,
    /// All values equal.
    StridesAllEqual,
}

fact!(error NoStructure);

fn checked(values: &[f64]) -> Result<(f64, f64), NoStructure> {
    if values.len() < MIN_VALUES {
        return Err(NoStructure::TooFewStrides { found: values.len(), needed: MIN_VALUES });
    }
    if !values.iter().all(|v| v.is_finite()) {
        return Err(NoStructure::StrideMissing);
    }
    match stats::mean_sd(values) {
        Some((mean, sd)) if sd > 0.0 => Ok((mean, sd)),
        _ => Err(NoStructure::StridesAllEqual),
    }
}

/// Exponent α of detrended fluctuation analysis (Peng 1994, Phys Rev E 49:1685)
/// of stride times in order: 0.5 without memory, towards 1 with long-range
/// correlation.
///
/// First-order detrending, boxes from 8 to N/6 values in logarithmic steps,
/// laid from the start and from the end so that no stride is left out.
///
/// # Errors
/// [`NoStructure`] with fewer than 256 values, gaps, or a constant series.
pub fn dfa_alpha(values: &[f64]) -> Result<f64, NoStructure> {
    let (mean, _) = checked(values)?;
    let mut sum = 0.0;
    let profile: Vec<f64> = values
        .iter()
        .map(|v| {
            sum += v - mean;
            sum
        })
        .collect();
    let n = profile.len();
    let ratio = (n as f64 / 6.0 / SMALLEST_BOX as f64).ln() / (BOX_SIZES - 1) as f64;
    let mut sizes: Vec<usize> = (0..BOX_SIZES)
        .map(|k| (SMALLEST_BOX as f64 * (ratio * k as f64).exp()).round() as usize)
        .collect();
    sizes.dedup();
    let points: Vec<(f64, f64)> = sizes
        .iter()
        .map(|&size| {
            let backward = &profile[n % size..];
            let boxes = profile.chunks_exact(size).chain(backward.chunks_exact(size));
            let (count, squares) =
                boxes.fold((0usize, 0.0), |(c, s), b| (c + 1, s + about_line(b) / size as f64));
            ((size as f64).ln(), 0.5 * (squares / count as f64).ln())
        })
        .collect();
    slope(&points).filter(|a| a.is_finite()).ok_or(NoStructure::StridesAllEqual)
}

/// Sum of squares about the least-squares line through equally spaced values.
fn about_line(y: &[f64]) -> f64 {
    let n = y.len() as f64;
    let (mid, mean) = ((n - 1.0) / 2.0, y.iter().sum::<f64>() / n);
    let (mut xy, mut yy) = (0.0, 0.0);
    for (i, v) in y.iter().enumerate() {
        xy += (i as f64 - mid) * (v - mean);
        yy += (v - mean).powi(2);
    }
    let xx = n * (n * n - 1.0) / 12.0;
    (yy - xy * xy / xx).max(0.0)
}

/// Least-squares slope.
fn slope(points: &[(f64, f64)]) -> Option<f64> {
    let n = points.len() as f64;
    let (mx, my) =
        (points.iter().map(|p| p.0).sum::<f64>() / n, points.iter().map(|p| p.1).sum::<f64>() / n);
    let xy: f64 = points.iter().map(|p| (p.0 - mx) * (p.1 - my)).sum();
    let xx: f64 = points.iter().map(|p| (p.0 - mx).powi(2)).sum();
    (xx > 0.0).then(|| xy / xx)
}

/// Sample entropy (Richman & Moorman 2000, Am J Physiol 278:H2039) with
/// template length 2 and tolerance 0.2 SD: about 2.2 for normal white noise,
/// near 0 for a repeating pattern.
///
/// # Errors
/// [`NoStructure`] with fewer than 256 values, gaps, or without a single match
/// of three values in a row.
pub fn sample_entropy(values: &[f64]) -> Result<f64, NoStructure> {
    const M: usize = 2;
    let (_, sd) = checked(values)?;
    let tolerance = 0.2 * sd;
    let near = |i: usize, j: usize| (values[i] - values[j]).abs() <= tolerance;
    let (mut pairs, mut triples) = (0usize, 0usize);
    for i in 0..values.len() - M {
        for j in i + 1..values.len() - M {
            if near(i, j) && near(i + 1, j + 1) {
                pairs += 1;
                triples += usize::from(near(i + M, j + M));
            }
        }
    }
    if triples == 0 {
        return Err(NoStructure::StridesAllEqual);
    }
    Ok((pairs as f64 / triples as f64).ln())
}

/// Spread of step times as seen by a sensor with time step `dt` and no
/// interpolation: each of the two contacts is rounded, which adds dt²/6 to the
/// variance.
pub fn sd_with_sampling(sd: f64, dt: f64) -> f64 {
    (sd * sd + dt * dt / 6.0).sqrt()
}

/// The spread of step times without what the sampling step `dt` added; `None`
/// when that is all there is.
pub fn sd_without_sampling(observed_sd: f64, dt: f64) -> Option<f64> {
    let variance = observed_sd * observed_sd - dt * dt / 6.0;
    (variance > 0.0).then(|| variance.sqrt())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;
    use rand_distr::{Distribution, StandardNormal};

    fn white(n: usize, seed: u64) -> Vec<f64> {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        (0..n).map(|_| StandardNormal.sample(&mut rng)).collect()
    }

    /// Fractional Gaussian noise of Hurst exponent `h`, exact, by the
    /// Durbin-Levinson recursion.
    fn fractional(n: usize, h: f64, seed: u64) -> Vec<f64> {
        let gamma = |k: f64| {
            0.5 * ((k + 1.0).powf(2.0 * h) - 2.0 * k.powf(2.0 * h) + (k - 1.0).abs().powf(2.0 * h))
        };
        let noise = white(n, seed);
        let mut x = vec![noise[0]];
        let (mut phi, mut v): (Vec<f64>, f64) = (Vec::new(), 1.0);
        for t in 1..n {
            let known: f64 =
                phi.iter().enumerate().map(|(j, p)| p * gamma((t - 1 - j) as f64)).sum();
            let last = (gamma(t as f64) - known) / v;
            let mut next: Vec<f64> =
                (0..phi.len()).map(|j| phi[j] - last * phi[phi.len() - 1 - j]).collect();
            next.push(last);
            phi = next;
            v *= 1.0 - last * last;
            let mean: f64 = phi.iter().enumerate().map(|(j, p)| p * x[t - 1 - j]).sum();
            x.push(mean + v.sqrt() * noise[t]);
        }
        x
    }

    fn mean(values: impl Iterator<Item = f64>) -> f64 {
        let v: Vec<f64> = values.collect();
        v.iter().sum::<f64>() / v.len() as f64
    }

    #[test]
    fn white_noise_has_exponent_one_half() {
        for seed in 0..6 {
            let alpha = dfa_alpha(&white(1024, seed)).unwrap();
            // standard deviation of the estimate about 0.04; the mean is tested closer
            assert!((alpha - 0.50).abs() < 0.16, "{alpha}");
        }
        let typical = mean((0..6).map(|seed| dfa_alpha(&white(1024, seed)).unwrap()));
        assert!((typical - 0.50).abs() < 0.08, "{typical}");
    }

    #[test]
    fn correlated_noise_has_its_exponent() {
        let at = |h: f64| mean((0..6).map(|s| dfa_alpha(&fractional(1024, h, s)).unwrap()));
        assert!((at(0.8) - 0.8).abs() < 0.08, "{}", at(0.8));
        assert!((at(0.65) - 0.65).abs() < 0.08, "{}", at(0.65));
        let mut sum = 0.0;
        let walk: Vec<f64> = white(1024, 3)
            .iter()
            .map(|v| {
                sum += v;
                sum
            })
            .collect();
        assert!((dfa_alpha(&walk).unwrap() - 1.5).abs() < 0.15);
    }

    #[test]
    fn a_level_and_a_scale_change_nothing() {
        let x = white(512, 9);
        let y: Vec<f64> = x.iter().map(|v| 700.0 + 12.0 * v).collect();
        assert!((dfa_alpha(&x).unwrap() - dfa_alpha(&y).unwrap()).abs() < 1e-9);
        assert!((sample_entropy(&x).unwrap() - sample_entropy(&y).unwrap()).abs() < 1e-9);
    }

    #[test]
    fn too_little_is_refused() {
        let x = white(255, 1);
        assert_eq!(
            dfa_alpha(&x),
            Err(NoStructure::TooFewStrides { found: 255, needed: MIN_VALUES })
        );
        assert_eq!(
            sample_entropy(&x),
            Err(NoStructure::TooFewStrides { found: 255, needed: MIN_VALUES })
        );
        let mut gap = white(300, 1);
        gap[10] = f64::NAN;
        assert_eq!(dfa_alpha(&gap), Err(NoStructure::StrideMissing));
        assert_eq!(sample_entropy(&[350.0; 300]), Err(NoStructure::StridesAllEqual));
        assert_eq!(dfa_alpha(&[350.0; 300]), Err(NoStructure::StridesAllEqual));
    }

    /// White normal noise: the chance that two values lie within 0.2 SD is
    /// erf(0.1) = 0.1125, so the entropy is −ln 0.1125 = 2.185.
    #[test]
    fn entropy_of_noise_and_of_a_pattern() {
        let noise = mean((0..3).map(|s| sample_entropy(&white(1024, s)).unwrap()));
        assert!((noise - 2.185).abs() < 0.1, "{noise}");
        let pattern: Vec<f64> = (0..512).map(|i| f64::from(i % 4)).collect();
        assert!(sample_entropy(&pattern).unwrap() < 0.05);
    }

    #[test]
    fn sampling_at_100_hz_widens_the_spread_of_step_times() {
        assert!((sd_with_sampling(3.5, 10.0) - 5.4).abs() < 0.03);
        assert!((sd_without_sampling(5.378, 10.0).unwrap() - 3.5).abs() < 0.01);
        assert_eq!(sd_without_sampling(3.0, 10.0), None);
        // by simulation: contacts at 353 ± 3.5 ms rounded to 10 ms
        let mut at = 0.0;
        let contacts: Vec<f64> = white(20_000, 5)
            .iter()
            .map(|v| {
                at += 353.1 + 3.5 * v;
                (at / 10.0).round() * 10.0
            })
            .collect();
        let steps: Vec<f64> = contacts.windows(2).map(|w| w[1] - w[0]).collect();
        let (_, sd) = stats::mean_sd(&steps).unwrap();
        assert!((sd - 5.4).abs() < 0.1, "{sd}");
    }
}
