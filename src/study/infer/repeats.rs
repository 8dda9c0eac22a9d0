//! Do days, and devices, agree? From recordings of one person that the manifest says
//! are repetitions (`visit`), and from recordings of one run by several devices.

use std::collections::BTreeMap;

use runform_inference::reliability::{Agreement, Reliability, agreement, reliability};
use serde::Serialize;

use super::observe::{Cell, Observed, Run};
use super::pooling::Adjusted;

/// What is repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Repeated {
    /// The fresh level.
    Fresh,
    /// The change when tired.
    Change,
}

/// Reliability between days, of one cell under one condition.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Days {
    /// Measured with what.
    pub cell: Cell,
    /// Of what.
    pub of: Repeated,
    /// The condition.
    pub condition: Option<String>,
    /// The days, in order.
    pub visits: Vec<String>,
    /// Participants without a run on every day.
    pub incomplete: usize,
    /// ICC, standard error of measurement, minimal detectable change.
    pub reliability: Reliability,
    /// Limits of agreement of the first two days.
    pub agreement: Option<Agreement>,
    /// First and second day of each, for the figure.
    pub pairs: Vec<[f64; 2]>,
}

/// Agreement of two sensors on the same runs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sensors {
    /// The first: its name comes first.
    pub first: Cell,
    /// The second.
    pub second: Cell,
    /// Of what.
    pub of: Repeated,
    /// Limits of agreement, second less first; one pair per participant (the mean of
    /// their runs).
    pub agreement: Agreement,
    /// ICC and errors of the same pairs.
    pub reliability: Option<Reliability>,
    /// First and second of each, for the figure.
    pub pairs: Vec<[f64; 2]>,
}

fn value(of: Repeated, o: &Observed, a: &Adjusted) -> f64 {
    match of {
        Repeated::Fresh => o.fresh,
        Repeated::Change => a.change,
    }
}

/// Days of one cell; several runs of a person on one day are averaged.
pub fn days(cell: &Cell, runs: &[Run], observed: &[&Observed], changes: &[Adjusted]) -> Vec<Days> {
    let mut conditions: Vec<Option<&String>> =
        observed.iter().map(|o| runs[o.run].condition.as_ref()).collect();
    conditions.sort();
    conditions.dedup();
    let mut out = Vec::new();
    for condition in conditions {
        let inside: Vec<(&Observed, &Adjusted)> = observed
            .iter()
            .zip(changes)
            .filter(|(o, _)| runs[o.run].condition.as_ref() == condition)
            .map(|(o, a)| (*o, a))
            .collect();
        let mut visits: Vec<&String> =
            inside.iter().filter_map(|(o, _)| runs[o.run].visit.as_ref()).collect();
        // As numbers where they are some: the tenth day follows the ninth.
        visits.sort_by(|a, b| match (a.parse::<f64>(), b.parse::<f64>()) {
            (Ok(x), Ok(y)) => x.total_cmp(&y),
            _ => a.cmp(b),
        });
        visits.dedup();
        if visits.len() < 2 {
            continue;
        }
        for of in [Repeated::Fresh, Repeated::Change] {
            let mut people: BTreeMap<&str, Vec<(f64, usize)>> = BTreeMap::new();
            for (o, a) in &inside {
                let run = &runs[o.run];
                let Some(at) = visits.iter().position(|v| Some(*v) == run.visit.as_ref()) else {
                    continue;
                };
                let row =
                    people.entry(&run.participant).or_insert_with(|| vec![(0.0, 0); visits.len()]);
                if let Some(sum) = row.get_mut(at) {
                    *sum = (sum.0 + value(of, o, a), sum.1 + 1);
                }
            }
            let table: Vec<Vec<f64>> = people
                .values()
                .filter(|row| row.iter().all(|(_, n)| *n > 0))
                .map(|row| row.iter().map(|(sum, n)| sum / *n as f64).collect())
                .collect();
            let Some(found) = reliability(&table) else { continue };
            let pairs: Vec<[f64; 2]> = table.iter().map(|r| [r[0], r[1]]).collect();
            out.push(Days {
                cell: cell.clone(),
                of,
                condition: condition.cloned(),
                visits: visits.iter().map(|v| (*v).clone()).collect(),
                incomplete: people.len() - table.len(),
                reliability: found,
                agreement: of_pairs(&pairs),
                pairs,
            });
        }
    }
    out
}

fn of_pairs(pairs: &[[f64; 2]]) -> Option<Agreement> {
    let (a, b): (Vec<f64>, Vec<f64>) = pairs.iter().map(|p| (p[0], p[1])).unzip();
    agreement(&a, &b)
}

/// Participant, condition and day: what says that two recordings are of one run.
type Same<'a> = (&'a str, Option<&'a String>, Option<&'a String>);

/// Sensors on the same runs, for every two cells of one metric.
pub fn sensors(runs: &[Run], cells: &[(&Cell, &[&Observed], &[Adjusted])]) -> Vec<Sensors> {
    let by_run = |observed: &[&Observed], changes: &[Adjusted], of: Repeated| {
        let mut all: BTreeMap<(String, Option<String>, Option<String>), (f64, usize)> =
            BTreeMap::new();
        for (o, a) in observed.iter().zip(changes) {
            let run = &runs[o.run];
            let key: Same = (&run.participant, run.condition.as_ref(), run.visit.as_ref());
            let sum = all.entry((key.0.to_owned(), key.1.cloned(), key.2.cloned())).or_default();
            *sum = (sum.0 + value(of, o, a), sum.1 + 1);
        }
        all
    };
    let mut out = Vec::new();
    for (i, (first, a, ca)) in cells.iter().enumerate() {
        for (second, b, cb) in cells.iter().skip(i + 1) {
            if first.metric != second.metric || first.unit != second.unit {
                continue;
            }
            for of in [Repeated::Fresh, Repeated::Change] {
                let (one, other) = (by_run(a, ca, of), by_run(b, cb, of));
                let mut people: BTreeMap<&str, (f64, f64, usize)> = BTreeMap::new();
                for (key, (x, n)) in &one {
                    let Some((y, m)) = other.get(key) else { continue };
                    let sum = people.entry(&key.0).or_default();
                    *sum = (sum.0 + x / *n as f64, sum.1 + y / *m as f64, sum.2 + 1);
                }
                let pairs: Vec<[f64; 2]> =
                    people.values().map(|(x, y, n)| [x / *n as f64, y / *n as f64]).collect();
                let Some(agreement) = of_pairs(&pairs) else { continue };
                let table: Vec<Vec<f64>> = pairs.iter().map(|p| p.to_vec()).collect();
                out.push(Sensors {
                    first: (*first).clone(),
                    second: (*second).clone(),
                    of,
                    agreement,
                    reliability: reliability(&table),
                    pairs,
                });
            }
        }
    }
    out
}
