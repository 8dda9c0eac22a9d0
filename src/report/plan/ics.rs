//! A plan as an iCalendar file (RFC 5545): an event for each session and each
//! test day.
//!
//! With a time zone, starts are written as instants in UTC, which every calendar
//! shows at the right local time, daylight saving included. Without one they
//! float: 18:00 wherever the runner is. Nothing depends on the clock, so the
//! same plan gives the same bytes.

use icalendar::{Calendar, Component, Event, Property};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::{GRADES, details, title};
use crate::strength::{Plan, PlannedSession};

/// Why there is no calendar.
#[derive(Debug, thiserror::Error)]
pub enum CalendarError {
    /// A plan without dates.
    #[error("a calendar needs dates; say when the plan begins, e.g. --start 2026-12-01")]
    NoDates,
    /// A date that no calendar holds.
    #[error("a date of the plan is out of range: {0}")]
    Range(#[from] jiff::Error),
    /// The text could not be put together.
    #[error("the calendar could not be written: {0}")]
    Format(#[from] std::fmt::Error),
}

/// The calendar. `stamp` is the moment the plan was made, which calendars
/// compare between revisions.
///
/// # Errors
/// [`CalendarError`] for a plan without dates.
pub fn calendar(
    plan: &Plan,
    zone: Option<&TimeZone>,
    stamp: Timestamp,
) -> Result<String, CalendarError> {
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//runform//strength plan//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", "Strength for running"),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    if let Some(name) = &plan.zone {
        calendar.append_property(Property::new("X-WR-TIMEZONE", name));
    }
    let start = plan.start.ok_or(CalendarError::NoDates)?;
    for session in &plan.sessions {
        let date = session.date.ok_or(CalendarError::NoDates)?;
        let mut event = event(plan, &session.uid, stamp);
        let title = format!("{} ({} min)", session.kind.title(), session.minutes);
        event.summary(&title).description(&description(plan, session));
        event.add_property("CATEGORIES", "Strength");
        let begin = date.to_datetime(session.time);
        let minutes = i64::from(session.minutes);
        match zone {
            Some(zone) => {
                let begin = zone.to_ambiguous_zoned(begin).compatible()?.timestamp();
                event.add_property("DTSTART", utc(begin));
                event.add_property(
                    "DTEND",
                    utc(begin.checked_add(SignedDuration::from_mins(minutes))?),
                );
            }
            None => {
                event.add_property("DTSTART", floating(begin));
                event.add_property("DTEND", floating(begin.checked_add(minutes.minutes())?));
            }
        }
        calendar.push(event.done());
    }
    for window in &plan.results {
        let date = window.retest_on.ok_or(CalendarError::NoDates)?;
        let mut event = event(plan, &window.uid, stamp);
        event.summary(&format!("Test again: {} weeks of strength work", window.weeks[1]));
        event.description(&format!(
            "{}\n\n{}\n\n{}",
            window.retest, window.text, plan.results_caveat
        ));
        event.append_property(all_day("DTSTART", date));
        event.append_property(all_day("DTEND", date.checked_add(1.day())?));
        event.add_property("TRANSP", "TRANSPARENT");
        calendar.push(event.done());
    }
    cancel_left_over(plan, start, stamp, &mut calendar)?;
    use std::fmt::Write as _;
    let mut text = String::new();
    write!(text, "{calendar}")?;
    Ok(text)
}

fn event(plan: &Plan, uid: &str, stamp: Timestamp) -> Event {
    let mut event = Event::new();
    event.uid(uid);
    event.add_property("DTSTAMP", utc(stamp));
    event.add_property("LAST-MODIFIED", utc(stamp));
    event.add_property("SEQUENCE", plan.revision.to_string());
    event
}

/// A revision takes back sessions that a fuller earlier version may have had in
/// the same week, so that none stays, say, on the day before a new race.
fn cancel_left_over(
    plan: &Plan,
    start: Date,
    stamp: Timestamp,
    calendar: &mut Calendar,
) -> Result<(), CalendarError> {
    if plan.revision == 0 {
        return Ok(());
    }
    for left_over in &plan.retractable {
        let days = i64::try_from(left_over.week - 1).unwrap_or(0) * 7;
        let date = start.checked_add(days.days())?;
        let mut event = event(plan, &left_over.uid, stamp);
        event.summary("Strength: no longer planned");
        event.add_property("STATUS", "CANCELLED");
        event.add_property("TRANSP", "TRANSPARENT");
        event.append_property(all_day("DTSTART", date));
        event.append_property(all_day("DTEND", date.checked_add(1.day())?));
        calendar.push(event.done());
    }
    Ok(())
}

fn utc(moment: Timestamp) -> String {
    moment.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn floating(time: jiff::civil::DateTime) -> String {
    time.strftime("%Y%m%dT%H%M%S").to_string()
}

fn all_day(key: &str, date: Date) -> Property {
    Property::new(key, date.strftime("%Y%m%d").to_string()).add_parameter("VALUE", "DATE").done()
}

/// All that the session takes, since some calendars show nothing else.
fn description(plan: &Plan, session: &PlannedSession) -> String {
    let mut parts = vec![
        format!("{}. Week {}, session {}.", title(plan), session.week, session.of_week),
        format!("When: {} ({}).", session.time.strftime("%H:%M"), session.why_here),
        session.effort.clone(),
    ];
    let week = plan.weeks.iter().find(|w| w.week == session.week);
    parts.extend(week.and_then(|w| w.change.clone()));
    parts.extend(plan.cautions.iter().cloned());
    if let Some(routine) = plan.routine(session) {
        for exercise in routine.blocks.iter().flat_map(|b| &b.exercises) {
            let mut text = format!("{}: {}", exercise.name, exercise.dose_at(session.step));
            for line in details(exercise) {
                text += "\n";
                text += &line;
            }
            parts.push(text);
        }
    }
    if plan.routine(session).is_some_and(|r| !r.add_ons.is_empty()) {
        parts.push(GRADES.to_owned());
    }
    parts.push(plan.evidence_note.clone());
    parts.push(plan.safety.clone());
    parts.join("\n\n")
}
