//! Real recordings, against an independent decode of each file.

use std::collections::BTreeMap;
use std::path::Path;

use runform::recording::{Quantity, Severity, Sport};
use runform::words::english;
use serde_json::Value as Json;

use super::*;
use crate::support::real_data;

fn file(dir: &Path, name: &str) -> Vec<Recording> {
    read(&std::fs::read(dir.join("watch").join(name)).unwrap())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.retain(|v| v.is_finite());
    values.sort_by(f64::total_cmp);
    let n = values.len();
    if n == 0 { f64::NAN } else { (values[n / 2] + values[(n - 1) / 2]) / 2.0 }
}

/// All finite values of a source over all recordings of a file.
fn values_of(recordings: &[Recording], id: &str) -> Vec<f64> {
    recordings
        .iter()
        .flat_map(|r| &series(r).channels)
        .filter(|c| c.source.id == id)
        .flat_map(|c| c.values.iter().copied())
        .filter(|v| v.is_finite())
        .collect()
}

/// A field of the reference: our source id, and the factor from its unit to ours.
fn ours(field: &str, unit: &str) -> (String, f64) {
    let native = |name: &str, factor: f64| (format!("fit:{name}"), factor);
    match field {
        "position_lat" | "position_long" => native(field, 180.0 / 2_147_483_648.0),
        "step_length" => native(field, 0.001),
        "cadence" => native(field, 2.0),
        "enhanced_speed" => native("speed", 1.0),
        "enhanced_altitude" => native("altitude", 1.0),
        _ => match field.strip_prefix("dev:") {
            Some(name @ "Vertical Oscillation") => (format!("fit:dev:{name}"), 10.0),
            Some(name @ "Cadence") if unit == "RPM" => (format!("fit:dev:{name}"), 2.0),
            Some(name) => (format!("fit:dev:{name}"), 1.0),
            None => native(field, 1.0),
        },
    }
}

/// Fields that are not imported, so there is nothing to compare.
const NOT_IMPORTED: [(&str, &str); 31] = [
    ("fractional_cadence", "part of fit:cadence"),
    ("cycle_length16", "no measure uses it"),
    ("activity_type", "no measurement"),
    ("calories", "no measure uses it"),
    ("vertical_speed", "no measure uses it"),
    ("enhanced_respiration_rate", "no measure uses it"),
    ("gps_accuracy", "no measure uses it"),
    ("accumulated_power", "a sum of power"),
    ("left_right_balance", "of a bicycle's pedals"),
    ("cycles", "no measure uses it"),
    ("total_cycles", "no measure uses it"),
    ("dev:engExpend", "app not known"),
    ("dev:runEcono", "app not known"),
    ("dev:#0", "impact: no measure uses it"),
    ("dev:#6", "impact: no measure uses it"),
    ("dev:RS_Impact_GS_L", "no measure uses it"),
    ("dev:RS_Impact_GS_R", "no measure uses it"),
    ("dev:ImpactGs", "no measure uses it"),
    ("dev:BrakingGs", "of one foot, which is not said"),
    ("dev:FS", "of one foot, which is not said"),
    ("dev:Pronation", "of one foot, which is not said"),
    ("dev:Heart Rate", "a copy of the watch's"),
    ("dev:Elevation", "65500 m for none"),
    ("dev:Air Power", "no measure uses it"),
    ("dev:Stryd Humidity", "no measure uses it"),
    ("dev:Stryd Temperature", "no measure uses it"),
    ("dev:Instantaneous Pace", "app not known"),
    ("dev:Instantaneous Speed", "app not known"),
    ("dev:Effort Pace", "corrected for slope"),
    ("compressed_speed_distance", "comes as speed and distance"),
    ("grade", "seen in no file yet"),
];

