//! A metric against speed, fresh and tired apart, and beside it how its values
//! are spread.

use super::draw::{self, Px, Scale, Shape, Tick};
use super::{DataTable, Style};
use crate::analysis::Analyzed;
use crate::compare::{MetricRow, MetricRows};
use crate::report::change::{at_pace, in_table};
use crate::report::show::Shown;
use crate::segment::Phase;
use crate::series::{FormSeries, MetricSeries, Sampling};
use crate::units::clock;
use crate::words::Words;

/// Where things are in a figure of 420 × 260.
const DOTS_X: [f64; 2] = [46.0, 290.0];
const PLOT_Y: [f64; 2] = [216.0, 22.0];
const SPREAD_CENTRE: f64 = 360.0;
const SPREAD_HALF: f64 = 48.0;
const MARK_R: f64 = 3.6;
const MIDDLE_R: f64 = 1.7;

/// Two charts that share the axis of the metric.
pub(super) struct Figure {
    pub id: &'static str,
    pub title: String,
    pub unit: String,
    pub estimated: bool,
    pub description: String,
    pub texts: Texts,
    /// Seconds that a dot stands for; none where it is a lap.
    pub row_s: Option<f64>,
    pub x_ticks: Vec<Tick>,
    pub y_ticks: Vec<Tick>,
    /// Speeds that both windows have: from, width.
    pub common: Vec<[Px; 2]>,
    pub raw: Cloud,
    pub adjusted: Option<AdjustedCloud>,
    pub spread: Option<Spread>,
    pub quartiles: DataTable,
    pub dots: DataTable,
}

impl Figure {
    /// Width of the drawing: without a spread there is nothing to the right.
    pub fn width(&self) -> f64 {
        if self.spread.is_some() { 420.0 } else { 300.0 }
    }
}

/// Words in the drawing.
pub(super) struct Texts {
    pub name: String,
    /// Of the axis of pace.
    pub axis: String,
    pub fresh: String,
    pub tired: String,
    pub as_run: String,
}

/// Half minutes, or laps, as dots.
pub(super) struct Cloud {
    pub middle: String,
    pub fresh: String,
    pub tired: String,
}

/// The same at equal pace and slope, with both levels.
pub(super) struct AdjustedCloud {
    pub cloud: Cloud,
    pub fresh: Px,
    pub tired: Px,
}

/// How the seconds of both windows are spread.
pub(super) struct Spread {
    pub fresh: String,
    pub tired: String,
    pub fresh_median: Px,
    pub tired_median: Px,
}

/// A figure for each metric with rows in both windows.
pub(super) fn figures(analyzed: &Analyzed, style: &Style, words: &Words) -> Vec<Figure> {
    let common = common_speeds(analyzed, style);
    analyzed
        .rows
        .iter()
        .filter(|r| in_table(r.metric))
        .filter_map(|rows| figure(analyzed, rows, &common, style, words))
        .collect()
}

