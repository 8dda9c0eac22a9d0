//! Every threshold: value, unit, meaning and origin.
//!
//! Origins: *source* names the publication or manual; *ours* marks an
//! engineering default that a user may reasonably change. A TOML file with any
//! subset of these fields can be given with `--settings`.

mod check;
mod compare;
mod drift;
mod effects;
mod imu;
mod limits;
mod read;
mod running;
mod trend;
mod windows;

pub use check::{Impossible, WindowsWrong, check_windows};
pub use compare::{Compare, Swc};
pub use drift::Drift;
pub use effects::{Covariate, Effect, RunEffects, RunnerEffects};
pub use imu::Imu;
pub use limits::Limits;
pub use read::{SettingsError, line_of};
pub use running::{Gate, MaskSettings};
pub use trend::Trend;
pub use windows::{Intervals, RunKind, UserWindow, Windows};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::hash::sha256_hex;
use crate::recording::SensorFamily;

/// All settings of an analysis.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Which field wins when several sensors measure the same.
    pub prefer: Prefer,
    /// The runner.
    pub runner: Runner,
    /// What counts as running, and as a believable value.
    pub gate: Gate,
    /// What is left out of comparisons.
    pub mask: MaskSettings,
    /// Choice of the fresh and fatigued windows.
    pub windows: Windows,
    /// Interval sessions.
    pub intervals: Intervals,
    /// Recordings of inertial sensors.
    pub imu: Imu,
    /// Comparison and uncertainty.
    pub compare: Compare,
    /// The whole-run model of drift.
    pub drift: Drift,
    /// Strength plan.
    pub strength: Strength,
    /// Change from run to run.
    pub trend: Trend,
    /// What is read at most.
    #[serde(skip_serializing_if = "Limits::is_usual")]
    pub limits: Limits,
}

impl Settings {
    /// SHA-256 over the settings, hexadecimal: equal settings, equal hash.
    pub fn hash(&self) -> String {
        sha256_hex(&serde_json::to_vec(self).unwrap_or_default())
    }
}

/// Which sensor wins when a file holds the same quantity twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Prefer {
    /// The device's own field first, then Stryd, then RunScribe, then others.
    /// Ours, after what other programs do: native fields carry units by standard.
    #[default]
    Native,
    /// Stryd fields first.
    Stryd,
    /// RunScribe fields first.
    Runscribe,
}

impl Prefer {
    /// Rank of a family, lower wins.
    pub fn rank(self, family: SensorFamily) -> u8 {
        let preferred = match self {
            Prefer::Native => SensorFamily::Native,
            Prefer::Stryd => SensorFamily::Stryd,
            Prefer::Runscribe => SensorFamily::Runscribe,
        };
        if family == preferred {
            return 0;
        }
        match family {
            SensorFamily::Native => 1,
            SensorFamily::Stryd => 2,
            SensorFamily::Runscribe => 3,
            SensorFamily::Coros => 4,
            SensorFamily::GarminRunningPower => 5,
            SensorFamily::OtherApp => 6,
            SensorFamily::Imu => 7,
        }
    }
}

/// What is known of the runner. Overrides what the file says.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Runner {
    /// Body mass, kg: stiffness in kN/m instead of per kilogram.
    pub mass_kg: Option<f64>,
    /// Standing height, m: leg length for leg stiffness (0.53 of height, Winter).
    pub height_m: Option<f64>,
}

/// The strength plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Strength {
    /// Session length, minutes (15-20 by the sources).
    pub session_minutes: u32,
    /// Equipment at hand, ids of the catalogue; body weight is always there.
    pub equipment: Vec<String>,
}

impl Default for Strength {
    fn default() -> Self {
        Strength { session_minutes: 20, equipment: Vec::new() }
    }
}
