//! A second opinion: where another sensor of the same recording measured the
//! same metric, does it show the same change? Sensors are never mixed; each is
//! compared with itself.

use super::prepare;
use crate::compare::{Comparison, Depth, MetricChange, compare_to};
use crate::recording::{Note, Recording, SensorFamily};
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
            let Some(words) = b.filter(|b| !b.estimated).and_then(|b| disagreement(a, b)) else {
                continue;
            };
            if !notes.iter().any(|n| n.told() == words) {
                notes.push(Note::warning("sensors_disagree", words));
            }
        }
    }
    notes
}

/// Two intervals of one change that have nothing in common, in words; a
/// difference that would not matter is none.
fn disagreement(a: &MetricChange, b: &MetricChange) -> Option<String> {
    let (x, y, [a0, a1], [b0, b1]) = (a.adjusted_change?, b.adjusted_change?, a.ci95?, b.ci95?);
    let apart = a1 < b0 || b1 < a0;
    if !apart || (x - y).abs() < a.swc? {
        return None;
    }
    let words = format!(
        "{}: {} shows a change of {} (95 % interval {} to {}), {} one of {} ({} to {}) {} over the same windows. They cannot both be right; the first is used.",
        a.metric.title(),
        a.source,
        number(x),
        number(a0),
        number(a1),
        b.source,
        number(y),
        number(b0),
        number(b1),
        a.unit,
    );
    Some(words.replace(" -", " \u{2212}"))
}

/// Three digits that count, with a sign.
fn number(value: f64) -> String {
    let decimals = match value.abs() {
        v if v >= 10.0 => 0,
        v if v >= 1.0 => 1,
        v if v >= 0.1 => 2,
        _ => 3,
    };
    format!("{value:+.decimals$}")
}
