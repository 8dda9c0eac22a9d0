//! The command line: one file per subcommand, each with its `Args` and a
//! `run(&Args) -> Result<Done, Trouble>`. To add one: a file, a variant of
//! `Command`, a line in `dispatch`.

mod analyze;
#[cfg(feature = "tables")]
mod batch;
mod calibrate;
mod completions;
mod exercises;
mod help;
mod history;
mod inspect;
mod knowledge;
mod log;
mod logging;
mod output;
mod plan;
mod schema;
mod scrub;
mod sensors;
mod simulate;
mod stop;
mod study;
mod team;
mod today;
mod trend;
mod validate;
pub mod window;

use std::ffi::OsString;
use std::panic::catch_unwind;
use std::path::Path;
use std::process::ExitCode;
use std::sync::OnceLock;

use clap::error::ErrorKind;
use clap::{FromArgMatches, Parser, Subcommand};

use crate::files::guard;
use crate::import::{ColumnMap, parse_map};
use crate::pipeline::system_words;
use crate::words::english_of;
use output::say;

/// A `--map` option; its errors in words.
fn map_option(text: &str) -> Result<ColumnMap, String> {
    parse_map(text).map_err(|e| english_of(&e))
}

/// The commit that the program was built from, where whoever built it says so: releases.
const COMMIT: Option<&str> = option_env!("RUNFORM_COMMIT");

const EXIT_CODES: &str = "Exit codes: 0 all done; 1 some input could not be analysed; 2 wrong usage; \
     75 (batch) a result could not be written, or another works there: try again.";

/// How does running form change when the runner is tired, and what strength
/// work answers it?
#[derive(Debug, Parser)]
#[command(name = "runform", version, after_help = EXIT_CODES, max_term_width = 100)]
struct Cli {
    /// Tell on standard error what is done: error, warn, info, debug or trace, or
    /// filters such as runform::pipeline::batch=debug (also in RUNFORM_LOG).
    #[arg(long = "log-level", global = true, value_name = "LEVEL", value_parser = logging::filter)]
    log_level: Option<tracing_subscriber::filter::Targets>,
    /// Replace files that are in the way of a result, even if runform did not write
    /// them. Recordings that are read stay safe.
    #[arg(long, global = true)]
    force: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Analyse runs: fresh against tired, findings, strength work.
    Analyze(Box<analyze::Args>),
    /// Analyse many recordings into tables: resumable, reproducible, step by step if need be.
    #[cfg(feature = "tables")]
    Batch(Box<batch::Args>),
    /// Keep your own runs, so that every new one is held beside them.
    History(history::Args),
    /// Show what files hold and what can be measured from them, of any sport.
    Inspect(inspect::Args),
    /// Copy a recording without places, names, numbers of devices and dates, to share it.
    Scrub(scrub::Args),
    /// List the strength exercises, or describe one.
    Exercises(exercises::Args),
    /// Plan strength sessions around a running week.
    Plan(Box<plan::Args>),
    /// Keep a training log; see what to do next.
    Log(log::Args),
    /// Print the strength session of the day.
    Today(today::Args),
    /// Compare runs of weeks and months: did the form move?
    Trend(trend::Args),
    /// A coach's page: runners by rows, what stands out in each, session sheets.
    Team(Box<team::Args>),
    /// Write simulated recordings whose truth is known exactly.
    Simulate(simulate::SimulateArgs),
    /// Test the comparison on simulated runs whose truth is known.
    Calibrate(calibrate::Args),
    /// Answer a study: models, figures, methods; check, power, simulated studies.
    Study(Box<study::Args>),
    /// Scores the steps found in recordings of inertial sensors against true ones.
    Validate(validate::Args),
    /// Print the JSON Schema of a document.
    Schema(schema::Args),
    /// Print a script that completes commands and options in your shell.
    Completions(completions::Args),
    /// Write the manual pages.
    #[command(hide = true)]
    Man(completions::ManArgs),
}

/// How a command ended that could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Done {
    /// Everything.
    All,
    /// Some inputs could not be used; each was reported.
    Some,
}

/// Exit code where a batch could not read or write what is its own, or another works
/// there: `EX_TEMPFAIL`, which tells a scheduler to try again.
const AGAIN: u8 = 75;

