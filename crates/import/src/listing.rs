//! The list of activities in an archive: what it says of each file beside it.

use std::collections::HashMap;

use super::csv::{decode, named_sport, sheet_records};
use super::sport;
use crate::recording::{Note, NoteKind, Recording, Sport};

/// What a list says of one recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The sport, in whatever language.
    pub sport: Sport,
    /// The title.
    pub title: Option<String>,
}

impl Listed {
    /// What the list says stands above the file: it is what the runner corrected.
    pub(crate) fn apply(&self, recording: &mut Recording) {
        let kind = std::mem::discriminant(&self.sport);
        if self.sport != Sport::Unknown && std::mem::discriminant(&recording.sport) != kind {
            let said = recording.sport.describe();
            if recording.sport != Sport::Unknown {
                recording.notes.push(Note::of(NoteKind::SportListed { said }));
            }
            recording.sport = self.sport.clone();
        }
        if self.title.is_some() {
            recording.title.clone_from(&self.title);
        }
    }
}

/// Entries by the name of their file, from a Strava archive's `activities.csv`.
///
/// The columns stand in one order in every language: number, date, name, type; the
/// file is the one whose cells are paths.
pub(crate) fn read(bytes: &[u8]) -> HashMap<String, Listed> {
    let mut found = HashMap::new();
    let Some((text, _)) = decode(bytes) else { return found };
    for row in sheet_records(&text, b',').skip(1) {
        let file = row.iter().map(str::trim).find(|c| c.starts_with("activities/"));
        let (Some(file), Some(title), Some(kind)) = (file, row.get(2), row.get(3)) else {
            continue;
        };
        let title = super::trackpoints::line(title);
        found.insert(file.to_owned(), Listed { sport: sport_of(kind), title });
    }
    found
}

/// The sport of a word in any language.
fn sport_of(kind: &str) -> Sport {
    match named_sport(kind) {
        Sport::Other(name) => sport::by_title(kind).unwrap_or(Sport::Other(name)),
        named => named,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_by_their_path() {
        let list = "Aktivit\u{e4}ts-ID,Datum,Name,Art,X,Dateiname\n1,\"09.03.2025, 07:00:00\",Dauerlauf,Lauf,,activities/1.fit.gz\n2,d,Radtour,Radfahrt,,activities/2.gpx\n";
        let found = read(list.as_bytes());
        assert_eq!(found["activities/1.fit.gz"].sport, Sport::Running { sub: None });
        assert_eq!(found["activities/1.fit.gz"].title.as_deref(), Some("Dauerlauf"));
        assert_eq!(found["activities/2.gpx"].sport, Sport::Other("cycling".into()));
    }
}
