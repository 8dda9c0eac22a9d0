//! How does a runner's form break down when tired, and what strength work answers it?
//!
//! Bytes of a watch or of motion sensors go in, an [`Analysis`] comes out: what changed,
//! how sure that is, what it means, and which exercises answer it. One recording is
//! analysed by a pure function: no files, no clock, no terminal, no threads.
//!
//! A file:
//!
//! ```
//! use runform::{Analyzer, Metric, ReadOptions};
//!
//! # fn main() -> Result<(), runform::Error> {
//! # let bytes = std::fs::read("data/samples/tired_long_run.fit").unwrap_or_default();
//! let analyzer = Analyzer::new();
//! for recording in &runform::read(bytes, &ReadOptions::new().name("run.fit"))? {
//!     let run = analyzer.analyze(recording)?;
//!     let changes = &run.analysis.comparison.metrics;
//!     let contact = changes.iter().find(|m| m.metric == Metric::GroundContactTime);
//!     let change_ms = contact.and_then(|m| m.adjusted_change);
//!     assert!(change_ms.is_some_and(|ms| ms > 5.0), "longer contact when tired");
//! }
//! # Ok(())
//! # }
//! ```
//!
//! A folder, several files at a time (feature `cli`):
//!
//! ```
//! # #[cfg(feature = "cli")]
//! # fn main() -> std::io::Result<()> {
//! use runform::{Analyzer, Outcome, ReadOptions};
//!
//! let mut runs = 0;
//! let folder = ["data/samples".into()];
//! Analyzer::new().each_path(&folder, &ReadOptions::new(), &mut |outcome| {
//!     match outcome {
//!         Outcome::Analyzed(run) => runs += usize::from(run.analysis.recording.running_s > 0.0),
//!         Outcome::Skipped { name, why } => println!("{name} left aside: {why:?}"),
//!         Outcome::Failed { name, problem, .. } => println!("{name}: {problem}"),
//!     }
//!     true
//! })?;
//! assert_eq!(runs, 1);
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "cli"))]
//! # fn main() {}
//! ```
//!
//! Two motion sensors, one on each foot, on a treadmill at 3 m/s:
//!
//! ```
//! use runform::{Analyzer, Placement, ReadOptions, SensorFile};
//!
//! # fn main() -> Result<(), runform::Error> {
//! # use runform_simulate::imu::{named, simulate, to_csv};
//! # let mut profile = named("fresh").expect("a built-in profile");
//! # profile.placements = vec![Placement::LeftFoot, Placement::RightFoot];
//! # profile.run.duration_s = 240.0;
//! # let simulated = simulate(&profile);
//! # let (left, right) = (to_csv(&simulated, 0), to_csv(&simulated, 1));
//! let files = vec![
//!     SensorFile { placement: Placement::LeftFoot, name: "left.csv".into(), bytes: left },
//!     SensorFile { placement: Placement::RightFoot, name: "right.csv".into(), bytes: right },
//! ];
//! let pair = runform::join(files, &ReadOptions::new().speed(3.0))?;
//! let run = Analyzer::new().analyze(&pair.recordings[0])?;
//! assert_eq!(run.analysis.recording.placements, ["left_foot", "right_foot"]);
//! # Ok(())
//! # }
//! ```
//!
//! # Features
//!
//! `default-features = false` is the library alone. `cli` adds the command, and reading
//! files and folders; `tables` adds Parquet and CSV files of tables.

mod facade;

#[cfg(feature = "cli")]
pub use facade::read_path;
pub use facade::{
    Analyzer, Format, LeftOut, Outcome, ReadOptions, Recording, Recordings, SensorFile, Style,
    join, read, render, tables,
};

