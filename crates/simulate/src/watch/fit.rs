//! A simulated run as a FIT activity file, laid out as a watch does it.

use rustyfit::profile::mesgdef::{Activity, DeviceInfo, Event, FileId, Lap, Record, Session};
use rustyfit::profile::typedef::{
    self, EventType, File, LapTrigger, Manufacturer, MesgNum, SessionTrigger, Sport, SubSport,
};

use super::SimulatedRun;
use super::device::DEVICE_NAME;
use super::fit_file::{FitFile, Value};
use crate::recording::{Channel, Quantity, Recording, Span, Start, WatchSeries};

/// Seconds from the Unix epoch to that of FIT (1989-12-31T00:00:00Z).
const FIT_EPOCH_S: i64 = 631_065_600;
/// Serial number of the simulated watch.
const SERIAL: u32 = 1;

/// Integer width of a record field.
#[derive(Clone, Copy)]
enum Width {
    U8,
    U16,
    U32,
    I32,
}

/// Record fields: quantity, field number, raw units per unit, offset in units, width.
/// Cadence is not here: it takes two fields.
const FIELDS: [(Quantity, u8, f64, f64, Width); 11] = [
    (Quantity::Latitude, Record::POSITION_LAT, SEMICIRCLES, 0.0, Width::I32),
    (Quantity::Longitude, Record::POSITION_LONG, SEMICIRCLES, 0.0, Width::I32),
    (Quantity::Distance, Record::DISTANCE, 100.0, 0.0, Width::U32),
    (Quantity::Speed, Record::ENHANCED_SPEED, 1000.0, 0.0, Width::U32),
    (Quantity::Altitude, Record::ENHANCED_ALTITUDE, 5.0, 500.0, Width::U32),
    (Quantity::HeartRate, Record::HEART_RATE, 1.0, 0.0, Width::U8),
    (Quantity::GroundContactTime, Record::STANCE_TIME, 10.0, 0.0, Width::U16),
    (Quantity::VerticalOscillation, Record::VERTICAL_OSCILLATION, 10.0, 0.0, Width::U16),
    (Quantity::VerticalRatio, Record::VERTICAL_RATIO, 100.0, 0.0, Width::U16),
    (Quantity::ContactBalanceLeft, Record::STANCE_TIME_BALANCE, 100.0, 0.0, Width::U16),
    (Quantity::StepLength, Record::STEP_LENGTH, 10_000.0, 0.0, Width::U16), // 0.1 mm
];
const SEMICIRCLES: f64 = 2_147_483_648.0 / 180.0;

/// Integer of a width, or the "invalid" of that width when it does not fit.
fn raw(value: f64, width: Width) -> Value {
    let v = value.round();
    let fits = |low: f64, high: f64| v >= low && v < high; // false for NaN; the top one is "invalid"
    match width {
        Width::U8 => Value::U8(fits(0.0, f64::from(u8::MAX)).then_some(v as u8)),
        Width::U16 => Value::U16(fits(0.0, f64::from(u16::MAX)).then_some(v as u16)),
        Width::U32 => Value::U32(fits(0.0, f64::from(u32::MAX)).then_some(v as u32)),
        Width::I32 => {
            Value::I32(fits(f64::from(i32::MIN), f64::from(i32::MAX)).then_some(v as i32))
        }
    }
}

/// The recording as the bytes of a FIT activity file.
///
/// Values come out in the steps of the FIT profile. Cadence is in strides per
/// minute with its half in `fractional_cadence`, as running watches write it.
pub fn to_fit(run: &SimulatedRun) -> Vec<u8> {
    let mut writer = Writer::new(&run.recording);
    if let Some(series) = run.recording.watch() {
        writer.activity(series);
    }
    writer.file.finish()
}

struct Writer<'a> {
    file: FitFile,
    recording: &'a Recording,
    /// FIT time of the start, s.
    start: i64,
    utc_offset_s: i32,
}

impl<'a> Writer<'a> {
    fn new(recording: &'a Recording) -> Self {
        let (unix, offset) = match recording.start {
            Some(Start::Instant { at, utc_offset_s }) => (at.as_second(), utc_offset_s),
            _ => (FIT_EPOCH_S, None),
        };
        Writer {
            file: FitFile::default(),
            recording,
            start: unix - FIT_EPOCH_S,
            utc_offset_s: offset.unwrap_or(0),
        }
    }

    fn time(&self, elapsed_s: f64) -> Value {
        raw((self.start as f64) + elapsed_s, Width::U32)
    }

