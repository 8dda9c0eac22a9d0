//! How far a batch is: a bar on a terminal, lines elsewhere, events for programs.

use std::io::{IsTerminal, Write, stderr};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::words::has_failed;
use crate::pipeline::batch::Mapped;
use crate::runs::RunStatus;

/// Least time between two lines of progress. Ours.
const EVERY: Duration = Duration::from_secs(5);

/// `--progress`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Shown {
    /// A bar on a terminal, lines elsewhere.
    Auto,
    /// A line every few seconds.
    Plain,
    /// A JSON object per finished shard and line.
    Json,
    /// Nothing.
    None,
}

/// A finished shard, for programs that watch.
#[derive(Serialize)]
struct Event<'a> {
    event: &'static str,
    shard: usize,
    done: usize,
    of: usize,
    already: bool,
    runs: Vec<Run<'a>>,
}

#[derive(Serialize)]
struct Run<'a> {
    name: &'a str,
    status: RunStatus,
    reason: Option<&'a str>,
}

enum Way {
    Bar(ProgressBar),
    Lines(Mutex<Instant>),
    Json,
    None,
}

/// Progress being shown on standard error.
pub(in crate::cli) struct Progress {
    way: Way,
    begin: Instant,
    of: usize,
    done: AtomicUsize,
    failed: AtomicUsize,
}

impl Progress {
    pub(in crate::cli) fn begin(shown: Shown, quiet: bool, of: usize, bytes: u64) -> Progress {
        let way = match shown {
            Shown::None => Way::None,
            _ if quiet => Way::None,
            Shown::Json => Way::Json,
            Shown::Auto if stderr().is_terminal() => {
                let bar = ProgressBar::new(bytes.max(1));
                let look = "{wide_bar} {msg}, {bytes_per_sec}, {eta} left";
                let style = ProgressStyle::with_template(look);
                bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
                Way::Bar(bar)
            }
            Shown::Auto | Shown::Plain => Way::Lines(Mutex::new(Instant::now())),
        };
        let (done, failed) = (AtomicUsize::new(0), AtomicUsize::new(0));
        Progress { way, begin: Instant::now(), of, done, failed }
    }

    pub(in crate::cli) fn finished(&self, mapped: &Mapped, bytes: u64) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let failed = self.failed.fetch_add(usize::from(has_failed(mapped)), Ordering::Relaxed)
            + usize::from(has_failed(mapped));
        match &self.way {
            Way::None => {}
            Way::Bar(bar) => {
                bar.inc(bytes);
                bar.set_message(format!("{done} of {}", self.of));
            }
            Way::Lines(last) => {
                let Ok(mut last) = last.lock() else { return };
                if last.elapsed() < EVERY {
                    return;
                }
                *last = Instant::now();
                let spent = self.begin.elapsed().as_secs_f64();
                let rate = done as f64 / spent;
                let left = (self.of - done) as f64 / rate;
                line(&format!(
                    "{done} of {} done ({failed} without an analysis), {rate:.1} a second, about {left:.0} s left",
                    self.of
                ));
            }
            Way::Json => {
                let runs = mapped.runs.iter().map(|(name, status, reason)| Run {
                    name,
                    status: *status,
                    reason: reason.as_deref(),
                });
                let event = Event {
                    event: "shard_done",
                    shard: mapped.shard,
                    done,
                    of: self.of,
                    already: mapped.already,
                    runs: runs.collect(),
                };
                line(&serde_json::to_string(&event).unwrap_or_default());
            }
        }
    }

    pub(in crate::cli) fn end(&self) {
        if let Way::Bar(bar) = &self.way {
            bar.finish_and_clear();
        }
    }
}

/// One write per line, so that lines of several threads do not mix.
fn line(text: &str) {
    // Without standard error there is no one to tell.
    let _ = stderr().write_all(format!("{text}\n").as_bytes());
}
