//! What a whole recording costs, and what the pipeline adds to it.
//!
//! `cargo bench`; set `RUNFORM_BENCH_FILE` to a recording to time all of
//! reading, analysing and printing it.

use std::path::PathBuf;

use divan::counter::{BytesCount, ItemsCount};
use runform::pipeline::{self, Found, Input, Outcome, Task};
use runform::report::json::{self, Layout};
use runform::report::terminal::{self, View};
use runform::units::Units;

fn main() {
    divan::main();
}

/// Handing 1000 inputs through that cost nothing themselves.
#[divan::bench(args = [1, 2])]
fn hand_over(bencher: divan::Bencher, threads: usize) {
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
fn whole_recording(bencher: divan::Bencher) {
    let Some(path) = std::env::var_os("RUNFORM_BENCH_FILE").map(PathBuf::from) else { return };
    let bytes = std::fs::metadata(&path).map_or(0, |m| m.len());
    let task = Task::default();
    let view = View { units: Units::Metric, columns: 80, details: false };
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        let mut printed = 0;
        pipeline::analyze_file(Ok(Input::File(path.clone())), &task, &mut |outcome| {
            if let Outcome::Analyzed(analyzed) = outcome {
                printed += terminal::summary(&analyzed.analysis, view).len();
                printed += json::document(&analyzed, Layout::default()).map_or(0, |d| d.len());
            }
            true
        });
        printed
    });
}
