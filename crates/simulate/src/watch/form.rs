//! The runner's form as a function of speed, slope and fatigue.

use crate::metrics::Metric;
use crate::units::STANDARD_GRAVITY as G;

use super::{Fatigue, Runner};

/// Speeds are taken as if within these shares of base speed: outside them
/// (standing, accelerating) power laws of running mean nothing.
const SPEED_RANGE: (f64, f64) = (0.55, 1.8);

/// Peak-to-peak oscillation of the centre of mass, m, of a runner whose
/// vertical force is half a sine over contact (Morin 2005):
/// `g[tc(tc+tf)/(2π) + (tf²−tc²)/8]`, times in seconds.
pub fn spring_mass_oscillation_m(contact_s: f64, flight_s: f64) -> f64 {
    let step = contact_s + flight_s;
    G * (contact_s * step / std::f64::consts::TAU
        + (flight_s * flight_s - contact_s * contact_s) / 8.0)
}

/// Form at one moment, free of any error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Form {
    /// Steps of both feet per minute.
    pub cadence_spm: f64,
    /// Ground contact time, mean of both feet, ms.
    pub contact_ms: f64,
    /// Vertical oscillation at the sensor's site, mm.
    pub oscillation_mm: f64,
    /// Left share of contact time, %.
    pub balance_left_pct: f64,
    /// Speed, m/s.
    pub speed_mps: f64,
}

impl Form {
    /// Running at `speed_mps` on a slope of `grade_pct` with fatigue `q` (0..1).
    ///
    /// Shares of base speed outside 0.55–1.8 take the form of the nearest bound.
    pub fn running(
        runner: &Runner,
        fatigue: &Fatigue,
        speed_mps: f64,
        grade_pct: f64,
        q: f64,
    ) -> Form {
        let ratio = (speed_mps / runner.speed_mps).clamp(SPEED_RANGE.0, SPEED_RANGE.1);
        let changed = |pct: f64, amount: f64| 1.0 + pct / 100.0 * amount;
        let cadence_spm = runner.cadence_spm
            * ratio.powf(runner.cadence_speed_exponent)
            * changed(runner.cadence_grade_pct, grade_pct)
            * changed(fatigue.cadence_pct, q);
        let contact_ms = runner.contact_ms
            * ratio.powf(runner.contact_speed_exponent)
            * changed(runner.contact_grade_pct, grade_pct)
            * changed(fatigue.contact_pct, q);
        let contact_s = contact_ms / 1000.0;
        let flight_s = 60.0 / cadence_spm - contact_s;
        let centre_of_mass_mm = 1000.0 * spring_mass_oscillation_m(contact_s, flight_s);
        let oscillation_mm = (centre_of_mass_mm + runner.oscillation_site_offset_mm)
            * ratio.powf(runner.oscillation_speed_extra)
            * changed(fatigue.oscillation_extra_pct, q);
        Form {
            cadence_spm,
            contact_ms,
            oscillation_mm,
            balance_left_pct: runner.balance_left_pct
                + q * fatigue.balance_pp
                + runner.balance_speed_pp * runner.speed_mps * (ratio - 1.0),
            speed_mps,
        }
    }

    /// Walking: both feet overlap on the ground (duty factor 62 %; ours).
    pub fn walking(runner: &Runner, speed_mps: f64) -> Form {
        let cadence_spm = 112.0;
        Form {
            cadence_spm,
            contact_ms: 0.62 * 2.0 * 60_000.0 / cadence_spm,
            oscillation_mm: 42.0,
            balance_left_pct: runner.balance_left_pct,
            speed_mps,
        }
    }

    /// Time between two contacts, ms (negative when they overlap).
    pub fn flight_ms(&self) -> f64 {
        60_000.0 / self.cadence_spm - self.contact_ms
    }

    /// Contact of one foot as a share of the stride, %.
    pub fn duty_factor_pct(&self) -> f64 {
        self.contact_ms / (2.0 * 60_000.0 / self.cadence_spm) * 100.0
    }

    /// Way of one step, m: speed over step rate.
    pub fn step_length_m(&self) -> f64 {
        self.speed_mps * 60.0 / self.cadence_spm
    }

    /// Oscillation over step length, %.
    pub fn vertical_ratio_pct(&self) -> f64 {
        self.oscillation_mm / (10.0 * self.step_length_m())
    }

    /// The value of a simulated metric in its own unit; `None` for the others.
    pub fn metric(&self, metric: Metric) -> Option<f64> {
        match metric {
            Metric::Cadence => Some(self.cadence_spm),
            Metric::GroundContactTime => Some(self.contact_ms),
            Metric::VerticalOscillation => Some(self.oscillation_mm),
            Metric::StepLength => Some(self.step_length_m()),
            Metric::ContactBalanceLeft => Some(self.balance_left_pct),
            Metric::VerticalRatio => Some(self.vertical_ratio_pct()),
            Metric::FlightTime => Some(self.flight_ms()),
            Metric::DutyFactor => Some(self.duty_factor_pct()),
            _ => None,
        }
    }
}

/// The metrics whose truth is known, in the order of the truth file.
pub(super) const METRICS: [Metric; 8] = [
    Metric::Cadence,
    Metric::GroundContactTime,
    Metric::VerticalOscillation,
    Metric::StepLength,
    Metric::ContactBalanceLeft,
    Metric::VerticalRatio,
    Metric::FlightTime,
    Metric::DutyFactor,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oscillation_agrees_with_the_published_check_values() {
        for (contact, flight, cm) in [(0.25, 0.1029, 7.41), (0.20, 0.1243, 7.12)] {
            let got = 100.0 * spring_mass_oscillation_m(contact, flight);
            assert!((got - cm).abs() < 0.02, "{got} for {cm}");
        }
    }

    #[test]
    fn form_follows_speed_slope_and_fatigue_by_hand() {
        let runner =
            Runner { speed_mps: 3.0, cadence_spm: 170.0, contact_ms: 250.0, ..Runner::default() };
        let fatigue =
            Fatigue { cadence_pct: -2.0, contact_pct: 4.0, balance_pp: 1.0, ..Fatigue::default() };
        let form = Form::running(&runner, &fatigue, 3.3, 2.0, 0.5);
        // 170 · 1.1^0.15 · 1.0114 · 0.99 and 250 · 1.1^−0.65 · 1.008 · 1.02
        assert!((form.cadence_spm - 172.669_634).abs() < 1e-6, "{}", form.cadence_spm);
        assert!((form.contact_ms - 241.599_186).abs() < 1e-6, "{}", form.contact_ms);
        assert!((form.balance_left_pct - 50.7).abs() < 1e-12);
        assert!((form.step_length_m() - 3.3 * 60.0 / form.cadence_spm).abs() < 1e-12);
        let step_ms = 60_000.0 / form.cadence_spm;
        assert!((form.flight_ms() + form.contact_ms - step_ms).abs() < 1e-9);
    }
}
