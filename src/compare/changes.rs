//! [`compare`]: every metric's change between the windows, with its verdict.

use ndarray::Array1;

use super::adjust::{Adjusted, adjust};
use super::bins::{Matched, matched};
use super::fatigue;
use super::jump;
use super::onset::{Course, course};
use super::rows::{self, RowStat};
use super::{Comparison, FatigueEvidence, MetricChange, Status, Verdict};
use crate::metrics::{Adverse, Metric};
use crate::recording::{Site, Span};
use crate::segment::{Mode, Phase, Windows};
use crate::series::{FormSeries, MetricSeries, Sampling};
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

/// Compares the fatigued with the fresh window, metric by metric.
pub fn compare(series: &FormSeries, windows: &Windows, settings: &Settings) -> Comparison {
    let reference = stats::median(
        (0..series.len())
            .filter(|&i| windows.valid[i] && windows.phase[i] != Phase::Out)
            .map(|i| series.speed[i]),
    );
    let no_windows = windows.fresh.is_none() || windows.fatigued.is_none();
    let evidence = (!no_windows && windows.refusal.is_none())
        .then(|| fatigue::evidence(series, windows, settings));
    let mut changes: Vec<(MetricChange, Option<Adjusted>)> = comparable(series)
        .iter()
        .map(|metric| change(series, windows, metric, reference, settings))
        .collect();
    judge(&mut changes, settings);
    for (change, adjusted) in &mut changes {
        date(change, adjusted.as_ref(), series, settings);
    }
    hold_back_after_a_jump(&mut changes, series, windows, settings);
    let metrics: Vec<MetricChange> = changes.into_iter().map(|(c, _)| c).collect();
    let compared = metrics.iter().any(|m| m.adjusted_change.is_some());
    let status = match (&windows.refusal, compared) {
        (None, true) => Status::Compared,
        (Some(_), _) if windows.too_short => Status::TrendOnly,
        _ => Status::NotComparable,
    };
    let reason = (status != Status::Compared).then(|| {
        windows
            .refusal
            .clone()
            .or_else(|| metrics.iter().find_map(|m| m.reason.clone()))
            .unwrap_or_else(|| "no metric of running form in this recording".into())
    });
    Comparison {
        status,
        reason,
        mode: windows.mode,
        fatigue_evidence: evidence.as_ref().map_or(FatigueEvidence::Unknown, |e| e.level),
        fatigue_reasons: evidence.as_ref().map_or_else(Vec::new, |e| e.reasons.clone()),
        decoupling_pct: evidence.and_then(|e| e.decoupling_pct),
        reference_speed_mps: reference,
        valid_fresh_s: windows.valid_fresh_s,
        valid_fatigued_s: windows.valid_fatigued_s,
        metrics,
    }
}

/// The metrics to compare: those of the series, and the variability of the
/// cadence where the records are dense enough to show one.
fn comparable(series: &FormSeries) -> Vec<MetricSeries> {
    let mut list: Vec<MetricSeries> = Vec::new();
    for metric in Metric::ALL {
        if let Some(m) = series.metric(metric) {
            list.push(m.clone());
        }
        if metric == Metric::Cadence
            && series.sampling == Sampling::Seconds
            && series.record_step_s <= 1.5
            && let Some(cadence) = series.metric(Metric::Cadence)
        {
            list.push(MetricSeries {
                metric: Metric::CadenceCv,
                unit: Metric::CadenceCv.unit(),
                source: format!(
                    "derived:spread of {} within 30 s (smoothed by the watch)",
                    cadence.source
                ),
                estimated: true,
                ..cadence.clone()
            });
        }
    }
    list
}

