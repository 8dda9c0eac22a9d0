//! The table of real recordings in `docs/validation.md`: what the usual rule
//! says, and what remains at equal speed and slope.
//!
//! `RUNFORM_WRITE_DOCS=1 cargo test --test suite real_runs` writes it anew.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use runform::analysis::{Analysis, Origin, effects};
use runform::compare::MetricChange;
use runform::metrics::Metric;
use runform::recording::Recording;
use runform::settings::{Covariate, Effect, Settings};
use serde_json::Value;

use crate::support::{analyse_with, files_in, naive, real_data, runs};

const BEGIN: &str = "<!-- real runs: begin (written by `cargo test --test suite real_runs`) -->\n";
const END: &str = "<!-- real runs: end -->\n";

/// Recordings of at least this length are listed, s.
const LONG_S: f64 = 2400.0;

/// Metrics that watches record themselves, with the decimals they deserve.
const SHOWN: [(Metric, usize); 6] = [
    (Metric::Cadence, 1),
    (Metric::GroundContactTime, 1),
    (Metric::VerticalOscillation, 1),
    (Metric::VerticalRatio, 2),
    (Metric::StepLength, 3),
    (Metric::ContactBalanceLeft, 2),
];

struct Row {
    file: String,
    naive: f64,
    change: MetricChange,
    decimals: usize,
    fatigue: String,
}

impl Row {
    fn excludes_0(&self) -> bool {
        self.change.ci95.is_some_and(|[low, high]| low > 0.0 || high < 0.0)
    }

    /// The rule has the other sign than the adjusted change.
    fn flips(&self) -> bool {
        self.change.adjusted_change.is_some_and(|a| a * self.naive < 0.0)
    }

    fn worthwhile(&self) -> bool {
        self.change.swc.is_some_and(|swc| self.naive.abs() >= swc)
    }
}

/// The word that JSON has for a value.
fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().replace('_', " ")
}

fn rows(file: &str, recording: &Recording, analysis: &Analysis) -> Vec<Row> {
    let c = &analysis.comparison;
    let has_contact = c.metrics.iter().any(|m| m.metric == Metric::GroundContactTime);
    if analysis.recording.duration_s < LONG_S || !has_contact {
        return Vec::new();
    }
    SHOWN
        .iter()
        .filter_map(|&(metric, decimals)| {
            let change = c.metrics.iter().find(|m| m.metric == metric && !m.estimated)?.clone();
            let naive = naive(recording, &change.source.to_string())?;
            let fatigue = word(c.fatigue_evidence);
            Some(Row { file: file.into(), naive, change, decimals, fatigue })
        })
        .collect()
}

fn signed(value: Option<f64>, decimals: usize) -> String {
    value.map_or("–".into(), |v| format!("{v:+.decimals$}").replace('-', "−"))
}

fn table(rows: &[Row]) -> String {
    let mut text = String::from(
        "| run | metric | first quarter → last | fresh → tired, raw | at equal speed and slope [95 %] | matched s | tired? | verdict |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for r in rows {
        let (m, d) = (&r.change, r.decimals);
        let adjusted = m.ci95.map_or("–".into(), |[low, high]| {
            format!(
                "{} [{}, {}]",
                signed(m.adjusted_change, d),
                signed(Some(low), d),
                signed(Some(high), d)
            )
        });
        writeln!(
            text,
            "| {} | {} {} | {} | {} | {adjusted} | {:.0} | {} | {} |",
            r.file,
            m.metric.id().replace('_', " "),
            m.unit,
            signed(Some(r.naive), d),
            signed(m.raw_change, d),
            m.matched_s,
            r.fatigue,
            word(m.verdict),
        )
        .unwrap();
    }
    text
}

/// How often the rule and the adjusted change disagree, and where.
fn summary(rows: &[Row]) -> String {
    let compared: Vec<&Row> = rows.iter().filter(|r| r.change.ci95.is_some()).collect();
    let count = |is: &dyn Fn(&Row) -> bool| compared.iter().filter(|r| is(r)).count();
    let n = compared.len();
    let contains_0 = count(&|r| !r.excludes_0());
    let outside = count(&|r| {
        let [low, high] = r.change.ci95.unwrap();
        r.change.raw_change.is_some_and(|raw| raw < low || raw > high)
    });
    let files = |rows: &[&Row]| {
        let mut names: Vec<&str> = rows.iter().map(|r| r.file.as_str()).collect();
        names.dedup();
        names.len()
    };
    let mut text = format!(
        "{} runs, {} of them comparable; {} rows, {n} compared.\n\n\
         - The rule has the other sign than the adjusted change in {} of {n} rows; in {} of them the 95 % interval excludes 0.\n\
         - It shows a worthwhile change in {} of the {contains_0} rows whose interval contains 0, and misses one in {} of the {} rows whose interval excludes 0.\n\
         - The raw change between the chosen windows lies outside the adjusted interval in {outside} of {n} rows.\n\n\
         Flips whose interval excludes 0:\n\n",
        files(&rows.iter().collect::<Vec<_>>()),
        files(&compared),
        rows.len(),
        count(&Row::flips),
        count(&|r| r.flips() && r.excludes_0()),
        count(&|r| !r.excludes_0() && r.worthwhile()),
        count(&|r| r.excludes_0() && !r.worthwhile()),
        n - contains_0,
    );
    for r in compared.iter().filter(|r| r.flips() && r.excludes_0()) {
        writeln!(
            text,
            "- {}, {}: {} → {}",
            r.file,
            r.change.metric.id().replace('_', " "),
            signed(Some(r.naive), r.decimals),
            signed(r.change.adjusted_change, r.decimals)
        )
        .unwrap();
    }
    text
}

