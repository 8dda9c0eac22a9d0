//! Rows of numbers → the stream of one sensor.

use super::super::{ImportError, ImportOptions, MAX_DURATION_S};
use super::beside::StampTime;
use super::clock::{self, Ticker, TimeBase};
use super::grid::{self, Row, Scale};
use super::levels::Levels;
use super::problem::SensorProblem;
use super::quiet::Shelf;
use super::rows::{Gyro, sort_out};
use super::timeline::{self, Timing};
pub(crate) use super::units::{AccUnit, GyroUnit, TimeUnit};
use super::units::{G, settle_acc, settle_gyro};
use super::{placement, quality};
use crate::recording::{
    Axes, Body, Data, Gravity, ImuRecording, ImuStream, Mapping, Note, NoteKind, Piece, Placement,
    Recording, SensorNote, Span, Sport, Start, TimeSource,
};

/// Rows from which time base and units are judged before the others are read. Ours.
const HEAD_ROWS: usize = 4096;
/// Least samples per second from which a step can be timed, Hz. Ours.
const MIN_RATE_HZ: f64 = 10.0;
/// Angular velocities that cover less than this share of the accelerations are
/// left out rather than cutting the accelerations. Ours.
const GYRO_COVER: f64 = 0.8;

/// What a file says about one sensor.
#[derive(Debug, Clone)]
pub(crate) struct SensorSpec {
    /// Sensor as the file names it; empty where it has no name.
    pub name: String,
    /// Where it sat; `Unknown` where the file does not say.
    pub placement: Placement,
    /// Unit of the stamps.
    pub time: TimeUnit,
    /// Their column as the file names it; empty where it has no name.
    pub stamps: String,
    /// Rate stated by the file, Hz.
    pub rate_hz: Option<f64>,
    /// Stamps are sample numbers of `rate_hz`.
    pub counter: bool,
    /// Unit of the accelerations.
    pub acc_unit: AccUnit,
    /// Unit of the angular velocities.
    pub gyro_unit: GyroUnit,
    /// Whether gravity is in, where the file says so.
    pub gravity: Option<Gravity>,
    /// What the axes are.
    pub axes: Axes,
    /// Whether angular velocities come with the rows.
    pub has_gyro: bool,
    /// Largest value the accelerometer can show, g, where the file says so.
    pub acc_range_g: Option<f64>,
}

impl SensorSpec {
    /// A sensor of which nothing else is known.
    pub(crate) fn new(name: impl Into<String>, placement: Placement) -> Self {
        SensorSpec {
            name: name.into(),
            placement,
            time: TimeUnit::Detect,
            stamps: String::new(),
            rate_hz: None,
            counter: false,
            acc_unit: AccUnit::Detect,
            gyro_unit: GyroUnit::Detect,
            gravity: None,
            axes: Axes::Sensor,
            has_gyro: false,
            acc_range_g: None,
        }
    }
}

impl SensorSpec {
    /// The column of the stamps, for messages.
    pub(super) fn column(&self) -> String {
        if self.stamps.is_empty() { "COLUMN".into() } else { self.stamps.clone() }
    }
}

/// Acceleration and angular velocity of a row.
type Values = ([f64; 3], [f64; 3]);

/// Collects the rows of one sensor. Long quiet stretches are dropped on the way, so
/// that a day's recording takes the memory of its moving hours.
#[derive(Debug)]
pub(crate) struct SensorBuilder {
    spec: SensorSpec,
    /// Rows not yet timed: the head, or all where the time base stays open.
    head: Vec<(f64, Values)>,
    open: bool,
    ticker: Option<Ticker<Values>>,
    base: Option<TimeBase>,
    shelf: Shelf,
    notes: Vec<Note>,
}

/// A stream and its place in time.
#[derive(Debug)]
pub(crate) struct Built {
    /// The stream, its time from 0.
    pub stream: ImuStream,
    /// The first stamp, s (Unix time where the stamps were).
    pub first_stamp_s: Option<f64>,
    /// How its stamps became seconds.
    pub time: StampTime,
}

impl SensorBuilder {
    /// An empty one.
    pub(crate) fn new(spec: SensorSpec) -> Self {
        SensorBuilder {
            spec,
            head: Vec::new(),
            open: false,
            ticker: None,
            base: None,
            shelf: Shelf::default(),
            notes: Vec::new(),
        }
    }

