//! `runform batch`: many recordings, resumable, in one go or step by step.

pub(super) mod progress;
mod words;

use std::ffi::{OsStr, OsString};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::ValueEnum;

use super::knowledge::Own;
use super::output::{Color, Kind, Output as Screen, is_closed, say};
use super::{Done, Trouble, analyze};
use crate::pipeline::batch::{
    self, BatchError, Crew, Lock, Mapped, Mapper, Place, Plan, Spec, Status, TableKind, Tally,
};
use progress::{Progress, Shown};

#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    #[command(subcommand)]
    step: Option<Step>,
    #[command(flatten)]
    job: Job,
    #[command(flatten)]
    work: Work,
    /// Say what would be done, and do nothing.
    #[arg(long)]
    dry_run: bool,
    /// When to end with exit code 1: where a result could not be written, or also where
    /// a recording could not be analysed.
    #[arg(long, value_enum, default_value_t = FailOn::Recordings)]
    fail_on: FailOn,
    /// Afterwards do N recordings again and compare every byte.
    #[arg(long, value_name = "N")]
    verify: Option<usize>,
}

#[derive(Debug, clap::Subcommand)]
enum Step {
    /// List what there is to do and cut it into shards.
    Plan(Job),
    /// Work on shards of the plan; a shard that is done is left alone.
    Map {
        /// Output folder with the plan.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Numbers of shards (repeatable, or with commas); all if left out.
        #[arg(long, value_name = "N", value_delimiter = ',')]
        shard: Vec<usize>,
        #[command(flatten)]
        work: Work,
    },
    /// Say how far a batch is, from the receipts of its shards; ends with 1 while some
    /// are not done.
    Status {
        /// Output folder with plan and parts.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Only the numbers of the shards that are not done, as job arrays take them.
        #[arg(long)]
        missing: bool,
        /// As a JSON object.
        #[arg(long, conflicts_with = "missing")]
        json: bool,
    },
    /// Make the tables of all shards.
    Reduce {
        /// Output folder with plan and parts.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Analyse one recording and keep nothing.
    #[command(hide = true)]
    Probe {
        #[arg(long)]
        out: PathBuf,
        #[arg(long)]
        shard: usize,
        #[arg(long)]
        entry: usize,
    },
}

/// What to read and to write.
#[derive(Debug, clap::Args)]
struct Job {
    /// Files, folders and patterns ("data/**/*.csv"), or one pipeline file (.toml).
    #[arg(value_name = "FOLDER|PIPELINE.toml")]
    inputs: Vec<PathBuf>,
    /// Output folder.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// CSV with what is known of each file: path, participant, group, condition,
    /// placement, mass_kg, height_m, …
    #[arg(long, value_name = "FILE.csv")]
    manifest: Option<PathBuf>,
    /// A TOML file with settings of the analysis; they go before those of a pipeline.
    #[arg(long, value_name = "FILE.toml")]
    settings: Option<PathBuf>,
    #[command(flatten)]
    knowledge: Own,
    /// Format of the tables.
    #[arg(long, value_enum)]
    tables: Option<Tables>,
    /// Leave the rows of every recording out (the tables series and steps): most of
    /// the bytes.
    #[arg(long)]
    no_series: bool,
    /// Write a JSON document per recording too.
    #[arg(long)]
    documents: bool,
    /// Write a page per recording too.
    #[arg(long)]
    pages: bool,
    /// Where sensors sat, where neither file nor manifest says it.
    #[arg(long, value_name = "PLACEMENT")]
    placement: Option<String>,
    /// Cut the work into about N shards (default: one per recording).
    #[arg(long, value_name = "N")]
    shards: Option<usize>,
    /// Cut it into shards of about so many megabytes of recordings, which stay the same
    /// when the folder grows.
    #[arg(long, value_name = "MB", conflicts_with = "shards", value_parser = clap::value_parser!(u64).range(1..))]
    shard_mb: Option<u64>,
}

/// How to work.
#[derive(Debug, clap::Args)]
struct Work {
    /// Do again what could not be analysed before.
    #[arg(long)]
    retry_failed: bool,
    /// How many recordings to work on at once (default: as many as processors).
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// How to show progress on standard error.
    #[arg(long, value_enum, default_value_t = Shown::Auto)]
    progress: Shown,
    /// Show neither progress nor results.
    #[arg(long)]
    quiet: bool,
}

/// What ends with exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// A result could not be written.
    Results,
    /// A recording could not be analysed, too.
    Recordings,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Tables {
    Parquet,
    Csv,
}

impl From<BatchError> for Trouble {
    fn from(error: BatchError) -> Trouble {
        let what = error.to_string();
        match error {
            BatchError::Usage(_) => Trouble::Usage(what),
            BatchError::Unfit(_) => Trouble::Failed(what),
            // A file in the way is there the next time too.
            BatchError::Io { error, .. }
                if matches!(error.kind(), ErrorKind::AlreadyExists | ErrorKind::IsADirectory) =>
            {
                Trouble::Failed(what)
            }
            BatchError::Later(_) | BatchError::Io { .. } => Trouble::Again(what),
        }
    }
}

impl Job {
    fn spec(&self) -> Result<Spec, Trouble> {
        let is_pipeline =
            |p: &PathBuf| p.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"));
        let mut spec = match self.inputs.as_slice() {
            [one] if is_pipeline(one) => Spec::read(one)?,
            all if all.iter().any(is_pipeline) => {
                return Err(Trouble::Usage(
                    "a pipeline file stands alone: name the recordings in it, under inputs.".into(),
                ));
            }
            all => Spec {
                inputs: all.iter().map(|p| p.display().to_string()).collect(),
                ..Spec::default()
            },
        };
        if self.manifest.is_some() {
            spec.manifest.clone_from(&self.manifest);
        }
        if spec.inputs.is_empty() && spec.manifest.is_none() {
            return Err(Trouble::Usage(
                "nothing to read: name a folder, files, a pipeline file, or a --manifest.".into(),
            ));
        }
        if self.settings.is_some() {
            // A file given here goes over what the pipeline says, key by key.
            spec.settings = analyze::settings_over(&spec.settings, self.settings.as_deref())?;
        }
        if self.knowledge.folder.is_some() {
            spec.knowledge.clone_from(&self.knowledge.folder);
        }
        spec.read_knowledge()?;
        if let Some(tables) = self.tables {
            spec.output.tables = match tables {
                Tables::Parquet => TableKind::Parquet,
                Tables::Csv => TableKind::Csv,
            };
        }
        spec.output.series &= !self.no_series;
        spec.output.documents |= self.documents;
        spec.output.pages |= self.pages;
        if self.placement.is_some() {
            spec.reading.placement.clone_from(&self.placement);
        }
        spec.reading.options()?;
        analyze::checked(&spec.settings)?;
        analyze::check_equipment(&spec.settings.strength.equipment)?;
        if self.out.is_some() {
            spec.output.folder.clone_from(&self.out);
        }
        spec.shards = self.shards.or(spec.shards);
        spec.shard_mb = self.shard_mb.or(spec.shard_mb);
        if self.shards.is_some() {
            spec.shard_mb = None;
        } else if self.shard_mb.is_some() {
            spec.shards = None;
        }
        if spec.shards == Some(0) || spec.shard_mb == Some(0) {
            return Err(Trouble::Usage("there must be at least one shard.".into()));
        }
        Ok(spec)
    }
}

/// The output folder that a pipeline names.
fn out(spec: &Spec) -> Result<PathBuf, Trouble> {
    spec.output.folder.clone().ok_or_else(|| {
        Trouble::Usage(
            "say where the results go: --out DIR, or folder under [output] in the pipeline file."
                .into(),
        )
    })
}

pub(super) fn run(args: &Args) -> Result<Done, Trouble> {
    match &args.step {
        None => whole(args),
        Some(Step::Plan(job)) => {
            let (place, plan) = made(job)?;
            show(&words::made(&plan, &place))
        }
        Some(Step::Map { out, shard, work }) => {
            let place = Place::at(out)?;
            let plan = Plan::read(&place)?;
            plan.in_reach()?;
            let _lock = Lock::take(&place, false)?;
            let shards = if shard.is_empty() { (0..plan.shards).collect() } else { shard.clone() };
            let mapped = map_all(&plan, &place, shards, work)?;
            if !work.quiet {
                show(&words::mapped(&mapped))?;
            }
            // Every recording has its row, whatever became of it: for a scheduler the
            // step is done. What could not be written has ended it before.
            Ok(Done::All)
        }
        Some(Step::Reduce { out }) => {
            let place = Place::at(out)?;
            let plan = Plan::read(&place)?;
            let _lock = Lock::take(&place, true)?;
            let reduced = batch::reduce(&plan, &place)?;
            // As for `map`: the tables are there, with a row for each recording.
            show(&words::reduced(&reduced, &place))
        }
        Some(Step::Status { out, missing, json }) => {
            let Some(place) = Place::there(out)? else {
                return Err(Trouble::Failed(format!("there is no folder {}.", out.display())));
            };
            let plan = Plan::read(&place)?;
            let status = Status::of(&plan, &place)?;
            show(&match (missing, json) {
                (true, _) => format!("{}\n", status.missing_text()),
                (_, true) => words::status_json(&status),
                _ => words::status(&status),
            })?;
            Ok(done(status.done < status.shards))
        }
        Some(Step::Probe { out, shard, entry }) => {
            batch::probe(&Plan::read(&Place::at(out)?)?, *shard, *entry)?;
            Ok(Done::All)
        }
    }
}

fn done(some_failed: bool) -> Done {
    if some_failed { Done::Some } else { Done::All }
}

/// The first step.
fn made(job: &Job) -> Result<(Place, Plan), Trouble> {
    let spec = job.spec()?;
    let place = Place::at(&out(&spec)?)?;
    let _lock = Lock::take(&place, true)?;
    let plan = batch::plan(&spec, Some(&place))?.write(&place)?;
    Ok((place, plan))
}

/// The three steps in one process.
fn whole(args: &Args) -> Result<Done, Trouble> {
    if args.dry_run {
        let spec = args.job.spec()?;
        let folder = out(&spec)?;
        let place = Place::there(&folder)?;
        let plan = batch::plan(&spec, place.as_ref())?;
        return dry_run(&plan, place.as_ref(), &folder, &args.work);
    }
    let begin = Instant::now();
    let spec = args.job.spec()?;
    let place = Place::at(&out(&spec)?)?;
    let _lock = Lock::take(&place, true)?;
    let plan = batch::plan(&spec, Some(&place))?.write(&place)?;
    let planned_s = begin.elapsed().as_secs_f64();
    let mapped = map_all(&plan, &place, (0..plan.shards).collect(), &args.work)?;
    let mapped_s = begin.elapsed().as_secs_f64() - planned_s;
    let reduced = batch::reduce(&plan, &place)?;
    let reduced_s = begin.elapsed().as_secs_f64() - planned_s - mapped_s;
    let seconds = [("plan", planned_s), ("map", mapped_s), ("reduce", reduced_s)];
    words::provenance(&plan, &place, &args.work, &mapped, &reduced, seconds)?;
    if !args.work.quiet {
        show(&format!("{}{}", words::whole(&mapped, &reduced), words::reduced(&reduced, &place)))?;
    }
    let differ = match args.verify {
        Some(sample) => batch::verify(&plan, &place, sample)?,
        None => Vec::new(),
    };
    if let Some(sample) = args.verify {
        for (shard, part) in &differ {
            say(Kind::Error, &format!("shard {shard}: {part} comes out differently now."));
        }
        if differ.is_empty() && !args.work.quiet {
            let n = sample.min(plan.shards);
            let n = words::counted(n, "shard");
            show(&format!("Done again and compared, byte by byte: {n}, all equal.\n"))?;
        }
    }
    let unanalysed = args.fail_on == FailOn::Recordings && reduced.failed > 0;
    Ok(done(unanalysed || !differ.is_empty()))
}

/// Says what would be done, and why nothing would.
fn dry_run(
    plan: &Plan,
    place: Option<&Place>,
    folder: &Path,
    work: &Work,
) -> Result<Done, Trouble> {
    // Said first: nobody should wait for a batch that cannot work.
    let missing = plan.missing()?;
    for (path, what) in &missing {
        say(Kind::Error, &format!("{} is not there ({what}).", path.display()));
    }
    let Some(place) = place else {
        show(&words::planned(plan, folder, &|_| false)?)?;
        return Ok(done(!missing.is_empty()));
    };
    plan.fits(place)?;
    let mapper = Mapper { plan, place, survives: None, retry_failed: work.retry_failed };
    // What is read to tell is what a batch would read to tell.
    show(&words::planned(plan, folder, &|shard| mapper.is_done(shard))?)?;
    Ok(done(!missing.is_empty()))
}

/// Works on shards and shows how far it is.
fn map_all(plan: &Plan, place: &Place, shards: Vec<usize>, work: &Work) -> Result<Tally, Trouble> {
    let sizes = plan.bytes_by_shard()?;
    let total = shards.iter().filter_map(|s| sizes.get(*s)).sum();
    let progress = Progress::begin(work.progress, work.quiet, shards.len(), total);
    let finished = |mapped: &Mapped, bytes: u64| progress.finished(mapped, bytes);
    let folder = PathBuf::from(place.name());
    let survives = |shard: usize, k: usize| survives(&folder, shard, k);
    let crew = Crew {
        mapper: Mapper { plan, place, survives: Some(&survives), retry_failed: work.retry_failed },
        threads: work.threads.map(usize::from),
        finished: &finished,
    };
    let mapped = crew.map(shards);
    progress.end();
    Ok(mapped?)
}

/// Analyses a recording in a process of its own.
pub(super) fn survives(folder: &Path, shard: usize, entry: usize) -> bool {
    let Some([program, first @ ..]) = super::STARTED_AS.get().map(Vec::as_slice) else {
        return true;
    };
    let arguments = first.iter().map(OsString::as_os_str);
    let arguments: Vec<&OsStr> = arguments.chain(["batch", "probe"].map(OsStr::new)).collect();
    batch::survives(Path::new(program), &arguments, folder, shard, entry)
}

fn show(text: &str) -> Result<Done, Trouble> {
    match Screen::new(Color::Auto).write(text) {
        Err(error) if !is_closed(&error) => {
            Err(Trouble::Output { place: "the answer".into(), error })
        }
        _ => Ok(Done::All),
    }
}
