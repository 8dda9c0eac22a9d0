//! The faults that were found by breaking the program, each with a file of our making.

use runform::analysis::Analysis;
use runform::import::{ImportOptions, import};
use runform::recording::{Data, Quantity, Recording};
use runform::words::english;

use super::bases::laps;
use super::{cpu_s, fit_parts};
use crate::fit::bytes::{FitBytes, V};
use crate::support::{analyse, real_data};

const SAMPLE: &str = "data/samples/tired_long_run.fit";

fn one(bytes: &[u8]) -> Recording {
    import(bytes, &ImportOptions::default()).unwrap().remove(0)
}

fn codes(recording: &Recording) -> Vec<String> {
    recording.notes.iter().map(|n| n.code().to_string()).collect()
}

fn findings(analysis: &Analysis) -> Vec<&str> {
    analysis.findings.iter().map(|f| f.id.as_str()).collect()
}

/// A table of steps as RunScribe writes it, with this time in its last row.
fn runscribe(last: &str) -> String {
    let mut text = "Unnamed: 0,time_sec,step,stride_pace,step_rate,stride_length,contact_time,flight_ratio,power,shock,impact_gs,braking_gs,footstrike_type,pronation_excursion_fs_mp,foot\n".to_string();
    for k in 0..400 {
        let time =
            if k == 399 { last.to_owned() } else { format!("{:.2}", 0.17 + 0.7 * f64::from(k)) };
        text += &format!("{k},{time},{k},2.7,176.0,1.80,24{},30.0,300,10,10,10,10,10,10\n", k % 10);
    }
    text
}

#[test]
fn a_damaged_time_of_a_step_costs_its_row() {
    for last in ["1e8", "3e9", "1e300", "-1e300", "NaN", "inf"] {
        let begin = cpu_s();
        let read = import(runscribe(last).as_bytes(), &ImportOptions::default());
        let Ok(all) = read else { panic!("{last}: {:?}", read.err()) };
        match &all[0].data {
            Data::Steps(table) => {
                assert!(table.duration_s() < 300.0, "{last}: {}", table.duration_s());
                assert!(table.steps.len() >= 398, "{last}: {}", table.steps.len());
            }
            Data::Watch(series) => {
                assert!(series.duration_s() < 300.0, "{last}: {}", series.duration_s());
                assert!(series.len() >= 398, "{last}: {}", series.len());
            }
            _ => panic!("{last}: another kind"),
        }
        assert!(!codes(&all[0]).is_empty(), "{last}: nothing is said");
        let _ = analyse(&all[0]);
        assert!(begin.zip(cpu_s()).is_none_or(|(a, b)| b - a < 5.0), "{last}");
    }
}

/// Records so many seconds apart.
fn sparse(records: u32, apart_s: u32) -> Vec<u8> {
    let mut fit = FitBytes::activity();
    for k in 0..records {
        let fields = [
            (3, V::U8(150)),
            (4, V::U8(85)),
            (6, V::U16(3000)),
            (41, V::U16(2500)),
            (5, V::U32(300 * apart_s * k)),
            (39, V::U16(850)),
        ];
        fit.record(k * apart_s, &fields);
    }
    fit.done()
}

#[test]
fn records_hours_apart_are_no_run() {
    for (records, apart_s) in [(5, 20_000), (20, 20_000), (30, 20_000), (12, 40_000), (200, 400)] {
        let begin = cpu_s();
        let read = import(&sparse(records, apart_s), &ImportOptions::default());
        let compared = |r: &Recording| {
            analyse(r)
                .is_some_and(|a| a.analysis.comparison.metrics.iter().any(|m| m.ci95.is_some()))
        };
        let any = read.as_ref().is_ok_and(|all| all.iter().any(compared));
        assert!(!any, "{records} records {apart_s} s apart are compared");
        assert!(begin.zip(cpu_s()).is_none_or(|(a, b)| b - a < 2.0), "{records} × {apart_s}");
    }
    // A few pauses of hours between stretches of real running cost little, too.
    let mut fit = FitBytes::activity();
    for k in 0..2400u32 {
        let pause = k / 300 * 20_000;
        fit.record(
            k + pause,
            &[(3, V::U8(150)), (4, V::U8(85)), (6, V::U16(3000)), (41, V::U16(2500))],
        );
    }
    let begin = cpu_s();
    for recording in import(&fit.done(), &ImportOptions::default()).unwrap_or_default() {
        let _ = analyse(&recording);
    }
    assert!(begin.zip(cpu_s()).is_none_or(|(a, b)| b - a < 5.0));
}

