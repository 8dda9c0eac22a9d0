//! The numbers of a routine week by week, as a table.

use super::say::{Teller, spans};
use crate::strength::{PlannedSession, Routine};

/// A table of the numbers of a routine: a column for the weeks with the same
/// numbers, a row for each exercise.
pub(super) struct Numbers {
    /// `weeks 1-2, 4`.
    pub columns: Vec<String>,
    /// Name, then `2 × 13` for each column.
    pub rows: Vec<(String, Vec<String>)>,
}

/// The numbers of a routine, where it has sessions in this plan.
pub(super) fn numbers(teller: Teller, routine: &Routine) -> Numbers {
    let of_routine = |s: &&PlannedSession| s.routine == routine.id;
    let mut alike: Vec<(Vec<String>, Vec<usize>)> = Vec::new();
    let exercises = || routine.blocks.iter().flat_map(|b| &b.exercises);
    for session in teller.plan.sessions.iter().filter(of_routine) {
        let cell = |id: &str| {
            let line = session.lines.iter().find(|l| l.exercise == id);
            line.map_or_else(String::new, |l| {
                let extra = if l.extra_set.is_some() { " (+1)" } else { "" };
                teller.volume(&l.dose) + extra
            })
        };
        let cells: Vec<String> = exercises().map(|e| cell(&e.exercise)).collect();
        match alike.iter_mut().find(|a| a.0 == cells) {
            Some((_, weeks)) if weeks.last() == Some(&session.week) => {}
            Some((_, weeks)) => weeks.push(session.week),
            None => alike.push((cells, vec![session.week])),
        }
    }
    let column = |weeks: &[usize]| {
        let n = weeks.len() as f64;
        teller.words.text("numbers-weeks", &[("n", n.into()), ("list", spans(weeks).into())])
    };
    let rows = exercises().enumerate().map(|(i, e)| {
        let cells = alike.iter().map(|(cells, _)| cells.get(i).cloned().unwrap_or_default());
        (e.name.clone(), cells.collect())
    });
    Numbers {
        rows: rows.collect(),
        columns: alike.iter().map(|(_, weeks)| column(weeks)).collect(),
    }
}
