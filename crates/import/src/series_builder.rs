//! Records as they come from a file → a clean [`WatchSeries`]: strictly
//! increasing time, duplicate stamps merged, clock jumps closed, zeros that
//! mean "missing" turned into NaN.

use ndarray::Array1;

use crate::recording::{Channel, Note, NoteKind, Quantity, Source, WatchSeries};

/// A forward gap longer than this is a clock error, not a pause. Ours: the
/// longest real pause seen is 79 min, the shortest real clock jump 20 days.
const CLOCK_JUMP_S: f64 = 6.0 * 3600.0;
/// A step back of at most this many seconds is jitter: the record is dropped.
const BACK_STEP_S: f64 = 60.0;
/// So many records in a row whose times are far from those on both sides, while
/// these go on from each other, are errors. Ours.
const STRAYS: usize = 10;
/// Far is more than this, s. Ours: a step of a minute can be a pause.
const FAR_S: f64 = 60.0;

/// Collects records; see the module's documentation.
#[derive(Debug, Default)]
pub(crate) struct SeriesBuilder {
    times: Vec<f64>,
    columns: Vec<Column>,
}

#[derive(Debug)]
struct Column {
    quantity: Quantity,
    source: Source,
    values: Vec<f64>,
}

impl SeriesBuilder {
    /// Index of the channel for `quantity` from `source`, made on first use.
    pub(crate) fn channel(&mut self, quantity: Quantity, source: &Source) -> usize {
        if let Some(i) =
            self.columns.iter().position(|c| c.quantity == quantity && c.source == *source)
        {
            return i;
        }
        self.columns.push(Column { quantity, source: source.clone(), values: Vec::new() });
        self.columns.len() - 1
    }

    /// Starts a record at `time_s` (any origin, the same for all records).
    pub(crate) fn begin(&mut self, time_s: f64) {
        self.times.push(time_s);
    }

    /// Values of channels by their times, in any order: one record per time.
    pub(crate) fn set_all(&mut self, mut values: Vec<(f64, usize, f64)>) {
        values.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut last = f64::NEG_INFINITY;
        for (t, channel, value) in values {
            if t > last {
                self.begin(t);
                last = t;
            }
            self.set(channel, value);
        }
    }

    /// Sets a value of the record begun last; missing values may be passed as NaN.
    pub(crate) fn set(&mut self, channel: usize, value: f64) {
        let n = self.times.len();
        if n == 0 || !value.is_finite() {
            return;
        }
        let column = &mut self.columns[channel];
        if value == 0.0 && column.quantity.zero_means_missing() {
            return;
        }
        column.values.resize(n - 1, f64::NAN);
        column.values.push(value);
    }

    /// Number of records so far.
    pub(crate) fn len(&self) -> usize {
        self.times.len()
    }

    /// The cleaned series, and the time (in the caller's origin) of its first record.
    ///
    /// Times in `pauses` and `laps` of the result are left empty: the caller
    /// knows them. Returned `shift` maps a time of the caller's origin to the
    /// series' clock (it accounts for closed clock jumps).
    pub(crate) fn finish(mut self, notes: &mut Vec<Note>) -> (WatchSeries, Clock) {
        let n = self.times.len();
        for column in &mut self.columns {
            column.values.resize(n, f64::NAN);
        }
        let median_dt = median_step(&self.times);
        let stray = strays(&mut self.times, median_dt);
        let first = self.times.iter().copied().find(|t| t.is_finite());
        let mut clock = Clock { origin: first.unwrap_or(0.0), jumps: Vec::new() };
        let mut keep: Vec<(usize, f64)> = Vec::with_capacity(n); // record, its time
        let (mut merged, mut dropped, mut shift) = (0usize, 0usize, 0.0);
        for i in 0..n {
            let raw = self.times[i];
            if !raw.is_finite() {
                dropped += 1;
                continue;
            }
            let mut t = raw - clock.origin - shift;
            if let Some(&(last, last_t)) = keep.last() {
                let step = t - last_t;
                if !(-BACK_STEP_S..=CLOCK_JUMP_S).contains(&step) {
                    shift += step - median_dt;
                    clock.jumps.push((raw, shift));
                    t = last_t + median_dt;
                } else if step == 0.0 {
                    for column in &mut self.columns {
                        let v = column.values[i];
                        if v.is_finite() {
                            column.values[last] = v;
                        }
                    }
                    merged += 1;
                    continue;
                } else if step < 0.0 {
                    dropped += 1;
                    continue;
                }
            }
            keep.push((i, t));
        }
        let share = |k: usize| k as f64 / n.max(1) as f64;
        if merged > 0 {
            notes.push(
                Note::of(NoteKind::DuplicateTimestamps { records: merged })
                    .with_share(share(merged)),
            );
        }
        dropped -= stray;
        if stray > 0 {
            let note = Note::warn(NoteKind::StrayTimes { records: stray });
            notes.push(note.with_share(share(stray)));
        }
        if dropped > 0 {
            notes.push(
                Note::warn(NoteKind::TimeBackwards { records: dropped }).with_share(share(dropped)),
            );
        }
        if !clock.jumps.is_empty() {
            notes.push(Note::warn(NoteKind::ClockJump { jumps: clock.jumps.len() }));
        }
        let channels = self
            .columns
            .into_iter()
            .map(|c| Channel {
                quantity: c.quantity,
                source: c.source,
                values: keep.iter().map(|&(i, _)| c.values[i]).collect::<Array1<f64>>(),
            })
            .filter(|c| c.count() > 0)
            .collect();
        let series = WatchSeries {
            time_s: keep.iter().map(|&(_, t)| t).collect(),
            channels,
            pauses: Vec::new(),
            timer_known: false,
            laps: Vec::new(),
        };
        (series, clock)
    }
}

