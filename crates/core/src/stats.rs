//! Small statistics over slices that may hold NaN (missing) values.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// Median of the finite values; `None` without any.
pub fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut finite: Vec<f64> = values.into_iter().filter(|v| v.is_finite()).collect();
    let n = finite.len();
    if n == 0 {
        return None;
    }
    let (below, &mut upper, _) = finite.select_nth_unstable_by(n / 2, f64::total_cmp);
    if n % 2 == 1 {
        return Some(upper);
    }
    let lower = below.iter().copied().max_by(f64::total_cmp)?;
    Some(0.5 * (lower + upper))
}

/// Mean of the middle half of the finite values: robust like a median against a
/// quarter of outliers, without its steps where values are whole numbers.
pub fn midmean(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut finite: Vec<f64> = values.into_iter().filter(|v| v.is_finite()).collect();
    finite.sort_unstable_by(f64::total_cmp);
    let cut = finite.len() / 4;
    let middle = &finite[cut..finite.len() - cut];
    (!middle.is_empty()).then(|| middle.iter().sum::<f64>() / middle.len() as f64)
}

/// Median absolute deviation from the median, scaled to the SD of a normal
/// distribution (× 1.4826).
pub fn mad_sd(values: &[f64]) -> Option<f64> {
    let m = median(values.iter().copied())?;
    Some(1.4826 * median(values.iter().map(|v| (v - m).abs()))?)
}

/// Mean and sample standard deviation of the finite values, weighted by
/// `weights` (time). The SD is that of the values, not of the mean.
pub fn weighted_mean_sd(values: &[f64], weights: &[f64]) -> Option<(f64, f64)> {
    moments(values, weights.iter())
}

fn moments<'a>(
    values: &[f64],
    weights: impl Iterator<Item = &'a f64> + Clone,
) -> Option<(f64, f64)> {
    let pairs = || values.iter().zip(weights.clone()).filter(|(v, w)| v.is_finite() && **w > 0.0);
    let total: f64 = pairs().map(|(_, w)| w).sum();
    if total <= 0.0 {
        return None;
    }
    let mean = pairs().map(|(v, w)| v * w).sum::<f64>() / total;
    let n = pairs().count() as f64;
    let var = pairs().map(|(v, w)| w * (v - mean).powi(2)).sum::<f64>() / total;
    let sd = if n > 1.0 { (var * n / (n - 1.0)).sqrt() } else { 0.0 };
    Some((mean, sd))
}

/// Mean and sample standard deviation of the finite values, all counting alike.
pub fn mean_sd(values: &[f64]) -> Option<(f64, f64)> {
    moments(values, std::iter::repeat(&1.0))
}

/// Lag-1 autocorrelation over neighbours; `pairs` yields `(value, next value)`
/// of neighbours within the same stretch, already centred. Zero when unknown.
pub fn lag1(pairs: impl Iterator<Item = (f64, f64)>, variance: f64) -> f64 {
    let (mut sum, mut n) = (0.0, 0usize);
    for (a, b) in pairs {
        if a.is_finite() && b.is_finite() {
            sum += a * b;
            n += 1;
        }
    }
    if n < 3 || variance <= 0.0 { 0.0 } else { sum / n as f64 / variance }
}

/// Bias-corrected AR(1) coefficient: φ̂ + (1 + 4 φ̂)/n (Kendall 1954), clamped
/// to 0..0.95.
pub fn unbiased_phi(phi: f64, n: f64) -> f64 {
    if n <= 0.0 { 0.0 } else { (phi + (1.0 + 4.0 * phi) / n).clamp(0.0, 0.95) }
}

/// Standard error of the mean of `n` values with standard deviation `sd` and
/// first-order autocorrelation `phi`.
pub fn standard_error(sd: f64, n: f64, phi: f64) -> f64 {
    sd * ((1.0 + phi) / (1.0 - phi) / n).sqrt()
}

/// Half width of the 95 % interval of a mean, allowing for first-order
/// autocorrelation φ; Student's t has n(1−φ)/(1+φ) − 1 degrees of freedom.
/// `neighbours` yields the pairs `(value, next value)` that are neighbours in
/// time. `None` below three effective values.
pub fn mean_half_width(
    values: &[f64],
    neighbours: impl Iterator<Item = (f64, f64)>,
) -> Option<f64> {
    let n = values.iter().filter(|v| v.is_finite()).count() as f64;
    let (mean, sd) = mean_sd(values)?;
    let phi = unbiased_phi(lag1(neighbours.map(|(a, b)| (a - mean, b - mean)), sd * sd), n);
    let n_eff = n * (1.0 - phi) / (1.0 + phi);
    (n_eff >= 3.0).then(|| t975(n_eff - 1.0) * standard_error(sd, n, phi))
}

/// From here on Student's t is the normal distribution (to seven digits), and the series
/// behind it are no longer sure to end.
const DF_NORMAL: f64 = 1e7;

