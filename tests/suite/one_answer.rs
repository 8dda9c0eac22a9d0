//! Headline, line of a folder, chips, table and document of a run say the same, on
//! every real run of the test data.

use runform::analysis::Analyzed;
use runform::compare::{MetricChange, Status, Verdict};
use runform::form::Label;
use runform::metrics::Metric;
use runform::report::answer::{Said, said};
use runform::report::html::{Style, runner};
use runform::report::terminal::{self, View};
use runform::settings::Settings;
use runform::words::{Tongue, Words};

use crate::support::{analyse, files_in, real_data};

fn speaks_of_form(metric: Metric) -> bool {
    !matches!(metric, Metric::Speed | Metric::HeartRate | Metric::Decoupling | Metric::StepTime)
}

/// A change that matters is still within the interval.
fn open(m: &MetricChange) -> bool {
    let (Some([low, high]), Some(swc)) = (m.ci95, m.swc) else { return false };
    low < -swc || high > swc
}

/// The class of a chip, by the verdict alone.
fn tone(m: &MetricChange) -> &'static str {
    match m.verdict {
        Verdict::Insufficient => "unknown",
        Verdict::Undecided => "unclear",
        Verdict::Stable if open(m) => "unclear",
        Verdict::Stable => "stable",
        Verdict::Possible if m.adverse => "maybe",
        Verdict::Likely | Verdict::Clear if m.adverse => "worse",
        _ => "other",
    }
}

/// The chips of a page: metric and class, in order.
fn chips(page: &str) -> Vec<(String, String)> {
    page.split("<li class=\"chip ")
        .skip(1)
        .filter_map(|rest| {
            let (class, rest) = rest.split_once("\" id=\"card-")?;
            Some((rest.split_once('"')?.0.to_owned(), class.to_owned()))
        })
        .collect()
}

fn contradictions(analyzed: &Analyzed, words: &Words) -> Vec<String> {
    let analysis = &analyzed.analysis;
    let c = &analysis.comparison;
    let mut wrong = Vec::new();
    let mut must = |is: bool, what: String| {
        if !is {
            wrong.push(what);
        }
    };
    for m in &c.metrics {
        // Levels beside a change differ by it, in the document and so in every report.
        if let (Some(a), Some(b), Some(by)) =
            (m.fresh_at_pace, m.fatigued_at_pace, m.adjusted_change)
        {
            let off = (b - a - by).abs();
            must(off <= 1e-9 * a.abs().max(1.0), format!("{}: levels differ by another", m.metric));
        }
        if let (Some(by), Some([low, high])) = (m.adjusted_change, m.ci95) {
            must(low <= by && by <= high, format!("{}: outside its interval", m.metric));
            let excludes = low > 0.0 || high < 0.0;
            must(
                m.verdict < Verdict::Likely || excludes,
                format!("{}: {:?} with 0 inside", m.metric, m.verdict),
            );
            must(
                m.verdict != Verdict::Stable
                    || c.mode != runform::segment::Mode::WholeRun
                    || !open(m),
                format!("{}: stable, and a change that matters is not excluded", m.metric),
            );
        } else {
            must(m.verdict == Verdict::Insufficient, format!("{}: a verdict of nothing", m.metric));
        }
    }
    let form = || c.metrics.iter().filter(|m| speaks_of_form(m.metric));
    let strongest = form().map(|m| m.verdict).max().unwrap_or(Verdict::Insufficient);
    let told = said(analysis);
    match &told {
        Said::Short => must(c.status == Status::TrendOnly, "short, but compared".into()),
        Said::NotCompared => must(c.status == Status::NotComparable, "compared".into()),
        Said::Finding(first) => {
            let metric = first.metrics.first();
            let change = c.metrics.iter().find(|m| Some(&m.metric) == metric);
            let constant = matches!(first.label, Label::Constant | Label::ConstantAsymmetry);
            must(
                constant || change.is_some_and(|m| m.verdict >= Verdict::Possible),
                format!("{} is found, but {change:?}", first.id),
            );
        }
        Said::TooLittle => {
            must(strongest < Verdict::Undecided, format!("too little, and {strongest:?}"));
        }
        Said::Alone(m) => must(m.verdict >= Verdict::Likely, format!("{} alone", m.metric)),
        Said::Maybe(m) => {
            must(m.verdict == Verdict::Possible, format!("{} maybe", m.metric));
            must(strongest <= Verdict::Possible, format!("maybe, and one is {strongest:?}"));
        }
        Said::Held => {
            must(strongest <= Verdict::Stable, format!("held, and one is {strongest:?}"));
        }
        Said::Open(list) => {
            must(strongest <= Verdict::Stable, format!("not ruled out, and one is {strongest:?}"));
            for m in list {
                must(["unknown", "unclear"].contains(&tone(m)), format!("{} is open", m.metric));
            }
        }
    }
    // The page: the metric told is the first chip, and every chip has its verdict's class.
    let style = Style { tongue: words.tongue(), settings: Settings::default(), knowledge: None };
    let page = runner(analyzed, &style).unwrap();
    let chips = chips(&page);
    let first = match &told {
        Said::Finding(f) => {
            let known = |m: &&Metric| {
                c.metrics.iter().any(|x| x.metric == **m && x.adjusted_change.is_some())
            };
            f.metrics.first().filter(known).copied()
        }
        Said::Alone(m) | Said::Maybe(m) => Some(m.metric),
        _ => None,
    };
    if let (Some(first), Status::Compared) = (first, c.status) {
        let chip = chips.first().map(|(id, _)| id.as_str());
        must(chip == Some(first.id()), format!("{first} is told, the first chip is {chip:?}"));
    }
    if c.status == Status::Compared {
        for (id, class) in &chips {
            let m = c.metrics.iter().find(|m| m.metric.id() == id).unwrap();
            must(class == tone(m), format!("{id}: {class} for {:?}", m.verdict));
        }
    }
    // The line of a folder never says that form held where the headline tells a change.
    let view = View { words, columns: 200, details: false };
    let line = terminal::line(analysis, view);
    let held = line.contains(&words.t("line-held"));
    must(held == matches!(told, Said::Held), format!("{line:?} for {told:?}"));
    wrong
}

#[test]
fn no_report_of_a_real_run_contradicts_another() {
    let Some(dir) = real_data("reports that agree").map(|d| d.join("watch")) else { return };
    let words = Words::new(Tongue::default());
    let (mut count, mut wrong) = (0, Vec::new());
    for folder in std::fs::read_dir(&dir).unwrap() {
        let folder = folder.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        for path in files_in(&folder) {
            // What is no recording is other tests' business.
            let Ok(bytes) = std::fs::read(&path) else { continue };
            let options = runform::import::ImportOptions::default();
            let Ok(recordings) = runform::import::import(&bytes, &options) else { continue };
            for analyzed in recordings.iter().filter_map(analyse) {
                count += 1;
                let found = contradictions(&analyzed, &words);
                wrong.extend(found.into_iter().map(|w| format!("{}: {w}", path.display())));
            }
        }
    }
    eprintln!("{count} recordings");
    assert!(count >= 60, "{count}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
