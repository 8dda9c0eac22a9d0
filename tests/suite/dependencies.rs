//! What a build takes: nothing twice, little for a library, and no licence or second
//! version that nobody looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Packages that a crate pulls in which uses the library alone, itself included.
const LIBRARY_PACKAGES: usize = 134;

/// Licences that all dependencies may have: permissive ones, without conditions on the
/// programs that use them.
const LICENCES: [&str; 9] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-3-Clause",
    "BSL-1.0",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Crates in two versions, each with what still needs the older one.
const TWO_VERSIONS: &[(&str, &str)] = &[
    ("foldhash", "hashbrown 0.15"),
    ("hashbrown", "planus 1.1 of polars-arrow-format"),
    ("syn", "strum_macros, num-derive and zerocopy-derive of polars; divan-macros of benches"),
];

fn cargo(folder: &Path, arguments: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO")).args(arguments).arg("--offline").current_dir(folder).output();
    let output = output.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Lines of `cargo tree`, each once.
fn tree(folder: &Path, arguments: &[&str]) -> BTreeSet<String> {
    let mut all = vec!["tree", "--prefix", "none"];
    all.extend(arguments);
    let text = cargo(folder, &all);
    let marks = [" (*)", " (proc-macro)"];
    let line = |line: &str| marks.iter().fold(line.to_owned(), |line, mark| line.replace(mark, ""));
    text.lines().map(line).filter(|l| !l.is_empty()).collect()
}

#[test]
fn the_second_readme_command_builds_no_dependency_again() {
    let features = ["-f", "{p} [{f}]"];
    let root = Path::new(ROOT);
    let run = tree(root, &[&["-p", "runform", "-e", "normal,build"][..], &features].concat());
    let test = tree(root, &[&["--workspace", "-e", "normal,build,dev"][..], &features].concat());
    assert!(run.len() > 200 && test.len() > run.len(), "{} and {}", run.len(), test.len());
    let again: Vec<&String> = run.difference(&test).collect();
    assert!(again.is_empty(), "with other features in tests: {again:#?}");
}

#[test]
fn a_crate_that_uses_the_library_builds_little() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("src")).unwrap();
    std::fs::write(folder.path().join("src/lib.rs"), "").unwrap();
    std::fs::copy(Path::new(ROOT).join("Cargo.lock"), folder.path().join("Cargo.lock")).unwrap();
    let manifest = format!(
        "[package]\nname = \"dependent\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nrunform = {{ path = {ROOT:?}, default-features = false }}\n"
    );
    std::fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
    let packages = tree(folder.path(), &["-e", "normal,build", "-f", "{p}"]);
    assert!(packages.iter().any(|p| p.starts_with("runform-core ")), "{packages:#?}");
    assert!(packages.len() <= LIBRARY_PACKAGES, "{}: {packages:#?}", packages.len());
    let unwanted = ["clap", "polars", "rayon", "indicatif", "tempfile", "tracing-subscriber"];
    let there = |name: &&&str| packages.iter().any(|p| p.starts_with(&format!("{name} ")));
    let found: Vec<_> = unwanted.iter().filter(there).collect();
    assert!(found.is_empty(), "{found:?}");
}

/// Whether an expression of licences (`MIT OR Apache-2.0`, `(A OR B) AND C`) can be met
/// with those of the list.
fn allowed(expression: &str) -> bool {
    let tidy = expression.replace('/', " OR ");
    let all = tidy.split(" AND ").map(|part| part.trim_matches(|c| c == '(' || c == ')'));
    all.into_iter().all(|part| {
        part.split(" OR ").any(|one| LICENCES.contains(&one.trim_matches(|c| "( )".contains(c))))
    })
}

#[test]
fn licences_can_be_met_and_are_read_rightly() {
    assert!(allowed("MIT OR Apache-2.0") && allowed("MIT/Apache-2.0"));
    assert!(allowed("(MIT OR GPL-3.0) AND Unicode-3.0"));
    assert!(!allowed("GPL-3.0") && !allowed("MIT AND GPL-3.0"));
    // Of this platform: crates of others are not downloaded on a fresh machine.
    let about = Command::new("rustc").arg("-vV").output().unwrap();
    let about = String::from_utf8(about.stdout).unwrap();
    let host = about.lines().find_map(|l| l.strip_prefix("host: ")).unwrap();
    let arguments = ["metadata", "--format-version", "1", "--filter-platform", host];
    let metadata = cargo(Path::new(ROOT), &arguments);
    let metadata: serde_json::Value = serde_json::from_str(&metadata).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 200);
    let wrong: Vec<String> = packages
        .iter()
        .map(|p| (p["name"].as_str().unwrap(), p["license"].as_str().unwrap_or("none stated")))
        .filter(|(_, licence)| !allowed(licence))
        .map(|(name, licence)| format!("{name}: {licence}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_crate_is_built_in_two_versions() {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in tree(Path::new(ROOT), &["--workspace", "-e", "normal,build,dev", "-f", "{p}"]) {
        let mut words = package.split(' ');
        let (name, version) = (words.next().unwrap(), words.next().unwrap_or_default());
        versions.entry(name.to_owned()).or_default().insert(version.to_owned());
    }
    let several: Vec<_> = versions.iter().filter(|(_, v)| v.len() > 1).collect();
    let named: BTreeSet<&str> = several.iter().map(|(name, _)| name.as_str()).collect();
    let known: BTreeSet<&str> = TWO_VERSIONS.iter().map(|(name, _)| *name).collect();
    assert_eq!(named, known, "{several:?}");
}
