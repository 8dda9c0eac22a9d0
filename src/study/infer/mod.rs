//! From the changes of many runs to the answers of a study: effects of speed and slope
//! pooled, a mixed model per metric and cell, reliability, agreement, losses, and how
//! much hangs on what was assumed.

mod design;
mod flow;
mod models;
mod observe;
mod pooling;
mod repeats;

use serde::Serialize;

pub use design::{Asked, BadCovariate, Covariate, Design, NotModelled, Question};
pub use flow::{Flow, Share};
pub use models::{Answer, Fitted, NoModel, Random, WhyNot};
pub use observe::{Cell, Observations, Observed, Pool, Recorded, Respelled, Run, VISIT, folded};
pub use pooling::{Adjusted, EFFECTS, PooledEffect, Prior};
pub use repeats::{Days, Repeated, Sensors};

use crate::metrics::Metric;
use models::{Input, model};
use pooling::pool_cell;
use runform_inference::tests::benjamini_hochberg;

/// What decides the results of a study beside the analysis of its runs.
#[derive(Debug, Clone, PartialEq, Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StudySettings {
    /// Groups, conditions and covariates.
    pub design: Asked,
    /// Metrics that are modelled.
    pub metrics: Vec<Metric>,
    /// What cells are put together over.
    pub pool: Vec<Pool>,
    /// Margin of equivalence, in smallest worthwhile changes.
    pub margin_swc: f64,
    /// What was known of the effects of speed and slope.
    pub prior: Prior,
    /// The effects are pooled over the study; without it each run keeps the change it
    /// has by itself, and the error that is common to all is left out.
    pub pooled: bool,
}

impl Default for StudySettings {
    fn default() -> Self {
        let primary = |m: &Metric| m.row().primary && *m != Metric::CadenceCv;
        StudySettings {
            design: Asked::default(),
            metrics: Metric::ALL.into_iter().filter(primary).collect(),
            pool: Vec::new(),
            margin_swc: 1.0,
            prior: Prior::default(),
            pooled: true,
        }
    }
}

/// The changes of a cell that a study looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct CellChanges {
    /// Measured with what.
    pub cell: Cell,
    /// What was observed.
    pub observed: Vec<Observed>,
    /// The changes with the study's effects, in the same order.
    pub changes: Vec<Adjusted>,
    /// The effects.
    pub effects: Vec<PooledEffect>,
    /// Runs that keep the change they had by themselves (compared by windows).
    pub kept: usize,
}

/// The answers of a study.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answers {
    /// The design.
    pub design: Design,
    /// What was put together in spelling.
    pub respelled: Vec<Respelled>,
    /// What became of the recordings.
    pub flow: Flow,
    /// Models.
    pub models: Vec<Fitted>,
    /// What they answer.
    pub answers: Vec<Answer>,
    /// Cells without a model.
    pub without: Vec<NoModel>,
    /// Reliability between days.
    pub days: Vec<Days>,
    /// Agreement of sensors.
    pub sensors: Vec<Sensors>,
    /// The recordings.
    #[serde(skip)]
    pub runs: Vec<Run>,
    /// The changes.
    #[serde(skip)]
    pub cells: Vec<CellChanges>,
}

/// One answer under another assumption.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Varied {
    /// The assumption.
    pub variant: Variant,
    /// The answer.
    pub answer: Answer,
}

/// An assumption that is varied.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Variant {
    /// As analysed.
    AsAnalysed,
    /// Every run leans on runners in general, and the common error is left out: what a
    /// batch says.
    NotPooled,
    /// Less is taken as known of runners.
    PriorWider,
    /// More is taken as known.
    PriorNarrower,
    /// Runners in general answer pace by one SD more.
    PriorHigher,
    /// By one SD less.
    PriorLower,
    /// Half the smallest worthwhile change.
    MarginHalf,
    /// Twice.
    MarginTwice,
    /// Other parts of the run are compared.
    Parts {
        /// The share of the run that is early, and late.
        share: f64,
    },
}

/// Answers what a study asks.
pub fn answers(recorded: &[Recorded], settings: &StudySettings) -> Answers {
    let observations = Observations::of(recorded, &settings.pool);
    from_observations(observations, settings)
}

