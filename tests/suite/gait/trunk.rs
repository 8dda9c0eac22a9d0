//! Trunk sensors against force plates and markers.
//!
//! Truth is contact above 25 N. One set gives contact above 5 % of body weight
//! and the force itself, whose flight is noisy: the 25 N crossings of single
//! trials carry that noise, so its contacts are lengthened by the mean
//! difference over all trials (4.4 ms).

use std::path::{Path, PathBuf};

use nalgebra::{DMatrix, DVector};
use ndarray::ArrayView1;
use runform::gait::trunk::{MeanStep, TrunkSettings, TrunkStretch, measure};
use runform::gait::{Run, Trust};
use runform::recording::{Axes, Gravity, Placement, Side};
use runform::signal::Butterworth;

use super::columns;
use crate::support::real_data;

const G: f64 = 9.806_65;

/// A sensor's recording with the truth of its steps.
#[derive(Clone)]
struct Trial {
    name: String,
    person: &'static str,
    slope: f64,
    speed: f64,
    rate_hz: f64,
    start_s: f64,
    acc: [Vec<f64>; 3],
    gyro: Option<[Vec<f64>; 3]>,
    axes: Axes,
    truth: Truth,
}

#[derive(Clone, Default)]
struct Truth {
    ic_s: Vec<f64>,
    contact_ms: f64,
    step_ms: Vec<f64>,
    com_mm: f64,
    marker_mm: f64,
    left: Vec<bool>,
}

impl Trial {
    fn measure(&self) -> TrunkStretch {
        self.try_measure().unwrap()
    }

    fn try_measure(&self) -> Option<TrunkStretch> {
        fn views(a: &[Vec<f64>; 3]) -> [ArrayView1<'_, f64>; 3] {
            [&a[0], &a[1], &a[2]].map(|v| ArrayView1::from(v.as_slice()))
        }
        let run = Run {
            placement: Placement::Sacrum,
            start_s: self.start_s,
            rate_hz: self.rate_hz,
            acc: views(&self.acc),
            gyro: self.gyro.as_ref().map(views),
            axes: self.axes,
            gravity: Gravity::Included,
        };
        measure(&run, &TrunkSettings::default()).ok()
    }

    /// The same as a slower sensor would have seen it.
    fn at_rate(&self, rate_hz: f64) -> Trial {
        if self.rate_hz <= rate_hz {
            return self.clone();
        }
        let slow = |x: &Vec<f64>| {
            let smooth = Butterworth::low_pass(8, 0.4 * rate_hz, self.rate_hz).zero_phase(x);
            let n = ((x.len() - 1) as f64 * rate_hz / self.rate_hz) as usize;
            (0..=n)
                .map(|i| {
                    let at = i as f64 * self.rate_hz / rate_hz;
                    let k = (at as usize).min(smooth.len() - 2);
                    smooth[k] + (smooth[k + 1] - smooth[k]) * (at - k as f64)
                })
                .collect::<Vec<f64>>()
        };
        Trial { rate_hz, acc: [0, 1, 2].map(|a| slow(&self.acc[a])), ..self.clone() }
    }
}

fn mean(x: impl IntoIterator<Item = f64>) -> f64 {
    let x: Vec<f64> = x.into_iter().filter(|v| v.is_finite()).collect();
    x.iter().sum::<f64>() / x.len() as f64
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let (ma, mb) = (mean(a.iter().copied()), mean(b.iter().copied()));
    let sum = |f: &dyn Fn(f64, f64) -> f64| {
        a.iter().zip(b).map(|(x, y)| f(x - ma, y - mb)).sum::<f64>()
    };
    sum(&|x, y| x * y) / (sum(&|x, _| x * x) * sum(&|_, y| y * y)).sqrt()
}

fn scaled(x: &[f64], by: f64) -> Vec<f64> {
    x.iter().map(|v| v * by).collect()
}

