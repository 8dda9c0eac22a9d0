//! What is new in a week of a plan, and why nothing is.

use super::catalogue::{Catalogue, Category, Exercise};
use super::plan::PlannedLine;
use super::plan_said::Change;
use super::progress::{Diary, Lever, Next, Reason};
use super::rules::DosesThen;
use crate::metrics::Side;

/// What a week is like beside its numbers.
pub(super) struct WeekFacts {
    pub doses: DosesThen,
    pub onboarding: bool,
    pub lighter: bool,
    pub sore: bool,
    pub race: bool,
    pub after: bool,
    pub first: bool,
    /// The weaker side, in the first week that has one more set for it.
    pub extra_begins: Option<Side>,
}

/// The changes of a week. `before` is the diary as it stood when the week began,
/// `lines` is what its sessions hold, in their order.
pub(super) fn changes(
    facts: &WeekFacts,
    lines: &[PlannedLine],
    before: &Diary,
    catalogue: &Catalogue,
) -> Vec<Change> {
    let mut found = Vec::new();
    let frame = frame(facts, lines.is_empty());
    found.extend(frame);
    if lines.is_empty() {
        return found;
    }
    if !facts.first {
        forms(lines, before, catalogue, &mut found);
    }
    levers(lines, &mut found);
    if let Some(side) = facts.extra_begins {
        found.push(Change::ExtraSetBegins { side });
    }
    if found.is_empty() {
        let full = |l: &PlannedLine| {
            matches!(
                l.why,
                Reason::UpperEnd {} | Reason::UpperEndNeeds { .. } | Reason::UpperEndWaits { .. }
            )
        };
        found.push(match lines.iter().all(full) {
            true => Change::AllAtUpperEnd {},
            false => Change::NothingNewYet {},
        });
    }
    found
}

/// What the week is, where that alone says why nothing grows.
fn frame(facts: &WeekFacts, empty: bool) -> Option<Change> {
    Some(match facts {
        WeekFacts { race: true, .. } => Change::RaceWeekShort {},
        _ if empty => Change::NoSession {},
        WeekFacts { after: true, .. } => Change::AfterTheRace {},
        WeekFacts { sore: true, .. } => Change::SoreWaits {},
        WeekFacts { onboarding: true, .. } => Change::FirstWeeks {},
        WeekFacts { lighter: true, .. } => Change::LighterWeek {},
        WeekFacts { doses: DosesThen::Hold, .. } => Change::PeakHolds {},
        WeekFacts { doses: DosesThen::Effort, .. } => Change::EffortNotNumbers {},
        _ => return None,
    })
}

/// Exercises that take another's place, and those that join.
fn forms(lines: &[PlannedLine], before: &Diary, catalogue: &Catalogue, out: &mut Vec<Change>) {
    let name = |id: &str| catalogue.exercises.get(id).map_or_else(String::new, |e| e.name.clone());
    let mut joins = Vec::new();
    for line in lines.iter().filter(|l| l.next == Next::Begin) {
        let Some(exercise) = catalogue.exercises.get(&line.exercise) else { continue };
        let to = exercise.name.clone();
        let done = |id: &&String| !before.sessions(id).is_empty();
        let from = exercise.easier.iter().filter(done).filter_map(|id| {
            let from = catalogue.exercises.get(id)?;
            let gate = &from.harder.iter().find(|s| s.id == exercise.id)?.gate;
            Some((from, gate))
        });
        let jumps = |id: &str| {
            catalogue.exercises.get(id).is_some_and(|e| e.category == Category::Plyometric)
        };
        if jumps(&exercise.id) && !before.exercises().any(|(id, _)| jumps(id)) {
            out.push(Change::JumpsBegin { name: to });
        } else if let Some((from, gate)) = from.into_iter().next() {
            let (from, gate) = (from.name.clone(), gate.clone());
            out.push(Change::HarderForm { from, to, gate });
        } else if let Some(from) = replaced(exercise, lines, before, catalogue) {
            out.push(Change::OtherForm { from: name(&from), to });
        } else if !joins.contains(&to) {
            joins.push(to);
        }
    }
    if !joins.is_empty() {
        out.push(Change::Joins { names: joins });
    }
}

/// The exercise of the same kind that was done last and is not in the week.
fn replaced(
    new: &Exercise,
    lines: &[PlannedLine],
    before: &Diary,
    catalogue: &Catalogue,
) -> Option<String> {
    let same = before.exercises().filter(|(id, _)| {
        let kind = catalogue.exercises.get(*id).map(|e| (e.block, e.category));
        kind == Some((new.block, new.category)) && !lines.iter().any(|l| l.exercise == *id)
    });
    let last = same.filter_map(|(id, sessions)| Some((sessions.last()?.date, id)));
    last.max().map(|(_, id)| id.to_owned())
}

/// What grows and what shrinks.
fn levers(lines: &[PlannedLine], out: &mut Vec<Change>) {
    let names = |test: &dyn Fn(&PlannedLine) -> bool| {
        let mut names: Vec<String> = Vec::new();
        for line in lines.iter().filter(|l| test(l)) {
            if !names.contains(&line.name) {
                names.push(line.name.clone());
            }
        }
        Some(names).filter(|n| !n.is_empty())
    };
    let by = |lever: Lever| names(&move |l: &PlannedLine| l.next == Next::Forward(lever));
    let more = names(&|l: &PlannedLine| matches!(l.next, Next::Forward(Lever::Reps | Lever::Hold)));
    out.extend(more.map(|names| Change::MoreOf { names }));
    out.extend(by(Lever::Load).map(|names| Change::HeavierNow { names }));
    out.extend(by(Lever::Sets).map(|names| Change::OneSetMore { names }));
    out.extend(by(Lever::Tempo).map(|names| Change::SlowerNow { names }));
    let step = |next: Next| names(&move |l: &PlannedLine| l.next == next);
    out.extend(step(Next::Back).map(|names| Change::StepBack { names }));
    out.extend(step(Next::Restart).map(|names| Change::TakenUpAgain { names }));
}
