//! Steps of feet and shanks against force plates.

use std::path::Path;

use ndarray::Array1;
use runform::gait::pair::{self, Clock};
use runform::gait::running::stretches;
use runform::gait::{Step, Stretch, Trust, foot, shank};
use runform::recording::{ImuStream, Placement, Region, Side};
use runform::signal::Spectra;

use super::load::*;
use crate::support::real_data;

const TRIALS: [&str; 3] = ["rajagopal2016_run", "hamner_subj04_run200", "hamner_subj04_run400"];

fn measured(stream: &ImuStream) -> Stretch {
    let mut spectra = Spectra::new();
    let found = stretches(stream, &mut spectra);
    assert_eq!(found.runs.len(), 1, "{:?}", found.refusal);
    match stream.placement.region() {
        Region::Foot => foot::measure(&found.runs[0], &mut spectra).unwrap(),
        _ => shank::measure(&found.runs[0], &mut spectra).unwrap(),
    }
}

fn trial(dir: &Path, trial: &str, placement: Placement) -> ImuStream {
    let file = format!("virtual_imu_{placement}_100hz.csv");
    imu(&dir.join("imu").join(trial).join(file), placement, 100.0)
}

/// Errors of one sensor, ms: of initial contacts, toe-offs, contact times.
#[derive(Debug, Default)]
struct Errors {
    ic: Vec<f64>,
    to: Vec<f64>,
    contact: Vec<f64>,
    missed: usize,
    extra: usize,
}

fn mean(x: &[f64]) -> f64 {
    x.iter().sum::<f64>() / x.len() as f64
}

fn sd(x: &[f64]) -> f64 {
    let m = mean(x);
    (x.iter().map(|v| (v - m).powi(2)).sum::<f64>() / x.len() as f64).sqrt()
}

/// Interior steps: not the first and not the last of the trial.
fn errors(stretch: &Stretch, truth: &[Truth], left: bool) -> Errors {
    let mut e = Errors::default();
    for (k, t) in truth.iter().enumerate().filter(|(_, t)| t.left == left) {
        let near = stretch.steps.iter().find(|s| (s.initial_contact_s - t.ic).abs() < 0.06);
        match near {
            Some(s) => {
                e.ic.push(1000.0 * (s.initial_contact_s - t.ic));
                e.to.push(1000.0 * (s.toe_off_s - t.to));
                e.contact.push(s.contact_ms - 1000.0 * (t.to - t.ic));
            }
            None if k > 0 && k + 1 < truth.len() => e.missed += 1,
            None => {}
        }
    }
    e.extra = stretch
        .steps
        .iter()
        .filter(|s| {
            !truth.iter().any(|t| t.left == left && (s.initial_contact_s - t.ic).abs() < 0.06)
        })
        .count();
    e
}

/// Single contacts, ms: ends of clips of two seconds and noise of 1 m/s² among them, and
/// a repair of the force that is the same for all steps.
const STEP_SD_MS: f64 = 8.0;

fn feet() -> [Placement; 2] {
    [Placement::LeftFoot, Placement::RightFoot]
}

fn shanks() -> [Placement; 2] {
    [Placement::LeftShank, Placement::RightShank]
}

/// All sensors of a kind: trial, placement, what was measured, errors.
fn scored(
    dir: &Path,
    sides: [Placement; 2],
    change: impl Fn(&mut ImuStream),
) -> Vec<(&'static str, Placement, Stretch, Errors)> {
    let mut all = Vec::new();
    for name in TRIALS {
        let truth = truth(&dir.join("imu").join(name).join("truth_steps.csv"));
        for p in sides {
            let mut stream = trial(dir, name, p);
            change(&mut stream);
            let found = measured(&stream);
            let e = errors(&found, &truth, p.side() == Some(Side::Left));
            all.push((name, p, found, e));
        }
    }
    all
}

