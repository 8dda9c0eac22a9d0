//! Benchmarks, results, distance, habits and mistakes; the rules behind them.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use runform::strength::benchmarks::{Moved, benchmark_trends};
use runform::strength::log::{Entry, Felt, Measured, What};
use runform::strength::mileage::weeks;
use runform::strength::progress::{habit, mistakes};
use runform::strength::results::{block_start, expected};
use runform::strength::{CatalogueError, Category, Coaching, CoachingFiles};

use super::{TODAY, catalogue, coaching, dose, log, run_entry, sets_of, steady, told};

#[test]
fn benchmarks_move_only_beyond_a_good_or_bad_day() {
    let test = |day: i64, left: f64, right: f64| Entry {
        date: TODAY + day.days(),
        what: What::Benchmark(Measured {
            benchmark: "single_leg_balance".into(),
            sides: Some([left, right]),
            value: None,
        }),
        felt: Felt::default(),
        notes: String::new(),
    };
    let one = benchmark_trends(&log(vec![test(0, 42.0, 35.0)]), coaching());
    assert_eq!(one[0].results[0].verdict, Moved::Single);
    // 7 of 42 s are 17 %: below the 20 % worth evening out.
    assert_eq!(one[0].side_to_train, None);
    let two = log(vec![test(0, 42.0, 30.0), test(28, 49.0, 41.0), test(56, 49.0, 36.0)]);
    let trend = &benchmark_trends(&two, coaching())[0];
    // 10 s, or 20 % of the first: 10 s for both here.
    let verdicts: Vec<Moved> = trend.results.iter().map(|r| r.verdict).collect();
    assert_eq!(verdicts, [Moved::NoChange, Moved::NoChange]);
    assert_eq!(trend.side_to_train, Some("right"));
    let better = log(vec![test(0, 42.0, 30.0), test(28, 52.0, 19.0)]);
    let verdicts: Vec<Moved> =
        benchmark_trends(&better, coaching())[0].results.iter().map(|r| r.verdict).collect();
    assert_eq!(verdicts, [Moved::Better, Moved::Worse]);
}

#[test]
fn windows_count_from_the_present_block() {
    let mut entries = steady("squat", 2, 10, 3, date(2026, 6, 1));
    entries.extend(steady("squat", 2, 10, 6, date(2026, 10, 30)));
    let log = log(entries);
    let start = block_start(&log, coaching()).unwrap();
    assert_eq!(start, date(2026, 10, 13));
    let windows = expected(&log, date(2026, 11, 1), coaching());
    let days: Vec<(Date, Date, &str)> = windows.iter().map(|w| (w.from, w.to, w.state)).collect();
    assert_eq!(days[0], (date(2026, 10, 27), date(2026, 11, 10), "now"));
    assert_eq!(days[1], (date(2026, 11, 24), date(2026, 12, 8), "ahead"));
    assert_eq!(days[2], (date(2026, 12, 8), date(2027, 1, 5), "ahead"));
}

#[test]
fn weekly_distance_warns_above_a_tenth() {
    // Mondays 2 to 23 November 2026; the third week is empty.
    let runs = [(2, 20.0), (4, 10.0), (9, 33.0), (23, 10.0), (30, 11.2)];
    let entries = runs.iter().map(|(day, km)| Entry {
        date: date(2026, 11, 1) + (i64::from(*day) - 1).days(),
        ..run_entry(*km, "")
    });
    let weeks = weeks(&log(entries.collect()), coaching());
    let facts: Vec<(f64, bool)> = weeks.iter().map(|w| (w.km, w.too_fast)).collect();
    // 33 after 30 is exactly a tenth; after an empty week there is nothing to compare with.
    assert_eq!(facts, [(30.0, false), (33.0, false), (0.0, false), (10.0, false), (11.2, true)]);
    assert_eq!(weeks[3].growth_percent, None);
    assert_eq!(weeks[4].recent_most_km, 33.0);
}

