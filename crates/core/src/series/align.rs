//! Lays the clock of a watch over that of a sensor by the rhythm of the steps.

use super::FormSeries;
use crate::metrics::Metric;
use crate::recording::{Clock, NotAligned};

/// Clocks that both know the time of day differ by at most this, s. Ours: loggers
/// are set by hand or by a laptop.
const TIME_OF_DAY_DOUBT_S: f64 = 180.0;
/// Fewest seconds in common. Ours: shorter stretches correlate by chance.
const MIN_OVERLAP_S: usize = 120;
/// Weakest correlation that is believed. Ours: by chance, 120 s of cadence as
/// autocorrelated as a runner's reach 0.4.
const MIN_CORRELATION: f64 = 0.5;
/// A second peak this near in weight leaves the alignment open. Ours.
const RIVAL_SHARE: f64 = 0.95;
/// Peaks closer than this are one, s.
const SAME_PEAK_S: i64 = 15;
/// Watches show the cadence of the last few seconds, so that the rhythm lays them some
/// seconds too late, s. Ours.
const WATCH_LAG_S: f64 = 5.0;
/// Two recordings show the same run at the same time of day where they agree in
/// running or standing for this share of the time they have in common, that time is
/// this share of the shorter one, and their usual cadence differs by no more than
/// this, spm. Ours.
const SAME_RUN_SHARE: f64 = 0.9;
const COMMON_SHARE: f64 = 0.8;
const SAME_CADENCE_SPM: f64 = 4.0;

/// How two clocks relate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Aligned {
    /// What to add to the sensor's time for the watch's, s.
    pub(super) offset_s: f64,
    /// Half the width over which the correlation hardly falls, s.
    pub(super) doubt_s: f64,
    /// Correlation of the two cadences.
    pub(super) correlation: f64,
}

/// The offset at which the cadences of both agree best.
///
/// Cross-correlation of the cadence second by second, standing still counted as
/// 0, so that stops and starts weigh most. `doubt_s` is where the correlation
/// has lost what chance moves it by, (1 − r²)/√n.
///
/// # Errors
/// Why there is no single answer.
pub(super) fn by_cadence(
    sensor: &FormSeries,
    watch: &FormSeries,
    clock: Clock,
) -> Result<Aligned, NotAligned> {
    let (Some(a), Some(b)) = (rhythm(sensor), rhythm(watch)) else {
        return Err(NotAligned::NoCadenceToMatch);
    };
    let (centre, reach) = match clock {
        Clock::TimeOfDay(offset_s) => (offset_s, TIME_OF_DAY_DOUBT_S),
        Clock::Shared(offset_s) => (offset_s, 0.0),
        Clock::Unknown => (0.0, a.len().max(b.len()) as f64),
    };
    let lags: Vec<i64> =
        ((centre - reach).ceil() as i64..=(centre + reach).floor() as i64).collect();
    let found: Vec<(i64, f64, usize)> = lags
        .into_iter()
        .filter_map(|lag| correlation(&a, &b, lag).map(|(r, n)| (lag, r, n)))
        .collect();
    // Short overlaps correlate by chance: weighed by how surprising they are (Fisher).
    let weight = |r: f64, n: usize| r.clamp(-0.999, 0.999).atanh() * (n as f64).sqrt();
    let score = |f: &(i64, f64, usize)| weight(f.1, f.2);
    let Some(&(lag, r, n)) = found.iter().max_by(|x, y| score(x).total_cmp(&score(y))) else {
        return Err(NotAligned::TooLittleInCommon { needed_s: MIN_OVERLAP_S as f64 });
    };
    if r < MIN_CORRELATION {
        return Err(NotAligned::CadencesDoNotMatch { correlation: r });
    }
    let rival = found
        .iter()
        .filter(|f| (f.0 - lag).abs() > SAME_PEAK_S)
        .map(score)
        .fold(f64::NEG_INFINITY, f64::max);
    if rival > RIVAL_SHARE * weight(r, n) {
        return Err(NotAligned::SeveralPlacesMatch);
    }
    let chance = (1.0 - r * r) / (n as f64).sqrt();
    let near: Vec<i64> = found.iter().filter(|f| f.1 > r - chance).map(|f| f.0).collect();
    let wide = near.iter().map(|l| (l - lag).abs()).filter(|d| *d <= SAME_PEAK_S).max();
    let at = |l: i64| found.iter().find(|f| f.0 == l).map(|f| f.1);
    let shift = match (at(lag - 1), at(lag + 1)) {
        (Some(before), Some(after)) => {
            let s = 0.5 * (before - after) / (before - 2.0 * r + after);
            if s.abs() <= 0.5 { s } else { 0.0 }
        }
        _ => 0.0,
    };
    Ok(Aligned {
        offset_s: lag as f64 + shift,
        doubt_s: (wide.unwrap_or(0) as f64).max(WATCH_LAG_S),
        correlation: r,
    })
}

