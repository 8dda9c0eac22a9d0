//! The effects of speed and slope, pooled over a study.
//!
//! One run says little of how its runner answers a slower pace, so each leans on what
//! is known of runners. That knowledge has an error that is common to all runs: where
//! everybody slows, it is a change of everybody that no average takes away. Here the
//! runs' own effects are pooled per participant and over participants (REML), every run
//! leans on its participant's other runs and on the study's mean instead, and the error
//! of that mean stays with every result as what it is: common.

use std::collections::HashMap;

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
    /// Error of the mean that comes of errors which are alike in all runs (one SD): as
    /// far as it rests on what the runs say, and on each as far as it counts.
    doubt: f64,
}

/// Error of the run's own effect that is alike in all runs: of the speed alone.
fn doubt_of(o: &Observed, k: usize) -> f64 {
    if k == 0 { o.behind.map_or(0.0, |b| b.doubt) } else { 0.0 }
}

/// Mean of errors that are alike in all estimates, weighted as these are.
fn doubt_together(parts: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (sum, total) =
        parts.fold((0.0, 0.0), |(s, t), (doubt, weight)| (s + doubt * weight, t + weight));
    if total > 0.0 { sum / total } else { 0.0 }
}

/// Whose runs are whose: numbers of observations.
struct People {
    /// By participant, in the order of their first runs.
    runs: Vec<Vec<usize>>,
    /// The participant of every observation.
    of: Vec<usize>,
}

impl People {
    fn of(observed: &[&Observed], all: &[Run]) -> People {
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let (mut runs, mut of) = (Vec::new(), Vec::new());
        for (i, o) in observed.iter().enumerate() {
            let name = all.get(o.run).map_or("", |r| r.participant.as_str());
            let number = *numbers.entry(name).or_insert(runs.len());
            match runs.get_mut(number) {
                None => runs.push(vec![i]),
                Some(list) => Vec::push(list, i),
            }
            of.push(number);
        }
        People { runs, of }
    }

    /// The other observations of the same participant.
    fn others(&self, at: usize) -> impl Iterator<Item = usize> {
        let runs = self.of.get(at).and_then(|number| self.runs.get(*number));
        runs.into_iter().flatten().copied().filter(move |j| *j != at)
    }
}

/// Pools the effects of one cell.
pub fn pool_cell(observed: &[&Observed], runs: &[Run], prior: Prior) -> PooledCell {
    let people = People::of(observed, runs);
    let mut effects = Vec::new();
    let mut own = Vec::new();
    for k in 0..COVARIATES {
        let (effect, said) = pool_effect(observed, &people, k, prior);
        effects.push(effect);
        own.push(said);
    }
    let mut kept = 0;
    let changes = observed
        .iter()
        .enumerate()
        .map(|(i, o)| {
            adjusted(o, i, observed, &people, &effects, &own).unwrap_or_else(|| {
                kept += 1;
                let se = o.se.unwrap_or(f64::NAN);
                Adjusted { change: o.change, se, moves: [0.0; COVARIATES], doubt: 0.0 }
            })
        })
        .collect();
    PooledCell { effects, changes, kept }
}

fn pool_effect(
    observed: &[&Observed],
    everybody: &People,
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
    // What the runs of each say, of those of whom some run says something.
    let people: Vec<(Vec<(f64, f64)>, Vec<f64>)> = everybody
        .runs
        .iter()
        .map(|runs| {
            let voices = runs.iter().filter_map(|i| Some((said.get(*i).copied()??, *i)));
            voices.map(|(own, i)| (own, observed.get(i).map_or(0.0, |o| doubt_of(o, k)))).unzip()
        })
        .filter(|(list, _): &(Vec<_>, Vec<_>)| !list.is_empty())
        .collect();
    let of_people: Vec<(f64, f64)> = people.iter().filter_map(|(l, _)| combined(l)).collect();
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
    let doubt = study.as_ref().map_or(0.0, |p| {
        let each = people.iter().zip(&of_people).map(|((list, doubts), (_, se))| {
            let parts = doubts.iter().zip(list).map(|(d, (_, se))| (*d, se.powi(-2)));
            (doubt_together(parts), 1.0 / (se * se + p.between * p.between))
        });
        doubt_together(each) * variance / (p.se * p.se)
    });
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
    (effect, Own { runs: said, day2, doubt })
}

fn adjusted(
    o: &Observed,
    at: usize,
    observed: &[&Observed],
    people: &People,
    effects: &[PooledEffect],
    own: &[Own],
) -> Option<Adjusted> {
    let behind = o.behind?;
    let mut known = [[0.0; 2]; COVARIATES];
    let mut free = [1.0; COVARIATES];
    // By how much the means move with what is alike in all runs.
    let mut alike = [0.0; COVARIATES];
    for (k, (effect, own)) in effects.iter().zip(own).enumerate() {
        let others: Vec<((f64, f64), f64)> = people
            .others(at)
            .filter_map(|j| Some((own.runs.get(j).copied()??, doubt_of(observed.get(j)?, k))))
            .collect();
        let doubts = doubt_together(others.iter().map(|((_, se), doubt)| (*doubt, se.powi(-2))));
        let others: Vec<(f64, f64)> = others.into_iter().map(|(said, _)| said).collect();
        let between2 = effect.between * effect.between;
        let (weight, value) = match combined(&others) {
            Some((value, se)) => (between2 / (between2 + se * se), value),
            None => (0.0, effect.mean),
        };
        let mean = effect.mean + weight * (value - effect.mean);
        known[k] = [mean, (between2 * (1.0 - weight) + own.day2).sqrt().max(1e-9)];
        free[k] = 1.0 - weight;
        alike[k] = weight * doubts + (1.0 - weight) * own.doubt;
    }
    let now = behind.with(&known)?;
    let (change, slope) = match behind.log {
        true => (behind.level * now.change.exp_m1(), behind.level * now.change.exp()),
        false => (now.change, 1.0),
    };
    if !change.is_finite() {
        return None;
    }
    // What the run says itself counts for what the means leave of the lever.
    let itself = (behind.lever[0] - now.moves[0]) * doubt_of(o, 0);
    let by_means: f64 = now.moves.iter().zip(&alike).map(|(moves, doubt)| moves * doubt).sum();
    Some(Adjusted {
        change,
        se: slope.abs() * now.variance.sqrt(),
        moves: std::array::from_fn(|k| slope * now.moves[k] * free[k]),
        doubt: slope * (itself + by_means),
    })
}
