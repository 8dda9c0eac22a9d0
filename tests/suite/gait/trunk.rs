//! Trunk sensors against force plates and markers.
//!
//! Truth is contact above 25 N. One set gives contact above 5 % of body weight
//! and the force itself, whose flight is noisy: the 25 N crossings of single
//! trials carry that noise, so its contacts are lengthened by the mean
//! difference over all trials (4.7 ms).

use std::path::{Path, PathBuf};

use nalgebra::{DMatrix, DVector, Rotation3, Vector3};
use ndarray::ArrayView1;
use runform::gait::orientation::align;
use runform::gait::trunk::{MeanStep, TrunkSettings, TrunkStretch, measure};
use runform::gait::{Run, Step, Trust};
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
    gravity: Gravity,
    /// Part of the estimate that is not fitted, ms.
    fixed_ms: f64,
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
        self.with_run(|run| measure(run, &TrunkSettings::default()).unwrap())
    }

    fn with_run<T>(&self, f: impl FnOnce(&Run) -> T) -> T {
        fn views(a: &[Vec<f64>; 3]) -> [ArrayView1<'_, f64>; 3] {
            [&a[0], &a[1], &a[2]].map(|v| ArrayView1::from(v.as_slice()))
        }
        f(&Run {
            placement: if self.person == "belt" { Placement::Waist } else { Placement::Sacrum },
            start_s: self.start_s,
            rate_hz: self.rate_hz,
            acc: views(&self.acc),
            gyro: self.gyro.as_ref().map(views),
            axes: self.axes,
            gravity: self.gravity,
        })
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
    let sum =
        |f: &dyn Fn(f64, f64) -> f64| a.iter().zip(b).map(|(x, y)| f(x - ma, y - mb)).sum::<f64>();
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
    let longer =
        mean(id.iter().zip(&contact).map(|(&k, c)| contact_25n(&file(k, "truth_grf")) - c));
    eprintln!("contact above 25 N is {longer:.1} ms longer than above 0.05 body weight");
    assert!((longer - 4.7).abs() < 0.5);
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
                gravity: Gravity::Included,
                fixed_ms: 0.0,
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
        let [ic_s, contact, step_ms, com, marker] =
            columns(&steps, ["ic_s", "gct_ms", "step_time_ms", "com_vo_mm", "pelvis_marker_vo_mm"]);
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
            gravity: Gravity::Included,
            fixed_ms: 0.0,
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
        gravity: Gravity::Included,
        fixed_ms: 0.0,
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
    eprintln!(
        "{what:<34} bias {:+5.1}  MAE {:4.1} ms  r {:.3}  change {:4.1} pp",
        s.bias, s.mae, s.r, s.change
    );
}

/// Weighted least squares, every person weighing the same.
fn fit(trials: &[Trial], rows: &[Vec<f64>], train: &[usize]) -> Vec<f64> {
    let people = |p: &str| train.iter().filter(|&&i| trials[i].person == p).count() as f64;
    let weight = |i: usize| people(trials[i].person).sqrt().recip();
    let x =
        DMatrix::from_fn(train.len(), rows[0].len(), |r, c| weight(train[r]) * rows[train[r]][c]);
    let y = DVector::from_fn(train.len(), |r, _| {
        weight(train[r]) * (trials[train[r]].truth.contact_ms - trials[train[r]].fixed_ms)
    });
    x.svd(true, true).solve(&y, 1e-12).unwrap().iter().copied().collect()
}

fn predict(b: &[f64], row: &[f64]) -> f64 {
    b.iter().zip(row).map(|(b, x)| b * x).sum()
}

