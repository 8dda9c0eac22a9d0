//! Is a profile one that can be run?

use super::ImuProfile;
use super::pulse::PulseShape;
use crate::recording::{Placement, Region};
use crate::watch::ProfileError;
use crate::watch::check::within;

/// Shortest recording, s.
const SHORTEST_S: f64 = 10.0;
/// Most samples of all sensors together, so that no profile can exhaust memory
/// (six numbers each: 10 GB).
const MOST_SAMPLES: f64 = 2e8;

impl ImuProfile {
    /// Checks that every value makes sense.
    ///
    /// # Errors
    /// The first value that does not, and its bounds.
    pub fn check(&self) -> Result<(), ProfileError> {
        let (m, t, v, f) = (&self.motion, &self.tiring, &self.variability, &self.faults);
        let run = self.run.check_from(SHORTEST_S);
        run.map_err(|e| ProfileError { key: format!("run.{}", e.key), ..e })?;
        within(
            "run.fatigue.oscillation_extra_pct (here oscillation follows from force)",
            self.run.fatigue.oscillation_extra_pct,
            0.0,
            0.0,
        )?;
        within("mass_kg", self.mass_kg, 30.0, 200.0)?;
        within("height_m", self.height_m, 1.2, 2.3)?;
        within("rate_hz", self.rate_hz, 50.0, 2000.0)?;
        self.check_placements()?;
        match m.pulse {
            PulseShape::SkewedSine { skew } => within("motion.pulse.skew", skew, -0.6, 0.6)?,
            PulseShape::Free { rise, fall, impact, impact_at, impact_width } => {
                within("motion.pulse.rise", rise, 0.5, 4.0)?;
                within("motion.pulse.fall", fall, 0.5, 4.0)?;
                within("motion.pulse.impact", impact, 0.0, 2.0)?;
                within("motion.pulse.impact_at", impact_at, 0.02, 0.5)?;
                within("motion.pulse.impact_width", impact_width, 0.01, 0.3)?;
            }
            _ => {}
        }
        for (key, value, low, high) in [
            ("motion.step_time_asymmetry_pct", m.step_time_asymmetry_pct, -30.0, 30.0),
            ("motion.trunk_gain", m.trunk_gain, 0.5, 2.0),
            ("motion.chest_gain", m.chest_gain, 0.5, 2.0),
            ("motion.trunk_impact_g", m.trunk_impact_g, 0.0, 5.0),
            ("motion.shank_impact_g", m.shank_impact_g, 0.0, 40.0),
            ("motion.foot_impact_g", m.foot_impact_g, 0.0, 100.0),
            ("motion.braking_mps2", m.braking_mps2, 0.0, 15.0),
            ("motion.braking_dip_mps2", m.braking_dip_mps2, 0.0, 30.0),
            ("motion.sideways_mps2", m.sideways_mps2, 0.0, 10.0),
            ("motion.lean_deg", m.lean_deg, -30.0, 40.0),
            ("motion.nod_deg", m.nod_deg, 0.0, 15.0),
            ("motion.drop_left_stance_deg", m.drop_left_stance_deg, -5.0, 20.0),
            ("motion.drop_right_stance_deg", m.drop_right_stance_deg, -5.0, 20.0),
            ("motion.yaw_deg", m.yaw_deg, 0.0, 30.0),
            ("motion.leg.push_off_dps", m.leg.push_off_dps, 50.0, 2000.0),
            ("motion.leg.follow_through_dps", m.leg.follow_through_dps, 0.0, 2000.0),
            ("motion.foot.strike_deg", m.foot.strike_deg, -8.0, 30.0),
            ("motion.foot.stop_ms", m.foot.stop_ms, 5.0, 60.0),
            ("motion.foot.ring_hz", m.foot.ring_hz, 25.0, 100.0),
            ("motion.foot.ring_decay_ms", m.foot.ring_decay_ms, 1.0, 30.0),
            ("motion.foot.push_off_lead_ms", m.foot.push_off_lead_ms, 0.0, 60.0),
            ("motion.foot.toe_roll_m", m.foot.toe_roll_m, 0.02, 0.15),
            ("motion.leg.shank_at_contact_deg", m.leg.shank_at_contact_deg, -20.0, 40.0),
            ("motion.arm_swing_deg[0]", m.arm_swing_deg[0], 0.0, 150.0),
            ("motion.arm_swing_deg[1]", m.arm_swing_deg[1], 0.0, 150.0),
            ("tiring.step_time_asymmetry_pp", t.step_time_asymmetry_pp, -30.0, 30.0),
            ("tiring.drop_left_stance_deg", t.drop_left_stance_deg, -15.0, 15.0),
            ("tiring.drop_right_stance_deg", t.drop_right_stance_deg, -15.0, 15.0),
            ("tiring.lean_deg", t.lean_deg, -30.0, 30.0),
            ("tiring.braking_pct", t.braking_pct, -90.0, 200.0),
            ("tiring.shank_at_contact_deg", t.shank_at_contact_deg, -20.0, 20.0),
            ("tiring.strike_deg", t.strike_deg, -20.0, 20.0),
            ("tiring.arm_swing_pct[0]", t.arm_swing_pct[0], -90.0, 200.0),
            ("tiring.arm_swing_pct[1]", t.arm_swing_pct[1], -90.0, 200.0),
            ("tiring.step_time_cv_pct", t.step_time_cv_pct, -100.0, 300.0),
            ("variability.step_time_cv_pct", v.step_time_cv_pct, 0.0, 8.0),
            ("variability.alpha", v.alpha, 0.3, 1.2),
            ("variability.long_range_share", v.long_range_share, 0.0, 1.0),
            ("variability.contact_sd_ms", v.contact_sd_ms, 0.0, 30.0),
            ("variability.drop_sd_deg", v.drop_sd_deg, 0.0, 5.0),
            ("variability.strike_sd_deg", v.strike_sd_deg, 0.0, 10.0),
            ("faults.misalignment_pct", f.misalignment_pct, 0.0, 20.0),
            ("faults.acc_gain_pct", f.acc_gain_pct, -50.0, 50.0),
            ("faults.acc_bias_mps2", f.acc_bias_mps2, 0.0, 10.0),
            ("faults.acc_noise_mps2", f.acc_noise_mps2, 0.0, 20.0),
            ("faults.gyro_gain_pct", f.gyro_gain_pct, -50.0, 50.0),
            ("faults.gyro_bias_dps", f.gyro_bias_dps, 0.0, 200.0),
            ("faults.gyro_walk_dps", f.gyro_walk_dps, 0.0, 100.0),
            ("faults.gyro_noise_dps", f.gyro_noise_dps, 0.0, 200.0),
            ("faults.bits", f64::from(f.bits), 0.0, 32.0),
            ("faults.acc_range_g", f.acc_range_g, 1.0, 1e6),
            ("faults.gyro_range_dps", f.gyro_range_dps, 50.0, 1e9),
            ("faults.resonance_hz", f.resonance_hz, 0.0, 60.0),
            ("faults.resonance_damping", f.resonance_damping, 0.02, 2.0),
            ("faults.slip_deg", f.slip_deg, 0.0, 180.0),
            ("faults.slip_at", f.slip_at, 0.0, 1.0),
            ("faults.bursts_per_min", f.bursts_per_min, 0.0, 60.0),
            ("faults.clock_skew_ppm", f.clock_skew_ppm, -10_000.0, 10_000.0),
            ("faults.clock_offset_s", f.clock_offset_s, 0.0, self.run.duration_s),
            ("faults.jitter", f.jitter, 0.0, 2.0),
            ("faults.dropped_pct", f.dropped_pct, 0.0, 90.0),
            ("faults.gaps", f64::from(f.gaps), 0.0, 1000.0),
            ("faults.gap_s", f.gap_s, 0.0, 600.0),
            ("faults.duplicated_pct", f.duplicated_pct, 0.0, 100.0),
            ("faults.batch", f64::from(f.batch), 1.0, 10_000.0),
            ("faults.stamp_decimals", f64::from(f.stamp_decimals), 0.0, 9.0),
            ("faults.stamp_reset_at_s", f.stamp_reset_at_s, 0.0, self.run.duration_s),
            ("faults.stamp_wrap_s", f.stamp_wrap_s, 0.0, 1e9),
        ] {
            within(key, value, low, high)?;
        }
        let samples = self.run.duration_s * self.rate_hz * self.placements.len() as f64;
        within("samples of all sensors (duration × rate × placements)", samples, 1.0, MOST_SAMPLES)
    }

    fn check_placements(&self) -> Result<(), ProfileError> {
        let wrong = |found: String, expected: &str| ProfileError {
            key: "placements".into(),
            found,
            expected: expected.into(),
        };
        if self.placements.is_empty() {
            return Err(wrong("empty".into(), "at least one placement"));
        }
        for (i, p) in self.placements.iter().enumerate() {
            if p.region() == Region::Elsewhere && p.side().is_none() {
                let all: Vec<&str> = SIMULATED.iter().map(|p| p.id()).collect();
                return Err(wrong(p.to_string(), &format!("one of {}", all.join(", "))));
            }
            if self.placements.iter().take(i).any(|other| other == p) {
                return Err(wrong(format!("{p} twice"), "every placement once"));
            }
        }
        Ok(())
    }
}

/// Placements that can be simulated.
pub const SIMULATED: [Placement; 9] = [
    Placement::LeftFoot,
    Placement::RightFoot,
    Placement::LeftShank,
    Placement::RightShank,
    Placement::Sacrum,
    Placement::Waist,
    Placement::Chest,
    Placement::LeftWrist,
    Placement::RightWrist,
];
