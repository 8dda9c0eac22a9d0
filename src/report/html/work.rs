//! The strength session as a sheet to train from.

use crate::analysis::Analysis;
use crate::report::figures::figure;
use crate::report::{doses, findings};
use crate::strength::{AddOn, Prescription, SessionExercise};
use crate::words::{Language, Words};

/// What to do this week.
pub(super) struct Todo {
    /// Tried before any exercise.
    pub cue: Option<String>,
    /// Name, dose, how, drawing.
    pub exercises: Vec<(String, String, String, String)>,
}

/// Exercises named at the head of the page.
const NAMED: usize = 3;

/// The cue and the exercises that answer the findings; of the basic session its first.
pub(super) fn todo(analysis: &Analysis, words: &Words) -> Option<Todo> {
    let plan = &analysis.prescription;
    let placed =
        |id: &str| plan.session.blocks.iter().flat_map(|b| &b.exercises).find(|e| e.exercise == id);
    // Those that answer the most important finding come first.
    let mut chosen: Vec<&SessionExercise> =
        plan.add_ons.iter().filter_map(|a| placed(&a.exercise)).take(NAMED).collect();
    if chosen.is_empty() {
        // Something of hip, core and calf.
        let blocks = plan.session.blocks.iter().skip(1);
        chosen = blocks.filter_map(|b| b.exercises.first()).take(NAMED).collect();
    }
    let exercises: Vec<_> = chosen
        .iter()
        .map(|e| {
            let knowledge = words.knowledge();
            let catalogue = knowledge.as_ref().map(|k| k.catalogue(Language::English));
            let known = catalogue.and_then(|c| c.exercises.get(&e.exercise));
            let how = known.map_or("", |k| k.how.as_str());
            (
                doses::name(&e.exercise, &e.name, words),
                doses::dose(e, words),
                doses::how(&e.exercise, how, words),
                figure(&e.exercise, &doses::name(&e.exercise, &e.name, words)).unwrap_or_default(),
            )
        })
        .collect();
    (!exercises.is_empty()).then(|| Todo { cue: doses::cue(analysis, words), exercises })
}

/// The session.
pub(super) struct Sheet {
    pub minutes: String,
    /// What it leans to, and what the boxes are for.
    pub lead: Option<String>,
    pub blocks: Vec<BlockPart>,
    pub evidence: String,
    pub safety_head: String,
    pub safety: String,
    pub week_head: String,
    pub week: Vec<String>,
    /// How to get a calendar: words, and the command.
    pub calendar: Option<(String, String)>,
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
    pub boxes: Vec<u32>,
    pub how: String,
    /// Where it is felt, when to stop, what is easier.
    pub more: Vec<String>,
    /// The findings it answers and why, for an exercise added for them.
    pub answers: Option<Answer>,
}

/// Why an exercise was added.
pub(super) struct Answer {
    pub findings: String,
    pub why: String,
    pub evidence: String,
}

/// Boxes for sets at most.
const MOST_BOXES: u32 = 6;
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
pub(super) fn sheet(analysis: &Analysis, path: &str, words: &Words) -> Option<Sheet> {
    let title = |id: &str| {
        let finding = analysis.findings.iter().find(|f| f.id == id);
        finding.map(|f| findings::title(f, words))
    };
    let command = format!(
        "runform plan \"{path}\" --week-days easy,hard,easy,rest,easy,long,rest --out plan.ics"
    );
    let sheet = sheet_of(&analysis.prescription, &title, words)?;
    Some(Sheet { calendar: Some((words.t("week-calendar"), command)), ..sheet })
}

