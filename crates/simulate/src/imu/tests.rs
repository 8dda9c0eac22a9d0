//! The physics of the simulated body, and what sensors make of it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod foot;
mod slap;
mod strapdown;

use nalgebra::{UnitQuaternion, Vector3};

use super::body::Body;
use super::jet::G;
use super::pose::Pose;
use super::*;
use crate::recording::{ImuStream, Placement, Side, Span};
use crate::watch::{Bout, Fatigue, FatigueCurve, Gait, Pacing, Second, spring_mass_oscillation_m};
use runform_core::signal::{derivative, low_pass};

/// Even speed, no variability, perfect sensors.
fn clean(seconds: f64) -> ImuProfile {
    let mut p = ImuProfile {
        variability: Variability::none(),
        faults: Faults::none(),
        rate_hz: 1000.0,
        ..ImuProfile::default()
    };
    p.run.duration_s = seconds;
    p.run.runner.balance_left_pct = 50.0;
    p.run.pacing = Pacing { warm_up_s: 0.0, wander_sd_mps: 0.0, ..Pacing::default() };
    p
}

fn seconds(p: &ImuProfile) -> Vec<Second> {
    simulate_rolling(&p.run).1
}

fn stream(run: &SimulatedImu, index: usize) -> &ImuStream {
    match &run.recording.data {
        Data::Imu(imu) => &imu.sensors[index],
        _ => unreachable!(),
    }
}

fn axis(run: &SimulatedImu, index: usize, k: usize) -> Vec<f64> {
    let piece = &stream(run, index).pieces[0];
    match k {
        0..3 => piece.acc[k].to_vec(),
        _ => piece.gyro.as_ref().unwrap()[k - 3].to_vec(),
    }
}

#[test]
fn the_force_of_a_foot_is_25_newton_at_contact_and_toe_off() {
    for pulse in [PulseShape::Rearfoot, PulseShape::Rounded, PulseShape::HalfSine] {
        let mut p = ImuProfile::default();
        p.motion.pulse = pulse;
        p.mass_kg = 58.0;
        let s = seconds(&p);
        let body = Body::new(&p, &s);
        for (i, step) in body.steps.iter().enumerate().skip(5).take(200) {
            let newton = |t: f64| body.force_bw(i, t) * p.mass_kg * G;
            assert!((newton(step.ic) - 25.0).abs() < 1.0, "{} N", newton(step.ic));
            assert!((newton(step.to) - 25.0).abs() < 1.0, "{} N", newton(step.to));
            assert!(newton(step.ic - 0.004) < 25.0 && newton(step.to + 0.004) < 25.0);
            assert!(newton(step.ic + 0.004) > 25.0 && newton(step.to - 0.004) > 25.0);
        }
    }
}

#[test]
fn oscillation_of_a_half_sine_runner_is_the_closed_form() {
    for (cadence, contact) in [(170.0, 250.0), (185.0, 200.0), (160.0, 300.0)] {
        let mut p = clean(20.0);
        p.motion.pulse = PulseShape::HalfSine;
        p.run.runner.cadence_spm = cadence;
        p.run.runner.contact_ms = contact;
        let s = seconds(&p);
        let body = Body::new(&p, &s);
        let run = simulate(&p);
        let step = &run.truth.steps[20];
        assert!((step.contact_ms - contact).abs() < 0.3, "{}", step.contact_ms);
        // The pulse itself is longer than the contact above 25 N.
        let pulse_s = body.steps.iter().find(|s| s.ic == step.initial_contact_s).unwrap().pulse_s;
        assert!(pulse_s > contact / 1000.0);
        let expected = 1000.0 * spring_mass_oscillation_m(pulse_s, 60.0 / cadence - pulse_s);
        let found = step.oscillation_mm;
        assert!((found / expected - 1.0).abs() < 0.002, "{found} for {expected}");
    }
}

