//! Studies: from a folder with a manifest to the numbers, figures and methods; and what
//! simulated studies in which nothing happens say.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use assert_cmd::cargo::cargo_bin;
use runform::compare::EffectsBehind;
use runform::metrics::Metric;
use runform::pipeline::study::null::{Request, Story, run as simulated};
use runform::pipeline::study::power::{Plan, power};
use runform::settings::Settings;
use runform::study::infer::{
    Asked, Cell, Observations, Observed, Question, Random, Run, StudySettings, from_observations,
};

fn runform(dir: &Path, args: &[&str]) -> Output {
    Command::new(cargo_bin!("runform")).current_dir(dir).args(args).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Changes of a study: person, group, condition, visit, change.
fn observations(rows: &[(usize, &str, &str, usize, f64)], behind: bool) -> Observations {
    let mut out = Observations::default();
    for (person, group, condition, visit, change) in rows {
        let effects = behind.then(|| {
            let known =
                [[-0.4, 0.2], [0.0, 0.5], [0.0, 0.01], [0.0, 0.01], [0.0, 0.01], [0.0, 0.01]];
            let cov = std::array::from_fn(|a| {
                std::array::from_fn(|b| if a == b { known[a][1] * known[a][1] } else { 0.0 })
            });
            // The run says nothing of its own of the speed, and slows by 4 %.
            EffectsBehind {
                log: false,
                level: 250.0,
                change: *change,
                variance: 1.0,
                used: [-0.4, 0.0, 0.0, 0.0, 0.0, 0.0],
                cov,
                lever: [0.04 * 250.0, 0.0, 0.0, 0.0, 0.0, 0.0],
                known,
                doubt: 0.0,
            }
        });
        out.all.push(Observed {
            run: out.runs.len(),
            cell: Cell {
                metric: Metric::GroundContactTime,
                unit: "ms".into(),
                device: "a watch".into(),
                placement: String::new(),
                field: "fit:stance_time".into(),
            },
            fresh: 250.0 + 3.0 * *person as f64,
            change: *change,
            se: Some(1.0),
            swc: Some(6.0),
            behind: effects,
        });
        out.runs.push(Run {
            path: format!("{person}-{condition}-{visit}"),
            participant: format!("p{person}"),
            group: Some((*group).into()).filter(|g: &String| !g.is_empty()),
            condition: Some((*condition).into()).filter(|c: &String| !c.is_empty()),
            visit: Some(visit.to_string()),
            more: BTreeMap::new(),
            status: "analyzed".into(),
            reason_code: None,
            reason: None,
            compared: true,
        });
    }
    out
}

/// Noise without a generator: sines of large numbers.
fn noise(k: usize) -> f64 {
    let x = ((k as f64 + 1.0) * 12.9898).sin() * 43_758.547;
    2.0 * (x - x.floor()) - 1.0
}

fn settings() -> StudySettings {
    let design = Asked { reference_condition: Some("control".into()), ..Asked::default() };
    StudySettings { design, ..StudySettings::default() }
}

/// The paired difference of one group is the paired t test, by hand.
#[test]
fn paired_runs_are_a_paired_t_test() {
    let mut rows = Vec::new();
    let mut differences = Vec::new();
    for person in 0..8 {
        let (a, b) = (5.0 + 4.0 * noise(person), 8.0 + 2.0 * noise(person + 50));
        let level = 6.0 * noise(person + 90);
        rows.push((person, "", "control", 1, a + level));
        rows.push((person, "", "heat", 1, b + level));
        differences.push(b - a);
    }
    let found = from_observations(observations(&rows, false), &settings());
    let of = |q| found.answers.iter().find(|a| a.question == q).unwrap();
    let n = differences.len() as f64;
    let mean = differences.iter().sum::<f64>() / n;
    let sd = (differences.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
    let heat = of(Question::Condition);
    assert_eq!(found.models[0].random, Random::Intercept);
    assert!((heat.estimate.value - mean).abs() < 1e-6, "{heat:?}");
    assert!((heat.estimate.se - sd / n.sqrt()).abs() < 1e-4 * sd, "{heat:?}");
    assert!((heat.estimate.df - 7.0).abs() < 0.01, "{heat:?}");
    assert!(found.answers.iter().filter(|a| a.question != Question::Mean).all(|a| a.q.is_some()));
}

/// What is common to all runs does not average out, however many there are.
#[test]
fn the_error_of_common_knowledge_stays() {
    let se = |people: usize| {
        let rows: Vec<_> = (0..people).map(|k| (k, "", "", 1, 2.0 * noise(k))).collect();
        let found = from_observations(observations(&rows, true), &settings());
        found.answers[0].estimate.se
    };
    // 4 % slower, at a doubt of 0.2 of the power: 0.2 × 0.04 × 250 = 2 ms, for ever.
    assert!(se(400) > 1.99, "{}", se(400));
    assert!(se(400) < 2.1 && se(10) > se(400));
    // Between two conditions in which all slow alike it falls out.
    let mut rows = Vec::new();
    for k in 0..100 {
        rows.push((k, "", "control", 1, 2.0 * noise(k)));
        rows.push((k, "", "heat", 1, 2.0 * noise(k + 1000)));
    }
    let found = from_observations(observations(&rows, true), &settings());
    let heat = found.answers.iter().find(|a| a.question == Question::Condition).unwrap();
    assert!(heat.estimate.se < 0.3, "{heat:?}");
}

/// The doubt of how much of the speed's spread is error counts as far as a change rests
/// on what the runs say of their pace, and no further.
#[test]
fn a_doubt_counts_as_far_as_it_is_heard() {
    let rows: Vec<_> = (0..400).map(|k| (k, "", "", 1, 2.0 * noise(k))).collect();
    let se = |of: &dyn Fn(&mut EffectsBehind)| {
        let mut made = observations(&rows, true);
        made.all.iter_mut().filter_map(|o| o.behind.as_mut()).for_each(of);
        from_observations(made, &settings()).answers[0].estimate.se
    };
    // Runs that say nothing: only what was known before counts.
    let silent = se(&|_| ());
    assert!((se(&|b| b.doubt = 5.0) - silent).abs() < 1e-9);
    // Runs that know their own effect: 0.1 of the power at 4 % slower is 1 ms, for ever.
    let loud = se(&|b| {
        b.cov[0][0] = 1e-6;
        b.doubt = 0.1;
    });
    assert!((1.0..1.1).contains(&loud), "{loud}");
}

#[test]
fn days_are_reliable_or_not() {
    let mut rows = Vec::new();
    for person in 0..12 {
        for visit in 1..=2 {
            rows.push((
                person,
                "",
                "",
                visit,
                5.0 * noise(person) + 0.1 * noise(person * 7 + visit),
            ));
        }
    }
    let found = from_observations(observations(&rows, false), &settings());
    let change = found.days.iter().find(|d| d.pairs.len() == 12 && d.reliability.icc31 < 1.0);
    let change = change.unwrap();
    assert!(change.reliability.icc31 > 0.95, "{change:?}");
    let mdc = 1.959_964 * 2f64.sqrt() * change.reliability.sem;
    assert!((change.reliability.mdc95 - mdc).abs() < 1e-5);
}

/// The smaller sibling of `runform study null`.
#[test]
fn simulated_studies_without_a_change_find_none() {
    let request = Request {
        studies: 10,
        participants: 10,
        minutes: 35.0,
        slowing_pct: 4.0,
        seed: 7,
        threads: Some(1),
        story: Story::Null,
        settings: Settings::default(),
    };
    let found = simulated(&request, &|_| ()).unwrap();
    let contact =
        |q| found.tallies.iter().find(|t| t.metric == Metric::GroundContactTime && t.question == q);
    for question in [Question::Overall, Question::Condition, Question::Interaction] {
        let t = contact(question).unwrap();
        // At 5 % more than three of ten have a chance of 0.1 %.
        assert!(t.excludes_0_pct <= 30.0, "{t:?}");
        assert!(t.truth.abs() < 1e-9 && t.mean.abs() < 3.0 * t.se, "{t:?}");
    }
    let more = Request { studies: 2, threads: Some(2), ..request.clone() };
    let one = Request { studies: 2, ..request };
    assert_eq!(simulated(&more, &|_| ()).unwrap(), simulated(&one, &|_| ()).unwrap());
}

/// Power of a paired t test, against its formula: n = 20, effect of 0.66 SD of the
/// differences gives 0.80 (Cohen 1988).
#[test]
fn power_is_that_of_the_paired_t_test() {
    let plan = Plan {
        groups: 1,
        conditions: 2,
        repeats: 1,
        between: 3.0,
        within: 1.0,
        slope: 0.0,
        effect: 0.660 * 2f64.sqrt(),
        margin: 1.0,
        lost: 0.0,
    };
    let found = &power(&plan, &[20], 2000, 1)[0];
    assert!((found.effect_pct - 80.0).abs() < 3.0, "{found:?}");
    assert_eq!(found.interaction_pct, None);
}

/// Five people, two conditions, one file that is not there.
fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let watch = ["simulate", "watch", "--vary", "--duration", "32min", "--format", "fit"];
    for (profile, name) in [("fresh", "c"), ("fatigue", "h")] {
        let more = ["--runs", "5", "--out", "runs", "--name", name, "--profile", profile];
        let output = runform(dir.path(), &[&watch[..], &more].concat());
        assert!(output.status.success(), "{}", told(&output));
    }
    let mut manifest = String::from("path,participant,condition,age,visit\n");
    for k in 1..=5 {
        manifest += &format!("c_000{k}.fit,p{k},control,{},1\n", 20 + 3 * k);
        manifest += &format!(
            "h_000{k}.fit,p{k},{},{},1\n",
            if k == 2 { "Heat" } else { "heat" },
            20 + 3 * k
        );
    }
    std::fs::write(dir.path().join("runs/manifest.csv"), manifest).unwrap();
    dir
}

#[test]
fn one_command_writes_the_whole_study() {
    let dir = folder();
    let args = [
        "study",
        "runs",
        "--out",
        "results",
        "--reference-condition",
        "control",
        "--covariate",
        "age",
    ];
    let output = runform(dir.path(), &args);
    assert!(output.status.success(), "{}", told(&output));
    let out = dir.path().join("results");
    let read = |name: &str| std::fs::read_to_string(out.join(name)).unwrap();
    for name in ["study.html", "methods.md", "settings.toml", "CITATION.cff", "figures/forest.svg"]
    {
        assert!(out.join(name).is_file(), "{name}");
    }
    // The codebook names every column of every table, in order.
    let package: serde_json::Value = serde_json::from_str(&read("datapackage.json")).unwrap();
    for resource in package["resources"].as_array().unwrap() {
        let path = resource["path"].as_str().unwrap();
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<&str> = fields.iter().map(|f| f["name"].as_str().unwrap()).collect();
        let text = read(path);
        assert_eq!(text.lines().next().unwrap(), names.join(","), "{path}");
        for field in fields {
            let about = field["description"].as_str().unwrap();
            assert!(!about.starts_with("study-column"), "{path}: {about}");
        }
        assert!(out.join(path.replace(".csv", ".parquet")).is_file());
    }
    let study: serde_json::Value = serde_json::from_str(&read("study.json")).unwrap();
    let models = study["answers"]["models"].as_array().unwrap();
    assert!(models.iter().any(|m| m["cell"]["metric"] == "ground_contact_time"), "{models:?}");
    assert_eq!(study["answers"]["respelled"][0]["to"], "heat");
    let methods = read("methods.md");
    assert!(methods.contains("10 recordings of 5 participants"), "{methods}");
    assert!(!methods.contains("study-methods") && !read("study.html").contains(">study-"));
    // Settings that say what they are: the hash is that of the file.
    let run: serde_json::Value = serde_json::from_str(&read("run.json")).unwrap();
    let digest = <sha2::Sha256 as sha2::Digest>::digest(read("settings.toml").as_bytes());
    let hash: String = digest.iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(run["settings_sha256"], hash.as_str());
    // For archives: every file but its own, with its bytes.
    let crate_: serde_json::Value = serde_json::from_str(&read("ro-crate-metadata.json")).unwrap();
    let graph = crate_["@graph"].as_array().unwrap();
    let files: Vec<_> = graph.iter().filter(|e| e["@type"] == "File").collect();
    for file in &files {
        let bytes = std::fs::metadata(out.join(file["@id"].as_str().unwrap())).unwrap().len();
        assert_eq!(file["contentSize"], bytes.to_string(), "{file}");
        assert!(!file["description"].as_str().unwrap().starts_with("study-"), "{file}");
    }
    assert_eq!(graph[1]["hasPart"].as_array().unwrap().len(), files.len());
    let there = |sub: &str| std::fs::read_dir(out.join(sub)).unwrap().count();
    // The folder itself: two more folders, the one of the work, and the description.
    assert_eq!(files.len(), there("") - 4 + there("tables") + there("figures"));
    // Again: the same bytes.
    let before = (read("study.html"), read("tables/estimates.csv"));
    let again = runform(dir.path(), &args);
    assert!(again.status.success(), "{}", told(&again));
    assert!(before == (read("study.html"), read("tables/estimates.csv")));
    // The same in German.
    let german = runform(dir.path(), &[&args[..], &["--lang", "de"]].concat());
    assert!(german.status.success(), "{}", told(&german));
    assert!(read("study.html").contains("Was gefunden wurde"));
}

#[test]
fn what_is_missing_is_seen_before() {
    let dir = folder();
    let manifest = dir.path().join("runs/manifest.csv");
    let text = std::fs::read_to_string(&manifest).unwrap() + "gone.fit,p9,heat,30,1\n";
    std::fs::write(&manifest, text).unwrap();
    let check = runform(dir.path(), &["study", "check", "runs"]);
    assert_eq!(check.status.code(), Some(1), "{}", told(&check));
    for said in [
        "gone.fit (recording)",
        "p9 (control)",
        "\u{201c}Heat\u{201d} and \u{201c}heat\u{201d}",
        "Column age",
    ] {
        assert!(told(&check).contains(said), "{said}: {}", told(&check));
    }
    for args in [
        &["study", "runs", "--out", "r", "--dry-run"][..],
        &["batch", "--manifest", "runs/manifest.csv", "--out", "r", "--dry-run"],
    ] {
        let dry = runform(dir.path(), args);
        assert_eq!(dry.status.code(), Some(1), "{}", told(&dry));
        assert!(told(&dry).contains("gone.fit is not there"), "{}", told(&dry));
    }
    assert!(!dir.path().join("r").exists());
}
