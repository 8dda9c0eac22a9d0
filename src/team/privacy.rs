//! Initials instead of names: everything that could tell who ran is taken out
//! before a page or document is made.

use crate::analysis::{Analyzed, SegmentMetric};

/// Letters a name must have to be looked for at the beginning of longer words.
/// Ours: shorter ones begin too many other words.
const LONG_ENOUGH: usize = 4;
/// What stands in place of what was taken out.
const GONE: &str = "…";

/// `Anna van den Berg` → `AvdB`; two runners never get the same.
pub fn initials(name: &str, taken: &mut Vec<String>) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter_map(|w| w.chars().next());
    let letters: String = words.collect();
    let letters = if letters.is_empty() { "X".to_owned() } else { letters };
    let mut shown = letters.clone();
    let mut n = 2;
    while taken.iter().any(|t| t.eq_ignore_ascii_case(&shown)) {
        shown = format!("{letters}{n}");
        n += 1;
    }
    taken.push(shown.clone());
    shown
}

/// What may not be seen of one file of a runner.
#[derive(Debug, Clone)]
pub struct Hidden {
    words: Vec<String>,
    phrases: Vec<String>,
}

impl Hidden {
    /// The names of the runner (as on the roster, as a folder), and the path of the file.
    pub fn new(names: &[&str], path: &str) -> Hidden {
        let mut words: Vec<String> = Vec::new();
        for part in names.iter().flat_map(|n| n.split(|c: char| !c.is_alphanumeric())) {
            if part.chars().count() > 1 {
                words.push(part.to_lowercase());
            }
        }
        let file = path.rsplit(['/', '\\', '!']).next().unwrap_or(path);
        let mut phrases = vec![path.to_owned(), file.to_owned()];
        for name in names {
            let joined: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
            phrases.extend([(*name).to_owned(), joined]);
        }
        phrases.retain(|p| p.chars().count() > 2);
        // The longest first: a path before the folders in it.
        phrases.sort_by_key(|p| std::cmp::Reverse(p.len()));
        Hidden { words, phrases }
    }

    /// A text without what may not be seen.
    pub fn text(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for phrase in &self.phrases {
            text = without(&text, phrase);
        }
        let mut out = String::with_capacity(text.len());
        let mut word = String::new();
        for c in text.chars().chain(['\0']) {
            if c.is_alphanumeric() {
                word.push(c);
                continue;
            }
            out.push_str(if self.hides(&word) { GONE } else { &word });
            word.clear();
            if c != '\0' {
                out.push(c);
            }
        }
        out
    }

    fn hides(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        let begins = |w: &String| w.chars().count() >= LONG_ENOUGH && word.starts_with(w.as_str());
        self.words.iter().any(|w| *w == word || begins(w))
    }

    /// An analysis under another path, without title, name or place.
    pub fn analyzed(&self, analyzed: &mut Analyzed, path: String) {
        let analysis = &mut analyzed.analysis;
        let change = |text: &mut String| *text = self.text(text);
        analysis.recording.title = None;
        analysis.recording.path = path;
        analysis.recording.device.iter_mut().for_each(change);
        change(&mut analysis.recording.sport);
        analysis.recording.notes.iter_mut().for_each(|n| n.change_texts(&change));
        let metrics = analysis.segments.iter_mut().flat_map(|s| &mut s.metrics);
        metrics.for_each(|m: &mut SegmentMetric| m.source.change_texts(&change));
        for m in &mut analysis.comparison.metrics {
            m.source.change_texts(&change);
        }
        analysis.not_measured.iter_mut().for_each(|n| change(&mut n.why));
        analyzed.series.metrics.iter_mut().for_each(|m| m.source.change_texts(&change));
    }
}

/// Every occurrence of a phrase, in whatever case, replaced.
fn without(text: &str, phrase: &str) -> String {
    let lower =
        |t: &str| t.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect::<Vec<_>>();
    let (there, wanted) = (lower(text), lower(phrase));
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    while let Some(letter) = letters.get(i) {
        if !wanted.is_empty() && there.get(i..).is_some_and(|rest| rest.starts_with(&wanted)) {
            out.push_str(GONE);
            i += wanted.len();
        } else {
            out.push(*letter);
            i += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_short_and_unique() {
        let mut taken = Vec::new();
        let mut of = |name| initials(name, &mut taken);
        assert_eq!(of("Anna Berg"), "AB");
        assert_eq!(of("anna_bell"), "ab2");
        assert_eq!(of("Berg, Anna van den"), "BAvd");
        assert_eq!(of("Øyvind Ås-Li"), "ØÅL");
        assert_eq!(of("---"), "X");
    }

    #[test]
    fn names_paths_and_parts_of_them_disappear() {
        let hidden = Hidden::new(&["Anna Berg"], "/home/coach/anna_berg/Long Run 7.fit.gz");
        for (text, expected) in [
            ("Anna's Garmin 965", "…'s Garmin 965"),
            ("ANNABERG-HRM of Bergen", "…-HRM of …"),
            ("read /home/coach/anna_berg/Long Run 7.fit.gz twice", "read … twice"),
            ("Long Run 7.fit.gz has gaps", "… has gaps"),
            ("The banner of a hanna stays", "The banner of a hanna stays"),
        ] {
            assert_eq!(hidden.text(text), expected, "{text}");
        }
    }
}
