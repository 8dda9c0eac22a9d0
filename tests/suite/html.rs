//! The runner's page: its numbers are those of the JSON document, its texts are
//! escaped, it is whole, small and the same every time, and a browser agrees.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use assert_cmd::cargo::cargo_bin_cmd;
use runform::analysis::{Analyzed, Knowledge, Origin, analyze};
use runform::recording::Note;
use runform::report::html::{Style, runner};
use runform::report::json::{self, Layout};
use runform::settings::Settings;
use runform::units::Units;
use runform::words::{Language, Tongue};
use serde_json::Value;

use crate::support::{analyse, files_in, real_data, runs, told};

/// The limit of a page, bytes.
const MOST_BYTES: usize = 1_500_000;

fn style(units: Units) -> Style {
    let tongue = Tongue { units, ..Tongue::default() };
    Style { tongue, settings: Settings::default(), knowledge: None }
}

fn page(analyzed: &Analyzed) -> String {
    runner(analyzed, &style(Units::Metric)).unwrap()
}

fn sample_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/samples/tired_long_run.fit")
}

fn sample() -> Analyzed {
    let bytes = std::fs::read(sample_path()).unwrap();
    analyse(&runs(&bytes)[0]).unwrap()
}

/// A number on a page: where it is from, metric, field, value, text.
pub struct Number {
    pub of: String,
    pub metric: String,
    pub field: String,
    pub value: Option<f64>,
    pub text: String,
}

/// Every number of a page that says where it comes from.
pub fn numbers(page: &str) -> Vec<Number> {
    let attribute = |tag: &str, name: &str| {
        let from = tag.split_once(&format!("data-{name}=\"")).unwrap().1;
        from.split_once('"').unwrap().0.to_owned()
    };
    page.split("<span class=\"num\"")
        .skip(1)
        .map(|part| {
            let (tag, rest) = part.split_once('>').unwrap();
            let value = attribute(tag, "value");
            Number {
                of: attribute(tag, "of"),
                metric: attribute(tag, "metric"),
                field: attribute(tag, "field"),
                value: (!value.is_empty()).then(|| value.parse().unwrap()),
                text: rest.split_once("</span>").unwrap().0.to_owned(),
            }
        })
        .collect()
}

/// The same number in the document.
fn in_document(document: &Value, n: &Number) -> Value {
    let metric_of = |list: &Value, side: &str| {
        let found = list.as_array().unwrap().iter().find(|m| {
            m["metric"] == n.metric.as_str() && m["side"].as_str().unwrap_or_default() == side
        });
        // What a segment does not have is unknown there.
        found.cloned().unwrap_or_default()
    };
    if n.of == "comparison" {
        let metric = metric_of(&document["comparison"]["metrics"], "");
        return match n.field.split_once('.') {
            Some((field, at)) => metric[field][at.parse::<usize>().unwrap()].clone(),
            None => metric[n.field.as_str()].clone(),
        };
    }
    if n.of == "recording" {
        let mut value = &document["recording"];
        for part in n.field.split('.') {
            value = &value[part];
        }
        return value.clone();
    }
    let segments = document["segments"].as_array().unwrap();
    let segment = segments.iter().find(|s| s["id"] == n.of.as_str()).unwrap();
    match (n.metric.as_str(), n.field.split_once('.')) {
        ("", _) => segment[n.field.as_str()].clone(),
        (_, Some((field, side))) => metric_of(&segment["metrics"], side)[field].clone(),
        _ => metric_of(&segment["metrics"], "")[n.field.as_str()].clone(),
    }
}

/// Whether a text is a rounding of the value in one of the units on screen.
pub fn says(text: &str, value: f64) -> bool {
    let text = &text.replace(',', ".");
    let digits = text.trim_start_matches(['+', '−', '±']).trim_end_matches(" %");
    let Ok(shown) = digits.parse::<f64>() else { return false };
    let decimals = digits.split_once('.').map_or(0, |d| d.1.len());
    let half = 0.5 * 10f64.powi(-i32::try_from(decimals).unwrap()) + 1e-9;
    [1.0, 0.1, 100.0].iter().any(|unit| {
        let signed = if text.starts_with('−') { -shown } else { shown };
        (signed - value * unit).abs() <= half * 1.001 + 1e-6 * value.abs() * unit
    })
}

