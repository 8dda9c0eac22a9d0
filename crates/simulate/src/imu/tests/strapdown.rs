//! Contacts of a foot by strap-down integration, as a reference to check the simulator
//! with: the moment at which the foot's fall is stopped, and how it turns then. The
//! constants were fitted on 13 runners on force plates, none of them simulated; on
//! runners left out the errors of a person's contact had an SD of 6.9 ms, at most
//! 14, and within a person 7.0 (initial contact alone: 4.1 between people).

use nalgebra::{Matrix3, SymmetricEigen, UnitQuaternion, Vector3};

use runform_core::signal::{low_pass, peaks};
use runform_core::stats::median;

/// Signals are brought to this rate, Hz.
const RATE: f64 = 500.0;
/// Everything below passes, Hz.
const BAND_HZ: f64 = 20.0;
/// The fall counts from this speed on, m/s.
const FALLS: f64 = -0.25;
/// Initial contact after the fall is stopped: ms, and ms per deg/s of pitch rate.
const CONTACT: (f64, f64) = (14.1, 0.0466);
/// Toe-off after the foot has turned up by 35 degrees: ms, and ms per m of arm grown.
const TOE_OFF: (f64, f64) = (34.0, -346.0);
const TILT_DEG: f64 = -35.0;
/// Pitch over which the arm of push-off is measured first, deg.
const FIRST: std::ops::RangeInclusive<f64> = -28.0..=-8.0;

/// A foot between two moments at which it lies flat.
pub(super) struct Stride {
    /// First sample, at 500 Hz.
    pub(super) from: usize,
    /// Vertical velocity, m/s, and pitch, deg, toes up.
    pub(super) up: Vec<f64>,
    pub(super) pitch: Vec<f64>,
}

/// The fall of a foot is stopped.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fall {
    /// Pitch rate then, deg/s.
    pub(super) rate_dps: f64,
    /// Initial contact by it, s.
    pub(super) contact_s: f64,
}

/// A foot turns up before it leaves.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rise {
    /// 35 degrees are reached, s.
    pub(super) at_s: f64,
    /// Pitch rate then, deg/s.
    pub(super) rate_dps: f64,
    /// Arm about which it turned at first, and by how much it has grown, m.
    pub(super) arm_m: f64,
    pub(super) grown_m: f64,
    /// Toe-off by it, s.
    pub(super) toe_off_s: f64,
}

/// A foot sensor, strapped down.
pub(super) struct Foot {
    acc: Vec<Vector3<f64>>,
    gyro: Vec<Vector3<f64>>,
    axis: Vector3<f64>,
    /// Pitch rate, rad/s, toes up.
    pub(super) rate: Vec<f64>,
    period: f64,
    flat: Vec<usize>,
}

/// Cubic through the samples.
fn resampled(x: &[f64], rate_hz: f64) -> Vec<f64> {
    let last = x.len() - 1;
    let at = |i: i64| x[i.clamp(0, last as i64) as usize];
    (0..(last as f64 / rate_hz * RATE) as usize)
        .map(|k| {
            let t = k as f64 / RATE * rate_hz;
            let (i, u) = (t as i64, t.fract());
            let (a, b, c, d) = (at(i - 1), at(i), at(i + 1), at(i + 2));
            b + 0.5
                * u
                * (c - a + u * (2.0 * a - 5.0 * b + 4.0 * c - d + u * (3.0 * (b - c) + d - a)))
        })
        .collect()
}

impl Foot {
    /// Of accelerations, m/s², and angular velocities, rad/s, in any axes.
    pub(super) fn of(acc: [Vec<f64>; 3], gyro: [Vec<f64>; 3], rate_hz: f64) -> Foot {
        let ready = |x: [Vec<f64>; 3]| {
            let [x, y, z] = x.map(|x| resampled(&low_pass(&x, BAND_HZ, rate_hz), rate_hz));
            (0..x.len()).map(|i| Vector3::new(x[i], y[i], z[i])).collect::<Vec<_>>()
        };
        let (acc, mut gyro) = (ready(acc), ready(gyro));
        if gyro.len() as f64 > 20.0 * RATE {
            let bias = gyro.iter().sum::<Vector3<f64>>() / gyro.len() as f64;
            gyro.iter_mut().for_each(|w| *w -= bias);
        }
        let spread: Matrix3<f64> = gyro.iter().map(|w| w * w.transpose()).sum();
        let eigen = SymmetricEigen::new(spread);
        let axis = eigen.eigenvectors.column(eigen.eigenvalues.imax()).into_owned();
        let turning: Vec<f64> = gyro.iter().map(|w| w.norm()).collect();
        let still = low_pass(&turning, 8.0, RATE);
        let senses = [axis, -axis].map(|axis| {
            let rate: Vec<f64> = gyro.iter().map(|w| w.dot(&axis)).collect();
            let (period, flat) = stances(&rate, &still);
            let stillness = median(flat.iter().map(|&i| still[i])).unwrap_or(f64::INFINITY);
            (stillness, axis, rate, period, flat)
        });
        let [a, b] = senses;
        let (_, axis, rate, period, flat) = if b.0 < a.0 { b } else { a };
        Foot { acc, gyro, axis, rate, period, flat }
    }

