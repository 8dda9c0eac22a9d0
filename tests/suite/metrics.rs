//! Metrics of whole recordings: consistency of cadence, left and right, and the
//! laws that hold for any series.

use ndarray::Array1;
use proptest::prelude::*;
use runform::analysis::{Analysis, Knowledge, Origin, SegmentMetric, Side, analyze};
use runform::metrics::{Metric, asymmetry, consistency};
use runform::recording::{
    Body, Channel, Data, Quantity, Recording, SensorFamily, Site, Source, Sport, WatchSeries,
};
use runform::settings::{Prefer, Settings};

use crate::support::real_data;

fn channel(quantity: Quantity, id: &str, value: impl Fn(f64) -> f64, n: usize) -> Channel {
    let foot = matches!(quantity, Quantity::ContactTimeLeft | Quantity::ContactTimeRight);
    let source =
        if foot { Source::of(id, SensorFamily::Runscribe, Site::Foot) } else { Source::native(id) };
    Channel { quantity, source, values: Array1::from_iter((0..n).map(|i| value(i as f64))) }
}

/// A steady run of `n` seconds with pods on both feet.
fn pods(n: usize, left: impl Fn(f64) -> f64, right: impl Fn(f64) -> f64) -> Recording {
    Recording {
        format: "fit",
        device: Some("garmin fr945".into()),
        sport: Sport::Running { sub: None },
        title: None,
        start: None,
        body: Body::default(),
        data: Data::Watch(WatchSeries {
            time_s: Array1::from_iter((0..n).map(|i| i as f64)),
            channels: vec![
                channel(Quantity::Speed, "fit:speed", |_| 3.0, n),
                channel(Quantity::Distance, "fit:distance", |t| 3.0 * t, n),
                channel(Quantity::Cadence, "fit:cadence", |t| 170.0 + (0.7 * t).sin().round(), n),
                channel(Quantity::ContactTimeLeft, "fit:dev:RS_ContactTime_L", left, n),
                channel(Quantity::ContactTimeRight, "fit:dev:RS_ContactTime_R", right, n),
            ],
            pauses: vec![],
            timer_known: false,
            laps: vec![],
        }),
        mappings: vec![],
        notes: vec![],
    }
}

fn analysed(recording: &Recording) -> Analysis {
    analysed_with(recording, &Settings::default())
}

fn analysed_with(recording: &Recording, settings: &Settings) -> Analysis {
    let origin = Origin { path: "x".into(), sha256: String::new(), index: 0 };
    let knowledge = Knowledge::builtin().unwrap();
    analyze(recording, &origin, settings, knowledge).unwrap().analysis
}

fn of(analysis: &Analysis, segment: &str, metric: Metric, side: Option<Side>) -> SegmentMetric {
    let segment = analysis.segments.iter().find(|s| s.id == segment).unwrap();
    let found = segment.metrics.iter().find(|m| m.metric == metric && m.side == side);
    found.unwrap_or_else(|| panic!("{metric} {side:?} is missing")).clone()
}

#[test]
fn each_foot_is_reported_with_its_side() {
    let wiggle = |t: f64| (0.9 * t).sin();
    let run = analysed(&pods(1800, |t| 255.0 + wiggle(t), |t| 245.0 - wiggle(t)));
    let mean = |metric, side| of(&run, "all", metric, side).mean.unwrap();
    let contact = Metric::GroundContactTime;
    assert!((mean(contact, Some(Side::Left)) - 255.0).abs() < 0.05);
    assert!((mean(contact, Some(Side::Right)) - 245.0).abs() < 0.05);
    assert!((mean(contact, None) - 250.0).abs() < 1e-9);
    assert!((mean(Metric::ContactBalanceLeft, None) - 51.0).abs() < 0.01);
    let index = of(&run, "fresh", Metric::ContactAsymmetry, None);
    let [low, high] = index.ci95.unwrap();
    assert!(low < 4.0 && 4.0 < high && high - low < 0.5, "{index:?}");
    assert_eq!(
        index.source.to_string(),
        "derived:symmetry index of fit:dev:RS_ContactTime_L and fit:dev:RS_ContactTime_R"
    );
    // what both windows show is said, as measured on the feet
    assert!(run.findings.iter().any(|f| f.id == "slight_asymmetry"), "{:?}", run.findings);
}

