//! Two feet or two shanks made into one sequence of alternating steps.
//!
//! Whether the sensors share a clock shows in when the feet land: each should
//! land about half-way between two landings of the other, always. If they do not,
//! step times say nothing, contact times of either foot still do. Which sensor was
//! on which foot cannot be told from the signals: it is taken as declared.

use std::f64::consts::TAU;

use super::{Fault, Step, Stretch, Windowed};
use crate::recording::{Note, NoteKind, Span};
use crate::stats::theil_sen;

/// Phases of one foot's contact in the stride of the other that feet can have, and
/// the largest circular SD of them (0.05 for steady running; ours allows for that of
/// single contacts found in noise).
const PHASE: [f64; 2] = [0.35, 0.65];
const PHASE_SD: f64 = 0.06;
/// Contacts needed to judge a clock's drift (ours).
const ENOUGH: usize = 20;
/// Drift of phase, per stride, from which clocks run differently (ours: a tenth of a
/// percent of a stride, 1 ms per second and more than any gait changes for long).
const DRIFT: f64 = 0.001;
/// Least overlap of two stretches, as a share of the shorter, to belong together.
const OVERLAP: f64 = 0.5;

/// Steps of both feet.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// Steps of both feet in order of time; step times are NaN without a shared clock.
    pub stretch: Stretch,
    /// What the landings say of the sensors' clocks.
    pub clock: Clock,
}

/// What the landings of two feet say of their sensors' clocks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Clock {
    /// The feet land in turn, always alike.
    Shared,
    /// The sensors were recorded apart. Their landings cannot tell a clock that is a
    /// little off from a runner who limps a little.
    Separate,
    /// The sensors' clocks run at different speeds.
    Drifting {
        /// Seconds that the right clock gains on the left per second.
        gain: f64,
    },
    /// The feet would land together or out of order: the clocks are apart.
    Apart,
}

impl Clock {
    /// What has to be said of clocks that are not one.
    pub fn note(self) -> Option<Note> {
        match self {
            Clock::Shared => None,
            Clock::Separate => Some(Note::of(NoteKind::ClocksSeparate)),
            Clock::Drifting { gain } => {
                Some(Note::warn(NoteKind::ClocksDrift { ms_per_minute: 60_000.0 * gain.abs() }))
            }
            Clock::Apart => Some(Note::warn(NoteKind::ClocksApart)),
        }
    }
}

/// Joins the stretches of the left and the right sensor that cover the same time.
/// A stretch without a partner is left out. `one_clock`: the sensors were recorded
/// together, or are said to share a clock.
pub fn join(left: &[Stretch], right: &[Stretch], one_clock: bool) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for l in left {
        for r in right {
            let common = Span {
                start_s: l.span.start_s.max(r.span.start_s),
                end_s: l.span.end_s.min(r.span.end_s),
            };
            let shorter = l.span.duration_s().min(r.span.duration_s());
            if common.duration_s() > OVERLAP * shorter && shorter > 0.0 {
                pairs.push(pair(l, r, common, one_clock));
            }
        }
    }
    pairs
}

fn pair(left: &Stretch, right: &Stretch, common: Span, one_clock: bool) -> Pair {
    let within = |s: &&Step| (common.start_s..=common.end_s).contains(&s.initial_contact_s);
    let one = |from: &Stretch| -> Vec<Step> { from.steps.iter().filter(within).copied().collect() };
    let (l, r) = (one(left), one(right));
    let clock = match clock(&l, &r) {
        Clock::Shared if !one_clock => Clock::Separate,
        other => other,
    };
    let mut steps: Vec<Step> = l.into_iter().chain(r).collect();
    // Equal times do not happen on one clock; on two, the order must not depend on
    // which came first.
    steps.sort_by(|a, b| a.initial_contact_s.total_cmp(&b.initial_contact_s));
    if clock == Clock::Shared {
        time_steps(&mut steps);
    }
    Pair {
        stretch: Stretch {
            span: common,
            steps,
            cadence: mean_cadence(&left.cadence, &right.cadence, common),
            contact: Vec::new(),
            trust: left.trust.min(right.trust),
            accuracy: left.accuracy.zip(right.accuracy).map(|(a, b)| a.or_wider(b)),
            side_confidence: left.side_confidence.min(right.side_confidence),
            harmonic_ratio: Vec::new(),
            arm_swing: Vec::new(),
        },
        clock,
    }
}

