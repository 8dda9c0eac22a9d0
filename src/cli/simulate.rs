//! `runform simulate`: recordings with exactly known truth.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use thiserror::Error;

use crate::simulate::watch::{
    Control, NAMED, ProfileError, SimulatedRun, WatchProfile, named, simulate, to_csv, to_fit,
};

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
    Watch(WatchArgs),
}

/// Arguments of `runform simulate watch`.
#[derive(Debug, Args)]
pub struct WatchArgs {
    /// List the ready profiles and stop.
    #[arg(long)]
    pub list: bool,
    /// Ready profile to run (see --list).
    #[arg(long, value_name = "NAME", default_value = "fatigue", conflicts_with = "profile_file")]
    pub profile: String,
    /// Profile of your own, TOML; start from the output of --show.
    #[arg(long, value_name = "FILE")]
    pub profile_file: Option<PathBuf>,
    /// Change one value of the profile, e.g. --set fatigue.contact_pct=6 (repeatable).
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
    /// File format of the recordings.
    #[arg(long, value_enum, default_value_t = RunFormat::Fit)]
    pub format: RunFormat,
    /// Name of the files: NAME_0001.fit and so on; with --name and a single run, NAME.fit.
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
}

/// File format of simulated recordings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RunFormat {
    /// FIT activity file.
    Fit,
    /// CSV with units in the header.
    Csv,
    /// Both.
    Both,
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
        SimulateKind::Watch(args) => watch(args),
    }
}

fn watch(args: &WatchArgs) -> Result<(), SimulateError> {
    if args.list {
        return print(&list());
    }
    let profile = profile(args)?;
    profile.check()?;
    if args.show {
        let text = toml::to_string_pretty(&profile)
            .map_err(|e| SimulateError::Unprintable(e.to_string()))?;
        return print(&text);
    }
    if let Some(name) = &args.name
        && (name.is_empty() || Path::new(name).file_name().is_none_or(|f| f != name.as_str()))
    {
        return Err(SimulateError::BadName { given: name.clone() });
    }
    let out = args.out.as_deref().ok_or(SimulateError::NoFolder)?;
    std::fs::create_dir_all(out).map_err(|e| SimulateError::io("make the folder", out, e))?;
    for k in 0..args.runs {
        let run = simulate(&nth(&profile, k, args.vary));
        let name = match &args.name {
            Some(name) if args.runs == 1 => name.clone(),
            name => format!("{}_{:04}", name.as_deref().unwrap_or("run"), k + 1),
        };
        write_run(&run, out, &name, args.format)?;
    }
    let n = args.runs;
    let what = if n == 1 { "1 run".to_string() } else { format!("{n} runs") };
    let done = format!("{what} of the profile {:?} written to {}\n", profile.name, out.display());
    // The runs are the result; that nobody may read this line is no failure.
    let _ = anstream::stderr().lock().write_all(done.as_bytes());
    Ok(())
}

/// The ready profiles, a line each.
fn list() -> String {
    let width = NAMED.iter().map(|n| n.name.len()).max().unwrap_or(0);
    NAMED
        .iter()
        .map(|n| {
            let change = match n.control {
                Control::Positive => "form changes  ",
                Control::Negative => "form unchanged",
            };
            format!("{:width$}  {change}  {}\n", n.name, n.about)
        })
        .collect()
}

/// The profile of the first run.
fn profile(args: &WatchArgs) -> Result<WatchProfile, SimulateError> {
    let mut profile = match &args.profile_file {
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .map_err(|e| SimulateError::io("read the profile", path, e))?;
            toml::from_str(&text).map_err(|e| SimulateError::BadProfileFile {
                path: path.display().to_string(),
                problem: e.to_string().trim_end().to_string(),
            })?
        }
        None => named(&args.profile).ok_or_else(|| SimulateError::UnknownProfile {
            given: args.profile.clone(),
            choices: NAMED.map(|n| n.name).join(", "),
        })?,
    };
    if let Some(given) = &args.duration {
        profile.duration_s = given
            .parse::<jiff::SignedDuration>()
            .map_err(|_| SimulateError::BadDuration { given: given.clone() })?
            .as_secs_f64();
    }
    if let Some(seed) = args.seed {
        profile.seed = seed;
    }
    args.set.iter().try_fold(profile, |p, setting| with_setting(&p, setting))
}

