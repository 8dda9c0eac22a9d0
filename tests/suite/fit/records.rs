//! Record fields: scales, missing values, smart recording, clocks.

use runform::recording::{Quantity, Recording, SensorFamily, Site};
use runform::series;
use runform::settings::Settings;
use runform::words::english;

use super::bytes::{FitBytes, T0, V};
use super::*;

const NAN: f64 = f64::NAN;

/// Every imported field of the profile, with values worked out by hand.
fn all_fields() -> Vec<(u8, V)> {
    vec![
        (0, V::S32(536_870_912)),    // a quarter of 180°
        (1, V::S32(-1_073_741_824)), // minus half of 180°
        (2, V::U16(2730)),           // 2730 / 5 − 500 = 46 m
        (3, V::U8(125)),
        (4, V::U8(90)),
        (5, V::U32(1_246_745)), // 12467.45 m
        (6, V::U16(3200)),      // 3.2 m/s
        (7, V::U16(360)),
        (9, V::S16(-250)), // −2.5 %
        (13, V::S8(-5)),
        (39, V::U16(780)),    // 78 mm
        (40, V::U16(4050)),   // 40.5 %
        (41, V::U16(2690)),   // 269 ms
        (53, V::U8(64)),      // 0.5 strides/min
        (83, V::U16(721)),    // 7.21 %
        (84, V::U16(5065)),   // 50.65 %
        (85, V::U16(10_540)), // 1.054 m
    ]
}

fn expected() -> Vec<(Quantity, &'static str, f64)> {
    use Quantity::*;
    vec![
        (Latitude, "fit:position_lat", 45.0),
        (Longitude, "fit:position_long", -90.0),
        (Altitude, "fit:altitude", 46.0),
        (HeartRate, "fit:heart_rate", 125.0),
        (Cadence, "fit:cadence", 181.0),
        (Distance, "fit:distance", 12_467.45),
        (Speed, "fit:speed", 3.2),
        (Power, "fit:power", 360.0),
        (Grade, "fit:grade", -2.5),
        (Temperature, "fit:temperature", -5.0),
        (VerticalOscillation, "fit:vertical_oscillation", 78.0),
        (StancePercent, "fit:stance_time_percent", 40.5),
        (GroundContactTime, "fit:stance_time", 269.0),
        (VerticalRatio, "fit:vertical_ratio", 7.21),
        (ContactBalanceLeft, "fit:stance_time_balance", 50.65),
        (StepLength, "fit:step_length", 1.054),
    ]
}

#[test]
fn every_field_comes_in_its_own_unit() {
    for mut fit in [FitBytes::new(), FitBytes::big_endian()] {
        fit.file_id(4, 1, 2050);
        fit.record(0, &all_fields());
        let run = one(&fit.done());
        for (quantity, id, value) in expected() {
            assert_values(&values(&run, quantity), &[value]);
            let source = &channel(&run, quantity).source;
            assert_eq!((source.id.as_str(), source.family), (id, SensorFamily::Native));
        }
        assert_eq!(series(&run).channels.len(), expected().len());
    }
}

#[test]
fn the_invalid_pattern_is_missing_before_any_scaling() {
    for mut fit in [FitBytes::new(), FitBytes::big_endian()] {
        fit.file_id(4, 1, 2050);
        fit.record(0, &all_fields());
        let invalid: Vec<(u8, V)> = all_fields()
            .into_iter()
            .map(|(num, value)| match value {
                V::U8(_) => (num, V::U8(0xFF)),
                V::S8(_) => (num, V::S8(0x7F)),
                V::U16(_) => (num, V::U16(0xFFFF)),
                V::S16(_) => (num, V::S16(0x7FFF)),
                V::U32(_) => (num, V::U32(0xFFFF_FFFF)),
                // Heart rate stays, so that the record holds something.
                _ => (num, V::S32(0x7FFF_FFFF)),
            })
            .map(|(num, value)| if num == 3 { (3, V::U8(126)) } else { (num, value) })
            .collect();
        fit.record(1, &invalid);
        let run = one(&fit.done());
        for (quantity, _, value) in expected() {
            let second = if quantity == Quantity::HeartRate { 126.0 } else { NAN };
            assert_values(&values(&run, quantity), &[value, second]);
        }
        assert!(note(&run, "zeros_as_missing").is_none());
    }
}

