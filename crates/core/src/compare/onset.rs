//! When a change began: a cumulative-sum alarm confirms that it lasts, a
//! least-squares break says when.
//!
//! The CUSUM (Page 1954) runs on residuals after speed and slope, in units of
//! the fresh window's spread, widened for autocorrelation. The break is the
//! best of three shapes: a step, a ramp, a ramp with a plateau. Its interval
//! holds every break whose squared error is not significantly worse (profile
//! likelihood). Where a straight line from the first row to the last does as
//! well as a break there is no onset; a drifting sensor looks just so.

use crate::segment::Phase;
use crate::settings::Compare;
use crate::stats;

/// A row's residual after speed and slope, on the model's scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Residual {
    /// Start of the row, s.
    pub t: f64,
    /// Which part of the run the row lies in.
    pub phase: Phase,
    pub value: f64,
}

/// When a change began.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Onset {
    /// Seconds from the start.
    pub t: f64,
    /// 95 % interval, s.
    pub ci95: [f64; 2],
    /// A step describes it better than a gradual rise.
    pub sharp: bool,
}

/// How a change came about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Course {
    /// It began at some moment.
    Onset(Onset),
    /// A straight line from the first row to the last explains it as well.
    EvenDrift,
    /// It cannot be told.
    Unknown,
}

/// The course of a change in direction `sign` (±1).
pub(super) fn course(rows: &[Residual], phi: f64, sign: f64, settings: &Compare) -> Course {
    trace(rows, phi, sign, settings).unwrap_or(Course::Unknown)
}

fn trace(rows: &[Residual], phi: f64, sign: f64, settings: &Compare) -> Option<Course> {
    let fresh: Vec<f64> =
        rows.iter().filter(|r| r.phase == Phase::Fresh).map(|r| r.value).collect();
    let level = stats::median(fresh.iter().copied())?;
    let spread = stats::mad_sd(&fresh)?;
    if spread <= 0.0 || rows.len() < 4 * settings.onset_min_rows {
        return None;
    }
    let inflate = (1.0 + phi) / (1.0 - phi);
    let scale = sign / (spread * inflate.sqrt());
    let z: Vec<f64> = rows.iter().map(|r| scale * (r.value - level)).collect();
    // Outliers must not place the break.
    let size = stats::median(z.iter().rev().take(settings.onset_min_rows).copied())?;
    let y: Vec<f64> = z.iter().map(|v| v.clamp(-4.0, 6.0 + size.max(0.0))).collect();
    let edge = settings.onset_min_rows;
    let (errors, (k, least), sharp) = [
        (step_error as fn(&[f64], usize) -> f64, true),
        (ramp_error, false),
        (plateau_error, false),
    ]
    .into_iter()
    .filter_map(|(error, sharp)| {
        let errors = profile(&y, edge, error);
        let best = errors.iter().copied().min_by(|a, b| a.1.total_cmp(&b.1))?;
        Some((errors, best, sharp))
    })
    .min_by(|a, b| a.1.1.total_cmp(&b.1.1))?;
    let variance = least / (y.len() as f64 - 3.0);
    // A break must earn its place; having been searched for, it counts as two
    // parameters (Schwarz 1978; Zhang and Siegmund 2007).
    let effective = y.len() as f64 / inflate;
    let earned = ramp_error(&y, 0) - least > 2.0 * variance * inflate * effective.ln().max(1.0);
    if !earned || rows[k].phase == Phase::Fresh {
        return Some(Course::EvenDrift);
    }
    let alarm = alarm(&z, settings)?;
    let later = z.get(alarm..).filter(|l| l.len() >= settings.onset_min_rows)?;
    if stats::median(later.iter().copied())? <= 0.5 {
        return None;
    }
    let allowed = least + 3.841 * variance * inflate;
    let within = || errors.iter().filter(|(_, e)| *e <= allowed).map(|(k, _)| *k);
    let (low, high) = (within().min()?, within().max()?);
    let (first, last) = (rows.first()?.t, rows.last()?.t);
    // A break is known to a row at best.
    let row = stats::median(rows.windows(2).map(|r| r[1].t - r[0].t))?;
    let ci95 = [(rows[low].t - row).max(first), (rows[high].t + row).min(last)];
    let clear = ci95[1] - ci95[0] <= settings.onset_max_share * (last - first);
    clear.then_some(Course::Onset(Onset { t: rows[k].t, ci95, sharp }))
}

