//! Steps from inertial sensors → [`FormSeries`]: every second gets what the
//! strides it lies in measured.
//!
//! A half-minute row of the comparison is then the median of some forty
//! strides, whatever the sensor, and windows, masks and verdicts are those of
//! any other recording.

use ndarray::Array1;

use super::align::{self, Aligned};
use super::derive::derive;
use super::seconds::{OfStep, Seconds};
use super::watch::from_watch;
use super::{FormSeries, Mask, MetricSeries, long_runs};
use crate::gait::{Gait, Step, Track, Trust};
use crate::metrics::{Accuracy, Metric, Side, asymmetry};
use crate::recording::{
    Clock, Companion, ImuRecording, Note, NoteKind, Provenance, Recording, Region, Site, Source,
    Span, StepTable,
};
use crate::settings::Settings;

/// The series of an inertial recording.
pub(super) fn from_imu(
    recording: &Recording,
    imu: &ImuRecording,
    settings: &Settings,
    notes: &mut Vec<Note>,
) -> FormSeries {
    let gait = crate::gait::measure(imu, &settings.imu, notes);
    let mut series = of_gait(&gait, imu.duration_s(), settings);
    let trunk = gait.tracks.iter().find(|t| is_trunk(t));
    let trunk = trunk.and_then(|t| one(Metric::GroundContactTime, t, series.len()));
    let mut reference = series.metric(Metric::GroundContactTime).filter(|m| serves(m)).cloned();
    if let Some(companion) = &imu.companion {
        let beside = pair(&mut series, recording, companion, settings, notes);
        reference = reference.or(beside);
    }
    if let (Some(trunk), Some(reference)) = (trunk, reference) {
        notes.extend(offset_from(&trunk, &reference, settings));
    }
    derive(&mut series, recording.body, settings);
    series
}

/// Whether a contact time can tell what a sensor on the trunk lacks: a measured one, or
/// that of the feet, which is nearer to a force plate's.
fn serves(contact: &MetricSeries) -> bool {
    !contact.estimated || contact.site == Site::Foot
}

fn is_trunk(track: &Track) -> bool {
    track.name.is_none() && track.placements.iter().all(|p| p.region() == Region::Trunk)
}

/// Seconds in common from which an offset is told. Ours.
const OFFSET_SECONDS: usize = 120;

/// What a sensor on the trunk lacks against a reference worn at the same time: told,
/// never applied, because only the user knows whether it was this runner's.
fn offset_from(
    trunk: &MetricSeries,
    reference: &MetricSeries,
    settings: &Settings,
) -> Option<Note> {
    let both = trunk.values.iter().zip(&reference.values).map(|(t, r)| r - t);
    let differences: Vec<f64> = both.filter(|d| d.is_finite()).collect();
    if differences.len() < OFFSET_SECONDS || trunk.source == reference.source {
        return None;
    }
    let spread = crate::stats::mad_sd(&differences)?;
    let offset = crate::stats::median(differences)? + settings.imu.contact_offset_ms;
    Some(Note::of(NoteKind::ContactOffsetFound {
        offset_ms: offset,
        spread_ms: spread,
        reference: reference.source.to_string(),
        trunk: trunk.source.to_string(),
    }))
}

/// The series of a table of steps, with the speed that the pods measured.
pub(super) fn from_steps(
    recording: &Recording,
    table: &StepTable,
    settings: &Settings,
) -> FormSeries {
    let track = crate::gait::from_table(table);
    let running = track.stretches.iter().map(|s| s.span).collect();
    let gait = Gait { tracks: vec![track], running };
    let last = gait.running.iter().map(|s| s.end_s).fold(0.0, f64::max);
    let mut series = of_gait(&gait, last, settings);
    let mut speed = Seconds::new(series.len());
    for step in &table.steps {
        let begin = step.initial_contact_s;
        speed.add(begin, begin + step.step_time_ms / 1000.0, step.speed_mps);
    }
    if let Some(speed) = speed.finish() {
        let mut covered = 0.0;
        series.distance = speed.mapv(|v| {
            covered += if v.is_finite() { v } else { 0.0 };
            covered
        });
        series.speed = speed;
        series.speed_source = Some(Source::native("steps:speed"));
    }
    derive(&mut series, recording.body, settings);
    series
}

