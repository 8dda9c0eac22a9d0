//! Is it a run, can form be read from it, and how good is the recording?

use std::collections::BTreeMap;

use super::{Origin, Quality, RecordingInfo, RecordingKind, Refusal};
use crate::metrics::Metric;
use crate::recording::{Data, Note, NoteKind, Recording, Severity, Sport};
use crate::segment::{is_running, median_running_speed};
use crate::series::{FormSeries, Mask, Sampling};
use crate::settings::Settings;
use crate::stats;

/// Refuses what the file itself calls another sport.
pub(super) fn is_a_run_by_name(recording: &Recording) -> Result<(), Refusal> {
    match &recording.sport {
        Sport::Other(sport) => Err(Refusal::OtherSport { sport: sport.replace('_', " ") }),
        Sport::Running { .. } | Sport::Unknown => Ok(()),
    }
}

/// Refuses a series without a single metric of form.
pub(super) fn has_form(
    series: &FormSeries,
    recording: &Recording,
    settings: &Settings,
    notes: &[Note],
) -> Result<(), Refusal> {
    if series.is_empty() {
        return Err(Refusal::NoRecords);
    }
    if let Some(note) = notes.iter().find(|n| matches!(n.kind, NoteKind::NoRunning { .. })) {
        return Err(Refusal::NoRunningInSignals { why: note.kind.clone() });
    }
    if series.metric(Metric::Cadence).is_none()
        && series.metric(Metric::GroundContactTime).is_none()
    {
        is_long_enough(recording, settings)?;
        return Err(Refusal::NothingOfForm { damage: damage(notes) });
    }
    Ok(())
}

/// Refuses a series in which too little passes the running gate, or that moves
/// as no runner does.
pub(super) fn is_a_run_by_measure(
    series: &FormSeries,
    recording: &Recording,
    settings: &Settings,
    notes: &[Note],
) -> Result<(), Refusal> {
    let gate = &settings.gate;
    // What is running was found in the signals already, so that seconds suffice.
    let least_s = match recording.data {
        Data::Imu(_) | Data::Steps(_) => settings.imu.min_total_run_s,
        _ => gate.min_total_run_s,
    };
    let running = series.seconds(|i| is_running(series, i));
    let moving = series.seconds(|i| !series.mask[i].any(Mask::PAUSE));
    let enough = running > 0.0 && running >= gate.min_run_share * moving;
    let typical = |values: Option<&ndarray::Array1<f64>>| {
        let values = values?;
        stats::median(
            (0..series.len()).filter(|&i| !series.mask[i].any(Mask::PAUSE)).map(|i| values[i]),
        )
    };
    let cadence = typical(series.metric(Metric::Cadence).map(|m| &m.values));
    let speed = typical(Some(&series.speed));
    if let Some(v) = speed.filter(|v| *v > gate.max_typical_speed_mps) {
        return Err(Refusal::TooFast { speed_mps: v, speed_kmh: 3.6 * v });
    }
    if enough && running >= least_s {
        return Ok(());
    }
    is_long_enough(recording, settings)?;
    if enough || moving < least_s {
        let damage = damage(notes);
        return Err(Refusal::TooShort { running_s: running, needed_s: least_s, damage });
    }
    Err(Refusal::NotARun {
        running_s: running,
        moving_s: moving,
        cadence_from: gate.cadence_spm[0],
        cadence_to: gate.cadence_spm[1],
        speed_from: gate.min_speed_mps,
        cadence,
        speed,
    })
}

/// The damage to the file, if there is any.
fn damage(notes: &[Note]) -> Option<NoteKind> {
    notes.iter().find(|n| matches!(n.kind, NoteKind::Truncated { .. })).map(|n| n.kind.clone())
}

/// Refuses a clip of sensors that is too short whatever is in it.
fn is_long_enough(recording: &Recording, settings: &Settings) -> Result<(), Refusal> {
    let Data::Imu(imu) = &recording.data else { return Ok(()) };
    let (lasts_s, needed_s) = (imu.duration_s(), settings.imu.min_total_run_s);
    if lasts_s >= needed_s {
        return Ok(());
    }
    Err(Refusal::RecordingTooShort { lasts_s, needed_s })
}

