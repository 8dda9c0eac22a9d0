//! Signals that a program holds already, without a file.

use super::builder::{SensorBuilder, SensorSpec, recording};
use crate::recording::{Placement, Recording};
use crate::{ImportError, ImportOptions};
use runform_core::hash::sha256_hex;

/// The signals of one sensor at even times.
#[derive(Debug, Clone)]
pub struct Signals {
    /// Name of the sensor; may be empty.
    pub name: String,
    /// Where it sat.
    pub placement: Placement,
    /// Accelerations along three axes, in one of the units of [`crate::AccUnit`]: the one
    /// of the options, or told from the values.
    pub acc: Vec<[f64; 3]>,
    /// Angular velocities about the same axes at the same times, in one of the units of
    /// [`crate::GyroUnit`].
    pub gyro: Option<Vec<[f64; 3]>>,
    /// Samples per second.
    pub rate_hz: f64,
}

/// The recording of sensors that began together, and the SHA-256 of their values, rates
/// and placements.
pub(crate) fn read(
    sensors: Vec<Signals>,
    options: &ImportOptions,
) -> Result<(Recording, String), ImportError> {
    let mut notes = Vec::new();
    let mut built = Vec::new();
    let mut hashed = Vec::new();
    for signals in sensors {
        hashed.extend(signals.placement.id().bytes());
        hashed.extend(signals.rate_hz.to_le_bytes());
        let mut spec = SensorSpec::new(signals.name, signals.placement);
        spec.rate_hz = Some(signals.rate_hz);
        spec.has_gyro = signals.gyro.is_some();
        let mut builder = SensorBuilder::new(spec);
        let turns = signals.gyro.unwrap_or_default();
        for (i, acc) in signals.acc.into_iter().enumerate() {
            let gyro = turns.get(i).copied().unwrap_or([f64::NAN; 3]);
            hashed.extend(acc.iter().chain(&gyro).flat_map(|v| v.to_le_bytes()));
            builder.push(f64::NAN, acc, gyro);
        }
        let own = ImportOptions {
            rate_hz: Some(signals.rate_hz),
            placement: None,
            file_name: None,
            ..options.clone()
        };
        built.push(builder.finish(&own, &mut notes)?);
    }
    let recording = recording("arrays", built, None, None, Vec::new(), notes);
    Ok((recording, sha256_hex(&hashed)))
}
