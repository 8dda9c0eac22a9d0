//! Rows: medians of half a minute, the unit of the regression.

use crate::metrics::Metric;
use crate::recording::{Formula, Provenance, SensorFamily, Span};
use crate::segment::{Block, Phase, Windows};
use crate::series::{FormSeries, MetricSeries, Sampling};
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
    let mut list: Vec<(MetricSeries, RowStat)> = Vec::new();
    for metric in Metric::ALL {
        if let Some(m) = series.metric(metric) {
            list.push((m.clone(), RowStat::Median));
        }
        if metric == Metric::Cadence
            && series.sampling == Sampling::Seconds
            && series.record_step_s <= 1.5
            // Single strides, where there are any, show it without smoothing.
            && series.metric(Metric::StrideTimeCv).is_none()
            && let Some(cadence) = series.metric(Metric::Cadence)
        {
            // A watch averages its cadence over seconds; sensors count single steps.
            let by_watch = series.steps.is_empty() && cadence.family != SensorFamily::Imu;
            let formula = match by_watch {
                true => Formula::SpreadInRowsSmoothed,
                false => Formula::SpreadInRows,
            };
            let spread = MetricSeries {
                metric: Metric::CadenceCv,
                unit: Metric::CadenceCv.unit(),
                source: Provenance::derived(formula, cadence.source.fields()),
                estimated: true,
                ..cadence.clone()
            };
            list.push((spread, RowStat::Cv));
        }
    }
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
        let first = series.t.iter().position(|t| *t >= block.span.start_s).unwrap_or(series.len());
        let end = series.t.iter().position(|t| *t >= block.span.end_s).unwrap_or(series.len());
        let mut from = first;
        while from < end {
            let (span, to) = row_end(series, block, from, end, settings);
            let inside: Vec<usize> = (from..to).filter(|&i| counts(i)).collect();
            let seconds: f64 = inside.iter().map(|&i| series.dur[i]).sum();
            let need = match series.sampling {
                Sampling::Seconds => settings.compare.row_valid_share * settings.compare.row_s,
                Sampling::Laps => 0.0,
            };
            if !inside.is_empty()
                && seconds >= need
                && let Some(row) = reduce(series, metric, stat, &inside, span, b, block, settings)
            {
                rows.push(row);
            }
            from = to;
        }
    }
    rows
}

/// End (time span, sample index) of the row that starts at sample `from`.
fn row_end(
    series: &FormSeries,
    block: &Block,
    from: usize,
    end: usize,
    settings: &Settings,
) -> (Span, usize) {
    if series.sampling == Sampling::Laps {
        return (
            Span { start_s: series.t[from], end_s: series.t[from] + series.dur[from] },
            from + 1,
        );
    }
    let k = ((series.t[from] - block.span.start_s) / settings.compare.row_s).floor();
    let start_s = block.span.start_s + k * settings.compare.row_s;
    let end_s = start_s + settings.compare.row_s;
    let mut to = from;
    while to < end && series.t[to] < end_s {
        to += 1;
    }
    (Span { start_s, end_s }, to.max(from + 1))
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
        RowStat::Cv => {
            let v: Vec<f64> = values().collect();
            let (mean, sd) = stats::mean_sd(&v)?;
            100.0 * sd / mean
        }
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn only_a_watch_smooths() {
        let spread = |family, source: &str| {
            let mut series = crate::series::test_series(60, |_| 3.0);
            series.metrics[0].family = family;
            series.metrics[0].source = source.into();
            let list = comparable(&series);
            list.into_iter().find(|m| m.0.metric == Metric::CadenceCv).unwrap().0.source.to_string()
        };
        assert_eq!(
            spread(SensorFamily::Native, "fit:cadence"),
            "derived:spread within 30 s, watch_smoothed, of fit:cadence"
        );
        assert_eq!(
            spread(SensorFamily::Imu, "imu:sacrum"),
            "derived:spread within 30 s of imu:sacrum"
        );
    }
}
