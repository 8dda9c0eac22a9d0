//! The comparison against an independent analysis of the same real runs
//! (`watch/comparison-reference.json`: another estimate, not the truth).

use std::collections::BTreeMap;

use runform::analysis::{Analyzed, Origin, analyze};
use runform::compare::{MetricChange, Status, Verdict};
use runform::metrics::Metric;
use runform::recording::{Recording, Sport};
use runform::settings::Settings;
use serde_json::Value;

use crate::support::real_data;

fn runs(bytes: &[u8]) -> Vec<Recording> {
    runform::import::import(bytes, &Default::default())
        .unwrap()
        .into_iter()
        .filter(|r| !matches!(r.sport, Sport::Other(_)))
        .collect()
}

fn analyse(recording: &Recording) -> Option<Analyzed> {
    let origin = Origin { path: "x".into(), sha256: String::new(), index: 0 };
    analyze(
        recording,
        &origin,
        &Settings::default(),
        runform::analysis::Knowledge::builtin().unwrap(),
    )
    .ok()
}

fn num(v: &Value) -> f64 {
    v.as_f64().unwrap_or(f64::NAN)
}

/// Absolute differences that do not matter, by metric: (medians, adjusted change).
fn tolerance(metric: Metric, resolution: f64) -> (f64, f64) {
    match metric {
        Metric::GroundContactTime => (2.0, 3.2),
        Metric::VerticalOscillation => (1.0, 1.3),
        Metric::Cadence => (if resolution >= 2.0 { 2.0 } else { 1.0 }, resolution.max(1.2)),
        Metric::VerticalRatio => (0.15, 0.19),
        Metric::StepLength => (0.015, 0.015),
        Metric::ContactBalanceLeft => (0.15, 0.35),
        _ => unreachable!(),
    }
}

/// Where we knowingly decide otherwise than the reference, with the reason.
const EXPLAINED: &[(&str, &str)] = &[];

#[test]
fn agrees_with_the_independent_reference() {
    let Some(dir) = real_data("comparison with the independent reference") else { return };
    let dir = dir.join("watch");
    let reference: Value =
        serde_json::from_slice(&std::fs::read(dir.join("comparison-reference.json")).unwrap())
            .unwrap();
    let mut cache: BTreeMap<String, Vec<Option<Analyzed>>> = BTreeMap::new();
    let (mut rows, mut status_equal) = (0, 0);
    let mut misses: Vec<String> = Vec::new();
    let (mut medians, mut medians_ok) = (0, 0);
    let (mut sure, mut sure_same) = (0, 0);
    let (mut compared, mut overlap, mut close) = (0, 0, 0);
    let mut ratios = Vec::new();
    for record in reference["records"].as_array().unwrap() {
        let file = record["file"].as_str().unwrap();
        if !record["source"].as_str().unwrap_or("").starts_with("fit:")
            || record["support_borderline"] == Value::Bool(true)
            || EXPLAINED.iter().any(|(f, _)| *f == file)
        {
            continue;
        }
        let path = ["fit", "fit_nasty"].iter().map(|d| dir.join(d).join(file)).find(|p| p.exists());
        let Some(path) = path else { continue };
        let all = cache
            .entry(file.into())
            .or_insert_with(|| runs(&std::fs::read(&path).unwrap()).iter().map(analyse).collect());
        let Some(analyzed) = all.iter().flatten().next() else {
            if record["support"] == "compared" {
                misses.push(format!("{file}: refused"));
            }
            continue;
        };
        let metric = Metric::from_id(record["metric"].as_str().unwrap()).unwrap();
        let Some(ours) = analyzed.analysis.comparison.metrics.iter().find(|m| m.metric == metric)
        else {
            misses.push(format!("{file} {metric}: not in our comparison"));
            rows += 1;
            continue;
        };
        rows += 1;
        let their = record["support"].as_str().unwrap() == "compared";
        let mine = ours.adjusted_change.is_some();
        if their == mine {
            status_equal += 1;
        } else {
            misses.push(format!(
                "{file} {metric}: reference {} ({}), ours {}",
                record["support"],
                record["reason"],
                ours.reason.clone().unwrap_or_else(|| "compared".into())
            ));
        }
        if !mine {
            assert!(ours.ci95.is_none() && ours.reason.is_some(), "{file} {metric}");
            assert_eq!(ours.verdict, Verdict::Insufficient);
        }
        if !(their && mine) {
            continue;
        }
        check(
            file,
            metric,
            record,
            ours,
            &mut misses,
            &mut [
                &mut medians,
                &mut medians_ok,
                &mut sure,
                &mut sure_same,
                &mut compared,
                &mut overlap,
                &mut close,
            ],
            &mut ratios,
        );
    }
    ratios.sort_by(f64::total_cmp);
    let ratio = ratios[ratios.len() / 2];
    for m in &misses {
        eprintln!("{m}");
    }
    eprintln!(
        "rows {rows}, status equal {status_equal}, medians {medians_ok}/{medians}, sign {sure_same}/{sure}, \
         overlap {overlap}/{compared}, close {close}/{compared}, median half-width ratio {ratio:.2}"
    );
    let share = |a: i32, b: i32| f64::from(a) / f64::from(b.max(1));
    assert!(rows > 80);
    assert!(share(status_equal, rows) >= 0.95);
    assert!(share(medians_ok, medians) >= 0.95);
    assert!(share(sure_same, sure) >= 0.95);
    assert!(share(overlap, compared) >= 0.97);
    assert!(share(close, compared) >= 0.95);
    assert!((0.6..=1.7).contains(&ratio), "{ratio}");
}

