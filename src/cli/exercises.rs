//! `runform exercises`.

use anstyle::Style;

use super::output::{self, Color, Output, is_closed};
use super::{Done, Trouble};
use crate::report::text::{Page, columns};
use crate::strength::{Amount, Catalogue, Exercise};

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().bold();

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Describe this exercise only.
    #[arg(value_name = "ID")]
    id: Option<String>,
    /// When to use colour.
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    color: Color,
}

pub(super) fn run(args: &Args) -> Result<Done, Trouble> {
    let catalogue = Catalogue::builtin().map_err(|e| Trouble::Failed(e.to_string()))?;
    let mut page = Page::new(output::width());
    match &args.id {
        None => list(&mut page, catalogue),
        Some(id) => {
            let exercise = catalogue.exercises.get(id).ok_or_else(|| {
                Trouble::Usage(format!(
                    "no exercise is called {id:?}; runform exercises lists them all."
                ))
            })?;
            describe(&mut page, catalogue, exercise);
        }
    }
    match Output::new(args.color).write(&page.finish()) {
        Err(error) if !is_closed(&error) => {
            Err(Trouble::Output { place: "the output".into(), error })
        }
        _ => Ok(Done::All),
    }
}

fn list(page: &mut Page, catalogue: &Catalogue) {
    let rows: Vec<Vec<String>> = catalogue
        .exercises
        .values()
        .map(|e| vec![e.id.clone(), e.block.id().into(), dose(e)])
        .collect();
    for line in columns(&rows, &[false, false, false]) {
        page.line(PLAIN, &line);
    }
}

fn describe(page: &mut Page, catalogue: &Catalogue, exercise: &Exercise) {
    page.text(BOLD, &exercise.name);
    page.text(PLAIN, &format!("{} · {}", exercise.block.id(), dose(exercise)));
    page.blank();
    page.text(PLAIN, &exercise.how);
    let harder: Vec<String> =
        exercise.harder.iter().map(|s| format!("{} (once {})", s.id, s.gate)).collect();
    for (title, text) in [
        ("Feel it in", exercise.feel.clone()),
        ("End the set when", exercise.stop.clone()),
        ("Common mistakes", exercise.mistakes.join("; ")),
        ("Choose something else if", exercise.avoid_if.join("; ")),
        ("Needs", exercise.equipment.join(", ")),
        ("Easier", exercise.easier.join(", ")),
        ("Harder", harder.join(", ")),
    ] {
        if !text.is_empty() {
            page.item(&format!("{title}: "), PLAIN, &text);
        }
    }
    let answers: Vec<&str> = catalogue
        .links
        .iter()
        .filter(|l| l.exercises.contains(&exercise.id))
        .map(|l| l.breakdown.as_str())
        .collect();
    if !answers.is_empty() {
        page.item("Answers: ", PLAIN, &answers.join(", "));
    }
    for source in exercise.sources.iter().filter_map(|id| catalogue.sources.get(id)) {
        let place = source.doi.as_deref().or(source.url.as_deref()).unwrap_or_default();
        page.item("Source: ", PLAIN, &format!("{} {place}", source.title));
    }
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
