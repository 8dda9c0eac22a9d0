//! What a batch refuses, and how it says so.

use super::*;

#[test]
fn parts_are_believed_only_as_their_receipts_say() {
    let dir = study(2);
    let dir = dir.path();
    let out = dir.join("out");
    assert_eq!(code(&batch(dir, &["runs", "--out", "out", "--quiet"])), 1);
    let shard = |i: usize| shard(&out, i);
    let reduce = || {
        let output = batch(dir, &["reduce", "--out", "out"]);
        assert!(!told(&output).contains("panic"));
        (code(&output), told(&output))
    };
    assert_eq!(reduce().0, 0, "broken.fit has its row");

    let receipt = std::fs::read(shard(1).join("receipt.json")).unwrap();
    std::fs::write(shard(1).join("receipt.json"), &receipt[..receipt.len() / 2]).unwrap();
    let (status, words) = reduce();
    assert!(status == 1 && words.contains("is damaged") && words.contains("--shard 1"), "{words}");
    std::fs::write(shard(1).join("receipt.json"), &receipt).unwrap();

    let part = shard(2).join("segments.parquet");
    let bytes = std::fs::read(&part).unwrap();
    std::fs::write(&part, &bytes[1..]).unwrap();
    let (status, words) = reduce();
    assert!(status == 1 && words.contains("wrong SHA-256"), "{words}");
    std::fs::remove_file(&part).unwrap();
    let (status, words) = reduce();
    assert!(status == 1 && words.contains("segments.parquet is missing"), "{words}");
    // Going on does what is not whole again, and only that.
    let again = batch(dir, &["runs", "--out", "out"]);
    assert!(told(&again).contains("of 5 shards were done before"), "{}", told(&again));
    assert_eq!(std::fs::read(&part).unwrap(), bytes);
    assert_eq!(reduce().0, 0);

    std::fs::write(dir.join("s.toml"), "[compare]\nrpe = 8.0\n").unwrap();
    let other = batch(dir, &["runs", "--out", "out", "--settings", "s.toml"]);
    assert_eq!(code(&other), 1);
    assert!(told(&other).contains("another output folder"), "{}", told(&other));
    let none = batch(dir, &["map", "--out", "out", "--shard", "99"]);
    assert_eq!(code(&none), 2);
    assert!(told(&none).contains("there is no shard 99"), "{}", told(&none));
}

#[test]
fn a_changed_input_is_done_again_and_a_new_one_is_added() {
    let dir = study(3);
    let dir = dir.path();
    batch(dir, &["runs", "--out", "out", "--quiet"]);
    let third = std::fs::read(dir.join("runs/w_0003.fit")).unwrap();
    std::fs::write(dir.join("runs/w_0002.fit"), &third[..third.len() / 2]).unwrap();
    std::fs::write(dir.join("runs/a_new.fit"), b"no recording either").unwrap();
    let again = batch(dir, &["runs", "--out", "out"]);
    assert!(told(&again).contains("5 of 7 shards were done before"), "{}", told(&again));
    batch(dir, &["runs", "--out", "fresh", "--quiet"]);
    let tables = |out: &str| {
        let mut all = results(&dir.join(out));
        all.retain(|name, _| !name.starts_with("parts"));
        all
    };
    assert!(tables("out") == tables("fresh"));
}

#[test]
fn two_at_once_are_told_apart() {
    let dir = study(8);
    let dir = dir.path();
    let mut first = command(dir, &["runs", "--out", "out", "--quiet"]).spawn().unwrap();
    let lock = dir.join("out/.runform-lock");
    while !lock.exists() {
        std::thread::yield_now();
    }
    let second = batch(dir, &["runs", "--out", "out", "--quiet"]);
    if first.try_wait().unwrap().is_none() {
        assert!(told(&second).contains("another runform works in"), "{}", told(&second));
        assert_eq!(code(&second), 75);
    }
    assert_eq!(first.wait().unwrap().code(), Some(1));
}

