//! The content of one input → the runs in it, and what became of each: unpacked, the
//! parts of one recording joined, what goes with it added, long recordings split, then
//! analysed. No file system, threads or terminal: the command line, a module of another
//! language and a web page call the same.

mod extras;
mod outcome;
mod phone;
mod problem;
mod status;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

pub use extras::Extras;
pub use outcome::{Outcome, analyze_input, analyze_piece, analyze_read};
pub use problem::{Beside, Problem, system_words};
pub use status::{RunStatus, Skip, Without};

use crate::analysis::history::PastRun;
use crate::hash::sha256_hex;
use crate::import::container::{Aside, Content, expand_within};
use crate::import::{ImportError, ImportOptions, SensorProblem, import, stands_alone};
use crate::knowledge::Knowledge;
use crate::recording::{Placement, Recording};
use crate::settings::{Limits, Settings};
use phone::PhoneArchive;

/// What to do with each recording.
#[derive(Debug, Clone, Default)]
pub struct Task {
    /// How to read files.
    pub import: ImportOptions,
    /// How to analyse them.
    pub settings: Settings,
    /// What is known beyond them; that of the program if none is given.
    pub knowledge: Option<Knowledge>,
    /// What goes with recordings of inertial sensors.
    pub extras: Extras,
    /// Earlier runs of the same runner, which every run is held beside.
    pub history: Vec<PastRun>,
    /// The folder that relative paths of inputs are relative to; empty for the current
    /// one. It shows in no result.
    pub base: PathBuf,
}

impl Task {
    /// How to read files, within the limits of the settings.
    pub(crate) fn reading(&self) -> ImportOptions {
        ImportOptions { limits: self.settings.limits, ..self.import.clone() }
    }

    /// What is known beyond the recordings.
    ///
    /// # Errors
    /// What is broken in that of the program; the tests make sure that nothing is.
    pub fn knowledge(&self) -> Result<Knowledge, Problem> {
        match &self.knowledge {
            Some(own) => Ok(own.clone()),
            None => Knowledge::builtin().map_err(Problem::Knowledge),
        }
    }
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
    pub(crate) fn options(&self, given: &ImportOptions) -> ImportOptions {
        ImportOptions { file_name: Some(self.name.clone()), ..given.clone() }
    }
}

/// The recordings of one file, whole and ready to be analysed.
#[derive(Debug, Clone)]
pub struct Read {
    /// Path as given, with `!entry` for a file inside an archive.
    pub name: String,
    /// SHA-256 of the bytes; of several files that of their hashes.
    pub sha256: Option<String>,
    /// The recordings, one for each run of a long one.
    pub recordings: Vec<Recording>,
}

/// What reading makes of one input, piece by piece.
#[derive(Debug, Clone)]
pub enum Piece {
    /// The recordings of a file.
    Read(Read),
    /// Left aside for a good reason; not a failure.
    Skipped {
        /// Name of the file.
        name: String,
        /// Why.
        why: Skip,
    },
    /// Nothing could be read.
    Failed {
        /// Name of the file.
        name: String,
        /// SHA-256 of its bytes, where they could be read.
        sha256: Option<String>,
        /// Why.
        problem: Problem,
    },
}

