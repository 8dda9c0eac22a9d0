//! A runner on a quarter of a sheet: what stands out, what to do, what to record.

use super::super::Style;
use super::super::{Markup, number};
use super::matrix::{next, told};
use super::row::{balance, nothing_in, sure_in, tokens};
use crate::form::Side;
use crate::metrics::Metric;
use crate::report::change::{run_tone, run_word};
use crate::report::doses;
use crate::report::findings::title_of;
use crate::report::show::Shown;
use crate::report::text::clean;
use crate::team::Athlete;
use crate::trend;
use crate::words::Words;

/// Exercises and numbers on a card.
const EXERCISES: usize = 3;
const NUMBERS: [Metric; 3] =
    [Metric::GroundContactTime, Metric::Cadence, Metric::VerticalOscillation];

/// A card.
pub(super) struct Card {
    pub id: String,
    pub name: String,
    pub group: Option<String>,
    pub tokens: [String; 4],
    pub goal: Option<String>,
    pub note: Option<String>,
    /// Signs seen by eye, in words.
    pub seen: Vec<String>,
    /// What stands out: title, and how sure.
    pub found: Vec<(String, String, &'static str)>,
    pub nothing: String,
    pub numbers: Vec<CardNumber>,
    pub sides: Option<(Markup, String, String)>,
    pub moved: Option<String>,
    /// Name and dose.
    pub exercises: Vec<(String, String)>,
    pub next: String,
}

/// A change when tired.
pub(super) struct CardNumber {
    pub title: String,
    pub change: Markup,
    pub unit: String,
    pub word: String,
    pub tone: &'static str,
}

/// The card of a runner.
pub(super) fn card(i: usize, athlete: &Athlete, style: &Style, words: &Words) -> Card {
    let numbers = NUMBERS.into_iter().filter_map(|metric| {
        let (k, j, m) = told(athlete, metric)?;
        let shown = Shown::told(words, metric, &m.unit);
        let at = format!("athletes.{i}.runs.{k}.metrics.{j}");
        Some(CardNumber {
            title: words.short(metric.id()),
            change: number(&at, "", "change", m.change, &shown.change(m.change)),
            unit: shown.unit().to_owned(),
            word: run_word(m.verdict, m.adverse, words),
            tone: run_tone(m.verdict, m.adverse),
        })
    });
    let plan = athlete.session.as_ref().map(|s| &s.prescription);
    let sides = athlete.sides.as_ref().filter(|s| !s.opposed);
    Card {
        id: athlete.id.clone(),
        name: clean(&athlete.name),
        group: athlete.group.as_deref().map(clean),
        tokens: tokens(athlete),
        goal: athlete.goal.as_deref().map(clean),
        note: athlete.note.as_deref().map(clean),
        seen: athlete
            .observed
            .iter()
            .map(|f| {
                let side = match f.side {
                    None => String::new(),
                    Some(Side::Left) => format!(" ({})", words.name("left")),
                    Some(Side::Right) => format!(" ({})", words.name("right")),
                };
                format!("{}{side}", title_of(&f.id, words))
            })
            .collect(),
        found: athlete
            .weaknesses
            .iter()
            .take(2)
            .map(|w| {
                let (word, pips) = sure_in(w.confidence, words);
                (super::row::weakness(w, words), word, pips)
            })
            .collect(),
        nothing: nothing_in(athlete, words),
        numbers: numbers.collect(),
        sides: sides.and_then(|s| balance(i, s, words)),
        moved: moved(athlete, words),
        exercises: plan
            .map(|p| {
                let added = p.add_ons.iter().take(EXERCISES);
                added.map(|a| doses::add_on(a, words)).map(|text| (text, String::new())).collect()
            })
            .unwrap_or_default(),
        next: next(athlete, style, words),
    }
}

/// What moved since the run before, where anything did.
fn moved(athlete: &Athlete, words: &Words) -> Option<String> {
    let since = athlete.since_last.as_ref()?;
    let named = |wanted: trend::Verdict| {
        let moved = since.metrics.iter().filter(|m| m.fatigue.verdict == wanted);
        moved.map(|m| words.short(m.metric.id())).collect::<Vec<_>>().join(", ")
    };
    let said: Vec<String> = [
        ("team-better", named(trend::Verdict::Better)),
        ("team-worse", named(trend::Verdict::Worse)),
    ]
    .into_iter()
    .filter(|(_, list)| !list.is_empty())
    .map(|(id, list)| words.with(id, "list", list))
    .collect();
    Some(match said.is_empty() {
        true => words.t("team-no-move"),
        false => said.join(" "),
    })
}

/// What the squad shares.
pub(super) struct Squad {
    /// What stands out in several, with how many.
    pub shared: Vec<String>,
    /// Exercises that answer several runners, with how many.
    pub session: Option<String>,
}

/// What stands out in two or more, and the exercises that two or more need.
pub(super) fn squad(athletes: &[Athlete], spread: &[crate::team::Spread], words: &Words) -> Squad {
    let shared = spread.iter().filter(|s| s.athletes > 1).take(3).map(|s| {
        words.text(
            "team-shared",
            &[
                ("title", title_of(&s.id, words).into()),
                ("n", (s.athletes as f64).into()),
                ("sure", (s.at_least_moderate as f64).into()),
            ],
        )
    });
    let mut counts: Vec<(String, usize)> = Vec::new();
    for athlete in athletes {
        let plan = athlete.session.as_ref().map(|s| &s.prescription);
        for add_on in plan.iter().flat_map(|p| &p.add_ons) {
            let name = doses::name(&add_on.exercise, &add_on.name, words);
            match counts.iter_mut().find(|(n, _)| *n == name) {
                Some((_, n)) => *n += 1,
                None => counts.push((name, 1)),
            }
        }
    }
    counts.retain(|(_, n)| *n > 1);
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let list: Vec<String> =
        counts.iter().take(4).map(|(name, n)| format!("{name} ({n})")).collect();
    Squad {
        shared: shared.collect(),
        session: (!list.is_empty()).then(|| words.with("team-session", "list", list.join(", "))),
    }
}
