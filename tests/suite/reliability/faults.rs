//! What a machine does to a program: full disks, closed pipes, files that cannot be read,
//! bytes that come slowly, no home, no network.

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use assert_cmd::cargo::cargo_bin;

const SAMPLE: &str = "data/samples/tired_long_run.fit";

fn runform() -> Command {
    Command::new(cargo_bin!("runform"))
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A sentence for people: no number of the system, no name of a draft, no trace.
fn is_civil(told: &str) {
    for word in ["os error", ".runform-", "panicked", "made a mistake"] {
        assert!(!told.contains(word), "{told}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_by_every_command_that_prints() {
    let commands: [&[&str]; 6] = [
        &["analyze", SAMPLE],
        &["analyze", SAMPLE, "--format", "json"],
        &["inspect", SAMPLE],
        &["exercises"],
        &[
            "plan",
            SAMPLE,
            "--week-days",
            "easy,hard,easy,rest,easy,long,rest",
            "--start",
            "2026-12-01",
        ],
        &["schema", "analysis"],
    ];
    for command in commands {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = runform().args(command).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{command:?}: {}", told(&output));
        assert!(told(&output).contains("No space left"), "{command:?}: {}", told(&output));
        is_civil(&told(&output));
    }
}

#[test]
fn a_closed_pipe_is_quiet() {
    for command in
        [&["analyze", SAMPLE, "--format", "json", "--include", "series"][..], &["exercises"]]
    {
        let mut child =
            runform().args(command).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0];
        let mut pipe = child.stdout.take().unwrap();
        pipe.read_exact(&mut first).unwrap();
        drop(pipe);
        let output = child.wait_with_output().unwrap();
        assert_eq!(told(&output), "", "{command:?}");
        assert_eq!(output.status.code(), Some(0), "{command:?}");
    }
}

/// Bytes that come a few at a time are the same file.
#[test]
fn short_reads_change_nothing() {
    let sample = std::fs::read(SAMPLE).unwrap();
    let mut child = runform()
        .args(["analyze", "-", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let mut left = child.stdout.take().unwrap();
    let reader = std::thread::spawn(move || {
        let mut text = String::new();
        left.read_to_string(&mut text).unwrap();
        text
    });
    for (k, part) in sample.chunks(997).enumerate() {
        pipe.write_all(part).unwrap();
        if k % 50 == 0 {
            std::thread::sleep(Duration::from_millis(2));
        }
    }
    drop(pipe);
    assert!(child.wait().unwrap().success());
    let slow = reader.join().unwrap();
    let whole = runform().args(["analyze", SAMPLE, "--format", "json"]).output().unwrap();
    let whole = String::from_utf8(whole.stdout).unwrap();
    assert_eq!(
        slow.replace("\"path\":\"-\"", ""),
        whole.replace(&format!("\"path\":\"{SAMPLE}\""), "")
    );
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_read_is_a_sentence_and_the_rest_is_read() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::copy(SAMPLE, dir.path().join("b.fit")).unwrap();
    std::os::unix::fs::symlink("gone.fit", dir.path().join("a.fit")).unwrap();
    std::os::unix::fs::symlink("c.fit", dir.path().join("c.fit")).unwrap();
    // Its first byte already is an error of the device.
    for (input, words) in [
        (Path::new("/proc/self/mem"), "read"),
        (Path::new("no_such.fit"), "no_such.fit"),
        (dir.path(), "a.fit"),
    ] {
        let output = runform().arg("analyze").arg(input).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{input:?}");
        assert!(told(&output).contains(words), "{}", told(&output));
        is_civil(&told(&output));
        if input == dir.path() {
            assert!(String::from_utf8_lossy(&output.stdout).contains("b.fit"));
        }
    }
}

/// A user without a home, in a folder that may not be written to, with a file that may not
/// be read. The superuser may do everything: it runs this as nobody.
#[cfg(target_os = "linux")]
#[test]
fn without_home_and_rights_it_reads_what_it_may() {
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::process::CommandExt as _;

    let dir = tempfile::tempdir().unwrap();
    let place = dir.path();
    // What nobody can reach: the program may lie in a folder of the superuser.
    let program = place.join("runform");
    std::fs::copy(cargo_bin!("runform"), &program).unwrap();
    std::fs::copy(SAMPLE, place.join("open.fit")).unwrap();
    std::fs::copy(SAMPLE, place.join("closed.fit")).unwrap();
    let mode = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap()
    };
    mode(&place.join("closed.fit"), 0o000);
    mode(&place.join("open.fit"), 0o444);
    mode(place, 0o555);
    let run = |args: &[&str]| {
        let mut command = Command::new(&program);
        command.args(args).env_clear().current_dir(place);
        let root = std::fs::metadata("/proc/self").is_ok_and(|m| {
            use std::os::unix::fs::MetadataExt as _;
            m.uid() == 0
        });
        if root {
            command.uid(65_534).gid(65_534);
        }
        command.output()
    };
    let analysed = run(&["analyze", "open.fit"]).unwrap();
    assert!(analysed.status.success(), "{}", told(&analysed));
    assert!(!analysed.stdout.is_empty());
    let closed = run(&["analyze", "closed.fit"]).unwrap();
    assert_eq!(closed.status.code(), Some(1));
    assert!(told(&closed).contains("closed.fit"), "{}", told(&closed));
    let page = run(&["analyze", "open.fit", "--html", "page.html"]).unwrap();
    assert_eq!(page.status.code(), Some(1), "{}", told(&page));
    assert!(
        told(&page).contains("page.html") && told(&page).contains("ermission denied"),
        "{}",
        told(&page)
    );
    let log = run(&["log", "show"]).unwrap();
    mode(place, 0o755);
    for output in [&analysed, &closed, &page, &log] {
        is_civil(&told(output));
    }
}

/// No socket is opened. (The pair that a signal wakes the program through leads nowhere.)
#[cfg(target_os = "linux")]
#[test]
fn no_socket_is_opened() {
    if !Command::new("strace").arg("-V").output().is_ok_and(|o| o.status.success()) {
        eprintln!("SKIPPED no socket is opened: there is no strace");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let sample = Path::new(SAMPLE).canonicalize().unwrap().display().to_string();
    let commands: [&[&str]; 9] = [
        &["analyze", &sample, "--html", "a.html", "--out", "out"],
        &["inspect", &sample],
        &["trend", &sample, "--html", "t.html"],
        &[
            "plan",
            &sample,
            "--week-days",
            "easy,hard,easy,rest,easy,long,rest",
            "--start",
            "2026-12-01",
        ],
        &["exercises"],
        &["simulate", "watch", "--out", "runs", "--duration", "5min"],
        &["batch", "runs", "--out", "results", "--quiet"],
        &["team", "runs", "--html", "team.html"],
        &["schema", "analysis"],
    ];
    for command in commands {
        let trace = dir.path().join("trace");
        let output = Command::new("strace")
            .args(["-f", "-qq", "-e", "trace=socket,connect,bind,sendto", "-o"])
            .arg(&trace)
            .arg(cargo_bin!("runform"))
            .args(command)
            .current_dir(dir.path())
            .output()
            .unwrap();
        let calls = std::fs::read_to_string(&trace).unwrap_or_default();
        if output.status.code().is_none() || told(&output).contains("ptrace") {
            eprintln!("SKIPPED no socket is opened: tracing is not allowed here");
            return;
        }
        let network = calls
            .lines()
            .filter(|l| ["socket(", "connect(", "bind("].iter().any(|c| l.contains(c)));
        assert_eq!(network.count(), 0, "{command:?}: {calls}");
    }
}