/// Hands over every plain file in one input, one at a time. `each` returns false to
/// stop. Returns what was left aside.
pub fn each_file(
    name: &str,
    bytes: Result<Vec<u8>, Problem>,
    limits: &Limits,
    each: &mut dyn FnMut(Contents) -> bool,
) -> Vec<Aside> {
    let expanded = bytes.and_then(|bytes| {
        let mut wanted = true;
        guarded(|| {
            Ok(expand_within(name, bytes, limits, &mut |entry, content| {
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
        Ok(expanded) => expanded.remarks,
        Err(problem) => {
            let name = name.to_owned();
            each(Contents { name, sha256: None, entry: None, content: Err(problem) });
            Vec::new()
        }
    }
}

/// Reads one input: every file in it, whatever its sport.
pub fn read_input(
    name: &str,
    bytes: Result<Vec<u8>, Problem>,
    task: &Task,
    each: &mut dyn FnMut(Piece) -> bool,
) {
    let mut phone = PhoneArchive::default();
    let given = task.reading();
    let asides = each_file(name, bytes, &given.limits, &mut |mut file| {
        let nothing = Content::plain(Vec::new());
        let read = match std::mem::replace(&mut file.content, Ok(nothing)) {
            Ok(content) => guarded(|| {
                let recordings = recordings(&content, &file.options(&given))?;
                drop(content); // the signals are enough to hold
                match phone.take(&file, recordings) {
                    Some(recordings) => {
                        complete(&file.name, file.sha256.clone(), recordings, task).map(Some)
                    }
                    None => Ok(None),
                }
            }),
            Err(problem) => Err(problem),
        };
        match read {
            Ok(Some(read)) => each(Piece::Read(read)),
            Ok(None) => true,
            // The list of activities in a bulk export is no recording, and no failure.
            Err(Problem::Import(ImportError::SummaryOnly { list })) if file.entry.is_some() => {
                each(Piece::Skipped { name: file.name, why: Skip::OnlyAList { list } })
            }
            Err(problem) if file.entry.is_some() => {
                phone.failed.push((file.name, file.sha256, problem));
                true
            }
            Err(problem) => each(Piece::Failed { name: file.name, sha256: file.sha256, problem }),
        }
    });
    if !phone.pieces(name, task).into_iter().all(&mut *each) {
        return;
    }
    for aside in asides {
        each(Piece::Skipped { name: name.to_owned(), why: Skip::Aside(aside) });
    }
}

/// Recordings with what the user says goes with them, cut where they hold several runs.
///
/// # Errors
/// [`Problem`] when a recording makes sense as a part of another only.
pub fn complete(
    name: &str,
    sha256: Option<String>,
    mut recordings: Vec<Recording>,
    task: &Task,
) -> Result<Read, Problem> {
    recordings.iter().try_for_each(stands_alone)?;
    recordings.iter_mut().for_each(|r| task.extras.complete(r));
    Ok(cut(name, sha256, recordings, task))
}

fn cut(name: &str, sha256: Option<String>, recordings: Vec<Recording>, task: &Task) -> Read {
    let runs = recordings.into_iter().flat_map(|r| extras::each_run(r, &task.settings));
    Read { name: name.to_owned(), sha256, recordings: runs.collect() }
}

/// One of several files of one run: where its sensor sat, its name, its bytes.
pub type Placed = (Placement, String, Result<Vec<u8>, Problem>);

/// Several files of one run, one per sensor or more, as one recording called `name`.
/// Its hash is that of the files' hashes in the order given.
pub fn read_joined(name: &str, files: impl Iterator<Item = Placed>, task: &Task) -> Piece {
    let mut hashes = String::new();
    let joined = join(files, task, &mut hashes);
    let sha256 = Some(sha256_hex(hashes.as_bytes()));
    let read = joined.and_then(|mut recording| {
        task.extras.complete(&mut recording);
        guarded(|| Ok(cut(name, sha256.clone(), vec![recording], task))).map_err(|p| (None, p))
    });
    match read {
        Ok(read) => Piece::Read(read),
        Err((file, problem)) => {
            Piece::Failed { name: file.unwrap_or_else(|| name.to_owned()), sha256, problem }
        }
    }
}

/// The recording, or the file that cannot be used (where it is one) and why.
fn join(
    files: impl Iterator<Item = Placed>,
    task: &Task,
    hashes: &mut String,
) -> Result<Recording, (Option<String>, Problem)> {
    let mut parts = Vec::new();
    for (placement, name, bytes) in files {
        let own = ImportOptions { placement: Some(placement), ..task.reading() };
        each_recording(&name, bytes, &own, &mut |hash, recording| {
            hashes.push_str(hash.unwrap_or_default());
            parts.push((Some(placement), recording));
        })
        .map_err(|problem| (Some(name.clone()), problem))?;
    }
    crate::import::join(parts).map_err(|e| (None, Problem::Import(e)))
}

/// Every recording in one input, with the hash of its file, until one cannot be read.
///
/// # Errors
/// [`Problem`] of the file that cannot be read.
pub fn each_recording(
    name: &str,
    bytes: Result<Vec<u8>, Problem>,
    options: &ImportOptions,
    take: &mut dyn FnMut(Option<&str>, Recording),
) -> Result<(), Problem> {
    let mut outcome = Ok(());
    each_file(name, bytes, &options.limits, &mut |file: Contents| {
        let hash = file.sha256.as_deref();
        let read = match &file.content {
            Ok(content) => guarded(|| Ok(import(&content.bytes, &file.options(options))?)),
            Err(problem) => Err(problem.clone()),
        };
        match read {
            Ok(recordings) => recordings.into_iter().for_each(|r| take(hash, r)),
            Err(problem) => outcome = Err(problem),
        }
        outcome.is_ok()
    });
    outcome
}

/// The run in a watch's file.
///
/// # Errors
/// [`Problem`] when the file cannot be read or holds no watch series.
pub fn watch_of(name: &str, bytes: Result<Vec<u8>, Problem>) -> Result<Recording, Problem> {
    let mut found = None;
    each_recording(name, bytes, &ImportOptions::default(), &mut |_, recording| {
        if recording.watch().is_some() && found.is_none() {
            found = Some(recording);
        }
    })?;
    found.ok_or(Problem::Import(ImportError::Sensor(SensorProblem::WatchWithoutSeries)))
}

/// The recordings in a plain file; what was noticed while unpacking belongs to each.
///
/// # Errors
/// [`Problem`] when it cannot be read.
pub fn recordings(content: &Content, options: &ImportOptions) -> Result<Vec<Recording>, Problem> {
    // What lies in the archive knows it better than what lies beside the archive.
    let beside = || options.lists.as_ref()?.of_file(options.file_name.as_deref()?);
    let listed = content.listed.clone().or_else(beside);
    let lists = content.lists.clone().or_else(|| options.lists.clone());
    let options = ImportOptions { listed, lists, ..options.clone() };
    let mut recordings = import(&content.bytes, &options)?;
    for recording in &mut recordings {
        recording.notes.splice(0..0, content.notes.iter().cloned());
    }
    Ok(recordings)
}

/// The last line of defence: a defect that shows on one file becomes that
/// file's failure instead of the end of everything.
///
/// # Errors
/// Those of `work`, and [`Problem::ProgramError`] in place of a panic.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|cause| {
        let said = cause
            .downcast_ref::<&str>()
            .map(|s| (*s).to_string())
            .or_else(|| cause.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "no details".into());
        Err(Problem::ProgramError { said })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::panic)]
    fn a_panic_becomes_the_failure_of_its_file() {
        let result: Result<(), Problem> = guarded(|| panic!("index 7"));
        assert_eq!(result, Err(Problem::ProgramError { said: "index 7".into() }));
    }
}
