//! The first step: what there is to do, cut into shards.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Read;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::manifest::{self, Known};
use super::spec::Spec;
use super::{BatchError, Place};
use crate::hash::{hex, sha256_hex};
use crate::pipeline::{Found, Input, discover};
use crate::report::write;

/// Name of the format of plans.
const SCHEMA: &str = "runform/batch-plan/1";
/// Shards made by default: one per recording, so that nothing finished is ever lost,
/// up to this many folders. Ours: file systems list so many without strain.
const MOST_SHARDS: usize = 4096;

/// All there is to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// `runform/batch-plan/1`.
    pub schema: String,
    /// Version of runform.
    pub runform_version: String,
    /// Hash of the pipeline, see [`Spec::hash`].
    pub settings_hash: String,
    /// The pipeline.
    pub pipeline: Spec,
    /// Names of the shards' folders, by their numbers.
    pub shards: Vec<String>,
    /// The recordings in order of the results.
    pub entries: Vec<Entry>,
}

/// One recording: a file, or several files of one run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Number of its shard.
    pub shard: usize,
    /// Its files.
    pub files: Vec<Planned>,
    /// What is known of it.
    pub known: Known,
    /// An earlier entry with the same bytes: it is not analysed twice.
    pub same_as: Option<String>,
}

/// A file to read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Planned {
    /// Where.
    pub path: PathBuf,
    /// Where the sensor sat, as the manifest says it.
    pub placement: Option<String>,
    /// Its size, where it could be told.
    pub bytes: Option<u64>,
}

impl Entry {
    /// Name for messages and tables.
    pub fn name(&self) -> String {
        let one = |f: &Planned| match (&f.placement, self.files.len()) {
            (Some(place), 2..) => format!("{place}={}", f.path.display()),
            _ => f.path.display().to_string(),
        };
        self.files.iter().map(one).collect::<Vec<_>>().join(" + ")
    }

    /// Bytes to read.
    pub fn bytes(&self) -> u64 {
        self.files.iter().filter_map(|f| f.bytes).sum()
    }
}

impl Plan {
    /// The entries of a shard.
    pub fn of(&self, shard: usize) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |e| e.shard == shard)
    }

    /// Reads the plan of an output folder.
    ///
    /// # Errors
    /// When there is none, or it is of another program.
    pub fn read(place: &Place) -> Result<Plan, BatchError> {
        let path = place.plan();
        let bytes = match std::fs::read(&path) {
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                return Err(BatchError::Unfit(format!(
                    "{} holds no plan; make one with runform batch plan.",
                    place.folder().display()
                )));
            }
            other => other.map_err(BatchError::read(&path))?,
        };
        let plan: Plan = serde_json::from_slice(&bytes).map_err(|e| {
            BatchError::Unfit(format!(
                "{} is damaged ({e}); make it anew with runform batch plan.",
                path.display()
            ))
        })?;
        if plan.schema != SCHEMA {
            return Err(BatchError::Unfit(format!(
                "{} has the schema {:?}, expected {SCHEMA:?}; make it anew with runform batch plan.",
                path.display(),
                plan.schema
            )));
        }
        Ok(plan)
    }

    /// Puts the plan into its output folder.
    ///
    /// # Errors
    /// When a plan of other settings is there, or it cannot be written.
    pub fn write(&self, place: &Place) -> Result<(), BatchError> {
        if let Ok(before) = Plan::read(place)
            && before.settings_hash != self.settings_hash
        {
            return Err(BatchError::Unfit(format!(
                "{} holds the results of other settings; give these another output folder (or remove that one).",
                place.folder().display()
            )));
        }
        // Not rounded: the settings must come back as they were.
        let text = serde_json::to_vec_pretty(self).map_err(std::io::Error::from);
        text.and_then(|text| write::whole(place.plan(), &text))
            .map_err(BatchError::write(&place.plan()))
    }
}