/// Seconds of what the tracks measured.
fn of_gait(gait: &Gait, duration_s: f64, settings: &Settings) -> FormSeries {
    let n = duration_s.ceil().max(0.0) as usize;
    let mut series = FormSeries::seconds_of(n);
    mark_stops(&mut series, &gait.running, settings);
    for metric in Metric::ALL.into_iter().filter(|m| m.row().sensors.is_some()) {
        if let Some(found) = first(gait, |track| one(metric, track, n)) {
            series.metrics.push(found);
        }
    }
    series.sides = sides(gait, n);
    if let Some(track) = gait.tracks.first() {
        series.steps = track.steps().copied().collect();
        series.step_sensors.clone_from(&track.placements);
    }
    series
}

/// The sensors of a track.
fn provenance(track: &Track) -> Provenance {
    Provenance::measured(Source::of(track.source(), track.family, track.site()))
}

/// The first track, in order of preference, that gives something.
fn first(gait: &Gait, of: impl Fn(&Track) -> Option<MetricSeries>) -> Option<MetricSeries> {
    gait.tracks.iter().find_map(of)
}

/// One metric of one track, if it measures it.
fn one(metric: Metric, track: &Track, n: usize) -> Option<MetricSeries> {
    let mut seconds = Seconds::new(n);
    let mut estimated = false;
    for stretch in &track.stretches {
        let steps = &stretch.steps;
        match metric {
            Metric::Cadence if steps.is_empty() => seconds.windows(&stretch.cadence),
            Metric::Cadence => seconds.steps(steps, |s| (rate(s), beat_ms(s))),
            Metric::StepTime => seconds.steps(steps, |s| (s.step_ms, s.step_ms)),
            Metric::StrideTimeCv => seconds.spread_of_strides(steps),
            Metric::GroundContactTime if !stretch.contact.is_empty() => {
                estimated = true;
                seconds.windows(&stretch.contact);
            }
            Metric::GroundContactTime if stretch.trust > Trust::None => {
                estimated |= stretch.trust < Trust::Measured;
                seconds.steps(steps, |s| (s.contact_ms, beat_ms(s)));
            }
            Metric::GroundContactTime => {}
            Metric::VerticalOscillation => seconds.steps(steps, |s| (s.oscillation_mm, s.step_ms)),
            // A level that is not known takes no part in a comparison of two feet.
            Metric::ContactBalanceLeft | Metric::FlightAsymmetry
                if stretch.trust <= Trust::ChangeOnly => {}
            Metric::ContactBalanceLeft => {
                estimated |= stretch.trust < Trust::Measured;
                seconds.pairs(steps, |s| s.contact_ms, asymmetry::left_share_pct);
            }
            Metric::StepTimeAsymmetry => {
                seconds.pairs(steps, |s| s.step_ms, asymmetry::symmetry_index_pct);
            }
            Metric::FlightAsymmetry => {
                estimated |= stretch.trust < Trust::Measured;
                seconds.pairs(steps, |s| s.step_ms - s.contact_ms, asymmetry::symmetry_index_pct);
            }
            Metric::HarmonicRatio => seconds.windows(&stretch.harmonic_ratio),
            Metric::ForwardLeanChange => seconds.steps(steps, |s| (s.lean_deg, s.step_ms)),
            Metric::PelvicDrop => seconds.steps(steps, |s| (s.pelvic_drop_deg, s.step_ms)),
            Metric::PelvicDropLeft => seconds.of_side(steps, Side::Left, |s| s.pelvic_drop_deg),
            Metric::PelvicDropRight => seconds.of_side(steps, Side::Right, |s| s.pelvic_drop_deg),
            // The trunk brakes more than the body's centre of mass: up to 2.5 times.
            Metric::BrakingLoss => {
                estimated = true;
                seconds.steps(steps, |s| (s.braking_mps, s.step_ms));
            }
            Metric::ShankInclination => seconds.steps(steps, |s| (s.shank_deg, beat_ms(s))),
            Metric::StrikeAngle => seconds.steps(steps, |s| (s.strike_deg, beat_ms(s))),
            Metric::ArmSwingAsymmetry => seconds.windows(&stretch.arm_swing),
            _ => {}
        }
    }
    let mut values = seconds.finish()?;
    if matches!(metric, Metric::ForwardLeanChange | Metric::ShankInclination) {
        from_start(&mut values);
    }
    Some(MetricSeries {
        metric,
        unit: metric.unit(),
        source: provenance(track),
        family: track.family,
        site: track.site(),
        estimated,
        accuracy: accuracy(metric, track),
        resolution: 0.0,
        values,
    })
}

