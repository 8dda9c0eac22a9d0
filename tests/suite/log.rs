//! The training log and what follows from it.

mod progress;
mod results;

use std::path::Path;
use std::process::Output;

use assert_cmd::cargo::cargo_bin_cmd;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use runform::strength::log::Wrong;
use runform::strength::log::{Entry, Felt, HEADER, Log, LogError, LogSide, Measured, Sets, What};
use runform::strength::progress::Volume;
use runform::strength::{Amount, Catalogue, Coaching, Exercise};
use runform::words::{Tongue, Words};

fn catalogue() -> &'static Catalogue {
    Catalogue::builtin().unwrap()
}

fn coaching() -> &'static Coaching {
    Coaching::builtin().unwrap()
}

fn read(text: &str) -> Result<Log, LogError> {
    Log::read(text.as_bytes(), catalogue(), coaching())
}

/// A fact as an English reader meets it.
fn told(fact: &impl runform::facts::Fact) -> String {
    Words::new(Tongue::default()).say(fact)
}

fn problems(text: &str) -> Vec<(u64, String)> {
    match read(text).unwrap_err() {
        LogError::LogLines { problems } => {
            problems.into_iter().map(|p| (p.line, told(&p.what))).collect()
        }
        other => panic!("{other}"),
    }
}

/// A line of strength work per set size, as a dose of uneven sets needs.
fn sets_of(exercise: &Exercise, dose: Volume, day: Date, felt: Felt) -> Vec<Entry> {
    let per_set = dose.total / dose.sets;
    let over = dose.total % dose.sets;
    [(over, per_set + 1), (dose.sets - over, per_set)]
        .into_iter()
        .filter(|(sets, _)| *sets > 0)
        .map(|(sets, amount)| Entry {
            date: day,
            what: What::Strength(Sets {
                exercise: exercise.id.clone(),
                side: exercise.each_side.then_some(LogSide::Each),
                sets,
                amount,
                held: dose.held,
                load_kg: dose.load_kg,
            }),
            felt,
            notes: String::new(),
        })
        .collect()
}

fn dose(exercise: &Exercise, sets: u32, amount: u32, load_kg: f64) -> Volume {
    Volume {
        sets,
        total: sets * amount,
        held: matches!(exercise.dose.amount, Amount::Hold(_)),
        load_kg,
        load_steps: 0,
        each_side: exercise.each_side,
    }
}

/// `times` sessions of the same dose, twice a week, ending on `last`.
fn steady(id: &str, sets: u32, amount: u32, times: i64, last: Date) -> Vec<Entry> {
    let exercise = &catalogue().exercises[id];
    (0..times)
        .rev()
        .flat_map(|i| {
            let day = last - (7 * i / 2).days();
            sets_of(exercise, dose(exercise, sets, amount, 0.0), day, Felt::default())
        })
        .collect()
}

fn log(mut entries: Vec<Entry>) -> Log {
    entries.sort_by_key(|e| e.date);
    Log { entries, remarks: vec![] }
}

const TODAY: Date = date(2026, 11, 20);

// ------------------------------------------------------------------- reading

