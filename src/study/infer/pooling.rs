//! The effects of speed and slope, pooled over a study.
//!
//! One run says little of how its runner answers a slower pace, so each leans on what
//! is known of runners. That knowledge has an error that is common to all runs: where
//! everybody slows, it is a change of everybody that no average takes away. Here the
//! runs' own effects are pooled per participant and over participants (REML), every run
//! leans on its participant's other runs and on the study's mean instead, and the error
//! of that mean stays with every result as what it is: common.

use serde::Serialize;

use runform_inference::pool::{Pooled, combined, pooled};

use super::observe::{Observed, Run};
use crate::compare::COVARIATES;

/// Names of the effects, in their order.
pub const EFFECTS: [&str; COVARIATES] =
    ["ln_speed", "ln_speed_squared", "up", "up_beyond_5", "down", "down_beyond_5"];

/// Spread of one runner's effect from run to run, as a share of the spread between
/// runners. Ours, as in the comparison of single runs.
const DAY_SHARE: f64 = 0.25;
/// So many participants' worth of evidence is given to the spread known before. Ours.
const SPREAD_PARTICIPANTS: f64 = 3.0;
/// Degrees of freedom of what was known before.
const KNOWN_DF: f64 = 1e6;

/// How what was known before is changed, to see what hangs on it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, serde::Deserialize)]
pub struct Prior {
    /// Its SD is multiplied by this.
    pub widen: f64,
    /// Its mean is moved by so many of its SD.
    pub shift: f64,
}

impl Default for Prior {
    fn default() -> Self {
        Prior { widen: 1.0, shift: 0.0 }
    }
}

/// One effect over a study.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PooledEffect {
    /// Which: of [`EFFECTS`].
    pub effect: &'static str,
    /// Runs that say something of it.
    pub runs: usize,
    /// Participants with such a run.
    pub participants: usize,
    /// Mean over runners, what was known before included.
    pub mean: f64,
    /// Its standard error: common to all runs.
    pub se: f64,
    /// Its degrees of freedom.
    pub df: f64,
    /// SD between runners.
    pub between: f64,
    /// What was known before: mean and SD.
    pub known: [f64; 2],
    /// What the study alone says, where two participants say something.
    pub study: Option<Pooled>,
}

/// The change of a run with the study's effects.
#[derive(Debug, Clone, PartialEq)]
pub struct Adjusted {
    /// Change, in the metric's unit.
    pub change: f64,
    /// Standard error, given the means of the effects.
    pub se: f64,
    /// By how much it moves per unit of each mean.
    pub moves: [f64; COVARIATES],
    /// By how much it moves with the doubt that is alike in all runs (one SD).
    pub doubt: f64,
}

/// Effects of a cell and the changes with them; a run that does not say how it hangs on
/// effects (compared by windows) keeps its change.
#[derive(Debug, Clone, PartialEq)]
pub struct PooledCell {
    /// The effects.
    pub effects: Vec<PooledEffect>,
    /// The changes, in the order of the observations.
    pub changes: Vec<Adjusted>,
    /// Runs that keep the change they had.
    pub kept: usize,
}

/// What the runs of each participant say of one effect.
struct Own {
    /// Of every observation: value and error, day to day variation included.
    runs: Vec<Option<(f64, f64)>>,
    /// Variance from day to day.
    day2: f64,
}

/// Pools the effects of one cell.
pub fn pool_cell(observed: &[&Observed], runs: &[Run], prior: Prior) -> PooledCell {
    let who = |o: &Observed| runs.get(o.run).map_or("", |r| r.participant.as_str());
    let mut effects = Vec::new();
    let mut own = Vec::new();
    for k in 0..COVARIATES {
        let (effect, said) = pool_effect(observed, &who, k, prior);
        effects.push(effect);
        own.push(said);
    }
    let doubts: Vec<f64> =
        observed.iter().filter_map(|o| o.behind).map(|b| b.doubt).filter(|d| *d > 0.0).collect();
    let usual = doubts.iter().sum::<f64>() / doubts.len().max(1) as f64;
    let mut kept = 0;
    let changes = observed
        .iter()
        .enumerate()
        .map(|(i, o)| {
            adjusted(o, i, observed, &who, &effects, &own, usual).unwrap_or_else(|| {
                kept += 1;
                let se = o.se.unwrap_or(f64::NAN);
                Adjusted { change: o.change, se, moves: [0.0; COVARIATES], doubt: 0.0 }
            })
        })
        .collect();
    PooledCell { effects, changes, kept }
}

