//! Loggers whose file is one line of names and rows below it: told by the
//! names alone, from one table of layouts.

use super::super::super::{Confidence, ImportError, ImportOptions};
use super::super::builder::{AccUnit, GyroUnit, SensorSpec, TimeUnit};
use super::super::problem::{SensorProblem, first_columns};
use super::Maker;
use super::header::Header;
use super::source::{Head, Lines};
use super::stamp::{Stamp, parse_moment};
use super::table::{About, Begin, Sensor};
use crate::recording::{Gravity, Note, Placement, Recording, SensorNote};

pub(super) const LAYOUT: Maker = Maker { sniff, read };

/// One logger. Names of three axes are `before` + `x`, `y`, `z` + `after`.
struct Layout {
    id: &'static str,
    maker: &'static str,
    /// The column of time and its unit, the best first.
    time: &'static [(&'static str, TimeUnit)],
    /// The accelerometer, the best first.
    acc: &'static [(&'static str, &'static str, AccUnit, Option<Gravity>)],
    /// The gyroscope.
    gyro: &'static [(&'static str, &'static str, GyroUnit)],
    /// A column that nothing else has; without it the axes are the signature.
    only_here: Option<&'static str>,
    /// Stamps are Unix times.
    unix: bool,
    /// Accelerations are written as 1 g downwards at rest.
    inverted: bool,
    /// A column of dates that tells the start.
    date: Option<&'static str>,
    /// The names are those of any of the phone's sensors.
    any_sensor: bool,
}

const PLAIN: Layout = Layout {
    id: "",
    maker: "",
    time: &[],
    acc: &[],
    gyro: &[],
    only_here: None,
    unix: false,
    inverted: false,
    date: None,
    any_sensor: false,
};

static LAYOUTS: [Layout; 5] = [
    // NGIMU and x-IMU3: Time (s),Gyroscope X (deg/s),…,Accelerometer X (g),…
    Layout {
        id: "imu:xio",
        maker: "x-io",
        time: &[("Time (s)", TimeUnit::Seconds)],
        acc: &[("Accelerometer ", " (g)", AccUnit::G, Some(Gravity::Included))],
        gyro: &[("Gyroscope ", " (deg/s)", GyroUnit::DegPerS)],
        ..PLAIN
    },
    // "Time (s)","Acceleration x (m/s^2)",…
    Layout {
        id: "imu:phyphox",
        maker: "phyphox",
        time: &[("Time (s)", TimeUnit::Seconds)],
        acc: &[
            ("Acceleration ", " (m/s^2)", AccUnit::MetresPerS2, Some(Gravity::Included)),
            ("Linear Acceleration ", " (m/s^2)", AccUnit::MetresPerS2, Some(Gravity::Removed)),
        ],
        gyro: &[("Gyroscope ", " (rad/s)", GyroUnit::RadPerS)],
        ..PLAIN
    },
    // Capture.U: unix_timestamp_microsec,time_s,ax_m/s/s,… ; low-g with gyroscope, high-g without.
    Layout {
        id: "imu:blue_trident",
        maker: "Blue Trident",
        time: &[("unix_timestamp_microsec", TimeUnit::Micros), ("time_s", TimeUnit::Seconds)],
        acc: &[("a", "_m/s/s", AccUnit::MetresPerS2, Some(Gravity::Included))],
        gyro: &[("g", "_deg/s", GyroUnit::DegPerS)],
        only_here: Some("unix_timestamp_microsec"),
        unix: true,
        ..PLAIN
    },
    // Apple's axes are those of Android, its accelerations have the opposite sign.
    Layout {
        id: "imu:sensorlog",
        maker: "SensorLog",
        time: &[
            ("accelerometerTimestamp_sinceReboot(s)", TimeUnit::Seconds),
            ("motionTimestamp_sinceReboot(s)", TimeUnit::Seconds),
            ("loggingTime(txt)", TimeUnit::Seconds),
        ],
        acc: &[
            ("accelerometerAcceleration", "(G)", AccUnit::G, Some(Gravity::Included)),
            ("motionUserAcceleration", "(G)", AccUnit::G, Some(Gravity::Removed)),
        ],
        gyro: &[
            ("motionRotationRate", "(rad/s)", GyroUnit::RadPerS),
            ("gyroRotation", "(rad/s)", GyroUnit::RadPerS),
        ],
        only_here: Some("loggingTime(txt)"),
        inverted: true,
        date: Some("loggingTime(txt)"),
        ..PLAIN
    },
    // Sensor Kinetics: the same names for every sensor of the phone; m/s² with or without gravity.
    Layout {
        id: "imu:sensor_kinetics",
        maker: "Sensor Kinetics",
        time: &[("time", TimeUnit::Seconds)],
        acc: &[("", "_value", AccUnit::MetresPerS2, None)],
        any_sensor: true,
        ..PLAIN
    },
];

