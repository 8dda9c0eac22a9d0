//! The rules of the house: which room may know which, who writes sentences, and that
//! the map of the rooms shows the rooms that there are.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Rooms of the core, lower ones first.
const CORE: [&str; 14] = [
    "hash",
    "stats",
    "units",
    "facts",
    "signal",
    "recording",
    "metrics",
    "settings",
    "gait",
    "series",
    "segment",
    "compare",
    "form",
    "lib",
];

/// Files of the core that still write sentences, with how many: none may join them,
/// and none may write more.
const STILL_TEXTS: &[(&str, usize)] = &[
    // A failed check of the mathematics, for developers.
    ("compare/drift/vectors.rs", 1),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(sources(&path)),
            false if path.extension().is_some_and(|e| e == "rs") => found.push(path),
            false => {}
        }
    }
    found.sort();
    found
}

/// The program text of a file: without its tests, which stand last, and without
/// comments.
fn program(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let end = text.find("#[cfg(test)]\n#[allow").or_else(|| text.find("#[cfg(test)]\nmod tests"));
    let text = &text[..end.unwrap_or(text.len())];
    let lines = text.lines().map(|l| l.split("// ").next().unwrap_or_default());
    lines.filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// What a pure function of its arguments has no use for: files, the network, threads,
/// the clock, and what of other crates brings them.
const IMPURE: [&str; 10] = [
    "std::fs",
    "std::net",
    "std::thread",
    "std::process",
    "Instant",
    "SystemTime",
    "clap::",
    "polars",
    "rayon",
    "Zoned::now",
];

/// Rooms of the library without its features: a browser calls them.
#[test]
fn the_library_touches_no_files_clock_or_threads() {
    let root = Path::new(ROOT);
    let rooms = ["analysis", "facade", "report", "runs", "study", "team", "trend", "words"];
    let folders = ["crates/core/src", "crates/import/src", "crates/strength/src"];
    let own = rooms.map(|room| format!("src/{room}"));
    let folders = folders.into_iter().map(str::to_owned).chain(own);
    let mut files: Vec<PathBuf> = folders.flat_map(|f| sources(&root.join(f))).collect();
    files.extend(["src/lib.rs", "src/knowledge.rs"].map(|f| root.join(f)));
    assert!(files.len() > 300, "{}", files.len());
    let mut found: Vec<String> = Vec::new();
    for path in files {
        let name = path.strip_prefix(root).unwrap().display().to_string();
        // Behind the feature `cli`; tests of rooms may read files.
        if ["src/facade/paths.rs", "src/words/pages.rs"].contains(&name.as_str())
            || name.ends_with("tests.rs")
            || name.contains("/tests/")
        {
            continue;
        }
        let text = program(&path);
        let words = |line: &str, what: &str| {
            line.match_indices(what).any(|(at, _)| {
                let before = line[..at].chars().next_back();
                !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
            })
        };
        for what in IMPURE {
            // `Start::Instant` is a moment that a file tells.
            let hit = |l: &&str| (what != "Instant" || l.contains("time::")) && words(l, what);
            found.extend(text.lines().filter(hit).map(|l| format!("{name}: {}", l.trim())));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

fn room(path: &Path, root: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn no_room_of_the_core_knows_a_higher_one() {
    let root = Path::new(ROOT).join("crates/core/src");
    let place = |room: &str| CORE.iter().position(|r| *r == room);
    let mut wrong: Vec<String> = Vec::new();
    for path in sources(&root) {
        let own = room(&path, &root);
        let Some(own_place) = place(&own) else {
            wrong.push(format!("{own} has no place in the order"));
            continue;
        };
        for part in program(&path).split("crate::").skip(1) {
            let name: String =
                part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if place(&name).is_some_and(|there| there > own_place) {
                wrong.push(format!("{} knows {name}", path.strip_prefix(&root).unwrap().display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Texts in quotation marks of five words and more, without attributes.
fn sentences(program: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (i, piece) in program.replace("\\\"", "'").split('"').enumerate() {
        let words = piece.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic)).count();
        if i % 2 == 1 && words >= 5 {
            found.push(piece.to_owned());
        }
    }
    found
}

#[test]
fn the_core_writes_no_sentences() {
    let root = Path::new(ROOT).join("crates/core/src");
    let mut more: Vec<String> = Vec::new();
    for path in sources(&root) {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let found = sentences(&program(&path));
        let known = STILL_TEXTS.iter().find(|(file, _)| *file == name).map_or(0, |f| f.1);
        if found.len() > known {
            more.push(format!("{name}: {} of {known}: {found:#?}", found.len()));
        }
    }
    assert!(more.is_empty(), "{}", more.join("\n"));
}

/// Names in the map of the rooms below a heading line, each at the begin of its line.
fn mapped(map: &str, heading: &str) -> BTreeSet<String> {
    let lines = map.lines().skip_while(|l| !l.starts_with(heading)).skip(1);
    let inside = lines.take_while(|l| l.starts_with("  "));
    let own = inside.filter(|l| !l.starts_with("   "));
    own.filter_map(|l| l.split_whitespace().next())
        .map(|name| name.trim_end_matches('/').trim_end_matches(".rs").to_owned())
        .collect()
}

#[test]
fn the_map_shows_the_rooms() {
    let page = std::fs::read_to_string(Path::new(ROOT).join("docs/architecture.md")).unwrap();
    for (heading, folder) in [("crates/core/src/", "crates/core/src"), ("src/", "src")] {
        let shown = mapped(&page, heading);
        let there: BTreeSet<String> = std::fs::read_dir(Path::new(ROOT).join(folder))
            .unwrap()
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
            .map(|name| name.trim_end_matches(".rs").to_owned())
            .collect();
        // Rooms of other crates stand under their old names, re-exported.
        let hidden: BTreeSet<String> = ["lib", "hash", "units"].map(str::to_owned).into();
        let missing: Vec<_> = there.difference(&shown).filter(|n| !hidden.contains(*n)).collect();
        let gone: Vec<_> = shown.difference(&there).collect();
        assert!(
            missing.is_empty() && gone.is_empty(),
            "{folder}: not shown {missing:?}, not there {gone:?}"
        );
    }
}
