//! [`FormSeries`]: the meeting point. Whatever the sensor, a run becomes
//! samples of running with covariates and metrics; windows, comparison,
//! findings and prescription read only this.

mod align;
mod breaks;
mod clean;
mod derive;
mod grid;
mod imu;
mod laps;
mod seconds;
mod select;
mod spread;
mod watch;

pub(crate) use breaks::long_runs;
use laps::from_laps;
pub use spread::{spread_in_rows, spread_pct};
use watch::from_watch;

use ndarray::Array1;

use crate::gait::Step;
use crate::metrics::{Accuracy, Metric, Side};
use crate::recording::{
    Data, Note, Placement, Provenance, Recording, SensorFamily, Site, Source, Span,
};
use crate::settings::Settings;

/// What one sample of the series stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sampling {
    /// One second of a watch series.
    Seconds,
    /// One lap of a lap table.
    Laps,
}

/// Samples of one recording on its own clock, struct of arrays.
///
/// All arrays have the same length; missing values are NaN.
#[derive(Debug, Clone)]
pub struct FormSeries {
    /// What one sample is.
    pub sampling: Sampling,
    /// Start of each sample, seconds from the start of the recording, increasing.
    pub t: Array1<f64>,
    /// Seconds each sample stands for.
    pub dur: Array1<f64>,
    /// Timer time at the start of each sample (pauses removed), s.
    pub active: Array1<f64>,
    /// Speed, m/s.
    pub speed: Array1<f64>,
    /// Slope of the ground, %.
    pub grade: Array1<f64>,
    /// Heart rate, bpm.
    pub heart_rate: Array1<f64>,
    /// Distance covered, m.
    pub distance: Array1<f64>,
    /// Altitude, m.
    pub altitude: Array1<f64>,
    /// Why a sample is left out of comparisons; empty where it counts.
    pub mask: Vec<Mask>,
    /// The metrics, each with its source.
    pub metrics: Vec<MetricSeries>,
    /// Metrics measured on each foot by itself, beside those of both feet.
    pub sides: Vec<(Side, MetricSeries)>,
    /// Single steps, where the sensors show them.
    pub steps: Vec<Step>,
    /// Sensors that the single steps were found with.
    pub step_sensors: Vec<Placement>,
    /// Stretches without running: timer stops, gaps, unmarked stops.
    pub pauses: Vec<Span>,
    /// Laps, in order.
    pub laps: Vec<Span>,
    /// Field that the speed was read from.
    pub speed_source: Option<Source>,
    /// Where the slope comes from.
    pub grade_source: GradeSource,
    /// Usual time between the records behind the samples, s.
    pub record_step_s: f64,
}

/// The series of a recording of any kind.
pub fn of(recording: &Recording, settings: &Settings, notes: &mut Vec<Note>) -> FormSeries {
    match &recording.data {
        Data::Watch(watch) => from_watch(recording, watch, settings, notes),
        Data::Laps(laps) => from_laps(laps, settings, notes),
        Data::Imu(imu) => imu::from_imu(recording, imu, settings, notes),
        Data::Steps(table) => imu::from_steps(recording, table, settings),
    }
}

impl FormSeries {
    /// `n` seconds of which nothing is known yet.
    pub(crate) fn seconds_of(n: usize) -> FormSeries {
        let missing = || Array1::from_elem(n, f64::NAN);
        FormSeries {
            sampling: Sampling::Seconds,
            t: Array1::from_iter((0..n).map(|i| i as f64)),
            dur: Array1::ones(n),
            active: Array1::from_iter((0..n).map(|i| i as f64)),
            speed: missing(),
            grade: missing(),
            heart_rate: missing(),
            distance: missing(),
            altitude: missing(),
            mask: vec![Mask::NONE; n],
            metrics: Vec::new(),
            sides: Vec::new(),
            steps: Vec::new(),
            step_sensors: Vec::new(),
            pauses: Vec::new(),
            laps: Vec::new(),
            speed_source: None,
            grade_source: GradeSource::Unknown,
            record_step_s: 1.0,
        }
    }

    /// Number of samples.
    pub fn len(&self) -> usize {
        self.t.len()
    }

    /// True without samples.
    pub fn is_empty(&self) -> bool {
        self.t.is_empty()
    }

    /// The series of one metric.
    pub fn metric(&self, metric: Metric) -> Option<&MetricSeries> {
        self.metrics.iter().find(|m| m.metric == metric)
    }

