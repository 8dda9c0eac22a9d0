//! How an input ended, as codes.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Problem;
use crate::facts::{Fact, code, fact};
use crate::import::container::Aside;

/// How one input, or one recording in it, ended.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum RunStatus {
    /// Analysed.
    Analyzed,
    /// The program ended on it.
    Crashed,
    /// A mistake of the program.
    InternalError,
    /// Read, but not understood.
    NotImported,
    /// Understood, but not a run whose form can be measured.
    Refused,
    /// Left aside for a good reason; not a failure.
    Skipped,
    /// The file could not be read.
    Unreadable,
}

impl RunStatus {
    /// The word in tables and documents.
    pub fn id(self) -> &'static str {
        match self {
            RunStatus::Analyzed => "analyzed",
            RunStatus::Crashed => "crashed",
            RunStatus::InternalError => "internal_error",
            RunStatus::NotImported => "not_imported",
            RunStatus::Refused => "refused",
            RunStatus::Skipped => "skipped",
            RunStatus::Unreadable => "unreadable",
        }
    }

    /// Neither an analysis nor left aside with good reason.
    pub fn is_failure(self) -> bool {
        !matches!(self, RunStatus::Analyzed | RunStatus::Skipped)
    }
}

impl fmt::Display for RunStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

/// Why something was left aside, without being a failure.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Skip {
    /// A list of activities in an archive, with no recording in it.
    OnlyAList {
        /// What list it is.
        list: &'static str,
    },
    /// A file beside the tables of a phone's sensors.
    NoSensorTable,
    /// A list or a planned route beside the recordings of an unpacked archive.
    BesideActivities,
    /// A session of another sport beside a run.
    OtherSession {
        /// The sport as the file states it.
        sport: String,
    },
    /// The same recording was analysed before.
    AnalyzedBefore {
        /// Under this name.
        name: String,
    },
    /// A file of the same bytes is listed before.
    ListedBefore {
        /// Under this name.
        name: String,
    },
    /// The same recording of this runner was read before.
    ReadBefore,
    /// Something in an archive.
    #[serde(untagged)]
    Aside(Aside),
}

fact!(Skip);

impl Skip {
    /// Whether it is a recording that was met before under another name.
    pub fn is_copy(&self) -> bool {
        matches!(self, Skip::AnalyzedBefore { .. } | Skip::ListedBefore { .. } | Skip::ReadBefore)
    }
}

/// Why an input has no analysis: its status, and a code with the text for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Without {
    /// How it ended.
    pub status: RunStatus,
    /// The reason's code.
    pub code: String,
    /// The reason for people.
    pub reason: String,
}

impl Without {
    /// An input that was left aside, with the reason told by `tell`.
    pub fn skipped(why: &Skip, tell: impl FnOnce(&Skip) -> String) -> Self {
        Without::of(RunStatus::Skipped, why, tell)
    }

    /// An input that failed.
    pub fn failed(why: &Problem, tell: impl FnOnce(&Problem) -> String) -> Self {
        Without::of(why.status(), why, tell)
    }

    fn of<F: Fact>(status: RunStatus, why: &F, tell: impl FnOnce(&F) -> String) -> Self {
        Without { status, code: code(why), reason: tell(why) }
    }
}
