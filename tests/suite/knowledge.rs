//! `--knowledge DIR`: the user's own rules and exercises in place of the program's.

use std::path::Path;
use std::process::Output;

use assert_cmd::cargo::cargo_bin_cmd;
use runform::{Analyzer, Format, Knowledge, Language, Outcome, ReadOptions, Style, render};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const SAMPLE: &str = "data/samples/tired_long_run.fit";

fn data(name: &str) -> String {
    std::fs::read_to_string(Path::new(ROOT).join("data").join(name)).unwrap()
}

/// The exercises of the program with another name for one of them.
fn renamed() -> String {
    let given = data("strength/exercises.toml");
    let own = given.replace("name = \"Single-leg calf raise\"", "name = \"My calf raise\"");
    assert_ne!(given, own);
    own
}

/// The rules of the program with another title for one of them.
fn retitled() -> String {
    let given = data("breakdowns.toml");
    let own = given.replace("Longer ground contact late in the run", "My long contact");
    assert_ne!(given, own);
    own
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("strength")).unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn run(own: &Path, arguments: &[&str]) -> Output {
    let mut command = cargo_bin_cmd!("runform");
    command.current_dir(ROOT).env_remove("LANG").env_remove("LC_ALL");
    command.args(arguments).arg("--knowledge").arg(own).output().unwrap()
}

fn out(own: &Path, arguments: &[&str]) -> String {
    let output = run(own, arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_command_speaks_of_the_own_exercises_and_rules() {
    let own = folder(&[("strength/exercises.toml", &renamed()), ("breakdowns.toml", &retitled())]);
    let own = own.path();
    let made = tempfile::tempdir().unwrap();
    let place = |name: &str| made.path().join(name).display().to_string();
    let (plan, log, study) = (place("plan.json"), place("log.csv"), place("study"));

    let details = out(own, &["analyze", SAMPLE, "--details"]);
    assert!(details.contains("My calf raise") && details.contains("My long contact"), "{details}");
    assert!(out(own, &["exercises"]).contains("single_leg_calf_raise"));
    assert!(out(own, &["exercises", "single_leg_calf_raise"]).contains("My calf raise"));
    let text = out(own, &["plan", SAMPLE, "--start", "2026-01-05"]);
    assert!(text.contains("My calf raise"), "{text}");
    out(own, &["plan", SAMPLE, "--start", "2026-01-05", "--out", &plan]);
    let add = ["log", "add", "single_leg_calf_raise", "--sets", "2", "--reps", "15"];
    out(own, &[&add[..], &["--log", &log, "--date", "2026-01-05"][..]].concat());
    assert!(out(own, &["log", "show", "--log", &log]).contains("My calf raise"));
    let week = ["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08", "2026-01-09"];
    let said = week.map(|day| out(own, &["today", "--plan", &plan, "--log", &log, "--date", day]));
    assert!(said.concat().contains("calf"), "{said:?}");
    out(own, &["trend", SAMPLE]);
    #[cfg(feature = "tables")]
    {
        out(own, &["batch", SAMPLE, "--out", &study, "--documents", "--tables", "csv"]);
        let findings = Path::new(&study).join("findings.csv");
        assert!(std::fs::read_to_string(findings).unwrap().contains("My long contact"));
    }
    let squad = made.path().join("squad/Anna");
    std::fs::create_dir_all(&squad).unwrap();
    std::fs::copy(Path::new(ROOT).join(SAMPLE), squad.join("run.fit")).unwrap();
    let team = place("team");
    out(own, &["team", &place("squad"), "--out", &team]);
    let page = std::fs::read_to_string(Path::new(&team).join("team.html")).unwrap();
    assert!(page.contains("My long contact") && page.contains("My calf raise"));
}

#[test]
fn own_files_are_not_told_in_the_words_of_the_program() {
    let own = folder(&[("breakdowns.toml", &retitled())]);
    let page = tempfile::tempdir().unwrap();
    let page = page.path().join("page.html");
    let german = ["--language", "de", "--html", page.to_str().unwrap()];
    let told = out(own.path(), &[&["analyze", SAMPLE, "--details"][..], &german[..]].concat());
    assert!(told.contains("My long contact") && told.contains("Wadenheben"), "{told}");
    let page = std::fs::read_to_string(page).unwrap();
    assert!(page.contains("My long contact") && page.contains("Wadenheben"));
}

#[test]
fn documents_tell_own_knowledge_by_their_hash() {
    let bytes = std::fs::read(Path::new(ROOT).join(SAMPLE)).unwrap();
    let hash = |knowledge: Knowledge| {
        let analyzer = Analyzer::new().knowledge(knowledge.clone());
        let outcomes = analyzer.outcomes(bytes.clone(), &ReadOptions::new());
        let [Outcome::Analyzed(run)] = &outcomes[..] else { panic!("not analysed") };
        let style = Style::new().language(Language::German).knowledge(knowledge);
        let page = render(run, Format::Html, &style).unwrap();
        (run.analysis.settings_hash.clone(), String::from_utf8(page).unwrap())
    };
    let (usual, _) = hash(Knowledge::builtin().unwrap());
    let own = retitled();
    let own = Knowledge::from_files([("breakdowns.toml", own.as_str())]).unwrap();
    let (other, page) = hash(own.clone());
    assert_ne!(usual, other);
    assert_eq!(other, hash(own).0);
    assert!(page.contains("My long contact"));
}

#[test]
fn what_makes_no_sense_is_named() {
    let wrong = |files: &[(&str, &str)], words: &[&str]| {
        let own = folder(files);
        let output = run(own.path(), &["analyze", SAMPLE]);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{told}");
        for word in words {
            assert!(told.contains(word), "{word:?} is not in {told}");
        }
    };
    wrong(&[], &["no .toml file"]);
    wrong(&[("exercises.toml", "")], &["exercises.toml", "strength/exercises.toml"]);
    wrong(&[("breakdowns.toml", "[[rule]]\nid = 3\n")], &["breakdowns.toml", "line 2"]);
    let unknown = data("strength/links.toml").replacen("single_leg_calf_raise", "calf_rise", 1);
    wrong(&[("strength/links.toml", &unknown)], &["links", "`calf_rise`", "does not exist"]);
    let gone = run(Path::new("no/such/folder"), &["exercises"]);
    assert_eq!(gone.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&gone.stderr).contains("no such file or folder"));
}
