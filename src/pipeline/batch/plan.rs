//! The first step: what there is to do, cut into shards.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Read;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::inputs::{Outside, UNNAMEABLE, real, unnameable};
use super::manifest::{self, Known};
use super::spec::Spec;
use super::stale::SHARD_DIGITS;
use super::{BatchError, Place};
use crate::files::write;
use crate::hash::{hex, sha256_hex};
use crate::study::row::Who;

/// Name of the format of plans.
const SCHEMA: &str = "runform/batch-plan/1";
/// Settings named in a message.
const NAMED: usize = 6;
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
    /// The folder that relative paths are relative to: the one in which the plan was
    /// made. Results name the paths as they were given, wherever that is.
    #[serde(default)]
    pub base: PathBuf,
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
    /// Why it cannot even be named; it is a row of the results all the same.
    #[serde(default)]
    pub unusable: Option<String>,
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

    /// Where a file of the plan is.
    pub fn locate(&self, path: &Path) -> PathBuf {
        // Standard input is no file.
        if path.as_os_str() == "-" { path.to_path_buf() } else { self.base.join(path) }
    }

    /// Whether any of the files that were there when the plan was made is there, seen
    /// from here.
    ///
    /// # Errors
    /// When none is: their folder is not to be seen from this machine.
    pub fn in_reach(&self) -> Result<(), BatchError> {
        let mut files = self.entries.iter().flat_map(|e| &e.files).filter(|f| f.bytes.is_some());
        let there = |f: &Planned| self.locate(&f.path).exists();
        match files.next() {
            Some(first) if !there(first) && !files.any(there) => Err(BatchError::Unfit(format!(
                "none of the recordings of the plan is there: the first would be {}. Make the folder of the recordings visible under that name on this machine, or work from the folder in which the plan was made.",
                self.locate(&first.path).display()
            ))),
            _ => Ok(()),
        }
    }

    /// Reads the plan of an output folder. Where the folder it was made in is not to be
    /// seen, its paths are relative to the current one.
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
        let mut plan: Plan = serde_json::from_slice(&bytes).map_err(|e| {
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
        if !plan.base.is_dir() {
            plan.base = PathBuf::new();
        }
        Ok(plan)
    }

    /// Whether the output folder holds no results of other settings.
    ///
    /// # Errors
    /// When it does; says which.
    pub fn fits(&self, place: &Place) -> Result<(), BatchError> {
        let Ok(before) = Plan::read(place) else { return Ok(()) };
        if before.settings_hash == self.settings_hash {
            return Ok(());
        }
        let differ = self.pipeline.differences(&before.pipeline);
        let more = differ.len().saturating_sub(NAMED);
        let named = differ.iter().take(NAMED).cloned().collect::<Vec<_>>().join("; ");
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        Err(BatchError::Unfit(format!(
            "{} holds the results of other settings ({named}{more}); give these another output folder (or remove that one).",
            place.folder().display()
        )))
    }

    /// Puts the plan into its output folder.
    ///
    /// # Errors
    /// When a plan of other settings is there, or it cannot be written.
    pub fn write(&self, place: &Place) -> Result<(), BatchError> {
        self.fits(place)?;
        // Not rounded: the settings must come back as they were.
        let text = serde_json::to_vec_pretty(self).map_err(std::io::Error::from);
        text.and_then(|text| write::own(place.plan(), &text))
            .map_err(BatchError::write(&place.plan()))
    }
}

