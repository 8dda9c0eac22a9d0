//! Bytes → recordings.

use std::sync::Arc;

use super::Analyzer;
use crate::analysis::Origin;
use crate::import::{self, AccUnit, GyroUnit};
use crate::recording::{self, Note, Placement, Sport};
use crate::runs::{self, Piece, Problem, Skip, Task};

/// How a file is to be read, and what goes with it. Nothing has to be given.
///
/// ```
/// use runform::{Placement, ReadOptions};
///
/// // A sensor at the back of the pelvis on a treadmill at 3.1 m/s.
/// let options = ReadOptions::new().name("run.csv").placement(Placement::Sacrum).speed(3.1);
/// # let _ = options;
/// ```
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    pub(super) name: Option<String>,
    pub(super) task: Task,
}

impl ReadOptions {
    /// Nothing is known but what the file says.
    pub fn new() -> Self {
        Self::default()
    }

    /// Name of the file: stands in results, and can tell where a sensor sat.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Where the sensor sat; goes before what the file says.
    #[must_use]
    pub fn placement(mut self, placement: Placement) -> Self {
        self.task.import.placement = Some(placement);
        self
    }

    /// Where the sensor of this name sat, in a file with several.
    #[must_use]
    pub fn sensor(mut self, name: impl Into<String>, placement: Placement) -> Self {
        self.task.import.sensor_placements.push((name.into(), placement));
        self
    }

    /// What a column of a table holds: `COLUMN=METRIC:UNIT`, such as
    /// `gct=ground_contact_time:ms` or `t=time:s`.
    ///
    /// # Errors
    /// When the text has another shape, or names no metric or unit.
    pub fn column(mut self, said: &str) -> Result<Self, Problem> {
        self.task.import.map.push(import::parse_map(said)?);
        Ok(self)
    }

    /// Samples per second of a table without times.
    #[must_use]
    pub fn rate_hz(mut self, rate_hz: f64) -> Self {
        self.task.import.rate_hz = Some(rate_hz);
        self
    }

    /// Unit of accelerations (`g`, `m/s2`, `mg`, `mm/s2`) where the file leaves it
    /// open; an unknown one is left out.
    #[must_use]
    pub fn acceleration_unit(mut self, unit: &str) -> Self {
        self.task.import.acc_unit = AccUnit::from_id(unit);
        self
    }

    /// Unit of angular velocities (`deg/s`, `rad/s`, `mdeg/s`) where the file leaves it
    /// open; an unknown one is left out.
    #[must_use]
    pub fn angular_velocity_unit(mut self, unit: &str) -> Self {
        self.task.import.gyro_unit = GyroUnit::from_id(unit);
        self
    }

    /// It is a run, whatever sport the file says.
    #[must_use]
    pub fn is_a_run(mut self) -> Self {
        self.task.import.sport = Some(Sport::Running { sub: None });
        self
    }

    /// Speed of the whole run, m/s, for motion sensors on a treadmill.
    #[must_use]
    pub fn speed(mut self, mps: f64) -> Self {
        self.task.extras.speed_mps = Some(mps);
        self
    }

    /// Slope of the whole run, %, beside its speed.
    #[must_use]
    pub fn grade(mut self, pct: f64) -> Self {
        self.task.extras.grade_pct = Some(pct);
        self
    }

    /// A watch's file of the same run: gives motion sensors speed, slope and heart rate.
    ///
    /// # Errors
    /// When the file cannot be read, or holds no series of a watch.
    pub fn watch(mut self, bytes: impl Into<Vec<u8>>) -> Result<Self, Problem> {
        let watch = runs::watch_of("watch", Ok(bytes.into()))?;
        self.task.extras.watch = Some(Arc::new(watch));
        Ok(self)
    }

    /// How much later than the watch's the recording begins, s, where their clocks do
    /// not tell.
    #[must_use]
    pub fn watch_offset(mut self, seconds: f64) -> Self {
        self.task.extras.watch_offset_s = Some(seconds);
        self
    }