#[test]
fn a_stray_quotation_mark_costs_at_most_its_line() {
    let clean = laps();
    let whole = analyse(&one(clean.as_bytes())).unwrap().analysis;
    let marks: Vec<usize> = clean.match_indices([',', '\n']).map(|(at, _)| at + 1).collect();
    // Below the header, at the begin of a cell; every seventh will do.
    let first = clean.find('\n').unwrap();
    for at in marks.into_iter().filter(|at| *at > first && *at < clean.len()).step_by(7) {
        let mut text = clean.clone();
        text.insert(at, '"');
        let recording = one(text.as_bytes());
        let Data::Laps(table) = &recording.data else { panic!("no laps") };
        assert!(table.labels.len() >= 29, "mark at {at}: {} laps", table.labels.len());
        assert!(
            codes(&recording).iter().any(|c| c == "stray_quotes"),
            "{at}: {:?}",
            codes(&recording)
        );
        let analysis = analyse(&recording).unwrap().analysis;
        for id in findings(&analysis) {
            assert!(findings(&whole).contains(&id), "mark at {at} invents {id}");
        }
    }
}

#[test]
fn a_stray_quotation_mark_does_not_end_a_table_of_seconds() {
    let clean: String = std::iter::once(
        "time (s),cadence (spm),speed (m/s),ground contact time (ms)\n".to_string(),
    )
    .chain((0..1200).map(|s| format!("{s},17{},3.0{},25{}\n", s % 3, s % 7, s % 5)))
    .collect();
    for share in [0.1, 0.4, 0.6, 0.95] {
        for cell in 0..4 {
            let line = (1200.0 * share) as usize;
            let mut lines: Vec<String> = clean.lines().map(str::to_owned).collect();
            let at = lines[line].match_indices(',').nth(cell).map_or(0, |(at, _)| at + 1);
            lines[line].insert(at, '"');
            let recording = one(lines.join("\n").as_bytes());
            let series = recording.watch().unwrap();
            assert!(series.len() >= 1199, "{share} {cell}: {}", series.len());
            assert!(
                codes(&recording).iter().any(|c| c == "stray_quotes"),
                "{:?}",
                codes(&recording)
            );
        }
    }
}

#[test]
fn one_damaged_time_stamp_moves_nothing() {
    let whole = std::fs::read(SAMPLE).unwrap();
    let right = one(&whole).watch().unwrap().duration_s();
    let records: Vec<_> =
        fit_parts::messages(&whole).into_iter().filter(|m| m.number == 20).collect();
    assert!(records.len() > 4000);
    for off in [61i64, 600, 3600, 6 * 3600, 86_400, -61, -600, -3600, -6 * 3600, -86_400] {
        // The first and the last record, and some between.
        let last = records.len() - 1;
        for k in [0, 1, 1000, records.len() / 2, last] {
            // A first record hours early and a last one hours late could be a pause:
            // nothing in the file contradicts them.
            let like_a_pause = (k == 0 && (-21_600..0).contains(&off))
                || (k == last && (1..=21_600).contains(&off));
            if like_a_pause {
                continue;
            }
            let mut bytes = whole.clone();
            let (_, at, size) = *records[k].fields.iter().find(|f| f.0 == 253).unwrap();
            assert_eq!(size, 4);
            let stamp = u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
            let wrong = (i64::from(stamp) + off) as u32;
            bytes[at..at + 4].copy_from_slice(&wrong.to_le_bytes());
            fit_parts::mend(&mut bytes);
            let recording = one(&bytes);
            let found = recording.watch().unwrap().duration_s();
            assert!((found - right).abs() <= 2.0, "record {k}, {off} s off: {found} for {right}");
            let told = codes(&recording);
            assert!(
                told.iter()
                    .any(|c| ["stray_times", "time_backwards", "clock_jump"].contains(&c.as_str())),
                "record {k}, {off} s off: {told:?}"
            );
        }
    }
}