#[test]
fn habits_and_mistakes_are_seen() {
    let found = |entries: Vec<Entry>| -> Vec<String> {
        mistakes(&log(entries), TODAY, catalogue(), coaching())
            .into_iter()
            .map(|m| m.mistake)
            .collect()
    };
    // Two sessions a week, one- and two-legged, for five weeks.
    let mut good = steady("squat", 2, 12, 11, TODAY - 1.day());
    good.extend(steady("step_up", 2, 10, 11, TODAY - 1.day()));
    assert_eq!(found(good.clone()), Vec::<String>::new());
    let habit = habit(&log(good.clone()), TODAY, catalogue(), coaching());
    assert!(told(&habit.said).contains("4 of the last 4 weeks"), "{habit:?}");
    assert!(habit.wins.iter().any(|w| told(w).contains("4 weeks in a row")), "{habit:?}");
    assert_eq!((habit.missed, habit.hint), (Some(0), None));

    assert_eq!(found(steady("squat", 2, 12, 11, TODAY - 1.day())), ["only_two_legged"]);
    let mut hard = good.clone();
    for e in &mut hard {
        e.felt.rpe = Some(10.0);
    }
    assert_eq!(found(hard), ["training_to_failure"]);
    // Every other week: of the last four whole weeks two have one session, two none.
    let sparse = (0..4).flat_map(|i| steady("step_up", 2, 10, 1, TODAY - (1 + 14 * i).days()));
    let sparse: Vec<Entry> = sparse.collect();
    let missed =
        runform::strength::progress::habit(&log(sparse.clone()), TODAY, catalogue(), coaching());
    assert_eq!(missed.missed, Some(6));
    assert!(missed.hint.unwrap().contains("a partner"));
    assert!(found(sparse).contains(&"inconsistency".to_owned()));
    let runs =
        |n: i64| (0..n).map(|i| Entry { date: TODAY - (3 * i).days(), ..run_entry(8.0, "") });
    assert_eq!(found(runs(8).collect()), ["no_strength"]);
    let mut monotone = steady("squat", 2, 12, 30, TODAY - 1.day());
    monotone.extend(steady("step_up", 2, 10, 30, TODAY - 1.day()));
    assert_eq!(found(monotone), ["monotony"]);
    let squat = &catalogue().exercises["loaded_squat"];
    let mut jump = good.clone();
    for (days, load) in [(8, 20.0), (4, 30.0)] {
        let day = TODAY - i64::from(days).days();
        jump.extend(sets_of(squat, dose(squat, 3, 5, load), day, Felt::default()));
    }
    assert!(found(jump).contains(&"weight_before_quality".to_owned()));
}

#[test]
fn the_rules_are_checked_against_the_catalogue() {
    let files = CoachingFiles::default();
    let with = |text: &str, from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    };
    let load = |files: CoachingFiles| Coaching::from_toml(&files, catalogue());
    assert_eq!(&load(files).unwrap(), coaching());
    let progression = with(files.progression, "percent = [5, 10]", "percent = [5, 50]");
    let error = load(CoachingFiles { progression: &progression, ..files }).unwrap_err();
    assert!(matches!(error, CatalogueError::Invalid { file: "progression", .. }), "{error}");
    let progression = with(files.progression, "to = \"pogo_hops\"", "to = \"squat\"");
    let error = load(CoachingFiles { progression: &progression, ..files }).unwrap_err();
    assert!(error.to_string().contains("no such step"), "{error}");
    let stages = with(files.stages, "\"tempo_strength_circuit\"", "\"tempo_circuit\"");
    let error = load(CoachingFiles { stages: &stages, ..files }).unwrap_err();
    assert!(error.to_string().contains("tempo_circuit"), "{error}");
    let stages = with(files.stages, "beside = [\"balance\", ", "beside = [");
    let error = load(CoachingFiles { stages: &stages, ..files }).unwrap_err();
    assert!(error.to_string().contains("belongs to no stage"), "{error}");
    let results = with(files.results, "\"side_plank\"", "\"jump\"");
    let error = load(CoachingFiles { results: &results, ..files }).unwrap_err();
    assert!(matches!(error, CatalogueError::Unknown { kind: "benchmark", .. }), "{error}");
    let benchmarks = with(files.benchmarks, "amount = 10", "amount = 0");
    let error = load(CoachingFiles { benchmarks: &benchmarks, ..files }).unwrap_err();
    assert!(error.to_string().contains("above 0"), "{error}");
    let injuries = with(files.injuries, "\"calf_ankle\"", "\"calves\"");
    let error = load(CoachingFiles { injuries: &injuries, ..files }).unwrap_err();
    assert!(matches!(error, CatalogueError::Unknown { kind: "deficit", .. }), "{error}");
    let mistakes = with(files.mistakes, "kind = \"monotony\"", "kind = \"boredom\"");
    let error = load(CoachingFiles { mistakes: &mistakes, ..files }).unwrap_err();
    assert!(matches!(error, CatalogueError::Parse { file: "mistakes", .. }), "{error}");
}

#[test]
fn every_exercise_has_its_place_in_the_sequence() {
    let stage = |id: &str| coaching().stages.of(id).map(|s| s.id.as_str());
    assert_eq!(stage("ankle_mobility"), Some("mobility_activation"));
    assert_eq!(stage("squat"), Some("controlled_resistance"));
    assert_eq!(stage("step_up"), Some("unilateral"));
    assert_eq!(stage("slow_calf_lowering"), Some("eccentric"));
    assert_eq!(stage("endurance_strength_circuit"), Some("endurance_strength"));
    assert_eq!(stage("plank"), None);
    for exercise in catalogue().exercises.values() {
        let jumps = stage(&exercise.id) == Some("plyometric");
        assert_eq!(jumps, exercise.category == Category::Plyometric, "{}", exercise.id);
    }
}