/// Change of one metric without its verdict, and the fit behind it.
fn change(
    series: &FormSeries,
    windows: &Windows,
    metric: &MetricSeries,
    reference: Option<f64>,
    settings: &Settings,
) -> (MetricChange, Option<Adjusted>) {
    let s = &settings.compare;
    let steep = matches!(metric.metric, Metric::VerticalStiffness | Metric::LegStiffness)
        .then_some(s.stiffness_grade_pct);
    let counts = |i: usize| {
        windows.valid[i]
            && metric.values[i].is_finite()
            && steep.is_none_or(|limit| series.grade[i].abs() <= limit)
    };
    let samples = |phase| -> Vec<usize> {
        (0..series.len()).filter(|&i| counts(i) && windows.phase[i] == phase).collect()
    };
    let (fresh, fatigued) = (samples(Phase::Fresh), samples(Phase::Fatigued));
    let is_cv = metric.metric == Metric::CadenceCv;
    let row_stat = if is_cv { RowStat::Cv } else { RowStat::Median };
    let rows = rows::build(series, windows, metric, row_stat, &counts, settings);
    let level = |phase, samples: &[usize]| {
        if is_cv {
            stats::median(rows.iter().filter(|r| r.phase == phase).map(|r| r.value))
        } else {
            stats::median(samples.iter().map(|&i| metric.values[i]))
        }
    };
    let fresh_level = level(Phase::Fresh, &fresh);
    let fatigued_level = level(Phase::Fatigued, &fatigued);
    let common = matched(series, &metric.values, &fresh, &fatigued, s);
    let refusal = windows.refusal.clone().or_else(|| {
        support(series, metric, &fresh, &fatigued, &common, windows, reference, settings)
    });
    let adjusted: Result<Adjusted, String> = match (refusal, reference) {
        (Some(reason), _) => Err(reason),
        (None, None) => {
            Err("no speed: a change of pace cannot be told from a change of form".into())
        }
        (None, Some(v)) => adjust(metric.metric, &rows, v, metric_resolution(metric, is_cv), s),
    };
    let ok = adjusted.as_ref().ok();
    let fresh_value = ok.map(|a| a.fresh).or(fresh_level);
    let change = MetricChange {
        metric: metric.metric,
        unit: metric.unit.to_string(),
        source: metric.source.clone(),
        estimated: metric.estimated,
        fresh: fresh_level,
        fatigued: fatigued_level,
        raw_change: fresh_level.zip(fatigued_level).map(|(a, b)| b - a),
        adjusted_change: ok.map(|a| a.change),
        adjusted_change_pct: ok.map(|a| 100.0 * a.change / a.fresh),
        ci95: ok.map(|a| a.ci95),
        matched_change: ok.and(common.change).filter(|_| !is_cv),
        matched_s: common.fresh_s.min(common.fatigued_s),
        swc: fresh_value.and_then(|v| worthwhile(metric, v, &s.swc)),
        mdc: ok.map(|a| a.mdc),
        verdict: Verdict::Insufficient,
        adverse: false,
        n_eff: ok.map(|a| a.n_eff),
        reason: adjusted.as_ref().err().cloned(),
        onset_s: None,
        onset_m: None,
        onset_ci95_s: None,
    };
    (change, adjusted.ok())
}

/// Dates a change that is at least likely; one that an even drift all along
/// explains as well is not called clear.
fn date(
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
            change.onset_m = (0..series.len())
                .find(|&i| series.t[i] >= o.t)
                .map(|i| series.distance[i])
                .filter(|d| d.is_finite());
        }
    }
}

/// What a sensor shows before and after its readings jumped cannot be compared.
fn hold_back_after_a_jump(
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
    let reason = format!(
        "{} jumps by {:+.1} {} within one second at {:.0} min while cadence and pace go on: another sensor took over, or it slipped",
        jump.metric.title().to_lowercase(),
        jump.size,
        jump.unit,
        jump.t / 60.0
    );
    for (change, _) in changes.iter_mut().filter(|(c, _)| jump::concerns(c.metric)) {
        if change.adjusted_change.is_some() {
            change.verdict = Verdict::Insufficient;
            change.reason = Some(reason.clone());
            (change.onset_s, change.onset_m, change.onset_ci95_s) = (None, None, None);
        }
    }
}

/// The spread of whole numbers within a row cannot be finer than their step allows.
fn metric_resolution(metric: &MetricSeries, is_cv: bool) -> f64 {
    if is_cv { 0.0 } else { metric.resolution }
}

