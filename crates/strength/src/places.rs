//! The best places of a week, all choices compared; and which single change would
//! find a place for what has none.

use jiff::civil::{Time, Weekday};
use serde::{Deserialize, Serialize};

use super::schedule::{Day, DayKind, Refusal, Scheduler, Slot};
use runform_core::facts::fact;

/// What a week asks for.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    /// First day of the week in the plan.
    pub first: usize,
    /// Sessions.
    pub wanted: usize,
    /// Day of the latest session before, negative before the first day of the plan,
    /// and whether it was the harder one.
    pub last: Option<(i64, bool)>,
    /// First weeks: the second session follows after two or three days.
    pub early: bool,
    /// Whether harder and lighter sessions take turns; else all are light.
    pub alternate: bool,
}

/// The places found for one week, and why there are not more.
#[derive(Debug, Clone, PartialEq)]
pub struct Week {
    /// In order of days.
    pub slots: Vec<Slot>,
    /// Each day without a session and why, where it was looked at.
    pub refused: Vec<(usize, Refusal)>,
}

/// The one change that would find a place for a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Remedy {
    /// Say when the hard run is.
    GiveTheTime { day: String, short: String },
    /// Run earlier.
    RunEarlier { day: String },
    /// Allow strength work.
    AllowTheDay { day: String },
    /// Let two days change places.
    SwapTheDays { one: String, other: String },
    /// Train at another time.
    TrainAt { time: String },
    /// Give up the only day of full rest.
    UseTheRestDay {},
    /// Nothing alone would do.
    NoSingleChange {},
}
fact!(Remedy);

/// What makes one choice of places better than another, most important first.
type Key = (usize, usize, usize, usize, i32);

