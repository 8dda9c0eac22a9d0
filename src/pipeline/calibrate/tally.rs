//! Outcomes of many runs → the numbers of the tables.

use std::collections::BTreeMap;

use serde::Serialize;

use super::conditions::Change;
use super::simulated::{Outcome, Said};
use crate::compare::Verdict;
use crate::metrics::Metric;
use crate::stats;

/// An onset this close to the true one is right, s.
const RIGHT_S: f64 = 120.0;

/// A way to compare fresh and tired running.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The model of the whole run.
    WholeRun,
    /// Windows of level running.
    Windows,
}

impl Method {
    /// Both, in the order of the tables.
    pub const ALL: [Method; 2] = [Method::WholeRun, Method::Windows];

    /// Name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Method::WholeRun => "whole run",
            Method::Windows => "windows",
        }
    }
}

/// One kind of run, one change, one metric, one method.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Condition {
    /// Kind of run.
    pub kind: String,
    /// What happened to contact time.
    pub change: Change,
    /// Which metric.
    pub metric: Metric,
    /// Which method.
    pub method: Method,
    /// Runs with a number.
    pub compared: Seen,
    /// Intervals that hold the true change.
    pub covered: Seen,
    /// Median half width in smallest worthwhile changes.
    pub half_width_swc: Option<f64>,
    /// Runs in which it was called likely or clear.
    pub likely: Seen,
    /// Runs in which it was called clear.
    pub clear: Seen,
    /// Runs with a beginning, of those called likely or clear.
    pub dated: Seen,
    /// Intervals of the beginning that hold the true one.
    pub onset_covered: Seen,
}

/// How often something happened.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Seen {
    /// Times it happened.
    pub times: usize,
    /// Times it could have.
    pub of: usize,
}

impl Seen {
    /// Counts.
    pub(super) fn count<T>(items: impl IntoIterator<Item = T>, is: impl Fn(&T) -> bool) -> Seen {
        items.into_iter().fold(Seen { times: 0, of: 0 }, |s, x| Seen {
            times: s.times + usize::from(is(&x)),
            of: s.of + 1,
        })
    }

    /// Share, 0..1; `None` where it never could have.
    pub fn share(self) -> Option<f64> {
        (self.of > 0).then(|| self.times as f64 / self.of as f64)
    }

    /// Standard error of the share (binomial), 0..1.
    pub fn standard_error(self) -> Option<f64> {
        self.share().map(|p| (p * (1.0 - p) / self.of as f64).sqrt())
    }
}

/// The 95 % intervals of one metric under one noise.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Coverage {
    /// Correlation of the noise from one second to the next.
    pub phi: f64,
    /// Which method.
    pub method: Method,
    /// Which metric.
    pub metric: Metric,
    /// Intervals that hold the true change.
    pub covered: Seen,
    /// Mean of estimate minus truth, in the metric's unit.
    pub bias: f64,
    /// Spread (SD) of estimate minus truth, in the metric's unit.
    pub error_sd: f64,
    /// Mean half width of the intervals, in the metric's unit.
    pub half_width: f64,
}

/// Runs in which form does not change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FalseAlarms {
    /// Ready profile behind the runs.
    pub profile: String,
    /// Which method.
    pub method: Method,
    /// Runs that could be compared.
    pub compared: Seen,
    /// Runs with at least one metric called clear.
    pub clear: Seen,
    /// Runs with at least one metric called likely or clear.
    pub likely: Seen,
    /// Runs with at least one onset.
    pub onset: Seen,
    /// How often each metric was called clear.
    pub clear_by_metric: BTreeMap<Metric, usize>,
}

/// Runs whose contact time rises.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Power {
    /// Rise at the plateau, %.
    pub rise_pct: f64,
    /// Which method.
    pub method: Method,
    /// Runs in which contact time was called likely or clear.
    pub likely: Seen,
    /// Runs in which contact time was called clear.
    pub clear: Seen,
}

/// Runs in which form changes, at one moment or gradually.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dating {
    /// How it changes: `step`, or the name of a ready profile.
    pub how: String,
    /// Which metric.
    pub metric: Metric,
    /// Which method.
    pub method: Method,
    /// Runs in which the step was called likely or clear.
    pub found: Seen,
    /// Runs with an onset, of those found.
    pub dated: Seen,
    /// Onsets within two minutes of the true one, of those given.
    pub right: Seen,
    /// Median distance from the true onset, s.
    pub median_error_s: Option<f64>,
    /// Intervals of the onset that hold the true one.
    pub covered: Seen,
}

fn said(
    outcomes: &[Outcome],
    method: Method,
    metric: Metric,
) -> impl Iterator<Item = (&Outcome, &Said)> {
    outcomes
        .iter()
        .filter_map(move |o| Some((o, o.by(method).metrics.iter().find(|m| m.metric == metric)?)))
}

fn holds(m: &Said) -> Option<bool> {
    let [low, high] = m.ci95?;
    Some((low..=high).contains(&m.truth?))
}

