//! Files in the output folder that an earlier batch left and this one did not write.
//!
//! Nothing is removed but what a former batch says it wrote, under a name that
//! results have, and the parts of shards that the plan no longer has.

use serde::Deserialize;
use std::collections::{BTreeSet, HashSet};

use super::map::is_part;
use super::place::SUCCESS;
use super::plan::Plan;
use super::receipt::{NAME, Part};
use super::reduce::{DOCUMENTS, SUMMARY};
use super::{BatchError, Place};
use crate::files::folder::PAGES;
use crate::files::tables::{NAMES, STUDY_NAMES};
use crate::files::write;

/// Names what former batches wrote, while there is no `_SUCCESS.json` to do so.
const FORMER: &str = ".runform-former.json";
/// Hexadecimal digits in the name of a shard's folder.
pub(super) const SHARD_DIGITS: usize = 20;

/// What `_SUCCESS.json` is read for.
#[derive(Deserialize)]
struct Success {
    tables: Vec<Part>,
    #[serde(default)]
    files: Vec<Part>,
}

/// The results of former batches in the folder.
pub(super) struct Former {
    names: BTreeSet<String>,
}

impl Former {
    /// Notes what is there and takes `_SUCCESS.json` away: until the new results are
    /// whole, nothing says that there are any.
    pub(super) fn begin(place: &Place) -> Result<Former, BatchError> {
        let read = |name: &str| place.read(name).ok();
        let noted =
            read(FORMER).and_then(|bytes| serde_json::from_slice::<BTreeSet<String>>(&bytes).ok());
        let mut names = noted.unwrap_or_default();
        let success =
            read(SUCCESS).and_then(|bytes| serde_json::from_slice::<Success>(&bytes).ok());
        if let Some(Success { tables, files }) = success {
            names.extend(tables.into_iter().chain(files).map(|part| part.name));
        }
        let text = serde_json::to_vec(&names).map_err(std::io::Error::from);
        place.write(FORMER, &text.map_err(BatchError::write(&place.called(FORMER)))?)?;
        place.remove(SUCCESS).map_err(BatchError::write(&place.called(SUCCESS)))?;
        Ok(Former { names })
    }

    /// Removes what is not among the results now, as far as that goes: what stays
    /// does no harm.
    pub(super) fn end<'a>(self, plan: &Plan, place: &Place, now: impl Iterator<Item = &'a str>) {
        let folder = place.folder();
        let now: BTreeSet<&str> = now.collect();
        for name in self.names.iter().filter(|n| !now.contains(n.as_str()) && is_result(n)) {
            let _ = place.remove(name);
        }
        for name in [DOCUMENTS, PAGES] {
            // Only if nothing is left in it.
            let _ = std::fs::remove_dir(folder.join(name));
        }
        remove_parts(plan, place);
        let _ = place.remove(FORMER);
    }
}

/// Whether a batch writes files of this name.
fn is_result(name: &str) -> bool {
    let alone = |name: &str| !name.is_empty() && !name.contains(['/', '\\']);
    let in_folder = |folder: &str, ending: &str| {
        let stem = name.strip_prefix(folder).and_then(|n| n.strip_prefix('/'));
        stem.and_then(|n| n.strip_suffix(ending)).is_some_and(alone)
    };
    let table = name.strip_suffix(".parquet").or_else(|| name.strip_suffix(".csv"));
    table.is_some_and(|t| NAMES.contains(&t) || STUDY_NAMES.contains(&t))
        || name == SUMMARY
        || in_folder(DOCUMENTS, ".analysis.json")
        || in_folder(PAGES, ".html")
}

/// Removes the parts of shards that the plan does not have.
fn remove_parts(plan: &Plan, place: &Place) {
    let Ok(shards) = std::fs::read_dir(place.parts()) else { return };
    let mut wanted: HashSet<[u8; SHARD_DIGITS]> = HashSet::new();
    let listed = plan.each_line(&mut |line| {
        wanted.extend(line.name.as_bytes().first_chunk().copied());
        Ok(())
    });
    if listed.is_err() {
        return;
    }
    for shard in shards.flatten() {
        let name = shard.file_name();
        let Some(name) = name.to_str() else { continue };
        let Ok(key) = <[u8; SHARD_DIGITS]>::try_from(name.as_bytes()) else { continue };
        if !key.iter().all(u8::is_ascii_hexdigit) || wanted.contains(&key) {
            continue;
        }
        // The receipt first: without it the rest counts for nothing.
        let _ = std::fs::remove_file(shard.path().join(NAME));
        for file in std::fs::read_dir(shard.path()).into_iter().flatten().flatten() {
            let name = file.file_name();
            let name = name.to_string_lossy();
            if is_part(&name) || name == super::map::ATTEMPT || write::is_draft(&name) {
                let _ = std::fs::remove_file(file.path());
            }
        }
        let _ = std::fs::remove_dir(shard.path());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_results_have_are_taken_away() {
        for name in ["segments.csv", "study_groups.parquet", "summary.csv", "reports/a b.html"] {
            assert!(is_result(name), "{name}");
        }
        assert!(is_result("documents/x.analysis.json"));
        for name in [
            "notes.csv",
            "documents/x.json",
            "reports/../../x.html",
            "/etc/x.html",
            "reports/a/x.html",
            "plan.json",
            "reports/.html",
        ] {
            assert!(!is_result(name), "{name}");
        }
    }
}
