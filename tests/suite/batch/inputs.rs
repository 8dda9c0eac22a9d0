//! What is read, what counts once, and from where.

use std::io::Write;

use super::*;

fn read(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(path).unwrap()
}

pub fn gz(from: &Path, to: &Path) {
    let file = std::fs::File::create(to).unwrap();
    let mut packed = flate2::write::GzEncoder::new(file, flate2::Compression::default());
    packed.write_all(&std::fs::read(from).unwrap()).unwrap();
    packed.finish().unwrap();
}

pub fn zip(from: &Path, to: &Path) {
    let mut packed = zip::ZipWriter::new(std::fs::File::create(to).unwrap());
    packed.start_file("run.fit", zip::write::SimpleFileOptions::default()).unwrap();
    packed.write_all(&std::fs::read(from).unwrap()).unwrap();
    packed.finish().unwrap();
}

/// Column of `summary.csv` by line.
fn column(out: &Path, name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_path(out.join("summary.csv")).unwrap();
    let at = reader.headers().unwrap().iter().position(|h| h == name).unwrap();
    reader.records().map(|r| r.unwrap()[at].to_string()).collect()
}

/// A run, the same packed in two ways and under a third name, and another run.
fn packed() -> tempfile::TempDir {
    let dir = study(2);
    let runs = dir.path().join("runs");
    for name in ["broken.fit", "s_left_foot.csv", "z_copy.fit"] {
        std::fs::remove_file(runs.join(name)).unwrap();
    }
    let first = runs.join("w_0001.fit");
    gz(&first, &runs.join("a_packed.fit.gz"));
    zip(&first, &runs.join("m_packed.zip"));
    std::fs::copy(&first, runs.join("z_copy.fit")).unwrap();
    let keep =
        |p: PathBuf| matches!(p.extension().and_then(|e| e.to_str()), Some("fit" | "gz" | "zip"));
    for file in std::fs::read_dir(&runs).unwrap() {
        let path = file.unwrap().path();
        if !keep(path.clone()) {
            std::fs::remove_file(path).unwrap();
        }
    }
    dir
}