#[test]
fn zero_and_invalid_dynamics_are_both_missing() {
    let mut fit = FitBytes::activity();
    for (at, [vo, gct, vr, balance, step]) in [
        (0, [900u16, 2500, 800, 4950, 11_000]),
        (1, [0; 5]),
        (2, [0xFFFF; 5]),
        (3, [910, 2510, 810, 4960, 11_010]),
    ] {
        fit.record(
            at,
            &[
                (6, V::U16(3000)),
                (39, V::U16(vo)),
                (41, V::U16(gct)),
                (83, V::U16(vr)),
                (84, V::U16(balance)),
                (85, V::U16(step)),
            ],
        );
    }
    let run = one(&fit.done());
    assert_values(&values(&run, Quantity::VerticalOscillation), &[90.0, NAN, NAN, 91.0]);
    assert_values(&values(&run, Quantity::GroundContactTime), &[250.0, NAN, NAN, 251.0]);
    assert_values(&values(&run, Quantity::VerticalRatio), &[8.0, NAN, NAN, 8.1]);
    assert_values(&values(&run, Quantity::ContactBalanceLeft), &[49.5, NAN, NAN, 49.6]);
    assert_values(&values(&run, Quantity::StepLength), &[1.1, NAN, NAN, 1.101]);
    let zeros = note(&run, "zeros_as_missing").unwrap();
    assert_eq!(zeros.share, Some(0.25));
    assert!(english(zeros).contains("stance_time") && english(zeros).contains("1 records"));
}

#[test]
fn the_stance_percentage_is_never_the_balance() {
    let mut fit = FitBytes::activity();
    fit.record(0, &[(40, V::U16(3500))]);
    let run = one(&fit.done());
    assert!(series(&run).first(Quantity::ContactBalanceLeft).is_none());
    assert_values(&values(&run, Quantity::StancePercent), &[35.0]);
}

#[test]
fn dynamics_that_stop_in_the_middle_leave_the_rest_missing() {
    let mut fit = FitBytes::activity();
    for at in 0..100 {
        let gct = if at < 40 { 2400 } else { 0xFFFF };
        fit.record(at, &[(6, V::U16(3000)), (41, V::U16(gct))]);
    }
    let run = one(&fit.done());
    let gct = values(&run, Quantity::GroundContactTime);
    assert!(gct[..40].iter().all(|v| *v == 240.0) && gct[40..].iter().all(|v| v.is_nan()));
    assert_eq!(channel(&run, Quantity::Speed).count(), 100);
}

#[test]
fn walking_is_kept_as_it_is() {
    let mut fit = FitBytes::activity();
    for at in 0..60 {
        fit.record(at, &[(6, V::U16(1400)), (4, V::U8(55)), (41, V::U16(7340))]);
    }
    let run = one(&fit.done());
    assert!(values(&run, Quantity::GroundContactTime).iter().all(|v| *v == 734.0));
    assert!(values(&run, Quantity::Cadence).iter().all(|v| *v == 110.0));
}

#[test]
fn a_burst_of_default_balance_is_noted_and_a_balanced_runner_is_not() {
    let balances = |exact: &dyn Fn(u32) -> bool| {
        let mut fit = FitBytes::activity();
        for at in 0..200 {
            let balance = if exact(at) { 5000 } else { 4980 + (at % 7) as u16 };
            fit.record(at, &[(6, V::U16(3000)), (84, V::U16(balance))]);
        }
        one(&fit.done())
    };
    let burst = balances(&|at| at < 30);
    // The values stay as they are read; the analysis weighs them.
    assert_eq!(channel(&burst, Quantity::ContactBalanceLeft).count(), 200);
    let said = |recording: &Recording| {
        let mut notes = Vec::new();
        series::of(recording, &Settings::default(), &mut notes);
        notes.into_iter().find(|n| n.code() == "balance_default")
    };
    let found = said(&burst).unwrap();
    assert_eq!(found.share, Some(0.15));
    assert_eq!(found.told(), "balance_default (default_s 30.0)");
    assert!(said(&balances(&|at| at % 6 == 0)).is_none());
}

