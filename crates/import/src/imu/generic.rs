//! Tables of one row per sample with columns of accelerations and angular
//! velocities, whatever wrote them: by names, units and values.

use std::io::{BufRead, Read};

use super::beside::Beside;
use super::builder::{Built, SensorBuilder, TimeUnit, recording};
use super::clock::{self, is_epoch};
use super::columns::Kind;
use super::dates::Dates;
use super::guess;
use super::layout::Layout;
use super::numbers::number;
use super::placement;
use super::plan::{Plan, plan};
use super::problem::{SensorProblem, unreadable, value};
use super::split::{Owner, Split, What};
use super::table::{Cells, Dialect, Scan};
use crate::csv::{Moment, instant};
use crate::recording::{Data, Mapping, Note, Quantity, Recording, SensorNote, Start};
use crate::{Axis, Confidence, ImportError, ImportOptions, MapTarget};

/// Bytes from which the layout is judged.
const HEAD_BYTES: u64 = 64 * 1024;

/// Judges the first bytes of a file.
pub(super) fn sniff(head: &[u8]) -> Confidence {
    match Layout::find(head) {
        Some(layout) if has_signals(&layout) => Confidence::Likely,
        Some(layout) if guess::seems_sensor(&layout) => Confidence::Fallback,
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

/// How the time column is written.
#[derive(Clone, Copy, PartialEq)]
enum Clock {
    None,
    Number(usize),
    Date(usize),
}

/// The sensors of one owner of rows.
struct Set {
    owner: Owner,
    sensors: Vec<(Plan, SensorBuilder)>,
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
    let split = Split::of(&layout);
    let (clock, time_unit, counter) = pick_time(&layout, &split);
    let mut mappings = Vec::new();
    let mut notes = Vec::new();
    let mut plans = plan(&layout, options, &mut notes);
    if plans.is_empty() {
        return Err(guess::no_axes(&layout).into());
    }
    describe(&layout, &plans, clock, time_unit, &mut mappings);
    for plan in &mut plans {
        plan.spec.time = if clock == Clock::None { TimeUnit::Detect } else { time_unit };
        plan.spec.counter = counter && options.rate_hz.is_some();
        if clock == Clock::None {
            plan.spec.rate_hz = options.rate_hz;
        }
        if let Clock::Number(i) | Clock::Date(i) = clock {
            plan.spec.stamps = layout.columns.get(i).map(|c| c.raw.clone()).unwrap_or_default();
        }
        plan.spec.has_gyro |= !split.is_empty();
    }
    let beside = beside(&layout, &plans, options);
    let mut rows = Rows { layout: &layout, clock, plans, split, sets: Vec::new(), beside };
    let first_date = rows.feed(&head, input)?;
    let Rows { sets, beside, .. } = rows;
    recordings(sets, beside, first_date, &mappings, notes, options)
}

/// One recording per person.
fn recordings(
    sets: Vec<Set>,
    mut beside: Beside,
    first_date: Option<Moment>,
    mappings: &[Mapping],
    notes: Vec<Note>,
    options: &ImportOptions,
) -> Result<Vec<Recording>, ImportError> {
    let mut people: Vec<(String, Vec<Set>)> = Vec::new();
    for set in sets {
        match people.iter_mut().find(|(p, _)| *p == set.owner.person) {
            Some((_, sets)) => sets.push(set),
            None => people.push((set.owner.person.clone(), vec![set])),
        }
    }
    let many = people.len() > 1;
    let (mut found, mut failed) = (Vec::new(), None);
    for (person, sets) in people {
        let mut notes = notes.clone();
        let built = match build(sets, options, &mut notes) {
            Ok(built) => built,
            Err(error) => {
                failed.get_or_insert(error);
                continue;
            }
        };
        let start = start(&built, first_date);
        let time = built.first().map(|b| b.time);
        let mut recording = recording("csv:imu", built, start, None, mappings.to_vec(), notes);
        recording.title = many.then_some(person);
        if let (Data::Imu(imu), Some(time)) = (&mut recording.data, time)
            && !many
        {
            std::mem::take(&mut beside).finish(
                time,
                imu,
                &mut recording.mappings,
                &mut recording.notes,
            );
        }
        found.push(recording);
    }
    match failed {
        Some(error) if found.is_empty() => Err(error),
        None if found.is_empty() => Err(SensorProblem::NoRows.into()),
        _ => Ok(found),
    }
}

/// The streams of one person's sensors. One that holds nothing usable is left out
/// with a note, unless it is the only one.
fn build(
    sets: Vec<Set>,
    options: &ImportOptions,
    notes: &mut Vec<Note>,
) -> Result<Vec<Built>, ImportError> {
    let many = sets.len() > 1;
    let (mut built, mut failed) = (Vec::new(), None);
    for set in sets {
        for (plan, mut builder) in set.sensors {
            let mut name = [set.owner.sensor.as_str(), plan.spec.name.as_str()].join(" ");
            if !many && placement::guess(&name).is_none() {
                name.clone_from(&plan.spec.name);
            }
            let name = name.trim().to_string();
            builder.rename(&name);
            let mut own = Vec::new();
            match builder.finish(options, &mut own) {
                Ok(one) => {
                    built.push(one);
                    notes.append(&mut own);
                }
                Err(error) if many => {
                    let problem = value(&error);
                    notes.push(Note::warn(SensorNote::SensorLeftOut { name, problem }));
                    failed.get_or_insert(error);
                }
                Err(error) => return Err(error),
            }
        }
    }
    match failed {
        Some(error) if built.is_empty() => Err(error),
        None if built.is_empty() => Err(SensorProblem::NoRows.into()),
        _ => Ok(built),
    }
}

/// When a recording began: by written dates, by Unix times, by days of a spreadsheet.
fn start(built: &[Built], first_date: Option<Moment>) -> Option<Start> {
    let first = built.iter().filter_map(|b| b.first_stamp_s).reduce(f64::min)?;
    if let Some(date) = first_date {
        return date.later(first - date.unix_s).start();
    }
    let at = instant(first, None).filter(|_| is_epoch(first))?;
    match at {
        // Days are those of a calendar on the wall.
        Start::Instant { at, .. } if built.iter().any(|b| b.time.is_days()) => {
            Some(Start::Local(at.to_zoned(jiff::tz::TimeZone::UTC).datetime()))
        }
        at => Some(at),
    }
}

/// Columns of speed, heart rate and place, by their names or by `--map`.
fn beside(layout: &Layout, plans: &[Plan], options: &ImportOptions) -> Beside {
    let signal = |i: usize| plans.iter().any(|p| p.slots.iter().any(|s| s.0 == i));
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

/// The rows of a table on their way to the builders.
struct Rows<'a> {
    layout: &'a Layout,
    clock: Clock,
    plans: Vec<Plan>,
    split: Split,
    /// One per owner of rows, and per sensor of a phone that shares its columns.
    sets: Vec<Set>,
    beside: Beside,
}

impl Rows<'_> {
    /// Feeds every row to the builders; returns the first date.
    fn feed(
        &mut self,
        head: &[u8],
        input: &mut dyn BufRead,
    ) -> Result<Option<Moment>, ImportError> {
        let mark = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let Layout { delimiter, decimal_comma, skip, .. } = *self.layout;
        let dialect = Dialect { delimiter, decimal_comma, quoting: true };
        let mut rows = Scan::new(head[mark..].chain(input), dialect);
        for _ in 0..skip {
            rows.advance().map_err(|e| broken(&e))?;
        }
        rows.want(self.plans.iter().flat_map(|p| p.slots.iter().map(|s| s.0)));
        rows.want(self.beside.columns());
        if let Clock::Number(column) = self.clock {
            rows.want(std::iter::once(column));
        }
        let mut dates = Dates::default();
        // Set and kind of each owner.
        let mut owners: Vec<(usize, What)> = Vec::new();
        while rows.advance().map_err(|e| broken(&e))? {
            let row = rows.cells();
            let stamp = match self.clock {
                Clock::None => f64::NAN,
                Clock::Number(i) => row.number(i),
                Clock::Date(i) => row.get(i).map_or(f64::NAN, |c| dates.seconds(c)),
            };
            self.beside.push(stamp, |i| row.number(i));
            let owner = self.split.number(|i| row.get(i));
            let owner = owner.ok_or(SensorProblem::SensorsTooMany { limit: owners.len() })?;
            if owner == owners.len() {
                owners.push(self.admit(owner));
            }
            let (set, what) = owners[owner];
            for (plan, builder) in self.sets.get_mut(set).into_iter().flat_map(|s| &mut s.sensors) {
                let values = row_of(plan, what, row);
                if values.iter().any(|v| v.is_finite())
                    || stamp.is_finite() && what != What::Nothing
                {
                    let [ax, ay, az, gx, gy, gz] = values;
                    builder.push(stamp, [ax, ay, az], [gx, gy, gz]);
                }
            }
        }
        Ok(dates.first)
    }

    /// The set of a new owner of rows, and what its rows hold.
    fn admit(&mut self, number: usize) -> (usize, What) {
        let owner = self.split.owner(number);
        let same = |s: &Set| s.owner.person == owner.person && s.owner.sensor == owner.sensor;
        let at = self.sets.iter().position(same).unwrap_or_else(|| {
            let sensors = self.plans.iter().map(|plan| {
                let builder = SensorBuilder::new(plan.spec.clone());
                (plan.clone(), builder)
            });
            self.sets.push(Set { owner: owner.clone(), sensors: sensors.collect() });
            self.sets.len() - 1
        });
        (at, owner.what)
    }
}

/// Acceleration and angular velocity of a row.
fn row_of(plan: &Plan, what: What, row: Cells<'_>) -> [f64; 6] {
    let mut values = [f64::NAN; 6];
    if what == What::Nothing {
        return values;
    }
    for &(column, place, sign) in &plan.slots {
        let value = row.number(column);
        let place = if what == What::Turns && place < 3 { place + 3 } else { place };
        values[place] = sign * value;
    }
    values
}

/// The column that times the rows: the one with the finest going-on stamps.
fn pick_time(layout: &Layout, split: &Split) -> (Clock, TimeUnit, bool) {
    let rows = split.first_owners(&layout.sample);
    let mut best: Option<(f64, Clock, TimeUnit)> = None;
    let mut still = None;
    for (i, column) in layout.columns.iter().enumerate() {
        let Kind::Time(unit) = column.kind else { continue };
        let cells = || rows.iter().filter_map(|r| r.get(i));
        let numbers: Vec<f64> =
            cells().map(|c| number(c, layout.decimal_comma)).filter(|v| v.is_finite()).collect();
        let (stamps, clock, unit) = if numbers.len() * 2 > rows.len() {
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
            still = still.or((!stamps.is_empty()).then_some((clock, unit)));
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
    match (counter, still) {
        (Some(i), _) => (Clock::Number(i), TimeUnit::Detect, true),
        // That it stands still is said, if nothing else times the rows.
        (None, Some((clock, unit))) => (clock, unit, false),
        (None, None) => (Clock::None, TimeUnit::Detect, false),
    }
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
