//! Evidence for and against the runner having been tired: decoupling of heart rate from
//! effort, loss of pace, the runner's own rating. How long the run was is said beside
//! it, and by itself is no evidence.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::FatigueEvidence;
use crate::facts::fact;
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

/// Something that speaks for or against fatigue.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum FatigueSign {
    /// Change of the heart rate against the pace.
    HeartRateAgainstPace {
        /// %; positive where the same pace costs more.
        change_pct: f64,
        /// What it says.
        says: Says,
    },
    /// Pace was lost.
    PaceLost {
        /// %.
        loss_pct: f64,
        /// What it says.
        says: Says,
    },
    /// Pace was held.
    PaceHeld {
        /// %.
        loss_pct: f64,
        /// What it says.
        says: Says,
    },
    /// The runner's own rating.
    EffortRated {
        /// Of 10.
        rating: f64,
        /// What it says.
        says: Says,
    },
    /// A long run, which by itself shows nothing.
    LongRun {
        /// Minutes of running.
        minutes: f64,
        /// What it says.
        says: Says,
    },
    /// No usable heart rate.
    NoHeartRate {
        /// It locked onto the cadence.
        locked: bool,
        /// What it says.
        says: Says,
    },
}

fact!(FatigueSign);

/// What a sign says of fatigue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// It speaks for it.
    For,
    /// It speaks against it.
    Against,
    /// It says neither.
    Neither,
}

impl FatigueSign {
    /// What it says.
    pub fn says(&self) -> Says {
        match self {
            FatigueSign::HeartRateAgainstPace { says, .. }
            | FatigueSign::PaceLost { says, .. }
            | FatigueSign::PaceHeld { says, .. }
            | FatigueSign::EffortRated { says, .. }
            | FatigueSign::LongRun { says, .. }
            | FatigueSign::NoHeartRate { says, .. } => *says,
        }
    }
}

/// Evidence of fatigue and what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Evidence {
    pub level: FatigueEvidence,
    pub decoupling_pct: Option<f64>,
    pub signs: Vec<FatigueSign>,
}

/// Metabolic cost of running on a slope relative to the level (Minetti 2002,
/// J Appl Physiol 93:1039); `grade` in %, valid for ±45 %.
fn slope_cost(grade: f64) -> f64 {
    let i = grade / 100.0;
    (155.4 * i.powi(5) - 30.4 * i.powi(4) - 43.3 * i.powi(3) + 46.3 * i * i + 19.5 * i + 3.6) / 3.6
}

/// Judges the evidence: the strongest sign for it, one step less where another sign
/// speaks against it, `Unknown` where nothing speaks at all.
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

    let mut levels: Vec<FatigueEvidence> = Vec::new();
    let mut signs = Vec::new();
    match decoupling {
        Some(change_pct) => {
            let own = change_pct - s.hr_constant_share * effort_lost;
            let level = grade(own, s.decoupling_levels_pct);
            levels.push(level);
            let against = own <= -s.decoupling_levels_pct[0];
            let says = says(level, against);
            signs.push(FatigueSign::HeartRateAgainstPace { change_pct, says });
        }
        None => signs
            .push(FatigueSign::NoHeartRate { locked: locked.contains(&true), says: Says::Neither }),
    }
    if pace_lost > s.pace_loss_pct && effort_lost > s.pace_loss_pct {
        levels.push(FatigueEvidence::Mild);
        signs.push(FatigueSign::PaceLost { loss_pct: pace_lost, says: Says::For });
    } else if pace_lost.is_finite() && pace_lost.abs() <= s.pace_loss_pct {
        signs.push(FatigueSign::PaceHeld { loss_pct: pace_lost, says: Says::Neither });
    }
    if let Some(rating) = s.rpe.filter(|r| (0.0..=10.0).contains(r)) {
        let level = grade(rating, s.rpe_levels);
        let against = rating <= s.rpe_easy;
        // A middling rating proves nothing.
        if against || level >= FatigueEvidence::Mild {
            levels.push(level);
        }
        signs.push(FatigueSign::EffortRated { rating, says: says(level, against) });
    }
    let contrary = signs.iter().any(|s| s.says() == Says::Against);
    let strongest = levels.into_iter().max().unwrap_or(FatigueEvidence::Unknown);
    let level = if contrary { lower(strongest) } else { strongest };
    let active = series.active.last().copied().unwrap_or(0.0);
    if active >= s.long_duration_s {
        signs.push(FatigueSign::LongRun { minutes: active / 60.0, says: Says::Neither });
    }
    Evidence { level, decoupling_pct: decoupling, signs }
}

/// The level that a value reaches.
fn grade(value: f64, [mild, moderate, strong]: [f64; 3]) -> FatigueEvidence {
    match value {
        v if v >= strong => FatigueEvidence::Strong,
        v if v >= moderate => FatigueEvidence::Moderate,
        v if v >= mild => FatigueEvidence::Mild,
        _ => FatigueEvidence::None,
    }
}

