//! The watch simulator against hand-made truth, its files against an independent decoder.

use std::path::PathBuf;

use runform::metrics::Metric;
use runform::recording::{Quantity, Recording, Span, WatchSeries};
use runform::simulate::watch::{
    Bout, CSV_HEADER, Control, Device, Fatigue, FatigueCurve, FieldNoise, NAMED, Pacing, Plan,
    Recorder, Terrain, Truth, WatchProfile, named, simulate, to_csv, to_fit,
};
use rustyfit::Decoder;
use rustyfit::profile::{mesgdef, typedef};

const FRESH: Span = Span { start_s: 600.0, end_s: 1200.0 };
const TIRED: Span = Span { start_s: 4800.0, end_s: 5400.0 };

/// Metrics that a watch records, with the channel that holds them.
const RECORDED: [(Metric, Quantity); 6] = [
    (Metric::Cadence, Quantity::Cadence),
    (Metric::GroundContactTime, Quantity::GroundContactTime),
    (Metric::VerticalOscillation, Quantity::VerticalOscillation),
    (Metric::StepLength, Quantity::StepLength),
    (Metric::ContactBalanceLeft, Quantity::ContactBalanceLeft),
    (Metric::VerticalRatio, Quantity::VerticalRatio),
];

fn series(recording: &Recording) -> &WatchSeries {
    recording.watch().expect("a watch series")
}

/// A run in which the records are the truth: perfect watch, even speed, level.
fn clean(profile: WatchProfile) -> WatchProfile {
    let pacing = Pacing { warm_up_s: 0.0, wander_sd_mps: 0.0, ..Pacing::default() };
    WatchProfile { device: Device::perfect(), pacing, ..profile }
}

fn values(series: &WatchSeries, quantity: Quantity, span: Span) -> Vec<f64> {
    let channel = series.first(quantity).unwrap();
    let all = series.time_s.iter().zip(&channel.values);
    all.filter(|(t, v)| span.contains(**t) && v.is_finite()).map(|(_, v)| *v).collect()
}

fn mean(series: &WatchSeries, quantity: Quantity, span: Span) -> f64 {
    let v = values(series, quantity, span);
    v.iter().sum::<f64>() / v.len() as f64
}

#[test]
fn the_same_profile_gives_the_same_bytes_on_any_thread() {
    let profile = named("trail").unwrap();
    let files = |p: &WatchProfile| {
        let run = simulate(p);
        (to_fit(&run), to_csv(&run), run.truth.to_json().unwrap())
    };
    let here = files(&profile);
    let there: Vec<_> = (0..3)
        .map(|_| {
            let p = profile.clone();
            std::thread::spawn(move || files(&p))
        })
        .collect();
    for thread in there {
        assert!(thread.join().unwrap() == here);
    }
    let other = files(&WatchProfile { seed: 2, ..profile });
    assert_ne!(other.0, here.0);
}