/// Why a command could not do its work.
#[derive(Debug)]
enum Trouble {
    /// The command line or the settings are wrong.
    Usage(String),
    /// The work failed.
    Failed(String),
    /// Nothing is wrong with what was asked: the same at another time may do.
    Again(String),
    /// A result could not be written.
    Output {
        /// Where to.
        place: String,
        /// What the system says.
        error: std::io::Error,
    },
}

fn dispatch(command: &Command) -> Result<Done, Trouble> {
    match command {
        Command::Analyze(args) => analyze::run(args),
        #[cfg(feature = "tables")]
        Command::Batch(args) => batch::run(args),
        Command::History(args) => history::run(args),
        Command::Inspect(args) => inspect::run(args),
        Command::Scrub(args) => scrub::run(args),
        Command::Exercises(args) => exercises::run(args),
        Command::Plan(args) => plan::run(args),
        Command::Log(args) => log::run(args),
        Command::Today(args) => today::run(args),
        Command::Trend(args) => trend::run(args),
        Command::Team(args) => team::run(args),
        Command::Simulate(args) => match simulate::run(args) {
            Ok(()) => Ok(Done::All),
            Err(error) if error.is_usage() => Err(Trouble::Usage(error.to_string())),
            Err(error) => Err(Trouble::Failed(error.to_string())),
        },
        Command::Calibrate(args) => calibrate::run(args),
        Command::Study(args) => study::run(args),
        Command::Validate(args) => validate::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => completions::man(args),
    }
}

/// How a process of this command is started: the program and its first arguments.
static STARTED_AS: OnceLock<Vec<OsString>> = OnceLock::new();

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let program = std::env::current_exe().into_iter().map(OsString::from).collect();
    ExitCode::from(run(std::env::args_os().collect(), program))
}

/// Runs a command line, its first word the name of the program, and returns the exit
/// code. `started_as` starts this command in a process of its own (for recordings that
/// may crash it): a program and its first arguments.
pub fn run(args: Vec<OsString>, started_as: Vec<OsString>) -> u8 {
    // Defects are reported in a sentence; a developer asks for the trace.
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        std::panic::set_hook(Box::new(|_| {}));
    }
    let _ = STARTED_AS.set(started_as);
    catch_unwind(|| start(args)).unwrap_or_else(|_| {
        say(
            output::Kind::Error,
            "runform made a mistake of its own and had to stop. This is a bug: please report it with the command you gave; RUST_BACKTRACE=1 shows where it happened.",
        );
        1
    })
}

fn start(args: Vec<OsString>) -> u8 {
    let second = args.get(1).cloned();
    let parsed = help::command().try_get_matches_from(args);
    let cli = match parsed.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => return usage(&error, second),
    };
    if let Err(message) = logging::begin(cli.log_level) {
        say(output::Kind::Error, &message);
        return 2;
    }
    if cli.force {
        guard::allow_replacing();
    }
    stop::on_signals();
    match dispatch(&cli.command) {
        Ok(Done::All) => 0,
        Ok(Done::Some) => 1,
        Err(Trouble::Usage(message)) => {
            say(output::Kind::Error, &message);
            2
        }
        Err(Trouble::Failed(message)) => {
            say(output::Kind::Error, &message);
            1
        }
        Err(Trouble::Again(message)) => {
            say(output::Kind::Error, &message);
            AGAIN
        }
        Err(Trouble::Output { place, error }) => {
            say(
                output::Kind::Error,
                &format!("{place} could not be written: {}.", system_words(&error)),
            );
            1
        }
    }
}

/// Help and version go to standard output with 0, mistakes to standard error with 2.
fn usage(error: &clap::Error, second: Option<OsString>) -> u8 {
    // Nobody may be listening; there is no one to tell.
    let _ = error.print();
    if error.kind() == ErrorKind::InvalidSubcommand
        && let Some(path) = second.filter(|a| Path::new(a).exists())
    {
        say(output::Kind::Tip, &format!("did you mean: runform analyze {}", path.display()));
    }
    if error.use_stderr() { 2 } else { 0 }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Cli::command().debug_assert();
    }
}
