//! Which way is up and forward for a sensor on the trunk, however it was
//! mounted, and whether it slipped.
//!
//! Over whole strides of steady running the body's own acceleration averages
//! to about nothing, so the mean specific force points up. Fore-aft motion
//! repeats with every step, sideways motion with every stride: the direction
//! whose energy lies most at whole multiples of the step frequency is forward.
//! Its sign follows from braking before pushing.
//!
//! "Up" found so leans with the sensor's mean pitch in the rhythm of the force,
//! by about 2.5 degrees: constant for constant technique, so changes of lean
//! can be used and its absolute value cannot.

use std::ops::Range;

use nalgebra::{Matrix2, Matrix3, Vector2, Vector3};
use realfft::num_complex::Complex;

use super::Run;
use crate::recording::{Axes, Gravity};
use crate::signal::{Spectra, Spectrum};
use crate::units::STANDARD_GRAVITY as G;

/// Frequencies of running steps at the trunk, Hz (120 to 252 spm); ours.
const STEP_HZ: [f64; 2] = [2.0, 4.2];
/// Window of one spectrum, s: several strides, and short enough for the
/// cadence to hold still (8 to 20 s are usual).
const WINDOW_S: f64 = 12.0;
/// Shortest stretch that is looked at, s: about four strides; ours.
const SHORTEST_S: f64 = 2.0;
/// Block over which "up" counts as constant, s; ours.
const BLOCK_S: f64 = 60.0;
/// Less up and down than this (SD) is no running, m/s²; running has 5 and more. Ours.
const LEAST_BOUNCE: f64 = 1.0;
/// Half width of the band around a multiple of the step frequency, Hz; at
/// least one over the window's length. Ours, held on simulated and real trunks.
const BAND_HZ: f64 = 0.12;
/// Sideways motion counts at least this share of the energy at the steps, in every
/// direction: beside the spine the pelvis' turning moves a sensor to the side and to
/// the front alike, and where little else moves sideways that direction would win. Ours.
const SIDEWAYS_LEAST: f64 = 0.2;
/// Forward is taken to be known from this ratio of eigenvalues on; ours, and
/// for vertical found without gravity too.
const CLEAR_AXIS: f64 = 4.0;
/// Corner below which the flat part of flight is looked for, Hz; ours.
const FLAT_HZ: f64 = 10.0;
/// Named axes are believed if gravity is within this of the one named up,
/// deg. A sacrum tilts by up to 40 in the recordings we know; ours.
const NAMED_TILT_DEG: f64 = 60.0;
/// Slip: "up" moves by more than this between minutes and stays there, deg; ours.
const SLIP_DEG: f64 = 5.0;

/// Why a trunk sensor's axes cannot be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoOrientation {
    /// Shorter than two seconds.
    Short,
    /// No rhythm of running steps in the acceleration.
    NoRhythm,
    /// Axes of the case, some missing.
    MissingAxis,
    /// The axis named up is missing, or gravity lies more than 60 degrees from it.
    NotUp,
    /// Gravity was removed, axes are not named and no direction stands out.
    NoGravity,
}

/// A stretch of spectra with its rhythm.
#[derive(Debug, Clone, PartialEq)]
pub struct Rhythm {
    /// Samples.
    pub window: Range<usize>,
    /// Steps per second; `None` where no peak stands out.
    pub step_hz: Option<f64>,
}

/// "Up" in one block of about a minute.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Posture {
    /// Middle of the block, s from the start of the recording.
    pub at_s: f64,
    /// Angle between this block's up and that of the whole run, deg.
    pub tilt_deg: f64,
    /// Part of it that is lean to the front, deg; NaN without a forward axis.
    pub lean_deg: f64,
}

/// A run in the body's axes.
#[derive(Debug, Clone)]
pub struct Aligned {
    /// Specific force along up, m/s², 1 g on average.
    pub up: Vec<f64>,
    /// Specific force forward and to the left, m/s²; `None` where not known.
    pub forward: Option<Vec<f64>>,
    /// To the left.
    pub left: Option<Vec<f64>>,
    /// Angular velocity about forward, rad/s.
    pub roll: Option<Vec<f64>>,
    /// Forward specific force against the axes of the whole run, m/s², which
    /// holds slow changes of lean (the other two follow the posture).
    pub fixed_forward: Option<Vec<f64>>,
    /// How clearly forward differs from sideways (ratio of eigenvalues);
    /// infinite for axes named by the file, NaN without.
    pub forward_quality: f64,
    /// Rhythm in windows of about 12 s.
    pub rhythm: Vec<Rhythm>,
    /// Posture per minute against the whole run; a single one for short runs.
    pub posture: Vec<Posture>,
    /// Whether the sensor seems to have slipped: by more than 5 degrees, and staying.
    pub slipped: bool,
}

