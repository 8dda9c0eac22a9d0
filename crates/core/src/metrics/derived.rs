//! Metrics computed from others: flight time, duty factor, spring-mass
//! stiffness, step length.
//!
//! Spring-mass formulas: Morin et al. 2005 (J Appl Biomech 21:167), sine-wave
//! model of the vertical force. Published bias against force plates: vertical
//! stiffness 0.1-2.3 %, leg stiffness 2.5-6.1 %. Level ground only (Meyer 2023).

use std::f64::consts::PI;

use crate::units::STANDARD_GRAVITY as G;

/// Share of the standing height taken as leg length (Winter's segment table).
pub const LEG_SHARE_OF_HEIGHT: f64 = 0.53;

/// Step time in ms from cadence in steps per minute.
pub fn step_time_ms(cadence_spm: f64) -> f64 {
    60_000.0 / cadence_spm
}

/// Flight time in ms: step time minus contact time. Negative values are
/// grounded running.
pub fn flight_time_ms(cadence_spm: f64, contact_ms: f64) -> f64 {
    step_time_ms(cadence_spm) - contact_ms
}

/// Duty factor in %: contact time over stride time (two steps).
pub fn duty_factor_pct(cadence_spm: f64, contact_ms: f64) -> f64 {
    100.0 * contact_ms / (2.0 * step_time_ms(cadence_spm))
}

/// Step length in m from speed (m/s) and cadence (spm).
pub fn step_length_m(speed_mps: f64, cadence_spm: f64) -> f64 {
    speed_mps * 60.0 / cadence_spm
}

/// Vertical ratio in %: oscillation (mm) over step length (m).
pub fn vertical_ratio_pct(oscillation_mm: f64, step_length_m: f64) -> f64 {
    oscillation_mm / (10.0 * step_length_m)
}

/// The spring-mass model of one step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpringMass {
    /// Peak vertical force in body weights.
    pub peak_force_bw: f64,
    /// Drop of the centre of mass during contact, m.
    pub contact_drop_m: f64,
    /// Vertical stiffness per kilogram of body mass, 1/s².
    pub vertical_stiffness_per_kg: f64,
    /// Total oscillation of the centre of mass, m.
    pub oscillation_m: f64,
}

/// Spring-mass model from contact time and flight time in ms; `None` outside
/// the model's validity (no flight to speak of).
pub fn spring_mass(contact_ms: f64, flight_ms: f64) -> Option<SpringMass> {
    let (tc, tf) = (contact_ms / 1000.0, flight_ms / 1000.0);
    if !(tc > 0.05 && tf > -0.03 && tc.is_finite() && tf.is_finite()) {
        return None;
    }
    let peak_force_bw = PI / 2.0 * (tf / tc + 1.0);
    let contact_drop_m = peak_force_bw * G * tc * tc / (PI * PI) - G * tc * tc / 8.0;
    if contact_drop_m <= 0.0 {
        return None;
    }
    let oscillation_m = contact_drop_m + G * tf * tf.abs() / 8.0;
    Some(SpringMass {
        peak_force_bw,
        contact_drop_m,
        vertical_stiffness_per_kg: peak_force_bw * G / contact_drop_m,
        oscillation_m,
    })
}

/// Leg stiffness per kilogram of body mass, 1/s², for a leg of `leg_m` at
/// `speed_mps`; `None` when the leg would have to swing past the horizontal.
pub fn leg_stiffness_per_kg(
    model: SpringMass,
    contact_ms: f64,
    speed_mps: f64,
    leg_m: f64,
) -> Option<f64> {
    let half = speed_mps * contact_ms / 2000.0;
    let under = leg_m * leg_m - half * half;
    if under.is_nan() || under <= 0.0 {
        return None;
    }
    let compression = leg_m - under.sqrt() + model.contact_drop_m;
    Some(model.peak_force_bw * G / compression)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64, tolerance: f64) {
        assert!((a - b).abs() <= tolerance, "{a} is not {b} ± {tolerance}");
    }

    #[test]
    fn spring_mass_test_vectors() {
        let a = spring_mass(250.0, 102.9).unwrap();
        near(a.oscillation_m * 100.0, 7.41, 0.02);
        near(a.contact_drop_m * 100.0, 6.11, 0.02);
        near(a.peak_force_bw, 2.22, 0.005);
        near(spring_mass(200.0, 124.3).unwrap().oscillation_m * 100.0, 7.12, 0.02);
    }

    /// Relative sensitivities at v = 3.2 m/s and a 0.93 m leg.
    #[test]
    fn stiffness_sensitivities() {
        let kv = |tc: f64, t: f64| spring_mass(tc, t - tc).unwrap().vertical_stiffness_per_kg;
        let kl = |tc: f64, t: f64| {
            leg_stiffness_per_kg(spring_mass(tc, t - tc).unwrap(), tc, 3.2, 0.93).unwrap()
        };
        let d = |f: &dyn Fn(f64) -> f64, x: f64| {
            (f(x * 1.001).ln() - f(x / 1.001).ln()) / (2.0 * 1.001f64.ln())
        };
        for (tc, t, dv, dl) in [
            (250.0, 353.0, -0.75, -2.16),
            (200.0, 324.0, -1.06, -2.11),
            (300.0, 375.0, -0.31, -2.23),
        ] {
            near(d(&|x| kv(x, t), tc), dv, 0.02);
            near(d(&|x| kl(x, t), tc), dl, 0.02);
        }
        near(d(&|s| kv(250.0 * s, 353.0 * s), 1.0), -2.0, 0.005);
        near(d(&|s| kl(250.0 * s, 353.0 * s), 1.0), -2.06, 0.02);
    }

    #[test]
    fn times_and_lengths() {
        near(step_time_ms(170.0), 352.94, 0.01);
        near(flight_time_ms(170.0, 250.0), 102.94, 0.01);
        near(duty_factor_pct(170.0, 250.0), 35.417, 0.001);
        near(step_length_m(3.0, 180.0), 1.0, 1e-12);
        near(vertical_ratio_pct(80.0, 1.0), 8.0, 1e-12);
    }
}
