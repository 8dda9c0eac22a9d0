//! Lap table → [`FormSeries`]: one sample per lap, coarser than seconds.

use ndarray::Array1;

use super::{FormSeries, GradeSource, Mask, MetricSeries, Sampling, select};
use crate::metrics::Metric;
use crate::recording::{LapTable, Note, NoteKind, Quantity, Span};
use crate::settings::Settings;
use crate::stats;

/// Makes one sample per lap. Lap averages carry no course within the lap, so
/// everything said from them is coarser; a note says so.
pub fn from_laps(laps: &LapTable, settings: &Settings, notes: &mut Vec<Note>) -> FormSeries {
    let n = laps.start_s.len();
    notes.push(Note::warn(NoteKind::LapTable { laps: n }));
    let values = |quantity, notes: &mut Vec<Note>| {
        select::pick(&laps.channels, quantity, settings.prefer, notes)
            .map_or_else(|| Array1::from_elem(n, f64::NAN), |p| p.values)
    };
    let series = |metric: Metric, p: select::Pick| MetricSeries {
        metric,
        unit: metric.unit(),
        source: p.provenance(),
        family: p.family(),
        site: p.site(),
        estimated: false,
        accuracy: None,
        resolution: stats::resolution(&p.values.to_vec()),
        values: p.values,
    };
    let mut metrics = Vec::new();
    for metric in Metric::ALL {
        let Some(quantity) = metric.row().field else { continue };
        if let Some(p) = select::pick(&laps.channels, quantity, settings.prefer, notes) {
            metrics.push(series(metric, p));
        }
    }
    let contact = |p| {
        super::clean::believable(series(Metric::GroundContactTime, p), settings.gate.contact_ms)
    };
    let sides = select::sides(&laps.channels).into_iter().map(|(s, p)| (s, contact(p))).collect();
    let grade = values(Quantity::Grade, notes);
    let grade_source = if grade.iter().any(|g| g.is_finite()) {
        GradeSource::Declared
    } else {
        GradeSource::Unknown
    };
    let mut distance = Array1::zeros(n);
    let lap_m = values(Quantity::Distance, notes);
    for i in 1..n {
        distance[i] = distance[i - 1] + lap_m[i - 1];
    }
    let mut speed = values(Quantity::Speed, notes);
    let named = |quantity| select::source(&laps.channels, quantity, settings.prefer);
    let speed_source = named(Quantity::Speed).or_else(|| named(Quantity::Distance));
    for i in (0..n).filter(|&i| lap_m[i] > 0.0 && laps.duration_s[i] > 0.0) {
        if speed[i].is_nan() {
            speed[i] = lap_m[i] / laps.duration_s[i];
        }
    }
    let mut active = Array1::zeros(n);
    for i in 1..n {
        active[i] = active[i - 1] + laps.duration_s[i - 1];
    }
    let mut series = FormSeries {
        sampling: Sampling::Laps,
        t: laps.start_s.clone(),
        dur: laps.duration_s.clone(),
        active,
        speed,
        grade,
        heart_rate: values(Quantity::HeartRate, notes),
        distance,
        altitude: Array1::from_elem(n, f64::NAN),
        mask: vec![Mask::NONE; n],
        metrics,
        sides,
        steps: Vec::new(),
        step_sensors: Vec::new(),
        pauses: Vec::new(),
        laps: (0..n)
            .map(|i| Span { start_s: laps.start_s[i], end_s: laps.start_s[i] + laps.duration_s[i] })
            .collect(),
        speed_source,
        grade_source,
        record_step_s: stats::median(laps.duration_s.iter().copied()).unwrap_or(f64::NAN),
    };
    super::derive::derive(&mut series, Default::default(), settings);
    series
}
