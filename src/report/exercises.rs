//! The catalogue of exercises as one page: a drawing for each, how to do it, and what
//! comes after it.

use std::fmt::Write as _;

use super::figures::{self, figure};
use crate::strength::{Amount, Block, Catalogue, Exercise};
use crate::words::Words;

/// The page: nothing is loaded from elsewhere, and it prints.
pub fn page(catalogue: &Catalogue, words: &Words) -> String {
    let language = words.tongue().language.code();
    let title = words.text("exercises-title", &[]);
    let mut out = format!(
        "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title><style>{STYLE}{}</style></head><body><h1>{title}</h1><p>{}</p>",
        figures::STYLE,
        escaped(&words.text("exercises-lead", &[])),
    );
    for block in Block::ALL {
        let name = words.text(&format!("part-{}", block.id()), &[]);
        let _ = write!(out, "<h2>{}</h2><div class=\"cards\">", escaped(&name));
        let of_block = catalogue.exercises.values().filter(|e| e.block == block);
        of_block.for_each(|e| card(&mut out, e, catalogue, words));
        out.push_str("</div>");
    }
    let _ = write!(out, "<p class=\"small\">{}</p></body></html>", escaped(&catalogue.safety));
    out
}

fn card(out: &mut String, exercise: &Exercise, catalogue: &Catalogue, words: &Words) {
    let picture = figure(&exercise.id, &exercise.name).unwrap_or_default();
    let [low, high] = exercise.dose.sets;
    let sets = if low == high { low.to_string() } else { format!("{low}-{high}") };
    let (range, unit) = match exercise.dose.amount {
        Amount::Reps { range, .. } => (range, ""),
        Amount::Hold(range) => (range, " s"),
    };
    let side = if exercise.each_side { words.text("dose-each-side", &[]) } else { String::new() };
    let dose = format!("{sets} × {}-{}{unit}{side}", range[0], range[1]);
    let _ = write!(
        out,
        "<article id=\"{}\"><h3>{}</h3>{picture}<p class=\"dose\">{}</p><p>{}</p>",
        exercise.id,
        escaped(&exercise.name),
        escaped(&dose),
        escaped(&exercise.how)
    );
    for step in &exercise.harder {
        let Some(next) = catalogue.exercises.get(&step.id) else { continue };
        let args = [("gate", step.gate.as_str().into()), ("harder", next.name.as_str().into())];
        let text = escaped(&words.text("exercise-harder", &args));
        let _ = write!(out, "<p class=\"next\"><a href=\"#{}\">{text}</a></p>", next.id);
    }
    out.push_str("</article>");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

const STYLE: &str = "body{font:16px/1.45 system-ui,sans-serif;margin:1.5rem auto;padding:0 1rem;max-width:75rem;color:#16202c;background:#fff}.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:1rem}article{border:1px solid #d5dae0;border-radius:.5rem;padding:.75rem;break-inside:avoid}h3{margin:0}.dose{font-weight:600;margin:.25rem 0}article p{margin:.35rem 0;font-size:.9rem}.next a{color:#1d5c8f}.small{font-size:.85rem}@media print{body{margin:0;font-size:12px}.cards{grid-template-columns:repeat(3,1fr)}}";

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::words::{Language, Tongue};

    #[test]
    fn the_page_has_all_exercises_with_their_pictures_in_both_languages() {
        for language in Language::ALL {
            let catalogue = Catalogue::builtin_in(language.code()).unwrap();
            let page = page(catalogue, &Words::new(Tongue { language, ..Tongue::default() }));
            assert_eq!(page.matches("<article").count(), 68);
            assert_eq!(page.matches("<svg").count(), 68);
            assert!(!page.contains("http"), "nothing is loaded");
            for exercise in catalogue.exercises.values() {
                assert!(page.contains(&format!("<h3>{}</h3>", exercise.name)), "{}", exercise.id);
            }
        }
    }
}
