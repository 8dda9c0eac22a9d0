//! Units in CSV files: one table of names and conversions, and the ranges in
//! which the median of a runner's values can lie, from which a unit is told
//! when the header does not say it.

use crate::recording::Quantity;
use crate::units::STANDARD_GRAVITY;

/// From a unit in a file to the unit of [`Quantity::unit`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Conversion {
    /// value × factor
    Scale(f64),
    /// (value − zero) × factor
    Affine(f64, f64),
    /// metres per pace distance ÷ (value × seconds per unit of value)
    Pace(f64, f64),
}

impl Conversion {
    /// Converts one value; NaN where the result would not be finite.
    pub(super) fn apply(self, value: f64) -> f64 {
        let out = match self {
            Conversion::Scale(k) => value * k,
            Conversion::Affine(zero, k) => (value - zero) * k,
            Conversion::Pace(metres, seconds) => metres / (value * seconds),
        };
        if out.is_finite() { out } else { f64::NAN }
    }
}

impl Conversion {
    /// The raw value behind a converted one.
    pub(super) fn undo(self, value: f64) -> f64 {
        match self {
            Conversion::Scale(k) => value / k,
            Conversion::Affine(zero, k) => value / k + zero,
            Conversion::Pace(metres, seconds) => metres / (value * seconds),
        }
    }
}

/// A unit: its name in messages, its other spellings (normalised), its conversion.
pub(super) struct Unit {
    /// The name used in messages and in `--map`.
    pub(super) name: &'static str,
    also: &'static [&'static str],
    /// To the quantity's own unit.
    pub(super) conversion: Conversion,
}

