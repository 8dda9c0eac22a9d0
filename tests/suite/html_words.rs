//! What the pages say: the answer and the findings agree, sensors that contradict
//! each other are both named, laps are called laps, a few steps are no run, and the
//! pages of one run, its list and its team go by one rule.

use std::path::{Path, PathBuf};

use assert_cmd::cargo::cargo_bin_cmd;
use runform::analysis::{Analysis, Analyzed, Knowledge, SegmentMetric};
use runform::compare::{FatigueEvidence, MetricChange, Status, Verdict};
use runform::files::pages::Pages;
use runform::form::{Confidence, Finding, Label, Side, importance};
use runform::metrics::Metric;
use runform::report::html::study::{self, Options};
use runform::report::html::{self, Style, runner};
use runform::report::terminal::{View, summary};
use runform::runs::RunStatus;
use runform::settings::Settings;
use runform::strength::{Catalogue, prescribe};
use runform::study::row::{SummaryRow, Who};
use runform::team::{Member, team};
use runform::words::{Tongue, Words};

use crate::html::numbers;
use crate::support::{analyse, runs, without};

fn style() -> Style {
    Style { tongue: Tongue::default(), settings: Settings::default(), knowledge: None }
}

fn sample() -> Analyzed {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/samples/tired_long_run.fit");
    analyse(&runs(&std::fs::read(path).unwrap())[0]).unwrap()
}

/// The answer of a page; the terminal must say the same.
fn answer(analyzed: &Analyzed) -> String {
    let page = runner(analyzed, &style()).unwrap();
    let after = page.split("<p class=\"answer").nth(1).unwrap().split_once('>').unwrap().1;
    // A sign of per cent stays on the line of its number.
    let said = after.split("</p>").next().unwrap().replace('\u{a0}', " ");
    let words = Words::new(Tongue::default());
    let view = View { words: &words, columns: 2000, details: false };
    assert!(summary(&analyzed.analysis, view).contains(&said), "the terminal does not say {said}");
    said
}

