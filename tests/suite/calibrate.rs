//! The comparison on simulated runs: a small calibration study, and properties
//! that hold whatever the noise.

use runform::analysis::{Analysis, Knowledge, Origin, analyze};
use runform::compare::{MetricChange, Status, Verdict};
use runform::import::import;
use runform::metrics::Metric;
use runform::pipeline::calibrate::{Calibration, Part, Seen, Study, run};
use runform::recording::{Data, Quantity, Recording};
use runform::settings::Settings;
use runform::simulate::watch::{Pacing, Plan, SimulatedRun, WatchProfile, named, simulate, to_csv};

fn study(runs: u32, threads: usize, parts: &[Part]) -> Calibration {
    let study = Study {
        runs,
        seed: 11,
        threads: Some(threads),
        parts: parts.to_vec(),
        settings: Settings::default(),
    };
    run(&study, &mut |_| {}).unwrap()
}

fn analysed(recording: &Recording) -> Analysis {
    let origin = Origin { path: "run".into(), sha256: String::new(), index: 0 };
    analyze(recording, &origin, &Settings::default(), Knowledge::builtin().unwrap())
        .unwrap()
        .analysis
}

fn change(analysis: &Analysis, metric: Metric) -> &MetricChange {
    analysis.comparison.metrics.iter().find(|m| m.metric == metric).unwrap()
}

fn simulated(name: &str, seed: u64) -> SimulatedRun {
    simulate(&named(name).unwrap().varied(seed))
}

#[test]
fn threads_change_nothing() {
    let parts = [Part::Onset];
    assert_eq!(study(2, 1, &parts), study(2, 2, &parts));
}

#[test]
fn intervals_hold_the_truth() {
    let result = study(12, 2, &[Part::Coverage]);
    for metric in [
        Metric::Cadence,
        Metric::GroundContactTime,
        Metric::VerticalOscillation,
        Metric::StepLength,
        Metric::ContactBalanceLeft,
    ] {
        let all = result.coverage.iter().filter(|c| c.metric == metric).fold(
            Seen { times: 0, of: 0 },
            |sum, c| Seen { times: sum.times + c.covered.times, of: sum.of + c.covered.of },
        );
        assert_eq!(all.of, 60, "{metric}");
        // 95 % of 60 runs: fewer than 51 has a probability of 4 in 10 000.
        assert!(all.times >= 51, "{metric}: {all:?}");
    }
}

#[test]
fn a_rise_of_six_percent_is_found_and_one_of_nothing_is_not() {
    let result = study(3, 2, &[Part::Power]);
    let six = result.power.iter().find(|p| p.rise_pct == 6.0).unwrap();
    assert_eq!(six.likely, Seen { times: 3, of: 3 });
    for seed in 0..4 {
        let fresh = analysed(&simulated("fresh", seed).recording);
        assert_eq!(fresh.comparison.status, Status::Compared);
        for m in &fresh.comparison.metrics {
            assert_ne!(m.verdict, Verdict::Clear, "seed {seed}: {m:?}");
        }
    }
}

#[test]
fn swapping_left_and_right_mirrors_the_balance() {
    let run = simulated("balance_shift", 3);
    let mut mirrored = run.recording.clone();
    let Data::Watch(watch) = &mut mirrored.data else { unreachable!() };
    for channel in &mut watch.channels {
        if channel.quantity == Quantity::ContactBalanceLeft {
            channel.values.mapv_inplace(|left| 100.0 - left);
        }
    }
    let (here, there) = (analysed(&run.recording), analysed(&mirrored));
    let balance = |a| change(a, Metric::ContactBalanceLeft).clone();
    let (a, b) = (balance(&here), balance(&there));
    let (change, [low, high]) = (a.adjusted_change.unwrap(), a.ci95.unwrap());
    assert!(change.abs() > 1.0, "{a:?}");
    assert!((b.adjusted_change.unwrap() + change).abs() < 1e-9);
    let [mirrored_low, mirrored_high] = b.ci95.unwrap();
    assert!((mirrored_low + high).abs() < 1e-9 && (mirrored_high + low).abs() < 1e-9);
    assert_eq!((a.verdict, a.onset_s), (b.verdict, b.onset_s));
    assert_eq!(
        here.comparison.metrics.iter().filter(|m| m.metric != a.metric).collect::<Vec<_>>(),
        there.comparison.metrics.iter().filter(|m| m.metric != a.metric).collect::<Vec<_>>(),
    );
}

