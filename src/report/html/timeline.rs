//! The run over time: every quantity in a panel of its own on one time axis.

use std::collections::BTreeMap;

use super::cards::onset;
use super::draw::{self, HIGH, Px, Scale, Tick, WIDE};
use super::points::{Points, Reduced};
use super::steps::{self, Scatter};
use super::timeline_data::{Column, Text, data, rows};
use super::{DataTable, Markup};
use crate::analysis::Analyzed;
use crate::compare::MetricRows;
use crate::report::change::{in_table, levels, only_changes};
use crate::report::show::Shown;
use crate::segment::Phase;
use crate::series::{FormSeries, GradeSource, Mask, MetricSeries, Sampling};
use crate::words::Words;

/// Share of the run from which a window is wide enough for its name.
const NAME_SHARE: f64 = 0.035;

/// Elevation that changes by less over a whole run is not drawn. Ours.
const LEAST_HILLS_M: f64 = 1.0;

/// All panels and what they share.
pub(super) struct Timeline {
    /// Pace, elevation, heart rate, and measured metrics.
    pub panels: Vec<Panel>,
    /// Computed metrics.
    pub computed: Vec<Panel>,
    pub bands: Vec<Band>,
    /// Strip of what counts, what is left out, and pauses.
    pub counts: String,
    pub left_out: String,
    pub pauses: String,
    pub ticks: Vec<Tick>,
    /// Number of points of the lines, and what each stands for.
    pub points: usize,
    pub point_s: f64,
    pub laps: bool,
    /// Some change is dated.
    pub dated: bool,
    /// Single steps.
    pub steps: Option<Scatter>,
    /// What the script reads.
    pub data: Markup,
    pub table: DataTable,
}

/// One quantity over time.
pub(super) struct Panel {
    pub id: &'static str,
    pub title: String,
    /// What the drawing is called.
    pub name: String,
    pub unit: String,
    /// `tall`, `low`.
    pub class: &'static str,
    pub description: String,
    pub counting: String,
    pub left_out: String,
    pub area: Option<String>,
    pub ticks: Vec<Tick>,
    pub adjusted: Option<Adjusted>,
    pub onset: Option<Onset>,
}

/// Half-minute values at equal pace and slope.
pub(super) struct Adjusted {
    pub fresh: String,
    pub tired: String,
    pub others: String,
    /// Position of the fresh level.
    pub level: Px,
}

/// When a change began.
pub(super) struct Onset {
    pub at: Px,
    pub text: String,
    pub interval: Option<[Px; 2]>,
    pub right: bool,
}

/// A shaded window.
pub(super) struct Band {
    pub class: &'static str,
    pub name: Option<String>,
    pub left: Px,
    pub width: Px,
}

/// The stack of panels; `None` for a recording without samples.
pub(super) fn timeline(analyzed: &Analyzed, words: &Words) -> Option<Timeline> {
    let series = &analyzed.series;
    let points = Points::of(series)?;
    let x = points.x();
    let mut maker =
        Maker { analyzed, words, points: &points, values: BTreeMap::new(), table: Vec::new() };
    let mut panels: Vec<Panel> = Vec::new();
    panels.extend(maker.pace());
    panels.extend(maker.elevation());
    panels.extend(maker.heart());
    // A change needs something to change from.
    let windows = !analyzed.windows.blocks.is_empty();
    let told = |metric| windows || !only_changes(metric);
    let metrics: Vec<&MetricSeries> =
        series.metrics.iter().filter(|m| in_table(m.metric)).filter(|m| told(m.metric)).collect();
    let mut computed = Vec::new();
    for m in metrics {
        let panel = maker.metric(m);
        if m.estimated { computed.extend(panel) } else { panels.extend(panel) }
    }
    let (mut values, table) = (std::mem::take(&mut maker.values), std::mem::take(&mut maker.table));
    let steps = steps::scatter(analyzed, &points, &mut values, words);
    let spans = |keep: &dyn Fn(usize) -> bool| {
        draw::stretches(runs(series, keep).into_iter().map(|(a, b)| (x.at(a), x.at(b))))
    };
    let paused = |i: usize| series.mask[i].any(Mask::PAUSE);
    Some(Timeline {
        dated: panels.iter().chain(&computed).any(|p| p.onset.is_some()),
        panels,
        computed,
        bands: bands(analyzed, &x, words),
        counts: spans(&|i| series.mask[i].is_clear()),
        left_out: spans(&|i| !series.mask[i].is_clear() && !paused(i)),
        pauses: spans(&paused),
        ticks: draw::time_ticks(&x, 8)
            .into_iter()
            .map(|t| Tick { at: Px(t.at.0 * 100.0 / WIDE), ..t })
            .collect(),
        points: points.n,
        point_s: points.point_s,
        laps: series.sampling == Sampling::Laps,
        steps,
        data: data(&points, values, words),
        table: DataTable {
            caption: words.t("time-caption"),
            head: std::iter::once(words.t("dots-head-from"))
                .chain(table.iter().map(|t| t.0.clone()))
                .collect(),
            rows: rows(&points, &table),
        },
    })
}

