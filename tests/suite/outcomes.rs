//! What becomes of every real watch file, and of bad input: analysed with a
//! reason to believe it, or refused with a true reason.

use std::path::Path;

use assert_cmd::cargo::cargo_bin_cmd;
use runform::compare::Status;
use runform::pipeline::{Input, Outcome, Problem, Task, analyze_file};

use crate::support::{files_in, real_data};

/// File, and for each run in it the kind of outcome followed by the code of the
/// reason and, after "…", what else it must state (or the mode of the windows; where the
/// comparison has a reason, words of it). Reviewed by eye against independent
/// decodes of the files.
const EXPECTED: &[(&str, &[&str])] = &[
    ("fit/activitylog2_310xt-run.fit", &["compared whole_run"]),
    ("fit/connectstats_activity_1378220136_fenix3_smart.fit", &["compared whole_run"]),
    // Hiking uphill for most of the time.
    ("fit/connectstats_activity_2944936628_trail_stryd.fit", &["compared whole_run"]),
    ("fit/connectstats_track_544406_fenix6x_stryd.fit", &["compared whole_run"]),
    ("fit/connectstats_track_5611_fenix6x_smart.fit", &["compared whole_run"]),
    ("fit/connectstats_track_834323_fenix6x_stryd.fit", &["compared whole_run"]),
    ("fit/coros_BoulderTrailRun20241126.fit", &["compared whole_run"]),
    ("fit/elevate_kaiteriteri_fr945_stryd.fit", &["compared whole_run"]),
    ("fit/elevate_loup-blanc_fenix6s_trail_smart.fit", &["compared whole_run"]),
    ("fit/elevate_portland_fr935_stryd.fit", &["compared whole_run"]),
    ("fit/fit2gpx_Fenix3-Run-1321421020.fit", &["compared whole_run"]),
    ("fit/fitfile4j_raw_run_fr245_smart.fit", &["compared whole_run"]),
    ("fit/fitparse_activity-small-fenix2-run.fit", &["compared steady_long"]),
    ("fit/fitparse_garmin-fenix-5-run.fit", &["refused too_short"]),
    ("fit/fitparse_garmin-fenix-5-walk.fit", &["refused other_sport … sport walking"]),
    ("fit/gc_3386684871-saved_by_goldencheetah.fit", &["compared whole_run"]),
    ("fit/gc_3386684871_vivoactive_stryd.fit", &["compared whole_run"]),
    ("fit/gc_Fr955andStryd.fit", &["compared whole_run"]),
    ("fit/gc_Garmin920_withFirstbeat_stryd.fit", &["compared whole_run"]),
    ("fit/gc_HRV-Data_stryd_native.fit", &["compared whole_run"]),
    // 110 steps/min at 1.7 m/s: a walk recorded as a run.
    ("fit/gc_suunto_Move_2020.fit", &["refused not_a_run … cadence 110.0"]),
    ("fit/kevintalaue_run3coros_sauce.fit", &["compared whole_run"]),
    ("fit/kevintalaue_run3wahoo_sauce.fit", &["compared whole_run"]),
    ("fit/msimms_20181108_run_fenix3hr_stryd.fit", &["compared whole_run"]),
    ("fit/msimms_20210507_run_coros_pace_2.fit", &["compared whole_run"]),
    ("fit/msimms_20210507_run_garmin_fenix_6.fit", &["compared whole_run"]),
    ("fit/muktihari_triathlon_summary_first_fr255.fit", &["compared whole_run"]),
    ("fit/runalyze_FR630-with-lth.fit", &["compared whole_run"]),
    // Walking with a few runs: median 130 steps/min at 1.9 m/s.
    ("fit/runalyze_FR70-intervals.fit", &["refused not_a_run … cadence 130.0"]),
    ("fit/runalyze_FR735XT-with-performance-condition.fit", &["compared whole_run"]),
    ("fit/runalyze_FR920-additional-start-events.fit", &["compared whole_run"]),
    ("fit/runalyze_FR920xt-with-Stryd.fit", &["compared whole_run"]),
    ("fit/runalyze_FR920xt-with-runscribe-plus.fit", &["compared whole_run"]),
    ("fit/runalyze_Fenix-2.fit", &["compared whole_run"]),
    ("fit/runalyze_Fenix-3-with-empty-runscribe.fit", &["compared whole_run"]),
    ("fit/runalyze_Fenix-3-with-runscribe-v1-38.fit", &["compared whole_run"]),
    ("fit/runalyze_Multisession.fit", &["compared whole_run", "compared whole_run"]),
    ("fit/runalyze_Standard.fit", &["refused nothing_of_form"]),
    ("fit/runalyze_Suunto-Ambit-3-Peak-without-final-lap.fit", &["compared whole_run"]),
    ("fit/runalyze_garmin-runPower-2.fit", &["compared whole_run"]),
    ("fit/runalyze_garmin-runPower.fit", &["compared whole_run"]),
    ("fit/runalyze_invalid-altitude-and-empty-record-at-end.fit", &["refused nothing_of_form"]),
    ("fit/runalyze_time-jump.fit", &["compared whole_run"]),
    ("fit/sportslib_20181013_kona_ironman_fr935_stryd.fit", &["compared whole_run"]),
    ("fit/sportslib_COROS_OutdoorRun20200314_pod.fit", &["compared whole_run"]),
    ("fit/sportslib_suunto9_5e5fde38.fit", &["compared whole_run"]),
    ("fit/tormoder_mornindew-broken_fr920xt_stryd.fit", &["compared whole_run"]),
    ("fit/xiangli_11994839089_fenix7pro.fit", &["compared whole_run"]),
    ("fit/xiangli_12127390911_fenix7pro.fit", &["compared whole_run"]),
    ("fit/xiangli_12601362383_fenix7pro.fit", &["compared whole_run"]),
    ("fit/xiangli_12849458322_fenix7pro.fit", &["compared whole_run"]),
    ("fit_nasty/dsrcoradini_running_2025-08-23_IS_ACTUALLY_TCX.fit", &["compared whole_run"]),
    // Fourteen records, speed alone, in all of these.
    ("fit_nasty/fitparse_activity-filecrc.fit", &["refused nothing_of_form"]),
    ("fit_nasty/fitparse_activity-settings-corruptheader.fit", &["refused nothing_of_form"]),
    ("fit_nasty/fitparse_activity-settings-nodata.fit", &["refused nothing_of_form"]),
    ("fit_nasty/fitparse_activity-unexpected-eof.fit", &["refused nothing_of_form"]),
    ("fit_nasty/fitparse_compressed-speed-distance.fit", &["compared whole_run"]),
    ("fit_nasty/fitparse_sample_multiple_header_tri.fit", &["compared whole_run"]),
    (
        "fit_nasty/fitparse_strava-android-app-201.10-b1218918.fit",
        &["refused nothing_of_form … byte 7471"],
    ),
    ("fit_nasty/muktihari_activity_truncated.fit", &["refused nothing_of_form"]),
    // An indoor bicycle ride, cut before the message that would say so.
    ("fit_nasty/sportslib_broken.fit", &["refused too_fast"]),
    ("tcx/msimms_20181108_run_fenix3hr.tcx", &["compared whole_run"]),
    ("tcx/msimms_20210119_run_fenix6.tcx", &["compared whole_run"]),
    ("tcx/runalyze_First-point-empty.tcx", &["refused other_sport … sport cycling"]),
    // Four minutes, of which a minute and a half are run.
    ("tcx/runalyze_Treadmill-doubled-cadence.tcx", &["refused too_short"]),
    ("tcx/runalyze_Wrong-time-zone-by-polar.tcx", &["compared whole_run"]),
    ("tcx/runpandas_malformed.tcx", &["refused nothing_of_form"]),
    ("tcx/runpandas_run_garmin.tcx", &["compared whole_run"]),
    ("tcx/runpandas_stopped_example.tcx", &["compared whole_run"]),
    ("tcx/trackeR_2013-06-09-165756.TCX.gz", &["compared whole_run"]),
    ("gpx/msimms_20210119_run_fenix6.gpx", &["compared whole_run"]),
    ("gpx/runalyze_garmin-ns3-extension.gpx", &["refused too_short"]),
    ("gpx/runalyze_hr-not-always-there.gpx", &["refused nothing_of_form"]),
    ("gpx/runalyze_strava-export.gpx", &["compared whole_run"]),
    ("csv_epson/runalyze_Epson.csv", &["compared whole_run"]),
    ("csv_fit2gpx/fit2gpx_Fenix3-Run-1321421020.fit.csv", &["compared whole_run"]),
    ("csv_fitcsvtool/fitsdk_Activity.csv", &["refused nothing_of_form"]),
    (
        "csv_fitcsvtool/fitsdk_DeveloperData.csv",
        &["not_imported no_recording … record_rows_without_time"],
    ),
    ("csv_fitcsvtool/muktihari_activity_truncated.csv", &["refused nothing_of_form"]),
    ("csv_fitcsvtool/muktihari_triathlon_summary_first.csv", &["compared whole_run"]),
    (
        "csv_garmin_activities/anton_activities_en_balance.csv",
        &["not_imported summary_only … garmin_list"],
    ),
    (
        "csv_garmin_activities/hlasse_activities_da.csv",
        &["not_imported summary_only … garmin_list"],
    ),
    (
        "csv_garmin_activities/isak_activities_sv_balance.csv",
        &["not_imported summary_only … garmin_list"],
    ),
    (
        "csv_garmin_activities/isak_e_sv_whitespace.csv",
        &["not_imported summary_only … garmin_list"],
    ),
    ("csv_garmin_activities/kosek_activities_pl.csv", &["not_imported summary_only … garmin_list"]),
    (
        "csv_garmin_activities/rgazzaneo_activities9_pt.csv",
        &["not_imported summary_only … garmin_list"],
    ),
    (
        "csv_garmin_activities/runalyze_garminconnect_2012_de.csv",
        &["not_imported summary_only … garmin_list"],
    ),
    (
        "csv_garmin_activities/stryder_activities_en.csv",
        &["not_imported summary_only … garmin_list"],
    ),
    (
        "csv_garmin_activities/williamjouse_activities_en_decimalcomma_dupcols.csv",
        &["not_imported summary_only … garmin_list"],
    ),
    // One lap with every sensor column empty.
    ("csv_garmin_laps/mariotti_it_activity_17290746122.csv", &["refused nothing_of_form"]),
    (
        "csv_garmin_laps/mariotti_it_activity_17317691674.csv",
        &["not_comparable are needed in each"],
    ),
    ("csv_garmin_laps/mariotti_it_activity_20592862641.csv", &["compared laps"]),
    ("csv_garmin_laps/mariotti_it_activity_20935343817.csv", &["compared laps"]),
    ("csv_garmin_laps/mariotti_it_activity_21130298359.csv", &["compared laps"]),
    ("csv_garmin_laps/mariotti_it_activity_22051343609.csv", &["not_comparable Hardly any pace"]),
    ("csv_garmin_laps/mariotti_it_activity_22402754781.csv", &["compared laps"]),
    (
        "csv_garmin_laps/mariotti_it_activity_23421586032.csv",
        &["refused other_sport … sport swimming"],
    ),
    ("csv_garmin_laps/mariotti_it_activity_23734904735.csv", &["not_comparable Hardly any pace"]),
    ("csv_other/opentracks_csv_export.csv", &["refused too_fast"]),
    ("csv_other/runalyze_Umlaute_manual_log_latin1.csv", &["not_imported summary_only … diary"]),
    (
        "csv_strava_export/aakashb_strava_activities.csv",
        &["not_imported summary_only … strava_list"],
    ),
    ("csv_streams/activitylog2_track-data-2098.csv", &["refused nothing_of_form"]),
    ("csv_streams/coros_BoulderTrailRun20241126_pandas.csv", &["compared whole_run"]),
    ("csv_streams/jaumeesoleer_strava_streams_18545713431.csv", &["refused nothing_of_form"]),
    ("csv_stryd_powercenter/stryd_4510231301619712.csv", &["compared whole_run"]),
    ("csv_stryd_powercenter/stryd_5266548966457344.csv", &["compared whole_run"]),
    ("csv_stryd_powercenter/stryd_5361280832929792.csv", &["compared whole_run"]),
    ("csv_stryd_powercenter/stryd_5611897476251648.csv", &["compared whole_run"]),
    ("csv_stryd_powercenter/stryd_6410840091033600.csv", &["compared whole_run"]),
    ("csv_wahoo/runalyze_Wahoo.csv", &["trend_only Only 8:10"]),
];

