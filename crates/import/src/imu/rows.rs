//! Which rows hold a sample: every recorded axis of it.

use super::grid::Row;
use super::problem::SensorProblem;
use crate::ImportError;
use crate::recording::{Note, SensorNote};

/// An axis with fewer values than this share of the fullest one was not recorded. Ours.
const RECORDED: f64 = 0.1;

/// Where angular velocities are.
pub(super) enum Gyro {
    /// Nowhere.
    None,
    /// In the rows of the accelerations.
    Paired,
    /// In rows of their own.
    Apart(Vec<Row>),
}

/// Rows with every recorded axis: of the accelerations, and of the angular
/// velocities where they do not come in the same rows.
pub(super) fn sort_out(
    rows: Vec<Row>,
    notes: &mut Vec<Note>,
) -> Result<(Option<Vec<Row>>, Gyro), ImportError> {
    let all = rows.len();
    let (acc, gyro) = (Recorded::of(&rows, |r| &r.acc), Recorded::of(&rows, |r| &r.gyro));
    let (has_acc, has_gyro) = (acc.any(), gyro.any());
    if !has_acc && !has_gyro {
        return Err(SensorProblem::NoAccelerations.into());
    }
    // Most tables hold every value; only others are looked at once more.
    let (both, with_acc) = if acc.complete && (gyro.complete || !has_gyro) {
        (all, all)
    } else {
        let both = rows.iter().filter(|r| acc.full(&r.acc) == gyro.full(&r.gyro)).count();
        (both, rows.iter().filter(|r| acc.full(&r.acc)).count())
    };
    let blank = |mut row: Row, keep: [bool; 3]| {
        for (v, k) in row.acc.iter_mut().zip(keep) {
            if !k {
                *v = f64::NAN;
            }
        }
        row
    };
    let turns = if !has_gyro {
        Gyro::None
    } else if has_acc && both == all {
        Gyro::Paired
    } else {
        let rows = rows.iter().filter(|r| gyro.full(&r.gyro));
        Gyro::Apart(rows.map(|r| Row { acc: [f64::NAN; 3], ..*r }).collect())
    };
    let missing = match turns {
        Gyro::None | Gyro::Paired => all - with_acc,
        Gyro::Apart(_) => 0,
    };
    if missing > 0 && has_acc {
        let note = Note::warn(SensorNote::ValuesMissing { rows: missing });
        notes.push(note.with_share(missing as f64 / all as f64));
    }
    let apart = matches!(turns, Gyro::Apart(_));
    if acc.complete && acc.axes == [true; 3] && !apart {
        return Ok((Some(rows), turns));
    }
    let kept = has_acc.then(|| {
        rows.into_iter()
            .filter(|r| acc.full(&r.acc))
            .map(|r| blank(r, acc.axes))
            .map(|r| if apart { Row { gyro: [f64::NAN; 3], ..r } } else { r })
            .collect()
    });
    Ok((kept, turns))
}

/// Which axes of a sensor were recorded, and whether every row has them all.
struct Recorded {
    axes: [bool; 3],
    complete: bool,
}

impl Recorded {
    fn of(rows: &[Row], values: fn(&Row) -> &[f64; 3]) -> Recorded {
        let mut counts = [0usize; 3];
        for row in rows {
            for (count, v) in counts.iter_mut().zip(values(row)) {
                *count += usize::from(v.is_finite());
            }
        }
        let most = counts.into_iter().max().unwrap_or(0);
        let axes = counts.map(|c| c > 0 && c as f64 >= RECORDED * most as f64);
        let complete = counts.iter().zip(axes).all(|(c, a)| !a || *c == rows.len());
        Recorded { axes, complete: complete && most > 0 }
    }

    fn any(&self) -> bool {
        self.axes.contains(&true)
    }

    /// Whether a row has every recorded axis.
    fn full(&self, values: &[f64; 3]) -> bool {
        self.any() && values.iter().zip(self.axes).all(|(v, a)| v.is_finite() || !a)
    }
}
