//! `runform team`.

mod plans;

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use crate::analysis::{Analysis, Analyzed};
use crate::cli::analyze::read_settings;
use crate::cli::inspect::Format;
use crate::cli::knowledge::{Own, catalogue, known, own};
use crate::cli::output::{Color, Kind, Output, about, is_closed, say};
use crate::cli::{Done, Trouble};
use crate::files::team::TeamFolder;
use crate::pipeline;
use crate::pipeline::team::{Roster, Runner, runners};
use crate::report::html::Style;
use crate::report::json;
use crate::runs::{self as left_out, Outcome, Problem, Skip, Task};
use crate::strength::Catalogue;
use crate::study::row::Who;
use crate::team::privacy::{Hidden, initials};
use crate::team::{Member, RosterNote, Without, team};
use crate::trend::trend;
use crate::words::{Tongue, english_of};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// Folder with the recordings: a folder for each runner in it, or files that
    /// begin with the runner's name.
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Who the runners are: a CSV with the columns athlete, files (a file, folder or
    /// pattern such as `anna/*.fit`, several separated by `;`), group, mass_kg, height_m,
    /// date (of files that say none), goal, note, observed (as `plan --observed`).
    #[arg(long, value_name = "ROSTER.csv")]
    roster: Option<PathBuf>,
    /// Where to write team.html with a page for each run, team.json and summary.csv.
    /// (default: team-report, unless the document is printed).
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write initials instead of names, and no names or paths of files.
    #[arg(long)]
    initials: bool,
    /// What to print: where the page is, or the document.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Indent the JSON.
    #[arg(long)]
    pretty: bool,
    /// A TOML file with any of the settings.
    #[arg(long, value_name = "FILE.toml")]
    settings: Option<PathBuf>,
    #[command(flatten)]
    knowledge: Own,
    /// Units of pace and distance on pages.
    #[arg(long, value_enum, default_value_t = crate::cli::analyze::ShownUnits::Metric)]
    units: crate::cli::analyze::ShownUnits,
    /// Language of the team's page and of the pages of runs (that of LC_ALL, LC_MESSAGES
    /// or LANG where there is one, else English).
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    language: Option<crate::cli::analyze::ShownLanguage>,
    #[command(flatten)]
    plans: plans::Plans,
    /// How many recordings to work on at once (default: as many as processors).
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

/// A runner's name as shown, and his task.
struct Entry {
    runner: Runner,
    task: Task,
}

pub(in crate::cli) fn run(args: &Args) -> Result<Done, Trouble> {
    args.knowledge.settle()?;
    let catalogue = catalogue()?;
    let settings = read_settings(args.settings.as_deref())?;
    let roster = args.roster.as_deref().map(read_roster).transpose()?;
    let place = match (&args.out, args.format) {
        (None, Format::Text) => Some(PathBuf::from("team-report")),
        (out, _) => out.clone(),
    };
    // Training logs are no recordings.
    let mut except = plans::logs(&args.folder);
    except.extend(place.iter().chain(&args.roster).cloned());
    let (found, mut notes) = runners(&args.folder, roster.as_ref(), &except)
        .map_err(|problems| roster_trouble(args.roster.as_deref(), &problems))?;
    if let Some(unused) = roster.as_ref().map(|r| &r.unused).filter(|u| !u.is_empty()) {
        notes.push(RosterNote::RosterUnused { columns: unused.clone() });
    }
    let files = found.iter().flat_map(|r| &r.files);
    if let Some(problem) = dead_end(&args.folder, files.clone().count(), files.flatten().count()) {
        return Err(Trouble::Usage(problem));
    }
    for note in &notes {
        say(Kind::Tip, &english_of(note));
    }
    let entries: Vec<Entry> = found
        .into_iter()
        .map(|runner| {
            let mut settings = settings.clone();
            settings.runner.mass_kg = runner.mass_kg.or(settings.runner.mass_kg);
            settings.runner.height_m = runner.height_m.or(settings.runner.height_m);
            Entry { runner, task: Task { settings, knowledge: own(), ..Task::default() } }
        })
        .collect();
    let mut sink = Sink::new(args, place.as_deref(), &entries, settings.clone())?;
    let owners: HashMap<String, usize> = entries
        .iter()
        .enumerate()
        .flat_map(|(i, e)| e.runner.files.iter().map(move |f| (name(f), i)))
        .collect();
    let inputs = entries.iter().flat_map(|e| e.runner.files.clone()).collect();
    let work = |found, emit: &mut dyn FnMut((usize, Outcome)) -> bool| {
        let Some(&owner) = owners.get(&name(&found)) else { return };
        let Some(entry) = entries.get(owner) else { return };
        pipeline::analyze_file(found, &entry.task, &mut |outcome| emit((owner, outcome)));
    };
    let threads = args.threads.map(usize::from);
    let out = |error| output_trouble(place.as_deref(), error);
    pipeline::run(inputs, threads, &work, &mut |(owner, outcome)| sink.take(owner, outcome))
        .map_err(out)?;
    sink.trends(catalogue).map_err(out)?;
    let failed = sink.failed;
    let mut team = team(sink.members, args.initials, known()?.view(), &settings);
    // What the notes say of the roster names runners and files.
    team.notes = if args.initials { Vec::new() } else { notes };
    if args.plans.wanted() && place.is_none() {
        return Err(Trouble::Usage(
            "--plans writes files: add --out DIR to say where, or leave out --format json.".into(),
        ));
    }
    let page = sink.folder.map(|folder| folder.finish(&team)).transpose().map_err(out)?;
    let (plans, planned) = match &place {
        Some(place) => args.plans.write(place, &args.folder, &team, &entries)?,
        None => (Vec::new(), Done::All),
    };
    let text = match (args.format, page) {
        (Format::Json, _) => json::told(&team, args.pretty).map_err(out)?,
        (Format::Text, page) => {
            let plans = plans.iter().flat_map(|line| [line, "\n"]).collect::<String>();
            told(&team, page.as_deref()) + &plans
        }
    };
    match Output::new(Color::Never).write(&text) {
        Err(error) if !is_closed(&error) => return Err(output_trouble(None, error)),
        _ => {}
    }
    Ok(if failed { Done::Some } else { planned })
}

/// `3 runners, 12 runs, 1 file without an analysis: team-report/team.html`.
fn told(team: &crate::team::Team, page: Option<&Path>) -> String {
    let count = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let runs = team.athletes.iter().map(|a| a.runs.len()).sum();
    let without = team.athletes.iter().map(|a| a.without_analysis.len()).sum();
    let mut text = format!("{}, {}", count(team.athletes.len(), "runner"), count(runs, "run"));
    if without > 0 {
        text.push_str(&format!(", {} without an analysis", count(without, "file")));
    }
    if let Some(page) = page {
        text.push_str(&format!(": {}", page.display()));
    }
    text + "\n"
}

fn dead_end(folder: &Path, all: usize, readable: usize) -> Option<String> {
    if !folder.is_dir() {
        let what = if folder.exists() { "it is a file" } else { "no such folder" };
        return Some(format!(
            "{}: {what}. Give a folder with the recordings of the team.",
            folder.display()
        ));
    }
    (readable == 0 && all <= 1)
        .then(|| format!("{}: {}", folder.display(), english_of(&Problem::FolderEmpty)))
}

fn read_roster(path: &Path) -> Result<Roster, Trouble> {
    let text = std::fs::read(path).map_err(|e| {
        Trouble::Usage(format!(
            "the roster {}: {}",
            path.display(),
            english_of(&Problem::from_io(&e))
        ))
    })?;
    let text = String::from_utf8(text).map_err(|_| {
        Trouble::Usage(format!(
            "the roster {} is not text in UTF-8; save it as \"CSV UTF-8\".",
            path.display()
        ))
    })?;
    Roster::parse(&text).map_err(|problems| roster_trouble(Some(path), &problems))
}

fn roster_trouble(path: Option<&Path>, problems: &[String]) -> Trouble {
    let place = path.unwrap_or(Path::new("-")).display();
    Trouble::Usage(format!("the roster {place}: {}.", problems.join("; ")))
}

fn output_trouble(place: Option<&Path>, error: io::Error) -> Trouble {
    let place = place.unwrap_or(Path::new("the output")).display().to_string();
    Trouble::Output { place, error }
}

fn name(found: &pipeline::Found) -> String {
    match found {
        Ok(input) => input.name(),
        Err((name, _)) => name.clone(),
    }
}

/// Where outcomes go, in the order of the runners.
struct Sink<'a> {
    args: &'a Args,
    entries: &'a [Entry],
    folder: Option<TeamFolder>,
    members: Vec<Member>,
    seen: HashSet<(usize, String, usize)>,
    failed: bool,
}

