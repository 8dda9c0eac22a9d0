//! The next dose: small steps, far apart, never through pain.

use jiff::ToSpan;
use jiff::civil::Date;
use proptest::prelude::*;
use runform::strength::Amount;
use runform::strength::log::{Entry, Felt, Log, LogSide, What};
use runform::strength::progress::{Advice, Lever, Next, Volume, advise, mistakes};
use runform::strength::stages::stage_states;

use super::{TODAY, catalogue, coaching, dose, log, sets_of, steady, told};

fn advice_for(log: &Log, today: Date, id: &str) -> Advice {
    let all = advise(log, today, catalogue(), coaching());
    all.into_iter().find(|a| a.exercise == id).unwrap()
}

/// How a session may feel.
fn feelings() -> impl Strategy<Value = Felt> {
    let some = |range: std::ops::RangeInclusive<u8>| {
        proptest::option::weighted(0.3, range).prop_map(|v| v.map(f64::from))
    };
    (some(1..=10), some(0..=6), some(1..=5), some(0..=8)).prop_map(|(rpe, pain, form, soreness)| {
        Felt { rpe, pain, form, soreness, ..Felt::default() }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    /// A runner who does what is advised for months.
    #[test]
    fn steps_are_small_and_far_apart(
        id in proptest::sample::select(catalogue().exercises.keys().collect::<Vec<_>>()),
        load in 0u32..40,
        days in proptest::collection::vec((2i64..6, feelings()), 20..60),
        calm in any::<bool>(),
    ) {
        let exercise = &catalogue().exercises[id];
        let (Amount::Reps { range, .. } | Amount::Hold(range)) = exercise.dose.amount;
        let mut now = dose(exercise, exercise.dose.sets[0], range[0], f64::from(load));
        let mut day = TODAY;
        let mut done: Vec<Entry> = sets_of(exercise, now, day, Felt::default());
        let mut best = (day, now.total, now.load_kg);
        for (gap, felt) in days {
            day += gap.days();
            let felt = if calm { Felt::default() } else { felt };
            let last = done.last().unwrap().felt;
            let advice = advice_for(&log(done.clone()), day, id);
            if let Next::Forward(lever) = advice.next {
                prop_assert!(last.pain.is_none_or(|p| p < 1.0), "{advice:?} after {last:?}");
                prop_assert!(last.rpe.is_none_or(|r| r < 9.0), "{advice:?} after {last:?}");
                prop_assert!(last.form.is_none_or(|f| f > 2.0), "{advice:?} after {last:?}");
                prop_assert!(last.soreness.is_none_or(|s| s < 5.0), "{advice:?} after {last:?}");
                if matches!(lever, Lever::HarderForm | Lever::Variation) {
                    break;
                }
            }
            if last.pain.is_some_and(|p| p > 3.0) {
                prop_assert_eq!(advice.next, Next::Stop);
            }
            now = match advice.dose {
                Some(next) => next,
                // left out: the next time below what was done before
                None => Volume { total: (now.total * 9 / 10).max(now.sets), ..now },
            };
            let more_total = f64::from(now.total) / f64::from(best.1);
            let more_load = if now.load_kg == best.2 { 1.0 } else { now.load_kg / best.2 };
            prop_assert!(more_total <= 1.1 + 1e-9 && more_load <= 1.1 + 1e-9, "{now:?} after {best:?}");
            if more_total > 1.0 || more_load > 1.0 {
                prop_assert!(more_total <= 1.0 || more_load <= 1.0, "two levers at once");
                let since = best.0.until(day).unwrap().get_days();
                prop_assert!(since >= 14, "a step after {since} days");
                best = (day, now.total.max(best.1), now.load_kg.max(best.2));
            }
            prop_assert!(now.sets <= exercise.dose.sets[1]);
            done.extend(sets_of(exercise, now, day, felt));
        }
    }
}

#[test]
fn levers_go_from_repetitions_to_a_harder_form_to_load_to_sets() {
    let next = |id: &str, sets, amount, load_kg| {
        let exercise = &catalogue().exercises[id];
        let entries = (0..6).flat_map(|i| {
            let day = TODAY - (21 - 4 * i).days();
            sets_of(exercise, dose(exercise, sets, amount, load_kg), day, Felt::default())
        });
        let advice = advice_for(&log(entries.collect()), TODAY, id);
        let dose = advice.dose.unwrap();
        (advice.next, advice.then, (dose.sets, dose.total, dose.load_kg))
    };
    let step = |id: &str, sets, amount, kg, lever, then: &str, dose: (u32, u32, f64)| {
        assert_eq!(next(id, sets, amount, kg), (Next::Forward(lever), then.to_owned(), dose));
    };
    step("squat", 2, 12, 0.0, Lever::Reps, "squat", (2, 26, 0.0));
    step("plank", 2, 40, 0.0, Lever::Hold, "plank", (2, 84, 0.0));
    step("squat", 2, 15, 0.0, Lever::HarderForm, "split_squat", (2, 16, 0.0));
    step("plank", 2, 45, 0.0, Lever::HarderForm, "dead_bug", (2, 20, 0.0));
    step("loaded_squat", 4, 6, 20.0, Lever::Load, "loaded_squat", (4, 24, 21.0));
    // Forty in two sets and a tenth are 44 in three, fourteen in the smallest.
    step("tibialis_raise", 2, 20, 0.0, Lever::Sets, "tibialis_raise", (3, 44, 0.0));
    // Thirty in two sets and a tenth are 33, eleven in each of three: below the range
    // of 12 to 15, so no set is added.
    assert_ne!(next("bridge", 2, 15, 0.0).0, Next::Forward(Lever::Sets));
    // A hold of a minute is not split into two shorter ones.
    let held = next("single_leg_stance", 1, 60, 0.0);
    assert_eq!(
        (held.0, held.1.as_str()),
        (Next::Forward(Lever::HarderForm), "single_leg_stance_eyes_closed")
    );
    // One repetition more of six would be 17 %.
    assert_eq!(next("nordic_hamstring", 2, 3, 0.0).0, Next::Forward(Lever::Tempo));
}

#[test]
fn pain_effort_soreness_and_breaks_hold_or_turn_back() {
    let id = "squat";
    let with = |felt: Felt| {
        let mut entries = steady(id, 2, 12, 8, TODAY - 1.day());
        entries.last_mut().unwrap().felt = felt;
        advice_for(&log(entries), TODAY, id)
    };
    let plain = with(Felt::default());
    assert_eq!(plain.next, Next::Forward(Lever::Reps));
    let pain = with(Felt { pain: Some(4.0), ..Felt::default() });
    assert_eq!((pain.next, pain.dose), (Next::Stop, None));
    assert!(told(&pain.why).contains("clinician"));
    for felt in [
        Felt { pain: Some(2.0), ..Felt::default() },
        Felt { rpe: Some(9.0), ..Felt::default() },
        Felt { form: Some(2.0), ..Felt::default() },
        Felt { soreness: Some(6.0), ..Felt::default() },
        Felt { fatigue: Some(8.0), ..Felt::default() },
    ] {
        let advice = with(felt);
        assert_eq!(advice.next, Next::Hold, "{felt:?}");
        assert_eq!(advice.dose, Some(advice.last));
    }
    let mut entries = steady(id, 2, 12, 8, TODAY - 1.day());
    for e in entries.iter_mut().rev().take(2) {
        e.felt.rpe = Some(10.0);
    }
    let back = advice_for(&log(entries), TODAY, id);
    assert_eq!((back.next, back.dose.unwrap().total), (Next::Back, 21));
    let restart = advice_for(&log(steady(id, 2, 12, 8, TODAY - 30.days())), TODAY, id);
    assert_eq!((restart.next, restart.dose.unwrap().total), (Next::Restart, 21));
    // Soreness told apart from a session counts for a week.
    let mut entries = steady(id, 2, 12, 8, TODAY - 1.day());
    let felt = Felt { soreness: Some(7.0), ..Felt::default() };
    for (days, expected) in [(3, Next::Hold), (9, Next::Forward(Lever::Reps))] {
        let day = TODAY - i64::from(days).days();
        entries.push(Entry { date: day, what: What::Feel, felt, notes: String::new() });
        assert_eq!(advice_for(&log(entries.clone()), TODAY, id).next, expected, "{days}");
        entries.pop();
    }
}

#[test]
fn the_weaker_side_sets_the_dose() {
    let mut entries = steady("step_up", 2, 10, 6, TODAY - 1.day());
    let template = entries.pop().unwrap();
    for (side, amount) in [(LogSide::Left, 8), (LogSide::Right, 12)] {
        let mut entry = template.clone();
        if let What::Strength(sets) = &mut entry.what {
            (sets.side, sets.amount) = (Some(side), amount);
        }
        entries.push(entry);
    }
    let advice = advice_for(&log(entries), TODAY, "step_up");
    assert_eq!((advice.last.sets, advice.last.total, advice.last.each_side), (2, 16, true));
}

#[test]
fn jumps_wait_for_strength_and_slow_lowering() {
    let calves = steady("single_leg_calf_raise", 2, 20, 8, TODAY - 2.days());
    let open = |entries: &[Entry]| {
        advice_for(&log(entries.to_vec()), TODAY, "single_leg_calf_raise")
            .harder
            .iter()
            .any(|h| h.exercise == "pogo_hops")
    };
    assert!(!open(&calves), "single-leg strength alone");
    let mut all = calves.clone();
    all.extend(steady("calf_raise", 2, 20, 6, TODAY - 30.days()));
    assert!(!open(&all), "slow lowering is missing");
    all.extend(steady("slow_calf_lowering", 2, 12, 6, TODAY - 2.days()));
    assert!(open(&all));
    let mut sore = all.clone();
    for e in &mut sore {
        e.felt.pain = Some(2.0);
    }
    assert!(!open(&sore), "with pain");
    // Taken up all the same, they are left out, and said to be a mistake.
    let mut early = calves;
    early.extend(steady("pogo_hops", 2, 15, 2, TODAY - 1.day()));
    let early = log(early);
    assert_eq!(advice_for(&early, TODAY, "pogo_hops").next, Next::Stop);
    let found = mistakes(&early, TODAY, catalogue(), coaching());
    assert!(found.iter().any(|m| m.mistake == "skipped_progression"), "{found:?}");
    let states = stage_states(&early, catalogue(), coaching());
    assert_eq!(states.len(), 7);
    assert_eq!(states[4].stage, "plyometric");
    assert_eq!(states[4].waits_for, ["Controlled resistance", "Slow lowering"]);
}

/// The words of a gate and the numbers of the engine must not part.
#[test]
fn gates_in_words_and_in_numbers_agree() {
    let gates = &coaching().progression.ladder.gates;
    let mut checked = 0;
    for exercise in catalogue().exercises.values() {
        let (Amount::Reps { range, .. } | Amount::Hold(range)) = exercise.dose.amount;
        for step in &exercise.harder {
            let rule = gates.iter().find(|g| g.from == exercise.id && g.to == step.id);
            let sets = rule.and_then(|r| r.sets).unwrap_or(exercise.dose.sets[0]);
            let amount = rule.and_then(|r| r.amount).unwrap_or(range[1]);
            let words: Vec<&str> = step.gate.split(' ').collect();
            let number = |i: usize| words[i].trim_matches(',').parse::<u32>();
            let place = format!("{} → {}: {}", exercise.id, step.id, step.gate);
            match words.as_slice() {
                [_, "sets" | "holds", "of", _, ..] => {
                    assert_eq!((number(0), number(3)), (Ok(sets), Ok(amount)), "{place}");
                }
                [_, "s", ..] => assert_eq!(number(0), Ok(amount), "{place}"),
                [_, "weeks", ..] => {
                    assert_eq!(number(0).ok(), rule.map(|r| r.weeks), "{place}");
                }
                _ => panic!("no numbers in {place}"),
            }
            checked += 1;
        }
    }
    assert!(checked >= 35, "{checked}");
}

#[test]
fn a_plateau_is_six_weeks_without_a_new_best() {
    let plateau = |weeks: i64| {
        let entries = steady("squat", 2, 12, 2 * weeks + 1, TODAY - 1.day());
        advice_for(&log(entries), TODAY, "squat").plateau_weeks
    };
    assert_eq!((plateau(4), plateau(8)), (None, Some(8)));
    // At the end of its dose an exercise is kept, not stuck.
    let full = log(steady("squat", 3, 15, 17, TODAY - 1.day()));
    assert_eq!(advice_for(&full, TODAY, "squat").plateau_weeks, None);
}
