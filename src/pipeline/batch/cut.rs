//! Recordings → shards: where to cut, what a shard is called, and the two lists.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::plan::Entry;
use super::spec::Spec;
use super::stale::SHARD_DIGITS;
use super::{BatchError, Place, place};
use crate::files::write::Draft;
use crate::hash::hex;

/// Shards made by default: one per recording, so that nothing finished is ever lost,
/// up to this many folders. Ours: file systems list so many without strain.
const MOST_SHARDS: usize = 4096;
/// What a recording weighs beside its bytes: reading even the smallest takes time. Ours.
const WEIGHT: u64 = 4096;
/// Bytes of a megabyte, as sizes of shards are given.
const MEGABYTE: u64 = 1_000_000;

/// List of shards.
const SHARDS: &str = "plan-shards.csv";
/// List of recordings.
const ENTRIES: &str = "plan-entries.jsonl";

/// How recordings are cut into shards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cut {
    /// Each is one.
    Each,
    /// All are one.
    Never,
    /// Shards of about so many bytes.
    Bytes(u64),
}

impl Cut {
    /// As a pipeline asks for it, of recordings whose number and bytes are known.
    pub(super) fn of(spec: &Spec, inputs: usize, bytes: u64) -> Cut {
        let weight = bytes.saturating_add(inputs as u64 * WEIGHT);
        let most = spec.shards.unwrap_or(MOST_SHARDS).max(1);
        match spec.shard_mb {
            Some(mb) => Cut::Bytes(mb.saturating_mul(MEGABYTE).max(1)),
            None if inputs <= most => Cut::Each,
            None if most == 1 => Cut::Never,
            None => Cut::Bytes((weight / most as u64).max(1)),
        }
    }

    /// Whether to cut behind a recording, where its shard weighs so much with it.
    ///
    /// Where the cuts lie is decided by the names of the recordings near them (between
    /// half of the wanted size and twice of it), so that a recording more or less
    /// changes the shards around it and no other.
    fn behind(self, entry: &Entry, shard: u64) -> bool {
        let wanted = match self {
            Cut::Each => return true,
            Cut::Never => return false,
            Cut::Bytes(wanted) => wanted,
        };
        let half = (wanted / 2).max(1);
        if shard < half {
            return false;
        }
        let dice = Sha256::digest(entry.name().as_bytes());
        let dice = dice.first_chunk::<8>().map_or(0, |b| u64::from_be_bytes(*b));
        // As likely as the recording is large: a cut comes half a shard later on average.
        let likely = (u128::from(weight(entry)) << 64) / u128::from(half);
        u128::from(dice) < likely || shard >= wanted.saturating_mul(2)
    }
}

fn weight(entry: &Entry) -> u64 {
    entry.bytes().saturating_add(WEIGHT)
}

/// What a shard's results depend on, piece by piece.
struct Name(Sha256);

impl Name {
    fn begin(version: &str, settings_hash: &str) -> Name {
        Name(Sha256::new_with_prefix(format!("{version} {settings_hash}")))
    }

    fn add(&mut self, entry: &Entry) {
        let files: Vec<_> = entry.files.iter().map(|f| (&f.path, &f.placement)).collect();
        let depends = (files, &entry.known, &entry.same_as, &entry.unusable);
        self.0.update(serde_json::to_vec(&depends).unwrap_or_default());
        entry.files.iter().filter_map(|f| f.version.as_ref()).for_each(|v| self.0.update(v));
    }

    fn end(self) -> String {
        hex(&self.0.finalize()).chars().take(SHARD_DIGITS).collect()
    }
}

/// The name of a shard: a hash of what its results depend on, so that they are found
/// again in the plan of a larger folder.
pub(super) fn name_of(version: &str, settings_hash: &str, entries: &[Entry]) -> String {
    let mut name = Name::begin(version, settings_hash);
    entries.iter().for_each(|e| name.add(e));
    name.end()
}

/// A line of the list of shards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) number: usize,
    /// Name of the shard's folder.
    pub(super) name: String,
    /// Recordings.
    pub(super) inputs: usize,
    /// Their bytes.
    pub(super) bytes: u64,
    /// Where they begin in the list of recordings, and bytes of that list.
    pub(super) begin: u64,
    pub(super) length: u64,
}

impl Line {
    /// All lines are so long, the head too: the line of a shard is found by its number.
    pub(super) const BYTES: u64 = 91;

    fn head() -> String {
        let names = "shard,name,inputs,bytes,begin,length";
        format!("{names:<width$}\n", width = Line::BYTES as usize - 1)
    }

