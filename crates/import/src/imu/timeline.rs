//! Times of rows as they were written → times at which the samples were taken,
//! cut where samples are missing.

use super::super::ImportError;
use super::problem::SensorProblem;
use crate::recording::{Note, SensorNote};

/// Sampling rates that devices offer, Hz, to which a measured rate is set when
/// it is within [`SNAP`]. Collected from data sheets and exports.
const USUAL_RATES: [f64; 36] = [
    20.0, 25.0, 26.0, 30.0, 32.0, 40.0, 50.0, 52.0, 60.0, 64.0, 80.0, 100.0, 102.4, 104.0, 120.0,
    128.0, 148.0, 200.0, 204.8, 208.0, 225.0, 240.0, 250.0, 256.0, 300.0, 400.0, 416.0, 500.0,
    512.0, 800.0, 833.0, 1000.0, 1024.0, 1125.0, 1600.0, 2000.0,
];
/// Share by which a measured rate may differ from a usual one. Ours.
const SNAP: f64 = 0.003;
/// A step that is off the typical one by more than this share is no plain step. Ours.
const UNEVEN: f64 = 0.5;
/// Share of uneven steps, or of rows that share a time, from which the stamps
/// are arrival times rather than sampling times. Ours.
const BURSTS: [f64; 2] = [0.2, 0.01];
/// Arrival times are evened over this long, s, at least. Ours.
const EVENED_S: f64 = 1.0;
/// A step is a gap when longer than so many samples and than this, s. Ours.
const GAP: (f64, f64) = (2.5, 0.020);
/// Shorter gaps are bridged by interpolation and counted, s. Ours.
pub(super) const BRIDGE_S: f64 = 0.060;
/// Resolutions in which stamps are written, s.
const QUANTA: [f64; 6] = [1.0, 0.1, 0.01, 1e-3, 1e-4, 1e-5];

/// One row: time and values.
pub(super) trait Timed {
    /// s.
    fn t(&self) -> f64;
    /// Sets the time, s.
    fn set_t(&mut self, t: f64);
    /// Whether the measured values are the same, bit for bit.
    fn same(&self, other: &Self) -> bool;
    /// Distance of the measured values.
    fn apart(&self, other: &Self) -> f64;
}

/// What is known of the times of rows after [`straighten`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Timing {
    /// Mean distance of samples, s.
    pub(super) step_s: f64,
    /// Resolution of the stamps, s; 0 where they are finer than their jitter.
    pub(super) quantum_s: f64,
}

/// Sorts rows, drops repeated ones, evens arrival times.
///
/// # Errors
/// [`SensorProblem::SensorsAlternate`] where rows of several sensors alternate.
pub(super) fn straighten<R: Timed>(
    rows: &mut Vec<R>,
    notes: &mut Vec<Note>,
) -> Result<Option<Timing>, ImportError> {
    let all = rows.len();
    let unsorted = rows.windows(2).filter(|w| w[1].t() < w[0].t()).count();
    if unsorted > 0 {
        rows.sort_by(|a, b| a.t().total_cmp(&b.t()));
        let note = Note::warn(SensorNote::TimeUnsorted { rows: unsorted });
        notes.push(note.with_share(unsorted as f64 / all as f64));
    }
    if rows.len() < 2 {
        return Ok(None);
    }
    let times: Vec<f64> = rows.iter().map(Timed::t).collect();
    let Some(step) = super::clock::typical_step(&times) else { return Ok(None) };
    drop(times);
    let steps = || rows.windows(2).map(|w| w[1].t() - w[0].t());
    // In a batch equal values are a still sensor; elsewhere they are a row written twice.
    let shared = rows.windows(2).filter(|w| w[1].t() == w[0].t() && !w[1].same(&w[0])).count();
    let plain = |d: &f64| (d / step - 1.0).abs() <= UNEVEN;
    // Long steps alone are lost rows; short ones are bursts.
    let short = steps().filter(|d| *d < (1.0 - UNEVEN) * step).count();
    let n = (rows.len() - 1) as f64;
    let (mut repeated, mut evened) = (0, false);
    if short as f64 > BURSTS[0] * n || shared as f64 > BURSTS[1] * n {
        if shared > 0 {
            refuse_alternating(rows)?;
        }
        even(rows, step);
        evened = true;
        let note = Note::of(SensorNote::TimeEvened);
        notes.push(note.with_share((short.max(shared)) as f64 / n));
    } else {
        let before = rows.len();
        rows.dedup_by(|b, a| a.t() == b.t());
        repeated = before - rows.len() - shared.min(before - rows.len());
    }
    if repeated > 0 {
        let note = Note::of(SensorNote::RowsRepeated { rows: repeated });
        notes.push(note.with_share(repeated as f64 / all as f64));
    }
    if shared > 0 && !evened {
        let note = Note::warn(SensorNote::TimeRepeated { rows: shared });
        notes.push(note.with_share(shared as f64 / n));
    }
    let (sum, count) = rows
        .windows(2)
        .map(|w| w[1].t() - w[0].t())
        .filter(plain)
        .fold((0.0, 0usize), |(s, c), d| (s + d, c + 1));
    let step_s = if count > 0 { sum / count as f64 } else { step };
    Ok((step_s > 0.0 && step_s.is_finite())
        .then(|| Timing { step_s, quantum_s: quantum(rows, step_s) }))
}

