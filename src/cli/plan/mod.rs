//! `runform plan`.

mod answers;
mod choice;
pub(super) mod days;
pub(super) mod week;

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use self::choice::Wishes;
use self::days::WeekArgs;
use super::knowledge::{Own, catalogue, known, plan_rules, words};
use super::output::{self, Color, Kind, Output, is_closed, say};
use super::{Done, Trouble, log};
use crate::files::write;
use crate::report::{json, plan as report};
use crate::strength::{
    self, Assumed, Catalogue, History, PhaseId, Plan, PlanInput, PlanRules, Recovery, Soreness,
};
use crate::words::Tongue;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What the plan answers: a recording, or a document of `runform analyze
    /// --format json` (`-` reads one); without it a balanced plan.
    #[arg(value_name = "ANALYSIS_OR_RECORDING")]
    input: Option<PathBuf>,

    /// Form of the plan (default: by the ending of --out, else text).
    #[arg(long, value_enum, help_heading = "Output")]
    format: Option<Format>,
    /// Write the plan into this file.
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    out: Option<PathBuf>,
    /// When to use colour.
    #[arg(long, value_enum, default_value_t = Color::Auto, help_heading = "Output")]
    color: Color,
    #[command(flatten)]
    knowledge: Own,

    #[command(flatten)]
    week: WeekArgs,

    /// First day of the plan, e.g. 2026-12-01; without it the plan has no dates.
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = "Schedule")]
    start: Option<Date>,
    /// Weeks to plan.
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=52), help_heading = "Schedule")]
    weeks: u8,
    /// Sessions a week at most.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=3), help_heading = "Schedule")]
    sessions: Option<u8>,
    /// Length of a session at most, minutes.
    #[arg(long, value_name = "MIN", default_value_t = 20, value_parser = clap::value_parser!(u32).range(15..=20), help_heading = "Schedule")]
    session_minutes: u32,
    /// When you would like to train, e.g. 18:00.
    #[arg(long, value_name = "TIME", value_parser = week::clock, help_heading = "Schedule")]
    session_time: Option<Time>,
    /// Time zone of the plan, e.g. Europe/Berlin; without it times are local wherever you are.
    #[arg(long, value_name = "ZONE", help_heading = "Schedule")]
    zone: Option<String>,
    /// Season phase.
    #[arg(long, value_enum, default_value_t = ShownPhase::Base, help_heading = "Schedule")]
    phase: ShownPhase,
    /// Day of your goal race; it decides the phases around it.
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = "Schedule")]
    race: Option<Date>,

    #[command(flatten)]
    wishes: Wishes,
    /// Your training log: the plan begins with the doses you reached, leaves out
    /// what hurt, and knows your last week and the side that tested weaker.
    #[arg(long, value_name = "FILE.csv", help_heading = "Runner")]
    log: Option<PathBuf>,
    /// How sore you are.
    #[arg(long, value_enum, default_value_t = ShownSoreness::None, help_heading = "Runner")]
    soreness: ShownSoreness,
    /// A limp, swelling, night pain, numbness, pain that grows, or a bone that
    /// hurts on one spot: no plan, but what to do.
    #[arg(long, help_heading = "Runner")]
    red_flag: bool,

    /// Identity of the plan in calendars (default: name and start).
    #[arg(long, value_name = "ID", help_heading = "Calendar")]
    plan_id: Option<String>,
    /// Whose plan; part of the identity.
    #[arg(long, value_name = "NAME", default_value = "runner", help_heading = "Calendar")]
    name: String,
    /// Version of the plan: raise it when you write the calendar anew, and
    /// events are updated instead of doubled.
    #[arg(long, value_name = "N", default_value_t = 0, help_heading = "Calendar")]
    revision: u32,
    /// The moment the plan was made, e.g. 2026-12-01T08:00:00Z (default: start of the first day).
    #[arg(long, value_name = "TIME", value_parser = moment, help_heading = "Calendar")]
    stamp: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, on the terminal.
    Text,
    /// For people, as a document.
    Markdown,
    /// For programs.
    Json,
    /// For calendars.
    Ics,
    /// A sheet to fill in, for a spreadsheet; `runform log import` reads it back.
    Csv,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ShownPhase {
    Base,
    RaceSpecific,
    Peak,
    Race,
    After,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ShownSoreness {
    None,
    Mild,
    Strong,
}

/// A day.
pub(super) fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "write a day of the calendar as 2026-12-01".into())
}

