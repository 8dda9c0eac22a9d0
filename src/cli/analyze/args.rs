//! The options of `runform analyze`, what they mean for the settings, and which of them
//! go together.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::cli::history;
use crate::cli::inspect::Format;
use crate::cli::knowledge::{Own, catalogue};
use crate::cli::output::Color;
use crate::cli::sensors::{Reading, Together};
use crate::cli::{Trouble, map_option, window};
use crate::files::folder::TableFormat;
use crate::import::ColumnMap;
use crate::report::json::Layout;
use crate::runs::Problem;
use crate::settings::{Prefer, RunKind, Settings, UserWindow, check_windows};
use crate::strength::Catalogue;
use crate::units::Units;
use crate::words::{Language, Surface, Tongue, english_of};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// Files and folders (searched through all levels); `-` reads standard input.
    #[arg(required_unless_present = "imu", value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,

    /// How to print: a summary, or one JSON document per recording and line.
    #[arg(long, value_enum, default_value_t = Format::Text, help_heading = "Output")]
    pub(super) format: Format,
    /// Print the summary in full length.
    #[arg(long, help_heading = "Output")]
    pub(super) details: bool,
    /// Leave times, devices, titles, and names and hashes of files out of all results.
    #[arg(long, help_heading = "Output")]
    pub(super) private: bool,
    /// Indent the JSON.
    #[arg(long, help_heading = "Output")]
    pretty: bool,
    /// Put this into the JSON as well.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT", help_heading = "Output")]
    include: Vec<Include>,
    /// Write the report as a page to look at and print: FILE.html for one
    /// recording, or a folder for a page of each.
    #[arg(long, value_name = "FILE.html|DIR", help_heading = "Files to write")]
    pub(super) html: Option<PathBuf>,
    /// Write the report as PDF on A4, printed by Chromium, Chrome or Edge where one is on
    /// this machine: FILE.pdf for one recording, or a folder.
    #[arg(long, value_name = "FILE.pdf|DIR", help_heading = "Files to write")]
    pub(super) pdf: Option<PathBuf>,
    /// Write the answer as a picture for sharing, 1200 × 630, without file, device or
    /// place; taken by the same browser: FILE.png for one recording, or a folder.
    #[arg(long, value_name = "FILE.png|DIR", help_heading = "Files to write")]
    pub(super) card: Option<PathBuf>,
    /// Write every chart as an SVG file: DIR/NAME/CHART.svg.
    #[arg(long, value_name = "DIR", help_heading = "Files to write")]
    pub(super) charts: Option<PathBuf>,
    /// Write the run for GoldenCheetah (its JSON, with running dynamics): a file for
    /// each recording in this folder.
    #[arg(long, value_name = "DIR", help_heading = "Files to write")]
    pub(super) goldencheetah: Option<PathBuf>,
    /// Write a JSON document and a page per recording, and tables of all, into this folder.
    #[arg(long, value_name = "DIR", help_heading = "Files to write")]
    pub(super) out: Option<PathBuf>,
    /// Format of the tables in the output folder (Parquet, where this build has it).
    #[arg(long, value_enum, help_heading = "Files to write")]
    pub(super) tables: Option<Tables>,
    /// Units of pace and distance in the summary and on pages.
    #[arg(long, value_enum, default_value_t = ShownUnits::Metric, help_heading = "Output")]
    units: ShownUnits,
    /// Language of the summary and of pages (that of LC_ALL, LC_MESSAGES or LANG where
    /// there is one, else English).
    #[arg(long, value_enum, value_name = "LANGUAGE", help_heading = "Output")]
    language: Option<ShownLanguage>,
    /// When to use colour.
    #[arg(long, value_enum, default_value_t = Color::Auto, help_heading = "Output")]
    pub(super) color: Color,

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
    pub(super) effects_from: Vec<PathBuf>,
    #[command(flatten, next_help_heading = "Analysis")]
    pub(super) history: history::Place,
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
    pub(super) map: Vec<ColumnMap>,
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
    pub(super) knowledge: Own,
    #[command(flatten)]
    pub(super) reading: Reading,
    #[command(flatten)]
    pub(super) together: Together,

    /// How many recordings to work on at once (default: as many as processors).
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
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
pub(super) enum Tables {
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
    pub(super) fn format(self) -> Option<TableFormat> {
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
pub(in crate::cli) enum ShownUnits {
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
pub(in crate::cli) enum ShownLanguage {
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
pub(in crate::cli) fn language(shown: Option<ShownLanguage>) -> Language {
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
pub(in crate::cli) fn read_settings(path: Option<&Path>) -> Result<Settings, Trouble> {
    let settings = settings_over(&Settings::default(), path)?;
    checked(&settings)?;
    Ok(settings)
}

/// Settings with those of a file over them, where there is one. The windows of the
/// user are not looked at yet: the command line may give one of them.
pub(in crate::cli) fn settings_over(
    below: &Settings,
    path: Option<&Path>,
) -> Result<Settings, Trouble> {
    let Some(path) = path else { return Ok(below.clone()) };
    let wrong =
        |what: String| Trouble::Usage(format!("the settings in {}: {what}", path.display()));
    let text =
        std::fs::read_to_string(path).map_err(|e| wrong(english_of(&Problem::from_io(&e))))?;
    below.with(&text).map_err(|e| wrong(english_of(&e)))
}

pub(in crate::cli) fn checked(settings: &Settings) -> Result<(), Trouble> {
    settings
        .check()
        .map_err(|wrong| Trouble::Usage(format!("the settings: {}", english_of(&wrong))))
}

impl Args {
    pub(super) fn settings(&self) -> Result<Settings, Trouble> {
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
    pub(super) fn check(&self) -> Result<(), Trouble> {
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

    pub(super) fn tongue(&self) -> Tongue {
        Tongue {
            language: language(self.language),
            units: self.units.into(),
            surface: Surface::CommandLine,
        }
    }

    pub(super) fn layout(&self) -> Layout {
        Layout {
            pretty: self.pretty,
            series: self.include.contains(&Include::Series),
            steps: self.include.contains(&Include::Steps),
            waveforms: self.include.contains(&Include::Waveforms),
        }
    }
}

/// Of two meanings for one column the first would silently be lost.
pub(in crate::cli) fn check_map(map: &[ColumnMap]) -> Result<(), Trouble> {
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
pub(in crate::cli) fn check_equipment(equipment: &[String]) -> Result<(), Trouble> {
    if equipment.is_empty() {
        return Ok(());
    }
    let catalogue = catalogue()?;
    let Some(unknown) = catalogue.unknown_equipment(equipment) else { return Ok(()) };
    let known: Vec<&str> = catalogue.equipment.iter().map(|e| e.id.as_str()).collect();
    Err(Trouble::Usage(format!("no equipment is called {unknown:?}; choose {}", known.join(", "))))
}
