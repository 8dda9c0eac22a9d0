//! Columns of records → measured channels, with what the makers' sensors get
//! wrong put right, and the list of how each field was understood.

use rustyfit::profile::lookup::field_reference;
use rustyfit::profile::mesgdef::Record;
use rustyfit::profile::typedef::{GarminProduct, Manufacturer, MesgNum};

use super::fields::{self, Maker, NATIVE};
use super::records::{Column, Key, Records};
use crate::recording::{Mapping, Quantity, SensorFamily, Site, Source};

/// Stryd gives contact times of 600 to 1800 ms while walking, at no oscillation
/// and few steps. Below this cadence (steps/min) they are dropped. Ours.
const STRYD_MIN_CADENCE: f64 = 70.0;

/// One measured series, as long as the records.
pub(super) struct Measured {
    pub(super) quantity: Quantity,
    pub(super) source: Source,
    pub(super) values: Vec<f64>,
    /// Number of the app it comes from, if any.
    app: Option<u8>,
}

/// What the records hold, in the units of the quantities.
pub(super) struct Channels {
    pub(super) measured: Vec<Measured>,
    pub(super) mappings: Vec<Mapping>,
}

/// Turns closed records into channels: the device's own first, then the apps'.
pub(super) fn build(
    records: &Records,
    device: Option<u16>,
    accessories: &[GarminProduct],
) -> Channels {
    let mut measured = native_channels(records, device, accessories);
    let developer = developer_channels(records, device);
    measured.extend(developer);
    let mut stryd_apps: Vec<Option<u8>> =
        measured.iter().filter(|m| m.source.family == SensorFamily::Stryd).map(|m| m.app).collect();
    stryd_apps.dedup();
    for app in stryd_apps {
        drop_walking_contact(&mut measured, app);
    }
    let mappings = mappings(records, device, &measured);
    Channels { measured, mappings }
}

fn native_channels(
    records: &Records,
    device: Option<u16>,
    accessories: &[GarminProduct],
) -> Vec<Measured> {
    let stryd = device == Some(Manufacturer::STRYD.0);
    let dynamics_site = dynamics_site(accessories);
    let source = |name: &str, quantity| {
        let id = format!("fit:{name}");
        if stryd {
            Source::of(id, SensorFamily::Stryd, Site::Foot)
        } else if fields::is_dynamics(quantity) {
            Source::of(id, SensorFamily::Native, dynamics_site)
        } else {
            Source::native(id)
        }
    };
    let mut channels = Vec::new();
    let mut add = |quantity: Quantity, name: &str, values: Vec<f64>| {
        channels.push(Measured { quantity, source: source(name, quantity), values, app: None });
    };
    for field in &NATIVE {
        let mut columns = field.nums.iter().filter_map(|num| records.native(*num));
        let Some(best) = columns.next() else { continue };
        let mut values: Vec<f64> = best.to_vec();
        for other in columns {
            fill_gaps(&mut values, other);
        }
        values.iter_mut().for_each(|v| *v *= field.factor);
        add(field.quantity, field.name, values);
    }
    if let Some(strides) = strides_per_minute(records) {
        add(Quantity::Cadence, "cadence", strides.into_iter().map(|v| 2.0 * v).collect());
    }
    // A device without a power sensor writes 0 throughout.
    channels.retain(|c| c.quantity != Quantity::Power || !all_zero(&c.values));
    channels
}