fn moment(text: &str) -> Result<Timestamp, String> {
    text.parse().map_err(|_| "write a moment with its offset, as 2026-12-01T08:00:00Z".into())
}

pub(super) fn run(args: &Args) -> Result<Done, Trouble> {
    args.knowledge.settle()?;
    let (catalogue, rules, form) = (catalogue()?, plan_rules()?, known()?.rules());
    let mut choice = args.wishes.choice(catalogue, rules).map_err(Trouble::Usage)?;
    let observed = args.wishes.observed(form, rules).map_err(Trouble::Usage)?;
    let zone = args.zone.as_deref().map(zone).transpose()?;
    args.check()?;
    let mut assumptions = Vec::new();
    let (week, file) = args.week.days(rules, &mut assumptions)?;
    let history = args.history(catalogue, rules, &mut assumptions)?;
    choice.weak_side = choice.weak_side.or(history.weak_side);
    let (findings, cadence) = match &args.input {
        None => (Vec::new(), None),
        Some(input) => match answers::findings(input)? {
            Some(found) => {
                if found.findings.is_empty() {
                    assumptions.push(Assumed::NothingToAnswer {});
                }
                (answers::known(found.findings, form), found.cadence)
            }
            None => return Ok(Done::Some),
        },
    };
    let findings = crate::pipeline::signs::merge(findings, observed);
    if args.start.is_none() {
        assumptions.push(Assumed::NoFirstDay {});
    }
    let start = args.start.map_or(String::new(), |d| format!(" {d}"));
    let plan = strength::plan(
        &PlanInput {
            findings: &findings,
            diary: history.diary,
            begun: history.begun,
            cadence,
            recovery: Recovery {
                soreness: match args.soreness {
                    ShownSoreness::None => Soreness::None,
                    ShownSoreness::Mild => Soreness::Mild,
                    ShownSoreness::Strong => Soreness::Strong,
                }
                .max(history.soreness),
                strong_pain: args.wishes.strong_pain(rules) || history.strong_pain,
                red_flag: args.red_flag,
            },
            choice,
            week,
            start: args.start,
            zone: args.zone.clone(),
            session_time: args
                .session_time
                .or(file.session_time)
                .unwrap_or(rules.schedule.session_time),
            minutes: args.session_minutes,
            weeks: usize::from(args.weeks),
            sessions: args.sessions.map_or(rules.schedule.sessions.default, usize::from),
            phase: match args.phase {
                ShownPhase::Base => PhaseId::Base,
                ShownPhase::RaceSpecific => PhaseId::RaceSpecific,
                ShownPhase::Peak => PhaseId::Peak,
                ShownPhase::Race => PhaseId::Race,
                ShownPhase::After => PhaseId::After,
            },
            race: args.race,
            last_week_km: args.week.last_week_km.or(file.last_week_km).or(history.last_week_km),
            assumptions,
            cautions: history.stopped,
            plan_id: args.plan_id.clone().unwrap_or_else(|| format!("{}{start}", args.name)),
            revision: args.revision,
        },
        catalogue,
        rules,
        form,
    );
    args.put(&plan, zone.as_ref())
}

impl Args {
    fn format(&self) -> Format {
        let ending = self.out.as_deref().and_then(Path::extension).and_then(|e| e.to_str());
        self.format.unwrap_or(match ending {
            Some("ics") => Format::Ics,
            Some("md") => Format::Markdown,
            Some("json") => Format::Json,
            Some("csv") => Format::Csv,
            _ => Format::Text,
        })
    }

