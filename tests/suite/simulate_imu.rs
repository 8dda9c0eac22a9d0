//! The IMU simulator from the command line: its files, read by hand, against its truth.

use std::path::Path;
use std::process::Output;

use assert_cmd::Command;

/// Standard gravity, m/s².
const G: f64 = 9.806_65;

fn simulate(out: &Path, line: &[&str]) -> Output {
    let mut command = Command::cargo_bin("runform").unwrap();
    command.args(["simulate", "imu", "--out", out.to_str().unwrap()]).args(line);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

/// Header and numbers of a CSV file; cells that are no number are NaN.
struct Sheet {
    names: Vec<String>,
    rows: Vec<Vec<f64>>,
    text: Vec<Vec<String>>,
}

impl Sheet {
    fn read(path: &Path) -> Sheet {
        let mut reader = csv::Reader::from_path(path).unwrap();
        let names = reader.headers().unwrap().iter().map(String::from).collect();
        let text: Vec<Vec<String>> =
            reader.records().map(|r| r.unwrap().iter().map(String::from).collect()).collect();
        let number = |cell: &String| cell.parse().unwrap_or(f64::NAN);
        let rows = text.iter().map(|r| r.iter().map(number).collect()).collect();
        Sheet { names, rows, text }
    }

    fn at(&self, name: &str) -> usize {
        self.names.iter().position(|n| n == name).unwrap_or_else(|| panic!("no column {name}"))
    }

    fn column(&self, name: &str) -> Vec<f64> {
        let i = self.at(name);
        self.rows.iter().map(|r| r[i]).collect()
    }
}

fn mean(x: &[f64]) -> f64 {
    x.iter().sum::<f64>() / x.len() as f64
}

#[test]
fn writes_a_file_per_sensor_with_the_truth_of_every_step() {
    let dir = tempfile::tempdir().unwrap();
    let line = ["--placement", "sacrum,left_foot", "--placement", "right_wrist"];
    simulate(dir.path(), &[&line[..], &["--minutes", "1", "--rate", "100", "--watch"]].concat());
    let mut names: Vec<String> = std::fs::read_dir(dir.path())
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let expected = [
        "run_0001.truth.json",
        "run_0001_left_foot.csv",
        "run_0001_right_wrist.csv",
        "run_0001_sacrum.csv",
        "run_0001_truth_steps.csv",
        "run_0001_watch.fit",
    ];
    assert_eq!(names, expected);

    let sacrum = Sheet::read(&dir.path().join("run_0001_sacrum.csv"));
    // Beside a watch the sensors know the time of day.
    assert_eq!(
        sacrum.names.join(","),
        "unix_timestamp_s,acc_x_g,acc_y_g,acc_z_g,gyr_x_dps,gyr_y_dps,gyr_z_dps"
    );
    assert_eq!(sacrum.rows.len(), 6000);
    let time = sacrum.column("unix_timestamp_s");
    assert!(time.iter().enumerate().all(|(i, t)| (t - time[0] - i as f64 / 100.0).abs() < 1e-6));

    let steps = Sheet::read(&dir.path().join("run_0001_truth_steps.csv"));
    assert!((steps.rows.len() as f64 - 172.0).abs() < 4.0, "{} steps", steps.rows.len());
    let (ic, to) = (steps.column("initial_contact_s"), steps.column("toe_off_s"));
    let contact = steps.column("contact_ms");
    assert!(ic.windows(2).all(|w| w[1] > w[0]));
    for i in 0..ic.len() {
        assert!((1000.0 * (to[i] - ic[i]) - contact[i]).abs() < 0.01);
    }
    let side = steps.at("side");
    assert!(steps.text.windows(2).all(|w| w[0][side] != w[1][side]));

    // In the middle of flight nothing carries the sensor but its own turning;
    // in the middle of contact more than body weight does.
    let z = sacrum.column("acc_z_g");
    let value = |t: f64| z[(t * 100.0).round() as usize];
    let inner = 10..ic.len() - 3;
    let flight: Vec<f64> = inner.clone().map(|i| value(0.5 * (to[i] + ic[i + 1]))).collect();
    let stance: Vec<f64> = inner.map(|i| value(0.5 * (to[i] + ic[i]))).collect();
    assert!(mean(&flight).abs() < 0.25, "{} g in flight", mean(&flight));
    assert!(mean(&stance) > 1.7, "{} g in stance", mean(&stance));

    let truth: serde_json::Value =
        serde_json::from_slice(&std::fs::read(dir.path().join("run_0001.truth.json")).unwrap())
            .unwrap();
    assert_eq!(truth["schema"], "runform/imu-truth/1");
    assert_eq!(truth["sensors"][1]["placement"], "left_foot");
    // A heel that lands first slaps down after contact.
    assert!(truth["sensors"][1]["features"]["contact_minimum_ms"].as_f64().unwrap() > 10.0);
}

/// Twice the integral of the recorded acceleration is the height in the truth.
#[test]
fn oscillation_in_the_truth_is_in_the_samples() {
    let dir = tempfile::tempdir().unwrap();
    let line = ["--minutes", "0.5", "--rate", "1000", "--name", "a"];
    let set = ["--set", "motion.nod_deg=0", "--set", "motion.drop_left_stance_deg=0"];
    let more = ["--set", "motion.drop_right_stance_deg=0", "--set", "motion.lean_deg=0"];
    let last = ["--set", "motion.trunk_gain=1.2", "--set", "variability.drop_sd_deg=0"];
    simulate(dir.path(), &[&line[..], &set, &more, &last].concat());
    let z = Sheet::read(&dir.path().join("a_sacrum.csv")).column("acc_z_g");
    let steps = Sheet::read(&dir.path().join("a_truth_steps.csv"));
    let ic = steps.column("initial_contact_s");
    let truth = steps.column("oscillation_sacrum_mm");
    let body = steps.column("oscillation_mm");
    let mut errors = Vec::new();
    for i in (6..ic.len() - 6).step_by(2) {
        // Over one stride speed and height return but for little: take both
        // trends out.
        let (a, b) = ((ic[i] * 1000.0) as usize, (ic[i + 2] * 1000.0) as usize);
        let x: Vec<f64> = z[a..b].iter().map(|v| (v - 1.0) * G).collect();
        let level = mean(&x);
        let mut speed = vec![0.0];
        x.iter().for_each(|v| speed.push(speed.last().unwrap() + (v - level) / 1000.0));
        let drift = mean(&speed);
        let mut height = vec![0.0];
        speed.iter().for_each(|v| height.push(height.last().unwrap() + (v - drift)));
        let half = ((ic[i + 1] - ic[i]) * 1000.0) as usize;
        let (low, high) =
            height[..half].iter().fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(*v), h.max(*v)));
        errors.push(high - low - truth[i]);
    }
    assert!(mean(&errors).abs() < 1.0, "off by {} mm", mean(&errors));
    let gain = mean(&truth) / mean(&body);
    assert!((gain - 1.2).abs() < 0.03, "{gain}");
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_runs_differ() {
    let dir = tempfile::tempdir().unwrap();
    let line = ["--minutes", "0.2", "--rate", "50", "--seed", "7", "--runs", "2", "--vary"];
    let (a, b) = (dir.path().join("a"), dir.path().join("b"));
    simulate(&a, &line);
    simulate(&b, &line);
    let read = |dir: &Path, name: &str| std::fs::read(dir.join(name)).unwrap();
    for name in ["run_0001_sacrum.csv", "run_0002_sacrum.csv", "run_0001.truth.json"] {
        assert!(read(&a, name) == read(&b, name), "{name}");
    }
    assert!(read(&a, "run_0001_sacrum.csv") != read(&a, "run_0002_sacrum.csv"));
    // The second run alone is the second of the two.
    simulate(&b, &["--minutes", "0.2", "--rate", "50", "--seed", "8", "--vary", "--name", "c"]);
    assert!(read(&b, "c_sacrum.csv") == read(&a, "run_0002_sacrum.csv"));
}

