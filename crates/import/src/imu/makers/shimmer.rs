//! Shimmer (Consensys): an optional `sep=` line, names that begin with the
//! device, a row of units.

use super::super::super::{Confidence, ImportError, ImportOptions};
use super::super::builder::{AccUnit, GyroUnit, SensorSpec, TimeUnit};
use super::super::problem::{SensorProblem, first_columns};
use super::Maker;
use super::header::{Header, acc_unit, gyro_unit};
use super::source::{Head, Lines};
use super::stamp::{Stamp, parse_moment};
use super::table::{About, Begin, Sensor};
use crate::recording::{Gravity, Placement, Recording};

pub(super) const LAYOUT: Maker = Maker { sniff, read };

const MAKER: &str = "Shimmer";
/// Low-noise accelerometer first: the wide-range one resolves less.
const ACC: [&str; 2] = ["Accel_LN_", "Accel_WR_"];
/// Ends of names of calibrated signals; `RAW` and `UNCAL` are left alone.
const ENDS: [&str; 2] = ["_CAL", ""];
/// Names of time, after that of the device, the best first: whether it is a
/// Unix time in ms, a date, or ms from somewhere.
const TIMES: [(&str, Time); 8] = [
    ("TimestampSync_Unix", Time::Unix),
    ("Timestamp_Unix", Time::Unix),
    ("System_Timestamp_Plot_Zeroed", Time::Millis),
    ("TimestampSync_FormattedUnix", Time::Date),
    ("Timestamp_FormattedUnix", Time::Date),
    ("System_Timestamp_Plot", Time::Unix),
    ("TimestampSync", Time::Millis),
    ("Timestamp", Time::Millis),
];

#[derive(Clone, Copy, PartialEq)]
enum Time {
    Unix,
    Date,
    Millis,
}

fn is_header(line: &str) -> bool {
    ACC.iter().any(|a| line.contains(&format!("{a}X")))
        || line.contains("Shimmer_") && line.contains("Gyro_X")
}

fn sniff(head: &Head) -> Confidence {
    if head.lines().take(3).any(is_header) { Confidence::Certain } else { Confidence::No }
}

fn read(mut lines: Lines<'_>, options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    let line = lines.find(MAKER, is_header)?;
    let header = Header::parse(&line);
    let below = lines.peek(1)?.pop().unwrap_or_default();
    let below = Header::split(&below, header.separator).cells;
    let is_units = below.iter().any(|c| acc_unit(c).is_some() || gyro_unit(c).is_some());
    let units = if is_units {
        lines.next()?;
        below
    } else {
        Vec::new()
    };
    let mut about = About::new("imu:shimmer", MAKER);
    about.device = Some(MAKER.into());
    let mut sensors = Vec::new();
    for device in devices(&header) {
        let Some((sensor, time)) = sensor(&header, &units, &device) else { continue };
        match time {
            Time::Unix => about.begin = Begin::Unix(None),
            Time::Date => about.begin = Begin::FirstMoment,
            Time::Millis => {
                let date = column(&header, &device, "TimestampSync_FormattedUnix")
                    .or_else(|| column(&header, &device, "Timestamp_FormattedUnix"));
                let row = lines.peek(1)?.pop().unwrap_or_default();
                let cells = Header::split(&row, header.separator).cells;
                let cell = date.and_then(|d| cells.get(d));
                about.begin = Begin::Told(cell.and_then(|c| parse_moment(c, None)?.start()));
            }
        }
        sensors.push(sensor);
    }
    if sensors.is_empty() {
        let columns = first_columns(header.cells.iter().map(String::as_str));
        return Err(SensorProblem::ShimmerUncalibrated { columns }.into());
    }
    about.map(&header.cells, &sensors);
    about.read(sensors, lines.rows(header.separator), options)
}

/// What stands before the names of the signals: `Shimmer_8665_`, or nothing.
fn devices(header: &Header) -> Vec<String> {
    let mut devices: Vec<String> = Vec::new();
    for cell in &header.cells {
        for signal in ["Accel_LN_X", "Accel_WR_X", "Gyro_X"] {
            if let Some(at) = cell.find(signal)
                && let Some(device) = cell.get(..at)
                && !devices.iter().any(|d| d == device)
            {
                devices.push(device.to_string());
            }
        }
    }
    devices
}

fn column(header: &Header, device: &str, name: &str) -> Option<usize> {
    ENDS.iter().find_map(|end| header.find(&format!("{device}{name}{end}")))
}

fn axes(header: &Header, device: &str, name: &str) -> Option<[usize; 3]> {
    ENDS.iter().find_map(|end| header.axes(&format!("{device}{name}"), end))
}

fn sensor(header: &Header, units: &[String], device: &str) -> Option<(Sensor, Time)> {
    let (time_at, time) = TIMES.iter().find_map(|(name, time)| {
        // The clock of the computer has no device before it.
        let at = column(header, device, name).or_else(|| column(header, "", name))?;
        Some((at, *time))
    })?;
    let acc = ACC.iter().find_map(|name| axes(header, device, name));
    let gyro = axes(header, device, "Gyro_");
    let unit = |c: Option<[usize; 3]>| c.and_then(|c| units.get(c[0])).map_or("", String::as_str);
    let name = device.trim_end_matches('_');
    let mut spec = SensorSpec::new(name, Placement::Unknown);
    spec.time = if time == Time::Date { TimeUnit::Seconds } else { TimeUnit::Millis };
    spec.gravity = Some(Gravity::Included);
    let stamp = match time {
        Time::Date => Stamp::moment(time_at, None),
        _ => Stamp::Number(time_at),
    };
    let sensor = Sensor::new(spec, stamp)
        .acc(acc, acc_unit(unit(acc)).unwrap_or(AccUnit::Detect))
        .gyro(gyro, gyro_unit(unit(gyro)).unwrap_or(GyroUnit::Detect));
    (acc.is_some() || gyro.is_some()).then_some((sensor, time))
}
