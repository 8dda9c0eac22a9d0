//! Units of stamps, accelerations and angular velocities, and how they are told
//! from the values where the file does not name them.

use super::super::{ImportError, ImportOptions};
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
}

impl TimeUnit {
    /// Every unit but `Detect`.
    pub(crate) const ALL: [TimeUnit; 4] =
        [TimeUnit::Seconds, TimeUnit::Millis, TimeUnit::Micros, TimeUnit::Nanos];

    /// Seconds per unit.
    pub(crate) fn seconds(self) -> f64 {
        match self {
            TimeUnit::Detect | TimeUnit::Seconds => 1.0,
            TimeUnit::Millis => 1e-3,
            TimeUnit::Micros => 1e-6,
            TimeUnit::Nanos => 1e-9,
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

/// What the size of accelerations tells, in the unit of the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Levels {
    /// Median size during the second without movement, if there was one.
    pub(super) rest: Option<f64>,
    /// Usual size of all: the median, but no less than the size of the mean, which
    /// holds gravity however long the flight.
    pub(super) usual: f64,
    /// Size in the quietest second over that in the median one.
    pub(super) quietest: f64,
    /// Size of the mean over the spread about it.
    pub(super) rho: f64,
    /// Whether all values are whole numbers.
    pub(super) whole: bool,
}

/// Seconds in which the size varies by less than this share are rest. Ours:
/// noise of a still sensor is below 1 %, running above 30 %.
const REST_SPREAD: f64 = 0.03;
/// A level at rest may differ from 1 g by this share (uncalibrated sensors). Ours.
const REST_TOLERANCE: f64 = 0.25;
/// Usual size while moving, g. Ours, from the recordings at hand: 0.9 (waist) to
/// 3.3 (foot, 4 m/s). Narrower than the step from one unit to the next (9.8).
const MOVING_G: [f64; 2] = [0.5, 4.5];
/// Counts per g of common sensors are powers of two, exact to this share. Ours.
const COUNTS_TOLERANCE: f64 = 0.10;
/// Below this ratio of the quietest to the median second there is no gravity:
/// with gravity the quietest second cannot fall far below 1 g. Ours.
const NO_GRAVITY_QUIET: f64 = 0.1;
/// Below this ratio of mean to spread a trunk has no gravity in it. Ours: 0.8 to
/// 1.3 with gravity.
const NO_GRAVITY_RHO: f64 = 0.3;

impl Levels {
    /// Looks at rows of `rate_hz`; axes that were not recorded are NaN.
    pub(super) fn of(acc: impl Iterator<Item = [f64; 3]>, rate_hz: f64) -> Option<Levels> {
        let per_window = (rate_hz.round() as usize).clamp(5, 10_000);
        let mut sizes = Vec::new();
        let mut windows: Vec<(f64, f64)> = Vec::new();
        let (mut sum, mut squares, mut n) = ([0.0; 3], 0.0, 0usize);
        let (mut w_sum, mut w_squares, mut w_n) = (0.0, 0.0, 0usize);
        let mut whole = true;
        for row in acc {
            let row = row.map(|v| if v.is_finite() { v } else { 0.0 });
            let square: f64 = row.iter().map(|v| v * v).sum();
            let size = square.sqrt();
            whole &= row.iter().all(|v| v.fract() == 0.0);
            sizes.push(size);
            for (s, v) in sum.iter_mut().zip(row) {
                *s += v;
            }
            squares += square;
            n += 1;
            w_sum += size;
            w_squares += square;
            w_n += 1;
            if w_n == per_window {
                let mean = w_sum / w_n as f64;
                windows.push((mean, (w_squares / w_n as f64 - mean * mean).max(0.0).sqrt()));
                (w_sum, w_squares, w_n) = (0.0, 0.0, 0);
            }
        }
        if n == 0 {
            return None;
        }
        let median = |values: &mut Vec<f64>| -> Option<f64> {
            let middle = values.len() / 2;
            (!values.is_empty()).then(|| *values.select_nth_unstable_by(middle, f64::total_cmp).1)
        };
        let mut still: Vec<f64> =
            windows.iter().filter(|(m, s)| *s < REST_SPREAD * m).map(|(m, _)| *m).collect();
        let mut means: Vec<f64> = windows.iter().map(|w| w.0).collect();
        let lowest = means.iter().copied().fold(f64::INFINITY, f64::min);
        let quietest = median(&mut means).map_or(1.0, |m| if m > 0.0 { lowest / m } else { 1.0 });
        let mean_square: f64 = sum.iter().map(|s| (s / n as f64).powi(2)).sum();
        let spread = (squares / n as f64 - mean_square).max(0.0).sqrt();
        Some(Levels {
            rest: median(&mut still).filter(|r| *r > 0.0),
            usual: median(&mut sizes)?.max(mean_square.sqrt()),
            quietest,
            rho: if spread > 0.0 { mean_square.sqrt() / spread } else { f64::INFINITY },
            whole,
        })
    }

    /// Whether gravity is in the values.
    pub(super) fn gravity(&self, region: Region) -> Gravity {
        let removed = self.quietest < NO_GRAVITY_QUIET
            || (region == Region::Trunk && self.rho < NO_GRAVITY_RHO);
        if removed { Gravity::Removed } else { Gravity::Included }
    }

    /// m/s² per unit with a word on it, where gravity is in the values.
    pub(super) fn factor(&self) -> Option<(f64, Result<AccUnit, u32>)> {
        let level = self.rest.unwrap_or(self.usual);
        let range = match self.rest {
            Some(_) => [1.0 - REST_TOLERANCE, 1.0 + REST_TOLERANCE],
            None => MOVING_G,
        };
        let in_g = |u: &AccUnit| level * u.factor() / G;
        let fits = AccUnit::ALL.into_iter().find(|u| (range[0]..=range[1]).contains(&in_g(u)));
        let counts = self.rest.filter(|_| self.whole).and_then(|rest| {
            (11..=14u32)
                .find(|k| (rest / f64::from(1u32 << k) - 1.0).abs() < COUNTS_TOLERANCE)
                .map(|k| (G / f64::from(1u32 << k), Err(k)))
        });
        match (fits, counts) {
            (Some(unit), Some(counts)) if (in_g(&unit) - 1.0).abs() > COUNTS_TOLERANCE => {
                Some(counts)
            }
            (Some(unit), _) => Some((unit.factor(), Ok(unit))),
            (None, counts) => counts,
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
        if told == Gravity::Included && !(MOVING_G[0]..=MOVING_G[1]).contains(&level) {
            let fitting = levels.factor().and_then(|(_, u)| u.ok()).filter(|u| *u != unit);
            if let Some(fitting) = fitting {
                return Err(SensorProblem::AccUnitImpossible {
                    unit: unit.id().into(),
                    usual_g: level,
                    low_g: MOVING_G[0],
                    high_g: MOVING_G[1],
                    fitting: fitting.id().into(),
                }
                .into());
            }
            notes.push(Note::warn(SensorNote::AccUnitContradicts {
                unit: unit.id().into(),
                usual_g: level,
                low_g: MOVING_G[0],
                high_g: MOVING_G[1],
            }));
        }
        return Ok((unit.factor(), told));
    }
    if told == Gravity::Removed {
        return Err(SensorProblem::AccUnitNeeded.into());
    }
    match levels.factor() {
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
/// Largest rotation of a body segment, rad/s; ours, above every gyroscope (4000 deg/s).
const FASTEST: f64 = 75.0;

/// Settles the unit of angular velocities; rad/s per unit.
///
/// # Errors
/// [`ImportError::Sensor`] where the unit that was said is impossible.
pub(super) fn settle_gyro(
    gyro: impl Iterator<Item = [f64; 3]>,
    stated: GyroUnit,
    region: Region,
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
        if top * unit.factor() > FASTEST.min(1.5 * radian_limit(region)) {
            return Err(SensorProblem::GyroUnitImpossible {
                unit: unit.id().into(),
                reached_dps: (top * unit.factor()).to_degrees(),
                fitting: detected.id().into(),
            }
            .into());
        }
        return Ok(unit.factor());
    }
    let unit = detected.id().into();
    notes.push(Note::of(SensorNote::GyroUnitDetected { unit, still: top < STILL }));
    Ok(detected.factor())
}
