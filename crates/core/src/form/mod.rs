//! Verdicts → findings: which breakdowns of form the recording supports.

mod chance;
mod evidence;
mod find;
mod norms;
mod observe;
mod rules;

pub use evidence::{Evidence, NoBreakdown};
pub use find::{find, not_measured};
pub use norms::{Context, Measured, Norms, NormsError, TableProblem};
pub use observe::{Seen, observed};
pub use rules::{
    Combined, Condition, Direction, Level, Role, Rule, RuleProblem, Rules, RulesError,
};

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::metrics::Metric;
pub use crate::metrics::Side;

/// Something worth telling the runner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Id of the rule, e.g. `gct_rise_under_fatigue`.
    pub id: String,
    /// Short title.
    pub title: String,
    /// Breakdown, drift or constant asymmetry.
    pub label: Label,
    /// How sure.
    pub confidence: Confidence,
    /// Measured directly, or by a stand-in.
    pub basis: Basis,
    /// The numbers behind it.
    pub evidence: Vec<Evidence>,
    /// Metrics used.
    pub metrics: Vec<Metric>,
    /// The side concerned, where one is known (the side to train first).
    pub side: Option<Side>,
    /// Size of the change in smallest worthwhile changes (1 = just worthwhile), capped at 3.
    pub severity: f64,
    /// What it means and does not mean, as the rule words it.
    pub explanation: String,
    /// How often a run in which nothing changed shows the change that defines it, %.
    #[serde(default)]
    pub chance_pct: Option<f64>,
    /// Whether title and explanation are those of changes that came together.
    #[serde(default)]
    pub combined: bool,
    /// Why it is no breakdown, where a change of form is not one.
    #[serde(default)]
    pub no_breakdown: Option<NoBreakdown>,
}

/// What kind of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// Form changed for the worse with evidence of fatigue.
    Breakdown,
    /// Form changed, but nothing shows that the runner was tired.
    Drift,
    /// A left-right difference present from the beginning.
    ConstantAsymmetry,
    /// A sign a person saw from the beginning.
    Constant,
}

/// Confidence in a finding.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Confidence {
    Low,
    Moderate,
    High,
}

/// The order in which findings are told, on every page alike: what came with fatigue,
/// what changed without a sign of it or as a style, what was there from the start;
/// within each the surest first. What is equal in both keeps the order of the rules.
pub fn importance(label: Label, confidence: Confidence) -> (u8, Reverse<Confidence>) {
    let kind = match label {
        Label::Breakdown => 0,
        Label::Drift => 1,
        Label::ConstantAsymmetry | Label::Constant => 2,
    };
    (kind, Reverse(confidence))
}

/// Whether the sign itself was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// By a sensor made for it.
    Measured,
    /// Inferred from other metrics.
    Proxy,
    /// Seen by a person, not measured.
    Observed,
}

/// A sign that this recording cannot show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NotMeasured {
    /// Id of the sign, e.g. `hip_drop`.
    pub id: String,
    /// Why, as the rule words it.
    pub why: String,
    /// What it takes to measure it.
    #[serde(default)]
    pub needs: Option<String>,
}