#[test]
fn an_injected_change_is_what_the_records_hold() {
    // Contact 250 ms → 260 ms and so on: +4 %, −2 %, +1 point at the same speed.
    let fatigue = Fatigue {
        curve: FatigueCurve::Step { at: 0.5 },
        cadence_pct: -2.0,
        contact_pct: 4.0,
        oscillation_extra_pct: 3.0,
        balance_pp: 1.0,
        speed_pct: 0.0,
    };
    let run = simulate(&clean(WatchProfile { fatigue, ..WatchProfile::default() }));
    let s = series(&run.recording);
    for (metric, by_hand_pct) in [
        (Metric::GroundContactTime, 4.0),
        (Metric::Cadence, -2.0),
        (Metric::StepLength, 100.0 * (1.0 / 0.98 - 1.0)),
    ] {
        let change = run.truth.change(metric, FRESH, TIRED, 3.1).unwrap();
        assert!((change.change_pct - by_hand_pct).abs() < 1e-9, "{metric}: {change:?}");
    }
    let balance = run.truth.change(Metric::ContactBalanceLeft, FRESH, TIRED, 3.1).unwrap();
    assert!((balance.change - 1.0).abs() < 1e-9);
    for (metric, quantity) in RECORDED {
        let change = run.truth.change(metric, FRESH, TIRED, 3.1).unwrap();
        let recorded = [FRESH, TIRED].map(|w| mean(s, quantity, w));
        // Speed settles exponentially: within 1e-9 of 3.1 m/s long before minute 10.
        assert!((recorded[0] / change.fresh - 1.0).abs() < 1e-9, "{metric}: {recorded:?}");
        assert!((recorded[1] / change.fatigued - 1.0).abs() < 1e-9, "{metric}: {recorded:?}");
    }
    assert!(run.truth.change(Metric::PelvicDrop, FRESH, TIRED, 3.1).is_none());
    let nowhere = Span { start_s: 9000.0, end_s: 9600.0 };
    assert!(run.truth.change(Metric::Cadence, FRESH, nowhere, 3.1).is_none());
}

#[test]
fn a_gradual_change_is_averaged_over_the_window() {
    let fatigue = Fatigue {
        curve: FatigueCurve::Linear { from: 0.5, to: 1.0 },
        contact_pct: 10.0,
        ..Fatigue::default()
    };
    let profile = WatchProfile { fatigue, ..WatchProfile::default() };
    let truth = simulate(&profile).truth;
    // q over 3600..4200 s of 5400 s runs from 1/3 to 5/9: mean 4/9 (last second left out).
    let window = Span { start_s: 3600.0, end_s: 4200.0 };
    let change = truth.change(Metric::GroundContactTime, FRESH, window, 3.1).unwrap();
    let q = (3600.0 + 299.5 - 2700.0) / 2700.0;
    assert!((change.change_pct - 10.0 * q).abs() < 1e-9, "{change:?}");
    assert_eq!(truth.onset_s, Some(2700.0));
    let at_onset = truth.course.iter().find(|p| p.time_s == 2700.0).unwrap();
    assert_eq!(truth.onset_m, Some(at_onset.distance_m));
}

#[test]
fn negative_controls_hold_form_and_positives_change_it() {
    for n in NAMED {
        let profile = n.profile();
        assert_eq!(profile.check(), Ok(()), "{}", n.name);
        let run = simulate(&profile);
        let end = run.truth.duration_s;
        let late = Span { start_s: 0.9 * end, end_s: end };
        let early = Span { start_s: 0.1 * end, end_s: 0.2 * end };
        let changes: Vec<f64> = run
            .truth
            .plateau
            .iter()
            .map(|p| run.truth.change(p.metric, early, late, 3.0).unwrap().change)
            .collect();
        assert_eq!(changes.len(), 8, "{}", n.name);
        let changed = changes.iter().any(|c| c.abs() > 1e-9);
        assert_eq!(changed, n.control == Control::Positive, "{}: {changes:?}", n.name);
        assert_eq!(changed, run.truth.form_changes, "{}", n.name);
        assert_eq!(changed, run.truth.onset_s.is_some(), "{}", n.name);
        let plateau_moves = run.truth.plateau.iter().any(|p| p.change.abs() > 1e-6);
        assert_eq!(plateau_moves, changed, "{}", n.name);
    }
}

/// Median of a channel in the first and last third of running.
fn thirds(profile: &WatchProfile, quantity: Quantity) -> [f64; 2] {
    let run = simulate(profile);
    let end = run.truth.duration_s;
    [(0.2, 0.4), (0.75, 0.95)].map(|(a, b)| {
        let mut v =
            values(series(&run.recording), quantity, Span { start_s: a * end, end_s: b * end });
        v.sort_by(f64::total_cmp);
        v.get(v.len() / 2).copied().unwrap_or(f64::NAN)
    })
}

