//! Raw numbers of a table → the units of their quantities, told by the header
//! or by what the values can mean.

use super::rows::{Column, Role};
use super::time::TimeFormat;
use super::units;
use crate::recording::{Mapping, Note, NoteKind, Quantity, WatchSeries};
use crate::{ImportError, MapProblem};

/// Median of the finite values; NaN without any.
pub(super) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut v: Vec<f64> = values.filter(|x| x.is_finite()).collect();
    if v.is_empty() {
        return f64::NAN;
    }
    let mid = v.len() / 2;
    *v.select_nth_unstable_by(mid, f64::total_cmp).1
}

/// Turns raw channels into their quantities' units and writes the mapping list.
///
/// # Errors
/// [`ImportError::MapMisfit`] where a unit given by the user cannot be right.
pub(super) fn convert(
    series: &mut WatchSeries,
    columns: &[Column],
    time_format: TimeFormat,
    notes: &mut Vec<Note>,
) -> Result<Vec<Mapping>, ImportError> {
    let mut mappings = Vec::with_capacity(columns.len());
    let mut zeros: Vec<String> = Vec::new();
    for column in columns {
        let quantity = match column.role {
            Role::Value(q) => Some(q),
            Role::Pace => Some(Quantity::Speed),
            _ => None,
        };
        let mut mapping = Mapping {
            column: column.header.raw.clone(),
            quantity,
            unit: column.unit.clone().unwrap_or_default(),
            remark: column.remark.clone(),
        };
        if column.role == Role::Time {
            mapping.unit = time_format.describe().into();
            mapping.remark.get_or_insert_with(|| "time".into());
        }
        if let Some(q) = quantity {
            convert_one(series, column, q, &mut mapping, notes, &mut zeros);
            if column.mapped {
                check_mapped(series, column, q, &mapping.unit)?;
            }
        }
        if !(column.header.raw.is_empty() && mapping.quantity.is_none()) {
            mappings.push(mapping);
        }
    }
    if !zeros.is_empty() {
        notes.push(Note::of(NoteKind::AllZeroColumn { columns: zeros }));
    }
    Ok(mappings)
}

/// Refuses a unit of `--map` with which the values would be beyond belief.
fn check_mapped(
    series: &WatchSeries,
    column: &Column,
    quantity: Quantity,
    unit: &str,
) -> Result<(), ImportError> {
    let channel =
        series.channels.iter().find(|c| c.quantity == quantity && c.source == column.source);
    let (Some(channel), Some((low, high))) = (channel, units::conceivable(quantity)) else {
        return Ok(());
    };
    let typical = median(channel.values.iter().copied().filter(|v| *v != 0.0));
    if !typical.is_finite() || (low..=high).contains(&typical) {
        return Ok(());
    }
    let own = quantity.unit();
    let raw = units::find(quantity, unit).map_or(typical, |u| u.conversion.undo(typical));
    let better = units::choose(quantity, None, raw)
        .ok()
        .filter(|c| (low..=high).contains(&c.unit.conversion.apply(raw)) && c.unit.name != unit);
    Err(ImportError::MapMisfit {
        given: format!("{}={}:{unit}", column.header.raw, quantity.id()),
        problem: MapProblem::MapUnbelievable {
            typical,
            low,
            high,
            own_unit: own.to_owned(),
            better: better.map(|choice| choice.unit.name.to_owned()),
            choices: units::all_names(quantity),
        },
    })
}

