//! A strength plan for people: text, Markdown, calendar. What they have in
//! common is here.

mod ics;
mod markdown;
mod text;

pub use ics::{CalendarError, calendar};
pub use markdown::markdown;
pub use text::text;

use crate::form::{Basis, Confidence};
use crate::strength::{LinkBasis, Plan, PlanFinding, PlannedSession, RoutineExercise, Unplaced};

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

/// `Strength: the lighter session`, and whose exercises it has where they are
/// those of another kind.
fn name(plan: &Plan, session: &PlannedSession) -> String {
    let kind = session.kind.title();
    match plan.routine(session).map(|r| r.title.as_str()) {
        Some(title) if title != kind => format!("{kind} (exercises: {})", short(title)),
        _ => kind.to_owned(),
    }
}

/// `the basics` from `Strength: the basics`.
fn short(title: &str) -> &str {
    title.rsplit_once(": ").map_or(title, |(_, name)| name)
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
        format!("{} You feel {}.", exercise.how, exercise.feel),
        format!("End the set when {}.", exercise.stop),
    ];
    if let Some(easier) = &exercise.easier {
        lines.push(format!("Easier: {easier}."));
    }
    if let (Some(harder), Some(gate)) = (&exercise.harder, &exercise.gate) {
        lines.push(format!("Harder, once you manage {gate}: {harder}."));
    }
    if let Some(why) = &exercise.why {
        let basis = match exercise.basis {
            Some(LinkBasis::Inferred) => " (our own reasoning)",
            Some(LinkBasis::CauseStated) => {
                " (the sources name the cause; the exercise is our choice)"
            }
            _ => "",
        };
        lines.push(format!("For \"{}\"{basis}: {why}", exercise.answers.join("\", \"")));
    }
    lines
}
