//! The table of metrics: what is to be known of each, in one row.
//!
//! Everything that depends on which metric it is reads its row: the comparison its
//! smallest worthwhile change and the usual effects of speed and slope, the series
//! which field or sensors give it, the words its unit and decimals. A metric more is
//! a row here, a function that measures it, and a name in `data/words`.

use super::effects::{SlopeEffect, SpeedEffect};
use super::{Adverse, Metric, Side};
use crate::recording::Quantity;

/// What is to be known of one metric.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Which.
    pub metric: Metric,
    /// Snake-case id used in every output.
    pub id: &'static str,
    /// Unit in data.
    pub unit: &'static str,
    /// Unit on screen.
    pub screen_unit: &'static str,
    /// Value on screen by value in data.
    pub scale: f64,
    /// Decimals on screen, of a level and of a change.
    pub decimals: [usize; 2],
    /// What counts as worse.
    pub adverse: Adverse,
    /// The value from which [`Adverse::Away`] is counted.
    pub neutral: f64,
    /// Whether changes are modelled on the logarithm.
    pub log_scale: bool,
    /// The metric of which this one is another way of counting.
    pub variant_of: Option<Metric>,
    /// The side it stands for by itself: the leg that carries.
    pub side: Option<Side>,
    /// Its verdict stands on its own: the false discovery rate is controlled among
    /// these, and separately among the rest, which follows from them.
    pub primary: bool,
    /// The field that a watch or foot pod writes it to.
    pub field: Option<Quantity>,
    /// The inertial sensors that give it, step by step or from windows.
    pub sensors: Option<Sensors>,
    /// The setting under `gate` with its believable range.
    pub range: Option<&'static str>,
    /// Smallest worthwhile change, a setting under `compare.swc`.
    pub worthwhile: Option<Size>,
    /// The same where each foot was measured by itself.
    pub worthwhile_each_foot: Option<Size>,
    /// What the levels of two single days must differ by, a setting under `trend`.
    pub days: Option<Size>,
    /// Power of the speed that it contains by its formula: the watch divides or
    /// multiplies by the very speed that is the covariate, errors included.
    pub speed_power: f64,
    /// How it follows speed in runners in general.
    pub speed: SpeedEffect,
    /// How it follows the slope of the ground.
    pub slope: SlopeEffect,
}

/// The size of a change: the name of the setting that holds it, and how to read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// In % of the level.
    Percent(&'static str),
    /// In the unit of the setting's name.
    Units(&'static str),
}

impl Size {
    /// In the metric's unit, where it is usually `level` and `setting` gives the value.
    pub fn of(self, level: f64, setting: impl Fn(&str) -> Option<f64>) -> Option<f64> {
        match self {
            Size::Percent(key) => Some(setting(key)? / 100.0 * level.abs()),
            Size::Units(key) => setting(key),
        }
    }
}

/// Inertial sensors that give a metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sensors {
    /// Any.
    Any,
    /// On a foot, a shank or the trunk.
    LegOrTrunk,
    /// On both feet or both shanks.
    BothLegs,
    /// The same; of one on the trunk the pattern of left and right.
    BothLegsOrTrunk,
    /// On the trunk.
    Trunk,
    /// On the sacrum, with a gyroscope.
    SacrumGyro,
    /// On a shank, with a gyroscope.
    ShankGyro,
    /// On a foot, with a gyroscope.
    FootGyro,
    /// On both wrists.
    BothWrists,
}

/// A row of which only the beginning is known.
const fn row(metric: Metric, id: &'static str, unit: &'static str) -> Row {
    Row {
        metric,
        id,
        unit,
        screen_unit: unit,
        scale: 1.0,
        decimals: [1, 1],
        adverse: Adverse::None,
        neutral: 0.0,
        log_scale: false,
        variant_of: None,
        side: None,
        primary: false,
        field: None,
        sensors: None,
        range: None,
        worthwhile: None,
        worthwhile_each_foot: None,
        days: None,
        speed_power: 0.0,
        speed: SpeedEffect::Unknown,
        slope: SlopeEffect::Unknown,
    }
}

/// Another way of counting the variability of the cadence.
const fn spread_of_cadence(metric: Metric, id: &'static str, unit: &'static str) -> Row {
    Row { adverse: Adverse::Rise, variant_of: Some(Metric::CadenceCv), ..row(metric, id, unit) }
}

