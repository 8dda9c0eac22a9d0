//! The comparison against an independent analysis of the same real runs
//! (`watch/comparison-reference.json`: another estimate, not the truth).

use std::collections::BTreeMap;

use runform::analysis::{Analysis, Analyzed};
use runform::compare::{MetricChange, Reason, Status, Verdict};
use runform::metrics::Metric;
use runform::recording::Recording;
use runform::segment::WindowsRefusal;
use runform::settings::{RunKind, Settings};
use serde_json::Value;

use crate::support::{analyse_with, files_in, naive, real_data, runs};

/// The method that the reference describes: windows of level running.
fn by_windows() -> Settings {
    let mut settings = Settings::default();
    settings.windows.kind = RunKind::Windows;
    settings
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

/// How far the analysis agrees with the reference, and where it does not.
#[derive(Debug, Default)]
struct Agreement {
    /// Rows (run and metric), and those of them compared or refused by both.
    rows: [i32; 2],
    medians: [i32; 2],
    /// Rows whose reference interval excludes 0, and those with the same sign.
    sure: [i32; 2],
    overlap: [i32; 2],
    close: [i32; 2],
    /// Half widths of the intervals, ours over theirs.
    ratios: Vec<f64>,
    misses: Vec<String>,
}

impl Agreement {
    fn ratio(&self) -> f64 {
        let mut sorted = self.ratios.clone();
        sorted.sort_by(f64::total_cmp);
        sorted[sorted.len() / 2]
    }

    fn print(&self) {
        for m in &self.misses {
            eprintln!("{m}");
        }
        let of = |[n, hits]: [i32; 2]| format!("{hits}/{n}");
        eprintln!(
            "rows {}, status equal {}, medians {}, sign {}, overlap {}, close {}, median half-width ratio {:.2}",
            self.rows[0],
            self.rows[1],
            of(self.medians),
            of(self.sure),
            of(self.overlap),
            of(self.close),
            self.ratio()
        );
    }
}

fn count(tally: &mut [i32; 2], hit: bool) -> bool {
    tally[0] += 1;
    tally[1] += i32::from(hit);
    hit
}

fn agreement(dir: &std::path::Path, settings: &Settings) -> Agreement {
    let dir = dir.join("watch");
    let mut a = Agreement::default();
    let reference: Value =
        serde_json::from_slice(&std::fs::read(dir.join("comparison-reference.json")).unwrap())
            .unwrap();
    let mut cache: BTreeMap<String, Vec<Option<Analyzed>>> = BTreeMap::new();
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
        let all = cache.entry(file.into()).or_insert_with(|| {
            let recordings = runs(&std::fs::read(&path).unwrap());
            recordings.iter().map(|r| analyse_with(r, settings)).collect()
        });
        let Some(analyzed) = all.iter().flatten().next() else {
            if record["support"] == "compared" {
                a.misses.push(format!("{file}: refused"));
            }
            continue;
        };
        let metric = Metric::from_id(record["metric"].as_str().unwrap()).unwrap();
        let Some(ours) = analyzed.analysis.comparison.metrics.iter().find(|m| m.metric == metric)
        else {
            count(&mut a.rows, false);
            a.misses.push(format!("{file} {metric}: not in our comparison"));
            continue;
        };
        let their = record["support"].as_str().unwrap() == "compared";
        let mine = ours.adjusted_change.is_some();
        if !count(&mut a.rows, their == mine) {
            a.misses.push(format!(
                "{file} {metric}: reference {} ({}), ours {}",
                record["support"],
                record["reason"],
                ours.reason.as_ref().map_or("compared".into(), runform::words::english_of)
            ));
        }
        if !mine {
            assert!(ours.ci95.is_none() && ours.reason.is_some(), "{file} {metric}");
            assert_eq!(ours.verdict, Verdict::Insufficient);
        }
        if their && mine {
            check(&mut a, file, metric, record, ours);
        }
    }
    a
}

