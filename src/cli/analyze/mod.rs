//! `runform analyze`.

mod args;
mod sink;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

pub(super) use args::{
    Args, ShownLanguage, ShownUnits, check_equipment, check_map, checked, language, read_settings,
    settings_over,
};
use sink::Sink;

use super::history;
use super::knowledge::{own, words};
use super::output::{Kind, Output, about, is_closed, say};
use super::{Done, Trouble};
use crate::analysis::history::PastRun;
use crate::files::charts::ChartFolder;
use crate::files::folder::Folder;
use crate::files::pages::Pages;
use crate::files::rides::Rides;
use crate::import::ImportOptions;
use crate::pipeline;
use crate::report::html::Style;
use crate::report::terminal::Totals;
use crate::runs::{Outcome, Task};

pub(super) fn run(args: &Args) -> Result<Done, Trouble> {
    args.check()?;
    args.knowledge.settle()?;
    let mut import = ImportOptions { map: args.map.clone(), ..ImportOptions::default() };
    args.reading.apply(&mut import)?;
    let threads = args.threads.map(usize::from);
    let (settings, extras) = (args.settings()?, args.together.extras()?);
    let mut task = Task { import, settings, extras, knowledge: own(), ..Task::default() };
    learn(&args.effects_from, threads, &mut task)?;
    if let Some(folder) = args.history.folder() {
        task.history = history::read(&folder)?.into_iter().map(|kept| kept.run).collect();
        let effects = task.history.iter().map(PastRun::effects);
        task.settings.compare.effects.runs.extend(effects);
    }
    let out = |error| {
        let place = args.out.as_deref().unwrap_or(Path::new("the output"));
        Trouble::Output { place: place.display().to_string(), error }
    };
    let tongue = args.tongue();
    let words = words(tongue);
    let style =
        Style { tongue, settings: task.settings.clone(), knowledge: task.knowledge.clone() };
    let folder = match &args.out {
        Some(path) => Some(
            Folder::create(path, args.layout(), args.tables.unwrap_or_default().format())
                .and_then(|folder| folder.with_pages(style.clone()))
                .map_err(out)?,
        ),
        None => None,
    };
    let pages = args.html.clone().map(|path| Pages::new(path, style.clone()));
    let prints = args.pdf.clone().map(|path| Pages::printed(path, style.clone()));
    let cards = args.card.clone().map(|path| Pages::cards(path, style.clone()));
    let charts = args.charts.clone().map(|path| ChartFolder::new(path, style));
    let goldencheetah = args.goldencheetah.clone().map(Rides::new);
    let mut sink = Sink {
        args,
        output: Output::new(args.color),
        words: &words,
        held: None,
        totals: Totals::default(),
        folder,
        pages,
        prints,
        cards,
        charts,
        goldencheetah,
        seen: HashMap::new(),
        told: 0,
        closed: false,
        failed: false,
    };
    let work = |found, emit: &mut dyn FnMut(Outcome) -> bool| {
        pipeline::analyze_file(found, &task, emit);
    };
    let mut result = Ok(());
    if !args.together.imu.is_empty() {
        pipeline::analyze_joined(&args.together.imu, &task, &mut |outcome| {
            result = sink.take(outcome);
            result.is_ok()
        });
    }
    let inputs = pipeline::discover(&args.inputs);
    let run = || pipeline::run(inputs, threads, &work, &mut |outcome| sink.take(outcome));
    match result.and_then(|()| run()) {
        Err(error) if !is_closed(&error) => return Err(out(error)),
        _ => {}
    }
    match sink.finish() {
        Err(error) if !is_closed(&error) => return Err(out(error)),
        _ => {}
    }
    if let Some(folder) = sink.folder {
        folder.finish().map_err(out)?;
    }
    Ok(if sink.failed { Done::Some } else { Done::All })
}

/// Adds what other runs say of the effects of speed and slope to the settings.
fn learn(from: &[PathBuf], threads: Option<usize>, task: &mut Task) -> Result<(), Trouble> {
    if from.is_empty() {
        return Ok(());
    }
    let learnt = pipeline::effects_from(pipeline::discover(from), threads, task);
    let (runs, problems) =
        learnt.map_err(|e| Trouble::Failed(format!("the other runs could not be read: {e}.")))?;
    for (name, reason) in &problems {
        say(Kind::Skipped, &about(name, reason));
    }
    if runs.is_empty() {
        return Err(Trouble::Usage(
            "--effects-from holds no run to learn from: give recordings of runs with speed and form, or leave it out.".into(),
        ));
    }
    task.settings.compare.effects.runs.extend(runs);
    Ok(())
}
