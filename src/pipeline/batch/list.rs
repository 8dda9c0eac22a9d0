//! The first step: what the user named → a plan. Of each file its name and some
//! numbers are held, however many there are.

use std::collections::{BTreeMap, HashMap, HashSet, hash_map};
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::cut::{Cut, Cutter};
use super::inputs::{Named, Outside, UNNAMEABLE, real, unnameable};
use super::manifest::{self, Known};
use super::place::range;
use super::plan::{Entry, Plan, Planned, SCHEMA};
use super::spec::Spec;
use super::{BatchError, Place};
use crate::hash::hex;
use crate::study::row::Who;

/// Lists the recordings that a pipeline names, leaving out what is in `output`, and
/// cuts them into shards: as they are cut there already, where nothing else is asked
/// for, so that shards are found again when a folder has grown.
///
/// # Errors
/// When settings, manifest or a pattern are wrong, or all of an input lies in `output`;
/// when there is no room for the lists.
pub fn plan(spec: &Spec, output: Option<&Place>) -> Result<Plan, BatchError> {
    spec.settings.check().map_err(|wrong| BatchError::Usage(format!("the settings: {wrong}.")))?;
    spec.reading.options()?;
    let rows = match &spec.manifest {
        Some(path) => manifest::read(path)?,
        None => Vec::new(),
    };
    let listed = Listed::of(spec, &rows, output)?;
    let inputs = listed.files.len() - listed.later.len();
    let before = output.and_then(|place| Plan::read(place).ok());
    let asked = |plan: &Plan| (plan.pipeline.shards, plan.pipeline.shard_mb);
    let before = before.filter(|b| asked(b) == (spec.shards, spec.shard_mb));
    let cut = before.map_or_else(|| Cut::of(spec, inputs, listed.bytes()), |b| b.cut);
    let (settings_hash, version) = (spec.hash(), env!("CARGO_PKG_VERSION"));
    let folder = output.map(Place::folder);
    let failed = BatchError::write(folder.unwrap_or(&std::env::temp_dir()));
    let mut cutter = Cutter::begin(folder, cut, version, &settings_hash).map_err(&failed)?;
    let mut copies = Copies::among(&listed);
    for at in 0..listed.files.len() {
        let Some(mut entry) = listed.entry(at)? else { continue };
        entry.same_as = copies.first(at, &entry);
        cutter.take(&entry).map_err(&failed)?;
    }
    let (inputs, bytes) = (cutter.inputs, cutter.bytes);
    let (lists, shards) = cutter.finish().map_err(&failed)?;
    Ok(Plan {
        schema: SCHEMA.into(),
        runform_version: version.into(),
        settings_hash,
        pipeline: spec.clone(),
        // Without a name that can be written down, paths are those of the current folder.
        base: std::env::current_dir().ok().filter(|d| d.to_str().is_some()).unwrap_or_default(),
        inputs,
        shards,
        bytes,
        cut,
        lists,
    })
}

/// What a path is known by: half of a hash of the real one.
type Key = [u8; 16];

fn key(path: &Path) -> Key {
    let hash = Sha256::digest(real(path).as_os_str().as_encoded_bytes());
    hash.first_chunk().copied().unwrap_or_default()
}

/// A file, and what the manifest says of it.
struct Listing<'a> {
    named: Named,
    row: Option<&'a manifest::Row>,
}

/// All files in order of the results.
struct Listed<'a> {
    files: Vec<Listing<'a>>,
    /// By the first file of a recording of several: the others, in order.
    joined: HashMap<usize, Vec<usize>>,
    /// Those others.
    later: HashSet<usize>,
}

impl<'a> Listed<'a> {
    fn of(
        spec: &Spec,
        rows: &'a [manifest::Row],
        output: Option<&Place>,
    ) -> Result<Self, BatchError> {
        let output = Outside::of(output);
        // What goes with recordings is none itself.
        let beside = rows.iter().flat_map(|r| [&r.known.watch, &r.known.events]).flatten();
        let aside: HashSet<Key> = spec.manifest.iter().chain(beside).map(|p| key(p)).collect();
        let mut files: Vec<Listing> = Vec::new();
        let mut places: HashMap<Key, usize> = HashMap::new();
        for input in &spec.inputs {
            for named in output.files(input)? {
                let key = key(&named.path);
                if !aside.contains(&key) && !places.contains_key(&key) {
                    places.insert(key, files.len());
                    files.push(Listing { named, row: None });
                }
            }
        }
        for row in rows {
            for named in output.files(&row.path)? {
                let at = *places.entry(key(&named.path)).or_insert(files.len());
                let Some(file) = files.get_mut(at) else {
                    files.push(Listing { named, row: Some(row) });
                    continue;
                };
                if let Some(other) = file.row.replace(row) {
                    return Err(BatchError::Usage(format!(
                        "the manifest names {} twice, in lines {} and {}; once is enough.",
                        named.path.display(),
                        other.line,
                        row.line
                    )));
                }
            }
        }
        let mut firsts: BTreeMap<&str, usize> = BTreeMap::new();
        let mut joined: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut later = HashSet::new();
        for (at, file) in files.iter().enumerate() {
            let Some(name) = file.row.and_then(|r| r.recording.as_deref()) else { continue };
            let first = *firsts.entry(name).or_insert(at);
            if first != at {
                joined.entry(first).or_default().push(at);
                later.insert(at);
            }
        }
        Ok(Listed { files, joined, later })
    }

    fn bytes(&self) -> u64 {
        self.files.iter().filter_map(|f| f.named.bytes).sum()
    }

