//! What is read at most: a refusal that names the setting, before memory is gone.

use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;
use runform::runs::{Outcome, Task, analyze_input};
use runform::settings::{Limits, Settings};
use runform::words::english_of;

use super::bases::laps;
use crate::container::{gz, zipped};

/// What is said of an input, within these limits.
fn said(bytes: &[u8], limits: &str) -> Vec<String> {
    let settings = Settings::from_toml(&format!("[limits]\n{limits}")).unwrap();
    let task = Task { settings, ..Task::default() };
    let mut told = Vec::new();
    analyze_input("x", Ok(bytes.to_vec()), &task, &mut |outcome| {
        told.push(match outcome {
            Outcome::Analyzed(_) => "analysed".into(),
            Outcome::Skipped { why, .. } => english_of(&why),
            Outcome::Failed { problem, .. } => english_of(&problem),
        });
        true
    });
    told
}

#[test]
fn every_limit_is_a_setting_and_its_refusal_names_it() {
    let laps = laps();
    let line = format!("time,cadence\n0,170\n1,{}\n", "1".repeat(2 << 20));
    let zeros = gz(&[0; 9 << 20]);
    let packed = zipped(&[("a.csv", laps.as_bytes()), ("b.csv", laps.as_bytes())]);
    let nested = gz(&gz(laps.as_bytes()));
    let long: String = std::iter::once("time (s),cadence (spm),speed (m/s)\n".to_owned())
        .chain((0..2200).map(|k| format!("{},17{},3.{}\n", 60 * k, k % 3, k % 9)))
        .collect();
    let cases: [(&[u8], &str, &str); 7] = [
        (laps.as_bytes(), "laps = 29", "limits.laps"),
        (line.as_bytes(), "line_mb = 1", "limits.line_mb"),
        (&zeros, "unpacked_mb = 8", "limits.unpacked_mb"),
        (&packed, "archive_entries = 1", "limits.archive_entries"),
        (&nested, "archive_depth = 1", "too many deep"),
        (long.as_bytes(), "days = 1", "the limit is 1 days"),
        (&gz(&[0; 65 << 20]), "unpacked_times = 1", "limits.unpacked_times"),
    ];
    for (bytes, limit, words) in cases {
        let told = said(bytes, limit);
        assert!(told.iter().all(|t| t.contains(words)), "{limit}: {told:?}");
        let usual = if limit.starts_with("unpacked_times") { Vec::new() } else { said(bytes, "") };
        assert!(usual.iter().all(|t| !t.contains(words)), "{limit} alone: {usual:?}");
    }
    // The usual limits are no part of what a result is known by.
    assert_eq!(
        Settings::from_toml("[limits]\nlaps = 3000").unwrap().hash(),
        Settings::default().hash()
    );
    assert_ne!(
        Settings::from_toml("[limits]\nlaps = 3001").unwrap().hash(),
        Settings::default().hash()
    );
}

/// Exit code and standard error of an analysis that may use so much memory, MB.
#[cfg(unix)]
fn within(
    memory_mb: u64,
    args: &str,
    stdin: impl FnOnce(&mut dyn std::io::Write),
) -> (Option<i32>, String) {
    let runform = cargo_bin!("runform").display().to_string();
    let mut child = Command::new("sh")
        .args(["-c", &format!("ulimit -v {}; exec '{runform}' {args}", memory_mb * 1024)])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = std::io::BufWriter::new(child.stdin.take().unwrap());
    stdin(&mut pipe);
    drop(pipe);
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// 200 MB and four times the file are enough for anything, the threads' stacks and the
/// program itself included.
#[cfg(unix)]
#[test]
fn memory_is_bounded_by_the_size_of_the_file() {
    let mb = |n: u64| 200 + 150 + 4 * n;
    type Make = fn(&mut dyn std::io::Write);
    let cases: [(&str, u64, Make, &str); 5] = [
        (
            "a line of commas",
            40,
            |w| {
                drop(w.write_all(b"time,cadence\n0,170\n1,171\n2,172\n"));
                drop(w.write_all(&vec![b','; 40 << 20]));
            },
            "limits.line_mb",
        ),
        (
            "an open quotation mark",
            12,
            |w| {
                drop(w.write_all(b"time,cadence\n0,170\n1,\""));
                drop(w.write_all(&b"x\n".repeat(6 << 20)));
            },
            "x: ",
        ),
        (
            "laps without end",
            12,
            |w| {
                drop(w.write_all(b"Laps,Time,Cumulative Time,Distance,Avg Pace,Avg HR,Avg Run Cadence,Avg Ground Contact Time\n"));
                for lap in 0..300_000 {
                    drop(writeln!(w, "{lap},0:00:30.0,0:00:30.0,0.1,5:00,150,170,250"));
                }
            },
            "limits.laps",
        ),
        ("zeros", 20, |w| drop(w.write_all(&vec![0; 20 << 20])), "only zero bytes"),
        ("more than the limit", 9, |w| drop(w.write_all(&vec![b'1'; 9 << 20])), "limits.file_mb"),
    ];
    let dir = tempfile::tempdir().unwrap();
    let settings = dir.path().join("s.toml");
    for (what, size_mb, make, words) in cases {
        let limits = if words == "limits.file_mb" { "[limits]\nfile_mb = 8\n" } else { "" };
        std::fs::write(&settings, limits).unwrap();
        let args = format!("analyze - --settings '{}'", settings.display());
        let (code, told) = within(mb(size_mb), &args, make);
        assert_eq!(code, Some(1), "{what}: {told}");
        assert!(words == "x: " || told.contains(words), "{what}: {told}");
    }
    let _ = Limits::default();
}
