//! An inertial sensor on the moving body: mounting, errors, sampling.

use nalgebra::{UnitQuaternion, UnitVector3, Vector3};
use ndarray::Array1;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

use super::body::Body;
use super::faults::{Faults, Mount};
use super::jet::{G, Jet, smoother};
use super::shock::Shock;
use super::truth::{Features, TrueSensor, wxyz};
use super::{ImuProfile, MAX_TILT_DEG};
use crate::noise::generator;
use crate::recording::{Axes, Gravity, ImuStream, Piece, Placement, Region, TimeSource};

/// The motion is looked up at least this often, Hz: what it holds above half of
/// that is negligible.
const MOTION_HZ: f64 = 800.0;
/// Corner of the anti-alias filter over the rate.
const ANTI_ALIAS: f64 = 0.42;
/// Half length of that filter in samples.
const HALF_LENGTH: usize = 8;
/// A slip takes this long, s.
const SLIP_S: f64 = 0.5;
/// A knock against the sensor: frequency Hz, decay s, size g; knocks in a burst
/// and their distance, s.
const KNOCK: (f64, f64, f64) = (30.0, 0.006, 3.0);
const BURST: (usize, f64) = (5, 0.06);
/// First random stream of the sensors; each has [`STREAMS`] of its own.
const SENSOR_STREAM: u64 = 1 << 21;
const STREAMS: u64 = 8;

/// Samples of a sensor: three of acceleration, three of angular velocity.
type Sample = [f64; 6];

/// What a sensor records of the body, with its truth. Samples at i/rate.
pub(super) fn record(profile: &ImuProfile, body: &Body, index: usize) -> (ImuStream, TrueSensor) {
    let placement = profile.placements.get(index).copied().unwrap_or(Placement::Sacrum);
    let faults = &profile.faults;
    // By placement, so that one sensor more leaves the others as they were.
    let own = SENSOR_STREAM + placement as u64 * STREAMS;
    let stream = |k: u64| generator(profile.run.seed, own + k);
    let n = samples(profile);
    let mount = mount(faults.mount, &mut stream(0));
    let slip = Slip::new(profile, &mut stream(1));
    let mut errors = Errors::new(faults, profile.rate_hz, [stream(2), stream(3), stream(4)]);
    let mut columns: [Vec<f64>; 6] = std::array::from_fn(|_| Vec::with_capacity(n));
    let mut clipped = 0usize;
    Motion::new(profile, body, placement, stream(5)).sample(n, |i, felt| {
        let (turn, turning) = slip.at(i as f64 / profile.rate_hz);
        let to_sensor = (turn * mount).inverse();
        let force = to_sensor * Vector3::new(felt[0], felt[1], felt[2]);
        let rate = to_sensor * (Vector3::new(felt[3], felt[4], felt[5]) + turning);
        let (values, cut) = errors.apply([force.x, force.y, force.z, rate.x, rate.y, rate.z]);
        clipped += usize::from(cut);
        columns.iter_mut().zip(values).for_each(|(c, v)| c.push(v));
    });
    let [ax, ay, az, gx, gy, gz] = columns.map(Array1::from);
    let clipped = clipped as f64 / n.max(1) as f64;
    let gyro = (!faults.no_gyro).then_some([gx, gy, gz]);
    let limb = matches!(placement.region(), Region::Foot | Region::Shank);
    let truth = TrueSensor {
        placement,
        mount: wxyz(&mount),
        slip: (faults.slip_deg > 0.0).then_some((slip.at_s, faults.slip_deg)),
        clipped,
        features: if limb { Features::of(body, placement) } else { None },
    };
    let stream = ImuStream {
        name: placement.id().into(),
        placement,
        rate_hz: profile.rate_hz,
        time_source: TimeSource::Stamps,
        gravity: if faults.no_gravity { Gravity::Removed } else { Gravity::Included },
        axes: Axes::Sensor,
        pieces: vec![Piece { start_s: 0.0, acc: [ax, ay, az], gyro }],
        quiet: Vec::new(),
        acc_range: Some(faults.acc_range_g * G),
        clipped,
    };
    (stream, truth)
}

/// Samples per sensor.
pub(super) fn samples(profile: &ImuProfile) -> usize {
    (profile.run.duration_s * profile.rate_hz).floor().max(0.0) as usize
}

fn normal(rng: &mut ChaCha8Rng) -> f64 {
    rng.sample(StandardNormal)
}

fn direction(rng: &mut ChaCha8Rng) -> UnitVector3<f64> {
    let v = Vector3::new(normal(rng), normal(rng), normal(rng));
    UnitVector3::try_new(v, 1e-9).unwrap_or(Vector3::x_axis())
}

