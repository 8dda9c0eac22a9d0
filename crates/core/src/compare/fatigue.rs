//! Evidence that the runner was tired: decoupling of heart rate from effort,
//! loss of pace, duration, the runner's own rating.

use super::FatigueEvidence;
use crate::metrics::Metric;
use crate::segment::{Phase, Windows};
use crate::series::{FormSeries, GradeSource, Sampling, long_runs};
use crate::settings::Settings;

/// Heart rates outside this range are sensor errors, bpm. Ours.
const BELIEVABLE_HR: [f64; 2] = [40.0, 220.0];
/// Heart rate within this distance of the cadence ... Ours, after many reports of optical sensors.
const LOCK_SPM: f64 = 3.0;
/// ... for this long has locked onto the steps, s.
const LOCK_S: f64 = 120.0;

/// Evidence of fatigue and what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Evidence {
    pub level: FatigueEvidence,
    pub decoupling_pct: Option<f64>,
    pub reasons: Vec<String>,
}

/// Metabolic cost of running on a slope relative to the level (Minetti 2002,
/// J Appl Physiol 93:1039); `grade` in %, valid for ±45 %.
fn slope_cost(grade: f64) -> f64 {
    let i = grade / 100.0;
    (155.4 * i.powi(5) - 30.4 * i.powi(4) - 43.3 * i.powi(3) + 46.3 * i * i + 19.5 * i + 3.6) / 3.6
}

/// Judges the evidence; the level is the strongest of the single levels, and
/// only what supports it is listed.
///
/// Effort is the speed, allowing for the slope (not with GPS altitude, whose
/// errors would pass for effort). Heart rate is read `hr_lag_s` after it. A part
/// of the heart rate does not follow the pace, so that slowing down alone looks
/// like decoupling: that much is taken off before the level is judged.
pub(super) fn evidence(series: &FormSeries, windows: &Windows, settings: &Settings) -> Evidence {
    let s = &settings.compare;
    let locked = locked_onto_cadence(series);
    let fresh = Load::of(series, windows, Phase::Fresh, &locked, settings);
    let tired = Load::of(series, windows, Phase::Fatigued, &locked, settings);
    let decoupling = fresh
        .efficiency()
        .zip(tired.efficiency())
        .map(|(fresh, tired)| 100.0 * (fresh / tired - 1.0))
        .filter(|d| d.is_finite());
    let lost = |fresh: f64, tired: f64| 100.0 * (1.0 - tired / fresh);
    let effort_lost = lost(fresh.effort, tired.effort);
    let pace_lost = lost(fresh.speed, tired.speed);

    let mut found: Vec<(FatigueEvidence, String)> = Vec::new();
    if let Some(d) = decoupling {
        let own = d - s.hr_constant_share * effort_lost;
        let [mild, moderate, strong] = s.decoupling_levels_pct;
        let level = match own {
            o if o >= strong => FatigueEvidence::Strong,
            o if o >= moderate => FatigueEvidence::Moderate,
            o if o >= mild => FatigueEvidence::Mild,
            _ => FatigueEvidence::None,
        };
        found.push((level, format!("heart rate against pace {d:+.1} %").replace('-', "\u{2212}")));
    }
    if pace_lost > s.pace_loss_pct && effort_lost > s.pace_loss_pct {
        found.push((FatigueEvidence::Mild, format!("pace lost {pace_lost:.1} %")));
    }
    let active = series.active.last().copied().unwrap_or(0.0);
    if active >= s.long_duration_s {
        found.push((FatigueEvidence::Mild, format!("{:.0} min of running", active / 60.0)));
    }
    if let Some(rpe) = s.rpe.filter(|r| (0.0..=10.0).contains(r)) {
        found.push((from_rpe(rpe, s.rpe_levels), format!("effort rated {rpe} of 10")));
    }
    let level = found.iter().map(|f| f.0).max().unwrap_or(FatigueEvidence::Unknown);
    let speaks =
        |f: &FatigueEvidence| *f >= FatigueEvidence::Mild || level <= FatigueEvidence::None;
    let mut reasons: Vec<String> =
        found.into_iter().filter(|(f, _)| speaks(f)).map(|(_, words)| words).collect();
    if decoupling.is_none() {
        let why = if locked.contains(&true) { " (it locked onto the cadence)" } else { "" };
        reasons.push(format!("no usable heart rate{why}"));
    }
    Evidence { level, decoupling_pct: decoupling, reasons }
}

/// Means of one window, weighted by time.
struct Load {
    speed: f64,
    effort: f64,
    heart_rate: f64,
    /// Share of the window with a usable heart rate.
    beats: f64,
}

