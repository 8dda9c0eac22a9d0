//! What a batch says, and what it notes of itself.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use serde::Serialize;

use super::{Trouble, Work};
use crate::pipeline::batch::{
    BatchError, Mapped, Place, Plan, Reduced, Shard, Spec, Status, Tally,
};
use crate::report::text::clean;
use crate::runs::RunStatus;

/// Whether something in it could not be analysed.
pub(super) fn has_failed(mapped: &Mapped) -> bool {
    mapped.runs.iter().any(|r| r.1.is_failure())
}

/// `1 shard`, `2 shards`.
pub(super) fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// What became of the recordings of some shards.
pub(super) fn mapped(all: &Tally) -> String {
    ended(all) + &before(all)
}

/// What became of all recordings: copies of one are known only when all shards have
/// come together.
pub(super) fn whole(all: &Tally, reduced: &Reduced) -> String {
    ended(&reduced.ended) + &before(all)
}

fn before(all: &Tally) -> String {
    match all.already {
        0 => String::new(),
        n => format!(
            "{n} of {} {} done before and left alone.\n",
            counted(all.shards, "shard"),
            if n == 1 { "was" } else { "were" }
        ),
    }
}

/// Counts, and the first of each kind of failure.
fn ended(all: &Tally) -> String {
    let mut text = String::new();
    let mut add = |line: std::fmt::Arguments| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{line}");
    };
    for (status, count, first) in all.ended() {
        add(format_args!("{count:>6} {status}"));
        if status == RunStatus::Analyzed {
            continue;
        }
        let mut named = 0;
        for (name, reason) in first {
            let reason = reason.unwrap_or_default();
            add(format_args!("         {}: {}", clean(name), clean(reason)));
            named += 1;
        }
        if count > named {
            add(format_args!("         and {} more: see the recordings table", count - named));
        }
    }
    text
}

/// How far a batch is.
pub(super) fn status(status: &Status) -> String {
    let mb = |bytes: u64| bytes as f64 / 1e6;
    let mut text = format!(
        "{} of {} done: {} of {} inputs, {:.1} of {:.1} MB.\n",
        status.done,
        counted(status.shards, "shard"),
        status.inputs_done,
        status.inputs,
        mb(status.bytes_done),
        mb(status.bytes)
    );
    let mut add = |line: std::fmt::Arguments| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{line}");
    };
    for (status, count) in &status.runs {
        add(format_args!("{count:>6} {status}"));
    }
    if status.begun > 0 {
        add(format_args!(
            "{} begun without a receipt: in work, or an attempt that died.",
            counted(status.begun, "shard")
        ));
    }
    for why in &status.unfit {
        add(format_args!("{}", clean(why)));
    }
    if !status.missing.is_empty() {
        let missing = status.missing_text();
        // Whole numbers only, where there are too many to show.
        let end =
            missing.char_indices().nth(SHOWN).and_then(|(at, _)| missing.get(..at)?.rfind(','));
        let named = end.and_then(|at| missing.get(..at)).unwrap_or(&missing);
        let more = if named.len() < missing.len() { ", … (--missing shows all)" } else { "" };
        add(format_args!("Not done: {named}{more}"));
    }
    text
}

/// The same for programs.
pub(super) fn status_json(status: &Status) -> String {
    serde_json::to_string_pretty(status).unwrap_or_default() + "\n"
}

/// Characters of the numbers of shards that are shown.
const SHOWN: usize = 200;

/// What was planned.
pub(super) fn made(plan: &Plan, place: &Place) -> String {
    format!(
        "{} in {}, planned in {}.\n",
        counted(plan.inputs, "input"),
        counted(plan.shards, "shard"),
        place.name()
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
        place.name()
    )
}

/// What would be done; `is_done` says of a shard whether it is.
pub(super) fn planned(
    plan: &Plan,
    folder: &Path,
    is_done: &dyn Fn(&Shard) -> bool,
) -> Result<String, BatchError> {
    let mut text = String::new();
    let (mut already, mut rest) = (0_usize, 0);
    for number in 0..plan.shards {
        let shard = plan.shard(number)?;
        let done = is_done(&shard);
        already += usize::from(done);
        for entry in &shard.entries {
            rest += if done { 0 } else { entry.bytes() };
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
            if done {
                remarks += "  (done)";
            }
            let size = entry.bytes() as f64 / 1e6;
            // Writing to a string cannot fail.
            let _ =
                writeln!(text, "{number:>5}  {size:>9.2} MB  {}{remarks}", clean(&entry.name()));
        }
    }
    let _ = write!(
        text,
        "{}, {:.1} MB, in {}",
        counted(plan.inputs, "input"),
        plan.bytes as f64 / 1e6,
        counted(plan.shards, "shard")
    );
    if already > 0 {
        let _ = write!(
            text,
            ", of which {already} {} done already; {} with {:.1} MB would be done",
            if already == 1 { "is" } else { "are" },
            counted(plan.shards - already, "shard"),
            rest as f64 / 1e6
        );
    }
    let _ = writeln!(text, "; the results would go to {}. Nothing was done.", folder.display());
    Ok(text)
}

/// How this run of a batch went: beside the results, and no part of them.
#[derive(Serialize)]
struct Provenance<'a> {
    schema: &'static str,
    runform_version: &'a str,
    /// The commit that the program was built from, where that is known.
    runform_commit: Option<&'static str>,
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
    mapped: &Tally,
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
        runform_commit: crate::cli::COMMIT,
        settings_hash: &plan.settings_hash,
        pipeline: &plan.pipeline,
        command: std::env::args_os().map(|a| a.to_string_lossy().into_owned()).collect(),
        started: started.to_string(),
        os: std::env::consts::OS,
        arch: std::env::consts::ARCH,
        threads: work.threads.map_or(available, usize::from),
        shards: plan.shards,
        shards_done_before: mapped.already,
        seconds: seconds.into_iter().collect(),
        results,
    };
    let text = serde_json::to_vec_pretty(&provenance).map_err(std::io::Error::from);
    let text = text.map_err(|error| Trouble::Output { place: "run.json".into(), error })?;
    Ok(place.write_run(&text)?)
}