/// Stryd's contact times: count and median of those kept (oscillation above 0
/// and 70 or more steps/min), counted with a second decoder.
const STRYD_GROUND_TIME: [(&str, u64, f64); 13] = [
    ("connectstats_activity_2944936628_trail_stryd.fit", 3558, 268.0),
    ("connectstats_track_544406_fenix6x_stryd.fit", 3435, 254.0),
    ("connectstats_track_834323_fenix6x_stryd.fit", 1688, 250.0),
    ("elevate_kaiteriteri_fr945_stryd.fit", 4217, 270.0),
    ("elevate_portland_fr935_stryd.fit", 5366, 268.0),
    ("gc_3386684871-saved_by_goldencheetah.fit", 1435, 250.0),
    ("gc_3386684871_vivoactive_stryd.fit", 1434, 250.0),
    ("gc_Fr955andStryd.fit", 3109, 254.0),
    ("gc_Garmin920_withFirstbeat_stryd.fit", 2056, 238.0),
    ("msimms_20181108_run_fenix3hr_stryd.fit", 1185, 214.0),
    ("runalyze_FR920xt-with-Stryd.fit", 1336, 208.0),
    ("sportslib_20181013_kona_ironman_fr935_stryd.fit", 11_526, 240.0),
    ("tormoder_mornindew-broken_fr920xt_stryd.fit", 6374, 286.0),
];

/// Files in which records of one second are merged, where both of a pair hold a
/// distance: fewer values, so the median may fall between other neighbours (it
/// must stay within 0.5 %).
const MERGED_DISTANCE: [&str; 2] = [
    "runalyze_Suunto-Ambit-3-Peak-without-final-lap.fit",
    "fitparse_strava-android-app-201.10-b1218918.fit",
];

/// Slow channels whose median over time is not that over their values: file, field,
/// median, by a second decoder.
///
/// The 361 distances of this file come every 1 to 11 s, most often every 2 s, and more
/// closely in its second half. On a straight line between those at most 5 s apart (2.5
/// times the usual 2 s), and held for 2 s before longer gaps, 804 records have one.
const HELD: [(&str, &str, f64); 1] = [("gc_suunto_Move_2020.fit", "fit:distance", 1252.0)];

