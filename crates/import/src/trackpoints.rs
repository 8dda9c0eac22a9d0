//! Timed track points of a TCX activity or a GPX track → [`Recording`].

use std::collections::BTreeSet;

use super::moment::{Moment, number};
use super::reconcile::{self, Totals};
use super::xml::Damage;
use super::{Advice, ImportError, Inside, SeriesBuilder, believable, motion};
use crate::recording::{
    Body, Data, Mapping, Note, NoteKind, Quantity, Recording, Source, Span, Sport, WatchSeries,
};

/// Most columns of a format's table.
const WIDTH: usize = 12;
/// The timer never stopped where the laps' time and the recording's differ by less
/// than this share. Ours.
const NO_PAUSE_SHARE: f64 = 0.01;
/// Most unknown elements listed.
const MAX_UNKNOWN: usize = 40;

/// What one element of a track point means.
pub(crate) struct Field {
    /// Its local names, any case; the first names the channel.
    pub(crate) names: &'static [&'static str],
    /// What it measures.
    pub(crate) quantity: Quantity,
    /// Unit in the file, when not the quantity's own.
    unit: Option<&'static str>,
    /// File value times this gives the quantity's unit.
    scale: f64,
    /// A word for the mapping.
    remark: Option<&'static str>,
}

impl Field {
    /// An element in the quantity's own unit.
    pub(crate) const fn new(names: &'static [&'static str], quantity: Quantity) -> Self {
        Field { names, quantity, unit: None, scale: 1.0, remark: None }
    }

    /// Cadence as both formats mean it: strides of one foot per minute.
    pub(crate) const fn strides(names: &'static [&'static str]) -> Self {
        Field {
            names,
            quantity: Quantity::Cadence,
            unit: Some("strides/min"),
            scale: 2.0,
            remark: Some("strides of one foot, so doubled"),
        }
    }

    /// Adds a remark for the mapping.
    pub(crate) const fn remark(self, remark: &'static str) -> Self {
        Field { remark: Some(remark), ..self }
    }
}

/// A format made of track points.
pub(crate) struct Layout {
    /// Format id: `tcx`, `gpx`.
    pub(crate) id: &'static str,
    /// Format as people call it.
    pub(crate) name: &'static str,
    /// The elements understood, the preferred one of a quantity first.
    pub(crate) fields: &'static [Field],
}

#[derive(Debug, Clone, Copy)]
struct Point {
    moment: Moment,
    values: [f64; WIDTH],
}

#[derive(Debug, Clone, Copy)]
struct Lap {
    start: Option<Moment>,
    seconds: f64,
    metres: f64,
    last_point: Option<Moment>,
}

/// Collects the points of one activity; see the module's documentation.
pub(crate) struct TrackPoints {
    layout: &'static Layout,
    /// The activity the file claims to be.
    pub(crate) sport: Sport,
    /// The device or program the file names.
    pub(crate) device: Option<String>,
    /// The runner's title.
    pub(crate) title: Option<String>,
    segments: Vec<Vec<Point>>,
    laps: Vec<Lap>,
    current: Option<(Option<Moment>, [f64; WIDTH])>,
    untimed: usize,
    unknown: BTreeSet<String>,
}

impl TrackPoints {
    /// An activity without points.
    pub(crate) fn new(layout: &'static Layout) -> Self {
        TrackPoints {
            layout,
            sport: Sport::Unknown,
            device: None,
            title: None,
            segments: Vec::new(),
            laps: Vec::new(),
            current: None,
            untimed: 0,
            unknown: BTreeSet::new(),
        }
    }

    /// Begins a lap.
    pub(crate) fn open_lap(&mut self, start: Option<Moment>) {
        self.laps.push(Lap { start, seconds: f64::NAN, metres: f64::NAN, last_point: None });
    }

    /// Sets the duration the file gives for the current lap, s.
    pub(crate) fn lap_seconds(&mut self, seconds: f64) {
        if let Some(lap) = self.laps.last_mut() {
            lap.seconds = seconds;
        }
    }