/// Second derivatives of heights are the accelerations, through stops, starts
/// and walking too, and the body neither sinks nor rises for good.
#[test]
fn heights_belong_to_accelerations() {
    let mut p = ImuProfile::default();
    p.run.duration_s = 60.0;
    p.run.breaks.pauses = vec![Bout { at_s: 20.0, for_s: 6.0 }];
    p.run.breaks.walks = vec![Bout { at_s: 40.0, for_s: 10.0 }];
    let s = seconds(&p);
    let body = Body::new(&p, &s);
    assert!(body.steps.iter().any(|s| s.gait == Gait::Walking));
    let h = 2e-4;
    let mut worst = [0.0f64; 3];
    for k in 0..290_000 {
        let t = 1.0 + f64::from(k) * h;
        let near_contact = body.steps.iter().any(|s| (s.ic - t).abs() < 2.0 * h);
        if near_contact {
            continue; // the level of heights changes there by what one step lost
        }
        let at = |dt: f64| body.height(t + dt);
        let (a, b, c) = (at(-h), at(0.0), at(h));
        worst[0] = worst[0].max(((a.v - 2.0 * b.v + c.v) / (h * h) - b.dd).abs());
        worst[1] = worst[1].max(((c.v - a.v) / (2.0 * h) - b.d).abs());
        worst[2] = worst[2].max(b.v.abs());
    }
    assert!(worst[0] < 0.3, "acceleration {}", worst[0]);
    assert!(worst[1] < 1e-4, "speed {}", worst[1]);
    assert!(worst[2] < 0.15, "height {}", worst[2]);
    // Speed does not jump from step to step. Heights count from the contact of
    // each step: what the steps lose and gain cancels.
    let mut level = 0.0f64;
    for pair in body.steps.windows(2) {
        let (before, after) = (body.height(pair[1].ic - 1e-7), body.height(pair[1].ic + 1e-7));
        assert!((before.d - after.d).abs() < 1e-3, "{} {}", before.d, after.d);
        level += before.v - after.v;
        assert!(level.abs() < 0.25, "sank by {level} m at {} s", pair[1].ic);
    }
}

/// Over an hour of running the height of the body at contact stays what it is.
#[test]
fn a_runner_keeps_her_height() {
    let mut p = ImuProfile::default();
    p.run.duration_s = 3600.0;
    let s = seconds(&p);
    let body = Body::new(&p, &s);
    let mut level = 0.0f64;
    for pair in body.steps.windows(2) {
        level += body.height(pair[1].ic - 1e-7).v - body.height(pair[1].ic + 1e-7).v;
        assert!(level.abs() < 0.05, "{level} m at {} s", pair[1].ic);
    }
}

#[test]
fn trunk_sensors_accelerate_as_their_own_height_says() {
    let mut p = ImuProfile::default();
    p.run.duration_s = 30.0;
    let s = seconds(&p);
    let body = Body::new(&p, &s);
    let h = 1e-4;
    for placement in [Placement::Sacrum, Placement::Waist, Placement::Chest] {
        for k in 0..3000 {
            let t = 2.0 + 0.007_13 * f64::from(k);
            if body.steps.iter().any(|s| (s.ic - t).abs() < 1e-3) {
                continue;
            }
            let z = |dt: f64| body.sensor_height(placement, t + dt);
            let path = (z(-h) - 2.0 * z(0.0) + z(h)) / (h * h);
            let up = (body.turned(placement, t).to_world * body.felt(placement, t).0).z - G;
            assert!((path - up).abs() < 0.3, "{placement} {t}: {path} {up}");
        }
    }
}