#[test]
fn a_recording_counts_once_packed_or_not_in_any_order_of_shards() {
    let dir = packed();
    let dir = dir.path();
    let run = |args: &[&str]| {
        let output = batch(dir, args);
        assert_eq!(code(&output), 0, "{args:?}: {}", told(&output));
        told(&output)
    };
    let said = run(&["runs", "--out", "one", "--documents"]);
    assert!(said.contains("2 analyzed") && said.contains("3 skipped"), "{said}");
    assert_eq!(
        column(&dir.join("one"), "status"),
        ["analyzed", "skipped", "skipped", "analyzed", "skipped"]
    );
    let reasons = column(&dir.join("one"), "reason");
    assert_eq!(reasons[1], "the same recording was analysed before as runs/a_packed.fit.gz.");
    assert_eq!(reasons[1], reasons[2]);
    let ids = column(&dir.join("one"), "recording_id");
    assert!(!ids[0].is_empty() && ids[1].is_empty() && ids[0] != ids[3]);
    let documents: Vec<_> = std::fs::read_dir(dir.join("one/documents")).unwrap().collect();
    assert_eq!(documents.len(), 2);

    // Coarser shards, and steps in another order: the same tables.
    let tables = |out: &str| {
        let mut all = results(&dir.join(out));
        all.retain(|name, _| !name.starts_with("parts"));
        all
    };
    for shards in ["1", "2", "3"] {
        let out = format!("coarse{shards}");
        run(&["runs", "--out", &out, "--documents", "--shards", shards]);
        assert!(tables("one") == tables(&out), "{shards} shards");
    }
    run(&["plan", "runs", "--out", "steps", "--documents"]);
    for shard in ["4", "3", "2", "1", "0"] {
        run(&["map", "--out", "steps", "--shard", shard]);
    }
    run(&["reduce", "--out", "steps"]);
    same(&dir.join("one"), &dir.join("steps"));

    // Analyze says the same of the same files.
    let analyze = Command::new(cargo_bin!("runform"))
        .current_dir(dir)
        .args(["analyze", "runs", "--out", "alone", "--tables", "csv"])
        .output()
        .unwrap();
    assert_eq!(code(&analyze), 0, "{}", told(&analyze));
    assert_eq!(column(&dir.join("alone"), "status"), column(&dir.join("one"), "status"));
    assert_eq!(column(&dir.join("alone"), "recording_id"), ids);

    // One person knows of one run.
    run(&["runs", "--out", "csv", "--tables", "csv"]);
    let mut groups = csv::Reader::from_path(dir.join("csv/study_groups.csv")).unwrap();
    let head = groups.headers().unwrap().clone();
    let at = |name: &str| head.iter().position(|h| h == name).unwrap();
    for row in groups.records() {
        let row = row.unwrap();
        assert_eq!((&row[at("n_recordings")], &row[at("n_participants")]), ("2", "2"), "{row:?}");
    }
    // The copies are one outcome, whatever their names.
    let outcomes = read(dir.join("csv/study_outcomes.csv"));
    assert!(
        outcomes.contains("skipped,,analyzed_before,the same recording was analysed before as"),
        "{outcomes}"
    );
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_text_is_a_row_and_the_rest_is_done() {
    use std::os::unix::ffi::OsStrExt;
    let dir = study(2);
    let name = std::ffi::OsStr::from_bytes(b"l\xe4ufe.fit");
    let runs = dir.path().join("runs");
    std::fs::copy(runs.join("w_0002.fit"), runs.join(name)).unwrap();
    let output = batch(dir.path(), &["runs", "--out", "out"]);
    assert_eq!(code(&output), 1, "{}", told(&output));
    let told = told(&output);
    assert!(told.contains("3 analyzed") && told.contains("no UTF-8 text"), "{told}");
    let paths = column(&dir.path().join("out"), "path");
    let at = paths.iter().position(|p| p == "runs/l\u{fffd}ufe.fit").unwrap();
    assert_eq!(column(&dir.path().join("out"), "status")[at], "unreadable");
    // Named on the command line as well.
    let output = command(dir.path(), &["--out", "out2"]).arg(Path::new("runs").join(name)).output();
    let told = super::told(&output.unwrap());
    assert!(told.contains("no UTF-8 text"), "{told}");
}

#[test]
fn inputs_inside_the_output_folder_are_an_error() {
    let dir = study(2);
    let runs = dir.path().join("runs");
    for (at, args) in [
        (&runs, &[".", "--out", ".."][..]),
        (&runs, &[".", "--out", "."]),
        (&dir.path().to_path_buf(), &["runs", "--out", "runs"]),
        (&dir.path().to_path_buf(), &["runs/*.fit", "--out", "runs", "--dry-run"]),
    ] {
        let output = batch(at, args);
        assert_eq!(code(&output), 2, "{args:?}: {}", told(&output));
        assert!(told(&output).contains("lies inside the output folder"), "{}", told(&output));
    }
    // An output folder within the inputs is as good as any.
    let output = batch(&runs, &["w_0001.fit", "--out", "results"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    assert_eq!(code(&batch(&runs, &[".", "--out", "results"])), 1);
    assert_eq!(column(&runs.join("results"), "path").len(), 5);
}

#[test]
fn a_plan_is_mapped_from_anywhere() {
    let dir = study(2);
    let dir = dir.path();
    std::fs::create_dir(dir.join("else")).unwrap();
    assert_eq!(code(&batch(dir, &["runs", "--out", "here", "--quiet"])), 1);
    assert_eq!(code(&batch(dir, &["plan", "runs", "--out", "there"])), 0);
    let elsewhere = dir.join("else");
    let map = batch(&elsewhere, &["map", "--out", "../there"]);
    assert_eq!(code(&map), 0, "broken.fit has its row");
    assert!(told(&map).contains("3 analyzed"), "{}", told(&map));
    assert_eq!(code(&batch(&elsewhere, &["reduce", "--out", "../there"])), 0);
    same(&dir.join("here"), &dir.join("there"));

    // In a folder of another name the results are the same.
    let moved = study(2);
    assert_eq!(code(&batch(moved.path(), &["runs", "--out", "here", "--quiet"])), 1);
    same(&dir.join("here"), &moved.path().join("here"));

    // Where none of the recordings can be seen, nothing is done.
    assert_eq!(code(&batch(dir, &["plan", "runs", "--out", "gone"])), 0);
    std::fs::rename(dir.join("runs"), dir.join("hidden")).unwrap();
    let map = batch(dir, &["map", "--out", "gone"]);
    assert_eq!(code(&map), 75);
    assert!(told(&map).contains("none of the recordings of the plan is there"), "{}", told(&map));
    assert!(!dir.join("gone/parts").exists());
}

#[test]
fn what_an_earlier_batch_left_is_taken_away_and_nothing_else() {
    let dir = study(3);
    let dir = dir.path();
    let out = dir.join("out");
    let run = |args: &[&str]| {
        let output = batch(dir, &[&["runs", "--out", "out"][..], args].concat());
        assert_eq!(code(&output), 1, "broken.fit is no recording: {}", told(&output));
        told(&output)
    };
    let there = |name: &str| out.join(name).exists();
    run(&["--documents", "--pages"]);
    std::fs::write(out.join("documents/mine.analysis.json"), b"{}").unwrap();
    std::fs::write(out.join("segments.csv"), b"mine").unwrap();
    std::fs::create_dir(out.join("parts/mine")).unwrap();
    std::fs::remove_file(dir.join("runs/w_0002.fit")).unwrap();
    let csv = ["--documents", "--pages", "--tables", "csv"];
    let refused = run(&csv);
    assert!(refused.contains("segments.csv is there already"), "{refused}");
    assert_eq!(read(out.join("segments.csv")), "mine");
    std::fs::remove_file(out.join("segments.csv")).unwrap();
    run(&csv);
    assert!(!there("documents/w_0002.analysis.json") && !there("reports/w_0002.html"));
    assert!(there("documents/w_0003.analysis.json") && there("reports/w_0003.html"));
    assert!(there("documents/mine.analysis.json") && there("parts/mine"));
    assert!(there("recordings.csv") && !there("recordings.parquet"));
    assert_eq!(std::fs::read_dir(out.join("parts")).unwrap().count(), 5 + 1);

    run(&[]);
    assert!(there("recordings.parquet") && !there("recordings.csv") && !there("reports"));
    assert!(there("documents/mine.analysis.json") && !there("documents/w_0001.analysis.json"));
    assert!(!there("segments.csv"));
    let success: serde_json::Value =
        serde_json::from_str(&read(out.join("_SUCCESS.json"))).unwrap();
    assert_eq!(success["files"], serde_json::json!([]));
}

#[test]
fn pages_are_added_to_a_batch_that_is_done() {
    let dir = study(2);
    let dir = dir.path();
    let args = ["runs", "--out", "out"];
    batch(dir, &args);
    let with = [&args[..], &["--pages", "--documents"]].concat();
    let planned = batch(dir, &[&with[..], &["--dry-run"]].concat());
    assert_eq!(code(&planned), 0, "{}", told(&planned));
    // The copy has none; the broken one neither.
    assert!(told(&planned).contains("5 shards, of which 2 are done"), "{}", told(&planned));
    let added = told(&batch(dir, &with));
    assert!(added.contains("2 of 5 shards were done before"), "{added}");
    batch(dir, &["runs", "--out", "fresh", "--pages", "--documents"]);
    same(&dir.join("out"), &dir.join("fresh"));
    let verified = told(&batch(dir, &[&args[..], &["--verify", "5"]].concat()));
    assert!(verified.contains("5 shards, all equal"), "{verified}");
}

#[test]
fn a_dry_run_says_what_a_run_would_do() {
    let dir = study(2);
    let dir = dir.path();
    batch(dir, &["runs/w_0001.fit", "--out", "out", "--quiet"]);
    let before = results(&dir.join("out"));
    let dry =
        |args: &[&str]| batch(dir, &[&["runs", "--out", "out", "--dry-run"][..], args].concat());
    let some = dry(&[]);
    assert_eq!(code(&some), 0);
    assert!(told(&some).contains("of which 1 is done already; 4 shards"), "{}", told(&some));
    assert!(told(&some).contains("runs/w_0001.fit  (done)"), "{}", told(&some));
    std::fs::write(dir.join("s.toml"), "[compare]\nrpe = 8.0\n").unwrap();
    let refused = dry(&["--settings", "s.toml"]);
    assert_eq!(code(&refused), 1);
    let told = told(&refused);
    assert!(told.contains("settings.compare.rpe: not set there, 8.0 here"), "{told}");
    assert!(results(&dir.join("out")) == before, "nothing was touched");
}

#[test]
fn a_folder_in_the_way_of_a_result_is_named() {
    let dir = study(2);
    std::fs::create_dir_all(dir.path().join("out/steps.parquet")).unwrap();
    let output = batch(dir.path(), &["runs", "--out", "out"]);
    assert_eq!(code(&output), 1);
    assert!(
        told(&output).contains("in the way of the file out/steps.parquet"),
        "{}",
        told(&output)
    );
}

/// A sensor on each foot; the lines of the manifest are given.
fn feet(manifest: &str) -> (tempfile::TempDir, Output) {
    let dir = tempfile::tempdir().unwrap();
    let made = Command::new(cargo_bin!("runform"))
        .current_dir(dir.path())
        .args(["simulate", "imu", "--placement", "left_foot,right_foot", "--minutes", "3"])
        .args(["--out", "raw", "--name", "r"])
        .status();
    assert!(made.unwrap().success());
    std::fs::write(dir.path().join("m.csv"), manifest).unwrap();
    let output = batch(dir.path(), &["--manifest", "m.csv", "--out", "out", "--tables", "csv"]);
    (dir, output)
}

#[test]
fn lines_of_joined_files_are_put_together() {
    let (dir, output) = feet(
        "path,recording,placement,speed_mps,participant,group,mass_kg\n\
         raw/r_left_foot.csv,r,left_foot,,ann,,NA\n\
         raw/r_right_foot.csv,r,right_foot,3.2,,trained,60\n",
    );
    assert_eq!(code(&output), 0, "{}", told(&output));
    let out = dir.path().join("out");
    assert_eq!(column(&out, "participant"), ["ann"]);
    assert_eq!(column(&out, "group"), ["trained"]);
    let speed: f64 = column(&out, "speed_mps")[0].parse().unwrap();
    assert!((speed - 3.2).abs() < 1e-9, "{speed}");
    assert!(!column(&out, "median_vertical_stiffness_kn_per_m")[0].is_empty(), "the mass counts");

    let (_, output) = feet(
        "path,recording,placement,participant\n\nraw/r_left_foot.csv,r,left_foot,ann\n\
         raw/r_right_foot.csv,r,right_foot,bob\n",
    );
    assert_eq!(code(&output), 2);
    let told = told(&output);
    for word in ["lines 3 and 4", "participant", "\"ann\"", "\"bob\""] {
        assert!(told.contains(word), "{word}: {told}");
    }
}

/// A scheduler runs a step again that ends with an error: a recording that cannot be
/// read is a row, a result that cannot be written is an error.
#[test]
fn steps_end_well_when_every_recording_has_its_row() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    std::fs::create_dir(dir.join("runs")).unwrap();
    std::fs::write(dir.join("runs/broken.fit"), b"\x0e\x10\x00\x00\xff\xff\x00\x00.FIT").unwrap();
    for args in [
        ["plan", "runs", "--out", "steps"].as_slice(),
        &["map", "--out", "steps"],
        &["reduce", "--out", "steps"],
    ] {
        let output = batch(dir, args);
        assert_eq!(code(&output), 0, "{args:?}: {}", told(&output));
    }
    assert_eq!(column(&dir.join("steps"), "status"), ["not_imported"]);
    // The same in one go tells a person.
    assert_eq!(code(&batch(dir, &["runs", "--out", "one"])), 1);
}
