//! What the size of accelerations tells: rest, movement, gravity, the unit.

use super::units::{AccUnit, G};
use crate::recording::{Gravity, Region};

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
    /// Share of the seconds in which the size varies as it does in running.
    pub(super) moving: f64,
    /// Strides per second by the rhythm of the size, where it has one.
    pub(super) strides_hz: Option<f64>,
}

/// Seconds in which the size varies by less than this share are rest. Ours:
/// noise of a still sensor is below 1 %, running above 30 %.
const REST_SPREAD: f64 = 0.03;
/// A level at rest may differ from 1 g by this share (uncalibrated sensors). Ours.
const REST_TOLERANCE: f64 = 0.25;
/// Usual size while moving, g. Ours, from the recordings at hand: 0.9 (waist) to
/// 3.3 (foot, 4 m/s). Narrower than the step from one unit to the next (9.8).
const MOVING_G: [f64; 2] = [0.5, 4.5];
/// Usual size on a leg over the square of the circular frequency of its strides,
/// g·s²: an ankle swings about as far whatever the rhythm. Ours: 0.02 to 0.05 in
/// joggers, 0.06 at 5 m/s, 0.07 in sprints; metres per second squared taken for g are
/// above 0.2.
const LEG_USUAL: f64 = 0.045;
const LEG_MOST: f64 = 0.12;
/// Spread of the size over its mean in a second of running, at least. Ours.
const MOVING_SPREAD: f64 = 0.25;
/// Strides per second of runners, at the edges.
const STRIDES_HZ: [f64; 2] = [1.0, 2.6];
/// Correlation from which the size has a rhythm. Ours.
const RHYTHM: f64 = 0.3;
/// Samples in which the rhythm is looked for, at least at this rate, Hz. Ours.
const RHYTHM_SAMPLES: usize = 3000;
const RHYTHM_HZ: f64 = 50.0;
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
        for mut row in acc {
            for v in row.iter_mut().filter(|v| !v.is_finite()) {
                *v = 0.0;
            }
            let square: f64 = row.iter().map(|v| v * v).sum();
            let size = square.sqrt();
            whole = whole && row.iter().all(|v| v.fract() == 0.0);
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
        let moves = windows.iter().filter(|(m, s)| *s > MOVING_SPREAD * m).count();
        let moving = moves as f64 / windows.len().max(1) as f64;
        let strides_hz = rhythm(&sizes, rate_hz);
        let mean_square: f64 = sum.iter().map(|s| (s / n as f64).powi(2)).sum();
        let spread = (squares / n as f64 - mean_square).max(0.0).sqrt();
        Some(Levels {
            rest: median(&mut still).filter(|r| *r > 0.0),
            usual: median(&mut sizes)?.max(mean_square.sqrt()),
            quietest,
            rho: if spread > 0.0 { mean_square.sqrt() / spread } else { f64::INFINITY },
            whole,
            moving,
            strides_hz,
        })
    }

    /// Least and largest usual size that is expected, g: on a leg it goes with the
    /// rhythm of the strides.
    pub(super) fn expected_g(&self, region: Region) -> [f64; 2] {
        let leg = matches!(region, Region::Foot | Region::Shank);
        let [low, high] = MOVING_G;
        match self.strides_hz.filter(|_| leg && self.rest.is_none()) {
            Some(hz) => [low, high.max(LEG_MOST * (std::f64::consts::TAU * hz).powi(2))],
            None => MOVING_G,
        }
    }

    /// The unit in which the usual size is nearest to that of a leg of this rhythm.
    fn leg_unit(&self, region: Region) -> Option<AccUnit> {
        let leg = matches!(region, Region::Foot | Region::Shank);
        let hz = self.strides_hz.filter(|_| leg && self.rest.is_none())?;
        let typical = LEG_USUAL * (std::f64::consts::TAU * hz).powi(2);
        let off = |u: &AccUnit| (self.usual * u.factor() / G / typical).ln().abs();
        // Half the way to the next unit.
        AccUnit::ALL
            .into_iter()
            .min_by(|a, b| off(a).total_cmp(&off(b)))
            .filter(|u| off(u) < 0.5 * 9.8f64.ln())
    }

    /// Whether gravity is in the values.
    pub(super) fn gravity(&self, region: Region) -> Gravity {
        let removed = self.quietest < NO_GRAVITY_QUIET
            || (region == Region::Trunk && self.rho < NO_GRAVITY_RHO);
        if removed { Gravity::Removed } else { Gravity::Included }
    }

    /// m/s² per unit with a word on it, where gravity is in the values.
    pub(super) fn factor(&self, region: Region) -> Option<(f64, Result<AccUnit, u32>)> {
        let level = self.rest.unwrap_or(self.usual);
        let range = match self.rest {
            Some(_) => [1.0 - REST_TOLERANCE, 1.0 + REST_TOLERANCE],
            None => MOVING_G,
        };
        let in_g = |u: &AccUnit| level * u.factor() / G;
        let by_size =
            || AccUnit::ALL.into_iter().find(|u| (range[0]..=range[1]).contains(&in_g(u)));
        let fits = self.leg_unit(region).or_else(by_size);
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

/// Strides per second: where the size of accelerations repeats itself best.
fn rhythm(sizes: &[f64], rate_hz: f64) -> Option<f64> {
    let thin = (rate_hz / RHYTHM_HZ).round().clamp(1.0, 1e3) as usize;
    let from = sizes.len().saturating_sub(RHYTHM_SAMPLES * thin) / 2;
    let middle: Vec<f64> =
        sizes.iter().skip(from).step_by(thin).take(RHYTHM_SAMPLES).copied().collect();
    let rate = rate_hz / thin as f64;
    let mean = middle.iter().sum::<f64>() / middle.len().max(1) as f64;
    let off: Vec<f64> = middle.iter().map(|v| v - mean).collect();
    let power: f64 = off.iter().map(|v| v * v).sum();
    let longest = ((rate / STRIDES_HZ[0]).ceil() as usize).min(off.len() / 3);
    let lags = ((rate / STRIDES_HZ[1]).floor() as usize).max(1)..=longest;
    let at = |lag: usize| {
        let sum: f64 = off.iter().zip(off.iter().skip(lag)).map(|(a, b)| a * b).sum();
        sum / power * off.len() as f64 / (off.len() - lag) as f64
    };
    lags.map(|lag| (lag, at(lag)))
        .filter(|(_, r)| *r > RHYTHM)
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(lag, _)| rate / lag as f64)
}
