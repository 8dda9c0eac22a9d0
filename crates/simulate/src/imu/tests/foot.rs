//! The rigid foot: is it one body on firm ground, does it land and leave as measured
//! feet do, and do contacts on it show what they showed on people?

#![allow(clippy::print_stderr)] // figures are shown

use super::strapdown::{Fall, Foot, Rise};
use super::*;
use crate::imu::foot::Path;
use crate::imu::legs::ANKLE;
use crate::imu::pose::{HEEL_M, MIDDLE};
use crate::imu::steps::{Contact, contacts};

/// Speed m/s, cadence spm, contact ms.
const RUNNERS: [(f64, f64, f64); 5] = [
    (2.0, 152.0, 345.0),
    (3.0, 165.0, 275.0),
    (4.0, 174.0, 235.0),
    (5.0, 188.0, 195.0),
    (5.5, 192.0, 180.0),
];
const STRIKES: [f64; 10] = [-8.0, -5.0, -3.0, 1.0, 4.0, 7.0, 11.0, 15.0, 20.0, 30.0];
const MOUNTS: [FootMount; 3] = [FootMount::Laces, FootMount::Heel, FootMount::Midsole];

/// A left foot that always lands alike; no error of the sensor.
fn lands(strike_deg: f64, (speed, cadence, contact): (f64, f64, f64)) -> ImuProfile {
    let mut p = clean(16.0);
    p.rate_hz = 200.0;
    p.placements = vec![Placement::LeftFoot, Placement::LeftShank];
    p.motion.foot.strike_deg = strike_deg;
    let r = &mut p.run.runner;
    (r.speed_mps, r.cadence_spm, r.contact_ms) = (speed, cadence, contact);
    p
}

fn path(p: &ImuProfile) -> (Path, Vec<Contact>) {
    let s = seconds(p);
    let touches = contacts(&Body::new(p, &s).steps, Side::Left);
    (Path::new(&p.motion.foot, &p.motion.leg, &touches), touches)
}

fn mean(x: impl IntoIterator<Item = f64>) -> f64 {
    let (n, sum) = x.into_iter().fold((0.0, 0.0), |(n, sum), v| (n + 1.0, sum + v));
    sum / n
}

/// Slope of y over x.
fn slope(points: &[(f64, f64)]) -> f64 {
    let (mx, my) = (mean(points.iter().map(|p| p.0)), mean(points.iter().map(|p| p.1)));
    let (sxy, sxx) = points
        .iter()
        .fold((0.0, 0.0), |(sxy, sxx), (x, y)| (sxy + (x - mx) * (y - my), sxx + (x - mx).powi(2)));
    sxy / sxx
}

fn strapped(run: &SimulatedImu, index: usize) -> Foot {
    let three = |from: usize| std::array::from_fn(|k| axis(run, index, from + k));
    Foot::of(three(0), three(3), run.truth.profile.rate_hz)
}

/// Every true contact of the left foot with the fall and the rise found next to it.
fn found(run: &SimulatedImu) -> Vec<(TrueStep, Fall, Rise)> {
    let foot = strapped(run, 0);
    let strides = foot.strides();
    let falls: Vec<Fall> = strides.iter().filter_map(|s| foot.fall(s)).collect();
    let rises: Vec<Rise> = strides.iter().filter_map(|s| foot.rise(s)).collect();
    let own = run.truth.steps.iter().filter(|s| s.side == Side::Left);
    own.filter_map(|s| {
        let fall = falls.iter().find(|f| (f.contact_s - s.initial_contact_s).abs() < 0.1)?;
        let rise = rises.iter().find(|r| (r.toe_off_s - s.toe_off_s).abs() < 0.1)?;
        Some((s.clone(), *fall, *rise))
    })
    .collect()
}

