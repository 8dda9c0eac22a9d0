//! Where in a recording somebody runs.
//!
//! Windows of four seconds are judged by how regular they are, how fast their
//! rhythm is and how strong the movement. Walking is slower and weaker, pedalling
//! is as fast but smooth, daily life has no rhythm.

use nalgebra::{Matrix3, SymmetricEigen};
use ndarray::s;

use super::Run;
use super::rhythm::{STRIDES_HZ, Slow, centred};
use crate::recording::{Gravity, ImuStream, Piece, Refusal, Region};
use crate::signal::{Likenesses, Spectra};
use crate::stats::median;
pub(super) use crate::units::STANDARD_GRAVITY as G;

/// Length of a window, s: four to six strides (ours; two seconds hold too few to
/// tell a regular movement from chance).
const WINDOW_S: f64 = 4.0;
/// From one window to the next, s.
const HOP_S: f64 = 1.0;
/// A piece shorter than this holds too little of any rhythm, s (ours).
const SHORTEST_PIECE_S: f64 = 1.5;
/// A stretch shorter than this is not measured, s: chunks of less than 8 s give no
/// statistics. In a piece of its own that is shorter, most of the piece has to run.
const SHORTEST_STRETCH_S: f64 = 8.0;
const SHARE_OF_PIECE: f64 = 0.75;

/// Likeness of the movement to itself a stride later for running to begin and to
/// go on. Seen in running: median 0.9 at 100 Hz and above, 0.5 at 20 Hz; daily
/// life below 0.4 (ours, on 70 recordings of 20 people, of which three do not run).
const REGULAR: f64 = 0.35;
const REGULAR_ENOUGH: f64 = 0.2;
/// Of two lags that are about as good the shorter is the stride, the longer two
/// strides: difference of likeness that still counts as "as good" (ours).
const AS_GOOD: f64 = 0.15;
/// Lags at which a stride is looked for, s: from sprints to slow walking.
const STRIDE_S: [f64; 2] = [0.46, 1.45];
/// Strides per second of a foot or shank from which a movement can be running:
/// 128 spm. Walking seen reaches 1.05, jogging 1.09 and more (ours).
const RUNNING_STRIDES_HZ: f64 = 1.07;
/// Steps per second below which nobody runs (ours): 120 spm.
const RUNNING_STEPS_HZ: f64 = 2.0;
/// Frequencies among which the step of trunk and arms is looked for, Hz.
const STEPS_HZ: [f64; 2] = [1.2, 4.2];
/// A strongest frequency above this many times twice the stride frequency is an
/// overtone of a limb that walks, not its step (ours).
const OVERTONE: f64 = 1.25;
/// Strength (SD of the amount of acceleration, g) that running needs at a trunk,
/// arm or pocket: the slower the steps the more, because fast walking (0.45 g at
/// 2.1 steps/s) is stronger than a fast shuffle. Between the corners a line
/// (ours; running seen: 0.57 g at 2.7 steps/s, 0.66 g at 2.2, a clipped wrist
/// 0.42 g at 3.4).
const STRENGTH_G: [f64; 2] = [0.58, 0.34];
const STRENGTH_AT_HZ: [f64; 2] = [2.2, 2.6];
/// The same at a foot or shank (ours; seen: 0.39 g at 2 m/s with smoothed markers,
/// 0.8 to 2.2 g elsewhere).
const LEG_STRENGTH_G: f64 = 0.33;
/// Strength that makes a rhythm of one arm swing per stride running although no
/// step stands out (ours).
const SWING_STRENGTH_G: f64 = 0.8;
/// Share of power above two and a half stride frequencies without which a leg moves
/// as round as on a pedal (ours; running seen: 0.24 and more).
const ROUND: f64 = 0.12;
/// A sensor within this of 1 g is at rest, and from this share of rest on it is one
/// on a foot that walks, of which overtones look like the rhythm of running (ours:
/// a walking foot rests for 0.38 and more of each window).
const AT_REST_G: f64 = 0.12;
const STANDING: f64 = 0.33;
/// Below this strength nothing moves, g (ours).
const STILL_G: f64 = 0.05;
/// For running to go on, strength may fall to this share (ours).
const STRENGTH_ENOUGH: f64 = 0.75;
/// A second whose strength is below this share of the stretch's median is a stop:
/// it cuts a stretch and its ends (ours).
const STOP: f64 = 0.4;

/// What was found in a stream.
#[derive(Debug, Clone)]
pub struct Found<'a> {
    /// Stretches of running in order of time.
    pub runs: Vec<Run<'a>>,
    /// Why there are none; `None` where there are some.
    pub refusal: Option<Refusal>,
}

