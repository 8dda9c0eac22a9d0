//! Delsys Trigno (EMGworks CSV): hundreds of lines on the channels, then a
//! time column before every channel; channels of different rates lie side by
//! side, the slower ones blank when they are over.

use super::super::super::{Confidence, ImportError, ImportOptions};
use super::super::builder::{AccUnit, GyroUnit, SensorSpec, TimeUnit};
use super::Maker;
use super::header::Header;
use super::source::{Head, Lines};
use super::stamp::Stamp;
use super::table::{About, Sensor};
use crate::recording::{Gravity, Placement, Recording};

pub(super) const LAYOUT: Maker = Maker { sniff, read };

const MAKER: &str = "Delsys Trigno";

/// The header: pairs of time and channel.
fn is_header(line: &str) -> bool {
    (line.contains("X[s]") || line.contains("X [s]")) && line.contains(": Acc ")
}

fn sniff(head: &Head) -> Confidence {
    // The header may lie beyond the first bytes; the lines above name the channels.
    let named = |l: &str| l.contains("Trigno") && l.contains(": Acc ");
    if head.lines().any(is_header) {
        Confidence::Certain
    } else if head.lines().any(named) {
        Confidence::Likely
    } else {
        Confidence::No
    }
}

/// `Trigno IM sensor 1: Acc 1.X (IM) [g]`
struct Channel<'a> {
    sensor: &'a str,
    is_acc: bool,
    axis: usize,
    column: usize,
}

fn channel(cell: &str, column: usize) -> Option<Channel<'_>> {
    let (sensor, rest) = cell.split_once(": ")?;
    let mut words = rest.split_whitespace();
    let is_acc = match words.next()? {
        "Acc" => true,
        "Gyro" => false,
        _ => return None,
    };
    let axis = match words.next()?.rsplit('.').next()? {
        "X" => 0,
        "Y" => 1,
        "Z" => 2,
        _ => return None,
    };
    Some(Channel { sensor: sensor.trim(), is_acc, axis, column })
}

fn read(mut lines: Lines<'_>, options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    let line = lines.find(MAKER, is_header)?;
    let header = Header::parse(&line);
    let mut sensors: Vec<Sensor> = Vec::new();
    for found in header.cells.iter().enumerate().filter_map(|(i, c)| channel(c, i)) {
        let at = sensors.iter().position(|s| s.spec.name == found.sensor).unwrap_or_else(|| {
            let mut spec = SensorSpec::new(found.sensor, Placement::Unknown);
            spec.time = TimeUnit::Seconds;
            spec.gravity = Some(Gravity::Included);
            spec.acc_unit = AccUnit::G;
            spec.gyro_unit = GyroUnit::DegPerS;
            // The time of a channel stands before it; accelerometer and
            // gyroscope of a sensor are sampled together.
            sensors.push(Sensor::new(spec, Stamp::Number(found.column.saturating_sub(1))));
            sensors.len() - 1
        });
        let Some(sensor) = sensors.get_mut(at) else { continue };
        if found.is_acc {
            sensor.acc[found.axis] = Some(found.column);
        } else {
            sensor.gyro[found.axis] = Some(found.column);
            sensor.spec.has_gyro = true;
        }
    }
    let mut about = About::new("imu:delsys", MAKER);
    about.device = Some(MAKER.into());
    about.map(&header.cells, &sensors);
    about.read(sensors, lines.rows(header.separator), options)
}
