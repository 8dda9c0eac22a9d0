//! Recordings of motion sensors: from rows of numbers to streams.

use std::f64::consts::PI;
use std::fmt::Write;

use proptest::prelude::*;
use runform::import::{
    AccUnit, ImportError, ImportOptions, SensorProblem, StepEvent, Untimed, import, import_stream,
    join, parse_map, read_events,
};
use runform::recording::{
    Axes, Data, Gravity, ImuRecording, ImuStream, Placement, Recording, SensorNote, Side,
    TimeSource,
};

mod beside;
mod kinds;
mod phone;
mod real;

const G: f64 = 9.80665;

/// Samples of somebody running, as a sensor on the trunk would show them, g:
/// upright second axis, `i / rate` s after the start.
fn running(t: f64) -> [f64; 3] {
    let step = 2.0 * PI * 2.7 * t;
    [0.3 * step.sin(), 1.0 + 1.1 * step.cos(), 0.2 * (0.5 * step).sin()]
}

/// A table with one row per `(stamp, sample)`; `scale` turns g into the unit of the file.
fn table(header: &str, rows: impl Iterator<Item = (String, f64)>, scale: f64) -> String {
    let mut text = format!("{header}\n");
    for (stamp, t) in rows {
        let [x, y, z] = running(t).map(|v| v * scale);
        writeln!(text, "{stamp},{x},{y},{z}").unwrap();
    }
    text
}

fn even(n: usize, rate: f64) -> impl Iterator<Item = (String, f64)> {
    (0..n).map(move |i| (format!("{:.6}", i as f64 / rate), i as f64 / rate))
}

