//! What became of the recordings, by group and condition, and whether some lost more.

use std::collections::BTreeMap;

use runform_inference::tests::equal_shares;
use serde::Serialize;

use super::observe::Observations;

/// The recordings of a group under a condition.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Share {
    /// The group.
    pub group: Option<String>,
    /// The condition.
    pub condition: Option<String>,
    /// Recordings.
    pub recordings: usize,
    /// Participants.
    pub participants: usize,
    /// Analysed.
    pub analysed: usize,
    /// Fresh and tired could be compared.
    pub compared: usize,
    /// Participants with a run that could be compared.
    pub participants_compared: usize,
    /// Reasons of the others, with how many.
    pub reasons: Vec<(String, usize)>,
}

/// The way from recordings to comparisons.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Flow {
    /// By group and condition.
    pub shares: Vec<Share>,
    /// Recordings met before under another name.
    pub copies: usize,
    /// p of equal losses over groups; `None` with one group, or where nothing or
    /// everything was lost.
    pub by_group_p: Option<f64>,
    /// The same over conditions.
    pub by_condition_p: Option<f64>,
}

/// Counts what became of the recordings; reasons of one code are counted together, told
/// by the first of them.
pub fn flow(observations: &Observations) -> Flow {
    type Key<'a> = (Option<&'a String>, Option<&'a String>);
    let mut shares: BTreeMap<
        Key,
        (Share, Vec<&str>, Vec<&str>, BTreeMap<String, (String, usize)>),
    > = BTreeMap::new();
    for run in &observations.runs {
        let entry =
            shares.entry((run.group.as_ref(), run.condition.as_ref())).or_insert_with(|| {
                let share = Share {
                    group: run.group.clone(),
                    condition: run.condition.clone(),
                    recordings: 0,
                    participants: 0,
                    analysed: 0,
                    compared: 0,
                    participants_compared: 0,
                    reasons: Vec::new(),
                };
                (share, Vec::new(), Vec::new(), BTreeMap::new())
            });
        entry.0.recordings += 1;
        entry.0.analysed += usize::from(run.status == "analyzed");
        entry.1.push(&run.participant);
        if run.compared {
            entry.0.compared += 1;
            entry.2.push(&run.participant);
        } else {
            let text = run.reason.clone().unwrap_or_else(|| run.status.clone());
            let code = run.reason_code.clone().unwrap_or_else(|| text.clone());
            entry.3.entry(code).or_insert((text, 0)).1 += 1;
        }
    }
    let distinct = |mut names: Vec<&str>| {
        names.sort_unstable();
        names.dedup();
        names.len()
    };
    let shares: Vec<Share> = shares
        .into_values()
        .map(|(mut share, all, compared, reasons)| {
            share.participants = distinct(all);
            share.participants_compared = distinct(compared);
            share.reasons = reasons.into_values().collect();
            share.reasons.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            share
        })
        .collect();
    let by = |of: &dyn Fn(&Share) -> Option<String>| {
        let mut counts: BTreeMap<Option<String>, (u64, u64)> = BTreeMap::new();
        for s in &shares {
            let count = counts.entry(of(s)).or_default();
            count.0 += s.compared as u64;
            count.1 += (s.recordings - s.compared) as u64;
        }
        equal_shares(&counts.into_values().collect::<Vec<_>>())
    };
    let by_group_p = by(&|s| s.group.clone());
    let by_condition_p = by(&|s| s.condition.clone());
    Flow { copies: observations.copies, by_group_p, by_condition_p, shares }
}
