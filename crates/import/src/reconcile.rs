//! What the file says of the whole against what its records add up to, for every
//! format: totals of sessions, laps and summary rows; speed against distance.
//!
//! A treadmill run that was calibrated on the watch carries the right distance in
//! its total and the wrong speed in its records. Outdoors the records are right
//! and a contradiction is said.

use crate::recording::{
    Channel, Mapping, Note, NoteKind, Quantity, Recording, SensorFamily, Sport, WatchSeries,
};

/// What a file says of a whole recording.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Totals {
    /// Distance, m.
    pub(crate) distance_m: Option<f64>,
    /// Time with the timer running, s.
    pub(crate) timer_s: Option<f64>,
}

/// Totals and records that differ by more than this are two opinions. Ours: the
/// rounding of both is far below.
const TOLERANCE: f64 = 0.02;
/// Factors of a calibration; beyond, one of the two is broken. Seen: 0.68 to 1.54.
const CALIBRATION: [f64; 2] = [0.4, 2.5];
/// Records that cover less of the timer than this are not the whole run. Ours.
const COVERED: f64 = 0.9;
/// Speed and distance that differ by more than this cannot both be right. Ours:
/// GPS speed and GPS distance of one run differ by a few per cent.
const SPEED_TOLERANCE: f64 = 0.15;
/// Longest step between records over which speed is summed, s.
const LONGEST_STEP_S: f64 = 30.0;
/// Length of a running step, m. Ours: 0.5 shuffling, 2.2 in a sprint.
const STEP_M: [f64; 2] = [0.6, 2.2];

/// Brings the records of a watch series to what the file says of the whole.
pub(crate) fn settle(recording: &mut Recording, totals: Totals) {
    let Recording { data, notes, mappings, sport, .. } = recording;
    let crate::recording::Data::Watch(series) = data else { return };
    if matches!(sport, Sport::Other(_)) || series.len() < 2 {
        return;
    }
    speed_against_distance(series, totals, notes, mappings);
    let (Some(total_m), Some(records_m)) =
        (totals.distance_m.filter(|d| *d > 100.0), covered_m(series))
    else {
        return;
    };
    let factor = total_m / records_m;
    if (factor - 1.0).abs() <= TOLERANCE || !is_whole(series, totals) {
        return;
    }
    let inside = (CALIBRATION[0]..=CALIBRATION[1]).contains(&factor);
    if inside && is_indoors(series, sport) {
        scale(series, mappings, factor);
        notes.push(Note::warn(NoteKind::ScaledToTotal { total_m, records_m, factor }));
    } else {
        notes.push(Note::warn(NoteKind::TotalContradicted { total_m, records_m }));
    }
}

/// Nothing but the watch itself measured how far it was.
fn is_indoors(series: &WatchSeries, sport: &Sport) -> bool {
    let positions = series.first(Quantity::Latitude).map_or(0, Channel::count);
    sport.is_treadmill() || positions * 10 < series.len()
}

/// Whether the records cover the time that the total is of.
fn is_whole(series: &WatchSeries, totals: Totals) -> bool {
    let paused: f64 = series.pauses.iter().map(|p| p.duration_s()).sum();
    let active = series.duration_s() - paused;
    totals
        .timer_s
        .is_none_or(|timer| timer <= 0.0 || (COVERED..=1.0 / COVERED).contains(&(active / timer)))
}

/// Metres by the records: the distance counter, or else the speed summed up.
fn covered_m(series: &WatchSeries) -> Option<f64> {
    let by_counter = counted_m(series);
    by_counter.or_else(|| summed_m(series, |_| true).map(|(m, _)| m)).filter(|m| *m > 50.0)
}

fn is_own(channel: &&Channel) -> bool {
    channel.source.family == SensorFamily::Native
}

/// Metres between the first and the last value of the counter.
fn counted_m(series: &WatchSeries) -> Option<f64> {
    let channel = series.of(Quantity::Distance).find(is_own)?;
    let mut known = channel.values.iter().copied().filter(|v| v.is_finite());
    let first = known.next()?;
    Some(known.next_back()? - first)
}

/// Metres and seconds by the speed, over the records that `counts`.
fn summed_m(series: &WatchSeries, counts: impl Fn(usize) -> bool) -> Option<(f64, f64)> {
    let speed = series.of(Quantity::Speed).find(is_own)?;
    let (mut metres, mut seconds) = (0.0, 0.0);
    for i in 1..series.len() {
        let step = series.time_s[i] - series.time_s[i - 1];
        let v = speed.values[i];
        if v.is_finite() && step <= LONGEST_STEP_S && counts(i) {
            metres += v * step;
            seconds += step;
        }
    }
    (seconds > 60.0).then_some((metres, seconds))
}

