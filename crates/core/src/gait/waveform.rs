//! What a step looks like on average: the signal of a sensor from one initial
//! contact to the next, brought to one length.
//!
//! Beside the acceptance of the steps nothing is detected here: the steps say
//! where to cut, the signal is shown as it was measured.

use ndarray::Array1;

use super::Step;
use super::running::G;
use crate::recording::{Axes, Gravity, ImuRecording, ImuStream, Piece, Placement, Region, Side};

/// Points of a waveform: every hundredth of the cycle, both ends included.
pub const POINTS: usize = 101;
/// Fewest cycles of an average; fewer show single steps. Ours.
const LEAST_CYCLES: usize = 10;
/// Cycles averaged at most, evenly spread over those there are: more do not
/// change the picture, and cost time. Ours.
const MOST_CYCLES: usize = 300;
/// Lengths of a cycle, ms: a step at 240 spm to a stride at 90. Ours.
const CYCLE_MS: [f64; 2] = [250.0, 1400.0];
/// Shares of the cycles below and above the band.
const BAND: [f64; 2] = [0.1, 0.9];
/// Around a cycle, on either side, the mean specific force is taken for up: its
/// length in seconds (some eight strides) and the rate that suffices, Hz. Ours.
const UPRIGHT_S: f64 = 3.0;
const UPRIGHT_HZ: f64 = 50.0;

/// Which part of the run the cycles are from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of it; there are no windows, or no steps in one of them.
    All,
    /// The fresh window.
    Fresh,
    /// The fatigued window.
    Fatigued,
}

impl Part {
    /// Snake-case id used in every output.
    pub fn id(self) -> &'static str {
        match self {
            Part::All => "all",
            Part::Fresh => "fresh",
            Part::Fatigued => "fatigued",
        }
    }
}

/// What a waveform shows, in g.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Upward acceleration: 0 at rest, -1 in flight.
    Upward,
    /// Amount of specific force: 1 at rest, 0 in free fall.
    Amount,
    /// Amount of acceleration of a device that took gravity out: 0 at rest.
    AmountWithoutGravity,
}

impl Signal {
    /// Snake-case id used in every output.
    pub fn id(self) -> &'static str {
        match self {
            Signal::Upward => "upward_acceleration",
            Signal::Amount => "resultant_acceleration",
            Signal::AmountWithoutGravity => "resultant_acceleration_without_gravity",
        }
    }
}

/// The average of many cycles of one sensor.
#[derive(Debug, Clone, PartialEq)]
pub struct Waveform {
    /// The sensor.
    pub placement: Placement,
    /// The foot that begins the cycle, where it is known.
    pub side: Option<Side>,
    /// Part of the run.
    pub part: Part,
    /// What is shown, in g.
    pub signal: Signal,
    /// True from initial contact to the next of the same foot, false to the next
    /// of either foot.
    pub stride: bool,
    /// Cycles in the average.
    pub n: usize,
    /// Their mean length, ms.
    pub cycle_ms: f64,
    /// Mean toe-off, % of the cycle; NaN where contact is not known.
    pub contact_end_pct: f64,
    /// Mean at every hundredth of the cycle ([`POINTS`] values).
    pub mean: Vec<f64>,
    /// Below it lie a tenth of the cycles.
    pub low: Vec<f64>,
    /// Above it lie a tenth of the cycles.
    pub high: Vec<f64>,
}

/// The average cycles of the sensors that `steps` come from.
///
/// `part` tells the part of the run at a time, s; where both windows hold enough
/// steps of a foot there is a waveform of each, otherwise one of the whole run.
/// Sensors whose steps cannot be told apart (arms, head) have none.
pub fn of(
    imu: &ImuRecording,
    placements: &[Placement],
    steps: &[Step],
    part: &dyn Fn(f64) -> Part,
) -> Vec<Waveform> {
    let mut found = Vec::new();
    for placement in placements.iter().filter(|p| p.region() != Region::Elsewhere) {
        let Some(stream) = imu.sensors.iter().find(|s| s.placement == *placement) else { continue };
        let stride = placement.region() != Region::Trunk;
        let sides = match placement.side() {
            Some(side) => vec![Some(side)],
            None if steps.iter().any(|s| s.side.is_some()) => {
                vec![Some(Side::Left), Some(Side::Right)]
            }
            None => vec![None],
        };
        for side in sides {
            let own: Vec<Cycle> = steps
                .iter()
                .filter(|s| s.side == side || !stride && side.is_none())
                .filter_map(|s| Cycle::of(s, stride))
                .collect();
            let in_part = |wanted: Part| -> Vec<Cycle> {
                own.iter().filter(|c| part(c.start_s) == wanted).copied().collect()
            };
            let windows = [Part::Fresh, Part::Fatigued].map(|p| (p, in_part(p)));
            let both = windows.iter().all(|(_, cycles)| cycles.len() >= LEAST_CYCLES);
            let parts = if both { windows.to_vec() } else { vec![(Part::All, own)] };
            for (part, cycles) in parts {
                let average = average(stream, &cycles, stride);
                found.extend(average.map(|w| Waveform { side, part, ..w }));
            }
        }
    }
    found
}

