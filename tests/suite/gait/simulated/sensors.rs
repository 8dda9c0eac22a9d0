//! Rates, mounts and faults of the sensor.

use runform::gait::Trust;
use runform::recording::Placement::{self, *};
use runform::simulate::imu::{Faults, ImuProfile, Mount};

use super::score::{Score, axes_off, run};
use super::table::*;
use super::{LEGS, steady};

/// Largest error of the axes, deg.
const AXIS_DEG: f64 = 6.0;

fn scored(name: &str, p: &ImuProfile, place: Placement) -> Score {
    let s = run(p).score(place);
    row(name, &s);
    s
}

#[test]
fn every_rate_and_place() {
    header();
    for rate in [50.0, 100.0, 200.0, 500.0, 1000.0] {
        for place in [Sacrum, Chest, Waist] {
            let name = format!("{place} {rate} Hz");
            let s = scored(&name, &steady(90.0, &[place], rate), place);
            if place != Waist {
                check(&name, "contact, ms", s.contact_ms, TRUNK_CONTACT_MS);
                check(&name, "sides", 1.0 - s.right_side, 0.0);
            }
            sound(&name, place, &s);
        }
        for legs in LEGS {
            let name = format!("{} and right {rate} Hz", legs[0]);
            let s = scored(&name, &steady(90.0, &legs, rate), legs[0]);
            let mut judged = s;
            if rate < 100.0 && legs[0] == LeftShank {
                short(
                    &name,
                    "SD of step times, %",
                    s.time_sd_pct,
                    TIME_SD_PCT,
                    40.0,
                    "single contacts need 100 Hz",
                );
                judged.time_sd_pct = 0.0;
            }
            sound(&name, legs[0], &judged);
            check(&name, "step time index, pp", s.step_time_pp, LEG_INDEX_PP);
            check(&name, "contact index, pp", s.contact_pp, LEG_INDEX_PP);
            if rate >= 200.0 {
                check(&name, "initial contact SD, ms", s.ic_ms[1], EVENT_SD_MS);
                short(
                    &name,
                    "toe-off SD, ms",
                    s.to_ms[1],
                    EVENT_SD_MS,
                    4.0,
                    "a shank's rise has no edge at toe-off",
                );
            }
            let name = format!("{} alone {rate} Hz", legs[1]);
            sound(&name, legs[1], &scored(&name, &steady(90.0, &[legs[1]], rate), legs[1]));
        }
        let s =
            scored(&format!("left_wrist {rate} Hz"), &steady(90.0, &[LeftWrist], rate), LeftWrist);
        check("wrist", "cadence, spm", s.cadence_spm, CADENCE_SPM);
    }
}

#[test]
fn axes_of_any_mount() {
    eprintln!("\naxes off, deg: up, forward");
    let mut belt: f64 = 0.0;
    for seed in 0..8 {
        for mount in [Mount::Random, Mount::Tilted, Mount::UpsideDown, Mount::OnBack] {
            let mut p = steady(60.0, &[Sacrum, Chest, Waist], 200.0);
            p.run.seed = seed;
            p.faults.mount = mount;
            let m = run(&p);
            for (k, place) in p.placements.iter().enumerate() {
                let off = axes_off(&m.run, k);
                if seed == 0 {
                    eprintln!("{place:<8} {mount:?} {:.1} {:.1}", off[0], off[1]);
                }
                let (name, worst) = (format!("{place} {mount:?} {seed}"), off[0].max(off[1]));
                if *place == Waist {
                    belt = belt.max(worst);
                } else {
                    check(&name, "axes, deg", worst, AXIS_DEG);
                }
            }
        }
    }
    short(
        "waist",
        "axes, deg",
        belt,
        AXIS_DEG,
        10.0,
        "beside the spine the turning of the pelvis moves a sensor to the side and to the front alike",
    );
}

/// A turn of the sensor alone changes nothing.
#[test]
fn mounts_do_not_matter() {
    for places in [vec![Sacrum], LEGS[0].to_vec(), LEGS[1].to_vec(), vec![LeftWrist]] {
        let mut p = steady(40.0, &places, 100.0);
        p.faults = Faults::none();
        let plain = run(&p);
        for mount in [Mount::UpsideDown, Mount::OnBack, Mount::Random] {
            p.faults.mount = mount;
            let turned = run(&p);
            let (a, b) = (&plain.gait.tracks[0], &turned.gait.tracks[0]);
            assert_eq!(a.steps().count(), b.steps().count(), "{places:?} {mount:?}");
            for (x, y) in a.steps().zip(b.steps()) {
                assert_eq!(x.side, y.side);
                assert!((x.initial_contact_s - y.initial_contact_s).abs() < 1e-6, "{x:?} {y:?}");
                let same = |x: f64, y: f64| x.is_nan() && y.is_nan() || (x - y).abs() < 1e-4;
                assert!(
                    same(x.contact_ms, y.contact_ms) && same(x.oscillation_mm, y.oscillation_mm),
                    "{x:?} {y:?}"
                );
            }
            for (x, y) in a.stretches[0].cadence.iter().zip(&b.stretches[0].cadence) {
                assert!((x.value - y.value).abs() < 1e-6);
            }
        }
    }
}

