//! What belongs to a recording of inertial sensors beside its own file: other
//! files of the same run, a watch, a declared speed, marked steps.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ndarray::Array1;

use super::Problem;
use super::discover::Input;
use super::file::{Contents, Outcome, Task, analyze_recordings, each_file_below, failed, guarded};
use super::work_log::logged;
use crate::files::guard;
use crate::gait;
use crate::hash::sha256_hex;
use crate::import::container::Content;
use crate::import::{ImportError, ImportOptions, SensorProblem, import};
use crate::recording::{
    Channel, Clock, Companion, Data, MarkedStep, Note, Placement, Quantity, Recording, SensorNote,
    Source, Span, Start, WatchSeries,
};
use crate::settings::Settings;

/// What the user adds to recordings of inertial sensors.
#[derive(Debug, Clone, Default)]
pub struct Extras {
    /// A watch's recording of the same run.
    pub watch: Option<Arc<Recording>>,
    /// How much later than the watch's the recording begins, s, where the user knows.
    pub watch_offset_s: Option<f64>,
    /// Speed of the whole run, m/s (a treadmill).
    pub speed_mps: Option<f64>,
    /// Slope of the whole run, % (a treadmill).
    pub grade_pct: Option<f64>,
    /// Steps as the user marked them.
    pub events: Option<Arc<Vec<MarkedStep>>>,
}

impl Extras {
    /// True when there is nothing to add.
    pub fn is_empty(&self) -> bool {
        self.watch.is_none() && self.speed_mps.is_none() && self.events.is_none()
    }

    /// Adds it to an inertial recording; other recordings are left as they are.
    pub fn complete(&self, recording: &mut Recording) {
        let start = recording.start;
        let Data::Imu(imu) = &mut recording.data else { return };
        if let Some(events) = &self.events {
            imu.events = Some(events.to_vec());
        }
        if let Some(watch) = &self.watch
            && let Some(series) = watch.watch()
        {
            let clock = match (self.watch_offset_s, start, watch.start) {
                (Some(offset_s), ..) => Clock::Shared(offset_s),
                (None, Some(Start::Instant { at, .. }), Some(Start::Instant { at: begin, .. })) => {
                    Clock::TimeOfDay(at.duration_since(begin).as_secs_f64())
                }
                // Two clocks on the wall of the same place.
                (None, Some(Start::Local(at)), Some(Start::Local(begin))) => {
                    Clock::TimeOfDay(at.duration_since(begin).as_secs_f64())
                }
                _ => Clock::Unknown,
            };
            let device = watch.device.clone();
            imu.companion = Some(Companion { series: series.clone(), device, clock });
        } else if let Some(speed) = self.speed_mps {
            let seconds = imu.duration_s().ceil() as usize + 1;
            let series = declared(speed, self.grade_pct, seconds);
            imu.companion = Some(Companion { series, device: None, clock: Clock::Shared(0.0) });
        }
    }
}

/// A series of even speed and slope.
fn declared(speed_mps: f64, grade_pct: Option<f64>, seconds: usize) -> WatchSeries {
    let even = |quantity: Quantity, value: f64| Channel {
        quantity,
        source: Source::native(format!("declared:{}", quantity.id())),
        values: Array1::from_elem(seconds, value),
    };
    let covered = Array1::from_iter((0..seconds).map(|i| i as f64 * speed_mps));
    WatchSeries {
        time_s: Array1::from_iter((0..seconds).map(|i| i as f64)),
        channels: vec![
            even(Quantity::Speed, speed_mps),
            even(Quantity::Grade, grade_pct.unwrap_or(0.0)),
            Channel {
                quantity: Quantity::Distance,
                source: Source::native("declared:speed"),
                values: covered,
            },
        ],
        ..WatchSeries::default()
    }
}

/// The run in a watch's file.
///
/// # Errors
/// [`Problem`] when the file cannot be read or holds no watch series.
pub fn read_watch(path: &Path) -> Result<Recording, Problem> {
    let mut found = None;
    read_all(Path::new(""), path, &ImportOptions::default(), &mut |_, recording| {
        if recording.watch().is_some() && found.is_none() {
            found = Some(recording);
        }
    })?;
    found.ok_or_else(|| Problem::Import(ImportError::Sensor(SensorProblem::WatchWithoutSeries)))
}

