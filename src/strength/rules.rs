//! What a plan goes by: rules of scheduling, season phases, levels, painful
//! parts. `data/strength/{rules,phases,selection}.toml` → checked [`PlanRules`].

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::civil::Time;
use serde::Deserialize;

use super::catalogue::{Block, Catalogue, Category};
use super::error::CatalogueError;
use super::wire::parse;

const RULES: &str = "rules";
const PHASES: &str = "phases";
const SELECTION: &str = "selection";

/// All rules of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanRules {
    /// When sessions may be.
    pub schedule: ScheduleRules,
    /// Phases, first weeks, progression.
    pub season: SeasonRules,
    /// Who gets which exercises.
    pub selection: SelectionRules,
}

/// The texts of the files the rules are made of.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct PlanFiles<'a> {
    pub rules: &'a str,
    pub phases: &'a str,
    pub selection: &'a str,
}

impl Default for PlanFiles<'static> {
    fn default() -> Self {
        PlanFiles {
            rules: include_str!("../../data/strength/rules.toml"),
            phases: include_str!("../../data/strength/phases.toml"),
            selection: include_str!("../../data/strength/selection.toml"),
        }
    }
}

/// When sessions may be, and which day is best.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct ScheduleRules {
    pub sessions: SessionsPerWeek,
    pub steady_weeks_before_third: usize,
    /// Days from one session to the next, at least.
    pub days_apart: usize,
    pub hours_after_hard_run: Hours,
    pub hours_before_easy_run: u32,
    pub days_free: DaysFree,
    /// Days without run and session that stay in each week.
    pub full_rest_days: usize,
    pub session_time: Time,
    pub day_begins: Time,
    pub day_ends: Time,
    pub assumed_run_minutes: RunMinutes,
    pub minutes_per_km: f64,
    pub mileage_rise_pct: f64,
    pub points: Points,
    #[serde(rename = "rule")]
    pub rules: Vec<ScheduleRule>,
}

/// Sessions a week.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct SessionsPerWeek {
    pub default: usize,
    pub most: usize,
}

/// Hours between a hard run and a session.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Hours {
    pub least: u32,
    pub good: u32,
}

/// Days without strength work before and after.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DaysFree {
    pub before_hard: usize,
    pub before_long: usize,
    pub before_race: usize,
    pub after_race: usize,
}

/// Minutes of a run that has no length.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct RunMinutes {
    pub easy: f64,
    pub hard: f64,
    pub long: f64,
    pub race: f64,
}

/// Points of a day.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Points {
    pub easy_day: i32,
    pub rest_day: i32,
    pub hard_day: i32,
    pub good_gap: i32,
    pub wished_time: i32,
    pub first_soon: i32,
    pub second_soon: i32,
    pub far_from_key_run: i32,
}

/// A rule in words.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScheduleRule {
    /// Id, see [`super::Refusal`].
    pub id: String,
    /// The rule.
    pub text: String,
    /// Why a day does not do.
    pub refused: String,
    /// What would change it.
    pub help: String,
    /// Source ids.
    pub sources: Vec<String>,
    /// Whether the sources state it, or the details are ours.
    pub stated: bool,
}

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
    pub text: String,
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

