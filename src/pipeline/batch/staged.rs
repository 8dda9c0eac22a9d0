//! Recordings that are objects, brought to where they can be read.

use std::path::{Path, PathBuf};

use super::BatchError;
use super::plan::{Entry, Plan};
use crate::files::store::{Store, is_address};
use crate::pipeline::system_words;

/// Whether a path of a plan is the address of an object.
pub(super) fn is_object(path: &Path) -> bool {
    path.to_str().is_some_and(is_address)
}

/// A folder in which objects lie under their addresses, for as long as it is needed.
/// Results name the addresses.
#[derive(Debug, Default)]
pub(super) struct Staged {
    folder: Option<tempfile::TempDir>,
}

impl Staged {
    /// Fetches what entries read. An object that is not there is left out: its row
    /// will say so.
    ///
    /// # Errors
    /// When one is not what the plan says, or the store stops sending.
    pub(super) fn of<'a>(
        entries: impl IntoIterator<Item = &'a Entry>,
    ) -> Result<Staged, BatchError> {
        let mut staged = Staged::default();
        for entry in entries {
            if entry.same_as.is_some() || entry.unusable.is_some() {
                continue;
            }
            for file in &entry.files {
                staged.fetch(&file.path, file.bytes, file.version.as_deref())?;
            }
            for path in [&entry.known.watch, &entry.known.events].into_iter().flatten() {
                staged.fetch(path, None, None)?;
            }
        }
        Ok(staged)
    }

    fn fetch(
        &mut self,
        path: &Path,
        bytes: Option<u64>,
        version: Option<&str>,
    ) -> Result<(), BatchError> {
        let Some(address) = path.to_str().filter(|t| is_address(t)) else { return Ok(()) };
        let folder = match self.folder.take() {
            Some(folder) => folder,
            None => tempfile::Builder::new()
                .prefix("runform-inputs-")
                .tempdir()
                .map_err(BatchError::write(&std::env::temp_dir()))?,
        };
        let to = self.folder.insert(folder).path().join(path);
        if to.exists() {
            return Ok(());
        }
        let made = to.parent().map_or(Ok(()), std::fs::create_dir_all);
        made.map_err(BatchError::write(&to))?;
        let fetched = Store::open(address).and_then(|s| s.fetch("", &to, bytes, version));
        let Err(error) = fetched else { return Ok(()) };
        let _ = std::fs::remove_file(&to);
        match error.kind() {
            std::io::ErrorKind::NotFound => Ok(()),
            std::io::ErrorKind::InvalidData => Err(BatchError::Unfit(format!(
                "{address} is not what it was when the plan was made; plan again, with runform batch plan."
            ))),
            _ => Err(BatchError::Later(format!(
                "{address} did not come whole: {}.",
                system_words(&error)
            ))),
        }
    }

    /// The folder that a path is relative to.
    pub(super) fn base<'a>(&'a self, plan: &'a Plan, path: &Path) -> &'a Path {
        match &self.folder {
            Some(folder) if is_object(path) => folder.path(),
            _ => &plan.base,
        }
    }

    /// Where a file of the plan is.
    pub(super) fn locate(&self, plan: &Plan, path: &Path) -> PathBuf {
        // Standard input is no file.
        if path.as_os_str() == "-" { path.to_path_buf() } else { self.base(plan, path).join(path) }
    }
}
