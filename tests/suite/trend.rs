//! Runs in a row: real changes are told from days, and devices never mixed.

use std::process::{Command, Output};

use assert_cmd::cargo::cargo_bin_cmd;
use runform::analysis::{Analysis, Knowledge, Origin, analyze};
use runform::metrics::Metric;
use runform::settings::{self, Settings};
use runform::simulate::watch::{FatigueCurve, WatchProfile, simulate, to_fit};
use runform::strength::Catalogue;
use runform::trend::{NoShift, NotInTrend, Noticed, Series, Trend, Verdict, trend};

/// One week of a runner.
#[derive(Clone, Copy)]
struct Week {
    contact_ms: f64,
    tired_contact_pct: f64,
    speed_mps: f64,
    duration_s: f64,
}

const USUAL: Week =
    Week { contact_ms: 248.0, tired_contact_pct: 5.0, speed_mps: 3.1, duration_s: 4200.0 };

fn profile(week: usize, is: Week) -> WatchProfile {
    let mut profile = WatchProfile { seed: 100 + week as u64, ..WatchProfile::default() };
    profile.start += jiff::SignedDuration::from_hours(168 * week as i64);
    profile.duration_s = is.duration_s;
    // The simulator gives form at the runner's own speed; here it is meant at 3.1 m/s.
    let faster: f64 = is.speed_mps / USUAL.speed_mps;
    profile.runner.speed_mps = is.speed_mps;
    profile.runner.contact_ms = is.contact_ms * faster.powf(-0.65);
    profile.runner.cadence_spm *= faster.powf(0.15);
    profile.fatigue.curve = FatigueCurve::Linear { from: 0.3, to: 0.8 };
    profile.fatigue.contact_pct = is.tired_contact_pct;
    profile
}

fn analysis(week: usize, is: Week) -> Analysis {
    let run = simulate(&profile(week, is));
    let origin =
        Origin { path: format!("week{week}.fit"), sha256: format!("{week:064}"), index: 0 };
    analyze(&run.recording, &origin, &Settings::default(), Knowledge::builtin().unwrap())
        .unwrap()
        .analysis
}

fn of(analyses: &[Analysis]) -> Trend {
    trend(analyses, Catalogue::builtin().unwrap(), &settings::Trend::default())
}

fn series(trend: &Trend, metric: Metric) -> &Series {
    let mut found = trend.series.iter().filter(|s| s.metric == metric);
    let series = found.next().unwrap();
    assert!(found.next().is_none(), "{metric} has several series");
    series
}

/// What days do without any training: a few ms, some pace.
fn day(week: usize) -> Week {
    let wave = |period: f64| (week as f64 * period).sin();
    Week {
        contact_ms: USUAL.contact_ms + 2.5 * wave(2.1),
        speed_mps: USUAL.speed_mps + 0.12 * wave(1.3),
        ..USUAL
    }
}

/// A document as version 1 of the schema had it, with texts in the place of facts.
const FIRST_VERSION: &str = include_str!("documents/analysis_1.json");