fn says(level: FatigueEvidence, against: bool) -> Says {
    match level {
        l if l >= FatigueEvidence::Mild => Says::For,
        _ if against => Says::Against,
        _ => Says::Neither,
    }
}

/// One step less.
fn lower(level: FatigueEvidence) -> FatigueEvidence {
    match level {
        FatigueEvidence::Strong => FatigueEvidence::Moderate,
        FatigueEvidence::Moderate => FatigueEvidence::Mild,
        FatigueEvidence::Mild => FatigueEvidence::None,
        same => same,
    }
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

    fn judged(series: &FormSeries, rpe: Option<f64>) -> Evidence {
        let mut settings = Settings::default();
        settings.compare.rpe = rpe;
        let windows = crate::segment::choose(series, &settings);
        evidence(series, &windows, &settings)
    }

    #[test]
    fn a_rating_counts_for_and_against_and_a_middling_one_not_at_all() {
        // A steady heart rate: no decoupling.
        let series = crate::series::test_series(3600, |_| 3.0);
        let level = |rpe| judged(&series, rpe).level;
        assert_eq!(level(None), FatigueEvidence::None);
        assert_eq!(level(Some(6.9)), FatigueEvidence::None);
        assert_eq!(level(Some(7.0)), FatigueEvidence::Mild);
        assert_eq!(level(Some(8.0)), FatigueEvidence::Moderate);
        assert_eq!(level(Some(9.5)), FatigueEvidence::Strong);
        assert_eq!(level(Some(70.0)), FatigueEvidence::None);
    }

    #[test]
    fn what_speaks_against_it_is_told_and_lowers_the_level() {
        // The pace falls by 10 %, the heart rate by 20 %: an easy end, not a tired one.
        let mut series = crate::series::test_series(3600, |i| if i < 1800 { 3.2 } else { 2.88 });
        series.heart_rate = series.speed.mapv(|v| if v > 3.0 { 160.0 } else { 128.0 });
        let e = judged(&series, None);
        assert_eq!(e.level, FatigueEvidence::None, "{e:?}");
        assert!(e.signs.iter().any(|s| s.says() == Says::Against), "{e:?}");
        assert!(e.signs.iter().any(|s| s.says() == Says::For), "{e:?}");
        // Without the heart rate the pace alone speaks.
        series.heart_rate.fill(f64::NAN);
        assert_eq!(judged(&series, None).level, FatigueEvidence::Mild);
        assert_eq!(judged(&series, Some(2.0)).level, FatigueEvidence::None);
    }

    #[test]
    fn a_long_run_alone_shows_nothing() {
        let mut series = crate::series::test_series(7200, |_| 3.0);
        assert_eq!(judged(&series, None).level, FatigueEvidence::None);
        series.heart_rate.fill(f64::NAN);
        let e = judged(&series, None);
        assert_eq!(e.level, FatigueEvidence::Unknown, "{e:?}");
        assert!(e.signs.iter().any(|s| matches!(s, FatigueSign::LongRun { .. })), "{e:?}");
    }

    #[test]
    fn slowing_down_alone_is_not_decoupling() {
        // Heart rate 40 % constant, 60 % with the pace; the pace falls by 10 %.
        let mut series = crate::series::test_series(5400, |i| if i < 2700 { 3.2 } else { 2.9 });
        series.heart_rate = series.speed.mapv(|v| 60.0 + 90.0 * v / 3.2);
        let e = judged(&series, None);
        assert!(e.decoupling_pct.is_some_and(|d| d > 3.0), "{e:?}");
        let heart = e.signs.iter().find(|s| matches!(s, FatigueSign::HeartRateAgainstPace { .. }));
        assert!(heart.is_some_and(|s| s.says() == Says::Neither), "{e:?}");
        assert_eq!(e.level, FatigueEvidence::Mild); // for the pace
    }

    #[test]
    fn a_heart_rate_that_counts_steps_is_left_out() {
        let mut series = crate::series::test_series(5400, |_| 3.0);
        series.heart_rate.fill(170.0);
        let e = judged(&series, None);
        assert_eq!((e.decoupling_pct, e.level), (None, FatigueEvidence::Unknown));
        let locked = FatigueSign::NoHeartRate { locked: true, says: Says::Neither };
        assert!(e.signs.contains(&locked), "{e:?}");
    }

    #[test]
    fn uphill_costs_more() {
        assert!((slope_cost(0.0) - 1.0).abs() < 1e-12);
        assert!((slope_cost(5.0) - 1.30).abs() < 0.01);
        assert!((slope_cost(-5.0) - 0.76).abs() < 0.01);
    }
}
