//! Where nothing can be measured: pauses, gaps, missing positions.

use ndarray::Array1;

use super::Mask;
use super::grid::Grid;
use crate::recording::{Note, NoteKind, Quantity, Span, WatchSeries};
use crate::settings::Settings;

/// From this share of the time on missing records lower what can be said. Ours.
const MISSING_WARNS: f64 = 0.05;

/// Timer stops and gaps in the records.
pub(super) fn pauses(
    watch: &WatchSeries,
    grid: &Grid,
    speed: &Array1<f64>,
    settings: &Settings,
) -> (Vec<Span>, Vec<Note>) {
    let mut notes = Vec::new();
    let mut spans: Vec<Span> = Vec::new();
    let mut ignored = 0;
    for span in &watch.pauses {
        let from = span.start_s.max(0.0).floor() as usize;
        let to = (span.end_s.max(0.0).ceil() as usize).min(grid.n);
        let inside: Vec<f64> = (from..to)
            .filter(|&i| span.contains(i as f64) && grid.time[grid.last[i]] > span.start_s)
            .map(|i| speed[i])
            .collect();
        let running = inside.iter().filter(|v| **v > settings.gate.min_speed_mps).count();
        if running * 2 > inside.len() && running > 10 {
            ignored += 1; // records go on at running speed: no pause
        } else if span.duration_s() > 0.0 {
            spans.push(*span);
        }
    }
    if ignored > 0 {
        notes.push(Note::warn(NoteKind::PauseContradicted { marks: ignored }));
    }
    let (mut gaps, mut missing_s) = (0, 0.0);
    for (a, b) in grid.time.iter().zip(grid.time.iter().skip(1)) {
        if b - a <= grid.gap_s {
            continue;
        }
        let stopped: f64 = watch
            .pauses
            .iter()
            .map(|p| p.end_s.min(*b) - p.start_s.max(*a))
            .filter(|s| *s > 0.0)
            .sum();
        if watch.timer_known && stopped < 0.5 * (b - a) {
            gaps += 1;
            missing_s += b - a - stopped;
        } else {
            spans.push(Span { start_s: a + 1.0, end_s: *b });
        }
    }
    if gaps > 0 {
        let share = missing_s / grid.n.max(1) as f64;
        let kind = NoteKind::RecordsMissing { gaps, missing_s };
        notes.push(
            if share > MISSING_WARNS { Note::warn(kind) } else { Note::of(kind) }.with_share(share),
        );
    }
    spans.sort_by(|a, b| a.start_s.total_cmp(&b.start_s));
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start_s <= last.end_s => last.end_s = last.end_s.max(span.end_s),
            _ => merged.push(span),
        }
    }
    (merged, notes)
}

pub(super) fn set(mask: &mut [Mask], span: Span, reason: Mask) {
    let from = span.start_s.max(0.0).ceil() as usize;
    let to = (span.end_s.max(0.0).ceil() as usize).min(mask.len());
    for m in mask.iter_mut().take(to).skip(from) {
        *m = m.with(reason);
    }
}

/// Stretches of at least `min` samples for which `is` holds, as spans.
pub(crate) fn long_runs(n: usize, min: usize, is: impl Fn(usize) -> bool) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = None;
    for i in 0..=n {
        let inside = i < n && is(i);
        match (inside, start) {
            (true, None) => start = Some(i),
            (false, Some(s)) => {
                if i - s >= min.max(1) {
                    spans.push(Span { start_s: s as f64, end_s: i as f64 });
                }
                start = None;
            }
            _ => {}
        }
    }
    spans
}

pub(super) fn active_time(mask: &[Mask]) -> Array1<f64> {
    let mut active = 0.0;
    Array1::from_iter(mask.iter().map(|m| {
        let now = active;
        if !m.any(Mask::PAUSE) {
            active += 1.0;
        }
        now
    }))
}

/// Missing positions in a file that has positions, and the settling after them.
pub(super) fn mark_gps_dropouts(
    watch: &WatchSeries,
    grid: &Grid,
    settings: &Settings,
    mask: &mut [Mask],
) {
    let Some(latitude) = watch.first(Quantity::Latitude) else { return };
    if latitude.count() * 2 < watch.len() {
        return; // mostly indoors: positions say nothing about the speed's quality
    }
    let here = grid.hold(&latitude.values);
    for gap in long_runs(grid.n, settings.mask.gps_dropout_s as usize, |i| here[i].is_nan()) {
        set(
            mask,
            Span { start_s: gap.start_s, end_s: gap.end_s + settings.mask.after_gps_s },
            Mask::GPS,
        );
    }
}
