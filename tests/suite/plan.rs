//! Strength plans: the schedule, the choice of exercises, the whole plan.

mod calendar;
mod command;
mod gym;
mod numbers;
mod profiles;
mod schema;
mod season;

use jiff::civil::Time;
use runform::form::{Basis, Rules, Seen, observed};
use runform::strength::progress::Diary;
use runform::strength::{
    Catalogue, Caution, Choice, Chosen, Day, DayKind, Fewer, NoPlace, NotIn, PhaseId, PlanFiles,
    PlanInput, PlanRules, Recovery, Refusal, Remedy, Scheduler, SessionKind, Soreness, Stopped,
    Wish, plan,
};
use runform::words::{Tongue, Words};

fn catalogue() -> &'static Catalogue {
    Catalogue::builtin().unwrap()
}

fn rules() -> &'static PlanRules {
    PlanRules::builtin().unwrap()
}

fn form() -> &'static Rules {
    Rules::builtin().unwrap()
}

/// `e h l R r`, with `@6` for a run at six: easy, hard, long, race, rest.
fn days(text: &str) -> Vec<Day> {
    let day = |word: &str| {
        let kind = match &word[..1] {
            "e" => DayKind::Easy,
            "h" => DayKind::Hard,
            "l" => DayKind::Long,
            "R" => DayKind::Race,
            _ => DayKind::Rest,
        };
        let time = word.split_once('@').map(|(_, hour)| at(hour.parse().unwrap(), 0));
        Day { time, minutes: Some(60.0).filter(|_| kind != DayKind::Rest), ..Day::new(kind) }
    };
    text.split(' ').map(day).collect()
}

fn at(hour: i8, minute: i8) -> Time {
    Time::constant(hour, minute, 0, 0)
}

fn week(text: &str) -> [Day; 7] {
    days(text).try_into().unwrap()
}

fn choice(level: &str) -> Choice<'static> {
    Choice {
        level: rules().selection.levels.iter().find(|l| l.id == level).unwrap(),
        pains: vec![],
        returning: false,
        avoid: vec![],
        prefer: vec![],
        terrains: vec![],
        equipment: vec![],
        weak_side: None,
    }
}

fn input(level: &str, text: &str) -> PlanInput<'static> {
    PlanInput {
        findings: &[],
        diary: Diary::default(),
        begun: false,
        cadence: None,
        choice: choice(level),
        week: week(text),
        start: Some("2026-11-30".parse().unwrap()), // a Monday
        zone: None,
        session_time: at(18, 0),
        minutes: 20,
        weeks: 4,
        sessions: 2,
        phase: PhaseId::Base,
        race: None,
        recovery: Recovery::default(),
        last_week_km: None,
        assumptions: vec![],
        cautions: vec![],
        plan_id: "test".into(),
        revision: 0,
    }
}

/// The days of the sessions of one week, from its first day.
fn placed(text: &str, wanted: usize) -> Vec<usize> {
    let days = days(text);
    let scheduler = Scheduler::new(rules(), &days, at(18, 0), 20);
    let wish = Wish { first: 0, wanted, last: None, early: false, alternate: true };
    scheduler.week(&wish).slots.iter().map(|s| s.day).collect()
}

/// A fact as an English reader meets it.
fn told(fact: &impl runform::facts::Fact) -> String {
    Words::new(Tongue::default()).say(fact)
}

fn refusal(text: &str, day: usize, wished: Time) -> Result<Time, Refusal> {
    let days = days(text);
    let scheduler = Scheduler::new(rules(), &days, wished, 20);
    scheduler.slot(day, true).map(|s| s.time)
}

