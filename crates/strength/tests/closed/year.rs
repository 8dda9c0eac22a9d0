//! A training year of two hundred runners: they plan anew every four weeks from
//! their log, miss sessions, hurt, race. The rules hold each week, exercises advance,
//! and plan and progress say the same.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use runform_strength::log::{Entry, Felt, Log, LogSide, Sets, What};
use runform_strength::progress::{Advice, Diary, Next, Runner, Volume, advise_for};
use runform_strength::{
    AddOnSide, Category, Change, Day, DayKind, History, PhaseId, Plan, PlannedSession, SessionKind,
    Soreness,
};

use super::weeks::COMMON;
use super::{Dice, catalogue, choice, day, days, input, made, rules, seen};

const WEEKS: usize = 52;
/// Weeks from one plan to the next.
const BLOCK: usize = 4;

struct Person {
    level: &'static str,
    equipment: Vec<String>,
    week: [Day; 7],
    sessions: usize,
    signs: Vec<&'static str>,
    adherence: f64,
    /// Share of weeks in which something hurts.
    hurts: f64,
    races: Vec<Date>,
}

fn person(dice: &mut Dice) -> Person {
    let kits: [&[&str]; 5] = [
        &[],
        &["band"],
        &["band", "box"],
        &["weight", "box"],
        &["barbell", "weight", "box", "band", "slider", "hill"],
    ];
    let signs = [
        "gct_rise_under_fatigue",
        "hip_drop",
        "lost_upright_posture",
        "step_shortening_under_fatigue",
        "single_leg_wobble",
        "constant_asymmetry",
    ];
    let start = day("2026-01-05");
    let mut picked = Vec::new();
    for _ in 0..dice.roll(3) {
        let sign = signs[dice.roll(signs.len())];
        if !picked.contains(&sign) {
            picked.push(sign);
        }
    }
    let races = (0..dice.roll(3)).map(|n| start + (7 * (14 + 20 * n as i64) + 6).days()).collect();
    Person {
        level: ["starter", "regular", "strong"][dice.roll(3)],
        equipment: kits[dice.roll(kits.len())].iter().map(|e| (*e).to_owned()).collect(),
        week: days(COMMON[dice.roll(COMMON.len())]).try_into().unwrap(),
        sessions: 2 + dice.roll(2),
        signs: picked,
        adherence: [1.0, 1.0, 0.9, 0.75, 0.5][dice.roll(5)],
        hurts: [0.0, 0.0, 0.02, 0.06][dice.roll(4)],
        races,
    }
}

#[derive(Default)]
struct Year {
    forms: usize,
    jumps: usize,
    sessions: usize,
    disagreements: Vec<String>,
    compared: usize,
    still: Vec<String>,
}

fn felt(dice: &mut Dice, person: &Person) -> Felt {
    let pain = dice.chance(person.hurts).then(|| f64::from(1 + dice.roll(5) as u32));
    let rpe = if dice.chance(0.05) { 9.0 } else { 6.0 };
    Felt {
        rpe: Some(rpe),
        pain,
        form: Some(if dice.chance(0.03) { 2.0 } else { 4.0 }),
        ..Felt::default()
    }
}

/// What the runner writes down after a session done as planned.
fn done(session: &PlannedSession, felt: Felt, hurting: Option<&str>) -> Vec<Entry> {
    let date = session.date.unwrap();
    let line = |l: &runform_strength::PlannedLine| {
        let known = &catalogue().exercises[&l.exercise];
        let pain = felt.pain.filter(|_| hurting == Some(l.exercise.as_str()));
        let felt = Felt { pain, ..felt };
        let entries = l.dose.groups().into_iter().map(|(sets, amount)| Entry {
            date,
            what: What::Strength(Sets {
                exercise: l.exercise.clone(),
                side: known.each_side.then_some(LogSide::Each),
                sets,
                amount,
                held: l.dose.held,
                // A runner with weights writes them down.
                load_kg: if known.equipment.iter().any(|e| e == "weight" || e == "barbell") {
                    l.dose.load_kg.max(20.0)
                } else {
                    0.0
                },
            }),
            felt,
            notes: String::new(),
        });
        entries.collect::<Vec<_>>()
    };
    session.lines.iter().flat_map(line).collect()
}

