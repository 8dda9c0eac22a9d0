//! A sign that a person saw, as a finding.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rules::Rule;
use super::{Basis, Confidence, Evidence, Finding, Label, Side};

/// When a sign was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// Late in a run, and not when fresh.
    Fatigued,
    /// From the start.
    Always,
}

/// The finding for a sign seen by the runner or a coach. Nobody measured it:
/// confidence is moderate and `severity` (in smallest worthwhile changes) is the
/// caller's choice.
pub fn observed(rule: &Rule, seen: Seen, side: Option<Side>, severity: f64) -> Finding {
    let label = match seen {
        Seen::Fatigued => Label::Breakdown,
        Seen::Always => Label::Constant,
    };
    Finding {
        id: rule.id.clone(),
        title: rule.title.clone(),
        label,
        confidence: Confidence::Moderate,
        basis: Basis::Observed,
        evidence: vec![Evidence::SeenByEye { when: seen, side, sign: rule.sign.clone() }],
        metrics: Vec::new(),
        side,
        severity,
        explanation: rule.explanation.clone(),
        chance_pct: None,
        combined: false,
        no_breakdown: None,
    }
}
