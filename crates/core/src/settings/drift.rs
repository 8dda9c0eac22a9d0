//! The whole-run model of drift.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The whole-run model of drift at equal speed and slope.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Drift {
    /// Length of a row, s of time on feet. Ours.
    pub row_s: f64,
    /// Rows of a run at most; in longer runs they are longer. Ours.
    pub max_rows: usize,
    /// Share of a row that must be running. Ours.
    pub row_filled: f64,
    /// Seconds slower or faster than these shares of the median speed do not count. Ours.
    pub speed_band: [f64; 2],
    /// Seconds on steeper ground do not count, %. Ours.
    pub max_grade_pct: f64,
    /// Warm-up as a share of the time on feet ... Ours.
    pub warmup_share: f64,
    /// ... and at least, s. Ours.
    pub warmup_min_s: f64,
    /// ... and at most, s. Ours.
    pub warmup_max_s: f64,
    /// A slow tail that climbs at least this much is no cool-down, %. Ours.
    pub cooldown_climb_pct: f64,
    /// Early and late part, each as a share of the running that counts ... Ours.
    pub part_share: f64,
    /// ... at least, s. Ours.
    pub part_min_s: f64,
    /// ... and at most, s. Ours.
    pub part_max_s: f64,
    /// Rows needed in all. Ours.
    pub min_rows: usize,
    /// Rows needed in the early and in the late part. Ours.
    pub min_part_rows: usize,
    /// Distance of the knots of the course, s. Ours.
    pub knot_s: f64,
    /// Intervals between knots at most. Ours.
    pub max_intervals: usize,
    /// Largest error (SD) of a row's speed that is believed, m/s. Ours: GPS errors of
    /// 0.1 m/s that last ten seconds, with room.
    pub speed_error_mps: f64,
    /// Largest error (SD) of a row's slope that is believed, %. Ours.
    pub grade_error_pct: f64,
    /// How uncertain the variance of the speed's errors is, as a share of it. Ours:
    /// with more the run is hardly heard, with less its slopes claim too much.
    pub error_doubt: f64,
    /// What is known of the natural wander of runners' form counts as much as so many
    /// degrees of freedom of what the run itself shows. Ours.
    pub wander_known: f64,
    /// Effects of speed and slope are doubted this much more where no earlier running
    /// supports them. Ours.
    pub extrapolation: f64,
    /// A late row is supported by rows within this share of its speed ... Ours.
    pub support_speed: f64,
    /// ... and within so many points of its slope. Ours.
    pub support_grade_pct: f64,
    /// ... if there are so many. Ours.
    pub support_rows: usize,
    /// Share of the interval's variance from effects of speed and slope above which no
    /// change is `clear`, and above which it must exceed its half width by
    /// `slope_margin` to be `likely`. Ours.
    pub slope_share: [f64; 2],
    /// See `slope_share`. Ours.
    pub slope_margin: f64,
    /// Support below which no change is `clear`. Ours.
    pub support_min: f64,
    /// High confidence: half width of the interval at most so many smallest worthwhile
    /// changes ... Ours.
    pub high_half_swc: f64,
    /// ... and at most this share of its variance from effects of speed and slope. Ours.
    pub high_slope_share: f64,
    /// The same for moderate confidence. Ours.
    pub moderate_half_swc: f64,
    /// The same for moderate confidence. Ours.
    pub moderate_slope_share: f64,
    /// Runs shorter than this have moderate confidence at most, s. Ours.
    pub long_run_s: f64,
    /// Runs shorter than this have low confidence at most, s. Ours.
    pub short_run_s: f64,
    /// Where the speed is not known: how much the pace of early and late part usually
    /// differs (SD, as a share). Ours, from recordings of other people's runs.
    pub unknown_pace: f64,
    /// Where the slope is not known: how much it usually differs (SD, %). Ours.
    pub unknown_grade_pct: f64,
    /// Climbs are steeper than this, descents steeper than this downhill, %. Ours.
    pub ground_pct: f64,
    /// Rows that climbs, level ground or descents need for a comparison of their own. Ours.
    pub ground_rows: usize,
    /// Draws of the course for the interval of its beginning. Ours.
    pub onset_draws: usize,
    /// Share of the draws that must have a beginning. Ours.
    pub onset_share: f64,
}

impl Default for Drift {
    fn default() -> Self {
        Drift {
            row_s: 30.0,
            max_rows: 400,
            row_filled: 0.5,
            speed_band: [0.4, 1.8],
            max_grade_pct: 30.0,
            warmup_share: 0.15,
            warmup_min_s: 240.0,
            warmup_max_s: 600.0,
            cooldown_climb_pct: 2.0,
            part_share: 0.25,
            part_min_s: 240.0,
            part_max_s: 900.0,
            min_rows: 16,
            min_part_rows: 5,
            knot_s: 600.0,
            max_intervals: 10,
            speed_error_mps: 0.12,
            grade_error_pct: 0.5,
            error_doubt: 0.4,
            wander_known: 3.0,
            extrapolation: 0.25,
            support_speed: 0.05,
            support_grade_pct: 2.0,
            support_rows: 4,
            slope_share: [0.5, 0.7],
            slope_margin: 1.25,
            support_min: 0.5,
            high_half_swc: 1.0,
            high_slope_share: 0.3,
            moderate_half_swc: 1.5,
            moderate_slope_share: 0.6,
            long_run_s: 2400.0,
            short_run_s: 1200.0,
            unknown_pace: 0.05,
            unknown_grade_pct: 1.0,
            ground_pct: 2.0,
            ground_rows: 24,
            onset_draws: 400,
            onset_share: 0.9,
        }
    }
}
