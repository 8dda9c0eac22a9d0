//! The checked strength catalogue: exercises, links from breakdown to exercise,
//! sources, session templates and texts.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::error::CatalogueError;
pub use super::exercise::{
    Amount, Block, Category, Dose, Equipment, Exercise, LeaveOut, Origin, Step,
};
pub use super::session_rules::{
    ConfidenceWeights, GradeWeights, SessionRules, Template, TemplateBlock, Weights,
};
use super::tongue::texts;
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
    /// Texts of another language, for all files; empty for English.
    pub own: &'a str,
}

impl Default for Files<'static> {
    fn default() -> Self {
        Files {
            exercises: include_str!("../../../data/strength/exercises.toml"),
            links: include_str!("../../../data/strength/links.toml"),
            sources: include_str!("../../../data/strength/sources.toml"),
            session: include_str!("../../../data/strength/session.toml"),
            texts: include_str!("../../../data/strength/texts.toml"),
            own: "",
        }
    }
}

impl Catalogue {
    /// The catalogue that comes with the program, read once.
    ///
    /// # Errors
    /// [`CatalogueError`]; the tests make sure that the embedded files have none.
    pub fn builtin() -> Result<&'static Catalogue, CatalogueError> {
        Catalogue::builtin_in("en")
    }

    /// The same with the texts of a language: `en`, `de`.
    ///
    /// # Errors
    /// As for [`Catalogue::builtin`].
    pub fn builtin_in(language: &str) -> Result<&'static Catalogue, CatalogueError> {
        static CATALOGUE: [OnceLock<Result<Catalogue, CatalogueError>>; 2] =
            [const { OnceLock::new() }; 2];
        let own = texts(language);
        let files = Files { own, ..Files::default() };
        let read = || Catalogue::from_toml(&files, Rules::builtin()?);
        let [english, other] = &CATALOGUE;
        let place = if own.is_empty() { english } else { other };
        place.get_or_init(read).as_ref().map_err(Clone::clone)
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
    pub fn links_of<'a, 'b>(
        &'a self,
        breakdown: &'b str,
    ) -> impl Iterator<Item = &'a Link> + use<'a, 'b> {
        self.links.iter().filter(move |l| l.breakdown == breakdown)
    }
}
