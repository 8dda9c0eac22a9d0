//! A dump of an Android phone's sensors: a line with the unit, a line of
//! names, `;` between cells and behind the last; one file per sensor.

use super::super::super::{Confidence, ImportError, ImportOptions};
use super::super::builder::{AccUnit, GyroUnit, SensorSpec, TimeUnit};
use super::super::problem::SensorProblem;
use super::Maker;
use super::header::{Header, acc_unit, gyro_unit};
use super::source::{Head, Lines, number};
use super::stamp::Stamp;
use super::table::{About, Sensor};
use crate::recording::{Gravity, Placement, Recording};

pub(super) const LAYOUT: Maker = Maker { sniff, read };

const MAKER: &str = "Android sensors";
const UNIT: &str = "unit -> ";
/// Rows that are looked at, and the share of them that is allowed to be
/// anything but length 1 (rotations too slow to be brought to length 1). Ours.
const LOOK: usize = 400;
const OTHERS: f64 = 0.2;
/// How near to 1 a length is that was brought to 1 and printed with six digits. Ours.
const NEAR: f64 = 2e-3;

/// Whether the rows are directions alone: an example in Android's manual
/// brings the angular velocity to length 1, and apps have copied it.
fn are_directions(lines: &[String], axes: [usize; 3]) -> bool {
    let lengths: Vec<f64> = lines
        .iter()
        .filter_map(|line| {
            let cells: Vec<&str> = line.split(';').collect();
            let mut sum = 0.0;
            for axis in axes {
                sum += number(cells.get(axis)?, false)?.powi(2);
            }
            Some(sum.sqrt())
        })
        .collect();
    let others = lengths.iter().filter(|l| (*l - 1.0).abs() > NEAR).count();
    lengths.len() >= LOOK / 4 && (others as f64) < OTHERS * lengths.len() as f64
}

fn sniff(head: &Head) -> Confidence {
    let is = head.line(0).starts_with(UNIT) && head.line(1).starts_with("Timestamp;");
    if is { Confidence::Certain } else { Confidence::No }
}

/// `SI (m/s^2)`, `radians/second and measure the Angular speed …`
fn units(line: &str) -> (Option<AccUnit>, Option<GyroUnit>) {
    let text = line.trim().strip_prefix(UNIT).unwrap_or(line);
    let mut words = text.split_whitespace();
    let acc = words.clone().find_map(acc_unit);
    let gyro = words.find_map(|w| match w {
        "radians/second" => Some(GyroUnit::RadPerS),
        other => gyro_unit(other),
    });
    (acc, gyro)
}

fn read(mut lines: Lines<'_>, options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    let unit = lines.find(MAKER, |l| l.starts_with(UNIT))?;
    let names = lines.find(MAKER, |l| l.starts_with("Timestamp;"))?;
    let header = Header::split(&names, b';');
    let columns = |axis: &str| header.find_by(|c| c.ends_with(axis));
    let axes = columns("x-axis").zip(columns("y-axis")).zip(columns("z-axis"));
    let axes = axes.map(|((x, y), z)| [x, y, z]);
    let mut spec = SensorSpec::new("", Placement::Unknown);
    spec.time = TimeUnit::Seconds;
    // `minus Gx on the x-axis` is what the accelerometer itself gives; the
    // linear acceleration has plain names.
    let with_gravity = header.cells.iter().any(|c| c.starts_with("minus G"));
    spec.gravity = Some(if with_gravity { Gravity::Included } else { Gravity::Removed });
    let sensor = Sensor::new(spec, Stamp::Number(0));
    let sensor = match units(&unit) {
        (Some(acc), _) => sensor.acc(axes, acc),
        (None, Some(gyro)) => {
            if let Some(axes) = axes
                && are_directions(&lines.peek(LOOK)?, axes)
            {
                return Err(SensorProblem::DirectionsOnly.into());
            }
            sensor.gyro(axes, gyro)
        }
        (None, None) => {
            let found = unit.trim().chars().take(80).collect();
            return Err(SensorProblem::AndroidUnit { found }.into());
        }
    };
    let mut about = About::new("imu:android", MAKER);
    about.device = Some("Android phone".into());
    let sensors = vec![sensor];
    about.map(&header.cells, &sensors);
    about.read(sensors, lines.rows(b';'), options)
}
