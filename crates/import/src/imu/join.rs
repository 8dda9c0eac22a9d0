//! Several files of one run → one recording; steps marked by the user.

use jiff::tz::TimeZone;

use super::builder::{add_gyro, shift};
use super::numbers::number;
use super::placement::words;
use super::problem::{SensorProblem, StepEvent, unreadable};
use crate::ImportError;
use crate::recording::{
    Data, Gravity, ImuRecording, ImuStream, MarkedStep, Note, Placement, Recording, SensorNote,
    Side, Start,
};

/// Starts further apart than this are not of one run, s. Ours.
const SAME_RUN_S: f64 = 12.0 * 3600.0;
/// Time stamps of two files that begin within this are of one clock, s. Ours.
const ONE_CLOCK_S: f64 = 60.0;

/// Joins the recordings of several files of one run.
///
/// Accelerations and angular velocities of the same sensor become one stream;
/// sensors at different places stand beside each other on one clock: by the
/// absolute times of the files where all have one, otherwise all from zero, with
/// a note. A placement given for a file beats the file's own.
///
/// # Errors
/// [`ImportError::Sensor`] where a file holds no motion sensor, where two
/// sensors claim the same place, or where the files are of different days.
pub fn join(parts: Vec<(Option<Placement>, Recording)>) -> Result<Recording, ImportError> {
    let starts: Vec<Option<f64>> = parts.iter().map(|(_, r)| r.start.and_then(unix_s)).collect();
    let zoned = |s: &Option<Start>| matches!(s, Some(Start::Instant { .. }));
    let same_kind = parts.iter().all(|(_, r)| zoned(&r.start) == zoned(&parts[0].1.start));
    let origin = starts.iter().copied().flatten().reduce(f64::min);
    let absolute = same_kind && starts.iter().all(Option::is_some);
    if absolute
        && let Some(origin) = origin
        && starts.iter().flatten().any(|s| s - origin > SAME_RUN_S)
    {
        return Err(SensorProblem::RunsDiffer { hours: SAME_RUN_S / 3600.0 }.into());
    }
    let many = parts.len() > 1;
    // Stamps that begin close to each other are of one clock; of clocks that count
    // from their own switching on, nothing can be told.
    let own: Vec<f64> = parts.iter().filter_map(|(_, r)| own_clock(r)).collect();
    let first = own.iter().copied().fold(f64::INFINITY, f64::min);
    let one_clock = !absolute && own.iter().all(|s| s - first < ONE_CLOCK_S);
    let mut joined: Option<Recording> = None;
    let mut sensors: Vec<ImuStream> = Vec::new();
    let mut extra = Vec::new();
    for (i, (placement, recording)) in parts.into_iter().enumerate() {
        let later = match (absolute, starts.get(i).copied().flatten(), origin) {
            (true, Some(start), Some(origin)) => start - origin,
            _ if one_clock => own_clock(&recording).map_or(0.0, |s| s - first),
            _ => 0.0,
        };
        let Recording { data, mut notes, mut mappings, start, .. } = recording.clone();
        let Data::Imu(imu) = data else {
            let format = recording.format.into();
            return Err(SensorProblem::NoSensorInFile { file: i + 1, format }.into());
        };
        let single = imu.sensors.len() == 1;
        for mut stream in imu.sensors {
            if let Some(placement) = placement.filter(|_| single) {
                stream.placement = placement;
            }
            shift(&mut stream, later);
            sensors.push(stream);
        }
        match &mut joined {
            None => {
                joined = Some(Recording { data: Data::Imu(ImuRecording::default()), ..recording })
            }
            Some(joined) => {
                joined.notes.append(&mut notes);
                joined.mappings.append(&mut mappings);
                if absolute && later == 0.0 {
                    joined.start = start;
                }
            }
        }
        if imu.companion.is_some() || imu.events.is_some() {
            extra.push((imu.companion, imu.events, later));
        }
    }
    let Some(mut joined) = joined else { return Err(ImportError::Empty) };
    if many && !absolute {
        joined.notes.push(Note::of(SensorNote::ClocksAssumedShared { by_stamps: one_clock }));
    }
    let sensors = pair(sensors, &mut joined.notes)?;
    twins(&sensors)?;
    let origin_s = if one_clock && first.is_finite() { first } else { 0.0 };
    let separate_clocks = many && sensors.len() > 1;
    let mut all = ImuRecording { sensors, origin_s, separate_clocks, ..ImuRecording::default() };
    // Only what stands on the clock of the first file can be carried over as it is.
    for (companion, events, _) in extra.into_iter().filter(|e| e.2 == 0.0) {
        all.companion = all.companion.or(companion);
        all.events = all.events.or(events);
    }
    joined.data = Data::Imu(all);
    Ok(joined)
}

