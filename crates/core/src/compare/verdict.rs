//! What can be said of the changes: verdicts, onsets, and when to hold back.

use super::adjust::Adjusted;
use super::hold_back;
use super::onset::{Course, course};
use super::{MetricChange, Verdict};
use crate::metrics::{Adverse, Metric};
use crate::recording::Site;
use crate::series::{FormSeries, MetricSeries};
use crate::settings::{Settings, Swc};
use crate::stats;

/// Metrics whose verdicts stand on their own; significance is controlled
/// among them. The rest follows from them and is controlled separately.
const PRIMARY: [Metric; 6] = [
    Metric::Cadence,
    Metric::GroundContactTime,
    Metric::VerticalOscillation,
    Metric::StepLength,
    Metric::ContactBalanceLeft,
    Metric::CadenceCv,
];

/// Smallest worthwhile change in the metric's unit.
pub(super) fn worthwhile(metric: &MetricSeries, fresh: f64, swc: &Swc) -> Option<f64> {
    let pct = |p: f64| Some(p / 100.0 * fresh.abs());
    match metric.metric {
        Metric::Cadence => pct(swc.cadence_pct),
        Metric::CadenceCv => Some(swc.cadence_cv_pp),
        Metric::GroundContactTime => pct(swc.contact_pct),
        Metric::FlightTime => pct(swc.flight_pct),
        Metric::DutyFactor => pct(swc.duty_factor_pct),
        Metric::VerticalOscillation => pct(swc.oscillation_pct),
        Metric::VerticalRatio => Some(swc.vertical_ratio_pp),
        Metric::ContactBalanceLeft if matches!(metric.site, Site::Foot | Site::Shank) => {
            Some(swc.balance_pp)
        }
        Metric::ContactBalanceLeft => Some(swc.balance_trunk_pp),
        Metric::StepLength => pct(swc.step_length_pct),
        Metric::VerticalStiffness => pct(swc.vertical_stiffness_pct),
        Metric::LegStiffness => pct(swc.leg_stiffness_pct),
        Metric::StrideTimeCv => pct(swc.stride_time_cv_pct),
        Metric::StepTimeAsymmetry | Metric::FlightAsymmetry => Some(swc.asymmetry_pp),
        Metric::PelvicDrop | Metric::PelvicDropLeft | Metric::PelvicDropRight => {
            Some(swc.pelvic_drop_deg)
        }
        Metric::ForwardLeanChange => Some(swc.lean_deg),
        Metric::BrakingLoss => pct(swc.braking_pct),
        Metric::ShankInclination => Some(swc.shank_deg),
        Metric::StrikeAngle => Some(swc.strike_deg),
        Metric::ArmSwingAsymmetry => Some(swc.arm_swing_pp),
        _ => None,
    }
}

/// Verdicts, with the false discovery rate controlled in each family.
pub(super) fn judge(changes: &mut [(MetricChange, Option<Adjusted>)], settings: &Settings) {
    for primary in [true, false] {
        let family: Vec<usize> = (0..changes.len())
            .filter(|&k| {
                changes[k].1.is_some() && PRIMARY.contains(&changes[k].0.metric) == primary
            })
            .collect();
        let p: Vec<f64> =
            family.iter().filter_map(|&k| changes[k].1.as_ref().map(|a| a.p)).collect();
        let significant = stats::benjamini_hochberg(&p, settings.compare.fdr);
        for (&k, significant) in family.iter().zip(significant) {
            verdict(&mut changes[k].0, significant, settings);
        }
    }
    hold_back::settle_step_length(changes);
}

/// Verdict of one change; see [`Verdict`].
fn verdict(c: &mut MetricChange, significant: bool, settings: &Settings) {
    let (Some(change), Some(swc), Some([low, high])) = (c.adjusted_change, c.swc, c.ci95) else {
        if c.adjusted_change.is_some() && c.swc.is_none() {
            c.reason = Some(
                "no size of change is known to matter for it: its numbers stand without a verdict"
                    .into(),
            );
        }
        return;
    };
    let worthwhile = change.abs() >= swc;
    let excludes_zero = low > 0.0 || high < 0.0;
    let confirmed = c.matched_change.is_none_or(|m| m * change > 0.0);
    let above_noise = c.mdc.is_none_or(|mdc| change.abs() >= mdc);
    c.verdict = match () {
        () if !excludes_zero && 0.5 * (high - low) > settings.compare.noise_limit_swc * swc => {
            c.reason =
                Some("the recording is too noisy to tell a worthwhile change from none".into());
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
    c.adverse = match c.metric.adverse() {
        Adverse::Rise => change > 0.0,
        Adverse::Fall => change < 0.0,
        Adverse::Away => c.fresh.is_some_and(|f| {
            let from = f - c.metric.neutral();
            (from + change).abs() > from.abs()
        }),
        Adverse::None => false,
    };
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
            change.reason = Some(
                "an even drift from the first minutes on explains it as well, and sensors can drift like that"
                    .into(),
            );
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
