//! The files that belong to one recording of inertial sensors.

use std::path::{Path, PathBuf};

use super::discover::Input;
use super::work_log::logged;
use crate::files::guard;
use crate::import::ImportOptions;
use crate::recording::{MarkedStep, Placement, Recording};
use crate::runs::{Outcome, Problem, Task, analyze_piece, each_recording, read_joined, watch_of};
use crate::settings::Limits;

/// Name and bytes of a file; a relative path is relative to `base`.
fn opened(base: &Path, path: &Path, limits: &Limits) -> (String, Result<Vec<u8>, Problem>) {
    super::file::opened(base, Ok(Input::File(path.to_path_buf())), limits)
}

/// The run in a watch's file.
///
/// # Errors
/// [`Problem`] when the file cannot be read or holds no watch series.
pub fn read_watch(path: &Path) -> Result<Recording, Problem> {
    let (name, bytes) = opened(Path::new(""), path, &Limits::default());
    watch_of(&name, bytes)
}

/// Analyses several files of one run, one per sensor or more, as one recording.
/// Its hash is that of the files' hashes in the order given.
pub fn analyze_joined(
    files: &[(Placement, PathBuf)],
    task: &Task,
    emit: &mut dyn FnMut(Outcome) -> bool,
) {
    let name: Vec<String> = files.iter().map(|(p, f)| format!("{p}={}", f.display())).collect();
    let name = name.join(" + ");
    logged(&name, emit, |emit| {
        let files = files.iter().map(|(placement, path)| {
            let (name, bytes) = opened(&task.base, path, &task.settings.limits);
            (*placement, name, bytes)
        });
        analyze_piece(read_joined(&name, files, task), task).into_iter().all(emit);
    });
}

/// Steps as the user marked them: a CSV with `initial_contact_s`, `toe_off_s`
/// and `side`.
///
/// # Errors
/// [`Problem`] when the file cannot be read as such.
pub fn read_events(path: &Path) -> Result<Vec<MarkedStep>, Problem> {
    guard::protect(path);
    let bytes = std::fs::read(path).map_err(|e| Problem::from_io(&e))?;
    Ok(crate::import::read_events(&bytes)?)
}

/// The first recording in one file.
///
/// # Errors
/// [`Problem`] when there is none.
pub(super) fn read_one(path: &Path, options: &ImportOptions) -> Result<Recording, Problem> {
    let mut first = None;
    let (name, bytes) = opened(Path::new(""), path, &options.limits);
    each_recording(&name, bytes, options, &mut |_, recording| {
        first.get_or_insert(recording);
    })?;
    first.ok_or_else(|| Problem::ProgramError { said: "the file holds no recording".into() })
}
