//! Every threshold: value, unit, meaning and origin.
//!
//! Origins: *source* names the publication or manual; *ours* marks an
//! engineering default that a user may reasonably change. A TOML file with any
//! subset of these fields can be given with `--settings`.

mod imu;

pub use imu::Imu;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::recording::SensorFamily;

/// All settings of an analysis.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Which field wins when several sensors measure the same.
    pub prefer: Prefer,
    /// The runner.
    pub runner: Runner,
    /// What counts as running, and as a believable value.
    pub gate: Gate,
    /// What is left out of comparisons.
    pub mask: MaskSettings,
    /// Choice of the fresh and fatigued windows.
    pub windows: Windows,
    /// Interval sessions.
    pub intervals: Intervals,
    /// Recordings of inertial sensors.
    pub imu: Imu,
    /// Comparison and uncertainty.
    pub compare: Compare,
    /// Strength plan.
    pub strength: Strength,
    /// Change from run to run.
    pub trend: Trend,
}

impl Settings {
    /// SHA-256 over the settings, hexadecimal: equal settings, equal hash.
    pub fn hash(&self) -> String {
        let json = serde_json::to_vec(self).unwrap_or_default();
        Sha256::digest(&json).iter().map(|b| format!("{b:02x}")).collect()
    }
}

/// Which sensor wins when a file holds the same quantity twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Prefer {
    /// The device's own field first, then Stryd, then RunScribe, then others.
    /// Ours, after what other programs do: native fields carry units by standard.
    #[default]
    Native,
    /// Stryd fields first.
    Stryd,
    /// RunScribe fields first.
    Runscribe,
}

impl Prefer {
    /// Rank of a family, lower wins.
    pub fn rank(self, family: SensorFamily) -> u8 {
        let preferred = match self {
            Prefer::Native => SensorFamily::Native,
            Prefer::Stryd => SensorFamily::Stryd,
            Prefer::Runscribe => SensorFamily::Runscribe,
        };
        if family == preferred {
            return 0;
        }
        match family {
            SensorFamily::Native => 1,
            SensorFamily::Stryd => 2,
            SensorFamily::Runscribe => 3,
            SensorFamily::Coros => 4,
            SensorFamily::GarminRunningPower => 5,
            SensorFamily::OtherApp => 6,
            SensorFamily::Imu => 7,
        }
    }
}

/// What is known of the runner. Overrides what the file says.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Runner {
    /// Body mass, kg: stiffness in kN/m instead of per kilogram.
    pub mass_kg: Option<f64>,
    /// Standing height, m: leg length for leg stiffness (0.53 of height, Winter).
    pub height_m: Option<f64>,
}

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

/// The fresh and fatigued windows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Windows {
    /// Fresh window given by the user (`--fresh`).
    pub fresh: Option<UserWindow>,
    /// Fatigued window given by the user (`--fatigued`).
    pub fatigued: Option<UserWindow>,
    /// Warm-up as a share of the active time. Ours.
    pub warmup_share: f64,
    /// Warm-up at least, s. Ours.
    pub warmup_min_s: f64,
    /// Warm-up at most, s. Ours.
    pub warmup_max_s: f64,
    /// A tail slower than this share of the median speed is a cool-down. Ours.
    pub cooldown_speed_share: f64,
    /// ... when it lasts at least this long, s. Ours.
    pub cooldown_min_s: f64,
    /// ... and at most this long; a longer slow tail is a fade, s. Ours: without
    /// the cap a real collapse would be cut away as cool-down.
    pub cooldown_max_s: f64,
    /// Active time from which a run has ten-minute windows, s. Ours.
    pub long_run_s: f64,
    /// Active time below which only a trend is described, s. Ours.
    pub short_run_s: f64,
    /// Valid seconds per window of a long run. Ours.
    pub window_s: f64,
    /// Valid seconds needed in each window of a long run. Ours.
    pub min_valid_long_s: f64,
    /// Valid seconds needed in each window of a short run. Ours.
    pub min_valid_short_s: f64,
    /// Active seconds needed between the windows of a long run. Ours.
    pub min_between_s: f64,
}

impl Default for Windows {
    fn default() -> Self {
        Windows {
            fresh: None,
            fatigued: None,
            warmup_share: 0.1,
            warmup_min_s: 480.0,
            warmup_max_s: 720.0,
            cooldown_speed_share: 0.85,
            cooldown_min_s: 180.0,
            cooldown_max_s: 900.0,
            long_run_s: 2400.0,
            short_run_s: 1200.0,
            window_s: 600.0,
            min_valid_long_s: 300.0,
            min_valid_short_s: 240.0,
            min_between_s: 600.0,
        }
    }
}