#[test]
fn over_whole_strides_the_mean_specific_force_is_gravity() {
    let mut p = clean(30.0);
    p.placements = SIMULATED.to_vec();
    p.motion.step_time_asymmetry_pct = 4.0;
    p.run.runner.balance_left_pct = 51.0;
    let s = seconds(&p);
    let body = Body::new(&p, &s);
    let lefts: Vec<f64> =
        body.steps.iter().filter(|s| s.side == Side::Left && s.ic > 3.0).map(|s| s.ic).collect();
    let (from, to, n) = (lefts[0], lefts[20], 40_000);
    for placement in SIMULATED {
        let mut sum = Vector3::zeros();
        let mut turning = Vector3::zeros();
        for k in 0..n {
            let t = from + (to - from) * (f64::from(k) + 0.5) / f64::from(n);
            let (force, rate) = body.felt(placement, t);
            let to_world = body.turned(placement, t).to_world;
            sum += to_world * force;
            turning += rate;
        }
        let mean = sum / f64::from(n);
        assert!((mean - Vector3::new(0.0, 0.0, G)).norm() < 0.01, "{placement}: {mean}");
        assert!((turning / f64::from(n)).norm() < 0.5, "{placement} turns by {turning}");
    }
}

#[test]
fn the_gyro_integrates_to_the_attitude() {
    for (index, placement) in SIMULATED.into_iter().enumerate() {
        let mut p = clean(12.0);
        p.rate_hz = 2000.0;
        p.placements = SIMULATED.to_vec();
        let s = seconds(&p);
        let body = Body::new(&p, &s);
        let run = simulate(&p);
        let rates: [Vec<f64>; 3] = std::array::from_fn(|k| axis(&run, index, 3 + k));
        let matrix = |t| {
            let m = body.turned(placement, t).to_world;
            UnitQuaternion::from_matrix(&m)
        };
        let mut q = matrix(0.0);
        let n = 20_000;
        for i in 0..n {
            // The mean of both ends, over a step of half a millisecond.
            let w = |k: usize| 0.5 * (rates[k][i] + rates[k][i + 1]);
            q *= UnitQuaternion::from_scaled_axis(Vector3::new(w(0), w(1), w(2)) / p.rate_hz);
        }
        let off = q.angle_to(&matrix(n as f64 / p.rate_hz)).to_degrees();
        assert!(off < 0.2, "{placement}: {off} deg after 10 s");
        if index > 4 {
            break; // limbs and trunk: the rest turns by the same code
        }
    }
}

/// Exchanging everything that has a side exchanges the sensors' signals.
#[test]
fn sides_are_mirrored() {
    let mut p = clean(15.0);
    p.placements =
        vec![Placement::LeftFoot, Placement::RightFoot, Placement::Sacrum, Placement::LeftWrist];
    p.motion.step_time_asymmetry_pct = 5.0;
    p.run.runner.balance_left_pct = 51.5;
    p.motion.drop_left_stance_deg = 6.0;
    p.motion.arm_swing_deg = [60.0, 40.0];
    let mut m = p.clone();
    m.placements[3] = Placement::RightWrist;
    m.motion.first_side = Side::Right;
    m.motion.step_time_asymmetry_pct = -5.0;
    m.run.runner.balance_left_pct = 48.5;
    m.motion.drop_left_stance_deg = 4.0;
    m.motion.drop_right_stance_deg = 6.0;
    m.motion.arm_swing_deg = [40.0, 60.0];
    let (a, b) = (simulate(&p), simulate(&m));
    assert_eq!(a.truth.steps[0].side, Side::Left);
    assert_eq!(b.truth.steps[0].side, Side::Right);
    // A mirror turns y for forces, x and z for turning.
    let signs = [1.0, -1.0, 1.0, -1.0, 1.0, -1.0];
    for (here, there) in [(0, 1), (1, 0), (2, 2), (3, 3)] {
        for (k, sign) in signs.into_iter().enumerate() {
            let (x, y) = (axis(&a, here, k), axis(&b, there, k));
            let worst = x.iter().zip(&y).map(|(x, y)| (x - sign * y).abs()).fold(0.0, f64::max);
            assert!(worst < 1e-6, "sensor {here} axis {k}: {worst}");
        }
    }
}

