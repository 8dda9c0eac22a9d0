//! What counts as running, and what is left out of comparisons.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::metrics::Metric;

/// What counts as running, and which values are believable while running.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Gate {
    /// Steps per minute between which a second can be running. Ours.
    pub cadence_spm: [f64; 2],
    /// Slowest running speed, m/s. Ours; Garmin and WKO use 1.5-1.8.
    pub min_speed_mps: f64,
    /// Running stretches shorter than this do not count, s. Ours.
    pub min_run_s: f64,
    /// Believable contact time, ms. Longer is walking. Ours.
    pub contact_ms: [f64; 2],
    /// Believable vertical oscillation, mm. Ours.
    pub oscillation_mm: [f64; 2],
    /// Believable vertical ratio, %. Ours.
    pub vertical_ratio_pct: [f64; 2],
    /// Believable step length, m; 2.5 is a stop value on some watches. Ours.
    pub step_length_m: [f64; 2],
    /// Believable left share of contact, %. Ours.
    pub balance_pct: [f64; 2],
    /// A balance of exactly 50.00 for at least this long is a start-up default, s. Ours.
    pub balance_default_s: f64,
    /// Contact and oscillation both frozen for this long are a lost sensor, s. Ours.
    pub stuck_s: f64,
    /// Fewer seconds of running than this are not analysed as a run. Ours.
    pub min_total_run_s: f64,
    /// Smallest share of the moving time that must be running. Ours.
    pub min_run_share: f64,
    /// A recording whose median speed is above this is no run, m/s. Ours: the best
    /// over 1500 m, the shortest distance anybody records as a run, is 7.3 m/s.
    pub max_typical_speed_mps: f64,
}

impl Gate {
    /// Believable values of a metric, where a range is set.
    pub fn range(&self, metric: Metric) -> Option<[f64; 2]> {
        Some(match metric.row().range? {
            "contact_ms" => self.contact_ms,
            "oscillation_mm" => self.oscillation_mm,
            "vertical_ratio_pct" => self.vertical_ratio_pct,
            "step_length_m" => self.step_length_m,
            "balance_pct" => self.balance_pct,
            _ => return None,
        })
    }
}

impl Default for Gate {
    fn default() -> Self {
        Gate {
            cadence_spm: [140.0, 220.0],
            min_speed_mps: 1.8,
            min_run_s: 10.0,
            contact_ms: [120.0, 450.0],
            oscillation_mm: [20.0, 200.0],
            vertical_ratio_pct: [2.0, 25.0],
            step_length_m: [0.3, 2.499],
            balance_pct: [40.0, 60.0],
            balance_default_s: 5.0,
            stuck_s: 20.0,
            min_total_run_s: 120.0,
            min_run_share: 0.1,
            max_typical_speed_mps: 7.3,
        }
    }
}

/// Seconds left out of comparisons.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MaskSettings {
    /// Speed as a multiple of the median running speed. Ours.
    pub speed_band: [f64; 2],
    /// Where inertial sensors have no speed that could show it: a cadence so many per
    /// cent above the run's median is a sprint. Ours: cadence rises by 0.15 % per 1 % of
    /// speed; tired runners slow theirs.
    pub sprint_cadence_pct: f64,
    /// Steepest slope with barometric altitude, %. Ours, after the effect of
    /// slope on step frequency (Padulo 2013) and contact (Vernillo 2017).
    pub grade_pct: f64,
    /// The same with GPS altitude, which is noisier, %. Ours.
    pub grade_gps_pct: f64,
    /// Smoothing length of the altitude on distance, m. Ours.
    pub grade_window_m: f64,
    /// The same with GPS altitude, m. Ours.
    pub grade_window_gps_m: f64,
    /// Change of speed over `accel_span_s`, m/s². Ours.
    pub accel_mps2: f64,
    /// Span for the change of speed, s. Ours.
    pub accel_span_s: f64,
    /// Dropped after a pause: values are stale or smoothed across it, s. Ours.
    pub after_pause_s: f64,
    /// Below this speed a stretch is a stop, m/s. Ours.
    pub stop_speed_mps: f64,
    /// ... when it lasts this long, s. Ours.
    pub stop_min_s: f64,
    /// A gap between records is a pause when longer than this, s. Ours.
    pub gap_min_s: f64,
    /// ... and longer than this many usual steps. Ours.
    pub gap_dt_factor: f64,
    /// Missing GPS for at least this long is a dropout, s. Ours.
    pub gps_dropout_s: f64,
    /// Dropped after a GPS dropout, s. Ours.
    pub after_gps_s: f64,
}

impl Default for MaskSettings {
    fn default() -> Self {
        MaskSettings {
            speed_band: [0.6, 1.5],
            sprint_cadence_pct: 8.0,
            grade_pct: 2.0,
            grade_gps_pct: 3.0,
            grade_window_m: 60.0,
            grade_window_gps_m: 120.0,
            accel_mps2: 0.05,
            accel_span_s: 10.0,
            after_pause_s: 30.0,
            stop_speed_mps: 0.5,
            stop_min_s: 10.0,
            gap_min_s: 10.0,
            gap_dt_factor: 3.0,
            gps_dropout_s: 5.0,
            after_gps_s: 15.0,
        }
    }
}
