//! The same story told by another runner.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::{ImuProfile, PulseShape};
use crate::noise::generator;
use crate::recording::Side;
use crate::watch::FatigueCurve;

/// Stream of the draws; far from those of a run.
const STREAM: u64 = (1 << 32) + 1;

impl ImuProfile {
    /// This profile with the runner and the motion drawn within ranges of real
    /// runs, from `seed`, which becomes the profile's. Fatigue, course, sensors
    /// and their faults stay. Ranges are ours, inside those of published norms.
    #[must_use]
    pub fn varied(&self, seed: u64) -> ImuProfile {
        let mut rng = generator(seed, STREAM);
        let mut p = ImuProfile { run: self.run.varied(seed), ..self.clone() };
        let between = |rng: &mut ChaCha8Rng, low: f64, high: f64| rng.random_range(low..=high);
        p.mass_kg = between(&mut rng, 50.0, 95.0);
        p.height_m = between(&mut rng, 1.55, 1.95);
        let m = &mut p.motion;
        m.pulse = PulseShape::Free {
            rise: between(&mut rng, 1.1, 1.7),
            fall: between(&mut rng, 1.5, 2.3),
            impact: between(&mut rng, 0.0, 1.0),
            impact_at: between(&mut rng, 0.11, 0.17),
            impact_width: between(&mut rng, 0.04, 0.05),
        };
        m.first_side = if rng.random_range(0.0..1.0) < 0.5 { Side::Left } else { Side::Right };
        for (value, low, high) in [
            (&mut m.trunk_gain, 0.95, 1.15),
            (&mut m.chest_gain, 0.97, 1.15),
            (&mut m.trunk_impact_g, 0.4, 1.8),
            (&mut m.shank_impact_g, 0.5, 1.6),
            (&mut m.foot_impact_g, 0.6, 1.8),
            (&mut m.braking_mps2, 0.7, 1.4),
            (&mut m.braking_dip_mps2, 0.6, 1.5),
            (&mut m.sideways_mps2, 0.7, 1.6),
            (&mut m.nod_deg, 0.6, 1.6),
            (&mut m.yaw_deg, 0.6, 1.6),
            (&mut m.leg.push_off_dps, 0.8, 1.3),
            (&mut m.leg.follow_through_dps, 0.6, 1.2),
        ] {
            *value *= between(&mut rng, low, high);
        }
        let wider = between(&mut rng, 0.7, 1.5);
        m.drop_left_stance_deg *= wider;
        m.drop_right_stance_deg *= wider;
        m.lean_deg += between(&mut rng, -4.0, 4.0);
        m.leg.shank_at_contact_deg += between(&mut rng, -4.0, 4.0);
        p.variability.step_time_cv_pct *= between(&mut rng, 0.7, 1.8);
        p.variability.alpha = between(&mut rng, 0.6, 0.95);
        p.vary_foot(&mut rng);
        p
    }

    /// The foot of another runner, who lands in the same way.
    fn vary_foot(&mut self, rng: &mut ChaCha8Rng) {
        let foot = &mut self.motion.foot;
        foot.strike_deg = (foot.strike_deg + rng.random_range(-4.0..=4.0)).clamp(-8.0, 30.0);
        foot.stop_ms *= rng.random_range(0.8..=1.2);
        foot.push_off_lead_ms += rng.random_range(-5.0..=5.0);
        foot.toe_roll_m += rng.random_range(-0.02..=0.02);
        self.variability.strike_sd_deg *= rng.random_range(0.7..=1.3);
    }

    /// Whether form at matched speed changes within the run.
    pub fn changes_form(&self) -> bool {
        let t = &self.tiring;
        let sizes = [
            t.step_time_asymmetry_pp,
            t.drop_left_stance_deg,
            t.drop_right_stance_deg,
            t.lean_deg,
            t.braking_pct,
            t.shank_at_contact_deg,
            t.strike_deg,
            t.arm_swing_pct[0],
            t.arm_swing_pct[1],
            t.step_time_cv_pct,
        ];
        self.run.fatigue.changes_form()
            || (self.run.fatigue.curve != FatigueCurve::None && sizes.iter().any(|x| *x != 0.0))
    }
}
