//! The second step: one shard → parts and a receipt.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use super::entry::each_run;
use super::list::hash_of;
use super::plan::{Entry, Plan, Shard};
use super::receipt::{Part, RUNS, Receipt, RunPart};
use super::staged::{Staged, is_object};
use super::{BatchError, Place};
use crate::files::folder::TableFormat;
use crate::files::tables::{NAMES, Tables};
use crate::files::write;
use crate::knowledge::Knowledge;
use crate::report::html::{self, Style};
use crate::report::json::{self, Layout};
use crate::runs::{Outcome, RunStatus, Skip, Without};
use crate::study::row::{SummaryRow, Who};
use crate::words::{Surface, Tongue, Words, english_of};

/// Says that somebody began on a shard; without a receipt beside it, and nobody
/// working on it, that attempt died.
pub(super) const ATTEMPT: &str = "attempt";

/// Works on shards of a plan.
pub struct Mapper<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The output folder.
    pub place: &'a Place,
    /// Tries one recording of a shard (its number among them) in a process of its
    /// own and says whether that survived; asked where an earlier attempt died.
    #[allow(clippy::type_complexity)]
    pub survives: Option<&'a (dyn Fn(usize, usize) -> bool + Sync)>,
    /// Does again what could not be analysed before.
    pub retry_failed: bool,
}

/// What became of a shard.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapped {
    /// Its number.
    pub shard: usize,
    /// Nothing had to be done.
    pub already: bool,
    /// Every run in it.
    pub runs: Vec<Told>,
}

impl Mapper<'_> {
    /// Does a shard, unless it is done.
    ///
    /// # Errors
    /// When results cannot be written; nothing half-written counts then.
    pub fn map(&self, number: usize) -> Result<Mapped, BatchError> {
        let Mapper { plan, place, .. } = self;
        let shard = plan.shard(number)?;
        if let Some(runs) = self.done(&shard) {
            tracing::debug!(shard = number, "done before and left alone");
            let runs = runs.into_iter().map(|r| told(&r.row)).collect();
            return Ok(Mapped { shard: number, already: true, runs });
        }
        let folder = place.shard(&shard.name);
        std::fs::create_dir_all(&folder).map_err(BatchError::write(&folder))?;
        let again = place.has(&shard.name, ATTEMPT);
        if again {
            tracing::warn!(
                shard = number,
                "an earlier attempt died; its recordings are tried one by one"
            );
        }
        place.mark(&shard.name, ATTEMPT, true)?;
        let alone = self.survives.filter(|_| again);
        let before = Receipt::read(plan, place, &shard.name, number).ok().flatten();
        let staged = Staged::of(&shard.entries)?;
        let (runs, receipt) = write_shard(plan, &shard, &staged, &folder, alone)?;
        place.commit(&shard.name, &receipt)?;
        tracing::debug!(shard = number, parts = receipt.parts.len(), "written");
        // Left behind these would only cost a trial run, or room.
        place.mark(&shard.name, ATTEMPT, false)?;
        for part in before.iter().flat_map(|b| &b.parts) {
            if receipt.part(&part.name).is_none() && is_part(&part.name) {
                let _ = place.remove(&format!("parts/{}/{}", shard.name, part.name));
            }
        }
        place.clear(&shard.name);
        Ok(Mapped { shard: number, already: false, runs })
    }

    /// Whether nothing is to do for a shard.
    pub fn is_done(&self, shard: &Shard) -> bool {
        self.done(shard).is_some()
    }

    /// The runs of a shard that is done: with a sound receipt for the bytes that the
    /// inputs have now, and with the documents and pages that are wanted now.
    fn done(&self, shard: &Shard) -> Option<Vec<RunPart>> {
        let Mapper { plan, place, .. } = self;
        let receipt = Receipt::read(plan, place, &shard.name, shard.number).ok()??;
        if !is_as_read(plan, shard, &receipt) {
            return None;
        }
        let folder = place.shard(&shard.name);
        if place.is_remote() {
            // What was committed is whole; what became of it since shows in its sizes.
            place.has_parts(&shard.name, &receipt).then_some(())?;
        } else {
            receipt.check(&folder, shard.number).ok()?;
        }
        let runs = place.pull(&format!("parts/{}/{RUNS}", shard.name)).ok();
        let runs = runs.and_then(|_| read_runs(&folder).ok());
        place.clear(&shard.name);
        let runs = runs?;
        let failed = |r: &RunPart| r.row.status.is_failure();
        if self.retry_failed && runs.iter().any(failed) {
            return None;
        }
        let wanted = |name: String, wanted: bool| !wanted || receipt.part(&name).is_some();
        let output = &plan.pipeline.output;
        let whole =
            runs.iter().enumerate().filter(|(_, r)| r.row.status == RunStatus::Analyzed).all(
                |(k, _)| wanted(document(k), output.documents) && wanted(page(k), output.pages),
            );
        whole.then_some(runs)
    }
}

