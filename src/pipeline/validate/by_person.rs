//! One region of the body, person by person: what a new runner can expect.

use serde::Serialize;

use super::score::Score;
use crate::recording::{Region, Side};
use crate::stats;

/// One person's recordings, means.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PersonRow {
    /// The person.
    pub person: String,
    /// Recordings with a level of contact.
    pub recordings: usize,
    /// Recordings whose contact is good for changes only: not among those above.
    pub change_only: usize,
    /// Contact with the constants in use, less the truth, ms.
    pub bias_ms: f64,
    /// The same with constants fitted on the others.
    pub left_out_ms: Option<f64>,
    /// Initial contact and toe-off with constants fitted on the others, ms.
    pub left_out_begin_ms: Option<f64>,
    /// Toe-off likewise.
    pub left_out_end_ms: Option<f64>,
    /// Share of recordings whose printed 95 % interval holds the truth when the person is
    /// left out (or with the constants in use, where nothing can be fitted), %.
    pub inside_pct: f64,
}

/// How far levels lie from the truth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Spread {
    /// Recordings.
    pub recordings: usize,
    /// Mean absolute error, ms.
    pub mae_ms: f64,
    /// The same, each person weighing the same, ms.
    pub mae_of_people_ms: f64,
    /// Standard deviation of people's means, ms.
    pub people_sd_ms: Option<f64>,
    /// Largest of people's means, ms.
    pub largest_ms: f64,
    /// Standard deviation within people (root mean square over people), ms.
    pub within_sd_ms: Option<f64>,
    /// Half width of the 95 % interval for one recording of a person never seen, ms:
    /// Student's t on people, from the two spreads.
    pub half_width_ms: Option<f64>,
    /// Share of recordings whose printed interval holds the truth, %.
    pub inside_pct: f64,
    /// The same, each person weighing the same, %.
    pub inside_of_people_pct: f64,
    /// Changes between a person's recordings, in order of true contact: mean absolute
    /// error, ms.
    pub change_mae_ms: Option<f64>,
    /// Difference of left and right of one run: mean absolute error, ms.
    pub sides_mae_ms: Option<f64>,
    /// And as balance, percentage points.
    pub balance_mae_pp: Option<f64>,
    /// Correlation of that difference with the true one.
    pub sides_r: Option<f64>,
    /// Error per degree of strike angle (as found at the foot), ms.
    pub per_strike_deg_ms: Option<f64>,
    /// The same from single steps within recordings (constants in use).
    pub per_strike_deg_within_ms: Option<f64>,
}

/// A region.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ByPerson {
    /// `foot`, `shank`, `trunk`.
    pub region: &'static str,
    /// People with a level of contact.
    pub people: Vec<PersonRow>,
    /// Constants fitted on the others; `None` on fewer than four people.
    pub left_out: Option<Spread>,
    /// Initial contact likewise: standard deviation of people's means, ms.
    pub left_out_begin_sd_ms: Option<f64>,
    /// Constants fitted on all of these people.
    pub in_sample: Option<Spread>,
    /// Constants in use. In sample for people on whom they were fitted.
    pub shipped: Spread,
    /// Smallest and largest half width printed, ms.
    pub printed_ms: [f64; 2],
}

/// Which of a recording's errors.
type ErrorOf = fn(&Score) -> Option<f64>;

/// Every region that has levels.
pub(super) fn regions(scores: &[Score]) -> Vec<ByPerson> {
    [(Region::Foot, "foot"), (Region::Shank, "shank"), (Region::Trunk, "trunk")]
        .into_iter()
        .filter_map(|(region, name)| {
            let own: Vec<&Score> =
                scores.iter().filter(|s| s.placement.region() == region).collect();
            of(name, &own)
        })
        .collect()
}

