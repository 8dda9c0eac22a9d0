//! Statistics of stretches of the run: whole, fresh, fatigued, laps, kilometres.

use super::{Segment, SegmentMetric};
use crate::compare::MetricRows;
use crate::form::{Context, Measured, Norms};
use crate::gait::Step;
use crate::metrics::consistency::{self, Seconds};
use crate::metrics::{Metric, Side, asymmetry, nonlinear};
use crate::recording::{Formula, Provenance, Recording, Span};
use crate::segment::{Phase, Windows, is_running};
use crate::series::{FormSeries, MetricSeries, Sampling, spread_in_rows};
use crate::settings::Settings;
use crate::stats;

/// A kilometre with less running than this is left out, s. Ours.
const MIN_PART_S: f64 = 20.0;

/// Summaries of all segments, in a fixed order.
pub(super) fn summarise(
    series: &FormSeries,
    windows: &Windows,
    compared: &[MetricRows],
    settings: &Settings,
) -> Vec<Segment> {
    let end = series.len().checked_sub(1).map_or(0.0, |i| series.t[i] + series.dur[i]);
    let whole = Span { start_s: 0.0, end_s: end };
    let running = |i: usize| is_running(series, i);
    let own = Own::of(series, windows);
    let spread = series.cadence_spread();
    // The variability of the cadence by rows; those of a part are the comparison's own.
    let variability = |span: Span, counts: &dyn Fn(usize) -> bool| {
        let spread = spread.as_ref()?;
        of_rows(spread, &spread_in_rows(series, spread, span, counts, &settings.compare))
    };
    let one = |id: String, span: Span, counts: &dyn Fn(usize) -> bool| {
        segment(series, &own, id, span, counts, variability(span, counts))
    };
    let mut segments = vec![one("all".into(), whole, &running)];
    for (id, span, phase) in
        [("fresh", windows.fresh, Phase::Fresh), ("fatigued", windows.fatigued, Phase::Fatigued)]
    {
        if let Some(span) = span {
            let counts = |i: usize| windows.counts(i, phase);
            let rows = compared.iter().find(|m| m.metric == Metric::CadenceCv);
            let rows = rows.iter().flat_map(|m| &m.rows).filter(|r| r.phase == phase);
            let rows: Vec<f64> = rows.map(|r| r.value).collect();
            let variability = spread.as_ref().and_then(|spread| of_rows(spread, &rows));
            segments.push(segment(series, &own, id.into(), span, &counts, variability));
        }
    }
    for (k, lap) in series.laps.iter().enumerate() {
        segments.push(one(format!("lap_{}", k + 1), *lap, &running));
    }
    if series.sampling == Sampling::Seconds {
        let parts = kilometres(series).into_iter();
        let parts = parts.map(|(km, span)| one(format!("km_{km}"), span, &running));
        segments.extend(parts.filter(|s| s.running_s >= MIN_PART_S));
    }
    segments
}

/// Where published tables put the medians of the whole run.
pub(super) fn context(series: &FormSeries, recording: &Recording, norms: &Norms) -> Vec<Context> {
    let of = |m: &MetricSeries| {
        let running = (0..series.len()).filter(|&i| is_running(series, i));
        let value = stats::median(running.map(|i| m.values[i]))?;
        let (metric, family, site) = (m.metric, m.family, m.site);
        let device = recording.device.as_deref();
        Some(norms.context(Measured { metric, value, family, site, device }))
    };
    series.metrics.iter().filter_map(of).flatten().collect()
}

/// What belongs to this runner over the whole run.
struct Own {
    /// Band around the fresh cadence, spm.
    band: Option<[f64; 2]>,
    /// Cadence by speed, spm per m/s.
    speed_effect: Option<f64>,
}

impl Own {
    fn of(series: &FormSeries, windows: &Windows) -> Own {
        let Some(cadence) = series.metric(Metric::Cadence) else {
            return Own { band: None, speed_effect: None };
        };
        let fresh = (0..series.len()).filter(|&i| windows.counts(i, Phase::Fresh));
        let running: Vec<usize> = (0..series.len()).filter(|&i| is_running(series, i)).collect();
        Own {
            band: stats::median(fresh.map(|i| cadence.values[i])).map(consistency::own_band),
            speed_effect: Stretch::of(series, cadence, &running).speed_effect(),
        }
    }
}

/// Where each kilometre lies.
fn kilometres(series: &FormSeries) -> Vec<(usize, Span)> {
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
}