/// One man, a real sensor on the sacrum, 23 trials of 5 s at three speeds and
/// five slopes, upward and forward axes named.
fn treadmill(dir: &Path) -> Vec<Trial> {
    let dir = dir.join("imu/alcantara_sacral_grf");
    let [id, speed, slope, contact] = columns(
        &dir.join("summary_truth.csv"),
        ["trial", "speed_mps", "slope_deg", "gct_mean_ms_thr0.05bw"],
    );
    let file = |k: f64, what: &str| dir.join(format!("trial_{k:02}_{what}.csv"));
    let longer = mean(id.iter().zip(&contact).map(|(&k, c)| contact_25n(&file(k, "truth_grf")) - c));
    println!("contact above 25 N is {longer:.1} ms longer than above 0.05 body weight");
    assert!((longer - 4.4).abs() < 0.5);
    (0..id.len())
        .map(|i| {
            let [t, up, fwd] =
                columns(&file(id[i], "sacrum_acc"), ["time_s", "acc_vert_g", "acc_ap_g"]);
            let [ic_s, step_ms, com] =
                columns(&file(id[i], "truth_steps"), ["ic_s", "step_time_ms", "com_vo_mm"]);
            Trial {
                name: format!("alc{:02}", id[i]),
                person: "alc",
                slope: slope[i],
                speed: speed[i],
                rate_hz: 500.0,
                start_s: t[0],
                acc: [scaled(&fwd, G), vec![f64::NAN; t.len()], scaled(&up, G)],
                gyro: None,
                axes: Axes::Anatomical,
                truth: Truth {
                    ic_s,
                    contact_ms: contact[i] + longer,
                    step_ms,
                    com_mm: mean(com),
                    marker_mm: f64::NAN,
                    left: Vec::new(),
                },
            }
        })
        .collect()
}

/// Mean contact above 25 N of a trial's force, the median of each flight taken
/// as its zero.
fn contact_25n(path: &Path) -> f64 {
    let [t, force] = columns(path, ["time_s", "grf_vert_bw"]);
    let level = 25.0 / (76.8 * G);
    let mut stances: Vec<(usize, usize)> = Vec::new();
    let mut i = 0;
    while i < force.len() {
        let end = (i..force.len()).find(|&j| force[j] <= 0.3).unwrap_or(force.len());
        if i > 0 && end < force.len() && end - i > 40 {
            stances.push((i, end));
        }
        i = end.max(i) + 1;
    }
    let flight = |from: usize, to: usize| {
        let quarter = (to - from) / 4;
        let mut x = force[from + quarter..to - quarter].to_vec();
        x.sort_by(f64::total_cmp);
        x[x.len() / 2]
    };
    let crossing = |a: usize, b: usize, zero: f64| {
        let (low, high) = (force[a] - zero, force[b] - zero);
        t[a] + (t[b] - t[a]) * (level - low) / (high - low)
    };
    mean(stances.windows(3).map(|s| {
        let (a, b) = s[1];
        let (before, after) = (flight(s[0].1, a), flight(b, s[2].0));
        let on = (0..a).rev().find(|&i| force[i] - before <= level).unwrap();
        let off = (b..force.len()).find(|&i| force[i] - after <= level).unwrap();
        1000.0 * (crossing(off, off - 1, after) - crossing(on, on + 1, before))
    }))
}

/// Two people, virtual sensors on the pelvis from markers, some other axes.
fn virtual_sacra(dir: &Path) -> Vec<Trial> {
    [
        ("raj", "raj", "rajagopal2016_run", 4.0),
        ("ham2", "ham", "hamner_subj04_run200", 2.0),
        ("ham4", "ham", "hamner_subj04_run400", 4.0),
    ]
    .map(|(name, person, folder, speed)| {
        let folder = dir.join("imu").join(folder);
        let [t, ax, ay, az, gx, gy, gz] = columns(
            &folder.join("virtual_imu_sacrum_100hz.csv"),
            ["time_s", "acc_x_g", "acc_y_g", "acc_z_g", "gyr_x_dps", "gyr_y_dps", "gyr_z_dps"],
        );
        let steps = folder.join("truth_steps.csv");
        let [ic_s, contact, step_ms, com, marker] = columns(
            &steps,
            ["ic_s", "gct_ms", "step_time_ms", "com_vo_mm", "pelvis_marker_vo_mm"],
        );
        let mut reader = csv::Reader::from_path(&steps).unwrap();
        let left = reader.records().map(|r| &r.unwrap()[1] == "L").collect();
        Trial {
            name: name.into(),
            person,
            slope: 0.0,
            speed,
            rate_hz: 100.0,
            start_s: t[0],
            acc: [ax, ay, az].map(|a| scaled(&a, G)),
            gyro: Some([gx, gy, gz].map(|g| scaled(&g, 1f64.to_radians()))),
            axes: Axes::Sensor,
            truth: Truth {
                ic_s,
                contact_ms: mean(contact),
                step_ms,
                com_mm: mean(com),
                marker_mm: mean(marker),
                left,
            },
        }
    })
    .into()
}