fn plan_of(
    person: &Person,
    findings: &[runform_core::form::Finding],
    log: &Log,
    from: Date,
) -> Plan {
    let history = History::of(log, from, 4, catalogue(), &rules().coaching);
    let mut wish = input(person.level, "e e e e e e r");
    wish.findings = findings;
    wish.choice = choice(person.level);
    wish.choice.equipment = person.equipment.clone();
    wish.choice.weak_side = history.weak_side;
    wish.week = person.week;
    wish.start = Some(from);
    wish.weeks = BLOCK;
    wish.sessions = person.sessions;
    wish.race = person.races.iter().copied().find(|r| *r >= from);
    wish.diary = history.diary;
    wish.begun = history.begun;
    wish.recovery.strong_pain = history.strong_pain;
    wish.recovery.soreness = history.soreness;
    made(&wish)
}

/// The numbers of a plan's sessions and what progress says on the same day.
fn compare(person: &Person, plan: &Plan, log: &Log, year: &mut Year) {
    let level = &choice(person.level).level.passed;
    // Whatever the plan's first harder and first light session are: nothing was done
    // between the log and the first of them.
    let Some(session) = plan.sessions.first() else { return };
    let week = &plan.weeks[session.week - 1];
    let frozen = |c: &Change| {
        matches!(
            c,
            Change::LighterWeek {}
                | Change::RaceWeekShort {}
                | Change::AfterTheRace {}
                | Change::PeakHolds {}
                | Change::SoreWaits {}
                | Change::EffortNotNumbers {}
        )
    };
    if week.changes.iter().any(frozen) {
        return;
    }
    let light = session.kind != SessionKind::Strength;
    let own = choice(person.level);
    let may = |e: &runform_strength::Exercise| own.barred(e, rules(), light).is_none();
    let runner = Runner {
        equipment: &person.equipment,
        declared: level,
        may: &may,
        extra_set: false,
        held: false,
    };
    let on = session.date.unwrap();
    let diary = Diary::of(log, on.yesterday().unwrap());
    let advice = advise_for(&diary, on, catalogue(), &rules().coaching, runner);
    let by: BTreeMap<&str, &Advice> = advice.iter().map(|a| (a.exercise.as_str(), a)).collect();
    for line in &session.lines {
        let Some(advice) = by.get(line.exercise.as_str()) else { continue };
        year.compared += 1;
        let same = advice.then == line.exercise && advice.dose == Some(line.dose);
        if !same {
            year.disagreements.push(format!(
                "{on} {}: plan {:?}, progress {} {:?} {:?}",
                line.exercise, line.dose, advice.then, advice.dose, advice.why
            ));
        }
    }
    // What progress stops is not in the plan, and what it moves on from is not either.
    for a in advice.iter().filter(|a| a.next == Next::Stop || a.then != a.exercise) {
        assert!(!session.lines.iter().any(|l| l.exercise == a.exercise), "{on}: {a:?}");
    }
}

struct Kept {
    best: BTreeMap<String, (Date, Volume)>,
    stopped: BTreeMap<String, Date>,
    last: Option<(Date, bool)>,
    mastered: BTreeMap<String, usize>,
}

