//! The end of the warm-up, told from the heart rate.
//!
//! At the start the heart rate climbs with a time constant of about half a
//! minute and then for some minutes more slowly; the runner is warm when it
//! changes no more than with the pace.

use crate::metrics::Metric;
use crate::series::{FormSeries, Mask, Sampling};
use crate::settings::Windows;

/// Heart rates outside this range are sensor errors, bpm. Ours.
const BELIEVABLE_BPM: [f64; 2] = [40.0, 220.0];
/// An optical sensor that reads the steps follows the cadence this closely, spm. Ours.
const LOCKED_SPM: f64 = 3.0;
/// Share of a stretch that needs a heart rate. Ours.
const MIN_SHARE: f64 = 0.8;

/// Active time at which the heart rate has settled; `None` where the settings
/// do not ask, there is no usable heart rate, or it does not settle in time.
pub(super) fn by_heart_rate(series: &FormSeries, w: &Windows) -> Option<f64> {
    if !w.warmup_by_heart_rate || series.sampling != Sampling::Seconds {
        return None;
    }
    let cadence = series.metric(Metric::Cadence).map(|m| &m.values);
    let beats: Vec<(f64, f64)> = (0..series.len())
        .filter(|&i| !series.mask[i].any(Mask::PAUSE))
        .take_while(|&i| {
            series.active[i]
                < w.warmup_max_s + w.warmup_heart_rate_span_s + w.warmup_heart_rate_hold_s
        })
        .filter(|&i| {
            let beat = series.heart_rate[i];
            let locked = cadence.is_some_and(|c| (c[i] - beat).abs() < LOCKED_SPM);
            (BELIEVABLE_BPM[0]..=BELIEVABLE_BPM[1]).contains(&beat) && !locked
        })
        .map(|i| (series.active[i] / 60.0, series.heart_rate[i]))
        .collect();
    let span = w.warmup_heart_rate_span_s;
    let settled = |from: f64| {
        let from_min = from / 60.0;
        let inside = || {
            beats.iter().filter(|(t, _)| (from_min..from_min + span / 60.0).contains(t)).copied()
        };
        inside().count() as f64 >= MIN_SHARE * span
            && slope(inside()).is_some_and(|s| s.abs() < w.warmup_heart_rate_slope)
    };
    let mut since = None;
    let mut at = w.warmup_heart_rate_min_s;
    // In steps of ten seconds; finer than the slope can tell.
    while at <= w.warmup_max_s + w.warmup_heart_rate_hold_s {
        since = if settled(at) { since.or(Some(at)) } else { None };
        match since {
            Some(s) if at - s >= w.warmup_heart_rate_hold_s => return Some(s),
            _ => at += 10.0,
        }
    }
    None
}

/// Least-squares slope of `(x, y)`.
fn slope(points: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let (mut n, mut sx, mut sy, mut sxx, mut sxy) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (x, y) in points {
        n += 1.0;
        sx += x;
        sy += y;
        sxx += x * x;
        sxy += x * y;
    }
    let spread = sxx - sx * sx / n;
    (spread > 0.0).then(|| (sxy - sx * sy / n) / spread)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::series::test_series;
    use crate::settings::Settings;

    /// A heart rate that settles with this time constant, s.
    fn end(tau: f64) -> Option<f64> {
        let mut series = test_series(3600, |_| 3.0);
        series.heart_rate =
            series.t.mapv(|t| 150.0 - 70.0 * (-t / tau).exp() + 0.5 * (t * 0.3).sin());
        let mut settings = Settings::default();
        settings.windows.warmup_by_heart_rate = true;
        by_heart_rate(&series, &settings.windows)
    }

    #[test]
    fn a_quick_heart_ends_the_warm_up_early_and_a_slow_one_does_not() {
        assert_eq!(end(40.0), Some(300.0));
        // 70/120·e^(−t/120) bpm/s falls below 1 bpm/min at 427 s; over three minutes
        // around it, a little earlier at the start of the three.
        let at = end(120.0).unwrap();
        assert!((330.0..=430.0).contains(&at), "{at}");
        // It would take 20 minutes: by time, then.
        assert_eq!(end(600.0), None);
    }

    #[test]
    fn a_sensor_that_counts_steps_says_nothing() {
        let mut series = test_series(3600, |_| 3.0);
        series.heart_rate.fill(170.0);
        let mut settings = Settings::default();
        settings.windows.warmup_by_heart_rate = true;
        assert_eq!(by_heart_rate(&series, &settings.windows), None);
        settings.windows.warmup_by_heart_rate = false;
        series.heart_rate.fill(150.0);
        assert_eq!(by_heart_rate(&series, &settings.windows), None);
    }
}
