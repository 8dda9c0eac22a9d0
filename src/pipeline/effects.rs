//! Other runs of the same runner → how their form follows speed and slope.

use super::{Found, Task, each_file, run};
use crate::analysis::{self, Origin, Refusal};
use crate::runs::{guarded, recordings};
use crate::settings::RunEffects;
use crate::words::english_of;

/// A run's effects, or the name of an input and why it says nothing.
type Learnt = Result<RunEffects, (String, String)>;

/// What every run in `inputs` says; runs given twice count once. Beside it the
/// inputs that were left out, with the reason in words.
///
/// # Errors
/// Only a failure to start threads.
#[allow(clippy::type_complexity)]
pub fn effects_from(
    inputs: Vec<Found>,
    threads: Option<usize>,
    task: &Task,
) -> std::io::Result<(Vec<RunEffects>, Vec<(String, String)>)> {
    let work = |found, emit: &mut dyn FnMut(Learnt) -> bool| {
        each_file(found, &task.settings.limits, &mut |file| {
            let learnt = match &file.content {
                Ok(content) => guarded(|| {
                    let sha256 = file.sha256.clone().unwrap_or_default();
                    let recordings = recordings(content, &task.reading())?;
                    Ok(recordings
                        .iter()
                        .enumerate()
                        .filter_map(|(index, recording)| {
                            let path = file.name.clone();
                            let origin = Origin { path, sha256: sha256.clone(), index };
                            match analysis::effects(recording, &origin, &task.settings) {
                                Err(Refusal::OtherSport { .. }) => None,
                                other => {
                                    Some(other.map_err(|e| (file.name.clone(), english_of(&e))))
                                }
                            }
                        })
                        .collect())
                }),
                Err(problem) => Err(problem.clone()),
            };
            let learnt: Vec<Learnt> = learnt
                .unwrap_or_else(|problem| vec![Err((file.name.clone(), english_of(&problem)))]);
            learnt.into_iter().all(&mut *emit)
        });
    };
    let (mut runs, mut problems): (Vec<RunEffects>, _) = (Vec::new(), Vec::new());
    run(inputs, threads, &work, &mut |learnt| {
        match learnt {
            Ok(run) => {
                if !runs.iter().any(|r| (&r.sha256, r.index) == (&run.sha256, run.index)) {
                    runs.push(run);
                }
            }
            Err(problem) => problems.push(problem),
        }
        Ok(())
    })?;
    Ok((runs, problems))
}