#[test]
fn swapped_pods_flip_the_index_exactly() {
    let (a, b) = (|t: f64| 251.3 + (0.3 * t).sin(), |t: f64| 243.7 + (0.2 * t).cos());
    let (one, other) = (analysed(&pods(1800, a, b)), analysed(&pods(1800, b, a)));
    for segment in ["all", "fresh", "fatigued", "km_2"] {
        let index = |run| of(run, segment, Metric::ContactAsymmetry, None);
        let (one, other) = (index(&one), index(&other));
        assert_eq!(one.mean.unwrap(), -other.mean.unwrap());
        assert_eq!(one.median.unwrap(), -other.median.unwrap());
        let ([low, high], [low2, high2]) = (one.ci95.unwrap(), other.ci95.unwrap());
        assert!((low + high2).abs() < 1e-9 && (high + low2).abs() < 1e-9);
    }
}

#[test]
fn context_is_a_table_and_a_band_and_no_verdict() {
    let run = analysed(&pods(1800, |_| 255.0, |_| 245.0));
    let cadence = run.context.iter().find(|c| c.table == "garmin_2019_cadence").unwrap();
    assert_eq!((cadence.band.as_str(), cadence.value), ("green", 170.0));
    assert!(cadence.caveat.contains("not a verdict"));
    // the contact comes from foot pods of another maker: no table is about them
    assert!(run.context.iter().all(|c| c.metric == Metric::Cadence), "{:?}", run.context);
}

/// From the CSV twin, whole run: 5711 s of running, 95 minutes.
const INDEPENDENT: &[(Metric, f64, f64)] = &[
    (Metric::Cadence, 185.547_365, 1e-5),
    (Metric::CadenceCvOverall, 2.965_999, 1e-5),
    (Metric::CadenceCvRobust, 3.188_387, 1e-5),
    (Metric::CadenceCvDetrended, 0.850_289, 1e-5),
    (Metric::CadenceRmssd, 1.170_894, 1e-5),
    (Metric::CadenceInBand, 20.416_740, 1e-5),
    (Metric::CadenceSlope, 0.755_845, 1e-5),
];

/// Numbers recomputed from the CSV twin of the same activity by other code
/// (Python, no part of this project), on the same seconds.
#[test]
fn consistency_of_a_real_run_agrees_with_an_independent_computation() {
    let Some(dir) = real_data("cadence consistency of a real run") else { return };
    let path = dir.join("watch/fit/fit2gpx_Fenix3-Run-1321421020.fit");
    let recordings =
        runform::import::import(&std::fs::read(path).unwrap(), &Default::default()).unwrap();
    let run = analysed(&recordings[0]);
    for (metric, expected, tolerance) in INDEPENDENT {
        let found = of(&run, "all", *metric, None);
        let mean = found.mean.unwrap();
        assert!((mean - expected).abs() <= *tolerance, "{metric}: {mean} is not {expected}");
        let plain = *metric == Metric::Cadence;
        assert!(plain || found.source.to_string().contains("watch_smoothed"), "{}", found.source);
    }
}

