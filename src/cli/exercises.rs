//! `runform exercises`: the catalogue.

use std::path::PathBuf;

use anstyle::Style;

use super::knowledge::{Own, catalogue, coaching, words};
use super::output::{self, Color, Output, is_closed};
use super::{Done, Trouble};
use crate::files::write;
use crate::report::exercises as report;
use crate::report::text::{Page, columns};
use crate::strength::log::{called, closest};
use crate::strength::{Amount, Block, Catalogue, Coaching, Exercise, Link, Origin};
use crate::words::Tongue;

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().bold();

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Describe this exercise only.
    #[arg(value_name = "ID_OR_NAME")]
    id: Option<String>,
    /// Write all of them with a drawing each into this page.
    #[arg(long, value_name = "FILE.html", conflicts_with = "id")]
    html: Option<PathBuf>,
    #[command(flatten)]
    knowledge: Own,
    /// When to use colour.
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    color: Color,
}

pub(super) fn run(args: &Args) -> Result<Done, Trouble> {
    args.knowledge.settle()?;
    let catalogue = catalogue()?;
    if let Some(path) = &args.html {
        let page = report::page(catalogue, &words(Tongue::default()));
        let failed = |error| Trouble::Output { place: path.display().to_string(), error };
        write::whole(path.clone(), page.as_bytes()).map_err(failed)?;
        return Ok(Done::All);
    }
    let mut page = Page::new(output::width());
    match &args.id {
        None => list(&mut page, catalogue),
        Some(id) => {
            let coaching = coaching()?;
            let asked = called(id, catalogue);
            let exercise = asked.ok_or_else(|| Trouble::Usage(unknown(id, catalogue)))?;
            describe(&mut page, catalogue, coaching, exercise);
        }
    }
    match Output::new(args.color).write(&page.finish()) {
        Err(error) if !is_closed(&error) => {
            Err(Trouble::Output { place: "the output".into(), error })
        }
        _ => Ok(Done::All),
    }
}

/// Why there is no such exercise, and which are close.
pub(super) fn unknown(id: &str, catalogue: &Catalogue) -> String {
    if let Some(left_out) = catalogue.leave_out.iter().find(|l| l.id == id) {
        return format!("{id} is never in a plan: {}", left_out.why);
    }
    let close = |known: &&String| known.contains(id) || id.contains(known.as_str());
    let close: Vec<&str> = catalogue.exercises.keys().filter(close).map(String::as_str).collect();
    let near = closest(id, catalogue.exercises.keys().map(String::as_str));
    let close = if close.is_empty() { near } else { close };
    let hint = match close[..] {
        [] => String::new(),
        _ => format!(" Did you mean {}?", close.join(", ")),
    };
    format!("no exercise is called {id:?}; runform exercises lists them all.{hint}")
}

fn list(page: &mut Page, catalogue: &Catalogue) {
    let mut rows = vec![["exercise", "part", "dose", "needs", "origin"].map(String::from).to_vec()];
    for block in Block::ALL {
        rows.extend(catalogue.exercises.values().filter(|e| e.block == block).map(|e| {
            let origin = match e.origin {
                Origin::Source => "named by a source",
                Origin::Type => "our drill for a kind a source names",
                Origin::Ours => "ours",
            };
            vec![e.id.clone(), block.id().into(), dose(e), e.equipment.join(", "), origin.into()]
        }));
    }
    for (i, line) in columns(&rows, &[false; 5]).iter().enumerate() {
        page.line(if i == 0 { BOLD } else { PLAIN }, line);
    }
    page.blank();
    for item in &catalogue.leave_out {
        page.text(PLAIN, &format!("Never in a plan: {}. {}", item.name, item.why));
    }
}

fn describe(page: &mut Page, catalogue: &Catalogue, coaching: &Coaching, exercise: &Exercise) {
    page.text(BOLD, &exercise.name);
    page.text(PLAIN, &format!("{} · {}", exercise.block.id(), dose(exercise)));
    page.blank();
    page.text(PLAIN, &exercise.how);
    let harder: Vec<String> =
        exercise.harder.iter().map(|s| format!("{} (once {})", s.id, s.gate)).collect();
    let step = |id: &String| {
        let easier = catalogue.exercises.get(id)?;
        let gate = &easier.harder.iter().find(|s| s.id == exercise.id)?.gate;
        Some(format!("{id} (until {gate})"))
    };
    let easier: Vec<String> = exercise.easier.iter().filter_map(step).collect();
    let none_passed = vec![false; coaching.stages.stages.len()];
    let after = coaching.stages.closed_by(&exercise.id, &none_passed);
    let stage = coaching.stages.of(&exercise.id).map_or(String::new(), |stage| match after[..] {
        [] => stage.name.clone(),
        _ => format!("{}; opens after {}", stage.name, after.join(", ")),
    });
    let answers = |named: fn(&Link) -> &Vec<String>| {
        let of = catalogue.links.iter().filter(|l| named(l).contains(&exercise.id));
        let mut ids: Vec<&str> = of.map(|l| l.breakdown.as_str()).collect();
        ids.dedup();
        ids.join(", ")
    };
    for (title, text) in [
        ("Also called", exercise.aliases.join(", ")),
        ("Works", exercise.muscles.join(", ")),
        ("Feel it in", exercise.feel.clone()),
        ("End the set when", exercise.stop.clone()),
        ("Common mistakes", exercise.mistakes.join("; ")),
        ("Leave it out with", exercise.avoid_if.join("; ")),
        ("Needs", exercise.equipment.join(", ")),
        ("Easier", easier.join(", ")),
        ("Harder", harder.join(", ")),
        ("Stage", stage),
        ("Answers", answers(|l| &l.exercises)),
        ("Later answers", answers(|l| &l.later)),
        ("Origin", origin(exercise)),
    ] {
        if !text.is_empty() {
            page.item(&format!("{title}: "), PLAIN, &text);
        }
    }
    for source in exercise.sources.iter().filter_map(|id| catalogue.sources.get(id)) {
        let place = source.doi.as_deref().or(source.url.as_deref()).unwrap_or_default();
        page.item("Source: ", PLAIN, &format!("{} {place}", source.title));
    }
}

/// Where exercise and dose come from.
fn origin(exercise: &Exercise) -> String {
    let drill = match exercise.origin {
        Origin::Source => "named by a source",
        Origin::Type => "a source names the kind of work, the drill is our choice",
        Origin::Ours => "added by us on the research below",
    };
    let dose = &exercise.dose;
    let numbers = match &dose.source {
        Some(source) if !dose.stated.is_empty() => {
            let stated: Vec<&str> = (dose.stated.iter())
                .map(|s| match s.as_str() {
                    "reps" => "repetitions",
                    "hold_s" => "seconds",
                    other => other,
                })
                .collect();
            format!("{} by {source}, other numbers ours", stated.join(" and "))
        }
        _ => "all numbers ours".to_owned(),
    };
    format!("{drill}; {numbers}")
}

/// `2-3 × 15-20 each side`.
fn dose(exercise: &Exercise) -> String {
    let range = |[a, b]: [u32; 2]| if a == b { a.to_string() } else { format!("{a}-{b}") };
    let amount = match exercise.dose.amount {
        Amount::Reps { range: reps, .. } => range(reps),
        Amount::Hold(seconds) => format!("{} s", range(seconds)),
    };
    let side = if exercise.each_side { " each side" } else { "" };
    format!("{} × {amount}{side}", range(exercise.dose.sets))
}
