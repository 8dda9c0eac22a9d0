//! The coach's page: ranks and bands by hand, numbers as in the document, no name
//! where initials are asked for, mistakes in the roster named by line.

use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::cargo::cargo_bin_cmd;
use runform::analysis::{Analysis, Knowledge, SegmentMetric};
use runform::compare::Verdict;
use runform::form::{Confidence, Finding, Label, Side};
use runform::metrics::Metric;
use runform::recording::{Provenance, SensorFamily, Site, Source};
use runform::report::html::{self, Style};
use runform::report::json;
use runform::settings::Settings;
use runform::simulate::watch::{FatigueCurve, WatchProfile, simulate, to_fit};
use runform::team::{Band, Member, RosterNote, Team, Without, team};
use runform::words::{Language, Tongue};
use serde_json::Value;

use crate::html::{HOSTILE, numbers, says};

fn style() -> Style {
    Style { tongue: Tongue::default(), settings: Settings::default(), knowledge: None }
}

/// A team of members with so many runs each.
fn of(members: Vec<Member>) -> Team {
    team(members, false, Knowledge::builtin().unwrap(), &Settings::default())
}

fn member(name: &str, runs: Vec<Analysis>) -> Member {
    let runs = runs.into_iter().map(|a| (a, Some("reports/x.html".into()))).collect();
    Member { name: name.into(), runs, ..Member::default() }
}

fn finding(id: &str, label: Label, confidence: Confidence, severity: f64) -> Finding {
    let mut finding = crate::report::analysis().findings[0].clone();
    (finding.id, finding.title) = (id.into(), format!("About {id}"));
    (finding.label, finding.confidence, finding.severity) = (label, confidence, severity);
    finding
}

/// The run of a day in May with these findings.
fn run(day: u32, findings: Vec<Finding>) -> Analysis {
    let mut analysis = crate::report::analysis();
    analysis.recording.path = format!("day{day}.fit");
    analysis.recording.sha256 = format!("{day:064}");
    analysis.recording.start_time = Some(format!("2024-05-{day:02}T07:00:00+02:00"));
    analysis.findings = findings;
    analysis
}

#[test]
fn weaknesses_are_ranked_by_kind_confidence_and_share() {
    use Confidence::{High, Low, Moderate};
    let breakdown = |id, confidence, severity| finding(id, Label::Breakdown, confidence, severity);
    // Given in no order; the seventh run and the first are not among the newest five.
    let runs = vec![
        run(6, vec![breakdown("often", Moderate, 1.0), breakdown("large", Low, 3.0)]),
        run(1, vec![breakdown("gone", High, 3.0)]),
        run(3, vec![breakdown("often", Low, 1.4), breakdown("once", Moderate, 2.9)]),
        run(2, vec![breakdown("often", High, 3.0)]),
        run(4, vec![finding("drift", Label::Drift, High, 3.0), breakdown("small", Low, 1.0)]),
        run(7, vec![finding("even", Label::ConstantAsymmetry, High, 1.0)]),
        run(5, vec![]),
    ];
    let team = of(vec![member("A", runs)]);
    let athlete = &team.athletes[0];
    let files: Vec<&str> = athlete.runs.iter().map(|r| r.file.as_str()).collect();
    assert_eq!(files[0], "day1.fit", "earliest first");
    let ids: Vec<&str> = athlete.weaknesses.iter().map(|w| w.id.as_str()).collect();
    assert_eq!(ids, ["often", "once", "large", "small", "drift", "even"]);
    let often = &athlete.weaknesses[0];
    assert_eq!((often.seen_in, often.could_show, often.run, often.in_newest), (2, 5, 5, false));
    assert_eq!(often.confidence, Moderate, "that of the newest run which shows it");
    assert!((often.severity - 1.2).abs() < 1e-12);
    assert!(athlete.weaknesses[5].in_newest);

    // A run without the metric, or one that says too little, could not have shown it.
    let mut blind = run(8, vec![]);
    blind.comparison.metrics.retain(|m| m.metric != Metric::GroundContactTime);
    let mut short = run(9, vec![]);
    for m in &mut short.comparison.metrics {
        m.verdict = Verdict::Insufficient;
    }
    let shown = run(7, vec![breakdown("often", High, 1.0)]);
    let athlete = &of(vec![member("A", vec![blind, short, shown])]).athletes[0];
    assert_eq!((athlete.weaknesses[0].seen_in, athlete.weaknesses[0].could_show), (1, 1));
}

