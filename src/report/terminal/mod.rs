//! The summary on a terminal: ten lines for one run, a line per run for several,
//! everything with `--details`.

mod brief;
mod details;
mod line;
mod work;

use anstyle::{AnsiColor, Style};

use super::change;
use super::show::Shown;
use super::text::{Page, columns, width};
use crate::analysis::Analysis;
use crate::compare::{MetricChange, Verdict};
use crate::words::{Surface, Words};

pub(in crate::report) use brief::{FIRST, caveat, chosen, facts, first_shown, name};
pub use line::{Totals, line};
pub(in crate::report) use work::in_a_line as todo;

/// How the summary is shown.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The reader's words and units.
    pub words: &'a Words,
    /// Columns of the terminal.
    pub columns: usize,
    /// Everything in full length rather than the most important.
    pub details: bool,
}

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// The summary of one run, with escape sequences for style; strip them where colour is
/// not wanted.
pub fn summary(analysis: &Analysis, view: View) -> String {
    let mut page = Page::new(view.columns);
    if view.details {
        details::page(&mut page, analysis, view.words);
    } else {
        brief::page(&mut page, analysis, view.words);
    }
    page.finish()
}

/// What stands once below all summaries: that this is no medical advice, and where
/// more is told.
pub fn closing(view: View) -> String {
    let mut page = Page::new(view.columns);
    let id = match view.words.tongue().surface {
        Surface::CommandLine if view.details => "closing-details",
        Surface::CommandLine => "closing",
        _ => "closing-short",
    };
    page.text(DIM, &view.words.t(id));
    page.finish()
}

/// The table of changes: the same columns at every width; where a terminal is too
/// narrow for them, every row becomes a paragraph.
fn table(page: &mut Page, metrics: &[&MetricChange], words: &Words) {
    let head = ["", "fresh", "tired", "change", "range"];
    let head = head.map(|id| match id {
        "" => String::new(),
        id => words.t(&format!("column-{id}")),
    });
    let head: Vec<String> = head.into_iter().chain([String::new()]).collect();
    let rows = metrics.iter().map(|m| {
        let shown = Shown::told(words, m.metric, &m.unit);
        let [fresh, tired] = change::levels(m);
        let label = format!("{}{}", shown.label, if m.estimated { " *" } else { "" });
        vec![
            label,
            shown.level_within(fresh, m.accuracy),
            shown.level_within(tired, m.accuracy),
            shown.change(m.adjusted_change),
            shown.interval(m.ci95),
            change::verdict(m, words),
        ]
    });
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
    let styles: Vec<Style> =
        std::iter::once(DIM).chain(metrics.iter().map(|m| style_of(m))).collect();
    let right = [false, true, true, true, false, false];
    let lines = columns(&rows, &right);
    if lines.iter().all(|l| width(l) <= page.width()) {
        for (line, style) in lines.iter().zip(styles) {
            page.line(style, line);
        }
        return;
    }
    for (row, style) in rows.iter().zip(styles).skip(1) {
        let [name, fresh, tired, by, range, verdict] = row.as_slice() else { continue };
        let levels = if by == "-" { String::new() } else { format!(": {by} ({range})") };
        page.item("- ", style, &format!("{name} {fresh} → {tired}{levels} {verdict}"));
    }
}

fn style_of(change: &MetricChange) -> Style {
    match change.verdict {
        Verdict::Clear | Verdict::Likely if change.adverse => AnsiColor::Yellow.on_default().bold(),
        Verdict::Possible if change.adverse => AnsiColor::Yellow.on_default(),
        Verdict::Insufficient => DIM,
        _ => PLAIN,
    }
}