    /// Gives the sensor another name.
    pub(crate) fn rename(&mut self, name: &str) {
        self.spec.name = name.into();
    }

    /// One row: the stamp in the unit of the spec (NaN: none), acceleration and
    /// angular velocity in the file's units (NaN: missing).
    pub(crate) fn push(&mut self, stamp: f64, acc: [f64; 3], gyro: [f64; 3]) {
        let gyro = if self.spec.has_gyro { gyro } else { [f64::NAN; 3] };
        match &mut self.ticker {
            Some(ticker) => take(ticker, &mut self.shelf, stamp, (acc, gyro)),
            None => {
                self.head.push((stamp, (acc, gyro)));
                if self.head.len() == HEAD_ROWS && !self.open {
                    self.begin(&ImportOptions::default(), false);
                }
            }
        }
    }

    /// Settles the time base and times the rows of the head. Before the end of
    /// the file a doubt leaves the head as it is.
    fn begin(&mut self, options: &ImportOptions, end: bool) -> Option<ImportError> {
        let stamps: Vec<f64> = self.head.iter().take(HEAD_ROWS).map(|(s, _)| *s).collect();
        let base = match clock::settle(&stamps, &self.spec, options, &mut self.notes) {
            Ok(base) => base,
            Err(error) => {
                self.open = true;
                if !end {
                    self.notes.clear();
                }
                return Some(error);
            }
        };
        let acc = self.head.iter().map(|(_, (a, _))| *a).take(HEAD_ROWS);
        let rate =
            base.rate_hz.or_else(|| Some(1.0 / (clock::typical_step(&stamps)? * base.factor)));
        let levels = rate.and_then(|rate| Levels::of(acc, rate));
        let factor = match self.spec.acc_unit {
            AccUnit::Detect => {
                levels.and_then(|l| l.factor(self.spec.placement.region())).map(|f| f.0)
            }
            unit => Some(unit.factor()),
        };
        self.shelf.drop_quiet_below(factor.map(|f| G / f));
        let mut ticker = Ticker::new(base);
        for (stamp, values) in std::mem::take(&mut self.head) {
            take(&mut ticker, &mut self.shelf, stamp, values);
        }
        self.ticker = Some(ticker);
        self.base = Some(base);
        None
    }