fn check(a: &mut Agreement, file: &str, metric: Metric, record: &Value, ours: &MetricChange) {
    let (near, near_change) = tolerance(metric, num(&record["field_resolution"]));
    for (key, value) in [("fresh", ours.fresh), ("fatigued", ours.fatigued)] {
        let close = (num(&record[key]) - value.unwrap()).abs() <= near + 1e-9;
        if !count(&mut a.medians, close) {
            let theirs = &record[key];
            a.misses.push(format!("{file} {metric} {key}: reference {theirs}, ours {value:?}"));
        }
    }
    let (their, mine) = (num(&record["adjusted_change"]), ours.adjusted_change.unwrap());
    let their_ci = [num(&record["ci95"][0]), num(&record["ci95"][1])];
    let my_ci = ours.ci95.unwrap();
    let excludes = |ci: [f64; 2]| ci[0] > 0.0 || ci[1] < 0.0;
    let both = format!("reference {their} {their_ci:?}, ours {mine} {my_ci:?}");
    if excludes(their_ci) && excludes(my_ci) {
        assert!(their * mine > 0.0, "{file} {metric}: {both}");
    }
    if excludes(their_ci) && !count(&mut a.sure, their * mine > 0.0) {
        a.misses.push(format!("{file} {metric} sign: {both}"));
    }
    if !count(&mut a.overlap, my_ci[0] <= their_ci[1] && their_ci[0] <= my_ci[1]) {
        a.misses.push(format!("{file} {metric} overlap: {both}"));
    }
    let half = 0.5 * (their_ci[1] - their_ci[0]);
    a.ratios.push(0.5 * (my_ci[1] - my_ci[0]) / half);
    if !count(&mut a.close, (mine - their).abs() <= (1.5 * half).max(near_change)) {
        a.misses.push(format!("{file} {metric} change: {both}"));
    }
}

fn share([n, hits]: [i32; 2]) -> f64 {
    f64::from(hits) / f64::from(n.max(1))
}

#[test]
fn agrees_with_the_independent_reference() {
    let Some(dir) = real_data("comparison with the independent reference") else { return };
    let a = agreement(&dir, &by_windows());
    a.print();
    assert!(a.rows[0] > 80);
    assert!(share(a.rows) >= 0.95);
    assert!(share(a.medians) >= 0.95);
    assert!(share(a.sure) >= 0.95);
    assert!(share(a.overlap) >= 0.97);
    assert!(share(a.close) >= 0.95);
    assert!((0.6..=1.7).contains(&a.ratio()), "{}", a.ratio());
}

/// The setting stays off because of this.
#[test]
fn a_warm_up_by_heart_rate_agrees_less() {
    let Some(dir) = real_data("warm-up by heart rate") else { return };
    let mut settings = by_windows();
    settings.windows.warmup_by_heart_rate = true;
    let by_heart = agreement(&dir, &settings);
    by_heart.print();
    let by_time = agreement(&dir, &by_windows());
    assert!(share(by_heart.medians) < share(by_time.medians));
}

/// A change that the documentation tells, as the independent reference saw it.
struct Told {
    file: &'static str,
    metric: Metric,
    naive: Option<f64>,
    raw: Option<f64>,
    adjusted: Option<(f64, [f64; 2])>,
}

const GCT: Metric = Metric::GroundContactTime;
const VO: Metric = Metric::VerticalOscillation;

fn told(file: &'static str, metric: Metric, adjusted: f64, ci95: [f64; 2]) -> Told {
    Told { file, metric, naive: None, raw: None, adjusted: Some((adjusted, ci95)) }
}

fn stories() -> Vec<Told> {
    let fenix3 = "connectstats_activity_1378220136_fenix3_smart.fit";
    let track = "connectstats_track_544406_fenix6x_stryd.fit";
    let power = "runalyze_garmin-runPower.fit";
    let steady = "fit2gpx_Fenix3-Run-1321421020.fit";
    vec![
        // Longer contact at matched speed.
        Told { raw: Some(15.0), ..told(fenix3, GCT, 11.2, [5.1, 17.5]) },
        told(fenix3, Metric::Cadence, -3.2, [-5.7, -0.5]),
        told(track, GCT, 6.3, [2.7, 10.0]),
        told(track, Metric::Cadence, -4.1, [-5.8, -2.4]),
        Told { naive: Some(-4.9), ..told(track, VO, 0.4, [-1.4, 2.3]) },
        // The naive rule has the wrong sign.
        Told {
            naive: Some(-1.25),
            ..told("connectstats_track_5611_fenix6x_smart.fit", VO, 4.3, [1.1, 7.7])
        },
        // The same, from walking and climbing at the end.
        Told {
            naive: Some(43.8),
            ..told("fitparse_activity-small-fenix2-run.fit", GCT, -4.4, [-7.4, -1.4])
        },
        // A rise that is only pacing.
        Told {
            raw: Some(12.5),
            ..told("xiangli_12601362383_fenix7pro.fit", GCT, -2.2, [-7.3, 3.0])
        },
        // Nothing but a drift of the balance.
        Told { naive: Some(-9.1), ..told(power, GCT, -0.6, [-2.5, 1.4]) },
        told(power, Metric::ContactBalanceLeft, -0.78, [-1.08, -0.47]),
        // Another way of running, no breakdown.
        told(steady, Metric::Cadence, 9.5, [8.2, 10.8]),
        told(steady, VO, -10.2, [-11.9, -8.4]),
        told(steady, GCT, 3.2, [-2.2, 8.7]),
        // Too noisy to say.
        told("runalyze_Fenix-3-with-runscribe-v1-38.fit", GCT, 18.0, [-6.0, 46.0]),
        // Hills, speed, repetitions: not comparable.
        Told {
            file: "elevate_portland_fr935_stryd.fit",
            metric: GCT,
            naive: Some(-27.3),
            raw: None,
            adjusted: None,
        },
        Told {
            file: "runalyze_FR920xt-with-runscribe-plus.fit",
            metric: GCT,
            naive: Some(17.8),
            raw: Some(27.0),
            adjusted: None,
        },
        Told {
            file: "xiangli_12849458322_fenix7pro.fit",
            metric: GCT,
            naive: Some(-12.6),
            raw: Some(0.5),
            adjusted: None,
        },
        Told {
            file: "sportslib_20181013_kona_ironman_fr935_stryd.fit",
            metric: GCT,
            naive: Some(35.9),
            raw: Some(5.0),
            adjusted: None,
        },
    ]
}

