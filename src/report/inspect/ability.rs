//! What a recording can show: for each metric whether it is measured, can be
//! computed, or what would be needed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::metrics::Metric;
use crate::recording::{ImuRecording, ImuStream, Placement, Quantity, Region, Side};

/// What a recording can say about one metric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ability {
    /// Which metric.
    pub metric: Metric,
    /// Whether and how.
    pub how: How,
    /// Where it comes from, or what would be needed.
    pub why: String,
}

/// Whether and how a metric can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// The sensor wrote it.
    Measured,
    /// Computed from what it wrote.
    Derived,
    /// Neither.
    NotMeasurable,
}

/// What each metric needs: the field itself, else one of the sets it can be
/// computed from, else a sensor in words.
struct Needs {
    direct: Option<Quantity>,
    /// Each set with a word on the computation.
    from: &'static [&'static [Quantity]],
    otherwise: &'static str,
}

/// Judges every metric of form. `source` gives the field of a quantity where
/// the recording has one; `height_known` is about the runner.
pub fn abilities(source: &dyn Fn(Quantity) -> Option<String>, height_known: bool) -> Vec<Ability> {
    let base = Metric::ALL.into_iter().filter(|m| m.variant_of().is_none());
    base.map(|metric| ability(metric, source, height_known)).collect()
}

/// Most seconds from record to record of which the variability of cadence can be told:
/// 16 values within half a minute.
const SPACING_S: f64 = 30.0 / 16.0;

/// Judges every metric of form of a watch whose records are so far apart.
pub fn abilities_of_watch(
    source: &dyn Fn(Quantity) -> Option<String>,
    height_known: bool,
    spacing_s: Option<f64>,
) -> Vec<Ability> {
    let mut all = abilities(source, height_known);
    if spacing_s.is_some_and(|s| s > SPACING_S) {
        let cv = all.iter_mut().filter(|a| a.metric == Metric::CadenceCv);
        for ability in cv.filter(|a| a.how != How::NotMeasurable) {
            ability.how = How::NotMeasurable;
            ability.why = "needs cadence every second: set the watch to record every second".into();
        }
    }
    all
}

/// Judges every metric of form of a table of laps: what varies within a lap is not in it.
pub fn abilities_of_laps(
    source: &dyn Fn(Quantity) -> Option<String>,
    height_known: bool,
) -> Vec<Ability> {
    let mut all = abilities(source, height_known);
    for ability in &mut all {
        let within = matches!(
            ability.metric,
            Metric::CadenceCv | Metric::CadenceSlope | Metric::CadenceInBand
        );
        if within && ability.how != How::NotMeasurable {
            ability.how = How::NotMeasurable;
            ability.why = "needs the seconds of the run: the original file (FIT)".into();
        }
    }
    all
}

/// Judges every metric of form of an inertial recording from where its sensors
/// sit and what they record, and from what was recorded beside them.
pub fn abilities_of_sensors(imu: &ImuRecording) -> Vec<Ability> {
    let beside = |q| imu.companion.as_ref().is_some_and(|c| c.series.first(q).is_some());
    let (speed_known, heart_known) = (beside(Quantity::Speed), beside(Quantity::HeartRate));
    let base = Metric::ALL.into_iter().filter(|m| m.variant_of().is_none());
    base.map(|metric| match sensors_for(metric, imu, speed_known, heart_known) {
        Some((how, why)) => Ability { metric, how, why },
        None => {
            let why = match needs(metric).otherwise {
                _ if metric == Metric::GroundContactTime => CONTACT_BY_SENSOR,
                otherwise => otherwise,
            };
            Ability { metric, how: How::NotMeasurable, why: why.into() }
        }
    })
    .collect()
}

const CONTACT_BY_SENSOR: &str =
    "needs a sensor on the foot or shank, or an estimate from the sacrum, waist or chest";

