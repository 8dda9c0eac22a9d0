//! Where running is found, and its cadence, at every placement.

use std::path::{Path, PathBuf};

use runform::gait::Run;
use runform::gait::rhythm::cadence;
use runform::gait::running::stretches;
use runform::recording::{Gravity, ImuStream, Placement};
use runform::signal::Spectra;

use super::load::*;
use crate::support::{files_in, real_data};

/// Seconds of running found and the cadences of its windows, with why not.
fn found(stream: &ImuStream) -> (f64, Vec<f64>, String) {
    let mut spectra = Spectra::new();
    let found = stretches(stream, &mut spectra);
    let seconds = found.runs.iter().map(|r| r.span().duration_s()).sum();
    let spm = found.runs.iter().flat_map(|r| cadence(r, &mut spectra)).map(|w| w.value).collect();
    (seconds, spm, found.refusal.map(|r| runform::facts::code(&r)).unwrap_or_default())
}

fn median(x: &[f64]) -> f64 {
    let mut x = x.to_vec();
    x.sort_by(f64::total_cmp);
    x.get(x.len() / 2).copied().unwrap_or(f64::NAN)
}

fn named(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn csv_files(dir: &Path) -> Vec<PathBuf> {
    let mut files = files_in(dir);
    files.retain(|f| f.extension().is_some_and(|e| e == "csv"));
    files
}

fn strikewatch(file: &Path) -> ImuStream {
    let r = rows(file, ',', 1);
    stream(Placement::Wrist, 100.0, 0.0, [0, 1, 2].map(|i| column(&r, i)), None)
}

/// Phone recordings of one runner: with gravity, and with gravity taken out.
fn enmalik(dir: &Path) -> Vec<(String, ImuStream, ImuStream)> {
    ["normal-heel", "normal-midfoot", "stiff-arm-heel", "stiff-arm-midfoot"]
        .into_iter()
        .map(|kind| {
            let files = files_in(&dir.join(format!("enmalik_android_run/nahiyan1_{kind}")));
            let read = |what: &str| {
                let file = files.iter().find(|f| named(f).contains(what)).unwrap();
                bursty(&rows(file, ';', 2), Placement::UpperArm, 1.0, 200.0)
            };
            let mut without = read("LINEAR");
            without.gravity = Gravity::Removed;
            (kind.to_string(), read("_ACCEL"), without)
        })
        .collect()
}

/// Everything in which somebody runs, with the share of it that is running at least.
fn runs(dir: &Path) -> Vec<(String, ImuStream, f64)> {
    let mut all = Vec::new();
    for d in ["rajagopal2016_run", "hamner_subj04_run200", "hamner_subj04_run400"] {
        for p in ["left_foot", "right_foot", "left_shank", "right_shank", "sacrum"] {
            let file = dir.join(d).join(format!("virtual_imu_{p}_100hz.csv"));
            let s = imu(&file, Placement::from_id(p).unwrap(), 100.0);
            all.push((format!("{d} {p}"), s, 0.95));
        }
    }
    for f in csv_files(&dir.join("strikewatch_wrist")) {
        all.push((named(&f), strikewatch(&f), 0.95));
    }
    for f in csv_files(&dir.join("weda_fitbit_wrist_jog")) {
        if named(&f).ends_with("accel.csv") {
            all.push((named(&f), bursty(&rows(&f, ',', 1), Placement::Wrist, 1.0, 50.0), 0.7));
        }
    }
    for f in csv_files(&dir.join("sisfall_waist_jog")) {
        all.push((named(&f), imu(&f, Placement::Waist, 200.0), 0.95));
    }
    for f in csv_files(&dir.join("umafall_multi")) {
        for (name, s) in umafall(&f) {
            // These begin with standing; at 20 Hz an ankle shows little.
            all.push((format!("{} {name}", &named(&f)[8..32]), s, 0.5));
        }
    }
    for (kind, with, without) in enmalik(dir) {
        all.push((format!("{kind} phone"), with, 0.9));
        all.push((format!("{kind} phone without gravity"), without, 0.9));
    }
    let r = rows(&dir.join("vendor_formats/shimmer_sacrum_running_512hz.csv"), ',', 1);
    let acc = [0, 1, 2].map(|i| column(&r, i));
    all.push(("shimmer sacrum".into(), stream(Placement::Sacrum, 512.0, 0.0, acc, None), 0.7));
    all.push(("adept ankle".into(), adept(dir), 0.7));
    all
}

#[test]
fn running_is_found_where_somebody_runs() {
    let Some(dir) = real_data("running") else { return };
    let (mut total, mut missed) = (0, Vec::new());
    for (name, stream, least) in runs(&dir.join("imu")) {
        let (seconds, spm, why) = found(&stream);
        let all = stream.end_s().unwrap() - stream.pieces[0].start_s;
        eprintln!("{name:44} {seconds:6.1} of {all:6.1} s  {:5.1} spm  {why}", median(&spm));
        total += 1;
        if seconds < least * all {
            missed.push(name);
        } else {
            assert!((125.0..=215.0).contains(&median(&spm)), "{name}: {}", median(&spm));
        }
    }
    eprintln!("running found in {} of {total} recordings; missed {missed:?}", total - missed.len());
    // One ankle at 20 Hz: its impacts fall between the samples.
    assert!(missed.len() <= 1 && missed.iter().all(|m| m.contains("ankle")), "{missed:?}");
}

#[test]
fn walking_a_pendulum_and_daily_life_are_not_running() {
    let Some(dir) = real_data("what is not running") else { return };
    let dir = dir.join("imu");
    let vendor = dir.join("vendor_formats");
    let hip = rows(&dir.join("impactr_actigraph/hip-raw.csv"), ',', 11);
    let hip = [0, 1, 2].map(|i| scaled(column(&hip, i), G));
    let walk: Vec<Vec<f64>> = rows(&vendor.join("xio_ngimu_short_walk.csv"), ',', 1)
        .iter()
        .map(|r| vec![r[0], r[4], r[5], r[6]])
        .collect();
    let pendulum = rows(&vendor.join("apdm_imuData01.csv"), ',', 4);
    let xsens = rows(&vendor.join("xsens_mtmanager_MT_012005D6_009-001_00B4227D.txt"), '\t', 6);
    let pelvis = rows(&vendor.join("xsens_dot_app_realtime_pelvis.csv"), ',', 12);
    let phone = rows(&vendor.join("sensor_kinetics_lacm.csv"), ',', 1);
    let mut all = Vec::new();
    // Whatever the placement is said to be.
    for p in [Placement::Waist, Placement::Wrist, Placement::Unknown, Placement::LeftFoot] {
        all.push(("hip, daily life and fast walking", stream(p, 100.0, 0.0, hip.clone(), None)));
        all.push(("foot, walking", bursty(&walk, p, G, 400.0)));
        let acc = [1, 2, 3].map(|i| column(&pendulum, i));
        all.push(("pendulum", stream(p, 128.0, 0.0, acc, None)));
        let acc = [14, 15, 16].map(|i| column(&xsens, i));
        all.push(("xsens, walking", stream(p, 100.0, 0.0, acc, None)));
        let mut s = stream(p, 60.0, 0.0, [6, 7, 8].map(|i| column(&pelvis, i)), None);
        s.gravity = Gravity::Removed;
        all.push(("pelvis without gravity", s));
        let mut s = bursty(&phone, p, 1.0, 200.0);
        s.gravity = Gravity::Removed;
        all.push(("phone without gravity", s));
    }
    for (name, s) in all {
        let (seconds, _, why) = found(&s);
        eprintln!("{name:34} as {:10} {seconds:4.1} s  {why}", s.placement);
        assert!(seconds <= 0.0 && !why.is_empty(), "{name} as {}: {seconds} s", s.placement);
    }
}

#[test]
fn a_sensor_on_a_pedal_does_not_run() {
    // 85 turns per minute of a crank of 17 cm under gravity, with a rough road.
    use rand::SeedableRng;
    use rand_distr::{Distribution, Normal};
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(5);
    let road = Normal::new(0.0, 1.0).unwrap();
    let w = std::f64::consts::TAU * 85.0 / 60.0;
    let mut axis = |c: f64, s: f64, fixed: f64| -> Vec<f64> {
        (0..6000)
            .map(|i| {
                let a = w * f64::from(i) / 100.0;
                fixed + 0.17 * w * w * (c * a.cos() + s * a.sin()) + road.sample(&mut rng)
            })
            .collect()
    };
    let acc = [axis(1.0, 0.0, 0.0), axis(0.0, 0.0, 0.0), axis(0.0, 1.0, G)];
    for p in [Placement::LeftFoot, Placement::RightShank] {
        let (seconds, _, why) = found(&stream(p, 100.0, 0.0, acc.clone(), None));
        assert!(seconds <= 0.0 && why == "round_rhythm", "{p}: {seconds} s, {why}");
    }
}

#[test]
fn wrists_that_clip_show_the_cadence_that_their_spectra_show() {
    let Some(dir) = real_data("clipped wrists") else { return };
    let mut all = Vec::new();
    for f in csv_files(&dir.join("imu/strikewatch_wrist")) {
        let (_, spm, _) = found(&strikewatch(&f));
        assert!(spm.iter().all(|v| (145.0..=215.0).contains(v)), "{}: {spm:?}", named(&f));
        all.push(median(&spm));
    }
    let (low, high) = (
        all.iter().copied().fold(f64::NAN, f64::min),
        all.iter().copied().fold(f64::NAN, f64::max),
    );
    eprintln!("clipped wrists: {low:.1} to {high:.1} spm, by their describers 153.0 to 208.2");
    // Their describers read 0.0255 to 0.0347 steps per sample off whole spectra.
    assert!((low - 153.0).abs() < 2.0 && (high - 208.2).abs() < 2.0, "{low} {high}");
}

/// Cadence of a stream between two times, whatever the gate says.
fn between(stream: &ImuStream, from_s: f64, to_s: f64) -> f64 {
    let p = &stream.pieces[0];
    let index = |t: f64| ((t - p.start_s) * stream.rate_hz).round().max(0.0) as usize;
    let (a, b) = (index(from_s), index(to_s).min(p.len()));
    let run = Run {
        placement: stream.placement,
        start_s: from_s,
        rate_hz: stream.rate_hz,
        acc: [0, 1, 2].map(|k| p.acc[k].slice(ndarray::s![a..b])),
        gyro: None,
        axes: stream.axes,
        gravity: stream.gravity,
    };
    let all: Vec<f64> = cadence(&run, &mut Spectra::new()).iter().map(|w| w.value).collect();
    all.iter().sum::<f64>() / all.len() as f64
}

#[test]
fn five_sensors_on_one_runner_agree_about_cadence() {
    let Some(dir) = real_data("five sensors") else { return };
    let (mut worst, mut apart, mut count) = (0.0_f64, Vec::new(), 0);
    for f in csv_files(&dir.join("imu/umafall_multi")) {
        let sensors = umafall(&f);
        // The eight seconds in the middle of what the chest sees.
        let chest = &sensors.iter().find(|(n, _)| *n == "chest").unwrap().1;
        let span = stretches(chest, &mut Spectra::new()).runs[0].span();
        let middle = 0.5 * (span.start_s + span.end_s);
        let all: Vec<f64> =
            sensors.iter().map(|(_, s)| between(s, middle - 4.0, middle + 4.0)).collect();
        let typical = median(&all);
        eprintln!(
            "{} {:?}",
            &named(&f)[8..32],
            all.iter().map(|v| (v * 10.0).round() / 10.0).collect::<Vec<_>>()
        );
        for ((name, _), v) in sensors.iter().zip(&all) {
            count += 1;
            worst = worst.max((v - typical).abs());
            if (v - typical).abs() > 2.0 {
                apart.push(format!("{} {name} {v:.1} not {typical:.1}", &named(&f)[8..32]));
            }
        }
    }
    eprintln!("{count} sensors, largest distance {worst:.2} spm; beyond 2 spm: {apart:?}");
    // An ankle at 20 Hz is the exception: its impacts fall between the samples.
    assert!(apart.len() <= 1 && apart.iter().all(|a| a.contains("ankle")), "{apart:?}");
    assert!(worst < 3.0, "{worst}");
}

#[test]
fn two_ways_to_see_cadence_agree() {
    let Some(dir) = real_data("two ways") else { return };
    let mut worst = 0.0_f64;
    for (kind, with, without) in enmalik(&dir.join("imu")) {
        // From 8 s on: the phone is started before the runner is.
        let (a, b) = (between(&with, 8.0, 28.0), between(&without, 8.0, 28.0));
        eprintln!("{kind:20} {a:.2} with, {b:.2} without gravity");
        worst = worst.max((a - b).abs());
    }
    for f in csv_files(&dir.join("imu/sisfall_waist_jog")) {
        let mut s = imu(&f, Placement::Waist, 200.0);
        let trunk = between(&s, 5.0, 95.0);
        s.placement = Placement::Unknown;
        let anywhere = between(&s, 5.0, 95.0);
        eprintln!("{:20} {trunk:.2} as a trunk, {anywhere:.2} as anything", named(&f));
        worst = worst.max((trunk - anywhere).abs());
    }
    eprintln!("largest distance {worst:.2} spm");
    assert!(worst < 1.0, "{worst}");
}

#[test]
fn stops_part_a_run_and_cadence_is_steady_between() {
    let Some(dir) = real_data("the ankle for 25 minutes") else { return };
    let stream = adept(&dir.join("imu"));
    let mut spectra = Spectra::new();
    let found = stretches(&stream, &mut spectra);
    let running = |from: f64, to: f64| -> f64 {
        let within = |r: &Run| (r.span().end_s.min(to) - r.span().start_s.max(from)).max(0.0);
        found.runs.iter().map(within).sum()
    };
    for (stop, name) in [
        ([410.0, 480.0], "minute 7"),
        ([746.0, 850.0], "minutes 12-13"),
        ([1438.0, 1500.0], "minute 24"),
    ] {
        let seconds = running(stop[0], stop[1]);
        assert!(seconds < 1.0, "{seconds} s of running in {name}");
    }
    let mut minutes: Vec<Vec<f64>> = vec![Vec::new(); 25];
    for run in &found.runs {
        eprintln!("{:6.1} to {:6.1} s", run.span().start_s, run.span().end_s);
        for w in cadence(run, &mut spectra) {
            minutes[(w.span.start_s / 60.0) as usize].push(w.value);
        }
    }
    let medians: Vec<f64> = minutes.iter().map(|m| median(m)).collect();
    eprintln!("spm per minute {:?}", medians.iter().map(|m| m.round()).collect::<Vec<_>>());
    // The sprint of minute 23 apart.
    let steady: Vec<f64> = medians[..22].iter().copied().filter(|m| m.is_finite()).collect();
    assert!(steady.iter().all(|m| (m - 158.0).abs() < 8.0), "{medians:?}");
    assert!(medians[23] > 168.0);
    let jumps: Vec<f64> = minutes
        .iter()
        .flat_map(|m| m.windows(2).map(|w| (w[1] - w[0]).abs()).collect::<Vec<_>>())
        .collect();
    assert!(median(&jumps) < 2.0, "{}", median(&jumps));
}

/// As imported, where nobody says that the sensor sat on a foot.
#[test]
fn a_walking_foot_at_an_unknown_place_does_not_run() {
    let Some(dir) = real_data("a walking foot") else { return };
    let bytes = std::fs::read(dir.join("imu/vendor_formats/xio_ngimu_short_walk.csv")).unwrap();
    let recording = runform::import::import(&bytes, &Default::default()).unwrap().remove(0);
    let runform::recording::Data::Imu(imu) = &recording.data else { panic!("no sensor") };
    let mut notes = Vec::new();
    let gait = runform::gait::measure(imu, &Default::default(), &mut notes);
    assert!(gait.tracks.is_empty(), "{:?}", gait.running);
    let why = notes.iter().find(|n| n.code() == "no_running").unwrap();
    assert!(why.told().contains("lies_still"), "{}", why.told());
}
