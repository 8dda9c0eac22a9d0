//! Average steps against the simulator's truth, single steps, charts as files, pages
//! of refused files, and the file for GoldenCheetah.

use std::path::{Path, PathBuf};

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value;

fn runform(dir: &Path, args: &[&str]) -> std::process::Output {
    cargo_bin_cmd!("runform").current_dir(dir).args(args).output().unwrap()
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/samples/tired_long_run.fit")
}

/// A simulated run with sensors on both feet and the sacrum.
pub(crate) fn simulated(dir: &Path, profile: &str, minutes: &str, rate: &str) {
    let placements = "left_foot,right_foot,sacrum";
    let made = runform(
        dir,
        &[
            "simulate",
            "imu",
            "--profile",
            profile,
            "--placement",
            placements,
            "--minutes",
            minutes,
            "--rate",
            rate,
            "--watch",
            "--out",
            ".",
        ],
    );
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

pub(crate) const FEET: [&str; 7] = [
    "--imu",
    "left_foot=run_0001_left_foot.csv",
    "--imu",
    "right_foot=run_0001_right_foot.csv",
    "--watch",
    "run_0001_watch.fit",
    "--shared-clock",
];

fn waveforms(dir: &Path, input: &[&str]) -> Vec<Value> {
    let rest = ["--format", "json", "--include", "waveforms"];
    let output = runform(dir, &[&["analyze"], input, &rest[..]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    document["waveforms"].as_array().unwrap().clone()
}

/// Mean true contact, ms, of a side within a time; share of the run from its start.
fn true_contact(dir: &Path, side: &str) -> f64 {
    let mut reader = csv::Reader::from_path(dir.join("run_0001_truth_steps.csv")).unwrap();
    let names = reader.headers().unwrap().clone();
    let at = |name: &str| names.iter().position(|n| n == name).unwrap();
    let (s, c) = (at("side"), at("contact_ms"));
    let all: Vec<f64> = reader
        .records()
        .map(|r| r.unwrap())
        .filter(|r| &r[s] == side)
        .map(|r| r[c].parse().unwrap())
        .collect();
    assert!(all.len() > 100);
    all.iter().sum::<f64>() / all.len() as f64
}

/// Shaded contact of an average step, ms.
fn contact_ms(wave: &Value) -> f64 {
    0.01 * wave["contact_end_pct"].as_f64().unwrap() * wave["cycle_ms"].as_f64().unwrap()
}

/// Mean contact of the steps that runform finds on a side, ms.
fn found_contact(dir: &Path, side: &str) -> f64 {
    let rest = ["--format", "json", "--include", "steps"];
    let output = runform(dir, &[&["analyze"], &FEET[..], &rest[..]].concat());
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let steps = document["steps"].as_array().unwrap();
    let own = steps.iter().filter(|s| s["side"] == side && s["quality"] == "good");
    let all: Vec<f64> = own.filter_map(|s| s["contact_ms"].as_f64()).collect();
    all.iter().sum::<f64>() / all.len() as f64
}

fn numbers(v: &Value) -> Vec<f64> {
    v.as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect()
}

#[test]
fn contact_of_the_average_step_is_the_true_one_and_its_shape_is_known() {
    let dir = tempfile::tempdir().unwrap();
    simulated(dir.path(), "uneven", "4", "200");
    let feet = waveforms(dir.path(), &FEET);
    assert_eq!(feet.len(), 2);
    for wave in &feet {
        let side = wave["side"].as_str().unwrap();
        assert_eq!(wave["placement"], format!("{side}_foot"));
        assert_eq!(
            (&wave["signal"], &wave["cycle"]),
            (&"resultant_acceleration".into(), &"stride".into())
        );
        let contact = contact_ms(wave);
        let truth = true_contact(dir.path(), side);
        eprintln!("{side} foot: contact {contact:.1} ms, true {truth:.1} ms");
        let found = found_contact(dir.path(), side);
        assert!((contact - found).abs() < 2.0, "{side}: {contact}, steps {found}");
        let mean = numbers(&wave["mean"]);
        assert_eq!(mean.len(), 101);
        // The landing is the sharpest peak and lies in the first tenth; in mid-stance
        // the foot lies still under its weight.
        let peak = (0..101).max_by(|a, b| mean[*a].total_cmp(&mean[*b])).unwrap();
        assert!(peak < 12, "{side}: peak at {peak} %");
        assert!((mean[14] - 1.0).abs() < 0.5, "{side}: {} g in stance", mean[14]);
        let (low, high) = (numbers(&wave["p10"]), numbers(&wave["p90"]));
        assert!((0..101).all(|k| low[k] <= high[k]));
    }
    // The longer contact of the left foot is seen.
    let share = |k: usize| feet[k]["contact_end_pct"].as_f64().unwrap();
    assert!(share(0) > share(1));

    let input = ["run_0001_sacrum.csv", "--placement", "sacrum", "--watch", "run_0001_watch.fit"];
    let trunk = waveforms(dir.path(), &input);
    assert_eq!(trunk.len(), 2);
    for wave in &trunk {
        assert_eq!(
            (&wave["signal"], &wave["cycle"]),
            (&"upward_acceleration".into(), &"step".into())
        );
        let mean = numbers(&wave["mean"]);
        let toe_off = wave["contact_end_pct"].as_f64().unwrap();
        // In the air the sensor weighs nothing, in mid-stance the ground pushes.
        let flight = mean[(toe_off + 0.5 * (100.0 - toe_off)) as usize];
        assert!((flight + 1.0).abs() < 0.2, "{flight} g in flight");
        assert!(mean[(0.45 * toe_off) as usize] > 0.6);
        // Over a whole step nothing is gained.
        let sum = mean[..100].iter().sum::<f64>() / 100.0;
        assert!(sum.abs() < 0.03, "mean {sum}");
        let truth = true_contact(dir.path(), wave["side"].as_str().unwrap());
        eprintln!(
            "sacrum {}: contact {:.1} ms, true {truth:.1} ms",
            wave["side"],
            contact_ms(wave)
        );
    }

    // With the true steps, the shaded contact is the true one.
    let marked = [&FEET[..4], &["--events", "run_0001_truth_steps.csv"]].concat();
    let feet = waveforms(dir.path(), &marked);
    assert_eq!(feet.len(), 2);
    for wave in &feet {
        let truth = true_contact(dir.path(), wave["side"].as_str().unwrap());
        assert!((contact_ms(wave) - truth).abs() < 1.5, "{} against {truth}", contact_ms(wave));
    }
}

#[test]
fn pages_of_inertial_recordings_show_average_and_single_steps() {
    let dir = tempfile::tempdir().unwrap();
    simulated(dir.path(), "collapse", "30", "100");
    let made = runform(
        dir.path(),
        &[&["analyze", "--html", "feet.html", "--charts", "c"], &FEET[..]].concat(),
    );
    assert!(made.status.success());
    let page = std::fs::read_to_string(dir.path().join("feet.html")).unwrap();
    assert!(page.len() < 1_500_000);
    for part in [
        "The average step",
        "id=\"wave-left_foot-left\"",
        "id=\"wave-right_foot-right\"",
        "class=\"wave fresh\"",
        "class=\"wave tired\"",
        "class=\"contact\"",
        "Step by step",
        "id=\"panel-steps-step_time\"",
        "id=\"panel-steps-contact\"",
        "class=\"step left\"",
    ] {
        assert!(page.contains(part), "no {part}");
    }
    // A foot cannot tell how the body rises.
    assert!(!page.contains("panel-steps-oscillation") && !page.contains("NaN"));
    let left = page.split("class=\"step left\" d=\"").nth(1).unwrap();
    let dots = left.split('"').next().unwrap().matches('M').count();
    assert!((600..=1200).contains(&dots), "{dots} dots");
    assert!(dir.path().join("c").read_dir().unwrap().count() == 1);

    let sacrum = ["analyze", "run_0001_sacrum.csv", "--placement", "sacrum", "--html", "s.html"];
    assert!(runform(dir.path(), &sacrum).status.success());
    let page = std::fs::read_to_string(dir.path().join("s.html")).unwrap();
    assert!(page.contains("panel-steps-oscillation"));
    // Single contacts at the trunk are noise: not drawn, and said.
    assert!(!page.contains("panel-steps-contact"));
    assert!(page.contains("Contact of single steps cannot be told"));
}

#[test]
fn charts_stand_alone() {
    let dir = tempfile::tempdir().unwrap();
    let input = sample();
    let made = runform(dir.path(), &["analyze", input.to_str().unwrap(), "--charts", "charts"]);
    assert!(made.status.success());
    let mut names = Vec::new();
    for file in crate::support::files_in(&dir.path().join("charts/tired_long_run")) {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let svg = std::fs::read_to_string(&file).unwrap();
        let mut reader = quick_xml::Reader::from_str(&svg);
        let (mut paths, mut open) = (0, 0);
        loop {
            use quick_xml::events::Event;
            match reader.read_event().unwrap() {
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                Event::Empty(e) if e.name().as_ref() == "path" => paths += 1,
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(open, 0, "{name}");
        assert!(paths >= 2, "{name}: {paths} paths");
        assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""), "{name}");
        for not in ["var(", "NaN", "inf\"", "{{", "url(h"] {
            assert!(!svg.contains(not), "{name}: {not}");
        }
        names.push(name);
    }
    for name in [
        "time-pace",
        "time-heart_rate",
        "time-ground_contact_time",
        "time-ground_contact_time-equal",
        "speed-ground_contact_time",
        "speed-ground_contact_time-equal",
        "balance",
    ] {
        assert!(names.iter().any(|n| n == name), "no {name} in {names:?}");
    }
}

#[test]
fn a_refused_file_has_a_page_that_says_why() {
    let dir = tempfile::tempdir().unwrap();
    let odd = "no <b>run & \"co\".csv";
    std::fs::write(dir.path().join(odd), "a,b\n1,2\n").unwrap();
    let made = runform(
        dir.path(),
        &["analyze", odd, "--html", "one.html", "--out", "o", "--tables", "none"],
    );
    assert_eq!(made.status.code(), Some(1));
    let page = std::fs::read_to_string(dir.path().join("one.html")).unwrap();
    assert!(page.contains("Why there is no report") && page.contains("What to do"));
    assert!(!page.contains("<b>run") && page.contains("&#60;b&#62;run"));
    let message = String::from_utf8(made.stderr).unwrap();
    let reason = message.lines().next().unwrap().rsplit(": ").next().unwrap();
    assert!(
        page.contains(&reason[reason.len() - 20..].replace('"', "&#34;").replace('\'', "&#39;")),
        "{message}"
    );
    let pages: Vec<_> = crate::support::files_in(&dir.path().join("o/reports"));
    assert_eq!(pages.len(), 1);
    assert_eq!(std::fs::read_to_string(&pages[0]).unwrap(), page);
    // The same recording twice: one page, of the recording.
    std::fs::copy(sample(), dir.path().join("a.fit")).unwrap();
    std::fs::copy(sample(), dir.path().join("b.fit")).unwrap();
    assert!(runform(dir.path(), &["analyze", "a.fit", "b.fit", "--html", "h"]).status.success());
    assert_eq!(crate::support::files_in(&dir.path().join("h")).len(), 1);
    // Missing altogether.
    assert!(!runform(dir.path(), &["analyze", "gone.fit", "--html", "gone.html"]).status.success());
    let page = std::fs::read_to_string(dir.path().join("gone.html")).unwrap();
    assert!(page.contains("could not be read"));
}

#[test]
fn the_file_for_goldencheetah_holds_the_run() {
    let dir = tempfile::tempdir().unwrap();
    let input = sample();
    let input = input.to_str().unwrap();
    let made = runform(
        dir.path(),
        &["analyze", input, "--goldencheetah", "gc", "--format", "json", "--include", "series"],
    );
    assert!(made.status.success());
    let document: Value = serde_json::from_slice(&made.stdout).unwrap();
    let text = std::fs::read_to_string(dir.path().join("gc/tired_long_run.json")).unwrap();
    assert!(!text.contains("null"), "its grammar has no null");
    let ride: Value = serde_json::from_str::<Value>(&text).unwrap()["RIDE"].clone();
    let start = ride["STARTTIME"].as_str().unwrap();
    assert!(start.len() == 24 && start.ends_with(" UTC "), "{start:?}");
    assert_eq!((&ride["RECINTSECS"], &ride["TAGS"]["Sport"]), (&1.0.into(), &"Run ".into()));
    let series = &document["series"];
    let samples = ride["SAMPLES"].as_array().unwrap();
    assert_eq!(samples.len(), series["t_s"].as_array().unwrap().len());
    let metric = |id: &str| {
        let all = series["metrics"].as_array().unwrap();
        all.iter().find(|m| m["metric"] == id).unwrap()["values"].clone()
    };
    let pairs = [
        ("KPH", series["speed_mps"].clone(), 3.6),
        ("HR", series["heart_rate_bpm"].clone(), 1.0),
        ("ALT", series["altitude_m"].clone(), 1.0),
        ("RCAD", metric("cadence"), 1.0),
        ("RCON", metric("ground_contact_time"), 1.0),
        ("RVERT", metric("vertical_oscillation"), 0.1),
    ];
    for (key, values, factor) in pairs {
        let mut n = 0;
        for (sample, value) in samples.iter().zip(values.as_array().unwrap()) {
            assert_eq!(sample[key].is_null(), value.is_null(), "{key}");
            if let Some(v) = value.as_f64() {
                assert!((sample[key].as_f64().unwrap() - factor * v).abs() < 0.01, "{key}");
                n += 1;
            }
        }
        assert!(n > 1000, "{key}: {n}");
    }
    let names: Vec<&str> =
        ride["INTERVALS"].as_array().unwrap().iter().map(|i| i["NAME"].as_str().unwrap()).collect();
    assert!(names.contains(&"fresh ") && names.contains(&"tired "));
    let further = &ride["XDATA"][0];
    assert_eq!(further["NAME"], "RUNFORM");
    let width = further["VALUES"].as_array().unwrap().len();
    assert_eq!(width, further["UNITS"].as_array().unwrap().len());
    let balance =
        further["VALUES"].as_array().unwrap().iter().position(|v| v == "contact_balance_left");
    let value = &further["SAMPLES"][1000]["VALUES"][balance.unwrap()];
    assert!((45.0..55.0).contains(&value.as_f64().unwrap()));
    // A table of laps has no samples.
    let laps = "Laps,Time,Distance,Avg Pace,Avg HR,Avg Run Cadence,Avg Ground Contact Time\n";
    let rows: String =
        (1..=24).map(|i| format!("{i},5:00.0,1.00,5:00,150,170,{}\n", 240 + i)).collect();
    std::fs::write(dir.path().join("laps.csv"), format!("{laps}{rows}")).unwrap();
    let made = runform(dir.path(), &["analyze", "laps.csv", "--goldencheetah", "gc"]);
    assert!(String::from_utf8_lossy(&made.stderr).contains("no samples"));
}
