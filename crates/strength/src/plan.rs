//! A strength plan for some weeks: what it holds.

use jiff::civil::{Date, Time};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::places::Remedy;
use super::plan_said::{Assumed, Caution, Change, Chosen, Cue, Fewer, NoPlace, Stopped};
use super::progress::{Next, Reason, Volume};
use super::rules::PhaseId;
use super::schedule::{DayKind, Place};
use super::{AddOn, AddOnSide, LinkBasis};
use crate::form::{Basis, Confidence, Label};
use crate::metrics::Side;

/// A strength plan. Every output of `runform plan` is a view of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    /// `runform/plan/2`.
    pub schema: String,
    /// Version of the program.
    pub runform_version: String,
    /// Identity of the plan: revisions of one plan share it.
    pub plan_id: String,
    /// 0 for the first version, higher for later ones.
    pub revision: u32,
    /// First day; null in a plan without dates.
    #[schemars(with = "Option<String>")]
    pub start: Option<Date>,
    /// Time zone of all times; null for the runner's own, wherever that is.
    pub zone: Option<String>,
    /// How far along with strength work.
    pub level: String,
    /// Equipment at hand.
    pub equipment: Vec<String>,
    /// What was taken for granted.
    pub assumptions: Vec<Assumed>,
    /// Why there is no plan, and the way back.
    pub stopped: Option<Stopped>,
    /// To read before anything else: pain, soreness, mileage.
    pub cautions: Vec<Caution>,
    /// What the plan answers.
    pub findings: Vec<PlanFinding>,
    /// Deficit areas in focus.
    pub focus: Vec<String>,
    /// Their names.
    pub focus_names: Vec<String>,
    /// What may take more load while they last: risks, never what a runner has.
    pub risks: Vec<Sourced>,
    /// The running week it is built around, from Monday.
    pub running: Vec<RunDay>,
    /// The weeks.
    pub weeks: Vec<PlanWeek>,
    /// Every session, in order.
    pub sessions: Vec<PlannedSession>,
    /// Sessions that found no place, and why.
    pub unplaced: Vec<Unplaced>,
    /// Sessions that an earlier revision may have had and this one has not.
    pub retractable: Vec<Retractable>,
    /// What is done in the sessions.
    pub routines: Vec<Routine>,
    /// Light movement before runs.
    pub activation: Option<Activation>,
    /// Work on the runs themselves; weeks say on which day.
    pub cue: Option<Cue>,
    /// Wishes that could not be met, and other remarks on the choice.
    pub remarks: Vec<Chosen>,
    /// The rules of the schedule.
    pub rules: Vec<Sourced>,
    /// How to go on.
    pub progression: Vec<Sourced>,
    /// When what may be seen, and when to test again.
    pub results: Vec<ResultWindow>,
    /// What to keep in mind about results.
    pub results_caveat: String,
    /// What strength work can and cannot be expected to do.
    pub evidence_note: String,
    /// When not to train and when to see a clinician. Always present.
    pub safety: String,
}

/// A finding the plan answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct PlanFinding {
    pub id: String,
    pub title: String,
    pub label: Label,
    pub confidence: Confidence,
    pub basis: Basis,
}

/// A day of the running week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RunDay {
    /// `monday` …
    pub weekday: String,
    /// What is run.
    pub kind: DayKind,
    /// When, where known.
    #[schemars(with = "Option<String>")]
    pub time: Option<Time>,
    /// How long, where known.
    pub minutes: Option<f64>,
    /// How far, where known.
    pub km: Option<f64>,
}

/// A week of the plan: seven days from its start day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlanWeek {
    /// From 1.
    pub week: usize,
    /// First day.
    #[schemars(with = "Option<String>")]
    pub from: Option<Date>,
    /// Season phase.
    pub phase: PhaseId,
    /// Its name.
    pub phase_title: String,
    /// What the phase is for.
    pub aim: String,
    /// How hard to work.
    pub effort: String,
    /// What is new, or why nothing is.
    pub changes: Vec<Change>,
    /// The run that the cue goes into.
    pub cue_day: Option<CueDay>,
    /// Sessions that belong into the week.
    pub wanted: usize,
    /// Sessions that found a place.
    pub placed: usize,
    /// Why there are fewer than asked for.
    pub fewer: Vec<Fewer>,
}

/// Kind of a session.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// The first weeks.
    Basics,
    /// The harder one.
    Strength,
    /// The lighter one.
    Light,
}

impl SessionKind {
    /// Id as in documents.
    pub fn id(self) -> &'static str {
        match self {
            SessionKind::Basics => "basics",
            SessionKind::Strength => "strength",
            SessionKind::Light => "light",
        }
    }
}

/// The run of a week that a cue goes into.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CueDay {
    /// Identity for calendars.
    pub uid: String,
    /// Day of the plan, from 0.
    pub day: usize,
    /// `monday` …
    pub weekday: String,
    /// Date.
    #[schemars(with = "Option<String>")]
    pub date: Option<Date>,
    /// Start of the run, where known.
    #[schemars(with = "Option<String>")]
    pub time: Option<Time>,
}

