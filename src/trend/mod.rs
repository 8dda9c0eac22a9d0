//! Several runs in a row: did the form, and its change when tired, move by more
//! than days differ?
//!
//! Levels are those of the fresh part of each run, brought to one common speed
//! with the usual dependence of each metric on speed; runs too far from that
//! speed are left out. The change when tired is each run's own comparison.
//! Runs of different devices, and values of different fields, never share a
//! series: their offsets are larger than any effect of training.

mod beside;
mod fatigue;
mod focus;
mod level;
mod line;
mod listed;
mod told;

use schemars::JsonSchema;
use serde::Serialize;

pub use beside::{Beside, Rating, beside};
pub use focus::{FocusMetric, FocusTrend};
pub use listed::List;
pub use told::{NoShift, NotInTrend, Noticed};

use crate::analysis::Analysis;
pub(crate) use crate::analysis::history::seconds;
use crate::metrics::Metric;
use crate::recording::Provenance;
use crate::segment::Mode;
use crate::settings;
use crate::strength::Catalogue;

/// What several runs show together.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Trend {
    /// `runform/trend/3`.
    pub schema: &'static str,
    /// Version of runform.
    pub runform_version: &'static str,
    /// The runs, earliest first.
    pub runs: Vec<Run>,
    /// Runs that could not take part, and why.
    pub left_out: Vec<LeftOut>,
    /// One per device, metric and field.
    pub series: Vec<Series>,
    /// Whether what was trained moved.
    pub focus: Vec<FocusTrend>,
    /// From the training log.
    pub log: Option<Beside>,
    /// What was noticed.
    pub notes: Vec<Noticed>,
}

/// One run of a trend.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Run {
    /// Path as given.
    pub path: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Start as the file has it.
    pub start: String,
    /// Device as the file names it; different devices are never compared.
    pub device: Option<String>,
    /// Speed of the fresh part, m/s.
    pub fresh_speed_mps: f64,
    /// Running time, s.
    pub running_s: f64,
    /// How the windows were chosen; the tired parts of different kinds of run are
    /// not compared.
    pub mode: Mode,
    /// Its values are averages over the whole activity, from a list of activities.
    pub averages: bool,
}

impl Run {
    /// When it was, days.
    fn day(&self) -> f64 {
        seconds(&self.start).map_or(0.0, |s| s / 86_400.0)
    }
}

/// A run that could not take part.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct LeftOut {
    /// Path as given.
    pub path: String,
    /// Why.
    pub reason: NotInTrend,
}

/// One metric from one field of one device, run after run.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Series {
    /// Device as the files name it.
    pub device: Option<String>,
    /// Which metric.
    pub metric: Metric,
    /// Unit of all absolute numbers.
    pub unit: String,
    /// Where it comes from.
    pub source: Provenance,
    /// Its levels are averages over whole activities, from a list of activities.
    pub averages: bool,
    /// Speed the levels are brought to, m/s.
    pub speed_mps: f64,
    /// What the levels of two single days must differ by; null where not known.
    pub days_differ: Option<f64>,
    /// One per run, earliest first.
    pub points: Vec<Point>,
    /// The straight line through the levels of all runs; null with fewer than five.
    pub line: Option<Line>,
    /// Movement of the fresh level.
    pub level: Shift,
    /// Movement of the change when tired.
    pub fatigue: Shift,
}

/// The straight line through the levels of all runs: what moves slowly is on the way
/// long before the last runs differ from the first.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Line {
    /// Runs it goes through.
    pub runs: usize,
    /// Level at the first of them.
    pub from: f64,
    /// Change from the first to the last of them.
    pub change: f64,
    /// Its 95 % interval: days, measurement and what is not known of the effect of pace.
    pub ci95: [f64; 2],
}

impl Line {
    /// Runs from which a line is worth drawing. Ours.
    const LEAST_RUNS: usize = 5;

    /// That of a movement, where enough runs lie along it.
    fn of(shift: &Shift) -> Option<Line> {
        let (from, change, needed) = (shift.from?, shift.change?, shift.needed?);
        (shift.runs >= Line::LEAST_RUNS).then_some(Line {
            runs: shift.runs,
            from,
            change,
            ci95: [change - needed, change + needed],
        })
    }
}

/// One run in a series.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Point {
    /// Index into `runs`.
    pub run: usize,
    /// Fresh level as measured.
    pub fresh: f64,
    /// Speed it was measured at, m/s.
    pub speed_mps: f64,
    /// Fresh level at the common speed; null when too far from it.
    pub level: Option<f64>,
    /// Difference of that level from the run before.
    pub from_previous: Option<f64>,
    /// Whether that is more than days, measurement and the effect of speed make.
    pub beyond_days: Option<bool>,
    /// Change when tired, at equal speed and slope.
    pub tired_change: Option<f64>,
    /// Its 95 % interval.
    pub tired_ci95: Option<[f64; 2]>,
    /// Smallest worthwhile change within a run.
    #[serde(skip)]
    pub swc: Option<f64>,
}

