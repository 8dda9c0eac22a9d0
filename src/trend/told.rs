//! What a trend has to say beside its numbers: why something is left out or cannot be
//! judged, and what was noticed.

use schemars::JsonSchema;
use serde::Serialize;

use crate::compare::Reason;
use crate::facts::fact;
use crate::metrics::Metric;

/// Why nothing can be said of a movement.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum NoShift {
    /// There is one run only.
    OneRunOnly,
    /// The runs were at speeds too far apart.
    SpeedsTooFar,
    /// All runs are of one day.
    OneDayOnly,
    /// How much days differ is not known for this metric.
    DaysUnknown,
    /// Neither direction of this metric is worse.
    NoWorseWay,
    /// No run has a fresh and a tired part that can be compared.
    NoRunCompared,
    /// No other run is of about the same length and kind as the last one.
    NoRunAlike {
        /// Running of the last one, min.
        minutes: f64,
    },
}
fact!(NoShift);

/// Why a run, or runs of a list, could not take part.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum NotInTrend {
    /// The same recording is there under another name.
    ThereTwice,
    /// The file does not say when it was.
    UndatedRun,
    /// Its start is no time.
    StartNoTime {
        /// What stands there.
        start: String,
    },
    /// Nothing could be compared in it.
    NotCompared {
        /// Why.
        reason: Reason,
    },
    /// It has no fresh part.
    NoFreshPart,
    /// It has no speed.
    NoSpeedKnown,
    /// Its fresh part is steep.
    FreshPartSteep {
        /// Mean slope, %.
        grade_pct: f64,
        /// What can be compared, %.
        most_pct: f64,
    },
    /// Runs of a list that took less than this.
    ListedShort {
        /// How many.
        runs: usize,
        /// The least, min.
        minutes: f64,
    },
    /// Runs of a list that climb.
    ListedHilly {
        /// How many.
        runs: usize,
        /// Climb that is too much, % of the length.
        most_pct: f64,
    },
    /// Runs of a list without a pace of running.
    ListedNoPace {
        /// How many.
        runs: usize,
    },
    /// Runs of a list without averages of form.
    ListedNoForm {
        /// How many.
        runs: usize,
    },
    /// Runs of a list that are there with their course, or twice.
    ListedTwice {
        /// How many.
        runs: usize,
    },
}
fact!(NotInTrend);

/// What was noticed over all runs.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Noticed {
    /// Values of a list are averages over whole activities.
    ListAverages,
    /// The runs come from several devices.
    SeveralDevices {
        /// How many.
        count: usize,
        /// Those that are named.
        devices: Vec<String>,
    },
    /// Some files do not name their device.
    DeviceNotNamed,
    /// The runs were analysed with different settings.
    SettingsDiffer,
    /// A metric comes from different fields.
    FieldsDiffer {
        /// Which.
        metric: Metric,
    },
}
fact!(Noticed);
