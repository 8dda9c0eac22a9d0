//! What can be said of the changes: verdicts, onsets, and when to hold back.

use super::adjust::Adjusted;
use super::hold_back;
use super::onset::{Course, course};
use super::{MetricChange, Reason, Verdict};
use crate::metrics::{Adverse, Metric};
use crate::recording::Site;
use crate::series::{FormSeries, MetricSeries};
use crate::settings::{Settings, Swc};
use crate::stats;

/// Smallest worthwhile change in the metric's unit.
pub(super) fn worthwhile(metric: &MetricSeries, fresh: f64, swc: &Swc) -> Option<f64> {
    swc.of(metric.metric, matches!(metric.site, Site::Foot | Site::Shank), fresh)
}

/// Which changes are significant, the false discovery rate being controlled in each
/// family by itself: the metrics that are judged first, those of one side (which ask the
/// same of either leg, whatever else was measured), and the others.
pub(super) fn families(p: &[(Metric, Option<f64>)], fdr: f64) -> Vec<bool> {
    let mut out = vec![false; p.len()];
    let family_of = |m: Metric| (m.row().primary, m.side().is_some());
    for of in [(true, false), (false, true), (false, false)] {
        let family: Vec<(usize, f64)> = (0..p.len())
            .filter(|&k| family_of(p[k].0) == of)
            .filter_map(|k| Some((k, p[k].1?)))
            .collect();
        let values: Vec<f64> = family.iter().map(|f| f.1).collect();
        for ((k, _), significant) in family.iter().zip(stats::benjamini_hochberg(&values, fdr)) {
            out[*k] = significant;
        }
    }
    out
}

/// Verdicts, with the false discovery rate controlled in each family.
pub(super) fn judge(changes: &mut [(MetricChange, Option<Adjusted>)], settings: &Settings) {
    let p: Vec<(Metric, Option<f64>)> =
        changes.iter().map(|(c, a)| (c.metric, a.as_ref().map(|a| a.p))).collect();
    let significant = families(&p, settings.compare.fdr);
    for ((change, adjusted), significant) in changes.iter_mut().zip(significant) {
        if adjusted.is_some() {
            verdict(change, significant, settings);
        }
    }
    hold_back::settle_step_length(changes);
}

/// Whether a change goes in the direction that fatigue usually takes.
pub(super) fn is_adverse(metric: Metric, change: f64, fresh: Option<f64>) -> bool {
    match metric.adverse() {
        Adverse::Rise => change > 0.0,
        Adverse::Fall => change < 0.0,
        Adverse::Away => fresh.is_some_and(|f| {
            let from = f - metric.neutral();
            (from + change).abs() > from.abs()
        }),
        Adverse::None => false,
    }
}

/// Verdict of one change; see [`Verdict`].
fn verdict(c: &mut MetricChange, significant: bool, settings: &Settings) {
    let (Some(change), Some(swc), Some([low, high])) = (c.adjusted_change, c.swc, c.ci95) else {
        if c.adjusted_change.is_some() && c.swc.is_none() {
            c.reason = Some(Reason::NoWorthwhileSize);
        }
        return;
    };
    let worthwhile = change.abs() >= swc;
    let excludes_zero = low > 0.0 || high < 0.0;
    let confirmed = c.matched_change.is_none_or(|m| m * change > 0.0);
    let above_noise = c.mdc.is_none_or(|mdc| change.abs() >= mdc);
    c.verdict = match () {
        () if !excludes_zero && 0.5 * (high - low) > settings.compare.noise_limit_swc * swc => {
            c.reason = Some(Reason::TooNoisy);
            Verdict::Insufficient
        }
        () if !worthwhile => Verdict::Stable,
        () if significant && excludes_zero && above_noise && confirmed => Verdict::Clear,
        () if significant && excludes_zero => Verdict::Likely,
        () => Verdict::Possible,
    };
    if c.n_eff.is_none_or(|n| n < settings.compare.n_eff_min) {
        c.verdict = c.verdict.min(Verdict::Likely);
    }
    c.adverse = is_adverse(c.metric, change, c.fresh);
}

/// Dates a change that is at least likely; one that an even drift all along
/// explains as well is not called clear.
pub(super) fn date(
    change: &mut MetricChange,
    adjusted: Option<&Adjusted>,
    series: &FormSeries,
    settings: &Settings,
) {
    let (Some(a), true) = (adjusted, change.verdict >= Verdict::Likely) else { return };
    match course(&a.residuals, a.phi, a.change.signum(), &settings.compare) {
        Course::Unknown => {}
        Course::EvenDrift => {
            change.verdict = change.verdict.min(Verdict::Likely);
            change.reason = Some(Reason::DriftsEvenly);
        }
        Course::Onset(o) => {
            change.onset_s = Some(o.t);
            change.onset_ci95_s = Some(o.ci95);
            let place = |t: f64| {
                let at = (0..series.len()).find(|&i| series.t[i] >= t)?;
                Some(series.distance[at]).filter(|d| d.is_finite())
            };
            change.onset_m = place(o.t);
            change.onset_ci95_m = place(o.ci95[0]).zip(place(o.ci95[1])).map(|(a, b)| [a, b]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_else_was_measured_does_not_hide_one_side() {
        // One of eight would need 0.0125, one of two sides 0.05.
        let mut p = vec![
            (Metric::PelvicDropLeft, Some(0.03)),
            (Metric::PelvicDropRight, Some(0.9)),
            (Metric::PelvicDrop, Some(0.04)),
        ];
        let others = [
            Metric::StepTime,
            Metric::FlightTime,
            Metric::VerticalStiffness,
            Metric::LegStiffness,
            Metric::HarmonicRatio,
        ];
        p.extend(others.map(|m| (m, Some(0.5))));
        let mut expected = vec![false; p.len()];
        expected[0] = true;
        assert_eq!(families(&p, 0.10), expected);
    }
}
