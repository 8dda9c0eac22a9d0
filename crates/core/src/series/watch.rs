//! Watch series → [`FormSeries`]: one-second grid, believable values only,
//! derived metrics, pauses.

use ndarray::Array1;

use super::breaks::{active_time, long_runs, mark_gps_dropouts, pauses, set};
use super::clean::{believable, clean};
use super::derive::derive;
use super::grid::Grid;
use super::select::{self, pick};
use super::{FormSeries, GradeSource, Mask, MetricSeries, Sampling};
use crate::metrics::Metric;
use crate::recording::{Note, NoteKind, Quantity, Recording, WatchSeries};
use crate::settings::Settings;

/// Puts a watch series on a one-second grid with cleaned and derived metrics.
///
/// Speed, altitude, distance and heart rate are interpolated linearly between
/// records; cadence and dynamics hold the last record (up to three usual
/// steps), which weights smart recording by time. Seconds in pauses and GPS
/// dropouts are masked; the rest of the mask is the segment room's work.
/// Slopes are left unknown here.
pub fn from_watch(
    recording: &Recording,
    watch: &WatchSeries,
    settings: &Settings,
    notes: &mut Vec<Note>,
) -> FormSeries {
    let grid = Grid::new(watch, settings);
    let n = grid.n;
    let covariate = |quantity, notes: &mut Vec<Note>| {
        pick(&watch.channels, quantity, settings.prefer, notes)
            .map_or_else(|| Array1::from_elem(n, f64::NAN), |p| grid.interpolate(&p.values))
    };
    let distance = from_zero(covariate(Quantity::Distance, notes));
    let mut speed = covariate(Quantity::Speed, notes);
    let mut speed_source = select::source(&watch.channels, Quantity::Speed, settings.prefer);
    if !speed.iter().any(|v| v.is_finite()) {
        speed = speed_from_distance(&distance);
        speed_source = select::source(&watch.channels, Quantity::Distance, settings.prefer);
        if speed.iter().any(|v| v.is_finite()) {
            notes.push(Note::of(NoteKind::SpeedFromDistance));
        }
    }
    let altitude = covariate(Quantity::Altitude, notes);
    let heart_rate = covariate(Quantity::HeartRate, notes);

    let mut recorded_metrics: Vec<MetricSeries> = Vec::new();
    for metric in Metric::ALL {
        let Some(quantity) = metric.row().field else { continue };
        if let Some(p) = pick(&watch.channels, quantity, settings.prefer, notes) {
            recorded_metrics.push(grid.metric(metric, &p));
        }
    }
    let family = |m| recorded_metrics.iter().find(|s| s.metric == m).map(|s| s.family);
    if family(Metric::VerticalRatio) != family(Metric::VerticalOscillation)
        && family(Metric::VerticalOscillation).is_some()
    {
        // The ratio of another sensor's oscillation: computed anew below.
        recorded_metrics.retain(|s| s.metric != Metric::VerticalRatio);
    }
    let mut mask = vec![Mask::NONE; n];
    let (mut pauses, mut notes_pauses) = pauses(watch, &grid, &speed, settings);
    notes.append(&mut notes_pauses);
    for span in &pauses {
        set(&mut mask, *span, Mask::PAUSE);
    }
    // Stops nobody marked: part of the active time, but not of the running.
    let stops = long_runs(n, settings.mask.stop_min_s as usize, |i| {
        mask[i].is_clear() && speed[i] < settings.mask.stop_speed_mps
    });
    let active = active_time(&mask);
    for span in stops {
        set(&mut mask, span, Mask::PAUSE);
        pauses.push(span);
    }
    pauses.sort_by(|a, b| a.start_s.total_cmp(&b.start_s));
    mark_gps_dropouts(watch, &grid, settings, &mut mask);

    if let Some(contact) = recorded_metrics.iter().find(|m| m.metric == Metric::GroundContactTime) {
        for i in (0..n).filter(|&i| contact.values[i] > settings.gate.contact_ms[1]) {
            mask[i] = mask[i].with(Mask::NOT_RUNNING);
        }
    }
    clean(&mut recorded_metrics, settings, &grid, notes);
    let sides = select::sides(&watch.channels)
        .into_iter()
        .map(|(side, p)| {
            (side, believable(grid.metric(Metric::GroundContactTime, &p), settings.gate.contact_ms))
        })
        .collect();
    let mut series = FormSeries {
        sampling: Sampling::Seconds,
        t: Array1::from_iter((0..n).map(|i| i as f64)),
        dur: Array1::ones(n),
        active,
        speed,
        grade: covariate(Quantity::Grade, notes),
        heart_rate,
        distance,
        altitude,
        mask,
        metrics: recorded_metrics,
        sides,
        steps: Vec::new(),
        step_sensors: Vec::new(),
        pauses,
        laps: watch.laps.clone(),
        speed_source,
        grade_source: GradeSource::Unknown,
        record_step_s: grid.median_dt,
    };
    derive(&mut series, recording.body, settings);
    series
}

/// Distance from the start of this recording: in multisport files the counter
/// goes on from the sport before.
fn from_zero(distance: Array1<f64>) -> Array1<f64> {
    let first = distance.iter().copied().find(|d| d.is_finite()).unwrap_or(0.0);
    distance - first
}

/// Speed as the slope of the distance over five seconds, m/s.
fn speed_from_distance(distance: &Array1<f64>) -> Array1<f64> {
    let n = distance.len();
    Array1::from_iter((0..n).map(|i| {
        let (a, b) = (i.saturating_sub(2), (i + 2).min(n.saturating_sub(1)));
        if b > a { (distance[b] - distance[a]) / (b - a) as f64 } else { f64::NAN }
    }))
}
