//! Why a run has no windows.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::facts::fact;

/// Why there are no windows to compare, or too thin ones.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum WindowsRefusal {
    /// The run is too short for two parts.
    TooShortForParts {
        /// Time on feet, s.
        active_s: f64,
        /// What it takes, s.
        needed_s: f64,
    },
    /// Too little running is left between warm-up and cool-down.
    NoRunningLeft,
    /// No steady, level running in one of the parts.
    NoSteadyPart,
    /// Too few laps count.
    FewLaps {
        /// Laps that count.
        laps: usize,
        /// Laps needed.
        needed: usize,
    },
    /// The parts would overlap.
    PartsOverlap,
    /// Too few seconds count.
    FewSeconds {
        /// Of the fresh part.
        fresh_s: f64,
        /// Of the tired part.
        fatigued_s: f64,
        /// Needed in each.
        needed_s: f64,
    },
    /// One window was given without the other.
    OneWindowGiven,
    /// A race of laps alone.
    RaceOfLaps,
    /// A race too short for its splits.
    RaceTooShort {
        /// Length of a split, m.
        split_m: f64,
        /// Shortest race, m.
        needed_m: f64,
        /// This one, m.
        race_m: f64,
    },
    /// A race without a distance.
    RaceWithoutDistance,
    /// A window of the user begins beyond the end of the run.
    WindowBeyondRun {
        /// Which.
        window: GivenWindow,
        /// Length of the run, m.
        run_m: f64,
    },
    /// A window of the user names laps that are not there.
    NoSuchLaps {
        /// Which.
        window: GivenWindow,
        /// First lap named.
        first: usize,
        /// Last lap named.
        last: usize,
        /// Laps of the recording.
        laps: usize,
    },
    /// Nothing of the recording lies in a window of the user.
    EmptyWindow {
        /// Which.
        window: GivenWindow,
        /// Length of the recording, s.
        recording_s: f64,
    },
}

fact!(WindowsRefusal);

/// A window of the user, by the option that gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum GivenWindow {
    Fresh,
    Fatigued,
}