/// Does a shard anew into `folder`; the receipt is written last.
fn write_shard(
    plan: &Plan,
    shard: &Shard,
    staged: &Staged,
    folder: &Path,
    survives: Option<&(dyn Fn(usize, usize) -> bool + Sync)>,
) -> Result<(Vec<Told>, Receipt), BatchError> {
    let failed = BatchError::write(folder);
    // Hashed before it is read: a file that changes in between is done again.
    let inputs = input_hashes(plan, shard, staged);
    let tables = Tables::begin(folder, TableFormat::Parquet).map_err(&failed)?.own();
    let tables = tables.brief(!plan.pipeline.output.series);
    let (runs, parts, had) = (Vec::new(), Vec::new(), HashMap::new());
    let knowledge = plan.pipeline.known().map_err(BatchError::Usage)?;
    let mut sink = Sink { plan, knowledge, folder, tables, runs, parts, had, error: None };
    for (k, entry) in shard.entries.iter().enumerate() {
        let dies = survives.is_some_and(|survives| !survives(shard.number, k));
        let knowledge = sink.knowledge.clone();
        let known = knowledge.as_ref();
        each_run(plan, staged, entry, known, dies, &mut |outcome| sink.take(entry, outcome));
        if let Some(error) = sink.error.take() {
            return Err(failed(error));
        }
    }
    let Sink { tables, runs, mut parts, .. } = sink;
    let rows = tables.finish().map_err(&failed)?;
    for (name, rows) in NAMES.iter().zip(rows) {
        let name = format!("{name}.parquet");
        let path = folder.join(&name);
        parts.push(Part::of(name, rows, &path).map_err(&failed)?);
    }
    let list = serde_json::to_vec(&runs).map_err(|e| failed(e.into()))?;
    write::own(folder.join(RUNS), &list).map_err(&failed)?;
    parts.push(Part::of_bytes(RUNS.into(), runs.len(), &list));
    let mut by_status = BTreeMap::new();
    runs.iter().for_each(|r| *by_status.entry(r.row.status).or_default() += 1);
    let receipt = Receipt::new(plan, inputs, by_status, parts);
    Ok((runs.iter().map(|r| told(&r.row)).collect(), receipt))
}

/// Analyses one recording of a shard and keeps nothing: whether that ends the
/// program is all there is to see.
///
/// # Errors
/// When the plan cannot be read.
pub fn probe(plan: &Plan, shard: usize, k: usize) -> Result<(), BatchError> {
    if let Some(entry) = plan.shard(shard)?.entries.get(k) {
        let knowledge = plan.pipeline.known().ok().flatten();
        let staged = Staged::of([entry])?;
        each_run(plan, &staged, entry, knowledge.as_ref(), false, &mut |_| true);
    }
    Ok(())
}