#[test]
fn each_named_profile_shows_what_it_is_named_for() {
    let change = |name: &str, quantity| {
        let [a, b] = thirds(&named(name).unwrap(), quantity);
        b - a
    };
    use Quantity::*;
    assert!(change("fresh", GroundContactTime).abs() < 2.0);
    assert!(change("fatigue", GroundContactTime) > 8.0);
    assert!(change("collapse", Speed) < -0.15);
    assert!(change("late_step", Cadence) <= -4.0);
    assert!(change("speed_drop_only", Speed) < -0.2);
    assert!(change("speed_drop_only", GroundContactTime) > 8.0); // only because of speed
    assert!(change("grade_only", Altitude) > 50.0);
    assert!(change("sensor_drift", GroundContactTime) > 4.0);
    assert!(change("device_switch", VerticalOscillation) < -12.0);
    assert!(change("balance_shift", ContactBalanceLeft) > 1.2);
    assert!(change("constant_asymmetry", ContactBalanceLeft).abs() < 0.2);
    assert!(thirds(&named("constant_asymmetry").unwrap(), ContactBalanceLeft)[0] > 51.9);
    assert!(change("hr_drift_only", HeartRate) > 8.0);
    let lock = Span { start_s: 3900.0, end_s: 5400.0 };
    let locked = simulate(&named("hr_cadence_lock").unwrap()).recording;
    assert_eq!(values(series(&locked), HeartRate, lock), values(series(&locked), Cadence, lock));
    assert!(mean(series(&locked), HeartRate, FRESH) < 160.0);
    let [early, late] = thirds(&named("treadmill_vanishing").unwrap(), GroundContactTime);
    assert!(early.is_finite() && late.is_nan());
    let treadmill = simulate(&named("treadmill_vanishing").unwrap()).recording;
    assert!(treadmill.sport.is_treadmill());
    assert!(series(&treadmill).first(Altitude).is_none());

    let all = Span { start_s: 0.0, end_s: 1e9 };
    let level = simulate(&named("hills_only").unwrap()).recording;
    let climbed = |span| {
        let v = values(series(&level), Altitude, span);
        v.iter().fold(f64::MIN, |a, b| a.max(*b)) - v.iter().fold(f64::MAX, |a, b| a.min(*b))
    };
    assert!(climbed(Span { start_s: 0.0, end_s: 2600.0 }) < 4.0);
    assert!(climbed(Span { start_s: 3000.0, end_s: 5400.0 }) > 8.0);

    let startup = simulate(&named("startup_transients").unwrap()).recording;
    let balance = values(series(&startup), ContactBalanceLeft, all);
    // 45 s less the 12 s without dynamics after the start, 45 s after each of three pauses
    // (less a second or two of standing).
    let n = balance.iter().filter(|v| **v == 50.0).count();
    assert!((155..=168).contains(&n), "{n}");

    let intervals = simulate(&named("intervals").unwrap()).recording;
    let bouts = Span { start_s: 720.0, end_s: 3600.0 };
    // Half-way between rest (2.4 m/s) and work (3.9 m/s): eight bouts of 240 s.
    let fast = values(series(&intervals), Speed, bouts).iter().filter(|v| **v > 3.15).count();
    assert!((8 * 235..=8 * 245).contains(&fast), "{fast}");

    let trail = simulate(&named("trail").unwrap()).recording;
    let contact = values(series(&trail), GroundContactTime, all);
    let walking = contact.iter().filter(|v| **v > 550.0).count();
    assert!((4 * 65..=4 * 80).contains(&walking), "{walking}");
    let lost = series(&trail).first(Speed).unwrap().values.iter().filter(|v| v.is_nan()).count();
    assert!((30..=400).contains(&lost), "{lost}"); // 12 dropouts of 12 s expected
}

