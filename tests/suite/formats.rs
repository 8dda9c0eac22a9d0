//! Every format that the README names is read, from a real file where there is one and
//! from one made here where there is none; the list says which.

use std::path::Path;

use runform::import::container::expand;
use runform::import::{ImportOptions, import};

use crate::imu_vendor::made;
use crate::support::real_data;

/// Where the file of a format comes from.
enum Origin {
    /// A real file of the test data.
    Real(&'static str),
    /// Made by the tests of the makers' layouts, under the id of the format.
    Layout,
    /// Written here.
    Text(&'static str),
    /// Made by a program in Python, or by the simulator.
    File(&'static [u8]),
    /// Made by other tests, which hold its numbers.
    Elsewhere(&'static str),
}

use Origin::*;

/// A word of the README, the format id, and the file.
const FORMATS: &[(&str, &str, Origin)] = &[
    (
        "Garmin, Suunto, COROS, Wahoo, Stryd",
        "fit",
        Real("watch/fit/xiangli_11994839089_fenix7pro.fit"),
    ),
    ("Suunto", "fit", Real("watch/fit/sportslib_suunto9_5e5fde38.fit")),
    ("COROS", "fit", Real("watch/fit/msimms_20210507_run_coros_pace_2.fit")),
    ("Wahoo", "fit", Real("watch/fit/kevintalaue_run3wahoo_sauce.fit")),
    ("RunScribe", "fit", Real("watch/fit/runalyze_FR920xt-with-runscribe-plus.fit")),
    ("Garmin Running Power", "fit", Real("watch/fit/runalyze_garmin-runPower.fit")),
    ("multisport", "fit", Real("watch/fit/muktihari_triathlon_summary_first_fr255.fit")),
    ("| FIT |", "fit", File(include_bytes!("../../data/samples/tired_long_run.fit"))),
    ("TCX", "tcx", Real("watch/tcx/runpandas_run_garmin.tcx")),
    ("GPX", "gpx", Real("watch/gpx/runalyze_strava-export.gpx")),
    (
        "Garmin laps",
        "csv:garmin_laps",
        Real("watch/csv_garmin_laps/mariotti_it_activity_20592862641.csv"),
    ),
    ("FitCSVTool", "csv:fitcsvtool", Real("watch/csv_fitcsvtool/fitsdk_Activity.csv")),
    ("fit2gpx", "csv:fit2gpx", Real("watch/csv_fit2gpx/fit2gpx_Fenix3-Run-1321421020.fit.csv")),
    (
        "Stryd PowerCenter",
        "csv:stryd",
        Real("watch/csv_stryd_powercenter/stryd_4510231301619712.csv"),
    ),
    ("Wahoo", "csv:wahoo", Real("watch/csv_wahoo/runalyze_Wahoo.csv")),
    ("Epson", "csv:epson", Real("watch/csv_epson/runalyze_Epson.csv")),
    (
        "Polar Flow",
        "csv:polar",
        Text(
            "Name,Sport,Date,Start time,Duration\nx,RUNNING,20-06-2018,11:17:03,00:30:08\nSample rate,Time,HR (bpm),Speed (km/h),Cadence\n1,00:00:00,95,9.0,80\n1,00:00:01,96,9.0,80\n",
        ),
    ),
    (
        "GoldenCheetah",
        "csv:goldencheetah",
        Text(
            "secs,cad,hr,km,kph,nm,watts,alt,lon,lat,headwind,slope,temp,interval,lrbalance,lte\n0,0,150,0.0,10.8,0,250,5,0,0,0,0,10,0,49.5,0\n1,0,150,0.003,10.8,0,250,5,0,0,0,0,10,0,49.5,0\n",
        ),
    ),
    ("OpenTracks", "csv:opentracks", Real("watch/csv_other/opentracks_csv_export.csv")),
    (
        "any table with a time column",
        "csv:generic",
        Text("time,speed (m/s),GCT\n0,3.0,250\n1,3.0,251\n2,3.0,252\n"),
    ),
    ("ActiGraph", "imu:actigraph", Real("imu/impactr_actigraph/hip-raw.csv")),
    ("Axivity", "imu:axivity", Layout),
    ("GENEActiv", "imu:geneactiv", Layout),
    ("Movella/Xsens", "imu:xsens", Real("imu/vendor_formats/xsens_dot_app_realtime_pelvis.csv")),
    ("IMeasureU", "imu:blue_trident", Layout),
    (
        "Vicon Nexus",
        "imu:vicon",
        Real("imu/vendor_formats/vicon_nexus_blue_trident_two_sensors.csv"),
    ),
    ("Shimmer", "imu:shimmer", Layout),
    ("MbientLab", "imu:mbientlab", Layout),
    ("x-io", "imu:xio", Real("imu/vendor_formats/xio_ngimu_short_walk.csv")),
    ("APDM", "imu:apdm", Real("imu/vendor_formats/apdm_imuData01.csv")),
    ("Delsys", "imu:delsys", Elsewhere("imu_vendor::made::delsys_channels_of_two_rates")),
    ("Sensor Logger", "imu:sensor_logger", Layout),
    ("SensorLog", "imu:sensorlog", Layout),
    ("phyphox", "imu:phyphox", Layout),
    ("Android dumps", "imu:android", Layout),
    (
        "RunScribe steps",
        "csv:runscribe",
        Real("imu/soundtrack_treadmill_10mph/runscribe_csv_d04_P26_10_0_first12.csv"),
    ),
    (
        "any table of accelerations",
        "csv:imu",
        Real("imu/weda_fitbit_wrist_jog/D02_U01_R01_accel.csv"),
    ),
    (".cwa", "imu:axivity_cwa", File(include_bytes!("raw/ax3.cwa"))),
    (".gt3x", "imu:actigraph_gt3x", File(include_bytes!("raw/mos.gt3x"))),
    (".bin", "imu:geneactiv_bin", File(include_bytes!("raw/geneactiv.bin"))),
    (".mat", "csv:imu", File(include_bytes!("raw/packed.mat"))),
    (".parquet", "csv:imu", Elsewhere("files::tables::table (runform)")),
    (".c3d", "csv:imu", Elsewhere("imu::raw::c3d::tests (runform-import)")),
    ("BIDS motion", "csv:imu", Elsewhere("raw::bids_motion")),
    ("Apple Health", "apple_health", Real("cases/watch/7_platforms/apple_health_export.zip")),
    (
        "Google Health, Fitbit",
        "google_health",
        Elsewhere("watch_cases::files_that_belong_together_are_one_run"),
    ),
    (
        "Polar, Suunto, Samsung Health",
        "polar_account",
        Real("cases/watch/7_platforms/polar_training-session.json"),
    ),
    ("Suunto", "suunto_account", Elsewhere("accounts::tests (runform-import)")),
    ("Samsung Health", "samsung_account", Elsewhere("accounts::tests (runform-import)")),
    ("lists of activities", "", Elsewhere("trend_lists")),
    ("`.gz`, `.zip`", "tcx", Real("watch/tcx/trackeR_2013-06-09-165756.TCX.gz")),
];

fn formats_in(name: &str, bytes: Vec<u8>) -> Vec<&'static str> {
    let mut found = Vec::new();
    expand(name, bytes, &mut |entry, content| {
        let options = ImportOptions { file_name: Some(entry.path()), ..ImportOptions::default() };
        let read = content.and_then(|c| import(&c.bytes, &options));
        found.extend(read.unwrap_or_default().into_iter().map(|r| r.format));
    });
    found
}

#[test]
fn every_format_of_the_readme_is_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let table = readme.split("## Files it reads").nth(1).unwrap();
    let table = table.split("\n## ").next().unwrap();
    let data = real_data("real files of the README's formats");
    let made = made::all(60);
    let mut wrong = Vec::new();
    for (word, id, origin) in FORMATS {
        if !table.contains(word) {
            wrong.push(format!("{word}: not in the README's table"));
        }
        let (from, found) = match origin {
            Real(path) => {
                let Some(data) = &data else { continue };
                ("real", formats_in(path, std::fs::read(data.join(path)).unwrap()))
            }
            Layout => {
                let text = made.iter().find(|m| m.0 == *id).unwrap().1.clone();
                ("made", formats_in("made", text.into_bytes()))
            }
            Text(text) => ("made", formats_in("made.csv", text.as_bytes().to_vec())),
            File(bytes) => ("made", formats_in("made", bytes.to_vec())),
            Elsewhere(test) => {
                eprintln!("{word} ({id}): made, by {test}");
                continue;
            }
        };
        eprintln!("{word} ({id}): {from}");
        if found.is_empty() || !found.iter().all(|f| f.starts_with(id)) {
            wrong.push(format!("{word}: {found:?} for {id}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