const fn unit(name: &'static str, also: &'static [&'static str], conversion: Conversion) -> Unit {
    Unit { name, also, conversion }
}

const fn scale(name: &'static str, also: &'static [&'static str], k: f64) -> Unit {
    unit(name, also, Conversion::Scale(k))
}

static SPEED: [Unit; 10] = [
    scale("m/s", &["mps", "ms-1", "m s-1", "meters per second", "meters/second", "m/sec"], 1.0),
    scale(
        "km/h",
        &[
            "kmh",
            "kph",
            "kmph",
            "km/hr",
            "km/hour",
            "km/t",
            "km/std",
            "km/u",
            "kilometers per hour",
            "kilometres per hour",
            "km per hour",
            "км/ч",
            "公里/小时",
            "公里/小時",
            "公里/时",
            "km/時",
        ],
        1.0 / 3.6,
    ),
    scale(
        "mph",
        &["mi/h", "mi/hr", "mile/hr", "miles/hr", "miles/hour", "miles per hour", "mi per hour"],
        1609.344 / 3600.0,
    ),
    scale("m/h", &[], 1.0 / 3600.0),
    scale("m/min", &["meters per minute", "meters/min"], 1.0 / 60.0),
    scale("mm/s", &[], 1e-3),
    unit(
        "min/km",
        &[
            "mins/km",
            "/km",
            "min per km",
            "minutes per km",
            "minutes per kilometer",
            "мин/км",
            "хв/км",
            "分/km",
            "分/公里",
            "分钟/千米",
            "分钟/公里",
            "分鐘/公里",
            "분/km",
            "분/킬로미터",
            "dk/km",
            "perc/km",
            "λεπτά/χλμ",
            "λεπ./χλμ.",
            "нед/км",
            "น./กม.",
        ],
        Conversion::Pace(1000.0, 60.0),
    ),
    unit(
        "min/mi",
        &["min/mile", "mins/mile", "/mi", "minutes per mile"],
        Conversion::Pace(1609.344, 60.0),
    ),
    unit("s/km", &["sec/km"], Conversion::Pace(1000.0, 1.0)),
    unit("s/mi", &["sec/mi", "s/mile"], Conversion::Pace(1609.344, 1.0)),
];
static LENGTH: [Unit; 7] = [
    scale(
        "m",
        &[
            "meter",
            "meters",
            "metre",
            "metres",
            "mt",
            "м",
            "米",
            "公尺",
            "メートル",
            "미터",
            "metrů",
            "μ.",
        ],
        1.0,
    ),
    scale(
        "km",
        &[
            "kilometer",
            "kilometers",
            "kilometre",
            "kilometres",
            "км",
            "公里",
            "千米",
            "キロ",
            "킬로미터",
            "χλμ",
            "χλμ.",
        ],
        1000.0,
    ),
    scale("mi", &["mile", "miles", "миль", "миля", "英里", "マイル", "마일"], 1609.344),
    scale("ft", &["feet"], 0.3048),
    scale("yd", &["yard", "yards"], 0.9144),
    scale(
        "cm",
        &[
            "centimeters",
            "centimetres",
            "centimeter",
            "см",
            "厘米",
            "公分",
            "センチメートル",
            "센티미터",
        ],
        0.01,
    ),
    scale("mm", &["millimeters", "millimetres", "millimeter", "мм", "毫米"], 0.001),
];
static ANGLE: [Unit; 2] = [
    scale("deg", &["degree", "degrees", "°"], 1.0),
    scale("semicircles", &["semicircle"], 180.0 / 2_147_483_648.0),
];
static CADENCE: [Unit; 3] = [
    scale(
        "spm",
        &[
            "steps/min",
            "steps per minute",
            "step/min",
            "pam",
            "ppm",
            "steps/minute",
            "kpm",
            "s/min",
            "шаг/мин",
            "шаг./мин",
            "шагов/мин",
            "ш/мин",
            "步/分",
            "步/分钟",
            "步/分鐘",
            "每分钟步数",
            "每分鐘步數",
            "歩/分",
            "걸음/분",
            "kroků/min",
            "krokov/min",
            "askelta/min",
            "lépés/perc",
            "adım/dk",
            "skritt/min",
            "steg/min",
            "schritte/min",
            "pas/min",
            "pasos/min",
            "passi/min",
            "passos/min",
            "stappen/min",
            "kroki/min",
        ],
        1.0,
    ),
    scale("strides/min", &["rpm", "stride/min", "strides per minute", "rev/min", "u/min"], 2.0),
    scale("steps/s", &["steps/sec", "steps per second", "step/s", "count/s"], 60.0),
];
static CONTACT: [Unit; 2] = [
    scale(
        "ms",
        &["msec", "millisecond", "milliseconds", "msek", "мс", "毫秒", "ミリ秒", "밀리초", "χιλ."],
        1.0,
    ),
    scale("s", &["sec", "secs", "second", "seconds", "с", "秒"], 1000.0),
];
static OSCILLATION: [Unit; 4] = [
    scale("mm", &["millimeters", "millimetres", "millimeter", "мм", "毫米"], 1.0),
    scale("cm", &["centimeters", "centimetres", "centimeter", "см", "厘米", "公分"], 10.0),
    scale("m", &["meter", "meters", "metre", "metres"], 1000.0),
    scale("in", &["inch", "inches"], 25.4),
];
static SHARE: [Unit; 2] =
    [scale("%", &["percent", "pct", "percentage"], 1.0), scale("fraction", &[], 100.0)];
static RATE: [Unit; 1] = [scale(
    "bpm",
    &[
        "beats/min",
        "beats per minute",
        "count/min",
        "slag/min",
        "spm",
        "уд/мин",
        "уд./мин",
        "уд./хв",
        "次/分",
        "次/分钟",
        "拍/分",
        "回/分",
        "tep/min",
        "tepů/min",
        "úder/min",
        "ütés/perc",
        "lyönti/min",
        "schläge/min",
        "batt/min",
        "ppm",
        "puls/min",
        "atım/dk",
        "bpm.",
        "сп/мин",
    ],
    1.0,
)];
static POWER: [Unit; 1] = [scale("W", &["w", "watt", "watts"], 1.0)];
static TEMPERATURE: [Unit; 2] = [
    scale("degC", &["c", "°c", "celsius", "degc", "deg c"], 1.0),
    unit("degF", &["f", "°f", "fahrenheit", "degf"], Conversion::Affine(32.0, 5.0 / 9.0)),
];
static STIFFNESS: [Unit; 2] = [scale("kN/m", &["kn/m"], 1.0), scale("N/m", &["n/m"], 1e-3)];
static STEP_LOSS: [Unit; 2] =
    [scale("m/s", &[], 1.0), scale("cm/s", &["centimeters per second"], 0.01)];
static NUMBER: [Unit; 1] = [scale("1", &[], 1.0)];
static GRAVITY: [Unit; 2] =
    [scale("g", &[], 1.0), scale("m/s2", &["m/s^2"], 1.0 / STANDARD_GRAVITY)];

/// Units a quantity can be given in; the first is its own.
pub(super) fn choices(quantity: Quantity) -> &'static [Unit] {
    use Quantity::*;
    match quantity {
        Speed => &SPEED,
        Distance | Altitude | StepLength => &LENGTH,
        Latitude | Longitude | PronationLeft | PronationRight => &ANGLE,
        HeartRate => &RATE,
        Power | FormPower => &POWER,
        Temperature => &TEMPERATURE,
        Cadence => &CADENCE,
        GroundContactTime | ContactTimeLeft | ContactTimeRight => &CONTACT,
        VerticalOscillation => &OSCILLATION,
        StepSpeedLoss => &STEP_LOSS,
        Grade
        | ContactBalanceLeft
        | StancePercent
        | VerticalRatio
        | FlightRatio
        | VerticalOscillationBalanceLeft
        | LegSpringStiffnessBalanceLeft
        | ImpactLoadingBalanceLeft
        | StepSpeedLossPercent => &SHARE,
        LegSpringStiffness => &STIFFNESS,
        FootStrikeLeft | FootStrikeRight => &NUMBER,
        BrakingLeft | BrakingRight => &GRAVITY,
        // Read by the reader of motion sensors.
        Acceleration | AngularVelocity => &[],
    }
}

/// The unit of `quantity` called `name` (any spelling), if there is one.
pub(super) fn find(quantity: Quantity, name: &str) -> Option<&'static Unit> {
    let name = spelled(name);
    choices(quantity)
        .iter()
        .find(|u| u.name.to_lowercase() == name || u.also.contains(&name.as_str()))
}