#[test]
fn recorded_noise_has_the_asked_spread_and_correlation() {
    let mut profile = clean(WatchProfile { duration_s: 40_000.0, ..WatchProfile::default() });
    profile.device.noise.contact = FieldNoise::new(3.0, 0.9);
    let run = simulate(&profile);
    let span = Span { start_s: 600.0, end_s: 40_000.0 };
    let v = values(series(&run.recording), Quantity::GroundContactTime, span);
    let centre = run.truth.mean(Metric::GroundContactTime, span, 3.1).unwrap();
    let x: Vec<f64> = v.iter().map(|v| v - centre).collect();
    let var = x.iter().map(|x| x * x).sum::<f64>() / x.len() as f64;
    let phi = x.windows(2).map(|w| w[0] * w[1]).sum::<f64>() / (x.len() as f64 * var);
    assert!((var.sqrt() - 3.0).abs() < 0.15, "{}", var.sqrt()); // standard error 0.03
    assert!((phi - 0.9).abs() < 0.01, "{phi}"); // standard error 0.002
}

#[test]
fn smart_recording_steps_are_within_bounds_and_vary() {
    let profile = named("smart_recording").unwrap();
    assert_eq!(profile.device.recorder, Recorder::Smart { min_s: 3, max_s: 7 });
    let run = simulate(&profile);
    let times = series(&run.recording).time_s.to_vec();
    let steps: Vec<f64> = times.windows(2).map(|w| w[1] - w[0]).collect();
    let (last, steps) = steps.split_last().unwrap();
    assert!(*last >= 1.0 && *last <= 7.0);
    for wanted in [3.0, 4.0, 5.0, 6.0, 7.0] {
        let share = steps.iter().filter(|s| **s == wanted).count() as f64 / steps.len() as f64;
        assert!((share - 0.2).abs() < 0.06, "{wanted} s: {share}");
    }
    assert!(steps.iter().all(|s| (3.0..=7.0).contains(s)));
    assert_eq!(times.last(), Some(&5400.0));
}

#[test]
fn a_pause_has_no_records_and_leaves_stale_values_behind() {
    let mut profile = named("fresh").unwrap();
    profile.breaks.pauses = vec![Bout { at_s: 1000.0, for_s: 120.0 }];
    let run = simulate(&profile);
    let s = series(&run.recording);
    assert_eq!(s.pauses, [Span { start_s: 1000.0, end_s: 1120.0 }]);
    assert_eq!(s.len(), 5401 - 120);
    assert!(s.time_s.iter().all(|t| !s.pauses[0].contains(*t)));
    let contact = s.first(Quantity::GroundContactTime).unwrap();
    let at = |t: f64| contact.values[s.time_s.iter().position(|x| *x == t).unwrap()];
    assert_eq!(at(999.0), at(1120.0)); // stale for 3 s by default
    assert_eq!(at(999.0), at(1122.0));
    assert_ne!(at(999.0), at(1123.0));
    let distance = s.first(Quantity::Distance).unwrap();
    assert!(distance.values.windows(2).into_iter().all(|w| w[1] >= w[0]));
}

#[test]
fn warm_up_plan_and_cool_down_set_the_speed() {
    let mut profile = clean(WatchProfile::default());
    profile.pacing.warm_up_s = 600.0;
    profile.pacing.warm_up_from = 0.8;
    profile.pacing.cool_down_s = 300.0;
    profile.pacing.plan = Plan::Progressive { by_pct: 10.0, from: 0.5 };
    let run = simulate(&profile);
    let speed = series(&run.recording).first(Quantity::Speed).unwrap();
    // The runner follows a rising line 4 s behind: 1 mm/s² · 4 s at most.
    for (t, share) in [(300, 0.9), (600, 1.0), (2000, 1.0), (4050, 1.05), (5390, 0.75)] {
        assert!((speed.values[t] - 3.1 * share).abs() < 0.005, "{t} s: {}", speed.values[t]);
    }
}

