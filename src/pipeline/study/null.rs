//! Studies that are simulated from runs whose truth is known: does a study find what is
//! not there, and do its intervals hold what is?
//!
//! Runners answer pace as runners of real recordings do (docs/validation.md), which is
//! not what the comparison takes as known; their form wanders for minutes as on real
//! runs; all slow when tired.

use std::collections::BTreeMap;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use runform_inference::tests::Equivalence;
use serde::Serialize;

use crate::compare::{Depth, Status, compare_to};
use crate::metrics::Metric;
use crate::pipeline::calibrate::conditions::{normal, set_oscillation_exponent, wander};
use crate::segment;
use crate::series;
use crate::settings::Settings;
use crate::simulate::watch::{Fatigue, FatigueCurve, WatchProfile, named, simulate};
use crate::study::infer::{
    Answer, Cell, Observations, Observed, Question, Run, StudySettings, from_observations,
};

/// Mean and SD over runners of the powers of speed that contact, cadence and
/// oscillation follow, as measured on real runs.
const CONTACT: [f64; 2] = [-0.37, 0.10];
const CADENCE: [f64; 2] = [0.11, 0.04];
const OSCILLATION: [f64; 2] = [0.08, 0.10];
/// Points of balance per ln v.
const BALANCE: [f64; 2] = [0.0, 0.2];
/// Wander of contact as on real runs: time constant, s, and SD, 1/100 %.
const WANDER: (u32, u32) = (180, 100);

/// What happens in the studies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Story {
    /// Nobody changes, and everybody slows alike.
    Null,
    /// Contact and cadence change, more under the second condition, less in the second
    /// group; people differ; slowing differs too.
    Effects,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Studies.
    pub studies: u32,
    /// Participants of each, in two groups, under two conditions.
    pub participants: u32,
    /// Length of the runs, min.
    pub minutes: f64,
    /// How much everybody slows, %.
    pub slowing_pct: f64,
    /// Seed.
    pub seed: u64,
    /// Threads.
    pub threads: Option<usize>,
    /// What happens.
    pub story: Story,
    /// Settings of the analysis.
    pub settings: Settings,
}

/// How one question about one metric was answered over all studies.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tally {
    /// Metric.
    pub metric: Metric,
    /// Its unit.
    pub unit: String,
    /// Question.
    pub question: Question,
    /// Studies that answer it.
    pub studies: usize,
    /// The truth: mean over all simulated people.
    pub truth: f64,
    /// Mean estimate.
    pub mean: f64,
    /// SD of the estimates.
    pub sd: f64,
    /// Mean standard error.
    pub se: f64,
    /// Intervals that exclude 0, %.
    pub excludes_0_pct: f64,
    /// The same where each run keeps what was known before.
    pub not_pooled_excludes_0_pct: f64,
    /// Intervals that hold the truth, %.
    pub coverage_pct: f64,
    /// Studies that find the effect smaller than what matters, %.
    pub equivalent_pct: f64,
    /// Usual smallest worthwhile change.
    pub swc: Option<f64>,
}

/// The result.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Simulated {
    /// `runform/study-null/1`.
    pub schema: String,
    /// Version.
    pub runform_version: String,
    /// What happened.
    pub story: Story,
    /// Studies.
    pub studies: u32,
    /// Participants of each.
    pub participants: u32,
    /// Seed.
    pub seed: u64,
    /// The answers.
    pub tallies: Vec<Tally>,
    /// Mean SD within and between participants of each metric.
    pub spreads: Vec<Spread>,
}

/// Spread of changes within and between participants.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Spread {
    /// Metric.
    pub metric: Metric,
    /// SD within participants.
    pub within: f64,
    /// SD between participants (root of the mean variance).
    pub between: f64,
}

/// A simulated run: what was observed, and the true change of each metric.
struct Ran {
    run: Run,
    observed: Vec<Observed>,
    truth: Vec<(Metric, f64)>,
}

/// What is drawn for a person.
struct Person {
    profile: WatchProfile,
    /// Their own part of the change of contact and cadence, %.
    own: [f64; 2],
}

fn person(seed: u64, minutes: f64) -> Person {
    let mut profile = named("fresh").unwrap_or_default().varied(seed);
    let mut rng = ChaCha8Rng::seed_from_u64(seed ^ 0x57d1);
    let mut draw = |[mean, sd]: [f64; 2]| mean + sd * normal(&mut rng);
    let runner = &mut profile.runner;
    runner.contact_speed_exponent = draw(CONTACT);
    runner.cadence_speed_exponent = draw(CADENCE);
    runner.balance_speed_pp = draw(BALANCE);
    set_oscillation_exponent(runner, draw(OSCILLATION));
    let own = [draw([0.0, 1.2]), draw([0.0, 0.5])];
    profile.duration_s = (60.0 * minutes).round();
    Person { profile, own }
}