impl Aligned {
    /// Median step frequency, Hz.
    pub fn step_hz(&self) -> Option<f64> {
        crate::stats::median(self.rhythm.iter().filter_map(|r| r.step_hz))
    }
}

/// Finds the body's axes.
///
/// # Errors
/// [`NoOrientation`], with what is missing.
pub fn align(run: &Run) -> Result<Aligned, NoOrientation> {
    let n = run.len();
    let fast_enough = run.rate_hz > 2.0 * STEP_HZ[1];
    if !fast_enough || (n as f64) < SHORTEST_S * run.rate_hz {
        return Err(NoOrientation::Short);
    }
    let present = [0, 1, 2].map(|a| run.acc[a].iter().all(|v| v.is_finite()));
    let f = |i: usize| {
        let at =
            |a: usize| if present[a] { run.acc[a].get(i).copied().unwrap_or(0.0) } else { 0.0 };
        Vector3::new(at(0), at(1), at(2))
    };
    if run.axes == Axes::Sensor && present.contains(&false) {
        return Err(NoOrientation::MissingAxis);
    }
    if run.axes == Axes::Anatomical && !present[2] {
        return Err(NoOrientation::NotUp);
    }

    let mut spectra = Spectra::new();
    let windows = pieces(n, WINDOW_S * run.rate_hz);
    let gravity = run.gravity == Gravity::Included;
    let rough_up = match (run.axes, gravity) {
        (Axes::Anatomical, false) => Vector3::z(),
        (Axes::Sensor, false) => bouncing_axis(run, &windows, &mut spectra)?,
        (_, true) => mean(&f, 0..n).try_normalize(1e-9).ok_or(NoOrientation::NotUp)?,
    };
    let along: Vec<f64> = (0..n).map(|i| f(i).dot(&rough_up)).collect();
    let rhythm: Vec<Rhythm> = windows
        .iter()
        .map(|w| {
            let part = &along[w.clone()];
            let moves = crate::stats::mean_sd(part).is_some_and(|(_, sd)| sd > LEAST_BOUNCE);
            let spectrum = spectra.hann(part, run.rate_hz);
            Rhythm {
                window: w.clone(),
                step_hz: spectrum.peak_hz(STEP_HZ[0], STEP_HZ[1]).filter(|_| moves),
            }
        })
        .collect();
    let typical = crate::stats::median(rhythm.iter().filter_map(|r| r.step_hz))
        .ok_or(NoOrientation::NoRhythm)?;

    // Up: the mean over whole strides, per minute and of all minutes.
    let blocks = pieces(n, BLOCK_S * run.rate_hz);
    let means: Vec<Vector3<f64>> = blocks
        .iter()
        .map(|b| if gravity { mean(&f, whole_strides(b, run.rate_hz, typical)) } else { rough_up })
        .collect();
    let all = means.iter().sum::<Vector3<f64>>();
    let up = all.try_normalize(1e-9).ok_or(NoOrientation::NotUp)?;
    if run.axes == Axes::Anatomical && up.z.abs() < NAMED_TILT_DEG.to_radians().cos() {
        return Err(NoOrientation::NotUp);
    }

    let (forward, forward_quality) = match run.axes {
        Axes::Anatomical if present[0] => (Some(level(&Vector3::x(), &up)), f64::INFINITY),
        Axes::Anatomical => (None, f64::NAN),
        Axes::Sensor => {
            let (axis, quality) = stepping_axis(run, &up, &rhythm, &mut spectra);
            (axis.filter(|_| quality >= CLEAR_AXIS), quality)
        }
    };

    let ups: Vec<Vector3<f64>> =
        means.iter().map(|m| m.try_normalize(1e-9).unwrap_or(up)).collect();
    let posture = blocks
        .iter()
        .zip(&ups)
        .map(|(b, u)| Posture {
            at_s: run.time(0.5 * (b.start + b.end) as f64),
            tilt_deg: u.dot(&up).clamp(-1.0, 1.0).acos().to_degrees(),
            // Leaning to the front turns the forward axis down, so that gravity
            // appears backwards along it.
            lean_deg: forward
                .map_or(f64::NAN, |fwd| -u.dot(&fwd).clamp(-1.0, 1.0).asin().to_degrees()),
        })
        .collect();

    let sideways = present[1] || run.axes == Axes::Sensor;
    let mut out = Aligned {
        up: Vec::with_capacity(n),
        forward: forward.map(|_| Vec::with_capacity(n)),
        left: forward.filter(|_| sideways).map(|_| Vec::with_capacity(n)),
        roll: run.gyro.filter(|_| forward.is_some()).map(|_| Vec::with_capacity(n)),
        fixed_forward: forward
            .filter(|_| gravity)
            .map(|fwd| (0..n).map(|i| f(i).dot(&fwd)).collect()),
        forward_quality,
        rhythm,
        posture,
        slipped: slipped(&ups),
    };
    let lift = if gravity { 0.0 } else { G };
    let mut course = Course::new(&blocks, &ups);
    for i in 0..n {
        let u = course.at(i);
        out.up.push(f(i).dot(&u) + lift);
        let Some(fwd) = forward.map(|fwd| level(&fwd, &u)) else { continue };
        if let Some(x) = &mut out.forward {
            x.push(f(i).dot(&fwd));
        }
        if let Some(x) = &mut out.left {
            x.push(f(i).dot(&u.cross(&fwd)));
        }
        if let (Some(x), Some(gyro)) = (&mut out.roll, run.gyro) {
            let turn = Vector3::from(gyro.map(|g| g.get(i).copied().unwrap_or(f64::NAN)));
            x.push(turn.dot(&fwd));
        }
    }
    Ok(out)
}

