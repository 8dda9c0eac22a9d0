//! Stamps of rows → seconds: the unit of the stamps, counters that overflow,
//! clocks that start again, single stamps that are wrong.

use super::super::{ImportError, ImportOptions, MAX_DURATION_S};
use super::builder::SensorSpec;
use super::problem::{SensorProblem, Untimed};
use super::units::TimeUnit;
use crate::recording::{Note, SensorNote, TimeSource};

/// Sampling rates of inertial sensors, Hz. Ours: below, no step can be timed;
/// above, no sensor worn by runners samples.
const RATES_HZ: [f64; 2] = [10.0, 4000.0];
/// Rows over which the typical step is measured, so that bursts, batches and
/// lost rows average out. Ours.
const LAG: usize = 256;
/// Unix times between 1996 and 2100, s.
const EPOCH_S: [f64; 2] = [8.2e8, 4.2e9];
/// Where counters of sensors begin again at 0: 16, 24 and 32 bits.
const MODULI: [f64; 3] = [65_536.0, 16_777_216.0, 4_294_967_296.0];
/// Rows may arrive this much late and are sorted in; a step further back is
/// a clock that began again, s. Ours.
const LATE_S: f64 = 2.0;
/// A longer step forward has to be confirmed by the rows after it, s. Ours.
const LEAP_S: f64 = 600.0;
/// So many rows in a row make a jump of the clock a fact. Ours.
const PERSISTENT: usize = 5;
/// Length given to a break of unknown length, s. Ours: long enough that nothing
/// is joined across it.
const BREAK_S: f64 = 1.0;
/// Share of stamps that are later than those before them, below which a column stands
/// still. Ours: a spreadsheet that rounds leaves one step in thousands of rows.
const GOING_ON: f64 = 0.1;
/// Declared and measured rate may differ by this share. Ours.
const RATE_TOLERANCE: f64 = 0.05;

/// How stamps become seconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct TimeBase {
    /// Seconds per unit of the stamps; NaN without stamps.
    pub(super) factor: f64,
    /// The rate, where it is not measured from stamps, Hz.
    pub(super) rate_hz: Option<f64>,
    /// Where the time comes from.
    pub(super) source: TimeSource,
    /// Unix time at 0 of the stamps, s: 0 where they are Unix times or count on their own.
    pub(super) zero_s: f64,
}

/// Days from the beginning of Excel's count, and of MATLAB's, to 1970.
const EXCEL_DAYS: f64 = 25_569.0;
const MATLAB_DAYS: f64 = 719_529.0;

/// Unix time at day 0 of a count of days, s: Excel's or MATLAB's by its size.
fn day_zero_s(first: f64) -> f64 {
    match first {
        20_000.0..80_000.0 => -86_400.0 * EXCEL_DAYS,
        700_000.0..800_000.0 => -86_400.0 * MATLAB_DAYS,
        _ => 0.0,
    }
}

/// The unit in which stamps so far apart are those of a motion sensor.
pub(super) fn fitting(step: f64) -> Option<TimeUnit> {
    let fits = |u: &TimeUnit| (RATES_HZ[0]..=RATES_HZ[1]).contains(&(1.0 / (step * u.seconds())));
    TimeUnit::ALL.into_iter().find(fits)
}

/// Mean distance of the stamps in their own unit, untouched by bursts, batches
/// and breaks; `None` where they do not go on.
pub(super) fn typical_step(stamps: &[f64]) -> Option<f64> {
    let lag = (stamps.len() / 8).clamp(1, LAG);
    let mut steps: Vec<f64> = stamps
        .iter()
        .zip(stamps.get(lag..)?)
        .map(|(a, b)| (b - a) / lag as f64)
        .filter(|d| *d > 0.0 && d.is_finite())
        .collect();
    if steps.is_empty() || (steps.len() as f64) < GOING_ON * stamps.len() as f64 {
        return None;
    }
    let middle = steps.len() / 2;
    Some(*steps.select_nth_unstable_by(middle, f64::total_cmp).1)
}

