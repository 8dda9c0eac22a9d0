//! What a plan says beside its sessions: cautions, remarks, why sessions have no
//! place, what to expect.

use jiff::civil::Weekday;

use super::adapt::Withheld;
use super::catalogue::Exercise;
use super::places::{Week, Wish, long};
use super::plan::{PlannedSession, ResultWindow, RunDay, SessionKind, Sourced, Unplaced};
use super::plan_input::Soreness;
use super::plan_said::{Caution, Chosen, NoPlace, NotIn};
use super::planner::{Planner, weekday};
use super::progress::{Desk, Runner};
use super::routine::Routines;
use super::schedule::{Day, DayKind, Refusal, Scheduler};

impl Planner<'_> {
    /// Adds a week with too few places; weeks alike are told together.
    pub(super) fn explain(
        &self,
        week: usize,
        wish: &Wish,
        found: &Week,
        scheduler: &Scheduler,
        out: &mut Vec<Unplaced>,
    ) {
        let reasons: Vec<NoPlace> = found
            .refused
            .iter()
            .map(|(day, refusal)| no_place(long(weekday(self.input, *day)), *refusal))
            .collect();
        let missing = wish.wanted - found.slots.len();
        let same = |u: &&mut Unplaced| u.reasons == reasons && u.missing == missing;
        if let Some(known) = out.iter_mut().find(same) {
            known.weeks.push(week + 1);
            return;
        }
        let name = |day: usize| weekday(self.input, day);
        let remedy = scheduler.remedy(wish, found.slots.len(), &name);
        out.push(Unplaced { weeks: vec![week + 1], missing, reasons, remedy });
    }

    pub(super) fn cautions(&self) -> Vec<Caution> {
        let input = self.input;
        let mut cautions = input.cautions.clone();
        if !input.choice.pains.is_empty() && !input.recovery.strong_pain {
            let parts = input.choice.pains.iter().map(|p| p.name.clone()).collect();
            cautions.push(Caution::PainLeavesOut { parts });
        }
        if input.choice.returning {
            cautions.push(Caution::ComingBack {});
        }
        match input.recovery.soreness {
            Soreness::None => {}
            Soreness::Mild => cautions.push(Caution::SoreMildly {}),
            Soreness::Strong => cautions.push(Caution::SoreStrongly {}),
        }
        cautions.extend(self.mileage());
        cautions
    }

    fn mileage(&self) -> Option<Caution> {
        let limit = self.rules.schedule.mileage_rise_pct;
        let last_km = self.input.last_week_km.filter(|km| *km > 0.0)?;
        let runs = self.input.week.iter().filter(|d| d.kind != DayKind::Rest);
        let now_km: f64 = runs.map(|d| d.km).sum::<Option<f64>>()?;
        let rise = (now_km / last_km - 1.0) * 100.0;
        (rise > limit + 1e-9).then_some(Caution::MileageSteep { now_km, last_km, rise, limit })
    }

    /// Wishes that could not be met, and what terrain did.
    pub(super) fn remarks(&self, routines: &Routines, sessions: &[PlannedSession]) -> Vec<Chosen> {
        let choice = &self.input.choice;
        let lines = || sessions.iter().flat_map(|s| &s.lines);
        let mut remarks = Vec::new();
        for terrain in &choice.terrains {
            let mut names: Vec<String> = Vec::new();
            for line in lines().filter(|l| terrain.first.contains(&l.exercise)) {
                if !names.contains(&line.name) {
                    names.push(line.name.clone());
                }
            }
            if !names.is_empty() {
                remarks.push(Chosen::TerrainFirst { terrain: terrain.id.clone(), names });
            }
        }
        if let Some(weak) = choice.weak_side.filter(|_| !choice.careful()) {
            remarks.push(Chosen::WeakSideFirst { side: weak.side });
            if weak.extra_set {
                remarks.push(Chosen::WeakSideExtra { side: weak.side });
            }
        }
        let wished = choice.prefer.iter().filter_map(|id| routines.catalogue.exercises.get(id));
        for exercise in wished.filter(|e| !lines().any(|l| l.exercise == e.id)) {
            let because = self.not_in(exercise, routines, sessions);
            remarks.push(Chosen::NotInPlan { name: exercise.name.clone(), because });
        }
        remarks
    }

    fn not_in(
        &self,
        exercise: &Exercise,
        routines: &Routines,
        sessions: &[PlannedSession],
    ) -> NotIn {
        let choice = &self.input.choice;
        let runner = Runner {
            equipment: &choice.equipment,
            declared: &choice.level.passed,
            may: &|_| true,
            extra_set: false,
            held: false,
        };
        let (catalogue, rules) = (routines.catalogue, self.rules);
        let desk = Desk::new(&routines.diary, self.day(0), catalogue, &rules.coaching, runner);
        let harder = sessions.iter().any(|s| s.kind == SessionKind::Strength);
        match choice.withheld(exercise, rules, &desk, false) {
            Some(Withheld::Avoided) => NotIn::OnAvoidList {},
            Some(Withheld::Pain) => NotIn::WaitsForPain {},
            Some(Withheld::Level | Withheld::Light) => {
                NotIn::LaterStep { level: choice.level.id.clone() }
            }
            None if !exercise.possible_with(&choice.equipment) => {
                NotIn::NeedsEquipment { equipment: exercise.equipment.clone() }
            }
            None if !harder && choice.barred(exercise, rules, true).is_some() => {
                NotIn::LighterSessionsOnly {}
            }
            None => NotIn::NoRoom {},
        }
    }

    pub(super) fn running(&self) -> Vec<RunDay> {
        let day = |(i, day): (usize, &Day)| RunDay {
            weekday: long(Weekday::Monday.wrapping_add(i64::try_from(i).unwrap_or(0))),
            kind: day.kind,
            time: day.time,
            minutes: day.minutes,
            km: day.km,
        };
        self.input.week.iter().enumerate().map(day).collect()
    }

    pub(super) fn rules_in_words(&self) -> Vec<Sourced> {
        let rule = |r: &super::rules::ScheduleRule| Sourced {
            text: r.text.clone(),
            sources: r.sources.clone(),
            stated: r.stated,
        };
        self.rules.schedule.rules.iter().map(rule).collect()
    }

    pub(super) fn results(&self) -> Vec<ResultWindow> {
        let window = |w: &super::rules::Window| {
            let day = self.test_day(w.weeks[1] * 7);
            ResultWindow {
                uid: self.uid(&format!("test after week {}", w.weeks[1])),
                weeks: w.weeks,
                from: self.date(w.weeks[0] * 7),
                retest_day: day,
                retest_on: self.date(day),
                text: w.text.clone(),
                retest: w.retest.clone(),
            }
        };
        self.rules.season.windows.iter().map(window).collect()
    }

    /// The first sensible day for a test: an easy day or a rest day, rested from
    /// hard and long runs, some days from a race.
    fn test_day(&self, from: usize) -> usize {
        let days = &self.rules.season.test_days;
        let near_race = |day: usize| {
            let before = (1..=days.before_race).any(|n| self.run(day + n) == DayKind::Race);
            let behind = |n: usize| day.checked_sub(n).map(|d| self.run(d));
            before || (0..=days.after_race).any(|n| behind(n) == Some(DayKind::Race))
        };
        let rested = |day: usize| {
            let yesterday = day.checked_sub(1).map(|d| self.run(d));
            !matches!(yesterday, Some(DayKind::Hard | DayKind::Long | DayKind::Race))
        };
        let calm = |day: usize| matches!(self.run(day), DayKind::Easy | DayKind::Rest);
        let ahead = from..from + days.look_ahead;
        let free = |d: &usize| !near_race(*d);
        ahead
            .clone()
            .find(|d| free(d) && calm(*d) && rested(*d))
            .or_else(|| ahead.clone().find(|d| free(d) && calm(*d)))
            .or_else(|| ahead.clone().find(free))
            .unwrap_or(from)
    }
}

fn no_place(day: String, refusal: Refusal) -> NoPlace {
    match refusal {
        Refusal::BeforeKeyRun(run) => NoPlace::DayBeforeKeyRun { day, run },
        Refusal::AroundRace => NoPlace::DayNearRace { day },
        Refusal::KeyDay(run) => NoPlace::DayOfKeyRun { day, run },
        Refusal::HoursApart => NoPlace::DayWithFewHours { day },
        Refusal::RunTimeUnknown => NoPlace::DayOfUnknownRun { day },
        Refusal::DaysApart => NoPlace::DayNextToSession { day },
        Refusal::KeepRestDay => NoPlace::DayOfOnlyRest { day },
        Refusal::NotAvailable => NoPlace::DayKeptFree { day },
    }
}