/// Equal pieces of about `length` samples that cover `n`.
pub(crate) fn pieces(n: usize, length: f64) -> Vec<Range<usize>> {
    let count = ((n as f64 / length).round() as usize).max(1);
    (0..count).map(|k| k * n / count..(k + 1) * n / count).collect()
}

/// The part of a range that holds whole strides; all of it if none fits.
pub(crate) fn whole_strides(range: &Range<usize>, rate_hz: f64, step_hz: f64) -> Range<usize> {
    let stride = 2.0 * rate_hz / step_hz;
    let fits = ((range.len() as f64 / stride).floor() * stride).round() as usize;
    if fits == 0 { range.clone() } else { range.start..range.start + fits }
}

fn mean(f: &impl Fn(usize) -> Vector3<f64>, range: Range<usize>) -> Vector3<f64> {
    let n = range.len().max(1) as f64;
    range.map(f).sum::<Vector3<f64>>() / n
}

/// The part of `axis` at a right angle to `up`, length 1.
fn level(axis: &Vector3<f64>, up: &Vector3<f64>) -> Vector3<f64> {
    let flat = axis - up * axis.dot(up);
    flat.try_normalize(1e-9).unwrap_or(*axis)
}

/// "Up" from sample to sample: straight between the middles of the blocks.
struct Course<'a> {
    middles: Vec<f64>,
    ups: &'a [Vector3<f64>],
    /// The first block whose middle is yet to come.
    after: usize,
}