fn figure(
    analyzed: &Analyzed,
    rows: &MetricRows,
    common: &[[f64; 2]],
    style: &Style,
    words: &Words,
) -> Option<Figure> {
    let changes = &analyzed.analysis.comparison.metrics;
    let change = changes.iter().find(|c| c.metric == rows.metric)?;
    let shown = Shown::told(words, rows.metric, &change.unit);
    let title = words.name(rows.metric.id());
    let of = |phase| rows.rows.iter().filter(move |r| r.phase == phase);
    if of(Phase::Fresh).next().is_none() || of(Phase::Fatigued).next().is_none() {
        return None;
    }
    let values = rows.rows.iter().flat_map(|r| [Some(r.value), r.adjusted]).flatten();
    let level = change.levels().0.unwrap_or(0.0).abs();
    let least = change.swc.map_or(0.05 * level, |swc| 4.0 * swc);
    let y = Scale::new(draw::view(&draw::sorted(values), least)?, PLOT_Y);
    let speeds = draw::sorted(rows.rows.iter().map(|r| r.speed_mps));
    let x = Scale::new(draw::view(&speeds, 0.3)?, DOTS_X);
    let cloud = |value: &dyn Fn(&MetricRow) -> Option<f64>| {
        let points = |phases: &'static [Phase]| {
            let inside = rows.rows.iter().filter(move |r| phases.contains(&r.phase));
            inside.filter_map(|r| Some((x.near(r.speed_mps), y.near(value(r)?))))
        };
        Cloud {
            middle: draw::marks(points(&[Phase::Middle, Phase::Out]), Shape::Circle, MIDDLE_R),
            fresh: draw::marks(points(&[Phase::Fresh]), Shape::Circle, MARK_R),
            tired: draw::marks(points(&[Phase::Fatigued]), Shape::Diamond, MARK_R + 1.0),
        }
    };
    let [left, right] = DOTS_X;
    let series = analyzed.series.metric(rows.metric);
    let spread = series.and_then(|m| spread(analyzed, m, &y));
    let unit = shown.unit().to_owned();
    let row_s =
        (analyzed.series.sampling == Sampling::Seconds).then_some(style.settings.compare.row_s);
    let dots = words.t(if row_s.is_some() { "half-minutes" } else { "lap-dots" });
    let levels = at_pace(change).map_or([change.fresh, change.fatigued], |l| l.map(Some));
    Some(Figure {
        row_s,
        id: rows.metric.id(),
        description: words.text(
            "speed-description",
            &[
                ("title", title.as_str().into()),
                ("dots", dots.as_str().into()),
                ("fresh", shown.level(levels[0]).into()),
                ("tired", shown.level(levels[1]).into()),
                ("unit", unit.as_str().into()),
            ],
        ),
        texts: Texts {
            name: words.with("against-speed", "title", &title),
            axis: words.with("pace-axis", "unit", words.tongue().units.pace_unit()),
            fresh: words.t("part-fresh"),
            tired: words.t("part-tired"),
            as_run: words.t("as-run"),
        },
        estimated: change.estimated,
        x_ticks: draw::pace_ticks(&x, 4, words.tongue().units),
        y_ticks: draw::ticks(&y, 5, words.tongue(), |v| shown.scaled(v)),
        common: common
            .iter()
            .map(|[a, b]| [x.at(*a).max(left), x.at(*b).min(right)])
            .filter(|[a, b]| b > a)
            .map(|[a, b]| [Px(a), Px(b - a)])
            .collect(),
        raw: cloud(&|r| Some(r.value)),
        adjusted: rows.levels.map(|[fresh, tired]| AdjustedCloud {
            cloud: cloud(&|r| r.adjusted),
            fresh: Px(y.near(fresh)),
            tired: Px(y.near(tired)),
        }),
        spread,
        quartiles: quartiles(analyzed, rows, series, &shown, words),
        dots: DataTable {
            caption: words
                .text("dots-caption", &[("title", title.as_str().into()), ("dots", dots.into())]),
            head: ["part", "from", "pace", "as-run", "equal"]
                .map(|id| words.t(&format!("dots-head-{id}")))
                .to_vec(),
            rows: rows
                .rows
                .iter()
                .filter_map(|r| {
                    let part = match r.phase {
                        Phase::Fresh => "part-fresh",
                        Phase::Fatigued => "part-tired",
                        Phase::Middle | Phase::Out => return None,
                    };
                    Some(vec![
                        words.t(part),
                        clock(r.start_s),
                        words.tongue().units.pace_number(r.speed_mps),
                        shown.level(Some(r.value)),
                        shown.level(r.adjusted),
                    ])
                })
                .collect(),
        },
        unit,
        title,
    })
}

/// Stretches of speed that were run for long enough both fresh and tired, m/s.
fn common_speeds(analyzed: &Analyzed, style: &Style) -> Vec<[f64; 2]> {
    let (series, windows) = (&analyzed.series, &analyzed.windows);
    let width = style.settings.compare.bin_speed_mps;
    let mut seconds = std::collections::BTreeMap::<i64, [f64; 2]>::new();
    for i in 0..series.len() {
        let side = match (windows.counts(i, Phase::Fresh), windows.counts(i, Phase::Fatigued)) {
            (true, _) => 0,
            (_, true) => 1,
            _ => continue,
        };
        if series.speed[i].is_finite() {
            let bin = seconds.entry((series.speed[i] / width).floor() as i64).or_default();
            bin[side] += series.dur[i];
        }
    }
    let least = style.settings.compare.bin_min_s;
    let mut out: Vec<[f64; 2]> = Vec::new();
    for (bin, _) in seconds.iter().filter(|(_, s)| s.iter().all(|s| *s >= least)) {
        let [from, to] = [*bin as f64 * width, (*bin + 1) as f64 * width];
        match out.last_mut() {
            Some(last) if (last[1] - from).abs() < 0.5 * width => last[1] = to,
            _ => out.push([from, to]),
        }
    }
    out
}

