//! A pipeline file: what to read, how, and what to write.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::BatchError;
use crate::files::knowledge::texts;
use crate::files::store::is_address;
use crate::hash::sha256_hex;
use crate::import::{AccUnit, GyroUnit, ImportOptions, parse_map};
use crate::knowledge::Knowledge;
use crate::recording::Placement;
use crate::settings::{Settings, line_of};
use crate::words::english_of;

/// Samples per second that a sensor can have, as on the command line. Ours.
const RATE_HZ: [f64; 2] = [10.0, 4000.0];

/// A pipeline: everything that decides the results of a batch but the recordings.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "runform pipeline")]
pub struct Spec {
    /// Files, folders (searched through all levels) and patterns such as
    /// `data/**/*.csv`; paths are relative to the pipeline file.
    pub inputs: Vec<String>,
    /// A CSV table with a line per file and what is known of it, relative to the
    /// pipeline file. Without `inputs` it also says which files to read.
    pub manifest: Option<PathBuf>,
    /// What to write.
    pub output: Output,
    /// How to read files that leave something open.
    pub reading: Reading,
    /// Settings of the analysis; what is not given has its usual value.
    pub settings: Settings,
    /// A folder with the user's own rules, exercises and norms, relative to the pipeline
    /// file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub knowledge: Option<PathBuf>,
    /// Its files, name and text: a plan holds all that decides its results.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub knowledge_files: BTreeMap<String, String>,
    /// About how many parts the work is cut into; by default one per recording.
    pub shards: Option<usize>,
    /// About how many megabytes of recordings a part has, in place of `shards`. With
    /// a size parts stay the same when a folder grows.
    pub shard_mb: Option<u64>,
}

/// What a batch writes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Output {
    /// Folder of the results, relative to the pipeline file.
    pub folder: Option<PathBuf>,
    /// Format of the tables.
    pub tables: TableKind,
    /// The rows of every recording, second by second and step by step (`series`,
    /// `steps`): most of the bytes. Without them these tables are empty.
    pub series: bool,
    /// A JSON document per recording.
    pub documents: bool,
    /// A page per recording to look at and print.
    pub pages: bool,
}

impl Default for Output {
    fn default() -> Self {
        Output {
            folder: None,
            tables: TableKind::Parquet,
            series: true,
            documents: false,
            pages: false,
        }
    }
}

/// Format of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TableKind {
    /// Apache Parquet.
    Parquet,
    /// Comma-separated text.
    Csv,
}

/// How to read files that leave something open; the manifest says it file by file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Reading {
    /// Where the sensor sat: `sacrum`, `left_foot`, …
    pub placement: Option<String>,
    /// Samples per second of files without time stamps.
    pub rate_hz: Option<f64>,
    /// Unit of accelerations: `g`, `m/s2`, `mg`, `mm/s2`.
    pub acc_unit: Option<String>,
    /// Unit of angular velocities: `deg/s`, `rad/s`, `mdeg/s`.
    pub gyro_unit: Option<String>,
    /// What columns hold: `COLUMN=METRIC:UNIT`.
    pub map: Vec<String>,
}

impl Spec {
    /// Reads a pipeline file; its paths are then relative to the current folder.
    ///
    /// # Errors
    /// With the line, and the nearest key where one is unknown.
    pub fn read(path: &Path) -> Result<Spec, BatchError> {
        let text = std::fs::read_to_string(path).map_err(|e| BatchError::unusable(path, &e))?;
        let mut spec: Spec = toml::from_str(&text).map_err(|error| {
            let before = error.span().and_then(|s| text.get(..s.start)).unwrap_or("");
            let line = before.matches('\n').count() + 1;
            let what = error.message().trim_end();
            let hint = nearest(what).map(|key| format!("; did you mean `{key}`?"));
            BatchError::Usage(format!(
                "{}, line {line}: {what}{}",
                path.display(),
                hint.unwrap_or_default()
            ))
        })?;
        spec.settings.check_values().map_err(|wrong| {
            let wrong = wrong.below("settings");
            let line = line_of(&text, wrong.key());
            let line = line.map(|line| format!("line {line}: ")).unwrap_or_default();
            BatchError::Usage(format!("{}, {line}{}", path.display(), english_of(&wrong)))
        })?;
        let base = path.parent().filter(|p| !p.as_os_str().is_empty());
        if let Some(base) = base {
            for input in spec.inputs.iter_mut().filter(|i| !is_address(i)) {
                *input = base.join(&*input).display().to_string();
            }
            spec.manifest = spec.manifest.map(|m| base.join(m));
            spec.knowledge = spec.knowledge.map(|k| base.join(k));
            let is_object = |f: &PathBuf| f.to_str().is_some_and(is_address);
            spec.output.folder =
                spec.output.folder.map(|f| if is_object(&f) { f } else { base.join(f) });
        }
        if spec.inputs.is_empty() && spec.manifest.is_none() {
            return Err(BatchError::Usage(format!(
                "{} names nothing to read: give inputs = [\"FOLDER\"] or manifest = \"FILE.csv\".",
                path.display()
            )));
        }
        spec.reading.options()?;
        Ok(spec)
    }

