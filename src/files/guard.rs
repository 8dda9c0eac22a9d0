//! What may be replaced: never a file that was read, never one that is not ours.
//!
//! The process remembers the files it reads as inputs; a result that would take
//! the place of one is refused. A file that is there already is replaced only if it
//! is a result of the same kind, unless the user says `--force`.

use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

/// Bytes looked at from either end of a file.
const LOOK: u64 = 16 * 1024;

/// What the system tells files apart by: links to one file are one.
#[cfg(unix)]
type Identity = (u64, u64);
#[cfg(not(unix))]
type Identity = PathBuf;

static READ: LazyLock<Mutex<HashMap<Identity, PathBuf>>> = LazyLock::new(Mutex::default);
static DRAFTS: LazyLock<Mutex<BTreeSet<PathBuf>>> = LazyLock::new(Mutex::default);
static FORCE: AtomicBool = AtomicBool::new(false);

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A set is whole whatever became of the thread that held it.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|m| (m.dev(), m.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<Identity> {
    path.canonicalize().ok()
}

/// Remembers a file that is read: no result takes its place.
pub fn protect(path: &Path) {
    if let Some(id) = identity(path) {
        held(&READ).insert(id, path.to_path_buf());
    }
}

/// Lets results replace files that are not runform's (`--force`); inputs stay safe.
pub fn allow_replacing() {
    FORCE.store(true, Ordering::Relaxed);
}

/// Whether a finished file may take the place `target`.
///
/// # Errors
/// `AlreadyExists`, with what is in the way.
pub(super) fn check(target: &Path, finished: &Path) -> io::Result<()> {
    let Some(id) = identity(target) else { return Ok(()) };
    // The number of a file that is gone may be given to another.
    let read = held(&READ).get(&id).is_some_and(|path| identity(path).as_ref() == Some(&id));
    if read {
        return Err(refuse(target, "is a file that was read; choose another name"));
    }
    let replaceable = FORCE.load(Ordering::Relaxed) || !target.is_file() || {
        let (old, new) = (Looks::at(target)?, Looks::at(finished)?);
        old.is_a_former(&new)
    };
    if replaceable {
        return Ok(());
    }
    Err(refuse(
        target,
        "is there already and runform did not write it; choose another name, or give --force to replace it",
    ))
}

fn refuse(target: &Path, why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::AlreadyExists, format!("{} {why}", target.display()))
}

/// Beginning and end of a file.
struct Looks {
    head: Vec<u8>,
    tail: Vec<u8>,
}

/// Kinds of results, by how they begin.
#[derive(PartialEq)]
enum Kind {
    Markup,
    Json,
    Calendar,
    Parquet,
    Fit,
    Pdf,
    Png,
    Text,
}

impl Looks {
    fn at(path: &Path) -> io::Result<Looks> {
        let mut file = File::open(path)?;
        let size = file.metadata()?.len();
        let mut head = Vec::new();
        file.by_ref().take(LOOK).read_to_end(&mut head)?;
        let mut tail = Vec::new();
        file.seek(SeekFrom::Start(size.saturating_sub(LOOK)))?;
        file.take(LOOK).read_to_end(&mut tail)?;
        Ok(Looks { head, tail })
    }

    fn kind(&self) -> Kind {
        match self.head.trim_ascii_start() {
            [b'<', ..] => Kind::Markup,
            [b'{' | b'[', ..] => Kind::Json,
            head if head.starts_with(b"BEGIN:VCALENDAR") => Kind::Calendar,
            head if head.starts_with(b"PAR1") => Kind::Parquet,
            [b'%', b'P', b'D', b'F', ..] => Kind::Pdf,
            [0x89, b'P', b'N', b'G', ..] => Kind::Png,
            _ if self.head.get(8..12) == Some(b".FIT") => Kind::Fit,
            _ => Kind::Text,
        }
    }

    /// The first line up to its first digit: columns of a table, title of a plan.
    fn title(&self) -> &[u8] {
        let end = |b: &u8| *b == b'\n' || b.is_ascii_digit();
        self.head.split(end).next().unwrap_or_default().trim_ascii_end()
    }

    /// Carries the program's name, as its pages, documents, calendars and simulated
    /// recordings do.
    fn is_marked(&self) -> bool {
        let named = |bytes: &[u8]| bytes.windows(7).any(|w| w.eq_ignore_ascii_case(b"runform"));
        named(&self.head) || named(&self.tail)
    }

    /// Whether this is an earlier result of the same kind.
    fn is_a_former(&self, new: &Looks) -> bool {
        if self.head.is_empty() {
            return true;
        }
        self.kind() == new.kind()
            && match self.kind() {
                // Tables carry no name; their folder is one of results.
                Kind::Parquet => true,
                // A table is known by its columns, a plan by its title.
                Kind::Text => self.title() == new.title() || self.is_marked(),
                _ => self.is_marked(),
            }
    }
}

/// Makes a draft and remembers it, in one step: none is begun while the others are
/// being removed.
pub(super) fn begin(
    make: impl FnOnce() -> io::Result<tempfile::NamedTempFile>,
) -> io::Result<tempfile::NamedTempFile> {
    let mut drafts = held(&DRAFTS);
    let file = make()?;
    drafts.insert(file.path().to_path_buf());
    Ok(file)
}

/// A draft that is in its place or gone.
pub(super) fn ended(draft: &Path) {
    held(&DRAFTS).remove(draft);
}

/// Removes all drafts of this process, which is about to end: no other is begun.
pub fn abandon_drafts() {
    let drafts = held(&DRAFTS);
    for draft in drafts.iter() {
        // Already in its place or gone: nothing to do.
        let _ = std::fs::remove_file(draft);
    }
    // Whoever wants to begin one waits for the end of the process.
    std::mem::forget(drafts);
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::write::whole;
    use super::*;

    #[test]
    fn results_replace_results_of_their_kind_only() {
        let dir = tempfile::tempdir().unwrap();
        let page = b"<!doctype html><meta name=\"generator\" content=\"runform\">".as_slice();
        for (old, new, replaced) in [
            (b"".as_slice(), page, true),
            (page, page, true),
            (b"<html>mine</html>", page, false),
            (b"my notes", page, false),
            (b"path,format\r\n1,2\n", b"path,format\n3,4\n", true),
            (b"date,km\n1,2\n", b"path,format\n3,4\n", false),
            (b"{\"schema\": \"runform/analysis/2\"}", b"{\"schema\": \"runform/plan/1\"}", true),
            (b"{\"mine\": 1}", b"{\"schema\": \"runform/plan/1\"}", false),
            (b"\x0e\x10\x00\x00\x00\x00\x00\x00.FIT", page, false),
        ] {
            let target = dir.path().join("x");
            std::fs::write(&target, old).unwrap();
            let result = whole(target.clone(), new);
            assert_eq!(result.is_ok(), replaced, "{old:?} {new:?} {result:?}");
            assert_eq!(std::fs::read(&target).unwrap(), if replaced { new } else { old });
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_was_read_is_safe_under_every_name() {
        let dir = tempfile::tempdir().unwrap();
        let (input, link) = (dir.path().join("in.csv"), dir.path().join("link.csv"));
        std::fs::write(&input, b"path,format\n").unwrap();
        std::fs::hard_link(&input, &link).unwrap();
        protect(&input);
        assert!(whole(link, b"path,format\n").is_err());
        assert!(whole(dir.path().join("./in.csv"), b"path,format\n").is_err());
        assert!(whole(dir.path().join("other.csv"), b"path,format\n").is_ok());
    }
}
