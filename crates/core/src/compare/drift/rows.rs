//! Rows of one metric over a whole run, and which of them are early and late.

use super::Row;
use crate::compare::rows::RowStat;
use crate::metrics::Metric;
use crate::segment::{Phase, Whole};
use crate::series::{FormSeries, MetricSeries, spread_pct};
use crate::settings::Drift;
use crate::stats;

/// A metric that fills less than this share of the rows of a part is compared over
/// quarters of its own. Ours.
const PART_FILLED: f64 = 0.7;

/// ... if it begins before, and lasts beyond, this share of the way between the parts. Ours.
const OWN_PART: f64 = 0.25;

/// The rows of a metric with their parts.
#[derive(Debug, Clone, Default)]
pub(in crate::compare) struct Rows {
    pub(in crate::compare) rows: Vec<Row>,
    pub(in crate::compare) early: Vec<bool>,
    pub(in crate::compare) late: Vec<bool>,
    /// The parts are those of the run, and not the metric's own.
    pub(in crate::compare) whole_parts: bool,
}

/// Rows between warm-up and cool-down. `counts` says which samples are usable for the metric.
pub(in crate::compare) fn rows(
    series: &FormSeries,
    whole: &Whole,
    metric: &MetricSeries,
    stat: RowStat,
    counts: &dyn Fn(usize) -> bool,
    settings: &Drift,
) -> Rows {
    let mut rows: Vec<Row> = Vec::new();
    let mut inside: Vec<usize> = Vec::new();
    let mut at = None;
    // Equal shares say that the sensor did not know a side.
    let placeholder = metric.metric == Metric::ContactBalanceLeft;
    let usable = |i: usize| {
        let v = metric.values[i];
        counts(i)
            && v.is_finite()
            && !(metric.metric.log_scale() && v <= 0.0)
            && !(placeholder && v == 50.0)
            && whole.phase(series.active[i]) != Phase::Out
    };
    for i in (0..series.len()).filter(|&i| usable(i)) {
        let k = (series.active[i] / whole.row_s) as usize;
        if at != Some(k) {
            rows.extend(reduce(series, metric, stat, &inside, whole, settings));
            inside.clear();
            at = Some(k);
        }
        inside.push(i);
    }
    rows.extend(reduce(series, metric, stat, &inside, whole, settings));
    parts(rows, whole, settings)
}

fn reduce(
    series: &FormSeries,
    metric: &MetricSeries,
    stat: RowStat,
    inside: &[usize],
    whole: &Whole,
    settings: &Drift,
) -> Option<Row> {
    let first = *inside.first()?;
    let seconds: f64 = inside.iter().map(|&i| series.dur[i]).sum();
    if seconds < settings.row_filled * whole.row_s {
        return None;
    }
    let mean = |of: &dyn Fn(usize) -> f64| {
        inside.iter().map(|&i| series.dur[i] * of(i)).sum::<f64>() / seconds
    };
    let grade = |i: usize| if series.grade[i].is_finite() { series.grade[i] } else { 0.0 };
    let value = match stat {
        RowStat::Median => stats::median(inside.iter().map(|&i| metric.values[i]))?,
        RowStat::Cv => {
            let v: Vec<f64> = inside.iter().map(|&i| metric.values[i]).collect();
            spread_pct(&v)?
        }
    };
    // A spread of nothing has no logarithm.
    let value =
        if stat == RowStat::Cv && metric.metric.log_scale() { value.max(1e-3) } else { value };
    Some(Row {
        t: mean(&|i| series.active[i]),
        clock: series.t[first],
        seconds,
        speed: mean(&|i| series.speed[i]),
        up: mean(&|i| grade(i).max(0.0)),
        down: mean(&|i| grade(i).min(0.0)),
        value,
    })
}

/// The parts of the run; a metric that is missing in much of one has its own.
fn parts(rows: Vec<Row>, whole: &Whole, settings: &Drift) -> Rows {
    let of =
        |phase: Phase| -> Vec<bool> { rows.iter().map(|r| whole.phase(r.t) == phase).collect() };
    let (early, late) = (of(Phase::Fresh), of(Phase::Fatigued));
    let filled = |part: &[bool]| {
        let inside = rows.iter().zip(part).filter(|(_, is)| **is);
        inside.map(|(r, _)| r.seconds).sum::<f64>() >= PART_FILLED * whole.part_s
    };
    if filled(&early) && filled(&late) {
        return Rows { rows, early, late, whole_parts: true };
    }
    // What begins midway has no early part, whatever its own first quarter is.
    let span = whole.late_start_s - whole.early_end_s;
    let begins = rows.first().is_some_and(|r| r.t < whole.early_end_s + OWN_PART * span);
    let lasts = rows.last().is_some_and(|r| r.t > whole.late_start_s - OWN_PART * span);
    if !(begins && lasts) {
        return Rows { rows, early, late, whole_parts: true };
    }
    let (early, late) = quarters(&rows, settings);
    Rows { rows, early, late, whole_parts: false }
}

/// First and last quarter of the seconds of some rows.
pub(in crate::compare) fn quarters(rows: &[Row], settings: &Drift) -> (Vec<bool>, Vec<bool>) {
    let counted: f64 = rows.iter().map(|r| r.seconds).sum();
    let part = (settings.part_share * counted).clamp(settings.part_min_s, settings.part_max_s);
    let mut before = 0.0;
    let mut early = Vec::with_capacity(rows.len());
    let mut late = Vec::with_capacity(rows.len());
    for r in rows {
        let (first, last) = (before + r.seconds <= part + 1.0, before >= counted - part - 1.0);
        // Parts that overlap are none.
        early.push(first && !last);
        late.push(last && !first);
        before += r.seconds;
    }
    (early, late)
}
