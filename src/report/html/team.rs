//! The coach's page: runners by rows, and a part of each to print.

mod cards;
mod matrix;
mod parts;
mod row;

use std::io;

use askama::Template;

use super::runner::css_string;
use super::{LIST_SCRIPT, LOOK, Markup, Style, finished};
use crate::form::Confidence;
use crate::report::text::clean;
use crate::report::{findings, show};
use crate::team::{Athlete, Team};
use crate::words::Words;
use cards::{Card, Squad};
use matrix::{Cell, MatrixRow, Sides};
pub(super) use parts::{Moved, moved, trend_word};
use parts::{Part, Undated};

/// One choice of a filter: value and text.
type Choice = (String, String);

#[derive(Template)]
#[template(path = "team.html")]
struct TeamPage<'a> {
    look: &'static str,
    script: &'static str,
    version: &'static str,
    w: &'a Words,
    lang: &'static str,
    print_head: Markup,
    title: String,
    facts: Vec<String>,
    answer: String,
    initials_only: bool,
    heads: Vec<String>,
    rows: Vec<MatrixRow>,
    cards: Vec<Card>,
    squad: Squad,
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
    let words = &style.words();
    let count = |id: &str, n: usize| words.text(id, &[("n", (n as f64).into())]);
    let runs: usize = team.athletes.iter().map(|a| a.runs.len()).sum();
    let without: usize = team.athletes.iter().map(|a| a.without_analysis.len()).sum();
    let mut facts = vec![count("team-runs", runs)];
    if without > 0 {
        facts.push(count("team-without", without));
    }
    if let Some((first, last)) = period(team, words) {
        facts.push(if first == last { first } else { format!("{first} {} {last}", words.t("to")) });
    }
    let mut groups: Vec<String> = team.athletes.iter().filter_map(|a| a.group.clone()).collect();
    groups.sort();
    groups.dedup();
    let all = team.athletes.len().max(1) as f64;
    let titled = |id: &str, given: &str| {
        words
            .translation("breakdowns.toml", &format!("rule-{id}-title"))
            .unwrap_or_else(|| given.to_owned())
    };
    let title = count("team-title", team.athletes.len());
    let of = team.athletes.iter().enumerate();
    let page = TeamPage {
        look: LOOK,
        script: LIST_SCRIPT,
        version: team.runform_version,
        w: words,
        lang: words.tongue().language.code(),
        print_head: css_string(&title),
        title,
        facts,
        answer: answer(team, words),
        initials_only: team.initials_only,
        heads: matrix::heads(words),
        rows: of.clone().map(|(i, a)| matrix::row(i, a, style, words)).collect(),
        cards: of.clone().map(|(i, a)| cards::card(i, a, style, words)).collect(),
        squad: cards::squad(&team.athletes, &team.weaknesses, words),
        groups: groups.into_iter().map(|g| (row::token(&g), clean(&g))).collect(),
        weaknesses: team
            .weaknesses
            .iter()
            .map(|w| (w.id.clone(), titled(&w.id, &w.title)))
            .collect(),
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
                    title: titled(&w.id, &w.title),
                    athletes: of("athletes", w.athletes),
                    sure: of("at_least_moderate", w.at_least_moderate),
                    share: format!("{:.0}", 100.0 * w.athletes as f64 / all),
                }
            })
            .collect(),
        parts: of.map(|(i, a)| parts::part(i, a, style)).collect(),
        notes: team.notes.iter().map(|n| clean(&words.say(n))).collect(),
    };
    finished(&page)
}

/// Days of the first and the last run.
fn period(team: &Team, words: &Words) -> Option<(String, String)> {
    let starts = team.athletes.iter().flat_map(|a| &a.runs).filter_map(|r| r.start.as_deref());
    let mut days: Vec<&str> =
        starts.filter(|s| show::short_day(s).is_some()).filter_map(|s| s.get(..10)).collect();
    days.sort_unstable();
    let day = |d: &str| clean(&show::day(d, words));
    Some((day(days.first()?), day(days.last()?)))
}

/// What the whole shows, in one sentence.
fn answer(team: &Team, words: &Words) -> String {
    let judged = team.athletes.iter().filter(|a| !a.runs.is_empty()).count();
    let shows = |a: &&Athlete| a.weaknesses.iter().any(|w| w.confidence >= Confidence::Moderate);
    let showing = team.athletes.iter().filter(shows).count();
    if judged == 0 {
        return words.t("team-answer-none");
    }
    let args = [("showing", (showing as f64).into()), ("judged", (judged as f64).into())];
    if showing == 0 {
        return words.text("team-answer-nobody", &args);
    }
    let first = team.weaknesses.iter().max_by_key(|w| w.at_least_moderate);
    let most = first.filter(|w| w.at_least_moderate > 1).map(|w| {
        let title = words
            .translation("breakdowns.toml", &format!("rule-{}-title", w.id))
            .unwrap_or(w.title.clone());
        let title = findings::in_a_sentence(title, words);
        let n = (w.at_least_moderate as f64).into();
        format!(" {}", words.text("team-answer-most", &[("title", title.into()), ("n", n)]))
    });
    format!("{}{}", words.text("team-answer", &args), most.unwrap_or_default())
}
