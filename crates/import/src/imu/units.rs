//! Units of stamps, accelerations and angular velocities, and how they are told
//! from the values where the file does not name them.

use super::super::{ImportError, ImportOptions};
use super::levels::Levels;
use super::problem::SensorProblem;
use crate::recording::{Gravity, Note, Region, SensorNote};
pub(crate) use crate::units::STANDARD_GRAVITY as G;

/// Unit of time stamps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum TimeUnit {
    /// Told from the distance between stamps.
    #[default]
    Detect,
    Seconds,
    Millis,
    Micros,
    Nanos,
    /// Days of Excel or MATLAB.
    Days,
}

impl TimeUnit {
    /// Every unit but `Detect`.
    pub(crate) const ALL: [TimeUnit; 5] =
        [TimeUnit::Seconds, TimeUnit::Millis, TimeUnit::Micros, TimeUnit::Nanos, TimeUnit::Days];

    /// Seconds per unit.
    pub(crate) fn seconds(self) -> f64 {
        match self {
            TimeUnit::Detect | TimeUnit::Seconds => 1.0,
            TimeUnit::Millis => 1e-3,
            TimeUnit::Micros => 1e-6,
            TimeUnit::Nanos => 1e-9,
            TimeUnit::Days => 86_400.0,
        }
    }

    /// Short name.
    pub(crate) fn id(self) -> &'static str {
        match self {
            TimeUnit::Detect => "detect",
            TimeUnit::Seconds => "s",
            TimeUnit::Millis => "ms",
            TimeUnit::Micros => "us",
            TimeUnit::Nanos => "ns",
            TimeUnit::Days => "days",
        }
    }
}

/// Unit of accelerations in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum AccUnit {
    /// Told from the values: 1 g at rest.
    #[default]
    Detect,
    G,
    MilliG,
    MetresPerS2,
    MillimetresPerS2,
}

impl AccUnit {
    /// Every unit but `Detect`.
    pub const ALL: [AccUnit; 4] =
        [AccUnit::G, AccUnit::MetresPerS2, AccUnit::MilliG, AccUnit::MillimetresPerS2];

    /// Name on the command line and in messages.
    pub fn id(self) -> &'static str {
        match self {
            AccUnit::Detect => "detect",
            AccUnit::G => "g",
            AccUnit::MilliG => "mg",
            AccUnit::MetresPerS2 => "m/s2",
            AccUnit::MillimetresPerS2 => "mm/s2",
        }
    }

    /// The unit of this name.
    pub fn from_id(id: &str) -> Option<AccUnit> {
        AccUnit::ALL.into_iter().find(|u| u.id() == id)
    }

    /// m/s² per unit.
    pub(crate) fn factor(self) -> f64 {
        match self {
            AccUnit::G => G,
            AccUnit::MilliG => G / 1000.0,
            AccUnit::Detect | AccUnit::MetresPerS2 => 1.0,
            AccUnit::MillimetresPerS2 => 1e-3,
        }
    }
}

/// Unit of angular velocities in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum GyroUnit {
    /// Told from how fast the body part turns.
    #[default]
    Detect,
    DegPerS,
    RadPerS,
    MilliDegPerS,
}

impl GyroUnit {
    /// Every unit but `Detect`.
    pub const ALL: [GyroUnit; 3] = [GyroUnit::DegPerS, GyroUnit::RadPerS, GyroUnit::MilliDegPerS];

    /// Name on the command line and in messages.
    pub fn id(self) -> &'static str {
        match self {
            GyroUnit::Detect => "detect",
            GyroUnit::DegPerS => "deg/s",
            GyroUnit::RadPerS => "rad/s",
            GyroUnit::MilliDegPerS => "mdeg/s",
        }
    }

    /// The unit of this name.
    pub fn from_id(id: &str) -> Option<GyroUnit> {
        GyroUnit::ALL.into_iter().find(|u| u.id() == id)
    }

    /// rad/s per unit.
    pub(crate) fn factor(self) -> f64 {
        match self {
            GyroUnit::DegPerS => std::f64::consts::PI / 180.0,
            GyroUnit::MilliDegPerS => std::f64::consts::PI / 180_000.0,
            GyroUnit::Detect | GyroUnit::RadPerS => 1.0,
        }
    }
}