/// Lists the recordings that a pipeline names, leaving out what is in `output`.
///
/// # Errors
/// When the manifest or a pattern is wrong.
pub fn plan(spec: &Spec, output: &Path) -> Result<Plan, BatchError> {
    let rows = match &spec.manifest {
        Some(path) => manifest::read(path)?,
        None => Vec::new(),
    };
    let output = output.canonicalize().ok();
    let outside = |found: &Found| match (found, &output) {
        (Ok(Input::File(path)), Some(out)) => {
            !path.canonicalize().is_ok_and(|real| real.starts_with(out))
        }
        _ => true,
    };
    let mut files: Vec<PathBuf> = Vec::new();
    let mut listed: HashSet<PathBuf> = HashSet::new();
    // What goes with recordings is none itself.
    let beside = rows.iter().flat_map(|r| [&r.known.watch, &r.known.events]).flatten();
    let aside: HashSet<PathBuf> =
        spec.manifest.iter().chain(beside).map(|path| real(path)).collect();
    for input in &spec.inputs {
        for path in expand(input)?.into_iter().filter(outside).map(path_of) {
            if !aside.contains(&real(&path)) && listed.insert(real(&path)) {
                files.push(path);
            }
        }
    }
    // What the manifest says of each file, under its real path.
    let mut said: HashMap<PathBuf, &manifest::Row> = HashMap::new();
    for row in &rows {
        for path in expand(&row.path)?.into_iter().filter(outside).map(path_of) {
            if let Some(other) = said.insert(real(&path), row) {
                return Err(BatchError::Usage(format!(
                    "the manifest names {} twice, in lines {} and {}; once is enough.",
                    path.display(),
                    other.line,
                    row.line
                )));
            }
            if listed.insert(real(&path)) {
                files.push(path);
            }
        }
    }
    let mut entries: Vec<Entry> = Vec::new();
    let mut joined: BTreeMap<&str, usize> = BTreeMap::new();
    for path in files {
        let row = said.get(&real(&path));
        let file = Planned {
            bytes: std::fs::metadata(&path)
                .ok()
                .filter(std::fs::Metadata::is_file)
                .map(|m| m.len()),
            placement: row.and_then(|r| r.placement.clone()),
            path,
        };
        let known = row.map(|r| r.known.clone()).unwrap_or_default();
        let together = row.and_then(|r| r.recording.as_deref());
        if let Some(at) = together.and_then(|name| joined.get(name))
            && let Some(entry) = entries.get_mut(*at)
        {
            entry.files.push(file);
            continue;
        }
        if let Some(name) = together {
            joined.insert(name, entries.len());
        }
        entries.push(Entry { shard: 0, files: vec![file], known, same_as: None });
    }
    for entry in entries.iter().filter(|e| e.files.len() > 1) {
        if let Some(file) = entry.files.iter().find(|f| f.placement.is_none()) {
            return Err(BatchError::Usage(format!(
                "the manifest joins {} with other files of one recording without saying where its sensor sat; fill in \"placement\".",
                file.path.display()
            )));
        }
    }
    mark_copies(&mut entries);
    Ok(shard(spec, entries))
}

/// Cuts the entries into shards and names them by what they depend on, so that
/// results are found again in the plan of a larger folder.
fn shard(spec: &Spec, mut entries: Vec<Entry>) -> Plan {
    let most = spec.shards.unwrap_or(MOST_SHARDS).max(1);
    let count = entries.len().min(most);
    let total = entries.len().max(1);
    for (i, entry) in entries.iter_mut().enumerate() {
        entry.shard = i * count / total;
    }
    let settings_hash = spec.hash();
    let version = env!("CARGO_PKG_VERSION");
    let mut shards: Vec<Vec<u8>> = vec![format!("{version} {settings_hash}").into_bytes(); count];
    for entry in &entries {
        let files: Vec<_> = entry.files.iter().map(|f| (&f.path, &f.placement)).collect();
        let depends = (files, &entry.known, &entry.same_as);
        if let Some(shard) = shards.get_mut(entry.shard) {
            shard.extend(serde_json::to_vec(&depends).unwrap_or_default());
        }
    }
    let name = |bytes: &Vec<u8>| sha256_hex(bytes).chars().take(20).collect();
    Plan {
        schema: SCHEMA.into(),
        runform_version: version.into(),
        settings_hash,
        pipeline: spec.clone(),
        shards: shards.iter().map(name).collect(),
        entries,
    }
}

/// The path by which a file is known however it is named.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

/// Files, folders and patterns → files.
fn expand(input: &str) -> Result<Vec<Found>, BatchError> {
    let path = PathBuf::from(input);
    let is_pattern = input.contains(['*', '?', '[']);
    if !is_pattern || path.exists() {
        return Ok(discover(&[path]));
    }
    let bad = |what: String| BatchError::Usage(format!("the pattern {input:?} {what}"));
    let matches = glob::glob(input).map_err(|e| bad(format!("cannot be understood: {e}")))?;
    let paths: Vec<PathBuf> = matches.filter_map(Result::ok).filter(|p| p.is_file()).collect();
    if paths.is_empty() {
        return Err(bad("matches no file; ** stands for any number of folders".into()));
    }
    Ok(discover(&paths))
}

/// A dead end keeps its name: reading it again will say why.
fn path_of(found: Found) -> PathBuf {
    match found {
        Ok(Input::File(path)) => path,
        Ok(Input::Stdin) => "-".into(),
        Err((name, _)) => name.into(),
    }
}

/// Marks files with the same bytes as an earlier one.
fn mark_copies(entries: &mut [Entry]) {
    let mut sizes: HashMap<u64, usize> = HashMap::new();
    for entry in entries.iter() {
        *sizes.entry(entry.bytes()).or_default() += 1;
    }
    let mut seen: HashMap<String, String> = HashMap::new();
    for entry in entries.iter_mut() {
        let [file] = entry.files.as_slice() else { continue };
        if sizes.get(&entry.bytes()).is_none_or(|n| *n < 2) {
            continue;
        }
        let Ok(hash) = hash_of(&file.path) else { continue };
        let name = file.path.display().to_string();
        match seen.get(&hash) {
            Some(first) => entry.same_as = Some(first.clone()),
            None => {
                seen.insert(hash, name);
            }
        }
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