#[test]
fn smart_recording_keeps_its_own_times() {
    let mut fit = FitBytes::activity();
    for at in [0, 7, 9, 16, 20] {
        fit.record(at, &[(6, V::U16(3000)), (4, V::U8(82))]);
    }
    let run = one(&fit.done());
    assert_values(&series(&run).time_s.to_vec(), &[0.0, 7.0, 9.0, 16.0, 20.0]);
    assert!(series(&run).pauses.is_empty());
}

#[test]
fn the_enhanced_field_wins_and_the_plain_one_fills_in() {
    let mut fit = FitBytes::activity();
    for (at, plain, enhanced) in [(0, 3000u16, 3010u32), (1, 3100, 0xFFFF_FFFF), (2, 0xFFFF, 3200)]
    {
        fit.record(
            at,
            &[
                (6, V::U16(plain)),
                (73, V::U32(enhanced)),
                (2, V::U16(2500 + plain % 7)),
                (78, V::U32(3000)),
            ],
        );
    }
    let run = one(&fit.done());
    assert_values(&values(&run, Quantity::Speed), &[3.01, 3.1, 3.2]);
    assert_values(&values(&run, Quantity::Altitude), &[100.0; 3]);
    assert_eq!(series(&run).of(Quantity::Speed).count(), 1);
}

#[test]
fn cadence_is_steps_of_both_feet() {
    let mut fit = FitBytes::activity();
    for (at, whole, fraction) in [(0, 85u8, 64u8), (1, 86, 0), (2, 0xFF, 64), (3, 85, 0xFF)] {
        fit.record(at, &[(3, V::U8(140)), (4, V::U8(whole)), (53, V::U8(fraction))]);
    }
    let run = one(&fit.done());
    assert_values(&values(&run, Quantity::Cadence), &[171.0, 172.0, NAN, 170.0]);
    assert_eq!(mapping(&run, "cadence").unit, "strides/min");

    let mut fit = FitBytes::activity();
    fit.record(0, &[(52, V::U16(85 * 256 + 64))]);
    assert_values(&values(&one(&fit.done()), Quantity::Cadence), &[170.5]);
}

#[test]
fn a_writer_that_already_gives_steps_is_put_right() {
    let mut fit = FitBytes::activity();
    for at in 0..60 {
        fit.record(at, &[(6, V::U16(3100)), (4, V::U8(172))]);
    }
    let run = one(&fit.done());
    assert!(values(&run, Quantity::Cadence).iter().all(|v| *v == 172.0));
    assert!(note(&run, "cadence_halved").is_some());
    assert!(mapping(&run, "cadence").remark.as_ref().unwrap().contains("halved"));
}

#[test]
fn two_records_of_one_second_are_merged() {
    let mut fit = FitBytes::activity();
    for at in 0..10 {
        fit.record(at, &[(0, V::S32(1000 + at as i32)), (6, V::U16(3000))]);
        fit.record(at, &[(3, V::U8(150)), (4, V::U8(87))]);
    }
    let run = one(&fit.done());
    assert_eq!(series(&run).len(), 10);
    for quantity in [Quantity::Latitude, Quantity::Speed, Quantity::HeartRate, Quantity::Cadence] {
        assert_eq!(channel(&run, quantity).count(), 10);
    }
    assert_eq!(note(&run, "duplicate_timestamps").unwrap().share, Some(0.5));
}

#[test]
fn a_field_that_is_always_invalid_makes_no_channel() {
    let mut fit = FitBytes::activity();
    for at in 0..5 {
        fit.record(at, &[(6, V::U16(3000)), (4, V::U8(0xFF))]);
    }
    let run = one(&fit.done());
    assert!(series(&run).first(Quantity::Cadence).is_none());
    let cadence = mapping(&run, "cadence");
    assert_eq!(cadence.quantity, None);
    assert!(cadence.remark.as_ref().unwrap().contains("invalid"));
}

#[test]
fn power_that_is_always_zero_was_not_measured() {
    let mut fit = FitBytes::activity();
    for at in 0..5 {
        fit.record(at, &[(6, V::U16(3000)), (7, V::U16(0))]);
    }
    let run = one(&fit.done());
    assert!(series(&run).first(Quantity::Power).is_none());
    assert!(mapping(&run, "power").remark.as_ref().unwrap().contains("always 0"));
}

