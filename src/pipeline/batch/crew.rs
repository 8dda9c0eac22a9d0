//! Shards side by side: threads, order, and a process of its own for what may crash.

use std::cmp::Reverse;
use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

use rayon::iter::{ParallelBridge, ParallelIterator};

use super::BatchError;
use super::map::{Mapped, Mapper};
use super::tally::Tally;

/// Threads that work on the shards of a plan.
pub struct Crew<'a> {
    /// Does one shard.
    pub mapper: Mapper<'a>,
    /// How many at once; as many as processors if not given.
    pub threads: Option<usize>,
    /// Told of each finished shard and the bytes of its inputs, in the order they end.
    pub finished: &'a (dyn Fn(&Mapped, u64) + Sync),
}

impl Crew<'_> {
    /// Works on shards, the largest first, so that none is left to run alone at the
    /// end; what became of them.
    ///
    /// # Errors
    /// When results cannot be written, or no thread can be started.
    pub fn map(&self, mut shards: Vec<usize>) -> Result<Tally, BatchError> {
        let sizes = self.mapper.plan.bytes_by_shard()?;
        let size = |shard: &usize| sizes.get(*shard).copied().unwrap_or_default();
        shards.sort_by_key(|s| (Reverse(size(s)), *s));
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.threads.unwrap_or(0))
            .build()
            .map_err(|e| BatchError::Unfit(format!("no threads can be started: {e}")))?;
        let tally = Mutex::new(Tally::default());
        pool.install(|| {
            shards.into_iter().par_bridge().try_for_each(|shard| {
                let mapped = self.mapper.map(shard)?;
                (self.finished)(&mapped, size(&shard));
                tally.lock().unwrap_or_else(PoisonError::into_inner).add(&mapped);
                Ok::<_, BatchError>(())
            })
        })?;
        Ok(tally.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Whether `program` with `arguments`, which has to call [`probe`](super::probe),
/// gets through one recording of a shard. Where no process can be started, nothing
/// is known against the recording.
pub fn survives(
    program: &Path,
    arguments: &[&OsStr],
    folder: &Path,
    shard: usize,
    entry: usize,
) -> bool {
    let status = Command::new(program)
        .args(arguments)
        .arg("--out")
        .arg(folder)
        .args(["--shard", &shard.to_string(), "--entry", &entry.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.map_or(true, |s| s.success())
}
