//! The overview of many recordings: its numbers are those of the rows, outliers
//! follow the rule it tells, and it stays small.

use std::path::Path;

use assert_cmd::cargo::cargo_bin_cmd;
use runform::compare::{Status, Verdict};
use runform::metrics::Metric;
use runform::report::html::study::{Options, page};
use runform::runs::RunStatus;
use runform::study::row::{SummaryRow, Who};
use serde_json::Value;

use crate::html::{HOSTILE, Number, numbers, says};
use crate::support::without;

/// The limit of a page of 2,000 recordings, bytes.
const MOST_BYTES: usize = 3_000_000;

/// So many recordings in three groups; every tenth is refused. Contact is
/// 240 + 2 (i mod 13) ms, its change i mod 7 - 3 ms.
pub fn rows(n: usize) -> Vec<SummaryRow> {
    let usual = crate::report::analysis();
    (0..n)
        .map(|i| {
            let who = Who {
                participant: Some(format!("P{:03}", i / 4)),
                group: Some(["control", "fatigue", "injured"][i % 3].into()),
                condition: None,
            };
            let path = format!("study/run_{i:04}.fit");
            if i % 10 == 9 {
                return SummaryRow::without(
                    &path,
                    None,
                    who,
                    &without(RunStatus::Refused, "this is cycling."),
                );
            }
            let mut row = SummaryRow::analyzed(&usual, who);
            row.path = path;
            let run = row.run.as_mut().unwrap();
            run.start_time = Some(format!("2024-05-{:02}T07:00:00Z", 1 + i % 28));
            run.device = Some(format!("watch {}", i % 5));
            for m in &mut run.metrics {
                if m.metric == Metric::GroundContactTime {
                    m.median = Some(240.0 + 2.0 * (i % 13) as f64);
                    m.change = Some((i % 7) as f64 - 3.0);
                } else {
                    m.median = m.fresh.map(|f| f * (1.0 + 0.002 * (i % 11) as f64));
                    m.change = m.change.map(|c| c * (1.0 + 0.1 * (i % 9) as f64));
                }
            }
            // Some watches measure less.
            run.metrics.retain(|m| m.metric != Metric::VerticalOscillation || i % 4 != 0);
            row
        })
        .collect()
}

fn find<'a>(all: &'a [Number], of: &str, metric: &str, field: &str) -> &'a Number {
    let mut found = all.iter().filter(|n| n.of == of && n.metric == metric && n.field == field);
    found.next().unwrap_or_else(|| panic!("no {of} {metric} {field}"))
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}

#[test]
fn numbers_are_those_of_the_rows() {
    let rows = rows(90);
    let all = numbers(&page(&rows, &Options::default()).unwrap());
    assert_eq!(find(&all, "status", "", "analyzed").value, Some(81.0));
    assert_eq!(find(&all, "status", "", "refused").value, Some(9.0));
    let contact = |get: fn(&runform::study::row::MetricSummary) -> Option<f64>, group: &str| {
        let rows = rows.iter().filter(|r| r.who.group.as_deref() == Some(group));
        sorted(rows.filter_map(|r| {
            let metrics = &r.run.as_ref()?.metrics;
            get(metrics.iter().find(|m| m.metric == Metric::GroundContactTime)?)
        }))
    };
    for group in ["control", "fatigue", "injured"] {
        // 27 of 30 are left: the median is the 14th value.
        let (levels, changes) = (contact(|m| m.median, group), contact(|m| m.change, group));
        assert_eq!(levels.len(), 27);
        let of = format!("spread:{group}");
        let median = find(&all, &of, "ground_contact_time", "median.p50");
        assert_eq!(median.value, Some(levels[13]));
        assert!(says(&median.text, levels[13]));
        assert_eq!(find(&all, &of, "ground_contact_time", "change.p50").value, Some(changes[13]));
        assert_eq!(find(&all, &of, "ground_contact_time", "median.n").value, Some(27.0));
        // A quarter of 26 gaps is 6.5: between the 7th and the 8th.
        let quarter = find(&all, &of, "ground_contact_time", "median.p25").value;
        assert_eq!(quarter, Some(0.5 * (levels[6] + levels[7])));
    }
    // The fixture says clear for contact, adverse; stable for cadence.
    assert_eq!(find(&all, "verdicts", "ground_contact_time", "worse").value, Some(81.0));
    assert_eq!(find(&all, "verdicts", "cadence", "stable").value, Some(81.0));
    assert_eq!(find(&all, "verdicts", "cadence", "worse").value, Some(0.0));
    assert_eq!(find(&all, "verdicts", "vertical_ratio", "insufficient").value, Some(81.0));
    // Oscillation is missing where i is a multiple of 4 (23 of 90, of which none is refused).
    let with = rows.iter().enumerate().filter(|(i, r)| r.run.is_some() && i % 4 != 0).count();
    assert_eq!(find(&all, "missing", "vertical_oscillation", "present").value, Some(with as f64));
    assert_eq!(with, 58);
}

