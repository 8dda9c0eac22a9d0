//! What became of many recordings, in numbers and the first of each kind: of the same
//! size however many there are.

use std::collections::BTreeMap;

use super::map::{Mapped, Told};
use crate::runs::RunStatus;

/// Recordings named of each status.
pub const NAMED: usize = 8;

/// Counts of shards and recordings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Shards.
    pub shards: usize,
    /// Shards of which nothing had to be done.
    pub already: usize,
    by_status: BTreeMap<RunStatus, Ended>,
}

/// Recordings that ended alike.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Ended {
    count: usize,
    /// The first by shard and place in it, with their reasons.
    first: BTreeMap<(usize, usize), (String, Option<String>)>,
}

impl Tally {
    /// Adds a shard, in any order of them.
    pub fn add(&mut self, mapped: &Mapped) {
        self.shards += 1;
        self.already += usize::from(mapped.already);
        for (k, told) in mapped.runs.iter().enumerate() {
            self.count((mapped.shard, k), told);
        }
    }

    /// Adds a recording; `place` says where it stands among all.
    pub(super) fn count(&mut self, place: (usize, usize), (name, status, reason): &Told) {
        let ended = self.by_status.entry(*status).or_default();
        ended.count += 1;
        let last = ended.first.last_key_value().map(|(place, _)| *place);
        if ended.first.len() < NAMED || last > Some(place) {
            ended.first.insert(place, (name.clone(), reason.clone()));
        }
        if ended.first.len() > NAMED {
            ended.first.pop_last();
        }
    }

    /// Every status with its number of recordings and the first of them, name and reason.
    pub fn ended(
        &self,
    ) -> impl Iterator<Item = (RunStatus, usize, impl Iterator<Item = (&str, Option<&str>)>)> {
        self.by_status.iter().map(|(status, ended)| {
            let first = ended.first.values().map(|(name, why)| (name.as_str(), why.as_deref()));
            (*status, ended.count, first)
        })
    }

    /// Recordings of a status.
    pub fn of(&self, status: RunStatus) -> usize {
        self.by_status.get(&status).map_or(0, |e| e.count)
    }

    /// All recordings.
    pub fn all(&self) -> usize {
        self.by_status.values().map(|e| e.count).sum()
    }

    /// Recordings without an analysis that should have one.
    pub fn failed(&self) -> usize {
        self.by_status.iter().filter(|(s, _)| s.is_failure()).map(|(_, e)| e.count).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_are_named_in_whatever_order_shards_end() {
        let shard = |n: usize| Mapped {
            shard: n,
            already: n.is_multiple_of(2),
            runs: vec![(format!("run {n}"), RunStatus::Refused, None)],
        };
        let mut tally = Tally::default();
        (0..40).rev().for_each(|n| tally.add(&shard(n)));
        let mut other = Tally::default();
        (0..40).for_each(|n| other.add(&shard(n)));
        assert_eq!(tally, other);
        let named: Vec<String> =
            tally.ended().flat_map(|e| e.2.map(|f| f.0.to_string()).collect::<Vec<_>>()).collect();
        assert_eq!(named, (0..NAMED).map(|n| format!("run {n}")).collect::<Vec<_>>());
        assert_eq!((tally.shards, tally.already, tally.failed(), tally.all()), (40, 20, 40, 40));
    }
}
