//! `runform study`: from recordings and a manifest to the numbers, figures and methods
//! of a paper; and what comes before.

#[cfg(feature = "tables")]
mod answer;
#[cfg(feature = "tables")]
mod check;
mod simulated;

use std::path::PathBuf;

use super::{Done, Trouble};

/// A study: what changes when tired, in whom, under which condition?
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    step: Option<Step>,
    #[cfg(feature = "tables")]
    #[command(flatten)]
    answer: answer::AnswerArgs,
}

const EXAMPLES: &str = "\
Examples:
  runform study check runs/                         before: files, cells, pairs, spelling
  runform study runs/ --out results                 runs/manifest.csv says who ran and how
  runform study manifest.csv --out results --reference-condition control --covariate age
  runform study power --within 2 --between 3 --effect 2.6 --conditions 2
  runform study null --studies 20                   simulated studies in which nobody changes";

#[derive(Debug, clap::Subcommand)]
enum Step {
    /// Look at manifest and files before anything is analysed.
    #[cfg(feature = "tables")]
    Check {
        /// A folder with manifest.csv, a manifest, or a pipeline file.
        #[arg(value_name = "FOLDER|MANIFEST.csv|PIPELINE.toml")]
        input: PathBuf,
    },
    /// How many participants does it take?
    Power(simulated::PowerArgs),
    /// Simulated studies whose truth is known: what would be found?
    Null(simulated::NullArgs),
}

pub(super) fn run(args: &Args) -> Result<Done, Trouble> {
    match &args.step {
        #[cfg(feature = "tables")]
        Some(Step::Check { input }) => check::run(input),
        Some(Step::Power(args)) => simulated::power(args),
        Some(Step::Null(args)) => simulated::null(args),
        #[cfg(feature = "tables")]
        None => answer::run(&args.answer),
        #[cfg(not(feature = "tables"))]
        None => Err(Trouble::Usage(
            "this runform was built without tables: only study power and study null are there."
                .into(),
        )),
    }
}

/// Writes to standard output.
fn show(text: &str) -> Result<Done, Trouble> {
    use super::output::{Color, Output, is_closed};
    match Output::new(Color::Auto).write(text) {
        Err(error) if !is_closed(&error) => {
            Err(Trouble::Output { place: "the answer".into(), error })
        }
        _ => Ok(Done::All),
    }
}