fn segment(
    series: &FormSeries,
    own: &Own,
    id: String,
    span: Span,
    counts: &dyn Fn(usize) -> bool,
    variability: Option<SegmentMetric>,
) -> Segment {
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
    let mut metrics: Vec<SegmentMetric> = variability.into_iter().collect();
    // Metrics that are those of one side stand there with their side, below.
    let both =
        |m: &&MetricSeries| !matches!(m.metric, Metric::PelvicDropLeft | Metric::PelvicDropRight);
    for m in series.metrics.iter().filter(both) {
        metrics.extend(summary(m, None, &inside, &weights));
        if m.metric == Metric::Cadence && series.sampling == Sampling::Seconds {
            metrics.extend(cadence_consistency(series, m, own, &inside));
        }
        if m.metric == Metric::ContactBalanceLeft {
            metrics.extend(summary(&contact_asymmetry(series, m), None, &inside, &weights));
        }
    }
    for (side, m) in &series.sides {
        metrics.extend(summary(m, Some(*side), &inside, &weights));
    }
    metrics.extend(structure_of_strides(series, span));
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

/// Symmetry index of the contact times: from both feet where the balance was
/// put together from them, otherwise from the balance.
fn contact_asymmetry(series: &FormSeries, balance: &MetricSeries) -> MetricSeries {
    let of = |side| series.sides.iter().find(|(s, _)| *s == side).map(|(_, m)| m);
    let feet = of(Side::Left).zip(of(Side::Right));
    let own_feet = feet.filter(|(l, r)| {
        let fields = l.source.fields().iter().chain(r.source.fields());
        balance.source.fields().iter().eq(fields)
    });
    let (values, formula) = match own_feet {
        Some((l, r)) => (
            ndarray::Zip::from(&l.values)
                .and(&r.values)
                .map_collect(|l, r| asymmetry::symmetry_index_pct(*l, *r)),
            Formula::SymmetryIndex,
        ),
        None => (
            balance.values.mapv(asymmetry::symmetry_index_from_share),
            Formula::SymmetryIndexOfShare,
        ),
    };
    MetricSeries {
        metric: Metric::ContactAsymmetry,
        source: Provenance::derived(formula, balance.source.fields()),
        estimated: true,
        accuracy: None,
        values,
        ..balance.clone()
    }
}

/// The variability of the cadence from its values in rows.
fn of_rows(spread: &MetricSeries, rows: &[f64]) -> Option<SegmentMetric> {
    let (mean, sd) = stats::mean_sd(rows)?;
    let neighbours = rows.windows(2).map(|v| (v[0], v[1]));
    let half = stats::mean_half_width(rows, neighbours).filter(|half| *half > 0.0);
    Some(SegmentMetric {
        metric: spread.metric,
        side: None,
        unit: spread.unit.to_string(),
        mean: Some(mean),
        median: stats::median(rows.iter().copied()),
        sd: Some(sd),
        n: rows.len(),
        ci95: half.map(|half| [mean - half, mean + half]),
        source: spread.source.clone(),
        estimated: true,
        accuracy: None,
    })
}

fn summary(
    m: &MetricSeries,
    side: Option<Side>,
    inside: &[usize],
    weights: &[f64],
) -> Option<SegmentMetric> {
    let values: Vec<f64> = inside.iter().map(|&i| m.values[i]).collect();
    let (mean, sd) = stats::weighted_mean_sd(&values, weights)?;
    let neighbours = inside
        .windows(2)
        .zip(values.windows(2))
        .filter_map(|(i, v)| (i[1] == i[0] + 1).then_some((v[0], v[1])));
    // One value of a window that lasts as long as all this has no spread to tell.
    let half = stats::mean_half_width(&values, neighbours).filter(|half| *half > 0.0);
    Some(SegmentMetric {
        metric: m.metric,
        side,
        unit: m.unit.to_string(),
        mean: Some(mean),
        median: stats::median(values.iter().copied()),
        sd: Some(sd),
        n: values.iter().filter(|v| v.is_finite()).count(),
        ci95: half.map(|half| [mean - half, mean + half]),
        source: m.source.clone(),
        estimated: m.estimated,
        accuracy: m.accuracy,
    })
}

/// The DFA exponent of the longest row of strides of one foot without a gap.
fn structure_of_strides(series: &FormSeries, span: Span) -> Option<SegmentMetric> {
    let side = series.steps.iter().find_map(|s| s.side);
    let mut longest: &[&Step] = &[];
    let strides: Vec<&Step> = series
        .steps
        .iter()
        .filter(|s| s.side == side && span.contains(s.initial_contact_s))
        .collect();
    for row in strides.split_inclusive(|s| s.fault.is_some() || !s.stride_ms.is_finite()) {
        let sound = match row.split_last() {
            Some((last, rest)) if last.fault.is_some() || !last.stride_ms.is_finite() => rest,
            _ => row,
        };
        if sound.len() > longest.len() {
            longest = sound;
        }
    }
    let times: Vec<f64> = longest.iter().map(|s| s.stride_ms).collect();
    let alpha = nonlinear::dfa_alpha(&times).ok()?;
    let source = series.metric(Metric::StepTime).or(series.metric(Metric::Cadence))?;
    Some(SegmentMetric {
        metric: Metric::DfaAlpha,
        side: None,
        unit: Metric::DfaAlpha.unit().to_string(),
        mean: Some(alpha),
        median: None,
        sd: None,
        n: times.len(),
        ci95: None,
        source: Provenance::derived(Formula::StrideTimes, source.source.fields()),
        estimated: true,
        accuracy: None,
    })
}

/// Seconds of a stretch, gathered.
struct Stretch {
    t: Vec<f64>,
    cadence: Vec<f64>,
    speed: Vec<f64>,
    distance: Vec<f64>,
}

impl Stretch {
    fn of(series: &FormSeries, cadence: &MetricSeries, inside: &[usize]) -> Stretch {
        let inside: Vec<usize> =
            inside.iter().copied().filter(|&i| cadence.values[i].is_finite()).collect();
        let gather = |a: &ndarray::Array1<f64>| inside.iter().map(|&i| a[i]).collect();
        Stretch {
            t: gather(&series.t),
            cadence: gather(&cadence.values),
            speed: gather(&series.speed),
            distance: gather(&series.distance),
        }
    }

    fn seconds(&self) -> Seconds<'_> {
        let Stretch { t, cadence, speed, distance } = self;
        Seconds { t, cadence, speed, distance }
    }

    fn speed_effect(&self) -> Option<f64> {
        consistency::speed_effect(self.seconds())
    }
}

