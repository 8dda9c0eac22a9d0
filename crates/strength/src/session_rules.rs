//! How sessions are put together: `data/strength/session.toml`.

use super::exercise::Block;

/// How sessions are put together.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionRules {
    /// Seconds from one exercise to the next.
    pub changeover_s: f64,
    /// Minutes a session leans towards its focus.
    pub lean_minutes: f64,
    /// Minutes by which a filled block may exceed its share.
    pub block_slack_minutes: f64,
    /// Minutes by which the work for a finding may exceed the share of its block.
    pub add_on_slack_minutes: f64,
    /// Focus areas at most.
    pub max_focus: usize,
    /// Exercises for each focus area.
    pub exercises_per_focus: usize,
    /// Weights of the score.
    pub weights: Weights,
    /// Templates, shortest first.
    #[serde(rename = "template")]
    pub templates: Vec<Template>,
}

/// Weights of the score of a link.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// By confidence of the finding.
    pub confidence: ConfidenceWeights,
    /// By grade of the link.
    pub grade: GradeWeights,
}

/// Weights by confidence.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct ConfidenceWeights {
    pub high: f64,
    pub moderate: f64,
    pub low: f64,
}

/// Weights by evidence grade.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(non_snake_case, missing_docs)]
pub struct GradeWeights {
    pub A: f64,
    pub B: f64,
    pub C: f64,
}

/// A session template.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Id.
    pub id: String,
    /// Minutes in all.
    pub minutes: f64,
    /// Source id.
    pub source: String,
    /// Names of the numbers that the source states; all others are ours.
    pub stated: Vec<String>,
    /// Blocks in order.
    pub blocks: Vec<TemplateBlock>,
}

/// A block of a template.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateBlock {
    /// Which part.
    pub area: Block,
    /// Minutes.
    pub minutes: f64,
    /// Exercises.
    pub exercises: usize,
    /// Exercises when nothing calls for others.
    pub defaults: Vec<String>,
}
