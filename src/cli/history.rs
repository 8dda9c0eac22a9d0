//! `runform history`: the runner's own earlier runs, a folder of plain files.

use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::analyze::{ShownUnits, read_settings};
use super::inspect::Format;
use super::output::{self, Color, Kind, Output, about, is_closed, say};
use super::{Done, Trouble};
use crate::analysis::history::PastRun;
use crate::files::history::{Damage, Folder, Kept};
use crate::pipeline::history::to_keep;
use crate::pipeline::{self, Task, system_words};
use crate::report::{history as report, json};
use crate::words::{Tongue, Words, english_of};

/// Names the folder where the option does not.
pub(super) const VARIABLE: &str = "RUNFORM_HISTORY";

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: HistoryCommand,
}

#[derive(Debug, Subcommand)]
enum HistoryCommand {
    /// Keep what later runs are held beside. A run that is there already is renewed.
    Add(AddArgs),
    /// Print the runs that are kept.
    List(ListArgs),
    /// Take runs out.
    Remove(RemoveArgs),
}

#[derive(Debug, clap::Args)]
pub(super) struct Place {
    /// Your history, a folder of plain files (also in RUNFORM_HISTORY): every run is
    /// held beside the earlier ones in it.
    #[arg(long, value_name = "DIR")]
    history: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
struct AddArgs {
    /// Recordings and folders.
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    place: Place,
    /// A TOML file with any of the settings.
    #[arg(long, value_name = "FILE.toml")]
    settings: Option<PathBuf>,
    /// How many recordings to work on at once (default: as many as processors).
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

#[derive(Debug, clap::Args)]
struct ListArgs {
    #[command(flatten)]
    place: Place,
    /// A table, or one JSON document.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Units of distance.
    #[arg(long, value_enum, default_value_t = ShownUnits::Metric)]
    units: ShownUnits,
}

#[derive(Debug, clap::Args)]
struct RemoveArgs {
    /// Files of the history, or names of the recordings they came from, as `list` prints
    /// them.
    #[arg(required = true, value_name = "RUN")]
    runs: Vec<String>,
    #[command(flatten)]
    place: Place,
}

impl Place {
    /// The folder that the option or the environment names.
    pub(super) fn folder(&self) -> Option<Folder> {
        let named = || std::env::var_os(VARIABLE).filter(|v| !v.is_empty()).map(PathBuf::from);
        self.history.clone().or_else(named).map(|path| Folder::at(&path))
    }

