//! Every number against R. `reference/reference.csv` is what `reference/reference.R`
//! printed; where Rscript and its packages are at hand the script is run again, so
//! that the fixture cannot drift from it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, missing_docs)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use runform_inference::mixed::{Estimate, Model, Unfit};
use runform_inference::reliability::{agreement, reliability};
use runform_inference::tests::{benjamini_hochberg, equal_shares, equivalence};
use runform_inference::{effect, pool, t_p, t_quantile};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference")
}

type Reference = BTreeMap<String, f64>;

fn parsed(text: &str) -> Reference {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().map(|r| r.unwrap());
    rows.map(|r| (format!("{}.{}", &r[0], &r[1]), r[2].parse().unwrap())).collect()
}

fn reference() -> Reference {
    parsed(&std::fs::read_to_string(folder().join("reference.csv")).unwrap())
}

/// To four digits, or to 5e-9 of what is next to nothing.
fn near(r: &Reference, key: &str, value: f64) {
    let expected = r[key];
    let off = (value - expected).abs();
    assert!(off <= 5e-5 * expected.abs() + 5e-9, "{key}: {value}, R says {expected}");
}

struct Table {
    participant: Vec<usize>,
    late: Vec<f64>,
    trained: Vec<f64>,
    age: Vec<f64>,
    change: Vec<f64>,
}

fn table(name: &str) -> Table {
    let mut t =
        Table { participant: vec![], late: vec![], trained: vec![], age: vec![], change: vec![] };
    let mut reader = csv::Reader::from_path(folder().join(name)).unwrap();
    for row in reader.records().map(|r| r.unwrap()) {
        t.participant.push(row[0].parse::<usize>().unwrap() - 1);
        t.trained.push(f64::from(u8::from(&row[1] == "trained")));
        t.late.push(f64::from(u8::from(&row[2] == "heat")));
        t.age.push(row[4].parse().unwrap());
        t.change.push(row[5].parse().unwrap());
    }
    t
}

fn model(t: &Table, age: bool, slope: bool) -> Model {
    let rows = 0..t.change.len();
    let x = |i: usize| {
        let mut x = vec![1.0, t.trained[i], t.late[i]];
        x.extend(age.then_some(t.age[i]));
        x.push(t.trained[i] * t.late[i]);
        x
    };
    let z = |i: usize| if slope { vec![1.0, t.late[i]] } else { vec![1.0] };
    Model {
        y: t.change.clone(),
        x: rows.clone().map(x).collect(),
        group: t.participant.clone(),
        z: rows.map(z).collect(),
    }
}

fn mixed(case: &str, file: &str, age: bool, slope: bool) {
    let r = reference();
    let fit = model(&table(file), age, slope).fit().unwrap();
    let p = fit.beta.len();
    let check = |what: &str, value: f64| near(&r, &format!("{case}.{what}"), value);
    for k in 0..p {
        let mut l = vec![0.0; p];
        l[k] = 1.0;
        let e = fit.estimate(&l);
        let all = [
            ("beta", e.value),
            ("se", e.se),
            ("df", e.df),
            ("p", e.p),
            ("low", e.ci95[0]),
            ("high", e.ci95[1]),
        ];
        for (what, value) in all {
            check(&format!("{what}{k}"), value);
        }
    }
    let mut l = vec![0.0; p];
    (l[2], l[p - 1]) = (1.0, 1.0);
    let e = fit.estimate(&l);
    check("contrast", e.value);
    check("contrast_se", e.se);
    check("contrast_df", e.df);
    check("sigma", fit.sigma);
    check("criterion", fit.criterion);
    check("var0", fit.between[(0, 0)]);
    if slope {
        check("var1", fit.between[(1, 1)]);
        check("cov", fit.between[(0, 1)]);
    }
    assert_eq!(f64::from(u8::from(fit.singular)), r[&format!("{case}.singular")]);
}

#[test]
fn a_balanced_design() {
    mixed("example", "example.csv", false, false);
}

#[test]
fn an_unbalanced_design() {
    mixed("unbalanced", "unbalanced.csv", false, false);
}

#[test]
fn random_slopes() {
    mixed("slopes", "unbalanced.csv", false, true);
}

