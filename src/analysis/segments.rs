//! Statistics of stretches of the run: whole, fresh, fatigued, laps, kilometres.

use super::{Segment, SegmentMetric};
use crate::metrics::{Metric, derived};
use crate::recording::Span;
use crate::segment::{Phase, Windows, is_running};
use crate::series::{FormSeries, MetricSeries, Sampling};
use crate::stats;

/// Conventional cadence band whose share of the running time is reported, spm.
/// A convention, not a target: elite 100 km runners range from 155 to 203.
const BAND_SPM: [f64; 2] = [170.0, 180.0];
/// A kilometre with less running than this is left out, s. Ours.
const MIN_PART_S: f64 = 20.0;

/// Summaries of all segments, in a fixed order.
pub(super) fn summarise(series: &FormSeries, windows: &Windows) -> Vec<Segment> {
    let end = series.len().checked_sub(1).map_or(0.0, |i| series.t[i] + series.dur[i]);
    let whole = Span { start_s: 0.0, end_s: end };
    let mut segments = vec![segment(series, "all".into(), whole, &|i| is_running(series, i))];
    for (id, span, phase) in
        [("fresh", windows.fresh, Phase::Fresh), ("fatigued", windows.fatigued, Phase::Fatigued)]
    {
        if let Some(span) = span {
            segments.push(segment(series, id.into(), span, &|i| windows.counts(i, phase)));
        }
    }
    for (k, lap) in series.laps.iter().enumerate() {
        let s = segment(series, format!("lap_{}", k + 1), *lap, &|i| is_running(series, i));
        segments.push(s);
    }
    if series.sampling == Sampling::Seconds {
        segments.extend(kilometres(series));
    }
    segments
}

fn kilometres(series: &FormSeries) -> Vec<Segment> {
    let mut spans: Vec<(usize, Span)> = Vec::new();
    for i in 0..series.len() {
        if !series.distance[i].is_finite() {
            continue;
        }
        let km = (series.distance[i].max(0.0) / 1000.0) as usize + 1;
        let end_s = series.t[i] + series.dur[i];
        match spans.last_mut() {
            Some((last, span)) if *last == km => span.end_s = end_s,
            Some((last, _)) if *last > km => {} // the distance never goes back
            _ => spans.push((km, Span { start_s: series.t[i], end_s })),
        }
    }
    spans
        .into_iter()
        .map(|(km, span)| segment(series, format!("km_{km}"), span, &|i| is_running(series, i)))
        .filter(|s| s.running_s >= MIN_PART_S)
        .collect()
}

fn segment(series: &FormSeries, id: String, span: Span, counts: &dyn Fn(usize) -> bool) -> Segment {
    let first = series.t.iter().position(|t| *t >= span.start_s).unwrap_or(series.len());
    let last = series.t.iter().position(|t| *t >= span.end_s).unwrap_or(series.len());
    let inside: Vec<usize> = (first..last).filter(|&i| counts(i)).collect();
    let weights: Vec<f64> = inside.iter().map(|&i| series.dur[i]).collect();
    let mean_of = |a: &ndarray::Array1<f64>| {
        let v: Vec<f64> = inside.iter().map(|&i| a[i]).collect();
        stats::weighted_mean_sd(&v, &weights).map(|m| m.0)
    };
    let covered: Vec<f64> =
        (first..last).map(|i| series.distance[i]).filter(|d| d.is_finite()).collect();
    let distance_m = match (series.sampling, covered.first(), covered.last()) {
        (Sampling::Seconds, Some(a), Some(b)) => Some(b - a),
        (Sampling::Laps, ..) => {
            let m: f64 = (first..last)
                .map(|i| series.speed[i] * series.dur[i])
                .filter(|d| d.is_finite())
                .sum();
            (m > 0.0).then_some(m)
        }
        _ => None,
    };
    let mut metrics: Vec<SegmentMetric> = Vec::new();
    for m in &series.metrics {
        metrics.extend(summary(m, &inside, &weights));
        if m.metric == Metric::Cadence && series.sampling == Sampling::Seconds {
            metrics.extend(consistency(series, m, &inside));
        }
        if m.metric == Metric::ContactBalanceLeft {
            let si = m.values.mapv(derived::symmetry_index_from_share);
            let source = format!("derived:4*({} - 50)", m.source);
            let asymmetry = MetricSeries {
                metric: Metric::ContactAsymmetry,
                source,
                estimated: true,
                values: si,
                ..m.clone()
            };
            metrics.extend(summary(&asymmetry, &inside, &weights));
        }
    }
    metrics.sort_by_key(|m| m.metric);
    Segment {
        id,
        start_s: span.start_s,
        end_s: span.end_s,
        running_s: weights.iter().fold(0.0, |s, w| s + w),
        distance_m,
        speed_mps: mean_of(&series.speed),
        grade_pct: mean_of(&series.grade),
        heart_rate_bpm: mean_of(&series.heart_rate),
        metrics,
    }
}

