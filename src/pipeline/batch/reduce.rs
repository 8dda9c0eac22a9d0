//! The third step: the parts of all shards → tables.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::map::{self, read_runs};
use super::place::SUCCESS;
use super::plan::Plan;
use super::receipt::{Part, RUNS, Receipt, RunPart};
use super::spec::TableKind;
use super::stale::Former;
use super::tally::Tally;
use super::{BatchError, Place};
use crate::files::folder::{OVERVIEW, Overview, PAGES, TableFormat};
use crate::files::tables::{Copied, NAMES, STUDY_NAMES, StudyTables, Tables};
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
    pub ended: Tally,
}

/// Recordings had before: hash and index, halved, with the place of the first.
#[derive(Default)]
struct Had {
    first: HashMap<[u8; 16], (u32, u32)>,
}

/// The shard in hand.
struct InHand<'a> {
    number: usize,
    plan: &'a Plan,
    place: &'a Place,
}

impl Had {
    /// The recordings of a shard that were met before, in this shard or an earlier
    /// one: by the bytes of the recording itself, packed or not. Their runs are
    /// turned into rows that say so. The order is that of the plan, whoever mapped
    /// which shard when.
    fn copies(&mut self, runs: &mut [RunPart], hand: &InHand) -> Result<Vec<Copied>, BatchError> {
        let mut copies = Vec::new();
        for row in 0..runs.len() {
            let Some(run) = runs.get(row) else { break };
            let analyzed = run.row.run.is_some();
            let own = run.row.recording_id.clone().zip(run.row.recording_index);
            let Some(key) = run.copy_of.clone().or(own.filter(|_| analyzed)) else { continue };
            let hash = Sha256::digest(format!("{} {}", key.0, key.1));
            let hash = hash.first_chunk().copied().unwrap_or_default();
            let here = (narrow(hand.number)?, narrow(row)?);
            let first = *self.first.entry(hash).or_insert(here);
            if first == here {
                continue;
            }
            let name = hand.name_of(first, runs)?;
            let Some(run) = runs.get_mut(row) else { break };
            let why = Without::skipped(&Skip::AnalyzedBefore { name }, english_of);
            let who = run.row.who.clone();
            let path = run.row.path.clone();
            run.row = SummaryRow::without(&path, None, who.clone(), &why);
            copies.push(Copied { row, key: analyzed.then_some(key), path, who, why });
        }
        Ok(copies)
    }
}

fn narrow(number: usize) -> Result<u32, BatchError> {
    u32::try_from(number).map_err(|_| {
        BatchError::Unfit("more than four billion shards, or runs in one, are too many.".into())
    })
}

impl InHand<'_> {
    /// The name of a run, which is in this shard or read again: names are not held.
    fn name_of(&self, (shard, k): (u32, u32), runs: &[RunPart]) -> Result<String, BatchError> {
        let name =
            |runs: &[RunPart]| runs.get(k as usize).map(|r| r.row.path.clone()).unwrap_or_default();
        if shard as usize == self.number {
            return Ok(name(runs));
        }
        let line = self.plan.line(shard as usize)?;
        let runs = format!("parts/{}/{RUNS}", line.name);
        self.place.pull(&runs).map_err(BatchError::read(&self.place.called(&runs)))?;
        Ok(name(&read_runs(&self.place.shard(&line.name))?))
    }
}

/// Which shards have no receipt; an error if there are any.
///
/// A pass of its own, though the next one reads every receipt too: it names all that is
/// missing before anything of an earlier reduction is touched, and takes a few hundredths of
/// the time of the tables (docs/engines.md).
fn complete(plan: &Plan, place: &Place) -> Result<(), BatchError> {
    let (mut count, mut missing) = (0_usize, Vec::new());
    plan.each_line(&mut |line| {
        if Receipt::read(plan, place, &line.name, line.number)?.is_none() {
            count += 1;
            if missing.len() < NAMED {
                missing.push(line.number.to_string());
            }
        }
        Ok(())
    })?;
    if count == 0 {
        return Ok(());
    }
    let more = count - missing.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    Err(BatchError::Unfit(format!(
        "{count} of {} shards are not done: {}{more}. Do them with runform batch map --shard N, or all with runform batch.",
        plan.shards,
        missing.join(", "),
    )))
}

/// A run with what the manifest says of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Gathered {
    /// What became of it.
    pub row: SummaryRow,
    /// Columns of the user's own.
    pub more: BTreeMap<String, String>,
}

/// All runs of a batch that is done, in the order of the plan; a recording that was met
/// before is a row that says so.
///
/// # Errors
/// When a shard is not done or cannot be read.
pub fn gathered(plan: &Plan, place: &Place) -> Result<Vec<Gathered>, BatchError> {
    complete(plan, place)?;
    let (mut had, mut all) = (Had::default(), Vec::new());
    plan.each_line(&mut |line| {
        let parts = place.shard(&line.name);
        let again = || BatchError::Unfit(format!("shard {} lost its receipt.", line.number));
        let receipt = Receipt::read(plan, place, &line.name, line.number)?.ok_or_else(again)?;
        place.pull_parts(&line.name, &receipt)?;
        receipt.check(&parts, line.number)?;
        let mut runs = read_runs(&parts)?;
        had.copies(&mut runs, &InHand { number: line.number, plan, place })?;
        all.extend(runs.into_iter().map(|r| Gathered { row: r.row, more: r.more }));
        place.clear(&line.name);
        Ok(())
    })?;
    Ok(all)
}

