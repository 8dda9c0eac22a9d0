//! Axivity AX3 and AX6 as omconvert writes them: date, time with milliseconds,
//! g and deg/s, with or without a header.

use super::super::super::{Confidence, ImportError, ImportOptions};
use super::super::builder::{AccUnit, GyroUnit, SensorSpec, TimeUnit};
use super::Maker;
use super::header::Header;
use super::source::{Head, Lines, number};
use super::stamp::{Stamp, parse_moment};
use super::table::{About, Begin, Sensor};
use crate::recording::{Gravity, Placement, Recording};

pub(super) const LAYOUT: Maker = Maker { sniff, read };

const MAKER: &str = "Axivity";
/// Columns without a gyroscope and with one.
const WIDTHS: [usize; 2] = [4, 7];
/// Rows of a file without header that have to look right, and the longest
/// step between them, s: no watch export is as dense. Ours.
const LOOK: usize = 4;
const MAX_STEP_S: f64 = 0.2;

fn is_header(line: &str) -> bool {
    let header = Header::split(line, b',');
    header.cells.first().is_some_and(|c| c == "Time") && header.axes("Accel-", " (g)").is_some()
}

/// Whether lines are rows of the table.
fn are_rows(lines: &[&str]) -> bool {
    let mut last = None;
    lines.len() >= 2
        && lines.iter().all(|line| {
            let cells = Header::split(line, b',').cells;
            let Some((time, values)) = cells.split_first() else { return false };
            let Some(moment) = parse_moment(time, None) else { return false };
            let near = last.replace(moment).is_none_or(|l| {
                let step = moment.since(l);
                (0.0..=MAX_STEP_S).contains(&step)
            });
            near && WIDTHS.contains(&cells.len())
                && values.iter().all(|v| number(v, false).is_some_and(f64::is_finite))
        })
}

fn sniff(head: &Head) -> Confidence {
    if is_header(head.line(0)) {
        return Confidence::Certain;
    }
    let lines: Vec<&str> = head.lines().take(LOOK + 1).collect();
    // The last line may be cut.
    let lines = if lines.len() > LOOK { &lines[..LOOK] } else { &lines[..] };
    if lines.len() == LOOK && are_rows(lines) { Confidence::Likely } else { Confidence::No }
}

fn read(mut lines: Lines<'_>, options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    let first = lines.peek(1)?.pop().unwrap_or_default();
    let mut header = Header::split(&first, b',');
    let (acc, gyro) = if is_header(&first) {
        lines.next()?;
        (header.axes("Accel-", " (g)"), header.axes("Gyro-", " (d/s)"))
    } else {
        let gyro = (header.cells.len() == WIDTHS[1]).then_some([4, 5, 6]);
        header.cells = (1..=header.cells.len()).map(|i| i.to_string()).collect();
        (Some([1, 2, 3]), gyro)
    };
    let mut spec = SensorSpec::new("", Placement::Unknown);
    spec.time = TimeUnit::Seconds;
    spec.gravity = Some(Gravity::Included);
    let sensors = vec![
        Sensor::new(spec, Stamp::moment(0, None))
            .acc(acc, AccUnit::G)
            .gyro(gyro, GyroUnit::DegPerS),
    ];
    let mut about = About::new("imu:axivity", MAKER);
    about.device = Some(MAKER.into());
    about.begin = Begin::FirstMoment;
    about.map(&header.cells, &sensors);
    let rows = lines.rows(b',');
    about.read(sensors, rows, options)
}
