//! Why something was not compared, or what its numbers cannot say.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::facts::fact;
use crate::metrics::Metric;
use crate::segment::WindowsRefusal;

/// A reason. The texts are those of the same codes in `data/words/`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason {
    /// No metric of form was recorded.
    NoFormRecorded,
    /// Without a speed a change of pace cannot be told from a change of form.
    SpeedMissing,
    /// The metric is there for too little of a part.
    MetricTooRare {
        /// Which.
        metric: Metric,
        /// Seconds of it in the fresh part.
        fresh_s: f64,
        /// Seconds of it in the tired part.
        fatigued_s: f64,
        /// Seconds needed in each.
        needed_s: f64,
    },
    /// The windows have too little in common at equal speed and slope.
    LittleInCommon {
        /// Seconds of the fresh part.
        fresh_s: f64,
        /// Seconds of the tired part.
        fatigued_s: f64,
        /// Seconds needed in each.
        needed_s: f64,
        /// Median speed of the fresh part, m/s.
        fresh_mps: Option<f64>,
        /// Median speed of the tired part, m/s.
        fatigued_mps: Option<f64>,
    },
    /// Too few half-minutes.
    FewRows {
        /// Of the fresh part.
        fresh: usize,
        /// Of the tired part.
        fatigued: usize,
        /// Needed in each.
        needed: usize,
    },
    /// Values that have no logarithm.
    ValuesOdd,
    /// Speed and slope of the windows cannot be told from the change itself.
    NotSeparable,
    /// No size of change is known to matter.
    NoWorthwhileSize,
    /// A worthwhile change cannot be told from none.
    TooNoisy,
    /// An even drift explains it as well, and sensors drift like that.
    DriftsEvenly,
    /// Step length and cadence do not multiply to one speed.
    StepsOff {
        /// By how much, %.
        apart_pct: f64,
    },
    /// A left-right change in one half of the tired part only.
    InOneHalf {
        /// Change in either half, in the unit of the metric.
        halves: [f64; 2],
    },
    /// A part is scattered over a long stretch of the run.
    Scattered {
        /// The tired part, or the fresh one.
        tired: bool,
        /// Seconds that count.
        counted_s: f64,
        /// Seconds they are scattered over.
        over_s: f64,
    },
    /// Readings jump from one second to the next.
    Jumped {
        /// Which metric shows it.
        metric: Metric,
        /// By how much, in its unit.
        step: f64,
        /// When, s from the start.
        t_s: f64,
    },
    /// There are no windows.
    #[serde(untagged)]
    Windows(WindowsRefusal),
    /// As an earlier version of the program worded it: read back from a document.
    #[serde(untagged)]
    Told(String),
}

fact!(Reason);