/// Whether a stream holds angular velocities and no accelerations.
fn turns_only(stream: &ImuStream) -> bool {
    stream.pieces.iter().all(|p| p.acc.iter().all(|a| a.iter().all(|v| v.is_nan())))
        && stream.pieces.iter().any(|p| p.gyro.is_some())
}

/// Refuses a recording of sensors that stands for itself and holds angular velocities
/// alone: without accelerations there are no steps to be found.
///
/// # Errors
/// [`SensorProblem::GyroAlone`].
pub fn stands_alone(recording: &Recording) -> Result<(), ImportError> {
    match &recording.data {
        Data::Imu(imu) if !imu.sensors.is_empty() && imu.sensors.iter().all(turns_only) => {
            Err(SensorProblem::GyroAlone.into())
        }
        _ => Ok(()),
    }
}

/// Refuses the same signal at two places.
fn twins(sensors: &[ImuStream]) -> Result<(), ImportError> {
    let same = |a: &ImuStream, b: &ImuStream| {
        let pieces = a.pieces.len() == b.pieces.len() && !a.pieces.is_empty();
        pieces && a.pieces.iter().zip(&b.pieces).all(|(p, q)| p.acc == q.acc)
    };
    let twice = sensors
        .iter()
        .enumerate()
        .find_map(|(i, a)| Some((a, sensors.get(i + 1..)?.iter().find(|b| same(a, b))?)));
    match twice {
        Some((a, b)) => {
            let (first, second) = (a.placement, b.placement);
            Err(SensorProblem::FileGivenTwice { first, second }.into())
        }
        None => Ok(()),
    }
}

/// What a recording's own clock shows at its beginning, s.
fn own_clock(recording: &Recording) -> Option<f64> {
    match &recording.data {
        Data::Imu(imu) => Some(imu.origin_s),
        _ => None,
    }
}

fn unix_s(start: Start) -> Option<f64> {
    match start {
        Start::Instant { at, .. } => Some(at.as_microsecond() as f64 / 1e6),
        Start::Local(civil) => {
            let at = civil.to_zoned(TimeZone::UTC).ok()?.timestamp();
            Some(at.as_microsecond() as f64 / 1e6)
        }
    }
}

/// Puts angular velocities to the accelerations of the same place, and refuses
/// two sensors at one place.
fn pair(streams: Vec<ImuStream>, notes: &mut Vec<Note>) -> Result<Vec<ImuStream>, ImportError> {
    let (turns, mut sensors): (Vec<_>, Vec<_>) = streams.into_iter().partition(turns_only);
    // With and without gravity from the same place: the one with gravity is what was measured.
    let included: Vec<Placement> =
        sensors.iter().filter(|s| s.gravity == Gravity::Included).map(|s| s.placement).collect();
    sensors.retain(|s| {
        let spare = s.gravity == Gravity::Removed && included.contains(&s.placement);
        if spare {
            notes.push(Note::of(SensorNote::AccelerationTwice));
        }
        !spare
    });
    for turn in turns {
        let fitting: Vec<usize> = (0..sensors.len())
            .filter(|i| {
                sensors[*i].placement == turn.placement
                    || turn.placement == Placement::Unknown && sensors.len() == 1
            })
            .collect();
        match fitting.as_slice() {
            [at] if sensors[*at].pieces.iter().all(|p| p.gyro.is_none()) => {
                add_gyro(&mut sensors[*at], &turn, notes);
            }
            _ => {
                return Err(SensorProblem::GyroUnpaired { placement: turn.placement }.into());
            }
        }
    }
    if sensors.is_empty() {
        return Err(SensorProblem::GyroAlone.into());
    }
    for (i, sensor) in sensors.iter().enumerate() {
        let twice = sensors
            .iter()
            .skip(i + 1)
            .any(|s| s.placement == sensor.placement && s.name == sensor.name);
        if twice {
            return Err(SensorProblem::PlacementTwice { placement: sensor.placement }.into());
        }
    }
    Ok(sensors)
}

