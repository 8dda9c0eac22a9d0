//! The numbers of a routine week by week, as a table.

use crate::strength::{Plan, Routine, StepDose};

/// A table of the numbers of a routine: a column for each step that its
/// sessions have, a row for each exercise.
pub(super) struct Numbers {
    /// `weeks 1-2, 4`.
    pub columns: Vec<String>,
    /// Name, then `2 × 13` for each column.
    pub rows: Vec<(String, Vec<String>)>,
}

/// The numbers of a routine, where it has sessions in this plan.
pub(super) fn numbers(plan: &Plan, routine: &Routine) -> Numbers {
    let sessions = || plan.sessions.iter().filter(|s| s.routine == routine.id);
    let mut steps: Vec<usize> = sessions().map(|s| s.step).collect();
    steps.sort_unstable();
    steps.dedup();
    let weeks = |step: &usize| {
        let mut weeks: Vec<usize> =
            sessions().filter(|s| s.step == *step).map(|s| s.week).collect();
        weeks.dedup();
        spans(&weeks)
    };
    let exercises = || routine.blocks.iter().flat_map(|b| &b.exercises);
    let cell = |doses: &[StepDose], step: &usize| {
        let last = doses.len().saturating_sub(1);
        doses.get(*step.min(&last)).map(short).unwrap_or_default()
    };
    let row = |e: &crate::strength::RoutineExercise| {
        let cells = steps.iter().map(|s| cell(&e.doses, s)).collect();
        (e.name.clone(), cells)
    };
    Numbers { columns: steps.iter().map(weeks).collect(), rows: exercises().map(row).collect() }
}

/// `2 × 13`, or `13, 12, 12` where the sets differ; `+1` for a set more on a side.
fn short(dose: &StepDose) -> String {
    let sets = dose.sets.max(1);
    let (per_set, over) = (dose.total / sets, dose.total % sets);
    let unit = if dose.held { " s" } else { "" };
    let text = if over == 0 {
        format!("{sets} × {per_set}{unit}")
    } else {
        let of = |i: u32| (per_set + u32::from(i < over)).to_string();
        (0..sets).map(of).collect::<Vec<_>>().join(", ") + unit
    };
    if dose.extra_set { format!("{text} (+1)") } else { text }
}

/// `week 3`, `weeks 1-2, 4`.
fn spans(weeks: &[usize]) -> String {
    let mut spans: Vec<[usize; 2]> = Vec::new();
    for week in weeks {
        match spans.last_mut() {
            Some([_, to]) if *to + 1 == *week => *to = *week,
            _ => spans.push([*week, *week]),
        }
    }
    let span = |[from, to]: &[usize; 2]| {
        if from == to { from.to_string() } else { format!("{from}-{to}") }
    };
    let list = spans.iter().map(span).collect::<Vec<_>>().join(", ");
    format!("week{} {list}", if weeks.len() == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_and_doses_are_short() {
        assert_eq!(spans(&[3]), "week 3");
        assert_eq!(spans(&[1, 2, 4, 6, 7, 8]), "weeks 1-2, 4, 6-8");
        let dose = |sets, total, extra_set| StepDose {
            sets,
            total,
            held: extra_set,
            extra_set,
            words: String::new(),
        };
        assert_eq!(short(&dose(2, 26, false)), "2 × 13");
        assert_eq!(short(&dose(3, 19, false)), "7, 6, 6");
        assert_eq!(short(&dose(2, 24, true)), "2 × 12 s (+1)");
    }
}
