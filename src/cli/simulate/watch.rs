//! `runform simulate watch`: running-watch recordings.

use std::path::Path;

use clap::{Args, ValueEnum};

use super::{Common, SimulateError, list, print, show, started, with_setting, write_file};
use crate::simulate::watch::{NAMED, SimulatedRun, WatchProfile, named, simulate, to_csv, to_fit};

/// Arguments of `runform simulate watch`.
#[derive(Debug, Args)]
pub struct WatchArgs {
    /// Ready profile to run (see --list).
    #[arg(long, value_name = "NAME", default_value = "fatigue")]
    pub profile: String,
    /// What every simulation takes.
    #[command(flatten)]
    pub common: Common,
    /// File format of the recordings.
    #[arg(long, value_enum, default_value_t = RunFormat::Fit)]
    pub format: RunFormat,
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

pub(super) fn run(args: &WatchArgs) -> Result<(), SimulateError> {
    let common = &args.common;
    if common.list {
        return print(&list(&NAMED.map(|n| (n.name, n.control, n.about))));
    }
    let profile = profile(args)?;
    profile.check()?;
    if common.show {
        return show(&profile);
    }
    let out = common.folder()?;
    for k in 0..common.runs {
        let run = simulate(&nth(&profile, k, common.vary));
        write_run(&run, out, &common.file_name(k), args.format)?;
    }
    common.say_done(&profile.name, out);
    Ok(())
}

/// The profile of the first run.
fn profile(args: &WatchArgs) -> Result<WatchProfile, SimulateError> {
    let common = &args.common;
    let mut profile: WatchProfile = common.base(&args.profile, named, &NAMED.map(|n| n.name))?;
    profile.duration_s = common.duration_s()?.unwrap_or(profile.duration_s);
    profile.seed = common.seed.unwrap_or(profile.seed);
    common.set.iter().try_fold(profile, |p, setting| with_setting(&p, setting))
}

/// The profile of run number `k` from 0.
fn nth(profile: &WatchProfile, k: u32, vary: bool) -> WatchProfile {
    let seed = profile.seed.wrapping_add(u64::from(k));
    let run = if vary { profile.varied(seed) } else { WatchProfile { seed, ..profile.clone() } };
    WatchProfile { start: started(profile.start, k), ..run }
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::simulate::SimulateArgs;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        args: SimulateArgs,
    }

    fn simulated(line: &[&str]) -> Result<(), SimulateError> {
        crate::cli::simulate::run(
            &Line::try_parse_from([&["simulate", "watch"], line].concat()).unwrap().args,
        )
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
        let text = list(&NAMED.map(|n| (n.name, n.control, n.about)));
        assert_eq!(text.lines().count(), NAMED.len());
        assert!(NAMED.iter().all(|n| text.contains(n.name) && text.contains(n.about)));
    }
}
