//! A list of activities as a history: read by itself, and beside the files it names.

use std::fmt::Write as _;
use std::path::Path;

use assert_cmd::cargo::cargo_bin_cmd;
use runform::import::activities;
use runform::metrics::Metric;
use runform::recording::{Quantity, Sport};
use runform::settings;
use runform::strength::Catalogue;
use runform::trend::{List, Noticed, Series, Trend, Verdict, with_lists};
use serde_json::Value;

use crate::support::real_data;

/// A Garmin list of so many runs, newest first; `contact` and `pace_s` by number.
fn list(runs: u32, contact: impl Fn(u32) -> f64, pace_s: impl Fn(u32) -> u32) -> String {
    let mut text = String::from(
        "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Avg Run Cadence,Max Run Cadence,Avg Pace,Total Ascent,Avg Stride Length,Avg Vertical Oscillation,Avg Ground Contact Time,Avg GCT Balance\n",
    );
    for k in (0..runs).rev() {
        let pace = pace_s(k);
        let metres = 3600.0 * 1000.0 / f64::from(pace);
        let step = metres / 3600.0 * 60.0 / 172.0;
        writeln!(
            text,
            "Running,2025-{:02}-{:02} 07:00:00,false,\"Run {k}\",\"{:.2}\",\"600\",\"01:00:00\",\"140\",\"172\",\"190\",\"{}:{:02}\",\"20\",\"{step:.2}\",\"8.5\",\"{:.0}\",\"50.2% L / 49.8% R\"",
            1 + k / 28,
            1 + k % 28,
            metres / 1000.0,
            pace / 60,
            pace % 60,
            contact(k),
        )
        .unwrap();
    }
    text
}

fn trend_of(text: &str) -> Trend {
    let activities = activities(text.as_bytes()).unwrap();
    let list = List { path: "Activities.csv".into(), activities };
    with_lists(&[], &[list], Catalogue::builtin().unwrap(), &settings::Trend::default())
}

fn contact(trend: &Trend) -> &Series {
    trend.series.iter().find(|s| s.metric == Metric::GroundContactTime).unwrap()
}

/// What days do: some ms either way.
fn wave(k: u32) -> f64 {
    3.0 * (f64::from(k) * 2.1).sin()
}

#[test]
fn a_real_move_is_told_from_days_and_from_pace() {
    let still = trend_of(&list(60, |k| 250.0 + wave(k), |_| 340));
    assert_eq!((still.runs.len(), contact(&still).level.verdict), (60, Verdict::NoChange));
    let moved = trend_of(&list(60, |k| 250.0 + wave(k) - 0.6 * f64::from(k), |_| 340));
    let level = &contact(&moved).level;
    assert_eq!(level.verdict, Verdict::Down, "{level:?}");
    assert!(level.change.unwrap() < -25.0, "{level:?}");
    // Ten seconds a kilometre faster: shorter contact, as pace makes it, is no change.
    let speed = |k: u32| 1000.0 / f64::from(345 - k / 6);
    let faster =
        trend_of(&list(60, |k| 250.0 * (speed(k) / speed(0)).powf(-0.65), |k| 345 - k / 6));
    assert_eq!(contact(&faster).level.verdict, Verdict::NoChange, "{:?}", contact(&faster).level);
    assert!(faster.notes.contains(&Noticed::ListAverages));
    assert!(faster.runs.iter().all(|r| r.averages) && faster.series.iter().all(|s| s.averages));
}

#[test]
fn the_command_reads_a_list_by_itself() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("Activities.csv"), list(40, |k| 250.0 + wave(k), |_| 340))
        .unwrap();
    let run = |rest: &[&str]| {
        let output = cargo_bin_cmd!("runform")
            .current_dir(dir.path())
            .args(["trend", "Activities.csv"])
            .args(rest)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let text = run(&[]);
    for part in ["40 runs", "from a list of activities", "Ground contact", "brought to", "averages"]
    {
        assert!(text.contains(part), "no {part:?} in {text}");
    }
    assert!(text.lines().count() < 40, "a line per run of a list: {text}");
    let json: Value = serde_json::from_str(&run(&["--format", "json"])).unwrap();
    assert_eq!(json["runs"].as_array().unwrap().len(), 40);
}

