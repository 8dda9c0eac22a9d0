//! What a team has to say beside its numbers.

use schemars::JsonSchema;
use serde::Serialize;

use crate::facts::fact;
use crate::trend::NotInTrend;

/// Why nothing is said of what moved since the run before.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum NoSince {
    /// There is no run.
    NoRunAtAll,
    /// There is one run only.
    FirstRun,
    /// No earlier run is of the same device.
    NoEarlierDevice,
    /// No earlier run was at about the same speed with the same metrics.
    NoEarlierPace,
    /// The newest run cannot take part.
    NewestLeftOut {
        /// Why.
        reason: NotInTrend,
    },
    /// The run before cannot take part.
    BeforeLeftOut {
        /// Why.
        reason: NotInTrend,
    },
}
fact!(NoSince);

/// What was noticed of the roster.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum RosterNote {
    /// No recording matches a line.
    RosterUnmatched {
        /// Number of the line.
        line: u64,
        /// The files it names.
        name: String,
    },
    /// Runners that are not in it.
    RosterUnnamed {
        /// How many.
        runners: usize,
    },
    /// Columns that were not used.
    RosterUnused {
        /// Their names.
        columns: Vec<String>,
    },
}
fact!(RosterNote);
