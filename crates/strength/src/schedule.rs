//! Which days and hours of the runner's week take a strength session.

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
    /// The day before a hard or long run: too near for a light session too.
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
    /// Whether it is for the harder session.
    pub harder: bool,
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
    /// Light, half a day and more before a hard or long run.
    LightBeforeKeyRun,
}

/// Finds places for sessions in a sequence of days, week by week.
#[derive(Clone, Copy)]
pub struct Scheduler<'a> {
    /// The rules.
    pub rules: &'a PlanRules,
    /// All days of the plan and the week after it, from the first.
    pub days: &'a [Day],
    /// When the runner would like to train.
    pub wished: Time,
    /// Length of a session.
    pub minutes: u32,
    /// Days of full rest that stay in each week.
    pub full_rest_days: usize,
}

impl<'a> Scheduler<'a> {
    /// For the days of a plan, by the rules.
    pub fn new(rules: &'a PlanRules, days: &'a [Day], wished: Time, minutes: u32) -> Self {
        let full_rest_days = rules.schedule.full_rest_days;
        Scheduler { rules, days, wished, minutes, full_rest_days }
    }

    pub(super) fn kind(&self, day: usize) -> Option<DayKind> {
        self.days.get(day).map(|d| d.kind)
    }

    /// The place on one day, other sessions left aside: the best hour for it.
    ///
    /// # Errors
    /// The rule that speaks against it.
    pub fn slot(&self, day: usize, harder: bool) -> Result<Slot, Refusal> {
        let Some(today) = self.days.get(day) else { return Err(Refusal::NotAvailable) };
        if !today.available {
            return Err(Refusal::NotAvailable);
        }
        self.refuse_by_days(day, today.kind)?;
        let next = self.key_run_after(day);
        if let Some((kind, _)) = next.filter(|_| harder) {
            return Err(Refusal::BeforeKeyRun(kind));
        }
        let mut refused = None;
        for (start, place, good_gap) in self.hours(today)? {
            let end = start + f64::from(self.minutes);
            match next {
                Some((kind, run)) if !self.far_enough(end, run) => {
                    refused = refused.or(Some(Refusal::BeforeKeyRun(kind)));
                }
                _ => {
                    let place = if next.is_some() { Place::LightBeforeKeyRun } else { place };
                    let mut points = self.points_of(day, today.kind, place, at(start), good_gap);
                    if harder && self.key_run_before(day) {
                        points += self.rules.schedule.points.harder_after_key_run;
                    }
                    return Ok(Slot { day, time: at(start), points, place, harder });
                }
            }
        }
        Err(refused.unwrap_or(Refusal::HoursApart))
    }

    fn points_of(&self, day: usize, kind: DayKind, place: Place, at: Time, good: bool) -> i32 {
        let points = &self.rules.schedule.points;
        let mut sum = match kind {
            DayKind::Rest => points.rest_day,
            DayKind::Hard => points.hard_day,
            DayKind::Easy | DayKind::Long | DayKind::Race => points.easy_day,
        };
        sum += if good { points.good_gap } else { 0 };
        sum += if at == self.wished { points.wished_time } else { 0 };
        sum += if place == Place::LightBeforeKeyRun { points.before_key_run } else { 0 };
        let key =
            |d: usize| matches!(self.kind(d), Some(DayKind::Hard | DayKind::Long | DayKind::Race));
        if !(1..=2).any(|n| key(day + n)) {
            sum += points.far_from_key_run;
        }
        sum
    }

    /// Whether the day before had a hard or long run.
    fn key_run_before(&self, day: usize) -> bool {
        let before = day.checked_sub(1).and_then(|d| self.kind(d));
        matches!(before, Some(DayKind::Hard | DayKind::Long))
    }

    /// The hard or long run of the next day, with its start in minutes after its
    /// midnight, where known.
    fn key_run_after(&self, day: usize) -> Option<(DayKind, f64)> {
        let next = self.days.get(day + 1)?;
        let early = minute(self.rules.schedule.key_run_not_before);
        let key = matches!(next.kind, DayKind::Hard | DayKind::Long);
        key.then(|| (next.kind, next.time.map_or(early, minute)))
    }

    /// Whether a light session ends long enough before the run of the next day.
    fn far_enough(&self, end: f64, run: f64) -> bool {
        let hours = f64::from(self.rules.schedule.light_hours_before_key_run);
        run + 1440.0 - end >= hours * 60.0
    }

    fn refuse_by_days(&self, day: usize, kind: DayKind) -> Result<(), Refusal> {
        let free = &self.rules.schedule.days_free;
        if matches!(kind, DayKind::Long | DayKind::Race) {
            return Err(Refusal::KeyDay(kind));
        }
        let ahead = |most: usize| (1..=most).any(|n| self.kind(day + n) == Some(DayKind::Race));
        let behind = |n: usize| day.checked_sub(n).and_then(|d| self.kind(d));
        if ahead(free.before_race)
            || (1..=free.after_race).any(|n| behind(n) == Some(DayKind::Race))
        {
            return Err(Refusal::AroundRace);
        }
        Ok(())
    }

    /// Starts of a session that the run of the day leaves, in minutes after
    /// midnight, best first: the wished time where it suits, then the first that
    /// do, then other times of day. Also whether the gap to a run is a good one.
    fn hours(&self, day: &Day) -> Result<Vec<(f64, Place, bool)>, Refusal> {
        let rules = &self.rules.schedule;
        let wished = minute(self.wished);
        let length = f64::from(self.minutes);
        let fits = |start: f64| {
            start >= minute(rules.day_begins) && start + length <= minute(rules.day_ends)
        };
        // The runner's own time needs no excuse; times of ours stay within the day.
        let allowed = |start: f64| start == wished || fits(start);
        let end = |start: Time| up_to_five(minute(start) + day.run_minutes(rules));
        let others = rules.other_times.iter().map(|t| minute(*t));
        let starts = [wished].into_iter().chain(others);
        let mut found: Vec<(f64, Place, bool)> = Vec::new();
        match (day.kind, day.time) {
            (DayKind::Rest, _) => found.extend(starts.map(|s| (s, Place::RestDay, false))),
            (DayKind::Easy, None) => found.extend(starts.map(|s| (s, Place::EasyDay, false))),
            (DayKind::Easy, Some(run)) => {
                let before = f64::from(rules.hours_before_easy_run) * 60.0;
                let after = |s: &f64| *s >= end(run);
                let early = |s: &f64| *s + length + before <= minute(run);
                let place = |s: f64| match (after(&s), early(&s)) {
                    (true, _) => Some((s, Place::AfterEasyRun, false)),
                    (_, true) => Some((s, Place::BeforeEasyRun, false)),
                    _ => None,
                };
                found.extend(place(wished));
                found.push((end(run), Place::AfterEasyRun, false));
                found.extend(starts.skip(1).filter_map(place));
            }
            (DayKind::Hard, Some(run)) => {
                let good = end(run) + f64::from(rules.hours_after_hard_run.good) * 60.0;
                let least = end(run) + f64::from(rules.hours_after_hard_run.least) * 60.0;
                let place = Place::HoursAfterHardRun;
                if wished >= least {
                    found.push((wished, place, wished >= good));
                }
                found.extend([(good, place, true), (least, place, false)]);
            }
            (DayKind::Hard, None) => return Err(Refusal::RunTimeUnknown),
            (DayKind::Long | DayKind::Race, _) => return Err(Refusal::KeyDay(day.kind)),
        }
        found.retain(|f| allowed(f.0));
        if found.is_empty() { Err(Refusal::HoursApart) } else { Ok(found) }
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
