//! Cadence from the spectrum, for any placement.
//!
//! In every window each candidate stride frequency is scored by the power at it,
//! at the step (twice) and at three times it, as far as the region of the body
//! shows them. A path through the windows then weighs the scores against jumps,
//! so that a single window cannot slip by an octave.

use ndarray::ArrayView1;

use super::{Run, Windowed};
use crate::recording::{Gravity, Region, Span};
use crate::signal::{Spectra, Spectrum, high_pass, likenesses, low_pass};

/// Length of a window, s: ten strides, resolving 0.3 spm by interpolation (ours,
/// within the 8-20 s that are usual).
pub const WINDOW_S: f64 = 8.0;
/// From one window to the next, s.
pub const HOP_S: f64 = 4.0;
/// Stride frequencies that running has, Hz: 120 to 252 spm (ours).
pub const STRIDES_HZ: [f64; 2] = [1.0, 2.1];
/// Rate to which signals are thinned before a rhythm is looked for, Hz: the third
/// harmonic of the fastest step lies below half of it (ours).
const SLOW_HZ: f64 = 40.0;
/// Candidates kept per window (ours).
const CANDIDATES: usize = 6;
/// What a jump of cadence costs, in units of the logarithm of the score, per spm,
/// and at most (ours: a slip of an octave or a third costs the most, a change of
/// pace next to nothing).
const JUMP_COST: f64 = 0.08;
const JUMP_COST_MAX: f64 = 5.0;

/// A run thinned by averaging blocks of samples.
#[derive(Debug, Clone)]
pub struct Slow {
    /// Samples per second.
    pub rate_hz: f64,
    /// Acceleration along the axes that were recorded, m/s².
    pub axes: Vec<Vec<f64>>,
    /// Its amount, m/s².
    pub norm: Vec<f64>,
}

impl Slow {
    /// Thins the acceleration of a run to 40-80 Hz; slower runs stay as they are.
    pub fn of(run: &Run) -> Slow {
        let block = ((run.rate_hz / SLOW_HZ).floor() as usize).max(1);
        let recorded = |axis: &&ArrayView1<f64>| axis.iter().any(|v| v.is_finite());
        let mut axes: Vec<Vec<f64>> =
            run.acc.iter().filter(recorded).map(|axis| thin(axis, block)).collect();
        let len = axes.iter().map(Vec::len).min().unwrap_or(0);
        axes.iter_mut().for_each(|a| a.truncate(len));
        let norm = (0..len).map(|i| axes.iter().map(|a| a[i] * a[i]).sum::<f64>().sqrt()).collect();
        Slow { rate_hz: run.rate_hz / block as f64, axes, norm }
    }

    /// The signals that carry the rhythm: the amount for a trunk, of which no turn
    /// of the sensor takes anything away; the axes where the limb swings, or
    /// where gravity was taken out and the amount has folded its sign away.
    pub fn carriers(&self, region: Region, gravity: Gravity) -> Vec<&[f64]> {
        if region == Region::Trunk && gravity == Gravity::Included {
            vec![&self.norm]
        } else {
            self.axes.iter().map(Vec::as_slice).collect()
        }
    }
}

/// Means of blocks; a sample that is missing is taken from before.
fn thin(axis: &ArrayView1<f64>, block: usize) -> Vec<f64> {
    let mut last = axis.iter().copied().find(|v| v.is_finite()).unwrap_or(0.0);
    let filled: Vec<f64> = axis
        .iter()
        .map(|&v| {
            last = if v.is_finite() { v } else { last };
            last
        })
        .collect();
    filled.chunks_exact(block).map(|c| c.iter().sum::<f64>() / block as f64).collect()
}

