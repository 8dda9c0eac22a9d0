//! Real TCX and GPX files against values computed from the raw XML by another
//! program (Python's `xml.etree`).

use runform::recording::{Quantity, Recording, Sport};

use super::support::real_data;
use super::xml::{median, note, one, series, source, values};

/// File below the data folder, records, median heart rate, median cadence in
/// the file (strides/min), laps, last distance; from `xml.etree`, with points
/// of equal time merged.
type Truth = (&'static str, usize, f64, Option<f64>, usize, Option<f64>);
const TRUTH: &[Truth] = &[
    ("tcx/msimms_20181108_run_fenix3hr.tcx", 1223, 175.0, Some(94.0), 1, Some(4826.83984375)),
    ("tcx/msimms_20210119_run_fenix6.tcx", 1232, 157.0, Some(91.0), 1, Some(5124.83984375)),
    ("tcx/runalyze_Treadmill-doubled-cadence.tcx", 262, 99.0, None, 1, Some(498.2017)),
    (
        "tcx/runalyze_Wrong-time-zone-by-polar.tcx",
        1923,
        154.0,
        Some(89.0),
        7,
        Some(3642.60009765625),
    ),
    ("tcx/runpandas_malformed.tcx", 384, 166.0, None, 3, Some(4686.31103516)),
    ("tcx/runpandas_run_garmin.tcx", 147, 144.0, Some(88.0), 3, Some(2153.669921875)),
    ("tcx/runpandas_stopped_example.tcx", 1696, 154.0, Some(87.0), 3, Some(12007.994141)),
    (
        "fit_nasty/dsrcoradini_running_2025-08-23_IS_ACTUALLY_TCX.fit",
        1158,
        171.0,
        Some(80.0),
        15,
        Some(13820.1904296875),
    ),
    ("gpx/msimms_20210119_run_fenix6.gpx", 1232, 157.0, Some(91.0), 0, None),
    ("gpx/runalyze_garmin-ns3-extension.gpx", 16, 93.5, Some(91.0), 0, None),
    ("gpx/runalyze_hr-not-always-there.gpx", 52, 139.0, None, 0, None),
    ("gpx/runalyze_strava-export.gpx", 241, 146.0, Some(89.0), 0, None),
];

#[test]
fn real_files_agree_with_another_reader() {
    let Some(data) = real_data("real TCX and GPX files").map(|d| d.join("watch")) else { return };
    for &(file, records, heart_rate, cadence, laps, distance) in TRUTH {
        let r = one(std::fs::read(data.join(file)).unwrap());
        let s = series(&r);
        assert_eq!(s.len(), records, "{file}");
        assert_eq!(s.laps.len(), laps, "{file}");
        assert_eq!(median(&values(&r, Quantity::HeartRate)), heart_rate, "{file}");
        if let Some(strides) = cadence {
            assert_eq!(median(&values(&r, Quantity::Cadence)), 2.0 * strides, "{file}");
        }
        if let Some(metres) = distance {
            let found = values(&r, Quantity::Distance);
            let last = found.iter().rev().find(|d| d.is_finite()).unwrap();
            assert!((last - metres).abs() < 1e-6, "{file}: {last}");
        }
        assert!(note(&r, "truncated").is_none(), "{file}");
        assert!(s.first(Quantity::Speed).is_some(), "{file}");
    }
}

#[test]
fn real_traps() {
    let Some(data) = real_data("real TCX and GPX traps").map(|d| d.join("watch")) else { return };
    let load = |file: &str| one(std::fs::read(data.join(file)).unwrap());

    let first_empty = load("tcx/runalyze_First-point-empty.tcx");
    assert_eq!(series(&first_empty).len(), 24);
    assert_eq!(first_empty.sport, Sport::Other("cycling".into()));
    assert!(values(&first_empty, Quantity::Latitude)[0].is_nan());

    let polar = load("tcx/runalyze_Wrong-time-zone-by-polar.tcx");
    assert_eq!(polar.start.unwrap().to_string(), "2016-04-10T18:40:59+01:00");
    assert_eq!(polar.device.as_deref(), Some("Polar V800"));
    assert!(series(&polar).pauses.is_empty());
    assert_eq!(source(&polar, Quantity::Cadence), "tcx:Cadence");

    let stopped = load("tcx/runpandas_stopped_example.tcx");
    let pauses: Vec<f64> = series(&stopped).pauses.iter().map(|p| p.duration_s()).collect();
    assert_eq!(pauses, vec![73.0, 155.0, 102.0, 63.0]);

    let patchy = load("gpx/runalyze_hr-not-always-there.gpx");
    assert_eq!(series(&patchy).first(Quantity::HeartRate).unwrap().count(), 46);
    assert!(series(&patchy).first(Quantity::Cadence).is_none());

    assert_eq!(load("tcx/runpandas_malformed.tcx").title.as_deref(), Some("Aerobics"));
}

/// The same run exported as TCX (with the watch's distance and speed) and GPX
/// (positions only).
#[test]
fn derived_distance_and_speed_agree_with_the_watch() {
    let Some(data) = real_data("the same run as TCX and GPX").map(|d| d.join("watch")) else {
        return;
    };
    let load = |file: &str| one(std::fs::read(data.join(file)).unwrap());
    let watch = load("tcx/msimms_20210119_run_fenix6.tcx");
    let derived = load("gpx/msimms_20210119_run_fenix6.gpx");
    let last = |r: &Recording| *values(r, Quantity::Distance).last().unwrap();
    let ratio = last(&derived) / last(&watch);
    assert!((ratio - 1.0).abs() < 0.01, "distance {ratio}");
    let (v, w) = (values(&watch, Quantity::Speed), values(&derived, Quantity::Speed));
    assert!((median(&w) / median(&v) - 1.0).abs() < 0.02, "{} {}", median(&v), median(&w));
    // Truth for stretches of 30 s is what the watch's distance says; its own
    // speed is smoothed, lags, and differs from its distance by 4 % in the median.
    let metres = values(&watch, Quantity::Distance);
    let error: Vec<f64> = (0..1200)
        .step_by(30)
        .map(|i| {
            let truth = (metres[i + 30] - metres[i]) / 30.0;
            let mean = w[i..=i + 30].iter().sum::<f64>() / 31.0;
            (mean / truth - 1.0).abs()
        })
        .collect();
    assert!(median(&error) < 0.02, "{error:?}");
}