/// Movement of a series from its first run to its last, by a line over all of them.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Shift {
    /// The line at the first run.
    pub from: Option<f64>,
    /// The line at the last run.
    pub to: Option<f64>,
    /// Runs it goes through.
    pub runs: usize,
    /// Difference.
    pub change: Option<f64>,
    /// What the difference must exceed to be more than days and measurement make.
    pub needed: Option<f64>,
    /// What can be said.
    pub verdict: Verdict,
    /// Why nothing can be said.
    pub reason: Option<NoShift>,
}

/// What can be said of a movement from run to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Less of what fatigue does.
    Better,
    /// More of what fatigue does.
    Worse,
    /// The level rose; whether that is good is another question.
    Up,
    /// The level fell.
    Down,
    /// Not beyond what days and measurement make.
    NoChange,
    /// Nothing can be said.
    NotComparable,
}

impl Shift {
    fn none(reason: NoShift) -> Shift {
        Shift {
            from: None,
            to: None,
            runs: 0,
            change: None,
            needed: None,
            verdict: Verdict::NotComparable,
            reason: Some(reason),
        }
    }
}

/// Puts runs in a row. Their order does not matter; a run that is there twice
/// counts once.
pub fn trend(analyses: &[Analysis], catalogue: &Catalogue, settings: &settings::Trend) -> Trend {
    with_lists(analyses, &[], catalogue, settings)
}

/// What is known of the form of a run.
enum Form<'a> {
    /// The course of the run was analysed.
    Analysed(&'a Analysis),
    /// Averages of the whole.
    Averages(Vec<listed::Average>),
}

impl<'a> Form<'a> {
    fn analysis(&self) -> Option<&'a Analysis> {
        match self {
            Form::Analysed(analysis) => Some(analysis),
            Form::Averages(_) => None,
        }
    }
}

/// The same with the averages of activities that lists give.
pub fn with_lists(
    analyses: &[Analysis],
    lists: &[List],
    catalogue: &Catalogue,
    settings: &settings::Trend,
) -> Trend {
    let mut left_out = Vec::new();
    let mut notes = Vec::new();
    let mut taken: Vec<(f64, Run, Form<'_>)> = Vec::new();
    for analysis in analyses {
        let recording = &analysis.recording;
        let same = |(_, run, form): &(f64, Run, Form<'_>)| {
            run.sha256 == recording.sha256
                && matches!(form, Form::Analysed(a) if a.recording.index == recording.index)
        };
        let run = match taken.iter().any(same) {
            true => Err(NotInTrend::ThereTwice),
            false => take(analysis, settings),
        };
        match run {
            Ok((time, run)) => taken.push((time, run, Form::Analysed(analysis))),
            Err(reason) => left_out.push(LeftOut { path: recording.path.clone(), reason }),
        }
    }
    for list in lists {
        listed::take(list, settings, &mut taken, &mut left_out);
    }
    taken.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.path.cmp(&b.1.path)));
    let (runs, forms): (Vec<Run>, Vec<Form<'_>>) =
        taken.into_iter().map(|(_, run, form)| (run, form)).unzip();
    let used: Vec<&Analysis> = forms.iter().filter_map(Form::analysis).collect();
    if runs.iter().any(|r| r.averages) {
        notes.push(Noticed::ListAverages);
    }

    let mut devices: Vec<Option<&str>> = Vec::new();
    for run in &runs {
        if !devices.contains(&run.device.as_deref()) {
            devices.push(run.device.as_deref());
        }
    }
    if devices.len() > 1 {
        let named = devices.iter().flatten().map(|&d| d.to_owned()).collect();
        notes.push(Noticed::SeveralDevices { count: devices.len(), devices: named });
    }
    if runs.len() > 1 && runs.iter().any(|r| r.device.is_none() && !r.averages) {
        notes.push(Noticed::DeviceNotNamed);
    }
    let mut hashes: Vec<&str> = used.iter().map(|a| a.settings_hash.as_str()).collect();
    hashes.sort_unstable();
    hashes.dedup();
    if hashes.len() > 1 {
        notes.push(Noticed::SettingsDiffer);
    }
    let series = series(&runs, &forms, settings);
    let mut split: Vec<Metric> = Vec::new();
    for (i, a) in series.iter().enumerate() {
        let other =
            |b: &Series| b.metric == a.metric && b.device == a.device && b.source != a.source;
        if series.iter().skip(i + 1).any(other) && !split.contains(&a.metric) {
            split.push(a.metric);
        }
    }
    notes.extend(split.into_iter().map(|metric| Noticed::FieldsDiffer { metric }));
    let focus = focus::focus(&used, &series, catalogue);
    Trend {
        schema: "runform/trend/3",
        runform_version: env!("CARGO_PKG_VERSION"),
        runs,
        left_out,
        series,
        focus,
        log: None,
        notes,
    }
}