/// The offset that the times of day of both say, where the two look like one run
/// whose rhythm is too even to lay them over each other.
pub(super) fn by_time_of_day(sensor: &FormSeries, watch: &FormSeries, clock: Clock) -> Option<f64> {
    let Clock::TimeOfDay(offset_s) = clock else { return None };
    let (a, b) = (rhythm(sensor)?, rhythm(watch)?);
    let lag = offset_s.round() as i64;
    let common: Vec<(f64, f64)> = (0..a.len())
        .filter_map(|i| Some((a[i], *b.get(usize::try_from(i as i64 + lag).ok()?)?)))
        .collect();
    let alike = common.iter().filter(|(x, y)| (*x > 0.0) == (*y > 0.0)).count();
    let shorter = a.len().min(b.len()) as f64;
    let usual = |of: fn(&(f64, f64)) -> f64| {
        crate::stats::median(common.iter().map(of).filter(|v| *v > 0.0))
    };
    let same = (usual(|c| c.0)? - usual(|c| c.1)?).abs() <= SAME_CADENCE_SPM;
    let enough = common.len() >= MIN_OVERLAP_S && common.len() as f64 >= COMMON_SHARE * shorter;
    (same && enough && alike as f64 >= SAME_RUN_SHARE * common.len() as f64).then_some(offset_s)
}

/// Cadence by second; 0 where nobody runs or steps.
fn rhythm(series: &FormSeries) -> Option<Vec<f64>> {
    let cadence = series.metric(Metric::Cadence)?;
    Some(cadence.values.iter().map(|v| if v.is_finite() { *v } else { 0.0 }).collect())
}

/// Pearson correlation of `a[i]` with `b[i + lag]`, and over how many seconds.
fn correlation(a: &[f64], b: &[f64], lag: i64) -> Option<(f64, usize)> {
    let from = 0.max(-lag) as usize;
    let to = (a.len() as i64).min(b.len() as i64 - lag).max(0) as usize;
    if to < from + MIN_OVERLAP_S {
        return None;
    }
    let n = (to - from) as f64;
    let x = &a[from..to];
    let y = &b[(from as i64 + lag) as usize..(to as i64 + lag) as usize];
    let (mx, my) = (x.iter().sum::<f64>() / n, y.iter().sum::<f64>() / n);
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (u, v) in x.iter().zip(y) {
        xy += (u - mx) * (v - my);
        xx += (u - mx).powi(2);
        yy += (v - my).powi(2);
    }
    let r = xy / (xx * yy).sqrt();
    r.is_finite().then_some((r, to - from))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::series::test_series;

    /// Ten minutes with a stop from 200 to 230 s and a quicker middle.
    fn run(from: usize, n: usize, period: f64) -> FormSeries {
        let mut series = test_series(n, |_| 3.0);
        for i in 0..n {
            let t = (from + i) as f64;
            let stop = (200.0..230.0).contains(&t);
            let wave = 3.0 * (t / period).sin() + 2.0 * (t / (2.3 * period)).cos();
            series.metrics[0].values[i] = if stop { f64::NAN } else { 170.0 + wave };
        }
        series
    }

    #[test]
    fn the_offset_is_found_whichever_began_first() {
        for (a, b) in [(0, 37), (37, 0), (10, 10)] {
            let aligned = by_cadence(&run(a, 600, 31.0), &run(b, 560, 31.0), Clock::Unknown);
            let aligned = aligned.unwrap();
            assert!((aligned.offset_s - (a as f64 - b as f64)).abs() < 0.1, "{aligned:?}");
            assert!(aligned.correlation > 0.99 && aligned.doubt_s == WATCH_LAG_S, "{aligned:?}");
        }
    }

    #[test]
    fn an_even_run_is_laid_by_the_time_of_day_alone() {
        let even = |n| test_series(n, |_| 3.0);
        let laid = |a: &FormSeries, b: &FormSeries, clock| by_time_of_day(a, b, clock);
        assert_eq!(laid(&even(600), &even(640), Clock::TimeOfDay(12.0)), Some(12.0));
        assert_eq!(laid(&even(600), &even(640), Clock::Unknown), None);
        assert_eq!(laid(&even(600), &even(640), Clock::TimeOfDay(300.0)), None);
        let mut walk = even(600);
        walk.metrics[0].values.mapv_inplace(|v| v - 30.0);
        assert_eq!(laid(&even(600), &walk, Clock::TimeOfDay(0.0)), None);
    }

    #[test]
    fn what_does_not_match_is_not_forced() {
        let even = |n| test_series(n, |_| 3.0);
        assert!(by_cadence(&even(600), &even(600), Clock::Unknown).is_err());
        let mut other = even(600);
        other.metrics[0].values.indexed_iter_mut().for_each(|(i, v)| {
            *v = 170.0 + 3.0 * (i as f64 * i as f64 / 900.0).sin();
        });
        let off = by_cadence(&run(0, 600, 31.0), &other, Clock::TimeOfDay(0.0)).unwrap_err();
        let differ = matches!(off, NotAligned::CadencesDoNotMatch { .. });
        assert!(differ || off == NotAligned::SeveralPlacesMatch, "{off:?}");
        let short = by_cadence(&run(0, 100, 31.0), &run(0, 600, 31.0), Clock::Unknown);
        assert_eq!(short.unwrap_err(), NotAligned::TooLittleInCommon { needed_s: 120.0 });
    }
}
