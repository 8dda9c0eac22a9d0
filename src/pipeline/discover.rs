//! What the user named → the files to read, in a stable order.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::{Problem, beside};
use crate::files::guard;
use crate::import::ImportError;
use crate::settings::Limits;

/// One thing to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input (`-`).
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Input {
    /// Name for messages and outputs.
    pub fn name(&self) -> String {
        match self {
            Input::Stdin => "-".into(),
            Input::File(path) => path.display().to_string(),
        }
    }

    /// The content, whole; a relative path is relative to `base`.
    pub(super) fn read(&self, base: &Path, limits: &Limits) -> Result<Vec<u8>, Problem> {
        match self {
            Input::Stdin => whole(&mut std::io::stdin().lock(), 0, limits),
            Input::File(path) => {
                let path = base.join(path);
                guard::protect(&path);
                let mut file = std::fs::File::open(path).map_err(|e| Problem::from_io(&e))?;
                let size = file.metadata().map_or(0, |m| m.len());
                whole(&mut file, size, limits)
            }
        }
    }
}

/// All bytes of something that says it has `size` of them; one that has more than may be
/// is refused before it fills the memory.
fn whole(from: &mut dyn Read, size: u64, limits: &Limits) -> Result<Vec<u8>, Problem> {
    let limit = Limits::bytes(limits.file_mb);
    let refuse = |found| {
        let setting = "file_mb";
        Err(ImportError::TooMuch { of: "bytes", found, limit, setting }.into())
    };
    if size > limit {
        return refuse(size);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    from.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|e| Problem::from_io(&e))?;
    match bytes.len() as u64 {
        found if found > limit => refuse(found),
        _ => Ok(bytes),
    }
}

/// A named input, or why it leads nowhere.
pub type Found = Result<Input, (String, Problem)>;

/// Endings of the files a folder is searched for. A file named directly is read
/// whatever its ending: only its bytes decide.
const ENDINGS: [&str; 11] =
    ["fit", "tcx", "gpx", "csv", "tsv", "gz", "zip", "cwa", "gt3x", "mat", "c3d"];

/// Files as named, folders searched through all levels (sorted by name, hidden
/// entries left out). The order of the arguments is kept.
pub fn discover(paths: &[PathBuf]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut visited = HashSet::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.push(Ok(Input::Stdin));
            continue;
        }
        match std::fs::metadata(path) {
            Err(e) => found.push(Err((path.display().to_string(), Problem::from_io(&e)))),
            Ok(meta) if meta.is_dir() => {
                let before = found.len();
                folder(path, &mut visited, &mut found);
                if found.len() == before {
                    found.push(Err((path.display().to_string(), Problem::FolderEmpty)));
                }
            }
            Ok(_) => found.push(Ok(Input::File(path.clone()))),
        }
    }
    beside::only_first(found)
}

fn folder(dir: &Path, visited: &mut HashSet<PathBuf>, found: &mut Vec<Found>) {
    // A link back to a folder above would otherwise never end.
    if !dir.canonicalize().is_ok_and(|real| visited.insert(real)) {
        return;
    }
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(e) => {
            found.push(Err((dir.display().to_string(), Problem::from_io(&e))));
            return;
        }
    };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|p| !p.file_name().is_some_and(|n| n.as_encoded_bytes().starts_with(b".")))
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            if beside::is_routes(&path) {
                continue;
            }
            folder(&path, visited, found);
        } else if !is_special(&path)
            && !is_truth(&path)
            && path.extension().and_then(OsStr::to_str).is_some_and(|e| {
                is_recording_ending(e)
                    || (["txt", "bin"].iter().any(|t| e.eq_ignore_ascii_case(t))
                        && is_sensor_text(&path))
                    || beside::is_health_export(&path)
                    || path.to_str().is_some_and(crate::import::accounts::is_recording)
            })
        {
            found.push(Ok(Input::File(path)));
        }
    }
}

/// Whether a file of this name is taken from a folder as a recording.
#[cfg(feature = "tables")]
pub(crate) fn is_recording(path: &Path) -> bool {
    !is_truth(path) && path.extension().and_then(OsStr::to_str).is_some_and(is_recording_ending)
}

/// Pipes and devices: opening one could wait forever for somebody to write. Named
/// directly they are meant; met in a folder they are not. What cannot be looked at
/// (a link to nothing) stays in, so that reading it says why.
fn is_special(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|meta| !meta.is_file())
}

/// Some loggers write tables under `.txt`, as does everybody else: only those that
/// begin like one of a motion sensor are taken from folders.
fn is_sensor_text(path: &Path) -> bool {
    let mut head = vec![0; crate::import::HEAD_BYTES];
    let mut file = match std::fs::File::open(path) {
        Ok(file) => file.take(head.len() as u64),
        Err(_) => return false,
    };
    let mut n = 0;
    while let Ok(more) = file.read(&mut head[n..]) {
        if more == 0 {
            break;
        }
        n += more;
    }
    crate::import::streams(&head[..n])
}

/// True steps lie beside the recordings they belong to.
fn is_truth(path: &Path) -> bool {
    let name = path.file_name().and_then(OsStr::to_str);
    name.is_some_and(|n| n.ends_with(super::validate::TRUTH_ENDING))
}

fn is_recording_ending(ending: &str) -> bool {
    ENDINGS.iter().any(|e| ending.eq_ignore_ascii_case(e))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_sorted_searched_deep_and_filtered() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        std::fs::create_dir(root.join("b")).unwrap();
        for name in ["z.fit", "a.FIT", "notes.txt", ".hidden.fit", "b/c.gpx", "b/d.csv.gz"] {
            std::fs::write(root.join(name), b"x").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(root, root.join("b/loop")).unwrap();
        let names: Vec<String> = discover(&[root.to_path_buf()])
            .into_iter()
            .map(|f| match f.unwrap() {
                Input::File(p) => p.strip_prefix(root).unwrap().display().to_string(),
                Input::Stdin => "-".into(),
            })
            .collect();
        assert_eq!(names, ["a.FIT", "b/c.gpx", "b/d.csv.gz", "z.fit"]);
    }

    #[cfg(unix)]
    #[test]
    fn only_regular_files_are_taken_from_folders() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        std::fs::write(root.join("run.fit"), b"x").unwrap();
        std::os::unix::fs::symlink(root.join("run.fit"), root.join("link.fit")).unwrap();
        std::os::unix::fs::symlink(root.join("gone"), root.join("nothing.fit")).unwrap();
        let socket = root.join("socket.fit");
        let _open = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        let inputs = |names: &[&str]| -> Vec<Found> {
            names.iter().map(|n| Ok(Input::File(root.join(n)))).collect()
        };
        let found = discover(&[root.to_path_buf()]);
        assert_eq!(found, inputs(&["link.fit", "nothing.fit", "run.fit"]));
        assert_eq!(discover(&[socket]), inputs(&["socket.fit"]), "named, it is meant");
    }

    #[test]
    fn order_of_arguments_is_kept_and_dead_ends_stay_in_it() {
        let dir = tempfile::tempdir().unwrap();
        let found = discover(&[
            PathBuf::from("-"),
            dir.path().join("missing.fit"),
            dir.path().to_path_buf(),
        ]);
        assert_eq!(found[0], Ok(Input::Stdin));
        assert!(matches!(&found[1], Err((_, Problem::FileMissing))));
        assert!(matches!(&found[2], Err((_, Problem::FolderEmpty))));
    }
}
