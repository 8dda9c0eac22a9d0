//! The averages in the rows of a lap table, or of a list of activities, in the units of
//! their quantities.

use ndarray::Array1;

use super::convert::{contradiction, median};
use super::garmin_laps::{Columns, Part};
use super::lap_rows::Lap;
use super::names::{Header, Target};
use super::number::{NumberStyle, parse_duration};
use super::sheet::Sheet;
use super::units::{self, Conversion};
use crate::recording::{
    Channel, Mapping, Note, NoteKind,
    Quantity::{self, *},
    Source,
};

/// What was measured in each row, in the units of the quantities, and what every column
/// was taken for.
pub(super) fn measured(
    sheet: &Sheet<'_>,
    headers: &[Header],
    columns: &Columns,
    laps: &[Lap],
    swim: bool,
    notes: &mut Vec<Note>,
) -> (Vec<Channel>, Vec<Mapping>) {
    let mut channels: Vec<Channel> = Vec::new();
    let mut mappings = Vec::new();
    for (i, (header, target)) in headers.iter().zip(&columns.targets).enumerate() {
        let mut mapping = Mapping {
            column: header.raw.clone(),
            quantity: None,
            unit: header.unit.clone().unwrap_or_default(),
            remark: columns.parts[i].map(|p| format!("{p:?}").to_lowercase()),
        };
        let quantity = match target {
            _ if columns.parts[i].is_some() => None,
            Some(Target::Value(q)) => Some((*q, false)),
            // A swimmer's pace is per 100 m.
            Some(Target::Pace) if !swim => Some((Speed, true)),
            _ => None,
        };
        if let Some((quantity, pace)) = quantity
            && !channels.iter().any(|c| c.quantity == quantity)
        {
            let raw: Vec<f64> = laps
                .iter()
                .map(|l| cell_value(l.record.get(i).unwrap_or(""), quantity, pace, sheet.style))
                .collect();
            match conversion(
                quantity,
                header,
                default_unit(quantity, pace, swim, headers),
                &raw,
                &mut mapping,
                notes,
            ) {
                Some(_) if !raw.iter().any(|v| v.is_finite()) => {
                    mapping.remark = Some("no values".into());
                }
                Some(conversion) => {
                    mapping.quantity = Some(quantity);
                    channels.push(Channel {
                        quantity,
                        source: Source::native(format!("csv:{}", header.raw)),
                        values: raw.into_iter().map(|v| conversion.apply(v)).collect(),
                    });
                }
                None => {}
            }
        }
        if !header.raw.is_empty() {
            mappings.push(mapping);
        }
    }
    settle_miles(&mut channels, headers, &mut mappings);
    for channel in &mut channels {
        if channel.quantity.zero_means_missing() {
            channel.values.mapv_inplace(|v| if v == 0.0 { f64::NAN } else { v });
        }
    }
    speed_from_distance(&mut channels, laps);
    slope_from_climb(&mut channels, laps, headers, columns, sheet.style);
    leave_out_impossible(&mut channels, notes);
    channels.retain(|c| c.count() > 0);
    (channels, mappings)
}

/// One cell: a number, the left share of a balance text, or a pace in minutes.
fn cell_value(cell: &str, quantity: Quantity, pace: bool, style: NumberStyle) -> f64 {
    let cell = cell.trim();
    let value = if quantity == ContactBalanceLeft {
        left_share(cell)
    } else if pace {
        parse_duration(cell).map(|s| s / 60.0)
    } else {
        style.parse(cell)
    };
    value.unwrap_or(f64::NAN)
}

/// `51.0% S / 49.0% D`, `52,3% vänster/47,7% höger` → the first number, which is
/// the left foot's in every language seen.
fn left_share(cell: &str) -> Option<f64> {
    // "左50.2%/右49.8%"
    let cell = cell.get(cell.find(|c: char| c.is_ascii_digit())?..)?;
    let end =
        cell.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(cell.len());
    cell[..end].replace(',', ".").parse::<f64>().ok().filter(|v| v.is_finite())
}

/// Unit of a column whose header names none.
fn default_unit(
    quantity: Quantity,
    pace: bool,
    swim: bool,
    headers: &[Header],
) -> Option<&'static str> {
    let miles = headers.iter().any(|h| h.unit.as_deref() == Some("mi"));
    match quantity {
        Speed if pace => Some(if miles { "min/mi" } else { "min/km" }),
        Speed => Some(if miles { "mph" } else { "km/h" }),
        Distance => Some(if swim { "m" } else { "km" }),
        _ => None,
    }
}

/// How the numbers of a column become the quantity; `None` leaves the column alone.
fn conversion(
    quantity: Quantity,
    header: &Header,
    default: Option<&str>,
    raw: &[f64],
    mapping: &mut Mapping,
    notes: &mut Vec<Note>,
) -> Option<Conversion> {
    let stated = header.unit.as_deref().or(default);
    let typical = median(raw.iter().copied().filter(|v| *v > 0.0));
    match units::choose(quantity, stated, typical) {
        Ok(choice) => {
            mapping.unit = choice.unit.name.to_string();
            if choice.contradicts {
                notes.push(contradiction(&header.raw, stated, typical, choice.unit.name));
            }
            mapping.remark = choice.remark;
            Some(choice.unit.conversion)
        }
        Err(_) if !raw.iter().any(|v| v.is_finite()) => {
            mapping.remark = Some("no values".into());
            None
        }
        Err(why) => {
            mapping.remark = Some(why);
            None
        }
    }
}

