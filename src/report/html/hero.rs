//! The chart at the head of the page: the metric that matters over the run, at equal
//! pace, with the fresh level and the gap to it.

use super::cards::onset;
use super::draw::{self, HIGH, Px, Scale, Tick, WIDE};
use crate::analysis::Analyzed;
use crate::compare::{MetricChange, MetricRow, MetricRows, Status, Stretch, StretchKind};
use crate::metrics::Metric;
use crate::report::change::{in_table, only_changes};
use crate::report::show::Shown;
use crate::segment::Phase;
use crate::series::{FormSeries, MetricSeries, Sampling};
use crate::stats;
use crate::words::Words;

/// Rows (half minutes, or laps) that the line is the running median of. Ours.
const SMOOTH: usize = 7;
/// A line does not bridge a gap of more seconds than this. Ours.
const BRIDGE_S: f64 = 300.0;
/// Least distance between the names beside the chart, % of its height.
const APART: f64 = 11.5;
/// Names of the windows closer than this, % of the width, would run into each other.
const NAMES_APART: f64 = 18.0;

/// The chart.
pub(super) struct Hero {
    pub metric: &'static str,
    /// What is shown, with its unit.
    pub title: String,
    /// How to read it, in a line.
    pub caption: String,
    /// What it shows, for those who do not see it.
    pub description: String,
    pub y_ticks: Vec<Tick>,
    pub x_ticks: Vec<Tick>,
    /// Changes too small to matter: from, height.
    pub band: Option<[Px; 2]>,
    pub level: Option<Px>,
    pub others: String,
    pub fresh: String,
    pub tired: String,
    pub line: String,
    /// Climbs, descents or laps one by one: their length and their 95 % range.
    pub stretches: String,
    /// Between the line and the fresh level.
    pub gap: String,
    pub windows: Vec<Window>,
    /// Beside the chart: position, class, text.
    pub labels: Vec<(Px, &'static str, String)>,
    pub onset: Option<Onset>,
}

/// A window of the comparison.
pub(super) struct Window {
    pub class: &'static str,
    pub left: Px,
    pub width: Px,
    pub name: Option<String>,
}

/// When the change began.
pub(super) struct Onset {
    pub at: Px,
    pub text: String,
}

/// More laps than this would hide the course. Ours.
const MOST_LAPS: usize = 12;

/// Half a row, so that a point sits in its middle, s.
const HALF_ROW_S: f64 = 15.0;

/// The chart of the metric that defines the answer; as run where nothing was compared.
pub(super) fn hero(
    analyzed: &Analyzed,
    chosen: Option<&MetricChange>,
    words: &Words,
) -> Option<Hero> {
    let x = time(&analyzed.series)?;
    if let Some(change) = chosen.filter(|_| analyzed.analysis.comparison.status == Status::Compared)
        && let Some(rows) = analyzed.rows.iter().find(|r| r.metric == change.metric)
        && let Some(hero) = at_pace(analyzed, change, rows, &x, words)
    {
        return Some(hero);
    }
    as_run(analyzed, &x, words)
}

fn time(series: &FormSeries) -> Option<Scale> {
    let last = series.len().checked_sub(1)?;
    let end = series.t[last] + series.dur[last];
    (end.is_finite() && end > 0.0).then(|| Scale::new([0.0, end], [0.0, WIDE]))
}

fn at_pace(
    analyzed: &Analyzed,
    change: &MetricChange,
    rows: &MetricRows,
    x: &Scale,
    words: &Words,
) -> Option<Hero> {
    let [fresh, tired] = rows.levels?;
    let shown = Shown::told(words, change.metric, &change.unit);
    let points: Vec<(f64, f64)> = rows
        .rows
        .iter()
        .filter_map(|r| Some((r.start_s + HALF_ROW_S, r.adjusted.filter(|a| a.is_finite())?)))
        .collect();
    let swc = change.swc.filter(|s| s.is_finite() && *s > 0.0);
    let least = swc.map_or(0.1 * fresh.abs(), |s| 6.0 * s);
    let repeats = repeats(&change.stretches);
    let bars = repeats.iter().map(|s| fresh + s.change);
    let shown_values = points.iter().map(|p| p.1).chain([fresh, tired]).chain(bars);
    let y = Scale::new(draw::view(&draw::sorted(shown_values), least)?, [HIGH, 0.0]);
    let line = smooth(&points);
    let dots = |phases: &[Phase]| {
        let of = |r: &&MetricRow| phases.contains(&r.phase);
        let inside = rows.rows.iter().filter(of);
        draw::dots(
            inside.filter_map(|r| Some((x.near(r.start_s + HALF_ROW_S), y.near(r.adjusted?)))),
        )
    };
    let from = change.onset_s.or_else(|| {
        let first = rows.rows.iter().find(|r| r.phase == Phase::Fatigued);
        first.map(|r| r.start_s)
    });
    let name = words.short(change.metric.id());
    let by = shown.change_with_unit(Some(tired - fresh));
    let told = |v: f64| shown.level(Some(v));
    Some(Hero {
        metric: change.metric.id(),
        title: words
            .text("hero-title", &[("name", name.as_str().into()), ("unit", unit(&shown).into())]),
        caption: caption(analyzed, swc.is_some(), repeats.first().map(|s| s.kind), words),
        description: words.text(
            "hero-description",
            &[
                ("name", name.into()),
                ("fresh", told(fresh).into()),
                ("tired", told(tired).into()),
                ("change", by.as_str().into()),
            ],
        ),
        y_ticks: draw::ticks(&y, 4, words.tongue(), |v| shown.scaled(v)),
        x_ticks: time_ticks(x),
        band: swc.map(|s| {
            let (top, bottom) = (y.near(fresh + s), y.near(fresh - s));
            [Px(top), Px(bottom - top)]
        }),
        level: Some(Px(y.near(fresh))),
        others: dots(&[Phase::Middle, Phase::Out]),
        fresh: dots(&[Phase::Fresh]),
        tired: dots(&[Phase::Fatigued]),
        gap: from.map_or_else(String::new, |from| gap(&line, from, fresh, x, &y)),
        line: drawn(&line, x, &y),
        stretches: bars_of(&repeats, fresh, x, &y),
        windows: windows(analyzed, x, words),
        labels: labels(
            [(y.near(fresh), told(fresh)), (y.near(tired), told(tired))],
            &beside(&shown, tired - fresh),
            words,
        ),
        onset: change.onset_s.map(|s| Onset {
            at: Px((100.0 * x.at(s) / WIDE).clamp(0.0, 100.0)),
            text: words.with("began", "at", onset(s, change.onset_m, words)),
        }),
    })
}

/// The change beside the chart; points of a percentage stand in the title.
fn beside(shown: &Shown, by: f64) -> String {
    match shown.unit() {
        "%" | "1/s²" | "" => shown.change(Some(by)),
        _ => shown.change_with_unit(Some(by)),
    }
}

/// How to read the chart.
fn caption(analyzed: &Analyzed, band: bool, repeats: Option<StretchKind>, words: &Words) -> String {
    let dots = match analyzed.series.sampling {
        Sampling::Seconds => "hero-dots",
        Sampling::Laps => "hero-dots-laps",
    };
    let band = if band { format!("{} ", words.t("hero-band")) } else { String::new() };
    let bars = repeats.map_or_else(String::new, |kind| {
        let id = match kind {
            StretchKind::Climb => "hero-climbs",
            StretchKind::Descent => "hero-descents",
            StretchKind::Lap => "hero-laps",
        };
        format!(" {}", words.t(id))
    });
    format!("{} {band}{}{bars}", words.t("hero-fresh"), words.t(dots))
}

/// What comes again and is drawn: climbs, else descents, else laps that are few.
fn repeats(all: &[Stretch]) -> Vec<&Stretch> {
    let of = |kind: StretchKind| all.iter().filter(|s| s.kind == kind).collect::<Vec<_>>();
    [StretchKind::Climb, StretchKind::Descent, StretchKind::Lap]
        .into_iter()
        .map(of)
        .find(|found| !found.is_empty())
        .filter(|found| found.len() <= MOST_LAPS)
        .unwrap_or_default()
}

/// A bar as long as each stretch, and its 95 % range across its middle.
fn bars_of(repeats: &[&Stretch], fresh: f64, x: &Scale, y: &Scale) -> String {
    let pieces = repeats.iter().flat_map(|s| {
        let (from, to) = (x.near(s.start_s), x.near(s.end_s));
        let at = y.near(fresh + s.change);
        let [low, high] = s.ci95.map(|v| y.near(fresh + v).clamp(0.0, HIGH));
        let middle = 0.5 * (from + to);
        [Some((from, at)), Some((to, at)), None, Some((middle, low)), Some((middle, high)), None]
    });
    draw::line(pieces)
}

/// `, ms`, or nothing for a plain number.
fn unit(shown: &Shown) -> String {
    match shown.unit() {
        "" => String::new(),
        unit => format!(", {unit}"),
    }
}

/// Metrics shown as run, in this order.
const AS_RUN: [Metric; 3] =
    [Metric::GroundContactTime, Metric::Cadence, Metric::VerticalOscillation];

/// The course of a metric as recorded, for a run that could not be compared.
fn as_run(analyzed: &Analyzed, x: &Scale, words: &Words) -> Option<Hero> {
    let series = &analyzed.series;
    let usable = |m: &&MetricSeries| in_table(m.metric) && !only_changes(m.metric);
    let of = |metric: &Metric| series.metrics.iter().filter(usable).find(|m| m.metric == *metric);
    let metric = AS_RUN.iter().find_map(of).or_else(|| series.metrics.iter().find(usable))?;
    let shown = Shown::told(words, metric.metric, metric.unit);
    let points = half_minutes(series, metric);
    let values = draw::sorted(points.iter().map(|p| p.1));
    let level = draw::quantile(&values, 0.5)?;
    let y = Scale::new(draw::view(&values, 0.12 * level.abs())?, [HIGH, 0.0]);
    let line = smooth(&points);
    let name = words.short(metric.metric.id());
    let dots = points.iter().map(|p| (x.near(p.0), y.near(p.1)));
    Some(Hero {
        metric: metric.metric.id(),
        title: words
            .text("hero-as-run", &[("name", name.as_str().into()), ("unit", unit(&shown).into())]),
        caption: words.t("hero-as-run-caption"),
        description: words.with("over-the-run", "title", &name),
        y_ticks: draw::ticks(&y, 4, words.tongue(), |v| shown.scaled(v)),
        x_ticks: time_ticks(x),
        band: None,
        level: None,
        others: draw::dots(dots),
        fresh: String::new(),
        tired: String::new(),
        gap: String::new(),
        line: drawn(&line, x, &y),
        stretches: String::new(),
        windows: Vec::new(),
        labels: Vec::new(),
        onset: None,
    })
}

/// Medians of half a minute of running that is not left out.
fn half_minutes(series: &FormSeries, metric: &MetricSeries) -> Vec<(f64, f64)> {
    let mut rows: std::collections::BTreeMap<i64, Vec<f64>> = std::collections::BTreeMap::new();
    for i in (0..series.len()).filter(|&i| series.mask[i].is_clear()) {
        if metric.values[i].is_finite() {
            let row = (series.t[i] / (2.0 * HALF_ROW_S)).floor() as i64;
            rows.entry(row).or_default().push(metric.values[i]);
        }
    }
    rows.into_iter()
        .filter_map(|(row, values)| {
            Some((2.0 * HALF_ROW_S * row as f64 + HALF_ROW_S, stats::median(values)?))
        })
        .collect()
}

/// The running median of points; `None` where a gap breaks the line.
pub(super) fn smooth(points: &[(f64, f64)]) -> Vec<Option<(f64, f64)>> {
    let mut out = Vec::with_capacity(points.len());
    let half = SMOOTH / 2;
    for (k, point) in points.iter().enumerate() {
        let gap = k > 0 && points.get(k - 1).is_some_and(|p| point.0 - p.0 > BRIDGE_S);
        if gap {
            out.push(None);
        }
        let near = points.iter().skip(k.saturating_sub(half)).take(half + 1 + half.min(k));
        let near = near.filter(|p| (p.0 - point.0).abs() <= BRIDGE_S).map(|p| p.1);
        out.push(stats::median(near).map(|m| (point.0, m)));
    }
    out
}

fn drawn(line: &[Option<(f64, f64)>], x: &Scale, y: &Scale) -> String {
    draw::line(line.iter().map(|p| p.map(|(t, v)| (x.near(t), y.near(v)))))
}

/// The area between the line and the fresh level from a moment on.
fn gap(line: &[Option<(f64, f64)>], from: f64, level: f64, x: &Scale, y: &Scale) -> String {
    let mut out = String::new();
    for part in line.split(Option::is_none) {
        let inside: Vec<(f64, f64)> =
            part.iter().flatten().filter(|p| p.0 >= from).copied().collect();
        let (Some(first), Some(last)) = (inside.first(), inside.last()) else { continue };
        if inside.len() < 2 {
            continue;
        }
        let along = inside.iter().map(|(t, v)| Some((x.near(*t), y.near(*v))));
        let back = [last, first].map(|p| Some((x.near(p.0), y.near(level))));
        out.push_str(&draw::line(along.chain(back)));
        out.push('z');
    }
    out
}

fn time_ticks(x: &Scale) -> Vec<Tick> {
    draw::time_ticks(x, 6)
        .into_iter()
        .map(|t| Tick { at: Px(t.at.0 * 100.0 / WIDE), ..t })
        // A name at the very end would run out of the chart.
        .filter(|t| t.at.0 <= 97.0)
        .collect()
}

fn windows(analyzed: &Analyzed, x: &Scale, words: &Words) -> Vec<Window> {
    let mut named: Vec<(&str, f64)> = Vec::new();
    let mut out = Vec::new();
    for block in &analyzed.windows.blocks {
        let (class, name) = match block.phase {
            Phase::Fresh => ("fresh", "part-fresh"),
            Phase::Fatigued => ("tired", "part-tired"),
            Phase::Middle | Phase::Out => continue,
        };
        let left = 100.0 * x.at(block.span.start_s) / WIDE;
        let right = 100.0 * x.at(block.span.end_s).min(WIDE) / WIDE;
        let free = named.iter().all(|n| n.0 != class && (left - n.1).abs() >= NAMES_APART);
        if free {
            named.push((class, left));
        }
        out.push(Window {
            class,
            left: Px(left),
            width: Px((right - left).max(0.0)),
            name: free.then(|| words.t(name)),
        });
    }
    out
}

/// Names of both levels and of the change between them, none over another.
fn labels(levels: [(f64, String); 2], by: &str, words: &Words) -> Vec<(Px, &'static str, String)> {
    let [(fresh, fresh_text), (tired, tired_text)] = levels;
    let tired_above = tired < fresh;
    let middle = (0.5 * (fresh + tired)).clamp(APART + 4.0, 96.0 - APART);
    let half = (0.5 * (fresh - tired).abs()).max(APART);
    let (above, below) = ((middle - half).max(4.0), (middle + half).min(96.0));
    let (fresh_at, tired_at) = if tired_above { (below, above) } else { (above, below) };
    vec![
        (Px(fresh_at), "fresh", words.with("level-fresh", "level", fresh_text)),
        (Px(middle), "by", by.to_owned()),
        (Px(tired_at), "tired", words.with("level-tired", "level", tired_text)),
    ]
}

/// The course of a metric as a small line of 100 × 24, with the fresh level.
pub(super) fn spark(rows: &MetricRows) -> Option<(String, Px)> {
    let [fresh, _] = rows.levels?;
    let points: Vec<(f64, f64)> = rows
        .rows
        .iter()
        .filter_map(|r| Some((r.start_s, r.adjusted.filter(|a| a.is_finite())?)))
        .collect();
    let line = smooth(&points);
    let values = draw::sorted(line.iter().flatten().map(|p| p.1).chain([fresh]));
    let (first, last) = (points.first()?.0, points.last()?.0);
    if last <= first {
        return None;
    }
    let x = Scale::new([first, last], [1.0, 99.0]);
    let y = Scale::new(draw::view(&values, 1e-6)?, [23.0, 1.0]);
    Some((drawn(&line, &x, &y), Px(y.near(fresh))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Tongue;

    #[test]
    fn names_beside_the_chart_never_touch() {
        let words = Words::new(Tongue::default());
        for (fresh, tired) in [(50.0, 50.0), (50.0, 49.0), (2.0, 3.0), (98.0, 97.0), (90.0, 5.0)] {
            let made = labels([(fresh, "248".into()), (tired, "256".into())], "+8.1 ms", &words);
            let mut at: Vec<f64> = made.iter().map(|l| l.0.0).collect();
            at.sort_by(f64::total_cmp);
            assert!(at.windows(2).all(|p| p[1] - p[0] >= APART - 4.0), "{fresh} {tired}: {at:?}");
            assert!(at.iter().all(|a| (4.0..=96.0).contains(a)), "{at:?}");
        }
    }

    #[test]
    fn the_line_is_a_running_median_and_breaks_at_gaps() {
        let mut points: Vec<(f64, f64)> = (0..10).map(|k| (30.0 * f64::from(k), 5.0)).collect();
        points[4].1 = 50.0; // one outlier does not bend it
        points.push((2000.0, 7.0));
        let line = smooth(&points);
        assert!(line[..10].iter().all(|p| p.is_some_and(|p| p.1 == 5.0)), "{line:?}");
        assert_eq!(line[10..], [None, Some((2000.0, 7.0))]);
    }
}
