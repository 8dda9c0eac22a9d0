//! Comparison, uncertainty, and what change matters.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RunnerEffects;
use crate::metrics::Metric;

/// Comparison and uncertainty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Compare {
    /// Length of the rows whose medians are compared, s. Ours.
    pub row_s: f64,
    /// Share of a row that must be valid. Ours.
    pub row_valid_share: f64,
    /// Rows needed in each window. Ours.
    pub min_rows: usize,
    /// Blocks of the middle of the run, each with its own level, s. Ours: one
    /// level for the whole middle biases a 3 % step by half a percent.
    pub middle_block_s: f64,
    /// Huber constant: 95 % efficiency under normal errors (Huber 1964).
    pub huber_k: f64,
    /// Slope range from which a quadratic term is fitted, %. Ours.
    pub quadratic_grade_pct: f64,
    /// Error (SD) of the speed of one row, m/s. Ours, for GPS errors of 0.1 m/s
    /// that last ten seconds; less where the run's own speed is steadier.
    pub speed_error_mps: f64,
    /// Error (SD) of the slope of one row, %. Ours.
    pub grade_error_pct: f64,
    /// How uncertain the variance of these errors is, as a share of it. Ours.
    pub error_doubt: f64,
    /// Width of a speed bin, m/s. Ours.
    pub bin_speed_mps: f64,
    /// Width of a slope bin, %. Ours.
    pub bin_grade_pct: f64,
    /// Seconds a bin needs in both windows. Ours.
    pub bin_min_s: f64,
    /// Seconds at common speed and slope needed in each window. Ours.
    pub matched_min_s: f64,
    /// Effective observations per window below which a verdict is at most "likely". Ours:
    /// the interval already allows for them, but its own width is uncertain then.
    pub n_eff_min: f64,
    /// A window whose seconds are scattered over this many times its length is one
    /// part of the run no more: verdicts are at most "likely", from the second
    /// number on at most "possible". Ours.
    pub scattered: [f64; 2],
    /// A left-right change must show in both halves of the fatigued window, in each
    /// at least this share of the smallest worthwhile change. Ours: the camber of a
    /// road, or a bend, changes the balance for a while.
    pub balance_half_share: f64,
    /// A change below the smallest worthwhile one counts as stable only when the
    /// interval's half width is at most this many smallest worthwhile changes. Ours.
    pub noise_limit_swc: f64,
    /// Heart rate follows effort by about this much, s (20-40 in the literature).
    pub hr_lag_s: f64,
    /// Share of the heart rate that does not follow the pace (the resting rate and
    /// more); slowing by 10 % raises heart rate against pace by this share of it. Ours.
    pub hr_constant_share: f64,
    /// Benjamini-Hochberg false discovery rate within a family. Ours.
    pub fdr: f64,
    /// Steepest mean slope at which stiffness is compared, % (Meyer 2023: the
    /// spring-mass model does not hold on slopes; the limit is ours).
    pub stiffness_grade_pct: f64,
    /// Effects of speed and slope from the runner's other runs; none by default.
    #[serde(skip_serializing_if = "RunnerEffects::is_empty")]
    pub effects: RunnerEffects,
    /// Smallest worthwhile changes.
    pub swc: Swc,
    /// CUSUM slack per row, in SDs of the fresh window (Page 1954).
    pub cusum_slack: f64,
    /// CUSUM alarm level, in SDs. Ours, after the calibration study.
    pub cusum_alarm: f64,
    /// Rows a change must last, and that a break leaves on either side. Ours.
    pub onset_min_rows: usize,
    /// An onset whose interval covers more than this share of the run is no clear onset. Ours.
    pub onset_max_share: f64,
    /// Decoupling levels: mild, moderate, strong from, %. Ours, after Smyth 2022.
    pub decoupling_levels_pct: [f64; 3],
    /// Loss of speed between the windows that counts as mild evidence, %. Ours.
    pub pace_loss_pct: f64,
    /// Duration that is told beside the evidence, of which it is none, s. Ours.
    pub long_duration_s: f64,
    /// How hard the runner found the whole run, 0-10 (Borg CR10 as session RPE, Foster 2001).
    pub rpe: Option<f64>,
    /// RPE levels: mild, moderate, strong evidence from. Ours.
    pub rpe_levels: [f64; 3],
    /// A rating up to this speaks against fatigue. Ours.
    pub rpe_easy: f64,
}

impl Default for Compare {
    fn default() -> Self {
        Compare {
            row_s: 30.0,
            row_valid_share: 0.6,
            min_rows: 5,
            middle_block_s: 600.0,
            huber_k: 1.345,
            quadratic_grade_pct: 3.0,
            speed_error_mps: 0.07,
            grade_error_pct: 0.5,
            error_doubt: 1.0,
            bin_speed_mps: 0.1,
            bin_grade_pct: 1.0,
            bin_min_s: 5.0,
            matched_min_s: 120.0,
            n_eff_min: 8.0,
            scattered: [3.0, 6.0],
            balance_half_share: 0.5,
            noise_limit_swc: 2.0,
            hr_lag_s: 30.0,
            hr_constant_share: 0.4,
            fdr: 0.10,
            stiffness_grade_pct: 1.5,
            effects: RunnerEffects::default(),
            swc: Swc::default(),
            cusum_slack: 0.5,
            cusum_alarm: 5.0,
            onset_min_rows: 6,
            onset_max_share: 0.6,
            decoupling_levels_pct: [3.0, 5.0, 10.0],
            pace_loss_pct: 3.0,
            long_duration_s: 4500.0,
            rpe: None,
            rpe_levels: [7.0, 8.0, 9.0],
            rpe_easy: 3.0,
        }
    }
}

