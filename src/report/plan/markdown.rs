//! A plan as Markdown.

use std::fmt::Write as _;

use super::{details, finding, name, title, unplaced, when};
use crate::report::show::words;
use crate::report::text::clean;
use crate::strength::{Plan, RoutineExercise};

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
        out.push_str("\n## First\n");
        list(&mut out, &mut plan.cautions.iter().cloned());
    }
    if !plan.findings.is_empty() {
        out.push_str("\n## What it answers\n");
        list(&mut out, &mut plan.findings.iter().map(finding));
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
                    name(plan, s),
                    s.minutes,
                    s.why_here
                ),
            );
        }
    }
    let mut efforts: Vec<(&str, &str)> = Vec::new();
    for week in &plan.weeks {
        if !efforts.iter().any(|(_, e)| *e == week.effort) {
            efforts.push((&week.phase_title, &week.effort));
        }
    }
    list(
        &mut out,
        &mut efforts
            .iter()
            .map(|(phase, effort)| format!("From the first week of \"{phase}\" on: {effort}")),
    );
    let notes = plan
        .weeks
        .iter()
        .flat_map(|w| w.notes.iter().map(move |n| format!("Week {}: {n}", w.week)));
    list(&mut out, &mut notes.chain(plan.unplaced.iter().map(unplaced)));
    for routine in &plan.routines {
        put(&mut out, format_args!("\n## {} ({:.0} min)\n", routine.title, routine.minutes.ceil()));
        for block in &routine.blocks {
            put(
                &mut out,
                format_args!("\n### {} ({:.0} min)\n\n", words(&block.area), block.minutes),
            );
            block.exercises.iter().for_each(|e| exercise(&mut out, e));
        }
    }
    if let Some(activation) = &plan.activation {
        put(&mut out, format_args!("\n## Before a run\n\n{}\n\n", safe(&activation.text)));
        activation.exercises.iter().for_each(|e| exercise(&mut out, e));
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
    put(&mut out, format_args!("\n## What to know\n\n{}\n\n{}\n", plan.evidence_note, plan.safety));
    out
}

fn exercise(out: &mut String, exercise: &RoutineExercise) {
    put(out, format_args!("- **{}**: {}\n", exercise.name, exercise.dose));
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
