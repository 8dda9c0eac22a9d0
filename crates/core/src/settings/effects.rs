//! How one runner's form follows speed and slope, measured in their other runs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::metrics::Metric;
use crate::recording::{SensorFamily, Site};

/// What other runs of the same runner say of the effects of speed and slope.
///
/// Made by [`crate::compare::effects`]; used as prior knowledge by
/// [`crate::compare::compare`], so that a run at even pace need not borrow from
/// runners in general.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RunnerEffects {
    /// One entry per run.
    pub runs: Vec<RunEffects>,
}

impl RunnerEffects {
    /// True without any run.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// The same without what was learnt from this very recording: it must not
    /// count twice.
    #[must_use]
    pub fn without(&self, sha256: &str, index: usize) -> RunnerEffects {
        let other = |r: &&RunEffects| r.sha256 != sha256 || r.index != index;
        RunnerEffects { runs: self.runs.iter().filter(other).cloned().collect() }
    }

    /// The same without runs that are known to come from another device.
    #[must_use]
    pub fn of_device(mut self, device: Option<&str>) -> RunnerEffects {
        self.runs.retain(|r| r.device.as_deref().is_none_or(|d| d == device.unwrap_or_default()));
        self
    }
}

/// The effects found in one run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RunEffects {
    /// SHA-256 of the recording's file.
    pub sha256: String,
    /// Which recording of the file, from 0.
    pub index: usize,
    /// Device that the effects hold for (empty: one without a name); any, where it is left
    /// out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// One entry per metric and covariate that the run could tell.
    pub effects: Vec<Effect>,
}

/// How a metric follows one covariate in one run.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Effect {
    /// Which metric.
    pub metric: Metric,
    /// What it follows.
    pub of: Covariate,
    /// Maker of the sensor; sensors are not mixed.
    pub family: SensorFamily,
    /// Body site of the sensor.
    pub site: Site,
    /// The effect: per unit of the covariate, on the logarithm of the metric for
    /// ratio-scale metrics (an elasticity), otherwise in the metric's unit. What
    /// the formula of step length and vertical ratio contains is left out.
    pub value: f64,
    /// Standard error from the noise of this run.
    pub se: f64,
    /// Doubt that all runs share: how large the errors of speed and slope are.
    pub doubt: f64,
}

/// What form follows apart from fatigue.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Covariate {
    /// Natural logarithm of the speed.
    Speed,
    /// Slope of the ground, %, for windows of level running.
    Grade,
    /// Slope of climbs, %, for the whole run.
    Up,
    /// Slope of descents, % downhill, for the whole run.
    Down,
}
