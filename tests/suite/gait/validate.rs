//! `runform validate`: people have to be named, and those left out come first.

use std::path::Path;

use assert_cmd::cargo::cargo_bin_cmd;
use runform::simulate::imu::{named, simulate, to_csv};

/// Recordings of five simulated people, a foot and a shank each, in folders of their own.
fn people(dir: &Path) {
    for (k, strike) in [2.0, 8.0, 14.0, 20.0, 26.0].into_iter().enumerate() {
        let mut p = named("heel").unwrap();
        p.run.duration_s = 20.0;
        (p.run.seed, p.rate_hz) = (k as u64, 100.0);
        p.motion.foot.strike_deg = strike;
        p.placements.truncate(3);
        let run = simulate(&p);
        let folder = dir.join(format!("p{k}"));
        std::fs::create_dir(&folder).unwrap();
        for (sensor, placement) in p.placements.iter().enumerate() {
            let csv = to_csv(&run, sensor);
            std::fs::write(folder.join(format!("{placement}.csv")), csv).unwrap();
        }
        std::fs::write(folder.join("truth_steps.csv"), run.truth.steps_csv()).unwrap();
    }
}

fn validate(dir: &Path, args: &[&str]) -> (bool, String, String) {
    let output = cargo_bin_cmd!("runform").arg("validate").arg(dir).args(args).output().unwrap();
    let text = |b: &[u8]| String::from_utf8_lossy(b).into_owned();
    (output.status.success(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn people_are_named_and_left_out() {
    let dir = tempfile::tempdir().unwrap();
    people(dir.path());
    let (ok, _, said) = validate(dir.path(), &[]);
    assert!(!ok && said.contains("--person") && said.contains("people.csv"), "{said}");

    let list = dir.path().join("people.csv");
    std::fs::write(&list, "path,person\np0/,a\np1/,b\np2/,c\np3/,d\n").unwrap();
    let (ok, _, said) = validate(dir.path(), &[]);
    assert!(!ok && said.contains("p4"), "{said}");

    std::fs::write(&list, "path,person\np0/,a\np1/,b\np2/,c\np3/,d\np4/,e\n").unwrap();
    let (ok, told, said) = validate(dir.path(), &[]);
    assert!(ok, "{said}");
    let first = told.lines().find(|l| l.starts_with("foot")).unwrap();
    assert!(first.contains("left out") && told.contains("50 N"), "{told}");
    let (_, json, _) = validate(dir.path(), &["--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&json).unwrap();
    let foot = &found["by_person"][0];
    assert_eq!(foot["region"], "foot");
    assert_eq!(foot["people"].as_array().unwrap().len(), 5);
    assert_eq!(foot["left_out"]["recordings"], 10);
    assert!(found["scores"][0]["left_out"].is_array());

    // One person: nothing can be fitted without him.
    let (ok, told, _) = validate(dir.path(), &["--person", "a"]);
    assert!(ok && told.contains("Fewer than 4 people"), "{told}");
}
