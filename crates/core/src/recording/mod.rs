//! What a file holds, in SI-like units, with its quality notes; nothing is
//! thrown away silently.
//!
//! Importers build a [`Recording`]; everything after import reads it and never
//! looks at the file again.

mod channel;
mod damage;
mod imu;
mod note;
mod provenance;

pub use channel::{Channel, Quantity, SensorFamily, Site, Source};
pub use damage::{CadenceReason, Fault, Place};
pub use imu::{
    Axes, Clock, Companion, Gravity, ImuRecording, ImuStream, MarkedStep, MeasuredStep, Piece,
    Placement, Region, Side, StepTable, TimeSource,
};
pub use note::{NotAligned, Note, NoteKind, Refusal, RefusalAt, SensorNote, Severity};
pub use provenance::{Formula, Provenance};

use jiff::{Timestamp, civil};
use ndarray::Array1;

/// The longest recording that is read, s: seven days. Ours: longer than any
/// run that is recorded in one go, short enough for a grid of seconds.
pub const MAX_DURATION_S: f64 = 7.0 * 86_400.0;

/// One activity of one runner as it was recorded.
///
/// A file with several running sessions gives several recordings.
#[derive(Debug, Clone)]
pub struct Recording {
    /// Short id of the file format: `fit`, `tcx`, `gpx`, `csv:stryd`, …
    pub format: &'static str,
    /// Device as the file names it, e.g. `garmin fenix3`.
    pub device: Option<String>,
    /// The activity the file claims to be.
    pub sport: Sport,
    /// Title or name given by the runner, if any. Text from a file: escape it on output.
    pub title: Option<String>,
    /// When the recording began (time zero of every series in it).
    pub start: Option<Start>,
    /// What the file says about the runner's body.
    pub body: Body,
    /// The measurements.
    pub data: Data,
    /// How each column or field of the file was understood.
    pub mappings: Vec<Mapping>,
    /// What was noticed while reading.
    pub notes: Vec<Note>,
}

impl Recording {
    /// The watch series, if this recording is one.
    pub fn watch(&self) -> Option<&WatchSeries> {
        match &self.data {
            Data::Watch(series) => Some(series),
            _ => None,
        }
    }
}

/// The activity a file says it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sport {
    /// A run of any kind.
    Running {
        /// `trail`, `treadmill`, `track`, … in lower case, when the file says so.
        sub: Option<String>,
    },
    /// Something else, in lower case: `cycling`, `swimming`, `walking`, `hiking`, `strength`, …
    Other(String),
    /// The file does not say.
    Unknown,
}

impl Sport {
    /// True for a run on a treadmill or other indoor run (no usable GPS speed or grade).
    pub fn is_treadmill(&self) -> bool {
        matches!(self, Sport::Running { sub: Some(sub) } if sub.contains("treadmill") || sub.contains("indoor") || sub.contains("virtual"))
    }

    /// Lower-case name for messages, e.g. `running (trail)`.
    pub fn describe(&self) -> String {
        match self {
            Sport::Running { sub: None } => "running".into(),
            Sport::Running { sub: Some(sub) } => format!("running ({sub})"),
            Sport::Other(name) => name.clone(),
            Sport::Unknown => "unknown".into(),
        }
    }
}

/// When a recording began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// A moment known in UTC, with the runner's offset from UTC where the file gives it.
    Instant {
        /// The moment.
        at: Timestamp,
        /// Local time minus UTC in seconds.
        utc_offset_s: Option<i32>,
    },
    /// Wall-clock time without a zone.
    Local(civil::DateTime),
}

impl Start {
    /// The clock on the wall that an instant in UTC really was.
    pub fn on_wall(self) -> Option<Start> {
        match self {
            Start::Instant { at, .. } => {
                Some(Start::Local(at.to_zoned(jiff::tz::TimeZone::UTC).datetime()))
            }
            Start::Local(_) => Some(self),
        }
    }

    /// The same, this much later; `None` beyond the calendar.
    pub fn later(self, by: jiff::SignedDuration) -> Option<Start> {
        match self {
            Start::Instant { at, utc_offset_s } => {
                Some(Start::Instant { at: at.checked_add(by).ok()?, utc_offset_s })
            }
            Start::Local(at) => Some(Start::Local(at.checked_add(by).ok()?)),
        }
    }
}

