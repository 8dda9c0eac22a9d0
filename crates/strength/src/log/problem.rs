//! What can be wrong with a log, and what was noticed in one.

use serde::{Deserialize, Serialize};

use runform_core::facts::fact;

/// Why a log was not accepted.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum LogError {
    /// Lines that cannot be used; nothing of the log was.
    LogLines {
        /// Each with what is wrong.
        problems: Vec<Problem>,
    },
    /// The log lacks a column that the new entry needs.
    LogLacksColumn {
        /// Name of the column.
        column: &'static str,
        /// What separates the cells of this log.
        separator: char,
    },
    /// The new entry is not acceptable.
    LogEntry {
        /// What is wrong with it.
        problem: Wrong,
    },
}
fact!(error LogError);

/// What is wrong with one line.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Problem {
    /// Line of the file, from 1.
    pub line: u64,
    /// What is wrong.
    pub what: Wrong,
}

/// What was found, what was expected, what to do.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Wrong {
    NotCsv {},
    NotUtf8 {},
    ColumnUnknown {
        column: String,
        near: Option<String>,
        known: Vec<&'static str>,
    },
    ColumnTwice {
        column: &'static str,
    },
    ColumnMissing {
        column: &'static str,
        header: String,
    },
    CellOverLines {},
    CellCount {
        found: usize,
        wanted: usize,
    },
    KindUnknown {
        kind: String,
    },
    CellOfAnotherKind {
        kind: String,
        column: &'static str,
    },
    RunNeedsKm {},
    FeelNeedsOne {},
    NotANumber {
        column: String,
        found: String,
        low: f64,
        high: f64,
    },
    NotWhole {
        column: String,
        found: f64,
    },
    SideUnknown {
        side: String,
    },
    SideOfBoth {
        exercise: String,
    },
    CountedOtherwise {
        exercise: String,
        column: &'static str,
        other: &'static str,
    },
    AmountMissing {
        exercise: String,
        column: &'static str,
    },
    SetsMissing {},
    TestUnknown {
        test: String,
        known: Vec<String>,
    },
    TestNeedsSides {
        test: String,
        unit: String,
    },
    TestNeedsValue {
        test: String,
        unit: String,
    },
    NotADate {
        found: String,
    },
    ExerciseMissing {},
    ExerciseLeftOut {
        name: String,
        why: String,
    },
    ExerciseUnknown {
        exercise: String,
        near: Vec<String>,
    },
    SessionEmpty {},
    SessionPart {
        part: String,
    },
    EntryEmpty {},
    EntryNotWritable {},
    /// Several at once.
    SeveralWrong {
        problems: Vec<Wrong>,
    },
}
fact!(Wrong);

/// What was noticed and put right while reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Remark {
    SeveralHeaders { headers: usize },
    LinesOutOfOrder {},
    LinesCountedOnce { lines: Vec<u64> },
}
fact!(Remark);

impl From<Wrong> for LogError {
    fn from(problem: Wrong) -> Self {
        LogError::LogEntry { problem }
    }
}