/// Does the first `sample` shards (in the order of their names, which is that of
/// chance) again and returns what differs: shard and part.
///
/// # Errors
/// When a shard is not done, or results cannot be written.
pub fn verify(
    plan: &Plan,
    place: &Place,
    sample: usize,
) -> Result<Vec<(usize, String)>, BatchError> {
    // The first by their names, and never more of them than wanted.
    let mut first: BTreeSet<(String, usize)> = BTreeSet::new();
    plan.each_line(&mut |line| {
        first.insert((line.name, line.number));
        if first.len() > sample {
            first.pop_last();
        }
        Ok(())
    })?;
    let mut differ = Vec::new();
    for (_, number) in first {
        let parts = differences(plan, place, &plan.shard(number)?)?;
        differ.extend(parts.into_iter().map(|part| (number, part)));
    }
    Ok(differ)
}

/// Does a shard anew in a folder of its own and compares the parts with those that
/// its receipt names; returns what differs.
fn differences(plan: &Plan, place: &Place, shard: &Shard) -> Result<Vec<String>, BatchError> {
    let number = shard.number;
    let Some(before) = Receipt::read(plan, place, &shard.name, number)? else {
        return Err(BatchError::Unfit(format!(
            "shard {number} has no receipt; it was never done."
        )));
    };
    place.pull_parts(&shard.name, &before)?;
    before.check(&place.shard(&shard.name), number)?;
    let folder = tempfile::Builder::new().prefix(".runform-verify-").tempdir_in(place.folder());
    let folder = folder.map_err(BatchError::write(place.folder()))?;
    let staged = Staged::of(&shard.entries)?;
    let (_, now) = write_shard(plan, shard, &staged, folder.path(), None)?;
    place.clear(&shard.name);
    // What was written then and is not wanted now is not looked at.
    let differs = |part: &&Part| before.part(&part.name) != Some(*part);
    Ok(now.parts.iter().filter(differs).map(|part| part.name.clone()).collect())
}

/// Every file of a shard.
fn paths(shard: &Shard) -> impl Iterator<Item = &PathBuf> {
    shard.entries.iter().flat_map(|e| {
        let beside = [&e.known.watch, &e.known.events].into_iter().flatten();
        e.files.iter().map(|f| &f.path).chain(beside)
    })
}

fn input_hashes(plan: &Plan, shard: &Shard, staged: &Staged) -> Vec<Option<String>> {
    paths(shard).map(|path| hash_of(&staged.locate(plan, path)).ok()).collect()
}

/// Whether every file is there and has the bytes that were read. The versions of
/// objects are part of the name of their shard: they need not be read for it.
fn is_as_read(plan: &Plan, shard: &Shard, receipt: &Receipt) -> bool {
    let nothing = Staged::default();
    let same = |(path, had): (&PathBuf, &Option<String>)| {
        had.is_some() && (is_object(path) || hash_of(&nothing.locate(plan, path)).ok() == *had)
    };
    paths(shard).count() == receipt.inputs.len() && paths(shard).zip(&receipt.inputs).all(same)
}

pub(super) fn read_runs(folder: &Path) -> Result<Vec<RunPart>, BatchError> {
    let path = folder.join(RUNS);
    let bytes = std::fs::read(&path).map_err(BatchError::read(&path))?;
    serde_json::from_slice(&bytes).map_err(|e| BatchError::read(&path)(e.into()))
}

/// Name of the document of the run `k` of a shard, in the shard's folder.
pub(super) fn document(k: usize) -> String {
    format!("{k}.analysis.json")
}

/// Name of the page of the run `k` of a shard, in the shard's folder.
pub(super) fn page(k: usize) -> String {
    format!("{k}.html")
}

