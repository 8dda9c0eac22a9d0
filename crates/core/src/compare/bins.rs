//! Matched bins: seconds of both windows at the same speed and slope.

use std::collections::BTreeMap;

use crate::series::FormSeries;
use crate::settings::Compare;

/// What the two windows have in common.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Matched {
    /// Difference of bin means, weighted by the smaller count; `None` without a common bin.
    pub change: Option<f64>,
    /// Fresh seconds in common bins.
    pub fresh_s: f64,
    /// Fatigued seconds in common bins.
    pub fatigued_s: f64,
}

#[derive(Default, Clone, Copy)]
struct Cell {
    seconds: [f64; 2],
    sum: [f64; 2],
}

/// Compares the samples `fresh` and `fatigued` of `values` bin by bin.
pub(super) fn matched(
    series: &FormSeries,
    values: &ndarray::Array1<f64>,
    fresh: &[usize],
    fatigued: &[usize],
    settings: &Compare,
) -> Matched {
    let mut cells: BTreeMap<(i64, i64), Cell> = BTreeMap::new();
    for (side, samples) in [fresh, fatigued].into_iter().enumerate() {
        for &i in samples {
            let (v, g) = (series.speed[i], series.grade[i]);
            if !v.is_finite() || !g.is_finite() {
                continue;
            }
            let key = (
                (v / settings.bin_speed_mps).floor() as i64,
                (g / settings.bin_grade_pct + 0.5).floor() as i64,
            );
            let cell = cells.entry(key).or_default();
            cell.seconds[side] += series.dur[i];
            cell.sum[side] += series.dur[i] * values[i];
        }
    }
    let mut m = Matched::default();
    let (mut weight, mut sum) = (0.0, 0.0);
    for cell in cells.values().filter(|c| c.seconds.iter().all(|s| *s >= settings.bin_min_s)) {
        m.fresh_s += cell.seconds[0];
        m.fatigued_s += cell.seconds[1];
        let w = cell.seconds[0].min(cell.seconds[1]);
        weight += w;
        sum += w * (cell.sum[1] / cell.seconds[1] - cell.sum[0] / cell.seconds[0]);
    }
    m.change = (weight > 0.0).then(|| sum / weight);
    m
}