/// Settles the time base from the first stamps.
///
/// # Errors
/// Without stamps and rate, and where the unit cannot be told.
pub(super) fn settle(
    head: &[f64],
    spec: &SensorSpec,
    options: &ImportOptions,
    notes: &mut Vec<Note>,
) -> Result<TimeBase, ImportError> {
    let believable = |r: &f64| r.is_finite() && *r > 0.0 && *r <= 1e5;
    let declared = options.rate_hz.filter(believable);
    let stated = spec.rate_hz.filter(believable);
    let rate = declared.or(stated);
    let source = if declared.is_some() { TimeSource::DeclaredRate } else { TimeSource::StatedRate };
    let stamps: Vec<f64> = head.iter().copied().filter(|s| s.is_finite()).collect();
    let step = if stamps.len() * 2 > head.len() { typical_step(&stamps) } else { None };
    let Some(step) = step else {
        if !stamps.is_empty() && rate.is_some() {
            let rate_hz = rate.unwrap_or_default();
            notes.push(Note::warn(SensorNote::TimeUnusable { rate_hz, step: None }));
        }
        let Some(rate_hz) = rate else {
            let why = if stamps.is_empty() { Untimed::NoColumn } else { Untimed::StandsStill };
            return Err(SensorProblem::RateNeeded { why }.into());
        };
        return Ok(TimeBase { factor: f64::NAN, rate_hz: Some(rate_hz), source, zero_s: 0.0 });
    };
    if spec.counter {
        let rate_hz = rate.ok_or(SensorProblem::RateNeeded { why: Untimed::SampleNumbers })?;
        return Ok(TimeBase {
            factor: 1.0 / rate_hz,
            rate_hz: Some(rate_hz),
            source: TimeSource::Counter,
            zero_s: 0.0,
        });
    }
    let found = fitting(step);
    let first = stamps.first().copied().unwrap_or_default();
    let by_stamps = |unit: TimeUnit| TimeBase {
        factor: unit.seconds(),
        rate_hz: None,
        source: TimeSource::Stamps,
        zero_s: if unit == TimeUnit::Days { day_zero_s(first) } else { 0.0 },
    };
    if spec.time != TimeUnit::Detect {
        return Ok(match found {
            Some(found) if found != spec.time => {
                let (stated, taken) = (spec.time.id().into(), found.id().into());
                notes.push(Note::warn(SensorNote::TimeUnitContradicts { stated, taken, step }));
                by_stamps(found)
            }
            _ => by_stamps(spec.time),
        });
    }
    if let Some(rate_hz) = rate {
        // Numbers 1 apart with a rate beside them count the samples.
        let near = |a: f64, b: f64| (a / b - 1.0).abs() <= RATE_TOLERANCE;
        let unit = TimeUnit::ALL.into_iter().find(|u| near(1.0 / (step * u.seconds()), rate_hz));
        if unit.is_none() && counts(&stamps) {
            return Ok(TimeBase {
                factor: 1.0 / rate_hz,
                rate_hz: Some(rate_hz),
                source: TimeSource::Counter,
                zero_s: 0.0,
            });
        }
        if let Some(unit) = unit {
            return Ok(by_stamps(unit));
        }
        match found {
            Some(unit) => {
                let found_hz = 1.0 / (step * unit.seconds());
                notes.push(Note::warn(SensorNote::RateContradicts { given_hz: rate_hz, found_hz }));
                return Ok(by_stamps(unit));
            }
            None => {
                notes.push(Note::warn(SensorNote::TimeUnusable { rate_hz, step: Some(step) }));
                return Ok(TimeBase {
                    factor: f64::NAN,
                    rate_hz: Some(rate_hz),
                    source,
                    zero_s: 0.0,
                });
            }
        }
    }
    if counts(&stamps) && stamps.first().is_some_and(|s| *s < 1e6) {
        return Err(SensorProblem::CountsOrMillis { column: spec.column() }.into());
    }
    let Some(unit) = found else {
        let [low_hz, high_hz] = RATES_HZ;
        return Err(
            SensorProblem::NoRateFits { column: spec.column(), step, low_hz, high_hz }.into()
        );
    };
    Ok(by_stamps(unit))
}

/// Whole numbers, nearly all of them 1 apart.
pub(super) fn counts(stamps: &[f64]) -> bool {
    let whole = stamps.iter().all(|s| s.fract() == 0.0);
    let ones = stamps.windows(2).filter(|w| w[1] - w[0] == 1.0).count();
    whole && ones * 10 >= stamps.len().saturating_sub(1) * 9
}

/// Whether seconds are a Unix time.
pub(crate) fn is_epoch(seconds: f64) -> bool {
    (EPOCH_S[0]..EPOCH_S[1]).contains(&seconds)
}

