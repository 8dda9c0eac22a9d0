//! Half-minute rows of a series, and the variability of the cadence within them: one
//! producer for comparison, segments and charts.

use std::ops::Range;

use super::{FormSeries, MetricSeries, Sampling};
use crate::metrics::Metric;
use crate::recording::{Formula, Provenance, SensorFamily, Span};
use crate::settings::Compare;
use crate::stats;

/// Longest usual time between records that shows a variability of the cadence, s. Ours.
const DENSE_S: f64 = 1.5;

impl FormSeries {
    /// The samples of a stretch in rows of `row_s` from its start, each with its span;
    /// rows without samples are left out. A lap is a row by itself.
    pub fn rows(&self, stretch: Span, row_s: f64) -> Vec<(Span, Range<usize>)> {
        let after = |s: f64| self.t.iter().position(|t| *t >= s).unwrap_or(self.len());
        let (mut from, end) = (after(stretch.start_s), after(stretch.end_s));
        let mut rows = Vec::new();
        while from < end {
            let (span, to) = self.row_end(stretch, row_s, from, end);
            rows.push((span, from..to));
            from = to;
        }
        rows
    }

    /// Span and end of the row that starts at sample `from`.
    fn row_end(&self, stretch: Span, row_s: f64, from: usize, end: usize) -> (Span, usize) {
        let t = self.t[from];
        if self.sampling == Sampling::Laps {
            return (Span { start_s: t, end_s: t + self.dur[from] }, from + 1);
        }
        let k = ((t - stretch.start_s) / row_s).floor();
        let start_s = stretch.start_s + k * row_s;
        let end_s = start_s + row_s;
        let mut to = from;
        while to < end && self.t[to] < end_s {
            to += 1;
        }
        (Span { start_s, end_s }, to.max(from + 1))
    }

    /// Whether the samples of a row suffice for a value of it.
    pub fn fill_a_row(&self, samples: &[usize], settings: &Compare) -> bool {
        let need = match self.sampling {
            Sampling::Seconds => settings.row_valid_share * settings.row_s,
            Sampling::Laps => 0.0,
        };
        !samples.is_empty() && samples.iter().map(|&i| self.dur[i]).sum::<f64>() >= need
    }

    /// The cadence as that of which [`spread_pct`] within rows is the variability:
    /// where the records are dense enough to show one, and single strides, which show
    /// it without smoothing, are not known.
    pub fn cadence_spread(&self) -> Option<MetricSeries> {
        let dense = self.sampling == Sampling::Seconds && self.record_step_s <= DENSE_S;
        if !dense || self.metric(Metric::StrideTimeCv).is_some() {
            return None;
        }
        let cadence = self.metric(Metric::Cadence)?;
        // A watch averages its cadence over seconds; sensors count single steps.
        let by_watch = self.steps.is_empty() && cadence.family != SensorFamily::Imu;
        let formula = match by_watch {
            true => Formula::SpreadInRowsSmoothed,
            false => Formula::SpreadInRows,
        };
        Some(MetricSeries {
            metric: Metric::CadenceCv,
            unit: Metric::CadenceCv.unit(),
            source: Provenance::derived(formula, cadence.source.fields()),
            estimated: true,
            ..cadence.clone()
        })
    }
}

/// Coefficient of variation, %.
pub fn spread_pct(values: &[f64]) -> Option<f64> {
    let (mean, sd) = stats::mean_sd(values)?;
    Some(100.0 * sd / mean)
}

/// The variability within each row of a stretch that has enough samples that count.
pub fn spread_in_rows(
    series: &FormSeries,
    spread: &MetricSeries,
    stretch: Span,
    counts: &dyn Fn(usize) -> bool,
    settings: &Compare,
) -> Vec<f64> {
    let rows = series.rows(stretch, settings.row_s).into_iter();
    rows.filter_map(|(_, samples)| {
        let counting = |&i: &usize| counts(i) && spread.values[i].is_finite();
        let inside: Vec<usize> = samples.filter(counting).collect();
        let values: Vec<f64> = inside.iter().map(|&i| spread.values[i]).collect();
        spread_pct(&values).filter(|_| series.fill_a_row(&inside, settings))
    })
    .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::recording::Source;
    use crate::series::test_series;

    #[test]
    fn only_a_watch_smooths() {
        let spread = |family, source: &str| {
            let mut series = test_series(60, |_| 3.0);
            series.metrics[0].family = family;
            series.metrics[0].source = Provenance::measured(Source::native(source));
            series.cadence_spread().unwrap().source.to_string()
        };
        assert_eq!(
            spread(SensorFamily::Native, "fit:cadence"),
            "derived:spread within 30 s, watch_smoothed, of fit:cadence"
        );
        assert_eq!(
            spread(SensorFamily::Imu, "imu:sacrum"),
            "derived:spread within 30 s of imu:sacrum"
        );
    }

    #[test]
    fn rows_begin_with_their_stretch() {
        let series = test_series(100, |_| 3.0);
        let rows = series.rows(Span { start_s: 10.0, end_s: 80.0 }, 30.0);
        let ranges: Vec<_> = rows.iter().map(|r| r.1.clone()).collect();
        assert_eq!(ranges, [10..40, 40..70, 70..80]);
        assert_eq!(rows[2].0, Span { start_s: 70.0, end_s: 100.0 });
    }
}
