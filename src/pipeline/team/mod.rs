//! The files of a team: which runner each belongs to.

mod roster;

use std::path::{Path, PathBuf};

pub use roster::{Roster, RosterLine};

use super::{Found, Input, discover};
use crate::form::Finding;
use crate::team::RosterNote;

/// A runner with his files.
#[derive(Debug, Clone, PartialEq)]
pub struct Runner {
    /// Name from the roster, else from the folder or the file.
    pub name: String,
    /// Group of runners.
    pub group: Option<String>,
    /// Mass, kg.
    pub mass_kg: Option<f64>,
    /// Height, m.
    pub height_m: Option<f64>,
    /// What the runner trains for.
    pub goal: Option<String>,
    /// What the coach wants to remember.
    pub note: Option<String>,
    /// Signs seen by eye.
    pub observed: Vec<Finding>,
    /// What to read.
    pub files: Vec<Found>,
    /// The day of each file for which the roster says one.
    pub days: Vec<Option<String>>,
}

impl Runner {
    fn new(name: String) -> Self {
        let (group, mass_kg, height_m, goal, note) = (None, None, None, None, None);
        let (observed, files, days) = (Vec::new(), Vec::new(), Vec::new());
        Runner { name, group, mass_kg, height_m, goal, note, observed, files, days }
    }
}

/// The runners of a folder, by name, and what was noticed about roster and files.
///
/// A file belongs to the runner whose line of the roster names it; else to the
/// runner called like the folder it lies in, directly below `folder`; else, lying
/// in `folder` itself, to the runner its own name begins with. What is or lies in
/// `except` (the roster, the output) is left alone.
///
/// # Errors
/// Sentences on the lines of the roster that cannot both hold.
pub fn runners(
    folder: &Path,
    roster: Option<&Roster>,
    except: &[PathBuf],
) -> Result<(Vec<Runner>, Vec<RosterNote>), Vec<String>> {
    let lines = roster.map_or(&[][..], |r| &r.lines);
    let mut runners: Vec<Runner> = Vec::new();
    for line in lines {
        if find(&mut runners, &line.athlete).is_none() {
            runners.push(Runner::new(line.athlete.clone()));
        }
        let Some(runner) = find(&mut runners, &line.athlete) else { continue };
        runner.group = runner.group.take().or_else(|| line.group.clone());
        runner.mass_kg = runner.mass_kg.or(line.mass_kg);
        runner.height_m = runner.height_m.or(line.height_m);
        for (all, more) in [(&mut runner.goal, &line.goal), (&mut runner.note, &line.note)] {
            *all = match (all.take(), more) {
                (Some(before), Some(more)) if before != *more => Some(format!("{before}; {more}")),
                (before, more) => before.or_else(|| more.clone()),
            };
        }
        // Signs were checked when the roster was read.
        let signs = line.observed.iter().filter_map(|s| roster::seen(s).ok());
        runner.observed.extend(signs.filter(|s| !runner.observed.contains(s)).collect::<Vec<_>>());
    }
    let except: Vec<PathBuf> = except.iter().filter_map(|p| p.canonicalize().ok()).collect();
    let mut matched = vec![false; lines.len()];
    let (mut problems, mut notes, mut unnamed) = (Vec::new(), Vec::new(), 0);
    for found in discover(&[folder.to_path_buf()]) {
        if is_in(&found, &except) {
            continue;
        }
        let place = below(folder, &found);
        let mut owner: Option<&RosterLine> = None;
        let mut day: Option<String> = None;
        for (line, matched) in lines.iter().zip(&mut matched) {
            if !line.names(&place) {
                continue;
            }
            *matched = true;
            // A folder may be one line, and a file in it that needs a date another.
            day = day.or_else(|| line.date.clone());
            match owner {
                Some(other) if key(&other.athlete) != key(&line.athlete) => problems.push(format!(
                    "lines {} and {}: {place} belongs to {} and to {}; let one of them name it",
                    other.number, line.number, other.athlete, line.athlete
                )),
                Some(_) => {}
                None => owner = Some(line),
            }
        }
        let name = owner.map_or_else(|| name_of(&place), |line| line.athlete.clone());
        if find(&mut runners, &name).is_none() {
            unnamed += usize::from(roster.is_some());
            runners.push(Runner::new(name.clone()));
        }
        if let Some(runner) = find(&mut runners, &name) {
            runner.files.push(found);
            runner.days.push(day);
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    for (line, matched) in lines.iter().zip(matched) {
        if !matched && !line.files.is_empty() {
            let name = line.files.join("; ");
            notes.push(RosterNote::RosterUnmatched { line: line.number, name });
        }
    }
    if unnamed > 0 {
        notes.push(RosterNote::RosterUnnamed { runners: unnamed });
    }
    runners.sort_by(|a, b| (key(&a.name), &a.name).cmp(&(key(&b.name), &b.name)));
    Ok((runners, notes))
}

fn find<'a>(runners: &'a mut [Runner], name: &str) -> Option<&'a mut Runner> {
    runners.iter_mut().find(|r| key(&r.name) == key(name))
}