/// On three trunks over force plates the forward acceleration, low-passed at
/// 20 Hz, fell most steeply 16 ms after contact.
#[test]
fn the_braking_edge_lies_where_it_was_measured() {
    for (speed, contact) in [(2.6, 280.0), (3.1, 248.0), (4.2, 215.0)] {
        let mut p = clean(20.0);
        p.run.runner.speed_mps = speed;
        p.run.runner.contact_ms = contact;
        let run = simulate(&p);
        let x = low_pass(axis(&run, 0, 0), 20.0, p.rate_hz);
        let d = derivative(&x, p.rate_hz);
        let lags: Vec<f64> = run.truth.steps[5..40]
            .iter()
            .map(|s| {
                let at = (s.initial_contact_s * p.rate_hz) as usize;
                let edge = (at - 40..at + 60).min_by(|a, b| d[*a].total_cmp(&d[*b])).unwrap();
                1000.0 * (edge as f64 / p.rate_hz - s.initial_contact_s)
            })
            .collect();
        let mean = lags.iter().sum::<f64>() / lags.len() as f64;
        assert!((mean - 16.0).abs() < 4.0, "{mean} ms at {speed} m/s");
    }
}

/// Shanks derived from markers over force plates: zero crossing about −14 ms.
#[test]
fn the_shank_turns_back_where_it_was_measured() {
    for (speed, contact) in [(2.6, 290.0), (3.1, 248.0), (4.0, 225.0)] {
        let mut p = clean(20.0);
        p.placements = vec![Placement::RightShank];
        p.run.runner.speed_mps = speed;
        p.run.runner.contact_ms = contact;
        let run = simulate(&p);
        let shank = run.truth.sensors[0].features.unwrap();
        assert!((-22.0..=-8.0).contains(&shank.zero_crossing_ms), "{speed} {shank:?}");
    }
}

#[test]
fn truth_is_what_was_asked_for() {
    let mut p = clean(300.0);
    p.run.fatigue = Fatigue {
        curve: FatigueCurve::Step { at: 0.5 },
        contact_pct: 6.0,
        cadence_pct: -3.0,
        ..Fatigue::default()
    };
    p.run.runner.balance_left_pct = 51.0;
    p.motion.step_time_asymmetry_pct = 3.0;
    p.tiring.drop_left_stance_deg = 2.0;
    p.tiring.lean_deg = 4.0;
    p.tiring.shank_at_contact_deg = 3.0;
    p.tiring.arm_swing_pct = [0.0, -20.0];
    p.placements = vec![Placement::Sacrum];
    let truth = simulate(&p).truth;
    let fresh = Span { start_s: 10.0, end_s: 140.0 };
    let tired = Span { start_s: 160.0, end_s: 290.0 };
    let mean = |span, side, f: fn(&TrueStep) -> f64| truth.mean(span, side, f).unwrap();
    let contact = |span, side| mean(span, side, |s| s.contact_ms);
    let (left, right) = (Some(Side::Left), Some(Side::Right));
    assert!((contact(fresh, left) - 248.0 * 1.02).abs() < 0.1);
    assert!((contact(fresh, right) - 248.0 * 0.98).abs() < 0.1);
    assert!((contact(tired, None) / contact(fresh, None) - 1.06).abs() < 1e-3);
    let time = |span, side| mean(span, side, |s| s.step_time_ms);
    assert!((60_000.0 / time(fresh, None) - 172.0).abs() < 0.1);
    assert!((time(fresh, None) / time(tired, None) - 0.97).abs() < 1e-3);
    let index =
        200.0 * (time(fresh, left) - time(fresh, right)) / (time(fresh, left) + time(fresh, right));
    assert!((index - 3.0).abs() < 0.01, "{index}");
    let drop = |span, side| mean(span, side, |s| s.pelvic_drop_deg);
    assert!((drop(fresh, left) - 4.0).abs() < 0.1 && (drop(fresh, right) - 4.0).abs() < 0.1);
    assert!((drop(tired, left) - drop(fresh, left) - 2.0).abs() < 0.05);
    assert!((drop(tired, right) - drop(fresh, right)).abs() < 0.05);
    let change = |f| mean(tired, None, f) - mean(fresh, None, f);
    assert!((change(|s| s.lean_deg) - 4.0).abs() < 1e-9);
    assert!((change(|s| s.shank_deg) - 3.0).abs() < 0.2);
    assert!((change(|s| s.arm_swing_right_deg) + 10.0).abs() < 1e-9);
    assert!(change(|s| s.arm_swing_left_deg).abs() < 1e-9);
    for pair in truth.steps.windows(2) {
        assert_ne!(pair[0].side, pair[1].side);
        let gap = pair[1].initial_contact_s - pair[0].initial_contact_s;
        assert!((1000.0 * gap - pair[0].step_time_ms).abs() < 1e-6);
        assert!((pair[0].contact_ms + pair[0].flight_ms - pair[0].step_time_ms).abs() < 1e-6);
    }
}

