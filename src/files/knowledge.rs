//! A folder of knowledge: its files, by their names in it.

use std::collections::BTreeMap;
use std::path::Path;

use super::guard;
use crate::runs::Problem;
use crate::words::english_of;

/// Folders within it.
const BELOW: [&str; 2] = ["", "strength"];

/// The texts of all files in a folder, `breakdowns.toml`, `strength/links.toml`, …
///
/// # Errors
/// Words on what cannot be read, or that there is none.
pub fn texts(folder: &Path) -> Result<BTreeMap<String, String>, String> {
    let mut found = BTreeMap::new();
    for below in BELOW {
        let place = folder.join(below);
        let failed = |path: &Path, e: &std::io::Error| {
            format!("{}: {}", path.display(), english_of(&Problem::from_io(e)))
        };
        let entries = match std::fs::read_dir(&place) {
            Err(_) if !below.is_empty() && !place.exists() => continue,
            other => other.map_err(|e| failed(&place, &e))?,
        };
        for entry in entries {
            let path = entry.map_err(|e| failed(&place, &e))?.path();
            if path.extension().is_none_or(|e| e != "toml") {
                continue;
            }
            guard::protect(&path);
            let text = std::fs::read_to_string(&path).map_err(|e| failed(&path, &e))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let name = if below.is_empty() { name } else { format!("{below}/{name}") };
            found.insert(name, text);
        }
    }
    if found.is_empty() {
        return Err("there is no .toml file in it or in its folder strength.".into());
    }
    Ok(found)
}
