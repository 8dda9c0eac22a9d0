//! What a plan says: what it takes for granted, what to read first, what changes
//! from week to week and why, what found no place.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::progress::Reason;
use super::schedule::DayKind;
use crate::metrics::Side;
use runform_core::facts::fact;

/// What was taken for granted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Assumed {
    NoFirstDay {},
    WeekAssumed {
        week: String,
    },
    TakenAsRest {
        days: Vec<String>,
    },
    RunLengthsAssumed {
        easy_min: f64,
        hard_min: f64,
    },
    FromTheLog {
        #[schemars(with = "String")]
        day: Date,
        exercises: usize,
    },
    NothingToAnswer {},
}
fact!(Assumed);

/// Why there is no plan, and the way back to one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Stopped {
    /// A sign that calls for a clinician.
    StoppedByRedFlag {},
    /// Pain above what training allows.
    StoppedByPain {
        /// Where, as it is named.
        parts: Vec<String>,
        /// The highest pain that training allows.
        limit: u32,
    },
}
fact!(Stopped);

/// To read before anything else.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Caution {
    PainLeavesOut { parts: Vec<String> },
    ComingBack {},
    SoreMildly {},
    SoreStrongly {},
    MileageSteep { now_km: f64, last_km: f64, rise: f64, limit: f64 },
    ExerciseWaitsForPain { name: String, why: Reason },
}
fact!(Caution);

/// What is new in a week, or why nothing is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Change {
    /// A harder form takes the place of an exercise that is full.
    HarderForm {
        from: String,
        to: String,
        gate: String,
    },
    /// Another exercise of the same kind, where nothing harder is open.
    OtherForm {
        from: String,
        to: String,
    },
    /// An exercise joins.
    Joins {
        names: Vec<String>,
    },
    /// Jumps begin.
    JumpsBegin {
        name: String,
    },
    MoreOf {
        names: Vec<String>,
    },
    HeavierNow {
        names: Vec<String>,
    },
    OneSetMore {
        names: Vec<String>,
    },
    SlowerNow {
        names: Vec<String>,
    },
    ExtraSetBegins {
        side: Side,
    },
    /// Less for a while.
    StepBack {
        names: Vec<String>,
    },
    /// After a break.
    TakenUpAgain {
        names: Vec<String>,
    },
    FirstWeeks {},
    LighterWeek {},
    RaceWeekShort {},
    AfterTheRace {},
    PeakHolds {},
    EffortNotNumbers {},
    SoreWaits {},
    /// The next step is due in some weeks.
    NothingNewYet {},
    /// All are at their upper end.
    AllAtUpperEnd {},
    /// No session has a place.
    NoSession {},
}
fact!(Change);

/// Why a week has fewer sessions than asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Fewer {
    FewerInFirstWeeks {},
    FewerInPhase { phase: String, sessions: usize },
    OneWhileSore {},
    TwoWhileSore {},
    RaceWeekWithout {},
}
fact!(Fewer);

/// Why a day takes no session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum NoPlace {
    DayBeforeKeyRun { day: String, run: DayKind },
    DayNearRace { day: String },
    DayOfKeyRun { day: String, run: DayKind },
    DayWithFewHours { day: String },
    DayOfUnknownRun { day: String },
    DayNextToSession { day: String },
    DayOfOnlyRest { day: String },
    DayKeptFree { day: String },
}
fact!(NoPlace);

/// Remarks on the choice of exercises.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Chosen {
    TerrainFirst { terrain: String, names: Vec<String> },
    WeakSideFirst { side: Side },
    WeakSideExtra { side: Side },
    NotInPlan { name: String, because: NotIn },
}
fact!(Chosen);

/// Why a wished exercise is not in the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum NotIn {
    OnAvoidList {},
    WaitsForPain {},
    LaterStep { level: String },
    NeedsEquipment { equipment: Vec<String> },
    LighterSessionsOnly {},
    NoRoom {},
}
fact!(NotIn);

/// Work on the run itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Cue {
    /// Quicker steps for a few minutes.
    QuickerSteps {
        /// Steps per minute of the fresh part of the run.
        from_spm: f64,
        /// Steps per minute to run at.
        target_spm: f64,
        /// So much more, %.
        percent: f64,
        /// How often.
        repeats: u32,
        /// For so many seconds.
        seconds: u32,
    },
    /// The same where nobody knows the cadence.
    QuickerStepsUnknown {
        /// So much more, %.
        percent: f64,
        /// How often.
        repeats: u32,
        /// For so many seconds.
        seconds: u32,
    },
}
fact!(Cue);