    fn activity(&mut self, series: &WatchSeries) {
        let end_s = series.time_s.last().copied().unwrap_or(0.0);
        self.opening();
        self.timer(0.0, EventType::START);
        let mut pauses = series.pauses.iter().peekable();
        let mut laps = series.laps.iter().enumerate().peekable();
        let channels: Vec<_> =
            FIELDS.iter().filter_map(|f| series.first(f.0).map(|c| (f, c))).collect();
        let cadence = series.first(Quantity::Cadence);
        for (i, &t) in series.time_s.iter().enumerate() {
            while let Some(pause) = pauses.next_if(|p| p.end_s <= t) {
                self.timer(pause.start_s, EventType::STOP_ALL);
                self.timer(pause.end_s, EventType::START);
            }
            while let Some((k, lap)) = laps.next_if(|(_, l)| l.end_s < t) {
                self.lap(series, k, lap, LapTrigger::DISTANCE);
            }
            let mut fields = Vec::with_capacity(FIELDS.len() + 3);
            fields.push((Record::TIMESTAMP, self.time(t)));
            for &(&(_, number, scale, offset, width), channel) in &channels {
                let value = channel.values.get(i).copied().unwrap_or(f64::NAN);
                fields.push((number, raw((value + offset) * scale, width)));
            }
            if let Some(spm) = cadence.and_then(|c| c.values.get(i)) {
                let strides = spm / 2.0;
                fields.push((Record::CADENCE, raw(strides.floor(), Width::U8)));
                let fraction = (strides - strides.floor()) * 128.0;
                fields.push((Record::FRACTIONAL_CADENCE, raw(fraction, Width::U8)));
            }
            self.file.push(0, MesgNum::RECORD, &fields);
        }
        self.timer(end_s, EventType::STOP_ALL);
        for (k, lap) in laps {
            self.lap(series, k, lap, LapTrigger::SESSION_END);
        }
        self.closing(series, end_s);
    }

    fn opening(&mut self) {
        let created = self.time(0.0);
        self.file.push(
            1,
            MesgNum::FILE_ID,
            &[
                (FileId::TYPE, Value::Enum(File::ACTIVITY.0)),
                (FileId::MANUFACTURER, Value::U16(Some(Manufacturer::DEVELOPMENT.0))),
                (FileId::PRODUCT, Value::U16(Some(0))),
                (FileId::SERIAL_NUMBER, Value::U32z(SERIAL)),
                (FileId::TIME_CREATED, created.clone()),
                (FileId::PRODUCT_NAME, Value::Text(DEVICE_NAME)),
            ],
        );
        self.file.push(
            1,
            MesgNum::DEVICE_INFO,
            &[
                (DeviceInfo::TIMESTAMP, created),
                (DeviceInfo::DEVICE_INDEX, Value::U8(Some(0))), // the recording device itself
                (DeviceInfo::MANUFACTURER, Value::U16(Some(Manufacturer::DEVELOPMENT.0))),
                (DeviceInfo::SERIAL_NUMBER, Value::U32z(SERIAL)),
                (DeviceInfo::PRODUCT_NAME, Value::Text(DEVICE_NAME)),
            ],
        );
    }

    fn timer(&mut self, at_s: f64, what: EventType) {
        let time = self.time(at_s);
        self.file.push(
            2,
            MesgNum::EVENT,
            &[
                (Event::TIMESTAMP, time),
                (Event::EVENT, Value::Enum(typedef::Event::TIMER.0)),
                (Event::EVENT_TYPE, Value::Enum(what.0)),
            ],
        );
    }

    fn lap(&mut self, series: &WatchSeries, index: usize, lap: &Span, trigger: LapTrigger) {
        let stats = Stats::of(series, *lap);
        let fields = [
            (Lap::TIMESTAMP, self.time(lap.end_s)),
            (Lap::MESSAGE_INDEX, raw(index as f64, Width::U16)),
            (Lap::EVENT, Value::Enum(typedef::Event::LAP.0)),
            (Lap::EVENT_TYPE, Value::Enum(EventType::STOP.0)),
            (Lap::START_TIME, self.time(lap.start_s)),
            (Lap::TOTAL_ELAPSED_TIME, raw(lap.duration_s() * 1000.0, Width::U32)),
            (Lap::TOTAL_TIMER_TIME, raw(stats.timer_s * 1000.0, Width::U32)),
            (Lap::TOTAL_DISTANCE, raw(stats.distance_m * 100.0, Width::U32)),
            (Lap::ENHANCED_AVG_SPEED, raw(stats.speed_mps() * 1000.0, Width::U32)),
            (Lap::AVG_HEART_RATE, raw(stats.mean(series, Quantity::HeartRate), Width::U8)),
            (Lap::AVG_CADENCE, raw(stats.mean(series, Quantity::Cadence) / 2.0, Width::U8)),
            (Lap::LAP_TRIGGER, Value::Enum(trigger.0)),
            (Lap::SPORT, Value::Enum(Sport::RUNNING.0)),
        ];
        self.file.push(3, MesgNum::LAP, &fields);
    }

