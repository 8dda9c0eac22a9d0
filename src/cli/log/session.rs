//! `runform log session`: the session that the plan asks for, in one line.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::{Common, added, file, knowledge, today};
use crate::cli::knowledge::{plan_rules, words};
use crate::cli::{Done, Trouble};
use crate::report::plan as report;
use crate::strength::log::{Entry, Felt, Log, session_line};
use crate::strength::progress::{Diary, Volume};
use crate::strength::{Plan, PlannedLine, PlannedSession};
use crate::words::{Tongue, Words};

/// Days after its day on which a session can still be the one of today.
const LATE: i64 = 3;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The plan, as JSON: `runform plan --out plan.json`.
    #[arg(long, value_name = "PLAN.json")]
    plan: PathBuf,
    /// Everything was done as planned; without it you are asked line by line.
    #[arg(long)]
    done: bool,
    /// What was done otherwise, e.g. "bridge 2x12" or "heavy_calf_raise 3x6@20kg".
    #[arg(long = "with", value_name = "SETS")]
    other: Vec<String>,
    /// What was left out.
    #[arg(long, value_delimiter = ',', value_name = "EXERCISE")]
    skip: Vec<String>,
    #[command(flatten)]
    pub(super) common: Common,
}

/// Reads a plan.
pub(in crate::cli) fn plan(path: &Path) -> Result<Plan, Trouble> {
    let failed = |what: String| Trouble::Failed(format!("{}: {what}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|e| failed(e.to_string()))?;
    serde_json::from_str(&text).map_err(|e| {
        failed(format!("this is no plan ({e}); make one with runform plan --out plan.json."))
    })
}

/// The session of a day and what to do in it, going by the log.
pub(in crate::cli) fn on<'p>(
    plan: &'p Plan,
    log: &Log,
    day: Date,
) -> Result<Option<(&'p PlannedSession, Vec<PlannedLine>)>, Trouble> {
    let (catalogue, _) = knowledge()?;
    let rules = plan_rules()?;
    let before = day.yesterday().map(|d| log.until(d)).unwrap_or_default();
    let trained = log.until(day).strength_days().last().copied();
    let Some(session) = plan.session_on(day, trained, LATE) else { return Ok(None) };
    let diary = Diary::of(&before, day);
    Ok(Some((session, plan.lines_on(session, &diary, day, catalogue, rules))))
}

pub(super) fn run(args: &Args) -> Result<Done, Trouble> {
    let (catalogue, coaching) = knowledge()?;
    let words = words(Tongue::default());
    let plan = plan(&args.plan)?;
    let path = &args.common.log.path;
    let log = match path.exists() {
        true => file::read(path, catalogue, coaching)?,
        false => Log::default(),
    };
    let day = args.common.date.unwrap_or_else(today);
    if day > today() {
        return Err(Trouble::Usage(format!("{day} lies ahead; a log holds what has been done.")));
    }
    let Some((session, lines)) = on(&plan, &log, day)? else {
        let args = [("day", day.to_string().into())];
        return Err(Trouble::Failed(words.text("session-none", &args)));
    };
    let mut texts: Vec<String> = Vec::new();
    let mut felt = Felt {
        rpe: args.common.rpe,
        pain: args.common.pain,
        soreness: args.common.soreness,
        form: args.common.form,
        ..Felt::default()
    };
    if args.done {
        let kept = lines.iter().filter(|l| !args.skip.contains(&l.exercise));
        let other = |l: &PlannedLine| {
            args.other.iter().find(|t| t.split(' ').next() == Some(&l.exercise)).cloned()
        };
        texts.extend(kept.map(|l| other(l).unwrap_or_else(|| asked_line(l))));
    } else {
        ask(&lines, &words, &mut texts, &mut felt)?;
    }
    if texts.is_empty() {
        return Err(Trouble::Usage(words.text("session-nothing", &[])));
    }
    let typed = texts.join(", ");
    let entries = entries(&typed, day, felt, &args.common.notes, catalogue, coaching)?;
    file::append(path, &entries, catalogue, coaching)?;
    let kind = words.text(&format!("session-{}", session.kind.id()), &[]);
    added(path, &format!("{day} {kind}: {typed}"));
    Ok(Done::All)
}

/// A planned line as it is written, a set more on one side included.
fn asked_line(line: &PlannedLine) -> String {
    let text = session_line(&line.exercise, &line.dose);
    match line.extra_set {
        None => text,
        Some(side) => {
            let one =
                Volume { sets: 1, total: line.dose.total / line.dose.sets.max(1), ..line.dose };
            let side = match side {
                crate::form::Side::Left => "left",
                crate::form::Side::Right => "right",
            };
            format!("{text}, {} {side}", session_line(&line.exercise, &one))
        }
    }
}

/// Asks for each exercise: enter confirms, `-` leaves out, `2x12` says otherwise.
fn ask(
    lines: &[PlannedLine],
    words: &Words,
    texts: &mut Vec<String>,
    felt: &mut Felt,
) -> Result<(), Trouble> {
    let mut input = std::io::stdin().lock();
    let mut answer = |question: &str| -> Result<String, Trouble> {
        let mut out = std::io::stderr();
        let failed = |e: std::io::Error| Trouble::Failed(e.to_string());
        write!(out, "{question} ").and_then(|()| out.flush()).map_err(failed)?;
        let mut text = String::new();
        input.read_line(&mut text).map_err(failed)?;
        Ok(text.trim().to_owned())
    };
    for line in lines {
        let dose = report::volume_with_side(words, &line.dose);
        let question =
            words.text("ask-line", &[("name", line.name.as_str().into()), ("dose", dose.into())]);
        match answer(&question)?.as_str() {
            "" => texts.push(asked_line(line)),
            "-" => {}
            other => texts.push(format!("{} {other}", line.exercise)),
        }
    }
    let number = |text: String| text.replacen(',', ".", 1).parse::<f64>().ok();
    felt.rpe = felt.rpe.or(number(answer(&words.text("ask-effort", &[]))?));
    felt.pain = felt.pain.or(number(answer(&words.text("ask-pain", &[]))?));
    felt.form = felt.form.or(number(answer(&words.text("ask-form", &[]))?));
    Ok(())
}

/// The typed sets as entries, checked as a line of a log.
fn entries(
    typed: &str,
    date: Date,
    felt: Felt,
    notes: &str,
    catalogue: &crate::strength::Catalogue,
    coaching: &crate::strength::Coaching,
) -> Result<Vec<Entry>, Trouble> {
    let mut line = csv::Writer::from_writer(Vec::new());
    let _ = line.write_record(["date", "kind", "what"]);
    let _ = line.write_record([date.to_string().as_str(), "session", typed]);
    let bytes = line.into_inner().unwrap_or_default();
    let log = Log::read(&bytes, catalogue, coaching).map_err(|e| match e {
        crate::strength::log::LogError::LogLines { problems } => {
            let words = words(Tongue::default());
            let all: Vec<String> = problems.iter().map(|p| words.say(&p.what)).collect();
            Trouble::Usage(all.join("; "))
        }
        other => Trouble::Failed(other.to_string()),
    })?;
    let entry = |e: Entry| Entry { felt, notes: notes.to_owned(), ..e };
    Ok(log.entries.into_iter().map(entry).collect())
}
