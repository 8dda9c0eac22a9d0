//! Samples of a run reduced to the points of a line.

use ndarray::Array1;

use super::draw::{self, Scale, WIDE};
use crate::series::{FormSeries, Mask, Sampling};

/// Points of a line at most; more cannot be told apart on a screen. Ours.
const MOST_POINTS: f64 = 1000.0;
/// Seconds a point may stand for.
const POINT_S: [f64; 9] = [1.0, 2.0, 3.0, 5.0, 10.0, 15.0, 20.0, 30.0, 60.0];

/// A quantity reduced to the points of a line.
pub(super) struct Reduced {
    /// Mean of the samples that count; NaN where there are none.
    pub counting: Vec<f64>,
    /// Mean of the others while moving; NaN where there are none.
    pub others: Vec<f64>,
}

impl Reduced {
    pub fn value(&self, k: usize) -> Option<f64> {
        let at = |v: &[f64]| v.get(k).copied().filter(|v| v.is_finite());
        at(&self.counting).or_else(|| at(&self.others))
    }
}

/// Samples grouped into points.
pub(super) struct Points<'a> {
    pub series: &'a FormSeries,
    pub point_s: f64,
    pub n: usize,
    pub end_s: f64,
}

impl<'a> Points<'a> {
    pub fn of(series: &'a FormSeries) -> Option<Points<'a>> {
        let last = series.len().checked_sub(1)?;
        let end_s = series.t[last] + series.dur[last];
        if !(end_s.is_finite() && end_s > 0.0) {
            return None;
        }
        let fits = |s: &f64| end_s / s <= MOST_POINTS;
        let point_s = POINT_S.into_iter().find(fits).unwrap_or((end_s / MOST_POINTS).ceil());
        let n = (end_s / point_s).ceil() as usize;
        Some(Points { series, point_s, n, end_s })
    }

    pub fn x(&self) -> Scale {
        Scale::new([0.0, self.end_s], [0.0, WIDE])
    }

    /// The points that sample `i` lies in: one, or all of a lap.
    pub fn places(&self, i: usize) -> std::ops::Range<usize> {
        let from = (self.series.t[i].max(0.0) / self.point_s) as usize;
        let to = match self.series.sampling {
            Sampling::Seconds => from + 1,
            Sampling::Laps => {
                ((self.series.t[i] + self.series.dur[i]) / self.point_s).ceil() as usize
            }
        };
        from.min(self.n)..to.clamp(from, self.n.max(from)).min(self.n).max(from.min(self.n))
    }

    pub fn reduce(&self, values: &Array1<f64>, pauses_too: bool) -> Reduced {
        let mut sums = vec![[0.0; 4]; self.n];
        for i in 0..self.series.len() {
            let (value, mask) = (values[i], self.series.mask[i]);
            let stopped = mask.any(Mask::PAUSE) || mask.any(Mask::NOT_RUNNING);
            if !value.is_finite() || (stopped && !pauses_too) {
                continue;
            }
            let kind = if mask.is_clear() { 0 } else { 2 };
            for k in self.places(i) {
                sums[k][kind] += value;
                sums[k][kind + 1] += 1.0;
            }
        }
        let mean = |s: f64, n: f64| if n > 0.0 { s / n } else { f64::NAN };
        Reduced {
            counting: sums.iter().map(|s| mean(s[0], s[1])).collect(),
            others: sums.iter().map(|s| mean(s[2], s[3])).collect(),
        }
    }

    /// Lines of what counts and of what does not; the latter joins the former.
    pub fn lines(&self, reduced: &Reduced, y: &Scale) -> (String, String) {
        let x = self.x();
        let middle = |k: usize| x.at(((k as f64 + 0.5) * self.point_s).min(self.end_s));
        let counts = |k: usize| reduced.counting.get(k).is_some_and(|v| v.is_finite());
        let solid =
            (0..self.n).map(|k| counts(k).then(|| (middle(k), y.near(reduced.counting[k]))));
        let faint = (0..self.n).map(|k| {
            let beside = (k > 0 && !counts(k - 1)) || (k + 1 < self.n && !counts(k + 1));
            let value = reduced.value(k).filter(|_| !counts(k) || beside)?;
            Some((middle(k), y.near(value)))
        });
        (draw::line(solid), draw::line(faint))
    }
}
