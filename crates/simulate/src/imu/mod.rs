//! Inertial sensors on a simulated runner.
//!
//! Layers, each knowing only those before: the run second by second (that of
//! [`watch`](super::watch): speed, slope, fatigue), the steps (`steps`: when
//! each foot touches and leaves the ground), the body in motion (`body`,
//! `legs`: heights, angles and what a place on the body feels), the sensors
//! that record it with their errors (`sensor`), and files with the errors of
//! clocks ([`to_csv`]). [`ImuTruth`] knows nothing of the last two.
//!
//! All motion is in closed form, so that samples are exact at any rate, and
//! angular velocities and lever-arm accelerations belong to the angles. The
//! body is carried by the feet: vertical force is that of the steps, in flight
//! the centre of mass falls freely, and over whole strides the mean specific
//! force in axes of the world is gravity. What is simplified: legs move in
//! their plane and do not know of the height of the pelvis; the ground is level
//! for the sensors whatever the slope. Pitch rates of foot and shank are close
//! to those of two measured runners; accelerations in swing are not: foot and
//! shank reach 7 g on both sides of mid-swing at 4 m/s, where markers gave 5 to
//! 7 g before contact and 3 to 5 g otherwise.

mod body;
mod check;
mod csv;
mod curve;
mod faults;
mod foot;
mod jet;
mod legs;
mod named;
mod pose;
mod profile;
mod pulse;
mod sensor;
mod shock;
mod steps;
mod strike;
#[cfg(test)]
mod tests;
mod truth;
mod variation;
mod vary;

pub use check::SIMULATED;
pub use csv::to_csv;
pub use faults::{AccUnit, FAULTS, Faults, GyroUnit, Mount, Names, Order, Stamps};
pub use named::{NAMED, Named, named};
pub use profile::{Foot, FootMount, Impulse, ImuProfile, Leg, Motion, Tiring, Variability};
pub use pulse::PulseShape;
pub use truth::{Features, ImuTruth, TrueSensor, TrueStep};

use crate::recording::{
    Body, Clock, Companion, Data, ImuRecording, Quantity, Recording, WatchSeries,
};
use crate::watch::simulate_rolling;

/// Largest angle of [`Mount::Tilted`], deg.
const MAX_TILT_DEG: f64 = 20.0;
/// What the watch worn beside contributes to the recording.
const COMPANION: [Quantity; 4] =
    [Quantity::Distance, Quantity::Speed, Quantity::Altitude, Quantity::HeartRate];

/// A simulated run: what the sensors recorded and what was true.
#[derive(Debug, Clone)]
pub struct SimulatedImu {
    /// As an importer would have read it, on an even grid without gaps: the
    /// faults of clocks and files are in [`to_csv`] alone.
    pub recording: Recording,
    /// What the runner really did.
    pub truth: ImuTruth,
    /// What the watch worn beside recorded.
    pub watch: crate::watch::SimulatedRun,
}

/// Simulates one run.
///
/// Deterministic in the profile (its seed is part of it), single-threaded and
/// without input or output. Never fails: a profile from outside should pass
/// [`ImuProfile::check`] first, otherwise the numbers may be meaningless.
pub fn simulate(profile: &ImuProfile) -> SimulatedImu {
    let (watch, seconds) = simulate_rolling(&profile.run);
    let body = body::Body::new(profile, &seconds);
    let mut truth = ImuTruth::new(profile, &body, watch.truth.clone());
    let mut sensors = Vec::with_capacity(profile.placements.len());
    for index in 0..profile.placements.len() {
        let (stream, sensor) = sensor::record(profile, &body, index);
        sensors.push(stream);
        truth.sensors.push(sensor);
    }
    let companion = watch.recording.watch().map(|series| WatchSeries {
        channels: (series.channels.iter())
            .filter(|c| COMPANION.contains(&c.quantity))
            .cloned()
            .collect(),
        ..series.clone()
    });
    let companion = companion.map(|series| Companion {
        series,
        device: watch.recording.device.clone(),
        clock: Clock::Shared(0.0),
    });
    let recording = Recording {
        device: Some("runform simulated sensors".into()),
        body: Body { mass_kg: Some(profile.mass_kg), height_m: Some(profile.height_m) },
        data: Data::Imu(ImuRecording { sensors, companion, ..ImuRecording::default() }),
        ..watch.recording.clone()
    };
    SimulatedImu { recording, truth, watch }
}
