//! Real files. Numbers of rows, means and first values were worked out from
//! the files with another program.

use std::path::PathBuf;

use runform::import::container::expand;
use runform::import::{ImportError, ImportOptions, SensorProblem, import};
use runform::recording::{Data, Gravity, Placement, Recording, Side, TimeSource};

use super::{
    G, first_acc, first_gyro, has_note, imu, mean_force, named, near, near3, one, refused, samples,
    start,
};
use crate::support::{files_in, real_data};

fn folder(what: &str) -> Option<PathBuf> {
    real_data(what).map(|d| d.join("imu"))
}

fn vendor(name: &str) -> Option<Vec<u8>> {
    Some(std::fs::read(folder(name)?.join("vendor_formats").join(name)).unwrap())
}

fn read(name: &str) -> Option<Recording> {
    Some(one(&vendor(name)?, &ImportOptions::default()))
}

#[test]
fn actigraph_raw() {
    let Some(root) = folder("actigraph_raw") else { return };
    let bytes = std::fs::read(root.join("impactr_actigraph/hip-raw.csv")).unwrap();
    let r = one(&bytes, &named("hip-raw.csv"));
    assert_eq!(r.format, "imu:actigraph");
    // 06/04/2021 under "date format dd/MM/yyyy" is the sixth of April.
    assert_eq!(start(&r).as_deref(), Some("2021-04-06T15:43:00"));
    let s = &imu(&r).sensors[0];
    assert_eq!((samples(s), s.rate_hz, s.time_source), (30_000, 100.0, TimeSource::StatedRate));
    assert_eq!((s.placement, s.gravity), (Placement::Waist, Gravity::Included));
    near(mean_force(s, 30_000), 10.39076, 1e-4);
    near3(first_acc(s), [0.262 * G, -0.688 * G, 0.063 * G], 1e-9);
}

#[test]
fn actigraph_counts_are_refused() {
    let Some(bytes) = vendor("actigraph_timestamps_headers.csv") else { return };
    let problem = refused(&bytes, &ImportOptions::default());
    assert_eq!(problem, SensorProblem::ActigraphCounts { period: "00:00:01".into() });
}

#[test]
fn apdm_new() {
    let Some(r) = read("apdm_imuData01.csv") else { return };
    let names: Vec<&str> = imu(&r).sensors.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["Static", "Upper", "Middle", "Lower"]);
    for s in &imu(&r).sensors {
        assert_eq!((samples(s), s.rate_hz), (1024, 128.0));
    }
    let still = &imu(&r).sensors[0];
    near(mean_force(still, 1024), 9.80303, 1e-4);
    near(mean_force(&imu(&r).sensors[1], 1024), 9.88489, 1e-3);
    near3(first_acc(still), [0.102542184, 0.048829611, 9.804986382], 1e-3);
    near3(first_gyro(still), [0.002136296, 0.008331553, -0.008972442], 1e-4);
    let column = r.mappings.iter().find(|m| m.column == "Upper/Acceleration/Y").unwrap();
    assert_eq!(column.remark.as_deref(), Some("acceleration y of Upper"));
}

#[test]
fn apdm_old() {
    let Some(r) = read("apdm_format7.csv") else { return };
    let places: Vec<Placement> = imu(&r).sensors.iter().map(|s| s.placement).collect();
    use Placement::{Chest, LeftFoot, LeftShank, RightFoot, RightShank, Sacrum};
    assert_eq!(places, [Sacrum, RightShank, LeftShank, LeftFoot, Chest, RightFoot]);
    // 1550879504.438281 s after 1970.
    assert_eq!(start(&r).as_deref(), Some("2019-02-22T23:51:44.438281+00:00"));
    near(imu(&r).sensors[0].rate_hz, 128.0, 0.1);
    near3(first_acc(&imu(&r).sensors[0]), [-9.982604, -2.450636, 0.515763], 1e-2);
    near3(first_acc(&imu(&r).sensors[1]), [-9.900204, -0.310068, -1.379437], 1e-2);
}

#[test]
fn xio() {
    let Some(r) = read("xio_ngimu_short_walk.csv") else { return };
    let s = &imu(&r).sensors[0];
    // The median step is 2.5105 ms; 205 rows share the time of the row before.
    near(s.rate_hz, 398.3, 0.5);
    near(s.end_s().unwrap(), 41.618, 0.01);
    near(mean_force(s, 800), 9.807, 2e-3);
    near3(first_acc(s), [-0.4937814 * G, 0.2420433 * G, 0.8312204 * G], 0.02);
    near(first_gyro(s)[0].to_degrees(), -0.1428, 0.05);
}

#[test]
fn shimmer_without_names_and_units() {
    let Some(r) = read("shimmer_sacrum_running_512hz.csv") else { return };
    let s = &imu(&r).sensors[0];
    near(s.rate_hz, 512.5, 0.3);
    assert_eq!(samples(s), 2963);
    near(mean_force(s, 2963), 12.1617, 1e-2);
    near3(first_acc(s), [-8.489380582, -0.74528709, 3.56727629], 0.05);
}