/// Index of the first CUSUM alarm.
fn alarm(z: &[f64], settings: &Compare) -> Option<usize> {
    let mut sum = 0.0f64;
    z.iter().position(|v| {
        sum = (sum + v - settings.cusum_slack).max(0.0);
        sum > settings.cusum_alarm
    })
}

/// Error of a shape for every break that leaves `edge` rows on either side.
fn profile(y: &[f64], edge: usize, error: fn(&[f64], usize) -> f64) -> Vec<(usize, f64)> {
    (edge..y.len().saturating_sub(edge)).map(|k| (k, error(y, k))).collect()
}

/// Squared error of one level before `k` and another from `k` on.
fn step_error(y: &[f64], k: usize) -> f64 {
    let around_mean = |v: &[f64]| {
        let m = v.iter().sum::<f64>() / v.len() as f64;
        v.iter().map(|x| (x - m).powi(2)).sum::<f64>()
    };
    around_mean(&y[..k]) + around_mean(&y[k..])
}

/// Squared error of a level up to `k` and a straight line from there to the end.
fn ramp_error(y: &[f64], k: usize) -> f64 {
    rise_error(y, k, y.len())
}

/// The same with a second level from half-way between `k` and the end.
fn plateau_error(y: &[f64], k: usize) -> f64 {
    rise_error(y, k, k + (y.len() - k) / 2)
}

/// Squared error of a level up to `k`, a straight line to `end`, a level from there.
fn rise_error(y: &[f64], k: usize, end: usize) -> f64 {
    let n = y.len() as f64;
    let (mut sx, mut sy, mut sxx, mut sxy, mut syy) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (i, v) in y.iter().enumerate() {
        let h = i.min(end).saturating_sub(k) as f64;
        sx += h;
        sy += v;
        sxx += h * h;
        sxy += h * v;
        syy += v * v;
    }
    let (cxx, cxy, cyy) = (sxx - sx * sx / n, sxy - sx * sy / n, syy - sy * sy / n);
    if cxx > 0.0 { cyy - cxy * cxy / cxx } else { cyy }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn rows(shape: impl Fn(usize) -> f64) -> Vec<Residual> {
        (0..160)
            .map(|i| {
                let wiggle = ((i * 37 % 17) as f64 - 8.0) / 5.0;
                Residual {
                    t: 600.0 + 30.0 * i as f64,
                    phase: if i < 20 { Phase::Fresh } else { Phase::Middle },
                    value: wiggle + shape(i),
                }
            })
            .collect()
    }

    fn onset(rows: &[Residual], sign: f64) -> Option<Onset> {
        match course(rows, 0.2, sign, &Compare::default()) {
            Course::Onset(o) => Some(o),
            _ => None,
        }
    }

    #[test]
    fn a_step_is_dated() {
        let o = onset(&rows(|i| if i >= 90 { 4.0 } else { 0.0 }), 1.0).unwrap();
        assert!((o.t - (600.0 + 2700.0)).abs() <= 60.0, "{o:?}");
        assert!(o.ci95[0] <= o.t && o.t <= o.ci95[1]);
    }

    #[test]
    fn a_ramp_is_dated_and_the_other_direction_is_silent() {
        let ramp = rows(|i| 0.08 * i.saturating_sub(80) as f64);
        let o = onset(&ramp, 1.0).unwrap();
        assert!((o.t - (600.0 + 2400.0)).abs() <= 240.0, "{o:?}");
        assert_eq!(onset(&ramp, -1.0), None);
    }

    #[test]
    fn noise_has_no_onset() {
        assert_eq!(onset(&rows(|_| 0.0), 1.0), None);
    }

    #[test]
    fn an_even_drift_has_no_onset() {
        let drift = rows(|i| 0.05 * i as f64);
        assert_eq!(course(&drift, 0.2, 1.0, &Compare::default()), Course::EvenDrift);
        assert_eq!(onset(&drift, 1.0), None);
    }
}