/// The one run of a file of `watch/fit`.
fn run_of(dir: &std::path::Path, file: &str) -> (Recording, Analysis) {
    let mut recordings = runs(&std::fs::read(dir.join("watch/fit").join(file)).unwrap());
    assert_eq!(recordings.len(), 1, "{file}");
    let recording = recordings.remove(0);
    let analysis = analyse_with(&recording, &by_windows()).unwrap().analysis;
    (recording, analysis)
}

fn of(analysis: &Analysis, metric: Metric) -> &MetricChange {
    analysis.comparison.metrics.iter().find(|m| m.metric == metric).unwrap()
}

#[test]
fn teaching_files_come_out_as_told() {
    let Some(dir) = real_data("teaching files") else { return };
    for Told { file, metric, naive: by_quarters, raw, adjusted } in stories() {
        let (recording, analysis) = run_of(&dir, file);
        let m = of(&analysis, metric);
        let (near, near_change) = tolerance(metric, 2.0);
        eprintln!(
            "{file} {metric}: raw {:?}, adjusted {:?} {:?}",
            m.raw_change, m.adjusted_change, m.ci95
        );
        if let Some(expected) = by_quarters {
            let found = naive(&recording, &m.source.to_string()).unwrap();
            assert!((found - expected).abs() < 0.1, "{file} {metric}: naive {found}");
        }
        if let Some(expected) = raw {
            let found = m.raw_change.unwrap();
            assert!((found - expected).abs() <= 2.0 * near, "{file} {metric}: raw {found}");
        }
        let Some((expected, ci)) = adjusted else {
            assert_eq!(analysis.comparison.status, Status::NotComparable, "{file}");
            assert!(m.adjusted_change.is_none() && m.ci95.is_none(), "{file}: {m:?}");
            assert_eq!(m.verdict, Verdict::Insufficient, "{file}");
            assert!(m.reason.is_some(), "{file}");
            continue;
        };
        let (found, mine) = (m.adjusted_change.unwrap(), m.ci95.unwrap());
        let half = 0.5 * (ci[1] - ci[0]);
        assert!(
            (found - expected).abs() <= (1.5 * half).max(near_change),
            "{file} {metric}: {found} against {expected}"
        );
        assert!(mine[0] <= ci[1] && ci[0] <= mine[1], "{file} {metric}: {mine:?} against {ci:?}");
        if ci[0] > 0.0 || ci[1] < 0.0 {
            assert!(found * expected > 0.0, "{file} {metric}: {found}");
        }
    }
}

