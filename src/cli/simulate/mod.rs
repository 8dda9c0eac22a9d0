//! `runform simulate`: recordings with exactly known truth.

mod imu;
mod watch;

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde::{Serialize, de::DeserializeOwned};
use thiserror::Error;

use crate::files::write::whole;
use crate::simulate::watch::{Control, ProfileError};

/// Arguments of `runform simulate`.
#[derive(Debug, Args)]
pub struct SimulateArgs {
    /// What to simulate.
    #[command(subcommand)]
    pub kind: SimulateKind,
}

/// What can be simulated.
#[derive(Debug, Subcommand)]
pub enum SimulateKind {
    /// Running-watch recordings (FIT, CSV), each with a file of its truth.
    Watch(watch::WatchArgs),
    /// Recordings of inertial sensors (CSV), each with the truth of every step.
    Imu(imu::ImuArgs),
}

/// Arguments of every kind of simulation.
#[derive(Debug, Args)]
pub struct Common {
    /// List the ready profiles and stop.
    #[arg(long)]
    pub list: bool,
    /// Profile of your own, TOML; start from the output of --show.
    #[arg(long, value_name = "FILE", conflicts_with = "profile")]
    pub profile_file: Option<PathBuf>,
    /// Change one value of the profile, e.g. --set KEY=VALUE; --show prints the keys (repeatable).
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Length of the run: 90min, 1h30m, 5400s.
    #[arg(long, value_name = "TIME")]
    pub duration: Option<String>,
    /// Print the profile as TOML and stop.
    #[arg(long)]
    pub show: bool,
    /// Draw another runner and another sensor noise for every run; the story stays.
    #[arg(long)]
    pub vary: bool,
    /// How many runs; run k has the seed SEED + k − 1 and starts k − 1 days later.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub runs: u32,
    /// Seed of the first run; the profile's own seed if left out.
    #[arg(long, value_name = "S")]
    pub seed: Option<u64>,
    /// Folder to write to; made if it does not exist.
    #[arg(long, value_name = "DIR", required_unless_present_any = ["list", "show"])]
    pub out: Option<PathBuf>,
    /// Name of the files: NAME_0001 and so on; with a single run, NAME.
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
}

impl Common {
    /// The profile asked for: from the file, or the ready one of this name.
    fn base<P: DeserializeOwned>(
        &self,
        name: &str,
        named: impl Fn(&str) -> Option<P>,
        choices: &[&str],
    ) -> Result<P, SimulateError> {
        let Some(path) = &self.profile_file else {
            return named(name).ok_or_else(|| SimulateError::UnknownProfile {
                given: name.to_string(),
                choices: choices.join(", "),
            });
        };
        let text = std::fs::read_to_string(path)
            .map_err(|e| SimulateError::io("read the profile", path, e))?;
        toml::from_str(&text).map_err(|e| SimulateError::BadProfileFile {
            path: path.display().to_string(),
            problem: e.to_string().trim_end().to_string(),
        })
    }

    /// The duration asked for, s.
    fn duration_s(&self) -> Result<Option<f64>, SimulateError> {
        let Some(given) = &self.duration else { return Ok(None) };
        let parsed = given.parse::<jiff::SignedDuration>();
        let length = parsed.map_err(|_| SimulateError::BadDuration { given: given.clone() })?;
        Ok(Some(length.as_secs_f64()))
    }

    /// The folder, made if need be, once the name of the files is known to be one.
    fn folder(&self) -> Result<&Path, SimulateError> {
        if let Some(name) = &self.name
            && (name.is_empty() || Path::new(name).file_name().is_none_or(|f| f != name.as_str()))
        {
            return Err(SimulateError::BadName { given: name.clone() });
        }
        let out = self.out.as_deref().ok_or(SimulateError::NoFolder)?;
        std::fs::create_dir_all(out).map_err(|e| SimulateError::io("make the folder", out, e))?;
        Ok(out)
    }

    /// Name of the files of run `k` from 0, without ending.
    fn file_name(&self, k: u32) -> String {
        match &self.name {
            Some(name) if self.runs == 1 => name.clone(),
            name => format!("{}_{:04}", name.as_deref().unwrap_or("run"), k + 1),
        }
    }

    /// Says that all runs are written.
    fn say_done(&self, profile: &str, out: &Path) {
        let n = self.runs;
        let what = if n == 1 { "1 run".to_string() } else { format!("{n} runs") };
        let done = format!("{what} of the profile {profile:?} written to {}\n", out.display());
        // The runs are the result; that nobody may read this line is no failure.
        let _ = anstream::stderr().lock().write_all(done.as_bytes());
    }
}