#[test]
fn values_that_cannot_be_reach_no_mean() {
    let table = |change: &dyn Fn(usize, usize) -> Option<&'static str>| {
        let mut text = "time (s),heart rate (bpm),cadence (spm),ground contact time (ms),vertical oscillation (mm),speed (m/s),power (W),altitude (m)\n".to_string();
        for s in 0..1800 {
            let cells = [
                format!("15{}", s % 5),
                "171".into(),
                format!("25{}", s % 7),
                "85".into(),
                "3.1".into(),
                "250".into(),
                format!("40{}", s % 3),
            ];
            let row: Vec<String> = cells
                .into_iter()
                .enumerate()
                .map(|(c, cell)| change(s, c).map_or(cell, str::to_owned))
                .collect();
            text += &format!("{s},{}\n", row.join(","));
        }
        one(text.as_bytes())
    };
    for absurd in ["1e18", "-1e18", "1e300", "9999999", "-5000"] {
        for column in 0..7 {
            let recording = table(&|s, c| (s == 900 && c == column).then_some(absurd));
            let series = recording.watch().unwrap();
            for channel in &series.channels {
                let worst = channel
                    .values
                    .iter()
                    .copied()
                    .filter(|v| v.is_finite())
                    .map(f64::abs)
                    .fold(0.0, f64::max);
                let high = if channel.quantity == Quantity::Distance { 1e5 } else { 1e4 };
                assert!(
                    worst < high,
                    "{absurd} in column {column}: {:?} {worst}",
                    channel.quantity
                );
            }
            assert!(
                recording.notes.iter().any(|n| english(n).contains('1')),
                "{absurd} in column {column} is left out without a word: {:?}",
                codes(&recording)
            );
        }
    }
}

/// Every small case of the collection, where it is at hand.
#[test]
fn every_case_of_the_collection_comes_out_right() {
    let Some(dir) = real_data("the hostile cases").map(|d| d.join("cases/hostile")) else { return };
    let read =
        |name: &str| import(&std::fs::read(dir.join(name)).unwrap(), &ImportOptions::default());
    let right = |name: &str, note: &str, duration_s: f64| {
        let recording = read(name).unwrap().remove(0);
        assert!(codes(&recording).iter().any(|c| c == note), "{name}: {:?}", codes(&recording));
        let analysis = analyse(&recording).unwrap().analysis;
        assert!((analysis.recording.duration_s - duration_s).abs() <= 1.0, "{name}");
        let text = serde_json::to_string(&analysis).unwrap();
        let mut wrong = Vec::new();
        super::mutants::numbers(&text, &mut wrong);
        assert!(wrong.is_empty(), "{name}: {wrong:?}");
        analysis
    };
    let laps = right("laps_one_stray_quote.csv", "stray_quotes", 9930.0);
    let clean = analyse(&read("laps_clean.csv").unwrap()[0]).unwrap().analysis;
    assert_eq!(findings(&laps), findings(&clean));
    for name in ["hr_one_1e18.csv", "gct_one_1e18.csv", "hr_1pct_late_999.csv"] {
        right(name, "values_out_of_range", 5400.0);
    }
    right("one_timestamp_+3600s.fit", "stray_times", 5101.0);
    for name in [
        "five_records_22_hours.fit",
        "sparse_1_day_all_metrics.fit",
        "sparse_week_282_bytes.fit",
        "sparse_week_all_metrics.fit",
        "events_3e9.csv",
    ] {
        assert!(read(name).is_err(), "{name} is no run");
    }
    for name in ["runscribe_time_1e300.csv", "runscribe_time_1e8.csv", "runscribe_time_3e9.csv"] {
        let recording = read(name).unwrap().remove(0);
        assert!(
            codes(&recording).iter().any(|c| c == "time_wrong"),
            "{name}: {:?}",
            codes(&recording)
        );
    }
}