#[test]
fn the_embedded_rules_are_accepted_and_mistakes_in_them_are_not() {
    let files = PlanFiles::default();
    assert!(PlanRules::from_toml(&files, catalogue()).is_ok());
    let refused = |from: &str, to: &str, expected: &str| {
        let text = files.rules.replace(from, to);
        assert_ne!(text, files.rules, "{from} is not in the file");
        let error = PlanRules::from_toml(&PlanFiles { rules: &text, ..files }, catalogue());
        let message = error.unwrap_err().to_string();
        assert!(message.contains(expected), "{message}");
    };
    refused("id = \"before_key_run\"", "id = \"somewhere\"", "before_key_run");
    refused("sources = [\"staged-sequence\"]", "sources = [\"nobody\"]", "nobody");
    refused("rest_day = 4", "rest_dya = 4", "rest_dya");
    refused("default = 2, most = 3", "default = 4, most = 3", "default");
    let text = files.selection.replace("\"tibialis_raise\"", "\"trampoline\"");
    let error = PlanRules::from_toml(&PlanFiles { selection: &text, ..files }, catalogue());
    assert!(error.unwrap_err().to_string().contains("trampoline"));
    let text = files.phases.replace("id = \"peak\"", "id = \"base\"");
    let error = PlanRules::from_toml(&PlanFiles { phases: &text, ..files }, catalogue());
    assert!(error.unwrap_err().to_string().contains("Peak"));
}

#[test]
fn sessions_go_where_nothing_hard_follows() {
    // Mon easy is before the hard Tue, Fri easy before the long Sat: Wed is the
    // one easy day left; of the two rest days one may be used.
    assert_eq!(placed("e h e r e l r e h", 2), [2, 6]);
    // A third is a light one the evening before the long run.
    assert_eq!(placed("e h e r e l r e h", 3), [2, 4, 6]);
    // Sun is the one day of full rest.
    assert_eq!(placed("e e e e e l r e e", 3), [0, 2, 4]);
    assert_eq!(placed("h h h h h h h h", 2), [0; 0]);
    assert_eq!(placed("r r r r r r r r", 3), [0, 2, 4]);
    // two days before the race and two days after it are free
    assert_eq!(placed("e e e e R r r e", 3), [0]);
}

#[test]
fn hours_between_run_and_session() {
    let after_run = |text, wished| refusal(text, 0, wished).map(|t| (t.hour(), t.minute()));
    // easy run 7:00-8:00: any time after it; before it only with six hours
    assert_eq!(after_run("e@7 r r", at(18, 0)), Ok((18, 0)));
    assert_eq!(after_run("e@7 r r", at(8, 0)), Ok((8, 0)));
    assert_eq!(after_run("e@7 r r", at(7, 30)), Ok((8, 0)));
    assert_eq!(after_run("e@18 r r", at(11, 40)), Ok((11, 40)));
    assert_eq!(after_run("e@18 r r", at(11, 41)), Ok((19, 0)));
    // hard run 6:00-7:00: 13:00 at the earliest, 15:00 without a wish that suits
    assert_eq!(after_run("h@6 r r", at(13, 0)), Ok((13, 0)));
    assert_eq!(after_run("h@6 r r", at(12, 59)), Ok((15, 0)));
    // hard run 15:00-16:00: six hours later is 22:00, too late to begin
    assert_eq!(after_run("h@15 r r", at(18, 0)), Err(Refusal::HoursApart));
    assert_eq!(after_run("h@12 r r", at(6, 0)), Ok((21, 0)));
    assert_eq!(after_run("h r r", at(18, 0)), Err(Refusal::RunTimeUnknown));
    assert_eq!(after_run("l@6 r r", at(18, 0)), Err(Refusal::KeyDay(DayKind::Long)));
    assert_eq!(after_run("r l r", at(18, 0)), Err(Refusal::BeforeKeyRun(DayKind::Long)));
    assert_eq!(after_run("r r R", at(18, 0)), Err(Refusal::AroundRace));
    assert_eq!(refusal("R r r r", 2, at(18, 0)), Err(Refusal::AroundRace));
    assert!(refusal("R r r r", 3, at(18, 0)).is_ok());
}

