//! One entry of a plan → the runs in it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::BatchError;
use super::plan::{Entry, Plan};
use super::spec::placement;
use super::staged::Staged;
use crate::import::ImportOptions;
use crate::knowledge::Knowledge;
use crate::pipeline::{Input, analyze_file, analyze_joined, discover, read_events, read_watch};
use crate::runs::{Beside, Extras, Outcome, Problem, Skip, Task};

/// Every run of an entry.
pub(super) fn each_run(
    plan: &Plan,
    staged: &Staged,
    entry: &Entry,
    knowledge: Option<&Knowledge>,
    dies: bool,
    emit: &mut dyn FnMut(Outcome) -> bool,
) {
    let name = entry.name();
    if let Some(first) = &entry.same_as {
        let why = Skip::ListedBefore { name: first.clone() };
        emit(Outcome::Skipped { name, why });
        return;
    }
    if let Some(reason) = &entry.unusable {
        let problem = Problem::ListedUnusable { why: reason.clone() };
        emit(Outcome::Failed { name, sha256: None, problem });
        return;
    }
    if dies {
        emit(Outcome::Failed { name, sha256: None, problem: Problem::ProgramEnded });
        return;
    }
    #[cfg(debug_assertions)]
    abort_if_told(&name);
    let task = match task(plan, staged, entry, knowledge) {
        Ok(task) => task,
        Err(problem) => {
            emit(Outcome::Failed { name, sha256: None, problem });
            return;
        }
    };
    match entry.files.as_slice() {
        [file] => {
            let at = staged.locate(plan, &file.path);
            let named = |path: &Path| match path.strip_prefix(&task.base) {
                // Exactly as it was given.
                _ if path == at => file.path.clone(),
                Ok(below) if file.path.is_relative() => below.to_path_buf(),
                _ => path.to_path_buf(),
            };
            for found in discover(std::slice::from_ref(&at)) {
                let found = match found {
                    Ok(Input::File(path)) => Ok(Input::File(named(&path))),
                    Err((path, why)) => Err((named(path.as_ref()).display().to_string(), why)),
                    other => other,
                };
                analyze_file(found, &task, emit);
            }
        }
        files => {
            let placed: Option<Vec<(_, PathBuf)>> = (files.iter())
                .map(|f| Some((placement(f.placement.as_deref()?)?, f.path.clone())))
                .collect();
            analyze_joined(&placed.unwrap_or_default(), &task, emit);
        }
    }
}

/// Dies like a program that meets a defect, so that tests can see what comes of it;
/// not in release builds.
#[cfg(debug_assertions)]
fn abort_if_told(name: &str) {
    if std::env::var("RUNFORM_TEST_ABORT").is_ok_and(|word| name.contains(&word)) {
        std::process::abort();
    }
}

/// How to read and analyse an entry.
fn task(
    plan: &Plan,
    staged: &Staged,
    entry: &Entry,
    knowledge: Option<&Knowledge>,
) -> Result<Task, Problem> {
    let spec = &plan.pipeline;
    let known = &entry.known;
    let said = |error: BatchError| Problem::ListedUnusable { why: error.to_string() };
    let mut import: ImportOptions = spec.reading.options().map_err(said)?;
    if let [file] = entry.files.as_slice()
        && let Some(word) = &file.placement
    {
        import.placement = placement(word);
    }
    let mut settings = spec.settings.clone();
    settings.runner.mass_kg = known.mass_kg.or(settings.runner.mass_kg);
    settings.runner.height_m = known.height_m.or(settings.runner.height_m);
    let beside = |what: Beside, path: &Path, problem: Problem| {
        let problem = Box::new(problem);
        Problem::BesideUnusable { what, file: path.display().to_string(), problem }
    };
    let watch = match &known.watch {
        Some(p) => Some(Arc::new(
            read_watch(&staged.locate(plan, p)).map_err(|e| beside(Beside::Watch, p, e))?,
        )),
        None => None,
    };
    let events = match &known.events {
        Some(p) => Some(Arc::new(
            read_events(&staged.locate(plan, p)).map_err(|e| beside(Beside::Events, p, e))?,
        )),
        None => None,
    };
    let (speed_mps, grade_pct) = (known.speed_mps, known.grade_pct);
    let watch_offset_s = known.watch_offset_s;
    let extras = Extras { watch, watch_offset_s, speed_mps, grade_pct, events };
    let knowledge = knowledge.cloned();
    let first = entry.files.first().map(|f| f.path.as_path());
    let base = staged.base(plan, first.unwrap_or(Path::new(""))).to_path_buf();
    Ok(Task { import, settings, extras, knowledge, base, ..Task::default() })
}