/// Cadence of both feet, spm, per window of 8 s (shorter runs: one window).
///
/// Spectral cadence after the usual recipe (Hann window, zero padding, parabola
/// through the logarithms); harmonic product and continuity are ours.
pub fn cadence(run: &Run, spectra: &mut Spectra) -> Vec<Windowed> {
    let slow = Slow::of(run);
    let carriers = slow.carriers(run.placement.region(), run.gravity);
    let weights = weights(run.placement.region(), run.rate_hz);
    let windows = windows(slow.norm.len(), slow.rate_hz);
    let candidates: Vec<Vec<Candidate>> = windows
        .iter()
        .map(|&(from, to)| {
            let parts: Vec<Spectrum> =
                carriers.iter().map(|c| spectra.hann(&c[from..to], slow.rate_hz)).collect();
            score(&parts, weights)
        })
        .collect();
    let path = smoothest(&candidates);
    windows
        .iter()
        .zip(path)
        .filter_map(|(&(from, to), strides_hz)| {
            let time = |i: usize| run.start_s + i as f64 / slow.rate_hz;
            let span = Span { start_s: time(from), end_s: time(to.saturating_sub(1)) };
            Some(Windowed { span, value: 120.0 * strides_hz? })
        })
        .collect()
}

/// Regularity of steps and strides (Ad1, Ad2: Moe-Nilssen & Helbostad 2004) of
/// the acceleration of a run at a cadence: its likeness to itself one step and
/// one stride later, by the amount of the acceleration.
pub fn regularity(run: &Run, cadence_spm: f64) -> [f64; 2] {
    let slow = Slow::of(run);
    let centred = centred(&slow.norm, slow.rate_hz);
    [60.0, 120.0].map(|per| {
        let lag = per / cadence_spm * slow.rate_hz;
        // The best lag within a tenth: cadence is never exactly even.
        let around = (0.95 * lag).floor() as usize..=(1.05 * lag).ceil() as usize;
        likenesses(&[&centred], around).into_iter().fold(f64::NAN, f64::max)
    })
}

/// Band of the rhythm, Hz: below it posture, above it impacts that fall between
/// the samples of slow sensors (ours).
const BAND_HZ: [f64; 2] = [0.6, 5.0];

/// A signal freed of what is constant and of what is faster than steps.
pub fn centred(x: &[f64], rate_hz: f64) -> Vec<f64> {
    low_pass(high_pass(x, BAND_HZ[0], rate_hz), BAND_HZ[1], rate_hz)
}

/// From and to (exclusive) of the windows.
fn windows(len: usize, rate_hz: f64) -> Vec<(usize, usize)> {
    let window = (WINDOW_S * rate_hz).round() as usize;
    if len < 4 || window == 0 {
        return Vec::new();
    }
    if len <= window {
        return vec![(0, len)];
    }
    let hop = ((HOP_S * rate_hz).round() as usize).max(1);
    let mut all: Vec<_> = (0..=len - window).step_by(hop).map(|at| (at, at + window)).collect();
    if let Some(&(_, to)) = all.last()
        && len - to >= hop / 2
    {
        all.push((len - window, len));
    }
    all
}

/// How much the power at the stride, the step and three times the stride counts.
type Weights = [f64; 3];

/// A trunk shows steps; a foot or shank shows strides; a wrist shows the arm's
/// stride and the body's steps in shares that nobody knows. A slow sensor on a leg
/// folds the impacts into its harmonics: the stride alone counts.
fn weights(region: Region, rate_hz: f64) -> Weights {
    match region {
        Region::Trunk => [0.0, 1.0, 0.0],
        Region::Foot | Region::Shank if rate_hz < SLOW_HZ => [1.0, 0.0, 0.0],
        Region::Foot | Region::Shank => [1.0, 0.5, 0.25],
        Region::Elsewhere => [0.5, 1.0, 0.5],
    }
}

/// A stride frequency that a window may have.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    strides_hz: f64,
    score: f64,
}

