//! [`compare`]: every metric's change between the windows, with its verdict.

use super::adjust::{Adjusted, adjust};
use super::bins::{Matched, matched};
use super::fatigue;
use super::hold_back;
use super::rows::{self, Row, RowStat};
use super::verdict::{date, judge, worthwhile};
use super::whole_run::compare_whole;
use super::{Comparison, FatigueEvidence, MetricChange, MetricRow, MetricRows, Reason, Status};
use crate::metrics::Metric;
use crate::segment::{Mode, Phase, Windows};
use crate::series::{FormSeries, MetricSeries};
use crate::settings::Settings;
use crate::stats;

/// Compares the fatigued with the fresh window, metric by metric.
pub fn compare(series: &FormSeries, windows: &Windows, settings: &Settings) -> Comparison {
    compare_with_rows(series, windows, settings).0
}

/// The comparison, and the rows of every metric that it rests on, in the same order.
pub fn compare_with_rows(
    series: &FormSeries,
    windows: &Windows,
    settings: &Settings,
) -> (Comparison, Vec<MetricRows>) {
    match windows.whole {
        Some(whole) => compare_whole(series, windows, whole, Depth::All, settings),
        None => compare_windows(series, windows, settings),
    }
}

/// How much is said of a whole run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// Changes, intervals and verdicts.
    Numbers,
    /// When changes began, too.
    Dated,
    /// Kinds of ground and the check by windows of level running, too.
    All,
}

/// Compares no deeper than asked for.
pub fn compare_to(
    depth: Depth,
    series: &FormSeries,
    windows: &Windows,
    settings: &Settings,
) -> Comparison {
    match windows.whole {
        Some(whole) => compare_whole(series, windows, whole, depth, settings).0,
        None => compare_windows(series, windows, settings).0,
    }
}

/// The comparison of two windows, and its rows.
pub(super) fn compare_windows(
    series: &FormSeries,
    windows: &Windows,
    settings: &Settings,
) -> (Comparison, Vec<MetricRows>) {
    let reference = stats::median(
        (0..series.len())
            .filter(|&i| windows.valid[i] && windows.phase[i] != Phase::Out)
            .map(|i| series.speed[i]),
    );
    let no_windows = windows.fresh.is_none() || windows.fatigued.is_none();
    let evidence = (!no_windows && windows.refusal.is_none())
        .then(|| fatigue::evidence(series, windows, settings));
    let (mut changes, rows): (Vec<(MetricChange, Option<Adjusted>)>, Vec<MetricRows>) =
        rows::comparable(series)
            .iter()
            .map(|(metric, stat)| {
                let (change, adjusted, rows) =
                    change(series, windows, metric, *stat, reference, settings);
                let rows = metric_rows(metric, rows, adjusted.as_ref());
                ((change, adjusted), rows)
            })
            .unzip();
    judge(&mut changes, settings);
    for (change, adjusted) in &mut changes {
        date(change, adjusted.as_ref(), series, settings);
        hold_back::one_sided_halves(change, adjusted.as_ref(), &settings.compare);
    }
    hold_back::scattered(&mut changes, windows, &settings.compare);
    hold_back::after_a_jump(&mut changes, series, windows, settings);
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
            .map(Reason::Windows)
            .or_else(|| metrics.iter().find_map(|m| m.reason.clone()))
            .unwrap_or(Reason::NoFormRecorded)
    });
    let comparison = Comparison {
        status,
        reason,
        mode: windows.mode,
        fatigue_evidence: evidence.as_ref().map_or(FatigueEvidence::Unknown, |e| e.level),
        fatigue_signs: evidence.as_ref().map_or_else(Vec::new, |e| e.signs.clone()),
        decoupling_pct: evidence.and_then(|e| e.decoupling_pct),
        reference_speed_mps: reference,
        valid_fresh_s: windows.valid_fresh_s,
        valid_fatigued_s: windows.valid_fatigued_s,
        metrics,
    };
    (comparison, rows)
}

/// Rows with what is left of them after speed and slope.
fn metric_rows(metric: &MetricSeries, rows: Vec<Row>, adjusted: Option<&Adjusted>) -> MetricRows {
    let at_reference = |i: usize| {
        let left = adjusted?.residuals.get(i)?.value;
        Some(if metric.metric.log_scale() { left.exp() } else { left })
    };
    MetricRows {
        metric: metric.metric,
        levels: adjusted.map(|a| [a.fresh, a.fresh + a.change]),
        rows: rows
            .iter()
            .enumerate()
            .map(|(i, r)| MetricRow {
                start_s: r.t,
                phase: r.phase,
                speed_mps: r.speed,
                value: r.value,
                adjusted: at_reference(i),
            })
            .collect(),
    }
}

