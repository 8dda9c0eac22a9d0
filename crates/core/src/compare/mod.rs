//! Fresh against fatigued at matched speed and slope: change, uncertainty, verdict.

mod adjust;
mod bins;
mod changes;
mod effects;
mod fatigue;
mod hold_back;
mod huber;
mod jump;
mod onset;
mod rows;
mod slope;
mod verdict;

pub use changes::{compare, compare_with_rows};
pub use effects::{effects, runs_used};
#[doc(hidden)]
pub use slope::speed_effect;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::metrics::{Accuracy, Metric};
use crate::recording::Provenance;
pub use crate::segment::Mode;
use crate::segment::Phase;

/// The comparison of the fresh with the fatigued part of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// Whether a comparison was possible.
    pub status: Status,
    /// Why not, in words, when it was not.
    pub reason: Option<String>,
    /// How the windows were chosen.
    pub mode: Mode,
    /// Evidence that the runner was tired at all.
    pub fatigue_evidence: FatigueEvidence,
    /// What the evidence rests on, a few words each.
    pub fatigue_reasons: Vec<String>,
    /// Aerobic decoupling between the windows, %.
    pub decoupling_pct: Option<f64>,
    /// Speed at which changes are expressed, m/s.
    pub reference_speed_mps: Option<f64>,
    /// Seconds that count in the fresh window.
    pub valid_fresh_s: f64,
    /// Seconds that count in the fatigued window.
    pub valid_fatigued_s: f64,
    /// One entry per metric that was present.
    pub metrics: Vec<MetricChange>,
}

/// Whether fresh and fatigued could be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Yes.
    Compared,
    /// The run is too short for windows: only its trend is described.
    TrendOnly,
    /// No: see the reason.
    NotComparable,
}

/// Evidence of fatigue, from decoupling, pace loss and duration.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum FatigueEvidence {
    Unknown,
    None,
    Mild,
    Moderate,
    Strong,
}

/// Change of one metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MetricChange {
    /// Which metric.
    pub metric: Metric,
    /// Unit of all absolute numbers.
    pub unit: String,
    /// Where it comes from.
    pub source: Provenance,
    /// Computed from other fields rather than measured.
    pub estimated: bool,
    /// How far values may lie from a reference for a runner never measured with one,
    /// where that is known of the sensor: half widths of 95 % intervals, in `unit`.
    #[serde(default)]
    pub accuracy: Option<Accuracy>,
    /// Median of the fresh window.
    pub fresh: Option<f64>,
    /// Median of the fatigued window.
    pub fatigued: Option<f64>,
    /// Difference of the medians, pace and hills included.
    pub raw_change: Option<f64>,
    /// Change at equal speed and slope. Null when not comparable.
    pub adjusted_change: Option<f64>,
    /// The same in % of the fresh value.
    pub adjusted_change_pct: Option<f64>,
    /// Standard error of the adjusted change, in `unit`. The interval is wider than
    /// twice this where few independent half-minutes are behind it (Student's t).
    #[serde(default)]
    pub se: Option<f64>,
    /// 95 % interval of the adjusted change, allowing for autocorrelation.
    pub ci95: Option<[f64; 2]>,
    /// Change from seconds at equal speed and slope alone (bins), as a cross-check.
    pub matched_change: Option<f64>,
    /// Seconds common to both windows at equal speed and slope (smaller phase).
    pub matched_s: f64,
    /// Smallest worthwhile change, in `unit`.
    pub swc: Option<f64>,
    /// Minimal detectable change from the noise of this recording, in `unit`.
    pub mdc: Option<f64>,
    /// The verdict.
    pub verdict: Verdict,
    /// Whether the change goes in the direction that fatigue usually takes.
    pub adverse: bool,
    /// Effective number of independent half-minutes in the smaller window; below
    /// the limit the verdict is at most "likely".
    pub n_eff: Option<f64>,
    /// Why this metric could not be compared, or why its verdict is held back, in words.
    pub reason: Option<String>,
    /// When it began, seconds from the start.
    pub onset_s: Option<f64>,
    /// Where it began, metres from the start.
    pub onset_m: Option<f64>,
    /// 95 % interval of `onset_s`.
    pub onset_ci95_s: Option<[f64; 2]>,
    /// The same as places, metres from the start.
    #[serde(default)]
    pub onset_ci95_m: Option<[f64; 2]>,
}

/// The rows behind the change of one metric, for charts.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricRows {
    /// Which metric.
    pub metric: Metric,
    /// Fresh and fatigued level at the reference speed on level ground, in the
    /// metric's unit, where they could be compared.
    pub levels: Option<[f64; 2]>,
    /// In order of time.
    pub rows: Vec<MetricRow>,
}

/// Medians of half a minute of running that counts (or of a lap).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MetricRow {
    /// Start, seconds from the start of the recording.
    pub start_s: f64,
    /// Part of the run.
    pub phase: Phase,
    /// Speed, m/s.
    pub speed_mps: f64,
    /// The metric, in its unit.
    pub value: f64,
    /// The metric with the effects of speed and slope taken off: as it would be
    /// at the reference speed on level ground.
    pub adjusted: Option<f64>,
}

/// What can be said of a change.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Too little data to say.
    Insufficient,
    /// Smaller than what matters, or than the noise.
    Stable,
    /// Large enough to matter, but the interval includes no change.
    Possible,
    /// Large enough to matter and the interval excludes no change.
    Likely,
    /// Likely, larger than the recording's own noise, and confirmed by matched seconds.
    Clear,
}