/// Whether a file in the folder of a shard has a name that parts have.
pub(super) fn is_part(name: &str) -> bool {
    let numbered = |ending: &str| {
        name.strip_suffix(ending)
            .is_some_and(|k| !k.is_empty() && k.bytes().all(|b| b.is_ascii_digit()))
    };
    let table = name.strip_suffix(".parquet").is_some_and(|t| NAMES.contains(&t));
    table || name == RUNS || numbered(".analysis.json") || numbered(".html")
}

/// Name, status and, where there is one, the reason of a run.
pub type Told = (String, RunStatus, Option<String>);

pub(super) fn told(row: &SummaryRow) -> Told {
    (row.path.clone(), row.status, row.reason.clone())
}

/// The words of a batch: options are columns of its list or lines of its file.
fn in_a_batch() -> Words {
    Words::new(Tongue { surface: Surface::Batch, ..Tongue::default() })
}

/// Where the runs of a shard go.
struct Sink<'a> {
    plan: &'a Plan,
    knowledge: Option<Knowledge>,
    folder: &'a Path,
    tables: Tables,
    runs: Vec<RunPart>,
    parts: Vec<Part>,
    /// Recordings had before, hash and index, with their names.
    had: HashMap<(String, usize), String>,
    error: Option<std::io::Error>,
}

impl Sink<'_> {
    /// False once something cannot be written.
    fn take(&mut self, entry: &Entry, outcome: Outcome) -> bool {
        let taken = self.keep(entry, outcome);
        self.error = taken.err();
        self.error.is_none()
    }

    fn keep(&mut self, entry: &Entry, outcome: Outcome) -> std::io::Result<()> {
        let who = entry.known.who.clone();
        let known = &entry.known;
        let mut run = |row| RunPart {
            row,
            dominant_side: known.dominant_side.clone(),
            more: known.more.clone(),
            copy_of: None,
        };
        let run = match outcome {
            Outcome::Analyzed(analyzed) => {
                let info = &analyzed.analysis.recording;
                let key = (info.sha256.clone(), info.index);
                if let Some(first) = self.had.get(&key) {
                    let why = Skip::AnalyzedBefore { name: first.clone() };
                    let why = Without::skipped(&why, english_of);
                    let mut run = self.without(&info.path, None, who, &why, &mut run)?;
                    run.copy_of = Some(key);
                    self.runs.push(run);
                    return Ok(());
                }
                self.had.insert(key, info.path.clone());
                self.tables.analyzed(&analyzed, &who)?;
                let output = &self.plan.pipeline.output;
                let number = self.runs.len();
                if output.documents {
                    self.file(document(number), json::document(&analyzed, Layout::default())?)?;
                }
                if output.pages {
                    let settings = self.plan.pipeline.settings.clone();
                    let style = Style {
                        tongue: Tongue::default(),
                        settings,
                        knowledge: self.knowledge.clone(),
                    };
                    self.file(page(number), html::runner(&analyzed, &style)?)?;
                }
                run(SummaryRow::analyzed(&analyzed.analysis, who))
            }
            Outcome::Skipped { name, why } => {
                let why = Without::skipped(&why, english_of);
                self.without(&name, None, who, &why, &mut run)?
            }
            Outcome::Failed { name, sha256, problem } => {
                let why = Without::failed(&problem, |problem| in_a_batch().say(problem));
                self.without(&name, sha256.as_deref(), who, &why, &mut run)?
            }
        };
        self.runs.push(run);
        Ok(())
    }

    fn without(
        &mut self,
        name: &str,
        sha256: Option<&str>,
        who: Who,
        why: &Without,
        run: &mut dyn FnMut(SummaryRow) -> RunPart,
    ) -> std::io::Result<RunPart> {
        self.tables.without_analysis(name, sha256, &who, why)?;
        Ok(run(SummaryRow::without(name, sha256, who, why)))
    }

    fn file(&mut self, name: String, text: String) -> std::io::Result<()> {
        write::own(self.folder.join(&name), text.as_bytes())?;
        self.parts.push(Part::of_bytes(name, 1, text.as_bytes()));
        Ok(())
    }
}
