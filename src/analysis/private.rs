//! An analysis that tells neither when nor with which device a run was recorded.

use super::Analyzed;

/// Takes times, device, title, the path and the hash of the file out of an analysis;
/// `number` counts the recordings of a command, so that they can be told apart.
pub fn make_private(analyzed: &mut Analyzed, number: usize) {
    let recording = &mut analyzed.analysis.recording;
    recording.path = format!("recording {number}");
    recording.sha256 = String::new();
    recording.index = 0;
    recording.device = None;
    recording.title = None;
    recording.start_time = None;
    // Days of other runs.
    analyzed.analysis.history = None;
}