pub(super) fn coverage(phi: f64, outcomes: &[Outcome]) -> Vec<Coverage> {
    let one = |metric: Metric, method: Method| {
        let known: Vec<(f64, f64, [f64; 2])> = said(outcomes, method, metric)
            .filter_map(|(_, m)| Some((m.truth?, m.change?, m.ci95?)))
            .collect();
        let errors: Vec<f64> = known.iter().map(|(truth, change, _)| change - truth).collect();
        let (bias, error_sd) = stats::mean_sd(&errors)?;
        let widths = known.iter().map(|(.., [low, high])| 0.5 * (high - low));
        Some(Coverage {
            phi,
            method,
            metric,
            covered: Seen::count(&known, |(t, _, [low, high])| (low..=high).contains(&t)),
            bias,
            error_sd,
            half_width: widths.sum::<f64>() / known.len() as f64,
        })
    };
    let both = |metric| Method::ALL.map(|method| one(metric, method));
    Metric::ALL.iter().flat_map(|&metric| both(metric)).flatten().collect()
}

pub(super) fn false_alarms(profile: &str, outcomes: &[Outcome]) -> [FalseAlarms; 2] {
    Method::ALL.map(|method| {
        let any =
            |is: fn(&Said) -> bool| Seen::count(outcomes, |o| o.by(method).metrics.iter().any(is));
        let mut clear_by_metric = BTreeMap::new();
        let all = outcomes.iter().flat_map(|o| &o.by(method).metrics);
        for m in all.filter(|m| m.verdict == Verdict::Clear) {
            *clear_by_metric.entry(m.metric).or_default() += 1;
        }
        FalseAlarms {
            profile: profile.into(),
            method,
            compared: Seen::count(outcomes, |o| o.by(method).compared),
            clear: any(|m| m.verdict == Verdict::Clear),
            likely: any(|m| m.verdict >= Verdict::Likely),
            onset: any(|m| m.onset_s.is_some()),
            clear_by_metric,
        }
    })
}

/// Runs in which a metric got at least this verdict.
fn called(outcomes: &[Outcome], method: Method, metric: Metric, least: Verdict) -> Seen {
    Seen::count(outcomes, |o| {
        o.by(method).metrics.iter().any(|m| m.metric == metric && m.verdict >= least)
    })
}

pub(super) fn power(rise_pct: f64, outcomes: &[Outcome]) -> [Power; 2] {
    Method::ALL.map(|method| {
        let contact = |least| called(outcomes, method, Metric::GroundContactTime, least);
        Power { rise_pct, method, likely: contact(Verdict::Likely), clear: contact(Verdict::Clear) }
    })
}

pub(super) fn dating(how: &str, metric: Metric, outcomes: &[Outcome]) -> [Dating; 2] {
    Method::ALL.map(|method| {
        let all: Vec<(f64, &Said)> = said(outcomes, method, metric)
            .filter_map(|(o, m)| Some((o.true_onset_s?, m)))
            .collect();
        let found: Vec<_> = all.iter().filter(|(_, m)| m.verdict >= Verdict::Likely).collect();
        let dated: Vec<(f64, &Said)> =
            found.iter().filter_map(|(truth, m)| Some((m.onset_s? - truth, *m))).collect();
        Dating {
            how: how.into(),
            metric,
            method,
            found: Seen { times: found.len(), of: outcomes.len() },
            dated: Seen { times: dated.len(), of: found.len() },
            right: Seen::count(&dated, |(error, _)| error.abs() <= RIGHT_S),
            median_error_s: stats::median(dated.iter().map(|(error, _)| error.abs())),
            covered: Seen::count(&dated, |(error, m)| {
                let truth = m.onset_s.map(|t| t - error);
                matches!((truth, m.onset_ci95_s), (Some(t), Some([a, b])) if a <= t && t <= b)
            }),
        }
    })
}

/// Metrics of the table of conditions.
const SHOWN: [Metric; 3] =
    [Metric::GroundContactTime, Metric::Cadence, Metric::VerticalOscillation];

pub(super) fn condition(kind: &str, change: Change, outcomes: &[Outcome]) -> Vec<Condition> {
    let one = |metric: Metric, method: Method| {
        let all: Vec<&Said> = said(outcomes, method, metric).map(|(_, m)| m).collect();
        let halves = all.iter().filter_map(|m| {
            let [low, high] = m.ci95?;
            Some(0.5 * (high - low) / m.swc?)
        });
        let numbers = all.iter().filter(|m| m.change.is_some()).count();
        let began = dating(kind, metric, outcomes)[method as usize].clone();
        Condition {
            kind: kind.into(),
            change,
            metric,
            method,
            compared: Seen { times: numbers, of: outcomes.len() },
            covered: Seen::count(all.iter().filter_map(|m| holds(m)), |held| *held),
            half_width_swc: stats::median(halves),
            likely: called(outcomes, method, metric, Verdict::Likely),
            clear: called(outcomes, method, metric, Verdict::Clear),
            dated: began.dated,
            onset_covered: began.covered,
        }
    };
    SHOWN.iter().flat_map(|&m| Method::ALL.map(|method| one(m, method))).collect()
}
