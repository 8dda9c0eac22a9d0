//! Many runs of many people: how form changed when tired, per group and condition.
//!
//! Runs of one person resemble each other, so persons are counted, not runs: the
//! changes of a person's runs are averaged first, and mean and interval are those
//! of the persons (summary measures; with one run each this is the usual t interval).

pub mod infer;
pub mod row;

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, StudentsT};

use crate::compare::Verdict;
use crate::metrics::{Adverse, Metric};
use crate::runs::RunStatus;
use row::{MetricSummary, SummaryRow};

/// The change of one metric in one run, as a statistician's program wants it.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeRow {
    /// SHA-256 of the recording.
    pub recording_id: Option<String>,
    /// Which recording of the file.
    pub recording_index: Option<usize>,
    /// Participant, group and condition.
    pub who: row::Who,
    /// The side the runner prefers, as the manifest says it.
    pub dominant_side: Option<String>,
    /// The metric with its levels, change and verdict.
    pub metric: MetricSummary,
}

/// What is summarised together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// `all`, or `group_condition`.
    pub scope: &'static str,
    /// The group, of `group_condition`.
    pub group: Option<String>,
    /// The condition, of `group_condition`.
    pub condition: Option<String>,
    /// The metric.
    pub metric: Metric,
    /// Its unit.
    pub unit: String,
    /// Its field: values of different sensors are never put together.
    pub source: String,
}

/// Summary of a cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupRow {
    /// Runs with a change.
    pub recordings: usize,
    /// People; a run of nobody known counts as one of its own.
    pub participants: usize,
    /// Mean over people of the fresh level.
    pub fresh: f64,
    /// Mean over people of the fatigued level.
    pub fatigued: f64,
    /// Mean over people of the change at equal speed and slope.
    pub change: f64,
    /// Standard deviation of the change between people; from two on.
    pub sd: Option<f64>,
    /// 95 % interval of the mean change (Student's t over people); from two on.
    pub ci95: Option<[f64; 2]>,
    /// How the runs were judged.
    pub judged: Judged,
}

/// How many runs were judged in which way; together they are all runs with a change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Judged {
    /// A clear or likely change for the worse.
    pub worse: usize,
    /// A clear or likely change against the direction that fatigue usually takes.
    pub other_way: usize,
    /// A clear or likely change that is neither: of a metric without such a
    /// direction, or a choice (a shorter step with a quicker rhythm).
    pub neutral: usize,
    /// A possible change.
    pub possible: usize,
    /// No worthwhile change.
    pub stable: usize,
    /// Too noisy to tell. The change enters the mean all the same: leaving such
    /// runs out would leave out those with small changes less often.
    pub insufficient: usize,
}

impl Judged {
    fn add(&mut self, metric: &MetricSummary) {
        let rises = metric.change.is_some_and(|c| c > 0.0);
        let against = match metric.metric.adverse() {
            Adverse::Rise => !rises,
            Adverse::Fall => rises,
            Adverse::Away => true,
            Adverse::None => false,
        };
        *match metric.verdict {
            Some(Verdict::Clear | Verdict::Likely) if metric.adverse => &mut self.worse,
            Some(Verdict::Clear | Verdict::Likely) if against => &mut self.other_way,
            Some(Verdict::Clear | Verdict::Likely) => &mut self.neutral,
            Some(Verdict::Possible) => &mut self.possible,
            Some(Verdict::Stable) => &mut self.stable,
            Some(Verdict::Insufficient | Verdict::Undecided) | None => &mut self.insufficient,
        } += 1;
    }
}

/// What is gathered of a study, run by run: sums for each person who has a name, and one
/// set of sums for all runs of nobody known, so that it grows with people alone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Study {
    /// Numbers of those who have a name.
    people: HashMap<String, u32>,
    cells: BTreeMap<Cell, Gathered>,
    /// With the first text of its kind.
    outcomes: BTreeMap<Ending, (Option<String>, usize)>,
}