/// What became of each run in a file, as `kind reason`.
fn outcomes(path: &Path) -> Vec<String> {
    let mut seen = Vec::new();
    analyze_file(Ok(Input::File(path.into())), &Task::default(), &mut |outcome| {
        match outcome {
            Outcome::Skipped { .. } => {}
            Outcome::Failed { problem, .. } => {
                assert!(
                    !matches!(problem, Problem::ProgramError { .. }),
                    "{}: {problem}",
                    path.display()
                );
                seen.push(format!("{} {problem}", problem.status()));
            }
            Outcome::Analyzed(analyzed) => {
                let c = &analyzed.analysis.comparison;
                let word = |v: serde_json::Value| v.as_str().unwrap().to_string();
                let status = word(serde_json::to_value(c.status).unwrap());
                let mode = word(serde_json::to_value(c.mode).unwrap());
                assert_eq!(c.reason.is_none(), c.status == Status::Compared, "{}", path.display());
                let metrics = c.metrics.iter().filter(|m| m.adjusted_change.is_some()).count();
                assert_eq!(metrics > 0, c.status == Status::Compared, "{}", path.display());
                seen.push(match &c.reason {
                    None => format!("{status} {mode} ({metrics} metrics)"),
                    Some(reason) => format!("{status} {}", runform::words::english_of(reason)),
                });
            }
        }
        true
    });
    seen
}

