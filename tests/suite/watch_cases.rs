//! Small inputs of many kinds with their right results (`cases/watch` of the test
//! data), and properties that hold of every run.

use std::path::Path;

use runform::analysis::Analysis;
use runform::import::ImportError;
use runform::metrics::Metric;
use runform::pipeline::{Input, Outcome, Problem, Task, analyze_file};
use runform::words::english;

use crate::support::real_data;

pub(crate) mod properties;

/// What is right about a file.
enum Right {
    /// The changes of metrics at equal pace: each within the tolerance.
    Changes(&'static [(Metric, f64, f64)]),
    /// A run of so many metres (if told), seconds and m/s.
    Run(Option<f64>, f64, f64),
    /// A run with this note.
    Noted(&'static str),
    /// No recording, for the reason with this code (or a part of its data).
    NotImported(&'static str),
    /// Read, and refused as this.
    Refused(&'static str),
}

use Metric::*;
use Right::*;

const CONTACT: Right = Changes(&[(GroundContactTime, 9.9, 1.0)]);
const BOTH: Right = Changes(&[(Cadence, -1.8, 0.35), (GroundContactTime, 9.9, 1.0)]);
/// 50.2 % until half-way, then evenly up to 52.2 at the end: the mean of the last quarter
/// (47:30 to 60:00) is 51.783, that of the first 50.2.
const BALANCE: Right = Changes(&[(ContactBalanceLeft, 1.583, 0.05)]);
const HALF_HOUR: Right = Run(None, 1800.0, 2.95);
const LAPS: Right = Run(Some(16_000.0), 5269.0, 3.04);

const CASES: &[(&str, &[Right])] = &[
    ("1_async_channels/all_1s.csv", &[BOTH]),
    ("1_async_channels/cad_2s.csv", &[BOTH]),
    ("1_async_channels/cad_3s.csv", &[BOTH]),
    ("1_async_channels/cad_5s.csv", &[BOTH]),
    ("1_async_channels/fit_cad_2s.fit", &[BOTH]),
    ("1_async_channels/fit_cad_3s.fit", &[BOTH]),
    ("1_async_channels/fit_cad_5s.fit", &[BOTH]),
    ("1_async_channels/gct_vo_2s.csv", &[BOTH]),
    ("1_async_channels/gct_vo_3s.csv", &[BOTH]),
    ("1_async_channels/gct_vo_5s.csv", &[BOTH]),
    ("1_async_channels/fit_dyn_2s.fit", &[BOTH]),
    ("1_async_channels/fit_dyn_5s.fit", &[BOTH]),
    ("1_async_channels/fit_cad_dyn_2s.fit", &[BOTH]),
    ("1_async_channels/fit_cad_dyn_3s.fit", &[BOTH]),
    ("1_async_channels/fit_cad_dyn_5s.fit", &[BOTH]),
    ("1_async_channels/fit_alternating_records.fit", &[BOTH]),
    (
        "1_async_channels/tcx_cadence_spm_every_5s.tcx.gz",
        &[Changes(&[(Cadence, -1.8, 0.4)]), Run(Some(10_614.0), 3600.0, 2.95)],
    ),
    ("1_async_channels/tcx_cadence_spm_once_a_minute.tcx.gz", &[Run(Some(10_614.0), 3600.0, 2.95)]),
    ("1_async_channels/tcx_cadence_spm_once_a_minute_8min.tcx.gz", &[Noted("cadence_halved")]),
    ("1_async_channels/tcx_cadence_spm_every_second_8min.tcx.gz", &[Noted("cadence_halved")]),
    ("2_units/unit_speed_kmhr.csv", &[HALF_HOUR]),
    ("2_units/unit_running_speed_kmhr.csv", &[HALF_HOUR]),
    ("2_units/unit_speed_miles_per_hour.csv", &[HALF_HOUR]),
    ("2_units/health_auto_export_metrics.csv", &[BOTH]),
    ("3_program_tables/intervals_icu_streams.csv", &[BOTH]),
    (
        "4_session_totals/fit_treadmill_calibrated_session.fit",
        &[CONTACT, Run(Some(10_610.0), 3600.0, 2.95), Noted("scaled_to_total")],
    ),
    ("4_session_totals/trend/run1_watch_x0.92.fit", &[Run(Some(7_965.0), 2700.0, 2.95)]),
    ("4_session_totals/trend/run2_watch_x0.90.fit", &[Run(Some(7_965.0), 2700.0, 2.95)]),
    ("4_session_totals/trend/run3_watch_x0.93.fit", &[Run(Some(7_965.0), 2700.0, 2.95)]),
    ("4_session_totals/trend/run4_watch_x1.20.fit", &[Run(Some(7_965.0), 2700.0, 2.95)]),
    ("4_session_totals/trend/run5_watch_x1.22.fit", &[Run(Some(7_965.0), 2700.0, 2.95)]),
    ("4_session_totals/trend/run6_watch_x1.18.fit", &[Run(Some(7_965.0), 2700.0, 2.95)]),
    ("5_languages/laps_lang_ja_utf8.csv", &[LAPS]),
    ("5_languages/laps_lang_ja_summary_first.csv", &[LAPS]),
    ("5_languages/laps_lang_zh_utf8.csv", &[LAPS]),
    ("5_languages/laps_lang_zh_newline.csv", &[LAPS]),
    ("5_languages/laps_lang_fr_real_names.csv", &[LAPS]),
    ("5_languages/laps_lang_fr_newline.csv", &[LAPS]),
    ("5_languages/laps_lang_fr_temps.csv", &[LAPS]),
    ("5_languages/laps_lang_ru_newline.csv", &[LAPS]),
    ("5_languages/laps_lang_fi_newline.csv", &[LAPS]),
    ("5_languages/laps_lang_cs_newline.csv", &[LAPS]),
    ("6_lists/strava_list_es.csv", &[NotImported("strava_list")]),
    ("6_lists/strava_list_ja.csv", &[NotImported("strava_list")]),
    ("6_lists/strava_list_fr.csv", &[NotImported("strava_list")]),
    ("6_lists/strava_list_de.csv", &[NotImported("strava_list")]),
    ("6_lists/garmin_list_ja.csv", &[NotImported("garmin_list")]),
    ("6_lists/garmin_list_fr.csv", &[NotImported("garmin_list")]),
    ("6_lists/garmin_list_excel_edited_en.csv", &[NotImported("garmin_list")]),
    ("6_lists/strava_list_api.csv", &[NotImported("summary_only")]),
    (
        "7_platforms/apple_health_export.zip",
        // Its step counts are cut to whole steps of 5 s: they hold no change of 2 a minute.
        &[CONTACT, Run(None, 3600.0, 2.95)],
    ),
    ("7_platforms/apple_health_long.csv.gz", &[BOTH]),
    // One minute of heart rate and cadence.
    ("7_platforms/polar_training-session.json", &[Refused("too little running")]),
    // Each with the others of its day.
    ("7_platforms/fitbit_takeout/cadence_2025-03-09.csv", &[BOTH, Noted("tables_joined")]),
    ("7_platforms/fitbit_takeout/ground_contact_time_2025-03-09.csv", &[BOTH]),
    ("7_platforms/fitbit_takeout/speed_2025-03-09.csv", &[BOTH]),
    ("7_platforms/fitbit_takeout/stride_length_2025-03-09.csv", &[BOTH]),
    ("7_platforms/fitbit_takeout/vertical_oscillation_2025-03-09.csv", &[BOTH]),
    ("7_platforms/wide_no_cadence.csv", &[BOTH]),
    ("8_new_dynamics/fit_stryd_duo_balances.fit", &[BALANCE]),
    ("8_new_dynamics/stryd_duo_powercenter.csv", &[BALANCE]),
    ("8_new_dynamics/fit_hrm600_step_speed_loss.fit", &[Changes(&[(BrakingLoss, 0.025, 0.01)])]),
    ("9_sport/ride_untyped_16kmh.gpx.gz", &[Refused("cycling")]),
    ("9_sport/strava_archive_de_ride.zip", &[Refused("cycling")]),
    ("9_sport/strava_archive_en_ride.zip", &[Refused("cycling")]),
    ("9_sport/strava_archive_de.zip", &[CONTACT]),
    ("9_sport/fit_sport_cycling_but_running.fit", &[Refused("--sport run")]),
    (
        "10_time/fit_sparse_indoor_dropouts.fit",
        &[Run(Some(10_614.0), 3590.0, 2.95), Noted("records_missing")],
    ),
    ("10_time/fit_converter_two_points.fit", &[NotImported("only_endpoints")]),
    ("passed/fit_reference_run.fit", &[BOTH]),
    ("passed/fit_cadence_in_steps.fit", &[BOTH, Noted("cadence_halved")]),
    ("passed/fit_dev_late_description.fit", &[Run(None, 3600.0, 2.95)]),
    ("passed/fit_dev_no_developer_id.fit", &[Run(None, 3600.0, 2.95)]),
    ("passed/fit_dev_undefined_index.fit", &[Run(None, 3600.0, 2.95)]),
    ("passed/fit_two_developer_ids.fit", &[Run(None, 3600.0, 2.95)]),
    ("passed/fit_native_stops_stryd_goes_on.fit", &[Run(None, 3600.0, 2.95)]),
    ("passed/fit_smart_recording.fit", &[Changes(&[(GroundContactTime, 9.0, 1.5)])]),
    ("passed/fit_sport_generic_with_dynamics.fit", &[CONTACT]),
    ("passed/fit_stop_without_stop_all.fit", &[Run(Some(10_614.0), 3600.0, 2.95)]),
    ("passed/tcx_pause_dup_time_distance_jump.tcx.gz", &[Run(Some(10_614.0), 3600.0, 2.95)]),
    ("passed/fit_timestamps_swapped.fit", &[Noted("time_backwards")]),
    ("passed/fit_treadmill_distance_only.fit", &[Run(None, 3600.0, 2.95)]),
    ("passed/fit_treadmill_speed_only.fit", &[Run(None, 3600.0, 2.95)]),
    ("passed/garmin_account_export.zip", &[CONTACT]),
    ("passed/gpx_decimal_comma.gpx.gz", &[Run(Some(10_614.0), 3600.0, 2.95)]),
    ("passed/gpx_decimal_point_twin.gpx.gz", &[Run(Some(10_614.0), 3600.0, 2.95)]),
    ("passed/gpx_cad_in_steps.gpx.gz", &[Run(Some(10_614.0), 3600.0, 2.95)]),
    ("passed/gpx_osmand_sensor.gpx.gz", &[Run(Some(10_614.0), 3600.0, 2.95)]),
    ("passed/gpx_apple_health_route.gpx.gz", &[Refused("neither cadence")]),
    ("passed/tcx_no_distance_first_point_empty.tcx.gz", &[Refused("neither cadence")]),
    ("passed/tcx_cadence_spikes.tcx.gz", &[Run(Some(10_614.0), 3600.0, 2.95)]),
    ("passed/tcx_empty_duplicate_points.tcx.gz", &[Run(Some(10_614.0), 3600.0, 2.95)]),
    ("passed/tcx_leg_cumulative_distance.tcx.gz", &[Run(Some(10_614.0), 3600.0, 2.95)]),
    ("passed/laps_lang_de_comma.csv.gz", &[LAPS]),
    ("passed/laps_lang_de_latin1.csv.gz", &[LAPS]),
    ("passed/laps_lang_de_newline.csv.gz", &[LAPS]),
    ("passed/laps_lang_de_nospace.csv.gz", &[LAPS]),
    ("passed/laps_lang_en_newline.csv.gz", &[LAPS]),
    ("passed/laps_lang_en_nospace.csv.gz", &[LAPS]),
    ("passed/laps_lang_en_semicolon_comma.csv.gz", &[LAPS]),
    ("passed/laps_lang_en_utf16.csv.gz", &[LAPS]),
    ("passed/laps_lang_es_newline.csv.gz", &[LAPS]),
    ("passed/laps_lang_nl_newline.csv.gz", &[LAPS]),
    ("passed/laps_spreadsheet_mangled.tsv.gz", &[Run(Some(19_300.0), 6511.0, 2.97)]),
    ("passed/laps_plain_twin.csv.gz", &[Run(Some(19_300.0), 6511.0, 2.97)]),
    ("passed/laps_plain_twin.tsv.gz", &[Run(Some(19_300.0), 6511.0, 2.97)]),
    ("passed/ride_type_cycling.gpx.gz", &[Refused("cycling")]),
    ("passed/ride_type_number.gpx.gz", &[Refused("cycling")]),
    ("passed/ride_untyped_30kmh.gpx.gz", &[Refused("cycling")]),
    ("passed/run_type_number9.gpx.gz", &[Run(Some(10_838.0), 3600.0, 3.01)]),
    ("passed/com.samsung.shealth.exercise.20250309.csv.gz", &[NotImported("diary")]),
];

/// The first outcome of a file that is no word about a file left aside.
fn outcome(path: &Path) -> Result<Box<Analysis>, Problem> {
    let mut found = None;
    analyze_file(Ok(Input::File(path.into())), &Task::default(), &mut |outcome| {
        let new = match outcome {
            Outcome::Analyzed(analyzed) => Some(Ok(Box::new(analyzed.analysis))),
            Outcome::Failed { problem, .. } => Some(Err(problem)),
            Outcome::Skipped { .. } => None,
        };
        // A run beside damaged files speaks for the archive.
        if let Some(new) = new
            && (found.is_none() || new.is_ok())
        {
            found = Some(new);
        }
        true
    });
    found.unwrap_or_else(|| panic!("{}: nothing", path.display()))
}

/// Speed of the whole run, m/s.
fn typical_speed(analysis: &Analysis) -> Option<f64> {
    analysis.segments.iter().find(|s| s.id == "all")?.speed_mps
}

/// What is wrong, if anything.
fn wrong(right: &Right, seen: &Result<Box<Analysis>, Problem>) -> Option<String> {
    match (right, seen) {
        (NotImported(code), Err(Problem::Import(error))) => {
            let said = serde_json::to_string(error).unwrap();
            (!said.contains(code)).then_some(said)
        }
        (Refused(word), Err(Problem::Refused(refusal))) => {
            let said = runform::words::english_of(refusal);
            (!said.contains(word)).then_some(said)
        }
        (Changes(changes), Ok(analysis)) => changes.iter().find_map(|(metric, change, within)| {
            let found = analysis.comparison.metrics.iter().find(|m| m.metric == *metric);
            match found.and_then(|m| m.adjusted_change) {
                Some(seen) if (seen - change).abs() <= *within => None,
                seen => Some(format!("{metric:?}: {seen:?} for {change}")),
            }
        }),
        (Run(metres, seconds, mps), Ok(analysis)) => {
            let r = &analysis.recording;
            let far = r.distance_m.unwrap_or(f64::NAN);
            let near = |seen: f64, right: f64, share: f64| (seen / right - 1.0).abs() <= share;
            let fits = near(r.active_s, *seconds, 0.01)
                && metres.is_none_or(|m| near(far, m, 0.01))
                && typical_speed(analysis).is_none_or(|v| near(v, *mps, 0.03));
            (!fits).then(|| format!("{far} m, {} s, {:?} m/s", r.active_s, typical_speed(analysis)))
        }
        (Noted(code), Ok(analysis)) => {
            let notes = &analysis.recording.notes;
            let missing = !notes.iter().any(|n| n.code() == *code);
            missing.then(|| notes.iter().map(english).collect::<Vec<_>>().join(" "))
        }
        (_, Ok(_)) => Some("was analysed".into()),
        (_, Err(problem)) => Some(problem.to_string()),
    }
}

#[test]
fn every_case_gives_its_right_result() {
    let Some(data) = real_data("cases of watches").map(|d| d.join("cases/watch")) else { return };
    if !data.is_dir() {
        eprintln!("SKIPPED: no cases/watch in the test data");
        return;
    }
    let mut bad = Vec::new();
    for (file, rights) in CASES {
        let seen = outcome(&data.join(file));
        bad.extend(rights.iter().filter_map(|r| wrong(r, &seen)).map(|w| format!("{file}: {w}")));
    }
    let known = |name: &str| CASES.iter().any(|(f, _)| *f == name) || name.ends_with("README.md");
    let mut folders = vec![data.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(&data).unwrap().to_str().unwrap().to_string();
            if !known(&name) {
                bad.push(format!("{name}: without a right result here"));
            }
        }
    }
    assert!(bad.is_empty(), "{} wrong:\n{}", bad.len(), bad.join("\n"));
}

/// The files of a folder, and of an archive of them, are one run; the route of Apple's
/// export gives the slope.
#[test]
fn files_that_belong_together_are_one_run() {
    let Some(data) = real_data("files of platforms").map(|d| d.join("cases/watch/7_platforms"))
    else {
        return;
    };
    let found = runform::pipeline::discover(&[data.join("fitbit_takeout")]);
    assert_eq!(found.len(), 1, "{found:?}");
    let dir = tempfile::tempdir().unwrap();
    let archive = dir.path().join("takeout.zip");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&archive).unwrap());
    let plain = zip::write::SimpleFileOptions::default();
    for file in crate::support::files_in(&data.join("fitbit_takeout")) {
        let name = file.file_name().unwrap().to_str().unwrap();
        let folder = "Takeout/Google Health/Physical Activity_GoogleData";
        zip.start_file(format!("{folder}/{name}"), plain).unwrap();
        std::io::Write::write_all(&mut zip, &std::fs::read(&file).unwrap()).unwrap();
    }
    zip.start_file("Takeout/Google Health/Sleep Score/sleep_score.csv", plain).unwrap();
    std::io::Write::write_all(&mut zip, b"timestamp,overall_score\n2025-03-09T06:00:00Z,80\n")
        .unwrap();
    zip.finish().unwrap();
    let seen = outcome(&archive);
    assert_eq!(wrong(&BOTH, &seen), None);
    let start = seen.unwrap().recording.start_time;
    assert_eq!(start.as_deref(), Some("2025-03-09T07:00:00+00:00"));

    let apple = outcome(&data.join("apple_health_export.zip")).unwrap();
    assert!(apple.segments[0].grade_pct.is_some_and(|g| g.abs() < 0.5), "{:?}", apple.segments[0]);
}

/// A pair of pods by both of its exports.
#[test]
fn stryd_duo_gives_its_four_balances_in_both_formats() {
    use runform::recording::Quantity::*;
    let Some(data) = real_data("Stryd Duo").map(|d| d.join("cases/watch/8_new_dynamics")) else {
        return;
    };
    // Means over the 3600 records, counted with a second decoder: the two files are not
    // alike (oscillation rises to 51.9 % in the one and to 51.8 % in the other, the balance
    // of impact loading is 50.8 and 50.3 %).
    for (name, means) in [
        ("fit_stryd_duo_balances.fit", [50.6997, 50.7748, 49.5, 50.8]),
        ("stryd_duo_powercenter.csv", [50.6997, 50.7498, 49.5, 50.3]),
    ] {
        let run = crate::support::runs(&std::fs::read(data.join(name)).unwrap()).remove(0);
        let quantities = [
            ContactBalanceLeft,
            VerticalOscillationBalanceLeft,
            LegSpringStiffnessBalanceLeft,
            ImpactLoadingBalanceLeft,
        ];
        for (quantity, right) in quantities.into_iter().zip(means) {
            let values = run.watch().unwrap().first(quantity).unwrap().values.to_vec();
            let known: Vec<f64> = values.into_iter().filter(|v| v.is_finite()).collect();
            let mean = known.iter().sum::<f64>() / known.len() as f64;
            assert_eq!(known.len(), 3600, "{name} {quantity:?}");
            assert!((mean - right).abs() < 1e-4, "{name} {quantity:?}: {mean}");
        }
    }
}

#[test]
fn a_two_point_file_is_named_in_words() {
    let error = ImportError::NoRecording {
        format: "fit",
        inside: vec![runform::import::Inside::OnlyEndpoints { apart_s: 2217.0 }],
        advice: runform::import::Advice::ExportFromWatch,
    };
    assert!(
        runform::words::english_of(&error).contains("only its first and last point, 36:57 apart")
    );
}
