//! The training log and what follows from it.

use std::path::Path;
use std::process::Output;

use assert_cmd::cargo::cargo_bin_cmd;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use runform::strength::benchmarks::{Moved, benchmark_trends};
use runform::strength::log::{Entry, Felt, HEADER, Log, LogError, LogSide, Measured, Sets, What};
use runform::strength::mileage::weeks;
use runform::strength::progress::{Advice, Lever, Next, Volume, advise, habit, mistakes};
use runform::strength::results::{block_start, expected};
use runform::strength::stages::stage_states;
use runform::strength::{
    Amount, Catalogue, CatalogueError, Category, Coaching, CoachingFiles, Exercise,
};

fn catalogue() -> &'static Catalogue {
    Catalogue::builtin().unwrap()
}

fn coaching() -> &'static Coaching {
    Coaching::builtin().unwrap()
}

fn read(text: &str) -> Result<Log, LogError> {
    Log::read(text.as_bytes(), catalogue(), coaching())
}

fn problems(text: &str) -> Vec<(u64, String)> {
    match read(text).unwrap_err() {
        LogError::Lines(problems) => problems.into_iter().map(|p| (p.line, p.message)).collect(),
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

fn advice_for(log: &Log, today: Date, id: &str) -> Advice {
    let all = advise(log, today, catalogue(), coaching());
    all.into_iter().find(|a| a.exercise == id).unwrap()
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
        ("2026-11-02,strength,plnk,2,,30,,,,", "did you mean plank"),
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
    assert!(problems("date,kind,laod_kg\n")[0].1.contains("did you mean `load_kg`"));
    assert!(problems("date,kind,km,km\n")[0].1.contains("twice"));
    assert!(problems("date,km\n2026-11-01,5\n")[0].1.contains("no column `kind`"));
    assert!(problems("2026-11-01,run,5\n")[0].1.contains("unknown column"));
    assert_eq!(problems("date,kind\n2026-11-01,\u{fffd}\n")[0].0, 2);
    let latin = b"date,kind,km,notes\n2026-11-01,run,5,L\xe4ufe\n";
    let error = Log::read(latin, catalogue(), coaching()).unwrap_err().to_string();
    assert!(error.starts_with("line 2: ") && error.contains("UTF-8"), "{error}");
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
    assert!(log.remarks[1].contains("line 7, 8"), "{:?}", log.remarks);
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
    assert!(matches!(error, LogError::NoColumn { column: "km", .. }), "{error}");
    assert!(matches!(appended("", &run_entry(-1.0, "")), Err(LogError::Entry(_))));
    assert!(matches!(
        appended("date,kind,km\nx,y,z\n", &run_entry(1.0, "")),
        Err(LogError::Lines(_))
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
    assert!(out(&go(&["log", "check", "--log", "l.csv"])).starts_with("7 lines, all usable"));
    assert!(out(&go(&["log", "show", "--log", "l.csv"])).contains("Calf raise 2 × 15"));
    let page = out(&go(&["log", "progress", "--log", "l.csv", "--date", "2026-10-17"]));
    assert!(page.contains("Calf raise: up to 2 × 16."), "{page}");
    assert!(page.contains("not medical advice"));
    let json =
        go(&["log", "progress", "--log", "l.csv", "--date", "2026-10-17", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out(&json)).unwrap();
    assert_eq!(json["schema"], "runform/progress/1");
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

// --------------------------------------------------------------- progression

/// How a session may feel.
fn feelings() -> impl Strategy<Value = Felt> {
    let some = |range: std::ops::RangeInclusive<u8>| {
        proptest::option::weighted(0.3, range).prop_map(|v| v.map(f64::from))
    };
    (some(1..=10), some(0..=6), some(1..=5), some(0..=8)).prop_map(|(rpe, pain, form, soreness)| {
        Felt { rpe, pain, form, soreness, ..Felt::default() }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    /// A runner who does what is advised for months.
    #[test]
    fn steps_are_small_and_far_apart(
        id in proptest::sample::select(catalogue().exercises.keys().collect::<Vec<_>>()),
        load in 0u32..40,
        days in proptest::collection::vec((2i64..6, feelings()), 20..60),
        calm in any::<bool>(),
    ) {
        let exercise = &catalogue().exercises[id];
        let (Amount::Reps { range, .. } | Amount::Hold(range)) = exercise.dose.amount;
        let mut now = dose(exercise, exercise.dose.sets[0], range[0], f64::from(load));
        let mut day = TODAY;
        let mut done: Vec<Entry> = sets_of(exercise, now, day, Felt::default());
        let mut best = (day, now.total, now.load_kg);
        for (gap, felt) in days {
            day = day + gap.days();
            let felt = if calm { Felt::default() } else { felt };
            let last = done.last().unwrap().felt;
            let advice = advice_for(&log(done.clone()), day, id);
            if let Next::Forward(lever) = advice.next {
                prop_assert!(last.pain.is_none_or(|p| p < 1.0), "{advice:?} after {last:?}");
                prop_assert!(last.rpe.is_none_or(|r| r < 9.0), "{advice:?} after {last:?}");
                prop_assert!(last.form.is_none_or(|f| f > 2.0), "{advice:?} after {last:?}");
                prop_assert!(last.soreness.is_none_or(|s| s < 5.0), "{advice:?} after {last:?}");
                if lever == Lever::HarderForm {
                    break;
                }
            }
            if last.pain.is_some_and(|p| p > 3.0) {
                prop_assert_eq!(advice.next, Next::Stop);
            }
            now = match advice.dose {
                Some(next) => next,
                // left out: the next time below what was done before
                None => Volume { total: (now.total * 9 / 10).max(now.sets), ..now },
            };
            let more_total = f64::from(now.total) / f64::from(best.1);
            let more_load = if now.load_kg == best.2 { 1.0 } else { now.load_kg / best.2 };
            prop_assert!(more_total <= 1.1 + 1e-9 && more_load <= 1.1 + 1e-9, "{now:?} after {best:?}");
            if more_total > 1.0 || more_load > 1.0 {
                prop_assert!(more_total <= 1.0 || more_load <= 1.0, "two levers at once");
                let since = best.0.until(day).unwrap().get_days();
                prop_assert!(since >= 14, "a step after {since} days");
                best = (day, now.total.max(best.1), now.load_kg.max(best.2));
            }
            prop_assert!(now.sets <= exercise.dose.sets[1]);
            done.extend(sets_of(exercise, now, day, felt));
        }
    }
}

#[test]
fn levers_go_from_repetitions_to_sets_to_load_to_harder() {
    let next = |id: &str, sets, amount, load_kg| {
        let exercise = &catalogue().exercises[id];
        let entries = (0..6).flat_map(|i| {
            let day = TODAY - (21 - 4 * i).days();
            sets_of(exercise, dose(exercise, sets, amount, load_kg), day, Felt::default())
        });
        let advice = advice_for(&log(entries.collect()), TODAY, id);
        (advice.next, advice.dose.map(|d| d.to_string()).unwrap_or_default(), advice.harder)
    };
    let (step, dose, _) = next("squat", 2, 12, 0.0);
    assert_eq!((step, dose.as_str()), (Next::Forward(Lever::Reps), "2 × 13"));
    let (step, dose, _) = next("plank", 2, 40, 0.0);
    assert_eq!((step, dose.as_str()), (Next::Forward(Lever::Hold), "2 × 42 s"));
    let (step, dose, harder) = next("squat", 2, 15, 0.0);
    assert_eq!((step, dose.as_str()), (Next::Forward(Lever::Sets), "2 × 11 and 1 × 10"));
    assert!(harder.iter().any(|h| h.exercise == "split_squat" && h.gate.contains("2 sets of 15")));
    let (step, dose, _) = next("loaded_squat", 4, 6, 20.0);
    assert_eq!((step, dose.as_str()), (Next::Forward(Lever::Load), "4 × 6 with 21 kg"));
    let (step, dose, _) = next("plank", 2, 45, 0.0);
    assert_eq!((step, dose.as_str()), (Next::Forward(Lever::HarderForm), "2 × 10 each side"));
    // One repetition more of six would be 17 %.
    assert_eq!(next("nordic_hamstring", 2, 3, 0.0).0, Next::Forward(Lever::Tempo));
}

#[test]
fn pain_effort_soreness_and_breaks_hold_or_turn_back() {
    let id = "squat";
    let with = |felt: Felt| {
        let mut entries = steady(id, 2, 12, 8, TODAY - 1.day());
        entries.last_mut().unwrap().felt = felt;
        advice_for(&log(entries), TODAY, id)
    };
    let plain = with(Felt::default());
    assert_eq!(plain.next, Next::Forward(Lever::Reps));
    let pain = with(Felt { pain: Some(4.0), ..Felt::default() });
    assert_eq!((pain.next, pain.dose), (Next::Stop, None));
    assert!(pain.why.contains("clinician"));
    for felt in [
        Felt { pain: Some(2.0), ..Felt::default() },
        Felt { rpe: Some(9.0), ..Felt::default() },
        Felt { form: Some(2.0), ..Felt::default() },
        Felt { soreness: Some(6.0), ..Felt::default() },
        Felt { fatigue: Some(8.0), ..Felt::default() },
    ] {
        let advice = with(felt);
        assert_eq!(advice.next, Next::Hold, "{felt:?}");
        assert_eq!(advice.dose, Some(advice.last));
    }
    let mut entries = steady(id, 2, 12, 8, TODAY - 1.day());
    for e in entries.iter_mut().rev().take(2) {
        e.felt.rpe = Some(10.0);
    }
    let back = advice_for(&log(entries), TODAY, id);
    assert_eq!((back.next, back.dose.unwrap().total), (Next::Back, 21));
    let restart = advice_for(&log(steady(id, 2, 12, 8, TODAY - 30.days())), TODAY, id);
    assert_eq!((restart.next, restart.dose.unwrap().total), (Next::Restart, 21));
    // Soreness told apart from a session counts for a week.
    let mut entries = steady(id, 2, 12, 8, TODAY - 1.day());
    let felt = Felt { soreness: Some(7.0), ..Felt::default() };
    for (days, expected) in [(3, Next::Hold), (9, Next::Forward(Lever::Reps))] {
        let day = TODAY - i64::from(days).days();
        entries.push(Entry { date: day, what: What::Feel, felt, notes: String::new() });
        assert_eq!(advice_for(&log(entries.clone()), TODAY, id).next, expected, "{days}");
        entries.pop();
    }
}

#[test]
fn the_weaker_side_sets_the_dose() {
    let mut entries = steady("step_up", 2, 10, 6, TODAY - 1.day());
    let template = entries.pop().unwrap();
    for (side, amount) in [(LogSide::Left, 8), (LogSide::Right, 12)] {
        let mut entry = template.clone();
        if let What::Strength(sets) = &mut entry.what {
            (sets.side, sets.amount) = (Some(side), amount);
        }
        entries.push(entry);
    }
    let advice = advice_for(&log(entries), TODAY, "step_up");
    assert_eq!(advice.last.to_string(), "2 × 8 each side");
}

#[test]
fn jumps_wait_for_strength_and_slow_lowering() {
    let calves = steady("single_leg_calf_raise", 2, 20, 8, TODAY - 2.days());
    let open = |entries: &[Entry]| {
        advice_for(&log(entries.to_vec()), TODAY, "single_leg_calf_raise")
            .harder
            .iter()
            .any(|h| h.exercise == "pogo_hops")
    };
    assert!(!open(&calves), "single-leg strength alone");
    let mut all = calves.clone();
    all.extend(steady("calf_raise", 2, 20, 6, TODAY - 30.days()));
    assert!(!open(&all), "slow lowering is missing");
    all.extend(steady("slow_calf_lowering", 2, 12, 6, TODAY - 2.days()));
    assert!(open(&all));
    let mut sore = all.clone();
    for e in &mut sore {
        e.felt.pain = Some(2.0);
    }
    assert!(!open(&sore), "with pain");
    // Taken up all the same, they are left out, and said to be a mistake.
    let mut early = calves;
    early.extend(steady("pogo_hops", 2, 15, 2, TODAY - 1.day()));
    let early = log(early);
    assert_eq!(advice_for(&early, TODAY, "pogo_hops").next, Next::Stop);
    let found = mistakes(&early, TODAY, catalogue(), coaching());
    assert!(found.iter().any(|m| m.mistake == "skipped_progression"), "{found:?}");
    let states = stage_states(&early, catalogue(), coaching());
    assert_eq!(states.len(), 7);
    assert_eq!(states[4].stage, "plyometric");
    assert_eq!(states[4].waits_for, ["Controlled resistance", "Slow lowering"]);
}

/// The words of a gate and the numbers of the engine must not part.
#[test]
fn gates_in_words_and_in_numbers_agree() {
    let gates = &coaching().progression.ladder.gates;
    let mut checked = 0;
    for exercise in catalogue().exercises.values() {
        let (Amount::Reps { range, .. } | Amount::Hold(range)) = exercise.dose.amount;
        for step in &exercise.harder {
            let rule = gates.iter().find(|g| g.from == exercise.id && g.to == step.id);
            let sets = rule.and_then(|r| r.sets).unwrap_or(exercise.dose.sets[0]);
            let amount = rule.and_then(|r| r.amount).unwrap_or(range[1]);
            let words: Vec<&str> = step.gate.split(' ').collect();
            let number = |i: usize| words[i].trim_matches(',').parse::<u32>();
            let place = format!("{} → {}: {}", exercise.id, step.id, step.gate);
            match words.as_slice() {
                [_, "sets" | "holds", "of", _, ..] => {
                    assert_eq!((number(0), number(3)), (Ok(sets), Ok(amount)), "{place}");
                }
                [_, "s", ..] => assert_eq!(number(0), Ok(amount), "{place}"),
                [_, "weeks", ..] => {
                    assert_eq!(number(0).ok(), rule.map(|r| r.weeks), "{place}");
                }
                _ => panic!("no numbers in {place}"),
            }
            checked += 1;
        }
    }
    assert!(checked >= 35, "{checked}");
}

#[test]
fn a_plateau_is_six_weeks_without_a_new_best() {
    let plateau = |weeks: i64| {
        let entries = steady("squat", 2, 12, 2 * weeks + 1, TODAY - 1.day());
        advice_for(&log(entries), TODAY, "squat").plateau_weeks
    };
    assert_eq!((plateau(4), plateau(8)), (None, Some(8)));
    // At the end of its dose an exercise is kept, not stuck.
    let full = log(steady("squat", 3, 15, 17, TODAY - 1.day()));
    assert_eq!(advice_for(&full, TODAY, "squat").plateau_weeks, None);
}

// ------------------------------------------------- benchmarks, habit, mistakes

#[test]
fn benchmarks_move_only_beyond_a_good_or_bad_day() {
    let test = |day: i64, left: f64, right: f64| Entry {
        date: TODAY + day.days(),
        what: What::Benchmark(Measured {
            benchmark: "single_leg_balance".into(),
            sides: Some([left, right]),
            value: None,
        }),
        felt: Felt::default(),
        notes: String::new(),
    };
    let one = benchmark_trends(&log(vec![test(0, 42.0, 35.0)]), coaching());
    assert_eq!(one[0].results[0].verdict, Moved::Single);
    // 7 of 42 s are 17 %: below the 20 % worth evening out.
    assert_eq!(one[0].side_to_train, None);
    let two = log(vec![test(0, 42.0, 30.0), test(28, 49.0, 41.0), test(56, 49.0, 36.0)]);
    let trend = &benchmark_trends(&two, coaching())[0];
    // 10 s, or 20 % of the first: 10 s for both here.
    let verdicts: Vec<Moved> = trend.results.iter().map(|r| r.verdict).collect();
    assert_eq!(verdicts, [Moved::NoChange, Moved::NoChange]);
    assert_eq!(trend.side_to_train, Some("right"));
    let better = log(vec![test(0, 42.0, 30.0), test(28, 52.0, 19.0)]);
    let verdicts: Vec<Moved> =
        benchmark_trends(&better, coaching())[0].results.iter().map(|r| r.verdict).collect();
    assert_eq!(verdicts, [Moved::Better, Moved::Worse]);
}

#[test]
fn windows_count_from_the_present_block() {
    let mut entries = steady("squat", 2, 10, 3, date(2026, 6, 1));
    entries.extend(steady("squat", 2, 10, 6, date(2026, 10, 30)));
    let log = log(entries);
    let start = block_start(&log, coaching()).unwrap();
    assert_eq!(start, date(2026, 10, 13));
    let windows = expected(&log, date(2026, 11, 1), coaching());
    let days: Vec<(Date, Date, &str)> = windows.iter().map(|w| (w.from, w.to, w.state)).collect();
    assert_eq!(days[0], (date(2026, 10, 27), date(2026, 11, 10), "now"));
    assert_eq!(days[1], (date(2026, 11, 24), date(2026, 12, 8), "ahead"));
    assert_eq!(days[2], (date(2026, 12, 8), date(2027, 1, 5), "ahead"));
}

#[test]
fn weekly_distance_warns_above_a_tenth() {
    // Mondays 2 to 23 November 2026; the third week is empty.
    let runs = [(2, 20.0), (4, 10.0), (9, 33.0), (23, 10.0), (30, 11.2)];
    let entries = runs.iter().map(|(day, km)| Entry {
        date: date(2026, 11, 1) + (i64::from(*day) - 1).days(),
        ..run_entry(*km, "")
    });
    let weeks = weeks(&log(entries.collect()), coaching());
    let facts: Vec<(f64, bool)> = weeks.iter().map(|w| (w.km, w.too_fast)).collect();
    // 33 after 30 is exactly a tenth; after an empty week there is nothing to compare with.
    assert_eq!(facts, [(30.0, false), (33.0, false), (0.0, false), (10.0, false), (11.2, true)]);
    assert_eq!(weeks[3].growth_percent, None);
    assert_eq!(weeks[4].recent_most_km, 33.0);
}

#[test]
fn habits_and_mistakes_are_seen() {
    let found = |entries: Vec<Entry>| -> Vec<String> {
        mistakes(&log(entries), TODAY, catalogue(), coaching())
            .into_iter()
            .map(|m| m.mistake)
            .collect()
    };
    // Two sessions a week, one- and two-legged, for five weeks.
    let mut good = steady("squat", 2, 12, 11, TODAY - 1.day());
    good.extend(steady("step_up", 2, 10, 11, TODAY - 1.day()));
    assert_eq!(found(good.clone()), Vec::<String>::new());
    let habit = habit(&log(good.clone()), TODAY, catalogue(), coaching());
    assert!(habit.said.contains("In 4 of the last 4 weeks"), "{habit:?}");
    assert!(habit.wins.iter().any(|w| w.contains("4 weeks in a row")), "{habit:?}");

    assert_eq!(found(steady("squat", 2, 12, 11, TODAY - 1.day())), ["only_two_legged"]);
    let mut hard = good.clone();
    for e in &mut hard {
        e.felt.rpe = Some(10.0);
    }
    assert_eq!(found(hard), ["training_to_failure"]);
    let sparse: Vec<Entry> = good.iter().filter(|e| (e.date.day() / 8) % 2 == 0).cloned().collect();
    assert!(found(sparse).contains(&"inconsistency".to_owned()));
    let runs =
        |n: i64| (0..n).map(|i| Entry { date: TODAY - (3 * i).days(), ..run_entry(8.0, "") });
    assert_eq!(found(runs(8).collect()), ["no_strength"]);
    let mut monotone = steady("squat", 2, 12, 30, TODAY - 1.day());
    monotone.extend(steady("step_up", 2, 10, 30, TODAY - 1.day()));
    assert_eq!(found(monotone), ["monotony"]);
    let squat = &catalogue().exercises["loaded_squat"];
    let mut jump = good.clone();
    for (days, load) in [(8, 20.0), (4, 30.0)] {
        let day = TODAY - i64::from(days).days();
        jump.extend(sets_of(squat, dose(squat, 3, 5, load), day, Felt::default()));
    }
    assert!(found(jump).contains(&"weight_before_quality".to_owned()));
}

// ------------------------------------------------------------------- loading

#[test]
fn the_rules_are_checked_against_the_catalogue() {
    let files = CoachingFiles::default();
    let with = |text: &str, from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    };
    let load = |files: CoachingFiles| Coaching::from_toml(&files, catalogue());
    assert_eq!(&load(files).unwrap(), coaching());
    let progression = with(files.progression, "percent = [5, 10]", "percent = [5, 50]");
    let error = load(CoachingFiles { progression: &progression, ..files }).unwrap_err();
    assert!(matches!(error, CatalogueError::Invalid { file: "progression", .. }), "{error}");
    let progression = with(files.progression, "to = \"pogo_hops\"", "to = \"squat\"");
    let error = load(CoachingFiles { progression: &progression, ..files }).unwrap_err();
    assert!(error.to_string().contains("no such step"), "{error}");
    let stages = with(files.stages, "\"tempo_strength_circuit\"", "\"tempo_circuit\"");
    let error = load(CoachingFiles { stages: &stages, ..files }).unwrap_err();
    assert!(error.to_string().contains("tempo_circuit"), "{error}");
    let stages = with(files.stages, "beside = [\"balance\", ", "beside = [");
    let error = load(CoachingFiles { stages: &stages, ..files }).unwrap_err();
    assert!(error.to_string().contains("belongs to no stage"), "{error}");
    let results = with(files.results, "\"side_plank\"", "\"jump\"");
    let error = load(CoachingFiles { results: &results, ..files }).unwrap_err();
    assert!(matches!(error, CatalogueError::Unknown { kind: "benchmark", .. }), "{error}");
    let benchmarks = with(files.benchmarks, "amount = 10", "amount = 0");
    let error = load(CoachingFiles { benchmarks: &benchmarks, ..files }).unwrap_err();
    assert!(error.to_string().contains("above 0"), "{error}");
    let injuries = with(files.injuries, "\"calf_ankle\"", "\"calves\"");
    let error = load(CoachingFiles { injuries: &injuries, ..files }).unwrap_err();
    assert!(matches!(error, CatalogueError::Unknown { kind: "deficit", .. }), "{error}");
    let mistakes = with(files.mistakes, "kind = \"monotony\"", "kind = \"boredom\"");
    let error = load(CoachingFiles { mistakes: &mistakes, ..files }).unwrap_err();
    assert!(matches!(error, CatalogueError::Parse { file: "mistakes", .. }), "{error}");
}

#[test]
fn every_exercise_has_its_place_in_the_sequence() {
    let stage = |id: &str| coaching().stages.of(id).map(|s| s.id.as_str());
    assert_eq!(stage("ankle_mobility"), Some("mobility_activation"));
    assert_eq!(stage("squat"), Some("controlled_resistance"));
    assert_eq!(stage("step_up"), Some("unilateral"));
    assert_eq!(stage("slow_calf_lowering"), Some("eccentric"));
    assert_eq!(stage("endurance_strength_circuit"), Some("endurance_strength"));
    assert_eq!(stage("plank"), None);
    for exercise in catalogue().exercises.values() {
        let jumps = stage(&exercise.id) == Some("plyometric");
        assert_eq!(jumps, exercise.category == Category::Plyometric, "{}", exercise.id);
    }
}
