//! What the user named → the files to read, leaving out the output folder.

use std::path::{Path, PathBuf};

use super::{BatchError, Place};
use crate::files::store::{Object, Store, is_address};
use crate::pipeline::{Found, Input, discover, is_recording};

/// A file that was named, or met.
pub(super) struct Named {
    pub(super) path: PathBuf,
    pub(super) bytes: Option<u64>,
    /// Of an object.
    pub(super) version: Option<String>,
}

/// The output folder: what lies in it is no input.
pub(super) struct Outside {
    folder: Option<PathBuf>,
    address: Option<String>,
}

impl Outside {
    pub(super) fn of(place: Option<&Place>) -> Outside {
        let remote = place.is_some_and(Place::is_remote);
        Outside {
            folder: place.filter(|_| !remote).and_then(|p| p.folder().canonicalize().ok()),
            address: place.filter(|_| remote).map(|p| p.name() + "/"),
        }
    }

    /// The files of one input.
    pub(super) fn files(&self, input: &str) -> Result<Vec<Named>, BatchError> {
        if is_address(input) {
            return self.objects(input);
        }
        let found = expand(input)?;
        let all = found.len();
        let files: Vec<Named> =
            found.into_iter().filter(|f| !self.holds(f)).map(path_of).map(named).collect();
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

    /// An object, all below an address, or those that a pattern fits; sorted.
    fn objects(&self, input: &str) -> Result<Vec<Named>, BatchError> {
        let usage = |what: String| BatchError::Usage(format!("{input} {what}"));
        let pattern = input.contains(['*', '?', '[']).then(|| glob::Pattern::new(input));
        let pattern =
            pattern.transpose().map_err(|e| usage(format!("cannot be understood: {e}")))?;
        // Up to the last slash before the pattern.
        let plain = input.find(['*', '?', '[']).and_then(|at| input.get(..at));
        let below = plain.and_then(|p| p.rfind('/')).and_then(|at| input.get(..at));
        let store = Store::open(below.unwrap_or(input))
            .map_err(|e| usage(format!("cannot be used: {e}.")))?;
        let wanted = |address: &str| match &pattern {
            Some(pattern) => pattern.matches(address),
            None => address == store.address() || is_recording(Path::new(address)),
        };
        let mut found = Vec::new();
        let listed = store.list(&mut |object| {
            let inside = self.address.as_ref().is_some_and(|own| object.address.starts_with(own));
            if !inside && wanted(&object.address) {
                let Object { address, bytes, version } = object;
                found.push(Named { path: address.into(), bytes: Some(bytes), version });
            }
        });
        listed.map_err(BatchError::read(Path::new(input)))?;
        found.sort_by(|a, b| a.path.cmp(&b.path));
        match found.is_empty() {
            true => Err(usage("holds no recordings.".into())),
            false => Ok(found),
        }
    }
}

fn named(path: PathBuf) -> Named {
    let meta = std::fs::metadata(&path).ok().filter(std::fs::Metadata::is_file);
    Named { bytes: meta.map(|m| m.len()), path, version: None }
}

/// What is said of a file whose name cannot be written into tables and plans.
pub(super) const UNNAMEABLE: &str = "its name holds bytes that are no UTF-8 text; rename it";

/// Whether a path is no text, or was none before it was made one.
pub(super) fn unnameable(path: &Path) -> bool {
    let lossy = |text: &str| text.contains(char::REPLACEMENT_CHARACTER) && !path.exists();
    !super::staged::is_object(path) && path.to_str().is_none_or(lossy)
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
