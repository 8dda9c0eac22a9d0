//! How alike a signal is to itself some time later.

use std::ops::RangeInclusive;

use realfft::RealFftPlanner;
use realfft::num_complex::Complex;

/// Correlation of several channels together with themselves each of `lags`
/// samples later, -1..1: each part that overlaps is normalised by its own energy,
/// so that a signal that fades does not look irregular. The channels are taken as
/// they are: remove what is constant first. 0 without an overlap or a signal.
pub fn likenesses(channels: &[&[f64]], lags: RangeInclusive<usize>) -> Vec<f64> {
    normalised(channels, lags, |lag| {
        let together = |x: &&[f64]| x.get(lag..).map_or(0.0, |later| product(x, later));
        channels.iter().map(together).sum()
    })
}

/// The same for many lags of many windows: all products at once by the fast Fourier
/// transform (Wiener-Khinchin), with plans that are kept.
#[derive(Default)]
pub struct Likenesses {
    planner: RealFftPlanner<f64>,
    /// Room of the last length.
    input: Vec<f64>,
    bins: Vec<Complex<f64>>,
    power: Vec<Complex<f64>>,
    scratch: Vec<Complex<f64>>,
}

impl Likenesses {
    /// See [`likenesses`]; equal to it but for rounding.
    pub fn of(&mut self, channels: &[&[f64]], lags: RangeInclusive<usize>) -> Vec<f64> {
        let longest = channels.iter().map(|x| x.len()).max().unwrap_or(0);
        // Room for the largest lag, so that the end does not meet the beginning.
        let n = (longest + lags.end() + 1).next_power_of_two();
        let forward = self.planner.plan_fft_forward(n);
        let back = self.planner.plan_fft_inverse(n);
        let room = forward.get_scratch_len().max(back.get_scratch_len());
        let zero = Complex::new(0.0, 0.0);
        self.input.resize(n, 0.0);
        self.bins.resize(n / 2 + 1, zero);
        self.scratch.resize(room.max(self.scratch.len()), zero);
        self.power.clear();
        self.power.resize(n / 2 + 1, zero);
        let Likenesses { input, bins, power, scratch, .. } = self;
        for x in channels {
            input.fill(0.0);
            input.iter_mut().zip(x.iter()).for_each(|(to, v)| *to = *v);
            // Fails only on buffers of the wrong length, and these are made for the plan.
            if forward.process_with_scratch(input, bins, scratch).is_ok() {
                power.iter_mut().zip(bins.iter()).for_each(|(p, b)| p.re += b.norm_sqr());
            }
        }
        if back.process_with_scratch(power, input, scratch).is_err() {
            input.fill(0.0);
        }
        normalised(channels, lags, |lag| input.get(lag).map_or(0.0, |v| v / n as f64))
    }
}

/// Sums of products (`together`, by lag) over the energies of the parts that overlap.
fn normalised(
    channels: &[&[f64]],
    lags: RangeInclusive<usize>,
    together: impl Fn(usize) -> f64,
) -> Vec<f64> {
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
        let (mut early, mut late) = (0.0, 0.0);
        for energy in &energies {
            let last = energy.len() - 1;
            if lag <= last {
                early += energy[last - lag];
                late += energy[last] - energy[lag];
            }
        }
        let scale = (early * late).sqrt();
        if scale > 0.0 { together(lag) / scale } else { 0.0 }
    })
    .collect()
}

/// Sum of products of as many values as both have, in eight sums side by side: the processor then adds them at once.
pub fn product(a: &[f64], b: &[f64]) -> f64 {
    const LANES: usize = 8;
    let both = a.len().min(b.len());
    let (a, a_rest) = a[..both].as_chunks::<LANES>();
    let (b, b_rest) = b[..both].as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for (x, y) in a.iter().zip(b) {
        for k in 0..LANES {
            sums[k] += x[k] * y[k];
        }
    }
    sums.iter().sum::<f64>() + a_rest.iter().zip(b_rest).map(|(x, y)| x * y).sum::<f64>()
}

/// The same at one lag.
pub fn likeness(channels: &[&[f64]], lag: usize) -> f64 {
    likenesses(channels, lag..=lag).first().copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_lags_at_once_are_the_same() {
        let wave = |k: f64| -> Vec<f64> {
            (0..500).map(|i| (0.17 * k * f64::from(i)).sin() + 0.001 * f64::from(i)).collect()
        };
        let (x, y) = (wave(1.0), wave(2.3));
        let direct = likenesses(&[&x, &y], 1..=260);
        let mut many = Likenesses::default();
        for _ in 0..2 {
            let fast = many.of(&[&x, &y], 1..=260);
            assert_eq!(fast.len(), direct.len());
            assert!(fast.iter().zip(&direct).all(|(a, b)| (a - b).abs() < 1e-12));
        }
        assert_eq!(many.of(&[], 1..=3), [0.0; 3]);
        assert_eq!(many.of(&[&[1.0, 2.0]], 5..=6), [0.0; 2]);
    }

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
