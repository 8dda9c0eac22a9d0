//! The same bytes, however they came about.

use polars::prelude::DataFrame;
use polars_io::SerReader;
use polars_io::prelude::ParquetReader;

use super::*;

fn table(out: &Path, name: &str) -> DataFrame {
    let file = std::fs::File::open(out.join(format!("{name}.parquet"))).unwrap();
    ParquetReader::new(file).finish().unwrap()
}

#[test]
fn threads_steps_and_order_do_not_show() {
    let dir = study(9);
    let dir = dir.path();
    let run = |args: &[&str]| {
        let output = batch(dir, args);
        assert!(code(&output) <= 1, "{args:?}: {}", told(&output));
    };
    let job = ["runs", "--documents", "--pages", "--quiet"];
    run(&[&job[..], &["--out", "one", "--threads", "1"]].concat());
    run(&[&job[..], &["--out", "two", "--threads", "2"]].concat());
    same(&dir.join("one"), &dir.join("two"));
    run(&[&job[..], &["--out", "two"]].concat());
    same(&dir.join("one"), &dir.join("two"));

    run(&["plan", "runs", "--documents", "--pages", "--out", "steps"]);
    let early = batch(dir, &["reduce", "--out", "steps"]);
    assert_eq!(code(&early), 1);
    assert!(told(&early).contains("12 of 12 shards are not done: 0, 1, 2"), "{}", told(&early));
    // Two at a time, each from its own end.
    let map = |shards: &str| {
        let args = ["map", "--out", "steps", "--shard", shards, "--quiet"];
        command(dir, &args).spawn().unwrap()
    };
    let mut children = [map("11,10,9,8,7,6,5"), map("0,1,2,3,4,5,6")];
    for child in &mut children {
        assert!(child.wait().unwrap().code().is_some());
    }
    run(&["reduce", "--out", "steps"]);
    same(&dir.join("one"), &dir.join("steps"));

    // Coarser shards: other parts, the same tables.
    run(&[&job[..], &["--out", "coarse", "--shards", "3"]].concat());
    let (fine, coarse) = (results(&dir.join("one")), results(&dir.join("coarse")));
    for (name, bytes) in fine.iter().filter(|(n, _)| !n.starts_with("parts")) {
        assert!(bytes == &coarse[name], "{} differs", name.display());
    }
    let verified = batch(dir, &[&job[..3], &["--out", "one", "--verify", "4"]].concat());
    assert!(told(&verified).contains("4 shards, all equal"), "{}", told(&verified));
}

#[test]
fn a_batch_says_of_each_recording_what_analyze_says() {
    let dir = study(2);
    let dir = dir.path();
    batch(dir, &["runs", "--documents", "--pages", "--out", "out", "--quiet"]);
    let analyze = |args: &[&str]| {
        Command::new(cargo_bin!("runform")).current_dir(dir).arg("analyze").args(args).output()
    };
    analyze(&["runs", "--out", "alone"]).unwrap();
    for run in ["w_0001", "w_0002", "s_left_foot"] {
        let read = |path: String| std::fs::read(dir.join(path)).unwrap();
        let name = format!("{run}.analysis.json");
        assert!(read(format!("out/documents/{name}")) == read(format!("alone/{name}")), "{run}");
        let page = format!("reports/{run}.html");
        assert!(read(format!("out/{page}")) == read(format!("alone/{page}")), "{run}");
    }
    for name in ["recordings", "segments", "comparisons", "findings", "add_ons", "series", "steps"]
    {
        let (a, b) = (table(&dir.join("out"), name), table(&dir.join("alone"), name));
        assert!(a.height() > 0 || matches!(name, "findings" | "add_ons"), "{name}");
        // Both leave the copy out, each in its own words.
        if name != "recordings" {
            assert!(a.equals_missing(&b), "{name}");
        }
    }
    let read = |path: &str| std::fs::read_to_string(dir.join(path)).unwrap();
    let lines = |text: &str| text.lines().filter(|l| l.contains(",analyzed,")).count();
    assert_eq!(lines(&read("out/summary.csv")), 3);
    let success: serde_json::Value = serde_json::from_str(&read("out/_SUCCESS.json")).unwrap();
    for part in success["tables"].as_array().unwrap() {
        let name = part["name"].as_str().unwrap();
        if let Some(table_name) = name.strip_suffix(".parquet") {
            let rows = table(&dir.join("out"), table_name).height();
            assert_eq!(part["rows"].as_u64().unwrap() as usize, rows, "{name}");
        }
    }
}

