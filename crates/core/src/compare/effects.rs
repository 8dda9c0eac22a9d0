//! The effects of speed and slope on one runner's form, over several runs.
//!
//! Every run gives its own slopes, corrected for the errors of speed and slope
//! (see [`super::slope`]). They are pooled with a random effect per run
//! (DerSimonian and Laird 1986, Control Clin Trials 7:177): the same runner
//! answers a change of pace a little differently each day. What is known of
//! runners in general is the prior of the pooled value.

use super::adjust::own_effects;
use super::slope::Slope;
use super::whole_run::Run;
use super::{drift, rows};
use crate::segment::{Phase, Windows};
use crate::series::{FormSeries, MetricSeries};
use crate::settings::{Covariate, Effect, RunnerEffects, Settings};
use crate::stats;

/// Spread of one runner's effect from run to run, as a share of the spread
/// between runners, before any run is seen. Ours.
const DAY_SHARE: f64 = 0.25;
/// So many runs' worth of evidence is given to that guess. Ours.
const DAY_RUNS: f64 = 3.0;

/// Rows a run needs to say anything: ten minutes of half-minutes. Ours.
const MIN_ROWS: usize = 20;

/// What one run says of the effects of speed and slope on each metric.
///
/// The windows need not be comparable: a hilly run says most of slopes. Empty
/// where there are no windows at all, no speed, or nothing but errors in it.
pub fn effects(series: &FormSeries, windows: &Windows, settings: &Settings) -> Vec<Effect> {
    let counts = |i: usize| windows.valid[i] && windows.phase[i] != Phase::Out;
    let speeds = (0..series.len()).filter(|&i| counts(i)).map(|i| series.speed[i]);
    let Some(reference) = stats::median(speeds) else { return Vec::new() };
    let mut all = Vec::new();
    for (metric, stat) in rows::comparable(series) {
        let usable = |i: usize| counts(i) && metric.values[i].is_finite();
        let rows = rows::build(series, windows, &metric, stat, &usable, settings);
        if rows.len() < MIN_ROWS {
            continue;
        }
        let found = own_effects(
            metric.metric,
            &rows,
            reference,
            stat.resolution(&metric),
            &settings.compare,
        );
        all.extend(found.into_iter().map(|(of, own)| {
            // The model's slope is per m/s at the reference speed.
            let scale = if of == Covariate::Speed { reference } else { 1.0 };
            Effect {
                metric: metric.metric,
                of,
                family: metric.family,
                site: metric.site,
                value: scale * own.value,
                se: scale * own.se,
                doubt: scale * own.doubt,
            }
        }));
    }
    all
}

/// What one run says of the effects of climbs and descents, by the model of the whole
/// run. Empty where the run was not cut for it.
pub fn ground_effects(series: &FormSeries, windows: &Windows, settings: &Settings) -> Vec<Effect> {
    let Some(run) = Run::new(series, windows, settings) else { return Vec::new() };
    let mut all = Vec::new();
    for (metric, stat) in rows::comparable(series) {
        let rows = run.rows(&metric, stat);
        let enough = rows.rows.len() >= settings.drift.min_rows;
        let Some((model, _)) = run.model(&metric, stat, &rows).filter(|_| enough) else { continue };
        let found = drift::ground_effects(&rows, &model, &settings.drift);
        all.extend([Covariate::Up, Covariate::Down].into_iter().zip(found).filter_map(
            |(of, found)| {
                let [value, se] = found?;
                let (family, site) = (metric.family, metric.site);
                Some(Effect { metric: metric.metric, of, family, site, value, se, doubt: 0.0 })
            },
        ));
    }
    all
}

/// What is known of runners, replaced by what is known of this one as far as
/// their other runs say; per unit of the model's covariate at speed `v`.
pub(super) fn of_runner(
    known: Option<Slope>,
    metric: &MetricSeries,
    of: Covariate,
    v: f64,
    effects: &RunnerEffects,
) -> Option<Slope> {
    let scale = if of == Covariate::Speed { v } else { 1.0 };
    let mine: Vec<Effect> = effects
        .runs
        .iter()
        .flat_map(|r| &r.effects)
        .filter(|e| {
            (e.metric, e.of, e.family, e.site) == (metric.metric, of, metric.family, metric.site)
        })
        .copied()
        .collect();
    let general = known.map(|k| Slope { value: scale * k.value, se: scale * k.se });
    let runner = pooled(&mine, general)?;
    Some(Slope { value: runner.value / scale, se: runner.se / scale })
}

