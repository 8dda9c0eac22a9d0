//! A look at a study before its recordings are analysed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::pipeline::batch::{BatchError, Plan};
use crate::study::infer::{VISIT, folded};

/// Words as like each other as this are named. Ours.
const ALIKE: f64 = 0.93;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Checked {
    /// Files that are not there, and what they are: `recording`, `watch`, `events`.
    pub missing: Vec<(PathBuf, &'static str)>,
    /// Recordings and participants by group and condition.
    pub cells: Vec<(Option<String>, Option<String>, usize, usize)>,
    /// Participants without a recording under a condition that others have.
    pub unpaired: Vec<(String, Vec<String>)>,
    /// Participants in more than one group.
    pub in_two_groups: Vec<String>,
    /// Recordings without a participant.
    pub nameless: usize,
    /// Words of one column that look alike: column, words.
    pub alike: Vec<(String, String, String)>,
    /// Columns of the user's own: name, lines that have it, different words.
    pub own: Vec<(String, usize, usize)>,
    /// Recordings.
    pub recordings: usize,
}

impl Checked {
    /// Whether something stands in the way of the study.
    pub fn is_sound(&self) -> bool {
        self.missing.is_empty() && self.in_two_groups.is_empty()
    }
}

/// Looks at a plan.
///
/// # Errors
/// When the lists of the plan cannot be read.
pub fn check(plan: &Plan) -> Result<Checked, BatchError> {
    let mut entries = Vec::new();
    plan.each_shard(&mut |shard| entries.extend(shard.entries))?;
    let missing = plan.missing()?;
    let mut out = Checked { recordings: entries.len(), missing, ..Checked::default() };
    let mut cells: BTreeMap<(Option<String>, Option<String>), (usize, BTreeSet<String>)> =
        BTreeMap::new();
    let mut conditions: BTreeSet<String> = BTreeSet::new();
    let mut of: BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
    let mut words: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut own: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for entry in &entries {
        let who = &entry.known.who;
        let named = [
            ("participant", who.participant.as_deref()),
            ("group", who.group.as_deref()),
            ("condition", who.condition.as_deref()),
            (VISIT, entry.known.more.get(VISIT).map(String::as_str)),
        ];
        for (column, word) in named {
            words.entry(column).or_default().extend(word);
        }
        for (name, word) in &entry.known.more {
            let own = own.entry(name).or_default();
            own.0 += 1;
            own.1.insert(word);
        }
        let cell = cells.entry((who.group.clone(), who.condition.clone())).or_default();
        cell.0 += 1;
        let Some(person) = &who.participant else {
            out.nameless += 1;
            continue;
        };
        cell.1.insert(folded(person));
        let seen = of.entry(person.clone()).or_default();
        seen.0.extend(who.group.clone().map(|g| folded(&g)));
        if let Some(condition) = &who.condition {
            conditions.insert(folded(condition));
            seen.1.insert(folded(condition));
        }
    }
    out.cells = cells.into_iter().map(|((g, c), (n, people))| (g, c, n, people.len())).collect();
    for (person, (groups, seen)) in of {
        if groups.len() > 1 {
            out.in_two_groups.push(person.clone());
        }
        let without: Vec<String> = conditions.difference(&seen).cloned().collect();
        if !without.is_empty() {
            out.unpaired.push((person, without));
        }
    }
    for (column, all) in words {
        let all: Vec<&str> = all.into_iter().collect();
        for (i, a) in all.iter().enumerate() {
            for b in all.iter().skip(i + 1) {
                // Numbers that differ are no slips.
                let digits = |w: &str| w.chars().filter(char::is_ascii_digit).collect::<String>();
                let same = folded(a) == folded(b);
                if same || (digits(a) == digits(b) && strsim::jaro_winkler(a, b) > ALIKE) {
                    out.alike.push((column.into(), (*a).into(), (*b).into()));
                }
            }
        }
    }
    out.own = own.into_iter().map(|(name, (n, words))| (name.into(), n, words.len())).collect();
    Ok(out)
}