#[test]
fn faults_of_files_are_in_the_files() {
    let dir = tempfile::tempdir().unwrap();
    let base = ["--minutes", "1", "--rate", "100"];
    let file = |name: &str, faults: &[&str]| {
        let faults: Vec<&str> = faults.iter().flat_map(|f| ["--fault", *f]).collect();
        simulate(dir.path(), &[&base[..], &faults, &["--name", name]].concat());
        Sheet::read(&dir.path().join(format!("{name}_sacrum.csv")))
    };
    let intervals = |t: &[f64]| t.windows(2).map(|w| w[1] - w[0]).collect::<Vec<f64>>();

    let plain = file("plain", &[]);
    let units = file("units", &["acc_unit=mps2", "gyro_unit=rps", "stamps=us"]);
    assert_eq!(units.names[1], "acc_x_mps2");
    let (a, b) = (plain.column("acc_z_g"), units.column("acc_z_mps2"));
    assert!(a.iter().zip(&b).all(|(a, b)| (a * G - b).abs() < 1e-3));
    let (a, b) = (plain.column("gyr_y_dps"), units.column("gyr_y_radps"));
    assert!(a.iter().zip(&b).all(|(a, b)| (a.to_radians() - b).abs() < 1e-4));
    assert_eq!(units.column("time_us")[1], 10_000.0);

    let lossy = file("lossy", &["dropped_pct=2", "gaps=2", "gap_s=1.5"]);
    let gaps = intervals(&lossy.column("time_s"));
    assert_eq!(gaps.iter().filter(|d| **d > 1.4).count(), 2);
    let single = gaps.iter().filter(|d| **d > 0.015 && **d < 0.1).count();
    assert!((70..170).contains(&single), "{single} lost samples");

    let batch = file("batch", &["batch=5"]).column("time_s");
    assert!(batch.chunks_exact(5).all(|c| c.iter().all(|t| *t == c[0])));

    let skewed = file("skewed", &["clock_skew_ppm=100"]).column("time_s");
    assert!((skewed.last().unwrap() / (59.99 * 1.0001) - 1.0).abs() < 1e-7);

    let jitter = intervals(&file("jitter", &["jitter=0.2"]).column("time_s"));
    let sd = (jitter.iter().map(|d| (d - 0.01).powi(2)).sum::<f64>() / jitter.len() as f64).sqrt();
    assert!((sd / (0.002 * 2f64.sqrt()) - 1.0).abs() < 0.05, "{sd}");
    assert!(jitter.iter().all(|d| *d >= 0.0));

    let twice = file("twice", &["duplicated_pct=3"]);
    let same = twice.text.windows(2).filter(|w| w[0] == w[1]).count();
    assert!((120..250).contains(&same), "{same} rows twice");

    let reset = file("reset", &["stamp_reset_at_s=30"]).column("time_s");
    assert_eq!(intervals(&reset).iter().filter(|d| **d < 0.0).count(), 1);

    let bare = file("bare", &["names=bare", "order=time_last", "no_gyro=true"]);
    assert_eq!(bare.names, ["ax", "ay", "az", "t"]);

    let down = file("down", &["mount=upside_down"]).column("acc_z_g");
    assert!(mean(&down) < -0.9, "{}", mean(&down));

    let narrow = file("narrow", &["acc_range_g=2"]).column("acc_z_g");
    assert!(narrow.iter().all(|v| v.abs() <= 2.0));
    let loud = file("loud", &["slip_deg=15", "bursts_per_min=5", "resonance_hz=18"]);
    assert_eq!(loud.rows.len(), 6000);
}