#[test]
fn what_is_frequent_is_counted_over_runners() {
    let a = finding("a", Label::Breakdown, Confidence::Low, 1.0);
    let b = finding("b", Label::Breakdown, Confidence::High, 1.0);
    let team = of(vec![
        member("A", vec![run(1, vec![a.clone(), b.clone()]), run(2, vec![a.clone()])]),
        member("B", vec![run(1, vec![b])]),
        member("C", vec![run(1, vec![])]),
        member("D", vec![run(1, vec![a])]),
    ]);
    let counted: Vec<(&str, usize, usize)> =
        team.weaknesses.iter().map(|w| (w.id.as_str(), w.athletes, w.at_least_moderate)).collect();
    assert_eq!(counted, [("b", 2, 2), ("a", 2, 0)]);
}

fn sided(metric: Metric, side: Option<Side>, source: &str, median: f64) -> SegmentMetric {
    SegmentMetric {
        metric,
        side,
        source: source.into(),
        median: Some(median),
        unit: metric.unit().into(),
        ..crate::report::analysis().segments[0].metrics[0].clone()
    }
}

#[test]
fn bands_follow_the_limits_of_the_rules() {
    use Metric::{ContactBalanceLeft, FlightTime, GroundContactTime};
    // Balance of 50 + p has an index of 4 p; limits are 0.75 and 1.5 points for
    // sensors on the feet, 1.25 and 2 for one on the trunk.
    let feet = Source::of("RunScribe left + right", SensorFamily::Runscribe, Site::Foot);
    let feet = &Provenance::measured(feet);
    let watch = &Provenance::from("fit:stance_time_balance");
    for (source, share, index, band) in [
        (watch, 50.5, 2.0, Band::Low),
        (watch, 48.5, -6.0, Band::Moderate),
        (watch, 52.5, 10.0, Band::High),
        (feet, 50.8, 3.2, Band::Moderate),
        (feet, 48.4, -6.4, Band::High),
    ] {
        let mut analysis = run(1, vec![]);
        analysis.segments[0].metrics.push(SegmentMetric {
            source: source.clone(),
            ..sided(ContactBalanceLeft, None, "", share)
        });
        let team = of(vec![member("A", vec![analysis])]);
        let row = &team.athletes[0].sides.as_ref().unwrap().rows[0];
        assert_eq!(row.band, Some(band), "{source} {share}");
        assert!((row.asymmetry_pct - index).abs() < 1e-9, "{}", row.asymmetry_pct);
        assert!((row.left + row.right - 100.0).abs() < 1e-9);
    }
    let mut analysis = run(1, vec![]);
    analysis.segments[0].metrics.extend([
        sided(GroundContactTime, Some(Side::Right), "imu", 245.0),
        sided(GroundContactTime, Some(Side::Left), "imu", 255.0),
        sided(FlightTime, Some(Side::Left), "imu", 100.0),
        sided(FlightTime, Some(Side::Right), "imu", 150.0),
    ]);
    // A newer run that does not tell the sides apart leaves the older one standing.
    let team = of(vec![member("A", vec![run(2, vec![]), analysis])]);
    let sides = team.athletes[0].sides.as_ref().unwrap();
    assert_eq!((sides.run, sides.rows.len()), (0, 2));
    let (contact, flight) = (&sides.rows[0], &sides.rows[1]);
    assert!((contact.asymmetry_pct - 4.0).abs() < 1e-9);
    assert_eq!(contact.band, Some(Band::Moderate));
    assert!((flight.asymmetry_pct + 40.0).abs() < 1e-9);
    assert_eq!(flight.band, None, "no limits are known");
}

/// A run of a week, with its tired contact longer by so many percent.
fn week(week: usize, tired_contact_pct: f64, contact_ms: f64) -> WatchProfile {
    let mut profile = WatchProfile { seed: 40 + week as u64, ..WatchProfile::default() };
    profile.start += jiff::SignedDuration::from_hours(168 * week as i64);
    profile.duration_s = 3900.0;
    profile.runner.contact_ms = contact_ms;
    profile.fatigue.curve = FatigueCurve::Linear { from: 0.3, to: 0.8 };
    profile.fatigue.contact_pct = tired_contact_pct;
    profile
}

