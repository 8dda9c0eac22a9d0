//! Wahoo Fitness: a preamble of sensors, workout and laps, then one row per second.

use super::plan::{Known, plan, read_all, value};
use super::recording;
use super::rows::Role;
use super::sheet::Sheet;
use crate::recording::{Quantity::*, Recording, SensorFamily, Site, Source, Sport, Start};
use crate::{ImportError, ImportOptions};

static WAHOO: &[Known] = &[
    ("time", Role::Time, "s", ""),
    value("pwr_instpwr", Power, "W"),
    value("hr_heartrate", HeartRate, "bpm"),
    value("gps_altitude", Altitude, "m"),
    value("gps_lat", Latitude, "deg"),
    value("gps_lon", Longitude, "deg"),
    value("gps_dist", Distance, "m"),
    value("gps_speed", Speed, "m/s"),
    value("fp_accdist", Distance, "m"),
    value("fp_speed", Speed, "m/s"),
    value("ma_cadence", Cadence, "spm"),
    value("ma_gct", GroundContactTime, "s"),
    value("ma_vertosc", VerticalOscillation, "m"),
    value("manual_speed", Speed, "m/s"),
    value("manual_dist", Distance, "m"),
    ("interval", Role::Lap, "", "lap"),
    ("paused", Role::Paused, "", "1 while the timer is stopped"),
];

/// Wahoo Fitness on the iPhone.
pub(super) fn read(
    sheet: &Sheet<'_>,
    options: &ImportOptions,
) -> Result<Vec<Recording>, ImportError> {
    const FORMAT: &str = "csv:wahoo";
    let columns = plan(sheet, WAHOO, |name| {
        let chest = name.starts_with("ma_") || name.starts_with("hr_");
        let foot = name.starts_with("fp_");
        let site = if chest {
            Site::Chest
        } else if foot {
            Site::Foot
        } else {
            Site::Unknown
        };
        Source::of(format!("csv:{name}"), SensorFamily::Native, site)
    });
    let read = read_all(sheet, columns, options)?;
    let start = start_of(sheet.preamble, read.clock.origin);
    let mut out = recording(FORMAT, read, Sport::Unknown);
    out.start = start;
    out.device = Some("Wahoo Fitness app".into());
    Ok(vec![out])
}

/// `Year,2016,Month,10,Day,7,Hour,17,…` plus the time of the first row.
fn start_of(preamble: &str, first_s: f64) -> Option<Start> {
    let line = preamble.lines().find(|l| l.starts_with("Year,"))?;
    let cells: Vec<&str> = line.split(',').map(str::trim).collect();
    let part = |name: &str| -> Option<i16> {
        let at = cells.iter().position(|c| *c == name)?;
        cells.get(at + 1)?.parse().ok()
    };
    let small = |name: &str| part(name).and_then(|v| i8::try_from(v).ok());
    let start = jiff::civil::DateTime::new(
        part("Year")?,
        small("Month")?,
        small("Day")?,
        small("Hour")?,
        small("Minute")?,
        small("Second")?,
        0,
    )
    .ok()?;
    let shift = jiff::SignedDuration::try_from_secs_f64(first_s).ok()?;
    Some(Start::Local(start.checked_add(shift).ok()?))
}