#[allow(clippy::too_many_arguments)]
fn check(
    file: &str,
    metric: Metric,
    record: &Value,
    ours: &MetricChange,
    misses: &mut Vec<String>,
    counts: &mut [&mut i32; 7],
    ratios: &mut Vec<f64>,
) {
    let (near, near_change) = tolerance(metric, num(&record["field_resolution"]));
    for (key, value) in [("fresh", ours.fresh), ("fatigued", ours.fatigued)] {
        *counts[0] += 1;
        if (num(&record[key]) - value.unwrap()).abs() <= near + 1e-9 {
            *counts[1] += 1;
        } else {
            misses
                .push(format!("{file} {metric} {key}: reference {}, ours {value:?}", record[key]));
        }
    }
    let (their, mine) = (num(&record["adjusted_change"]), ours.adjusted_change.unwrap());
    let their_ci = [num(&record["ci95"][0]), num(&record["ci95"][1])];
    let my_ci = ours.ci95.unwrap();
    let excludes = |ci: [f64; 2]| ci[0] > 0.0 || ci[1] < 0.0;
    if excludes(their_ci) && excludes(my_ci) {
        assert!(
            their * mine > 0.0,
            "{file} {metric}: reference {their} {their_ci:?}, ours {mine} {my_ci:?}"
        );
    }
    if excludes(their_ci) {
        *counts[2] += 1;
        if their * mine > 0.0 {
            *counts[3] += 1;
        } else {
            misses.push(format!(
                "{file} {metric} sign: reference {their} {their_ci:?}, ours {mine} {my_ci:?}"
            ));
        }
    }
    *counts[4] += 1;
    if my_ci[0] <= their_ci[1] && their_ci[0] <= my_ci[1] {
        *counts[5] += 1;
    } else {
        misses.push(format!(
            "{file} {metric} overlap: reference {their} {their_ci:?}, ours {mine} {my_ci:?}"
        ));
    }
    let half = 0.5 * (their_ci[1] - their_ci[0]);
    ratios.push(0.5 * (my_ci[1] - my_ci[0]) / half);
    if (mine - their).abs() <= (1.5 * half).max(near_change) {
        *counts[6] += 1;
    } else {
        misses.push(format!(
            "{file} {metric} change: reference {their} {their_ci:?}, ours {mine} {my_ci:?}"
        ));
    }
}

/// The stories the README tells, on the real files behind them.
#[test]
fn teaching_files_come_out_as_told() {
    let Some(dir) = real_data("teaching files") else { return };
    let dir = dir.join("watch/fit");
    let change = |file: &str, metric: Metric| -> (Status, Option<MetricChange>, Option<String>) {
        let recordings = runs(&std::fs::read(dir.join(file)).unwrap());
        let analysis = recordings.iter().find_map(analyse).unwrap().analysis;
        let c = analysis.comparison;
        let m = c.metrics.iter().find(|m| m.metric == metric).cloned();
        (c.status, m, c.reason)
    };
    let gct = Metric::GroundContactTime;

    let (status, m, _) = change("runalyze_garmin-runPower.fit", gct);
    let m = m.unwrap();
    assert_eq!(status, Status::Compared);
    assert!(m.adjusted_change.unwrap().abs() < 3.0, "{m:?}");
    assert!(matches!(m.verdict, Verdict::Stable), "{m:?}");

    let (_, m, _) = change("connectstats_activity_1378220136_fenix3_smart.fit", gct);
    let m = m.unwrap();
    assert!(m.adjusted_change.unwrap() > 6.0 && m.ci95.unwrap()[0] > 0.0, "{m:?}");
    assert!(m.adverse && m.verdict >= Verdict::Possible);

    for file in ["elevate_portland_fr935_stryd.fit", "runalyze_FR920xt-with-runscribe-plus.fit"] {
        let (status, m, reason) = change(file, gct);
        assert_eq!(status, Status::NotComparable, "{file}");
        assert!(m.unwrap().adjusted_change.is_none());
        assert!(!reason.unwrap().is_empty());
    }
}
