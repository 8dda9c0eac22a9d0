//! `runform log`: the training log and what follows from it.

pub(super) mod file;
mod page;
pub(super) mod session;

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use jiff::Zoned;
use jiff::civil::Date;
use serde::Serialize;

use super::inspect::Format;
use super::knowledge::{Own, catalogue, coaching, plan_rules, words};
use super::output::{self, Color, Kind, Output, is_closed, say};
use super::{Done, Trouble};
use crate::report::{json, plan as report};
use crate::strength::benchmarks::{BenchmarkTrend, benchmark_trends};
use crate::strength::log::{Entry, Felt, Log, LogSide, Measured, Remark, Sets, What};
use crate::strength::mileage::{Week, weeks};
use crate::strength::progress::{
    Advice, Diary, Habit, MistakeFound, Next, Runner, advise_for, habit, mistakes, shown_equipment,
};
use crate::strength::results::{Expected, expected};
use crate::strength::stages::{StageState, stage_states};
use crate::strength::{Catalogue, Coaching, Plan};
use crate::words::Tongue;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: LogCommand,
}

#[derive(Debug, Subcommand)]
enum LogCommand {
    /// Add the session that the plan asks for: enter confirms, one line holds it.
    Session(Box<session::Args>),
    /// Add the ticked lines of a sheet made by `runform plan --format csv`.
    Import(ImportArgs),
    /// Take the last line back.
    Undo(LogFile),
    /// Add sets of an exercise.
    Add(Box<AddArgs>),
    /// Add a run.
    Run(RunArgs),
    /// Add the result of a self-test.
    Benchmark(BenchmarkArgs),
    /// Add how you feel: pain, soreness, tiredness, form, ease.
    Feel(FeelArgs),
    /// Print the log in the order of its dates.
    Show(ShowArgs),
    /// Check every line of the log.
    Check(LogFile),
    /// What to do next, and how it has gone.
    Progress(ProgressArgs),
}

#[derive(Debug, clap::Args)]
struct ImportArgs {
    /// The sheet, filled in.
    #[arg(value_name = "SHEET.csv")]
    sheet: PathBuf,
    #[command(flatten)]
    log: LogFile,
}

#[derive(Debug, clap::Args)]
struct LogFile {
    /// The log, a CSV file; it is begun where there is none.
    #[arg(long = "log", value_name = "FILE.csv")]
    path: PathBuf,
    #[command(flatten)]
    knowledge: Own,
}

/// What goes with every line.
#[derive(Debug, clap::Args)]
struct Common {
    #[command(flatten)]
    log: LogFile,
    /// Day, as 2026-11-20 (default: today).
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// Anything to remember.
    #[arg(long, default_value = "", hide_default_value = true)]
    notes: String,
    /// Effort, 1 to 10.
    #[arg(long, value_name = "1-10", allow_negative_numbers = true)]
    rpe: Option<f64>,
    /// Pain, 0 to 10.
    #[arg(long, value_name = "0-10", allow_negative_numbers = true)]
    pain: Option<f64>,
    /// Soreness, 0 to 10.
    #[arg(long, value_name = "0-10", allow_negative_numbers = true)]
    soreness: Option<f64>,
    /// How well form held, 1 to 5.
    #[arg(long, value_name = "1-5", allow_negative_numbers = true)]
    form: Option<f64>,
}

#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("amount").required(true).args(["reps", "hold_s"])))]
struct AddArgs {
    /// Exercise; `runform exercises` lists them.
    #[arg(value_name = "EXERCISE")]
    exercise: String,
    /// Sets.
    #[arg(long)]
    sets: u32,
    /// Repetitions of each set (each side).
    #[arg(long)]
    reps: Option<u32>,
    /// Seconds each set was held (each side).
    #[arg(long)]
    hold_s: Option<u32>,
    /// Added load, kg.
    #[arg(long, default_value_t = 0.0, hide_default_value = true, allow_negative_numbers = true)]
    load_kg: f64,
    /// Side, when the sides were not the same.
    #[arg(long, value_enum)]
    side: Option<SideArg>,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum SideArg {
    Left,
    Right,
    Each,
}

#[derive(Debug, clap::Args)]
struct RunArgs {
    /// Kilometres.
    #[arg(long, allow_negative_numbers = true)]
    km: f64,
    /// How easy the pace felt, 1 to 5.
    #[arg(long, value_name = "1-5", allow_negative_numbers = true)]
    ease: Option<f64>,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, clap::Args)]
