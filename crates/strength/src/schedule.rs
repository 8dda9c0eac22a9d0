//! Which days of the runner's week take a strength session.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use super::rules::{PlanRules, ScheduleRules};

/// What a day of running is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum DayKind {
    Easy,
    Hard,
    Long,
    Race,
    Rest,
}

impl DayKind {
    /// Every kind.
    pub const ALL: [DayKind; 5] =
        [DayKind::Easy, DayKind::Hard, DayKind::Long, DayKind::Race, DayKind::Rest];

    /// As written in input and output.
    pub fn id(self) -> &'static str {
        match self {
            DayKind::Easy => "easy",
            DayKind::Hard => "hard",
            DayKind::Long => "long",
            DayKind::Race => "race",
            DayKind::Rest => "rest",
        }
    }

    /// In a sentence.
    pub fn words(self) -> &'static str {
        match self {
            DayKind::Easy => "easy run",
            DayKind::Hard => "hard run",
            DayKind::Long => "long run",
            DayKind::Race => "race",
            DayKind::Rest => "rest day",
        }
    }
}

/// One day of the runner's week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Day {
    /// What is run.
    pub kind: DayKind,
    /// When the run starts, where known.
    pub time: Option<Time>,
    /// How long it is, where known.
    pub minutes: Option<f64>,
    /// How far, where known.
    pub km: Option<f64>,
    /// Whether strength work may be put here.
    pub available: bool,
}

impl Day {
    /// A day without details.
    pub fn new(kind: DayKind) -> Self {
        Day { kind, time: None, minutes: None, km: None, available: true }
    }

    /// Minutes of the run: given, from kilometres, or assumed.
    pub fn run_minutes(&self, rules: &ScheduleRules) -> f64 {
        let assumed = &rules.assumed_run_minutes;
        let otherwise = match self.kind {
            DayKind::Easy => assumed.easy,
            DayKind::Hard => assumed.hard,
            DayKind::Long => assumed.long,
            DayKind::Race => assumed.race,
            DayKind::Rest => 0.0,
        };
        self.minutes.or(self.km.map(|km| km * rules.minutes_per_km)).unwrap_or(otherwise)
    }
}

/// Why a day takes no session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// The day before a hard or long run.
    BeforeKeyRun(DayKind),
    /// Too close to a race.
    AroundRace,
    /// The day of a long run or race.
    KeyDay(DayKind),
    /// Not enough hours from the run of the day.
    HoursApart,
    /// A hard run at an unknown time.
    RunTimeUnknown,
    /// Next to another session.
    DaysApart,
    /// The last day of full rest.
    KeepRestDay,
    /// Kept free by the runner.
    NotAvailable,
}

impl Refusal {
    /// One of each.
    pub const ALL: [Refusal; 8] = [
        Refusal::BeforeKeyRun(DayKind::Hard),
        Refusal::AroundRace,
        Refusal::KeyDay(DayKind::Long),
        Refusal::HoursApart,
        Refusal::RunTimeUnknown,
        Refusal::DaysApart,
        Refusal::KeepRestDay,
        Refusal::NotAvailable,
    ];

    /// Id of the rule behind it.
    pub fn id(self) -> &'static str {
        match self {
            Refusal::BeforeKeyRun(_) => "before_key_run",
            Refusal::AroundRace => "around_race",
            Refusal::KeyDay(_) => "key_day",
            Refusal::HoursApart => "hours_apart",
            Refusal::RunTimeUnknown => "run_time_unknown",
            Refusal::DaysApart => "days_apart",
            Refusal::KeepRestDay => "keep_rest_day",
            Refusal::NotAvailable => "not_available",
        }
    }
}

/// A day that takes a session.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slot {
    /// Index of the day in the plan.
    pub day: usize,
    /// When the session starts.
    pub time: Time,
    /// Points by the rules.
    pub points: i32,
    /// Why here.
    pub place: Place,
}

/// What kind of place a slot is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A day without running.
    RestDay,
    /// Some time after an easy run.
    AfterEasyRun,
    /// Hours before an easy run.
    BeforeEasyRun,
    /// On an easy day whose run has no time of day: after it.
    EasyDay,
    /// Hours after a hard run.
    HoursAfterHardRun,
}

/// Finds places for sessions in a sequence of days, week by week.
pub struct Scheduler<'a> {
    /// The rules.
    pub rules: &'a PlanRules,
    /// All days of the plan and the week after it, from the first.
    pub days: &'a [Day],
    /// When the runner would like to train.
    pub wished: Time,
    /// Length of a session.
    pub minutes: u32,
}

