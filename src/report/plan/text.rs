//! A plan on the terminal.

use anstyle::Style;

use super::{details, finding, name, title, unplaced, when};
use crate::report::show::words;
use crate::report::text::{Page, columns};
use crate::strength::{Plan, RoutineExercise};

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// The plan, with escape sequences for style; strip them where colour is not wanted.
pub fn text(plan: &Plan, width: usize) -> String {
    let mut page = Page::new(width);
    page.text(BOLD, &title(plan));
    for assumption in &plan.assumptions {
        page.text(DIM, assumption);
    }
    if !plan.cautions.is_empty() {
        heading(&mut page, "First");
        plan.cautions.iter().for_each(|c| page.item("! ", PLAIN, c));
    }
    if !plan.findings.is_empty() {
        heading(&mut page, "What it answers");
        plan.findings.iter().for_each(|f| page.item("- ", PLAIN, &finding(f)));
        if !plan.focus.is_empty() {
            let focus: Vec<String> = plan.focus.iter().map(|f| words(f)).collect();
            page.item("  ", PLAIN, &format!("In focus: {}.", focus.join(", ")));
        }
    }
    schedule(&mut page, plan);
    for item in &plan.unplaced {
        page.item("- ", PLAIN, &unplaced(item));
    }
    for routine in &plan.routines {
        heading(&mut page, &format!("{} ({:.0} min)", routine.title, routine.minutes.ceil()));
        for block in &routine.blocks {
            page.line(BOLD, &format!("{} · {:.0} min", words(&block.area), block.minutes));
            block.exercises.iter().for_each(|e| exercise(&mut page, e));
        }
    }
    if let Some(activation) = &plan.activation {
        heading(&mut page, "Before a run");
        page.text(PLAIN, &activation.text);
        activation.exercises.iter().for_each(|e| exercise(&mut page, e));
    }
    if !plan.remarks.is_empty() {
        heading(&mut page, "Remarks");
        plan.remarks.iter().for_each(|r| page.item("- ", PLAIN, r));
    }
    heading(&mut page, "How to go on");
    plan.progression.iter().for_each(|p| page.item("- ", PLAIN, &p.text));
    heading(&mut page, "When to expect what");
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
    page.text(PLAIN, &plan.results_caveat);
    heading(&mut page, "What to know");
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
    for week in &plan.weeks {
        page.text(BOLD, &format!("Week {} · {}", week.week, week.phase_title));
        let rows: Vec<Vec<String>> = plan
            .sessions
            .iter()
            .filter(|s| s.week == week.week)
            .map(|s| {
                vec![
                    format!("  {}", when(s)),
                    format!("{}, {} min", name(plan, s), s.minutes),
                    s.why_here.clone(),
                ]
            })
            .collect();
        if rows.is_empty() {
            page.text(PLAIN, "  no session");
        } else {
            columns(&rows, &[false, false, false])
                .iter()
                .for_each(|l| page.line(PLAIN, &format!("  {l}")));
        }
        page.item("  ", DIM, &week.effort);
        week.notes.iter().for_each(|n| page.item("  ", DIM, n));
    }
}

fn exercise(page: &mut Page, exercise: &RoutineExercise) {
    page.item("  ", PLAIN, &format!("{}: {}", exercise.name, exercise.dose));
    details(exercise).iter().for_each(|d| page.item("    ", DIM, d));
}
