//! Fresh against fatigued at matched speed and slope: change, uncertainty, verdict.

mod adjust;
mod bins;
mod caveats;
mod changes;
mod drift;
mod effects;
mod fatigue;
mod grounds;
mod hold_back;
mod huber;
mod judge;
mod jump;
mod onset;
mod placebo;
mod reason;
mod rows;
mod slope;
mod stretches;
mod verdict;
mod whole_run;

pub use caveats::Caveat;
pub use changes::{Depth, compare, compare_to, compare_with_rows};
pub use drift::{COVARIATES, EffectsBehind, Leaning};
pub use effects::{effects, ground_effects, runs_used};
pub use fatigue::{FatigueSign, Says};
pub use judge::{Confidence, ConfidenceReason};
pub use placebo::{Placebo, PlaceboKind, placebos};
pub use reason::Reason;
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
    /// Why not, when it was not.
    pub reason: Option<Reason>,
    /// How the windows were chosen.
    pub mode: Mode,
    /// Evidence that the runner was tired at all.
    pub fatigue_evidence: FatigueEvidence,
    /// What speaks for it and what against it.
    #[serde(default)]
    pub fatigue_signs: Vec<FatigueSign>,
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
    /// Median of the fresh part, pace and hills included.
    pub fresh: Option<f64>,
    /// Median of the fatigued part, pace and hills included.
    pub fatigued: Option<f64>,
    /// Difference of the medians, pace and hills included.
    pub raw_change: Option<f64>,
    /// Level of the fresh part at the reference speed on level ground; with
    /// `adjusted_change` it gives `fatigued_at_pace`. These belong beside a change.
    #[serde(default)]
    pub fresh_at_pace: Option<f64>,
    /// Level of the fatigued part at the reference speed on level ground.
    #[serde(default)]
    pub fatigued_at_pace: Option<f64>,
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
    /// Why this metric could not be compared, or why its verdict is held back.
    pub reason: Option<Reason>,
    /// When it began, seconds from the start.
    pub onset_s: Option<f64>,
    /// Where it began, metres from the start.
    pub onset_m: Option<f64>,
    /// 95 % interval of `onset_s`.
    pub onset_ci95_s: Option<[f64; 2]>,
    /// The same as places, metres from the start.
    #[serde(default)]
    pub onset_ci95_m: Option<[f64; 2]>,
    /// How well this run tells the change.
    #[serde(default)]
    pub confidence: Option<Confidence>,
    /// What keeps the confidence from being higher.
    #[serde(default)]
    pub confidence_reason: Option<ConfidenceReason>,
    /// Share of the interval's variance that comes from effects of speed and slope, 0
    /// to 1: near 1 the change rests on them and not on paces that were run twice.
    #[serde(default)]
    pub slope_share: Option<f64>,
    /// Share of the fatigued part whose speed and slope were run before, 0 to 1.
    #[serde(default)]
    pub support: Option<f64>,
    /// What holds the verdict back, or should be known beside it.
    #[serde(default)]
    pub caveats: Vec<Caveat>,
    /// The course over the run at equal speed and slope, against the fresh part.
    #[serde(default)]
    pub course: Vec<CoursePoint>,
    /// Climbs, level ground and descents by themselves, where there is enough of each.
    #[serde(default)]
    pub grounds: Vec<GroundChange>,
    /// Laps, climbs and descents one by one, where there are three and more of them.
    #[serde(default)]
    pub stretches: Vec<Stretch>,
    /// The same change by windows of level running, as a cross-check.
    #[serde(default)]
    pub windows_check: Option<WindowsCheck>,
    /// How the change hangs on the effects of speed and slope, for studies; no part of
    /// the document.
    #[serde(skip)]
    pub effects_behind: Option<EffectsBehind>,
}

impl MetricChange {
    /// A metric of which nothing is known yet.
    pub fn new(metric: Metric, unit: &str, source: &Provenance) -> MetricChange {
        MetricChange {
            metric,
            unit: unit.into(),
            source: source.clone(),
            estimated: false,
            accuracy: None,
            fresh: None,
            fatigued: None,
            raw_change: None,
            fresh_at_pace: None,
            fatigued_at_pace: None,
            adjusted_change: None,
            adjusted_change_pct: None,
            se: None,
            ci95: None,
            matched_change: None,
            matched_s: 0.0,
            swc: None,
            mdc: None,
            verdict: Verdict::Insufficient,
            adverse: false,
            n_eff: None,
            reason: None,
            onset_s: None,
            onset_m: None,
            onset_ci95_s: None,
            onset_ci95_m: None,
            confidence: None,
            confidence_reason: None,
            slope_share: None,
            support: None,
            caveats: Vec::new(),
            course: Vec::new(),
            grounds: Vec::new(),
            stretches: Vec::new(),
            windows_check: None,
            effects_behind: None,
        }
    }

    /// Fresh and fatigued level to show beside the change: at equal speed and slope
    /// where there is a change, as run where there is none.
    pub fn levels(&self) -> (Option<f64>, Option<f64>) {
        match (self.fresh_at_pace, self.fatigued_at_pace) {
            (Some(a), Some(b)) => (Some(a), Some(b)),
            _ => (self.fresh, self.fatigued),
        }
    }
}

/// The course of a metric at one moment, against the fresh part.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CoursePoint {
    /// Seconds from the start of the recording.
    pub t_s: f64,
    /// Metres from the start.
    pub distance_m: Option<f64>,
    /// Change at equal speed and slope, in the metric's unit.
    pub change: f64,
    /// 95 % band, point by point.
    pub band95: [f64; 2],
}

/// The change on one kind of ground.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GroundChange {
    /// Which.
    pub ground: Ground,
    /// Change at equal speed and slope, in the metric's unit.
    pub change: f64,
    /// 95 % interval.
    pub ci95: [f64; 2],
    /// First and last moment of the earlier part on this ground, s from the start.
    pub fresh_s: [f64; 2],
    /// First and last moment of the later part on this ground, s from the start.
    pub fatigued_s: [f64; 2],
}

/// A lap, a climb or a descent as a point on the course, against the fresh part.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stretch {
    /// Which kind.
    pub kind: StretchKind,
    /// Which of its kind, from 1.
    pub number: usize,
    /// Seconds from the start of the recording.
    pub start_s: f64,
    /// Seconds from the start of the recording.
    pub end_s: f64,
    /// Metres from the start.
    pub distance_m: Option<f64>,
    /// Change at equal speed and slope, in the metric's unit.
    pub change: f64,
    /// 95 % interval.
    pub ci95: [f64; 2],
}

/// Kind of a stretch that comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum StretchKind {
    Lap,
    Climb,
    Descent,
}

/// Kind of ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Ground {
    Uphill,
    Level,
    Downhill,
}

/// The change between windows of level running.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WindowsCheck {
    /// How the windows were chosen.
    pub mode: Mode,
    /// Change at equal speed and slope, in the metric's unit.
    pub change: f64,
    /// 95 % interval.
    pub ci95: [f64; 2],
    /// Change from seconds at equal speed and slope alone.
    pub matched_change: Option<f64>,
    /// What that method says.
    pub verdict: Verdict,
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
    /// Small, but a change that matters is not excluded either.
    Undecided,
    /// A change that matters is excluded.
    Stable,
    /// Large enough to matter, but the interval includes no change.
    Possible,
    /// Large enough to matter and the interval excludes no change.
    Likely,
    /// The whole interval is larger than what matters.
    Clear,
}