/// Full scale of the Blue Trident's two accelerometers, g (maker's data sheet).
const BLUE_TRIDENT_LOW_G: f64 = 16.0;
const BLUE_TRIDENT_HIGH_G: f64 = 200.0;

impl Layout {
    fn fits(&self, header: &Header) -> bool {
        match self.only_here {
            Some(name) => header.find(name).is_some(),
            None => {
                self.time.iter().any(|(name, _)| header.find(name).is_some())
                    && (self.acc.iter().any(|(b, a, ..)| header.axes(b, a).is_some())
                        || self.gyro.iter().any(|(b, a, _)| header.axes(b, a).is_some()))
            }
        }
    }

    /// The sensor of a header; `None` where it has no time or no axes.
    fn sensor(&self, header: &Header) -> Option<Sensor> {
        let (column, unit) =
            self.time.iter().find_map(|(name, unit)| Some((header.find(name)?, *unit)))?;
        let stamp = match self.date {
            Some(date) if header.find(date) == Some(column) => Stamp::moment(column, None),
            _ => Stamp::Number(column),
        };
        let mut spec = SensorSpec::new("", Placement::Unknown);
        spec.time = unit;
        let acc = self.acc.iter().find_map(|(b, a, unit, g)| Some((header.axes(b, a)?, *unit, *g)));
        let gyro = self.gyro.iter().find_map(|(b, a, unit)| Some((header.axes(b, a)?, *unit)));
        if acc.is_none() && gyro.is_none() {
            return None;
        }
        let mut sensor = Sensor::new(spec, stamp);
        sensor.acc_inverted = self.inverted;
        if let Some((columns, unit, gravity)) = acc {
            sensor = sensor.acc(Some(columns), unit);
            sensor.spec.gravity = gravity;
        }
        if let Some((columns, unit)) = gyro {
            sensor = sensor.gyro(Some(columns), unit);
        }
        if self.id == "imu:blue_trident" && acc.is_some() {
            let range = if gyro.is_some() { BLUE_TRIDENT_LOW_G } else { BLUE_TRIDENT_HIGH_G };
            sensor.spec.acc_range_g = Some(range);
        }
        Some(sensor)
    }
}

fn sniff(head: &Head) -> Confidence {
    let header = Header::parse(head.line(0));
    if LAYOUTS.iter().any(|l| l.fits(&header)) { Confidence::Certain } else { Confidence::No }
}

fn read(mut lines: Lines<'_>, options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    let line = lines.find("", |l| !l.trim().is_empty())?;
    let header = Header::parse(&line);
    let Some(layout) = LAYOUTS.iter().find(|l| l.fits(&header)) else {
        return Err(super::super::super::error::unknown_format(line.as_bytes()));
    };
    let Some(sensor) = layout.sensor(&header) else {
        let columns = first_columns(header.cells.iter().map(String::as_str));
        return Err(SensorProblem::NoSignals { maker: layout.maker.into(), columns }.into());
    };
    let mut about = About::new(layout.id, layout.maker);
    about.device = Some(layout.maker.to_string());
    let sensors = vec![sensor];
    about.map(&header.cells, &sensors);
    if layout.any_sensor {
        about.notes.push(Note::of(SensorNote::SensorKindUnknown));
    }
    if layout.unix {
        about.begin = Begin::Unix(None);
    } else if let Some(date) = layout.date.and_then(|name| header.find(name)) {
        let first = lines.peek(1)?.pop().unwrap_or_default();
        let cell = Header::split(&first, header.separator).cells.get(date).cloned();
        about.begin = Begin::Told(cell.and_then(|c| parse_moment(&c, None)?.start()));
    }
    let rows = lines.rows(header.separator);
    about.read(sensors, rows, options)
}