/// Every time shared by the same small number of rows, and rows nearer to
/// those of the times before and after than to their neighbours: several sensors.
fn refuse_alternating<R: Timed>(rows: &[R]) -> Result<(), ImportError> {
    let mut sizes: Vec<usize> = rows.chunk_by(|a, b| a.t() == b.t()).map(<[R]>::len).collect();
    if sizes.len() < 20 {
        return Ok(());
    }
    let middle = sizes.len() / 2;
    let k = *sizes.select_nth_unstable(middle).1;
    if !(2..=8).contains(&k) || sizes.iter().filter(|s| **s == k).count() * 10 < sizes.len() * 9 {
        return Ok(());
    }
    let mean = |lag: usize| {
        rows.iter().zip(rows.iter().skip(lag)).map(|(a, b)| a.apart(b)).sum::<f64>()
            / (rows.len() - lag) as f64
    };
    if mean(k) < 0.5 * mean(1) {
        return Err(SensorProblem::SensorsAlternate { sensors: k }.into());
    }
    Ok(())
}

/// Times from a straight line through the arrival times around each row.
fn even<R: Timed>(rows: &mut [R], step: f64) {
    let times: Vec<f64> = rows.iter().map(Timed::t).collect();
    // A burst is as long as the longest usual distance of arrivals.
    let mut waits: Vec<f64> =
        times.windows(2).map(|w| w[1] - w[0]).filter(|d| *d > 1.5 * step).collect();
    let wait = if waits.is_empty() {
        step
    } else {
        let middle = waits.len() / 2;
        *waits.select_nth_unstable_by(middle, f64::total_cmp).1
    };
    let half = ((0.5 * EVENED_S.max(4.0 * wait)) / step).ceil() as usize;
    let torn = (3.0 * wait).max(0.2);
    let mut from = 0;
    while from < times.len() {
        let len = times[from..]
            .windows(2)
            .position(|w| w[1] - w[0] > torn)
            .map_or(times.len() - from, |p| p + 1);
        line(&times[from..from + len], half, &mut rows[from..from + len]);
        from += len;
    }
    // Two pieces may touch after evening.
    let mut last = f64::NEG_INFINITY;
    for row in rows {
        if row.t() <= last {
            row.set_t(last + 0.01 * step);
        }
        last = row.t();
    }
}

/// Moving straight line by least squares over `half` rows to either side.
fn line<R: Timed>(times: &[f64], half: usize, rows: &mut [R]) {
    let n = times.len();
    let origin = times.first().copied().unwrap_or(0.0);
    let (mut a, mut b) = (0usize, 0usize);
    let (mut st, mut sit) = (0.0, 0.0);
    for (i, row) in rows.iter_mut().enumerate() {
        let (from, to) = (i.saturating_sub(half), (i + half + 1).min(n));
        while b < to {
            st += times[b] - origin;
            sit += b as f64 * (times[b] - origin);
            b += 1;
        }
        while a < from {
            st -= times[a] - origin;
            sit -= a as f64 * (times[a] - origin);
            a += 1;
        }
        let m = (to - from) as f64;
        if m < 2.0 {
            continue;
        }
        let mean_i = 0.5 * (from + to - 1) as f64;
        let var = m * (m * m - 1.0) / 12.0;
        let slope = (sit - mean_i * st) / var;
        row.set_t(origin + st / m + slope * (i as f64 - mean_i));
    }
}

/// The coarsest resolution that all stamps fit.
fn quantum<R: Timed>(rows: &[R], step_s: f64) -> f64 {
    let origin = rows.first().map_or(0.0, Timed::t);
    let fits = |q: f64| {
        rows.iter().step_by(1 + rows.len() / 5000).all(|r| {
            let x = (r.t() - origin) / q;
            (x - x.round()).abs() * q < 2e-6
        })
    };
    QUANTA.into_iter().filter(|q| *q <= step_s).find(|q| fits(*q)).unwrap_or(0.0)
}

/// Where rows are cut: ranges without gaps. Returns them with the number of
/// bridged gaps and the seconds they lasted.
pub(super) fn cut<R: Timed>(rows: &[R], step_s: f64) -> (Vec<std::ops::Range<usize>>, usize, f64) {
    let gap = (GAP.0 * step_s).max(GAP.1);
    let split = gap.max(BRIDGE_S);
    let (mut ranges, mut from) = (Vec::new(), 0);
    let (mut bridged, mut bridged_s) = (0, 0.0);
    for (i, w) in rows.windows(2).enumerate() {
        let d = w[1].t() - w[0].t();
        if d > split {
            ranges.push(from..i + 1);
            from = i + 1;
        } else if d > gap {
            bridged += 1;
            bridged_s += d - step_s;
        }
    }
    ranges.push(from..rows.len());
    (ranges, bridged, bridged_s)
}

/// The usual rate near a measured one.
pub(super) fn snap(rate_hz: f64) -> Option<f64> {
    let near = |r: &f64, tolerance: f64| (rate_hz / r - 1.0).abs() <= tolerance;
    USUAL_RATES
        .into_iter()
        .filter(|r| near(r, SNAP))
        .min_by(|a, b| (a - rate_hz).abs().total_cmp(&(b - rate_hz).abs()))
        .or_else(|| Some(rate_hz.round()).filter(|r| *r > 0.0 && near(r, SNAP / 10.0)))
}