#[test]
fn outliers_follow_the_rule_that_is_told() {
    let mut rows = rows(40);
    let contact = |row: &mut SummaryRow, value: f64| {
        let metrics = &mut row.run.as_mut().unwrap().metrics;
        let m = metrics.iter_mut().find(|m| m.metric == Metric::GroundContactTime).unwrap();
        (m.median, m.change) = (Some(value), Some(0.0));
    };
    for (i, row) in rows.iter_mut().enumerate().filter(|(_, r)| r.run.is_some()) {
        // Median 250, median distance 2: one robust standard deviation is 2.9652.
        contact(row, [246.0, 248.0, 250.0, 252.0, 254.0][i % 5]);
    }
    contact(&mut rows[12], 250.0 + 3.4 * 2.9652);
    contact(&mut rows[17], 250.0 - 4.0 * 2.9652);
    let options = Options {
        pages: (0..40).map(|i| Some(format!("reports/{i}.html"))).collect(),
        ..Options::default()
    };
    let html = page(&rows, &options).unwrap();
    let all = numbers(&html);
    let far: Vec<&Number> = all
        .iter()
        .filter(|n| n.metric == "ground_contact_time" && n.field == "median.distance")
        .collect();
    assert_eq!(far.len(), 1, "3.4 is not far enough");
    assert_eq!(far[0].of, "rows.17");
    assert!((far[0].value.unwrap() + 4.0).abs() < 0.001, "{:?}", far[0].value);
    assert!(html.contains("<a href=\"reports/17.html\">run_0017.fit</a>"));
    assert!(html.contains("3.5 robust standard deviations"));
    // Fields are not mixed: nine recordings of another field are too few to say.
    for row in rows.iter_mut().filter(|r| r.run.is_some()).skip(9) {
        for m in &mut row.run.as_mut().unwrap().metrics {
            m.source = format!("other of {}", row.path);
        }
    }
    let html = page(&rows, &options).unwrap();
    assert!(html.contains("Too few recordings share a field to say."));
}

#[test]
fn thousands_of_recordings_make_a_small_page_that_reads_without_a_script() {
    let rows = rows(2000);
    let options = Options {
        pages: rows
            .iter()
            .map(|r| r.run.is_some().then(|| format!("reports/{}.html", &r.path[6..14])))
            .collect(),
        ..Options::default()
    };
    let html = page(&rows, &options).unwrap();
    assert_eq!(html, page(&rows, &options).unwrap(), "equal rows, equal bytes");
    assert!(html.len() < MOST_BYTES, "{} bytes", html.len());
    eprintln!("2,000 recordings: {} bytes", html.len());
    assert_eq!(html.matches("<tr data-item").count(), 2000);
    assert!(!html.contains("<tr data-item hidden") && !content(&html).contains("NaN"));
    assert!(html.contains("run_1999.fit") && html.contains("this is cycling."));
    // Only the first of many.
    let html = page(&rows[..50], &Options { of: Some(2000), ..Options::default() }).unwrap();
    assert!(html.contains("Only the first 50 of 2000 recordings"));
}

