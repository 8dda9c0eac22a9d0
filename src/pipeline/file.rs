//! One input → its outcomes.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use super::phone::PhoneArchive;
use super::sensors::{Extras, each_run};
use super::stream::Large;
use super::work_log::logged;
use super::{Found, Input, Problem};
use crate::analysis::{Analyzed, Knowledge, Origin, Refusal, analyze};
use crate::hash::sha256_hex;
use crate::import::container::{Content, expand};
use crate::import::{ImportError, ImportOptions, import, stands_alone};
use crate::recording::{Note, Recording};
use crate::settings::Settings;
use crate::words::{english_name, english_of};

/// What to do with each recording.
#[derive(Debug, Clone, Default)]
pub struct Task {
    /// How to read files.
    pub import: ImportOptions,
    /// How to analyse them.
    pub settings: Settings,
    /// What goes with recordings of inertial sensors.
    pub extras: Extras,
    /// The folder that relative paths of inputs are relative to; empty for the current
    /// one. It shows in no result.
    pub base: PathBuf,
}

/// What became of one input, or of one recording in it.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// Analysed.
    Analyzed(Box<Analyzed>),
    /// Left alone for a good reason; not a failure.
    Skipped {
        /// Name of the input.
        name: String,
        /// Why, one sentence.
        reason: String,
    },
    /// No analysis.
    Failed {
        /// Name of the input.
        name: String,
        /// SHA-256 of its bytes, where they could be read.
        sha256: Option<String>,
        /// Why.
        problem: Problem,
    },
}

/// A plain file with its name, hash and bytes, or why there are none.
pub struct Contents {
    /// Path as given, with `!entry` for a file inside an archive.
    pub name: String,
    /// SHA-256 of the bytes (unpacked ones for a file inside an archive).
    pub sha256: Option<String>,
    /// Name within the archive it came out of, if any.
    pub entry: Option<String>,
    /// The bytes, with notes from unpacking them.
    pub content: Result<Content, Problem>,
}

impl Contents {
    /// How to read it: its name may tell where a sensor sat.
    pub(super) fn options(&self, given: &ImportOptions) -> ImportOptions {
        ImportOptions { file_name: Some(self.name.clone()), ..given.clone() }
    }
}

/// Opens one input and hands over every plain file in it, one at a time.
/// `each` returns false to stop. Returns remarks on what was left aside.
pub fn each_file(found: Found, each: &mut dyn FnMut(Contents) -> bool) -> Vec<String> {
    each_file_below(Path::new(""), found, each)
}

/// The same, of a relative path below `base`.
pub(super) fn each_file_below(
    base: &Path,
    found: Found,
    each: &mut dyn FnMut(Contents) -> bool,
) -> Vec<String> {
    let (name, bytes) = match found {
        Ok(input) => (input.name(), input.read(base)),
        Err((name, problem)) => (name, Err(problem)),
    };
    let expanded = bytes.and_then(|bytes| {
        let mut wanted = true;
        guarded(|| {
            Ok(expand(&name, bytes, &mut |entry, content| {
                if wanted {
                    let sha256 = content.as_ref().ok().map(|c| sha256_hex(&c.bytes));
                    let content = content.map_err(Problem::Import);
                    let (name, entry) = (entry.path(), entry.within.map(str::to_owned));
                    wanted = each(Contents { name, sha256, entry, content });
                }
            }))
        })
    });
    match expanded {
        Ok(expanded) => expanded.remarks.iter().map(english_of).collect(),
        Err(problem) => {
            each(Contents { name, sha256: None, entry: None, content: Err(problem) });
            Vec::new()
        }
    }
}

/// Analyses every run in one input.
pub fn analyze_file(found: Found, task: &Task, emit: &mut dyn FnMut(Outcome) -> bool) {
    let name = found.as_ref().map_or_else(|(name, _)| name.clone(), Input::name);
    logged(&name, emit, |emit| analyze_each(found, task, emit));
}

