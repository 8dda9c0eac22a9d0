//! Where running is found, and its cadence, at every placement.

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
    (seconds, spm, found.refusal.map(|r| r.to_string()).unwrap_or_default())
}

fn median(x: &[f64]) -> f64 {
    let mut x = x.to_vec();
    x.sort_by(f64::total_cmp);
    x.get(x.len() / 2).copied().unwrap_or(f64::NAN)
}

fn spread(x: &[f64]) -> f64 {
    let m = median(x);
    median(&x.iter().map(|v| (v - m).abs()).collect::<Vec<_>>())
}

#[test]
fn gates_dev_() {
    let Some(dir) = real_data("gates") else { return };
    let dir = dir.join("imu");
    let show = |name: &str, s: &ImuStream| {
        let (seconds, spm, why) = found(s);
        let total = s.end_s().unwrap() - s.pieces[0].start_s;
        eprintln!(
            "{name:44} {seconds:7.1} of {total:7.1} s  {:6.1} spm  mad {:4.1}  {why}",
            median(&spm),
            spread(&spm)
        );
    };
    for d in ["rajagopal2016_run", "hamner_subj04_run200", "hamner_subj04_run400"] {
        for p in ["left_foot", "right_foot", "left_shank", "right_shank", "sacrum"] {
            let s = imu(
                &dir.join(d).join(format!("virtual_imu_{p}_100hz.csv")),
                Placement::from_id(p).unwrap(),
                100.0,
            );
            show(&format!("{d} {p}"), &s);
        }
    }
    for f in files_in(&dir.join("strikewatch_wrist")) {
        if f.extension().is_some_and(|e| e == "csv") {
            let r = rows(&f, ',', 1);
            let s = stream(
                Placement::Wrist,
                100.0,
                0.0,
                [column(&r, 0), column(&r, 1), column(&r, 2)],
                None,
            );
            show(&f.file_name().unwrap().to_string_lossy(), &s);
        }
    }
    for f in files_in(&dir.join("weda_fitbit_wrist_jog")) {
        if f.to_string_lossy().ends_with("accel.csv") {
            let s = bursty(&rows(&f, ',', 1), Placement::Wrist, 1.0, 50.0);
            show(&f.file_name().unwrap().to_string_lossy(), &s);
        }
    }
    for f in files_in(&dir.join("sisfall_waist_jog")) {
        if f.extension().is_some_and(|e| e == "csv") {
            show(&f.file_name().unwrap().to_string_lossy(), &imu(&f, Placement::Waist, 200.0));
        }
    }
    for f in files_in(&dir.join("umafall_multi")) {
        for (name, s) in umafall(&f) {
            show(&format!("{} {name}", &f.file_name().unwrap().to_string_lossy()[8..32]), &s);
        }
    }
    for d in ["normal-heel", "normal-midfoot", "stiff-arm-heel", "stiff-arm-midfoot"] {
        for f in files_in(&dir.join(format!("enmalik_android_run/nahiyan1_{d}"))) {
            let name = f.file_name().unwrap().to_string_lossy().to_string();
            if name.contains("ACCEL") {
                let mut s = bursty(&rows(&f, ';', 2), Placement::UpperArm, 1.0, 200.0);
                if name.contains("LINEAR") {
                    s.gravity = Gravity::Removed;
                }
                show(&format!("{d} {}", &name[18..]), &s);
            }
        }
    }
    let hip = rows(&dir.join("impactr_actigraph/hip-raw.csv"), ',', 11);
    let g = |i| scaled(column(&hip, i), G);
    show("impactr", &stream(Placement::Waist, 100.0, 0.0, [g(0), g(1), g(2)], None));
    let v = dir.join("vendor_formats");
    let r = rows(&v.join("shimmer_sacrum_running_512hz.csv"), ',', 1);
    let c = |i| column(&r, i);
    show("shimmer", &stream(Placement::Sacrum, 512.0, 0.0, [c(0), c(1), c(2)], None));
    let r = rows(&v.join("xio_ngimu_short_walk.csv"), ',', 1);
    let r: Vec<Vec<f64>> = r.iter().map(|r| vec![r[0], r[4], r[5], r[6]]).collect();
    for p in [Placement::LeftFoot, Placement::Unknown, Placement::Waist] {
        show("xio walk", &bursty(&r, p, G, 400.0));
    }
    let r = rows(&v.join("apdm_imuData01.csv"), ',', 4);
    let c = |i| column(&r, i);
    show("apdm pendulum", &stream(Placement::Unknown, 128.0, 0.0, [c(1), c(2), c(3)], None));
    let r = rows(&v.join("sensor_kinetics_lacm.csv"), ',', 1);
    let mut s = bursty(&r, Placement::Unknown, 1.0, 200.0);
    s.gravity = Gravity::Removed;
    show("sensor kinetics", &s);
    let r = rows(&v.join("vicon_nexus_blue_trident_two_sensors.csv"), ',', 6);
    let c = |i| scaled(column(&r, i), 1e-3);
    show("vicon", &stream(Placement::LeftShank, 200.0, 0.0, [c(2), c(3), c(4)], None));
    show("vicon 2", &stream(Placement::LeftShank, 200.0, 0.0, [c(17), c(18), c(19)], None));
    let r = rows(&v.join("xsens_dot_app_realtime_pelvis.csv"), ',', 12);
    let c = |i| column(&r, i);
    let mut s = stream(Placement::Sacrum, 60.0, 0.0, [c(6), c(7), c(8)], None);
    s.gravity = Gravity::Removed;
    show("dot", &s);
    let r = rows(&v.join("xsens_mtmanager_MT_012005D6_009-001_00B4227D.txt"), '\t', 6);
    let c = |i| column(&r, i);
    show("mt manager", &stream(Placement::Unknown, 100.0, 0.0, [c(14), c(15), c(16)], None));
    let s = adept(&dir);
    show("adept", &s);
    let mut spectra = Spectra::new();
    for run in stretches(&s, &mut spectra).runs {
        let w = cadence(&run, &mut spectra);
        let mut minute: Vec<(usize, Vec<f64>)> = Vec::new();
        for w in &w {
            let m = (w.span.start_s / 60.0) as usize;
            match minute.last_mut() {
                Some((k, v)) if *k == m => v.push(w.value),
                _ => minute.push((m, vec![w.value])),
            }
        }
        eprintln!("  {:.2} to {:.2} min", run.start_s / 60.0, run.span().end_s / 60.0);
        for (m, v) in minute {
            eprint!(" {m}:{:.1}±{:.1}", median(&v), spread(&v));
        }
        eprintln!();
    }
}
