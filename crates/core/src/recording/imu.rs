//! Recordings of inertial sensors: accelerations and angular velocities of
//! body segments, on even time grids without gaps.

use ndarray::{Array1, ArrayView1};
use serde::{Deserialize, Serialize};

use super::{Span, WatchSeries};

/// A body side.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Side {
    Left,
    Right,
}

impl Side {
    /// Snake-case id used in every output.
    pub fn id(self) -> &'static str {
        match self {
            Side::Left => "left",
            Side::Right => "right",
        }
    }
}

/// What one or more inertial sensors recorded during one run.
#[derive(Debug, Clone, Default)]
pub struct ImuRecording {
    /// One stream per sensor, all on the clock of the recording.
    pub sensors: Vec<ImuStream>,
    /// Speed, heart rate, altitude of the same run: from a paired watch file, a
    /// GPS column or a declared speed.
    pub companion: Option<Companion>,
    /// What the file's own clock shows at time 0 of the recording, s.
    pub origin_s: f64,
    /// Steps as the user marked them, on the file's own clock, used instead of
    /// detection.
    pub events: Option<Vec<MarkedStep>>,
    /// The sensors were recorded in files of their own, so that each may have a clock
    /// of its own: times from one sensor's steps to another's are not to be trusted.
    pub separate_clocks: bool,
}

impl ImuRecording {
    /// The part within a span, on a clock that starts with the span. The
    /// companion is kept whole.
    #[must_use]
    pub fn cut(&self, span: Span) -> ImuRecording {
        let sensors = self.sensors.iter().map(|s| s.cut(span)).collect();
        let inside = |e: &&MarkedStep| span.contains(e.initial_contact_s - self.origin_s);
        let events =
            self.events.as_ref().map(|events| events.iter().filter(inside).copied().collect());
        let origin_s = self.origin_s + span.start_s;
        ImuRecording {
            sensors,
            companion: self.companion.clone(),
            origin_s,
            events,
            separate_clocks: self.separate_clocks,
        }
    }
}

/// A watch series that goes with an inertial recording.
#[derive(Debug, Clone)]
pub struct Companion {
    /// The series on its own clock.
    pub series: WatchSeries,
    /// Device of the series, as its file names it.
    pub device: Option<String>,
    /// How the clocks are known to relate.
    pub clock: Clock,
}

/// How the clock of a companion relates to that of the recording.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Clock {
    /// The same, with this much to add to a time of the recording, s.
    Shared(f64),
    /// Both know the time of day, and this much is to be added by it, s; real
    /// clocks are minutes off, so the rhythm of the steps has the last word.
    TimeOfDay(f64),
    /// Not known.
    Unknown,
}

impl ImuRecording {
    /// From the start of the recording to its last sample, s.
    pub fn duration_s(&self) -> f64 {
        self.sensors.iter().filter_map(ImuStream::end_s).fold(0.0, f64::max)
    }
}

/// The samples of one sensor.
#[derive(Debug, Clone)]
pub struct ImuStream {
    /// Sensor as the file names it; empty where it has no name.
    pub name: String,
    /// Where on the body it sat.
    pub placement: Placement,
    /// Samples per second, the same in every piece.
    pub rate_hz: f64,
    /// Where the time of the samples comes from.
    pub time_source: TimeSource,
    /// Whether the acceleration still holds gravity.
    pub gravity: Gravity,
    /// What the three axes are.
    pub axes: Axes,
    /// Stretches without gaps, in order of time. Nothing is filtered, integrated
    /// or counted across the border between two pieces.
    pub pieces: Vec<Piece>,
    /// Long stretches without movement that were not kept.
    pub quiet: Vec<Span>,
    /// Largest value the accelerometer can show, m/s², where known or evident.
    pub acc_range: Option<f64>,
    /// Share of samples at the limit of the accelerometer, 0..1.
    pub clipped: f64,
}

impl ImuStream {
    fn cut(&self, span: Span) -> ImuStream {
        let pieces = self.pieces.iter().filter_map(|p| p.cut(span, self.rate_hz)).collect();
        ImuStream { name: self.name.clone(), pieces, quiet: Vec::new(), ..*self }
    }

    /// Time of the last sample, s.
    pub fn end_s(&self) -> Option<f64> {
        let kept = self.pieces.last().map(|p| p.time(p.len().saturating_sub(1), self.rate_hz));
        let quiet = self.quiet.last().map(|q| q.end_s);
        kept.into_iter().chain(quiet).reduce(f64::max)
    }
}

/// A stretch of evenly spaced samples.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Time of the first sample, s from the start of the recording.
    pub start_s: f64,
    /// Specific force along three axes, m/s² (1 g upwards at rest); an axis
    /// that was not recorded is NaN throughout.
    pub acc: [Array1<f64>; 3],
    /// Angular velocity about the same axes, rad/s, right-handed.
    pub gyro: Option<[Array1<f64>; 3]>,
}

impl Piece {
    fn cut(&self, span: Span, rate_hz: f64) -> Option<Piece> {
        let at = |t: f64| (((t - self.start_s) * rate_hz).ceil().max(0.0) as usize).min(self.len());
        let (from, to) = (at(span.start_s), at(span.end_s));
        if from >= to {
            return None;
        }
        let part = |axes: &[Array1<f64>; 3]| {
            [0, 1, 2].map(|k| axes[k].slice(ndarray::s![from..to]).to_owned())
        };
        Some(Piece {
            start_s: self.time(from, rate_hz) - span.start_s,
            acc: part(&self.acc),
            gyro: self.gyro.as_ref().map(part),
        })
    }

    /// Number of samples.
    pub fn len(&self) -> usize {
        self.acc[0].len()
    }

