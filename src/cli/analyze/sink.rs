//! Where the outcomes of `runform analyze` go.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;

use super::Args;
use crate::analysis::Analyzed;
use crate::analysis::private::make_private;
use crate::cli::inspect::Format;
use crate::cli::output::{self, Kind, Output, about, is_closed, say};
use crate::files::charts::ChartFolder;
use crate::files::folder::Folder;
use crate::files::pages::Pages;
use crate::files::rides::Rides;
use crate::report::json;
use crate::report::terminal::{self, Totals, View};
use crate::runs::{Outcome, Skip, Without};
use crate::words::Words;

/// Where outcomes go, in the order of the inputs.
pub(super) struct Sink<'a> {
    pub(super) args: &'a Args,
    pub(super) output: Output,
    pub(super) words: &'a Words,
    /// The first run, until it is known whether others follow.
    pub(super) held: Option<Box<Analyzed>>,
    pub(super) totals: Totals,
    pub(super) folder: Option<Folder>,
    pub(super) pages: Option<Pages>,
    pub(super) prints: Option<Pages>,
    pub(super) cards: Option<Pages>,
    pub(super) charts: Option<ChartFolder>,
    pub(super) goldencheetah: Option<Rides>,
    /// Recordings had before, hash and index, with their names.
    pub(super) seen: HashMap<(String, usize), String>,
    /// Inputs that were told of without their names (`--private`).
    pub(super) told: usize,
    /// Nobody reads standard output any more.
    pub(super) closed: bool,
    pub(super) failed: bool,
}

impl<'a> Sink<'a> {
    pub(super) fn take(&mut self, outcome: Outcome) -> io::Result<()> {
        match outcome {
            Outcome::Analyzed(mut analyzed) => {
                let recording = &analyzed.analysis.recording;
                match self.seen.entry((recording.sha256.clone(), recording.index)) {
                    Entry::Vacant(new) => new.insert(recording.path.clone()),
                    Entry::Occupied(had) => {
                        let why = Skip::AnalyzedBefore { name: had.get().clone() };
                        return self.skipped(&recording.path, &why);
                    }
                };
                if self.args.private {
                    self.told += 1;
                    make_private(&mut analyzed, self.told);
                }
                if let Some(folder) = &mut self.folder {
                    folder.analyzed(&analyzed)?;
                }
                let written = [
                    self.pages.as_mut().map(|pages| pages.add(&analyzed)),
                    self.prints.as_mut().map(|prints| prints.add(&analyzed)),
                    self.cards.as_mut().map(|cards| cards.add(&analyzed)),
                    self.charts.as_mut().map(|charts| charts.add(&analyzed)),
                    self.goldencheetah.as_mut().map(|rides| rides.add(&analyzed)),
                ];
                for reason in written.into_iter().flatten().filter_map(Result::err) {
                    self.failed = true;
                    say(Kind::Error, &about(&analyzed.analysis.recording.path, &reason));
                }
                self.print(analyzed)
            }
            Outcome::Skipped { name, why } => self.skipped(&name, &why),
            Outcome::Failed { name, sha256, problem } => {
                self.failed = true;
                let why = Without::failed(&problem, |problem| self.words.say(problem));
                self.left_out(&name, sha256.as_deref(), &why)
            }
        }
    }

    fn skipped(&mut self, name: &str, why: &Skip) -> io::Result<()> {
        let why = Without::skipped(why, |why| self.words.say(why));
        self.left_out(name, None, &why)
    }

    /// An input without an analysis.
    fn left_out(&mut self, name: &str, sha256: Option<&str>, why: &Without) -> io::Result<()> {
        let hidden = self.args.private.then(|| {
            self.told += 1;
            format!("recording {}", self.told)
        });
        let (name, sha256) = hidden.as_deref().map_or((name, sha256), |hidden| (hidden, None));
        let failed = why.status.is_failure();
        say(if failed { Kind::Error } else { Kind::Skipped }, &about(name, &why.reason));
        if failed {
            self.totals.leave_out();
        }
        if let Some(pages) = &mut self.pages
            && let Err(why) = pages.add_refused(name, why)
        {
            self.failed = true;
            say(Kind::Error, &about(name, &why));
        }
        match &mut self.folder {
            Some(folder) => folder.without_analysis(name, sha256, why, failed),
            None => Ok(()),
        }
    }

    fn writes_files(&self) -> bool {
        let (pages, charts) = (self.pages.is_some(), self.charts.is_some());
        self.folder.is_some() || pages || charts || self.goldencheetah.is_some()
    }

    fn view(&self) -> View<'a> {
        View { words: self.words, columns: output::width(), details: self.args.details }
    }

    fn print(&mut self, analyzed: Box<Analyzed>) -> io::Result<()> {
        if matches!(self.args.format, Format::Json) {
            let text = json::document(&analyzed, self.args.layout())?;
            return self.write(&text);
        }
        self.totals.add(&analyzed.analysis);
        let view = self.view();
        if view.details {
            let gap = if self.totals.runs() > 1 { "\n" } else { "" };
            return self.write(&format!("{gap}{}", terminal::summary(&analyzed.analysis, view)));
        }
        // One run is told in ten lines, several in a line each.
        if self.totals.runs() == 1 {
            self.held = Some(analyzed);
            return Ok(());
        }
        if let Some(first) = self.held.take() {
            self.write(&terminal::line(&first.analysis, view))?;
        }
        self.write(&terminal::line(&analyzed.analysis, view))
    }

    /// The run that waited, or the totals of many, and what stands once below all.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        if matches!(self.args.format, Format::Json) || self.totals.runs() == 0 {
            return Ok(());
        }
        let view = self.view();
        if let Some(only) = self.held.take() {
            self.write(&terminal::summary(&only.analysis, view))?;
        } else if self.totals.runs() > 1 {
            self.write(&self.totals.told(view))?;
        }
        self.write(&terminal::closing(view))
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        match self.output.write(text) {
            // The files are still wanted when the summary is piped into `head`.
            Err(error) if is_closed(&error) && self.writes_files() => {
                self.closed = true;
                Ok(())
            }
            other => other,
        }
    }
}