/// The rule as computed here is the one of the independent reference.
fn check_rule(dir: &Path, rows: &[Row]) {
    let reference = std::fs::read(dir.join("comparison-reference.json")).unwrap();
    let reference: Value = serde_json::from_slice(&reference).unwrap();
    let mut checked = 0;
    for record in reference["records"].as_array().unwrap() {
        let name = record["file"].as_str().unwrap();
        let metric = record["metric"].as_str().unwrap();
        let theirs = record["naive"]["first25_vs_last25"].as_f64();
        let ours = rows.iter().find(|r| r.file == name && r.change.metric.id() == metric);
        let (Some(theirs), Some(ours)) = (theirs, ours) else { continue };
        if record["source"].as_str() != Some(ours.change.source.to_string().as_str()) {
            continue; // another sensor
        }
        // The reference cuts the sessions of a multisport file a few seconds wider.
        let edge = 0.002 * theirs.abs();
        let tolerance = edge + if metric == "step_length" { 0.001 } else { 0.05 };
        assert!(
            (theirs - ours.naive).abs() < tolerance,
            "{name} {metric}: {theirs} and {}",
            ours.naive
        );
        checked += 1;
    }
    assert!(checked > 60, "{checked}");
}

#[test]
fn the_table_in_the_documentation_is_what_comes_out() {
    let Some(dir) = real_data("table of real runs").map(|d| d.join("watch")) else { return };
    let mut all = Vec::new();
    for path in ["fit", "fit_nasty", "csv_stryd_powercenter", "csv_garmin_laps"]
        .iter()
        .flat_map(|f| files_in(&dir.join(f)))
    {
        let name = path.file_name().unwrap().to_str().unwrap();
        for recording in runs(&std::fs::read(&path).unwrap()) {
            if let Some(analyzed) = analyse_with(&recording, &by_windows()) {
                all.extend(rows(name, &recording, &analyzed.analysis));
            }
        }
    }
    check_rule(&dir, &all);
    let made = format!("{BEGIN}\n{}\n{}\n{END}", summary(&all), table(&all));
    eprintln!("{made}");
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/validation.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (written, after) = rest.split_once(END).unwrap();
    if std::env::var_os("RUNFORM_WRITE_DOCS").is_some() {
        std::fs::write(&path, format!("{before}{made}{after}")).unwrap();
    } else {
        assert!(
            made == format!("{BEGIN}{written}{END}"),
            "docs/validation.md differs: run RUNFORM_WRITE_DOCS=1 cargo test --test suite real_runs, and read what changed"
        );
    }
}

/// Mean, its standard error and the spread between recordings (DerSimonian and Laird).
fn random_effects(seen: &[Effect]) -> (f64, f64, f64) {
    let variance = |e: &Effect| e.se * e.se + e.doubt * e.doubt;
    let sums = |between: f64| {
        seen.iter().fold([0.0; 3], |[w, wy, ww], e| {
            let weight = 1.0 / (variance(e) + between);
            [w + weight, wy + weight * e.value, ww + weight * weight]
        })
    };
    let [w, wy, ww] = sums(0.0);
    let q: f64 = seen.iter().map(|e| (e.value - wy / w).powi(2) / variance(e)).sum();
    let between = ((q - (seen.len() as f64 - 1.0)) / (w - ww / w)).max(0.0);
    let [w, wy, _] = sums(between);
    (wy / w, w.powf(-0.5), between.sqrt())
}

/// What recordings say of the effects of speed, beside what the analysis takes
/// for known of runners (mean and spread per logarithm of speed; see the table
/// in `docs/validation.md`).
#[test]
fn effects_of_speed_are_what_is_taken_for_known() {
    let Some(dir) = real_data("effects of speed").map(|d| d.join("watch")) else { return };
    let mut all: Vec<Effect> = Vec::new();
    for path in ["fit", "fit_nasty", "csv_stryd_powercenter", "csv_garmin_laps"]
        .iter()
        .flat_map(|f| files_in(&dir.join(f)))
    {
        for recording in runs(&std::fs::read(&path).unwrap()) {
            let origin = Origin { path: "x".into(), sha256: String::new(), index: 0 };
            if let Ok(run) = effects(&recording, &origin, &Settings::default()) {
                all.extend(run.effects);
            }
        }
    }
    // Only recordings that say it with at least this certainty.
    for (metric, certain, known, spread) in [
        (Metric::Cadence, 0.1, 0.15, 0.07),
        (Metric::GroundContactTime, 0.2, -0.52, 0.20),
        (Metric::VerticalOscillation, 0.25, 0.08, 0.19),
        (Metric::VerticalStiffness, 0.3, 0.55, 0.20),
        (Metric::ContactBalanceLeft, 1.5, 0.0, 0.9),
    ] {
        let mut seen = all.clone();
        seen.retain(|e| (e.metric, e.of) == (metric, Covariate::Speed));
        seen.retain(|e| e.se.hypot(e.doubt) < certain);
        let (mean, se, between) = random_effects(&seen);
        eprintln!(
            "{metric}: {} recordings, {mean:.2} ± {se:.2}, spread {between:.2}; known {known} ± {spread}",
            seen.len()
        );
        assert!(seen.len() >= 5, "{metric}");
        // Neither far from the recordings nor surer than they are.
        assert!((mean - known).abs() < spread, "{metric}: {mean} against {known} ± {spread}");
        assert!(between < 1.2 * spread, "{metric}: {between} against {spread}");
    }
}

/// The method that this table is about.
fn by_windows() -> runform::settings::Settings {
    let mut settings = runform::settings::Settings::default();
    settings.windows.kind = runform::settings::RunKind::Windows;
    settings
}
