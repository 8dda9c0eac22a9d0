//! Why a file could not be read, in words that say what to do next.

use thiserror::Error;

/// A file that could not be turned into recordings.
///
/// The message never contains the file's own name: the caller knows it.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ImportError {
    /// Nothing in it.
    #[error(
        "the file is empty (0 bytes). Export the activity again; a finished download is rarely under 1 kB."
    )]
    Empty,
    /// No reader recognises the bytes.
    #[error(
        "not a format runform reads: {found}. It reads FIT, TCX, GPX and CSV exports, also inside .gz and .zip; export the activity as \"Original\" (FIT) from your watch's site."
    )]
    UnknownFormat {
        /// What the first bytes look like.
        found: String,
    },
    /// Recognised, but damaged before anything useful.
    #[error("the {format} file is damaged at {place}: {what}. {advice}")]
    Damaged {
        /// Format as people call it: `FIT`, `TCX`, …
        format: &'static str,
        /// Byte, line or element.
        place: String,
        /// What was expected and what was found there.
        what: String,
        /// What to do.
        advice: &'static str,
    },
    /// Recognised and readable, but holds no records.
    #[error("the {format} file holds no recording: {what}. {advice}")]
    NothingInside {
        /// Format as people call it.
        format: &'static str,
        /// What it holds instead.
        what: String,
        /// What to do.
        advice: &'static str,
    },
    /// One row per activity: no course of a run in it.
    #[error(
        "this is {what}: one row per activity, nothing about the course of a run. Export the single activity in its original format instead ({advice})."
    )]
    SummaryOnly {
        /// What kind of list.
        what: String,
        /// Where to click.
        advice: &'static str,
    },
    /// A CSV without a usable time column.
    #[error(
        "no time column found among the columns: {columns}. runform needs a column with seconds, a clock time or a date and time; name it with --map COLUMN=time:s (or :ms, :iso)."
    )]
    NoTimeColumn {
        /// Columns found, shortened.
        columns: String,
    },
    /// A CSV in which nothing about running was recognised.
    #[error("no running data recognised among the columns: {columns}. {advice}")]
    NoRunningData {
        /// Columns found, shortened.
        columns: String,
        /// What to do.
        advice: &'static str,
    },
    /// A `--map` that does not fit the file.
    #[error("--map {given}: {problem}")]
    BadMapping {
        /// The option as given.
        given: String,
        /// What is wrong, and the choices.
        problem: String,
    },
}

/// Describes bytes that no format recognised.
pub(crate) fn unknown_format(head: &[u8]) -> ImportError {
    let zeros = head.iter().filter(|b| **b == 0).count();
    let found = if zeros == head.len() {
        "only zero bytes".to_string()
    } else if head.starts_with(b"%PDF") {
        "a PDF document".into()
    } else if head.starts_with(b"PK\x03\x04") {
        "a ZIP archive (or a spreadsheet such as .xlsx) without readable recordings".into()
    } else if head.starts_with(b"{") || head.starts_with(b"[") {
        "JSON text".into()
    } else if zeros == 0 && std::str::from_utf8(&head[..head.len().min(512)]).is_ok() {
        let line: String =
            String::from_utf8_lossy(head).lines().next().unwrap_or("").chars().take(60).collect();
        format!("text beginning with {line:?}")
    } else {
        let hex: Vec<String> = head.iter().take(8).map(|b| format!("{b:02x}")).collect();
        format!("binary data beginning with the bytes {}", hex.join(" "))
    };
    ImportError::UnknownFormat { found }
}
