//! Who ran each recording, and how the force behind its true steps was measured.
//!
//! What a constant learnt from a person says nothing of how well it does on others, so a
//! validation has to know its people.

use std::path::Path;

use serde::Serialize;
use thiserror::Error;

use super::super::Problem;

/// Name of the list of people that is looked for in the folder itself.
pub const PEOPLE_FILE: &str = "people.csv";

/// How the force behind the true steps was measured: contact is that of raw vertical force
/// above 50 N, and other definitions are brought to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Force {
    /// Unfiltered (or not below 50 Hz), steps cut at 50 N.
    #[default]
    Raw50N,
    /// Unfiltered, steps cut at 25 N.
    Raw25N,
    /// Published low-passed near 20 Hz, steps cut at 25 N.
    LowPassed25N,
    /// Unfiltered, the force itself lies beside: steps are cut again at 50 N.
    Raw,
    /// Low-passed near 20 Hz, the force itself lies beside: it is repaired, then cut at 50 N.
    LowPassed,
}

impl Force {
    /// All, by the word of the list.
    pub const ALL: [(&'static str, Force); 5] = [
        ("raw_50n", Force::Raw50N),
        ("raw_25n", Force::Raw25N),
        ("low_passed_25n", Force::LowPassed25N),
        ("raw", Force::Raw),
        ("low_passed", Force::LowPassed),
    ];

    /// How much later initial contact and how much earlier toe-off lies on raw force at
    /// 50 N, ms: means, where the force is not at hand. Low-passed: what the repair gives
    /// on three records (contact 9 to 15 ms shorter); raw: one plate.
    pub fn shifts_ms(self) -> [f64; 2] {
        match self {
            Force::Raw25N => [2.0, 6.3],
            Force::LowPassed25N => [6.5, 7.0],
            Force::Raw50N | Force::Raw | Force::LowPassed => [0.0, 0.0],
        }
    }
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Who {
    /// A folder, or how the path of a recording begins, from the validated folder.
    path: String,
    /// The person.
    pub person: String,
    /// Of the true steps.
    pub force: Force,
    /// Body mass, kg: for forces in body weights; NaN where not given.
    pub mass_kg: f64,
}

/// Who ran what.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct People(Vec<Who>);

/// Why the people are not known.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum PeopleError {
    /// No list, and no name.
    #[error(
        "validate needs to know who ran each recording, because constants fitted on a person flatter that person: name one person for all of it (--person NAME), or give a list (--people FILE.csv, or people.csv in the folder) with the columns path and person, and where known force and mass_kg."
    )]
    Nobody,
    /// The list cannot be read.
    #[error("the list of people {place}: {why}.")]
    Unreadable {
        /// The file.
        place: String,
        /// What is wrong.
        why: String,
    },
    /// The list names nobody for a recording.
    #[error(
        "the list of people names nobody for {name}: add a line whose path is how this path begins (the longest counts)."
    )]
    Unnamed {
        /// The recording.
        name: String,
    },
}

impl From<PeopleError> for Problem {
    fn from(error: PeopleError) -> Self {
        Problem::FileUnreadable { said: error.to_string().trim_end_matches('.').into() }
    }
}

impl People {
    /// One person ran all of it; the truth is that of raw force at 50 N.
    pub fn one(person: &str) -> People {
        People(vec![Who {
            path: String::new(),
            person: person.into(),
            force: Force::default(),
            mass_kg: f64::NAN,
        }])
    }

    /// The list in a file: columns `path`, `person`, and where known `force` and `mass_kg`.
    ///
    /// # Errors
    /// [`PeopleError::Unreadable`] with the line and what is expected there.
    pub fn read(file: &Path) -> Result<People, PeopleError> {
        let place = file.display().to_string();
        let unreadable = |why: String| PeopleError::Unreadable { place: place.clone(), why };
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_path(file)
            .map_err(|e| unreadable(e.to_string()))?;
        let headers = reader.headers().map_err(|e| unreadable(e.to_string()))?.clone();
        let column = |name: &str| headers.iter().position(|h| h == name);
        let (Some(path), Some(person)) = (column("path"), column("person")) else {
            return Err(unreadable("its first line lacks the columns path and person".into()));
        };
        let (force, mass) = (column("force"), column("mass_kg"));
        let mut all = Vec::new();
        for (k, record) in reader.records().enumerate() {
            let line = k + 2;
            let record = record.map_err(|e| unreadable(e.to_string()))?;
            let cell = |i: Option<usize>| i.and_then(|i| record.get(i)).unwrap_or("");
            let person = cell(Some(person));
            if person.is_empty() {
                return Err(unreadable(format!("line {line} has no person")));
            }
            let word = cell(force);
            let known = Force::ALL.into_iter().find(|(id, _)| *id == word).map(|f| f.1);
            let force = match (word, known) {
                ("", _) => Force::default(),
                (_, Some(force)) => force,
                _ => {
                    let ids = Force::ALL.map(|f| f.0).join(", ");
                    return Err(unreadable(format!(
                        "line {line} has the force {word:?}, expected one of {ids}"
                    )));
                }
            };
            let mass_kg = match cell(mass) {
                "" => f64::NAN,
                given => {
                    given.parse().ok().filter(|m| (20.0..=250.0).contains(m)).ok_or_else(|| {
                        unreadable(format!("line {line} has a mass_kg of {given:?}, expected kg"))
                    })?
                }
            };
            let path = cell(Some(path)).trim_start_matches("./").replace('\\', "/");
            all.push(Who { path, person: person.into(), force, mass_kg });
        }
        Ok(People(all))
    }

    /// Of the recording at a path below the validated folder; the longest beginning counts.
    ///
    /// # Errors
    /// [`PeopleError::Unnamed`].
    pub fn of(&self, name: &str) -> Result<&Who, PeopleError> {
        let path = name.replace('\\', "/");
        let begins = |w: &&Who| path.starts_with(w.path.as_str());
        self.0
            .iter()
            .filter(begins)
            .max_by_key(|w| w.path.len())
            .ok_or_else(|| PeopleError::Unnamed { name: name.into() })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn listed(text: &str) -> Result<People, PeopleError> {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("people.csv");
        std::fs::write(&file, text).unwrap();
        People::read(&file)
    }

    #[test]
    fn the_longest_beginning_counts() {
        let people = listed(
            "path,person,force,mass_kg\na/,anna,raw_25n,\na/b,ben,low_passed,81.5\nc,cleo,,\n",
        )
        .unwrap();
        assert_eq!(people.of("a/x.csv").unwrap().person, "anna");
        let ben = people.of("a/b2/foot.csv").unwrap();
        assert_eq!((ben.person.as_str(), ben.force, ben.mass_kg), ("ben", Force::LowPassed, 81.5));
        assert_eq!(people.of("c.csv").unwrap().force, Force::Raw50N);
        assert!(people.of("d.csv").unwrap_err().to_string().contains("d.csv"));
        assert_eq!(People::one("x").of("any").unwrap().person, "x");
    }

    #[test]
    fn a_list_with_mistakes_says_where() {
        let why = |text| listed(text).unwrap_err().to_string();
        assert!(why("folder,person\na,b\n").contains("path and person"));
        assert!(why("path,person,force\na,b,filtered\n").contains("line 2"));
        assert!(why("path,person,force\na,b,filtered\n").contains("low_passed_25n"));
        assert!(why("path,person,mass_kg\na,b,heavy\n").contains("mass_kg"));
        assert!(why("path,person\na,\n").contains("no person"));
    }
}
