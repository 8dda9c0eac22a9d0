//! One mark per step, at the same instant of every step.
//!
//! A smooth bounce gives one peak per step. With a fore-aft axis the mark is
//! the braking edge: the steepest fall of forward acceleration, a few
//! milliseconds after initial contact and its best sign at the trunk (step SD 2
//! to 4 ms). Without, it is the middle between the crossings of body weight.

use super::signals::Signals;
use crate::signal::{crossings, derivative, low_pass, peaks, vertex};
use crate::stats;

/// Corner of the smooth bounce, Hz.
const BOUNCE_HZ: f64 = 5.0;
/// Height of a peak of the smooth bounce as a share of its 95th percentile.
const PEAK_SHARE: f64 = 0.3;
/// Two marks nearer than this share of a step are one.
const TOO_NEAR: f64 = 0.6;
/// A longer gap than this share of a step misses a step.
pub(super) const GAP: f64 = 1.6;
/// Up to this many steps in a row are filled in; a longer gap stays one.
const FILL: usize = 3;
/// Where the typical braking edge of a window is expected, s before the rise
/// through body weight (-18 to 26 in 26 trials of 3 people), and how far from
/// there a fall counts nothing. On belts other falls, further off, are steeper.
const EDGE_TO_RISE_S: f64 = 0.005;
const EDGE_REACH_S: f64 = 0.050;
/// A single edge lies nearer than this to the typical one of its window, and
/// that one to the typical one of the run, s.
const EDGE_SPREAD_S: f64 = 0.040;

/// The mark of a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mark {
    /// Position, samples of the fine grid.
    pub at: f64,
    /// Filled in between two others.
    pub inserted: bool,
}

/// Marks of all steps in order.
pub(super) fn marks(signals: &Signals) -> Vec<Mark> {
    let rate = signals.rate_hz;
    let fastest = signals.windows.iter().map(|w| w.step_hz).fold(0.0, f64::max);
    // The peaks only say which crossings belong to a step: the sensor's grid will do.
    let native_hz = signals.native_hz();
    let bounce = low_pass(&signals.native, BOUNCE_HZ, native_hz);
    let mut tops =
        peaks(&bounce, PEAK_SHARE * high(bounce.clone()), TOO_NEAR * native_hz / fastest);
    tops.iter_mut().for_each(|top| *top *= signals.times);
    let above = above(&signals.weight, &tops);
    let found = match &signals.forward {
        Some(forward) => {
            let rises: Vec<f64> = above.iter().map(|a| a[0]).collect();
            edges(signals, &derivative(forward, rate), &rises)
        }
        None => above.iter().map(|a| (0.5 * (a[0] + a[1]), a[1] - a[0])).collect(),
    };
    repaired(found, signals)
}

/// The value that 95 % do not reach.
fn high(mut x: Vec<f64>) -> f64 {
    let at = x.len() * 95 / 100;
    if at >= x.len() {
        return f64::INFINITY;
    }
    *x.select_nth_unstable_by(at, f64::total_cmp).1
}

