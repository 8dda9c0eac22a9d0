//! Change from run to run.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::metrics::Metric;

/// Change from run to run: what counts as more than the difference between days.
///
/// The changes are those that two single runs with the same device must differ
/// by; none is known from a study of repeated runs with every watch, so all may
/// be replaced by what a runner knows of their own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Trend {
    /// Cadence, %. Ours.
    pub cadence_pct: f64,
    /// Ground contact time, ms. Ours, after the effect of a misplaced sensor.
    pub contact_ms: f64,
    /// Flight time, % (Patoz: smallest real difference).
    pub flight_pct: f64,
    /// Vertical oscillation, mm. Ours.
    pub oscillation_mm: f64,
    /// Vertical ratio, percentage points. Ours.
    pub vertical_ratio_pp: f64,
    /// Contact balance, percentage points. Ours, after the usual range of watches.
    pub balance_pp: f64,
    /// Step length at equal speed, %. Ours.
    pub step_length_pct: f64,
    /// Vertical and leg stiffness, %. Ours.
    pub stiffness_pct: f64,
    /// Averages of whole activities, as lists give them, hold warm-up, hills and walking
    /// breaks: what their days must differ by is so many times as much. Ours.
    pub averages: f64,
    /// Runs whose fresh speed is further from the common one are left out, m/s. Ours.
    pub speed_gap_mps: f64,
    /// The same for metrics whose dependence on speed is not known, m/s. Ours.
    pub plain_speed_gap_mps: f64,
    /// Runs whose fresh part climbs or falls by more are left out, %. Ours.
    pub grade_pct: f64,
    /// Runs from which on the runner's own day-to-day spread counts, if larger. Ours.
    pub own_noise_runs: usize,
    /// Tired parts are compared between runs whose running times differ by at most
    /// this factor. Ours.
    pub running_time_ratio: f64,
    /// Change of a self-rating that counts, points. Ours.
    pub rating_points: f64,
}

impl Trend {
    /// What the levels of two single days must differ by, where the metric is usually
    /// `level`, in its unit.
    pub fn days(&self, metric: Metric, level: f64) -> Option<f64> {
        metric.row().days?.of(level, |key| {
            Some(match key {
                "cadence_pct" => self.cadence_pct,
                "contact_ms" => self.contact_ms,
                "flight_pct" => self.flight_pct,
                "oscillation_mm" => self.oscillation_mm,
                "vertical_ratio_pp" => self.vertical_ratio_pp,
                "balance_pp" => self.balance_pp,
                "step_length_pct" => self.step_length_pct,
                "stiffness_pct" => self.stiffness_pct,
                _ => return None,
            })
        })
    }
}

impl Default for Trend {
    fn default() -> Self {
        Trend {
            cadence_pct: 3.0,
            contact_ms: 10.0,
            flight_pct: 30.0,
            oscillation_mm: 6.0,
            vertical_ratio_pp: 0.6,
            balance_pp: 0.8,
            step_length_pct: 3.0,
            stiffness_pct: 10.0,
            averages: 1.5,
            speed_gap_mps: 0.5,
            plain_speed_gap_mps: 0.2,
            grade_pct: 1.0,
            own_noise_runs: 6,
            running_time_ratio: 1.5,
            rating_points: 1.0,
        }
    }
}
