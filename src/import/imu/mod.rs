//! Recordings of inertial sensors: rows of accelerations and angular
//! velocities → streams on even grids, with their time base and units settled.

pub(crate) mod builder;
mod clock;
mod grid;
pub(crate) mod placement;
mod quality;
mod quiet;
mod timeline;
pub(crate) mod units;
mod vendor;

use super::{Confidence, Format, ImportError, ImportOptions};
use crate::recording::Recording;

/// The format.
pub(crate) struct Imu;

impl Format for Imu {
    fn sniff(&self, head: &[u8]) -> Confidence {
        vendor::sniff(head)
    }

    fn read(&self, bytes: &[u8], options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
        vendor::read(bytes, options)
    }
}
