//! The trend page: its numbers are those of the document, its texts are escaped.

use assert_cmd::cargo::cargo_bin_cmd;
use runform::analysis::Analysis;
use runform::report::html::trend as page;
use runform::report::json;
use runform::settings;
use runform::simulate::watch::{FatigueCurve, WatchProfile, simulate, to_fit};
use runform::strength::Catalogue;
use runform::trend::{Trend, Verdict, trend};
use runform::units::Units;
use runform::words::{Language, Tongue};
use serde_json::Value;

use crate::html::{HOSTILE, numbers, says};
use crate::support::{analyse, runs};

fn profile(week: usize) -> WatchProfile {
    let mut profile = WatchProfile { seed: 70 + week as u64, ..WatchProfile::default() };
    profile.start += jiff::SignedDuration::from_hours(168 * week as i64);
    profile.duration_s = 3900.0;
    profile.runner.contact_ms = if week >= 2 { 225.0 } else { 250.0 };
    profile.fatigue.curve = FatigueCurve::Linear { from: 0.3, to: 0.8 };
    profile.fatigue.contact_pct = 5.0;
    profile
}

/// Four weeks of a runner whose contact falls.
pub fn weeks() -> Vec<Analysis> {
    (0..4)
        .map(|week| {
            let recording = runs(&to_fit(&simulate(&profile(week)))).remove(0);
            let mut analysis = analyse(&recording).unwrap().analysis;
            analysis.recording.path = format!("week{week}.fit");
            analysis.recording.sha256 = format!("{week:064}");
            analysis
        })
        .collect()
}

pub fn of(analyses: &[Analysis]) -> Trend {
    trend(analyses, Catalogue::builtin().unwrap(), &settings::Trend::default())
}

#[test]
fn numbers_are_those_of_the_document() {
    let trend = of(&weeks());
    let document: Value = serde_json::from_str(&json::to_text(&trend, false).unwrap()).unwrap();
    let html = page(&trend, None, Tongue::default()).unwrap();
    let all = numbers(&html);
    assert!(all.len() > 100, "only {}", all.len());
    for n in &all {
        let path = format!("{}.{}", n.of, n.field);
        let expected = path.split('.').fold(&document, |v, part| match part.parse::<usize>() {
            Ok(i) => &v[i],
            Err(_) => &v[part],
        });
        assert_eq!(n.value, expected.as_f64(), "{path}");
        if let Some(value) = n.value.filter(|_| n.field != "running_s") {
            assert!(says(&n.text, value), "{path}: {} for {value}", n.text);
        }
    }
    // The contact fell by 25 ms, more than days differ: said, and drawn as a diamond.
    let at = document["series"]
        .as_array()
        .unwrap()
        .iter()
        .position(|s| s["metric"] == "ground_contact_time");
    let series = &document["series"][at.unwrap()];
    assert_eq!(
        (&series["days_differ"], &series["level"]["verdict"]),
        (&10.0.into(), &"down".into())
    );
    assert!(html.to_lowercase().contains("lower when fresh: ground contact time"));
    let figure = html.split("<h3>Ground contact time").nth(1).unwrap();
    let svg = figure.split("</svg>").next().unwrap();
    assert_eq!(svg.matches("mark tired").count(), 1, "one run is beyond what days differ by");
    assert!(svg.contains("class=\"band\""));
    assert_eq!(
        html,
        page(&of(&weeks()), None, Tongue::default()).unwrap(),
        "equal runs, equal bytes"
    );
    for broken in ["NaN", "inf\""] {
        assert!(!crate::html_study::content(&html).contains(broken));
    }
    assert!(
        page(&trend, None, Tongue { units: Units::Imperial, ..Tongue::default() })
            .unwrap()
            .contains("min/mi")
    );
}

