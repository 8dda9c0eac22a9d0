//! The motion of a foot or shank by strap-down integration: the gyroscope turns the
//! accelerations of a stride into one frame, and the stride itself closes it. Both
//! ends of a stride show the same posture and the same velocity, so neither a
//! gyroscope's bias nor how the sensor sits has to be known.

use nalgebra::{UnitQuaternion, Vector3};

use super::Run;
use crate::recording::Gravity;
use crate::signal::low_pass;

/// Band of the motion, Hz: that of the recordings on which the offsets of events were
/// fitted (markers low-passed at 20 Hz). Corners of 12 to 15 Hz move contact by 1 to 2 ms.
const MOTION_HZ: f64 = 20.0;

/// Specific force and angular velocity in the sensor's axes, smooth.
pub(super) struct Motion {
    pub rate_hz: f64,
    /// m/s².
    force: [Vec<f64>; 3],
    /// rad/s, without bias.
    turn: [Vec<f64>; 3],
}

/// A stretch of motion in one frame, that of its reference sample.
pub(super) struct Course {
    rate_hz: f64,
    /// Sample of the run at which it begins.
    pub first: usize,
    /// Up, in that frame, length 1.
    pub up: Vector3<f64>,
    /// Mean specific force: gravity, and up.
    mean: Vector3<f64>,
    /// Upward acceleration, m/s², and velocity, m/s.
    pub lift: Vec<f64>,
    pub rise: Vec<f64>,
    /// Posture: turns the sensor's axes into the frame.
    posture: Vec<UnitQuaternion<f64>>,
}

impl Motion {
    /// `None` without a gyroscope, or where gravity is missing from the accelerations.
    pub fn of(run: &Run, bias: Vector3<f64>) -> Option<Motion> {
        let gyro = run.gyro.as_ref()?;
        if run.gravity != Gravity::Included || run.len() < 2 {
            return None;
        }
        let smooth = |x: &ndarray::ArrayView1<f64>, bias: f64| {
            let mut last = 0.0;
            let filled: Vec<f64> = (0..run.len())
                .map(|i| {
                    last = x.get(i).copied().filter(|v| v.is_finite()).map_or(last, |v| v - bias);
                    last
                })
                .collect();
            low_pass(filled, MOTION_HZ, run.rate_hz)
        };
        Some(Motion {
            rate_hz: run.rate_hz,
            force: [0, 1, 2].map(|k| smooth(&run.acc[k], 0.0)),
            turn: [0, 1, 2].map(|k| smooth(&gyro[k], bias[k])),
        })
    }

    pub fn len(&self) -> usize {
        self.force[0].len()
    }

    fn force(&self, i: usize) -> Vector3<f64> {
        Vector3::from_fn(|k, _| self.force[k][i])
    }

    fn turn(&self, i: usize) -> Vector3<f64> {
        Vector3::from_fn(|k, _| self.turn[k][i])
    }

    /// Amount of angular velocity, rad/s.
    pub fn turning(&self) -> Vec<f64> {
        (0..self.len()).map(|i| self.turn(i).norm()).collect()
    }

    /// From sample `i` to `i + 1`.
    fn small_turn(&self, i: usize) -> UnitQuaternion<f64> {
        UnitQuaternion::from_scaled_axis(0.5 / self.rate_hz * (self.turn(i) + self.turn(i + 1)))
    }

    /// The motion from `a` to `b`, in the frame of `a`, to which the sensor comes back
    /// at `b`: what the gyroscope is off by then is spread evenly, and what force
    /// remains on average is gravity. `rest`: the velocity is zero at both ends; without,
    /// it is zero on average.
    pub fn closed(&self, a: usize, b: usize, rest: bool) -> Option<Course> {
        if b <= a + 3 || b >= self.len() {
            return None;
        }
        let mut posture = Vec::with_capacity(b - a + 1);
        posture.push(UnitQuaternion::identity());
        for i in a..b {
            posture.push(posture[i - a] * self.small_turn(i));
        }
        let off = posture[b - a].scaled_axis() / (b - a) as f64;
        for (k, q) in posture.iter_mut().enumerate() {
            *q = UnitQuaternion::from_scaled_axis(-(k as f64) * off) * *q;
        }
        let force: Vec<Vector3<f64>> =
            posture.iter().zip(a..).map(|(q, i)| q * self.force(i)).collect();
        // The trapezoid's mean, so that the velocity comes back.
        let ends = 0.5 * (force[0] + force[b - a]);
        let mean = (force[1..b - a].iter().sum::<Vector3<f64>>() + ends) / (b - a) as f64;
        let up = mean.try_normalize(f64::MIN_POSITIVE)?;
        let lift: Vec<f64> = force.iter().map(|f| (f - mean).dot(&up)).collect();
        let mut rise = integral(&lift, self.rate_hz);
        if rest {
            let last = rise.last().copied().unwrap_or(0.0) / (b - a) as f64;
            rise.iter_mut().enumerate().for_each(|(k, v)| *v -= last * k as f64);
        } else {
            let level = rise.iter().sum::<f64>() / rise.len() as f64;
            rise.iter_mut().for_each(|v| *v -= level);
        }
        Some(Course { rate_hz: self.rate_hz, first: a, up, mean, lift, rise, posture })
    }