#[test]
fn a_log_says_what_was_done() {
    let text = "date,kind,what,side,sets,reps,hold_s,load_kg,km,left,right,pain,form,notes\n\
        2026-11-02,strength,Single-leg calf raise,left,2,15,,8,,,,1,,\"calm, then \"\"hot\"\"\"\n\
        2026-11-02,strength,plank,,2,,30,,,,,,4,\n\
        2026-11-03,run,,,,,,,12.5,,,,,\n\
        2026-11-04,benchmark,single_leg_balance,,,,,,,42,35,,,\n\
        2026-11-05,feel,,,,,,,,,,2,3,\n";
    let log = read(text).unwrap();
    assert!(log.remarks.is_empty());
    let calf = &log.entries[0];
    assert_eq!(calf.date, date(2026, 11, 2));
    assert_eq!((calf.felt.pain, calf.notes.as_str()), (Some(1.0), "calm, then \"hot\""));
    let What::Strength(sets) = &calf.what else { panic!("{calf:?}") };
    assert_eq!(sets.exercise, "single_leg_calf_raise");
    assert_eq!((sets.side, sets.sets, sets.amount), (Some(LogSide::Left), 2, 15));
    assert!((sets.load_kg - 8.0).abs() < 1e-12 && !sets.held);
    let What::Strength(plank) = &log.entries[1].what else { panic!() };
    assert!(plank.held && plank.side.is_none());
    assert_eq!(log.runs().collect::<Vec<_>>(), [(date(2026, 11, 3), 12.5)]);
    let balance =
        Measured { benchmark: "single_leg_balance".into(), sides: Some([42.0, 35.0]), value: None };
    assert_eq!(log.entries[3].what, What::Benchmark(balance));
}

#[test]
fn every_broken_line_is_named_with_its_number() {
    let head = "date,kind,what,sets,reps,hold_s,load_kg,km,rpe,notes\n";
    for (line, word) in [
        ("2026-13-02,strength,plank,2,,30,,,,", "2026-13-02"),
        ("02.11.2026,strength,plank,2,,30,,,,", "year-month-day"),
        ("2026-11-02,strenght,plank,2,,30,,,,", "strenght"),
        ("2026-11-02,strength,plnk,2,,30,,,,", "Did you mean plank"),
        ("2026-11-02,strength,sit-up,2,10,,,,,", "trains what running does not ask for"),
        ("2026-11-02,strength,plank,2,30,,,,,", "counted in `hold_s`"),
        ("2026-11-02,strength,plank,2,,,,,,", "needs `hold_s`"),
        ("2026-11-02,strength,plank,,,30,,,,", "needs `sets`"),
        ("2026-11-02,strength,plank,2,,30,-4,,,", "from 0 to 500"),
        ("2026-11-02,strength,plank,2,,30,nan,,,", "load_kg"),
        ("2026-11-02,strength,squat,2.5,10,,,,,", "whole number"),
        ("2026-11-02,strength,squat,2,1000,,,,,", "from 1 to 200"),
        ("2026-11-02,strength,squat,2,10,,,,11,", "from 1 to 10"),
        ("2026-11-02,strength,squat,2,10,,,5,,", "no `km`"),
        ("2026-11-02,run,,,,,,,,", "needs its `km`"),
        ("2026-11-02,run,,,,,,-3,,", "km"),
        ("2026-11-02,feel,,,,,,,,", "needs one of"),
        ("2026-11-02,strength,squat,2", "4 cells where the header has 10"),
        ("2026-11-02,strength,squat,2,10,,,,,\"open", "cells"),
        ("2026-11-02,strength,squat,2,10,,,,,\"open\nstill\"", "several lines"),
    ] {
        let found = problems(&format!("{head}2026-11-01,run,,,,,,5,,\n{line}\n"));
        let ok = found.len() == 1 && found[0].0 == 3 && found[0].1.contains(word);
        assert!(ok || line.ends_with("\"open"), "{line}: {found:?}");
    }
    // all of them at once
    let found = problems(&format!("{head}x\n2026-11-01,run,,,,,,5,,\ny\n"));
    assert_eq!(found.iter().map(|p| p.0).collect::<Vec<_>>(), [2, 4]);
}

#[test]
fn an_open_quotation_mark_never_swallows_lines() {
    let text =
        "date,kind,km,notes\n2026-11-01,run,5,\"windy\n2026-11-02,run,6,\n2026-11-03,run,7,\n";
    let found = problems(text);
    assert_eq!(found.len(), 1);
    assert!(found[0].1.contains("quotation mark"), "{found:?}");
}