#[test]
fn numbers_on_the_page_are_those_of_the_document() {
    let analyzed = sample();
    let document: Value =
        serde_json::from_str(&json::document(&analyzed, Layout::default()).unwrap()).unwrap();
    let german = Tongue { language: Language::German, ..Tongue::default() };
    let german = Style { tongue: german, settings: Settings::default(), knowledge: None };
    let (mut numbers, german) = (numbers(&page(&analyzed)), runner(&analyzed, &german).unwrap());
    let english = numbers.len();
    numbers.extend(self::numbers(&german));
    assert_eq!(numbers.len(), 2 * english, "both languages have the same numbers");
    assert!(numbers.len() > 300, "only {} numbers", numbers.len());
    for n in &numbers {
        let expected = in_document(&document, n);
        assert_eq!(n.value, expected.as_f64(), "{} {} {}", n.of, n.metric, n.field);
        if n.metric.is_empty() || n.metric == "contact_balance_left" && n.text.contains('L') {
            continue; // pace, clock and balance have a form of their own
        }
        match n.value {
            Some(value) => {
                assert!(says(&n.text, value), "{} {}: {} for {value}", n.metric, n.field, n.text);
            }
            None => assert_eq!(n.text, "-", "{} {}", n.metric, n.field),
        }
    }
    for of in ["comparison", "recording", "all", "fresh", "fatigued", "lap_7"] {
        assert!(numbers.iter().any(|n| n.of == of), "nothing of {of}");
    }
    // What the truth of the sample is, on the page as the runner reads it.
    let contact =
        numbers.iter().find(|n| n.metric == "ground_contact_time" && n.field == "adjusted_change");
    assert!((contact.unwrap().value.unwrap() - 12.6).abs() < 4.0);
}

#[test]
fn a_page_is_whole_alone_and_always_the_same() {
    let analyzed = sample();
    let first = page(&analyzed);
    assert_eq!(first, page(&analyzed));
    assert!(first.len() < MOST_BYTES, "{} bytes", first.len());
    assert!(first.starts_with("<!doctype html>\n<html lang=\"en\">"));
    assert!(first.trim_end().ends_with("</html>"));
    // Nothing is loaded: addresses stand in links of the sources only.
    let links = first.matches("<a href=\"https://").count();
    assert_eq!(first.matches("=\"https://").count(), links);
    assert!(!first.contains("http://") && !first.contains("@import") && !first.contains("url(h"));
    assert!(!first.contains("src="));
    for part in [
        "When tired, ",
        "What to do this week",
        "How sure is this?",
        "All numbers",
        "Over time",
        "at equal pace",
        "Against pace",
        "Left and right",
        "Laps and kilometres",
        "What stands out",
        "A watch does not measure: ",
        "Strength session",
        "Where it goes in the week",
        "Data quality",
        "Method and limits",
        &analyzed.analysis.settings_hash,
        &analyzed.analysis.prescription.add_ons[0].how[..30],
    ] {
        assert!(first.contains(part), "no {part:?}");
    }
    let miles = runner(&analyzed, &style(Units::Imperial)).unwrap();
    assert!(miles.contains("min/mi") && !miles.contains("min/km"));
}

#[test]
fn settings_that_differ_from_the_usual_are_told() {
    let mut settings = Settings::default();
    settings.compare.row_s = 45.0;
    let page =
        runner(&sample(), &Style { tongue: Tongue::default(), settings, knowledge: None }).unwrap();
    let row = page.split("<tr class=\"changed\">").nth(1).unwrap();
    assert!(row.contains("compare.row_s") && row.contains("45.0") && row.contains("30.0"));
    assert_eq!(page.matches("<tr class=\"changed\">").count(), 1);
}

/// Texts that would act if they were not escaped.
pub const HOSTILE: &str = "</title></script><script>alert(1)</script><img src=x onerror=alert(2)>\"'><b>{{ 7*7 }}</b>&lt;\u{202e}\u{0}\u{1b}[31m";

