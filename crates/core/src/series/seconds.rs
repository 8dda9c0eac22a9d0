//! What steps and windows measured, second by second.

use ndarray::Array1;

use crate::gait::{Step, Windowed};
use crate::metrics::{Side, consistency};

/// A value of a single step.
pub(super) type OfStep = fn(&Step) -> f64;

/// Strides over which the spread of stride times is taken. Ours: enough for a
/// spread (standard error 13 %), short enough for a half-minute row.
const SPREAD_STRIDES: usize = 31;
/// A second counts where the strides cover at least this share of it. Ours.
const COVERED: f64 = 0.5;

/// Values of intervals, averaged over each second by the time they cover.
pub(super) struct Seconds {
    sum: Array1<f64>,
    weight: Array1<f64>,
}

impl Seconds {
    pub(super) fn new(n: usize) -> Self {
        Seconds { sum: Array1::zeros(n), weight: Array1::zeros(n) }
    }

    pub(super) fn add(&mut self, start_s: f64, end_s: f64, value: f64) {
        if !(value.is_finite() && start_s.is_finite() && end_s > start_s) {
            return;
        }
        let first = start_s.max(0.0) as usize;
        let last = (end_s.max(0.0).ceil() as usize).min(self.sum.len());
        for i in first..last {
            let covered = end_s.min(i as f64 + 1.0) - start_s.max(i as f64);
            if covered > 0.0 {
                self.sum[i] += covered * value;
                self.weight[i] += covered;
            }
        }
    }

    /// Value and duration in ms of each sound step.
    pub(super) fn steps(&mut self, steps: &[Step], of: impl Fn(&Step) -> (f64, f64)) {
        for step in steps.iter().filter(|s| s.fault.is_none()) {
            let (value, ms) = of(step);
            let start = step.initial_contact_s;
            self.add(start, start + ms / 1000.0, value);
        }
    }

    /// Values of the steps of one foot, each standing for its whole stride.
    pub(super) fn of_side(&mut self, steps: &[Step], side: Side, of: OfStep) {
        let own: Vec<Step> = steps.iter().filter(|s| s.side == Some(side)).copied().collect();
        self.steps(&own, |s| (of(s), s.stride_ms));
    }

    pub(super) fn windows(&mut self, windows: &[Windowed]) {
        for w in windows {
            self.add(w.span.start_s, w.span.end_s, w.value);
        }
    }

    /// A value from each left step and the right step next to it.
    pub(super) fn pairs(
        &mut self,
        steps: &[Step],
        of: impl Fn(&Step) -> f64,
        join: fn(f64, f64) -> f64,
    ) {
        for pair in steps.windows(2) {
            let [a, b] = [pair[0], pair[1]];
            if a.fault.is_some() || b.fault.is_some() {
                continue;
            }
            let value = match (a.side, b.side) {
                (Some(Side::Left), Some(Side::Right)) => join(of(&a), of(&b)),
                (Some(Side::Right), Some(Side::Left)) => join(of(&b), of(&a)),
                _ => continue,
            };
            self.add(a.initial_contact_s, b.initial_contact_s, value);
        }
    }

    /// Coefficient of variation of the stride times around each stride, its own
    /// trend taken out.
    pub(super) fn spread_of_strides(&mut self, steps: &[Step]) {
        let side = steps.iter().find_map(|s| s.side);
        let strides: Vec<&Step> = steps
            .iter()
            .filter(|s| s.side == side && s.fault.is_none() && s.stride_ms.is_finite())
            .collect();
        for window in strides.chunks(SPREAD_STRIDES).filter(|w| w.len() == SPREAD_STRIDES) {
            let t: Vec<f64> = window.iter().map(|s| s.initial_contact_s).collect();
            let ms: Vec<f64> = window.iter().map(|s| s.stride_ms).collect();
            let together = t[SPREAD_STRIDES - 1] - t[0] < 1.5 * ms.iter().sum::<f64>() / 1000.0;
            if let Some(cv) = consistency::detrended_cv_pct(&t, &ms).filter(|_| together) {
                self.add(t[0], t[SPREAD_STRIDES - 1], cv);
            }
        }
    }

    /// The means; `None` when no second was covered.
    pub(super) fn finish(self) -> Option<Array1<f64>> {
        let values = ndarray::Zip::from(&self.sum)
            .and(&self.weight)
            .map_collect(|s, w| if *w >= COVERED { s / w } else { f64::NAN });
        values.iter().any(|v| v.is_finite()).then_some(values)
    }
}