/// Tiredness comes evenly between these shares of the run.
const TIRES: FatigueCurve = FatigueCurve::Linear { from: 0.3, to: 0.7 };

fn fatigue(story: Story, slowing: f64, group: usize, condition: usize, own: [f64; 2]) -> Fatigue {
    let (second, other) = (group as f64, condition as f64);
    match story {
        Story::Null => Fatigue { curve: TIRES, speed_pct: -slowing, ..Fatigue::default() },
        Story::Effects => Fatigue {
            curve: TIRES,
            speed_pct: -slowing * (0.75 + 0.5 * other),
            contact_pct: 3.0 + 1.5 * other - second * (1.0 + other) + own[0],
            cadence_pct: -1.2 - 0.6 * other + 0.5 * second + own[1],
            ..Fatigue::default()
        },
    }
}

fn ran(request: &Request, study: u32, participant: u32, condition: usize) -> Ran {
    let number = u64::from(study) * u64::from(request.participants) + u64::from(participant);
    let seed = request.seed.wrapping_mul(0x9e37_79b9).wrapping_add(number * 64);
    let Person { mut profile, own } = person(seed, request.minutes);
    let group = usize::from(2 * participant >= request.participants);
    let seed = seed + 1 + condition as u64;
    profile.seed = seed;
    profile.fatigue = fatigue(request.story, request.slowing_pct, group, condition, own);
    let mut rng = ChaCha8Rng::seed_from_u64(seed ^ 0x0da7);
    // Nobody runs the same pace twice.
    profile.runner.speed_mps *= rng.random_range(0.98..1.02);
    let settings = &request.settings;
    let simulated = simulate(&profile);
    let mut notes = Vec::new();
    let mut series = series::of(&simulated.recording, settings, &mut notes);
    wander(&mut series, seed, WANDER.0, WANDER.1);
    segment::fill_grade(&mut series, &simulated.recording, settings, &mut notes);
    segment::mark(&mut series, settings);
    let windows = segment::choose(&series, settings);
    let comparison = compare_to(Depth::Numbers, &series, &windows, settings);
    let compared = comparison.status == Status::Compared;
    let speed = comparison.reference_speed_mps.unwrap_or(simulated.truth.reference_speed_mps);
    let word = |a: &str, b: &str, second: bool| Some(if second { b } else { a }.to_owned());
    let run = Run {
        path: format!("s{study}p{participant}c{condition}"),
        participant: format!("p{participant:03}"),
        group: word("novice", "trained", group == 1),
        condition: word("control", "heat", condition == 1),
        visit: None,
        more: BTreeMap::new(),
        status: "analyzed".into(),
        reason_code: None,
        reason: None,
        compared,
    };
    let (mut observed, mut truth) = (Vec::new(), Vec::new());
    for m in comparison.metrics.iter().filter(|_| compared) {
        let (Some(fresh), Some(change)) = (m.levels().0, m.adjusted_change) else { continue };
        let cell = Cell {
            metric: m.metric,
            unit: m.unit.clone(),
            device: String::new(),
            placement: String::new(),
            field: m.source.to_string(),
        };
        let (se, swc, behind) = (m.se, m.swc, m.effects_behind);
        observed.push(Observed { run: 0, cell, fresh, change, se, swc, behind });
        let spans = windows.fresh.zip(windows.fatigued);
        let known = spans.and_then(|(a, b)| simulated.truth.change(m.metric, a, b, speed));
        truth.extend(known.map(|c| (m.metric, c.change)));
    }
    Ran { run, observed, truth }
}

/// Answers of one study, with and without pooling.
struct Answered {
    pooled: Vec<Answer>,
    alone: Vec<Answer>,
    spreads: Vec<(Metric, f64, f64)>,
    truth: Vec<(Metric, usize, usize, f64)>,
}

fn answered(request: &Request, study: u32) -> Answered {
    let mut observations = Observations::default();
    let mut truth = Vec::new();
    for participant in 0..request.participants {
        for condition in 0..2 {
            let ran = ran(request, study, participant, condition);
            let at = observations.runs.len();
            let group = usize::from(2 * participant >= request.participants);
            truth.extend(ran.truth.into_iter().map(|(m, v)| (m, group, condition, v)));
            observations.runs.push(ran.run);
            observations.all.extend(ran.observed.into_iter().map(|o| Observed { run: at, ..o }));
        }
    }
    let settings = StudySettings::default();
    let alone = StudySettings { pooled: false, ..settings.clone() };
    let pooled = from_observations(observations.clone(), &settings);
    Answered {
        alone: from_observations(observations, &alone).answers,
        spreads: pooled.models.iter().map(|m| (m.cell.metric, m.sigma, m.between)).collect(),
        pooled: pooled.answers,
        truth,
    }
}