    /// Sets the distance the file gives for the current lap, m.
    pub(crate) fn lap_metres(&mut self, metres: f64) {
        if let Some(lap) = self.laps.last_mut() {
            lap.metres = metres;
        }
    }

    /// What the laps say of the whole; nothing where one of them says nothing.
    fn totals(&self) -> Totals {
        let mut laps: Vec<&Lap> = self.laps.iter().filter(|l| l.start.is_some()).collect();
        laps.sort_by_key(|l| l.start);
        laps.dedup_by_key(|l| l.start);
        let sum = |of: fn(&Lap) -> f64| {
            let sum: f64 = laps.iter().map(|l| of(l)).sum();
            (sum.is_finite() && sum > 0.0).then_some(sum)
        };
        Totals { distance_m: sum(|l| l.metres), timer_s: sum(|l| l.seconds) }
    }

    /// Begins a stretch of uninterrupted recording.
    pub(crate) fn open_segment(&mut self) {
        self.segments.push(Vec::new());
    }

    /// Begins a point.
    pub(crate) fn open_point(&mut self) {
        self.current = Some((None, [f64::NAN; WIDTH]));
    }

    /// Sets the time of the current point.
    pub(crate) fn time(&mut self, text: &str) {
        if let Some((moment, _)) = &mut self.current {
            *moment = Moment::parse(text);
        }
    }

    /// Sets a value of the current point by element name.
    pub(crate) fn value(&mut self, name: &str, text: &str) {
        let Some((_, values)) = &mut self.current else { return };
        let known = |f: &Field| f.names.iter().any(|n| n.eq_ignore_ascii_case(name));
        match self.layout.fields.iter().position(known) {
            Some(column) => {
                if let (Some(slot), Some(value)) = (values.get_mut(column), number(text)) {
                    *slot = value;
                }
            }
            None if !text.is_empty() && self.unknown.len() < MAX_UNKNOWN => {
                self.unknown.insert(name.chars().take(60).collect());
            }
            None => {}
        }
    }

    /// Ends the current point.
    pub(crate) fn close_point(&mut self) {
        let Some((moment, values)) = self.current.take() else { return };
        let Some(moment) = moment else {
            self.untimed += 1;
            return;
        };
        if let Some(lap) = self.laps.last_mut() {
            lap.start = lap.start.or(Some(moment));
            lap.last_point = Some(moment);
        }
        if self.segments.is_empty() {
            self.segments.push(Vec::new());
        }
        if let Some(segment) = self.segments.last_mut() {
            segment.push(Point { moment, values });
        }
    }

    /// Number of points with a time.
    pub(crate) fn len(&self) -> usize {
        self.segments.iter().map(Vec::len).sum()
    }

    /// Number of points without a time.
    pub(crate) fn untimed(&self) -> usize {
        self.untimed
    }

    /// Number of laps.
    pub(crate) fn laps(&self) -> usize {
        self.laps.len()
    }

    /// First and last time.
    pub(crate) fn span(&self) -> Option<(Moment, Moment)> {
        let mut points = self.segments.iter().flatten();
        let first = points.next()?.moment;
        Some((first, points.next_back().map_or(first, |p| p.moment)))
    }

    /// Appends the segments of another part of the same activity.
    pub(crate) fn append(&mut self, other: TrackPoints) {
        self.segments.extend(other.segments);
        self.laps.extend(other.laps);
        self.untimed += other.untimed;
        self.unknown.extend(other.unknown);
    }

