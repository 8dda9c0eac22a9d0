//! Sessions, sports, laps, pauses, device and runner.

use runform::recording::{Quantity, Sport};
use runform::words::english;

use super::bytes::{FitBytes, T0, V};
use super::*;

const RUNNING: u8 = 1;
const CYCLING: u8 = 2;
const TRANSITION: u8 = 3;
const SWIMMING: u8 = 5;

fn records(fit: &mut FitBytes, from: u32, to: u32, heart_rate: u8) {
    for at in from..to {
        fit.record(at, &[(3, V::U8(heart_rate))]);
    }
}

fn sports(recordings: &[Recording]) -> Vec<String> {
    recordings.iter().map(|r| r.sport.describe()).collect()
}

#[test]
fn a_triathlon_is_cut_into_its_sessions_wherever_the_summary_is() {
    let summary = |fit: &mut FitBytes| {
        // Not in order of time, and the last one again.
        fit.session(100, 50, RUNNING, 0);
        fit.session(0, 40, SWIMMING, 18);
        fit.session(40, 10, TRANSITION, 0);
        fit.session(50, 50, CYCLING, 0);
        fit.session(50, 50, CYCLING, 0);
        fit.lap(0, 40);
        fit.lap(100, 30);
        fit.lap(130, 20);
    };
    let body = |fit: &mut FitBytes| {
        records(fit, 0, 40, 110);
        records(fit, 40, 50, 120);
        records(fit, 50, 100, 130);
        records(fit, 100, 150, 140);
    };
    for first in [true, false] {
        let mut fit = FitBytes::activity();
        if first {
            summary(&mut fit);
        }
        body(&mut fit);
        if !first {
            summary(&mut fit);
        }
        let parts = read(&fit.done());
        assert_eq!(sports(&parts), ["swimming", "transition", "cycling", "running"]);
        for (part, (n, heart_rate)) in
            parts.iter().zip([(40, 110.0), (10, 120.0), (50, 130.0), (50, 140.0)])
        {
            assert_eq!(values(part, Quantity::HeartRate), vec![heart_rate; n]);
            assert_eq!(series(part).time_s[0], 0.0);
        }
        let laps: Vec<(f64, f64)> =
            series(&parts[3]).laps.iter().map(|l| (l.start_s, l.end_s)).collect();
        assert_eq!(laps, [(0.0, 30.0), (30.0, 49.0)]);
        assert_eq!(parts[3].start.unwrap().to_string(), "2021-01-01T00:01:40+00:00");
    }
}

#[test]
fn two_runs_in_one_file_are_two_recordings() {
    let mut fit = FitBytes::activity();
    fit.timer(0, 0);
    records(&mut fit, 0, 60, 140);
    fit.timer(60, 4);
    fit.timer(4800, 0);
    records(&mut fit, 4800, 4830, 150);
    fit.timer(4830, 4);
    fit.session(0, 60, RUNNING, 0);
    fit.session(4800, 30, RUNNING, 3);
    let parts = read(&fit.done());
    assert_eq!(sports(&parts), ["running", "running (trail)"]);
    assert_eq!((series(&parts[0]).len(), series(&parts[1]).len()), (60, 30));
    // The break between them is no pause of either.
    assert!(parts.iter().all(|p| series(p).pauses.is_empty()));
}

#[test]
fn a_single_session_takes_every_record_even_outside_its_times() {
    let mut fit = FitBytes::activity();
    records(&mut fit, 0, 60, 140);
    fit.session(10, 20, RUNNING, 0);
    assert_eq!(series(&one(&fit.done())).len(), 60);
}

#[test]
fn a_session_without_records_is_told() {
    let mut fit = FitBytes::activity();
    records(&mut fit, 0, 60, 140);
    fit.session(0, 60, RUNNING, 0);
    fit.session(100, 50, CYCLING, 0);
    let run = one(&fit.done());
    assert!(english(note(&run, "sessions_skipped").unwrap()).contains("cycling"));
}

#[test]
fn sports_are_named_as_in_the_profile() {
    let sport = |sport: u8, sub: u8| {
        let mut fit = FitBytes::activity();
        records(&mut fit, 0, 2, 140);
        fit.session(0, 2, sport, sub);
        one(&fit.done()).sport
    };
    let running = |sub: &str| Sport::Running { sub: Some(sub.into()) };
    let other = |name: &str| Sport::Other(name.into());
    assert_eq!(sport(1, 0), Sport::Running { sub: None });
    assert_eq!(sport(1, 0xFF), Sport::Running { sub: None });
    assert_eq!(sport(1, 1), running("treadmill"));
    assert_eq!(sport(1, 3), running("trail"));
    assert_eq!(sport(1, 4), running("track"));
    assert!(sport(1, 45).is_treadmill()); // indoor running
    assert!(sport(1, 58).is_treadmill()); // virtual
    assert_eq!(sport(4, 1), running("treadmill")); // fitness equipment
    assert_eq!(sport(2, 7), other("cycling"));
    assert_eq!(sport(5, 18), other("swimming"));
    assert_eq!(sport(10, 20), other("strength_training"));
    assert_eq!(sport(10, 0), other("training"));
    assert_eq!(sport(11, 0), other("walking"));
    assert_eq!(sport(17, 0), other("hiking"));
    assert_eq!(sport(21, 28), other("e_biking"));
    assert_eq!(sport(0, 0), Sport::Unknown);
    assert_eq!(sport(0xFF, 0xFF), Sport::Unknown);
    assert_eq!(sport(200, 0), other("sport 200"));
}

