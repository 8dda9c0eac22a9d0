//! Channels: what is measured, by which sensor.

use ndarray::Array1;
use serde::{Deserialize, Serialize};

/// What a channel measures. The unit is part of the quantity: importers convert.
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
#[allow(missing_docs)] // name and unit() say it
pub enum Quantity {
    Speed,
    Distance,
    Altitude,
    Latitude,
    Longitude,
    HeartRate,
    Power,
    Temperature,
    /// Slope of the ground as a treadmill or device declares it, %.
    Grade,
    /// Steps of both feet per minute.
    Cadence,
    /// Mean of both feet.
    GroundContactTime,
    ContactTimeLeft,
    ContactTimeRight,
    /// Left share of the summed contact time, %.
    ContactBalanceLeft,
    /// Contact as a share of the stride, %. Never the balance.
    StancePercent,
    VerticalOscillation,
    VerticalRatio,
    /// One step, not the stride.
    StepLength,
    FlightRatio,
    LegSpringStiffness,
    FormPower,
    VerticalOscillationBalanceLeft,
    LegSpringStiffnessBalanceLeft,
    /// Left share of the loading rate at impact, %.
    ImpactLoadingBalanceLeft,
    FootStrikeLeft,
    FootStrikeRight,
    PronationLeft,
    PronationRight,
    BrakingLeft,
    BrakingRight,
    /// Speed lost in braking at each step.
    StepSpeedLoss,
    /// The same as a share of the speed, %.
    StepSpeedLossPercent,
    /// An axis of an accelerometer.
    Acceleration,
    /// An axis of a gyroscope.
    AngularVelocity,
}

impl Quantity {
    /// Every quantity of which a series has a channel, in declaration order; the
    /// signals of motion sensors are no channels.
    pub const ALL: [Quantity; 32] = [
        Quantity::Speed,
        Quantity::Distance,
        Quantity::Altitude,
        Quantity::Latitude,
        Quantity::Longitude,
        Quantity::HeartRate,
        Quantity::Power,
        Quantity::Temperature,
        Quantity::Grade,
        Quantity::Cadence,
        Quantity::GroundContactTime,
        Quantity::ContactTimeLeft,
        Quantity::ContactTimeRight,
        Quantity::ContactBalanceLeft,
        Quantity::StancePercent,
        Quantity::VerticalOscillation,
        Quantity::VerticalRatio,
        Quantity::StepLength,
        Quantity::FlightRatio,
        Quantity::LegSpringStiffness,
        Quantity::FormPower,
        Quantity::VerticalOscillationBalanceLeft,
        Quantity::LegSpringStiffnessBalanceLeft,
        Quantity::ImpactLoadingBalanceLeft,
        Quantity::FootStrikeLeft,
        Quantity::FootStrikeRight,
        Quantity::PronationLeft,
        Quantity::PronationRight,
        Quantity::BrakingLeft,
        Quantity::BrakingRight,
        Quantity::StepSpeedLoss,
        Quantity::StepSpeedLossPercent,
    ];

    /// Unit in which channels of this quantity are stored.
    pub fn unit(self) -> &'static str {
        use Quantity::*;
        match self {
            Speed | StepSpeedLoss => "m/s",
            Distance | Altitude | StepLength => "m",
            Latitude | Longitude | PronationLeft | PronationRight => "deg",
            HeartRate => "bpm",
            Power | FormPower => "W",
            Temperature => "degC",
            Cadence => "spm",
            GroundContactTime | ContactTimeLeft | ContactTimeRight => "ms",
            Grade
            | ContactBalanceLeft
            | StancePercent
            | VerticalRatio
            | FlightRatio
            | VerticalOscillationBalanceLeft
            | LegSpringStiffnessBalanceLeft
            | ImpactLoadingBalanceLeft
            | StepSpeedLossPercent => "%",
            VerticalOscillation => "mm",
            LegSpringStiffness => "kN/m",
            FootStrikeLeft | FootStrikeRight => "1",
            BrakingLeft | BrakingRight => "g",
            Acceleration => "m/s²",
            AngularVelocity => "rad/s",
        }
    }

    /// True for running dynamics, in which watches write 0 for "not measured".
    pub fn zero_means_missing(self) -> bool {
        use Quantity::*;
        matches!(
            self,
            HeartRate
                | GroundContactTime
                | ContactTimeLeft
                | ContactTimeRight
                | ContactBalanceLeft
                | StancePercent
                | VerticalOscillation
                | VerticalRatio
                | StepLength
                | FlightRatio
                | LegSpringStiffness
                | FormPower
                | VerticalOscillationBalanceLeft
                | LegSpringStiffnessBalanceLeft
                | ImpactLoadingBalanceLeft
                | StepSpeedLoss
                | StepSpeedLossPercent
        )
    }

    /// Snake-case id, the same as in JSON.
    pub fn id(self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(s)) => s,
            _ => format!("{self:?}"),
        }
    }
}

/// Who made the sensor behind a channel. Values of two families are never
/// mixed in one comparison.
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
pub enum SensorFamily {
    /// The watch itself or an accessory it reads natively.
    Native,
    /// Stryd foot pod.
    Stryd,
    /// RunScribe foot pods.
    Runscribe,
    /// Garmin Running Power app.
    GarminRunningPower,
    /// COROS watch or pod fields outside the standard profile.
    Coros,
    /// A developer field of an app we do not know.
    OtherApp,
    /// Measured here from the signals of an inertial sensor.
    Imu,
}

/// Where on the body a sensor sits.
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
#[allow(missing_docs)]
pub enum Site {
    Chest,
    Waist,
    Wrist,
    Foot,
    Shank,
    Sacrum,
    Unknown,
}

/// The origin of a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Source {
    /// `fit:stance_time`, `fit:dev:Ground Time`, `csv:ma_gct`, …
    pub id: String,
    /// Maker of the sensor.
    pub family: SensorFamily,
    /// Body site, where the file tells.
    pub site: Site,
}

impl Source {
    /// A field the device wrote itself, site unknown.
    pub fn native(id: impl Into<String>) -> Self {
        Source { id: id.into(), family: SensorFamily::Native, site: Site::Unknown }
    }

    /// A field of an app or foot pod.
    pub fn of(id: impl Into<String>, family: SensorFamily, site: Site) -> Self {
        Source { id: id.into(), family, site }
    }
}

/// One measured series.
#[derive(Debug, Clone)]
pub struct Channel {
    /// What it is; also fixes the unit.
    pub quantity: Quantity,
    /// Where it comes from.
    pub source: Source,
    /// Values in `quantity.unit()`, NaN where missing.
    pub values: Array1<f64>,
}

impl Channel {
    /// Number of values that are not missing.
    pub fn count(&self) -> usize {
        self.values.iter().filter(|v| v.is_finite()).count()
    }
}
