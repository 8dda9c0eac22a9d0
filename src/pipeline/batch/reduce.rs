//! The third step: the parts of all shards → tables.

use std::collections::HashMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::map::{self, Told, read_runs};
use super::plan::{Plan, hash_of};
use super::receipt::{self, Part, Receipt, RunPart};
use super::spec::TableKind;
use super::stale::Former;
use super::{BatchError, Place};
use crate::files::folder::{OVERVIEW, Overview, PAGES, TableFormat};
use crate::files::tables::{Copied, NAMES, STUDY_NAMES, Tables, write_study};
use crate::files::write::{self, Draft, Stems};
use crate::runs::{RunStatus, Skip, Without};
use crate::study::Study;
use crate::study::row::{Lines, SummaryRow};
use crate::units::Units;
use crate::words::english_of;

/// Folder of documents in the output folder.
pub(super) const DOCUMENTS: &str = "documents";
/// One line per run.
pub(super) const SUMMARY: &str = "summary.csv";
/// Shards named in a message.
const NAMED: usize = 12;

/// What a reduction wrote, as `_SUCCESS.json` says it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reduced {
    /// `runform/batch/1`.
    pub schema: String,
    /// Version of runform.
    pub runform_version: String,
    /// Hash of the pipeline.
    pub settings_hash: String,
    /// What was to be read: files, or several files of one run.
    pub inputs: usize,
    /// Rows of the table of recordings: an archive, or a file of several sessions,
    /// has more than one.
    pub recordings: usize,
    /// Runs analysed.
    pub analyzed: usize,
    /// Inputs and runs left alone for a good reason.
    pub skipped: usize,
    /// Inputs and runs without an analysis.
    pub failed: usize,
    /// The tables.
    pub tables: Vec<Part>,
    /// Documents and pages.
    pub files: Vec<Part>,
    /// What became of every recording.
    #[serde(skip)]
    pub ended: Vec<Told>,
}

/// Recordings had before, hash and index, with their names.
#[derive(Default)]
struct Had {
    names: HashMap<(String, usize), String>,
}

impl Had {
    /// The recordings of a shard that were met before, in this shard or an earlier
    /// one: by the bytes of the recording itself, packed or not. Their runs are
    /// turned into rows that say so. The order is that of the plan, whoever mapped
    /// which shard when.
    fn copies(&mut self, runs: &mut [RunPart]) -> Vec<Copied> {
        let mut copies = Vec::new();
        for (row, run) in runs.iter_mut().enumerate() {
            let analyzed = run.row.run.is_some();
            let own = run.row.recording_id.clone().zip(run.row.recording_index);
            let Some(key) = run.copy_of.clone().or(own.filter(|_| analyzed)) else { continue };
            let Some(first) = self.names.get(&key) else {
                self.names.insert(key, run.row.path.clone());
                continue;
            };
            let why = Skip::AnalyzedBefore { name: first.clone() };
            let why = Without::skipped(&why, english_of);
            let who = run.row.who.clone();
            let path = run.row.path.clone();
            run.row = SummaryRow::without(&path, None, who.clone(), &why);
            copies.push(Copied { row, key: analyzed.then_some(key), path, who, why });
        }
        copies
    }
}

