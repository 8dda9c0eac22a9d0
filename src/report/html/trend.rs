//! The trend page: levels from run to run in front of what days differ by, and the
//! change when tired of every run.

use std::io;

use askama::Template;

use super::runner::css_string;
use super::team::{Moved, moved, trend_word};
use super::trend_charts::{Chart, date_ticks, days_scale, fatigue_chart, level_chart};
use super::{LIST_SCRIPT, LOOK, Markup, finished, number};
use crate::report::findings::in_a_sentence;
use crate::report::show::{self, Shown};
use crate::report::terminal::FIRST;
use crate::report::text::clean;
use crate::report::trend::{benchmark_sentence, rating_sentence};
use crate::trend::{Run, Series, Trend, Verdict, seconds};
use crate::units::clock;
use crate::words::{Tongue, Words};

/// Metrics drawn large.
const LARGE: usize = 2;

#[derive(Template)]
#[template(path = "trend.html")]
struct TrendPage<'a> {
    look: &'static str,
    script: &'static str,
    version: &'static str,
    w: &'a Words,
    lang: &'static str,
    print_head: Markup,
    title: String,
    facts: Vec<String>,
    answer: String,
    /// What the lines over all runs say.
    lines: Vec<String>,
    focus: Vec<Focus>,
    devices: Vec<Device>,
    log: Vec<String>,
    runs: Vec<RunRow>,
    left_out: Vec<(String, String)>,
    notes: Vec<String>,
}

/// What was trained.
struct Focus {
    name: String,
    word: String,
    tone: &'static str,
    basis: String,
}

/// Series of one device.
struct Device {
    name: String,
    pace: String,
    /// The two that say most, and the others.
    large: Vec<Figure>,
    small: Vec<Figure>,
    single: bool,
}

/// One metric.
struct Figure {
    id: String,
    title: String,
    unit: String,
    source: String,
    level: Option<Chart>,
    fatigue: Option<Chart>,
    level_moved: Moved,
    fatigue_moved: Moved,
    line: Option<LineText>,
    rows: Vec<PointRow>,
}

/// What the line over all runs says.
struct LineText {
    change: Markup,
    low: Markup,
    high: Markup,
    runs: String,
}

/// The numbers of one run in a series.
struct PointRow {
    date: String,
    cells: Vec<Markup>,
    beyond: String,
}

struct RunRow {
    date: String,
    running: Markup,
    pace: String,
    device: String,
    path: String,
}

