//! Options about recordings of inertial sensors, shared by the subcommands.

use std::path::PathBuf;
use std::sync::Arc;

use super::Trouble;
use crate::import::{AccUnit, GyroUnit, ImportOptions, Unplaced, placement_of};
use crate::pipeline;
use crate::recording::{Placement, Sport};
use crate::runs::{Extras, Problem};
use crate::settings::Settings;
use crate::words::english_of;

/// How an inertial recording is to be read.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Inertial sensors")]
pub(super) struct Reading {
    /// Where the sensor sat: PLACEMENT, or NAME=PLACEMENT for one of several sensors in a
    /// file. Placements: left_foot, right_foot, left_shank, right_shank, sacrum, waist,
    /// chest, left_wrist, right_wrist, wrist, thigh, upper_arm, head.
    #[arg(long, value_name = "[NAME=]PLACEMENT", value_parser = named_placement)]
    placement: Vec<(Option<String>, Placement)>,
    /// Unit of accelerations, where the file leaves it open: g, m/s2, mg or mm/s2.
    #[arg(long, value_name = "UNIT", value_parser = acc_unit)]
    acc_unit: Option<AccUnit>,
    /// Unit of angular velocities, where the file leaves it open: deg/s, rad/s or mdeg/s.
    #[arg(long, value_name = "UNIT", value_parser = gyro_unit)]
    gyro_unit: Option<GyroUnit>,
    /// The sport, where the file gets it wrong: run or treadmill.
    #[arg(long, value_name = "SPORT", value_parser = sport, help_heading = "Reading files")]
    sport: Option<Sport>,
    /// Samples per second of a file without time stamps.
    #[arg(long, value_name = "HZ", value_parser = rate)]
    rate: Option<f64>,
}

/// What goes with an inertial recording.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Inertial sensors")]
pub(super) struct Together {
    /// Several files of one run, one per sensor: --imu left_foot=a.csv --imu right_foot=b.csv
    #[arg(long, value_name = "PLACEMENT=FILE", value_parser = placed_file)]
    pub(super) imu: Vec<(Placement, PathBuf)>,
    /// A watch's file of the same run: gives speed, slope and heart rate.
    #[arg(long, value_name = "FILE")]
    watch: Option<PathBuf>,
    /// How much later than the watch's the recording of the sensors begins, seconds
    /// (negative: earlier), where you know it and their clocks do not tell.
    #[arg(long, value_name = "SECONDS", requires = "watch", allow_hyphen_values = true, value_parser = watch_offset)]
    watch_offset: Option<f64>,
    /// Speed of the whole run, m/s, where no watch gives it (a treadmill).
    #[arg(long, value_name = "M/S", value_parser = speed, conflicts_with = "watch")]
    speed: Option<f64>,
    /// Slope of the whole run, % (with --speed).
    #[arg(long, value_name = "%", requires = "speed", allow_hyphen_values = true, value_parser = grade)]
    grade: Option<f64>,
    /// Steps you marked yourself, used instead of detection: a CSV with
    /// initial_contact_s, toe_off_s and side (left or right).
    #[arg(long, value_name = "FILE.csv")]
    events: Option<PathBuf>,
    /// This runner's own offset of contact times from a trunk sensor, ms, from a force
    /// plate, foot pods or a strap.
    #[arg(long, value_name = "MS", allow_hyphen_values = true, value_parser = offset)]
    contact_offset: Option<f64>,
    /// Left and right of a trunk sensor's steps are the wrong way round.
    #[arg(long)]
    flip_sides: bool,
    /// Sensors in files of their own share one clock, which a system kept in step:
    /// step times from foot to foot can then be compared.
    #[arg(long)]
    shared_clock: bool,
}

fn within(text: &str, low: f64, high: f64, expected: &str) -> Result<f64, String> {
    let value = text.parse().ok().filter(|v| (low..=high).contains(v));
    value.ok_or_else(|| format!("expected {expected}"))
}

fn sport(text: &str) -> Result<Sport, String> {
    match text.to_lowercase().as_str() {
        "run" | "running" => Ok(Sport::Running { sub: None }),
        "treadmill" => Ok(Sport::Running { sub: Some("treadmill".into()) }),
        _ => Err("expected run or treadmill".into()),
    }
}