/// How the sensors give a metric, if they do, and which of them.
fn sensors_for(
    metric: Metric,
    imu: &ImuRecording,
    speed_known: bool,
    heart_known: bool,
) -> Option<(How, String)> {
    let named = |of: &dyn Fn(&ImuStream) -> bool| {
        let ids: Vec<&str> =
            imu.sensors.iter().filter(|s| of(s)).map(|s| s.placement.id()).collect();
        (!ids.is_empty()).then(|| format!("imu:{}", ids.join("+")))
    };
    let region = |r: Region| move |s: &ImuStream| s.placement.region() == r;
    let gyro = |s: &ImuStream| s.pieces.iter().any(|p| p.gyro.is_some());
    let both = |r: Region| {
        [Side::Left, Side::Right].iter().all(|side| {
            imu.sensors.iter().any(|s| region(r)(s) && s.placement.side() == Some(*side))
        })
    };
    let legs = |s: &ImuStream| matches!(s.placement.region(), Region::Foot | Region::Shank);
    let trunk = region(Region::Trunk);
    let measured = |why: Option<String>| why.map(|w| (How::Measured, w));
    match metric {
        Metric::Cadence | Metric::CadenceCv | Metric::CadenceInBand => measured(named(&|_| true)),
        Metric::CadenceSlope | Metric::Speed if !speed_known => None,
        Metric::CadenceSlope => measured(named(&|_| true)),
        Metric::Speed => Some((How::Measured, "companion".into())),
        Metric::HeartRate if heart_known => Some((How::Measured, "companion".into())),
        Metric::Decoupling if heart_known && speed_known => {
            Some((How::Derived, "companion".into()))
        }
        Metric::GroundContactTime => {
            measured(named(&legs)).or_else(|| named(&trunk).map(|w| (How::Derived, w)))
        }
        Metric::FlightTime | Metric::DutyFactor | Metric::VerticalStiffness => {
            named(&|s| legs(s) || trunk(s)).map(|w| (How::Derived, w))
        }
        Metric::StepTime | Metric::StrideTimeCv | Metric::DfaAlpha => {
            measured(named(&|s| legs(s) || trunk(s)))
        }
        Metric::VerticalOscillation | Metric::HarmonicRatio => measured(named(&trunk)),
        Metric::BrakingLoss | Metric::ForwardLeanChange => measured(named(&trunk)),
        Metric::StepLength if speed_known => named(&|_| true).map(|w| (How::Derived, w)),
        Metric::VerticalRatio if speed_known => named(&trunk).map(|w| (How::Derived, w)),
        Metric::ContactBalanceLeft
        | Metric::ContactAsymmetry
        | Metric::StepTimeAsymmetry
        | Metric::FlightAsymmetry => {
            // From foot to foot needs one clock; of each foot its own does.
            let own = matches!(metric, Metric::ContactBalanceLeft | Metric::ContactAsymmetry);
            let pair = (own || !imu.separate_clocks) && (both(Region::Foot) || both(Region::Shank));
            // One sensor on the trunk tells left from right by their pattern, not by name.
            let one = || named(&trunk).filter(|_| metric == Metric::StepTimeAsymmetry);
            measured(named(&legs).filter(|_| pair).or_else(one))
        }
        Metric::PelvicDrop | Metric::PelvicDropLeft | Metric::PelvicDropRight => {
            measured(named(&|s| s.placement == Placement::Sacrum && gyro(s)))
        }
        Metric::StrikeAngle => measured(named(&|s| region(Region::Foot)(s) && gyro(s))),
        Metric::ShankInclination => measured(named(&|s| region(Region::Shank)(s) && gyro(s))),
        Metric::ArmSwingAsymmetry => {
            let wrist = |p| imu.sensors.iter().any(|s| s.placement == p);
            let two = wrist(Placement::LeftWrist) && wrist(Placement::RightWrist);
            two.then(|| (How::Measured, "imu:left_wrist+right_wrist".into()))
        }
        _ => None,
    }
}

fn ability(
    metric: Metric,
    source: &dyn Fn(Quantity) -> Option<String>,
    height_known: bool,
) -> Ability {
    let needs = needs(metric);
    if let Some(field) = needs.direct.and_then(source) {
        return Ability { metric, how: How::Measured, why: field };
    }
    let set = needs.from.iter().find(|set| set.iter().all(|q| source(*q).is_some()));
    if let Some(set) = set {
        let names: Vec<String> = set.iter().map(|q| q.id().replace('_', " ")).collect();
        if metric == Metric::LegStiffness && !height_known {
            let why = "needs the runner's height (--height) for the length of the leg".into();
            return Ability { metric, how: How::NotMeasurable, why };
        }
        let why = format!("from {}", names.join(", "));
        return Ability { metric, how: How::Derived, why };
    }
    Ability { metric, how: How::NotMeasurable, why: needs.otherwise.into() }
}