/// Turn from axes of the sensor to those of the segment.
fn mount(mount: Mount, rng: &mut ChaCha8Rng) -> UnitQuaternion<f64> {
    let half_turn = std::f64::consts::PI;
    match mount {
        Mount::Aligned => UnitQuaternion::identity(),
        Mount::Tilted => {
            let angle = rng.random_range(0.0..=MAX_TILT_DEG).to_radians();
            UnitQuaternion::from_axis_angle(&direction(rng), angle)
        }
        Mount::UpsideDown => UnitQuaternion::from_axis_angle(&Vector3::y_axis(), half_turn),
        Mount::OnBack => UnitQuaternion::from_axis_angle(&Vector3::y_axis(), -0.5 * half_turn),
        Mount::Random => {
            // Uniform over all rotations: a random point of the unit 4-sphere.
            let [w, x, y, z] = std::array::from_fn(|_| normal(rng));
            UnitQuaternion::from_quaternion(nalgebra::Quaternion::new(w, x, y, z))
        }
    }
}

/// A sensor that turns on the body once.
struct Slip {
    axis: UnitVector3<f64>,
    angle: f64,
    at_s: f64,
}

impl Slip {
    fn new(profile: &ImuProfile, rng: &mut ChaCha8Rng) -> Slip {
        Slip {
            axis: direction(rng),
            angle: profile.faults.slip_deg.to_radians(),
            at_s: profile.faults.slip_at * profile.run.duration_s,
        }
    }

    /// Turn and angular velocity against the segment, in axes of the segment.
    fn at(&self, t: f64) -> (UnitQuaternion<f64>, Vector3<f64>) {
        if self.angle == 0.0 || t < self.at_s {
            return (UnitQuaternion::identity(), Vector3::zeros());
        }
        let s = smoother(Jet::new((t - self.at_s) / SLIP_S, 1.0 / SLIP_S, 0.0));
        let turn = UnitQuaternion::from_axis_angle(&self.axis, self.angle * s.v);
        (turn, self.axis.into_inner() * (self.angle * s.d))
    }
}

/// The motion of one place on the body as a sensor chip feels it, before errors.
struct Motion<'a> {
    body: &'a Body<'a>,
    placement: Placement,
    rate_hz: f64,
    /// Look-ups per sample.
    finer: usize,
    /// Impulse response of the anti-alias filter; empty without.
    taps: Vec<f64>,
    /// Soft tissue: angular frequency and damping.
    tissue: Option<(f64, f64)>,
    no_gravity: bool,
    knock: Shock,
    /// Time and direction of the knocks.
    knocks: Vec<(f64, Vector3<f64>)>,
}

impl<'a> Motion<'a> {
    fn new(
        profile: &ImuProfile,
        body: &'a Body<'a>,
        placement: Placement,
        mut rng: ChaCha8Rng,
    ) -> Motion<'a> {
        let faults = &profile.faults;
        let rate_hz = profile.rate_hz;
        let filtered = faults.anti_alias && rate_hz < MOTION_HZ;
        let tissue = (faults.resonance_hz > 0.0)
            .then_some((std::f64::consts::TAU * faults.resonance_hz, faults.resonance_damping));
        let finer = if filtered || tissue.is_some() {
            (MOTION_HZ / rate_hz).ceil().max(1.0) as usize
        } else {
            1
        };
        let (hz, decay, _) = KNOCK;
        let mut knocks = Vec::new();
        let mean_gap = 60.0 / faults.bursts_per_min.max(1e-9);
        let mut t = 0.0;
        while faults.bursts_per_min > 0.0 && t < profile.run.duration_s {
            t -= mean_gap * (1.0 - rng.random_range(0.0..1.0f64)).ln();
            for k in 0..BURST.0 {
                let size = KNOCK.2 * G * (0.3 + 0.7 * rng.random_range(0.0..1.0));
                knocks.push((t + k as f64 * BURST.1, direction(&mut rng).into_inner() * size));
            }
        }
        knocks.sort_by(|a, b| a.0.total_cmp(&b.0));
        Motion {
            body,
            placement,
            rate_hz,
            finer,
            taps: if filtered { taps(finer) } else { Vec::new() },
            tissue,
            no_gravity: faults.no_gravity,
            knock: Shock::new(hz, decay, 0.0),
            knocks,
        }
    }

    fn felt(&self, t: f64) -> Sample {
        let (mut force, rate) = self.body.felt(self.placement, t);
        if self.no_gravity {
            let up = self.body.turned(self.placement, t).to_world.row(2).transpose();
            force -= up * G;
        }
        let first = self.knocks.partition_point(|k| k.0 < t - 0.3);
        for (at, size) in self.knocks.iter().skip(first).take_while(|k| k.0 <= t) {
            force += size * self.knock.at(t - at);
        }
        [force.x, force.y, force.z, rate.x, rate.y, rate.z]
    }

    /// Calls `take` with each of `n` samples at i/rate.
    fn sample(&self, n: usize, mut take: impl FnMut(usize, &Sample)) {
        let step = 1.0 / (self.rate_hz * self.finer as f64);
        // The filter looks back and ahead alike, so that nothing is shifted.
        let half = self.taps.len() / 2;
        let settle = if self.tissue.is_some() { (0.5 / step) as usize } else { 0 };
        let lead = half + settle;
        let total = (n.max(1) - 1) * self.finer + 1 + half + lead;
        let keep = self.taps.len().max(1);
        let mut held: Vec<Sample> = Vec::with_capacity(64 * keep);
        let mut tissue: Option<[(f64, f64); 3]> = None;
        let mut next = 0;
        for j in 0..total {
            let mut sample = self.felt((j as f64 - lead as f64) * step);
            if let Some((w, damping)) = self.tissue {
                let state = tissue.get_or_insert_with(|| std::array::from_fn(|k| (sample[k], 0.0)));
                for (value, (x, v)) in sample.iter_mut().zip(state.iter_mut()) {
                    *v += step * (w * w * (*value - *x) - 2.0 * damping * w * *v);
                    *x += step * *v;
                    *value = *x;
                }
            }
            if held.len() == held.capacity() {
                held.drain(..held.len() + 1 - keep);
            }
            held.push(sample);
            // The newest value stands `half` after the middle of the filter.
            if j == lead + half + next * self.finer {
                match held.last_chunk::<1>() {
                    Some([last]) if self.taps.is_empty() => take(next, last),
                    _ => {
                        let window = &held[held.len() - keep..];
                        let mut out = [0.0; 6];
                        for (row, tap) in window.iter().zip(&self.taps) {
                            out.iter_mut().zip(row).for_each(|(o, v)| *o += tap * v);
                        }
                        take(next, &out);
                    }
                }
                next += 1;
            }
        }
    }
}

