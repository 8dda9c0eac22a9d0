//! Many runners: whatever their week, level, pain and wishes, the plan keeps its rules.

use std::collections::BTreeMap;

use proptest::prelude::*;
use runform::form::{Finding, Seen, Side, observed};
use runform::strength::{
    AddOnSide, Amount, Category, Choice, Day, DayKind, PhaseId, Plan, PlanInput, PlannedSession,
    Recovery, SessionKind, Soreness, WeakSide, plan,
};

use super::{at, catalogue, form, rules};

/// A runner, all numbers; indices point into the catalogue's lists.
#[derive(Debug, Clone)]
struct Profile {
    level: usize,
    equipment: Vec<String>,
    avoid: Vec<String>,
    prefer: Vec<String>,
    pains: Vec<usize>,
    terrains: Vec<usize>,
    returning: bool,
    signs: Vec<usize>,
    week: Vec<Day>,
    start: i64,
    race: Option<i64>,
    hour: i8,
    minutes: u32,
    weeks: usize,
    sessions: usize,
    phase: usize,
    soreness: usize,
    weak_side: Option<WeakSide>,
}

fn day() -> impl Strategy<Value = Day> {
    let kind = prop_oneof![
        4 => Just(DayKind::Easy), 2 => Just(DayKind::Hard), 1 => Just(DayKind::Long),
        2 => Just(DayKind::Rest),
    ];
    (kind, proptest::option::of(5_i8..20), proptest::option::of(20_u32..150), any::<u8>()).prop_map(
        |(kind, hour, minutes, free)| {
            let runs = kind != DayKind::Rest;
            Day {
                kind,
                time: hour.filter(|_| runs).map(|h| at(h, 15)),
                minutes: minutes.filter(|_| runs).map(f64::from),
                km: None,
                available: free > 20,
            }
        },
    )
}

fn some(ids: Vec<String>, most: usize) -> impl Strategy<Value = Vec<String>> {
    proptest::sample::subsequence(ids, 0..=most)
}

fn profile() -> impl Strategy<Value = Profile> {
    let exercises: Vec<String> = catalogue().exercises.keys().cloned().collect();
    let equipment: Vec<String> = catalogue().equipment.iter().map(|e| e.id.clone()).collect();
    let all = equipment.len();
    let indices =
        |n: usize, most: usize| proptest::sample::subsequence((0..n).collect::<Vec<_>>(), 0..=most);
    let selection = &rules().selection;
    let weak_side = (any::<bool>(), any::<bool>()).prop_map(|(left, extra_set)| WeakSide {
        side: if left { Side::Left } else { Side::Right },
        extra_set,
    });
    let body = (
        0..selection.levels.len(),
        some(equipment, all),
        some(exercises.clone(), 6),
        some(exercises, 4),
        prop_oneof![3 => Just(vec![]), 2 => indices(selection.parts.len(), 2)],
        indices(selection.terrains.len(), 2),
        proptest::bool::weighted(0.1),
        indices(form().rules.len(), 4),
        proptest::option::weighted(0.3, weak_side),
    );
    let time = (
        proptest::collection::vec(day(), 7),
        0_i64..400,
        proptest::option::weighted(0.4, 0_i64..110),
        5_i8..22,
        15_u32..=20,
        1_usize..=16,
        1_usize..=3,
        0_usize..3,
        0_usize..3,
    );
    (body, time).prop_map(|(b, t)| Profile {
        level: b.0,
        equipment: b.1,
        avoid: b.2,
        prefer: b.3,
        pains: b.4,
        terrains: b.5,
        returning: b.6,
        signs: b.7,
        week: t.0,
        start: t.1,
        race: t.2,
        hour: t.3,
        minutes: t.4,
        weeks: t.5,
        sessions: t.6,
        phase: t.7,
        soreness: t.8,
        weak_side: b.8,
    })
}