    /// The motion from `from` to `to` in the frame of `at`, one of the two, where the
    /// sensor lies still, with gravity as in `like`, a neighbouring stride that begins or
    /// ends there. For the ends of a recording: some tenths of a second.
    pub fn open(&self, from: usize, to: usize, at: usize, like: &Course) -> Option<Course> {
        if to <= from + 3 || to >= self.len() || !(at == from || at == to) {
            return None;
        }
        let mut posture = vec![UnitQuaternion::identity(); to - from + 1];
        if at == from {
            for i in from..to {
                posture[i + 1 - from] = posture[i - from] * self.small_turn(i);
            }
        } else {
            for i in (from..to).rev() {
                posture[i - from] = posture[i + 1 - from] * self.small_turn(i).inverse();
            }
        }
        let (mean, up) = (like.mean, like.up);
        let lift: Vec<f64> =
            posture.iter().zip(from..).map(|(q, i)| (q * self.force(i) - mean).dot(&up)).collect();
        let mut rise = integral(&lift, self.rate_hz);
        let still = rise[at - from];
        rise.iter_mut().for_each(|v| *v -= still);
        Some(Course { rate_hz: self.rate_hz, first: from, up, mean, lift, rise, posture })
    }
}

impl Course {
    /// Height above where it begins, m.
    pub fn height(&self) -> Vec<f64> {
        integral(&self.rise, self.rate_hz)
    }

    /// Pitch of a direction of the frame that is level at its reference, rad: how far
    /// above the horizontal it points at each sample.
    pub fn pitch(&self, level: &Vector3<f64>) -> Vec<f64> {
        self.posture.iter().map(|q| (q * level).dot(&self.up).clamp(-1.0, 1.0).asin()).collect()
    }

    /// The level direction across an axis of the sensor.
    pub fn across(&self, axis: &Vector3<f64>) -> Option<Vector3<f64>> {
        self.up.cross(axis).try_normalize(1e-3)
    }
}

/// Running integral through the cubics between samples, starting at 0.
fn integral(x: &[f64], rate_hz: f64) -> Vec<f64> {
    let at = |i: usize| x.get(i).copied();
    let mut sum = 0.0;
    let mut all = Vec::with_capacity(x.len());
    for (i, value) in x.iter().enumerate() {
        all.push(sum);
        let Some(next) = at(i + 1) else { break };
        let before = i.checked_sub(1).and_then(at).unwrap_or(2.0 * value - next);
        let after = at(i + 2).unwrap_or(2.0 * next - value);
        sum += (13.0 * (value + next) - before - after) / 24.0 / rate_hz;
    }
    all
}

/// Value between samples, on the cubic through the four around; the end values beyond.
pub(super) fn between(x: &[f64], at: f64) -> f64 {
    let last = x.len().saturating_sub(1);
    let i = (at.max(0.0) as usize).min(last);
    let s = (at - i as f64).clamp(0.0, 1.0);
    let get = |k: usize| x.get(k.min(last)).copied().unwrap_or(f64::NAN);
    let (b, c) = (get(i), get(i + 1));
    let a = if i > 0 { get(i - 1) } else { 2.0 * b - c };
    let d = if i + 2 <= last { get(i + 2) } else { 2.0 * c - b };
    b + 0.5 * s * (c - a + s * (2.0 * a - 5.0 * b + 4.0 * c - d + s * (3.0 * (b - c) + d - a)))
}

/// Where the cubic between samples `i` and `i + 1` crosses a level.
pub(super) fn crossing(x: &[f64], i: usize, level: f64) -> f64 {
    let rises = between(x, i as f64) < level;
    let (mut low, mut high) = (i as f64, i as f64 + 1.0);
    for _ in 0..20 {
        let middle = 0.5 * (low + high);
        if (between(x, middle) < level) == rises { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}
