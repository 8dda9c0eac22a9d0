//! Faults of clocks and files: written as CSV, read back, measured.

use runform::import::{GyroUnit as GyroAs, ImportOptions, import, join};
use runform::recording::Placement::{self, *};
use runform::recording::{Data, MarkedStep};
use runform::simulate::imu::{AccUnit, Faults, GyroUnit, Names, Order, Stamps, simulate, to_csv};

use super::score::{measured, score};
use super::steady;
use super::table::*;

/// Steps this near to the ends of a stretch do not count, s.
const MARGIN_S: f64 = 0.5;

/// Shorter parts between gaps are not scored, s.
const SHORTEST_S: f64 = 5.0;

/// A name and what it does to a file.
type Fault = (&'static str, fn(&mut Faults));

const FAULTS: [Fault; 20] = [
    ("plain", |_| {}),
    ("mg, rad/s", |f| (f.acc_unit, f.gyro_unit) = (AccUnit::Mg, GyroUnit::Rps)),
    ("m/s2, mdeg/s", |f| (f.acc_unit, f.gyro_unit) = (AccUnit::Mps2, GyroUnit::Mdps)),
    ("bare names, m/s2, rad/s", |f| {
        (f.names, f.acc_unit, f.gyro_unit) = (Names::Bare, AccUnit::Mps2, GyroUnit::Rps)
    }),
    ("bare names, g, deg/s", |f| f.names = Names::Bare),
    ("spelled, gyro first", |f| (f.names, f.order) = (Names::Spelled, Order::GyroFirst)),
    ("z to x", |f| f.order = Order::Zyx),
    ("time last", |f| f.order = Order::TimeLast),
    ("ms", |f| f.stamps = Stamps::Ms),
    ("epoch us", |f| f.stamps = Stamps::EpochUs),
    ("iso", |f| f.stamps = Stamps::Iso),
    ("jitter 0.3", |f| f.jitter = 0.3),
    ("skew 100 ppm", |f| f.clock_skew_ppm = 100.0),
    ("2 decimals", |f| f.stamp_decimals = 2),
    ("batches of 8", |f| f.batch = 8),
    ("rows twice 1 %", |f| f.duplicated_pct = 1.0),
    ("dropped 2 %", |f| f.dropped_pct = 2.0),
    ("3 gaps of 2 s", |f| (f.gaps, f.gap_s) = (3, 2.0)),
    ("stamps start over", |f| f.stamp_reset_at_s = 31.0),
    ("stamps wrap", |f| f.stamp_wrap_s = 40.0),
];

fn read(bytes: &[u8], placement: Placement) -> runform::recording::ImuRecording {
    let options = ImportOptions { placement: Some(placement), ..ImportOptions::default() };
    match import(bytes, &options).unwrap().remove(0).data {
        Data::Imu(imu) => imu,
        _ => panic!("not read as a sensor"),
    }
}

#[test]
fn an_impossible_unit_is_refused_and_the_likely_one_named() {
    let mut p = steady(60.0, &[Sacrum], 100.0);
    p.faults.names = Names::Bare;
    let file = to_csv(&simulate(&p), 0);
    let with = |unit| ImportOptions {
        placement: Some(Sacrum),
        gyro_unit: Some(unit),
        ..ImportOptions::default()
    };
    let error = import(&file, &with(GyroAs::RadPerS)).unwrap_err().to_string();
    assert!(
        error.starts_with("gyro_unit_impossible") && error.contains("fitting deg/s"),
        "{error}"
    );
    assert!(import(&file, &with(GyroAs::DegPerS)).is_ok());
}

#[test]
fn every_fault_of_the_file() {
    header();
    let mut plain_ic = std::collections::BTreeMap::<Placement, f64>::new();
    for (fault, spoil) in FAULTS {
        for place in [Sacrum, LeftFoot, LeftShank] {
            let mut p = steady(90.0, &[place], 200.0);
            spoil(&mut p.faults);
            let sim = simulate(&p);
            let imu = read(&to_csv(&sim, 0), place);
            let (gait, notes) = measured(&imu);
            let name = format!("{place} {fault}");
            let Some(track) = gait.tracks.first() else {
                panic!("{name}: {notes:?}");
            };
            // Where the stamps start over, how long that took is not known: each
            // part is on a clock of its own.
            let restarts = p.faults.stamp_reset_at_s.max(p.faults.stamp_wrap_s);
            let mut scores = Vec::new();
            for stretch in &track.stretches {
                let piece = imu.sensors[0]
                    .pieces
                    .iter()
                    .rposition(|x| x.start_s <= stretch.span.start_s + 0.01)
                    .unwrap();
                let begin = imu.sensors[0].pieces[piece].start_s;
                let shift = if restarts > 0.0 { begin - restarts * piece as f64 } else { 0.0 };
                let (from, to) = (
                    stretch.span.start_s - shift + MARGIN_S,
                    stretch.span.end_s - shift - MARGIN_S,
                );
                if to - from > SHORTEST_S {
                    scores.push(score(track, &sim, place, shift, |t| (from..to).contains(&t)));
                }
            }
            let steps: usize = scores.iter().map(|s| s.steps).sum();
            let covered = p.run.duration_s * p.run.runner.cadence_spm
                / 60.0
                / if place == Sacrum { 1.0 } else { 2.0 };
            assert!(
                steps as f64 > (if p.faults.gaps > 0 { 0.7 } else { 0.93 }) * covered,
                "{name}: {steps} of {covered}"
            );
            for (k, s) in scores.iter().enumerate() {
                let name =
                    if scores.len() > 1 { format!("{name}, part {}", k + 1) } else { name.clone() };
                row(&name, s);
                let mut judged = *s;
                if s.cadence_spm.is_nan() {
                    // Too short for a window between its margins.
                    judged.cadence_spm = 0.0;
                } else if scores.len() > 1 {
                    short(
                        &name,
                        "cadence, spm",
                        s.cadence_spm,
                        CADENCE_SPM,
                        1.0,
                        "a part holds few windows",
                    );
                    judged.cadence_spm = 0.0;
                }
                if place == LeftShank && fault == "jitter 0.3" {
                    short(
                        &name,
                        "steps left out",
                        s.faulty as f64,
                        0.005 * s.steps as f64,
                        8.0,
                        "a shank's rise is slow, and uneven stamps move it",
                    );
                    judged.faulty = 0;
                    short(
                        &name,
                        "SD of step times, %",
                        s.time_sd_pct,
                        TIME_SD_PCT,
                        70.0,
                        "a shank's rise is slow, and uneven stamps move it",
                    );
                    judged.time_sd_pct = 0.0;
                }
                sound(&name, place, &judged);
                assert!(fault == "plain" || (s.ic_ms[0] - plain_ic[&place]).abs() < 10.0, "{name}");
                if fault == "plain" {
                    plain_ic.insert(place, s.ic_ms[0]);
                }
            }
        }
    }
}

#[test]
fn one_file_is_not_two_sensors() {
    let sim = simulate(&steady(60.0, &[LeftFoot], 100.0));
    let recording = || import(&to_csv(&sim, 0), &ImportOptions::default()).unwrap().remove(0);
    let parts = vec![(Some(LeftFoot), recording()), (Some(RightFoot), recording())];
    let error = join(parts).unwrap_err().to_string();
    assert!(error.starts_with("file_given_twice"), "{error}");
}

#[test]
fn steps_of_another_recording_are_left_aside() {
    let sim = simulate(&steady(60.0, &[Sacrum], 100.0));
    let mut imu = read(&to_csv(&sim, 0), Sacrum);
    let marks = |late: f64| -> Vec<MarkedStep> {
        let own = sim.truth.steps.iter();
        own.map(|s| MarkedStep {
            side: Some(s.side),
            initial_contact_s: s.initial_contact_s + late,
            toe_off_s: Some(s.toe_off_s + late),
        })
        .collect()
    };
    imu.events = Some(marks(5000.0));
    let (gait, notes) = measured(&imu);
    assert!(notes.iter().any(|n| n.code() == "events_unused"), "{notes:?}");
    assert_eq!(gait.tracks[0].source(), "imu:sacrum");
    imu.events = Some(marks(0.0));
    let (gait, notes) = measured(&imu);
    assert!(!notes.iter().any(|n| n.code() == "events_unused"), "{notes:?}");
    assert_eq!(gait.tracks[0].source(), "imu:events");
}