#[test]
fn unknown_fields_and_wrong_sizes_cost_only_themselves() {
    let mut fit = FitBytes::activity();
    for at in 0..3 {
        fit.record(
            at,
            &[
                (108, V::U16(3000)),
                (222, V::Bytes(vec![1, 2, 3])),
                (41, V::Raw(0x86, vec![1, 2, 3, 4])), // contact time as four bytes
                (39, V::Raw(0x84, vec![9])),          // oscillation as one
                (3, V::U8(140)),
            ],
        );
    }
    let run = one(&fit.done());
    assert_eq!(series(&run).channels.len(), 1);
    assert_values(&values(&run, Quantity::HeartRate), &[140.0; 3]);
    for column in ["stance_time", "vertical_oscillation"] {
        assert_eq!(mapping(&run, column).quantity, None);
        assert!(mapping(&run, column).remark.as_ref().unwrap().contains("size"));
    }
    assert_eq!(mapping(&run, "field 222").quantity, None);
    assert_eq!(mapping(&run, "enhanced_respiration_rate").quantity, None);
}

#[test]
fn definitions_may_change_and_records_may_lack_fields() {
    let mut fit = FitBytes::activity();
    fit.record(0, &[(3, V::U8(140)), (6, V::U16(3000))]);
    fit.record(1, &[(3, V::U8(141))]);
    fit.record(2, &[]);
    fit.record(3, &[(6, V::U16(3100)), (3, V::U8(143))]);
    let run = one(&fit.done());
    assert_values(&series(&run).time_s.to_vec(), &[0.0, 1.0, 3.0]);
    assert_values(&values(&run, Quantity::HeartRate), &[140.0, 141.0, 143.0]);
    assert_values(&values(&run, Quantity::Speed), &[3.0, NAN, 3.1]);
}

#[test]
fn compressed_time_stamps_count_on_from_the_last_full_one() {
    let mut fit = FitBytes::activity();
    let start = T0 / 32 * 32 + 30;
    fit.message(21, &[(253, V::U32(start)), (0, V::Raw(0, vec![0])), (1, V::Raw(0, vec![0]))]);
    for offset in [30, 31, 4, 9] {
        fit.compressed(offset, &[(3, V::U8(150))]);
    }
    let run = one(&fit.done());
    assert_values(&series(&run).time_s.to_vec(), &[0.0, 1.0, 6.0, 11.0]);
    assert!(note(&run, "no_timestamps").is_none());
}

#[test]
fn packed_speed_and_distance_are_unpacked_over_the_roll_over() {
    let mut fit = FitBytes::activity();
    // Speed 300 (3 m/s), distance 4080/16 = 255 m, then 16/16 m after the roll-over at 256 m.
    let packed = |speed: u16, distance: u16| {
        V::Bytes(vec![
            speed as u8,
            (speed >> 8) as u8 | (distance << 4) as u8,
            (distance >> 4) as u8,
        ])
    };
    fit.record(0, &[(8, packed(300, 4080))]);
    fit.record(1, &[(8, packed(310, 16))]);
    fit.record(2, &[(8, V::Bytes(vec![0xFF; 3])), (3, V::U8(150))]);
    let run = one(&fit.done());
    assert_values(&values(&run, Quantity::Speed), &[3.0, 3.1, NAN]);
    assert_values(&values(&run, Quantity::Distance), &[255.0, 257.0, NAN]);
}

#[test]
fn records_without_any_time_get_one_second_each_and_a_warning() {
    let mut fit = FitBytes::activity();
    for _ in 0..4 {
        fit.message(20, &[(3, V::U8(150))]);
    }
    let run = one(&fit.done());
    assert_values(&series(&run).time_s.to_vec(), &[0.0, 1.0, 2.0, 3.0]);
    assert!(note(&run, "no_timestamps").is_some());
    // Time zero is the creation of the file then.
    assert_eq!(run.start.unwrap().to_string(), "2021-01-01T00:00:00+00:00");
}