/// Smallest worthwhile changes within a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Swc {
    /// Cadence, %. Ours.
    pub cadence_pct: f64,
    /// Spread of the cadence within half a minute, percentage points. Ours.
    pub cadence_cv_pp: f64,
    /// Ground contact time, %. Ours.
    pub contact_pct: f64,
    /// Flight time, %. Ours.
    pub flight_pct: f64,
    /// Duty factor, %. Ours, as contact time.
    pub duty_factor_pct: f64,
    /// Vertical oscillation, %. Ours.
    pub oscillation_pct: f64,
    /// Vertical ratio, percentage points. Ours.
    pub vertical_ratio_pp: f64,
    /// Contact balance from a sensor on each foot, percentage points (symmetry
    /// index 2 %; Girard 2019 gives the normal spread).
    pub balance_pp: f64,
    /// The same from one sensor on the trunk or an unknown site (symmetry index
    /// 4 %). Ours: a trunk that begins to lean to a side looks like a longer contact.
    pub balance_trunk_pp: f64,
    /// Step length at matched speed, % (Esteve-Lanao 2008: untreated late loss 3.05 ± 1.2 %).
    pub step_length_pct: f64,
    /// Vertical stiffness, %. Ours.
    pub vertical_stiffness_pct: f64,
    /// Leg stiffness, %. Ours.
    pub leg_stiffness_pct: f64,
    /// Spread of stride times, % of itself. Ours: a spread over 31 strides is
    /// itself uncertain by 13 %.
    pub stride_time_cv_pct: f64,
    /// Asymmetry of step, flight or contact time, percentage points. Ours, from
    /// the normal spread of 2-4 % (Girard 2019).
    pub asymmetry_pp: f64,
    /// Pelvic drop, degrees. Ours.
    pub pelvic_drop_deg: f64,
    /// Forward lean, degrees. Ours.
    pub lean_deg: f64,
    /// Speed lost in braking, %. Ours.
    pub braking_pct: f64,
    /// Inclination of the shank at contact, degrees. Ours.
    pub shank_deg: f64,
    /// Pitch of the foot at contact, degrees. Ours.
    pub strike_deg: f64,
    /// Asymmetry of the arm swing, percentage points. Ours: arms differ more than legs.
    pub arm_swing_pp: f64,
}

impl Swc {
    /// The smallest worthwhile change of a metric that is usually `level`, in the
    /// metric's unit; `each_foot` where each foot was measured by itself.
    pub fn of(&self, metric: Metric, each_foot: bool, level: f64) -> Option<f64> {
        let row = metric.row();
        let own = row.worthwhile_each_foot.filter(|_| each_foot);
        own.or(row.worthwhile)?.of(level, |key| self.get(key))
    }

    /// The setting of this name.
    fn get(&self, key: &str) -> Option<f64> {
        Some(match key {
            "cadence_pct" => self.cadence_pct,
            "cadence_cv_pp" => self.cadence_cv_pp,
            "contact_pct" => self.contact_pct,
            "flight_pct" => self.flight_pct,
            "duty_factor_pct" => self.duty_factor_pct,
            "oscillation_pct" => self.oscillation_pct,
            "vertical_ratio_pp" => self.vertical_ratio_pp,
            "balance_pp" => self.balance_pp,
            "balance_trunk_pp" => self.balance_trunk_pp,
            "step_length_pct" => self.step_length_pct,
            "vertical_stiffness_pct" => self.vertical_stiffness_pct,
            "leg_stiffness_pct" => self.leg_stiffness_pct,
            "stride_time_cv_pct" => self.stride_time_cv_pct,
            "asymmetry_pp" => self.asymmetry_pp,
            "pelvic_drop_deg" => self.pelvic_drop_deg,
            "lean_deg" => self.lean_deg,
            "braking_pct" => self.braking_pct,
            "shank_deg" => self.shank_deg,
            "arm_swing_pp" => self.arm_swing_pp,
            _ => return None,
        })
    }
}

impl Default for Swc {
    fn default() -> Self {
        Swc {
            cadence_pct: 1.5,
            cadence_cv_pp: 0.4,
            contact_pct: 2.5,
            flight_pct: 5.0,
            duty_factor_pct: 2.5,
            oscillation_pct: 4.0,
            vertical_ratio_pp: 0.3,
            balance_pp: 0.5,
            balance_trunk_pp: 1.0,
            step_length_pct: 1.5,
            vertical_stiffness_pct: 4.0,
            leg_stiffness_pct: 5.0,
            stride_time_cv_pct: 25.0,
            asymmetry_pp: 2.0,
            pelvic_drop_deg: 1.5,
            lean_deg: 2.5,
            braking_pct: 10.0,
            shank_deg: 3.0,
            strike_deg: 3.0,
            arm_swing_pp: 10.0,
        }
    }
}
