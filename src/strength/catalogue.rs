//! The checked strength catalogue: exercises, links from breakdown to exercise,
//! sources, session templates and texts.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::error::CatalogueError;
use super::{LinkBasis, wire};
use crate::form::Rules;

/// Everything the prescription knows, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Catalogue {
    /// Exercises by id.
    pub exercises: BTreeMap<String, Exercise>,
    /// Kinds of equipment.
    pub equipment: Vec<Equipment>,
    /// Exercises that are never prescribed.
    pub leave_out: Vec<LeaveOut>,
    /// Deficit areas by id.
    pub deficits: BTreeMap<String, Deficit>,
    /// Links in file order; the first of a breakdown is its main one.
    pub links: Vec<Link>,
    /// Sources by id.
    pub sources: BTreeMap<String, Source>,
    /// How sessions are put together.
    pub session: SessionRules,
    /// What strength work can and cannot be expected to do.
    pub evidence: String,
    /// Said when there is nothing to add.
    pub nothing_found: String,
    /// The safety text.
    pub safety: String,
    /// Root of each breakdown: those of one root have one likely cause.
    pub roots: BTreeMap<String, String>,
}

/// One exercise.
#[derive(Debug, Clone, PartialEq)]
pub struct Exercise {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Muscles trained.
    pub muscles: Vec<String>,
    /// Kind of work.
    pub category: Category,
    /// Part of a session it belongs to.
    pub block: Block,
    /// Where it comes from.
    pub origin: Origin,
    /// One side after the other; doses are per side.
    pub each_side: bool,
    /// Equipment it cannot do without.
    pub equipment: Vec<String>,
    /// Documented dose.
    pub dose: Dose,
    /// Instruction.
    pub how: String,
    /// Where it is felt.
    pub feel: String,
    /// When to end a set.
    pub stop: String,
    /// Common mistakes.
    pub mistakes: Vec<String>,
    /// When to choose something else.
    pub avoid_if: Vec<String>,
    /// Easier forms: the steps that lead here.
    pub easier: Vec<String>,
    /// Harder forms with the gate that opens them.
    pub harder: Vec<Step>,
    /// Source ids.
    pub sources: Vec<String>,
}

/// A dose, per side for one-sided exercises.
#[derive(Debug, Clone, PartialEq)]
pub struct Dose {
    /// Sets, from-to.
    pub sets: [u32; 2],
    /// Repetitions or seconds, from-to.
    pub amount: Amount,
    /// Rest between sets, s.
    pub rest_s: f64,
    /// Source of the stated numbers.
    pub source: Option<String>,
    /// Names of the numbers that the source states; all others are ours.
    pub stated: Vec<String>,
}

/// Repetitions or a hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Amount {
    /// Repetitions of `tempo_s` seconds.
    Reps {
        /// From-to.
        range: [u32; 2],
        /// Seconds for one.
        tempo_s: f64,
    },
    /// Seconds, from-to.
    Hold([u32; 2]),
}

/// A harder form and what must be mastered before.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Exercise id.
    pub id: String,
    /// What opens it.
    pub gate: String,
}

/// Kind of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Category {
    Balance,
    Hip,
    Hamstring,
    Thigh,
    Core,
    Calf,
    Foot,
    Eccentric,
    Plyometric,
    Endurance,
    FullBody,
    Mobility,
    Activation,
}

/// Part of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Block {
    Balance,
    Hip,
    Core,
    Calf,
}

impl Block {
    /// Every part.
    pub const ALL: [Block; 4] = [Block::Balance, Block::Hip, Block::Core, Block::Calf];

    /// Id as written in outputs.
    pub fn id(self) -> &'static str {
        match self {
            Block::Balance => "balance",
            Block::Hip => "hip",
            Block::Core => "core",
            Block::Calf => "calf",
        }
    }
}

/// Where an exercise comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Named in the source texts.
    Source,
    /// They name the kind of work; the drill is our choice.
    Type,
    /// Added by us.
    Ours,
}

/// A kind of equipment.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Equipment {
    /// Id for settings.
    pub id: String,
    /// Name.
    pub name: String,
}

/// An exercise that is never prescribed.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeaveOut {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Why not.
    pub why: String,
    /// Source id.
    pub source: String,
}

