//! `runform analyze`.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::history;
use super::inspect::Format;
use super::knowledge::{Own, catalogue, own, words};
use super::output::{self, Color, Kind, Output, about, is_closed, say};
use super::sensors::{Reading, Together};
use super::{Done, Trouble, map_option, window};
use crate::analysis::Analyzed;
use crate::analysis::history::PastRun;
use crate::files::charts::ChartFolder;
use crate::files::folder::{Folder, TableFormat};
use crate::files::pages::Pages;
use crate::files::rides::Rides;
use crate::import::{ColumnMap, ImportOptions};
use crate::pipeline;
use crate::report::html::Style;
use crate::report::json::{self, Layout};
use crate::report::terminal::{self, Totals, View};
use crate::runs::{Outcome, Problem, Skip, Task, Without};
use crate::settings::{Prefer, RunKind, Settings, UserWindow, check_windows};
use crate::strength::Catalogue;
use crate::units::Units;
use crate::words::{Language, Surface, Tongue, Words, english_of};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files and folders (searched through all levels); `-` reads standard input.
    #[arg(required_unless_present = "imu", value_name = "INPUT")]
    inputs: Vec<PathBuf>,

    /// How to print: a summary, or one JSON document per recording and line.
    #[arg(long, value_enum, default_value_t = Format::Text, help_heading = "Output")]
    format: Format,
    /// Print the summary in full length.
    #[arg(long, help_heading = "Output")]
    details: bool,
    /// Indent the JSON.
    #[arg(long, help_heading = "Output")]
    pretty: bool,
    /// Put this into the JSON as well.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT", help_heading = "Output")]
    include: Vec<Include>,
    /// Write the report as a page to look at and print: FILE.html for one
    /// recording, or a folder for a page of each.
    #[arg(long, value_name = "FILE.html|DIR", help_heading = "Files to write")]
    html: Option<PathBuf>,
    /// Write the report as PDF on A4, printed by Chromium, Chrome or Edge where one is on
    /// this machine: FILE.pdf for one recording, or a folder.
    #[arg(long, value_name = "FILE.pdf|DIR", help_heading = "Files to write")]
    pdf: Option<PathBuf>,
    /// Write every chart as an SVG file: DIR/NAME/CHART.svg.
    #[arg(long, value_name = "DIR", help_heading = "Files to write")]
    charts: Option<PathBuf>,
    /// Write the run for GoldenCheetah (its JSON, with running dynamics): a file for
    /// each recording in this folder.
    #[arg(long, value_name = "DIR", help_heading = "Files to write")]
    goldencheetah: Option<PathBuf>,
    /// Write a JSON document and a page per recording, and tables of all, into this folder.
    #[arg(long, value_name = "DIR", help_heading = "Files to write")]
    out: Option<PathBuf>,
    /// Format of the tables in the output folder (Parquet, where this build has it).
    #[arg(long, value_enum, help_heading = "Files to write")]
    tables: Option<Tables>,
    /// Units of pace and distance in the summary and on pages.
    #[arg(long, value_enum, default_value_t = ShownUnits::Metric, help_heading = "Output")]
    units: ShownUnits,
    /// Language of the summary and of pages (that of LC_ALL, LC_MESSAGES or LANG where
    /// there is one, else English).
    #[arg(long, value_enum, value_name = "LANGUAGE", help_heading = "Output")]
    language: Option<ShownLanguage>,
    /// When to use colour.
    #[arg(long, value_enum, default_value_t = Color::Auto, help_heading = "Output")]
    color: Color,

    /// The fresh part: 10min-20min, 10:00-20:00, 2km-4km, 1mi-2mi, "lap 2-4".
    #[arg(long, value_name = "WINDOW", value_parser = window::parse, help_heading = "Comparison")]
    fresh: Option<UserWindow>,
    /// The tired part, written the same way.
    #[arg(long, value_name = "WINDOW", value_parser = window::parse, help_heading = "Comparison")]
    fatigued: Option<UserWindow>,
    /// What kind of run it is: a race is compared split against split (5-10 km with
    /// the last full 5 km), a steady run never as intervals.
    #[arg(long, value_enum, help_heading = "Comparison")]
    mode: Option<Mode>,
    /// Other runs of the same runner (files and folders; repeatable): what they show
    /// of how form follows speed and slope sharpens the comparison.
    #[arg(long, value_name = "INPUT", help_heading = "Comparison")]
    effects_from: Vec<PathBuf>,
    #[command(flatten, next_help_heading = "Analysis")]
    history: history::Place,
    /// Which sensor wins where several measured the same.
    #[arg(long, value_enum, help_heading = "Reading files")]
    prefer: Option<Sensor>,
    /// The runner's mass, kg (stiffness in kN/m).
    #[arg(long, value_name = "KG", value_parser = mass, help_heading = "Runner")]
    mass: Option<f64>,
    /// The runner's height, m (leg stiffness).
    #[arg(long, value_name = "M", value_parser = height, help_heading = "Runner")]
    height: Option<f64>,
    /// How hard the whole run felt, 0-10 (7 or more is taken as a sign of fatigue).
    #[arg(long, value_name = "0-10", value_parser = rpe, help_heading = "Runner")]
    rpe: Option<f64>,
    /// Say what a CSV column holds: COLUMN=METRIC[:UNIT], e.g. gct=ground_contact_time:s
    #[arg(long, value_name = "COLUMN=METRIC:UNIT", value_parser = map_option, help_heading = "Reading files")]
    map: Vec<ColumnMap>,
    /// Length of the strength session, 15 to 20 minutes (20 if not given).
    #[arg(long, value_name = "MIN", value_parser = session_minutes, help_heading = "Strength work")]
    session_minutes: Option<u32>,
    #[arg(long, help = equipment_help(), value_delimiter = ',', value_name = "ITEM",
        help_heading = "Strength work")]
    equipment: Vec<String>,
    /// A TOML file with any of the settings; options given here go before it.
    #[arg(long, value_name = "FILE.toml", help_heading = "Comparison")]
    settings: Option<PathBuf>,

    #[command(flatten)]
    knowledge: Own,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    together: Together,

    /// How many recordings to work on at once (default: as many as processors).
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Include {
    /// The samples of the run.
    Series,
    /// The single steps, where inertial sensors show them.
    Steps,
    /// The average step at each sensor.
    Waveforms,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Tables {
    #[cfg(feature = "tables")]
    Parquet,
    #[cfg(feature = "tables")]
    Csv,
    None,
}

impl Default for Tables {
    fn default() -> Self {
        #[cfg(feature = "tables")]
        return Tables::Parquet;
        #[cfg(not(feature = "tables"))]
        return Tables::None;
    }
}

impl Tables {
    fn format(self) -> Option<TableFormat> {
        match self {
            #[cfg(feature = "tables")]
            Tables::Parquet => Some(TableFormat::Parquet),
            #[cfg(feature = "tables")]
            Tables::Csv => Some(TableFormat::Csv),
            Tables::None => None,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum ShownUnits {
    Metric,
    Imperial,
}

impl From<ShownUnits> for Units {
    fn from(shown: ShownUnits) -> Units {
        match shown {
            ShownUnits::Metric => Units::Metric,
            ShownUnits::Imperial => Units::Imperial,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum ShownLanguage {
    /// English.
    En,
    /// Deutsch.
    De,
}

impl From<ShownLanguage> for Language {
    fn from(shown: ShownLanguage) -> Language {
        match shown {
            ShownLanguage::En => Language::English,
            ShownLanguage::De => Language::German,
        }
    }
}

/// The language that was asked for, else that of the environment.
pub(super) fn language(shown: Option<ShownLanguage>) -> Language {
    shown.map_or_else(language_of_environment, Language::from)
}

/// The language of the environment: the first of its variables that is set decides.
fn language_of_environment() -> Language {
    let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set);
    locale.and_then(|l| Language::from_code(&l)).unwrap_or_default()
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Mode {
    /// The whole run at equal pace and slope.
    Auto,
    /// Windows of level running told from the recording (a race cannot be).
    Windows,
    /// A steady run.
    Steady,
    /// A race.
    Race,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Sensor {
    /// The watch's own field.
    Native,
    /// The Stryd foot pod.
    Stryd,
    /// The RunScribe foot pods.
    Runscribe,
}

fn mass(text: &str) -> Result<f64, String> {
    within(text, 20.0, 300.0, "kilograms between 20 and 300, e.g. 68.5")
}

fn height(text: &str) -> Result<f64, String> {
    within(text, 1.0, 2.5, "metres between 1 and 2.5, e.g. 1.78")
}

fn session_minutes(text: &str) -> Result<u32, String> {
    let minutes = text.parse().ok().filter(|m| (15..=20).contains(m));
    minutes.ok_or_else(|| "expected whole minutes from 15 to 20, e.g. 20".into())
}

fn rpe(text: &str) -> Result<f64, String> {
    within(text, 0.0, 10.0, "a number from 0 (rest) to 10 (as hard as it gets)")
}

fn within(text: &str, low: f64, high: f64, expected: &str) -> Result<f64, String> {
    let value = text.parse().ok().filter(|v| (low..=high).contains(v));
    value.ok_or_else(|| format!("expected {expected}"))
}

/// The settings of a file, or the usual ones.
pub(super) fn read_settings(path: Option<&Path>) -> Result<Settings, Trouble> {
    let settings = settings_over(&Settings::default(), path)?;
    checked(&settings)?;
    Ok(settings)
}

/// Settings with those of a file over them, where there is one. The windows of the
/// user are not looked at yet: the command line may give one of them.
pub(super) fn settings_over(below: &Settings, path: Option<&Path>) -> Result<Settings, Trouble> {
    let Some(path) = path else { return Ok(below.clone()) };
    let wrong =
        |what: String| Trouble::Usage(format!("the settings in {}: {what}", path.display()));
    let text =
        std::fs::read_to_string(path).map_err(|e| wrong(english_of(&Problem::from_io(&e))))?;
    below.with(&text).map_err(|e| wrong(english_of(&e)))
}

pub(super) fn checked(settings: &Settings) -> Result<(), Trouble> {
    settings
        .check()
        .map_err(|wrong| Trouble::Usage(format!("the settings: {}", english_of(&wrong))))
}

impl Args {
    fn settings(&self) -> Result<Settings, Trouble> {
        let mut settings = settings_over(&Settings::default(), self.settings.as_deref())?;
        if let Some(sensor) = self.prefer {
            settings.prefer = match sensor {
                Sensor::Native => Prefer::Native,
                Sensor::Stryd => Prefer::Stryd,
                Sensor::Runscribe => Prefer::Runscribe,
            };
        }
        if let Some(mode) = self.mode {
            settings.windows.kind = match mode {
                Mode::Auto => RunKind::Auto,
                Mode::Windows => RunKind::Windows,
                Mode::Steady => RunKind::Steady,
                Mode::Race => RunKind::Race,
            };
        }
        settings.runner.mass_kg = self.mass.or(settings.runner.mass_kg);
        settings.runner.height_m = self.height.or(settings.runner.height_m);
        settings.compare.rpe = self.rpe.or(settings.compare.rpe);
        settings.windows.fresh = self.fresh.or(settings.windows.fresh);
        settings.windows.fatigued = self.fatigued.or(settings.windows.fatigued);
        if settings.windows.fresh.is_some() != settings.windows.fatigued.is_some() {
            return Err(Trouble::Usage(
                "--fresh and --fatigued belong together: give both windows, or neither and let runform choose.".into(),
            ));
        }
        if let (Some(fresh), Some(fatigued)) = (settings.windows.fresh, settings.windows.fatigued) {
            check_windows(fresh, fatigued).map_err(|e| Trouble::Usage(english_of(&e)))?;
        }
        if let Some(minutes) = self.session_minutes {
            settings.strength.session_minutes = minutes;
        }
        if !self.equipment.is_empty() {
            settings.strength.equipment.clone_from(&self.equipment);
        }
        self.together.apply(&mut settings);
        check_equipment(&settings.strength.equipment)?;
        checked(&settings)?;
        Ok(settings)
    }

    /// Options that would do nothing as they stand.
    fn check(&self) -> Result<(), Trouble> {
        let wrong = |what: &str| Err(Trouble::Usage(what.into()));
        if self.tables.is_some() && self.out.is_none() {
            return wrong(
                "--tables says how to write tables into a folder: add --out DIR, or leave it out.",
            );
        }
        if self.format == Format::Text && self.out.is_none() {
            if self.pretty {
                return wrong("--pretty indents JSON: add --format json, or leave it out.");
            }
            if !self.include.is_empty() {
                return wrong("--include adds to the JSON: add --format json, or leave it out.");
            }
        }
        check_map(&self.map)
    }

    fn tongue(&self) -> Tongue {
        Tongue {
            language: language(self.language),
            units: self.units.into(),
            surface: Surface::CommandLine,
        }
    }

    fn layout(&self) -> Layout {
        Layout {
            pretty: self.pretty,
            series: self.include.contains(&Include::Series),
            steps: self.include.contains(&Include::Steps),
            waveforms: self.include.contains(&Include::Waveforms),
        }
    }
}

/// Of two meanings for one column the first would silently be lost.
pub(super) fn check_map(map: &[ColumnMap]) -> Result<(), Trouble> {
    let same = |a: &ColumnMap, b: &ColumnMap| a.column.eq_ignore_ascii_case(&b.column);
    let twice = map.iter().enumerate().find(|(i, m)| map.iter().take(*i).any(|o| same(o, m)));
    twice.map_or(Ok(()), |(_, m)| {
        Err(Trouble::Usage(format!(
            "--map is given twice for the column {:?}; a column holds one thing, so leave one out.",
            m.column
        )))
    })
}

fn equipment_help() -> String {
    let known = Catalogue::builtin().map_or_else(
        |_| String::new(),
        |c| c.equipment.iter().map(|e| e.id.as_str()).collect::<Vec<_>>().join(", "),
    );
    format!("Equipment at hand, separated by commas; body weight is always there. Items: {known}")
}

/// Unknown equipment would silently do nothing.
pub(super) fn check_equipment(equipment: &[String]) -> Result<(), Trouble> {
    if equipment.is_empty() {
        return Ok(());
    }
    let catalogue = catalogue()?;
    let Some(unknown) = catalogue.unknown_equipment(equipment) else { return Ok(()) };
    let known: Vec<&str> = catalogue.equipment.iter().map(|e| e.id.as_str()).collect();
    Err(Trouble::Usage(format!("no equipment is called {unknown:?}; choose {}", known.join(", "))))
}

pub(super) fn run(args: &Args) -> Result<Done, Trouble> {
    args.check()?;
    args.knowledge.settle()?;
    let mut import = ImportOptions { map: args.map.clone(), ..ImportOptions::default() };
    args.reading.apply(&mut import)?;
    let threads = args.threads.map(usize::from);
    let (settings, extras) = (args.settings()?, args.together.extras()?);
    let mut task = Task { import, settings, extras, knowledge: own(), ..Task::default() };
    learn(&args.effects_from, threads, &mut task)?;
    if let Some(folder) = args.history.folder() {
        task.history = history::read(&folder)?.into_iter().map(|kept| kept.run).collect();
        let effects = task.history.iter().map(PastRun::effects);
        task.settings.compare.effects.runs.extend(effects);
    }
    let out = |error| {
        let place = args.out.as_deref().unwrap_or(Path::new("the output"));
        Trouble::Output { place: place.display().to_string(), error }
    };
    let tongue = args.tongue();
    let words = words(tongue);
    let style =
        Style { tongue, settings: task.settings.clone(), knowledge: task.knowledge.clone() };
    let folder = match &args.out {
        Some(path) => Some(
            Folder::create(path, args.layout(), args.tables.unwrap_or_default().format())
                .and_then(|folder| folder.with_pages(style.clone()))
                .map_err(out)?,
        ),
        None => None,
    };
    let pages = args.html.clone().map(|path| Pages::new(path, style.clone()));
    let prints = args.pdf.clone().map(|path| Pages::printed(path, style.clone()));
    let charts = args.charts.clone().map(|path| ChartFolder::new(path, style));
    let goldencheetah = args.goldencheetah.clone().map(Rides::new);
    let mut sink = Sink {
        args,
        output: Output::new(args.color),
        words: &words,
        held: None,
        totals: Totals::default(),
        folder,
        pages,
        prints,
        charts,
        goldencheetah,
        seen: HashMap::new(),
        closed: false,
        failed: false,
    };
    let work = |found, emit: &mut dyn FnMut(Outcome) -> bool| {
        pipeline::analyze_file(found, &task, emit);
    };
    let mut result = Ok(());
    if !args.together.imu.is_empty() {
        pipeline::analyze_joined(&args.together.imu, &task, &mut |outcome| {
            result = sink.take(outcome);
            result.is_ok()
        });
    }
    let inputs = pipeline::discover(&args.inputs);
    let run = || pipeline::run(inputs, threads, &work, &mut |outcome| sink.take(outcome));
    match result.and_then(|()| run()) {
        Err(error) if !is_closed(&error) => return Err(out(error)),
        _ => {}
    }
    match sink.finish() {
        Err(error) if !is_closed(&error) => return Err(out(error)),
        _ => {}
    }
    if let Some(folder) = sink.folder {
        folder.finish().map_err(out)?;
    }
    Ok(if sink.failed { Done::Some } else { Done::All })
}

/// Adds what other runs say of the effects of speed and slope to the settings.
fn learn(from: &[PathBuf], threads: Option<usize>, task: &mut Task) -> Result<(), Trouble> {
    if from.is_empty() {
        return Ok(());
    }
    let learnt = pipeline::effects_from(pipeline::discover(from), threads, task);
    let (runs, problems) =
        learnt.map_err(|e| Trouble::Failed(format!("the other runs could not be read: {e}.")))?;
    for (name, reason) in &problems {
        say(Kind::Skipped, &about(name, reason));
    }
    if runs.is_empty() {
        return Err(Trouble::Usage(
            "--effects-from holds no run to learn from: give recordings of runs with speed and form, or leave it out.".into(),
        ));
    }
    task.settings.compare.effects.runs.extend(runs);
    Ok(())
}

/// Where outcomes go, in the order of the inputs.
struct Sink<'a> {
    args: &'a Args,
    output: Output,
    words: &'a Words,
    /// The first run, until it is known whether others follow.
    held: Option<Box<Analyzed>>,
    totals: Totals,
    folder: Option<Folder>,
    pages: Option<Pages>,
    prints: Option<Pages>,
    charts: Option<ChartFolder>,
    goldencheetah: Option<Rides>,
    /// Recordings had before, hash and index, with their names.
    seen: HashMap<(String, usize), String>,
    /// Nobody reads standard output any more.
    closed: bool,
    failed: bool,
}

impl<'a> Sink<'a> {
    fn take(&mut self, outcome: Outcome) -> io::Result<()> {
        match outcome {
            Outcome::Analyzed(analyzed) => {
                let recording = &analyzed.analysis.recording;
                match self.seen.entry((recording.sha256.clone(), recording.index)) {
                    Entry::Vacant(new) => new.insert(recording.path.clone()),
                    Entry::Occupied(had) => {
                        let why = Skip::AnalyzedBefore { name: had.get().clone() };
                        return self.skipped(&recording.path, &why);
                    }
                };
                if let Some(folder) = &mut self.folder {
                    folder.analyzed(&analyzed)?;
                }
                let written = [
                    self.pages.as_mut().map(|pages| pages.add(&analyzed)),
                    self.prints.as_mut().map(|prints| prints.add(&analyzed)),
                    self.charts.as_mut().map(|charts| charts.add(&analyzed)),
                    self.goldencheetah.as_mut().map(|rides| rides.add(&analyzed)),
                ];
                for reason in written.into_iter().flatten().filter_map(Result::err) {
                    self.failed = true;
                    say(Kind::Error, &about(&analyzed.analysis.recording.path, &reason));
                }
                self.print(analyzed)
            }
            Outcome::Skipped { name, why } => self.skipped(&name, &why),
            Outcome::Failed { name, sha256, problem } => {
                self.failed = true;
                let why = Without::failed(&problem, |problem| self.words.say(problem));
                self.left_out(&name, sha256.as_deref(), &why)
            }
        }
    }

    fn skipped(&mut self, name: &str, why: &Skip) -> io::Result<()> {
        let why = Without::skipped(why, |why| self.words.say(why));
        self.left_out(name, None, &why)
    }

    /// An input without an analysis.
    fn left_out(&mut self, name: &str, sha256: Option<&str>, why: &Without) -> io::Result<()> {
        let failed = why.status.is_failure();
        say(if failed { Kind::Error } else { Kind::Skipped }, &about(name, &why.reason));
        if failed {
            self.totals.leave_out();
        }
        if let Some(pages) = &mut self.pages
            && let Err(why) = pages.add_refused(name, why)
        {
            self.failed = true;
            say(Kind::Error, &about(name, &why));
        }
        match &mut self.folder {
            Some(folder) => folder.without_analysis(name, sha256, why, failed),
            None => Ok(()),
        }
    }

    fn writes_files(&self) -> bool {
        let (pages, charts) = (self.pages.is_some(), self.charts.is_some());
        self.folder.is_some() || pages || charts || self.goldencheetah.is_some()
    }

    fn view(&self) -> View<'a> {
        View { words: self.words, columns: output::width(), details: self.args.details }
    }

    fn print(&mut self, analyzed: Box<Analyzed>) -> io::Result<()> {
        if matches!(self.args.format, Format::Json) {
            let text = json::document(&analyzed, self.args.layout())?;
            return self.write(&text);
        }
        self.totals.add(&analyzed.analysis);
        let view = self.view();
        if view.details {
            let gap = if self.totals.runs() > 1 { "\n" } else { "" };
            return self.write(&format!("{gap}{}", terminal::summary(&analyzed.analysis, view)));
        }
        // One run is told in ten lines, several in a line each.
        if self.totals.runs() == 1 {
            self.held = Some(analyzed);
            return Ok(());
        }
        if let Some(first) = self.held.take() {
            self.write(&terminal::line(&first.analysis, view))?;
        }
        self.write(&terminal::line(&analyzed.analysis, view))
    }

    /// The run that waited, or the totals of many, and what stands once below all.
    fn finish(&mut self) -> io::Result<()> {
        if matches!(self.args.format, Format::Json) || self.totals.runs() == 0 {
            return Ok(());
        }
        let view = self.view();
        if let Some(only) = self.held.take() {
            self.write(&terminal::summary(&only.analysis, view))?;
        } else if self.totals.runs() > 1 {
            self.write(&self.totals.told(view))?;
        }
        self.write(&terminal::closing(view))
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        match self.output.write(text) {
            // The files are still wanted when the summary is piped into `head`.
            Err(error) if is_closed(&error) && self.writes_files() => {
                self.closed = true;
                Ok(())
            }
            other => other,
        }
    }
}
