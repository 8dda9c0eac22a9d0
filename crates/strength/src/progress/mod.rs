//! From the log to what comes next: doses, stages, mistakes, results.
//!
//! Everything here is a pure function of the log, the day, the catalogue and
//! [`Coaching`], the rules read from `data/strength`.

mod checks;
mod dose;
mod gates;
mod habit;
mod ladder;
mod said;
mod sessions;
mod volume;
mod wire;

use std::sync::OnceLock;

use super::benchmarks::Benchmark;
use super::results::Results;
use super::stages::Stages;
use super::tongue::texts;
use super::{Catalogue, CatalogueError};

pub use checks::{MistakeFound, mistakes};
pub(super) use dose::for_weak_side;
pub use dose::{Advice, Decision, Harder, Lever, Next, advise, advise_for, shown_equipment};
pub(super) use gates::mastered;
pub use habit::{Habit, habit};
pub(super) use ladder::needs_stages;
pub use ladder::{Desk, Runner};
pub use said::{Kept, Reason, Shown};
pub use sessions::{Diary, Session};
pub use volume::Volume;

/// What the program knows of progress, checked against the catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct Coaching {
    /// Growth of a dose, and what holds it.
    pub progression: Progression,
    /// The stages.
    pub stages: Stages,
    /// Self-tests.
    pub benchmarks: Vec<Benchmark>,
    /// Common mistakes.
    pub mistakes: Vec<Mistake>,
    /// When what may show.
    pub results: Results,
    /// Places that may take more load, by deficit.
    pub risks: Vec<RiskNote>,
}

/// The texts of the files; the default is what comes with the program.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct CoachingFiles<'a> {
    pub progression: &'a str,
    pub stages: &'a str,
    pub benchmarks: &'a str,
    pub mistakes: &'a str,
    pub results: &'a str,
    pub injuries: &'a str,
    /// Texts of another language, for all files; empty for English.
    pub own: &'a str,
}

impl Default for CoachingFiles<'static> {
    fn default() -> Self {
        CoachingFiles {
            progression: include_str!("../../../../data/strength/progression.toml"),
            stages: include_str!("../../../../data/strength/stages.toml"),
            benchmarks: include_str!("../../../../data/strength/benchmarks.toml"),
            mistakes: include_str!("../../../../data/strength/mistakes.toml"),
            results: include_str!("../../../../data/strength/results.toml"),
            injuries: include_str!("../../../../data/strength/injuries.toml"),
            own: "",
        }
    }
}

impl Coaching {
    /// The rules that come with the program, read when first needed.
    ///
    /// # Errors
    /// [`CatalogueError`]; the tests make sure that the embedded files have none.
    pub fn builtin() -> Result<&'static Coaching, CatalogueError> {
        Coaching::builtin_in("en")
    }

    /// The same with the texts of a language: `en`, `de`.
    ///
    /// # Errors
    /// As for [`Coaching::builtin`].
    pub fn builtin_in(language: &str) -> Result<&'static Coaching, CatalogueError> {
        static COACHING: [OnceLock<Result<Coaching, CatalogueError>>; 2] =
            [const { OnceLock::new() }; 2];
        let own = texts(language);
        let files = CoachingFiles { own, ..CoachingFiles::default() };
        let read = || Coaching::from_toml(&files, Catalogue::builtin_in(language)?);
        let [english, other] = &COACHING;
        let place = if own.is_empty() { english } else { other };
        place.get_or_init(read).as_ref().map_err(Clone::clone)
    }

    /// Reads and checks the rules against the catalogue they speak of.
    ///
    /// # Errors
    /// [`CatalogueError`] names file and entry and says what to change.
    pub fn from_toml(
        files: &CoachingFiles,
        catalogue: &Catalogue,
    ) -> Result<Coaching, CatalogueError> {
        wire::read(files, catalogue)
    }

    /// Risk notes of the deficits, each once. A risk, never what a runner has.
    pub fn risks_of<'a>(&'a self, deficits: &'a [String]) -> impl Iterator<Item = &'a RiskNote> {
        self.risks.iter().filter(|r| r.deficits.iter().any(|d| deficits.contains(d)))
    }
}

/// How a dose grows and what holds it back; see `data/strength/progression.toml`.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Progression {
    /// Size and spacing of a step.
    pub step: StepRule,
    /// When a dose counts as mastered, and the way back.
    pub pace: Pace,
    /// What holds a dose back.
    pub hold: HoldRule,
    /// What counts as a plateau.
    pub plateau: PlateauRule,
    /// How often to train.
    pub adherence: AdherenceRule,
    /// Growth of the weekly running distance.
    pub mileage: MileageRule,
    /// Gates between an exercise and its harder forms.
    pub ladder: LadderRule,
}

