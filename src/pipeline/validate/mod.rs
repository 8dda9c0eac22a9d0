//! How well steps are found: recordings of inertial sensors with true steps
//! beside them (force plates, or the simulator) are scored one by one, person by
//! person, and summed up per placement.
//!
//! Truth is raw vertical force above 50 N; forces measured otherwise are brought to it
//! ([`Force`]). Constants are fitted again without each person in turn, so that what is
//! said of a person was never learnt from that person.

mod by_person;
mod force;
mod people;
mod plot;
mod refit;
mod score;
mod summary;
mod truth;

use std::path::Path;

use serde::Serialize;

pub use by_person::{ByPerson, PersonRow, Spread};
pub use force::{Plate, THRESHOLD_N};
pub use people::{Force, PEOPLE_FILE, People, PeopleError, Who};
pub use plot::bland_altman;
pub use refit::FEWEST_PEOPLE;
pub use score::Score;
pub use summary::{Agreement, Summary};
pub use truth::TRUTH_ENDING;

use self::refit::Evidence;
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
    /// One per region of the body, person by person: people left out of the fit first.
    pub by_person: Vec<ByPerson>,
    /// One per region of the body, all recordings together, constants in use: in sample
    /// for people on whom those were fitted.
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
/// [`Problem`] when the folder cannot be read, or `people` names nobody for a recording.
pub fn validate(
    dir: &Path,
    people: &People,
    options: &ImportOptions,
    settings: &Settings,
) -> Result<Validation, Problem> {
    let mut result = Validation::default();
    let mut evidence: Vec<Evidence> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for (recording, truth) in truth::find(dir)? {
        let below = |p: &Path| p.strip_prefix(dir).unwrap_or(p).display().to_string();
        let (name, run) = (below(&recording), below(&truth));
        let who = people.of(&name)?;
        let known = names.iter().position(|n| *n == who.person);
        let person = known.unwrap_or(names.len());
        match guarded(|| one(&recording, &truth, &name, (who, person), options, settings)) {
            Ok(Found::Score(found)) => {
                let (score, own) = *found;
                result.scores.push(Score { person: who.person.clone(), run, ..score });
                evidence.push(own);
            }
            Ok(Found::NoSteps(why)) => result.left_out.push((name, why)),
            Ok(Found::NoSensor) => result.no_sensors.push(name),
            Err(problem) => result.left_out.push((name, english_of(&problem))),
        }
        if known.is_none() {
            names.push(who.person.clone());
        }
    }
    leave_out(&mut result.scores, &evidence);
    result.by_person = by_person::regions(&result.scores);
    result.summaries = summary::summaries(&result.scores);
    Ok(result)
}

/// Adds what constants say that were fitted on the others, and on all.
fn leave_out(scores: &mut [Score], evidence: &[Evidence]) {
    let all: Vec<&Evidence> = evidence.iter().collect();
    for (score, own) in scores.iter_mut().zip(evidence) {
        let fitted = |without| refit::fit(&all, own.region, without);
        score.left_out = fitted(Some(own.person)).and_then(|c| own.errors(&c));
        score.features = own.features();
        score.in_sample = fitted(None).and_then(|c| own.errors(&c));
    }
}

/// What a file beside true steps turned out to be.
enum Found {
    Score(Box<(Score, Evidence)>),
    /// Of a sensor, but without steps: why.
    NoSteps(String),
    NoSensor,
}

fn one(
    path: &Path,
    truth: &Path,
    name: &str,
    (who, person): (&Who, usize),
    options: &ImportOptions,
    settings: &Settings,
) -> Result<Found, Problem> {
    let truth = truth::at_50_n(truth, who)?;
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
    let interior = score::interior(&gait, &truth, imu.origin_s);
    Ok(match score::score(name, &gait, &interior) {
        Some(score) => {
            let near_s = score::SAME_STEP_S;
            let own = Evidence::of(person, score.placement, imu, &interior, near_s);
            Found::Score(Box::new((score, own)))
        }
        None => {
            let shown = |n: &&Note| matches!(n.kind, NoteKind::NoRunning { .. });
            let why = notes.iter().find(shown).map(crate::words::english);
            Found::NoSteps(why.unwrap_or_else(|| "no steps were found".into()))
        }
    })
}