/// Sum of the finite among some values, and how many they are.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Sum {
    sum: f64,
    n: u32,
}

impl Sum {
    fn add(&mut self, value: f64) {
        if value.is_finite() {
            self.sum += value;
            self.n += 1;
        }
    }

    fn and(mut self, values: impl Iterator<Item = f64>) -> Sum {
        values.for_each(|v| self.add(v));
        self
    }

    fn mean(self) -> f64 {
        self.sum / f64::from(self.n)
    }
}

/// Level when fresh, level when fatigued, change.
type Sums = [Sum; 3];

/// Runs of a cell.
#[derive(Debug, Clone, Default, PartialEq)]
struct Gathered {
    recordings: usize,
    /// The runs of each person who has a name.
    people: BTreeMap<u32, Sums>,
    /// The runs of nobody known, each a person of its own.
    alone: Sums,
    /// Squares of their changes about their mean (Welford's running form).
    squares: f64,
    judged: Judged,
}

impl Gathered {
    /// Adds a run of a person, or of nobody known.
    fn add(&mut self, person: Option<u32>, metric: &MetricSummary) {
        let values = [metric.fresh, metric.fatigued, metric.change];
        let sums = match person {
            Some(person) => self.people.entry(person).or_default(),
            None => {
                let change = metric.change.unwrap_or_default();
                let [.., before] = self.alone;
                if before.n > 0 {
                    let n = f64::from(before.n);
                    self.squares += (change - before.mean()).powi(2) * n / (n + 1.0);
                }
                &mut self.alone
            }
        };
        for (sum, value) in sums.iter_mut().zip(values) {
            sum.add(value.unwrap_or(f64::NAN));
        }
        self.recordings += 1;
        self.judged.add(metric);
    }

    fn over_people(&self, which: usize) -> Sum {
        let of = |sums: &Sums| sums.get(which).copied().unwrap_or_default();
        of(&self.alone).and(self.people.values().map(|sums| of(sums).mean()))
    }

    /// Squares of the changes of people about a mean of all.
    fn squares_about(&self, mean: f64) -> f64 {
        let [.., alone] = self.alone;
        let apart = if alone.n > 0 { (alone.mean() - mean).powi(2) } else { 0.0 };
        let known = self.people.values().map(|[.., change]| (change.mean() - mean).powi(2));
        self.squares + f64::from(alone.n) * apart + known.sum::<f64>()
    }
}

/// How many inputs ended alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcomes {
    /// How they ended.
    pub status: RunStatus,
    /// Whether fresh and fatigued could be compared, of analysed runs.
    pub comparison: Option<&'static str>,
    /// Code of the reason.
    pub reason: Option<String>,
    /// The reason of the first of them for people.
    pub example: Option<String>,
    /// How many.
    pub count: usize,
}