/// The page of a trend: a view of its document. `who` stands in its title.
///
/// # Errors
/// Only those of the template engine, which has no reason for any.
pub fn trend(trend: &Trend, who: Option<&str>, tongue: Tongue) -> io::Result<String> {
    let words = &Words::new(tongue);
    let n = trend.runs.len();
    let title = words.text("trend-title", &[("n", (n as f64).into())]);
    let title = match who {
        Some(who) => words.text(
            "trend-title-of",
            &[("who", clean(who).into()), ("title", in_a_sentence(title, words).into())],
        ),
        None => title,
    };
    let mut devices: Vec<Device> = Vec::new();
    let mut at = 0;
    let groups = trend.series.chunk_by(|a, b| a.device == b.device && a.averages == b.averages);
    for (d, group) in groups.enumerate() {
        let several = group.iter().enumerate().filter(|(_, s)| s.points.len() > 1);
        let mut several: Vec<(usize, &Series)> = several.collect();
        several.sort_by_key(|(_, s)| rank(s));
        let mut figures: Vec<Figure> =
            several.iter().map(|(k, s)| figure(d, at + k, s, &trend.runs, words)).collect();
        let Some(first) = group.first() else { continue };
        let small = figures.split_off(LARGE.min(figures.len()));
        devices.push(Device {
            name: first.device.as_deref().map_or_else(
                || words.t(if first.averages { "trend-averages" } else { "trend-no-device" }),
                clean,
            ),
            pace: tongue.pace(first.speed_mps),
            single: figures.is_empty(),
            large: figures,
            small,
        });
        at += group.len();
    }
    let mut facts = Vec::new();
    if let (Some(first), Some(last)) = (trend.runs.first(), trend.runs.last()) {
        let day = |r: &Run| clean(&show::day(&r.start, words));
        facts.push(format!("{} {} {}", day(first), words.t("to"), day(last)));
    }
    if let Some(log) = &trend.log {
        let days = ("n", (log.strength_days as f64).into());
        facts.push(words.text("trend-strength-days", &[days]));
    }
    let log = trend.log.iter().flat_map(|log| {
        let tests = log.benchmarks.iter().map(benchmark_sentence);
        tests.chain(log.ratings.iter().map(rating_sentence)).collect::<Vec<_>>()
    });
    let page = TrendPage {
        look: LOOK,
        script: LIST_SCRIPT,
        version: trend.runform_version,
        w: words,
        lang: tongue.language.code(),
        print_head: css_string(&title),
        title,
        facts,
        answer: answer(trend, words),
        lines: lines(trend, words),
        focus: trend.focus.iter().map(|f| focus(f, trend, words)).collect(),
        devices,
        log: log.map(|s| clean(&s)).collect(),
        runs: trend
            .runs
            .iter()
            .enumerate()
            .map(|(i, r)| RunRow {
                date: clean(&show::moment(&r.start, words)),
                running: number(
                    &format!("runs.{i}"),
                    "",
                    "running_s",
                    Some(r.running_s),
                    &clock(r.running_s),
                ),
                pace: tongue.pace(r.fresh_speed_mps),
                device: r.device.as_deref().map(clean).unwrap_or_default(),
                path: clean(&r.path),
            })
            .collect(),
        left_out: trend
            .left_out
            .iter()
            .map(|l| (clean(&l.path), clean(&words.say(&l.reason))))
            .collect(),
        notes: trend.notes.iter().map(|n| clean(&words.say(n))).collect(),
    };
    finished(&page)
}

/// What says most comes first: what moved when tired, what moved when fresh, then the
/// metrics that every report shows first.
fn rank(s: &Series) -> (u8, usize) {
    let moved = match (s.fatigue.verdict, s.level.verdict) {
        (Verdict::Better | Verdict::Worse, _) => 0,
        (_, Verdict::Up | Verdict::Down) => 1,
        _ => 2,
    };
    (moved, FIRST.iter().position(|m| *m == s.metric).unwrap_or(FIRST.len()))
}

/// What moved, in one sentence.
fn answer(trend: &Trend, words: &Words) -> String {
    if trend.runs.len() < 2 {
        return words.t("trend-needs-two");
    }
    if trend.series.iter().all(|s| s.points.len() < 2) {
        return words.t("trend-nothing-common");
    }
    let names = |is: &dyn Fn(&Series) -> bool| {
        let moved = trend.series.iter().filter(|s| is(s));
        let mut names: Vec<String> =
            moved.map(|s| in_a_sentence(words.name(s.metric.id()), words)).collect();
        names.dedup();
        names
    };
    let said: Vec<String> = [
        ("trend-said-better", names(&|s| s.fatigue.verdict == Verdict::Better)),
        ("trend-said-worse", names(&|s| s.fatigue.verdict == Verdict::Worse)),
        ("trend-said-up", names(&|s| s.level.verdict == Verdict::Up)),
        ("trend-said-down", names(&|s| s.level.verdict == Verdict::Down)),
    ]
    .into_iter()
    .filter(|(_, metrics)| !metrics.is_empty())
    .map(|(id, metrics)| words.with(id, "list", metrics.join(", ")))
    .collect();
    match said.is_empty() {
        true => words.t("trend-nothing-moved"),
        false => format!("{}.", show::upper(&said.join("; "))),
    }
}

