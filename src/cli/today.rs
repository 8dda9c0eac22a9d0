//! `runform today`.

use std::path::PathBuf;

use jiff::Zoned;
use jiff::civil::Date;

use super::knowledge::{Own, catalogue, coaching, words};
use super::log::{file, session};
use super::output::{self, Color, Output, is_closed};
use super::{Done, Trouble};
use crate::report::plan as report;
use crate::strength::PlannedSession;
use crate::strength::log::Log;
use crate::words::Tongue;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The plan, as JSON: `runform plan --out plan.json`.
    #[arg(long, value_name = "PLAN.json")]
    plan: PathBuf,
    /// Your training log: the numbers follow from what was done.
    #[arg(long, value_name = "FILE.csv")]
    log: Option<PathBuf>,
    /// Another day than today.
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    #[command(flatten)]
    knowledge: Own,
    /// When to use colour.
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    color: Color,
}

pub(super) fn run(args: &Args) -> Result<Done, Trouble> {
    args.knowledge.settle()?;
    let (catalogue, coaching) = (catalogue()?, coaching()?);
    let plan = session::plan(&args.plan)?;
    let log = match args.log.as_deref().filter(|path| path.exists()) {
        Some(path) => file::read(path, catalogue, coaching)?,
        None => Log::default(),
    };
    let day = args.date.unwrap_or_else(|| Zoned::now().date());
    let words = words(Tongue::default());
    let text = match session::on(&plan, &log, day)? {
        Some((session, lines)) => {
            let session = PlannedSession { lines, ..session.clone() };
            report::session(&plan, &session, &words, output::width())
        }
        None => {
            let next = plan.next_session(day).and_then(|s| s.date);
            let args = [
                ("day", day.to_string().into()),
                ("next", next.map_or_else(|| "none".to_owned(), |d| d.to_string()).into()),
            ];
            words.text("today-none", &args) + "\n"
        }
    };
    match Output::new(args.color).write(&text) {
        Err(error) if !is_closed(&error) => {
            Err(Trouble::Output { place: "the output".into(), error })
        }
        _ => Ok(Done::All),
    }
}