/// Where the sensor of the running dynamics sits, if the devices listed tell.
fn dynamics_site(accessories: &[GarminProduct]) -> Site {
    let has = |products: &[GarminProduct]| products.iter().any(|p| accessories.contains(p));
    let chest = has(&[
        GarminProduct::HRM_RUN,
        GarminProduct::HRM_RUN_SINGLE_BYTE_PRODUCT_ID,
        GarminProduct::HRM_TRI,
        GarminProduct::HRM_TRI_SINGLE_BYTE_PRODUCT_ID,
        GarminProduct::HRM4_RUN,
        GarminProduct::HRM4_RUN_SINGLE_BYTE_PRODUCT_ID,
        GarminProduct::HRM_PRO,
        GarminProduct::HRM_PRO_PLUS,
        GarminProduct::HRM_FIT,
        GarminProduct::HRM_FIT_SINGLE_BYTE_PRODUCT_ID,
    ]);
    match (chest, has(&[GarminProduct::RUNNING_DYNAMICS_POD])) {
        (true, false) => Site::Chest,
        (false, true) => Site::Waist,
        _ => Site::Unknown,
    }
}

fn strides_per_minute(records: &Records) -> Option<Vec<f64>> {
    let fine = records.native(Record::CADENCE256);
    let Some(whole) = records.native(Record::CADENCE) else { return fine.map(<[f64]>::to_vec) };
    let mut values = whole.to_vec();
    if let Some(fraction) = records.native(Record::FRACTIONAL_CADENCE) {
        for (value, fraction) in values.iter_mut().zip(fraction) {
            *value += if fraction.is_finite() { *fraction } else { 0.0 };
        }
    }
    if let Some(fine) = fine {
        fill_gaps(&mut values, fine);
    }
    Some(values)
}

fn fill_gaps(values: &mut [f64], other: &[f64]) {
    for (value, other) in values.iter_mut().zip(other) {
        if value.is_nan() {
            *value = *other;
        }
    }
}

fn developer_channels(records: &Records, device: Option<u16>) -> Vec<Measured> {
    let mut channels = Vec::new();
    for column in &records.columns {
        let Key::Developer(i) = column.key else { continue };
        let Some(field) = records.descriptions.get(i) else { continue };
        let maker = maker_of(records, field.app, device);
        let Some((quantity, factor)) = fields::developer(maker, field) else { continue };
        if column.values.is_empty() || all_zero(&column.values) {
            continue;
        }
        let (family, site) = maker.sensor();
        let label =
            if field.name.is_empty() { format!("#{}", field.num) } else { field.name.clone() };
        channels.push(Measured {
            quantity,
            source: Source::of(format!("fit:dev:{label}"), family, site),
            values: column.values.iter().map(|v| v * factor).collect(),
            app: Some(field.app),
        });
    }
    blank_silent_runscribe(&mut channels);
    channels
}

fn maker_of(records: &Records, app: u8, device: Option<u16>) -> Maker {
    let names = records.descriptions.iter().filter(|d| d.app == app).map(|d| d.name.as_str());
    Maker::of(records.apps.iter().find(|a| a.index == app), names, device)
}

/// RunScribe writes 0 in all its fields while a pod is silent; a single 0 (of
/// pronation, say) is a measurement.
fn blank_silent_runscribe(channels: &mut [Measured]) {
    let mut pods: Vec<&mut Measured> =
        channels.iter_mut().filter(|c| c.source.family == SensorFamily::Runscribe).collect();
    let rows = pods.iter().map(|c| c.values.len()).max().unwrap_or(0);
    for row in 0..rows {
        let silent = |c: &&mut Measured| c.values.get(row).is_none_or(|v| *v == 0.0 || v.is_nan());
        if pods.iter().all(silent) {
            for value in pods.iter_mut().filter_map(|c| c.values.get_mut(row)) {
                *value = f64::NAN;
            }
        }
    }
}

/// Drops Stryd's contact times of walking: no oscillation, or hardly any steps.
fn drop_walking_contact(measured: &mut [Measured], app: Option<u8>) {
    let of = |quantity: Quantity| {
        measured.iter().find(|m| m.app == app && m.quantity == quantity).map(|m| m.values.clone())
    };
    let oscillation = of(Quantity::VerticalOscillation);
    let cadence = of(Quantity::Cadence);
    let value = |column: &Option<Vec<f64>>, row: usize| {
        column.as_ref().and_then(|c| c.get(row)).copied().unwrap_or(f64::NAN)
    };
    for contact in
        measured.iter_mut().filter(|m| m.app == app && m.quantity == Quantity::GroundContactTime)
    {
        for (row, time) in contact.values.iter_mut().enumerate() {
            if value(&oscillation, row) == 0.0 || value(&cadence, row) < STRYD_MIN_CADENCE {
                *time = f64::NAN;
            }
        }
    }
}

