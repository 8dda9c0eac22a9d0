//! Natural wander learnt from the run itself.
//!
//! Form comes and goes for ten minutes and more without any tiring. What rises and
//! falls back within a run is such wander; what only rises, at once or gradually, is
//! the change that is asked for. So the means of stretches are held against the best
//! course that only rises (or only falls, as the change does), and what they scatter
//! about it, beyond the noise that the model has already, is wander. Degrees of freedom
//! of a monotone fit: Meyer and Woodroofe 2000, Ann Stat 28:1083.

use super::Row;
use super::noise::Noise;
use crate::settings::Drift;

/// Length of a stretch, s on feet. Ours.
const STRETCH_S: f64 = 360.0;
/// Rows that a stretch needs. Ours.
const STRETCH_ROWS: usize = 6;
/// Degrees of freedom that every level of a monotone course costs.
const PER_LEVEL: f64 = 1.5;

/// Wander of the mean of a part.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Wander {
    pub(super) variance: f64,
    /// Degrees of freedom behind it.
    pub(super) df: f64,
}

/// What is known of runners (`usual`, an SD), weighted with what this run shows.
/// `left` are rows after speed and slope, `noise` what the model has of their errors.
pub(super) fn learnt(
    rows: &[Row],
    left: &[f64],
    scale: &[f64],
    (noise, s2): (Noise, f64),
    sign: f64,
    usual: f64,
    settings: &Drift,
) -> Wander {
    let known = settings.wander_known;
    let usual = Wander { variance: usual * usual, df: known };
    let stretches = stretches(rows, left, scale, noise);
    let values: Vec<f64> = stretches.iter().map(|s| sign * s.mean).collect();
    let weights: Vec<f64> = stretches.iter().map(|s| s.weight).collect();
    let (fit, levels) = rising(&values, &weights);
    let free = values.len() as f64 - PER_LEVEL * levels as f64;
    if free < 1.0 {
        return usual;
    }
    let total: f64 = weights.iter().sum();
    let scatter =
        values.iter().zip(&fit).zip(&weights).map(|((v, f), w)| w * (v - f) * (v - f)).sum::<f64>()
            * values.len() as f64
            / total
            / free;
    let error = s2 * stretches.iter().map(|s| s.weight * s.error).sum::<f64>() / total;
    let seen = (scatter - error).max(0.0);
    Wander { variance: (known * usual.variance + free * seen) / (known + free), df: known + free }
}

/// Some minutes of rows.
struct Stretch {
    mean: f64,
    /// Precision under white noise.
    weight: f64,
    /// Variance of the mean by the model's noise, in variances of a row.
    error: f64,
}

fn stretches(rows: &[Row], left: &[f64], scale: &[f64], noise: Noise) -> Vec<Stretch> {
    let mut out = Vec::new();
    let Some(start) = rows.first().map(|r| r.t) else { return out };
    let place = |r: &Row| ((r.t - start) / STRETCH_S) as usize;
    let mut from = 0;
    while from < rows.len() {
        let k = place(&rows[from]);
        let upto = from + rows[from..].iter().take_while(|r| place(r) == k).count();
        if upto - from >= STRETCH_ROWS {
            out.push(Stretch::of(&rows[from..upto], &left[from..upto], &scale[from..upto], noise));
        }
        from = upto;
    }
    out
}

impl Stretch {
    fn of(rows: &[Row], left: &[f64], scale: &[f64], noise: Noise) -> Stretch {
        let weight: f64 = scale.iter().map(|d| 1.0 / d).sum();
        let mean = left.iter().zip(scale).map(|(v, d)| v / d).sum::<f64>() / weight;
        let mut error = 0.0;
        for (i, a) in rows.iter().enumerate() {
            for (j, b) in rows.iter().enumerate() {
                let apart = (a.t - b.t).abs() / 30.0;
                let kept = if noise.r > 0.0 { noise.r.powf(apart) } else { 0.0 };
                let own = f64::from(u8::from(i == j));
                let correlation = (1.0 - noise.h) * if i == j { 1.0 } else { kept } + noise.h * own;
                error += correlation / (scale[i] * scale[j]).sqrt();
            }
        }
        Stretch { mean, weight, error: error / (weight * weight) }
    }
}

/// The best course that never falls (pool adjacent violators), and how many levels it has.
fn rising(values: &[f64], weights: &[f64]) -> (Vec<f64>, usize) {
    // Value, weight and length of each level.
    let mut levels: Vec<(f64, f64, usize)> = Vec::new();
    for (v, w) in values.iter().zip(weights) {
        let mut new = (*v, *w, 1);
        while let Some(last) = levels.last().copied().filter(|l| l.0 >= new.0) {
            levels.pop();
            let weight = last.1 + new.1;
            new = ((last.0 * last.1 + new.0 * new.1) / weight, weight, last.2 + new.2);
        }
        levels.push(new);
    }
    let count = levels.len();
    (levels.into_iter().flat_map(|(v, _, n)| std::iter::repeat_n(v, n)).collect(), count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(n: usize) -> Vec<Row> {
        (0..n)
            .map(|i| Row {
                t: 30.0 * i as f64,
                clock: 30.0 * i as f64,
                seconds: 30.0,
                speed: 3.0,
                up: 0.0,
                down: 0.0,
                value: 250.0,
            })
            .collect()
    }

    const WHITE: (Noise, f64) = (Noise { r: 0.0, h: 0.0 }, 1e-8);

    fn of(course: impl Fn(f64) -> f64) -> f64 {
        let rows = rows(180);
        let left: Vec<f64> = rows.iter().map(|r| course(r.t / 5400.0)).collect();
        let settings = Drift::default();
        let w = learnt(&rows, &left, &[1.0; 180], WHITE, 1.0, 0.004, &settings);
        w.variance.sqrt()
    }

    #[test]
    fn levels_are_pooled_where_they_would_fall() {
        let (fit, levels) = rising(&[1.0, 3.0, 2.0, 2.5, 4.0], &[1.0; 5]);
        assert_eq!((fit, levels), (vec![1.0, 2.5, 2.5, 2.5, 4.0], 3));
    }

    #[test]
    fn what_only_rises_is_no_wander_and_what_comes_and_goes_is() {
        let step = of(|s| if s > 0.5 { 0.05 } else { 0.0 });
        let ramp = of(|s| 0.05 * ((s - 0.45) / 0.35).clamp(0.0, 1.0));
        assert!(step < 0.004 && ramp <= 0.004, "{step} {ramp}");
        // A wave of 1 % (SD 0.7 %) three times over the run.
        let wave = of(|s| 0.01 * (6.0 * std::f64::consts::PI * s).sin());
        assert!(wave > 0.005, "{wave}");
    }
}
