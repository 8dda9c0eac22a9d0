//! A strength plan for people: text, Markdown, calendar. What they have in
//! common is here.

mod ics;
mod markdown;
mod numbers;
mod text;

pub use ics::{CalendarError, calendar};
pub use markdown::markdown;
pub use text::text;

use crate::form::{Basis, Confidence};
use crate::strength::{
    LinkBasis, Plan, PlanFinding, PlannedSession, Routine, RoutineExercise, Unplaced,
};

/// `Sessions of 20 minutes …` in one line: what the plan is.
fn title(plan: &Plan) -> String {
    let weeks = plan.weeks.len();
    let s = if weeks == 1 { "" } else { "s" };
    match plan.start {
        Some(start) => {
            format!("Strength plan, {weeks} week{s} from {}", start.strftime("%a %-d %b %Y"))
        }
        None => format!("Strength plan, {weeks} week{s}"),
    }
}

/// `Wed 2 Dec, 18:00` or `Wednesday, 18:00`.
fn when(session: &PlannedSession) -> String {
    let time = session.time.strftime("%H:%M");
    match session.date {
        Some(date) => format!("{}, {time}", date.strftime("%a %-d %b")),
        None => format!("{}, {time}", session.weekday),
    }
}

/// What the plan answers, one line each.
fn finding(finding: &PlanFinding) -> String {
    let basis = match finding.basis {
        Basis::Measured => "measured",
        Basis::Proxy => "seen through other values",
        Basis::Observed => "seen by eye, not measured",
    };
    let confidence = match finding.confidence {
        Confidence::Low => "low",
        Confidence::Moderate => "moderate",
        Confidence::High => "high",
    };
    format!("{} ({basis}; {confidence} confidence)", finding.title)
}

/// `Week 1, 2 and 5`.
fn weeks(numbers: &[usize]) -> String {
    let words: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    let list = match words.as_slice() {
        [] => return String::new(),
        [one] => return format!("Week {one}"),
        [first, .., last] if numbers.windows(2).all(|w| w[1] == w[0] + 1) && words.len() > 2 => {
            format!("{first} to {last}")
        }
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    };
    format!("Weeks {list}")
}

/// Why sessions have no place, and what would help.
fn unplaced(item: &Unplaced) -> String {
    let s = if item.missing == 1 { "session finds" } else { "sessions find" };
    let mut text = format!("{}: {} {s} no place", weeks(&item.weeks), item.missing);
    if !item.reasons.is_empty() {
        text += &format!(": {}", item.reasons.join("; "));
    }
    text += ".";
    if !item.help.is_empty() {
        text += &format!(" What would help: {}.", item.help.join("; "));
    }
    text
}

/// The paragraphs under an exercise: how, end, steps, reason.
fn details(exercise: &RoutineExercise) -> Vec<String> {
    let mut lines = vec![
        format!("{} What you feel: {}.", exercise.how, exercise.feel),
        format!("End the set when {}.", exercise.stop),
    ];
    if !exercise.avoid_if.is_empty() {
        lines.push(format!("Leave it out with {}.", exercise.avoid_if.join(", or with ")));
    }
    match (&exercise.easier, &exercise.ready) {
        (Some(easier), Some(ready)) => {
            lines.push(format!("Until you manage {ready}, do this instead: {easier}."));
        }
        (Some(easier), None) => lines.push(format!("Easier: {easier}.")),
        _ => {}
    }
    if let (Some(harder), Some(gate)) = (&exercise.harder, &exercise.gate) {
        lines.push(format!("Harder, once you manage {gate}: {harder}."));
    }
    if let Some(swap) = &exercise.swap {
        lines.push(format!("For a change: {swap}."));
    }
    if let Some(why) = &exercise.why {
        let basis = match exercise.basis {
            Some(LinkBasis::Inferred) => "our own reasoning",
            Some(LinkBasis::CauseStated) => {
                "the sources name the cause, the exercise is our choice"
            }
            Some(LinkBasis::Stated) | None => "the sources name sign and work together",
        };
        let grade = exercise.evidence_grade.as_deref().unwrap_or_default();
        lines.push(format!(
            "For \"{}\": {why} ({basis}; evidence {grade}; {})",
            exercise.answers.join("\", \""),
            exercise.sources.join(", ")
        ));
    }
    lines
}

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

/// `Strength: the basics and the lighter session (up to 15 min)`.
fn heading_of(routine: &Routine) -> String {
    format!("{} (up to {:.0} min)", routine.title, routine.minutes.ceil())
}

/// Efforts and changes said in a week, only where they are new.
fn said(plan: &Plan, index: usize) -> Vec<&str> {
    let Some(week) = plan.weeks.get(index) else { return Vec::new() };
    let before = index.checked_sub(1).and_then(|i| plan.weeks.get(i));
    let mut said = Vec::new();
    if before.is_none_or(|b| b.effort != week.effort) {
        said.push(week.effort.as_str());
    }
    said.extend(week.change.as_deref());
    let new =
        |n: &&String| before.is_none_or(|b| !b.notes.contains(n)) && !plan.cautions.contains(n);
    said.extend(week.notes.iter().filter(new).map(String::as_str));
    said
}

/// Whether a plan asks for something else than training: no session has a place,
/// and none was looked for.
fn waits(plan: &Plan) -> bool {
    plan.sessions.is_empty() && plan.unplaced.is_empty()
}

/// What the letters beside a reason mean.
const GRADES: &str = "Evidence A: randomised trials support the benefit named; B: cohorts, comparisons or a single trial on a stand-in; C: mechanism or expert opinion.";

/// What goes with risk notes.
const RISKS: &str = "This says what may happen, not what you have.";
