//! Rows with uneven times → pieces on an even grid.

use std::ops::Range;

use ndarray::Array1;

use super::super::ImportError;
use super::problem::SensorProblem;
use super::timeline::{Timing, snap};
use crate::recording::{ImuStream, Piece};
use crate::signal::low_pass;

/// Rows whose times stay within this share of a sample of an even grid are
/// taken as they are. Ours: interpolating would blur them more.
const STRAIGHT: f64 = 0.2;
/// … or within this many steps of the resolution of their stamps.
const ROUNDED: f64 = 1.2;
/// Most samples of the grid per row read; more is no recording. Ours.
const MAX_GROWTH: usize = 8;
/// Corner of the filter before samples are thinned out, in units of the new rate.
const ANTI_ALIAS: f64 = 0.4;

/// Values of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) t: f64,
    pub(super) acc: [f64; 3],
    pub(super) gyro: [f64; 3],
}

impl super::timeline::Timed for Row {
    fn t(&self) -> f64 {
        self.t
    }

    fn set_t(&mut self, t: f64) {
        self.t = t;
    }

    fn same(&self, other: &Self) -> bool {
        let bits = |r: &Row| (r.acc.map(f64::to_bits), r.gyro.map(f64::to_bits));
        bits(self) == bits(other)
    }

    fn apart(&self, other: &Self) -> f64 {
        let sum = |a: [f64; 3], b: [f64; 3]| -> f64 {
            a.iter().zip(b).map(|(a, b)| (a - b).abs()).filter(|d| d.is_finite()).sum()
        };
        sum(self.acc, other.acc) + sum(self.gyro, other.gyro)
    }
}

/// What of a row goes into the pieces.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    /// m/s² per unit.
    pub(super) acc: f64,
    /// rad/s per unit; `None` without gyroscope.
    pub(super) gyro: Option<f64>,
}

/// Pieces of the ranges of `rows`, and their common rate, Hz.
///
/// # Errors
/// [`ImportError::Sensor`] where the times are so uneven that a grid would
/// consist of interpolated values.
pub(super) fn pieces(
    rows: &[Row],
    ranges: &[Range<usize>],
    timing: Timing,
    fixed_rate: Option<f64>,
    scale: Scale,
) -> Result<(Vec<Piece>, f64), ImportError> {
    let measured = 1.0 / timing.step_s;
    let ranges: Vec<&Range<usize>> = ranges.iter().filter(|r| r.len() >= 2).collect();
    let all_straight = |rate: f64| {
        ranges.iter().all(|r| straight(&rows[(*r).clone()], rate, timing.quantum_s).is_some())
    };
    let usual = snap(measured);
    let rate = match (fixed_rate, usual) {
        (Some(rate), _) => rate,
        (None, Some(usual)) if all_straight(usual) || !all_straight(measured) => usual,
        _ => measured,
    };
    let mut pieces = Vec::with_capacity(ranges.len());
    let mut budget = rows.len().saturating_mul(MAX_GROWTH) + 1000;
    for range in ranges {
        let rows = &rows[range.clone()];
        if let Some(start_s) = straight(rows, rate, timing.quantum_s) {
            pieces.push(Piece {
                start_s,
                acc: [0, 1, 2].map(|k| rows.iter().map(|r| r.acc[k] * scale.acc).collect()),
                gyro: scale
                    .gyro
                    .map(|f| [0, 1, 2].map(|k| rows.iter().map(|r| r.gyro[k] * f).collect())),
            });
            continue;
        }
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { continue };
        let n = ((last.t - first.t) * rate + 1e-6).floor() + 1.0;
        if n.is_nan() || n > budget as f64 {
            return Err(SensorProblem::TimesUneven { rate_hz: rate }.into());
        }
        let n = n as usize;
        budget = budget.saturating_sub(n);
        let times: Vec<f64> = rows.iter().map(|r| r.t).collect();
        let at = |i: usize| first.t + i as f64 / rate;
        pieces.push(Piece {
            start_s: first.t,
            acc: [0, 1, 2].map(|k| pchip(&times, |i| rows[i].acc[k] * scale.acc, n, at)),
            gyro: scale
                .gyro
                .map(|f| [0, 1, 2].map(|k| pchip(&times, |i| rows[i].gyro[k] * f, n, at))),
        });
    }
    Ok((pieces, rate))
}

