//! `runform plan` as a user meets it.

use std::path::Path;
use std::process::Output;

use assert_cmd::cargo::cargo_bin_cmd;
use runform::strength::Plan;

use super::told;

fn runform(dir: &Path, args: &[&str]) -> Output {
    let mut command = cargo_bin_cmd!("runform");
    command.current_dir(dir).arg("plan").args(args).output().unwrap()
}

fn out(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

const WEEK: &str = "easy@07:00/45min,hard@06:30/60min,easy,rest,easy,long,rest";

#[test]
fn without_anything_there_is_a_plan_that_says_what_it_assumes() {
    let dir = folder();
    let text = out(&runform(dir.path(), &[]));
    for part in [
        "No running week is given. This one is assumed",
        "--start gives it dates",
        "Week 1",
        "Wednesday, 18:00",
        "Single-leg stance: 1 set of 30-60 s each side",
        "End the set when",
        "Harder, once you manage",
        "5-10 %",
        "Weeks 2-4:",
        "not established",
        "not medical advice",
    ] {
        let words = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words(&text).contains(part), "{part} is missing in\n{text}");
    }
    assert!(!text.contains('\u{1b}') && !text.contains("recording calls"));
}

#[test]
fn all_formats_tell_the_same_plan() {
    let dir = folder();
    let common =
        ["--week-days", WEEK, "--start", "2026-12-01", "--observed", "hip_drop=fatigued:left"];
    let with = |format: &str| {
        let mut args = common.to_vec();
        args.extend(["--format", format]);
        out(&runform(dir.path(), &args))
    };
    let plan: Plan = serde_json::from_str(&with("json")).unwrap();
    assert_eq!(plan.schema, "runform/plan/2");
    assert_eq!(plan.findings[0].id, "hip_drop");
    let (text, markdown, ics) = (with("text"), with("markdown"), with("ics"));
    assert_eq!(ics, with("ics"));
    for session in &plan.sessions {
        let date = session.date.unwrap();
        assert!(text.contains(&date.strftime("%a %-d %b").to_string()));
        assert!(markdown.contains(&date.strftime("%a %-d %b").to_string()));
        assert!(ics.contains(&format!("DTSTART:{}", date.strftime("%Y%m%d"))));
    }
    for page in [&text, &markdown] {
        let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in [
            "Side-lying hip abduction",
            "left first",
            "seen by eye",
            "not medical advice",
            "not established",
        ] {
            assert!(page.contains(part), "{part}");
        }
    }
    assert!(markdown.starts_with("# Strength plan, 4 weeks from Tue 1 Dec 2026\n"));
}