#[test]
fn texts_of_recordings_stay_texts() {
    let made = |hostile: bool| {
        let word = |usual: &str| if hostile { HOSTILE.to_owned() } else { usual.to_owned() };
        let mut rows = rows(24);
        for row in &mut rows {
            row.path = word("a.fit");
            row.who.participant = Some(word("P"));
            row.who.group = Some(word("G"));
            row.who.condition = Some(word("C"));
            if let Some(run) = &mut row.run {
                run.device = Some(word("d"));
                run.start_time = Some(word("s"));
                run.findings = vec![word("f")];
                run.comparison = Status::NotComparable;
                run.comparison_reason = Some(word("r"));
                run.metrics.iter_mut().for_each(|m| m.source = word("field"));
            } else {
                row.reason = Some(word("why"));
            }
        }
        let options = Options { title: Some(word("title")), ..Options::default() };
        page(&rows, &options).unwrap()
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
fn odd_rows_have_a_page_too() {
    assert!(page(&[], &Options::default()).unwrap().contains("There is no recording."));
    let none: Vec<SummaryRow> = rows(10).split_off(9);
    assert!(page(&none, &Options::default()).unwrap().contains("None of the recordings"));
    let mut odd = rows(12);
    for m in odd.iter_mut().filter_map(|r| r.run.as_mut()).flat_map(|r| &mut r.metrics) {
        (m.median, m.change, m.verdict) =
            (Some(f64::NAN), Some(f64::INFINITY), Some(Verdict::Clear));
    }
    let html = page(&odd, &Options::default()).unwrap();
    assert!(!content(&html).contains("NaN") && !html.contains("inf\""));
}

/// A page without its script.
pub fn content(html: &str) -> &str {
    html.rsplit_once("<script>").unwrap().0
}

#[test]
fn several_recordings_in_one_folder_have_an_overview() {
    let dir = tempfile::tempdir().unwrap();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/samples/tired_long_run.fit");
    std::fs::copy(&sample, dir.path().join("a.fit")).unwrap();
    std::fs::write(dir.path().join("b.csv"), "x,y\n1,2\n").unwrap();
    let run = |args: &[&str]| {
        cargo_bin_cmd!("runform").current_dir(dir.path()).args(args).output().unwrap()
    };
    run(&["analyze", "a.fit", "--tables", "none", "--out", "one"]);
    assert!(!dir.path().join("one/index.html").exists(), "one recording is its own overview");
    let both = run(&["analyze", "a.fit", "b.csv", "--tables", "none", "--out", "two"]);
    assert_eq!(both.status.code(), Some(1));
    let html = std::fs::read_to_string(dir.path().join("two/index.html")).unwrap();
    assert!(html.contains("<a href=\"reports/a.html\">a.fit</a>") && html.contains("b.csv"));
    // Its numbers are those of the document.
    let document = std::fs::read_to_string(dir.path().join("two/a.analysis.json")).unwrap();
    let document: Value = serde_json::from_str(&document).unwrap();
    let all = numbers(&html);
    let changes = document["comparison"]["metrics"].as_array().unwrap();
    let mut compared = 0;
    for change in changes.iter().filter(|c| c["adjusted_change"].is_number()) {
        let metric = change["metric"].as_str().unwrap();
        let shown = all.iter().find(|n| n.metric == metric && n.field == "change.p50");
        if let Some(shown) = shown {
            assert_eq!(shown.value, change["adjusted_change"].as_f64(), "{metric}");
            compared += 1;
        }
    }
    assert!(compared >= 6, "only {compared}");
}