#[test]
fn a_covariate() {
    mixed("covariate", "covariate.csv", true, false);
}

#[test]
fn a_singular_fit() {
    mixed("singular", "singular.csv", false, false);
}

/// The result depends neither on the unit of the response nor on the names of groups.
#[test]
fn units_and_names_do_not_matter() {
    let t = table("unbalanced.csv");
    let plain = model(&t, false, true).fit().unwrap();
    let mut other = model(&t, false, true);
    other.y.iter_mut().for_each(|y| *y *= 1e-4);
    other.group.iter_mut().for_each(|g| *g = 23 - *g);
    let scaled = other.fit().unwrap();
    let l = [0.0, 0.0, 1.0, 1.0];
    let (a, b) = (plain.estimate(&l), scaled.estimate(&l));
    assert!((b.value * 1e4 - a.value).abs() < 1e-5 * a.value.abs());
    assert!((b.df - a.df).abs() < 1e-3 * a.df, "{} {}", a.df, b.df);
}

/// A response that moves by a column moves the coefficient of that column alone.
#[test]
fn what_moves_every_row_moves_the_coefficients() {
    let t = table("unbalanced.csv");
    let m = model(&t, false, true);
    let fit = m.fit().unwrap();
    let by: Vec<f64> = m.x.iter().map(|x| 2.0 * x[2]).collect();
    assert!((fit.moved(&[0.0, 0.0, 1.0, 0.0], &by) - 2.0).abs() < 1e-9);
    assert!(fit.moved(&[1.0, 0.0, 0.0, 0.0], &by).abs() < 1e-9);
    // The response itself gives the coefficients.
    let found = fit.moved(&[0.0, 1.0, 0.0, 0.0], &m.y);
    assert!((found - fit.beta[1]).abs() < 1e-8 * fit.beta[1].abs());
}

#[test]
fn what_cannot_be_fitted_is_said() {
    let t = table("example.csv");
    let mut twice = model(&t, false, false);
    twice.x.iter_mut().for_each(|x| x.push(1.0 - x[1]));
    assert_eq!(twice.fit().unwrap_err(), Unfit::Collinear { column: 4 });
    let mut gap = model(&t, false, false);
    gap.y[3] = f64::NAN;
    assert_eq!(gap.fit().unwrap_err(), Unfit::NotFinite);
    let mut single = model(&t, false, false);
    single.group = (0..single.y.len()).collect();
    assert_eq!(single.fit().unwrap_err(), Unfit::NoRepeats);
    let few = Model { y: vec![1.0], x: vec![vec![1.0]], group: vec![0], z: vec![vec![]] };
    assert_eq!(few.fit().unwrap_err(), Unfit::FewRows { rows: 1, columns: 1 });
}

fn days() -> [Vec<f64>; 3] {
    let mut out = [vec![], vec![], vec![]];
    let mut reader = csv::Reader::from_path(folder().join("days.csv")).unwrap();
    for row in reader.records().map(|r| r.unwrap()) {
        for (k, column) in out.iter_mut().enumerate() {
            column.push(row[k + 1].parse().unwrap());
        }
    }
    out
}

fn icc(case: &str, table: &[Vec<f64>]) {
    let r = reference();
    let found = reliability(table).unwrap();
    let all = [
        ("icc21", found.icc21),
        ("icc21_low", found.icc21_ci95[0]),
        ("icc21_high", found.icc21_ci95[1]),
        ("icc31", found.icc31),
        ("icc31_low", found.icc31_ci95[0]),
        ("icc31_high", found.icc31_ci95[1]),
        ("sem", found.sem),
        ("mdc95", found.mdc95),
    ];
    for (what, value) in all {
        near(&r, &format!("{case}.{what}"), value);
    }
}

/// ICC(2,1) .29 and ICC(3,1) .71 in the paper.
#[test]
fn the_table_of_shrout_and_fleiss() {
    let table = [
        [9.0, 2.0, 5.0, 8.0],
        [6.0, 1.0, 3.0, 2.0],
        [8.0, 4.0, 6.0, 8.0],
        [7.0, 1.0, 2.0, 6.0],
        [10.0, 5.0, 6.0, 9.0],
        [6.0, 2.0, 4.0, 7.0],
    ]
    .map(|r| r.to_vec());
    icc("shrout", &table);
    let found = reliability(&table).unwrap();
    assert!((found.icc21 - 0.29).abs() < 0.005 && (found.icc31 - 0.71).abs() < 0.005);
}

