//! The trend page: levels from run to run in front of what days differ by, and the
//! change when tired of every run.

use std::io;

use askama::Template;

use super::draw::{self, Px, Scale, Shape, Tick};
use super::team::{Moved, moved};
use super::{LIST_SCRIPT, LOOK, Markup, finished, number};
use crate::report::show::{self, Shown};
use crate::report::text::clean;
use crate::report::trend::{benchmark_sentence, rating_sentence};
use crate::trend::{Point, Run, Series, Trend, Verdict, seconds};
use crate::units::{Units, clock};

/// Where things are in a chart of 420 wide and 200 high.
const X: [f64; 2] = [52.0, 408.0];
const Y: [f64; 2] = [166.0, 14.0];
/// Least height of an axis where it is not known what matters: a share of the level. Ours.
const LEAST_SHARE: f64 = 0.2;

#[derive(Template)]
#[template(path = "trend.html")]
struct TrendPage {
    look: &'static str,
    script: &'static str,
    version: &'static str,
    title: String,
    facts: Vec<(&'static str, String)>,
    answer: String,
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
    word: &'static str,
    tone: &'static str,
    basis: String,
}

/// Series of one device.
struct Device {
    name: String,
    pace: String,
    figures: Vec<Figure>,
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
    rows: Vec<PointRow>,
}

/// A chart over the days.
struct Chart {
    title: &'static str,
    description: String,
    band: Option<[Px; 2]>,
    zero: Option<Px>,
    line: String,
    bars: String,
    marks: String,
    beyond: String,
    y: Vec<Tick>,
    x: Vec<Tick>,
}

/// The numbers of one run in a series.
struct PointRow {
    date: String,
    cells: Vec<Markup>,
    beyond: &'static str,
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
pub fn trend(trend: &Trend, who: Option<&str>, units: Units) -> io::Result<String> {
    let n = trend.runs.len();
    let title = match n {
        0 => "No run to compare".to_owned(),
        1 => "One run".to_owned(),
        n => format!("{n} runs"),
    };
    let title = match who {
        Some(who) => format!("{}: {}", clean(who), show::lower(&title)),
        None => title,
    };
    let mut devices: Vec<Device> = Vec::new();
    let mut at = 0;
    for (d, group) in
        trend.series.chunk_by(|a, b| a.device == b.device && a.averages == b.averages).enumerate()
    {
        let figures = group.iter().enumerate().filter(|(_, s)| s.points.len() > 1);
        let figures: Vec<Figure> =
            figures.map(|(k, s)| figure(d, at + k, s, &trend.runs)).collect();
        let Some(first) = group.first() else { continue };
        devices.push(Device {
            name: first.device.as_deref().map_or_else(
                || if first.averages { "Averages of the list" } else { "Device not named" }.into(),
                clean,
            ),
            pace: units.pace(first.speed_mps),
            single: figures.is_empty(),
            figures,
        });
        at += group.len();
    }
    let mut facts = vec![("Runs", n.to_string())];
    if let (Some(first), Some(last)) = (trend.runs.first(), trend.runs.last()) {
        facts.push(("First", clean(&show::date(&first.start))));
        facts.push(("Last", clean(&show::date(&last.start))));
    }
    if let Some(log) = &trend.log {
        facts.push(("Days with strength work", log.strength_days.to_string()));
    }
    let log = trend.log.iter().flat_map(|log| {
        let tests = log.benchmarks.iter().map(benchmark_sentence);
        tests.chain(log.ratings.iter().map(rating_sentence)).collect::<Vec<_>>()
    });
    let page = TrendPage {
        look: LOOK,
        script: LIST_SCRIPT,
        version: trend.runform_version,
        title,
        facts,
        answer: answer(trend),
        focus: trend.focus.iter().map(|f| focus(f, trend)).collect(),
        devices,
        log: log.map(|s| clean(&s)).collect(),
        runs: trend
            .runs
            .iter()
            .enumerate()
            .map(|(i, r)| RunRow {
                date: clean(&show::date(&r.start)),
                running: number(
                    &format!("runs.{i}"),
                    "",
                    "running_s",
                    Some(r.running_s),
                    &clock(r.running_s),
                ),
                pace: units.pace(r.fresh_speed_mps),
                device: r.device.as_deref().map(clean).unwrap_or_default(),
                path: clean(&r.path),
            })
            .collect(),
        left_out: trend.left_out.iter().map(|l| (clean(&l.path), clean(&l.reason))).collect(),
        notes: trend.notes.iter().map(|n| clean(n)).collect(),
    };
    finished(&page)
}

/// What moved, in one sentence.
fn answer(trend: &Trend) -> String {
    if trend.runs.len() < 2 {
        return "A trend needs two runs or more.".into();
    }
    if trend.series.iter().all(|s| s.points.len() < 2) {
        return "No two of the runs have a device and a metric in common: nothing to compare."
            .into();
    }
    let names = |is: &dyn Fn(&Series) -> bool| {
        let mut names: Vec<String> =
            trend.series.iter().filter(|s| is(s)).map(|s| show::name(s.metric)).collect();
        names.dedup();
        names
    };
    let said: Vec<String> = [
        ("better when tired", names(&|s| s.fatigue.verdict == Verdict::Better)),
        ("worse when tired", names(&|s| s.fatigue.verdict == Verdict::Worse)),
        ("higher when fresh", names(&|s| s.level.verdict == Verdict::Up)),
        ("lower when fresh", names(&|s| s.level.verdict == Verdict::Down)),
    ]
    .into_iter()
    .filter(|(_, metrics)| !metrics.is_empty())
    .map(|(what, metrics)| format!("{what}: {}", metrics.join(", ")))
    .collect();
    match said.is_empty() {
        true => "Nothing moved by more than days and measurement make.".into(),
        false => {
            let text = said.join("; ");
            let first = text.chars().take(1).flat_map(char::to_uppercase);
            first.chain(text.chars().skip(1)).chain(['.']).collect()
        }
    }
}

fn focus(f: &crate::trend::FocusTrend, trend: &Trend) -> Focus {
    let (word, tone) = match f.verdict {
        Verdict::Better => ("better", "better"),
        Verdict::Worse => ("worse", "worse"),
        Verdict::NotComparable => ("not comparable", "unknown"),
        _ => ("= no change beyond what days and measurement make", "unknown"),
    };
    let basis: Vec<String> = f
        .metrics
        .iter()
        .map(|m| {
            let said = m.reason.clone().unwrap_or_else(|| match m.verdict {
                Verdict::Better => "better".into(),
                Verdict::Worse => "worse".into(),
                _ => "no change".into(),
            });
            format!("{}: {said}", show::name(m.metric))
        })
        .collect();
    let several = trend.focus.iter().any(|other| other.device != f.device);
    let device = f.device.as_deref().filter(|_| several).map(|d| format!(" ({})", clean(d)));
    Focus {
        name: format!("{}{}", clean(&f.name), device.unwrap_or_default()),
        word,
        tone,
        basis: clean(&basis.join("; ")),
    }
}

fn figure(device: usize, index: usize, s: &Series, runs: &[Run]) -> Figure {
    let shown = Shown::new(s.metric, &s.unit);
    let of = format!("series.{index}");
    let days: Vec<f64> = s
        .points
        .iter()
        .map(|p| runs.get(p.run).and_then(|r| seconds(&r.start)).unwrap_or(f64::NAN))
        .collect();
    let x = days_scale(&days);
    let dates = date_ticks(&x, &days, &s.points, runs);
    Figure {
        id: format!("{device}-{index}"),
        title: show::title(s.metric),
        unit: shown.unit().to_owned(),
        source: clean(&s.source.to_string()),
        level: level_chart(s, &days, &x, &dates, &shown),
        fatigue: fatigue_chart(s, &days, &x, &dates, &shown),
        level_moved: moved(&format!("{of}.level"), &s.level, &shown, |s, v| s.level(v)),
        fatigue_moved: moved(&format!("{of}.fatigue"), &s.fatigue, &shown, |s, v| s.change(v)),
        rows: s
            .points
            .iter()
            .enumerate()
            .map(|(k, p)| {
                let at = format!("{of}.points.{k}");
                let change =
                    |field: &str, v: Option<f64>| number(&at, "", field, v, &shown.change(v));
                PointRow {
                    date: runs.get(p.run).map(|r| clean(&show::date(&r.start))).unwrap_or_default(),
                    cells: vec![
                        number(&at, "", "fresh", Some(p.fresh), &shown.level(Some(p.fresh))),
                        number(&at, "", "level", p.level, &shown.level(p.level)),
                        change("from_previous", p.from_previous),
                        change("tired_change", p.tired_change),
                        change("tired_ci95.0", p.tired_ci95.map(|c| c[0])),
                        change("tired_ci95.1", p.tired_ci95.map(|c| c[1])),
                    ],
                    beyond: match p.beyond_days {
                        Some(true) => "more than needed",
                        Some(false) => "less than needed",
                        None => "-",
                    },
                }
            })
            .collect(),
    }
}

/// Days from left to right with some room; a single day in the middle.
fn days_scale(days: &[f64]) -> Scale {
    let low = days.iter().copied().fold(f64::INFINITY, f64::min);
    let high = days.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let room = (0.04 * (high - low)).max(3600.0);
    Scale::new([low - room, high + room], X)
}

/// Up to four dates, far enough apart to be read.
fn date_ticks(x: &Scale, days: &[f64], points: &[Point], runs: &[Run]) -> Vec<Tick> {
    /// Least distance between two dates in the drawing.
    const APART: f64 = 84.0;
    let mut ticks: Vec<Tick> = Vec::new();
    let mut last = f64::NEG_INFINITY;
    for (point, day) in points.iter().zip(days) {
        let at = x.at(*day).clamp(X[0] + 30.0, X[1] - 30.0);
        let start = runs.get(point.run).map(|r| r.start.as_str()).unwrap_or_default();
        if at.is_finite() && at - last >= APART {
            let date = clean(&show::date(start));
            let text = date.split(',').next().unwrap_or_default();
            let text = text.split_once(' ').map_or(text, |(_, d)| d).to_owned();
            ticks.push(Tick { at: Px(at), text });
            last = at;
        }
    }
    ticks
}

/// Levels, with the band around the beginning of their line within which days differ.
fn level_chart(
    s: &Series,
    days: &[f64],
    x: &Scale,
    dates: &[Tick],
    shown: &Shown,
) -> Option<Chart> {
    let points: Vec<(f64, f64, bool)> = s
        .points
        .iter()
        .zip(days)
        .filter_map(|(p, day)| Some((*day, p.level?, p.beyond_days == Some(true))))
        .collect();
    if points.len() < 2 {
        return None;
    }
    let first_level = points.first()?.1;
    // The band is the rule of the verdict: a line that ends within it is no change.
    let band = s.level.from.zip(s.level.needed).map(|(from, by)| [from - by, from + by]);
    let least = s.days_differ.map_or(LEAST_SHARE * first_level.abs(), |days| 4.0 * days);
    let y = y_scale(points.iter().map(|p| p.1).chain(band.into_iter().flatten()), least)?;
    let place = |p: &(f64, f64, bool)| (x.at(p.0), y.at(p.1));
    let beyond = points.iter().filter(|p| p.2).map(place);
    let first = points.first().map(|p| shown.level(Some(p.1))).unwrap_or_default();
    let last = points.last().map(|p| shown.level(Some(p.1))).unwrap_or_default();
    Some(Chart {
        title: "Fresh level",
        description: format!(
            "{} runs, from {first} to {last} {}.{}",
            points.len(),
            shown.unit(),
            s.level.needed.map_or(String::new(), |d| format!(
                " A line over all must move by {} for a change.",
                shown.amount(d)
            ))
        ),
        band: band.map(|b| b.map(|v| Px(y.near(v)))),
        zero: None,
        line: draw::line(points.iter().map(|p| Some(place(p)))),
        bars: String::new(),
        marks: draw::marks(points.iter().filter(|p| !p.2).map(place), Shape::Circle, 4.5),
        beyond: draw::marks(beyond, Shape::Diamond, 6.0),
        y: draw::ticks(&y, 4, crate::words::Tongue::default(), |v| shown.scaled(v)),
        x: dates.to_vec(),
    })
}

/// The change when tired with its interval, and what is too small to matter.
fn fatigue_chart(
    s: &Series,
    days: &[f64],
    x: &Scale,
    dates: &[Tick],
    shown: &Shown,
) -> Option<Chart> {
    let points: Vec<(f64, f64, Option<[f64; 2]>)> = s
        .points
        .iter()
        .zip(days)
        .filter_map(|(p, day)| {
            Some((*day, p.tired_change.filter(|c| c.is_finite())?, p.tired_ci95))
        })
        .collect();
    if points.is_empty() {
        return None;
    }
    let swc = s.points.iter().filter_map(|p| p.swc).filter(|v| v.is_finite()).fold(0.0, f64::max);
    let all = points.iter().flat_map(|p| p.2.unwrap_or([p.1, p.1]).into_iter().chain([p.1]));
    let level = s.points.first().map_or(0.0, |p| p.fresh.abs());
    let least = if swc > 0.0 { 4.0 * swc } else { LEAST_SHARE * level };
    let y = y_scale(all.chain([0.0, -swc, swc]), least)?;
    let mut bars = String::new();
    for (day, _, ci) in &points {
        if let Some([low, high]) = ci {
            bars +=
                &draw::line([Some((x.at(*day), y.near(*low))), Some((x.at(*day), y.near(*high)))]);
        }
    }
    let last = points.last().map(|p| shown.change(Some(p.1))).unwrap_or_default();
    Some(Chart {
        title: "Change when tired",
        description: format!(
            "{} runs with their 95 % intervals, the last {last} {}.",
            points.len(),
            shown.unit()
        ),
        band: (swc > 0.0).then(|| [-swc, swc].map(|v| Px(y.near(v)))),
        zero: Some(Px(y.at(0.0))),
        line: String::new(),
        bars,
        marks: String::new(),
        beyond: draw::marks(points.iter().map(|p| (x.at(p.0), y.at(p.1))), Shape::Diamond, 5.5),
        y: draw::ticks(&y, 4, crate::words::Tongue::default(), |v| shown.scaled(v)),
        x: dates.to_vec(),
    })
}

/// All values with some room, on an axis at least `least` high: what is too small to
/// matter must not look like news.
fn y_scale(values: impl Iterator<Item = f64>, least: f64) -> Option<Scale> {
    let values = draw::sorted(values);
    let (low, high) = (values.first()?, values.last()?);
    let half = (0.58 * (high - low)).max(0.5 * least).max(1e-6);
    let centre = 0.5 * (low + high);
    Some(Scale::new([centre - half, centre + half], Y))
}