    /// Steps marked by hand, a table with `initial_contact_s`, `toe_off_s` and `side`:
    /// used in place of those that are found.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub fn steps(mut self, bytes: &[u8]) -> Result<Self, Problem> {
        self.task.extras.events = Some(Arc::new(import::read_events(bytes)?));
        Ok(self)
    }

    pub(super) fn called(&self) -> &str {
        self.name.as_deref().unwrap_or("recording")
    }
}

/// A recording with where it came from.
///
/// ```
/// # fn main() -> Result<(), runform::Error> {
/// # let bytes = std::fs::read("data/samples/tired_long_run.fit").unwrap_or_default();
/// for recording in &runform::read(bytes, &runform::ReadOptions::new())? {
///     assert_eq!((recording.format(), recording.sport()), ("fit", "running".into()));
///     assert!(recording.duration_s().is_some_and(|s| s > 3600.0));
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Recording {
    pub(super) recording: recording::Recording,
    pub(super) origin: Origin,
}

impl Recording {
    /// Name of its file, with `!entry` for a file in an archive.
    pub fn name(&self) -> &str {
        &self.origin.path
    }

    /// Id of the format: `fit`, `csv:stryd`, `imu:axivity`, …
    pub fn format(&self) -> &str {
        self.recording.format
    }

    /// The sport, as the file says it.
    pub fn sport(&self) -> String {
        self.recording.sport.describe()
    }

    /// The device, as the file names it.
    pub fn device(&self) -> Option<&str> {
        self.recording.device.as_deref()
    }

    /// When it began: RFC 3339, or local time where the zone is not known.
    pub fn start_time(&self) -> Option<String> {
        self.recording.start.map(|start| start.to_string())
    }

    /// First to last sample, s; none of a table of laps or steps.
    pub fn duration_s(&self) -> Option<f64> {
        match &self.recording.data {
            recording::Data::Watch(series) => Some(series.duration_s()),
            recording::Data::Imu(imu) => Some(imu.duration_s()),
            _ => None,
        }
    }

    /// Where its motion sensors sat; none of a watch.
    pub fn placements(&self) -> Vec<Placement> {
        match &self.recording.data {
            recording::Data::Imu(imu) => imu.sensors.iter().map(|s| s.placement).collect(),
            _ => Vec::new(),
        }
    }

    /// What was noticed while reading.
    pub fn notes(&self) -> &[Note] {
        &self.recording.notes
    }
}

/// What could not be read, or was left aside, beside recordings that could.
///
/// ```
/// let broken = runform::read(b"not a recording".to_vec(), &runform::ReadOptions::new());
/// assert!(broken.is_err(), "nothing in it can be read");
/// ```
#[derive(Debug, Clone)]
pub enum LeftOut {
    /// Left aside for a good reason: a list of activities, the photos of an archive.
    Skipped {
        /// Name of the file.
        name: String,
        /// Why.
        why: Skip,
    },
    /// Could not be read.
    Failed {
        /// Name of the file.
        name: String,
        /// Why.
        error: Problem,
    },
}

/// The recordings of an input: one of most files, several of an archive, of a file with
/// several sessions, or of a long recording of motion sensors with several runs.
///
/// ```
/// # fn main() -> Result<(), runform::Error> {
/// # let bytes = std::fs::read("data/samples/tired_long_run.fit").unwrap_or_default();
/// let found = runform::read(bytes, &runform::ReadOptions::new().name("run.fit"))?;
/// assert_eq!((found.recordings.len(), found.left_out.len()), (1, 0));
/// assert_eq!(found.recordings[0].name(), "run.fit");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default)]
pub struct Recordings {
    /// The recordings, in the order of the file.
    pub recordings: Vec<Recording>,
    /// What else was in it.
    pub left_out: Vec<LeftOut>,
}

impl IntoIterator for Recordings {
    type Item = Recording;
    type IntoIter = std::vec::IntoIter<Recording>;

    fn into_iter(self) -> Self::IntoIter {
        self.recordings.into_iter()
    }
}