/// The effect to expect in the next run; the prior alone where no run was seen.
fn pooled(effects: &[Effect], general: Option<Slope>) -> Option<Slope> {
    let seen: Vec<&Effect> = effects.iter().filter(|e| e.value.is_finite() && e.se > 0.0).collect();
    if seen.is_empty() {
        return general;
    }
    let k = seen.len() as f64;
    let weights =
        |between: f64| -> Vec<f64> { seen.iter().map(|e| 1.0 / (e.se * e.se + between)).collect() };
    let mean = |w: &[f64]| {
        w.iter().zip(&seen).map(|(w, e)| w * e.value).sum::<f64>() / w.iter().sum::<f64>()
    };
    let w = weights(0.0);
    let m = mean(&w);
    let q: f64 = w.iter().zip(&seen).map(|(w, e)| w * (e.value - m).powi(2)).sum();
    let total: f64 = w.iter().sum();
    let c = total - w.iter().map(|w| w * w).sum::<f64>() / total;
    let found = if c > 0.0 { ((q - (k - 1.0)) / c).max(0.0) } else { 0.0 };
    let guess = general.map_or(found, |g| (DAY_SHARE * g.se).powi(2));
    let between = (found * (k - 1.0) + guess * DAY_RUNS) / (k - 1.0 + DAY_RUNS);
    let w = weights(between);
    let total: f64 = w.iter().sum();
    let doubt = w.iter().zip(&seen).map(|(w, e)| w * e.doubt).sum::<f64>() / total;
    let own = Slope { value: mean(&w), se: (1.0 / total).sqrt().hypot(doubt) };
    let runner = match general {
        Some(g) => own.with(g),
        None => own,
    };
    Some(Slope { value: runner.value, se: runner.se.hypot(between.sqrt()) })
}

/// How many of the other runs say something of a metric of this one, with the same sensor.
pub fn runs_used(series: &FormSeries, effects: &RunnerEffects) -> usize {
    let known = |e: &Effect| {
        series.metrics.iter().any(|m| (m.metric, m.family, m.site) == (e.metric, e.family, e.site))
    };
    effects.runs.iter().filter(|r| r.effects.iter().any(known)).count()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::metrics::Metric;
    use crate::recording::{SensorFamily, Site};

    fn effect(value: f64, se: f64, doubt: f64) -> Effect {
        Effect {
            metric: Metric::GroundContactTime,
            of: Covariate::Speed,
            family: SensorFamily::Native,
            site: Site::Unknown,
            value,
            se,
            doubt,
        }
    }

    const GENERAL: Slope = Slope { value: -0.65, se: 0.15 };

    #[test]
    fn without_other_runs_runners_in_general_speak() {
        assert_eq!(pooled(&[], Some(GENERAL)), Some(GENERAL));
        assert_eq!(pooled(&[], None), None);
    }

    #[test]
    fn runs_that_agree_are_pooled_by_their_weights() {
        // No spread between runs beyond the guess of 0.0375² with 3 runs' weight:
        // (0·1 + 0.0375²·3)/4 = 0.001054_6875; each run weighs 1/(0.0004 + that).
        let p = pooled(&[effect(-0.50, 0.02, 0.0), effect(-0.52, 0.02, 0.0)], Some(GENERAL));
        let between: f64 = 0.001_054_687_5;
        let own_var = (0.0004 + between) / 2.0;
        let (a, b) = (1.0 / own_var, 1.0 / 0.0225);
        let value = (-0.51 * a - 0.65 * b) / (a + b);
        let se = (1.0 / (a + b) + between).sqrt();
        let p = p.unwrap();
        assert!((p.value - value).abs() < 1e-12 && (p.se - se).abs() < 1e-12, "{p:?}");
        assert!(p.se < 0.3 * GENERAL.se);
    }

    #[test]
    fn a_shared_doubt_does_not_shrink_with_the_number_of_runs() {
        let runs = vec![effect(-0.5, 0.01, 0.1); 50];
        let p = pooled(&runs, None).unwrap();
        assert!((p.se - 0.1).abs() < 0.001, "{p:?}");
    }

    #[test]
    fn runs_that_disagree_leave_doubt_of_the_next_one() {
        let runs: Vec<Effect> =
            (0..10).map(|k| effect(if k % 2 == 0 { -0.4 } else { -0.8 }, 0.01, 0.0)).collect();
        let p = pooled(&runs, Some(GENERAL)).unwrap();
        assert!(p.se > 0.15, "{p:?}");
    }
}