/// Makes the tables of a study from the parts that receipts name.
///
/// # Errors
/// When a shard is not done, or a part is not what its receipt says; when a
/// result cannot be written.
pub fn reduce(plan: &Plan, place: &Place) -> Result<Reduced, BatchError> {
    let folder = place.folder();
    let failed = BatchError::write(folder);
    let (mut receipts, mut missing) = (Vec::new(), Vec::new());
    for shard in 0..plan.shards.len() {
        match Receipt::read(plan, place, shard)? {
            Some(receipt) => {
                receipt.check(plan, place, shard)?;
                receipts.push(receipt);
            }
            None => missing.push(shard.to_string()),
        }
    }
    if !missing.is_empty() {
        let more = missing.len().saturating_sub(NAMED);
        let named = missing.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        return Err(BatchError::Unfit(format!(
            "{} of {} shards are not done: {named}{more}. Do them with runform batch map --shard N, or all with runform batch.",
            missing.len(),
            plan.shards.len()
        )));
    }
    let former = Former::begin(place)?;
    let format = match plan.pipeline.output.tables {
        TableKind::Parquet => TableFormat::Parquet,
        TableKind::Csv => TableFormat::Csv,
    };
    let mut tables = Tables::begin(folder, format).map_err(&failed)?;
    let summary = Draft::begin(folder.join(SUMMARY)).map_err(&failed)?;
    let mut lines = summary.handle().and_then(Lines::begin).map_err(&failed)?;
    let mut files = Files::new(plan, folder)?;
    let mut runs: Vec<RunPart> = Vec::new();
    let mut overview = Overview::default();
    let mut had = Had::default();
    for (shard, receipt) in receipts.iter().enumerate() {
        let parts = receipt::folder(plan, place, shard);
        let mut in_shard = read_runs(&parts)?;
        let copies = had.copies(&mut in_shard);
        tables.append_from(&parts, &copies).map_err(&failed)?;
        for (k, run) in in_shard.into_iter().enumerate() {
            lines.add(&run.row).map_err(&failed)?;
            let page = files.link(&parts, receipt, k, &run.row)?;
            overview.add(run.row.clone(), page);
            runs.push(run);
        }
    }
    let mut written = Vec::new();
    let rows = tables.finish().map_err(&failed)?;
    written.extend(NAMES.into_iter().zip(rows));
    lines.finish().and_then(|()| summary.publish()).map_err(&failed)?;
    let page = overview.page(Units::Metric).map_err(&failed)?;
    write::whole(folder.join(OVERVIEW), page.as_bytes()).map_err(&failed)?;
    let study = Study::of(runs.iter().map(|r| (&r.row, r.dominant_side.as_deref())));
    let rows = write_study(&study, folder, format).map_err(&failed)?;
    written.extend(STUDY_NAMES.into_iter().zip(rows));

    let ending = if format == TableFormat::Csv { "csv" } else { "parquet" };
    let named = written.into_iter().map(|(name, rows)| (format!("{name}.{ending}"), rows));
    let all = named.chain([(SUMMARY.to_string(), runs.len())]);
    let mut tables = Vec::new();
    for (name, rows) in all {
        let sha256 = hash_of(&folder.join(&name)).map_err(&failed)?;
        tables.push(Part { name, rows, sha256 });
    }
    let count = |of: &dyn Fn(RunStatus) -> bool| runs.iter().filter(|r| of(r.row.status)).count();
    let reduced = Reduced {
        schema: "runform/batch/1".into(),
        runform_version: plan.runform_version.clone(),
        settings_hash: plan.settings_hash.clone(),
        inputs: plan.entries.len(),
        recordings: runs.len(),
        analyzed: count(&|s| s == RunStatus::Analyzed),
        skipped: count(&|s| s == RunStatus::Skipped),
        failed: count(&RunStatus::is_failure),
        tables,
        files: files.written,
        ended: runs.iter().map(|r| map::told(&r.row)).collect(),
    };
    let text = serde_json::to_vec_pretty(&reduced).map_err(|e| failed(e.into()))?;
    write::own(place.success(), &text).map_err(BatchError::write(&place.success()))?;
    let written = reduced.tables.iter().chain(&reduced.files);
    former.end(plan, place, written.map(|part| part.name.as_str()));
    Ok(reduced)
}

/// Documents and pages under names that people know.
struct Files<'a> {
    folder: &'a Path,
    plan: &'a Plan,
    stems: Stems,
    written: Vec<Part>,
}

impl<'a> Files<'a> {
    fn new(plan: &'a Plan, folder: &'a Path) -> Result<Self, BatchError> {
        let output = &plan.pipeline.output;
        for (wanted, name) in [(output.documents, DOCUMENTS), (output.pages, PAGES)] {
            if wanted {
                let path = folder.join(name);
                std::fs::create_dir_all(&path).map_err(BatchError::write(&path))?;
            }
        }
        Ok(Files { folder, plan, stems: Stems::default(), written: Vec::new() })
    }

    /// Document and page of the run `k` of a shard, where they are wanted. Returns the
    /// place of the page, if there is one.
    fn link(
        &mut self,
        parts: &Path,
        receipt: &Receipt,
        k: usize,
        row: &SummaryRow,
    ) -> Result<Option<String>, BatchError> {
        let output = &self.plan.pipeline.output;
        if row.run.is_none() || !(output.documents || output.pages) {
            return Ok(None);
        }
        let stem = self.stems.next(&row.path);
        for (wanted, part, name) in [
            (output.documents, map::document(k), format!("{DOCUMENTS}/{stem}.analysis.json")),
            (output.pages, map::page(k), format!("{PAGES}/{stem}.html")),
        ] {
            if !wanted {
                continue;
            }
            let Some(said) = receipt.part(&part) else {
                return Err(BatchError::Unfit(format!(
                    "{} is not there yet; do the shards again, with runform batch map or runform batch.",
                    parts.join(part).display()
                )));
            };
            let target = self.folder.join(&name);
            let bytes = std::fs::read(parts.join(part)).map_err(BatchError::read(parts))?;
            write::whole(target.clone(), &bytes).map_err(BatchError::write(&target))?;
            self.written.push(Part { name, rows: 1, sha256: said.sha256.clone() });
        }
        Ok(output.pages.then(|| format!("{PAGES}/{stem}.html")))
    }
}
