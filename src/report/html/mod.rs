//! Pages for people: self-contained HTML with charts drawn here as SVG, so that a
//! page needs no network and no script to be read, printed or heard. The script
//! adds hovering; see `docs/reports.md` for the look.

mod balance;
mod cards;
mod draw;
mod export;
mod laps;
mod method;
mod points;
mod quality;
mod refused;
mod runner;
mod speed;
mod steps;
pub mod study;
mod team;
mod timeline;
mod timeline_data;
mod trend;
mod waves;
mod work;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use askama::filters::{Escaper, Html as HtmlEscaper};

pub use export::{Chart, ChartFolder, charts};
pub use refused::refused;
pub use runner::runner;
pub use team::team;
pub use trend::trend;

use super::json;
use super::text::is_direction_mark;
use super::write::{self, Stems};
use crate::analysis::Analyzed;
use crate::settings::Settings;
use crate::units::Units;

/// The look of all pages.
const LOOK: &str = include_str!("look.css");
/// Filters, order and printing of lists.
const LIST_SCRIPT: &str = include_str!("list.js");

/// Status of what was left aside beside a run; see [`Pages::add_refused`].
pub(in crate::report) const SKIPPED: &str = "skipped";

/// What a page needs to know beside the analysis.
#[derive(Debug, Clone)]
pub struct Style {
    /// Units of pace and distance.
    pub units: Units,
    /// The settings of the analysis.
    pub settings: Settings,
}

/// Pages of several recordings: `DIR/NAME.html`, or one given file.
pub struct Pages {
    style: Style,
    path: PathBuf,
    /// The path is a file, which holds one recording.
    single: bool,
    stems: Stems,
    /// The input whose page the file holds, and whether it is that of an analysis.
    written: Option<(String, bool)>,
}

impl Pages {
    /// A path ending in `.html` or `.htm` is a file, any other a folder.
    pub fn new(path: PathBuf, style: Style) -> Pages {
        let ending = path.extension().map(|e| e.to_ascii_lowercase());
        let named = matches!(ending.as_ref().and_then(|e| e.to_str()), Some("html" | "htm"));
        let single = named && !path.is_dir();
        Pages { style, path, single, stems: Stems::default(), written: None }
    }

    /// Writes the page of a recording. In a file of its own it takes the place of
    /// the page of another part of the same input that was refused.
    ///
    /// # Errors
    /// Words on what went wrong and what to do.
    pub fn add(&mut self, analyzed: &Analyzed) -> Result<(), String> {
        let path = &analyzed.analysis.recording.path;
        if self.single && self.written.as_ref().is_some_and(|(of, whole)| of == path && !whole) {
            self.written = None;
        }
        self.write(path, true, |style| runner(analyzed, style))
    }

    /// Writes the page of an input without an analysis; `status` as in the tables.
    /// What was left aside beside a run (`skipped`: the swim of a triathlon, the
    /// list of an archive) has no page: the page of the run tells it.
    ///
    /// # Errors
    /// Words on what went wrong and what to do.
    pub fn add_refused(&mut self, path: &str, status: &str, reason: &str) -> Result<(), String> {
        let told = self.single && self.written.as_ref().is_some_and(|(of, _)| of == path);
        if status == SKIPPED || told {
            return Ok(());
        }
        self.write(path, false, |_| refused(path, status, reason))
    }

    fn write(
        &mut self,
        recording: &str,
        analyzed: bool,
        page: impl FnOnce(&Style) -> io::Result<String>,
    ) -> Result<(), String> {
        let failed = |path: &Path, e: std::io::Error| {
            format!("the page {} could not be written: {e}", path.display())
        };
        let target = match (self.single, &self.written) {
            (true, Some(_)) => {
                return Err(format!(
                    "{} holds the page of another recording already; give --html a folder to get a page for each.",
                    self.path.display()
                ));
            }
            (true, None) => self.path.clone(),
            (false, _) => {
                std::fs::create_dir_all(&self.path).map_err(|e| failed(&self.path, e))?;
                let stem = self.stems.next(recording);
                self.path.join(format!("{stem}.html"))
            }
        };
        let page = page(&self.style).map_err(|e| failed(&target, e))?;
        write::whole(target.clone(), page.as_bytes()).map_err(|e| failed(&target, e))?;
        self.written = Some((recording.to_owned(), analyzed));
        Ok(())
    }
}

/// The text of a page, without characters that have no picture.
fn finished(page: &impl askama::Template) -> io::Result<String> {
    let mut page = page.render().map_err(io::Error::other)?;
    page.retain(|c| c == '\n' || !(c.is_control() || is_direction_mark(c)));
    Ok(page)
}

/// Markup made here, not to be escaped again.
#[derive(Debug, Clone, Default)]
struct Markup(String);

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Markup {}

/// A number on the page that is also in the JSON document: `text` for people, and
/// for programs where it comes from (`of`: a segment or `comparison`), the metric,
/// the field, and the value as the document has it (empty for null).
fn number(of: &str, metric: &str, field: &str, value: Option<f64>, text: &str) -> Markup {
    let value = value.filter(|v| v.is_finite()).map(|v| json::round(v).to_string());
    let mut out = String::from("<span class=\"num\"");
    let attributes = [("of", of), ("metric", metric), ("field", field)];
    let value = ("value", value.as_deref().unwrap_or_default());
    for (name, content) in attributes.into_iter().chain([value]) {
        out.push_str(" data-");
        out.push_str(name);
        out.push_str("=\"");
        escape(&mut out, content);
        out.push('"');
    }
    out.push('>');
    escape(&mut out, text);
    out.push_str("</span>");
    Markup(out)
}

fn escape(out: &mut String, text: &str) {
    // Writing to a String does not fail.
    let _ = HtmlEscaper.write_escaped_str(out, text);
}

/// The numbers behind a chart, as a table.
#[derive(Debug)]
struct DataTable {
    caption: String,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_carry_their_value_and_escape_their_text() {
        let n = number("fresh", "cadence", "median", Some(170.000_04), "<170>");
        assert_eq!(
            n.0,
            "<span class=\"num\" data-of=\"fresh\" data-metric=\"cadence\" data-field=\"median\" data-value=\"170\">&#60;170&#62;</span>"
        );
        assert!(number("a", "b", "c", Some(f64::NAN), "-").0.contains("data-value=\"\""));
    }

    #[test]
    fn the_ending_tells_file_from_folder() {
        let style = || Style { units: Units::Metric, settings: Settings::default() };
        let single = |path: &str| Pages::new(path.into(), style()).single;
        assert!(single("a/b.HTML") && single("b.htm"));
        assert!(!single("a/b") && !single("run.2024"));
    }
}