/// What is said of one run, as the JSON document has it.
///
/// ```
/// # fn main() -> Result<(), runform::Error> {
/// # let bytes = std::fs::read("data/samples/tired_long_run.fit").unwrap_or_default();
/// # let recordings = runform::read(bytes, &runform::ReadOptions::new())?.recordings;
/// # let run = runform::Analyzer::new().analyze(&recordings[0])?;
/// let analysis: &runform::Analysis = &run.analysis;
/// assert!(!analysis.prescription.add_ons.is_empty(), "strength work answers it");
/// # Ok(())
/// # }
/// ```
#[doc(inline)]
pub use analysis::Analysis;
/// Everything said of one run, with the samples behind it.
///
/// ```
/// # fn main() -> Result<(), runform::Error> {
/// # let bytes = std::fs::read("data/samples/tired_long_run.fit").unwrap_or_default();
/// # let recordings = runform::read(bytes, &runform::ReadOptions::new())?.recordings;
/// let run: runform::Analyzed = runform::Analyzer::new().analyze(&recordings[0])?;
/// assert_eq!(run.analysis.recording.format, "fit");
/// # Ok(())
/// # }
/// ```
#[doc(inline)]
pub use analysis::Analyzed;
/// What was analysed, and how far it can be trusted.
///
/// ```
/// # fn main() -> Result<(), runform::Error> {
/// # let bytes = std::fs::read("data/samples/tired_long_run.fit").unwrap_or_default();
/// # let recordings = runform::read(bytes, &runform::ReadOptions::new())?.recordings;
/// # let run = runform::Analyzer::new().analyze(&recordings[0])?;
/// let about: &runform::RecordingInfo = &run.analysis.recording;
/// assert!(about.running_s > 3600.0 && about.sport == "running");
/// # Ok(())
/// # }
/// ```
#[doc(inline)]
pub use analysis::RecordingInfo;
/// Levels of form in one stretch: the whole run, its fresh and tired parts, laps,
/// kilometres.
///
/// ```
/// # fn main() -> Result<(), runform::Error> {
/// # let bytes = std::fs::read("data/samples/tired_long_run.fit").unwrap_or_default();
/// # let recordings = runform::read(bytes, &runform::ReadOptions::new())?.recordings;
/// # let run = runform::Analyzer::new().analyze(&recordings[0])?;
/// let whole: &runform::Segment = &run.analysis.segments[0];
/// assert_eq!(whole.id, "all");
/// # Ok(())
/// # }
/// ```
#[doc(inline)]
pub use analysis::Segment;
/// Level of one metric in one stretch.
///
/// ```
/// # fn main() -> Result<(), runform::Error> {
/// # let bytes = std::fs::read("data/samples/tired_long_run.fit").unwrap_or_default();
/// # let recordings = runform::read(bytes, &runform::ReadOptions::new())?.recordings;
/// # let run = runform::Analyzer::new().analyze(&recordings[0])?;
/// let levels: &[runform::SegmentMetric] = &run.analysis.segments[0].metrics;
/// assert!(levels.iter().any(|m| m.metric == runform::Metric::Cadence && m.unit == "spm"));
/// # Ok(())
/// # }
/// ```
#[doc(inline)]
pub use analysis::SegmentMetric;
/// The fresh against the tired part of a run, at equal speed and slope.
///
/// ```
/// # fn main() -> Result<(), runform::Error> {
/// # let bytes = std::fs::read("data/samples/tired_long_run.fit").unwrap_or_default();
/// # let recordings = runform::read(bytes, &runform::ReadOptions::new())?.recordings;
/// # let run = runform::Analyzer::new().analyze(&recordings[0])?;
/// let comparison: &runform::Comparison = &run.analysis.comparison;
/// assert!(comparison.reason.is_none(), "it could be made");
/// # Ok(())
/// # }
/// ```
#[doc(inline)]
pub use compare::Comparison;
/// Change of one metric, with its interval and verdict.
///
/// ```
/// # fn main() -> Result<(), runform::Error> {
/// # let bytes = std::fs::read("data/samples/tired_long_run.fit").unwrap_or_default();
/// # let recordings = runform::read(bytes, &runform::ReadOptions::new())?.recordings;
/// # let run = runform::Analyzer::new().analyze(&recordings[0])?;
/// let changes: &[runform::MetricChange] = &run.analysis.comparison.metrics;
/// let known = changes.iter().filter_map(|c| c.ci95);
/// assert!(known.into_iter().all(|[low, high]| low <= high));
/// # Ok(())
/// # }
/// ```
#[doc(inline)]
pub use compare::MetricChange;
/// How sure a change is.
///
/// ```
/// use runform::Verdict;
///
/// assert_ne!(Verdict::Clear, Verdict::Insufficient);
/// ```
#[doc(inline)]
pub use compare::Verdict;
/// A breakdown, a drift or an asymmetry that a run shows.
///
/// ```
/// # fn main() -> Result<(), runform::Error> {
/// # let bytes = std::fs::read("data/samples/tired_long_run.fit").unwrap_or_default();
/// # let recordings = runform::read(bytes, &runform::ReadOptions::new())?.recordings;
/// # let run = runform::Analyzer::new().analyze(&recordings[0])?;
/// let first: &runform::Finding = &run.analysis.findings[0];
/// assert!(!first.evidence.is_empty(), "no finding without numbers");
/// # Ok(())
/// # }
/// ```
#[doc(inline)]
pub use form::Finding;
/// What a run cannot show, and what it would take.
///
/// ```
/// # fn main() -> Result<(), runform::Error> {
/// # let bytes = std::fs::read("data/samples/tired_long_run.fit").unwrap_or_default();
/// # let recordings = runform::read(bytes, &runform::ReadOptions::new())?.recordings;
/// # let run = runform::Analyzer::new().analyze(&recordings[0])?;
/// let unseen: &[runform::NotMeasured] = &run.analysis.not_measured;
/// assert!(unseen.iter().all(|sign| !sign.why.is_empty()));
/// # Ok(())
/// # }
/// ```
#[doc(inline)]
pub use form::NotMeasured;
/// Rules, exercises and published tables: those of the program or one's own.
#[doc(inline)]
pub use knowledge::Knowledge;
/// Something that is measured.
///
/// ```
/// use runform::Metric;
///
/// assert_eq!(Metric::GroundContactTime.id(), "ground_contact_time");
/// ```
#[doc(inline)]
pub use metrics::Metric;
/// The left or the right side of the body.
///
/// ```
/// assert_eq!(runform::Side::Left.id(), "left");
/// ```
#[doc(inline)]
pub use metrics::Side;
/// Something that was noticed about a recording.
///
/// ```
/// # fn main() -> Result<(), runform::Error> {
/// # let bytes = std::fs::read("data/samples/tired_long_run.fit").unwrap_or_default();
/// # let recordings = runform::read(bytes, &runform::ReadOptions::new())?.recordings;
/// for note in recordings[0].notes() {
///     assert!(!note.code().is_empty());
/// }
/// # Ok(())
/// # }
/// ```
#[doc(inline)]
pub use recording::Note;
/// Where a motion sensor sits.
///
/// ```
/// use runform::Placement;
///
/// assert_eq!(Placement::Sacrum.id(), "sacrum");
/// ```
#[doc(inline)]
pub use recording::Placement;
/// What goes into a document beside the analysis.
///
/// ```
/// let indented = runform::Layout { pretty: true, ..runform::Layout::default() };
/// # let _ = indented;
/// ```
#[doc(inline)]
pub use report::json::Layout;
/// The values of one column of a table.
///
/// ```
/// assert_eq!(runform::Cells::Whole(vec![Some(1), None]).len(), 2);
/// ```
#[doc(inline)]
pub use report::tables::Cells;
/// A table: see [`tables`](fn@tables).
///
/// ```
/// let empty = runform::Table { name: "series", columns: Vec::new() };
/// # let _ = empty;
/// ```
#[doc(inline)]
pub use report::tables::Table;
/// Why there is no analysis: a stable code, data, and a text in the words of a reader.
///
/// ```
/// let error = runform::read(Vec::new(), &runform::ReadOptions::new()).unwrap_err();
/// assert_eq!(error.code(), "empty_file");
/// assert!(error.text(runform::Language::German).contains("leer"));
/// ```
#[doc(inline)]
pub use runs::Problem as Error;
/// Every threshold, with its origin in `docs/settings.md`.
///
/// ```
/// use runform::Settings;
///
/// let settings = Settings::from_toml("[runner]\nmass_kg = 68.0").unwrap();
/// assert_eq!(settings.runner.mass_kg, Some(68.0));
/// ```
#[doc(inline)]
pub use settings::Settings;
/// The exercises that answer the findings, and a session with them.
///
/// ```
/// # fn main() -> Result<(), runform::Error> {
/// # let bytes = std::fs::read("data/samples/tired_long_run.fit").unwrap_or_default();
/// # let recordings = runform::read(bytes, &runform::ReadOptions::new())?.recordings;
/// # let run = runform::Analyzer::new().analyze(&recordings[0])?;
/// let work: &runform::Prescription = &run.analysis.prescription;
/// assert!(work.session.minutes > 0.0 && !work.safety.is_empty());
/// # Ok(())
/// # }
/// ```
#[doc(inline)]
pub use strength::Prescription;
/// Units of pace and distance.
///
/// ```
/// assert_ne!(runform::Units::Metric, runform::Units::Imperial);
/// ```
#[doc(inline)]
pub use units::Units;
/// A language of pages and texts.
///
/// ```
/// use runform::Language;
///
/// assert_eq!(Language::from_code("de_DE.UTF-8"), Some(Language::German));
/// ```
#[doc(inline)]
pub use words::Language;

#[doc(hidden)]
pub mod analysis;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod files;
#[doc(hidden)]
pub mod knowledge;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod pipeline;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod runs;
#[doc(hidden)]
pub mod study;
#[doc(hidden)]
pub mod team;
#[doc(hidden)]
pub mod trend;
#[doc(hidden)]
pub mod words;

use runform_core::hash;
use runform_core::stats;
#[doc(hidden)]
pub use runform_core::{
    compare, facts, form, gait, metrics, recording, segment, series, settings, signal, units,
};
#[doc(hidden)]
pub use runform_import as import;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub use runform_simulate as simulate;
#[doc(hidden)]
pub use runform_strength as strength;
