//! How alike a signal is to itself some time later.

use std::ops::RangeInclusive;

/// Correlation of several channels together with themselves each of `lags`
/// samples later, -1..1: each part that overlaps is normalised by its own energy,
/// so that a signal that fades does not look irregular. The channels are taken as
/// they are: remove what is constant first. 0 without an overlap or a signal.
pub fn likenesses(channels: &[&[f64]], lags: RangeInclusive<usize>) -> Vec<f64> {
    // Energies up to each sample, so that every lag looks them up.
    let energies: Vec<Vec<f64>> = channels
        .iter()
        .map(|x| {
            let mut sum = 0.0;
            std::iter::once(0.0)
                .chain(x.iter().map(|v| {
                    sum += v * v;
                    sum
                }))
                .collect()
        })
        .collect();
    lags.map(|lag| {
        let (mut together, mut early, mut late) = (0.0, 0.0, 0.0);
        for (x, energy) in channels.iter().zip(&energies) {
            let Some(later) = x.get(lag..) else { continue };
            together += product(&x[..later.len()], later);
            early += energy[later.len()];
            late += energy[x.len()] - energy[lag];
        }
        let scale = (early * late).sqrt();
        if scale > 0.0 { together / scale } else { 0.0 }
    })
    .collect()
}

/// Sum of products of as many values as both have, in eight sums side by side: the processor then adds them at once.
pub fn product(a: &[f64], b: &[f64]) -> f64 {
    const LANES: usize = 8;
    let mut sums = [0.0; LANES];
    let (a, b) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest = a.remainder().iter().zip(b.remainder()).map(|(x, y)| x * y).sum::<f64>();
    for (x, y) in a.zip(b) {
        for k in 0..LANES {
            sums[k] += x[k] * y[k];
        }
    }
    sums.iter().sum::<f64>() + rest
}

/// The same at one lag.
pub fn likeness(channels: &[&[f64]], lag: usize) -> f64 {
    likenesses(channels, lag..=lag).first().copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sine_is_like_itself_a_period_later_and_unlike_half_a_period_later() {
        let wave = |shift: f64| -> Vec<f64> {
            (0..400).map(|i| (std::f64::consts::TAU * i as f64 / 40.0 + shift).sin()).collect()
        };
        let (x, y) = (wave(0.0), wave(1.0));
        assert!((likeness(&[&x, &y], 40) - 1.0).abs() < 1e-9);
        assert!((likeness(&[&x], 20) + 1.0).abs() < 1e-9);
        // 390 samples are no whole number of periods
        assert!((likeness(&[&x], 10) - 0.016_189).abs() < 1e-6);
        assert_eq!(likeness(&[&x], 400), 0.0);
        assert_eq!(likeness(&[], 1), 0.0);
    }
}