/// The same from observations.
pub fn from_observations(observations: Observations, settings: &StudySettings) -> Answers {
    let compared: Vec<&Run> = observations.runs.iter().filter(|r| r.compared).collect();
    let design = Design::of(&compared, &settings.design);
    let mut out = Answers {
        flow: flow::flow(&observations),
        respelled: observations.respelled.clone(),
        models: Vec::new(),
        answers: Vec::new(),
        without: Vec::new(),
        days: Vec::new(),
        sensors: Vec::new(),
        cells: Vec::new(),
        runs: Vec::new(),
        design,
    };
    let runs = &observations.runs;
    for (cell, observed) in observations.cells() {
        if !settings.metrics.contains(&cell.metric) {
            continue;
        }
        let mut pooled = pool_cell(&observed, runs, settings.prior);
        if !settings.pooled {
            for (a, o) in pooled.changes.iter_mut().zip(&observed) {
                *a = Adjusted {
                    change: o.change,
                    se: o.se.unwrap_or(f64::NAN),
                    moves: [0.0; crate::compare::COVARIATES],
                    doubt: 0.0,
                };
            }
        }
        let input = Input {
            cell,
            runs,
            observed: &observed,
            changes: &pooled.changes,
            effects: &pooled.effects,
            design: &out.design,
            margin: settings.margin_swc,
        };
        match model(&input) {
            Ok((fitted, answers)) => {
                out.models.push(fitted);
                out.answers.extend(answers);
            }
            Err(why) => out.without.push(why),
        }
        out.days.extend(repeats::days(cell, runs, &observed, &pooled.changes));
        out.cells.push(CellChanges {
            cell: cell.clone(),
            observed: observed.into_iter().cloned().collect(),
            changes: pooled.changes,
            effects: pooled.effects,
            kept: pooled.kept,
        });
    }
    let refs: Vec<Vec<&Observed>> = out.cells.iter().map(|c| c.observed.iter().collect()).collect();
    let cells: Vec<(&Cell, &[&Observed], &[Adjusted])> = (out.cells.iter().zip(&refs))
        .map(|(c, o)| (&c.cell, o.as_slice(), c.changes.as_slice()))
        .collect();
    out.sensors = repeats::sensors(runs, &cells);
    adjust(&mut out.answers);
    out.runs = observations.runs;
    out
}

/// Whether an answer is a test, and not the mean of a cell.
fn is_test(question: Question) -> bool {
    question != Question::Mean
}

/// The false discovery rate over all metrics and questions.
fn adjust(answers: &mut [Answer]) {
    let p = |a: &Answer| if is_test(a.question) { a.estimate.p } else { f64::NAN };
    let q = benjamini_hochberg(&answers.iter().map(p).collect::<Vec<_>>());
    for (a, q) in answers.iter_mut().zip(q) {
        a.q = q.is_finite().then_some(q);
    }
}

/// The answers under other assumptions; means of cells are left out. `parts` are the
/// same recordings, analysed with other parts of the run.
pub fn sensitivity(
    recorded: &[Recorded],
    parts: &[(f64, Vec<Recorded>)],
    settings: &StudySettings,
) -> Vec<Varied> {
    let prior = |widen: f64, shift: f64| StudySettings {
        prior: Prior { widen, shift },
        ..settings.clone()
    };
    let margin =
        |by: f64| StudySettings { margin_swc: by * settings.margin_swc, ..settings.clone() };
    let varied = [
        (Variant::AsAnalysed, settings.clone()),
        (Variant::NotPooled, StudySettings { pooled: false, ..settings.clone() }),
        (Variant::PriorWider, prior(2.0, 0.0)),
        (Variant::PriorNarrower, prior(0.5, 0.0)),
        (Variant::PriorHigher, prior(1.0, 1.0)),
        (Variant::PriorLower, prior(1.0, -1.0)),
        (Variant::MarginHalf, margin(0.5)),
        (Variant::MarginTwice, margin(2.0)),
    ];
    let mut out = Vec::new();
    let mut add = |variant: Variant, found: Answers| {
        let tests = found.answers.into_iter().filter(|a| is_test(a.question));
        out.extend(tests.map(|answer| Varied { variant, answer }));
    };
    for (variant, settings) in varied {
        add(variant, answers(recorded, &settings));
    }
    for (share, recorded) in parts {
        add(Variant::Parts { share: *share }, answers(recorded, settings));
    }
    out
}
