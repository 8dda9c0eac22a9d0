//! The page of a file that was not analysed: what it is, why not, what to do.

use std::io;

use askama::Template;

use super::LOOK;
use crate::report::show;
use crate::report::text::clean;
use crate::runs::{RunStatus, Without};
use crate::words::{Tongue, Words};

#[derive(Template)]
#[template(path = "refused.html")]
struct RefusedPage<'a> {
    look: &'static str,
    script: &'static str,
    version: &'static str,
    w: &'a Words,
    lang: &'static str,
    title: String,
    path: String,
    heading: String,
    what: String,
    reason: String,
    advice: Vec<String>,
}

/// The page of an input without an analysis.
///
/// # Errors
/// Only those of the template engine, which has no reason for any.
pub fn refused(path: &str, why: &Without, tongue: Tongue) -> io::Result<String> {
    let words = &Words::new(tongue);
    let path = clean(path);
    let title = path.rsplit(['/', '\\', '!']).next().unwrap_or(&path).to_owned();
    let kind = match why.status {
        RunStatus::Unreadable => "unreadable",
        RunStatus::NotImported => "not-imported",
        RunStatus::InternalError => "internal-error",
        RunStatus::Skipped => "skipped",
        RunStatus::Refused | RunStatus::Crashed | RunStatus::Analyzed => "refused",
    };
    let told = |part: &str| words.known(&format!("{part}-{kind}"));
    let page = RefusedPage {
        look: LOOK,
        script: "",
        version: env!("CARGO_PKG_VERSION"),
        w: words,
        lang: tongue.language.code(),
        title,
        path,
        heading: told("refused-head").unwrap_or_default(),
        what: told("refused-what").unwrap_or_default(),
        reason: show::upper(&clean(&why.reason)),
        advice: ["refused-do", "refused-or"].iter().filter_map(|part| told(part)).collect(),
    };
    super::finished(&page)
}