/// From here on the first term of the expansion by the normal distribution is right to ten
/// digits (Abramowitz and Stegun 26.7.5), and the search of the library only to five.
const DF_MANY: f64 = 1e5;

/// Two-sided 97.5 % quantile of Student's t; at least two degrees of freedom.
pub fn t975(df: f64) -> f64 {
    const NORMAL: f64 = 1.959_963_984_540_054;
    if df > DF_MANY {
        return NORMAL + (NORMAL.powi(3) + NORMAL) / (4.0 * df);
    }
    StudentsT::new(0.0, 1.0, df.max(2.0)).map_or(f64::INFINITY, |t| t.inverse_cdf(0.975))
}

/// Two-sided p-value of a t statistic; 1 of one that is no number.
pub fn t_p_value(t: f64, df: f64) -> f64 {
    if t.is_nan() {
        return 1.0;
    }
    StudentsT::new(0.0, 1.0, df.clamp(2.0, DF_NORMAL))
        .map_or(1.0, |dist| (2.0 * (1.0 - dist.cdf(t.abs()))).clamp(0.0, 1.0))
}

/// Smallest step between different values: the resolution of a field. Zero for
/// continuous values (more than `n/4` different values) and constant ones.
pub fn resolution(values: &[f64]) -> f64 {
    let mut v: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
    let n = v.len();
    v.sort_unstable_by(f64::total_cmp);
    v.dedup_by(|a, b| (*a - *b).abs() < 1e-9);
    if v.len() < 2 || v.len() * 4 > n {
        return 0.0;
    }
    v.windows(2).map(|w| w[1] - w[0]).fold(f64::INFINITY, f64::min)
}

/// Slopes of all pairs with different x.
fn pair_slopes(points: &[(f64, f64)]) -> Vec<f64> {
    let pairs =
        points.iter().enumerate().flat_map(|(i, a)| points[i + 1..].iter().map(move |b| (a, b)));
    pairs.filter(|(a, b)| b.0 != a.0).map(|(a, b)| (b.1 - a.1) / (b.0 - a.0)).collect()
}

/// Theil-Sen slope: median of the slopes of all pairs with different x.
pub fn theil_sen(points: &[(f64, f64)]) -> Option<f64> {
    median(pair_slopes(points))
}

/// 95 % interval of the Theil-Sen slope: Sen's (1968) ranks of the pair slopes
/// from the variance of Kendall's S, widened for autocorrelation `phi` of the
/// residuals. `None` when there are too few points for one.
pub fn sen_interval(points: &[(f64, f64)], phi: f64) -> Option<[f64; 2]> {
    let n = points.len() as f64;
    let mut slopes = pair_slopes(points);
    slopes.sort_unstable_by(f64::total_cmp);
    let inflate = (1.0 + phi) / (1.0 - phi);
    let variance = n * (n - 1.0) * (2.0 * n + 5.0) / 18.0 * inflate;
    let reach = t975(n / inflate - 2.0) * variance.sqrt();
    let below = ((slopes.len() as f64 - reach) / 2.0).floor();
    // Ranks count from 1: one value must lie outside on either side.
    let low = (below >= 1.0).then(|| below as usize - 1)?;
    Some([*slopes.get(low)?, *slopes.get(slopes.len() - 1 - low)?])
}

