//! Reasons to say less than the numbers alone would allow.

use super::adjust::Adjusted;
use super::onset::Residual;
use super::verdict::worthwhile;
use super::{MetricChange, Reason, Verdict, jump};
use crate::metrics::{Adverse, Metric};
use crate::recording::Span;
use crate::segment::{Mode, Phase, Windows};
use crate::series::{FormSeries, MetricSeries};
use crate::settings::{Compare, Settings};
use crate::stats;

/// Lowers a verdict and says why, unless it is no higher already.
fn cap(change: &mut MetricChange, most: Verdict, reason: Reason) {
    if change.verdict > most {
        change.verdict = most;
        change.reason = Some(reason);
        forget_onset(change);
    }
}

/// A change that is not at least likely has no beginning.
fn forget_onset(change: &mut MetricChange) {
    if change.verdict < Verdict::Likely {
        (change.onset_s, change.onset_m) = (None, None);
        (change.onset_ci95_s, change.onset_ci95_m) = (None, None);
    }
}

/// Largest disagreement of step length and cadence at equal speed, as a share. Ours.
const IDENTITY_TOLERANCE: f64 = 0.008;

/// At equal speed step length and cadence are one change: shorter steps with a
/// quicker rhythm are no harm of their own, and changes that do not multiply to
/// the same speed show that the speed of one window is off.
pub(super) fn settle_step_length<T>(changes: &mut [(MetricChange, T)]) {
    let share = |m: Metric| {
        let c = &changes.iter().find(|c| c.0.metric == m)?.0;
        Some((c.adjusted_change_pct? / 100.0, c.ci95?))
    };
    let (Some((cadence, cadence_ci)), Some((step, _))) =
        (share(Metric::Cadence), share(Metric::StepLength))
    else {
        return;
    };
    let Some((c, _)) = changes.iter_mut().find(|c| c.0.metric == Metric::StepLength) else {
        return;
    };
    if cadence_ci[0] > 0.0 {
        c.adverse = false;
    }
    let apart = (cadence.ln_1p() + step.ln_1p()).abs();
    let doubt = match (c.ci95, c.fresh) {
        (Some([low, high]), Some(fresh)) => 0.5 * (high - low) / fresh,
        _ => 0.0,
    };
    if apart > IDENTITY_TOLERANCE.max(doubt) {
        cap(c, Verdict::Possible, Reason::StepsOff { apart_pct: 100.0 * apart });
    }
}

/// A left-right change must show in both halves of the fatigued window: the
/// camber of a road or a long bend changes the balance for a while.
pub(super) fn one_sided_halves(
    change: &mut MetricChange,
    adjusted: Option<&Adjusted>,
    settings: &Compare,
) {
    let (Some(a), Some(swc), Some(total)) = (adjusted, change.swc, change.adjusted_change) else {
        return;
    };
    // Balance and indices are modelled as they are, not on the logarithm.
    if change.metric.adverse() != Adverse::Away || change.verdict <= Verdict::Possible {
        return;
    }
    let Some(halves) = halves(&a.residuals) else { return };
    let least = settings.balance_half_share * swc;
    if halves.iter().any(|h| h * total.signum() < least) {
        cap(change, Verdict::Possible, Reason::InOneHalf { halves });
    }
}

/// Median of either half of the fatigued rows, less that of the fresh ones.
fn halves(rows: &[Residual]) -> Option<[f64; 2]> {
    let of = |phase| rows.iter().filter(move |r| r.phase == phase).map(|r| r.value);
    let fresh = stats::median(of(Phase::Fresh))?;
    let tired: Vec<f64> = of(Phase::Fatigued).collect();
    let (first, second) = tired.split_at(tired.len() / 2);
    let level = |half: &[f64]| Some(stats::median(half.iter().copied())? - fresh);
    Some([level(first)?, level(second)?])
}

/// A window picked together from seconds here and there over a long stretch of
/// the run is neither fresh nor tired as a whole.
pub(super) fn scattered(
    changes: &mut [(MetricChange, Option<Adjusted>)],
    windows: &Windows,
    settings: &Compare,
) {
    // Work bouts lie apart by design.
    if windows.mode == Mode::Intervals {
        return;
    }
    let parts = [
        (false, windows.fresh, windows.valid_fresh_s),
        (true, windows.fatigued, windows.valid_fatigued_s),
    ];
    let ratio = |(_, span, valid): &(bool, Option<Span>, f64)| {
        span.filter(|_| *valid > 0.0).map_or(0.0, |s| s.duration_s() / valid)
    };
    let Some(worst) = parts.iter().max_by(|a, b| ratio(a).total_cmp(&ratio(b))) else { return };
    let [likely, possible] = settings.scattered;
    let most = match ratio(worst) {
        r if r >= possible => Verdict::Possible,
        r if r >= likely => Verdict::Likely,
        _ => return,
    };
    let (tired, Some(span), valid) = *worst else { return };
    for (change, _) in changes {
        let over_s = span.duration_s();
        cap(change, most, Reason::Scattered { tired, counted_s: valid, over_s });
    }
}

