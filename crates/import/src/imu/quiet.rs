//! Rows in memory, without the long stretches in which nothing moves.

use super::grid::Row;
use crate::recording::Span;

/// Movement is judged in blocks of this length, s. Ours.
const BLOCK_S: f64 = 10.0;
/// Blocks kept on either side of movement: a minute. Ours.
const MARGIN: usize = 6;
/// A block with less spread of the size of acceleration is quiet, g. Ours: lying,
/// sitting and standing are below 0.03, walking above 0.1, running above 0.35.
const QUIET_G: f64 = 0.05;

/// The rows kept.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    rows: Vec<Row>,
    /// 1 g in the unit of the rows, where known.
    g: Option<f64>,
    /// Begin of the block being filled.
    block: usize,
    sum: f64,
    squares: f64,
    /// Begins of the quiet blocks since the last movement.
    run: Vec<usize>,
    dropped: Vec<Span>,
}

impl Shelf {
    /// Drops quiet stretches from now on; `g` is 1 g in the unit of the rows.
    pub(super) fn drop_quiet_below(&mut self, g: Option<f64>) {
        self.g = g;
    }

    pub(super) fn push(&mut self, row: Row) {
        if let Some(g) = self.g {
            let begin = self.rows.get(self.block).map_or(row.t, |r| r.t);
            if row.t - begin >= BLOCK_S {
                self.close(g);
            }
            let square: f64 = row.acc.iter().filter(|v| v.is_finite()).map(|v| v * v).sum();
            self.sum += square.sqrt();
            self.squares += square;
        }
        self.rows.push(row);
    }

    /// Ends a block.
    fn close(&mut self, g: f64) {
        let n = (self.rows.len() - self.block) as f64;
        let mean = self.sum / n;
        let spread = (self.squares / n - mean * mean).max(0.0).sqrt();
        if spread < QUIET_G * g {
            self.run.push(self.block);
        } else {
            self.run.clear();
        }
        if self.run.len() > 2 * MARGIN {
            let (from, to) = (self.run[MARGIN], self.run[MARGIN + 1]);
            let span = Span { start_s: self.rows[from].t, end_s: self.rows[to].t };
            match self.dropped.last_mut() {
                Some(last) if span.start_s - last.end_s < BLOCK_S => last.end_s = span.end_s,
                _ => self.dropped.push(span),
            }
            self.rows.drain(from..to);
            self.run.remove(MARGIN);
            for begin in self.run.iter_mut().skip(MARGIN) {
                *begin -= to - from;
            }
        }
        self.block = self.rows.len();
        (self.sum, self.squares) = (0.0, 0.0);
    }

    /// The rows and the stretches that were dropped.
    pub(super) fn finish(self) -> (Vec<Row>, Vec<Span>) {
        (self.rows, self.dropped)
    }
}