#[test]
fn the_first_session_is_soon_and_the_second_two_or_three_days_later() {
    let plan = plan(&input("starter", "e e e e e e r"), catalogue(), rules(), form());
    let first: Vec<usize> = plan.sessions.iter().filter(|s| s.week == 1).map(|s| s.day).collect();
    assert_eq!(first[0], 0);
    assert!((2..=3).contains(&(first[1] - first[0])), "{first:?}");
    assert!(plan.sessions.iter().filter(|s| s.week <= 2).all(|s| s.kind == SessionKind::Basics));
    assert!(plan.sessions.iter().filter(|s| s.week <= 2).all(|s| s.minutes <= 15));
    assert!(plan.sessions.iter().any(|s| s.week > 2 && s.kind == SessionKind::Strength));
}

#[test]
fn a_third_session_waits_for_two_steady_weeks() {
    let mut wish = input("starter", "e e e e e e r");
    wish.sessions = 3;
    let made = plan(&wish, catalogue(), rules(), form());
    let placed: Vec<usize> = made.weeks.iter().map(|w| w.placed).collect();
    assert_eq!(placed, [2, 2, 3, 3]);
    assert_eq!(made.weeks[0].fewer, [Fewer::FewerInFirstWeeks {}]);
    wish.choice = choice("regular");
    let made = plan(&wish, catalogue(), rules(), form());
    assert_eq!(made.weeks[0].placed, 3);
}

#[test]
fn a_race_brings_its_phases() {
    let mut wish = input("regular", "e e e e e l r");
    wish.weeks = 12;
    wish.race = Some("2027-02-07".parse().unwrap()); // Sunday of week 10
    let made = plan(&wish, catalogue(), rules(), form());
    let phases: Vec<PhaseId> = made.weeks.iter().map(|w| w.phase).collect();
    use PhaseId::{After, Base, Peak, Race, RaceSpecific};
    let mut expected = vec![Base];
    expected.extend([RaceSpecific; 6]);
    expected.extend([Peak, Peak, Race, After, Base]);
    assert_eq!(phases, expected);
    let of = |week: usize| made.sessions.iter().filter(move |s| s.week == week).collect::<Vec<_>>();
    assert_eq!(of(10).len(), 1);
    assert!(of(10)[0].day <= 69 - 3, "{}", of(10)[0].day);
    assert_eq!(of(11).len(), 1);
    assert!(of(11)[0].day >= 69 + 3);
    assert!(of(8).iter().chain(&of(9)).all(|s| s.kind == SessionKind::Light));
    assert!(of(3).iter().all(|s| s.minutes <= 15), "less volume in race-specific weeks");
    assert!(of(1).iter().any(|s| s.minutes > 15), "more in the base");
}

#[test]
fn what_finds_no_place_is_explained() {
    let made = plan(&input("regular", "h l h l h l h"), catalogue(), rules(), form());
    assert!(made.sessions.is_empty());
    assert_eq!(made.unplaced.len(), 1, "weeks alike are told together");
    assert_eq!(made.unplaced[0].weeks, [1, 2, 3, 4]);
    assert_eq!(made.unplaced[0].missing, 2);
    let reasons = &made.unplaced[0].reasons;
    let monday = NoPlace::DayOfUnknownRun { day: "monday".into() };
    let tuesday = NoPlace::DayOfKeyRun { day: "tuesday".into(), run: DayKind::Long };
    assert!(reasons.contains(&monday) && reasons.contains(&tuesday), "{reasons:?}");
    assert_eq!(told(&tuesday), "Tuesday has your long run");
    // With a time of day a hard run leaves room for a session hours after it, where no
    // long run follows: on Sunday.
    let remedy = &made.unplaced[0].remedy;
    assert!(
        matches!(remedy, Remedy::GiveTheTime { .. } | Remedy::SwapTheDays { .. }),
        "{remedy:?}"
    );
    assert!(
        made.safety.contains("not medical advice")
            && made.evidence_note.contains("not established")
    );
}