/// The sheet of a prescription, with the titles of the findings it answers.
pub(super) fn sheet_of(
    plan: &Prescription,
    title: &dyn Fn(&str) -> Option<String>,
    words: &Words,
) -> Option<Sheet> {
    if plan.session.blocks.is_empty() {
        return None;
    }
    let blocks = plan.session.blocks.iter().map(|block| BlockPart {
        area: doses::area(&block.area, words),
        minutes: format!("{:.0}", block.minutes),
        exercises: block
            .exercises
            .iter()
            .map(|e| {
                let add_on = plan.add_ons.iter().find(|a| a.exercise == e.exercise);
                exercise(title, e, add_on, words)
            })
            .collect(),
    });
    let focus: Vec<String> = plan.focus.iter().map(|f| doses::focus(f, words)).collect();
    Some(Sheet {
        minutes: format!("{:.0}", plan.session.minutes),
        lead: (!focus.is_empty()).then(|| words.with("session-focus", "list", focus.join(", "))),
        blocks: blocks.collect(),
        evidence: doses::evidence_note(plan, words),
        safety_head: words.t("safety-head"),
        safety: doses::safety(plan, words),
        week_head: words.t("week-head"),
        week: week(words),
        calendar: None,
    })
}

fn exercise(
    title: &dyn Fn(&str) -> Option<String>,
    e: &SessionExercise,
    add_on: Option<&AddOn>,
    words: &Words,
) -> ExerciseRow {
    let knowledge = words.knowledge();
    let catalogue = knowledge.as_ref().map(|k| k.catalogue(Language::English));
    let known = catalogue.and_then(|c| c.exercises.get(&e.exercise));
    // The add-on has the fuller instruction.
    let how = add_on.map(|a| a.how.as_str()).or(known.map(|k| k.how.as_str()));
    ExerciseRow {
        name: doses::name(&e.exercise, &e.name, words),
        dose: doses::dose(e, words),
        boxes: (1..=MOST_BOXES.min(e.sets.max(1))).collect(),
        how: doses::how(&e.exercise, how.unwrap_or_default(), words),
        more: more(e, add_on.is_some(), words),
        answers: add_on.map(|a| answer(title, a, words)),
    }
}

/// Where it is felt, when to stop, what is easier: English, as the catalogue is.
fn more(e: &SessionExercise, is_add_on: bool, words: &Words) -> Vec<String> {
    let knowledge = words.knowledge();
    let catalogue = knowledge.as_ref().map(|k| k.catalogue(Language::English));
    let Some(known) = catalogue.and_then(|c| c.exercises.get(&e.exercise)) else {
        return Vec::new();
    };
    let name_of = |id: &String| {
        let other = catalogue.and_then(|c| c.exercises.get(id));
        doses::name(id, other.map_or(id, |e| &e.name), words)
    };
    let easier: Vec<String> = known.easier.iter().map(name_of).collect();
    let easier = (!is_add_on && !easier.is_empty())
        .then(|| words.with("easier-ones", "list", easier.join(", ")));
    let english = words.tongue().language == Language::English;
    let feel = english.then(|| words.with("felt-in", "where", &known.feel));
    // The instruction of an add-on already says when to stop.
    let stop = (english && !is_add_on).then(|| words.with("end-when", "when", &known.stop));
    [feel, stop, easier].into_iter().flatten().collect()
}

fn answer(title: &dyn Fn(&str) -> Option<String>, add_on: &AddOn, words: &Words) -> Answer {
    let title = |id: &String| title(id).unwrap_or_else(|| findings::title_of(id, words));
    let found: Vec<String> = add_on.r#for.iter().map(title).collect();
    Answer {
        findings: words.with("for-findings", "list", found.join("; ")),
        why: doses::why(add_on, words).unwrap_or_default(),
        evidence: words.text(
            "evidence-grade",
            &[
                ("grade", add_on.evidence_grade.as_str().into()),
                ("basis", doses::basis(add_on.basis, words).into()),
                ("sources", add_on.sources.join(", ").into()),
            ],
        ),
    }
}

/// How sessions fit into a week of running.
fn week(words: &Words) -> Vec<String> {
    let Some(knowledge) = words.knowledge() else { return Vec::new() };
    let rules = knowledge.plan(Language::English);
    let rule = |id: &&str| rules.schedule.rules.iter().find(|r| r.id == **id);
    let told = |id: &str, english: &str| {
        words
            .translation("strength/rules.toml", &format!("strength-week-{id}"))
            .unwrap_or_else(|| english.to_owned())
    };
    WEEK.iter().filter_map(|id| Some(told(id, &rule(id)?.text))).collect()
}
