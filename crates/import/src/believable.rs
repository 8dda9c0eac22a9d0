//! Values that nobody on foot or on wheels can have produced: distances and
//! positions that jump, impossible speeds and altitudes, recordings of weeks.
//!
//! One damaged number in a file must not decide how far a run was or how much
//! memory it takes, whatever the format.

use super::ImportError;
use super::motion::haversine_m;
use crate::recording::{
    Data, ImuStream, MAX_DURATION_S, Note, NoteKind, Piece, Quantity, Recording, SensorNote,
    StepTable, WatchSeries,
};
use crate::settings::Limits;

/// Faster than a rider downhill, m/s. Ours.
const MAX_SPEED_MPS: f64 = 40.0;
/// A jump of the distance or position below this is what GPS and counters do, m. Ours.
const SLACK_M: f64 = 500.0;
/// Altitudes on land a person can reach on foot, m: below the Dead Sea, above Everest.
const ALTITUDE_M: [f64; 2] = [-500.0, 9000.0];
/// Steps further apart than this are of another run, or their time is wrong, s. Ours.
const STEPS_APART_S: f64 = 3600.0;
/// A table of steps lasts no longer than this and so long per step, s. Ours: it is laid
/// on a grid of seconds, whose size must follow that of the file.
const STEPS_LEAST_S: f64 = 6.0 * 3600.0;
const STEPS_EACH_S: f64 = 60.0;
/// A first step later than this counts from somewhere else than the start, s. Ours.
const STEPS_LATE_S: f64 = 6.0 * 3600.0;
/// So many records in a row that agree with each other are a new level of the
/// counter (or place), not an error. Ours.
const PERSISTENT: usize = 10;

/// Blanks what cannot be, with a note for each kind.
///
/// # Errors
/// [`ImportError::TooLong`] for a recording longer than may be.
pub(crate) fn settle(recording: &mut Recording, limits: &Limits) -> Result<(), ImportError> {
    let Recording { data, notes, .. } = recording;
    let longest_s = limits.duration_s().min(MAX_DURATION_S);
    let most_laps = usize::try_from(limits.laps).unwrap_or(usize::MAX);
    match data {
        Data::Watch(series) => {
            within_days(series.duration_s(), series.len(), longest_s)?;
            if series.laps.len() > most_laps {
                let laps = std::mem::take(&mut series.laps).len();
                notes.push(Note::warn(NoteKind::LapsIgnored { laps, limit: most_laps }));
            }
            distances(series, notes);
            positions(series, notes);
            for channel in &mut series.channels {
                within(channel.quantity, channel.values.iter_mut(), notes);
            }
        }
        // Its readers check time and values as they build the streams.
        Data::Imu(imu) => {
            let len = |s: &ImuStream| s.pieces.iter().map(Piece::len).sum();
            let samples: usize = imu.sensors.iter().map(len).max().unwrap_or(0);
            within_days(imu.duration_s(), samples, longest_s)?;
        }
        Data::Steps(table) => {
            steps(table, notes)?;
            let last_s = table.steps.last().map_or(0.0, |s| s.initial_contact_s);
            within_days(last_s, table.steps.len(), longest_s)?;
        }
        Data::Laps(table) => {
            if table.start_s.len() > most_laps {
                let (found, limit) = (table.start_s.len() as u64, limits.laps);
                return Err(ImportError::TooMuch { of: "laps", found, limit, setting: "laps" });
            }
            let reach: Vec<f64> =
                table.duration_s.iter().map(|d| MAX_SPEED_MPS * d.max(0.0) + SLACK_M).collect();
            for channel in &mut table.channels {
                within(channel.quantity, channel.values.iter_mut(), notes);
                if channel.quantity != Quantity::Distance {
                    continue;
                }
                let all = channel.count();
                for (value, reach) in channel.values.iter_mut().zip(&reach) {
                    if value.abs() > *reach {
                        *value = f64::NAN;
                    }
                }
                note_distances(all - channel.count(), all, notes);
            }
        }
    }
    Ok(())
}

