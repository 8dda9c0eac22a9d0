//! Xsens: the DOT app (Movella), and MT Manager's text export.

use jiff::civil;
use nalgebra::{Quaternion, UnitQuaternion, Vector3};

use super::super::super::{Confidence, ImportError, ImportOptions};
use super::super::builder::{AccUnit, GyroUnit, SensorBuilder, SensorSpec, TimeUnit};
use super::super::units::G;
use super::Maker;
use super::header::Header;
use super::source::{Head, Lines, Row, Taken};
use super::stamp::{Stamp, offset_seconds};
use super::table::{About, Begin, Sensor};
use crate::recording::{Gravity, Note, Placement, Recording, SensorNote, Start};

pub(super) const LAYOUT: Maker = Maker { sniff, read };

const MAKER: &str = "Xsens";

fn is_header(line: &str) -> bool {
    let line = line.trim_start_matches('\u{feff}');
    line.starts_with("PacketCounter") && ["Acc_X", "Gyr_X"].iter().any(|name| line.contains(name))
}

fn sniff(head: &Head) -> Confidence {
    if head.lines().any(is_header) { Confidence::Certain } else { Confidence::No }
}

/// What stands above the header.
#[derive(Default)]
struct Preamble {
    is_dot: bool,
    name: String,
    rate_hz: Option<f64>,
    start: Option<Start>,
}

impl Preamble {
    fn take(&mut self, line: &str) {
        let line = line.trim_start_matches('/').trim();
        let Some((name, value)) = line.split_once([':', ',']) else { return };
        let value = value.trim_start_matches([',', ' ']).trim();
        let rate = || {
            let digits = value.trim_end_matches("Hz").trim();
            digits.parse::<f64>().ok().filter(|r| r.is_finite() && *r > 0.0)
        };
        match name.trim() {
            "DeviceTag" => {
                self.is_dot = true;
                self.name = value.to_string();
            }
            "DeviceId" => self.name = value.to_string(),
            "OutputRate" => self.is_dot = true, // its stamps say it better
            "Update Rate" => self.rate_hz = rate(),
            "StartTime" => self.start = dot_start(value),
            _ => {}
        }
    }
}

/// `2021-08-20_20:21:13_835 GMT+8`.
fn dot_start(text: &str) -> Option<Start> {
    let (stamp, zone) = text.split_once(' ').unwrap_or((text, ""));
    let mut parts = stamp.split('_');
    let date: civil::Date = parts.next()?.parse().ok()?;
    let time: civil::Time = parts.next()?.parse().ok()?;
    let millis: i64 = parts.next().map_or(Some(0), |ms| ms.parse().ok())?;
    let local = date
        .to_datetime(time)
        .checked_add(jiff::Span::new().try_milliseconds(millis).ok()?)
        .ok()?;
    let Some(seconds) = offset_seconds(zone) else { return Some(Start::Local(local)) };
    let at = jiff::tz::Offset::from_seconds(seconds).ok()?.to_timestamp(local).ok()?;
    Some(Start::Instant { at, utc_offset_s: Some(seconds) })
}

fn read(mut lines: Lines<'_>, options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    let mut preamble = Preamble::default();
    let line = lines.find(MAKER, |line| {
        let found = is_header(line);
        if !found {
            preamble.take(line);
        }
        found
    })?;
    let header = Header::parse(&line);
    let mut spec = SensorSpec::new(preamble.name.clone(), Placement::Unknown);
    let fine = header.find("SampleTimeFine").filter(|_| preamble.is_dot);
    let stamp = if let Some(column) = fine {
        spec.time = TimeUnit::Micros;
        Stamp::Number(column)
    } else {
        spec.rate_hz = preamble.rate_hz;
        spec.counter = true;
        Stamp::Number(header.find("PacketCounter").unwrap_or(0))
    };
    // MT Manager writes rad/s; for the DOT the values have to tell.
    let gyro_unit = if preamble.is_dot { GyroUnit::Detect } else { GyroUnit::RadPerS };
    spec.gravity = Some(Gravity::Included);
    let mut sensor = Sensor::new(spec, stamp)
        .acc(header.axes("Acc_", ""), AccUnit::MetresPerS2)
        .gyro(header.axes("Gyr_", ""), gyro_unit);
    let free = header.axes("FreeAcc_", "").filter(|_| sensor.acc == [None; 3]);
    if free.is_some() {
        sensor = sensor.acc(free, AccUnit::MetresPerS2);
    }
    let mut about = About::new("imu:xsens", MAKER);
    about.device = Some(if preamble.is_dot { "Xsens DOT" } else { MAKER }.to_string());
    about.begin = Begin::Told(preamble.start);
    let separator = header.separator;
    if free.is_none() {
        let sensors = vec![sensor];
        about.map(&header.cells, &sensors);
        return about.read(sensors, lines.rows(separator), options);
    }
    let attitude = Attitude::of(&header);
    let turned = attitude.is_some();
    about.notes.push(Note::of(SensorNote::GravityRestored { turned }));
    about.map(&header.cells, std::slice::from_ref(&sensor));
    let mut builder = SensorBuilder::new(sensor.spec.clone());
    lines.rows(separator).each(MAKER, &mut about.notes, |row| {
        let time = sensor.stamp.read(row)?;
        let free = row.triple(sensor.acc)?;
        let force = Vector3::new(free[0], free[1], free[2] + G);
        let force = match &attitude {
            Some(a) => {
                a.read(row)?.map_or([f64::NAN; 3], |q| q.inverse_transform_vector(&force).into())
            }
            None => force.into(),
        };
        builder.push(time, force, row.triple(sensor.gyro)?);
        Some(Taken::Yes)
    })?;
    about.finish(vec![(sensor.spec.name, builder)], options)
}

