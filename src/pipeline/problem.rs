//! Why an input gave no analysis.

use thiserror::Error;

use crate::analysis::Refusal;
use crate::import::ImportError;
use crate::words::Words;

/// Why an input could not be analysed, in words that say what to do next.
/// The input's own name is not part of it.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Problem {
    /// Nothing there.
    #[error("no such file or folder. Check the spelling, and the folder you are in.")]
    Missing,
    /// There, but not for us.
    #[error("permission denied. Check who may read it.")]
    Denied,
    /// Any other failure of the system.
    #[error("it cannot be read: {0}.")]
    Unreadable(String),
    /// A folder without a single recording.
    #[error(
        "no recordings in this folder. runform looks for .fit, .tcx, .gpx, .csv, .tsv, .gz and .zip files in it and in the folders below; name a file with another ending directly."
    )]
    EmptyFolder,
    /// Read, but not understood.
    #[error("{}", crate::words::english_of(.0))]
    Import(#[from] ImportError),
    /// Understood, but not a run whose form can be measured.
    #[error("{}", crate::words::english_of(.0))]
    Refused(#[from] Refusal),
    /// The program ended on it.
    #[error(
        "runform was ended while working on this file, twice: by the system for want of memory, or by a mistake of its own. Try it alone with runform analyze; if it ends there as well, please report it, with the file if you can share it."
    )]
    Crashed,
    /// An error of ours.
    #[error(
        "runform made a mistake while working on this file ({0}). This is a bug: please report it, with the file if you can share it. The other files are not affected."
    )]
    Internal(String),
}

impl Problem {
    /// Names the failures of the file system that people meet.
    pub fn from_io(error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Problem::Missing,
            std::io::ErrorKind::PermissionDenied => Problem::Denied,
            _ => Problem::Unreadable(system_words(error)),
        }
    }

    /// The reason in the words of a reader, as far as they are known in his language.
    pub fn told(&self, words: &Words) -> String {
        match self {
            Problem::Import(error) => words.say(error),
            other => other.to_string(),
        }
    }

    /// Stable word for tables: `unreadable`, `not_imported`, `refused`, `crashed` or
    /// `internal_error`.
    pub fn status(&self) -> &'static str {
        match self {
            Problem::Missing | Problem::Denied | Problem::Unreadable(_) | Problem::EmptyFolder => {
                "unreadable"
            }
            Problem::Import(_) => "not_imported",
            Problem::Refused(_) => "refused",
            Problem::Crashed => "crashed",
            Problem::Internal(_) => "internal_error",
        }
    }
}

/// What the system says of an error, without its number.
pub fn system_words(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}
