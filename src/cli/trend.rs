//! `runform trend`.

use std::path::PathBuf;

use super::analyze::read_settings;
use super::inspect::Format;
use super::knowledge::{Own, catalogue, coaching, own};
use super::log::file;
use super::output::{self, Color, Kind, Output, about, is_closed, say};
use super::{Done, Trouble};
use crate::files::write;
use crate::pipeline::trend::{self as source, Piece};
use crate::pipeline::{self, Task};
use crate::report::{html, json, trend as page};
use crate::trend::{beside, with_lists};
use crate::units::Units;
use crate::words::Tongue;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Recordings, folders, documents of runform analyze, and Garmin Connect's list of
    /// activities; `-` reads documents.
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Show what the training log says beside the runs.
    #[arg(long, value_name = "FILE.csv")]
    log: Option<PathBuf>,
    /// A page, or one JSON document.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Indent the JSON.
    #[arg(long)]
    pretty: bool,
    /// Also write the trend as a page to look at and print.
    #[arg(long, value_name = "FILE.html")]
    html: Option<PathBuf>,
    /// A TOML file with any of the settings.
    #[arg(long, value_name = "FILE.toml")]
    settings: Option<PathBuf>,
    /// Units of pace and distance.
    #[arg(long, value_enum, default_value_t = super::analyze::ShownUnits::Metric)]
    units: super::analyze::ShownUnits,
    #[command(flatten)]
    knowledge: Own,
    /// Language of the page (that of LC_ALL, LC_MESSAGES or LANG where there is one, else
    /// English).
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    language: Option<super::analyze::ShownLanguage>,
    /// When to use colour.
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    color: Color,
    /// How many recordings to work on at once (default: as many as processors).
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

pub(super) fn run(args: &Args) -> Result<Done, Trouble> {
    args.knowledge.settle()?;
    let (catalogue, coaching) = (catalogue()?, coaching()?);
    let settings = read_settings(args.settings.as_deref())?;
    // A log that cannot be read is better known before the runs are analysed.
    let log = args.log.as_deref().map(|path| file::read(path, catalogue, coaching)).transpose()?;
    let task = Task { settings, knowledge: own(), ..Task::default() };
    let (mut runs, mut lists) = (Vec::new(), Vec::new());
    let mut some_failed = false;
    let work = |found, emit: &mut dyn FnMut(Piece) -> bool| source::read(found, &task, emit);
    let threads = args.threads.map(usize::from);
    let output_failed = |error| Trouble::Output { place: "the output".into(), error };
    pipeline::run(source::inputs(&args.inputs), threads, &work, &mut |piece| {
        match piece {
            Piece::Run(run) => runs.push(*run),
            Piece::List(list) => lists.push(list),
            Piece::Skipped { name, reason } => say(Kind::Skipped, &about(&name, &reason)),
            Piece::Failed { name, reason } => {
                some_failed = true;
                say(Kind::Error, &about(&name, &reason));
            }
        }
        Ok(())
    })
    .map_err(output_failed)?;
    let mut trend = with_lists(&runs, &lists, catalogue, &task.settings.trend);
    trend.log = log.map(|log| beside(&log, coaching, &task.settings.trend));
    // Without a word on what was trained there is none on whether it paid off.
    if trend.log.as_ref().is_none_or(|log| log.strength_days == 0) {
        trend.focus.clear();
    }
    if let Some(path) = &args.html {
        let language = super::analyze::language(args.language);
        let tongue = Tongue { language, units: args.units.into(), ..Tongue::default() };
        let failed = |error| Trouble::Output { place: path.display().to_string(), error };
        let page = html::trend(&trend, None, tongue).map_err(failed)?;
        write::whole(path.clone(), page.as_bytes()).map_err(failed)?;
    }
    let text = match args.format {
        Format::Json => json::told(&trend, args.pretty).map_err(output_failed)?,
        Format::Text => page::page(&trend, coaching, Units::from(args.units), output::width()),
    };
    match Output::new(args.color).write(&text) {
        Err(error) if !is_closed(&error) => return Err(output_failed(error)),
        _ => {}
    }
    Ok(if some_failed { Done::Some } else { Done::All })
}
