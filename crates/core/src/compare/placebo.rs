//! Placebos of a real run: comparisons in which the truth is "no change".
//!
//! What the whole-run model finds where labels are arbitrary shows how often it
//! finds a change that is none, on runs as they are.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::drift::{Rows, label_effect, quarters, whole_run};
use super::judge::verdict;
use super::whole_run::Run;
use super::{Verdict, rows};
use crate::metrics::Metric;
use crate::segment::Windows;
use crate::series::FormSeries;
use crate::settings::Settings;

/// Length of a permuted block, s of running. Ours.
const BLOCK_S: f64 = 300.0;
/// Length of an interleaved block, s of running. Ours.
const LABEL_S: f64 = 360.0;
/// A run needs so many rows ... Ours.
const MIN_ROWS: usize = 50;
/// ... and lasts so long between warm-up and cool-down, s. Ours.
const MIN_SPAN_S: f64 = 1800.0;
/// Rows that the middle third needs. Ours.
const MIDDLE_ROWS: usize = 24;

/// How a placebo is made.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum PlaceboKind {
    /// Blocks of five minutes in random order: nothing of their order in time is left.
    Permuted,
    /// First against second half of the middle third; form may truly drift there.
    Middle,
    /// Blocks of six minutes labelled A, B, B, A.
    Interleaved,
}

/// What the model says of a placebo.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Placebo {
    /// How it was made.
    pub kind: PlaceboKind,
    /// Which metric.
    pub metric: Metric,
    /// The change found, in smallest worthwhile changes.
    pub change_swc: f64,
    /// Half width of its 95 % interval, in the same.
    pub half_swc: f64,
    /// What would have been said of it.
    pub verdict: Verdict,
}

impl Placebo {
    /// The interval holds no change, as it should.
    pub fn covered(&self) -> bool {
        self.change_swc.abs() <= self.half_swc
    }
}

/// All placebos of a run, `permutations` of each metric; none of one that is too short.
/// `seed` orders the blocks.
pub fn placebos(
    series: &FormSeries,
    windows: &Windows,
    permutations: u32,
    seed: u64,
    settings: &Settings,
) -> Vec<Placebo> {
    let Some(run) = Run::new(series, windows, settings).filter(Run::has_speed) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for (number, (metric, stat)) in (0u64..).zip(rows::comparable(series)) {
        let rows = run.rows(&metric, stat);
        let span = match (rows.rows.first(), rows.rows.last()) {
            (Some(a), Some(b)) => b.t - a.t,
            _ => 0.0,
        };
        if rows.rows.len() < MIN_ROWS || span < MIN_SPAN_S {
            continue;
        }
        let Some((model, swc)) = run.model(&metric, stat, &rows) else { continue };
        let d = &settings.drift;
        let mut add = |kind, rows: &Rows| {
            if let Ok(fit) = whole_run(&rows.rows, &rows.early, &rows.late, &model, d) {
                out.push(Placebo {
                    kind,
                    metric: metric.metric,
                    change_swc: fit.change / swc,
                    half_swc: fit.half / swc,
                    verdict: verdict(&fit, swc, fit.p < 0.05, settings),
                });
            }
        };
        for k in 0..permutations {
            let order = seed ^ (number << 32) ^ (u64::from(k) << 48);
            add(PlaceboKind::Permuted, &permuted(&rows, order, settings));
        }
        if let Some(middle) = middle(&rows) {
            add(PlaceboKind::Middle, &middle);
        }
        let mut before = 0.0;
        let label: Vec<f64> = rows
            .rows
            .iter()
            .map(|r| {
                before += r.seconds;
                let place = (before / LABEL_S) as usize % 4;
                f64::from(u8::from(place == 1 || place == 2))
            })
            .collect();
        if let Some((change, half)) = label_effect(&rows.rows, &label, &model, d) {
            let (change_swc, half_swc) = (change / swc, half / swc);
            let found = change_swc.abs() > half_swc && change_swc.abs() >= 1.0;
            out.push(Placebo {
                kind: PlaceboKind::Interleaved,
                metric: metric.metric,
                change_swc,
                half_swc,
                verdict: if found { Verdict::Likely } else { Verdict::Undecided },
            });
        }
    }
    out
}

/// The rows with their blocks in another order; within a block nothing moves.
fn permuted(rows: &Rows, seed: u64, settings: &Settings) -> Rows {
    use rand::{SeedableRng, seq::SliceRandom};
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(seed);
    let all = &rows.rows;
    let mut before = 0.0;
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    for (i, r) in all.iter().enumerate() {
        let b = (before / BLOCK_S) as usize;
        while blocks.len() <= b {
            blocks.push(Vec::new());
        }
        blocks[b].push(i);
        before += r.seconds;
    }
    // A short rest goes with the block before it.
    let short = |b: &Vec<usize>| b.iter().map(|&i| all[i].seconds).sum::<f64>() < 0.5 * BLOCK_S;
    if blocks.len() > 1 && blocks.last().is_some_and(short) {
        let rest = blocks.pop().unwrap_or_default();
        if let Some(last) = blocks.last_mut() {
            last.extend(rest);
        }
    }
    blocks.shuffle(&mut rng);
    let times: Vec<f64> = all.iter().map(|r| r.t).collect();
    let moved: Vec<_> = blocks
        .concat()
        .into_iter()
        .zip(times)
        .map(|(i, t)| super::drift::Row { t, clock: t, ..all[i] })
        .collect();
    let (early, late) = quarters(&moved, &settings.drift);
    Rows { rows: moved, early, late, whole_parts: true }
}

/// The middle third of the seconds, its halves the two parts.
fn middle(rows: &Rows) -> Option<Rows> {
    let total: f64 = rows.rows.iter().map(|r| r.seconds).sum();
    let mut before = 0.0;
    let inside: Vec<_> = rows
        .rows
        .iter()
        .filter(|r| {
            before += r.seconds;
            (total / 3.0..=total * 2.0 / 3.0).contains(&before)
        })
        .copied()
        .collect();
    if inside.len() < MIDDLE_ROWS {
        return None;
    }
    let half: f64 = 0.5 * inside.iter().map(|r| r.seconds).sum::<f64>();
    let mut before = 0.0;
    let early: Vec<bool> = inside
        .iter()
        .map(|r| {
            before += r.seconds;
            before <= half
        })
        .collect();
    let late = early.iter().map(|e| !e).collect();
    Some(Rows { rows: inside, early, late, whole_parts: true })
}
