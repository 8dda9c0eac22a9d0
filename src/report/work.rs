//! The strength part of the summary: add-ons and the session to train from.

use super::show;
use super::terminal::{BOLD, DIM, PLAIN, View};
use super::text::Page;
use crate::strength::{AddOn, AddOnSide, Prescription};

/// Add-ons shown without details.
const ADD_ONS_SHOWN: usize = 3;

/// Add-ons with their reasons, then the session.
pub(super) fn strength(page: &mut Page, plan: &Prescription, view: View) {
    if plan.add_ons.is_empty() && plan.session.blocks.is_empty() {
        return;
    }
    page.blank();
    page.text(BOLD, "Strength work");
    let (shown, more) = view.shown(plan.add_ons.len(), ADD_ONS_SHOWN);
    for (i, add_on) in plan.add_ons.iter().take(shown).enumerate() {
        let lead = format!("{}. ", i + 1);
        let why = view.text(&add_on.why, 1);
        page.item(&lead, PLAIN, &format!("{}, {}. {why}", add_on.name, dose(add_on)));
        if view.details {
            page.item("   ", DIM, &add_on.how);
        }
    }
    if more > 0 {
        page.item("   ", DIM, &format!("and {more} more (--details shows all)"));
    }
    session(page, plan, view);
}

/// Every exercise with its dose, a line per block: enough to train from.
fn session(page: &mut Page, plan: &Prescription, view: View) {
    let session = &plan.session;
    if session.blocks.is_empty() {
        return;
    }
    page.text(PLAIN, &format!("Session of {:.0} min:", session.minutes));
    for block in &session.blocks {
        let exercises: Vec<String> =
            block.exercises.iter().map(|e| format!("{} {}", e.name, e.dose)).collect();
        let (area, list) = (show::words(&block.area), exercises.join("; "));
        page.item("  - ", PLAIN, &format!("{area} ({:.0} min): {list}", block.minutes));
    }
    if view.details {
        page.text(PLAIN, &plan.evidence_note);
    }
}

/// `3 × 15-20 each side, left first`.
pub(super) fn dose(add_on: &AddOn) -> String {
    let range = |[a, b]: [u32; 2]| if a == b { a.to_string() } else { format!("{a}-{b}") };
    let amount = match (add_on.reps, add_on.hold_s) {
        (Some(reps), None) => format!("{} × {}", add_on.sets, range(reps)),
        (None, Some(hold)) => format!("{} × {} s", add_on.sets, range(hold)),
        (Some(reps), Some(hold)) => {
            format!("{} × {} holds of {} s", add_on.sets, range(reps), range(hold))
        }
        (None, None) => format!("{} sets", add_on.sets),
    };
    let side = match add_on.side {
        AddOnSide::Both => "",
        AddOnSide::Each => " each side",
        AddOnSide::LeftFirst => " each side, left first",
        AddOnSide::RightFirst => " each side, right first",
    };
    format!("{amount}{side}")
}
