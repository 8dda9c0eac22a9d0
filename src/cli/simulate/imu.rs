//! `runform simulate imu`: recordings of inertial sensors.

use std::path::Path;

use clap::Args;

use super::{Common, SimulateError, list, print, show, started, with_setting, write_file};
use crate::recording::Placement;
use crate::simulate::imu::{
    FAULTS, ImuProfile, NAMED, SIMULATED, SimulatedImu, Stamps, named, simulate, to_csv,
};
use crate::simulate::watch::to_fit;

/// Arguments of `runform simulate imu`.
#[derive(Debug, Args)]
#[command(after_help = after_help())]
pub struct ImuArgs {
    /// Ready profile to run (see --list).
    #[arg(long, value_name = "NAME", default_value = "fresh")]
    pub profile: String,
    /// Where sensors sit: left_foot, right_foot, left_shank, right_shank,
    /// sacrum, waist, chest, left_wrist, right_wrist (repeatable, or with commas).
    #[arg(long, value_name = "PLACEMENT", value_delimiter = ',')]
    pub placement: Vec<String>,
    /// Samples per second, 50 to 2000.
    #[arg(long, value_name = "HZ")]
    pub rate: Option<f64>,
    /// Length of the run in minutes.
    #[arg(long, value_name = "M", conflicts_with = "duration")]
    pub minutes: Option<f64>,
    /// Something wrong with the sensors or their files, see below (repeatable).
    #[arg(long = "fault", value_name = "NAME=VALUE")]
    pub fault: Vec<String>,
    /// Write the recording of the watch worn beside too, as FIT; the sensors then stamp
    /// their rows with the time of day.
    #[arg(long)]
    pub watch: bool,
    /// What every simulation takes.
    #[command(flatten)]
    pub common: Common,
}

/// What is written, and every fault with its meaning.
fn after_help() -> String {
    let mut text = String::from(
        "Written for every run: RUN_PLACEMENT.csv for each sensor, RUN_truth_steps.csv with every \
         step, RUN.truth.json with all that was chosen.\n\nFaults:\n",
    );
    let width = FAULTS.iter().map(|f| f.0.len()).max().unwrap_or(0);
    for (name, about) in FAULTS {
        text.push_str(&format!("  {name:width$}  {about}\n"));
    }
    text.push_str("\nExample: runform simulate imu --placement sacrum,left_foot --rate 200 --minutes 10 --fault mount=random --fault dropped_pct=1 --out runs");
    text
}

pub(super) fn run(args: &ImuArgs) -> Result<(), SimulateError> {
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
        write_run(&run, out, &common.file_name(k), args.watch)?;
    }
    common.say_done(&profile.run.name, out);
    Ok(())
}

/// The profile of the first run.
fn profile(args: &ImuArgs) -> Result<ImuProfile, SimulateError> {
    let common = &args.common;
    let mut profile: ImuProfile = common.base(&args.profile, named, &NAMED.map(|n| n.name))?;
    let asked = common.duration_s()?.or(args.minutes.map(|m| 60.0 * m));
    profile.run.duration_s = asked.unwrap_or(profile.run.duration_s);
    profile.run.seed = common.seed.unwrap_or(profile.run.seed);
    profile.rate_hz = args.rate.unwrap_or(profile.rate_hz);
    if !args.placement.is_empty() {
        profile.placements =
            args.placement.iter().map(|p| placement(p)).collect::<Result<_, _>>()?;
    }
    // A watch knows the time of day: beside it the sensors do too, so that the files find
    // together. Who wants clocks apart says so.
    if args.watch && profile.faults.stamps == Stamps::S {
        profile.faults.stamps = Stamps::EpochS;
    }
    for given in &args.fault {
        let name = given.split('=').next().unwrap_or(given);
        if !FAULTS.iter().any(|f| f.0 == name) {
            return Err(SimulateError::UnknownFault {
                given: given.clone(),
                choices: FAULTS.map(|f| f.0).join(", "),
            });
        }
        profile = with_setting(&profile, &format!("faults.{given}"))?;
    }
    common.set.iter().try_fold(profile, |p, setting| with_setting(&p, setting))
}

fn placement(given: &str) -> Result<Placement, SimulateError> {
    let id = given.trim();
    SIMULATED.into_iter().find(|p| p.id() == id).ok_or_else(|| SimulateError::UnknownPlacement {
        given: given.to_string(),
        choices: SIMULATED.map(Placement::id).join(", "),
    })
}

/// The profile of run number `k` from 0.
fn nth(profile: &ImuProfile, k: u32, vary: bool) -> ImuProfile {
    let seed = profile.run.seed.wrapping_add(u64::from(k));
    let mut run = if vary { profile.varied(seed) } else { profile.clone() };
    run.run.seed = seed;
    run.run.start = started(profile.run.start, k);
    run
}

fn write_run(run: &SimulatedImu, out: &Path, name: &str, watch: bool) -> Result<(), SimulateError> {
    for (index, sensor) in run.truth.sensors.iter().enumerate() {
        write_file(out, &format!("{name}_{}.csv", sensor.placement), &to_csv(run, index))?;
    }
    if watch {
        write_file(out, &format!("{name}_watch.fit"), &to_fit(&run.watch))?;
    }
    write_file(out, &format!("{name}_truth_steps.csv"), run.truth.steps_csv().as_bytes())?;
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

    fn says(line: &[&str]) -> String {
        let head = ["simulate", "imu", "--out", "/nonexistent"];
        let args = Line::try_parse_from([&head, line].concat()).unwrap().args;
        let error = crate::cli::simulate::run(&args).unwrap_err();
        assert!(error.is_usage(), "{error}");
        error.to_string()
    }

    #[test]
    fn mistakes_are_explained() {
        assert!(says(&["--profile", "tired"]).contains("fresh, fatigue, collapse"));
        assert!(says(&["--placement", "knee"]).contains("left_foot, right_foot"));
        assert!(says(&["--placement", "sacrum,sacrum"]).contains("every placement once"));
        assert!(says(&["--fault", "rust=1"]).contains("mount, misalignment_pct"));
        assert!(says(&["--fault", "mount=sideways"]).contains("upside_down"));
        assert!(says(&["--fault", "jitter=much"]).contains("invalid type"));
        assert!(says(&["--fault", "jitter"]).contains("KEY=VALUE"));
        assert!(says(&["--rate", "20"]).contains("rate_hz is 20, but must be between 50"));
        assert!(says(&["--minutes", "0.1"]).contains("run.duration_s is 6"));
        let minutes_and_duration = ["simulate", "imu", "--minutes", "1", "--duration", "1min"];
        assert!(Line::try_parse_from(minutes_and_duration).is_err());
    }

    #[test]
    fn a_shown_profile_can_be_read_back() {
        for n in NAMED {
            let text = toml::to_string_pretty(&n.profile()).unwrap();
            assert_eq!(toml::from_str::<ImuProfile>(&text).unwrap(), n.profile(), "{}", n.name);
        }
    }

    #[test]
    fn the_help_names_every_fault() {
        let text = after_help();
        assert!(FAULTS.iter().all(|(name, about)| text.contains(name) && text.contains(about)));
    }
}