impl<'a> Course<'a> {
    fn new(blocks: &[Range<usize>], ups: &'a [Vector3<f64>]) -> Course<'a> {
        let middles = blocks.iter().map(|b| 0.5 * (b.start + b.end) as f64).collect();
        Course { middles, ups, after: 0 }
    }

    /// At sample `i`, none before those asked for already.
    fn at(&mut self, i: usize) -> Vector3<f64> {
        while self.middles.get(self.after).is_some_and(|m| *m <= i as f64) {
            self.after += 1;
        }
        let block = |k: usize| Some((self.middles.get(k)?, self.ups.get(k)?));
        match (self.after.checked_sub(1).and_then(block), block(self.after)) {
            (Some((a, ua)), Some((b, ub))) => {
                let t = (i as f64 - a) / (b - a);
                (ua * (1.0 - t) + ub * t).try_normalize(1e-9).unwrap_or(*ua)
            }
            (Some((_, u)), None) | (None, Some((_, u))) => *u,
            (None, None) => Vector3::z(),
        }
    }
}

/// Whether "up" jumped by more than [`SLIP_DEG`] from one block to the next and
/// stayed: the means of up to three blocks on either side differ as much.
fn slipped(ups: &[Vector3<f64>]) -> bool {
    let angle = |a: &Vector3<f64>, b: &Vector3<f64>| {
        a.normalize().dot(&b.normalize()).clamp(-1.0, 1.0).acos().to_degrees()
    };
    (1..ups.len()).any(|k| {
        let before: Vector3<f64> = ups[k.saturating_sub(3)..k].iter().sum();
        let after: Vector3<f64> = ups[k..ups.len().min(k + 3)].iter().sum();
        angle(&ups[k - 1], &ups[k]) > SLIP_DEG && angle(&before, &after) > SLIP_DEG
    })
}

/// Bins within the band around `multiple` of the step frequency.
fn band(spectrum: &Spectrum, step_hz: f64, multiple: f64, half: f64) -> Range<usize> {
    spectrum.range(multiple * step_hz - half, multiple * step_hz + half)
}

fn half_band(window: &Range<usize>, rate_hz: f64) -> f64 {
    BAND_HZ.max(rate_hz / window.len().max(1) as f64)
}

/// The forward axis from the spectra, with its clarity.
fn stepping_axis(
    run: &Run,
    up: &Vector3<f64>,
    rhythm: &[Rhythm],
    spectra: &mut Spectra,
) -> (Option<Vector3<f64>>, f64) {
    let e1 = level(&up.cross(&least(up)), up);
    let e2 = up.cross(&e1);
    let (mut even, mut odd) = (Matrix2::zeros(), Matrix2::zeros());
    let mut against_up: Vector2<f64> = Vector2::zeros();
    for (window, step_hz) in rhythm.iter().filter_map(|r| Some((&r.window, r.step_hz?))) {
        let mut of = |axis: &Vector3<f64>| {
            let x: Vec<f64> = window
                .clone()
                .map(|i| (0..3).map(|a| axis[a] * run.acc[a].get(i).copied().unwrap_or(0.0)).sum())
                .collect();
            spectra.hann(&x, run.rate_hz)
        };
        let (h, v) = ([of(&e1), of(&e2)], of(up));
        let half = half_band(window, run.rate_hz);
        let cross = |k: usize| {
            let at = [h[0].bins[k], h[1].bins[k]];
            Matrix2::from_fn(|a, b| (at[a].conj() * at[b]).re)
        };
        for multiple in [1.0, 2.0, 3.0] {
            even += band(&v, step_hz, multiple, half).map(cross).sum::<Matrix2<f64>>();
            odd += band(&v, step_hz, multiple - 0.5, half).map(cross).sum::<Matrix2<f64>>();
        }
        for k in band(&v, step_hz, 1.0, half) {
            let phase = |x: Complex<f64>| (x * v.bins[k].conj()).im;
            against_up += Vector2::new(phase(h[0].bins[k]), phase(h[1].bins[k]));
        }
    }
    let Some((_, quality)) = most_even(even, odd, 0.0) else { return (None, f64::NAN) };
    let Some((flat, _)) = most_even(even, odd, SIDEWAYS_LEAST) else { return (None, f64::NAN) };
    // Braking comes before pushing: forward lags a quarter behind up.
    let sign = if flat.dot(&against_up) > 0.0 { -1.0 } else { 1.0 };
    ((e1 * flat.x + e2 * flat.y).try_normalize(1e-12).map(|a| a * sign), quality)
}

/// The direction with most energy at the steps against that between them, to which
/// the share `least` of the former is added everywhere; and how clearly it is so.
fn most_even(even: Matrix2<f64>, odd: Matrix2<f64>, least: f64) -> Option<(Vector2<f64>, f64)> {
    let odd = odd + Matrix2::identity() * (1e-6 * odd.trace() + least * even.trace());
    // Generalised eigenvectors of (even, odd) through the square root of odd.
    let root = odd.cholesky().and_then(|c| c.l().try_inverse())?;
    let eigen = (root * even * root.transpose()).symmetric_eigen();
    let top = usize::from(eigen.eigenvalues[1] > eigen.eigenvalues[0]);
    let quality = eigen.eigenvalues[top] / eigen.eigenvalues[1 - top].max(f64::MIN_POSITIVE);
    Some((root.transpose() * eigen.eigenvectors.column(top), quality))
}

/// The unit vector furthest from `v`.
fn least(v: &Vector3<f64>) -> Vector3<f64> {
    let a = v.map(f64::abs);
    if a.x <= a.y && a.x <= a.z {
        Vector3::x()
    } else if a.y <= a.z {
        Vector3::y()
    } else {
        Vector3::z()
    }
}

/// Without gravity: the direction with most energy at the step frequency,
/// pointing up where the long flat part of the signal (flight, -1 g) is below.
fn bouncing_axis(
    run: &Run,
    windows: &[Range<usize>],
    spectra: &mut Spectra,
) -> Result<Vector3<f64>, NoOrientation> {
    let mut energy = Matrix3::zeros();
    for window in windows {
        let h = run.acc.map(|axis| {
            let x: Vec<f64> = window.clone().filter_map(|i| axis.get(i).copied()).collect();
            spectra.hann(&x, run.rate_hz)
        });
        let total = Spectrum {
            bins: (0..h[0].bins.len())
                .map(|k| Complex::new(h.iter().map(|s| s.power(k)).sum::<f64>().sqrt(), 0.0))
                .collect(),
            step_hz: h[0].step_hz,
        };
        let Some(step_hz) = total.peak_hz(STEP_HZ[0], STEP_HZ[1]) else { continue };
        for k in band(&total, step_hz, 1.0, half_band(window, run.rate_hz)) {
            energy += Matrix3::from_fn(|a, b| (h[a].bins[k].conj() * h[b].bins[k]).re);
        }
    }
    let eigen = energy.symmetric_eigen();
    let mut order = [0, 1, 2];
    order.sort_by(|&a, &b| eigen.eigenvalues[b].total_cmp(&eigen.eigenvalues[a]));
    // Also false without any energy.
    let clear = eigen.eigenvalues[order[0]] > CLEAR_AXIS * eigen.eigenvalues[order[1]].max(0.0);
    if !clear {
        return Err(NoOrientation::NoGravity);
    }
    let axis: Vector3<f64> = eigen.eigenvectors.column(order[0]).into();
    let x: Vec<f64> = (0..run.len())
        .map(|i| (0..3).map(|a| axis[a] * run.acc[a].get(i).copied().unwrap_or(0.0)).sum())
        .collect();
    let mut sorted = crate::signal::low_pass(&x, FLAT_HZ, run.rate_hz);
    sorted.sort_unstable_by(f64::total_cmp);
    let quantile = |q: f64| sorted.get((q * sorted.len() as f64) as usize).copied().unwrap_or(0.0);
    let flat_below = quantile(0.20) - quantile(0.05) < quantile(0.95) - quantile(0.80);
    Ok(if flat_below { axis } else { -axis })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(crate) mod tests {
    use nalgebra::Rotation3;
    use ndarray::Array1;

    use super::*;
    use crate::recording::Placement;

    /// A made-up runner: three steps per second, forward, left, up in m/s² with
    /// gravity, and the roll rate that drops the free side by up to 4 degrees.
    pub(crate) struct Runner {
        pub acc: [Array1<f64>; 3],
        pub gyro: [Array1<f64>; 3],
        pub rate_hz: f64,
    }

    impl Runner {
        /// Left contacts at 0, 2/3, 4/3 s ...; contact lasts 0.25 s.
        pub fn new(seconds: f64, rate_hz: f64) -> Runner {
            let n = (seconds * rate_hz) as usize;
            let (step, contact) = (1.0 / 3.0, 0.25);
            let mut runner = Runner {
                acc: std::array::from_fn(|_| Array1::zeros(n)),
                gyro: std::array::from_fn(|_| Array1::zeros(n)),
                rate_hz,
            };
            for i in 0..n {
                let t = i as f64 / rate_hz;
                let k = (t / step).floor();
                let phase = (t - k * step) / contact;
                let side = if k as i64 % 2 == 0 { 1.0 } else { -1.0 };
                if phase < 1.0 {
                    let angle = std::f64::consts::PI * phase;
                    let force = G * std::f64::consts::FRAC_PI_2 * step / contact * angle.sin();
                    runner.acc[2][i] = force;
                    runner.acc[0][i] = -3.0 * (2.0 * angle).sin();
                    runner.acc[1][i] = side * 0.1 * force;
                    // d/dt of 4 degrees times sin(angle)
                    runner.gyro[0][i] =
                        side * 4f64.to_radians() * std::f64::consts::PI / contact * angle.cos();
                }
            }
            runner
        }

        pub fn turned(mut self, from: usize, by: &Rotation3<f64>) -> Runner {
            for i in from..self.acc[0].len() {
                for axes in [&mut self.acc, &mut self.gyro] {
                    let v = by * Vector3::new(axes[0][i], axes[1][i], axes[2][i]);
                    for (axis, v) in axes.iter_mut().zip(v.iter()) {
                        axis[i] = *v;
                    }
                }
            }
            self
        }

        pub fn run(&self, axes: Axes) -> Run<'_> {
            Run {
                placement: Placement::Sacrum,
                start_s: 0.0,
                rate_hz: self.rate_hz,
                acc: [0, 1, 2].map(|a| self.acc[a].view()),
                gyro: Some([0, 1, 2].map(|a| self.gyro[a].view())),
                axes,
                gravity: Gravity::Included,
            }
        }
    }

    #[test]
    fn axes_come_back_from_any_mounting() {
        for (roll, pitch, yaw) in
            [(0.0, 0.0, 0.0), (3.1, 0.2, 1.0), (1.2, -0.7, -2.5), (0.3, 1.4, 3.0)]
        {
            let by = Rotation3::from_euler_angles(roll, pitch, yaw);
            let plain = Runner::new(30.0, 100.0);
            let mounted = Runner::new(30.0, 100.0).turned(0, &by);
            let body = align(&mounted.run(Axes::Sensor)).unwrap();
            assert!((body.step_hz().unwrap() - 3.0).abs() < 0.01);
            assert!(body.forward_quality > 100.0);
            let off = |found: &[f64], truth: &Array1<f64>| {
                found.iter().zip(truth).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
            };
            // Within a degree of up to 20 m/s².
            assert!(off(&body.up, &plain.acc[2]) < 0.4);
            assert!(off(body.forward.as_ref().unwrap(), &plain.acc[0]) < 0.4);
            assert!(off(body.left.as_ref().unwrap(), &plain.acc[1]) < 0.4);
            assert!(off(&body.roll.unwrap(), &plain.gyro[0]) < 0.05);
            assert!(!body.slipped);
        }
    }

    #[test]
    fn a_slip_forward_is_seen_with_its_lean() {
        // The sensor's top tips 12 degrees to the front after four minutes.
        let tip = Rotation3::from_euler_angles(0.0, -12f64.to_radians(), 0.0);
        let slipped = Runner::new(480.0, 50.0).turned(12_000, &tip);
        let body = align(&slipped.run(Axes::Sensor)).unwrap();
        assert!(body.slipped);
        let (first, last) = (body.posture[0].lean_deg, body.posture[7].lean_deg);
        assert!((last - first - 12.0).abs() < 0.5, "{first} {last}");
        // And up follows: flight stays flight.
        assert!(body.up[20_000..].iter().copied().fold(f64::INFINITY, f64::min) > -0.5);
    }

    #[test]
    fn what_is_missing_is_said() {
        let mut runner = Runner::new(10.0, 100.0);
        assert_eq!(
            align(&Runner::new(1.0, 100.0).run(Axes::Sensor)).unwrap_err(),
            NoOrientation::Short
        );
        runner.acc[1].fill(f64::NAN);
        assert_eq!(align(&runner.run(Axes::Sensor)).unwrap_err(), NoOrientation::MissingAxis);
        let named = align(&runner.run(Axes::Anatomical)).unwrap();
        assert!(named.forward.is_some() && named.left.is_none());
        runner.acc[0].fill(f64::NAN);
        let named = align(&runner.run(Axes::Anatomical)).unwrap();
        assert!(named.forward.is_none() && named.roll.is_none());
        runner.acc[2].fill(f64::NAN);
        assert_eq!(align(&runner.run(Axes::Anatomical)).unwrap_err(), NoOrientation::NotUp);
        for value in [0.0, G, 1e300] {
            let mut still = Runner::new(10.0, 100.0);
            still.acc.iter_mut().for_each(|a| a.fill(value));
            assert!(align(&still.run(Axes::Sensor)).is_err(), "{value}");
        }
    }

    #[test]
    fn without_gravity_the_bounce_points_up() {
        let by = Rotation3::from_euler_angles(2.5, 0.4, 1.0);
        let mut runner = Runner::new(30.0, 100.0);
        runner.acc[2] -= G;
        let plain = Runner::new(30.0, 100.0);
        let mounted = runner.turned(0, &by);
        let run = Run { gravity: Gravity::Removed, ..mounted.run(Axes::Sensor) };
        let body = align(&run).unwrap();
        let off = body.up.iter().zip(&plain.acc[2]).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        assert!(off < 1.5, "{off}");
        assert!(body.fixed_forward.is_none());
    }
}
