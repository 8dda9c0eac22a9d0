//! Files that are one recording only together with those beside them: the tables of a
//! day of Google Health, and an export of Apple Health with its routes.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::{Found, Input, Problem};
use crate::files::guard;
use crate::import::{self, Lists, bids, takeout};

/// Folder of the routes beside an export of Apple Health.
const ROUTES: &str = "workout-routes";
/// Lists of activities looked into, in one folder.
const MAX_LISTS: usize = 8;
/// The largest list, bytes. Ours: fifty years of five activities a day are half of it.
const MAX_LIST: u64 = 32 << 20;

/// What the file holds together with those beside it; `None` for a file that stands
/// alone.
pub(super) fn together(path: &Path) -> Option<Result<Vec<u8>, Problem>> {
    if is_health_export(path) {
        return Some(health(path));
    }
    if let Some(table) = motion(path) {
        return Some(table);
    }
    let day = day_of(path, &mut HashMap::new())?;
    let read = |name: &PathBuf| {
        guard::protect(name);
        let bytes = std::fs::read(name).map_err(|e| Problem::from_io(&e))?;
        Ok((name.display().to_string(), bytes))
    };
    let files: Result<Vec<_>, Problem> = day.files.iter().map(read).collect();
    Some(files.and_then(|files| Ok(takeout::join(&day.day, &files)?)))
}

/// The rows of BIDS under the names beside them.
fn motion(path: &Path) -> Option<Result<Vec<u8>, Problem>> {
    let stem = path.file_name()?.to_str()?.strip_suffix(bids::MOTION)?;
    let names = path.with_file_name(format!("{stem}{}", bids::CHANNELS));
    if !names.is_file() {
        return None;
    }
    let read = |path: &Path| {
        guard::protect(path);
        std::fs::read(path).map_err(|e| Problem::from_io(&e))
    };
    let both = read(&names).and_then(|names| Ok((names, read(path)?)));
    let table = both.map(|(names, rows)| {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        bids::with_header(&text(&names), &text(&rows)).unwrap_or(rows)
    });
    Some(table)
}

/// Whether a file holds names for the rows beside it.
fn is_names(path: &Path) -> bool {
    let stem =
        path.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_suffix(bids::CHANNELS));
    stem.is_some_and(|s| path.with_file_name(format!("{s}{}", bids::MOTION)).is_file())
}

/// Of the tables of one day the first stays; routes beside an export of Apple Health
/// are read with it.
pub(super) fn only_first(found: Vec<Found>) -> Vec<Found> {
    let mut folders = HashMap::new();
    let mut seen: HashSet<Vec<PathBuf>> = HashSet::new();
    let mut stays = |found: &Found| match found {
        Ok(Input::File(path)) if is_names(path) => false,
        Ok(Input::File(path)) => day_of(path, &mut folders).is_none_or(|day| seen.insert(day.own)),
        _ => true,
    };
    found.into_iter().filter(|f| stays(f)).collect()
}

/// Whether a folder holds the routes of the export beside it.
pub(super) fn is_routes(folder: &Path) -> bool {
    folder.file_name().is_some_and(|n| n == ROUTES)
        && folder.parent().is_some_and(|p| {
            let entries = std::fs::read_dir(p).into_iter().flatten().filter_map(Result::ok);
            entries.map(|e| e.path()).any(|p| is_health_export(&p))
        })
}

/// Whether a file is `export.xml` of Apple Health, in whatever language its name is.
pub(super) fn is_health_export(path: &Path) -> bool {
    let is_xml = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("xml"));
    if !is_xml || !path.is_file() {
        return false;
    }
    let mut head = Vec::new();
    let read = File::open(path).and_then(|f| f.take(1024).read_to_end(&mut head));
    read.is_ok() && import::is_health_export(&head)
}

/// Whether a file lies beside the recordings of an unpacked archive of Strava, where there
/// are only lists and planned routes.
pub(super) fn is_beside_activities(path: &Path) -> bool {
    /// The folder of planned routes.
    const PLANNED: &str = "routes";
    let Some(folder) = path.parent() else { return false };
    let root = if folder.file_name().is_some_and(|n| n == PLANNED) {
        folder.parent().unwrap_or(folder)
    } else {
        folder
    };
    root.join("activities.csv").is_file() && root.join("activities").is_dir()
}

/// The lists of activities in a file's folder and in the one above, where there are any.
pub(super) fn lists(path: &Path) -> Option<Arc<Lists>> {
    /// Lists read once, by folder. A batch has thousands of files beside one list.
    static READ: Mutex<BTreeMap<PathBuf, Option<Arc<Lists>>>> = Mutex::new(BTreeMap::new());
    let folder = path.parent().map_or_else(PathBuf::new, Path::to_path_buf);
    let place = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
    let place = place.canonicalize().ok()?;
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    read.entry(place.clone())
        .or_insert_with(|| {
            let mut lists = Lists::default();
            for folder in [Some(place.as_path()), place.parent()].into_iter().flatten() {
                let entries = std::fs::read_dir(folder).into_iter().flatten();
                let mut named: Vec<PathBuf> =
                    entries.filter_map(Result::ok).map(|e| e.path()).filter(is_list).collect();
                named.sort();
                for list in named.iter().take(MAX_LISTS) {
                    guard::protect(list);
                    if let Ok(bytes) = std::fs::read(list) {
                        lists.add(&bytes);
                    }
                }
            }
            (!lists.is_empty()).then(|| Arc::new(lists))
        })
        .clone()
}

