//! The languages there are, and their messages.

use std::sync::{Arc, OnceLock};

use fluent_bundle::FluentResource;
use unic_langid::LanguageIdentifier;

/// A language of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English, the one every text is written in first.
    #[default]
    English,
    /// German.
    German,
}

/// The files of one language, embedded: (name, text).
type Files = &'static [(&'static str, &'static str)];

/// Files that every language has.
macro_rules! files {
    ($folder:literal: $($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../data/words/", $folder, "/", $name, ".ftl")))),*]
    };
}

const ENGLISH: Files = files!(
    "en": "comparison" "core" "history" "import" "names" "notes" "page" "report" "runs" "sensors" "strength" "study" "team" "terminal" "trend"
);
/// The knowledge in `data/` is written in English; German has files for it.
const GERMAN: Files = files!(
    "de": "comparison" "core" "history" "import" "names" "notes" "page" "report" "runs" "sensors" "strength" "study" "team" "terminal" "trend"
    "findings"
);

impl Language {
    /// All of them.
    pub const ALL: [Language; 2] = [Language::English, Language::German];

    /// `en`, `de`.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
        }
    }

    /// The language of a code or of a locale such as `de_DE.UTF-8`.
    pub fn from_code(code: &str) -> Option<Language> {
        let head = code.split(['_', '-', '.']).next().unwrap_or_default();
        Language::ALL.into_iter().find(|l| l.code().eq_ignore_ascii_case(head))
    }

    pub(super) fn id(self) -> LanguageIdentifier {
        // A code of this list always parses.
        self.code().parse().unwrap_or_default()
    }

    /// The embedded files.
    pub(super) fn files(self) -> Files {
        match self {
            Language::English => ENGLISH,
            Language::German => GERMAN,
        }
    }

    /// The messages as they are written: id and text.
    #[cfg(test)]
    pub(super) fn texts(self) -> std::collections::BTreeMap<String, String> {
        let mut found = std::collections::BTreeMap::new();
        let mut id = String::new();
        for line in self.files().iter().flat_map(|(_, text)| text.lines()) {
            if line.starts_with('#') {
                continue;
            }
            let (key, text) = match line.split_once('=') {
                Some((key, text)) if line.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                    id = key.trim().to_owned();
                    (&id, text)
                }
                _ => (&id, line),
            };
            let all: &mut String = found.entry(key.clone()).or_default();
            all.push(' ');
            all.push_str(text.trim());
        }
        found
    }

    /// The parsed files; parsed once. A file with an error keeps its good messages
    /// (a test makes sure that there is none).
    pub(super) fn resources(self) -> &'static [Arc<FluentResource>] {
        static PARSED: [OnceLock<Vec<Arc<FluentResource>>>; 2] = [const { OnceLock::new() }; 2];
        PARSED[self as usize].get_or_init(|| {
            let parse = |text: &str| match FluentResource::try_new(text.to_owned()) {
                Ok(resource) | Err((resource, _)) => Arc::new(resource),
            };
            self.files().iter().map(|(_, text)| parse(text)).collect()
        })
    }
}
