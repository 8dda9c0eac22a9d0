//! The team on one sheet: a row for each runner, a cell for each metric.

use super::super::draw::{self, Px, Scale, Shape};
use super::super::quality::badge;
use super::super::{Markup, Style, number};
use super::row::{RunLink, balance, day_in, name_of, tokens};
use crate::metrics::Metric;
use crate::report::change::{run_tone, run_word};
use crate::report::show::Shown;
use crate::report::text::clean;
use crate::team::{Athlete, RunMetric, TeamRun};
use crate::words::Words;

/// Metrics with a column: contact, cadence, bounce, and how even the cadence is.
pub(super) const COLUMNS: [Metric; 4] =
    [Metric::GroundContactTime, Metric::Cadence, Metric::VerticalOscillation, Metric::CadenceCv];
/// Where things are in a cell of 120 x 20: the change, in changes that matter.
const ACROSS: [f64; 2] = [4.0, 116.0];
/// Changes that matter to either side of no change. Ours.
const REACH: f64 = 4.0;
const MIDDLE: f64 = 10.0;
/// Runs in the line of the last runs.
const LAST: usize = 8;

/// A runner in a row.
pub(super) struct MatrixRow {
    pub id: String,
    pub name: String,
    pub group: Option<String>,
    pub tokens: [String; 4],
    pub newest: Option<RunLink>,
    pub undated: Option<String>,
    pub cells: Vec<(String, Cell)>,
    /// Left and right: value, where it is measured, band; or why there is none.
    pub sides: Sides,
    pub badge: Option<(&'static str, &'static str, String)>,
    pub runs: String,
    pub next: String,
}

/// The balance of a runner.
pub(super) enum Sides {
    None(String),
    Opposed(String),
    Told(Markup, String, String),
}

/// A metric of a runner.
pub(super) enum Cell {
    /// Why there is nothing.
    Nothing(String),
    Told(Box<Told>),
}

/// The change when tired of the newest run that tells it, and the last runs.
pub(super) struct Told {
    pub plot: Option<Plot>,
    pub spark: Option<Spark>,
    pub change: Markup,
    pub low: Markup,
    pub high: Markup,
    pub unit: String,
    pub word: String,
    pub tone: &'static str,
}

/// The change as a mark with its interval.
pub(super) struct Plot {
    pub band: [Px; 2],
    pub zero: Px,
    pub ci: [Px; 2],
    pub mark: String,
}

/// The changes of the last runs.
pub(super) struct Spark {
    pub line: String,
    pub dots: String,
    pub zero: Px,
}

/// The row of a runner.
pub(super) fn row(i: usize, athlete: &Athlete, style: &Style, words: &Words) -> MatrixRow {
    let newest = athlete.runs.last();
    let undated = athlete.runs.iter().all(|r| r.start.is_none()) && athlete.runs.len() > 1;
    let without = athlete.without_analysis.len();
    let mut runs = words.text("team-runs", &[("n", (athlete.runs.len() as f64).into())]);
    if without > 0 {
        let args = [("n", (without as f64).into())];
        runs = format!("{runs}, {}", words.text("team-without", &args));
    }
    MatrixRow {
        id: athlete.id.clone(),
        name: clean(&athlete.name),
        group: athlete.group.as_deref().map(clean),
        tokens: tokens(athlete),
        newest: newest.map(|r| RunLink { text: day_in(r, words), page: r.page.clone() }),
        undated: undated.then(|| words.t("team-undated")),
        cells: COLUMNS.iter().map(|m| (words.short(m.id()), cell(i, athlete, *m, words))).collect(),
        sides: sides(i, athlete, words),
        badge: newest.map(|r| {
            let (tone, sign, word) = badge(r.quality);
            (tone, sign, words.t(word))
        }),
        runs,
        next: next(athlete, style, words),
    }
}

/// What to record next.
pub(super) fn next(athlete: &Athlete, _style: &Style, words: &Words) -> String {
    words.say(&athlete.next)
}

fn sides(i: usize, athlete: &Athlete, words: &Words) -> Sides {
    match &athlete.sides {
        None => Sides::None(words.t("team-not-measured")),
        Some(s) if s.opposed => Sides::Opposed(words.t("team-opposed")),
        Some(s) => match balance(i, s, words) {
            Some((value, title, band)) => Sides::Told(value, title, band),
            None => Sides::None(words.t("team-not-measured")),
        },
    }
}