/// Blanks times that stand alone: a damaged stamp must not move the clock. Returns
/// how many.
///
/// The records fall into islands, between which the time steps back or far ahead.
/// A small island is an error where the islands on both sides go on from each
/// other, or where it stands before everything and the rest goes back from it.
fn strays(times: &mut [f64], step: f64) -> usize {
    let known: Vec<usize> = (0..times.len()).filter(|i| times[*i].is_finite()).collect();
    let far = FAR_S.max(10.0 * step);
    let mut islands: Vec<&[usize]> = Vec::new();
    let mut start = 0;
    for k in 1..=known.len() {
        let new = known.get(k).is_none_or(|i| {
            let d = times[*i] - times[known[k - 1]];
            d < 0.0 || d > far
        });
        if new {
            islands.push(&known[start..k]);
            start = k;
        }
    }
    let mut wrong: Vec<usize> = Vec::new();
    let mut last: Option<f64> = None; // end of the islands that stand
    for (k, island) in islands.iter().enumerate() {
        let (Some(first), Some(end)) = (island.first(), island.last()) else { continue };
        let (first, end) = (times[*first], times[*end]);
        let next = islands.get(k + 1).and_then(|i| i.first()).map(|i| times[*i]);
        let small = island.len() <= STRAYS;
        let stray = match (last, next) {
            (Some(before), Some(after)) => {
                let outside = first < before || end > after;
                let missing = island.len() as f64 * step;
                small && outside && (0.0..=far + 2.0 * missing).contains(&(after - before))
            }
            (None, Some(after)) => {
                // Points before the first, an hour ahead; or ahead of more records than
                // they are, which would all be left out as steps back.
                let next = islands.get(k + 1).copied().unwrap_or_default();
                let behind = next.iter().take_while(|i| times[**i] <= end).count();
                // ... unless the next are the errors, and those after them go on from here.
                let on = islands.get(k + 2).and_then(|i| i.first()).map(|i| times[*i] - end);
                let goes_on = next.len() <= 3 && on.is_some_and(|d| (0.0..=far).contains(&d));
                island.len() <= 3
                    && known.len() >= 10 * island.len()
                    && !goes_on
                    && (after < first - far || behind > island.len())
            }
            _ => false,
        };
        if stray {
            wrong.extend_from_slice(island);
        } else {
            last = Some(end);
        }
    }
    for &i in &wrong {
        times[i] = f64::NAN;
    }
    wrong.len()
}

/// Maps times of the file's origin to the series' clock.
#[derive(Debug, Clone)]
pub(crate) struct Clock {
    /// File time of the first record.
    pub(crate) origin: f64,
    /// From this file time on, subtract this much more.
    jumps: Vec<(f64, f64)>,
}

