//! Laps and kilometres in a table.

use super::{Markup, number};
use crate::analysis::{Analysis, Segment};
use crate::metrics::Metric;
use crate::report::show::Shown;
use crate::units::clock;
use crate::words::Words;

/// A table of segments.
pub(super) struct Laps {
    pub title: String,
    pub head: Vec<String>,
    pub rows: Vec<Row>,
}

/// One lap or kilometre.
pub(super) struct Row {
    pub name: String,
    /// Heading and content.
    pub cells: Vec<(String, Markup)>,
}

/// Metrics shown, where they were measured.
const COLUMNS: [Metric; 6] = [
    Metric::Cadence,
    Metric::GroundContactTime,
    Metric::VerticalOscillation,
    Metric::VerticalRatio,
    Metric::StepLength,
    Metric::ContactBalanceLeft,
];

/// Tables of the laps (where there are several) and of the kilometres.
pub(super) fn tables(analysis: &Analysis, words: &Words) -> Vec<Laps> {
    let of = |prefix: &str| -> Vec<&Segment> {
        analysis.segments.iter().filter(|s| s.id.starts_with(prefix)).collect()
    };
    let (laps, km) = (of("lap_"), of("km_"));
    let mut out = Vec::new();
    if laps.len() > 1 {
        out.push(table(["laps", "lap"], &laps, words));
    }
    if !km.is_empty() && !same(&laps, &km) {
        out.push(table(["kilometres", "km"], &km, words));
    }
    out
}

/// Whether the laps are the kilometres, as with a watch that counts them by itself.
fn same(laps: &[&Segment], km: &[&Segment]) -> bool {
    /// Laps begin within so many seconds of a kilometre. Ours.
    const APART_S: f64 = 10.0;
    laps.len().abs_diff(km.len()) <= 1
        && laps.iter().zip(km).all(|(a, b)| (a.start_s - b.start_s).abs() <= APART_S)
}

fn table([title, name]: [&str; 2], segments: &[&Segment], words: &Words) -> Laps {
    let has = |m: &Metric| {
        segments.iter().any(|s| s.metrics.iter().any(|x| x.metric == *m && x.side.is_none()))
    };
    let metrics: Vec<Metric> = COLUMNS.into_iter().filter(has).collect();
    let head = [name, "running", "distance", "pace", "slope", "heart"];
    let head = head.map(|id| words.with(&format!("lap-{id}"), "unit", pace_unit(words)));
    let head: Vec<String> = head
        .into_iter()
        .chain(metrics.iter().map(|m| Shown::told(words, *m, m.unit()).label))
        .collect();
    let rows = segments.iter().map(|s| row(s, &metrics, &head, words)).collect();
    Laps { title: words.t(&format!("lap-{title}")), head, rows }
}

fn pace_unit(words: &Words) -> &'static str {
    words.tongue().units.pace_unit()
}

fn row(s: &Segment, metrics: &[Metric], head: &[String], words: &Words) -> Row {
    let tongue = words.tongue();
    let cell = |field: &str, value: Option<f64>, text: &dyn Fn(f64) -> String| {
        let text = value.filter(|v| v.is_finite()).map_or("-".into(), text);
        number(&s.id, "", field, value, &text)
    };
    let mut cells = vec![
        cell("running_s", Some(s.running_s), &clock),
        cell("distance_m", s.distance_m, &|m| tongue.distance(m)),
        cell("speed_mps", s.speed_mps, &|v| tongue.units.pace_number(v)),
        cell("grade_pct", s.grade_pct, &|g| tongue.signed(g, 1)),
        cell("heart_rate_bpm", s.heart_rate_bpm, &|h| format!("{h:.0}")),
    ];
    for metric in metrics {
        let found = s.metrics.iter().find(|m| m.metric == *metric && m.side.is_none());
        let median = found.and_then(|m| m.median);
        let shown = Shown::told(words, *metric, found.map_or(metric.unit(), |m| &m.unit));
        cells.push(number(&s.id, metric.id(), "median", median, &shown.level(median)));
    }
    let name = s.id.rsplit('_').next().unwrap_or(&s.id).to_owned();
    let heads = head.iter().skip(1).cloned();
    Row { name, cells: heads.zip(cells).collect() }
}
