//! Seeded noise. Every source draws from a stream of its own, so that turning
//! one off leaves all the others as they were.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

/// The generator number `stream` of a seed.
pub(super) fn generator(seed: u64, stream: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(stream);
    rng
}

/// First-order autoregressive Gaussian noise with a given marginal SD.
#[derive(Debug)]
pub(super) struct Ar1 {
    rng: ChaCha8Rng,
    phi: f64,
    innovation: f64,
    value: f64,
}

impl Ar1 {
    /// Starts in the stationary distribution: SD `sd`, correlation `phi` between neighbours.
    pub(super) fn new(seed: u64, stream: u64, sd: f64, phi: f64) -> Self {
        let mut rng = generator(seed, stream);
        let value = if sd > 0.0 { sd * rng.sample::<f64, _>(StandardNormal) } else { 0.0 };
        Ar1 { rng, phi, innovation: sd * (1.0 - phi * phi).max(0.0).sqrt(), value }
    }

    /// The noise of this second; moves on to the next.
    pub(super) fn step(&mut self) -> f64 {
        let now = self.value;
        if self.innovation > 0.0 {
            let shock: f64 = self.rng.sample(StandardNormal);
            self.value = self.phi * self.value + self.innovation * shock;
        }
        now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(phi: f64, sd: f64) -> (f64, f64) {
        let mut noise = Ar1::new(7, 3, sd, phi);
        let x: Vec<f64> = (0..200_000).map(|_| noise.step()).collect();
        let var = x.iter().map(|v| v * v).sum::<f64>() / x.len() as f64;
        let lag: f64 = x.windows(2).map(|w| w[0] * w[1]).sum::<f64>() / x.len() as f64;
        (var.sqrt(), lag / var)
    }

    #[test]
    fn has_the_asked_spread_and_correlation() {
        for (phi, sd) in [(0.8, 3.0), (0.95, 0.3)] {
            let (got_sd, got_phi) = moments(phi, sd);
            // Standard errors at this length: φ 0.0014 and SD 0.5 % (φ .8), 1 % (φ .95).
            assert!((got_phi - phi).abs() < 0.005, "phi {got_phi} for {phi}");
            assert!((got_sd / sd - 1.0).abs() < 0.03, "sd {got_sd} for {sd}");
        }
    }

    #[test]
    fn streams_differ_and_repeat() {
        let draw = |stream| {
            let mut n = Ar1::new(1, stream, 1.0, 0.5);
            [n.step(), n.step()]
        };
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
    }

    #[test]
    fn without_spread_there_is_nothing() {
        let mut n = Ar1::new(1, 1, 0.0, 0.9);
        assert!((0..10).all(|_| n.step() == 0.0));
    }
}
