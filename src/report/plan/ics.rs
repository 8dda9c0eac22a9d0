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

use super::say::Teller;
use crate::strength::{Plan, PlanWeek, PlannedSession, ResultWindow};
use crate::words::Words;

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
    words: &Words,
    zone: Option<&TimeZone>,
    stamp: Timestamp,
) -> Result<String, CalendarError> {
    let t = Teller { plan, words };
    let mut calendar = Calendar::empty();
    let name = t.text("calendar-name");
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//runform//strength plan//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", name.as_str()),
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
        let args =
            [("kind", t.kind(session.kind).into()), ("minutes", f64::from(session.minutes).into())];
        event.summary(&words.text("calendar-session", &args)).description(&description(t, session));
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
        calendar.push(test(t, window, stamp)?);
    }
    for week in &plan.weeks {
        if let Some(event) = cue(t, week, zone, stamp)? {
            calendar.push(event);
        }
    }
    cancel_left_over(t, start, stamp, &mut calendar)?;
    use std::fmt::Write as _;
    let mut text = String::new();
    write!(text, "{calendar}")?;
    Ok(text)
}

/// A day to test again.
fn test(t: Teller, window: &ResultWindow, stamp: Timestamp) -> Result<Event, CalendarError> {
    let date = window.retest_on.ok_or(CalendarError::NoDates)?;
    let mut event = event(t.plan, &window.uid, stamp);
    let weeks = window.weeks[1] as f64;
    event.summary(&t.words.text("calendar-test", &[("weeks", weeks.into())]));
    event.description(&format!("{}\n\n{}", window.retest, window.text));
    event.append_property(all_day("DTSTART", date));
    event.append_property(all_day("DTEND", date.checked_add(1.day())?));
    event.add_property("TRANSP", "TRANSPARENT");
    Ok(event.done())
}

/// The run that the cue goes into.
fn cue(
    t: Teller,
    week: &PlanWeek,
    zone: Option<&TimeZone>,
    stamp: Timestamp,
) -> Result<Option<Event>, CalendarError> {
    let (Some(cue), Some(day)) = (&t.plan.cue, &week.cue_day) else { return Ok(None) };
    let date = day.date.ok_or(CalendarError::NoDates)?;
    let mut event = event(t.plan, &day.uid, stamp);
    event.summary(&t.text("calendar-cue")).description(&t.cue(cue));
    event.add_property("TRANSP", "TRANSPARENT");
    match (day.time, zone) {
        (Some(time), Some(zone)) => {
            let begin = zone.to_ambiguous_zoned(date.to_datetime(time)).compatible()?;
            event.add_property("DTSTART", utc(begin.timestamp()));
        }
        (Some(time), None) => {
            event.add_property("DTSTART", floating(date.to_datetime(time)));
        }
        (None, _) => {
            event.append_property(all_day("DTSTART", date));
            event.append_property(all_day("DTEND", date.checked_add(1.day())?));
        }
    }
    Ok(Some(event.done()))
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
    t: Teller,
    start: Date,
    stamp: Timestamp,
    calendar: &mut Calendar,
) -> Result<(), CalendarError> {
    let plan = t.plan;
    if plan.revision == 0 {
        return Ok(());
    }
    for left_over in &plan.retractable {
        let days = i64::try_from(left_over.week - 1).unwrap_or(0) * 7;
        let date = start.checked_add(days.days())?;
        let mut event = event(plan, &left_over.uid, stamp);
        event.summary(&t.text("calendar-cancelled"));
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

/// Most characters of a description: calendars on phones show little more.
const MOST: usize = 790;

/// The numbers of the day first, then what is new and how hard to work.
fn description(t: Teller, session: &PlannedSession) -> String {
    let lines = session.lines.iter().map(|l| format!("{}: {}", l.name, t.dose(l)));
    let mut text = lines.collect::<Vec<_>>().join("\n");
    let week = t.plan.weeks.iter().find(|w| w.week == session.week);
    let new = week.map(|w| w.changes.as_slice()).unwrap_or_default();
    let mut more = vec![session.effort.clone(), t.text("calendar-stop")];
    more.extend(new.iter().map(|c| t.words.say(c)));
    more.extend(t.plan.cautions.iter().map(|c| t.words.say(c)));
    for part in more {
        if text.chars().count() + part.chars().count() + 2 <= MOST {
            text += "\n\n";
            text += &part;
        }
    }
    text
}
