//! Places in a week: what the rules allow, found anew by trying everything; the
//! weeks that most runners have; and whether the change that is named does help.

use jiff::civil::Weekday;
use runform_strength::{Day, DayKind, Place, Remedy, Scheduler, Wish};

use super::{Dice, at, days, rules};

/// Minutes after midnight.
fn minute(time: jiff::civil::Time) -> i32 {
    i32::from(time.hour()) * 60 + i32::from(time.minute())
}

/// Whether a session may be there, by the rules in words and not by the program.
fn allowed(days: &[Day], day: usize, start: i32, harder: bool) -> Result<(), String> {
    let today = days[day];
    let end = start + 20;
    if !today.available || matches!(today.kind, DayKind::Long | DayKind::Race) {
        return Err("this day takes no session".into());
    }
    let kind = |d: Option<usize>| d.and_then(|d| days.get(d)).map(|d| d.kind);
    for n in 1..=2 {
        if kind(Some(day + n)) == Some(DayKind::Race)
            || kind(day.checked_sub(n)) == Some(DayKind::Race)
        {
            return Err("within two days of a race".into());
        }
    }
    let next = days[day + 1];
    if matches!(next.kind, DayKind::Hard | DayKind::Long) {
        let run = next.time.map_or(6 * 60 + 30, minute) + 1440;
        if harder || run - end < 12 * 60 {
            return Err("too close to the run of the next day".into());
        }
    }
    let run = today.time.map(|t| (minute(t), minute(t) + today.minutes.unwrap() as i32));
    match (today.kind, run) {
        (DayKind::Hard, None) => Err("a hard run at an unknown time".into()),
        (DayKind::Hard, Some((_, over))) if start < over + 360 => Err("hours apart".into()),
        (DayKind::Easy, Some((from, over))) if start < over && end + 360 > from => {
            Err("hours apart".into())
        }
        _ => Ok(()),
    }
}

fn week_of(dice: &mut Dice) -> Vec<Day> {
    let day = |dice: &mut Dice| {
        let kinds = [
            DayKind::Easy,
            DayKind::Easy,
            DayKind::Hard,
            DayKind::Long,
            DayKind::Rest,
            DayKind::Rest,
        ];
        let kind = kinds[dice.roll(6)];
        let kind = if dice.chance(0.02) { DayKind::Race } else { kind };
        let runs = kind != DayKind::Rest;
        let time = (runs && dice.chance(0.6)).then(|| at(5 + dice.roll(15) as i8, 0));
        let minutes = runs.then(|| 30.0 + 15.0 * dice.roll(5) as f64);
        Day { kind, time, minutes, km: None, available: !dice.chance(0.1) }
    };
    (0..9).map(|_| day(dice)).collect()
}

#[test]
fn a_thousand_weeks_keep_the_rules_and_nothing_more_would_fit() {
    let mut dice = Dice(7);
    let (mut placed, mut short, mut helped) = (0, 0, 0);
    for n in 0..1000 {
        let days = week_of(&mut dice);
        let wished = at(5 + dice.roll(16) as i8, 30);
        let scheduler = Scheduler::new(rules(), &days, wished, 20);
        let wish =
            Wish { first: 0, wanted: 2 + dice.roll(2), last: None, early: false, alternate: true };
        let week = scheduler.week(&wish);
        assert_eq!(week, scheduler.week(&wish), "the same each time");
        placed += week.slots.len();
        assert!(week.slots.len() <= wish.wanted);
        for slot in &week.slots {
            let fits = allowed(&days, slot.day, minute(slot.time), slot.harder);
            assert_eq!(fits, Ok(()), "week {n}: {slot:?} in {days:?}");
        }
        for pair in week.slots.windows(2) {
            assert!(pair[1].day >= pair[0].day + 2, "a day between sessions");
            assert!(!(pair[0].harder && pair[1].harder), "harder and lighter in turn");
        }
        let rests = (0..7).filter(|d| days[*d].kind == DayKind::Rest).count();
        let used = week.slots.iter().filter(|s| days[s.day].kind == DayKind::Rest).count();
        assert!(used == 0 || used < rests, "a day of full rest stays");
        // Any two days on which a light session could stand, found by brute force:
        // the program never places fewer.
        let starts: Vec<i32> = [minute(wished), 7 * 60, 12 * 60]
            .into_iter()
            .chain(days.iter().filter_map(|d| Some(minute(d.time?) + d.minutes? as i32)))
            .filter(|s| *s == minute(wished) || (300..=1300).contains(s))
            .collect();
        let open: Vec<usize> = (0..7)
            .filter(|d| starts.iter().any(|s| allowed(&days, *d, *s, false).is_ok()))
            .collect();
        let two = open.iter().any(|a| {
            open.iter().any(|b| {
                let used = [a, b].iter().filter(|d| days[***d].kind == DayKind::Rest).count();
                *b >= a + 2 && (used == 0 || used < rests)
            })
        });
        assert!(!two || week.slots.len() >= 2, "week {n}: two days would do: {days:?}");
        if week.slots.len() < wish.wanted {
            short += 1;
            assert!(!week.refused.is_empty());
            helped += usize::from(remedied(&scheduler, &wish, &days, week.slots.len()));
        }
    }
    eprintln!(
        "{placed} sessions in 1000 weeks; {short} weeks short, {helped} with one change that helps"
    );
    assert!(placed > 1500 && short > 50 && helped * 10 >= short * 6, "{placed} {short} {helped}");
}

