//! How far a batch is: from the list of shards and their receipts, nothing else.

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::Serialize;

use super::cut::Line;
use super::map::ATTEMPT;
use super::plan::Plan;
use super::receipt::Receipt;
use super::{BatchError, Place};
use crate::runs::RunStatus;

/// Shards looked at together.
const CHUNK: usize = 4096;
/// Receipts named that do not count.
const NAMED: usize = 12;

/// How far a batch is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Status {
    /// Shards of the plan.
    pub shards: usize,
    /// Shards with a receipt that fits the plan.
    pub done: usize,
    /// Shards without one that somebody began: in work, or an attempt that died.
    pub begun: usize,
    /// Recordings of the plan.
    pub inputs: usize,
    /// Recordings in shards that are done.
    pub inputs_done: usize,
    /// Bytes of the recordings.
    pub bytes: u64,
    /// Bytes of the recordings in shards that are done.
    pub bytes_done: u64,
    /// What became of the runs in them, by status.
    pub runs: BTreeMap<RunStatus, usize>,
    /// Shards that are not done: first and last of each row of them.
    pub missing: Vec<[usize; 2]>,
    /// Why receipts that are there do not count; the first of them.
    pub unfit: Vec<String>,
}

impl Status {
    /// Looks at every receipt.
    ///
    /// # Errors
    /// When the list of shards cannot be read.
    pub fn of(plan: &Plan, place: &Place) -> Result<Status, BatchError> {
        let mut status = Status {
            shards: plan.shards,
            inputs: plan.inputs,
            bytes: plan.bytes,
            ..Status::default()
        };
        let mut lines = Vec::with_capacity(CHUNK);
        plan.each_line(&mut |line| {
            lines.push(line);
            if lines.len() == CHUNK {
                status.add(plan, place, &lines);
                lines.clear();
            }
            Ok(())
        })?;
        status.add(plan, place, &lines);
        Ok(status)
    }

    fn add(&mut self, plan: &Plan, place: &Place, lines: &[Line]) {
        // In order, though looked at side by side: what takes time is to wait for disks.
        let receipts: Vec<_> =
            lines.par_iter().map(|l| Receipt::read(plan, place, &l.name, l.number)).collect();
        for (line, receipt) in lines.iter().zip(receipts) {
            match receipt {
                Ok(Some(receipt)) => {
                    self.done += 1;
                    self.inputs_done += line.inputs;
                    self.bytes_done += line.bytes;
                    for (status, n) in receipt.runs {
                        *self.runs.entry(status).or_default() += n;
                    }
                    continue;
                }
                Ok(None) => {
                    let begun = place.has(&line.name, ATTEMPT);
                    self.begun += usize::from(begun);
                }
                Err(error) if self.unfit.len() < NAMED => self.unfit.push(error.to_string()),
                Err(_) => {}
            }
            match self.missing.last_mut() {
                Some([_, last]) if *last + 1 == line.number => *last = line.number,
                _ => self.missing.push([line.number, line.number]),
            }
        }
    }

    /// The shards that are not done, as job arrays take them: `3,7-9`.
    pub fn missing_text(&self) -> String {
        let one = |[first, last]: &[usize; 2]| match first == last {
            true => first.to_string(),
            false => format!("{first}-{last}"),
        };
        self.missing.iter().map(one).collect::<Vec<_>>().join(",")
    }
}
