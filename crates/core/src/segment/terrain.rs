//! Slope of the ground from altitude over distance.

use std::sync::OnceLock;

use ndarray::Array1;
use serde::Deserialize;

use crate::recording::{Note, NoteKind, Recording};
use crate::series::{FormSeries, GradeSource, Mask, Sampling};
use crate::settings::Settings;
use crate::stats;

/// Step of the distance grid, m. Ours.
const STEP_M: f64 = 5.0;
/// Longest way on the distance grid, m. Ours: twice what is run in a day.
const MAX_PATH_M: f64 = 600_000.0;
/// An altitude that never moves by more than this is no altitude, m. Ours.
const FLAT_M: f64 = 0.5;

/// Fills in the slope (%) of every sample: declared where the recording says
/// so, level on a treadmill, otherwise smoothed altitude over distance (median,
/// then Gaussian; central difference). Unknown slopes count as level, and a
/// note says so.
pub fn fill_grade(
    series: &mut FormSeries,
    recording: &Recording,
    settings: &Settings,
    notes: &mut Vec<Note>,
) {
    if series.grade.iter().any(|g| g.is_finite()) {
        series.grade_source = GradeSource::Declared;
        series.grade.mapv_inplace(|g| if g.is_finite() { g } else { 0.0 });
        return;
    }
    if recording.sport.is_treadmill() {
        series.grade_source = GradeSource::Declared;
        series.grade.fill(0.0);
        notes.push(Note::of(NoteKind::Treadmill));
        return;
    }
    let (lowest, highest) = series
        .altitude
        .iter()
        .filter(|a| a.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), a| (l.min(*a), h.max(*a)));
    let active = |i: &usize| !series.mask[*i].any(Mask::PAUSE);
    let moving = (0..series.len()).filter(active).count();
    let covered =
        (0..series.len()).filter(active).filter(|&i| series.altitude[i].is_finite()).count();
    let usable = highest - lowest > FLAT_M && covered * 2 > moving;
    let gps = gps_altitude(recording.device.as_deref());
    let window = if gps { settings.mask.grade_window_gps_m } else { settings.mask.grade_window_m };
    let grade = if series.sampling == Sampling::Laps || !usable {
        None
    } else {
        slope(&path(series), &series.altitude, window)
    };
    let Some(grade) = grade else {
        series.grade_source = GradeSource::Unknown;
        series.grade.fill(0.0);
        // Without speed nothing is adjusted for slope either.
        if !series.speed.iter().any(|v| v.is_finite()) {
            return;
        }
        notes.push(Note::warn(NoteKind::NoAltitude));
        return;
    };
    series.grade_source = if gps { GradeSource::Gps } else { GradeSource::Barometric };
    series.grade = grade;
    if gps {
        let device_known = recording.device.is_some();
        notes.push(Note::of(NoteKind::GpsAltitude { device_known }));
    }
}

/// The steepest slope (%) that still counts, for this recording's altitude.
pub fn grade_limit(source: GradeSource, settings: &Settings) -> f64 {
    match source {
        GradeSource::Gps => settings.mask.grade_gps_pct,
        _ => settings.mask.grade_pct,
    }
}

#[derive(Deserialize)]
struct Devices {
    gps_altitude: Vec<String>,
}

/// Whether a device's altitude comes from GPS. Unnamed devices: yes.
fn gps_altitude(device: Option<&str>) -> bool {
    static LIST: OnceLock<Vec<String>> = OnceLock::new();
    let list = LIST.get_or_init(|| {
        toml::from_str::<Devices>(include_str!("../../../../data/devices.toml"))
            .map(|d| d.gps_altitude)
            .unwrap_or_default()
    });
    let Some(device) = device else { return true };
    let plain: String = device
        .to_lowercase()
        .replace("forerunner", "fr")
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    let plain = ["garmin", "suunto", "polar", "coros", "wahoo"]
        .iter()
        .fold(plain, |p, maker| p.strip_prefix(maker).map(str::to_string).unwrap_or(p));
    plain.is_empty() || list.contains(&plain)
}

/// Metres covered at each sample, never decreasing: the distance field, or
/// the integral of the speed where there is none.
fn path(series: &FormSeries) -> Array1<f64> {
    let by_field = series.distance.iter().filter(|d| d.is_finite()).count() * 2 > series.len();
    let mut covered = 0.0f64;
    let mut at = Vec::with_capacity(series.len());
    for i in 0..series.len() {
        if by_field {
            if series.distance[i].is_finite() {
                covered = covered.max(series.distance[i]);
            }
        } else if series.speed[i].is_finite() {
            covered += series.speed[i] * series.dur[i];
        }
        at.push(covered);
    }
    Array1::from_vec(at)
}

