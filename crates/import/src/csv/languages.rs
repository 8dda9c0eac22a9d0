//! Names of columns from a data file, in the languages that the tables in
//! [`names`](super::names) do not know.

use std::sync::OnceLock;

use serde::Deserialize;

use super::names::fold;

/// What a name in the data file means: a quantity's id, or a part of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Meaning {
    Lap,
    Interval,
    StepType,
    LapTime,
    CumulativeTime,
    Ascent,
    Descent,
    Skip,
    BikeCadence,
    Swim,
    Pace,
    Average,
    ActivityType,
    ListOnly,
    #[serde(untagged)]
    Value(crate::recording::Quantity),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    column: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    means: Meaning,
    #[serde(default)]
    whole: Vec<String>,
    #[serde(default)]
    parts: Vec<String>,
}

/// One entry, ready to compare.
struct Known {
    means: Meaning,
    whole: Vec<String>,
    /// Every group must occur; each is a list of choices, whole words or not.
    parts: Vec<Vec<Vec<(bool, String)>>>,
}

fn known() -> &'static [Known] {
    static KNOWN: OnceLock<Vec<Known>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let text = include_str!("../../../../data/names/columns.toml");
        // A test reads the file; without it the names in the code remain.
        let wire: Wire = toml::from_str(text).unwrap_or(Wire { column: Vec::new() });
        wire.column.into_iter().map(Known::of).collect()
    })
}

impl Known {
    fn of(entry: Entry) -> Known {
        let choice = |word: &str| match word.strip_prefix('=') {
            Some(whole) => (true, fold(whole)),
            None => (false, fold(word)),
        };
        let group = |text: &str| text.split('|').map(choice).filter(|c| !c.1.is_empty()).collect();
        Known {
            means: entry.means,
            whole: entry.whole.iter().map(|w| fold(w)).collect(),
            parts: entry.parts.iter().map(|p| p.split('+').map(group).collect()).collect(),
        }
    }

    fn fits(&self, text: &str) -> bool {
        let occurs = |(whole, word): &(bool, String)| {
            if *whole { text.split(' ').any(|t| t == word) } else { text.contains(word.as_str()) }
        };
        self.whole.iter().any(|w| w == text)
            || self.parts.iter().any(|groups| groups.iter().all(|g| g.iter().any(occurs)))
    }
}

/// What a folded name means as a column of measurements or laps.
pub(super) fn meaning(text: &str) -> Option<Meaning> {
    use Meaning::*;
    let of_lists = |m: Meaning| matches!(m, Average | ActivityType | ListOnly);
    known().iter().filter(|k| !of_lists(k.means)).find(|k| k.fits(text)).map(|k| k.means)
}

/// Whether a folded name is among those of this meaning.
pub(super) fn is(text: &str, means: Meaning) -> bool {
    known().iter().filter(|k| k.means == means).any(|k| k.fits(text))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read() {
        let text = include_str!("../../../../data/names/columns.toml");
        let wire: Wire = toml::from_str(text).unwrap();
        assert!(wire.column.len() > 20);
        assert!(wire.column.iter().all(|c| !(c.whole.is_empty() && c.parts.is_empty())));
    }
}
