//! Consistency of cadence over a stretch of running: how much it varies, how
//! often it stays in a band, and how it drifts with distance.
//!
//! Watches smooth their cadence, so every variation here understates that of
//! single steps and compares only with the same watch. Missing values are NaN.

use crate::stats;

/// Conventional cadence band, spm. A convention, not a target: in elite 100 km
/// runners cadence ranged from 155 to 203, mean 182 (Burns 2019, J Appl
/// Physiol), and speed and leg length explain much of it.
pub const BAND_SPM: [f64; 2] = [170.0, 180.0];
/// Half width of the runner's own band around the fresh median, %. Ours.
pub const OWN_BAND_PCT: f64 = 3.0;

/// Half length of the running median that takes drift off, s: 31 values at one
/// a second, as with 31 strides. Ours.
const TREND_HALF_S: f64 = 15.0;
/// A running median needs this many values, half of a full window. Ours.
const TREND_MIN: usize = 16;
/// Seconds a minute needs to count. Ours.
const MINUTE_MIN: usize = 30;
/// Minutes and kilometres a drift needs. Ours.
const DRIFT_MIN: (usize, f64) = (5, 0.5);
/// Minutes that the effect of speed needs. Ours.
const SPEED_MIN_MINUTES: usize = 8;
/// Least SD of the speed between minutes that shows its effect, m/s. Ours.
const SPEED_MIN_SD: f64 = 0.08;
/// Beyond this correlation of speed with distance their effects cannot be told
/// apart. Ours.
const SPEED_MAX_CORRELATION: f64 = 0.9;

/// Seconds of running in order, equally long arrays.
#[derive(Debug, Clone, Copy)]
pub struct Seconds<'a> {
    /// Time, s.
    pub t: &'a [f64],
    /// Cadence, spm.
    pub cadence: &'a [f64],
    /// Speed, m/s.
    pub speed: &'a [f64],
    /// Distance from the start, m.
    pub distance: &'a [f64],
}

/// Coefficient of variation, %: 100·SD/mean.
pub fn cv_pct(values: &[f64]) -> Option<f64> {
    stats::mean_sd(values).filter(|m| m.0 > 0.0).map(|(mean, sd)| 100.0 * sd / mean)
}

/// Robust coefficient of variation, %: 148.26·MAD/median. `None` when more
/// than half of the values are equal: then it only shows the field's resolution.
pub fn robust_cv_pct(values: &[f64]) -> Option<f64> {
    let spread = stats::mad_sd(values).filter(|s| *s > 0.0)?;
    stats::median(values.iter().copied()).filter(|m| *m > 0.0).map(|m| 100.0 * spread / m)
}

/// Coefficient of variation, %, about the running median of half a minute:
/// jitter without drift and without slow changes of pace.
pub fn detrended_cv_pct(t: &[f64], values: &[f64]) -> Option<f64> {
    let (mean, _) = stats::mean_sd(values).filter(|m| m.0 > 0.0)?;
    let mut residuals = Vec::with_capacity(values.len());
    for (now, value) in t.iter().zip(values) {
        let from = t.partition_point(|x| *x < now - TREND_HALF_S);
        let to = t.partition_point(|x| *x <= now + TREND_HALF_S);
        let Some(window) = values.get(from..to) else { continue };
        if window.iter().filter(|v| v.is_finite()).count() >= TREND_MIN {
            residuals.extend(stats::median(window.iter().copied()).map(|m| value - m));
        }
    }
    stats::mean_sd(&residuals).map(|(_, sd)| 100.0 * sd / mean)
}

/// Coefficient of variation, %, after the effect of speed: `effect` in spm per
/// m/s, from [`speed_effect`] over the whole run.
pub fn speed_adjusted_cv_pct(s: Seconds, effect: f64) -> Option<f64> {
    let (mean, _) = stats::mean_sd(s.cadence).filter(|m| m.0 > 0.0)?;
    let at_zero: Vec<f64> = s.cadence.iter().zip(s.speed).map(|(c, v)| c - effect * v).collect();
    stats::mean_sd(&at_zero).map(|(_, sd)| 100.0 * sd / mean)
}

