//! Shared by the tests.

use std::path::PathBuf;

/// The folder of real recordings (`RUNFORM_TEST_DATA`), or `None`, said plainly.
///
/// The recordings are other people's and not part of the project; tests that
/// use them are skipped where the folder is absent.
pub fn real_data(what: &str) -> Option<PathBuf> {
    let dir = std::env::var_os("RUNFORM_TEST_DATA").map(PathBuf::from).filter(|d| d.is_dir());
    if dir.is_none() {
        eprintln!(
            "SKIPPED {what}: set RUNFORM_TEST_DATA to the folder of real recordings to run it"
        );
    }
    dir
}

/// Files below `dir` (one level), sorted by name.
pub fn files_in(dir: &std::path::Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.is_file())
        .collect();
    files.sort();
    files
}
