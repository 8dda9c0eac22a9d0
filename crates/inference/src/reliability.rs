//! Do repeated measurements agree?

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, FisherSnedecor};

use crate::{mean_sd, t_interval, t_quantile};

/// Reliability of single measurements, from people × occasions without gaps.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Reliability {
    /// People.
    pub people: usize,
    /// Occasions.
    pub occasions: usize,
    /// ICC(2,1): agreement, occasions a sample (Shrout and Fleiss 1979).
    pub icc21: f64,
    /// Its 95 % interval (McGraw and Wong 1996).
    pub icc21_ci95: [f64; 2],
    /// ICC(3,1): consistency, these occasions.
    pub icc31: f64,
    /// Its 95 % interval.
    pub icc31_ci95: [f64; 2],
    /// Standard error of measurement: the root of the residual mean square.
    pub sem: f64,
    /// Minimal detectable change: 1.96 · √2 · SEM.
    pub mdc95: f64,
    /// Standard error of measurement with the differences between occasions in it.
    pub sem_agreement: f64,
}

fn f_quantile(share: f64, a: f64, b: f64) -> f64 {
    let Ok(f) = FisherSnedecor::new(a, b) else { return f64::NAN };
    // By bisection on the distribution function: the library's inverse is coarse.
    let (mut low, mut high) = (0.0, 1.0);
    while f.cdf(high) < share && high < 1e12 {
        high *= 2.0;
    }
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if f.cdf(middle) < share { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// Of a table with a row per person and a column per occasion. `None` of fewer than
/// three people or two occasions, of gaps, and where nothing varies.
pub fn reliability(table: &[Vec<f64>]) -> Option<Reliability> {
    let (people, occasions) = (table.len(), table.first()?.len());
    let whole = table.iter().all(|r| r.len() == occasions && r.iter().all(|v| v.is_finite()));
    if people < 3 || occasions < 2 || !whole {
        return None;
    }
    let (n, k) = (people as f64, occasions as f64);
    let grand = table.iter().flatten().sum::<f64>() / (n * k);
    let of_people: f64 =
        table.iter().map(|r| k * (r.iter().sum::<f64>() / k - grand).powi(2)).sum();
    let of_occasions: f64 = (0..occasions)
        .map(|j| n * (table.iter().map(|r| r[j]).sum::<f64>() / n - grand).powi(2))
        .sum();
    let total: f64 = table.iter().flatten().map(|v| (v - grand).powi(2)).sum();
    let msr = of_people / (n - 1.0);
    let msc = of_occasions / (k - 1.0);
    let free = (n - 1.0) * (k - 1.0);
    let mse = (total - of_people - of_occasions).max(0.0) / free;
    if !(msr > 0.0) || mse <= 1e-12 * msr {
        return None;
    }
    let icc31 = (msr - mse) / (msr + (k - 1.0) * mse);
    let icc21 = (msr - mse) / (msr + (k - 1.0) * mse + k * (msc - mse) / n);
    let f = msr / mse;
    let (low, high) = (f / f_quantile(0.975, n - 1.0, free), f * f_quantile(0.975, free, n - 1.0));
    let icc31_ci95 = [(low - 1.0) / (low + k - 1.0), (high - 1.0) / (high + k - 1.0)];
    let fj = msc / mse;
    let part = n * (1.0 + (k - 1.0) * icc21) - k * icc21;
    let v = free * (k * icc21 * fj + part).powi(2)
        / ((n - 1.0) * k * k * icc21 * icc21 * fj * fj + part * part);
    let (f1, f2) = (f_quantile(0.975, n - 1.0, v), f_quantile(0.975, v, n - 1.0));
    let rest = k * msc + (k * n - k - n) * mse;
    let icc21_ci95 = [
        n * (msr - f1 * mse) / (f1 * rest + n * msr),
        n * (f2 * msr - mse) / (rest + n * f2 * msr),
    ];
    let sem = mse.sqrt();
    Some(Reliability {
        people,
        occasions,
        icc21,
        icc21_ci95,
        icc31,
        icc31_ci95,
        sem,
        mdc95: t_quantile(0.975, f64::INFINITY) * 2f64.sqrt() * sem,
        sem_agreement: (mse + ((msc - mse) / n).max(0.0)).sqrt(),
    })
}

/// Limits of agreement of two methods or days (Bland and Altman 1986, 1999).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Agreement {
    /// Pairs.
    pub n: usize,
    /// Mean of second less first.
    pub bias: f64,
    /// Its 95 % interval.
    pub bias_ci95: [f64; 2],
    /// SD of the differences.
    pub sd: f64,
    /// 95 % limits of agreement.
    pub limits: [f64; 2],
    /// 95 % interval of the lower limit.
    pub lower_ci95: [f64; 2],
    /// 95 % interval of the upper limit.
    pub upper_ci95: [f64; 2],
    /// Slope of the differences on the means, per unit: where it is not 0 the limits
    /// do not hold over the whole range.
    pub slope: f64,
    /// p of that slope.
    pub slope_p: f64,
}

/// Of pairs, one per person. `None` of fewer than three.
pub fn agreement(first: &[f64], second: &[f64]) -> Option<Agreement> {
    let n = first.len();
    if n < 3 || second.len() != n || first.iter().chain(second).any(|v| !v.is_finite()) {
        return None;
    }
    let differences: Vec<f64> = first.iter().zip(second).map(|(a, b)| b - a).collect();
    let means: Vec<f64> = first.iter().zip(second).map(|(a, b)| 0.5 * (a + b)).collect();
    let (bias, sd) = mean_sd(&differences);
    let sd = sd?;
    let (count, df) = (n as f64, (n - 1) as f64);
    let z = t_quantile(0.975, f64::INFINITY);
    let limits = [bias - z * sd, bias + z * sd];
    let se = sd * (1.0 / count + z * z / (2.0 * df)).sqrt();
    let middle = means.iter().sum::<f64>() / count;
    let sxx: f64 = means.iter().map(|m| (m - middle).powi(2)).sum();
    let sxy: f64 = means.iter().zip(&differences).map(|(m, d)| (m - middle) * (d - bias)).sum();
    let slope = if sxx > 0.0 { sxy / sxx } else { 0.0 };
    let left: f64 = means
        .iter()
        .zip(&differences)
        .map(|(m, d)| (d - bias - slope * (m - middle)).powi(2))
        .sum();
    let se_slope = (left / (count - 2.0) / sxx).sqrt();
    Some(Agreement {
        n,
        bias,
        bias_ci95: t_interval(bias, sd / count.sqrt(), df, 0.95),
        sd,
        limits,
        lower_ci95: t_interval(limits[0], se, df, 0.95),
        upper_ci95: t_interval(limits[1], se, df, 0.95),
        slope,
        slope_p: crate::t_p(slope / se_slope, count - 2.0),
    })
}