/// Makes the tables of a study from the parts that receipts name.
///
/// # Errors
/// When a shard is not done, or a part is not what its receipt says; when a
/// result cannot be written.
pub fn reduce(plan: &Plan, place: &Place) -> Result<Reduced, BatchError> {
    let folder = place.folder();
    let failed = BatchError::write(folder);
    complete(plan, place)?;
    let former = Former::begin(place)?;
    let format = match plan.pipeline.output.tables {
        TableKind::Parquet => TableFormat::Parquet,
        TableKind::Csv => TableFormat::Csv,
    };
    let mut tables = Tables::begin(folder, format).map_err(&failed)?;
    let summary = Draft::begin(folder.join(SUMMARY)).map_err(&failed)?;
    let mut lines = summary.handle().and_then(Lines::begin).map_err(&failed)?;
    let mut files = Files::new(plan, place)?;
    let mut study = Study::default();
    let mut study_tables = StudyTables::begin(folder, format).map_err(&failed)?;
    let mut ended = Tally::default();
    let mut overview = Overview::default();
    let mut had = Had::default();
    // One shard after the other, each checked as it comes: of what was written nothing
    // is in its place before the last one is.
    plan.each_line(&mut |line| {
        let parts = place.shard(&line.name);
        let again = || BatchError::Unfit(format!("shard {} lost its receipt.", line.number));
        let receipt = Receipt::read(plan, place, &line.name, line.number)?.ok_or_else(again)?;
        place.pull_parts(&line.name, &receipt)?;
        receipt.check(&parts, line.number)?;
        let mut in_shard = read_runs(&parts)?;
        let copies = had.copies(&mut in_shard, &InHand { number: line.number, plan, place })?;
        tables.append_from(&parts, &copies).map_err(&failed)?;
        for (k, run) in in_shard.into_iter().enumerate() {
            lines.add(&run.row).map_err(&failed)?;
            for change in study.add(&run.row, run.dominant_side.as_deref()) {
                study_tables.change(&change).map_err(&failed)?;
            }
            ended.count((line.number, k), &map::told(&run.row));
            let page = files.link(&parts, &receipt, k, &run.row)?;
            overview.add(run.row, page);
        }
        place.clear(&line.name);
        Ok(())
    })?;
    let mut written = Vec::new();
    let rows = tables.finish().map_err(&failed)?;
    written.extend(NAMES.into_iter().zip(rows));
    lines.finish().and_then(|()| summary.publish()).map_err(&failed)?;
    let page = overview.page(Units::Metric).map_err(&failed)?;
    write::whole(folder.join(OVERVIEW), page.as_bytes()).map_err(&failed)?;
    let rows = study_tables.finish(&study).map_err(&failed)?;
    written.extend(STUDY_NAMES.into_iter().zip(rows));

    let ending = if format == TableFormat::Csv { "csv" } else { "parquet" };
    let named = written.into_iter().map(|(name, rows)| (format!("{name}.{ending}"), rows));
    let all = named.chain([(SUMMARY.to_string(), ended.all())]);
    let mut tables = Vec::new();
    for (name, rows) in all {
        let path = folder.join(&name);
        let part = Part::of(name, rows, &path).map_err(&failed)?;
        place.deliver(&part.name)?;
        tables.push(part);
    }
    place.deliver(OVERVIEW)?;
    let reduced = Reduced {
        schema: "runform/batch/1".into(),
        runform_version: plan.runform_version.clone(),
        settings_hash: plan.settings_hash.clone(),
        inputs: plan.inputs,
        recordings: ended.all(),
        analyzed: ended.of(RunStatus::Analyzed),
        skipped: ended.of(RunStatus::Skipped),
        failed: ended.failed(),
        tables,
        files: files.written,
        ended,
    };
    let text = serde_json::to_vec_pretty(&reduced).map_err(|e| failed(e.into()))?;
    place.write(SUCCESS, &text)?;
    let written = reduced.tables.iter().chain(&reduced.files);
    former.end(plan, place, written.map(|part| part.name.as_str()));
    Ok(reduced)
}

/// Documents and pages under names that people know.
struct Files<'a> {
    place: &'a Place,
    plan: &'a Plan,
    stems: Stems,
    written: Vec<Part>,
}

impl<'a> Files<'a> {
    fn new(plan: &'a Plan, place: &'a Place) -> Result<Self, BatchError> {
        let output = &plan.pipeline.output;
        for (wanted, name) in [(output.documents, DOCUMENTS), (output.pages, PAGES)] {
            if wanted {
                let path = place.folder().join(name);
                std::fs::create_dir_all(&path).map_err(BatchError::write(&path))?;
            }
        }
        Ok(Files { place, plan, stems: Stems::default(), written: Vec::new() })
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
            let target = self.place.folder().join(&name);
            let bytes = std::fs::read(parts.join(part)).map_err(BatchError::read(parts))?;
            write::whole(target.clone(), &bytes).map_err(BatchError::write(&target))?;
            self.place.deliver(&name)?;
            self.written.push(Part { name, ..said.clone() });
        }
        Ok(output.pages.then(|| format!("{PAGES}/{stem}.html")))
    }
}
