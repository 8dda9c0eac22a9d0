//! Why a recording was not analysed as a run.

use schemars::JsonSchema;
use serde::Serialize;

use crate::facts::fact;
use crate::recording::NoteKind;

/// Why a recording was not analysed as a run.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Refusal {
    /// The file says it is another sport.
    OtherSport {
        /// The sport as the file states it.
        sport: String,
    },
    /// It moves faster than any runner.
    TooFast {
        /// The typical speed, m/s.
        speed_mps: f64,
        /// The same in km/h.
        speed_kmh: f64,
    },
    /// The measurements are not those of a run.
    NotARun {
        /// Seconds that pass as running.
        running_s: f64,
        /// Seconds of movement.
        moving_s: f64,
        /// Lowest cadence of running, spm.
        cadence_from: f64,
        /// Highest cadence of running, spm.
        cadence_to: f64,
        /// Slowest running, m/s.
        speed_from: f64,
        /// Typical cadence, spm.
        cadence: Option<f64>,
        /// Typical speed, m/s.
        speed: Option<f64>,
    },
    /// The signals of its sensors are not those of a run.
    NoRunningInSignals {
        /// What each sensor shows instead.
        why: NoteKind,
    },
    /// There is hardly any running in it.
    TooShort {
        /// Seconds of running.
        running_s: f64,
        /// Seconds it takes.
        needed_s: f64,
        /// Damage to the file: what is missing may have been in the lost part.
        damage: Option<NoteKind>,
    },
    /// The recording is too short, whatever is in it.
    RecordingTooShort {
        /// It lasts, s.
        lasts_s: f64,
        /// It should last, s.
        needed_s: f64,
    },
    /// It holds no records.
    NoRecords,
    /// Nothing in it describes form.
    NothingOfForm {
        /// Damage to the file: what is missing may have been in the lost part.
        damage: Option<NoteKind>,
    },
}

fact!(error Refusal);