/// What a sensor shows before and after its readings jumped cannot be compared.
pub(super) fn after_a_jump(
    changes: &mut [(MetricChange, Option<Adjusted>)],
    series: &FormSeries,
    windows: &Windows,
    settings: &Settings,
) {
    let (Some(a), Some(b)) = (windows.fresh, windows.fatigued) else { return };
    let span = Span { start_s: a.start_s.min(b.start_s), end_s: a.end_s.max(b.end_s) };
    let least =
        |metric: &MetricSeries, level: f64| worthwhile(metric, level, &settings.compare.swc);
    let Some(jump) = jump::find(series, span, &least) else { return };
    let reason = Reason::Jumped { metric: jump.metric, step: jump.size, t_s: jump.t };
    for (change, _) in changes.iter_mut().filter(|(c, _)| jump::concerns(c.metric)) {
        if change.adjusted_change.is_some() {
            change.verdict = Verdict::Insufficient;
            change.reason = Some(reason.clone());
            forget_onset(change);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::compare::compare;
    use crate::segment::{level_windows, mark};
    use crate::series::test_series;
    use ndarray::Array1;

    /// A run of 90 minutes whose balance is moved by `shift` at each second.
    fn with_balance(shift: impl Fn(usize) -> f64) -> FormSeries {
        let mut series = test_series(5400, |i| 3.0 + 0.15 * ((i as f64) * 0.011).sin());
        let cadence = series.metrics[0].clone();
        let values = Array1::from_iter((0..5400).map(|i| {
            let t = i as f64;
            50.2 + 0.1 * (t * 0.61).sin() + 0.1 * (t * 0.043).sin() + shift(i)
        }));
        series.metrics.push(MetricSeries {
            metric: Metric::ContactBalanceLeft,
            unit: "%",
            values,
            ..cadence
        });
        mark(&mut series, &Settings::default());
        series
    }

    fn balance(series: &FormSeries) -> MetricChange {
        let settings = Settings::default();
        let c = compare(series, &level_windows(series, &settings), &settings);
        c.metrics.into_iter().find(|m| m.metric == Metric::ContactBalanceLeft).unwrap()
    }

    #[test]
    fn a_change_of_balance_must_last_through_the_tired_part() {
        let lasting = balance(&with_balance(|i| if i >= 4000 { 1.5 } else { 0.0 }));
        assert_eq!(lasting.verdict, Verdict::Clear, "{lasting:?}");
        // The same mean over the last ten minutes, all of it in their first half.
        let passing = balance(&with_balance(|i| if (4800..5100).contains(&i) { 3.0 } else { 0.0 }));
        assert!(passing.adjusted_change.unwrap() > 1.0, "{passing:?}");
        assert!(passing.verdict <= Verdict::Possible, "{passing:?}");
    }

    #[test]
    fn seconds_from_all_over_the_run_make_no_strong_verdict() {
        // Contact that rises by 5 % on a course of hills: 45 of every 300 s are level.
        let mut series = test_series(10_800, |i| 3.0 + 0.15 * ((i as f64) * 0.011).sin());
        let cadence = series.metrics[0].clone();
        let values = Array1::from_iter((0..10_800).map(|i| {
            let tired = 1.0 + 0.05 * ((i as f64 - 5000.0) / 900.0).clamp(0.0, 1.0);
            let wiggle = 2.0 * ((i as f64) * 0.61).sin() + 1.5 * ((i as f64) * 0.37).sin();
            250.0 * (series.speed[i] / 3.0f64).powf(-0.65) * tired + wiggle
        }));
        series.metrics.push(MetricSeries {
            metric: Metric::GroundContactTime,
            unit: "ms",
            values,
            ..cadence
        });
        for i in 0..10_800 {
            series.grade[i] = if i % 300 < 45 { 0.0 } else { 4.0 };
        }
        mark(&mut series, &Settings::default());
        let contact = |scattered: [f64; 2]| {
            let mut settings = Settings::default();
            settings.compare.scattered = scattered;
            let c = compare(&series, &level_windows(&series, &settings), &settings);
            c.metrics.into_iter().find(|m| m.metric == Metric::GroundContactTime).unwrap()
        };
        let anything_goes = contact([100.0, 200.0]);
        assert!(anything_goes.verdict >= Verdict::Likely, "{anything_goes:?}");
        let hilly = contact(Settings::default().compare.scattered);
        assert_eq!(hilly.verdict, Verdict::Possible, "{hilly:?}");
        assert_eq!((hilly.onset_s, hilly.onset_ci95_m), (None, None));
        let Some(Reason::Scattered { counted_s, over_s, .. }) = hilly.reason else {
            unreachable!("{hilly:?}")
        };
        assert!((counted_s - 600.0).abs() < 30.0 && over_s > 3600.0, "{counted_s} {over_s}");
        assert_eq!(contact([3.0, 100.0]).verdict, Verdict::Likely);
    }
}
