//! Rows of numbers → the stream of one sensor.

use ndarray::Array1;

use super::super::{ImportError, ImportOptions};
pub(crate) use super::units::{AccUnit, GyroUnit, TimeUnit};
use crate::recording::{
    Axes, Body, Data, Gravity, ImuRecording, ImuStream, Mapping, Note, Piece, Placement, Recording,
    Sport, Start, TimeSource,
};

/// What a file says about one sensor.
#[derive(Debug, Clone)]
pub(crate) struct SensorSpec {
    /// Sensor as the file names it; empty where it has no name.
    pub name: String,
    /// Where it sat; `Unknown` where the file does not say.
    pub placement: Placement,
    /// Unit of the stamps.
    pub time: TimeUnit,
    /// Rate stated by the file, Hz.
    pub rate_hz: Option<f64>,
    /// Stamps are sample numbers of `rate_hz`.
    pub counter: bool,
    /// Unit of the accelerations.
    pub acc_unit: AccUnit,
    /// Unit of the angular velocities.
    pub gyro_unit: GyroUnit,
    /// Whether gravity is in, where the file says so.
    pub gravity: Option<Gravity>,
    /// What the axes are.
    pub axes: Axes,
    /// Whether angular velocities come with the rows.
    pub has_gyro: bool,
    /// Largest value the accelerometer can show, g, where the file says so.
    pub acc_range_g: Option<f64>,
}

impl SensorSpec {
    /// A sensor of which nothing else is known.
    pub(crate) fn new(name: impl Into<String>, placement: Placement) -> Self {
        SensorSpec {
            name: name.into(),
            placement,
            time: TimeUnit::Detect,
            rate_hz: None,
            counter: false,
            acc_unit: AccUnit::Detect,
            gyro_unit: GyroUnit::Detect,
            gravity: None,
            axes: Axes::Sensor,
            has_gyro: false,
            acc_range_g: None,
        }
    }
}

/// Collects the rows of one sensor.
#[derive(Debug)]
pub(crate) struct SensorBuilder {
    spec: SensorSpec,
    stamps: Vec<f64>,
    acc: Vec<[f64; 3]>,
    gyro: Vec<[f64; 3]>,
}

/// A stream and its place in time.
#[derive(Debug)]
pub(crate) struct Built {
    /// The stream, its time from 0.
    pub stream: ImuStream,
    /// The first stamp, s (Unix time where the stamps were).
    pub first_stamp_s: Option<f64>,
}

impl SensorBuilder {
    /// An empty one.
    pub(crate) fn new(spec: SensorSpec) -> Self {
        SensorBuilder { spec, stamps: Vec::new(), acc: Vec::new(), gyro: Vec::new() }
    }

    /// One row: the stamp in the unit of the spec (NaN: none), acceleration and
    /// angular velocity in the file's units (NaN: missing).
    pub(crate) fn push(&mut self, stamp: f64, acc: [f64; 3], gyro: [f64; 3]) {
        self.stamps.push(stamp);
        self.acc.push(acc);
        if self.spec.has_gyro {
            self.gyro.push(gyro);
        }
    }

    /// The stream of the rows, with what was noticed about them.
    ///
    /// # Errors
    /// Without rows, without time, or where time or units cannot be told.
    pub(crate) fn finish(
        self,
        options: &ImportOptions,
        _notes: &mut Vec<Note>,
    ) -> Result<Built, ImportError> {
        let n = self.stamps.len();
        let (first, last) = match (self.stamps.first(), self.stamps.last()) {
            (Some(a), Some(b)) if n > 1 => (*a, *b),
            _ => return Err(ImportError::Empty),
        };
        let unit = self.spec.time.seconds();
        let rate_hz = match options.rate_hz.or(self.spec.rate_hz) {
            Some(rate) => rate,
            None => (n - 1) as f64 / ((last - first) * unit),
        };
        let factor = self.spec.acc_unit.factor();
        let turn = self.spec.gyro_unit.factor();
        let piece = Piece {
            start_s: 0.0,
            acc: [0, 1, 2].map(|k| Array1::from_iter(self.acc.iter().map(|a| a[k] * factor))),
            gyro: self.spec.has_gyro.then(|| {
                [0, 1, 2].map(|k| Array1::from_iter(self.gyro.iter().map(|w| w[k] * turn)))
            }),
        };
        let stream = ImuStream {
            name: self.spec.name,
            placement: self.spec.placement,
            rate_hz,
            time_source: TimeSource::Stamps,
            gravity: self.spec.gravity.unwrap_or(Gravity::Included),
            axes: self.spec.axes,
            pieces: vec![piece],
            quiet: Vec::new(),
            acc_range: self.spec.acc_range_g.map(|g| g * super::units::G),
            clipped: 0.0,
        };
        Ok(Built { stream, first_stamp_s: first.is_finite().then_some(first * unit) })
    }
}

/// A recording of several sensors of one file on one clock: the earliest first
/// stamp is its time zero.
pub(crate) fn recording(
    format: &'static str,
    built: Vec<Built>,
    start: Option<Start>,
    device: Option<String>,
    mappings: Vec<Mapping>,
    notes: Vec<Note>,
) -> Recording {
    let origin = built.iter().filter_map(|b| b.first_stamp_s).reduce(f64::min);
    let sensors = built
        .into_iter()
        .map(|b| {
            let mut stream = b.stream;
            let later = b.first_stamp_s.zip(origin).map_or(0.0, |(first, origin)| first - origin);
            for piece in &mut stream.pieces {
                piece.start_s += later;
            }
            for quiet in &mut stream.quiet {
                quiet.start_s += later;
                quiet.end_s += later;
            }
            stream
        })
        .collect();
    Recording {
        format,
        device,
        sport: Sport::Unknown,
        title: None,
        start,
        body: Body::default(),
        data: Data::Imu(ImuRecording {
            sensors,
            origin_s: origin.unwrap_or(0.0),
            ..ImuRecording::default()
        }),
        mappings,
        notes,
    }
}