fn within_days(duration_s: f64, records: usize, longest_s: f64) -> Result<(), ImportError> {
    if duration_s <= longest_s {
        return Ok(());
    }
    let (days, limit_days) = (duration_s / 86_400.0, longest_s / 86_400.0);
    Err(ImportError::TooLong { days, records, limit_days })
}

/// Leaves out steps far from those before and after, and puts the first one at the
/// beginning where the clock counts from somewhere else.
fn steps(table: &mut StepTable, notes: &mut Vec<Note>) -> Result<(), ImportError> {
    let steps = &mut table.steps;
    let points: Vec<Point<f64>> = steps
        .iter()
        .enumerate()
        .map(|(record, s)| Point { record, t: 0.0, at: s.initial_contact_s })
        .collect();
    let far = |a: &f64, b: &f64| (b - a).abs() / STEPS_APART_S * SLACK_M;
    let levels = levels(&points, far);
    let all = steps.len();
    let mut kept = levels.iter().map(Option::is_some);
    steps.retain(|_| kept.next().unwrap_or(false));
    let rows = all - steps.len();
    if rows > 0 {
        let note = Note::warn(SensorNote::TimeWrong { rows });
        notes.push(note.with_share(rows as f64 / all as f64));
    }
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else { return Ok(()) };
    let (first, last) = (first.initial_contact_s, last.initial_contact_s);
    let limit = MAX_DURATION_S.min(STEPS_LEAST_S + STEPS_EACH_S * steps.len() as f64);
    if last - first > limit {
        let (days, limit_days) = ((last - first) / 86_400.0, limit / 86_400.0);
        return Err(ImportError::TooLong { days, records: steps.len(), limit_days });
    }
    if first.abs() > STEPS_LATE_S {
        for step in steps.iter_mut() {
            step.initial_contact_s -= first.floor();
        }
    }
    Ok(())
}

/// Beyond these no sensor on a person measures, in the quantity's unit: wide, to
/// catch damage alone. Ours.
fn range(quantity: Quantity) -> Option<[f64; 2]> {
    use Quantity::*;
    Some(match quantity {
        Speed => [-MAX_SPEED_MPS, MAX_SPEED_MPS],
        Altitude => ALTITUDE_M,
        HeartRate => [0.0, 300.0],
        Cadence => [0.0, 1000.0],
        Power | FormPower => [0.0, 5000.0],
        Temperature => [-90.0, 90.0],
        Grade => [-200.0, 200.0],
        GroundContactTime | ContactTimeLeft | ContactTimeRight => [0.0, 5000.0],
        VerticalOscillation => [0.0, 1000.0],
        StepLength => [0.0, 10.0],
        ContactBalanceLeft
        | StancePercent
        | VerticalOscillationBalanceLeft
        | LegSpringStiffnessBalanceLeft
        | ImpactLoadingBalanceLeft
        | StepSpeedLossPercent => [0.0, 100.0],
        VerticalRatio | FlightRatio => [-100.0, 200.0],
        LegSpringStiffness => [0.0, 200.0],
        StepSpeedLoss => [0.0, 10.0],
        _ => return None,
    })
}

/// Blanks values out of range.
fn within<'a>(
    quantity: Quantity,
    values: impl Iterator<Item = &'a mut f64>,
    notes: &mut Vec<Note>,
) {
    let Some([low, high]) = range(quantity) else { return };
    let (mut all, mut out) = (0usize, 0usize);
    for value in values.filter(|v| v.is_finite()) {
        all += 1;
        if !(low..=high).contains(value) {
            *value = f64::NAN;
            out += 1;
        }
    }
    if out > 0 {
        let kind = match quantity {
            Quantity::Speed => NoteKind::SpeedOutOfRange { values: out, limit_mps: high },
            Quantity::Altitude => {
                NoteKind::AltitudeOutOfRange { values: out, low_m: low, high_m: high }
            }
            _ => NoteKind::ValuesOutOfRange {
                quantity: quantity.id(),
                values: out,
                low,
                high,
                unit: quantity.unit().into(),
            },
        };
        notes.push(Note::warn(kind).with_share(out as f64 / all as f64));
    }
}

