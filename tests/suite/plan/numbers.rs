//! How the numbers of a plan move from week to week; expected values by hand.

use runform::form::{Finding, Seen, Side, observed};
use runform::strength::{Plan, SessionKind, WeakSide, plan};

use super::{catalogue, form, input, rules};

fn made(wish: &super::PlanInput) -> Plan {
    plan(wish, catalogue(), rules(), form())
}

/// The step of each week, `None` without sessions.
fn steps(plan: &Plan) -> Vec<Option<usize>> {
    let of = |week: usize| plan.sessions.iter().find(|s| s.week == week).map(|s| s.step);
    plan.weeks.iter().map(|w| of(w.week)).collect()
}

fn doses(plan: &Plan, id: &str) -> Vec<String> {
    let mut lines = plan.routines.iter().flat_map(|r| &r.blocks).flat_map(|b| &b.exercises);
    let line = lines.find(|e| e.exercise == id).unwrap();
    line.doses.iter().map(|d| d.words.clone()).collect()
}

#[test]
fn numbers_rise_every_third_week_and_every_fourth_week_is_lighter() {
    let mut wish = input("regular", "e e e e e e r");
    wish.weeks = 9;
    let made = made(&wish);
    let expected = [0, 0, 1, 0, 1, 2, 2, 0, 3].map(Some);
    assert_eq!(steps(&made), expected);
    for week in [4, 8] {
        let mut of_week = made.sessions.iter().filter(|s| s.week == week);
        assert!(of_week.all(|s| s.kind == SessionKind::Light));
        assert!(made.weeks[week - 1].change.as_ref().unwrap().contains("A lighter week"));
    }
    // the middle of 30-45 s is 37 s; 74 s + 5 % is 77.7, so 78; and so on to 90
    assert_eq!(
        doses(&made, "plank"),
        [
            "2 sets of 37 s",
            "2 sets of 39 s",
            "2 sets of 41 s",
            "1 set of 44 s and 1 set of 43 s",
            "2 sets of 45 s"
        ]
    );
}

#[test]
fn beginners_start_at_the_lower_end_and_their_first_step_is_the_longer_session() {
    let mut wish = input("starter", "e e e e e e r");
    wish.weeks = 6;
    let made = made(&wish);
    // weeks 3, 4 at the first numbers in longer sessions, a step in 5, 6 lighter
    assert_eq!(steps(&made), [0, 0, 0, 0, 1, 0].map(Some));
    assert!(made.weeks[2].change.as_ref().unwrap().contains("longer session"));
    // 45 and 5 % is 47.25, so 48
    assert_eq!(doses(&made, "calf_raise")[..2], ["3 sets of 15", "3 sets of 16"]);
}

#[test]
fn before_a_race_numbers_stay_then_fall_and_come_back_a_step_lower() {
    let mut wish = input("regular", "e e e e e l r");
    wish.weeks = 24;
    wish.race = Some("2027-05-02".parse().unwrap()); // Sunday of week 22
    let made = made(&wish);
    let steps = steps(&made);
    // base: steps in weeks 3, 6, 9, 12; race-specific from week 14, peak 20-21,
    // race 22, recovery 23
    let before = steps[12].unwrap();
    assert_eq!(before, 4);
    assert!(steps[13..21].iter().all(|s| *s == Some(before)), "{steps:?}");
    assert_eq!(steps[21..23], [Some(0), Some(0)]);
    assert_eq!(steps[23], Some(before - 1));
    assert!(made.weeks[23].change.as_ref().unwrap().contains("below those before the race"));
    let effort = made.weeks[13..19].iter().filter_map(|w| w.change.as_ref());
    let said = effort.filter(|c| c.contains("in effort, not in numbers")).count();
    assert!((2..=3).contains(&said), "every two or three weeks: {said}");
}

#[test]
fn at_the_upper_end_the_way_on_is_said_once() {
    let mut wish = input("regular", "e e e e e e r");
    wish.weeks = 52;
    let made = made(&wish);
    let full = made.weeks.iter().filter_map(|w| w.change.as_ref());
    assert_eq!(full.filter(|c| c.contains("at the upper end")).count(), 1);
    let highest = made.sessions.iter().map(|s| s.step).max().unwrap();
    let longest = made.routines.iter().flat_map(|r| &r.blocks).flat_map(|b| &b.exercises);
    assert_eq!(longest.map(|e| e.doses.len()).max(), Some(highest + 1));
}

#[test]
fn the_weaker_side_goes_first_and_may_get_one_more_set() {
    let rule = form().rules.iter().find(|r| r.id == "constant_asymmetry").unwrap();
    let findings: [Finding; 1] = [observed(rule, Seen::Always, None, 1.5)];
    let mut wish = input("regular", "e e e e e e r");
    wish.findings = &findings;
    wish.choice.weak_side = Some(WeakSide { side: Side::Left, extra_set: true });
    let plan = made(&wish);
    let words = doses(&plan, "single_leg_calf_raise");
    // 15-20 begins at 17
    assert_eq!(words[0], "2 sets of 17, each side, left first");
    assert_eq!(words[1], "2 sets of 17, each side, left first, then 1 more set of 17 on the left");
    assert!(plan.remarks.iter().any(|r| r.contains("begin with your left leg")));
    assert!(plan.remarks.iter().any(|r| r.contains("one more set on the left")));
    assert!(plan.sessions.iter().all(|s| s.minutes <= 20));
    // with pain a difference is not trained away
    wish.choice.pains = vec![rules().selection.parts.iter().find(|p| p.id == "back").unwrap()];
    let plan = made(&wish);
    let lines = plan.routines.iter().flat_map(|r| &r.blocks).flat_map(|b| &b.exercises);
    assert!(lines.flat_map(|e| &e.doses).all(|d| !d.extra_set && !d.words.contains("left")));
    assert!(!plan.remarks.iter().any(|r| r.contains("left")));
}

#[test]
fn a_change_is_of_the_same_kind_and_not_in_the_session() {
    let plan = made(&input("regular", "e e e e e e r"));
    let mut seen = 0;
    for routine in &plan.routines {
        let lines: Vec<_> = routine.blocks.iter().flat_map(|b| &b.exercises).collect();
        for line in &lines {
            let Some(swap) = &line.swap else { continue };
            let other = catalogue().exercises.values().find(|e| e.name == *swap).unwrap();
            let this = &catalogue().exercises[&line.exercise];
            assert_eq!((other.block, other.category), (this.block, this.category));
            assert!(!lines.iter().any(|l| l.exercise == other.id));
            seen += 1;
        }
    }
    assert!(seen >= 4, "{seen}");
}