/// Turns stamps into seconds from the first one, row by row.
#[derive(Debug)]
pub(super) struct Ticker<R> {
    base: TimeBase,
    first: Option<f64>,
    last_raw: f64,
    /// Time of the row furthest on, s.
    last: f64,
    /// Added to the time of every row: overflows and restarts, s.
    offset: f64,
    rows: usize,
    /// Rows after a jump of the clock, until the next ones tell what it was.
    pending: Vec<(f64, R)>,
    missing: usize,
    wrong: usize,
    restarts: usize,
    wraps: usize,
}

impl<R> Ticker<R> {
    pub(super) fn new(base: TimeBase) -> Self {
        Ticker {
            base,
            first: None,
            last_raw: f64::NAN,
            last: 0.0,
            offset: 0.0,
            rows: 0,
            pending: Vec::new(),
            missing: 0,
            wrong: 0,
            restarts: 0,
            wraps: 0,
        }
    }

    /// The first stamp, s on the clock of the file.
    pub(super) fn first_s(&self) -> Option<f64> {
        self.first.map(|f| f * self.base.factor + self.base.zero_s)
    }

    /// Hands the row to `out` with its time, now or after later rows.
    pub(super) fn push(&mut self, stamp: f64, row: R, out: &mut impl FnMut(f64, R)) {
        self.rows += 1;
        if self.base.factor.is_nan() {
            let rate = self.base.rate_hz.unwrap_or(1.0);
            return out((self.rows - 1) as f64 / rate, row);
        }
        if !stamp.is_finite() {
            self.missing += 1;
            return;
        }
        let first = *self.first.get_or_insert(stamp);
        let mut t = (stamp - first) * self.base.factor + self.offset;
        if t < self.last - LATE_S
            && let Some(modulus) = self.overflow(stamp)
        {
            self.offset += modulus;
            self.wraps += 1;
            t += modulus;
        }
        let step = t - self.last;
        if (-LATE_S..=LEAP_S).contains(&step) {
            self.wrong += self.pending.len();
            self.pending.clear();
            self.last_raw = stamp;
            self.last = self.last.max(t);
            return out(t, row);
        }
        // Pending rows must agree with each other to become the clock.
        if self.pending.last().is_some_and(|(p, _)| !(-LATE_S..=LEAP_S).contains(&(t - p))) {
            self.wrong += self.pending.len();
            self.pending.clear();
        }
        self.pending.push((t, row));
        self.last_raw = if self.pending.len() >= PERSISTENT { stamp } else { self.last_raw };
        if self.pending.len() >= PERSISTENT {
            let begin = self.pending.first().map_or(t, |p| p.0);
            let forward = begin > self.last && begin - self.last <= MAX_DURATION_S;
            let shift = if forward { 0.0 } else { self.last + BREAK_S - begin };
            self.restarts += usize::from(!forward);
            self.offset += shift;
            for (t, row) in self.pending.drain(..) {
                self.last = self.last.max(t + shift);
                out(t + shift, row);
            }
        }
    }

    /// Seconds of the counter's whole range if it began again from 0.
    fn overflow(&self, stamp: f64) -> Option<f64> {
        let modulus = MODULI.into_iter().find(|m| {
            self.last_raw < *m && self.last_raw > 0.9 * m && stamp >= 0.0 && stamp < 0.1 * m
        })?;
        let step = (stamp + modulus - self.last_raw) * self.base.factor;
        (step <= LEAP_S).then_some(modulus * self.base.factor)
    }

    /// What was noticed; rows still in doubt are given up.
    pub(super) fn notes(&mut self, notes: &mut Vec<Note>) {
        self.wrong += self.pending.len();
        self.pending.clear();
        let share = |n: usize| n as f64 / self.rows.max(1) as f64;
        if self.missing > 0 {
            let note = Note::warn(SensorNote::TimeMissing { rows: self.missing });
            notes.push(note.with_share(share(self.missing)));
        }
        if self.wrong > 0 {
            let note = Note::warn(SensorNote::TimeWrong { rows: self.wrong });
            notes.push(note.with_share(share(self.wrong)));
        }
        if self.restarts > 0 {
            let times = self.restarts;
            notes.push(Note::warn(SensorNote::ClockRestarted { times, break_s: BREAK_S }));
        }
        if self.wraps > 0 {
            notes.push(Note::of(SensorNote::CounterOverflow { times: self.wraps }));
        }
    }
}
