//! The session of a day as a card: what stands on it, and what a phone makes of it.

use std::path::Path;
use std::process::{Command, Output};

use assert_cmd::cargo::cargo_bin_cmd;

use crate::html::{chromium, modules};

fn runform(dir: &Path, args: &[&str]) -> Output {
    let output = cargo_bin_cmd!("runform").current_dir(dir).args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

/// A plan from today on, and the card of its first session.
fn card() -> (tempfile::TempDir, String) {
    let dir = tempfile::tempdir().unwrap();
    runform(dir.path(), &["plan", "--start", "2026-11-30", "--out", "plan.json"]);
    let plan: serde_json::Value =
        serde_json::from_slice(&std::fs::read(dir.path().join("plan.json")).unwrap()).unwrap();
    let day = plan["sessions"][0]["date"].as_str().unwrap().to_owned();
    let args = ["today", "--plan", "plan.json", "--date", &day, "--html", "card.html"];
    runform(dir.path(), &args);
    let page = std::fs::read_to_string(dir.path().join("card.html")).unwrap();
    // Every exercise of the session, with its drawing and as many boxes as sets.
    for line in plan["sessions"][0]["lines"].as_array().unwrap() {
        let id = line["exercise"].as_str().unwrap();
        let own = page.split(&format!("data-exercise=\"{id}\"")).nth(1).unwrap();
        let own = own.split("</article>").next().unwrap();
        let sets = line["dose"]["sets"].as_u64().unwrap();
        let sides = if line["dose"]["each_side"] == true { 2 } else { 1 };
        let extra = u64::from(!line["extra_set"].is_null());
        let boxes = own.matches("aria-pressed").count() as u64;
        assert_eq!(boxes, sets * sides + extra, "{id}");
        assert!(own.contains("<svg class=\"figure\""), "{id} has no drawing");
    }
    assert!(!page.contains("http:") && !page.contains("https:"), "nothing is loaded");
    (dir, day)
}

#[test]
fn a_card_never_takes_the_place_of_the_plan() {
    let (dir, day) = card();
    let before = std::fs::read(dir.path().join("plan.json")).unwrap();
    let args = ["today", "--plan", "plan.json", "--date", &day, "--html", "plan.json", "--force"];
    let output = cargo_bin_cmd!("runform").current_dir(dir.path()).args(args).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(std::fs::read(dir.path().join("plan.json")).unwrap(), before);
}

/// Ticked on a phone, kept over a reload, saved as a sheet, and read into the log.
#[test]
fn a_phone_ticks_it_and_the_log_reads_what_was_ticked() {
    let (dir, day) = card();
    let node = Command::new("node").arg("--version").output().is_ok_and(|o| o.status.success());
    let (Some(chromium), Some(modules), true) = (chromium(), modules(), node) else {
        eprintln!("SKIPPED the card on a phone: it takes node, Chromium and playwright-core");
        return;
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/gym.mjs");
    let mut command = Command::new("node");
    command.arg(script).arg(modules.join("node_modules")).arg(chromium);
    let output = command.arg(dir.path().join("card.html")).arg(dir.path()).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert_eq!(told.trim(), "[]", "{}", String::from_utf8_lossy(&output.stderr));
    runform(dir.path(), &["log", "import", "session.csv", "--log", "log.csv"]);
    let log = std::fs::read_to_string(dir.path().join("log.csv")).unwrap();
    let lines: Vec<&str> = log.lines().skip(1).collect();
    assert!(lines.len() >= 3 && lines.iter().all(|l| l.starts_with(&day)), "{log}");
    // Nine seconds or repetitions with 2.5 kg were typed for the first exercise; effort 7.
    assert!(lines[0].contains(",9,2.5,") && lines[0].contains(",7,1,"), "{log}");
    let pdf = std::fs::read(dir.path().join("gym.pdf")).unwrap();
    let pdf = String::from_utf8_lossy(&pdf);
    // A5 in points.
    assert!(pdf.contains("/MediaBox [0 0 419.") || pdf.contains("/MediaBox [0 0 420"), "not A5");
}
