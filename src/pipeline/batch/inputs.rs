//! What the user named → the files to read, leaving out the output folder.

use std::path::{Path, PathBuf};

use super::BatchError;
use crate::pipeline::{Found, Input, discover};

/// The output folder: what lies in it is no input.
pub(super) struct Outside {
    pub(super) folder: Option<PathBuf>,
}

impl Outside {
    /// The files of one input.
    pub(super) fn files(&self, input: &str) -> Result<Vec<PathBuf>, BatchError> {
        let found = expand(input)?;
        let all = found.len();
        let files: Vec<PathBuf> =
            found.into_iter().filter(|f| !self.holds(f)).map(path_of).collect();
        match &self.folder {
            Some(folder) if files.is_empty() && all > 0 => Err(BatchError::Usage(format!(
                "{input} lies inside the output folder ({}), which is never searched for recordings; give the results another folder, for instance {}.",
                folder.display(),
                folder.join("results").display()
            ))),
            _ => Ok(files),
        }
    }

    fn holds(&self, found: &Found) -> bool {
        match (found, &self.folder) {
            (Ok(Input::File(path)), Some(folder)) => {
                path.canonicalize().is_ok_and(|real| real.starts_with(folder))
            }
            _ => false,
        }
    }
}

/// What is said of a file whose name cannot be written into tables and plans.
pub(super) const UNNAMEABLE: &str = "its name holds bytes that are no UTF-8 text; rename it";

/// Whether a path is no text, or was none before it was made one.
pub(super) fn unnameable(path: &Path) -> bool {
    let lossy = |text: &str| text.contains(char::REPLACEMENT_CHARACTER) && !path.exists();
    path.to_str().is_none_or(lossy)
}

/// The path by which a file is known however it is named.
pub(super) fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

/// Files, folders and patterns → files.
fn expand(input: &str) -> Result<Vec<Found>, BatchError> {
    let path = PathBuf::from(input);
    let is_pattern = input.contains(['*', '?', '[']);
    if !is_pattern || path.exists() {
        return Ok(discover(&[path]));
    }
    let bad = |what: String| BatchError::Usage(format!("the pattern {input:?} {what}"));
    let matches = glob::glob(input).map_err(|e| bad(format!("cannot be understood: {e}")))?;
    let paths: Vec<PathBuf> = matches.filter_map(Result::ok).filter(|p| p.is_file()).collect();
    if paths.is_empty() {
        return Err(bad("matches no file; ** stands for any number of folders".into()));
    }
    Ok(discover(&paths))
}

/// A dead end keeps its name: reading it again will say why.
fn path_of(found: Found) -> PathBuf {
    match found {
        Ok(Input::File(path)) => path,
        Ok(Input::Stdin) => "-".into(),
        Err((name, _)) => name.into(),
    }
}