fn of(region: &'static str, all: &[&Score]) -> Option<ByPerson> {
    let own: Vec<&Score> = all.iter().copied().filter(|s| level(s).is_some()).collect();
    let left_out: ErrorOf = |s| s.left_out.map(|e| e[2]);
    let fitted = own.iter().any(|s| s.left_out.is_some());
    let widths = own.iter().filter_map(|s| s.half_width_ms);
    let people = names(&own);
    let rows = people.iter().map(|person| {
        let theirs: Vec<&Score> = own.iter().copied().filter(|s| &s.person == person).collect();
        let known = |f: &dyn Fn(&Score) -> Option<f64>| mean(theirs.iter().filter_map(|s| f(s)));
        let error = if fitted { left_out } else { level };
        let inside = theirs.iter().filter_map(|s| inside(s, error(s)?));
        PersonRow {
            person: person.clone(),
            recordings: theirs.len(),
            change_only: all.iter().filter(|s| &s.person == person).count() - theirs.len(),
            bias_ms: known(&level).unwrap_or(f64::NAN),
            left_out_ms: known(&left_out),
            left_out_begin_ms: known(&|s| s.left_out.map(|e| e[0]).filter(|e| e.is_finite())),
            left_out_end_ms: known(&|s| s.left_out.map(|e| e[1]).filter(|e| e.is_finite())),
            inside_pct: 100.0 * share(inside),
        }
    });
    let rows: Vec<PersonRow> = rows.collect();
    let begins: Vec<f64> = rows.iter().filter_map(|r| r.left_out_begin_ms).collect();
    Some(ByPerson {
        region,
        left_out_begin_sd_ms: stats::mean_sd(&begins).map(|m| m.1),
        people: rows,
        left_out: fitted.then(|| spread(&own, left_out)).flatten(),
        in_sample: fitted.then(|| spread(&own, |s| s.in_sample.map(|e| e[2]))).flatten(),
        shipped: spread(&own, level)?,
        printed_ms: widths.fold([f64::INFINITY, 0.0], |[a, b], w| [a.min(w), b.max(w)]),
    })
}

/// The error of a level that is said to be one.
fn level(s: &Score) -> Option<f64> {
    s.contact_bias_ms.filter(|_| matches!(s.trust, Some("estimate" | "measured")))
}

fn inside(s: &Score, error: f64) -> Option<bool> {
    s.half_width_ms.map(|w| error.abs() <= w)
}

fn names(scores: &[&Score]) -> Vec<String> {
    let mut names: Vec<String> = scores.iter().map(|s| s.person.clone()).collect();
    names.sort();
    names.dedup();
    names
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, n) = values.fold((0.0, 0u32), |(s, n), v| (s + v, n + 1));
    (n > 0).then(|| sum / f64::from(n))
}

fn share(of: impl Iterator<Item = bool>) -> f64 {
    mean(of.map(|b| if b { 1.0 } else { 0.0 })).unwrap_or(f64::NAN)
}

fn spread(all: &[&Score], error: ErrorOf) -> Option<Spread> {
    let known: Vec<(&Score, f64)> = all.iter().filter_map(|s| Some((*s, error(s)?))).collect();
    let people = names(all);
    let of = |person: &String| -> Vec<f64> {
        known.iter().filter(|(s, _)| &s.person == person).map(|k| k.1).collect()
    };
    let each: Vec<Vec<f64>> = people.iter().map(of).filter(|e| !e.is_empty()).collect();
    let means: Vec<f64> = each.iter().filter_map(|e| mean(e.iter().copied())).collect();
    let within: Vec<f64> = each.iter().filter_map(|e| Some(stats::mean_sd(e)?.1)).collect();
    let people_sd_ms = stats::mean_sd(&means).map(|m| m.1);
    let within_sd_ms = mean(within.iter().map(|s| s * s)).map(f64::sqrt);
    let n = means.len() as f64;
    let half_width_ms = people_sd_ms.zip(within_sd_ms).map(|(between, within)| {
        // The spread of people's means holds a part of that within them.
        stats::t975(n - 1.0) * (between * between * (1.0 + 1.0 / n) + within * within).sqrt()
    });
    let held = |person: Option<&String>| {
        let own = known.iter().filter(move |(s, _)| person.is_none_or(|p| &s.person == p));
        100.0 * share(own.filter_map(|(s, e)| inside(s, *e)))
    };
    let changes = people.iter().flat_map(|person| changes(&known, person)).collect::<Vec<f64>>();
    let sides = sides(&known);
    let per_strike: Vec<(f64, f64)> =
        known.iter().filter_map(|(s, e)| Some((s.strike_deg?, *e))).collect();
    let sums = known.iter().filter_map(|(s, _)| s.strike_sums);
    let [products, squares] = sums.fold([0.0, 0.0], |[p, q], [a, b]| [p + a, q + b]);
    Some(Spread {
        recordings: known.len(),
        mae_ms: mean(known.iter().map(|k| k.1.abs()))?,
        mae_of_people_ms: mean(each.iter().filter_map(|e| mean(e.iter().map(|e| e.abs()))))?,
        people_sd_ms,
        largest_ms: means.iter().fold(0.0, |l: f64, m| if m.abs() > l.abs() { *m } else { l }),
        within_sd_ms,
        half_width_ms,
        inside_pct: held(None),
        inside_of_people_pct: mean(people.iter().map(|p| held(Some(p))).filter(|h| h.is_finite()))
            .unwrap_or(f64::NAN),
        change_mae_ms: mean(changes.iter().map(|c| c.abs())),
        sides_mae_ms: mean(sides.iter().map(|s| (s.found - s.truth).abs())),
        balance_mae_pp: mean(sides.iter().map(|s| (25.0 * (s.found - s.truth) / s.contact).abs())),
        sides_r: correlation(&sides.iter().map(|s| (s.truth, s.found)).collect::<Vec<_>>()),
        per_strike_deg_ms: slope(&per_strike),
        per_strike_deg_within_ms: (squares > 0.0).then(|| products / squares),
    })
}

