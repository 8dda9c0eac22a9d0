//! A sign that a person saw, as a finding.

use super::rules::Rule;
use super::{Basis, Confidence, Finding, Label, Side};

/// When a sign was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    let (label, when) = match seen {
        Seen::Fatigued => (Label::Breakdown, "when tired"),
        Seen::Always => (Label::Constant, "throughout"),
    };
    let where_ = match side {
        Some(Side::Left) => ", on the left",
        Some(Side::Right) => ", on the right",
        None => "",
    };
    Finding {
        id: rule.id.clone(),
        title: rule.title.clone(),
        label,
        confidence: Confidence::Moderate,
        basis: Basis::Observed,
        evidence: vec![format!("Seen by eye {when}{where_}, not measured: {}", rule.sign)],
        metrics: Vec::new(),
        side,
        severity,
        explanation: rule.explanation.clone(),
        chance_pct: None,
    }
}