/// What is done of one exercise in a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlannedLine {
    /// Exercise id.
    pub exercise: String,
    /// Name.
    pub name: String,
    /// How much, for each side of one-sided exercises.
    pub dose: Volume,
    /// Which side first.
    pub side: AddOnSide,
    /// One more set on this side.
    pub extra_set: Option<Side>,
    /// The step since the last time.
    pub next: Next,
    /// Why it is what it is.
    pub why: Reason,
}

/// A session on its day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlannedSession {
    /// From 1 through the plan.
    pub number: usize,
    /// Identity for calendars; the same in every revision.
    pub uid: String,
    /// Week, from 1.
    pub week: usize,
    /// Which session of its week, from 1.
    pub of_week: usize,
    /// Day of the plan, from 0.
    pub day: usize,
    /// `monday` …
    pub weekday: String,
    /// Date.
    #[schemars(with = "Option<String>")]
    pub date: Option<Date>,
    /// Start, in the time zone of the plan.
    #[schemars(with = "String")]
    pub time: Time,
    /// Planned minutes, rounded up.
    pub minutes: u32,
    /// Kind.
    pub kind: SessionKind,
    /// Id of what is done in it.
    pub routine: String,
    /// The numbers of this day.
    pub lines: Vec<PlannedLine>,
    /// Kind of place it has.
    pub place: Place,
    /// How hard to work.
    pub effort: String,
}

/// Sessions without a place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Unplaced {
    /// Weeks, from 1.
    pub weeks: Vec<usize>,
    /// Sessions missing in each.
    pub missing: usize,
    /// Why each day does not do.
    pub reasons: Vec<NoPlace>,
    /// The one change that would find a place.
    pub remedy: Remedy,
}

/// A session that an earlier revision may have had.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Retractable {
    /// Week, from 1.
    pub week: usize,
    /// Identity for calendars.
    pub uid: String,
}

/// What is done in a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Routine {
    /// Id, e.g. `strength_20`.
    pub id: String,
    /// Kinds of session it is for.
    pub kinds: Vec<SessionKind>,
    /// Minutes at the upper end of every dose.
    pub minutes: f64,
    /// Parts in order.
    pub blocks: Vec<RoutineBlock>,
    /// The exercises that answer findings, with reasons and sources.
    pub add_ons: Vec<AddOn>,
}

/// A part of a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct RoutineBlock {
    pub area: String,
    pub minutes: f64,
    pub exercises: Vec<RoutineExercise>,
}

/// An exercise with all it takes to do it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RoutineExercise {
    /// Exercise id.
    pub exercise: String,
    /// Name.
    pub name: String,
    /// Sets and the range that the numbers may grow in.
    pub dose: DoseRange,
    /// How to do it.
    pub how: String,
    /// Where it is felt.
    pub feel: String,
    /// When to end a set.
    pub stop: String,
    /// When to choose something else.
    pub avoid_if: Vec<String>,
    /// The easier step.
    pub easier: Option<String>,
    /// What must be managed there before this one.
    pub ready: Option<String>,
    /// The harder step.
    pub harder: Option<String>,
    /// What opens the harder step.
    pub gate: Option<String>,
    /// Another exercise of the same kind, for a change.
    pub swap: Option<String>,
    /// Titles of the findings it answers.
    pub answers: Vec<String>,
    /// Why, for an add-on.
    pub why: Option<String>,
    /// Whether the sources state the link, for an add-on.
    pub basis: Option<LinkBasis>,
    /// Evidence for the link, for an add-on: A, B or C.
    pub evidence_grade: Option<String>,
    /// Source ids: of the link for an add-on, else of the exercise.
    pub sources: Vec<String>,
}

/// Light movement before runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Activation {
    pub exercises: Vec<RoutineExercise>,
}

/// A sentence with its sources.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sourced {
    /// The sentence.
    pub text: String,
    /// Source ids.
    pub sources: Vec<String>,
    /// Whether the sources state it; else details are ours.
    pub stated: bool,
}

/// When something may be seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ResultWindow {
    /// Identity of the test day for calendars.
    pub uid: String,
    /// From-to, weeks after the start.
    pub weeks: [usize; 2],
    /// First day of the window.
    #[schemars(with = "Option<String>")]
    pub from: Option<Date>,
    /// The day to test again, from 0 through the plan: the end of the window, or the
    /// first sensible day after it.
    pub retest_day: usize,
    /// Its date.
    #[schemars(with = "Option<String>")]
    pub retest_on: Option<Date>,
    /// What may be seen.
    pub text: String,
    /// How to look.
    pub retest: String,
}

impl Plan {
    /// The routine of a session.
    pub fn routine(&self, session: &PlannedSession) -> Option<&Routine> {
        self.routines.iter().find(|r| r.id == session.routine)
    }
}

/// A dose with the range it may grow in.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DoseRange {
    /// Sets.
    pub sets: u32,
    /// Repetitions or seconds, from-to.
    pub range: [u32; 2],
    /// Seconds rather than repetitions.
    pub held: bool,
    /// Which side.
    pub side: AddOnSide,
}