/// A unit's name in one spelling: lower case, half width, one kind of stroke.
fn spelled(name: &str) -> String {
    let half = |c: char| match c {
        '／' | '⁄' | '∕' => '/',
        '％' => '%',
        _ => c,
    };
    name.trim().chars().map(half).collect::<String>().to_lowercase()
}

/// Whether a unit is one of pace: time over distance.
pub(super) fn is_pace(name: &str) -> bool {
    find(Quantity::Speed, name).is_some_and(|u| matches!(u.conversion, Conversion::Pace(..)))
}

/// Whether any quantity can be given in a unit of this name.
pub(super) fn is_unit(name: &str) -> bool {
    name.len() <= 48
        && !name.trim().is_empty()
        && (matches!(name.trim().to_lowercase().as_str(), "us" | "min" | "w/kg" | "iso")
            || Quantity::ALL.iter().any(|q| find(*q, name).is_some()))
}

/// Names of the choices, for messages.
pub(super) fn names(quantity: Quantity) -> String {
    choices(quantity).iter().map(|u| u.name).collect::<Vec<_>>().join(", ")
}

/// The same, as a list.
pub(super) fn all_names(quantity: Quantity) -> Vec<String> {
    choices(quantity).iter().map(|u| u.name.to_owned()).collect()
}

/// Where the median of a recording on foot lies, in the quantity's unit. Wide
/// enough for walking; narrow enough that no two units of the quantity both fit.
fn plausible(quantity: Quantity) -> Option<(f64, f64)> {
    use Quantity::*;
    Some(match quantity {
        GroundContactTime | ContactTimeLeft | ContactTimeRight => (100.0, 2000.0),
        VerticalOscillation => (18.0, 170.0),
        StepLength => (0.25, 2.5),
        ContactBalanceLeft
        | VerticalOscillationBalanceLeft
        | LegSpringStiffnessBalanceLeft
        | ImpactLoadingBalanceLeft => (30.0, 70.0),
        StepSpeedLoss => (0.03, 1.0),
        StancePercent => (15.0, 85.0),
        VerticalRatio => (2.0, 25.0),
        LegSpringStiffness => (1.0, 40.0),
        _ => return None,
    })
}

/// Beyond these the median of a recording on foot cannot lie, whatever the user
/// says of the unit. Ours: wide, to catch a wrong power of ten alone.
pub(super) fn conceivable(quantity: Quantity) -> Option<(f64, f64)> {
    use Quantity::*;
    Some(match quantity {
        GroundContactTime | ContactTimeLeft | ContactTimeRight => (50.0, 3000.0),
        VerticalOscillation => (10.0, 300.0),
        Cadence => (20.0, 320.0),
        HeartRate => (25.0, 250.0),
        Speed => (0.2, 15.0),
        _ => return None,
    })
}

/// Units that evidence may choose for a quantity.
fn by_evidence(quantity: Quantity) -> impl Iterator<Item = &'static Unit> {
    choices(quantity)
        .iter()
        .filter(|u| !matches!(u.name, "in" | "km" | "mi" | "ft" | "yd") && u.name != "1")
}

