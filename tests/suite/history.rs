//! A runner's own history: kept as plain files, and every run beside it.

use std::path::Path;
use std::process::Output;

use assert_cmd::cargo::cargo_bin_cmd;
use runform::analysis::Analysis;
use runform::analysis::history::{BesideMetric, Standing};
use runform::metrics::Metric;
use runform::simulate::watch::{FatigueCurve, WatchProfile, simulate, to_fit};
use tempfile::TempDir;

/// One run: its day, contact at 3.1 m/s, its rise when tired, length.
#[derive(Clone, Copy)]
struct Day {
    day: i64,
    contact_ms: f64,
    tired_pct: f64,
    duration_s: f64,
}

const USUAL: Day = Day { day: 0, contact_ms: 248.0, tired_pct: 4.0, duration_s: 3600.0 };

fn write(dir: &Path, name: &str, is: Day) {
    let mut p = WatchProfile { seed: 500 + is.day as u64, ..WatchProfile::default() };
    p.start += jiff::SignedDuration::from_hours(24 * is.day);
    p.duration_s = is.duration_s;
    p.runner.speed_mps = 3.1;
    p.runner.contact_ms = is.contact_ms;
    p.fatigue.curve = FatigueCurve::Linear { from: 0.3, to: 0.8 };
    p.fatigue.contact_pct = is.tired_pct;
    std::fs::write(dir.join(name), to_fit(&simulate(&p))).unwrap();
}

/// Six runs of a runner on different days, a few ms apart.
fn six(dir: &Path) {
    for k in 0..6 {
        let contact_ms = USUAL.contact_ms + 2.5 * (2.1 * k as f64).sin();
        write(dir, &format!("day{k}.fit"), Day { day: k, contact_ms, ..USUAL });
    }
}

fn runform(dir: &Path, args: &[&str]) -> Output {
    let mut command = cargo_bin_cmd!("runform");
    command.env_remove("RUNFORM_HISTORY").current_dir(dir).args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn done(dir: &Path, args: &[&str]) -> String {
    let output = runform(dir, args);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

fn with_six() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("old")).unwrap();
    six(&dir.path().join("old"));
    let said = done(dir.path(), &["history", "add", "old", "--history", "mine"]);
    assert!(said.starts_with("6 runs added, 0 renewed"), "{said}");
    dir
}

fn analysed(dir: &Path, file: &str) -> Analysis {
    let json = done(dir, &["analyze", file, "--history", "mine", "--format", "json"]);
    serde_json::from_str(&json).unwrap()
}

fn contact(analysis: &Analysis) -> BesideMetric {
    let beside = analysis.history.clone().unwrap();
    let found = beside.metrics.into_iter().find(|m| m.metric == Metric::GroundContactTime);
    found.unwrap()
}

#[test]
fn a_run_is_held_beside_the_earlier_ones() {
    let dir = with_six();
    let at = dir.path();
    let next = Day { day: 10, ..USUAL };
    write(at, "usual.fit", next);
    write(at, "heavy.fit", Day { contact_ms: 275.0, day: 11, ..next });
    write(at, "tired.fit", Day { tired_pct: 14.0, day: 12, ..next });
    let usual = contact(&analysed(at, "usual.fit"));
    let (level, change) = (usual.level.unwrap(), usual.change.unwrap());
    assert_eq!((level.place, level.runs), (Standing::Usual, 6), "{level:?}");
    // Days of 248 ms; tiring adds 4 %.
    assert!((level.usual - 248.0).abs() < 4.0, "{level:?}");
    assert_eq!((change.place, change.runs), (Standing::Usual, 6), "{change:?}");
    assert!((change.usual - 9.9).abs() < 3.0, "{change:?}");
    let heavy = contact(&analysed(at, "heavy.fit"));
    assert_eq!(heavy.level.unwrap().place, Standing::Above, "{heavy:?}");
    assert_eq!(heavy.change.unwrap().place, Standing::Usual, "{heavy:?}");
    let tired = contact(&analysed(at, "tired.fit"));
    assert_eq!(tired.change.unwrap().place, Standing::Above, "{tired:?}");
    // Said on the terminal, in full length and on the page.
    let all = ["--history", "mine", "--color", "never", "--language", "en"];
    let brief = done(at, &[&["analyze", "heavy.fit"][..], &all].concat());
    assert!(brief.contains("Unusual for you: ground contact"), "{brief}");
    let long = done(at, &[&["analyze", "usual.fit", "--details"][..], &all].concat());
    for part in ["Beside your earlier runs", "As usual for you", "your usual range"] {
        assert!(long.contains(part), "{part} is missing in\n{long}");
    }
    done(at, &[&["analyze", "heavy.fit", "--html", "heavy.html"][..], &all].concat());
    let page = std::fs::read_to_string(at.join("heavy.html")).unwrap();
    assert!(page.contains("Unusual for you") && page.contains("id=\"history\""));
    // An earlier run is not held beside later ones, nor beside itself.
    assert_eq!(analysed(at, "old/day2.fit").history.unwrap().runs, 2);
    assert_eq!(analysed(at, "old/day0.fit").history, None);
}