/// The rules that hold for every session of the year, from its numbers alone.
fn check(person: &Person, session: &PlannedSession, kept: &mut Kept) {
    let on = session.date.unwrap();
    let harder = session.kind == SessionKind::Strength;
    if let Some((last, was_harder)) = kept.last {
        let apart = last.until(on).unwrap().get_days();
        assert!(apart >= 2, "{on} after {last}");
        assert!(!(harder && was_harder) || apart > 7, "two harder sessions in a row: {on}");
    }
    kept.last = Some((on, harder));
    let of = |d: Date| person.week[d.weekday().to_monday_zero_offset() as usize].kind;
    let next = on.tomorrow().unwrap();
    assert!(!matches!(of(on), DayKind::Long), "{on}");
    assert!(
        !(harder && matches!(of(next), DayKind::Hard | DayKind::Long)),
        "{on} before a key run"
    );
    for race in &person.races {
        let to = on.until(*race).unwrap().get_days();
        assert!(!(-2..=2).contains(&to), "{on} is {to} days before the race");
    }
    assert!(session.minutes <= 20 && !session.lines.is_empty());
    for line in &session.lines {
        let exercise = &catalogue().exercises[&line.exercise];
        assert!(
            exercise.possible_with(&person.equipment),
            "{} {:?}",
            line.exercise,
            person.equipment
        );
        if exercise.category == Category::Plyometric {
            assert!(harder, "{on}: jumps in a light session");
        }
        if let Some(hurt) = kept.stopped.get(&line.exercise) {
            let days = hurt.until(on).unwrap().get_days();
            assert!(days > 14, "{on}: {} hurt {days} days ago", line.exercise);
        }
        let dose = line.dose;
        let [_, most] = exercise.dose.sets;
        assert!(dose.sets <= most, "{line:?}");
        let top = match exercise.dose.amount {
            runform_strength::Amount::Reps { range, .. }
            | runform_strength::Amount::Hold(range) => range[1],
        };
        assert!(dose.total <= dose.sets * top, "{line:?}");
        let known = kept.best.get(&line.exercise).copied();
        if let Some((since, best)) = known {
            let more = f64::from(dose.total) > f64::from(best.total) + 1e-9;
            let heavier = dose.load_kg > best.load_kg.max(20.0) + 1e-9 && best.load_kg > 0.0;
            if more || heavier {
                let days = since.until(on).unwrap().get_days();
                assert!(days >= 14, "{on}: {} a step after {days} days", line.exercise);
                assert!(
                    f64::from(dose.total) <= 1.1 * f64::from(best.total) + 1e-9,
                    "{line:?} after {best:?}"
                );
                assert!(
                    dose.load_kg <= best.load_kg * 1.1 + 1e-9 || best.load_kg == 0.0,
                    "{line:?}"
                );
                assert!(!(more && heavier), "two levers at once: {line:?}");
            }
        }
    }
}

/// Keeps what was done for the rules.
fn keep(entries: &[Entry], kept: &mut Kept) {
    let mut by: BTreeMap<String, (Date, Volume)> = BTreeMap::new();
    for entry in entries {
        let What::Strength(sets) = &entry.what else { continue };
        if entry.felt.pain.is_some_and(|p| p > 3.0) {
            kept.stopped.insert(sets.exercise.clone(), entry.date);
        }
        let volume = by.entry(sets.exercise.clone()).or_insert((
            entry.date,
            Volume {
                sets: 0,
                total: 0,
                held: sets.held,
                load_kg: sets.load_kg,
                load_steps: 0,
                each_side: false,
            },
        ));
        volume.1.sets += sets.sets;
        volume.1.total += sets.sets * sets.amount;
    }
    for (id, (on, now)) in by {
        match kept.best.get_mut(&id) {
            Some((since, best)) if now.total > best.total || now.load_kg > best.load_kg => {
                best.total = best.total.max(now.total);
                best.load_kg = best.load_kg.max(now.load_kg);
                *since = on;
            }
            Some(_) => {}
            None => {
                kept.best.insert(id.clone(), (on, now));
            }
        }
        *kept.mastered.entry(id).or_default() += 1;
    }
}