    /// Takes the files of the folder of knowledge in.
    ///
    /// # Errors
    /// When they cannot be read, or make no sense.
    pub fn read_knowledge(&mut self) -> Result<(), BatchError> {
        let Some(folder) = &self.knowledge else { return Ok(()) };
        let wrong = |what: String| {
            BatchError::Usage(format!("the knowledge in {}: {what}", folder.display()))
        };
        self.knowledge_files = texts(folder).map_err(wrong)?;
        self.known().map_err(wrong).map(|_| ())
    }

    /// The user's own knowledge; none where everything is that of the program.
    ///
    /// # Errors
    /// Words on what makes no sense in it.
    pub fn known(&self) -> Result<Option<Knowledge>, String> {
        if self.knowledge_files.is_empty() {
            return Ok(None);
        }
        let files = self.knowledge_files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        Knowledge::from_files(files).map(Some).map_err(|e| english_of(&e))
    }

    /// What the results depend on beside input and version: equal hashes, equal
    /// results of equal input. What is written of them is no part of it.
    pub fn hash(&self) -> String {
        let parts = (&self.reading, &self.settings);
        let mut bytes = serde_json::to_vec(&parts).unwrap_or_default();
        if !self.knowledge_files.is_empty() {
            bytes.extend(serde_json::to_vec(&self.knowledge_files).unwrap_or_default());
        }
        // Parts without these rows are others.
        if !self.output.series {
            bytes.extend(b"no series");
        }
        sha256_hex(&bytes)
    }

    /// What makes the hash of this pipeline another than that of `before`, by key.
    pub(super) fn differences(&self, before: &Spec) -> Vec<String> {
        let flat = |spec: &Spec| {
            let mut all = BTreeMap::new();
            for (name, part) in [
                ("reading", serde_json::to_value(&spec.reading)),
                ("settings", serde_json::to_value(&spec.settings)),
            ] {
                flatten(name, &part.unwrap_or_default(), &mut all);
            }
            all.insert("output.series".into(), spec.output.series.to_string());
            all
        };
        let knowledge = self.knowledge_files != before.knowledge_files;
        let (now, before) = (flat(self), flat(before));
        let keys: BTreeSet<&String> = now.keys().chain(before.keys()).collect();
        let said = |value: Option<&String>| value.map_or("not set", String::as_str).to_string();
        keys.into_iter()
            .filter(|k| now.get(*k) != before.get(*k))
            .map(|k| format!("{k}: {} there, {} here", said(before.get(k)), said(now.get(k))))
            .chain(knowledge.then(|| "the files of knowledge".into()))
            .collect()
    }
}

impl Reading {
    /// The options of the import.
    ///
    /// # Errors
    /// With the choices, where a word is unknown.
    pub fn options(&self) -> Result<ImportOptions, BatchError> {
        let unknown = |key: &str, word: &str, choices: Vec<&str>| {
            BatchError::Usage(format!(
                "[reading] {key} = {word:?}: expected one of {}",
                choices.join(", ")
            ))
        };
        let placement = match &self.placement {
            Some(word) => Some(placement(word).ok_or_else(|| {
                unknown("placement", word, Placement::ALL.iter().map(|p| p.id()).collect())
            })?),
            None => None,
        };
        let acc_unit = match &self.acc_unit {
            Some(word) => Some(AccUnit::from_id(word).ok_or_else(|| {
                unknown("acc_unit", word, AccUnit::ALL.map(AccUnit::id).to_vec())
            })?),
            None => None,
        };
        let gyro_unit = match &self.gyro_unit {
            Some(word) => Some(GyroUnit::from_id(word).ok_or_else(|| {
                unknown("gyro_unit", word, GyroUnit::ALL.map(GyroUnit::id).to_vec())
            })?),
            None => None,
        };
        if let Some(hz) = self.rate_hz
            && !(RATE_HZ[0]..=RATE_HZ[1]).contains(&hz)
        {
            return Err(BatchError::Usage(format!(
                "[reading] rate_hz = {hz}: expected samples per second from {} to {}",
                RATE_HZ[0], RATE_HZ[1]
            )));
        }
        let map = self.map.iter().map(|m| parse_map(m));
        let map = map
            .collect::<Result<_, _>>()
            .map_err(|e| BatchError::Usage(format!("[reading] map: {}", english_of(&e))))?;
        Ok(ImportOptions {
            map,
            placement,
            rate_hz: self.rate_hz,
            acc_unit,
            gyro_unit,
            ..ImportOptions::default()
        })
    }
}

/// The values below `key`, under their whole keys; nothing of what is not set.
fn flatten(key: &str, value: &serde_json::Value, all: &mut BTreeMap<String, String>) {
    match value {
        serde_json::Value::Null => {}
        serde_json::Value::Object(map) => {
            map.iter().for_each(|(name, value)| flatten(&format!("{key}.{name}"), value, all));
        }
        value => {
            all.insert(key.into(), value.to_string());
        }
    }
}

/// A placement by its id or by the words that people use for it.
pub(super) fn placement(word: &str) -> Option<Placement> {
    crate::import::placement_of(word).ok()
}

/// Of the keys that an error names as expected, the one most like the unknown one.
fn nearest(error: &str) -> Option<&str> {
    let mut words = error.split('`').skip(1).step_by(2);
    let unknown = words.next()?;
    closest(unknown, words)
}

/// The candidate most like `word`, if any is like it at all.
pub(super) fn closest<'a>(
    word: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    candidates
        .map(|c| (strsim::jaro_winkler(word, c), c))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(like, _)| *like > 0.75)
        .map(|(_, c)| c)
}