/// What a trial in the laboratory lacks that is long enough to be measured: with
/// less running than a watch's recording must have, its values are those of a few
/// steps.
pub(super) fn too_short_to_judge(series: &FormSeries, settings: &Settings) -> Option<Note> {
    let running = series.seconds(|i| is_running(series, i));
    (running < settings.gate.min_total_run_s).then(|| {
        let needed_s = settings.gate.min_total_run_s;
        Note::warn(NoteKind::TooShortToJudge { running_s: running, needed_s })
    })
}

/// Identity and quality of the recording.
pub(super) fn describe(
    recording: &Recording,
    origin: &Origin,
    series: &FormSeries,
    notes: Vec<Note>,
) -> RecordingInfo {
    let last = series.len().saturating_sub(1);
    let at_end = |a: &ndarray::Array1<f64>| a.get(last).map_or(0.0, |v| v + series.dur[last]);
    let excluded_s: BTreeMap<String, f64> = Mask::NAMED
        .iter()
        .map(|(reason, name)| {
            ((*name).to_string(), series.seconds(|i| series.mask[i].any(*reason)))
        })
        .filter(|(_, s)| *s > 0.0)
        .collect();
    let distance_m = match series.sampling {
        Sampling::Seconds => series.distance.iter().rev().find(|d| d.is_finite()).copied(),
        Sampling::Laps => {
            let m: f64 = (0..series.len())
                .map(|i| series.speed[i] * series.dur[i])
                .filter(|d| d.is_finite())
                .sum();
            (m > 0.0).then_some(m)
        }
    };
    let imu = match &recording.data {
        Data::Imu(imu) => Some(imu),
        _ => None,
    };
    RecordingInfo {
        path: origin.path.clone(),
        sha256: origin.sha256.clone(),
        index: origin.index,
        format: recording.format.to_string(),
        device: recording.device.clone(),
        title: recording.title.clone(),
        sport: recording.sport.describe(),
        start_time: recording.start.map(|s| s.to_string()),
        kind: match recording.data {
            Data::Watch(_) => RecordingKind::Watch,
            Data::Laps(_) => RecordingKind::Laps,
            Data::Imu(_) => RecordingKind::Imu,
            Data::Steps(_) => RecordingKind::Steps,
        },
        placements: imu.map_or_else(Vec::new, |imu| {
            imu.sensors.iter().map(|s| s.placement.id().to_string()).collect()
        }),
        sample_rate_hz: match imu {
            Some(imu) => imu.sensors.first().map(|s| s.rate_hz),
            None => (series.sampling == Sampling::Seconds).then(|| 1.0 / series.record_step_s),
        },
        duration_s: at_end(&series.t),
        active_s: at_end(&series.active),
        running_s: series.seconds(|i| is_running(series, i)),
        distance_m,
        excluded_s,
        quality: quality(series, &notes),
        notes,
    }
}

/// Good unless something touches what the form is read from.
fn quality(series: &FormSeries, notes: &[Note]) -> Quality {
    let running = series.seconds(|i| is_running(series, i));
    // Hills, accelerations and slow seconds count in the comparison of a whole run.
    let settling = Mask::AFTER_PAUSE.with(Mask::GPS);
    let counts = |i: usize| match series.sampling {
        Sampling::Seconds => is_running(series, i) && !series.mask[i].any(settling),
        Sampling::Laps => series.mask[i].is_clear(),
    };
    let counting = series.seconds(counts);
    let bad = notes.iter().any(|n| {
        n.severity == Severity::Error || matches!(n.kind, NoteKind::TooShortToJudge { .. })
    });
    let doubtful = notes
        .iter()
        .any(|n| n.severity == Severity::Warning && n.share.is_none_or(|share| share > 0.05));
    let dynamics = series.metric(Metric::GroundContactTime).is_some();
    let comparable = median_running_speed(series).is_some();
    if bad || counting < 0.25 * running {
        Quality::Low
    } else if doubtful
        || !comparable
        || !dynamics
        || counting < 0.6 * running
        || series.sampling == Sampling::Laps
    {
        Quality::Medium
    } else {
        Quality::Good
    }
}
