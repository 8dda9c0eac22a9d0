//! One absurd value in an otherwise sound run: no panic, no flood of memory, no
//! difference in what the rest says; and reasons that name what is wrong.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use runform::import::ImportOptions;
use runform::recording::{Quantity, Recording};

use super::*;
use crate::robust::{mutate, mutation, swallow};
use crate::support::analyse;

const SECONDS: usize = 1500;

/// A run of 25 minutes in Stryd's layout, `cell` changing what a row holds.
fn stryd(seconds: usize, change: impl Fn(usize, &mut [String])) -> String {
    let row = |i: usize| {
        let wave = (i as f64 / 7.0).sin();
        let (speed, climb) = (3.0 + 0.1 * wave, 100.0 + 10.0 * (i as f64 / 200.0).sin());
        let mut cells: Vec<String> = [
            1_771_054_568.0 + i as f64,
            3.0,
            1.0,
            0.0,
            speed,
            speed,
            3.0 * i as f64,
            3.0 * i as f64,
            10.0,
            0.125,
            (250.0 + 5.0 * wave + 0.005 * i as f64).round(),
            174.0,
            6.5,
            climb,
            climb,
        ]
        .iter()
        .map(f64::to_string)
        .collect();
        change(i, &mut cells);
        cells.join(",")
    };
    lines(STRYD, seconds, row)
}

/// Imports and analyses within a time that no sound file of this size needs.
fn quickly(text: &str) -> Option<Recording> {
    let begun = Instant::now();
    let recording = import(text.as_bytes(), &ImportOptions::default()).ok().map(|mut all| {
        let _ = analyse(&all[0]);
        all.remove(0)
    });
    assert!(begun.elapsed() < Duration::from_secs(20), "took {:?}", begun.elapsed());
    recording
}

#[test]
fn an_absurd_distance_is_left_out_and_changes_nothing() {
    let sound = analyse(&one(&stryd(SECONDS, |_, _| {}))).unwrap().analysis;
    for wild in ["1e8", "1e12", "1e15", "1e300", "-1e300", "99999999999999999999"] {
        for at in [0, 700, SECONDS - 1] {
            let text = stryd(SECONDS, |i, c| {
                if i == at {
                    c[6] = wild.into();
                    c[7] = wild.into();
                }
            });
            let r = quickly(&text).unwrap();
            assert!(has_note(&r, "distance_jumps"), "{wild}");
            assert!(channel(&r, Distance).values[at].is_nan());
            assert_eq!(channel(&r, Distance).count(), SECONDS - 1);
            if at == 700 {
                let analysis = analyse(&r).unwrap().analysis;
                let changes = |a: &runform::analysis::Analysis| -> Vec<Option<f64>> {
                    a.comparison.metrics.iter().map(|m| m.adjusted_change).collect()
                };
                assert_eq!(changes(&analysis), changes(&sound), "{wild}");
            }
        }
    }
}

#[test]
fn distances_that_are_absurd_from_some_point_on_or_throughout() {
    for wild in [1e4, 1e8, 1e12, 1e15, 1e300] {
        let r = quickly(&stryd(SECONDS, |i, c| {
            if i >= 700 {
                c[7] = (wild + 3.0 * i as f64).to_string();
            }
        }))
        .unwrap();
        let d = channel(&r, Distance);
        let highest = d.values.iter().copied().filter(|v| v.is_finite()).fold(0.0, f64::max);
        assert!((2000.0..5000.0).contains(&highest), "{wild}: {highest}");
        quickly(&stryd(SECONDS, |i, c| c[7] = (wild * i as f64).to_string())).unwrap();
    }
}

#[test]
fn absurd_speeds_and_altitudes_are_left_out() {
    let r = quickly(&stryd(SECONDS, |i, c| {
        if i == 700 {
            c[5] = "1e6".into();
            c[14] = "1e9".into();
        }
    }))
    .unwrap();
    assert!(channel(&r, Speed).values[700].is_nan() && channel(&r, Altitude).values[700].is_nan());
    assert!(has_note(&r, "speed_out_of_range") && has_note(&r, "altitude_out_of_range"));
    assert_eq!(channel(&r, Speed).count(), SECONDS - 1);
}