fn convert_one(
    series: &mut WatchSeries,
    column: &Column,
    quantity: Quantity,
    mapping: &mut Mapping,
    notes: &mut Vec<Note>,
    zeros: &mut Vec<String>,
) {
    let found =
        series.channels.iter().position(|c| c.quantity == quantity && c.source == column.source);
    let Some(at) = found else {
        mapping.remark = Some("no values".into());
        return;
    };
    let values = &series.channels[at].values;
    if values.iter().all(|v| !v.is_finite() || *v == 0.0) {
        zeros.push(column.header.raw.clone());
        mapping.quantity = None;
        mapping.remark = Some("0 throughout: taken as not recorded".into());
        series.channels.remove(at);
        return;
    }
    let stated = match (column.role, column.unit.as_deref()) {
        (Role::Pace, None) => Some("min/km"),
        (_, unit) => unit,
    };
    let typical = median(values.iter().copied());
    let choice = if column.sure {
        stated
            .and_then(|s| units::find(quantity, s))
            .or_else(|| units::choices(quantity).first())
            .map(|unit| units::Choice { unit, remark: None, contradicts: false })
            .ok_or_else(|| "no unit".to_string())
    } else if let Some(unit) = stated.filter(|s| units::find(quantity, s).is_none()) {
        Err(format!("{unit:?} is no unit of {} that is known here", quantity.id()))
    } else if stated.is_none() && matches!(quantity, Quantity::Speed | Quantity::Distance) {
        Ok(pace_evidence(series, at, quantity))
    } else {
        units::choose(quantity, stated, typical)
    };
    // Two heart rates of which one is 10 are a heart rate and something else.
    let choice = choice.and_then(|choice| match units::conceivable(quantity) {
        Some((low, high)) if quantity == Quantity::HeartRate && !column.mapped => {
            let level = median(values.iter().copied().filter(|v| *v > 0.0));
            let fits =
                !level.is_finite() || (low..=high).contains(&choice.unit.conversion.apply(level));
            if fits { Ok(choice) } else { Err("no heart rate by its typical value".to_string()) }
        }
        _ => Ok(choice),
    });
    match choice {
        Ok(choice) => {
            if choice.contradicts {
                let header = &column.header;
                notes.push(contradiction(&header.raw, stated, typical, choice.unit.name));
            }
            mapping.unit = choice.unit.name.to_string();
            if choice.remark.is_some() {
                mapping.remark = choice.remark;
            }
            let conversion = choice.unit.conversion;
            series.channels[at].values.mapv_inplace(|v| conversion.apply(v));
        }
        Err(why) => {
            notes.push(Note::warn(NoteKind::UnitUnknown {
                column: column.header.raw.clone(),
                quantity: quantity.id(),
                typical,
                units: units::all_names(quantity),
            }));
            mapping.quantity = None;
            mapping.remark = Some(why);
            series.channels.remove(at);
        }
    }
}

/// The note on values that cannot be in the unit of their header.
pub(super) fn contradiction(column: &str, stated: Option<&str>, typical: f64, unit: &str) -> Note {
    Note::warn(NoteKind::UnitContradictsHeader {
        column: column.to_owned(),
        stated: stated.unwrap_or_default().to_owned(),
        typical,
        unit: unit.to_owned(),
    })
}

/// The unit of a speed of this typical value, and the value where it told so.
pub(super) fn unit_of_speed(typical: f64) -> (&'static str, Option<f64>) {
    if typical > 6.5 { ("km/h", Some(typical)) } else { ("m/s", None) }
}

/// Speed or distance without a unit: metres (per second) unless a person on
/// foot would then move at an impossible pace.
fn pace_evidence(series: &WatchSeries, at: usize, quantity: Quantity) -> units::Choice {
    let values = &series.channels[at].values;
    let (name, why) = if quantity == Quantity::Speed {
        unit_of_speed(median(values.iter().copied().filter(|v| *v > 0.0)))
    } else {
        let end = values.iter().copied().filter(|v| v.is_finite()).fold(0.0, f64::max);
        let speed = end / series.duration_s().max(1.0);
        if speed < 0.02 { ("km", Some(end)) } else { ("m", None) }
    };
    let unit = units::find(quantity, name).unwrap_or(&units::choices(quantity)[0]);
    let remark = match why {
        Some(v) => format!("unit not in the header; {name} taken, since {v:.1} fits nothing else"),
        None => format!("unit not in the header; {name} taken"),
    };
    units::Choice { unit, remark: Some(remark), contradicts: false }
}
