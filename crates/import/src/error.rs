//! Why a file could not be read, as facts; the texts are in `data/words/`.

use schemars::JsonSchema;
use serde::Serialize;

use super::imu::SensorProblem;
use super::xml::root_name;
use crate::facts::fact;
use crate::recording::{Fault, Place};

/// A file that could not be turned into recordings.
///
/// Never contains the file's own name: the caller knows it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum ImportError {
    /// Nothing in it.
    #[serde(rename = "empty_file")]
    Empty,
    /// No reader recognises the bytes.
    UnknownFormat {
        /// What the first bytes look like.
        found: Looks,
    },
    /// Recognised, but damaged before anything useful.
    DamagedFile {
        /// Format as people call it: `FIT`, `TCX`, …
        format: &'static str,
        /// Where.
        place: Place,
        /// What was found there.
        fault: Fault,
        /// What to do.
        advice: Advice,
    },
    /// Recognised and readable, but holds no records.
    NoRecording {
        /// Format as people call it.
        format: &'static str,
        /// What it holds instead.
        inside: Vec<Inside>,
        /// What to do.
        advice: Advice,
    },
    /// Expands to more times its size than any recording of a run does.
    ExpandsTooFar {
        /// `gzip_file`, `archive_entry`.
        part: &'static str,
        /// The limit, times its own size.
        times: u64,
    },
    /// Expands to more than any recording of a run does.
    ExpandsTooLarge {
        /// `gzip_file`, `archive_entry`.
        part: &'static str,
        /// The limit, MB.
        limit_mb: u64,
    },
    /// More of something than any recording of a run has.
    TooMuch {
        /// `bytes`, `line_bytes`, `columns`, `laps`, …
        of: &'static str,
        /// What the file holds at least.
        found: u64,
        /// The limit.
        limit: u64,
        /// The setting that raises it, of those under `limits`.
        setting: &'static str,
    },
    /// Longer than any run recorded in one go.
    TooLong {
        /// Days between the first and the last record.
        days: f64,
        /// Number of records.
        records: usize,
        /// The limit, days.
        limit_days: f64,
    },
    /// Protected by a password.
    Encrypted,
    /// A file of a platform's account, which this program does not read.
    PlatformFile {
        /// `polar`, `suunto`, `samsung`, `google`, `garmin`, `strava`.
        platform: &'static str,
    },
    /// An office document.
    OfficeDocument {
        /// `.xlsx`, `.ods`, …
        kind: &'static str,
    },
    /// One row per activity: no course of a run in it.
    SummaryOnly {
        /// Whose list: `garmin_list`, `strava_list`, `diary`, …
        list: &'static str,
    },
    /// A table without a usable time column.
    NoTimeColumn {
        /// Columns found, shortened.
        columns: String,
        /// What may be the time: `t=time:s`.
        time: Option<String>,
        /// What a column may hold: `c2=ground_contact_time:ms`.
        value: Option<String>,
    },
    /// A table in which nothing about running was recognised.
    NothingRecognised {
        /// Columns found, shortened.
        columns: String,
        /// Whether a column was recognised whose unit could not be told.
        unit_failed: bool,
        /// What may be the time: `t=time:s`.
        time: Option<String>,
        /// What a column may hold: `c2=ground_contact_time:ms`.
        value: Option<String>,
    },
    /// A `map` option that does not fit the file.
    MapMisfit {
        /// The option as given.
        given: String,
        /// What is wrong.
        problem: MapProblem,
    },
    /// A recording of motion sensors that cannot be read.
    #[serde(untagged)]
    Sensor(SensorProblem),
}

fact!(error ImportError);

impl From<SensorProblem> for ImportError {
    fn from(problem: SensorProblem) -> Self {
        ImportError::Sensor(problem)
    }
}

/// What bytes look like that no reader recognises.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Looks {
    /// Zero bytes alone.
    OnlyZeros,
    /// Blank lines alone.
    OnlyBlanks,
    /// Known by its first bytes: a picture, another archive, …
    KnownKind {
        /// `pdf`, `png`, `zip`, …
        kind: &'static str,
    },
    /// JSON text.
    JsonText,
    /// A web page.
    WebPage,
    /// XML of another kind.
    OtherXml {
        /// The outer element.
        root: String,
    },
    /// Text.
    OtherText {
        /// Its beginning.
        begins: String,
    },
    /// Binary data.
    OtherBinary {
        /// Its first bytes, hexadecimal.
        begins: String,
    },
}

fact!(Looks);

/// What a file holds that holds no recording.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Inside {
    /// An activity entered by hand, or only its summary.
    ActivityWithoutRecords,
    /// A route to follow.
    PlannedCourse,
    /// A planned workout.
    PlannedWorkout,
    /// Settings of the watch.
    WatchSettings,
    /// Another kind of FIT file.
    OtherFitKind {
        /// Name of the kind.
        kind: String,
    },
    /// Data of the maker's own.
    MakersData,
    /// Files of which none can be a recording.
    NoRecordingAmong {
        /// Number of files.
        files: usize,
    },
    /// No activity.
    NoActivity,
    /// Laps without a point that has a time.
    LapsWithoutPoints {
        /// Number of laps.
        laps: usize,
    },
    /// No track point.
    NoTrackPoint,
    /// Points of a route or waypoints.
    RoutePoints {
        /// Number of points.
        points: usize,
    },
    /// Track points without a time.
    UntimedPoints {
        /// Number of points.
        points: usize,
    },
    /// No rows of numbers.
    NoRowsOfNumbers,
    /// A header without rows.
    OnlyHeader,
    /// Rows without numbers.
    NoNumbers {
        /// Number of rows.
        rows: usize,
    },
    /// No row with a time.
    NoRowWithTime,
    /// The table with one row per second is missing.
    NoTable,
    /// No lap below the header.
    NoLap {
        /// Line of the header.
        line: u64,
    },
    /// The first and the last point of a run.
    OnlyEndpoints {
        /// Seconds between them.
        apart_s: f64,
    },
    /// Records minutes or hours apart.
    RecordsFarApart {
        /// Usual time between them, s.
        step_s: f64,
    },
    /// No records of running.
    NoRunningRecords,
    /// No rows of signals.
    NoSignalRows,
    /// No rows of records.
    NoRecordRows,
    /// Rows of records without a time stamp.
    RecordRowsWithoutTime {
        /// Number of rows.
        rows: usize,
    },
}

