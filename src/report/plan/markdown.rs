//! A plan as Markdown.

use std::fmt::Write as _;

use super::numbers::numbers;
use super::{
    GRADES, RISKS, details, exercises, finding, heading_of, said, title, unplaced, waits, when,
};
use crate::report::show::words;
use crate::report::text::clean;
use crate::strength::{Plan, Routine, RoutineExercise};

/// The plan as a Markdown document.
pub fn markdown(plan: &Plan) -> String {
    let mut out = format!("# {}\n", title(plan));
    let paragraphs = |out: &mut String, items: &[String]| {
        items.iter().for_each(|t| put(out, format_args!("\n{}\n", safe(t))));
    };
    let list = |out: &mut String, items: &mut dyn Iterator<Item = String>| {
        out.push('\n');
        items.for_each(|t| put(out, format_args!("- {}\n", safe(&t))));
    };
    paragraphs(&mut out, &plan.assumptions);
    if !plan.cautions.is_empty() {
        out.push_str("\n## Before you begin\n");
        list(&mut out, &mut plan.cautions.iter().cloned());
    }
    if !plan.findings.is_empty() {
        out.push_str("\n## What it answers\n");
        let focus = format!("In focus: {}.", plan.focus_names.join("; "));
        let focus = (!plan.focus_names.is_empty()).then_some(focus);
        list(&mut out, &mut plan.findings.iter().map(finding).chain(focus));
    }
    if waits(plan) {
        put(&mut out, format_args!("\n{}\n", plan.safety));
        return out;
    }
    out.push_str("\n## Sessions\n\n| Week | Phase | When | Session | Minutes | Where in the day |\n|---|---|---|---|---|---|\n");
    for week in &plan.weeks {
        let mut rows = plan.sessions.iter().filter(|s| s.week == week.week).peekable();
        if rows.peek().is_none() {
            put(
                &mut out,
                format_args!("| {} | {} | - | - | - | - |\n", week.week, week.phase_title),
            );
        }
        for s in rows {
            put(
                &mut out,
                format_args!(
                    "| {} | {} | {} | {} | {} | {} |\n",
                    week.week,
                    week.phase_title,
                    when(s),
                    s.kind.title(),
                    s.minutes,
                    s.why_here
                ),
            );
        }
    }
    let notes = (0..plan.weeks.len()).flat_map(|i| {
        said(plan, i).into_iter().map(move |n| format!("Week {}: {n}", i + 1)).collect::<Vec<_>>()
    });
    list(&mut out, &mut notes.chain(plan.unplaced.iter().map(unplaced)));
    plan.routines.iter().for_each(|r| routine(&mut out, plan, r));
    let all = exercises(plan);
    if !all.is_empty() {
        out.push_str("\n## How to do them\n\n");
        all.into_iter().for_each(|e| exercise(&mut out, e, ""));
    }
    if let Some(activation) = &plan.activation {
        put(&mut out, format_args!("\n## Before a run\n\n{}\n\n", safe(&activation.text)));
        activation.exercises.iter().for_each(|e| exercise(&mut out, e, &e.dose));
    }
    if !plan.remarks.is_empty() {
        out.push_str("\n## Remarks\n");
        list(&mut out, &mut plan.remarks.iter().cloned());
    }
    out.push_str("\n## Rules of the schedule\n");
    list(
        &mut out,
        &mut plan.rules.iter().map(|r| {
            let ours = if r.stated { "" } else { "; details are our choice" };
            format!("{} ({}{ours})", r.text, r.sources.join(", "))
        }),
    );
    out.push_str("\n## How to go on\n");
    list(
        &mut out,
        &mut plan.progression.iter().map(|p| format!("{} ({})", p.text, p.sources.join(", "))),
    );
    if !plan.results.is_empty() {
        out.push_str("\n## When to expect what\n\n| Weeks | What may be seen | Test again | How |\n|---|---|---|---|\n");
        for window in &plan.results {
            let [from, to] = window.weeks;
            let on = window.retest_on.map_or(format!("after week {to}"), |d| d.to_string());
            put(
                &mut out,
                format_args!("| {from}-{to} | {} | {on} | {} |\n", window.text, window.retest),
            );
        }
        put(&mut out, format_args!("\n{}\n", plan.results_caveat));
    }
    if !plan.risks.is_empty() {
        out.push_str("\n## Keep an eye on\n");
        let sourced =
            |r: &crate::strength::Sourced| format!("{} ({})", r.text, r.sources.join(", "));
        list(&mut out, &mut plan.risks.iter().map(sourced).chain([RISKS.to_owned()]));
    }
    put(
        &mut out,
        format_args!(
            "\n## What to know\n\n{}\n\n{GRADES}\n\n{}\n",
            plan.evidence_note, plan.safety
        ),
    );
    out
}

/// What is in a session, and its numbers week by week.
fn routine(out: &mut String, plan: &Plan, routine: &Routine) {
    put(out, format_args!("\n## {}\n\n", heading_of(routine)));
    let table = numbers(plan, routine);
    let head: String = table.columns.iter().map(|c| format!(" {c} |")).collect();
    let rule = "---|".repeat(table.columns.len());
    put(out, format_args!("| Part | Exercise | Dose |{head}\n|---|---|---|{rule}\n"));
    let mut rows = table.rows.iter();
    for block in &routine.blocks {
        for e in &block.exercises {
            let cells: String = (rows.next().iter())
                .flat_map(|(_, cells)| cells)
                .map(|c| format!(" {c} |"))
                .collect();
            put(out, format_args!("| {} | {} | {} |{cells}\n", words(&block.area), e.name, e.dose));
        }
    }
}

fn exercise(out: &mut String, exercise: &RoutineExercise, dose: &str) {
    let colon = if dose.is_empty() { "" } else { ": " };
    put(out, format_args!("- **{}**{colon}{dose}\n", exercise.name));
    details(exercise).iter().for_each(|d| put(out, format_args!("  - {}\n", safe(d))));
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
