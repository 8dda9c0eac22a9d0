//! A browser agrees with the pages of a team, a study and a trend, and opens large
//! ones quickly.

use std::path::{Path, PathBuf};
use std::process::Command;

use runform::form::{Confidence, Label};
use runform::report::html::{self, Style, study};
use runform::settings::Settings;
use runform::team::{Member, Team, Without, team};
use runform::words::Tongue;
use serde_json::Value;

use crate::html::{chromium, modules};

/// What the browser found on each page, or `None` where there is no browser.
fn browse(what: &str, pages: &[PathBuf], more: &[&str]) -> Option<Vec<Value>> {
    let node = Command::new("node").arg("--version").output().is_ok_and(|o| o.status.success());
    let (Some(chromium), Some(modules), true) = (chromium(), modules(), node) else {
        eprintln!(
            "SKIPPED {what}: it takes node, Chromium and playwright-core, see the test of the runner's page"
        );
        return None;
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/check.mjs");
    let mut command = Command::new("node");
    command.arg(script).arg(modules).arg(chromium).args(pages).args(more);
    if let Some(shots) = std::env::var_os("RUNFORM_TEST_SHOTS") {
        command.arg("--shots").arg(shots);
    }
    let output = command.output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    let results: Vec<Value> = told.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(results.len(), pages.len(), "{told}\n{}", String::from_utf8_lossy(&output.stderr));
    Some(results)
}

/// So many runners with so many simulated runs each, one with a file that failed.
fn squad(runners: usize, each: usize) -> Team {
    let weeks = crate::html_trend::weeks();
    let members = (0..runners).map(|i| {
        let runs = (0..each).map(|k| {
            let mut analysis = weeks[k % weeks.len()].clone();
            analysis.recording.sha256 = format!("{i:032}{k:032}");
            analysis.recording.path = format!("runner {i}/run_{k}.fit");
            analysis.recording.start_time = Some(format!("20{:02}-05-12T07:00:00Z", 10 + k));
            for (j, finding) in analysis.findings.iter_mut().enumerate() {
                let sure = [Confidence::Low, Confidence::Moderate, Confidence::High];
                finding.confidence = sure[(i + j) % 3];
                finding.label = if j == 2 { Label::Drift } else { Label::Breakdown };
            }
            (analysis, Some(format!("reports/{i}-{k}.html")))
        });
        Member {
            name: format!("Runner {i}"),
            group: Some(["U20", "U23"][i % 2].into()),
            runs: runs.collect(),
            without: (i == 0)
                .then(|| Without {
                    file: "x.fit".into(),
                    status: runform::runs::RunStatus::Refused,
                    reason: "this is cycling, not running.".into(),
                })
                .into_iter()
                .collect(),
            ..Member::default()
        }
    });
    let members = members.collect();
    team(members, false, runform::analysis::Knowledge::builtin().unwrap(), &Settings::default())
}

fn team_page(team: &Team) -> String {
    html::team(
        team,
        &Style { tongue: Tongue::default(), settings: Settings::default(), knowledge: None },
    )
    .unwrap()
}

fn study_page(n: usize) -> String {
    let rows = crate::html_study::rows(n);
    let pages = rows.iter().map(|r| r.run.is_some().then(|| "reports/x.html".to_owned()));
    let options = study::Options { pages: pages.collect(), ..study::Options::default() };
    study::page(&rows, &options).unwrap()
}

#[test]
fn a_browser_finds_no_fault_with_team_study_and_trend() {
    let dir = tempfile::tempdir().unwrap();
    let trend = crate::html_trend::of(&crate::html_trend::weeks());
    let texts = [
        ("team", team_page(&squad(4, 3))),
        ("study", study_page(130)),
        ("trend", html::trend(&trend, None, Tongue::default()).unwrap()),
    ];
    let mut pages = Vec::new();
    for (name, text) in &texts {
        let path = dir.path().join(format!("{name}.html"));
        std::fs::write(&path, text).unwrap();
        pages.push(path);
    }
    let Some(results) = browse("lists in a browser", &pages, &[]) else { return };
    let problems: Vec<&Value> =
        results.iter().filter(|r| r["problems"] != serde_json::json!([])).collect();
    assert!(problems.is_empty(), "{problems:#?}");
    assert_eq!(results[0]["list"]["rows"], 4);
    assert_eq!(results[1]["list"]["rows"], 130);
    assert!(results[1]["charts"].as_u64().unwrap() >= 10, "{}", results[1]);
    assert!(results[2]["charts"].as_u64().unwrap() >= 8, "{}", results[2]);
}

/// Printed, not asserted: it depends on the machine and on what else it does.
#[test]
fn opening_times_of_large_pages() {
    let dir = tempfile::tempdir().unwrap();
    let mut pages = Vec::new();
    for (name, text) in
        [("team-200-runs", team_page(&squad(25, 8))), ("study-2000", study_page(2000))]
    {
        let path = dir.path().join(format!("{name}.html"));
        std::fs::write(&path, &text).unwrap();
        eprintln!("{name}: {} kB", text.len() / 1000);
        pages.push(path);
    }
    let Some(results) = browse("opening times", &pages, &["--only-open"]) else { return };
    for result in &results {
        assert_eq!(result["problems"], serde_json::json!([]), "{}", result["page"]);
        eprintln!("{}: opened and drawn in {} ms", result["page"], result["opened_ms"]);
    }
}
