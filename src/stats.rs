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

/// Median absolute deviation from the median, scaled to the SD of a normal
/// distribution (× 1.4826).
pub fn mad_sd(values: &[f64]) -> Option<f64> {
    let m = median(values.iter().copied())?;
    Some(1.4826 * median(values.iter().map(|v| (v - m).abs()))?)
}

/// Mean and sample standard deviation of the finite values, weighted by
/// `weights` (time). The SD is that of the values, not of the mean.
pub fn weighted_mean_sd(values: &[f64], weights: &[f64]) -> Option<(f64, f64)> {
    let pairs = || values.iter().zip(weights).filter(|(v, w)| v.is_finite() && **w > 0.0);
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

/// Two-sided 97.5 % quantile of Student's t; at least two degrees of freedom.
pub fn t975(df: f64) -> f64 {
    StudentsT::new(0.0, 1.0, df.max(2.0)).map_or(f64::INFINITY, |t| t.inverse_cdf(0.975))
}

/// Two-sided p-value of a t statistic.
pub fn t_p_value(t: f64, df: f64) -> f64 {
    StudentsT::new(0.0, 1.0, df.max(2.0))
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

/// Theil-Sen slope: median of the slopes of all pairs with different x.
pub fn theil_sen(points: &[(f64, f64)]) -> Option<f64> {
    let pairs =
        points.iter().enumerate().flat_map(|(i, a)| points[i + 1..].iter().map(move |b| (a, b)));
    median(pairs.filter(|(a, b)| b.0 != a.0).map(|(a, b)| (b.1 - a.1) / (b.0 - a.0)))
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
        assert!((mad_sd(&[1.0, 2.0, 3.0, 4.0, 100.0]).unwrap() - 1.4826).abs() < 1e-12);
    }

    #[test]
    fn t_quantiles_match_tables() {
        assert!((t975(10.0) - 2.2281).abs() < 1e-3);
        assert!((t975(1e6) - 1.9600).abs() < 1e-3);
        assert!((t_p_value(2.2281, 10.0) - 0.05).abs() < 1e-4);
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

    #[test]
    fn benjamini_hochberg_steps_up() {
        // Third is above its own line but the fourth rescues it.
        let s = benjamini_hochberg(&[0.01, 0.02, 0.076, 0.08], 0.10);
        assert_eq!(s, vec![true, true, true, true]);
        assert_eq!(benjamini_hochberg(&[0.2, 0.04], 0.05), vec![false, false]);
    }
}