    /// The stream of the rows, with what was noticed about them.
    ///
    /// # Errors
    /// Without rows, without time, or where time or units cannot be told.
    pub(crate) fn finish(
        mut self,
        options: &ImportOptions,
        notes: &mut Vec<Note>,
    ) -> Result<Built, ImportError> {
        if self.ticker.is_none() {
            if self.head.is_empty() {
                return Err(SensorProblem::NoRows.into());
            }
            if let Some(error) = self.begin(options, true) {
                return Err(error);
            }
        }
        let (Some(mut ticker), Some(base)) = (self.ticker, self.base) else {
            return Err(SensorProblem::NoRows.into());
        };
        ticker.notes(&mut self.notes);
        let own = &mut self.notes;
        let (mut rows, mut quiet) = self.shelf.finish();
        quality::drop_zeros(&mut rows, own);
        let spec = self.spec;
        let placement = placement::settle(&spec.name, spec.placement, options, own)?;
        let (acc_rows, gyro_rows) = sort_out(rows, own)?;
        let mut stream = ImuStream {
            name: spec.name.clone(),
            placement,
            rate_hz: f64::NAN,
            time_source: match base.source {
                TimeSource::StatedRate if options.rate_hz.is_some() => TimeSource::DeclaredRate,
                source => source,
            },
            gravity: spec.gravity.unwrap_or(Gravity::Included),
            axes: spec.axes,
            pieces: Vec::new(),
            quiet: Vec::new(),
            acc_range: spec.acc_range_g.map(|g| g * G),
            clipped: 0.0,
        };
        let region = placement.region();
        let gyro_factor = |rows: &[Row], moving: f64, notes: &mut Vec<Note>| {
            let turns = rows.iter().map(|r| r.gyro);
            settle_gyro(turns, spec.gyro_unit, region, moving, options, notes)
        };
        let mut moving = 0.0;
        let (mut rows, paired) = match (acc_rows, &gyro_rows) {
            (Some(rows), Gyro::Paired) => (rows, true),
            (Some(rows), _) => (rows, false),
            (None, _) => (Vec::new(), false),
        };
        if !rows.is_empty() {
            let timing = straight(&mut rows, own)?;
            let levels = Levels::of(rows.iter().map(|r| r.acc), 1.0 / timing.step_s)
                .ok_or(SensorProblem::NoAccelerations)?;
            moving = levels.moving;
            let (factor, gravity) =
                settle_acc(&levels, spec.acc_unit, spec.gravity, region, options, own)?;
            stream.gravity = gravity;
            (stream.acc_range, stream.clipped) =
                quality::clipping(&rows, factor, spec.acc_range_g, own);
            quality::frozen(&rows, 1.0 / timing.step_s, own);
            let turn = paired.then(|| gyro_factor(&rows, moving, own)).transpose()?;
            let scale = Scale { acc: factor, gyro: turn };
            (stream.pieces, stream.rate_hz) = laid_out(&rows, timing, base, scale, &quiet, own)?;
        }
        drop(rows);
        if let Gyro::Apart(mut rows) = gyro_rows {
            let mut aside = Vec::new();
            let timing = straight(&mut rows, &mut aside)?;
            let scale = Scale { acc: 1.0, gyro: Some(gyro_factor(&rows, moving, own)?) };
            let (pieces, rate_hz) = laid_out(&rows, timing, base, scale, &quiet, &mut aside)?;
            if stream.pieces.is_empty() {
                own.append(&mut aside);
                (stream.pieces, stream.rate_hz) = (pieces, rate_hz);
            } else {
                let turn = ImuStream { pieces, rate_hz, ..stream.clone() };
                add_gyro(&mut stream, &turn, own);
            }
        }
        if stream.pieces.is_empty() {
            return Err(SensorProblem::TooFewRows.into());
        }
        check_rate(&stream, base, spec.column(), options, own)?;
        let begin = stream.pieces.first().map_or(0.0, |p| p.start_s);
        let begin = quiet.first().map_or(begin, |q| q.start_s.min(begin));
        for piece in &mut stream.pieces {
            piece.start_s -= begin;
        }
        for span in &mut quiet {
            span.start_s -= begin;
            span.end_s -= begin;
        }
        stream.quiet = quiet;
        if !stream.quiet.is_empty() {
            let sum: f64 = stream.quiet.iter().map(Span::duration_s).sum();
            let all = stream.end_s().unwrap_or(sum);
            let note = Note::of(SensorNote::QuietDropped { quiet_s: sum });
            own.push(note.with_share(sum / all));
        }
        if stream.end_s().is_some_and(|end| end > MAX_DURATION_S) {
            return Err(ImportError::TooLong {
                days: stream.end_s().unwrap_or_default() / 86_400.0,
                records: stream.pieces.iter().map(Piece::len).sum(),
                limit_days: MAX_DURATION_S / 86_400.0,
            });
        }
        if !stream.name.is_empty() {
            for note in own.iter_mut() {
                note.sensor = Some(stream.name.clone());
            }
        }
        notes.append(own);
        let time = StampTime { factor: base.factor, zero_s: base.zero_s, rate_hz: stream.rate_hz };
        Ok(Built { first_stamp_s: ticker.first_s().map(|s| s + begin), time, stream })
    }
}

/// Times a row and puts it on the shelf.
fn take(ticker: &mut Ticker<Values>, shelf: &mut Shelf, stamp: f64, values: Values) {
    ticker.push(stamp, values, &mut |t, (acc, gyro)| shelf.push(Row { t, acc, gyro }));
}

fn straight(rows: &mut Vec<Row>, notes: &mut Vec<Note>) -> Result<Timing, ImportError> {
    Ok(timeline::straighten(rows, notes)?.ok_or(SensorProblem::TooFewRows)?)
}