#[test]
fn an_analysis_document_is_answered() {
    let dir = folder();
    let finding = r#"{"id":"gct_rise_under_fatigue","title":"Longer ground contact late in the run","label":"breakdown","confidence":"high","basis":"measured","evidence":[],"metrics":["ground_contact_time"],"side":null,"severity":2.0,"explanation":"x"}"#;
    let other = finding.replace("gct_rise_under_fatigue", "from_the_future");
    let document =
        format!(r#"{{"schema":"runform/analysis/1","findings":[{finding},{other}],"extra":1}}"#);
    std::fs::write(dir.path().join("a.json"), &document).unwrap();
    let output = runform(dir.path(), &["a.json", "--format", "json"]);
    let plan: Plan = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(plan.findings.len(), 1);
    assert_eq!(plan.focus[0], "calf_ankle");
    assert!(String::from_utf8_lossy(&output.stderr).contains("from_the_future"));
    let mut command = cargo_bin_cmd!("runform");
    let piped =
        command.args(["plan", "-", "--format", "json"]).write_stdin(document.clone()).output();
    let piped: Plan = serde_json::from_str(&out(&piped.unwrap())).unwrap();
    assert_eq!(piped, plan);

    std::fs::write(
        dir.path().join("calm.json"),
        r#"{"schema":"runform/analysis/1","findings":[]}"#,
    )
    .unwrap();
    assert!(out(&runform(dir.path(), &["calm.json"])).contains("Nothing found here"));
    std::fs::write(dir.path().join("two.json"), format!("{document}\n{document}\n")).unwrap();
    std::fs::write(dir.path().join("else.json"), r#"{"schema":"other/1","findings":[]}"#).unwrap();
    std::fs::write(dir.path().join("broken.json"), r#"{"schema":"#).unwrap();
    for (file, expected) in [
        ("two.json", "more than one analysis"),
        ("else.json", "runform/analysis/2"),
        ("broken.json", "line 1 column"),
        ("gone.fit", "no such file"),
    ] {
        let output = runform(dir.path(), &[file]);
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{message}");
        assert!(message.contains(file) && message.contains(expected), "{message}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn a_recording_is_analysed_and_answered() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/data/samples/tired_long_run.fit");
    let dir = folder();
    let plan: Plan =
        serde_json::from_str(&out(&runform(dir.path(), &[sample, "--format", "json"]))).unwrap();
    assert!(!plan.findings.is_empty() && !plan.focus.is_empty());
    assert!(plan.routines.iter().any(|r| !r.add_ons.is_empty()));
}

#[test]
fn a_file_is_written_whole_in_the_form_of_its_ending() {
    let dir = folder();
    let start = ["--start", "2026-12-01", "--zone", "Europe/Berlin"];
    for (name, begin) in [
        ("p.ics", "BEGIN:VCALENDAR"),
        ("p.md", "# Strength"),
        ("p.json", "{"),
        ("p.txt", "Strength"),
    ] {
        let mut args = start.to_vec();
        args.extend(["--out", name]);
        let output = runform(dir.path(), &args);
        assert!(out(&output).is_empty());
        let text = std::fs::read_to_string(dir.path().join(name)).unwrap();
        assert!(text.starts_with(begin) && !text.contains('\u{1b}'), "{name}");
    }
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 4, "nothing is left beside them");
}

#[test]
fn a_small_range_in_a_self_test_brings_its_movement() {
    let dir = folder();
    for (joint, movement) in
        [("hip", "hip_mobility"), ("knee", "knee_mobility"), ("ankle", "ankle_mobility")]
    {
        let json = out(&runform(dir.path(), &["--stiff", joint, "--format", "json"]));
        let plan: Plan = serde_json::from_str(&json).unwrap();
        assert_eq!(plan.findings[0].id, "limited_range");
        assert_eq!(plan.focus[0], "joint_range");
        assert_eq!(plan.routines[0].add_ons[0].exercise, movement);
        let lines = plan.routines[0].blocks.iter().flat_map(|b| &b.exercises);
        assert!(lines.into_iter().any(|e| e.exercise == movement && e.why.is_some()));
    }
}

#[test]
fn whole_body_work_comes_on_request_where_the_level_allows_it() {
    let dir = folder();
    let ids = |args: &[&str]| -> Vec<String> {
        let mut all = vec!["--whole-body", "--equipment", "weight", "--format", "json"];
        all.extend(args);
        let plan: Plan = serde_json::from_str(&out(&runform(dir.path(), &all))).unwrap();
        let lines = plan.routines.iter().flat_map(|r| &r.blocks).flat_map(|b| &b.exercises);
        lines.map(|e| e.exercise.clone()).collect()
    };
    let strong = ids(&["--level", "strong"]);
    assert!(strong.contains(&"multi_direction_lunge".to_owned()), "{strong:?}");
    assert!(strong.contains(&"squat_to_press".to_owned()), "{strong:?}");
    assert!(!ids(&[]).contains(&"multi_direction_lunge".to_owned()), "not for beginners");
}

#[test]
fn a_week_file_is_read() {
    let dir = folder();
    let week = "session_time = \"12:15\"\nlast_week_km = 20\n[mon]\nkind = \"easy\"\nkm = 10\n[wed]\nkind = \"easy\"\nkm = 10\n[sat]\nkind = \"long\"\nkm = 20\n";
    std::fs::write(dir.path().join("week.toml"), week).unwrap();
    let json = out(&runform(dir.path(), &["--week", "week.toml", "--format", "json"]));
    let plan: Plan = serde_json::from_str(&json).unwrap();
    assert!(plan.sessions.iter().all(|s| s.time.to_string() == "12:15:00"), "{:?}", plan.sessions);
    assert!(told(&plan.cautions[0]).contains("40 km after 20 km, 100 % more"));
    assert!(told(&plan.assumptions[0]).contains("tue, thu, fri, sun"));
}

/// A plan goes on from the log: reached doses, pain, the weaker side, last week.
#[test]
fn a_plan_begins_where_the_log_stands() {
    let dir = folder();
    let head = "date,kind,what,side,sets,reps,hold_s,load_kg,km,left,right,pain\n";
    let mut log = head.to_owned();
    for day in ["10", "13", "17", "20", "24", "27"] {
        log += &format!("2026-11-{day},strength,plank,,2,,40,,,,,\n");
        log += &format!("2026-11-{day},strength,single_leg_bridge,each,2,14,,,,,,\n");
    }
    log += "2026-11-25,run,,,,,,,20,,,\n2026-11-26,benchmark,single_leg_calf_raise,,,,,,,20,15,\n";
    log += "2026-11-27,strength,calf_raise,,2,20,,,,,,5\n";
    std::fs::write(dir.path().join("log.csv"), &log).unwrap();
    let week = "easy/10km,easy/5km,easy/5km,rest,easy/5km,easy/5km,rest";
    let args =
        ["--log", "log.csv", "--start", "2026-11-30", "--week-days", week, "--format", "json"];
    let plan: Plan = serde_json::from_str(&out(&runform(dir.path(), &args))).unwrap();
    let lines = || plan.sessions.iter().flat_map(|s| &s.lines);
    // reached, not the 30 s a beginner starts with
    let plank = lines().find(|e| e.exercise == "plank").unwrap();
    assert_eq!(plank.dose.total, 84, "80 s held five times, and 5 % more");
    let hurt: jiff::civil::Date = "2026-11-27".parse().unwrap();
    let early =
        plan.sessions.iter().filter(|s| hurt.until(s.date.unwrap()).unwrap().get_days() <= 14);
    let calf = early.flat_map(|s| &s.lines).any(|e| e.exercise == "calf_raise");
    assert!(!calf, "it hurt");
    assert!(plan.cautions.iter().any(|c| told(c).contains("Calf raise: You noted pain 5 of 10")));
    // 15 of 20 raises on the right is 25 % less; the log ends a day before the start
    assert!(plan.remarks.iter().any(|r| told(r).contains("begin with your right leg")));
    assert!(
        plan.cautions.iter().any(|c| told(c).contains("30 km after 20 km")),
        "{:?}",
        plan.cautions
    );
    // what was done after the first day does not count
    let early = ["--log", "log.csv", "--start", "2026-11-09", "--format", "json"];
    let plan: Plan = serde_json::from_str(&out(&runform(dir.path(), &early))).unwrap();
    assert!(plan.assumptions.iter().any(|a| told(a).contains("0 exercises")));
    // a broken log stops the plan
    std::fs::write(dir.path().join("log.csv"), log.replace("plank", "plnk")).unwrap();
    let output = runform(dir.path(), &args);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("Did you mean plank"));
}

/// What is put together in code keeps the language of the data.
#[test]
fn pages_neither_diagnose_nor_promise() {
    let dir = folder();
    let signs: Vec<String> =
        super::form().rules.iter().map(|r| format!("{}=fatigued", r.id)).collect();
    let mut calls: Vec<Vec<&str>> = vec![
        vec!["--pain", "knee=5,back", "--soreness", "strong", "--returning"],
        vec!["--red-flag"],
        vec!["--week-days", "hard,long,hard,long,hard,long,hard"],
        vec!["--level", "strong", "--equipment", "band,weight,box", "--whole-body"],
        vec!["--weak-side", "left", "--extra-set", "--stiff", "hip", "--terrain", "trail"],
        vec!["--start", "2026-12-01", "--race", "2027-03-07", "--weeks", "20"],
    ];
    calls.extend(
        signs
            .chunks(6)
            .map(|signs| signs.iter().flat_map(|sign| ["--observed", sign.as_str()]).collect()),
    );
    for call in calls {
        for format in ["text", "markdown"] {
            let page = out(&runform(dir.path(), &[&call[..], &["--format", format]].concat()));
            assert_eq!(crate::strength::language::forbidden_in(&page), None, "{call:?}\n{page}");
            assert!(page.contains("medical advice"), "{call:?}");
            let clinician = page.split_whitespace().any(|w| w.starts_with("clinician"));
            assert!(clinician, "{call:?}");
        }
    }
}

/// What the README shows is what the commands print.
#[test]
fn the_transcript_in_the_readme_is_true() {
    let dir = folder();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let section = readme.split("## From a run to a calendar").nth(1).unwrap();
    let block = section.split("```").nth(1).unwrap().trim_start_matches("text\n");
    let (mut printed, mut commands, mut compared) = (String::new(), 0, 0);
    for line in block.lines() {
        if let Some(command) = line.strip_prefix("$ runform ") {
            let sample = root.join("data/samples/tired_long_run.fit");
            let words = command.split(' ').map(|w| match w {
                "data/samples/tired_long_run.fit" => sample.to_str().unwrap(),
                other => other,
            });
            let mut run = cargo_bin_cmd!("runform");
            let output = run.current_dir(dir.path()).args(words).output().unwrap();
            assert!(output.status.success(), "{command}");
            printed = String::from_utf8(output.stdout).unwrap();
            printed += &String::from_utf8(output.stderr).unwrap();
            commands += 1;
        } else if let Some(command) = line.strip_prefix("$ grep ") {
            let (pattern, file) = command.split_once(' ').unwrap();
            let text = std::fs::read_to_string(dir.path().join(file)).unwrap();
            let found = text.lines().filter(|l| l.starts_with(pattern.trim_start_matches('^')));
            printed = found.collect::<Vec<_>>().join("\n");
        } else if line != "[…]" && !line.is_empty() {
            let place = printed.find(line);
            assert!(place.is_some(), "{line:?} is not in what follows:\n{printed}");
            printed = printed.split_off(place.unwrap() + line.len());
            compared += 1;
        }
    }
    assert!(commands == 2 && compared >= 8, "{commands} commands, {compared} lines");
    assert!(dir.path().join("plan.ics").exists());
}

/// The page about plans tells the same self-tests as the data.
#[test]
fn the_page_about_plans_has_the_self_tests() {
    let page = include_str!("../../../docs/strength.md");
    for range in &super::rules().selection.ranges {
        assert!(page.contains(&format!("**{}**: {}", range.id, range.test)), "{}", range.id);
    }
}

#[test]
fn wrong_usage_ends_with_two_and_says_what_would_be_right() {
    let dir = folder();
    std::fs::write(dir.path().join("week.toml"), "[mon]\nkind = \"jog\"\n").unwrap();
    for (args, expected) in [
        (&["--avoid", "plnk"][..], "runform exercises lists them"),
        (&["--avoid", "calf"], "single_leg_calf_raise"),
        (&["--prefer", "sit_up"], "never in a plan"),
        (&["--prefer", "plank", "--avoid", "plank"], "take it out of one"),
        (&["--level", "elite"], "choose starter, regular, strong"),
        (&["--equipment", "trampoline"], "choose band"),
        (&["--terrain", "moon"], "choose downhill, uphill, trail"),
        (&["--pain", "elbow"], "choose foot"),
        (&["--pain", "knee=11"], "from 0 to 10"),
        (&["--observed", "hip_drop"], "hip_drop=fatigued:left"),
        (&["--observed", "hip_drop=sometimes"], "SIGN=always"),
        (&["--observed", "limp=always"], "no sign is called"),
        (&["--start", "2026-02-30"], "2026-12-01"),
        (&["--start", "tomorrow"], "2026-12-01"),
        (&["--zone", "Europe/Atlantis"], "Europe/Berlin"),
        (&["--format", "ics"], "--start 2026-12-01"),
        (&["--out", "plan.ics"], "--start 2026-12-01"),
        (&["--race", "2026-12-01"], "add --start"),
        (&["--race", "2026-11-01", "--start", "2026-12-01"], "before the plan begins"),
        (&["--week-days", "easy,hard"], "seven days"),
        (&["--week-days", "easy,hard,easy,rest,easy,sprint,rest"], "day 6 (sat)"),
        (&["--mon", "jog"], "choose easy, hard, long, race, rest"),
        (&["--mon", "long@23:00/120min"], "ends after midnight"),
        (&["--week", "week.toml"], "line 2: no kind of day"),
        (&["--week", "none.toml"], "none.toml"),
        (&["--session-time", "6pm"], "18:00"),
        (&["--session-minutes", "45"], "15..=20"),
        (&["--sessions", "5"], "1..=3"),
        (&["--weeks", "0"], "1..=52"),
        (&["--weak-side", "both"], "left or right"),
        (&["--extra-set"], "--weak-side"),
        (&["--stiff", "neck"], "choose hip, knee, ankle"),
        (&["--no-strength", "monday"], "mon"),
        (&["--start", "9999-12-01"], "too far"),
        (&["--stamp", "noon"], "2026-12-01T08:00:00Z"),
    ] {
        let output = runform(dir.path(), args);
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {message}");
        assert!(message.contains(expected), "{args:?}: {message}");
        assert!(output.stdout.is_empty(), "{args:?}");
    }
}
