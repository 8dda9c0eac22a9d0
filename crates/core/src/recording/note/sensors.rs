//! What was noticed about recordings of motion sensors.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::recording::{Placement, Side};

/// What was noticed about a recording of motion sensors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[schemars(inline)]
#[non_exhaustive]
pub enum SensorNote {
    /// Nothing tells how the clocks of several files relate.
    ClocksAssumedShared {
        /// They were laid over each other by their stamps, rather than by their beginnings.
        by_stamps: bool,
    },
    /// The same sensor with and without gravity.
    AccelerationTwice,
    /// The user's placement and the name of the file differ.
    PlacementAgainstName {
        /// By the name.
        named: Placement,
        /// As the user says.
        placement: Placement,
    },
    /// The name of the file tells the placement.
    PlacementFromFileName {
        /// Where the sensor sat.
        placement: Placement,
    },
    /// A sensor of the trunk off its middle sees left and right steps differently.
    OffMiddle {
        /// Where it sat.
        placement: Placement,
        /// On which side.
        side: Side,
    },
    /// The time column cannot time the rows; the rate does.
    TimeUnusable {
        /// Rate used instead, Hz.
        rate_hz: f64,
        /// Typical distance of the stamps; none where they do not go on.
        step: Option<f64>,
    },
    /// The stamps contradict the unit in the header.
    TimeUnitContradicts {
        /// Unit in the header.
        stated: String,
        /// Unit that fits.
        taken: String,
        /// Typical distance of the stamps.
        step: f64,
    },
    /// The given rate is not that of the time column.
    RateContradicts {
        /// As given, Hz.
        given_hz: f64,
        /// By the time column, Hz.
        found_hz: f64,
    },
    /// Rows without time.
    TimeMissing {
        /// How many.
        rows: usize,
    },
    /// Rows whose time is far from that of their neighbours.
    TimeWrong {
        /// How many.
        rows: usize,
    },
    /// The clock of the sensor begins again.
    ClockRestarted {
        /// How often.
        times: usize,
        /// Length taken for each break, s.
        break_s: f64,
    },
    /// The time counter begins again at 0.
    CounterOverflow {
        /// How often.
        times: usize,
    },
    /// Rows that come late.
    TimeUnsorted {
        /// How many.
        rows: usize,
    },
    /// Stamps of arrival, evened out.
    TimeEvened,
    /// Rows that come twice.
    RowsRepeated {
        /// How many.
        rows: usize,
    },
    /// Rows with the time of the row before.
    TimeRepeated {
        /// How many.
        rows: usize,
    },
    /// Short gaps, interpolated.
    GapsBridged {
        /// How many.
        gaps: usize,
        /// Each is shorter than this, ms.
        below_ms: f64,
    },
    /// Gaps across which nothing is joined.
    Gaps {
        /// How many.
        gaps: usize,
        /// Together, s.
        total_s: f64,
    },
    /// Long stretches without movement.
    QuietDropped {
        /// Together, s.
        quiet_s: f64,
    },
    /// Angular velocities that cover too little.
    GyroIncomplete,
    /// Accelerations without angular velocities at either end.
    GyroShorter,
    /// Rows that miss a value.
    ValuesMissing {
        /// How many.
        rows: usize,
    },
    /// Accelerations without gravity.
    GravityRemoved,
    /// The size of the accelerations is unusual in the unit that was said.
    AccUnitContradicts {
        /// The unit.
        unit: String,
        /// Usual size, g.
        usual_g: f64,
        /// Least usual size, g.
        low_g: f64,
        /// Largest usual size, g.
        high_g: f64,
    },
    /// The unit of acceleration told from the values.
    AccUnitDetected {
        /// The unit.
        unit: String,
    },
    /// Raw counts of the sensor.
    AccCounts {
        /// Counts taken for 1 g.
        per_g: u32,
    },
    /// The unit of angular velocity told from the values.
    GyroUnitDetected {
        /// The unit.
        unit: String,
        /// The sensor hardly turned, so that nothing could be told.
        still: bool,
    },
    /// Samples at the limit of the accelerometer.
    AccClipped {
        /// The limit, m/s².
        limit_mps2: f64,
        /// The limit, g.
        limit_g: f64,
        /// Share of the samples, 0..1.
        clipped: f64,
    },
    /// Rows of nothing but 0.
    ValuesAllZero {
        /// How many.
        rows: usize,
    },
    /// Values that stay the same.
    ValuesFrozen {
        /// Share of the samples, 0..1.
        frozen: f64,
        /// Each time for so long or longer, s.
        least_s: f64,
    },
    /// Which side of the sideways axis is positive is not known.
    LateralSign,
    /// A sensor of the file that could not be used.
    SensorLeftOut {
        /// Its name.
        name: String,
        /// Why: a fact.
        problem: Value,
    },
    /// The file ends within a row.
    LastRowCut {
        /// Its line.
        line: u64,
    },
    /// Rows that could not be read.
    UnreadableRows {
        /// How many.
        rows: u64,
        /// Line of the first.
        line: u64,
    },
    /// Gravity was put back.
    GravityRestored {
        /// By the orientation of the sensor; otherwise on the vertical axis of the earth.
        turned: bool,
    },
    /// Nothing says which sensor of a phone it is.
    SensorKindUnknown,
    /// The date of the start cannot be read for certain.
    StartUnknown,
    /// A second accelerometer was not read.
    HighRangeNotUsed,
    /// Steps that were not in order of time.
    StepsSorted,
    /// One of several runs in a recording.
    SeveralRuns {
        /// Its number, from 1.
        run: usize,
        /// How many there are.
        runs: usize,
        /// Where it begins, s.
        from_s: f64,
        /// Where it ends, s.
        to_s: f64,
    },
}