impl<'a> IntoIterator for &'a Recordings {
    type Item = &'a Recording;
    type IntoIter = std::slice::Iter<'a, Recording>;

    fn into_iter(self) -> Self::IntoIter {
        self.recordings.iter()
    }
}

impl Recordings {
    fn add(&mut self, piece: Piece) {
        match piece {
            Piece::Read(read) => {
                let sha256 = read.sha256.unwrap_or_default();
                let numbered = read.recordings.into_iter().enumerate();
                self.recordings.extend(numbered.map(|(index, recording)| {
                    let (path, sha256) = (read.name.clone(), sha256.clone());
                    Recording { recording, origin: Origin { path, sha256, index } }
                }));
            }
            Piece::Skipped { name, why } => self.left_out.push(LeftOut::Skipped { name, why }),
            Piece::Failed { name, problem, .. } => {
                self.left_out.push(LeftOut::Failed { name, error: problem });
            }
        }
    }

    /// The first failure, where nothing was read.
    fn or_error(self) -> Result<Recordings, Problem> {
        let failures = self.left_out.iter().filter_map(|l| match l {
            LeftOut::Failed { error, .. } => Some(error.clone()),
            LeftOut::Skipped { .. } => None,
        });
        let first = failures.take(usize::from(self.recordings.is_empty())).next();
        match first {
            Some(error) => Err(error),
            None => Ok(self),
        }
    }
}

/// Reads every recording in a file given as bytes: FIT, TCX, GPX, CSV, tables of motion
/// sensors, also packed in .gz and .zip. The content decides, never the name.
///
/// ```
/// # fn main() -> Result<(), runform::Error> {
/// let bytes = std::fs::read("data/samples/tired_long_run.fit").unwrap_or_default();
/// let recordings = runform::read(bytes, &runform::ReadOptions::new())?;
/// assert_eq!(recordings.recordings.len(), 1);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// The first failure, where not a single recording could be read.
pub fn read(bytes: impl Into<Vec<u8>>, options: &ReadOptions) -> Result<Recordings, Problem> {
    Analyzer::new().read(bytes, options)
}

/// One of several files of one run, each of a sensor.
///
/// ```
/// use runform::{Placement, SensorFile};
///
/// let left = SensorFile { placement: Placement::LeftFoot, name: "l.csv".into(), bytes: Vec::new() };
/// # let _ = left;
/// ```
#[derive(Debug, Clone)]
pub struct SensorFile {
    /// Where the sensor sat.
    pub placement: Placement,
    /// Name of the file.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Reads several files of one run, one per sensor, as one recording: see the third
/// example of [the crate](crate).
///
/// ```
/// let nothing = runform::join(Vec::new(), &runform::ReadOptions::new());
/// assert!(nothing.is_err());
/// ```
///
/// # Errors
/// When one of the files cannot be used.
pub fn join(files: Vec<SensorFile>, options: &ReadOptions) -> Result<Recordings, Problem> {
    Analyzer::new().join(files, options)
}

pub(super) fn read_with(bytes: Vec<u8>, name: &str, task: &Task) -> Result<Recordings, Problem> {
    let mut found = Recordings::default();
    runs::read_input(name, Ok(bytes), task, &mut |piece| {
        found.add(piece);
        true
    });
    found.or_error()
}

pub(super) fn join_with(files: Vec<SensorFile>, task: &Task) -> Result<Recordings, Problem> {
    let (name, placed) = placed(files);
    let mut found = Recordings::default();
    found.add(runs::read_joined(&name, placed, task));
    found.or_error()
}

/// The name of all together, and each as it is read.
pub(super) fn placed(files: Vec<SensorFile>) -> (String, impl Iterator<Item = runs::Placed>) {
    let names: Vec<String> = files.iter().map(|f| format!("{}={}", f.placement, f.name)).collect();
    let placed = files.into_iter().map(|f| (f.placement, f.name, Ok(f.bytes)));
    (names.join(" + "), placed)
}