/// Settles the unit of accelerations: the user's word, the header's, the values'.
/// Returns m/s² per unit and whether gravity is in.
///
/// # Errors
/// [`ImportError::Sensor`] where nobody says it and the values fit no unit.
pub(super) fn settle_acc(
    levels: &Levels,
    stated: AccUnit,
    gravity: Option<Gravity>,
    region: Region,
    options: &ImportOptions,
    notes: &mut Vec<Note>,
) -> Result<(f64, Gravity), ImportError> {
    let told = gravity.unwrap_or_else(|| levels.gravity(region));
    if told == Gravity::Removed && gravity.is_none() {
        notes.push(Note::warn(SensorNote::GravityRemoved));
    }
    let given = options.acc_unit.filter(|u| *u != AccUnit::Detect);
    let unit = given.or(Some(stated)).filter(|u| *u != AccUnit::Detect);
    if let Some(unit) = unit {
        let level = levels.rest.unwrap_or(levels.usual) * unit.factor() / G;
        let [low_g, high_g] = levels.expected_g(region);
        if told == Gravity::Included && !(low_g..=high_g).contains(&level) {
            let fitting = levels.factor(region).and_then(|(_, u)| u.ok()).filter(|u| *u != unit);
            // The user's word wins.
            if let Some(fitting) = fitting.filter(|_| given.is_none()) {
                return Err(SensorProblem::AccUnitImpossible {
                    unit: unit.id().into(),
                    usual_g: level,
                    low_g,
                    high_g,
                    fitting: fitting.id().into(),
                }
                .into());
            }
            notes.push(Note::warn(SensorNote::AccUnitContradicts {
                unit: unit.id().into(),
                usual_g: level,
                low_g,
                high_g,
            }));
        }
        return Ok((unit.factor(), told));
    }
    if told == Gravity::Removed {
        return Err(SensorProblem::AccUnitNeeded.into());
    }
    match levels.factor(region) {
        Some((factor, Ok(unit))) => {
            notes.push(Note::of(SensorNote::AccUnitDetected { unit: unit.id().into() }));
            Ok((factor, told))
        }
        Some((factor, Err(bits))) => {
            notes.push(Note::warn(SensorNote::AccCounts { per_g: 1u32 << bits }));
            Ok((factor, told))
        }
        None => {
            let usual = levels.rest.unwrap_or(levels.usual);
            Err(SensorProblem::AccUnitUnknown { usual }.into())
        }
    }
}

/// 99th percentile of the size of angular velocity above which it is no longer
/// rad/s, by region. Trunk: 80 to 250 deg/s (1.4 to 4.4 rad/s) while running; legs:
/// 350 to 1300 deg/s (6 to 23 rad/s). Ours, between the two.
fn radian_limit(region: Region) -> f64 {
    match region {
        Region::Trunk => 15.0,
        Region::Foot | Region::Shank => 60.0,
        Region::Elsewhere => 45.0,
    }
}
/// Above this it can only be thousandths of a degree per second. Ours.
const DEGREE_LIMIT: f64 = 2e4;
/// Below this the sensor hardly turned: nothing can be told, rad/s. Ours.
const STILL: f64 = 0.3;
/// 99th percentile below which nobody runs, rad/s, by region: a trunk turns at 80
/// deg/s and more, a leg at 350 and more. Ours, a quarter of it.
fn slowest(region: Region) -> f64 {
    match region {
        Region::Foot | Region::Shank => 1.5,
        Region::Trunk | Region::Elsewhere => 0.35,
    }
}
/// Share of the seconds that have to move for that. Ours.
const MOST_MOVING: f64 = 0.3;
/// Largest rotation of a body segment, rad/s; ours, above every gyroscope (4000 deg/s).
const FASTEST: f64 = 75.0;

/// Settles the unit of angular velocities; rad/s per unit. `moving` is the share of the
/// seconds in which the accelerations are those of somebody running.
///
/// # Errors
/// [`ImportError::Sensor`] where the unit that was said is impossible.
pub(super) fn settle_gyro(
    gyro: impl Iterator<Item = [f64; 3]>,
    stated: GyroUnit,
    region: Region,
    moving: f64,
    options: &ImportOptions,
    notes: &mut Vec<Note>,
) -> Result<f64, ImportError> {
    let mut sizes: Vec<f64> = gyro
        .map(|w| w.iter().map(|v| v * v).sum::<f64>().sqrt())
        .filter(|s| s.is_finite())
        .collect();
    let top = if sizes.is_empty() {
        0.0
    } else {
        let at = (sizes.len() - 1) * 99 / 100;
        *sizes.select_nth_unstable_by(at, f64::total_cmp).1
    };
    let given = options.gyro_unit.filter(|u| *u != GyroUnit::Detect);
    let unit = given.or(Some(stated)).filter(|u| *u != GyroUnit::Detect);
    let detected = if top > DEGREE_LIMIT {
        GyroUnit::MilliDegPerS
    } else if top > radian_limit(region) {
        GyroUnit::DegPerS
    } else {
        GyroUnit::RadPerS
    };
    if let Some(unit) = unit {
        let most = FASTEST.min(1.5 * radian_limit(region));
        // Degrees under radians are too fast for anybody, radians under degrees too slow.
        let fitting = GyroUnit::ALL
            .into_iter()
            .find(|u| *u != unit && (slowest(region)..=most).contains(&(top * u.factor())));
        let too_slow = moving >= MOST_MOVING
            && given.is_none()
            && top > 0.0
            && top * unit.factor() < slowest(region)
            && fitting.is_some();
        if too_slow || top * unit.factor() > most {
            return Err(SensorProblem::GyroUnitImpossible {
                unit: unit.id().into(),
                reached_dps: (top * unit.factor()).to_degrees(),
                fitting: fitting.unwrap_or(detected).id().into(),
            }
            .into());
        }
        return Ok(unit.factor());
    }
    let unit = detected.id().into();
    notes.push(Note::of(SensorNote::GyroUnitDetected { unit, still: top < STILL }));
    Ok(detected.factor())
}
