//! `runform today`.

use std::path::PathBuf;

use jiff::Zoned;
use jiff::civil::Date;

use super::knowledge::{Own, catalogue, coaching, words};
use super::log::{file, session};
use super::output::{self, Color, Output, is_closed};
use super::{Done, Trouble};
use crate::files::{guard, write};
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
    /// Also write the session as a card: to tick on the phone, with a timer for the rest,
    /// or to print on A5. What was ticked is saved as a sheet for `runform log import`.
    #[arg(long, value_name = "FILE.html")]
    html: Option<PathBuf>,
    #[command(flatten)]
    knowledge: Own,
    /// When to use colour.
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    color: Color,
}

pub(super) fn run(args: &Args) -> Result<Done, Trouble> {
    args.knowledge.settle()?;
    let (catalogue, coaching) = (catalogue()?, coaching()?);
    args.log.iter().chain([&args.plan]).for_each(|path| guard::protect(path));
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
            if let Some(path) = &args.html {
                let card = report::gym(&plan, &session, catalogue, &words);
                let written = card.and_then(|card| write::whole(path.clone(), card.as_bytes()));
                let place = path.display().to_string();
                written.map_err(|error| Trouble::Output { place, error })?;
            }
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