/// Status, comparison and code of the reason.
type Ending = (RunStatus, Option<&'static str>, Option<String>);

impl Study {
    /// Adds a run, with the preferred side of the runner where known; returns its
    /// changes, which are not held.
    pub fn add(&mut self, row: &SummaryRow, dominant_side: Option<&str>) -> Vec<ChangeRow> {
        let comparison = row.run.as_ref().map(|r| word(r.comparison));
        let (code, text) = row.run.as_ref().map_or((&row.reason_code, &row.reason), |r| {
            (&r.comparison_code, &r.comparison_reason)
        });
        let ending = (row.status, comparison, code.clone());
        self.outcomes.entry(ending).or_insert_with(|| (text.clone(), 0)).1 += 1;
        let person = row.who.participant.as_ref().map(|name| {
            let new = u32::try_from(self.people.len()).unwrap_or(u32::MAX);
            *self.people.entry(name.clone()).or_insert(new)
        });
        let changed = row.run.iter().flat_map(|r| &r.metrics).filter(|m| m.change.is_some());
        changed
            .map(|metric| {
                for cell in cells_of(row, metric) {
                    self.cells.entry(cell).or_default().add(person, metric);
                }
                ChangeRow {
                    recording_id: row.recording_id.clone(),
                    recording_index: row.recording_index,
                    who: row.who.clone(),
                    dominant_side: dominant_side.map(String::from),
                    metric: metric.clone(),
                }
            })
            .collect()
    }

    /// A row per group, condition, metric and field, in this order.
    pub fn groups(&self) -> impl Iterator<Item = (&Cell, GroupRow)> {
        self.cells.iter().map(|(cell, runs)| (cell, summarise(runs)))
    }

    /// How many inputs ended with which status and comparison, and why.
    pub fn outcomes(&self) -> impl Iterator<Item = Outcomes> {
        self.outcomes.iter().map(|((status, comparison, reason), (example, count))| Outcomes {
            status: *status,
            comparison: *comparison,
            reason: reason.clone(),
            example: example.clone(),
            count: *count,
        })
    }
}

fn word(status: crate::compare::Status) -> &'static str {
    use crate::compare::Status;
    match status {
        Status::Compared => "compared",
        Status::TrendOnly => "trend_only",
        Status::NotComparable => "not_comparable",
    }
}

fn cells_of(row: &SummaryRow, metric: &MetricSummary) -> [Cell; 2] {
    let cell = |scope, group: Option<&String>, condition: Option<&String>| Cell {
        scope,
        group: group.cloned(),
        condition: condition.cloned(),
        metric: metric.metric,
        unit: metric.unit.clone(),
        source: metric.source.clone(),
    };
    [
        cell("all", None, None),
        cell("group_condition", row.who.group.as_ref(), row.who.condition.as_ref()),
    ]
}