/// A low-pass at [`ANTI_ALIAS`] of the rate for `finer` look-ups per sample:
/// sinc under a Hamming window, unit gain.
fn taps(finer: usize) -> Vec<f64> {
    let half = (HALF_LENGTH * finer) as i32;
    let corner = ANTI_ALIAS / finer as f64;
    let mut taps: Vec<f64> = (-half..=half)
        .map(|k| {
            let x = std::f64::consts::TAU * corner * f64::from(k);
            let sinc = if k == 0 { 1.0 } else { x.sin() / x };
            let window =
                0.54 + 0.46 * (std::f64::consts::PI * f64::from(k) / f64::from(half + 1)).cos();
            sinc * window
        })
        .collect();
    let sum: f64 = taps.iter().sum();
    taps.iter_mut().for_each(|t| *t /= sum);
    taps
}

/// Errors of the chip: gain, cross-talk, bias, noise, range, resolution.
struct Errors {
    /// Gain times cross-talk of accelerometer and gyro.
    mixing: [nalgebra::Matrix3<f64>; 2],
    bias: Sample,
    /// Change of the gyro bias per sample, SD, rad/s.
    walk: f64,
    noise: [f64; 2],
    range: [f64; 2],
    /// Steps of the output; 0 does not round.
    resolution: [f64; 2],
    rngs: [ChaCha8Rng; 2],
}

impl Errors {
    fn new(f: &Faults, rate_hz: f64, [mut fixed, noise, walk]: [ChaCha8Rng; 3]) -> Errors {
        let rad = std::f64::consts::PI / 180.0;
        let mixing = [f.acc_gain_pct, f.gyro_gain_pct].map(|gain| {
            let mut m = nalgebra::Matrix3::identity() * (1.0 + gain / 100.0);
            for (i, j) in [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)] {
                m[(i, j)] += f.misalignment_pct / 100.0 * fixed.random_range(-1.0..=1.0);
            }
            m
        });
        let bias = std::array::from_fn(|k| {
            let sign = if fixed.random_range(0.0..1.0) < 0.5 { -1.0 } else { 1.0 };
            sign * if k < 3 { f.acc_bias_mps2 } else { f.gyro_bias_dps * rad }
        });
        let range = [f.acc_range_g * G, f.gyro_range_dps * rad];
        let levels = 2f64.powi(f.bits.min(32) as i32);
        Errors {
            mixing,
            bias,
            walk: f.gyro_walk_dps * rad / (60.0 * rate_hz).sqrt(),
            noise: [f.acc_noise_mps2, f.gyro_noise_dps * rad],
            range,
            resolution: range.map(|r| if f.bits > 0 { 2.0 * r / levels } else { 0.0 }),
            rngs: [noise, walk],
        }
    }

    /// The sample with its errors, and whether the accelerometer was at its limit.
    fn apply(&mut self, x: Sample) -> (Sample, bool) {
        let force = self.mixing[0] * Vector3::new(x[0], x[1], x[2]);
        let rate = self.mixing[1] * Vector3::new(x[3], x[4], x[5]);
        let mut out = [force.x, force.y, force.z, rate.x, rate.y, rate.z];
        let [noise, walk] = &mut self.rngs;
        let mut clipped = false;
        for (k, value) in out.iter_mut().enumerate() {
            let kind = usize::from(k >= 3);
            if kind == 1 && self.walk > 0.0 {
                self.bias[k] += self.walk * normal(walk);
            }
            *value += self.bias[k];
            if self.noise[kind] > 0.0 {
                *value += self.noise[kind] * normal(noise);
            }
            let (range, step) = (self.range[kind], self.resolution[kind]);
            if step > 0.0 {
                *value = (*value / step).round() * step;
            }
            // Two's complement: one step less at the top.
            let top = range - step;
            if *value >= top || *value <= -range {
                clipped |= kind == 0;
                *value = value.clamp(-range, top);
            }
        }
        (out, clipped)
    }
}