#[test]
fn texts_of_a_file_stay_texts() {
    let usual = sample();
    let mut hostile = usual.clone();
    let analysis = &mut hostile.analysis;
    analysis.recording.title = Some(HOSTILE.into());
    analysis.recording.device = Some(HOSTILE.into());
    analysis.recording.path = format!("{HOSTILE}.fit");
    analysis.recording.sport = HOSTILE.into();
    analysis.recording.start_time = Some(HOSTILE.into());
    analysis.recording.format = HOSTILE.into();
    analysis.recording.placements = vec![HOSTILE.into()];
    analysis.recording.notes.push(Note::warn(told("odd", HOSTILE)));
    analysis.recording.excluded_s.insert(HOSTILE.into(), 3.0);
    analysis.not_measured[0].why = HOSTILE.into();
    for m in &mut analysis.comparison.metrics {
        m.source = HOSTILE.into();
    }
    for m in analysis.segments.iter_mut().flat_map(|s| &mut s.metrics) {
        m.source = HOSTILE.into();
    }
    let page = page(&hostile);
    let count = |page: &str, what: &str| page.matches(what).count();
    let clean = self::page(&usual);
    for what in ["<script", "</script", "<title", "<b>", "<img"] {
        assert_eq!(count(&page, what), count(&clean, what), "{what}");
    }
    assert!(page.contains("alert(2)") && page.contains("{{ 7*7 }}"), "still told, as text");
    for c in ['\u{202e}', '\u{0}', '\u{1b}'] {
        assert!(!page.contains(c), "{c:?}");
    }
    // No quote of the text ends an attribute: what is outside of quotes is ours.
    for tag in page.split('<').skip(1).filter_map(|t| t.split_once('>')).map(|t| t.0) {
        let outside: String = tag.split('"').step_by(2).collect();
        assert!(!outside.contains("onerror") && !outside.contains("alert"), "{tag}");
    }
}

/// Positions and lengths in charts are numbers.
fn charts_are_sound(page: &str, what: &str) {
    for part in page.split(" d=\"").skip(1) {
        let d = part.split_once('"').unwrap().0;
        assert!(!d.contains("NaN") && !d.contains("inf"), "{what}: {d:.80}");
    }
    assert!(!page.contains("NaN%") && !page.contains("inf%"), "{what}");
}

#[test]
fn recordings_of_every_kind_have_a_page() {
    // Three samples without windows; hardly anything is known of them.
    let bare = crate::report::analyzed();
    charts_are_sound(&page(&bare), "bare");
    let mut empty = bare.clone();
    empty.series = runform::series::of(
        &runform::recording::Recording {
            data: runform::recording::Data::Steps(Default::default()),
            ..runs(&std::fs::read(sample_path()).unwrap())[0].clone()
        },
        &Settings::default(),
        &mut Vec::new(),
    );
    empty.windows = runform::segment::choose(&empty.series, &Settings::default());
    assert!(!page(&empty).contains("id=\"stack\""));
    // A table of laps.
    let laps = "Laps,Time,Distance,Avg Pace,Avg HR,Avg Run Cadence,Avg Ground Contact Time,Avg GCT Balance,Avg Stride Length,Avg Vertical Oscillation,Avg Vertical Ratio\n";
    let rows: String = (1..=24)
        .map(|i| {
            let contact = 240 + i;
            format!("{i},5:00.0,1.00,5:00,150,170,{contact},49.8% L / 50.2% R,1.18,8.9,7.5\n")
        })
        .collect();
    let table = runs(format!("{laps}{rows}").as_bytes());
    let analyzed = analyse(&table[0]).unwrap();
    let page = page(&analyzed);
    charts_are_sound(&page, "laps");
    assert!(page.contains("Each step is a lap."));
    assert!(page.contains("id=\"panel-ground_contact_time\""));
}

#[test]
fn real_recordings_have_sound_small_pages() {
    let Some(dir) = real_data("pages of real recordings") else { return };
    let (mut pages, mut slowest) = (0, (Duration::ZERO, String::new(), 0));
    for file in files_in(&dir.join("watch/fit"))
        .into_iter()
        .chain(files_in(&dir.join("watch/csv_garmin_laps")))
    {
        let Ok(all) = runform::import::import(&std::fs::read(&file).unwrap(), &Default::default())
        else {
            continue;
        };
        for recording in &all {
            let Some(analyzed) = analyse(recording) else { continue };
            let begun = Instant::now();
            let page = page(&analyzed);
            let took = begun.elapsed();
            let name = file.file_name().unwrap().to_string_lossy();
            slowest = slowest.max((took, name.to_string(), page.len()));
            charts_are_sound(&page, &name);
            assert!(page.len() < MOST_BYTES, "{name}: {} bytes", page.len());
            let document = json::document(&analyzed, Layout::default()).unwrap();
            let document: Value = serde_json::from_str(&document).unwrap();
            for n in numbers(&page) {
                assert_eq!(
                    n.value,
                    in_document(&document, &n).as_f64(),
                    "{name}: {} {}",
                    n.of,
                    n.field
                );
            }
            pages += 1;
        }
    }
    assert!(pages >= 40, "only {pages} pages");
    eprintln!("{pages} pages, the slowest took {slowest:?}");
}