fn made(profile: &Profile) -> (Plan, Vec<Day>) {
    let selection = &rules().selection;
    let sign = |i: &usize| observed(&form().rules[*i], Seen::Fatigued, None, 1.5);
    let findings: Vec<Finding> = profile.signs.iter().map(sign).collect();
    let first: jiff::civil::Date = "2026-01-01".parse().unwrap();
    let date = |days: i64| first.checked_add(jiff::Span::new().days(days)).unwrap();
    let start = date(profile.start);
    let input = PlanInput {
        findings: &findings,
        diary: Default::default(),
        begun: false,
        cadence: None,
        choice: Choice {
            level: &selection.levels[profile.level],
            pains: profile.pains.iter().map(|i| &selection.parts[*i]).collect(),
            returning: profile.returning,
            avoid: profile.avoid.clone(),
            prefer: profile.prefer.iter().filter(|e| !profile.avoid.contains(e)).cloned().collect(),
            terrains: profile.terrains.iter().map(|i| &selection.terrains[*i]).collect(),
            equipment: profile.equipment.clone(),
            weak_side: profile.weak_side,
        },
        week: profile.week.clone().try_into().unwrap(),
        start: Some(start),
        zone: None,
        session_time: at(profile.hour, 30),
        minutes: profile.minutes,
        weeks: profile.weeks,
        sessions: profile.sessions,
        phase: [PhaseId::Base, PhaseId::RaceSpecific, PhaseId::Peak][profile.phase],
        race: profile.race.map(|r| date(profile.start + r)),
        recovery: Recovery {
            soreness: [Soreness::None, Soreness::Mild, Soreness::Strong][profile.soreness],
            ..Recovery::default()
        },
        last_week_km: None,
        assumptions: vec![],
        cautions: vec![],
        plan_id: "profiles".into(),
        revision: 0,
    };
    // The running days, found anew from dates.
    let days = (0..profile.weeks * 7 + 7)
        .map(|i| {
            let date = date(profile.start + i as i64);
            let mut day = profile.week[date.weekday().to_monday_zero_offset() as usize];
            if profile.race == Some(i as i64) {
                day.kind = DayKind::Race;
            }
            day
        })
        .collect();
    let plan_made = plan(&input, catalogue(), rules(), form());
    assert_eq!(plan_made, plan(&input, catalogue(), rules(), form()), "the same each time");
    (plan_made, days)
}

fn spacing(plan: &Plan, days: &[Day], profile: &Profile) {
    let mut last: Option<usize> = None;
    for session in &plan.sessions {
        let (d, day) = (session.day, &days[session.day]);
        assert!(day.available, "a day to keep free");
        assert!(!matches!(day.kind, DayKind::Long | DayKind::Race), "{:?}", day.kind);
        let next = &days[d + 1];
        if matches!(next.kind, DayKind::Hard | DayKind::Long) {
            assert_ne!(session.kind, SessionKind::Strength, "harder before a key run");
            let minute = |t: jiff::civil::Time| i32::from(t.hour()) * 60 + i32::from(t.minute());
            let run = next.time.map_or(390, minute) + 1440;
            let end = minute(session.time) + session.minutes as i32;
            assert!(run - end >= 720, "a light session half a day before");
        }
        assert_ne!(next.kind, DayKind::Race);
        assert_ne!(days.get(d + 2).map(|d| d.kind), Some(DayKind::Race));
        for back in 1..=2 {
            assert!(d < back || days[d - back].kind != DayKind::Race, "days after the race");
        }
        assert!(last.is_none_or(|l| d >= l + 2), "a day between sessions");
        last = Some(d);
        let minute = |t: jiff::civil::Time| f64::from(t.hour()) * 60.0 + f64::from(t.minute());
        let (start, end) =
            (minute(session.time), minute(session.time) + f64::from(session.minutes));
        assert!(end <= 1440.0);
        let run = day.time.map(|t| {
            let usual = if day.kind == DayKind::Easy { 45.0 } else { 60.0 };
            (minute(t), minute(t) + day.minutes.unwrap_or(usual))
        });
        match (day.kind, run) {
            (DayKind::Hard, Some((_, run_end))) => assert!(start >= run_end + 360.0),
            (DayKind::Hard, None) => panic!("a hard run at an unknown time"),
            (DayKind::Easy, Some((run_start, run_end))) => {
                assert!(start >= run_end || end + 360.0 <= run_start, "{start}-{end} {run:?}");
            }
            _ => {}
        }
        assert_eq!(
            session.date.unwrap().weekday(),
            plan.start.unwrap().weekday().wrapping_add(d as i64)
        );
    }
    for week in &plan.weeks {
        let of_week: Vec<_> = plan.sessions.iter().filter(|s| s.week == week.week).collect();
        let most = match week.phase {
            PhaseId::Base => 3,
            PhaseId::RaceSpecific | PhaseId::Peak => 2,
            PhaseId::Race | PhaseId::After => 1,
        };
        assert_eq!(of_week.len(), week.placed);
        assert!(week.placed <= week.wanted && week.wanted <= most.min(profile.sessions));
        if plan.level == "starter" && week.week <= 2 {
            assert!(week.placed <= 2);
            assert!(of_week.iter().all(|s| s.kind == SessionKind::Basics && s.minutes <= 15));
        }
        let rests = (week.week * 7 - 7..week.week * 7).filter(|d| days[*d].kind == DayKind::Rest);
        let (used, free): (Vec<_>, Vec<_>) =
            rests.partition(|d| of_week.iter().any(|s| s.day == *d));
        assert!(used.is_empty() || !free.is_empty(), "a day of full rest stays");
        let told =
            plan.unplaced.iter().any(|u| u.weeks.contains(&week.week) && !u.reasons.is_empty());
        assert_eq!(week.placed < week.wanted, told, "what is missing is explained");
    }
    let harder = |s: &&[_]| -> bool {
        let pair: &[runform::strength::PlannedSession] = s;
        pair.iter().all(|s| s.kind == SessionKind::Strength)
    };
    assert!(!plan.sessions.windows(2).any(|pair| harder(&pair)), "harder and lighter in turn");
}