#[test]
fn headers_are_checked() {
    assert!(problems("date,kind,laod_kg\n")[0].1.contains("Did you mean `load_kg`"));
    assert!(problems("date,kind,km,km\n")[0].1.contains("twice"));
    assert!(problems("date,km\n2026-11-01,5\n")[0].1.contains("no column `kind`"));
    assert!(problems("2026-11-01,run,5\n")[0].1.contains("unknown column"));
    assert_eq!(problems("date,kind\n2026-11-01,\u{fffd}\n")[0].0, 2);
    let latin = b"date,kind,km,notes\n2026-11-01,run,5,L\xe4ufe\n";
    match Log::read(latin, catalogue(), coaching()).unwrap_err() {
        LogError::LogLines { problems } => {
            assert_eq!((problems[0].line, &problems[0].what), (2, &Wrong::NotUtf8 {}));
        }
        other => panic!("{other}"),
    }
    assert_eq!(read("").unwrap(), Log::default());
}

#[test]
fn logs_of_spreadsheets_are_understood() {
    let text = "\u{feff}date;kind;km;notes\r\n2026-11-01;run;12,5;windy, cold\r\n;;;\r\n";
    let log = read(text).unwrap();
    assert_eq!(log.runs().collect::<Vec<_>>(), [(date(2026, 11, 1), 12.5)]);
    assert_eq!(log.entries[0].notes, "windy, cold");
}

#[test]
fn merged_logs_are_sorted_and_counted_once() {
    let text = "date,kind,km\n2026-11-03,run,5\n2026-11-05,run,6\n\
        kind,date,km\nrun,2026-11-01,7\n\
        date,kind,km\n2026-11-03,run,5\n2026-11-05,run,6\n2026-11-07,run,8\n";
    let log = read(text).unwrap();
    let km: Vec<f64> = log.runs().map(|(_, km)| km).collect();
    assert_eq!(km, [7.0, 5.0, 6.0, 8.0]);
    assert_eq!(log.remarks.len(), 3, "{:?}", log.remarks);
    assert!(told(&log.remarks[1]).contains("further up: 7, 8"), "{:?}", log.remarks);
    // Without a second header, too; but sets logged line by line are all counted.
    let again =
        "date,kind,km\n2026-11-03,run,5\n2026-11-05,run,6\n2026-11-03,run,5\n2026-11-05,run,6\n";
    assert_eq!(read(again).unwrap().entries.len(), 2);
    let sets = "date,kind,what,sets,reps,hold_s\n\
        2026-11-03,strength,squat,1,10,\n2026-11-03,strength,plank,1,,30\n\
        2026-11-03,strength,squat,1,10,\n2026-11-03,strength,plank,1,,30\n";
    assert_eq!(read(sets).unwrap().entries.len(), 4);
}

// -------------------------------------------------------------------- adding

fn run_entry(km: f64, notes: &str) -> Entry {
    Entry { date: TODAY, what: What::Run { km }, felt: Felt::default(), notes: notes.into() }
}

fn appended(text: &str, entry: &Entry) -> Result<String, LogError> {
    Log::appended(text.as_bytes(), entry, catalogue(), coaching())
        .map(|bytes| String::from_utf8(bytes).unwrap())
}

