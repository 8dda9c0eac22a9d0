//! What moved from the run before to the newest run of a runner.

use schemars::JsonSchema;
use serde::Serialize;

use super::told::NoSince;
use crate::analysis::Analysis;
use crate::metrics::Metric;
use crate::recording::Provenance;
use crate::settings;
use crate::strength::Catalogue;
use crate::trend::{Shift, Verdict, trend};

/// Runs before the newest that are tried. Ours: months ago is not "last time".
const TRIED_RUNS: usize = 10;

/// The newest run against one before it, with the same device.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Since {
    /// Index into `runs` of the newest run.
    pub run: usize,
    /// Index into `runs` of the run before it that can be compared.
    pub before: usize,
    /// Device of both.
    pub device: Option<String>,
    /// Speed the levels are brought to, m/s.
    pub speed_mps: f64,
    /// One per metric and field that both have.
    pub metrics: Vec<SinceMetric>,
}

/// Movement of one metric.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SinceMetric {
    /// Which.
    pub metric: Metric,
    /// Unit of all absolute numbers.
    pub unit: String,
    /// Field it was read from.
    pub source: Provenance,
    /// Movement of the fresh level.
    pub level: Shift,
    /// Movement of the change when tired.
    pub fatigue: Shift,
}

/// The newest run against the latest one before it with which anything can be
/// compared: same device, same field, about the same speed. Runs earliest first.
pub(super) fn since(
    runs: &[Analysis],
    catalogue: &Catalogue,
    settings: &settings::Trend,
) -> Result<Since, NoSince> {
    let Some((newest, earlier)) = runs.split_last() else {
        return Err(NoSince::NoRunAtAll);
    };
    let mut why = match earlier {
        [] => NoSince::FirstRun,
        _ => NoSince::NoEarlierDevice,
    };
    for (before, run) in earlier.iter().enumerate().rev().take(TRIED_RUNS) {
        if run.recording.device != newest.recording.device {
            continue;
        }
        let pair = trend(&[run.clone(), newest.clone()], catalogue, settings);
        if let Some(out) = pair.left_out.first() {
            let reason = out.reason.clone();
            if out.path == newest.recording.path {
                return Err(NoSince::NewestLeftOut { reason });
            }
            why = NoSince::BeforeLeftOut { reason };
            continue;
        }
        let metrics: Vec<SinceMetric> = pair
            .series
            .iter()
            .filter(|s| s.points.len() == 2)
            .filter(|s| said(&s.level) || said(&s.fatigue))
            .map(|s| SinceMetric {
                metric: s.metric,
                unit: s.unit.clone(),
                source: s.source.clone(),
                level: s.level.clone(),
                fatigue: s.fatigue.clone(),
            })
            .collect();
        if !metrics.is_empty() {
            return Ok(Since {
                run: earlier.len(),
                before,
                device: newest.recording.device.clone(),
                speed_mps: pair.series.first().map_or(f64::NAN, |s| s.speed_mps),
                metrics,
            });
        }
        why = NoSince::NoEarlierPace;
    }
    Err(why)
}

fn said(shift: &Shift) -> bool {
    shift.verdict != Verdict::NotComparable
}
