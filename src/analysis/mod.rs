//! [`analyze`]: the whole pipeline on one page, and [`Analysis`], its result.

pub mod history;
pub mod private;
mod quality;
mod refusal;
mod second;
mod segments;

pub use refusal::Refusal;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::compare::{self, Comparison, MetricRows};
pub use crate::form::Side;
use crate::form::{self, Finding, NotMeasured};
use crate::gait::waveform::{self, Part, Waveform};
use crate::hash::sha256_hex;
use crate::metrics::{Accuracy, Metric};
use crate::recording::{Data, Note, NoteKind, Placement, Provenance, Recording};
use crate::segment::{self, Phase, Windows};
use crate::series::{self, FormSeries};
use crate::settings::{self, RunEffects, Settings};
use crate::strength::{self, Prescription};

/// The schema of the documents written here. Those of `runform/analysis/1`, in which
/// facts were texts, are read all the same.
pub const SCHEMA: &str = "runform/analysis/2";

/// Whether documents of this schema are read.
pub fn is_read(schema: &str) -> bool {
    [SCHEMA, "runform/analysis/1"].contains(&schema)
}

/// Everything runform says about one recording. Every report is a view of it;
/// the JSON output is it. See `docs/output.md` for names that scripts rely on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Analysis {
    /// [`SCHEMA`].
    pub schema: String,
    /// Version of runform.
    pub runform_version: String,
    /// SHA-256 over the settings used, and over the user's own knowledge where there is
    /// some.
    pub settings_hash: String,
    /// What was analysed.
    pub recording: RecordingInfo,
    /// Whole run, fresh, fatigued, laps, kilometres.
    pub segments: Vec<Segment>,
    /// Fresh against fatigued.
    pub comparison: Comparison,
    /// Beside the runner's earlier runs, where a history of them was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<history::Beside>,
    /// Where published tables put the medians of the whole run; never a verdict.
    #[serde(default)]
    pub context: Vec<form::Context>,
    /// Breakdowns, drifts and constant asymmetries found.
    pub findings: Vec<Finding>,
    /// What this recording cannot show, and what would be needed.
    pub not_measured: Vec<NotMeasured>,
    /// The strength add-ons.
    pub prescription: Prescription,
}

/// Identity and quality of a recording.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RecordingInfo {
    /// Path as given by the user (with `!entry` for a file inside an archive).
    pub path: String,
    /// SHA-256 of the file's bytes.
    pub sha256: String,
    /// Which recording of the file this is, from 0.
    pub index: usize,
    /// Format id: `fit`, `tcx`, `gpx`, `csv:stryd`, …
    pub format: String,
    /// Device as the file names it.
    pub device: Option<String>,
    /// Title given by the runner.
    pub title: Option<String>,
    /// Sport as the file states it.
    pub sport: String,
    /// RFC 3339, or local time without offset where the zone is unknown.
    pub start_time: Option<String>,
    /// What kind of recording.
    pub kind: RecordingKind,
    /// Sensor placements of IMU recordings.
    pub placements: Vec<String>,
    /// Median rate of the records, Hz.
    pub sample_rate_hz: Option<f64>,
    /// First to last record, s.
    pub duration_s: f64,
    /// Timer time: duration without pauses, s.
    pub active_s: f64,
    /// Seconds that pass the running gate.
    pub running_s: f64,
    /// Distance, m.
    pub distance_m: Option<f64>,
    /// Seconds left out of the comparison, by reason (a second can have several).
    pub excluded_s: std::collections::BTreeMap<String, f64>,
    /// Overall quality for form analysis.
    pub quality: Quality,
    /// What was noticed.
    pub notes: Vec<Note>,
}

/// Kind of a recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum RecordingKind {
    Watch,
    Imu,
    Laps,
    Steps,
}

/// How far the recording can be trusted for form analysis.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    /// Little can be said.
    Low,
    /// Usable with care.
    Medium,
    /// Nothing stands in the way.
    Good,
}

/// Statistics of one stretch of the run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Segment {
    /// `all`, `fresh`, `fatigued`, `lap_3`, `km_7`.
    pub id: String,
    /// Seconds from the start of the recording.
    pub start_s: f64,
    /// Seconds from the start of the recording.
    pub end_s: f64,
    /// Seconds of running inside it that count.
    pub running_s: f64,
    /// Metres covered.
    pub distance_m: Option<f64>,
    /// Mean speed while running, m/s.
    pub speed_mps: Option<f64>,
    /// Mean slope while running, %.
    pub grade_pct: Option<f64>,
    /// Mean heart rate while running, bpm.
    pub heart_rate_bpm: Option<f64>,
    /// One entry per metric (and side).
    pub metrics: Vec<SegmentMetric>,
}