/// Size and spacing of a step.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepRule {
    /// Growth of volume or load, %.
    pub percent: [f64; 2],
    /// Weeks from one step to the next.
    pub weeks: [u32; 2],
    /// Source id.
    pub source: String,
    /// Names of the numbers the source gives; all others are ours.
    pub stated: Vec<String>,
}

/// When a dose counts as mastered, and the way back. Ours.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pace {
    /// Sessions that must have reached a dose before it grows.
    pub steady_sessions: usize,
    /// Smallest change of weight, kg.
    pub load_step_kg: f64,
    /// A step back, %.
    pub back_percent: f64,
    /// Weeks without the exercise that are a break.
    pub break_weeks: u32,
    /// Weeks for which a form that was too hard gives way to the easier one.
    pub set_back_weeks: u32,
}

/// What holds a dose back. Ours, after the safety text.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoldRule {
    /// Pain above this stops the exercise.
    pub pain_stop: f64,
    /// Pain from this holds it.
    pub pain_hold: f64,
    /// Days that an exercise stopped by pain is left out; then it begins again
    /// below, where the pain is gone.
    pub pain_days: u32,
    /// Effort from this holds it.
    pub rpe: f64,
    /// A rating of form down to this holds it.
    pub form: f64,
    /// Soreness from this holds it.
    pub soreness: f64,
    /// Tiredness from this holds it.
    pub fatigue: f64,
    /// Days that soreness, tiredness and aches count.
    pub days: u32,
}

/// What counts as a plateau. Ours.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct PlateauRule {
    pub weeks: u32,
    pub sessions: usize,
}

/// How often to train.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdherenceRule {
    /// Sessions a week, from-to.
    pub sessions_per_week: [u32; 2],
    /// Weeks looked back on.
    pub weeks: u32,
    /// Said when sessions were missed.
    pub hint: String,
    /// Source id.
    pub source: String,
    /// Names of the numbers the source gives.
    pub stated: Vec<String>,
}

/// Growth of the weekly running distance.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MileageRule {
    /// Most growth from week to week, %.
    pub percent: f64,
    /// Weeks whose highest is named beside.
    pub look_back_weeks: usize,
    /// Source id.
    pub source: String,
    /// Names of the numbers the source gives.
    pub stated: Vec<String>,
}

/// Gates between an exercise and its harder forms.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LadderRule {
    /// Sessions that must have reached the gate.
    pub gate_sessions: usize,
    /// Gates that differ from the upper end of the dose.
    #[serde(rename = "gate")]
    pub gates: Vec<GateRule>,
}

/// A gate that differs from the upper end of the dose in the fewest sets.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateRule {
    /// Exercise id.
    pub from: String,
    /// Exercise id of the harder form.
    pub to: String,
    /// Sets.
    pub sets: Option<u32>,
    /// Repetitions or seconds.
    pub amount: Option<u32>,
    /// Weeks with at least one session.
    #[serde(default)]
    pub weeks: u32,
    /// A second exercise that must have reached so much.
    pub also: Option<AlsoRule>,
}

/// A second exercise of a gate.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlsoRule {
    /// Exercise id.
    pub exercise: String,
    /// Repetitions or seconds.
    pub amount: u32,
}

/// A common mistake.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mistake {
    /// Id.
    pub id: String,
    /// What it is and what to do, for the runner.
    pub text: String,
    /// How it shows in a log.
    pub check: MistakeCheck,
    /// Source id.
    pub source: String,
}

/// How a mistake shows in a log. Limits are ours.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[allow(missing_docs)]
pub enum MistakeCheck {
    /// At least this share of the sets at this effort or above.
    Failure { rpe: f64, share: f64, weeks: u32 },
    /// Leg work, but none on one leg, in so many sessions.
    TwoLegged { weeks: u32, sessions: usize },
    /// Weight raised by more than a step, or at low form.
    WeightJump { weeks: u32, form: f64 },
    /// A harder form before its gate.
    SkippedGate { weeks: u32 },
    /// So many whole weeks without a session.
    EmptyWeeks { weeks: u32, empty: u32 },
    /// Consecutive days, or more sessions than this in a week.
    Crowded { weeks: u32, sessions_per_week: u32 },
    /// Low form in so many sessions.
    LowForm { weeks: u32, form: f64, sessions: usize },
    /// The same exercises for so many weeks.
    Monotony { weeks: u32 },
    /// Runs without strength work.
    NoStrength { weeks: u32 },
    /// More exercises than this in most sessions.
    ManyExercises { exercises: usize, weeks: u32 },
    /// A log cannot show it.
    Unseen,
}

/// A place that may take more load when a deficit goes on. A risk, never a finding.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskNote {
    /// Id.
    pub id: String,
    /// Where.
    pub place: String,
    /// Deficits of the catalogue.
    pub deficits: Vec<String>,
    /// For the runner.
    pub text: String,
    /// Source ids.
    pub sources: Vec<String>,
}
