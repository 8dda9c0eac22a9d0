//! The same story told by another runner with another watch.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::super::noise::generator;
use super::{FieldNoise, WatchProfile};

/// Stream of the draws; far from those of a run.
const STREAM: u64 = 1 << 32;

impl WatchProfile {
    /// This profile with runner, wandering of speed, heart and sensor noise drawn
    /// within ranges of real runs, from `seed`, which becomes the profile's.
    ///
    /// Fatigue, pacing, course, breaks and the faults of the watch stay: what the
    /// profile is for remains true. An asymmetry set on purpose is kept and
    /// moved a little. Ranges are ours, inside those of published norms.
    #[must_use]
    pub fn varied(&self, seed: u64) -> WatchProfile {
        let mut rng = generator(seed, STREAM);
        let mut p = WatchProfile { seed, ..self.clone() };
        let between = |rng: &mut ChaCha8Rng, low: f64, high: f64| rng.random_range(low..=high);
        let runner = &mut p.runner;
        let faster = between(&mut rng, 0.8, 1.3);
        runner.speed_mps *= faster;
        // Faster runners differ as one runner at another speed does, and then by themselves.
        runner.cadence_spm *=
            faster.powf(runner.cadence_speed_exponent) * between(&mut rng, 0.95, 1.05);
        runner.contact_ms *=
            faster.powf(runner.contact_speed_exponent) * between(&mut rng, 0.93, 1.07);
        runner.oscillation_site_offset_mm = between(&mut rng, 5.0, 20.0);
        runner.balance_left_pct += between(&mut rng, -0.7, 0.7);
        runner.cadence_speed_exponent = between(&mut rng, 0.08, 0.22);
        runner.contact_speed_exponent = between(&mut rng, -0.80, -0.50);
        p.pacing.wander_sd_mps *= between(&mut rng, 0.7, 1.6);
        p.pacing.wander_tau_s = between(&mut rng, 25.0, 60.0);
        p.heart.rest_bpm = between(&mut rng, 45.0, 68.0);
        p.heart.running_bpm = between(&mut rng, 138.0, 168.0);
        p.heart.tau_s = between(&mut rng, 30.0, 45.0);
        p.device.smoothing_s = between(&mut rng, 4.0, 8.0);
        let mut vary = |noise: &mut FieldNoise| {
            noise.sd *= between(&mut rng, 0.7, 1.4);
            noise.phi = (noise.phi + between(&mut rng, -0.05, 0.05)).clamp(0.0, 0.99);
        };
        let n = &mut p.device.noise;
        for noise in [
            &mut n.speed,
            &mut n.cadence,
            &mut n.contact,
            &mut n.oscillation,
            &mut n.balance,
            &mut n.step_length,
            &mut n.heart_rate,
        ] {
            vary(noise);
        }
        p
    }
}