impl PlanRules {
    /// The rules that come with the program, read once.
    ///
    /// # Errors
    /// [`CatalogueError`]; the tests make sure that the embedded files have none.
    pub fn builtin() -> Result<&'static PlanRules, CatalogueError> {
        static RULES: OnceLock<Result<PlanRules, CatalogueError>> = OnceLock::new();
        let read = || PlanRules::from_toml(&PlanFiles::default(), Catalogue::builtin()?);
        RULES.get_or_init(read).as_ref().map_err(Clone::clone)
    }

    /// Reads rules and checks them against the catalogue.
    ///
    /// # Errors
    /// [`CatalogueError`] names file and entry and says what to change.
    pub fn from_toml(files: &PlanFiles, catalogue: &Catalogue) -> Result<Self, CatalogueError> {
        let rules = PlanRules {
            schedule: parse(RULES, files.rules)?,
            season: parse(PHASES, files.phases)?,
            selection: parse(SELECTION, files.selection)?,
        };
        rules.check(catalogue)?;
        Ok(rules)
    }

    /// The rule with this id; every [`super::Refusal`] has one.
    pub fn rule(&self, id: &str) -> Option<&ScheduleRule> {
        self.schedule.rules.iter().find(|r| r.id == id)
    }

    /// The phase; every one is there once the rules are checked.
    pub fn phase(&self, id: PhaseId) -> Option<&Phase> {
        self.season.phases.iter().find(|p| p.id == id)
    }

    fn check(&self, catalogue: &Catalogue) -> Result<(), CatalogueError> {
        for refusal in super::Refusal::ALL {
            if self.rule(refusal.id()).is_none_or(|r| r.refused.is_empty()) {
                return Err(invalid(RULES, refusal.id(), "this rule and its `refused` are needed"));
            }
        }
        if let Some(missing) = PhaseId::ALL.into_iter().find(|id| self.phase(*id).is_none()) {
            return Err(invalid(PHASES, &format!("{missing:?}"), "this phase is missing"));
        }
        let schedule = &self.schedule;
        if schedule.sessions.default > schedule.sessions.most || schedule.days_apart == 0 {
            return Err(invalid(RULES, "sessions", "default ≤ most, and days_apart at least 1"));
        }
        let season = &self.season;
        let selection = &self.selection;
        let sourced = (schedule.rules.iter().map(|r| (RULES, r.id.as_str(), &r.sources)))
            .chain(season.phases.iter().map(|p| (PHASES, p.title.as_str(), &p.sources)))
            .chain(season.progression.iter().map(|p| (PHASES, "progression", &p.sources)))
            .chain(season.windows.iter().map(|w| (PHASES, "result", &w.sources)))
            .chain([(PHASES, "onboarding", &season.onboarding.sources)])
            .chain(selection.terrains.iter().map(|t| (SELECTION, t.id.as_str(), &t.sources)))
            .chain([(SELECTION, "activation", &selection.activation.sources)]);
        for (file, entry, sources) in sourced {
            catalogue.check_sources(file, entry, sources)?;
        }
        let levels = &selection.levels;
        let named = (levels.iter())
            .flat_map(|l| {
                let all = l.without.iter().chain(l.defaults.values().flatten());
                all.map(|id| (l.id.as_str(), id))
            })
            .chain(
                selection.parts.iter().flat_map(|p| p.without.iter().map(|e| (p.id.as_str(), e))),
            )
            .chain(
                selection.terrains.iter().flat_map(|t| t.first.iter().map(|e| (t.id.as_str(), e))),
            )
            .chain(selection.activation.exercises.iter().map(|e| ("activation", e)));
        for (entry, id) in named {
            catalogue.check_exercise_id(SELECTION, entry, id)?;
        }
        for level in levels {
            for block in Block::ALL {
                let of_block = |id: &String| catalogue.exercises[id].block == block;
                let defaults = level.defaults.get(&block);
                if !defaults.is_some_and(|d| !d.is_empty() && d.iter().all(of_block)) {
                    let what = format!("defaults.{} must name exercises of that part", block.id());
                    return Err(invalid(SELECTION, &level.id, &what));
                }
            }
            if let Some(item) = catalogue.unknown_equipment(&level.without_equipment) {
                return Err(invalid(SELECTION, &level.id, &format!("no equipment is `{item}`")));
            }
        }
        Ok(())
    }
}

fn invalid(file: &'static str, entry: &str, problem: &str) -> CatalogueError {
    CatalogueError::Invalid { file, entry: entry.to_owned(), problem: problem.to_owned() }
}