/// Lists the recordings that a pipeline names, leaving out what is in `output`.
///
/// # Errors
/// When settings, manifest or a pattern are wrong, or all of an input lies in `output`.
pub fn plan(spec: &Spec, output: &Path) -> Result<Plan, BatchError> {
    spec.settings.check().map_err(|wrong| BatchError::Usage(format!("the settings: {wrong}.")))?;
    spec.reading.options()?;
    let rows = match &spec.manifest {
        Some(path) => manifest::read(path)?,
        None => Vec::new(),
    };
    let output = Outside { folder: output.canonicalize().ok() };
    let mut files: Vec<PathBuf> = Vec::new();
    let mut listed: HashSet<PathBuf> = HashSet::new();
    // What goes with recordings is none itself.
    let beside = rows.iter().flat_map(|r| [&r.known.watch, &r.known.events]).flatten();
    let aside: HashSet<PathBuf> =
        spec.manifest.iter().chain(beside).map(|path| real(path)).collect();
    for input in &spec.inputs {
        for path in output.files(input)? {
            if !aside.contains(&real(&path)) && listed.insert(real(&path)) {
                files.push(path);
            }
        }
    }
    // What the manifest says of each file, under its real path.
    let mut said: HashMap<PathBuf, &manifest::Row> = HashMap::new();
    for row in &rows {
        for path in output.files(&row.path)? {
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
    // By the name of the recording: its entry, and the lines of the manifest seen for it.
    let mut joined: BTreeMap<&str, (usize, Vec<&manifest::Row>)> = BTreeMap::new();
    for path in files {
        let row = said.get(&real(&path)).copied();
        let file = planned(&path, row);
        let unusable = unnameable(&path).then(|| UNNAMEABLE.to_string());
        let known = row.map(|r| r.known.clone()).unwrap_or_default();
        let together = row.and_then(|r| Some((r.recording.as_deref()?, r)));
        if let Some((name, row)) = together {
            if let Some((at, lines)) = joined.get_mut(name)
                && let Some(entry) = entries.get_mut(*at)
            {
                entry.files.push(file);
                entry.unusable = entry.unusable.take().or(unusable);
                merge(&mut entry.known, name, lines, row)?;
                continue;
            }
            joined.insert(name, (entries.len(), vec![row]));
        }
        entries.push(Entry { shard: 0, files: vec![file], known, same_as: None, unusable });
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

fn planned(path: &Path, row: Option<&manifest::Row>) -> Planned {
    let meta = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file);
    Planned {
        bytes: meta.map(|m| m.len()),
        placement: row.and_then(|r| r.placement.clone()),
        path: path.to_string_lossy().into_owned().into(),
    }
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
        let depends = (files, &entry.known, &entry.same_as, &entry.unusable);
        if let Some(shard) = shards.get_mut(entry.shard) {
            shard.extend(serde_json::to_vec(&depends).unwrap_or_default());
        }
    }
    let name = |bytes: &Vec<u8>| sha256_hex(bytes).chars().take(SHARD_DIGITS).collect();
    Plan {
        schema: SCHEMA.into(),
        runform_version: version.into(),
        settings_hash,
        pipeline: spec.clone(),
        // Without a name that can be written down, paths are those of the current folder.
        base: std::env::current_dir().ok().filter(|d| d.to_str().is_some()).unwrap_or_default(),
        shards: shards.iter().map(name).collect(),
        entries,
    }
}

/// Marks files with the same bytes as an earlier one, of which the same is known. It
/// saves work; that nothing counts twice, packed or not, is seen to when all shards
/// come together.
fn mark_copies(entries: &mut [Entry]) {
    let mut sizes: HashMap<u64, usize> = HashMap::new();
    for entry in entries.iter() {
        *sizes.entry(entry.bytes()).or_default() += 1;
    }
    let mut seen: HashMap<(String, String), String> = HashMap::new();
    for entry in entries.iter_mut() {
        let [file] = entry.files.as_slice() else { continue };
        if sizes.get(&entry.bytes()).is_none_or(|n| *n < 2) || entry.unusable.is_some() {
            continue;
        }
        let Ok(hash) = hash_of(&file.path) else { continue };
        // Who ran does not change the analysis.
        let known = Known { who: Who::default(), ..entry.known.clone() };
        let read = serde_json::to_string(&(&file.placement, known)).unwrap_or_default();
        let name = file.path.display().to_string();
        match seen.get(&(hash.clone(), read.clone())) {
            Some(first) => entry.same_as = Some(first.clone()),
            None => {
                seen.insert((hash, read), name);
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
