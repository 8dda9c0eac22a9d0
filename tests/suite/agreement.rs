//! What `inspect` promises, `analyze` does, and the other way round: on every file of
//! the test data.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use runform::analysis::Analysis;
use runform::import::ImportOptions;
use runform::metrics::Metric;
use runform::pipeline::{Input, Outcome, Task, analyze_file, inspect_file};
use runform::report::inspect::{How, Inspection};

use crate::support::real_data;

/// Files that are read in a second or so.
const LARGEST: u64 = 12 << 20;

/// Every file below a folder, sorted.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut folders = vec![folder.to_path_buf()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => files.push(path),
            }
        }
    }
    files.retain(|p| std::fs::metadata(p).is_ok_and(|m| m.len() <= LARGEST));
    files.sort();
    files
}

/// The recordings that inspection finds, by file and number, or that there are none.
fn inspected(path: &Path) -> Vec<Inspection> {
    let mut all = Vec::new();
    let look = |file: &runform::pipeline::Contents, bytes: &[u8], found: &[_]| {
        Inspection::new(&file.name, "", bytes.len(), found, None)
    };
    inspect_file(Ok(Input::File(path.into())), &ImportOptions::default(), look, &mut |seen| {
        all.extend(seen);
        true
    });
    all
}

fn analysed(path: &Path) -> (Vec<Analysis>, Vec<String>) {
    let (mut all, mut unread) = (Vec::new(), Vec::new());
    analyze_file(Ok(Input::File(path.into())), &Task::default(), &mut |outcome| {
        match outcome {
            Outcome::Analyzed(analyzed) => all.push(analyzed.analysis),
            Outcome::Failed { name, problem, .. } if problem.status().id() == "not_imported" => {
                unread.push(name);
            }
            _ => {}
        }
        true
    });
    (all, unread)
}

/// Below, inspection knows the sensors, but not whether the steps suffice.
const CLIP_S: f64 = 60.0;

/// Where the two still differ: too few steps in a row for what the sensor can show, and
/// a step length from the totals of a run whose records lack a cadence.
const SHORT: [&str; 5] = [
    "cases/watch/10_time/fit_sparse_indoor_dropouts.fit: step_length",
    "imu/adept_outdoor_run25min/left_ankle.csv: step_time",
    "imu/sisfall_waist_jog/raw_D03_SA01_R01.txt: dfa_alpha",
    "imu/sisfall_waist_jog/raw_D04_SA01_R01.txt: step_time_asymmetry",
    "imu/sisfall_waist_jog/raw_D04_SA01_R01.txt: dfa_alpha",
];

/// The metrics of form of which an analysis shows a value or says why there is none.
fn shown(analysis: &Analysis) -> BTreeSet<Metric> {
    let whole = analysis.segments.iter().filter(|s| s.id == "all");
    let values = whole.flat_map(|s| &s.metrics).filter(|m| m.n > 0).map(|m| m.metric);
    let compared = analysis.comparison.metrics.iter().map(|m| m.metric);
    values.chain(compared).map(|m| m.variant_of().unwrap_or(m)).collect()
}

/// Not told as metrics of form: they stand beside them.
const BESIDE: [Metric; 3] = [Metric::Speed, Metric::HeartRate, Metric::Decoupling];

#[test]
fn inspect_and_analyze_agree_on_every_file() {
    let Some(data) = real_data("inspect against analyze") else { return };
    let (mut wrong, mut files, mut runs, mut clips) = (Vec::new(), 0, 0, 0);
    for path in ["watch", "cases/watch", "cases/imu", "imu"]
        .iter()
        .flat_map(|folder| files_below(&data.join(folder)))
    {
        let name = path.strip_prefix(&data).unwrap().display().to_string();
        let inspections = inspected(&path);
        let (analyses, unread) = analysed(&path);
        files += 1;
        if !unread.is_empty() && inspections.iter().any(|i| unread.contains(&i.path)) {
            wrong.push(format!("{name}: inspected, and not read for an analysis"));
        }
        for analysis in &analyses {
            runs += 1;
            let origin = &analysis.recording;
            let Some(found) = inspections.iter().find_map(|i| {
                (i.path == origin.path).then(|| i.recordings.get(origin.index)).flatten()
            }) else {
                // Several runs of one recording, or the tables of a phone put together.
                continue;
            };
            let shown = shown(analysis);
            // A clip may be too short for what its sensors can show: told by the sensor alone.
            let clip = !found.sensors.is_empty() && found.duration_s < CLIP_S;
            clips += usize::from(clip);
            for ability in found.abilities.iter().filter(|a| !BESIDE.contains(&a.metric)) {
                let there = shown.contains(&ability.metric);
                let promised = ability.how != How::NotMeasurable;
                if there != promised && !(clip && promised) {
                    let word = if there { "not promised" } else { "promised, not there" };
                    wrong.push(format!("{name}: {} {word} ({})", ability.metric, ability.why));
                }
            }
        }
    }
    eprintln!("{files} files, {runs} runs; short: of {clips} clips only what is there is checked");
    assert!(files > 200 && runs > 150, "{files} files, {runs} runs");
    let (short, wrong): (Vec<String>, Vec<String>) =
        wrong.into_iter().partition(|w| SHORT.iter().any(|s| w.starts_with(s)));
    eprintln!("short: {short:?}");
    assert!(wrong.is_empty(), "{} disagree:\n{}", wrong.len(), wrong.join("\n"));
}