/// What makes two spellings of a name the same: its letters and digits in lower case.
fn key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_in(found: &Found, places: &[PathBuf]) -> bool {
    let Ok(Input::File(path)) = found else { return false };
    let real = path.canonicalize();
    real.is_ok_and(|real| places.iter().any(|place| real.starts_with(place)))
}

/// The place of a file below the folder, with `/` between folders.
fn below(folder: &Path, found: &Found) -> String {
    let path = match found {
        Ok(Input::File(path)) => path.as_path(),
        Ok(Input::Stdin) => Path::new("-"),
        Err((name, _)) => Path::new(name),
    };
    let rest = path.strip_prefix(folder).ok().filter(|p| !p.as_os_str().is_empty()).unwrap_or(path);
    let parts: Vec<_> = rest.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// The runner of a file that no roster names.
fn name_of(place: &str) -> String {
    let (name, from_file) = match place.split_once('/') {
        Some((folder, _)) => (folder, false),
        None => (place, true),
    };
    let mut name = name;
    if from_file {
        name = name.split('.').find(|part| !part.is_empty()).unwrap_or(name);
        // `Anna Berg - Long run`, `anna_berg_2024-05-12`: the name comes first.
        name = name.split(" - ").next().unwrap_or(name);
        name = name.split("__").next().unwrap_or(name);
        let before = name.split(|c: char| c.is_ascii_digit()).next().unwrap_or(name);
        name = if key(before).is_empty() { name } else { before };
    }
    let words: Vec<&str> = name.split(['_', ' ']).filter(|w| !w.is_empty()).collect();
    let name = words.join(" ");
    let trimmed = name.trim_matches(['-', ' ', '.', ',']);
    if trimmed.is_empty() { place.to_owned() } else { trimmed.to_owned() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_folders_then_from_files() {
        for (place, name) in [
            ("anna_berg/2024/run.fit", "anna berg"),
            ("Anna Berg/run.fit", "Anna Berg"),
            ("anna_berg_2024-05-12.fit", "anna berg"),
            ("Anna Berg - Long run.fit.gz", "Anna Berg"),
            ("ben__tempo.fit", "ben"),
            ("20240512_run.fit", "20240512 run"),
            ("12.fit", "12"),
        ] {
            assert_eq!(name_of(place), name, "{place}");
        }
    }

    #[test]
    fn a_file_belongs_to_one_runner() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        for folder in ["anna_berg", "ben"] {
            std::fs::create_dir(root.join(folder)).unwrap();
        }
        for name in ["anna_berg/1.fit", "ben/1.fit", "Anna Berg 2024.fit", "x17.fit"] {
            std::fs::write(root.join(name), b"x").unwrap();
        }
        let (runners_found, notes) = runners(root, None, &[]).unwrap();
        let counts: Vec<(&str, usize)> =
            runners_found.iter().map(|r| (r.name.as_str(), r.files.len())).collect();
        assert_eq!(counts, [("Anna Berg", 2), ("ben", 1), ("x", 1)]);
        assert!(notes.is_empty());

        let roster = Roster::parse(
            "athlete,files,mass_kg\nAnna Berg,,55\nBenno Claes,ben;x*,70\nDora,dora/*.fit,\n",
        )
        .unwrap();
        let (with_roster, notes) = runners(root, Some(&roster), &[]).unwrap();
        let counts: Vec<(&str, usize, Option<f64>)> =
            with_roster.iter().map(|r| (r.name.as_str(), r.files.len(), r.mass_kg)).collect();
        let expected =
            [("Anna Berg", 2, Some(55.0)), ("Benno Claes", 2, Some(70.0)), ("Dora", 0, None)];
        assert_eq!(counts, expected);
        assert!(matches!(notes[..], [RosterNote::RosterUnmatched { line: 4, .. }]), "{notes:?}");

        let both = Roster::parse("athlete,files\nA,ben\nB,*/1.fit\n").unwrap();
        let problems = runners(root, Some(&both), &[]).unwrap_err();
        assert!(problems[0].contains("lines 2 and 3: ben/1.fit"), "{problems:?}");
    }
}
