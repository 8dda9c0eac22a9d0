//! Inputs of motion sensors that stand for kinds of files people have: each with its
//! right result.

use std::path::{Path, PathBuf};

use runform::import::{ImportError, ImportOptions, SensorProblem, Untimed, import, stands_alone};
use runform::recording::{Data, ImuStream, Placement, Recording, Region};
use runform::settings::Settings;

use crate::support::real_data;

fn folder(what: &str) -> Option<PathBuf> {
    real_data(what).map(|d| d.join("cases/imu"))
}

fn read_with(path: &Path, options: &ImportOptions) -> Result<Vec<Recording>, ImportError> {
    let file_name = Some(path.to_string_lossy().into_owned());
    import(&std::fs::read(path).unwrap(), &ImportOptions { file_name, ..options.clone() })
}

fn read(path: &Path) -> Recording {
    let mut all = read_with(path, &ImportOptions::default()).unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn refused(path: &Path) -> SensorProblem {
    match read_with(path, &ImportOptions::default()) {
        Err(ImportError::Sensor(problem)) => problem,
        Err(other) => panic!("{path:?}: {other}"),
        Ok(found) => match stands_alone(&found[0]) {
            Err(ImportError::Sensor(problem)) => problem,
            _ => panic!("{path:?} was read as {}", found[0].format),
        },
    }
}

fn streams(recording: &Recording) -> &[ImuStream] {
    match &recording.data {
        Data::Imu(imu) => &imu.sensors,
        other => panic!("{other:?}"),
    }
}

fn samples(stream: &ImuStream) -> usize {
    stream.pieces.iter().map(|p| p.len()).sum()
}

/// Cadence over the seconds that count, steps/min.
fn cadence(recording: &Recording) -> f64 {
    let Data::Imu(imu) = &recording.data else { panic!() };
    let settings = Settings::default();
    let gait = runform::gait::measure(imu, &settings.imu, &mut Vec::new());
    let step_ms = |s: &runform::gait::Step| {
        if s.step_ms.is_finite() { s.step_ms } else { 0.5 * s.stride_ms }
    };
    let mut times: Vec<f64> =
        gait.tracks[0].steps().map(step_ms).filter(|t| t.is_finite()).collect();
    assert!(times.len() > 20, "{} steps", times.len());
    times.sort_by(f64::total_cmp);
    60_000.0 / times[times.len() / 2]
}

/// The size of the acceleration over all samples, m/s²: about gravity in any runner.
fn usual(stream: &ImuStream) -> f64 {
    let piece = &stream.pieces[0];
    let mut sizes: Vec<f64> = (0..piece.len())
        .map(|i| piece.acc.iter().map(|a| a[i] * a[i]).sum::<f64>().sqrt())
        .collect();
    sizes.sort_by(f64::total_cmp);
    sizes[sizes.len() / 2]
}

#[test]
fn tables_that_are_read() {
    let Some(dir) = folder("tables_that_are_read") else { return };
    let cases = [
        ("c04_xyz_and_label.csv", 3000, 100.0),
        ("c06_comment_preamble.txt", 3000, 100.0),
        ("c07_numbered_axes.csv", 3000, 100.0),
        ("c08_axivity_unix.csv", 3000, 100.0),
        ("c08_axivity_excel_days.csv", 3000, 100.0),
        ("c08_axivity_relative.csv", 3000, 100.0),
        ("c09_quoted_decimal_comma.csv", 3000, 100.0),
        ("c16_sensor_logger_readable_time.csv", 3000, 100.0),
    ];
    for (name, n, rate) in cases {
        // The sensor of all of them was on the sacrum.
        let placement = Some(Placement::Sacrum);
        let options = ImportOptions { placement, ..ImportOptions::default() };
        let recording = read_with(&dir.join(name), &options).unwrap().remove(0);
        let [stream] = streams(&recording) else { panic!("{name}") };
        assert!((stream.rate_hz / rate - 1.0).abs() < 1e-3, "{name}: {}", stream.rate_hz);
        assert!(samples(stream).abs_diff(n) <= 2, "{name}: {} samples", samples(stream));
        let all = [0, 1, 2].map(|k| stream.pieces[0].acc[k][0] / 9.80665);
        for (got, truth) in all.into_iter().zip([0.0068, 0.0078, -0.1152]) {
            assert!((got - truth).abs() < 2e-4, "{name}: {all:?}");
        }
        let spm = cadence(&recording);
        assert!((spm - 171.8).abs() < 1.0, "{name}: {spm} steps/min");
    }
    let turns = read(&dir.join("c07_numbered_axes.csv"));
    let gyro = streams(&turns)[0].pieces[0].gyro.clone().unwrap();
    assert!((gyro[0][0].to_degrees() + 24.353).abs() < 1e-6);
    for (name, start) in [
        ("c08_axivity_unix.csv", "2024-06-01T12:00:00+00:00"),
        ("c08_axivity_excel_days.csv", "2024-06-01T12:00:00"),
        ("c16_sensor_logger_readable_time.csv", "2025-04-12T16:43:51"),
    ] {
        assert_eq!(read(&dir.join(name)).start.unwrap().to_string(), start, "{name}");
    }
}

#[test]
fn sensors_in_turn_are_two_sensors() {
    let Some(dir) = folder("sensors_in_turn_are_two_sensors") else { return };
    let recording = read(&dir.join("c03_two_sensors_interleaved.csv"));
    let found: Vec<(Placement, f64, usize)> =
        streams(&recording).iter().map(|s| (s.placement, s.rate_hz, samples(s))).collect();
    assert_eq!(found[0], (Placement::LeftFoot, 100.0, 3000));
    assert_eq!(found[1], (Placement::RightFoot, 50.0, 1500));
    let spm = cadence(&recording);
    assert!((spm - 171.8).abs() < 1.0, "{spm} steps/min");
}

#[test]
fn a_fast_shank_in_g_is_one() {
    let Some(dir) = folder("a_fast_shank_in_g_is_one") else { return };
    let recording = read(&dir.join("c02_fast_left_shank_in_g.csv"));
    let stream = &streams(&recording)[0];
    assert_eq!((stream.placement.region(), samples(stream)), (Region::Shank, 3000));
    let g = usual(stream) / 9.80665;
    assert!((4.5..7.0).contains(&g), "{g}");
}

#[test]
fn the_side_is_that_of_the_files_own_name() {
    let Some(dir) = folder("the_side_is_that_of_the_files_own_name") else { return };
    for (name, placement) in
        [("left_foot.csv", Placement::LeftFoot), ("right_foot.csv", Placement::RightFoot)]
    {
        let recording = read(&dir.join("c17_run_number/R01").join(name));
        assert_eq!(streams(&recording)[0].placement, placement, "{name}");
    }
}

#[test]
fn refusals_have_true_reasons_and_a_way_on() {
    let Some(dir) = folder("refusals_have_true_reasons_and_a_way_on") else { return };
    let still = SensorProblem::RateNeeded { why: Untimed::StandsStill };
    assert_eq!(refused(&dir.join("c10_excel_epoch.csv")), still);
    assert_eq!(refused(&dir.join("c11_gyro_only_left_shank.csv")), SensorProblem::GyroAlone);
    let bare = dir.join("c15_headerless_mg.csv");
    let SensorProblem::NoAxes { x, y, z, time, rate, .. } = refused(&bare) else { panic!() };
    assert_eq!([&*x, &*y, &*z], ["1=acc_x:mg", "2=acc_y:mg", "3=acc_z:mg"]);
    assert_eq!((time, rate), (None, true));
    // The lines of the refusals read the files.
    let rate_hz = Some(100.0);
    let options = ImportOptions { rate_hz, ..ImportOptions::default() };
    let restored = read_with(&dir.join("c10_excel_epoch.csv"), &options).unwrap();
    assert_eq!(samples(&streams(&restored[0])[0]), 3000);
    let map = [x, y, z].map(|m| runform::import::parse_map(&m).unwrap()).to_vec();
    let options = ImportOptions { map, rate_hz: Some(26.0), ..ImportOptions::default() };
    let mapped = read_with(&bare, &options).unwrap();
    assert_eq!(samples(&streams(&mapped[0])[0]), 750);
}

#[test]
fn a_wild_time_of_a_step_is_left_out() {
    let Some(dir) = real_data("a_wild_time_of_a_step_is_left_out") else { return };
    for name in ["1e8", "3e9", "1e300"] {
        let path = dir.join(format!("cases/hostile/runscribe_time_{name}.csv"));
        let recording = read(&path);
        let Data::Steps(table) = &recording.data else { panic!("{name}") };
        assert_eq!(table.steps.len(), 19, "{name}");
        assert!(table.duration_s() < 60.0, "{name}: {}", table.duration_s());
        assert!(recording.notes.iter().any(|n| n.code() == "time_wrong"), "{name}");
    }
    let events = std::fs::read(dir.join("cases/hostile/events_3e9.csv")).unwrap();
    assert!(runform::import::read_events(&events).is_ok());
}
