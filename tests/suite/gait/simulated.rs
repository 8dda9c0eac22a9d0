//! The whole chain from signals to steps on simulated runners, whose steps are
//! known exactly.
//!
//! This shows that the measuring does what it is meant to, not that it is right
//! about people: the simulator was made by the same hands. Force plates have
//! tests of their own beside this one.

mod bodies;
mod files;
mod findings;
mod landings;
mod score;
mod sensors;
mod table;

use runform::recording::Placement;
use runform::simulate::imu::ImuProfile;
use runform::simulate::watch::Pacing;

use Placement::*;

/// Steady running at even speed for so long, s, with these sensors.
fn steady(seconds: f64, placements: &[Placement], rate_hz: f64) -> ImuProfile {
    let mut p = ImuProfile { placements: placements.to_vec(), rate_hz, ..ImuProfile::default() };
    p.run.duration_s = seconds;
    p.run.runner.balance_left_pct = 50.0;
    p.run.pacing = Pacing { warm_up_s: 0.0, ..Pacing::default() };
    p
}

/// Left and right sensor of feet and of shanks.
const LEGS: [[Placement; 2]; 2] = [[LeftFoot, RightFoot], [LeftShank, RightShank]];
