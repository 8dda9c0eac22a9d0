//! How regularly, and what went well.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::Coaching;
use super::said::Kept;
use super::sessions::{Diary, Session};
use crate::Catalogue;
use crate::log::{Log, What};
use crate::mileage::monday;

/// Adherence over the last weeks, and small wins.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Habit {
    /// Sessions in each of the last whole weeks and the running one, earliest first.
    pub sessions_per_week: Vec<u32>,
    /// Sessions asked for in a week, from-to.
    pub wanted: [u32; 2],
    /// How it has gone.
    pub said: Kept,
    /// Sessions missing in the last whole weeks, once so many weeks are over.
    pub missed: Option<u32>,
    /// What may help, where sessions are missing.
    pub hint: Option<String>,
    /// What went well.
    pub wins: Vec<Kept>,
}

/// Sessions in each week, the last of which holds `today`.
pub(super) fn per_week(log: &Log, today: Date, weeks: u32) -> Vec<u32> {
    let days = log.strength_days();
    let this = monday(today);
    (0..i64::from(weeks))
        .rev()
        .map(|back| {
            let week = this.saturating_sub((7 * back).days());
            days.iter().filter(|d| monday(**d) == week).count() as u32
        })
        .collect()
}

/// How regularly the runner trained.
pub fn habit(log: &Log, today: Date, catalogue: &Catalogue, coaching: &Coaching) -> Habit {
    let log = log.until(today);
    let rule = &coaching.progression.adherence;
    let counts = per_week(&log, today, rule.weeks + 1);
    let whole = counts.split_last().map_or(&[] as &[u32], |(_, whole)| whole);
    let kept = whole.iter().filter(|n| **n >= rule.sessions_per_week[0]).count();
    let wanted = rule.sessions_per_week;
    let begun = log.strength_days().first().copied();
    let full_weeks = begun.is_some_and(|d| {
        monday(d) <= monday(today).saturating_sub((i64::from(rule.weeks) * 7).days())
    });
    let said = match begun {
        None => Kept::NoSessionYet {},
        Some(first) if !full_weeks => Kept::JustBegun { first, from: wanted[0], to: wanted[1] },
        Some(_) => Kept::WeeksKept { kept, weeks: rule.weeks, sessions: wanted[0] },
    };
    let missing = whole.iter().map(|n| wanted[0].saturating_sub(*n)).sum::<u32>();
    let missed = full_weeks.then_some(missing);
    let hint = missed.filter(|n| *n > 0).map(|_| rule.hint.clone());
    let mut wins = Vec::new();
    if full_weeks && kept == whole.len() {
        wins.push(Kept::EveryWeekKept { weeks: rule.weeks, sessions: wanted[0] });
    }
    let from = today.saturating_sub((i64::from(rule.weeks) * 7).days());
    wins.extend(first_times(&log, from, catalogue));
    wins.extend(bests(&Diary::of(&log, today), from, catalogue));
    wins.extend(form_when_tired(&log, from));
    Habit { sessions_per_week: counts, wanted, said, missed, hint, wins }
}

/// Harder forms done for the first time.
fn first_times(log: &Log, from: Date, catalogue: &Catalogue) -> Vec<Kept> {
    let firsts = catalogue.exercises.values().filter(|e| !e.easier.is_empty()).filter(|e| {
        let easier_before = log.strength().any(|(_, s)| e.easier.contains(&s.exercise));
        let first = log.strength().find(|(_, s)| s.exercise == e.id);
        easier_before && first.is_some_and(|(entry, _)| entry.date > from)
    });
    firsts.map(|e| Kept::HarderForTheFirstTime { name: e.name.clone() }).collect()
}

/// Exercises with more than ever before.
fn bests(diary: &Diary, from: Date, catalogue: &Catalogue) -> Option<Kept> {
    let improved = diary.exercises().filter(|(_, all)| {
        let (before, since): (Vec<&Session>, Vec<_>) = all.iter().partition(|s| s.date <= from);
        !before.is_empty() && since.iter().any(|s| !before.iter().any(|b| b.covers(s)))
    });
    let name = |id: &str| catalogue.exercises.get(id).map(|e| e.name.clone());
    let names: Vec<String> = improved.filter_map(|(id, _)| name(id)).collect();
    (!names.is_empty()).then_some(Kept::MoreThanEver { names })
}

/// Form rated higher than before on runs and in reports.
fn form_when_tired(log: &Log, from: Date) -> Option<Kept> {
    let mean = |recent: bool| {
        let forms: Vec<f64> = log
            .entries
            .iter()
            .filter(|e| {
                matches!(e.what, What::Run { .. } | What::Feel) && (e.date > from) == recent
            })
            .filter_map(|e| e.felt.form)
            .collect();
        (forms.len() >= 2).then(|| forms.iter().sum::<f64>() / forms.len() as f64)
    };
    let (before, now) = (mean(false)?, mean(true)?);
    (now >= before + 0.5).then_some(Kept::FormRatedHigher { before, now })
}
