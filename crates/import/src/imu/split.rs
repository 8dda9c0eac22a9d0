//! Rows of several sensors, or of several people, in one table: told apart by a
//! column of addresses, tags, places or names.

use csv::ByteRecord;

use super::columns::{ACC, GYRO, Kind, NOT};
use super::layout::Layout;
use super::numbers::number;
use super::placement::{guess, words};

/// Words of columns that name the sensor of a row.
const SENSOR: [&str; 30] = [
    "address",
    "mac",
    "macaddress",
    "tag",
    "devicetag",
    "sensor",
    "sensorid",
    "sensorname",
    "sensortype",
    "device",
    "deviceid",
    "devicename",
    "node",
    "nodeid",
    "imu",
    "imuid",
    "placement",
    "location",
    "sensorlocation",
    "position",
    "sensorposition",
    "segment",
    "side",
    "limb",
    "foot",
    "leg",
    "serial",
    "serialnumber",
    "bodypart",
    "board",
];
/// Words of columns that name the person of a row.
const PERSON: [&str; 10] = [
    "user",
    "userid",
    "subject",
    "subjectid",
    "participant",
    "participantid",
    "person",
    "personid",
    "runner",
    "athlete",
];
/// Most names that such a column has in the rows looked at, and most that are kept
/// apart in a file. Ours.
const NAMES: [usize; 2] = [16, 64];
/// Names of a column without such a word that changes from row to row. Ours.
const TURNS: usize = 8;

/// What the rows of a name hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// What the columns say.
    Columns,
    /// Angular velocities, whatever the columns are called.
    Turns,
    /// Another sensor.
    Nothing,
}

/// Whose row it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Owner {
    /// The person; empty where no column says.
    pub(super) person: String,
    /// The sensor; empty where no column says.
    pub(super) sensor: String,
    pub(super) what: What,
}

/// The columns that tell rows apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Split {
    sensor: Vec<usize>,
    person: Vec<usize>,
    /// Names of the columns of sensors that are parts of the body (`foot`).
    parts: Vec<(usize, String)>,
    /// Cells of each owner so far.
    seen: Vec<Vec<Vec<u8>>>,
}

impl Split {
    /// By the names of the columns and the first rows.
    pub(super) fn of(layout: &Layout) -> Split {
        let mut split = Split::default();
        for (i, column) in layout.columns.iter().enumerate() {
            let free = column.kind == Kind::Other && layout.mapped.get(i) != Some(&true);
            if !free {
                continue;
            }
            let own = words(&column.raw);
            let all = own.concat();
            let is = |list: &[&str]| {
                list.contains(&all.as_str())
                    || own.last().is_some_and(|w| list.contains(&w.as_str()))
            };
            if is(&PERSON) && few_names(layout, i) {
                split.person.push(i);
            } else if is(&SENSOR) && few_names(layout, i) || takes_turns(layout, i) {
                split.sensor.push(i);
                if guess(&format!("left {all}")).is_some() {
                    split.parts.push((i, all));
                }
            }
        }
        split
    }

    /// Whether rows are told apart at all.
    pub(super) fn is_empty(&self) -> bool {
        self.sensor.is_empty() && self.person.is_empty()
    }

    fn columns(&self) -> impl Iterator<Item = usize> + '_ {
        self.person.iter().chain(&self.sensor).copied()
    }

    /// The number of the owner of a row, in order of appearance; `None` for rows of
    /// more owners than are kept apart.
    pub(super) fn number<'r>(&mut self, row: impl Fn(usize) -> Option<&'r [u8]>) -> Option<usize> {
        if self.is_empty() && !self.seen.is_empty() {
            return Some(0);
        }
        let cell = |i: usize| row(i).unwrap_or_default().trim_ascii();
        let same =
            |key: &Vec<Vec<u8>>| self.columns().zip(key).all(|(i, k)| cell(i) == k.as_slice());
        if let Some(at) = self.seen.iter().position(same) {
            return Some(at);
        }
        let key = self.columns().map(|i| cell(i).to_vec()).collect();
        (self.seen.len() < NAMES[1]).then(|| {
            self.seen.push(key);
            self.seen.len() - 1
        })
    }

    /// The owner of a number.
    pub(super) fn owner(&self, number: usize) -> Owner {
        let key = self.seen.get(number).cloned().unwrap_or_default();
        let text: Vec<String> =
            key.iter().map(|c| String::from_utf8_lossy(c).into_owned()).collect();
        let (person, sensor) = text.split_at(self.person.len().min(text.len()));
        let mut what = What::Columns;
        let mut names = Vec::new();
        for (name, column) in sensor.iter().zip(&self.sensor) {
            let all = words(name);
            let among = |set: &[&str]| all.iter().any(|w| set.contains(&w.as_str()));
            if among(&GYRO) {
                what = What::Turns;
            } else if among(&NOT) {
                what = What::Nothing;
            } else if !among(&ACC) {
                let part = self.parts.iter().find(|(i, _)| i == column);
                names.push(part.map_or_else(|| name.clone(), |(_, part)| format!("{name} {part}")));
            }
        }
        // The name that tells the place, and otherwise the first.
        let best = names.iter().find(|n| guess(n).is_some()).or(names.first());
        Owner { person: person.join(" "), sensor: best.cloned().unwrap_or_default(), what }
    }

    /// The rows of the first owner among some.
    pub(super) fn first_owners<'a>(&self, rows: &'a [ByteRecord]) -> Vec<&'a ByteRecord> {
        let mut own = Split { seen: Vec::new(), ..self.clone() };
        rows.iter().filter(|r| own.number(|i| r.get(i)) == Some(0)).collect()
    }
}

/// Distinct cells of a column in the first rows, and how often they change; `None`
/// where they are no names.
fn names(layout: &Layout, column: usize) -> Option<(usize, usize)> {
    let (mut seen, mut changes, mut last): (Vec<&[u8]>, usize, Option<&[u8]>) =
        (Vec::new(), 0, None);
    for row in &layout.sample {
        let cell = row.get(column).unwrap_or_default().trim_ascii();
        if cell.is_empty()
            || number(cell, layout.decimal_comma).fract() != 0.0 && is_number(layout, cell)
        {
            return None;
        }
        changes += usize::from(last.is_some_and(|l| l != cell));
        last = Some(cell);
        if !seen.contains(&cell) {
            seen.push(cell);
            if seen.len() > NAMES[0] {
                return None;
            }
        }
    }
    Some((seen.len(), changes))
}

fn is_number(layout: &Layout, cell: &[u8]) -> bool {
    number(cell, layout.decimal_comma).is_finite()
}

/// A column of few names, as a sensor's address or a person's number is.
fn few_names(layout: &Layout, column: usize) -> bool {
    names(layout, column).is_some_and(|(n, _)| n * 2 <= layout.sample.len())
}

/// A column of words that change every few rows, whatever it is called.
fn takes_turns(layout: &Layout, column: usize) -> bool {
    let words = layout.sample.iter().all(|r| !is_number(layout, r.get(column).unwrap_or_default()));
    words
        && names(layout, column).is_some_and(|(n, changes)| {
            (2..=TURNS).contains(&n) && changes * 3 >= layout.sample.len()
        })
}
