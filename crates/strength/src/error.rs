//! Why a catalogue was not accepted.

use crate::form::RulesError;

/// Why a catalogue was not accepted. Each message names file and entry.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CatalogueError {
    /// Not TOML, or not of the expected shape.
    #[error("{file}: {message}")]
    Parse {
        /// Which file.
        file: &'static str,
        /// Place and expectation, as the TOML reader says it.
        message: String,
    },
    /// The breakdown rules were not accepted.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// An id is used twice.
    #[error("{file}: the id `{id}` is used twice; give each entry its own")]
    DuplicateId {
        /// Which file.
        file: &'static str,
        /// The id.
        id: String,
    },
    /// An entry names something that does not exist.
    #[error("{file}: `{entry}` names the {kind} `{unknown}`, which does not exist")]
    Unknown {
        /// Which file.
        file: &'static str,
        /// The entry.
        entry: String,
        /// Kind of thing named.
        kind: &'static str,
        /// Its id.
        unknown: String,
    },
    /// An entry has no source.
    #[error("{file}: `{entry}` has no source; name at least one id of the sources")]
    NoSource {
        /// Which file.
        file: &'static str,
        /// The entry.
        entry: String,
    },
    /// A dose that nobody can do.
    #[error("exercises: the dose of `{exercise}` is impossible: {problem}")]
    Dose {
        /// The exercise.
        exercise: String,
        /// What is wrong and what to do.
        problem: String,
    },
    /// A ladder of harder forms leads back to its start.
    #[error("exercises: the harder forms of `{exercise}` lead back to it; a ladder must end")]
    Cycle {
        /// An exercise on the circle.
        exercise: String,
    },
    /// An exercise that nothing leads to.
    #[error(
        "exercises: nothing leads to `{exercise}`; add it to a link, a ladder or a session template, or remove it"
    )]
    Unreachable {
        /// The exercise.
        exercise: String,
    },
    /// A breakdown without strength work.
    #[error("links: the breakdown `{breakdown}` has no link to an exercise")]
    NoLink {
        /// The breakdown.
        breakdown: String,
    },
    /// Anything else an entry must not do.
    #[error("{file}: `{entry}`: {problem}")]
    Invalid {
        /// Which file.
        file: &'static str,
        /// The entry.
        entry: String,
        /// What is wrong and what to do.
        problem: String,
    },
}