fn pool_effect<'a>(
    observed: &[&'a Observed],
    who: &dyn Fn(&'a Observed) -> &'a str,
    k: usize,
    prior: Prior,
) -> (PooledEffect, Own) {
    // What was known is that of the metric; where it depends on the level, the mean of it.
    let known: Vec<[f64; 2]> =
        observed.iter().filter_map(|o| o.behind?.known.get(k).copied()).collect();
    let n = known.len().max(1) as f64;
    let mean = known.iter().map(|p| p[0]).sum::<f64>() / n;
    let sd = known.iter().map(|p| p[1]).sum::<f64>() / n;
    let known = [mean + prior.shift * sd, (sd * prior.widen).max(1e-9)];
    let day2 = (DAY_SHARE * known[1]).powi(2);
    let said: Vec<Option<(f64, f64)>> = observed
        .iter()
        .map(|o| o.behind?.own(k).map(|(value, se)| (value, (se * se + day2).sqrt())))
        .collect();
    let mut people: Vec<(&str, Vec<(f64, f64)>)> = Vec::new();
    for (o, own) in observed.iter().zip(&said) {
        let Some(own) = own else { continue };
        match people.iter_mut().find(|(name, _)| *name == who(o)) {
            Some((_, list)) => list.push(*own),
            None => people.push((who(o), vec![*own])),
        }
    }
    let of_people: Vec<(f64, f64)> = people.iter().filter_map(|(_, l)| combined(l)).collect();
    let study = pooled(&of_people);
    let known2 = known[1] * known[1];
    let (mean, variance, df, between2) = match &study {
        Some(p) => {
            let (own, before) = (1.0 / (p.se * p.se), 1.0 / known2);
            let variance = 1.0 / (own + before);
            let mean = variance * (own * p.mean + before * known[0]);
            let n = p.n as f64;
            let between2 = ((n - 1.0) * p.between * p.between + SPREAD_PARTICIPANTS * known2)
                / (n - 1.0 + SPREAD_PARTICIPANTS);
            (mean, variance, p.df, between2)
        }
        None => (known[0], known2, KNOWN_DF, known2),
    };
    let effect = PooledEffect {
        effect: EFFECTS.get(k).copied().unwrap_or_default(),
        runs: said.iter().flatten().count(),
        participants: people.len(),
        mean,
        se: variance.sqrt(),
        df,
        between: between2.sqrt(),
        known,
        study,
    };
    (effect, Own { runs: said, day2 })
}

fn adjusted<'a>(
    o: &'a Observed,
    at: usize,
    observed: &[&'a Observed],
    who: &dyn Fn(&'a Observed) -> &'a str,
    effects: &[PooledEffect],
    own: &[Own],
    usual_doubt: f64,
) -> Option<Adjusted> {
    let behind = o.behind?;
    let mut known = [[0.0; 2]; COVARIATES];
    let mut free = [1.0; COVARIATES];
    for (k, (effect, own)) in effects.iter().zip(own).enumerate() {
        let others: Vec<(f64, f64)> = observed
            .iter()
            .enumerate()
            .filter(|(j, other)| *j != at && who(other) == who(o))
            .filter_map(|(j, _)| own.runs.get(j).copied().flatten())
            .collect();
        let between2 = effect.between * effect.between;
        let (weight, value) = match combined(&others) {
            Some((value, se)) => (between2 / (between2 + se * se), value),
            None => (0.0, effect.mean),
        };
        let mean = effect.mean + weight * (value - effect.mean);
        known[k] = [mean, (between2 * (1.0 - weight) + own.day2).sqrt().max(1e-9)];
        free[k] = 1.0 - weight;
    }
    let now = behind.with(&known)?;
    let (change, slope) = match behind.log {
        true => (behind.level * now.change.exp_m1(), behind.level * now.change.exp()),
        false => (now.change, 1.0),
    };
    if !change.is_finite() {
        return None;
    }
    let doubt = if behind.doubt > 0.0 { behind.doubt } else { usual_doubt };
    Some(Adjusted {
        change,
        se: slope.abs() * now.variance.sqrt(),
        moves: std::array::from_fn(|k| slope * now.moves[k] * free[k]),
        doubt: slope * behind.lever[0] * doubt,
    })
}