    /// Seconds of samples that pass `keep`.
    pub fn seconds(&self, keep: impl Fn(usize) -> bool) -> f64 {
        (0..self.len()).filter(|&i| keep(i)).fold(0.0, |sum, i| sum + self.dur[i])
    }
}

/// One metric over the samples of a [`FormSeries`].
#[derive(Debug, Clone)]
pub struct MetricSeries {
    /// Which metric.
    pub metric: Metric,
    /// Unit of `values` (stiffness depends on whether body mass is known).
    pub unit: &'static str,
    /// Where it comes from.
    pub source: Provenance,
    /// Maker of the sensor.
    pub family: SensorFamily,
    /// Body site of the sensor.
    pub site: Site,
    /// True when computed from other fields rather than measured.
    pub estimated: bool,
    /// How far values may lie from a reference, where that is known of this sensor.
    pub accuracy: Option<Accuracy>,
    /// Smallest step between different values (0 when continuous).
    pub resolution: f64,
    /// Values, NaN where missing.
    pub values: Array1<f64>,
}

/// Where the slope of the ground was taken from.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum GradeSource {
    /// Barometric altitude.
    Barometric,
    /// GPS altitude: noisy, wider smoothing, looser limit.
    Gps,
    /// Stated by a treadmill, a lap table's ascent, or flat by declaration.
    Declared,
    /// No altitude: slope unknown, taken as level and said so.
    Unknown,
}

/// Reasons for leaving a sample out, as a set of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mask(pub u16);

impl Mask {
    /// Counts.
    pub const NONE: Mask = Mask(0);
    /// Not running: cadence or speed outside the running gate.
    pub const NOT_RUNNING: Mask = Mask(1);
    /// Timer stopped, recording gap or unmarked stop.
    pub const PAUSE: Mask = Mask(1 << 1);
    /// Too soon after a pause: sensors still settle.
    pub const AFTER_PAUSE: Mask = Mask(1 << 2);
    /// Much slower or faster than the rest of the run.
    pub const SPEED_BAND: Mask = Mask(1 << 3);
    /// Ground steeper than the limit.
    pub const GRADE: Mask = Mask(1 << 4);
    /// Speeding up or slowing down.
    pub const ACCELERATION: Mask = Mask(1 << 5);
    /// GPS dropout, or just after one.
    pub const GPS: Mask = Mask(1 << 6);

    /// Each single reason with its snake-case name.
    pub const NAMED: [(Mask, &'static str); 7] = [
        (Mask::NOT_RUNNING, "not_running"),
        (Mask::PAUSE, "pause"),
        (Mask::AFTER_PAUSE, "after_pause"),
        (Mask::SPEED_BAND, "speed_band"),
        (Mask::GRADE, "grade"),
        (Mask::ACCELERATION, "acceleration"),
        (Mask::GPS, "gps"),
    ];

    /// True when no reason is set.
    pub fn is_clear(self) -> bool {
        self.0 == 0
    }

    /// True when any of `other`'s reasons is set.
    pub fn any(self, other: Mask) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    #[must_use]
    pub fn with(self, other: Mask) -> Mask {
        Mask(self.0 | other.0)
    }
}

/// A run of `n` seconds at 170 spm whose speed is given by second, for tests.
#[cfg(test)]
pub(crate) fn test_series(n: usize, speed: impl Fn(usize) -> f64) -> FormSeries {
    let speed = Array1::from_iter((0..n).map(speed));
    let mut covered = 0.0;
    let distance = speed.mapv(|v| {
        covered += v;
        covered
    });
    FormSeries {
        sampling: Sampling::Seconds,
        t: Array1::from_iter((0..n).map(|i| i as f64)),
        dur: Array1::ones(n),
        active: Array1::from_iter((0..n).map(|i| i as f64)),
        grade: Array1::zeros(n),
        heart_rate: Array1::from_elem(n, 150.0),
        distance,
        altitude: Array1::zeros(n),
        mask: vec![Mask::NONE; n],
        metrics: vec![MetricSeries {
            metric: Metric::Cadence,
            unit: "spm",
            source: "test".into(),
            family: SensorFamily::Native,
            site: Site::Unknown,
            estimated: false,
            accuracy: None,
            resolution: 1.0,
            values: speed.mapv(|v| if v > 1.5 { 170.0 } else { 100.0 }),
        }],
        sides: Vec::new(),
        steps: Vec::new(),
        step_sensors: Vec::new(),
        speed,
        pauses: Vec::new(),
        laps: Vec::new(),
        speed_source: Some(Source::native("test")),
        grade_source: GradeSource::Barometric,
        record_step_s: 1.0,
    }
}
