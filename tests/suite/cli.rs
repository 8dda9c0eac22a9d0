//! The command as a user meets it.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::cargo_bin_cmd;

/// Runs `runform` in a folder of its own.
fn runform(dir: &Path, args: &[&str]) -> Output {
    let mut command = cargo_bin_cmd!("runform");
    command.current_dir(dir).args(args).env_remove("NO_COLOR").output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn help_and_version() {
    let dir = folder();
    for args in
        [["--help"].as_slice(), &["help", "analyze"], &["analyze", "--help"], &["inspect", "-h"]]
    {
        let output = runform(dir.path(), args);
        assert_eq!(code(&output), 0, "{args:?}");
        assert!(out(&output).contains("Usage: runform"), "{args:?}");
        assert!(err(&output).is_empty(), "{args:?}");
    }
    assert!(out(&runform(dir.path(), &["--help"])).contains("runform analyze run.fit"));
    let help = out(&runform(dir.path(), &["analyze", "--help"]));
    for option in [
        "--fresh",
        "--fatigued",
        "--prefer",
        "--mass",
        "--height",
        "--units",
        "--map",
        "--settings",
        "--include",
        "--color",
        "--session-minutes",
        "--equipment",
        "--threads",
        "--out",
    ] {
        assert!(help.contains(option), "{option} is missing in\n{help}");
    }
    let version = out(&runform(dir.path(), &["--version"]));
    assert_eq!(version.trim(), format!("runform {}", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_usage_ends_with_two_and_says_what_would_be_right() {
    let dir = folder();
    std::fs::write(dir.path().join("run.fit"), b"x").unwrap();
    std::fs::write(dir.path().join("bad.toml"), "[gate]\nmin_sped_mps = 2\n").unwrap();
    for (args, expected) in [
        (&[][..], "Usage"),
        (&["analyze"], "required"),
        (&["analise", "run.fit"], "analyze"),
        (&["run.fit"], "did you mean: runform analyze run.fit"),
        (&["analyze", "run.fit", "--formt", "json"], "--format"),
        (&["analyze", "run.fit", "--fresh", "10-20"], "10min-20min"),
        (&["analyze", "run.fit", "--fresh", "1km-2km"], "belong together"),
        (&["analyze", "run.fit", "--mass", "70000"], "kilograms between"),
        (&["analyze", "run.fit", "--height", "178"], "metres between"),
        (&["analyze", "run.fit", "--session-minutes", "60"], "from 15 to 20"),
        (&["analyze", "run.fit", "--threads", "0"], "1..=1024"),
        (&["analyze", "run.fit", "--map", "gct=contact"], "ground_contact_time"),
        (&["analyze", "run.fit", "--equipment", "trampoline"], "no equipment is called"),
        (&["exercises", "nonsense"], "no exercise is called"),
        (&["simulate", "watch", "--profile", "nonsense", "--out", "o"], "no profile is called"),
        (&["analyze", "run.fit", "--settings", "bad.toml"], "line 2: unknown field `min_sped_mps`"),
        (&["analyze", "run.fit", "--settings", "none.toml"], "none.toml"),
    ] {
        let output = runform(dir.path(), args);
        assert_eq!(code(&output), 2, "{args:?}: {}", err(&output));
        assert!(err(&output).contains(expected), "{args:?}: {}", err(&output));
        assert!(out(&output).is_empty(), "{args:?}");
    }
}

#[test]
fn inputs_that_lead_nowhere_end_with_one_and_name_file_finding_and_remedy() {
    let dir = folder();
    std::fs::create_dir(dir.path().join("nothing")).unwrap();
    std::fs::write(dir.path().join("empty.fit"), b"").unwrap();
    std::fs::write(dir.path().join("text.fit"), b"Dear diary, I ran.\n").unwrap();
    std::fs::write(dir.path().join("noise.bin"), [0x9f, 0, 1, 2, 0xff, 0xfe, 0, 7]).unwrap();
    for command in ["analyze", "inspect"] {
        for (name, found, remedy) in [
            ("missing.fit", "no such file", "Check the spelling"),
            ("nothing", "no recordings in this folder", ".fit, .tcx, .gpx, .csv"),
            ("empty.fit", "empty (0 bytes)", "Export the activity again"),
            ("text.fit", "Dear diary, I ran.", "xport the activity"),
            ("noise.bin", "9f 00 01 02", "xport the activity"),
        ] {
            let output = runform(dir.path(), &[command, name]);
            let message = err(&output);
            assert_eq!(code(&output), 1, "{command} {name}: {message}");
            for part in [name, found, remedy] {
                assert!(message.contains(part), "{command} {name}: no {part:?} in {message}");
            }
            assert_eq!(message.lines().count(), 1, "{command} {name}: {message}");
            assert!(!message.contains("panicked"), "{message}");
            assert!(out(&output).is_empty(), "{command} {name}");
        }
    }
}

#[test]
fn every_bad_input_is_reported_in_order_and_none_stops_the_others() {
    let dir = folder();
    let names: Vec<String> = (0..30).map(|i| format!("{i:02}.fit")).collect();
    for name in &names {
        std::fs::write(dir.path().join(name), b"").unwrap();
    }
    for threads in ["1", "4"] {
        let output = runform(dir.path(), &["analyze", ".", "gone.fit", "--threads", threads]);
        assert_eq!(code(&output), 1);
        let lines: Vec<String> = err(&output).lines().map(String::from).collect();
        assert_eq!(lines.len(), 31, "{lines:?}");
        for (line, name) in lines.iter().zip(names.iter().chain([&"gone.fit".to_string()])) {
            assert!(line.contains(name), "{line} is not about {name}");
        }
    }
}

#[cfg(feature = "tables")]
#[test]
fn failures_have_their_row_in_the_tables() {
    let dir = folder();
    std::fs::write(dir.path().join("empty.fit"), b"").unwrap();
    let output =
        runform(dir.path(), &["analyze", "empty.fit", "gone.fit", "--out", "o", "--tables", "csv"]);
    assert_eq!(code(&output), 1);
    let table = std::fs::read_to_string(dir.path().join("o/recordings.csv")).unwrap();
    assert_eq!(table.lines().count(), 3);
    assert!(table.contains("empty.fit,not_imported,"), "{table}");
    assert!(table.contains("gone.fit,unreadable,"), "{table}");
}

#[test]
fn an_output_folder_that_is_a_file_is_an_error_in_words() {
    let dir = folder();
    std::fs::write(dir.path().join("taken"), b"").unwrap();
    let output = runform(dir.path(), &["analyze", "x.fit", "--out", "taken"]);
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("taken could not be written"), "{}", err(&output));
}

#[test]
fn standard_input_is_a_file_like_any_other() {
    let mut command = cargo_bin_cmd!("runform");
    let output = command.args(["analyze", "-"]).write_stdin("Hello").output().unwrap();
    assert_eq!(code(&output), 1);
    assert!(err(&output).contains("standard input: not a format"), "{}", err(&output));
    assert!(err(&output).contains("Hello"));
}

#[test]
fn pipes_and_no_color_get_no_escape_sequences() {
    let dir = folder();
    for (key, value) in [("NO_COLOR", "1"), ("TERM", "xterm-256color")] {
        let mut command = cargo_bin_cmd!("runform");
        let output =
            command.current_dir(dir.path()).args(["analyze", "no.fit"]).env(key, value).output();
        let output = output.unwrap();
        assert!(!err(&output).contains('\u{1b}'), "{key}: {}", err(&output));
    }
}

#[test]
fn names_of_files_cannot_speak_to_the_terminal() {
    let dir = folder();
    let name = "a\u{1b}[2Jb.fit";
    std::fs::write(dir.path().join(name), b"").unwrap();
    let output = runform(dir.path(), &["analyze", name]);
    assert!(!err(&output).contains('\u{1b}'));
    assert!(err(&output).contains("ab.fit"));
}

#[test]
fn a_reader_that_went_away_is_no_error() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = Command::new(assert_cmd::cargo::cargo_bin!("runform"))
        .arg("schema")
        .stdout(writer)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(code(&output), 0);
    assert!(output.stderr.is_empty(), "{}", err(&output));
}

#[test]
fn the_schema_is_printed() {
    let output = runform(folder().path(), &["schema"]);
    assert_eq!(code(&output), 0);
    let schema: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(schema["title"], "runform analysis");
    assert_eq!(schema["properties"]["comparison"]["$ref"], "#/$defs/Comparison");
    assert!(schema["$defs"]["MetricChange"]["properties"]["adjusted_change"].is_object());
}

#[test]
fn exercises_are_listed_and_described() {
    let dir = folder();
    let list = out(&runform(dir.path(), &["exercises"]));
    let line = list.lines().find(|l| l.starts_with("single_leg_calf_raise ")).unwrap();
    assert!(line.contains("each side"), "{line}");
    let page = out(&runform(dir.path(), &["exercises", "single_leg_calf_raise"]));
    for part in ["Single-leg calf raise", "Answers: ", "gct_rise_under_fatigue", "Source: "] {
        assert!(page.contains(part), "no {part:?} in\n{page}");
    }
}

/// A simulated run, packed in gzip: inspected under the hash of the file itself.
#[test]
fn packed_files_are_the_same_recording() {
    use std::io::Write;
    let dir = folder();
    let made = runform(dir.path(), &["simulate", "watch", "--duration", "20min", "--out", "."]);
    assert_eq!(code(&made), 0, "{}", err(&made));
    let bytes = std::fs::read(dir.path().join("run_0001.fit")).unwrap();
    let packed = std::fs::File::create(dir.path().join("packed.gz")).unwrap();
    let mut packed = flate2::write::GzEncoder::new(packed, flate2::Compression::fast());
    packed.write_all(&bytes).unwrap();
    packed.finish().unwrap();
    let args = ["inspect", "run_0001.fit", "packed.gz", "--format", "json"];
    let output = runform(dir.path(), &args);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let documents: Vec<serde_json::Value> =
        out(&output).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(documents.len(), 2);
    assert_eq!(documents[0]["sha256"], documents[1]["sha256"]);
    assert_eq!(documents[0]["recordings"], documents[1]["recordings"]);
    assert_eq!(documents[0]["recordings"][0]["sport"], "running");
}
