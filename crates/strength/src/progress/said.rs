//! What the log makes the program say: reasons, evidence, wins.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use runform_core::facts::fact;

/// Why a dose is what it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Reason {
    /// Pain above what training allows.
    PainStops {
        pain: f64,
        limit: f64,
    },
    /// Jumps whose stages are not passed.
    JumpsComeLater {
        stages: Vec<String>,
    },
    /// A break.
    AfterBreak {
        #[schemars(with = "String")]
        last: Date,
    },
    /// Two sessions at the limit.
    TwiceAtTheLimit {},
    /// Two sessions in low form.
    TwiceLowForm {},
    PainHolds {
        pain: f64,
    },
    EffortHolds {
        rpe: f64,
    },
    FormHolds {
        form: f64,
    },
    SorenessHolds {
        soreness: f64,
    },
    TirednessHolds {
        fatigue: f64,
    },
    /// Not done often enough yet.
    NotYetSteady {
        wanted: usize,
        so_far: usize,
    },
    /// The last step is too near.
    StepNotDue {
        weeks_from: u32,
        weeks_to: u32,
        #[schemars(with = "String")]
        due: Date,
    },
    /// One more would be too much of a step.
    OneMoreIsTooMuch {
        percent: f64,
    },
    /// A little more.
    SteadyUp {},
    /// One set more.
    SetsFullOneMore {},
    /// More weight.
    SetsFullHeavier {},
    /// More weight, which nobody wrote down.
    SetsFullHeavierUnknown {
        percent_from: f64,
        percent_to: f64,
    },
    /// A harder form.
    SetsFullHarder {
        name: String,
        gate: String,
    },
    /// Another exercise of the same kind.
    SetsFullOther {
        name: String,
    },
    /// The upper end, and nothing harder is open.
    UpperEnd {},
    /// The upper end; the harder form needs something.
    UpperEndNeeds {
        name: String,
        equipment: Vec<String>,
    },
    /// The upper end; the harder form belongs to a stage that is closed.
    UpperEndWaits {
        name: String,
        stages: Vec<String>,
    },
    /// New: where to begin.
    BeginHere {},
    /// Lighter days, race weeks: nothing new.
    NothingNewNow {},
}
fact!(Reason);

/// What shows a mistake.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Shown {
    SetsAtTheLimit {
        hard: u32,
        all: u32,
        weeks: u32,
        rpe: f64,
    },
    NoneOnOneLeg {
        sessions: usize,
        weeks: u32,
    },
    WeightJumped {
        name: String,
        from_kg: f64,
        to_kg: f64,
        #[schemars(with = "String")]
        on: Date,
        low_form: bool,
    },
    JumpedTooEarly {
        name: String,
        #[schemars(with = "String")]
        on: Date,
        stages: Vec<String>,
    },
    HarderTooEarly {
        name: String,
        #[schemars(with = "String")]
        on: Date,
        after: String,
        gate: String,
    },
    WeeksEmpty {
        empty: usize,
        weeks: u32,
    },
    WeekCrowded {
        sessions: u32,
        weeks: u32,
    },
    DaysInARow {
        times: usize,
        weeks: u32,
    },
    FormOftenLow {
        sessions: usize,
        weeks: u32,
    },
    AlwaysTheSame {
        exercises: usize,
        weeks: u32,
    },
    RunsOnly {
        runs: usize,
        weeks: u32,
    },
    ManyAtOnce {
        limit: usize,
        sessions: usize,
        of: usize,
    },
}
fact!(Shown);

/// How regularly, and what went well.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Kept {
    NoSessionYet {},
    JustBegun {
        #[schemars(with = "String")]
        first: Date,
        from: u32,
        to: u32,
    },
    WeeksKept {
        kept: usize,
        weeks: u32,
        sessions: u32,
    },
    /// A win.
    EveryWeekKept {
        weeks: u32,
        sessions: u32,
    },
    /// A win.
    HarderForTheFirstTime {
        name: String,
    },
    /// A win.
    MoreThanEver {
        names: Vec<String>,
    },
    /// A win.
    FormRatedHigher {
        before: f64,
        now: f64,
    },
}
fact!(Kept);