/// The places found for one week, and why there are not more.
#[derive(Debug, Clone, PartialEq)]
pub struct Week {
    /// In order of days.
    pub slots: Vec<Slot>,
    /// Each day without a session and why, where it was looked at.
    pub refused: Vec<(usize, Refusal)>,
}

impl Scheduler<'_> {
    /// Places up to `wanted` sessions in the seven days from `first`. `last` is the
    /// day of the latest session before; `early` marks the first weeks, in which
    /// the second session follows the first after two or three days.
    ///
    /// All choices of days are compared: more sessions first, then more points,
    /// then earlier days, so the same week always gives the same plan.
    pub fn week(&self, first: usize, wanted: usize, last: Option<usize>, early: bool) -> Week {
        let mut refused = Vec::new();
        let mut open = Vec::new();
        for day in first..first + 7 {
            match self.slot(day) {
                Ok(slot) => open.push(slot),
                Err(why) => refused.push((day, why)),
            }
        }
        let rests = (first..first + 7).filter(|d| self.kind(*d) == Some(DayKind::Rest)).count();
        let may_rest = rests.saturating_sub(self.rules.schedule.full_rest_days);
        let mut best: Option<(usize, i32, Vec<Slot>)> = None;
        for choice in 0_u32..(1 << open.len()) {
            let slots: Vec<Slot> =
                (0..open.len()).filter(|i| choice & (1 << i) != 0).map(|i| open[i]).collect();
            let on_rest = slots.iter().filter(|s| s.place == Place::RestDay).count();
            if slots.len() > wanted || on_rest > may_rest || !self.apart(last, &slots) {
                continue;
            }
            let points = self.points(first, &slots, last, early);
            let key = (slots.len(), points);
            let days = |s: &[Slot]| s.iter().map(|s| s.day).collect::<Vec<_>>();
            let better = best.as_ref().is_none_or(|(n, p, chosen)| {
                key > (*n, *p) || (key == (*n, *p) && days(&slots) < days(chosen))
            });
            if better {
                best = Some((key.0, key.1, slots));
            }
        }
        let slots = best.map(|b| b.2).unwrap_or_default();
        let used_rest = slots.iter().filter(|s| s.place == Place::RestDay).count();
        for slot in &open {
            if slots.contains(slot) {
                continue;
            }
            let near = |d: usize| d.abs_diff(slot.day) < self.rules.schedule.days_apart;
            let crowded = slots.iter().any(|s| near(s.day)) || last.is_some_and(near);
            if crowded {
                refused.push((slot.day, Refusal::DaysApart));
            } else if slot.place == Place::RestDay && used_rest >= may_rest {
                refused.push((slot.day, Refusal::KeepRestDay));
            }
        }
        refused.sort();
        Week { slots, refused }
    }

    fn kind(&self, day: usize) -> Option<DayKind> {
        self.days.get(day).map(|d| d.kind)
    }

    fn apart(&self, last: Option<usize>, slots: &[Slot]) -> bool {
        let days: Vec<usize> = last.into_iter().chain(slots.iter().map(|s| s.day)).collect();
        days.windows(2).all(|d| d[1] - d[0] >= self.rules.schedule.days_apart)
    }

    fn points(&self, first: usize, slots: &[Slot], last: Option<usize>, early: bool) -> i32 {
        let points = &self.rules.schedule.points;
        let mut sum: i32 = slots.iter().map(|s| s.points).sum();
        if let (None, Some(slot)) = (last, slots.first()) {
            let sooner = (first + 6).saturating_sub(slot.day);
            sum += points.first_soon * i32::try_from(sooner).unwrap_or(0);
            let [from, to] = self.rules.season.onboarding.second_after_days;
            if early && slots.get(1).is_some_and(|s| (from..=to).contains(&(s.day - slot.day))) {
                sum += points.second_soon;
            }
        }
        sum
    }

    /// The place on one day, other sessions left aside.
    ///
    /// # Errors
    /// The rule that speaks against it.
    pub fn slot(&self, day: usize) -> Result<Slot, Refusal> {
        let Some(today) = self.days.get(day) else { return Err(Refusal::NotAvailable) };
        if !today.available {
            return Err(Refusal::NotAvailable);
        }
        self.refuse_by_days(day, today.kind)?;
        let (time, place, gap) = self.time(today)?;
        let points = &self.rules.schedule.points;
        let mut sum = match place {
            Place::RestDay => points.rest_day,
            Place::HoursAfterHardRun => points.hard_day,
            Place::AfterEasyRun | Place::BeforeEasyRun | Place::EasyDay => points.easy_day,
        };
        if gap {
            sum += points.good_gap;
        }
        if time == self.wished {
            sum += points.wished_time;
        }
        let key =
            |d: usize| matches!(self.kind(d), Some(DayKind::Hard | DayKind::Long | DayKind::Race));
        if !(1..=2).any(|n| key(day + n)) {
            sum += points.far_from_key_run;
        }
        Ok(Slot { day, time, points: sum, place })
    }

    fn refuse_by_days(&self, day: usize, kind: DayKind) -> Result<(), Refusal> {
        let free = &self.rules.schedule.days_free;
        if matches!(kind, DayKind::Long | DayKind::Race) {
            return Err(Refusal::KeyDay(kind));
        }
        let ahead =
            |most: usize, what: DayKind| (1..=most).any(|n| self.kind(day + n) == Some(what));
        let behind = |n: usize| day.checked_sub(n).and_then(|d| self.kind(d));
        if ahead(free.before_race, DayKind::Race)
            || (1..=free.after_race).any(|n| behind(n) == Some(DayKind::Race))
        {
            return Err(Refusal::AroundRace);
        }
        for (most, what) in [(free.before_hard, DayKind::Hard), (free.before_long, DayKind::Long)] {
            if ahead(most, what) {
                return Err(Refusal::BeforeKeyRun(what));
            }
        }
        Ok(())
    }

    /// Start of a session on a day, by the run of that day: the wished time where
    /// it suits, else the first that does. Also whether the gap to a run is a good one.
    fn time(&self, day: &Day) -> Result<(Time, Place, bool), Refusal> {
        let rules = &self.rules.schedule;
        let wished = minute(self.wished);
        let length = f64::from(self.minutes);
        let fits = |start: f64| {
            start >= minute(rules.day_begins) && start + length <= minute(rules.day_ends)
        };
        // The runner's own time needs no excuse; times of ours stay within the day.
        let allowed = |start: f64| start == wished || fits(start);
        let first = |candidates: &[(f64, Place, bool)]| {
            let found = candidates.iter().find(|c| allowed(c.0)).copied();
            found.map(|(start, place, gap)| (at(start), place, gap)).ok_or(Refusal::HoursApart)
        };
        let end = |start: Time| up_to_five(minute(start) + day.run_minutes(rules));
        match (day.kind, day.time) {
            (DayKind::Rest, _) => first(&[(wished, Place::RestDay, false)]),
            (DayKind::Easy, None) => first(&[(wished, Place::EasyDay, false)]),
            (DayKind::Easy, Some(run)) => {
                let before = f64::from(rules.hours_before_easy_run) * 60.0;
                let mut candidates = Vec::new();
                if wished >= end(run) {
                    candidates.push((wished, Place::AfterEasyRun, false));
                } else if wished + length + before <= minute(run) {
                    candidates.push((wished, Place::BeforeEasyRun, false));
                }
                candidates.push((end(run), Place::AfterEasyRun, false));
                first(&candidates)
            }
            (DayKind::Hard, Some(run)) => {
                let good = end(run) + f64::from(rules.hours_after_hard_run.good) * 60.0;
                let least = end(run) + f64::from(rules.hours_after_hard_run.least) * 60.0;
                let place = Place::HoursAfterHardRun;
                let mut candidates = Vec::new();
                if wished >= least {
                    candidates.push((wished, place, wished >= good));
                }
                candidates.extend([(good, place, true), (least, place, false)]);
                first(&candidates)
            }
            (DayKind::Hard, None) => Err(Refusal::RunTimeUnknown),
            (DayKind::Long | DayKind::Race, _) => Err(Refusal::KeyDay(day.kind)),
        }
    }
}

/// Minutes since midnight.
fn minute(time: Time) -> f64 {
    f64::from(time.hour()) * 60.0 + f64::from(time.minute())
}

fn up_to_five(minutes: f64) -> f64 {
    (minutes / 5.0).ceil() * 5.0
}

/// The time so many minutes after midnight; `fits` keeps it within the day.
fn at(minutes: f64) -> Time {
    let whole = minutes.clamp(0.0, 1439.0) as i64;
    Time::midnight().saturating_add(jiff::SignedDuration::from_mins(whole))
}
