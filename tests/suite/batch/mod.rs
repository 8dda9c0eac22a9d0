//! Batches: the same bytes however they were made, and nothing lost however they
//! were stopped.

mod engines;
mod examples;
mod inputs;
mod kills;
mod outputs;
mod support;
mod words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use assert_cmd::cargo::cargo_bin;
use support::{batch, code, command, results, same, study, told};

/// The folder of a shard, as a script finds it: the name in its line of the list.
fn shard(out: &Path, number: usize) -> PathBuf {
    let list = std::fs::read_to_string(out.join("plan-shards.csv")).unwrap();
    let line = list.lines().nth(number + 1).unwrap();
    out.join("parts").join(line.split(',').nth(1).unwrap())
}
