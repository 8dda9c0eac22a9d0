//! The session of a day as a card: big on a phone, to tick set by set with a timer for
//! the rest; on paper boxes and lines to write on. What was ticked leaves as a sheet
//! that `log import` reads.

use std::io;

use askama::Template;

use super::say::Teller;
use crate::form::Side;
use crate::report::figures::{self, figure};
use crate::strength::{Catalogue, Plan, PlannedLine, PlannedSession};
use crate::words::Words;

const LOOK: &str = include_str!("gym.css");
const SCRIPT: &str = include_str!("gym.js");

#[derive(Template)]
#[template(path = "gym.html")]
struct GymCard<'a> {
    look: &'static str,
    figures: &'static str,
    script: &'static str,
    w: &'a Words,
    lang: &'static str,
    title: String,
    effort: &'a str,
    /// The same session in every revision of the plan.
    uid: &'a str,
    date: String,
    lines: Vec<GymLine>,
    safety: &'a str,
}

struct GymLine {
    id: String,
    name: String,
    dose: String,
    how: String,
    picture: String,
    rest_s: f64,
    held: bool,
    /// With weight in the hand, as far as is known.
    load_kg: f64,
    sets: Vec<GymSet>,
}

/// A box to tick.
struct GymSet {
    /// `left`, `right`, or nothing.
    side: &'static str,
    /// What stands on it.
    name: String,
    amount: u32,
}

/// The card of a session.
///
/// # Errors
/// Only those of the template engine, which has no reason for any.
pub fn gym(
    plan: &Plan,
    session: &PlannedSession,
    catalogue: &Catalogue,
    words: &Words,
) -> io::Result<String> {
    let teller = Teller { plan, words };
    let card = GymCard {
        look: LOOK,
        figures: figures::STYLE,
        script: SCRIPT,
        w: words,
        lang: words.tongue().language.code(),
        title: format!(
            "{} · {} · {} min",
            teller.when(session),
            teller.kind(session.kind),
            session.minutes
        ),
        effort: &session.effort,
        uid: &session.uid,
        date: session.date.map(|d| d.to_string()).unwrap_or_default(),
        lines: session.lines.iter().map(|line| self::line(line, teller, catalogue)).collect(),
        safety: &catalogue.safety,
    };
    let card = card.render().map_err(io::Error::other)?;
    Ok(crate::report::html::sealed(card))
}

fn line(line: &PlannedLine, teller: Teller, catalogue: &Catalogue) -> GymLine {
    let exercise = catalogue.exercises.get(&line.exercise);
    GymLine {
        id: line.exercise.clone(),
        name: line.name.clone(),
        dose: teller.dose(line),
        how: exercise.map(|e| e.how.clone()).unwrap_or_default(),
        picture: figure(&line.exercise, &line.name).unwrap_or_default(),
        rest_s: exercise.map_or(60.0, |e| e.dose.rest_s),
        held: line.dose.held,
        load_kg: line.dose.load_kg,
        sets: sets(line, teller),
    }
}

/// Every set as a box, one for each side, the weaker side first.
fn sets(line: &PlannedLine, teller: Teller) -> Vec<GymSet> {
    let name = |id: &str| teller.words.name(id);
    let amounts =
        line.dose.groups().into_iter().flat_map(|(n, amount)| (0..n).map(move |_| amount));
    let sides: &[&'static str] = match (line.dose.each_side, line.side) {
        (false, _) => &[""],
        (true, crate::strength::AddOnSide::RightFirst) => &["right", "left"],
        (true, _) => &["left", "right"],
    };
    let mut boxes: Vec<GymSet> = Vec::new();
    for amount in amounts {
        boxes.extend(sides.iter().map(|&side| GymSet { side, name: name(side), amount }));
    }
    if let (Some(side), Some(first)) = (line.extra_set, boxes.first().map(|b| b.amount)) {
        let side = match side {
            Side::Left => "left",
            Side::Right => "right",
        };
        boxes.push(GymSet { side, name: name(side), amount: first });
    }
    boxes
}
