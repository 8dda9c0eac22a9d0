//! What was true in a simulated run.

use serde::{Deserialize, Serialize};

use super::form::METRICS;
use super::world::{self, Second};
use super::{Form, WatchProfile};
use crate::metrics::Metric;
use crate::recording::Span;

/// Distance of the points of [`Truth::course`], s.
const COURSE_STEP_S: usize = 60;

/// Noise-free truth of a simulated run. It speaks of the runner's body at the
/// sensor's site: errors of the watch (bias, drift, another sensor) are not in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Truth {
    /// `runform/truth/1`.
    pub schema: String,
    /// Name of the profile.
    pub name: String,
    /// Seed of the run.
    pub seed: u64,
    /// Tiredness changed form or speed within the run.
    pub fatigue_present: bool,
    /// Form at matched speed and slope changed within the run.
    pub form_changes: bool,
    /// Elapsed time at which fatigue begins, s.
    pub onset_s: Option<f64>,
    /// Distance at which fatigue begins, m.
    pub onset_m: Option<f64>,
    /// Elapsed time including pauses, s.
    pub duration_s: f64,
    /// Distance of the whole run, m.
    pub distance_m: f64,
    /// Base speed, at which `plateau` holds, m/s.
    pub reference_speed_mps: f64,
    /// Each metric fresh (q = 0) and at the plateau of fatigue (q = 1), at base
    /// speed on level ground.
    pub plateau: Vec<TrueChange>,
    /// Distance and fatigue q once a minute.
    pub course: Vec<CoursePoint>,
    /// All that was chosen.
    pub profile: WatchProfile,
}

/// A metric in two states at the same speed on level ground.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrueChange {
    /// Which.
    pub metric: Metric,
    /// Unit of the next three.
    pub unit: String,
    /// Mean when fresh.
    pub fresh: f64,
    /// Mean when tired.
    pub fatigued: f64,
    /// Tired minus fresh.
    pub change: f64,
    /// The change in % of the fresh value.
    pub change_pct: f64,
}

impl TrueChange {
    fn new(metric: Metric, fresh: f64, fatigued: f64) -> Self {
        let change = fatigued - fresh;
        let unit = metric.unit().to_string();
        TrueChange { metric, unit, fresh, fatigued, change, change_pct: change / fresh * 100.0 }
    }

    /// Rounded for files, so that the last bits of a platform's arithmetic do not show.
    fn rounded(self) -> Self {
        TrueChange {
            fresh: rounded(self.fresh),
            fatigued: rounded(self.fatigued),
            change: rounded(self.change),
            change_pct: rounded(self.change_pct),
            ..self
        }
    }
}

/// One point of the run.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CoursePoint {
    /// Elapsed time, s.
    pub time_s: f64,
    /// From the start, m.
    pub distance_m: f64,
    /// Fatigue q, 0..1.
    pub fatigue: f64,
}

impl Truth {
    pub(super) fn new(profile: &WatchProfile, seconds: &[Second]) -> Self {
        let last = seconds.last();
        let form_changes = profile.fatigue.changes_form();
        let curve = profile.fatigue.curve;
        let onset_s = world::onset_s(curve, seconds);
        let fatigue_present =
            onset_s.is_some() && (form_changes || profile.fatigue.speed_pct != 0.0);
        let onset_s = onset_s.filter(|_| fatigue_present);
        let onset_m = onset_s
            .and_then(|t| seconds.iter().find(|s| s.time_s >= t))
            .map(|s| rounded(s.distance_m));
        let at =
            |q| Form::running(&profile.runner, &profile.fatigue, profile.runner.speed_mps, 0.0, q);
        let (fresh, fatigued) = (at(0.0), at(1.0));
        let plateau = METRICS
            .iter()
            .filter_map(|&m| {
                let tired = if form_changes { fatigued } else { fresh };
                Some(TrueChange::new(m, fresh.metric(m)?, tired.metric(m)?).rounded())
            })
            .collect();
        let course = seconds
            .iter()
            .step_by(COURSE_STEP_S)
            .map(|s| CoursePoint {
                time_s: s.time_s,
                distance_m: rounded(s.distance_m),
                fatigue: rounded(s.fatigue),
            })
            .collect();
        Truth {
            schema: "runform/truth/1".into(),
            name: profile.name.clone(),
            seed: profile.seed,
            fatigue_present,
            form_changes: form_changes && onset_s.is_some(),
            onset_s,
            onset_m,
            duration_s: last.map_or(0.0, |s| s.time_s),
            distance_m: last.map_or(0.0, |s| rounded(s.distance_m)),
            reference_speed_mps: profile.runner.speed_mps,
            plateau,
            course,
            profile: profile.clone(),
        }
    }

    /// Fatigue q at an elapsed time.
    pub fn fatigue_at(&self, time_s: f64) -> f64 {
        if self.duration_s > 0.0 {
            self.profile.fatigue.curve.at(time_s / self.duration_s)
        } else {
            0.0
        }
    }

    /// Mean of a metric over the seconds of a window (pauses left out), had the
    /// runner gone at `speed_mps` on level ground. `None` for a metric that is
    /// not simulated, or a window without a second of the run outside pauses.
    pub fn mean(&self, metric: Metric, window: Span, speed_mps: f64) -> Option<f64> {
        let first = window.start_s.max(0.0).ceil();
        let last = window.end_s.min(self.duration_s + 1.0);
        let (mut sum, mut n, mut t) = (0.0, 0.0, first);
        while t < last {
            if !self.profile.breaks.pauses.iter().any(|p| p.contains(t)) {
                let q = self.fatigue_at(t);
                let (runner, fatigue) = (&self.profile.runner, &self.profile.fatigue);
                sum += Form::running(runner, fatigue, speed_mps, 0.0, q).metric(metric)?;
                n += 1.0;
            }
            t += 1.0;
        }
        (n > 0.0).then(|| sum / n)
    }

    /// True change of a metric between two windows at the same speed on level
    /// ground; see [`mean`](Self::mean) for `None`.
    pub fn change(
        &self,
        metric: Metric,
        fresh: Span,
        fatigued: Span,
        speed_mps: f64,
    ) -> Option<TrueChange> {
        let before = self.mean(metric, fresh, speed_mps)?;
        let after = self.mean(metric, fatigued, speed_mps)?;
        Some(TrueChange::new(metric, before, after))
    }

    /// The truth file: indented JSON with a final newline.
    ///
    /// # Errors
    /// Only if a number of the profile is not finite.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }
}

fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}