/// The run with its time for sorting, or why it cannot take part.
fn take(analysis: &Analysis, settings: &settings::Trend) -> Result<(f64, Run), NotInTrend> {
    let recording = &analysis.recording;
    let start = recording.start_time.as_deref().ok_or(NotInTrend::UndatedRun)?;
    let time = seconds(start).ok_or_else(|| NotInTrend::StartNoTime { start: start.to_owned() })?;
    let Some(fresh) = analysis.segments.iter().find(|s| s.id == "fresh") else {
        let why = analysis.comparison.reason.clone();
        return Err(
            why.map_or(NotInTrend::NoFreshPart, |reason| NotInTrend::NotCompared { reason })
        );
    };
    // The whole run gives its levels at one speed on level ground, hills or not.
    let at_pace = analysis.comparison.mode == Mode::WholeRun;
    let known = analysis.comparison.reference_speed_mps.filter(|_| at_pace);
    let speed = known.or(fresh.speed_mps).ok_or(NotInTrend::NoSpeedKnown)?;
    let slope = fresh.grade_pct.filter(|g| !at_pace && g.abs() > settings.grade_pct);
    if let Some(grade_pct) = slope {
        return Err(NotInTrend::FreshPartSteep { grade_pct, most_pct: settings.grade_pct });
    }
    let run = Run {
        path: recording.path.clone(),
        sha256: recording.sha256.clone(),
        start: start.to_owned(),
        device: recording.device.clone(),
        fresh_speed_mps: speed,
        running_s: recording.running_s,
        mode: analysis.comparison.mode,
        averages: false,
    };
    Ok((time, run))
}

/// Series in the order of first device, metric and field.
fn series(runs: &[Run], forms: &[Form<'_>], settings: &settings::Trend) -> Vec<Series> {
    let mut all: Vec<Series> = Vec::new();
    let mut put = |run: &Run, metric: Metric, unit: &str, source: &Provenance, point: Point| {
        let at = all.iter().position(|s| {
            s.device == run.device
                && s.metric == metric
                && s.source == *source
                && s.unit == unit
                && s.averages == run.averages
        });
        match at.and_then(|at| all.get_mut(at)) {
            Some(series) => series.points.push(point),
            None => all.push(Series {
                device: run.device.clone(),
                metric,
                unit: unit.to_owned(),
                source: source.clone(),
                averages: run.averages,
                speed_mps: f64::NAN,
                days_differ: None,
                points: vec![point],
                line: None,
                level: Shift::none(NoShift::OneRunOnly),
                fatigue: Shift::none(NoShift::OneRunOnly),
            }),
        }
    };
    for (i, (run, form)) in runs.iter().zip(forms).enumerate() {
        let point = |fresh: f64| Point {
            run: i,
            fresh,
            speed_mps: run.fresh_speed_mps,
            level: None,
            from_previous: None,
            beyond_days: None,
            tired_change: None,
            tired_ci95: None,
            swc: None,
        };
        match form {
            Form::Analysed(analysis) => {
                for change in &analysis.comparison.metrics {
                    let Some(fresh) = change.levels().0 else { continue };
                    let point = Point {
                        tired_change: change.adjusted_change,
                        tired_ci95: change.ci95,
                        swc: change.swc,
                        ..point(fresh)
                    };
                    put(run, change.metric, &change.unit, &change.source, point);
                }
            }
            Form::Averages(averages) => {
                for a in averages {
                    put(run, a.metric, a.metric.unit(), &a.source, point(a.value));
                }
            }
        }
    }
    let order = |d: &Option<String>| runs.iter().position(|r| r.device == *d);
    all.sort_by(|a, b| {
        order(&a.device)
            .cmp(&order(&b.device))
            .then(a.averages.cmp(&b.averages))
            .then(a.metric.cmp(&b.metric))
            .then_with(|| a.source.to_string().cmp(&b.source.to_string()))
    });
    for series in &mut all {
        level::judge(series, runs, settings);
        series.line = Line::of(&series.level);
        series.fatigue = fatigue::judge(series, runs, settings);
    }
    all
}
