//! What each record field means: the profile's own, and those of the apps that
//! add fields of their own.

use rustyfit::profile::mesgdef::Record;
use rustyfit::profile::typedef::Manufacturer;

use super::records::{App, Description};
use crate::recording::{Quantity, SensorFamily, Site};

/// Half a circle in the protocol's angle unit.
const SEMICIRCLES: f64 = 2_147_483_648.0;

/// A quantity that the profile's record message can hold.
pub(super) struct Native {
    pub(super) quantity: Quantity,
    /// Name in source ids.
    pub(super) name: &'static str,
    /// Field numbers that hold it, the best first.
    pub(super) nums: &'static [u8],
    /// From the profile's unit to the quantity's.
    pub(super) factor: f64,
}

const fn native(
    quantity: Quantity,
    name: &'static str,
    nums: &'static [u8],
    factor: f64,
) -> Native {
    Native { quantity, name, nums, factor }
}

/// The fields that are imported, except cadence (put together from several).
pub(super) const NATIVE: [Native; 17] = [
    native(Quantity::Speed, "speed", &[Record::ENHANCED_SPEED, Record::SPEED], 1.0),
    native(Quantity::Distance, "distance", &[Record::DISTANCE], 1.0),
    native(Quantity::Altitude, "altitude", &[Record::ENHANCED_ALTITUDE, Record::ALTITUDE], 1.0),
    native(Quantity::Latitude, "position_lat", &[Record::POSITION_LAT], 180.0 / SEMICIRCLES),
    native(Quantity::Longitude, "position_long", &[Record::POSITION_LONG], 180.0 / SEMICIRCLES),
    native(Quantity::HeartRate, "heart_rate", &[Record::HEART_RATE], 1.0),
    native(Quantity::Power, "power", &[Record::POWER], 1.0),
    native(Quantity::Temperature, "temperature", &[Record::TEMPERATURE], 1.0),
    native(Quantity::Grade, "grade", &[Record::GRADE], 1.0),
    native(Quantity::GroundContactTime, "stance_time", &[Record::STANCE_TIME], 1.0),
    // Share of the stride in contact; some programs take it for the balance.
    native(Quantity::StancePercent, "stance_time_percent", &[Record::STANCE_TIME_PERCENT], 1.0),
    // Share of the left foot; the field has no side flag.
    native(
        Quantity::ContactBalanceLeft,
        "stance_time_balance",
        &[Record::STANCE_TIME_BALANCE],
        1.0,
    ),
    native(
        Quantity::VerticalOscillation,
        "vertical_oscillation",
        &[Record::VERTICAL_OSCILLATION],
        1.0,
    ),
    native(Quantity::VerticalRatio, "vertical_ratio", &[Record::VERTICAL_RATIO], 1.0),
    native(Quantity::StepLength, "step_length", &[Record::STEP_LENGTH], 0.001),
    // Of the HRM 600; not in the public profile: cm/s and %, both times 100.
    native(Quantity::StepSpeedLoss, "step_speed_loss", &[STEP_SPEED_LOSS], 1e-4),
    native(Quantity::StepSpeedLossPercent, "step_speed_loss_percent", &[147], 0.01),
];

/// Number of the field of step speed loss.
const STEP_SPEED_LOSS: u8 = 146;

/// Names of fields that the profile does not know.
pub(super) fn unlisted_name(num: u8) -> Option<(&'static str, &'static str)> {
    match num {
        STEP_SPEED_LOSS => Some(("step_speed_loss", "cm/s × 100")),
        147 => Some(("step_speed_loss_percent", "% × 100")),
        _ => None,
    }
}

/// Fields that make up cadence: strides (of one leg) per minute.
pub(super) const CADENCE_NUMS: [u8; 3] =
    [Record::CADENCE, Record::FRACTIONAL_CADENCE, Record::CADENCE256];

/// What a native field is imported as.
pub(super) fn native_quantity(num: u8) -> Option<Quantity> {
    if CADENCE_NUMS.contains(&num) {
        return Some(Quantity::Cadence);
    }
    NATIVE.iter().find(|n| n.nums.contains(&num)).map(|n| n.quantity)
}

/// Whether a native field is imported.
pub(super) fn is_wanted(num: u8) -> bool {
    native_quantity(num).is_some()
}

/// True for what a strap or pod measures of the running form.
pub(super) fn is_dynamics(quantity: Quantity) -> bool {
    matches!(
        quantity,
        Quantity::GroundContactTime
            | Quantity::StancePercent
            | Quantity::ContactBalanceLeft
            | Quantity::VerticalOscillation
            | Quantity::VerticalRatio
            | Quantity::StepSpeedLoss
            | Quantity::StepSpeedLossPercent
    )
}

/// Makers of developer fields that we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Maker {
    Stryd,
    Runscribe,
    /// RunScribe's first app, whose fields have numbers only.
    RunscribeLight,
    GarminRunningPower,
    Coros,
    Unknown,
}