/// Finds the stretches of running of one sensor, within its pieces.
///
/// A stretch begins with a window that is surely running, goes on while windows
/// may be, and ends where its last second of real movement ends; a standstill of a
/// second or more parts it.
pub fn stretches<'a>(stream: &'a ImuStream, spectra: &mut Spectra) -> Found<'a> {
    let region = stream.placement.region();
    let mut runs = Vec::new();
    let (mut nearest, mut brief) = (None::<Window>, false);
    let (mut longest_s, mut lasts_s) = (0.0_f64, 0.0);
    for piece in &stream.pieces {
        let whole = of_piece(stream, piece, 0, piece.len());
        let seconds = piece.len() as f64 / stream.rate_hz;
        longest_s = longest_s.max(seconds);
        lasts_s += seconds;
        if seconds.is_nan() || seconds < SHORTEST_PIECE_S || stream.rate_hz <= 0.0 {
            continue;
        }
        let slow = Slow::of(&whole);
        let windows = judge(&slow, region, stream.gravity, spectra);
        for w in &windows {
            if nearest.as_ref().is_none_or(|n| w.interest() > n.interest()) {
                nearest = Some(*w);
            }
        }
        let least_s = SHORTEST_STRETCH_S.min(SHARE_OF_PIECE * seconds);
        for (from, to) in parted(&slow, to_borders(&slow, joined(&windows))) {
            let scale = stream.rate_hz / slow.rate_hz;
            let begin = (from as f64 * scale).round() as usize;
            let end = ((to as f64 * scale).round() as usize).min(piece.len());
            if (end.saturating_sub(begin)) as f64 / stream.rate_hz >= least_s {
                runs.push(of_piece(stream, piece, begin, end));
            } else {
                brief = true;
            }
        }
    }
    let refusal = runs.is_empty().then(|| match nearest {
        _ if !has_accelerations(stream) => Refusal::OnlyAngularVelocity,
        _ if lasts_s < SHORTEST_STRETCH_S => {
            Refusal::ClipTooShort { lasts_s, needed_s: SHORTEST_STRETCH_S }
        }
        _ if brief => Refusal::RunningTooBrief { needed_s: SHORTEST_STRETCH_S },
        None => Refusal::PiecesTooShort { longest_s },
        Some(w) => w.refusal(),
    });
    Found { runs, refusal }
}

fn has_accelerations(stream: &ImuStream) -> bool {
    stream.pieces.iter().any(|p| p.acc.iter().any(|a| a.iter().any(|v| v.is_finite())))
}

/// Samples `begin..end` of a piece as a run.
fn of_piece<'a>(stream: &ImuStream, piece: &'a Piece, begin: usize, end: usize) -> Run<'a> {
    let end = end.min(piece.len());
    let cut = |axis: &'a ndarray::Array1<f64>| {
        let end = end.min(axis.len());
        axis.slice(s![begin.min(end)..end])
    };
    Run {
        placement: stream.placement,
        start_s: piece.time(begin, stream.rate_hz),
        rate_hz: stream.rate_hz,
        acc: [cut(&piece.acc[0]), cut(&piece.acc[1]), cut(&piece.acc[2])],
        gyro: piece.gyro.as_ref().map(|g| [cut(&g[0]), cut(&g[1]), cut(&g[2])]),
        axes: stream.axes,
        gravity: stream.gravity,
    }
}

/// A window and what was seen in it.
#[derive(Debug, Clone, Copy)]
struct Window {
    from: usize,
    to: usize,
    /// SD of the amount of acceleration, g.
    strength_g: f64,
    regular: f64,
    steps_hz: f64,
    /// Share of time at which the sensor lies still.
    still: f64,
    /// Strength that running would need at this rhythm, g; infinite where the
    /// rhythm is too slow.
    needed_g: f64,
    round: bool,
}

impl Window {
    fn running(&self) -> bool {
        self.passes(REGULAR, 1.0)
    }

    fn may_be_running(&self) -> bool {
        self.passes(REGULAR_ENOUGH, STRENGTH_ENOUGH)
    }

    fn passes(&self, regular: f64, share: f64) -> bool {
        !self.round
            && self.still < STANDING
            && self.regular >= regular
            && self.strength_g >= share * self.needed_g
    }

    /// Regular and strong windows tell best what was seen instead of running.
    fn interest(&self) -> f64 {
        self.strength_g * self.regular.max(0.05)
    }