#[test]
fn documents_of_the_first_schema_are_read() {
    let old: Analysis = serde_json::from_str(FIRST_VERSION).unwrap();
    assert_eq!(old.schema, "runform/analysis/1");
    let contact = old.comparison.metrics.iter().find(|m| m.metric == Metric::GroundContactTime);
    assert_eq!(contact.unwrap().source.to_string(), "fit:stance_time");
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("old.json"), FIRST_VERSION).unwrap();
    let output = runform(dir.path(), &["trend", "old.json"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let output = runform(dir.path(), &["plan", "old.json"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
}

#[test]
fn days_alone_move_nothing() {
    let analyses: Vec<Analysis> = (0..6).map(|w| analysis(w, day(w))).collect();
    for n in [2, 3, 6] {
        let trend = of(&analyses[..n]);
        assert_eq!(trend.runs.len(), n);
        for s in &trend.series {
            assert!(
                !matches!(s.level.verdict, Verdict::Up | Verdict::Down),
                "{} of {n}: {:?}",
                s.metric,
                s.level
            );
        }
        let contact = series(&trend, Metric::GroundContactTime);
        assert_eq!(contact.fatigue.verdict, Verdict::NoChange, "{:?}", contact.fatigue);
        assert!(contact.points.iter().all(|p| p.beyond_days != Some(true)));
        for focus in &trend.focus {
            assert!(
                matches!(focus.verdict, Verdict::NoChange | Verdict::NotComparable),
                "{focus:?}"
            );
        }
    }
}

#[test]
fn a_change_of_level_is_seen_at_the_common_speed() {
    // 20 ms less over five weeks, while the runs get faster: speed alone would explain
    // some of it.
    let weeks = |k: usize| Week {
        contact_ms: USUAL.contact_ms - 4.0 * k as f64,
        speed_mps: USUAL.speed_mps + 0.02 * k as f64,
        ..USUAL
    };
    let analyses: Vec<Analysis> = (0..6).map(|w| analysis(w, weeks(w))).collect();
    let trend = of(&analyses);
    let level = &series(&trend, Metric::GroundContactTime).level;
    assert_eq!((level.verdict, level.runs), (Verdict::Down, 6));
    let change = level.change.unwrap();
    assert!((change + 20.0).abs() < 3.0, "{change}");
    // Pace alone: contact falls by 65 % of 6 %, some 10 ms, and the level stays.
    let faster: Vec<Analysis> =
        (0..4).map(|w| analysis(w, Week { speed_mps: 3.0 + 0.06 * w as f64, ..USUAL })).collect();
    let trend = of(&faster);
    let contact = series(&trend, Metric::GroundContactTime);
    let raw = contact.points[3].fresh - contact.points[0].fresh;
    assert!(raw < -6.0, "{raw}");
    let change = contact.level.change.unwrap();
    assert!(change.abs() < 2.0, "{change}");
    assert_eq!(contact.level.verdict, Verdict::NoChange);
}

#[test]
fn a_slow_fall_of_the_change_when_tired_is_seen_over_all_runs() {
    // A true change of contact of 6, 6, 4.5, 4, 2.5 and 2 %.
    let analyses: Vec<Analysis> = [6.0, 6.0, 4.5, 4.0, 2.5, 2.0]
        .into_iter()
        .enumerate()
        .map(|(w, tired_contact_pct)| analysis(w, Week { tired_contact_pct, ..USUAL }))
        .collect();
    let trend = of(&analyses);
    let fatigue = &series(&trend, Metric::GroundContactTime).fatigue;
    assert_eq!((fatigue.verdict, fatigue.runs), (Verdict::Better, 6), "{fatigue:?}");
    // Least squares of the truth: from 6.4 to 1.9 % of 248 ms at the full height of a ramp
    // that ends before the last quarter.
    let change = fatigue.change.unwrap();
    assert!((change + 0.045 * 248.0).abs() < 4.0, "{fatigue:?}");
}

#[test]
fn the_focus_says_whether_the_tired_part_got_better() {
    let weeks = |last: f64| -> Vec<Analysis> {
        (0..6)
            .map(|w| {
                let tired_contact_pct = if w < 3 { 6.0 } else { last };
                analysis(w, Week { tired_contact_pct, ..day(w) })
            })
            .collect()
    };
    for (last, expected) in
        [(0.5, Verdict::Better), (6.0, Verdict::NoChange), (12.0, Verdict::Worse)]
    {
        let trend = of(&weeks(last));
        let fatigue = &series(&trend, Metric::GroundContactTime).fatigue;
        assert_eq!(fatigue.verdict, expected, "{last}: {fatigue:?}");
        // Shown with its own sign: flight time falls when contact grows.
        let flight = &series(&trend, Metric::FlightTime).fatigue;
        assert!(fatigue.from.unwrap() > 0.0 && flight.from.unwrap() < 0.0, "{flight:?}");
        let calf = trend.focus.iter().find(|f| f.deficit == "calf_ankle").unwrap();
        assert_eq!(calf.verdict, expected, "{last}: {calf:?}");
    }
}

#[test]
fn tired_parts_of_runs_of_other_lengths_are_not_compared() {
    let analyses = [
        analysis(0, Week { duration_s: 7200.0, ..USUAL }),
        analysis(1, Week { tired_contact_pct: 0.0, duration_s: 3000.0, ..USUAL }),
    ];
    let trend = of(&analyses);
    let contact = series(&trend, Metric::GroundContactTime);
    assert_eq!(contact.fatigue.verdict, Verdict::NotComparable);
    assert!(matches!(contact.fatigue.reason, Some(NoShift::NoRunAlike { .. })));
    assert_eq!(contact.level.verdict, Verdict::NoChange);
}

#[test]
fn devices_and_fields_never_share_a_series() {
    let mut analyses: Vec<Analysis> = (0..4).map(|w| analysis(w, day(w))).collect();
    analyses[1].recording.device = Some("another watch".into());
    analyses[3].recording.device = None;
    for change in &mut analyses[2].comparison.metrics {
        if change.metric == Metric::GroundContactTime {
            change.source = "fit:another field".into();
        }
    }
    let trend = of(&analyses);
    for s in &trend.series {
        for point in &s.points {
            let run = &trend.runs[point.run];
            assert_eq!(run.device, s.device);
            let analysis = analyses.iter().find(|a| a.recording.path == run.path).unwrap();
            let own = analysis.comparison.metrics.iter().find(|m| m.metric == s.metric).unwrap();
            assert_eq!(own.source, s.source);
        }
    }
    let contact: Vec<usize> = trend
        .series
        .iter()
        .filter(|s| s.metric == Metric::GroundContactTime)
        .map(|s| s.points.len())
        .collect();
    assert_eq!(contact, [1, 1, 1, 1]);
    assert!(
        trend.notes.iter().any(|n| matches!(n, Noticed::SeveralDevices { count: 3, .. })),
        "{:?}",
        trend.notes
    );
    assert!(
        trend.notes.iter().any(|n| matches!(n, Noticed::FieldsDiffer { .. })),
        "{:?}",
        trend.notes
    );
}

#[test]
fn runs_are_put_in_order_and_counted_once() {
    let mut analyses: Vec<Analysis> = [2, 0, 1].into_iter().map(|w| analysis(w, day(w))).collect();
    analyses.push(Analysis { ..analyses[0].clone() });
    analyses.push(analysis(5, Week { duration_s: 600.0, ..USUAL }));
    let mut undated = analysis(6, USUAL);
    undated.recording.start_time = None;
    analyses.push(undated);
    let trend = of(&analyses);
    let order: Vec<&str> = trend.runs.iter().map(|r| r.path.as_str()).collect();
    assert_eq!(order, ["week0.fit", "week1.fit", "week2.fit"]);
    let reasons: Vec<&NotInTrend> = trend.left_out.iter().map(|l| &l.reason).collect();
    assert_eq!(reasons.len(), 3);
    assert!(
        *reasons[0] == NotInTrend::ThereTwice && *reasons[2] == NotInTrend::UndatedRun,
        "{reasons:?}"
    );
    let (mut other, same) = (analyses.clone(), of(&analyses));
    other.reverse();
    let other = of(&other);
    assert_eq!((other.runs, other.series), (same.runs, same.series));
    assert!(of(&[]).series.is_empty());
}

// ------------------------------------------------------------------- command

fn runform(dir: &std::path::Path, args: &[&str]) -> Output {
    cargo_bin_cmd!("runform").current_dir(dir).args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn recordings_and_documents_give_the_same_trend() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("runs")).unwrap();
    for week in 0..2 {
        let run = simulate(&profile(week, day(week)));
        let path = dir.path().join(format!("runs/{week}.fit"));
        std::fs::write(path, to_fit(&run)).unwrap();
    }
    let go = |args: &[&str]| {
        let output = runform(dir.path(), args);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", text(&output.stderr));
        text(&output.stdout)
    };
    go(&["log", "benchmark", "plank", "--log", "l.csv", "--value", "60"]);
    // Without a strength session in the log there is no word on whether it paid off.
    let page = go(&["trend", "runs", "--log", "l.csv", "--color", "never"]);
    assert!(!page.contains("paying off"), "{page}");
    go(&["log", "add", "plank", "--log", "l.csv", "--sets", "2", "--hold-s", "30"]);
    let page = go(&["trend", "runs", "--log", "l.csv", "--color", "never"]);
    assert!(page.starts_with("2 runs"), "{page}");
    for part in ["Is the strength work paying off?", "change when tired", "Plank, s: 60."] {
        assert!(page.contains(part), "{part} is missing in\n{page}");
    }
    let direct = go(&["trend", "runs", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&direct).unwrap();
    assert_eq!(value["schema"], "runform/trend/3");
    assert_eq!(value["runs"].as_array().unwrap().len(), 2);
    let documents = go(&["analyze", "runs", "--format", "json"]);
    std::fs::write(dir.path().join("all.json"), documents).unwrap();
    let from_documents: serde_json::Value =
        serde_json::from_str(&go(&["trend", "all.json", "--format", "json"])).unwrap();
    let verdicts = |v: &serde_json::Value| -> Vec<(String, String)> {
        let word = |v: &serde_json::Value| v.as_str().unwrap().to_owned();
        let series = v["series"].as_array().unwrap().iter();
        series.map(|s| (word(&s["level"]["verdict"]), word(&s["fatigue"]["verdict"]))).collect()
    };
    assert_eq!(verdicts(&value), verdicts(&from_documents));
    // The folder that analyze fills, and standard input.
    go(&["analyze", "runs", "--out", "report", "--tables", "none"]);
    assert!(go(&["trend", "report", "--color", "never"]).starts_with("2 runs"));
    let piped = Command::new("sh")
        .current_dir(dir.path())
        .args(["-c", "\"$0\" trend - --color never < all.json", env!("CARGO_BIN_EXE_runform")])
        .output()
        .unwrap();
    assert!(text(&piped.stdout).starts_with("2 runs"), "{}", text(&piped.stderr));
}

#[test]
fn what_is_no_run_is_said_with_its_reason() {
    let dir = tempfile::tempdir().unwrap();
    let list = "Activity ID,Activity Date,Activity Name,Activity Type,Distance\n\
        1,\"Nov 1, 2026\",Morning,Run,10\n";
    std::fs::write(dir.path().join("activities.csv"), list).unwrap();
    std::fs::write(dir.path().join("other.json"), "{\"schema\": \"x\"}").unwrap();
    std::fs::write(dir.path().join("half.json"), "{\"schema\": ").unwrap();
    std::fs::write(dir.path().join("l.csv"), "date,kind\nx,y\n").unwrap();
    for (input, word) in [
        ("activities.csv", "A trend needs the course of every run"),
        ("other.json", "expected \"runform/analysis/2\""),
        ("half.json", "analysis documents"),
        ("missing.fit", "no such file"),
    ] {
        let output = runform(dir.path(), &["trend", input]);
        assert_eq!(output.status.code(), Some(1), "{input}");
        assert!(text(&output.stderr).contains(word), "{input}: {}", text(&output.stderr));
    }
    let output = runform(dir.path(), &["trend", "missing.fit", "--log", "l.csv"]);
    assert!(text(&output.stderr).contains("line 2"), "{}", text(&output.stderr));
}
