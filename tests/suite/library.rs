//! The public names of the library, and what it gives: the same bytes as the command.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use runform::{
    Analyzer, Error, Format, Language, Layout, LeftOut, Outcome, Placement, ReadOptions,
    SensorFile, Style, render, tables,
};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Names at the root of the crate that are not hidden, as `lib.rs` exports them.
fn public_names() -> BTreeSet<String> {
    let text = std::fs::read_to_string(Path::new(ROOT).join("src/lib.rs")).unwrap();
    let mut names = BTreeSet::new();
    let mut hidden = false;
    let code: String = text
        .lines()
        .filter(|l| !l.trim_start().starts_with("//"))
        .map(|l| format!("{}\n", l.trim()))
        .collect();
    for item in code.split_inclusive([';', ']']) {
        let item = item.trim();
        if item.starts_with("#[") {
            hidden |= item == "#[doc(hidden)]";
            continue;
        }
        let path = item.strip_prefix("pub use ").or_else(|| item.strip_prefix("pub mod "));
        if let Some(path) = path.filter(|_| !hidden) {
            let path = path.trim_end_matches(';');
            let list = path.split_once('{').map_or(path, |(_, list)| list.trim_end_matches('}'));
            let own = list.split(',').map(str::trim).filter(|n| !n.is_empty());
            let name = |n: &str| {
                let n = n.rsplit(" as ").next().unwrap_or(n);
                n.rsplit("::").next().unwrap_or(n).to_owned()
            };
            names.extend(own.map(name));
        }
        hidden = false;
    }
    names
}

/// A program that builds on the library relies on these: none goes without a new major
/// version, and one that comes is written down here.
#[test]
fn the_public_names_are_those_written_down() {
    let written = std::fs::read_to_string(Path::new(ROOT).join("tests/public_names.txt")).unwrap();
    let written: BTreeSet<String> = written.lines().map(str::to_owned).collect();
    let there = public_names();
    assert!(there.contains("Analyzer") && !there.contains("cli"), "{there:?}");
    assert_eq!(there, written);
}

fn the_only(outcomes: Vec<Outcome>) -> runform::Analyzed {
    let [Outcome::Analyzed(run)] = <[Outcome; 1]>::try_from(outcomes).unwrap() else {
        panic!("not analysed")
    };
    *run
}

fn command(arguments: &[&str]) -> Vec<u8> {
    let program = env!("CARGO_BIN_EXE_runform");
    let output = Command::new(program).args(arguments).current_dir(ROOT).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

const SAMPLE: &str = "data/samples/tired_long_run.fit";

fn sample() -> Vec<u8> {
    std::fs::read(Path::new(ROOT).join(SAMPLE)).unwrap()
}

#[test]
fn the_document_is_that_of_the_command() {
    let options = ReadOptions::new().name(SAMPLE);
    let run = the_only(Analyzer::new().outcomes(sample(), &options));
    for (layout, flags) in [
        (Layout::default(), &[][..]),
        (Layout { pretty: true, ..Layout::default() }, &["--pretty"][..]),
        (Layout { series: true, ..Layout::default() }, &["--include", "series"][..]),
    ] {
        let own = render(&run, Format::Json(layout), &Style::new()).unwrap();
        let printed = command(&[&["analyze", SAMPLE, "--format", "json"][..], flags].concat());
        assert!(own == printed, "{flags:?}");
    }
    let read = runform::read(sample(), &options).unwrap();
    let alone = Analyzer::new().analyze(&read.recordings[0]).unwrap();
    assert_eq!(alone.analysis, run.analysis);
}

#[test]
fn the_page_is_that_of_the_command() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("page.html");
    let place = place.to_str().unwrap();
    command(&["analyze", SAMPLE, "--html", place, "--language", "de"]);
    let run = the_only(Analyzer::new().outcomes(sample(), &ReadOptions::new().name(SAMPLE)));
    let own = render(&run, Format::Html, &Style::new().language(Language::German)).unwrap();
    assert!(own == std::fs::read(place).unwrap());
}

#[test]
fn tables_have_columns_of_one_length() {
    let run = the_only(Analyzer::new().outcomes(sample(), &ReadOptions::new()));
    let tables = tables(&run);
    assert_eq!(tables.len(), 7);
    for table in &tables {
        let rows = table.columns[0].1.len();
        assert!(table.columns.iter().all(|(_, cells)| cells.len() == rows), "{}", table.name);
        assert_eq!(rows > 0, table.name != "steps", "{}", table.name);
    }
}

/// Two feet, 4 minutes at an even speed.
fn feet() -> Vec<SensorFile> {
    use runform::simulate::imu::{named, simulate, to_csv};
    let mut profile = named("fresh").unwrap();
    profile.placements = vec![Placement::LeftFoot, Placement::RightFoot];
    profile.run.duration_s = 240.0;
    let simulated = simulate(&profile);
    let file = |index: usize, placement: Placement| SensorFile {
        placement,
        name: format!("{placement}.csv"),
        bytes: to_csv(&simulated, index),
    };
    vec![file(0, Placement::LeftFoot), file(1, Placement::RightFoot)]
}

#[test]
fn two_sensors_are_one_recording_as_for_the_command() {
    let folder = tempfile::tempdir().unwrap();
    let files = feet();
    let mut flags: Vec<String> = Vec::new();
    for file in &files {
        let path = folder.path().join(&file.name);
        std::fs::write(&path, &file.bytes).unwrap();
        flags.extend(["--imu".into(), format!("{}={}", file.placement, path.display())]);
    }
    let mut arguments = vec!["analyze", "--format", "json", "--speed", "3"];
    arguments.extend(flags.iter().map(String::as_str));
    let printed = command(&arguments);
    let named = |file: SensorFile| SensorFile {
        name: folder.path().join(&file.name).display().to_string(),
        ..file
    };
    let files: Vec<SensorFile> = files.into_iter().map(named).collect();
    let options = ReadOptions::new().speed(3.0);
    let run = the_only(Analyzer::new().outcomes_together(files.clone(), &options));
    assert!(render(&run, Format::Json(Layout::default()), &Style::new()).unwrap() == printed);
    let joined = runform::join(files, &options).unwrap();
    assert_eq!(joined.recordings[0].placements(), [Placement::LeftFoot, Placement::RightFoot]);
}

#[test]
fn what_cannot_be_read_is_an_error_with_a_code_and_a_text() {
    let error = runform::read(b"GIF89a".to_vec(), &ReadOptions::new()).unwrap_err();
    assert_eq!(error.code(), "unknown_format");
    let text = error.text(Language::English);
    assert!(text.contains("GIF") && !text.contains("--"), "{text}");
    let column = ReadOptions::new().column("nothing");
    assert!(matches!(column, Err(Error::Import(_))));
    let missing = runform::read_path("no/such/file.fit", &ReadOptions::new()).unwrap_err();
    assert_eq!(missing.code(), "file_missing");
}

#[test]
fn a_broken_file_in_an_archive_stands_beside_the_others() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [("a.fit", sample()), ("b.csv", b"not,a\nrun,at all".to_vec())] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, &bytes).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    let found = runform::read(bytes, &ReadOptions::new().name("runs.zip")).unwrap();
    assert_eq!(found.recordings.len(), 1);
    assert_eq!(found.recordings[0].name(), "runs.zip!a.fit");
    assert!(
        matches!(&found.left_out[..], [LeftOut::Failed { name, .. }] if name == "runs.zip!b.csv"),
        "{:?}",
        found.left_out
    );
}
