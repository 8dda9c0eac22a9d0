//! Bytes of a file → [`Recording`]s.
//!
//! One file per format, each behind the small `Format` shape. [`import`] asks
//! every format how sure it is of the first bytes, never the file's extension,
//! and lets the surest read. Nothing here touches the file system.

use runform_core::{facts, recording, settings, signal, stats, units};

pub mod accounts;
mod believable;
pub mod cadence;
mod clocks;
pub mod container;
mod csv;
mod error;
mod fit;
mod gpx;
mod health;
mod imu;
mod listing;
mod moment;
mod motion;
mod reconcile;
pub mod scrub;
mod series_builder;
mod sport;
mod table;
mod tcx;
mod trackpoints;
mod xml;

pub use crate::recording::MAX_DURATION_S;
pub use csv::parse_map;
pub use error::{Advice, ImportError, Inside, Looks, MapProblem};
pub use health::takeout;
pub use imu::arrays::Signals;
pub use imu::bids;
pub use imu::units::{AccUnit, GyroUnit};
pub use imu::{
    SensorProblem, StepEvent, Unplaced, Untimed, join, placement_of, read_events, stands_alone,
};
pub use listing::{Activity, Listed, Lists, activities};
pub(crate) use series_builder::SeriesBuilder;

use crate::recording::{Data, Note, NoteKind, Placement, Quantity, Recording, Sport};
use crate::settings::Limits;

/// How sure a format is that a file is its own, judged from the first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Certainly not.
    No,
    /// Could be read as a last resort (the generic reader).
    Fallback,
    /// Looks like it.
    Likely,
    /// A signature that nothing else has.
    Certain,
}

/// What every file format offers.
pub(crate) trait Format: Sync {
    /// Judges the first bytes (up to [`HEAD_BYTES`]) of a file.
    fn sniff(&self, head: &[u8]) -> Confidence;
    /// Reads the whole file.
    fn read(&self, bytes: &[u8], options: &ImportOptions) -> Result<Vec<Recording>, ImportError>;
}

/// How much of a file a format sees.
pub const HEAD_BYTES: usize = 16 * 1024;

/// What the user says about a file.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// Explicit columns for the generic CSV reader (`--map column=metric:unit`).
    pub map: Vec<ColumnMap>,
    /// Where the sensor sat (`--placement`); beats what the file says.
    pub placement: Option<Placement>,
    /// Where the sensor of this name sat, for files with several.
    pub sensor_placements: Vec<(String, Placement)>,
    /// Samples per second of a file without time stamps (`--rate`).
    pub rate_hz: Option<f64>,
    /// Unit of accelerations; beats what the file says.
    pub acc_unit: Option<AccUnit>,
    /// Unit of angular velocities; beats what the file says.
    pub gyro_unit: Option<GyroUnit>,
    /// Left and right were swapped when the sensors were put on.
    pub flip_sides: bool,
    /// The sport, whatever the file says (`--sport`).
    pub sport: Option<Sport>,
    /// What the list of its archive says of the file.
    pub listed: Option<Listed>,
    /// Lists beside the file that may know it by its time.
    pub lists: Option<std::sync::Arc<Lists>>,
    /// Name of the file, which often tells the placement.
    pub file_name: Option<String>,
    /// What is read at most.
    pub limits: Limits,
}

/// One `--map column=metric:unit`.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnMap {
    /// Column name as in the header (or its 1-based number).
    pub column: String,
    /// What the column holds.
    pub target: MapTarget,
    /// Unit in the file, e.g. `cm`, `s`, `strides/min`; the quantity's own unit if absent.
    pub unit: Option<String>,
}

/// Target of a column mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MapTarget {
    /// The time column.
    Time,
    /// A measured quantity.
    Quantity(Quantity),
    /// An axis of an accelerometer.
    Acceleration(Axis),
    /// An axis of a gyroscope.
    AngularVelocity(Axis),
    /// Leave the column alone.
    Ignore,
}

/// An axis of a motion sensor: of its case, or of the body, right-handed in the
/// order forward, left, up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Axis {
    X,
    Y,
    Z,
    Forward,
    Left,
    Up,
    Back,
    Right,
    Down,
}

impl Axis {
    /// Every axis.
    pub const ALL: [Axis; 9] = [
        Axis::X,
        Axis::Y,
        Axis::Z,
        Axis::Forward,
        Axis::Left,
        Axis::Up,
        Axis::Back,
        Axis::Right,
        Axis::Down,
    ];

    /// Name in `--map`: `acc_x`, `acc_up`, `gyro_z`.
    pub fn id(self) -> &'static str {
        match self {
            Axis::X => "x",
            Axis::Y => "y",
            Axis::Z => "z",
            Axis::Forward => "forward",
            Axis::Left => "left",
            Axis::Up => "up",
            Axis::Back => "back",
            Axis::Right => "right",
            Axis::Down => "down",
        }
    }

    /// An axis of the sensor's case rather than of the body.
    pub(crate) fn is_case(self) -> bool {
        matches!(self, Axis::X | Axis::Y | Axis::Z)
    }

    /// Place among the three, and the sign.
    pub(crate) fn place(self) -> (usize, f64) {
        match self {
            Axis::X | Axis::Forward => (0, 1.0),
            Axis::Y | Axis::Left => (1, 1.0),
            Axis::Z | Axis::Up => (2, 1.0),
            Axis::Back => (0, -1.0),
            Axis::Right => (1, -1.0),
            Axis::Down => (2, -1.0),
        }
    }
}

/// Every format, in the order in which ties are broken.
fn formats() -> [&'static dyn Format; 7] {
    [&fit::Fit, &tcx::Tcx, &gpx::Gpx, &health::Health, &accounts::Accounts, &imu::Imu, &csv::Csv]
}

