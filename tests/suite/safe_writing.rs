//! No result takes the place of a recording, or of a file that is not runform's.

use std::path::Path;

use assert_cmd::cargo::cargo_bin_cmd;

const SAMPLE: &str = "data/samples/tired_long_run.fit";

/// Runs `runform` in `dir`; the exit code and standard error.
fn run(dir: &Path, args: &[&str]) -> (i32, String) {
    let output = cargo_bin_cmd!("runform").current_dir(dir).args(args).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for name in ["a.fit", "b.fit"] {
        std::fs::copy(SAMPLE, dir.path().join(name)).unwrap();
    }
    dir
}

const WEEK: [&str; 4] =
    ["--week-days", "easy,hard,easy,rest,easy,long,rest", "--start", "2026-12-01"];

#[test]
fn an_input_is_never_replaced() {
    let dir = folder();
    let sample = std::fs::read(SAMPLE).unwrap();
    let plan = [&["plan", "a.fit", "--out", "a.fit"], WEEK.as_slice()].concat();
    let forced = [plan.as_slice(), &["--force"]].concat();
    let commands: [&[&str]; 4] = [
        &plan,
        &forced,
        &["trend", "a.fit", "b.fit", "--html", "b.fit"],
        &["analyze", "a.fit", "--html", "a.fit"],
    ];
    for command in commands {
        let (code, told) = run(dir.path(), command);
        assert_eq!(code, 1, "{command:?}: {told}");
        for name in ["a.fit", "b.fit"] {
            assert_eq!(std::fs::read(dir.path().join(name)).unwrap(), sample, "{command:?}");
        }
    }
    // An input whose name is that of a result.
    std::fs::write(dir.path().join("summary.csv"), "seconds,cadence\n0,170\n1,171\n").unwrap();
    let before = std::fs::read(dir.path().join("summary.csv")).unwrap();
    let (code, told) = run(dir.path(), &["analyze", "summary.csv", "--out", "."]);
    assert_eq!(code, 1);
    assert!(told.contains("summary.csv is a file that was read"), "{told}");
    assert_eq!(std::fs::read(dir.path().join("summary.csv")).unwrap(), before);
}

#[test]
fn only_results_are_replaced_without_force() {
    let dir = folder();
    let page = dir.path().join("page.html");
    std::fs::write(&page, "<p>mine</p>").unwrap();
    let command = ["analyze", "a.fit", "--html", "page.html"];
    let (code, told) = run(dir.path(), &command);
    assert_eq!(code, 1);
    assert!(told.contains("--force"), "{told}");
    assert_eq!(std::fs::read_to_string(&page).unwrap(), "<p>mine</p>");
    assert_eq!(run(dir.path(), &[command.as_slice(), &["--force"]].concat()).0, 0);
    assert!(std::fs::read_to_string(&page).unwrap().contains("runform"));
    // Its own pages, documents, plans, calendars and simulated runs are replaced freely.
    let own: [&[&str]; 4] = [
        &command,
        &["analyze", "a.fit", "--out", "report"],
        &[&["plan", "a.fit", "--out", "plan.md", "--format", "markdown"], WEEK.as_slice()].concat(),
        &["simulate", "watch", "--out", "simulated"],
    ];
    for command in own {
        for _ in 0..2 {
            let (code, told) = run(dir.path(), command);
            assert_eq!(code, 0, "{command:?}: {told}");
        }
    }
    // A recording of the user's where a simulated one would go.
    let theirs = dir.path().join("simulated/run_0001.fit");
    std::fs::write(&theirs, b"\x0e\x10\x00\x00\x00\x00\x00\x00.FIT").unwrap();
    assert_ne!(run(dir.path(), &["simulate", "watch", "--out", "simulated"]).0, 0);
    assert_eq!(std::fs::metadata(&theirs).unwrap().len(), 12);
}

/// A long batch that is told to stop leaves no drafts, says so, and can go on.
#[cfg(all(unix, feature = "tables"))]
#[test]
fn a_signal_is_an_orderly_end() {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    let dir = tempfile::tempdir().unwrap();
    let runs = dir.path().join("runs");
    let simulated = run(dir.path(), &["simulate", "watch", "--out", "runs", "--runs", "30"]);
    assert_eq!(simulated.0, 0, "{}", simulated.1);
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let out = dir.path().join(format!("out-{signal}"));
        let child = Command::new(assert_cmd::cargo::cargo_bin!("runform"))
            .arg("batch")
            .args([&runs, Path::new("--out"), &out])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let begun = Instant::now();
        // As soon as the first results are being written.
        while !out.join("plan.json").exists() && begun.elapsed() < Duration::from_secs(60) {
            std::thread::sleep(Duration::from_millis(2));
        }
        let id = child.id().to_string();
        Command::new("kill").args(["-s", signal, &id]).status().unwrap();
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{told}");
        assert!(told.contains("stopped before the end"), "{told}");
        let mut folders = vec![out.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap().flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                assert!(!runform::files::write::is_draft(&name), "{name} was left behind");
                if entry.path().is_dir() {
                    folders.push(entry.path());
                }
            }
        }
        let again = run(dir.path(), &["batch", "runs", "--out", &format!("out-{signal}")]);
        assert_eq!(again.0, 0, "{}", again.1);
    }
}