/// Statistics of one metric in one segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SegmentMetric {
    /// Which metric.
    pub metric: Metric,
    /// `left`, `right` or null for both.
    pub side: Option<Side>,
    /// Unit of the numbers.
    pub unit: String,
    /// Time-weighted mean.
    pub mean: Option<f64>,
    /// Median.
    pub median: Option<f64>,
    /// Standard deviation.
    pub sd: Option<f64>,
    /// Number of values (seconds, laps or steps).
    pub n: usize,
    /// 95 % interval of the mean (of a drift: of its slope), allowing for autocorrelation.
    pub ci95: Option<[f64; 2]>,
    /// Where it comes from.
    pub source: Provenance,
    /// True when computed from other fields.
    pub estimated: bool,
    /// How far values may lie from a reference for a runner never measured with one,
    /// where that is known of the sensor: half widths of 95 % intervals, in `unit`.
    #[serde(default)]
    pub accuracy: Option<Accuracy>,
}

/// Where a recording came from; identity that the bytes alone do not carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Path as given by the user (with `!entry` for a file inside an archive).
    pub path: String,
    /// SHA-256 of the file's bytes, hexadecimal.
    pub sha256: String,
    /// Which recording of the file, from 0.
    pub index: usize,
}

/// An analysis with the series it was made from (for tables and charts).
#[derive(Debug, Clone)]
pub struct Analyzed {
    /// The results.
    pub analysis: Analysis,
    /// The settings it was made with.
    #[doc(hidden)]
    pub settings: Settings,
    /// The samples behind them.
    #[doc(hidden)]
    pub series: FormSeries,
    /// Which samples are fresh, fatigued, or in between.
    #[doc(hidden)]
    pub windows: Windows,
    /// The half-minute rows that the comparison rests on, metric by metric.
    #[doc(hidden)]
    pub rows: Vec<MetricRows>,
    /// The average step at each sensor that shows single steps, fresh and fatigued
    /// where both windows exist.
    #[doc(hidden)]
    pub waveforms: Vec<Waveform>,
}

/// What the analysis knows beyond the recording; replaceable by the user's own files.
#[derive(Debug, Clone, Copy)]
pub struct Knowledge<'a> {
    /// When a change counts as a breakdown.
    pub rules: &'a form::Rules,
    /// Exercises and what they answer.
    pub catalogue: &'a strength::Catalogue,
    /// Published tables for context.
    pub norms: &'a form::Norms,
    /// SHA-256 of the user's own files among them; none where all are the program's.
    pub own: Option<&'a str>,
}

impl Knowledge<'static> {
    /// The knowledge that comes with the program.
    ///
    /// # Errors
    /// Words on what is broken in it; the tests make sure that nothing is.
    pub fn builtin() -> Result<Self, String> {
        let rules = form::Rules::builtin().map_err(|e| e.to_string())?;
        let catalogue = strength::Catalogue::builtin().map_err(|e| e.to_string())?;
        let norms = form::Norms::builtin().map_err(|e| e.to_string())?;
        Ok(Knowledge { rules, catalogue, norms, own: None })
    }
}

/// Analyses one recording: a pure function of its arguments.
///
/// # Errors
/// [`Refusal`] when the recording is not a run, or holds nothing about form.
pub fn analyze(
    recording: &Recording,
    origin: &Origin,
    settings: &Settings,
    knowledge: Knowledge,
) -> Result<Analyzed, Refusal> {
    let given = settings.clone();
    let settings_hash = match knowledge.own {
        None => settings.hash(),
        Some(own) => sha256_hex(format!("{} {own}", settings.hash()).as_bytes()),
    };
    let settings = &Settings {
        compare: settings::Compare {
            effects: settings
                .compare
                .effects
                .without(&origin.sha256, origin.index)
                .of_device(recording.device.as_deref()),
            ..settings.compare.clone()
        },
        ..settings.clone()
    };
    let mut notes = recording.notes.clone();
    let series = prepare(recording, settings, &mut notes)?;
    let windows = segment::choose(&series, settings);
    let (comparison, rows) = compare::compare_with_rows(&series, &windows, settings);
    notes.extend(other_runs_note(&series, settings));
    notes.extend(second::opinions(recording, &windows, &comparison, settings));
    let segments = segments::summarise(&series, &windows, &rows, settings);
    let findings = form::find(&comparison, knowledge.rules);
    let recorded: Vec<Metric> = series.metrics.iter().map(|m| m.metric).collect();
    let not_measured = form::not_measured(&comparison, &recorded, knowledge.rules);
    let too_short = quality::too_short_to_judge(&series, settings);
    let prescription = match &too_short {
        None => strength::prescribe(&findings, knowledge.catalogue, &settings.strength),
        Some(note) => strength::Prescription::none(note.kind.clone(), knowledge.catalogue),
    };
    let context = match too_short {
        None => segments::context(&series, recording, knowledge.norms),
        Some(_) => Vec::new(),
    };
    notes.extend(too_short);

    let analysis = Analysis {
        schema: SCHEMA.into(),
        runform_version: env!("CARGO_PKG_VERSION").into(),
        settings_hash,
        recording: quality::describe(recording, origin, &series, notes),
        context,
        segments,
        comparison,
        history: None,
        findings,
        not_measured,
        prescription,
    };
    let waveforms = waveforms(recording, &series, &windows);
    Ok(Analyzed { analysis, settings: given, series, windows, rows, waveforms })
}

