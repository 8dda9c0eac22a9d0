//! What is usual for a runner, and whether a run is.

use super::{Beside, BesideMetric, PastMetric, PastRun, Standing, Usual, metrics, seconds};
use crate::analysis::Analysis;
use crate::compare::speed_effect;
use crate::metrics::Metric;
use crate::settings;
use crate::stats;

/// A level is held against so many runs before it.
const LAST: usize = 10;
/// Runs that make something usual. Ours.
const LEAST: usize = 3;
/// A single day's level is within this many SD of the usual one in 95 of 100.
const Z95: f64 = 1.96;

/// A run beside those of a history that were before it (all others where a date is
/// missing); `None` where the history holds no other run.
pub fn against(
    analysis: &Analysis,
    history: &[PastRun],
    settings: &settings::Trend,
) -> Option<Beside> {
    let recording = &analysis.recording;
    let time = |start: &Option<String>| start.as_deref().and_then(seconds);
    let now = time(&recording.start_time);
    let mut before: Vec<(Option<f64>, &PastRun)> = history
        .iter()
        .filter(|p| (&p.sha256, p.index) != (&recording.sha256, recording.index))
        .map(|p| (time(&p.start_time), p))
        .filter(|(then, _)| then.zip(now).is_none_or(|(then, now)| then < now))
        .collect();
    if before.is_empty() {
        return None;
    }
    let all = before.len();
    before.retain(|(_, p)| p.device == recording.device);
    let key = |t: &Option<f64>| t.unwrap_or(f64::NEG_INFINITY);
    before
        .sort_by(|a, b| key(&a.0).total_cmp(&key(&b.0)).then_with(|| a.1.sha256.cmp(&b.1.sha256)));
    let runs: Vec<&PastRun> = before.into_iter().map(|(_, p)| p).collect();
    let found = metrics(analysis, settings).into_iter().filter_map(|m| {
        let past: Vec<(&PastRun, &PastMetric)> =
            runs.iter().filter_map(|run| Some((*run, same(&run.metrics, &m)?))).collect();
        let level = level(&m, &past, settings);
        let change = change(&m, &past, analysis, settings);
        let told = level.is_some() || change.is_some();
        told.then_some(BesideMetric { metric: m.metric, unit: m.unit, level, change })
    });
    Some(Beside { runs: runs.len(), other_devices: all - runs.len(), metrics: found.collect() })
}

/// The same metric of the same field in another run.
fn same<'a>(metrics: &'a [PastMetric], of: &PastMetric) -> Option<&'a PastMetric> {
    metrics.iter().find(|m| m.metric == of.metric && m.source == of.source && m.unit == of.unit)
}

/// The level against the last ten at this pace, brought to it.
///
/// A further single day lies within 1.96 √(σ² (1 + 1/k) + (σ_β Δv)²) of the mean of k:
/// σ is what days are known to do, or what this runner's days do where they are enough
/// and do more; σ_β the doubt of the effect of speed, Δv the distance of the mean speeds.
fn level(
    now: &PastMetric,
    past: &[(&PastRun, &PastMetric)],
    settings: &settings::Trend,
) -> Option<Usual> {
    let (value, speed) = now.level.zip(now.speed_mps)?;
    let mut levels: Vec<(f64, f64)> = past
        .iter()
        .filter_map(|(_, p)| p.level.zip(p.speed_mps))
        .filter_map(|(level, v)| Some((brought(now.metric, level, v, speed, settings)?, v)))
        .collect();
    levels.drain(..levels.len().saturating_sub(LAST));
    if levels.len() < LEAST {
        return None;
    }
    let k = levels.len() as f64;
    let values: Vec<f64> = levels.iter().map(|l| l.0).collect();
    let (usual, spread) = stats::mean_sd(&values)?;
    let known = settings.days(now.metric, usual)? / (Z95 * 2f64.sqrt());
    let day = if values.len() >= settings.own_noise_runs { known.max(spread) } else { known };
    let apart = speed - levels.iter().map(|l| l.1).sum::<f64>() / k;
    let slope = speed_effect(now.metric, speed, usual).map_or(0.0, |(_, se)| se);
    let scale = if now.metric.log_scale() { usual } else { 1.0 };
    let half = Z95 * (day * (1.0 + 1.0 / k).sqrt()).hypot(slope * scale * apart);
    Some(placed(value, usual, half, levels.len()))
}

/// A level at another speed by the usual effect of speed; `None` where that is too far.
fn brought(
    metric: Metric,
    level: f64,
    from: f64,
    to: f64,
    settings: &settings::Trend,
) -> Option<f64> {
    let gap = to - from;
    match speed_effect(metric, f64::midpoint(from, to), level) {
        Some((slope, _)) if gap.abs() <= settings.speed_gap_mps => {
            Some(if metric.log_scale() { level * (slope * gap).exp() } else { level + slope * gap })
        }
        None if gap.abs() <= settings.plain_speed_gap_mps => Some(level),
        _ => None,
    }
}

/// The change when tired against that of earlier runs of about this length and kind: a
/// random effect per run (DerSimonian and Laird 1986), and the interval of the next one
/// (Higgins, Thompson and Spiegelhalter 2009, J R Stat Soc A 172:137) with this run's
/// own.
fn change(
    now: &PastMetric,
    past: &[(&PastRun, &PastMetric)],
    analysis: &Analysis,
    settings: &settings::Trend,
) -> Option<Usual> {
    let (value, [low, high]) = now.change.zip(now.ci95)?;
    let running = analysis.recording.running_s;
    let alike = |run: &PastRun| {
        let ratio = run.running_s / running;
        run.mode == analysis.comparison.mode
            && ratio.max(1.0 / ratio) <= settings.running_time_ratio
    };
    let mut seen: Vec<[f64; 2]> = past
        .iter()
        .filter(|(run, _)| alike(run))
        .filter_map(|(_, p)| {
            let (change, [low, high]) = p.change.zip(p.ci95)?;
            let se = (high - low) / (2.0 * Z95);
            (se > 0.0).then_some([change, se * se])
        })
        .collect();
    seen.drain(..seen.len().saturating_sub(LAST));
    if seen.len() < LEAST {
        return None;
    }
    let k = seen.len() as f64;
    let pooled = |between: f64| {
        let weight = |s: &[f64; 2]| 1.0 / (s[1] + between);
        let total: f64 = seen.iter().map(weight).sum();
        let mean = seen.iter().map(|s| weight(s) * s[0]).sum::<f64>() / total;
        (mean, total, seen.iter().map(|s| weight(s).powi(2)).sum::<f64>())
    };
    let (mean, total, squares) = pooled(0.0);
    let q: f64 = seen.iter().map(|s| (s[0] - mean).powi(2) / s[1]).sum();
    let between = ((q - (k - 1.0)) / (total - squares / total)).max(0.0);
    let (usual, total, _) = pooled(between);
    let next = stats::t975(k - 1.0) * (between + 1.0 / total).sqrt();
    Some(placed(value, usual, next.hypot(0.5 * (high - low)), seen.len()))
}

fn placed(now: f64, usual: f64, half: f64, runs: usize) -> Usual {
    let place = match now - usual {
        d if d > half => Standing::Above,
        d if d < -half => Standing::Below,
        _ => Standing::Usual,
    };
    Usual { now, usual, range: [usual - half, usual + half], runs, place }
}
