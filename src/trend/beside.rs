//! What the training log says beside the runs.

use serde::Serialize;

use crate::settings;
use crate::strength::Coaching;
use crate::strength::benchmarks::{BenchmarkTrend, Moved, benchmark_trends};
use crate::strength::log::{Felt, Log};

/// Self-tests, self-report and sessions from the log.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Beside {
    /// Days with strength work.
    pub strength_days: usize,
    /// Self-tests.
    pub benchmarks: Vec<BenchmarkTrend>,
    /// How it felt; this may move before anything measured does.
    pub ratings: Vec<Rating>,
}

/// One self-rating over the log.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Rating {
    /// `ease`, `form` or `pain`.
    pub rating: &'static str,
    /// For people.
    pub name: &'static str,
    /// Mean of the first third of the ratings.
    pub from: f64,
    /// Mean of the last third.
    pub to: f64,
    /// Ratings in all.
    pub ratings: usize,
    /// What can be said.
    pub verdict: Moved,
}

/// Gathers it.
pub fn beside(log: &Log, coaching: &Coaching, settings: &settings::Trend) -> Beside {
    type Get = fn(&Felt) -> Option<f64>;
    let kinds: [(&str, &str, Get, f64); 3] = [
        ("ease", "Ease at the usual pace (1-5)", |f| f.ease, 1.0),
        ("form", "Form, as felt (1-5)", |f| f.form, 1.0),
        ("pain", "Aches (0-10)", |f| f.pain, -1.0),
    ];
    let ratings = kinds
        .into_iter()
        .filter_map(|(rating, name, get, good)| {
            let values: Vec<f64> = log.entries.iter().filter_map(|e| get(&e.felt)).collect();
            let third = (values.len() / 3).max(1);
            let first = values.get(..third)?;
            let last = values.get(values.len() - third..)?;
            let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
            let (from, to) = (mean(first), mean(last));
            let verdict = match good * (to - from) {
                _ if values.len() < 2 => Moved::Single,
                d if d >= settings.rating_points => Moved::Better,
                d if d <= -settings.rating_points => Moved::Worse,
                _ => Moved::NoChange,
            };
            Some(Rating { rating, name, from, to, ratings: values.len(), verdict })
        })
        .collect();
    Beside {
        strength_days: log.strength_days().len(),
        benchmarks: benchmark_trends(log, coaching),
        ratings,
    }
}
