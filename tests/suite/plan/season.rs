//! The whole story in twenty commands: analyse, plan, eight weeks of logging, test
//! again, plan again, trend. The same commands stand in docs/strength.md.

use std::path::Path;

use assert_cmd::cargo::cargo_bin_cmd;
use jiff::ToSpan;
use jiff::civil::Date;
use runform::strength::{Change, Plan};

fn go(dir: &Path, args: &[&str], input: &str) -> String {
    let mut command = cargo_bin_cmd!("runform");
    let output = command.current_dir(dir).args(args).write_stdin(input).output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{args:?}: {error}");
    String::from_utf8(output.stdout).unwrap() + &error
}

fn read(dir: &Path, name: &str) -> Plan {
    serde_json::from_str(&std::fs::read_to_string(dir.join(name)).unwrap()).unwrap()
}

#[test]
fn eight_weeks_from_a_run_to_the_next_plan_in_twenty_commands() {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/data/samples/tired_long_run.fit");
    let start: Date = "2024-08-05".parse().unwrap(); // a Monday, weeks before today
    let week = "rest,hard@07:00,easy,hard@07:00,rest,easy,long";
    let mut commands = 0;
    let mut run = |args: &[&str], input: &str| {
        commands += 1;
        go(at, args, input)
    };
    // 1, 2: what the run shows, and a plan for it.
    assert!(run(&["analyze", sample], "").contains("contact"));
    let plan =
        ["plan", sample, "--start", "2024-08-05", "--week-days", week, "--equipment", "band"];
    run(&[&plan[..], &["--weeks", "8", "--out", "plan.json"]].concat(), "");
    let first = read(at, "plan.json");
    assert!(first.sessions.len() >= 15, "{}", first.sessions.len());
    // 3: what is on today; 4-: a line per session, confirmed or answered.
    let today = first.sessions[0].date.unwrap().to_string();
    let page = run(&["today", "--plan", "plan.json", "--log", "log.csv", "--date", &today], "");
    assert!(page.contains("Single-leg stance: 1 × 30 s"), "{page}");
    let sessions: Vec<Date> = first.sessions.iter().filter_map(|s| s.date).collect();
    for (n, date) in sessions.iter().take(12).enumerate() {
        let date = date.to_string();
        let args = ["log", "session", "--plan", "plan.json", "--log", "log.csv", "--date", &date];
        match n {
            // Asked line by line: enter is done as planned; then effort, pain, form.
            0 => run(&args, &("\n".repeat(first.sessions[0].lines.len()) + "6\n0\n4\n")),
            _ => run(&[&args[..], &["--done", "--rpe", "6", "--form", "4"]].concat(), ""),
        };
    }
    // 16, 17: the rest from the sheet that hung on the wall.
    run(&[&plan[..], &["--weeks", "8", "--out", "sheet.csv"]].concat(), "");
    let sheet = std::fs::read_to_string(at.join("sheet.csv")).unwrap();
    let late = &sessions[12..];
    let ticked: Vec<String> = sheet
        .lines()
        .map(|l| match late.iter().any(|d| l.contains(&d.to_string())) {
            true => format!("x{l}"),
            false => l.to_owned(),
        })
        .collect();
    std::fs::write(at.join("sheet.csv"), ticked.join("\n")).unwrap();
    let told = run(&["log", "import", "sheet.csv", "--log", "log.csv"], "");
    assert!(told.contains("lines added"), "{told}");
    // 18: the self-test; 19: how it stands; 20: the plan goes on from there.
    run(
        &[
            "log",
            "benchmark",
            "single_leg_calf_raise",
            "--log",
            "log.csv",
            "--left",
            "24",
            "--right",
            "21",
            "--date",
            "2024-09-29",
        ],
        "",
    );
    let next =
        ["plan", sample, "--start", "2024-09-30", "--week-days", week, "--equipment", "band"];
    run(&[&next[..], &["--log", "log.csv", "--weeks", "8", "--out", "next.json"]].concat(), "");
    let first_day = read(at, "next.json").sessions[0].date.unwrap().to_string();
    let args = ["log", "progress", "--log", "log.csv", "--date", &first_day, "--plan", "plan.json"];
    let progress = run(&args, "");
    assert!(commands <= 20, "{commands}");

    // The log has a line for each session of the first twelve.
    let log = std::fs::read_to_string(at.join("log.csv")).unwrap();
    assert_eq!(log.lines().filter(|l| l.contains(",session,")).count(), 12);
    // The second plan goes on where the first one ended, and says the same as progress.
    let second = read(at, "next.json");
    assert!(second.weeks[0].changes.iter().all(|c| *c != Change::FirstWeeks {}));
    let begun =
        |plan: &Plan| plan.sessions[0].lines.iter().map(|l| l.exercise.clone()).collect::<Vec<_>>();
    assert_ne!(
        (begun(&first), first.sessions[0].lines[0].dose),
        (begun(&second), second.sessions[0].lines[0].dose)
    );
    for line in &second.sessions[0].lines {
        let (sets, amount) = line.dose.groups()[0];
        let known = progress.contains(&format!("{}: ", line.name))
            || progress.contains(&format!(": on to {}", line.name));
        if known {
            let told = progress.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(told.contains(&format!("{sets} × {amount}")), "{line:?}\n{progress}");
        }
    }
    // With a log the trend says what was trained; without one it does not.
    let trend = go(at, &["trend", sample, "--log", "log.csv"], "");
    assert!(trend.contains("days with strength work"), "{trend}");
    // What was written by mistake is taken back.
    let before = std::fs::read_to_string(at.join("log.csv")).unwrap();
    go(at, &["log", "run", "--log", "log.csv", "--km", "100"], "");
    assert!(go(at, &["log", "undo", "--log", "log.csv"], "").contains("100"));
    assert_eq!(std::fs::read_to_string(at.join("log.csv")).unwrap(), before);
    let _ = start + 1.day();
}

/// The page shows these commands.
#[test]
fn the_page_about_strength_has_the_story() {
    let page = include_str!("../../../docs/strength.md");
    for command in [
        "runform today --plan plan.json",
        "runform log session --plan plan.json",
        "runform log import sheet.csv",
        "runform log undo",
        "--log log.csv --weeks 8",
    ] {
        assert!(page.contains(command), "{command}");
    }
}
