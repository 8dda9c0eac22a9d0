//! Tables of one row per sample with columns of accelerations and angular
//! velocities, whatever wrote them: by names, units and values.

use std::io::{BufRead, Read};

use csv::ByteRecord;

use super::beside::Beside;
use super::builder::{AccUnit, GyroUnit, SensorBuilder, SensorSpec, TimeUnit, recording};
use super::clock::{self, is_epoch};
use super::columns::{Column, Kind};
use super::layout::{Layout, reader};
use super::numbers::number;
use super::placement;
use super::problem::{SensorProblem, unreadable};
use crate::csv::{Moment, instant};
use crate::recording::{
    Axes, Data, Gravity, Mapping, Note, Placement, Quantity, Recording, SensorNote, Start,
};
use crate::{Axis, Confidence, ImportError, ImportOptions, MapTarget};

/// Bytes from which the layout is judged.
const HEAD_BYTES: u64 = 64 * 1024;

/// Judges the first bytes of a file.
pub(super) fn sniff(head: &[u8]) -> Confidence {
    match Layout::find(head) {
        Some(layout) if has_signals(&layout) => Confidence::Likely,
        _ => Confidence::No,
    }
}

/// At least two axes of one kind, or the vertical one.
fn has_signals(layout: &Layout) -> bool {
    let acc = layout.columns.iter().filter(|c| matches!(c.kind, Kind::Acc(..))).count();
    let gyro = layout.columns.iter().filter(|c| matches!(c.kind, Kind::Gyro(..))).count();
    let up = layout.columns.iter().any(|c| matches!(c.kind, Kind::Acc(Axis::Up | Axis::Down, ..)));
    acc >= 2 || gyro >= 3 || up
}

/// One sensor of a table: its columns by place.
struct Plan {
    spec: SensorSpec,
    /// Column, place (0..3 acceleration, 3..6 angular velocity), sign.
    slots: Vec<(usize, usize, f64)>,
}

/// How the time column is written.
#[derive(Clone, Copy, PartialEq)]
enum Clock {
    None,
    Number(usize),
    Date(usize),
}

/// Reads a table from its first byte.
pub(super) fn read(
    input: &mut dyn BufRead,
    options: &ImportOptions,
) -> Result<Vec<Recording>, ImportError> {
    let mut head = Vec::new();
    input.take(HEAD_BYTES).read_to_end(&mut head).map_err(|e| broken(&e))?;
    let mut layout = Layout::find(&head).ok_or(SensorProblem::NoNumberTable)?;
    layout.apply(&options.map)?;
    let (clock, time_unit, counter) = pick_time(&layout);
    let mut mappings = Vec::new();
    let mut notes = Vec::new();
    let plans = plan(&layout, options, &mut notes);
    if plans.is_empty() {
        return Err(SensorProblem::NoAxes { columns: layout.names() }.into());
    }
    describe(&layout, &plans, clock, time_unit, &mut mappings);
    let mut builders: Vec<(Plan, SensorBuilder)> = plans
        .into_iter()
        .map(|mut plan| {
            plan.spec.time = if clock == Clock::None { TimeUnit::Detect } else { time_unit };
            plan.spec.counter = counter && options.rate_hz.is_some();
            if clock == Clock::None {
                plan.spec.rate_hz = options.rate_hz;
            }
            let builder = SensorBuilder::new(plan.spec.clone());
            (plan, builder)
        })
        .collect();
    let mut beside = beside(&layout, &builders, options);
    let first_date = feed(&head, input, &layout, clock, &mut builders, &mut beside)?;
    let mut built = Vec::new();
    for (_, builder) in builders {
        built.push(builder.finish(options, &mut notes)?);
    }
    let first = built.iter().filter_map(|b| b.first_stamp_s).reduce(f64::min);
    let start: Option<Start> = match (first_date, first) {
        (Some(date), Some(first)) => date.later(first - date.unix_s).start(),
        (None, Some(first)) if is_epoch(first) => instant(first, None),
        _ => None,
    };
    let time = built.first().map(|b| b.time);
    let mut recording = recording("csv:imu", built, start, None, mappings, notes);
    if let (Data::Imu(imu), Some(time)) = (&mut recording.data, time) {
        beside.finish(time, imu, &mut recording.mappings, &mut recording.notes);
    }
    Ok(vec![recording])
}

/// Columns of speed, heart rate and place, by their names or by `--map`.
fn beside(layout: &Layout, builders: &[(Plan, SensorBuilder)], options: &ImportOptions) -> Beside {
    let signal = |i: usize| builders.iter().any(|(p, _)| p.slots.iter().any(|s| s.0 == i));
    let others = layout.columns.iter().enumerate().filter(|(i, c)| {
        c.kind == Kind::Other && !signal(*i) && !layout.mapped.get(*i).is_some_and(|m| *m)
    });
    let mut beside = Beside::of(others.map(|(i, c)| (i, c.raw.as_str())));
    for map in &options.map {
        if let MapTarget::Quantity(quantity) = map.target
            && let Some(index) = layout.place(&map.column)
        {
            beside.take(index, &map.column, quantity, map.unit.as_deref());
        }
    }
    beside
}

fn broken(error: &dyn std::fmt::Display) -> ImportError {
    unreadable(error, None).into()
}