/// Stretches of samples that pass `keep`, as times.
fn runs(series: &FormSeries, keep: &dyn Fn(usize) -> bool) -> Vec<(f64, f64)> {
    let mut out: Vec<(f64, f64)> = Vec::new();
    let mut open = false;
    for i in 0..series.len() {
        let end = series.t[i] + series.dur[i];
        match (keep(i), open, out.last_mut()) {
            (true, true, Some(last)) => last.1 = end,
            (true, ..) => out.push((series.t[i], end)),
            _ => {}
        }
        open = keep(i);
    }
    out
}

fn bands(analyzed: &Analyzed, x: &Scale, words: &Words) -> Vec<Band> {
    let blocks = analyzed.windows.blocks.iter();
    blocks
        .filter_map(|b| {
            let (class, name) = match b.phase {
                Phase::Fresh => ("fresh", "part-fresh"),
                Phase::Fatigued => ("tired", "part-tired"),
                Phase::Middle | Phase::Out => return None,
            };
            let (left, right) = (x.at(b.span.start_s), x.at(b.span.end_s).min(WIDE));
            let wide = right - left >= NAME_SHARE * WIDE;
            Some(Band {
                class,
                name: wide.then(|| words.t(name)),
                left: Px(100.0 * left / WIDE),
                width: Px(100.0 * (right - left).max(0.0) / WIDE),
            })
        })
        .collect()
}

/// Makes panels and keeps their values for script and table.
struct Maker<'a> {
    analyzed: &'a Analyzed,
    words: &'a Words,
    points: &'a Points<'a>,
    values: BTreeMap<&'static str, String>,
    table: Vec<Column>,
}