#[test]
fn teaching_files_have_the_evidence_and_reasons_told() {
    let Some(dir) = real_data("teaching files, evidence") else { return };
    let (_, a) = run_of(&dir, "connectstats_activity_1378220136_fenix3_smart.fit");
    let decoupling = a.comparison.decoupling_pct.unwrap();
    assert!((decoupling - 9.0).abs() < 1.0, "{decoupling}");
    let m = of(&a, GCT);
    assert!(m.adverse && m.verdict >= Verdict::Possible && m.ci95.unwrap()[0] > 0.0, "{m:?}");

    let (_, a) = run_of(&dir, "runalyze_garmin-runPower.fit");
    assert_eq!(of(&a, GCT).verdict, Verdict::Stable);

    let (_, a) = run_of(&dir, "elevate_portland_fr935_stryd.fit");
    let Some(Reason::Windows(WindowsRefusal::FewSeconds { fresh_s, needed_s, .. })) =
        a.comparison.reason
    else {
        panic!("{:?}", a.comparison.reason)
    };
    assert_eq!((fresh_s, needed_s), (166.0, 300.0));

    // 530 s of a balance of exactly 50.00 are a default, not a measurement.
    let (recording, a) = run_of(&dir, "sportslib_20181013_kona_ironman_fr935_stryd.fit");
    let balance = of(&a, Metric::ContactBalanceLeft);
    let channel = recording
        .watch()
        .unwrap()
        .channels
        .iter()
        .find(|c| c.source.id == balance.source.to_string());
    let exact = channel.unwrap().values.iter().filter(|v| **v == 50.0).count();
    assert!(exact >= 530, "{exact}");
    let all = a.segments.iter().find(|s| s.id == "all").unwrap();
    let n = |metric| all.metrics.iter().find(|m| m.metric == metric).unwrap().n;
    assert!(
        n(Metric::ContactBalanceLeft) + 500 <= n(GCT),
        "{} of {}",
        n(Metric::ContactBalanceLeft),
        n(GCT)
    );
}

/// The whole run against the reference, whose windows are others: no other sign where
/// its interval excludes 0.
#[test]
fn the_whole_run_has_the_signs_of_the_reference() {
    let Some(dir) = real_data("whole run against the reference") else { return };
    let a = agreement(&dir, &Settings::default());
    a.print();
    // The one other sign is of a vertical ratio.
    for metric in ["cadence", "ground_contact_time", "vertical_oscillation"] {
        let wrong = |m: &&String| m.contains(" sign: ") && m.contains(metric);
        assert_eq!(a.misses.iter().find(wrong), None);
    }
    assert!(share(a.sure) >= 0.95, "{:?}", a.sure);
    assert!(share(a.overlap) >= 0.95, "{:?}", a.overlap);
}

/// Every file of the folders of watch recordings.
fn every_file(dir: &std::path::Path) -> Vec<std::path::PathBuf> {
    let folders = std::fs::read_dir(dir.join("watch")).unwrap().map(|e| e.unwrap().path());
    let mut files: Vec<_> = folders.filter(|p| p.is_dir()).flat_map(|d| files_in(&d)).collect();
    files.sort();
    files
}

/// The recordings of a file; none of one that is no recording.
fn readable(file: &std::path::Path) -> Vec<Recording> {
    let bytes = std::fs::read(file).unwrap();
    runform::import::import(&bytes, &runform::import::ImportOptions::default()).unwrap_or_default()
}

/// Runs of twenty minutes and more with seconds: at most one in ten without an answer.
#[test]
fn nearly_every_real_run_is_answered() {
    let Some(dir) = real_data("answers of the whole run") else { return };
    let (mut long, mut answered) = (0, 0);
    for file in every_file(&dir) {
        for recording in readable(&file) {
            let Some(a) = analyse_with(&recording, &Settings::default()) else { continue };
            if a.analysis.recording.active_s < 1200.0 {
                continue;
            }
            long += 1;
            let metrics = &a.analysis.comparison.metrics;
            answered += i32::from(metrics.iter().any(|m| m.verdict > Verdict::Insufficient));
        }
    }
    eprintln!("{answered} of {long} runs of twenty minutes and more are answered");
    assert!(long > 50 && f64::from(answered) >= 0.9 * f64::from(long), "{answered} of {long}");
}

/// Levels, change and sentence of a run cannot contradict each other.
#[test]
fn levels_and_changes_agree_in_every_real_run() {
    let Some(dir) = real_data("levels beside changes") else { return };
    let mut seen = 0;
    for file in every_file(&dir) {
        for recording in readable(&file) {
            let Some(a) = analyse_with(&recording, &Settings::default()) else { continue };
            for m in &a.analysis.comparison.metrics {
                let Some(change) = m.adjusted_change else { continue };
                let (Some(fresh), Some(tired)) = m.levels() else { panic!("{m:?}") };
                let off = (tired - fresh - change).abs();
                assert!(off <= 1e-6 * fresh.abs().max(1.0), "{}: {m:?}", file.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 300, "{seen}");
}
