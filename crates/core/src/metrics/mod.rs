//! The metrics runform speaks about: one closed list with id, unit, adverse
//! direction and what is needed to measure them.

use serde::{Deserialize, Serialize};

pub use crate::recording::Side;
pub use accuracy::Accuracy;

mod accuracy;
pub mod asymmetry;
pub mod consistency;
pub mod derived;
pub mod nonlinear;

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
    /// Every metric, in the order of the output contract.
    pub const ALL: [Metric; 37] = [
        Metric::Cadence,
        Metric::CadenceCv,
        Metric::CadenceCvRobust,
        Metric::CadenceCvDetrended,
        Metric::CadenceCvSpeedAdjusted,
        Metric::CadenceRmssd,
        Metric::CadenceSlope,
        Metric::CadenceSlopeSpeedAdjusted,
        Metric::CadenceInBand,
        Metric::CadenceInOwnBand,
        Metric::StrideTimeCv,
        Metric::StepTime,
        Metric::GroundContactTime,
        Metric::FlightTime,
        Metric::DutyFactor,
        Metric::VerticalOscillation,
        Metric::VerticalRatio,
        Metric::StepLength,
        Metric::ContactBalanceLeft,
        Metric::ContactAsymmetry,
        Metric::StepTimeAsymmetry,
        Metric::FlightAsymmetry,
        Metric::VerticalStiffness,
        Metric::LegStiffness,
        Metric::HarmonicRatio,
        Metric::DfaAlpha,
        Metric::ForwardLeanChange,
        Metric::PelvicDrop,
        Metric::PelvicDropLeft,
        Metric::PelvicDropRight,
        Metric::BrakingLoss,
        Metric::ShankInclination,
        Metric::StrikeAngle,
        Metric::ArmSwingAsymmetry,
        Metric::Speed,
        Metric::HeartRate,
        Metric::Decoupling,
    ];

    /// Snake-case id used in every output.
    pub fn id(self) -> &'static str {
        use Metric::*;
        match self {
            Cadence => "cadence",
            CadenceCv => "cadence_cv",
            CadenceCvRobust => "cadence_cv_robust",
            CadenceCvDetrended => "cadence_cv_detrended",
            CadenceCvSpeedAdjusted => "cadence_cv_speed_adjusted",
            CadenceRmssd => "cadence_rmssd",
            CadenceSlope => "cadence_slope",
            CadenceSlopeSpeedAdjusted => "cadence_slope_speed_adjusted",
            CadenceInBand => "cadence_in_band",
            CadenceInOwnBand => "cadence_in_own_band",
            StrideTimeCv => "stride_time_cv",
            StepTime => "step_time",
            GroundContactTime => "ground_contact_time",
            FlightTime => "flight_time",
            DutyFactor => "duty_factor",
            VerticalOscillation => "vertical_oscillation",
            VerticalRatio => "vertical_ratio",
            StepLength => "step_length",
            ContactBalanceLeft => "contact_balance_left",
            ContactAsymmetry => "contact_asymmetry",
            StepTimeAsymmetry => "step_time_asymmetry",
            FlightAsymmetry => "flight_asymmetry",
            VerticalStiffness => "vertical_stiffness",
            LegStiffness => "leg_stiffness",
            HarmonicRatio => "harmonic_ratio",
            DfaAlpha => "dfa_alpha",
            ForwardLeanChange => "forward_lean_change",
            PelvicDrop => "pelvic_drop",
            PelvicDropLeft => "pelvic_drop_left",
            PelvicDropRight => "pelvic_drop_right",
            BrakingLoss => "braking_loss",
            ShankInclination => "shank_inclination",
            StrikeAngle => "strike_angle",
            ArmSwingAsymmetry => "arm_swing_asymmetry",
            Speed => "speed",
            HeartRate => "heart_rate",
            Decoupling => "decoupling",
        }
    }

    /// The metric with this id.
    pub fn from_id(id: &str) -> Option<Metric> {
        Metric::ALL.into_iter().find(|m| m.id() == id)
    }

    /// Unit in data. Stiffness without body mass is per kilogram (1/s²): see
    /// the `unit` written beside each value.
    pub fn unit(self) -> &'static str {
        use Metric::*;
        match self {
            Cadence | CadenceRmssd => "spm",
            CadenceSlope | CadenceSlopeSpeedAdjusted => "spm/km",
            CadenceCv
            | CadenceCvRobust
            | CadenceCvDetrended
            | CadenceCvSpeedAdjusted
            | CadenceInBand
            | CadenceInOwnBand
            | StrideTimeCv
            | DutyFactor
            | VerticalRatio
            | ContactBalanceLeft
            | ContactAsymmetry
            | StepTimeAsymmetry
            | FlightAsymmetry
            | ArmSwingAsymmetry
            | Decoupling => "%",
            StepTime | GroundContactTime | FlightTime => "ms",
            VerticalOscillation => "mm",
            StepLength => "m",
            VerticalStiffness | LegStiffness => "kN/m",
            HarmonicRatio | DfaAlpha => "1",
            ForwardLeanChange | PelvicDrop | PelvicDropLeft | PelvicDropRight
            | ShankInclination
            | StrikeAngle => "deg",
            Speed | BrakingLoss => "m/s",
            HeartRate => "bpm",
        }
    }

    /// The metric of which this one is another way of counting, measurable
    /// where that one is; lists for people name that one alone.
    pub fn variant_of(self) -> Option<Metric> {
        use Metric::*;
        match self {
            CadenceCvRobust | CadenceCvDetrended | CadenceCvSpeedAdjusted | CadenceRmssd => {
                Some(CadenceCv)
            }
            CadenceSlopeSpeedAdjusted => Some(CadenceSlope),
            CadenceInOwnBand => Some(CadenceInBand),
            PelvicDropLeft | PelvicDropRight => Some(PelvicDrop),
            _ => None,
        }
    }

    /// The side a metric of its own stands for: the leg that carries.
    pub fn side(self) -> Option<Side> {
        match self {
            Metric::PelvicDropLeft => Some(Side::Left),
            Metric::PelvicDropRight => Some(Side::Right),
            _ => None,
        }
    }

    /// Name for people.
    pub fn title(self) -> &'static str {
        use Metric::*;
        match self {
            Cadence => "Cadence",
            CadenceCv => "Cadence variability",
            CadenceCvRobust => "Cadence variability without outliers",
            CadenceCvDetrended => "Cadence variability without drift",
            CadenceCvSpeedAdjusted => "Cadence variability at equal speed",
            CadenceRmssd => "Cadence change from second to second",
            CadenceSlope => "Cadence drift",
            CadenceSlopeSpeedAdjusted => "Cadence drift at equal speed",
            CadenceInBand => "Cadence within 170-180",
            CadenceInOwnBand => "Cadence within 3 % of its fresh level",
            StrideTimeCv => "Stride time variability",
            StepTime => "Step time",
            GroundContactTime => "Ground contact time",
            FlightTime => "Flight time",
            DutyFactor => "Duty factor",
            VerticalOscillation => "Vertical oscillation",
            VerticalRatio => "Vertical ratio",
            StepLength => "Step length",
            ContactBalanceLeft => "Contact balance",
            ContactAsymmetry => "Contact asymmetry",
            StepTimeAsymmetry => "Step time asymmetry",
            FlightAsymmetry => "Flight asymmetry",
            VerticalStiffness => "Vertical stiffness",
            LegStiffness => "Leg stiffness",
            HarmonicRatio => "Harmonic ratio",
            DfaAlpha => "Stride time DFA exponent",
            ForwardLeanChange => "Forward lean change",
            PelvicDrop => "Pelvic drop",
            PelvicDropLeft => "Pelvic drop, left stance",
            PelvicDropRight => "Pelvic drop, right stance",
            BrakingLoss => "Speed lost in braking",
            ShankInclination => "Shank inclination change",
            StrikeAngle => "Angle of strike",
            ArmSwingAsymmetry => "Arm swing asymmetry",
            Speed => "Speed",
            HeartRate => "Heart rate",
            Decoupling => "Decoupling",
        }
    }

    /// Which direction counts as worse at matched speed (science: what fatigue
    /// does to runners on average; the same change can be a choice).
    pub fn adverse(self) -> Adverse {
        use Metric::*;
        match self {
            GroundContactTime
            | DutyFactor
            | VerticalOscillation
            | VerticalRatio
            | CadenceCv
            | CadenceCvRobust
            | CadenceCvDetrended
            | CadenceCvSpeedAdjusted
            | CadenceRmssd
            | StrideTimeCv
            | PelvicDrop
            | PelvicDropLeft
            | PelvicDropRight
            | BrakingLoss
            | ShankInclination
            | ForwardLeanChange
            | Decoupling => Adverse::Rise,
            Cadence | FlightTime | StepLength | VerticalStiffness | LegStiffness
            | HarmonicRatio => Adverse::Fall,
            ContactBalanceLeft | ContactAsymmetry | StepTimeAsymmetry | FlightAsymmetry
            | ArmSwingAsymmetry => Adverse::Away,
            CadenceSlope
            | CadenceSlopeSpeedAdjusted
            | CadenceInBand
            | CadenceInOwnBand
            | StepTime
            | StrikeAngle
            | DfaAlpha
            | Speed
            | HeartRate => Adverse::None,
        }
    }

    /// The value from which [`Adverse::Away`] is counted.
    pub fn neutral(self) -> f64 {
        if self == Metric::ContactBalanceLeft { 50.0 } else { 0.0 }
    }

    /// Whether changes are modelled on the logarithm (positive ratio-scale metrics).
    pub fn log_scale(self) -> bool {
        use Metric::*;
        matches!(
            self,
            Cadence
                | StepTime
                | GroundContactTime
                | FlightTime
                | DutyFactor
                | VerticalOscillation
                | StepLength
                | VerticalStiffness
                | LegStiffness
                | BrakingLoss
                | StrideTimeCv
        )
    }
}

impl std::fmt::Display for Metric {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id())
    }
}