impl Maker<'_> {
    fn keep(&mut self, id: &'static str, label: String, reduced: &Reduced, text: Text) {
        let texts: Vec<String> =
            (0..self.points.n).map(|k| reduced.value(k).map_or("-".into(), &*text)).collect();
        self.values.insert(id, texts.join(" "));
        self.table.push((label, reduced.counting.clone(), text));
    }

    fn pace(&mut self) -> Option<Panel> {
        let (words, units) = (self.words, self.words.tongue().units);
        let reduced = self.points.reduce(&self.analyzed.series.speed, false);
        let y = range(&reduced, 0.4, true)?;
        let (counting, left_out) = self.points.lines(&reduced, &y);
        let unit = units.pace_unit();
        self.keep(
            "pace",
            format!("{} {unit}", words.t("pace")),
            &reduced,
            Box::new(move |v| units.pace_number(v)),
        );
        Some(Panel {
            id: "pace",
            title: words.t("pace"),
            name: words.with("over-time", "title", words.t("pace")),
            unit: unit.into(),
            class: "tall",
            description: words.t("pace-over-the-run"),
            counting,
            left_out,
            area: None,
            ticks: draw::pace_ticks(&y, 4, units),
            adjusted: None,
            onset: None,
        })
    }

    fn elevation(&mut self) -> Option<Panel> {
        // Where the slope is declared (a treadmill), altitude is that of the room, and the
        // drift of a barometer.
        if self.analyzed.series.grade_source == GradeSource::Declared {
            return None;
        }
        let reduced = self.points.reduce(&self.analyzed.series.altitude, true);
        let y = range(&reduced, 30.0, false)?;
        let all: Vec<f64> =
            (0..self.points.n).map(|k| reduced.value(k).unwrap_or(f64::NAN)).collect();
        let known = draw::sorted(all.iter().copied());
        if known.last()? - known.first()? < LEAST_HILLS_M {
            return None;
        }
        let all = Reduced { counting: all, others: Vec::new() };
        let (counting, _) = self.points.lines(&all, &y);
        let area = counting.split('M').filter(|part| part.len() > 4).filter_map(|part| {
            let first = part.split([' ', 'H', 'L']).next()?;
            let last = part.rsplit(['L', 'H']).next()?.split(' ').next()?;
            Some(format!("M{part}L{last} 100L{first} 100z"))
        });
        let area: String = area.collect();
        let (words, tongue) = (self.words, self.words.tongue());
        let title = words.t("elevation");
        self.keep("elevation", format!("{title} m"), &all, Box::new(move |v| tongue.number(v, 0)));
        Some(Panel {
            id: "elevation",
            name: words.with("over-time", "title", &title),
            unit: "m".into(),
            class: "low",
            description: words.with("over-the-run", "title", &title),
            title,
            counting,
            left_out: String::new(),
            area: Some(area),
            ticks: draw::ticks(&y, 2, tongue, |v| v),
            adjusted: None,
            onset: None,
        })
    }

    fn heart(&mut self) -> Option<Panel> {
        let reduced = self.points.reduce(&self.analyzed.series.heart_rate, false);
        let y = range(&reduced, 20.0, false)?;
        let (counting, left_out) = self.points.lines(&reduced, &y);
        let title = self.words.name("heart_rate");
        self.keep("heart_rate", format!("{title} bpm"), &reduced, Box::new(|v| format!("{v:.0}")));
        Some(Panel {
            id: "heart_rate",
            name: self.words.with("over-time", "title", &title),
            unit: "bpm".into(),
            class: "",
            description: self.words.with("over-the-run", "title", &title),
            title,
            counting,
            left_out,
            area: None,
            ticks: draw::ticks(&y, 3, self.words.tongue(), |v| v),
            adjusted: None,
            onset: None,
        })
    }

    fn metric(&mut self, m: &MetricSeries) -> Option<Panel> {
        let words = self.words;
        let shown = Shown::told(words, m.metric, m.unit);
        let title = words.name(m.metric.id());
        let change = self.analyzed.analysis.comparison.metrics.iter();
        let change = change.into_iter().find(|c| c.metric == m.metric);
        let reduced = self.points.reduce(&m.values, false);
        let level = draw::sorted(reduced.counting.iter().copied());
        let level = draw::quantile(&level, 0.5).unwrap_or(0.0);
        // Six worthwhile changes high at least: noise must not look like news.
        let least = change.and_then(|c| c.swc).map_or(0.1 * level.abs(), |swc| 6.0 * swc);
        let y = range(&reduced, least, false)?;
        let (counting, left_out) = self.points.lines(&reduced, &y);
        let x = self.points.x();
        let rows = self.analyzed.rows.iter().find(|r| r.metric == m.metric);
        let in_text = shown.clone();
        self.keep(
            m.metric.id(),
            shown.label.clone(),
            &reduced,
            Box::new(move |v| in_text.level(Some(v))),
        );
        let [fresh, tired] = change.map_or([None; 2], levels);
        let description = match (fresh, tired) {
            (Some(_), Some(_)) => words.text(
                "over-the-run-levels",
                &[
                    ("title", title.as_str().into()),
                    ("fresh", shown.level(fresh).into()),
                    ("tired", shown.level(tired).into()),
                    ("unit", shown.unit().into()),
                ],
            ),
            _ => words.with("over-the-run", "title", &title),
        };
        Some(Panel {
            id: m.metric.id(),
            name: words.with("over-time", "title", &title),
            title,
            unit: shown.unit().into(),
            class: "",
            description,
            counting,
            left_out,
            area: None,
            ticks: draw::ticks(&y, 3, words.tongue(), |v| shown.scaled(v)),
            adjusted: rows.and_then(|r| adjusted(r, &x, &y)),
            onset: change.and_then(|c| {
                let at = c.onset_s?;
                Some(Onset {
                    at: Px(100.0 * x.at(at) / WIDE),
                    text: words.with("began", "at", onset(at, c.onset_m, words)),
                    interval: c.onset_ci95_s.map(|[a, b]| {
                        let (a, b) = (x.near(a).max(0.0), x.near(b).min(WIDE));
                        [Px(100.0 * a / WIDE), Px(100.0 * (b - a).max(0.0) / WIDE)]
                    }),
                    right: x.at(at) > 0.45 * WIDE,
                })
            }),
        })
    }
}

/// The scale of a panel: nearly all values, higher up is more.
fn range(reduced: &Reduced, least: f64, speed: bool) -> Option<Scale> {
    let counting = draw::sorted(reduced.counting.iter().copied());
    let all = draw::sorted((0..reduced.counting.len()).filter_map(|k| reduced.value(k)));
    let enough = counting.len() * 5 > all.len();
    let [low, high] = draw::view(if enough { &counting } else { &all }, least)?;
    let low = if speed { low.max(0.3) } else { low };
    Some(Scale::new([low, high.max(low + 1e-6)], [HIGH, 0.0]))
}

fn adjusted(rows: &MetricRows, x: &Scale, y: &Scale) -> Option<Adjusted> {
    /// A dot sits in the middle of its half minute.
    const HALF_ROW_S: f64 = 15.0;
    let [level, _] = rows.levels?;
    let dots = |phases: &[Phase]| {
        let inside = rows.rows.iter().filter(|r| phases.contains(&r.phase));
        draw::dots(
            inside.filter_map(|r| Some((x.near(r.start_s + HALF_ROW_S), y.near(r.adjusted?)))),
        )
    };
    Some(Adjusted {
        fresh: dots(&[Phase::Fresh]),
        tired: dots(&[Phase::Fatigued]),
        others: dots(&[Phase::Middle, Phase::Out]),
        level: Px(y.near(level)),
    })
}
