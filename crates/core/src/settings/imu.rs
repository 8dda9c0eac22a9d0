//! Settings of inertial recordings.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How signals of inertial sensors become steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Imu {
    /// Added to every contact time of a trunk sensor, ms: this runner's own
    /// offset, from a force plate, foot pods or a strap worn at the same time.
    pub contact_offset_ms: f64,
    /// The sides a trunk sensor's steps were given are the wrong way round.
    pub flip_sides: bool,
    /// Sensors recorded in files of their own share one clock: a system kept them in
    /// step within a millisecond. Otherwise times from the steps of one foot to those
    /// of the other are left out: 5 millionths of drift are 18 ms in an hour.
    pub shared_clock: bool,
    /// Less running than this is not analysed, s. Ours: ten steps of a treadmill trial.
    pub min_total_run_s: f64,
    /// Runs of one recording further apart than this are runs of their own, s. Ours.
    pub apart_s: f64,
}

impl Default for Imu {
    fn default() -> Self {
        Imu {
            contact_offset_ms: 0.0,
            flip_sides: false,
            shared_clock: false,
            min_total_run_s: 4.0,
            apart_s: 1800.0,
        }
    }
}
