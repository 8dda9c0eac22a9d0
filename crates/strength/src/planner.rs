//! Findings and a week → [`Plan`].

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use sha2::{Digest, Sha256};

use super::catalogue::Catalogue;
use super::changes::{WeekFacts, changes};
use super::cue;
use super::places::{Wish, at, long};
use super::plan::{
    CueDay, Plan, PlanFinding, PlanWeek, PlannedLine, PlannedSession, Retractable, SessionKind,
    Sourced, Unplaced,
};
use super::plan_input::{PlanInput, Soreness};
use super::plan_said::{Fewer, Stopped};
use super::routine::{Asked, Routines};
use super::rules::{DosesThen, Pattern, Phase, PhaseId, PlanRules};
use super::schedule::{Day, DayKind, Scheduler};
use crate::form::{Finding, Rules};

/// The Monday that stands for the first day of a plan without dates.
const NO_DATE: Date = Date::constant(2001, 1, 1);

/// Makes the plan. The same input gives the same plan, always.
pub fn plan(input: &PlanInput, catalogue: &Catalogue, rules: &PlanRules, form: &Rules) -> Plan {
    let planner = Planner { input, rules, days: days(input) };
    let findings = answered(input, form);
    let mut routines = Routines {
        catalogue,
        rules,
        choice: &input.choice,
        findings: &findings,
        diary: input.diary.clone(),
        made: Vec::new(),
        main: None,
    };
    let stopped = planner.stopped();
    let (weeks, sessions, unplaced) = match stopped {
        Some(_) => Placed::default(),
        None => planner.place(&mut routines),
    };
    // A plan without sessions still has its focus.
    if routines.main.is_none() {
        routines.compose(Asked {
            kind: SessionKind::Light,
            minutes: rules.selection.light.minutes,
            day: planner.day(0),
            doses: DosesThen::Hold,
            held: true,
        });
        routines.made.clear();
    }
    let retractable = planner.retractable(&weeks);
    // Without a session there is nothing to expect and nothing to test.
    let results = if sessions.is_empty() { Vec::new() } else { planner.results() };
    let remarks = planner.remarks(&routines, &sessions);
    let activation = stopped.is_none().then(|| routines.activation()).flatten();
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
        schema: "runform/plan/2".into(),
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
        cue: cue::cue(&findings, input.cadence, rules).filter(|_| stopped.is_none()),
        stopped,
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
    let kept = input.findings.iter().filter(|f| !(careful && about_sides(&f.id)));
    kept.map(|f| Finding { side: f.side.filter(|_| !careful), ..f.clone() }).collect()
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

/// A plan in the making; its texts are in `plan_words`.
pub(super) struct Planner<'a> {
    pub(super) input: &'a PlanInput<'a>,
    pub(super) rules: &'a PlanRules,
    days: Vec<Day>,
}

type Placed = (Vec<PlanWeek>, Vec<PlannedSession>, Vec<Unplaced>);

/// What goes on from one week to the next.
#[derive(Default)]
struct Going {
    weeks: Vec<PlanWeek>,
    sessions: Vec<PlannedSession>,
    unplaced: Vec<Unplaced>,
    /// Weeks of growth since the last lighter one.
    since_lighter: usize,
    /// One more set for the weaker side was said.
    extra_said: bool,
}