fn exercises(plan: &Plan, profile: &Profile) {
    let selection = &rules().selection;
    let hurt = !profile.pains.is_empty() || profile.returning;
    for routine in &plan.routines {
        let mut seconds = 0.0;
        let areas: Vec<&str> = routine.blocks.iter().map(|b| b.area.as_str()).collect();
        let order: Vec<&str> =
            ["balance", "hip", "core", "calf"].into_iter().filter(|a| areas.contains(a)).collect();
        assert_eq!(areas, order);
        let light = !routine.id.starts_with("strength");
        for line in routine.blocks.iter().flat_map(|b| &b.exercises) {
            let exercise = &catalogue().exercises[&line.exercise];
            assert!(exercise.possible_with(&profile.equipment), "{}", exercise.id);
            assert!(!profile.avoid.contains(&exercise.id), "{}", exercise.id);
            let springy = exercise.category == Category::Plyometric;
            assert!(!(springy && (hurt || light || plan.level == "starter")), "{}", exercise.id);
            for part in profile.pains.iter().map(|i| &selection.parts[*i]) {
                assert!(!part.blocks.contains(&exercise.block), "{} {}", part.id, exercise.id);
                assert!(!part.without_categories.contains(&exercise.category));
                // what the catalogue itself says about pain there
                let warned = exercise.avoid_if.iter().any(|w| {
                    let w = w.to_lowercase();
                    w.contains("pain") && w.contains(&part.id)
                });
                assert!(!warned, "{} with pain: {}", exercise.id, part.id);
            }
            assert!(!catalogue().leave_out.iter().any(|l| l.id == exercise.id));
            assert!(line.how.len() > 40 && !line.stop.is_empty());
            // the time, from the dose
            let sets = f64::from(line.dose.sets);
            let once = match exercise.dose.amount {
                Amount::Reps { range, tempo_s } => f64::from(range[1]) * tempo_s,
                Amount::Hold(range) => f64::from(range[1]),
            };
            let sides = if line.dose.side == AddOnSide::Both { 1.0 } else { 2.0 };
            seconds += sets * once * sides + (sets - 1.0) * exercise.dose.rest_s + 15.0;
            let legs = matches!(exercise.block.id(), "hip" | "calf")
                && !matches!(exercise.category, Category::Mobility | Category::Foot);
            if profile.weak_side.is_some_and(|w| w.extra_set) && !hurt && exercise.each_side && legs
            {
                seconds += once + exercise.dose.rest_s;
            }
            if let Some(weak) = profile.weak_side.filter(|_| exercise.each_side && !hurt) {
                let first = if weak.side == Side::Left {
                    AddOnSide::LeftFirst
                } else {
                    AddOnSide::RightFirst
                };
                assert_eq!(line.dose.side, first, "{line:?}");
            }
        }
        assert!(seconds <= f64::from(profile.minutes) * 60.0 + 1e-6, "{seconds}");
        assert!(!light || seconds <= 900.0 + 1e-6, "{seconds}");
        assert!(
            (seconds / 60.0 - routine.minutes).abs() < 0.01,
            "{} {}",
            seconds / 60.0,
            routine.minutes
        );
    }
    if hurt {
        let sides = |id: &str| form().rules.iter().any(|r| r.id == id && r.asymmetry);
        assert!(!plan.findings.iter().any(|f| sides(&f.id)));
        assert!(!plan.cautions.is_empty());
    }
    for exercise in plan.activation.iter().flat_map(|a| &a.exercises) {
        assert_eq!(catalogue().exercises[&exercise.exercise].category, Category::Activation);
        assert!(!profile.avoid.contains(&exercise.exercise));
    }
    assert!(plan.safety.contains("not medical advice"));
    assert!(
        plan.evidence_note.contains("direct correction of the measured pattern is not established")
    );
    let mut uids: Vec<&str> = plan.sessions.iter().map(|s| s.uid.as_str()).collect();
    uids.extend(plan.results.iter().map(|w| w.uid.as_str()));
    uids.extend(plan.retractable.iter().map(|r| r.uid.as_str()));
    let all = uids.len();
    uids.sort_unstable();
    uids.dedup();
    assert_eq!(uids.len(), all);
}

