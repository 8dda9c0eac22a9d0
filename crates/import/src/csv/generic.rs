//! Any table of numbers with a time column: names, units and time by evidence.

use csv::StringRecord;

use super::convert::median;
use super::names::{Header, Target};
use super::plan::plan_by_name;
use super::rows::{self, Column, Role, RowUse};
use super::sheet::Sheet;
use super::suggest::{Suggested, suggest};
use super::time::{Moment, TimeFormat};
use super::{garmin_laps, lists, recording, sport};
use crate::recording::{
    Fault, Note, NoteKind, Place, Quantity::*, Recording, Source, Sport, WatchSeries,
};
use crate::{Advice, ImportError, ImportOptions};

/// Rows further apart than this are a list of activities, not one activity.
const DIARY_STEP_S: f64 = 1800.0;
/// Rows further apart than this are not even activities.
const IMPLAUSIBLE_STEP_S: f64 = 1e7;
/// Nobody runs this fast for half of an activity, m/s.
const RIDING_MPS: f64 = 6.5;

/// Reads a table by what its column names mean.
pub(super) fn read(
    sheet: &Sheet<'_>,
    format: &'static str,
    options: &ImportOptions,
) -> Result<Vec<Recording>, ImportError> {
    let sample = sheet.sample();
    let (mut columns, mut targets) = plan_by_name(sheet);
    let health_type = name_health_values(&mut columns, &mut targets, &sample);
    if is_diary(&columns, &targets, &sample, sheet) {
        return Err(lists::diary());
    }
    let date_at = pick_time(&mut columns, &targets, &sample, sheet);
    prefer_speed_to_pace(&mut columns);
    for column in columns.iter_mut().filter(|c| c.role == Role::Value(Cadence)) {
        if column.unit.is_none() && column.header.text.contains("stride") {
            column.unit = Some("strides/min".into());
        }
    }
    rows::apply_map(&mut columns, &options.map, sheet)?;
    if is_lap_like(&columns, &sample, sheet) {
        return garmin_laps::read(sheet, options);
    }
    if is_backward_diary(&columns, &targets, &sample, sheet) {
        return Err(lists::diary());
    }
    if !columns.iter().any(|c| c.role == Role::Time)
        && let Some(at) = (0..columns.len()).find(|i| {
            targets[*i] == Some(Target::Time)
                && goes_on(*i, &columns[*i], &sample, sheet) == Some(false)
        })
    {
        return Err(rows::stuck_time(&columns[at].header.raw, &sample, at, sheet));
    }
    if !columns.iter().any(|c| matches!(c.role, Role::Value(_) | Role::Pace)) {
        return Err(nothing_recognised(sheet, false));
    }

    let sport_at = targets.iter().position(|t| *t == Some(Target::Sport));
    let (mut sport_cell, mut first_date) = (String::new(), None);
    let mut read = rows::read(sheet, &columns, |_, r| {
        if let Some((at, wanted)) = &health_type
            && r.get(*at).map(str::trim) != Some(wanted.as_str())
        {
            return RowUse::Drop;
        }
        if sport_cell.is_empty()
            && let Some(cell) = sport_at.and_then(|i| r.get(i))
        {
            cell.trim().clone_into(&mut sport_cell);
        }
        if first_date.is_none() {
            first_date = date_at.and_then(|i| r.get(i)).and_then(Moment::parse);
        }
        RowUse::Keep
    })?;
    if read.start.is_none()
        && let Some(date) = first_date
    {
        read.start = date.later(read.clock.origin).start();
    }
    let series = &read.series;
    let steps = median(series.time_s.windows(2).into_iter().map(|w| w[1] - w[0]));
    if steps > IMPLAUSIBLE_STEP_S || (steps >= DIARY_STEP_S && read.start.is_none()) {
        return Err(ImportError::DamagedFile {
            format: "CSV",
            place: Place::AtLine { line: sheet.first_line },
            fault: Fault::StepsImplausible { step_s: steps },
            advice: Advice::MapTime,
        });
    }
    if steps >= DIARY_STEP_S {
        return Err(lists::diary());
    }
    if !series.channels.iter().any(|c| !matches!(c.quantity, Temperature | Altitude)) {
        let unit_failed = read.notes.iter().any(|n| matches!(n.kind, NoteKind::UnitUnknown { .. }));
        return Err(nothing_recognised(sheet, unit_failed));
    }
    let sport = match sport::named(&sport_cell) {
        Sport::Unknown => sport_by_evidence(&targets, series, &mut read.notes),
        named => named,
    };
    Ok(vec![recording(format, read, sport)])
}

