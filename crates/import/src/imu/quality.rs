//! Samples that show the sensor rather than the body: at the limit of its range,
//! frozen.

use super::grid::Row;
use super::units::G;
use crate::recording::{Note, SensorNote};

/// Ranges accelerometers are sold with, g.
const RANGES_G: [f64; 14] =
    [2.0, 3.0, 4.0, 6.0, 8.0, 10.0, 16.0, 24.0, 30.0, 32.0, 50.0, 100.0, 200.0, 400.0];
/// A sample this near to the range is at its limit.
const LIMIT: f64 = 0.995;
/// Smallest value that can be a limit, g. Ours: below the smallest range sold.
const LEAST_LIMIT_G: f64 = 1.9;
/// So many flat tops at the same value are a limit. Ours.
const FLAT_TOPS: usize = 3;
/// Values that stay exactly the same for so long are a frozen sensor, s. Ours.
const FROZEN_S: f64 = 0.2;
/// A zero between values of less than this share of the usual size is measured. Ours.
const ABRUPT: f64 = 0.5;
/// Shares below this are not worth a note. Ours.
const NOTED: f64 = 0.001;

/// Largest value the accelerometer can show, m/s², where evident, and the share of
/// rows at it. `factor` is m/s² per unit.
pub(super) fn clipping(
    rows: &[Row],
    factor: f64,
    stated_range_g: Option<f64>,
    notes: &mut Vec<Note>,
) -> (Option<f64>, f64) {
    let per_g = G / factor;
    let mut extremes = [[f64::INFINITY, f64::NEG_INFINITY]; 3];
    for row in rows {
        for (e, v) in extremes.iter_mut().zip(row.acc) {
            *e = [e[0].min(v), e[1].max(v)];
        }
    }
    let largest =
        extremes.iter().flatten().filter(|v| v.is_finite()).fold(0.0, |a: f64, v| a.max(v.abs()));
    let usual = RANGES_G
        .into_iter()
        .map(|r| r * per_g)
        .find(|r| (LIMIT..=2.0 - LIMIT).contains(&(largest / r)));
    let range = stated_range_g.map(|r| r * per_g).filter(|r| largest <= 1.01 * r).or(usual);
    // Limits per axis and side: the range, or the value of flat tops.
    let mut limits = [[f64::NEG_INFINITY, f64::INFINITY]; 3];
    for axis in 0..3 {
        for (side, extreme) in extremes[axis].into_iter().enumerate() {
            if !(extreme.is_finite() && extreme.abs() >= LEAST_LIMIT_G * per_g) {
                continue;
            }
            let tops = flat_tops(rows, axis, extreme);
            let at_range = range.is_some_and(|r| extreme.abs() >= LIMIT * r);
            if at_range && tops > 0 {
                let limit = LIMIT * range.unwrap_or(extreme.abs());
                limits[axis][side] = if side == 0 { -limit } else { limit };
            } else if tops >= FLAT_TOPS {
                limits[axis][side] = extreme;
            }
        }
    }
    let clipped = rows
        .iter()
        .filter(|r| r.acc.iter().zip(limits).any(|(v, l)| *v <= l[0] || *v >= l[1]))
        .count();
    let share = clipped as f64 / rows.len().max(1) as f64;
    if clipped == 0 {
        return (stated_range_g.map(|r| r * G), 0.0);
    }
    let limit =
        limits.iter().flatten().filter(|l| l.is_finite()).fold(0.0, |a: f64, l| a.max(l.abs()));
    let shown = range.filter(|r| limit >= 0.99 * LIMIT * r).unwrap_or(limit) * factor;
    let kind = SensorNote::AccClipped { limit_mps2: shown, limit_g: shown / G, clipped: share };
    let note = if share >= NOTED { Note::warn(kind) } else { Note::of(kind) };
    notes.push(note.with_share(share));
    (Some(shown), share)
}

/// Leaves rows out that drop to exactly 0 on all axes from one row to the next.
///
/// A body in free fall comes near 0 by degrees; a sensor that loses its
/// connection jumps there.
pub(super) fn drop_zeros(rows: &mut Vec<Row>, notes: &mut Vec<Note>) {
    let zero = |r: &Row| r.acc == [0.0; 3];
    if !rows.iter().any(zero) {
        return;
    }
    let size = |r: &Row| r.acc.iter().map(|v| v * v).sum::<f64>().sqrt();
    let (sum, n) =
        rows.iter().map(size).filter(|s| *s > 0.0).fold((0.0, 0usize), |(s, n), v| (s + v, n + 1));
    let abrupt = |r: Option<&Row>| r.is_none_or(|r| size(r) > ABRUPT * sum / n.max(1) as f64);
    let mut lost = vec![false; rows.len()];
    let mut at = 0usize;
    for run in rows.chunk_by(|a, b| zero(a) == zero(b)) {
        let before = at.checked_sub(1).and_then(|i| rows.get(i));
        let after = rows.get(at + run.len());
        if run.first().is_some_and(zero) && abrupt(before) && abrupt(after) {
            lost[at..at + run.len()].fill(true);
        }
        at += run.len();
    }
    let count = lost.iter().filter(|l| **l).count();
    if count == 0 {
        return;
    }
    let note = Note::warn(SensorNote::ValuesAllZero { rows: count });
    notes.push(note.with_share(count as f64 / rows.len() as f64));
    let mut lost = lost.into_iter();
    rows.retain(|_| !lost.next().unwrap_or(false));
}

/// How often an axis stays at `extreme` for two rows or more.
fn flat_tops(rows: &[Row], axis: usize, extreme: f64) -> usize {
    let (mut run, mut tops) = (0, 0);
    for row in rows {
        run = if row.acc[axis] == extreme { run + 1 } else { 0 };
        tops += usize::from(run == 2);
    }
    tops
}

/// Notes values that do not change at all for a while.
pub(super) fn frozen(rows: &[Row], rate_hz: f64, notes: &mut Vec<Note>) {
    let least = (FROZEN_S * rate_hz).ceil().max(3.0) as usize;
    let bits =
        |a: &[f64; 3], b: &[f64; 3]| a.iter().zip(b).all(|(a, b)| a.to_bits() == b.to_bits());
    let same = |a: &Row, b: &Row| bits(&a.acc, &b.acc) && bits(&a.gyro, &b.gyro);
    let count: usize = rows.chunk_by(same).map(<[Row]>::len).filter(|n| *n >= least).sum();
    let share = count as f64 / rows.len().max(1) as f64;
    if share >= NOTED {
        let kind = SensorNote::ValuesFrozen { frozen: share, least_s: FROZEN_S };
        notes.push(Note::of(kind).with_share(share));
    }
}