struct BenchmarkArgs {
    /// single_leg_balance, single_leg_calf_raise, plank or side_plank.
    #[arg(value_name = "TEST")]
    test: String,
    /// Result of the left side.
    #[arg(long, requires = "right", allow_negative_numbers = true)]
    left: Option<f64>,
    /// Result of the right side.
    #[arg(long, requires = "left", allow_negative_numbers = true)]
    right: Option<f64>,
    /// Result of a test of the whole body.
    #[arg(long, conflicts_with = "left", allow_negative_numbers = true)]
    value: Option<f64>,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, clap::Args)]
struct FeelArgs {
    /// Tiredness, 0 to 10.
    #[arg(long, value_name = "0-10", allow_negative_numbers = true)]
    fatigue: Option<f64>,
    /// How easy your usual pace feels, 1 to 5.
    #[arg(long, value_name = "1-5", allow_negative_numbers = true)]
    ease: Option<f64>,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, clap::Args)]
struct ShowArgs {
    #[command(flatten)]
    log: LogFile,
    /// Only the last so many lines.
    #[arg(long, value_name = "N")]
    last: Option<usize>,
    /// When to use colour.
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    color: Color,
}

#[derive(Debug, clap::Args)]
struct ProgressArgs {
    #[command(flatten)]
    log: LogFile,
    /// As of this day (default: today).
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// Your plan, as JSON: its level and equipment decide which forms come next.
    #[arg(long, value_name = "PLAN.json")]
    plan: Option<PathBuf>,
    /// Equipment at hand, beside what the log shows.
    #[arg(long, value_delimiter = ',', value_name = "ITEM")]
    equipment: Vec<String>,
    /// A page, or one JSON document.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// When to use colour.
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    color: Color,
}

/// Everything that follows from a log on a day.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(super) struct Progress {
    schema: &'static str,
    runform_version: &'static str,
    #[schemars(with = "String")]
    date: Date,
    /// Next doses.
    exercises: Vec<Advice>,
    stages: Vec<StageState>,
    benchmarks: Vec<BenchmarkTrend>,
    habit: Habit,
    mistakes: Vec<MistakeFound>,
    expected: Vec<Expected>,
    mileage: Vec<Week>,
    /// Places to keep an eye on, for exercises stopped by pain. Risks, nothing more.
    risks: Vec<String>,
    remarks: Vec<Remark>,
}

fn today() -> Date {
    Zoned::now().date()
}

fn knowledge() -> Result<(&'static Catalogue, &'static Coaching), Trouble> {
    Ok((catalogue()?, coaching()?))
}

impl LogCommand {
    fn log(&self) -> &LogFile {
        match self {
            LogCommand::Session(a) => &a.common.log,
            LogCommand::Import(a) => &a.log,
            LogCommand::Undo(log) | LogCommand::Check(log) => log,
            LogCommand::Add(a) => &a.common.log,
            LogCommand::Run(a) => &a.common.log,
            LogCommand::Benchmark(a) => &a.common.log,
            LogCommand::Feel(a) => &a.common.log,
            LogCommand::Show(a) => &a.log,
            LogCommand::Progress(a) => &a.log,
        }
    }
}

