//! What a plan is made from.

use jiff::civil::{Date, Time};

use super::adapt::Choice;
use super::plan_said::{Assumed, Caution};
use super::progress::Diary;
use super::rules::PhaseId;
use super::schedule::Day;
use crate::form::Finding;

/// All that a plan is made from.
#[derive(Debug, Clone)]
pub struct PlanInput<'a> {
    /// What to answer.
    pub findings: &'a [Finding],
    /// What was done so far.
    pub diary: Diary,
    /// The first weeks are behind the runner, as the log says.
    pub begun: bool,
    /// Steps per minute of the fresh part of the run that is answered.
    pub cadence: Option<f64>,
    /// Who gets which exercises.
    pub choice: Choice<'a>,
    /// The running week, Monday first.
    pub week: [Day; 7],
    /// First day of the plan; a plan without dates starts on a Monday.
    pub start: Option<Date>,
    /// Name of the time zone.
    pub zone: Option<String>,
    /// When the runner would like to train.
    pub session_time: Time,
    /// Length of a session at most, minutes.
    pub minutes: u32,
    /// Weeks to plan.
    pub weeks: usize,
    /// Sessions a week at most.
    pub sessions: usize,
    /// Season phase, unless a race decides.
    pub phase: PhaseId,
    /// Day of the goal race.
    pub race: Option<Date>,
    /// What the runner says about recovery.
    pub recovery: Recovery,
    /// Kilometres of the week before.
    pub last_week_km: Option<f64>,
    /// What was taken for granted.
    pub assumptions: Vec<Assumed>,
    /// What is to be read first beside what pain, soreness and mileage say.
    pub cautions: Vec<Caution>,
    /// Identity; revisions of one plan share it.
    pub plan_id: String,
    /// 0 for the first version.
    pub revision: u32,
}

/// What the runner says about recovery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recovery {
    /// Soreness.
    pub soreness: Soreness,
    /// Pain above what training allows.
    pub strong_pain: bool,
    /// A sign that calls for a clinician before anything else.
    pub red_flag: bool,
}

/// How sore the runner is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
#[allow(missing_docs)]
pub enum Soreness {
    #[default]
    None,
    Mild,
    Strong,
}