fn seconds_of(analyzed: &Analyzed, m: &MetricSeries, phase: Phase) -> Vec<f64> {
    let series: &FormSeries = &analyzed.series;
    let inside = (0..series.len()).filter(|&i| analyzed.windows.counts(i, phase));
    draw::sorted(inside.map(|i| m.values[i]))
}

fn spread(analyzed: &Analyzed, m: &MetricSeries, y: &Scale) -> Option<Spread> {
    /// Fewer values have no shape.
    const LEAST: usize = 30;
    let fresh = seconds_of(analyzed, m, Phase::Fresh);
    let tired = seconds_of(analyzed, m, Phase::Fatigued);
    if fresh.len() < LEAST || tired.len() < LEAST {
        return None;
    }
    let shapes = [density(&fresh, m.resolution, y), density(&tired, m.resolution, y)];
    let highest = shapes.iter().flatten().map(|p| p.1).fold(0.0, f64::max);
    if !(highest > 0.0 && highest.is_finite()) {
        return None;
    }
    let outline = |shape: &[(f64, f64)], sign: f64| {
        let x = |d: f64| SPREAD_CENTRE + sign * (1.0 + (SPREAD_HALF - 1.0) * d / highest);
        let edge = SPREAD_CENTRE + sign;
        let first = shape.first().map(|p| (edge, p.0));
        let last = shape.last().map(|p| (edge, p.0));
        let curve = shape.iter().map(|(at, d)| Some((x(*d), *at)));
        format!("{}z", draw::line(std::iter::once(first).chain(curve).chain([last])))
    };
    let median = |v: &[f64]| draw::quantile(v, 0.5).map(|m| Px(y.near(m)));
    Some(Spread {
        fresh: outline(&shapes[0], -1.0),
        tired: outline(&shapes[1], 1.0),
        fresh_median: median(&fresh)?,
        tired_median: median(&tired)?,
    })
}

/// Points of a density estimate: position on the page and height. Normal kernels
/// (Silverman 1986, rule of thumb), at least as wide as the step of the values.
fn density(values: &[f64], resolution: f64, y: &Scale) -> Vec<(f64, f64)> {
    const POINTS: usize = 80;
    let n = values.len() as f64;
    let spread = draw::quantile(values, 0.75).zip(draw::quantile(values, 0.25));
    let sd = spread.map_or(0.0, |(a, b)| (a - b) / 1.349);
    let [low, high] = y.values;
    let width = (0.9 * sd * n.powf(-0.2)).max(0.7 * resolution).max(0.01 * (high - low));
    let step = (high - low) / (POINTS - 1) as f64;
    // Counted on the grid first: hundreds of values, tens of places.
    let mut counts = vec![0.0; POINTS];
    for value in values {
        let k = ((value - low) / step).round();
        if let Some(count) = (k >= 0.0).then(|| counts.get_mut(k as usize)).flatten() {
            *count += 1.0;
        }
    }
    (0..POINTS)
        .map(|k| {
            let at = low + k as f64 * step;
            let height: f64 = counts
                .iter()
                .enumerate()
                .filter(|(_, c)| **c > 0.0)
                .map(|(j, c)| {
                    let z = (k as f64 - j as f64) * step / width;
                    c * (-0.5 * z * z).exp()
                })
                .sum();
            (y.at(at), height / (n * width))
        })
        .collect()
}

/// The distributions in numbers.
fn quartiles(
    analyzed: &Analyzed,
    rows: &MetricRows,
    series: Option<&MetricSeries>,
    shown: &Shown,
    words: &Words,
) -> DataTable {
    let row = |name: &str, phase: Phase| {
        let values = match series {
            Some(m) => seconds_of(analyzed, m, phase),
            None => draw::sorted(rows.rows.iter().filter(|r| r.phase == phase).map(|r| r.value)),
        };
        let at = |share| shown.level(draw::quantile(&values, share));
        vec![
            words.t(name),
            values.len().to_string(),
            at(0.05),
            at(0.25),
            at(0.5),
            at(0.75),
            at(0.95),
        ]
    };
    DataTable {
        caption: words.with("spread-caption", "title", words.name(rows.metric.id())),
        head: [words.t("dots-head-part"), words.t("spread-values")]
            .into_iter()
            .chain(["5 %", "25 %"].map(String::from))
            .chain([words.t("spread-median")])
            .chain(["75 %", "95 %"].map(String::from))
            .collect(),
        rows: vec![row("part-fresh", Phase::Fresh), row("part-tired", Phase::Fatigued)],
    }
}
