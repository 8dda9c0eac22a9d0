//! Contact from the force itself: raw vertical force above 50 N, and the same from forces
//! that were published low-passed near 20 Hz.

use std::path::Path;

use super::truth::TrueStep;
use crate::recording::Side;
use crate::signal::low_pass;

/// Vertical force above this is contact, N.
pub const THRESHOLD_N: f64 = 50.0;
/// Corner of the filter that published forces went through, Hz.
const PUBLISHED_HZ: f64 = 20.0;
/// Their crossing about which the rise is fitted, N, and how far before and after, s.
const FITTED_AT_N: f64 = 25.0;
const FITTED_S: [f64; 2] = [0.025, 0.030];
/// Grid of the fit and reach of the instant at which loading begins, s.
const GRID_S: f64 = 0.000_25;
const BEGINS_S: [f64; 2] = [-0.010, 0.030];
/// A stance carries more than this, N, within so long of its ends, s.
const CARRIES_N: f64 = 250.0;
const NEAR_S: f64 = 0.1;
/// What lies below the threshold this near is flight, and its median the plate's zero, s.
const FLIGHT_WITHIN_S: f64 = 0.5;

/// Vertical force of one or two plates.
#[derive(Debug, Clone, PartialEq)]
pub struct Plate {
    time_s: Vec<f64>,
    /// By the side it belongs to; `None`: of both.
    force_n: Vec<(Option<Side>, Vec<f64>)>,
}

impl Plate {
    /// A table with `time_s` and columns in N (`…_n`, with left or right in their name
    /// where a plate is a side's) or in body weights (`…_bw`, with the mass).
    ///
    /// # Errors
    /// What is missing, in words.
    pub fn read(file: &Path, mass_kg: f64) -> Result<Plate, String> {
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_path(file)
            .map_err(|e| e.to_string())?;
        let headers = reader.headers().map_err(|e| e.to_string())?.clone();
        let time = headers.iter().position(|h| h == "time_s").ok_or("it has no column time_s")?;
        let mut columns: Vec<(usize, Option<Side>, f64)> = Vec::new();
        for (i, name) in headers.iter().enumerate() {
            let newtons = match name {
                n if n.ends_with("_n") => 1.0,
                n if n.ends_with("_bw") && mass_kg.is_finite() => mass_kg * 9.806_65,
                n if n.ends_with("_bw") => {
                    return Err(
                        "its force is in body weights: the list of people has to give mass_kg"
                            .into(),
                    );
                }
                _ => continue,
            };
            let side = match name {
                n if n.contains("left") => Some(Side::Left),
                n if n.contains("right") => Some(Side::Right),
                _ => None,
            };
            columns.push((i, side, newtons));
        }
        if columns.is_empty() {
            return Err("it has no column of force that ends in _n or _bw".into());
        }
        let mut time_s = Vec::new();
        let mut force_n: Vec<(Option<Side>, Vec<f64>)> =
            columns.iter().map(|c| (c.1, Vec::new())).collect();
        for record in reader.records() {
            let record = record.map_err(|e| e.to_string())?;
            let number = |i: usize| record.get(i).and_then(|v| v.parse::<f64>().ok());
            let Some(t) = number(time).filter(|t| t.is_finite()) else { continue };
            time_s.push(t);
            for ((i, _, newtons), (_, force)) in columns.iter().zip(&mut force_n) {
                force.push(newtons * number(*i).unwrap_or(f64::NAN));
            }
        }
        let span = time_s.last().zip(time_s.first()).map_or(0.0, |(b, a)| b - a);
        let rate_hz = (time_s.len().saturating_sub(1)) as f64 / span;
        if !(50.0..=20_000.0).contains(&rate_hz) {
            return Err("its column time_s does not run evenly at 50 Hz or more".into());
        }
        Ok(Plate { time_s, force_n })
    }

    /// The step with initial contact and toe-off where raw force crosses 50 N; what cannot
    /// be told becomes NaN. `low_passed`: the force was filtered, and is repaired.
    pub fn cut(&self, step: &TrueStep, low_passed: bool) -> TrueStep {
        let side = step.side;
        let of_side = self.force_n.iter().find(|f| side.is_some() && f.0 == side);
        let force = of_side.or_else(|| self.force_n.iter().find(|f| f.0.is_none()));
        let (mut ic, mut to) = (f64::NAN, f64::NAN);
        if let Some((_, force)) = force {
            let of = |at, off| self.edge(force, at, off, low_passed).unwrap_or(f64::NAN);
            (ic, to) = (of(step.initial_contact_s, false), of(step.toe_off_s, true));
        }
        TrueStep { initial_contact_s: ic, toe_off_s: to, contact_ms: 1000.0 * (to - ic), ..*step }
    }

    /// Where the force crosses the threshold near `at`, s; `off`: where it ends.
    fn edge(&self, force: &[f64], at: f64, off: bool, low_passed: bool) -> Option<f64> {
        let around = |reach: f64| {
            let [from, to] =
                [at - reach, at + reach].map(|s| self.time_s.partition_point(|&t| t < s));
            self.time_s.get(from..to).unwrap_or(&[]).iter().zip(force.get(from..to).unwrap_or(&[]))
        };
        let flight = around(FLIGHT_WITHIN_S).map(|(_, f)| *f).filter(|f| *f < THRESHOLD_N);
        let zero = crate::stats::median(flight).unwrap_or(0.0);
        // From the flight into the stance, so that an end is a beginning.
        let sense = if off { -1.0 } else { 1.0 };
        let mut part: Vec<(f64, f64)> =
            around(NEAR_S).map(|(t, f)| (sense * (t - at), f - zero)).collect();
        if off {
            part.reverse();
        }
        let carries = part.iter().position(|(t, f)| *t > -FITTED_S[0] && *f > CARRIES_N)?;
        let crossing = |level: f64| {
            let k = (1..=carries).rev().find(|&k| part[k - 1].1 <= level)?;
            let [(t, f), (after, above)] = [part[k - 1], part[k]];
            Some(t + (after - t) * (level - f) / (above - f))
        };
        if !low_passed {
            return Some(at + sense * crossing(THRESHOLD_N)?);
        }
        let crossed = crossing(FITTED_AT_N)?;
        let near = part.iter().map(|(t, f)| (t - crossed, *f));
        let near: Vec<(f64, f64)> =
            near.filter(|(t, _)| (-FITTED_S[0]..=FITTED_S[1]).contains(t)).collect();
        Some(at + sense * (crossed + raw_crossing_s(&near)?))
    }
}