/// How far a metric made of contact times may lie from a force plate's.
fn accuracy(metric: Metric, track: &Track) -> Option<Accuracy> {
    let widest = track.stretches.iter().filter_map(|s| s.accuracy).reduce(Accuracy::or_wider)?;
    let middle = |of: fn(&Step) -> f64| {
        let sound = track.steps().filter(|s| s.fault.is_none()).map(of);
        crate::stats::median(sound.filter(|v| v.is_finite()))
    };
    match metric {
        Metric::GroundContactTime => Some(widest),
        // Both feet together are 100 %: a difference of their contacts is half of it each.
        Metric::ContactBalanceLeft => Some(widest.scaled(25.0 / middle(|s| s.contact_ms)?)),
        Metric::FlightAsymmetry => {
            Some(widest.scaled(100.0 / middle(|s| s.step_ms - s.contact_ms)?))
        }
        _ => None,
    }
}

/// Where only the change means anything: counted from the first ten minutes' level.
fn from_start(values: &mut Array1<f64>) {
    let first = values.iter().copied().filter(|v| v.is_finite()).take(600);
    if let Some(start) = crate::stats::median(first) {
        *values -= start;
    }
}

/// How long the interval lasts that a step's own values stand for, ms: to the
/// other foot's contact where it is known, otherwise to the same foot's.
fn beat_ms(step: &Step) -> f64 {
    if step.step_ms.is_finite() { step.step_ms } else { step.stride_ms }
}

/// Steps per minute of both feet.
fn rate(step: &Step) -> f64 {
    if step.step_ms.is_finite() { 60_000.0 / step.step_ms } else { 120_000.0 / step.stride_ms }
}

/// Contact time, pelvic drop and shank inclination of each foot.
fn sides(gait: &Gait, n: usize) -> Vec<(Side, MetricSeries)> {
    let wanted: [(Metric, OfStep); 4] = [
        (Metric::GroundContactTime, |s| s.contact_ms),
        (Metric::PelvicDrop, |s| s.pelvic_drop_deg),
        (Metric::ShankInclination, |s| s.shank_deg),
        (Metric::StrikeAngle, |s| s.strike_deg),
    ];
    let mut found = Vec::new();
    for (metric, value) in wanted {
        for side in [Side::Left, Side::Right] {
            let series = first(gait, |track| {
                let mut seconds = Seconds::new(n);
                let mut trust = Trust::Measured;
                for stretch in track.stretches.iter().filter(|s| s.trust > Trust::ChangeOnly) {
                    trust = trust.min(stretch.trust);
                    seconds.of_side(&stretch.steps, side, value);
                }
                let mut values = seconds.finish()?;
                if metric == Metric::ShankInclination {
                    from_start(&mut values);
                }
                Some(MetricSeries {
                    metric,
                    unit: metric.unit(),
                    source: provenance(track),
                    family: track.family,
                    site: track.site(),
                    estimated: metric == Metric::GroundContactTime && trust < Trust::Measured,
                    accuracy: accuracy(metric, track),
                    resolution: 0.0,
                    values,
                })
            });
            found.extend(series.map(|s| (side, s)));
        }
    }
    found
}

