//! The third step: the parts of all shards → tables.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::map::read_runs;
use super::plan::{Plan, hash_of};
use super::receipt::{self, Receipt, RunPart};
use super::spec::TableKind;
use super::{BatchError, Place};
use crate::report::folder::{OVERVIEW, Overview, PAGES, TableFormat};
use crate::report::study::Study;
use crate::report::summary::Lines;
use crate::report::tables::{NAMES, STUDY_NAMES, Tables, write_study};
use crate::report::write::{self, Draft, Stems};
use crate::units::Units;

/// Folder of documents in the output folder.
const DOCUMENTS: &str = "documents";
/// One line per run.
const SUMMARY: &str = "summary.csv";
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
    /// Recordings in the plan.
    pub recordings: usize,
    /// Runs analysed.
    pub analyzed: usize,
    /// Inputs and runs left alone for a good reason.
    pub skipped: usize,
    /// Inputs and runs without an analysis.
    pub failed: usize,
    /// The tables.
    pub tables: Vec<receipt::Part>,
}

/// Makes the tables of a study from the parts that receipts name.
///
/// # Errors
/// When a shard is not done, or a part is not what its receipt says; when a
/// result cannot be written.
pub fn reduce(plan: &Plan, place: &Place) -> Result<Reduced, BatchError> {
    let folder = place.folder();
    let failed = BatchError::write(folder);
    let mut missing = Vec::new();
    for shard in 0..plan.shards.len() {
        match Receipt::read(plan, place, shard)? {
            Some(receipt) => receipt.check(plan, place, shard)?,
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
    // Until the new tables are whole, nothing says that there are any.
    match std::fs::remove_file(place.success()) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(failed(e)),
        _ => {}
    }
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
    for shard in 0..plan.shards.len() {
        let parts = receipt::folder(plan, place, shard);
        tables.append_from(&parts).map_err(&failed)?;
        for run in read_runs(&parts)? {
            lines.add(&run.row).map_err(&failed)?;
            let page = files.link(&parts, &run)?;
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
        tables.push(receipt::Part { name, rows, sha256 });
    }
    let count = |of: &dyn Fn(&str) -> bool| runs.iter().filter(|r| of(&r.row.status)).count();
    let reduced = Reduced {
        schema: "runform/batch/1".into(),
        runform_version: plan.runform_version.clone(),
        settings_hash: plan.settings_hash.clone(),
        recordings: plan.entries.len(),
        analyzed: count(&|s| s == "analyzed"),
        skipped: count(&|s| s == "skipped"),
        failed: count(&|s| s != "analyzed" && s != "skipped"),
        tables,
    };
    let text = serde_json::to_vec_pretty(&reduced).map_err(|e| failed(e.into()))?;
    write::whole(place.success(), &text).map_err(&failed)?;
    Ok(reduced)
}

/// Documents and pages under names that people know.
struct Files<'a> {
    folder: &'a Path,
    stems: Stems,
}

impl<'a> Files<'a> {
    fn new(plan: &Plan, folder: &'a Path) -> Result<Self, BatchError> {
        let output = &plan.pipeline.output;
        for (wanted, name) in [(output.documents, DOCUMENTS), (output.pages, PAGES)] {
            if wanted {
                let path = folder.join(name);
                std::fs::create_dir_all(&path).map_err(BatchError::write(&path))?;
            }
        }
        Ok(Files { folder, stems: Stems::default() })
    }

    /// Returns the place of the page, if there is one.
    fn link(&mut self, parts: &Path, run: &RunPart) -> Result<Option<String>, BatchError> {
        if run.document.is_none() && run.page.is_none() {
            return Ok(None);
        }
        let stem = self.stems.next(&run.row.path);
        for (part, folder, ending) in
            [(&run.document, DOCUMENTS, "analysis.json"), (&run.page, PAGES, "html")]
        {
            let Some(part) = part else { continue };
            let target = self.folder.join(folder).join(format!("{stem}.{ending}"));
            let bytes = std::fs::read(parts.join(part)).map_err(BatchError::read(parts))?;
            write::whole(target.clone(), &bytes).map_err(BatchError::write(&target))?;
        }
        Ok(run.page.as_ref().map(|_| format!("{PAGES}/{stem}.html")))
    }
}
