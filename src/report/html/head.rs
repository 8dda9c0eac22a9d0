//! The head of the report as a piece of a page: what a notebook shows of an analysis.

use std::io;

use askama::Template;

use crate::analysis::Analysis;
use crate::compare::Status;
use crate::report::answer::answer;
use crate::report::change;
use crate::report::show::Shown;
use crate::report::terminal::{caveat, chosen, facts, name, todo};
use crate::words::Words;

#[derive(Template)]
#[template(path = "head.html")]
struct Head {
    name: String,
    facts: Vec<String>,
    answer: String,
    columns: [String; 6],
    rows: Vec<Row>,
    todo: Option<String>,
    caveat: String,
    closing: String,
}

struct Row {
    label: String,
    cells: [String; 5],
}

/// The run, the answer, the numbers that matter most at equal pace, what to do, and the
/// one thing that limits it: the ten lines of the terminal.
///
/// # Errors
/// Only those of the template.
pub fn head(analysis: &Analysis, words: &Words) -> io::Result<String> {
    let compared = analysis.comparison.status == Status::Compared;
    let rows = chosen(analysis).into_iter().filter(|_| compared).map(|m| {
        let shown = Shown::told(words, m.metric, &m.unit);
        let [fresh, tired] = change::levels(m);
        let cells = [
            shown.level(fresh),
            shown.level(tired),
            shown.change(m.adjusted_change),
            shown.interval(m.ci95),
            change::verdict(m, words),
        ];
        Row { label: format!("{}{}", shown.label, if m.estimated { " *" } else { "" }), cells }
    });
    let titled = |id: &str| if id.is_empty() { String::new() } else { words.t(id) };
    let (first, more) = caveat(analysis, words);
    let told = format!("{first} {more}");
    super::finished(&Head {
        name: name(analysis),
        facts: facts(analysis, words),
        answer: answer(analysis, words),
        columns: ["", "column-fresh", "column-tired", "column-change", "column-range", ""]
            .map(titled),
        rows: rows.collect(),
        todo: todo(analysis, words),
        caveat: told.trim_end().to_owned(),
        closing: words.t("closing-short"),
    })
}
