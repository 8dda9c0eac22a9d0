//! What is said rests on data, never on pieces of a text: names of columns and files
//! change nothing, and a metric has one value.

use std::path::Path;
use std::process::Output;

use assert_cmd::cargo::cargo_bin_cmd;
use runform::analysis::{Analysis, Segment};
use runform::metrics::Metric;

fn runform(dir: &Path, args: &[&str]) -> Output {
    cargo_bin_cmd!("runform").current_dir(dir).args(args).output().unwrap()
}

fn analysis(dir: &Path, args: &[&str]) -> Analysis {
    let output = runform(dir, &[&["analyze", "--format", "json"], args].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A simulated run as `run.csv`.
fn simulated(dir: &Path, args: &[&str]) -> String {
    let made = runform(
        dir,
        &[&["simulate", "watch", "--format", "csv", "--out", ".", "--name", "run"], args].concat(),
    );
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    std::fs::read_to_string(dir.join("run.csv")).unwrap()
}

#[test]
fn the_variability_of_the_cadence_has_one_value() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/data/samples/tired_long_run.fit");
    let run = analysis(Path::new("."), &[sample]);
    let of = |id: &str| {
        let segment: &Segment = run.segments.iter().find(|s| s.id == id).unwrap();
        let mut found = segment.metrics.iter().filter(|m| m.metric == Metric::CadenceCv);
        let one = found.next().unwrap().clone();
        assert!(found.next().is_none() && one.ci95.is_some());
        one
    };
    let change = run.comparison.metrics.iter().find(|m| m.metric == Metric::CadenceCv).unwrap();
    let (fresh, fatigued) = (of("fresh"), of("fatigued"));
    assert_eq!((fresh.median, fatigued.median), (change.fresh, change.fatigued));
    assert_eq!((&fresh.source, &fatigued.source), (&change.source, &change.source));
}

#[test]
fn the_name_of_a_balance_column_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let set = ["--profile", "constant_asymmetry", "--set", "runner.balance_left_pct=51.7"];
    let text = simulated(dir.path(), &set);
    let usual = analysis(dir.path(), &["run.csv"]);
    let renamed = text.replacen("stance_time_balance [%]", "GCT balance L+R", 1);
    assert_ne!(renamed, text);
    std::fs::write(dir.path().join("renamed.csv"), renamed).unwrap();
    let map = ["renamed.csv", "--map", "GCT balance L+R=contact_balance_left:%"];
    let renamed = analysis(dir.path(), &map);
    assert_eq!(usual.findings.len(), 1, "{:?}", usual.findings);
    assert_eq!(renamed.findings, usual.findings);
}

#[test]
fn words_in_the_name_of_a_column_stay_in_it() {
    let dir = tempfile::tempdir().unwrap();
    let text = simulated(dir.path(), &["--profile", "fresh"]);
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let dropped =
        |name: &str| name.starts_with("vertical_ratio") || name.starts_with("step_length");
    let kept: Vec<usize> = (0..header.len()).filter(|&i| !dropped(header[i])).collect();
    let name = |i: &usize| match header[*i] {
        "cadence [spm]" => "Rate of steps",
        other => other,
    };
    let mut out = kept.iter().map(name).collect::<Vec<_>>().join(",") + "\n";
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        out += &(kept.iter().map(|&i| cells[i]).collect::<Vec<_>>().join(",") + "\n");
    }
    std::fs::write(dir.path().join("rate.csv"), out).unwrap();
    let run = analysis(dir.path(), &["rate.csv", "--map", "Rate of steps=cadence:spm"]);
    let ratio = run.comparison.metrics.iter().find(|m| m.metric == Metric::VerticalRatio).unwrap();
    let fields: Vec<&str> = ratio.source.fields().iter().map(|f| f.id.as_str()).collect();
    assert_eq!(fields, ["csv:vertical_oscillation [mm]", "csv:Rate of steps", "csv:speed [m/s]"]);
}

#[test]
fn a_mark_in_the_name_of_a_file_is_no_archive() {
    let dir = tempfile::tempdir().unwrap();
    let list = "Activity ID,Activity Date,Activity Name,Activity Type,Distance\n\
        1,\"Nov 1, 2026\",Morning,Run,10\n";
    let codes = ["Activities.csv", "Activities!.csv"].map(|name| {
        std::fs::write(dir.path().join(name), list).unwrap();
        runform(dir.path(), &["analyze", name]).status.code()
    });
    assert_eq!(codes, [Some(1), Some(1)]);
}