/// The file holds a strap and pods on both feet, and they disagree on the longer side.
#[test]
fn a_real_pair_of_pods_has_sides_and_a_strap_has_none() {
    let Some(dir) = real_data("contact time of each foot in real files") else { return };
    let load = |name: &str, prefer| {
        let bytes = std::fs::read(dir.join("watch/fit").join(name)).unwrap();
        let recording = runform::import::import(&bytes, &Default::default()).unwrap().remove(0);
        analysed_with(&recording, &Settings { prefer, ..Settings::default() })
    };
    let file = "runalyze_FR920xt-with-runscribe-plus.fit";
    let pods = load(file, Prefer::Runscribe);
    let contact = |side| of(&pods, "all", Metric::GroundContactTime, Some(side));
    let (left, right) = (contact(Side::Left), contact(Side::Right));
    assert_eq!(left.source.to_string(), "fit:dev:RS_ContactTime_L");
    let index = of(&pods, "all", Metric::ContactAsymmetry, None);
    let expected = asymmetry::symmetry_index_pct(left.mean.unwrap(), right.mean.unwrap());
    assert!((index.mean.unwrap() - expected).abs() < 0.5, "{index:?} and {expected}");
    assert!(index.source.to_string().contains("RS_ContactTime_R"), "{}", index.source);
    // by default the strap's own balance counts; the feet are reported beside it
    let strap = load(file, Prefer::Native);
    let index = of(&strap, "all", Metric::ContactAsymmetry, None);
    let text = index.source.to_string();
    assert_eq!(text, "derived:4*(share-50) of fit:stance_time_balance");
    assert_eq!(of(&strap, "all", Metric::GroundContactTime, Some(Side::Left)), left);
    let alone = load("fit2gpx_Fenix3-Run-1321421020.fit", Prefer::Native);
    assert!(alone.segments.iter().all(|s| s.metrics.iter().all(|m| m.side.is_none())));
}

proptest! {
    #[test]
    fn swapping_sides_flips_the_index(l in 1.0..1e4f64, r in 1.0..1e4f64) {
        let (one, other) = (asymmetry::symmetry_index_pct(l, r), asymmetry::symmetry_index_pct(r, l));
        prop_assert_eq!(one, -other);
        prop_assert_eq!(one > 0.0, l > r);
        let share = asymmetry::share_from_symmetry_index(one);
        prop_assert!((share - asymmetry::left_share_pct(l, r)).abs() < 1e-9);
        // index and angle: same fact, opposite signs, same zero
        let angle = asymmetry::symmetry_angle_pct(l, r);
        prop_assert!(one * angle <= 0.0);
        prop_assert!((asymmetry::symmetry_angle_pct(r, l) + angle).abs() < 1e-9);
    }

    #[test]
    fn a_scale_changes_neither_variation_nor_index(
        values in prop::collection::vec(100.0..250.0f64, 20..80),
        scale in 0.01..100.0f64,
    ) {
        let scaled: Vec<f64> = values.iter().map(|v| v * scale).collect();
        let t: Vec<f64> = (0..values.len()).map(|i| i as f64).collect();
        let close = |a: Option<f64>, b: Option<f64>| match (a, b) {
            (Some(a), Some(b)) => (a - b).abs() <= 1e-7 * (1.0 + a.abs()),
            (a, b) => a == b,
        };
        prop_assert!(close(consistency::cv_pct(&values), consistency::cv_pct(&scaled)));
        prop_assert!(close(
            consistency::robust_cv_pct(&values),
            consistency::robust_cv_pct(&scaled)
        ));
        prop_assert!(close(
            consistency::detrended_cv_pct(&t, &values),
            consistency::detrended_cv_pct(&t, &scaled)
        ));
        prop_assert!(close(
            consistency::rmssd(&t, &values).map(|v| v * scale),
            consistency::rmssd(&t, &scaled)
        ));
        let index = |v: &[f64]| asymmetry::symmetry_index_pct(v[0], v[1]);
        prop_assert!((index(&values) - index(&scaled)).abs() < 1e-9);
    }

    #[test]
    fn any_seconds_are_answered_without_panic(
        values in prop::collection::vec(
            prop_oneof![Just(f64::NAN), Just(0.0), Just(f64::INFINITY), -1e9..1e9f64], 0..400),
        times in prop::collection::vec(prop_oneof![Just(f64::NAN), -1e6..1e6f64], 0..400),
    ) {
        let n = values.len().min(times.len());
        let (v, t) = (&values[..n], &times[..n]);
        let s = consistency::Seconds { t, cadence: v, speed: v, distance: t };
        let _ = (consistency::drift(s), consistency::speed_effect(s));
        let _ = consistency::drift_at_equal_speed(s, 3.0);
        if let Some(share) = consistency::share_within_pct(v, consistency::BAND_SPM) {
            prop_assert!((0.0..=100.0).contains(&share));
        }
        let _ = (consistency::detrended_cv_pct(t, v), consistency::rmssd(t, v));
        let _ = (consistency::cv_pct(v), consistency::robust_cv_pct(v));
    }
}