#[test]
fn people_groups_and_what_is_known_come_from_the_manifest() {
    let dir = study(4);
    let dir = dir.path();
    let manifest = "path;participant;group;condition;mass_kg;dominant_side\n\
        runs/w_0001.fit;ann;trained;before;60,5;left\n\
        runs/w_0002.fit;ann;trained;after;60,5;left\n\
        runs/w_000[34].fit;bob;new;before;70;right\n";
    std::fs::write(dir.join("who.csv"), manifest).unwrap();
    let output = batch(dir, &["--manifest", "who.csv", "--out", "out", "--quiet"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    let text = |frame: &DataFrame, column: &str| -> Vec<String> {
        let column = frame.column(column).unwrap().str().unwrap();
        column.iter().map(|v| v.unwrap_or("").to_string()).collect()
    };
    let recordings = table(&dir.join("out"), "recordings");
    assert_eq!(text(&recordings, "participant"), ["ann", "ann", "bob", "bob"]);
    assert_eq!(text(&recordings, "condition"), ["before", "after", "before", "before"]);
    let changes = table(&dir.join("out"), "study_changes");
    assert!(text(&changes, "dominant_side").iter().all(|s| s == "left" || s == "right"));
    // With a mass stiffness is in kN/m.
    assert!(text(&changes, "unit").iter().all(|u| u != "1/s²"));

    // The mean of one group, by hand from its changes.
    let groups = table(&dir.join("out"), "study_groups");
    let number = |frame: &DataFrame, column: &str| -> Vec<f64> {
        let column = frame.column(column).unwrap().f64().unwrap();
        column.iter().map(|v| v.unwrap_or(f64::NAN)).collect()
    };
    let pick = |frame: &DataFrame, wanted: &[(&str, &str)]| -> Vec<usize> {
        let all: Vec<Vec<String>> = wanted.iter().map(|(c, _)| text(frame, c)).collect();
        (0..frame.height())
            .filter(|i| wanted.iter().zip(&all).all(|((_, v), column)| column[*i] == *v))
            .collect()
    };
    let metric = ("metric", "ground_contact_time");
    let of_new = pick(&changes, &[metric, ("group", "new")]);
    assert_eq!(of_new.len(), 2, "bob's two runs");
    let all = number(&changes, "change");
    let mean = of_new.iter().map(|i| all[*i]).sum::<f64>() / 2.0;
    let [row] = pick(&groups, &[metric, ("scope", "group_condition"), ("group", "new")])[..] else {
        panic!("one row for the group")
    };
    assert!((number(&groups, "change")[row] - mean).abs() < 1e-9);
    let whole = |column: &str| groups.column(column).unwrap().i64().unwrap().get(row).unwrap();
    assert_eq!((whole("n_recordings"), whole("n_participants")), (2, 1));
    let of_all = pick(&groups, &[metric, ("scope", "all")]);
    assert_eq!(of_all.len(), 1);
}

#[test]
fn files_of_one_run_are_joined_by_the_manifest() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let made = Command::new(cargo_bin!("runform"))
        .current_dir(dir)
        .args(["simulate", "imu", "--placement", "left_foot,right_foot", "--minutes", "3"])
        .args(["--out", "raw", "--name", "r"])
        .status();
    assert!(made.unwrap().success());
    let manifest = "path,recording,placement,speed_mps\n\
        raw/r_left_foot.csv,r,left_foot,3.2\nraw/r_right_foot.csv,r,right foot,3.2\n";
    std::fs::write(dir.join("m.csv"), manifest).unwrap();
    let output = batch(dir, &["--manifest", "m.csv", "--out", "out", "--quiet"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    let recordings = table(&dir.join("out"), "recordings");
    assert_eq!(recordings.height(), 1);
    let placements = recordings.column("placements").unwrap().str().unwrap().get(0).unwrap();
    assert_eq!(placements, "left_foot;right_foot");
    let missing = manifest.replace("right foot", "");
    std::fs::write(dir.join("m.csv"), missing).unwrap();
    let output = batch(dir, &["--manifest", "m.csv", "--out", "out2"]);
    assert_eq!(code(&output), 2);
    assert!(told(&output).contains("fill in \"placement\""), "{}", told(&output));
}
