//! The room of words: every sentence a person reads, in every language.
//!
//! The core returns facts ([`crate::facts`]); here a fact becomes a text. Texts are
//! Project Fluent messages in `data/words/LANGUAGE/*.ftl`, one file per subject; a
//! second language is a second folder. A fact with the code `sensor_frozen` is told
//! by the message `sensor-frozen`, and its fields are the arguments:
//!
//! - `{ $field }`: as it stands (a column's name, a file's). A missing value is the
//!   word `none`, a truth `yes` or `no`, so that a message can select on it.
//! - `{ $field-name }`: the name of an id (`metric`, `placement`, `side`, any word of
//!   a closed list) from the message `name-ID`.
//! - `{ $field-list }`, `{ $field-names }`: a list, or the names of a list of ids.
//! - A field that is a fact itself is told first and stands as its text.
//!
//! Numbers are formatted by functions, so that units, decimals and language are
//! decided in one place: `NUM($x, digits: 1)`, `SIGNED($x, digits: 1)`, `CLOCK($s)`,
//! `PACE($mps)`, `DISTANCE($m)`, `PERCENT($share)`, and `OPTION("map")` names an
//! option as the reader gives it (`--map` on the command line).

mod catalogue;
mod format;
mod say;

pub use catalogue::Language;
pub use format::{Surface, Tongue};
pub use say::{Args, Words};

use std::cell::OnceCell;

use crate::facts::Fact;
use crate::form::{Finding, NoBreakdown, NotMeasured};
use crate::recording::Note;

thread_local! {
    static ENGLISH: OnceCell<Words> = const { OnceCell::new() };
}

/// Something told in English for the command line, for places that have no reader of
/// their own (logs, pages that know no other language yet).
pub fn in_english<T>(tell: impl FnOnce(&Words) -> T) -> T {
    ENGLISH.with(|words| tell(words.get_or_init(|| Words::new(Tongue::default()))))
}

/// What a finding means and does not mean, in English.
pub fn explanation(finding: &Finding) -> String {
    explained(&finding.explanation, finding.no_breakdown)
}

/// An explanation with why it is no breakdown, in English.
pub fn explained(explanation: &str, no_breakdown: Option<NoBreakdown>) -> String {
    let doubt = no_breakdown.map(|why| format!(" {}", english_of(&why)));
    format!("{explanation}{}", doubt.unwrap_or_default())
}

/// Why a sign was not measured and what it takes, in English.
pub fn unseen(sign: &NotMeasured) -> String {
    match &sign.needs {
        Some(needs) => {
            let args = [("why", sign.why.as_str().into()), ("needs", needs.as_str().into())];
            in_english(|words| words.text("sign-not-measured", &args))
        }
        None => sign.why.clone(),
    }
}

/// The English text of a note for the command line, for places that have no reader
/// of their own (logs).
pub fn english(note: &Note) -> String {
    in_english(|words| words.note(note))
}

/// The same of any fact.
pub fn english_of(fact: &impl Fact) -> String {
    in_english(|words| words.say(fact))
}

/// The English name of an id of a closed list.
pub fn english_name(id: &str) -> String {
    in_english(|words| words.name(id))
}

#[cfg(test)]
mod pages;
#[cfg(test)]
mod tests;
