//! Does the comparison keep its promises? Two methods, the model of the whole run and
//! windows of level running, side by side. Simulated runs, whose truth is known,
//! go through the same code as real recordings (series, windows, comparison),
//! and what was said is held against what was true.

pub(in crate::pipeline) mod conditions;
mod placebo;
mod simulated;
mod stories;
mod tally;

use rayon::prelude::*;
use serde::Serialize;

use crate::metrics::Metric;
use crate::series::FormSeries;
use crate::settings::Settings;
pub use conditions::Change;
pub use placebo::{PlaceboRow, PlaceboTable, placebo};
use simulated::{Outcome, outcome};
use stories::{Story, stories};
pub use tally::{Condition, Coverage, Dating, FalseAlarms, Method, Power, Seen};

/// What to simulate.
#[derive(Debug, Clone)]
pub struct Study {
    /// Runs per condition.
    pub runs: u32,
    /// Seed of the first run of the first condition.
    pub seed: u64,
    /// Threads; all of the machine if left out. The numbers do not depend on it.
    pub threads: Option<usize>,
    /// Which tables; all if empty.
    pub parts: Vec<Part>,
    /// Settings of the analysis.
    pub settings: Settings,
}

/// A table of the study.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Do the 95 % intervals hold the true change?
    Coverage,
    /// How often is a change called clear where there is none?
    FalseAlarms,
    /// How often is a true change found?
    Power,
    /// How well is its beginning dated?
    Onset,
    /// Kinds of runs: hills, fades, intervals, wander, faults of sensors.
    Conditions,
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Calibration {
    /// `runform/calibration/1`.
    pub schema: String,
    /// Version of runform.
    pub runform_version: String,
    /// SHA-256 over the settings used.
    pub settings_hash: String,
    /// Runs per condition.
    pub runs: u32,
    /// Seed of the study.
    pub seed: u64,
    /// Intervals against the truth.
    pub coverage: Vec<Coverage>,
    /// Runs without any change of form.
    pub false_alarms: Vec<FalseAlarms>,
    /// Runs with a rise of contact time.
    pub power: Vec<Power>,
    /// Runs with a change, sudden or gradual.
    pub onset: Vec<Dating>,
    /// Kinds of runs, with and without a change of contact time.
    pub conditions: Vec<Condition>,
}

/// Seeds of two conditions lie this far apart, so that no run is used twice.
const SEEDS_PER_STORY: u64 = 1 << 20;

/// Runs the study. `progress` hears the name of each condition as it begins.
///
/// # Errors
/// Only a failure to start threads.
pub fn run(study: &Study, progress: &mut dyn FnMut(&str)) -> std::io::Result<Calibration> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(study.threads.unwrap_or(0))
        .build()
        .map_err(std::io::Error::other)?;
    let mut result = Calibration {
        schema: "runform/calibration/1".into(),
        runform_version: env!("CARGO_PKG_VERSION").into(),
        settings_hash: study.settings.hash(),
        runs: study.runs,
        seed: study.seed,
        coverage: Vec::new(),
        false_alarms: Vec::new(),
        power: Vec::new(),
        onset: Vec::new(),
        conditions: Vec::new(),
    };
    // The number of a story is its place among all of them, so that leaving out
    // a table does not change the others.
    for (number, story) in (0u64..).zip(stories()) {
        if !study.parts.is_empty() && !study.parts.contains(&story.part()) {
            continue;
        }
        progress(&story.name());
        let first = study.seed.wrapping_add(number * SEEDS_PER_STORY);
        let outcomes: Vec<Outcome> = pool.install(|| {
            (0..study.runs)
                .into_par_iter()
                .map(|k| {
                    let seed = first.wrapping_add(k.into());
                    let disturb = |series: &mut FormSeries| story.disturb(series, seed);
                    outcome(&story.profile(seed), &disturb, &study.settings)
                })
                .collect()
        });
        match story {
            Story::Coverage { phi } => result.coverage.extend(tally::coverage(phi, &outcomes)),
            Story::Unchanged(named) => {
                result.false_alarms.extend(tally::false_alarms(named.name, &outcomes));
            }
            Story::Rise { pct } => result.power.extend(tally::power(pct, &outcomes)),
            Story::Step(metric) => {
                result.onset.extend(tally::dating("step", metric, &outcomes));
            }
            Story::Gradual(named) => {
                for metric in [Metric::GroundContactTime, Metric::Cadence] {
                    result.onset.extend(tally::dating(named.name, metric, &outcomes));
                }
            }
            Story::Condition(kind, change) => {
                result.conditions.extend(tally::condition(kind.name, change, &outcomes));
            }
        }
    }
    Ok(result)
}
