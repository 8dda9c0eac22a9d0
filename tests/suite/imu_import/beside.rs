//! Speed, heart rate and position in the rows of a motion sensor.

use runform::recording::{Clock, Quantity};

use super::*;

/// Two minutes at 50 Hz; `cells(second)` is written behind every sample of it.
fn with(head: &str, stamp: impl Fn(f64) -> String, cells: impl Fn(usize) -> String) -> String {
    let mut text = format!("{head}\n");
    for i in 0..6000 {
        let t = f64::from(i) / 50.0;
        let [x, y, z] = running(t);
        writeln!(text, "{},{x},{y},{z},{}", stamp(t), cells(t as usize)).unwrap();
    }
    text
}

fn beside(recording: &Recording, quantity: Quantity) -> Option<Vec<f64>> {
    let companion = imu(recording).companion.as_ref()?;
    assert_eq!(companion.clock, Clock::Shared(0.0));
    Some(companion.series.first(quantity)?.values.to_vec())
}

/// 3.00 m/s and 1 cm/s more each second, as it is in the middle of the seconds.
fn is_ramp(speed: &[f64]) {
    assert!((120..=122).contains(&speed.len()), "{}", speed.len());
    for (second, v) in speed.iter().enumerate().take(119).skip(1) {
        let truth = 3.0 + 0.01 * second as f64;
        assert!((v - truth).abs() < 0.011, "{second} s: {v}, not {truth}");
    }
}

#[test]
fn speed_and_heart_rate_beside_the_signals() {
    let text = with(
        "time,acc_x_g,acc_y_g,acc_z_g,GPS Speed (km/h),heart rate",
        |t| format!("{:.0}", 1.7e12 + 1000.0 * t),
        |s| format!("{:.3},{}", 3.6 * (3.0 + 0.01 * s as f64), 140 + s / 10),
    );
    let recording = read(&text);
    is_ramp(&beside(&recording, Quantity::Speed).unwrap());
    let heart = beside(&recording, Quantity::HeartRate).unwrap();
    assert_eq!((heart[5], heart[55], heart[115]), (140.0, 145.0, 151.0));
    let distance = beside(&recording, Quantity::Distance).unwrap();
    assert!((distance[100] - (300.0 + 0.01 * 5050.0)).abs() < 5.0, "{}", distance[100]);
    let mapping = recording.mappings.iter().find(|m| m.column == "GPS Speed (km/h)").unwrap();
    assert_eq!((mapping.quantity, mapping.unit.as_str()), (Some(Quantity::Speed), "km/h"));
}

#[test]
fn a_makers_layout_with_more_columns() {
    let text = with(
        "Time (s),Accelerometer X (g),Accelerometer Y (g),Accelerometer Z (g),Speed (m/s)",
        |t| format!("{t:.3}"),
        |s| format!("{}", 3.0 + 0.01 * s as f64),
    );
    let recording = read(&text);
    assert_eq!(recording.format, "imu:xio");
    is_ramp(&beside(&recording, Quantity::Speed).unwrap());
}

#[test]
fn without_stamps_the_rate_times_the_columns() {
    let text = with(
        "n,acc_x_g,acc_y_g,acc_z_g,speed_mps",
        |_| "7".into(),
        |s| format!("{}", 3.0 + 0.01 * s as f64),
    );
    let options = ImportOptions { rate_hz: Some(50.0), ..ImportOptions::default() };
    is_ramp(&beside(&read_with(text.as_bytes(), &options), Quantity::Speed).unwrap());
}

#[test]
fn positions_give_speed_and_distance() {
    // 3 m north every second
    let text = with(
        "time_s,acc_x_g,acc_y_g,acc_z_g,latitude,longitude",
        |t| format!("{t:.3}"),
        |s| format!("{:.9},8.5", 47.0 + 3.0 * s as f64 / 111_195.08),
    );
    let speed = beside(&read(&text), Quantity::Speed).unwrap();
    assert!(speed[20..100].iter().all(|v| (v - 3.0).abs() < 0.05), "{speed:?}");
}

#[test]
fn what_no_receiver_measured_is_missing() {
    let head = "time_s,acc_x_g,acc_y_g,acc_z_g,speed_mps";
    let fix = |s: usize| if s < 60 { "-1".into() } else { "3.1".into() };
    let speed = beside(&read(&with(head, |t| format!("{t:.3}"), fix)), Quantity::Speed).unwrap();
    assert!(
        speed[..59].iter().all(|v| v.is_nan())
            && speed[62..120].iter().all(|v| (v - 3.1).abs() < 1e-9)
    );
    for nothing in ["-1", "", "nan", "0"] {
        let text = with(head, |t| format!("{t:.3}"), |_| nothing.into());
        assert_eq!(beside(&read(&text), Quantity::Speed), None, "{nothing:?}");
    }
    let text = with(head, |t| format!("{t:.3}"), |_| "900".into());
    let recording = read(&text);
    assert_eq!(beside(&recording, Quantity::Speed), None);
    let note = recording.notes.iter().find(|n| n.code() == "column_left_out").unwrap();
    assert!(
        runform::words::english(note).contains("\"speed_mps\"")
            && runform::words::english(note).contains("900"),
        "{note:?}"
    );
}

#[test]
fn the_user_names_the_column() {
    let text = with(
        "time_s,acc_x_g,acc_y_g,acc_z_g,belt",
        |t| format!("{t:.3}"),
        |s| format!("{}", 3.6 * (3.0 + 0.01 * s as f64)),
    );
    assert_eq!(beside(&read(&text), Quantity::Speed), None);
    let map = vec![parse_map("belt=speed:km/h").unwrap()];
    let options = ImportOptions { map, ..ImportOptions::default() };
    is_ramp(&beside(&read_with(text.as_bytes(), &options), Quantity::Speed).unwrap());
}