/// The runs of an inertial recording that lie far apart, each as a recording of
/// its own; any other recording as it is.
pub(super) fn each_run(recording: Recording, settings: &Settings) -> Vec<Recording> {
    let Data::Imu(imu) = &recording.data else { return vec![recording] };
    let runs = gait::runs(imu, &settings.imu);
    if runs.len() < 2 {
        return vec![recording];
    }
    let count = runs.len();
    let one = |(k, span): (usize, Span)| {
        let mut part = imu.cut(span);
        if let Some(companion) = &mut part.companion {
            match &mut companion.clock {
                Clock::Shared(s) | Clock::TimeOfDay(s) => *s += span.start_s,
                Clock::Unknown => {}
            }
        }
        let later = jiff::SignedDuration::try_from_secs_f64(span.start_s).ok();
        let start = recording.start.and_then(|s| s.later(later?));
        let mut notes = recording.notes.clone();
        notes.push(Note::of(SensorNote::SeveralRuns {
            run: k + 1,
            runs: count,
            from_s: span.start_s,
            to_s: span.end_s,
        }));
        Recording { data: Data::Imu(part), start, notes, ..recording.clone() }
    };
    runs.into_iter().enumerate().map(one).collect()
}

/// Analyses several files of one run, one per sensor or more, as one recording.
/// Its hash is that of the files' hashes in the order given.
pub fn analyze_joined(
    files: &[(Placement, PathBuf)],
    task: &Task,
    emit: &mut dyn FnMut(Outcome) -> bool,
) {
    let name: Vec<String> = files.iter().map(|(p, f)| format!("{p}={}", f.display())).collect();
    let name = name.join(" + ");
    logged(&name.clone(), emit, |emit| analyze_together(name, files, task, emit));
}

fn analyze_together(
    name: String,
    files: &[(Placement, PathBuf)],
    task: &Task,
    emit: &mut dyn FnMut(Outcome) -> bool,
) {
    let mut hashes = String::new();
    let joined = join_files(files, task, &mut hashes);
    let content = Ok(Content::plain(Vec::new()));
    let sha256 = Some(sha256_hex(hashes.as_bytes()));
    let mut file = Contents { name, sha256, entry: None, content };
    let outcomes = joined.and_then(|mut recording| {
        task.extras.complete(&mut recording);
        guarded(|| analyze_recordings(&file, vec![recording], task)).map_err(|p| (None, p))
    });
    let outcomes = outcomes.unwrap_or_else(|(path, problem)| {
        if let Some(path) = path {
            file.name = path;
        }
        vec![failed(&file, problem)]
    });
    outcomes.into_iter().all(emit);
}

/// The recording, or the file that cannot be used (where it is one) and why.
fn join_files(
    files: &[(Placement, PathBuf)],
    task: &Task,
    hashes: &mut String,
) -> Result<Recording, (Option<String>, Problem)> {
    let mut parts = Vec::new();
    for (placement, path) in files {
        let own = ImportOptions { placement: Some(*placement), ..task.import.clone() };
        let mut take = |hash: Option<&str>, recording| {
            hashes.push_str(hash.unwrap_or_default());
            parts.push((Some(*placement), recording));
        };
        read_all(&task.base, path, &own, &mut take)
            .map_err(|problem| (Some(path.display().to_string()), problem))?;
    }
    crate::import::join(parts).map_err(|e| (None, Problem::Import(e)))
}

/// Steps as the user marked them: a CSV with `initial_contact_s`, `toe_off_s`
/// and `side`.
///
/// # Errors
/// [`Problem`] when the file cannot be read as such.
pub fn read_events(path: &Path) -> Result<Vec<MarkedStep>, Problem> {
    guard::protect(path);
    let bytes = std::fs::read(path).map_err(|e| Problem::from_io(&e))?;
    Ok(crate::import::read_events(&bytes)?)
}

/// The first recording in one file.
///
/// # Errors
/// [`Problem`] when there is none.
pub(super) fn read_one(path: &Path, options: &ImportOptions) -> Result<Recording, Problem> {
    let mut first = None;
    read_all(Path::new(""), path, options, &mut |_, recording| {
        first.get_or_insert(recording);
    })?;
    first.ok_or_else(|| Problem::Internal("the file holds no recording".into()))
}

/// Every recording in one input.
fn read_all(
    base: &Path,
    path: &Path,
    options: &ImportOptions,
    take: &mut dyn FnMut(Option<&str>, Recording),
) -> Result<(), Problem> {
    let mut outcome = Ok(());
    each_file_below(base, Ok(Input::File(path.to_path_buf())), &mut |file: Contents| {
        let hash = file.sha256.as_deref();
        let read = match &file.content {
            Ok(content) => guarded(|| Ok(import(&content.bytes, &file.options(options))?)),
            Err(problem) => Err(problem.clone()),
        };
        match read {
            Ok(recordings) => recordings.into_iter().for_each(|r| take(hash, r)),
            Err(problem) => outcome = Err(problem),
        }
        outcome.is_ok()
    });
    outcome
}