fact!(Inside);

/// What to do about a file that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Advice {
    /// Copy or export it again.
    CopyAgain,
    /// Download it again, or unpack it by hand.
    DownloadAgain,
    /// Export the activity again.
    ExportAgain,
    /// Export it again, without a spreadsheet in between.
    ExportWithoutSpreadsheet,
    /// Export the recorded activity itself.
    ExportRecorded,
    /// Choose the file of the activity itself.
    ChooseActivityFile,
    /// Export again with samples.
    ExportSamples,
    /// Record a run as a workout first.
    RecordARun,
    /// Give the FIT file itself.
    GiveFit,
    /// Export from the watch's own site or app instead of a converter.
    ExportFromWatch,
    /// Name the columns.
    MapColumns,
    /// Name the time column.
    MapTime,
}

fact!(Advice);

/// What is wrong with a `map` option.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum MapProblem {
    /// No column and metric in it.
    MapShape,
    /// Nothing before the `=`.
    MapNoColumn,
    /// Not a metric.
    MapNoMetric {
        /// What was given.
        metric: String,
        /// The metrics.
        choices: Vec<String>,
    },
    /// A unit for a column that is left alone.
    MapIgnoredUnit,
    /// Not a unit of this.
    MapNoUnit {
        /// What was given.
        unit: String,
        /// Of what: the id of a quantity, `time`, `acceleration`, `angular_velocity`.
        of: String,
        /// The units.
        choices: Vec<String>,
    },
    /// Not a column of the file.
    MapMissingColumn {
        /// The columns, shortened.
        columns: String,
        /// Number of columns.
        count: usize,
    },
    /// A table of a watch has no axes.
    MapWatchTable,
    /// The layout has one signal per row.
    MapFixedLayout,
    /// The values cannot be in this unit.
    MapUnbelievable {
        /// Typical value, in the quantity's unit.
        typical: f64,
        /// Lowest that is believed.
        low: f64,
        /// Highest that is believed.
        high: f64,
        /// The quantity's unit.
        own_unit: String,
        /// Unit that would fit.
        better: Option<String>,
        /// The units.
        choices: Vec<String>,
    },
}

fact!(MapProblem);

/// First bytes of things that end up in recording folders by mistake.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF", "pdf"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"PK\x03\x04", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "seven_zip"),
    (b"Rar!", "rar"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\xd0\xcf\x11\xe0", "old_office"),
    (b"SQLite format 3", "sqlite"),
    (b"PAR1", "parquet"),
];

/// Describes bytes that no format recognised.
pub(crate) fn unknown_format(head: &[u8]) -> ImportError {
    let zeros = head.iter().filter(|b| **b == 0).count();
    let start = head.get(..64).unwrap_or(head).trim_ascii_start();
    let signature = SIGNATURES.iter().find(|(magic, _)| head.starts_with(magic));
    let found = if zeros == head.len() {
        Looks::OnlyZeros
    } else if head.iter().all(u8::is_ascii_whitespace) {
        Looks::OnlyBlanks
    } else if let Some((_, kind)) = signature {
        Looks::KnownKind { kind }
    } else if head.get(257..262) == Some(b"ustar") {
        Looks::KnownKind { kind: "tar" }
    } else if start.starts_with(b"{") || start.starts_with(b"[") {
        match platform_of(head) {
            Some(platform) => return ImportError::PlatformFile { platform },
            None => Looks::JsonText,
        }
    } else if let Some(root) = root_name(head) {
        match root.to_lowercase().as_str() {
            "html" => Looks::WebPage,
            _ => Looks::OtherXml { root: shorten(&root) },
        }
    } else if zeros == 0 && utf8_start(head) {
        let text = String::from_utf8_lossy(head);
        Looks::OtherText { begins: shorten(text.trim().lines().next().unwrap_or("")) }
    } else {
        let hex: Vec<String> = head.iter().take(8).map(|b| format!("{b:02x}")).collect();
        Looks::OtherBinary { begins: hex.join(" ") }
    };
    ImportError::UnknownFormat { found }
}

/// The platform whose account export a JSON text is from, by words that its files have.
pub(crate) fn platform_of(head: &[u8]) -> Option<&'static str> {
    const WORDS: [(&str, &str); 9] = [
        ("\"exportVersion\"", "polar"),
        ("polar", "polar"),
        ("\"DeviceLog\"", "suunto"),
        ("suunto", "suunto"),
        ("shealth", "samsung"),
        ("\"live_data\"", "samsung"),
        ("\"start_time\":", "samsung"),
        ("fitbit", "google"),
        ("com.google", "google"),
    ];
    let text = String::from_utf8_lossy(&head[..head.len().min(4096)]);
    WORDS.iter().find(|(word, _)| text.contains(word)).map(|w| w.1)
}

/// Whether bytes are UTF-8, but for a last character that may be cut.
fn utf8_start(head: &[u8]) -> bool {
    std::str::from_utf8(head).map_or_else(|e| e.error_len().is_none(), |_| true)
}

fn shorten(text: &str) -> String {
    text.chars().take(60).collect()
}