fn summarise(cell: &Gathered) -> GroupRow {
    let changes = cell.over_people(2);
    let (n, change) = (changes.n, changes.mean());
    let (mut sd, mut ci95) = (None, None);
    if n > 1 {
        let freedom = f64::from(n - 1);
        let spread = (cell.squares_about(change) / freedom).sqrt();
        sd = Some(spread);
        ci95 = StudentsT::new(0.0, 1.0, freedom).ok().map(|t| {
            let half = t.inverse_cdf(0.975) * spread / f64::from(n).sqrt();
            [change - half, change + half]
        });
    }
    GroupRow {
        recordings: cell.recordings,
        participants: n as usize,
        fresh: cell.over_people(0).mean(),
        fatigued: cell.over_people(1).mean(),
        change,
        sd,
        ci95,
        judged: cell.judged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runs::Without;

    fn run(person: &str, change: f64, verdict: Verdict) -> (String, MetricSummary) {
        let metric = MetricSummary {
            metric: Metric::GroundContactTime,
            unit: "ms".into(),
            source: "fit:stance_time".into(),
            estimated: false,
            median: None,
            mean: None,
            fresh: Some(250.0),
            fatigued: Some(250.0 + change),
            change: Some(change),
            se: Some(2.0),
            ci95: Some([change - 4.0, change + 4.0]),
            verdict: Some(verdict),
            adverse: change > 0.0,
            swc: None,
            effects_behind: None,
        };
        (person.into(), metric)
    }

    fn summarise(runs: &[(String, MetricSummary)]) -> GroupRow {
        let mut cell = Gathered::default();
        for (person, metric) in runs {
            cell.add(Some(person.bytes().map(u32::from).sum()), metric);
        }
        super::summarise(&cell)
    }

    /// Means of a, b, c: 6, 10, 2; mean 6, SD 4, t(2, 0.975) = 4.302653:
    /// half width 4.302653 × 4 / √3 = 9.936551.
    #[test]
    fn people_count_not_runs() {
        let runs = [
            run("a", 4.0, Verdict::Stable),
            run("a", 8.0, Verdict::Likely),
            run("b", 10.0, Verdict::Clear),
            run("c", 2.0, Verdict::Stable),
        ];
        let row = summarise(&runs);
        assert_eq!((row.recordings, row.participants), (4, 3));
        assert!((row.change - 6.0).abs() < 1e-12);
        assert!((row.sd.unwrap_or(f64::NAN) - 4.0).abs() < 1e-12);
        let [low, high] = row.ci95.unwrap_or([f64::NAN; 2]);
        assert!((low - (6.0 - 9.936_551)).abs() < 1e-5, "{low}");
        assert!((high - (6.0 + 9.936_551)).abs() < 1e-5, "{high}");
        assert_eq!(row.judged, Judged { worse: 2, stable: 2, ..Judged::default() });
        assert!((row.fresh - 250.0).abs() < 1e-12 && (row.fatigued - 256.0).abs() < 1e-12);
        // Runs of nobody known count as one person each.
        let mut cell = Gathered::default();
        for (k, (_, metric)) in runs.iter().enumerate() {
            cell.add((k == 3).then_some(7), metric);
        }
        let row = super::summarise(&cell);
        assert_eq!((row.recordings, row.participants, row.change), (4, 4, 6.0));
        let sd = (f64::from(4 + 4 + 16 + 16) / 3.0).sqrt();
        assert!((row.sd.unwrap_or(f64::NAN) - sd).abs() < 1e-12, "{:?}", row.sd);
        let alone = summarise(&runs[2..3]);
        assert_eq!((alone.sd, alone.ci95, alone.change), (None, None, 10.0));
    }

    /// Every run is in one column, and none is called the other way that is not.
    #[test]
    fn every_run_is_judged_in_one_way() {
        let of = |metric: Metric, change: f64, adverse: bool, verdict: Verdict| {
            let (person, m) = run("a", change, verdict);
            (person, MetricSummary { metric, adverse, ..m })
        };
        let judged = |runs: &[(String, MetricSummary)]| summarise(runs).judged;
        let contact = judged(&[
            of(Metric::GroundContactTime, 9.0, true, Verdict::Clear),
            of(Metric::GroundContactTime, -9.0, false, Verdict::Likely),
            of(Metric::GroundContactTime, 3.0, true, Verdict::Possible),
            of(Metric::GroundContactTime, 1.0, true, Verdict::Stable),
            of(Metric::GroundContactTime, 1.0, false, Verdict::Insufficient),
        ]);
        let one_each =
            Judged { worse: 1, other_way: 1, neutral: 0, possible: 1, stable: 1, insufficient: 1 };
        assert_eq!(contact, one_each);
        // Shorter steps by a quicker rhythm are no harm, and no gain.
        let step = judged(&[
            of(Metric::StepLength, -0.05, false, Verdict::Clear),
            of(Metric::StepLength, 0.05, false, Verdict::Clear),
            of(Metric::StepTime, 5.0, false, Verdict::Clear),
        ]);
        assert_eq!(step, Judged { other_way: 1, neutral: 2, ..Judged::default() });
    }

    #[test]
    fn reasons_are_counted_by_their_code() {
        let refused = |code: &str, reason: &str| {
            let (code, reason) = (code.into(), reason.into());
            let why = Without { status: RunStatus::Refused, code, reason };
            SummaryRow::without("a.fit", None, row::Who::default(), &why)
        };
        let rows = [
            refused("too_short", "39 s of running, 120 s are needed"),
            refused("too_short", "82 s of running, 120 s are needed"),
            refused("no_records", "no records"),
        ];
        let mut study = Study::default();
        for row in &rows {
            assert!(study.add(row, None).is_empty());
        }
        let outcomes: Vec<Outcomes> = study.outcomes().collect();
        let told: Vec<_> = (outcomes.iter())
            .map(|o| (o.reason.as_deref(), o.example.as_deref(), o.count))
            .collect();
        let example = Some("39 s of running, 120 s are needed");
        assert_eq!(
            told,
            [(Some("no_records"), Some("no records"), 1), (Some("too_short"), example, 2)]
        );
    }
}
