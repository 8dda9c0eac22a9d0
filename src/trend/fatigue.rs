//! The change when tired from run to run.

use super::line::{Dot, Line};
use super::{NoShift, Point, Run, Series, Shift, Verdict};
use crate::metrics::{Adverse, Metric};
use crate::settings;

/// Size of a change in the direction that fatigue takes.
fn toward_fatigue(metric: Metric, change: f64) -> Option<f64> {
    match metric.adverse() {
        Adverse::Rise => Some(change),
        Adverse::Fall => Some(-change),
        Adverse::Away => Some(change.abs()),
        Adverse::None => None,
    }
}

/// Judges the movement of the change when tired among runs of about the same
/// length and kind as the last one.
///
/// A line over the days goes through all changes, each weighted by its interval. What
/// it rises or falls from the first run to the last must exceed the smallest worthwhile
/// change, and what the intervals allow, widened where the runs scatter more than
/// those say.
pub(super) fn judge(series: &Series, runs: &[Run], settings: &settings::Trend) -> Shift {
    let metric = series.metric;
    if metric.adverse() == Adverse::None {
        return Shift::none(NoShift::NoWorseWay);
    }
    let known: Vec<(&Point, &Run, f64, f64)> = series
        .points
        .iter()
        .filter_map(|p| {
            let half = p.tired_ci95.map(|[low, high]| 0.5 * (high - low))?;
            Some((p, runs.get(p.run)?, toward_fatigue(metric, p.tired_change?)?, half))
        })
        .collect();
    let Some((_, newest, ..)) = known.last() else {
        return Shift::none(NoShift::NoRunCompared);
    };
    let alike: Vec<_> = known
        .iter()
        .filter(|(_, run, ..)| {
            let ratio = run.running_s / newest.running_s;
            run.mode == newest.mode && ratio.max(1.0 / ratio) <= settings.running_time_ratio
        })
        .collect();
    if alike.len() < 2 {
        return Shift::none(match known.len() {
            0 | 1 => NoShift::OneRunOnly,
            _ => NoShift::NoRunAlike { minutes: newest.running_s / 60.0 },
        });
    }
    let dots: Vec<Dot> = alike
        .iter()
        .map(|(_, run, change, half)| [run.day(), *change, (half / 1.96).powi(2).max(1e-12)])
        .collect();
    let Some(line) = Line::through(&dots) else {
        return Shift::none(NoShift::OneDayOnly);
    };
    let swc = alike.iter().filter_map(|r| r.0.swc).fold(0.0, f64::max);
    let needed = swc.max(1.96 * line.se * line.scatter);
    let change = line.change();
    // Shown with the sign of the metric; differences between the sides by their size.
    let sign = if metric.adverse() == Adverse::Fall { -1.0 } else { 1.0 };
    Shift {
        from: Some(sign * line.from),
        to: Some(sign * line.to),
        runs: alike.len(),
        change: Some(sign * change),
        needed: Some(needed),
        verdict: match change {
            c if c >= needed => Verdict::Worse,
            c if c <= -needed => Verdict::Better,
            _ => Verdict::NoChange,
        },
        reason: None,
    }
}