/// The refusal of a table without a column that is known, with what may be in it.
fn nothing_recognised(sheet: &Sheet<'_>, unit_failed: bool) -> ImportError {
    let Suggested { time, value } = suggest(sheet);
    ImportError::NothingRecognised { columns: sheet.columns(), unit_failed, time, value }
}

/// Durations under a column that the user calls the time: a table of laps whose
/// names are not known.
fn is_lap_like(columns: &[Column], sample: &[StringRecord], sheet: &Sheet<'_>) -> bool {
    columns.iter().position(|c| c.role == Role::Time && c.mapped).is_some_and(|at| {
        time_format(at, &columns[at], sample, sheet) == Some(TimeFormat::Clock)
            && goes_on(at, &columns[at], sample, sheet) == Some(false)
    })
}

/// Apple Health exports one metric as `type,…,unit,…,value`: the value column is
/// named by the type. Returns the type column and the type kept.
fn name_health_values(
    columns: &mut [Column],
    targets: &mut [Option<Target>],
    sample: &[StringRecord],
) -> Option<(usize, String)> {
    let at = |name: &str| columns.iter().position(|c| c.header.text == name);
    let (type_at, value_at) = (at("type")?, at("value")?);
    let unit_at = at("unit");
    let cells = |i: usize| sample.iter().filter_map(move |r| r.get(i)).map(str::trim);
    let kind = cells(type_at).find(|c| c.starts_with("HKQuantityTypeIdentifier"))?.to_string();
    let name = Header::parse(kind.trim_start_matches("HKQuantityTypeIdentifier"));
    let column = &mut columns[value_at];
    let Some(Target::Value(quantity)) = name.target() else { return None };
    targets[value_at] = Some(Target::Value(quantity));
    column.role = Role::Value(quantity);
    column.unit = unit_at.and_then(|i| cells(i).find(|c| !c.is_empty())).map(str::to_string);
    column.source = Source::native(format!("csv:{kind}"));
    column.remark = Some(format!("rows of type {kind}"));
    Some((type_at, kind))
}

/// A column of dates without clock times, a new one in most rows.
fn is_diary(
    columns: &[Column],
    targets: &[Option<Target>],
    sample: &[StringRecord],
    sheet: &Sheet<'_>,
) -> bool {
    (0..columns.len()).filter(|i| targets[*i] == Some(Target::Time)).any(|i| {
        let cells = || sample.iter().filter_map(move |r| r.get(i)).map(str::trim);
        if TimeFormat::detect(cells(), None, sheet.style) != Some(TimeFormat::DateOnly) {
            return false;
        }
        let mut dates: Vec<&str> = cells().collect();
        dates.sort_unstable();
        dates.dedup();
        dates.len() > 1 && dates.len() * 2 > sample.len()
    })
}

/// Rows with dates and clock times hours apart that go back in time: newest first.
fn is_backward_diary(
    columns: &[Column],
    targets: &[Option<Target>],
    sample: &[StringRecord],
    sheet: &Sheet<'_>,
) -> bool {
    if columns.iter().any(|c| c.role == Role::Time) {
        return false;
    }
    (0..columns.len()).filter(|i| targets[*i] == Some(Target::Time)).any(|i| {
        let format = time_format(i, &columns[i], sample, sheet);
        if format != Some(TimeFormat::DateTime) {
            return false;
        }
        let cells = sample.iter().filter_map(|r| r.get(i));
        let times: Vec<f64> =
            cells.filter_map(|c| TimeFormat::DateTime.parse(c, sheet.style)).collect();
        let steps = median(times.windows(2).map(|w| w[0] - w[1]));
        steps >= DIARY_STEP_S
    })
}