/// The CSV with some columns in other units: header cell, new cell, factor.
fn in_other_units(csv: &str, units: &[(&str, &str, f64)]) -> String {
    let mut lines = csv.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let other = |cell: &str| units.iter().find(|(from, ..)| *from == cell).copied();
    let cells: Vec<&str> =
        header.iter().map(|cell| other(cell).map_or(*cell, |(_, to, _)| to)).collect();
    let mut text = cells.join(",") + "\n";
    for line in lines {
        let row: Vec<String> = line
            .split(',')
            .zip(&header)
            .map(|(value, cell)| match (other(cell), value.parse::<f64>()) {
                (Some((_, _, factor)), Ok(x)) => (x * factor).to_string(),
                _ => value.to_string(),
            })
            .collect();
        text += &(row.join(",") + "\n");
    }
    text
}

#[test]
fn units_of_the_file_do_not_matter() {
    let csv = String::from_utf8(to_csv(&simulated("fatigue", 5))).unwrap();
    let other = in_other_units(
        &csv,
        &[
            ("speed [m/s]", "speed [km/h]", 3.6),
            ("stance_time [ms]", "stance_time [s]", 0.001),
            ("vertical_oscillation [mm]", "vertical_oscillation [cm]", 0.1),
            ("distance [m]", "distance [km]", 0.001),
        ],
    );
    assert_ne!(csv, other);
    let [here, there] = [csv, other].map(|text| {
        let recordings = import(text.as_bytes(), &Default::default()).unwrap();
        analysed(&recordings[0])
    });
    assert_eq!(here.comparison.metrics.len(), there.comparison.metrics.len());
    for (a, b) in here.comparison.metrics.iter().zip(&there.comparison.metrics) {
        assert_eq!((a.metric, a.verdict), (b.metric, b.verdict));
        let (x, y) = (a.adjusted_change.unwrap(), b.adjusted_change.unwrap());
        assert!((x - y).abs() <= 1e-6 * x.abs().max(1.0), "{a:?} {b:?}");
    }
}

#[test]
fn forward_or_backward_a_pace_plan_is_no_fatigue() {
    let plan = |plan| {
        let p = named("fresh").unwrap();
        simulate(&WatchProfile { pacing: Pacing { plan, ..p.pacing }, ..p })
    };
    for run in [
        plan(Plan::Slowing { by_pct: 6.0, from: 0.2 }),
        plan(Plan::Progressive { by_pct: 6.0, from: 0.2 }),
    ] {
        let analysis = analysed(&run.recording);
        assert_eq!(analysis.comparison.status, Status::Compared);
        let contact = change(&analysis, Metric::GroundContactTime);
        // Pace alone moves contact by some 3 %.
        assert!(contact.raw_change.unwrap().abs() > 5.0, "{contact:?}");
        for metric in [Metric::GroundContactTime, Metric::Cadence, Metric::StepLength] {
            let m = change(&analysis, metric);
            let [low, high] = m.ci95.unwrap();
            assert!(low < 0.0 && high > 0.0, "{m:?}");
        }
    }
}

#[test]
fn another_sensor_half_way_is_not_called_a_change_of_form() {
    for seed in 0..4 {
        let analysis = analysed(&simulated("device_switch", seed).recording);
        let contact = change(&analysis, Metric::GroundContactTime);
        assert_eq!(contact.verdict, Verdict::Insufficient, "{contact:?}");
        assert!(contact.reason.as_ref().unwrap().contains("within one second at 45 min"));
        let cadence = change(&analysis, Metric::Cadence);
        assert_eq!((cadence.verdict, &cadence.reason), (Verdict::Stable, &None));
    }
}

#[test]
fn a_creeping_sensor_is_never_clear_nor_dated() {
    for seed in 0..4 {
        let analysis = analysed(&simulated("sensor_drift", seed).recording);
        let contact = change(&analysis, Metric::GroundContactTime);
        assert!(contact.verdict <= Verdict::Likely, "{contact:?}");
        assert_eq!(contact.onset_s, None);
    }
}
