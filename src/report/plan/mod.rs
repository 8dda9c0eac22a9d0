//! A strength plan for people: text, Markdown, calendar, a sheet to fill in. What
//! they have in common is in `say`.

mod gym;
mod ics;
mod markdown;
mod numbers;
mod say;
mod sheet;
mod text;

pub use gym::gym;
pub use ics::{CalendarError, calendar};
pub use markdown::markdown;
pub use say::{volume, volume_with_side};
pub use sheet::{filled, sheet};
pub use text::{session, text};

use crate::strength::{Plan, RoutineExercise};

/// Every exercise of the routines once, in the order in which they are met; as
/// an add-on where it is one.
fn exercises(plan: &Plan) -> Vec<&RoutineExercise> {
    let mut all: Vec<&RoutineExercise> = Vec::new();
    let met = plan.routines.iter().flat_map(|r| &r.blocks).flat_map(|b| &b.exercises);
    for exercise in met {
        match all.iter_mut().find(|e| e.exercise == exercise.exercise) {
            Some(known) if known.why.is_none() && exercise.why.is_some() => *known = exercise,
            Some(_) => {}
            None => all.push(exercise),
        }
    }
    all
}
