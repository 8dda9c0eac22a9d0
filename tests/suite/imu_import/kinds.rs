//! Kinds of tables that people have: dialects, headers, clocks, several sensors.

use super::*;

/// Rows of `cells` at 100 Hz below a head.
fn rows(head: &str, n: usize, cells: impl Fn(usize, [f64; 3]) -> String) -> String {
    let mut text = head.to_string();
    for i in 0..n {
        writeln!(text, "{}", cells(i, running(i as f64 / 100.0))).unwrap();
    }
    text
}

#[track_caller]
fn is_run(recording: &Recording, n: usize) {
    let stream = only(recording);
    assert_eq!((stream.rate_hz, samples(stream), stream.pieces.len()), (100.0, n, 1));
    let far = off(stream, 0.0, 0.0);
    assert!(far < 1e-3, "{far} g away");
}

#[test]
fn axes_beside_other_columns() {
    let heads = [
        "timestamp,x,y,z,activity\n",
        "time_ms,X,Y,Z,label\n",
        "t,x,y,z(m/s^2),note\n",
        "t,x (m/s^2),y,z,note\n",
        "t,a1,a2,a3,note\n",
        "t,Acc0,Acc1,Acc2,note\n",
        "t,acc_x,acc_y,acc_z [m/s²],note\n",
        "#made by a logger, of four words\n#t,x,y,z,note\n@DATA\n",
        "@RELATION run\n@ATTRIBUTE t NUMERIC\n@ATTRIBUTE x NUMERIC\n@ATTRIBUTE y NUMERIC\n@ATTRIBUTE z NUMERIC\n@ATTRIBUTE note STRING\n@DATA\n",
    ];
    for head in heads {
        let text = rows(head, 2000, |i, [x, y, z]| {
            format!("{},{},{},{},jog", 10 * i, x * G, y * G, z * G)
        });
        let recording = read(&text);
        is_run(&recording, 2000);
    }
}

#[test]
fn decimal_commas_in_quotes() {
    let cell = |v: f64| format!("\"{}\"", format!("{v:.5}").replace('.', ","));
    for head in ["time_s,acc_x_g,acc_y_g,acc_z_g\n", "\"t\",\"x\",\"y\",\"z\"\n"] {
        let text = rows(head, 2000, |i, [x, y, z]| [i as f64 / 100.0, x, y, z].map(cell).join(","));
        is_run(&read(&text), 2000);
    }
}

#[test]
fn clocks_of_all_kinds() {
    type Stamp = fn(usize) -> String;
    let stamps: [(&str, Stamp, Option<&str>); 6] = [
        (
            "unix",
            |i| format!("{:.2}", 1_717_243_200.0 + i as f64 / 100.0),
            Some("2024-06-01T12:00:00+00:00"),
        ),
        (
            "excel",
            |i| format!("{:.10}", 45_444.5 + i as f64 / 8_640_000.0),
            Some("2024-06-01T12:00:00"),
        ),
        (
            "matlab",
            |i| format!("{:.10}", 739_404.5 + i as f64 / 8_640_000.0),
            Some("2024-06-01T12:00:00"),
        ),
        ("relative", |i| format!("{:.2}", i as f64 / 100.0), None),
        ("clock", |i| format!("0:{:02}:{:05.2}", 59 + i / 6000, (i % 6000) as f64 / 100.0), None),
        (
            "date",
            |i| format!("2024-06-01 12:00:{:05.2}", (i % 6000) as f64 / 100.0),
            Some("2024-06-01T12:00:00"),
        ),
    ];
    for (kind, stamp, start) in stamps {
        for head in ["", "time,x,y,z\n"] {
            let text =
                rows(head, 3000, |i, [x, y, z]| format!("{},{x:.6},{y:.6},{z:.6}", stamp(i)));
            let recording = read(&text);
            let stream = only(&recording);
            assert_eq!((samples(stream), stream.pieces.len()), (3000, 1), "{kind} {head}");
            assert!((stream.rate_hz / 100.0 - 1.0).abs() < 1e-4, "{kind} {head}");
            assert!(off(stream, 0.0, 0.0) < 0.02, "{kind} {head}: {}", off(stream, 0.0, 0.0));
            let found = recording.start.map(|s| s.to_string());
            assert_eq!(
                found.as_deref().map(|s| &s[..16]),
                start.map(|s| &s[..16]),
                "{kind} {head}"
            );
        }
    }
}

#[test]
fn a_clock_that_a_spreadsheet_spoilt_stands_still() {
    for stamp in [
        |_: usize| "1.71724E+12".to_string(),
        |i| if i < 1500 { "4.5E+04" } else { "4.6E+04" }.into(),
    ] {
        let text = rows("time,x,y,z\n", 3000, |i, [x, y, z]| format!("{},{x},{y},{z}", stamp(i)));
        assert_eq!(refused(&text), SensorProblem::RateNeeded { why: Untimed::StandsStill });
        let options = ImportOptions { rate_hz: Some(100.0), ..ImportOptions::default() };
        let recording = read_with(text.as_bytes(), &options);
        is_run(&recording, 3000);
        assert!(has(&recording, "time_unusable"));
    }
}

