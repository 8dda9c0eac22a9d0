//! `--knowledge DIR`: the user's own rules, exercises and tables.

use std::path::PathBuf;
use std::sync::OnceLock;

use super::Trouble;
use crate::files;
use crate::knowledge::Knowledge;
use crate::strength::{Catalogue, Coaching, PlanRules};
use crate::words::{Language, Tongue, Words, english_of};

/// What was given; one command runs in one program.
static OWN: OnceLock<Knowledge> = OnceLock::new();

/// The option, for the commands that use what it replaces.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Own {
    /// A folder with your own rules, exercises or norms (breakdowns.toml, norms.toml,
    /// strength/exercises.toml, …, as in the folder data of the program); a file that is
    /// not there is that of the program.
    #[arg(id = "knowledge", long = "knowledge", value_name = "DIR")]
    pub(super) folder: Option<PathBuf>,
}

impl Own {
    /// Reads the folder, where one is given, for everything that follows.
    pub(super) fn settle(&self) -> Result<(), Trouble> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let wrong =
            |what: String| Trouble::Usage(format!("the knowledge in {}: {what}", folder.display()));
        let read = files::knowledge::texts(folder).map_err(wrong)?;
        let texts = read.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let own = Knowledge::from_files(texts).map_err(|e| wrong(english_of(&e)))?;
        // Every command settles once.
        let _ = OWN.set(own);
        Ok(())
    }
}

/// What the user gave; none where everything is that of the program.
pub(super) fn own() -> Option<Knowledge> {
    OWN.get().cloned()
}

/// What is known: the user's own, or that of the program.
pub(super) fn known() -> Result<&'static Knowledge, Trouble> {
    static BUILTIN: OnceLock<Knowledge> = OnceLock::new();
    if let Some(own) = OWN.get() {
        return Ok(own);
    }
    let builtin = Knowledge::builtin().map_err(|e| Trouble::Failed(english_of(&e)))?;
    Ok(BUILTIN.get_or_init(|| builtin))
}

/// The exercises.
pub(super) fn catalogue() -> Result<&'static Catalogue, Trouble> {
    Ok(known()?.catalogue(Language::English))
}

/// How plans are made.
pub(super) fn plan_rules() -> Result<&'static PlanRules, Trouble> {
    Ok(known()?.plan(Language::English))
}

/// How doses grow.
pub(super) fn coaching() -> Result<&'static Coaching, Trouble> {
    Ok(known()?.coaching(Language::English))
}

/// The words of a reader, with what is known.
pub(super) fn words(tongue: Tongue) -> Words {
    Words::new(tongue).knowing(own())
}