    /// The recording whose first file this is.
    fn entry(&self, at: usize) -> Result<Option<Entry>, BatchError> {
        let Some(first) = self.files.get(at).filter(|_| !self.later.contains(&at)) else {
            return Ok(None);
        };
        let others = self.joined.get(&at).into_iter().flatten();
        let others = others.filter_map(|k| self.files.get(*k));
        let mut entry = Entry {
            files: vec![planned(first)],
            known: first.row.map(|r| r.known.clone()).unwrap_or_default(),
            same_as: None,
            unusable: unusable(&first.named.path),
        };
        let mut lines: Vec<&manifest::Row> = first.row.into_iter().collect();
        for other in others {
            entry.files.push(planned(other));
            entry.unusable = entry.unusable.take().or_else(|| unusable(&other.named.path));
            if let Some(row) = other.row {
                let name = row.recording.as_deref().unwrap_or_default();
                merge(&mut entry.known, name, &mut lines, row)?;
            }
        }
        let unplaced = entry.files.iter().find(|f| f.placement.is_none());
        match unplaced.filter(|_| entry.files.len() > 1) {
            Some(file) => Err(BatchError::Usage(format!(
                "the manifest joins {} with other files of one recording without saying where its sensor sat; fill in \"placement\".",
                file.path.display()
            ))),
            None => Ok(Some(entry)),
        }
    }
}

/// Adds what another line of the manifest says of a recording of several files.
fn merge<'a>(
    known: &mut Known,
    recording: &str,
    lines: &mut Vec<&'a manifest::Row>,
    row: &'a manifest::Row,
) -> Result<(), BatchError> {
    known.add(&row.known).map_err(|what| {
        // The line it contradicts: the first that does so by itself.
        let other = lines.iter().find(|l| l.known.clone().add(&row.known).is_err());
        BatchError::Usage(format!(
            "the manifest, lines {} and {}: they are files of one recording ({recording:?}), but {what}.",
            other.map_or(0, |l| l.line),
            row.line
        ))
    })?;
    lines.push(row);
    Ok(())
}

fn planned(file: &Listing) -> Planned {
    Planned {
        bytes: file.named.bytes,
        placement: file.row.and_then(|r| r.placement.clone()),
        path: file.named.path.to_string_lossy().into_owned().into(),
        version: file.named.version.clone(),
    }
}

fn unusable(path: &Path) -> Option<String> {
    unnameable(path).then(|| UNNAMEABLE.to_string())
}

/// Finds files with the same bytes as an earlier one, of which the same is known. It
/// saves work; that nothing counts twice, packed or not, is seen to when all shards
/// come together.
struct Copies {
    /// Files that look like others: of the same size, with the same ends.
    alike: HashSet<usize>,
    /// Names by what is read and known.
    seen: HashMap<Key, String>,
}

/// Bytes at either end of a file by which it is told from others before all of it is
/// read. Ours.
const GLANCE: u64 = 4096;

fn glance(path: &Path, bytes: u64) -> std::io::Result<Key> {
    let mut hash = Sha256::new_with_prefix(bytes.to_le_bytes());
    hash.update(range(path, 0, GLANCE)?);
    hash.update(range(path, bytes.saturating_sub(GLANCE), GLANCE)?);
    Ok(hash.finalize().first_chunk().copied().unwrap_or_default())
}

impl Copies {
    fn among(listed: &Listed) -> Copies {
        let single = |at: &usize| !listed.later.contains(at) && !listed.joined.contains_key(at);
        let singles: Vec<(usize, &Path, u64)> = (0..listed.files.len())
            .filter(single)
            .filter_map(|at| {
                let named = &listed.files.get(at)?.named;
                Some((at, named.path.as_path(), named.bytes?))
            })
            .collect();
        let mut sizes: HashMap<u64, u32> = HashMap::new();
        for (_, _, size) in &singles {
            *sizes.entry(*size).or_default() += 1;
        }
        let (mut first, mut alike) = (HashMap::new(), HashSet::new());
        for (at, path, size) in singles {
            if sizes.get(&size) < Some(&2) {
                continue;
            }
            // Objects would have to be fetched for it, and cannot be opened here.
            let Ok(looks) = glance(path, size) else { continue };
            match first.entry(looks) {
                hash_map::Entry::Vacant(new) => drop(new.insert(at)),
                hash_map::Entry::Occupied(before) => alike.extend([*before.get(), at]),
            }
        }
        Copies { alike, seen: HashMap::new() }
    }

    /// The name of the earlier entry that this one, whose first file is given, is a
    /// copy of.
    fn first(&mut self, at: usize, entry: &Entry) -> Option<String> {
        let [file] = entry.files.as_slice() else { return None };
        if !self.alike.contains(&at) || entry.unusable.is_some() {
            return None;
        }
        let hash = hash_of(&file.path).ok()?;
        // Who ran does not change the analysis.
        let known = Known { who: Who::default(), more: BTreeMap::new(), ..entry.known.clone() };
        let read = serde_json::to_vec(&(hash, &file.placement, known)).unwrap_or_default();
        let key = Sha256::digest(read).first_chunk().copied().unwrap_or_default();
        let first = self.seen.get(&key).cloned();
        if first.is_none() {
            self.seen.insert(key, file.path.display().to_string());
        }
        first
    }
}

/// SHA-256 of a file's bytes, read piece by piece.
pub(super) fn hash_of(path: &Path) -> std::io::Result<String> {
    let mut file = std::fs::File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 18];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hex(&hash.finalize())),
            n => hash.update(buffer.get(..n).unwrap_or_default()),
        }
    }
}
