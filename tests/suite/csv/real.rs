//! Real exports. Expected numbers were computed from the files with a few lines
//! of Python, apart from this code.

use std::collections::BTreeMap;

use super::channel;
use crate::support::{files_in, real_data};
use runform::import::{ImportError, ImportOptions, import};
use runform::recording::{
    Data,
    Quantity::{self, *},
    Recording, Sport,
};

/// What a file must give.
enum Expected {
    /// Format, rows (or laps) of its only recording, sport.
    One(&'static str, usize, &'static str),
    /// Format and sports of its recordings.
    Several(&'static str, &'static [&'static str]),
    /// One row per activity.
    Summary,
    /// Nothing that can be placed in time.
    Nothing,
}
use Expected::*;

const FILES: &[(&str, Expected)] = &[
    ("csv_epson/runalyze_Epson.csv", One("csv:epson", 4650, "unknown")),
    ("csv_fit2gpx/fit2gpx_Fenix3-Run-1321421020.fit.csv", One("csv:fit2gpx", 5713, "unknown")),
    ("csv_fitcsvtool/fitsdk_Activity.csv", One("csv:fitcsvtool", 14, "running")),
    ("csv_fitcsvtool/fitsdk_DeveloperData.csv", Nothing),
    ("csv_fitcsvtool/muktihari_activity_truncated.csv", One("csv:fitcsvtool", 14, "unknown")),
    (
        "csv_fitcsvtool/muktihari_triathlon_summary_first.csv",
        Several("csv:fitcsvtool", &["swimming", "transition", "cycling", "transition", "running"]),
    ),
    ("csv_garmin_activities/anton_activities_en_balance.csv", Summary),
    ("csv_garmin_activities/hlasse_activities_da.csv", Summary),
    ("csv_garmin_activities/isak_activities_sv_balance.csv", Summary),
    ("csv_garmin_activities/isak_e_sv_whitespace.csv", Summary),
    ("csv_garmin_activities/kosek_activities_pl.csv", Summary),
    ("csv_garmin_activities/rgazzaneo_activities9_pt.csv", Summary),
    ("csv_garmin_activities/runalyze_garminconnect_2012_de.csv", Summary),
    ("csv_garmin_activities/stryder_activities_en.csv", Summary),
    ("csv_garmin_activities/williamjouse_activities_en_decimalcomma_dupcols.csv", Summary),
    ("csv_garmin_laps/mariotti_it_activity_17290746122.csv", One("csv:garmin_laps", 1, "running")),
    ("csv_garmin_laps/mariotti_it_activity_17317691674.csv", One("csv:garmin_laps", 28, "running")),
    ("csv_garmin_laps/mariotti_it_activity_20592862641.csv", One("csv:garmin_laps", 33, "running")),
    ("csv_garmin_laps/mariotti_it_activity_20935343817.csv", One("csv:garmin_laps", 38, "running")),
    ("csv_garmin_laps/mariotti_it_activity_21130298359.csv", One("csv:garmin_laps", 43, "running")),
    ("csv_garmin_laps/mariotti_it_activity_22051343609.csv", One("csv:garmin_laps", 52, "running")),
    ("csv_garmin_laps/mariotti_it_activity_22402754781.csv", One("csv:garmin_laps", 26, "running")),
    (
        "csv_garmin_laps/mariotti_it_activity_23421586032.csv",
        One("csv:garmin_laps", 27, "swimming"),
    ),
    ("csv_garmin_laps/mariotti_it_activity_23734904735.csv", One("csv:garmin_laps", 31, "running")),
    ("csv_other/opentracks_csv_export.csv", One("csv:opentracks", 8, "unknown")),
    ("csv_other/runalyze_Umlaute_manual_log_latin1.csv", Summary),
    ("csv_strava_export/aakashb_strava_activities.csv", Summary),
    ("csv_streams/activitylog2_track-data-2098.csv", One("csv:generic", 2401, "unknown")),
    ("csv_streams/coros_BoulderTrailRun20241126_pandas.csv", One("csv:fit_table", 3293, "running")),
    (
        "csv_streams/jaumeesoleer_strava_streams_18545713431.csv",
        One("csv:strava_streams", 3595, "unknown"),
    ),
    ("csv_stryd_powercenter/stryd_4510231301619712.csv", One("csv:stryd", 2702, "running")),
    ("csv_stryd_powercenter/stryd_5266548966457344.csv", One("csv:stryd", 7354, "running")),
    ("csv_stryd_powercenter/stryd_5361280832929792.csv", One("csv:stryd", 3283, "running")),
    ("csv_stryd_powercenter/stryd_5611897476251648.csv", One("csv:stryd", 1447, "running")),
    ("csv_stryd_powercenter/stryd_6410840091033600.csv", One("csv:stryd", 3145, "running")),
    ("csv_wahoo/runalyze_Wahoo.csv", One("csv:wahoo", 500, "unknown")),
];

fn rows(r: &Recording) -> usize {
    match &r.data {
        Data::Watch(s) => s.len(),
        Data::Laps(t) => t.start_s.len(),
        Data::Imu(_) | Data::Steps(_) => panic!("no channels"),
    }
}

#[test]
fn every_file_is_imported_or_refused_for_the_true_reason() {
    let Some(dir) = real_data("all CSV files") else { return };
    let dir = dir.join("watch");
    let mut expected: BTreeMap<String, &Expected> =
        FILES.iter().map(|(name, e)| ((*name).to_string(), e)).collect();
    for folder in std::fs::read_dir(&dir).unwrap().map(|e| e.unwrap().path()) {
        let folder_name = folder.file_name().unwrap().to_string_lossy().into_owned();
        if !folder_name.starts_with("csv_") {
            continue;
        }
        for file in files_in(&folder) {
            let name = format!("{folder_name}/{}", file.file_name().unwrap().to_string_lossy());
            let Some(expected) = expected.remove(&name) else {
                panic!("{name} is not in the table")
            };
            let result = import(&std::fs::read(&file).unwrap(), &ImportOptions::default());
            match (expected, result) {
                (One(format, n, sport), Ok(all)) => {
                    assert_eq!(all.len(), 1, "{name}");
                    assert_eq!((all[0].format, rows(&all[0])), (*format, *n), "{name}");
                    assert_eq!(all[0].sport.describe(), *sport, "{name}");
                }
                (Several(format, sports), Ok(all)) => {
                    let found: Vec<String> = all.iter().map(|r| r.sport.describe()).collect();
                    assert_eq!(found, *sports, "{name}");
                    assert!(all.iter().all(|r| r.format == *format), "{name}");
                }
                (Summary, Err(ImportError::SummaryOnly { .. }))
                | (Nothing, Err(ImportError::NoRecording { .. })) => {}
                (_, Ok(all)) => panic!("{name}: {} recordings", all.len()),
                (_, Err(e)) => panic!("{name}: {e}"),
            }
        }
    }
    assert!(expected.is_empty(), "missing files: {:?}", expected.keys());
}

fn file(name: &str) -> Option<Vec<Recording>> {
    let path = real_data(name)?.join("watch").join(name);
    Some(import(&std::fs::read(path).unwrap(), &ImportOptions::default()).unwrap())
}

fn median_of(values: impl Iterator<Item = f64>) -> (usize, f64) {
    let mut v: Vec<f64> = values.filter(|v| v.is_finite()).collect();
    v.sort_by(f64::total_cmp);
    let mid = v.len() / 2;
    let median = if v.len() % 2 == 1 { v[mid] } else { (v[mid - 1] + v[mid]) / 2.0 };
    (v.len(), median)
}

/// Count and median of a channel.
fn check(r: &Recording, quantity: Quantity, count: usize, median: f64) {
    let values = match &r.data {
        Data::Watch(_) => channel(r, quantity).values.clone(),
        Data::Laps(t) => t.channels.iter().find(|c| c.quantity == quantity).unwrap().values.clone(),
        Data::Imu(_) | Data::Steps(_) => panic!("no channels"),
    };
    let (n, found) = median_of(values.iter().copied());
    assert_eq!(n, count, "{quantity:?}");
    assert!((found - median).abs() < 1e-6 * median.abs(), "{quantity:?}: {found}, not {median}");
}

#[test]
fn stryd_medians() {
    for (id, gct, vo, stiffness, speed, watts) in [
        ("4510231301619712", (2201, 266.0), (2206, 62.5), 12.25, 2.5625, 204.0),
        ("5266548966457344", (7346, 264.0), (7346, 65.0), 12.25, 2.61328, 208.0),
        ("5361280832929792", (3274, 256.0), (3274, 62.5), 12.125, 2.75781, 224.0),
        ("5611897476251648", (1440, 258.0), (1440, 62.5), 12.25, 2.73047, 213.0),
        ("6410840091033600", (2854, 260.0), (2854, 62.5), 12.375, 2.62109, 210.0),
    ] {
        let Some(all) = file(&format!("csv_stryd_powercenter/stryd_{id}.csv")) else { return };
        let r = &all[0];
        check(r, GroundContactTime, gct.0, gct.1);
        check(r, VerticalOscillation, vo.0, vo.1);
        check(r, LegSpringStiffness, channel(r, LegSpringStiffness).count(), stiffness);
        check(r, Speed, rows(r), speed);
        check(r, Power, rows(r), watts);
        assert!((r.body.mass_kg.unwrap() - 74.0).abs() < 1e-6);
    }
}

#[test]
fn wahoo_and_fit2gpx_medians() {
    let Some(all) = file("csv_wahoo/runalyze_Wahoo.csv") else { return };
    check(&all[0], GroundContactTime, 490, 306.5);
    check(&all[0], VerticalOscillation, 490, 77.333);
    check(&all[0], Cadence, 490, 169.023384);
    let pauses = &all[0].watch().unwrap().pauses;
    assert_eq!(pauses.len(), 1);
    assert_eq!(pauses[0].duration_s(), 10.0);

    let Some(all) = file("csv_fit2gpx/fit2gpx_Fenix3-Run-1321421020.fit.csv") else { return };
    let r = &all[0];
    check(r, GroundContactTime, 5713, 241.0);
    check(r, VerticalOscillation, 5713, 73.0);
    check(r, ContactBalanceLeft, 5713, 48.59);
    check(r, Cadence, 5713, 186.0);
    check(r, StancePercent, 5713, 37.5);
    check(r, StepLength, 5713, 1.204);
    check(r, VerticalRatio, 5713, 5.93);
    assert_eq!(r.start.unwrap().to_string(), "2016-08-25T20:05:16");
}

#[test]
fn lap_files() {
    let laps = |id: &str| file(&format!("csv_garmin_laps/mariotti_it_activity_{id}.csv"));
    let Some(all) = laps("20592862641") else { return };
    let r = &all[0];
    check(r, GroundContactTime, 33, 240.0);
    check(r, ContactBalanceLeft, 33, 51.0);
    check(r, VerticalOscillation, 33, 92.0);
    let Data::Laps(table) = &r.data else { panic!("laps") };
    assert!((table.duration_s.sum() - 10_492.6).abs() < 1e-6);
    let gct = &table.channels.iter().find(|c| c.quantity == GroundContactTime).unwrap().values;
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
    let gct = gct.to_vec();
    assert!((mean(&gct[..10]) - 237.5).abs() < 1e-9);
    assert!((mean(&gct[23..]) - 250.6).abs() < 1e-9, "contact rises over 32 km");

    for (id, count, gct, seconds) in [
        ("17317691674", 28, 273.5, 2531.8),
        ("20935343817", 38, 253.5, 11_855.7),
        ("21130298359", 43, 261.0, 14_004.0),
        ("22051343609", 52, 285.5, 5568.5),
        ("22402754781", 26, 269.0, 9813.7),
    ] {
        let Some(all) = laps(id) else { return };
        check(&all[0], GroundContactTime, count, gct);
        let Data::Laps(table) = &all[0].data else { panic!("laps") };
        assert!((table.duration_s.sum() - seconds).abs() < 1e-6, "{id}");
    }
    let Some(all) = laps("23734904735") else { return };
    check(&all[0], StepLength, 31, 0.993_700_001_220_703_1);
}

#[test]
fn multisport_epson_and_dumps() {
    let Some(all) = file("csv_fitcsvtool/muktihari_triathlon_summary_first.csv") else { return };
    let run = all.iter().find(|r| r.sport == Sport::Running { sub: None }).unwrap();
    assert_eq!(rows(run), 1575);
    check(run, GroundContactTime, 1567, 276.0);
    check(run, VerticalOscillation, 1567, 90.2);
    check(run, VerticalRatio, 1567, 8.53);
    check(run, StepLength, 1567, 1.057);
    assert!(run.watch().unwrap().first(ContactBalanceLeft).is_none());
    assert!(run.watch().unwrap().first(StancePercent).is_none());
    assert_eq!(run.watch().unwrap().laps.len(), 3);

    let Some(all) = file("csv_epson/runalyze_Epson.csv") else { return };
    check(&all[0], Cadence, 4650, 181.0);
    check(&all[0], Speed, 4650, 11_070.0 / 3600.0);
    check(&all[0], HeartRate, 4650, 172.0);
    assert!(all[0].watch().unwrap().first(Latitude).unwrap().count() > 780);
    assert_eq!(all[0].watch().unwrap().laps.len(), 14);

    let Some(all) = file("csv_streams/coros_BoulderTrailRun20241126_pandas.csv") else { return };
    check(&all[0], StepLength, 3269, 1.0);
    let Some(all) = file("csv_streams/jaumeesoleer_strava_streams_18545713431.csv") else { return };
    check(&all[0], Speed, 3595, 1.887);
    let Some(all) = file("csv_streams/activitylog2_track-data-2098.csv") else { return };
    check(&all[0], Speed, 2401, 3.443);
    check(&all[0], HeartRate, 2401, 184.0);
}
