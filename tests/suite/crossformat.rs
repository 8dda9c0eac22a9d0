//! The same run in different formats gives the same analysis.

use std::path::Path;

use runform::analysis::Analysis;
use runform::compare::{Status, Verdict};
use runform::metrics::Metric;
use runform::recording::{Quantity, Recording};

use crate::support::{analyse, real_data, runs};

/// The run in a file.
fn run(path: &Path) -> Recording {
    let mut runs = runs(&std::fs::read(path).unwrap());
    assert_eq!(runs.len(), 1, "{}", path.display());
    runs.remove(0)
}

fn analysis(recording: &Recording) -> Analysis {
    analyse(recording).unwrap().analysis
}

fn values(r: &Recording, quantity: Quantity) -> Vec<f64> {
    r.watch().unwrap().first(quantity).map_or(Vec::new(), |c| c.values.to_vec())
}

/// Every value of a quantity within `tolerance`, record by record; NaN equals NaN.
fn same_channel(a: &Recording, b: &Recording, quantity: Quantity, tolerance: f64) {
    let (x, y) = (values(a, quantity), values(b, quantity));
    assert!(!x.is_empty(), "{quantity:?} is missing");
    assert_eq!(x.len(), y.len(), "{quantity:?}");
    for (i, (p, q)) in x.iter().zip(&y).enumerate() {
        assert!(
            (p - q).abs() <= tolerance || (p.is_nan() && q.is_nan()),
            "{quantity:?} of record {i}: {p} and {q}"
        );
    }
}

/// Segments and comparison equal within `relative` (rounding in the formats).
fn same_analysis(a: &Analysis, b: &Analysis, relative: f64, skip: &[Metric]) {
    let close = |x: Option<f64>, y: Option<f64>, scale: f64, what: &str| match (x, y) {
        (None, None) => {}
        (Some(x), Some(y)) => {
            assert!((x - y).abs() <= relative * scale.abs().max(1e-9), "{what}: {x} and {y}");
        }
        _ => panic!("{what}: {x:?} and {y:?}"),
    };
    for id in ["all", "fresh", "fatigued"] {
        let find = |a: &Analysis| a.segments.iter().find(|s| s.id == id).cloned();
        let (Some(s), Some(t)) = (find(a), find(b)) else {
            assert!(find(a).is_none() && find(b).is_none(), "{id}");
            continue;
        };
        assert_eq!((s.start_s, s.end_s, s.running_s), (t.start_s, t.end_s, t.running_s), "{id}");
        close(s.speed_mps, t.speed_mps, 3.0, "speed");
        close(s.heart_rate_bpm, t.heart_rate_bpm, 100.0, "heart rate");
        for m in s.metrics.iter().filter(|m| !skip.contains(&m.metric)) {
            let n = t.metrics.iter().find(|n| n.metric == m.metric);
            let n = n.unwrap_or_else(|| panic!("{id}: {} is missing", m.metric));
            assert_eq!((&m.unit, m.estimated), (&n.unit, n.estimated), "{id} {}", m.metric);
            let scale = m.median.unwrap_or(1.0);
            close(m.mean, n.mean, scale, &format!("{id} {} mean", m.metric));
            close(m.median, n.median, scale, &format!("{id} {} median", m.metric));
        }
    }
    let (c, d) = (&a.comparison, &b.comparison);
    assert_eq!((c.status, c.mode, &c.reason), (d.status, d.mode, &d.reason));
    assert_eq!(c.fatigue_evidence, d.fatigue_evidence);
    for m in c.metrics.iter().filter(|m| !skip.contains(&m.metric)) {
        let n = d.metrics.iter().find(|n| n.metric == m.metric).unwrap();
        let scale = m.fresh.unwrap_or(1.0);
        close(m.raw_change, n.raw_change, scale, &format!("{} raw", m.metric));
        close(m.adjusted_change, n.adjusted_change, scale, &format!("{} adjusted", m.metric));
        for k in [0, 1] {
            let bound = |ci: Option<[f64; 2]>| ci.map(|c| c[k]);
            close(bound(m.ci95), bound(n.ci95), scale, &format!("{} interval", m.metric));
        }
        assert_eq!(m.verdict, n.verdict, "{}", m.metric);
    }
}

fn median(analysis: &Analysis, metric: Metric) -> f64 {
    let all = analysis.segments.iter().find(|s| s.id == "all").unwrap();
    all.metrics.iter().find(|m| m.metric == metric).unwrap().median.unwrap()
}

const DYNAMICS: [(Quantity, f64); 7] = [
    (Quantity::Cadence, 1e-9),
    (Quantity::GroundContactTime, 0.051),
    (Quantity::VerticalOscillation, 0.051),
    (Quantity::VerticalRatio, 0.0051),
    (Quantity::StepLength, 0.00051),
    (Quantity::ContactBalanceLeft, 0.0051),
    (Quantity::HeartRate, 1e-9),
];