pub(super) fn run(args: &Args) -> Result<Done, Trouble> {
    args.command.log().knowledge.settle()?;
    match &args.command {
        LogCommand::Session(a) => session::run(a),
        LogCommand::Import(a) => import(a),
        LogCommand::Undo(a) => {
            let line = file::undo(&a.path)?;
            say(Kind::Tip, &words(Tongue::default()).text("log-undone", &[("line", line.into())]));
            Ok(Done::All)
        }
        LogCommand::Add(a) => {
            let (held, amount) = match (a.reps, a.hold_s) {
                (_, Some(seconds)) => (true, seconds),
                (reps, None) => (false, reps.unwrap_or(0)),
            };
            let side = a.side.map(|side| match side {
                SideArg::Left => LogSide::Left,
                SideArg::Right => LogSide::Right,
                SideArg::Each => LogSide::Each,
            });
            let sets = Sets {
                exercise: a.exercise.clone(),
                side,
                sets: a.sets,
                amount,
                held,
                load_kg: a.load_kg,
            };
            add(What::Strength(sets), &a.common, Felt::default())
        }
        LogCommand::Run(a) => {
            add(What::Run { km: a.km }, &a.common, Felt { ease: a.ease, ..Felt::default() })
        }
        LogCommand::Benchmark(a) => {
            let sides = a.left.zip(a.right).map(|(left, right)| [left, right]);
            let measured = Measured { benchmark: a.test.clone(), sides, value: a.value };
            add(What::Benchmark(measured), &a.common, Felt::default())
        }
        LogCommand::Feel(a) => {
            let felt = Felt { fatigue: a.fatigue, ease: a.ease, ..Felt::default() };
            add(What::Feel, &a.common, felt)
        }
        LogCommand::Show(a) => {
            let (catalogue, coaching) = knowledge()?;
            let log = file::read(&a.log.path, catalogue, coaching)?;
            print(&page::entries(&log, a.last, catalogue, output::width()), a.color)
        }
        LogCommand::Check(a) => {
            let (catalogue, coaching) = knowledge()?;
            let log = file::read(&a.path, catalogue, coaching)?;
            let words = words(Tongue::default());
            print(&page::check(&log, today(), &words, output::width()), Color::Auto)
        }
        LogCommand::Progress(a) => progress(a),
    }
}

fn add(what: What, common: &Common, felt: Felt) -> Result<Done, Trouble> {
    let (catalogue, coaching) = knowledge()?;
    let date = common.date.unwrap_or_else(today);
    if date > today() {
        return Err(Trouble::Usage(format!("{date} lies ahead; a log holds what has been done.")));
    }
    let felt = Felt {
        rpe: common.rpe,
        pain: common.pain,
        soreness: common.soreness,
        form: common.form,
        ..felt
    };
    let entry = Entry { date, what, felt, notes: common.notes.clone() };
    let line = page::line(&entry, catalogue);
    file::append(&common.log.path, std::slice::from_ref(&entry), catalogue, coaching)?;
    added(&common.log.path, &line);
    Ok(Done::All)
}

/// Says what was written.
fn added(path: &std::path::Path, line: &str) {
    let args = [("file", path.display().to_string().into()), ("line", line.to_owned().into())];
    say(Kind::Tip, &words(Tongue::default()).text("log-added", &args));
}

/// Adds the ticked lines of a sheet.
fn import(args: &ImportArgs) -> Result<Done, Trouble> {
    let (catalogue, coaching) = knowledge()?;
    let name = args.sheet.display();
    let bytes = std::fs::read(&args.sheet).map_err(|e| Trouble::Failed(format!("{name}: {e}.")))?;
    let words = words(Tongue::default());
    let entries = report::filled(&bytes).map_err(|line| {
        let args = [("file", name.to_string().into()), ("line", (line as f64).into())];
        Trouble::Failed(words.text("sheet-line", &args))
    })?;
    if let Some(ahead) = entries.iter().find(|e| e.date > today()) {
        return Err(Trouble::Usage(format!(
            "{} lies ahead; a log holds what has been done.",
            ahead.date
        )));
    }
    let known = match args.log.path.exists() {
        true => file::read(&args.log.path, catalogue, coaching)?,
        false => Log::default(),
    };
    // A sheet read twice adds nothing the second time.
    let there = |e: &Entry| known.entries.iter().any(|k| k.date == e.date && k.what == e.what);
    let new: Vec<Entry> = entries.into_iter().filter(|e| !there(e)).collect();
    file::append_each(&args.log.path, &new, catalogue, coaching)?;
    let count = new.len() as f64;
    say(Kind::Tip, &words.text("sheet-added", &[("lines", count.into())]));
    Ok(Done::All)
}