#[test]
fn vicon() {
    let Some(r) = read("vicon_nexus_blue_trident_two_sensors.csv") else { return };
    let [a, b] = &imu(&r).sensors[..] else { panic!("{:?}", r.notes) };
    assert_eq!((a.name.as_str(), b.name.as_str()), ("TS-01902", "TS-01874"));
    assert_eq!((a.rate_hz, a.time_source), (250.0, TimeSource::Counter));
    // The last 20 rows of the first sensor are zeros: it had stopped.
    assert_eq!((samples(a), samples(b)), (2240, 2260));
    near3(first_acc(a), [-1.53084, 9.68824, 0.923198], 1e-9);
    near3(first_gyro(a).map(f64::to_degrees), [-2.52312, -0.10218, 1.13808], 1e-9);
    near3(first_acc(b), [2.42093, 9.38954, 0.82169], 1e-9);
    near(mean_force(a, 9999), 13.4585, 1e-3);
    assert!(has_note(&r, "high_range_not_used"));
}

#[test]
fn mt_manager() {
    let Some(r) = read("xsens_mtmanager_MT_012005D6_009-001_00B4227D.txt") else { return };
    let s = &imu(&r).sensors[0];
    assert_eq!((samples(s), s.rate_hz, s.time_source), (2505, 100.0, TimeSource::Counter));
    near3(first_acc(s), [9.717161, -1.104842, -0.829422], 1e-9);
    near(mean_force(s, 100), 9.8111, 1e-3);
    near(mean_force(s, 2505), 10.5600, 1e-3);
}

#[test]
fn mt_manager_without_a_rate() {
    let Some(bytes) = vendor("xsens_MT2022_ACC_GYRO_ROT_ALL_TAB_NAN_00B42D4B.txt") else {
        return;
    };
    let problem = refused(&bytes, &ImportOptions::default());
    assert!(matches!(problem, SensorProblem::RateNeeded { .. }), "{problem}");
    let r = one(&bytes, &ImportOptions { rate_hz: Some(100.0), ..ImportOptions::default() });
    let s = &imu(&r).sensors[0];
    assert_eq!((s.name.as_str(), s.rate_hz), ("00B42D4B", 100.0));
    // The first row has no Acc_X; the gyroscope, in rad/s, hardly turns.
    near(mean_force(s, 4), 9.94, 0.03);
    assert!(first_gyro(s).iter().all(|w| w.abs() < 0.01));
}

#[test]
fn dot() {
    let Some(r) = read("xsens_dot_app_realtime_pelvis.csv") else { return };
    assert_eq!(start(&r).as_deref(), Some("2021-08-20T20:21:13.835+08:00"));
    let s = &imu(&r).sensors[0];
    assert_eq!((s.name.as_str(), samples(s)), ("Yao", 382));
    near(s.rate_hz, 60.0, 0.01);
    near(s.end_s().unwrap(), 6.35, 1e-3);
    // The third row of the rotation of the first quaternion, times g: the free
    // acceleration there is below 0.04 m/s².
    near3(first_acc(s), [-0.98589 * G, -0.15550 * G, -0.06203 * G], 0.05);
    assert_eq!(s.gravity, Gravity::Included);
    assert!(has_note(&r, "gravity_restored"));
}

#[test]
fn sensor_kinetics_without_gravity() {
    let Some(r) = read("sensor_kinetics_lacm.csv") else { return };
    let s = &imu(&r).sensors[0];
    assert_eq!(s.gravity, Gravity::Removed);
    near(s.end_s().unwrap(), 62.3496, 0.02);
    near(mean_force(s, usize::MAX), 4.106, 0.05);
}

#[test]
fn android_dump() {
    let Some(root) = folder("android_dump") else { return };
    let dir = root.join("enmalik_android_run/nahiyan1_normal-heel");
    let bytes =
        |what: &str| std::fs::read(dir.join(format!("2013-06-01_191442_{what}.txt"))).unwrap();
    let acc = one(&bytes("ACCELEROMETER"), &ImportOptions::default());
    let s = &imu(&acc).sensors[0];
    assert_eq!(s.gravity, Gravity::Included);
    near(s.rate_hz, 198.5, 0.3);
    near(s.end_s().unwrap(), 31.187, 0.02);
    near(mean_force(s, usize::MAX), 14.549, 0.01);
    near3(first_acc(s), [-0.29968262, 9.888428, 1.5202179], 0.05);
    let linear = one(&bytes("LINEAR_ACCELERATION"), &ImportOptions::default());
    assert_eq!(imu(&linear).sensors[0].gravity, Gravity::Removed);
    near(mean_force(&imu(&linear).sensors[0], usize::MAX), 13.349, 0.01);
    // 6152 of its 6189 rows have length 1 within 0.002.
    let problem = refused(&bytes("GYROSCOPE"), &ImportOptions::default());
    assert_eq!(problem, SensorProblem::DirectionsOnly);
}

