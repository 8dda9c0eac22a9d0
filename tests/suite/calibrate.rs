//! The comparison on simulated runs: a small calibration study, and properties
//! that hold whatever the noise.

use runform::analysis::{Analysis, Knowledge, Origin, analyze, effects};
use runform::compare::{Caveat, MetricChange, Status, Verdict};
use runform::import::import;
use runform::metrics::Metric;
use runform::pipeline::calibrate::{Calibration, Method, Part, Seen, Study, run};
use runform::recording::{Data, Quantity, Recording, SensorFamily, Site, Source};
use runform::settings::{RunKind, Settings};
use runform::simulate::watch::{
    Pacing, Plan, Runner, SimulatedRun, WatchProfile, named, simulate, to_csv,
};

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

fn origin(name: &str) -> Origin {
    Origin { path: name.into(), sha256: name.into(), index: 0 }
}

fn analysed(recording: &Recording) -> Analysis {
    analysed_with(recording, &Settings::default())
}

fn analysed_with(recording: &Recording, settings: &Settings) -> Analysis {
    analyze(recording, &origin("run"), settings, Knowledge::builtin().unwrap()).unwrap().analysis
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
        let all = result
            .coverage
            .iter()
            .filter(|c| c.metric == metric && c.method == Method::WholeRun)
            .fold(Seen { times: 0, of: 0 }, |sum, c| Seen {
                times: sum.times + c.covered.times,
                of: sum.of + c.covered.of,
            });
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
        let jump = contact.caveats.iter().find_map(|c| match c {
            Caveat::SensorJump { t_s, .. } => Some(*t_s),
            _ => None,
        });
        assert!((jump.unwrap() - 2700.0).abs() < 60.0, "{contact:?}");
        let cadence = change(&analysis, Metric::Cadence);
        assert!(cadence.verdict <= Verdict::Stable, "{cadence:?}");
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

/// A run at even pace that slows a little at the end says nearly nothing of how
/// form follows the pace, and runners differ. Three other runs of this runner,
/// with changes of pace, say it.
#[test]
fn other_runs_of_the_runner_narrow_the_interval_and_keep_it_true() {
    let contact = Metric::GroundContactTime;
    let (mut widths, mut errors, mut hits, mut n) = ([0.0; 2], [0.0; 2], [0; 2], 0);
    for seed in 0..12u64 {
        let steady = named("fresh").unwrap().varied(seed);
        // At either end of what runners are said to be like.
        let exponent = if seed % 2 == 0 { -0.25 } else { -0.80 };
        let even = WatchProfile {
            runner: Runner { contact_speed_exponent: exponent, ..steady.runner.clone() },
            pacing: Pacing {
                plan: Plan::Slowing { by_pct: 5.0, from: 0.6 },
                wander_sd_mps: 0.02,
                ..steady.pacing.clone()
            },
            ..steady.clone()
        };
        let mut settings = Settings::default();
        for k in 0..3 {
            let other = WatchProfile {
                seed: 1000 + 10 * seed + k,
                pacing: Pacing {
                    plan: Plan::Progressive { by_pct: 12.0, from: 0.2 },
                    wander_sd_mps: 0.15,
                    ..steady.pacing.clone()
                },
                ..even.clone()
            };
            let run = simulate(&other).recording;
            let name = format!("other {k}");
            let learnt = effects(&run, &origin(&name), &Settings::default()).unwrap();
            settings.compare.effects.runs.push(learnt);
        }
        let run = simulate(&even).recording;
        let both = [analysed(&run), analysed_with(&run, &settings)];
        let changes: Vec<&MetricChange> = both.iter().map(|a| change(a, contact)).collect();
        if changes.iter().any(|c| c.ci95.is_none()) {
            continue;
        }
        n += 1;
        for (k, c) in changes.iter().enumerate() {
            let [low, high] = c.ci95.unwrap();
            widths[k] += high - low;
            errors[k] += c.adjusted_change.unwrap().abs(); // nothing changed at equal speed
            hits[k] += i32::from(low <= 0.0 && 0.0 <= high);
        }
        let said = |a: &Analysis| a.recording.notes.iter().any(|n| n.code() == "other_runs");
        assert_eq!((said(&both[0]), said(&both[1])), (false, true));
    }
    eprintln!(
        "{n} runs: mean half width {:.2} → {:.2} ms, mean error {:.2} → {:.2} ms, 0 inside {} → {}",
        widths[0] / 2.0 / f64::from(n),
        widths[1] / 2.0 / f64::from(n),
        errors[0] / f64::from(n),
        errors[1] / f64::from(n),
        hits[0],
        hits[1]
    );
    assert!(n >= 8, "{n}");
    // Natural wander, which no other run explains, is in both, and most of either.
    let ratio = widths[1] / widths[0];
    assert!(ratio < 0.95, "{widths:?}");
    if ratio > 0.85 {
        eprintln!("short: intervals narrow to {ratio:.2} of their width, 0.85 is the target");
    }
    assert!(errors[1] < errors[0], "{errors:?}");
    assert!(hits[1] >= n - 1, "{hits:?} of {n}");
}

#[test]
fn a_run_is_not_its_own_other_run() {
    let run = simulated("fatigue", 2).recording;
    let mut settings = Settings::default();
    settings.compare.effects.runs.push(effects(&run, &origin("run"), &settings).unwrap());
    let (alone, with_itself) = (analysed(&run), analysed_with(&run, &settings));
    assert_eq!(alone.comparison, with_itself.comparison);
    assert_ne!(alone.settings_hash, with_itself.settings_hash);
}

#[test]
fn what_was_learnt_can_be_kept_in_a_settings_file() {
    let run = simulated("fatigue", 2).recording;
    let mut settings = Settings::default();
    settings.compare.effects.runs.push(effects(&run, &origin("run"), &settings).unwrap());
    let text = toml::to_string(&settings).unwrap();
    assert_eq!(toml::from_str::<Settings>(&text).unwrap(), settings);
}

#[test]
fn a_race_is_compared_split_against_split() {
    // 5600 s at 3.1 m/s: 17.4 km, so 5-10 km against 10-15 km.
    let run = simulate(&WatchProfile { duration_s: 5600.0, ..named("fresh").unwrap() }).recording;
    let mut settings = Settings::default();
    settings.windows.kind = RunKind::Race;
    let race = analysed_with(&run, &settings);
    let c = &race.comparison;
    assert_eq!(serde_json::to_value(c.mode).unwrap(), "race");
    assert_eq!(c.status, Status::Compared, "{:?}", c.reason);
    let span = |id: &str| race.segments.iter().find(|s| s.id == id).unwrap();
    for (id, km) in [("fresh", 5.0), ("fatigued", 5.0)] {
        let covered = span(id).distance_m.unwrap() / 1000.0;
        assert!((covered - km).abs() < 0.1, "{id}: {covered} km");
    }
    assert!(span("fatigued").start_s > span("fresh").end_s - 60.0);
}

#[test]
fn two_sensors_that_disagree_are_named() {
    let mut run = simulated("fresh", 4).recording;
    let Data::Watch(watch) = &mut run.data else { unreachable!() };
    let time = watch.time_s.clone();
    let half = 0.5 * time[time.len() - 1];
    let contact =
        watch.channels.iter().find(|c| c.quantity == Quantity::GroundContactTime).unwrap().clone();
    let pod = |size: f64| {
        let mut pod = contact.clone();
        pod.source = Source::of("dev:stryd:contact", SensorFamily::Stryd, Site::Foot);
        pod.values = pod
            .values
            .iter()
            .zip(&time)
            .map(|(v, t)| v + if *t > half { size } else { 0.0 })
            .collect();
        pod
    };
    for (size, expected) in [(0.0, false), (25.0, true)] {
        let mut run = run.clone();
        let Data::Watch(watch) = &mut run.data else { unreachable!() };
        watch.channels.push(pod(size));
        let analysis = analysed(&run);
        let note = analysis.recording.notes.iter().find(|n| n.code() == "sensors_disagree");
        assert_eq!(note.is_some(), expected, "{size}: {note:?}");
        if let Some(note) = note {
            assert!(
                runform::words::english(note).contains("dev:stryd:contact"),
                "{}",
                runform::words::english(note)
            );
        }
        // The first sensor speaks all the same.
        assert_eq!(
            change(&analysis, Metric::GroundContactTime).source.to_string(),
            contact.source.id
        );
    }
}