/// Upward acceleration alone, of the body's centre from force.
fn vertical_only(dir: &Path, drifting: bool) -> Trial {
    let folder = dir.join("imu/dryft_rbds_s001_t25");
    let up = if drifting {
        let [force] = columns(&folder.join("raw_force_drifting_300hz.csv"), ["fz_n"]);
        scaled(&force, 1.0 / 60.63)
    } else {
        let [up] = columns(&folder.join("com_acc_from_grf_300hz.csv"), ["acc_up_g"]);
        up.iter().map(|a| (a + 1.0) * G).collect()
    };
    let [ic_s, contact, step_ms, com] =
        columns(&folder.join("truth_steps.csv"), ["ic_s", "gct_ms", "step_time_ms", "com_vo_mm"]);
    Trial {
        name: "dry".into(),
        person: "dry",
        slope: 0.0,
        speed: 2.5,
        rate_hz: 300.0,
        start_s: 0.0,
        acc: [vec![f64::NAN; up.len()], vec![f64::NAN; up.len()], up],
        gyro: None,
        axes: Axes::Anatomical,
        truth: Truth {
            ic_s,
            contact_ms: mean(contact),
            step_ms,
            com_mm: mean(com),
            ..Truth::default()
        },
    }
}

fn trials(what: &str) -> Option<(PathBuf, Vec<Trial>)> {
    let dir = real_data(what)?;
    let mut all = treadmill(&dir);
    all.extend(virtual_sacra(&dir));
    Some((dir, all))
}

/// Contact times against the truth.
struct Score {
    bias: f64,
    mae: f64,
    r: f64,
    /// RMSE of changes between trials of one slope, percentage points.
    change: f64,
}

fn score(trials: &[Trial], estimate: &[f64]) -> Score {
    let one: Vec<usize> = (0..trials.len()).filter(|&i| trials[i].person == "alc").collect();
    let truth: Vec<f64> = one.iter().map(|&i| trials[i].truth.contact_ms).collect();
    let found: Vec<f64> = one.iter().map(|&i| estimate[i]).collect();
    let error: Vec<f64> = found.iter().zip(&truth).map(|(e, t)| e - t).collect();
    let mut squares = Vec::new();
    for (k, &i) in one.iter().enumerate() {
        for (l, &j) in one.iter().enumerate().skip(k + 1) {
            if trials[i].slope == trials[j].slope {
                let change = |x: &[f64]| 100.0 * (x[l] / x[k]).ln();
                squares.push((change(&found) - change(&truth)).powi(2));
            }
        }
    }
    assert_eq!(squares.len(), 42);
    Score {
        bias: mean(error.iter().copied()),
        mae: mean(error.iter().map(|e| e.abs())),
        r: correlation(&found, &truth),
        change: mean(squares).sqrt(),
    }
}

fn print_score(what: &str, s: &Score) {
    println!("{what:<34} bias {:+5.1}  MAE {:4.1} ms  r {:.3}  change {:4.1} pp", s.bias, s.mae, s.r, s.change);
}

/// Weighted least squares, every person weighing the same.
fn fit(trials: &[Trial], rows: &[Vec<f64>], train: &[usize]) -> Vec<f64> {
    let people = |p: &str| train.iter().filter(|&&i| trials[i].person == p).count() as f64;
    let weight = |i: usize| people(trials[i].person).sqrt().recip();
    let x = DMatrix::from_fn(train.len(), rows[0].len(), |r, c| weight(train[r]) * rows[train[r]][c]);
    let y = DVector::from_fn(train.len(), |r, _| weight(train[r]) * trials[train[r]].truth.contact_ms);
    x.svd(true, true).solve(&y, 1e-12).unwrap().iter().copied().collect()
}