#[test]
fn adding_keeps_every_byte_and_follows_the_layout() {
    let fresh = appended("", &run_entry(12.0, "")).unwrap();
    let lines: Vec<&str> = fresh.lines().collect();
    assert_eq!(lines[0], HEADER.join(","));
    assert!(lines[1].starts_with("2026-11-20,run,") && fresh.ends_with('\n'));
    for (before, added) in [
        ("km;kind;date;notes\r\n5;run;2026-11-01;", "\r\n12.5;run;2026-11-20;\"a; b\"\r\n"),
        ("km,kind,date,notes\n", "12.5,run,2026-11-20,a; b\n"),
    ] {
        assert_eq!(appended(before, &run_entry(12.5, "a; b")).unwrap(), format!("{before}{added}"));
    }
    let error = appended("date,kind\n", &run_entry(1.0, "")).unwrap_err();
    assert!(matches!(error, LogError::LogLacksColumn { column: "km", .. }), "{error}");
    assert!(matches!(appended("", &run_entry(-1.0, "")), Err(LogError::LogEntry { .. })));
    assert!(matches!(
        appended("date,kind,km\nx,y,z\n", &run_entry(1.0, "")),
        Err(LogError::LogLines { .. })
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_added_reads_back(
        exercise in proptest::sample::select(catalogue().exercises.keys().collect::<Vec<_>>()),
        sets in 1u32..=20, amount in 1u32..=200, load in 0u32..1000,
        notes in "[ -~äöü\t\n\"';,]{0,40}", days in 0i64..400, rpe in proptest::option::of(1u8..=10),
    ) {
        let exercise = &catalogue().exercises[exercise];
        let load_kg = f64::from(load) / 2.0;
        let felt = Felt { rpe: rpe.map(f64::from), ..Felt::default() };
        let day = TODAY - days.days();
        let mut entry = sets_of(exercise, dose(exercise, sets, amount, load_kg), day, felt).remove(0);
        entry.notes = notes.split_whitespace().collect::<Vec<_>>().join(" ");
        let first = appended("", &run_entry(3.0, "x")).unwrap();
        let both = appended(&first, &entry).unwrap();
        prop_assert!(both.starts_with(&first));
        let log = read(&both).unwrap();
        prop_assert_eq!(log.entries.len(), 2);
        prop_assert!(log.entries.contains(&entry), "{:?}", log.entries);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = Log::read(&bytes, catalogue(), coaching());
        let mut with_header = b"date,kind,what,sets,reps\n".to_vec();
        with_header.extend(bytes);
        let _ = Log::appended(&with_header, &run_entry(1.0, ""), catalogue(), coaching());
    }
}

// ------------------------------------------------------------------- command

fn runform(dir: &Path, args: &[&str]) -> Output {
    cargo_bin_cmd!("runform").current_dir(dir).args(args).output().unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn the_command_adds_shows_checks_and_advises() {
    let dir = tempfile::tempdir().unwrap();
    let go = |args: &[&str]| runform(dir.path(), args);
    for day in ["2026-10-01", "2026-10-05", "2026-10-09", "2026-10-16"] {
        let add = ["log", "add", "--log", "l.csv", "Calf raise", "--sets", "2", "--reps", "15"];
        let output = go(&[&add[..], &["--pain", "0", "--date", day]].concat());
        assert!(output.status.success(), "{}", err(&output));
    }
    let test = ["log", "benchmark", "single_leg_balance", "--log", "l.csv", "--left", "42"];
    assert!(go(&[&test[..], &["--right", "35"]].concat()).status.success());
    assert!(go(&["log", "run", "--log", "l.csv", "--km", "12", "--ease", "4"]).status.success());
    assert!(go(&["log", "feel", "--log", "l.csv", "--soreness", "2"]).status.success());
    assert!(out(&go(&["log", "check", "--log", "l.csv"])).starts_with("7 entries, all usable"));
    assert!(out(&go(&["log", "show", "--log", "l.csv"])).contains("Calf raise 2 × 15"));
    let page = out(&go(&["log", "progress", "--log", "l.csv", "--date", "2026-10-17"]));
    assert!(page.contains("Calf raise: next time 2 × 16."), "{page}");
    assert!(page.contains("not medical advice"));
    let json =
        go(&["log", "progress", "--log", "l.csv", "--date", "2026-10-17", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out(&json)).unwrap();
    assert_eq!(json["schema"], "runform/progress/2");
    assert_eq!(json["exercises"][0]["dose"]["total"], 32);
}

#[test]
fn mistakes_on_the_command_line_are_usage_errors_and_write_nothing() {
    let dir = tempfile::tempdir().unwrap();
    for (args, word) in [
        (
            vec!["log", "add", "--log", "l.csv", "clf raise", "--sets", "2", "--reps", "9"],
            "calf_raise",
        ),
        (
            vec![
                "log",
                "add",
                "--log",
                "l.csv",
                "squat",
                "--sets",
                "2",
                "--reps",
                "9",
                "--load-kg",
                "-8",
            ],
            "load_kg",
        ),
        (vec!["log", "add", "--log", "l.csv", "squat", "--sets", "2"], "--reps"),
        (vec!["log", "run", "--log", "l.csv", "--km", "5", "--date", "2999-01-01"], "lies ahead"),
        (vec!["log", "run", "--log", "l.csv", "--km", "-5"], "km"),
        (
            vec!["log", "benchmark", "plank", "--log", "l.csv", "--left", "4", "--right", "5"],
            "value",
        ),
        (vec!["log", "benchmark", "jump", "--log", "l.csv", "--value", "4"], "plank"),
    ] {
        let output = runform(dir.path(), &args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(err(&output).contains(word), "{args:?}: {}", err(&output));
    }
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    let missing = runform(dir.path(), &["log", "show", "--log", "none.csv"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(err(&missing).contains("log add"));
}

#[test]
fn a_broken_log_stays_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("l.csv");
    let text = "date,kind,km\n2026-11-01,run,5\n2026-11-02,run,a lot\n";
    std::fs::write(&path, text).unwrap();
    let output = runform(dir.path(), &["log", "run", "--log", "l.csv", "--km", "5"]);
    assert_eq!(output.status.code(), Some(1));
    let message = err(&output);
    assert!(message.contains("line 3: `km` is \"a lot\""), "{message}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
#[cfg(unix)]
fn a_log_that_cannot_be_written_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("home");
    std::fs::create_dir(&home).unwrap();
    let text = "date,kind,km\n2026-11-01,run,5\n";
    std::fs::write(home.join("l.csv"), text).unwrap();
    let lock = |mode| {
        std::fs::set_permissions(&home, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    lock(0o555);
    // The administrator may write anywhere.
    if std::fs::write(home.join("probe"), b"").is_ok() {
        eprintln!("SKIPPED the read-only folder: this user may write to it all the same");
        std::fs::remove_file(home.join("probe")).unwrap();
    } else {
        let output = runform(dir.path(), &["log", "run", "--log", "home/l.csv", "--km", "5"]);
        assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    }
    lock(0o755);
    assert_eq!(std::fs::read_to_string(home.join("l.csv")).unwrap(), text);
    assert_eq!(std::fs::read_dir(&home).unwrap().count(), 1);
    // A folder in the place of the log, and a folder that is not there.
    for place in ["home", "nowhere/l.csv"] {
        let output = runform(dir.path(), &["log", "run", "--log", place, "--km", "5"]);
        assert_eq!(output.status.code(), Some(1), "{place}");
    }
    assert!(!dir.path().join("nowhere").exists());
}

#[test]
#[cfg(unix)]
fn a_private_log_stays_private_and_a_link_stays_a_link() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let real = dir.path().join("real.csv");
    std::fs::write(&real, "date,kind,km\n").unwrap();
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o600)).unwrap();
    std::os::unix::fs::symlink(&real, dir.path().join("l.csv")).unwrap();
    let output = runform(dir.path(), &["log", "run", "--log", "l.csv", "--km", "5"]);
    assert!(output.status.success(), "{}", err(&output));
    assert!(std::fs::symlink_metadata(dir.path().join("l.csv")).unwrap().is_symlink());
    assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(std::fs::read_to_string(&real).unwrap().lines().count(), 2);
}

#[test]
fn many_at_once_lose_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let children: Vec<_> = (1..=6)
        .map(|km| {
            let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_runform"));
            command.current_dir(dir.path());
            command.args(["log", "run", "--log", "l.csv", "--km", &km.to_string()]);
            command.spawn().unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let log = read(&std::fs::read_to_string(dir.path().join("l.csv")).unwrap()).unwrap();
    let mut km: Vec<f64> = log.runs().map(|r| r.1).collect();
    km.sort_by(f64::total_cmp);
    assert_eq!(km, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
}
