//! The fresh and the fatigued window of a run.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::WindowsRefusal;
use crate::recording::Span;
use crate::series::FormSeries;

/// How the windows were chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// First and last quarter of all running, compared by the model of the whole run.
    WholeRun,
    /// First and last ten valid minutes of a long steady run.
    SteadyLong,
    /// First and last third of a shorter run.
    SteadyShort,
    /// First and last third of the work bouts.
    Intervals,
    /// An early and the last full split of a race.
    Race,
    /// First and last third of the laps of a lap table.
    Laps,
    /// Windows given by the user.
    User,
    /// No windows.
    None,
}

/// Part of the run a sample belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// In neither window (warm-up, cool-down, rest between bouts).
    Out,
    /// The fresh window.
    Fresh,
    /// Between the windows; helps to learn how the metrics follow the speed.
    Middle,
    /// The fatigued window.
    Fatigued,
}

/// A stretch whose samples are grouped into rows from its start.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Block {
    /// Where it lies.
    pub span: Span,
    /// Its phase.
    pub phase: Phase,
}

/// The windows of a run.
#[derive(Debug, Clone)]
pub struct Windows {
    /// How they were chosen.
    pub mode: Mode,
    /// End of the warm-up, s from the start.
    pub warmup_end_s: Option<f64>,
    /// Begin of the cool-down, s from the start, if there is one.
    pub cooldown_start_s: Option<f64>,
    /// Span from the first to the last valid fresh sample.
    pub fresh: Option<Span>,
    /// Span from the first to the last valid fatigued sample.
    pub fatigued: Option<Span>,
    /// Phase of each sample.
    pub phase: Vec<Phase>,
    /// Whether each sample counts in a comparison.
    pub valid: Vec<bool>,
    /// Stretches for row building, in time order.
    pub blocks: Vec<Block>,
    /// Seconds that count in the fresh window.
    pub valid_fresh_s: f64,
    /// Seconds that count in the fatigued window.
    pub valid_fatigued_s: f64,
    /// Why there are no windows, or too thin ones.
    pub refusal: Option<WindowsRefusal>,
    /// True when the refusal is the run's shortness.
    pub too_short: bool,
    /// How the whole run was cut, where its model compares.
    pub whole: Option<Whole>,
}

/// How a whole run was cut; all times are times on feet, on the grid of the rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Whole {
    /// Length of a row, s.
    pub row_s: f64,
    /// Seconds of running in either part.
    pub part_s: f64,
    /// End of the warm-up.
    pub warmup_end_s: f64,
    /// Begin of the cool-down, if there is one.
    pub cooldown_start_s: Option<f64>,
    /// End of the early part.
    pub early_end_s: f64,
    /// Begin of the late part.
    pub late_start_s: f64,
}

impl Whole {
    /// Part of the run that a moment on feet belongs to.
    pub fn phase(&self, active: f64) -> Phase {
        match active {
            a if a < self.warmup_end_s || self.cooldown_start_s.is_some_and(|c| a >= c) => {
                Phase::Out
            }
            a if a < self.early_end_s => Phase::Fresh,
            a if a >= self.late_start_s => Phase::Fatigued,
            _ => Phase::Middle,
        }
    }
}

impl Windows {
    pub(super) fn none(series: &FormSeries, mode: Mode, refusal: WindowsRefusal) -> Windows {
        Windows {
            mode,
            warmup_end_s: None,
            cooldown_start_s: None,
            fresh: None,
            fatigued: None,
            phase: vec![Phase::Out; series.len()],
            valid: series.mask.iter().map(|m| m.is_clear()).collect(),
            blocks: Vec::new(),
            valid_fresh_s: 0.0,
            valid_fatigued_s: 0.0,
            refusal: Some(refusal),
            too_short: false,
            whole: None,
        }
    }

    /// Whether sample `i` counts in `phase`.
    pub fn counts(&self, i: usize, phase: Phase) -> bool {
        self.valid[i] && self.phase[i] == phase
    }

    pub(super) fn from_blocks(
        series: &FormSeries,
        mode: Mode,
        blocks: Vec<Block>,
        valid: Vec<bool>,
        min_valid_s: f64,
    ) -> Windows {
        let mut phase = vec![Phase::Out; series.len()];
        for block in &blocks {
            for (phase, t) in phase.iter_mut().zip(&series.t) {
                if block.span.contains(*t) {
                    *phase = block.phase;
                }
            }
        }
        let seconds = |p| series.seconds(|i| valid[i] && phase[i] == p);
        let span = |p| {
            let mut inside = (0..series.len()).filter(|&i| valid[i] && phase[i] == p);
            let first = inside.next()?;
            let last = inside.next_back().unwrap_or(first);
            Some(Span { start_s: series.t[first], end_s: series.t[last] + series.dur[last] })
        };
        let (fresh_s, fatigued_s) = (seconds(Phase::Fresh), seconds(Phase::Fatigued));
        let refusal = (fresh_s < min_valid_s || fatigued_s < min_valid_s)
            .then_some(WindowsRefusal::FewSeconds { fresh_s, fatigued_s, needed_s: min_valid_s });
        Windows {
            mode,
            warmup_end_s: None,
            cooldown_start_s: None,
            fresh: span(Phase::Fresh),
            fatigued: span(Phase::Fatigued),
            valid_fresh_s: fresh_s,
            valid_fatigued_s: fatigued_s,
            phase,
            valid,
            blocks,
            refusal,
            too_short: false,
            whole: None,
        }
    }
}