/// Pieces and rate of straightened rows.
fn laid_out(
    rows: &[Row],
    timing: Timing,
    base: TimeBase,
    scale: Scale,
    quiet: &[Span],
    notes: &mut Vec<Note>,
) -> Result<(Vec<Piece>, f64), ImportError> {
    let step_s = base.rate_hz.map_or(timing.step_s, |r| 1.0 / r);
    let (ranges, bridged, bridged_s) = timeline::cut(rows, step_s);
    let (pieces, rate_hz) =
        grid::pieces(rows, &ranges, Timing { step_s, ..timing }, base.rate_hz, scale)?;
    let total = rows.last().zip(rows.first()).map_or(0.0, |(b, a)| b.t - a.t).max(step_s);
    if bridged > 0 {
        let below_ms = 1000.0 * timeline::BRIDGE_S;
        let note = Note::of(SensorNote::GapsBridged { gaps: bridged, below_ms });
        notes.push(note.with_share(bridged_s / total));
    }
    // What was dropped as quiet is no gap.
    let gaps: Vec<f64> = ranges
        .windows(2)
        .filter_map(|w| Some((rows.get(w[0].end - 1)?.t, rows.get(w[1].start)?.t)))
        .filter(|(a, b)| !quiet.iter().any(|q| q.start_s < *b && q.end_s > *a))
        .map(|(a, b)| b - a)
        .collect();
    if !gaps.is_empty() {
        let sum: f64 = gaps.iter().sum();
        let note = Note::warn(SensorNote::Gaps { gaps: gaps.len(), total_s: sum });
        notes.push(note.with_share(sum / total));
    }
    Ok((pieces, rate_hz))
}

/// Joins angular velocities recorded on their own clock to a stream.
pub(super) fn add_gyro(stream: &mut ImuStream, turn: &ImuStream, notes: &mut Vec<Note>) {
    let mut joined = stream.clone();
    let lost = grid::attach_gyro(&mut joined, turn);
    if 1.0 - lost < GYRO_COVER {
        notes.push(Note::warn(SensorNote::GyroIncomplete).with_share(1.0 - lost));
        return;
    }
    if lost > 0.001 {
        notes.push(Note::of(SensorNote::GyroShorter).with_share(lost));
    }
    *stream = joined;
}

/// A rate below every step is refused; one that contradicts the user is noted.
fn check_rate(
    stream: &ImuStream,
    base: TimeBase,
    column: String,
    options: &ImportOptions,
    notes: &mut Vec<Note>,
) -> Result<(), ImportError> {
    let rate = stream.rate_hz;
    if rate.is_nan() || rate < MIN_RATE_HZ {
        return Err(
            SensorProblem::RateTooLow { column, rate_hz: rate, least_hz: MIN_RATE_HZ }.into()
        );
    }
    let contradicted = options.rate_hz.filter(|r| (r / rate - 1.0).abs() > 0.05);
    if let Some(declared) = contradicted
        && base.source == TimeSource::Stamps
        && !notes
            .iter()
            .any(|n| matches!(n.kind, NoteKind::Sensor(SensorNote::RateContradicts { .. })))
    {
        notes.push(Note::warn(SensorNote::RateContradicts { given_hz: declared, found_hz: rate }));
    }
    Ok(())
}

/// A recording of several sensors of one file on one clock: the earliest first
/// stamp is its time zero.
pub(crate) fn recording(
    format: &'static str,
    built: Vec<Built>,
    start: Option<Start>,
    device: Option<String>,
    mappings: Vec<Mapping>,
    notes: Vec<Note>,
) -> Recording {
    let origin = built.iter().filter_map(|b| b.first_stamp_s).reduce(f64::min);
    let sensors = built
        .into_iter()
        .map(|b| {
            let mut stream = b.stream;
            let later = b.first_stamp_s.zip(origin).map_or(0.0, |(first, origin)| first - origin);
            shift(&mut stream, later);
            stream
        })
        .collect();
    Recording {
        format,
        device,
        sport: Sport::Unknown,
        title: None,
        start,
        body: Body::default(),
        data: Data::Imu(ImuRecording {
            sensors,
            origin_s: origin.unwrap_or(0.0),
            ..ImuRecording::default()
        }),
        mappings,
        notes,
    }
}

/// Moves a stream in time.
pub(super) fn shift(stream: &mut ImuStream, by_s: f64) {
    for piece in &mut stream.pieces {
        piece.start_s += by_s;
    }
    for quiet in &mut stream.quiet {
        quiet.start_s += by_s;
        quiet.end_s += by_s;
    }
}