#[test]
fn the_pose_goes_on_without_a_jump_and_derives_rightly() {
    for strike in [-8.0, 2.0, 5.0, 20.0] {
        let mut p = lands(strike, RUNNERS[1]);
        p.run.duration_s = 60.0;
        p.variability = Variability::default();
        p.run.breaks.pauses = vec![Bout { at_s: 20.0, for_s: 6.0 }];
        p.run.breaks.walks = vec![Bout { at_s: 40.0, for_s: 10.0 }];
        let (path, _) = path(&p);
        let h = 1e-5;
        for k in 0..60_000 {
            let t = 1.0 + 0.000_97 * f64::from(k);
            let [a, b, c] = [-h, 0.0, h].map(|dt| path.pose(t + dt));
            for get in [|p: &Pose| p.pitch, |p: &Pose| p.x, |p: &Pose| p.z] {
                let (a, b, c) = (get(&a), get(&b), get(&c));
                // The place counts anew from every flat stance, in which nothing moves.
                let restarts = b.d == 0.0 && (c.v - a.v).abs() > 0.5;
                assert!(restarts || ((c.v - a.v) / (2.0 * h) - b.d).abs() < 0.01, "{t}: {b:?}");
                assert!(((c.d - a.d) / (2.0 * h) - b.dd).abs() < 15.0, "{t}: {a:?} {b:?} {c:?}");
                assert!((c.dd - a.dd).abs() < 1.0, "{t}: jumps from {a:?} to {c:?}");
            }
        }
    }
}

/// At any strike and speed, wherever it is mounted, the sensor is never lower than in
/// mid-stance by more than 5 mm, and neither heel nor ball is below the ground.
#[test]
fn nothing_sinks_into_the_ground() {
    for runner in RUNNERS {
        for strike in STRIKES {
            let (path, touches) = path(&lands(strike, runner));
            let (from, to) = (touches[3].ic, touches[9].ic);
            for k in 0..6000 {
                let pose = path.pose(from + (to - from) * f64::from(k) / 6000.0);
                for mount in MOUNTS {
                    let [r, h] = mount.place();
                    let up = pose.point(r, h)[1].v - h;
                    assert!(up > -0.005, "{mount:?} {strike} deg {} m/s: {up}", runner.0);
                }
                for (what, r) in [("heel", HEEL_M), ("ball", 0.0)] {
                    let up = pose.point(r, 0.0)[1].v;
                    assert!(up > -0.005, "{what} {strike} deg {} m/s: {up}", runner.0);
                }
            }
        }
    }
}

/// A stride moves the foot on by what the runner runs, and the foot lies flat from soon
/// after contact to 40 % of it.
#[test]
fn the_foot_keeps_up_with_the_runner() {
    for runner in RUNNERS {
        for strike in [-5.0, 6.0, 20.0] {
            let (path, touches) = path(&lands(strike, runner));
            let (now, next) = (touches[5], touches[6]);
            // The place counts anew once the foot lies flat.
            let on_the_way = (0..2000).map(|k| path.pose(next.ic + 0.0001 * f64::from(k)).x.v);
            let way = on_the_way.take_while(|x| *x > 0.5).last().unwrap();
            let stride = runner.0 * (next.ic - now.ic);
            assert!((way - stride).abs() < 0.005, "{way} of {stride} m");
            let pitch = path.pose(now.ic + 0.40 * (now.to - now.ic)).pitch.v.to_degrees();
            assert!(pitch.abs() < 1.0, "{pitch} deg at 40 % of contact");
        }
    }
}