#[test]
fn recordings_of_weeks_and_years_are_refused_quickly() {
    // Every five hours for six years; every ten minutes for ten weeks.
    for (rows, step) in [(10_000usize, 18_000.0), (10_000, 600.0)] {
        let begun = Instant::now();
        let text = stryd(rows, |i, c| c[0] = (1_771_054_568.0 + step * i as f64).to_string());
        let error = refused(&text);
        assert!(matches!(error, ImportError::TooLong { .. }), "{error}");
        assert!(begun.elapsed() < Duration::from_secs(20));
    }
    // Clock jumps are closed, however far.
    for far in [1e7, 1e9, 1e12, 1e300] {
        let text = stryd(SECONDS, |i, c| {
            if i >= 700 {
                c[0] = (1_771_054_568.0 + far + i as f64).to_string();
            }
        });
        let r = quickly(&text);
        assert!(r.is_none_or(|r| series(&r).duration_s() < 2.0 * SECONDS as f64), "{far}");
    }
}

#[test]
fn the_reason_fits_what_is_wrong_with_the_table() {
    let table = |time: &dyn Fn(usize) -> String| {
        lines("time_s,speed,cadence", 40, |i| format!("{},3,170", time(i)))
    };
    for (text, code) in [
        (table(&|_| "5".into()), "time_stands_still"),
        (table(&|i| (1000 - i).to_string()), "time_stands_still"),
        (table(&|i| format!("{}", i as f64 * 1e12)), "steps_implausible"),
        ("time_s,speed,cadence\n".into(), "only_header"),
        (format!("{STRYD}\n"), "only_header"),
        (lines("time_s,speed,cadence", 5, |_| ",,".into()), "no_numbers"),
        (lines("time_s,speed,cadence", 5, |_| "NaN,NaN,NaN".into()), "no_numbers"),
        (lines("time_s,speed,cadence", 5, |i| format!("{i},,")), "no_numbers"),
        (lines("time_s,speed,cadence", 5, |i| format!("{i},NaN,NaN")), "no_numbers"),
        ("\n".into(), "only_blanks"),
        (" \r\n\r\n".into(), "only_blanks"),
    ] {
        let error = refused(&text).to_string();
        assert!(error.contains(code), "{code}: {error}");
    }
}

#[test]
fn nul_characters_in_a_text_are_left_out_with_a_note() {
    let text = lines("time_s,speed,cadence", 40, |i| format!("{i},3,170")) + "\n";
    let whole = one(&text);
    let tail = one(&format!("{text}{}", "\0".repeat(500)));
    assert_eq!(series(&tail).len(), 40);
    let inside = one(&text.replacen("\n7,3,", "\n7,\0\x003,", 1));
    assert_eq!(values(&inside, Speed), values(&whole, Speed));
    let note = inside.notes.iter().find(|n| n.code() == "nul_characters").unwrap();
    assert!(
        runform::words::english(note).contains("2 NUL")
            && runform::words::english(note).contains("line 9"),
        "{}",
        runform::words::english(note)
    );
    assert!(!has_note(&whole, "nul_characters"));
}

#[test]
fn a_mapped_unit_that_cannot_be_is_refused_with_the_likely_one() {
    let table = lines("t,a,b,c,d", 40, |i| format!("{i},250,75,85,3"));
    let said = |map: &str| mapped(&table, &["t=time:s", map]).unwrap_err().to_string();
    let error = said("a=ground_contact_time:s");
    assert!(error.contains("typical 250000.0") && error.contains("better ms"), "{error}");
    assert!(said("b=vertical_oscillation:m").contains("better mm"));
    for bad in ["a=cadence:strides/min", "d=heart_rate:bpm", "b=speed:m/s"] {
        assert!(said(bad).contains("map_unbelievable"), "{}", said(bad));
    }
    for good in ["a=ground_contact_time:ms", "b=vertical_oscillation:mm", "c=heart_rate:bpm"] {
        assert!(mapped(&table, &["t=time:s", good]).is_ok(), "{good}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_stryd(mutations in proptest::collection::vec(mutation(), 1..6)) {
        for recording in swallow("stryd", mutate(stryd(300, |_, _| {}).into_bytes(), &mutations)) {
            let _ = analyse(&recording);
        }
    }

    #[test]
    fn one_cell_of_a_stryd_table(row in 0..300usize, column in 0..15usize, value in prop_oneof![
        (-310..308i32, -10.0..10.0f64).prop_map(|(e, m)| format!("{m}e{e}")),
        any::<i64>().prop_map(|v| v.to_string()),
        Just("inf".to_string()), Just("\"".to_string()), Just("0x7f".to_string()), Just(String::new()),
    ]) {
        let text = stryd(300, |i, c| if i == row { c[column].clone_from(&value) });
        for recording in swallow("stryd", text.into_bytes()) {
            for d in recording.watch().into_iter().flat_map(|s| s.of(Quantity::Distance)) {
                prop_assert!(d.values.iter().all(|v| v.is_nan() || v.abs() < 1e5));
            }
            let _ = analyse(&recording);
        }
    }
}
