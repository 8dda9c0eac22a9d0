//! What tiring runners with known breakdowns are told.

use runform::analysis::{Analysis, Knowledge, Origin, analyze};
use runform::metrics::Metric;
use runform::recording::Placement::{self, *};
use runform::recording::{Data, ImuRecording, Quantity, Recording, Side};
use runform::settings::Settings;
use runform::simulate::imu::{NAMED, simulate};

use super::score::imu;

/// The analysis of a ready profile seen by these sensors at 100 Hz, speed declared.
fn told(profile: &str, placements: &[Placement], change: impl Fn(&mut ImuRecording)) -> Analysis {
    told_with(profile, placements, change, &Settings::default())
}

fn told_with(
    profile: &str,
    placements: &[Placement],
    change: impl Fn(&mut ImuRecording),
    settings: &Settings,
) -> Analysis {
    let mut p = NAMED.iter().find(|n| n.name == profile).unwrap().profile();
    (p.placements, p.rate_hz, p.run.duration_s) = (placements.to_vec(), 100.0, 3600.0);
    let run = simulate(&p);
    let mut sensors = imu(&run).clone();
    change(&mut sensors);
    let recording = Recording { data: Data::Imu(sensors), ..run.recording };
    let origin = Origin { path: format!("{profile}.csv"), sha256: "0".repeat(64), index: 0 };
    analyze(&recording, &origin, settings, Knowledge::builtin().unwrap()).unwrap().analysis
}

fn change(a: &Analysis, metric: Metric) -> f64 {
    let found = a.comparison.metrics.iter().find(|m| m.metric == metric);
    found.and_then(|m| m.adjusted_change).unwrap_or(f64::NAN)
}

fn ids(a: &Analysis) -> Vec<&str> {
    a.findings.iter().map(|f| f.id.as_str()).collect()
}

#[test]
fn a_hip_that_drops_on_one_side_is_found_on_that_side_and_only_at_the_sacrum() {
    // On a treadmill, whose speed was declared and never varies.
    let a = told("hip_drop", &[Sacrum], |imu| {
        let watch = &mut imu.companion.as_mut().unwrap().series;
        watch.channels.retain(|c| c.quantity == Quantity::Speed);
        watch.channels.iter_mut().for_each(|c| c.values.fill(3.1));
    });
    // The profile: 3 degrees more while the left leg carries.
    assert!((change(&a, Metric::PelvicDropLeft) - 3.0).abs() < 0.3, "{:?}", a.comparison.metrics);
    assert!(change(&a, Metric::PelvicDropRight).abs() < 0.3);
    let found = a.findings.iter().find(|f| f.id == "hip_drop").unwrap();
    assert_eq!(found.side, Some(Side::Left));
    for place in [Waist, Chest] {
        let a = told("hip_drop", &[place], |_| {});
        assert!(change(&a, Metric::PelvicDrop).is_nan() && !ids(&a).contains(&"hip_drop"));
        assert!(a.not_measured.iter().any(|n| n.id == "hip_drop"), "{place}");
    }
}

#[test]
fn a_shank_that_reaches_further_ahead_is_found() {
    let a = told("overstride", &[LeftShank, RightShank], |_| {});
    let found = change(&a, Metric::ShankInclination);
    assert!((found - 4.0).abs() < 0.4, "{found}");
    assert!(ids(&a).contains(&"overstriding_measured"), "{:?}", ids(&a));
    let a = told("fresh", &[LeftShank, RightShank], |_| {});
    assert!(change(&a, Metric::ShankInclination).abs() < 0.2);
}

#[test]
fn a_clock_that_drifts_is_no_limp() {
    // 5 millionths: 18 ms in the hour.
    let drift = |imu: &mut ImuRecording| {
        let right = imu.sensors.iter_mut().find(|s| s.placement == RightFoot).unwrap();
        for piece in &mut right.pieces {
            piece.start_s *= 1.0 + 5e-6;
        }
        right.rate_hz /= 1.0 + 5e-6;
        imu.separate_clocks = true;
    };
    let a = told("fresh", &[LeftFoot, RightFoot], drift);
    assert_eq!(ids(&a), Vec::<&str>::new());
    for metric in [Metric::StepTimeAsymmetry, Metric::FlightAsymmetry] {
        assert!(change(&a, metric).is_nan(), "{metric}");
    }
    assert!(a.recording.notes.iter().any(|n| n.code() == "clocks_separate"));
    // What each foot shows by itself stays, and so does one clock's evenness.
    assert!(change(&a, Metric::ContactBalanceLeft).abs() < 0.3);
    let a = told("fresh", &[LeftFoot, RightFoot], |_| {});
    assert!(change(&a, Metric::StepTimeAsymmetry).abs() < 1.0);
}

#[test]
fn the_offset_against_feet_brings_the_sacrum_to_their_level() {
    let contact = |a: &Analysis| {
        let found = a.segments[0]
            .metrics
            .iter()
            .find(|m| m.metric == Metric::GroundContactTime && m.side.is_none());
        found.and_then(|m| m.median).unwrap()
    };
    let all = told("fresh", &[Sacrum, LeftFoot, RightFoot], |_| {});
    let note = all.recording.notes.iter().find(|n| n.code() == "contact_offset_found").unwrap();
    let text = runform::words::english(note);
    let told = text.split("--contact-offset ").nth(1).unwrap();
    let offset: f64 = told.split(' ').next().unwrap().parse().unwrap();
    let mut settings = Settings::default();
    settings.imu.contact_offset_ms = offset;
    let sacrum = told_with("fresh", &[Sacrum], |_| {}, &settings);
    assert!((contact(&sacrum) - contact(&all)).abs() < 1.5, "{offset}");
}