/// Why a metric has too little in common between the windows, if it has.
#[allow(clippy::too_many_arguments)]
fn support(
    series: &FormSeries,
    metric: &MetricSeries,
    fresh: &[usize],
    fatigued: &[usize],
    common: &Matched,
    windows: &Windows,
    reference: Option<f64>,
    settings: &Settings,
) -> Option<String> {
    let s = &settings.compare;
    // Not `sum`: of nothing that is -0, and would be printed so.
    let seconds = |samples: &[usize]| samples.iter().fold(0.0, |s, &i| s + series.dur[i]);
    let need = match windows.mode {
        Mode::SteadyLong => settings.windows.min_valid_long_s,
        Mode::SteadyShort | Mode::Laps => settings.windows.min_valid_short_s,
        Mode::Intervals => settings.intervals.min_valid_s,
        Mode::User | Mode::None => s.matched_min_s,
    };
    let (a, b) = (seconds(fresh), seconds(fatigued));
    if a < need || b < need {
        return Some(format!(
            "{} is there for only {a:.0} s of the fresh and {b:.0} s of the fatigued part; {need:.0} s are needed in each",
            metric.metric.title().to_lowercase()
        ));
    }
    if reference.is_some()
        && (common.fresh_s < s.matched_min_s || common.fatigued_s < s.matched_min_s)
    {
        return Some(format!(
            "fresh and fatigued have too little in common at equal speed and slope: {:.0} s and {:.0} s, {:.0} s are needed in each{}",
            common.fresh_s,
            common.fatigued_s,
            s.matched_min_s,
            why_apart(series, fresh, fatigued)
        ));
    }
    None
}

/// What differs between the windows, in words.
fn why_apart(series: &FormSeries, fresh: &[usize], fatigued: &[usize]) -> String {
    let med = |of: &Array1<f64>, samples: &[usize]| stats::median(samples.iter().map(|&i| of[i]));
    let (Some(v0), Some(v1)) = (med(&series.speed, fresh), med(&series.speed, fatigued)) else {
        return String::new();
    };
    let (g0, g1) =
        (med(&series.grade, fresh).unwrap_or(0.0), med(&series.grade, fatigued).unwrap_or(0.0));
    format!(" (speed {v0:.2} and {v1:.2} m/s, slope {g0:+.1} and {g1:+.1} %)")
}

/// Smallest worthwhile change in the metric's unit.
fn worthwhile(metric: &MetricSeries, fresh: f64, swc: &Swc) -> Option<f64> {
    let pct = |p: f64| Some(p / 100.0 * fresh.abs());
    match metric.metric {
        Metric::Cadence => pct(swc.cadence_pct),
        Metric::CadenceCv => Some(swc.cadence_cv_pp),
        Metric::GroundContactTime => pct(swc.contact_pct),
        Metric::FlightTime => pct(swc.flight_pct),
        Metric::DutyFactor => pct(swc.duty_factor_pct),
        Metric::VerticalOscillation => pct(swc.oscillation_pct),
        Metric::VerticalRatio => Some(swc.vertical_ratio_pp),
        Metric::ContactBalanceLeft if metric.site == Site::Foot => Some(swc.balance_pp),
        Metric::ContactBalanceLeft => Some(swc.balance_trunk_pp),
        Metric::StepLength => pct(swc.step_length_pct),
        Metric::VerticalStiffness => pct(swc.vertical_stiffness_pct),
        Metric::LegStiffness => pct(swc.leg_stiffness_pct),
        _ => None,
    }
}

/// Verdicts, with the false discovery rate controlled in each family.
fn judge(changes: &mut [(MetricChange, Option<Adjusted>)], settings: &Settings) {
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
    settle_step_length(changes);
}

/// Largest disagreement of step length and cadence at equal speed, as a share. Ours.
const IDENTITY_TOLERANCE: f64 = 0.008;

/// At equal speed step length and cadence are one change: shorter steps with a
/// quicker rhythm are no harm of their own, and changes that do not multiply to
/// the same speed show that the speed of one window is off.
fn settle_step_length(changes: &mut [(MetricChange, Option<Adjusted>)]) {
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
    if apart > IDENTITY_TOLERANCE.max(doubt) && c.verdict > Verdict::Possible {
        c.verdict = Verdict::Possible;
        c.reason = Some(format!(
            "step length and cadence do not multiply to the same speed ({:.1} % apart): the speed of one window is off",
            100.0 * apart
        ));
    }
}

