//! The names of a table's columns: in the line above its numbers, further up behind
//! a mark of comment, with units in a line of their own, or as attributes (ARFF).

use csv::ByteRecord;

use super::columns::{Column, Kind};
use super::units::{AccUnit, GyroUnit};

/// Lines that may stand before the rows of a table.
pub(super) const PREAMBLE: usize = 60;

/// Names of the columns of a table whose first row of numbers is `records[first]`;
/// `None` where nothing names them.
pub(super) fn of_table(records: &[ByteRecord], first: usize, width: usize) -> Option<Vec<String>> {
    let fits = |cells: &Vec<String>| cells.len() + 2 >= width && cells.len() <= width + 1;
    let above: Vec<Vec<String>> =
        records.get(..first)?.iter().rev().take(PREAMBLE).map(cells).collect();
    if let [units, names, ..] = above.as_slice()
        && fits(units)
        && fits(names)
        && is_units(units)
    {
        return Some(with_units(names, units));
    }
    let signals = |names: &[String]| {
        let columns = Column::parse_all(names);
        columns.iter().filter(|c| c.bare.is_some() || is_signal(c)).count()
    };
    let nearest = above.first().filter(|c| fits(c));
    let best = above.iter().filter(|c| fits(c)).find(|c| signals(c) >= 2).or(nearest);
    best.cloned().or_else(|| attributes(&above, width))
}

fn is_signal(column: &Column) -> bool {
    matches!(column.kind, Kind::Acc(..) | Kind::Gyro(..))
}

/// The cells of a line, without a mark of comment in front.
fn cells(record: &ByteRecord) -> Vec<String> {
    let mut cells: Vec<String> =
        record.iter().map(|c| String::from_utf8_lossy(c).trim().to_string()).collect();
    if cells.len() > 1 && cells.first().is_some_and(|c| matches!(c.as_str(), "#" | "%" | "//")) {
        cells.remove(0);
    }
    if let Some(first) = cells.first_mut() {
        *first = first.trim_start_matches(['#', '%', '/', '\u{feff}']).trim_start().to_string();
    }
    cells
}

/// Names of `@ATTRIBUTE acc_x NUMERIC`, one per line.
fn attributes(above: &[Vec<String>], width: usize) -> Option<Vec<String>> {
    let names: Vec<String> = above
        .iter()
        .rev()
        .filter_map(|line| {
            let text = line.join(" ");
            let mut words = text.split_whitespace();
            words.next().filter(|w| w.eq_ignore_ascii_case("@attribute"))?;
            Some(words.next()?.trim_matches(['\'', '"']).to_string())
        })
        .collect();
    (names.len() == width).then_some(names)
}

fn with_units(names: &[String], units: &[String]) -> Vec<String> {
    names
        .iter()
        .enumerate()
        .map(|(i, name)| match units.get(i) {
            Some(unit) if !unit.is_empty() => {
                format!("{name} ({})", unit.trim_matches(['(', ')', '[', ']']))
            }
            _ => name.clone(),
        })
        .collect()
}

/// Every cell is a unit or blank, and there is a unit of a signal.
fn is_units(cells: &[String]) -> bool {
    let of = |c: &str| Column::parse(&format!("acc x ({c})")).kind;
    let turn = |c: &str| Column::parse(&format!("x ({c})")).kind;
    let signal = |c: &String| {
        !c.is_empty()
            && (matches!(of(c), Kind::Acc(_, u, _) if u != AccUnit::Detect)
                || matches!(turn(c), Kind::Gyro(_, u) if u != GyroUnit::Detect))
    };
    cells.iter().any(signal) && cells.iter().all(|c| c.len() <= 10 && !c.contains('_'))
}