/// Slope in % at each sample; `None` where the way is too long to be one, or
/// no altitude is known.
fn slope(path: &Array1<f64>, altitude: &Array1<f64>, window_m: f64) -> Option<Array1<f64>> {
    let n = path.len();
    let total = path.last().copied().unwrap_or(0.0) - path.first().copied().unwrap_or(0.0);
    if !(0.0..=MAX_PATH_M).contains(&total) {
        return None;
    }
    let cells = (total / STEP_M).floor() as usize + 1;
    if n < 2 || cells < 3 {
        return Some(Array1::zeros(n));
    }
    // Altitude on the distance grid, linear between samples.
    let mut grid = Vec::with_capacity(cells);
    let points: Vec<(f64, f64)> = (0..n)
        .filter(|&i| altitude[i].is_finite())
        .map(|i| (path[i] - path[0], altitude[i]))
        .collect();
    let mut k = 0;
    for c in 0..cells {
        let x = c as f64 * STEP_M;
        while k + 1 < points.len() && points[k + 1].0 <= x {
            k += 1;
        }
        let &(xa, ya) = points.get(k)?;
        grid.push(match points.get(k + 1) {
            Some(&(xb, yb)) if xb > xa && x >= xa => {
                ya + (yb - ya) * ((x - xa) / (xb - xa)).min(1.0)
            }
            _ => ya,
        });
    }
    let half = (window_m / 2.0 / STEP_M).round() as usize;
    let medians: Vec<f64> = (0..cells)
        .map(|c| {
            let (a, b) = (c.saturating_sub(half), (c + half + 1).min(cells));
            stats::median(grid[a..b].iter().copied()).unwrap_or(grid[c])
        })
        .collect();
    let smooth = gaussian(&medians, window_m / 3.0 / STEP_M);
    let gradient: Vec<f64> = (0..cells)
        .map(|c| {
            let (a, b) = (c.saturating_sub(1), (c + 1).min(cells - 1));
            100.0 * (smooth[b] - smooth[a]) / ((b - a) as f64 * STEP_M)
        })
        .collect();
    Some(Array1::from_iter((0..n).map(|i| {
        let x = (path[i] - path[0]) / STEP_M;
        let a = (x.floor() as usize).min(cells - 1);
        let b = (a + 1).min(cells - 1);
        gradient[a] + (gradient[b] - gradient[a]) * (x - a as f64).clamp(0.0, 1.0)
    })))
}

/// Gaussian smoothing, SD in cells, edges held.
fn gaussian(values: &[f64], sd: f64) -> Vec<f64> {
    let reach = (4.0 * sd).ceil() as isize;
    let kernel: Vec<f64> =
        (-reach..=reach).map(|d| (-0.5 * (d as f64 / sd).powi(2)).exp()).collect();
    let sum: f64 = kernel.iter().sum();
    let last = values.len() as isize - 1;
    (0..values.len() as isize)
        .map(|c| {
            kernel
                .iter()
                .enumerate()
                .map(|(k, w)| w * values[(c + k as isize - reach).clamp(0, last) as usize])
                .sum::<f64>()
                / sum
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_way_beyond_all_measure_has_no_slope() {
        let altitude = Array1::from_iter((0..100).map(f64::from));
        for end in [1e6, 1e8, 1e15, 1e300, f64::INFINITY, f64::NAN] {
            let mut path = Array1::from_iter((0..100).map(|i| f64::from(i) * 3.0));
            path[99] = end;
            assert!(slope(&path, &altitude, 60.0).is_none(), "{end}");
        }
        let flat = Array1::from_elem(100, f64::NAN);
        let path = Array1::from_iter((0..100).map(|i| f64::from(i) * 3.0));
        assert!(slope(&path, &flat, 60.0).is_none());
    }

    #[test]
    fn a_steady_climb_has_its_slope() {
        let path = Array1::from_iter((0..1000).map(|i| f64::from(i) * 3.0));
        let altitude =
            path.mapv(|x| 100.0 + 0.03 * x + if (x as i64) % 7 == 0 { 0.2 } else { 0.0 });
        let grade = slope(&path, &altitude, 60.0).unwrap();
        for g in grade.iter().skip(50).take(900) {
            assert!((g - 3.0).abs() < 0.4, "{g}");
        }
        let mean = grade.iter().skip(50).take(900).sum::<f64>() / 900.0;
        assert!((mean - 3.0).abs() < 0.02, "{mean}");
    }

    #[test]
    fn devices_with_and_without_barometer() {
        assert!(gps_altitude(Some("garmin fr735xt")));
        assert!(gps_altitude(Some("Garmin Forerunner 235")));
        assert!(gps_altitude(None));
        assert!(!gps_altitude(Some("garmin fenix3")));
        assert!(!gps_altitude(Some("garmin fr935")));
    }
}
