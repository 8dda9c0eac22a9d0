//! Files that are there whole or not at all.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::NamedTempFile;

use super::guard;

/// How the names of unfinished files begin and end.
const PREFIX: &str = ".runform-";
const SUFFIX: &str = ".tmp";
/// An unfinished file this old belongs to nobody who is still writing.
const LEFT_BEHIND: Duration = Duration::from_secs(3600);

/// Whether a file of this name is one that was not finished.
pub fn is_draft(name: &str) -> bool {
    name.starts_with(PREFIX) && name.ends_with(SUFFIX)
}

/// Removes the unfinished files of runs that were interrupted, as far as that goes.
pub(super) fn remove_leftovers(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let ours = is_draft(&name);
        // Of the entry itself: links are not followed.
        let age = entry.metadata().ok().filter(|m| m.is_file()).and_then(|m| m.modified().ok());
        let age = age.and_then(|at| at.elapsed().ok());
        if ours && age.is_some_and(|age| age > LEFT_BEHIND) {
            // Not ours to remove after all: it harms nobody.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// A file being written beside its final place.
pub struct Draft {
    file: NamedTempFile,
    target: PathBuf,
    known: Known,
}

/// A draft's name among those that a signal removes, for as long as it exists.
struct Known(PathBuf);

impl Drop for Known {
    fn drop(&mut self) {
        guard::ended(&self.0);
    }
}

impl Draft {
    /// Begins the file `target`; its folder must exist.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn begin(target: PathBuf) -> io::Result<Self> {
        let folder = target.parent().filter(|p| !p.as_os_str().is_empty());
        let file = guard::begin(|| {
            tempfile::Builder::new()
                .prefix(PREFIX)
                .suffix(SUFFIX)
                .permissions_like_a_new_file()
                .tempfile_in(folder.unwrap_or(Path::new(".")))
        })?;
        let known = Known(file.path().to_path_buf());
        Ok(Draft { file, target, known })
    }

    /// Where it is while it is being written.
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// Where it belongs.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// A second handle to write through.
    ///
    /// # Errors
    /// When the system has no handle left.
    pub fn handle(&self) -> io::Result<std::fs::File> {
        self.file.as_file().try_clone()
    }

    /// Puts the finished file in its place.
    ///
    /// # Errors
    /// When the disk is full, or the place is taken by a folder, a recording that was
    /// read, or a file that is not runform's (see [`guard`]).
    pub fn publish(self) -> io::Result<()> {
        self.file.as_file().sync_all()?;
        guard::check(&self.target, self.file.path())?;
        self.put()
    }

    /// Puts the new version of a file that belongs to the user and was read for this.
    ///
    /// # Errors
    /// When the disk is full or the place is taken by a folder.
    pub fn update(self) -> io::Result<()> {
        self.file.as_file().sync_all()?;
        self.put()
    }

    fn put(self) -> io::Result<()> {
        let Draft { file, target, known: _known } = self;
        match file.persist(&target) {
            Err(_) if target.is_dir() => Err(io::Error::new(
                io::ErrorKind::IsADirectory,
                format!("a folder is in the way of the file {}", target.display()),
            )),
            Err(e) => Err(e.error),
            Ok(_) => Ok(()),
        }
    }

    /// Puts the finished file in its place if nothing is there yet.
    ///
    /// # Errors
    /// `AlreadyExists` when something is, and those of [`Draft::publish`].
    pub fn publish_new(self) -> io::Result<()> {
        self.file.as_file().sync_all()?;
        self.file.persist_noclobber(&self.target).map_err(|e| e.error)?;
        Ok(())
    }
}

trait Permissions {
    fn permissions_like_a_new_file(&mut self) -> &mut Self;
}

impl Permissions for tempfile::Builder<'_, '_> {
    /// Temporary files are private by default; a report is a file like any other.
    fn permissions_like_a_new_file(&mut self) -> &mut Self {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // The umask takes away what the user does not grant.
            self.permissions(std::fs::Permissions::from_mode(0o666));
        }
        self
    }
}

