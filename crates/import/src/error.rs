//! Why a file could not be read, in words that say what to do next.

use thiserror::Error;

use super::xml::root_name;

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
        "not a format runform reads: {found}. It reads FIT, TCX, GPX and CSV exports and tables of motion sensors, also inside .gz and .zip; export the activity as \"Original\" (FIT) from your watch's site."
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
    /// Expands beyond every plausible recording.
    #[error(
        "{what} expands to more than {limit}, which no recording of a run does; it was not read further. If it is a genuine recording, unpack it and give the file itself."
    )]
    TooLarge {
        /// `this gzip file`, `this archive`, …
        what: &'static str,
        /// The limit, in words.
        limit: String,
    },
    /// Longer than any run recorded in one go.
    #[error(
        "the recording would last {days:.0} days with its {records} records, which no run does (the limit is {limit_days:.0} days): the times in it are wrong, or it holds several activities. Export the single activity again."
    )]
    TooLong {
        /// Days between the first and the last record.
        days: f64,
        /// Number of records.
        records: usize,
        /// The limit, days.
        limit_days: f64,
    },
    /// Protected by a password.
    #[error("protected by a password. Unpack the archive yourself and give the files in it.")]
    Encrypted,
    /// An office document.
    #[error(
        "this is a spreadsheet or office document ({kind}). Open it, save the table as CSV (UTF-8), and give that file."
    )]
    OfficeDocument {
        /// `.xlsx`, `.ods`, …
        kind: &'static str,
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
    /// Rows of a motion sensor without time.
    #[error(
        "the rows have {found}, and the file does not state a sampling rate. Give it with --rate HZ, for example --rate 100; the device's settings or manual tell it."
    )]
    NoRate {
        /// What there is instead of times.
        found: &'static str,
    },
    /// Something about the rows of a motion sensor that must not be guessed.
    #[error("{what}; {advice}.")]
    Unclear {
        /// What was found.
        what: String,
        /// What to give.
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

/// First bytes of things that end up in recording folders by mistake.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive (or a spreadsheet such as .xlsx) without readable recordings"),
    (b"\x1f\x8b", "a gzip file; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"BZh", "a bzip2 file; unpack it first"),
    (b"\xfd7zXZ", "an xz file; unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old office document such as .xls; save its table as CSV"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet table"),
];

/// Describes bytes that no format recognised.
pub(crate) fn unknown_format(head: &[u8]) -> ImportError {
    let zeros = head.iter().filter(|b| **b == 0).count();
    let start = head.get(..64).unwrap_or(head).trim_ascii_start();
    let signature = SIGNATURES.iter().find(|(magic, _)| head.starts_with(magic));
    let found = if zeros == head.len() {
        "only zero bytes".to_string()
    } else if head.iter().all(u8::is_ascii_whitespace) {
        "the file holds only blank lines".to_string()
    } else if let Some((_, what)) = signature {
        (*what).to_string()
    } else if head.get(257..262) == Some(b"ustar") {
        "a tar archive; unpack it first".into()
    } else if start.starts_with(b"{") || start.starts_with(b"[") {
        "JSON text".into()
    } else if let Some(root) = root_name(head) {
        match root.to_lowercase().as_str() {
            "html" => "a web page (often the sign-in page saved in place of the file)".into(),
            _ => format!("XML with the outer element <{}>", shorten(&root)),
        }
    } else if zeros == 0 && utf8_start(head) {
        let text = String::from_utf8_lossy(head);
        format!("text beginning with {:?}", shorten(text.trim().lines().next().unwrap_or("")))
    } else {
        let hex: Vec<String> = head.iter().take(8).map(|b| format!("{b:02x}")).collect();
        format!("binary data beginning with the bytes {}", hex.join(" "))
    };
    ImportError::UnknownFormat { found }
}

/// Whether bytes are UTF-8, but for a last character that may be cut.
fn utf8_start(head: &[u8]) -> bool {
    std::str::from_utf8(head).map_or_else(|e| e.error_len().is_none(), |_| true)
}

fn shorten(text: &str) -> String {
    text.chars().take(60).collect()
}