/// Columns of the orientation of the sensor in the frame of the earth.
enum Attitude {
    /// w, x, y, z; turns vectors of the sensor into the frame of the earth.
    Quaternion([usize; 4]),
    /// Roll, pitch, yaw in degrees, turned in the order yaw, pitch, roll.
    Euler([usize; 3]),
}

impl Attitude {
    fn of(header: &Header) -> Option<Attitude> {
        let find = |names: [&str; 4]| {
            let [a, b, c, d] = names.map(|n| header.find(n));
            Some([a?, b?, c?, d?])
        };
        find(["Quat_W", "Quat_X", "Quat_Y", "Quat_Z"])
            .or_else(|| find(["Quat_q0", "Quat_q1", "Quat_q2", "Quat_q3"]))
            .map(Attitude::Quaternion)
            .or_else(|| header.axes("Euler_", "").map(Attitude::Euler))
    }

    /// The orientation of a row; the inner `None` where it is missing.
    fn read(&self, row: Row<'_>) -> Option<Option<UnitQuaternion<f64>>> {
        let turn = match self {
            Attitude::Quaternion([w, x, y, z]) => {
                let q = Quaternion::new(
                    row.number(*w)?,
                    row.number(*x)?,
                    row.number(*y)?,
                    row.number(*z)?,
                );
                // Orientations are unit quaternions; a zero one is how "none" is written.
                UnitQuaternion::try_new(q, 0.5)
            }
            Attitude::Euler([x, y, z]) => {
                let [roll, pitch, yaw] =
                    [row.number(*x)?, row.number(*y)?, row.number(*z)?].map(f64::to_radians);
                Some(UnitQuaternion::from_euler_angles(roll, pitch, yaw))
            }
        };
        Some(turn.filter(|q| q.coords.iter().all(|c| c.is_finite())))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn starts_of_the_dot() {
        let text = |t: &str| dot_start(t).map(|s| s.to_string());
        assert_eq!(
            text("2021-08-20_20:21:13_835 GMT+8").as_deref(),
            Some("2021-08-20T20:21:13.835+08:00")
        );
        assert_eq!(text("2021-08-20_20:21:13").as_deref(), Some("2021-08-20T20:21:13"));
        assert_eq!(text("Unknown"), None);
    }

    /// A file of MT Manager holds the quaternion, the rotation matrix, and the
    /// acceleration at rest of the same sample: the third row of the matrix is
    /// the direction up as the sensor sees it.
    #[test]
    fn orientations_turn_the_way_xsens_means_them() {
        let up = Vector3::new(0.0, 0.0, 1.0);
        let row = [0.010301, -0.000639, 0.999947];
        let q = Quaternion::new(-0.529130, 0.004539, 0.002454, 0.848525);
        let from_quaternion = UnitQuaternion::try_new(q, 0.5).unwrap();
        let euler = [-0.036609_f64, -0.590193, -116.105418].map(f64::to_radians);
        let from_euler = UnitQuaternion::from_euler_angles(euler[0], euler[1], euler[2]);
        for turn in [from_quaternion, from_euler] {
            let seen = turn.inverse_transform_vector(&up);
            for (a, b) in seen.iter().zip(row) {
                assert!((a - b).abs() < 2e-6, "{seen} {row:?}");
            }
            // Mat[1][1], Mat[2][1], Mat[3][1]: the sensor's x axis in the frame of the earth.
            let x = turn.transform_vector(&Vector3::new(1.0, 0.0, 0.0));
            for (a, b) in x.iter().zip([-0.440001, -0.897938, 0.010301]) {
                assert!((a - b).abs() < 2e-6, "{x}");
            }
        }
    }
}