/// Writes a whole file.
///
/// # Errors
/// See [`Draft`].
pub fn whole(target: PathBuf, bytes: &[u8]) -> io::Result<()> {
    let mut draft = Draft::begin(target)?;
    draft.file.write_all(bytes)?;
    draft.publish()
}

/// Writes a whole file that belongs to the program: what it keeps for itself in a
/// folder of results.
///
/// # Errors
/// See [`Draft::update`].
pub fn own(target: PathBuf, bytes: &[u8]) -> io::Result<()> {
    let mut draft = Draft::begin(target)?;
    draft.file.write_all(bytes)?;
    draft.update()
}

/// Hands out file name stems, each only once.
#[derive(Debug, Default)]
pub struct Stems {
    taken: HashSet<String>,
}

impl Stems {
    /// A stem for a recording from `path`: the file's name without its endings,
    /// numbered from 2 when the name is taken already.
    pub fn next(&mut self, path: &str) -> String {
        let stem = stem(path);
        let mut candidate = stem.clone();
        let mut n = 2;
        // Lower case: some file systems hold `Run` and `run` for the same.
        while !self.taken.insert(candidate.to_lowercase()) {
            candidate = format!("{stem}-{n}");
            n += 1;
        }
        candidate
    }
}

/// `a/b.zip!c/Run 1.fit.gz` → `Run_1`.
fn stem(path: &str) -> String {
    let name = path.rsplit(['/', '\\', '!']).next().unwrap_or(path);
    let lower = name.to_lowercase();
    let name = name.get(..lower.strip_suffix(".gz").map_or(name.len(), str::len)).unwrap_or(name);
    let name = match name.rsplit_once('.') {
        Some((before, ending)) if !before.is_empty() && ending.len() <= 4 => before,
        _ => name,
    };
    let safe: String = name
        .chars()
        .take(80)
        .map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' })
        .collect();
    match safe.trim_matches(['.', '-']) {
        "" => "stdin".into(),
        trimmed => trimmed.into(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn stems_are_safe_and_unique() {
        let mut stems = Stems::default();
        for (path, expected) in [
            ("a/run.fit", "run"),
            ("b/run.tcx", "run-2"),
            ("b/Run.fit.gz", "Run-3"),
            ("all.zip!activities/12 Läufe.fit.gz", "12_Läufe"),
            ("2024.05.12", "2024.05"),
            ("-", "stdin"),
            ("..", "stdin-2"),
            ("x/\u{1b}[31m.csv", "__31m"),
        ] {
            assert_eq!(stems.next(path), expected, "{path}");
        }
    }

    #[test]
    fn old_leftovers_of_ours_are_removed_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let long_ago = std::time::SystemTime::now() - 2 * LEFT_BEHIND;
        for (name, old) in [
            (".runform-abc.tmp", true),
            (".runform-new.tmp", false),
            (".runform-abc.json", true),
            ("abc.tmp", true),
        ] {
            let file = std::fs::File::create(dir.path().join(name)).unwrap();
            if old {
                file.set_modified(long_ago).unwrap();
            }
        }
        std::fs::create_dir(dir.path().join(".runform-folder.tmp")).unwrap();
        remove_leftovers(dir.path());
        let mut left: Vec<_> =
            std::fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(
            left,
            [".runform-abc.json", ".runform-folder.tmp", ".runform-new.tmp", "abc.tmp"]
        );
    }

    #[test]
    fn a_draft_appears_only_when_published() {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("x.json");
        let draft = Draft::begin(target.clone()).unwrap();
        draft.handle().unwrap().write_all(b"half").unwrap();
        assert!(!target.exists());
        drop(draft);
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
        whole(target.clone(), b"runform: all").unwrap();
        assert_eq!(std::fs::read(&target).unwrap(), b"runform: all");
        whole(target.clone(), b"runform: again").unwrap();
        assert_eq!(std::fs::read(&target).unwrap(), b"runform: again");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