#[test]
fn variability_is_as_asked() {
    let mut p = clean(600.0);
    p.rate_hz = 50.0;
    p.variability.step_time_cv_pct = 2.0;
    p.variability.contact_sd_ms = 5.0;
    let truth = simulate(&p).truth;
    let sd = |f: fn(&TrueStep) -> f64| {
        let x: Vec<f64> = truth.steps.iter().map(f).collect();
        let mean = x.iter().sum::<f64>() / x.len() as f64;
        (x.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / x.len() as f64).sqrt() / mean
    };
    assert!((100.0 * sd(|s| s.step_time_ms) - 2.0).abs() < 0.2);
    assert!((248.0 * sd(|s| s.contact_ms) - 5.0).abs() < 0.3);
}

#[test]
fn the_same_profile_gives_the_same_samples_and_faults_do_not_meddle() {
    let mut p = ImuProfile::default();
    p.run.duration_s = 20.0;
    p.placements = vec![Placement::Sacrum, Placement::LeftFoot];
    let (a, b) = (simulate(&p), simulate(&p));
    assert_eq!(a.truth.to_json().unwrap(), b.truth.to_json().unwrap());
    assert_eq!(a.truth.steps_csv(), b.truth.steps_csv());
    assert_eq!(to_csv(&a, 0), to_csv(&b, 0));
    // Another sensor before it, or another fault of the file, changes nothing.
    p.placements = vec![Placement::Chest, Placement::LeftFoot];
    assert_eq!(to_csv(&simulate(&p), 1), to_csv(&a, 1));
    p.faults.dropped_pct = 3.0;
    let lossy = String::from_utf8(to_csv(&simulate(&p), 1)).unwrap();
    let whole = String::from_utf8(to_csv(&a, 1)).unwrap();
    let kept: Vec<&str> = lossy.lines().collect();
    let lost = whole.lines().filter(|l| kept.binary_search(l).is_err()).count();
    assert!(kept.len() < whole.lines().count());
    assert!(lost >= whole.lines().count() - kept.len());
    assert!(kept.iter().all(|l| whole.contains(l)));
    p.run.seed = 2;
    assert_ne!(to_csv(&simulate(&p), 1), to_csv(&a, 1));
}