impl Planner<'_> {
    fn place(&self, routines: &mut Routines) -> Placed {
        let mut going = Going::default();
        for week in 0..self.input.weeks {
            if let Some(phase) = self.rules.phase(self.phase(week)) {
                self.week(week, phase, routines, &mut going);
            }
        }
        (going.weeks, going.sessions, going.unplaced)
    }

    fn week(&self, week: usize, phase: &Phase, routines: &mut Routines, going: &mut Going) {
        let input = self.input;
        let scheduler = Scheduler::new(self.rules, &self.days, input.session_time, input.minutes);
        let (wanted, mut fewer) = self.wanted(week, phase);
        let onboarding = self.onboarding(week);
        let grows = phase.doses == DosesThen::Grow && !onboarding;
        let lighter = grows && going.since_lighter >= self.rules.season.doses.lighter_after;
        let sore = self.sore(week);
        let last = going.sessions.last();
        let wish = Wish {
            first: week * 7,
            wanted,
            last: match last {
                Some(s) => Some((at(s.day), s.kind == SessionKind::Strength)),
                None => self.trained(routines.catalogue),
            },
            early: onboarding,
            alternate: phase.pattern == Pattern::Alternate && !onboarding && !lighter && !sore,
        };
        let found = scheduler.week(&wish);
        let before = routines.diary.clone();
        let mut lines: Vec<PlannedLine> = Vec::new();
        for (n, slot) in found.slots.iter().enumerate() {
            let kind = match slot.harder {
                _ if onboarding => SessionKind::Basics,
                true => SessionKind::Strength,
                false => SessionKind::Light,
            };
            let made = routines.session(Asked {
                kind,
                minutes: self.minutes(kind, phase),
                day: self.day(slot.day),
                doses: phase.doses,
                held: lighter || sore,
            });
            lines.extend(made.lines.iter().cloned());
            going.sessions.push(PlannedSession {
                number: going.sessions.len() + 1,
                uid: self.session_uid(week + 1, n + 1),
                week: week + 1,
                of_week: n + 1,
                day: slot.day,
                weekday: long(weekday(input, slot.day)),
                date: self.date(slot.day),
                time: slot.time,
                minutes: made.minutes.ceil() as u32,
                kind,
                routine: made.routine,
                lines: made.lines,
                place: slot.place,
                effort: self.effort(week, phase).into(),
            });
        }
        let extra = lines.iter().find_map(|l| l.extra_set).filter(|_| !going.extra_said);
        going.extra_said |= extra.is_some();
        let facts = WeekFacts {
            doses: phase.doses,
            onboarding,
            lighter,
            sore,
            race: phase.id == PhaseId::Race,
            after: phase.id == PhaseId::After,
            first: week == 0 && lines.iter().all(|l| before.sessions(&l.exercise).is_empty()),
            extra_begins: extra,
        };
        going.since_lighter = match lighter || found.slots.is_empty() || !grows {
            true => 0,
            false => going.since_lighter + usize::from(!sore),
        };
        if found.slots.len() < wanted {
            if facts.race && found.slots.is_empty() {
                fewer.push(Fewer::RaceWeekWithout {});
            }
            self.explain(week, &wish, &found, &scheduler, &mut going.unplaced);
        }
        going.weeks.push(PlanWeek {
            week: week + 1,
            from: self.date(week * 7),
            phase: phase.id,
            phase_title: phase.title.clone(),
            aim: phase.aim.clone(),
            effort: self.effort(week, phase).into(),
            changes: changes(&facts, &lines, &before, routines.catalogue),
            cue_day: self.cue_day(week, phase, routines.findings),
            wanted,
            placed: found.slots.len(),
            fewer,
        });
    }

    /// The last day trained before the plan, counted from its first day, and whether
    /// it was the harder kind.
    fn trained(&self, catalogue: &Catalogue) -> Option<(i64, bool)> {
        let diary = &self.input.diary;
        let last = |sessions: &[super::progress::Session]| sessions.last().map(|s| s.date);
        let day = diary.exercises().filter_map(|(_, sessions)| last(sessions)).max()?;
        let harder = diary.exercises().filter(|(_, s)| last(s) == Some(day)).any(|(id, _)| {
            let exercise = catalogue.exercises.get(id);
            exercise.is_some_and(|e| {
                self.input.choice.barred(e, self.rules, true) == Some(super::Withheld::Light)
            })
        });
        Some((super::results::days_between(self.day(0), day), harder))
    }

    /// The easy run of the week that the cue goes into: the one with most days
    /// since and to a hard run, not near a race.
    fn cue_day(&self, week: usize, phase: &Phase, findings: &[Finding]) -> Option<CueDay> {
        let rule = cue::rule(findings, self.rules)?;
        let race = matches!(phase.id, PhaseId::Race | PhaseId::After);
        if week >= rule.weeks || race {
            return None;
        }
        let kind = |d: usize| self.days.get(d).map(|d| d.kind);
        let key = |d: usize| matches!(kind(d), Some(DayKind::Hard | DayKind::Long | DayKind::Race));
        let easy = (week * 7..week * 7 + 7).filter(|d| kind(*d) == Some(DayKind::Easy));
        let tired = |d: &usize| {
            let yesterday = d.checked_sub(1).is_some_and(key);
            (usize::from(yesterday) + usize::from(key(d + 1)), *d)
        };
        let day = easy.min_by_key(tired)?;
        Some(CueDay {
            uid: self.uid(&format!("cue of week {}", week + 1)),
            day,
            weekday: long(weekday(self.input, day)),
            date: self.date(day),
            time: self.days.get(day).and_then(|d| d.time),
        })
    }

    /// The day by the calendar, or as if the plan began on some Monday.
    pub(super) fn day(&self, day: usize) -> Date {
        let start = self.input.start.unwrap_or(NO_DATE);
        start.saturating_add(i64::try_from(day).unwrap_or(0).days())
    }

    /// Kind of run on a day of the plan or shortly after it.
    pub(super) fn run(&self, day: usize) -> DayKind {
        let start = first_weekday(self.input);
        let of_week = start.wrapping_add(i64::try_from(day % 7).unwrap_or(0));
        let usual =
            self.input.week.get(usize::from(of_week.to_monday_zero_offset().unsigned_abs()));
        if race_day(self.input) == Some(day) {
            return DayKind::Race;
        }
        usual.map_or(DayKind::Rest, |d| d.kind)
    }

    fn stopped(&self) -> Option<Stopped> {
        let input = self.input;
        if input.recovery.red_flag {
            return Some(Stopped::StoppedByRedFlag {});
        }
        input.recovery.strong_pain.then(|| Stopped::StoppedByPain {
            parts: input.choice.pains.iter().map(|p| p.name.clone()).collect(),
            limit: self.rules.selection.pain.strong_from.saturating_sub(1),
        })
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
        self.input.choice.level.onboarding
            && !self.input.begun
            && week < self.rules.season.onboarding.weeks
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
    fn wanted(&self, week: usize, phase: &Phase) -> (usize, Vec<Fewer>) {
        let input = self.input;
        let mut wanted = input.sessions;
        let mut fewer = Vec::new();
        let mut limit = |most: usize, why: Fewer| {
            if wanted > most {
                wanted = most;
                fewer.push(why);
            }
        };
        let (title, sessions) = (phase.title.clone(), phase.sessions);
        limit(phase.sessions, Fewer::FewerInPhase { phase: title, sessions });
        let onboarding = &self.rules.season.onboarding;
        let new = input.choice.level.onboarding && !input.begun;
        if new && week < onboarding.weeks.max(self.rules.schedule.steady_weeks_before_third) {
            limit(onboarding.sessions, Fewer::FewerInFirstWeeks {});
        }
        match input.recovery.soreness {
            Soreness::Strong if week == 0 => limit(1, Fewer::OneWhileSore {}),
            Soreness::Mild if week == 0 => {
                limit(self.rules.schedule.sessions.default, Fewer::TwoWhileSore {});
            }
            _ => {}
        }
        (wanted, fewer)
    }

    fn sore(&self, week: usize) -> bool {
        week == 0 && self.input.recovery.soreness > Soreness::None
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