impl<'a> Sink<'a> {
    fn new(
        args: &'a Args,
        place: Option<&Path>,
        entries: &'a [Entry],
        settings: crate::settings::Settings,
    ) -> Result<Self, Trouble> {
        let language = crate::cli::analyze::language(args.language);
        let tongue = Tongue { language, units: args.units.into(), ..Tongue::default() };
        let style = Style { tongue, settings, knowledge: own() };
        let folder = place.map(|path| TeamFolder::create(path, style)).transpose();
        let folder = folder.map_err(|error| output_trouble(place, error))?;
        let mut taken = Vec::new();
        let members = entries.iter().map(|Entry { runner, task }| Member {
            name: match args.initials {
                true => initials(&runner.name, &mut taken),
                false => runner.name.clone(),
            },
            group: runner.group.clone(),
            mass_kg: task.settings.runner.mass_kg,
            height_m: task.settings.runner.height_m,
            // What a coach writes may hold any name.
            goal: runner.goal.clone().filter(|_| !args.initials),
            note: runner.note.clone().filter(|_| !args.initials),
            observed: runner.observed.clone(),
            ..Member::default()
        });
        let members = members.collect();
        Ok(Sink { args, entries, folder, members, seen: HashSet::new(), failed: false })
    }

    fn take(&mut self, owner: usize, outcome: Outcome) -> io::Result<()> {
        match outcome {
            Outcome::Analyzed(analyzed) => self.analyzed(owner, *analyzed),
            Outcome::Skipped { name, why } => self.skipped(owner, &name, &why),
            Outcome::Failed { name, problem, .. } => {
                self.failed = true;
                let why = left_out::Without::failed(&problem, english_of);
                say(Kind::Error, &about(&name, &why.reason));
                self.without(owner, &name, why)
            }
        }
    }