/// Blanks single jumps of every distance counter, and joins up a counter that
/// goes on from a new level above. One that starts again lower is left alone:
/// the formats know best what that means.
pub(crate) fn distances(series: &mut WatchSeries, notes: &mut Vec<Note>) {
    let WatchSeries { time_s, channels, .. } = series;
    for channel in channels.iter_mut().filter(|c| c.quantity == Quantity::Distance) {
        let points: Vec<Point<f64>> = time_s
            .iter()
            .zip(&channel.values)
            .enumerate()
            .filter(|(_, (_, d))| d.is_finite())
            .map(|(record, (&t, &at))| Point { record, t, at })
            .collect();
        let levels = levels(&points, |a, b| (b - a).abs());
        let (mut shift, mut end, mut outside) = (0.0, None::<f64>, 0usize);
        let (mut last_level, mut joined) = (None, false);
        for (point, level) in points.iter().zip(levels) {
            let Some(value) = channel.values.get_mut(point.record) else { continue };
            if level.is_none() {
                *value = f64::NAN;
                outside += 1;
                continue;
            }
            if level != last_level {
                shift = match end {
                    Some(end) if point.at > end + SLACK_M => end - point.at,
                    _ => 0.0,
                };
                joined |= shift != 0.0;
                last_level = level;
            }
            *value = point.at + shift;
            end = Some(*value);
        }
        if joined {
            notes.push(Note::warn(NoteKind::DistanceLevel));
        }
        note_distances(outside, points.len(), notes);
    }
}

fn note_distances(outside: usize, all: usize, notes: &mut Vec<Note>) {
    if outside > 0 {
        notes.push(
            Note::warn(NoteKind::DistanceJumps { values: outside })
                .with_share(outside as f64 / all.max(1) as f64),
        );
    }
}

/// Blanks positions far from those before and after.
fn positions(series: &mut WatchSeries, notes: &mut Vec<Note>) {
    let find = |q| series.channels.iter().position(|c| c.quantity == q);
    let (Some(lat), Some(lon)) = (find(Quantity::Latitude), find(Quantity::Longitude)) else {
        return;
    };
    let points: Vec<Point<(f64, f64)>> = series
        .time_s
        .iter()
        .zip(series.channels[lat].values.iter().zip(&series.channels[lon].values))
        .enumerate()
        .filter(|(_, (_, (a, o)))| a.is_finite() && o.is_finite())
        .map(|(record, (&t, (&a, &o)))| Point { record, t, at: (a, o) })
        .collect();
    let levels = levels(&points, |a, b| haversine_m(*a, *b));
    let mut outside = 0usize;
    for point in points.iter().zip(levels).filter(|(_, level)| level.is_none()).map(|(p, _)| p) {
        for at in [lat, lon] {
            if let Some(value) = series.channels[at].values.get_mut(point.record) {
                *value = f64::NAN;
            }
        }
        outside += 1;
    }
    if outside > 0 {
        notes.push(
            Note::warn(NoteKind::PositionJumps { positions: outside })
                .with_share(outside as f64 / points.len() as f64),
        );
    }
}

/// A finite value of a record.
struct Point<T> {
    record: usize,
    t: f64,
    at: T,
}