fn analyze_each(found: Found, task: &Task, emit: &mut dyn FnMut(Outcome) -> bool) {
    let input = match &found {
        Ok(input) => input.name(),
        Err((name, _)) => name.clone(),
    };
    if let Ok(Input::File(path)) = &found
        && let Some(large) = Large::open(&task.base.join(path))
    {
        analyze_large(input, large, task).into_iter().all(emit);
        return;
    }
    let mut phone = PhoneArchive::default();
    let remarks = each_file_below(&task.base, found, &mut |mut file| {
        let nothing = Content::plain(Vec::new());
        let outcomes = match std::mem::replace(&mut file.content, Ok(nothing)) {
            Ok(content) => guarded(|| {
                let recordings = recordings(&content, &file.options(&task.import))?;
                drop(content); // the signals are enough to hold
                let Some(recordings) = phone.take(&file, recordings) else { return Ok(Vec::new()) };
                analyze_completed(&file, recordings, task)
            }),
            Err(problem) => Err(problem),
        };
        let outcomes = outcomes.unwrap_or_else(|problem| match problem {
            // The list of activities in a bulk export is no recording, and no failure.
            Problem::Import(ImportError::SummaryOnly { list }) if file.entry.is_some() => {
                let name = file.name.clone();
                vec![Outcome::Skipped {
                    name,
                    reason: format!("{}; no recording in it.", english_name(list)),
                }]
            }
            problem if file.entry.is_some() => {
                phone.failed.push((file.name.clone(), file.sha256.clone(), problem));
                Vec::new()
            }
            problem => vec![failed(&file, problem)],
        });
        outcomes.into_iter().all(&mut *emit)
    });
    if !phone.outcomes(&input, task).into_iter().all(&mut *emit) {
        return;
    }
    for reason in remarks {
        emit(Outcome::Skipped { name: input.clone(), reason });
    }
}

/// Analyses a file that is too large to hold.
fn analyze_large(name: String, large: Large, task: &Task) -> Vec<Outcome> {
    let content = Ok(Content::plain(Vec::new()));
    let mut file = Contents { name, sha256: None, entry: None, content };
    let read = guarded(|| large.read(&file.options(&task.import)));
    let outcomes = read.and_then(|(recordings, sha256)| {
        file.sha256 = Some(sha256);
        guarded(|| analyze_completed(&file, recordings, task))
    });
    outcomes.unwrap_or_else(|problem| vec![failed(&file, problem)])
}

/// Reads every recording in one input, whatever its sport, without analysing it.
pub fn inspect_file<T>(
    found: Found,
    options: &ImportOptions,
    look: impl Fn(&Contents, &[u8], &[Recording]) -> T,
    emit: &mut dyn FnMut(Result<T, (String, Problem)>) -> bool,
) {
    each_file(found, &mut |file| {
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
        emit(seen.map_err(|problem| (file.name.clone(), problem)))
    });
}

/// The recordings in a plain file; what was noticed while unpacking belongs to each.
pub(super) fn recordings(
    content: &Content,
    options: &ImportOptions,
) -> Result<Vec<Recording>, Problem> {
    let listed = content.listed.clone();
    let mut recordings = import(&content.bytes, &ImportOptions { listed, ..options.clone() })?;
    for recording in &mut recordings {
        recording.notes.splice(0..0, content.notes.iter().cloned());
    }
    Ok(recordings)
}

pub(super) fn failed(file: &Contents, problem: Problem) -> Outcome {
    Outcome::Failed { name: file.name.clone(), sha256: file.sha256.clone(), problem }
}

/// Analyses recordings with what the user says goes with them.
pub(super) fn analyze_completed(
    file: &Contents,
    mut recordings: Vec<Recording>,
    task: &Task,
) -> Result<Vec<Outcome>, Problem> {
    for recording in &mut recordings {
        stands_alone(recording)?;
        task.extras.complete(recording);
    }
    analyze_recordings(file, recordings, task)
}