/// Change of one metric without its verdict, the fit behind it, and its rows.
fn change(
    series: &FormSeries,
    windows: &Windows,
    metric: &MetricSeries,
    row_stat: RowStat,
    reference: Option<f64>,
    settings: &Settings,
) -> (MetricChange, Option<Adjusted>, Vec<Row>) {
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
    let is_cv = row_stat == RowStat::Cv;
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
    let refusal = windows.refusal.map(Reason::Windows).or_else(|| {
        support(series, metric, &fresh, &fatigued, &common, windows, reference, settings)
    });
    let adjusted: Result<Adjusted, Reason> = match (refusal, reference) {
        (Some(reason), _) => Err(reason),
        (None, None) => Err(Reason::SpeedMissing),
        (None, Some(v)) => adjust(metric, &rows, v, row_stat.resolution(metric), s),
    };
    let ok = adjusted.as_ref().ok();
    let fresh_value = ok.map(|a| a.fresh).or(fresh_level);
    let change = MetricChange {
        accuracy: metric.accuracy,
        fresh: fresh_level,
        fatigued: fatigued_level,
        raw_change: fresh_level.zip(fatigued_level).map(|(a, b)| b - a),
        fresh_at_pace: ok.map(|a| a.fresh),
        fatigued_at_pace: ok.map(|a| a.fresh + a.change),
        adjusted_change: ok.map(|a| a.change),
        adjusted_change_pct: ok.map(|a| 100.0 * a.change / a.fresh),
        se: ok.map(|a| a.se),
        ci95: ok.map(|a| a.ci95),
        matched_change: ok.and(common.change).filter(|_| !is_cv),
        matched_s: common.fresh_s.min(common.fatigued_s),
        swc: fresh_value.and_then(|v| worthwhile(metric, v, &s.swc)),
        mdc: ok.map(|a| a.mdc),
        n_eff: ok.map(|a| a.n_eff),
        reason: adjusted.as_ref().err().cloned(),
        estimated: metric.estimated,
        ..MetricChange::new(metric.metric, metric.unit, &metric.source)
    };
    (change, adjusted.ok(), rows)
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
) -> Option<Reason> {
    let s = &settings.compare;
    // Not `sum`: of nothing that is -0, and would be printed so.
    let seconds = |samples: &[usize]| samples.iter().fold(0.0, |s, &i| s + series.dur[i]);
    let need = match windows.mode {
        Mode::SteadyLong | Mode::Race => settings.windows.min_valid_long_s,
        Mode::SteadyShort | Mode::Laps => settings.windows.min_valid_short_s,
        Mode::Intervals => settings.intervals.min_valid_s,
        Mode::User | Mode::WholeRun | Mode::None => s.matched_min_s,
    };
    let (a, b) = (seconds(fresh), seconds(fatigued));
    if a < need || b < need {
        return Some(Reason::MetricTooRare {
            metric: metric.metric,
            fresh_s: a,
            fatigued_s: b,
            needed_s: need,
        });
    }
    if reference.is_some()
        && (common.fresh_s < s.matched_min_s || common.fatigued_s < s.matched_min_s)
    {
        let median = |samples: &[usize]| stats::median(samples.iter().map(|&i| series.speed[i]));
        return Some(Reason::LittleInCommon {
            fresh_s: common.fresh_s,
            fatigued_s: common.fatigued_s,
            needed_s: s.matched_min_s,
            fresh_mps: median(fresh),
            fatigued_mps: median(fatigued),
        });
    }
    None
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::compare::Verdict;
    use crate::segment::{level_windows, mark};
    use crate::series::{FormSeries, test_series};
    use ndarray::Array1;

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
        let c = compare(series, &level_windows(series, &settings), &settings);
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
        assert_eq!(m.verdict, Verdict::Clear, "{m:?}");
        assert!(m.adverse);
    }

    #[test]
    fn without_speeds_in_common_there_is_no_number_at_all() {
        let (c, m) = contact(&run(|i| if i > 2700 { 2.5 } else { 3.3 }, 0.05));
        assert_eq!(c.status, Status::NotComparable);
        assert_eq!((m.adjusted_change, m.ci95, m.matched_change), (None, None, None));
        assert_eq!(m.verdict, Verdict::Insufficient);
        assert!(matches!(m.reason, Some(Reason::LittleInCommon { .. })));
        assert!(m.raw_change.is_some());
        assert!(c.reason.is_some());
    }

    #[test]
    fn swapping_the_windows_flips_the_sign() {
        let series = run(swings, 0.05);
        let mut settings = Settings::default();
        let change = |settings: &Settings| {
            let c = compare(&series, &level_windows(&series, settings), settings);
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