impl Load {
    fn of(
        series: &FormSeries,
        windows: &Windows,
        phase: Phase,
        locked: &[bool],
        settings: &Settings,
    ) -> Load {
        let lag = match series.sampling {
            Sampling::Seconds => settings.compare.hr_lag_s.round() as usize,
            Sampling::Laps => 0,
        };
        let slope_counts = series.grade_source != GradeSource::Gps;
        let (mut speed, mut effort, mut n, mut hr, mut n_hr) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for i in (0..series.len()).filter(|&i| windows.counts(i, phase)) {
            let (w, v) = (series.dur[i], series.speed[i]);
            if !v.is_finite() {
                continue;
            }
            n += w;
            speed += w * v;
            effort += w * v * if slope_counts { slope_cost(series.grade[i]) } else { 1.0 };
            let beat = series.heart_rate.get(i + lag).copied().unwrap_or(f64::NAN);
            let usable = (BELIEVABLE_HR[0]..=BELIEVABLE_HR[1]).contains(&beat);
            if usable && !locked.get(i + lag).copied().unwrap_or(false) {
                hr += w * beat;
                n_hr += w;
            }
        }
        Load { speed: speed / n, effort: effort / n, heart_rate: hr / n_hr, beats: n_hr / n }
    }

    fn efficiency(&self) -> Option<f64> {
        (self.beats > 0.5).then(|| self.effort / self.heart_rate)
    }
}

/// What the runner's own rating shows; a low one proves nothing.
fn from_rpe(rpe: f64, [mild, moderate, strong]: [f64; 3]) -> FatigueEvidence {
    match rpe {
        r if r >= strong => FatigueEvidence::Strong,
        r if r >= moderate => FatigueEvidence::Moderate,
        r if r >= mild => FatigueEvidence::Mild,
        _ => FatigueEvidence::Unknown,
    }
}

/// Seconds in which the heart rate equals the cadence for minutes on end: an
/// optical sensor that counts steps.
fn locked_onto_cadence(series: &FormSeries) -> Vec<bool> {
    let mut locked = vec![false; series.len()];
    if series.sampling == Sampling::Laps {
        return locked;
    }
    let Some(cadence) = series.metric(Metric::Cadence) else { return locked };
    let equal = |i: usize| (series.heart_rate[i] - cadence.values[i]).abs() < LOCK_SPM;
    for span in long_runs(series.len(), LOCK_S as usize, equal) {
        locked[span.start_s as usize..span.end_s as usize].fill(true);
    }
    locked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hard_rating_raises_the_evidence_and_an_easy_one_does_not_lower_it() {
        let series = crate::series::test_series(3600, |_| 3.0);
        let mut settings = Settings::default();
        let mut level = |rpe| {
            settings.compare.rpe = rpe;
            let windows = crate::segment::choose(&series, &settings);
            let e = evidence(&series, &windows, &settings);
            (e.level, e.reasons.len())
        };
        // steady heart rate: no decoupling
        assert_eq!(level(None), (FatigueEvidence::None, 1));
        assert_eq!(level(Some(6.9)), (FatigueEvidence::None, 2));
        // only what supports the level is listed
        assert_eq!(level(Some(7.0)), (FatigueEvidence::Mild, 1));
        assert_eq!(level(Some(8.0)), (FatigueEvidence::Moderate, 1));
        assert_eq!(level(Some(9.5)), (FatigueEvidence::Strong, 1));
        assert_eq!(level(Some(70.0)), (FatigueEvidence::None, 1));
    }

    #[test]
    fn slowing_down_alone_is_not_decoupling() {
        // Heart rate 40 % constant, 60 % with the pace; the pace falls by 10 %.
        let mut series = crate::series::test_series(5400, |i| if i < 2700 { 3.2 } else { 2.9 });
        series.heart_rate = series.speed.mapv(|v| 60.0 + 90.0 * v / 3.2);
        let settings = Settings::default();
        let windows = crate::segment::choose(&series, &settings);
        let e = evidence(&series, &windows, &settings);
        assert!(e.decoupling_pct.is_some_and(|d| d > 3.0), "{e:?}");
        assert!(e.reasons.iter().all(|r| !r.contains("heart rate")), "{e:?}");
        assert_eq!(e.level, FatigueEvidence::Mild); // for the pace and the duration
    }

    #[test]
    fn a_heart_rate_that_counts_steps_is_left_out() {
        let mut series = crate::series::test_series(5400, |_| 3.0);
        series.heart_rate.fill(170.0);
        let settings = Settings::default();
        let windows = crate::segment::choose(&series, &settings);
        let e = evidence(&series, &windows, &settings);
        assert_eq!(e.decoupling_pct, None);
        assert!(e.reasons.iter().any(|r| r.contains("locked onto the cadence")), "{e:?}");
    }

    #[test]
    fn uphill_costs_more() {
        assert!((slope_cost(0.0) - 1.0).abs() < 1e-12);
        assert!((slope_cost(5.0) - 1.30).abs() < 0.01);
        assert!((slope_cost(-5.0) - 0.76).abs() < 0.01);
    }
}
