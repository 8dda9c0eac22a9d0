//! Findings and a week → [`Plan`].

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use sha2::{Digest, Sha256};

use super::catalogue::Catalogue;
use super::load::{Load, WeekFacts};
use super::plan::{
    Plan, PlanFinding, PlanWeek, PlannedSession, Retractable, SessionKind, Sourced, Unplaced,
};
use super::plan_input::{PlanInput, Soreness};
use super::routine::Routines;
use super::rules::{Pattern, Phase, PhaseId, PlanRules};
use super::schedule::{Day, DayKind, Place, Scheduler};
use crate::form::{Finding, Rules};

/// Makes the plan. The same input gives the same plan, always.
pub fn plan(input: &PlanInput, catalogue: &Catalogue, rules: &PlanRules, form: &Rules) -> Plan {
    let planner = Planner { input, rules, days: days(input) };
    let findings = answered(input, form);
    let mut routines = Routines {
        catalogue,
        rules,
        choice: &input.choice,
        findings: &findings,
        made: Vec::new(),
        known: Vec::new(),
        main: None,
    };
    let (weeks, sessions, unplaced) = planner.place(&mut routines);
    // A plan without sessions still has its evidence and safety texts.
    if routines.main.is_none() {
        routines.id(SessionKind::Light, rules.selection.light.minutes);
        routines.made.clear();
    }
    let retractable = planner.retractable(&weeks);
    // Without a session there is nothing to expect and nothing to test.
    let results = if sessions.is_empty() { Vec::new() } else { planner.results() };
    let remarks = planner.remarks(&routines, catalogue);
    let activation = (!input.recovery.red_flag).then(|| routines.activation()).flatten();
    let focus = routines.main.map(|(_, prescription)| prescription.focus).unwrap_or_default();
    let focus_names = (focus.iter())
        .filter_map(|id| catalogue.deficits.get(id).map(|d| d.name.clone()))
        .collect();
    let risk = |r: &super::progress::RiskNote| Sourced {
        text: r.text.clone(),
        sources: r.sources.clone(),
        stated: true,
    };
    Plan {
        schema: "runform/plan/1".into(),
        runform_version: env!("CARGO_PKG_VERSION").into(),
        plan_id: input.plan_id.clone(),
        revision: input.revision,
        start: input.start,
        zone: input.zone.clone(),
        level: input.choice.level.id.clone(),
        equipment: input.choice.equipment.clone(),
        assumptions: input.assumptions.clone(),
        cautions: planner.cautions(),
        findings: findings.iter().map(plan_finding).collect(),
        risks: rules.coaching.risks_of(&focus).map(risk).collect(),
        focus,
        focus_names,
        running: planner.running(),
        weeks,
        sessions,
        unplaced,
        retractable,
        routines: routines.made,
        activation,
        remarks,
        rules: planner.rules_in_words(),
        progression: sourced(&rules.season.progression),
        results,
        results_caveat: rules.season.results.caveat.clone(),
        evidence_note: catalogue.evidence.clone(),
        safety: catalogue.safety.clone(),
    }
}

/// What the plan answers. With pain, or coming back from being hurt, a
/// left-right difference may be the pain's doing: it is not trained away.
fn answered(input: &PlanInput, form: &Rules) -> Vec<Finding> {
    let careful = input.choice.careful();
    let about_sides = |id: &str| form.rules.iter().any(|r| r.id == id && r.asymmetry);
    input.findings.iter().filter(|f| !(careful && about_sides(&f.id))).cloned().collect()
}

fn plan_finding(finding: &Finding) -> PlanFinding {
    PlanFinding {
        id: finding.id.clone(),
        title: finding.title.clone(),
        label: finding.label,
        confidence: finding.confidence,
        basis: finding.basis,
    }
}

pub(super) fn sourced(advice: &[super::rules::Advice]) -> Vec<Sourced> {
    let one = |a: &super::rules::Advice| Sourced {
        text: a.text.clone(),
        sources: a.sources.clone(),
        stated: true,
    };
    advice.iter().map(one).collect()
}

fn first_weekday(input: &PlanInput) -> Weekday {
    input.start.map_or(Weekday::Monday, Date::weekday)
}

/// Weekday of a day of the plan.
pub(super) fn weekday(input: &PlanInput, day: usize) -> Weekday {
    first_weekday(input).wrapping_add(i64::try_from(day % 7).unwrap_or(0))
}