/// The drop of the pelvis over either leg, or over one of them.
const fn pelvic_drop(metric: Metric, id: &'static str, side: Option<Side>) -> Row {
    Row {
        adverse: Adverse::Rise,
        variant_of: if side.is_some() { Some(Metric::PelvicDrop) } else { None },
        side,
        sensors: Some(Sensors::SacrumGyro),
        worthwhile: Some(Size::Units("pelvic_drop_deg")),
        speed: SpeedEffect::PerMps([0.0, 1.5]),
        slope: SlopeEffect::Points([0.0, 0.6]),
        ..row(metric, id, "deg")
    }
}

/// Every metric, in the order of the output contract.
pub const METRICS: [Row; Metric::COUNT] = [
    Row {
        decimals: [0, 1],
        adverse: Adverse::Fall,
        log_scale: true,
        primary: true,
        field: Some(Quantity::Cadence),
        sensors: Some(Sensors::Any),
        worthwhile: Some(Size::Percent("cadence_pct")),
        days: Some(Size::Percent("cadence_pct")),
        speed: SpeedEffect::CADENCE,
        slope: SlopeEffect::Percent([0.57, 0.25]),
        ..row(Metric::Cadence, "cadence", "spm")
    },
    Row {
        adverse: Adverse::Rise,
        primary: true,
        worthwhile: Some(Size::Units("cadence_cv_pp")),
        speed: SpeedEffect::PerMps([0.0, 0.5]),
        slope: SlopeEffect::Points([0.0, 0.1]),
        ..row(Metric::CadenceCv, "cadence_cv", "%")
    },
    spread_of_cadence(Metric::CadenceCvOverall, "cadence_cv_overall", "%"),
    spread_of_cadence(Metric::CadenceCvRobust, "cadence_cv_robust", "%"),
    spread_of_cadence(Metric::CadenceCvDetrended, "cadence_cv_detrended", "%"),
    spread_of_cadence(Metric::CadenceCvSpeedAdjusted, "cadence_cv_speed_adjusted", "%"),
    Row { decimals: [0, 1], ..spread_of_cadence(Metric::CadenceRmssd, "cadence_rmssd", "spm") },
    row(Metric::CadenceSlope, "cadence_slope", "spm/km"),
    Row {
        variant_of: Some(Metric::CadenceSlope),
        ..row(Metric::CadenceSlopeSpeedAdjusted, "cadence_slope_speed_adjusted", "spm/km")
    },
    row(Metric::CadenceInBand, "cadence_in_band", "%"),
    Row {
        variant_of: Some(Metric::CadenceInBand),
        ..row(Metric::CadenceInOwnBand, "cadence_in_own_band", "%")
    },
    Row {
        adverse: Adverse::Rise,
        log_scale: true,
        sensors: Some(Sensors::LegOrTrunk),
        worthwhile: Some(Size::Percent("stride_time_cv_pct")),
        // What only inertial sensors give. Ours, wide: little is published, but a run at
        // even pace, whose speed varies by error alone, need not know more.
        speed: SpeedEffect::Elastic([0.0, 0.5]),
        slope: SlopeEffect::Percent([0.0, 5.0]),
        ..row(Metric::StrideTimeCv, "stride_time_cv", "%")
    },
    Row {
        decimals: [0, 1],
        log_scale: true,
        sensors: Some(Sensors::LegOrTrunk),
        speed: SpeedEffect::AGAINST_CADENCE,
        slope: SlopeEffect::Percent([-0.57, 0.25]),
        ..row(Metric::StepTime, "step_time", "ms")
    },
    Row {
        decimals: [0, 1],
        adverse: Adverse::Rise,
        log_scale: true,
        primary: true,
        field: Some(Quantity::GroundContactTime),
        sensors: Some(Sensors::LegOrTrunk),
        range: Some("contact_ms"),
        worthwhile: Some(Size::Percent("contact_pct")),
        days: Some(Size::Units("contact_ms")),
        speed: SpeedEffect::CONTACT,
        slope: SlopeEffect::Percent([0.4, 0.4]),
        ..row(Metric::GroundContactTime, "ground_contact_time", "ms")
    },
    Row {
        decimals: [0, 1],
        adverse: Adverse::Fall,
        log_scale: true,
        worthwhile: Some(Size::Percent("flight_pct")),
        days: Some(Size::Percent("flight_pct")),
        speed: SpeedEffect::OfFlight,
        slope: SlopeEffect::Percent([-3.0, 1.5]),
        ..row(Metric::FlightTime, "flight_time", "ms")
    },
    Row {
        adverse: Adverse::Rise,
        log_scale: true,
        worthwhile: Some(Size::Percent("duty_factor_pct")),
        speed: SpeedEffect::OfDutyFactor,
        slope: SlopeEffect::Percent([1.0, 0.5]),
        ..row(Metric::DutyFactor, "duty_factor", "%")
    },
    Row {
        screen_unit: "cm",
        scale: 0.1,
        decimals: [1, 2],
        adverse: Adverse::Rise,
        log_scale: true,
        primary: true,
        field: Some(Quantity::VerticalOscillation),
        sensors: Some(Sensors::Trunk),
        range: Some("oscillation_mm"),
        worthwhile: Some(Size::Percent("oscillation_pct")),
        days: Some(Size::Units("oscillation_mm")),
        speed: SpeedEffect::OSCILLATION,
        slope: SlopeEffect::Percent([-1.0, 1.0]),
        ..row(Metric::VerticalOscillation, "vertical_oscillation", "mm")
    },
    Row {
        decimals: [1, 2],
        adverse: Adverse::Rise,
        field: Some(Quantity::VerticalRatio),
        range: Some("vertical_ratio_pct"),
        worthwhile: Some(Size::Units("vertical_ratio_pp")),
        days: Some(Size::Units("vertical_ratio_pp")),
        speed_power: -1.0,
        speed: SpeedEffect::OfVerticalRatio,
        slope: SlopeEffect::OfLevel([-0.004, 0.012]),
        ..row(Metric::VerticalRatio, "vertical_ratio", "%")
    },
    Row {
        screen_unit: "cm",
        scale: 100.0,
        decimals: [0, 1],
        adverse: Adverse::Fall,
        log_scale: true,
        primary: true,
        field: Some(Quantity::StepLength),
        range: Some("step_length_m"),
        worthwhile: Some(Size::Percent("step_length_pct")),
        days: Some(Size::Percent("step_length_pct")),
        speed_power: 1.0,
        speed: SpeedEffect::AGAINST_CADENCE,
        slope: SlopeEffect::Percent([-0.57, 0.25]),
        ..row(Metric::StepLength, "step_length", "m")
    },
    Row {
        adverse: Adverse::Away,
        neutral: 50.0,
        primary: true,
        field: Some(Quantity::ContactBalanceLeft),
        sensors: Some(Sensors::BothLegs),
        range: Some("balance_pct"),
        worthwhile: Some(Size::Units("balance_trunk_pp")),
        worthwhile_each_foot: Some(Size::Units("balance_pp")),
        days: Some(Size::Units("balance_pp")),
        // Seven recordings: 0.8 ± 0.4 points per log of speed, 0.25 per m/s; with either sign.
        speed: SpeedEffect::PerMps([0.0, 0.3]),
        slope: SlopeEffect::Points([0.0, 0.1]),
        ..row(Metric::ContactBalanceLeft, "contact_balance_left", "%")
    },
    Row {
        adverse: Adverse::Away,
        speed: SpeedEffect::PerMps([0.0, 1.0]),
        slope: SlopeEffect::Points([0.0, 0.3]),
        ..row(Metric::ContactAsymmetry, "contact_asymmetry", "%")
    },
    Row {
        adverse: Adverse::Away,
        sensors: Some(Sensors::BothLegsOrTrunk),
        worthwhile: Some(Size::Units("asymmetry_pp")),
        speed: SpeedEffect::PerMps([0.0, 1.0]),
        slope: SlopeEffect::Points([0.0, 0.3]),
        ..row(Metric::StepTimeAsymmetry, "step_time_asymmetry", "%")
    },
    Row {
        adverse: Adverse::Away,
        sensors: Some(Sensors::BothLegs),
        worthwhile: Some(Size::Units("asymmetry_pp")),
        speed: SpeedEffect::PerMps([0.0, 4.0]),
        slope: SlopeEffect::Points([0.0, 1.0]),
        ..row(Metric::FlightAsymmetry, "flight_asymmetry", "%")
    },
    Row {
        adverse: Adverse::Fall,
        log_scale: true,
        worthwhile: Some(Size::Percent("vertical_stiffness_pct")),
        days: Some(Size::Percent("stiffness_pct")),
        // Spring-mass model with the elasticities of contact and cadence: 0.35 to 0.75;
        // 28 recordings: 0.45 ± 0.20.
        speed: SpeedEffect::Elastic([0.55, 0.20]),
        slope: SlopeEffect::Percent([1.0, 1.0]),
        ..row(Metric::VerticalStiffness, "vertical_stiffness", "kN/m")
    },
    Row {
        adverse: Adverse::Fall,
        log_scale: true,
        worthwhile: Some(Size::Percent("leg_stiffness_pct")),
        days: Some(Size::Percent("stiffness_pct")),
        speed: SpeedEffect::Elastic([0.10, 0.30]),
        slope: SlopeEffect::Percent([0.0, 2.0]),
        ..row(Metric::LegStiffness, "leg_stiffness", "kN/m")
    },
    Row {
        decimals: [2, 2],
        adverse: Adverse::Fall,
        sensors: Some(Sensors::Trunk),
        speed: SpeedEffect::OfLevel([0.0, 0.5]),
        slope: SlopeEffect::OfLevel([0.0, 0.05]),
        ..row(Metric::HarmonicRatio, "harmonic_ratio", "1")
    },
    Row { decimals: [2, 2], ..row(Metric::DfaAlpha, "dfa_alpha", "1") },
    Row {
        adverse: Adverse::Rise,
        sensors: Some(Sensors::Trunk),
        worthwhile: Some(Size::Units("lean_deg")),
        speed: SpeedEffect::PerMps([0.0, 1.5]),
        slope: SlopeEffect::Points([0.0, 0.6]),
        ..row(Metric::ForwardLeanChange, "forward_lean_change", "deg")
    },
    pelvic_drop(Metric::PelvicDrop, "pelvic_drop", None),
    pelvic_drop(Metric::PelvicDropLeft, "pelvic_drop_left", Some(Side::Left)),
    pelvic_drop(Metric::PelvicDropRight, "pelvic_drop_right", Some(Side::Right)),
    Row {
        decimals: [2, 2],
        adverse: Adverse::Rise,
        log_scale: true,
        sensors: Some(Sensors::Trunk),
        worthwhile: Some(Size::Percent("braking_pct")),
        speed: SpeedEffect::Elastic([1.0, 0.5]),
        slope: SlopeEffect::Percent([0.0, 10.0]),
        field: Some(Quantity::StepSpeedLoss),
        ..row(Metric::BrakingLoss, "braking_loss", "m/s")
    },
    Row {
        adverse: Adverse::Rise,
        sensors: Some(Sensors::ShankGyro),
        worthwhile: Some(Size::Units("shank_deg")),
        speed: SpeedEffect::PerMps([0.0, 3.0]),
        slope: SlopeEffect::Points([0.0, 1.0]),
        ..row(Metric::ShankInclination, "shank_inclination", "deg")
    },
    Row {
        sensors: Some(Sensors::FootGyro),
        worthwhile: Some(Size::Units("strike_deg")),
        speed: SpeedEffect::PerMps([0.0, 3.0]),
        slope: SlopeEffect::Points([0.0, 1.0]),
        ..row(Metric::StrikeAngle, "strike_angle", "deg")
    },
    Row {
        adverse: Adverse::Away,
        sensors: Some(Sensors::BothWrists),
        worthwhile: Some(Size::Units("arm_swing_pp")),
        speed: SpeedEffect::PerMps([0.0, 4.0]),
        slope: SlopeEffect::Points([0.0, 1.0]),
        ..row(Metric::ArmSwingAsymmetry, "arm_swing_asymmetry", "%")
    },
    Row { decimals: [2, 2], ..row(Metric::Speed, "speed", "m/s") },
    Row { decimals: [0, 1], ..row(Metric::HeartRate, "heart_rate", "bpm") },
    Row { adverse: Adverse::Rise, ..row(Metric::Decoupling, "decoupling", "%") },
];

/// The rows stand in the order of the enum, each metric in one; checked when the
/// program is compiled.
const _: () = {
    let mut i = 0;
    while i < METRICS.len() {
        assert!(METRICS[i].metric as usize == i, "row out of place");
        i += 1;
    }
};
