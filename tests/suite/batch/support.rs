//! What tests of batches do again and again; those of objects are another binary.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use assert_cmd::cargo::cargo_bin;

/// Runs `runform batch` in a folder.
pub fn batch(dir: &Path, args: &[&str]) -> Output {
    command(dir, args).output().unwrap()
}

pub fn command(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(cargo_bin!("runform"));
    command.current_dir(dir).arg("batch").args(args);
    command
}

pub fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

pub fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// A folder with `n` simulated runs in `runs/`, a copy of the first, a file that is no
/// recording, and one recording of a sensor.
pub fn study(n: usize) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let simulate = |args: &[&str]| {
        let output = Command::new(cargo_bin!("runform"))
            .current_dir(dir.path())
            .arg("simulate")
            .args(args)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", told(&output));
    };
    let runs = n.to_string();
    let watch = ["watch", "--vary", "--duration", "32min", "--format", "fit", "--out", "runs"];
    simulate(&[&watch[..], &["--runs", &runs, "--name", "w"]].concat());
    simulate(&[
        "imu",
        "--placement",
        "left_foot",
        "--minutes",
        "3",
        "--out",
        "runs",
        "--name",
        "s",
    ]);
    let first = dir.path().join("runs/w_0001.fit");
    std::fs::copy(first, dir.path().join("runs/z_copy.fit")).unwrap();
    std::fs::write(dir.path().join("runs/broken.fit"), b".FIT but no more").unwrap();
    dir
}

/// Every file of results with its bytes; what says when and where it was made is
/// left out.
pub fn results(out: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![out.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() {
                folders.push(path);
            } else if !matches!(name, "run.json" | ".runform-lock" | "attempt")
                && !name.starts_with("plan")
                && !name.ends_with(".tmp")
            {
                let bytes = std::fs::read(&path).unwrap();
                found.insert(path.strip_prefix(out).unwrap().to_path_buf(), bytes);
            }
        }
    }
    found
}

/// Asserts equal results, naming the file that differs.
pub fn same(a: &Path, b: &Path) {
    let (a, b) = (results(a), results(b));
    let names = |r: &BTreeMap<PathBuf, Vec<u8>>| r.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&a), names(&b));
    for (name, bytes) in &a {
        assert!(bytes == &b[name], "{} differs", name.display());
    }
    assert!(a.contains_key(Path::new("_SUCCESS.json")));
}
