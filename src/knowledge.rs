//! What the program knows beyond a recording: when a change is a breakdown, which
//! exercises answer it, how training is planned, what is usual. Data, and replaceable
//! file by file by the user's own.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis;
use crate::facts::fact;
use crate::form::{Norms, NormsError, Rules, RulesError};
use crate::hash::sha256_hex;
use crate::strength::progress::{Coaching, CoachingFiles};
use crate::strength::{Catalogue, CatalogueError, Files, PlanFiles, PlanRules};
use crate::words::Language;

/// The files, by their names in a folder of knowledge.
pub const FILES: [&str; 17] = [
    "breakdowns.toml",
    "norms.toml",
    "strength/benchmarks.toml",
    "strength/de.toml",
    "strength/exercises.toml",
    "strength/injuries.toml",
    "strength/links.toml",
    "strength/mistakes.toml",
    "strength/phases.toml",
    "strength/progression.toml",
    "strength/results.toml",
    "strength/rules.toml",
    "strength/selection.toml",
    "strength/session.toml",
    "strength/sources.toml",
    "strength/stages.toml",
    "strength/texts.toml",
];

/// Why files of knowledge cannot be used.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum KnowledgeError {
    /// No file of knowledge has this name.
    KnowledgeUnknown {
        /// The name.
        file: String,
        /// The names there are.
        known: Vec<&'static str>,
    },
    /// The breakdown rules cannot be used.
    KnowledgeRules {
        /// Why.
        why: RulesError,
    },
    /// The published tables cannot be used.
    KnowledgeNorms {
        /// Why.
        why: NormsError,
    },
    /// The strength catalogue or the rules of plans cannot be used.
    KnowledgeStrength {
        /// Why, with file and entry.
        why: String,
    },
}

fact!(error KnowledgeError);

impl From<CatalogueError> for KnowledgeError {
    fn from(error: CatalogueError) -> Self {
        KnowledgeError::KnowledgeStrength { why: error.to_string() }
    }
}

impl From<RulesError> for KnowledgeError {
    fn from(why: RulesError) -> Self {
        KnowledgeError::KnowledgeRules { why }
    }
}

impl From<NormsError> for KnowledgeError {
    fn from(why: NormsError) -> Self {
        KnowledgeError::KnowledgeNorms { why }
    }
}

/// Rules, exercises and tables: those of the program, or the user's own in place of
/// some.
///
/// ```
/// use runform::Knowledge;
///
/// // Files that are not given are those of the program.
/// let norms = std::fs::read_to_string("data/norms.toml").unwrap();
/// let own = Knowledge::from_files([("norms.toml", norms.as_str())]);
/// assert!(own.is_ok());
/// let error = Knowledge::from_files([("exercise.toml", "")]).unwrap_err();
/// assert!(error.to_string().starts_with("knowledge_unknown"));
/// ```
#[derive(Debug, Clone)]
pub struct Knowledge {
    /// In English first, then with the texts of German.
    told: Arc<[Told; 2]>,
    /// Files that are not those of the program, with a hash over them.
    own: Option<Arc<Own>>,
}

#[derive(Debug)]
struct Own {
    files: Vec<String>,
    digest: String,
}

/// All of it, with the texts of one language.
#[derive(Debug)]
struct Told {
    rules: Rules,
    norms: Norms,
    catalogue: Catalogue,
    plan: PlanRules,
}