fn runform(dir: &Path, args: &[&str]) -> std::process::Output {
    cargo_bin_cmd!("runform").current_dir(dir).args(args).output().unwrap()
}

#[test]
fn pages_are_written_where_asked() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    std::fs::copy(sample_path(), at("a.fit")).unwrap();
    let made = runform(dir.path(), &["simulate", "watch", "--duration", "25min", "--out", "b"]);
    assert!(made.status.success());
    let one = runform(dir.path(), &["analyze", "a.fit", "--html", "one.html"]);
    assert!(one.status.success());
    let text = std::fs::read_to_string(at("one.html")).unwrap();
    assert!(text.contains("<title>Run on ") && text.contains("a.fit"));
    let both =
        ["analyze", "a.fit", "b/run_0001.fit", "--tables", "none", "--out", "o", "--html", "h"];
    assert!(runform(dir.path(), &both).status.success());
    for name in ["h/a.html", "h/run_0001.html", "o/reports/a.html", "o/reports/run_0001.html"] {
        assert!(at(name).is_file(), "{name}");
    }
    assert_eq!(std::fs::read_to_string(at("o/reports/a.html")).unwrap(), text);
    // One file cannot hold two recordings: the second is told, the first stays.
    let two = runform(dir.path(), &["analyze", "a.fit", "b/run_0001.fit", "--html", "two.html"]);
    assert_eq!(two.status.code(), Some(1));
    let message = String::from_utf8(two.stderr).unwrap();
    assert!(message.contains("run_0001.fit") && message.contains("a folder"), "{message}");
    assert!(std::fs::read_to_string(at("two.html")).unwrap().contains("a.fit"));
}

/// Chromium, by its usual names.
pub fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("RUNFORM_TEST_CHROMIUM").map(PathBuf::from);
    let usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    named.into_iter().chain(usual.map(PathBuf::from)).find(|p| p.is_file())
}

/// The folder with playwright-core and axe-core.
pub fn modules() -> Option<PathBuf> {
    let named = std::env::var_os("RUNFORM_TEST_NODE_MODULES").map(PathBuf::from);
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/browser");
    let whole = |p: &PathBuf| p.join("node_modules/playwright-core").is_dir();
    named.into_iter().chain([usual]).find(whole)
}

/// The sample, and real recordings of every kind: steady, intervals, trail,
/// treadmill whose dynamics vanish, no dynamics, foot pods, too short to compare.
const REAL: [&str; 8] = [
    "connectstats_activity_1378220136_fenix3_smart.fit",
    "fit2gpx_Fenix3-Run-1321421020.fit",
    "coros_BoulderTrailRun20241126.fit",
    "runalyze_FR920xt-with-Stryd.fit",
    "activitylog2_310xt-run.fit",
    "runalyze_Fenix-3-with-runscribe-v1-38.fit",
    "runalyze_FR630-with-lth.fit",
    "runalyze_garmin-runPower.fit",
];