fn of(run: &TeamRun, metric: Metric) -> Option<(usize, &RunMetric)> {
    run.metrics.iter().enumerate().find(|(_, m)| m.metric == metric)
}

/// The change of the newest run that has one with an interval.
pub(super) fn told(athlete: &Athlete, metric: Metric) -> Option<(usize, usize, &RunMetric)> {
    athlete.runs.iter().enumerate().rev().find_map(|(k, run)| {
        let (j, m) = of(run, metric)?;
        (m.change.is_some() && m.ci95.is_some()).then_some((k, j, m))
    })
}

fn cell(i: usize, athlete: &Athlete, metric: Metric, words: &Words) -> Cell {
    let Some((k, j, m)) = told(athlete, metric) else {
        let measured = athlete.runs.iter().any(|r| of(r, metric).is_some());
        return Cell::Nothing(words.t(match measured {
            true => "team-not-compared",
            false => "team-not-measured",
        }));
    };
    let shown = Shown::told(words, metric, &m.unit);
    let at = format!("athletes.{i}.runs.{k}.metrics.{j}");
    let value = |field: &str, v: Option<f64>| number(&at, "", field, v, &shown.change(v));
    Cell::Told(Box::new(Told {
        plot: plot(m),
        spark: spark(athlete, metric),
        change: value("change", m.change),
        low: value("ci95.0", m.ci95.map(|c| c[0])),
        high: value("ci95.1", m.ci95.map(|c| c[1])),
        unit: shown.unit().to_owned(),
        word: run_word(m.verdict, m.adverse, words),
        tone: run_tone(m.verdict, m.adverse),
    }))
}

/// Drawn in changes that matter, so that all cells have one scale.
fn plot(m: &RunMetric) -> Option<Plot> {
    let swc = m.swc.filter(|s| *s > 0.0 && s.is_finite())?;
    let (change, [low, high]) = (m.change?, m.ci95?);
    let x = Scale::new([-REACH, REACH], ACROSS);
    let at = |v: f64| x.at((v / swc).clamp(-REACH, REACH));
    // Round where nothing is shown to matter, a diamond where it gets worse when tired.
    let shape = match run_tone(m.verdict, m.adverse) {
        "worse" | "maybe" => Shape::Diamond,
        _ => Shape::Circle,
    };
    Some(Plot {
        band: [Px(x.at(-1.0)), Px(x.at(1.0) - x.at(-1.0))],
        zero: Px(x.at(0.0)),
        ci: [Px(at(low)), Px(at(high))],
        mark: draw::marks([(at(change), MIDDLE)], shape, 4.2),
    })
}

fn spark(athlete: &Athlete, metric: Metric) -> Option<Spark> {
    let changes = athlete.runs.iter().filter_map(|r| {
        let (_, m) = of(r, metric)?;
        Some((m.change.filter(|c| c.is_finite())?, m.swc.unwrap_or(0.0)))
    });
    let changes: Vec<(f64, f64)> = changes.collect();
    let last = changes.get(changes.len().saturating_sub(LAST)..)?;
    if last.len() < 2 {
        return None;
    }
    // As high as the changes that matter at least, so that noise stays flat.
    let least = last.iter().map(|c| c.1).fold(0.0, f64::max);
    let reach = last.iter().map(|c| c.0.abs()).fold(1.5 * least, f64::max).max(1e-9);
    let y = Scale::new([-reach, reach], [18.0, 2.0]);
    let x = Scale::new([0.0, (last.len() - 1) as f64], [3.0, 57.0]);
    let points: Vec<(f64, f64)> =
        last.iter().enumerate().map(|(k, c)| (x.at(k as f64), y.at(c.0))).collect();
    Some(Spark {
        line: draw::line(points.iter().map(|p| Some(*p))),
        dots: draw::marks(points, Shape::Circle, 1.8),
        zero: Px(y.at(0.0)),
    })
}

/// The name of a column.
pub(super) fn heads(words: &Words) -> Vec<String> {
    COLUMNS.iter().map(|m| name_of(*m, words)).collect()
}
