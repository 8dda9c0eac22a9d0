//! A whole session in one line: `bridge 2x14+1x13, heavy_calf_raise 3x6@20kg left`.

use super::problem::Wrong;
use super::read::{self, MOST_HOLD_S, MOST_LOAD_KG, MOST_REPS, MOST_SETS};
use super::{LogSide, Sets};
use crate::{Catalogue, progress::Volume};

/// Sets of one exercise as they stand in a line, not yet checked.
#[derive(Debug)]
pub(super) struct Part<'a> {
    text: &'a str,
    exercise: &'a str,
    sets: u32,
    amount: u32,
    load_kg: f64,
    side: Option<LogSide>,
}

/// The sets of a session in one cell. What is alike is written once.
pub fn compact(sets: &[&Sets]) -> String {
    let alike = |a: &&Sets, b: &&Sets| {
        a.exercise == b.exercise && a.load_kg == b.load_kg && a.side == b.side
    };
    let group = |sets: &[&Sets]| {
        let Some(first) = sets.first() else { return String::new() };
        let unit = if first.held { "s" } else { "" };
        let doses: Vec<String> =
            sets.iter().map(|s| format!("{}x{}{unit}", s.sets, s.amount)).collect();
        let load =
            if first.load_kg > 0.0 { format!("@{}kg", first.load_kg) } else { String::new() };
        let side = match first.side {
            Some(LogSide::Left) => " left",
            Some(LogSide::Right) => " right",
            Some(LogSide::Each) | None => "",
        };
        format!("{} {}{load}{side}", first.exercise, doses.join("+"))
    };
    sets.chunk_by(alike).map(group).collect::<Vec<_>>().join(", ")
}

/// A dose as it is written in a line and typed for a session: `2x14+1x13@20kg`.
pub fn session_line(exercise: &str, dose: &Volume) -> String {
    let unit = if dose.held { "s" } else { "" };
    let doses: Vec<String> =
        dose.groups().into_iter().map(|(n, amount)| format!("{n}x{amount}{unit}")).collect();
    let load = if dose.load_kg > 0.0 { format!("@{}kg", dose.load_kg) } else { String::new() };
    format!("{exercise} {}{load}", doses.join("+"))
}

/// Reads the sets of a session from one cell.
pub(super) fn parts(cell: &str) -> Result<Vec<Part<'_>>, Wrong> {
    let mut all = Vec::new();
    for text in cell.split([',', ';']).map(str::trim).filter(|t| !t.is_empty()) {
        all.extend(part(text).ok_or_else(|| Wrong::SessionPart { part: text.to_owned() })?);
    }
    if all.is_empty() { Err(Wrong::SessionEmpty {}) } else { Ok(all) }
}

fn part(text: &str) -> Option<Vec<Part<'_>>> {
    let (rest, side) = match text.rsplit_once(' ') {
        Some((rest, "left")) => (rest, Some(LogSide::Left)),
        Some((rest, "right")) => (rest, Some(LogSide::Right)),
        _ => (text, None),
    };
    let (exercise, dose) = rest.trim().rsplit_once(' ')?;
    let (doses, load) = match dose.split_once('@') {
        Some((doses, load)) => (doses, load.strip_suffix("kg").unwrap_or(load)),
        None => (dose, "0"),
    };
    let load_kg = load.parse().ok().filter(|kg| (0.0..=MOST_LOAD_KG).contains(kg))?;
    let one = |dose: &str| {
        let (sets, amount) = dose.split_once(['x', '×'])?;
        let amount = amount.strip_suffix('s').unwrap_or(amount).parse().ok()?;
        Some(Part { text, exercise, sets: sets.parse().ok()?, amount, load_kg, side })
    };
    doses.split('+').map(one).collect()
}

impl Part<'_> {
    /// Checked against the catalogue.
    pub(super) fn sets(&self, catalogue: &Catalogue) -> Result<Sets, Wrong> {
        let exercise = read::exercise(self.exercise, catalogue)?;
        let wrong = || Wrong::SessionPart { part: self.text.to_owned() };
        let held = exercise.held();
        let most = if held { MOST_HOLD_S } else { MOST_REPS };
        let fits = |n: u32, most: f64| n > 0 && f64::from(n) <= most;
        if !fits(self.sets, MOST_SETS) || !fits(self.amount, most) {
            return Err(wrong());
        }
        let side = match self.side {
            Some(_) if !exercise.each_side => {
                return Err(Wrong::SideOfBoth { exercise: exercise.id.clone() });
            }
            None => exercise.each_side.then_some(LogSide::Each),
            side => side,
        };
        let (sets, amount, load_kg) = (self.sets, self.amount, self.load_kg);
        Ok(Sets { exercise: exercise.id.clone(), side, sets, amount, held, load_kg })
    }
}