#[test]
fn without_a_session_the_sport_message_tells_or_nobody() {
    let mut fit = FitBytes::activity();
    records(&mut fit, 0, 5, 140);
    assert_eq!(one(&fit.done()).sport, Sport::Unknown);
    fit.message(12, &[(0, V::Raw(0, vec![1])), (1, V::Raw(0, vec![3]))]);
    assert_eq!(one(&fit.done()).sport, Sport::Running { sub: Some("trail".into()) });
    assert!(series(&one(&fit.done())).laps.is_empty());
}

#[test]
fn timer_stops_make_pauses_up_to_the_next_start() {
    let mut fit = FitBytes::activity();
    fit.timer(0, 0);
    records(&mut fit, 0, 100, 140);
    fit.timer(100, 4); // stop all
    fit.timer(101, 1); // and again
    fit.timer(160, 0);
    records(&mut fit, 160, 200, 140);
    fit.timer(200, 1);
    fit.timer(234, 0);
    fit.timer(234, 0); // a second start changes nothing
    records(&mut fit, 234, 250, 140);
    fit.timer(249, 4); // the end is no pause
    // Other events are not the timer's.
    fit.message(21, &[(253, V::U32(T0 + 50)), (0, V::Raw(0, vec![9])), (1, V::Raw(0, vec![4]))]);
    let run = one(&fit.done());
    let pauses: Vec<(f64, f64)> =
        series(&run).pauses.iter().map(|p| (p.start_s, p.end_s)).collect();
    assert_eq!(pauses, [(100.0, 160.0), (200.0, 234.0)]);
}

#[test]
fn lap_ends_come_from_the_elapsed_time() {
    let mut fit = FitBytes::activity();
    records(&mut fit, 0, 100, 140);
    // Written 130 s late.
    fit.message(19, &[(253, V::U32(T0 + 180)), (2, V::U32(T0)), (7, V::U32(50_000))]);
    // Without elapsed time, the stamp has to do.
    fit.message(19, &[(253, V::U32(T0 + 80)), (2, V::U32(T0 + 50)), (7, V::U32(0xFFFF_FFFF))]);
    let run = one(&fit.done());
    let laps: Vec<(f64, f64)> = series(&run).laps.iter().map(|l| (l.start_s, l.end_s)).collect();
    assert_eq!(laps, [(0.0, 50.0), (50.0, 80.0)]);
}

#[test]
fn the_time_zone_is_believed_only_when_there_is_one_like_it() {
    let start = |offset: i32| {
        let mut fit = FitBytes::activity();
        records(&mut fit, 0, 5, 140);
        fit.message(
            34,
            &[(253, V::U32(T0 + 5)), (5, V::U32((T0 + 5).wrapping_add_signed(offset)))],
        );
        one(&fit.done()).start.unwrap().to_string()
    };
    assert_eq!(start(3 * 3600), "2021-01-01T03:00:00+03:00");
    assert_eq!(start(-12_600), "2020-12-31T20:30:00-03:30");
    assert_eq!(start(0), "2021-01-01T00:00:00+00:00");
    assert_eq!(start(1234), "2021-01-01T00:00:00+00:00");
    assert_eq!(start(20 * 3600), "2021-01-01T00:00:00+00:00");
}

#[test]
fn device_and_runner_are_read() {
    let device = |maker: u16, product: u16, name: Option<&'static str>| {
        let mut fit = FitBytes::new();
        let mut fields = vec![(0, V::Raw(0, vec![4])), (1, V::U16(maker)), (2, V::U16(product))];
        fields.extend(name.map(|n| (8, V::Text(n))));
        fit.message(0, &fields);
        records(&mut fit, 0, 5, 140);
        one(&fit.done()).device
    };
    assert_eq!(device(1, 2050, None).as_deref(), Some("garmin fenix3"));
    assert_eq!(device(1, 64_000, None).as_deref(), Some("garmin 64000"));
    assert_eq!(device(23, 34, None).as_deref(), Some("suunto 34"));
    assert_eq!(device(294, 1, Some("COROS PACE 2")).as_deref(), Some("COROS PACE 2"));
    assert_eq!(device(255, 0, Some("Sauce")).as_deref(), Some("Sauce"));
    assert_eq!(device(0xFFFF, 0xFFFF, None), None);

    let body = |kg10: u16, cm: u8| {
        let mut fit = FitBytes::activity();
        fit.message(3, &[(4, V::U16(kg10)), (3, V::U8(cm))]);
        records(&mut fit, 0, 5, 140);
        let body = one(&fit.done()).body;
        (body.mass_kg, body.height_m)
    };
    assert_eq!(body(804, 185), (Some(80.4), Some(1.85)));
    assert_eq!(body(0, 0), (None, None));
    assert_eq!(body(0xFFFF, 0xFF), (None, None));
}
