//! A plan as Markdown.

use std::fmt::Write as _;

use super::exercises;
use super::numbers::numbers;
use super::say::Teller;
use super::text::area;
use crate::report::text::clean;
use crate::strength::{Plan, Routine, RoutineExercise, Sourced};
use crate::words::Words;

/// The plan as a Markdown document.
pub fn markdown(plan: &Plan, words: &Words) -> String {
    let t = Teller { plan, words };
    if let Some(stopped) = &plan.stopped {
        let head = t.text("plan-stopped");
        return format!("# {head}\n\n{}\n\n{}\n", safe(&words.say(stopped)), plan.safety);
    }
    let mut out = format!("# {}\n", t.title());
    for assumed in &plan.assumptions {
        put(&mut out, format_args!("\n{}\n", safe(&words.say(assumed))));
    }
    if !plan.cautions.is_empty() {
        heading(&mut out, t, "plan-before-you-begin");
        list(&mut out, &mut plan.cautions.iter().map(|c| words.say(c)));
    }
    if !plan.findings.is_empty() {
        heading(&mut out, t, "plan-answers");
        list(&mut out, &mut plan.findings.iter().map(|f| t.finding(f)).chain(t.in_focus()));
    }
    sessions(&mut out, t);
    plan.routines.iter().for_each(|r| routine(&mut out, t, r));
    let all = exercises(plan);
    if !all.is_empty() {
        heading(&mut out, t, "plan-how-to");
        out.push('\n');
        all.into_iter().for_each(|e| exercise(&mut out, t, e, ""));
    }
    if let Some(activation) = &plan.activation {
        heading(&mut out, t, "plan-before-a-run");
        put(&mut out, format_args!("\n{}\n\n", safe(&t.text("plan-activation"))));
        activation.exercises.iter().for_each(|e| exercise(&mut out, t, e, &t.range(&e.dose)));
    }
    if !plan.remarks.is_empty() {
        heading(&mut out, t, "plan-remarks");
        list(&mut out, &mut plan.remarks.iter().map(|r| words.say(r)));
    }
    heading(&mut out, t, "plan-rules");
    let ours = t.text("plan-details-ours");
    list(
        &mut out,
        &mut plan.rules.iter().map(|r| {
            let ours = if r.stated { "" } else { &ours };
            format!("{} ({}{ours})", r.text, r.sources.join(", "))
        }),
    );
    heading(&mut out, t, "plan-go-on");
    let sourced = |r: &Sourced| format!("{} ({})", r.text, r.sources.join(", "));
    list(&mut out, &mut plan.progression.iter().map(sourced));
    results(&mut out, t);
    if !plan.risks.is_empty() {
        heading(&mut out, t, "plan-keep-an-eye");
        list(&mut out, &mut plan.risks.iter().map(sourced).chain([t.text("plan-risks")]));
    }
    heading(&mut out, t, "plan-to-know");
    let grades = t.text("plan-grades");
    put(&mut out, format_args!("\n{}\n\n{grades}\n\n{}\n", plan.evidence_note, plan.safety));
    out
}

fn heading(out: &mut String, t: Teller, id: &str) {
    put(out, format_args!("\n## {}\n", t.text(id)));
}

fn list(out: &mut String, items: &mut dyn Iterator<Item = String>) {
    out.push('\n');
    items.for_each(|t| put(out, format_args!("- {}\n", safe(&t))));
}

fn sessions(out: &mut String, t: Teller) {
    heading(out, t, "plan-sessions");
    let head = t.text("plan-table-head");
    put(out, format_args!("\n{head}\n|---|---|---|---|---|---|\n"));
    for week in &t.plan.weeks {
        let mut rows = t.plan.sessions.iter().filter(|s| s.week == week.week).peekable();
        let (n, phase) = (week.week, &week.phase_title);
        if rows.peek().is_none() {
            put(out, format_args!("| {n} | {phase} | - | - | - | - |\n"));
        }
        for s in rows {
            let (when, kind, place) = (t.when(s), t.kind(s.kind), t.place(s));
            put(
                out,
                format_args!("| {n} | {phase} | {when} | {kind} | {} | {place} |\n", s.minutes),
            );
        }
    }
    let notes = (0..t.plan.weeks.len()).flat_map(|i| {
        let week = t.weeks(&[i + 1]);
        t.said(i).into_iter().map(move |n| format!("{week}: {n}")).collect::<Vec<_>>()
    });
    list(out, &mut notes.chain(t.plan.unplaced.iter().map(|u| t.unplaced(u))));
}

fn results(out: &mut String, t: Teller) {
    if t.plan.results.is_empty() {
        return;
    }
    heading(out, t, "plan-expect");
    put(out, format_args!("\n{}\n|---|---|---|---|\n", t.text("plan-expect-head")));
    for window in &t.plan.results {
        let [from, to] = window.weeks;
        let after = || t.words.text("plan-after-week", &[("week", (to as f64).into())]);
        let on = window.retest_on.map_or_else(after, |d| d.to_string());
        put(out, format_args!("| {from}-{to} | {} | {on} | {} |\n", window.text, window.retest));
    }
    put(out, format_args!("\n{}\n", t.plan.results_caveat));
}

/// What is in a session, and its numbers week by week.
fn routine(out: &mut String, t: Teller, routine: &Routine) {
    put(out, format_args!("\n## {}\n\n", t.heading_of(routine)));
    let table = numbers(t, routine);
    let head: String = table.columns.iter().map(|c| format!(" {c} |")).collect();
    let rule = "---|".repeat(table.columns.len());
    let first = t.text("routine-head");
    put(out, format_args!("{first}{head}\n|---|---|---|{rule}\n"));
    let mut rows = table.rows.iter();
    for block in &routine.blocks {
        for e in &block.exercises {
            let cells: String = (rows.next().iter())
                .flat_map(|(_, cells)| cells)
                .map(|c| format!(" {c} |"))
                .collect();
            let (area, dose) = (area(t, &block.area), t.range(&e.dose));
            put(out, format_args!("| {area} | {} | {dose} |{cells}\n", e.name));
        }
    }
}

fn exercise(out: &mut String, t: Teller, exercise: &RoutineExercise, dose: &str) {
    let colon = if dose.is_empty() { "" } else { ": " };
    put(out, format_args!("- **{}**{colon}{dose}\n", exercise.name));
    t.details(exercise).iter().for_each(|d| put(out, format_args!("  - {}\n", safe(d))));
}

fn put(out: &mut String, text: std::fmt::Arguments) {
    // Writing to a String does not fail.
    let _ = out.write_fmt(text);
}

/// Text on one line, with nothing that Markdown or HTML would take for its own.
fn safe(text: &str) -> String {
    let mut out = String::new();
    for c in clean(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '\\' | '`' | '*' | '[' | ']' | '|' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}