#[test]
fn pipelines_say_where_they_are_wrong() {
    let dir = study(2);
    let dir = dir.path();
    let refused = |text: &str, words: &[&str]| {
        std::fs::write(dir.join("p.toml"), text).unwrap();
        let output = batch(dir, &["p.toml", "--out", "o"]);
        let told = told(&output);
        assert_eq!(code(&output), 2, "{text}: {told}");
        for word in words {
            assert!(told.contains(word), "{word:?} is not in {told}");
        }
    };
    refused(
        "inputs = [\"runs\"]\n[output]\nfolde = \"x\"\n",
        &["line 3", "did you mean `folder`?"],
    );
    refused("inputs = [\"runs\"]\n[settings.maks]\n", &["line 2", "did you mean `mask`?"]);
    refused("inputs = 7\n", &["line 1"]);
    refused("[output]\npages = true\n", &["names nothing to read"]);
    refused("inputs = [\"runs\"]\n[reading]\nplacement = \"knee\"\n", &["knee", "sacrum"]);
    refused("inputs = [\"runs/*.xyz\"]\n", &["matches no file"]);
    refused(
        "inputs = [\"runs\"]\n[settings.gate]\ncadence_spm = [220.0, 140.0]\n",
        &["line 3", "settings.gate.cadence_spm", "rising numbers from 30 to 400"],
    );
    refused(
        "inputs = [\"runs\"]\n[settings]\nrunner.mass_kg = 6800\n",
        &["line 3", "settings.runner.mass_kg is 6800", "20 to 300"],
    );
    refused(
        "inputs = [\"runs\"]\n[settings.windows]\nfresh = { time = [900.0, 300.0] }\n\
         fatigued = { time = [1000.0, 1200.0] }\n",
        &["windows", "one is empty"],
    );
    refused("inputs = [\"runs\"]\n[reading]\nrate_hz = -100.0\n", &["rate_hz", "10 to 4000"]);
    refused("inputs = [\"runs\"]\nmanifest = \"gone.csv\"\n", &["gone.csv"]);

    let manifest = |text: &str, words: &[&str]| {
        std::fs::write(dir.join("m.csv"), text).unwrap();
        let output = batch(dir, &["runs", "--manifest", "m.csv", "--out", "o"]);
        let told = told(&output);
        assert_eq!(code(&output), 2, "{text}: {told}");
        for word in words {
            assert!(told.contains(word), "{word:?} is not in {told}");
        }
    };
    manifest("path,participent\n", &["line 1", "did you mean \"participant\"?"]);
    manifest("participant\nann\n", &["\"path\" is missing"]);
    manifest("path,mass_kg\nruns/w.fit,heavy\n", &["line 2", "mass_kg", "heavy"]);
    manifest("path,placement\nruns/w.fit,knee\n", &["line 2", "knee"]);
    manifest("path\n", &["no line below the header"]);
    manifest("path\nruns/w_0001.fit\nruns/*.fit\n", &["twice", "lines 2 and 3"]);
    manifest(
        "path,participant,group\nruns/w_0001.fit,Doe, Ann,x\n",
        &["line 2", "the header has 3 cells and this line 4", "in quotes"],
    );
    manifest(
        "path,mass_kg\nruns/w_0001.fit,60\nruns/w_0002.fit,60,5\n",
        &["line 3", "this line 3"],
    );
    manifest(
        "path,group\n\nruns/w_0001.fit\n",
        &["line 3", "the header has 2 cells and this line 1"],
    );
    manifest(
        "path,group\nruns/w_0001.fit,\"a\nruns/w_0002.fit,b\"\n",
        &["line 2", "a quote is opened and not closed"],
    );
    manifest("path,group\nruns/w_0001.fit,\"a\n", &["line 2", "not closed"]);
    manifest("path,group,Group\nruns/w_0001.fit,a,b\n", &["line 1", "\"group\" is there twice"]);
    manifest("path,group,\nruns/w_0001.fit,a,\n", &["line 1", "column 3 has no name"]);
    manifest("path,placement\nruns/w_0001.fit,knee\n", &["expected one of", "left_foot", "sacrum"]);
    manifest("path,mass_kg\nruns/w_0001.fit,nan\n", &["line 2", "\"nan\"", "20 to 300"]);
    let encoded = |bytes: &[u8], words: &[&str]| {
        std::fs::write(dir.join("l.csv"), bytes).unwrap();
        let output = batch(dir, &["runs", "--manifest", "l.csv", "--out", "o"]);
        assert_eq!(code(&output), 2, "{}", told(&output));
        for word in words {
            assert!(told(&output).contains(word), "{word:?} is not in {}", told(&output));
        }
    };
    let latin = b"path,participant\nruns/w_0001.fit,J\xf6rg\n";
    encoded(latin, &["line 2", "another encoding", "save it as UTF-8"]);
    encoded(b"\xff\xfep\0a\0t\0h\0\n\0", &["UTF-16", "save it as UTF-8"]);

    for args in [&["--out", "o"][..], &["runs"], &["gone", "p.toml", "--out", "o"]] {
        let output = batch(dir, args);
        assert_eq!(code(&output), 2, "{args:?}: {}", told(&output));
    }
    std::fs::write(dir.join("file"), b"").unwrap();
    let output = batch(dir, &["runs", "--out", "file"]);
    assert!(
        code(&output) == 1 && told(&output).contains("could not be written"),
        "{}",
        told(&output)
    );
    // What is not there is a row, and the rest is done.
    let output = batch(dir, &["runs", "gone.fit", "--out", "out"]);
    assert_eq!(code(&output), 1);
    let told = told(&output);
    assert!(told.contains("1 unreadable") && told.contains("3 analyzed"), "{told}");
}