impl Told {
    fn read(files: &BTreeMap<&str, &str>, language: &str) -> Result<Told, KnowledgeError> {
        let of = |name: &str, built_in: &'static str| *files.get(name).unwrap_or(&built_in);
        let rules = Rules::from_toml(of("breakdowns.toml", Rules::BUILTIN))?;
        let norms = match files.get("norms.toml") {
            Some(text) => Norms::from_toml(text)?,
            None => Norms::builtin()?.clone(),
        };
        let given = |name: &str| files.contains_key(format!("strength/{name}.toml").as_str());
        let own = match (language, files.get("strength/de.toml")) {
            ("en", _) => String::new(),
            (_, Some(text)) => (*text).to_owned(),
            // Of a file of the user's own the program has no texts in other languages.
            (language, None) => crate::strength::texts_without(language, &given),
        };
        let own = own.as_str();
        let (s, p, c) = (Files::default(), PlanFiles::default(), CoachingFiles::default());
        let catalogue = Files {
            exercises: of("strength/exercises.toml", s.exercises),
            links: of("strength/links.toml", s.links),
            sources: of("strength/sources.toml", s.sources),
            session: of("strength/session.toml", s.session),
            texts: of("strength/texts.toml", s.texts),
            own,
        };
        let catalogue = Catalogue::from_toml(&catalogue, &rules)?;
        let coaching = CoachingFiles {
            progression: of("strength/progression.toml", c.progression),
            stages: of("strength/stages.toml", c.stages),
            benchmarks: of("strength/benchmarks.toml", c.benchmarks),
            mistakes: of("strength/mistakes.toml", c.mistakes),
            results: of("strength/results.toml", c.results),
            injuries: of("strength/injuries.toml", c.injuries),
            own,
        };
        let plan = PlanFiles {
            rules: of("strength/rules.toml", p.rules),
            phases: of("strength/phases.toml", p.phases),
            selection: of("strength/selection.toml", p.selection),
            coaching,
        };
        let plan = PlanRules::from_toml(&plan, &catalogue)?;
        Ok(Told { rules, norms, catalogue, plan })
    }
}

impl Knowledge {
    /// What comes with the program, read once.
    ///
    /// # Errors
    /// What is broken in it; the tests make sure that nothing is.
    pub fn builtin() -> Result<Knowledge, KnowledgeError> {
        static BUILTIN: OnceLock<Result<Knowledge, KnowledgeError>> = OnceLock::new();
        BUILTIN.get_or_init(|| Knowledge::read(&BTreeMap::new())).clone()
    }

    /// That of the program with files (name and text) of the user's own in place of its
    /// own: `breakdowns.toml`, `norms.toml`, `strength/exercises.toml`, … as in the
    /// folder `data/` of the program.
    ///
    /// # Errors
    /// A name that no file of knowledge has; a file that cannot be used, with the entry
    /// that is wrong and what it has to be.
    pub fn from_files<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Knowledge, KnowledgeError> {
        let files: BTreeMap<&str, &str> = files.into_iter().collect();
        if let Some(file) = files.keys().find(|name| !FILES.contains(name)) {
            let known = FILES.to_vec();
            return Err(KnowledgeError::KnowledgeUnknown { file: (*file).to_owned(), known });
        }
        Knowledge::read(&files)
    }

    fn read(files: &BTreeMap<&str, &str>) -> Result<Knowledge, KnowledgeError> {
        let told = [Told::read(files, "en")?, Told::read(files, "de")?];
        let own = (!files.is_empty()).then(|| {
            let names = files.keys().map(|name| (*name).to_owned()).collect();
            let texts = files.iter().flat_map(|(name, text)| [*name, "\0", *text, "\0"]);
            let digest = sha256_hex(texts.collect::<String>().as_bytes());
            Arc::new(Own { files: names, digest })
        });
        Ok(Knowledge { told: Arc::new(told), own })
    }

    /// Whether a file is the user's own.
    pub fn replaces(&self, file: &str) -> bool {
        self.own.as_ref().is_some_and(|own| own.files.iter().any(|f| f == file))
    }

    /// SHA-256 over the files of the user's own; none where there are none.
    pub fn digest(&self) -> Option<&str> {
        self.own.as_ref().map(|own| own.digest.as_str())
    }

    /// As the analysis takes it.
    pub fn view(&self) -> analysis::Knowledge<'_> {
        let [english, _] = &*self.told;
        analysis::Knowledge {
            rules: &english.rules,
            catalogue: &english.catalogue,
            norms: &english.norms,
            own: self.digest(),
        }
    }

    /// When a change is a breakdown.
    pub fn rules(&self) -> &Rules {
        &self.told[0].rules
    }

    /// The exercises, told in a language.
    pub fn catalogue(&self, language: Language) -> &Catalogue {
        &self.in_language(language).catalogue
    }

    /// How training is planned, told in a language.
    pub fn plan(&self, language: Language) -> &PlanRules {
        &self.in_language(language).plan
    }

    /// How doses grow, told in a language.
    pub fn coaching(&self, language: Language) -> &Coaching {
        &self.plan(language).coaching
    }

    fn in_language(&self, language: Language) -> &Told {
        let [english, german] = &*self.told;
        match language {
            Language::English => english,
            Language::German => german,
        }
    }
}
