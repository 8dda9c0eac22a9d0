//! UMAFall: a phone and SensorTags in one long table, one row per measurement:
//! `% TimeStamp; Sample No; X-Axis; Y-Axis; Z-Axis; Sensor Type; Sensor ID;`.

use std::collections::BTreeMap;

use jiff::civil;

use super::super::super::{Confidence, ImportError, ImportOptions};
use super::super::builder::{AccUnit, GyroUnit, SensorBuilder, SensorSpec, TimeUnit};
use super::super::placement::guess;
use super::Maker;
use super::header::Header;
use super::source::{Head, Lines, Row, Taken};
use super::table::{About, Begin};
use crate::recording::{Body, Gravity, Mapping, Placement, Recording, Start};

pub(super) const LAYOUT: Maker = Maker { sniff, read };

const MAKER: &str = "UMAFall";
/// Columns, as the last line of the preamble names them.
const COLUMNS: [&str; 7] =
    ["TimeStamp", "Sample No", "X-Axis", "Y-Axis", "Z-Axis", "Sensor Type", "Sensor ID"];
/// Values of the column Sensor Type.
const ACCELEROMETER: f64 = 0.0;
const GYROSCOPE: f64 = 1.0;
const MAGNETOMETER: f64 = 2.0;

fn is_header(line: &str) -> bool {
    // Every line of every text is asked: taking it apart costs more than a look.
    if !line.contains(COLUMNS[0]) {
        return false;
    }
    let cells = Header::split(line.trim_start_matches(['%', ' ']), b';').cells;
    cells.iter().zip(COLUMNS).filter(|(a, b)| *a == b).count() == COLUMNS.len()
}

fn sniff(head: &Head) -> Confidence {
    if head.lines().any(is_header) { Confidence::Certain } else { Confidence::No }
}

/// What stands above the rows.
#[derive(Default)]
struct Preamble {
    start: Option<Start>,
    body: Body,
    /// Sensor ID, position.
    sensors: Vec<(i64, String)>,
    /// Full scale of the phone and of the SensorTags, g.
    ranges: [Option<f64>; 2],
    in_tags: bool,
}

impl Preamble {
    fn take(&mut self, line: &str) {
        let line = line.trim_start_matches(['%', ' ', '-', '>']).trim();
        let number =
            |v: &str| v.split_whitespace().next()?.parse::<f64>().ok().filter(|v| *v > 0.0);
        let cells = Header::split(line, b';').cells;
        if let [mac, id, position, _model] = &cells[..]
            && mac.contains(':')
            && let Ok(id) = id.parse::<i64>()
        {
            self.sensors.push((id, position.clone()));
            return;
        }
        let Some((name, value)) = line.split_once(':') else { return };
        let value = value.trim();
        match name.trim() {
            "Date" => self.start = start(value),
            "Height(cm)" => self.body.height_m = number(value).map(|v| v / 100.0),
            "Weight(Kg)" => self.body.mass_kg = number(value),
            "SensorTag's Accelerometer" => self.in_tags = true,
            "Maximum Range" => {
                if let Some(range) = self.ranges.get_mut(usize::from(self.in_tags)) {
                    *range = number(value);
                }
            }
            _ => {}
        }
    }

    /// The sensor of an ID. The phone is the one with ID 0.
    fn spec(&self, id: i64) -> SensorSpec {
        let name = self.sensors.iter().find(|(i, _)| *i == id).map_or("", |(_, n)| n);
        // RIGHTPOCKET: the phone in the pocket of the trousers.
        let place = if name.ends_with("POCKET") { Some(Placement::Thigh) } else { guess(name) };
        let place = place.unwrap_or(Placement::Unknown);
        let name = if name.is_empty() { format!("sensor {id}") } else { name.to_string() };
        let mut spec = SensorSpec::new(name, place);
        spec.time = TimeUnit::Millis;
        spec.acc_unit = AccUnit::G;
        spec.gyro_unit = GyroUnit::DegPerS;
        spec.gravity = Some(Gravity::Included);
        spec.acc_range_g = self.ranges[usize::from(id != 0)];
        spec
    }
}

/// `2016-06-13_20:40:29`.
fn start(text: &str) -> Option<Start> {
    text.replacen('_', "T", 1).parse::<civil::DateTime>().ok().map(Start::Local)
}

/// One sample of one sensor: its time, acceleration, angular velocity.
type Sample = (f64, Option<[f64; 3]>, Option<[f64; 3]>);
/// Samples of one sensor by their number, which accelerometer and gyroscope share.
type Samples = BTreeMap<i64, Sample>;

fn read(mut lines: Lines<'_>, options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    let mut preamble = Preamble::default();
    lines.find(MAKER, |line| {
        let found = is_header(line);
        if !found {
            preamble.take(line);
        }
        found
    })?;
    let mut about = About::new("imu:umafall", MAKER);
    about.device = Some(MAKER.into());
    about.begin = Begin::Told(preamble.start);
    about.mappings = COLUMNS
        .iter()
        .map(|c| Mapping { column: (*c).into(), quantity: None, unit: String::new(), remark: None })
        .collect();
    let mut sensors: BTreeMap<i64, Samples> = BTreeMap::new();
    lines.rows(b';').each(MAKER, &mut about.notes, |row| take(row, &mut sensors))?;
    let built = sensors
        .into_iter()
        .map(|(id, samples)| {
            let mut spec = preamble.spec(id);
            spec.has_gyro = samples.values().any(|(_, _, gyro)| gyro.is_some());
            let name = spec.name.clone();
            let mut builder = SensorBuilder::new(spec);
            let missing = [f64::NAN; 3];
            for (time, acc, gyro) in samples.into_values() {
                builder.push(time, acc.unwrap_or(missing), gyro.unwrap_or(missing));
            }
            (name, builder)
        })
        .collect();
    let mut recordings = about.finish(built, options)?;
    for recording in &mut recordings {
        recording.body = preamble.body;
    }
    Ok(recordings)
}

fn take(row: Row<'_>, sensors: &mut BTreeMap<i64, Samples>) -> Option<Taken> {
    let (time, number, kind, id) = (row.number(0)?, row.number(1)?, row.number(5)?, row.number(6)?);
    let value = row.triple([Some(2), Some(3), Some(4)])?;
    if kind == MAGNETOMETER {
        return Some(Taken::Skip);
    }
    let whole = |v: f64| (v.fract() == 0.0 && v.abs() < 1e12).then_some(v as i64);
    if !time.is_finite() {
        return None;
    }
    let samples = sensors.entry(whole(id)?).or_default();
    let sample = samples.entry(whole(number)?).or_insert((time, None, None));
    if kind == ACCELEROMETER {
        sample.0 = time;
        sample.1 = Some(value);
    } else if kind == GYROSCOPE {
        sample.2 = Some(value);
    } else {
        return None;
    }
    Some(Taken::Yes)
}
