//! Runners: shapes of force, uneven sides, tiring.

use runform::gait::Gait;
use runform::metrics::asymmetry::symmetry_index_pct;
use runform::recording::Placement::{self, *};
use runform::recording::{ImuRecording, Side};
use runform::simulate::imu::{PulseShape, simulate};
use runform::simulate::watch::{Fatigue, FatigueCurve};

use super::score::{imu, mean, measured, run};
use super::table::*;
use super::{LEGS, steady};

/// Speed m/s, cadence spm, contact ms.
const RUNNERS: [(f64, f64, f64); 4] =
    [(2.6, 160.0, 290.0), (3.1, 172.0, 245.0), (4.0, 180.0, 215.0), (5.0, 186.0, 185.0)];

#[test]
fn shapes_of_force_and_speeds() {
    let measured_shapes = [PulseShape::Rearfoot, PulseShape::Forefoot, PulseShape::Rounded];
    let formulas = [
        PulseShape::HalfSine,
        PulseShape::SkewedSine { skew: 0.3 },
        PulseShape::SkewedSine { skew: -0.3 },
    ];
    header();
    for (real, pulse) in
        measured_shapes.map(|p| (true, p)).into_iter().chain(formulas.map(|p| (false, p)))
    {
        for (speed, cadence, contact) in RUNNERS {
            let mut p = steady(60.0, &[Sacrum], 200.0);
            p.motion.pulse = pulse;
            let r = &mut p.run.runner;
            (r.speed_mps, r.cadence_spm, r.contact_ms) = (speed, cadence, contact);
            let name = format!("sacrum {pulse:?} {speed} m/s");
            let s = run(&p).score(Sacrum);
            row(&name, &s);
            sound(&name, Sacrum, &s);
            if pulse == PulseShape::Rounded && speed < 3.0 {
                short(
                    &name,
                    "contact, ms",
                    s.contact_ms,
                    TRUNK_CONTACT_MS,
                    32.0,
                    "this shape was measured on faster runners",
                );
            } else if real {
                check(&name, "contact, ms", s.contact_ms, TRUNK_CONTACT_MS);
            } else {
                short(
                    &name,
                    "contact, ms",
                    s.contact_ms,
                    TRUNK_CONTACT_MS,
                    80.0,
                    "no measured force is this shape: it unloads too quickly for its loading",
                );
            }
            if !real {
                continue;
            }
            for legs in LEGS {
                p.placements = legs.to_vec();
                let name = format!("{} {pulse:?} {speed} m/s", legs[0]);
                let s = run(&p).score(legs[0]);
                row(&name, &s);
                sound(&name, legs[0], &s);
                check(&name, "initial contact SD, ms", s.ic_ms[1], EVENT_SD_MS);
                short(
                    &name,
                    "toe-off SD, ms",
                    s.to_ms[1],
                    EVENT_SD_MS,
                    4.2,
                    "a shank's rise has no edge at toe-off",
                );
            }
        }
    }
}

#[test]
fn uneven_runners() {
    header();
    for (balance, time) in [(51.0, 0.0), (50.0, 3.0), (51.0, 3.0), (48.5, 2.0), (50.5, -4.0)] {
        for places in [vec![Sacrum], vec![Chest], LEGS[0].to_vec(), LEGS[1].to_vec()] {
            let mut p = steady(90.0, &places, 200.0);
            p.run.runner.balance_left_pct = balance;
            p.motion.step_time_asymmetry_pct = time;
            let name = format!("{} left {balance} % time {time:+} %", places[0]);
            let s = run(&p).score(places[0]);
            row(&name, &s);
            sound(&name, places[0], &s);
            if places.len() == 1 {
                check(&name, "step time index, pp", s.step_time_pp, TRUNK_INDEX_PP);
                // Contact by side is not given from a trunk: see gait::trunk.
                assert!(s.contact_pp.is_nan());
            } else {
                if places[0] == LeftFoot {
                    check(&name, "step time index, pp", s.step_time_pp, LEG_INDEX_PP);
                    check(&name, "contact index, pp", s.contact_pp, LEG_INDEX_PP);
                } else {
                    short(
                        &name,
                        "contact index, pp",
                        s.contact_pp,
                        LEG_INDEX_PP,
                        1.0,
                        "how a shank tips at toe-off follows the length of the swing",
                    );
                    short(
                        &name,
                        "step time index, pp",
                        s.step_time_pp,
                        LEG_INDEX_PP,
                        1.0,
                        "where the shank stops swinging follows the length of the swing",
                    );
                }
            }
        }
    }
}