/// The numbers of each exercise: small steps by one lever, two weeks apart.
fn numbers(plan: &Plan) {
    let mut best: BTreeMap<&str, (usize, u32, u32)> = BTreeMap::new();
    let short =
        |s: &PlannedSession| matches!(plan.weeks[s.week - 1].phase, PhaseId::Race | PhaseId::After);
    for session in &plan.sessions {
        for line in &session.lines {
            let dose = line.dose;
            let (Amount::Reps { range, .. } | Amount::Hold(range)) =
                catalogue().exercises[&line.exercise].dose.amount;
            assert!(dose.total <= dose.sets * range[1] && dose.total > 0, "{line:?}");
            let now = (session.day, dose.total, dose.load_steps);
            let known = best.entry(&line.exercise).or_insert(now);
            // One set in the week of a race; afterwards all of them again.
            let whole = catalogue().exercises[&line.exercise].dose.sets[0];
            if short(session) || (known.1 <= range[1] && dose.sets >= whole && whole > 1) {
                known.1 = known.1.max(dose.total);
                continue;
            }
            if dose.total > known.1 || dose.load_steps > known.2 {
                let growth = f64::from(dose.total) / f64::from(known.1) - 1.0;
                assert!(growth <= 0.1 + 1e-9 && dose.load_steps <= known.2 + 1, "{line:?}");
                assert!(growth <= 0.0 || dose.load_steps == known.2, "two levers: {line:?}");
                assert!(session.day - known.0 >= 14, "a step after {} days", session.day - known.0);
                let week = &plan.weeks[session.week - 1];
                assert!(matches!(week.phase, PhaseId::Base | PhaseId::RaceSpecific));
                assert!(!week.changes.is_empty(), "a step is said");
                *known = now;
            }
        }
    }
    for week in &plan.weeks {
        assert!(!week.changes.is_empty(), "what is new, or why nothing is: {week:?}");
        let of_week = plan.sessions.iter().filter(|s| s.week == week.week);
        if matches!(week.phase, PhaseId::Race | PhaseId::After) {
            assert!(of_week.flat_map(|s| &s.lines).all(|l| l.dose.sets == 1));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_runner_gets_a_plan_that_keeps_the_rules(profile in profile()) {
        let (plan, days) = made(&profile);
        spacing(&plan, &days, &profile);
        exercises(&plan, &profile);
        numbers(&plan);
    }
}
