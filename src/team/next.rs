//! What a runner should record next, so that more can be said.

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::Analysis;
use crate::compare::{FatigueEvidence, Reason, Status};
use crate::facts::fact;
use crate::metrics::Metric;

/// The one thing that would tell most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Next {
    /// There is no run that could be analysed.
    RecordFirst,
    /// The newest run was too short to compare.
    RecordLonger,
    /// The newest run has no speed.
    RecordSpeed,
    /// The newest run has too little level, even running at both ends.
    RecordLevel,
    /// The newest run has neither contact nor bounce.
    RecordDynamics,
    /// How tired the runner was is not known: no heart rate.
    RecordHeart,
    /// The file does not say when it was.
    RecordDated,
    /// One run only: a second one like it shows what moves.
    RecordAgain,
    /// Nothing is missing: the next one in some weeks.
    RecordOn,
}
fact!(Next);

/// What the runs of a runner, earliest first, lack most.
pub(super) fn next(runs: &[Analysis]) -> Next {
    let Some(newest) = runs.last() else { return Next::RecordFirst };
    let comparison = &newest.comparison;
    let has = |metric| comparison.metrics.iter().any(|m| m.metric == metric);
    match (comparison.status, &comparison.reason) {
        (Status::TrendOnly, _) => Next::RecordLonger,
        (Status::NotComparable, Some(Reason::SpeedMissing)) => Next::RecordSpeed,
        (Status::NotComparable, _) => Next::RecordLevel,
        _ if !has(Metric::GroundContactTime) && !has(Metric::VerticalOscillation) => {
            Next::RecordDynamics
        }
        _ if comparison.fatigue_evidence == FatigueEvidence::Unknown => Next::RecordHeart,
        _ if newest.recording.start_time.is_none() => Next::RecordDated,
        _ if runs.len() < 2 => Next::RecordAgain,
        _ => Next::RecordOn,
    }
}