/// Whether a plain file with this head is a text that [`import_stream`] reads row by row.
pub fn streams(head: &[u8]) -> bool {
    let head = &head[..head.len().min(HEAD_BYTES)];
    let own = imu::Imu.sniff(head);
    own >= Confidence::Likely && formats().iter().all(|f| f.sniff(head) <= own)
}

/// Reads a text that is too large to hold (see [`streams`]) from front to back.
///
/// # Errors
/// As [`import`].
pub fn import_stream(
    reader: &mut dyn std::io::BufRead,
    options: &ImportOptions,
) -> Result<Vec<Recording>, ImportError> {
    imu::import_stream(reader, options)
}

/// Whether a file with this head is `export.xml` of Apple Health.
pub fn is_health_export(head: &[u8]) -> bool {
    health::is_export(head)
}

/// Reads an export of Apple Health of any size from front to back: a table of what runs
/// need of it, which [`import`] reads.
///
/// # Errors
/// As the reader does.
pub fn condense_health(reader: &mut dyn std::io::BufRead) -> std::io::Result<Vec<u8>> {
    let mut table = Vec::new();
    health::condense(reader, &mut table)?;
    Ok(table)
}

/// Adds a route (GPX) to the table of [`condense_health`].
pub fn add_route(gpx: &[u8], table: &mut Vec<u8>) {
    health::add_route(gpx, table);
}

/// Reads every recording in a file.
///
/// `bytes` is the content of one plain file (see [`container::expand`] for
/// `.gz` and `.zip`). Recordings of other sports are returned too; it is the
/// analysis that refuses them.
///
/// # Errors
/// [`ImportError`] says what was found, where, and what to do instead.
pub fn import(bytes: &[u8], options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let mut best: Option<(Confidence, &dyn Format)> = None;
    for format in formats() {
        let confidence = format.sniff(head);
        if confidence > best.map_or(Confidence::No, |(c, _)| c) {
            best = Some((confidence, format));
        }
        if confidence == Confidence::Certain {
            break; // nothing can be surer, and a look at text costs more than at binary
        }
    }
    // Columns of a motion sensor named by the user leave no doubt about a table.
    let by_map = options
        .map
        .iter()
        .any(|m| matches!(m.target, MapTarget::Acceleration(_) | MapTarget::AngularVelocity(_)));
    if by_map && best.is_none_or(|(c, _)| c < Confidence::Certain) {
        best = Some((Confidence::Likely, &imu::Imu));
    }
    let Some((_, format)) = best else {
        return Err(error::unknown_format(head));
    };
    let mut recordings = format.read(bytes, options)?;
    settle(&mut recordings, options)?;
    Ok(recordings)
}

/// The recording of sensors whose signals a program holds already, and the SHA-256 of
/// their values.
///
/// # Errors
/// As [`import`], where units cannot be told or there are too few values.
pub fn from_signals(
    sensors: Vec<Signals>,
    options: &ImportOptions,
) -> Result<(Recording, String), ImportError> {
    let (recording, sha256) = imu::arrays::read(sensors, options)?;
    let mut recordings = [recording];
    settle(&mut recordings, options)?;
    let [recording] = recordings;
    Ok((recording, sha256))
}

/// What holds of every format: belief, clocks, sport, cadence.
fn settle(recordings: &mut [Recording], options: &ImportOptions) -> Result<(), ImportError> {
    for recording in &mut *recordings {
        let by_time = || options.lists.as_ref()?.of_recording(recording);
        if let Some(listed) = options.listed.clone().or_else(by_time) {
            listed.apply(recording);
        }
        declare(recording, options);
        believable::settle(recording, &options.limits)?;
        // Lengths of a pool are no slow clock.
        if let Data::Watch(series) = &mut recording.data
            && !matches!(recording.sport, Sport::Other(_))
        {
            clocks::settle(series, &mut recording.notes);
        }
        sport::settle(recording);
        cadence::settle(recording);
        cadence::derive(recording);
    }
    endpoints_alone(recordings)
}

/// What the user says of the sport wins.
fn declare(recording: &mut Recording, options: &ImportOptions) {
    let Some(sport) = &options.sport else { return };
    let kind = std::mem::discriminant(sport);
    if std::mem::discriminant(&recording.sport) == kind {
        return;
    }
    let said = recording.sport.describe();
    recording.notes.push(Note::of(NoteKind::SportDeclared { said }));
    recording.sport = sport.clone();
}

/// Refuses a run of which a converter kept the first and the last point, or points
/// minutes apart.
fn endpoints_alone(recordings: &[Recording]) -> Result<(), ImportError> {
    /// Two records closer than this are a recording broken off, s. Ours.
    const APART_S: f64 = 120.0;
    /// Records further apart than this follow no run, s. Ours: the slowest watches
    /// write one a minute.
    const FOLLOWS_S: f64 = 300.0;
    match recordings {
        [Recording { data: Data::Watch(series), format, .. }]
            if series.len() > 2
                && series_builder::median_step(&series.time_s.to_vec()) > FOLLOWS_S =>
        {
            let step_s = series_builder::median_step(&series.time_s.to_vec());
            Err(ImportError::NoRecording {
                format,
                inside: vec![Inside::RecordsFarApart { step_s }],
                advice: Advice::ExportFromWatch,
            })
        }
        [Recording { data: Data::Watch(series), format, .. }]
            if series.len() == 2 && series.duration_s() >= APART_S =>
        {
            Err(ImportError::NoRecording {
                format,
                inside: vec![Inside::OnlyEndpoints { apart_s: series.duration_s() }],
                advice: Advice::ExportFromWatch,
            })
        }
        _ => Ok(()),
    }
}
