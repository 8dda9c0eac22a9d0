//! Steps that somebody else found: marked by the user, or measured by a foot pod.

use super::{Fault, Step, Stretch, Track, Trust};
use crate::recording::{MarkedStep, Placement, SensorFamily, Span, StepTable};

/// Steps further apart than this belong to different stretches, s. Ours: the
/// slowest running step takes 0.5 s, and pods miss single steps.
const BREAK_S: f64 = 2.0;
/// Steps of running take no longer than this, s; a longer interval holds a step
/// that was missed. Ours.
const LONGEST_STEP_S: f64 = 0.6;

/// The track of steps that the user marked; `origin_s` is what the clock of the
/// marks shows at the start of the recording.
pub(super) fn marked(events: &[MarkedStep], origin_s: f64) -> Track {
    let steps = events.iter().map(|e| {
        let begin = e.initial_contact_s - origin_s;
        let off = e.toe_off_s.map_or(f64::NAN, |t| t - origin_s);
        Step { side: e.side, toe_off_s: off, contact_ms: 1000.0 * (off - begin), ..Step::at(begin) }
    });
    Track { name: Some("events".into()), ..track(steps.collect(), SensorFamily::Imu) }
}

/// The track of steps that pods on both feet measured.
pub fn from_table(table: &StepTable) -> Track {
    let steps = table.steps.iter().map(|s| Step {
        side: s.side,
        contact_ms: s.contact_ms,
        toe_off_s: s.initial_contact_s + s.contact_ms / 1000.0,
        step_ms: s.step_time_ms,
        ..Step::at(s.initial_contact_s)
    });
    Track { name: Some(table.source.clone()), ..track(steps.collect(), SensorFamily::Runscribe) }
}

/// Stretches of steps in order of time, with the times between them.
fn track(mut steps: Vec<Step>, family: SensorFamily) -> Track {
    steps.sort_by(|a, b| a.initial_contact_s.total_cmp(&b.initial_contact_s));
    let apart = |a: &Step, b: &Step| b.initial_contact_s - a.initial_contact_s;
    let stretches = steps
        .chunk_by(|a, b| apart(a, b) <= BREAK_S)
        .map(|part| {
            let mut part = part.to_vec();
            for k in 0..part.len() {
                let to = |j: usize| part.get(j).map(|s| apart(&part[k], s));
                // Of two steps of one foot in a row the other foot's was missed.
                let other = |j: usize| part.get(j).is_some_and(|s| s.side != part[k].side);
                let unknown = part[k].side.is_none();
                let next = to(k + 1).filter(|s| *s < LONGEST_STEP_S && (unknown || other(k + 1)));
                let stride = to(k + 2).filter(|_| next.is_some() && (unknown || !other(k + 2)));
                if next.is_none() && k + 1 < part.len() {
                    part[k].fault = Some(Fault::Interval);
                }
                if part[k].step_ms.is_nan() {
                    part[k].step_ms = next.map_or(f64::NAN, |s| 1000.0 * s);
                }
                part[k].stride_ms = stride.map_or(f64::NAN, |s| 1000.0 * s);
            }
            let end = |s: &Step| {
                s.initial_contact_s + if s.step_ms.is_finite() { s.step_ms / 1000.0 } else { 0.0 }
            };
            let span = Span {
                start_s: part.first().map_or(0.0, |s| s.initial_contact_s),
                end_s: part.last().map_or(0.0, end),
            };
            let known = part.iter().any(|s| s.contact_ms.is_finite());
            let trust = if known { Trust::Measured } else { Trust::None };
            let sides = part.iter().any(|s| s.side.is_some());
            let side_confidence = if sides { 1.0 } else { f64::NAN };
            Stretch { side_confidence, ..Stretch::of_steps(span, part, trust) }
        })
        .collect();
    let placements = vec![Placement::LeftFoot, Placement::RightFoot];
    Track { placements, stretches, name: None, family }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::recording::Side;

    #[test]
    fn marked_steps_get_their_times_and_a_missed_one_is_seen() {
        let side = |k: usize| Some(if k.is_multiple_of(2) { Side::Left } else { Side::Right });
        let events: Vec<MarkedStep> = (0..12)
            .filter(|k| *k != 5)
            .map(|k| MarkedStep {
                initial_contact_s: 100.0 + 0.35 * k as f64,
                toe_off_s: Some(100.25 + 0.35 * k as f64),
                side: side(k),
            })
            .collect();
        let track = marked(&events, 90.0);
        assert_eq!((track.stretches.len(), track.source().as_str()), (1, "imu:events"));
        let steps = &track.stretches[0].steps;
        assert!((steps[0].initial_contact_s - 10.0).abs() < 1e-9);
        assert!((steps[0].contact_ms - 250.0).abs() < 1e-6);
        assert!((steps[0].step_ms - 350.0).abs() < 1e-6);
        assert!((steps[0].stride_ms - 700.0).abs() < 1e-6);
        let gap = &steps[4]; // left, followed by left
        assert!(gap.step_ms.is_nan() && gap.fault == Some(Fault::Interval));
        assert!(steps[10].step_ms.is_nan() && steps[10].fault.is_none());
        assert_eq!(marked(&[], 0.0).stretches.len(), 0);
    }
}
