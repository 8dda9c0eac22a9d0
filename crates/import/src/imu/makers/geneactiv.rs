//! GENEActiv (and omconvert's imitation of it): a hundred lines `name,value`,
//! then rows `date and time,x,y,z,lux,button,temperature` without a header.

use super::super::super::{Confidence, ImportError, ImportOptions};
use super::super::builder::{AccUnit, SensorSpec, TimeUnit};
use super::super::placement::guess;
use super::super::problem::SensorProblem;
use super::Maker;
use super::header::Header;
use super::source::{Head, Lines};
use super::stamp::{Stamp, offset_seconds, offset_text, parse_moment};
use super::table::{About, Begin, Sensor};
use crate::recording::{Gravity, Placement, Recording};

pub(super) const LAYOUT: Maker = Maker { sniff, read };

const MAKER: &str = "GENEActiv";
/// Columns of a row, as two parsers and omconvert's source name them.
const COLUMNS: [&str; 7] = ["timestamp", "x", "y", "z", "lux", "button", "temperature"];
/// The header has 100 lines; more than this many are no header.
const MAX_PREAMBLE: usize = 200;
/// Rows in which the time step is looked for to tell raw data from epochs.
const LOOK: usize = 8;
/// The slowest raw rate is 10 Hz; a longer step is an epoch, s.
const MAX_STEP_S: f64 = 0.5;

fn is_device(line: &str) -> bool {
    line.trim_end_matches(',').eq_ignore_ascii_case("Device Type,GENEActiv")
}

fn sniff(head: &Head) -> Confidence {
    if head.lines().take(3).any(is_device) { Confidence::Certain } else { Confidence::No }
}

fn read(mut lines: Lines<'_>, options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    let mut spec = SensorSpec::new("", Placement::Unknown);
    let (mut serial, mut offset) = (String::new(), None);
    let mut found = false;
    for _ in 0..MAX_PREAMBLE {
        let Some(line) = lines.peek(1)?.pop() else { break };
        if moment_of(&line).is_some() {
            found = true;
            break;
        }
        lines.next()?;
        let Some((name, value)) = line.split_once(',') else { continue };
        let value = value.trim().trim_end_matches(',').trim();
        match name.trim() {
            "Device Unique Serial Code" => serial = value.to_string(),
            "Device Location Code" => spec.placement = guess(value).unwrap_or(Placement::Unknown),
            "Time Zone" => offset = offset_seconds(value).map(offset_text),
            "Range" if spec.acc_range_g.is_none() => {
                // `-8 to 8` of the first sensor, the accelerometer.
                let top = value.rsplit(' ').next().and_then(|v| v.parse::<f64>().ok());
                spec.acc_range_g = top.filter(|r| r.is_finite() && *r > 0.0);
            }
            _ => {}
        }
    }
    if !found {
        return Err(lines.ends(MAKER));
    }
    let ahead: Vec<_> = lines.peek(LOOK)?.iter().map_while(|l| moment_of(l)).collect();
    if ahead.windows(2).all(|w| w[1].since(w[0]) > MAX_STEP_S) && ahead.len() > 1 {
        return Err(SensorProblem::GeneactivEpochs.into());
    }
    spec.name.clone_from(&serial);
    spec.time = TimeUnit::Seconds;
    spec.gravity = Some(Gravity::Included);
    let stamp = Stamp::moment(0, offset);
    let sensors = vec![Sensor::new(spec, stamp).acc(Some([1, 2, 3]), AccUnit::G)];
    let mut about = About::new("imu:geneactiv", MAKER);
    about.device = Some(format!("{MAKER} {serial}").trim().to_string());
    about.begin = Begin::FirstMoment;
    about.map(&COLUMNS.map(str::to_string), &sensors);
    let rows = lines.rows(b',');
    about.read(sensors, rows, options)
}

/// The date and time that begins a row of measurements.
fn moment_of(line: &str) -> Option<super::super::super::moment::Moment> {
    let cells = Header::split(line, b',').cells;
    if cells.len() < 4 { None } else { parse_moment(cells.first()?, None) }
}