fn read_with(bytes: &[u8], options: &ImportOptions) -> Recording {
    let mut all = import(bytes, options).unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn read(text: &str) -> Recording {
    read_with(text.as_bytes(), &ImportOptions::default())
}

fn refused(text: &str) -> SensorProblem {
    match import(text.as_bytes(), &ImportOptions::default()).unwrap_err() {
        ImportError::Sensor(problem) => problem,
        other => panic!("{other:?}"),
    }
}

fn imu(recording: &Recording) -> &ImuRecording {
    match &recording.data {
        Data::Imu(imu) => imu,
        other => panic!("{other:?}"),
    }
}

fn only(recording: &Recording) -> &ImuStream {
    let [stream] = imu(recording).sensors.as_slice() else { panic!() };
    stream
}

fn samples(stream: &ImuStream) -> usize {
    stream.pieces.iter().map(|p| p.len()).sum()
}

fn has(recording: &Recording, code: &str) -> bool {
    recording.notes.iter().any(|n| n.code() == code)
}

/// Largest distance of a stream from the truth it was written from, g, leaving
/// out `edge_s` at either end of each piece; `shift` is the time of the stream's zero.
fn off(stream: &ImuStream, edge_s: f64, shift: f64) -> f64 {
    let mut worst: f64 = 0.0;
    for piece in &stream.pieces {
        let edge = (edge_s * stream.rate_hz).round() as usize;
        for i in edge..piece.len().saturating_sub(edge) {
            let truth = running(piece.time(i, stream.rate_hz) + shift);
            for (axis, truth) in piece.acc.iter().zip(truth) {
                worst = worst.max((axis[i] / G - truth).abs());
            }
        }
    }
    worst
}

fn monotone(stream: &ImuStream) -> bool {
    let ends = stream.pieces.iter().map(|p| (p.start_s, p.time(p.len() - 1, stream.rate_hz)));
    let ends: Vec<(f64, f64)> = ends.collect();
    ends.iter().all(|(a, b)| a.is_finite() && b >= a) && ends.windows(2).all(|w| w[1].0 > w[0].1)
}

#[test]
fn units_of_time_and_acceleration_are_told_apart() {
    let reference = read(&table("time_s,acc_x_g,acc_y_g,acc_z_g", even(3000, 100.0), 1.0));
    let reference = only(&reference);
    assert_eq!((reference.rate_hz, samples(reference), reference.pieces.len()), (100.0, 3000, 1));
    assert_eq!(reference.time_source, TimeSource::Stamps);
    assert!(off(reference, 0.0, 0.0) < 1e-9);
    for per_s in [1.0, 1e3, 1e6, 1e9] {
        for (unit, scale) in [("g", 1.0), ("m/s2", G), ("mg", 1e3), ("mm/s2", 1e3 * G)] {
            for origin in [0.0, 1_540_490_250.0] {
                let rows = (0..3000).map(|i| {
                    (format!("{}", (origin + i as f64 / 100.0) * per_s), i as f64 / 100.0)
                });
                let read = read(&table("timestamp,ax,ay,az", rows, scale));
                let stream = only(&read);
                assert_eq!((stream.rate_hz, samples(stream)), (100.0, 3000), "{per_s} {unit}");
                assert!(off(stream, 0.0, 0.0) < 1e-6, "{per_s} {unit}");
                assert_eq!(
                    read.start.map(|s| s.to_string()),
                    (origin > 0.0).then(|| "2018-10-25T17:57:30+00:00".to_string())
                );
                let detected = SensorNote::AccUnitDetected { unit: unit.into() }.into();
                assert!(read.notes.iter().any(|n| n.kind == detected), "{:?}", read.notes);
            }
        }
    }
}

#[test]
fn dates_are_times_too() {
    let rows = (0..1500).map(|i| {
        (
            format!(
                "2018-10-25 17:57:{:06.3}",
                i as f64 / 100.0 + 45.0 - 60.0 * f64::from(i >= 1500)
            ),
            i as f64 / 100.0,
        )
    });
    let text = table("date_time,x,y,z", rows, 1.0);
    let text = text.replace("17:57:60.000", "17:58:00.000");
    let read = read(&text);
    let stream = only(&read);
    assert_eq!((stream.rate_hz, samples(stream), stream.pieces.len()), (100.0, 1500, 1));
    assert_eq!(read.start.unwrap().to_string(), "2018-10-25T17:57:45");
    assert!(off(stream, 0.0, 0.0) < 1e-6);
    // Over the turn of a minute, in another spelling with a zone.
    let rows = (0..1500).map(|i| {
        let s = 50.0 + i as f64 / 100.0;
        (
            format!("2018-10-25T17:{}:{:06.3}+02:00", 57 + (s / 60.0) as u32, s % 60.0),
            i as f64 / 100.0,
        )
    });
    let read = self::read(&table("date_time,x,y,z", rows, 1.0));
    assert_eq!(
        (only(&read).rate_hz, samples(only(&read)), only(&read).pieces.len()),
        (100.0, 1500, 1)
    );
    assert_eq!(read.start.unwrap().to_string(), "2018-10-25T17:57:50+02:00");
}

#[test]
fn counters_need_a_rate_and_overflow() {
    let rows = |n: usize| (0..n).map(|i| (i.to_string(), i as f64 / 200.0));
    let text = table("time,ax,ay,az", rows(2000), 1.0);
    assert_eq!(refused(&text), SensorProblem::CountsOrMillis { column: "time".into() });
    let options = ImportOptions { rate_hz: Some(200.0), ..Default::default() };
    let read = read_with(text.as_bytes(), &options);
    assert_eq!((only(&read).rate_hz, only(&read).time_source), (200.0, TimeSource::Counter));
    assert!(off(only(&read), 0.0, 0.0) < 1e-9);
    // Microseconds in 32 bits overflow after 71.6 minutes.
    let rows = (0..4000)
        .map(|i| (((4_290_000_000u64 + 10_000 * i) % (1 << 32)).to_string(), i as f64 / 100.0));
    let read = self::read(&table("timestamp,ax,ay,az", rows, 1.0));
    assert_eq!((samples(only(&read)), only(&read).pieces.len()), (4000, 1));
    assert!(has(&read, "counter_overflow") && off(only(&read), 0.0, 0.0) < 1e-6);
}

#[test]
fn without_times_the_rate_must_be_given() {
    let text = table("i,ax,ay,az", (0..500).map(|i| ("a".into(), i as f64 / 50.0)), G);
    assert_eq!(refused(&text), SensorProblem::RateNeeded { why: Untimed::NoColumn });
    let options = ImportOptions { rate_hz: Some(50.0), ..Default::default() };
    let read = read_with(text.as_bytes(), &options);
    assert_eq!((only(&read).time_source, only(&read).rate_hz), (TimeSource::DeclaredRate, 50.0));
    assert!(off(only(&read), 0.0, 0.0) < 1e-9);
    // A rate that contradicts the stamps is not believed.
    let text = table("time_s,ax,ay,az", even(500, 100.0), 1.0);
    let read = read_with(text.as_bytes(), &options);
    assert!(has(&read, "rate_contradicts"));
    assert_eq!(only(&read).rate_hz, 100.0);
}

#[test]
fn bursts_and_batches_are_evened() {
    // Five rows 2 ms apart, then a wait, as a phone hands them on: stamps of 50 Hz.
    let burst = (0..2000).map(|i| {
        let arrival = (i / 5) as f64 * 0.1 + (i % 5) as f64 * 0.002;
        (format!("{arrival:.3}"), i as f64 / 50.0)
    });
    // Ten rows share a stamp.
    let batch = (0..2000).map(|i| (format!("{:.1}", (i / 10) as f64 / 5.0), i as f64 / 50.0));
    // Hundredths of a second at 200 Hz.
    let coarse = (0..8000).map(|i| (format!("{:.2}", (i / 2) as f64 / 100.0), i as f64 / 200.0));
    for (rows, rate) in
        [(burst.collect::<Vec<_>>(), 50.0), (batch.collect(), 50.0), (coarse.collect(), 200.0)]
    {
        let read = read(&table("time_s,ax,ay,az", rows.into_iter(), 1.0));
        let stream = only(&read);
        assert!(has(&read, "time_evened"));
        assert_eq!(stream.pieces.len(), 1);
        assert!((stream.rate_hz / rate - 1.0).abs() < 1e-3, "{}", stream.rate_hz);
        // The zero is that of the first arrival; one sample of doubt is 0.2 to 0.6 g here.
        let best = (-20..=20)
            .map(|k| off(stream, 2.0, k as f64 / (20.0 * rate)))
            .fold(f64::INFINITY, f64::min);
        assert!(best < 0.06, "{best}");
    }
}

#[test]
fn rows_of_several_sensors_are_refused() {
    let mut text = String::from("time_s,ax,ay,az\n");
    for i in 0..2000 {
        let t = i as f64 / 100.0;
        let [x, y, z] = running(t);
        writeln!(text, "{t},{x},{y},{z}\n{t},{},{},{}", y - 3.0, z - 3.0, x - 3.0).unwrap();
    }
    assert_eq!(refused(&text), SensorProblem::SensorsAlternate { sensors: 2 });
}

#[test]
fn short_gaps_are_bridged_and_long_ones_cut() {
    // 40 ms missing at 5 s, 500 ms at 10 s.
    let rows =
        even(2000, 100.0).filter(|(_, t)| !(5.0..5.03).contains(t) && !(10.0..10.5).contains(t));
    let read = read(&table("time_s,ax,ay,az", rows, 1.0));
    let stream = only(&read);
    assert_eq!(stream.pieces.len(), 2);
    assert_eq!((stream.pieces[0].len(), stream.pieces[1].len()), (1000, 950));
    assert!((stream.pieces[1].start_s - 10.5).abs() < 1e-9);
    assert!(has(&read, "gaps_bridged") && has(&read, "gaps"));
    let gaps = read.notes.iter().find(|n| n.code() == "gaps").unwrap();
    assert!((gaps.share.unwrap() - 0.51 / 19.99).abs() < 1e-6, "{:?}", gaps.share);
    // Monotone cubics cut the tops of the bridge, elsewhere nothing changes.
    assert!(off(stream, 0.0, 0.0) < 0.25);
}

#[test]
fn damaged_times_are_mended_or_left_out() {
    let mut rows: Vec<(String, f64)> = even(3000, 100.0).collect();
    rows[100].0 = String::new();
    rows[200].0 = "99999999".into();
    rows.swap(300, 303);
    rows.insert(400, rows[400].clone());
    let read = read(&table("time_s,ax,ay,az", rows.into_iter(), 1.0));
    let stream = only(&read);
    for code in ["time_missing", "time_wrong", "time_unsorted", "rows_repeated"] {
        assert!(has(&read, code), "{code}");
    }
    assert_eq!((samples(stream), stream.pieces.len(), stream.rate_hz), (3000, 1, 100.0));
    assert!(off(stream, 0.0, 0.0) < 0.05);
    // A clock that begins again goes on after a break of unknown length.
    let rows = even(2000, 100.0).chain(even(1000, 100.0));
    let read = self::read(&table("time_s,ax,ay,az", rows, 1.0));
    assert!(has(&read, "clock_restarted"));
    let lengths: Vec<usize> = only(&read).pieces.iter().map(|p| p.len()).collect();
    assert_eq!(lengths, [2000, 1000]);
    assert!(monotone(only(&read)));
}

#[test]
fn uneven_times_are_laid_on_a_grid() {
    // Jitter of a third of a sample, two rows in a hundred lost.
    let rows = (0..6000u64).filter(|i| i % 50 != 7).map(|i| {
        let t = (i as f64 + 0.33 * ((i * 7919 % 101) as f64 / 50.0 - 1.0)) / 100.0;
        (format!("{t:.6}"), t)
    });
    let read = read(&table("time_s,ax,ay,az", rows, 1.0));
    let stream = only(&read);
    assert_eq!((stream.rate_hz, stream.pieces.len()), (100.0, 1));
    let shift: f64 = -0.33 / 100.0;
    assert!(off(stream, 0.1, shift) < 0.05, "{}", off(stream, 0.1, shift));
}

#[test]
fn long_quiet_stretches_are_dropped_and_a_minute_kept() {
    let mut text = String::from("time_s,ax,ay,az\n");
    for i in 0..60_000 {
        let t = i as f64 / 50.0; // 20 minutes, of which the middle ten are rest
        let [x, y, z] = if (300.0..900.0).contains(&t) {
            [0.01, 1.0, 0.01 * f64::from(i % 2)]
        } else {
            running(t)
        };
        writeln!(text, "{t},{x:.4},{y:.4},{z:.4}").unwrap();
    }
    let read = read(&text);
    let stream = only(&read);
    assert_eq!((stream.pieces.len(), stream.quiet.len()), (2, 1));
    let quiet = stream.quiet[0];
    assert!(
        (355.0..=370.0).contains(&quiet.start_s) && (830.0..=845.0).contains(&quiet.end_s),
        "{quiet:?}"
    );
    assert!((stream.pieces[1].start_s - quiet.end_s).abs() < 0.1);
    assert!((stream.end_s().unwrap() - 1199.98).abs() < 1e-6);
    assert!(has(&read, "quiet_dropped") && !has(&read, "gaps"));
}

#[test]
fn spellings_of_tables() {
    let plain = table("time_s,acc_x_g,acc_y_g,acc_z_g", even(1000, 100.0), 1.0);
    let comma = plain.replace(',', ";").replace('.', ",");
    let tabs = plain.replace(',', "\t");
    let quoted = plain.replacen(
        "time_s,acc_x_g,acc_y_g,acc_z_g",
        "\"Time (s)\",\"Acceleration x (g)\",\"Acceleration y (g)\",\"Acceleration z (g)\"",
        1,
    );
    let units =
        plain.replacen("time_s,acc_x_g,acc_y_g,acc_z_g", "Time,Acc_X,Acc_Y,Acc_Z\ns,g,g,g", 1);
    let preamble = format!("Recorder 3.1\nSerial: 77\n\n{plain}");
    let crlf = plain.replace('\n', "\r\n");
    let mark = format!("\u{feff}{plain}");
    for text in [&plain, &comma, &tabs, &quoted, &units, &preamble, &crlf, &mark] {
        let read = read(text);
        assert_eq!(samples(only(&read)), 1000, "{}", &text[..60]);
        assert!(off(only(&read), 0.0, 0.0) < 1e-9, "{}", &text[..60]);
        assert!(!has(&read, "acc_unit_detected"));
    }
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(plain.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(samples(only(&read_with(&wide, &ImportOptions::default()))), 1000);
    // Without a header by --map alone.
    let bare = plain.split_once('\n').unwrap().1;
    let map = ["1=time:s", "2=acc_back:g", "3=acc_up:g", "4=acc_right:g"]
        .map(|m| parse_map(m).unwrap())
        .to_vec();
    let read = read_with(bare.as_bytes(), &ImportOptions { map, ..Default::default() });
    let stream = only(&read);
    assert_eq!(stream.axes, Axes::Anatomical);
    let truth = running(0.05).map(|v| v * G);
    let got = stream.pieces[0].acc.each_ref().map(|a| a[5]);
    for (got, truth) in got.iter().zip([-truth[0], -truth[2], truth[1]]) {
        assert!((got - truth).abs() < 1e-9);
    }
}

#[test]
fn several_sensors_in_one_table() {
    let mut text = String::from(
        "time_s,left_foot_acc_x_g,left_foot_acc_y_g,left_foot_acc_z_g,left_foot_gyr_x_dps,left_foot_gyr_y_dps,left_foot_gyr_z_dps,Pelvis Acc X (g),Pelvis Acc Y (g),Pelvis Acc Z (g)\n",
    );
    for i in 0..1000 {
        let [x, y, z] = running(i as f64 / 100.0);
        writeln!(text, "{},{x},{y},{z},{},-90,0,{z},{x},{y}", i as f64 / 100.0, 180 - i % 2)
            .unwrap();
    }
    let read = read(&text);
    let sensors = &imu(&read).sensors;
    assert_eq!(
        sensors.iter().map(|s| s.placement).collect::<Vec<_>>(),
        [Placement::LeftFoot, Placement::Sacrum]
    );
    let gyro = sensors[0].pieces[0].gyro.as_ref().unwrap();
    assert!((gyro[0][0] - PI).abs() < 1e-12 && (gyro[1][0] + PI / 2.0).abs() < 1e-12);
    assert!(sensors[1].pieces[0].gyro.is_none());
    let flipped = ImportOptions { flip_sides: true, ..Default::default() };
    assert_eq!(
        imu(&read_with(text.as_bytes(), &flipped)).sensors[0].placement,
        Placement::RightFoot
    );
}

#[test]
fn gravity_units_and_limits_are_judged() {
    // Gravity taken out: still seconds are 0.
    let rest = |header: &str, scale: f64, gravity: f64| {
        let mut text = format!("{header}\n");
        for i in 0..3000 {
            let t = i as f64 / 100.0;
            let [x, y, z] =
                if t < 5.0 { [0.001, 1.0, 0.002 * f64::from(i % 2)] } else { running(t) };
            writeln!(text, "{t},{},{},{}", x * scale, (y - 1.0 + gravity) * scale, z * scale)
                .unwrap();
        }
        text
    };
    let read = read(&rest("time_s,acc_x_g,acc_y_g,acc_z_g", 1.0, 0.0));
    assert_eq!(only(&read).gravity, Gravity::Removed);
    assert!(has(&read, "gravity_removed"));
    assert_eq!(refused(&rest("time_s,ax,ay,az", 1.0, 0.0)), SensorProblem::AccUnitNeeded);
    // A header that cannot be is refused; the user's word beats it.
    let wrong = rest("time_s,acc_x_g,acc_y_g,acc_z_g", G, 1.0);
    let problem = refused(&wrong);
    assert!(
        matches!(&problem, SensorProblem::AccUnitImpossible { unit, fitting, .. } if unit == "g" && fitting == "m/s2"),
        "{problem:?}"
    );
    let options = ImportOptions { acc_unit: Some(AccUnit::MetresPerS2), ..Default::default() };
    let read = read_with(wrong.as_bytes(), &options);
    assert!(!has(&read, "acc_unit_contradicts"));
    assert!((only(&read).pieces[0].acc[1][0] - G).abs() < 1e-9);
    // Raw counts, 4096 per g.
    let mut counts = String::from("time_s,ax,ay,az\n");
    for line in rest("", 4096.0, 1.0).lines().skip(1) {
        let cells: Vec<f64> = line.split(',').map(|c| c.parse().unwrap()).collect();
        writeln!(counts, "{},{:.0},{:.0},{:.0}", cells[0], cells[1], cells[2], cells[3]).unwrap();
    }
    let read = self::read(&counts);
    assert!(has(&read, "acc_counts"));
    assert!((only(&read).pieces[0].acc[1][0] - G).abs() < 1e-9);
    // Cut off at 2 g.
    let mut clipped = String::from("time_s,ax,ay,az\n");
    let mut beyond = 0;
    for i in 0..3000 {
        let t = i as f64 / 100.0;
        let [x, y, z] = running(t);
        beyond += usize::from(y >= 2.0);
        writeln!(clipped, "{t},{x},{},{z}", y.min(2.0)).unwrap();
    }
    let read = self::read(&clipped);
    let stream = only(&read);
    assert!((stream.acc_range.unwrap() - 2.0 * G).abs() < 1e-9);
    assert!((stream.clipped - beyond as f64 / 3000.0).abs() < 0.02, "{} {beyond}", stream.clipped);
    // Lost connections jump to 0.
    let lost = table("time_s,ax,ay,az", even(2000, 100.0), 1.0);
    let lost: Vec<String> = lost
        .lines()
        .enumerate()
        .map(|(i, l)| {
            if (520..523).contains(&i) {
                format!("{},0,0,0", l.split(',').next().unwrap())
            } else {
                l.into()
            }
        })
        .collect();
    assert!(has(&self::read(&lost.join("\n")), "values_all_zero"));
}

#[test]
fn watch_tables_stay_watch_tables() {
    let mut text = String::from("timestamp,heart_rate,cadence,speed,vertical_oscillation\n");
    for i in 0..100 {
        writeln!(text, "{},150,172,3.1,84", 1_540_490_250 + i).unwrap();
    }
    assert!(matches!(read(&text).data, Data::Watch(_)));
}

#[test]
fn accelerometer_and_gyroscope_files_are_joined() {
    let acc = read(&table("time_s,acc_x_g,acc_y_g,acc_z_g", even(3000, 100.0), 1.0));
    let mut turn = String::from("time_s,gyro_x_rads,gyro_y_rads,gyro_z_rads\n");
    for i in 0..5000 {
        let t = i as f64 / 200.0;
        writeln!(turn, "{t},{},0,{}", (2.0 * PI * t).sin(), 0.5 * t).unwrap();
    }
    let turn = read(&turn);
    assert!(only(&turn).pieces[0].acc[0].iter().all(|v| v.is_nan()));
    let joined = join(vec![(None, turn.clone()), (None, acc.clone())]).unwrap();
    let stream = only(&joined);
    assert!(has(&joined, "clocks_assumed_shared"));
    // 25 s of angular velocity cut the 30 s of acceleration.
    assert_eq!((stream.pieces.len(), samples(stream)), (1, 2500));
    let gyro = stream.pieces[0].gyro.as_ref().unwrap();
    for i in (10..2400).step_by(7) {
        let t = stream.pieces[0].time(i, 100.0);
        assert!(
            (gyro[0][i] - (2.0 * PI * t).sin()).abs() < 2e-3 && (gyro[2][i] - 0.5 * t).abs() < 2e-3
        );
    }
    // Two places stand beside each other; the same place twice is refused.
    let other = read(&table("time_s,acc_x_g,acc_y_g,acc_z_g", even(3000, 100.0), 1.02));
    let two =
        join(vec![(Some(Placement::LeftFoot), acc.clone()), (Some(Placement::RightFoot), other)])
            .unwrap();
    assert_eq!(imu(&two).sensors.len(), 2);
    let twice =
        join(vec![(Some(Placement::LeftFoot), acc.clone()), (Some(Placement::LeftFoot), acc)]);
    let problem = SensorProblem::PlacementTwice { placement: Placement::LeftFoot };
    assert_eq!(twice.unwrap_err(), ImportError::Sensor(problem));
    assert!(join(vec![(None, turn)]).is_err());
    assert!(join(Vec::new()).is_err());
}

#[test]
fn files_with_absolute_times_share_a_clock() {
    let later = |by: f64| {
        let rows = (0..2000).map(move |i| {
            (
                format!("{}", 1_540_490_250_000.0 + 1000.0 * by + 10.0 * i as f64),
                by + i as f64 / 100.0,
            )
        });
        read(&table("timestamp,ax,ay,az", rows, 1.0))
    };
    let joined = join(vec![
        (Some(Placement::RightFoot), later(2.5)),
        (Some(Placement::LeftFoot), later(0.0)),
    ])
    .unwrap();
    assert!(!has(&joined, "clocks_assumed_shared"));
    assert_eq!(joined.start.unwrap().to_string(), "2018-10-25T17:57:30+00:00");
    let starts: Vec<f64> = imu(&joined).sensors.iter().map(|s| s.pieces[0].start_s).collect();
    assert_eq!(starts, [2.5, 0.0]);
    for sensor in &imu(&joined).sensors {
        assert!(off(sensor, 0.0, 0.0) < 1e-3);
    }
    let apart = join(vec![
        (Some(Placement::RightFoot), later(90_000.0)),
        (Some(Placement::LeftFoot), later(0.0)),
    ]);
    let problem = SensorProblem::RunsDiffer { hours: 12.0 };
    assert_eq!(apart.unwrap_err(), ImportError::Sensor(problem));
}

#[test]
fn marked_steps() {
    let steps =
        read_events(b"initial_contact_s,toe_off_s,side\n0.9,1.15,right\n0.55,0.8,L\n1.3,,\n")
            .unwrap();
    assert_eq!(steps.len(), 3);
    assert_eq!(
        (steps[0].initial_contact_s, steps[0].toe_off_s, steps[0].side),
        (0.55, Some(0.8), Some(Side::Left))
    );
    assert_eq!((steps[2].toe_off_s, steps[2].side), (None, None));
    assert_eq!(read_events("ic_s;to_s\n0,5;0,75\n".as_bytes()).unwrap()[0].toe_off_s, Some(0.75));
    let said = |text: &str| read_events(text.as_bytes()).unwrap_err();
    let (line, event) = (2, StepEvent::InitialContact);
    for (text, problem) in [
        ("a,b\n1,2\n", SensorProblem::StepsNoContact),
        ("ic_s,side\n1,middle\n", SensorProblem::StepSideUnknown { line, found: "middle".into() }),
        ("ic_s,to_s\n1,0.5\n", SensorProblem::StepOrder { line, contact_s: 1.0, toe_off_s: 0.5 }),
        ("ic_s\nx\n", SensorProblem::StepTimeUnreadable { line, event, found: "x".into() }),
        ("ic_s\n", SensorProblem::StepsNone),
    ] {
        assert_eq!(said(text), ImportError::Sensor(problem), "{text}");
    }
    assert_eq!(said(""), ImportError::Empty);
}

#[test]
fn a_stream_of_bytes_gives_the_same() {
    let text = table("time_s,acc_x_g,acc_y_g,acc_z_g", even(20_000, 100.0), 1.0);
    let whole = read(&text);
    let mut bytes = text.as_bytes();
    let streamed = import_stream(&mut bytes, &ImportOptions::default()).unwrap().remove(0);
    assert_eq!(format!("{:?}", streamed.data), format!("{:?}", whole.data));
    let mut nothing: &[u8] = b"";
    assert!(import_stream(&mut nothing, &ImportOptions::default()).is_err());
    let mut other: &[u8] = b"heart_rate,speed\n1,2\n3,4\n";
    assert!(import_stream(&mut other, &ImportOptions::default()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..3000)) {
        let mut input = bytes.as_slice();
        let _ = import_stream(&mut input, &ImportOptions::default());
        let headed = [b"time_s,acc_x_g,acc_y_g,acc_z_g\n".as_slice(), &bytes].concat();
        let _ = import(&headed, &ImportOptions { rate_hz: Some(100.0), ..Default::default() });
        let _ = read_events(&bytes);
    }

    #[test]
    fn whatever_happens_to_the_stamps_time_goes_on(
        changes in proptest::collection::vec((0usize..900, 0u8..6, -1e7f64..1e7), 0..60),
    ) {
        let mut rows: Vec<(String, f64)> = even(900, 100.0).collect();
        for (at, what, value) in changes {
            let at = at.min(rows.len() - 1);
            match what {
                0 => { rows.remove(at); }
                1 => { let row = rows[at].clone(); rows.insert(at, row); }
                2 => { let other = (at + 7).min(rows.len() - 1); rows.swap(at, other); }
                3 => rows[at].0 = "nan".into(),
                4 => rows[at].0 = format!("{value}"),
                _ => { let other = (value.abs() as usize) % rows.len(); rows.swap(at, other); }
            }
        }
        if let Ok(all) = import(table("time_s,acc_x_g,acc_y_g,acc_z_g", rows.into_iter(), 1.0).as_bytes(), &ImportOptions::default()) {
            for sensor in &imu(&all[0]).sensors {
                prop_assert!(monotone(sensor));
                prop_assert!(samples(sensor) < 10_000);
            }
        }
    }

    #[test]
    fn names_of_columns_never_panic(header in "[ -~]{0,60}", body in "[0-9.,;\t\n eE+-]{0,400}") {
        let _ = import(format!("{header}\n{body}").as_bytes(), &ImportOptions::default());
    }
}
