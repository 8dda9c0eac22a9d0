//! Pages for people: self-contained HTML with charts drawn here as SVG, so that a
//! page needs no network and no script to be read, printed or heard. The script
//! adds hovering; see `docs/reports.md` for the look.

mod balance;
mod cards;
mod draw;
mod export;
mod head;
mod hero;
mod laps;
mod method;
mod points;
mod policy;
mod quality;
mod refused;
mod runner;
mod speed;
mod steps;
pub mod studied;
pub mod study;
mod team;
mod timeline;
mod timeline_data;
mod trend;
mod trend_charts;
mod waves;
mod work;

use std::fmt;
use std::io;

use askama::filters::{Escaper, Html as HtmlEscaper};

pub use export::{Chart, charts};
pub use head::head;
pub(crate) use policy::sealed;
pub use refused::refused;
pub use runner::{card, runner};
pub use team::team;
pub use trend::trend;

use super::json;
use super::show::Shown;
use super::text::is_direction_mark;
use crate::knowledge::Knowledge;
use crate::metrics::{Accuracy, Metric};
use crate::settings::Settings;
use crate::words::{Tongue, Words};

/// The look of all pages.
const LOOK: &str = include_str!("look.css");
/// Filters, order and printing of lists.
const LIST_SCRIPT: &str = include_str!("list.js");

/// What a page needs to know beside the analysis.
#[derive(Debug, Clone)]
pub struct Style {
    /// Language and units of the reader.
    pub tongue: Tongue,
    /// The settings of the analysis.
    pub settings: Settings,
    /// The user's own rules and exercises, where there are some.
    pub knowledge: Option<Knowledge>,
}

impl Style {
    fn words(&self) -> Words {
        Words::new(self.tongue).knowing(self.knowledge.clone())
    }
}

/// The text of a page, without characters that have no picture, wherever they came from;
/// a browser runs no script on it but the page's own.
fn finished(page: &impl askama::Template) -> io::Result<String> {
    let mut page = page.render().map_err(io::Error::other)?;
    page.retain(|c| c == '\n' || !(c.is_control() || is_direction_mark(c)));
    Ok(policy::sealed(page))
}

/// Markup made here, not to be escaped again.
#[derive(Debug, Clone, Default)]
struct Markup(String);

impl Markup {
    /// A plain text.
    fn text(text: &str) -> Markup {
        let mut out = String::new();
        escape(&mut out, text);
        Markup(out)
    }
}

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

/// A level with the half width of its 95 % interval, where that is known.
fn level(
    (of, metric, field): (&str, Metric, &str),
    value: Option<f64>,
    shown: &Shown,
    accuracy: Option<Accuracy>,
) -> Markup {
    let mut out = number(of, metric.id(), field, value, &shown.level(value)).0;
    if let Some(known) = accuracy.filter(|_| value.is_some_and(f64::is_finite)) {
        out.push_str("<span class=\"of\">");
        escape(&mut out, &shown.doubt(known));
        out.push_str("</span>");
    }
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
}
