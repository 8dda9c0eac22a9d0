//! What an hour of an inertial sensor costs, stage by stage, in samples per second.
//!
//! `cargo bench --bench imu`. The recordings are simulated: an hour at 100 Hz with
//! accelerometer and gyroscope.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use divan::Bencher;
use divan::counter::ItemsCount;
use runform::analysis::{Knowledge, Origin, analyze};
use runform::gait::{self, foot, orientation, running, shank, trunk};
use runform::import::{ImportOptions, import};
use runform::recording::{Data, ImuRecording, ImuStream, Placement, Recording};
use runform::segment;
use runform::series;
use runform::settings::Settings;
use runform::signal::Spectra;
use runform::simulate::imu::{ImuProfile, simulate, to_csv};

const PLACES: [Placement; 4] =
    [Placement::Sacrum, Placement::LeftFoot, Placement::LeftShank, Placement::LeftWrist];

fn main() {
    divan::main();
}

fn profile(placement: Placement) -> ImuProfile {
    let mut profile =
        ImuProfile { placements: vec![placement], rate_hz: 100.0, ..ImuProfile::default() };
    profile.run.duration_s = 3600.0;
    profile
}

/// The recording with the number of its samples.
fn hour(placement: Placement) -> (Recording, ItemsCount) {
    let recording = simulate(&profile(placement)).recording;
    let samples: usize = stream(&recording).pieces.iter().map(|p| p.len()).sum();
    (recording, ItemsCount::new(samples))
}

fn imu(recording: &Recording) -> &ImuRecording {
    match &recording.data {
        Data::Imu(imu) => imu,
        _ => panic!("no sensors"),
    }
}

fn stream(recording: &Recording) -> &ImuStream {
    &imu(recording).sensors[0]
}

/// From bytes to signals on an even grid.
#[divan::bench]
fn read(bencher: Bencher) {
    let run = simulate(&profile(Placement::Sacrum));
    let (bytes, samples) = (to_csv(&run, 0), hour(Placement::Sacrum).1);
    bencher.counter(samples).bench_local(|| import(&bytes, &ImportOptions::default()).unwrap());
}

/// Which stretches are running.
#[divan::bench(args = PLACES)]
fn running_gate(bencher: Bencher, placement: Placement) {
    let (recording, samples) = hour(placement);
    let stream = stream(&recording);
    bencher
        .counter(samples)
        .bench_local(|| running::stretches(stream, &mut Spectra::new()).runs.len());
}

/// The body's axes.
#[divan::bench]
fn axes(bencher: Bencher) {
    let (recording, samples) = hour(Placement::Sacrum);
    let found = running::stretches(stream(&recording), &mut Spectra::new());
    let run = &found.runs[0];
    bencher.counter(samples).bench_local(|| orientation::align(run).unwrap());
}

/// Steps and what there is in them, axes included.
#[divan::bench(args = [Placement::Sacrum, Placement::LeftFoot, Placement::LeftShank])]
fn steps(bencher: Bencher, placement: Placement) {
    let (recording, samples) = hour(placement);
    let mut spectra = Spectra::new();
    let found = running::stretches(stream(&recording), &mut spectra);
    let run = &found.runs[0];
    bencher.counter(samples).bench_local(|| match placement {
        Placement::Sacrum => {
            trunk::measure(run, &Default::default()).map(|t| t.stretch.steps.len()).unwrap()
        }
        Placement::LeftFoot => foot::measure(run, &mut spectra).unwrap().steps.len(),
        _ => shank::measure(run, &mut spectra).unwrap().steps.len(),
    });
}

/// Everything the sensors say: gate, steps, windows, sides.
#[divan::bench(args = PLACES)]
fn gait(bencher: Bencher, placement: Placement) {
    let (recording, samples) = hour(placement);
    let settings = Settings::default();
    bencher
        .counter(samples)
        .bench_local(|| gait::measure(imu(&recording), &settings.imu, &mut Vec::new()));
}

/// The same as seconds, with masks and windows.
#[divan::bench(args = PLACES)]
fn series_and_windows(bencher: Bencher, placement: Placement) {
    let (recording, samples) = hour(placement);
    let settings = Settings::default();
    bencher.counter(samples).bench_local(|| {
        let mut notes = Vec::new();
        let mut series = series::of(&recording, &settings, &mut notes);
        segment::fill_grade(&mut series, &recording, &settings, &mut notes);
        segment::mark(&mut series, &settings);
        segment::choose(&series, &settings)
    });
}

/// From signals to findings and strength work.
#[divan::bench(args = PLACES)]
fn whole_analysis(bencher: Bencher, placement: Placement) {
    let (recording, samples) = hour(placement);
    let origin = Origin { path: "run".into(), sha256: String::new(), index: 0 };
    let (settings, knowledge) = (Settings::default(), Knowledge::builtin().unwrap());
    bencher
        .counter(samples)
        .bench_local(|| analyze(&recording, &origin, &settings, knowledge).unwrap());
}