    fn check(&self) -> Result<(), Trouble> {
        let usage = |text: String| Err(Trouble::Usage(text));
        if self.format() == Format::Ics && self.start.is_none() {
            return usage(report::CalendarError::NoDates.to_string());
        }
        match (self.race, self.start) {
            (Some(_), None) => return usage(
                "--race needs the first day of the plan too: add --start, e.g. --start 2026-12-01"
                    .into(),
            ),
            (Some(race), Some(start)) if race < start => {
                return usage(format!(
                    "the race on {race} is before the plan begins on {start}; plan with --phase after instead"
                ));
            }
            _ => {}
        }
        let last = self.start.map(|s| s.checked_add(jiff::Span::new().weeks(66)));
        if last.is_some_and(|l| l.is_err()) {
            return usage("--start is too far in the future for a calendar".into());
        }
        Ok(())
    }

    /// What the log says on the first day of the plan, or after its last line.
    fn history(
        &self,
        catalogue: &Catalogue,
        rules: &PlanRules,
        assumptions: &mut Vec<Assumed>,
    ) -> Result<History, Trouble> {
        let Some(path) = &self.log else { return Ok(History::default()) };
        let coaching = &rules.coaching;
        let log = log::file::read(path, catalogue, coaching)?;
        let after = log.entries.last().and_then(|e| e.date.tomorrow().ok());
        let Some(day) = self.start.or(after) else { return Ok(History::default()) };
        let first = &rules.season.onboarding;
        let steady = first.weeks * first.sessions;
        let history = History::of(&log, day, steady, catalogue, coaching);
        let exercises = history.diary.exercises().count();
        assumptions.push(Assumed::FromTheLog { day, exercises });
        Ok(history)
    }

    fn put(&self, plan: &Plan, zone: Option<&TimeZone>) -> Result<Done, Trouble> {
        let place = self.out.as_deref().map_or("the output".into(), |p| p.display().to_string());
        let output = |error| Trouble::Output { place: place.clone(), error };
        let width = output::width();
        let words = words(Tongue::default());
        let text = match self.format() {
            Format::Text => report::text(plan, &words, width),
            Format::Markdown => report::markdown(plan, &words),
            Format::Json => json::told(plan, true).map_err(output)?,
            Format::Csv => String::from_utf8_lossy(&report::sheet(plan)).into_owned(),
            Format::Ics => {
                let day = plan.start.and_then(|d| d.to_zoned(TimeZone::UTC).ok());
                let stamp =
                    self.stamp.or(day.map(|d| d.timestamp())).unwrap_or(Timestamp::UNIX_EPOCH);
                report::calendar(plan, &words, zone, stamp)
                    .map_err(|e| Trouble::Failed(e.to_string()))?
            }
        };
        let written = match &self.out {
            Some(path) => {
                let plain = anstream::adapter::strip_str(&text).to_string();
                write::whole(path.clone(), plain.as_bytes())
            }
            // Escape sequences are only in the text for people.
            None => Output::new(self.color).write(&text),
        };
        if let (Some(stopped), true) = (&plan.stopped, self.out.is_some()) {
            say(Kind::Tip, &words.say(stopped));
        }
        match written {
            Ok(()) if self.format() == Format::Ics && self.out.is_some() => {
                say(Kind::Tip, &calendar_tip(plan, &place));
                Ok(Done::All)
            }
            Err(error) if !is_closed(&error) => Err(output(error)),
            _ => Ok(Done::All),
        }
    }
}

/// What to do with a calendar file.
fn calendar_tip(plan: &Plan, place: &str) -> String {
    format!(
        "{place} holds {} sessions and {} test days; import it into your calendar. To change the plan later, write it again with --revision {} and import it once more.",
        plan.sessions.len(),
        plan.results.len(),
        plan.revision.saturating_add(1)
    )
}

fn zone(name: &str) -> Result<TimeZone, Trouble> {
    TimeZone::get(name).map_err(|_| {
        Trouble::Usage(format!("no time zone is called {name:?}; write a name such as Europe/Berlin or America/New_York"))
    })
}
