//! Readings that jump within one second while the runner runs on.
//!
//! A change of form passes through the watch's smoothing and takes several
//! seconds to show. A jump from one second to the next that stays, with cadence
//! and pace as before, is another sensor or one that slipped.

use std::ops::Range;

use ndarray::Array1;

use crate::metrics::Metric;
use crate::recording::Span;
use crate::segment::is_running;
use crate::series::{FormSeries, MetricSeries, Sampling};
use crate::stats;

/// Metrics in which a jump is looked for: each is a reading of its own.
const WATCHED: [Metric; 3] =
    [Metric::GroundContactTime, Metric::VerticalOscillation, Metric::ContactBalanceLeft];
/// A jump is so many times the usual change from second to second. Ours.
const USUAL_CHANGES: f64 = 8.0;
/// Seconds on either side whose median is the level. Ours.
const LEVEL_S: usize = 180;
/// Of these so many must be there. Ours.
const MIN_LEVEL_S: usize = 150;
/// Every so many seconds the usual change of level is looked at, s. Ours.
const STEP_S: usize = 60;
/// A jump moves the level by so many times what is usual. Ours.
const USUAL_SHIFTS: f64 = 5.0;
/// Jump and change of level agree within this factor. Ours.
const AGREE: f64 = 0.5;
/// The runner ran on: cadence and speed changed by less than these shares. Ours.
const RAN_ON: [f64; 2] = [0.03, 0.10];

/// A jump of one metric's readings.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Jump {
    pub(super) metric: Metric,
    /// Second of the first reading after it.
    pub(super) t: f64,
    /// Level after minus before, in the metric's unit.
    pub(super) size: f64,
}

/// Whether a metric comes from the sensor whose readings are watched here.
pub(super) fn concerns(metric: Metric) -> bool {
    !matches!(metric, Metric::Cadence | Metric::CadenceCv | Metric::StepLength)
}

/// The largest jump within `span` that is worthwhile (`least` says what is, for a
/// metric at a level); only where there is a record every second. A jump of the
/// balance stands back where another reading jumps as well.
pub(super) fn find(
    series: &FormSeries,
    span: Span,
    least: &dyn Fn(&MetricSeries, f64) -> Option<f64>,
) -> Option<Jump> {
    if series.sampling != Sampling::Seconds || series.record_step_s > 1.5 {
        return None;
    }
    let balance = |jump: &Jump| jump.metric == Metric::ContactBalanceLeft;
    series
        .metrics
        .iter()
        .filter(|m| WATCHED.contains(&m.metric))
        .filter_map(|m| largest(series, m, span, least))
        .max_by(|a, b| balance(&b.1).cmp(&balance(&a.1)).then(a.0.total_cmp(&b.0)))
        .map(|(_, jump)| jump)
}

/// The largest jump of a metric, and its size in usual changes.
fn largest(
    series: &FormSeries,
    metric: &MetricSeries,
    span: Span,
    least: &dyn Fn(&MetricSeries, f64) -> Option<f64>,
) -> Option<(f64, Jump)> {
    let n = series.len();
    let usable: Vec<bool> = (0..n)
        .map(|i| {
            span.contains(series.t[i]) && is_running(series, i) && metric.values[i].is_finite()
        })
        .collect();
    // Levels of the three minutes before and after the second `i`.
    let sides = |of: &Array1<f64>, i: usize| {
        let level = |range: Range<usize>| {
            let v: Vec<f64> =
                range.filter(|&j| usable[j] && of[j].is_finite()).map(|j| of[j]).collect();
            if v.len() < MIN_LEVEL_S { None } else { stats::median(v) }
        };
        Some([level(i.saturating_sub(LEVEL_S)..i)?, level(i..(i + LEVEL_S).min(n))?])
    };
    let changes: Vec<(usize, f64)> = (1..n)
        .filter(|&i| usable[i] && usable[i - 1])
        .map(|i| (i, metric.values[i] - metric.values[i - 1]))
        .collect();
    let sizes: Vec<f64> = changes.iter().map(|(_, c)| *c).collect();
    let usual = stats::mad_sd(&sizes)?.max(metric.resolution).max(1e-9);
    let suspects: Vec<(usize, f64)> =
        changes.into_iter().filter(|(_, c)| c.abs() >= USUAL_CHANGES * usual).collect();
    if suspects.is_empty() {
        return None;
    }
    let shifts: Vec<f64> = (0..n)
        .step_by(STEP_S)
        .filter_map(|i| sides(&metric.values, i).map(|[before, after]| after - before))
        .collect();
    let usual_shift = stats::mad_sd(&shifts)?;
    let cadence = series.metric(Metric::Cadence).map(|m| &m.values);
    suspects
        .into_iter()
        .filter_map(|(i, change)| {
            let [before, after] = sides(&metric.values, i)?;
            let size = after - before;
            let stays = size * change > 0.0
                && size.abs() >= AGREE * change.abs()
                && change.abs() >= AGREE * size.abs();
            let large = size.abs() >= USUAL_SHIFTS * usual_shift
                && least(metric, before).is_some_and(|least| size.abs() >= least);
            let ran_on =
                [cadence, Some(&series.speed)].into_iter().zip(RAN_ON).all(|(of, share)| {
                    of.and_then(|of| sides(of, i)).is_none_or(|[a, b]| (b / a - 1.0).abs() < share)
                });
            (stays && large && ran_on).then(|| {
                let jump = Jump { metric: metric.metric, t: series.t[i], size };
                (change.abs() / usual, jump)
            })
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::segment::mark;
    use crate::series::test_series;
    use crate::settings::Settings;

    /// Contact time that rises by 12 ms from second 3000 on, over `over` seconds.
    fn run(over: usize) -> FormSeries {
        let mut series = test_series(5400, |_| 3.0);
        let values = (0..5400)
            .map(|i: usize| {
                let wiggle = 2.0 * ((i as f64) * 0.61).sin();
                250.0 + wiggle + 12.0 * (i.saturating_sub(2999) as f64 / over as f64).min(1.0)
            })
            .collect();
        let cadence = series.metrics[0].clone();
        series.metrics.push(MetricSeries {
            metric: Metric::GroundContactTime,
            unit: "ms",
            values,
            resolution: 0.1,
            ..cadence
        });
        mark(&mut series, &Settings::default());
        series
    }

    const RUN: Span = Span { start_s: 600.0, end_s: 5400.0 };

    /// Six milliseconds are worthwhile.
    fn found(series: &FormSeries, span: Span) -> Option<Jump> {
        find(series, span, &|_, _| Some(6.0))
    }

    #[test]
    fn a_sensor_jumps_and_a_runner_does_not() {
        let jump = found(&run(1), RUN).unwrap();
        assert_eq!((jump.metric, jump.t), (Metric::GroundContactTime, 3000.0));
        assert!((jump.size - 12.0).abs() < 1.0, "{jump:?}");
        assert_eq!(found(&run(10), RUN), None);
        assert_eq!(find(&run(1), RUN, &|_, _| Some(13.0)), None);
        assert_eq!(found(&run(1), Span { start_s: 3100.0, end_s: 5400.0 }), None);
    }

    #[test]
    fn an_outlier_is_no_jump_and_a_new_cadence_is_the_runner() {
        let mut series = run(10_000);
        series.metrics[1].values[2000] = 300.0;
        assert_eq!(found(&series, RUN), None);
        let mut series = run(1);
        for i in 3000..5400 {
            series.metrics[0].values[i] = 180.0;
        }
        assert_eq!(found(&series, RUN), None);
    }
}