#[test]
fn errors_of_the_chip_have_their_size() {
    let mut p = clean(60.0);
    p.rate_hz = 200.0;
    let ideal = simulate(&p);
    p.faults.acc_bias_mps2 = 0.1;
    p.faults.acc_noise_mps2 = 0.2;
    p.faults.gyro_bias_dps = 2.0;
    p.faults.gyro_noise_dps = 0.5;
    let real = simulate(&p);
    for k in 0..6 {
        let error: Vec<f64> =
            axis(&real, 0, k).iter().zip(axis(&ideal, 0, k)).map(|(a, b)| a - b).collect();
        let mean = error.iter().sum::<f64>() / error.len() as f64;
        let sd =
            (error.iter().map(|e| (e - mean).powi(2)).sum::<f64>() / error.len() as f64).sqrt();
        let (bias, noise) =
            if k < 3 { (0.1, 0.2) } else { (2f64.to_radians(), 0.5f64.to_radians()) };
        assert!((mean.abs() / bias - 1.0).abs() < 0.05, "{k}: {mean}");
        assert!((sd / noise - 1.0).abs() < 0.03, "{k}: {sd}");
    }
    let mut p = clean(20.0);
    p.faults.acc_range_g = 2.0;
    p.faults.bits = 8;
    let run = simulate(&p);
    let z = axis(&run, 0, 2);
    let step = 4.0 * G / 256.0;
    assert!(z.iter().all(|v| (v / step - (v / step).round()).abs() < 1e-9));
    assert!(z.iter().copied().fold(f64::MIN, f64::max) <= 2.0 * G - step + 1e-9);
    assert!(run.truth.sensors[0].clipped > 0.01);
}

#[test]
fn mounts_turn_axes_and_keep_sizes() {
    let base = simulate(&clean(10.0));
    for mount in [Mount::UpsideDown, Mount::OnBack, Mount::Random, Mount::Tilted] {
        let mut p = clean(10.0);
        p.faults.mount = mount;
        let run = simulate(&p);
        let [w, x, y, z] = run.truth.sensors[0].mount;
        let q = UnitQuaternion::from_quaternion(nalgebra::Quaternion::new(w, x, y, z));
        for i in (0..10_000).step_by(97) {
            let at = |run: &SimulatedImu, from: usize| {
                Vector3::from_fn(|k, _| axis(run, 0, from + k)[i])
            };
            for from in [0, 3] {
                assert!((q * at(&run, from) - at(&base, from)).norm() < 1e-9, "{mount:?}");
            }
            if i > 500 {
                break;
            }
        }
    }
    let mut p = clean(10.0);
    p.faults.mount = Mount::UpsideDown;
    let down = axis(&simulate(&p), 0, 2);
    assert!(down.iter().sum::<f64>() / (down.len() as f64) < -9.0);
}

#[test]
fn without_gravity_the_mean_force_is_nothing() {
    let mut p = clean(30.0);
    p.faults.no_gravity = true;
    let run = simulate(&p);
    let z = axis(&run, 0, 2);
    assert!((z.iter().sum::<f64>() / z.len() as f64).abs() < 0.3);
    assert_eq!(stream(&run, 0).gravity, crate::recording::Gravity::Removed);
}

#[test]
fn slower_sampling_sees_the_same_motion() {
    let mut fast = clean(20.0);
    fast.rate_hz = 2000.0;
    let mut slow = clean(20.0);
    slow.rate_hz = 100.0;
    slow.faults.anti_alias = true;
    let (a, b) = (simulate(&fast), simulate(&slow));
    for k in [0, 2, 4] {
        // 15 Hz passes the filter of the slow sensor untouched.
        let a = low_pass(axis(&a, 0, k), 15.0, 2000.0);
        let b = low_pass(axis(&b, 0, k), 15.0, 100.0);
        let scale = b.iter().map(|v| v * v).sum::<f64>() / b.len() as f64;
        let off = (100..1900).map(|i| (a[20 * i] - b[i]).powi(2)).sum::<f64>() / 1800.0;
        assert!((off / scale).sqrt() < 0.03, "axis {k}: {}", (off / scale).sqrt());
    }
}

#[test]
fn ready_profiles_can_be_run_and_read_back() {
    for n in NAMED {
        let p = n.profile();
        p.check().unwrap();
        assert!(p.varied(5).check().is_ok(), "{}", n.name);
        let changes = n.control == crate::watch::Control::Positive;
        assert_eq!(p.changes_form(), changes, "{}", n.name);
    }
}
