//! Recordings → what a history keeps of their runs.

use super::file::opened;
use super::{Found, Task};
use crate::analysis::history::{PastRun, past_run};
use crate::analysis::{Origin, Refusal, analyze, effects};
use crate::recording::Recording;
use crate::runs::{Piece, Problem, Read, guarded, read_input};

/// A run to keep, or the name of an input and why there is none.
pub type Kept = Result<PastRun, (String, Problem)>;

/// What is to be kept of every run in one input. Nothing of it rests on other runs.
pub fn to_keep(found: Found, task: &Task, emit: &mut dyn FnMut(Kept) -> bool) {
    let (name, bytes) = opened(&task.base, found, &task.settings.limits);
    read_input(&name, bytes, task, &mut |piece| match piece {
        Piece::Read(read) => of_file(&read, task).into_iter().all(&mut *emit),
        // Lists and the like hold no run.
        Piece::Skipped { .. } => true,
        Piece::Failed { name, problem, .. } => emit(Err((name, problem))),
    });
}

fn of_file(read: &Read, task: &Task) -> Vec<Kept> {
    let settings = &task.settings;
    let kept = guarded(|| {
        let knowledge = task.knowledge()?;
        let one = |(index, recording): (usize, &Recording)| {
            let (path, sha256) = (read.name.clone(), read.sha256.clone().unwrap_or_default());
            let origin = Origin { path, sha256, index };
            let analyzed = analyze(recording, &origin, settings, knowledge.view())?;
            let learnt = effects(recording, &origin, settings)?;
            Ok(past_run(&analyzed.analysis, learnt, &settings.trend))
        };
        Ok(read.recordings.iter().enumerate().map(one).collect::<Vec<Result<PastRun, Refusal>>>())
    });
    let about = |problem: Problem| (read.name.clone(), problem);
    match kept {
        Ok(runs) => {
            let other = |r: &Result<_, Refusal>| matches!(r, Err(Refusal::OtherSport { .. }));
            let has_run = runs.iter().any(|r| !other(r));
            // Other sports beside a run are no news.
            let runs = runs.into_iter().filter(|r| !(has_run && other(r)));
            runs.map(|r| r.map_err(|e| about(e.into()))).collect()
        }
        Err(problem) => vec![Err(about(problem))],
    }
}
