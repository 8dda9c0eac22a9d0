//! How well steps are found: recordings of inertial sensors with true steps
//! beside them (force plates, or the simulator) are scored one by one and
//! summed up per placement.

mod plot;
mod score;
mod summary;
mod truth;

use std::path::Path;

use serde::Serialize;

pub use plot::bland_altman;
pub use score::Score;
pub use summary::{Agreement, Summary};
pub use truth::TRUTH_ENDING;

use super::{Problem, sensors};
use crate::gait;
use crate::import::{ImportError, ImportOptions, SensorProblem};
use crate::recording::{Data, Note, NoteKind};
use crate::runs::guarded;
use crate::settings::Settings;
use crate::words::english_of;

/// What a validation found.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Validation {
    /// One per recording, sorted by path.
    pub scores: Vec<Score>,
    /// One per region of the body.
    pub summaries: Vec<Summary>,
    /// Recordings of sensors that could not be scored, and why.
    pub left_out: Vec<(String, String)>,
    /// Files beside true steps that are no recordings of inertial sensors, such
    /// as the forces or markers the truth came from.
    pub no_sensors: Vec<String>,
}

/// Scores every recording below `dir` that has true steps beside it.
///
/// # Errors
/// [`Problem`] when the folder cannot be read.
pub fn validate(
    dir: &Path,
    options: &ImportOptions,
    settings: &Settings,
) -> Result<Validation, Problem> {
    let mut result = Validation::default();
    for (recording, truth) in truth::find(dir)? {
        let name = recording.strip_prefix(dir).unwrap_or(&recording).display().to_string();
        match guarded(|| one(&recording, &truth, &name, options, settings)) {
            Ok(Found::Score(score)) => result.scores.push(*score),
            Ok(Found::NoSteps(why)) => result.left_out.push((name, why)),
            Ok(Found::NoSensor) => result.no_sensors.push(name),
            Err(problem) => result.left_out.push((name, english_of(&problem))),
        }
    }
    result.summaries = summary::summaries(&result.scores);
    Ok(result)
}

/// What a file beside true steps turned out to be.
enum Found {
    Score(Box<Score>),
    /// Of a sensor, but without steps: why.
    NoSteps(String),
    NoSensor,
}

fn one(
    path: &Path,
    truth: &Path,
    name: &str,
    options: &ImportOptions,
    settings: &Settings,
) -> Result<Found, Problem> {
    let truth = truth::read(truth)?;
    let recording = match sensors::read_one(path, options) {
        Err(Problem::Import(
            ImportError::Sensor(SensorProblem::NoAxes { .. })
            | ImportError::NothingRecognised { .. },
        )) => return Ok(Found::NoSensor),
        read => read?,
    };
    let Data::Imu(imu) = &recording.data else { return Ok(Found::NoSensor) };
    let mut notes = Vec::new();
    let gait = gait::measure(imu, &settings.imu, &mut notes);
    Ok(match score::score(name, &gait, &truth, imu.origin_s) {
        Some(score) => Found::Score(Box::new(score)),
        None => {
            let shown = |n: &&Note| matches!(n.kind, NoteKind::NoRunning { .. });
            let why = notes.iter().find(shown).map(crate::words::english);
            Found::NoSteps(why.unwrap_or_else(|| "no steps were found".into()))
        }
    })
}