fn live(person: &Person, dice: &mut Dice) -> Year {
    let findings: Vec<_> = person.signs.iter().map(|s| seen(s)).collect();
    let mut year = Year::default();
    let mut log = Log::default();
    let mut kept = Kept {
        best: BTreeMap::new(),
        stopped: BTreeMap::new(),
        last: None,
        mastered: BTreeMap::new(),
    };
    let mut last_done = None;
    for block in 0..WEEKS / BLOCK {
        // A log does not say which kind a session of body weight was.
        kept.last = last_done.map(|l: (Date, bool)| (l.0, false));
        let from = day("2026-01-05") + (7 * BLOCK as i64 * block as i64).days();
        let plan = plan_of(person, &findings, &log, from);
        if plan.stopped.is_some() {
            continue;
        }
        compare(person, &plan, &log, &mut year);
        if std::env::var("SHOW").is_ok() {
            for week in &plan.weeks {
                eprintln!(
                    "{from} {} {:?} {} of {}",
                    week.week, week.changes, week.placed, week.wanted
                );
            }
            for s in &plan.sessions {
                let l: Vec<String> = s
                    .lines
                    .iter()
                    .map(|l| format!("{} {}x{} {:?}", l.exercise, l.dose.sets, l.dose.total, l.why))
                    .collect();
                eprintln!("   {:?} {}", s.kind, l.join(" | "));
            }
        }
        for week in &plan.weeks {
            assert!(!week.changes.is_empty(), "a week without a word: {week:?}");
            let forms =
                |c: &&Change| matches!(c, Change::HarderForm { .. } | Change::OtherForm { .. });
            year.forms += week.changes.iter().filter(forms).count();
        }
        // What is done otherwise than planned shows in the next plan; until then the
        // plan of four weeks goes on.
        let mut strayed = false;
        for session in &plan.sessions {
            if !strayed {
                check(person, session, &mut kept);
            }
            if !dice.chance(person.adherence) {
                strayed = true;
                continue;
            }
            let felt = felt(dice, person);
            let hurting = felt.pain.and_then(|_| {
                let n = session.lines.len();
                session.lines.get(dice.roll(n)).map(|l| l.exercise.clone())
            });
            strayed |= felt.pain.is_some() || felt.rpe >= Some(9.0) || felt.form <= Some(2.0);
            // What hurt is left out, whatever the plan of last month says.
            let on = session.date.unwrap();
            let waits = |id: &str| {
                kept.stopped.get(id).is_some_and(|h| h.until(on).unwrap().get_days() <= 14)
            };
            let lines = session.lines.iter().filter(|l| !waits(&l.exercise)).cloned().collect();
            let entries =
                done(&PlannedSession { lines, ..session.clone() }, felt, hurting.as_deref());
            keep(&entries, &mut kept);
            log.entries.extend(entries);
            let jump = |l: &runform_strength::PlannedLine| {
                catalogue().exercises[&l.exercise].category == Category::Plyometric
            };
            year.jumps += usize::from(session.lines.iter().any(jump));
            year.sessions += 1;
            last_done = Some((session.date.unwrap(), session.kind == SessionKind::Strength));
        }
        let _ = (Soreness::None, PhaseId::Base, AddOnSide::Both);
    }
    let still: Vec<String> =
        kept.mastered.iter().filter(|(_, n)| **n > 40).map(|(id, n)| format!("{id} {n}")).collect();
    year.still = still;
    year
}

#[test]
fn two_hundred_runners_train_for_a_year() {
    let mut dice = Dice(2026);
    let (mut sessions, mut compared, mut forms, mut jumped) = (0, 0, 0, 0);
    let mut disagreements = Vec::new();
    let mut steady: Vec<usize> = Vec::new();
    for n in 0..200 {
        let person = person(&mut dice);
        let year = live(&person, &mut dice);
        sessions += year.sessions;
        compared += year.compared;
        forms += year.forms;
        jumped += usize::from(year.jumps > 0);
        disagreements.extend(year.disagreements.into_iter().map(|d| format!("runner {n}: {d}")));
        if person.adherence >= 0.9 && person.hurts == 0.0 {
            // Six weeks before each race the numbers stay, and three around it.
            let least = 4_usize.saturating_sub(2 * person.races.len()).max(1);
            assert!(
                year.forms >= least,
                "runner {n} ({}, {:?}, {} races) has {} new forms",
                person.level,
                person.equipment,
                person.races.len(),
                year.forms
            );
            steady.push(year.forms);
        }
    }
    steady.sort_unstable();
    eprintln!(
        "{sessions} sessions, {compared} doses compared, {} disagreements; {forms} new forms, in the {} steady runners {} to {} (median {}); {jumped} runners came to jumps",
        disagreements.len(),
        steady.len(),
        steady[0],
        steady[steady.len() - 1],
        steady[steady.len() / 2],
    );
    assert!(
        disagreements.is_empty(),
        "{}",
        disagreements.iter().take(20).cloned().collect::<Vec<_>>().join("\n")
    );
    assert!(compared > 3000, "{compared}");
}
