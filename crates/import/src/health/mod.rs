//! Health platforms that keep every measurement for itself: Apple Health (`export.xml`,
//! its archive, long tables of its records) and Google Health (a table per metric and day).
//!
//! An export of years is gigabytes, of which a run needs little. It is read once
//! from front to back: what belongs to running becomes rows of a long table (type,
//! unit, start, end, value), and that table becomes one recording per run.

mod condense;
pub mod takeout;

use csv::StringRecord;

pub(crate) use condense::{add_route, condense};

use super::csv::{Moment, decode, sheet_records, to_unit};
use super::xml::root_name;
use super::{Advice, Confidence, Format, ImportError, ImportOptions, Inside, SeriesBuilder};
use crate::recording::{
    Body, Data, Mapping, Note, NoteKind, Quantity, Recording, SensorFamily, Site, Source, Span,
    Sport,
};

/// The format: `export.xml`.
pub(crate) struct Health;

const APPLE: &str = "apple_health";
const GOOGLE: &str = "google_health";
const NAME: &str = "Apple Health";
/// Prefix of every type of measurement.
const TYPE: &str = "HKQuantityTypeIdentifier";
/// Header of the long table.
const HEADER: &str = "type,unit,sourceName,startDate,endDate,value";
/// Type of the rows that stand for a workout.
const WORKOUT: &str = "Workout";
/// Type of the row that says how many tables were joined.
const JOINED: &str = "TablesJoined";
/// Type of the rows that hold points of a route.
const ROUTE: &str = "WorkoutRoute";
/// Records further apart than this belong to two runs, s. Ours.
const RUN_GAP_S: f64 = 1200.0;

/// Type of Apple's counts of steps.
const STEPS: &str = "StepCount";

/// The types that a run needs, and what each measures.
const TYPES: [(&str, Quantity); 8] = [
    ("RunningGroundContactTime", Quantity::GroundContactTime),
    ("RunningVerticalOscillation", Quantity::VerticalOscillation),
    // Apple's stride is one step.
    ("RunningStrideLength", Quantity::StepLength),
    ("RunningSpeed", Quantity::Speed),
    ("RunningPower", Quantity::Power),
    ("HeartRate", Quantity::HeartRate),
    (STEPS, Quantity::Cadence),
    ("DistanceWalkingRunning", Quantity::Distance),
];

/// What a type of Apple's, or the id of a quantity, measures.
fn measured(kind: &str) -> Option<Quantity> {
    let apple = TYPES.iter().find(|t| t.0 == kind).map(|t| t.1);
    apple.or_else(|| Quantity::ALL.into_iter().find(|q| q.id() == kind))
}

/// Whether a type of Apple's belongs to runs.
fn is_wanted(kind: &str) -> bool {
    TYPES.iter().any(|t| t.0 == kind)
}

/// Whether measurements are made in runs alone, so that they tell when one was.
fn of_running(kind: &str, quantity: Quantity) -> bool {
    if is_wanted(kind) {
        return kind.starts_with("Running");
    }
    matches!(
        quantity,
        Quantity::GroundContactTime
            | Quantity::VerticalOscillation
            | Quantity::VerticalRatio
            | Quantity::StepLength
            | Quantity::Cadence
    )
}

impl Format for Health {
    fn sniff(&self, head: &[u8]) -> Confidence {
        if is_export(head) { Confidence::Certain } else { Confidence::No }
    }

    fn read(&self, bytes: &[u8], _options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
        let mut table = Vec::new();
        condense(&mut &*bytes, &mut table).map_err(|_| nothing())?;
        read_table(&table)
    }
}

/// Whether the first bytes are those of `export.xml`.
pub(crate) fn is_export(head: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&head[..head.len().min(1024)]);
    start.contains("<!DOCTYPE HealthData")
        || (start.trim_start().starts_with('<') && root_name(head).as_deref() == Some("HealthData"))
}

/// Whether bytes are the long table that [`condense`] writes.
pub(crate) fn is_condensed(bytes: &[u8]) -> bool {
    bytes.starts_with(HEADER.as_bytes())
}

fn nothing() -> ImportError {
    ImportError::NoRecording {
        format: NAME,
        inside: vec![Inside::NoRunningRecords],
        advice: Advice::RecordARun,
    }
}

