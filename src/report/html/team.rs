//! The coach's page: runners by rows, and a part of each to print.

mod parts;
mod row;

use std::io;

use askama::Template;

use super::{LIST_SCRIPT, LOOK, Markup, Style, finished};
use crate::form::{Confidence, Label};
use crate::report::show;
use crate::report::text::clean;
use crate::team::{Athlete, Team};
pub(super) use parts::{Moved, moved};
use parts::{Part, Undated};
use row::Row;

/// One choice of a filter: value and text.
type Choice = (String, String);

#[derive(Template)]
#[template(path = "team.html")]
struct TeamPage {
    look: &'static str,
    script: &'static str,
    version: &'static str,
    title: String,
    facts: Vec<(&'static str, String)>,
    answer: String,
    initials_only: bool,
    rows: Vec<Row>,
    groups: Vec<Choice>,
    weaknesses: Vec<Choice>,
    spread: Vec<SpreadRow>,
    parts: Vec<Part>,
    notes: Vec<String>,
}

/// How many runners show a weakness.
struct SpreadRow {
    title: String,
    athletes: Markup,
    sure: Markup,
    share: String,
}

/// The page of a team: a view of its document.
///
/// # Errors
/// Only those of the template engine, which has no reason for any.
pub fn team(team: &Team, style: &Style) -> io::Result<String> {
    let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let runs: usize = team.athletes.iter().map(|a| a.runs.len()).sum();
    let without: usize = team.athletes.iter().map(|a| a.without_analysis.len()).sum();
    let mut facts = vec![("Runners", team.athletes.len().to_string()), ("Runs", runs.to_string())];
    if without > 0 {
        facts.push(("Files without analysis", without.to_string()));
    }
    if let Some((first, last)) = period(team) {
        let text = if first == last { first } else { format!("{first} to {last}") };
        facts.push(("From", text));
    }
    let mut groups: Vec<String> = team.athletes.iter().filter_map(|a| a.group.clone()).collect();
    groups.sort();
    groups.dedup();
    let all = team.athletes.len().max(1) as f64;
    let page = TeamPage {
        look: LOOK,
        script: LIST_SCRIPT,
        version: team.runform_version,
        title: count(team.athletes.len(), "runner"),
        facts,
        answer: answer(team),
        initials_only: team.initials_only,
        rows: team.athletes.iter().enumerate().map(|(i, a)| row::row(i, a, style)).collect(),
        groups: groups.into_iter().map(|g| (row::token(&g), clean(&g))).collect(),
        weaknesses: team.weaknesses.iter().map(|w| (w.id.clone(), w.title.clone())).collect(),
        spread: team
            .weaknesses
            .iter()
            .enumerate()
            .map(|(i, w)| {
                let of = |field: &str, n: usize| {
                    let value = Some(n as f64);
                    super::number(&format!("weaknesses.{i}"), "", field, value, &n.to_string())
                };
                SpreadRow {
                    title: w.title.clone(),
                    athletes: of("athletes", w.athletes),
                    sure: of("at_least_moderate", w.at_least_moderate),
                    share: format!("{:.0}", 100.0 * w.athletes as f64 / all),
                }
            })
            .collect(),
        parts: team.athletes.iter().enumerate().map(|(i, a)| parts::part(i, a, style)).collect(),
        notes: team.notes.iter().map(|n| clean(n)).collect(),
    };
    finished(&page)
}

/// Days of the first and the last run.
fn period(team: &Team) -> Option<(String, String)> {
    let starts = team.athletes.iter().flat_map(|a| &a.runs).filter_map(|r| r.start.as_deref());
    let mut days: Vec<&str> = starts.filter_map(|s| s.get(..10)).collect();
    days.sort_unstable();
    let day = |d: &str| clean(show::date(&format!("{d}T00:00:00")).trim_end_matches(", 00:00"));
    Some((day(days.first()?), day(days.last()?)))
}

/// What the whole shows, in one sentence.
fn answer(team: &Team) -> String {
    let judged = team.athletes.iter().filter(|a| !a.runs.is_empty()).count();
    let shows = |a: &&Athlete| {
        a.weaknesses.iter().any(|w| w.confidence >= Confidence::Moderate && w.label != Label::Drift)
    };
    let showing = team.athletes.iter().filter(shows).count();
    match (judged, showing) {
        (0, _) => "None of the files could be analysed.".into(),
        (_, 0) => {
            format!("Of {judged} with runs, none shows a weakness of at least moderate confidence.")
        }
        _ => {
            let first = team.weaknesses.iter().max_by_key(|w| w.at_least_moderate);
            let most = first.filter(|w| w.at_least_moderate > 1).map(|w| {
                format!(" Most often ({}): {}.", w.at_least_moderate, show::lower(&w.title))
            });
            format!(
                "{showing} of {judged} with runs {} something that stands out with at least moderate confidence.{}",
                if showing == 1 { "shows" } else { "show" },
                most.unwrap_or_default()
            )
        }
    }
}