/// A name and what it does to a sensor.
type Fault = (&'static str, fn(&mut Faults));

const FAULTS: [Fault; 15] = [
    ("random mount", |f| f.mount = Mount::Random),
    ("cross-talk 1 %", |f| f.misalignment_pct = 1.0),
    ("gain +2 %", |f| (f.acc_gain_pct, f.gyro_gain_pct) = (2.0, 2.0)),
    ("bias 0.15 m/s2", |f| f.acc_bias_mps2 = 0.15),
    ("noise 0.4 m/s2", |f| f.acc_noise_mps2 = 0.4),
    ("gyro bias 3 deg/s", |f| f.gyro_bias_dps = 3.0),
    ("gyro walk 0.05", |f| f.gyro_walk_dps = 0.05),
    ("gyro noise 1 deg/s", |f| f.gyro_noise_dps = 1.0),
    ("12 bits", |f| f.bits = 12),
    ("range 8 g", |f| f.acc_range_g = 8.0),
    ("gyro range 500 deg/s", |f| f.gyro_range_dps = 500.0),
    ("no anti-alias filter", |f| f.anti_alias = false),
    ("tissue 18 Hz", |f| f.resonance_hz = 18.0),
    ("bursts", |f| f.bursts_per_min = 4.0),
    ("no gyro", |f| f.no_gyro = true),
];

#[test]
fn every_fault_of_the_sensor() {
    header();
    for (fault, spoil) in FAULTS {
        for places in [vec![Sacrum], vec![Chest], LEGS[0].to_vec(), LEGS[1].to_vec()] {
            let mut p = steady(60.0, &places, 200.0);
            spoil(&mut p.faults);
            let name = format!("{} {fault}", places[0]);
            let s = scored(&name, &p, places[0]);
            let mut judged = s;
            if fault == "bursts" {
                // A knock on a step spoils that step.
                short(
                    &name,
                    "steps left out",
                    s.faulty as f64,
                    0.005 * s.steps as f64,
                    3.0,
                    "a knock hides an edge",
                );
                judged.faulty = 0;
            }
            if fault == "no gyro" && places.len() == 2 {
                short(
                    &name,
                    "SD of step times, %",
                    s.time_sd_pct,
                    TIME_SD_PCT,
                    80.0,
                    "accelerations alone time a rolling foot and its shank less evenly",
                );
                judged.time_sd_pct = 0.0;
                let missed = s.missed as f64;
                short(&name, "steps missed", missed, 0.0, 1.0, "a slow rise hides a step");
                judged.missed = 0;
                let (out, target) = (s.faulty as f64, 0.005 * s.steps as f64);
                short(&name, "steps left out", out, target, 8.0, "a slow rise moves its time");
                judged.faulty = 0;
            }
            sound(&name, places[0], &judged);
            if places.len() == 1 {
                check(&name, "contact, ms", s.contact_ms, TRUNK_CONTACT_MS);
                // Without a gyroscope nobody knows which way the left axis tips.
                let unknown = if fault == "no gyro" { 1.0 } else { 0.0 };
                assert!((1.0 - s.right_side - unknown).abs() < 1e-9, "{name}: sides");
            } else if fault == "no gyro" {
                assert_eq!(s.trust, Trust::ChangeOnly);
            }
        }
    }
    for range in [2.0, 3.0, 4.0] {
        let mut p = steady(60.0, &[Sacrum], 200.0);
        p.faults.acc_range_g = range;
        let name = format!("sacrum range {range} g");
        let mut s = scored(&name, &p, Sacrum);
        if range < 3.0 {
            short(
                &name,
                "oscillation, %",
                s.oscillation_pct,
                OSCILLATION_PCT,
                7.0,
                "peaks are cut off",
            );
            s.oscillation_pct = 0.0;
        }
        sound(&name, Sacrum, &s);
    }
}

#[test]
fn a_slip_is_told_and_steps_stay() {
    let mut p = steady(240.0, &[Sacrum], 100.0);
    p.faults.slip_deg = 12.0;
    let m = run(&p);
    let s = m.score(Sacrum);
    row("sacrum slips by 12 deg", &s);
    sound("slip", Sacrum, &s);
    assert!(m.notes.iter().any(|n| n.code() == "sensor_slipped"), "{:?}", m.notes);
    assert_eq!(s.trust, Trust::ChangeOnly);
}

#[test]
fn without_gravity_steps_are_found() {
    for mount in [Mount::Aligned, Mount::Random] {
        let mut p = steady(90.0, &[Sacrum], 100.0);
        (p.faults.no_gravity, p.faults.mount) = (true, mount);
        let s = run(&p).score(Sacrum);
        row("sacrum without gravity", &s);
        check("no gravity", "missed", s.missed as f64 + s.extra as f64, 0.0);
        check("no gravity", "cadence", s.cadence_spm, CADENCE_SPM);
        assert_eq!(s.trust, Trust::ChangeOnly);
    }
}

/// A trial of a few seconds is used to its ends.
#[test]
fn short_trials_are_used_to_their_ends() {
    for seconds in [5.0, 5.4, 5.9, 8.3] {
        let p = steady(seconds, &[Sacrum], 100.0);
        let m = run(&p);
        let span = m.track(Sacrum).stretches[0].span;
        assert!(span.start_s == 0.0 && span.end_s > seconds - 0.02, "{span:?} of {seconds} s");
        let s = m.score(Sacrum);
        row(&format!("sacrum for {seconds} s"), &s);
        assert_eq!((s.missed, s.extra), (0, 0));
    }
}