/// One cycle to cut out.
#[derive(Clone, Copy)]
struct Cycle {
    start_s: f64,
    length_s: f64,
    /// NaN where not known.
    contact_s: f64,
}

impl Cycle {
    fn of(step: &Step, stride: bool) -> Option<Cycle> {
        let ms = if stride { step.stride_ms } else { step.step_ms };
        let sound = step.fault.is_none() && (CYCLE_MS[0]..=CYCLE_MS[1]).contains(&ms);
        let start_s = step.initial_contact_s;
        sound.then_some(Cycle {
            start_s,
            length_s: ms / 1000.0,
            contact_s: step.toe_off_s - start_s,
        })
    }
}

fn average(stream: &ImuStream, cycles: &[Cycle], stride: bool) -> Option<Waveform> {
    let signal = match (stride, stream.gravity, stream.axes) {
        (false, Gravity::Included, _) | (false, _, Axes::Anatomical) => Signal::Upward,
        (_, Gravity::Included, _) => Signal::Amount,
        (_, Gravity::Removed, _) => Signal::AmountWithoutGravity,
    };
    let every = cycles.len().div_ceil(MOST_CYCLES).max(1);
    // One column per cycle would be read across: points outside, cycles inside.
    let mut at: Vec<Vec<f64>> = vec![Vec::new(); POINTS];
    let (mut length, mut contact) = (0.0, 0.0);
    let (mut n, mut known) = (0, 0);
    for cycle in cycles.iter().step_by(every) {
        let Some(wave) = cut(stream, cycle, signal) else { continue };
        for (point, value) in at.iter_mut().zip(wave) {
            point.push(value);
        }
        length += cycle.length_s;
        n += 1;
        if cycle.contact_s.is_finite() {
            contact += cycle.contact_s / cycle.length_s;
            known += 1;
        }
    }
    if n < LEAST_CYCLES {
        return None;
    }
    let (mut mean, mut low, mut high) = (Vec::new(), Vec::new(), Vec::new());
    for point in &mut at {
        point.sort_by(f64::total_cmp);
        mean.push(point.iter().sum::<f64>() / n as f64);
        let quantile = |share: f64| point[((n - 1) as f64 * share).round() as usize];
        low.push(quantile(BAND[0]));
        high.push(quantile(BAND[1]));
    }
    Some(Waveform {
        placement: stream.placement,
        side: None,
        part: Part::All,
        signal,
        stride,
        n,
        cycle_ms: 1000.0 * length / n as f64,
        contact_end_pct: if known > n / 2 {
            100.0 * contact / f64::from(known as u32)
        } else {
            f64::NAN
        },
        mean,
        low,
        high,
    })
}

