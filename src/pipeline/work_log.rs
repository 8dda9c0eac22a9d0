//! What the program is doing, for whoever looks into it: events of the `tracing`
//! crate, shown by the command line with `--log-level`. No part of the results.

use std::time::Instant;

use tracing::{info, warn};

use super::Outcome;
use crate::recording::Severity;
use crate::report::text::clean;
use crate::words;

/// Does the work on one input and tells of its beginning, of everything that came of
/// it, and of its end. Names and reasons come from files and are cleaned.
pub(super) fn logged(
    name: &str,
    emit: &mut dyn FnMut(Outcome) -> bool,
    work: impl FnOnce(&mut dyn FnMut(Outcome) -> bool),
) {
    let begin = Instant::now();
    let input = clean(name);
    info!(input, "reading");
    work(&mut |outcome| {
        tell(&outcome);
        emit(outcome)
    });
    let ms = begin.elapsed().as_millis();
    info!(input, ms, "done");
}

fn tell(outcome: &Outcome) {
    match outcome {
        Outcome::Analyzed(analyzed) => {
            let analysis = &analyzed.analysis;
            let recording = clean(&analysis.recording.path);
            for note in analysis.recording.notes.iter().filter(|n| n.severity != Severity::Info) {
                warn!(recording, code = %note.code(), "{}", clean(&words::english(note)));
            }
            let (index, findings) = (analysis.recording.index, analysis.findings.len());
            info!(recording, index, findings, "analysed");
        }
        Outcome::Skipped { name, why } => {
            info!(recording = clean(name), "skipped: {}", clean(&words::english_of(why)));
        }
        Outcome::Failed { name, problem, .. } => {
            let status = problem.status().id();
            warn!(recording = clean(name), status, "{}", clean(&words::english_of(problem)));
        }
    }
}