#[test]
fn the_answer_is_that_of_the_findings() {
    let mut analyzed = sample();
    assert!(answer(&analyzed).starts_with("When tired, your feet"));
    // The defining metric, not the largest: flight time, computed, moved by most.
    let flight = |a: &mut Analysis| {
        let metrics = &mut a.comparison.metrics;
        let m = metrics.iter_mut().find(|m| m.metric == Metric::FlightTime).unwrap();
        (m.verdict, m.adjusted_change, m.swc) = (Verdict::Clear, Some(-21.0), Some(1.0));
    };
    flight(&mut analyzed.analysis);
    let first = &mut analyzed.analysis.findings[0];
    first.metrics = vec![Metric::GroundContactTime, Metric::FlightTime];
    assert!(answer(&analyzed).contains("stayed on the ground"));
    // A change of style is no breakdown.
    let first = &mut analyzed.analysis.findings[0];
    first.label = Label::Drift;
    assert!(answer(&analyzed).ends_with("A change of style, not a breakdown."));
    // Without a sign of fatigue it is told without it.
    analyzed.analysis.comparison.fatigue_evidence = FatigueEvidence::None;
    assert!(answer(&analyzed).starts_with("Late in the run your feet"));
    // What was there from the start has no change to tell.
    let first = &mut analyzed.analysis.findings[0];
    (first.label, first.title) = (Label::ConstantAsymmetry, "Left and right differ".into());
    first.metrics = vec![Metric::ContactBalanceLeft];
    let said = answer(&analyzed);
    assert!(said.starts_with("Left and right differ: the ") && said.contains('%'), "{said}");
    // Without a finding changes are no news, several or a single one.
    analyzed.analysis.findings.clear();
    let said = answer(&analyzed);
    assert!(said.contains("your cadence") && said.contains("also changed: "), "{said}");
    assert!(said.ends_with("what tiring is known to do."), "{said}");
    let others = |m: &&mut MetricChange| m.metric != Metric::Cadence;
    for m in analyzed.analysis.comparison.metrics.iter_mut().filter(others) {
        m.verdict = m.verdict.min(Verdict::Possible);
    }
    let said = answer(&analyzed);
    assert!(said.contains("your cadence") && said.ends_with("no sign of tiring."), "{said}");
    // What may be chance is told as such, and nothing is called held beside it.
    for m in &mut analyzed.analysis.comparison.metrics {
        m.verdict = m.verdict.min(Verdict::Possible);
    }
    let said = answer(&analyzed);
    assert!(said.starts_with("Late in the run ") && said.ends_with("may be chance."), "{said}");
    for m in &mut analyzed.analysis.comparison.metrics {
        m.verdict = m.verdict.min(Verdict::Stable);
    }
    // A change that matters is still within an interval: nothing is called held.
    let contact = |m: &&mut MetricChange| m.metric == Metric::GroundContactTime;
    let contact = analyzed.analysis.comparison.metrics.iter_mut().find(contact).unwrap();
    contact.ci95 = contact.swc.map(|s| [-0.1 * s, 2.0 * s]);
    let said = answer(&analyzed);
    assert!(said.contains("not ruled out") && said.contains("ground contact time"), "{said}");
    for m in &mut analyzed.analysis.comparison.metrics {
        m.verdict = Verdict::Stable;
        m.ci95 = m.swc.map(|s| [-0.1 * s, 0.1 * s]);
    }
    assert!(answer(&analyzed).starts_with("Your form held: "));
    for m in &mut analyzed.analysis.comparison.metrics {
        m.verdict = Verdict::Insufficient;
    }
    assert!(answer(&analyzed).contains("too little data"));
    analyzed.analysis.comparison.status = Status::TrendOnly;
    assert!(answer(&analyzed).starts_with("Too short to compare"));
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
fn sensors_that_contradict_each_other_are_both_named_and_neither_is_ranked() {
    // The strap says 49.4 % left (index −2.3), pods on the feet 314 against 299 ms
    // (+4.9): 7.2 apart, more than the 5 % from which the strap's word counts.
    let add = |analysis: &mut Analysis, strap: f64| {
        let all = &mut analysis.segments.iter_mut().find(|s| s.id == "all").unwrap().metrics;
        all.retain(|m| m.metric != Metric::ContactBalanceLeft);
        all.extend([
            sided(Metric::ContactBalanceLeft, None, "fit:stance_time_balance", strap),
            sided(Metric::GroundContactTime, Some(Side::Left), "fit:dev:pod_left", 314.0),
            sided(Metric::GroundContactTime, Some(Side::Right), "fit:dev:pod_right", 299.0),
        ]);
    };
    let notice = "contradict each other on the contact of left and right";
    let mut analyzed = sample();
    add(&mut analyzed.analysis, 49.43);
    let page = runner(&analyzed, &style()).unwrap();
    assert!(page.contains(notice));
    assert!(page.contains("fit:stance_time_balance says 49.4 % L"), "the strap");
    assert!(page.contains("fit:dev:pod_left says 51.2 % L"), "the pods: 314 / 613");
    add(&mut analyzed.analysis, 50.6);
    assert!(!runner(&analyzed, &style()).unwrap().contains(notice), "one side, one word");

    let of = |strap: f64| {
        let mut analysis = crate::report::analysis();
        add(&mut analysis, strap);
        let member = Member { name: "A".into(), runs: vec![(analysis, None)], ..Member::default() };
        team(vec![member], false, Knowledge::builtin().unwrap(), &Settings::default())
    };
    let opposed = of(49.43);
    let sides = opposed.athletes[0].sides.as_ref().unwrap();
    assert!(sides.opposed && sides.rows.iter().all(|r| r.band.is_none()));
    let page = html::team(&opposed, &style()).unwrap();
    let row = page.split("data-label=\"Left and right\">").nth(1).unwrap();
    let cell = row.split("</td>").next().unwrap();
    assert!(cell.contains("two sensors contradict each other"), "{cell}");
    assert!(numbers(cell).is_empty(), "no number is ranked: {cell}");
    assert!(!of(50.6).athletes[0].sides.as_ref().unwrap().opposed);
}

/// Laps of a kilometre, longer contact in the last ones.
fn laps() -> String {
    let mut table = String::from(
        "\"Lap\",\"Tempo\",\"Tempo cumulato\",\"Distanza\nkm\",\"Passo medio\nmin/km\",\"FC Media\nbpm\",\"Cadenza di corsa media\npam\",\"Tempo medio di contatto con il suolo\nms\"\n",
    );
    for k in 1..=30 {
        let s = 330 + (k * 7) % 5;
        let (contact, cadence) = (240 + (k * 3) % 4 + if k > 20 { 14 } else { 0 }, 176 + k % 2);
        table += &format!(
            "\"{k}\",\"5:{:02}\",\"{}:{:02}:00\",\"1.00\",\"5:{:02}\",\"15{}\",\"{cadence}\",\"{contact}\"\n",
            s - 300,
            k * 5 / 60,
            k * 5 % 60,
            s - 300,
            k % 10
        );
    }
    table
}

fn runform(dir: &Path, args: &[&str]) -> std::process::Output {
    cargo_bin_cmd!("runform").current_dir(dir).args(args).output().unwrap()
}

/// What a reader sees: no script, no look, no tags.
fn seen(page: &str) -> String {
    let body = page.split("<body>").nth(1).unwrap();
    let text: String = body
        .split("<script")
        .enumerate()
        .map(|(k, part)| if k == 0 { part } else { part.split_once("</script>").unwrap().1 })
        .collect();
    text.split('<').filter_map(|t| t.split_once('>')).map(|t| t.1).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_table_of_laps_has_no_half_minutes() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("laps.csv"), laps()).unwrap();
    let made = runform(dir.path(), &["analyze", "laps.csv", "--html", "laps.html"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let page = std::fs::read_to_string(dir.path().join("laps.html")).unwrap();
    let words = seen(&page);
    assert!(words.contains("Every dot is a lap") && words.contains("tired with the fresh laps"));
    for wrong in ["half a minute", "half minute", "To the right"] {
        assert!(!words.contains(wrong), "{wrong}");
    }
    assert!(!page.contains("data-row-s"));
    let usual = runner(&sample(), &style()).unwrap();
    assert!(usual.contains("Every dot is half a minute") && usual.contains("data-row-s=\"30\""));
}

#[test]
fn a_few_steps_in_the_laboratory_are_no_run_to_judge() {
    let dir = tempfile::tempdir().unwrap();
    crate::charts::simulated(dir.path(), "collapse", "20", "100");
    let whole = std::fs::read_to_string(dir.path().join("run_0001_sacrum.csv")).unwrap();
    // Eight seconds from the middle of the run.
    let lines: Vec<&str> = whole.lines().collect();
    let trial = [&lines[..1], &lines[60_000..60_800]].concat().join("\n");
    std::fs::write(dir.path().join("trial.csv"), trial).unwrap();
    let args =
        ["analyze", "trial.csv", "--placement", "sacrum", "--speed", "3", "--format", "json"];
    let made = runform(dir.path(), &args);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let document: serde_json::Value = serde_json::from_slice(&made.stdout).unwrap();
    assert_eq!(document["recording"]["quality"], "low");
    let notes = document["recording"]["notes"].as_array().unwrap();
    assert!(notes.iter().any(|n| n["code"] == "too_short_to_judge"));
    assert_eq!(document["context"], serde_json::json!([]));
    assert_eq!(document["prescription"]["session"]["blocks"], serde_json::json!([]));
    let args =
        ["analyze", "trial.csv", "--placement", "sacrum", "--speed", "3", "--html", "t.html"];
    let told = String::from_utf8(runform(dir.path(), &args).stdout).unwrap();
    assert!(told.contains("Too short to compare"), "{told}");
    let words = seen(&std::fs::read_to_string(dir.path().join("t.html")).unwrap());
    for wrong in ["percentile", "0.0 km", "Strength session", "Forward lean", "fresh window"] {
        assert!(!words.contains(wrong), "{wrong}");
        assert!(!told.contains(wrong), "{wrong}: {told}");
    }
    assert!(words.contains("sensor at sacrum") && words.contains("Too short to compare"));
    assert!(words.contains("too short to judge form"));
}

#[test]
fn the_page_is_that_of_the_run_whatever_else_the_file_holds() {
    let dir = tempfile::tempdir().unwrap();
    let mut analyzed = sample();
    analyzed.analysis.recording.path = "tri.fit".into();
    let swim = |pages: &mut Pages| {
        pages.add_refused("tri.fit", &without(RunStatus::Skipped, "the swim is no run."))
    };
    // One file: the run has it, before and after what was left aside.
    let file = dir.path().join("run.html");
    let mut pages = Pages::new(file.clone(), style());
    swim(&mut pages).unwrap();
    pages.add_refused("tri.fit", &without(RunStatus::Refused, "too short.")).unwrap();
    pages.add(&analyzed).unwrap();
    swim(&mut pages).unwrap();
    pages.add_refused("tri.fit", &without(RunStatus::Refused, "too short.")).unwrap();
    let page = std::fs::read_to_string(&file).unwrap();
    assert!(page.contains("<h2 id=\"h-change\">"));
    // Another input has no room there.
    assert!(
        pages
            .add_refused("b.fit", &without(RunStatus::Refused, "no."))
            .unwrap_err()
            .contains("a folder")
    );
    assert!(pages.add(&analyzed).is_err(), "a second run neither");
    // A folder: a page for the run, none for the rest.
    let folder = dir.path().join("pages");
    let mut pages = Pages::new(folder.clone(), style());
    swim(&mut pages).unwrap();
    pages.add(&analyzed).unwrap();
    swim(&mut pages).unwrap();
    let found: Vec<PathBuf> = crate::support::files_in(&folder);
    assert_eq!(found, [folder.join("tri.html")]);
}

fn finding(id: &str, label: Label, confidence: Confidence) -> Finding {
    let mut finding = crate::report::analysis().findings[0].clone();
    (finding.id, finding.title) = (id.into(), format!("About {id}"));
    (finding.label, finding.confidence) = (label, confidence);
    finding
}

fn run(day: u32, findings: Vec<Finding>) -> Analysis {
    let mut analysis = crate::report::analysis();
    analysis.recording.path = format!("day{day}.fit");
    analysis.recording.sha256 = format!("{day:064}");
    analysis.recording.start_time = Some(format!("2024-05-{day:02}T07:00:00Z"));
    analysis.prescription =
        prescribe(&findings, Catalogue::builtin().unwrap(), &Settings::default().strength);
    analysis.findings = findings;
    analysis
}

fn member(runs: Vec<Analysis>) -> Member {
    let runs = runs.into_iter().map(|a| (a, None)).collect();
    Member { name: "A".into(), runs, ..Member::default() }
}

#[test]
fn the_session_of_a_sheet_answers_the_findings_of_the_sheet() {
    let moderate = |id| finding(id, Label::Breakdown, Confidence::Moderate);
    // What stands out is in older runs; the newest has nothing.
    let runs = vec![
        run(1, vec![moderate("gct_rise_under_fatigue")]),
        run(2, vec![moderate("cadence_drop_with_overreach")]),
        run(3, vec![]),
    ];
    let catalogue = Catalogue::builtin().unwrap();
    let team = team(vec![member(runs)], false, Knowledge::builtin().unwrap(), &Settings::default());
    let athlete = &team.athletes[0];
    let session = athlete.session.as_ref().unwrap();
    let mut answered: Vec<&str> = session
        .prescription
        .add_ons
        .iter()
        .flat_map(|a| a.r#for.iter().map(String::as_str))
        .collect();
    answered.sort_unstable();
    answered.dedup();
    assert_eq!(answered, ["cadence_drop_with_overreach", "gct_rise_under_fatigue"]);
    let page = html::team(&team, &style()).unwrap();
    assert!(!page.contains(&catalogue.nothing_found));
    assert!(page.contains("for what stands out above"));
}

#[test]
fn a_run_without_anything_has_the_basic_session() {
    let catalogue = Catalogue::builtin().unwrap();
    let team = team(
        vec![member(vec![run(1, vec![])])],
        false,
        Knowledge::builtin().unwrap(),
        &Settings::default(),
    );
    let page = html::team(&team, &style()).unwrap();
    assert!(page.contains(&catalogue.nothing_found) && page.contains("the basic one"));
}

#[test]
fn findings_of_one_run_have_one_order_on_all_pages() {
    use Confidence::{High, Low, Moderate};
    let mut findings = vec![
        finding("slight_asymmetry", Label::ConstantAsymmetry, High),
        finding("shuffle_pattern", Label::Drift, High),
        finding("cadence_instability", Label::Breakdown, Low),
        finding("step_shortening_under_fatigue", Label::Breakdown, Moderate),
        finding("oscillation_rise_under_fatigue", Label::Breakdown, Moderate),
    ];
    // Equal ones in the order of the rules, as they are found.
    findings.swap(3, 4);
    findings.sort_by_key(|f| importance(f.label, f.confidence));
    let ids: Vec<String> = findings.iter().map(|f| f.id.clone()).collect();
    assert_eq!(ids[0], "oscillation_rise_under_fatigue");
    assert_eq!(ids[4], "slight_asymmetry");
    let team = team(
        vec![member(vec![run(1, findings)])],
        false,
        Knowledge::builtin().unwrap(),
        &Settings::default(),
    );
    let told: Vec<&String> = team.athletes[0].weaknesses.iter().map(|w| &w.id).collect();
    assert_eq!(told, ids.iter().collect::<Vec<_>>());
}

#[test]
fn files_without_a_date_are_not_called_newest() {
    let undated = |day| {
        let mut analysis = run(day, vec![]);
        analysis.recording.start_time = None;
        analysis
    };
    let of = |runs| {
        let team =
            team(vec![member(runs)], false, Knowledge::builtin().unwrap(), &Settings::default());
        html::team(&team, &style()).unwrap()
    };
    let page = of(vec![undated(1), undated(2)]);
    assert!(page.contains("without a date: the last by name"));
    assert!(page.contains("in the order of their names") && !page.contains("<caption>Newest"));
    assert!(of(vec![undated(1), run(2, vec![])]).contains("files without a date come last"));
    assert!(!of(vec![run(1, vec![]), run(2, vec![])]).contains("without a date: "));
}

#[test]
fn an_overview_counts_what_lies_beside_a_run_apart_and_misses_nothing_that_is_there() {
    let analysis = sample().analysis;
    let who = Who::default;
    let swim = || {
        SummaryRow::without(
            "t.fit",
            None,
            who(),
            &without(RunStatus::Skipped, "the swim is no run."),
        )
    };
    let rows = vec![
        SummaryRow::analyzed(&analysis, who()),
        swim(),
        swim(),
        SummaryRow::without("b.fit", None, who(), &without(RunStatus::Refused, "this is cycling.")),
    ];
    let page = study::page(&rows, &Options::default()).unwrap();
    let words = seen(&page);
    assert!(words.contains("2 recordings"), "the run and the one that failed");
    assert!(words.contains("1 of 2 were analysed") && words.contains("2 more entries"));
    // Cadence variation of a whole run is one number, not a median.
    let all = numbers(&page);
    let robust = all.iter().find(|n| n.of == "missing" && n.metric == "cadence_cv_robust");
    assert_eq!(robust.unwrap().value, Some(1.0));
    assert!(words.contains(&analysis.findings[0].title), "called as on the run's page");
    // On that page it has its value.
    let own = numbers(&runner(&sample(), &style()).unwrap());
    let value = own.iter().find(|n| n.metric == "cadence_cv_robust" && n.field == "mean");
    assert!(value.unwrap().value.is_some());
}

#[test]
fn green_is_for_the_quality_of_data_alone_and_print_keeps_the_bars() {
    let page = runner(&sample(), &style()).unwrap();
    let look = page.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    for rule in look.split('}') {
        let Some((selector, content)) = rule.rsplit_once('{') else { continue };
        if content.contains("var(--good)") {
            assert!(selector.trim().ends_with(".badge.good"), "{selector}");
        }
        let hides = content.contains("display: none");
        let bars = selector.split(',').any(|s| s.trim() == ".bar");
        assert!(!(hides && bars), "{selector}");
    }
    assert!(page.contains("<rect class=\"bar fresh\""));
}
