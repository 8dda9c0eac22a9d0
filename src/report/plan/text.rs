//! A plan on the terminal.

use anstyle::Style;

use super::numbers::numbers;
use super::{
    GRADES, RISKS, details, exercises, finding, heading_of, said, title, unplaced, waits, when,
};
use crate::report::show::words;
use crate::report::text::{Page, columns};
use crate::strength::{Plan, Routine, RoutineExercise};

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// The plan, with escape sequences for style; strip them where colour is not wanted.
pub fn text(plan: &Plan, width: usize) -> String {
    let mut page = Page::new(width);
    page.text(BOLD, &title(plan));
    if !waits(plan) {
        plan.assumptions.iter().for_each(|a| page.text(DIM, a));
    }
    if !plan.cautions.is_empty() {
        heading(&mut page, "Before you begin");
        plan.cautions.iter().for_each(|c| page.item("! ", PLAIN, c));
    }
    if !plan.findings.is_empty() {
        heading(&mut page, "What it answers");
        plan.findings.iter().for_each(|f| page.item("- ", PLAIN, &finding(f)));
        if !plan.focus_names.is_empty() {
            page.item("  ", PLAIN, &format!("In focus: {}.", plan.focus_names.join("; ")));
        }
    }
    if waits(plan) {
        page.blank();
        page.text(DIM, &plan.safety);
        return page.finish();
    }
    schedule(&mut page, plan);
    for item in &plan.unplaced {
        page.item("- ", PLAIN, &unplaced(item));
    }
    plan.routines.iter().for_each(|r| routine(&mut page, plan, r));
    let all = exercises(plan);
    if !all.is_empty() {
        heading(&mut page, "How to do them");
        all.into_iter().for_each(|e| exercise(&mut page, e, ""));
    }
    if let Some(activation) = &plan.activation {
        heading(&mut page, "Before a run");
        page.text(PLAIN, &activation.text);
        activation.exercises.iter().for_each(|e| exercise(&mut page, e, &e.dose));
    }
    if !plan.remarks.is_empty() {
        heading(&mut page, "Remarks");
        plan.remarks.iter().for_each(|r| page.item("- ", PLAIN, r));
    }
    heading(&mut page, "How to go on");
    plan.progression.iter().for_each(|p| page.item("- ", PLAIN, &p.text));
    if !plan.results.is_empty() {
        heading(&mut page, "When to expect what");
    }
    for window in &plan.results {
        let [from, to] = window.weeks;
        let test = match window.retest_on {
            Some(date) => format!("On {}", date.strftime("%a %-d %b %Y")),
            None => format!("After week {to}"),
        };
        page.item(
            &format!("Weeks {from}-{to}: "),
            PLAIN,
            &format!("{} {test}: {}", window.text, window.retest),
        );
    }
    if !plan.results.is_empty() {
        page.text(PLAIN, &plan.results_caveat);
    }
    if !plan.risks.is_empty() {
        heading(&mut page, "Keep an eye on");
        plan.risks.iter().for_each(|r| page.item("- ", PLAIN, &r.text));
        page.text(PLAIN, RISKS);
    }
    heading(&mut page, "What to know");
    if plan.routines.iter().any(|r| !r.add_ons.is_empty()) {
        page.text(PLAIN, GRADES);
    }
    page.text(PLAIN, &plan.evidence_note);
    page.blank();
    page.text(DIM, &plan.safety);
    page.finish()
}

fn heading(page: &mut Page, text: &str) {
    page.blank();
    page.text(BOLD, text);
}

fn schedule(page: &mut Page, plan: &Plan) {
    heading(page, "Sessions");
    for (index, week) in plan.weeks.iter().enumerate() {
        page.text(BOLD, &format!("Week {} · {}", week.week, week.phase_title));
        let rows: Vec<Vec<String>> = plan
            .sessions
            .iter()
            .filter(|s| s.week == week.week)
            .map(|s| {
                vec![
                    format!("  {}", when(s)),
                    format!("{}, {} min", s.kind.title(), s.minutes),
                    s.why_here.clone(),
                ]
            })
            .collect();
        if rows.is_empty() {
            page.item("  ", PLAIN, "no session");
        } else {
            columns(&rows, &[false, false, false])
                .iter()
                .for_each(|l| page.line(PLAIN, &format!("  {l}")));
        }
        said(plan, index).iter().for_each(|n| page.item("  ", DIM, n));
    }
}

/// What is in a session, and its numbers week by week.
fn routine(page: &mut Page, plan: &Plan, routine: &Routine) {
    heading(page, &heading_of(routine));
    for block in &routine.blocks {
        page.line(BOLD, &format!("{} · {:.0} min", words(&block.area), block.minutes));
        for exercise in &block.exercises {
            let star = if exercise.why.is_some() { " *" } else { "" };
            page.item("  ", PLAIN, &format!("{}: {}{star}", exercise.name, exercise.dose));
        }
    }
    if routine.blocks.iter().flat_map(|b| &b.exercises).any(|e| e.why.is_some()) {
        page.text(DIM, "* answers what was found; the reason is below.");
    }
    let table = numbers(plan, routine);
    if table.columns.is_empty() {
        return;
    }
    page.blank();
    let mut rows = vec![[vec!["Numbers".to_owned()], table.columns].concat()];
    rows.extend(table.rows.into_iter().map(|(name, cells)| [vec![name], cells].concat()));
    let right = vec![false; rows[0].len()];
    columns(&rows, &right).iter().for_each(|l| page.line(PLAIN, &format!("  {l}")));
}

fn exercise(page: &mut Page, exercise: &RoutineExercise, dose: &str) {
    let colon = if dose.is_empty() { "" } else { ": " };
    page.item("  ", PLAIN, &format!("{}{colon}{dose}", exercise.name));
    details(exercise).iter().for_each(|d| page.item("    ", DIM, d));
}
