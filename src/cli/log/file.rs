//! The log on disk: read whole, added to without ever being half written.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::super::Trouble;
use crate::files::write::Draft;
use crate::strength::log::{Entry, Log, LogError};
use crate::strength::{Catalogue, Coaching};
use crate::words::{Tongue, Words};

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

/// Adds entries as one line, or leaves the log as it was.
pub(super) fn append(
    path: &Path,
    entries: &[Entry],
    catalogue: &Catalogue,
    coaching: &Coaching,
) -> Result<(), Trouble> {
    change(path, true, &|bytes| {
        Log::with(bytes, entries, catalogue, coaching).map_err(|e| refused(path, &e))
    })
}

/// Adds entries line by line, or leaves the log as it was.
pub(super) fn append_each(
    path: &Path,
    entries: &[Entry],
    catalogue: &Catalogue,
    coaching: &Coaching,
) -> Result<(), Trouble> {
    change(path, true, &|bytes| {
        entries.iter().try_fold(bytes.to_vec(), |bytes, entry| {
            Log::appended(&bytes, entry, catalogue, coaching).map_err(|e| refused(path, &e))
        })
    })
}

/// Takes the last line off and returns it.
pub(super) fn undo(path: &Path) -> Result<String, Trouble> {
    let last = std::cell::RefCell::new(String::new());
    change(path, false, &|bytes| {
        let (rest, line) = Log::without_last(bytes).ok_or_else(|| {
            Trouble::Failed(format!("{} holds no line to take back.", path.display()))
        })?;
        *last.borrow_mut() = line;
        Ok(rest)
    })?;
    Ok(last.into_inner())
}

/// The bytes of a log, to those it is to have.
type Edit<'a> = &'a dyn Fn(&[u8]) -> Result<Vec<u8>, Trouble>;

/// Changes a log, or leaves it as it was. Two processes that change it at once
/// wait for each other.
fn change(path: &Path, begin: bool, change: Edit) -> Result<(), Trouble> {
    // A link stays a link: its target is what gets replaced.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    for _ in 0..TRIES {
        let (bytes, lock) = match locked(&target) {
            Ok(Some((bytes, lock))) => (bytes, Some(lock)),
            Ok(None) => continue,
            Err(e) if begin && e.kind() == io::ErrorKind::NotFound => (Vec::new(), None),
            Err(e) => return Err(cannot_read(path, &e)),
        };
        let written = replace(&target, &change(&bytes)?, lock.as_ref());
        match written {
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            other => {
                return other
                    .map_err(|error| Trouble::Output { place: path.display().to_string(), error });
            }
        }
    }
    Err(Trouble::Failed(format!(
        "{} keeps being changed by another program; nothing was changed. Try again.",
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

/// Lines with a problem that are listed.
const SHOWN: usize = 10;

/// Nothing was written: say what is wrong and where.
fn refused(path: &Path, error: &LogError) -> Trouble {
    let words = Words::new(Tongue::default());
    let file = path.display().to_string();
    match error {
        LogError::LogEntry { problem } => Trouble::Usage(words.say(problem)),
        LogError::LogLacksColumn { .. } => Trouble::Failed(format!("{file}: {}", words.say(error))),
        LogError::LogLines { problems } => {
            let count = problems.len() as f64;
            let args = [("file", file.into()), ("count", count.into())];
            let mut lines = vec![words.text("log-refused", &args)];
            lines.extend(problems.iter().take(SHOWN).map(|p| {
                let args = [("line", (p.line as f64).into()), ("what", words.say(&p.what).into())];
                words.text("log-line", &args)
            }));
            if problems.len() > SHOWN {
                let more = (problems.len() - SHOWN) as f64;
                lines.push(words.text("log-more-lines", &[("more", more.into())]));
            }
            Trouble::Failed(lines.join("\n"))
        }
    }
}
