//! Names of FIT `record` fields, for the CSV formats that keep them.

use crate::recording::{
    Quantity::{self, *},
    SensorFamily, Site, Source,
};

/// A field of a FIT `record`.
pub(super) struct Field {
    /// Name in the FIT profile.
    pub(super) name: &'static str,
    /// What it measures.
    pub(super) quantity: Quantity,
    /// Unit after scaling, unless the file states another.
    pub(super) unit: &'static str,
    /// "Invalid" as a careless writer prints it: all ones, scaled like a value.
    pub(super) invalid: f64,
}

const fn field(name: &'static str, quantity: Quantity, unit: &'static str, invalid: f64) -> Field {
    Field { name, quantity, unit, invalid }
}

static FIELDS: [Field; 18] = [
    field("enhanced_speed", Speed, "m/s", 4_294_967.295),
    field("speed", Speed, "m/s", 65.535),
    field("distance", Distance, "m", 42_949_672.95),
    field("enhanced_altitude", Altitude, "m", 858_992_959.0),
    field("altitude", Altitude, "m", 12_607.0),
    field("position_lat", Latitude, "deg", 2_147_483_647.0),
    field("position_long", Longitude, "deg", 2_147_483_647.0),
    field("heart_rate", HeartRate, "bpm", 255.0),
    field("power", Power, "W", 65_535.0),
    field("temperature", Temperature, "degC", 127.0),
    field("grade", Grade, "%", 327.67),
    field("cadence", Cadence, "strides/min", 255.0),
    field("vertical_oscillation", VerticalOscillation, "mm", 6553.5),
    field("stance_time_percent", StancePercent, "%", 655.35),
    field("stance_time", GroundContactTime, "ms", 6553.5),
    field("vertical_ratio", VerticalRatio, "%", 655.35),
    field("stance_time_balance", ContactBalanceLeft, "%", 655.35),
    field("step_length", StepLength, "mm", 6553.5),
];

impl Field {
    /// Whether a printed value is the scaled "invalid".
    pub(super) fn is_invalid(&self, value: f64) -> bool {
        (value - self.invalid).abs() <= self.invalid * 1e-9
    }
}

/// The field of this name.
pub(super) fn find(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|f| f.name == name)
}

/// Fields of apps and foot pods, which keep their own names; unit as documented
/// by their makers, unless the file states one.
static APP_FIELDS: [(&str, Quantity, &str, SensorFamily); 12] = [
    ("Power", Power, "W", SensorFamily::Stryd),
    ("Cadence", Cadence, "strides/min", SensorFamily::Stryd),
    ("Ground Time", GroundContactTime, "ms", SensorFamily::Stryd),
    ("Vertical Oscillation", VerticalOscillation, "cm", SensorFamily::Stryd),
    ("Form Power", FormPower, "W", SensorFamily::Stryd),
    ("Leg Spring Stiffness", LegSpringStiffness, "kN/m", SensorFamily::Stryd),
    ("RS_ContactTime_L", ContactTimeLeft, "ms", SensorFamily::Runscribe),
    ("RS_ContactTime_R", ContactTimeRight, "ms", SensorFamily::Runscribe),
    ("RS_FootStrike_L", FootStrikeLeft, "1", SensorFamily::Runscribe),
    ("RS_FootStrike_R", FootStrikeRight, "1", SensorFamily::Runscribe),
    ("ContactTime", GroundContactTime, "ms", SensorFamily::Runscribe),
    ("RP_Power", Power, "W", SensorFamily::GarminRunningPower),
];

/// Quantity, unit and source of an app's field.
pub(super) fn app_field(name: &str) -> Option<(Quantity, &'static str, Source)> {
    let (_, quantity, unit, family) = APP_FIELDS.iter().find(|f| f.0 == name)?;
    let site = match family {
        SensorFamily::Stryd | SensorFamily::Runscribe => Site::Foot,
        _ => Site::Unknown,
    };
    Some((*quantity, unit, Source::of(format!("csv:dev:{name}"), *family, site)))
}
