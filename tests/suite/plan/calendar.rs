//! The calendar: rules of the format, identity, times, and what an independent
//! reader makes of it.

use std::process::Command;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use runform::report::plan::calendar;
use runform::strength::{Plan, PlanInput, plan};
use runform::words::{Tongue, Words};

use super::{catalogue, form, input, rules};

fn made(change: impl Fn(&mut PlanInput)) -> Plan {
    let mut wish = input("regular", "e h e r e l r");
    change(&mut wish);
    plan(&wish, catalogue(), rules(), form())
}

fn stamp() -> Timestamp {
    "2026-11-30T00:00:00Z".parse().unwrap()
}

fn written(plan: &Plan, zone: Option<&TimeZone>) -> String {
    calendar(plan, &Words::new(Tongue::default()), zone, stamp()).unwrap()
}

fn lines(text: &str) -> Vec<String> {
    text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

fn values(text: &str, key: &str) -> Vec<String> {
    lines(text).iter().filter_map(|l| l.strip_prefix(key).map(str::to_owned)).collect()
}

#[test]
fn the_text_keeps_the_format() {
    let text = written(&made(|_| {}), None);
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.split("\r\n").all(|l| l.len() <= 76), "folded");
    assert_eq!(text.matches("BEGIN:VEVENT").count(), text.matches("END:VEVENT").count());
    assert!(!text.contains("VALARM"));
    assert_eq!(text, written(&made(|_| {}), None), "same plan, same bytes");
    assert_eq!(values(&text, "DTSTAMP:").len(), values(&text, "UID:").len());
    assert!(values(&text, "DTSTAMP:").iter().all(|s| s == "20261130T000000Z"));
}

#[test]
fn local_times_survive_the_change_of_the_clock() {
    // Weeks around the end of summer time in Berlin, 25 October 2026.
    let plan = made(|i| {
        i.start = Some("2026-10-19".parse().unwrap());
        i.zone = Some("Europe/Berlin".into());
    });
    let berlin = TimeZone::get("Europe/Berlin").unwrap();
    let text = written(&plan, Some(&berlin));
    let starts = values(&text, "DTSTART:");
    // Wednesday 21 October is UTC+2, Wednesday 28 October UTC+1; both 18:00 there.
    assert!(starts.contains(&"20261021T160000Z".to_owned()), "{starts:?}");
    assert!(starts.contains(&"20261028T170000Z".to_owned()), "{starts:?}");
    let floating = written(&plan, None);
    assert!(values(&floating, "DTSTART:").contains(&"20261028T180000".to_owned()));
}

#[test]
fn a_revision_updates_events_and_takes_back_what_is_gone() {
    let first = made(|_| {});
    let second = made(|i| {
        i.revision = 1;
        i.race = Some("2026-12-13".parse().unwrap()); // Sunday of week 2
    });
    let uids = |p: &Plan| p.sessions.iter().map(|s| s.uid.clone()).collect::<Vec<_>>();
    assert!(uids(&second).iter().all(|u| uids(&first).contains(u)));
    let text = written(&second, None);
    assert!(values(&text, "SEQUENCE:").iter().all(|s| s == "1"));
    // Every session of the first version is in the second, moved or cancelled.
    let all = values(&text, "UID:");
    assert!(uids(&first).iter().all(|u| all.contains(u)));
    let kept = second.sessions.len();
    assert!(kept < first.sessions.len());
    assert_eq!(values(&text, "STATUS:CANCELLED").len(), first.sessions.len() - kept);
    // A first version has nothing to take back, and another plan other events.
    let text = written(&first, None);
    assert!(values(&text, "STATUS:").is_empty());
    let other = made(|i| i.plan_id = "someone else".into());
    assert!(!uids(&other).iter().any(|u| uids(&first).contains(u)));
}

#[test]
fn an_independent_reader_finds_the_same_events() {
    let plan = made(|i| {
        i.start = Some("2026-10-19".parse().unwrap());
        i.zone = Some("Europe/Berlin".into());
    });
    let berlin = TimeZone::get("Europe/Berlin").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.ics");
    std::fs::write(&file, written(&plan, Some(&berlin))).unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ics_readback.py");
    let python = std::env::var("RUNFORM_TEST_PYTHON").unwrap_or_else(|_| "python3".into());
    let result = Command::new(&python).arg(script).arg(&file).arg("Europe/Berlin").output();
    let output = match result {
        Ok(output) if output.status.code() != Some(3) => output,
        _ => {
            eprintln!(
                "SKIPPED reading the calendar back: install the Python package icalendar and set RUNFORM_TEST_PYTHON to its python"
            );
            return;
        }
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(read["errors"], serde_json::json!([]));
    let events = read["events"].as_array().unwrap();
    assert_eq!(events.len(), plan.sessions.len() + plan.results.len());
    for session in &plan.sessions {
        let event = events.iter().find(|e| e["uid"] == session.uid.as_str()).unwrap();
        let begin = session.date.unwrap().to_datetime(session.time);
        let start = event["start"].as_str().unwrap();
        assert!(start.starts_with(&begin.to_string()), "{start} is not {begin}");
        let end = begin.checked_add(jiff::Span::new().minutes(i64::from(session.minutes))).unwrap();
        assert!(event["end"].as_str().unwrap().starts_with(&end.to_string()));
        assert_eq!(event["sequence"], 0);
        let text = event["description"].as_str().unwrap();
        assert!(text.chars().count() < 800, "{}", text.len());
        // The numbers of the day come first.
        let head = text.lines().take(session.lines.len()).collect::<Vec<_>>().join("\n");
        for line in &session.lines {
            let (sets, amount) = line.dose.groups()[0];
            assert!(head.contains(&format!("{}: {sets} × {amount}", line.name)), "{head}");
        }
        assert!(text.contains("Pain above 3 of 10"));
    }
    for window in &plan.results {
        let event = events.iter().find(|e| e["uid"] == window.uid.as_str()).unwrap();
        assert_eq!(event["start"], window.retest_on.unwrap().to_string().as_str());
    }
}
