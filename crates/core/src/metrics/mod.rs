//! The metrics runform speaks about: one closed list, and the table of what is to be
//! known of each ([`METRICS`]).

use serde::{Deserialize, Serialize};

pub use crate::recording::Side;
pub use accuracy::Accuracy;

mod accuracy;
pub mod asymmetry;
pub mod consistency;
pub mod derived;
mod effects;
pub mod nonlinear;
mod table;

pub use effects::{SlopeEffect, SpeedEffect};
pub use table::{METRICS, Row, Sensors, Size};

/// A quantity of running form. Ids and units are those of the output contract.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // title() and needs() say it
pub enum Metric {
    Cadence,
    CadenceCv,
    /// Over a whole stretch, slow changes included.
    CadenceCvOverall,
    CadenceCvRobust,
    CadenceCvDetrended,
    CadenceCvSpeedAdjusted,
    CadenceRmssd,
    CadenceSlope,
    CadenceSlopeSpeedAdjusted,
    CadenceInBand,
    CadenceInOwnBand,
    StrideTimeCv,
    StepTime,
    GroundContactTime,
    FlightTime,
    DutyFactor,
    VerticalOscillation,
    VerticalRatio,
    StepLength,
    ContactBalanceLeft,
    ContactAsymmetry,
    StepTimeAsymmetry,
    FlightAsymmetry,
    VerticalStiffness,
    LegStiffness,
    HarmonicRatio,
    DfaAlpha,
    ForwardLeanChange,
    PelvicDrop,
    /// The same while the left leg carries, deg.
    PelvicDropLeft,
    /// The same while the right leg carries, deg.
    PelvicDropRight,
    BrakingLoss,
    ShankInclination,
    /// Pitch of the foot at contact against standing flat, deg: above 0 the heel lands first.
    StrikeAngle,
    ArmSwingAsymmetry,
    Speed,
    HeartRate,
    Decoupling,
}

/// Whether a rise or a fall of a metric at the same speed counts as form getting worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adverse {
    /// A rise.
    Rise,
    /// A fall.
    Fall,
    /// Any move away from the neutral value (50 % balance, 0 % asymmetry).
    Away,
    /// Neither by itself.
    None,
}

impl Metric {
    /// How many there are.
    pub const COUNT: usize = Metric::Decoupling as usize + 1;

    /// Every metric, in the order of the output contract.
    pub const ALL: [Metric; Metric::COUNT] = {
        let mut all = [Metric::Cadence; Metric::COUNT];
        let mut i = 0;
        while i < Metric::COUNT {
            all[i] = METRICS[i].metric;
            i += 1;
        }
        all
    };

    /// What is to be known of it.
    pub fn row(self) -> &'static Row {
        // The rows stand in the order of the enum, which is checked where they stand.
        &METRICS[self as usize]
    }

    /// Snake-case id used in every output.
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// The metric with this id.
    pub fn from_id(id: &str) -> Option<Metric> {
        Metric::ALL.into_iter().find(|m| m.id() == id)
    }

    /// Unit in data. Stiffness without body mass is per kilogram (1/s²): see
    /// the `unit` written beside each value.
    pub fn unit(self) -> &'static str {
        self.row().unit
    }

    /// Unit on screen of a value in `unit`, and the factor to it. Stiffness may be in
    /// another unit than usual, and stays in it.
    pub fn on_screen(self, unit: &str) -> (&str, f64) {
        let row = self.row();
        if unit == row.unit { (row.screen_unit, row.scale) } else { (unit, 1.0) }
    }

    /// The metric of which this one is another way of counting, measurable
    /// where that one is; lists for people name that one alone.
    pub fn variant_of(self) -> Option<Metric> {
        self.row().variant_of
    }

    /// The side a metric of its own stands for: the leg that carries.
    pub fn side(self) -> Option<Side> {
        self.row().side
    }

    /// Which direction counts as worse at matched speed (science: what fatigue
    /// does to runners on average; the same change can be a choice).
    pub fn adverse(self) -> Adverse {
        self.row().adverse
    }

    /// The value from which [`Adverse::Away`] is counted.
    pub fn neutral(self) -> f64 {
        self.row().neutral
    }

    /// Whether changes are modelled on the logarithm (positive ratio-scale metrics).
    pub fn log_scale(self) -> bool {
        self.row().log_scale
    }
}

impl std::fmt::Display for Metric {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id())
    }
}