/// Errors of the changes from one run of a person to the next, in order of true contact;
/// both feet of a run count as one.
fn changes(known: &[(&Score, f64)], person: &String) -> Vec<f64> {
    let own: Vec<&(&Score, f64)> = known.iter().filter(|(s, _)| &s.person == person).collect();
    let mut runs: Vec<&str> = own.iter().map(|(s, _)| s.run.as_str()).collect();
    runs.sort_unstable();
    runs.dedup();
    let mut levels: Vec<(f64, f64)> = runs
        .iter()
        .filter_map(|run| {
            let of = || own.iter().filter(|(s, _)| s.run == *run);
            Some((mean(of().filter_map(|(s, _)| s.contact_truth_ms))?, mean(of().map(|k| k.1))?))
        })
        .collect();
    levels.sort_by(|a, b| a.0.total_cmp(&b.0));
    levels.windows(2).map(|w| w[1].1 - w[0].1).collect()
}

struct Sides {
    truth: f64,
    found: f64,
    contact: f64,
}

/// Left less right of runs that have a sensor on either leg.
fn sides(known: &[(&Score, f64)]) -> Vec<Sides> {
    let of = |side: Side| known.iter().filter(move |(s, _)| s.placement.side() == Some(side));
    of(Side::Left)
        .filter_map(|(left, off_left)| {
            let (right, off_right) = of(Side::Right).find(|(r, _)| r.run == left.run)?;
            let (l, r) = (left.contact_truth_ms?, right.contact_truth_ms?);
            let found = (l + off_left) - (r + off_right);
            Some(Sides { truth: l - r, found, contact: 0.5 * (l + r) })
        })
        .collect()
}

fn sums(pairs: &[(f64, f64)]) -> [f64; 3] {
    let n = pairs.len() as f64;
    let x = pairs.iter().map(|p| p.0).sum::<f64>() / n;
    let y = pairs.iter().map(|p| p.1).sum::<f64>() / n;
    let sum = |f: &dyn Fn(f64, f64) -> f64| pairs.iter().map(|p| f(p.0 - x, p.1 - y)).sum::<f64>();
    [sum(&|x, y| x * y), sum(&|x, _| x * x), sum(&|_, y| y * y)]
}

fn slope(pairs: &[(f64, f64)]) -> Option<f64> {
    let [xy, xx, _] = sums(pairs);
    (pairs.len() > 2 && xx > 0.0).then(|| xy / xx)
}

fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let [xy, xx, yy] = sums(pairs);
    Some(xy / (xx * yy).sqrt()).filter(|r| pairs.len() > 2 && r.is_finite())
}