/// Step times between neighbours of different feet; where a foot comes twice, the
/// other's step was missed and the interval is no step.
fn time_steps(steps: &mut [Step]) {
    for k in 0..steps.len().saturating_sub(1) {
        let (now, next) = (steps[k], steps[k + 1]);
        if now.side == next.side {
            steps[k].fault = steps[k].fault.or(Some(Fault::Interval));
        } else {
            steps[k].step_ms = 1000.0 * (next.initial_contact_s - now.initial_contact_s);
        }
    }
}

/// The phase of each right contact in the left stride that holds it, with its time.
fn phases(left: &[Step], right: &[Step]) -> Vec<(f64, f64)> {
    right
        .iter()
        .filter_map(|r| {
            let t = r.initial_contact_s;
            let after = left.partition_point(|l| l.initial_contact_s <= t);
            let l = left.get(after.checked_sub(1)?)?;
            let phase = 1000.0 * (t - l.initial_contact_s) / l.stride_ms;
            (phase.is_finite() && (0.0..=1.0).contains(&phase)).then_some((t, phase))
        })
        .collect()
}

fn clock(left: &[Step], right: &[Step]) -> Clock {
    let phases = phases(left, right);
    if phases.is_empty() {
        return Clock::Apart;
    }
    let stride_s =
        crate::stats::median(left.iter().map(|s| s.stride_ms)).unwrap_or(f64::NAN) / 1000.0;
    let unwrapped = unwrapped(&phases);
    if phases.len() >= ENOUGH
        && let Some(slope) = theil_sen(&thinned(&unwrapped))
        && (slope * stride_s).abs() > DRIFT
    {
        return Clock::Drifting { gain: slope * stride_s };
    }
    let (mean, sd) = circular(&phases);
    if (PHASE[0]..=PHASE[1]).contains(&mean) && sd <= PHASE_SD {
        Clock::Shared
    } else {
        Clock::Apart
    }
}

/// Phases made continuous over the jump from 1 to 0.
fn unwrapped(phases: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut turns = 0.0;
    let mut last: Option<f64> = None;
    phases
        .iter()
        .map(|&(t, phase)| {
            if let Some(before) = last {
                let jump: f64 = phase - before;
                turns -= jump.round();
            }
            last = Some(phase);
            (t, phase + turns)
        })
        .collect()
}

/// At most 300 points: the slope looks at all pairs.
fn thinned(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    points.iter().step_by(points.len().div_ceil(300).max(1)).copied().collect()
}

/// Circular mean (0..1) and SD of phases.
fn circular(phases: &[(f64, f64)]) -> (f64, f64) {
    let n = phases.len() as f64;
    let (s, c) =
        phases.iter().fold((0.0, 0.0), |(s, c), (_, p)| (s + (TAU * p).sin(), c + (TAU * p).cos()));
    let mean = (s.atan2(c) / TAU).rem_euclid(1.0);
    let length = (s.hypot(c) / n).clamp(f64::MIN_POSITIVE, 1.0);
    (mean, (-2.0 * length.ln()).max(0.0).sqrt() / TAU)
}