/// Figures of six runners (strapped down like this): fall of the sensor at contact, when
/// and how fast it slaps down, how it leaves the ground.
#[test]
fn it_lands_and_leaves_as_measured_feet_do() {
    let by_speed = |speed: f64, at: [f64; 4]| at[(speed.round() as usize).clamp(2, 5) - 2];
    for runner in RUNNERS {
        for strike in [-5.0, -3.0, 1.0, 7.0, 11.0, 15.0, 20.0] {
            let mut p = lands(strike, runner);
            p.motion.foot_impact_g = 0.0;
            let run = simulate(&p);
            let name = format!("{strike} deg at {} m/s", runner.0);
            let all = found(&run);
            assert!(all.len() >= 10, "{name}: {} found", all.len());
            // Fall of the sensor at contact.
            let (path, touches) = path(&p);
            let falls = path.pose(touches[5].ic).point(MIDDLE.0, MIDDLE.1)[1].d;
            let wanted = by_speed(runner.0, [-0.6, -1.0, -1.3, -1.5]);
            assert!((falls - wanted).abs() < 0.25, "{name}: falls at {falls} m/s");
            // Pitch rate where the fall is stopped; measured on midfoot runners: 173 at
            // 2.5 m/s to 295 at 5 m/s.
            let rate = mean(all.iter().map(|f| f.1.rate_dps));
            let usual = match strike {
                s if s < 0.0 => -240.0..-150.0,
                s if s < 8.0 => -320.0..-165.0,
                s if s < 18.0 => -480.0..-270.0,
                _ => -570.0..-420.0,
            };
            assert!(usual.contains(&rate), "{name}: {rate} deg/s where the fall stops");
            // The fastest slap against contact.
            let slap = run.truth.sensors[0].features.unwrap().contact_minimum_ms;
            let table =
                [(-3.0, -20.0), (1.0, -8.0), (7.0, 3.0), (11.0, 7.0), (15.0, 14.0), (20.0, 20.0)];
            let wanted = table.iter().find(|t| t.0 >= strike).unwrap().1;
            assert!((slap - wanted).abs() < 4.0, "{name}: slaps at {slap} ms");
            // Push-off.
            let lead = mean(all.iter().map(|f| 1000.0 * (f.0.toe_off_s - f.2.at_s)));
            assert!((15.0..=25.0).contains(&lead), "{name}: turned up {lead} ms before toe-off");
            let push = mean(all.iter().map(|f| f.2.rate_dps));
            let wanted = by_speed(runner.0, [-370.0, -520.0, -660.0, -790.0]);
            let share = if runner.0 > 5.0 { 1.15 } else { 1.05 };
            assert!((1.0 / share..share).contains(&(push / wanted)), "{name}: pushes at {push}");
            let (arm, grown) =
                (mean(all.iter().map(|f| f.2.arm_m)), mean(all.iter().map(|f| f.2.grown_m)));
            assert!((0.07..=0.09).contains(&arm), "{name}: arm {arm} m");
            assert!((0.02..=0.06).contains(&grown), "{name}: arm grown by {grown} m");
        }
    }
}

/// Twice the integral of what the sensor feels: from one mid-stance to the next its
/// velocity comes back to nothing, without any mean taken out.
#[test]
fn a_strapped_down_sensor_rests_in_mid_stance() {
    for strike in [-5.0, 6.0, 20.0] {
        for mount in MOUNTS {
            let mut p = lands(strike, RUNNERS[1]);
            p.motion.foot.mount = mount;
            let s = seconds(&p);
            let body = Body::new(&p, &s);
            let own: Vec<&super::super::steps::Step> =
                body.steps.iter().filter(|s| s.side == Side::Left && s.ic > 2.0).collect();
            let rest = |i: usize| own[i].ic + 0.35 * (own[i].to - own[i].ic);
            for i in 0..8 {
                let (from, to, n) = (rest(i), rest(i + 1), 8000);
                let h = (to - from) / f64::from(n);
                let mut v = Vector3::zeros();
                for k in 0..n {
                    let t = from + (f64::from(k) + 0.5) * h;
                    let (force, _) = body.felt(Placement::LeftFoot, t);
                    let turned = body.turned(Placement::LeftFoot, t);
                    v += h * (turned.to_world * force - Vector3::new(0.0, 0.0, G));
                }
                assert!(v.z.abs() < 0.02 && v.x.abs() < 0.02, "{strike} {mount:?}: {v}");
            }
        }
    }
}