#[test]
fn umafall() {
    let Some(root) = folder("umafall") else { return };
    let files = files_in(&root.join("umafall_multi"));
    assert_eq!(files.len(), 9);
    for path in &files {
        let r = one(&std::fs::read(path).unwrap(), &ImportOptions::default());
        let mut places: Vec<Placement> = imu(&r).sensors.iter().map(|s| s.placement).collect();
        places.sort();
        use Placement::{Chest, Thigh, Unknown, Waist, Wrist};
        assert_eq!(places, [Waist, Chest, Wrist, Thigh, Unknown], "{path:?}");
        for s in &imu(&r).sensors {
            let is_phone = s.placement == Thigh;
            assert_eq!(s.pieces[0].gyro.is_none(), is_phone);
            near(s.rate_hz, if is_phone { 200.0 } else { 20.0 }, if is_phone { 2.0 } else { 1.0 });
        }
    }
    let r = one(&std::fs::read(&files[0]).unwrap(), &ImportOptions::default());
    assert_eq!(start(&r).as_deref(), Some("2016-06-13T20:40:29"));
    assert_eq!((r.body.mass_kg, r.body.height_m), (Some(63.0), Some(1.67)));
    let phone = &imu(&r).sensors[0];
    near3(first_acc(phone), [-0.0413420 * G, -1.0499484 * G, 0.0287936 * G], 0.03);
    near(mean_force(phone, usize::MAX), 11.612, 0.02);
    let waist = imu(&r).sensors.iter().find(|s| s.placement == Placement::Waist).unwrap();
    near(mean_force(waist, usize::MAX), 12.193, 0.4);
}

/// The read-me's scales, against the values that others made of the same file.
#[test]
fn sisfall() {
    let Some(root) = folder("sisfall") else { return };
    let dir = root.join("sisfall_waist_jog");
    for name in ["D03_SA01_R01", "D04_SA01_R01"] {
        let raw = std::fs::read(dir.join(format!("raw_{name}.txt"))).unwrap();
        let r = one(&raw, &ImportOptions::default());
        let s = &imu(&r).sensors[0];
        assert_eq!((samples(s), s.rate_hz, s.placement), (20_000, 200.0, Placement::Waist));
        let text = std::fs::read_to_string(dir.join(format!("{name}.csv"))).unwrap();
        let piece = &s.pieces[0];
        for (i, line) in text.lines().skip(1).enumerate() {
            let v: Vec<f64> = line.split(',').map(|c| c.parse().unwrap()).collect();
            for axis in 0..3 {
                near(piece.acc[axis][i] / G, v[1 + axis], 6e-5);
                near(piece.gyro.as_ref().unwrap()[axis][i].to_degrees(), v[4 + axis], 6e-4);
            }
        }
    }
}

#[test]
fn runscribe_steps() {
    let Some(root) = folder("runscribe_steps") else { return };
    let path = root.join("soundtrack_treadmill_10mph/runscribe_csv_d04_P26_10_0_first12.csv");
    let r = one(&std::fs::read(path).unwrap(), &ImportOptions::default());
    let Data::Steps(table) = &r.data else { panic!("{}", r.format) };
    assert_eq!(table.source, "csv:runscribe");
    let contacts: Vec<f64> = table.steps.iter().map(|s| s.contact_ms).collect();
    assert_eq!(
        contacts,
        [209.0, 250.0, 155.0, 168.0, 170.0, 185.0, 173.0, 201.0, 189.0, 168.0, 177.0, 167.0]
    );
    for (i, step) in table.steps.iter().enumerate() {
        assert_eq!(step.side, Some(if i % 2 == 0 { Side::Left } else { Side::Right }));
    }
    let step = table.steps[10];
    near(step.initial_contact_s, 3.013, 1e-9);
    near(step.step_time_ms, 313.0, 0.01); // 191.6933 steps/min
    near(step.speed_mps, 1.1772, 1e-9);
}

/// Exports of watches are left to their own readers.
#[test]
fn nothing_of_a_watch_is_claimed() {
    let Some(root) = real_data("nothing_of_a_watch_is_claimed") else { return };
    let mut files = Vec::new();
    let mut folders = vec![root.join("watch")];
    while let Some(dir) = folders.pop() {
        for entry in std::fs::read_dir(&dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.push(root.join("imu/soundtrack_treadmill_10mph/watch_csv_d04_P26_10_0_first60.csv"));
    files.push(root.join("imu/soundtrack_treadmill_10mph/gct_csv_d04_P26_10_0_first40.csv"));
    assert!(files.len() > 100);
    for path in files {
        expand("file", std::fs::read(&path).unwrap(), &mut |_, content| {
            let Ok(content) = content else { return };
            match import(&content.bytes, &ImportOptions::default()) {
                Ok(all) => {
                    for r in all {
                        let ours = r.format.starts_with("imu:") || r.format == "csv:runscribe";
                        assert!(!ours, "{path:?} was read as {}", r.format);
                    }
                }
                Err(ImportError::Sensor(
                    SensorProblem::FileEnds { maker, .. }
                    | SensorProblem::NoRowReadable { maker, .. }
                    | SensorProblem::NoSignals { maker, .. },
                )) => panic!("{path:?} was refused as {maker}"),
                Err(_) => {}
            }
        });
    }
}