impl Clock {
    /// Series time of a file time.
    pub(crate) fn at(&self, file_time: f64) -> f64 {
        let shift =
            self.jumps.iter().rev().find(|(from, _)| file_time >= *from).map_or(0.0, |j| j.1);
        file_time - self.origin - shift
    }
}

/// Median positive step between neighbours; 1 when there is none.
pub(crate) fn median_step(times: &[f64]) -> f64 {
    let mut steps: Vec<f64> =
        times.windows(2).map(|w| w[1] - w[0]).filter(|d| *d > 0.0 && d.is_finite()).collect();
    if steps.is_empty() {
        return 1.0;
    }
    let mid = steps.len() / 2;
    *steps.select_nth_unstable_by(mid, f64::total_cmp).1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(times: &[f64]) -> (WatchSeries, Clock, Vec<Note>) {
        let mut b = SeriesBuilder::default();
        let c = b.channel(Quantity::Speed, &Source::native("x"));
        for (i, t) in times.iter().enumerate() {
            b.begin(*t);
            b.set(c, i as f64);
        }
        let mut notes = Vec::new();
        let (s, k) = b.finish(&mut notes);
        (s, k, notes)
    }

    #[test]
    fn duplicate_stamps_are_merged_last_value_wins() {
        let (s, _, notes) = build(&[10.0, 11.0, 11.0, 12.0]);
        assert_eq!(s.time_s.to_vec(), vec![0.0, 1.0, 2.0]);
        assert_eq!(s.channels[0].values.to_vec(), vec![0.0, 2.0, 3.0]);
        assert_eq!(notes[0].code(), "duplicate_timestamps");
    }

    #[test]
    fn a_clock_jump_is_closed_and_times_map_through_it() {
        let (s, clock, notes) = build(&[0.0, 1.0, 2.0, 1.7e6, 1.7e6 + 1.0]);
        assert_eq!(s.time_s.to_vec(), vec![0.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!(clock.at(1.7e6 + 1.0), 4.0);
        assert_eq!(clock.at(2.0), 2.0);
        assert_eq!(notes[0].code(), "clock_jump");
    }

    #[test]
    fn a_lone_stamp_far_off_does_not_move_the_clock() {
        for (at, off) in
            [(20usize, 600.0), (20, 21_000.0), (20, -600.0), (20, -1e6), (20, 1e9), (0, 3600.0)]
        {
            let times: Vec<f64> =
                (0..60).map(|i| if i == at { i as f64 + off } else { i as f64 }).collect();
            let (s, clock, notes) = build(&times);
            assert_eq!(s.len(), 59, "{at} {off}");
            assert_eq!(s.duration_s(), if at == 0 { 58.0 } else { 59.0 }, "{at} {off}");
            assert_eq!(clock.at(40.0), if at == 0 { 39.0 } else { 40.0 });
            assert_eq!(notes[0].code(), "stray_times");
        }
        // A pause of ten minutes and a clock that is set are none.
        let times: Vec<f64> =
            (0..60).map(|i| f64::from(i) + if i < 30 { 0.0 } else { 600.0 }).collect();
        assert_eq!(build(&times).0.duration_s(), 659.0);
    }

    #[test]
    fn a_first_record_without_time_is_dropped_and_does_not_set_the_origin() {
        let (s, clock, notes) = build(&[f64::NAN, 10.0, 11.0]);
        assert_eq!(s.time_s.to_vec(), vec![0.0, 1.0]);
        assert_eq!(s.channels[0].values.to_vec(), vec![1.0, 2.0]);
        assert_eq!(clock.at(11.0), 1.0);
        assert_eq!(notes[0].code(), "time_backwards");
    }

    #[test]
    fn zeros_of_dynamics_are_missing_and_small_steps_back_are_dropped() {
        let mut b = SeriesBuilder::default();
        let c = b.channel(Quantity::GroundContactTime, &Source::native("x"));
        for (t, v) in [(0.0, 250.0), (1.0, 0.0), (0.5, 240.0), (2.0, 245.0)] {
            b.begin(t);
            b.set(c, v);
        }
        let mut notes = Vec::new();
        let (s, _) = b.finish(&mut notes);
        assert_eq!(s.time_s.to_vec(), vec![0.0, 1.0, 2.0]);
        assert!(s.channels[0].values[1].is_nan());
        assert_eq!(s.channels[0].values[2], 245.0);
        assert_eq!(notes[0].code(), "time_backwards");
    }
}