/// The number of the level each point belongs to; `None` for points off every level.
///
/// A level goes on as long as its points are within reach of the one before.
/// Points out of its reach wait: they are a new level as soon as enough of
/// them agree with each other, and errors when one is back in reach first.
fn levels<T>(points: &[Point<T>], apart: impl Fn(&T, &T) -> f64) -> Vec<Option<usize>> {
    let near = |a: &Point<T>, b: &Point<T>| {
        apart(&a.at, &b.at) <= MAX_SPEED_MPS * (b.t - a.t).max(0.0) + SLACK_M
    };
    let mut level = vec![None; points.len()];
    // A short table has no room for ten: a third of it will do.
    let enough = (points.len() / 3).clamp(2, PERSISTENT).min(points.len());
    let mut anchor: Option<&Point<T>> = None;
    let mut waiting: Vec<usize> = Vec::new();
    let mut next = 0;
    for (i, point) in points.iter().enumerate() {
        if anchor.is_some_and(|a| near(a, point)) {
            // Those that agree with this one are no errors either.
            if waiting.last().and_then(|w| points.get(*w)).is_some_and(|w| near(w, point)) {
                for &w in &waiting {
                    level[w] = Some(next - 1);
                }
            }
            level[i] = Some(next - 1);
            anchor = Some(point);
            waiting.clear();
            continue;
        }
        if waiting.last().and_then(|w| points.get(*w)).is_some_and(|w| !near(w, point)) {
            waiting.clear();
        }
        waiting.push(i);
        if waiting.len() >= enough {
            if anchor.is_none() {
                // What an error right after the start cut off.
                for k in 0..waiting[0] {
                    if near(&points[k], &points[waiting[0]]) {
                        level[k] = Some(next);
                    }
                }
            }
            for w in waiting.drain(..) {
                level[w] = Some(next);
            }
            next += 1;
            anchor = Some(point);
        }
    }
    level
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use ndarray::Array1;

    use super::*;
    use crate::recording::{Channel, Source};

    /// A kilometre and more at 3 m/s, changed by `change`.
    fn cleaned(change: impl Fn(usize, f64) -> f64) -> (Vec<f64>, Vec<Note>) {
        let time_s = Array1::from_iter((0..400).map(f64::from));
        let values = Array1::from_iter((0..400).map(|i| change(i, 3.0 * i as f64)));
        let channel = Channel { quantity: Quantity::Distance, source: Source::native("d"), values };
        let mut series = WatchSeries { time_s, channels: vec![channel], ..WatchSeries::default() };
        let mut notes = Vec::new();
        distances(&mut series, &mut notes);
        (series.channels[0].values.to_vec(), notes)
    }

    #[test]
    fn a_wild_distance_is_blanked_wherever_it_stands() {
        for wild in [1e8, 1e12, 1e300, -1e300, f64::MAX] {
            for at in [0, 1, 200, 398, 399] {
                let (d, notes) = cleaned(|i, d| if i == at { wild } else { d });
                for (i, d) in d.iter().enumerate() {
                    assert!(if i == at { d.is_nan() } else { *d == 3.0 * i as f64 }, "{i} {d}");
                }
                assert_eq!(notes.len(), 1);
                assert_eq!(
                    (&*notes[0].code(), notes[0].share),
                    ("distance_jumps", Some(1.0 / 400.0))
                );
            }
        }
    }

    #[test]
    fn a_counter_that_starts_high_or_again_is_left_alone() {
        let (d, notes) = cleaned(|_, d| d + 42_000.0);
        assert_eq!((d[0], d[399], notes.len()), (42_000.0, 43_197.0, 0));
        let (d, notes) = cleaned(|i, d| if i < 300 { d } else { d - 900.0 });
        assert_eq!((d[299], d[300], d[399], notes.len()), (897.0, 0.0, 297.0, 0));
    }

    #[test]
    fn a_level_that_lasts_is_joined_and_left_again() {
        let (d, notes) = cleaned(|i, d| if i < 100 { d } else { d + 1e9 });
        assert_eq!((d[99], d[100], d[399]), (297.0, 297.0, 1194.0));
        assert_eq!(notes[0].code(), "distance_level");
        let (d, _) = cleaned(|i, d| if (100..130).contains(&i) { d + 1e9 } else { d });
        assert_eq!((d[99], d[100], d[129], d[130], d[399]), (297.0, 297.0, 384.0, 390.0, 1197.0));
    }

    #[test]
    fn a_counter_that_only_jumps_is_blanked_altogether() {
        let (d, notes) = cleaned(|i, d| d * 1e6 * (1 + i % 2) as f64);
        assert!(d.iter().skip(1).all(|d| d.is_nan()));
        assert_eq!(notes[0].code(), "distance_jumps");
    }

    #[test]
    fn positions_across_the_date_line_are_near_and_null_island_is_far() {
        assert!(haversine_m((0.0, 179.9999), (0.0, -179.9999)) < 25.0);
        assert!(haversine_m((47.0, 8.0), (0.0, 0.0)) > 5e6);
        assert!((haversine_m((60.0, 10.0), (60.0, 10.001)) - 55.6).abs() < 0.1);
    }
}