fn acc_unit(text: &str) -> Result<AccUnit, String> {
    let ids = AccUnit::ALL.map(AccUnit::id).join(", ");
    AccUnit::from_id(text).ok_or_else(|| format!("expected one of {ids}"))
}

fn gyro_unit(text: &str) -> Result<GyroUnit, String> {
    let ids = GyroUnit::ALL.map(GyroUnit::id).join(", ");
    GyroUnit::from_id(text).ok_or_else(|| format!("expected one of {ids}"))
}

fn rate(text: &str) -> Result<f64, String> {
    within(text, 10.0, 4000.0, "samples per second between 10 and 4000, e.g. 100")
}

fn speed(text: &str) -> Result<f64, String> {
    within(text, 1.0, 12.0, "metres per second between 1 and 12, e.g. 3.33")
}

fn grade(text: &str) -> Result<f64, String> {
    within(text, -30.0, 30.0, "per cent between -30 and 30, e.g. 1")
}

fn watch_offset(text: &str) -> Result<f64, String> {
    within(text, -86_400.0, 86_400.0, "seconds between -86400 and 86400, e.g. 12.5")
}

fn offset(text: &str) -> Result<f64, String> {
    within(text, -100.0, 100.0, "milliseconds between -100 and 100, e.g. -12")
}

fn placement(text: &str) -> Result<Placement, String> {
    placement_of(text).map_err(|why| {
        let ids: Vec<&str> = Placement::ALL.iter().map(|p| p.id()).collect();
        match why {
            Unplaced::NoSide => format!("{text:?} needs its side, for example \"left {text}\""),
            Unplaced::Two => format!("{text:?} names two places"),
            Unplaced::Unknown => {
                format!("no placement is called {text:?}; choose one of {}", ids.join(", "))
            }
        }
    })
}

fn named_placement(text: &str) -> Result<(Option<String>, Placement), String> {
    match text.rsplit_once('=') {
        Some((name, place)) => Ok((Some(name.to_string()), placement(place)?)),
        None => Ok((None, placement(text)?)),
    }
}

fn placed_file(text: &str) -> Result<(Placement, PathBuf), String> {
    let (place, file) =
        text.split_once('=').ok_or("expected PLACEMENT=FILE, e.g. left_foot=left.csv")?;
    Ok((placement(place)?, PathBuf::from(file)))
}

impl Reading {
    /// Adds what was said to the options of the import.
    pub(super) fn apply(&self, options: &mut ImportOptions) -> Result<(), Trouble> {
        let mut plain = self.placement.iter().filter(|p| p.0.is_none());
        options.placement = plain.next().map(|p| p.1);
        if plain.next().is_some() {
            return Err(Trouble::Usage("--placement is given twice without a name; name the sensors: --placement NAME=PLACEMENT.".into()));
        }
        let named = self.placement.iter();
        options.sensor_placements =
            named.filter_map(|(name, place)| Some((name.clone()?, *place))).collect();
        options.rate_hz = self.rate;
        options.acc_unit = self.acc_unit;
        options.sport = self.sport.clone();
        options.gyro_unit = self.gyro_unit;
        Ok(())
    }
}

impl Together {
    /// Reads the files that go with the recordings.
    pub(super) fn extras(&self) -> Result<Extras, Trouble> {
        let unusable = |what: &str, path: &PathBuf, problem: Problem| {
            Trouble::Usage(format!("{what} {}: {}", path.display(), english_of(&problem)))
        };
        let watch = match &self.watch {
            Some(path) => Some(Arc::new(
                pipeline::read_watch(path).map_err(|p| unusable("--watch", path, p))?,
            )),
            None => None,
        };
        let events = match &self.events {
            Some(path) => Some(Arc::new(
                pipeline::read_events(path).map_err(|p| unusable("--events", path, p))?,
            )),
            None => None,
        };
        let (speed_mps, grade_pct) = (self.speed, self.grade);
        Ok(Extras { watch, watch_offset_s: self.watch_offset, speed_mps, grade_pct, events })
    }

    /// Adds what was said to the settings.
    pub(super) fn apply(&self, settings: &mut Settings) {
        if let Some(ms) = self.contact_offset {
            settings.imu.contact_offset_ms = ms;
        }
        settings.imu.flip_sides |= self.flip_sides;
        settings.imu.shared_clock |= self.shared_clock;
    }
}
