//! The change when tired from run to run.

use super::{Point, Run, Series, Shift, Verdict, group, mean};
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
/// The first and the last k runs are averaged. Their difference must exceed the
/// smallest worthwhile change, and what the intervals of the runs allow:
/// √(Σh²)/k, with h the half widths of all 2k runs.
pub(super) fn judge(series: &Series, runs: &[Run], settings: &settings::Trend) -> Shift {
    let metric = series.metric;
    if metric.adverse() == Adverse::None {
        return Shift::none("neither direction is worse for this metric");
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
        return Shift::none("no run with a fresh and a tired part that can be compared");
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
            0 | 1 => "one run only".to_owned(),
            _ => format!(
                "no other run of about the same length and kind as the last one ({:.0} min)",
                newest.running_s / 60.0
            ),
        });
    }
    let k = group(alike.len(), settings);
    let (first, last) = (&alike[..k], &alike[alike.len() - k..]);
    let from = mean(first.iter().map(|r| r.2));
    let to = mean(last.iter().map(|r| r.2));
    let spread: f64 = first.iter().chain(last).map(|r| r.3 * r.3).sum();
    let swc = last.iter().filter_map(|r| r.0.swc).fold(0.0, f64::max);
    let needed = swc.max(spread.sqrt() / k as f64);
    let change = to - from;
    // Shown with the sign of the metric; differences between the sides by their size.
    let sign = if metric.adverse() == Adverse::Fall { -1.0 } else { 1.0 };
    Shift {
        from: Some(sign * from),
        to: Some(sign * to),
        runs_each: k,
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