fn predict(b: &[f64], row: &[f64]) -> f64 {
    b.iter().zip(row).map(|(b, x)| b * x).sum()
}

/// In sample, without the trial, without the person.
fn refit(name: &str, trials: &[Trial], rows: &[Vec<f64>]) -> [Score; 2] {
    let all: Vec<usize> = (0..trials.len()).collect();
    let without = |out: &dyn Fn(usize) -> bool| -> Vec<usize> {
        all.iter().copied().filter(|&i| !out(i)).collect()
    };
    let b = fit(trials, rows, &all);
    println!("{name}: {} constants {:.3?}", b.len(), b);
    let inside: Vec<f64> = rows.iter().map(|r| predict(&b, r)).collect();
    let inside = score(trials, &inside);
    print_score("  in sample", &inside);
    let trial: Vec<f64> =
        all.iter().map(|&i| predict(&fit(trials, rows, &without(&|j| j == i)), &rows[i])).collect();
    let trial = score(trials, &trial);
    print_score("  leave one trial out", &trial);
    let mut people: Vec<&str> = trials.iter().map(|t| t.person).collect();
    people.dedup();
    for person in people {
        let b = fit(trials, rows, &without(&|j| trials[j].person == person));
        let error = |i: usize| predict(&b, &rows[i]) - trials[i].truth.contact_ms;
        let of: Vec<f64> = all.iter().filter(|&&i| trials[i].person == person).map(|&i| error(i)).collect();
        println!("  leave {person} out: bias {:+.1}, MAE {:.1} ms", mean(of.iter().copied()), mean(of.iter().map(|e| e.abs())));
    }
    [inside, trial]
}

fn mean_step(s: &TrunkStretch) -> MeanStep {
    s.windows[0].mean_step.unwrap()
}

#[test]
fn contact_times_of_trials_follow_force_plates() {
    let Some((dir, trials)) = trials("trunk contact") else { return };
    let found: Vec<TrunkStretch> = trials.iter().map(Trial::measure).collect();
    let contact = |f: &[TrunkStretch]| -> Vec<f64> { f.iter().map(|s| s.stretch.contact[0].value).collect() };
    for (t, s) in trials.iter().zip(&found) {
        let m = mean_step(s);
        println!(
            "{} {:.2} m/s {:+} deg: true {:.1}, found {:.1}, second {:.1}; {m:.1?}; {:?}",
            t.name, t.speed, t.slope, t.truth.contact_ms, s.stretch.contact[0].value, s.windows[0].contact_check_ms, s.stretch.trust
        );
    }
    let as_built = score(&trials, &contact(&found));
    print_score("as built", &as_built);
    let second: Vec<f64> = found.iter().map(|s| s.windows[0].contact_check_ms).collect();
    print_score("second way", &score(&trials, &second));
    let above: Vec<f64> = found.iter().map(|s| s.above_weight[0].value).collect();
    print_score("time above body weight, no constant", &score(&trials, &above));

    let rows = |f: &dyn Fn(MeanStep) -> Vec<f64>| -> Vec<Vec<f64>> { found.iter().map(|s| f(mean_step(s))).collect() };
    refit("middle + step time", &trials, &rows(&|m| vec![1.0, m.to_middle_ms, m.step_ms]));
    refit("crest + step time", &trials, &rows(&|m| vec![1.0, m.to_crest_ms, m.step_ms]));
    refit("down crossing + step time", &trials, &rows(&|m| vec![1.0, m.to_middle_ms + 0.5 * m.above_ms, m.step_ms]));
    refit("time above", &trials, &rows(&|m| vec![1.0, m.above_ms]));
    refit("middle", &trials, &rows(&|m| vec![1.0, m.to_middle_ms]));
    // without a fore-aft axis
    let mut bare: Vec<Trial> = trials.clone();
    for t in &mut bare {
        if t.axes == Axes::Anatomical {
            t.acc[0].fill(f64::NAN);
        }
    }
    bare.push(vertical_only(&dir, false));
    let bare_found: Vec<TrunkStretch> = bare.iter().map(Trial::measure).collect();
    print_score("vertical only, as built", &score(&bare, &contact(&bare_found)));
    refit("vertical only: time above", &bare, &bare_found.iter().map(|s| vec![1.0, mean_step(s).above_ms]).collect::<Vec<_>>());

    for rate in [200.0, 100.0, 50.0] {
        let slow: Vec<TrunkStretch> = trials.iter().map(|t| t.at_rate(rate).measure()).collect();
        let at = contact(&slow);
        print_score(&format!("{rate} Hz"), &score(&trials, &at));
        let shift: Vec<f64> = at.iter().zip(contact(&found)).map(|(a, b)| a - b).collect();
        for (t, d) in trials.iter().zip(&shift).filter(|(_, d)| d.abs() > 2.0) { println!("   {} {d:+.1}", t.name); }
        println!("  against full rate: mean {:+.2}, largest {:.2} ms, {:?}", mean(shift.iter().copied()), shift.iter().map(|d| d.abs()).fold(0.0, f64::max), slow[0].stretch.trust);
    }
    let _ = (Trust::Estimate, Side::Left, &trials[0].truth.left);
}

