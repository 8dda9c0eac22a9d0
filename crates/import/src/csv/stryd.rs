//! Stryd PowerCenter: one row per second, all from the foot pod but the columns
//! named after the watch.

use csv::StringRecord;

use super::convert::median;
use super::plan::{Known, plan, value};
use super::recording;
use super::rows::{self, Read, Role, RowUse};
use super::sheet::Sheet;
use crate::recording::{Note, NoteKind, Quantity::*, Recording, SensorFamily, Site, Source, Sport};
use crate::{ImportError, ImportOptions};

static STRYD: &[Known] = &[
    ("Timestamp", Role::Time, "s", ""),
    value("Watch Speed (m/s)", Speed, "m/s"),
    value("Stryd Speed (m/s)", Speed, "m/s"),
    value("Watch Distance (meters)", Distance, "m"),
    value("Stryd Distance (meters)", Distance, "m"),
    value("Stiffness", LegSpringStiffness, "kN/m"),
    value("Ground Time (ms)", GroundContactTime, "ms"),
    value("Cadence (spm)", Cadence, "spm"),
    value("Vertical Oscillation (cm)", VerticalOscillation, "cm"),
    value("Vertical Ratio", VerticalRatio, "%"),
    value("Heart Rate (bpm)", HeartRate, "bpm"),
    value("Watch Elevation (m)", Altitude, "m"),
    value("Stryd Elevation (m)", Altitude, "m"),
    ("Ground Time Balance", Role::Value(ContactBalanceLeft), "%", LEFT_ASSUMED),
    (
        "Vertical Oscillation Balance",
        Role::Value(VerticalOscillationBalanceLeft),
        "%",
        LEFT_ASSUMED,
    ),
    ("Leg Spring Stiffness Balance", Role::Value(LegSpringStiffnessBalanceLeft), "%", LEFT_ASSUMED),
    ("Impact Loading Rate Balance", Role::Value(ImpactLoadingBalanceLeft), "%", LEFT_ASSUMED),
    ("Power (w/kg)", Role::Value(Power), "W", ""),
    ("Form Power (w/kg)", Role::Value(FormPower), "W", ""),
];
const LEFT_ASSUMED: &str = "the file does not say which foot; taken as the left share";

/// Stryd PowerCenter.
pub(super) fn read(
    sheet: &Sheet<'_>,
    options: &ImportOptions,
) -> Result<Vec<Recording>, ImportError> {
    const FORMAT: &str = "csv:stryd";
    let mut columns = plan(sheet, STRYD, |name| {
        let site = if name.starts_with("Watch") { Site::Unknown } else { Site::Foot };
        Source::of(format!("csv:{name}"), SensorFamily::Stryd, site)
    });
    let at = |name: &str| columns.iter().position(|c| c.header.raw == name);
    let (stiffness, per_kg) = (at("Stiffness"), at("Stiffness/kg"));
    let cell = |r: &StringRecord, i: Option<usize>| {
        i.and_then(|i| r.get(i)).and_then(|c| sheet.style.parse(c)).filter(|v| *v > 0.0)
    };
    let mut masses = Vec::new();
    for column in columns.iter_mut().filter(|c| c.header.raw.contains("Balance")) {
        column.sure = false; // a share or a percentage, by magnitude
    }
    rows::apply_map(&mut columns, &options.map, sheet)?;
    let mut read = rows::read(sheet, &columns, |_, r| {
        if let (Some(a), Some(b)) = (cell(r, stiffness), cell(r, per_kg)) {
            masses.push(a / b);
        }
        RowUse::Keep
    })?;
    let mass = Some(median(masses.into_iter())).filter(|m| (25.0..250.0).contains(m));
    power_in_watts(&mut read, mass);
    discard_walking_contact(&mut read);
    discard_elevation_start(&mut read);
    // The foot pod's own speed and distance before the watch's.
    read.series.channels.sort_by_key(|c| c.source.site != Site::Foot);
    let mut out = recording(FORMAT, read, Sport::Running { sub: None });
    out.device = Some("Stryd".into());
    out.body.mass_kg = mass;
    Ok(vec![out])
}

/// Power is given per kilogram; stiffness is given both ways, which tells the mass.
fn power_in_watts(read: &mut Read, mass: Option<f64>) {
    for mapping in &mut read.mappings {
        if !mapping.column.ends_with("(w/kg)") {
            continue;
        }
        mapping.unit = "W/kg".into();
        match (mass, mapping.quantity) {
            (Some(m), Some(_)) => {
                mapping.remark = Some(format!("times the body mass in the file, {m:.1} kg"));
            }
            (None, Some(_)) => {
                mapping.quantity = None;
                mapping.remark = Some("body mass unknown: left alone".into());
            }
            _ => {}
        }
    }
    match mass {
        Some(m) => {
            for c in &mut read.series.channels {
                if c.source.id.ends_with("(w/kg)") {
                    c.values *= m;
                }
            }
        }
        None => read.series.channels.retain(|c| !c.source.id.ends_with("(w/kg)")),
    }
}

/// While walking Stryd holds ground times of 500 to 1800 ms, and writes 0 for
/// the oscillation.
fn discard_walking_contact(read: &mut Read) {
    let series = &mut read.series;
    let bad: Vec<bool> = {
        let oscillation = series.first(VerticalOscillation);
        let cadence = series.first(Cadence);
        (0..series.len())
            .map(|i| {
                oscillation.is_some_and(|c| c.values[i].is_nan())
                    || cadence.is_some_and(|c| c.values[i] < 70.0)
            })
            .collect()
    };
    let mut dropped = 0;
    for channel in series.channels.iter_mut().filter(|c| c.quantity == GroundContactTime) {
        for (v, bad) in channel.values.iter_mut().zip(&bad) {
            if *bad && v.is_finite() {
                *v = f64::NAN;
                dropped += 1;
            }
        }
    }
    if dropped > 0 {
        read.notes.push(
            Note::of(NoteKind::StrydWalkingContact { values: dropped })
                .with_share(dropped as f64 / series.len().max(1) as f64),
        );
    }
}

/// The watch's elevation starts with a placeholder and needs seconds to settle.
fn discard_elevation_start(read: &mut Read) {
    const SETTLING_S: f64 = 60.0;
    const IMPOSSIBLE_CLIMB_MPS: f64 = 3.0;
    let series = &mut read.series;
    for channel in series.channels.iter_mut().filter(|c| c.quantity == Altitude) {
        let mut cut = None;
        for i in 1..series.time_s.len() {
            if series.time_s[i] > SETTLING_S {
                break;
            }
            let step = (channel.values[i] - channel.values[i - 1]).abs();
            if step > IMPOSSIBLE_CLIMB_MPS * (series.time_s[i] - series.time_s[i - 1]) {
                cut = Some(i);
            }
        }
        let Some(cut) = cut else { continue };
        channel.values.iter_mut().take(cut).for_each(|v| *v = f64::NAN);
        let source = channel.source.id.clone();
        read.notes.push(Note::of(NoteKind::ElevationStart { values: cut, source }));
    }
}
