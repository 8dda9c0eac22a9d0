//! Rows: medians of half a minute, the unit of the regression.

use crate::recording::Span;
use crate::segment::{Block, Phase, Windows};
use crate::series::{FormSeries, MetricSeries, spread_pct};
use crate::settings::Settings;
use crate::stats;

/// One row: a stretch of running reduced to medians.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Row {
    /// Start, s.
    pub t: f64,
    /// Which block it belongs to; rows of different blocks are no neighbours.
    pub block: usize,
    pub phase: Phase,
    /// Which ten minutes of the middle, for its own level; 0 elsewhere.
    pub middle: usize,
    /// Median speed, m/s.
    pub speed: f64,
    /// Median slope, %.
    pub grade: f64,
    /// Median of the metric, in its unit.
    pub value: f64,
}

/// What is asked of a metric's samples within a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowStat {
    Median,
    /// Coefficient of variation, %.
    Cv,
}

impl RowStat {
    /// Smallest step of a row's value. The spread of whole numbers within a row is
    /// finer than their step.
    pub(super) fn resolution(self, metric: &MetricSeries) -> f64 {
        if self == RowStat::Cv { 0.0 } else { metric.resolution }
    }
}

/// The metrics to compare: those of the series, and the variability of the
/// cadence where the records are dense enough to show one.
pub(super) fn comparable(series: &FormSeries) -> Vec<(MetricSeries, RowStat)> {
    let recorded = series.metrics.iter().map(|m| (m.clone(), RowStat::Median));
    let spread = series.cadence_spread().map(|m| (m, RowStat::Cv));
    let mut list: Vec<(MetricSeries, RowStat)> = recorded.chain(spread).collect();
    list.sort_by_key(|(m, _)| m.metric);
    list
}

/// Rows of one metric over the blocks of the windows. `counts` says which
/// samples are usable (and finite) for this metric.
pub(super) fn build(
    series: &FormSeries,
    windows: &Windows,
    metric: &MetricSeries,
    stat: RowStat,
    counts: &dyn Fn(usize) -> bool,
    settings: &Settings,
) -> Vec<Row> {
    let mut rows = Vec::new();
    for (b, block) in windows.blocks.iter().enumerate() {
        for (span, samples) in series.rows(block.span, settings.compare.row_s) {
            let inside: Vec<usize> = samples.filter(|&i| counts(i)).collect();
            if series.fill_a_row(&inside, &settings.compare)
                && let Some(row) = reduce(series, metric, stat, &inside, span, b, block, settings)
            {
                rows.push(row);
            }
        }
    }
    rows
}

#[allow(clippy::too_many_arguments)]
fn reduce(
    series: &FormSeries,
    metric: &MetricSeries,
    stat: RowStat,
    inside: &[usize],
    span: Span,
    block_index: usize,
    block: &Block,
    settings: &Settings,
) -> Option<Row> {
    let values = || inside.iter().map(|&i| metric.values[i]);
    let value = match stat {
        RowStat::Median => stats::median(values())?,
        RowStat::Cv => spread_pct(&values().collect::<Vec<f64>>())?,
    };
    let middle = if block.phase == Phase::Middle {
        1 + ((span.start_s - block.span.start_s) / settings.compare.middle_block_s) as usize
    } else {
        0
    };
    Some(Row {
        t: span.start_s,
        block: block_index,
        phase: block.phase,
        middle,
        speed: stats::median(inside.iter().map(|&i| series.speed[i]))?,
        grade: stats::median(inside.iter().map(|&i| series.grade[i])).unwrap_or(0.0),
        value,
    })
}
