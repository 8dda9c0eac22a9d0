//! Is a profile one that can be run?

use thiserror::Error;

use super::world::LONGEST_S;
use super::{FatigueCurve, Plan, Recorder, WatchProfile};

/// Shortest run worth a watch recording, s.
const SHORTEST_S: f64 = 60.0;

/// A profile value outside what can be simulated.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("{key} is {found}, but must be {expected}")]
pub struct ProfileError {
    /// Path of the value, e.g. `runner.speed_mps`.
    pub key: String,
    /// What it is.
    pub found: String,
    /// What it may be.
    pub expected: String,
}

impl WatchProfile {
    /// Checks that every value makes sense. Warm-up, pauses and walks may reach
    /// past the end: what lies there does not happen.
    ///
    /// # Errors
    /// The first value that does not, and its bounds.
    pub fn check(&self) -> Result<(), ProfileError> {
        self.check_from(SHORTEST_S)
    }

    /// As [`check`](Self::check), with a least duration of its own.
    pub(crate) fn check_from(&self, shortest_s: f64) -> Result<(), ProfileError> {
        let (r, f, p, d) = (&self.runner, &self.fatigue, &self.pacing, &self.device);
        let h = &self.heart;
        within("duration_s", self.duration_s, shortest_s, LONGEST_S)?;
        within("utc_offset_s", f64::from(self.utc_offset_s), -93_599.0, 93_599.0)?;
        within("runner.speed_mps", r.speed_mps, 1.5, 7.0)?;
        within("runner.cadence_spm", r.cadence_spm, 120.0, 240.0)?;
        within("runner.contact_ms", r.contact_ms, 120.0, 400.0)?;
        within("runner.oscillation_site_offset_mm", r.oscillation_site_offset_mm, -50.0, 50.0)?;
        within("runner.balance_left_pct", r.balance_left_pct, 40.0, 60.0)?;
        within("runner.cadence_speed_exponent", r.cadence_speed_exponent, -1.0, 1.0)?;
        within("runner.contact_speed_exponent", r.contact_speed_exponent, -1.5, 1.0)?;
        within("runner.cadence_grade_pct", r.cadence_grade_pct, -3.0, 3.0)?;
        within("runner.contact_grade_pct", r.contact_grade_pct, -3.0, 3.0)?;
        within("fatigue.cadence_pct", f.cadence_pct, -30.0, 30.0)?;
        within("fatigue.contact_pct", f.contact_pct, -30.0, 30.0)?;
        within("fatigue.oscillation_extra_pct", f.oscillation_extra_pct, -50.0, 50.0)?;
        within("fatigue.balance_pp", f.balance_pp, -10.0, 10.0)?;
        within("fatigue.speed_pct", f.speed_pct, -60.0, 30.0)?;
        match f.curve {
            FatigueCurve::None => {}
            FatigueCurve::Linear { from, to } => {
                within("fatigue.curve.from", from, 0.0, 1.0)?;
                within("fatigue.curve.to", to, from, 1.0)?;
            }
            FatigueCurve::Exponential { from, rate } => {
                within("fatigue.curve.from", from, 0.0, 1.0)?;
                within("fatigue.curve.rate", rate, -20.0, 20.0)?;
            }
            FatigueCurve::Step { at } => within("fatigue.curve.at", at, 0.0, 1.0)?,
        }
        match p.plan {
            Plan::Constant => {}
            Plan::Slowing { by_pct, from } | Plan::Progressive { by_pct, from } => {
                within("pacing.plan.by_pct", by_pct, 0.0, 60.0)?;
                within("pacing.plan.from", from, 0.0, 1.0)?;
            }
            Plan::Intervals(i) => {
                within("pacing.plan.work_s", i.work_s, 5.0, 7200.0)?;
                within("pacing.plan.rest_s", i.rest_s, 5.0, 7200.0)?;
                within("pacing.plan.work_speed", i.work_speed, 0.3, 2.5)?;
                within("pacing.plan.rest_speed", i.rest_speed, 0.3, 2.5)?;
            }
        }
        within("pacing.warm_up_s", p.warm_up_s, 0.0, LONGEST_S)?;
        within("pacing.warm_up_from", p.warm_up_from, 0.3, 1.5)?;
        within("pacing.cool_down_s", p.cool_down_s, 0.0, LONGEST_S)?;
        within("pacing.cool_down_speed", p.cool_down_speed, 0.3, 1.5)?;
        within("pacing.wander_sd_mps", p.wander_sd_mps, 0.0, 1.0)?;
        within("pacing.wander_tau_s", p.wander_tau_s, 1.0, 3600.0)?;
        within("pacing.slope_slowing_pct", p.slope_slowing_pct, 0.0, 6.0)?;
        within("course.start_altitude_m", self.course.start_altitude_m, -400.0, 8000.0)?;
        if let Some(lap) = self.course.track_lap_m {
            within("course.track_lap_m", lap, 100.0, 100_000.0)?;
        }
        for (key, bouts) in
            [("breaks.pauses", &self.breaks.pauses), ("breaks.walks", &self.breaks.walks)]
        {
            for bout in bouts {
                within(&format!("{key}.at_s"), bout.at_s, 1.0, LONGEST_S)?;
                within(&format!("{key}.for_s"), bout.for_s, 1.0, LONGEST_S)?;
            }
        }
        within("heart.rest_bpm", h.rest_bpm, 25.0, 120.0)?;
        within("heart.running_bpm", h.running_bpm, h.rest_bpm, 230.0)?;
        within("heart.tau_s", h.tau_s, 1.0, 300.0)?;
        within("heart.drift_pct_per_h", h.drift_pct_per_h, -30.0, 30.0)?;
        if let Recorder::Smart { min_s, max_s } = d.recorder {
            within("device.recorder.min_s", f64::from(min_s), 1.0, 60.0)?;
            within("device.recorder.max_s", f64::from(max_s), f64::from(min_s), 60.0)?;
        }
        within("device.smoothing_s", d.smoothing_s, 0.0, 60.0)?;
        for (name, noise) in d.noise.fields() {
            within(&format!("device.noise.{name}.sd"), noise.sd, 0.0, 100.0)?;
            within(&format!("device.noise.{name}.phi"), noise.phi, 0.0, 0.9999)?;
        }
        within("device.speed_dropouts.per_hour", d.speed_dropouts.per_hour, 0.0, 600.0)?;
        if let Some(at) = d.dynamics_vanish_at {
            within("device.dynamics_vanish_at", at, 0.0, 1.0)?;
        }
        if let Some(switch) = d.switch {
            within("device.switch.at", switch.at, 0.0, 1.0)?;
        }
        Ok(())
    }
}

/// Refuses NaN too.
pub(crate) fn within(key: &str, value: f64, low: f64, high: f64) -> Result<(), ProfileError> {
    if value >= low && value <= high {
        return Ok(());
    }
    Err(ProfileError {
        key: key.to_string(),
        found: value.to_string(),
        expected: format!("between {low} and {high}"),
    })
}
