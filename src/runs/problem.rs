//! Why an input gave no analysis.

use schemars::JsonSchema;
use serde::Serialize;

use super::RunStatus;
use crate::analysis::Refusal;
use crate::facts::{self, fact};
use crate::import::ImportError;
use crate::knowledge::KnowledgeError;
use crate::words::{Language, Surface, Tongue, Words};

/// Why an input could not be analysed. Its own name is not part of it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Problem {
    /// There is no such file or folder.
    FileMissing,
    /// The file is there, but may not be read.
    FileDenied,
    /// The system cannot read it.
    FileUnreadable {
        /// What the system says.
        said: String,
    },
    /// A folder without a single recording.
    FolderEmpty,
    /// A file that the list of a study names cannot be used.
    ListedUnusable {
        /// What is wrong.
        why: String,
    },
    /// What goes with a recording (a watch's file, marked steps) cannot be used.
    BesideUnusable {
        /// What it is to the recording.
        what: Beside,
        /// The file.
        file: String,
        /// What is wrong with it.
        problem: Box<Problem>,
    },
    /// The program ended on it.
    ProgramEnded,
    /// A mistake of the program.
    ProgramError {
        /// What it says.
        said: String,
    },
    /// Read, but not understood.
    #[serde(untagged)]
    Import(ImportError),
    /// What the program knows cannot be used.
    #[serde(untagged)]
    Knowledge(KnowledgeError),
    /// Understood, but not a run whose form can be measured.
    #[serde(untagged)]
    Refused(Refusal),
}

fact!(error Problem);

/// What a file is to the recording that it goes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Beside {
    /// The settings of the one recording.
    Settings,
    /// A watch's recording of the same run.
    Watch,
    /// Steps that the user marked.
    Events,
}

impl From<ImportError> for Problem {
    fn from(error: ImportError) -> Self {
        Problem::Import(error)
    }
}

impl From<KnowledgeError> for Problem {
    fn from(error: KnowledgeError) -> Self {
        Problem::Knowledge(error)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Problem::Refused(refusal)
    }
}

impl Problem {
    /// Names the failures of the file system that people meet.
    pub fn from_io(error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Problem::FileMissing,
            std::io::ErrorKind::PermissionDenied => Problem::FileDenied,
            _ => Problem::FileUnreadable { said: system_words(error) },
        }
    }

    /// Its stable code, such as `empty_file`.
    pub fn code(&self) -> String {
        facts::code(self)
    }

    /// What went wrong and what to do, in a language, with options as the library
    /// names them.
    pub fn text(&self, language: Language) -> String {
        let tongue = Tongue { language, surface: Surface::Library, ..Tongue::default() };
        Words::new(tongue).say(self)
    }

    /// How the input ended.
    pub fn status(&self) -> RunStatus {
        match self {
            Problem::FileMissing
            | Problem::FileDenied
            | Problem::FileUnreadable { .. }
            | Problem::ListedUnusable { .. }
            | Problem::BesideUnusable { .. }
            | Problem::FolderEmpty => RunStatus::Unreadable,
            Problem::Import(_) => RunStatus::NotImported,
            Problem::Refused(_) => RunStatus::Refused,
            Problem::ProgramEnded => RunStatus::Crashed,
            Problem::ProgramError { .. } | Problem::Knowledge(_) => RunStatus::InternalError,
        }
    }
}

/// What the system says of an error, without its number.
pub fn system_words(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}