fn score(parts: &[Spectrum], weights: Weights) -> Vec<Candidate> {
    let Some(step_hz) = parts.first().map(|p| p.step_hz) else { return Vec::new() };
    let total: f64 =
        parts.iter().map(|p| p.power_between(0.5 * STRIDES_HZ[0], f64::INFINITY)).sum();
    if total.is_nan() || total <= 0.0 {
        return Vec::new();
    }
    let power = |k: usize| parts.iter().map(|p| p.power(k)).sum::<f64>() / total;
    let log = |k: usize| -> f64 {
        let at = |h: usize| power(h * k).max(f64::MIN_POSITIVE).ln();
        (1..=3).zip(weights).filter(|(_, w)| *w > 0.0).map(|(h, w)| w * at(h)).sum()
    };
    let range = parts[0].range(STRIDES_HZ[0], STRIDES_HZ[1]);
    let mut found: Vec<Candidate> = range
        .filter(|&k| k > 0 && log(k) >= log(k - 1) && log(k) > log(k + 1))
        .map(|k| Candidate { strides_hz: refined(&power, k, weights) * step_hz, score: log(k) })
        .collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    found.truncate(CANDIDATES);
    found
}

/// How far from its place the peak of a harmonic is looked for, bins of the padded
/// spectrum: half the main lobe of a Hann window padded to four times its length.
const HARMONIC_REACH: usize = 6;

/// The stride frequency near bin `k`, in bins: each harmonic that counts is placed
/// by the parabola through its logarithms, and weighs as much as it tells about the
/// frequency (its power times the square of its order).
fn refined(power: &impl Fn(usize) -> f64, k: usize, weights: Weights) -> f64 {
    let (mut sum, mut weight) = (0.0, 0.0);
    for (h, _) in (1..=3).zip(weights).filter(|(_, w)| *w > 0.0) {
        let near = (h * k).saturating_sub(HARMONIC_REACH).max(1)..=h * k + HARMONIC_REACH;
        let peak = near
            .filter(|&i| power(i) >= power(i - 1) && power(i) > power(i + 1))
            .min_by_key(|&i| i.abs_diff(h * k));
        let Some(i) = peak else { continue };
        let [a, b, c] = [i - 1, i, i + 1].map(|i| power(i).max(f64::MIN_POSITIVE).ln());
        let shift = 0.5 * (a - c) / (a - 2.0 * b + c);
        let at = i as f64 + if shift.is_finite() { shift.clamp(-0.5, 0.5) } else { 0.0 };
        let tells = power(i) * (h * h) as f64;
        sum += tells * at / h as f64;
        weight += tells;
    }
    if weight > 0.0 { sum / weight } else { k as f64 }
}