/// Reads a table of steps as the user marked them: a column `initial_contact_s` (or
/// `ic_s`), and where known `toe_off_s` (or `to_s`) and `side` (or `foot`: left, right, l, r).
/// Times are seconds from the start of the recording.
///
/// # Errors
/// [`ImportError::Sensor`] with the line that cannot be read.
pub fn read_events(bytes: &[u8]) -> Result<Vec<MarkedStep>, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let first = bytes.split(|b| *b == b'\n').next().unwrap_or(bytes);
    let delimiter = [b';', b'\t'].into_iter().find(|d| first.contains(d)).unwrap_or(b',');
    let mut rows = super::table::reader(bytes, delimiter).into_byte_records();
    let header = rows.next().and_then(Result::ok).ok_or(ImportError::Empty)?;
    let find = |names: &[&str]| {
        header.iter().position(|c| {
            let name = words(&String::from_utf8_lossy(c)).join("_");
            names.contains(&name.as_str())
        })
    };
    let contact = find(&["initial_contact_s", "ic_s", "initial_contact", "contact_s"])
        .ok_or(SensorProblem::StepsNoContact)?;
    let (off, side) = (find(&["toe_off_s", "to_s", "toe_off"]), find(&["side", "foot"]));
    let comma = delimiter != b',';
    let read = |cell: &[u8]| {
        let plain = number(cell, false);
        if plain.is_nan() && comma { number(cell, true) } else { plain }
    };
    let mut steps: Vec<MarkedStep> = Vec::new();
    for row in rows {
        let row = row.map_err(|e| unreadable(&e, e.position().map(csv::Position::line)))?;
        let line = row.position().map_or(0, csv::Position::line);
        let cell = |at: Option<usize>| at.and_then(|i| row.get(i)).unwrap_or_default().trim_ascii();
        if row.iter().all(|c| c.trim_ascii().is_empty()) {
            continue;
        }
        let text = |c: &[u8]| String::from_utf8_lossy(c).into_owned();
        let time = |c: &[u8], event: StepEvent| {
            let value = read(c);
            if value.is_nan() {
                return Err(SensorProblem::StepTimeUnreadable { line, event, found: text(c) });
            }
            Ok(value)
        };
        let initial_contact_s = time(cell(Some(contact)), StepEvent::InitialContact)?;
        let toe_off_s = match cell(off) {
            b"" => None,
            c if c.eq_ignore_ascii_case(b"nan") => None,
            c => Some(time(c, StepEvent::ToeOff)?),
        };
        let side = match text(cell(side)).to_lowercase().as_str() {
            "" => None,
            "l" | "left" => Some(Side::Left),
            "r" | "right" => Some(Side::Right),
            other => {
                return Err(SensorProblem::StepSideUnknown { line, found: other.into() }.into());
            }
        };
        if let Some(toe_off_s) = toe_off_s.filter(|o| *o <= initial_contact_s) {
            let contact_s = initial_contact_s;
            return Err(SensorProblem::StepOrder { line, contact_s, toe_off_s }.into());
        }
        steps.push(MarkedStep { initial_contact_s, toe_off_s, side });
    }
    if steps.is_empty() {
        return Err(SensorProblem::StepsNone.into());
    }
    steps.sort_by(|a, b| a.initial_contact_s.total_cmp(&b.initial_contact_s));
    Ok(steps)
}