/// The lines over all runs that rise or fall beyond doubt, those that say most first.
fn lines(trend: &Trend, words: &Words) -> Vec<String> {
    let mut sure: Vec<&Series> = trend
        .series
        .iter()
        .filter(|s| s.line.as_ref().is_some_and(|l| l.ci95[0] > 0.0 || l.ci95[1] < 0.0))
        .collect();
    sure.sort_by_key(|s| rank(s));
    let told = |s: &&Series| {
        let line = s.line.as_ref()?;
        let shown = Shown::told(words, s.metric, &s.unit);
        Some(words.text(
            "trend-line",
            &[
                ("n", (line.runs as f64).into()),
                ("name", words.name(s.metric.id()).into()),
                ("change", shown.change_with_unit(Some(line.change)).into()),
                ("low", shown.change(Some(line.ci95[0])).into()),
                ("high", shown.change(Some(line.ci95[1])).into()),
            ],
        ))
    };
    sure.iter().take(LARGE).filter_map(told).collect()
}

fn focus(f: &crate::trend::FocusTrend, trend: &Trend, words: &Words) -> Focus {
    let (word, tone) = trend_word(f.verdict);
    let basis: Vec<String> = f
        .metrics
        .iter()
        .map(|m| {
            let said = match &m.reason {
                Some(why) => words.say(why),
                None => words.t(trend_word(m.verdict).0),
            };
            format!("{}: {said}", words.name(m.metric.id()))
        })
        .collect();
    let several = trend.focus.iter().any(|other| other.device != f.device);
    let device = f.device.as_deref().filter(|_| several).map(|d| format!(" ({})", clean(d)));
    let name = words.known(&format!("focus-{}", f.deficit)).unwrap_or_else(|| clean(&f.name));
    Focus {
        name: format!("{name}{}", device.unwrap_or_default()),
        word: words.t(word),
        tone,
        basis: clean(&basis.join("; ")),
    }
}

fn figure(device: usize, index: usize, s: &Series, runs: &[Run], words: &Words) -> Figure {
    let shown = Shown::told(words, s.metric, &s.unit);
    let of = format!("series.{index}");
    let days: Vec<f64> = s
        .points
        .iter()
        .map(|p| runs.get(p.run).and_then(|r| seconds(&r.start)).unwrap_or(f64::NAN))
        .collect();
    let x = days_scale(&days);
    let dates = date_ticks(&x, &days, &s.points, runs, words);
    Figure {
        id: format!("{device}-{index}"),
        title: words.name(s.metric.id()),
        unit: shown.unit().to_owned(),
        source: clean(&s.source.to_string()),
        level: level_chart(s, &days, &x, &dates, &shown, words),
        fatigue: fatigue_chart(s, &days, &x, &dates, &shown, words),
        level_moved: moved(&format!("{of}.level"), &s.level, &shown, |s, v| s.level(v), words),
        fatigue_moved: moved(
            &format!("{of}.fatigue"),
            &s.fatigue,
            &shown,
            |s, v| s.change(v),
            words,
        ),
        line: s.line.as_ref().map(|l| {
            let at = format!("{of}.line");
            let value =
                |field: &str, v: f64| number(&at, "", field, Some(v), &shown.change(Some(v)));
            LineText {
                change: value("change", l.change),
                low: value("ci95.0", l.ci95[0]),
                high: value("ci95.1", l.ci95[1]),
                runs: words.text("trend-line-runs", &[("n", (l.runs as f64).into())]),
            }
        }),
        rows: s
            .points
            .iter()
            .enumerate()
            .map(|(k, p)| {
                let at = format!("{of}.points.{k}");
                let change =
                    |field: &str, v: Option<f64>| number(&at, "", field, v, &shown.change(v));
                PointRow {
                    date: runs
                        .get(p.run)
                        .map(|r| clean(&show::moment(&r.start, words)))
                        .unwrap_or_default(),
                    cells: vec![
                        number(&at, "", "fresh", Some(p.fresh), &shown.level(Some(p.fresh))),
                        number(&at, "", "level", p.level, &shown.level(p.level)),
                        change("from_previous", p.from_previous),
                        change("tired_change", p.tired_change),
                        change("tired_ci95.0", p.tired_ci95.map(|c| c[0])),
                        change("tired_ci95.1", p.tired_ci95.map(|c| c[1])),
                    ],
                    beyond: match p.beyond_days {
                        Some(true) => words.t("trend-more"),
                        Some(false) => words.t("trend-less"),
                        None => "-".into(),
                    },
                }
            })
            .collect(),
    }
}