#[test]
fn a_clock_jump_of_days_is_closed_and_laps_follow() {
    const JUMP: u32 = 1_700_000;
    let mut fit = FitBytes::activity();
    for at in [0, 1, 2, JUMP, JUMP + 1, JUMP + 2] {
        fit.record(at, &[(6, V::U16(3000))]);
    }
    fit.lap(0, 2);
    fit.lap(JUMP, 2);
    let run = one(&fit.done());
    assert_values(&series(&run).time_s.to_vec(), &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
    assert!(note(&run, "clock_jump").is_some());
    let laps: Vec<(f64, f64)> = series(&run).laps.iter().map(|l| (l.start_s, l.end_s)).collect();
    assert_eq!(laps, vec![(0.0, 2.0), (3.0, 5.0)]);
}

#[test]
fn times_decades_away_are_damage_and_end_the_recording() {
    let mut fit = FitBytes::activity();
    for at in 0..10 {
        fit.record(at, &[(6, V::U16(3000))]);
    }
    fit.record(2_000_000_000, &[(6, V::U16(38_928))]);
    fit.record(17, &[(6, V::U16(60_000))]);
    let run = one(&fit.done());
    assert_eq!(series(&run).len(), 10);
    assert!(values(&run, Quantity::Speed).iter().all(|v| *v == 3.0));
    let damage = note(&run, "implausible_times").unwrap();
    assert!(english(damage).contains("record 11") && english(damage).contains("2084"));
    assert_eq!(damage.share, Some(2.0 / 12.0));
}

#[test]
fn a_clock_that_is_set_during_the_run_is_no_damage() {
    let mut fit = FitBytes::new();
    fit.file_id(4, 1, 2050);
    for at in 0..5u32 {
        fit.message(20, &[(253, V::U32(300_000_000 + at)), (6, V::U16(3000))]);
    }
    for at in 0..60 {
        fit.record(at, &[(6, V::U16(3100))]);
    }
    let run = one(&fit.done());
    assert_eq!(series(&run).len(), 65);
    assert_eq!(series(&run).duration_s(), 64.0);
    // Five seconds before the clock was right.
    assert_eq!(run.start.unwrap().to_string(), "2020-12-31T23:59:55+00:00");
    assert!(note(&run, "clock_jump").is_some());
}

#[test]
fn old_watches_count_from_switching_on_and_give_local_time_once() {
    let mut fit = FitBytes::new();
    fit.message(
        0,
        &[(0, V::Raw(0, vec![4])), (1, V::U16(1)), (2, V::U16(1436)), (4, V::U32(17_217_864))],
    );
    for at in 0..3u32 {
        fit.message(20, &[(253, V::U32(17_217_870 + at * 5)), (3, V::U8(150))]);
    }
    fit.message(34, &[(253, V::U32(17_217_900)), (5, V::U32(T0 + 3600))]);
    let run = one(&fit.done());
    // The local clock read 01:00:00 thirty seconds after the first record.
    assert_eq!(run.start.unwrap().to_string(), "2021-01-01T00:59:30");
    assert_eq!(run.device.as_deref(), Some("garmin fr70"));
}

#[test]
fn straps_and_pods_tell_where_the_dynamics_come_from() {
    let with = |products: &[u16]| {
        let mut fit = FitBytes::activity();
        for product in products {
            fit.message(23, &[(253, V::U32(T0)), (2, V::U16(1)), (4, V::U16(*product))]);
        }
        fit.record(0, &[(41, V::U16(2500)), (4, V::U8(85))]);
        let run = one(&fit.done());
        assert_eq!(channel(&run, Quantity::Cadence).source.site, Site::Unknown);
        channel(&run, Quantity::GroundContactTime).source.site
    };
    assert_eq!(with(&[1752]), Site::Chest); // HRM-Run
    assert_eq!(with(&[1743]), Site::Chest); // HRM-Tri
    assert_eq!(with(&[3300]), Site::Chest); // HRM-Pro
    assert_eq!(with(&[2593]), Site::Waist); // running dynamics pod
    assert_eq!(with(&[1752, 2593]), Site::Unknown);
    assert_eq!(with(&[7]), Site::Unknown); // a plain strap
    assert_eq!(with(&[]), Site::Unknown);
}