/// A folder with two runners and a file that is no recording; and where to write.
fn folder() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("squad");
    for (name, file, profile) in [
        ("Anna Berg", "anna_berg_1.fit", week(0, 6.0, 248.0)),
        ("Anna Berg", "anna_berg_2.fit", week(1, 0.5, 222.0)),
        ("ben", "zumikon loop.fit", week(0, 4.0, 255.0)),
    ] {
        std::fs::create_dir_all(root.join(name)).unwrap();
        std::fs::write(root.join(name).join(file), to_fit(&simulate(&profile))).unwrap();
    }
    std::fs::write(root.join("ben/broken.fit"), b"\x0e\x10nothing .FIT of a run").unwrap();
    (dir, root)
}

fn runform(dir: &Path, args: &[&str]) -> Output {
    cargo_bin_cmd!("runform").current_dir(dir).args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The value at `athletes.0.sides.rows.1` and so on.
fn at<'a>(document: &'a Value, path: &str) -> &'a Value {
    path.split('.').fold(document, |value, part| match part.parse::<usize>() {
        Ok(i) => &value[i],
        Err(_) => &value[part],
    })
}

#[test]
fn the_page_is_a_view_of_the_document_and_a_failed_file_is_a_row() {
    let (dir, _) = folder();
    let made = runform(dir.path(), &["team", "squad", "--out", "o"]);
    assert_eq!(made.status.code(), Some(1), "one file could not be analysed");
    let told = text(&made.stdout);
    assert!(told.starts_with("2 runners, 3 runs, 1 file without an analysis: o"), "{told}");
    assert!(text(&made.stderr).contains("broken.fit"));
    let document: Value =
        serde_json::from_str(&std::fs::read_to_string(dir.path().join("o/team.json")).unwrap())
            .unwrap();
    let page = std::fs::read_to_string(dir.path().join("o/team.html")).unwrap();
    let all = numbers(&page);
    assert!(all.len() > 60, "only {} numbers", all.len());
    for n in &all {
        let expected = at(&document, &format!("{}.{}", n.of, n.field));
        assert!(!expected.is_null() || n.text == "-", "{} {}", n.of, n.field);
        assert_eq!(n.value, expected.as_f64(), "{} {}", n.of, n.field);
        let plain = !matches!(n.field.as_str(), "distance_m" | "running_s");
        if let Some(value) = n.value.filter(|_| plain) {
            assert!(says(n.text.trim_end_matches(" %"), value), "{}: {value}", n.text);
        }
    }
    for count in ["weaknesses", "sides", "since_last", "runs"] {
        assert!(all.iter().any(|n| n.of.contains(&format!(".{count}"))), "{count}");
    }
    assert_eq!(document["athletes"][0]["trend_page"], "trends/Anna_Berg.html");
    let ben = &document["athletes"][1];
    assert!(ben["trend_page"].is_null(), "one run is no trend");
    assert_eq!(ben["name"], "ben");
    assert_eq!(ben["without_analysis"][0]["status"], "not_imported");
    let reason = ben["without_analysis"][0]["reason"].as_str().unwrap();
    assert!(page.contains("broken.fit") && page.contains(&reason[..20]), "{reason}");
    // Every run has its page, and the page leads there.
    let summary = std::fs::read_to_string(dir.path().join("o/summary.csv")).unwrap();
    assert_eq!(summary.lines().count(), 1 + 4);
    assert!(summary.contains("Anna Berg"));
    for athlete in document["athletes"].as_array().unwrap() {
        for run in athlete["runs"].as_array().unwrap() {
            let link = run["page"].as_str().unwrap();
            assert!(page.contains(&format!("href=\"{link}\"")), "{link}");
            assert!(dir.path().join("o").join(link).is_file(), "{link}");
        }
        if let Some(link) = athlete["trend_page"].as_str() {
            assert!(page.contains(&format!("href=\"{link}\"")), "{link}");
            assert!(dir.path().join("o").join(link).is_file(), "{link}");
        }
        // The session sheet is that of the analysis.
        for block in athlete["session"]["prescription"]["session"]["blocks"].as_array().unwrap() {
            for exercise in block["exercises"].as_array().unwrap() {
                assert!(page.contains(exercise["name"].as_str().unwrap()));
            }
        }
    }
    // What moved since the week before: the fresh contact fell by 26 ms, and its
    // change when tired from 6 % to nearly none.
    let since = &document["athletes"][0]["since_last"];
    assert_eq!((&since["before"], &since["run"]), (&0.into(), &1.into()));
    let metrics = since["metrics"].as_array().unwrap();
    let contact = metrics.iter().find(|m| m["metric"] == "ground_contact_time").unwrap();
    assert_eq!(contact["level"]["verdict"], "down");
    let change = contact["level"]["change"].as_f64().unwrap();
    assert!((change + 26.0).abs() < 4.0, "{change}");
    assert_eq!(contact["fatigue"]["verdict"], "better");
    assert!(document["athletes"][1]["since_last_reason"]["code"] == "first_run");
    // Again, with the output beside the recordings: the same bytes, and not read as runs.
    let again = runform(dir.path(), &["team", "squad", "--out", "squad/o", "--threads", "1"]);
    assert_eq!(again.status.code(), Some(1));
    let again = runform(dir.path(), &["team", "squad", "--out", "squad/o"]);
    assert!(text(&again.stdout).starts_with("2 runners, 3 runs, 1 file"));
    assert_eq!(std::fs::read_to_string(dir.path().join("squad/o/team.html")).unwrap(), page);
    // The document alone.
    let printed = runform(dir.path(), &["team", "squad", "--format", "json", "--pretty"]);
    let printed: Value = serde_json::from_str(&text(&printed.stdout)).unwrap();
    assert_eq!(printed["athletes"][0]["weaknesses"], document["athletes"][0]["weaknesses"]);
    assert!(printed["athletes"][0]["runs"][0]["page"].is_null(), "no page without --out");
    assert!(!dir.path().join("team-report").exists());
    let schema = runform(dir.path(), &["schema", "team"]);
    let schema: Value = serde_json::from_str(&text(&schema.stdout)).unwrap();
    crate::report::agrees(&schema, &schema, &document, "$");
}