    /// The recording; `None` without a single timed point.
    pub(crate) fn finish(mut self, mut notes: Vec<Note>) -> Option<Recording> {
        let (origin, _) = self.order_segments(&mut notes)?;
        if self.untimed > 0 {
            let share = self.untimed as f64 / (self.untimed + self.len()) as f64;
            notes.push(
                Note::warn(NoteKind::PointsWithoutTime { points: self.untimed }).with_share(share),
            );
        }
        let (builder, mut mappings) = self.columns(origin);
        let (mut series, clock) = builder.finish(&mut notes);
        let mut breaks: Vec<f64> = self
            .segments
            .iter()
            .filter_map(|s| s.first())
            .map(|p| clock.at(p.moment.since(origin)))
            .collect();
        breaks.sort_by(f64::total_cmp);
        let totals = self.totals();
        // Laps that last as long as the recording leave no time for pauses.
        let ran = totals.timer_s.map_or(0.0, |s| s / series.duration_s().max(1.0));
        series.timer_known = (1.0 - NO_PAUSE_SHARE..=1.0 + NO_PAUSE_SHARE).contains(&ran);
        if !series.timer_known {
            series.pauses = motion::pauses(&series, &breaks);
        }
        believable::distances(&mut series, &mut notes); // before anything is added up
        motion::restart_distance(&mut series, &mut notes);
        motion::derive(&mut series, &mut mappings, &mut notes);
        series.laps = self.lap_spans(&series, |m| clock.at(m.since(origin)));
        notes.push(Note::of(NoteKind::NoDynamicsInFormat { format: self.layout.name.into() }));
        let start = origin.later(clock.origin).start();
        let mut recording = Recording {
            format: self.layout.id,
            device: self.device,
            sport: self.sport,
            title: self.title,
            start,
            body: Body::default(),
            data: Data::Watch(series),
            mappings,
            notes,
        };
        reconcile::settle(&mut recording, totals);
        Some(recording)
    }

    /// Brings whole segments into order of time and drops exact repetitions;
    /// within a segment the order of the file stands. Returns the first and last time.
    fn order_segments(&mut self, notes: &mut Vec<Note>) -> Option<(Moment, Moment)> {
        self.segments.retain(|s| !s.is_empty());
        let key =
            |s: &Vec<Point>| (s.first().map(|p| p.moment), s.last().map(|p| p.moment), s.len());
        if !self.segments.is_sorted_by_key(key) {
            self.segments.sort_by_key(key);
            notes.push(Note::of(NoteKind::PartsReordered));
        }
        let before = self.segments.len();
        self.segments.dedup_by(|b, a| key(a) == key(b) && a.len() > 1);
        if self.segments.len() < before {
            notes.push(Note::of(NoteKind::RepeatedParts { parts: before - self.segments.len() }));
        }
        self.span()
    }

    /// Fills the columns that carry something, and says how each was understood.
    fn columns(&self, origin: Moment) -> (SeriesBuilder, Vec<Mapping>) {
        let mut builder = SeriesBuilder::default();
        let mut mappings = Vec::new();
        let mut channels = [None; WIDTH];
        let points = || self.segments.iter().flatten();
        for (column, field) in self.layout.fields.iter().enumerate() {
            let value = |p: &Point| p.values.get(column).copied().unwrap_or(f64::NAN);
            if !points().any(|p| value(p).is_finite()) {
                continue;
            }
            let name = field.names.first().copied().unwrap_or_default();
            let refusal =
                if field.quantity == Quantity::Cadence && matches!(self.sport, Sport::Other(_)) {
                    Some("not a run: not steps")
                } else if zero_throughout_means_none(field.quantity)
                    && !points().any(|p| value(p) > 0.0)
                {
                    Some("0 throughout: not measured")
                } else {
                    None
                };
            mappings.push(Mapping {
                column: name.to_string(),
                quantity: refusal.is_none().then_some(field.quantity),
                unit: field.unit.unwrap_or(field.quantity.unit()).to_string(),
                remark: refusal.or(field.remark).map(str::to_string),
            });
            if refusal.is_none()
                && let Some(slot) = channels.get_mut(column)
            {
                let source = Source::native(format!("{}:{name}", self.layout.id));
                *slot = Some((builder.channel(field.quantity, &source), field));
            }
        }
        mappings.extend(self.unknown.iter().map(|name| Mapping {
            column: name.clone(),
            quantity: None,
            unit: String::new(),
            remark: Some("not used".to_string()),
        }));
        for point in points() {
            builder.begin(point.moment.since(origin));
            let lost = lost_position(self.layout, &point.values);
            for (value, slot) in point.values.iter().zip(&channels) {
                let Some((channel, field)) = slot else { continue };
                if believable(field.quantity, *value) && !(lost && is_position(field.quantity)) {
                    builder.set(*channel, value * field.scale);
                }
            }
        }
        (builder, mappings)
    }

