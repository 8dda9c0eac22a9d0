//! One simulated run: what was said of it and what was true.

use crate::compare::{Status, Verdict, compare};
use crate::metrics::Metric;
use crate::segment;
use crate::series;
use crate::settings::Settings;
use crate::simulate::watch::{WatchProfile, simulate};

/// What was said of one run, and what was true.
#[derive(Debug, Clone)]
pub(super) struct Outcome {
    pub(super) compared: bool,
    /// When form began to change, s; `None` if it did not.
    pub(super) true_onset_s: Option<f64>,
    pub(super) metrics: Vec<Said>,
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
    pub(super) onset_s: Option<f64>,
    pub(super) onset_ci95_s: Option<[f64; 2]>,
}

/// Simulates a run and takes it the way of a recording, up to the comparison.
pub(super) fn outcome(profile: &WatchProfile, settings: &Settings) -> Outcome {
    let run = simulate(profile);
    let mut notes = Vec::new();
    let mut series = series::of(&run.recording, settings, &mut notes);
    segment::fill_grade(&mut series, &run.recording, settings, &mut notes);
    segment::mark(&mut series, settings);
    let windows = segment::choose(&series, settings);
    let comparison = compare(&series, &windows, settings);
    let truth = |metric| {
        let speed = comparison.reference_speed_mps?;
        run.truth.change(metric, windows.fresh?, windows.fatigued?, speed).map(|c| c.change)
    };
    Outcome {
        compared: comparison.status == Status::Compared,
        true_onset_s: run.truth.onset_s.filter(|_| run.truth.form_changes),
        metrics: comparison
            .metrics
            .iter()
            .map(|m| Said {
                metric: m.metric,
                verdict: m.verdict,
                change: m.adjusted_change,
                ci95: m.ci95,
                truth: truth(m.metric),
                onset_s: m.onset_s,
                onset_ci95_s: m.onset_ci95_s,
            })
            .collect(),
    }
}