#[test]
fn real_lists_in_many_languages_are_histories() {
    let Some(data) = real_data("real lists").map(|d| d.join("watch/csv_garmin_activities")) else {
        return;
    };
    // File, runs, and the averages of the first run in it by hand.
    let contact = Quantity::GroundContactTime;
    let cases: [(&str, &str, &[(Quantity, f64)]); 6] = [
        (
            "anton_activities_en_balance.csv",
            "2025-07-10T15:40:46",
            &[
                (contact, 280.0),
                (Quantity::ContactBalanceLeft, 49.4),
                (Quantity::VerticalOscillation, 82.0),
                (Quantity::Cadence, 137.0),
            ],
        ),
        (
            "isak_activities_sv_balance.csv",
            "2026-02-08T11:03:22",
            &[
                (contact, 258.0),
                (Quantity::ContactBalanceLeft, 52.3),
                (Quantity::VerticalOscillation, 94.0),
            ],
        ),
        (
            "isak_e_sv_whitespace.csv",
            "2026-01-19T18:05:42",
            &[(contact, 277.0), (Quantity::StepLength, 1.13), (Quantity::Speed, 1000.0 / 382.0)],
        ),
        (
            "kosek_activities_pl.csv",
            "2021-10-29T17:04:38",
            &[
                (Quantity::Cadence, 168.0),
                (Quantity::Speed, 1000.0 / 310.0),
                (Quantity::StepLength, 1.15),
            ],
        ),
        (
            "hlasse_activities_da.csv",
            "2020-03-02T15:05:08",
            &[(Quantity::Cadence, 171.0), (Quantity::Distance, 6290.0)],
        ),
        (
            "stryder_activities_en.csv",
            "2026-02-14T09:36:08",
            &[(Quantity::Cadence, 174.0), (Quantity::StepLength, 0.93)],
        ),
    ];
    for (name, start, values) in cases {
        let found = activities(&std::fs::read(data.join(name)).unwrap()).unwrap();
        let runs: Vec<_> =
            found.iter().filter(|a| matches!(a.sport, Sport::Running { .. })).collect();
        assert!(!runs.is_empty(), "{name}");
        assert_eq!(runs[0].start.to_string(), start, "{name}");
        for (quantity, right) in values {
            let seen = runs[0].value(*quantity);
            assert!(
                seen.is_some_and(|v| (v / right - 1.0).abs() < 0.002),
                "{name}: {quantity:?} {seen:?} for {right}"
            );
        }
    }
    let skiing = activities(&std::fs::read(data.join("isak_activities_sv_balance.csv")).unwrap());
    assert!(skiing.unwrap().iter().any(|a| matches!(a.sport, Sport::Other(_))));
}

/// A list beside a file: sport, title and, where the file has none, the date.
#[test]
fn a_list_names_the_files_beside_it() {
    let dir = tempfile::tempdir().unwrap();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/samples/tired_long_run.fit");
    let archive = dir.path().join("runs");
    std::fs::create_dir(&archive).unwrap();
    std::fs::copy(&sample, archive.join("1.fit")).unwrap();
    let analyzed = |dir: &Path| {
        let output = cargo_bin_cmd!("runform")
            .current_dir(dir)
            .args(["analyze", "runs/1.fit", "--format", "json"])
            .output()
            .unwrap();
        (serde_json::from_slice::<Value>(&output.stdout).ok(), output)
    };
    let before = analyzed(dir.path()).0.unwrap();
    let start = before["recording"]["start_time"].as_str().unwrap();
    let seconds = before["recording"]["active_s"].as_f64().unwrap().round() as u64;
    let begun: jiff::Timestamp = start.parse().unwrap();
    // The clock of a place two hours east of Greenwich.
    let wall = begun.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(2))).datetime();
    let list = |kind: &str, minutes: i64| {
        let at = wall.checked_add(jiff::SignedDuration::from_mins(minutes)).unwrap();
        format!(
            "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Max HR\n\
             {kind},{},false,\"Along the river\",\"15.0\",\"900\",\"{:02}:{:02}:{:02}\",\"150\",\"160\"\n",
            at.strftime("%Y-%m-%d %H:%M:%S"),
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        )
    };
    std::fs::write(dir.path().join("Activities.csv"), list("Running", 0)).unwrap();
    assert_eq!(analyzed(dir.path()).0.unwrap()["recording"]["title"], "Along the river");
    // Of another time it says nothing.
    std::fs::write(dir.path().join("Activities.csv"), list("Running", 7)).unwrap();
    assert_ne!(analyzed(dir.path()).0.unwrap()["recording"]["title"], "Along the river");
    // What the runner corrected there counts.
    std::fs::write(dir.path().join("Activities.csv"), list("Cycling", 0)).unwrap();
    let (_, output) = analyzed(dir.path());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("cycling"), "{said}");
}