#[test]
fn rows_of_several_sensors_are_told_apart() {
    // In turn, or one after the other; by a tag, an address, a number, a column of no such name.
    let heads = ["t,sensor,x,y,z\n", "t,Device Address,x,y,z\n", "t,imu_id,x,y,z\n"];
    let names = [["left_foot", "right_foot"], ["AA:01", "AA:02"], ["1", "2"]];
    for (head, names) in heads.iter().zip(names) {
        for blocks in [false, true] {
            let mut text = (*head).to_string();
            let row = |i: usize, k: usize| {
                let [x, y, z] =
                    running(i as f64 / 100.0).map(|v| v * [1.0, 0.5][k] + 0.5 * k as f64);
                format!("{},{},{x},{y},{z}\n", 10 * i, names[k])
            };
            if blocks {
                (0..2).for_each(|k| (0..2000).for_each(|i| text.push_str(&row(i, k))));
            } else {
                (0..2000).for_each(|i| (0..2).for_each(|k| text.push_str(&row(i, k))));
            }
            let recording = read(&text);
            let sensors = &imu(&recording).sensors;
            assert_eq!(sensors.len(), 2, "{head}");
            assert!(sensors.iter().all(|s| samples(s) == 2000 && s.rate_hz == 100.0), "{head}");
            assert!(off(&sensors[0], 0.0, 0.0) < 1e-9, "{head}");
        }
    }
    let text = rows("t,who,x,y,z\n", 4000, |i, [x, y, z]| {
        format!("{},{},{x},{y},{z}", 10 * (i / 2), ["left ankle", "right ankle"][i % 2])
    });
    let places: Vec<Placement> = imu(&read(&text)).sensors.iter().map(|s| s.placement).collect();
    assert_eq!(places, [Placement::LeftShank, Placement::RightShank]);
}

#[test]
fn rows_of_accelerometer_and_gyroscope_in_turn_are_one_sensor() {
    let mut text = String::from("timestamp,sensor,x,y,z\n");
    for i in 0..2000 {
        let [x, y, z] = running(i as f64 / 100.0).map(|v| v * G);
        writeln!(text, "{},Accelerometer,{x},{y},{z}", 10 * i).unwrap();
        writeln!(text, "{},Gyroscope,1.5,{},0.2", 10 * i, (i % 7) as f64 / 7.0).unwrap();
        writeln!(text, "{},Magnetometer,30,20,10", 10 * i).unwrap();
    }
    let recording = read(&text);
    let stream = only(&recording);
    assert_eq!(stream.rate_hz, 100.0);
    let gyro = stream.pieces[0].gyro.as_ref().unwrap();
    assert!((gyro[0][100] - 1.5).abs() < 1e-6, "{}", gyro[0][100]);
}

#[test]
fn people_in_one_table_are_recordings_of_their_own() {
    let wisdm = |i: usize, [x, y, z]: [f64; 3]| {
        let person = 33 + i / 2000;
        let stamp = 49_105_962_326_000_u64 + 10_000_000 * (i % 2000) as u64;
        format!("{person},Jogging,{stamp},{:.7},{:.7},{:.7};", x * G, y * G, z * G)
    };
    let headed = format!("user,{}", "activity,timestamp,x-axis,y-axis,z-axis\n");
    for head in ["", headed.as_str()] {
        let text = rows(head, 4000, wisdm);
        let all = import(text.as_bytes(), &ImportOptions::default()).unwrap();
        assert_eq!(all.len(), 2, "{head}");
        for (recording, person) in all.iter().zip(["33", "34"]) {
            assert_eq!(recording.title.as_deref(), Some(person));
            assert_eq!((only(recording).rate_hz, samples(only(recording))), (100.0, 2000));
        }
    }
}

#[test]
fn a_refused_table_says_which_columns_may_be_the_axes() {
    let text = rows("ch_a;ch_b;ch_c\n", 1000, |_, [x, y, z]| format!("{x:.3};{y:.3};{z:.3}"));
    let SensorProblem::NoAxes { x, y, z, time, rate, .. } = refused(&text) else { panic!() };
    assert_eq!([&*x, &*y, &*z], ["ch_a=acc_x:g", "ch_b=acc_y:g", "ch_c=acc_z:g"]);
    assert_eq!((time, rate), (None, true));
    let map = [x, y, z].map(|m| parse_map(&m).unwrap()).to_vec();
    let options = ImportOptions { map, rate_hz: Some(100.0), ..ImportOptions::default() };
    is_run(&read_with(text.as_bytes(), &options), 1000);
}

#[test]
fn radians_under_degrees_are_found_out() {
    let mut text = String::from("time_s,acc_x_g,acc_y_g,acc_z_g,gyr_x_dps,gyr_y_dps,gyr_z_dps\n");
    for i in 0..3000 {
        let t = i as f64 / 100.0;
        let [x, y, z] = running(t);
        let turn = 2.0 * (2.0 * PI * 1.4 * t).sin();
        writeln!(text, "{t},{x},{y},{z},{turn},{},0.1", 0.3 * turn).unwrap();
    }
    let sacrum = ImportOptions { placement: Some(Placement::Sacrum), ..ImportOptions::default() };
    let problem = import(text.as_bytes(), &sacrum).unwrap_err();
    assert!(
        matches!(&problem, ImportError::Sensor(SensorProblem::GyroUnitImpossible { unit, fitting, .. })
            if unit == "deg/s" && fitting == "rad/s"),
        "{problem}"
    );
    let radians = text.replace("dps", "rads");
    let read = read_with(radians.as_bytes(), &sacrum);
    assert!(only(&read).pieces[0].gyro.is_some());
}