/// Root mean square of the change from one second to the next; seconds that
/// are no neighbours do not count.
pub fn rmssd(t: &[f64], values: &[f64]) -> Option<f64> {
    let squares: Vec<f64> = t
        .windows(2)
        .zip(values.windows(2))
        .filter(|(t, _)| t[1] - t[0] <= 1.5)
        .map(|(_, v)| (v[1] - v[0]).powi(2))
        .collect();
    stats::mean_sd(&squares).map(|(mean, _)| mean.sqrt())
}

/// Share of the values within the band, limits included, %.
pub fn share_within_pct(values: &[f64], [low, high]: [f64; 2]) -> Option<f64> {
    let n = values.iter().filter(|v| v.is_finite()).count();
    let inside = values.iter().filter(|v| (low..=high).contains(*v)).count();
    (n > 0).then(|| 100.0 * inside as f64 / n as f64)
}

/// The runner's own band around a fresh cadence.
pub fn own_band(fresh_spm: f64) -> [f64; 2] {
    [1.0 - OWN_BAND_PCT / 100.0, 1.0 + OWN_BAND_PCT / 100.0].map(|f| f * fresh_spm)
}

/// A drift with distance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drift {
    /// spm per km.
    pub slope: f64,
    /// 95 % interval, where there are enough minutes for one.
    pub ci95: Option<[f64; 2]>,
}

/// Middle values of one minute. Cadence is the mean of its middle half, not its
/// median: medians of whole numbers tie, and hide a slow drift.
#[derive(Debug, Clone, Copy)]
struct Minute {
    index: i64,
    km: f64,
    cadence: f64,
    speed: f64,
}

fn minutes(s: Seconds) -> Vec<Minute> {
    let index = |i: usize| (s.t[i] / 60.0).floor() as i64;
    let all: Vec<usize> = (0..s.t.len()).collect();
    all.chunk_by(|&a, &b| index(a) == index(b))
        .filter(|g| g.iter().filter(|&&i| s.cadence[i].is_finite()).count() >= MINUTE_MIN)
        .filter_map(|group| {
            let median = |of: &[f64]| stats::median(group.iter().map(|&i| of[i]));
            Some(Minute {
                index: index(group[0]),
                km: median(s.distance)? / 1000.0,
                cadence: stats::midmean(group.iter().map(|&i| s.cadence[i]))?,
                speed: median(s.speed).unwrap_or(f64::NAN),
            })
        })
        .collect()
}

/// Drift of cadence with distance, spm per km: Theil-Sen over minutes
/// with Sen's interval widened for autocorrelation. Needs five minutes and half
/// a kilometre.
pub fn drift(s: Seconds) -> Option<Drift> {
    fit_drift(&minutes(s), 0.0, 1.0)
}

/// The same drift at equal speed: minutes corrected by `effect` spm per m/s
/// from [`speed_effect`]; the interval is widened as far as speed and distance
/// go together.
pub fn drift_at_equal_speed(s: Seconds, effect: f64) -> Option<Drift> {
    let minutes = minutes(s);
    let correlation = correlation(&minutes).filter(|r| r.abs() <= SPEED_MAX_CORRELATION)?;
    fit_drift(&minutes, effect, (1.0 - correlation * correlation).sqrt().recip())
}

fn fit_drift(minutes: &[Minute], effect: f64, widen: f64) -> Option<Drift> {
    let reach = minutes.last()?.km - minutes.first()?.km;
    if minutes.len() < DRIFT_MIN.0 || reach <= DRIFT_MIN.1 {
        return None;
    }
    let corrected =
        |m: &Minute| if effect == 0.0 { m.cadence } else { m.cadence - effect * m.speed };
    let points: Vec<(f64, f64)> = minutes.iter().map(|m| (m.km, corrected(m))).collect();
    let slope = stats::theil_sen(&points).filter(|s| s.is_finite())?;
    let level = stats::median(points.iter().map(|p| p.1 - slope * p.0))?;
    let residual = |p: &(f64, f64)| p.1 - slope * p.0 - level;
    let variance = points.iter().map(|p| residual(p).powi(2)).sum::<f64>() / points.len() as f64;
    let neighbours = minutes
        .windows(2)
        .zip(points.windows(2))
        .filter(|(m, _)| m[1].index == m[0].index + 1)
        .map(|(_, p)| (residual(&p[0]), residual(&p[1])));
    let phi = stats::unbiased_phi(stats::lag1(neighbours, variance), points.len() as f64);
    let ci95 =
        stats::sen_interval(&points, phi).map(|ends| ends.map(|end| slope + widen * (end - slope)));
    Some(Drift { slope, ci95 })
}