/// The profile with one `KEY=VALUE` changed.
fn with_setting(profile: &WatchProfile, setting: &str) -> Result<WatchProfile, SimulateError> {
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

/// The profile of run number `k` from 0.
fn nth(profile: &WatchProfile, k: u32, vary: bool) -> WatchProfile {
    let seed = profile.seed.wrapping_add(u64::from(k));
    let later = jiff::SignedDuration::from_hours(24 * i64::from(k));
    let run = if vary { profile.varied(seed) } else { WatchProfile { seed, ..profile.clone() } };
    WatchProfile { start: profile.start.checked_add(later).unwrap_or(profile.start), ..run }
}

fn write_run(
    run: &SimulatedRun,
    out: &Path,
    name: &str,
    format: RunFormat,
) -> Result<(), SimulateError> {
    if matches!(format, RunFormat::Fit | RunFormat::Both) {
        write_file(out, &format!("{name}.fit"), &to_fit(run))?;
    }
    if matches!(format, RunFormat::Csv | RunFormat::Both) {
        write_file(out, &format!("{name}.csv"), &to_csv(run))?;
    }
    let path = out.join(format!("{name}.truth.json"));
    let truth = run.truth.to_json().map_err(|e| SimulateError::io("write", &path, e.into()))?;
    write_file(out, &format!("{name}.truth.json"), truth.as_bytes())
}

/// Writes beside the target and renames, so that no half file is ever seen.
fn write_file(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), SimulateError> {
    let path = folder.join(name);
    let fail = |e| SimulateError::io("write", &path, e);
    let prefix = format!(".{name}.");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".tmp");
    #[cfg(unix)] // a temporary file is private by default; a result is not
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder).map_err(fail)?;
    file.write_all(bytes).map_err(fail)?;
    file.persist(&path).map_err(|e| fail(e.error))?;
    Ok(())
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        args: SimulateArgs,
    }

    fn simulated(line: &[&str]) -> Result<(), SimulateError> {
        run(&Line::try_parse_from([&["simulate", "watch"], line].concat()).unwrap().args)
    }

    #[test]
    fn writes_numbered_runs_with_their_truth_and_leaves_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("new/folder");
        let out_text = out.to_str().unwrap();
        let line = ["--profile", "short", "--runs", "2", "--seed", "5", "--out", out_text];
        simulated(&[&line[..], &["--format", "both", "--duration", "2min"]].concat()).unwrap();
        let mut names: Vec<String> = std::fs::read_dir(&out)
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        let expected = ["run_0001", "run_0002"]
            .map(|n| ["csv", "fit", "truth.json"].map(|e| format!("{n}.{e}")));
        assert_eq!(names, expected.concat());
        let truth: crate::simulate::watch::Truth =
            serde_json::from_slice(&std::fs::read(out.join("run_0002.truth.json")).unwrap())
                .unwrap();
        assert_eq!((truth.seed, truth.duration_s), (6, 120.0));
        assert_eq!(truth.profile.start.to_string(), "2025-01-02T08:00:00Z");
        assert_ne!(
            std::fs::read(out.join("run_0001.fit")).unwrap(),
            std::fs::read(out.join("run_0002.fit")).unwrap()
        );
    }

    #[test]
    fn settings_reach_the_profile_and_a_shown_profile_can_be_read_back() {
        let base = named("trail").unwrap();
        let p = with_setting(&base, "fatigue.contact_pct=6.5").unwrap();
        let p = with_setting(&p, "course.label=treadmill").unwrap();
        let p = with_setting(&p, "device.dynamics_vanish_at=0.5").unwrap();
        assert_eq!(p.fatigue.contact_pct, 6.5);
        assert_eq!(p.course.label.as_deref(), Some("treadmill"));
        assert_eq!(p.device.dynamics_vanish_at, Some(0.5));
        for n in NAMED {
            let text = toml::to_string_pretty(&n.profile()).unwrap();
            assert_eq!(toml::from_str::<WatchProfile>(&text).unwrap(), n.profile(), "{}", n.name);
        }
    }

    #[test]
    fn mistakes_are_explained() {
        let says = |line: &[&str]| {
            let error = simulated(&[&["--out", "/nonexistent"], line].concat()).unwrap_err();
            assert!(error.is_usage(), "{error}");
            error.to_string()
        };
        assert!(says(&["--profile", "tired"]).contains("fresh, fatigue, collapse"));
        assert!(says(&["--duration", "long"]).contains("90min"));
        assert!(says(&["--duration", "5s"]).contains("duration_s is 5, but must be between 60"));
        assert!(says(&["--set", "fatigue.contact=3"]).contains("stuck at \"contact\""));
        assert!(says(&["--set", "fatigue.contact_pct=much"]).contains("invalid type"));
        assert!(says(&["--set", "seed"]).contains("KEY=VALUE"));
        assert!(says(&["--name", "../x"]).contains("plain file name"));
        let line = ["simulate", "watch"];
        assert!(Line::try_parse_from(line).is_err()); // nowhere to write
    }

    #[test]
    fn the_list_names_every_profile() {
        let text = list();
        assert_eq!(text.lines().count(), NAMED.len());
        assert!(NAMED.iter().all(|n| text.contains(n.name) && text.contains(n.about)));
    }
}
