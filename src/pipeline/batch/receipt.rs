//! What a shard leaves when it is done.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::list::hash_of;
use super::plan::Plan;
use super::{BatchError, Place};
use crate::files::write;
use crate::hash::sha256_hex;
use crate::runs::RunStatus;
use crate::study::row::SummaryRow;

/// Name of the format of receipts.
const SCHEMA: &str = "runform/batch-receipt/1";
/// Name of the receipt in its shard's folder.
pub(super) const NAME: &str = "receipt.json";

/// The commit of a shard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// `runform/batch-receipt/1`.
    pub schema: String,
    /// Version of runform.
    pub runform_version: String,
    /// Hash of the pipeline.
    pub settings_hash: String,
    /// Hashes of the input files in order; null where one could not be read.
    pub inputs: Vec<Option<String>>,
    /// Runs, and inputs without one, by what became of them.
    #[serde(default)]
    pub runs: BTreeMap<RunStatus, usize>,
    /// The files written.
    pub parts: Vec<Part>,
}

/// A file of results.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Its name in the shard's folder.
    pub name: String,
    /// Rows in it, of a table; runs, of the list of runs.
    pub rows: usize,
    /// Its bytes.
    #[serde(default)]
    pub bytes: u64,
    /// SHA-256 of them.
    pub sha256: String,
}

/// What `runs.json` lists: a row per run or refused input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct RunPart {
    pub(super) row: SummaryRow,
    pub(super) dominant_side: Option<String>,
    /// Columns of the manifest of the user's own.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) more: BTreeMap<String, String>,
    /// Hash and index of the recording that was met before in this shard.
    pub(super) copy_of: Option<(String, usize)>,
}

/// Name of the list of runs.
pub(super) const RUNS: &str = "runs.json";

impl Part {
    /// Of a file that was written.
    pub(super) fn of(name: String, rows: usize, path: &Path) -> std::io::Result<Part> {
        let bytes = std::fs::metadata(path)?.len();
        Ok(Part { name, rows, bytes, sha256: hash_of(path)? })
    }

    /// Of bytes that were written.
    pub(super) fn of_bytes(name: String, rows: usize, bytes: &[u8]) -> Part {
        Part { name, rows, bytes: bytes.len() as u64, sha256: sha256_hex(bytes) }
    }
}

impl Receipt {
    pub(super) fn new(
        plan: &Plan,
        inputs: Vec<Option<String>>,
        runs: BTreeMap<RunStatus, usize>,
        parts: Vec<Part>,
    ) -> Receipt {
        Receipt {
            schema: SCHEMA.into(),
            runform_version: plan.runform_version.clone(),
            settings_hash: plan.settings_hash.clone(),
            inputs,
            runs,
            parts,
        }
    }

    /// The part of that name.
    pub(super) fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|p| p.name == name)
    }

    pub(super) fn bytes(&self) -> std::io::Result<Vec<u8>> {
        serde_json::to_vec_pretty(self).map_err(std::io::Error::from)
    }

    /// Commits a shard: from now on it is done.
    pub(super) fn write(&self, folder: &Path) -> Result<(), BatchError> {
        let path = folder.join(NAME);
        self.bytes()
            .and_then(|text| write::own(path.clone(), &text))
            .map_err(BatchError::write(&path))
    }

    /// The receipt of a shard; none while it is not done.
    ///
    /// # Errors
    /// When it is damaged, or of other settings.
    pub(super) fn read(
        plan: &Plan,
        place: &Place,
        name: &str,
        shard: usize,
    ) -> Result<Option<Receipt>, BatchError> {
        let path = place.called(&format!("parts/{name}/{NAME}"));
        let bytes = match place.read(&format!("parts/{name}/{NAME}")) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(BatchError::read(&path)(e)),
        };
        let again =
            format!("do the shard again: remove the file, then runform batch map --shard {shard}");
        let receipt: Receipt = serde_json::from_slice(&bytes).map_err(|e| {
            BatchError::Unfit(format!("the receipt {} is damaged ({e}); {again}.", path.display()))
        })?;
        let fits = receipt.schema == SCHEMA
            && receipt.settings_hash == plan.settings_hash
            && receipt.runform_version == plan.runform_version;
        if !fits {
            return Err(BatchError::Unfit(format!(
                "the receipt {} is of other settings or another version of runform; {again}.",
                path.display()
            )));
        }
        Ok(Some(receipt))
    }

    /// Checks every part against its hash.
    ///
    /// # Errors
    /// Names the part that is missing or changed.
    pub(super) fn check(&self, folder: &Path, shard: usize) -> Result<(), BatchError> {
        for part in &self.parts {
            let path = folder.join(&part.name);
            let again = format!(
                "do the shard again: remove {}, then runform batch map --shard {shard}",
                folder.join(NAME).display()
            );
            match hash_of(&path) {
                Ok(hash) if hash == part.sha256 => {}
                Ok(_) => {
                    return Err(BatchError::Unfit(format!(
                        "{} is not what its receipt says (wrong SHA-256); {again}.",
                        path.display()
                    )));
                }
                Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                    return Err(BatchError::Unfit(format!(
                        "{} is missing; {again}.",
                        path.display()
                    )));
                }
                Err(e) => return Err(BatchError::read(&path)(e)),
            }
        }
        Ok(())
    }
}