#[test]
fn every_field_of_every_file_agrees_with_the_reference() {
    let Some(dir) = real_data("FIT against the reference") else { return };
    let text = std::fs::read_to_string(dir.join("watch/fit-reference.json")).unwrap();
    let reference: Vec<Json> = serde_json::from_str(&text).unwrap();
    let mut wrong = Vec::new();
    let mut compared = 0;
    for entry in &reference {
        let name = entry["name"].as_str().unwrap();
        // The reference could not read these two; they have tests of their own.
        if entry["n"] == 0 {
            assert!(name.contains("broken") || name.contains("ACTUALLY_TCX"), "{name}");
            continue;
        }
        let recordings = file(&dir, &format!("{}/{name}", entry["fmt"].as_str().unwrap()));
        for (id, expected) in expected(entry, name) {
            let mut found = values_of(&recordings, &id);
            if id == "fit:cadence" {
                // The reference keeps the fraction in a field of its own.
                found.iter_mut().for_each(|v| *v = (*v / 2.0).floor() * 2.0);
            }
            found.retain(|v| *v != 0.0);
            let (n, m) = (found.len() as u64, median(found));
            compared += 1;
            let fewest = expected.count.saturating_sub(expected.merged);
            let count_agrees = (fewest..=expected.count).contains(&n);
            // Channels slower than the records go on until their next value, so that their
            // median weighs time.
            if n > expected.count && 3 * expected.count <= 2 * longest(&recordings) {
                let held = HELD.iter().find(|(file, field, _)| *file == name && *field == id);
                let right = held.map_or(expected.median, |h| h.2);
                if (m / right - 1.0).abs() > 0.001 {
                    wrong.push(format!("{name} {id} held: median {m}; expected {expected:?}"));
                }
                continue;
            }
            if !count_agrees || n > 0 && (m - expected.median).abs() > expected.tolerance {
                wrong.push(format!("{name} {id}: {n} values, median {m}; expected {expected:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {compared} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(compared > 600, "only {compared} compared");
}

/// Records of the longest recording.
fn longest(recordings: &[Recording]) -> u64 {
    recordings.iter().filter_map(|r| r.watch()).map(|s| s.len() as u64).max().unwrap_or(0)
}

#[derive(Debug)]
struct Expected {
    /// Values that are not 0: there 0 means missing, or counts in neither.
    count: u64,
    /// Records that share their second with another.
    merged: u64,
    median: f64,
    tolerance: f64,
}

/// What the reference says of a file, by our source ids.
fn expected(entry: &Json, name: &str) -> BTreeMap<String, Expected> {
    let merged = entry["dup_ts"].as_u64().unwrap_or(0) + entry["back_ts"].as_u64().unwrap_or(0);
    let mut all: BTreeMap<String, Expected> = BTreeMap::new();
    for (field, stats) in entry["fields"].as_object().unwrap() {
        let Some(med) = stats["med_nz"].as_f64() else { continue };
        if NOT_IMPORTED.iter().any(|(not, _)| not == field) {
            continue;
        }
        let (id, factor) = ours(field, stats["u"].as_str().unwrap_or(""));
        let mut count = stats["n"].as_u64().unwrap() - stats["zeros"].as_u64().unwrap();
        let mut median = med * factor;
        // The reference rounds to three places.
        let mut tolerance = 0.00051 * factor + 1e-9;
        if id == "fit:dev:Ground Time" {
            let kept = STRYD_GROUND_TIME.iter().find(|(file, ..)| *file == name).unwrap();
            (count, median) = (kept.1, kept.2);
        }
        if id == "fit:distance" && MERGED_DISTANCE.contains(&name) {
            tolerance = 0.005 * median;
        }
        // Speed and enhanced speed are one channel: the fuller of the two.
        if all.get(&id).is_none_or(|other| other.count < count) {
            all.insert(id, Expected { count, merged, median, tolerance });
        }
    }
    all.retain(|_, e| e.count > 0);
    all
}

#[test]
fn the_fenix_3_run_has_its_known_values() {
    let Some(dir) = real_data("the fenix 3 run") else { return };
    let mut recordings = file(&dir, "fit/fit2gpx_Fenix3-Run-1321421020.fit");
    let run = recordings.remove(0);
    assert!(recordings.is_empty());
    assert_eq!(series(&run).len(), 5713);
    let middle = |quantity| median(values(&run, quantity));
    assert_eq!(middle(Quantity::GroundContactTime), 241.0);
    assert!((73.0..=75.0).contains(&middle(Quantity::VerticalOscillation)));
    assert!((184.0..=187.0).contains(&middle(Quantity::Cadence)));
    assert!((middle(Quantity::ContactBalanceLeft) - 48.6).abs() < 0.05);
    assert!((middle(Quantity::StepLength) - 1.204).abs() < 1e-9);
    assert_eq!(run.device.as_deref(), Some("garmin fenix3"));
    assert_eq!(run.start.unwrap().to_string(), "2016-08-25T20:05:16+03:00");
    assert_eq!(series(&run).laps.len(), 22);
    assert!(run.notes.is_empty(), "{:?}", run.notes);
}

#[test]
fn sensors_of_one_run_agree_on_step_length_times_cadence() {
    let Some(dir) = real_data("step length against speed") else { return };
    for name in ["runalyze_garmin-runPower", "xiangli_12127390911_fenix7pro"] {
        let run = file(&dir, &format!("fit/{name}.fit")).remove(0);
        let (speed, cadence, step) = (
            values(&run, Quantity::Speed),
            values(&run, Quantity::Cadence),
            values(&run, Quantity::StepLength),
        );
        let ratio = (0..speed.len()).map(|i| step[i] * cadence[i] / 60.0 / speed[i]).collect();
        assert!((median(ratio) - 1.0).abs() < 0.05, "{name}");
    }
}

#[test]
fn the_cadence_of_no_real_fit_file_needs_changing() {
    let Some(dir) = real_data("cadences") else { return };
    for path in crate::support::files_in(&dir.join("watch/fit")) {
        for recording in read(&std::fs::read(&path).unwrap()) {
            assert!(note(&recording, "cadence_doubled").is_none(), "{path:?}");
            assert!(note(&recording, "cadence_halved").is_none(), "{path:?}");
        }
    }
}

#[test]
fn the_ironman_is_five_sessions_and_the_multisession_two_runs() {
    let Some(dir) = real_data("multisport files") else { return };
    for name in [
        "fit/sportslib_20181013_kona_ironman_fr935_stryd.fit",
        "fit/muktihari_triathlon_summary_first_fr255.fit",
        "fit_nasty/fitparse_sample_multiple_header_tri.fit",
    ] {
        let sports: Vec<String> = file(&dir, name).iter().map(|r| r.sport.describe()).collect();
        assert_eq!(
            sports,
            ["swimming", "transition", "cycling", "transition", "running"],
            "{name}"
        );
    }
    let runs = file(&dir, "fit/runalyze_Multisession.fit");
    assert_eq!(runs.iter().map(|r| series(r).len()).collect::<Vec<_>>(), [254, 237]);
    // 79 minutes lie between them, in neither.
    assert!(runs.iter().all(|r| series(r).duration_s() < 1200.0));
}

#[test]
fn pauses_and_laps_are_counted_as_in_the_reference() {
    let Some(dir) = real_data("pauses") else { return };
    let count = |name: &str| {
        let run = file(&dir, &format!("fit/{name}.fit")).remove(0);
        (series(&run).pauses.len(), series(&run).laps.len())
    };
    // The last of the reference's timer stops is the end of the run.
    assert_eq!(count("runalyze_garmin-runPower"), (8, 26));
    assert_eq!(count("elevate_portland_fr935_stryd"), (13, 17));
    assert_eq!(count("xiangli_12849458322_fenix7pro"), (26, 33));
    assert_eq!(count("runalyze_Standard"), (10, 9));
    // Starts without stops change nothing.
    assert_eq!(count("runalyze_FR920-additional-start-events"), (2, 31));
}

#[test]
fn damaged_real_files_give_what_is_sound_and_say_so() {
    let Some(dir) = real_data("damaged files") else { return };
    let nasty = |name: &str| {
        let mut recordings = file(&dir, &format!("fit_nasty/{name}"));
        assert_eq!(recordings.len(), 1, "{name}");
        recordings.remove(0)
    };
    for name in ["settings-corruptheader", "settings-nodata", "filecrc", "unexpected-eof"] {
        let run = nasty(&format!("fitparse_activity-{name}.fit"));
        assert_eq!(series(&run).len(), 14, "{name}");
    }
    assert!(note(&nasty("fitparse_activity-filecrc.fit"), "crc_mismatch").is_some());
    assert!(note(&nasty("fitparse_activity-unexpected-eof.fit"), "truncated").is_some());

    let strava = nasty("fitparse_strava-android-app-201.10-b1218918.fit");
    assert_eq!(strava.sport, Sport::Running { sub: None });
    assert!(series(&strava).duration_s() < 400.0);
    assert!(values(&strava, Quantity::Speed).iter().all(|v| v.is_nan() || *v < 6.0));
    assert_eq!(note(&strava, "truncated").unwrap().severity, Severity::Warning);
    assert!(english(note(&strava, "implausible_times").unwrap()).contains("2085"));

    // Other decoders give up at its header, which says 0 bytes of data.
    let zwift = nasty("sportslib_broken.fit");
    assert_eq!(series(&zwift).len(), 2319);
    assert!(note(&zwift, "truncated").is_some());

    let fr70 = nasty("fitparse_compressed-speed-distance.fit");
    assert_eq!(series(&fr70).len(), 754);
    let distance = values(&fr70, Quantity::Distance);
    // The session's summary says 10248.67 m in 3883 s.
    assert!((distance[753] - 10_248.67).abs() < 5.0, "{}", distance[753]);
    assert!((series(&fr70).duration_s() - 3883.0).abs() < 15.0);
    assert_eq!(fr70.start.unwrap().to_string(), "2012-02-13T11:16:21");
}

#[test]
fn real_files_survive_cuts_anywhere() {
    let Some(dir) = real_data("cut real files") else { return };
    for name in ["fit/gc_3386684871_vivoactive_stryd.fit", "fit/runalyze_Multisession.fit"] {
        let bytes = std::fs::read(dir.join("watch").join(name)).unwrap();
        for cut in (0..bytes.len()).step_by(997) {
            if let Ok(recordings) = import(&bytes[..cut], &ImportOptions::default()) {
                assert!(recordings.iter().all(|r| note(r, "truncated").is_some()), "{cut}");
            }
        }
    }
}