    fn text(&self) -> String {
        let Line { number, name, inputs, bytes, begin, length } = self;
        format!("{number:010},{name},{inputs:010},{bytes:018},{begin:015},{length:012}\n")
    }

    pub(super) fn parse(bytes: &[u8]) -> Option<Line> {
        let text = std::str::from_utf8(bytes).ok()?.strip_suffix('\n')?;
        let mut cells = text.split(',');
        let mut next = || cells.next();
        let number = next()?.parse().ok()?;
        let name = next()?.to_string();
        let is_name = name.len() == SHARD_DIGITS && name.bytes().all(|b| b.is_ascii_hexdigit());
        let line = Line {
            number,
            name,
            inputs: next()?.parse().ok()?,
            bytes: next()?.parse().ok()?,
            begin: next()?.parse().ok()?,
            length: next()?.parse().ok()?,
        };
        is_name.then_some(line)
    }
}

/// A list of a plan: in its place, or not yet.
#[derive(Default)]
pub(super) enum List {
    #[default]
    Nowhere,
    Draft(Draft),
    There(Place, &'static str),
}

impl std::fmt::Debug for List {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.name().fmt(f)
    }
}

impl List {
    /// What people know it by.
    pub(super) fn name(&self) -> PathBuf {
        match self {
            List::Nowhere => PathBuf::new(),
            List::Draft(draft) => draft.path().to_path_buf(),
            List::There(place, name) => place.called(name),
        }
    }

    /// A file with all of it.
    pub(super) fn whole(&self) -> std::io::Result<PathBuf> {
        match self {
            List::There(place, name) => place.pull(name),
            other => Ok(other.name()),
        }
    }

    fn range(&self, begin: u64, length: u64) -> std::io::Result<Vec<u8>> {
        match self {
            List::There(place, name) => place.read_range(name, begin, length),
            other => place::range(&other.name(), begin, length),
        }
    }

    /// Puts it into its place.
    fn publish(self, place: &Place, name: &'static str) -> Result<List, BatchError> {
        let target = place.folder().join(name);
        let failed = BatchError::write(&place.called(name));
        let draft = match self {
            List::Draft(draft) if draft.target() == target => draft,
            // Made in a folder for drafts, before there was this one.
            other => {
                let copied = Draft::begin(target).and_then(|draft| {
                    let mut from = std::fs::File::open(other.whole()?)?;
                    std::io::copy(&mut from, &mut draft.handle()?)?;
                    Ok(draft)
                });
                copied.map_err(&failed)?
            }
        };
        draft.update().map_err(&failed)?;
        place.push(name)?;
        Ok(List::There(place.clone(), name))
    }
}

/// The two lists of a plan.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub(super) shards: List,
    pub(super) entries: List,
}

impl Lists {
    /// Those of an output folder.
    pub(super) fn of(place: &Place) -> Lists {
        let list = |name| List::There(place.clone(), name);
        Lists { shards: list(SHARDS), entries: list(ENTRIES) }
    }

    pub(super) fn of_shards(&self, begin: u64, length: u64) -> std::io::Result<Vec<u8>> {
        self.shards.range(begin, length)
    }

    pub(super) fn of_entries(&self, begin: u64, length: u64) -> std::io::Result<Vec<u8>> {
        self.entries.range(begin, length)
    }

    pub(super) fn publish(self, place: &Place) -> Result<Lists, BatchError> {
        let entries = self.entries.publish(place, ENTRIES)?;
        Ok(Lists { entries, shards: self.shards.publish(place, SHARDS)? })
    }
}

/// Writes both lists, recording by recording.
pub(super) struct Cutter {
    cut: Cut,
    version: &'static str,
    settings_hash: String,
    lists: (Draft, Draft),
    shards: BufWriter<std::fs::File>,
    entries: BufWriter<std::fs::File>,
    name: Option<Name>,
    line: Line,
    weight: u64,
    pub(super) inputs: usize,
    pub(super) bytes: u64,
}

impl Cutter {
    /// Begins lists that belong into `folder`; where there is none, in the system's folder
    /// for drafts.
    pub(super) fn begin(
        folder: Option<&Path>,
        cut: Cut,
        version: &'static str,
        settings_hash: &str,
    ) -> std::io::Result<Cutter> {
        let beside = folder.map_or_else(std::env::temp_dir, Path::to_path_buf);
        let lists = (Draft::begin(beside.join(SHARDS))?, Draft::begin(beside.join(ENTRIES))?);
        let mut shards = BufWriter::new(lists.0.handle()?);
        shards.write_all(Line::head().as_bytes())?;
        let line =
            Line { number: 0, name: String::new(), inputs: 0, bytes: 0, begin: 0, length: 0 };
        Ok(Cutter {
            cut,
            version,
            settings_hash: settings_hash.into(),
            shards,
            entries: BufWriter::new(lists.1.handle()?),
            lists,
            name: None,
            line,
            weight: 0,
            inputs: 0,
            bytes: 0,
        })
    }