/// How this runner's cadence follows the speed, spm per m/s, apart from any
/// drift with distance: Theil-Sen slopes on speed and on distance, each over
/// what the other leaves, until they settle. `None` where the run holds too
/// little change of speed, or one that goes along with the distance.
pub fn speed_effect(s: Seconds) -> Option<f64> {
    let minutes: Vec<Minute> = minutes(s).into_iter().filter(|m| m.speed.is_finite()).collect();
    let speeds: Vec<f64> = minutes.iter().map(|m| m.speed).collect();
    let (_, spread) = stats::mean_sd(&speeds)?;
    if minutes.len() < SPEED_MIN_MINUTES
        || spread < SPEED_MIN_SD
        || correlation(&minutes)?.abs() > SPEED_MAX_CORRELATION
    {
        return None;
    }
    let (mut effect, mut drift) = (0.0, 0.0);
    for _ in 0..30 {
        let on_speed: Vec<(f64, f64)> =
            minutes.iter().map(|m| (m.speed, m.cadence - drift * m.km)).collect();
        let before = effect;
        effect = stats::theil_sen(&on_speed)?;
        let on_distance: Vec<(f64, f64)> =
            minutes.iter().map(|m| (m.km, m.cadence - effect * m.speed)).collect();
        drift = stats::theil_sen(&on_distance)?;
        if (effect - before).abs() < 1e-6 {
            break;
        }
    }
    Some(effect)
}