/// On people the error of the strap-down contact follows the strike angle by -0.03
/// ms/deg, between people with an SD of 6.9 ms (largest 14), of initial contact 4.1.
#[test]
fn strap_down_contacts_hold_at_any_strike() {
    let mut points = Vec::new();
    for runner in RUNNERS {
        for strike in STRIKES.into_iter().filter(|s| *s < 25.0) {
            let all = found(&simulate(&lands(strike, runner)));
            assert!(all.len() >= 10, "{strike} deg at {} m/s: {} found", runner.0, all.len());
            let ic = mean(all.iter().map(|f| 1000.0 * (f.1.contact_s - f.0.initial_contact_s)));
            let to = mean(all.iter().map(|f| 1000.0 * (f.2.toe_off_s - f.0.toe_off_s)));
            eprintln!(
                "{strike:>5} deg {:.1} m/s: initial contact {ic:+.1}, toe-off {to:+.1}",
                runner.0
            );
            assert!(
                (to - ic).abs() < 14.0 && to.abs() < 5.0,
                "{strike} at {}: {ic} {to}",
                runner.0
            );
            points.push((strike, ic, to - ic));
        }
    }
    let sd = |get: &dyn Fn(&(f64, f64, f64)) -> f64| {
        let m = mean(points.iter().map(get));
        mean(points.iter().map(|p| (get(p) - m).powi(2))).sqrt()
    };
    let (ic, contact) = (sd(&|p| p.1), sd(&|p| p.2));
    let slope = slope(&points.iter().map(|p| (p.0, p.2)).collect::<Vec<_>>());
    eprintln!("SD {ic:.1}, {contact:.1} ms, {slope:+.2} ms/deg");
    assert!(ic < 4.5 && contact < 6.9 && slope.abs() < 0.3, "{ic} {contact} {slope}");
}

/// Contact by the slap of the heel, by the strap-down, and the true one, ms, each the
/// mean over a span.
fn three(run: &SimulatedImu, span: Span) -> [f64; 3] {
    let all = found(run);
    let all: Vec<_> = all.iter().filter(|f| span.contains(f.0.initial_contact_s)).collect();
    let rate: Vec<f64> = axis(run, 0, 4).iter().map(|v| -v).collect();
    let stride =
        mean(all.iter().filter(|f| f.0.stride_time_ms.is_finite()).map(|f| f.0.stride_time_ms));
    let slaps = slap::contacts(&rate, run.truth.profile.rate_hz, stride / 1000.0);
    let own = all.iter().filter_map(|f| {
        slaps.iter().find(|s| (s[0] - f.0.initial_contact_s).abs() < 0.1).map(|s| s[1] - s[0])
    });
    let slap = own.map(|s| 1000.0 * s).collect::<Vec<_>>();
    assert!(slap.len() * 10 >= all.len() * 9, "{} of {} slaps", slap.len(), all.len());
    [
        mean(slap),
        mean(all.iter().map(|f| 1000.0 * (f.2.toe_off_s - f.1.contact_s))),
        mean(all.iter().map(|f| f.0.contact_ms)),
    ]
}

/// What force plates showed and this simulator once could not: the error of contacts by
/// the slap follows the strike (on people by -1.1 ms/deg), that of the strap-down does not.
#[test]
fn the_error_of_the_heel_slap_follows_the_strike() {
    for runner in &RUNNERS[..4] {
        let (mut slaps, mut straps) = (Vec::new(), Vec::new());
        for strike in [-3.0, 1.0, 4.0, 7.0, 11.0, 15.0, 20.0] {
            let run = simulate(&lands(strike, *runner));
            let [slap, strap, truth] = three(&run, Span { start_s: 1.0, end_s: 15.0 });
            eprintln!(
                "{strike:>5} deg {:.1} m/s: slap {:+.1}, strap-down {:+.1}",
                runner.0,
                slap - truth,
                strap - truth
            );
            slaps.push((strike, slap - truth));
            straps.push((strike, strap - truth));
        }
        let (slap, strap) = (slope(&slaps), slope(&straps));
        assert!((-2.2..-0.9).contains(&slap), "slap: {slap} ms/deg at {} m/s", runner.0);
        assert!(strap.abs() < 0.5, "strap-down: {strap} ms/deg at {} m/s", runner.0);
        // A forefoot reads tens of ms too long.
        assert!(slaps[0].1 > 25.0, "{slaps:?}");
    }
}