#[test]
fn a_pdf_is_printed_where_a_browser_is_and_the_reason_told_where_none_is() {
    let dir = tempfile::tempdir().unwrap();
    let input = sample_path().display().to_string();
    let run = |browser: &std::ffi::OsStr| {
        cargo_bin_cmd!("runform")
            .current_dir(dir.path())
            .env("RUNFORM_BROWSER", browser)
            .args(["analyze", &input, "--pdf", "run.pdf"])
            .output()
            .unwrap()
    };
    let none = run(std::ffi::OsStr::new("no/browser"));
    assert_eq!(none.status.code(), Some(1));
    let told = String::from_utf8(none.stderr).unwrap();
    assert!(told.contains("run.pdf") && told.contains("RUNFORM_BROWSER is no/browser"), "{told}");
    assert!(String::from_utf8(none.stdout).unwrap().contains("When tired"), "all else is told");
    assert!(!dir.path().join("run.pdf").exists());
    let Some(chromium) = chromium() else {
        eprintln!("SKIPPED a PDF: it takes Chromium");
        return;
    };
    let made = run(chromium.as_os_str());
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let pdf = std::fs::read(dir.path().join("run.pdf")).unwrap();
    let text = String::from_utf8_lossy(&pdf);
    assert!(text.starts_with("%PDF"));
    assert_eq!(text.matches("/Type /Page\n").count(), 1, "one sheet");
    // A4 in points.
    let paper = text.split("/MediaBox [0 0 ").nth(1).unwrap();
    assert!(paper.starts_with("594.9") || paper.starts_with("595"), "{}", &paper[..20]);
}

#[test]
fn a_browser_draws_everything_and_finds_no_fault() {
    let what = "pages in a browser";
    let node = Command::new("node").arg("--version").output().is_ok_and(|o| o.status.success());
    let (Some(chromium), Some(modules), true) = (chromium(), modules(), node) else {
        eprintln!(
            "SKIPPED {what}: it takes node, Chromium (RUNFORM_TEST_CHROMIUM) and playwright-core; `cp tests/browser/package.json target/browser/ && npm install --prefix target/browser` installs the latter"
        );
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let mut inputs = vec![sample_path()];
    let real = real_data("pages of real recordings in a browser");
    inputs.extend(real.iter().flat_map(|d| REAL.map(|name| d.join("watch/fit").join(name))));
    let mut pages = Vec::new();
    for input in &inputs {
        let name = input.file_stem().unwrap().to_string_lossy().into_owned();
        let recordings = runs(&std::fs::read(input).unwrap());
        let origin = Origin { path: format!("{name}.fit"), sha256: "0".repeat(64), index: 0 };
        let knowledge = Knowledge::builtin().unwrap();
        let analyzed = recordings
            .iter()
            .find_map(|r| analyze(r, &origin, &Settings::default(), knowledge).ok())
            .unwrap_or_else(|| panic!("{name} is refused"));
        let path = dir.path().join(format!("{name}.html"));
        std::fs::write(&path, page(&analyzed)).unwrap();
        pages.push(path);
    }
    // Sensors on both feet, one on the sacrum, and a file that is no recording.
    crate::charts::simulated(dir.path(), "collapse", "30", "100");
    let feet = [&["analyze", "--html", "feet.html"], &crate::charts::FEET[..]].concat();
    let sacrum = "analyze run_0001_sacrum.csv --placement sacrum --watch run_0001_watch.fit";
    let sacrum: Vec<&str> = sacrum.split(' ').chain(["--html", "sacrum.html"]).collect();
    std::fs::write(dir.path().join("notes.csv"), "a,b\n1,2\n").unwrap();
    for args in [feet, sacrum, vec!["analyze", "notes.csv", "--html", "refused.html"]] {
        runform(dir.path(), &args);
    }
    pages.extend(["feet", "sacrum", "refused"].map(|n| dir.path().join(format!("{n}.html"))));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/check.mjs");
    let mut command = Command::new("node");
    command.arg(script).arg(modules).arg(chromium).args(&pages);
    if let Some(shots) = std::env::var_os("RUNFORM_TEST_SHOTS") {
        command.arg("--shots").arg(shots);
    }
    let output = command.output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    let results: Vec<Value> = told.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(results.len(), pages.len(), "{told}\n{}", String::from_utf8_lossy(&output.stderr));
    for result in &results {
        assert_eq!(result["problems"], serde_json::json!([]), "{}", result["page"]);
        let page = result["page"].as_str().unwrap();
        if page != "refused.html" {
            assert!(result["charts"].as_u64().unwrap() >= 2, "{result}");
            assert!(result["panels"].as_u64().unwrap() >= 2, "{result}");
        }
        if page == "feet.html" {
            assert_eq!(result["waves"], 2, "{result}");
            assert!(result["steps"].as_u64().unwrap() >= 2, "{result}");
        }
        eprintln!("{}: {} charts, pages {}", result["page"], result["charts"], result["print"]);
    }
    assert!(output.status.success());
}
