//! The fresh and fatigued windows, and interval sessions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The fresh and fatigued windows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Windows {
    /// What kind of run it is (`--mode`).
    pub kind: RunKind,
    /// Fresh window given by the user (`--fresh`).
    pub fresh: Option<UserWindow>,
    /// Fatigued window given by the user (`--fatigued`).
    pub fatigued: Option<UserWindow>,
    /// Length of a split of a race, m (Meyer 2021).
    pub race_split_m: f64,
    /// Splits before the fresh one, which hold the start. Ours; Smyth 2022
    /// compares 5-10 km with 35-40 km of a marathon.
    pub race_skip: usize,
    /// End the warm-up where the heart rate has settled, if it does within
    /// `warmup_heart_rate_min_s` and `warmup_max_s`; otherwise by time.
    pub warmup_by_heart_rate: bool,
    /// A warm-up that ends by the heart rate lasts at least this long, s. Ours.
    pub warmup_heart_rate_min_s: f64,
    /// The heart rate has settled when it changes by less than this, bpm per minute. Ours.
    pub warmup_heart_rate_slope: f64,
    /// ... over this long, s. Ours.
    pub warmup_heart_rate_span_s: f64,
    /// ... for every beginning within this long, s. Ours.
    pub warmup_heart_rate_hold_s: f64,
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
            kind: RunKind::Auto,
            fresh: None,
            fatigued: None,
            race_split_m: 5000.0,
            race_skip: 1,
            warmup_by_heart_rate: false,
            warmup_heart_rate_min_s: 300.0,
            warmup_heart_rate_slope: 1.0,
            warmup_heart_rate_span_s: 180.0,
            warmup_heart_rate_hold_s: 60.0,
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

/// What kind of run it is, as far as the windows go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RunKind {
    /// The model of the whole run; lap tables as `windows`.
    #[default]
    Auto,
    /// Windows of level running told from the recording: work bouts, or a steady run. A
    /// race cannot be told.
    Windows,
    /// A steady run, even where the speed looks like work bouts.
    Steady,
    /// A race: split against split, from the gun on.
    Race,
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