/// Change from fresh to tired of [`three`] in a named profile, on one foot, shortened.
fn change(profile: &str) -> [f64; 3] {
    let mut p = named(profile).unwrap();
    p.run.duration_s = 200.0;
    p.run.pacing.wander_sd_mps = 0.0;
    p.placements = vec![Placement::LeftFoot];
    let run = simulate(&p);
    let at = |start_s, end_s| three(&run, Span { start_s, end_s });
    let (fresh, tired) = (at(2.0, 88.0), at(142.0, 198.0));
    std::array::from_fn(|k| tired[k] - fresh[k])
}

#[test]
fn a_drifting_strike_is_no_change_of_contact_but_the_slap_reads_one() {
    let [slap, strap, truth] = change("strike_drift");
    eprintln!("slap {slap:+.1}, strap-down {strap:+.1}, true {truth:+.1}");
    assert!(truth.abs() < 1.0, "{truth}");
    assert!((-15.0..-8.0).contains(&slap), "slap: {slap} ms");
    assert!(strap.abs() < 3.0, "strap-down: {strap} ms");
}

#[test]
fn a_longer_contact_is_read_as_one() {
    let [slap, strap, truth] = change("heel_longer");
    eprintln!("slap {slap:+.1}, strap-down {strap:+.1}, true {truth:+.1}");
    assert!((truth - 15.0).abs() < 1.5, "{truth}");
    assert!((strap - truth).abs() < 3.0 && (slap - truth).abs() < 5.0, "{strap} {slap}");
}

/// The shank rides on the ankle of this foot: what it felt as falling is stopped when
/// the foot is on the ground, wherever that lands.
#[test]
fn the_shank_is_stopped_by_the_same_ground() {
    for runner in &RUNNERS[..4] {
        for strike in [-5.0, 6.0, 20.0] {
            let mut p = lands(strike, *runner);
            p.motion.shank_impact_g = 0.0;
            let s = seconds(&p);
            let body = Body::new(&p, &s);
            let (path, _) = path(&p);
            let own: Vec<_> = body.steps.iter().filter(|s| s.side == Side::Left).collect();
            let step = own[5];
            let up = |t: f64| {
                let (force, _) = body.felt(Placement::LeftShank, t);
                (body.turned(Placement::LeftShank, t).to_world * force).z - G
            };
            let ms = |k: i32| step.ic + 0.001 * f64::from(k);
            let hardest = (-60..100).max_by(|&a, &b| up(ms(a)).total_cmp(&up(ms(b)))).unwrap();
            let name = format!("{strike} deg at {} m/s", runner.0);
            assert!((0..50).contains(&hardest), "{name}: stopped at {hardest} ms");
            assert!(up(ms(hardest)) > 10.0, "{name}: {} m/s2", up(ms(hardest)));
            let ankle = |k: i32| path.pose(ms(k)).point(ANKLE[0], ANKLE[2])[1].d;
            assert!(ankle(-5) < -0.3, "{name}: the ankle falls at {} m/s", ankle(-5));
            let rests = (50..110).any(|k| ankle(k).abs() < 0.005);
            assert!(rests, "{name}: the ankle never rests");
        }
    }
}

#[test]
fn strikes_are_in_the_truth() {
    let mut p = named("strike_drift").unwrap();
    p.run.duration_s = 120.0;
    p.placements = vec![Placement::LeftFoot];
    let truth = simulate(&p).truth;
    let at = |start_s, end_s| truth.mean(Span { start_s, end_s }, None, |s| s.strike_deg).unwrap();
    assert!((at(2.0, 50.0) - 6.0).abs() < 0.5, "{}", at(2.0, 50.0));
    assert!((at(88.0, 118.0) - 16.0).abs() < 0.5, "{}", at(88.0, 118.0));
    let table = truth.steps_csv();
    let place = table.lines().next().unwrap().split(',').position(|c| c == "strike_deg").unwrap();
    let cell: f64 = table.lines().nth(3).unwrap().split(',').nth(place).unwrap().parse().unwrap();
    assert!((cell - truth.steps[2].strike_deg).abs() < 1e-3);
}
