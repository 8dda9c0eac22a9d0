//! The one-second grid over irregular records.

use ndarray::Array1;

use super::MetricSeries;
use super::select::Pick;
use crate::metrics::Metric;
use crate::recording::MAX_DURATION_S;
use crate::recording::WatchSeries;
use crate::settings::Settings;
use crate::stats;

/// The one-second grid over irregular records.
pub(super) struct Grid<'a> {
    pub(super) time: &'a Array1<f64>,
    pub(super) n: usize,
    pub(super) median_dt: f64,
    /// Longest distance between records that is bridged, s.
    pub(super) gap_s: f64,
    /// For each grid second the last record at or before it.
    pub(super) last: Vec<usize>,
}

impl<'a> Grid<'a> {
    pub(super) fn new(watch: &'a WatchSeries, settings: &Settings) -> Self {
        let time = &watch.time_s;
        let median_dt =
            stats::median(time.windows(2).into_iter().map(|w| w[1] - w[0])).unwrap_or(1.0);
        let gap_s = settings.mask.gap_min_s.max(settings.mask.gap_dt_factor * median_dt);
        // The import refuses longer recordings; this holds for any other caller.
        let duration = watch.duration_s().clamp(0.0, MAX_DURATION_S);
        let n = if time.is_empty() { 0 } else { duration.floor() as usize + 1 };
        let mut last = Vec::with_capacity(n);
        let mut j = 0;
        for i in 0..n {
            while j + 1 < time.len() && time[j + 1] <= i as f64 + 1e-6 {
                j += 1;
            }
            last.push(j);
        }
        Grid { time, n, median_dt, gap_s, last }
    }

    /// Holds the last record for up to three usual steps.
    pub(super) fn hold(&self, values: &Array1<f64>) -> Array1<f64> {
        let cap = 3.0 * self.median_dt;
        Array1::from_iter(
            self.last
                .iter()
                .enumerate()
                .map(|(i, &j)| if i as f64 - self.time[j] < cap { values[j] } else { f64::NAN }),
        )
    }

    /// Linear between finite neighbours no further apart than a gap.
    pub(super) fn interpolate(&self, values: &Array1<f64>) -> Array1<f64> {
        let mut out = Array1::from_elem(self.n, f64::NAN);
        let finite: Vec<usize> = (0..values.len()).filter(|&j| values[j].is_finite()).collect();
        let mut k = 0;
        for i in 0..self.n {
            let t = i as f64;
            while k + 1 < finite.len() && self.time[finite[k + 1]] <= t + 1e-6 {
                k += 1;
            }
            let Some(&a) = finite.get(k) else { break };
            if self.time[a] > t + 1e-6 {
                continue;
            }
            let (ta, va) = (self.time[a], values[a]);
            out[i] = match finite.get(k + 1) {
                _ if t - ta < 1e-6 => va,
                Some(&b) if self.time[b] - ta <= self.gap_s => {
                    va + (values[b] - va) * (t - ta) / (self.time[b] - ta)
                }
                _ if t - ta <= self.median_dt => va,
                _ => f64::NAN,
            };
        }
        out
    }

    pub(super) fn metric(&self, metric: Metric, pick: &Pick) -> MetricSeries {
        let values = self.hold(&pick.values);
        MetricSeries {
            metric,
            unit: metric.unit(),
            source: pick.provenance(),
            family: pick.family(),
            site: pick.site(),
            estimated: pick.estimated,
            accuracy: None,
            resolution: 0.0,
            values,
        }
    }
}
