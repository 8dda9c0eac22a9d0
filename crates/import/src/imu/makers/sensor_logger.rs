//! Sensor Logger: a zip with one file per sensor, all with the same columns;
//! only the file's name says which sensor it is.

use super::super::super::{Confidence, ImportError, ImportOptions};
use super::super::builder::{AccUnit, GyroUnit, SensorSpec, TimeUnit};
use super::super::problem::SensorProblem;
use super::Maker;
use super::header::Header;
use super::source::{Head, Lines, number};
use super::stamp::{Stamp, parse_moment};
use super::table::{About, Begin, Sensor};
use crate::recording::{Gravity, Note, Placement, Recording, SensorNote};

pub(super) const LAYOUT: Maker = Maker { sniff, read };

const MAKER: &str = "Sensor Logger";

fn is_header(line: &str) -> bool {
    let header = Header::parse(line);
    header.find("time").is_some()
        && header.find("seconds_elapsed").is_some()
        && header.axes("", "").is_some()
}

fn sniff(head: &Head) -> Confidence {
    if is_header(head.line(0)) { Confidence::Certain } else { Confidence::No }
}

/// What a file of the app holds.
enum Kind {
    Acc(AccUnit, Option<Gravity>),
    Gyro,
    Other,
    Unsaid,
}

/// Told from the name of the file, also inside an archive (`run.zip!Gyroscope.csv`).
fn kind(file_name: Option<&str>) -> Kind {
    let name = file_name.and_then(|n| n.rsplit(['/', '\\', '!']).next()).unwrap_or("");
    let name = name.to_ascii_lowercase();
    let is = |start: &str| name.starts_with(start);
    if is("accelerometeruncalibrated") {
        Kind::Acc(AccUnit::Detect, Some(Gravity::Included)) // g on iOS
    } else if is("totalacceleration") {
        Kind::Acc(AccUnit::MetresPerS2, Some(Gravity::Included))
    } else if is("accelerometer") {
        Kind::Acc(AccUnit::MetresPerS2, Some(Gravity::Removed))
    } else if is("gyroscope") {
        Kind::Gyro
    } else if ["gravity", "magnetometer", "orientation", "compass"].iter().any(|s| is(s)) {
        Kind::Other
    } else {
        Kind::Unsaid
    }
}

/// The clock of the rows: Unix times in ns, the time written out, or the seconds that
/// have gone by.
fn clock(header: &Header, first_row: &str) -> (Stamp, TimeUnit, Begin) {
    let time = header.find("time").unwrap_or(0);
    let cells = Header::split(first_row, header.separator).cells;
    let cell = cells.get(time).map_or("", String::as_str);
    if number(cell, false).is_some() {
        (Stamp::Number(time), TimeUnit::Nanos, Begin::Unix(None))
    } else if parse_moment(cell, None).is_some() {
        (Stamp::moment(time, None), TimeUnit::Seconds, Begin::FirstMoment)
    } else {
        let elapsed = header.find("seconds_elapsed").unwrap_or(time);
        (Stamp::Number(elapsed), TimeUnit::Seconds, Begin::Told(None))
    }
}

fn read(mut lines: Lines<'_>, options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    let line = lines.find(MAKER, is_header)?;
    let header = Header::parse(&line);
    let axes = header.axes("", "");
    let first = lines.peek(1)?.pop().unwrap_or_default();
    let (stamp, unit, begin) = clock(&header, &first);
    let mut spec = SensorSpec::new("", Placement::Unknown);
    spec.time = unit;
    let sensor = Sensor::new(spec, stamp);
    let mut about = About::new("imu:sensor_logger", MAKER);
    about.device = Some(MAKER.into());
    about.begin = begin;
    let sensor = match kind(options.file_name.as_deref()) {
        Kind::Gyro => sensor.gyro(axes, GyroUnit::RadPerS),
        Kind::Acc(unit, gravity) => {
            // An iPhone writes the opposite sign unless told otherwise; which way is up
            // is judged from the running itself.
            let mut sensor = sensor.acc(axes, unit);
            sensor.spec.gravity = gravity;
            sensor
        }
        Kind::Unsaid => {
            about.notes.push(Note::of(SensorNote::SensorKindUnknown));
            sensor.acc(axes, AccUnit::Detect)
        }
        Kind::Other => {
            return Err(SensorProblem::OtherSensor.into());
        }
    };
    let sensors = vec![sensor];
    about.map(&header.cells, &sensors);
    about.read(sensors, lines.rows(header.separator), options)
}