fn progress(args: &ProgressArgs) -> Result<Done, Trouble> {
    let (catalogue, coaching) = knowledge()?;
    let log = file::read(&args.log.path, catalogue, coaching)?;
    let today = args.date.unwrap_or_else(today);
    let plan = args.plan.as_deref().map(session::plan).transpose()?;
    let progress = gather(&log.until(today), today, plan.as_ref(), args, catalogue, coaching)?;
    let words = words(Tongue::default());
    let text = match args.format {
        Format::Json => {
            let mut value =
                serde_json::to_value(&progress).map_err(|e| Trouble::Failed(e.to_string()))?;
            words.beside(&mut value);
            json::to_text(&value, false)
                .map_err(|error| Trouble::Output { place: "the output".into(), error })?
        }
        Format::Text => {
            let page =
                page::ProgressPage { progress: &progress, words: &words, catalogue, coaching };
            page.write(output::width())
        }
    };
    print(&text, args.color)
}

/// What comes next of every exercise, for a runner with this plan and equipment.
fn advice(
    log: &Log,
    today: Date,
    plan: Option<&Plan>,
    args: &ProgressArgs,
    catalogue: &Catalogue,
) -> Result<Vec<Advice>, Trouble> {
    let rules = plan_rules()?;
    if let Some(unknown) = catalogue.unknown_equipment(&args.equipment) {
        return Err(Trouble::Usage(format!("no equipment is called {unknown:?}")));
    }
    let mut equipment = args.equipment.clone();
    match plan {
        Some(plan) => equipment.extend(plan.equipment.iter().cloned()),
        None => equipment.extend(shown_equipment(log, catalogue)),
    }
    let level = plan.and_then(|p| rules.selection.levels.iter().find(|l| l.id == p.level));
    let runner = Runner {
        equipment: &equipment,
        declared: level.map_or(&[], |l| l.passed.as_slice()),
        may: &|_| true,
        extra_set: false,
        held: false,
    };
    Ok(advise_for(&Diary::of(log, today), today, catalogue, &rules.coaching, runner))
}

fn gather(
    log: &Log,
    today: Date,
    plan: Option<&Plan>,
    args: &ProgressArgs,
    catalogue: &Catalogue,
    coaching: &Coaching,
) -> Result<Progress, Trouble> {
    let exercises = advice(log, today, plan, args, catalogue)?;
    let stopped = |id: &str| exercises.iter().any(|a| a.exercise == id && a.next == Next::Stop);
    let answers = |l: &&crate::strength::Link| l.exercises.iter().any(|e| stopped(e));
    let deficits: Vec<String> =
        catalogue.links.iter().filter(answers).map(|l| l.deficit.clone()).collect();
    Ok(Progress {
        schema: "runform/progress/2",
        runform_version: env!("CARGO_PKG_VERSION"),
        date: today,
        stages: stage_states(log, catalogue, coaching),
        benchmarks: benchmark_trends(log, coaching),
        habit: habit(log, today, catalogue, coaching),
        mistakes: mistakes(log, today, catalogue, coaching),
        expected: expected(log, today, coaching),
        mileage: weeks(log, coaching),
        risks: coaching.risks_of(&deficits).map(|r| r.text.clone()).collect(),
        remarks: log.remarks.clone(),
        exercises,
    })
}

fn print(text: &str, color: Color) -> Result<Done, Trouble> {
    match Output::new(color).write(text) {
        Err(error) if !is_closed(&error) => {
            Err(Trouble::Output { place: "the output".into(), error })
        }
        _ => Ok(Done::All),
    }
}