/// Whether a header is that of a long table of Health records.
pub(crate) fn is_long_table(header: &StringRecord) -> bool {
    let has = |name: &str| header.iter().any(|c| c.trim().eq_ignore_ascii_case(name));
    has("type") && has("value") && has("startDate")
}

/// One measurement: seconds of Unix time, and the value in the quantity's unit.
#[derive(Clone, Copy)]
struct Sample {
    start: f64,
    end: f64,
    value: f64,
}

/// Measurements of one type from one source.
struct Stream {
    quantity: Quantity,
    kind: String,
    source: String,
    unit: String,
    samples: Vec<Sample>,
}

/// Reads a long table: one recording per run.
///
/// # Errors
/// [`ImportError::NoRecording`] where it holds nothing of a run.
pub(crate) fn read_table(bytes: &[u8]) -> Result<Vec<Recording>, ImportError> {
    let Some((text, _)) = decode(bytes) else { return Err(nothing()) };
    let delimiter = [b',', b';', b'\t']
        .into_iter()
        .find(|d| sheet_records(&text, *d).next().is_some_and(|h| is_long_table(&h)));
    let mut rows = sheet_records(&text, delimiter.unwrap_or(b','));
    let header = rows.next().ok_or_else(nothing)?;
    let at = |name: &str| header.iter().position(|c| c.trim().eq_ignore_ascii_case(name));
    let (Some(kind_at), Some(start_at), Some(value_at)) =
        (at("type"), at("startDate"), at("value"))
    else {
        return Err(nothing());
    };
    let (end_at, unit_at, source_at) = (at("endDate"), at("unit"), at("sourceName"));
    let mut streams: Vec<Stream> = Vec::new();
    let mut workouts: Vec<(f64, f64, String)> = Vec::new();
    let mut first: Option<Moment> = None;
    let mut joined: Option<usize> = None;
    for row in rows {
        let cell = |i: Option<usize>| i.and_then(|i| row.get(i)).map_or("", str::trim);
        let kind = cell(Some(kind_at));
        if kind == JOINED {
            joined = cell(Some(value_at)).parse().ok();
            continue;
        }
        if kind == ROUTE {
            add_point(&mut streams, cell(Some(start_at)), cell(Some(value_at)));
            continue;
        }
        let Some(start) = Moment::parse(cell(Some(start_at))) else { continue };
        let end = Moment::parse(cell(end_at)).map_or(start.unix_s, |m| m.unix_s);
        first.get_or_insert(start);
        if kind == WORKOUT {
            workouts.push((start.unix_s, end, cell(unit_at).to_owned()));
            continue;
        }
        let kind = kind.strip_prefix(TYPE).unwrap_or(kind);
        let Some(quantity) = measured(kind) else { continue };
        let Ok(raw) = cell(Some(value_at)).replace(',', ".").parse::<f64>() else { continue };
        let Some(value) = in_unit(kind, quantity, cell(unit_at), raw, end - start.unix_s) else {
            continue;
        };
        let sample = Sample { start: start.unix_s, end, value };
        let source = cell(source_at);
        match streams.iter_mut().find(|s| s.kind == *kind && s.source == source) {
            Some(stream) => stream.samples.push(sample),
            None => streams.push(Stream {
                quantity,
                kind: kind.to_owned(),
                source: source.to_owned(),
                unit: cell(unit_at).to_owned(),
                samples: vec![sample],
            }),
        }
    }
    for stream in &mut streams {
        stream.samples.sort_by(|a, b| a.start.total_cmp(&b.start));
        if stream.kind == STEPS {
            even_out(&mut stream.samples);
        }
    }
    let runs = runs(&streams, &workouts);
    let mut recordings: Vec<Recording> =
        runs.into_iter().filter_map(|run| recording(&streams, run, first)).collect();
    for recording in &mut recordings {
        let note = joined.map(|files| Note::of(NoteKind::TablesJoined { files }));
        recording.notes.extend(note);
    }
    if recordings.is_empty() { Err(nothing()) } else { Ok(recordings) }
}