/// Cadence consistency of a stretch. Values that need dense records are left
/// out where the watch wrote one only every few seconds.
fn cadence_consistency(
    series: &FormSeries,
    cadence: &MetricSeries,
    own: &Own,
    inside: &[usize],
) -> Vec<SegmentMetric> {
    let stretch = Stretch::of(series, cadence, inside);
    let s = stretch.seconds();
    let dense = series.record_step_s <= 1.5 && s.t.len() > 30;
    let effect = own.speed_effect;
    let formula = match series.steps.is_empty() {
        true => Formula::PerSecondSmoothed,
        false => Formula::PerSecond,
    };
    let mut out = Vec::new();
    let mut add = |metric: Metric, value: Option<f64>, ci95: Option<[f64; 2]>| {
        let Some(value) = value.filter(|v| v.is_finite()) else { return };
        out.push(SegmentMetric {
            metric,
            side: None,
            unit: metric.unit().to_string(),
            mean: Some(value),
            median: None,
            sd: None,
            n: s.t.len(),
            ci95,
            source: Provenance::derived(formula, cadence.source.fields()),
            estimated: true,
            accuracy: None,
        });
    };
    add(
        Metric::CadenceInBand,
        consistency::share_within_pct(s.cadence, consistency::BAND_SPM),
        None,
    );
    let own_share = own.band.and_then(|band| consistency::share_within_pct(s.cadence, band));
    add(Metric::CadenceInOwnBand, own_share, None);
    if dense {
        add(Metric::CadenceCvOverall, consistency::cv_pct(s.cadence), None);
        add(Metric::CadenceCvRobust, consistency::robust_cv_pct(s.cadence), None);
        add(Metric::CadenceCvDetrended, consistency::detrended_cv_pct(s.t, s.cadence), None);
        let adjusted = effect.and_then(|e| consistency::speed_adjusted_cv_pct(s, e));
        add(Metric::CadenceCvSpeedAdjusted, adjusted, None);
        add(Metric::CadenceRmssd, consistency::rmssd(s.t, s.cadence), None);
    }
    let raw = consistency::drift(s);
    add(Metric::CadenceSlope, raw.map(|d| d.slope), raw.and_then(|d| d.ci95));
    let adjusted = effect.and_then(|e| consistency::drift_at_equal_speed(s, e));
    add(
        Metric::CadenceSlopeSpeedAdjusted,
        adjusted.map(|d| d.slope),
        adjusted.and_then(|d| d.ci95),
    );
    out
}