    fn skipped(&mut self, owner: usize, name: &str, why: &Skip) -> io::Result<()> {
        let why = left_out::Without::skipped(why, english_of);
        say(Kind::Skipped, &about(name, &why.reason));
        self.without(owner, name, why)
    }

    /// A page of all runs of each runner.
    fn trends(&mut self, catalogue: &Catalogue) -> io::Result<()> {
        let Some(folder) = &mut self.folder else { return Ok(()) };
        for (member, entry) in self.members.iter_mut().zip(self.entries) {
            let runs: Vec<Analysis> = member.runs.iter().map(|(a, _)| a.clone()).collect();
            let trend = trend(&runs, catalogue, &entry.task.settings.trend);
            member.trend_page = folder.trend(&member.name, &trend)?;
        }
        Ok(())
    }

    /// What may not be seen of a file of a runner, where initials are asked for.
    fn hidden(&self, owner: usize, path: &str) -> Option<Hidden> {
        let name = &self.entries.get(owner).filter(|_| self.args.initials)?.runner.name;
        let below = Path::new(path).strip_prefix(&self.args.folder).ok();
        let folder = below.filter(|p| p.components().count() > 1).and_then(|p| p.iter().next());
        let folder = folder.map(|f| f.to_string_lossy().into_owned()).unwrap_or_default();
        Some(Hidden::new(&[name, &folder], path))
    }

    fn analyzed(&mut self, owner: usize, mut analyzed: Analyzed) -> io::Result<()> {
        let (path, sha256, index) = {
            let r = &analyzed.analysis.recording;
            (r.path.clone(), r.sha256.clone(), r.index)
        };
        if !self.seen.insert((owner, sha256, index)) {
            return self.skipped(owner, &path, &Skip::ReadBefore);
        }
        if analyzed.analysis.recording.start_time.is_none() {
            analyzed.analysis.recording.start_time = self.day(owner, &path);
        }
        let hidden = self.hidden(owner, &path);
        let (Some(entry), Some(member)) = (self.entries.get(owner), self.members.get_mut(owner))
        else {
            return Ok(());
        };
        if let Some(hidden) = hidden {
            let start = analyzed.analysis.recording.start_time.as_deref();
            let day = start.and_then(|s| s.get(..10)).filter(|d| d.is_ascii());
            let number = format!("run-{}", member.runs.len() + 1);
            let path = format!("{}_{}", member.name, day.unwrap_or(&number));
            hidden.analyzed(&mut analyzed, path);
        }
        let who = who(member);
        let page = match &mut self.folder {
            Some(folder) => Some(folder.run(&analyzed, &entry.task.settings.runner, who)?),
            None => None,
        };
        member.runs.push((analyzed.analysis, page));
        Ok(())
    }

    /// The day that the roster gives to a file which says none.
    fn day(&self, owner: usize, path: &str) -> Option<String> {
        let runner = &self.entries.get(owner)?.runner;
        let mut dated = runner.files.iter().zip(&runner.days);
        dated.find(|(file, _)| path.starts_with(&name(file))).and_then(|(_, day)| day.clone())
    }

    fn without(&mut self, owner: usize, path: &str, mut why: left_out::Without) -> io::Result<()> {
        let hidden = self.hidden(owner, path);
        let Some(member) = self.members.get_mut(owner) else { return Ok(()) };
        let file = match hidden {
            Some(hidden) => {
                why.reason = hidden.text(&why.reason);
                format!("{}_file-{}", member.name, member.without.len() + 1)
            }
            None => path.to_owned(),
        };
        if let Some(folder) = &mut self.folder {
            folder.without(&file, who(member), &why)?;
        }
        member.without.push(Without { file, status: why.status, reason: why.reason });
        Ok(())
    }
}

fn who(member: &Member) -> Who {
    Who { participant: Some(member.name.clone()), group: member.group.clone(), condition: None }
}
