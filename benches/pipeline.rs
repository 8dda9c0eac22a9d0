//! What a whole recording costs, stage by stage, and what the pipeline adds.
//!
//! `cargo bench`. The recording is a 95-minute run of `RUNFORM_TEST_DATA` where
//! that is set, otherwise the sample of the repository; `RUNFORM_BENCH_FILE`
//! names another.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::PathBuf;
use std::sync::OnceLock;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use runform::analysis::{Analyzed, Knowledge, Origin, analyze};
use runform::compare;
use runform::form::Rules;
use runform::import::{ImportOptions, import};
use runform::pipeline::{self, Found, Input, Outcome, Task};
use runform::recording::{Recording, Sport};
use runform::report::html::{self, Style};
use runform::report::json::{self, Layout};
use runform::report::terminal::{self, View};
use runform::segment;
use runform::series::{self, FormSeries};
use runform::settings::Settings;
use runform::simulate::watch::{WatchProfile, simulate, to_csv};
use runform::strength::{Catalogue, Files};
use runform::words::{Tongue, Words};

fn main() {
    divan::main();
}

/// The recording that most benchmarks work on.
fn file() -> &'static PathBuf {
    static FILE: OnceLock<PathBuf> = OnceLock::new();
    FILE.get_or_init(|| {
        let real = std::env::var_os("RUNFORM_TEST_DATA")
            .map(|data| PathBuf::from(data).join("watch/fit/fit2gpx_Fenix3-Run-1321421020.fit"));
        let sample =
            PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/samples/tired_long_run.fit");
        let named = std::env::var_os("RUNFORM_BENCH_FILE").map(PathBuf::from);
        named.or(real.filter(|p| p.is_file())).unwrap_or(sample)
    })
}

fn recording() -> Recording {
    let all = import(&std::fs::read(file()).unwrap(), &ImportOptions::default()).unwrap();
    all.into_iter().find(|r| !matches!(r.sport, Sport::Other(_))).unwrap()
}

/// Three hours at one record per second.
fn three_hours() -> Recording {
    simulate(&WatchProfile { duration_s: 10_800.0, ..WatchProfile::default() }).recording
}

fn series(recording: &Recording) -> FormSeries {
    let (settings, mut notes) = (Settings::default(), Vec::new());
    let mut series = series::of(recording, &settings, &mut notes);
    segment::fill_grade(&mut series, recording, &settings, &mut notes);
    segment::mark(&mut series, &settings);
    series
}

fn analysed() -> Analyzed {
    whole_analysis(&recording())
}

fn whole_analysis(recording: &Recording) -> Analyzed {
    let origin = Origin { path: "run".into(), sha256: String::new(), index: 0 };
    analyze(recording, &origin, &Settings::default(), Knowledge::builtin().unwrap()).unwrap()
}

#[divan::bench]
fn read_fit(bencher: Bencher) {
    let bytes = std::fs::read(file()).unwrap();
    bencher
        .counter(BytesCount::new(bytes.len()))
        .bench_local(|| import(&bytes, &ImportOptions::default()).unwrap());
}

/// The simulator's CSV, as many seconds as the FIT file has (95 minutes).
#[divan::bench]
fn read_csv(bencher: Bencher) {
    let bytes = to_csv(&simulate(&WatchProfile { duration_s: 5712.0, ..WatchProfile::default() }));
    bencher
        .counter(BytesCount::new(bytes.len()))
        .bench_local(|| import(&bytes, &ImportOptions::default()).unwrap());
}

#[divan::bench]
fn series_and_windows(bencher: Bencher) {
    let recording = recording();
    bencher.bench_local(|| {
        let series = series(&recording);
        let windows = segment::choose(&series, &Settings::default());
        (series, windows)
    });
}

#[divan::bench]
fn compare_windows(bencher: Bencher) {
    let series = series(&recording());
    let windows = segment::choose(&series, &Settings::default());
    bencher.bench_local(|| compare::compare(&series, &windows, &Settings::default()));
}

/// Target: 50 ms.
#[divan::bench]
fn compare_three_hours(bencher: Bencher) {
    let series = series(&three_hours());
    let windows = segment::choose(&series, &Settings::default());
    bencher.bench_local(|| compare::compare(&series, &windows, &Settings::default()));
}

/// From the recording to findings and prescription, without reading the file.
#[divan::bench]
fn analyse(bencher: Bencher) {
    let recording = recording();
    bencher.bench_local(|| whole_analysis(&recording));
}

#[divan::bench]
fn analyse_three_hours(bencher: Bencher) {
    let recording = three_hours();
    bencher.bench_local(|| whole_analysis(&recording));
}

/// Target: 100 ms.
#[divan::bench]
fn render_page(bencher: Bencher) {
    let analysed = analysed();
    let style = Style { tongue: Tongue::default(), settings: Settings::default(), knowledge: None };
    bencher.bench_local(|| html::runner(&analysed, &style).unwrap());
}

/// Target: 100 ms.
#[divan::bench]
fn render_page_three_hours(bencher: Bencher) {
    let analysed = whole_analysis(&three_hours());
    let style = Style { tongue: Tongue::default(), settings: Settings::default(), knowledge: None };
    bencher.bench_local(|| html::runner(&analysed, &style).unwrap());
}

#[divan::bench]
fn print_json(bencher: Bencher) {
    let analysed = analysed();
    bencher.bench_local(|| json::document(&analysed, Layout::default()).unwrap());
}

#[divan::bench]
fn print_terminal(bencher: Bencher) {
    let analysed = analysed();
    let words = Words::new(Tongue::default());
    let view = View { words: &words, columns: 80, details: false };
    bencher.bench_local(|| terminal::summary(&analysed.analysis, view));
}

/// Once per process: reading and checking the embedded rules and exercises.
#[divan::bench]
fn load_knowledge(bencher: Bencher) {
    bencher.bench_local(|| {
        let rules = Rules::from_toml(Rules::BUILTIN).unwrap();
        let catalogue = Catalogue::from_toml(&Files::default(), &rules).unwrap();
        (rules, catalogue)
    });
}

/// Handing 1000 inputs through that cost nothing themselves.
#[divan::bench(args = [1, 2])]
fn hand_over(bencher: Bencher, threads: usize) {
    let inputs: Vec<Found> = (0..1000_u32).map(|i| Ok(Input::File(i.to_string().into()))).collect();
    let work = |found: Found, emit: &mut dyn FnMut(usize) -> bool| {
        emit(found.map_or(0, |input| input.name().len()));
    };
    bencher.counter(ItemsCount::new(1000_u32)).with_inputs(|| inputs.clone()).bench_values(
        |inputs| {
            let mut total = 0;
            let result = pipeline::run(inputs, Some(threads), &work, &mut |n| {
                total += n;
                Ok(())
            });
            (result.is_ok(), total)
        },
    );
}

/// One recording from the file to both outputs.
#[divan::bench]
fn whole_recording(bencher: Bencher) {
    let bytes = std::fs::metadata(file()).map_or(0, |m| m.len());
    let task = Task::default();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        let words = Words::new(Tongue::default());
        let view = View { words: &words, columns: 80, details: false };
        let mut printed = 0;
        pipeline::analyze_file(Ok(Input::File(file().clone())), &task, &mut |outcome| {
            if let Outcome::Analyzed(analyzed) = outcome {
                printed += terminal::summary(&analyzed.analysis, view).len();
                printed += json::document(&analyzed, Layout::default()).map_or(0, |d| d.len());
            }
            true
        });
        printed
    });
}
