//! The loop of plan, training and log: the week, the year, one engine.

#![allow(clippy::print_stderr)] // figures of the year are shown
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod stops;
mod weeks;
mod year;

use jiff::civil::{Date, Time};
use runform_core::form::{Finding, Rules, Seen, observed};
use runform_strength::progress::Diary;
use runform_strength::{
    Catalogue, Choice, Day, DayKind, PhaseId, Plan, PlanInput, PlanRules, Recovery, plan,
};

fn catalogue() -> &'static Catalogue {
    Catalogue::builtin().unwrap()
}

fn rules() -> &'static PlanRules {
    PlanRules::builtin().unwrap()
}

fn form() -> &'static Rules {
    Rules::builtin().unwrap()
}

fn at(hour: i8, minute: i8) -> Time {
    Time::constant(hour, minute, 0, 0)
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

fn input(level: &str, week: &str) -> PlanInput<'static> {
    PlanInput {
        findings: &[],
        diary: Diary::default(),
        begun: false,
        cadence: None,
        choice: choice(level),
        week: days(week).try_into().unwrap(),
        start: Some("2026-11-30".parse().unwrap()), // a Monday
        zone: None,
        session_time: at(18, 0),
        minutes: 20,
        weeks: 12,
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

fn made(input: &PlanInput) -> Plan {
    plan(input, catalogue(), rules(), form())
}

fn seen(id: &str) -> Finding {
    let rule = form().rules.iter().find(|r| r.id == id).unwrap();
    observed(rule, Seen::Fatigued, None, 1.5)
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Numbers from nowhere but a seed: the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(n).unwrap()).unwrap()
    }

    fn chance(&mut self, share: f64) -> bool {
        (self.roll(10_000) as f64) < share * 10_000.0
    }
}