#[test]
fn slopes_change_form_as_documented() {
    let mut profile = clean(WatchProfile::default());
    profile.course.terrain = Terrain::Climb { grade_pct: 2.0, from: 0.5 };
    let run = simulate(&profile);
    let s = series(&run.recording);
    let ratio = |q| mean(s, q, TIRED) / mean(s, q, FRESH);
    assert!((ratio(Quantity::Cadence) - 1.0114).abs() < 1e-9); // 2 × 0.57 %
    assert!((ratio(Quantity::GroundContactTime) - 1.008).abs() < 1e-9); // 2 × 0.4 %
    let altitude = s.first(Quantity::Altitude).unwrap();
    let at = |t: usize| altitude.values[t];
    assert!((at(5000) - at(4000) - 1000.0 * 3.1 * 0.02).abs() < 1e-6);
}

#[test]
fn fit_bytes_decode_to_the_recorded_values() {
    for name in ["tired_long_run", "trail", "treadmill_vanishing", "smart_recording"] {
        let run = simulate(&named(name).unwrap());
        let s = series(&run.recording);
        let bytes = to_fit(&run);
        let fit = Decoder::new().decode(&mut &bytes[..]).unwrap().unwrap();
        let of = |num| fit.messages.iter().filter(move |m| m.num == num);
        let records: Vec<_> = of(typedef::MesgNum::RECORD).map(mesgdef::Record::from).collect();
        assert_eq!(records.len(), s.len(), "{name}");
        let start = run.truth.profile.start.as_second();
        let some = |v: Option<f64>| v.unwrap_or(f64::NAN);
        type Decoded<'a> = (Quantity, &'a dyn Fn(&mesgdef::Record) -> f64);
        let fields: [Decoded; 12] = [
            (Quantity::Distance, &|r| some(r.distance_scaled())),
            (Quantity::Speed, &|r| some(r.enhanced_speed_scaled())),
            (Quantity::Altitude, &|r| some(r.enhanced_altitude_scaled())),
            (Quantity::Latitude, &|r| some(r.position_lat_degrees())),
            (Quantity::Longitude, &|r| some(r.position_long_degrees())),
            (Quantity::HeartRate, &|r| f64::from(r.heart_rate)),
            (Quantity::Cadence, &|r| {
                2.0 * (f64::from(r.cadence) + some(r.fractional_cadence_scaled()))
            }),
            (Quantity::GroundContactTime, &|r| some(r.stance_time_scaled())),
            (Quantity::VerticalOscillation, &|r| some(r.vertical_oscillation_scaled())),
            (Quantity::VerticalRatio, &|r| some(r.vertical_ratio_scaled())),
            (Quantity::ContactBalanceLeft, &|r| some(r.stance_time_balance_scaled())),
            (Quantity::StepLength, &|r| some(r.step_length_scaled()) / 1000.0),
        ];
        for (quantity, get) in fields {
            let channel = s.first(quantity);
            for (i, record) in records.iter().enumerate() {
                let expected = channel.map_or(f64::NAN, |c| c.values[i]);
                let got = get(record);
                let same = got == expected
                    || (got.is_nan() && expected.is_nan())
                    || (got - expected).abs() < 1e-9;
                assert!(same, "{name} {quantity:?} record {i}: {got} for {expected}");
            }
        }
        for (record, t) in records.iter().zip(&s.time_s) {
            assert_eq!(record.timestamp.unix_timestamp(), Some(start + *t as i64));
        }

        let session = mesgdef::Session::from(of(typedef::MesgNum::SESSION).next().unwrap());
        assert_eq!(session.sport, typedef::Sport::RUNNING);
        assert_eq!(usize::from(session.num_laps), s.laps.len());
        assert_eq!(of(typedef::MesgNum::LAP).count(), s.laps.len());
        assert_eq!(session.total_elapsed_time_scaled(), Some(run.truth.duration_s));
        let paused: f64 = s.pauses.iter().map(Span::duration_s).sum();
        assert_eq!(session.total_timer_time_scaled(), Some(run.truth.duration_s - paused));
        let laps: Vec<_> = of(typedef::MesgNum::LAP).map(mesgdef::Lap::from).collect();
        let sum = |get: &dyn Fn(&mesgdef::Lap) -> Option<f64>| -> f64 {
            laps.iter().map(|l| get(l).unwrap()).sum()
        };
        assert!(
            (sum(&|l| l.total_timer_time_scaled()) - (run.truth.duration_s - paused)).abs() < 1e-6
        );
        let timers: Vec<_> = of(typedef::MesgNum::EVENT).map(mesgdef::Event::from).collect();
        assert_eq!(timers.len(), 2 + 2 * s.pauses.len());
        for (pair, pause) in timers[1..].chunks_exact(2).zip(&s.pauses) {
            assert_eq!(pair[0].event_type, typedef::EventType::STOP_ALL);
            assert_eq!(pair[0].timestamp.unix_timestamp(), Some(start + pause.start_s as i64));
            assert_eq!(pair[1].event_type, typedef::EventType::START);
            assert_eq!(pair[1].timestamp.unix_timestamp(), Some(start + pause.end_s as i64));
        }
        let activity = mesgdef::Activity::from(of(typedef::MesgNum::ACTIVITY).next().unwrap());
        let local = i64::from(activity.local_timestamp.0) - i64::from(activity.timestamp.0);
        assert_eq!(local, i64::from(run.truth.profile.utc_offset_s));
    }
}

