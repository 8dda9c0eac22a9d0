//! The sensors of a table: which columns are whose axes.

use super::builder::{AccUnit, GyroUnit, SensorSpec};
use super::columns::{Column, Kind};
use super::layout::Layout;
use super::placement;
use crate::recording::{Axes, Gravity, Note, Placement, SensorNote};
use crate::{Axis, ImportOptions};

/// One sensor of a table: its columns by place.
#[derive(Clone)]
pub(super) struct Plan {
    pub(super) spec: SensorSpec,
    /// Column, place (0..3 acceleration, 3..6 angular velocity), sign.
    pub(super) slots: Vec<(usize, usize, f64)>,
}

/// The sensors of a table: columns whose names hold the same words.
pub(super) fn plan(layout: &Layout, options: &ImportOptions, notes: &mut Vec<Note>) -> Vec<Plan> {
    let mut names: Vec<&str> = Vec::new();
    for column in &layout.columns {
        if matches!(column.kind, Kind::Acc(..)) && !names.contains(&column.sensor.as_str()) {
            names.push(&column.sensor);
        }
    }
    let gyros: Vec<&str> = layout
        .columns
        .iter()
        .filter(|c| matches!(c.kind, Kind::Gyro(..)))
        .map(|c| c.sensor.as_str())
        .collect();
    // One accelerometer and one gyroscope belong together whatever else their names hold.
    let single = names.len() <= 1 && gyros.iter().all(|g| Some(g) == gyros.first());
    if names.is_empty() {
        names.extend(gyros.first());
    }
    let mut plans = Vec::new();
    for name in names {
        let of_gyro = |c: &Column| {
            single
                || c.sensor == name
                || (placement::guess(&c.sensor).is_some()
                    && placement::guess(&c.sensor) == placement::guess(name))
        };
        let acc: Vec<(usize, Axis, AccUnit, bool)> = layout
            .columns
            .iter()
            .enumerate()
            .filter(|(_, c)| c.sensor == name)
            .filter_map(|(i, c)| match c.kind {
                Kind::Acc(axis, unit, removed) => Some((i, axis, unit, removed)),
                _ => None,
            })
            .collect();
        // Where a table holds the acceleration with and without gravity, the first is what was measured.
        let removed = !acc.is_empty() && acc.iter().all(|a| a.3);
        let acc: Vec<_> = acc.into_iter().filter(|a| a.3 == removed).collect();
        let case = acc.iter().filter(|a| a.1.is_case()).count();
        let by_case = case * 2 >= acc.len();
        let gyro: Vec<(usize, Axis, GyroUnit)> = layout
            .columns
            .iter()
            .enumerate()
            .filter(|(_, c)| of_gyro(c))
            .filter_map(|(i, c)| match c.kind {
                Kind::Gyro(axis, unit) if acc.is_empty() || axis.is_case() == by_case => {
                    Some((i, axis, unit))
                }
                _ => None,
            })
            .collect();
        let mut slots: Vec<(usize, usize, f64)> = Vec::new();
        let mut put = |column: usize, axis: Axis, base: usize| {
            let (place, sign) = axis.place();
            if !slots.iter().any(|s| s.1 == base + place) {
                slots.push((column, base + place, sign));
            }
        };
        for (i, axis, ..) in acc.iter().filter(|a| a.1.is_case() == by_case) {
            put(*i, *axis, 0);
        }
        for (i, axis, _) in &gyro {
            put(*i, *axis, 3);
        }
        let mut spec = SensorSpec::new(name, Placement::Unknown);
        spec.has_gyro = gyro.len() >= 3;
        spec.acc_unit = acc.iter().map(|a| a.2).find(|u| *u != AccUnit::Detect).unwrap_or_default();
        spec.gyro_unit =
            gyro.iter().map(|g| g.2).find(|u| *u != GyroUnit::Detect).unwrap_or_default();
        spec.gravity = removed.then_some(Gravity::Removed);
        if !by_case && !acc.is_empty() {
            spec.axes = Axes::Anatomical;
        }
        if !by_case && acc.iter().any(|a| a.1 == Axis::Left) && options.map.is_empty() {
            notes.push(Note::of(SensorNote::LateralSign));
        }
        plans.push(Plan { spec, slots });
    }
    // With a single sensor what is left of the names is no name of it.
    if let [plan] = plans.as_mut_slice()
        && placement::guess(&plan.spec.name).is_none()
    {
        plan.spec.name.clear();
    }
    plans
}
