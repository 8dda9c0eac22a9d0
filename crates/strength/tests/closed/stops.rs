//! What stops a plan, what waits, and what is said where nothing grows.

use runform_strength::log::{Entry, Felt, Log, LogSide, Sets, What};
use runform_strength::progress::Diary;
use runform_strength::{
    Caution, Change, Cue, DayKind, History, PhaseId, SessionKind, Stopped, cue,
};

use super::{catalogue, choice, day, form, input, made, rules, seen};

#[test]
fn strong_pain_and_red_flags_stop_the_plan_and_say_the_way_back() {
    let mut wish = input("regular", "e h e r e l r");
    wish.choice.pains = vec![rules().selection.parts.iter().find(|p| p.id == "knee").unwrap()];
    wish.recovery.strong_pain = true;
    let plan = made(&wish);
    assert!(plan.sessions.is_empty() && plan.weeks.is_empty() && plan.results.is_empty());
    assert!(plan.activation.is_none() && plan.cue.is_none() && plan.routines.is_empty());
    assert_eq!(plan.stopped, Some(Stopped::StoppedByPain { parts: vec!["knee".into()], limit: 3 }));
    wish.recovery.red_flag = true;
    assert_eq!(made(&wish).stopped, Some(Stopped::StoppedByRedFlag {}));
    let _ = form();
}

#[test]
fn with_pain_no_side_is_named_first() {
    let mut finding = seen("hip_drop");
    finding.side = Some(runform_core::form::Side::Left);
    let findings = [finding];
    let mut wish = input("regular", "e h e r e l r");
    wish.findings = &findings;
    let sides = |wish: &runform_strength::PlanInput| {
        let plan = made(wish);
        let lines = plan.sessions.iter().flat_map(|s| &s.lines).map(|l| l.side);
        lines.filter(|s| *s == runform_strength::AddOnSide::LeftFirst).count()
    };
    assert!(sides(&wish) > 0);
    wish.choice.pains = vec![rules().selection.parts.iter().find(|p| p.id == "calf").unwrap()];
    assert_eq!(sides(&wish), 0);
}

#[test]
fn tests_are_never_near_a_race() {
    // A marathon on the last Sunday of week 12: the test of week 12 would be the day after.
    let mut wish = input("regular", "r h e h r e l");
    wish.race = Some(day("2027-02-21"));
    wish.weeks = 14;
    let plan = made(&wish);
    for window in &plan.results {
        let on = window.retest_on.unwrap();
        let days = wish.race.unwrap().until(on).unwrap().get_days();
        assert!(!(-3..=9).contains(&days), "{on} is {days} days from the race");
        assert!(window.retest_day >= window.weeks[1] * 7);
    }
    let race = plan.weeks.iter().find(|w| w.phase == PhaseId::Race).unwrap();
    assert_eq!(race.changes[0], Change::RaceWeekShort {});
    for session in plan.sessions.iter().filter(|s| s.week == race.week) {
        assert!(session.lines.iter().all(|l| l.dose.sets == 1), "{session:?}");
    }
}

#[test]
fn strong_runners_get_weight_and_jumps_and_beginners_do_not() {
    let equipment: Vec<String> = ["barbell", "weight", "box", "band"].map(String::from).to_vec();
    let of = |level: &str| {
        let mut wish = input(level, "e h e r e l r");
        wish.choice.equipment = equipment.clone();
        let plan = made(&wish);
        let harder: Vec<_> =
            plan.sessions.iter().filter(|s| s.kind == SessionKind::Strength).cloned().collect();
        let has = |session: &runform_strength::PlannedSession, test: &dyn Fn(&str) -> bool| {
            session.lines.iter().any(|l| test(&l.exercise))
        };
        let loaded = |id: &str| catalogue().exercises[id].equipment.contains(&"weight".into());
        let jumps =
            |id: &str| catalogue().exercises[id].category == runform_strength::Category::Plyometric;
        let all = harder.len();
        let loaded = harder.iter().filter(|s| has(s, &loaded)).count();
        let jumping = harder.iter().filter(|s| has(s, &jumps)).count();
        (all, loaded, jumping)
    };
    let (all, loaded, jumping) = of("strong");
    assert!(all >= 8 && loaded == all && jumping == all, "{all} {loaded} {jumping}");
    let (all, _, jumping) = of("starter");
    assert!(all >= 5 && jumping == 0, "{all} {jumping}");
}