/// A list of activities by its name and size.
fn is_list(path: &PathBuf) -> bool {
    let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_lowercase();
    name.starts_with("activities")
        && name.ends_with(".csv")
        && std::fs::metadata(path).is_ok_and(|m| m.is_file() && m.len() <= MAX_LIST)
}

/// The export in passing, and its routes.
fn health(path: &Path) -> Result<Vec<u8>, Problem> {
    guard::protect(path);
    let file = File::open(path).map_err(|e| Problem::from_io(&e))?;
    let mut table = import::condense_health(&mut BufReader::with_capacity(1 << 18, file))
        .map_err(|e| Problem::from_io(&e))?;
    let folder = path.with_file_name(ROUTES);
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut routes: Vec<PathBuf> = entries.map(|e| e.path()).filter(|p| p.is_file()).collect();
    routes.sort();
    for route in routes {
        guard::protect(&route);
        if let Ok(bytes) = std::fs::read(&route) {
            import::add_route(&bytes, &mut table);
        }
    }
    Ok(table)
}

/// A day of which this is a table.
struct Together {
    day: takeout::Day,
    own: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

fn day_of(path: &Path, folders: &mut HashMap<PathBuf, Vec<PathBuf>>) -> Option<Together> {
    let name = path.file_name()?.to_str()?;
    if !takeout::is_part(name) {
        return None;
    }
    let folder = path.parent()?.to_path_buf();
    let here = folders.entry(folder.clone()).or_insert_with(|| {
        let place = if folder.as_os_str().is_empty() { Path::new(".") } else { &folder };
        let entries = std::fs::read_dir(place).into_iter().flatten().filter_map(Result::ok);
        let mut names: Vec<PathBuf> =
            entries.map(|e| folder.join(e.file_name())).filter(|p| p.is_file()).collect();
        names.sort();
        names
    });
    let names: Vec<&str> = here.iter().map(|p| p.to_str().unwrap_or_default()).collect();
    let at = here.iter().position(|p| p == path)?;
    let day = takeout::days(&names).into_iter().find(|d| d.own.contains(&at))?;
    let paths = |of: &mut dyn Iterator<Item = usize>| -> Vec<PathBuf> {
        of.filter_map(|i| here.get(i)).cloned().collect()
    };
    let (own, files) = (paths(&mut day.own.iter().copied()), paths(&mut day.files()));
    Some(Together { day, own, files })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::pipeline::discover;

    #[test]
    fn tables_of_a_day_are_found_once_however_they_are_named() {
        let dir = tempfile::tempdir().unwrap();
        let names = ["cadence", "ground_contact_time", "speed"]
            .map(|m| dir.path().join(format!("{m}_2025-03-09.csv")));
        for name in &names {
            std::fs::write(name, "timestamp,x\n2025-03-09T07:00:00Z,170\n").unwrap();
        }
        let first = vec![Ok(Input::File(names[0].clone()))];
        assert_eq!(discover(&[dir.path().to_path_buf()]), first);
        assert_eq!(discover(&names), first);
        assert!(together(&names[2]).is_some());
        std::fs::write(dir.path().join("run.csv"), "x").unwrap();
        assert!(together(&dir.path().join("run.csv")).is_none());
    }

    #[test]
    fn lists_and_routes_lie_beside_the_activities_of_strava() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        for folder in ["activities", "routes"] {
            std::fs::create_dir(at(folder)).unwrap();
        }
        assert!(!is_beside_activities(&at("clubs.csv")), "there is no list");
        std::fs::write(at("activities.csv"), "x").unwrap();
        for beside in ["activities.csv", "clubs.csv", "routes/1.gpx"] {
            assert!(is_beside_activities(&at(beside)), "{beside}");
        }
        assert!(!is_beside_activities(&at("activities/1.fit.gz")));
    }

    #[test]
    fn an_unpacked_export_is_one_input_with_its_routes() {
        let dir = tempfile::tempdir().unwrap();
        let export = dir.path().join("Export.xml");
        std::fs::write(&export, "<!DOCTYPE HealthData []><HealthData></HealthData>").unwrap();
        std::fs::create_dir(dir.path().join(ROUTES)).unwrap();
        std::fs::write(dir.path().join(ROUTES).join("a.gpx"), "<gpx/>").unwrap();
        std::fs::write(dir.path().join("other.xml"), "<x/>").unwrap();
        assert_eq!(discover(&[dir.path().to_path_buf()]), vec![Ok(Input::File(export))]);
    }
}
