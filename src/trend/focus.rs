//! Whether what the strength work was for has moved.

use serde::Serialize;

use super::{NoShift, Series, Shift, Verdict};
use crate::analysis::Analysis;
use crate::form::Label;
use crate::metrics::{Adverse, Metric};
use crate::strength::Catalogue;

/// Movement of a deficit that was in focus.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct FocusTrend {
    /// Deficit id.
    pub deficit: String,
    /// Its name.
    pub name: String,
    /// Device whose runs show it.
    pub device: Option<String>,
    /// What can be said.
    pub verdict: Verdict,
    /// Metrics it rests on, with what each says.
    pub metrics: Vec<FocusMetric>,
}

/// One metric behind a deficit.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct FocusMetric {
    /// Which metric.
    pub metric: Metric,
    /// What it says.
    pub verdict: Verdict,
    /// Why it says nothing.
    pub reason: Option<NoShift>,
}

/// Every deficit in focus in any of the runs, per device, in order of appearance.
pub(super) fn focus(
    analyses: &[&Analysis],
    series: &[Series],
    catalogue: &Catalogue,
) -> Vec<FocusTrend> {
    let mut all: Vec<FocusTrend> = Vec::new();
    for analysis in analyses {
        let device = &analysis.recording.device;
        for deficit in &analysis.prescription.focus {
            if all.iter().any(|f| f.deficit == *deficit && f.device == *device) {
                continue;
            }
            let metrics = metrics(analysis, deficit, catalogue)
                .into_iter()
                .filter_map(|(metric, constant)| say(metric, constant, device, series))
                .collect::<Vec<_>>();
            all.push(FocusTrend {
                deficit: deficit.clone(),
                name: catalogue.deficits.get(deficit).map_or(deficit, |d| &d.name).clone(),
                device: device.clone(),
                verdict: together(&metrics),
                metrics,
            });
        }
    }
    all
}

/// Metrics of the findings that lead to a deficit, and whether the sign is there
/// from the start rather than when tired.
fn metrics(analysis: &Analysis, deficit: &str, catalogue: &Catalogue) -> Vec<(Metric, bool)> {
    let mut metrics = Vec::new();
    for finding in &analysis.findings {
        if !catalogue.links_of(&finding.id).any(|l| l.deficit == deficit) {
            continue;
        }
        let constant = finding.label == Label::ConstantAsymmetry;
        for metric in &finding.metrics {
            if metric.adverse() != Adverse::None && !metrics.iter().any(|(m, _)| m == metric) {
                metrics.push((*metric, constant));
            }
        }
    }
    metrics
}

/// The series with most runs of the metric and device.
fn say(
    metric: Metric,
    constant: bool,
    device: &Option<String>,
    series: &[Series],
) -> Option<FocusMetric> {
    let own = series.iter().filter(|s| s.metric == metric && s.device == *device);
    let longest = own.max_by_key(|s| s.points.len())?;
    let (verdict, reason) = match constant {
        true => (from_the_start(metric, &longest.level), longest.level.reason),
        false => (longest.fatigue.verdict, longest.fatigue.reason),
    };
    Some(FocusMetric { metric, verdict, reason })
}

/// A difference between the sides that is there from the start: by its distance from even.
fn from_the_start(metric: Metric, level: &Shift) -> Verdict {
    let (Some(from), Some(to), Some(needed)) = (level.from, level.to, level.needed) else {
        return Verdict::NotComparable;
    };
    let apart = |v: f64| (v - metric.neutral()).abs();
    match apart(to) - apart(from) {
        d if d >= needed => Verdict::Worse,
        d if d <= -needed => Verdict::Better,
        _ => Verdict::NoChange,
    }
}

/// What several metrics say together: opposite movements cancel to no change.
fn together(metrics: &[FocusMetric]) -> Verdict {
    let has = |v: Verdict| metrics.iter().any(|m| m.verdict == v);
    match (has(Verdict::Better), has(Verdict::Worse), has(Verdict::NoChange)) {
        (true, false, _) => Verdict::Better,
        (false, true, _) => Verdict::Worse,
        (false, false, false) => Verdict::NotComparable,
        _ => Verdict::NoChange,
    }
}