#[test]
fn csv_has_a_stable_header_and_the_recorded_values() {
    let run = simulate(&named("fatigue").unwrap());
    let text = String::from_utf8(to_csv(&run)).unwrap();
    assert_eq!(
        text.lines().next(),
        Some(
            "timestamp,elapsed_s [s],distance [m],speed [m/s],altitude [m],heart_rate [bpm],\
             cadence [spm],stance_time [ms],vertical_oscillation [mm],vertical_ratio [%],\
             stance_time_balance [%],step_length [m]"
        )
    );
    assert_eq!(text.lines().next(), Some(CSV_HEADER));
    let s = series(&run.recording);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), s.len());
    assert_eq!(&rows[0][0], "2025-01-01T08:00:00Z");
    assert_eq!(&rows[61][0], "2025-01-01T08:01:01Z");
    assert_eq!(&rows[0][7], ""); // no dynamics yet
    let contact = s.first(Quantity::GroundContactTime).unwrap();
    let speed = s.first(Quantity::Speed).unwrap();
    for (i, row) in rows.iter().enumerate().skip(10) {
        assert_eq!(row[1].parse(), Ok(s.time_s[i]));
        assert_eq!(row[3].parse(), Ok(speed.values[i]));
        assert_eq!(row[7].parse(), Ok(contact.values[i]));
    }
}

#[test]
fn the_truth_file_reads_back() {
    let truth = simulate(&named("collapse").unwrap()).truth;
    let back: Truth = serde_json::from_str(&truth.to_json().unwrap()).unwrap();
    assert_eq!(back, truth);
}

#[test]
fn varied_profiles_differ_are_valid_and_keep_the_story() {
    for n in NAMED {
        let profile = n.profile();
        for seed in 0..50 {
            let varied = profile.varied(seed);
            assert_eq!(varied.check(), Ok(()), "{} seed {seed}", n.name);
            assert_eq!(varied, profile.varied(seed));
            assert_eq!(varied.fatigue, profile.fatigue);
            assert_eq!(varied.course, profile.course);
            assert_ne!(varied.runner, profile.varied(seed + 1).runner);
            let form = runform::simulate::watch::Form::running(
                &varied.runner,
                &varied.fatigue,
                varied.runner.speed_mps,
                0.0,
                0.0,
            );
            // Bounds of published norms over 2.5–5 m/s, a little widened.
            assert!((150.0..200.0).contains(&form.cadence_spm), "{form:?}");
            assert!((170.0..330.0).contains(&form.contact_ms), "{form:?}");
            assert!(form.flight_ms() > 20.0 && form.flight_ms() < 190.0, "{form:?}");
            assert!((45.0..115.0).contains(&form.oscillation_mm), "{form:?}");
        }
    }
}

