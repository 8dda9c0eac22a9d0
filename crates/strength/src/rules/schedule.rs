//! When sessions may be: `data/strength/rules.toml`.

use jiff::civil::Time;
use serde::Deserialize;

/// When sessions may be, and which day is best.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct ScheduleRules {
    pub sessions: SessionsPerWeek,
    pub steady_weeks_before_third: usize,
    /// Days from one session to the next, at least.
    pub days_apart: usize,
    pub hours_after_hard_run: Hours,
    pub hours_before_easy_run: u32,
    /// Hours from the end of a light session to the hard or long run of the next day.
    pub light_hours_before_key_run: u32,
    /// When a hard or long run without a time is taken to start at the earliest.
    pub key_run_not_before: Time,
    /// An early time of day for a run, tried out where a session has no place.
    pub early_run: Time,
    /// Other times of day, where the wished one does not suit.
    pub other_times: Vec<Time>,
    pub days_free: DaysFree,
    /// Days without run and session that stay in each week.
    pub full_rest_days: usize,
    pub session_time: Time,
    pub day_begins: Time,
    pub day_ends: Time,
    pub assumed_run_minutes: RunMinutes,
    pub minutes_per_km: f64,
    pub mileage_rise_pct: f64,
    pub points: Points,
    #[serde(rename = "rule")]
    pub rules: Vec<ScheduleRule>,
}

/// Sessions a week.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct SessionsPerWeek {
    pub default: usize,
    pub most: usize,
}

/// Hours between a hard run and a session.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Hours {
    pub least: u32,
    pub good: u32,
}

/// Days without strength work before and after.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DaysFree {
    pub before_race: usize,
    pub after_race: usize,
}

/// Minutes of a run that has no length.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct RunMinutes {
    pub easy: f64,
    pub hard: f64,
    pub long: f64,
    pub race: f64,
}

/// Points of a day.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Points {
    pub easy_day: i32,
    pub rest_day: i32,
    pub hard_day: i32,
    pub good_gap: i32,
    pub wished_time: i32,
    pub first_soon: i32,
    pub second_soon: i32,
    pub far_from_key_run: i32,
    pub before_key_run: i32,
    pub harder_after_key_run: i32,
}

/// A rule in words.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScheduleRule {
    /// Id, see [`super::Refusal`].
    pub id: String,
    /// The rule.
    pub text: String,
    /// Source ids.
    pub sources: Vec<String>,
    /// Whether the sources state it, or the details are ours.
    pub stated: bool,
}
