//! APDM (Mobility Lab, Moveo, Motion Studio): several sensors side by side,
//! their placements in the names.

use super::super::super::{Confidence, ImportError, ImportOptions};
use super::super::builder::{AccUnit, GyroUnit, SensorSpec, TimeUnit};
use super::Maker;
use super::header::{Header, acc_unit, gyro_unit};
use super::source::{Head, Lines};
use super::stamp::Stamp;
use super::table::{About, Begin, Sensor};
use crate::recording::{Gravity, Placement, Recording};

pub(super) const LAYOUT: Maker = Maker { sniff, read };

const MAKER: &str = "APDM";

/// `Time,Static/Acceleration/X,…`
fn is_new_header(line: &str) -> bool {
    line.starts_with("Time,") && line.contains("/Acceleration/X")
}

/// `Format=7,5718,,,Lumbar,…`
fn is_old_first_line(line: &str) -> bool {
    line.starts_with("Format=")
}

fn sniff(head: &Head) -> Confidence {
    let is_old = is_old_first_line(head.line(0)) && head.line(1).starts_with("Time,Accelerometer");
    if is_old || head.lines().take(12).any(is_new_header) {
        Confidence::Certain
    } else {
        Confidence::No
    }
}

fn read(mut lines: Lines<'_>, options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    let first = lines.find(MAKER, |l| is_old_first_line(l) || is_new_header(l))?;
    let mut about = About::new("imu:apdm", MAKER);
    about.device = Some(MAKER.into());
    let (titles, sensors) = if is_old_first_line(&first) {
        about.begin = Begin::Unix(None);
        let names = Header::split(&first, b',').cells;
        let kinds = Header::split(&lines.next()?.unwrap_or_default(), b',').cells;
        let axes = Header::split(&lines.next()?.unwrap_or_default(), b',').cells;
        old(&names, &kinds, &axes)
    } else {
        let header = Header::split(&first, b',');
        let units = Header::split(&lines.next()?.unwrap_or_default(), b',').cells;
        let sensors = new(&header, &units);
        (header.cells, sensors)
    };
    about.map(&titles, &sensors);
    about.read(sensors, lines.rows(b','), options)
}

fn spec(name: &str, time: TimeUnit) -> SensorSpec {
    let mut spec = SensorSpec::new(name, Placement::Unknown);
    spec.time = time;
    spec.gravity = Some(Gravity::Included);
    spec
}

/// Names `SENSOR/Acceleration/X` and a row of units below.
fn new(header: &Header, units: &[String]) -> Vec<Sensor> {
    let mut names: Vec<&str> = Vec::new();
    for cell in &header.cells {
        if let Some((name, _)) = cell.split_once('/')
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
        .into_iter()
        .filter_map(|name| {
            let acc = header.axes(&format!("{name}/Acceleration/"), "");
            let gyro = header.axes(&format!("{name}/Angular Velocity/"), "");
            let unit = |columns: Option<[usize; 3]>| {
                columns.and_then(|c| units.get(c[0])).map_or("", String::as_str)
            };
            let sensor = Sensor::new(spec(name, TimeUnit::Seconds), Stamp::Number(0))
                .acc(acc, acc_unit(unit(acc)).unwrap_or(AccUnit::MetresPerS2))
                .gyro(gyro, gyro_unit(unit(gyro)).unwrap_or(GyroUnit::RadPerS));
            (acc.is_some() || gyro.is_some()).then_some(sensor)
        })
        .collect()
}

/// Three rows of names: number and placement of the sensor, kind, axis. Stamps
/// are Unix times in microseconds; m/s² and rad/s.
fn old(names: &[String], kinds: &[String], axes: &[String]) -> (Vec<String>, Vec<Sensor>) {
    // A block begins with the number of its sensor, above its accelerometer.
    let is_number = |c: &String| !c.is_empty() && c.bytes().all(|b| b.is_ascii_digit());
    let begins: Vec<usize> =
        (1..kinds.len()).filter(|i| names.get(*i).is_some_and(is_number)).collect();
    let mut sensors = Vec::new();
    for (nth, &begin) in begins.iter().enumerate() {
        let end = begins.get(nth + 1).copied().unwrap_or(kinds.len());
        let kind = |what: &str| {
            let at = (begin..end).find(|i| kinds.get(*i).is_some_and(|k| k == what))?;
            let is = |i: usize, a: &str| axes.get(i).is_some_and(|x| x == a);
            (is(at, "X") && is(at + 1, "Y") && is(at + 2, "Z")).then_some([at, at + 1, at + 2])
        };
        let word =
            (begin..end).filter_map(|i| names.get(i)).find(|c| !c.is_empty() && !is_number(c));
        let number = names.get(begin).map_or("", String::as_str);
        let name = word.map_or(number, String::as_str);
        let (acc, gyro) = (kind("Accelerometer"), kind("Gyroscope"));
        if acc.is_some() || gyro.is_some() {
            sensors.push(
                Sensor::new(spec(name, TimeUnit::Micros), Stamp::Number(0))
                    .acc(acc, AccUnit::MetresPerS2)
                    .gyro(gyro, GyroUnit::RadPerS),
            );
        }
    }
    let (mut name, mut kind) = ("", "");
    let titles = kinds
        .iter()
        .enumerate()
        .map(|(i, k)| {
            if let Some(n) = names.get(i).filter(|c| is_number(c)) {
                name = n;
            }
            if !k.is_empty() {
                kind = k;
            }
            let axis = axes.get(i).map_or("", String::as_str);
            format!("{name} {kind} {axis}").trim().to_string()
        })
        .collect();
    (titles, sensors)
}