impl Maker {
    /// Who wrote the fields of an app: by its id, else by the names of its fields.
    pub(super) fn of<'a>(
        app: Option<&App>,
        names: impl Iterator<Item = &'a str>,
        device: Option<u16>,
    ) -> Maker {
        const IDS: [(&[u8], Maker); 5] = [
            (&[24, 251, 44, 240, 26, 75, 67, 13], Maker::Stryd),
            (&[102, 10, 88, 30, 83, 1, 70, 12], Maker::Stryd),
            (&[193, 245, 200, 10, 90, 5, 78, 138], Maker::Runscribe),
            (&[80, 32, 146, 179, 176, 221, 69, 173], Maker::RunscribeLight),
            (&[162, 110, 83, 88, 117, 38, 69, 130], Maker::GarminRunningPower),
        ];
        // Stryd's first and phone apps have an id of zeros, and it has had many apps since.
        const STRYD_ALONE: [&str; 4] =
            ["Ground Time", "Leg Spring Stiffness", "Form Power", "Impact Loading Rate Balance"];
        if let Some((_, maker)) = app.and_then(|a| IDS.iter().find(|(id, _)| a.id.starts_with(id)))
        {
            return *maker;
        }
        let coros = Some(Manufacturer::COROS.0);
        if app.is_some_and(|a| a.maker == coros) || device == coros {
            return Maker::Coros;
        }
        let mut names = names;
        if names.any(|name| STRYD_ALONE.contains(&name)) { Maker::Stryd } else { Maker::Unknown }
    }

    /// Family and body site of the sensor.
    pub(super) fn sensor(self) -> (SensorFamily, Site) {
        match self {
            Maker::Stryd => (SensorFamily::Stryd, Site::Foot),
            Maker::Runscribe | Maker::RunscribeLight => (SensorFamily::Runscribe, Site::Foot),
            Maker::GarminRunningPower => (SensorFamily::GarminRunningPower, Site::Unknown),
            Maker::Coros => (SensorFamily::Coros, Site::Unknown),
            Maker::Unknown => (SensorFamily::OtherApp, Site::Unknown),
        }
    }
}

/// What a developer field is imported as, with the factor to the quantity's unit.
///
/// The `native_field_num` that apps declare is not looked at: Stryd's first app
/// gave its contact time the number of the contact percentage.
pub(super) fn developer(maker: Maker, field: &Description) -> Option<(Quantity, f64)> {
    use Quantity::*;
    let unit = field.unit.to_ascii_lowercase();
    let plain = |quantity| Some((quantity, 1.0));
    // Shares of the left foot, as Stryd's pair of pods writes them.
    if maker == Maker::Stryd
        && let Some(quantity) = stryd_balance(&field.name)
    {
        let share = if matches!(unit.as_str(), "fraction" | "ratio") { 100.0 } else { 1.0 };
        return Some((quantity, share));
    }
    match (maker, field.name.as_str()) {
        (Maker::Stryd | Maker::Coros, "Form Power") => plain(FormPower),
        (Maker::Stryd | Maker::Coros, "Leg Spring Stiffness") => plain(LegSpringStiffness),
        (Maker::Stryd, "Power") => plain(Power),
        (Maker::Stryd, "Ground Time") => plain(GroundContactTime),
        (Maker::Stryd, "Cadence") if unit == "spm" => plain(Cadence),
        (Maker::Stryd, "Cadence") => Some((Cadence, 2.0)),
        (Maker::Stryd, "Vertical Oscillation") => match unit.as_str() {
            "centimeters" | "cm" => Some((VerticalOscillation, 10.0)),
            "millimeters" | "mm" => plain(VerticalOscillation),
            _ => None,
        },
        (Maker::Stryd, "Speed") if unit == "m/s" => plain(Speed),
        (Maker::Stryd, "Distance") if unit == "meters" => plain(Distance),
        (Maker::Runscribe, name) => match name {
            "RS_ContactTime_L" => plain(ContactTimeLeft),
            "RS_ContactTime_R" => plain(ContactTimeRight),
            "RS_FootStrike_L" => plain(FootStrikeLeft),
            "RS_FootStrike_R" => plain(FootStrikeRight),
            "RS_Pronation_L" => plain(PronationLeft),
            "RS_Pronation_R" => plain(PronationRight),
            "RS_Braking_GS_L" => plain(BrakingLeft),
            "RS_Braking_GS_R" => plain(BrakingRight),
            "RS_Power_AVG" | "Power" => plain(Power),
            "ContactTime" => plain(GroundContactTime),
            "FlightRatio" => plain(FlightRatio),
            _ => None,
        },
        (Maker::RunscribeLight, _) => match field.num {
            1 => plain(BrakingLeft),
            2 => plain(FootStrikeLeft),
            3 => plain(PronationLeft),
            7 => plain(BrakingRight),
            8 => plain(FootStrikeRight),
            9 => plain(PronationRight),
            _ => None,
        },
        (Maker::GarminRunningPower, "RP_Power") => plain(Power),
        _ => None,
    }
}

/// The quantity of a field of Stryd's two pods such as `Ground Time Balance`.
fn stryd_balance(name: &str) -> Option<Quantity> {
    let name = name.to_ascii_lowercase();
    if !name.contains("balance") {
        return None;
    }
    let has = |word: &str| name.contains(word);
    if has("ground") || has("contact") {
        Some(Quantity::ContactBalanceLeft)
    } else if has("oscillation") {
        Some(Quantity::VerticalOscillationBalanceLeft)
    } else if has("stiffness") {
        Some(Quantity::LegSpringStiffnessBalanceLeft)
    } else if has("impact") || has("loading") {
        Some(Quantity::ImpactLoadingBalanceLeft)
    } else {
        None
    }
}

/// Why a developer field that one might expect is not imported.
pub(super) fn why_left_out(maker: Maker, field: &Description) -> Option<&'static str> {
    match (maker, field.name.as_str()) {
        (Maker::Stryd, "Elevation") => Some(
            "left out: shows about 65500 m where it has no value; the watch's altitude is used",
        ),
        (_, "Effort Pace") => Some("left out: a pace corrected for slope, not a measured speed"),
        (Maker::Runscribe | Maker::RunscribeLight, name)
            if name.contains("mpact") || matches!(field.num, 0 | 6) =>
        {
            Some("left out: no measure here uses the impact")
        }
        (Maker::Unknown, _) => Some("left out: an app that is not known here"),
        _ => None,
    }
}
