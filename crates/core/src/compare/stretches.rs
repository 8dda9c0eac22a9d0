//! Laps, climbs and descents one by one, as points at equal pace and slope on the
//! course of a metric.

use super::drift::{Drifted, Rows};
use super::{Stretch, StretchKind};
use crate::recording::Span;
use crate::settings::Drift;
use crate::stats;

/// Fewer of a kind say nothing of a course. Ours.
const LEAST: usize = 3;
/// More of a kind are no repeats. Ours.
const MOST: usize = 60;
/// A lap needs so many rows, a climb or descent so many. Ours.
const LAP_ROWS: usize = 4;
/// See [`LAP_ROWS`].
const HILL_ROWS: usize = 2;

/// A run of rows: its kind, and the first and last of them.
type Piece = (StretchKind, usize, usize);

/// All of them, on the model's scale, kind by kind in the order of time. `place` tells
/// the metres at a moment.
pub(super) fn stretches(
    rows: &Rows,
    d: &Drifted,
    laps: &[Span],
    place: &dyn Fn(f64) -> Option<f64>,
    settings: &Drift,
) -> Vec<Stretch> {
    let Some(course) = &d.course else { return Vec::new() };
    let all = &rows.rows;
    let change = |i: usize| d.left[i] - d.early_level;
    let about: Vec<f64> = (0..all.len()).map(|i| change(i) - course.at_time(all[i].t)).collect();
    let Some(sd) = stats::mad_sd(&about) else { return Vec::new() };
    let lag = d.lag.clamp(0.0, 0.9);
    let noise = sd * sd * (1.0 + lag) / (1.0 - lag);
    let pieces = [
        of_laps(rows, laps),
        hills(rows, StretchKind::Climb, settings),
        hills(rows, StretchKind::Descent, settings),
    ];
    let repeated = pieces.into_iter().filter(|p| (LEAST..=MOST).contains(&p.len()));
    repeated
        .flat_map(|of_kind| (1..).zip(of_kind))
        .filter_map(|(number, (kind, first, last))| {
            let inside = first..=last;
            let n = inside.clone().count() as f64;
            let mean = inside.map(change).sum::<f64>() / n;
            // The early level and the effects are known as well as half of the change.
            let half = 1.96 * (noise / n + 0.5 * d.se * d.se).sqrt();
            let (from, to) = (all.get(first)?, all.get(last)?);
            Some(Stretch {
                kind,
                number,
                start_s: from.clock,
                end_s: to.clock + to.seconds,
                distance_m: place(from.clock),
                change: mean,
                ci95: [mean - half, mean + half],
            })
        })
        .collect()
}

/// Laps of the recording that have enough rows.
fn of_laps(rows: &Rows, laps: &[Span]) -> Vec<Piece> {
    laps.iter()
        .filter_map(|lap| {
            let inside = |r: &super::drift::Row| {
                lap.start_s <= r.clock && r.clock + 0.5 * r.seconds <= lap.end_s
            };
            let first = rows.rows.iter().position(inside)?;
            let last = rows.rows.iter().rposition(inside)?;
            (last + 1 - first >= LAP_ROWS).then_some((StretchKind::Lap, first, last))
        })
        .collect()
}

/// Stretches of rows that climb, or descend, without a break.
fn hills(rows: &Rows, kind: StretchKind, settings: &Drift) -> Vec<Piece> {
    let sign = if kind == StretchKind::Climb { 1.0 } else { -1.0 };
    let on =
        |i: usize| rows.rows.get(i).is_some_and(|r| sign * (r.up + r.down) > settings.ground_pct);
    let mut out = Vec::new();
    let mut i = 0;
    while i < rows.rows.len() {
        let length = (i..).take_while(|k| on(*k)).count();
        if length >= HILL_ROWS {
            out.push((kind, i, i + length - 1));
        }
        i += length.max(1);
    }
    out
}