/// The two that a file gives of one thing, where they disagree and something else
/// tells which is right.
fn speed_against_distance(
    series: &mut WatchSeries,
    totals: Totals,
    notes: &mut Vec<Note>,
    mappings: &mut [Mapping],
) {
    let Some(distance) = series.of(Quantity::Distance).find(is_own) else { return };
    if distance.source.id.starts_with("derived") || distance.count() * 2 < series.len() {
        return;
    }
    let moved: Vec<f64> = std::iter::once(f64::NAN)
        .chain(distance.values.windows(2).into_iter().map(|w| w[1] - w[0]))
        .collect();
    let both = |i: usize| moved[i].is_finite();
    let Some((by_speed, seconds)) = summed_m(series, both) else { return };
    let step = |i: usize| series.time_s[i] - series.time_s[i - 1];
    let by_distance: f64 = (1..series.len())
        .filter(|i| both(*i) && step(*i) <= LONGEST_STEP_S)
        .map(|i| moved[i])
        .sum();
    if by_speed <= 50.0 || by_distance <= 50.0 {
        return;
    }
    let factor = by_distance / by_speed;
    if (1.0 - SPEED_TOLERANCE..=1.0 + SPEED_TOLERANCE).contains(&factor) {
        return;
    }
    let settled = right_metres(series, totals, seconds, [by_speed, by_distance]);
    let kind = |settled: &str| NoteKind::SpeedContradictsDistance {
        by_speed_m: by_speed,
        by_distance_m: by_distance,
        settled: settled.into(),
    };
    match settled {
        Some(metres) if metres == by_distance => {
            times(series, mappings, Quantity::Speed, factor);
            notes.push(Note::warn(kind("by_distance")));
        }
        Some(_) => {
            times(series, mappings, Quantity::Distance, 1.0 / factor);
            notes.push(Note::warn(kind("by_speed")));
        }
        None => notes.push(Note::warn(kind("unsettled"))),
    }
}

/// Which of two lengths of the way the rest of the file supports.
fn right_metres(series: &WatchSeries, totals: Totals, seconds: f64, both: [f64; 2]) -> Option<f64> {
    let near = |m: f64, other: f64| (m / other - 1.0).abs() <= 0.05;
    if let Some(total) = totals.distance_m
        && let Some(m) = both.into_iter().find(|m| near(*m, total))
    {
        return Some(m);
    }
    let typical = |q: Quantity| {
        let values = series.of(q).find(is_own)?.values.iter().copied();
        crate::stats::median(values.filter(|v| *v > 0.0))
    };
    let cadence = typical(Quantity::Cadence)?;
    let cadence = if cadence < 115.0 { 2.0 * cadence } else { cadence };
    if let Some(step) = typical(Quantity::StepLength) {
        let by_steps = step * cadence / 60.0 * seconds;
        return both.into_iter().find(|m| near(*m, by_steps));
    }
    // What a runner's steps can be.
    let can_be = |m: &f64| {
        let step = m / seconds * 60.0 / cadence;
        (STEP_M[0]..=STEP_M[1]).contains(&step)
    };
    match both.into_iter().filter(can_be).collect::<Vec<_>>()[..] {
        [one] => Some(one),
        _ => None,
    }
}

/// Scales all that rests on the watch's own idea of the speed.
fn scale(series: &mut WatchSeries, mappings: &mut [Mapping], factor: f64) {
    use Quantity::*;
    for (quantity, factor) in
        [(Speed, factor), (Distance, factor), (StepLength, factor), (VerticalRatio, 1.0 / factor)]
    {
        times(series, mappings, quantity, factor);
    }
}

fn times(series: &mut WatchSeries, mappings: &mut [Mapping], quantity: Quantity, factor: f64) {
    let own = |c: &&mut Channel| c.quantity == quantity && c.source.family == SensorFamily::Native;
    for channel in series.channels.iter_mut().filter(own) {
        let start = channel.values.iter().copied().find(|v| v.is_finite()).unwrap_or(0.0);
        let zero = if quantity == Quantity::Distance { start } else { 0.0 };
        channel.values.mapv_inplace(|v| zero + (v - zero) * factor);
        for m in mappings.iter_mut().filter(|m| {
            m.quantity == Some(quantity) && channel.source.id.ends_with(m.column.as_str())
        }) {
            let before = m.remark.take().map(|r| r + "; ").unwrap_or_default();
            m.remark =
                Some(format!("{before}times {factor:.3}, by what the file says of the whole"));
        }
    }
}