/// Position of the race in the plan, where it has one.
fn race_day(input: &PlanInput) -> Option<usize> {
    let days = input.start?.until(input.race?).ok()?.get_days();
    usize::try_from(days).ok()
}

/// The days of the plan and of the week after it, which its last days look at.
fn days(input: &PlanInput) -> Vec<Day> {
    let of = |i: usize| {
        let mut day =
            input.week[usize::from(weekday(input, i).to_monday_zero_offset().unsigned_abs())];
        if race_day(input) == Some(i) {
            day.kind = DayKind::Race;
        }
        day
    };
    (0..(input.weeks + 1) * 7).map(of).collect()
}

/// Name of a weekday.
pub(super) fn name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// A plan in the making; its texts are in `plan_words`.
pub(super) struct Planner<'a> {
    pub(super) input: &'a PlanInput<'a>,
    pub(super) rules: &'a PlanRules,
    days: Vec<Day>,
}

type Placed = (Vec<PlanWeek>, Vec<PlannedSession>, Vec<Unplaced>);

impl Planner<'_> {
    fn place(&self, routines: &mut Routines) -> Placed {
        let input = self.input;
        let scheduler = Scheduler {
            rules: self.rules,
            days: &self.days,
            wished: input.session_time,
            minutes: input.minutes,
        };
        let (mut weeks, mut sessions) = (Vec::new(), Vec::<PlannedSession>::new());
        let mut unplaced: Vec<Unplaced> = Vec::new();
        let mut harder_next = true;
        let mut load = Load::new(self.rules);
        for week in 0..input.weeks {
            let Some(phase) = self.rules.phase(self.phase(week)) else { continue };
            let (wanted, notes) = self.wanted(week, phase);
            let last = sessions.last().map(|s| s.day);
            let onboarding = self.onboarding(week);
            let found = scheduler.week(week * 7, wanted, last, onboarding);
            let lighter = load.lighter(phase, onboarding) && !found.slots.is_empty();
            let kinds: Vec<(SessionKind, String)> = (found.slots.iter())
                .map(|_| {
                    let kind = self.kind(week, phase, lighter, &mut harder_next);
                    (kind, routines.id(kind, self.minutes(kind, phase)))
                })
                .collect();
            let facts = WeekFacts {
                phase,
                onboarding,
                longer: kinds.iter().any(|(_, id)| routines.longer_than_basics(id)),
                rests: found.slots.is_empty() || self.sore(week),
                lighter,
            };
            let (step, change) =
                load.week(&facts, |step| kinds.iter().any(|(_, id)| routines.grows(id, step)));
            for (n, (slot, (kind, routine))) in found.slots.iter().zip(kinds).enumerate() {
                let exact =
                    routines.made.iter().find(|r| r.id == routine).map_or(0.0, |r| r.minutes);
                let weekday = weekday(input, slot.day);
                sessions.push(PlannedSession {
                    number: sessions.len() + 1,
                    uid: self.session_uid(week + 1, n + 1),
                    week: week + 1,
                    of_week: n + 1,
                    day: slot.day,
                    weekday: name(weekday).into(),
                    date: self.date(slot.day),
                    time: slot.time,
                    minutes: exact.ceil() as u32,
                    kind,
                    routine,
                    step,
                    place: slot.place,
                    why_here: why_here(slot.place).into(),
                    effort: self.effort(week, phase).into(),
                });
            }
            if found.slots.len() < wanted {
                self.explain(week, wanted, &found, &mut unplaced);
            }
            weeks.push(PlanWeek {
                week: week + 1,
                from: self.date(week * 7),
                phase: phase.id,
                phase_title: phase.title.clone(),
                aim: phase.aim.clone(),
                effort: self.effort(week, phase).into(),
                change,
                wanted,
                placed: found.slots.len(),
                notes,
            });
        }
        (weeks, sessions, unplaced)
    }

    pub(super) fn date(&self, day: usize) -> Option<Date> {
        self.input.start?.checked_add(i64::try_from(day).ok()?.days()).ok()
    }

    /// Identity of an event: from the plan and the place in it, so that a
    /// revision finds its predecessor.
    pub(super) fn uid(&self, what: &str) -> String {
        let digest = Sha256::digest(format!("runform plan\n{}\n{what}", self.input.plan_id));
        let hex: String = digest.iter().take(12).map(|b| format!("{b:02x}")).collect();
        format!("{hex}@runform")
    }

    fn session_uid(&self, week: usize, of_week: usize) -> String {
        self.uid(&format!("week {week} session {of_week}"))
    }

    /// Places of a full week that stay empty in this version.
    fn retractable(&self, weeks: &[PlanWeek]) -> Vec<Retractable> {
        let empty = |w: &PlanWeek| {
            (w.placed + 1..=self.input.sessions).map(|n| (w.week, n)).collect::<Vec<_>>()
        };
        weeks
            .iter()
            .flat_map(empty)
            .map(|(week, n)| Retractable { week, uid: self.session_uid(week, n) })
            .collect()
    }

    fn onboarding(&self, week: usize) -> bool {
        self.input.choice.level.onboarding && week < self.rules.season.onboarding.weeks
    }

    fn phase(&self, week: usize) -> PhaseId {
        let season = &self.rules.season;
        let from = |w: usize| w.checked_sub(week).filter(|n| *n > 0);
        match race_day(self.input).map(|d| d / 7) {
            Some(race) if race == week => PhaseId::Race,
            Some(race) => match (from(race), week.checked_sub(race)) {
                (Some(n), _) if n <= season.weeks_before_race.peak => PhaseId::Peak,
                (Some(n), _)
                    if n <= season.weeks_before_race.peak
                        + season.weeks_before_race.race_specific =>
                {
                    PhaseId::RaceSpecific
                }
                (None, Some(n)) if n <= season.weeks_after_race => PhaseId::After,
                _ => self.input.phase,
            },
            None if self.input.week.iter().any(|d| d.kind == DayKind::Race) => PhaseId::Race,
            None => self.input.phase,
        }
    }

    /// Sessions that belong into a week, and why there are not more.
    fn wanted(&self, week: usize, phase: &Phase) -> (usize, Vec<String>) {
        let input = self.input;
        let mut wanted = input.sessions;
        let mut notes = Vec::new();
        let mut limit = |most: usize, why: &str| {
            if wanted > most {
                wanted = most;
                notes.push(why.to_owned());
            }
        };
        limit(phase.sessions, &phase.aim);
        let onboarding = &self.rules.season.onboarding;
        let new = input.choice.level.onboarding;
        if new && week < onboarding.weeks.max(self.rules.schedule.steady_weeks_before_third) {
            limit(onboarding.sessions, &onboarding.text);
        }
        let recovery = &self.rules.selection.recovery;
        match input.recovery.soreness {
            Soreness::Strong if week == 0 => limit(1, &recovery.strong),
            Soreness::Mild if week == 0 => {
                limit(self.rules.schedule.sessions.default, &recovery.mild)
            }
            _ => {}
        }
        if input.recovery.red_flag {
            limit(0, &self.rules.selection.pain.growing);
        }
        (wanted, notes)
    }

    fn sore(&self, week: usize) -> bool {
        week == 0 && self.input.recovery.soreness > Soreness::None
    }

    fn kind(
        &self,
        week: usize,
        phase: &Phase,
        lighter: bool,
        harder_next: &mut bool,
    ) -> SessionKind {
        if self.onboarding(week) {
            return SessionKind::Basics;
        }
        if phase.pattern == Pattern::Light || lighter || self.sore(week) {
            return SessionKind::Light;
        }
        *harder_next = !*harder_next;
        if *harder_next { SessionKind::Light } else { SessionKind::Strength }
    }

    fn minutes(&self, kind: SessionKind, phase: &Phase) -> u32 {
        let most = match kind {
            SessionKind::Basics => self.rules.season.onboarding.minutes,
            SessionKind::Light => self.rules.selection.light.minutes,
            SessionKind::Strength => phase.strength_minutes,
        };
        most.min(self.input.minutes)
    }

    fn effort<'b>(&'b self, week: usize, phase: &'b Phase) -> &'b str {
        if self.onboarding(week) { &self.rules.season.onboarding.effort } else { &phase.effort }
    }
}

fn why_here(place: Place) -> &'static str {
    match place {
        Place::RestDay => "a day without running",
        Place::AfterEasyRun => "after the easy run",
        Place::BeforeEasyRun => "hours before the easy run",
        Place::EasyDay => "an easy day: after the run, not before it",
        Place::HoursAfterHardRun => "hours after the hard run",
    }
}
