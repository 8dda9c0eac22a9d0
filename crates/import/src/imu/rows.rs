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
    let axes = |of: fn(&Row) -> [f64; 3]| -> ([bool; 3], usize) {
        let mut counts = [0usize; 3];
        for row in &rows {
            for (count, v) in counts.iter_mut().zip(of(row)) {
                *count += usize::from(v.is_finite());
            }
        }
        let most = counts.into_iter().max().unwrap_or(0);
        (counts.map(|c| c > 0 && c as f64 >= RECORDED * most as f64), most)
    };
    let (acc_axes, _) = axes(|r| r.acc);
    let (gyro_axes, _) = axes(|r| r.gyro);
    let full = |v: [f64; 3], axes: [bool; 3]| {
        axes.contains(&true) && v.iter().zip(axes).all(|(v, a)| v.is_finite() || !a)
    };
    let all = rows.len();
    let has_acc = acc_axes.contains(&true);
    let has_gyro = gyro_axes.contains(&true);
    if !has_acc && !has_gyro {
        return Err(SensorProblem::NoAccelerations.into());
    }
    let both = rows.iter().filter(|r| full(r.acc, acc_axes) == full(r.gyro, gyro_axes)).count();
    let with_acc = rows.iter().filter(|r| full(r.acc, acc_axes)).count();
    let blank = |mut row: Row, keep: [bool; 3]| {
        for (v, k) in row.acc.iter_mut().zip(keep) {
            if !k {
                *v = f64::NAN;
            }
        }
        row
    };
    let gyro = if !has_gyro {
        Gyro::None
    } else if has_acc && both == all {
        Gyro::Paired
    } else {
        let rows = rows.iter().filter(|r| full(r.gyro, gyro_axes));
        Gyro::Apart(rows.map(|r| Row { acc: [f64::NAN; 3], ..*r }).collect())
    };
    let missing = match gyro {
        Gyro::None | Gyro::Paired => all - with_acc,
        Gyro::Apart(_) => 0,
    };
    if missing > 0 && has_acc {
        let note = Note::warn(SensorNote::ValuesMissing { rows: missing });
        notes.push(note.with_share(missing as f64 / all as f64));
    }
    let apart = matches!(gyro, Gyro::Apart(_));
    let acc = has_acc.then(|| {
        rows.into_iter()
            .filter(|r| full(r.acc, acc_axes))
            .map(|r| blank(r, acc_axes))
            .map(|r| if apart { Row { gyro: [f64::NAN; 3], ..r } } else { r })
            .collect()
    });
    Ok((acc, gyro))
}
