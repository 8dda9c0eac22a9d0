//! What a run takes of a terminal: a dozen lines, and one in a list of many.

use runform::analysis::{Analysis, Knowledge, Origin, analyze};
use runform::report::terminal::{View, closing, line, summary};
use runform::settings::Settings;
use runform::words::{Language, Tongue, Words};

use crate::support::{files_in, real_data, runs};

/// Lines of a run and what closes the summary, at 80 columns.
const MOST: usize = 12;

/// Every run of the real recordings that can be analysed.
fn real_runs() -> Option<Vec<Analysis>> {
    let data = real_data("lines on a terminal")?;
    let knowledge = Knowledge::builtin().unwrap();
    let mut all = Vec::new();
    let mut folders: Vec<_> = std::fs::read_dir(data.join("watch")).unwrap().collect();
    folders.sort_by_key(|f| f.as_ref().unwrap().path());
    for folder in folders.into_iter().map(|f| f.unwrap().path()).filter(|f| f.is_dir()) {
        for file in files_in(&folder) {
            let bytes = std::fs::read(&file).unwrap();
            // Some files of the collection are there to be refused.
            if runform::import::import(&bytes, &Default::default()).is_err() {
                continue;
            }
            let path = file.file_name().unwrap().to_string_lossy().into_owned();
            for recording in runs(&bytes) {
                let origin = Origin { path: path.clone(), sha256: String::new(), index: 0 };
                let analyzed = analyze(&recording, &origin, &Settings::default(), knowledge);
                all.extend(analyzed.ok().map(|a| a.analysis));
            }
        }
    }
    assert!(all.len() > 70, "only {} runs", all.len());
    Some(all)
}

fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

#[test]
fn a_run_takes_a_dozen_lines_and_one_in_a_list() {
    let Some(all) = real_runs() else { return };
    for language in Language::ALL {
        let words = Words::new(Tongue { language, ..Tongue::default() });
        let view = |columns| View { words: &words, columns, details: false };
        let mut most = 0;
        for run in &all {
            let path = &run.recording.path;
            let told = plain(&format!("{}{}", summary(run, view(80)), closing(view(80))));
            let lines = told.lines().count();
            assert!(lines <= MOST, "{path}: {lines} lines\n{told}");
            most = most.max(lines);
            for columns in [60, 80, 120] {
                let told = plain(&line(run, view(columns)));
                assert_eq!(told.lines().count(), 1, "{path} at {columns}: {told}");
                let wide = told.trim_end().chars().count();
                assert!(wide <= columns, "{path}: {wide} wide at {columns}: {told}");
            }
        }
        eprintln!("{}: {} runs, {most} lines at most", language.code(), all.len());
    }
}