#[test]
fn pain_takes_the_part_the_jumps_and_the_left_right_work_out() {
    let seen = |id: &str| {
        let rule = form().rules.iter().find(|r| r.id == id).unwrap();
        observed(rule, Seen::Fatigued, None, 1.5)
    };
    let findings = [seen("weak_toe_off"), seen("balance_shift_under_fatigue")];
    let mut wish = input("strong", "e e e e e e r");
    wish.findings = &findings;
    let exercises = |wish: &PlanInput| -> Vec<String> {
        let made = plan(wish, catalogue(), rules(), form());
        let lines = made.routines.iter().flat_map(|r| &r.blocks).flat_map(|b| &b.exercises);
        lines.map(|e| e.exercise.clone()).collect()
    };
    let healthy = exercises(&wish);
    assert!(healthy.iter().any(|e| e == "low_hops_and_skips" || e == "pogo_hops"), "{healthy:?}");
    wish.choice.pains = vec![rules().selection.parts.iter().find(|p| p.id == "calf").unwrap()];
    let hurt = exercises(&wish);
    assert!(hurt.iter().all(|e| catalogue().exercises[e].block.id() != "calf"), "{hurt:?}");
    let made = plan(&wish, catalogue(), rules(), form());
    let ids: Vec<&str> = made.findings.iter().map(|f| f.id.as_str()).collect();
    assert_eq!(ids, ["weak_toe_off"]);
    assert_eq!(made.cautions, [Caution::PainLeavesOut { parts: vec!["calf".into()] }]);
    wish.choice.pains.clear();
    wish.choice.returning = true;
    assert!(exercises(&wish).iter().all(|e| !e.contains("hops")));
}

#[test]
fn a_red_flag_gives_no_sessions_and_says_what_to_do() {
    let mut wish = input("regular", "e e e e e e r");
    wish.recovery.red_flag = true;
    let made = plan(&wish, catalogue(), rules(), form());
    assert!(made.sessions.is_empty() && made.routines.is_empty() && made.activation.is_none());
    assert_eq!(made.stopped, Some(Stopped::StoppedByRedFlag {}));
    assert!(made.unplaced.is_empty() && made.results.is_empty());
    let stamp = "2026-11-30T00:00:00Z".parse().unwrap();
    let calendar =
        runform::report::plan::calendar(&made, &Words::new(Tongue::default()), None, stamp)
            .unwrap();
    assert!(!calendar.contains("BEGIN:VEVENT"), "{calendar}");
    let page = runform::report::plan::text(&made, &Words::new(Tongue::default()), 80);
    assert!(page.contains("see a clinician first") && !page.contains("Week 1"), "{page}");
}

#[test]
fn soreness_holds_the_first_week_back() {
    let mut wish = input("regular", "e e e e e e r");
    wish.sessions = 3;
    for (soreness, sessions) in [(Soreness::None, 3), (Soreness::Mild, 2), (Soreness::Strong, 1)] {
        wish.recovery.soreness = soreness;
        let made = plan(&wish, catalogue(), rules(), form());
        assert_eq!(made.weeks[0].placed, sessions, "{soreness:?}");
        if soreness > Soreness::None {
            assert!(
                made.sessions.iter().filter(|s| s.week == 1).all(|s| s.kind == SessionKind::Light)
            );
        }
    }
}

#[test]
fn a_steep_rise_of_running_is_named() {
    let mut wish = input("regular", "e e e e e e r");
    for day in &mut wish.week[..6] {
        day.km = Some(10.0);
    }
    for (last, warned) in [(60.0, false), (54.6, false), (54.5, true), (40.0, true)] {
        wish.last_week_km = Some(last);
        let made = plan(&wish, catalogue(), rules(), form());
        assert_eq!(made.cautions.iter().any(|c| told(c).contains("60 km after")), warned, "{last}");
    }
    // a run of unknown length leaves the sum open
    wish.week[0].km = None;
    assert!(plan(&wish, catalogue(), rules(), form()).cautions.is_empty());
}