/// Seconds without running become pauses where they last.
fn mark_stops(series: &mut FormSeries, running: &[Span], settings: &Settings) {
    let n = series.len();
    let runs = |i: usize| running.iter().any(|r| r.start_s < i as f64 + 1.0 && r.end_s > i as f64);
    let mut still = vec![true; n];
    for (i, still) in still.iter_mut().enumerate() {
        *still = !runs(i);
    }
    for i in (0..n).filter(|&i| still[i]) {
        series.mask[i] = series.mask[i].with(Mask::NOT_RUNNING);
    }
    for span in long_runs(n, settings.mask.stop_min_s as usize, |i| still[i]) {
        for i in span.start_s as usize..span.end_s as usize {
            series.mask[i] = series.mask[i].with(Mask::PAUSE);
        }
        series.pauses.push(span);
    }
    let mut active = 0.0;
    for i in 0..n {
        series.active[i] = active;
        active += f64::from(u8::from(!series.mask[i].any(Mask::PAUSE)));
    }
}

/// Takes speed, heart rate, altitude, distance and laps from the companion; gives the
/// contact times that it measured itself, on the sensor's clock.
fn pair(
    series: &mut FormSeries,
    recording: &Recording,
    companion: &Companion,
    settings: &Settings,
    notes: &mut Vec<Note>,
) -> Option<MetricSeries> {
    let mut own_notes = Vec::new();
    let watch = from_watch(recording, &companion.series, settings, &mut own_notes);
    let offset_s = match companion.clock {
        Clock::Shared(offset_s) => offset_s,
        clock => match align::by_cadence(series, &watch, clock) {
            Ok(Aligned { offset_s, doubt_s, correlation }) => {
                notes.push(Note::of(NoteKind::ClocksAligned { offset_s, doubt_s, correlation }));
                offset_s
            }
            Err(why) => match align::by_time_of_day(series, &watch, clock) {
                Some(offset_s) => {
                    notes.push(Note::warn(NoteKind::ClocksByTimeOfDay { why }));
                    offset_s
                }
                None => {
                    let time_of_day = matches!(clock, Clock::TimeOfDay(_));
                    notes.push(Note::warn(NoteKind::ClocksNotAligned { why, time_of_day }));
                    return None;
                }
            },
        },
    };
    let at = |i: usize| {
        let k = (i as f64 + offset_s).round();
        (k >= 0.0 && (k as usize) < watch.len()).then_some(k as usize)
    };
    let n = series.len();
    let take =
        |of: &Array1<f64>| Array1::from_iter((0..n).map(|i| at(i).map_or(f64::NAN, |k| of[k])));
    series.speed = take(&watch.speed);
    series.speed_source.clone_from(&watch.speed_source);
    series.heart_rate = take(&watch.heart_rate);
    series.altitude = take(&watch.altitude);
    series.grade = take(&watch.grade);
    series.distance = take(&watch.distance);
    let kept = Mask::GPS.with(Mask::PAUSE);
    for i in 0..n {
        if let Some(k) = at(i) {
            series.mask[i] = series.mask[i].with(Mask(watch.mask[k].0 & kept.0));
        }
    }
    let shifted = |s: &Span| Span { start_s: s.start_s - offset_s, end_s: s.end_s - offset_s };
    series.laps = watch.laps.iter().map(shifted).collect();
    let contact = watch.metric(Metric::GroundContactTime).filter(|m| !m.estimated)?;
    Some(MetricSeries { values: take(&contact.values), ..contact.clone() })
}