fn summary(m: &MetricSeries, inside: &[usize], weights: &[f64]) -> Option<SegmentMetric> {
    let values: Vec<f64> = inside.iter().map(|&i| m.values[i]).collect();
    let (mean, sd) = stats::weighted_mean_sd(&values, weights)?;
    let n = values.iter().filter(|v| v.is_finite()).count();
    let neighbours = inside
        .windows(2)
        .zip(values.windows(2))
        .filter_map(|(i, v)| (i[1] == i[0] + 1).then_some((v[0] - mean, v[1] - mean)));
    let phi = stats::unbiased_phi(stats::lag1(neighbours, sd * sd), n as f64);
    let n_eff = n as f64 * (1.0 - phi) / (1.0 + phi);
    let half = stats::t975(n_eff - 1.0) * sd / n_eff.sqrt();
    Some(SegmentMetric {
        metric: m.metric,
        side: None,
        unit: m.unit.to_string(),
        mean: Some(mean),
        median: stats::median(values.iter().copied()),
        sd: Some(sd),
        n,
        ci95: (n_eff >= 3.0).then_some([mean - half, mean + half]),
        source: m.source.clone(),
        estimated: m.estimated,
    })
}

/// Cadence consistency of a stretch: variation, share in the band, drift per
/// kilometre (Theil-Sen over minute medians). Watches smooth their cadence, so
/// the variation understates that of single steps.
fn consistency(
    series: &FormSeries,
    cadence: &MetricSeries,
    inside: &[usize],
) -> Vec<SegmentMetric> {
    let values: Vec<f64> =
        inside.iter().map(|&i| cadence.values[i]).filter(|v| v.is_finite()).collect();
    let ones = vec![1.0; values.len()];
    let Some((mean, sd)) = stats::weighted_mean_sd(&values, &ones) else { return Vec::new() };
    let entry = |metric: Metric, value: f64| SegmentMetric {
        metric,
        side: None,
        unit: metric.unit().to_string(),
        mean: Some(value),
        median: None,
        sd: None,
        n: values.len(),
        ci95: None,
        source: format!("derived:{} (smoothed by the watch)", cadence.source),
        estimated: true,
    };
    let in_band = values.iter().filter(|v| (BAND_SPM[0]..=BAND_SPM[1]).contains(*v)).count();
    let mut out = vec![entry(Metric::CadenceInBand, 100.0 * in_band as f64 / values.len() as f64)];
    if series.record_step_s <= 1.5 && values.len() > 30 {
        out.push(entry(Metric::CadenceCv, 100.0 * sd / mean));
    }
    out.extend(slope_per_km(series, cadence, inside).map(|v| entry(Metric::CadenceSlope, v)));
    out
}

/// Theil-Sen slope of minute medians against distance, spm per km; needs five
/// minutes and half a kilometre.
fn slope_per_km(series: &FormSeries, cadence: &MetricSeries, inside: &[usize]) -> Option<f64> {
    let mut minutes: Vec<(f64, f64)> = Vec::new(); // km, spm
    for group in
        inside.chunk_by(|&a, &b| (series.t[a] / 60.0) as u64 == (series.t[b] / 60.0) as u64)
    {
        let value = stats::median(group.iter().map(|&i| cadence.values[i]));
        let at = stats::median(group.iter().map(|&i| series.distance[i]));
        if group.len() >= 30
            && let (Some(v), Some(d)) = (value, at)
        {
            minutes.push((d / 1000.0, v));
        }
    }
    let reach = minutes.last()?.0 - minutes.first()?.0;
    (minutes.len() >= 5 && reach > 0.5).then(|| stats::theil_sen(&minutes)).flatten()
}
