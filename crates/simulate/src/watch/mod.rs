//! A running watch on a simulated runner.
//!
//! Three layers, each knowing only the one before: the world second by second
//! (`world`: speed, slope, heart rate, fatigue), the runner's form in it
//! ([`Form`]), and the watch that records it with its smoothing, noise,
//! rounding and faults (`device`). [`Truth`] is made of the first two alone.

pub(super) mod check;
mod csv;
mod device;
mod device_profile;
mod fit;
mod fit_file;
mod form;
mod named;
mod profile;
mod truth;
mod vary;
mod world;

pub use check::ProfileError;
pub use csv::{CSV_HEADER, to_csv};
pub use device_profile::{
    Device, DeviceSwitch, FieldNoise, Noise, Recorder, Resolution, SensorDrift, SpeedDropouts,
    Transients,
};
pub use fit::to_fit;
pub use form::{Form, spring_mass_oscillation_m};
pub use named::{Control, NAMED, Named, named};
pub use profile::{
    Bout, Breaks, Course, Fatigue, FatigueCurve, Heart, Intervals, Pacing, Plan, Runner, Terrain,
    WatchProfile,
};
pub use truth::{CoursePoint, TrueChange, Truth};
pub(super) use world::{Gait, Second};

use crate::recording::Recording;

/// A simulated run: what the watch recorded and what was true.
#[derive(Debug, Clone)]
pub struct SimulatedRun {
    /// As an importer would have read it.
    pub recording: Recording,
    /// What the runner really did.
    pub truth: Truth,
}

/// Simulates one run.
///
/// Deterministic in the profile (its seed is part of it), single-threaded and
/// without input or output. Never fails: a profile from outside should pass
/// [`WatchProfile::check`] first, otherwise the numbers may be meaningless.
pub fn simulate(profile: &WatchProfile) -> SimulatedRun {
    recorded(profile, &world::seconds(profile))
}

/// As [`simulate`], but the runner is at full speed when the recording begins;
/// with the run second by second.
pub(super) fn simulate_rolling(profile: &WatchProfile) -> (SimulatedRun, Vec<Second>) {
    let seconds = world::seconds_from(profile, 1.0);
    (recorded(profile, &seconds), seconds)
}

fn recorded(profile: &WatchProfile, seconds: &[Second]) -> SimulatedRun {
    SimulatedRun {
        recording: device::record(profile, seconds),
        truth: Truth::new(profile, seconds),
    }
}