/// Everything below a folder: paths, and contents of files.
fn everything(dir: &Path, out: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => everything(&path, out),
            false => {
                let bytes = std::fs::read(&path).unwrap();
                out.push((path, String::from_utf8_lossy(&bytes).into_owned()));
            }
        }
    }
}

/// A track of 25 minutes with names wherever a GPX has room for some.
fn named_track() -> String {
    let mut track = String::from(
        "<?xml version=\"1.0\"?><gpx version=\"1.1\" creator=\"Anna Berg's Watch\" xmlns=\"http://www.topografix.com/GPX/1/1\" xmlns:gpxtpx=\"http://www.garmin.com/xmlschemas/TrackPointExtension/v1\"><metadata><name>Morning of Anna Berg</name><author><name>Anna Berg</name></author></metadata><trk><name>Anna's tempo with berg</name><type>running</type><trkseg>",
    );
    for s in 0..1500 {
        let lat = 47.0 + 2.8e-5 * f64::from(s);
        let (m, r) = (s / 60, s % 60);
        track += &format!(
            "<trkpt lat=\"{lat:.6}\" lon=\"8.0\"><ele>400</ele><time>2024-05-20T06:{m:02}:{r:02}Z</time><extensions><gpxtpx:TrackPointExtension><gpxtpx:hr>150</gpxtpx:hr><gpxtpx:cad>{}</gpxtpx:cad></gpxtpx:TrackPointExtension></extensions></trkpt>",
            86 + s % 2
        );
    }
    track + "</trkseg></trk></gpx>"
}

