//! The log on disk: read whole, added to without ever being half written.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::super::Trouble;
use crate::files::write::Draft;
use crate::strength::log::{Entry, Log, LogError};
use crate::strength::{Catalogue, Coaching};

/// How often to begin again when another process changes the log meanwhile.
const TRIES: usize = 50;

/// Reads and checks a log.
pub(in crate::cli) fn read(
    path: &Path,
    catalogue: &Catalogue,
    coaching: &Coaching,
) -> Result<Log, Trouble> {
    let bytes = std::fs::read(path).map_err(|e| cannot_read(path, &e))?;
    Log::read(&bytes, catalogue, coaching).map_err(|e| refused(path, &e))
}

/// Adds an entry, or leaves the log as it was. Two processes that add at once
/// wait for each other.
pub(super) fn append(
    path: &Path,
    entry: &Entry,
    catalogue: &Catalogue,
    coaching: &Coaching,
) -> Result<(), Trouble> {
    // A link stays a link: its target is what gets replaced.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    for _ in 0..TRIES {
        let (bytes, lock) = match locked(&target) {
            Ok(Some((bytes, lock))) => (bytes, Some(lock)),
            Ok(None) => continue,
            Err(e) if e.kind() == io::ErrorKind::NotFound => (Vec::new(), None),
            Err(e) => return Err(cannot_read(path, &e)),
        };
        let with_entry =
            Log::appended(&bytes, entry, catalogue, coaching).map_err(|e| refused(path, &e))?;
        let written = replace(&target, &with_entry, lock.as_ref());
        match written {
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            other => {
                return other
                    .map_err(|error| Trouble::Output { place: path.display().to_string(), error });
            }
        }
    }
    Err(Trouble::Failed(format!(
        "{} keeps being changed by another program; nothing was added. Try again.",
        path.display()
    )))
}

/// The content and the lock on it; `None` when it changed while waiting.
fn locked(path: &Path) -> io::Result<Option<(Vec<u8>, File)>> {
    let mut file = OpenOptions::new().read(true).open(path)?;
    match file.lock() {
        Err(e) if e.kind() != io::ErrorKind::Unsupported => return Err(e),
        _ => {}
    }
    let mut held = Vec::new();
    file.read_to_end(&mut held)?;
    // A log replaced meanwhile is another file under the same name.
    let now = std::fs::read(path)?;
    Ok((now == held).then_some((held, file)))
}

fn replace(target: &Path, bytes: &[u8], existing: Option<&File>) -> io::Result<()> {
    let draft = Draft::begin(PathBuf::from(target))?;
    let mut handle = draft.handle()?;
    handle.write_all(bytes)?;
    match existing {
        Some(file) => {
            handle.set_permissions(file.metadata()?.permissions())?;
            draft.update()
        }
        None => draft.publish_new(),
    }
}

fn cannot_read(path: &Path, error: &io::Error) -> Trouble {
    let path = path.display();
    Trouble::Failed(match error.kind() {
        io::ErrorKind::NotFound => format!(
            "there is no log {path}. Begin one with: runform log add --log {path} plank --sets 2 --hold-s 30"
        ),
        io::ErrorKind::PermissionDenied => format!("{path} may not be read: permission denied."),
        _ => format!("{path} cannot be read: {error}."),
    })
}

/// Nothing was written: say what is wrong and where.
fn refused(path: &Path, error: &LogError) -> Trouble {
    match error {
        LogError::Entry(problem) => Trouble::Usage(problem.clone()),
        LogError::NoColumn { .. } => Trouble::Failed(format!("{}: {error}.", path.display())),
        LogError::Lines(problems) => Trouble::Failed(format!(
            "{} has {} that cannot be used; correct {} and try again. Nothing was changed.\n{error}",
            path.display(),
            if problems.len() == 1 { "a line".into() } else { format!("{} lines", problems.len()) },
            if problems.len() == 1 { "it" } else { "them" },
        )),
    }
}
