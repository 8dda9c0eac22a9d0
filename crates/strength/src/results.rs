//! When what may show, and when to test again.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::Coaching;
use super::log::Log;

/// When what may show. Weeks count from the first session of a block.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Results {
    /// Source id.
    pub source: String,
    /// Names of what the source gives; the rest is ours.
    pub stated: Vec<String>,
    /// What goes with every statement.
    pub caveat: String,
    /// What may come first.
    pub feel: String,
    /// In order.
    #[serde(rename = "window")]
    pub windows: Vec<Window>,
}

/// One window.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// Id.
    pub id: String,
    /// What may show.
    pub what: String,
    /// From-to.
    pub weeks: [u32; 2],
    /// Benchmark ids to test at its end.
    pub retest: Vec<String>,
}

/// A window with its days.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Expected {
    /// Id.
    pub window: String,
    /// What may show.
    pub what: String,
    /// First day.
    #[schemars(with = "String")]
    pub from: Date,
    /// Last day: test again then.
    #[schemars(with = "String")]
    pub to: Date,
    /// Benchmark ids.
    pub retest: Vec<String>,
    /// `ahead`, `now` or `past`.
    pub state: &'static str,
}

/// First day of the present block of strength work: after the last break.
pub fn block_start(log: &Log, coaching: &Coaching) -> Option<Date> {
    let days = log.strength_days();
    let break_days = 7 * coaching.progression.pace.break_weeks;
    let starts_anew = |pair: &[Date]| match pair {
        [before, after] => days_between(*before, *after) > i64::from(break_days),
        _ => false,
    };
    let after_break = days.windows(2).rposition(starts_anew).and_then(|i| days.get(i + 1));
    after_break.or(days.first()).copied()
}

/// The windows of the present block.
pub fn expected(log: &Log, today: Date, coaching: &Coaching) -> Vec<Expected> {
    let Some(start) = block_start(log, coaching) else { return Vec::new() };
    let day = |weeks: u32| start.saturating_add((i64::from(weeks) * 7).days());
    coaching
        .results
        .windows
        .iter()
        .map(|w| {
            let (from, to) = (day(w.weeks[0]), day(w.weeks[1]));
            let state = if today < from {
                "ahead"
            } else if today <= to {
                "now"
            } else {
                "past"
            };
            Expected {
                window: w.id.clone(),
                what: w.what.clone(),
                from,
                to,
                retest: w.retest.clone(),
                state,
            }
        })
        .collect()
}

/// Days from `a` to `b`.
pub(super) fn days_between(a: Date, b: Date) -> i64 {
    a.until(b).map_or(0, |span| i64::from(span.get_days()))
}
