//! Tables written by programs and apps: GoldenCheetah, Strava streams, OpenTracks.

use super::convert::median;
use super::plan::{Known, plan, read_all, value};
use super::recording;
use super::rows::{self, Role, RowUse};
use super::sheet::Sheet;
use crate::recording::{Note, NoteKind, Quantity::*, Recording, Source, Span, Sport};
use crate::{ImportError, ImportOptions};

static GOLDEN_CHEETAH: &[Known] = &[
    ("secs", Role::Time, "s", ""),
    value("cad", Cadence, "strides/min"),
    value("hr", HeartRate, "bpm"),
    value("km", Distance, "km"),
    value("kph", Speed, "km/h"),
    value("watts", Power, "W"),
    value("alt", Altitude, "m"),
    value("lon", Longitude, "deg"),
    value("lat", Latitude, "deg"),
    value("slope", Grade, "%"),
    value("temp", Temperature, "degC"),
    (
        "lrbalance",
        Role::Value(ContactBalanceLeft),
        "%",
        "left share; a run's contact balance, a ride's would be power",
    ),
    ("interval", Role::Lap, "", "lap"),
];

/// GoldenCheetah's CSV, which has no running dynamics and no run cadence.
pub(super) fn golden_cheetah(
    sheet: &Sheet<'_>,
    options: &ImportOptions,
) -> Result<Vec<Recording>, ImportError> {
    const FORMAT: &str = "csv:goldencheetah";
    let columns = plan(sheet, GOLDEN_CHEETAH, |name| Source::native(format!("csv:{name}")));
    let mut read = read_all(sheet, columns, options)?;
    let speed = read
        .series
        .first(Speed)
        .map_or(f64::NAN, |c| median(c.values.iter().copied().filter(|v| *v > 0.5)));
    let pedals = read.series.first(Cadence).is_some();
    let is_ride = speed > 6.5 || (pedals && speed > 5.0);
    for channel in read.series.channels.iter_mut().filter(|c| c.quantity == ContactBalanceLeft) {
        // −255 and the like stand for "none".
        channel.values.mapv_inplace(|v| if (20.0..=80.0).contains(&v) { v } else { f64::NAN });
    }
    if is_ride {
        read.series.channels.retain(|c| c.quantity != ContactBalanceLeft);
        for m in read.mappings.iter_mut().filter(|m| m.quantity == Some(ContactBalanceLeft)) {
            m.quantity = None;
            m.remark = Some("power balance of a ride: left alone".into());
        }
    }
    read.series.channels.retain(|c| c.count() > 0);
    if !pedals {
        read.notes.push(Note::warn(NoteKind::GoldencheetahNoCadence));
    }
    let sport = if is_ride { Sport::Other("cycling".into()) } else { Sport::Unknown };
    Ok(vec![recording(FORMAT, read, sport)])
}

static STRAVA: &[Known] = &[
    ("time", Role::Time, "s", ""),
    value("altitude", Altitude, "m"),
    value("velocity_smooth", Speed, "m/s"),
    value("heartrate", HeartRate, "bpm"),
    value("grade_smooth", Grade, "%"),
    value("distance", Distance, "m"),
    value("lat", Latitude, "deg"),
    value("lng", Longitude, "deg"),
    value("cadence", Cadence, "strides/min"),
    value("watts", Power, "W"),
    value("temp", Temperature, "degC"),
];

/// Strava's activity streams, written as a table.
pub(super) fn strava_streams(
    sheet: &Sheet<'_>,
    options: &ImportOptions,
) -> Result<Vec<Recording>, ImportError> {
    const FORMAT: &str = "csv:strava_streams";
    let columns = plan(sheet, STRAVA, |name| Source::native(format!("csv:{name}")));
    Ok(vec![recording(FORMAT, read_all(sheet, columns, options)?, Sport::Unknown)])
}

static OPENTRACKS: &[Known] = &[
    ("time", Role::Time, "", ""),
    value("latitude", Latitude, "deg"),
    value("longitude", Longitude, "deg"),
    value("altitude", Altitude, "m"),
    value("speed", Speed, "km/h"),
    value("heartrate", HeartRate, "bpm"),
    value("cadence", Cadence, "spm"),
    value("power", Power, "W"),
];

/// OpenTracks, with event rows between the points.
pub(super) fn opentracks(
    sheet: &Sheet<'_>,
    options: &ImportOptions,
) -> Result<Vec<Recording>, ImportError> {
    const FORMAT: &str = "csv:opentracks";
    let mut columns = plan(sheet, OPENTRACKS, |name| Source::native(format!("csv:{name}")));
    rows::apply_map(&mut columns, &options.map, sheet)?;
    let kind_at = columns.iter().position(|c| c.header.raw == "trackpoint_type");
    let (mut stopped, mut gaps) = (None, Vec::new());
    let mut read =
        rows::read(sheet, &columns, |t, r| match kind_at.and_then(|i| r.get(i)).unwrap_or("") {
            "SEGMENT_END_MANUAL" => {
                stopped = Some(t);
                RowUse::Drop
            }
            "SEGMENT_START_MANUAL" => {
                gaps.extend(stopped.take().map(|from| (from, t)));
                RowUse::Drop
            }
            _ => RowUse::Keep,
        })?;
    read.series.pauses = gaps
        .into_iter()
        .map(|(a, b)| Span { start_s: read.clock.at(a), end_s: read.clock.at(b) })
        .filter(|s| s.end_s > s.start_s)
        .collect();
    Ok(vec![recording(FORMAT, read, Sport::Unknown)])
}