/// The stride frequencies, one per window, with the best sum of scores less the
/// cost of jumps (Viterbi). `None` for a window without candidates, over which
/// the path goes on.
fn smoothest(windows: &[Vec<Candidate>]) -> Vec<Option<f64>> {
    let mut best: Vec<Vec<(f64, usize)>> = Vec::new();
    let filled: Vec<&Vec<Candidate>> = windows.iter().filter(|w| !w.is_empty()).collect();
    for (i, now) in filled.iter().enumerate() {
        let column = now
            .iter()
            .map(|c| {
                let Some(before) = i.checked_sub(1) else { return (c.score, 0) };
                let reached = |(j, past): (usize, &(f64, usize))| {
                    let jump = 120.0 * (filled[before][j].strides_hz - c.strides_hz).abs();
                    (past.0 - (JUMP_COST * jump).min(JUMP_COST_MAX) + c.score, j)
                };
                let from = best[before].iter().enumerate().map(reached);
                from.max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((c.score, 0))
            })
            .collect();
        best.push(column);
    }
    let mut path = Vec::with_capacity(filled.len());
    let last = best
        .last()
        .and_then(|column| (0..column.len()).max_by(|&a, &b| column[a].0.total_cmp(&column[b].0)));
    let mut at = last.unwrap_or(0);
    for (column, candidates) in best.iter().zip(&filled).rev() {
        path.push(candidates[at].strides_hz);
        at = column[at].1;
    }
    windows.iter().map(|w| if w.is_empty() { None } else { path.pop() }).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::recording::{Axes, Placement};
    use ndarray::Array1;

    fn run(placement: Placement, rate_hz: f64, axes: &[Array1<f64>; 3]) -> Run<'_> {
        Run {
            placement,
            start_s: 5.0,
            rate_hz,
            acc: [axes[0].view(), axes[1].view(), axes[2].view()],
            gyro: None,
            axes: Axes::Sensor,
            gravity: Gravity::Included,
        }
    }

    /// Amplitudes at the stride and the step along three axes, and noise.
    fn made(rate: f64, seconds: f64, spm: f64, stride: f64, step: f64) -> [Array1<f64>; 3] {
        use rand::SeedableRng;
        use rand_distr::{Distribution, Normal};
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(3);
        let noise = Normal::new(0.0, 0.4).unwrap();
        let w = std::f64::consts::PI * spm / 60.0;
        let mut axis = |a: f64, b: f64, c: f64, d: f64| {
            Array1::from_iter((0..(rate * seconds) as usize).map(|i| {
                let t = i as f64 / rate;
                let body = a + b * (w * t).sin() + c * (2.0 * w * t).cos();
                body + d * (3.0 * w * t + 1.0).sin() + noise.sample(&mut rng)
            }))
        };
        [
            axis(9.81, 0.2 * stride, step, 0.3 * stride),
            axis(0.0, stride, 0.3 * step, 0.1 * stride),
            axis(0.0, 0.1 * stride, 0.1 * step, 0.1 * step),
        ]
    }

    #[test]
    fn cadence_within_a_third_of_a_step_per_minute_at_any_placement() {
        let mut spectra = Spectra::new();
        for (placement, stride, step) in [
            (Placement::Sacrum, 0.5, 8.0),
            (Placement::LeftShank, 8.0, 4.0),
            (Placement::Wrist, 6.0, 4.0),
            (Placement::Wrist, 1.0, 6.0),
            (Placement::Head, 0.2, 6.0),
        ] {
            for (rate, spm) in [(50.0, 152.3), (100.0, 171.7), (500.0, 198.4)] {
                let axes = made(rate, 60.0, spm, stride, step);
                let found = cadence(&run(placement, rate, &axes), &mut spectra);
                assert_eq!(found.len(), 14);
                for w in &found {
                    assert!((w.value - spm).abs() < 0.3, "{placement} {rate} {spm}: {w:?}");
                }
                assert!((found[1].span.start_s - 9.0).abs() < 0.02);
            }
        }
    }

    #[test]
    fn one_window_does_not_slip_by_an_octave() {
        let at = |hz: f64, score: f64| Candidate { strides_hz: hz, score };
        let steady = vec![at(1.4, -1.0), at(1.05, -1.5)];
        let tempted = vec![at(1.05, -1.0), at(1.41, -1.8)];
        let windows = [steady.clone(), tempted.clone(), Vec::new(), steady];
        assert_eq!(smoothest(&windows), [Some(1.4), Some(1.41), None, Some(1.4)]);
        assert_eq!(smoothest(&[tempted]), [Some(1.05)]);
        assert_eq!(smoothest(&[]), []);
    }

    #[test]
    fn regular_strides_of_uneven_steps() {
        let axes = made(100.0, 30.0, 170.0, 4.0, 4.0);
        let [steps, strides] = regularity(&run(Placement::Sacrum, 100.0, &axes), 170.0);
        assert!(strides > 0.9 && steps < strides, "{steps} {strides}");
    }

    #[test]
    fn missing_axes_and_silence_do_no_harm() {
        let nan = Array1::from_elem(1000, f64::NAN);
        let axes = [nan.clone(), nan.clone(), nan];
        assert!(cadence(&run(Placement::Wrist, 100.0, &axes), &mut Spectra::new()).is_empty());
        let flat = [Array1::zeros(1000), Array1::zeros(1000), Array1::zeros(1000)];
        assert!(cadence(&run(Placement::Wrist, 100.0, &flat), &mut Spectra::new()).is_empty());
        let mut one = made(100.0, 20.0, 170.0, 1.0, 6.0);
        one[2].fill(f64::NAN);
        let found = cadence(&run(Placement::Waist, 100.0, &one), &mut Spectra::new());
        assert!(found.iter().all(|w| (w.value - 170.0).abs() < 0.3), "{found:?}");
    }
}
