//! What the whole-run model's change allows to say, and how surely.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Verdict;
use super::drift::Drifted;
use crate::settings::Settings;

/// How well a run tells a change.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Read it as a hint.
    Low,
    /// Usable.
    Moderate,
    /// As good as a run gets.
    High,
}

/// What keeps the confidence from being higher.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConfidenceReason {
    /// The interval is wide against what matters.
    WideInterval,
    /// The change rests on effects of speed and slope: hardly any pace or slope was run
    /// both fresh and tired.
    RestsOnEffects,
    /// The run is short.
    ShortRun,
    /// The speed is not known: a change of pace cannot be told from a change of form.
    UnknownPace,
    /// Something points to the sensor; see the caveats.
    Sensor,
    /// The whole run told nothing; windows of level running did.
    WindowsOnly,
}

/// Verdict of a change with this smallest worthwhile change (both on the model's
/// scale); see [`Verdict`].
pub(super) fn verdict(d: &Drifted, swc: f64, significant: bool, settings: &Settings) -> Verdict {
    let s = &settings.drift;
    let (size, half) = (d.change.abs(), d.half);
    if size + half <= swc {
        return Verdict::Stable;
    }
    if size <= half && half > settings.compare.noise_limit_swc * swc {
        return Verdict::Insufficient;
    }
    if size < swc {
        return Verdict::Undecided;
    }
    let [no_clear, margin] = s.slope_share;
    let beyond = size > half && (d.slope_share <= margin || size > s.slope_margin * half);
    if !significant || !beyond {
        return Verdict::Possible;
    }
    let supported = d.slope_share <= no_clear && d.support >= s.support_min;
    if size - half >= swc && supported { Verdict::Clear } else { Verdict::Likely }
}

/// Confidence in a change, and what keeps it from being higher. `unknown_pace` is the
/// doubt (SD) that an unknown speed brings.
pub(super) fn confidence(
    d: &Drifted,
    swc: f64,
    active_s: f64,
    unknown_pace: Option<f64>,
    settings: &Settings,
) -> (Confidence, Option<ConfidenceReason>) {
    let s = &settings.drift;
    let mut at_most = (Confidence::High, None);
    let mut lower = |to: Confidence, why: ConfidenceReason| {
        if to < at_most.0 {
            at_most = (to, Some(why));
        }
    };
    let grade = |value: f64, high: f64, moderate: f64| match value {
        v if v <= high => Confidence::High,
        v if v <= moderate => Confidence::Moderate,
        _ => Confidence::Low,
    };
    if let Some(unknown) = unknown_pace {
        // What hardly depends on the pace suffers little from not knowing it.
        let little = unknown * unknown <= s.slope_share[0] * d.se * d.se;
        let most = if little { Confidence::Moderate } else { Confidence::Low };
        lower(most, ConfidenceReason::UnknownPace);
    }
    let by_slopes = grade(d.slope_share, s.high_slope_share, s.moderate_slope_share);
    lower(by_slopes, ConfidenceReason::RestsOnEffects);
    let by_width = grade(d.half / swc, s.high_half_swc, s.moderate_half_swc);
    lower(by_width, ConfidenceReason::WideInterval);
    let by_length = match active_s {
        a if a < s.short_run_s => Confidence::Low,
        a if a < s.long_run_s => Confidence::Moderate,
        _ => Confidence::High,
    };
    lower(by_length, ConfidenceReason::ShortRun);
    at_most
}