/// What a fit of the constants gives.
struct Refit {
    trial: Score,
    /// Bias of each person left out, ms.
    people: Vec<(&'static str, f64)>,
}

impl Refit {
    fn without(&self, person: &str) -> f64 {
        self.people.iter().find(|p| p.0 == person).unwrap().1
    }
}

/// In sample, without the trial, without the person. `fixed` is added to every estimate.
fn refit(name: &str, trials: &[Trial], rows: &[Vec<f64>], fixed: &[f64]) -> Refit {
    let trials: Vec<Trial> = trials
        .iter()
        .zip(fixed)
        .map(|(t, f)| {
            let mut t = t.clone();
            t.fixed_ms = *f;
            t
        })
        .collect();
    let trials = trials.as_slice();
    let all: Vec<usize> = (0..trials.len()).collect();
    let without = |out: &dyn Fn(usize) -> bool| -> Vec<usize> {
        all.iter().copied().filter(|&i| !out(i)).collect()
    };
    let b = fit(trials, rows, &all);
    eprintln!("{name}: {} constants {:.3?}", b.len(), b);
    let whole = |b: &[f64], i: usize| trials[i].fixed_ms + predict(b, &rows[i]);
    let inside: Vec<f64> = all.iter().map(|&i| whole(&b, i)).collect();
    let inside = score(trials, &inside);
    print_score("  in sample", &inside);
    let trial: Vec<f64> =
        all.iter().map(|&i| whole(&fit(trials, rows, &without(&|j| j == i)), i)).collect();
    let trial = score(trials, &trial);
    print_score("  leave one trial out", &trial);
    let mut left_out = Vec::new();
    let mut people: Vec<&'static str> = trials.iter().map(|t| t.person).collect();
    people.dedup();
    for person in people {
        let b = fit(trials, rows, &without(&|j| trials[j].person == person));
        let error = |i: usize| whole(&b, i) - trials[i].truth.contact_ms;
        let of: Vec<f64> =
            all.iter().filter(|&&i| trials[i].person == person).map(|&i| error(i)).collect();
        eprintln!(
            "  leave {person} out: bias {:+.1}, MAE {:.1} ms",
            mean(of.iter().copied()),
            mean(of.iter().map(|e| e.abs()))
        );
        left_out.push((person, mean(of)));
    }
    Refit { trial, people: left_out }
}

fn mean_step(s: &TrunkStretch) -> MeanStep {
    s.windows[0].mean_step.unwrap()
}

/// What contact cut at 25 N or 0.05 body weight exceeds that at 50 N by, ms (3 to 16).
const TO_50_N_MS: f64 = 9.0;

fn contacts(found: &[TrunkStretch]) -> Vec<f64> {
    found.iter().map(|s| s.stretch.contact[0].value).collect()
}

#[test]
fn contact_times_of_trials_follow_force_plates() {
    let Some((dir, trials)) = trials("trunk contact") else { return };
    let found: Vec<TrunkStretch> = trials.iter().map(Trial::measure).collect();
    for (t, s) in trials.iter().zip(&found) {
        eprintln!(
            "{} {:.2} m/s {:+} deg: true {:.1}, found {:.1}, second way {:.1} ms, {:?}",
            t.name,
            t.speed,
            t.slope,
            t.truth.contact_ms,
            s.stretch.contact[0].value,
            s.windows[0].contact_carried_ms,
            s.stretch.trust
        );
        // On slopes with an altered cadence the two rules part, and no level is claimed.
        let level = t.slope.abs() <= 2.0;
        let error = s.stretch.contact[0].value - (t.truth.contact_ms - TO_50_N_MS);
        assert!(!level || error.abs() < 35.0, "{} {error}", t.name);
    }
    let as_built = score(&trials, &contacts(&found));
    print_score("as built", &as_built);
    // The truth is cut at 25 N and 0.05 body weight, results speak of 50 N. Level: 12 ms
    // for people left out; change within a runner: that of the braking edge alone.
    assert!(as_built.change < 5.0, "{}", as_built.change);
    let second: Vec<f64> = found.iter().map(|s| s.windows[0].contact_carried_ms).collect();
    print_score("second way", &score(&trials, &second));
    let above: Vec<f64> = found.iter().map(|s| s.above_weight[0].value).collect();
    print_score("time above body weight, no constant", &score(&trials, &above));

    let rows = |f: &dyn Fn(MeanStep) -> Vec<f64>| -> Vec<Vec<f64>> {
        found.iter().map(|s| f(mean_step(s))).collect()
    };
    let none = vec![0.0; trials.len()];
    let halves = |f: &dyn Fn(MeanStep) -> f64| -> Vec<f64> {
        found.iter().map(|s| 2.0 * f(mean_step(s))).collect()
    };
    let step = rows(&|m| vec![1.0, m.step_ms]);
    let middle = halves(&|m| m.to_middle_ms);
    let built = refit("2 middle + step time (as built)", &trials, &step, &middle);
    assert!(built.trial.mae < 7.0 && built.trial.r > 0.94 && built.trial.change < 4.5);
    // Target: 10 ms.
    for person in ["alc", "raj", "ham"] {
        assert!(built.without(person).abs() < 10.0, "{person}");
    }
    // Leaving out the one with 23 trials leaves three trials for three constants,
    // which says nothing.
    let free = rows(&|m| vec![1.0, m.to_middle_ms, m.step_ms]);
    refit("middle + step time", &trials, &free, &none);
    refit("carried + step time", &trials, &rows(&|m| vec![1.0, m.carried_ms, m.step_ms]), &none);
    let down = |m: MeanStep| m.to_middle_ms + 0.5 * m.above_ms;
    refit("down crossing + step time", &trials, &rows(&|m| vec![1.0, down(m), m.step_ms]), &none);
    refit("down crossing", &trials, &rows(&|m| vec![1.0, down(m)]), &none);
    refit("time above body weight", &trials, &rows(&|m| vec![1.0, m.above_ms]), &none);

    // Without a fore-aft axis, and one person more.
    let mut bare: Vec<Trial> = trials.clone();
    for t in bare.iter_mut().filter(|t| t.axes == Axes::Anatomical) {
        t.acc[0].fill(f64::NAN);
    }
    let found: Vec<TrunkStretch> = bare.iter().map(Trial::measure).collect();
    let vertical = score(&bare, &contacts(&found));
    print_score("vertical only, as built", &vertical);
    assert!(vertical.change < 7.5, "{}", vertical.change); // naive threshold: 12 pp
    assert!(
        found
            .iter()
            .zip(&bare)
            .all(|(s, t)| t.person != "alc" || s.stretch.trust == Trust::ChangeOnly)
    );
    bare.push(vertical_only(&dir, false));
    let above: Vec<Vec<f64>> =
        bare.iter().map(|t| vec![1.0, t.measure().above_weight[0].value]).collect();
    refit("vertical only, four people", &bare, &above, &vec![0.0; bare.len()]);
}

#[test]
fn contact_times_do_not_depend_on_the_rate() {
    let Some((_, trials)) = trials("trunk rates") else { return };
    let trials: Vec<Trial> = trials.into_iter().filter(|t| t.person == "alc").collect();
    let full: Vec<TrunkStretch> = trials.iter().map(Trial::measure).collect();
    for rate in [200.0, 100.0, 50.0] {
        let slow: Vec<TrunkStretch> = trials.iter().map(|t| t.at_rate(rate).measure()).collect();
        print_score(&format!("{rate} Hz"), &score(&trials, &contacts(&slow)));
        let shift: Vec<f64> =
            contacts(&slow).iter().zip(contacts(&full)).map(|(a, b)| a - b).collect();
        let largest = shift.iter().map(|d| d.abs()).fold(0.0, f64::max);
        let shift = mean(shift);
        eprintln!("  against 500 Hz: mean {shift:+.2}, largest {largest:.2} ms");
        let trust = if rate < 95.0 { Trust::ChangeOnly } else { Trust::Estimate };
        assert!(slow.iter().all(|s| s.stretch.trust <= trust));
        // Target: 1 ms.
        assert!(rate < 95.0 || (shift.abs() < 1.5 && largest < 4.0), "{shift} {largest}");
    }
    let crawl = trials[0].at_rate(20.0).measure();
    assert_eq!(crawl.stretch.trust, Trust::None);
    assert!((crawl.stretch.cadence[0].value - full[0].stretch.cadence[0].value).abs() < 1.0);
}

#[test]
fn steps_cadence_and_oscillation_follow_force_plates() {
    let Some((_, trials)) = trials("trunk steps") else { return };
    let (mut hits, mut all) = (0, 0);
    let (mut cadence, mut spectral, mut rise, mut level) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for t in &trials {
        let s = t.measure();
        let near = |at: f64| {
            let far = |s: &&Step| (s.initial_contact_s - at).abs();
            s.stretch.steps.iter().min_by(|a, b| far(a).total_cmp(&far(b))).unwrap()
        };
        let truth = &t.truth.ic_s[1..t.truth.ic_s.len() - 1];
        let found: Vec<&Step> = truth.iter().map(|&ic| near(ic)).collect();
        let lag: Vec<f64> =
            found.iter().zip(truth).map(|(s, ic)| 1000.0 * (s.initial_contact_s - ic)).collect();
        hits += lag.iter().filter(|l| l.abs() < 60.0).count();
        all += truth.len();
        // Over the same steps: as many steps between the two that are nearest.
        let (a, b) = (found[0].initial_contact_s, found[found.len() - 1].initial_contact_s);
        let steps =
            s.stretch.steps.iter().filter(|s| s.initial_contact_s > a && s.initial_contact_s <= b);
        let truly = 60.0 * (truth.len() - 1) as f64 / (truth[truth.len() - 1] - truth[0]);
        cadence.push((60.0 * steps.count() as f64 / (b - a) - truly).abs());
        spectral.push((s.stretch.cadence[0].value - truly).abs());
        let whole = s.stretch.steps.iter().filter(|s| s.fault.is_none());
        let risen = mean(whole.map(|s| s.oscillation_mm));
        eprintln!(
            "{} steps {}, contact {:+.1} ms, cadence off {:.2}, spectral {:.2} spm, oscillation {risen:.1} of {:.1} (marker {:.1}) mm",
            t.name,
            truth.len(),
            mean(lag.iter().copied()),
            cadence[cadence.len() - 1],
            spectral[spectral.len() - 1],
            t.truth.com_mm,
            t.truth.marker_mm
        );
        if t.person == "alc" {
            rise.push(risen - t.truth.com_mm);
            if t.slope == 0.0 {
                level.push(risen - t.truth.com_mm);
            }
        } else {
            // Target: 5 mm of the markers of the same segment.
            assert!((risen - t.truth.marker_mm).abs() < 5.0, "{}", t.name);
            assert_eq!(lag.iter().filter(|l| l.abs() < 60.0).count(), truth.len());
            assert!(s.forward_quality > 20.0);
            // All feet named, and rightly.
            for (step, &ic) in found.iter().zip(truth) {
                let left = t.truth.left[t.truth.ic_s.iter().position(|&i| i == ic).unwrap()];
                assert_eq!(step.side, Some(if left { Side::Left } else { Side::Right }));
            }
        }
    }
    let size = |x: &[f64]| mean(x.iter().map(|v| v.abs()));
    eprintln!(
        "steps {hits} of {all}; cadence off {:.2} spm by steps, {:.2} by spectrum; oscillation bias {:+.1}, MAE {:.1} mm, on the level {:.1}",
        size(&cadence),
        size(&spectral),
        mean(rise.iter().copied()),
        size(&rise),
        size(&level)
    );
    assert!(hits as f64 >= 0.99 * all as f64);
    assert!(size(&cadence) < 0.4 && size(&spectral) < 0.6); // target 0.6
    // Target 3.5 mm. The truth is normal to the belt, ours is along gravity; on
    // a slope the two differ.
    assert!(size(&rise) < 4.0 && size(&level) < 3.5);
}

/// A turn that is no special one.
fn turn(seed: f64) -> Rotation3<f64> {
    Rotation3::from_euler_angles(1.3 * seed, 2.1 * seed - 0.4, 0.7 * seed * seed + 0.2)
}

fn turned(axes: &[Vec<f64>; 3], by: &Rotation3<f64>) -> [Vec<f64>; 3] {
    let at = |i: usize| by * Vector3::new(axes[0][i], axes[1][i], axes[2][i]);
    [0, 1, 2].map(|a| (0..axes[0].len()).map(|i| at(i)[a]).collect())
}

fn differ_most(a: &TrunkStretch, b: &TrunkStretch) -> f64 {
    assert_eq!(a.stretch.steps.len(), b.stretch.steps.len());
    let numbers = |s: &TrunkStretch| -> Vec<f64> {
        let of = |s: &Step| {
            [
                s.initial_contact_s,
                s.step_ms,
                s.oscillation_mm,
                s.pelvic_drop_deg,
                s.lean_deg,
                s.braking_mps,
            ]
        };
        let w = s.windows[0];
        s.stretch
            .steps
            .iter()
            .flat_map(of)
            .chain([
                w.contact_ms,
                w.contact_carried_ms,
                w.harmonic_ratio_up,
                w.harmonic_ratio_forward,
                w.step_regularity,
            ])
            .collect()
    };
    assert!(a.stretch.steps.iter().zip(&b.stretch.steps).all(|(a, b)| a.side == b.side));
    numbers(a).iter().zip(numbers(b)).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

#[test]
fn results_do_not_depend_on_the_mounting() {
    let Some(dir) = real_data("trunk mounting") else { return };
    for t in virtual_sacra(&dir) {
        let plain = t.measure();
        for seed in 1..=20 {
            let by = turn(f64::from(seed));
            let gyro = t.gyro.as_ref().map(|g| turned(g, &by));
            let other = Trial { acc: turned(&t.acc, &by), gyro, ..t.clone() }.measure();
            let most = differ_most(&plain, &other);
            assert!(most < 1e-6, "{} {seed} {most}", t.name);
        }
        // The same axes, now by name.
        let body = t.with_run(|run| align(run).unwrap());
        let acc = [body.forward.clone().unwrap(), body.left.clone().unwrap(), body.up.clone()];
        // Of the turning only that about forward is looked at.
        let gyro = body.roll.clone().map(|roll| {
            let still = vec![0.0; roll.len()];
            [roll, still.clone(), still]
        });
        let named = Trial { acc, gyro, axes: Axes::Anatomical, ..t.clone() };
        let most = differ_most(&plain, &named.measure());
        assert!(most < 1e-6, "{} {most}", t.name);
        // A device that takes out gravity: the vertical comes from the bounce.
        let still = [0, 1, 2].map(|a| {
            let zero = mean(t.acc[a].iter().copied());
            t.acc[a].iter().map(|v| v - zero).collect::<Vec<f64>>()
        });
        let light = Trial { acc: still, gravity: Gravity::Removed, ..t.clone() }.measure();
        let off = light.stretch.contact[0].value - plain.stretch.contact[0].value;
        eprintln!("{}: contact {off:+.1} ms without gravity", t.name);
        assert!(light.stretch.steps.len().abs_diff(plain.stretch.steps.len()) <= 1);
        // The bounce is not quite vertical: no absolute contact time from it.
        assert_eq!(light.stretch.trust, Trust::ChangeOnly);
        assert!(light.stretch.steps.iter().all(|s| s.lean_deg.is_nan()));
    }
}

#[test]
fn vertical_alone_gives_steps_even_on_a_drifting_signal() {
    let Some(dir) = real_data("vertical only") else { return };
    let t = vertical_only(&dir, false);
    let (clean, drifting) = (t.measure(), vertical_only(&dir, true).measure());
    let matched = |s: &TrunkStretch| {
        t.truth
            .ic_s
            .iter()
            .filter(|&&ic| s.stretch.steps.iter().any(|s| (s.initial_contact_s - ic).abs() < 0.060))
            .count()
    };
    let apart: Vec<f64> = clean
        .stretch
        .steps
        .iter()
        .zip(&drifting.stretch.steps)
        .map(|(a, b)| (a.step_ms - b.step_ms).abs())
        .collect();
    let off: Vec<f64> = t
        .truth
        .ic_s
        .iter()
        .zip(&t.truth.step_ms)
        .filter_map(|(&ic, step)| {
            let s =
                clean.stretch.steps.iter().find(|s| (s.initial_contact_s - ic).abs() < 0.060)?;
            Some((s.step_ms - step).powi(2))
        })
        .collect();
    let largest = apart.iter().copied().filter(|d| d.is_finite()).fold(0.0, f64::max);
    eprintln!(
        "{} of 77 true steps found, {} with drift; step times {:.1} ms RMSE, drift moves them by {:.2} (largest {largest:.1}) ms; contact {:?} for {:.1}",
        matched(&clean),
        matched(&drifting),
        mean(off.iter().copied()).sqrt(),
        mean(apart.iter().copied()),
        clean.stretch.contact.iter().map(|w| w.value.round()).collect::<Vec<_>>(),
        t.truth.contact_ms
    );
    assert_eq!((matched(&clean), matched(&drifting)), (77, 77));
    assert_eq!(clean.stretch.steps.len(), drifting.stretch.steps.len());
    assert!(mean(apart) < 1.0 && largest < 5.0);
    assert!(mean(off).sqrt() < 10.0);
    assert_eq!(clean.stretch.trust, Trust::ChangeOnly);
}

/// Jogging with a sensor on the belt buckle: x right, y down, z forward.
#[test]
fn a_belt_sensor_finds_its_axes() {
    let Some(dir) = real_data("belt sensor") else { return };
    for name in [
        "D03_SA03_R01",
        "D04_SA03_R01",
        "D03_SA07_R01",
        "D04_SA07_R01",
        "D04_SA10_R01",
        "D04_SA17_R01",
        "D04_SE06_R01",
    ] {
        let file = dir.join(format!("imu/sisfall_waist_jog/{name}.csv"));
        let all = columns(
            &file,
            ["acc_x_g", "acc_y_g", "acc_z_g", "gyr_x_dps", "gyr_y_dps", "gyr_z_dps"],
        );
        let part = |i: usize, by: f64| scaled(&all[i][4000..16000], by);
        let t = Trial {
            name: name.into(),
            person: "belt",
            slope: 0.0,
            speed: f64::NAN,
            rate_hz: 200.0,
            start_s: 20.0,
            acc: [0, 1, 2].map(|i| part(i, G)),
            gyro: Some([3, 4, 5].map(|i| part(i, 1f64.to_radians()))),
            axes: Axes::Sensor,
            gravity: Gravity::Included,
            fixed_ms: 0.0,
            truth: Truth::default(),
        };
        let (s, body) = (t.measure(), t.with_run(|run| align(run).unwrap()));
        let forward = body.forward.as_ref().map(|f| correlation(f, &t.acc[2]));
        let left = body.left.as_ref().map(|l| correlation(l, &t.acc[0]));
        let steps = s.stretch.steps.len();
        let faults = s.stretch.steps.iter().filter(|s| s.fault.is_some()).count();
        let spectral = mean(s.stretch.cadence.iter().map(|w| w.value));
        let between =
            s.stretch.steps[steps - 1].initial_contact_s - s.stretch.steps[0].initial_contact_s;
        let counted = 60.0 * (steps - 1) as f64 / between;
        eprintln!(
            "{name}: {steps} steps, {faults} faulty, cadence {counted:.1} ({spectral:.1}), contact {:.0?}, by the edge {}, forward {forward:.2?} left {left:.2?} q {:.1}, sides {:.2}, oscillation {:.0} ({:.2}), {:?} {}",
            s.stretch.contact.iter().map(|w| w.value).collect::<Vec<_>>(),
            s.by_edge,
            s.forward_quality,
            s.stretch.side_confidence,
            mean(s.stretch.steps.iter().map(|s| s.oscillation_mm)),
            s.oscillation_ratio,
            s.stretch.trust,
            s.slipped
        );
        // Known axes: z forward, x to the right.
        assert!(forward.is_some_and(|r| r > 0.4) && left.is_some_and(|r| r < -0.85), "{name}");
        assert!((counted - spectral).abs() < 1.0, "{name}");
        assert!((faults as f64) < 0.05 * steps as f64, "{name}");
        assert!((s.oscillation_ratio - 1.0).abs() < 0.08 && !s.slipped, "{name}");
        // Nobody has checked absolute contact times from a belt.
        assert_eq!(s.stretch.trust, Trust::ChangeOnly, "{name}");
    }
}
