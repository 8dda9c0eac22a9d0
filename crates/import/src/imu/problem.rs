//! Why a recording of motion sensors cannot be read.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::ImportError;
use crate::facts::fact;
use crate::recording::{Placement, Quantity};

/// Why rows cannot be timed by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Untimed {
    /// There is no column of times.
    NoColumn,
    /// There is one, and it does not go on.
    StandsStill,
    /// There are numbers of samples.
    SampleNumbers,
}

/// Why a recording of motion sensors cannot be read.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[schemars(inline)]
#[non_exhaustive]
pub enum SensorProblem {
    /// The bytes cannot be had.
    RowsUnreadable {
        /// What the system or the reader of tables says.
        what: String,
        /// The line, where known.
        line: Option<u64>,
    },
    /// No table of numbers.
    NoNumberTable,
    /// No axes of a motion sensor among the columns.
    NoAxes {
        /// The columns.
        columns: Vec<String>,
        /// What the first axis may be: `a1=acc_x:g`.
        x: String,
        /// The second.
        y: String,
        /// The third.
        z: String,
        /// What may be the time: `7=time`.
        time: Option<String>,
        /// Nothing tells the time, so that a rate is needed.
        rate: bool,
    },
    /// Rows of more sensors or people than are kept apart.
    SensorsTooMany {
        /// How many are.
        limit: usize,
    },
    /// A table without rows.
    NoRows,
    /// Fewer than two rows.
    TooFewRows,
    /// Rows without accelerations.
    NoAccelerations,
    /// The rows have no time, and nothing tells the rate.
    RateNeeded {
        /// What there is instead.
        why: Untimed,
    },
    /// 1, 2, 3, …: sample numbers or milliseconds.
    CountsOrMillis {
        /// The column of times.
        column: String,
    },
    /// The stamps fit no rate in any unit.
    NoRateFits {
        /// The column of times.
        column: String,
        /// Typical distance of the stamps.
        step: f64,
        /// Least rate of a motion sensor, Hz.
        low_hz: f64,
        /// Largest, Hz.
        high_hz: f64,
    },
    /// Too few samples per second.
    RateTooLow {
        /// The column of times.
        column: String,
        /// Rate, Hz.
        rate_hz: f64,
        /// What steps need, Hz.
        least_hz: f64,
    },
    /// Stamps too uneven for a grid.
    TimesUneven {
        /// Rate, Hz.
        rate_hz: f64,
    },
    /// Rows of several sensors in turn.
    SensorsAlternate {
        /// How many sensors.
        sensors: usize,
    },
    /// The unit of acceleration that was said cannot be.
    AccUnitImpossible {
        /// The unit.
        unit: String,
        /// Usual size in it, g.
        usual_g: f64,
        /// Least usual size, g.
        low_g: f64,
        /// Largest usual size, g.
        high_g: f64,
        /// The unit that would fit.
        fitting: String,
    },
    /// The unit of accelerations without gravity is not named.
    AccUnitNeeded,
    /// The accelerations fit no unit.
    AccUnitUnknown {
        /// Their usual size, as in the file.
        usual: f64,
    },
    /// The unit of angular velocity that was said cannot be.
    GyroUnitImpossible {
        /// The unit.
        unit: String,
        /// What the angular velocities reach in it, deg/s.
        reached_dps: f64,
        /// The unit that would fit.
        fitting: String,
    },
    /// A `--map` of something that is measured rather than read.
    MapMeasured {
        /// As given.
        given: String,
        /// The quantity.
        quantity: Quantity,
    },
    /// The names of a file and its folder, or the words of one name, say both sides.
    SidesConflict {
        /// One name.
        first: String,
        /// The other.
        second: String,
    },
    /// Files of different runs.
    RunsDiffer {
        /// Their beginnings lie further apart than this, h.
        hours: f64,
    },
    /// One of the files holds no motion sensor.
    NoSensorInFile {
        /// Its number, from 1.
        file: usize,
        /// Its format.
        format: String,
    },
    /// Two files with the same values.
    FileGivenTwice {
        /// Placement of the first.
        first: Placement,
        /// Placement of the second.
        second: Placement,
    },
    /// Angular velocities that belong to no accelerometer.
    GyroUnpaired {
        /// Where they were measured.
        placement: Placement,
    },
    /// Angular velocities alone.
    GyroAlone,
    /// Two accelerometers at one place.
    PlacementTwice {
        /// The place.
        placement: Placement,
    },
    /// A table of steps without their times.
    StepsNoContact,
    /// A table of steps without steps.
    StepsNone,
    /// A time of a step that is no number.
    StepTimeUnreadable {
        /// The line.
        line: u64,
        /// `initial_contact` or `toe_off`.
        event: StepEvent,
        /// What stands there.
        found: String,
    },
    /// A side that is none.
    StepSideUnknown {
        /// The line.
        line: u64,
        /// What stands there.
        found: String,
    },
    /// A toe-off that does not follow its contact.
    StepOrder {
        /// The line.
        line: u64,
        /// Initial contact, s.
        contact_s: f64,
        /// Toe-off, s.
        toe_off_s: f64,
    },
    /// A maker's file that ends before its table.
    FileEnds {
        /// The maker.
        maker: String,
        /// Lines in it.
        lines: u64,
    },
    /// A maker's file in which no row can be read.
    NoRowReadable {
        /// The maker.
        maker: String,
        /// Rows there are.
        rows: u64,
        /// Line of the first; none where there are no rows.
        line: Option<u64>,
    },
    /// A maker's file without the signals.
    NoSignals {
        /// The maker.
        maker: String,
        /// Its columns.
        columns: Vec<String>,
    },
    /// ActiGraph: counts over epochs.
    ActigraphCounts {
        /// Length of an epoch, as written.
        period: String,
    },
    /// GENEActiv: averages over epochs.
    GeneactivEpochs,
    /// Shimmer: no calibrated acceleration with a time.
    ShimmerUncalibrated {
        /// Its columns.
        columns: Vec<String>,
    },
    /// Android: angular velocities brought to length 1.
    DirectionsOnly,
    /// Android: the first line names no unit.
    AndroidUnit {
        /// The line.
        found: String,
    },
    /// Sensor Logger: another sensor.
    OtherSensor,
    /// Vicon: no inertial sensor among the devices.
    ViconDevices {
        /// The devices.
        devices: Vec<String>,
    },
    /// A table of a foot pod's steps without time.
    PodNoTime {
        /// Its columns.
        columns: Vec<String>,
    },
    /// A table of true steps that cannot be read.
    TruthUnreadable {
        /// What is wrong with it; none where a column is missing.
        what: Option<String>,
    },
    /// The watch's file beside a recording of sensors holds no series.
    WatchWithoutSeries,
}

/// An event of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum StepEvent {
    InitialContact,
    ToeOff,
}

fact!(error SensorProblem);

/// Rows that the system or the reader of tables cannot hand out.
pub(super) fn unreadable(error: &dyn std::fmt::Display, line: Option<u64>) -> SensorProblem {
    SensorProblem::RowsUnreadable { what: error.to_string(), line }
}

/// An error as the data of a fact.
pub(super) fn value(error: &ImportError) -> Value {
    serde_json::to_value(error).unwrap_or_default()
}

/// The first columns of a table, as problems name them.
pub(super) fn first_columns<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let short = |name: &str| name.chars().take(40).collect();
    names.into_iter().take(20).map(short).collect()
}