#[test]
fn every_real_file_comes_out_as_reviewed() {
    let Some(data) = real_data("outcomes of the real files").map(|d| d.join("watch")) else {
        return;
    };
    let mut folders: Vec<_> = std::fs::read_dir(&data)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.is_dir())
        .collect();
    folders.sort();
    let mut wrong = Vec::new();
    let mut files = 0;
    for path in folders.iter().flat_map(|f| files_in(f)) {
        let name = path.strip_prefix(&data).unwrap().to_str().unwrap().to_string();
        let seen = outcomes(&path);
        files += 1;
        for line in &seen {
            eprintln!("{name} → {line}");
        }
        let expected = EXPECTED.iter().find(|(f, _)| *f == name).map_or(&[][..], |(_, e)| *e);
        let fits = expected.len() == seen.len()
            && expected.iter().zip(&seen).all(|(e, s)| {
                let (kind, reason) = e.split_once(' ').unwrap();
                s.split_once(' ').is_some_and(|(k, r)| {
                    k == kind && reason.split(" … ").all(|part| r.contains(part))
                })
            });
        if !fits {
            wrong.push(format!("{name}: expected {expected:?}, got {seen:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(files, EXPECTED.len(), "files expected but not there");
}

/// A GPX track with `type`, one point per second.
fn gpx(kind: &str, speed_mps: f64, cadence: u32) -> String {
    let points: String = (0..1500)
        .map(|i| {
            let lat = f64::from(i) * speed_mps / 111_195.0;
            let (h, m, s) = (8 + i / 3600, i / 60 % 60, i % 60);
            format!(
                "<trkpt lat=\"{lat:.7}\" lon=\"0\"><ele>10</ele><time>2024-05-04T{h:02}:{m:02}:{s:02}Z</time>\
                 <extensions><gpxtpx:TrackPointExtension><gpxtpx:hr>140</gpxtpx:hr><gpxtpx:cad>{cadence}</gpxtpx:cad>\
                 </gpxtpx:TrackPointExtension></extensions></trkpt>\n"
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\"?><gpx version=\"1.1\" creator=\"test\" xmlns=\"http://www.topografix.com/GPX/1/1\" \
         xmlns:gpxtpx=\"http://www.garmin.com/xmlschemas/TrackPointExtension/v1\"><trk>{kind}<trkseg>\n{points}</trkseg></trk></gpx>"
    )
}

fn table(header: &str, row: impl Fn(u32) -> String) -> Vec<u8> {
    let rows: Vec<String> = (0..1500).map(row).collect();
    format!("{header}\n{}\n", rows.join("\n")).into_bytes()
}

/// Bad input of every kind: exit code 1, one paragraph that names the file,
/// what was found and what to do; no panic.
#[test]
fn bad_input_is_refused_in_one_paragraph() {
    let dir = tempfile::tempdir().unwrap();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/samples/tired_long_run.fit");
    let sample = std::fs::read(sample).unwrap();
    let garbage: Vec<u8> =
        (0..5000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let laps = "\"Laps\",\"Time\",\"Cumulative Time\",\"Distance\",\"Avg Pace\",\"Avg HR\",\"Total Strokes\",\"Avg Swolf\"\n\
                \"1\",\"0:45.2\",\"0:45.2\",\"50\",\"1:30\",\"130\",\"22\",\"67\"\n\
                \"2\",\"0:46.0\",\"1:31.2\",\"50\",\"1:32\",\"131\",\"23\",\"69\"\n";
    // Name, content, what the message must say.
    let cases: Vec<(&str, Vec<u8>, &[&str])> = vec![
        ("empty.fit", vec![], &["empty (0 bytes)", "Export the activity again"]),
        ("garbage.fit", garbage, &["not a format runform reads", "Export the activity"]),
        ("header_only.fit", sample[..14].to_vec(), &["FIT", "damaged", "xport"]),
        (
            "cut_early.fit",
            sample[..300].to_vec(),
            &["too little running", "The file is damaged at byte 279"],
        ),
        // The first minutes of the run are there: too little.
        (
            "cut_late.fit",
            sample[..4000].to_vec(),
            &["too little running", "120 s are needed", "The file is damaged at byte"],
        ),
        (
            "no_time.csv",
            table("cadence,ground contact time (ms)", |i| {
                format!("{},{}", 170 + i % 3, 240 + i % 5)
            }),
            &["no time column", "cadence", "--map"],
        ),
        (
            "temperatures.csv",
            table("time,temperature,humidity", |i| format!("{i},20.{},40", i % 9)),
            &["temperature", "no running data recognised"],
        ),
        (
            "ride.csv",
            table("time (s),speed (m/s),cadence,heart rate,power", |i| {
                format!("{i},{:.1},{},140,200", 9.0 + f64::from(i % 10) / 10.0, 85 + i % 4)
            }),
            &["cycling, not running"],
        ),
        ("swim_laps.csv", laps.into(), &["swimming, not running"]),
        (
            "walk.gpx",
            gpx("<type>walking</type>", 1.4, 55).into(),
            &["walking, not running", "change the sport"],
        ),
        (
            "walk_called_run.gpx",
            gpx("<type>running</type>", 1.4, 55).into(),
            &["does not look like running", "typical cadence 110", "--settings"],
        ),
        ("ride.gpx", gpx("<type>cycling</type>", 8.0, 85).into(), &["cycling, not running"]),
        ("nameless_ride.gpx", gpx("", 8.0, 85).into(), &["does not look like running", "29 km/h"]),
        (
            "swim.gpx",
            gpx("<type>open_water_swimming</type>", 1.0, 30).into(),
            &["swimming, not running"],
        ),
    ];
    for (name, content, parts) in &cases {
        std::fs::write(dir.path().join(name), content).unwrap();
        let output = cargo_bin_cmd!("runform")
            .current_dir(dir.path())
            .args(["analyze", name])
            .output()
            .unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        eprint!("{message}");
        assert_eq!(output.status.code(), Some(1), "{name}: {message}");
        assert!(output.stdout.is_empty(), "{name}");
        assert_eq!(message.lines().count(), 1, "{name}: {message}");
        for part in parts.iter().chain([name]) {
            assert!(message.contains(part), "{name}: no {part:?} in {message}");
        }
        for never in ["panicked", "bug", "NaN", "None", "Some("] {
            assert!(!message.contains(never), "{name}: {message}");
        }
    }
    // All of them together, as a folder: one line each, in order.
    let output =
        cargo_bin_cmd!("runform").current_dir(dir.path()).args(["analyze", "."]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stderr).unwrap().lines().count(), cases.len());
}
