//! One entry of a plan → the runs in it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::BatchError;
use super::plan::{Entry, Plan};
use super::spec::placement;
use crate::import::ImportOptions;
use crate::pipeline::sensors::{Extras, analyze_joined, read_events, read_watch};
use crate::pipeline::{Input, Outcome, Problem, Task, analyze_file, discover};
use crate::study::listed_before;

/// Every run of an entry.
pub(super) fn each_run(
    plan: &Plan,
    entry: &Entry,
    dies: bool,
    emit: &mut dyn FnMut(Outcome) -> bool,
) {
    let name = entry.name();
    if let Some(first) = &entry.same_as {
        let reason = listed_before(first);
        emit(Outcome::Skipped { name, reason });
        return;
    }
    if let Some(reason) = &entry.unusable {
        let problem = Problem::Unreadable(reason.clone());
        emit(Outcome::Failed { name, sha256: None, problem });
        return;
    }
    if dies {
        emit(Outcome::Failed { name, sha256: None, problem: Problem::Crashed });
        return;
    }
    #[cfg(debug_assertions)]
    abort_if_told(&name);
    let task = match task(plan, entry) {
        Ok(task) => task,
        Err(problem) => {
            emit(Outcome::Failed { name, sha256: None, problem });
            return;
        }
    };
    match entry.files.as_slice() {
        [file] => {
            let at = plan.locate(&file.path);
            let named = |path: &Path| match path.strip_prefix(&plan.base) {
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

/// What a batch has in place of options that only the command for single files has.
const INSTEAD: [(&str, &str); 7] = [
    ("--imu", "the columns recording and placement of the manifest"),
    ("--watch", "the column watch of the manifest"),
    ("--speed", "the column speed_mps of the manifest"),
    ("--events", "the column events of the manifest"),
    ("--rate", "rate_hz under [reading] in a pipeline file"),
    ("-unit", "acc_unit and gyro_unit under [reading] in a pipeline file"),
    ("--map", "map under [reading] in a pipeline file"),
];

/// A reason whose advice names options, with what to do in a batch.
pub(super) fn in_a_batch(reason: &str) -> String {
    let named = INSTEAD.iter().filter(|(option, _)| reason.contains(option));
    let instead: Vec<&str> = named.map(|(_, instead)| *instead).collect();
    if instead.is_empty() {
        return reason.into();
    }
    format!("{reason} In a batch {} say it.", instead.join(" or "))
}

/// How to read and analyse an entry.
fn task(plan: &Plan, entry: &Entry) -> Result<Task, Problem> {
    let spec = &plan.pipeline;
    let known = &entry.known;
    let said = |error: BatchError| Problem::Unreadable(error.to_string());
    let mut import: ImportOptions = spec.reading.options().map_err(said)?;
    if let [file] = entry.files.as_slice()
        && let Some(word) = &file.placement
    {
        import.placement = placement(word);
    }
    let mut settings = spec.settings.clone();
    settings.runner.mass_kg = known.mass_kg.or(settings.runner.mass_kg);
    settings.runner.height_m = known.height_m.or(settings.runner.height_m);
    let beside = |what: &str, path: &Path, problem: Problem| {
        Problem::Unreadable(format!("its {what} {}: {problem}", path.display()))
    };
    let watch = match &known.watch {
        Some(p) => {
            Some(Arc::new(read_watch(&plan.locate(p)).map_err(|e| beside("watch file", p, e))?))
        }
        None => None,
    };
    let events = match &known.events {
        Some(p) => {
            Some(Arc::new(read_events(&plan.locate(p)).map_err(|e| beside("marked steps", p, e))?))
        }
        None => None,
    };
    let (speed_mps, grade_pct) = (known.speed_mps, known.grade_pct);
    let extras = Extras { watch, speed_mps, grade_pct, events, ..Extras::default() };
    Ok(Task { import, settings, extras, base: plan.base.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_names_what_a_batch_has() {
        assert_eq!(in_a_batch("this is cycling."), "this is cycling.");
        let said = in_a_batch("two sensors: say where they sat with --imu left_foot=a.csv.");
        assert!(
            said.ends_with(
                "In a batch the columns recording and placement of the manifest say it."
            )
        );
    }
}
