//! `runform inspect`.

use std::path::PathBuf;

use clap::ValueEnum;

use super::analyze::check_map;
use super::output::{self, Color, Kind, Output, about, is_closed, say};
use super::sensors::Reading;
use super::{Done, Trouble, map_option};
use crate::import::{ColumnMap, ImportOptions};
use crate::pipeline;
use crate::recording::Recording;
use crate::report::inspect::{Inspection, terminal};
use crate::report::json;
use crate::runs::{Contents, Problem};
use crate::words::english_of;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files and folders; `-` reads standard input.
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Indent the JSON.
    #[arg(long)]
    pretty: bool,
    /// Say what a CSV column holds: COLUMN=METRIC[:UNIT], e.g. gct=ground_contact_time:s
    #[arg(long, value_name = "COLUMN=METRIC:UNIT", value_parser = map_option)]
    map: Vec<ColumnMap>,
    #[command(flatten)]
    reading: Reading,
    /// The runner's height, m.
    #[arg(long, value_name = "M")]
    height: Option<f64>,
    /// When to use colour.
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    color: Color,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// One JSON document per file and line.
    Json,
}

pub(super) fn run(args: &Args) -> Result<Done, Trouble> {
    check_map(&args.map)?;
    if args.pretty && args.format == Format::Text {
        let what = "--pretty indents JSON: add --format json, or leave it out.";
        return Err(Trouble::Usage(what.into()));
    }
    let mut options = ImportOptions { map: args.map.clone(), ..ImportOptions::default() };
    args.reading.apply(&mut options)?;
    let mut out = Output::new(args.color);
    let (mut failed, mut first) = (false, true);
    let look = |file: &Contents, bytes: &[u8], recordings: &[Recording]| {
        let sha256 = file.sha256.as_deref().unwrap_or_default();
        Inspection::new(&file.name, sha256, bytes.len(), recordings, args.height)
    };
    let work = |found, emit: &mut dyn FnMut(Result<Inspection, (String, Problem)>) -> bool| {
        pipeline::inspect_file(found, &options, look, emit);
    };
    let result = pipeline::run(pipeline::discover(&args.inputs), None, &work, &mut |seen| {
        let inspection = match seen {
            Ok(inspection) => inspection,
            Err((name, problem)) => {
                failed = true;
                say(Kind::Error, &about(&name, english_of(&problem)));
                return Ok(());
            }
        };
        if args.format == Format::Json {
            return out.write(&json::to_text(&inspection, args.pretty)?);
        }
        let gap = if std::mem::take(&mut first) { "" } else { "\n" };
        out.write(&format!("{gap}{}", terminal(&inspection, output::width())))
    });
    match result {
        Err(error) if !is_closed(&error) => {
            Err(Trouble::Output { place: "the output".into(), error })
        }
        _ if failed => Ok(Done::Some),
        _ => Ok(Done::All),
    }
}