/// Applies the change that is named and sees whether one more session finds a place.
fn remedied(scheduler: &Scheduler, wish: &Wish, days: &[Day], before: usize) -> bool {
    let name = |d: usize| Weekday::Monday.wrapping_add(d as i64);
    let index = |name: &str| {
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
            .iter()
            .position(|n| *n == name)
            .unwrap()
    };
    let mut days = days.to_vec();
    let (mut wished, mut rest) = (scheduler.wished, scheduler.full_rest_days);
    match scheduler.remedy(wish, before, &name) {
        Remedy::GiveTheTime { day, .. } | Remedy::RunEarlier { day } => {
            days[index(&day)].time = Some(at(6, 30));
        }
        Remedy::AllowTheDay { day } => days[index(&day)].available = true,
        Remedy::SwapTheDays { one, other } => days.swap(index(&one), index(&other)),
        Remedy::TrainAt { time } => wished = time.parse().unwrap(),
        Remedy::UseTheRestDay {} => rest = 0,
        Remedy::NoSingleChange {} => return false,
    }
    let changed = Scheduler { days: &days, wished, full_rest_days: rest, ..*scheduler };
    assert!(changed.week(wish).slots.len() > before, "the change that is named helps");
    true
}

/// The weeks of most runners, from Monday.
pub(super) const COMMON: [&str; 12] = [
    "r h e h r e l",
    "r h e r h e l",
    "e h e r e l r",
    "r e h e r l e",
    "e h e h e r l",
    "r e r h r e l",
    "e r h r e r l",
    "r h r e r l r",
    "e h r h e l r",
    "e e h e e l r",
    "h e e h e l e",
    "r e h e h r l",
];

#[test]
fn the_common_weeks_get_two_or_three_sessions() {
    eprintln!("| week from Monday | two asked | three asked |\n|---|---|---|");
    for week in COMMON {
        let mut days = days(week);
        days.extend(days.clone());
        let scheduler = Scheduler::new(rules(), &days, at(18, 0), 20);
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        let of = |wanted: usize| {
            let wish = Wish { first: 0, wanted, last: None, early: false, alternate: true };
            let slots = scheduler.week(&wish).slots;
            let text = slots.iter().map(|s| {
                let kind = if s.harder { "harder" } else { "light" };
                format!("{} {kind}", names[s.day])
            });
            (
                slots.len(),
                slots.iter().filter(|s| s.harder).count(),
                text.collect::<Vec<_>>().join(", "),
            )
        };
        let (two, three) = (of(2), of(3));
        eprintln!("| {week} | {} | {} |", two.2, three.2);
        assert_eq!(two.0, 2, "{week}: {}", two.2);
        assert!(two.1 >= 1, "{week}: one of them is the harder one: {}", two.2);
        assert!(three.0 >= 2, "{week}: {}", three.2);
    }
}

#[test]
fn a_light_session_the_evening_before_a_hard_run_ends_twelve_hours_before_it() {
    let days = days("e h@6 e r e l r e");
    let slot = |wished, harder| {
        let scheduler = Scheduler::new(rules(), &days, wished, 20);
        scheduler.slot(0, harder).map(|s| (s.time, s.place))
    };
    let light = Place::LightBeforeKeyRun;
    // 17:40 and 20 minutes are twelve hours before six; 17:41 is not, so noon it is.
    assert_eq!(slot(at(17, 40), false), Ok((at(17, 40), light)));
    assert_eq!(slot(at(17, 41), false), Ok((at(7, 0), light)));
    assert!(slot(at(17, 40), true).is_err(), "never the harder one");
}
