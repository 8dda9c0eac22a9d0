//! Recordings → analyses.

use super::read::{Recordings, join_with, placed, read_with};
use super::{ReadOptions, Recording, SensorFile};
use crate::analysis::{Analyzed, analyze};
use crate::knowledge::Knowledge;
use crate::runs::{Problem, Task, analyze_input, analyze_piece, read_joined};
use crate::settings::Settings;

/// What became of an input, or of one recording in it: see [`Analyzer::outcomes`].
pub use crate::runs::Outcome;

/// Analyses recordings, with the settings and the knowledge of the program or others.
///
/// ```
/// use runform::{Analyzer, ReadOptions, Settings};
///
/// # fn main() -> Result<(), runform::Error> {
/// # let bytes = std::fs::read("data/samples/tired_long_run.fit").unwrap_or_default();
/// let mut settings = Settings::default();
/// settings.runner.mass_kg = Some(68.0);
/// let analyzer = Analyzer::new().settings(settings);
/// for recording in &analyzer.read(bytes, &ReadOptions::new())? {
///     let run = analyzer.analyze(recording)?;
///     assert!(!run.analysis.findings.is_empty(), "this sample breaks down");
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default)]
pub struct Analyzer {
    settings: Settings,
    knowledge: Option<Knowledge>,
}

impl Analyzer {
    /// With the settings and the knowledge that come with the program.
    pub fn new() -> Self {
        Self::default()
    }

    /// With these settings.
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// With this knowledge.
    #[must_use]
    pub fn knowledge(mut self, knowledge: Knowledge) -> Self {
        self.knowledge = Some(knowledge);
        self
    }

    /// As [`read`](crate::read), with the settings of this analyzer (they say where a
    /// long recording of motion sensors is cut).
    ///
    /// # Errors
    /// The first failure, where not a single recording could be read.
    pub fn read(
        &self,
        bytes: impl Into<Vec<u8>>,
        options: &ReadOptions,
    ) -> Result<Recordings, Problem> {
        read_with(bytes.into(), options.called(), &self.task(options))
    }

    /// As [`join`](crate::join), with the settings of this analyzer.
    ///
    /// # Errors
    /// When one of the files cannot be used.
    pub fn join(
        &self,
        files: Vec<SensorFile>,
        options: &ReadOptions,
    ) -> Result<Recordings, Problem> {
        join_with(files, &self.task(options))
    }

    /// Analyses one recording. The result depends on nothing but the recording, the
    /// settings and the knowledge.
    ///
    /// # Errors
    /// [`Problem::Refused`] when it is not a run, or holds nothing about form.
    pub fn analyze(&self, recording: &Recording) -> Result<Analyzed, Problem> {
        let Recording { recording, origin } = recording;
        let knowledge = self.task(&ReadOptions::new()).knowledge()?;
        Ok(analyze(recording, origin, &self.settings, knowledge.view())?)
    }

    /// Reads and analyses everything in a file, as the command line does: a file that
    /// holds a run beside other sports gives the run alone, with a note.
    pub fn outcomes(&self, bytes: impl Into<Vec<u8>>, options: &ReadOptions) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        analyze_input(options.called(), Ok(bytes.into()), &self.task(options), &mut |outcome| {
            outcomes.push(outcome);
            true
        });
        outcomes
    }

    /// The same of several files of one run.
    pub fn outcomes_together(&self, files: Vec<SensorFile>, options: &ReadOptions) -> Vec<Outcome> {
        let task = self.task(options);
        let (name, placed) = placed(files);
        analyze_piece(read_joined(&name, placed, &task), &task)
    }

    pub(super) fn task(&self, options: &ReadOptions) -> Task {
        let (settings, knowledge) = (self.settings.clone(), self.knowledge.clone());
        Task { settings, knowledge, ..options.task.clone() }
    }
}
