//! Phases, first weeks, how doses move, results: `data/strength/phases.toml`.

use serde::Deserialize;

/// Phases, first weeks, progression and results.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct SeasonRules {
    pub weeks_before_race: WeeksBefore,
    pub weeks_after_race: usize,
    #[serde(rename = "phase")]
    pub phases: Vec<Phase>,
    pub onboarding: Onboarding,
    pub doses: Doses,
    pub test_days: TestDays,
    pub progression: Vec<Advice>,
    #[serde(rename = "result")]
    pub windows: Vec<Window>,
    pub results: Caveat,
}

/// How many weeks before the race a phase lasts.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct WeeksBefore {
    pub peak: usize,
    pub race_specific: usize,
}

/// A season phase.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Phase {
    pub id: PhaseId,
    pub title: String,
    /// Sessions a week at most.
    pub sessions: usize,
    pub strength_minutes: u32,
    pub pattern: Pattern,
    /// What becomes of the numbers.
    pub doses: DosesThen,
    pub effort: String,
    pub aim: String,
    pub sources: Vec<String>,
}

/// Which phase.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum PhaseId {
    Base,
    RaceSpecific,
    Peak,
    Race,
    After,
}

impl PhaseId {
    /// Every phase.
    pub const ALL: [PhaseId; 5] =
        [PhaseId::Base, PhaseId::RaceSpecific, PhaseId::Peak, PhaseId::Race, PhaseId::After];
}

/// Which kinds of session a phase has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pattern {
    /// Harder and lighter in turn.
    Alternate,
    /// Lighter ones only.
    Light,
}

/// What becomes of the numbers of an exercise in a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DosesThen {
    /// They rise.
    Grow,
    /// They stay; resistance or tempo rises.
    Effort,
    /// They stay.
    Hold,
    /// Back to the first ones.
    Low,
}

/// How the numbers move from week to week.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Doses {
    /// Weeks of growth before a lighter one.
    pub lighter_after: usize,
    /// Source ids.
    pub sources: Vec<String>,
}

/// Days for tests.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct TestDays {
    /// Days without a test before a race.
    pub before_race: usize,
    /// Days without a test after a race.
    pub after_race: usize,
    /// Days after the end of a window in which a sensible day is looked for.
    pub look_ahead: usize,
}

/// The first weeks.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Onboarding {
    pub weeks: usize,
    pub minutes: u32,
    pub sessions: usize,
    pub second_after_days: [usize; 2],
    pub effort: String,
    pub sources: Vec<String>,
}

/// A sentence with its sources.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Advice {
    pub text: String,
    pub sources: Vec<String>,
}

/// When something may be seen.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Window {
    pub weeks: [usize; 2],
    pub text: String,
    pub retest: String,
    pub sources: Vec<String>,
}

/// What to keep in mind about the windows.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Caveat {
    pub caveat: String,
}