/// Prints the scores and gives mean absolute error of the sensors' contact times,
/// SD of single steps within sensors over all steps, and the worst sensor, ms.
fn table(what: &str, all: &[(&'static str, Placement, Stretch, Errors)]) -> [f64; 3] {
    let biases: Vec<f64> = all.iter().map(|(.., e)| mean(&e.contact)).collect();
    let within: Vec<f64> = all
        .iter()
        .flat_map(|(.., e)| e.contact.iter().map(|c| c - mean(&e.contact)).collect::<Vec<_>>())
        .collect();
    eprintln!("{what}: contact time against force plates, ms");
    for (name, p, found, e) in all {
        eprintln!(
            "  {name:21} {p:11} {} steps, {} missed, {} extra; initial contact {:+5.1}, toe-off {:+5.1}, contact {:+5.1} (SD {:3.1}) {:?}",
            e.ic.len(),
            e.missed,
            e.extra,
            mean(&e.ic),
            mean(&e.to),
            mean(&e.contact),
            sd(&e.contact),
            found.trust
        );
    }
    let absolute: Vec<f64> = biases.iter().map(|b| b.abs()).collect();
    let worst = absolute.iter().copied().fold(0.0, f64::max);
    eprintln!(
        "  mean absolute error {:.1}, bias {:+.1}, SD of steps {:.1}",
        mean(&absolute),
        mean(&biases),
        sd(&within)
    );
    [mean(&absolute), sd(&within), worst]
}

/// The offsets of these detectors were fitted on these very recordings, so this
/// guards the code; how accurate it is on other people nobody knows yet.
#[test]
fn contacts_agree_with_force_plates() {
    let Some(dir) = real_data("feet and shanks") else { return };
    for (what, sides, most, step) in
        [("foot", feet(), 8.0, STEP_SD_MS), ("shank", shanks(), 12.0, STEP_SD_MS)]
    {
        let all = scored(&dir, sides, |_| ());
        for (name, p, found, e) in &all {
            assert_eq!((e.missed, e.extra), (0, 0), "{name} {p}");
            assert!(found.steps.iter().all(|s| s.side == p.side()), "{name} {p}");
            assert!(found.trust > Trust::None);
        }
        let [error, steps, _] = table(what, &all);
        assert!(error <= most && steps <= step, "{what}: {error} {steps}");
    }
}

/// What changes when the sensors are worse than virtual ones: noise, an offset of
/// the gyroscope, a rate of 500 Hz.
#[test]
fn noise_offsets_and_rates_move_contacts_little() {
    let Some(dir) = real_data("noise and rates") else { return };
    use rand::SeedableRng;
    use rand_distr::{Distribution, Normal};
    let noisy = |s: &mut ImuStream| {
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(1);
        let (acc, gyro) = (Normal::new(0.0, 1.0).unwrap(), Normal::new(0.05, 0.1).unwrap());
        for p in &mut s.pieces {
            p.acc.iter_mut().for_each(|a| a.mapv_inplace(|v| v + acc.sample(&mut rng)));
            p.gyro.iter_mut().flatten().for_each(|g| g.mapv_inplace(|v| v + gyro.sample(&mut rng)));
        }
    };
    let faster = |s: &mut ImuStream| {
        for p in &mut s.pieces {
            let t: Vec<f64> = (0..p.len()).map(|i| i as f64 / 100.0).collect();
            let more = |a: &Array1<f64>| Array1::from(even(&t, &a.to_vec(), 500.0));
            p.acc = [0, 1, 2].map(|k| more(&p.acc[k]));
            p.gyro = p.gyro.as_ref().map(|g| [0, 1, 2].map(|k| more(&g[k])));
        }
        s.rate_hz = 500.0;
    };
    for (what, sides, most, step) in
        [("foot", feet(), 8.0, STEP_SD_MS), ("shank", shanks(), 12.0, STEP_SD_MS)]
    {
        let [error, steps, _] = table(&format!("{what}, noisy"), &scored(&dir, sides, noisy));
        assert!(error <= most && steps <= step, "{what}: {error} {steps}");
        let [error, steps, _] = table(&format!("{what}, 500 Hz"), &scored(&dir, sides, faster));
        assert!(error <= most && steps <= step, "{what}: {error} {steps}");
    }
}

/// Without a gyroscope initial contacts are still found; contact times are not
/// to be believed, and are not said to be.
#[test]
fn accelerometers_alone_are_good_for_changes() {
    let Some(dir) = real_data("accelerometers") else { return };
    let without = |s: &mut ImuStream| s.pieces[0].gyro = None;
    for (what, sides) in [("foot, no gyroscope", feet()), ("shank, no gyroscope", shanks())] {
        let all = scored(&dir, sides, without);
        table(what, &all);
        for (name, p, found, e) in &all {
            assert_eq!(e.missed, 0, "{name} {p}");
            assert_eq!(found.trust, Trust::ChangeOnly);
            assert!(mean(&e.ic).abs() < 20.0, "{name} {p}: {}", mean(&e.ic));
        }
    }
    // A shoe for 25 minutes: nearly all strides, evenly.
    let mut spectra = Spectra::new();
    let stream = adept(&dir.join("imu"));
    let (mut steps, mut faults, mut strides) = (0, 0, 0.0);
    for run in stretches(&stream, &mut spectra).runs {
        let found = shank::measure(&run, &mut spectra).unwrap();
        let sound: Vec<&Step> = found.steps.iter().filter(|s| s.fault.is_none()).collect();
        let stride: Vec<f64> =
            sound.iter().map(|s| s.stride_ms).filter(|v| v.is_finite()).collect();
        let contact: Vec<f64> = sound.iter().map(|s| s.contact_ms).collect();
        eprintln!(
            "{:6.0} s: {} steps, {} left out, stride {:.0} ± {:.0} ms, contact {:.0} ± {:.0} ms",
            run.start_s,
            found.steps.len(),
            found.steps.len() - sound.len(),
            mean(&stride),
            sd(&stride),
            mean(&contact),
            sd(&contact)
        );
        steps += found.steps.len();
        faults += found.steps.len() - sound.len();
        strides += 1000.0 * run.span().duration_s() / mean(&stride);
        let spm: Vec<f64> = found.cadence.iter().map(|w| w.value).collect();
        let by_steps = 120_000.0 / mean(&stride);
        assert!((mean(&spm) - by_steps).abs() < 2.5, "{} {by_steps}", mean(&spm));
    }
    eprintln!("{steps} of about {strides:.0} strides, {faults} left out");
    assert!(steps as f64 > 0.95 * strides && (faults as f64) < 0.03 * strides);
}

/// Turns all axes of a stream by a rotation.
fn turn(stream: &mut ImuStream, r: &[[f64; 3]; 3]) {
    let turned = |axes: &[Array1<f64>; 3]| {
        r.map(|row| &axes[0] * row[0] + &axes[1] * row[1] + &axes[2] * row[2])
    };
    for p in &mut stream.pieces {
        p.acc = turned(&p.acc);
        p.gyro = p.gyro.as_ref().map(turned);
    }
}

/// A rotation from a random unit quaternion.
fn rotation(rng: &mut rand_chacha::ChaCha8Rng) -> [[f64; 3]; 3] {
    use rand_distr::{Distribution, StandardNormal};
    let q: [f64; 4] = std::array::from_fn(|_| StandardNormal.sample(rng));
    let n = q.iter().map(|v: &f64| v * v).sum::<f64>().sqrt();
    let [w, x, y, z] = q.map(|v| v / n);
    [
        [1.0 - 2.0 * (y * y + z * z), 2.0 * (x * y - w * z), 2.0 * (x * z + w * y)],
        [2.0 * (x * y + w * z), 1.0 - 2.0 * (x * x + z * z), 2.0 * (y * z - w * x)],
        [2.0 * (x * z - w * y), 2.0 * (y * z + w * x), 1.0 - 2.0 * (x * x + y * y)],
    ]
}

#[test]
fn however_the_sensor_is_strapped_on_the_steps_are_the_same() {
    let Some(dir) = real_data("rotations") else { return };
    use rand::SeedableRng;
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(9);
    let mut worst = 0.0_f64;
    for p in feet().into_iter().chain(shanks()) {
        for name in TRIALS {
            let straight = measured(&trial(&dir, name, p));
            for _ in 0..5 {
                let mut stream = trial(&dir, name, p);
                turn(&mut stream, &rotation(&mut rng));
                let turned = measured(&stream);
                assert_eq!(turned.steps.len(), straight.steps.len(), "{name} {p}");
                assert_eq!(turned.trust, straight.trust);
                for (a, b) in turned.steps.iter().zip(&straight.steps) {
                    worst = worst.max((a.initial_contact_s - b.initial_contact_s).abs());
                    worst = worst.max((a.contact_ms - b.contact_ms).abs());
                }
                for (a, b) in turned.cadence.iter().zip(&straight.cadence) {
                    worst = worst.max((a.value - b.value).abs());
                }
            }
        }
    }
    eprintln!("largest change by a rotation: {worst:.1e}");
    assert!(worst < 1e-6, "{worst}");
}

/// Symmetry index of contact times, %, and the half width of its 95 % interval.
fn asymmetry(steps: &[Step]) -> (f64, f64) {
    let of = |side: Side| -> Vec<f64> {
        let sound = steps.iter().filter(|s| s.side == Some(side) && s.fault.is_none());
        sound.map(|s| s.contact_ms).filter(|v| v.is_finite()).collect()
    };
    let (l, r) = (of(Side::Left), of(Side::Right));
    let middle = 0.5 * (mean(&l) + mean(&r));
    let variance = |x: &[f64]| sd(x).powi(2) / (x.len() as f64 - 1.0).max(1.0);
    // Two-sided 97.5 % quantile of Student's t at 2 and 11 degrees of freedom.
    let t = if l.len() + r.len() > 10 { 2.2 } else { 4.3 };
    (
        100.0 * (mean(&l) - mean(&r)) / middle,
        100.0 * t * (variance(&l) + variance(&r)).sqrt() / middle,
    )
}

#[test]
fn both_legs_give_alternating_steps_and_no_asymmetry_of_healthy_runners() {
    let Some(dir) = real_data("pairs") else { return };
    for sides in [feet(), shanks()] {
        for name in TRIALS {
            let truth = truth(&dir.join("imu").join(name).join("truth_steps.csv"));
            let [l, r] = sides.map(|p| vec![measured(&trial(&dir, name, p))]);
            let pairs = pair::join(&l, &r, true);
            assert_eq!((pairs.len(), pairs[0].clock), (1, Clock::Shared), "{name}");
            let steps = &pairs[0].stretch.steps;
            assert!(steps.windows(2).all(|w| w[0].side != w[1].side), "{name}");
            let step_errors: Vec<f64> = steps
                .iter()
                .filter_map(|s| {
                    let k = truth.iter().position(|t| (t.ic - s.initial_contact_s).abs() < 0.06)?;
                    let next = truth.get(k + 1)?;
                    s.step_ms.is_finite().then(|| s.step_ms - 1000.0 * (next.ic - truth[k].ic))
                })
                .collect();
            let (index, half) = asymmetry(steps);
            let plates: Vec<Step> = truth
                .iter()
                .map(|t| {
                    let mut s = Step::at(t.ic);
                    s.side = Some(if t.left { Side::Left } else { Side::Right });
                    s.contact_ms = 1000.0 * (t.to - t.ic);
                    s
                })
                .collect();
            let (true_index, true_half) = asymmetry(&plates);
            eprintln!(
                "{name:21} {:11} {} steps; left/right {index:+.1} ± {half:.1} %, plates {true_index:+.1} ± {true_half:.1} %; step time error {:+.1} (SD {:.1}) ms",
                sides[0].to_string(),
                steps.len(),
                mean(&step_errors),
                sd(&step_errors)
            );
            assert!(index.abs() - half < 4.0, "{name}: {index} ± {half}");
            assert!(sd(&step_errors) < 12.0 && mean(&step_errors).abs() < 4.0, "{step_errors:?}");

            // The other way round: the same with the opposite sign, exactly.
            let swap = |v: &[Stretch], side: Side| -> Vec<Stretch> {
                let mut v = v.to_vec();
                v.iter_mut().flat_map(|s| &mut s.steps).for_each(|s| s.side = Some(side));
                v
            };
            let swapped = pair::join(&swap(&r, Side::Left), &swap(&l, Side::Right), true);
            assert_eq!(asymmetry(&swapped[0].stretch.steps).0, -index);

            // A clock that is a fifth of a second off takes the step times only.
            let mut late = r.clone();
            for s in late.iter_mut().flat_map(|s| &mut s.steps) {
                s.initial_contact_s += 0.2;
                s.toe_off_s += 0.2;
            }
            let late = pair::join(&l, &late, true);
            assert_eq!(late[0].clock, Clock::Apart, "{name}");
            assert!(late[0].stretch.steps.iter().all(|s| s.step_ms.is_nan()));
        }
    }
}

#[test]
fn the_inclination_of_the_shank_follows_markers() {
    let Some(dir) = real_data("shank inclination") else { return };
    let mut off: Vec<f64> = Vec::new();
    for (name, p) in TRIALS.iter().flat_map(|t| shanks().map(|p| (*t, p))) {
        let folder = dir.join("imu").join(name);
        let side = if p == Placement::LeftShank { 'L' } else { 'R' };
        let names = ["CAL_x", "CAL_y", "TB1_x", "TB1_y", "TB2_x", "TB2_y", "TB3_x", "TB3_y"]
            .map(|marker| format!("{side}{marker}"));
        let [a, b, c, d, e, f, g, h] = names.each_ref().map(String::as_str);
        let wanted = ["time_s", a, b, c, d, e, f, g, h];
        let columns = super::super::columns(&folder.join("markers_mm_100hz.csv"), wanted);
        // From the heel to the middle of the shin against the vertical, deg: larger with
        // the heel further ahead (the runners face +x).
        let tilt = |i: usize| {
            let shin =
                |axis: usize| (3..=7).step_by(2).map(|k| columns[k + axis][i]).sum::<f64>() / 3.0;
            let (x, y) = (columns[1][i] - shin(0), shin(1) - columns[2][i]);
            x.atan2(y).to_degrees()
        };
        let found = measured(&trial(&dir, name, p));
        let pairs: Vec<[f64; 2]> = found
            .steps
            .iter()
            .filter(|s| s.shank_deg.is_finite())
            .filter_map(|s| {
                let t = s.initial_contact_s;
                let i = columns[0].iter().position(|at| (at - t).abs() <= 0.005)?;
                Some([s.shank_deg, tilt(i)])
            })
            .collect();
        let middle = |k: usize| mean(&pairs.iter().map(|p| p[k]).collect::<Vec<_>>());
        let (a, b) = (middle(0), middle(1));
        eprintln!("{name:21} {p:11} {pairs:.1?}");
        off.extend(pairs.iter().map(|p| (p[0] - a) - (p[1] - b)));
    }
    let rms = (off.iter().map(|v| v * v).sum::<f64>() / off.len() as f64).sqrt();
    eprintln!(
        "inclination of the shank stride by stride: RMS {rms:.1} deg of {} strides",
        off.len()
    );
    assert!(off.len() >= 14 && rms < 3.0, "{rms}");
}