impl Scheduler<'_> {
    /// Places up to `wanted` sessions in seven days.
    ///
    /// All choices of days and kinds are compared: more sessions first, then the
    /// harder ones that are due, then more points, then earlier days, so the same
    /// week always gives the same plan.
    pub fn week(&self, wish: &Wish) -> Week {
        let mut refused = Vec::new();
        let mut open: Vec<[Option<Slot>; 2]> = Vec::new();
        for day in wish.first..wish.first + 7 {
            match (self.slot(day, false), self.slot(day, true)) {
                (Ok(light), harder) => {
                    open.push([Some(light), harder.ok().filter(|_| wish.alternate)]);
                }
                (Err(why), _) => refused.push((day, why)),
            }
        }
        let may_rest = self.may_rest(wish.first);
        let slots = self.best(wish, &open, may_rest);
        let used_rest = slots.iter().filter(|s| self.rests(s.day)).count();
        for slot in open.iter().filter_map(|kinds| kinds[0]) {
            if slots.iter().any(|s| s.day == slot.day) {
                continue;
            }
            let near = |d: i64| d.abs_diff(at(slot.day)) < self.days_apart();
            let crowded =
                slots.iter().any(|s| near(at(s.day))) || wish.last.is_some_and(|l| near(l.0));
            if crowded {
                refused.push((slot.day, Refusal::DaysApart));
            } else if self.rests(slot.day) && used_rest >= may_rest {
                refused.push((slot.day, Refusal::KeepRestDay));
            }
        }
        refused.sort();
        Week { slots, refused }
    }

    fn days_apart(&self) -> u64 {
        self.rules.schedule.days_apart as u64
    }

    fn rests(&self, day: usize) -> bool {
        self.kind(day) == Some(DayKind::Rest)
    }

    /// Rest days of a week that a session may take.
    fn may_rest(&self, first: usize) -> usize {
        let rests = (first..first + 7).filter(|d| self.rests(*d)).count();
        rests.saturating_sub(self.full_rest_days)
    }

    fn best(&self, wish: &Wish, open: &[[Option<Slot>; 2]], may_rest: usize) -> Vec<Slot> {
        let mut best: Option<(Key, Vec<Slot>)> = None;
        let mut chosen = Vec::new();
        self.extend(wish, open, may_rest, &mut chosen, &mut best);
        best.map(|b| b.1).unwrap_or_default()
    }

    /// Tries each day of `open` as light, as harder, and not at all.
    fn extend(
        &self,
        wish: &Wish,
        open: &[[Option<Slot>; 2]],
        may_rest: usize,
        chosen: &mut Vec<Slot>,
        best: &mut Option<(Key, Vec<Slot>)>,
    ) {
        let Some((kinds, rest)) = open.split_first() else {
            let key = self.key(wish, chosen);
            let days = |s: &[Slot]| s.iter().map(|s| s.day).collect::<Vec<_>>();
            let better = best.as_ref().is_none_or(|(known, slots)| {
                key > *known || (key == *known && days(chosen) < days(slots))
            });
            if better {
                *best = Some((key, chosen.clone()));
            }
            return;
        };
        for slot in kinds.iter().flatten() {
            let before = chosen.last().map(|s| (at(s.day), s.harder)).or(wish.last);
            let near = before.is_some_and(|(day, harder)| {
                day.abs_diff(at(slot.day)) < self.days_apart() || (harder && slot.harder)
            });
            let rests = chosen.iter().chain([slot]).filter(|s| self.rests(s.day)).count();
            if chosen.len() < wish.wanted && !near && rests <= may_rest {
                chosen.push(*slot);
                self.extend(wish, rest, may_rest, chosen, best);
                chosen.pop();
            }
        }
        self.extend(wish, rest, may_rest, chosen, best);
    }

    /// Two sessions, a harder one among them; then a third; then harder ones as far
    /// as they are due; then points.
    fn key(&self, wish: &Wish, slots: &[Slot]) -> Key {
        let after_harder = usize::from(wish.last.is_some_and(|l| l.1));
        let due = (slots.len() + 1 - after_harder) / 2;
        let harder = slots.iter().filter(|s| s.harder).count().min(due.max(1));
        let harder = if wish.alternate { harder } else { 0 };
        (slots.len().min(2), harder.min(1), slots.len(), harder, self.points(wish, slots))
    }

    fn points(&self, wish: &Wish, slots: &[Slot]) -> i32 {
        let points = &self.rules.schedule.points;
        let mut sum: i32 = slots.iter().map(|s| s.points).sum();
        if let (None, Some(slot)) = (wish.last, slots.first()) {
            let sooner = (wish.first + 6).saturating_sub(slot.day);
            sum += points.first_soon * i32::try_from(sooner).unwrap_or(0);
            let [from, to] = self.rules.season.onboarding.second_after_days;
            let soon = slots.get(1).is_some_and(|s| (from..=to).contains(&(s.day - slot.day)));
            if wish.early && soon {
                sum += points.second_soon;
            }
        }
        sum
    }

    /// The first single change with which more sessions find a place, tried out.
    pub fn remedy(&self, wish: &Wish, placed: usize, name: &dyn Fn(usize) -> Weekday) -> Remedy {
        let better = |changed: &Scheduler| changed.week(wish).slots.len() > placed;
        let with_days = |change: &dyn Fn(&mut [Day])| {
            let mut days = self.days.to_vec();
            change(&mut days);
            better(&Scheduler { days: &days, ..*self })
        };
        let week = wish.first..wish.first + 7;
        let early = Some(self.rules.schedule.early_run);
        let found = |day: usize| self.days.get(day).copied();
        for day in week.clone().filter(|d| found(*d).is_some_and(|d| d.kind == DayKind::Hard)) {
            if with_days(&|days| days[day].time = early) {
                let known = found(day).is_some_and(|d| d.time.is_some());
                let (day, short) = (long(name(day)), short(name(day)));
                return if known {
                    Remedy::RunEarlier { day }
                } else {
                    Remedy::GiveTheTime { day, short }
                };
            }
        }
        for day in week.clone().filter(|d| found(*d).is_some_and(|d| !d.available)) {
            if with_days(&|days| days[day].available = true) {
                return Remedy::AllowTheDay { day: long(name(day)) };
            }
        }
        let times = [(6, 30), (12, 0), (18, 0), (20, 0)].map(|(h, m)| Time::constant(h, m, 0, 0));
        for wished in times {
            if better(&Scheduler { wished, ..*self }) {
                return Remedy::TrainAt { time: wished.strftime("%H:%M").to_string() };
            }
        }
        if let Some((one, other)) = self.swap(wish, &with_days) {
            return Remedy::SwapTheDays { one: long(name(one)), other: long(name(other)) };
        }
        if better(&Scheduler { full_rest_days: 0, ..*self }) {
            return Remedy::UseTheRestDay {};
        }
        Remedy::NoSingleChange {}
    }

    /// Two days that would have to change places; a race stays where it is.
    #[allow(clippy::type_complexity)]
    fn swap(
        &self,
        wish: &Wish,
        with_days: &dyn Fn(&dyn Fn(&mut [Day])) -> bool,
    ) -> Option<(usize, usize)> {
        let week = wish.first..(wish.first + 7).min(self.days.len());
        let movable = |d: usize| self.kind(d).is_some_and(|k| k != DayKind::Race);
        for one in week.clone().filter(|d| movable(*d)) {
            for other in (one + 1..week.end).filter(|d| movable(*d)) {
                if self.kind(one) != self.kind(other) && with_days(&|days| days.swap(one, other)) {
                    return Some((one, other));
                }
            }
        }
        None
    }
}

/// A day of the plan among days before it.
pub(super) fn at(day: usize) -> i64 {
    i64::try_from(day).unwrap_or(i64::MAX)
}

/// Id of a weekday: `monday`.
pub(super) fn long(day: Weekday) -> String {
    let name = match day {
        Weekday::Monday => "monday",
        Weekday::Tuesday => "tuesday",
        Weekday::Wednesday => "wednesday",
        Weekday::Thursday => "thursday",
        Weekday::Friday => "friday",
        Weekday::Saturday => "saturday",
        Weekday::Sunday => "sunday",
    };
    name.to_owned()
}

/// As in options: `mon`.
fn short(day: Weekday) -> String {
    long(day).chars().take(3).collect()
}