    /// Adds a recording to the shard in hand.
    pub(super) fn take(&mut self, entry: &Entry) -> std::io::Result<()> {
        let mut text = serde_json::to_vec(entry)?;
        text.push(b'\n');
        self.entries.write_all(&text)?;
        let begin = || Name::begin(self.version, &self.settings_hash);
        self.name.get_or_insert_with(begin).add(entry);
        self.line.inputs += 1;
        self.line.bytes += entry.bytes();
        self.line.length += text.len() as u64;
        self.weight += weight(entry);
        self.inputs += 1;
        self.bytes += entry.bytes();
        if self.cut.behind(entry, self.weight) { self.end_shard() } else { Ok(()) }
    }

    fn end_shard(&mut self) -> std::io::Result<()> {
        let Some(name) = self.name.take() else { return Ok(()) };
        self.line.name = name.end();
        self.shards.write_all(self.line.text().as_bytes())?;
        self.line.number += 1;
        self.line.begin += self.line.length;
        (self.line.inputs, self.line.bytes, self.line.length, self.weight) = (0, 0, 0, 0);
        Ok(())
    }

    /// The lists, and the number of shards.
    pub(super) fn finish(mut self) -> std::io::Result<(Lists, usize)> {
        self.end_shard()?;
        self.shards.flush()?;
        self.entries.flush()?;
        let (shards, entries) = self.lists;
        let lists = Lists { shards: List::Draft(shards), entries: List::Draft(entries) };
        Ok((lists, self.line.number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::batch::manifest::Known;
    use crate::pipeline::batch::plan::Planned;

    fn entry(name: String, bytes: u64) -> Entry {
        let file =
            Planned { path: name.into(), placement: None, bytes: Some(bytes), version: None };
        Entry { files: vec![file], known: Known::default(), same_as: None, unusable: None }
    }

    /// Sizes of the shards, and the names of their recordings.
    fn shards(cut: Cut, entries: &[Entry]) -> Vec<(u64, Vec<String>)> {
        let mut all = vec![(0, Vec::new())];
        for entry in entries {
            if let Some((size, names)) = all.last_mut() {
                *size += weight(entry);
                names.push(entry.name());
                if cut.behind(entry, *size) {
                    all.push((0, Vec::new()));
                }
            }
        }
        all
    }

    #[test]
    fn shards_have_about_the_size_wanted_and_stay_when_a_folder_grows() {
        let cut = Cut::Bytes(10 * MEGABYTE);
        let mut entries: Vec<Entry> =
            (0..5000_u64).map(|i| entry(format!("{i:05}.fit"), 200_000 + i % 400 * 1000)).collect();
        let before = shards(cut, &entries);
        let total: u64 = before.iter().map(|s| s.0).sum();
        let mean = total / before.len() as u64;
        assert!((7 * MEGABYTE..13 * MEGABYTE).contains(&mean), "{mean}");
        let largest = before.iter().map(|s| s.0).max();
        assert!(largest < Some(21 * MEGABYTE), "{largest:?}");
        let smallest = before.iter().rev().skip(1).map(|s| s.0).min();
        assert!(smallest >= Some(5 * MEGABYTE), "{smallest:?}");
        // Three recordings more, in the middle: few shards are others.
        for at in [700, 2100, 4000] {
            entries.insert(at, entry(format!("{at:05}_more.fit"), 300_000));
        }
        let after = shards(cut, &entries);
        let same = after.iter().filter(|s| before.contains(s)).count();
        assert!(same + 20 >= before.len() && same < before.len(), "{same} of {}", before.len());
    }

    #[test]
    fn lines_are_as_long_as_they_must_be_and_come_back() {
        let line = Line {
            number: 1_234_567,
            name: "0123456789abcdef0123".into(),
            inputs: 12,
            bytes: 1 << 50,
            begin: 1 << 40,
            length: 1 << 30,
        };
        assert_eq!(line.text().len() as u64, Line::BYTES);
        assert_eq!(Line::head().len() as u64, Line::BYTES);
        assert_eq!(Line::parse(line.text().as_bytes()), Some(line));
        for bad in ["", "\n", "1,2,3\n", "0000000001,../../../../../etc/pas,1,1,1,1\n"] {
            assert_eq!(Line::parse(bad.as_bytes()), None, "{bad:?}");
        }
    }
}