#[test]
fn short_runs_have_levels_beside_the_history() {
    let dir = with_six();
    for (name, minutes, contact_ms, place) in
        [("a.fit", 11.0, 248.0, Standing::Usual), ("b.fit", 18.0, 276.0, Standing::Above)]
    {
        let duration_s = 60.0 * minutes;
        write(dir.path(), name, Day { day: 20, duration_s, contact_ms, tired_pct: 0.0 });
        let level = contact(&analysed(dir.path(), name)).level.unwrap();
        assert_eq!(level.place, place, "{name}: {level:?}");
    }
}

#[test]
fn other_devices_are_never_held_beside_a_run() {
    let dir = with_six();
    let mine = dir.path().join("mine");
    for entry in std::fs::read_dir(&mine).unwrap() {
        let path = entry.unwrap().path();
        let mut run: serde_json::Value =
            serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        run["device"] = "another watch".into();
        std::fs::write(&path, serde_json::to_vec(&run).unwrap()).unwrap();
    }
    write(dir.path(), "new.fit", Day { day: 10, ..USUAL });
    let alone = done(dir.path(), &["analyze", "new.fit", "--format", "json"]);
    let alone: Analysis = serde_json::from_str(&alone).unwrap();
    let beside = analysed(dir.path(), "new.fit");
    let history = beside.history.clone().unwrap();
    assert_eq!((history.runs, history.other_devices, history.metrics.len()), (0, 6, 0));
    // Neither are their effects of speed and slope taken over.
    assert_eq!(alone.comparison, beside.comparison);
}

#[test]
fn effects_of_speed_and_slope_are_learnt_from_it() {
    let dir = with_six();
    write(dir.path(), "new.fit", Day { day: 10, ..USUAL });
    let beside = analysed(dir.path(), "new.fit");
    let said = beside.recording.notes.iter().any(|n| n.code() == "other_runs");
    assert!(said, "{:?}", beside.recording.notes);
}

#[test]
fn the_folder_is_plain_and_its_own_master() {
    let dir = with_six();
    let at = dir.path();
    let files = || -> Vec<(String, Vec<u8>)> {
        let mut all: Vec<_> = std::fs::read_dir(at.join("mine"))
            .unwrap()
            .map(|e| e.unwrap().path())
            .map(|p| (p.display().to_string(), std::fs::read(p).unwrap()))
            .collect();
        all.sort();
        all
    };
    let before = files();
    assert_eq!(before.len(), 6);
    // Again, in another order and on one thread: the same bytes.
    let again = ["history", "add", "old/day5.fit", "old", "--history", "mine", "--threads", "1"];
    assert!(done(at, &again).starts_with("0 runs added, 6 renewed"));
    assert_eq!(files(), before);
    let list = done(at, &["history", "list", "--history", "mine"]);
    assert!(list.starts_with("6 runs in the history.") && list.contains("day3.fit"), "{list}");
    let json = done(at, &["history", "list", "--history", "mine", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 6);
    assert_eq!(json[0]["schema"], "runform/history/1");
    // All or nothing.
    let output = runform(at, &["history", "remove", "day1.fit", "none.fit", "--history", "mine"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("none.fit"), "{}", text(&output.stderr));
    assert_eq!(files(), before);
    assert!(
        done(at, &["history", "remove", "day1.fit", "--history", "mine"]).starts_with("1 run ")
    );
    assert_eq!(files().len(), 5);
    // The environment names it as well.
    let mut command = cargo_bin_cmd!("runform");
    command.env("RUNFORM_HISTORY", "mine").current_dir(at).args(["history", "list"]);
    assert!(text(&command.output().unwrap().stdout).starts_with("5 runs"));
}

#[test]
fn what_is_wrong_with_a_history_is_said() {
    let dir = with_six();
    let at = dir.path();
    let fails = |args: &[&str], code: i32, words: &[&str]| {
        let output = runform(at, args);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
        for word in words {
            assert!(said.contains(word), "{args:?}: {word} is missing in {said}");
        }
    };
    fails(&["history", "list"], 2, &["--history DIR", "RUNFORM_HISTORY"]);
    fails(&["history", "list", "--history", "nowhere"], 1, &["nowhere", "history add"]);
    fails(&["analyze", "old/day1.fit", "--history", "nowhere"], 1, &["nowhere"]);
    std::fs::write(at.join("no.txt"), "no run").unwrap();
    fails(&["history", "add", "no.txt", "--history", "mine"], 1, &["no.txt"]);
    for (bytes, word) in
        [(&b"{"[..], "not a whole run"), (b"{\"schema\": \"x\"}", "runform/history/1")]
    {
        std::fs::write(at.join("mine/x.history.json"), bytes).unwrap();
        fails(&["history", "list", "--history", "mine"], 1, &["x.history.json", word, "add"]);
    }
    std::fs::remove_file(at.join("mine/x.history.json")).unwrap();
    // Other files in the folder are the user's own.
    std::fs::write(at.join("mine/notes.txt"), "my notes").unwrap();
    assert!(done(at, &["history", "list", "--history", "mine"]).starts_with("6 runs"));
}