/// A deficit that may lie behind a breakdown.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deficit {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Part of the session that leans to it.
    pub block: Block,
}

/// A link from breakdown to exercises.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Id of the breakdown.
    pub breakdown: String,
    /// Id of the deficit.
    pub deficit: String,
    /// Exercises, most suitable first.
    pub exercises: Vec<String>,
    /// Next steps, not prescribed at once.
    #[serde(default)]
    pub later: Vec<String>,
    /// Stated, cause stated or inferred.
    pub basis: LinkBasis,
    /// Evidence.
    pub grade: Grade,
    /// Source ids.
    pub sources: Vec<String>,
    /// Why.
    pub why: String,
}

/// Evidence grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
pub enum Grade {
    /// Randomised trials.
    A,
    /// Cohort, cross-section, or one trial on a stand-in.
    B,
    /// Mechanism or expert opinion.
    C,
}

impl std::fmt::Display for Grade {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Grade::A => "A",
            Grade::B => "B",
            Grade::C => "C",
        })
    }
}

/// A source of knowledge.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// DOI.
    pub doi: Option<String>,
    /// Address.
    pub url: Option<String>,
}

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

/// The texts of the files a catalogue is made of. The default is what comes
/// with the program; replace any of them by a file of your own.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct Files<'a> {
    pub exercises: &'a str,
    pub links: &'a str,
    pub sources: &'a str,
    pub session: &'a str,
    pub texts: &'a str,
}

impl Default for Files<'static> {
    fn default() -> Self {
        Files {
            exercises: include_str!("../../data/strength/exercises.toml"),
            links: include_str!("../../data/strength/links.toml"),
            sources: include_str!("../../data/strength/sources.toml"),
            session: include_str!("../../data/strength/session.toml"),
            texts: include_str!("../../data/strength/texts.toml"),
        }
    }
}

impl Catalogue {
    /// The catalogue that comes with the program, read once.
    ///
    /// # Errors
    /// [`CatalogueError`]; the tests make sure that the embedded files have none.
    pub fn builtin() -> Result<&'static Catalogue, CatalogueError> {
        static CATALOGUE: OnceLock<Result<Catalogue, CatalogueError>> = OnceLock::new();
        let read = || Catalogue::from_toml(&Files::default(), Rules::builtin()?);
        CATALOGUE.get_or_init(read).as_ref().map_err(Clone::clone)
    }

    /// Reads and checks a catalogue against the breakdown rules it answers.
    ///
    /// # Errors
    /// [`CatalogueError`] names file and entry and says what to change.
    pub fn from_toml(files: &Files, rules: &Rules) -> Result<Catalogue, CatalogueError> {
        wire::read(files, rules)
    }

    /// The first of `equipment` that the catalogue does not know.
    pub fn unknown_equipment<'a>(&self, equipment: &'a [String]) -> Option<&'a str> {
        let known = |id: &str| self.equipment.iter().any(|e| e.id == id);
        equipment.iter().map(String::as_str).find(|id| !known(id))
    }

    /// Links of one breakdown, the main one first.
    pub fn links_of<'a>(&'a self, breakdown: &'a str) -> impl Iterator<Item = &'a Link> {
        self.links.iter().filter(move |l| l.breakdown == breakdown)
    }
}

impl Exercise {
    /// Whether it can be done with the equipment at hand.
    pub fn possible_with(&self, equipment: &[String]) -> bool {
        self.equipment.iter().all(|needed| equipment.contains(needed))
    }

    /// Whether the other exercise is the next step up or down from this one.
    pub fn is_step_from(&self, other: &Exercise) -> bool {
        self.easier.contains(&other.id) || other.easier.contains(&self.id)
    }

    /// Seconds it takes with `sets` sets at the upper end of its range, changes
    /// of side and rests included, without the changeover to the next exercise.
    pub fn seconds(&self, sets: u32) -> f64 {
        let once = match self.dose.amount {
            Amount::Reps { range, tempo_s } => f64::from(range[1]) * tempo_s,
            Amount::Hold(range) => f64::from(range[1]),
        };
        let sides = if self.each_side { 2.0 } else { 1.0 };
        f64::from(sets) * once * sides + f64::from(sets.saturating_sub(1)) * self.dose.rest_s
    }
}
