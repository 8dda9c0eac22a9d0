//! All sensors of a recording → tracks of steps, the one to trust first.

use super::Gait;
use crate::recording::{ImuRecording, Note, Severity, Span};
use crate::settings;

/// The runs of a recording, each reaching to its neighbours no nearer than
/// `apart_s`.
pub fn runs(_imu: &ImuRecording, _settings: &settings::Imu) -> Vec<Span> {
    Vec::new()
}

/// Finds the running and its steps in every sensor.
pub fn measure(_imu: &ImuRecording, _settings: &settings::Imu, notes: &mut Vec<Note>) -> Gait {
    notes.push(Note::new("no_running", Severity::Error, "no placement is measured yet"));
    Gait::default()
}
