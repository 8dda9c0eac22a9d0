//! The running gate, and what is left out of comparisons.

use crate::metrics::Metric;
use crate::recording::{SensorFamily, Span};
use crate::series::{FormSeries, Mask, MetricSeries, Sampling, long_runs};
use crate::settings::Settings;
use crate::stats;

use super::terrain::grade_limit;

/// A cadence may be missing for this many usual record steps inside a run. Ours,
/// as long as a watch's value is held elsewhere.
const HOLD_STEPS: f64 = 3.0;

/// A sprint is told by the median cadence over this many seconds before and after. Ours.
const SPRINT_HALF_S: usize = 7;

/// Marks every sample with the reasons to leave it out: not running, settling
/// after a pause, unusual speed, hills, speeding up or slowing down.
///
/// A sample is running when cadence and speed lie in the gate's ranges (a
/// missing speed does not fail it) for a minimum time.
pub fn mark(series: &mut FormSeries, settings: &Settings) {
    let n = series.len();
    let gate = &settings.gate;
    let mut running: Vec<bool> = {
        let cadence = series.metric(Metric::Cadence);
        // From an inertial sensor running is told by its flight, slow steps and all.
        let by_signal = cadence.is_some_and(|m| m.family == SensorFamily::Imu);
        let cadence = cadence.map(|m| &m.values);
        let [low, high] = if by_signal { [0.0, f64::INFINITY] } else { gate.cadence_spm };
        (0..n)
            .map(|i| {
                let steps = cadence.map_or(f64::NAN, |c| c[i]);
                // No cadence field at all: the speed alone decides.
                let by_cadence = if cadence.is_some() {
                    steps >= low && steps <= high
                } else {
                    series.speed[i].is_finite()
                };
                by_cadence
                    && (series.speed[i].is_nan() || series.speed[i] >= gate.min_speed_mps)
                    && !series.mask[i].any(Mask::PAUSE.with(Mask::NOT_RUNNING))
            })
            .collect()
    };
    if let Some(m) = series.metric(Metric::Cadence).filter(|_| series.sampling == Sampling::Seconds)
    {
        let longest = (HOLD_STEPS * series.record_step_s) as usize;
        let blocked = Mask::PAUSE.with(Mask::NOT_RUNNING);
        bridge(&mut running, longest, |i| m.values[i].is_nan() && !series.mask[i].any(blocked));
    }
    for m in &mut series.mask {
        *m = m.with(Mask::NOT_RUNNING);
    }
    let min = match series.sampling {
        Sampling::Laps => 1,
        // Running was found step by step already.
        Sampling::Seconds if !series.steps.is_empty() => settings.imu.min_total_run_s as usize,
        Sampling::Seconds => gate.min_run_s as usize,
    };
    for span in long_runs(n, min, |i| running[i]) {
        for i in span.start_s as usize..span.end_s as usize {
            series.mask[i].0 &= !Mask::NOT_RUNNING.0;
        }
    }
    let median_speed = median_running_speed(series);
    let [slow, fast] = settings.mask.speed_band;
    let sprinting = sprints(series, settings);
    let steepest = grade_limit(series.grade_source, settings);
    let accelerating = acceleration(series, settings);
    for (i, accelerating) in accelerating.into_iter().enumerate() {
        let mut m = series.mask[i];
        if let Some(v) = median_speed
            && (series.speed[i] < slow * v || series.speed[i] > fast * v)
        {
            m = m.with(Mask::SPEED_BAND);
        }
        if sprinting.get(i) == Some(&true) {
            m = m.with(Mask::SPEED_BAND);
        }
        if series.grade[i].abs() > steepest {
            m = m.with(Mask::GRADE);
        }
        if accelerating {
            m = m.with(Mask::ACCELERATION);
        }
        series.mask[i] = m;
    }
    if series.sampling == Sampling::Seconds {
        let pauses = series.pauses.clone();
        for pause in pauses {
            let settle =
                Span { start_s: pause.end_s, end_s: pause.end_s + settings.mask.after_pause_s };
            for i in 0..n {
                if settle.contains(series.t[i]) {
                    series.mask[i] = series.mask[i].with(Mask::AFTER_PAUSE);
                }
            }
        }
    }
}

