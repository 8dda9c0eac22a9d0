//! The fresh level of a metric from run to run, at one speed.

use super::{Series, Shift, Verdict, group, mean};
use crate::compare::speed_effect;
use crate::metrics::Metric;
use crate::settings;
use crate::stats;

/// Brings the levels to one speed and judges their movement.
///
/// level(v₀) = level(v) · exp(β (v₀ − v)) on the logarithmic scale, or
/// level + β (v₀ − v), with the usual slope β of the metric on speed. The first
/// and the last k runs are averaged; their difference must exceed
/// hypot(d/√k, 1.96 σ_β Δv), with d the difference that two single days must
/// show and the uncertainty of β times the difference of the mean speeds. A run is
/// judged against the one before it by the same rule, with k = 1.
pub(super) fn judge(series: &mut Series, settings: &settings::Trend) {
    let metric = series.metric;
    let Some(speed) = stats::median(series.points.iter().map(|p| p.speed_mps)) else { return };
    series.speed_mps = speed;
    for point in &mut series.points {
        let gap = speed - point.speed_mps;
        let between = 0.5 * (speed + point.speed_mps);
        point.level = match speed_effect(metric, between, point.fresh) {
            Some((slope, _)) if gap.abs() <= settings.speed_gap_mps => {
                Some(if metric.log_scale() {
                    point.fresh * (slope * gap).exp()
                } else {
                    point.fresh + slope * gap
                })
            }
            None if gap.abs() <= settings.plain_speed_gap_mps => Some(point.fresh),
            _ => None,
        };
    }
    let used: Vec<(f64, f64)> =
        series.points.iter().filter_map(|p| Some((p.level?, p.speed_mps))).collect();
    let levels: Vec<f64> = used.iter().map(|u| u.0).collect();
    let Some(days) = stats::median(levels.iter().copied())
        .and_then(|typical| between_days(metric, typical, &levels, settings))
        .map(|days| if series.averages { days * settings.averages } else { days })
    else {
        series.level = Shift::none("how much days differ is not known for this metric");
        return;
    };
    series.days_differ = Some(days);
    // What means of k runs must differ by that are so far apart in speed.
    let needed = |from: f64, k: usize, apart: f64| {
        let slope_sd = speed_effect(metric, speed, from).map_or(0.0, |(_, sd)| sd);
        let scale = if metric.log_scale() { from } else { 1.0 };
        (days / (k as f64).sqrt()).hypot(1.96 * slope_sd * apart * scale)
    };
    let mut previous: Option<(f64, f64)> = None;
    for point in &mut series.points {
        let Some(level) = point.level else { continue };
        point.from_previous = previous.map(|(p, _)| level - p);
        point.beyond_days =
            previous.map(|(p, v)| (level - p).abs() >= needed(p, 1, point.speed_mps - v));
        previous = Some((level, point.speed_mps));
    }
    if levels.len() < 2 {
        series.level = Shift::none(match series.points.len() {
            0 | 1 => "one run only",
            _ => "the runs were at too different speeds",
        });
        return;
    }
    let k = group(levels.len(), settings);
    let (first, last) = (&used[..k], &used[used.len() - k..]);
    let from = mean(first.iter().map(|u| u.0));
    let to = mean(last.iter().map(|u| u.0));
    let apart = mean(last.iter().map(|u| u.1)) - mean(first.iter().map(|u| u.1));
    let needed = needed(from, k, apart);
    let change = to - from;
    series.level = Shift {
        from: Some(from),
        to: Some(to),
        runs_each: k,
        change: Some(change),
        needed: Some(needed),
        verdict: match change {
            c if c >= needed => Verdict::Up,
            c if c <= -needed => Verdict::Down,
            _ => Verdict::NoChange,
        },
        reason: None,
    };
}

/// What two single days must differ by: the setting, or what this runner's own
/// days do when there are enough of them and they differ by more.
fn between_days(
    metric: Metric,
    typical: f64,
    levels: &[f64],
    settings: &settings::Trend,
) -> Option<f64> {
    let usual = settings.days(metric, typical)?;
    let own = (levels.len() >= settings.own_noise_runs)
        .then(|| stats::median(levels.windows(2).map(|w| (w[1] - w[0]).abs())))
        .flatten()
        // Median of |difference| = 0.6745 √2 σ; two days differ by 1.96 √2 σ.
        .map_or(0.0, |m| 1.96 * m / 0.6745);
    Some(usual.max(own))
}