/// Correlation of speed with distance; 0 where neither varies.
fn correlation(minutes: &[Minute]) -> Option<f64> {
    let (km, speed): (Vec<f64>, Vec<f64>) = minutes.iter().map(|m| (m.km, m.speed)).unzip();
    if speed.iter().any(|v| !v.is_finite()) {
        return None;
    }
    let ((mk, _), (mv, _)) = (stats::mean_sd(&km)?, stats::mean_sd(&speed)?);
    let sum = |f: &dyn Fn(&Minute) -> f64| minutes.iter().map(f).sum::<f64>();
    let shared = sum(&|m| (m.km - mk) * (m.speed - mv));
    let scale = (sum(&|m| (m.km - mk).powi(2)) * sum(&|m| (m.speed - mv).powi(2))).sqrt();
    Some(if scale > 0.0 { shared / scale } else { 0.0 })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64, tolerance: f64) {
        assert!((a - b).abs() <= tolerance, "{a} is not {b} ± {tolerance}");
    }

    #[test]
    fn spreads_by_hand() {
        // SD of 168, 170, 172 is 2, MAD 2
        near(cv_pct(&[168.0, 170.0, 172.0]).unwrap(), 200.0 / 170.0, 1e-12);
        near(robust_cv_pct(&[168.0, 170.0, 172.0]).unwrap(), 148.26 * 2.0 / 170.0, 1e-9);
        assert_eq!(robust_cv_pct(&[170.0, 170.0, 170.0, 190.0]), None);
        assert_eq!(cv_pct(&[f64::NAN]), None);
        // changes +2, -4 and a break of ten seconds that does not count
        let v = [170.0, 172.0, 168.0, 180.0];
        near(rmssd(&[0.0, 1.0, 2.0, 12.0], &v).unwrap(), 10f64.sqrt(), 1e-12);
        near(
            share_within_pct(&[169.9, 170.0, 180.0, f64::NAN], BAND_SPM).unwrap(),
            200.0 / 3.0,
            1e-9,
        );
        assert_eq!(own_band(100.0), [97.0, 103.0]);
    }

    #[test]
    fn drift_is_no_jitter() {
        use rand::SeedableRng;
        use rand_distr::{Distribution, StandardNormal};
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(4);
        let t: Vec<f64> = (0..3000).map(f64::from).collect();
        let flat: Vec<f64> = t
            .iter()
            .map(|_| {
                let z: f64 = StandardNormal.sample(&mut rng);
                170.0 + 1.5 * z
            })
            .collect();
        let sloped: Vec<f64> = t.iter().zip(&flat).map(|(t, c)| c + 0.004 * (t - 1500.0)).collect();
        assert!(cv_pct(&sloped).unwrap() > 2.0);
        // the spread without the drift is that of the jitter, less the little
        // that the running median follows
        let expected = 100.0 * 1.5 / 170.0;
        near(cv_pct(&flat).unwrap(), expected, 0.03);
        near(detrended_cv_pct(&t, &flat).unwrap(), expected, 0.03);
        near(detrended_cv_pct(&t, &sloped).unwrap(), expected, 0.03);
        // a lonely second has no trend to be taken off
        assert_eq!(detrended_cv_pct(&[0.0, 100.0], &[170.0, 171.0]), None);
    }

    /// Cadence 150 + 6·v − 0.3·km with a small wiggle, over `minutes` of running at speed `v`.
    fn run(minutes: usize, v: impl Fn(usize) -> f64) -> [Vec<f64>; 4] {
        let t: Vec<f64> = (0..60 * minutes).map(|i| i as f64).collect();
        let speed: Vec<f64> = (0..t.len()).map(v).collect();
        let mut at = 0.0;
        let distance: Vec<f64> = speed
            .iter()
            .map(|v| {
                at += v;
                at
            })
            .collect();
        let cadence = (0..t.len())
            .map(|i| 150.0 + 6.0 * speed[i] - 0.3 * distance[i] / 1000.0 + 0.5 * (i as f64).sin())
            .collect();
        [t, cadence, speed, distance]
    }

    fn seconds([t, cadence, speed, distance]: &[Vec<f64>; 4]) -> Seconds<'_> {
        Seconds { t, cadence, speed, distance }
    }

    #[test]
    fn drift_with_and_without_the_effect_of_pace() {
        // slower and slower, with swings that tell speed from distance
        let fade = |i: usize| 3.2 - 0.00006 * i as f64 + 0.2 * (i as f64 * 0.01).sin();
        let data = run(60, fade);
        let s = seconds(&data);
        let effect = speed_effect(s).unwrap();
        near(effect, 6.0, 0.1);
        let raw = drift(s).unwrap();
        assert!(raw.slope < -0.35, "{raw:?}");
        let equal = drift_at_equal_speed(s, effect).unwrap();
        near(equal.slope, -0.30, 0.02);
        let [low, high] = equal.ci95.unwrap();
        assert!(low <= -0.30 && -0.30 <= high && high - low < 0.2, "{low} {high}");
        // the spread that is left is that of the wiggle and the drift
        let left = speed_adjusted_cv_pct(s, effect).unwrap();
        assert!(left < 0.7 * cv_pct(s.cadence).unwrap(), "{left}");
    }

    #[test]
    fn what_cannot_be_told_apart_is_not_told() {
        let steady = run(60, |_| 3.0);
        assert_eq!(speed_effect(seconds(&steady)), None);
        near(drift(seconds(&steady)).unwrap().slope, -0.30, 0.02);
        let fading = run(60, |i| 3.4 - 0.0002 * i as f64);
        assert_eq!(speed_effect(seconds(&fading)), None);
        assert_eq!(drift_at_equal_speed(seconds(&fading), 6.0), None);
        assert_eq!(drift(seconds(&run(4, |_| 3.0))), None);
        assert_eq!(drift(seconds(&run(0, |_| 3.0))), None);
    }

    #[test]
    fn a_fifth_of_gross_outliers_does_not_move_the_drift() {
        let mut data = run(60, |_| 3.0);
        for i in (0..data[1].len()).filter(|i| i / 60 % 5 == 2) {
            data[1][i] = 120.0;
        }
        near(drift(seconds(&data)).unwrap().slope, -0.30, 0.02);
    }
}