#[test]
fn steps_cadence_and_oscillation_follow_force_plates() {
    let Some((_, trials)) = trials("trunk steps") else { return };
    let (mut hits, mut all) = (0, 0);
    let (mut cadence, mut spectral, mut rise) = (Vec::new(), Vec::new(), Vec::new());
    for t in &trials {
        let s = t.measure();
        let ics: Vec<f64> = s.stretch.steps.iter().map(|s| s.initial_contact_s).collect();
        let near = |t: f64| ics.iter().copied().min_by(|a, b| (a - t).abs().total_cmp(&(b - t).abs())).unwrap();
        let interior = &t.truth.ic_s[1..t.truth.ic_s.len() - 1];
        let hit = interior.iter().filter(|&&ic| (near(ic) - ic).abs() < 0.060).count();
        hits += hit;
        all += interior.len();
        // cadence over the same steps
        let (first, last) = (interior[0], interior[interior.len() - 1]);
        let (a, b) = (near(first), near(last));
        let between = ics.iter().filter(|&&i| i > a && i <= b).count() as f64;
        let true_cadence = 60.0 * (interior.len() - 1) as f64 / (last - first);
        let error = 60.0 * between / (b - a) - true_cadence;
        let spec = s.stretch.cadence[0].value - true_cadence;
        let vo = mean(s.stretch.steps.iter().filter(|s| s.fault.is_none()).map(|s| s.oscillation_mm));
        let lag: Vec<f64> = interior.iter().map(|&ic| 1000.0 * (near(ic) - ic)).collect();
        println!("{} steps {} of {}, ic {:+.1}, cadence {error:+.2} spectral {spec:+.2}, vo {vo:.1} com {:.1} marker {:.1} q {:.1}", t.name, hit, interior.len(), mean(lag.iter().copied()), t.truth.com_mm, t.truth.marker_mm, s.forward_quality);
        if let Some(conf) = (!t.truth.left.is_empty()).then_some(s.stretch.side_confidence) {
            let sides: Vec<_> = s.stretch.steps.iter().map(|s| (s.side, s.pelvic_drop_deg, s.lean_deg, s.braking_mps, s.fault)).collect();
            println!("  sides {conf:.2} true left {:?} {sides:.1?}", t.truth.left);
        }
        cadence.push(error.abs());
        spectral.push(spec.abs());
        if t.person == "alc" {
            rise.push(vo - t.truth.com_mm);
        }
    }
    println!("steps {hits} of {all}; cadence MAE {:.2} spm from steps, {:.2} spectral; VO bias {:+.1} MAE {:.1} mm", mean(cadence.iter().copied()), mean(spectral.iter().copied()), mean(rise.iter().copied()), mean(rise.iter().map(|e| e.abs())));
}
