//! `runform scrub`: a copy of a recording that tells neither where nor who.

use std::path::PathBuf;

use super::output::{self, Kind, say};
use super::{Done, Trouble};
use crate::files::write;
use crate::import::scrub;
use crate::pipeline::{Input, each_file};
use crate::settings::Limits;
use crate::words::english_of;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A FIT, TCX or GPX file, or a table (also inside .gz; of a .zip its first file).
    #[arg(value_name = "FILE")]
    input: PathBuf,
    /// Where to; NAME.scrubbed.ENDING beside nothing else if left out, in the current folder.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<Done, Trouble> {
    let mut done: Option<Result<scrub::Scrubbed, String>> = None;
    each_file(Ok(Input::File(args.input.clone())), &Limits::default(), &mut |file| {
        done.get_or_insert_with(|| match &file.content {
            Ok(content) => scrub::scrub(&content.bytes).ok_or_else(unsupported),
            Err(problem) => Err(english_of(problem)),
        });
        false
    });
    let name = args.input.display();
    let scrubbed = match done.unwrap_or_else(|| Err(unsupported())) {
        Ok(scrubbed) => scrubbed,
        Err(why) => return Err(Trouble::Failed(output::about(&name.to_string(), &why))),
    };
    let target = args.out.clone().unwrap_or_else(|| beside(args, scrubbed.kind));
    write::whole(target.clone(), &scrubbed.bytes)
        .map_err(|error| Trouble::Output { place: target.display().to_string(), error })?;
    let day = match (scrubbed.moved_in_time, scrubbed.kind) {
        (true, _) => "the run begins on 1 January 2000",
        (false, "table") => "dates of a table stay as they are: look through it",
        (false, _) => "it has no date",
    };
    say(
        Kind::Tip,
        &format!(
            "{}: {} positions moved or emptied, {} names, notes, numbers of devices and messages about a person taken out; {day}. Altitude, speed and heart rate stay.",
            target.display(),
            scrubbed.positions,
            scrubbed.identities
        ),
    );
    Ok(Done::All)
}

fn unsupported() -> String {
    "only FIT, TCX, GPX and tables can be scrubbed, whole ones: raw files of motion sensors hold no position, but the number of the device stands in their headers. Nothing was written.".into()
}

/// `run.fit` → `run.scrubbed.fit`, in the current folder.
fn beside(args: &Args, kind: &str) -> PathBuf {
    let stem =
        args.input.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let stem = stem.strip_suffix(".gz").unwrap_or(&stem);
    let (stem, ending) = stem.rsplit_once('.').unwrap_or((stem, ""));
    let ending = match (kind, ending) {
        (_, "fit" | "tcx" | "gpx" | "csv" | "tsv" | "txt") => ending,
        ("FIT", _) => "fit",
        ("table", _) => "csv",
        _ => "gpx",
    };
    PathBuf::from(format!("{stem}.scrubbed.{ending}"))
}