#[test]
fn settings_given_beside_a_pipeline_go_over_its_own() {
    let dir = study(2);
    let dir = dir.path();
    let pipeline = "inputs = [\"runs\"]\n[settings.runner]\nmass_kg = 61.0\nheight_m = 1.71\n";
    std::fs::write(dir.join("p.toml"), pipeline).unwrap();
    std::fs::write(dir.join("s.toml"), "[runner]\nmass_kg = 72.0\n").unwrap();
    let output = batch(dir, &["plan", "p.toml", "--settings", "s.toml", "--out", "out"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    let plan: serde_json::Value =
        serde_json::from_slice(&std::fs::read(dir.join("out/plan.json")).unwrap()).unwrap();
    let runner = &plan["pipeline"]["settings"]["runner"];
    assert_eq!(runner, &serde_json::json!({ "mass_kg": 72.0, "height_m": 1.71 }));
    std::fs::write(dir.join("s.toml"), "[runner]\n\nmass_kg = nan\n").unwrap();
    let output = batch(dir, &["plan", "p.toml", "--settings", "s.toml", "--out", "out"]);
    assert_eq!(code(&output), 2);
    let told = told(&output);
    assert!(told.contains("line 3: runner.mass_kg is nan; expected a number"), "{told}");
    // The same settings are refused wherever they are given.
    for command in ["analyze", "trend"] {
        let output = Command::new(cargo_bin!("runform"))
            .current_dir(dir)
            .args([command, "runs", "--settings", "s.toml"])
            .output()
            .unwrap();
        assert_eq!(code(&output), 2, "{command}");
        assert!(super::told(&output).contains("line 3: runner.mass_kg"), "{command}");
    }
}

#[test]
fn logs_tell_of_every_recording_and_change_nothing() {
    let dir = study(2);
    let dir = dir.path();
    let args = ["runs", "--quiet", "--out"];
    let quiet = batch(dir, &[&args[..], &["a"]].concat());
    assert!(quiet.stderr.is_empty(), "{}", told(&quiet));
    let logged = batch(dir, &[&args[..], &["b", "--log-level", "info"]].concat());
    let lines = String::from_utf8(logged.stderr).unwrap();
    let of = |name: &str| lines.lines().filter(|l| l.contains(name)).collect::<Vec<_>>();
    let first = of("runs/w_0001.fit");
    assert!(first[0].contains("INFO") && first[0].contains("reading"), "{lines}");
    let (end, ms) = (first.iter().find(|l| l.contains(" done ")), " ms=");
    assert!(end.is_some_and(|l| l.contains(ms)), "{lines}");
    assert!(of("broken.fit").iter().any(|l| l.contains("WARN") && l.contains("not_imported")));
    same(&dir.join("a"), &dir.join("b"));
    let by_variable = |value: &str, out: &str| {
        command(dir, &[&args[..], &[out]].concat()).env("RUNFORM_LOG", value).output().unwrap()
    };
    let warned = told(&by_variable("runform=warn", "c"));
    assert!(warned.contains("WARN") && !warned.contains("INFO"), "{warned}");
    let wrong = by_variable("loud", "d");
    assert_eq!(code(&wrong), 2);
    assert!(told(&wrong).contains("RUNFORM_LOG=\"loud\": expected one of off"), "{}", told(&wrong));
}

#[test]
fn one_is_not_called_several() {
    let dir = study(2);
    let output = batch(dir.path(), &["runs/w_0001.fit", "--out", "out"]);
    assert!(told(&output).contains("1 recording: 1 analysed"), "{}", told(&output));
    std::fs::write(dir.path().join("m.csv"), "path,participant\nruns/w_0001.fit,P1\n").unwrap();
    let args = ["--manifest", "m.csv", "--out", "new", "--dry-run"];
    let planned = told(&batch(dir.path(), &args));
    assert!(planned.contains("w_0001.fit  [P1]") && planned.contains("1 input, "), "{planned}");
    std::fs::create_dir(dir.path().join("empty")).unwrap();
    let planned = told(&batch(dir.path(), &["empty", "--out", "new", "--dry-run"]));
    assert!(planned.contains(" 0.0 MB") && !planned.contains("-0.0"), "{planned}");
}

#[test]
fn a_dry_run_touches_nothing() {
    let dir = study(2);
    let output = batch(dir.path(), &["runs", "--out", "out", "--dry-run"]);
    assert_eq!(code(&output), 0);
    let told = told(&output);
    assert!(told.contains("5 inputs") && told.contains("Nothing was done"), "{told}");
    assert!(told.contains("z_copy.fit  (the same as runs/w_0001.fit: skipped)"), "{told}");
    assert!(!dir.path().join("out").exists());
}

#[test]
fn events_of_progress_are_json() {
    let dir = study(2);
    let output = batch(dir.path(), &["runs", "--out", "out", "--progress", "json"]);
    let text = String::from_utf8(output.stderr).unwrap();
    let events: Vec<serde_json::Value> =
        text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(events.len(), 5);
    assert!(events.iter().all(|e| e["event"] == "shard_done" && e["of"] == 5));
    assert!(events.iter().any(|e| e["runs"][0]["status"] == "not_imported"));
}

/// The examples that come with the project, on simulated runs.
#[test]
fn the_bundled_pipelines_work() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["runner", "coach", "study"] {
        let dir = study(2);
        let text = std::fs::read_to_string(root.join(format!("pipelines/{name}.toml"))).unwrap();
        std::fs::write(dir.path().join("p.toml"), text).unwrap();
        let manifest = "path,participant,group,condition\nruns/w_0001.fit,p1,a,x\n\
            runs/w_0002.fit,p2,b,x\n";
        std::fs::write(dir.path().join("manifest.csv"), manifest).unwrap();
        let output = batch(dir.path(), &["p.toml"]);
        let told = told(&output);
        assert!(code(&output) <= 1 && told.contains("rows in 11 tables"), "{name}: {told}");
    }
}
