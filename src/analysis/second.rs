//! A second opinion: where another sensor of the same recording measured the
//! same metric, does it show the same change? Sensors are never mixed; each is
//! compared with itself.

use super::prepare;
use crate::compare::{Comparison, Depth, MetricChange, compare_to};
use crate::recording::{Note, NoteKind, Recording, SensorFamily};
use crate::segment::Windows;
use crate::settings::{Prefer, Settings};

/// A note for each metric whose sensors disagree on its change.
pub(super) fn opinions(
    recording: &Recording,
    windows: &Windows,
    first: &Comparison,
    settings: &Settings,
) -> Vec<Note> {
    let Some(watch) = recording.watch() else { return Vec::new() };
    let mut notes: Vec<Note> = Vec::new();
    for (prefer, family) in [
        (Prefer::Native, SensorFamily::Native),
        (Prefer::Stryd, SensorFamily::Stryd),
        (Prefer::Runscribe, SensorFamily::Runscribe),
    ] {
        let present = watch.channels.iter().any(|c| c.source.family == family);
        if prefer == settings.prefer || !present {
            continue;
        }
        let other = Settings { prefer, ..settings.clone() };
        // What is to be noted of the recording was noted the first time.
        let Ok(series) = prepare(recording, &other, &mut Vec::new()) else { continue };
        if series.len() != windows.phase.len() {
            continue;
        }
        let second = compare_to(Depth::Numbers, &series, windows, &other);
        for a in first.metrics.iter().filter(|m| !m.estimated) {
            let b = second.metrics.iter().find(|m| m.metric == a.metric && m.source != a.source);
            let Some(kind) = b.filter(|b| !b.estimated).and_then(|b| disagreement(a, b)) else {
                continue;
            };
            if !notes.iter().any(|n| n.kind == kind) {
                notes.push(Note::warn(kind));
            }
        }
    }
    notes
}

/// Two intervals of one change that have nothing in common; a difference that would
/// not matter is none.
fn disagreement(a: &MetricChange, b: &MetricChange) -> Option<NoteKind> {
    let (x, y, [a0, a1], [b0, b1]) = (a.adjusted_change?, b.adjusted_change?, a.ci95?, b.ci95?);
    let apart = a1 < b0 || b1 < a0;
    if !apart || (x - y).abs() < a.swc? {
        return None;
    }
    Some(NoteKind::SensorsDisagree {
        metric: a.metric.id().into(),
        unit: a.unit.clone(),
        first: a.source.to_string(),
        change: x,
        low: a0,
        high: a1,
        second: b.source.to_string(),
        other_change: y,
        other_low: b0,
        other_high: b1,
    })
}