    fn refusal(&self) -> Refusal {
        let Window { strength_g, steps_hz, .. } = *self;
        if strength_g < STILL_G {
            Refusal::HardlyMoves { strength_g }
        } else if self.regular < REGULAR {
            Refusal::NoSteadyRhythm { strength_g }
        } else if self.still >= STANDING {
            Refusal::LiesStill { share: self.still }
        } else if self.round {
            Refusal::RoundRhythm { turns_per_minute: 30.0 * steps_hz }
        } else {
            Refusal::LooksLikeWalking { steps_hz, strength_g }
        }
    }
}

fn judge(slow: &Slow, region: Region, gravity: Gravity, spectra: &mut Spectra) -> Vec<Window> {
    let rate = slow.rate_hz;
    let length = ((WINDOW_S * rate) as usize).min(slow.norm.len());
    let hop = ((HOP_S * rate) as usize).max(1);
    if length < 8 {
        return Vec::new();
    }
    let moving: Vec<Vec<f64>> = slow.axes.iter().map(|a| centred(a, rate)).collect();
    let mut alike = Likenesses::default();
    (0..=slow.norm.len() - length)
        .step_by(hop)
        .map(|from| {
            let to = from + length;
            let parts: Vec<&[f64]> = moving.iter().map(|a| &a[from..to]).collect();
            let (stride_s, regular) = stride(&parts, rate, &mut alike);
            let (mean, sd) = crate::stats::mean_sd(&slow.norm[from..to]).unwrap_or((0.0, 0.0));
            let mut window = Window {
                from,
                to,
                strength_g: if gravity == Gravity::Removed {
                    strongest(&moving, from, to)
                } else {
                    sd
                } / G,
                regular,
                steps_hz: 2.0 / stride_s,
                still: 0.0,
                needed_g: LEG_STRENGTH_G,
                round: false,
            };
            let strides_hz = 1.0 / stride_s;
            match region {
                Region::Foot | Region::Shank => {
                    window.round = roundness(slow, from, to, strides_hz, spectra) < ROUND;
                    if !(RUNNING_STRIDES_HZ..=STRIDES_HZ[1]).contains(&strides_hz) {
                        window.needed_g = f64::INFINITY;
                    }
                }
                Region::Trunk | Region::Elsewhere => {
                    // A sensor with a wrong scale still shows how deep it dips
                    // against its mean, which is about 1 g.
                    if gravity == Gravity::Included && mean > 0.0 {
                        window.strength_g = window.strength_g.max(sd / mean);
                    }
                    let found = steps(slow, gravity, from, to, spectra);
                    let twice = window.steps_hz;
                    window.steps_hz = found.filter(|hz| *hz < OVERTONE * twice).unwrap_or(twice);
                    window.needed_g = needed(window.steps_hz);
                    if region == Region::Elsewhere && gravity == Gravity::Included {
                        window.still = still(&slow.norm[from..to]);
                    }
                    let swings = (RUNNING_STRIDES_HZ..=STRIDES_HZ[1]).contains(&strides_hz);
                    if region == Region::Elsewhere && window.needed_g.is_infinite() && swings {
                        window.needed_g = SWING_STRENGTH_G;
                    }
                }
            }
            window
        })
        .collect()
}

/// SD along the direction along which it is largest: without gravity the amount
/// folds its sign away and shows less than half.
fn strongest(axes: &[Vec<f64>], from: usize, to: usize) -> f64 {
    let mut spread = Matrix3::zeros();
    for (a, x) in axes.iter().enumerate().take(3) {
        for (b, y) in axes.iter().enumerate().take(3) {
            let products = x[from..to].iter().zip(&y[from..to]).map(|(x, y)| x * y);
            spread[(a, b)] = products.sum::<f64>() / (to - from).max(1) as f64;
        }
    }
    SymmetricEigen::new(spread).eigenvalues.max().max(0.0).sqrt()
}

/// Share of samples at rest.
fn still(norm: &[f64]) -> f64 {
    let rests = norm.iter().filter(|v| (**v / G - 1.0).abs() < AT_REST_G).count();
    rests as f64 / norm.len().max(1) as f64
}

/// The shortest lag after which the movement is about as like itself as it ever
/// gets, s, and how like.
fn stride(parts: &[&[f64]], rate: f64, alike: &mut Likenesses) -> (f64, f64) {
    let len = parts.first().map_or(0, |p| p.len());
    let first = (STRIDE_S[0] * rate).floor() as usize;
    let last = ((STRIDE_S[1] * rate).ceil() as usize).min(len / 2);
    if first < 2 || last <= first {
        return (f64::NAN, 0.0);
    }
    let alike = alike.of(parts, first - 1..=last + 1);
    let peaks = crate::signal::local_maxima(&alike);
    let Some(best) = peaks.iter().map(|&i| alike[i]).max_by(f64::total_cmp) else {
        return (f64::NAN, 0.0);
    };
    let chosen = peaks.into_iter().find(|&i| alike[i] >= best - AS_GOOD);
    let Some(i) = chosen else { return (f64::NAN, 0.0) };
    (((first - 1) as f64 + crate::signal::vertex(&alike, i)) / rate, alike[i])
}

