//! Events of a step, found in more than one way.
//!
//! A way finds an instant in a signal (a cue), and says from a second feature how far
//! the event lies from it. The constants of all ways are fitted alike (each person
//! weighing the same), so that they can be fitted again when more people have run over
//! a force plate: `runform validate` does it, without each person in turn.

use super::leg::{Contact, Leg};
use super::trunk::{MeanStep, TrunkSettings};
use super::{Run, foot, running, shank, trunk};
use crate::recording::{ImuRecording, Placement, Region};
use crate::signal::Spectra;

/// An instant and the feature that says how far the event lies from it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cue {
    /// Samples of the run; NaN where the cue was not found.
    pub at: f64,
    /// The feature, in the unit of its way.
    pub by: f64,
}

/// How an event follows from a cue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Way {
    /// What it is called in tables.
    pub name: &'static str,
    /// From the cue to the event where the feature is 0, ms.
    pub constant_ms: f64,
    /// And per unit of the feature, ms.
    pub slope_ms: f64,
    /// The feature of those people on whom it was fitted.
    pub usual: [f64; 2],
}

impl Cue {
    /// Of which nothing is known.
    pub const NONE: Cue = Cue { at: f64::NAN, by: f64::NAN };
}

impl Way {
    /// The event, in samples of `rate_hz`. The feature counts no further than it was ever
    /// seen.
    fn event(&self, cue: Cue, rate_hz: f64) -> f64 {
        let later_ms =
            self.constant_ms + self.slope_ms * cue.by.clamp(self.usual[0], self.usual[1]);
        cue.at + later_ms / 1000.0 * rate_hz
    }

    fn is_usual(&self, cue: Cue) -> bool {
        (self.usual[0]..=self.usual[1]).contains(&cue.by)
    }
}

/// An event, on the time axis of its cues.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Event {
    /// Samples of the run, or s where the cues are in s.
    pub at: f64,
    /// Whether the ways agree, and their features are those of the people on whom they
    /// were fitted.
    pub usual: bool,
}

/// Two ways that lie further apart than the first do not quite see the same thing, and
/// beyond the second not at all, ms (ours; on six people they lie 0 to 12 ms apart).
/// Between the two the second counts less and less, so that no step jumps.
pub const AGREE_MS: [f64; 2] = [15.0, 40.0];

/// The event by two ways: their mean, or that of the first, which is found always,
/// where the second is missing or far off (`within_ms`, as [`AGREE_MS`]). `rate_hz`: of
/// the samples in which the cues are given, 1 for cues in s.
pub fn event(ways: &[Way; 2], cues: &[Cue; 2], within_ms: [f64; 2], rate_hz: f64) -> Option<Event> {
    let [first, second] = [0, 1].map(|k| ways[k].event(cues[k], rate_hz));
    if !first.is_finite() {
        return None;
    }
    let [near, far] = within_ms.map(|ms| ms / 1000.0 * rate_hz);
    let apart = (first - second).abs();
    let weight = 0.5 * ((far - apart) / (far - near)).clamp(0.0, 1.0);
    let at = if weight > 0.0 { first + weight * (second - first) } else { first };
    let usual = apart <= AGREE_MS[0] / 1000.0 * rate_hz
        && ways[0].is_usual(cues[0])
        && ways[1].is_usual(cues[1]);
    Some(Event { at, usual })
}

/// The cues of one step of a foot or shank sensor, their instants in s from the start of
/// the recording.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StepCues {
    /// Initial contact and toe-off as they were reported, s.
    pub found_s: [f64; 2],
    /// Of initial contact, in the order of `LANDING` of its region.
    pub landing: [Cue; 2],
    /// Of toe-off, in the order of `LIFTING`.
    pub lifting: [Cue; 2],
}

/// All cues of the sensors on feet and shanks, for fitting the ways again.
pub fn cues(imu: &ImuRecording) -> Vec<(Placement, Vec<StepCues>)> {
    let mut spectra = Spectra::new();
    let mut all = Vec::new();
    for sensor in &imu.sensors {
        let mut steps = Vec::new();
        for run in &running::stretches(sensor, &mut spectra).runs {
            let Some(leg) = Leg::of(run, &mut spectra) else { continue };
            let found = match sensor.placement.region() {
                Region::Foot => foot::contacts(&leg),
                Region::Shank => shank::contacts(&leg).map(|f| f.1).unwrap_or_default(),
                _ => continue,
            };
            steps.extend(found.iter().map(|c| of(run, c)));
        }
        all.push((sensor.placement, steps));
    }
    all
}

fn of(run: &Run, contact: &Contact) -> StepCues {
    let timed = |cues: [Cue; 2]| cues.map(|c| Cue { at: run.time(c.at), ..c });
    let [landing, lifting] = contact.cues.map(timed);
    StepCues { found_s: [run.time(contact.ic), run.time(contact.to)], landing, lifting }
}

/// The average steps of the sensors on the trunk, window by window, for fitting the rules
/// again; of those with a fore-aft axis, because the others give no level.
pub fn mean_steps(imu: &ImuRecording) -> Vec<(Placement, Vec<MeanStep>)> {
    let mut spectra = Spectra::new();
    let trunks = imu.sensors.iter().filter(|s| s.placement.region() == Region::Trunk);
    trunks
        .map(|sensor| {
            let runs = running::stretches(sensor, &mut spectra).runs;
            let found = runs
                .iter()
                .filter_map(|run| trunk::measure(run, &TrunkSettings::default()).ok())
                .filter(|found| found.braking_edge);
            (sensor.placement, found.flat_map(|f| f.windows).filter_map(|w| w.mean_step).collect())
        })
        .collect()
}
