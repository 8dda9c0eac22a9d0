//! What a batch says, and what it notes of itself.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use serde::Serialize;

use super::{Trouble, Work};
use crate::pipeline::batch::{Mapped, Place, Plan, Reduced, Spec};
use crate::report::text::clean;
use crate::report::write;

/// Reasons listed per status.
const LISTED: usize = 8;

/// Whether something in it could not be analysed.
pub(super) fn has_failed(mapped: &Mapped) -> bool {
    mapped.runs.iter().any(|r| r.1 != "analyzed" && r.1 != "skipped")
}

/// What became of the recordings: counts, and the first of each kind of failure.
pub(super) fn mapped(all: &[Mapped]) -> String {
    let mut by_status: BTreeMap<&str, Vec<(&str, Option<&str>)>> = BTreeMap::new();
    for (name, status, reason) in all.iter().flat_map(|m| &m.runs) {
        by_status.entry(status).or_default().push((name, reason.as_deref()));
    }
    let already = all.iter().filter(|m| m.already).count();
    let mut text = String::new();
    let mut add = |line: std::fmt::Arguments| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{line}");
    };
    for (status, runs) in by_status {
        add(format_args!("{:>6} {status}", runs.len()));
        if status == "analyzed" {
            continue;
        }
        for (name, reason) in runs.iter().take(LISTED) {
            let reason = reason.unwrap_or_default();
            add(format_args!("         {}: {}", clean(name), clean(first_sentence(reason))));
        }
        if runs.len() > LISTED {
            add(format_args!(
                "         and {} more: see the recordings table",
                runs.len() - LISTED
            ));
        }
    }
    if already > 0 {
        add(format_args!("{already} of {} shards were done before and left alone.", all.len()));
    }
    text
}

fn first_sentence(text: &str) -> &str {
    crate::report::show::sentences(text, 1)
}

/// Where the tables are.
pub(super) fn reduced(reduced: &Reduced, place: &Place) -> String {
    let rows: usize = reduced.tables.iter().map(|t| t.rows).sum();
    format!(
        "{} recordings: {} runs analysed, {} skipped, {} not analysed; {rows} rows in {} tables in {}.\n",
        reduced.recordings,
        reduced.analyzed,
        reduced.skipped,
        reduced.failed,
        reduced.tables.len(),
        place.folder().display()
    )
}

/// What would be done.
pub(super) fn planned(plan: &Plan, folder: &Path) -> String {
    let mut text = String::new();
    for entry in &plan.entries {
        let who = &entry.known.who;
        let who: Vec<&str> = [&who.participant, &who.group, &who.condition]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        let who = if who.is_empty() { String::new() } else { format!("  [{}]", who.join(", ")) };
        let copy = match &entry.same_as {
            Some(first) => format!("  (the same as {first}: skipped)"),
            None => String::new(),
        };
        let size = entry.bytes() as f64 / 1e6;
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{:>5}  {size:>9.2} MB  {}{}{copy}",
            entry.shard,
            clean(&entry.name()),
            clean(&who)
        );
    }
    let total: f64 = plan.entries.iter().map(|e| e.bytes() as f64).sum();
    let _ = writeln!(
        text,
        "{} recordings, {:.1} MB, in {} shards; the results would go to {}. Nothing was done.",
        plan.entries.len(),
        total / 1e6,
        plan.shards.len(),
        folder.display()
    );
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
