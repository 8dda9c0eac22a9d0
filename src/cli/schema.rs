//! `runform schema`.

use super::output::{Color, Output, is_closed};
use super::{Done, Trouble};
use crate::report::json;

#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_args: &Args) -> Result<Done, Trouble> {
    let written = json::to_text(&json::schema(), true)
        .and_then(|text| Output::new(Color::Never).write(&text));
    match written {
        Err(error) if !is_closed(&error) => {
            Err(Trouble::Output { place: "the schema".into(), error })
        }
        _ => Ok(Done::All),
    }
}