/// Cadence of both: the mean of windows of the two sensors that lie together.
fn mean_cadence(left: &[Windowed], right: &[Windowed], common: Span) -> Vec<Windowed> {
    let middle = |w: &Windowed| 0.5 * (w.span.start_s + w.span.end_s);
    left.iter()
        .filter_map(|l| {
            let near = right.iter().min_by(|a, b| {
                (middle(a) - middle(l)).abs().total_cmp(&(middle(b) - middle(l)).abs())
            })?;
            let span = Span {
                start_s: l.span.start_s.max(common.start_s),
                end_s: l.span.end_s.min(common.end_s),
            };
            (span.duration_s() > 0.0)
                .then_some(Windowed { span, value: 0.5 * (l.value + near.value) })
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::gait::Trust;
    use crate::recording::Side;

    /// Contacts every 0.7 s from `first`, on a clock that gains `gain`.
    fn foot(side: Side, first: f64, n: usize, gain: f64) -> Stretch {
        let at = |k: usize| (first + 0.7 * k as f64) * (1.0 + gain);
        let steps: Vec<Step> = (0..n)
            .map(|k| {
                let mut step = Step::at(at(k));
                step.side = Some(side);
                step.contact_ms = 250.0;
                step.stride_ms = 1000.0 * (at(k + 1) - at(k));
                step
            })
            .collect();
        let span = Span { start_s: 0.0, end_s: at(n) };
        Stretch { side_confidence: 1.0, ..Stretch::of_steps(span, steps, Trust::Measured) }
    }

    #[test]
    fn feet_on_one_clock_give_step_times() {
        let pairs =
            join(&[foot(Side::Left, 0.2, 40, 0.0)], &[foot(Side::Right, 0.56, 40, 0.0)], true);
        assert_eq!(pairs.len(), 1);
        assert_eq!(pairs[0].clock, Clock::Shared);
        let steps = &pairs[0].stretch.steps;
        assert_eq!(steps.len(), 80);
        assert!((steps[10].step_ms - 360.0).abs() < 1e-6 && steps[10].side == Some(Side::Left));
        assert!((steps[11].step_ms - 340.0).abs() < 1e-6);
        assert!(steps[79].step_ms.is_nan());
    }

    #[test]
    fn a_missed_step_is_flagged_and_not_bridged() {
        let mut right = foot(Side::Right, 0.55, 40, 0.0);
        right.steps.remove(20);
        let pairs = join(&[foot(Side::Left, 0.2, 40, 0.0)], &[right], true);
        let steps = &pairs[0].stretch.steps;
        assert_eq!(pairs[0].clock, Clock::Shared);
        assert_eq!(steps.len(), 79);
        assert_eq!(steps[40].fault, Some(Fault::Interval));
        assert!(steps[40].step_ms.is_nan());
        assert!((steps[41].step_ms - 350.0).abs() < 1e-6);
    }

    #[test]
    fn clocks_that_differ_take_step_times_but_not_contacts() {
        let left = foot(Side::Left, 0.2, 200, 0.0);
        let pairs = join(std::slice::from_ref(&left), &[foot(Side::Right, 0.55, 200, 0.004)], true);
        let drifts =
            |c: Clock| matches!(c, Clock::Drifting { gain } if (gain - 0.004).abs() < 0.0002);
        assert!(drifts(pairs[0].clock), "{:?}", pairs[0].clock);
        let apart = join(std::slice::from_ref(&left), &[foot(Side::Right, 0.25, 200, 0.0)], true);
        assert_eq!(apart[0].clock, Clock::Apart);
        let separate = join(&[left], &[foot(Side::Right, 0.55, 200, 0.0)], false);
        assert_eq!(separate[0].clock, Clock::Separate);
        for p in pairs.iter().chain(&apart).chain(&separate) {
            assert!(p.stretch.steps.iter().all(|s| s.step_ms.is_nan() && s.contact_ms == 250.0));
        }
    }

    #[test]
    fn stretches_that_do_not_meet_are_not_joined() {
        let mut late = foot(Side::Right, 0.55, 40, 0.0);
        late.span = Span { start_s: 100.0, end_s: 130.0 };
        assert!(join(&[foot(Side::Left, 0.2, 40, 0.0)], &[late], true).is_empty());
        assert!(join(&[], &[], true).is_empty());
    }
}
