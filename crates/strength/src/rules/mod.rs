//! What a plan goes by: rules of scheduling, season phases, levels, painful
//! parts. `data/strength/{rules,phases,selection}.toml` → checked [`PlanRules`].

mod schedule;
mod season;
mod selection;

use std::sync::OnceLock;

use super::catalogue::{Block, Catalogue};
use super::error::CatalogueError;
use super::progress::{Coaching, CoachingFiles};
use super::tongue::{parse_in, texts};

pub use schedule::{ScheduleRule, ScheduleRules};
pub use season::{Advice, DosesThen, Pattern, Phase, PhaseId, SeasonRules, Window};
pub use selection::{CueRule, Level, Part, RangeTest, SelectionRules, Terrain};

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
    /// Size and spacing of steps, risk notes.
    pub coaching: Coaching,
}

/// The texts of the files the rules are made of.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct PlanFiles<'a> {
    pub rules: &'a str,
    pub phases: &'a str,
    pub selection: &'a str,
    pub coaching: CoachingFiles<'a>,
}

impl Default for PlanFiles<'static> {
    fn default() -> Self {
        PlanFiles {
            rules: include_str!("../../../../data/strength/rules.toml"),
            phases: include_str!("../../../../data/strength/phases.toml"),
            selection: include_str!("../../../../data/strength/selection.toml"),
            coaching: CoachingFiles::default(),
        }
    }
}

impl PlanRules {
    /// The rules that come with the program, read once.
    ///
    /// # Errors
    /// [`CatalogueError`]; the tests make sure that the embedded files have none.
    pub fn builtin() -> Result<&'static PlanRules, CatalogueError> {
        PlanRules::builtin_in("en")
    }

    /// The same with the texts of a language: `en`, `de`.
    ///
    /// # Errors
    /// As for [`PlanRules::builtin`].
    pub fn builtin_in(language: &str) -> Result<&'static PlanRules, CatalogueError> {
        static RULES: [OnceLock<Result<PlanRules, CatalogueError>>; 2] =
            [const { OnceLock::new() }; 2];
        let own = texts(language);
        let coaching = CoachingFiles { own, ..CoachingFiles::default() };
        let files = PlanFiles { coaching, ..PlanFiles::default() };
        let read = || PlanRules::from_toml(&files, Catalogue::builtin_in(language)?);
        let [english, other] = &RULES;
        let place = if own.is_empty() { english } else { other };
        place.get_or_init(read).as_ref().map_err(Clone::clone)
    }

    /// Reads rules and checks them against the catalogue.
    ///
    /// # Errors
    /// [`CatalogueError`] names file and entry and says what to change.
    pub fn from_toml(files: &PlanFiles, catalogue: &Catalogue) -> Result<Self, CatalogueError> {
        let rules = PlanRules {
            schedule: parse_in(RULES, files.rules, files.coaching.own)?,
            season: parse_in(PHASES, files.phases, files.coaching.own)?,
            selection: parse_in(SELECTION, files.selection, files.coaching.own)?,
            coaching: Coaching::from_toml(&files.coaching, catalogue)?,
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
            if self.rule(refusal.id()).is_none() {
                return Err(invalid(RULES, refusal.id(), "this rule is needed"));
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
            .chain([
                (PHASES, "onboarding", &season.onboarding.sources),
                (PHASES, "doses", &season.doses.sources),
            ])
            .chain(
                selection
                    .terrains
                    .iter()
                    .chain([&selection.whole_body])
                    .map(|t| (SELECTION, t.id.as_str(), &t.sources)),
            )
            .chain(selection.cues.iter().map(|c| (SELECTION, "cue", &c.sources)))
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
                (selection.terrains.iter().chain([&selection.whole_body]))
                    .flat_map(|t| t.first.iter().map(|e| (t.id.as_str(), e))),
            )
            .chain(selection.ranges.iter().map(|r| (r.id.as_str(), &r.exercise)))
            .chain(selection.activation.exercises.iter().map(|e| ("activation", e)))
            .chain([("first_jump", &selection.first_jump)]);
        for (entry, id) in named {
            catalogue.check_exercise_id(SELECTION, entry, id)?;
        }
        if season.doses.lighter_after == 0 {
            return Err(invalid(PHASES, "doses", "`lighter_after` must be at least 1"));
        }
        for level in levels {
            if !(0.0..=1.0).contains(&level.start) {
                return Err(invalid(SELECTION, &level.id, "`start` must be from 0 to 1"));
            }
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