/// The strongest frequency of steps, Hz: of the amount of acceleration, which
/// dips once per step, or of the axes where gravity was taken out and the amount
/// has two peaks per step.
fn steps(
    slow: &Slow,
    gravity: Gravity,
    from: usize,
    to: usize,
    spectra: &mut Spectra,
) -> Option<f64> {
    if gravity == Gravity::Included {
        let spectrum = spectra.hann(&slow.norm[from..to], slow.rate_hz);
        return spectrum.peak_hz(STEPS_HZ[0], STEPS_HZ[1]);
    }
    let strongest = |axis: &&Vec<f64>| crate::stats::mean_sd(&axis[from..to]).map_or(0.0, |m| m.1);
    let axis = slow.axes.iter().max_by(|a, b| strongest(a).total_cmp(&strongest(b)))?;
    spectra.hann(&axis[from..to], slow.rate_hz).peak_hz(STEPS_HZ[0], STEPS_HZ[1])
}

fn needed(steps_hz: f64) -> f64 {
    if steps_hz.is_nan() || steps_hz < RUNNING_STEPS_HZ {
        return f64::INFINITY;
    }
    let [slow, fast] = STRENGTH_AT_HZ;
    let share = ((steps_hz - slow) / (fast - slow)).clamp(0.0, 1.0);
    STRENGTH_G[0] + share * (STRENGTH_G[1] - STRENGTH_G[0])
}

/// Share of the power of the axes above two and a half stride frequencies.
fn roundness(slow: &Slow, from: usize, to: usize, strides_hz: f64, spectra: &mut Spectra) -> f64 {
    let (mut high, mut all) = (0.0, 0.0);
    for axis in &slow.axes {
        let spectrum = spectra.hann(&axis[from..to], slow.rate_hz);
        high += spectrum.power_between(2.5 * strides_hz, f64::INFINITY);
        all += spectrum.power_between(0.5, f64::INFINITY);
    }
    if all > 0.0 && strides_hz.is_finite() { high / all } else { 1.0 }
}

/// Windows that follow each other and may be running, where one surely is.
fn joined(windows: &[Window]) -> Vec<(usize, usize)> {
    windows
        .chunk_by(|a, b| a.may_be_running() && b.may_be_running())
        .filter(|chain| chain.iter().any(Window::running))
        .filter_map(|chain| Some((chain.first()?.from, chain.last()?.to)))
        .collect()
}

/// Chains that end within one hop of a border of the piece go on to it: no whole
/// window fits between. What does not move there is cut off by [`parted`].
fn to_borders(slow: &Slow, chains: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let (hop, len) = ((HOP_S * slow.rate_hz).ceil() as usize, slow.norm.len());
    let reach = |(from, to): (usize, usize)| {
        (if from <= hop { 0 } else { from }, if to + hop >= len { len } else { to })
    };
    chains.into_iter().map(reach).collect()
}

/// Cuts stops out of the chains of windows and off their ends.
fn parted(slow: &Slow, chains: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let block = (slow.rate_hz.round() as usize).max(1);
    let mut kept: Vec<(usize, usize)> = Vec::new();
    for (from, to) in chains {
        let from = from.max(kept.last().map_or(0, |k| k.1));
        if to <= from + block {
            continue;
        }
        // Half-overlapping blocks, so that a stop is cut to half a second; the last
        // one ends where the chain does.
        let mut starts: Vec<usize> = (from..to - block).step_by(block.div_ceil(2)).collect();
        starts.push(to - block);
        let strength: Vec<f64> = starts
            .iter()
            .map(|&at| crate::stats::mean_sd(&slow.norm[at..at + block]).map_or(0.0, |(_, sd)| sd))
            .collect();
        let typical = median(strength.iter().copied()).unwrap_or(0.0);
        let moves: Vec<bool> = strength.iter().map(|s| *s >= STOP * typical).collect();
        let mut i = 0;
        while i < moves.len() {
            if !moves[i] {
                i += 1;
                continue;
            }
            let mut j = i;
            while j + 1 < moves.len() && moves[j + 1] {
                j += 1;
            }
            let end = if j + 1 == moves.len() { to } else { starts[j] + block };
            kept.push((starts[i], end));
            i = j + 1;
        }
    }
    kept
}
