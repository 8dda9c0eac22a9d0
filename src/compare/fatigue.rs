//! Evidence that the runner was tired: decoupling of heart rate from effort,
//! loss of pace, duration, the runner's own rating.

use super::FatigueEvidence;
use crate::metrics::Metric;
use crate::segment::{Phase, Windows};
use crate::series::FormSeries;
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

/// Judges the evidence. Heart rate is read `hr_lag_s` after the effort; the
/// level is the strongest of the single levels.
pub(super) fn evidence(series: &FormSeries, windows: &Windows, settings: &Settings) -> Evidence {
    let s = &settings.compare;
    let lag = s.hr_lag_s.round() as usize;
    let lag = if series.sampling == crate::series::Sampling::Laps { 0 } else { lag };
    let window = |phase: Phase| {
        let (mut effort, mut hr, mut n, mut n_hr) = (0.0, 0.0, 0.0, 0.0);
        for i in (0..series.len()).filter(|&i| windows.counts(i, phase)) {
            if !series.speed[i].is_finite() {
                continue;
            }
            let w = series.dur[i];
            effort += w * series.speed[i] * slope_cost(series.grade[i]);
            n += w;
            let beat = series.heart_rate.get(i + lag).copied().unwrap_or(f64::NAN);
            if (BELIEVABLE_HR[0]..=BELIEVABLE_HR[1]).contains(&beat) {
                hr += w * beat;
                n_hr += w;
            }
        }
        (effort / n, hr / n_hr, n, n_hr)
    };
    let (fresh_v, fresh_hr, fresh_n, fresh_hr_n) = window(Phase::Fresh);
    let (tired_v, tired_hr, tired_n, tired_hr_n) = window(Phase::Fatigued);
    let locked = longest_lock(series) > LOCK_S;
    let enough_hr = fresh_hr_n > 0.5 * fresh_n && tired_hr_n > 0.5 * tired_n;
    let decoupling = (enough_hr && !locked)
        .then(|| 100.0 * ((fresh_v / fresh_hr) / (tired_v / tired_hr) - 1.0))
        .filter(|d| d.is_finite());

    let mut level = match decoupling {
        None => FatigueEvidence::Unknown,
        Some(d) if d >= s.decoupling_levels_pct[2] => FatigueEvidence::Strong,
        Some(d) if d >= s.decoupling_levels_pct[1] => FatigueEvidence::Moderate,
        Some(d) if d >= s.decoupling_levels_pct[0] => FatigueEvidence::Mild,
        Some(_) => FatigueEvidence::None,
    };
    let mut reasons = Vec::new();
    match decoupling {
        Some(d) => reasons.push(format!("heart rate against pace {d:+.1} %")),
        None if locked => reasons.push("heart rate locked onto the cadence, not used".into()),
        None => reasons.push("no usable heart rate".into()),
    }
    let loss = 100.0 * (1.0 - tired_v / fresh_v);
    if loss > s.pace_loss_pct {
        level = level.max(FatigueEvidence::Mild);
        reasons.push(format!("pace lost {loss:.1} %"));
    }
    let active = series.active.last().copied().unwrap_or(0.0);
    if active >= s.long_duration_s {
        level = level.max(FatigueEvidence::Mild);
        reasons.push(format!("{:.0} min of running", active / 60.0));
    }
    if let Some(rpe) = s.rpe.filter(|r| (0.0..=10.0).contains(r)) {
        level = level.max(from_rpe(rpe, s.rpe_levels));
        reasons.push(format!("effort rated {rpe} of 10"));
    }
    Evidence { level, decoupling_pct: decoupling, reasons }
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

/// Longest stretch in which the heart rate equals the cadence, s.
fn longest_lock(series: &FormSeries) -> f64 {
    let Some(cadence) = series.metric(Metric::Cadence) else { return 0.0 };
    let (mut longest, mut now) = (0.0f64, 0.0);
    for i in 0..series.len() {
        let locked = (series.heart_rate[i] - cadence.values[i]).abs() < LOCK_SPM;
        now = if locked { now + series.dur[i] } else { 0.0 };
        longest = longest.max(now);
    }
    longest
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
        assert_eq!(level(Some(7.0)), (FatigueEvidence::Mild, 2));
        assert_eq!(level(Some(8.0)), (FatigueEvidence::Moderate, 2));
        assert_eq!(level(Some(9.5)), (FatigueEvidence::Strong, 2));
        assert_eq!(level(Some(70.0)), (FatigueEvidence::None, 1));
    }

    #[test]
    fn uphill_costs_more() {
        assert!((slope_cost(0.0) - 1.0).abs() < 1e-12);
        assert!((slope_cost(5.0) - 1.30).abs() < 0.01);
        assert!((slope_cost(-5.0) - 0.76).abs() < 0.01);
    }
}
