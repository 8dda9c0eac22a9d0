//! The strength part of the summary: what to do this week, add-ons, the session.

use super::{BOLD, DIM, PLAIN};
use crate::analysis::{Analysis, Quality};
use crate::report::doses;
use crate::report::text::Page;
use crate::strength::Prescription;
use crate::words::Words;

/// Exercises named in a line.
const NAMED: usize = 2;

/// `good`.
pub(super) fn quality(quality: Quality, words: &Words) -> String {
    words.t(match quality {
        Quality::Good => "quality-good",
        Quality::Medium => "quality-medium",
        Quality::Low => "quality-low",
    })
}

/// What to do this week; `None` without a session.
pub(in crate::report) fn in_a_line(analysis: &Analysis, words: &Words) -> Option<String> {
    let plan = &analysis.prescription;
    if plan.session.blocks.is_empty() {
        return None;
    }
    let cue = doses::cue(analysis, words);
    // What comes before any exercise takes the room of one.
    let most = if cue.is_some() { NAMED - 1 } else { NAMED };
    let named: Vec<String> =
        plan.add_ons.iter().take(most).map(|a| doses::add_on(a, words)).collect();
    let todo = match named.is_empty() {
        true => {
            let minutes = ("min", plan.session.minutes.round().into());
            words.text("do-standard", &[minutes])
        }
        false => words.text("do-week", &[("list", named.join("; ").into())]),
    };
    let cue = cue.map(|cue| format!("{cue} "));
    Some(format!("{}{todo}", cue.unwrap_or_default()))
}

/// Add-ons with their reasons, then the session.
pub(super) fn strength(page: &mut Page, plan: &Prescription, words: &Words) {
    if plan.add_ons.is_empty() && plan.session.blocks.is_empty() {
        return;
    }
    page.blank();
    page.text(BOLD, &words.t("head-strength"));
    for (i, add_on) in plan.add_ons.iter().enumerate() {
        let lead = format!("{}. ", i + 1);
        let why = doses::why(add_on, words).map(|w| format!(". {w}")).unwrap_or_default();
        page.item(&lead, PLAIN, &format!("{}{why}", doses::add_on(add_on, words)));
        page.item("   ", DIM, &doses::how(&add_on.exercise, &add_on.how, words));
    }
    session(page, plan, words);
}

/// Every exercise with its dose, a line per block: enough to train from.
fn session(page: &mut Page, plan: &Prescription, words: &Words) {
    let session = &plan.session;
    if session.blocks.is_empty() {
        return;
    }
    page.text(PLAIN, &words.text("session-of", &[("min", session.minutes.into())]));
    for block in &session.blocks {
        let list: Vec<String> = block.exercises.iter().map(|e| doses::exercise(e, words)).collect();
        let area = doses::area(&block.area, words);
        let text = words.text(
            "session-block",
            &[
                ("area", area.into()),
                ("min", block.minutes.into()),
                ("list", list.join("; ").into()),
            ],
        );
        page.item("  - ", PLAIN, &text);
    }
    page.text(PLAIN, &doses::evidence_note(plan, words));
}
