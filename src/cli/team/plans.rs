//! `team --plans`: a strength plan for every runner, as the log in the runner's folder
//! has it.

use std::path::{Path, PathBuf};

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Entry;
use crate::cli::knowledge::{catalogue, known, plan_rules, words};
use crate::cli::log::file;
use crate::cli::plan::days::WeekArgs;
use crate::cli::plan::week::WeekFile;
use crate::cli::{Done, Trouble};
use crate::files::guard;
use crate::files::write::{self, Stems};
use crate::metrics::Metric;
use crate::report::{json, plan as report};
use crate::strength::log::Log;
use crate::strength::{self, Assumed, Choice, Day, History, PhaseId, Plan, PlanInput, Recovery};
use crate::team::{Athlete, Team};
use crate::words::{Tongue, Words, english_of};

/// Folder of the plans within the output folder.
const FOLDER: &str = "plans";
/// Name of a log in a runner's folder.
const LOG: &str = "log.csv";
/// Weeks that are looked back on.
const BACK_WEEKS: i64 = 4;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Plans")]
pub(super) struct Plans {
    /// Also write a strength plan for every runner from this day on (plans/NAME.md, .ics,
    /// .json); a log.csv in the runner's own folder is heard.
    #[arg(long, value_name = "DATE", value_parser = crate::cli::plan::date)]
    plans: Option<Date>,
    /// Weeks to plan.
    #[arg(long, value_name = "N", default_value_t = 4, requires = "plans", value_parser = clap::value_parser!(u8).range(1..=52))]
    weeks: u8,
    #[command(flatten)]
    week: WeekArgs,
}

/// The running week of all.
struct Week {
    days: [Day; 7],
    file: WeekFile,
    /// What was taken for granted in it.
    assumptions: Vec<Assumed>,
}

impl Plans {
    /// Whether plans are asked for.
    pub(super) fn wanted(&self) -> bool {
        self.plans.is_some()
    }

    /// Writes the plans; a line for each runner. A log that cannot be read is said and
    /// leaves that runner without a plan.
    pub(super) fn write(
        &self,
        place: &Path,
        folder: &Path,
        team: &Team,
        entries: &[Entry],
    ) -> Result<(Vec<String>, Done), Trouble> {
        let Some(start) = self.plans else { return Ok((Vec::new(), Done::All)) };
        let place = place.join(FOLDER);
        let out = |error| Trouble::Output { place: place.display().to_string(), error };
        std::fs::create_dir_all(&place).map_err(out)?;
        // Read and made once for all runners.
        let mut assumptions = Vec::new();
        let (days, file) = self.week.days(plan_rules()?, &mut assumptions)?;
        let week = Week { days, file, assumptions };
        let words = words(Tongue::default());
        let mut stems = Stems::default();
        let (mut lines, mut done) = (Vec::new(), Done::All);
        for (athlete, entry) in team.athletes.iter().zip(entries) {
            let log = match own_log(entry, folder) {
                None => Log::default(),
                Some(path) => {
                    guard::protect(&path);
                    match file::read(&path, catalogue()?, &plan_rules()?.coaching) {
                        Ok(log) => log,
                        Err(Trouble::Usage(what) | Trouble::Failed(what)) => {
                            crate::cli::output::say(crate::cli::output::Kind::Error, &what);
                            done = Done::Some;
                            continue;
                        }
                        Err(other) => return Err(other),
                    }
                }
            };
            let plan = self.plan(athlete, &log, start, &week)?;
            let stem = stems.next(&athlete.name);
            put(&place, &stem, &plan, &words).map_err(out)?;
            let file = format!("{FOLDER}/{stem}.md");
            lines.push(line(athlete, &plan, &log, start, &file, &words));
        }
        Ok((lines, done))
    }

