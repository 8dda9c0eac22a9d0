//! The page of a file that was not analysed: what it is, why not, what to do.

use std::io;

use askama::Template;

use super::LOOK;
use crate::report::text::{clean, is_direction_mark};

#[derive(Template)]
#[template(path = "refused.html")]
struct RefusedPage<'a> {
    look: &'static str,
    script: &'static str,
    version: &'static str,
    title: String,
    path: String,
    heading: &'static str,
    what: &'static str,
    reason: String,
    advice: &'a [&'static str],
}

/// The page of an input without an analysis. `status` is the word of the tables
/// (`unreadable`, `not_imported`, `refused`, `skipped`, `internal_error`).
///
/// # Errors
/// Only those of the template engine, which has no reason for any.
pub fn refused(path: &str, status: &str, reason: &str) -> io::Result<String> {
    let path = clean(path);
    let title = path.rsplit(['/', '\\', '!']).next().unwrap_or(&path).to_owned();
    let (heading, what, advice): (_, _, &[&str]) = match status {
        "unreadable" => (
            "This file could not be read",
            "Nothing is known of what is inside: it could not be opened.",
            &[
                "Check that it is where the path says, and that you may read it.",
                "If it lies on a watch, a phone or a cloud drive, copy it to this computer first.",
            ],
        ),
        "not_imported" => (
            "This file is not a recording that runform can read",
            "It was opened, but what is inside is not, or not fully, in a form that runform knows.",
            &[
                "Export the run again, as FIT if there is a choice, and without opening it in a spreadsheet in between.",
                "A table of another program can be read when its columns are named: see runform analyze --help, --map.",
            ],
        ),
        "internal_error" => (
            "runform failed on this file",
            "This is a mistake of the program, not of the file.",
            &["Please report it, with the file if you can share it."],
        ),
        "skipped" => (
            "This recording was left out",
            "It was read, but nothing in it is a run to measure.",
            &[
                "If it is a run after all, change its sport where you exported it, and export it again.",
            ],
        ),
        _ => (
            "This recording was read, but not analysed",
            "The file could be read and understood. Running form cannot be measured from it, and runform would rather say so than guess.",
            &[
                "Give a recording of a run of twenty minutes or more with cadence, ground contact or oscillation in it.",
            ],
        ),
    };
    let page = RefusedPage {
        look: LOOK,
        script: "",
        version: env!("CARGO_PKG_VERSION"),
        title,
        path,
        heading,
        what,
        reason: sentence(&clean(reason)),
        advice,
    };
    let mut page = page.render().map_err(io::Error::other)?;
    page.retain(|c| c == '\n' || !(c.is_control() || is_direction_mark(c)));
    Ok(page)
}

/// With a capital at the beginning.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}