/// Braking edges with their steepness, one per rise through body weight. First
/// the typical place, so that a single odd step cannot stray; near that of the
/// whole run, so that a single odd window cannot either.
fn edges(signals: &Signals, slope: &[f64], rises: &[f64]) -> Vec<(f64, f64)> {
    let fine = |s: f64| (s * signals.rate_hz).round() as isize;
    let spread = fine(EDGE_SPREAD_S);
    let per_window: Vec<Vec<isize>> = signals
        .windows
        .iter()
        .map(|w| {
            let [from, to] = [w.range.start, w.range.end]
                .map(|end| rises.partition_point(|r| (*r as usize) < end));
            rises.get(from..to).unwrap_or(&[]).iter().map(|r| r.round() as isize).collect()
        })
        .collect();
    let typical = |rises: &[isize], expected: isize, reach: isize| {
        (expected - reach..=expected + reach).min_by(|&a, &b| {
            let at = |before: isize| {
                let place = |r: &isize| usize::try_from(r - before).ok();
                let slopes = rises.iter().filter_map(|r| slope.get(place(r)?).copied());
                let counts = share(before.abs_diff(expected), reach as usize);
                stats::median(slopes).map_or(f64::INFINITY, |s| s * counts)
            };
            at(a).total_cmp(&at(b))
        })
    };
    let expected = fine(EDGE_TO_RISE_S);
    let first = |w: &Vec<isize>| Some(typical(w, expected, fine(EDGE_REACH_S))? as f64);
    let Some(usual) = stats::median(per_window.iter().filter_map(first)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for rises in &per_window {
        let Some(typical) = typical(rises, usual.round() as isize, spread) else { continue };
        for rise in rises {
            let Ok(centre) = usize::try_from(rise - typical) else { continue };
            if let Some(i) = steepest_near(slope, centre, spread as usize) {
                found.push((vertex(slope, i), -slope[i]));
            }
        }
    }
    found
}

/// How much a place counts at `distance` from the expected one.
fn share(distance: usize, reach: usize) -> f64 {
    1.0 - (distance as f64 / reach as f64).powi(2)
}

/// The steepest fall near `centre`: falls count less towards `spread` from it,
/// so that a steep one at the rim does not win over the edge itself.
fn steepest_near(slope: &[f64], centre: usize, spread: usize) -> Option<usize> {
    let last = slope.len().checked_sub(2)?;
    let counts = |i: usize| share(i.abs_diff(centre), spread);
    let mut i = (centre.saturating_sub(spread).max(1)..=(centre + spread).min(last))
        .min_by(|&a, &b| (slope[a] * counts(a)).total_cmp(&(slope[b] * counts(b))))?;
    // On to the bottom of that fall.
    while i < last && slope[i + 1] < slope[i] {
        i += 1;
    }
    while i > 1 && slope[i - 1] < slope[i] {
        i -= 1;
    }
    Some(i)
}

/// The crossings of body weight around each top, up and down.
fn above(weight: &[f64], tops: &[usize]) -> Vec<[f64; 2]> {
    let all = crossings(weight, 0.0);
    tops.iter()
        .filter_map(|&top| {
            let after = all.partition_point(|c| c.at <= top as f64);
            let (up, down) = (all.get(after.checked_sub(1)?)?, all.get(after)?);
            (up.up && !down.up).then_some([up.at, down.at])
        })
        .collect()
}

/// Of two marks that are too near the stronger stays; a missing step is filled in.
fn repaired(mut found: Vec<(f64, f64)>, signals: &Signals) -> Vec<Mark> {
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    let step_at = |at: f64| {
        let after = signals.windows.partition_point(|w| w.range.end as f64 <= at);
        signals
            .windows
            .get(after)
            .or(signals.windows.last())
            .map_or(f64::NAN, |w| signals.rate_hz / w.step_hz)
    };
    let mut single: Vec<(f64, f64)> = Vec::with_capacity(found.len());
    for mark in found {
        match single.last_mut() {
            Some(last) if mark.0 - last.0 < TOO_NEAR * step_at(mark.0) => {
                if mark.1 > last.1 {
                    *last = mark;
                }
            }
            _ => single.push(mark),
        }
    }
    let mut marks: Vec<Mark> = Vec::with_capacity(single.len());
    for (at, _) in single {
        if let Some(last) = marks.last().map(|m| m.at) {
            let missing = ((at - last) / step_at(at)).round() as usize;
            if (at - last) > GAP * step_at(at) && (2..=FILL + 1).contains(&missing) {
                let every = (at - last) / missing as f64;
                let fill = |k: usize| Mark { at: last + k as f64 * every, inserted: true };
                marks.extend((1..missing).map(fill));
            }
        }
        marks.push(Mark { at, inserted: false });
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_go_and_gaps_are_filled() {
        let signals = Signals {
            rate_hz: 400.0,
            times: 1,
            start_s: 0.0,
            x: Vec::new(),
            native: Vec::new(),
            weight: Vec::new(),
            levels: Vec::new(),
            forward: None,
            left: None,
            roll: None,
            windows: vec![super::super::signals::Window {
                range: 0..4000,
                step_hz: 4.0,
                clear: true,
            }],
        };
        // A step is 100 samples: 120 is a weak double, two steps miss after 200,
        // nine after 500.
        let found = [(100.0, 5.0), (120.0, 1.0), (200.0, 5.0), (500.0, 5.0), (1500.0, 5.0)];
        let marks = repaired(found.to_vec(), &signals);
        let at: Vec<(f64, bool)> = marks.iter().map(|m| (m.at, m.inserted)).collect();
        assert_eq!(
            at,
            [
                (100.0, false),
                (200.0, false),
                (300.0, true),
                (400.0, true),
                (500.0, false),
                (1500.0, false)
            ]
        );
    }

    #[test]
    fn a_steep_fall_at_the_rim_does_not_win() {
        let mut slope = vec![0.0; 100];
        slope[52] = -2.0;
        slope[69] = -3.0;
        assert_eq!(steepest_near(&slope, 50, 20), Some(52));
        assert_eq!(steepest_near(&[], 50, 20), None);
    }
}