    fn plan(
        &self,
        athlete: &Athlete,
        log: &Log,
        start: Date,
        week: &Week,
    ) -> Result<Plan, Trouble> {
        let (catalogue, rules, form) = (catalogue()?, plan_rules()?, known()?.rules());
        let (mut assumptions, file) = (week.assumptions.clone(), &week.file);
        let first = &rules.season.onboarding;
        let steady = first.weeks * first.sessions;
        let history = History::of(log, start, steady, catalogue, &rules.coaching);
        if !log.entries.is_empty() {
            let exercises = history.diary.exercises().count();
            assumptions.push(Assumed::FromTheLog { day: start, exercises });
        }
        let levels = &rules.selection.levels;
        let level = levels.first().ok_or_else(|| Trouble::Failed("no level is known".into()))?;
        let choice = Choice {
            level,
            pains: Vec::new(),
            returning: false,
            avoid: Vec::new(),
            prefer: Vec::new(),
            terrains: Vec::new(),
            equipment: Vec::new(),
            weak_side: history.weak_side,
        };
        Ok(strength::plan(
            &PlanInput {
                findings: &athlete.to_answer,
                diary: history.diary,
                begun: history.begun,
                cadence: cadence(athlete),
                recovery: Recovery {
                    soreness: history.soreness,
                    strong_pain: history.strong_pain,
                    red_flag: false,
                },
                choice,
                week: week.days,
                start: Some(start),
                zone: None,
                session_time: file.session_time.unwrap_or(rules.schedule.session_time),
                minutes: 20,
                weeks: usize::from(self.weeks),
                sessions: rules.schedule.sessions.default,
                phase: PhaseId::Base,
                race: None,
                last_week_km: self.week.last_week_km.or(file.last_week_km).or(history.last_week_km),
                assumptions,
                cautions: history.stopped,
                plan_id: format!("{} {start}", athlete.name),
                revision: 0,
            },
            catalogue,
            rules,
            form,
        ))
    }
}

/// The logs in the folders of the runners.
pub(super) fn logs(folder: &Path) -> Vec<PathBuf> {
    let inside = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path());
    inside.map(|p| p.join(LOG)).filter(|p| p.is_file()).collect()
}

/// The log in the folder of a runner's own; a folder of all is nobody's.
fn own_log(entry: &Entry, folder: &Path) -> Option<PathBuf> {
    let parents = entry.runner.files.iter().filter_map(|f| {
        let name = super::name(f);
        let parent = Path::new(&name).parent()?.to_path_buf();
        (parent != folder).then_some(parent)
    });
    parents.map(|p| p.join(LOG)).find(|p| p.is_file())
}

/// Steps per minute of the fresh part of the newest run.
fn cadence(athlete: &Athlete) -> Option<f64> {
    let newest = athlete.runs.last()?;
    newest.metrics.iter().find(|m| m.metric == Metric::Cadence)?.fresh
}

fn put(place: &Path, stem: &str, plan: &Plan, words: &Words) -> std::io::Result<()> {
    let file = |ending: &str| place.join(format!("{stem}.{ending}"));
    write::whole(file("json"), json::told(plan, true)?.as_bytes())?;
    write::whole(file("md"), report::markdown(plan, words).as_bytes())?;
    let stamp = plan.start.and_then(|d| d.to_zoned(TimeZone::UTC).ok());
    let stamp = stamp.map(|d| d.timestamp()).unwrap_or_default();
    // Where nothing may be done there is nothing for a calendar.
    match report::calendar(plan, words, None, stamp) {
        Ok(calendar) => write::whole(file("ics"), calendar.as_bytes()),
        Err(_) => Ok(()),
    }
}

/// What is planned for a runner, and what was done of late, in a line.
fn line(
    athlete: &Athlete,
    plan: &Plan,
    log: &Log,
    start: Date,
    file: &str,
    words: &Words,
) -> String {
    let since = start.saturating_sub(BACK_WEEKS.weeks());
    let trained = log.strength_days().into_iter().filter(|d| (since..start).contains(d)).count();
    let focus = plan.focus_names.join("; ");
    let stopped = plan.stopped.as_ref().map_or_else(|| "none".into(), english_of);
    words.text(
        "team-plan",
        &[
            ("name", athlete.name.as_str().into()),
            ("focus", if focus.is_empty() { "none".into() } else { focus.into() }),
            ("sessions", (plan.sessions.len() as f64).into()),
            ("weeks", (plan.weeks.len() as f64).into()),
            ("days", if log.entries.is_empty() { "none".into() } else { (trained as f64).into() }),
            ("stopped", stopped.into()),
            ("file", file.into()),
        ],
    )
}