    fn closing(&mut self, series: &WatchSeries, end_s: f64) {
        let all = Stats::of(series, Span { start_s: 0.0, end_s: end_s + 1.0 });
        let timer_s = end_s - series.pauses.iter().map(Span::duration_s).sum::<f64>();
        let sub = match &self.recording.sport {
            crate::recording::Sport::Running { sub: Some(sub) } => match sub.as_str() {
                "treadmill" => SubSport::TREADMILL,
                "trail" => SubSport::TRAIL,
                "track" => SubSport::TRACK,
                "street" => SubSport::STREET,
                _ => SubSport::GENERIC,
            },
            _ => SubSport::GENERIC,
        };
        let fields = [
            (Session::TIMESTAMP, self.time(end_s)),
            (Session::MESSAGE_INDEX, Value::U16(Some(0))),
            (Session::EVENT, Value::Enum(typedef::Event::LAP.0)),
            (Session::EVENT_TYPE, Value::Enum(EventType::STOP.0)),
            (Session::START_TIME, self.time(0.0)),
            (Session::SPORT, Value::Enum(Sport::RUNNING.0)),
            (Session::SUB_SPORT, Value::Enum(sub.0)),
            (Session::TOTAL_ELAPSED_TIME, raw(end_s * 1000.0, Width::U32)),
            (Session::TOTAL_TIMER_TIME, raw(timer_s * 1000.0, Width::U32)),
            (Session::TOTAL_DISTANCE, raw(all.distance_m * 100.0, Width::U32)),
            (Session::ENHANCED_AVG_SPEED, raw(all.distance_m / timer_s * 1000.0, Width::U32)),
            (Session::AVG_HEART_RATE, raw(all.mean(series, Quantity::HeartRate), Width::U8)),
            (Session::AVG_CADENCE, raw(all.mean(series, Quantity::Cadence) / 2.0, Width::U8)),
            (Session::FIRST_LAP_INDEX, Value::U16(Some(0))),
            (Session::NUM_LAPS, raw(series.laps.len() as f64, Width::U16)),
            (Session::TRIGGER, Value::Enum(SessionTrigger::ACTIVITY_END.0)),
        ];
        self.file.push(1, MesgNum::SESSION, &fields);
        let activity = [
            (Activity::TIMESTAMP, self.time(end_s)),
            (Activity::TOTAL_TIMER_TIME, raw(timer_s * 1000.0, Width::U32)),
            (Activity::NUM_SESSIONS, Value::U16(Some(1))),
            (Activity::TYPE, Value::Enum(typedef::Activity::MANUAL.0)),
            (Activity::EVENT, Value::Enum(typedef::Event::ACTIVITY.0)),
            (Activity::EVENT_TYPE, Value::Enum(EventType::STOP.0)),
            (Activity::LOCAL_TIMESTAMP, self.time(end_s + f64::from(self.utc_offset_s))),
        ];
        self.file.push(1, MesgNum::ACTIVITY, &activity);
    }
}

/// Summary of the records of a stretch.
struct Stats {
    /// Range of records.
    from: usize,
    to: usize,
    timer_s: f64,
    distance_m: f64,
}

impl Stats {
    fn of(series: &WatchSeries, span: Span) -> Stats {
        let count = |limit: f64| series.time_s.iter().take_while(|t| **t < limit).count();
        let (from, to) = (count(span.start_s), count(span.end_s));
        let at = |i: usize| {
            series.first(Quantity::Distance).and_then(|c| c.values.get(i)).copied().unwrap_or(0.0)
        };
        let paused: f64 = series
            .pauses
            .iter()
            .map(|p| (p.end_s.min(span.end_s) - p.start_s.max(span.start_s)).max(0.0))
            .sum();
        let last = series.len().saturating_sub(1);
        Stats {
            from,
            to,
            timer_s: span.duration_s() - paused,
            distance_m: at(to.min(last)) - at(from),
        }
    }

    fn speed_mps(&self) -> f64 {
        self.distance_m / self.timer_s
    }

    /// Mean of the values that are there; NaN without any.
    fn mean(&self, series: &WatchSeries, quantity: Quantity) -> f64 {
        let values = |c: &Channel| {
            let (sum, n) = c
                .values
                .iter()
                .take(self.to)
                .skip(self.from)
                .filter(|v| v.is_finite())
                .fold((0.0, 0.0), |(s, n), v| (s + v, n + 1.0));
            sum / n
        };
        series.first(quantity).map_or(f64::NAN, values)
    }
}
