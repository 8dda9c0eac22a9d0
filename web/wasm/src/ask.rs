//! The questions of the page.

use runform::import::ImportOptions;
use runform::runs::{Extras, Task};
use runform::words::{Surface, Tongue};
use runform::{Language, Placement, Units};
use serde::Deserialize;

use crate::said::{Said, tell};
use crate::{analyses, known, plan, trend};

/// What the page asks.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Question {
    /// What can be chosen.
    Know { reader: Reader },
    /// Whether a file is that of a motion sensor, and where it sat.
    Look { file: File, reading: Reading },
    /// Analyses files: each on its own, or all as the sensors of one run.
    Analyze(Order),
    /// The page of a run that was analysed.
    Page { key: u32, index: usize, reader: Reader },
    /// The answer of a document in a sentence.
    Answer { document: usize, reader: Reader },
    /// The trend of several documents.
    Trend { documents: Vec<usize>, form: TrendForm, reader: Reader },
    /// A plan that answers a document.
    Plan { document: usize, wishes: plan::Wishes, form: plan::Form, reader: Reader },
}

/// Files to analyse.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Order {
    /// What the page calls them.
    pub key: u32,
    pub files: Vec<File>,
    /// They are the sensors of one run.
    pub together: bool,
    /// The watch that was worn beside them.
    pub watch: Option<File>,
    /// Only this run of them, whose page is wanted.
    pub only: Option<usize>,
    pub reading: Reading,
    pub reader: Reader,
}

/// A file of the page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    pub name: String,
    /// Where its bytes are.
    pub at: usize,
    /// Where its sensor sat, among several.
    #[serde(default)]
    pub placement: Option<String>,
}

/// How files are read.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Reading {
    pub placement: Option<String>,
    pub speed_mps: Option<f64>,
    pub grade_pct: Option<f64>,
}

/// Form of a trend.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TrendForm {
    Page,
    Json,
}

/// Who reads.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reader {
    language: String,
    units: String,
}

impl Reader {
    pub(crate) fn language(&self) -> Language {
        Language::from_code(&self.language).unwrap_or_default()
    }

    pub(crate) fn units(&self) -> Units {
        if self.units == "imperial" { Units::Imperial } else { Units::Metric }
    }

    pub(crate) fn tongue(&self) -> Tongue {
        Tongue { language: self.language(), units: self.units(), surface: Surface::Library }
    }
}

impl Reading {
    /// As the options `--placement`, `--speed` and `--grade`.
    pub(crate) fn task(&self) -> Task {
        let placement = self.placement.as_deref().and_then(Placement::from_id);
        let import = ImportOptions { placement, ..ImportOptions::default() };
        let (speed_mps, grade_pct) = (self.speed_mps, self.grade_pct);
        let extras = Extras { speed_mps, grade_pct, ..Extras::default() };
        Task { import, extras, ..Task::default() }
    }
}

/// Answers by telling.
pub(crate) fn answer(question: Question) {
    match question {
        Question::Know { reader } => tell(&Said::Known(known::known(&reader)), &[]),
        Question::Look { file, reading } => analyses::look(file, &reading),
        Question::Analyze(order) => analyses::analyze(order),
        Question::Page { key, index, reader } => analyses::page(key, index, &reader),
        Question::Answer { document, reader } => analyses::answer(document, &reader),
        Question::Trend { documents, form, reader } => {
            told(trend::trend(&documents, &form, &reader))
        }
        Question::Plan { document, wishes, form, reader } => {
            told(plan::plan(document, &wishes, form, &reader));
        }
    }
}

fn told(made: Result<String, String>) {
    match made {
        Ok(text) => tell(&Said::File, text.as_bytes()),
        Err(what) => tell(&Said::Wrong { what }, &[]),
    }
}