/// A value in the quantity's unit; steps of a stretch become steps per minute.
fn in_unit(kind: &str, quantity: Quantity, unit: &str, raw: f64, seconds: f64) -> Option<f64> {
    match quantity {
        _ if kind == STEPS => (seconds > 0.0).then(|| raw / seconds * 60.0),
        _ => to_unit(quantity, unit, raw),
    }
}

/// Puts a point of a route, "latitude longitude altitude speed", into its streams.
fn add_point(streams: &mut Vec<Stream>, at: &str, numbers: &str) {
    const ROUTED: [Quantity; 4] =
        [Quantity::Latitude, Quantity::Longitude, Quantity::Altitude, Quantity::Speed];
    let Ok(start) = at.parse::<f64>() else { return };
    for (quantity, value) in ROUTED.into_iter().zip(numbers.split(' ')) {
        let Some(value) = value.parse::<f64>().ok().filter(|v| v.is_finite()) else { continue };
        let sample = Sample { start, end: start, value };
        match streams.iter_mut().find(|s| s.kind == ROUTE && s.quantity == quantity) {
            Some(stream) => stream.samples.push(sample),
            None => streams.push(Stream {
                quantity,
                kind: ROUTE.to_owned(),
                source: String::new(),
                unit: quantity.unit().to_owned(),
                samples: vec![sample],
            }),
        }
    }
}

/// Whole steps of a few seconds are coarse: each rate becomes that of some half a
/// minute around it.
fn even_out(samples: &mut [Sample]) {
    /// Half the time, s. Ours: at 170 a minute one step of 80 is 1 %.
    const HALF_S: f64 = 14.0;
    let raw = samples.to_vec();
    let (mut a, mut b) = (0, 0);
    for (i, sample) in samples.iter_mut().enumerate() {
        let middle = 0.5 * (raw[i].start + raw[i].end);
        while raw[a].end < middle - HALF_S {
            a += 1;
        }
        while b < raw.len() && raw[b].start <= middle + HALF_S {
            b += 1;
        }
        let part = raw.get(a..b.max(i + 1)).unwrap_or_default();
        let seconds: f64 = part.iter().map(|s| s.end - s.start).sum();
        let steps: f64 = part.iter().map(|s| s.value * (s.end - s.start)).sum();
        if seconds > 0.0 {
            sample.value = steps / seconds;
        }
    }
}

/// Stretches of running: the workouts, or where running was measured.
fn runs(streams: &[Stream], workouts: &[(f64, f64, String)]) -> Vec<(f64, f64)> {
    let running: Vec<(f64, f64)> = workouts
        .iter()
        .filter(|(start, end, kind)| kind.contains("Running") && end > start)
        .map(|(start, end, _)| (*start, *end))
        .collect();
    if !running.is_empty() {
        return running;
    }
    let mut times: Vec<f64> = streams
        .iter()
        .filter(|s| of_running(&s.kind, s.quantity))
        .flat_map(|s| s.samples.iter().flat_map(|x| [x.start, x.end]))
        .collect();
    times.sort_by(f64::total_cmp);
    let mut found: Vec<(f64, f64)> = Vec::new();
    for t in times {
        match found.last_mut() {
            Some(run) if t - run.1 <= RUN_GAP_S => run.1 = t,
            _ => found.push((t, t)),
        }
    }
    found.retain(|(start, end)| end > start);
    found
}