#[test]
fn odd_profiles_are_refused_by_name_and_never_panic() {
    let base = WatchProfile::default();
    let mut nan = base.clone();
    nan.runner.speed_mps = f64::NAN;
    assert_eq!(nan.check().unwrap_err().key, "runner.speed_mps");
    let mut phi = base.clone();
    phi.device.noise.contact.phi = 1.0;
    assert_eq!(phi.check().unwrap_err().key, "device.noise.contact.phi");
    let mut late = base.clone();
    late.breaks.pauses = vec![Bout { at_s: 5300.0, for_s: 0.0 }];
    assert_eq!(late.check().unwrap_err().key, "breaks.pauses.for_s");
    late.breaks.pauses = vec![Bout { at_s: 5300.0, for_s: 200.0 }]; // past the end: allowed
    assert_eq!(late.check(), Ok(()));
    let run = simulate(&late);
    let s = series(&run.recording);
    assert_eq!(s.time_s.last(), Some(&5299.0));
    assert_eq!(s.pauses, []);
    assert_eq!(s.laps.last().map(|l| l.end_s), Some(5299.0));
    let bytes = to_fit(&run);
    let fit = Decoder::new().decode(&mut &bytes[..]).unwrap().unwrap();
    let session = fit.messages.iter().find(|m| m.num == typedef::MesgNum::SESSION).unwrap();
    assert_eq!(mesgdef::Session::from(session).total_timer_time_scaled(), Some(5299.0));
    for duration_s in [f64::NAN, f64::INFINITY, -1.0, 0.0, 1.0] {
        let run = simulate(&WatchProfile { duration_s, ..nan.clone() });
        to_fit(&run);
        to_csv(&run);
    }
}

fn samples() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/samples")
}

#[test]
fn the_bundled_sample_is_what_its_profile_and_seed_make() {
    let profile = WatchProfile { seed: 2025, ..named("tired_long_run").unwrap() };
    let run = simulate(&profile);
    let fit = std::fs::read(samples().join("tired_long_run.fit")).unwrap();
    assert!(fit.len() < 300_000, "{} bytes", fit.len());
    assert!(to_fit(&run) == fit, "data/samples/tired_long_run.fit: see its README");
    let truth = std::fs::read_to_string(samples().join("tired_long_run.truth.json")).unwrap();
    assert!(run.truth.to_json().unwrap() == truth, "tired_long_run.truth.json: see its README");
}

#[test]
fn the_bundled_sample_is_a_plausible_tired_run() {
    let run = simulate(&WatchProfile { seed: 2025, ..named("tired_long_run").unwrap() });
    let s = series(&run.recording);
    let (fresh, tired) =
        (Span { start_s: 600.0, end_s: 1200.0 }, Span { start_s: 4500.0, end_s: 5100.0 });
    let ef = |w| mean(s, Quantity::Speed, w) / mean(s, Quantity::HeartRate, w);
    let decoupling = (ef(fresh) / ef(tired) - 1.0) * 100.0;
    assert!((6.0..8.0).contains(&decoupling), "{decoupling}");
    let change = |m| run.truth.change(m, fresh, tired, 3.0).unwrap();
    assert!((change(Metric::GroundContactTime).change_pct - 5.0).abs() < 1e-9);
    assert!(change(Metric::Cadence).change < 0.0);
    assert!(change(Metric::VerticalOscillation).change_pct > 1.0);
    // Watches compute step length from speed and cadence; so does the sample.
    for w in [fresh, tired] {
        let implied = mean(s, Quantity::Speed, w) * 60.0 / mean(s, Quantity::Cadence, w);
        assert!((mean(s, Quantity::StepLength, w) / implied - 1.0).abs() < 0.003);
    }
}
