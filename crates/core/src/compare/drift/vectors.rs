//! Runs made by a rule without a random generator, held against figures that a
//! second program (another language, dense matrices) gives for the same rows.

use super::super::{Row, prior};
use super::*;
use crate::metrics::Metric;

/// Linear congruential generator, -0.5 to 0.5.
fn draws(n: usize, seed: u64) -> Vec<f64> {
    let mut x = seed;
    (0..n)
        .map(|_| {
            x = (1_103_515_245 * x + 12345) % (1 << 31);
            x as f64 / (1u64 << 31) as f64 - 0.5
        })
        .collect()
}

fn run(kind: &str) -> Vec<Row> {
    let n = 120;
    let u = draws(4 * n, 7);
    (0..n)
        .map(|i| {
            let q = i as f64;
            let g = if kind == "hills" { 3.0 * (q / 7.0).sin() } else { 0.0 };
            let fade = if kind == "fade" { 0.15 * q / n as f64 } else { 0.0 };
            let ln_v = 3f64.ln() + 0.05 * (q / 3.0).sin() + 0.02 * u[i] - 0.03 * g.max(0.0) - fade;
            let s = 0.05 * ((q / n as f64 - 0.45) / 0.35).clamp(0.0, 1.0);
            let contact = -0.5 * (ln_v - 3f64.ln()) + 0.004 * g.max(0.0) + s + 0.03 * u[n + i];
            Row {
                t: 600.0 + 30.0 * q,
                clock: 600.0 + 30.0 * q,
                seconds: 30.0,
                speed: ln_v.exp() + 0.1 * u[2 * n + i],
                up: g.max(0.0),
                down: g.min(0.0),
                value: 250.0 * contact.exp(),
            }
        })
        .collect()
}

fn model() -> Model {
    Model {
        log: true,
        formula: 0.0,
        prior: prior(Metric::GroundContactTime, 3.0, 250.0),
        swc: 0.025,
        wander: 0.004,
        unknown: 0.0,
        floor: 0.0012,
    }
}

fn parts(n: usize) -> (Vec<bool>, Vec<bool>) {
    let quarter = n / 4;
    ((0..n).map(|i| i < quarter).collect(), (0..n).map(|i| i >= n - quarter).collect())
}

fn fit(rows: &[Row]) -> Drifted {
    let (early, late) = parts(rows.len());
    // The reference takes the natural wander for known.
    let settings = Drift { wander_known: 1e12, ..Drift::default() };
    whole_run(rows, &early, &late, &model(), &settings).unwrap()
}

#[test]
fn three_runs_give_the_figures_of_the_reference() {
    // change, half width, se, df, share, support, r, heard, slopes of ln v and its square
    type Figures = (&'static str, [f64; 8], [f64; 2]);
    let expected: [Figures; 3] = [
        (
            "flat",
            [0.05005, 0.01521, 0.00765, 83.2, 0.0001, 1.0, 0.6249, 0.8754],
            [-0.5114, -0.0642],
        ),
        (
            "hills",
            [0.05012, 0.01626, 0.00817, 76.9, 0.0024, 1.0, 0.6732, 0.8495],
            [-0.5194, -0.2351],
        ),
        (
            "fade",
            [0.04765, 0.01881, 0.00955, 221.9, 0.3964, 0.933, 0.6452, 0.8437],
            [-0.5210, -0.1451],
        ),
    ];
    for (kind, want, slopes) in expected {
        let f = fit(&run(kind));
        let got = [f.change, f.half, f.se, f.df, f.slope_share, f.support, f.r, f.heard];
        // Two per cent of the half width, and of what it is made of.
        let tolerance = 0.02 * want[1];
        for (k, (g, w)) in got.iter().zip(want).enumerate() {
            let allowed = match k {
                0..=2 => tolerance,
                3 => 0.02 * w,
                _ => 0.005,
            };
            assert!((g - w).abs() <= allowed, "{kind} figure {k}: {g} for {w}");
        }
        for (g, w) in f.slopes.iter().zip(slopes) {
            assert!((g - w).abs() < 0.005, "{kind}: {g} for {w}");
        }
    }
}

#[test]
fn early_and_late_swapped_flip_the_sign() {
    let rows = run("hills");
    let (early, late) = parts(rows.len());
    let s = Drift::default();
    let forth = whole_run(&rows, &early, &late, &model(), &s).unwrap();
    let back = whole_run(&rows, &late, &early, &model(), &s).unwrap();
    assert!((forth.change + back.change).abs() < 1e-12);
}

#[test]
fn scale_and_clock_do_not_matter() {
    let rows = run("fade");
    let change = fit(&rows).change;
    let scaled: Vec<Row> = rows.iter().map(|r| Row { value: 1.1 * r.value, ..*r }).collect();
    assert!((fit(&scaled).change - change).abs() < 1e-6);
    let shifted: Vec<Row> =
        rows.iter().map(|r| Row { t: r.t + 1000.0, clock: r.clock + 1000.0, ..*r }).collect();
    assert!((fit(&shifted).change - change).abs() < 1e-9);
}

#[test]
fn a_ramp_begins_between_its_start_and_the_half() {
    let f = fit(&run("flat"));
    // The ramp starts at 45 % of the rows (2220 s) and passes a quarter of its height 5 min later.
    let course = f.course.unwrap();
    let began = course.begin(1.0, 0.0125, &Drift::default()).unwrap();
    assert!(began.ci95[0] <= 2220.0 && 2220.0 <= began.ci95[1], "{began:?}");
    assert!((began.t - 2535.0).abs() < 600.0, "{began:?}");
    let end = *course.points().last().unwrap();
    assert!((end.value - f.change).abs() < 0.02, "{end:?}");
}

#[test]
fn too_few_rows_are_refused_with_their_numbers() {
    let rows = run("flat");
    let (early, late) = parts(12);
    assert_eq!(
        whole_run(&rows[..12], &early, &late, &model(), &Drift::default()).unwrap_err(),
        Unfit::FewRows { rows: 12, early: 3, late: 3 }
    );
}