/// The signal at [`POINTS`] moments of a cycle; `None` where it was not recorded
/// from end to end.
fn cut(stream: &ImuStream, cycle: &Cycle, signal: Signal) -> Option<[f64; POINTS]> {
    let rate = stream.rate_hz;
    let begin = |p: &&Piece| p.start_s <= cycle.start_s;
    let piece = stream.pieces.iter().take_while(begin).last()?;
    let from = (cycle.start_s - piece.start_s) * rate;
    let step = cycle.length_s * rate / (POINTS - 1) as f64;
    if !(rate > 0.0 && from + cycle.length_s * rate <= (piece.len() as f64) - 1.0) {
        return None;
    }
    let up = match (signal, stream.gravity) {
        (Signal::Upward, Gravity::Included) => Some(upward(piece, rate, cycle)?),
        // Forward, left, up, as the file names them.
        (Signal::Upward, Gravity::Removed) => Some([0.0, 0.0, 1.0]),
        _ => None,
    };
    let rest = if up.is_some() && stream.gravity == Gravity::Included { 1.0 } else { 0.0 };
    let mut wave = [0.0; POINTS];
    for (k, value) in wave.iter_mut().enumerate() {
        let at = from + k as f64 * step;
        let acc = [0, 1, 2].map(|axis| between(&piece.acc[axis], at));
        *value = match up {
            Some(up) => dot(acc, up) / G - rest,
            None => dot(acc, acc).sqrt() / G,
        };
        if !value.is_finite() {
            return None;
        }
    }
    Some(wave)
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// Straight between two samples; NaN outside.
fn between(x: &Array1<f64>, at: f64) -> f64 {
    let i = at.floor().max(0.0) as usize;
    let here = x.get(i).copied().unwrap_or(f64::NAN);
    match x.get(i + 1) {
        Some(next) => here + (next - here) * (at - i as f64),
        None => here,
    }
}

/// Direction of the mean specific force around a cycle: up, because what a runner
/// gains in speed he loses again within strides.
fn upward(piece: &Piece, rate: f64, cycle: &Cycle) -> Option<[f64; 3]> {
    let at = |t: f64| (((t - piece.start_s) * rate).max(0.0) as usize).min(piece.len());
    let (from, to) =
        (at(cycle.start_s - UPRIGHT_S), at(cycle.start_s + cycle.length_s + UPRIGHT_S));
    let every = ((rate / UPRIGHT_HZ).floor() as usize).max(1);
    let sum =
        [0, 1, 2].map(|axis| (from..to).step_by(every).map(|i| piece.acc[axis][i]).sum::<f64>());
    let length = dot(sum, sum).sqrt();
    (length > 0.0).then(|| sum.map(|s| s / length))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::recording::TimeSource;

    /// A sensor turned by 30 degrees that rises with the sine of the step, three
    /// steps a second, and steps with a contact of 60 % on each foot in turn.
    fn trunk(rate: f64) -> (ImuRecording, Vec<Step>) {
        let n = (60.0 * rate) as usize;
        let (sin, cos) = std::f64::consts::FRAC_PI_6.sin_cos();
        let up = |i: usize| G * (1.0 + (std::f64::consts::TAU * 3.0 * i as f64 / rate).sin());
        let axis = |share: f64| Array1::from_iter((0..n).map(|i| share * up(i)));
        let acc = [axis(sin), axis(0.0), axis(cos)];
        let stream = ImuStream {
            name: String::new(),
            placement: Placement::Sacrum,
            rate_hz: rate,
            time_source: TimeSource::Stamps,
            gravity: Gravity::Included,
            axes: Axes::Sensor,
            pieces: vec![Piece { start_s: 2.0, acc, gyro: None }],
            quiet: Vec::new(),
            acc_range: None,
            clipped: 0.0,
        };
        let steps = (0..170)
            .map(|k| {
                let start = 3.0 + f64::from(k) / 3.0;
                Step {
                    side: Some(if k % 2 == 0 { Side::Left } else { Side::Right }),
                    toe_off_s: start + 0.2,
                    step_ms: 1000.0 / 3.0,
                    ..Step::at(start)
                }
            })
            .collect();
        let imu = ImuRecording { sensors: vec![stream], ..ImuRecording::default() };
        (imu, steps)
    }

    #[test]
    fn a_sine_comes_back_upright_at_any_rate() {
        for rate in [100.0, 128.0, 500.0] {
            let (imu, steps) = trunk(rate);
            let all = of(&imu, &[Placement::Sacrum], &steps, &|_| Part::All);
            assert_eq!(all.len(), 2);
            for wave in &all {
                assert_eq!(
                    (wave.signal, wave.stride, wave.part),
                    (Signal::Upward, false, Part::All)
                );
                assert!((wave.contact_end_pct - 60.0).abs() < 1e-6);
                assert!((wave.cycle_ms - 1000.0 / 3.0).abs() < 1e-9);
                for (k, value) in wave.mean.iter().enumerate() {
                    let truth = (std::f64::consts::TAU * k as f64 / 100.0).sin();
                    assert!((value - truth).abs() < 0.02, "{rate} {k} {value} {truth}");
                    assert!(wave.low[k] <= *value + 1e-9 && *value <= wave.high[k] + 1e-9);
                }
            }
        }
    }

    #[test]
    fn windows_are_told_apart_and_gaps_left_out() {
        let (mut imu, mut steps) = trunk(100.0);
        let part = |t: f64| if t < 20.0 { Part::Fresh } else { Part::Fatigued };
        let both = of(&imu, &[Placement::Sacrum], &steps, &part);
        assert_eq!(
            both.iter().map(|w| (w.side.unwrap(), w.part)).collect::<Vec<_>>(),
            [
                (Side::Left, Part::Fresh),
                (Side::Left, Part::Fatigued),
                (Side::Right, Part::Fresh),
                (Side::Right, Part::Fatigued)
            ]
        );
        let cycles = |all: &[Waveform]| all.iter().map(|w| w.n).sum::<usize>();
        assert_eq!(cycles(&both), 170);
        // A lost axis, an unsound step, a step beyond the end.
        steps[4].fault = Some(super::super::Fault::Outlier);
        steps[169].initial_contact_s = 90.0;
        assert_eq!(cycles(&of(&imu, &[Placement::Sacrum], &steps, &part)), 168);
        imu.sensors[0].pieces[0].acc[1].fill(f64::NAN);
        assert!(of(&imu, &[Placement::Sacrum], &steps, &part).is_empty());
        assert!(of(&imu, &[Placement::LeftFoot, Placement::Head], &steps, &part).is_empty());
    }
}