    pub(super) fn strides(&self) -> Vec<Stride> {
        let near = 0.7 * self.period..1.35 * self.period;
        let pairs = self.flat.windows(2).filter(|w| near.contains(&((w[1] - w[0]) as f64)));
        pairs.map(|w| self.stride(w[0], w[1])).collect()
    }

    fn stride(&self, from: usize, to: usize) -> Stride {
        let n = to - from;
        let mut turned = vec![UnitQuaternion::identity()];
        for i in from..to {
            let w = 0.5 * (self.gyro[i] + self.gyro[i + 1]) / RATE;
            turned.push(turned[turned.len() - 1] * UnitQuaternion::from_scaled_axis(w));
        }
        // The rotation that closes the stride is spread evenly back over it.
        let close = turned[n].inverse().scaled_axis();
        for (i, q) in turned.iter_mut().enumerate() {
            *q *= UnitQuaternion::from_scaled_axis(close * (i as f64 / n as f64));
        }
        let force: Vec<Vector3<f64>> =
            turned.iter().enumerate().map(|(i, q)| q * self.acc[from + i]).collect();
        let step = |i: usize| 0.5 * (force[i] + force[i + 1]);
        let mean = (0..n).map(step).sum::<Vector3<f64>>() / n as f64;
        let up = mean.normalize();
        let forward = up.cross(&self.axis).normalize();
        let mut velocity = vec![0.0];
        (0..n).for_each(|i| velocity.push(velocity[i] + (step(i) - mean).dot(&up) / RATE));
        let pitch = turned.iter().map(|q| (q * forward).dot(&up).clamp(-1.0, 1.0).asin());
        Stride { from, up: velocity, pitch: pitch.map(f64::to_degrees).collect() }
    }

    /// Where the fall of the foot ends in this stride.
    pub(super) fn fall(&self, stride: &Stride) -> Option<Fall> {
        let v = &stride.up;
        let mut i = (0..v.len()).rev().find(|&i| v[i] < FALLS)?;
        while i > 0 && v[i - 1] < v[i] {
            i -= 1;
        }
        let (before, now, after) = (v.get(i.checked_sub(1)?)?, v[i], v.get(i + 1)?);
        let bend = before - 2.0 * now + after;
        let off = if bend > 0.0 { 0.5 * (before - after) / bend } else { 0.0 };
        let at_s = ((stride.from + i) as f64 + off) / RATE;
        let rate_dps = self.rate[stride.from + i].to_degrees();
        let contact_s = at_s + (CONTACT.0 + CONTACT.1 * rate_dps) / 1000.0;
        Some(Fall { rate_dps, contact_s })
    }

    /// How the foot leaves at the begin of this stride.
    pub(super) fn rise(&self, stride: &Stride) -> Option<Rise> {
        let pitch = &stride.pitch;
        let k = pitch.iter().position(|&p| p < TILT_DEG)?;
        let turning = |i: usize| -self.rate[stride.from + i] * pitch[i].to_radians().cos();
        let first = (0..k).filter(|&i| FIRST.contains(&pitch[i]));
        let (over, under) = first.fold((0.0, 0.0), |(o, u), i| {
            let x = turning(i);
            (o + x * stride.up[i], u + x * x)
        });
        let arm_m = over / under;
        let grown_m = stride.up[k] / turning(k) - arm_m;
        let between = (pitch[k.checked_sub(1)?] - TILT_DEG) / (pitch[k - 1] - pitch[k]);
        let at_s = ((stride.from + k - 1) as f64 + between) / RATE;
        let toe_off_s = at_s + (TOE_OFF.0 + TOE_OFF.1 * grown_m) / 1000.0;
        let rate_dps = self.rate[stride.from + k].to_degrees();
        Some(Rise { at_s, rate_dps, arm_m, grown_m, toe_off_s })
    }
}

/// Samples per stride, and where in each the foot lies flat, if it turns this way.
fn stances(rate: &[f64], still: &[f64]) -> (f64, Vec<usize>) {
    let slow = low_pass(rate, 5.0, RATE);
    let size = (slow.iter().map(|v| v * v).sum::<f64>() / slow.len() as f64).sqrt();
    let swings = peaks(&slow, 0.8 * size, 0.4 * RATE);
    let apart = swings.windows(2).map(|w| (w[1] - w[0]) as f64);
    let period = median(apart).unwrap_or(f64::NAN);
    let flat = swings.iter().filter_map(|&swing| {
        let end = ((swing as f64 + 0.42 * period) as usize).min(rate.len());
        let down = (swing..end).find(|&i| rate[i] < 0.0)?;
        let (from, to) = (down + (0.05 * RATE) as usize, down + (0.28 * period) as usize);
        let inside = (to < rate.len()).then_some(from..=to)?;
        inside.min_by(|&a, &b| still[a].total_cmp(&still[b]))
    });
    (period, flat.collect())
}
