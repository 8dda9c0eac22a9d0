//! Every channel has its own clock: a sensor that speaks every few seconds into
//! records of every second leaves gaps that are no gaps.
//!
//! The Apple Watch gives contact and oscillation every two seconds, some watches
//! a cadence a minute, merged files positions and sensors in turn. Such values
//! stand until the next one of their own channel: quick ones are held, slow ones
//! run on to the next in a straight line. What is missing by the channel's own
//! clock stays missing.

use ndarray::Array1;

use crate::recording::{Channel, Note, NoteKind, Quantity, Span, WatchSeries};
use crate::series_builder::median_step;

/// A channel has a clock of its own from so many steps of the records on. Ours.
const OWN_CLOCK: f64 = 1.5;
/// Slower values than this say nothing about the time between, s. Ours: some
/// converters keep one cadence a minute.
const MAX_SPACING_S: f64 = 90.0;
/// Longer than this many spacings a value is missing. Ours: one may fail.
const REACH: f64 = 2.5;
/// Up to this spacing a value is held, s; beyond, the same value for long would
/// look like a frozen sensor.
const HOLD_S: f64 = 3.0;
/// Values that it takes to know a clock. Ours.
const MIN_VALUES: usize = 5;

/// Lets the values of slower channels stand until their next one.
pub(crate) fn settle(series: &mut WatchSeries, notes: &mut Vec<Note>) {
    let WatchSeries { time_s, channels, pauses, .. } = series;
    let step = median_step(&time_s.to_vec());
    let (mut names, mut slowest) = (Vec::new(), 0.0);
    for channel in channels {
        let known: Vec<usize> =
            (0..channel.values.len()).filter(|i| channel.values[*i].is_finite()).collect();
        let Some(spacing) = spacing(time_s, &known).filter(|s| *s > OWN_CLOCK * step) else {
            continue;
        };
        if fill(time_s, channel, &known, spacing, pauses) && is_form(channel.quantity) {
            names.push(channel.source.id.clone());
            slowest = f64::max(slowest, spacing);
        }
    }
    if !names.is_empty() {
        notes.push(Note::of(NoteKind::OwnClock { columns: names, spacing_s: slowest }));
    }
}

/// Usual time between the values of a channel, s.
fn spacing(time_s: &Array1<f64>, known: &[usize]) -> Option<f64> {
    if known.len() < MIN_VALUES {
        return None;
    }
    let times: Vec<f64> = known.iter().map(|i| time_s[*i]).collect();
    Some(median_step(&times)).filter(|s| *s <= MAX_SPACING_S)
}

/// Fills between values; true where any was filled.
fn fill(
    time_s: &Array1<f64>,
    channel: &mut Channel,
    known: &[usize],
    spacing: f64,
    pauses: &[Span],
) -> bool {
    let reach = REACH * spacing;
    let (mut any, mut pause) = (false, 0);
    for (k, &a) in known.iter().enumerate() {
        let (start, value) = (time_s[a], channel.values[a]);
        let next = known.get(k + 1).copied();
        let after = next.filter(|b| time_s[*b] - start <= reach);
        // A lone value stands for its own spacing.
        let mut end = after.map_or(start + spacing, |b| time_s[b]);
        while pauses.get(pause).is_some_and(|p| p.end_s <= start) {
            pause += 1;
        }
        if let Some(stop) = pauses.get(pause).filter(|p| p.start_s < end) {
            end = f64::max(stop.start_s, start);
        }
        let to = after.map(|b| (time_s[b], channel.values[b]));
        for i in a + 1..next.unwrap_or(time_s.len()) {
            let t = time_s[i];
            if t >= end {
                break;
            }
            channel.values[i] = match to {
                Some((until, then)) if runs_on(channel.quantity, spacing, value, then) => {
                    value + (then - value) * (t - start) / (until - start)
                }
                _ => value,
            };
            any = true;
        }
    }
    any
}

/// Whether a value goes over into the next instead of standing until it.
fn runs_on(quantity: Quantity, spacing: f64, value: f64, then: f64) -> bool {
    use Quantity::*;
    match quantity {
        Distance | Altitude | Latitude => true,
        // Not across the date line.
        Longitude => (then - value).abs() < 1.0,
        // A stop is no slow way down.
        _ => spacing > HOLD_S && value != 0.0 && then != 0.0,
    }
}

fn is_form(quantity: Quantity) -> bool {
    quantity == Quantity::Cadence
        || (quantity.zero_means_missing() && quantity != Quantity::HeartRate)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::recording::Source;

    /// Records of every second with a value where `at` gives one.
    fn settled(quantity: Quantity, n: usize, at: impl Fn(usize) -> Option<f64>) -> Vec<f64> {
        let values = (0..n).map(|i| at(i).unwrap_or(f64::NAN)).collect();
        let channel = Channel { quantity, source: Source::native("x"), values };
        let mut series = WatchSeries {
            time_s: (0..n).map(|i| i as f64).collect(),
            channels: vec![channel],
            pauses: vec![Span { start_s: 61.0, end_s: 70.0 }],
            ..WatchSeries::default()
        };
        settle(&mut series, &mut Vec::new());
        series.channels[0].values.to_vec()
    }

    #[test]
    fn values_of_a_slower_clock_stand_until_the_next() {
        let every = |k: usize| move |i: usize| i.is_multiple_of(k).then_some(200.0 + i as f64);
        let two = settled(Quantity::GroundContactTime, 40, every(2));
        assert_eq!(two[..6], [200.0, 200.0, 202.0, 202.0, 204.0, 204.0]);
        let five = settled(Quantity::GroundContactTime, 43, every(5));
        assert_eq!((five[1], five[4], five[42]), (201.0, 204.0, 240.0));
        // Nothing is known of the time after a pause until the next value.
        assert!(
            settled(Quantity::GroundContactTime, 90, every(5))[61..65].iter().all(|v| v.is_nan())
        );
    }

    #[test]
    fn what_the_channel_itself_misses_stays_missing() {
        let quick = settled(Quantity::Cadence, 60, |i| (i % 30 < 15).then_some(170.0));
        assert_eq!(quick.iter().filter(|v| v.is_nan()).count(), 30);
        let lost = |i: usize| (i.is_multiple_of(4) && !(20..40).contains(&i)).then_some(170.0);
        let slow = settled(Quantity::Cadence, 60, lost);
        assert!(
            slow[16..20].iter().all(|v| *v == 170.0) && slow[20..40].iter().all(|v| v.is_nan())
        );
    }

    #[test]
    fn a_stop_is_held_and_a_counter_runs_on() {
        let stop = settled(Quantity::Cadence, 60, |i| {
            (i % 5 == 0).then_some(if i < 30 { 170.0 } else { 0.0 })
        });
        assert_eq!((stop[29], stop[30], stop[34]), (170.0, 0.0, 0.0));
        let counter = settled(Quantity::Distance, 40, |i| (i % 2 == 0).then_some(3.0 * i as f64));
        assert_eq!(counter[3], 9.0);
    }
}
