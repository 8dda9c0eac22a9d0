//! Findings → strength add-ons: catalogue, selection, session.

#![forbid(unsafe_code)]

use runform_core::{form, metrics, settings};

mod adapt;
pub mod benchmarks;
mod catalogue;
mod changes;
mod checks;
mod cue;
mod error;
mod exercise;
mod history;
pub mod log;
pub mod mileage;
mod places;
mod plan;
mod plan_input;
mod plan_said;
mod plan_words;
mod planner;
mod prescribe;
pub mod progress;
pub mod results;
mod routine;
mod rules;
mod schedule;
mod session;
mod session_rules;
mod sides;
pub mod stages;
mod today;
mod tongue;
mod wire;

pub use adapt::{Choice, WeakSide, Withheld};
pub use catalogue::{
    Amount, Block, Catalogue, Category, ConfidenceWeights, Deficit, Dose, Equipment, Exercise,
    Files, Grade, GradeWeights, LeaveOut, Link, Origin, SessionRules, Source, Step, Template,
    TemplateBlock, Weights,
};
pub use cue::cue;
pub use error::CatalogueError;
pub use history::History;
pub use places::{Remedy, Week, Wish};
pub use plan::{
    Activation, CueDay, DoseRange, Plan, PlanFinding, PlanWeek, PlannedLine, PlannedSession,
    ResultWindow, Retractable, Routine, RoutineBlock, RoutineExercise, RunDay, SessionKind,
    Sourced, Unplaced,
};
pub use plan_input::{PlanInput, Recovery, Soreness};
pub use plan_said::{Assumed, Caution, Change, Chosen, Cue, Fewer, NoPlace, NotIn, Stopped};
pub use planner::plan;
pub use prescribe::prescribe;
pub use progress::{Coaching, CoachingFiles};
pub use rules::{
    CueRule, DosesThen, Level, Part, Phase, PhaseId, PlanFiles, PlanRules, RangeTest, Terrain,
};
pub use schedule::{Day, DayKind, Place, Refusal, Scheduler, Slot};
#[doc(hidden)]
pub use tongue::texts_without;

use runform_core::recording::NoteKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What to train.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Prescription {
    /// Deficit areas in focus, at most two.
    pub focus: Vec<String>,
    /// Exercises added for the findings.
    pub add_ons: Vec<AddOn>,
    /// A whole session with the add-ons in it.
    pub session: Session,
    /// What strength work can and cannot be expected to do; empty where nothing is
    /// prescribed.
    pub evidence_note: String,
    /// Why there is no session, where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<NoteKind>,
    /// When not to train and when to see a clinician. Always present.
    pub safety: String,
}

impl Prescription {
    /// No session, and why.
    pub fn none(why: NoteKind, catalogue: &Catalogue) -> Prescription {
        Prescription {
            focus: Vec::new(),
            add_ons: Vec::new(),
            session: Session { minutes: 0.0, blocks: Vec::new() },
            evidence_note: String::new(),
            withheld: Some(why),
            safety: catalogue.safety.clone(),
        }
    }
}

/// One exercise with its dose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AddOn {
    /// Exercise id.
    pub exercise: String,
    /// Exercise name.
    pub name: String,
    /// Findings it answers.
    pub r#for: Vec<String>,
    /// Sets.
    pub sets: u32,
    /// Repetitions per set (per side if unilateral), from-to; null for holds.
    pub reps: Option<[u32; 2]>,
    /// Seconds per hold, from-to; null for repetitions.
    pub hold_s: Option<[u32; 2]>,
    /// Which side.
    pub side: AddOnSide,
    /// Evidence grade of the link from finding to exercise: A, B or C.
    pub evidence_grade: String,
    /// Whether the sources state the link, state the cause, or we infer it.
    pub basis: LinkBasis,
    /// Source ids.
    pub sources: Vec<String>,
    /// Why this exercise for this finding.
    pub why: String,
    /// How to do it.
    pub how: String,
}

/// Side rule of an exercise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum AddOnSide {
    #[default]
    Both,
    Each,
    LeftFirst,
    RightFirst,
}

/// Where a link from breakdown to exercise comes from.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum LinkBasis {
    /// The source names the breakdown and the exercise together.
    Stated,
    /// The source names the cause; the exercise trains that cause.
    CauseStated,
    /// Our own inference.
    Inferred,
}

/// A strength session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Session {
    /// Planned minutes.
    pub minutes: f64,
    /// Blocks in order.
    pub blocks: Vec<SessionBlock>,
}

/// One block of a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SessionBlock {
    /// Area: `balance`, `hip`, `core`, `calf`, …
    pub area: String,
    /// Minutes of the block.
    pub minutes: f64,
    /// Exercise ids in order, with dose in words.
    pub exercises: Vec<SessionExercise>,
}

/// One line of a session.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SessionExercise {
    /// Exercise id.
    pub exercise: String,
    /// Exercise name.
    pub name: String,
    /// Dose in words, e.g. `3 × 15-20 each side`.
    pub dose: String,
    /// Sets; 0 in a document of an earlier version, which has the words alone.
    #[serde(default)]
    pub sets: u32,
    /// Repetitions, from and to.
    #[serde(default)]
    pub reps: Option<[u32; 2]>,
    /// Seconds to hold, from and to.
    #[serde(default)]
    pub hold_s: Option<[u32; 2]>,
    /// Which side.
    #[serde(default)]
    pub side: AddOnSide,
}
