//! One input → its outcomes.

use std::path::Path;

use super::stream::Large;
use super::work_log::logged;
use super::{Found, Input, beside};
#[cfg(feature = "tables")]
use crate::import::Advice;
use crate::import::container::Aside;
use crate::import::{ImportError, ImportOptions, stands_alone};
use crate::recording::Recording;
#[cfg(feature = "tables")]
use crate::recording::{Fault, Place};
use crate::runs::{
    self, Contents, Outcome, Problem, Skip, Task, analyze_input, analyze_read, complete, guarded,
    recordings,
};
use crate::settings::Limits;

/// Name and bytes of an input, of a relative path below `base`.
pub(super) fn opened(
    base: &Path,
    found: Found,
    limits: &Limits,
) -> (String, Result<Vec<u8>, Problem>) {
    if let Ok(Input::File(path)) = &found
        && let Some(bytes) = beside::together(&base.join(path))
    {
        return (path.display().to_string(), bytes);
    }
    match found {
        Ok(input) => (input.name(), input.read(base, limits).and_then(as_text)),
        Err((name, problem)) => (name, Err(problem)),
    }
}

/// A table that is packed as Parquet as the text that it stands for; all else as it is.
fn as_text(bytes: Vec<u8>) -> Result<Vec<u8>, Problem> {
    #[cfg(feature = "tables")]
    if bytes.starts_with(b"PAR1") {
        return guarded(|| {
            crate::files::tables::text_of_parquet(bytes).map_err(|e| {
                let fault = Fault::RowUnreadable { detail: e.to_string() };
                let (format, place, advice) = ("Parquet", Place::AtContents, Advice::ExportAgain);
                Problem::Import(ImportError::DamagedFile { format, place, fault, advice })
            })
        });
    }
    Ok(bytes)
}

/// Opens one input and hands over every plain file in it, one at a time.
/// `each` returns false to stop. Returns what was left aside.
pub fn each_file(
    found: Found,
    limits: &Limits,
    each: &mut dyn FnMut(Contents) -> bool,
) -> Vec<Aside> {
    let (name, bytes) = opened(Path::new(""), found, limits);
    runs::each_file(&name, bytes, limits, each)
}

/// Analyses every run in one input.
pub fn analyze_file(found: Found, task: &Task, emit: &mut dyn FnMut(Outcome) -> bool) {
    let name = found.as_ref().map_or_else(|(name, _)| name.clone(), Input::name);
    logged(&name, emit, |emit| {
        if let Ok(Input::File(path)) = &found
            && let Some(large) = Large::open(&task.base.join(path))
        {
            analyze_large(&name, large, task).into_iter().all(emit);
            return;
        }
        let listed = with_lists(&task.import, &task.base, &found)
            .map(|import| Task { import, ..task.clone() });
        let beside = is_beside(&task.base, &found);
        let (name, bytes) = opened(&task.base, found, &task.settings.limits);
        analyze_input(&name, bytes, listed.as_ref().unwrap_or(task), &mut |outcome| {
            emit(if beside { aside(outcome) } else { outcome })
        });
    });
}

fn is_beside(base: &Path, found: &Found) -> bool {
    matches!(found, Ok(Input::File(path)) if beside::is_beside_activities(&base.join(path)))
}

/// What is no recording beside those of an unpacked archive is no failure.
fn aside(outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Failed { name, problem: Problem::Import(error), .. } => {
            let why = match error {
                ImportError::SummaryOnly { list } => Skip::OnlyAList { list },
                _ => Skip::BesideActivities,
            };
            Outcome::Skipped { name, why }
        }
        outcome => outcome,
    }
}

/// The options for an input beside which lists of activities lie.
fn with_lists(options: &ImportOptions, base: &Path, found: &Found) -> Option<ImportOptions> {
    let Ok(Input::File(path)) = found else { return None };
    let lists = beside::lists(&base.join(path))?;
    Some(ImportOptions { lists: Some(lists), ..options.clone() })
}

/// Analyses a file that is too large to hold.
fn analyze_large(name: &str, large: Large, task: &Task) -> Vec<Outcome> {
    let options = ImportOptions { file_name: Some(name.to_owned()), ..task.reading() };
    let mut sha256 = None;
    let read = guarded(|| large.read(&options)).and_then(|(recordings, hash)| {
        sha256 = Some(hash);
        guarded(|| complete(name, sha256.clone(), recordings, task))
    });
    match read {
        Ok(read) => analyze_read(read, task),
        Err(problem) => vec![Outcome::Failed { name: name.to_owned(), sha256, problem }],
    }
}

/// Reads every recording in one input, whatever its sport, without analysing it.
pub fn inspect_file<T>(
    found: Found,
    options: &ImportOptions,
    look: impl Fn(&Contents, &[u8], &[Recording]) -> T,
    emit: &mut dyn FnMut(Result<T, (String, Problem)>) -> bool,
) {
    let listed = with_lists(options, Path::new(""), &found);
    let options = listed.as_ref().unwrap_or(options);
    let beside = is_beside(Path::new(""), &found);
    each_file(found, &options.limits, &mut |file| {
        let seen = match &file.content {
            Ok(content) => guarded(|| {
                let found = recordings(content, &file.options(options))?;
                // The tables of an archive are parts of one recording.
                if file.entry.is_none() {
                    found.iter().try_for_each(stands_alone)?;
                }
                Ok(look(&file, &content.bytes, &found))
            }),
            Err(problem) => Err(problem.clone()),
        };
        if beside && matches!(seen, Err(Problem::Import(_))) {
            return true;
        }
        emit(seen.map_err(|problem| (file.name.clone(), problem)))
    });
}