/// The unit chosen for a column, and the reason when the header did not settle it.
pub(super) struct Choice {
    /// The unit.
    pub(super) unit: &'static Unit,
    /// Why, unless the header said so.
    pub(super) remark: Option<String>,
    /// True when the values contradict the header.
    pub(super) contradicts: bool,
}

/// Chooses a unit from the header's word and the median of the raw values.
///
/// `Err` tells in words why no unit fits.
pub(super) fn choose(
    quantity: Quantity,
    stated: Option<&str>,
    median: f64,
) -> Result<Choice, String> {
    let known = stated.and_then(|s| find(quantity, s));
    let Some((low, high)) = plausible(quantity) else {
        let unit = known.unwrap_or(&choices(quantity)[0]);
        return Ok(Choice { unit, remark: None, contradicts: false });
    };
    let fits = |u: &Unit| {
        let v = u.conversion.apply(median);
        v >= low && v <= high
    };
    if let Some(unit) = known
        && (fits(unit) || !median.is_finite())
    {
        return Ok(Choice { unit, remark: None, contradicts: false });
    }
    match by_evidence(quantity).find(|u| fits(u)) {
        Some(unit) => Ok(Choice {
            unit,
            remark: Some(match known {
                Some(k) => format!(
                    "header says {}, but the typical value {} only makes sense in {}",
                    k.name,
                    short(median),
                    unit.name
                ),
                None => format!(
                    "unit not in the header; {} taken from the typical value {}",
                    unit.name,
                    short(median)
                ),
            }),
            contradicts: known.is_some(),
        }),
        None => Err(format!(
            "typical value {} fits no unit of {} ({}); if you know better, give it as --map COLUMN={}:UNIT",
            short(median),
            quantity.id(),
            names(quantity),
            quantity.id()
        )),
    }
}

/// A number for messages: up to three decimals, no trailing zeros.
pub(super) fn short(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn chosen(quantity: Quantity, stated: Option<&str>, median: f64) -> &'static str {
        choose(quantity, stated, median).map_or("none", |c| c.unit.name)
    }

    #[test]
    fn magnitude_tells_the_unit_of_contact_time_and_oscillation() {
        use Quantity::*;
        assert_eq!(chosen(GroundContactTime, None, 243.0), "ms");
        assert_eq!(chosen(GroundContactTime, None, 0.307), "s");
        assert_eq!(chosen(VerticalOscillation, None, 73.0), "mm");
        assert_eq!(chosen(VerticalOscillation, None, 9.4), "cm");
        assert_eq!(chosen(VerticalOscillation, None, 0.077), "m");
        assert_eq!(chosen(StepLength, None, 89.04), "cm");
        assert_eq!(chosen(StepLength, None, 1204.0), "mm");
        assert_eq!(chosen(StepLength, None, 0.99), "m");
        assert_eq!(chosen(ContactBalanceLeft, None, 0.486), "fraction");
    }

    #[test]
    fn a_header_that_cannot_be_right_is_overruled_and_nonsense_is_refused() {
        let c = choose(Quantity::VerticalOscillation, Some("cm"), 73.0).unwrap();
        assert_eq!(c.unit.name, "mm");
        assert!(c.contradicts && c.remark.unwrap().contains("header says cm"));
        assert!(choose(Quantity::GroundContactTime, None, 20.0).err().unwrap().contains("ms, s"));
    }

    #[test]
    fn no_two_units_fit_the_same_value() {
        for q in Quantity::ALL {
            let Some((low, high)) = plausible(q) else { continue };
            for k in -4000..4000 {
                let v = 10f64.powf(f64::from(k) / 1000.0);
                let n = by_evidence(q)
                    .filter(|u| (low..=high).contains(&u.conversion.apply(v)))
                    .count();
                assert!(n <= 1, "{q:?} {v}");
            }
        }
    }

    #[test]
    fn pace_becomes_speed() {
        let c = find(Quantity::Speed, "min/km").unwrap().conversion;
        assert!((c.apply(5.0) - 1000.0 / 300.0).abs() < 1e-12);
        assert!(c.apply(0.0).is_nan());
        let f = find(Quantity::Temperature, "°F").unwrap().conversion;
        assert!((f.apply(50.0) - 10.0).abs() < 1e-12);
    }
}