fn needs(metric: Metric) -> Needs {
    use Quantity as Q;
    const CADENCE: &str = "needs cadence: a watch that counts steps, or a foot pod";
    const CONTACT: &str =
        "needs ground contact time: a chest strap or pod with running dynamics, or a foot pod";
    const MODEL: &str = "needs ground contact time (a chest strap or pod with running dynamics, or a foot pod) and cadence";
    const STEPS: &str =
        "needs the time of every step: an inertial sensor or foot pod at 100 Hz or more";
    let (direct, from, otherwise): (_, &'static [&'static [Q]], _) = match metric {
        Metric::Cadence => (Some(Q::Cadence), &[], CADENCE),
        Metric::CadenceCv
        | Metric::CadenceCvOverall
        | Metric::CadenceCvRobust
        | Metric::CadenceCvDetrended
        | Metric::CadenceRmssd
        | Metric::CadenceInBand
        | Metric::CadenceInOwnBand => (None, &[&[Q::Cadence]], CADENCE),
        Metric::CadenceCvSpeedAdjusted => {
            (None, &[&[Q::Cadence, Q::Speed]], "needs cadence and speed")
        }
        Metric::CadenceSlope | Metric::CadenceSlopeSpeedAdjusted => {
            (None, &[&[Q::Cadence, Q::Distance]], "needs cadence and distance")
        }
        Metric::GroundContactTime => {
            (Some(Q::GroundContactTime), &[&[Q::ContactTimeLeft, Q::ContactTimeRight]], CONTACT)
        }
        Metric::FlightTime | Metric::DutyFactor | Metric::VerticalStiffness => (
            None,
            &[
                &[Q::GroundContactTime, Q::Cadence],
                &[Q::ContactTimeLeft, Q::ContactTimeRight, Q::Cadence],
            ],
            MODEL,
        ),
        Metric::LegStiffness => (
            None,
            &[
                &[Q::GroundContactTime, Q::Cadence, Q::Speed],
                &[Q::ContactTimeLeft, Q::ContactTimeRight, Q::Cadence, Q::Speed],
            ],
            MODEL,
        ),
        Metric::VerticalOscillation => (
            Some(Q::VerticalOscillation),
            &[],
            "needs a chest strap, waist pod or foot pod that measures vertical oscillation",
        ),
        Metric::VerticalRatio => (
            Some(Q::VerticalRatio),
            &[
                &[Q::VerticalOscillation, Q::StepLength],
                &[Q::VerticalOscillation, Q::Speed, Q::Cadence],
            ],
            "needs vertical oscillation, and step length or speed with cadence",
        ),
        Metric::StepLength => {
            (Some(Q::StepLength), &[&[Q::Speed, Q::Cadence]], "needs speed and cadence")
        }
        Metric::ContactBalanceLeft => (
            Some(Q::ContactBalanceLeft),
            &[&[Q::ContactTimeLeft, Q::ContactTimeRight]],
            "needs a sensor that tells the feet apart: a chest strap with ground contact balance, or a pod on each foot",
        ),
        Metric::ContactAsymmetry => (
            None,
            &[&[Q::ContactTimeLeft, Q::ContactTimeRight], &[Q::ContactBalanceLeft]],
            "needs contact times of each foot, or the contact balance",
        ),
        Metric::Speed => (
            Some(Q::Speed),
            &[&[Q::Distance], &[Q::Latitude, Q::Longitude]],
            "needs speed, distance or positions",
        ),
        Metric::HeartRate => (Some(Q::HeartRate), &[], "needs a heart rate sensor"),
        Metric::Decoupling => (None, &[&[Q::HeartRate, Q::Speed]], "needs heart rate and speed"),
        Metric::StepTime | Metric::StrideTimeCv | Metric::DfaAlpha | Metric::StepTimeAsymmetry => {
            (None, &[], STEPS)
        }
        Metric::FlightAsymmetry => {
            (None, &[], "needs an inertial sensor on each foot or shank, on one clock")
        }
        Metric::HarmonicRatio => {
            (None, &[], "needs an inertial sensor on the lower back at 50 Hz or more")
        }
        Metric::ForwardLeanChange => {
            (None, &[], "needs an inertial sensor with a gyroscope on the trunk")
        }
        Metric::PelvicDrop | Metric::PelvicDropLeft | Metric::PelvicDropRight => {
            (None, &[], "needs an inertial sensor with a gyroscope on the pelvis or sacrum")
        }
        Metric::BrakingLoss => (
            Some(Q::StepSpeedLoss),
            &[],
            "needs a strap that measures step speed loss, or an inertial sensor on the trunk",
        ),
        Metric::ShankInclination => {
            (None, &[], "needs an inertial sensor with a gyroscope on the shank")
        }
        Metric::StrikeAngle => (None, &[], "needs an inertial sensor with a gyroscope on the foot"),
        Metric::ArmSwingAsymmetry => (None, &[], "needs an inertial sensor on each wrist"),
    };
    Needs { direct, from, otherwise }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn how(have: &[Quantity], height: bool, metric: Metric) -> How {
        let source = |q: Quantity| have.contains(&q).then(|| q.id());
        abilities(&source, height)
            .into_iter()
            .find(|a| a.metric == metric)
            .map_or(How::NotMeasurable, |a| a.how)
    }

    #[test]
    fn what_a_plain_watch_can_show() {
        use Quantity::{Cadence, HeartRate, Speed};
        let watch = [Speed, Cadence, HeartRate];
        for (metric, expected) in [
            (Metric::Cadence, How::Measured),
            (Metric::StepLength, How::Derived),
            (Metric::Decoupling, How::Derived),
            (Metric::GroundContactTime, How::NotMeasurable),
            (Metric::VerticalStiffness, How::NotMeasurable),
            (Metric::PelvicDrop, How::NotMeasurable),
        ] {
            assert_eq!(how(&watch, true, metric), expected, "{metric}");
        }
    }

    #[test]
    fn pods_on_both_feet_give_contact_and_asymmetry() {
        use Quantity::{Cadence, ContactTimeLeft, ContactTimeRight, Speed};
        let pods = [ContactTimeLeft, ContactTimeRight, Cadence, Speed];
        assert_eq!(how(&pods, false, Metric::ContactBalanceLeft), How::Derived);
        assert_eq!(how(&pods, false, Metric::GroundContactTime), How::Derived);
        assert_eq!(how(&pods, false, Metric::LegStiffness), How::NotMeasurable);
        assert_eq!(how(&pods, true, Metric::LegStiffness), How::Derived);
    }
}