/// When raw force crosses 50 N, s from the crossing of 25 N by the filtered force given
/// (s from there, N): `F = max(0, a t + b t²)` from an instant of its own, passed through
/// the filter of the published forces, is fitted to it by least squares.
fn raw_crossing_s(filtered: &[(f64, f64)]) -> Option<f64> {
    let responses = [1, 2].map(response);
    let of = |k: usize, t: f64| {
        let at = (t - RESPONSE_FROM_S) / GRID_S;
        let (i, part) = (at.floor() as usize, at.fract());
        let x = &responses[k];
        if at < 0.0 || i + 1 >= x.len() { 0.0 } else { x[i] + part * (x[i + 1] - x[i]) }
    };
    let mut best: Option<(f64, f64)> = None;
    let steps = ((BEGINS_S[1] - BEGINS_S[0]) / GRID_S) as usize;
    for k in 0..=steps {
        let begin = BEGINS_S[0] + k as f64 * GRID_S;
        let (mut aa, mut ab, mut bb, mut ay, mut by) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (t, force) in filtered {
            let (a, b) = (of(0, t - begin), of(1, t - begin));
            aa += a * a;
            ab += a * b;
            bb += b * b;
            ay += a * force;
            by += b * force;
        }
        let determinant = aa * bb - ab * ab;
        let (a, b) = ((ay * bb - by * ab) / determinant, (by * aa - ay * ab) / determinant);
        let miss = filtered
            .iter()
            .map(|(t, f)| (a * of(0, t - begin) + b * of(1, t - begin) - f).powi(2))
            .sum::<f64>();
        // a t + b t² = 50 N, for the first time.
        let root = (a * a + 4.0 * b * THRESHOLD_N).sqrt();
        let after = 2.0 * THRESHOLD_N / (a + root);
        if after.is_finite() && after > 0.0 && best.is_none_or(|(least, _)| miss < least) {
            best = Some((miss, begin + after));
        }
    }
    best.map(|b| b.1)
}

/// Where the responses begin, s before the instant at which the loading does.
const RESPONSE_FROM_S: f64 = -0.15;
/// And for how long they are needed, s.
const RESPONSE_FOR_S: f64 = 0.35;

/// `t^power` from 0 on, passed through the filter, on the grid of the fit.
fn response(power: i32) -> Vec<f64> {
    let n = (RESPONSE_FOR_S / GRID_S) as usize;
    let raw: Vec<f64> =
        (0..n).map(|i| (RESPONSE_FROM_S + i as f64 * GRID_S).max(0.0).powi(power)).collect();
    low_pass(raw, PUBLISHED_HZ, 1.0 / GRID_S)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stance of 250 ms at 1000 Hz that loads at 20 and unloads at 12 N per ms.
    fn plate(zero: f64) -> Plate {
        let rate = 1000.0;
        let time_s: Vec<f64> = (0..1000).map(|i| i as f64 / rate).collect();
        let force = |t: f64| {
            let (on, off) = (20_000.0 * (t - 0.4), 12_000.0 * (0.65 - t));
            on.min(off).clamp(0.0, 1800.0) + zero
        };
        let force_n = vec![(None, time_s.iter().map(|&t| force(t)).collect())];
        Plate { time_s, force_n }
    }

    fn given() -> TrueStep {
        TrueStep {
            side: None,
            initial_contact_s: 0.398,
            toe_off_s: 0.655,
            contact_ms: 257.0,
            oscillation_mm: 80.0,
        }
    }

    #[test]
    fn raw_force_is_cut_at_50_n_above_its_zero() {
        for zero in [0.0, 18.0] {
            let cut = plate(zero).cut(&given(), false);
            assert!((cut.initial_contact_s - 0.4025).abs() < 1e-6, "{cut:?}");
            assert!((cut.toe_off_s - (0.65 - 50.0 / 12_000.0)).abs() < 1e-6, "{cut:?}");
            assert_eq!(cut.oscillation_mm, 80.0);
        }
    }

    #[test]
    fn low_passed_force_is_repaired() {
        let mut plate = plate(0.0);
        let raw = plate.cut(&given(), false);
        let filtered = low_pass(plate.force_n[0].1.clone(), PUBLISHED_HZ, 1000.0);
        plate.force_n[0].1 = filtered;
        let unrepaired = plate.cut(&given(), false);
        let repaired = plate.cut(&given(), true);
        let off = |c: &TrueStep| (c.contact_ms - raw.contact_ms).abs();
        assert!(off(&unrepaired) > 3.0, "{}", off(&unrepaired));
        assert!(off(&repaired) < 1.5, "{} {}", off(&repaired), off(&unrepaired));
    }

    #[test]
    fn a_step_the_force_does_not_show_is_not_known() {
        let step = TrueStep { initial_contact_s: 0.1, toe_off_s: f64::NAN, ..given() };
        let cut = plate(0.0).cut(&step, false);
        assert!(cut.initial_contact_s.is_nan() && cut.contact_ms.is_nan());
    }
}