/// Start of an even grid on which all rows already lie.
fn straight(rows: &[Row], rate: f64, quantum_s: f64) -> Option<f64> {
    let tolerance = (STRAIGHT / rate).max(ROUNDED * quantum_s).min(1.0 / rate);
    let origin = rows.first()?.t;
    let (mut low, mut high, mut sum) = (f64::INFINITY, f64::NEG_INFINITY, 0.0);
    for (i, row) in rows.iter().enumerate() {
        let off = row.t - origin - i as f64 / rate;
        low = low.min(off);
        high = high.max(off);
        if high - low > tolerance {
            return None;
        }
        sum += off;
    }
    let mean = sum / rows.len() as f64;
    // Rounding noise of exact stamps is not worth a shifted start.
    Some(if mean.abs() < 1e-6 { origin } else { origin + mean })
}

/// Piecewise cubic through uneven points without overshoot (Fritsch & Carlson
/// 1980, doi:10.1137/0717021, with the weighted harmonic mean of Fritsch &
/// Butland 1984), at `n` increasing places.
pub(super) fn pchip(
    times: &[f64],
    value: impl Fn(usize) -> f64,
    n: usize,
    at: impl Fn(usize) -> f64,
) -> Array1<f64> {
    let last = times.len().saturating_sub(1);
    if last == 0 {
        return Array1::from_elem(n, if times.is_empty() { f64::NAN } else { value(0) });
    }
    let secant = |i: usize| (value(i + 1) - value(i)) / (times[i + 1] - times[i]);
    let tangent = |i: usize| {
        if i == 0 || i == last {
            return secant(i.min(last - 1));
        }
        let (a, b) = (secant(i - 1), secant(i));
        if a.is_nan() || b.is_nan() {
            return f64::NAN;
        }
        if a * b <= 0.0 {
            return 0.0;
        }
        let (ha, hb) = (times[i] - times[i - 1], times[i + 1] - times[i]);
        let (wa, wb) = (2.0 * hb + ha, hb + 2.0 * ha);
        (wa + wb) / (wa / a + wb / b)
    };
    let mut i = 0;
    let mut ends = (tangent(0), tangent(1));
    Array1::from_shape_fn(n, |k| {
        let t = at(k);
        while i + 1 < last && t >= times[i + 1] {
            i += 1;
            ends = (ends.1, tangent(i + 1));
        }
        let h = times[i + 1] - times[i];
        let x = ((t - times[i]) / h).clamp(0.0, 1.0);
        let (u, v) = (x * x * (3.0 - 2.0 * x), x * (1.0 - x));
        value(i) * (1.0 - u) + value(i + 1) * u + h * v * ((1.0 - x) * ends.0 - x * ends.1)
    })
}

/// Puts the angular velocities of one stream onto the grid of another; what
/// `turn` does not cover is cut from `stream`. Returns the share that was cut.
pub(super) fn attach_gyro(stream: &mut ImuStream, turn: &ImuStream) -> f64 {
    let rate = stream.rate_hz;
    let thin = turn.rate_hz > 1.2 * rate;
    let sources: Vec<(f64, [Vec<f64>; 3])> = turn
        .pieces
        .iter()
        .filter_map(|p| Some((p.start_s, p.gyro.as_ref()?)))
        .map(|(start, gyro)| {
            let axis = |k: usize| {
                let raw = gyro[k].to_vec();
                if thin { low_pass(&raw, ANTI_ALIAS * rate, turn.rate_hz) } else { raw }
            };
            (start, [axis(0), axis(1), axis(2)])
        })
        .collect();
    let before: usize = stream.pieces.iter().map(Piece::len).sum();
    let mut out = Vec::new();
    for piece in &stream.pieces {
        for (start, gyro) in &sources {
            let end = start + gyro[0].len().saturating_sub(1) as f64 / turn.rate_hz;
            let slack = 0.5 / turn.rate_hz;
            let from = ((start - slack - piece.start_s) * rate).ceil().max(0.0);
            let to = (((end + slack - piece.start_s) * rate).floor() + 1.0).min(piece.len() as f64);
            if to - from < 2.0 {
                continue;
            }
            let (from, to) = (from as usize, to as usize);
            let start_s = piece.time(from, rate);
            let times: Vec<f64> =
                (0..gyro[0].len()).map(|i| start + i as f64 / turn.rate_hz).collect();
            let at = |k: usize| start_s + k as f64 / rate;
            out.push(Piece {
                start_s,
                acc: [0, 1, 2].map(|k| piece.acc[k].slice(ndarray::s![from..to]).to_owned()),
                gyro: Some([0, 1, 2].map(|k| pchip(&times, |i| gyro[k][i], to - from, at))),
            });
        }
    }
    out.sort_by(|a, b| a.start_s.total_cmp(&b.start_s));
    stream.pieces = out;
    let after: usize = stream.pieces.iter().map(Piece::len).sum();
    if before == 0 { 0.0 } else { 1.0 - after as f64 / before as f64 }
}