/// A window given by the user: `10min-20min`, `600s-1200s`, `2km-4km`, `lap 2-4`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UserWindow {
    /// Seconds from the start of the recording.
    Time([f64; 2]),
    /// Metres from the start.
    Distance([f64; 2]),
    /// First and last lap, counted from 1, both included.
    Laps([usize; 2]),
}

/// Recognition of interval sessions. All ours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Intervals {
    /// Look for intervals at all.
    pub detect: bool,
    /// Shortest work bout, s.
    pub bout_s: f64,
    /// Fewest bouts.
    pub min_bouts: usize,
    /// Dropped at the start of each bout, s.
    pub drop_s: f64,
    /// Dips shorter than this do not end a bout, s.
    pub merge_s: f64,
    /// Median rest at least, s.
    pub min_rest_s: f64,
    /// Median bout at most, s.
    pub max_bout_s: f64,
    /// (fast - slow) / fast at least.
    pub separation: f64,
    /// Fast mode at least, m/s.
    pub min_fast_mps: f64,
    /// Otsu separability at least.
    pub eta: f64,
    /// Share of fast time between.
    pub share: [f64; 2],
    /// Speed variation within bouts at most.
    pub speed_cv: f64,
    /// Robust variation of the bouts' durations at most.
    pub duration_rcv: f64,
    /// Bouts this close (relative) to the fast bouts' speed are the core set.
    pub speed_tol: f64,
    /// Median slope of bouts minus rests above minus this, %; otherwise they are hills.
    pub grade_diff_pct: f64,
    /// Bouts cover at least this share of the fast time.
    pub min_cover: f64,
    /// Valid seconds needed in each window.
    pub min_valid_s: f64,
}

impl Default for Intervals {
    fn default() -> Self {
        Intervals {
            detect: true,
            bout_s: 60.0,
            min_bouts: 3,
            drop_s: 10.0,
            merge_s: 8.0,
            min_rest_s: 20.0,
            max_bout_s: 900.0,
            separation: 0.2,
            min_fast_mps: 2.2,
            eta: 0.6,
            share: [0.1, 0.9],
            speed_cv: 0.12,
            duration_rcv: 0.25,
            speed_tol: 0.12,
            grade_diff_pct: 1.5,
            min_cover: 0.6,
            min_valid_s: 120.0,
        }
    }
}

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
    /// Duration that counts as mild evidence, s. Ours.
    pub long_duration_s: f64,
    /// How hard the runner found the whole run, 0-10 (Borg CR10 as session RPE, Foster 2001).
    pub rpe: Option<f64>,
    /// RPE levels: mild, moderate, strong evidence from. Ours.
    pub rpe_levels: [f64; 3],
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
            noise_limit_swc: 2.0,
            hr_lag_s: 30.0,
            hr_constant_share: 0.4,
            fdr: 0.10,
            stiffness_grade_pct: 1.5,
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
    /// Asymmetry of the arm swing, percentage points. Ours: arms differ more than legs.
    pub arm_swing_pp: f64,
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
            arm_swing_pp: 10.0,
        }
    }
}

/// The strength plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Strength {
    /// Session length, minutes (15-20 by the sources).
    pub session_minutes: u32,
    /// Equipment at hand, ids of the catalogue; body weight is always there.
    pub equipment: Vec<String>,
}

impl Default for Strength {
    fn default() -> Self {
        Strength { session_minutes: 20, equipment: Vec::new() }
    }
}

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
    /// Runs whose fresh speed is further from the common one are left out, m/s. Ours.
    pub speed_gap_mps: f64,
    /// The same for metrics whose dependence on speed is not known, m/s. Ours.
    pub plain_speed_gap_mps: f64,
    /// Runs whose fresh part climbs or falls by more are left out, %. Ours.
    pub grade_pct: f64,
    /// Most runs averaged at either end. Ours.
    pub group: usize,
    /// Runs from which on the runner's own day-to-day spread counts, if larger. Ours.
    pub own_noise_runs: usize,
    /// Tired parts are compared between runs whose running times differ by at most
    /// this factor. Ours.
    pub running_time_ratio: f64,
    /// Change of a self-rating that counts, points. Ours.
    pub rating_points: f64,
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
            speed_gap_mps: 0.5,
            plain_speed_gap_mps: 0.2,
            grade_pct: 1.0,
            group: 3,
            own_noise_runs: 6,
            running_time_ratio: 1.5,
            rating_points: 1.0,
        }
    }
}
