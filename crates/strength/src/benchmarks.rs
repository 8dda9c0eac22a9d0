//! Self-tests: what they are, how a log's results moved, how the sides differ.

use jiff::civil::Date;
use serde::Serialize;

use super::Coaching;
use super::log::{Log, What};

/// A self-test. Its numbers are ours unless `stated` names them.
#[derive(Debug, Clone, PartialEq)]
pub struct Benchmark {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Unit of the result.
    pub unit: String,
    /// Left and right apart.
    pub each_side: bool,
    /// How to take it.
    pub how: String,
    /// Smallest change that counts, in the unit.
    pub meaningful_amount: f64,
    /// The same in % of the earlier value; the larger of both counts.
    pub meaningful_percent: f64,
    /// Difference between the sides worth evening out, % of the better one.
    pub side_percent: Option<f64>,
    /// Higher values are slips of the pen.
    pub most: f64,
    /// Source id of the marker.
    pub source: String,
    /// Names of the numbers the source gives.
    pub stated: Vec<String>,
}

/// How a self-test moved.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct BenchmarkTrend {
    /// Benchmark id.
    pub benchmark: String,
    /// Name.
    pub name: String,
    /// Unit of all results.
    pub unit: String,
    /// First day.
    #[schemars(with = "String")]
    pub first: Date,
    /// Last day.
    #[schemars(with = "String")]
    pub last: Date,
    /// Tests taken.
    pub tests: usize,
    /// One for the whole body, or left and right.
    pub results: Vec<BenchmarkChange>,
    /// Difference between the sides in the last test, % of the better side.
    pub side_difference_percent: Option<f64>,
    /// The side that did less, when the difference is worth evening out.
    pub side_to_train: Option<&'static str>,
    /// From which difference between the sides that is said, %.
    pub side_limit_percent: Option<f64>,
}

/// Change of one result.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct BenchmarkChange {
    /// `left`, `right`, or null for the whole body.
    pub side: Option<&'static str>,
    /// First result.
    pub from: f64,
    /// Last result.
    pub to: f64,
    /// From which change on it counts.
    pub meaningful: f64,
    /// What can be said.
    pub verdict: Moved,
}

/// Whether something moved beyond what a good or bad day makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Moved {
    /// For the better.
    Better,
    /// Not beyond what a good or bad day makes.
    NoChange,
    /// For the worse.
    Worse,
    /// Tested once only.
    Single,
}

impl Benchmark {
    /// Change that counts from this value on.
    pub fn meaningful(&self, from: f64) -> f64 {
        self.meaningful_amount.max(from * self.meaningful_percent / 100.0)
    }

    fn change(&self, side: Option<&'static str>, values: &[f64]) -> Option<BenchmarkChange> {
        let (from, to) = (*values.first()?, *values.last()?);
        let meaningful = self.meaningful(from);
        let verdict = match to - from {
            _ if values.len() < 2 => Moved::Single,
            d if d >= meaningful => Moved::Better,
            d if d <= -meaningful => Moved::Worse,
            _ => Moved::NoChange,
        };
        Some(BenchmarkChange { side, from, to, meaningful, verdict })
    }
}

/// How every self-test in the log moved, in the order of the rules.
pub fn benchmark_trends(log: &Log, coaching: &Coaching) -> Vec<BenchmarkTrend> {
    coaching.benchmarks.iter().filter_map(|b| trend(log, b)).collect()
}

fn trend(log: &Log, benchmark: &Benchmark) -> Option<BenchmarkTrend> {
    let tests: Vec<(Date, Vec<f64>)> = log
        .entries
        .iter()
        .filter_map(|e| match &e.what {
            What::Benchmark(m) if m.benchmark == benchmark.id => {
                let values = m.sides.map_or_else(|| m.value.into_iter().collect(), Vec::from);
                Some((e.date, values))
            }
            _ => None,
        })
        .collect();
    let (first, last) = (tests.first()?, tests.last()?);
    let sides: &[Option<&str>] =
        if benchmark.each_side { &[Some("left"), Some("right")] } else { &[None] };
    let results = sides
        .iter()
        .enumerate()
        .filter_map(|(i, side)| {
            let values: Vec<f64> = tests.iter().filter_map(|(_, v)| v.get(i).copied()).collect();
            benchmark.change(*side, &values)
        })
        .collect();
    let difference = match last.1.as_slice() {
        [left, right] if left.max(*right) > 0.0 => {
            Some((100.0 * (left - right).abs() / left.max(*right), left < right))
        }
        _ => None,
    };
    let worth = difference.filter(|(d, _)| benchmark.side_percent.is_some_and(|p| *d >= p));
    Some(BenchmarkTrend {
        benchmark: benchmark.id.clone(),
        name: benchmark.name.clone(),
        unit: benchmark.unit.clone(),
        first: first.0,
        last: last.0,
        tests: tests.len(),
        results,
        side_difference_percent: difference.map(|(d, _)| d),
        side_to_train: worth.map(|(_, left)| if left { "left" } else { "right" }),
        side_limit_percent: benchmark.side_percent,
    })
}
