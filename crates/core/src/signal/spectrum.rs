//! Spectra of windows, with plans that are made once per length.

use std::collections::HashMap;
use std::sync::Arc;

use realfft::num_complex::Complex;
use realfft::{RealFftPlanner, RealToComplex};

/// Makes spectra and keeps plans and tapers for the next window of the same length.
#[derive(Default)]
pub struct Spectra {
    planner: RealFftPlanner<f64>,
    plans: HashMap<usize, Plan>,
    tapers: HashMap<usize, Vec<f64>>,
}

/// The transform of a length, with room for what goes in.
struct Plan {
    transform: Arc<dyn RealToComplex<f64>>,
    input: Vec<f64>,
    scratch: Vec<Complex<f64>>,
}

/// Finer grid by padding the window with zeros: four times its length.
const PADDING: usize = 4;

impl Spectra {
    /// Without any plan yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Spectrum of a window: mean removed, Hann taper, zeros appended to at
    /// least four times its length (the next power of two).
    pub fn hann(&mut self, x: &[f64], rate_hz: f64) -> Spectrum {
        let n = x.len();
        let len = (PADDING * n.max(2)).next_power_of_two();
        let mean = x.iter().sum::<f64>() / n.max(1) as f64;
        let at =
            |i: usize| 0.5 - 0.5 * (2.0 * std::f64::consts::PI * (i as f64 + 0.5) / n as f64).cos();
        let taper = self.tapers.entry(n).or_insert_with(|| (0..n).map(at).collect());
        let planner = &mut self.planner;
        let Plan { transform, input, scratch } = self.plans.entry(len).or_insert_with(|| {
            let transform = planner.plan_fft_forward(len);
            let (input, scratch) = (transform.make_input_vec(), transform.make_scratch_vec());
            Plan { transform, input, scratch }
        });
        for ((to, v), taper) in input.iter_mut().zip(x).zip(taper.iter()) {
            *to = taper * (v - mean);
        }
        input.iter_mut().skip(n).for_each(|to| *to = 0.0);
        let mut bins = transform.make_output_vec();
        // Fails only on buffers of the wrong length, and these are the plan's own.
        if transform.process_with_scratch(input, &mut bins, scratch).is_err() {
            bins.fill(Complex::new(0.0, 0.0));
        }
        Spectrum { bins, step_hz: rate_hz / len as f64 }
    }
}

impl std::fmt::Debug for Spectra {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Spectra").field("lengths", &self.plans.len()).finish_non_exhaustive()
    }
}

/// One-sided spectrum with the kernel e^(-iωt).
#[derive(Debug, Clone)]
pub struct Spectrum {
    /// Complex amplitudes from 0 Hz up.
    pub bins: Vec<Complex<f64>>,
    /// Distance of neighbouring bins, Hz.
    pub step_hz: f64,
}

impl Spectrum {
    /// Power of bin `k`.
    pub fn power(&self, k: usize) -> f64 {
        self.bins.get(k).map_or(0.0, |b| b.norm_sqr())
    }

    /// Bins from `low` to `high` Hz.
    pub fn range(&self, low: f64, high: f64) -> std::ops::Range<usize> {
        let from = (low / self.step_hz).ceil().max(0.0) as usize;
        let to = ((high / self.step_hz).floor() as usize).saturating_add(1).min(self.bins.len());
        from.min(to)..to
    }

    /// Summed power from `low` to `high` Hz.
    pub fn power_between(&self, low: f64, high: f64) -> f64 {
        self.range(low, high).map(|k| self.power(k)).sum()
    }

    /// Frequency of the highest peak from `low` to `high` Hz, between bins by
    /// the parabola through the logarithms; `None` without a peak inside.
    pub fn peak_hz(&self, low: f64, high: f64) -> Option<f64> {
        let inside = |&k: &usize| k > 0 && k + 1 < self.bins.len();
        let is_peak =
            |&k: &usize| self.power(k) >= self.power(k - 1) && self.power(k) > self.power(k + 1);
        let k = self
            .range(low, high)
            .filter(inside)
            .filter(is_peak)
            .max_by(|&a, &b| self.power(a).total_cmp(&self.power(b)))?;
        let [a, b, c] = [k - 1, k, k + 1].map(|k| self.power(k).max(f64::MIN_POSITIVE).ln());
        let shift = 0.5 * (a - c) / (a - 2.0 * b + c);
        let shift = if shift.is_finite() { shift.clamp(-0.5, 0.5) } else { 0.0 };
        Some((k as f64 + shift) * self.step_hz)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn frequency_of_a_sine_between_bins() {
        let mut spectra = Spectra::new();
        for freq in [2.71, 2.9137, 3.2] {
            let x: Vec<f64> = (0..1000)
                .map(|i| 5.0 + (2.0 * std::f64::consts::PI * freq * i as f64 / 100.0 + 0.4).sin())
                .collect();
            let spectrum = spectra.hann(&x, 100.0);
            let found = spectrum.peak_hz(2.0, 4.2).unwrap();
            assert!((found - freq).abs() < 0.002, "{freq} {found}");
            assert!(
                spectrum.power_between(freq - 0.3, freq + 0.3)
                    > 0.99 * spectrum.power_between(0.5, 49.0)
            );
        }
        assert_eq!(spectra.plans.len(), 1);
    }

    #[test]
    fn no_peak_in_silence_or_outside() {
        let spectrum = Spectra::new().hann(&[1.0; 200], 100.0);
        assert_eq!(spectrum.peak_hz(1.0, 4.0), None);
        assert_eq!(Spectra::new().hann(&[], 100.0).peak_hz(1.0, 4.0), None);
    }
}
