//! A plan on the terminal.

use anstyle::Style;

use super::exercises;
use super::numbers::numbers;
use super::say::Teller;
use crate::report::text::{Page, columns};
use crate::strength::{Plan, PlannedSession, Routine, RoutineExercise};
use crate::words::Words;

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// The plan, with escape sequences for style; strip them where colour is not wanted.
pub fn text(plan: &Plan, words: &Words, width: usize) -> String {
    let t = Teller { plan, words };
    let mut page = Page::new(width);
    if let Some(stopped) = &plan.stopped {
        page.text(BOLD, &t.text("plan-stopped"));
        page.text(PLAIN, &words.say(stopped));
        page.blank();
        page.text(DIM, &plan.safety);
        return page.finish();
    }
    page.text(BOLD, &t.title());
    plan.assumptions.iter().for_each(|a| page.text(DIM, &words.say(a)));
    if !plan.cautions.is_empty() {
        heading(&mut page, &t.text("plan-before-you-begin"));
        plan.cautions.iter().for_each(|c| page.item("! ", PLAIN, &words.say(c)));
    }
    if !plan.findings.is_empty() {
        heading(&mut page, &t.text("plan-answers"));
        plan.findings.iter().for_each(|f| page.item("- ", PLAIN, &t.finding(f)));
        t.in_focus().into_iter().for_each(|f| page.item("  ", PLAIN, &f));
    }
    schedule(&mut page, t);
    for item in &plan.unplaced {
        page.item("- ", PLAIN, &t.unplaced(item));
    }
    plan.routines.iter().for_each(|r| routine(&mut page, t, r));
    let all = exercises(plan);
    if !all.is_empty() {
        heading(&mut page, &t.text("plan-how-to"));
        all.into_iter().for_each(|e| exercise(&mut page, t, e, ""));
    }
    if let Some(activation) = &plan.activation {
        heading(&mut page, &t.text("plan-before-a-run"));
        page.text(PLAIN, &t.text("plan-activation"));
        for e in &activation.exercises {
            exercise(&mut page, t, e, &t.range(&e.dose));
        }
    }
    if !plan.remarks.is_empty() {
        heading(&mut page, &t.text("plan-remarks"));
        plan.remarks.iter().for_each(|r| page.item("- ", PLAIN, &words.say(r)));
    }
    heading(&mut page, &t.text("plan-go-on"));
    plan.progression.iter().for_each(|p| page.item("- ", PLAIN, &p.text));
    results(&mut page, t);
    if !plan.risks.is_empty() {
        heading(&mut page, &t.text("plan-keep-an-eye"));
        plan.risks.iter().for_each(|r| page.item("- ", PLAIN, &r.text));
        page.text(PLAIN, &t.text("plan-risks"));
    }
    heading(&mut page, &t.text("plan-to-know"));
    if plan.routines.iter().any(|r| !r.add_ons.is_empty()) {
        page.text(PLAIN, &t.text("plan-grades"));
    }
    page.text(PLAIN, &plan.evidence_note);
    page.blank();
    page.text(DIM, &plan.safety);
    page.finish()
}

/// One session: what to do today.
pub fn session(plan: &Plan, session: &PlannedSession, words: &Words, width: usize) -> String {
    let t = Teller { plan, words };
    let mut page = Page::new(width);
    let head = format!("{} · {} · {} min", t.when(session), t.kind(session.kind), session.minutes);
    page.text(BOLD, &head);
    page.text(DIM, &session.effort);
    for line in &session.lines {
        page.item("  ", PLAIN, &format!("{}: {}", line.name, t.dose(line)));
    }
    page.finish()
}

fn heading(page: &mut Page, text: &str) {
    page.blank();
    page.text(BOLD, text);
}

fn schedule(page: &mut Page, t: Teller) {
    heading(page, &t.text("plan-sessions"));
    for (index, week) in t.plan.weeks.iter().enumerate() {
        let args = [("n", (week.week as f64).into()), ("phase", week.phase_title.as_str().into())];
        page.text(BOLD, &t.words.text("plan-week-heading", &args));
        let rows: Vec<Vec<String>> = t
            .plan
            .sessions
            .iter()
            .filter(|s| s.week == week.week)
            .map(|s| {
                vec![
                    format!("  {}", t.when(s)),
                    format!("{}, {} min", t.kind(s.kind), s.minutes),
                    t.place(s),
                ]
            })
            .collect();
        if rows.is_empty() {
            page.item("  ", PLAIN, &t.text("plan-no-session"));
        } else {
            columns(&rows, &[false, false, false])
                .iter()
                .for_each(|l| page.line(PLAIN, &format!("  {l}")));
        }
        t.said(index).iter().for_each(|n| page.item("  ", DIM, n));
    }
}

/// What is in a session, and its numbers week by week.
fn routine(page: &mut Page, t: Teller, routine: &Routine) {
    heading(page, &t.heading_of(routine));
    for block in &routine.blocks {
        let minutes = format!("{:.0}", block.minutes);
        page.line(BOLD, &format!("{} · {minutes} min", area(t, &block.area)));
        for exercise in &block.exercises {
            let star = if exercise.why.is_some() { " *" } else { "" };
            page.item(
                "  ",
                PLAIN,
                &format!("{}: {}{star}", exercise.name, t.range(&exercise.dose)),
            );
        }
    }
    if routine.blocks.iter().flat_map(|b| &b.exercises).any(|e| e.why.is_some()) {
        page.text(DIM, &t.text("plan-star"));
    }
    let table = numbers(t, routine);
    if table.columns.is_empty() {
        return;
    }
    page.blank();
    // Long plans have many columns: so many in a row of the table.
    const AT_ONCE: usize = 3;
    for first in (0..table.columns.len()).step_by(AT_ONCE) {
        let cut = |cells: &[String]| cells.iter().skip(first).take(AT_ONCE).cloned().collect();
        let mut rows: Vec<Vec<String>> =
            vec![[vec![t.text("numbers-heading")], cut(&table.columns)].concat()];
        rows.extend(
            table.rows.iter().map(|(name, cells)| [vec![name.clone()], cut(cells)].concat()),
        );
        let right = vec![false; rows[0].len()];
        columns(&rows, &right).iter().for_each(|l| page.line(PLAIN, &format!("  {l}")));
    }
}

/// Name of a part of a session.
pub(super) fn area(t: Teller, id: &str) -> String {
    t.text(&format!("part-{id}"))
}

fn results(page: &mut Page, t: Teller) {
    if t.plan.results.is_empty() {
        return;
    }
    heading(page, &t.text("plan-expect"));
    for window in &t.plan.results {
        let [from, to] = window.weeks;
        let on = match window.retest_on {
            Some(date) => {
                let on = t.date(date);
                t.words.text("plan-test-on", &[("on", on.into())])
            }
            None => t.words.text("plan-test-after", &[("week", (to as f64).into())]),
        };
        let lead = t.words.text("plan-weeks-span", &[("list", format!("{from}-{to}").into())]);
        page.item(&lead, PLAIN, &format!("{} {on} {}", window.text, window.retest));
    }
    page.text(PLAIN, &t.plan.results_caveat);
}

fn exercise(page: &mut Page, t: Teller, exercise: &RoutineExercise, dose: &str) {
    let colon = if dose.is_empty() { "" } else { ": " };
    page.item("  ", PLAIN, &format!("{}{colon}{dose}", exercise.name));
    t.details(exercise).iter().for_each(|d| page.item("    ", DIM, d));
}
