//! What a batch says, and what it notes of itself.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use serde::Serialize;

use super::{Trouble, Work};
use crate::files::write;
use crate::pipeline::batch::{Mapped, Place, Plan, Reduced, Spec, Told};
use crate::report::text::clean;
use crate::runs::RunStatus;

/// Reasons listed per status.
const LISTED: usize = 8;

/// Whether something in it could not be analysed.
pub(super) fn has_failed(mapped: &Mapped) -> bool {
    mapped.runs.iter().any(|r| r.1.is_failure())
}

/// `1 shard`, `2 shards`.
pub(super) fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// What became of the recordings of some shards.
pub(super) fn mapped(all: &[Mapped]) -> String {
    ended(all.iter().flat_map(|m| &m.runs)) + &before(all)
}

/// What became of all recordings: copies of one are known only when all shards have
/// come together.
pub(super) fn whole(all: &[Mapped], reduced: &Reduced) -> String {
    ended(&reduced.ended) + &before(all)
}

fn before(all: &[Mapped]) -> String {
    match all.iter().filter(|m| m.already).count() {
        0 => String::new(),
        n => format!(
            "{n} of {} {} done before and left alone.\n",
            counted(all.len(), "shard"),
            if n == 1 { "was" } else { "were" }
        ),
    }
}

/// Counts, and the first of each kind of failure.
fn ended<'a>(all: impl IntoIterator<Item = &'a Told>) -> String {
    let mut by_status: BTreeMap<RunStatus, Vec<(&str, Option<&str>)>> = BTreeMap::new();
    for (name, status, reason) in all {
        by_status.entry(*status).or_default().push((name, reason.as_deref()));
    }
    let mut text = String::new();
    let mut add = |line: std::fmt::Arguments| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{line}");
    };
    for (status, runs) in by_status {
        add(format_args!("{:>6} {status}", runs.len()));
        if status == RunStatus::Analyzed {
            continue;
        }
        for (name, reason) in runs.iter().take(LISTED) {
            let reason = reason.unwrap_or_default();
            add(format_args!("         {}: {}", clean(name), clean(reason)));
        }
        if runs.len() > LISTED {
            add(format_args!(
                "         and {} more: see the recordings table",
                runs.len() - LISTED
            ));
        }
    }
    text
}

/// What was planned.
pub(super) fn made(plan: &Plan, place: &Place) -> String {
    format!(
        "{} in {}, planned in {}.\n",
        counted(plan.entries.len(), "input"),
        counted(plan.shards.len(), "shard"),
        place.folder().display()
    )
}

/// Where the tables are.
pub(super) fn reduced(reduced: &Reduced, place: &Place) -> String {
    let rows: usize = reduced.tables.iter().map(|t| t.rows).sum();
    let mut counts = counted(reduced.recordings, "recording");
    if reduced.recordings != reduced.inputs {
        counts += &format!(
            " in {} (archives and files of several sessions hold more than one)",
            counted(reduced.inputs, "input")
        );
    }
    format!(
        "{counts}: {} analysed, {} skipped, {} not analysed; {rows} rows in {} in {}.\n",
        reduced.analyzed,
        reduced.skipped,
        reduced.failed,
        counted(reduced.tables.len(), "table"),
        place.folder().display()
    )
}

/// What would be done; `done` says which shards are.
pub(super) fn planned(plan: &Plan, folder: &Path, done: &[bool]) -> String {
    let is_done = |shard: usize| done.get(shard).copied().unwrap_or(false);
    let mut text = String::new();
    for entry in &plan.entries {
        let who = &entry.known.who;
        let who: Vec<&str> = [&who.participant, &who.group, &who.condition]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        let mut remarks = String::new();
        if !who.is_empty() {
            remarks += &format!("  [{}]", clean(&who.join(", ")));
        }
        if let Some(first) = &entry.same_as {
            remarks += &format!("  (the same as {}: skipped)", clean(first));
        } else if let Some(reason) = &entry.unusable {
            remarks += &format!("  (not read: {})", clean(reason));
        }
        if is_done(entry.shard) {
            remarks += "  (done)";
        }
        let size = entry.bytes() as f64 / 1e6;
        // Writing to a string cannot fail.
        let _ =
            writeln!(text, "{:>5}  {size:>9.2} MB  {}{remarks}", entry.shard, clean(&entry.name()));
    }
    let total: u64 = plan.entries.iter().map(|e| e.bytes()).sum();
    let already = done.iter().filter(|d| **d).count();
    let rest: u64 = plan.entries.iter().filter(|e| !is_done(e.shard)).map(|e| e.bytes()).sum();
    let _ = write!(
        text,
        "{}, {:.1} MB, in {}",
        counted(plan.entries.len(), "input"),
        total as f64 / 1e6,
        counted(plan.shards.len(), "shard")
    );
    if already > 0 {
        let _ = write!(
            text,
            ", of which {already} {} done already; {} with {:.1} MB would be done",
            if already == 1 { "is" } else { "are" },
            counted(plan.shards.len() - already, "shard"),
            rest as f64 / 1e6
        );
    }
    let _ = writeln!(text, "; the results would go to {}. Nothing was done.", folder.display());
    text
}

/// How this run of a batch went: beside the results, and no part of them.
#[derive(Serialize)]
struct Provenance<'a> {
    schema: &'static str,
    runform_version: &'a str,
    settings_hash: &'a str,
    pipeline: &'a Spec,
    command: Vec<String>,
    started: String,
    os: &'static str,
    arch: &'static str,
    threads: usize,
    shards: usize,
    shards_done_before: usize,
    seconds: BTreeMap<&'static str, f64>,
    results: &'a Reduced,
}

/// Writes `run.json`.
pub(super) fn provenance(
    plan: &Plan,
    place: &Place,
    work: &Work,
    mapped: &[Mapped],
    results: &Reduced,
    seconds: [(&'static str, f64); 3],
) -> Result<(), Trouble> {
    let spent: f64 = seconds.iter().map(|s| s.1).sum();
    let now = jiff::Timestamp::now();
    let begun = jiff::SignedDuration::try_from_secs_f64(spent).ok();
    let started = begun.and_then(|d| now.checked_sub(d).ok()).unwrap_or(now);
    let available = std::thread::available_parallelism().map_or(1, usize::from);
    let provenance = Provenance {
        schema: "runform/batch-run/1",
        runform_version: &plan.runform_version,
        settings_hash: &plan.settings_hash,
        pipeline: &plan.pipeline,
        command: std::env::args_os().map(|a| a.to_string_lossy().into_owned()).collect(),
        started: started.to_string(),
        os: std::env::consts::OS,
        arch: std::env::consts::ARCH,
        threads: work.threads.map_or(available, usize::from),
        shards: plan.shards.len(),
        shards_done_before: mapped.iter().filter(|m| m.already).count(),
        seconds: seconds.into_iter().collect(),
        results,
    };
    let path = place.folder().join("run.json");
    let text = serde_json::to_vec_pretty(&provenance).map_err(std::io::Error::from);
    text.and_then(|text| write::whole(path.clone(), &text))
        .map_err(|error| Trouble::Output { place: path.display().to_string(), error })
}