    fn needed(&self) -> Result<Folder, Trouble> {
        self.folder().ok_or_else(|| {
            Trouble::Usage(format!(
                "no history is named: say where it is with --history DIR, or set {VARIABLE}."
            ))
        })
    }
}

/// The runs of a history that must be there.
pub(super) fn read(folder: &Folder) -> Result<Vec<Kept>, Trouble> {
    folder.runs().map_err(|damage| Trouble::Failed(told(folder.path(), &damage)))
}

fn told(folder: &Path, damage: &Damage) -> String {
    match damage {
        Damage::Io(path, error)
            if path == folder && error.kind() == std::io::ErrorKind::NotFound =>
        {
            format!(
                "{}: there is no such history; begin it with runform history add FILES --history {}",
                path.display(),
                path.display()
            )
        }
        Damage::Io(path, error) => format!("{}: {}", path.display(), system_words(error)),
        Damage::Large(path) => format!(
            "{}: larger than any run of a history; take the file out and add its recording again",
            path.display()
        ),
        Damage::Schema(path, schema) => format!(
            "{}: its schema is {schema:?}, expected {:?}; take the file out and add its recording again",
            path.display(),
            crate::analysis::history::SCHEMA
        ),
        Damage::Broken(path, what) => format!(
            "{}: not a whole run of a history ({what}); take the file out and add its recording again",
            path.display()
        ),
    }
}

pub(super) fn run(args: &Args) -> Result<Done, Trouble> {
    match &args.command {
        HistoryCommand::Add(args) => add(args),
        HistoryCommand::List(args) => list(args),
        HistoryCommand::Remove(args) => remove(args),
    }
}

fn print(text: &str) -> Result<(), Trouble> {
    match Output::new(Color::Auto).write(text) {
        Err(error) if !is_closed(&error) => {
            Err(Trouble::Output { place: "the output".into(), error })
        }
        _ => Ok(()),
    }
}

fn add(args: &AddArgs) -> Result<Done, Trouble> {
    let folder = args.place.needed()?;
    let settings = read_settings(args.settings.as_deref())?;
    let task = Task { settings, ..Task::default() };
    let before: Vec<String> = match folder.path().exists() {
        true => read(&folder)?.into_iter().map(|k| k.file).collect(),
        false => Vec::new(),
    };
    let work = |found, emit: &mut dyn FnMut(_) -> bool| to_keep(found, &task, emit);
    let (mut new, mut renewed, mut failed) = (0, 0, false);
    let mut seen: Vec<String> = Vec::new();
    let threads = args.threads.map(usize::from);
    pipeline::run(pipeline::discover(&args.inputs), threads, &work, &mut |kept| {
        match kept {
            Ok(run) => {
                let file = folder.keep(&run)?;
                // A copy of a run is that run.
                if !seen.contains(&file) {
                    match before.contains(&file) {
                        true => renewed += 1,
                        false => new += 1,
                    }
                    seen.push(file);
                }
            }
            Err((name, reason)) => {
                failed = true;
                say(Kind::Error, &about(&name, english_of(&reason)));
            }
        }
        Ok(())
    })
    .map_err(|error| Trouble::Output { place: folder.path().display().to_string(), error })?;
    let words = Words::new(Tongue::default());
    let args = [
        ("new", f64::from(new).into()),
        ("renewed", f64::from(renewed).into()),
        ("folder", folder.path().display().to_string().into()),
    ];
    print(&(words.text("history-added", &args) + "\n"))?;
    Ok(if failed { Done::Some } else { Done::All })
}

fn list(args: &ListArgs) -> Result<Done, Trouble> {
    let kept = read(&args.place.needed()?)?;
    let text = match args.format {
        Format::Json => {
            let runs: Vec<&PastRun> = kept.iter().map(|k| &k.run).collect();
            json::to_text(&runs, true)
                .map_err(|error| Trouble::Output { place: "the output".into(), error })?
        }
        Format::Text => {
            let tongue = Tongue { units: args.units.into(), ..Tongue::default() };
            let runs = kept.iter().map(|k| (k.file.as_str(), &k.run));
            report::list(runs, &Words::new(tongue), output::width())
        }
    };
    print(&text)?;
    Ok(Done::All)
}

fn remove(args: &RemoveArgs) -> Result<Done, Trouble> {
    let folder = args.place.needed()?;
    let kept = read(&folder)?;
    let named = |name: &String| -> Vec<&Kept> {
        kept.iter().filter(|k| k.file == *name || k.run.name == *name).collect()
    };
    // All or nothing: a slip of the pen removes no run.
    if let Some(unknown) = args.runs.iter().find(|n| named(n).is_empty()) {
        return Err(Trouble::Usage(format!(
            "{}: holds no run {unknown:?}; runform history list names them.",
            folder.path().display()
        )));
    }
    let mut gone: Vec<&Kept> = args.runs.iter().flat_map(named).collect();
    gone.sort_by(|a, b| a.file.cmp(&b.file));
    gone.dedup_by(|a, b| a.file == b.file);
    for k in &gone {
        folder.remove(k).map_err(|error| {
            Trouble::Failed(format!(
                "{}: {}",
                folder.path().join(&k.file).display(),
                system_words(&error)
            ))
        })?;
    }
    let words = Words::new(Tongue::default());
    let n = ("n", (gone.len() as f64).into());
    print(&(words.text("history-removed", &[n]) + "\n"))?;
    Ok(Done::All)
}
