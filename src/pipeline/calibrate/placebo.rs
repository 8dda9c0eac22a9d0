//! Placebos of real recordings: how often is a change found where there is none?

use std::collections::BTreeMap;

use serde::Serialize;

use super::tally::Seen;
use crate::analysis::{self, Origin};
use crate::compare::{Placebo, PlaceboKind, Verdict};
use crate::metrics::Metric;
use crate::pipeline::each_file;
use crate::pipeline::{Found, Task, run};
use crate::runs::{guarded, recordings};
use crate::stats;

/// Permutations of each run.
const PERMUTATIONS: u32 = 4;

/// The placebos of one run, or nothing where a file is no run or cannot be read.
type OfRun = Option<Vec<Placebo>>;

/// Placebos of every run in `inputs`, counted; beside the table the number of inputs
/// that were no run.
///
/// # Errors
/// Only a failure to start threads.
pub fn placebo(
    inputs: Vec<Found>,
    threads: Option<usize>,
    task: &Task,
) -> std::io::Result<(PlaceboTable, usize)> {
    let work = |found, emit: &mut dyn FnMut(OfRun) -> bool| {
        each_file(found, &task.settings.limits, &mut |file| {
            let runs = file.content.as_ref().map_err(Clone::clone).and_then(|content| {
                guarded(|| {
                    let sha256 = file.sha256.clone().unwrap_or_default();
                    let recordings = recordings(content, &task.reading())?;
                    let one = |(index, recording)| {
                        let path = file.name.clone();
                        let origin = Origin { path, sha256: sha256.clone(), index };
                        analysis::placebos(recording, &origin, PERMUTATIONS, &task.settings).ok()
                    };
                    Ok(recordings.iter().enumerate().map(one).collect::<Vec<OfRun>>())
                })
            });
            runs.unwrap_or_else(|_| vec![None]).into_iter().all(&mut *emit)
        });
    };
    let (mut runs, mut others) = (Vec::new(), 0);
    run(inputs, threads, &work, &mut |of_run| {
        match of_run {
            Some(placebos) => runs.push(placebos),
            None => others += 1,
        }
        Ok(())
    })?;
    Ok((placebo_table(&runs), others))
}

/// What came out, by kind of placebo and metric.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaceboTable {
    /// `runform/placebo/1`.
    pub schema: String,
    /// Version of runform.
    pub runform_version: String,
    /// Runs that were long enough.
    pub runs: usize,
    /// Rows, the metric `null` for all metrics together.
    pub rows: Vec<PlaceboRow>,
}

/// Placebos of one kind and metric.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaceboRow {
    /// How they were made.
    pub kind: PlaceboKind,
    /// Which metric; all of them if null.
    pub metric: Option<Metric>,
    /// Intervals that exclude no change, though there is none.
    pub excludes_zero: Seen,
    /// Placebos called likely or clear.
    pub likely: Seen,
    /// Placebos called clear.
    pub clear: Seen,
    /// Median half width of the intervals, in smallest worthwhile changes.
    pub half_width_swc: Option<f64>,
    /// Size of a change that one placebo in twenty exceeds, in the same.
    pub one_in_twenty_swc: Option<f64>,
}

/// Counts placebos.
fn placebo_table(runs: &[Vec<Placebo>]) -> PlaceboTable {
    let mut groups: BTreeMap<(PlaceboKind, Option<Metric>), Vec<&Placebo>> = BTreeMap::new();
    for p in runs.iter().flatten() {
        groups.entry((p.kind, None)).or_default().push(p);
        groups.entry((p.kind, Some(p.metric))).or_default().push(p);
    }
    let rows = groups.into_iter().map(|((kind, metric), group)| {
        let mut sizes: Vec<f64> = group.iter().map(|p| p.change_swc.abs()).collect();
        sizes.sort_by(f64::total_cmp);
        let rank = (0.95 * sizes.len() as f64) as usize;
        PlaceboRow {
            kind,
            metric,
            excludes_zero: Seen::count(&group, |p| !p.covered()),
            likely: Seen::count(&group, |p| p.verdict >= Verdict::Likely),
            clear: Seen::count(&group, |p| p.verdict == Verdict::Clear),
            half_width_swc: stats::median(group.iter().map(|p| p.half_swc)),
            one_in_twenty_swc: sizes.get(rank).copied(),
        }
    });
    PlaceboTable {
        schema: "runform/placebo/1".into(),
        runform_version: env!("CARGO_PKG_VERSION").into(),
        runs: runs.iter().filter(|r| !r.is_empty()).count(),
        rows: rows.collect(),
    }
}