#[test]
fn german_pages_have_the_same_numbers() {
    let german = Tongue { language: Language::German, ..Tongue::default() };
    let trend = of(&weeks());
    let values = |html: &str| -> Vec<(String, String, Option<f64>)> {
        numbers(html).into_iter().map(|n| (n.of, n.field, n.value)).collect()
    };
    let (there, here) =
        (page(&trend, None, Tongue::default()).unwrap(), page(&trend, None, german).unwrap());
    assert_eq!(values(&there), values(&here));
    assert!(here.contains("lang=\"de\"") && here.contains("frisch niedriger: Bodenkontaktzeit"));
    // Written with a comma, and no text of the program left in English.
    assert!(numbers(&here).iter().any(|n| n.text.contains(',')));
    for english in ["Fresh level", "When tired", "no change", "Every run in numbers"] {
        assert!(!here.contains(english), "{english}");
    }
}

#[test]
fn texts_of_files_stay_texts() {
    let made = |hostile: bool| {
        let word = |usual: &str| if hostile { HOSTILE.to_owned() } else { usual.to_owned() };
        let mut analyses = weeks();
        for (i, analysis) in analyses.iter_mut().enumerate() {
            analysis.recording.path = word("x.fit");
            analysis.recording.device = Some(word("watch"));
            for m in &mut analysis.comparison.metrics {
                m.source = word("field").into();
            }
            if i == 3 {
                analysis.recording.start_time = Some(word("someday"));
            }
        }
        let trend = of(&analyses);
        assert_eq!(trend.left_out.len(), 1);
        page(&trend, None, Tongue::default()).unwrap()
    };
    let (hostile, usual) = (made(true), made(false));
    for what in ["<script", "</script", "<title", "<b>", "<img"] {
        assert_eq!(hostile.matches(what).count(), usual.matches(what).count(), "{what}");
    }
    assert!(hostile.contains("alert(2)") && !hostile.contains('\u{202e}'));
    for tag in hostile.split('<').skip(1).filter_map(|t| t.split_once('>')).map(|t| t.0) {
        let outside: String = tag.split('"').step_by(2).collect();
        assert!(!outside.contains("onerror") && !outside.contains("alert"), "{tag}");
    }
}

#[test]
fn the_command_writes_the_page_beside_what_it_prints() {
    let dir = tempfile::tempdir().unwrap();
    for week in 0..2 {
        let bytes = to_fit(&simulate(&profile(week)));
        std::fs::write(dir.path().join(format!("w{week}.fit")), bytes).unwrap();
    }
    let run = |args: &[&str]| {
        cargo_bin_cmd!("runform").current_dir(dir.path()).args(args).output().unwrap()
    };
    let made = run(&["trend", "w0.fit", "w1.fit", "--html", "t.html"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    assert!(String::from_utf8(made.stdout).unwrap().starts_with("2 runs"));
    let html = std::fs::read_to_string(dir.path().join("t.html")).unwrap();
    assert!(html.contains("<h1>2 runs</h1>") && html.contains("w1.fit"));
    let single = run(&["trend", "w0.fit", "--html", "one.html"]);
    assert!(single.status.success());
    let html = std::fs::read_to_string(dir.path().join("one.html")).unwrap();
    assert!(html.contains("A trend needs two runs or more."));
}

#[test]
fn chart_and_verdict_go_by_one_rule() {
    // Two runs at different paces: what is not known of the effect of pace counts in both.
    let mut weeks = weeks();
    weeks.truncate(2);
    let mut told = [0; 2];
    for contact in [0.90, 0.94, 0.95, 0.955, 0.96, 0.97, 1.0, 1.05, 1.1] {
        let mut later = weeks[1].clone();
        let fresh = later.segments.iter_mut().find(|s| s.id == "fresh").unwrap();
        fresh.speed_mps = fresh.speed_mps.map(|v| v * 1.06);
        for m in &mut later.comparison.metrics {
            m.fresh = m.fresh.map(|f| f * contact);
            m.fresh_at_pace = m.fresh_at_pace.map(|f| f * contact);
        }
        let pace = &mut later.comparison.reference_speed_mps;
        *pace = pace.map(|v| v * 1.06);
        let trend = of(&[weeks[0].clone(), later]);
        for s in trend.series.iter().filter(|s| s.level.change.is_some()) {
            let moved = matches!(s.level.verdict, Verdict::Up | Verdict::Down);
            assert_eq!(s.points[1].beyond_days, Some(moved), "{:?} {contact}", s.metric);
            told[usize::from(moved)] += 1;
        }
    }
    assert!(told.iter().all(|n| *n > 5), "{told:?}");
}
