//! Tests beside that of no effect.

use serde::Serialize;

use crate::mixed::Estimate;
use crate::{t_above, t_interval};

/// Whether an effect is smaller than what matters.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Equivalence {
    /// What matters, on either side of nothing.
    pub margin: f64,
    /// p of the two one-sided tests (Schuirmann 1987): small says equivalent.
    pub p: f64,
    /// 90 % interval: within the margin exactly where `p` is below 0.05.
    pub ci90: [f64; 2],
    /// p of the test that the effect is larger than what matters, in either
    /// direction (minimum-effect test): small says it matters.
    pub p_beyond: f64,
}

/// Two one-sided tests of an estimate against a margin, and the test of the reverse.
pub fn equivalence(e: &Estimate, margin: f64) -> Equivalence {
    let below = t_above((e.value + margin) / e.se, e.df);
    let above = t_above((margin - e.value) / e.se, e.df);
    let beyond = 2.0 * t_above((e.value.abs() - margin) / e.se, e.df);
    Equivalence {
        margin,
        p: below.max(above),
        ci90: t_interval(e.value, e.se, e.df, 0.90),
        p_beyond: beyond.min(1.0),
    }
}

/// p adjusted for the false discovery rate (Benjamini and Hochberg 1995).
/// What is no number stays so and does not count.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).filter(|i| p[*i].is_finite()).collect();
    order.sort_by(|a, b| p[*b].total_cmp(&p[*a]));
    let n = order.len() as f64;
    let mut out = vec![f64::NAN; p.len()];
    let mut least: f64 = 1.0;
    for (k, i) in order.into_iter().enumerate() {
        least = least.min(p[i] * n / (n - k as f64));
        out[i] = least;
    }
    out
}

/// 95 % interval for one more: the error of the mean and the spread around it.
pub fn prediction(mean: f64, se: f64, spread: f64, df: f64) -> [f64; 2] {
    t_interval(mean, se.hypot(spread), df, 0.95)
}

/// p of equal shares in a table of rows × (yes, no): Fisher's exact test for two
/// rows, chi-squared for more. `None` where there is nothing to compare.
pub fn equal_shares(rows: &[(u64, u64)]) -> Option<f64> {
    let rows: Vec<(u64, u64)> = rows.iter().copied().filter(|(a, b)| a + b > 0).collect();
    let (yes, no): (u64, u64) = rows.iter().fold((0, 0), |s, r| (s.0 + r.0, s.1 + r.1));
    if rows.len() < 2 || yes == 0 || no == 0 {
        return None;
    }
    if let [a, b] = rows.as_slice() {
        return Some(fisher(*a, *b));
    }
    let all = (yes + no) as f64;
    let statistic: f64 = rows
        .iter()
        .map(|(a, b)| {
            let n = (a + b) as f64;
            let (ea, eb) = (n * yes as f64 / all, n * no as f64 / all);
            (*a as f64 - ea).powi(2) / ea + (*b as f64 - eb).powi(2) / eb
        })
        .sum();
    use statrs::distribution::{ChiSquared, ContinuousCDF};
    ChiSquared::new((rows.len() - 1) as f64).ok().map(|d| d.sf(statistic))
}

fn fisher(a: (u64, u64), b: (u64, u64)) -> f64 {
    use statrs::function::factorial::ln_binomial;
    let (n1, n2) = (a.0 + a.1, b.0 + b.1);
    let yes = a.0 + b.0;
    let ln = |k: u64| ln_binomial(n1, k) + ln_binomial(n2, yes - k) - ln_binomial(n1 + n2, yes);
    let seen = ln(a.0);
    (yes.saturating_sub(n2)..=yes.min(n1))
        .map(ln)
        .filter(|l| *l <= seen + 1e-7)
        .map(f64::exp)
        .sum::<f64>()
        .min(1.0)
}