/// One run of the export; `None` without a measurement in it.
fn recording(
    streams: &[Stream],
    (from, to): (f64, f64),
    zone: Option<Moment>,
) -> Option<Recording> {
    let inside = |s: &Stream| -> Vec<Sample> {
        let a = s.samples.partition_point(|x| x.start < from - 1.0);
        let b = s.samples.partition_point(|x| x.start <= to);
        s.samples.get(a..b).unwrap_or_default().to_vec()
    };
    // Of a phone and a watch the one that says more speaks.
    let mut chosen: Vec<(&Stream, Vec<Sample>)> = Vec::new();
    // A route comes last and fills in what nothing else says: its speed is that of the
    // receiver alone.
    for (routed, stream) in [false, true]
        .into_iter()
        .flat_map(|routed| streams.iter().map(move |s| (routed, s)))
        .filter(|(routed, s)| *routed == (s.kind == ROUTE))
    {
        if routed && chosen.iter().any(|(s, _)| s.quantity == stream.quantity) {
            continue;
        }
        let samples = inside(stream);
        if samples.is_empty() {
            continue;
        }
        match chosen.iter_mut().find(|(s, _)| s.quantity == stream.quantity) {
            Some(best) if best.1.len() < samples.len() => *best = (stream, samples),
            Some(_) => {}
            None => chosen.push((stream, samples)),
        }
    }
    let apple = chosen.iter().any(|(s, _)| is_wanted(&s.kind));
    let id = if apple { APPLE } else { GOOGLE };
    let mut builder = SeriesBuilder::default();
    let mut values: Vec<(f64, usize, f64)> = Vec::new();
    let mut mappings = Vec::new();
    for (stream, samples) in &chosen {
        let source = Source::of(format!("{id}:{}", stream.kind), SensorFamily::Native, Site::Wrist);
        let channel = builder.channel(stream.quantity, &source);
        let mut total = 0.0;
        for s in samples {
            if stream.quantity == Quantity::Distance {
                values.push((s.start, channel, total));
                total += s.value;
                values.push((s.end, channel, total));
            } else {
                values.push((s.start, channel, s.value));
            }
        }
        mappings.push(Mapping {
            column: if is_wanted(&stream.kind) {
                format!("{TYPE}{}", stream.kind)
            } else {
                stream.kind.clone()
            },
            quantity: Some(stream.quantity),
            unit: stream.unit.clone(),
            remark: None,
        });
    }
    builder.set_all(values);
    if builder.len() == 0 {
        return None;
    }
    let mut notes = Vec::new();
    let (mut series, clock) = builder.finish(&mut notes);
    series.laps = vec![Span { start_s: 0.0, end_s: series.duration_s() }];
    let start = zone.and_then(|m| m.later(clock.origin - m.unix_s).start());
    Some(Recording {
        format: id,
        device: chosen.first().map(|(s, _)| s.source.clone()).filter(|s| !s.is_empty()),
        sport: Sport::Running { sub: None },
        title: None,
        start,
        body: Body::default(),
        data: Data::Watch(series),
        mappings,
        notes,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn export(seconds: usize) -> String {
        let mut text = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData (Record*)>\n]>\n<HealthData locale=\"en\">\n",
        );
        let at = |s: usize| format!("2025-03-09 08:{:02}:{:02} +0100", s / 60, s % 60);
        for s in (0..seconds).step_by(3) {
            for (kind, unit, value) in [
                ("RunningGroundContactTime", "ms", 250.0),
                ("RunningSpeed", "km/hr", 10.8),
                ("BasalEnergyBurned", "kcal", 1.0),
            ] {
                text += &format!(
                    " <Record type=\"{TYPE}{kind}\" sourceName=\"Anna's > Watch\" unit=\"{unit}\" startDate=\"{}\" endDate=\"{}\" value=\"{value}\"/>\n",
                    at(s),
                    at(s + 3)
                );
            }
        }
        text += &format!(
            " <Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" startDate=\"{}\" endDate=\"{}\"><WorkoutEvent/></Workout>\n</HealthData>",
            at(0),
            at(seconds)
        );
        text
    }

    #[test]
    fn an_export_gives_its_run() {
        let text = export(600);
        assert!(is_export(text.as_bytes()));
        let runs = Health.read(text.as_bytes(), &ImportOptions::default()).unwrap();
        let [run] = runs.as_slice() else { unreachable!() };
        assert_eq!(run.start.unwrap().to_string(), "2025-03-09T08:00:00+01:00");
        let series = run.watch().unwrap();
        assert_eq!(series.first(Quantity::GroundContactTime).unwrap().count(), 200);
        assert!((series.first(Quantity::Speed).unwrap().values[5] - 3.0).abs() < 1e-9);
        assert_eq!(series.duration_s(), 597.0);
    }

    #[test]
    fn what_is_no_run_is_left_out_on_the_way() {
        let mut table = Vec::new();
        condense(&mut export(60).as_bytes(), &mut table).unwrap();
        let text = String::from_utf8(table).unwrap();
        assert!(!text.contains("Basal") && text.lines().count() == 1 + 40 + 1, "{text}");
    }
}