/// 95 minutes as FIT and as a semicolon CSV with local time. The CSV does not
/// name the watch, so nothing says that its altitude is barometric: told so, it
/// gives the same analysis; left alone, the same conclusions.
#[test]
fn a_fit_file_and_its_csv_conversion() {
    let Some(dir) = real_data("FIT against CSV").map(|d| d.join("watch")) else { return };
    let fit = run(&dir.join("fit/fit2gpx_Fenix3-Run-1321421020.fit"));
    let mut csv = run(&dir.join("csv_fit2gpx/fit2gpx_Fenix3-Run-1321421020.fit.csv"));
    for (quantity, tolerance) in DYNAMICS {
        same_channel(&fit, &csv, quantity, tolerance);
    }
    same_channel(&fit, &csv, Quantity::Distance, 0.0051);
    same_channel(&fit, &csv, Quantity::Speed, 0.00051);

    let a = analysis(&fit);
    for (metric, headline, tolerance) in [
        (Metric::Cadence, 185.0, 1.0),
        (Metric::GroundContactTime, 241.0, 0.5),
        (Metric::VerticalOscillation, 73.0, 0.5),
        (Metric::VerticalRatio, 5.95, 0.05),
        (Metric::ContactBalanceLeft, 48.6, 0.05),
    ] {
        let found = median(&a, metric);
        assert!((found - headline).abs() <= tolerance, "{metric}: {found}");
    }

    let alone = analysis(&csv);
    csv.device = fit.device.clone();
    csv.body = fit.body;
    same_analysis(&a, &analysis(&csv), 1e-4, &[]);

    assert_eq!(alone.comparison.status, Status::Compared);
    for m in a.comparison.metrics.iter().filter(|m| m.verdict >= Verdict::Likely) {
        let n = alone.comparison.metrics.iter().find(|n| n.metric == m.metric).unwrap();
        assert!(n.verdict >= Verdict::Likely, "{}: {:?}", m.metric, n.verdict);
        let (x, y) = (m.ci95.unwrap(), n.ci95.unwrap());
        assert!(x[0] <= y[1] && y[0] <= x[1], "{}: {x:?} and {y:?}", m.metric);
    }
}

#[test]
fn a_triathlon_as_fit_and_as_fitcsvtool_csv() {
    let Some(dir) = real_data("triathlon as FIT and CSV").map(|d| d.join("watch")) else { return };
    let fit = run(&dir.join("fit/muktihari_triathlon_summary_first_fr255.fit"));
    let csv = run(&dir.join("csv_fitcsvtool/muktihari_triathlon_summary_first.csv"));
    assert_eq!(fit.sport, csv.sport);
    for (quantity, tolerance) in DYNAMICS {
        if quantity != Quantity::ContactBalanceLeft {
            same_channel(&fit, &csv, quantity, tolerance);
        }
    }
    assert!(values(&fit, Quantity::ContactBalanceLeft).is_empty());
    same_analysis(&analysis(&fit), &analysis(&csv), 1e-4, &[]);
}

/// TCX, GPX and pandas conversions lose the dynamics, the device or some digits
/// of the speed, but not the cadence.
#[test]
fn conversions_that_keep_only_the_cadence() {
    let Some(dir) = real_data("FIT, TCX and GPX of one run").map(|d| d.join("watch")) else {
        return;
    };
    // The last column: how far rounding may move the cadence, steps/min. TCX, GPX
    // and GoldenCheetah keep whole strides per minute, half of the steps.
    for (one, other, rounding) in [
        ("fit/msimms_20181108_run_fenix3hr_stryd.fit", "tcx/msimms_20181108_run_fenix3hr.tcx", 1.0),
        ("tcx/msimms_20210119_run_fenix6.tcx", "gpx/msimms_20210119_run_fenix6.gpx", 0.0),
        (
            "fit/coros_BoulderTrailRun20241126.fit",
            "csv_streams/coros_BoulderTrailRun20241126_pandas.csv",
            0.0,
        ),
        (
            "fit/gc_3386684871_vivoactive_stryd.fit",
            "fit/gc_3386684871-saved_by_goldencheetah.fit",
            1.0,
        ),
    ] {
        let (a, b) = (analysis(&run(&dir.join(one))), analysis(&run(&dir.join(other))));
        let cadences = [median(&a, Metric::Cadence), median(&b, Metric::Cadence)];
        assert!((cadences[0] - cadences[1]).abs() <= rounding, "{other}: {cadences:?}");
        assert_eq!(a.comparison.status, b.comparison.status, "{other}");
        assert!((a.recording.duration_s - b.recording.duration_s).abs() <= 1.0, "{other}");
        let share = b.recording.running_s / a.recording.running_s;
        assert!((0.99..=1.01).contains(&share), "{other}: {share}");
        let step = |a: &Analysis| median(a, Metric::StepLength);
        assert!((step(&a) / step(&b) - 1.0).abs() < 0.01, "{other}: {} {}", step(&a), step(&b));
    }
}

/// A chest strap that was put on halfway: cadence is compared, the dynamics are
/// each refused with a reason.
#[test]
fn dynamics_that_begin_midway_are_refused_one_by_one() {
    let Some(dir) = real_data("dynamics missing in half of a run") else { return };
    let file = dir.join("watch/fit/runalyze_Fenix-3-with-empty-runscribe.fit");
    // Between two hills its windows hold less, and share less, than is usually
    // asked for: here it is about one metric being refused and another not.
    let mut settings = runform::settings::Settings::default();
    settings.windows.min_valid_short_s = 200.0;
    settings.compare.matched_min_s = 60.0;
    let origin = runform::analysis::Origin { path: "x".into(), sha256: String::new(), index: 0 };
    let knowledge = runform::analysis::Knowledge::builtin().unwrap();
    let a =
        runform::analysis::analyze(&run(&file), &origin, &settings, knowledge).unwrap().analysis;
    for m in &a.comparison.metrics {
        match m.metric {
            Metric::Cadence | Metric::CadenceCv => assert!(m.adjusted_change.is_some()),
            _ => {
                assert!(m.adjusted_change.is_none(), "{}", m.metric);
                assert_eq!(m.verdict, Verdict::Insufficient);
                assert!(m.reason.is_some(), "{}", m.metric);
            }
        }
    }
    // The whole run still has them.
    assert!((median(&a, Metric::GroundContactTime) - 204.0).abs() <= 2.0);
}