/// Benjamini-Hochberg: which of the p-values are significant at false discovery rate `q`.
pub fn benjamini_hochberg(p: &[f64], q: f64) -> Vec<bool> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| p[a].total_cmp(&p[b]));
    let m = p.len() as f64;
    let last = order.iter().enumerate().rev().find(|(k, i)| p[**i] <= q * (*k as f64 + 1.0) / m);
    let cut = last.map_or(0, |(k, _)| k + 1);
    let mut significant = vec![false; p.len()];
    for &i in &order[..cut] {
        significant[i] = true;
    }
    significant
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn medians_skip_missing_values() {
        assert_eq!(median([3.0, f64::NAN, 1.0, 2.0]), Some(2.0));
        assert_eq!(median([4.0, 1.0, 3.0, 2.0]), Some(2.5));
        assert_eq!(median([f64::NAN]), None);
        assert_eq!(midmean([1.0, 170.0, 172.0, f64::NAN, 900.0]), Some(171.0));
        assert_eq!(midmean([f64::NAN]), None);
        assert!((mad_sd(&[1.0, 2.0, 3.0, 4.0, 100.0]).unwrap() - 1.4826).abs() < 1e-12);
    }

    #[test]
    fn t_quantiles_match_tables() {
        assert!((t975(10.0) - 2.2281).abs() < 1e-3);
        assert!((t975(1e6) - 1.9600).abs() < 1e-3);
        assert!((t_p_value(2.2281, 10.0) - 0.05).abs() < 1e-4);
    }

    #[test]
    fn t_quantiles_end_at_any_degrees_of_freedom() {
        let mut before = t975(2.0);
        for k in 0..40_000 {
            let df = 10f64.powf(0.302 + f64::from(k) * 0.001);
            let now = t975(df);
            // The library searches to some six digits where there are many degrees.
            assert!(now <= before + 1e-5 && now > 1.9599, "{df}: {now} after {before}");
            before = now;
            assert!((t_p_value(now, df) - 0.05).abs() < 1e-5, "{df}");
        }
        for df in [f64::NAN, f64::NEG_INFINITY, -3.0, 0.0, 1e300, f64::MAX, f64::INFINITY] {
            assert!(t975(df).is_finite(), "{df}");
            for t in [f64::NAN, f64::INFINITY, 1e300, 0.0, -1e-300] {
                assert!((0.0..=1.0).contains(&t_p_value(t, df)), "{t} {df}");
            }
        }
    }

    #[test]
    fn weights_count_time() {
        let (mean, _) = weighted_mean_sd(&[1.0, 4.0], &[3.0, 1.0]).unwrap();
        assert_eq!(mean, 1.75);
    }

    #[test]
    fn resolution_of_whole_numbers_is_one() {
        let v: Vec<f64> = (0..100).map(|i| 170.0 + f64::from(i % 7)).collect();
        assert_eq!(resolution(&v), 1.0);
        let c: Vec<f64> = (0..100).map(|i| f64::from(i).sqrt()).collect();
        assert_eq!(resolution(&c), 0.0);
    }

    #[test]
    fn theil_sen_ignores_a_fifth_of_gross_outliers() {
        let points: Vec<(f64, f64)> = (0..50)
            .map(|i| {
                let km = f64::from(i) * 0.4;
                let wiggle = 0.05 * f64::from(i * 3 % 7 - 3);
                (km, if i % 5 == 2 { 120.0 + f64::from(i) } else { 170.0 - 0.3 * km + wiggle })
            })
            .collect();
        assert!((theil_sen(&points).unwrap() + 0.30).abs() < 0.02);
    }

    fn ar1(n: usize, phi: f64, sd: f64, rng: &mut rand_chacha::ChaCha8Rng) -> Vec<f64> {
        use rand_distr::{Distribution, StandardNormal};
        let mut x: f64 = StandardNormal.sample(rng);
        (0..n)
            .map(|_| {
                let now = sd * x;
                let e: f64 = StandardNormal.sample(rng);
                x = phi * x + (1.0 - phi * phi).sqrt() * e;
                now
            })
            .collect()
    }

    /// Two windows of 600 s of contact times with an SD of 6 ms.
    #[test]
    fn standard_error_of_autocorrelated_seconds() {
        use rand::SeedableRng;
        for (phi, expected) in [(0.8, 1.04), (0.95, 2.16)] {
            let of_difference = std::f64::consts::SQRT_2 * standard_error(6.0, 600.0, phi);
            assert!((of_difference - expected).abs() < 0.005, "{of_difference}");
            // and that is what repeated runs show
            let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(11);
            let mut mean = || ar1(600, phi, 6.0, &mut rng).iter().sum::<f64>() / 600.0;
            let differences: Vec<f64> = (0..1500).map(|_| mean() - mean()).collect();
            let (_, sd) = weighted_mean_sd(&differences, &vec![1.0; 1500]).unwrap();
            assert!((sd / expected - 1.0).abs() < 0.08, "{sd} instead of {expected}");
        }
    }

    #[test]
    fn intervals_of_means_and_slopes_cover_the_truth() {
        use rand::SeedableRng;
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(12);
        let (mut mean_hits, mut slope_hits, runs) = (0, 0, 400);
        for _ in 0..runs {
            let x = ar1(600, 0.8, 6.0, &mut rng);
            let half = mean_half_width(&x, x.windows(2).map(|w| (w[0], w[1]))).unwrap();
            mean_hits += i32::from((x.iter().sum::<f64>() / 600.0).abs() <= half);
            let points: Vec<(f64, f64)> = ar1(40, 0.4, 1.0, &mut rng)
                .iter()
                .enumerate()
                .map(|(k, e)| (0.25 * k as f64, 170.0 - 0.3 * 0.25 * k as f64 + e))
                .collect();
            let [low, high] = sen_interval(&points, 0.4).unwrap();
            slope_hits += i32::from(low <= -0.3 && -0.3 <= high);
        }
        for hits in [mean_hits, slope_hits] {
            let cover = f64::from(hits) / f64::from(runs);
            assert!((0.92..=0.99).contains(&cover), "{cover}");
        }
        assert_eq!(sen_interval(&[(0.0, 1.0), (1.0, 2.0), (2.0, 3.0)], 0.0), None);
    }

    #[test]
    fn benjamini_hochberg_steps_up() {
        // Third is above its own line but the fourth rescues it.
        let s = benjamini_hochberg(&[0.01, 0.02, 0.076, 0.08], 0.10);
        assert_eq!(s, vec![true, true, true, true]);
        assert_eq!(benjamini_hochberg(&[0.2, 0.04], 0.05), vec![false, false]);
    }
}