/// The average steps of an inertial recording; none of any other.
fn waveforms(recording: &Recording, series: &FormSeries, windows: &Windows) -> Vec<Waveform> {
    let Data::Imu(imu) = &recording.data else { return Vec::new() };
    let part = |t: f64| {
        // Samples of steps are whole seconds.
        let i = t.max(0.0) as usize;
        let inside = |phase| i < series.len() && windows.counts(i, phase);
        match (inside(Phase::Fresh), inside(Phase::Fatigued)) {
            (true, _) => Part::Fresh,
            (_, true) => Part::Fatigued,
            _ => Part::All,
        }
    };
    let all: Vec<Placement> = imu.sensors.iter().map(|s| s.placement).collect();
    // Steps that the user marked were not found with any of the sensors: all show them.
    let own = &series.step_sensors;
    let sensors = if all.iter().any(|p| own.contains(p)) { own } else { &all };
    waveform::of(imu, sensors, &series.steps, &part)
}

/// The series of a run with slopes and masks, ready for windows.
fn prepare(
    recording: &Recording,
    settings: &Settings,
    notes: &mut Vec<Note>,
) -> Result<FormSeries, Refusal> {
    quality::is_a_run_by_name(recording)?;
    let mut series = series::of(recording, settings, notes);
    quality::has_form(&series, recording, settings, notes)?;
    segment::fill_grade(&mut series, recording, settings, notes);
    segment::mark(&mut series, settings);
    quality::is_a_run_by_measure(&series, recording, settings, notes)?;
    Ok(series)
}

/// What one run says of how the runner's form follows speed and slope, for
/// [`settings::RunnerEffects`].
///
/// # Errors
/// [`Refusal`] when the recording is not a run, or holds nothing about form.
pub fn effects(
    recording: &Recording,
    origin: &Origin,
    settings: &Settings,
) -> Result<RunEffects, Refusal> {
    let series = prepare(recording, settings, &mut recording.notes.clone())?;
    // What the runner's other runs say must not come back as this run's own word.
    let mut alone = settings.clone();
    alone.compare.effects = settings::RunnerEffects::default();
    let mut effects = compare::effects(&series, &segment::level_windows(&series, &alone), &alone);
    effects.extend(compare::ground_effects(&series, &segment::choose(&series, &alone), &alone));
    Ok(RunEffects { sha256: origin.sha256.clone(), index: origin.index, device: None, effects })
}

/// Comparisons of a run in which the truth is "no change"; none of one that is too short.
///
/// # Errors
/// [`Refusal`] when the recording is not a run, or holds nothing about form.
pub fn placebos(
    recording: &Recording,
    origin: &Origin,
    permutations: u32,
    settings: &Settings,
) -> Result<Vec<compare::Placebo>, Refusal> {
    let series = prepare(recording, settings, &mut recording.notes.clone())?;
    let windows = segment::choose(&series, settings);
    // Another order of the blocks in every recording, the same each time.
    let digits = origin.sha256.get(..16).unwrap_or_default();
    let seed = u64::from_str_radix(digits, 16).unwrap_or(1) ^ origin.index as u64;
    Ok(compare::placebos(&series, &windows, permutations, seed, settings))
}

/// Says what the runner's other runs were good for.
fn other_runs_note(series: &FormSeries, settings: &Settings) -> Option<Note> {
    let given = settings.compare.effects.runs.len();
    if given == 0 {
        return None;
    }
    Some(match compare::runs_used(series, &settings.compare.effects) {
        0 => Note::warn(NoteKind::OtherRunsUnused { given }),
        used => Note::of(NoteKind::OtherRuns { used, given }),
    })
}