/// Why nothing (more) was simulated.
#[derive(Debug, Error)]
pub enum SimulateError {
    /// No such profile.
    #[error("no profile is called {given:?}. Ready profiles: {choices}. --list describes them.")]
    UnknownProfile {
        /// As asked for.
        given: String,
        /// All names.
        choices: String,
    },
    /// A length of time that cannot be read.
    #[error("--duration {given:?} is not a length of time; write it as 90min, 1h30m or 5400s.")]
    BadDuration {
        /// As given.
        given: String,
    },
    /// A `--set` that does not fit.
    #[error("--set {given}: {problem}. --show prints every key with its value.")]
    BadSetting {
        /// As given.
        given: String,
        /// What is wrong.
        problem: String,
    },
    /// A profile file that cannot be understood.
    #[error("the profile {path} cannot be understood: {problem}")]
    BadProfileFile {
        /// The file.
        path: String,
        /// Place and problem.
        problem: String,
    },
    /// No such fault.
    #[error("--fault {given}: there is no such fault. Faults: {choices}.")]
    UnknownFault {
        /// As given.
        given: String,
        /// All names.
        choices: String,
    },
    /// No such placement.
    #[error("--placement {given:?} is not known. Placements: {choices}.")]
    UnknownPlacement {
        /// As given.
        given: String,
        /// All names.
        choices: String,
    },
    /// A value outside what can be simulated.
    #[error("the profile cannot be run: {0}. Change it with --set or in the profile file.")]
    BadProfile(#[from] ProfileError),
    /// A name that is not a plain file name.
    #[error(
        "--name {given:?} is not a plain file name; leave out folders (use --out) and endings."
    )]
    BadName {
        /// As given.
        given: String,
    },
    /// `--out` is missing.
    #[error("nowhere to write: name a folder with --out.")]
    NoFolder,
    /// The profile cannot be printed.
    #[error("the profile cannot be written as TOML: {0}")]
    Unprintable(String),
    /// Reading or writing failed.
    #[error("cannot {action} {path}: {source}")]
    Io {
        /// `read`, `write`, …
        action: &'static str,
        /// Where.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
}

impl SimulateError {
    /// True when the command line (or profile) is at fault rather than the system.
    pub fn is_usage(&self) -> bool {
        !matches!(self, SimulateError::Io { .. } | SimulateError::Unprintable(_))
    }

    fn io(action: &'static str, path: &Path, source: std::io::Error) -> Self {
        SimulateError::Io { action, path: path.display().to_string(), source }
    }
}

/// Runs `runform simulate`.
///
/// # Errors
/// [`SimulateError`] with what to do; files of finished runs stay.
pub fn run(args: &SimulateArgs) -> Result<(), SimulateError> {
    match &args.kind {
        SimulateKind::Watch(args) => watch::run(args),
        SimulateKind::Imu(args) => imu::run(args),
    }
}

/// Ready profiles, a line each: name, what it is for, what happens in it.
fn list(profiles: &[(&str, Control, &str)]) -> String {
    let width = profiles.iter().map(|p| p.0.len()).max().unwrap_or(0);
    profiles
        .iter()
        .map(|(name, control, about)| {
            let change = match control {
                Control::Positive => "form changes  ",
                Control::Negative => "form unchanged",
            };
            format!("{name:width$}  {change}  {about}\n")
        })
        .collect()
}

/// The profile as TOML on standard output.
fn show(profile: &impl Serialize) -> Result<(), SimulateError> {
    let text =
        toml::to_string_pretty(profile).map_err(|e| SimulateError::Unprintable(e.to_string()))?;
    print(&text)
}

/// The profile with one `KEY=VALUE` changed.
fn with_setting<P: Serialize + DeserializeOwned>(
    profile: &P,
    setting: &str,
) -> Result<P, SimulateError> {
    let fail = |problem: String| SimulateError::BadSetting { given: setting.to_string(), problem };
    let (key, value) =
        setting.split_once('=').ok_or_else(|| fail("write it as KEY=VALUE".to_string()))?;
    let mut tree = serde_json::to_value(profile).map_err(|e| fail(e.to_string()))?;
    let mut node = &mut tree;
    for part in key.split('.') {
        node = node
            .as_object_mut()
            .and_then(|map| map.get_mut(part))
            .ok_or_else(|| fail(format!("the profile has no key {key:?} (stuck at {part:?})")))?;
    }
    // A bare word is text: course.label=trail.
    *node = serde_json::from_str(value).unwrap_or_else(|_| value.into());
    serde_json::from_value(tree).map_err(|e| fail(e.to_string()))
}

/// Start of run number `k` from 0: a day after the one before.
fn started(first: jiff::Timestamp, k: u32) -> jiff::Timestamp {
    let later = jiff::SignedDuration::from_hours(24 * i64::from(k));
    first.checked_add(later).unwrap_or(first)
}

/// A file that is there whole or not at all.
fn write_file(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), SimulateError> {
    let path = folder.join(name);
    whole(path.clone(), bytes).map_err(|e| SimulateError::io("write", &path, e))
}

/// Prints; a closed pipe (`| head`) is no error.
fn print(text: &str) -> Result<(), SimulateError> {
    match anstream::stdout().lock().write_all(text.as_bytes()) {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => {
            Err(SimulateError::io("write to", Path::new("standard output"), e))
        }
        _ => Ok(()),
    }
}
