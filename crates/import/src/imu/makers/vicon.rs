//! Vicon Nexus: the `Devices` block of its CSV export, with the inertial
//! sensors side by side; force plates and other blocks are left alone.
//!
//! The number under `Devices` is the rate of the rows, not of the camera
//! frames: in a real file angles and angular velocities agree at 250 rows per
//! second under the number 250, with five rows per frame.

use super::super::super::{Confidence, ImportError, ImportOptions};
use super::super::builder::SensorSpec;
use super::super::problem::{SensorProblem, first_columns};
use super::Maker;
use super::header::{Header, acc_unit, gyro_unit};
use super::source::{Head, Lines};
use super::stamp::Stamp;
use super::table::{About, Sensor};
use crate::recording::{Gravity, Note, Placement, Recording, SensorNote};

pub(super) const LAYOUT: Maker = Maker { sniff, read };

const MAKER: &str = "Vicon Nexus";
/// Rows in which the number of samples per frame is looked for. Ours: a frame
/// holds 1 to 20 samples of a device.
const LOOK: usize = 400;

fn sniff(head: &Head) -> Confidence {
    let is = head.line(0).trim_end_matches(',') == "Devices"
        && rate_hz(head.line(1)).is_some()
        && head.line(3).starts_with("Frame,Sub Frame");
    if is { Confidence::Certain } else { Confidence::No }
}

/// `250` (padded with commas where a spreadsheet saved it).
fn rate_hz(line: &str) -> Option<f64> {
    line.trim().trim_end_matches(',').parse::<f64>().ok().filter(|r| r.is_finite() && *r > 0.0)
}

fn read(mut lines: Lines<'_>, options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    lines.find(MAKER, |l| l.trim().trim_end_matches(',') == "Devices")?;
    let rate = rate_hz(&lines.next()?.unwrap_or_default());
    let names = Header::split(&lines.next()?.unwrap_or_default(), b',').cells;
    let axes = Header::split(&lines.next()?.unwrap_or_default(), b',').cells;
    let units = Header::split(&lines.next()?.unwrap_or_default(), b',').cells;
    let Some(rate) = rate.filter(|_| axes.first().is_some_and(|c| c == "Frame")) else {
        return Err(lines.ends(MAKER));
    };
    let ahead = lines.peek(LOOK)?;
    let parts = 1.0
        + ahead
            .iter()
            .map_while(|l| l.split(',').nth(1)?.trim().parse::<u32>().ok())
            .max()
            .map_or(0.0, f64::from);
    let stamp = Stamp::Frames { frame: 0, part: 1, parts };
    let found = sensors(&columns(&names, &axes, &units), rate, &stamp);
    let mut about = About::new("imu:vicon", MAKER);
    about.device = Some(MAKER.into());
    about.ends_at_title = true;
    about.map(&titles(&names, &axes), &found.sensors);
    if found.high_range_left {
        about.notes.push(Note::of(SensorNote::HighRangeNotUsed));
    }
    if found.sensors.is_empty() {
        let devices = first_columns(names.iter().map(String::as_str).filter(|n| !n.is_empty()));
        return Err(SensorProblem::ViconDevices { devices }.into());
    }
    about.read(found.sensors, lines.rows(b','), options)
}

/// Three columns of one device: `TS-01902 - accel`.
struct Group {
    /// `TS-01902`
    device: String,
    /// `accel`
    part: String,
    columns: [usize; 3],
    unit: String,
}

/// The columns that belong together: under one name, called x, y, z.
fn columns(names: &[String], axes: &[String], units: &[String]) -> Vec<Group> {
    let named = names.iter().enumerate().filter(|(i, n)| *i >= 2 && !n.is_empty());
    named
        .filter_map(|(at, name)| {
            let is =
                |i: usize, axis: &str| axes.get(i).is_some_and(|a| a.eq_ignore_ascii_case(axis));
            if !(is(at, "x") && is(at + 1, "y") && is(at + 2, "z")) {
                return None;
            }
            let (device, part) = name.rsplit_once(" - ").unwrap_or((name, ""));
            Some(Group {
                device: device.trim().to_string(),
                part: part.trim().to_string(),
                columns: [at, at + 1, at + 2],
                unit: units.get(at)?.clone(),
            })
        })
        .collect()
}

struct Found {
    sensors: Vec<Sensor>,
    high_range_left: bool,
}

/// One sensor per device with an acceleration; units tell what is what. Where
/// a device has two accelerometers, the one of smaller range counts.
fn sensors(groups: &[Group], rate: f64, stamp: &Stamp) -> Found {
    let mut found = Found { sensors: Vec::new(), high_range_left: false };
    let mut order: Vec<(&str, Option<&Group>, Option<&Group>)> = Vec::new();
    for group in groups {
        let is_acc = acc_unit(&group.unit).is_some();
        if !is_acc && gyro_unit(&group.unit).is_none() {
            continue;
        }
        let at = order.iter().position(|(d, ..)| *d == group.device).unwrap_or_else(|| {
            order.push((&group.device, None, None));
            order.len() - 1
        });
        let Some((_, acc, gyro)) = order.get_mut(at) else { continue };
        if !is_acc {
            *gyro = gyro.or(Some(group));
            continue;
        }
        let is_high = |g: &Group| g.part.to_lowercase().contains("high");
        match acc {
            None => *acc = Some(group),
            Some(first) => {
                found.high_range_left = true;
                if is_high(first) && !is_high(group) {
                    *acc = Some(group);
                }
            }
        }
    }
    for (device, acc, gyro) in order {
        let mut spec = SensorSpec::new(device, Placement::Unknown);
        spec.rate_hz = Some(rate);
        spec.counter = true;
        spec.gravity = Some(Gravity::Included);
        let mut sensor = Sensor::new(spec, stamp.clone());
        if let Some((group, unit)) = acc.and_then(|g| Some((g, acc_unit(&g.unit)?))) {
            sensor = sensor.acc(Some(group.columns), unit);
        }
        if let Some((group, unit)) = gyro.and_then(|g| Some((g, gyro_unit(&g.unit)?))) {
            sensor = sensor.gyro(Some(group.columns), unit);
        }
        found.sensors.push(sensor);
    }
    found
}

/// Names of the columns: `TS-01902 - accel x`.
fn titles(names: &[String], axes: &[String]) -> Vec<String> {
    let mut name = "";
    axes.iter()
        .enumerate()
        .map(|(i, axis)| {
            if let Some(n) = names.get(i).filter(|n| !n.is_empty()) {
                name = n;
            }
            format!("{name} {axis}").trim().to_string()
        })
        .collect()
}
