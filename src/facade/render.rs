//! Analyses → documents, pages, texts and tables.

use crate::analysis::Analyzed;
use crate::knowledge::Knowledge;
use crate::report::json::{self, Layout};
use crate::report::tables::{self, Table};
use crate::report::terminal::{self, View};
use crate::report::{goldencheetah, html};
use crate::runs::Problem;
use crate::study::row::Who;
use crate::units::Units;
use crate::words::{Language, Surface, Tongue, Words};

/// What an analysis is turned into.
///
/// ```
/// use runform::{Format, Layout};
///
/// let with_samples = Format::Json(Layout { series: true, ..Layout::default() });
/// assert_ne!(with_samples, Format::Html);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// The document, as `runform analyze --format json` prints it.
    Json(Layout),
    /// The runner's page, whole in one file.
    Html,
    /// The summary, as `runform analyze` prints it.
    Text,
    /// The summary in full length.
    Details,
    /// The run for GoldenCheetah; nothing of a run without a date.
    GoldenCheetah,
}

/// For whom: language and units of pages and texts (documents and tables are in English
/// and SI-like units).
///
/// ```
/// use runform::{Language, Style, Units};
///
/// let style = Style::new().language(Language::German).units(Units::Metric).width(72);
/// # let _ = style;
/// ```
#[derive(Debug, Clone)]
pub struct Style {
    language: Language,
    units: Units,
    width: usize,
    knowledge: Option<Knowledge>,
}

impl Default for Style {
    fn default() -> Self {
        Style { language: Language::English, units: Units::Metric, width: 80, knowledge: None }
    }
}

impl Style {
    /// English, kilometres, 80 columns.
    pub fn new() -> Self {
        Self::default()
    }

    /// In this language.
    #[must_use]
    pub fn language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// With these units of pace and distance.
    #[must_use]
    pub fn units(mut self, units: Units) -> Self {
        self.units = units;
        self
    }

    /// The rules and exercises of the analysis, where they are not those of the program.
    #[must_use]
    pub fn knowledge(mut self, knowledge: Knowledge) -> Self {
        self.knowledge = Some(knowledge);
        self
    }

    /// Columns of a text.
    #[must_use]
    pub fn width(mut self, columns: usize) -> Self {
        self.width = columns;
        self
    }
}

/// The bytes of a document, a page or a text.
///
/// ```
/// use runform::{Analyzer, Format, Language, Layout, ReadOptions, Style, render};
///
/// # fn main() -> Result<(), runform::Error> {
/// # let bytes = std::fs::read("data/samples/tired_long_run.fit").unwrap_or_default();
/// # let analyzer = Analyzer::new();
/// # let recordings = analyzer.read(bytes, &ReadOptions::new())?.recordings;
/// let run = analyzer.analyze(&recordings[0])?;
/// let document = render(&run, Format::Json(Layout::default()), &Style::new())?;
/// assert!(document.starts_with(b"{\"schema\":\"runform/analysis/2\""));
/// let page = render(&run, Format::Html, &Style::new().language(Language::German))?;
/// assert!(page.starts_with(b"<!doctype html>"));
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// Only a mistake of the program.
pub fn render(run: &Analyzed, format: Format, style: &Style) -> Result<Vec<u8>, Problem> {
    let tongue = |surface| Tongue { language: style.language, units: style.units, surface };
    let text = match format {
        Format::Json(layout) => json::document(run, layout),
        Format::Html => {
            let (settings, knowledge) = (run.settings.clone(), style.knowledge.clone());
            let tongue = tongue(Surface::CommandLine);
            html::runner(run, &html::Style { tongue, settings, knowledge })
        }
        Format::Text | Format::Details => {
            let words = &Words::new(tongue(Surface::Library)).knowing(style.knowledge.clone());
            let details = format == Format::Details;
            let view = View { words, columns: style.width, details };
            let told = terminal::summary(&run.analysis, view) + &terminal::closing(view);
            Ok(anstream::adapter::strip_str(&told).to_string())
        }
        Format::GoldenCheetah => goldencheetah::goldencheetah(run).map(Option::unwrap_or_default),
    };
    text.map(String::into_bytes).map_err(|e| Problem::ProgramError { said: e.to_string() })
}

/// The tables of a run: `recordings`, `segments`, `comparisons`, `findings`, `add_ons`,
/// `series`, `steps`, as `--out` writes them.
///
/// ```
/// use runform::{Analyzer, Cells, ReadOptions, tables};
///
/// # fn main() -> Result<(), runform::Error> {
/// # let bytes = std::fs::read("data/samples/tired_long_run.fit").unwrap_or_default();
/// # let analyzer = Analyzer::new();
/// # let recordings = analyzer.read(bytes, &ReadOptions::new())?.recordings;
/// let run = analyzer.analyze(&recordings[0])?;
/// let series = tables(&run).into_iter().find(|t| t.name == "series").unwrap();
/// let (name, times) = &series.columns[2];
/// assert!(name == "t_s" && matches!(times, Cells::Number(seconds) if seconds.len() > 3600));
/// # Ok(())
/// # }
/// ```
pub fn tables(run: &Analyzed) -> Vec<Table> {
    tables::of(run, &Who::default()).into()
}
