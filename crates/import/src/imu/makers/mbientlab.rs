//! MbientLab MetaMotion: one file per sensor, Unix time in ms, the offset of
//! local time in a column's name.

use super::super::super::{Confidence, ImportError, ImportOptions};
use super::super::builder::{AccUnit, GyroUnit, SensorSpec, TimeUnit};
use super::super::problem::{SensorProblem, first_columns};
use super::Maker;
use super::header::Header;
use super::source::{Head, Lines};
use super::stamp::{Stamp, offset_seconds};
use super::table::{About, Begin, Sensor};
use crate::recording::{Gravity, Placement, Recording};

pub(super) const LAYOUT: Maker = Maker { sniff, read };

const MAKER: &str = "MbientLab";
/// The app's own spelling, and that of newer versions.
const TIMES: [&str; 2] = ["epoc (ms)", "epoch (ms)"];

fn time_of(header: &Header) -> Option<usize> {
    TIMES.iter().find_map(|name| header.find(name))
}

fn is_header(line: &str) -> bool {
    let header = Header::parse(line);
    time_of(&header).is_some() && header.find("elapsed (s)").is_some()
}

fn sniff(head: &Head) -> Confidence {
    if is_header(head.line(0)) { Confidence::Certain } else { Confidence::No }
}

fn read(mut lines: Lines<'_>, options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    let line = lines.find(MAKER, is_header)?;
    let header = Header::parse(&line);
    let acc = header.axes("", "-axis (g)");
    let gyro = header.axes("", "-axis (deg/s)");
    if acc.is_none() && gyro.is_none() {
        let columns = first_columns(header.cells.iter().map(String::as_str));
        return Err(SensorProblem::NoSignals { maker: MAKER.into(), columns }.into());
    }
    let mut spec = SensorSpec::new("", Placement::Unknown);
    spec.time = TimeUnit::Millis;
    spec.gravity = Some(Gravity::Included);
    let time = time_of(&header).unwrap_or(0);
    let sensors = vec![
        Sensor::new(spec, Stamp::Number(time)).acc(acc, AccUnit::G).gyro(gyro, GyroUnit::DegPerS),
    ];
    let mut about = About::new("imu:mbientlab", MAKER);
    about.device = Some(MAKER.into());
    let local = header.find_by(|c| c.starts_with("timestamp ("));
    about.begin = Begin::Unix(local.and_then(|i| offset_seconds(header.cells.get(i)?)));
    about.map(&header.cells, &sensors);
    about.read(sensors, lines.rows(header.separator), options)
}