/// Simulates the studies. `progress` hears how many are done now and then.
///
/// # Errors
/// Only a failure to start threads.
pub fn run(request: &Request, progress: &(dyn Fn(usize) + Sync)) -> std::io::Result<Simulated> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(request.threads.unwrap_or(0))
        .build()
        .map_err(std::io::Error::other)?;
    let done = std::sync::atomic::AtomicUsize::new(0);
    let studies: Vec<Answered> = pool.install(|| {
        (0..request.studies)
            .into_par_iter()
            .map(|study| {
                let answered = answered(request, study);
                progress(1 + done.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
                answered
            })
            .collect()
    });
    Ok(Simulated {
        schema: "runform/study-null/1".into(),
        runform_version: env!("CARGO_PKG_VERSION").into(),
        story: request.story,
        studies: request.studies,
        participants: request.participants,
        seed: request.seed,
        tallies: tallies(&studies),
        spreads: spreads(&studies),
    })
}

fn spreads(studies: &[Answered]) -> Vec<Spread> {
    let mut all: BTreeMap<Metric, (f64, f64, f64)> = BTreeMap::new();
    for (metric, within, between) in studies.iter().flat_map(|s| &s.spreads) {
        let sum = all.entry(*metric).or_default();
        *sum = (sum.0 + within * within, sum.1 + between * between, sum.2 + 1.0);
    }
    let root = |v: f64, n: f64| (v / n).sqrt();
    all.into_iter()
        .map(|(metric, (w, b, n))| Spread { metric, within: root(w, n), between: root(b, n) })
        .collect()
}

/// Mean true change of every metric in every group under every condition.
fn true_cells(studies: &[Answered]) -> BTreeMap<Metric, [[f64; 2]; 2]> {
    let mut sums: BTreeMap<Metric, [[(f64, f64); 2]; 2]> = BTreeMap::new();
    for (metric, group, condition, value) in studies.iter().flat_map(|s| &s.truth) {
        let sum = &mut sums.entry(*metric).or_default()[*group][*condition];
        *sum = (sum.0 + value, sum.1 + 1.0);
    }
    sums.into_iter().map(|(m, s)| (m, s.map(|g| g.map(|(sum, n)| sum / n)))).collect()
}

fn true_value(cells: &[[f64; 2]; 2], question: Question) -> f64 {
    let [[a, b], [c, d]] = *cells;
    match question {
        Question::Overall => 0.25 * (a + b + c + d),
        Question::Condition => 0.5 * (b - a + d - c),
        Question::Group => 0.5 * (c - a + d - b),
        Question::Interaction => d - c - b + a,
        Question::Mean | Question::ConditionInGroup => f64::NAN,
    }
}

const ASKED: [Question; 4] =
    [Question::Overall, Question::Condition, Question::Group, Question::Interaction];

fn tallies(studies: &[Answered]) -> Vec<Tally> {
    let truths = true_cells(studies);
    let mut out = Vec::new();
    for (metric, cells) in &truths {
        for question in ASKED {
            let is = |a: &&Answer| a.cell.metric == *metric && a.question == question;
            let found: Vec<&Answer> =
                studies.iter().filter_map(|s| s.pooled.iter().find(is)).collect();
            let alone: Vec<&Answer> =
                studies.iter().filter_map(|s| s.alone.iter().find(is)).collect();
            let n = found.len() as f64;
            if found.is_empty() {
                continue;
            }
            let truth = true_value(cells, question);
            let mean = |of: &dyn Fn(&Answer) -> f64| found.iter().map(|a| of(a)).sum::<f64>() / n;
            let share = |of: &dyn Fn(&Answer) -> bool| {
                100.0 * found.iter().filter(|a| of(a)).count() as f64 / n
            };
            let excludes = |a: &Answer| a.estimate.ci95[0] > 0.0 || a.estimate.ci95[1] < 0.0;
            let centre = mean(&|a| a.estimate.value);
            let squares: f64 = found.iter().map(|a| (a.estimate.value - centre).powi(2)).sum();
            let first = found.first();
            out.push(Tally {
                metric: *metric,
                unit: first.map(|a| a.cell.unit.clone()).unwrap_or_default(),
                question,
                studies: found.len(),
                truth,
                mean: centre,
                sd: (squares / (n - 1.0).max(1.0)).sqrt(),
                se: mean(&|a| a.estimate.se),
                excludes_0_pct: share(&excludes),
                not_pooled_excludes_0_pct: 100.0
                    * alone.iter().filter(|a| excludes(a)).count() as f64
                    / alone.len().max(1) as f64,
                coverage_pct: share(&|a| {
                    (a.estimate.ci95[0]..=a.estimate.ci95[1]).contains(&truth)
                }),
                equivalent_pct: share(&|a| a.equivalence.is_some_and(|e: Equivalence| e.p < 0.05)),
                swc: first.and_then(|a| a.equivalence).map(|e| e.margin),
            });
        }
    }
    out
}