/// Verdict of one change; see [`Verdict`].
fn verdict(c: &mut MetricChange, significant: bool, settings: &Settings) {
    let (Some(change), Some(swc), Some([low, high])) = (c.adjusted_change, c.swc, c.ci95) else {
        return;
    };
    let worthwhile = change.abs() >= swc;
    let excludes_zero = low > 0.0 || high < 0.0;
    let confirmed = c.matched_change.is_none_or(|m| m * change > 0.0);
    let above_noise = c.mdc.is_none_or(|mdc| change.abs() >= mdc);
    c.verdict = match () {
        () if !worthwhile && 0.5 * (high - low) > settings.compare.noise_limit_swc * swc => {
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::segment::{choose, mark};
    use crate::series::{FormSeries, test_series};

    /// A run whose contact time follows the speed and rises by `step` from 50 to 65 min.
    fn run(speed: impl Fn(usize) -> f64, step: f64) -> FormSeries {
        let mut series = test_series(5400, speed);
        let cadence = series.metrics[0].clone();
        let values = Array1::from_iter((0..5400).map(|i| {
            let wiggle = 2.0 * ((i as f64) * 0.61).sin() + 1.5 * ((i as f64) * 0.37).sin();
            let tired = 1.0 + step * ((i as f64 - 3000.0) / 900.0).clamp(0.0, 1.0);
            (250.0 * (series.speed[i] / 3.0f64).powf(-0.65) * tired + wiggle).round()
        }));
        series.metrics.push(MetricSeries {
            metric: Metric::GroundContactTime,
            unit: "ms",
            values,
            ..cadence
        });
        mark(&mut series, &Settings::default());
        series
    }

    fn contact(series: &FormSeries) -> (Comparison, MetricChange) {
        let settings = Settings::default();
        let c = compare(series, &choose(series, &settings), &settings);
        let m = c.metrics.iter().find(|m| m.metric == Metric::GroundContactTime).unwrap().clone();
        (c, m)
    }

    fn swings(i: usize) -> f64 {
        3.0 + 0.15 * ((i as f64) * 0.011).sin() - if i > 3600 { 0.08 } else { 0.0 }
    }

    #[test]
    fn slowing_down_alone_is_no_change_of_form() {
        let (c, m) = contact(&run(swings, 0.0));
        assert_eq!(c.status, Status::Compared);
        assert!(m.raw_change.unwrap() > 2.0, "{m:?}");
        assert!(m.adjusted_change.unwrap().abs() < 1.0, "{m:?}");
        assert_eq!(m.verdict, Verdict::Stable);
    }

    #[test]
    fn a_rise_at_equal_speed_is_clear_and_adverse() {
        let (_, m) = contact(&run(swings, 0.05));
        assert!((m.adjusted_change_pct.unwrap() - 5.0).abs() < 0.5, "{m:?}");
        // The speed swings without any error here, which no real recording does,
        // so few rows count as independent and the verdict stops short of clear.
        assert!(m.verdict >= Verdict::Likely && m.ci95.unwrap()[0] > 6.0, "{m:?}");
        assert!(m.adverse);
    }

    #[test]
    fn without_speeds_in_common_there_is_no_number_at_all() {
        let (c, m) = contact(&run(|i| if i > 2700 { 2.5 } else { 3.3 }, 0.05));
        assert_eq!(c.status, Status::NotComparable);
        assert_eq!((m.adjusted_change, m.ci95, m.matched_change), (None, None, None));
        assert_eq!(m.verdict, Verdict::Insufficient);
        assert!(m.reason.unwrap().contains("equal speed"));
        assert!(m.raw_change.is_some());
        assert!(c.reason.is_some());
    }

    #[test]
    fn swapping_the_windows_flips_the_sign() {
        let series = run(swings, 0.05);
        let mut settings = Settings::default();
        let change = |settings: &Settings| {
            let c = compare(&series, &choose(&series, settings), settings);
            c.metrics
                .iter()
                .find(|m| m.metric == Metric::GroundContactTime)
                .unwrap()
                .adjusted_change_pct
                .unwrap()
        };
        use crate::settings::UserWindow::Time;
        settings.windows.fresh = Some(Time([600.0, 1200.0]));
        settings.windows.fatigued = Some(Time([4500.0, 5100.0]));
        let forth = change(&settings);
        std::mem::swap(&mut settings.windows.fresh, &mut settings.windows.fatigued);
        let back = change(&settings);
        assert!(
            ((1.0 + forth / 100.0) * (1.0 + back / 100.0) - 1.0).abs() < 2e-3,
            "{forth} {back}"
        );
    }
}