#[test]
fn wishes_are_met_or_answered() {
    let mut wish = input("starter", "e e e e e e r");
    wish.choice.prefer = vec!["clamshell".into(), "pogo_hops".into(), "pallof_press".into()];
    wish.choice.avoid = vec!["plank".into()];
    let made = plan(&wish, catalogue(), rules(), form());
    let lines: Vec<&str> = made
        .routines
        .iter()
        .flat_map(|r| &r.blocks)
        .flat_map(|b| &b.exercises)
        .map(|e| e.exercise.as_str())
        .collect();
    assert!(lines.contains(&"clamshell") && !lines.contains(&"plank"), "{lines:?}");
    let not_in = |wished: &str| {
        made.remarks.iter().find_map(|r| match r {
            Chosen::NotInPlan { name, because } if name == wished => Some(because.clone()),
            _ => None,
        })
    };
    assert_eq!(not_in("Pogo hops"), Some(NotIn::LaterStep { level: "starter".into() }));
    assert_eq!(not_in("Clamshell"), None);
}

#[test]
fn terrain_brings_its_work_as_far_as_the_level_goes() {
    let first = |level: &str, terrain: &str, area: &str| -> Vec<String> {
        let mut wish = input(level, "e e e e e e r");
        wish.choice.terrains =
            vec![rules().selection.terrains.iter().find(|t| t.id == terrain).unwrap()];
        let made = plan(&wish, catalogue(), rules(), form());
        let routine = made.routines.iter().find(|r| r.id.starts_with("strength")).unwrap();
        let block = routine.blocks.iter().find(|b| b.area == area).unwrap();
        // Terrain is named only where its work is in the plan.
        let first = &rules().selection.terrains.iter().find(|t| t.id == terrain).unwrap().first;
        let lines = || made.sessions.iter().flat_map(|s| &s.lines);
        let there = lines().any(|l| first.contains(&l.exercise));
        assert_eq!(!made.remarks.is_empty(), there);
        block.exercises.iter().map(|e| e.exercise.clone()).collect()
    };
    assert!(first("regular", "downhill", "hip").contains(&"tempo_split_squat".to_owned()));
    assert!(first("regular", "uphill", "hip").contains(&"split_squat".to_owned()));
    assert!(first("regular", "trail", "balance").contains(&"single_leg_clock_reach".to_owned()));
    let starter = first("starter", "downhill", "hip");
    assert!(!starter.contains(&"tempo_split_squat".to_owned()), "{starter:?}");
}

#[test]
fn an_observed_sign_is_a_finding_of_its_own_kind() {
    let rule = form().rules.iter().find(|r| r.id == "hip_drop").unwrap();
    let finding = observed(rule, Seen::Fatigued, None, 1.5);
    assert_eq!(finding.basis, Basis::Observed);
    assert!(
        finding.metrics.is_empty()
            && runform::words::english_of(&finding.evidence[0]).contains("not measured")
    );
    let findings = [finding];
    let mut wish = input("starter", "e e e e e e r");
    wish.findings = &findings;
    let made = plan(&wish, catalogue(), rules(), form());
    assert_eq!(made.focus[0], "hip_stability");
    assert_eq!(made.routines[0].add_ons[0].exercise, "side_lying_hip_abduction");
    let line = made.routines[0].blocks.iter().flat_map(|b| &b.exercises);
    assert!(line.into_iter().any(|e| e.answers == ["Hip drop"] && e.why.is_some()));
}

#[test]
fn test_days_follow_the_windows() {
    let made = plan(&input("regular", "e e e e e e r"), catalogue(), rules(), form());
    let days: Vec<String> = made.results.iter().map(|w| w.retest_on.unwrap().to_string()).collect();
    // four, eight and twelve weeks after 30 November 2026
    assert_eq!(days, ["2026-12-28", "2027-01-25", "2027-02-22"]);
    assert_eq!(made.results.iter().map(|w| w.weeks).collect::<Vec<_>>(), [[2, 4], [6, 8], [8, 12]]);
}
