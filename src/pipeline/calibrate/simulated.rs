//! One simulated run: what was said of it and what was true.

use super::tally::Method;
use crate::compare::{Comparison, Depth, Status, Verdict, compare_to};
use crate::metrics::Metric;
use crate::segment::{self, Windows};
use crate::series::{self, FormSeries};
use crate::settings::Settings;
use crate::simulate::watch::{Truth, WatchProfile, simulate};

/// What was said of one run, and what was true.
#[derive(Debug, Clone)]
pub(super) struct Outcome {
    /// When form began to change, s; `None` if it did not.
    pub(super) true_onset_s: Option<f64>,
    /// By method, in the order of [`Method::ALL`].
    pub(super) said: [Sayings; 2],
}

/// What one method said of a run.
#[derive(Debug, Clone)]
pub(super) struct Sayings {
    pub(super) compared: bool,
    pub(super) metrics: Vec<Said>,
}

impl Outcome {
    pub(super) fn by(&self, method: Method) -> &Sayings {
        &self.said[method as usize]
    }
}

/// What was said of one metric.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) metric: Metric,
    pub(super) verdict: Verdict,
    pub(super) change: Option<f64>,
    pub(super) ci95: Option<[f64; 2]>,
    /// True change between the same windows at the same speed on level ground;
    /// `None` for metrics whose truth the simulator does not know.
    pub(super) truth: Option<f64>,
    /// Smallest worthwhile change.
    pub(super) swc: Option<f64>,
    pub(super) onset_s: Option<f64>,
    pub(super) onset_ci95_s: Option<[f64; 2]>,
}

/// Simulates a run and takes it the way of a recording, up to the comparison.
pub(super) fn outcome(
    profile: &WatchProfile,
    disturb: &dyn Fn(&mut FormSeries),
    settings: &Settings,
) -> Outcome {
    let run = simulate(profile);
    let mut notes = Vec::new();
    let mut series = series::of(&run.recording, settings, &mut notes);
    disturb(&mut series);
    segment::fill_grade(&mut series, &run.recording, settings, &mut notes);
    segment::mark(&mut series, settings);
    let said = Method::ALL.map(|method| {
        let windows = match method {
            Method::WholeRun => segment::choose(&series, settings),
            Method::Windows => segment::level_windows(&series, settings),
        };
        let comparison = compare_to(Depth::Dated, &series, &windows, settings);
        sayings(&run.truth, &windows, &comparison)
    });
    Outcome { true_onset_s: run.truth.onset_s.filter(|_| run.truth.form_changes), said }
}

fn sayings(truth: &Truth, windows: &Windows, comparison: &Comparison) -> Sayings {
    // Without a speed of its own (a treadmill) any speed will do.
    let speed = comparison.reference_speed_mps.unwrap_or(truth.reference_speed_mps);
    let of =
        |metric| truth.change(metric, windows.fresh?, windows.fatigued?, speed).map(|c| c.change);
    Sayings {
        compared: comparison.status == Status::Compared,
        metrics: comparison
            .metrics
            .iter()
            .map(|m| Said {
                metric: m.metric,
                verdict: m.verdict,
                change: m.adjusted_change,
                ci95: m.ci95,
                truth: of(m.metric),
                swc: m.swc,
                onset_s: m.onset_s,
                onset_ci95_s: m.onset_ci95_s,
            })
            .collect(),
    }
}
