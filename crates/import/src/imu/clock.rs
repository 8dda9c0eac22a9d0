//! Stamps of rows → seconds: the unit of the stamps, counters that overflow,
//! clocks that start again, single stamps that are wrong.

use super::super::{ImportError, ImportOptions, MAX_DURATION_S};
use super::builder::SensorSpec;
use super::units::TimeUnit;
use crate::recording::{Note, TimeSource};

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
    if steps.is_empty() {
        return None;
    }
    let middle = steps.len() / 2;
    Some(*steps.select_nth_unstable_by(middle, f64::total_cmp).1)
}

/// Settles the time base from the first stamps.
///
/// # Errors
/// [`ImportError::NoRate`] without stamps and rate, [`ImportError::Unclear`]
/// where the unit cannot be told.
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
            notes.push(Note::warning(
                "time_unusable",
                "The time column does not go on; the rows were timed by the sampling rate instead.",
            ));
        }
        let Some(rate_hz) = rate else {
            return Err(ImportError::NoRate {
                found: if stamps.is_empty() {
                    "no time column"
                } else {
                    "a time column that does not go on"
                },
            });
        };
        return Ok(TimeBase { factor: f64::NAN, rate_hz: Some(rate_hz), source });
    };
    if spec.counter {
        let rate_hz = rate.ok_or(ImportError::NoRate { found: "sample numbers" })?;
        return Ok(TimeBase {
            factor: 1.0 / rate_hz,
            rate_hz: Some(rate_hz),
            source: TimeSource::Counter,
        });
    }
    let fits = |u: &TimeUnit| (RATES_HZ[0]..=RATES_HZ[1]).contains(&(1.0 / (step * u.seconds())));
    let found = TimeUnit::ALL.into_iter().find(fits);
    let by_stamps = |unit: TimeUnit| TimeBase {
        factor: unit.seconds(),
        rate_hz: None,
        source: TimeSource::Stamps,
    };
    if spec.time != TimeUnit::Detect {
        return Ok(match found {
            Some(found) if found != spec.time => {
                notes.push(Note::warning(
                    "time_unit_contradicts",
                    format!(
                        "The header says {}, but the times are {} apart, which only fits {}; {} was taken.",
                        spec.time.id(), short(step), found.id(), found.id()
                    ),
                ));
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
            });
        }
        if let Some(unit) = unit {
            return Ok(by_stamps(unit));
        }
        match found {
            Some(unit) => {
                notes.push(Note::warning(
                    "rate_contradicts",
                    format!(
                        "The sampling rate is given as {} Hz, but the time column ({}) says {} Hz; the time column was taken.",
                        short(rate_hz), unit.id(), short(1.0 / (step * unit.seconds()))
                    ),
                ));
                return Ok(by_stamps(unit));
            }
            None => {
                notes.push(Note::warning(
                    "time_unusable",
                    format!(
                        "The time column fits no sampling rate (its values are {} apart); the rows were timed by {} Hz instead.",
                        short(step), short(rate_hz)
                    ),
                ));
                return Ok(TimeBase { factor: f64::NAN, rate_hz: Some(rate_hz), source });
            }
        }
    }
    if counts(&stamps) && stamps.first().is_some_and(|s| *s < 1e6) {
        return Err(ImportError::Unclear {
            what: "the time column counts 1, 2, 3, …: these can be sample numbers or milliseconds"
                .into(),
            advice: "give the sampling rate with --rate HZ if they are sample numbers, or name the unit with --map COLUMN=time:ms",
        });
    }
    let Some(unit) = found else {
        return Err(ImportError::Unclear {
            what: format!(
                "the values of the time column are {} apart, which is no sampling rate of a motion sensor ({} to {} Hz) in s, ms, us or ns",
                short(step),
                RATES_HZ[0],
                RATES_HZ[1]
            ),
            advice: "name the unit with --map COLUMN=time:s (or :ms, :us, :ns), or leave the column out with --map COLUMN=ignore and give --rate HZ",
        });
    };
    Ok(by_stamps(unit))
}

/// Whole numbers, nearly all of them 1 apart.
fn counts(stamps: &[f64]) -> bool {
    let whole = stamps.iter().all(|s| s.fract() == 0.0);
    let ones = stamps.windows(2).filter(|w| w[1] - w[0] == 1.0).count();
    whole && ones * 10 >= stamps.len().saturating_sub(1) * 9
}

/// Whether seconds are a Unix time.
pub(crate) fn is_epoch(seconds: f64) -> bool {
    (EPOCH_S[0]..EPOCH_S[1]).contains(&seconds)
}

fn short(value: f64) -> String {
    let digits = if value >= 100.0 {
        0
    } else if value >= 1.0 {
        2
    } else {
        5
    };
    let text = format!("{value:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').into() } else { text }
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
        self.first.map(|f| f * self.base.factor)
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
            notes.push(
                Note::warning(
                    "time_missing",
                    format!("{} rows have no time and were left out.", self.missing),
                )
                .with_share(share(self.missing)),
            );
        }
        if self.wrong > 0 {
            notes.push(
                Note::warning(
                    "time_wrong",
                    format!(
                        "{} rows have a time far from that of their neighbours and were left out.",
                        self.wrong
                    ),
                )
                .with_share(share(self.wrong)),
            );
        }
        if self.restarts > 0 {
            notes.push(Note::warning(
                "clock_restarted",
                format!("The clock of the sensor begins again {} times; how long those breaks were is not known, {BREAK_S} s was taken.", self.restarts),
            ));
        }
        if self.wraps > 0 {
            notes.push(Note::info(
                "counter_overflow",
                format!("The time counter overflows {} times; it was carried on.", self.wraps),
            ));
        }
    }
}
