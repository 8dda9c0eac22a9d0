//! One run beside the runner's own earlier ones: the level at its pace, and the change
//! when tired.
//!
//! Only values of one device and one sensor are held against each other: their
//! offsets are larger than what days or training do.

mod judge;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use judge::against;

use super::{Analysis, Segment};
use crate::metrics::Metric;
use crate::recording::Provenance;
use crate::segment::Mode;
use crate::settings::{self, Effect, RunEffects};

/// The schema of the files of a history.
pub const SCHEMA: &str = "runform/history/1";

/// What is kept of one run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PastRun {
    /// [`SCHEMA`].
    pub schema: String,
    /// Version of runform.
    pub runform_version: String,
    /// Name of the file it came from.
    pub name: String,
    /// SHA-256 of that file.
    pub sha256: String,
    /// Which recording of the file, from 0.
    pub index: usize,
    /// Device as the file names it; different devices are never compared.
    pub device: Option<String>,
    /// RFC 3339, or local time without offset where the zone is unknown.
    pub start_time: Option<String>,
    /// Running time, s.
    pub running_s: f64,
    /// Metres.
    pub distance_m: Option<f64>,
    /// How the windows were chosen.
    pub mode: Mode,
    /// How form followed speed and slope in it.
    pub effects: Vec<Effect>,
    /// One entry per metric.
    pub metrics: Vec<PastMetric>,
}

/// What is kept of one metric of one run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PastMetric {
    /// Which metric.
    pub metric: Metric,
    /// Unit of all numbers.
    pub unit: String,
    /// Where it comes from.
    pub source: Provenance,
    /// Level of the fresh part; of a run without parts, of all of it.
    pub level: Option<f64>,
    /// Speed of that level, m/s.
    pub speed_mps: Option<f64>,
    /// Change when tired, at equal speed and slope.
    pub change: Option<f64>,
    /// Its 95 % interval.
    pub ci95: Option<[f64; 2]>,
}

/// A run beside the runner's earlier ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Beside {
    /// Earlier runs with this device.
    pub runs: usize,
    /// Earlier runs that cannot be held beside this one: of another device.
    pub other_devices: usize,
    /// Metrics that enough earlier runs have, in the order of the comparison.
    pub metrics: Vec<BesideMetric>,
}

/// One metric beside the runner's earlier runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BesideMetric {
    /// Which metric.
    pub metric: Metric,
    /// Unit of all numbers.
    pub unit: String,
    /// The level against the last ten at this pace.
    pub level: Option<Usual>,
    /// The change when tired against that of earlier runs of about this length.
    pub change: Option<Usual>,
}

/// A value against the usual one of this runner.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Usual {
    /// In this run.
    pub now: f64,
    /// Mean of the earlier runs.
    pub usual: f64,
    /// Where 95 of 100 further runs of this kind would lie.
    pub range: [f64; 2],
    /// Earlier runs behind it.
    pub runs: usize,
    /// Where this run lies.
    pub place: Standing,
}

/// Where a value lies against what is usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Standing {
    Below,
    Usual,
    Above,
}

/// Pace and heart rate say how the run went, not how the runner moved.
fn of_form(metric: Metric) -> bool {
    !matches!(metric, Metric::Speed | Metric::HeartRate | Metric::Decoupling)
}

/// What is to be kept of a run.
pub fn past_run(analysis: &Analysis, effects: RunEffects, settings: &settings::Trend) -> PastRun {
    let recording = &analysis.recording;
    let name = recording.path.rsplit(['/', '\\']).next().unwrap_or(&recording.path);
    PastRun {
        schema: SCHEMA.into(),
        runform_version: analysis.runform_version.clone(),
        name: name.to_owned(),
        sha256: recording.sha256.clone(),
        index: recording.index,
        device: recording.device.clone(),
        start_time: recording.start_time.clone(),
        running_s: recording.running_s,
        distance_m: recording.distance_m,
        mode: analysis.comparison.mode,
        effects: effects.effects,
        metrics: metrics(analysis, settings),
    }
}

impl PastRun {
    /// What it says of the effects of speed and slope, for runs with its device.
    pub fn effects(&self) -> RunEffects {
        RunEffects {
            sha256: self.sha256.clone(),
            index: self.index,
            // A device without a name is one of its own.
            device: Some(self.device.clone().unwrap_or_default()),
            effects: self.effects.clone(),
        }
    }
}

/// Levels and changes of a run: of its fresh part, or of all of a run without parts.
fn metrics(analysis: &Analysis, settings: &settings::Trend) -> Vec<PastMetric> {
    let segment = |id: &str| analysis.segments.iter().find(|s| s.id == id);
    let comparison = &analysis.comparison;
    let mut all: Vec<PastMetric> = Vec::new();
    for c in comparison.metrics.iter().filter(|c| of_form(c.metric)) {
        let at_pace = c.fresh_at_pace.zip(comparison.reference_speed_mps);
        let level = at_pace.filter(|_| comparison.mode == Mode::WholeRun).or_else(|| {
            let fresh = segment("fresh")?;
            c.fresh.zip(level_speed(fresh, settings))
        });
        all.push(PastMetric {
            metric: c.metric,
            unit: c.unit.clone(),
            source: c.source.clone(),
            level: level.map(|l| l.0),
            speed_mps: level.map(|l| l.1),
            change: c.adjusted_change,
            ci95: c.ci95,
        });
    }
    let whole = segment("all");
    for m in whole.map_or(&[][..], |s| &s.metrics) {
        if m.side.is_some() || !of_form(m.metric) {
            continue;
        }
        let level = m.median.zip(whole.and_then(|s| level_speed(s, settings)));
        let (level, speed_mps) = (level.map(|l| l.0), level.map(|l| l.1));
        match all.iter_mut().find(|c| c.metric == m.metric) {
            Some(c) if c.level.is_none() && c.source == m.source => {
                (c.level, c.speed_mps) = (level, speed_mps);
            }
            Some(_) => {}
            None => all.push(PastMetric {
                metric: m.metric,
                unit: m.unit.clone(),
                source: m.source.clone(),
                level,
                speed_mps,
                change: None,
                ci95: None,
            }),
        }
    }
    all
}

/// Mean speed of a stretch that is level enough for its values to be compared.
fn level_speed(segment: &Segment, settings: &settings::Trend) -> Option<f64> {
    let steep = segment.grade_pct.is_some_and(|g| g.abs() > settings.grade_pct);
    segment.speed_mps.filter(|_| !steep)
}

/// A start for sorting, s; one without offset is taken as UTC.
pub fn seconds(start: &str) -> Option<f64> {
    let instant = start.parse::<jiff::Timestamp>().ok().or_else(|| {
        let local = start.parse::<jiff::civil::DateTime>().ok()?;
        Some(local.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
    });
    instant.map(|t| t.as_second() as f64)
}
