//! Outcomes of many runs → the numbers of the tables.

use std::collections::BTreeMap;

use serde::Serialize;

use super::simulated::{Outcome, Said};
use crate::compare::Verdict;
use crate::metrics::Metric;
use crate::stats;

/// An onset this close to the true one is right, s.
const RIGHT_S: f64 = 120.0;

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
    fn count<T>(items: impl IntoIterator<Item = T>, is: impl Fn(&T) -> bool) -> Seen {
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
    /// Runs in which contact time was called likely or clear.
    pub likely: Seen,
    /// Runs in which contact time was called clear.
    pub clear: Seen,
}

/// Runs in which one metric steps at one moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dating {
    /// Which metric.
    pub metric: Metric,
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

fn said(outcomes: &[Outcome], metric: Metric) -> impl Iterator<Item = (&Outcome, &Said)> {
    outcomes.iter().filter_map(move |o| Some((o, o.metrics.iter().find(|m| m.metric == metric)?)))
}

pub(super) fn coverage(phi: f64, outcomes: &[Outcome]) -> Vec<Coverage> {
    Metric::ALL
        .iter()
        .filter_map(|&metric| {
            let known: Vec<(f64, f64, [f64; 2])> = said(outcomes, metric)
                .filter_map(|(_, m)| Some((m.truth?, m.change?, m.ci95?)))
                .collect();
            let errors: Vec<f64> = known.iter().map(|(truth, change, _)| change - truth).collect();
            let (bias, error_sd) = stats::mean_sd(&errors)?;
            let widths = known.iter().map(|(.., [low, high])| 0.5 * (high - low));
            Some(Coverage {
                phi,
                metric,
                covered: Seen::count(&known, |(t, _, [low, high])| (low..=high).contains(&t)),
                bias,
                error_sd,
                half_width: widths.sum::<f64>() / known.len() as f64,
            })
        })
        .collect()
}

pub(super) fn false_alarms(profile: &str, outcomes: &[Outcome]) -> FalseAlarms {
    let any = |is: fn(&Said) -> bool| Seen::count(outcomes, |o| o.metrics.iter().any(is));
    let mut clear_by_metric = BTreeMap::new();
    for m in outcomes.iter().flat_map(|o| &o.metrics).filter(|m| m.verdict == Verdict::Clear) {
        *clear_by_metric.entry(m.metric).or_default() += 1;
    }
    FalseAlarms {
        profile: profile.into(),
        compared: Seen::count(outcomes, |o| o.compared),
        clear: any(|m| m.verdict == Verdict::Clear),
        likely: any(|m| m.verdict >= Verdict::Likely),
        onset: any(|m| m.onset_s.is_some()),
        clear_by_metric,
    }
}

pub(super) fn power(rise_pct: f64, outcomes: &[Outcome]) -> Power {
    let contact = |least: Verdict| {
        Seen::count(outcomes, |o| {
            o.metrics.iter().any(|m| m.metric == Metric::GroundContactTime && m.verdict >= least)
        })
    };
    Power { rise_pct, likely: contact(Verdict::Likely), clear: contact(Verdict::Clear) }
}

pub(super) fn dating(metric: Metric, outcomes: &[Outcome]) -> Dating {
    let all: Vec<(f64, &Said)> =
        said(outcomes, metric).filter_map(|(o, m)| Some((o.true_onset_s?, m))).collect();
    let found: Vec<_> = all.iter().filter(|(_, m)| m.verdict >= Verdict::Likely).collect();
    let dated: Vec<(f64, &Said)> =
        found.iter().filter_map(|(truth, m)| Some((m.onset_s? - truth, *m))).collect();
    Dating {
        metric,
        found: Seen { times: found.len(), of: outcomes.len() },
        dated: Seen { times: dated.len(), of: found.len() },
        right: Seen::count(&dated, |(error, _)| error.abs() <= RIGHT_S),
        median_error_s: stats::median(dated.iter().map(|(error, _)| error.abs())),
        covered: Seen::count(&dated, |(error, m)| {
            let truth = m.onset_s.map(|t| t - error);
            matches!((truth, m.onset_ci95_s), (Some(t), Some([a, b])) if a <= t && t <= b)
        }),
    }
}