impl std::fmt::Display for Start {
    /// RFC 3339 where an instant is known; local civil time without offset otherwise.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Start::Instant { at, utc_offset_s } => {
                let offset = utc_offset_s
                    .and_then(|s| jiff::tz::Offset::from_seconds(s).ok())
                    .unwrap_or(jiff::tz::Offset::UTC);
                write!(f, "{}", at.display_with_offset(offset))
            }
            Start::Local(civil) => write!(f, "{civil}"),
        }
    }
}

/// What is known of the runner's body; needed for stiffness in absolute units.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Body {
    /// Body mass, kg.
    pub mass_kg: Option<f64>,
    /// Standing height, m.
    pub height_m: Option<f64>,
}

/// The measurements of a recording.
#[derive(Debug, Clone)]
pub enum Data {
    /// A series of about one record per second.
    Watch(WatchSeries),
    /// One row per lap.
    Laps(LapTable),
    /// Raw signals of inertial sensors.
    Imu(ImuRecording),
    /// One row per step.
    Steps(StepTable),
}

/// Records of a running watch: struct of arrays, one value per record and channel.
#[derive(Debug, Clone, Default)]
pub struct WatchSeries {
    /// Seconds from the start, strictly increasing.
    pub time_s: Array1<f64>,
    /// Measured channels, each as long as `time_s`; missing values are NaN.
    pub channels: Vec<Channel>,
    /// Stretches in which the timer was stopped (or recording was paused).
    pub pauses: Vec<Span>,
    /// Whether the file says when the timer was stopped: then gaps in the records
    /// outside of `pauses` are missing data, and no pauses.
    pub timer_known: bool,
    /// Laps as marked on the watch, in order.
    pub laps: Vec<Span>,
}

impl WatchSeries {
    /// Number of records.
    pub fn len(&self) -> usize {
        self.time_s.len()
    }

    /// True without a single record.
    pub fn is_empty(&self) -> bool {
        self.time_s.is_empty()
    }

    /// Channels of one quantity, in file order.
    pub fn of(&self, quantity: Quantity) -> impl Iterator<Item = &Channel> {
        self.channels.iter().filter(move |c| c.quantity == quantity)
    }

    /// The first channel of a quantity.
    pub fn first(&self, quantity: Quantity) -> Option<&Channel> {
        self.of(quantity).next()
    }

    /// Seconds between the first and the last record.
    pub fn duration_s(&self) -> f64 {
        match (self.time_s.first(), self.time_s.last()) {
            (Some(a), Some(b)) => b - a,
            _ => 0.0,
        }
    }
}

/// A stretch of time within a recording, seconds from its start.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// Begin, s.
    pub start_s: f64,
    /// End, s.
    pub end_s: f64,
}

impl Span {
    /// Seconds between begin and end.
    pub fn duration_s(&self) -> f64 {
        self.end_s - self.start_s
    }

    /// Whether `t` lies in `[start, end)`.
    pub fn contains(&self, t: f64) -> bool {
        t >= self.start_s && t < self.end_s
    }
}

/// A table with one row per lap (for example a lap export without per-second data).
#[derive(Debug, Clone, Default)]
pub struct LapTable {
    /// Start of each lap, seconds of elapsed time from the start of the activity.
    pub start_s: Array1<f64>,
    /// Moving or timer time of each lap, s.
    pub duration_s: Array1<f64>,
    /// Lap averages, each as long as `start_s`; missing values are NaN. Distance is the lap's own.
    pub channels: Vec<Channel>,
    /// Lap names or types as printed (`1`, `Run`, `Rest`, …).
    pub labels: Vec<String>,
}

/// How one column or field of a file was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    /// Column or field as the file names it.
    pub column: String,
    /// What it was taken for; `None` when it was left alone.
    pub quantity: Option<Quantity>,
    /// Unit in the file, as understood (`cm`, `s`, `strides/min`, …).
    pub unit: String,
    /// A word on why, when it was not plain.
    pub remark: Option<String>,
}