/// Seconds around which the steps are so quick that the runner sprints, where no
/// speed shows it: it is missing, or declared and the same throughout.
fn sprints(series: &FormSeries, settings: &Settings) -> Vec<bool> {
    let by_signal = |m: &&MetricSeries| m.family == SensorFamily::Imu;
    let Some(cadence) = series.metric(Metric::Cadence).filter(by_signal) else { return Vec::new() };
    let mut speeds = series.speed.iter().copied().filter(|v| v.is_finite());
    let first = speeds.next();
    if speeds.any(|v| Some(v) != first) {
        return Vec::new();
    }
    let runs = |i: usize| is_running(series, i);
    let around = |i: usize, half: usize| {
        let near = i.saturating_sub(half)..(i + half + 1).min(series.len());
        stats::median(near.filter(|&k| runs(k)).map(|k| cadence.values[k]))
    };
    let Some(usual) = around(0, series.len()) else { return Vec::new() };
    let limit = usual * (1.0 + settings.mask.sprint_cadence_pct / 100.0);
    (0..series.len()).map(|i| around(i, SPRINT_HALF_S).is_some_and(|c| c > limit)).collect()
}

/// Counts short stretches without a cadence as running when both neighbours run.
///
/// Some watches write position and sensors in records of their own, so that
/// every few seconds one has no cadence; without this, hardly a stretch of
/// running would reach the minimum time.
fn bridge(running: &mut [bool], longest: usize, missing: impl Fn(usize) -> bool) {
    for span in long_runs(running.len(), 1, missing) {
        let (a, b) = (span.start_s as usize, span.end_s as usize);
        if a > 0 && b < running.len() && b - a <= longest && running[a - 1] && running[b] {
            running[a..b].fill(true);
        }
    }
}

/// Median speed of the samples that pass the running gate, m/s.
pub fn median_running_speed(series: &FormSeries) -> Option<f64> {
    stats::median((0..series.len()).filter(|&i| is_running(series, i)).map(|i| series.speed[i]))
}

/// Whether a sample passes the running gate.
pub fn is_running(series: &FormSeries, i: usize) -> bool {
    !series.mask[i].any(Mask::NOT_RUNNING.with(Mask::PAUSE))
}

/// Seconds in which the speed (five-second mean) changes by more than the
/// limit over the span around them.
fn acceleration(series: &FormSeries, settings: &Settings) -> Vec<bool> {
    let n = series.len();
    if series.sampling == Sampling::Laps {
        return vec![false; n];
    }
    let mean5: Vec<f64> = (0..n)
        .map(|i| {
            let (a, b) = (i.saturating_sub(2), (i + 3).min(n));
            let (sum, count) = (a..b)
                .map(|j| series.speed[j])
                .filter(|v| v.is_finite())
                .fold((0.0, 0u32), |(s, c), v| (s + v, c + 1));
            if count == 0 { f64::NAN } else { sum / f64::from(count) }
        })
        .collect();
    let half = (settings.mask.accel_span_s / 2.0).round() as usize;
    (0..n)
        .map(|i| {
            let (a, b) = (i.saturating_sub(half), (i + half).min(n - 1));
            b > a && ((mean5[b] - mean5[a]) / (b - a) as f64).abs() >= settings.mask.accel_mps2
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series::test_series;

    #[test]
    fn a_sprint_shows_in_the_steps_where_the_speed_was_declared() {
        let mut series = test_series(600, |_| 3.0);
        let steps = &mut series.metrics[0];
        steps.family = SensorFamily::Imu;
        steps.values.slice_mut(ndarray::s![500..560]).mapv_inplace(|v| 1.12 * v);
        let sprint = |series: &FormSeries| series.seconds(|i| series.mask[i].any(Mask::SPEED_BAND));
        mark(&mut series, &Settings::default());
        assert_eq!(sprint(&series), 60.0);
        // With a speed of its own the speed decides.
        let mut measured = test_series(600, |i| 3.0 + 0.01 * (i as f64).sin());
        measured.metrics = series.metrics.clone();
        mark(&mut measured, &Settings::default());
        assert_eq!(sprint(&measured), 0.0);
    }

    /// Seconds of running when the cadence is missing wherever `missing` says.
    fn running_s(missing: impl Fn(usize) -> bool) -> f64 {
        let mut series = test_series(600, |_| 3.0);
        for i in (0..600).filter(|&i| missing(i)) {
            series.metrics[0].values[i] = f64::NAN;
        }
        mark(&mut series, &Settings::default());
        series.seconds(|i| is_running(&series, i))
    }

    #[test]
    fn single_seconds_without_cadence_do_not_break_a_run() {
        assert_eq!(running_s(|i| i % 8 == 7), 599.0); // the last second has one neighbour only
        assert_eq!(running_s(|i| (300..303).contains(&i)), 600.0);
        assert_eq!(running_s(|i| (300..304).contains(&i)), 596.0);
    }
}