#[test]
fn standing_and_walking_are_in_truth_and_samples() {
    let dir = tempfile::tempdir().unwrap();
    let line =
        ["--minutes", "2", "--rate", "100", "--name", "a", "--placement", "left_foot,sacrum"];
    let stop = ["--set", r#"run.breaks.pauses=[{"at_s":40,"for_s":10}]"#];
    let walk = ["--set", r#"run.breaks.walks=[{"at_s":70,"for_s":20}]"#];
    simulate(dir.path(), &[&line[..], &stop, &walk].concat());
    let steps = Sheet::read(&dir.path().join("a_truth_steps.csv"));
    let ic = steps.column("initial_contact_s");
    assert!(!ic.iter().any(|t| (41.0..49.9).contains(t)), "steps while standing");
    let gait = steps.at("gait");
    let walking: Vec<f64> =
        steps.text.iter().zip(&ic).filter(|(r, _)| r[gait] == "walking").map(|(_, t)| *t).collect();
    assert!((30..45).contains(&walking.len()), "{} walking steps", walking.len());
    // A few steps lead into and out of walking.
    assert!(walking.iter().all(|t| (69.0..93.0).contains(t)));
    for sensor in ["sacrum", "left_foot"] {
        let sheet = Sheet::read(&dir.path().join(format!("a_{sensor}.csv")));
        let quiet = |name: &str, level: f64| {
            let column = sheet.column(name);
            let part = &column[4200..4900];
            let middle = mean(part);
            assert!(part.iter().all(|v| (v - middle).abs() < level), "{sensor} {name}");
            middle
        };
        let force = ["acc_x_g", "acc_y_g", "acc_z_g"].map(|n| quiet(n, 0.05));
        assert!((force.iter().map(|v| v * v).sum::<f64>().sqrt() - 1.0).abs() < 0.01);
        quiet("gyr_y_dps", 5.0);
    }
}