/// Analyses recordings of one origin.
pub(super) fn analyze_recordings(
    file: &Contents,
    recordings: Vec<Recording>,
    task: &Task,
) -> Result<Vec<Outcome>, Problem> {
    let recordings: Vec<Recording> =
        recordings.into_iter().flat_map(|r| each_run(r, &task.settings)).collect();
    let knowledge = Knowledge::builtin().map_err(Problem::Internal)?;
    let results: Vec<_> = recordings
        .iter()
        .enumerate()
        .map(|(index, recording)| {
            let sha256 = file.sha256.clone().unwrap_or_default();
            let origin = Origin { path: file.name.clone(), sha256, index };
            analyze(recording, &origin, &task.settings, knowledge)
        })
        .collect();
    Ok(sort_out(file, results))
}

/// Other sports beside a run are left out with a word; a file without any run fails.
fn sort_out(file: &Contents, results: Vec<Result<Analyzed, Refusal>>) -> Vec<Outcome> {
    let is_other = |r: &Result<_, Refusal>| matches!(r, Err(Refusal::OtherSport { .. }));
    let has_run = results.iter().any(|r| !is_other(r));
    let others: Vec<String> = results
        .iter()
        .filter_map(|r| match r {
            Err(Refusal::OtherSport { sport, .. }) => Some(sport.clone()),
            _ => None,
        })
        .collect();
    let mut outcomes: Vec<Outcome> = Vec::new();
    for result in results {
        match result {
            Ok(mut analyzed) => {
                if !others.is_empty() {
                    analyzed.analysis.recording.notes.push(Note::info(
                        "other_sessions_skipped",
                        format!("The file also holds {}; that was left out.", others.join(", ")),
                    ));
                }
                outcomes.push(Outcome::Analyzed(Box::new(analyzed)));
            }
            Err(Refusal::OtherSport { sport, .. }) if has_run => outcomes.push(Outcome::Skipped {
                name: file.name.clone(),
                reason: format!("the {sport} session in it is not a run and was left out."),
            }),
            // A triathlon without its run would say the same thing three times.
            Err(Refusal::OtherSport { .. }) if !outcomes.is_empty() => {}
            Err(Refusal::OtherSport { .. }) => {
                let sport = others.join(", ");
                outcomes.push(failed(file, Refusal::OtherSport { sport }.into()));
            }
            Err(refusal) => outcomes.push(failed(file, refusal.into())),
        }
    }
    outcomes
}

/// The last line of defence: a defect that shows on one file becomes that
/// file's failure instead of the end of everything.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|cause| {
        let what = cause
            .downcast_ref::<&str>()
            .map(|s| (*s).to_string())
            .or_else(|| cause.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "no details".into());
        Err(Problem::Internal(what))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> Contents {
        let content = Ok(Content::plain(Vec::new()));
        Contents { name: "day.fit".into(), sha256: Some("ab".into()), entry: None, content }
    }

    fn other(sport: &str) -> Result<Analyzed, Refusal> {
        Err(Refusal::OtherSport { sport: sport.into() })
    }

    #[test]
    fn a_file_of_other_sports_fails_once_and_names_them_all() {
        let outcomes = sort_out(&file(), vec![other("swimming"), other("cycling")]);
        let [Outcome::Failed { name, sha256, problem }] = outcomes.as_slice() else {
            unreachable!("{outcomes:?}")
        };
        assert_eq!((name.as_str(), sha256.as_deref()), ("day.fit", Some("ab")));
        assert!(problem.to_string().contains("swimming, cycling"), "{problem}");
        assert_eq!(problem.status(), "refused");
    }

    #[test]
    fn other_sports_beside_a_run_are_skipped_and_the_run_keeps_its_own_answer() {
        let run = Err(Refusal::TooFast { speed_mps: 9.0, speed_kmh: 32.4 });
        let outcomes = sort_out(&file(), vec![other("cycling"), run]);
        assert!(
            matches!(&outcomes[0], Outcome::Skipped { reason, .. } if reason.contains("cycling"))
        );
        assert!(matches!(&outcomes[1], Outcome::Failed { .. }));
        assert_eq!(outcomes.len(), 2);
    }

    #[test]
    fn a_defect_becomes_the_failure_of_one_file() {
        #[allow(clippy::panic)]
        let result: Result<(), Problem> = guarded(|| panic!("index 7"));
        assert_eq!(result, Err(Problem::Internal("index 7".into())));
    }
}