    /// Laps as spans: each lasts until the next begins, the last one until its
    /// last point (or for its stated duration when it has none).
    fn lap_spans(&self, series: &WatchSeries, at: impl Fn(Moment) -> f64) -> Vec<Span> {
        let end = series.duration_s();
        let mut laps: Vec<(f64, &Lap)> = self
            .laps
            .iter()
            .filter_map(|lap| Some((at(lap.start?).clamp(0.0, end), lap)))
            .collect();
        laps.sort_by(|a, b| a.0.total_cmp(&b.0));
        // The same lap twice, like its points.
        laps.dedup_by(|b, a| a.0 == b.0 && a.1.last_point == b.1.last_point);
        let stated = |start: f64, lap: &Lap| {
            if lap.seconds.is_finite() { start + lap.seconds.max(0.0) } else { start }
        };
        laps.iter()
            .enumerate()
            .map(|(i, (start, lap))| {
                let until = match laps.get(i + 1) {
                    Some((next, _)) => *next,
                    None => lap.last_point.map_or_else(|| stated(*start, lap), &at),
                };
                Span { start_s: *start, end_s: until.clamp(*start, end.max(*start)) }
            })
            .collect()
    }
}

/// The recordings of a file: the activities that have timed points.
///
/// Without any, the error says where the file is damaged, or `nothing`: what it
/// holds instead. Otherwise damage becomes a note of the activity it hit.
pub(crate) fn recordings(
    layout: &Layout,
    mut activities: Vec<TrackPoints>,
    damage: Option<Damage>,
    nothing: Inside,
) -> Result<Vec<Recording>, ImportError> {
    activities.retain(|a| a.len() > 0);
    if let Some(last) = activities.len().checked_sub(1) {
        let notes = |i| match &damage {
            Some(damage) if i == last => vec![damage.note()],
            _ => Vec::new(),
        };
        return Ok(activities
            .into_iter()
            .enumerate()
            .filter_map(|(i, activity)| activity.finish(notes(i)))
            .collect());
    }
    Err(match damage {
        Some(damage) => damage.error(layout.name),
        None => ImportError::NoRecording {
            format: layout.name,
            inside: vec![nothing],
            advice: Advice::ExportRecorded,
        },
    })
}

/// The first line of a name or note, shortened; `None` when empty.
pub(crate) fn line(text: &str) -> Option<String> {
    let line: String = text.trim().lines().next()?.trim().chars().take(200).collect();
    (!line.is_empty()).then_some(line)
}

/// True where a value of 0 in every point means that there was no sensor.
fn zero_throughout_means_none(quantity: Quantity) -> bool {
    matches!(quantity, Quantity::Speed | Quantity::Distance | Quantity::Cadence | Quantity::Power)
}

fn is_position(quantity: Quantity) -> bool {
    matches!(quantity, Quantity::Latitude | Quantity::Longitude)
}

/// Some watches write 0, 0 (off the coast of Africa) while they have no fix.
fn lost_position(layout: &Layout, values: &[f64]) -> bool {
    let mut position = layout.fields.iter().zip(values).filter(|(f, _)| is_position(f.quantity));
    position.all(|(_, v)| *v == 0.0)
}

/// Limits of what a number can mean at all.
fn believable(quantity: Quantity, value: f64) -> bool {
    match quantity {
        Quantity::Latitude => value.abs() <= 90.0,
        Quantity::Longitude => value.abs() <= 180.0,
        Quantity::Altitude | Quantity::Temperature => value.abs() <= 1e5,
        _ => (0.0..=1e6).contains(&value),
    }
}
