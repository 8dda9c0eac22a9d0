//! Files → analyses, of which the last are held for their pages.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::Arc;

use runform::analysis::{Analyzed, is_read};
use runform::report::answer;
use runform::runs::{analyze_input, analyze_piece, read_joined, watch_of};
use runform::words::Words;
use runform::{Analysis, Format, Layout, Outcome, Placement, ReadOptions, Style, read, render};

use crate::ask::{File, Order, Reader, Reading};
use crate::said::{Said, Sensor, tell};
use crate::take;

/// Runs held at once, some megabyte each; of those before, the page still has the files.
const HELD: usize = 60;

thread_local! {
    static RUNS: RefCell<VecDeque<(u32, usize, Analyzed)>> = RefCell::default();
}

/// Says what sensors a file holds; none where it is no recording of sensors.
pub(crate) fn look(file: File, reading: &Reading) {
    let mut options = ReadOptions::new().name(&file.name);
    if let Some(placement) = reading.task().import.placement {
        options = options.placement(placement);
    }
    let found = read(take(file.at), &options).unwrap_or_default();
    let sensors = found.recordings.iter().filter(|r| !r.placements().is_empty()).map(|r| Sensor {
        placements: r.placements().into_iter().map(Placement::id).collect(),
        duration_s: r.duration_s(),
    });
    tell(&Said::Looked { sensors: sensors.collect() }, &[]);
}

/// Analyses files and tells every outcome as it comes.
pub(crate) fn analyze(order: Order) {
    let Order { key, files, together, watch, only, reading, reader } = order;
    let mut teller = Teller { key, only, next: 0, words: Words::new(reader.tongue()) };
    RUNS.with_borrow_mut(|runs| {
        runs.retain(|(of, index, _)| *of != key || only.is_some_and(|o| o != *index))
    });
    let mut task = reading.task();
    if let Some(watch) = watch {
        match watch_of(&watch.name, Ok(take(watch.at))) {
            Ok(recording) => task.extras.watch = Some(Arc::new(recording)),
            Err(problem) => {
                let why = teller.words.say(&problem);
                return tell(&Said::Failed { name: watch.name, why }, &[]);
            }
        }
    }
    if together {
        let called = |f: &File| format!("{}={}", placement(f), f.name);
        let name = files.iter().map(called).collect::<Vec<_>>().join(" + ");
        let placed = files.into_iter().map(|f| (placement(&f), f.name, Ok(take(f.at))));
        let piece = read_joined(&name, placed, &task);
        let outcomes = analyze_piece(piece, &task);
        outcomes.into_iter().all(|outcome| teller.take(outcome));
        return;
    }
    for file in files {
        analyze_input(&file.name, Ok(take(file.at)), &task, &mut |outcome| teller.take(outcome));
    }
}

fn placement(file: &File) -> Placement {
    file.placement.as_deref().and_then(Placement::from_id).unwrap_or(Placement::Unknown)
}

/// Tells outcomes and keeps what is needed for pages.
struct Teller {
    key: u32,
    only: Option<usize>,
    next: usize,
    words: Words,
}

impl Teller {
    /// Whether more is wanted.
    fn take(&mut self, outcome: Outcome) -> bool {
        match outcome {
            Outcome::Analyzed(run) => return self.run(*run),
            _ if self.only.is_some() => {}
            Outcome::Skipped { name, why } => {
                tell(&Said::Skipped { name, why: self.words.say(&why) }, &[]);
            }
            Outcome::Failed { name, problem, .. } => {
                tell(&Said::Failed { name, why: self.words.say(&problem) }, &[]);
            }
        }
        true
    }

    fn run(&mut self, run: Analyzed) -> bool {
        let index = self.next;
        self.next += 1;
        if self.only.is_some_and(|only| only != index) {
            return true;
        }
        if self.only.is_none() {
            let answer = answer::answer(&run.analysis, &self.words);
            match render(&run, Format::Json(Layout::default()), &Style::new()) {
                Ok(document) => tell(&Said::Run { index, answer }, &document),
                Err(problem) => tell(&Said::Wrong { what: problem.to_string() }, &[]),
            }
        }
        hold(self.key, index, run);
        self.only.is_none()
    }
}

fn hold(key: u32, index: usize, run: Analyzed) {
    RUNS.with_borrow_mut(|runs| {
        runs.push_back((key, index, run));
        if runs.len() > HELD {
            runs.pop_front();
        }
    });
}

/// Tells the page of a run, where the run is still held.
pub(crate) fn page(key: u32, index: usize, reader: &Reader) {
    let style = Style::new().language(reader.language()).units(reader.units());
    RUNS.with_borrow(|runs| match runs.iter().find(|(k, i, _)| (*k, *i) == (key, index)) {
        None => tell(&Said::Gone, &[]),
        Some((.., run)) => match render(run, Format::Html, &style) {
            Ok(page) => tell(&Said::File, &page),
            Err(problem) => tell(&Said::Wrong { what: problem.to_string() }, &[]),
        },
    });
}

/// Tells the answer of a document.
pub(crate) fn answer(document: usize, reader: &Reader) {
    match analysis(document) {
        Ok(analysis) => {
            let answer = answer::answer(&analysis, &Words::new(reader.tongue()));
            tell(&Said::Answer { answer }, &[]);
        }
        Err(what) => tell(&Said::Wrong { what }, &[]),
    }
}

/// The analysis in a document of this program.
pub(crate) fn analysis(document: usize) -> Result<Analysis, String> {
    let analysis: Analysis = serde_json::from_slice(&take(document)).map_err(|e| e.to_string())?;
    match is_read(&analysis.schema) {
        true => Ok(analysis),
        false => Err(analysis.schema),
    }
}
