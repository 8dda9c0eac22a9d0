//! Who gets which exercises: `data/strength/selection.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::catalogue::{Block, Category, Exercise};

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
    pub activation: ActivationRule,
    /// The ladder of jumps begins here.
    pub first_jump: String,
    /// Severity of a sign that somebody saw, in smallest worthwhile changes.
    pub observed_severity: f64,
    #[serde(rename = "cue")]
    pub cues: Vec<CueRule>,
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
    /// Stages taken as passed, by id.
    pub passed: Vec<String>,
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

impl Light {
    /// Whether an exercise is for the harder session only.
    pub fn leaves_out(&self, exercise: &Exercise) -> bool {
        self.without_categories.contains(&exercise.category)
            || exercise.equipment.iter().any(|e| self.without_equipment.contains(e))
    }
}

/// What any pain takes out, and what stops a plan.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Pain {
    pub without_categories: Vec<Category>,
    /// Pain from here on stops the plan.
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

/// What goes before a run.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct ActivationRule {
    pub exercises: Vec<String>,
    pub sources: Vec<String>,
}

/// A cue for running that a finding calls for.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CueRule {
    /// Findings that call for it.
    pub breakdowns: Vec<String>,
    /// So much quicker steps, %.
    pub percent: f64,
    /// How often in a run.
    pub repeats: u32,
    /// For so many seconds.
    pub seconds: u32,
    /// Weeks of it.
    pub weeks: usize,
    /// Source ids.
    pub sources: Vec<String>,
}