    /// True without samples.
    pub fn is_empty(&self) -> bool {
        self.acc[0].is_empty()
    }

    /// Time of sample `i`, s from the start of the recording.
    pub fn time(&self, i: usize, rate_hz: f64) -> f64 {
        self.start_s + i as f64 / rate_hz
    }

    /// The three acceleration axes.
    pub fn acc_views(&self) -> [ArrayView1<'_, f64>; 3] {
        [self.acc[0].view(), self.acc[1].view(), self.acc[2].view()]
    }

    /// The three axes of angular velocity.
    pub fn gyro_views(&self) -> Option<[ArrayView1<'_, f64>; 3]> {
        self.gyro.as_ref().map(|g| [g[0].view(), g[1].view(), g[2].view()])
    }
}

/// Where the time of the samples comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimeSource {
    /// A time stamp per sample.
    Stamps,
    /// A sample counter and the stated rate.
    Counter,
    /// No time per sample: the file states the rate.
    StatedRate,
    /// No time per sample: the user declared the rate.
    DeclaredRate,
}

/// Whether an acceleration holds gravity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Gravity {
    /// As the sensor measures: 1 g upwards at rest, about 0 in flight.
    Included,
    /// Taken out by the device: 0 at rest.
    Removed,
}

/// What the axes of a stream are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Axes {
    /// Those of the sensor's case; how it was mounted is not known.
    Sensor,
    /// Forward, left, up, because the file names them so.
    Anatomical,
}

/// Where on the body a sensor sat.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Placement {
    LeftFoot,
    RightFoot,
    LeftShank,
    RightShank,
    /// Pelvis and lumbar spine too.
    Sacrum,
    /// Belt or hip.
    Waist,
    /// Sternum or chest strap.
    Chest,
    LeftWrist,
    RightWrist,
    /// A wrist, side not known.
    Wrist,
    Thigh,
    UpperArm,
    Head,
    Unknown,
}

/// What can be measured at a placement depends on its region of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Region {
    /// On the shoe.
    Foot,
    /// Tibia or ankle above the shoe.
    Shank,
    /// Sacrum, waist, chest.
    Trunk,
    /// Wrist, thigh, arm, head, unknown: the rhythm alone.
    Elsewhere,
}

impl Placement {
    /// Every placement.
    pub const ALL: [Placement; 14] = [
        Placement::LeftFoot,
        Placement::RightFoot,
        Placement::LeftShank,
        Placement::RightShank,
        Placement::Sacrum,
        Placement::Waist,
        Placement::Chest,
        Placement::LeftWrist,
        Placement::RightWrist,
        Placement::Wrist,
        Placement::Thigh,
        Placement::UpperArm,
        Placement::Head,
        Placement::Unknown,
    ];

    /// Snake-case id used on the command line and in every output.
    pub fn id(self) -> &'static str {
        match self {
            Placement::LeftFoot => "left_foot",
            Placement::RightFoot => "right_foot",
            Placement::LeftShank => "left_shank",
            Placement::RightShank => "right_shank",
            Placement::Sacrum => "sacrum",
            Placement::Waist => "waist",
            Placement::Chest => "chest",
            Placement::LeftWrist => "left_wrist",
            Placement::RightWrist => "right_wrist",
            Placement::Wrist => "wrist",
            Placement::Thigh => "thigh",
            Placement::UpperArm => "upper_arm",
            Placement::Head => "head",
            Placement::Unknown => "unknown",
        }
    }

    /// The placement with this id.
    pub fn from_id(id: &str) -> Option<Placement> {
        Placement::ALL.into_iter().find(|p| p.id() == id)
    }

    /// The body side, where the placement has one.
    pub fn side(self) -> Option<Side> {
        match self {
            Placement::LeftFoot | Placement::LeftShank | Placement::LeftWrist => Some(Side::Left),
            Placement::RightFoot | Placement::RightShank | Placement::RightWrist => {
                Some(Side::Right)
            }
            _ => None,
        }
    }

    /// The region of the body.
    pub fn region(self) -> Region {
        match self {
            Placement::LeftFoot | Placement::RightFoot => Region::Foot,
            Placement::LeftShank | Placement::RightShank => Region::Shank,
            Placement::Sacrum | Placement::Waist | Placement::Chest => Region::Trunk,
            _ => Region::Elsewhere,
        }
    }
}

impl std::fmt::Display for Placement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id())
    }
}

/// A step as the user marked it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MarkedStep {
    /// Initial contact, s from the start of the recording.
    pub initial_contact_s: f64,
    /// Toe-off, s from the start of the recording.
    pub toe_off_s: Option<f64>,
    /// The foot.
    pub side: Option<Side>,
}

/// Steps that a device measured itself (a foot pod's step export).
#[derive(Debug, Clone, Default)]
pub struct StepTable {
    /// The steps of both feet in order of time.
    pub steps: Vec<MeasuredStep>,
    /// Device or app that measured them, as a source id: `csv:runscribe`.
    pub source: String,
}

impl StepTable {
    /// From the start of the recording to the last contact, s.
    pub fn duration_s(&self) -> f64 {
        self.steps.last().map_or(0.0, |s| s.initial_contact_s)
    }
}

/// One step of a [`StepTable`]; missing values are NaN.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeasuredStep {
    /// Initial contact, s from the start of the recording.
    pub initial_contact_s: f64,
    /// The foot.
    pub side: Option<Side>,
    /// Contact time, ms.
    pub contact_ms: f64,
    /// Time to the next contact of the other foot, ms, where the device gives a step rate.
    pub step_time_ms: f64,
    /// Speed, m/s.
    pub speed_mps: f64,
}