/// Feeds every row to the builders; returns the first date.
fn feed(
    head: &[u8],
    input: &mut dyn BufRead,
    layout: &Layout,
    clock: Clock,
    builders: &mut [(Plan, SensorBuilder)],
    beside: &mut Beside,
) -> Result<Option<Moment>, ImportError> {
    let mark = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let mut rows = reader(head[mark..].chain(input), layout.delimiter);
    let mut record = ByteRecord::new();
    for _ in 0..layout.skip {
        rows.read_byte_record(&mut record).map_err(|e| broken(&e))?;
    }
    let mut dates = Dates::default();
    while rows.read_byte_record(&mut record).map_err(|e| broken(&e))? {
        let stamp = match clock {
            Clock::None => f64::NAN,
            Clock::Number(i) => record.get(i).map_or(f64::NAN, |c| number(c, layout.decimal_comma)),
            Clock::Date(i) => record.get(i).map_or(f64::NAN, |c| dates.seconds(c)),
        };
        beside.push(stamp, |i| record.get(i).map_or(f64::NAN, |c| number(c, layout.decimal_comma)));
        for (plan, builder) in builders.iter_mut() {
            let mut values = [f64::NAN; 6];
            let mut any = false;
            for &(column, place, sign) in &plan.slots {
                let value =
                    record.get(column).map_or(f64::NAN, |c| number(c, layout.decimal_comma));
                any |= value.is_finite();
                values[place] = sign * value;
            }
            if any || stamp.is_finite() {
                let [ax, ay, az, gx, gy, gz] = values;
                builder.push(stamp, [ax, ay, az], [gx, gy, gz]);
            }
        }
    }
    Ok(dates.first)
}

/// Dates in a column: all but the seconds are parsed once a minute.
#[derive(Default)]
struct Dates {
    first: Option<Moment>,
    prefix: Vec<u8>,
    minute_s: f64,
}

impl Dates {
    fn seconds(&mut self, cell: &[u8]) -> f64 {
        let cell = cell.trim_ascii();
        let cut = cell.iter().rposition(|b| *b == b':').map_or(0, |i| i + 1);
        let (prefix, rest) = cell.split_at(cut);
        let in_minute = number(rest, false);
        if in_minute.is_finite() && cut > 10 && prefix == self.prefix.as_slice() {
            return self.minute_s + in_minute;
        }
        let Some(moment) = std::str::from_utf8(cell).ok().and_then(Moment::parse) else {
            return f64::NAN;
        };
        self.first.get_or_insert(moment);
        if in_minute.is_finite() && (moment.unix_s.rem_euclid(60.0) - in_minute).abs() < 1e-3 {
            self.prefix = prefix.to_vec();
            self.minute_s = (moment.unix_s - in_minute).round();
        } else {
            self.prefix.clear();
        }
        moment.unix_s
    }
}

/// The column that times the rows: the one with the finest going-on stamps.
fn pick_time(layout: &Layout) -> (Clock, TimeUnit, bool) {
    let mut best: Option<(f64, Clock, TimeUnit)> = None;
    for (i, column) in layout.columns.iter().enumerate() {
        let Kind::Time(unit) = column.kind else { continue };
        let cells = || layout.sample.iter().filter_map(|r| r.get(i));
        let numbers: Vec<f64> =
            cells().map(|c| number(c, layout.decimal_comma)).filter(|v| v.is_finite()).collect();
        let (stamps, clock, unit) = if numbers.len() * 2 > layout.sample.len() {
            (numbers, Clock::Number(i), unit)
        } else {
            let mut dates = Dates::default();
            let times: Vec<f64> =
                cells().map(|c| dates.seconds(c)).filter(|v| v.is_finite()).collect();
            (times, Clock::Date(i), TimeUnit::Seconds)
        };
        let going = stamps.windows(2).filter(|w| w[1] > w[0]).count();
        let told = clock::typical_step(&stamps).is_some();
        let named = layout.mapped.get(i).copied().unwrap_or(false);
        if !told && !named {
            continue;
        }
        let share = going as f64 / stamps.len().max(1) as f64 + if named { 10.0 } else { 0.0 };
        if best.as_ref().is_none_or(|b| share > b.0 + 0.01) {
            best = Some((share, clock, unit));
        }
    }
    if let Some((_, clock, unit)) = best {
        return (clock, unit, false);
    }
    let counter = layout.columns.iter().position(|c| c.kind == Kind::Counter);
    match counter {
        Some(i) => (Clock::Number(i), TimeUnit::Detect, true),
        None => (Clock::None, TimeUnit::Detect, false),
    }
}

/// The sensors of a table: columns whose names hold the same words.
fn plan(layout: &Layout, options: &ImportOptions, notes: &mut Vec<Note>) -> Vec<Plan> {
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

/// How each column was understood.
fn describe(
    layout: &Layout,
    plans: &[Plan],
    clock: Clock,
    time_unit: TimeUnit,
    mappings: &mut Vec<Mapping>,
) {
    for (i, column) in layout.columns.iter().enumerate() {
        let used = plans.iter().any(|p| p.slots.iter().any(|s| s.0 == i));
        let (quantity, unit) = match &column.kind {
            Kind::Acc(_, unit, _) if used => (Some(Quantity::Acceleration), unit.id().to_string()),
            Kind::Gyro(_, unit) if used => (Some(Quantity::AngularVelocity), unit.id().to_string()),
            _ if clock == Clock::Number(i) => (None, time_unit.id().to_string()),
            _ if clock == Clock::Date(i) => (None, "date and time".to_string()),
            _ => (None, String::new()),
        };
        let unit = if unit == "detect" { "by its values".to_string() } else { unit };
        let remark = if clock == Clock::Number(i) || clock == Clock::Date(i) {
            Some("time of the rows".to_string())
        } else if layout.mapped.get(i) == Some(&true) {
            Some("as given with --map".to_string())
        } else {
            None
        };
        mappings.push(Mapping { column: column.raw.clone(), quantity, unit, remark });
    }
}
