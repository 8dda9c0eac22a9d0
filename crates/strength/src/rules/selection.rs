//! Who gets which exercises: `data/strength/selection.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::catalogue::{Block, Category};

/// Who gets which exercises.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct SelectionRules {
    #[serde(rename = "level")]
    pub levels: Vec<Level>,
    pub light: Light,
    pub pain: Pain,
    #[serde(rename = "part")]
    pub parts: Vec<Part>,
    #[serde(rename = "terrain")]
    pub terrains: Vec<Terrain>,
    pub whole_body: Terrain,
    #[serde(rename = "range")]
    pub ranges: Vec<RangeTest>,
    pub weak_side: WeakSideTexts,
    pub activation: ActivationRule,
    pub recovery: RecoveryTexts,
}

/// How far along a runner is with strength work.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Level {
    pub id: String,
    pub title: String,
    pub onboarding: bool,
    pub without_categories: Vec<Category>,
    pub without_equipment: Vec<String>,
    pub without: Vec<String>,
    /// Where in the range of a dose to begin: 0 the lower end, 1 the upper.
    pub start: f64,
    /// Whether the later steps of a link may be taken now.
    pub unlock_later: bool,
    /// Exercises of each part when nothing calls for others.
    pub defaults: BTreeMap<Block, Vec<String>>,
}

/// What the lighter session leaves out.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Light {
    pub minutes: u32,
    pub without_categories: Vec<Category>,
    pub without_equipment: Vec<String>,
}

/// What any pain takes out, and what is said.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Pain {
    pub without_categories: Vec<Category>,
    pub any: String,
    pub strong: String,
    pub growing: String,
    pub strong_from: u32,
}

/// A part of the body that may hurt.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Part {
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub blocks: Vec<Block>,
    #[serde(default)]
    pub without_categories: Vec<Category>,
    #[serde(default)]
    pub without: Vec<String>,
}

/// Where the runner runs.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Terrain {
    pub id: String,
    pub first: Vec<String>,
    pub text: String,
    pub sources: Vec<String>,
}

/// A self-test of the range of a joint, and the movement that answers it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RangeTest {
    /// The joint.
    pub id: String,
    /// Exercise id.
    pub exercise: String,
    /// How to take it, and what a small range looks like.
    pub test: String,
}

/// What is said when the weaker side is known.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct WeakSideTexts {
    pub text: String,
    pub extra: String,
    pub sources: Vec<String>,
}

/// What goes before a run.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct ActivationRule {
    pub exercises: Vec<String>,
    pub text: String,
    pub sources: Vec<String>,
}

/// What is said about recovery.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct RecoveryTexts {
    pub mild: String,
    pub strong: String,
    pub returning: String,
    pub mileage: String,
    pub observed_severity: f64,
}