#[test]
fn days_and_agreement() {
    let [a, b, c] = days();
    let table: Vec<Vec<f64>> = (0..a.len()).map(|i| vec![a[i], b[i], c[i]]).collect();
    icc("days", &table);
    let r = reference();
    let found = agreement(&a, &b).unwrap();
    near(&r, "agreement.bias", found.bias);
    near(&r, "agreement.bias_low", found.bias_ci95[0]);
    near(&r, "agreement.bias_high", found.bias_ci95[1]);
    near(&r, "agreement.upper", found.limits[1]);
    near(&r, "agreement.upper_low", found.upper_ci95[0]);
    near(&r, "agreement.upper_high", found.upper_ci95[1]);
    near(&r, "agreement.slope", found.slope);
    near(&r, "agreement.slope_p", found.slope_p);
    let n = a.len() as f64;
    let e = Estimate::new(found.bias, found.sd / n.sqrt(), n - 1.0);
    near(&r, "tost.p", equivalence(&e, 5.0).p);
    let g = effect::paired(&a, &b).unwrap();
    near(&r, "g_paired.g", g.g);
    near(&r, "g_paired.low", g.ci95[0]);
    near(&r, "g_paired.high", g.ci95[1]);
    let g = effect::between(&a[..8], &c[8..]).unwrap();
    near(&r, "g_between.g", g.g);
    near(&r, "g_between.low", g.ci95[0]);
    near(&r, "g_between.high", g.ci95[1]);
}

#[test]
fn pooled_estimates() {
    let r = reference();
    let mut reader = csv::Reader::from_path(folder().join("slopes.csv")).unwrap();
    let rows = reader.records().map(|r| r.unwrap());
    let all: Vec<(f64, f64)> =
        rows.map(|r| (r[0].parse().unwrap(), r[1].parse().unwrap())).collect();
    let found = pool::pooled(&all).unwrap();
    near(&r, "pool.mean", found.mean);
    near(&r, "pool.se", found.se);
    near(&r, "pool.tau", found.between);
    near(&r, "pool.i2", found.i2_pct);
    // One that says nothing is the mean; one that is sure is itself.
    assert_eq!(found.shrunk(None), (found.mean, found.between));
    assert!((found.shrunk(Some((0.5, 1e-6))).0 - 0.5).abs() < 1e-6);
}

#[test]
fn small_tests() {
    let r = reference();
    let p = benjamini_hochberg(&[0.001, 0.04, 0.03, f64::NAN, 0.2, 0.9, 0.01]);
    assert!(p[3].is_nan());
    for (k, value) in p.iter().filter(|p| p.is_finite()).enumerate() {
        near(&r, &format!("bh.{k}"), *value);
    }
    near(&r, "fisher.p", equal_shares(&[(13, 2), (8, 7)]).unwrap());
    near(&r, "chisq.p", equal_shares(&[(13, 2), (8, 7), (10, 5)]).unwrap());
    near(&r, "t.q", t_quantile(0.975, 4.37));
    near(&r, "t.p", t_p(2.3, 6.81));
}

/// The fixture is what R says today.
#[test]
fn the_script_prints_the_fixture() {
    let needed =
        "for (p in c('lme4', 'lmerTest', 'psych', 'metafor')) library(p, character.only = TRUE)";
    let there = Command::new("Rscript").args(["-e", needed]).output();
    if !there.is_ok_and(|o| o.status.success()) {
        eprintln!("skipped: Rscript with lme4, lmerTest, psych and metafor is not at hand");
        return;
    }
    let run = Command::new("Rscript").arg("reference.R").current_dir(folder()).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let (now, kept) = (parsed(&String::from_utf8(run.stdout).unwrap()), reference());
    assert_eq!(now.keys().collect::<Vec<_>>(), kept.keys().collect::<Vec<_>>());
    for key in kept.keys() {
        near(&kept, key, now[key]);
    }
}
