//! The fresh level of a metric from run to run, at one speed.

use super::line::{Dot, Line};
use super::{NoShift, Run, Series, Shift, Verdict};
use crate::compare::speed_effect;
use crate::metrics::Metric;
use crate::settings;
use crate::stats;

/// Brings the levels to one speed and judges their movement.
///
/// level(v₀) = level(v) · exp(β (v₀ − v)) on the logarithmic scale, or
/// level + β (v₀ − v), with the usual slope β of the metric on speed. A line over the
/// days goes through all levels; what it rises or falls from the first run to the last
/// must exceed 1.96 hypot(σ, σ_β Δv), with σ its error where two single days differ by
/// d in one pair of twenty, and the uncertainty of β times what the same line says of
/// the speeds. A run is judged against the one before it by hypot(d, 1.96 σ_β Δv).
pub(super) fn judge(series: &mut Series, runs: &[Run], settings: &settings::Trend) {
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
    let used: Vec<Used> = series
        .points
        .iter()
        .filter_map(|p| {
            let day = runs.get(p.run)?.day();
            Some(Used { level: p.level?, speed: p.speed_mps, day })
        })
        .collect();
    let levels: Vec<f64> = used.iter().map(|u| u.level).collect();
    let Some(days) = stats::median(levels.iter().copied())
        .and_then(|typical| between_days(metric, typical, &levels, settings))
        .map(|days| if series.averages { days * settings.averages } else { days })
    else {
        series.level = Shift::none(NoShift::DaysUnknown);
        return;
    };
    series.days_differ = Some(days);
    // What two runs must differ by that are so far apart in speed.
    let needed = |from: f64, apart: f64| {
        let slope_sd = speed_effect(metric, speed, from).map_or(0.0, |(_, sd)| sd);
        let scale = if metric.log_scale() { from } else { 1.0 };
        days.hypot(1.96 * slope_sd * apart * scale)
    };
    let mut previous: Option<(f64, f64)> = None;
    for point in &mut series.points {
        let Some(level) = point.level else { continue };
        point.from_previous = previous.map(|(p, _)| level - p);
        point.beyond_days =
            previous.map(|(p, v)| (level - p).abs() >= needed(p, point.speed_mps - v));
        previous = Some((level, point.speed_mps));
    }
    if levels.len() < 2 {
        series.level = Shift::none(match series.points.len() {
            0 | 1 => NoShift::OneRunOnly,
            _ => NoShift::SpeedsTooFar,
        });
        return;
    }
    // All levels err alike: days, of which two differ by 1.96 √2 SD.
    let day = days / (1.96 * 2f64.sqrt());
    let over = |value: &dyn Fn(&Used) -> f64| {
        let dots: Vec<Dot> = used.iter().map(|u| [u.day, value(u), day * day]).collect();
        Line::through(&dots)
    };
    let (Some(line), Some(speeds)) = (over(&|u| u.level), over(&|u| u.speed)) else {
        series.level = Shift::none(NoShift::OneDayOnly);
        return;
    };
    let slope_sd = speed_effect(metric, speed, line.from).map_or(0.0, |(_, sd)| sd);
    let scale = if metric.log_scale() { line.from } else { 1.0 };
    let needed = 1.96 * line.se.hypot(slope_sd * speeds.change() * scale);
    let change = line.change();
    series.level = Shift {
        from: Some(line.from),
        to: Some(line.to),
        runs: levels.len(),
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

/// A level that counts.
struct Used {
    level: f64,
    speed: f64,
    day: f64,
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
