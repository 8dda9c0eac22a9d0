//! The training log: a CSV file that belongs to the runner.
//!
//! One line is one thing that happened: sets of an exercise, a run, a
//! benchmark, or how the runner felt. [`Log::read`] checks all of it before
//! anything is used; [`Log::appended`] gives the bytes of the log with one line
//! more and changes nothing else.

mod problem;
mod read;
mod session;
mod words;
mod write;

use jiff::civil::Date;

pub use problem::{LogError, Problem, Remark, Wrong};
pub use read::called;
pub use session::{compact, session_line};
pub use words::closest;
pub use write::HEADER;

/// A log, checked, in the order of its dates.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Log {
    /// Entries, earliest first; those of one day in the order of the file.
    pub entries: Vec<Entry>,
    /// What was noticed and put right while reading.
    pub remarks: Vec<Remark>,
}

/// One line of a log.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Day.
    pub date: Date,
    /// What happened.
    pub what: What,
    /// How it felt.
    pub felt: Felt,
    /// The runner's own words.
    pub notes: String,
}

/// What a line is about.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// Sets of an exercise.
    Strength(Sets),
    /// A run.
    Run {
        /// Distance, km.
        km: f64,
    },
    /// A self-test.
    Benchmark(Measured),
    /// Only how it felt.
    Feel,
}

/// Sets of one exercise.
#[derive(Debug, Clone, PartialEq)]
pub struct Sets {
    /// Exercise id.
    pub exercise: String,
    /// Which side; `None` for two-sided exercises.
    pub side: Option<LogSide>,
    /// Sets.
    pub sets: u32,
    /// Repetitions of each set, or seconds it was held.
    pub amount: u32,
    /// Whether the sets were held.
    pub held: bool,
    /// Added load, kg; 0 is body weight.
    pub load_kg: f64,
}

/// Side of a one-sided exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum LogSide {
    Left,
    Right,
    /// One side after the other, the same on both.
    Each,
}

/// The result of a self-test, in the unit of the benchmark.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// Benchmark id.
    pub benchmark: String,
    /// Left and right side, or `None` for tests of the whole body.
    pub sides: Option<[f64; 2]>,
    /// The result of a test of the whole body.
    pub value: Option<f64>,
}

/// Self-report; every part may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Felt {
    /// Effort, 1 (very easy) to 10 (the limit).
    pub rpe: Option<f64>,
    /// Pain or aches, 0 (none) to 10.
    pub pain: Option<f64>,
    /// Muscle soreness, 0 to 10.
    pub soreness: Option<f64>,
    /// Tiredness, 0 to 10.
    pub fatigue: Option<f64>,
    /// How well form held, 1 (poor) to 5 (good).
    pub form: Option<f64>,
    /// How easy the usual pace felt, 1 (hard) to 5 (easy).
    pub ease: Option<f64>,
}

impl Entry {
    /// The sets, for a line of strength work.
    pub fn sets(&self) -> Option<&Sets> {
        match &self.what {
            What::Strength(sets) => Some(sets),
            _ => None,
        }
    }
}

impl Log {
    /// Sets of every exercise with their day and feeling.
    pub fn strength(&self) -> impl Iterator<Item = (&Entry, &Sets)> {
        self.entries.iter().filter_map(|e| match &e.what {
            What::Strength(sets) => Some((e, sets)),
            _ => None,
        })
    }

    /// Runs: day and kilometres.
    pub fn runs(&self) -> impl Iterator<Item = (Date, f64)> {
        self.entries.iter().filter_map(|e| match e.what {
            What::Run { km } => Some((e.date, km)),
            _ => None,
        })
    }

    /// Days with strength work, each once.
    pub fn strength_days(&self) -> Vec<Date> {
        let mut days: Vec<Date> = self.strength().map(|(e, _)| e.date).collect();
        days.dedup();
        days
    }

    /// The log as it stood at the end of a day.
    #[must_use]
    pub fn until(&self, day: Date) -> Log {
        let entries = self.entries.iter().filter(|e| e.date <= day).cloned().collect();
        Log { entries, remarks: self.remarks.clone() }
    }
}
