//! Weekly running distance and its growth.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::Coaching;
use super::log::Log;
use super::results::days_between;

/// One week of running.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Week {
    /// Its Monday.
    #[schemars(with = "String")]
    pub monday: Date,
    /// Kilometres.
    pub km: f64,
    /// Growth over the week before, %; null without runs in that week.
    pub growth_percent: Option<f64>,
    /// Growth beyond the limit.
    pub too_fast: bool,
    /// Highest of the weeks before that are looked back on, km.
    pub recent_most_km: f64,
}

/// Monday of the week of a day.
pub(super) fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.saturating_sub(back.days())
}

/// Weeks from the first run to the last, empty ones included.
pub fn weeks(log: &Log, coaching: &Coaching) -> Vec<Week> {
    let mut totals: BTreeMap<Date, f64> = BTreeMap::new();
    for (day, km) in log.runs() {
        *totals.entry(monday(day)).or_default() += km;
    }
    let (Some(first), Some(last)) = (totals.keys().next(), totals.keys().next_back()) else {
        return Vec::new();
    };
    let count = days_between(*first, *last) / 7;
    let rule = &coaching.progression.mileage;
    let mut weeks: Vec<Week> = Vec::new();
    for i in 0..=count {
        let monday = first.saturating_add((7 * i).days());
        let km = totals.get(&monday).copied().unwrap_or(0.0);
        let before = weeks.last().map_or(0.0, |w| w.km);
        let growth_percent = (before > 0.0).then(|| 100.0 * (km / before - 1.0));
        let recent = weeks.iter().rev().take(rule.look_back_weeks).map(|w| w.km);
        weeks.push(Week {
            monday,
            km,
            growth_percent,
            // A hair above the limit is rounding, not training.
            too_fast: growth_percent.is_some_and(|g| g > rule.percent + 1e-6),
            recent_most_km: recent.fold(0.0, f64::max),
        });
    }
    weeks
}
