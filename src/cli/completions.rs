//! `runform completions` and `runform man`: what a shell and `man` know of the commands.

use std::path::PathBuf;

use clap_complete::Shell;

use super::help;
use super::output::{Color, Output, is_closed};
use super::{Done, Trouble};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Which shell.
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

#[derive(Debug, clap::Args)]
pub(super) struct ManArgs {
    /// Folder to write the pages into; made if it does not exist.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub(super) fn run(args: &Args) -> Result<Done, Trouble> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut help::command(), "runform", &mut script);
    match Output::new(Color::Never).write(&String::from_utf8_lossy(&script)) {
        Err(error) if !is_closed(&error) => {
            Err(Trouble::Output { place: "the script".into(), error })
        }
        _ => Ok(Done::All),
    }
}

/// Writes a page for every command, `runform.1` the first.
pub(super) fn man(args: &ManArgs) -> Result<Done, Trouble> {
    let wrong = |error| Trouble::Output { place: args.out.display().to_string(), error };
    std::fs::create_dir_all(&args.out).map_err(wrong)?;
    clap_mangen::generate_to(help::manual(), &args.out).map_err(wrong)?;
    Ok(Done::All)
}