#[test]
fn a_quicker_step_is_a_number_and_has_a_day() {
    let findings = [seen("overstriding_measured")];
    let cue = cue(&findings, Some(168.0), rules()).unwrap();
    let Cue::QuickerSteps { target_spm, repeats, seconds, .. } = cue else { panic!("{cue:?}") };
    assert_eq!((target_spm, repeats, seconds), (176.0, 5, 60)); // 168 × 1.05 = 176.4
    let mut wish = input("regular", "e h e r e l r");
    wish.findings = &findings;
    wish.cadence = Some(168.0);
    let plan = made(&wish);
    let days: Vec<usize> =
        plan.weeks.iter().filter_map(|w| w.cue_day.as_ref()).map(|d| d.day).collect();
    assert_eq!(days.len(), 6);
    assert!(days.iter().all(|d| wish.week[d % 7].kind == DayKind::Easy));
    assert!(runform_strength::cue(&[seen("lost_upright_posture")], Some(168.0), rules()).is_none());
}

fn sets(exercise: &str, on: &str, sets: u32, amount: u32, felt: Felt) -> Entry {
    let known = &catalogue().exercises[exercise];
    Entry {
        date: day(on),
        what: What::Strength(Sets {
            exercise: exercise.into(),
            side: known.each_side.then_some(LogSide::Each),
            sets,
            amount,
            held: matches!(known.dose.amount, runform_strength::Amount::Hold(_)),
            load_kg: 0.0,
        }),
        felt,
        notes: String::new(),
    }
}

#[test]
fn what_hurt_waits_two_weeks_and_comes_back_lower() {
    let hurt = Felt { pain: Some(5.0), ..Felt::default() };
    let entries = vec![
        sets("calf_raise", "2026-11-16", 2, 20, Felt::default()),
        sets("calf_raise", "2026-11-19", 2, 20, Felt::default()),
        sets("calf_raise", "2026-11-26", 2, 20, hurt),
    ];
    let log = Log { entries, remarks: vec![] };
    let start = day("2026-11-30");
    let history = History::of(&log, start, 4, catalogue(), &rules().coaching);
    assert!(
        matches!(&history.stopped[0], Caution::ExerciseWaitsForPain { name, .. } if name == "Calf raise")
    );
    let mut wish = input("starter", "e e e r e e r");
    wish.diary = history.diary;
    let plan = made(&wish);
    let done: Vec<_> = plan
        .sessions
        .iter()
        .filter_map(|s| Some((s.date?, s.lines.iter().find(|l| l.exercise == "calf_raise")?.dose)))
        .collect();
    let (first, dose) = done[0];
    assert!(day("2026-11-26").until(first).unwrap().get_days() > 14, "{first}");
    assert_eq!(dose.total, 36); // 40 less a tenth
    let _ = (Diary::default(), choice("starter"));
}

#[test]
fn every_week_says_what_is_new_or_why_nothing_is() {
    for level in ["starter", "regular", "strong"] {
        let mut wish = input(level, "r h e h r e l");
        wish.weeks = 52;
        let plan = made(&wish);
        assert!(plan.weeks.iter().all(|w| !w.changes.is_empty()), "{level}");
        let forms = plan.weeks.iter().flat_map(|w| &w.changes);
        let forms =
            forms.filter(|c| matches!(c, Change::HarderForm { .. } | Change::OtherForm { .. }));
        let n = forms.count();
        eprintln!("{level}: {n} new forms in a year");
        assert!(n >= 4, "{level}: {n}");
    }
}