/// Without units in the header, kilometres or miles are told by step length × cadence.
fn settle_miles(channels: &mut [Channel], headers: &[Header], mappings: &mut [Mapping]) {
    const KM_PER_MILE: f64 = 1.609_344;
    if headers.iter().any(|h| matches!(h.unit.as_deref(), Some("km" | "mi" | "min/km" | "min/mi")))
    {
        return;
    }
    let find = |q| channels.iter().find(|c| c.quantity == q);
    let (Some(speed), Some(step), Some(cadence)) = (find(Speed), find(StepLength), find(Cadence))
    else {
        return;
    };
    let ratio = median(
        speed
            .values
            .iter()
            .zip(&step.values)
            .zip(&cadence.values)
            .map(|((v, l), c)| l * c / 60.0 / v),
    );
    if !(1.3..2.0).contains(&ratio) {
        return;
    }
    for c in channels.iter_mut().filter(|c| matches!(c.quantity, Speed | Distance)) {
        c.values *= KM_PER_MILE;
    }
    for m in mappings.iter_mut().filter(|m| matches!(m.quantity, Some(Speed | Distance))) {
        m.unit = if m.quantity == Some(Speed) { "min/mi" } else { "mi" }.to_string();
        m.remark = Some("unit not in the header; miles by step length and cadence".into());
    }
}

/// Where no pace is given: distance by time.
fn speed_from_distance(channels: &mut Vec<Channel>, laps: &[Lap]) {
    if channels.iter().any(|c| c.quantity == Speed && c.count() > 0) {
        return;
    }
    let Some(distance) = channels.iter().find(|c| c.quantity == Distance) else { return };
    let values: Array1<f64> = distance
        .values
        .iter()
        .zip(laps)
        .map(|(d, l)| if l.duration_s > 0.0 { d / l.duration_s } else { f64::NAN })
        .collect();
    let source = Source::native(format!("{} / time", distance.source.id));
    channels.push(Channel { quantity: Speed, source, values });
}

/// Net slope of each lap, %: ascent minus descent over the distance.
fn slope_from_climb(
    channels: &mut Vec<Channel>,
    laps: &[Lap],
    headers: &[Header],
    columns: &Columns,
    style: NumberStyle,
) {
    const METRES_PER_FOOT: f64 = 0.3048;
    let (Some(up), Some(down)) = (columns.at(Part::Ascent), columns.at(Part::Descent)) else {
        return;
    };
    let Some(distance) = channels.iter().find(|c| c.quantity == Distance) else { return };
    let scale = match headers[up].unit.as_deref() {
        Some("ft") => METRES_PER_FOOT,
        _ => 1.0,
    };
    let metres = |lap: &Lap, column: usize| {
        let cell = lap.record.get(column).map_or("", str::trim);
        // Garmin prints "--" where nothing was climbed.
        if cell == "--" { Some(0.0) } else { style.parse(cell).map(|v| v * scale) }
    };
    let values: Array1<f64> = laps
        .iter()
        .zip(&distance.values)
        .map(|(lap, distance)| match (metres(lap, up), metres(lap, down)) {
            (Some(up), Some(down)) if *distance > 0.0 => 100.0 * (up - down) / distance,
            _ => f64::NAN,
        })
        .collect();
    let source = Source::native(format!(
        "csv:({} - {}) / distance",
        headers[up].raw.replace('\n', " "),
        headers[down].raw.replace('\n', " ")
    ));
    channels.push(Channel { quantity: Grade, source, values });
}

/// Contact over step time beyond which nobody even walks, and below which nobody
/// lands. Ours: running comes to 0.5-1, walking to 1.6.
const DUTY: [f64; 2] = [0.3, 1.9];

/// Blanks averages that nobody has on foot: one damaged cell must not move a lap.
fn leave_out_impossible(channels: &mut [Channel], notes: &mut Vec<Note>) {
    let cadence = channels.iter().find(|c| c.quantity == Cadence).map(|c| c.values.clone());
    let (mut count, mut names) = (0, Vec::new());
    for channel in channels.iter_mut() {
        let range = units::conceivable(channel.quantity);
        let mut here = 0;
        for (i, value) in channel.values.iter_mut().enumerate().filter(|(_, v)| v.is_finite()) {
            let outside = range.is_some_and(|(low, high)| *value < low || *value > high);
            let duty = match &cadence {
                Some(c) if channel.quantity == GroundContactTime => {
                    let spm = if c[i] < 115.0 { 2.0 * c[i] } else { c[i] };
                    *value * spm / 60_000.0
                }
                _ => f64::NAN,
            };
            let zero = *value == 0.0; // a lap of rest
            // Not known is not impossible.
            let absurd = !duty.is_nan() && !(DUTY[0]..=DUTY[1]).contains(&duty);
            if (outside && !zero) || absurd {
                *value = f64::NAN;
                here += 1;
            }
        }
        if here > 0 {
            names.push(channel.source.id.trim_start_matches("csv:").to_owned());
            count += here;
        }
    }
    if count > 0 {
        notes.push(Note::warn(NoteKind::LapValuesLeftOut { values: count, columns: names }));
    }
}
