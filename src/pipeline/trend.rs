//! Runs for a trend: recordings, which are analysed, or analysis documents.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::{Found, Input, analyze_file, discover};
use crate::analysis::{Analysis, SCHEMA, is_read};
use crate::import::container::expand_within;
use crate::import::{ImportError, accounts, activities};
use crate::runs::{Outcome, Problem, Skip, Task};
use crate::trend::List;
use crate::words::english_of;

/// Ending of the documents that `runform analyze --out` writes.
const DOCUMENT: &str = ".analysis.json";

/// One run, or why there is none.
pub enum Piece {
    /// An analysis.
    Run(Box<Analysis>),
    /// A list of activities with averages of form.
    List(List),
    /// Left alone for a good reason.
    Skipped {
        /// Name of the input.
        name: String,
        /// Why, one sentence.
        reason: String,
    },
    /// No analysis.
    Failed {
        /// Name of the input.
        name: String,
        /// Why and what to do.
        reason: String,
    },
}

/// What to read: as for an analysis, and the analysis documents in folders.
pub fn inputs(paths: &[PathBuf]) -> Vec<Found> {
    paths
        .iter()
        .flat_map(|path| {
            let documents = documents(path);
            let found = discover(std::slice::from_ref(path));
            let empty = |f: &Found| matches!(f, Err((_, Problem::FolderEmpty)));
            let beside = |f: &Found| matches!(f, Ok(Input::File(file)) if is_table(file, path));
            let others =
                found.into_iter().filter(|f| documents.is_empty() || !(empty(f) || beside(f)));
            let documents: Vec<Found> =
                documents.iter().map(|d| Ok(Input::File(d.clone()))).collect();
            documents.into_iter().chain(others.collect::<Vec<_>>()).collect::<Vec<_>>()
        })
        .collect()
}

/// Tables that an analysis writes beside its documents.
const TABLES: [&str; 8] =
    ["summary", "recordings", "segments", "comparisons", "findings", "add_ons", "series", "steps"];

/// Whether a file is such a table in `folder`.
fn is_table(file: &Path, folder: &Path) -> bool {
    let named = |part: Option<&std::ffi::OsStr>| part.and_then(|p| p.to_str().map(str::to_owned));
    file.parent() == Some(folder)
        && named(file.extension()).is_some_and(|e| e == "csv")
        && named(file.file_stem()).is_some_and(|s| TABLES.contains(&s.as_str()))
}

/// Analysis documents in a folder, sorted by name.
fn documents(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let is_document = |p: &PathBuf| p.to_string_lossy().ends_with(DOCUMENT);
    let mut documents: Vec<PathBuf> = entries.map(|e| e.path()).filter(is_document).collect();
    documents.sort();
    documents
}

/// Reads one input: the runs of a document, or of a recording after its analysis.
pub fn read(found: Found, task: &Task, emit: &mut dyn FnMut(Piece) -> bool) {
    let input = match &found {
        Ok(input) => input,
        Err((name, problem)) => {
            emit(Piece::Failed { name: name.clone(), reason: english_of(problem) });
            return;
        }
    };
    let name = input.name();
    let recording = !begins_with_brace(input) || accounts::is_recording(&name);
    if *input != Input::Stdin && recording {
        let input = input.clone();
        return analyze_file(found, task, &mut |outcome| {
            emit(match list(&outcome, &input, task) {
                Some(list) => Piece::List(list),
                None => piece(outcome),
            })
        });
    }
    match input
        .read(Path::new(""), &task.settings.limits)
        .map_err(|p| english_of(&p))
        .and_then(|bytes| runs(&bytes))
    {
        Ok(runs) => {
            for run in runs {
                if !emit(Piece::Run(Box::new(run))) {
                    return;
                }
            }
        }
        Err(reason) => {
            emit(Piece::Failed { name, reason });
        }
    }
}

/// Only the first bytes are looked at: recordings can be large.
fn begins_with_brace(input: &Input) -> bool {
    let Input::File(path) = input else { return false };
    let mut head = [0; 64];
    let read = std::fs::File::open(path).and_then(|mut f| f.read(&mut head)).unwrap_or(0);
    head.iter().take(read).find(|b| !b.is_ascii_whitespace()) == Some(&b'{')
}

/// The analyses in a document, or in several one after the other.
fn runs(bytes: &[u8]) -> Result<Vec<Analysis>, String> {
    let mut runs = Vec::new();
    for (i, value) in serde_json::Deserializer::from_slice(bytes).into_iter().enumerate() {
        let value: serde_json::Value = value.map_err(|e| {
            format!(
                "expected analysis documents as runform analyze --format json prints them: document {}: {e}",
                i + 1
            )
        })?;
        let schema = value.get("schema").and_then(|s| s.as_str()).unwrap_or("none").to_owned();
        if !is_read(&schema) {
            return Err(format!(
                "document {} has the schema {schema:?}, expected {SCHEMA:?}; make it with runform analyze --format json",
                i + 1
            ));
        }
        let run = serde_json::from_value(value).map_err(|e| {
            format!(
                "document {} is not a whole analysis: {e}; make it anew with runform analyze",
                i + 1
            )
        })?;
        runs.push(run);
    }
    match runs.is_empty() {
        true => Err("there is no analysis document in it; name recordings as files".into()),
        false => Ok(runs),
    }
}

/// The averages of a list of activities, where a file is one that has any.
fn list(outcome: &Outcome, input: &Input, task: &Task) -> Option<List> {
    let name = match outcome {
        Outcome::Failed {
            name, problem: Problem::Import(ImportError::SummaryOnly { .. }), ..
        }
        | Outcome::Skipped { name, why: Skip::OnlyAList { .. } } => name,
        _ => return None,
    };
    let activities = activities(&bytes_of(name, input, task)?)?;
    let any = activities.iter().any(|a| !a.values.is_empty());
    any.then(|| List { path: name.clone(), activities })
}

/// The bytes of a file, or of one in an archive.
fn bytes_of(name: &str, input: &Input, task: &Task) -> Option<Vec<u8>> {
    let bytes = input.read(&task.base, &task.settings.limits).ok()?;
    let mut found = None;
    expand_within(&input.name(), bytes, &task.settings.limits, &mut |entry, content| {
        if entry.path() == name {
            found = content.ok().map(|c| c.bytes);
        }
    });
    found
}

fn piece(outcome: Outcome) -> Piece {
    match outcome {
        Outcome::Analyzed(analyzed) => Piece::Run(Box::new(analyzed.analysis)),
        Outcome::Skipped { name, why } => Piece::Skipped { name, reason: english_of(&why) },
        Outcome::Failed { name, problem, .. } => {
            let list = matches!(problem, Problem::Import(ImportError::SummaryOnly { .. }));
            let hint = if list {
                " A trend needs the course of every run, or the averages of form that Garmin Connect puts into its list."
            } else {
                ""
            };
            Piece::Failed { name, reason: format!("{}{hint}", english_of(&problem)) }
        }
    }
}