#[test]
fn with_initials_no_name_and_no_path_is_left_anywhere() {
    let (dir, root) = folder();
    std::fs::write(root.join("Anna Berg/Anna Berg tempo.gpx"), named_track()).unwrap();
    std::fs::write(root.join("Anna Berg/berg_notes.csv"), "Anna,Berg\n1,2\n").unwrap();
    std::fs::write(
        dir.path().join("roster.csv"),
        "athlete,files,group,email\nAnna Berg,,U20,a@b.c\nBenno Claessens,ben,U23,\n",
    )
    .unwrap();
    let args = ["team", "squad", "--roster", "roster.csv", "--initials", "--out", "o"];
    let made = runform(dir.path(), &args);
    assert_eq!(made.status.code(), Some(1), "{}", text(&made.stderr));
    let mut written = Vec::new();
    everything(&dir.path().join("o"), &mut written);
    assert_eq!(written.iter().filter(|w| w.0.extension().unwrap() == "html").count(), 1 + 4 + 1);
    let place = dir.path().display().to_string();
    // "ben" is a word of other texts; his whole name, and the rest of the squad's, is not.
    let hidden =
        ["anna", "berg", "benno", "claessens", "zumikon", "squad", "broken", "tempo", &place];
    for (path, content) in &written {
        let name = path.strip_prefix(dir.path()).unwrap().display().to_string().to_lowercase();
        let content = content.to_lowercase();
        for word in hidden {
            assert!(!name.contains(word), "{word} in the name of {name}");
            // A part of the method speaks of tempo runs? Then the word is not ours to judge.
            if let Some(i) = content.find(word) {
                let from = content.floor_char_boundary(i.saturating_sub(60));
                let to = content.ceil_char_boundary((i + 60).min(content.len()));
                panic!("{word} in {name}: {}", &content[from..to]);
            }
        }
    }
    let document = std::fs::read_to_string(dir.path().join("o/team.json")).unwrap();
    let document: Value = serde_json::from_str(&document).unwrap();
    assert_eq!(document["initials_only"], true);
    assert_eq!(
        (&document["athletes"][0]["name"], &document["athletes"][1]["name"]),
        (&"AB".into(), &"BC".into())
    );
    assert_eq!(document["athletes"][0]["group"], "U20");
    assert_eq!(document["athletes"][0]["runs"][0]["page"], "reports/AB_2024-05-20.html");
    assert!(!text(&made.stdout).contains("Anna"));
}

#[test]
fn mistakes_in_the_roster_are_named_by_line() {
    let (dir, _) = folder();
    for (roster, said) in [
        (
            "athlete,mass_kg\nAnna,55\n,60\nBen,heavy\n",
            vec!["line 3: the athlete is missing", "line 4: found \"heavy\""],
        ),
        ("name,files\nA,ben\nB,ben/*\n", vec!["lines 2 and 3: ben/"]),
        ("mass_kg\n55\n", vec!["line 1: there is no column `athlete`"]),
    ] {
        std::fs::write(dir.path().join("r.csv"), roster).unwrap();
        let made = runform(dir.path(), &["team", "squad", "--roster", "r.csv", "--out", "o"]);
        assert_eq!(made.status.code(), Some(2), "{roster}");
        for part in said {
            assert!(text(&made.stderr).contains(part), "{part}\n{}", text(&made.stderr));
        }
        assert!(!dir.path().join("o").exists(), "nothing is written");
    }
    for (args, code, said) in [
        (vec!["team", "squad", "--roster", "none.csv"], 2, "no such file"),
        (vec!["team", "nowhere"], 2, "no such folder"),
        (vec!["team", "r.csv"], 2, "it is a file"),
    ] {
        let made = runform(dir.path(), &args);
        assert_eq!(made.status.code(), Some(code), "{args:?}");
        assert!(text(&made.stderr).contains(said), "{args:?}: {}", text(&made.stderr));
    }
    // Mass and height reach the analysis; a line that matches nothing is told.
    std::fs::write(
        dir.path().join("r.csv"),
        "athlete,files,mass_kg,height_m,shoe\nBen,ben,70,1.8,x\nDora,dora/*,,,\n",
    )
    .unwrap();
    let made = runform(dir.path(), &["team", "squad", "--roster", "r.csv", "--format", "json"]);
    let document: Value = serde_json::from_str(&text(&made.stdout)).unwrap();
    let athletes = document["athletes"].as_array().unwrap();
    let names: Vec<&str> = athletes.iter().map(|a| a["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Anna Berg", "Ben", "Dora"]);
    let stiffness = |a: &Value| {
        let metrics = a["runs"][0]["metrics"].as_array().unwrap();
        metrics.iter().find(|m| m["metric"] == "leg_stiffness").map(|m| m["unit"].clone())
    };
    assert_eq!(stiffness(&athletes[1]), Some("kN/m".into()));
    assert_ne!(stiffness(&athletes[0]), Some("kN/m".into()));
    let notes = document["notes"].to_string();
    for part in ["Line 3 of the roster", "shoe", "1 of the runners"] {
        assert!(notes.contains(part), "{part}: {notes}");
    }
}

