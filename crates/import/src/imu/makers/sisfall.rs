//! SisFall: nine integers per row, `,` between and `;` behind them, 200 Hz,
//! from a device on the belt buckle: ADXL345, ITG3200, MMA8451.

use super::super::super::{Confidence, ImportError, ImportOptions};
use super::super::builder::{AccUnit, GyroUnit, SensorBuilder, SensorSpec};
use super::Maker;
use super::source::{Head, Lines, Taken};
use super::table::About;
use crate::recording::{Gravity, Mapping, Placement, Recording};

pub(super) const LAYOUT: Maker = Maker { sniff, read };

const MAKER: &str = "SisFall";
/// Rate of every file, Hz (the set's read-me).
const RATE_HZ: f64 = 200.0;
/// ADXL345: ±16 g in 13 bits, g per count (the set's read-me).
const ACC_G: f64 = 32.0 / 8192.0;
/// ITG3200: ±2000 deg/s in 16 bits, deg/s per count (the set's read-me).
const GYRO_DPS: f64 = 4000.0 / 65_536.0;
/// Full scale of the ADXL345, g.
const RANGE_G: f64 = 16.0;
/// Rows that have to look right. Ours.
const LOOK: usize = 4;
/// What the columns are, in order.
const COLUMNS: [&str; 9] = [
    "ADXL345 x",
    "ADXL345 y",
    "ADXL345 z",
    "ITG3200 x",
    "ITG3200 y",
    "ITG3200 z",
    "MMA8451 x",
    "MMA8451 y",
    "MMA8451 z",
];

fn is_row(line: &str) -> bool {
    line.strip_suffix(';').is_some_and(|l| {
        let mut cells = l.split(',');
        cells.by_ref().take(9).filter(|c| c.trim().parse::<i32>().is_ok()).count() == 9
            && cells.next().is_none()
    })
}

fn sniff(head: &Head) -> Confidence {
    let lines: Vec<&str> = head.lines().take(LOOK).collect();
    if lines.len() == LOOK && lines.iter().all(|l| is_row(l)) {
        Confidence::Certain
    } else {
        Confidence::No
    }
}

fn read(lines: Lines<'_>, options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    let mut spec = SensorSpec::new("ADXL345 and ITG3200", Placement::Waist);
    spec.rate_hz = Some(RATE_HZ);
    spec.acc_unit = AccUnit::G;
    spec.gyro_unit = GyroUnit::DegPerS;
    spec.gravity = Some(Gravity::Included);
    spec.has_gyro = true;
    spec.acc_range_g = Some(RANGE_G);
    let name = spec.name.clone();
    let mut builder = SensorBuilder::new(spec);
    let mut about = About::new("imu:sisfall", MAKER);
    about.device = Some(MAKER.into());
    about.mappings = COLUMNS
        .iter()
        .enumerate()
        .map(|(i, column)| {
            let (remark, unit) = match i {
                0..3 => (Some("acceleration"), "32/8192 g"),
                3..6 => (Some("angular velocity"), "4000/65536 deg/s"),
                _ => (None, ""),
            };
            let remark = remark.map(str::to_string);
            Mapping { column: (*column).into(), quantity: None, unit: unit.into(), remark }
        })
        .collect();
    lines.rows(b',').each(MAKER, &mut about.notes, |row| {
        let acc = row.triple([Some(0), Some(1), Some(2)])?;
        let gyro = row.triple([Some(3), Some(4), Some(5)])?;
        builder.push(f64::NAN, acc.map(|v| v * ACC_G), gyro.map(|v| v * GYRO_DPS));
        Some(Taken::Yes)
    })?;
    about.finish(vec![(name, builder)], options)
}