fn all_zero(values: &[f64]) -> bool {
    values.iter().all(|v| *v == 0.0 || v.is_nan())
}

fn mappings(records: &Records, device: Option<u16>, measured: &[Measured]) -> Vec<Mapping> {
    let mut list: Vec<Mapping> = records
        .columns
        .iter()
        .map(|column| match column.key {
            Key::Native(num) => native_mapping(column, num, measured),
            Key::Developer(i) => developer_mapping(records, column, i, device),
        })
        .collect();
    list.extend(
        records
            .undescribed
            .iter()
            .filter(|(app, num)| {
                !records.descriptions.iter().any(|d| d.app == *app && d.num == *num)
            })
            .map(|(app, num)| Mapping {
                column: format!("field {num} of app {app}"),
                quantity: None,
                unit: String::new(),
                remark: Some("left out: the file does not describe it".into()),
            }),
    );
    list
}

fn native_mapping(column: &Column, num: u8, measured: &[Measured]) -> Mapping {
    let reference = field_reference(MesgNum::RECORD, num);
    let unlisted = fields::unlisted_name(num);
    let name = reference.as_ref().map(|r| r.name().to_string());
    let name = name.or_else(|| unlisted.map(|(name, _)| name.to_string()));
    let mut unit = reference.map_or_else(String::new, |r| r.units().to_string());
    if let Some((_, own)) = unlisted {
        unit = own.into();
    }
    let packed = num == Record::COMPRESSED_SPEED_DISTANCE;
    let mut quantity = if packed { Some(Quantity::Speed) } else { fields::native_quantity(num) };
    let mut remark = packed.then_some("speed and distance in one field");
    if quantity == Some(Quantity::Cadence) {
        unit = "strides/min".into();
        remark = Some("of one leg: doubled to steps of both feet");
    }
    let imported = |q| measured.iter().any(|m| m.app.is_none() && m.quantity == q);
    if column.problem.is_some() {
        (quantity, remark) = (None, column.problem);
    } else if quantity.is_some() && !packed && column.values.is_empty() {
        (quantity, remark) = (None, Some("always marked invalid"));
    } else if quantity.is_some_and(|q| !imported(q)) {
        (quantity, remark) = (None, Some("always 0: nothing measured it"));
    }
    Mapping {
        column: name.unwrap_or_else(|| format!("field {num}")),
        quantity,
        unit,
        remark: remark.map(Into::into),
    }
}

fn developer_mapping(
    records: &Records,
    column: &Column,
    description: usize,
    device: Option<u16>,
) -> Mapping {
    let Some(field) = records.descriptions.get(description) else {
        return Mapping {
            column: String::new(),
            quantity: None,
            unit: String::new(),
            remark: None,
        };
    };
    let maker = maker_of(records, field.app, device);
    let mut quantity = fields::developer(maker, field).map(|(quantity, _)| quantity);
    let mut remark = column.problem.or_else(|| fields::why_left_out(maker, field));
    if quantity.is_some() && column.problem.is_none() && all_zero(&column.values) {
        quantity = None;
        remark = Some("always 0: the sensor was not connected");
    }
    if quantity == Some(Quantity::GroundContactTime) && maker == Maker::Stryd {
        remark = Some("dropped while walking (no oscillation, or under 70 steps/min)");
    }
    if column.problem.is_some() {
        quantity = None;
    }
    let name = if field.name.is_empty() { format!("#{}", field.num) } else { field.name.clone() };
    Mapping { column: name, quantity, unit: field.unit.clone(), remark: remark.map(Into::into) }
}