#[test]
fn texts_of_files_and_rosters_stay_texts() {
    let made = |hostile: bool| {
        let word = |usual: &str| if hostile { HOSTILE.to_owned() } else { usual.to_owned() };
        let mut first = run(1, vec![finding("a", Label::Breakdown, Confidence::Low, 1.0)]);
        first.segments[0].metrics.push(sided(Metric::ContactBalanceLeft, None, "x", 51.0));
        let mut second = run(2, vec![finding("a", Label::Breakdown, Confidence::Low, 1.0)]);
        for analysis in [&mut first, &mut second] {
            analysis.recording.device = Some(word("watch"));
            analysis.recording.path = word("run.fit");
            for m in &mut analysis.comparison.metrics {
                m.source = word("field").into();
            }
        }
        second.comparison.status = runform::compare::Status::NotComparable;
        second.recording.start_time = Some(word("someday"));
        let mut athlete = member(&word("Anna"), vec![first, second]);
        athlete.group = Some(word("group"));
        athlete.without.push(Without {
            file: word("x.fit"),
            status: runform::runs::RunStatus::Refused,
            reason: word("no"),
        });
        let mut team = of(vec![athlete]);
        team.notes.push(RosterNote::RosterUnused { columns: vec![word("note")] });
        html::team(&team, &style()).unwrap()
    };
    let (hostile, usual) = (made(true), made(false));
    for what in ["<script", "</script", "<title", "<b>", "<img"] {
        assert_eq!(hostile.matches(what).count(), usual.matches(what).count(), "{what}");
    }
    assert!(hostile.contains("alert(2)"), "still told, as text");
    for c in ['\u{202e}', '\u{0}', '\u{1b}'] {
        assert!(!hostile.contains(c), "{c:?}");
    }
    for tag in hostile.split('<').skip(1).filter_map(|t| t.split_once('>')).map(|t| t.0) {
        let outside: String = tag.split('"').step_by(2).collect();
        assert!(!outside.contains("onerror") && !outside.contains("alert"), "{tag}");
    }
}

#[test]
fn the_matrix_says_in_german_what_it_says_in_english_and_what_to_record() {
    let athlete = Member {
        goal: Some("10 km".into()),
        note: Some("shy".into()),
        ..member("Anna", vec![run(1, vec![]), run(2, vec![])])
    };
    let team = of(vec![athlete, member("Ben", vec![])]);
    let pages = [Language::English, Language::German].map(|language| {
        let style = Style {
            tongue: Tongue { language, ..Tongue::default() },
            settings: Settings::default(),
            knowledge: None,
        };
        html::team(&team, &style).unwrap()
    });
    let matrix = |page: &str| -> Vec<(String, String, Option<f64>)> {
        let part = page.split("id=\"runners\"").next().unwrap();
        numbers(part).into_iter().map(|n| (n.of, n.field, n.value)).collect()
    };
    let told = matrix(&pages[0]);
    assert_eq!(told, matrix(&pages[1]));
    // Contact: the change and both ends of its interval, of the newest run.
    let fields: Vec<&str> =
        told.iter().filter(|n| n.0.contains(".runs.1.")).map(|n| n.1.as_str()).collect();
    assert!(fields.starts_with(&["change", "ci95.0", "ci95.1"]), "{fields:?}");
    for (page, said) in pages.iter().zip([
        ["Goal:", "Record a run of 40 minutes", "too small to matter"],
        ["Ziel:", "Einen Lauf von 40 Minuten", "zu klein, um wichtig zu sein"],
    ]) {
        for part in said {
            assert!(page.contains(part), "{part}");
        }
        assert!(page.contains("10 km") && page.contains("shy"));
    }
    assert!(!pages[1].split("id=\"runners\"").next().unwrap().contains("Record"));
}