fn time_format(
    at: usize,
    column: &Column,
    sample: &[StringRecord],
    sheet: &Sheet<'_>,
) -> Option<TimeFormat> {
    let cells = sample.iter().filter_map(|r| r.get(at));
    TimeFormat::detect(cells, column.header.unit.as_deref(), sheet.style)
}

/// Whether a column that can be read as times increases; `None` for other columns.
fn goes_on(at: usize, column: &Column, sample: &[StringRecord], sheet: &Sheet<'_>) -> Option<bool> {
    let format = time_format(at, column, sample, sheet)?;
    let times: Vec<f64> = sample
        .iter()
        .filter_map(|r| r.get(at))
        .filter_map(|c| format.parse(c, sheet.style))
        .collect();
    // A clock starts anew at midnight.
    let midnight = |w: &[f64]| format == TimeFormat::Clock && w[1] + 43_200.0 < w[0];
    let back = times.windows(2).filter(|w| w[1] < w[0] && !midnight(w)).count();
    let still = times.len() > 2 && times.first() == times.last();
    Some(back * 10 <= times.len() && !still)
}

/// Gives the best candidate the role of time; returns a column of dates to go
/// with a column of clock times.
fn pick_time(
    columns: &mut [Column],
    targets: &[Option<Target>],
    sample: &[StringRecord],
    sheet: &Sheet<'_>,
) -> Option<usize> {
    let judge = |i: usize, c: &Column| {
        let format = time_format(i, c, sample, sheet)?;
        let rank = match format {
            TimeFormat::DateTime => 5,
            TimeFormat::Epoch(_) | TimeFormat::FitEpoch => 4,
            TimeFormat::Elapsed(_) => 3,
            TimeFormat::Clock => 2,
            TimeFormat::DateOnly => 0,
        };
        Some((if goes_on(i, c, sample, sheet)? { rank } else { 0 }, format))
    };
    let mut best: Option<(u8, usize, TimeFormat)> = None;
    let mut date_at = None;
    for (i, column) in columns.iter().enumerate() {
        if !matches!(column.role, Role::Skip) || targets[i] == Some(Target::Skip) {
            continue;
        }
        let Some((rank, format)) = judge(i, column) else { continue };
        let named = targets[i] == Some(Target::Time);
        // Without a telling name only dates with clock times count.
        let rank = if named || format == TimeFormat::DateTime { rank } else { 0 };
        if named && format == TimeFormat::DateOnly {
            date_at = Some(i);
        }
        if rank > 0 && best.is_none_or(|b| rank > b.0) {
            best = Some((rank, i, format));
        }
    }
    let (_, at, format) = best?;
    columns[at].role = Role::Time;
    date_at.filter(|_| format == TimeFormat::Clock)
}

/// Pace is the same again where speed is given.
fn prefer_speed_to_pace(columns: &mut [Column]) {
    let has_speed = columns.iter().any(|c| c.role == Role::Value(Speed));
    let mut seen = false;
    for column in columns.iter_mut().filter(|c| c.role == Role::Pace) {
        if has_speed || seen {
            column.role = Role::Skip;
            continue;
        }
        seen = true;
        if column.unit.is_none() {
            column.unit = Some("min/km".into());
            column.remark = Some("unit not in the header; min/km taken".into());
        }
    }
}

/// What the columns and the speed tell where no column names the sport.
fn sport_by_evidence(
    targets: &[Option<Target>],
    series: &WatchSeries,
    notes: &mut Vec<Note>,
) -> Sport {
    let on_foot = [GroundContactTime, VerticalOscillation, StepLength, ContactTimeLeft]
        .into_iter()
        .any(|q| series.first(q).is_some());
    if on_foot {
        return Sport::Unknown;
    }
    if targets.contains(&Some(Target::Swim)) {
        return Sport::Other("swimming".into());
    }
    if targets.contains(&Some(Target::BikeCadence)) {
        return Sport::Other("cycling".into());
    }
    let speed = series.first(Speed).filter(|_| series.len() >= 60);
    let typical = speed.map_or(f64::NAN, |c| median(c.values.iter().copied().filter(|v| *v > 0.5)));
    if typical > RIDING_MPS {
        notes.push(Note::warn(NoteKind::TooFastForRunning { speed_mps: typical }));
        return Sport::Other("cycling".into());
    }
    Sport::Unknown
}
