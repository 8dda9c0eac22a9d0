//! The strength session as a sheet to train from.

use crate::analysis::Analysis;
use crate::report::show;
use crate::strength::{AddOn, Catalogue, LinkBasis, PlanRules, Prescription};

/// The session.
pub(super) struct Sheet {
    pub minutes: String,
    pub blocks: Vec<BlockPart>,
    pub focus: Vec<String>,
    pub evidence: String,
    pub safety: String,
    pub week: Vec<String>,
}

/// One part of the session.
pub(super) struct BlockPart {
    pub area: String,
    pub minutes: String,
    pub exercises: Vec<ExerciseRow>,
}

/// One exercise.
pub(super) struct ExerciseRow {
    pub name: String,
    pub dose: String,
    /// A box to tick for each set.
    pub boxes: Vec<usize>,
    pub how: Option<String>,
    pub feel: Option<String>,
    pub stop: Option<String>,
    pub easier: Option<String>,
    /// The findings it answers and why, for an exercise added for them.
    pub answers: Option<Answer>,
}

/// Why an exercise was added.
pub(super) struct Answer {
    pub findings: String,
    pub why: String,
    pub evidence: String,
    pub sources: String,
}

/// Boxes for sets at most.
const MOST_BOXES: usize = 6;
/// Rules of the week that a page tells; others concern the planner.
const WEEK: [&str; 7] = [
    "frequency",
    "days_apart",
    "alternate",
    "before_key_run",
    "hours_apart",
    "around_race",
    "key_day",
];

/// The sheet of an analysis; `None` without a session.
pub(super) fn sheet(analysis: &Analysis) -> Option<Sheet> {
    let title = |id: &str| {
        let finding = analysis.findings.iter().find(|f| f.id == id);
        finding.map(|f| f.title.clone())
    };
    sheet_of(&analysis.prescription, &title)
}

/// The sheet of a prescription, with the titles of the findings it answers.
pub(super) fn sheet_of(
    plan: &Prescription,
    title: &dyn Fn(&str) -> Option<String>,
) -> Option<Sheet> {
    if plan.session.blocks.is_empty() {
        return None;
    }
    let blocks = plan.session.blocks.iter().map(|block| BlockPart {
        area: show::words(&block.area),
        minutes: format!("{:.0}", block.minutes),
        exercises: block
            .exercises
            .iter()
            .map(|e| {
                let add_on = plan.add_ons.iter().find(|a| a.exercise == e.exercise);
                exercise(title, &e.exercise, &e.name, &e.dose, add_on)
            })
            .collect(),
    });
    Some(Sheet {
        minutes: format!("{:.0}", plan.session.minutes),
        blocks: blocks.collect(),
        focus: plan.focus.iter().map(|f| area(f)).collect(),
        evidence: plan.evidence_note.clone(),
        safety: plan.safety.clone(),
        week: week(),
    })
}

/// What an area of training is called.
fn area(id: &str) -> String {
    let known = Catalogue::builtin().ok().and_then(|c| c.deficits.get(id));
    known.map_or_else(|| show::words(id), |d| d.name.clone())
}

fn exercise(
    title: &dyn Fn(&str) -> Option<String>,
    id: &str,
    name: &str,
    dose: &str,
    add_on: Option<&AddOn>,
) -> ExerciseRow {
    let known = Catalogue::builtin().ok().and_then(|c| c.exercises.get(id));
    let sets = dose.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(1);
    let name_of = |id: &String| {
        let other = Catalogue::builtin().ok().and_then(|c| c.exercises.get(id));
        other.map_or_else(|| show::words(id), |e| e.name.clone())
    };
    ExerciseRow {
        name: name.to_owned(),
        dose: dose.to_owned(),
        boxes: (1..=MOST_BOXES.min(sets)).collect(),
        // The add-on has the fuller instruction.
        how: add_on.map(|a| a.how.clone()).or_else(|| known.map(|e| e.how.clone())),
        feel: known.map(|e| e.feel.clone()),
        // That of an add-on already says when to stop.
        stop: known.filter(|_| add_on.is_none()).map(|e| e.stop.clone()),
        easier: known
            .filter(|e| add_on.is_none() && !e.easier.is_empty())
            .map(|e| e.easier.iter().map(name_of).collect::<Vec<_>>().join(", ")),
        answers: add_on.map(|a| answer(title, a)),
    }
}

fn answer(title: &dyn Fn(&str) -> Option<String>, add_on: &AddOn) -> Answer {
    let title = |id: &String| title(id).unwrap_or_else(|| show::finding(id));
    let basis = match add_on.basis {
        LinkBasis::Stated => "the sources name finding and exercise together",
        LinkBasis::CauseStated => "the sources name the cause; the exercise trains it",
        LinkBasis::Inferred => "our own reasoning",
    };
    Answer {
        findings: add_on.r#for.iter().map(title).collect::<Vec<_>>().join("; "),
        why: add_on.why.clone(),
        evidence: format!("Evidence {}: {basis}", add_on.evidence_grade),
        sources: add_on.sources.join(", "),
    }
}

/// How sessions fit into a week of running.
fn week() -> Vec<String> {
    let Ok(rules) = PlanRules::builtin() else { return Vec::new() };
    let rule = |id: &&str| rules.schedule.rules.iter().find(|r| r.id == **id);
    WEEK.iter().filter_map(rule).map(|r| r.text.clone()).collect()
}
