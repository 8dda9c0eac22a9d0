//! Values that cannot be measurements: outside all belief, defaults, frozen sensors.

use super::MetricSeries;
use super::breaks::long_runs;
use super::grid::Grid;
use crate::metrics::Metric;
use crate::recording::{Note, NoteKind, Span};
use crate::settings::Settings;
use crate::stats;

/// Values outside the range become missing.
pub(super) fn believable(mut series: MetricSeries, [low, high]: [f64; 2]) -> MetricSeries {
    series.values.mapv_inplace(|v| if v >= low && v <= high { v } else { f64::NAN });
    series
}

/// Drops unbelievable values, balance defaults and stretches of a frozen sensor.
pub(super) fn clean(
    metrics: &mut [MetricSeries],
    settings: &Settings,
    grid: &Grid,
    notes: &mut Vec<Note>,
) {
    let gate = &settings.gate;
    let get = |metrics: &[MetricSeries], m| {
        metrics.iter().find(|s| s.metric == m).map(|s| s.values.clone())
    };
    // Frozen sensor: contact and oscillation both stuck.
    let mut stuck: Vec<Span> = Vec::new();
    if let (Some(gct), Some(vo)) =
        (get(metrics, Metric::GroundContactTime), get(metrics, Metric::VerticalOscillation))
    {
        let same = |i: usize| i > 0 && gct[i] == gct[i - 1] && vo[i] == vo[i - 1];
        let min = gate.stuck_s.max(4.0 * grid.median_dt) as usize;
        stuck = long_runs(grid.n, min, same);
    }
    let mut default_balance = 0.0;
    for series in metrics.iter_mut() {
        let range = gate.range(series.metric);
        if series.metric == Metric::ContactBalanceLeft {
            let values = series.values.clone();
            let half = |i: usize| (values[i] - 50.0).abs() < 0.005;
            let min = gate.balance_default_s.max(2.0 * grid.median_dt) as usize;
            for span in long_runs(grid.n, min, half) {
                default_balance += span.duration_s();
                for i in span.start_s as usize..span.end_s as usize {
                    series.values[i] = f64::NAN;
                }
            }
        }
        if let Some([low, high]) = range {
            series.values.mapv_inplace(|v| if v >= low && v <= high { v } else { f64::NAN });
            for span in &stuck {
                for i in span.start_s as usize..span.end_s as usize {
                    series.values[i] = f64::NAN;
                }
            }
        }
        series.resolution = stats::resolution(&series.values.to_vec());
    }
    let n = grid.n.max(1) as f64;
    let frozen: f64 = stuck.iter().map(Span::duration_s).sum();
    if frozen > 0.0 {
        notes.push(Note::warn(NoteKind::SensorFrozen { frozen_s: frozen }).with_share(frozen / n));
    }
    if default_balance > 0.0 {
        notes.push(
            Note::of(NoteKind::BalanceDefault { default_s: default_balance })
                .with_share(default_balance / n),
        );
    }
}