#[test]
fn changes_of_contact_while_tiring() {
    eprintln!("\nchange of contact when tired: found and true, %");
    for (contact_pct, cadence_pct) in
        [(3.0, 0.0), (5.0, -2.0), (8.0, -4.0), (-3.0, 2.0), (0.0, -3.0), (0.0, 0.0)]
    {
        for places in [vec![Sacrum], vec![Chest], LEGS[0].to_vec(), LEGS[1].to_vec()] {
            let mut p = steady(240.0, &places, 200.0);
            p.run.fatigue = Fatigue {
                curve: FatigueCurve::Step { at: 0.5 },
                contact_pct,
                cadence_pct,
                ..Fatigue::default()
            };
            let m = run(&p);
            let track = m.track(places[0]);
            let half = |late: bool| {
                let side = |t: f64| if late { t > 123.0 } else { t < 117.0 };
                let truth = mean(
                    m.run
                        .truth
                        .steps
                        .iter()
                        .filter(|s| side(s.initial_contact_s))
                        .map(|s| s.contact_ms),
                );
                let windows: Vec<f64> = track
                    .stretches
                    .iter()
                    .flat_map(|s| &s.contact)
                    .filter(|w| side(w.span.start_s) && side(w.span.end_s))
                    .map(|w| w.value)
                    .collect();
                let found = if windows.is_empty() {
                    mean(
                        track
                            .steps()
                            .filter(|s| side(s.initial_contact_s) && s.fault.is_none())
                            .map(|s| s.contact_ms),
                    )
                } else {
                    mean(windows)
                };
                [found, truth]
            };
            let (fresh, tired) = (half(false), half(true));
            let [found, truth] = [0, 1].map(|i| 100.0 * (tired[i] / fresh[i] - 1.0));
            let name = format!("{} contact {contact_pct:+} % cadence {cadence_pct:+} %", places[0]);
            eprintln!("{name:<48} {found:+.2} {truth:+.2}");
            let target = (0.25 * truth.abs()).max(1.0);
            if places[0] != LeftFoot && contact_pct == 0.0 && cadence_pct != 0.0 {
                short(
                    &name,
                    "change of contact, pp",
                    found - truth,
                    target,
                    3.0,
                    "the estimate leans on step time, which real runners change with contact",
                );
            } else {
                short(
                    &name,
                    "change of contact, pp",
                    found - truth,
                    target,
                    target + 0.3,
                    "the level, of which this is a share, is an estimate",
                );
            }
        }
    }
}

/// 50 steps are enough for the sides; the two feet swapped turn every sign.
#[test]
fn sides() {
    let mut worst: f64 = 1.0;
    for seed in 0..10 {
        for place in [Sacrum, Chest] {
            let mut p = steady(20.0, &[place], 100.0);
            p.run.seed = seed;
            p.motion.first_side = if seed % 2 == 0 { Side::Left } else { Side::Right };
            let s = run(&p).score(place);
            assert!(s.steps >= 50, "{} steps", s.steps);
            assert_eq!(s.wrong_side, 0, "{place} {seed}");
            worst = worst.min(s.right_side);
        }
    }
    eprintln!("sides right after {} runs of 50 steps: {:.0} %", 20, 100.0 * worst);
    assert_eq!(worst, 1.0);
}

fn index(gait: &Gait) -> [f64; 2] {
    let track = &gait.tracks[0];
    let of = |side: Side, value: fn(&runform::gait::Step) -> f64| {
        mean(track.steps().filter(|s| s.side == Some(side) && s.fault.is_none()).map(value))
    };
    let both = |value: fn(&runform::gait::Step) -> f64| {
        symmetry_index_pct(of(Side::Left, value), of(Side::Right, value))
    };
    [both(|s| s.contact_ms), both(|s| s.step_ms)]
}

#[test]
fn swapped_sensors_turn_every_sign() {
    for legs in LEGS {
        let mut p = steady(60.0, &legs, 100.0);
        p.run.runner.balance_left_pct = 51.0;
        p.motion.step_time_asymmetry_pct = 3.0;
        let sim = simulate(&p);
        let mut swapped: ImuRecording = imu(&sim).clone();
        for s in &mut swapped.sensors {
            let other: Placement = if s.placement == legs[0] { legs[1] } else { legs[0] };
            s.placement = other;
        }
        let (a, b) = (index(&measured(imu(&sim)).0), index(&measured(&swapped).0));
        eprintln!("{}: contact and step time index {a:?}, swapped {b:?}", legs[0]);
        for (a, b) in a.into_iter().zip(b) {
            assert!(a > 2.0 && a == -b, "{a} {b}");
        }
    }
}
