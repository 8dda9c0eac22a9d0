//! Zero-phase Butterworth filters.

use std::borrow::Cow;
use std::f64::consts::PI;

/// A Butterworth low- or high-pass of even order as second-order sections.
///
/// Coefficients by the bilinear transform with the corner pre-warped (any
/// textbook on digital filters, e.g. Oppenheim & Schafer). `order` is that of one
/// pass; run forward and backward the attenuation at the corner is 6 dB.
#[derive(Debug, Clone)]
pub struct Butterworth {
    sections: Vec<Section>,
    /// Samples over which the impulse response dies away.
    settle: usize,
}

/// b0, b1, b2, a1, a2 of one section.
#[derive(Debug, Clone, Copy)]
struct Section([f64; 5]);

impl Butterworth {
    /// A low-pass. A corner at or above 0.45 of the rate passes everything.
    pub fn low_pass(order: usize, corner_hz: f64, rate_hz: f64) -> Self {
        Self::new(order, corner_hz, rate_hz, true)
    }

    /// A high-pass.
    pub fn high_pass(order: usize, corner_hz: f64, rate_hz: f64) -> Self {
        Self::new(order, corner_hz, rate_hz, false)
    }

    fn new(order: usize, corner_hz: f64, rate_hz: f64, low: bool) -> Self {
        if low && corner_hz >= 0.45 * rate_hz {
            return Butterworth { sections: Vec::new(), settle: 0 };
        }
        let order = order.max(2);
        let k = (PI * corner_hz / rate_hz).tan();
        let sections = (0..order / 2)
            .map(|i| {
                let q = 0.5 / (PI * (2 * i + 1) as f64 / (2 * order) as f64).cos();
                let norm = 1.0 / (1.0 + k / q + k * k);
                let (b0, b1) = if low { (k * k * norm, 2.0) } else { (norm, -2.0) };
                Section([b0, b1 * b0, b0, 2.0 * (k * k - 1.0) * norm, (1.0 - k / q + k * k) * norm])
            })
            .collect();
        Butterworth { sections, settle: (3.0 * rate_hz / corner_hz).ceil() as usize }
    }

    /// Filters forward and backward, so that nothing is shifted in time. The
    /// ends are continued by point reflection over three periods of the corner.
    /// A vector given away is filtered where it lies; a slice is copied once.
    pub fn zero_phase<'a>(&self, x: impl Into<Cow<'a, [f64]>>) -> Vec<f64> {
        let mut x = x.into().into_owned();
        if self.sections.is_empty() || x.len() < 2 {
            return x;
        }
        let n = x.len();
        let pad = self.settle.min(n - 1);
        let (first, last) = (x[0], x[n - 1]);
        let mut before: Vec<f64> = (1..=pad).rev().map(|i| 2.0 * first - x[i]).collect();
        let mut after: Vec<f64> = (1..=pad).map(|i| 2.0 * last - x[n - 1 - i]).collect();
        for section in &self.sections {
            section.run(before.iter_mut().chain(&mut x).chain(&mut after));
            section.run(before.iter_mut().chain(&mut x).chain(&mut after).rev());
        }
        x
    }
}

impl Section {
    /// One pass in place (transposed direct form II, the output put into the states,
    /// so that each sample waits for the fewest operations of the one before), begun
    /// as if the first value had been there for ever.
    fn run<'a>(&self, mut x: impl Iterator<Item = &'a mut f64>) {
        let [b0, b1, b2, a1, a2] = self.0;
        let Some(first) = x.next() else { return };
        let gain = (b0 + b1 + b2) / (1.0 + a1 + a2);
        let steady = gain * *first;
        let mut s2 = b2 * *first - a2 * steady;
        let mut s1 = b1 * *first - a1 * steady + s2;
        let (c1, c2) = (b1 - a1 * b0, b2 - a2 * b0);
        let mut step = |v: &mut f64| {
            let (x, s) = (*v, s1);
            *v = b0 * x + s;
            s1 = (c1 * x + s2) - a1 * s;
            s2 = c2 * x - a2 * s;
        };
        step(first);
        x.for_each(step);
    }
}

/// Zero-phase second-order low-pass.
pub fn low_pass<'a>(x: impl Into<Cow<'a, [f64]>>, corner_hz: f64, rate_hz: f64) -> Vec<f64> {
    Butterworth::low_pass(2, corner_hz, rate_hz).zero_phase(x)
}

/// Zero-phase second-order high-pass.
pub fn high_pass<'a>(x: impl Into<Cow<'a, [f64]>>, corner_hz: f64, rate_hz: f64) -> Vec<f64> {
    Butterworth::high_pass(2, corner_hz, rate_hz).zero_phase(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sine(freq: f64, rate: f64, n: usize) -> Vec<f64> {
        (0..n).map(|i| (2.0 * PI * freq * i as f64 / rate).sin()).collect()
    }

    /// Amplitude of a sine from the RMS of the middle half.
    fn amplitude(x: &[f64]) -> f64 {
        let middle = &x[x.len() / 4..3 * x.len() / 4];
        (2.0 * middle.iter().map(|v| v * v).sum::<f64>() / middle.len() as f64).sqrt()
    }

    #[test]
    fn gains_are_those_of_the_butterworth_formula() {
        let rate = 200.0;
        for order in [2, 4] {
            for freq in [1.0, 5.0, 10.0, 20.0, 40.0] {
                // of the analogue prototype at the warped frequencies, twice over
                let w = (PI * freq / rate).tan() / (PI * 10.0 / rate).tan();
                let low = 1.0 / (1.0 + w.powi(2 * order));
                let x = sine(freq, rate, 4000);
                let y = Butterworth::low_pass(order as usize, 10.0, rate).zero_phase(&x);
                assert!((amplitude(&y) - low).abs() < 0.01, "{order} {freq} {}", amplitude(&y));
                let y = Butterworth::high_pass(order as usize, 10.0, rate).zero_phase(&x);
                assert!((amplitude(&y) - (1.0 - low)).abs() < 0.01, "{order} {freq}");
            }
        }
    }

    #[test]
    fn nothing_is_shifted_and_a_line_stays_a_line() {
        let rate = 100.0;
        let x = sine(2.0, rate, 1000);
        let y = low_pass(&x, 8.0, rate);
        let gain = 1.0 / (1.0 + ((PI * 0.02).tan() / (PI * 0.08).tan()).powi(4));
        for i in 200..800 {
            assert!((y[i] - gain * x[i]).abs() < 1e-3, "{i}");
        }
        let line: Vec<f64> = (0..300).map(|i| 0.3 * i as f64 - 4.0).collect();
        let y = low_pass(&line, 5.0, rate);
        assert!(y.iter().zip(&line).all(|(a, b)| (a - b).abs() < 1e-2));
    }

    #[test]
    fn a_corner_beyond_the_rate_passes_everything() {
        let x = sine(2.0, 50.0, 100);
        assert_eq!(low_pass(&x, 60.0, 50.0), x);
        assert_eq!(low_pass(&[1.0], 5.0, 50.0), [1.0]);
    }
}