#[test]
fn a_sign_seen_by_eye_is_answered_and_a_date_of_the_roster_dates_the_run() {
    let (dir, root) = folder();
    let laps = "\"Lap\",\"Time\",\"Distance\",\"Avg Pace\",\"Avg Run Cadence\"\n";
    let laps = (1..=8).fold(laps.to_owned(), |all, k| {
        all + &format!("\"{k}\",\"5:30\",\"1.00\",\"5:30\",\"17{}\"\n", k % 2)
    });
    std::fs::write(root.join("ben/laps.csv"), laps).unwrap();
    std::fs::write(
        dir.path().join("r.csv"),
        "athlete,files,date,observed\nBen,ben,,hip_drop=fatigued:left\nBen,ben/laps.csv,2024-05-12,\n",
    )
    .unwrap();
    let made = runform(dir.path(), &["team", "squad", "--roster", "r.csv", "--format", "json"]);
    let document: Value = serde_json::from_str(&text(&made.stdout)).unwrap();
    let ben = &document["athletes"][1];
    assert_eq!(ben["observed"][0]["id"], "hip_drop");
    let add_ons = ben["session"]["prescription"]["add_ons"].as_array().unwrap();
    let answers = |a: &Value| a["for"].as_array().unwrap().contains(&"hip_drop".into());
    assert!(add_ons.iter().any(answers), "{add_ons:?}");
    let runs = ben["runs"].as_array().unwrap();
    let laps = runs.iter().find(|r| r["file"].as_str().unwrap().ends_with("laps.csv"));
    assert_eq!(laps.unwrap()["start"], "2024-05-12");
}

#[test]
fn a_team_without_anything_still_has_a_page() {
    let team = of(vec![member("A", vec![])]);
    let page = html::team(&team, &style()).unwrap();
    assert!(page.contains("None of the files could be analysed."));
    assert!(json::told(&team, false).unwrap().contains("runform/team/2"));
}

/// A coach's whole squad in one command: a plan each, the log of the runner heard, and a
/// log that cannot be read leaves its runner without a plan, not the others.
#[test]
fn every_runner_has_a_plan_as_the_own_log_has_it() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/samples/tired_long_run.fit");
    for name in ["anna", "ben", "cara"] {
        std::fs::create_dir_all(root.join("squad").join(name)).unwrap();
        std::fs::copy(&sample, root.join("squad").join(name).join("run.fit")).unwrap();
    }
    let mut log = "date,kind,what,side,sets,hold_s,reps\n".to_owned();
    for day in ["2026-11-10", "2026-11-13", "2026-11-17", "2026-11-20", "2026-11-24"] {
        log += &format!("{day},strength,single_leg_calf_raise,each,2,,15\n");
    }
    std::fs::write(root.join("squad/anna/log.csv"), &log).unwrap();
    std::fs::write(root.join("squad/ben/log.csv"), "date,kind,what\n2026-11-10,strength,flying\n")
        .unwrap();
    let made = runform(root, &["team", "squad", "--out", "o", "--plans", "2026-11-30"]);
    let (told, said) = (text(&made.stdout), text(&made.stderr));
    assert_eq!(made.status.code(), Some(1), "{said}");
    assert!(said.contains("flying"), "{said}");
    let of = |name: &str| told.lines().find(|l| l.starts_with(&format!("{name}: "))).unwrap_or("");
    assert!(of("anna").contains("5 days of strength work"), "{told}");
    assert!(of("ben").is_empty() && !of("cara").contains("days of strength"), "{told}");
    let plan = |name: &str| -> Value {
        serde_json::from_slice(&std::fs::read(root.join("o/plans").join(name)).unwrap()).unwrap()
    };
    let (anna, cara) = (plan("anna.json"), plan("cara.json"));
    assert_eq!((&anna["start"], &anna["focus"]), (&cara["start"], &cara["focus"]));
    assert_ne!(anna["sessions"], cara["sessions"], "the log is heard");
    for file in ["anna.md", "anna.ics", "cara.md", "cara.ics"] {
        assert!(root.join("o/plans").join(file).is_file(), "{file}");
    }
    assert!(!root.join("o/plans/ben.json").exists());
    // The same bytes again, whatever is there.
    let before = std::fs::read(root.join("o/plans/anna.ics")).unwrap();
    runform(root, &["team", "squad", "--out", "o", "--plans", "2026-11-30"]);
    assert_eq!(std::fs::read(root.join("o/plans/anna.ics")).unwrap(), before);
}
