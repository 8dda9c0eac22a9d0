//! What is known of runners before a run is seen, per metric.
//!
//! **Table.** Six metrics of watches from recordings of other people's runs: each
//! run's slopes under priors ten times as wide, pooled with a random effect per run
//! (DerSimonian and Laird 1986), the SD being the spread between runs plus about a
//! quarter, rounded (43 runs for cadence, 30 contact, 29 oscillation, 10 balance;
//! hills 4 to 32).
//!
//! **Rule for the others.** What is calculated from contact and cadence takes its
//! slopes from theirs by its formula. The rest keeps the usual effect of speed with
//! its former error; its curvature is none with twice that error; slopes of the
//! ground are none with their former error, below and beyond 5 % alike.

use super::COVARIATES;
use crate::compare::slope::{Slope, grade_prior, speed_prior};
use crate::metrics::Metric;

/// Mean and SD of the effects of ln v, (ln v)², up-slope, up-slope beyond 5 %,
/// down-slope, down-slope beyond 5 % (per %), on the model's scale, without what
/// the formula of the metric contains.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::compare) struct Prior {
    pub(in crate::compare) mean: [f64; COVARIATES],
    pub(in crate::compare) sd: [f64; COVARIATES],
}

/// ln cadence.
const CADENCE: Prior = Prior {
    mean: [0.12, 0.05, 0.0, 0.0, -0.001, 0.003],
    sd: [0.11, 0.25, 0.0025, 0.003, 0.002, 0.003],
};
/// ln contact.
const CONTACT: Prior = Prior {
    mean: [-0.42, 0.0, 0.0035, 0.0, 0.0, -0.004],
    sd: [0.22, 0.5, 0.0065, 0.0065, 0.006, 0.006],
};
/// ln oscillation.
const OSCILLATION: Prior = Prior {
    mean: [0.10, -0.25, -0.005, 0.0, 0.005, -0.007],
    sd: [0.24, 0.4, 0.008, 0.008, 0.006, 0.006],
};
/// ln step length less ln v.
const STEP: Prior = Prior {
    mean: [-0.12, -0.05, 0.0, 0.0, 0.001, -0.003],
    sd: [0.11, 0.25, 0.003, 0.003, 0.003, 0.004],
};
/// Vertical ratio, points, less its formula.
const RATIO: Prior =
    Prior { mean: [2.0, 0.0, -0.05, 0.0, 0.035, -0.03], sd: [2.0, 2.5, 0.05, 0.05, 0.05, 0.05] };
/// Balance, points.
const BALANCE: Prior = Prior {
    // The recordings say +0.015 per % uphill; left and right must mirror.
    mean: [0.0; COVARIATES],
    sd: [0.8, 2.0, 0.06, 0.06, 0.1, 0.1],
};

/// Usual time from one contact to the next, ms.
const STEP_MS: f64 = 350.0;

/// The prior of a metric with this usual value, at this speed.
pub(in crate::compare) fn prior(metric: Metric, v: f64, typical: f64) -> Prior {
    match metric {
        Metric::Cadence => CADENCE,
        Metric::StepTime => combined([(-1.0, CADENCE)]),
        Metric::GroundContactTime => CONTACT,
        Metric::VerticalOscillation => OSCILLATION,
        Metric::StepLength => STEP,
        Metric::VerticalRatio => RATIO,
        Metric::ContactBalanceLeft => BALANCE,
        // Contact over step time.
        Metric::DutyFactor => combined([(1.0, CONTACT), (1.0, CADENCE)]),
        // Step time less contact.
        Metric::FlightTime if typical > 0.0 => combined([
            (-(STEP_MS - typical).max(0.0) / typical, CONTACT),
            (-STEP_MS / typical, CADENCE),
        ]),
        // Spring-mass model: nearly contact to the power of -2 at one speed.
        Metric::VerticalStiffness => Prior {
            mean: [0.55, 0.0, -0.007, 0.0, 0.0, 0.008],
            sd: [0.25, 0.8, 0.013, 0.013, 0.012, 0.012],
        },
        other => by_rule(speed_prior(other, v, typical), grade_prior(other, typical), v, typical),
    }
}

/// Slopes of a sum of logarithms.
fn combined<const N: usize>(parts: [(f64, Prior); N]) -> Prior {
    let mut out = Prior { mean: [0.0; COVARIATES], sd: [0.0; COVARIATES] };
    for (weight, part) in parts {
        for k in 0..COVARIATES {
            out.mean[k] += weight * part.mean[k];
            out.sd[k] = out.sd[k].hypot(weight * part.sd[k]);
        }
    }
    out
}

fn by_rule(speed: Option<Slope>, grade: Option<Slope>, v: f64, typical: f64) -> Prior {
    // Of what nothing is known a change of pace of 10 % may bring a tenth of the value.
    let speed = speed.map_or([0.0, typical.abs()], |s| [s.value * v, s.se * v]);
    let grade = grade.map_or(0.02 * typical.abs(), |g| g.se);
    Prior {
        mean: [speed[0], 0.0, 0.0, 0.0, 0.0, 0.0],
        sd: [speed[1], 2.0 * speed[1], grade, grade, grade, grade],
    }
}

/// Natural wander of the mean of a part of a run that tiring does not explain (SD,
/// on the model's scale): balance from placebos of real runs, the rest small and
/// ours; of other metrics 15 % of the smallest worthwhile change `swc`, and 25 % of
/// what compares left with right or is an angle.
pub(in crate::compare) fn wander(metric: Metric, swc: f64) -> f64 {
    match metric {
        Metric::Cadence | Metric::StepLength | Metric::StepTime => 0.002,
        Metric::GroundContactTime | Metric::DutyFactor => 0.004,
        Metric::VerticalOscillation => 0.005,
        Metric::VerticalRatio => 0.04,
        Metric::ContactBalanceLeft => 0.2,
        Metric::StepTimeAsymmetry
        | Metric::FlightAsymmetry
        | Metric::ContactAsymmetry
        | Metric::ArmSwingAsymmetry
        | Metric::PelvicDrop
        | Metric::PelvicDropLeft
        | Metric::PelvicDropRight
        | Metric::ForwardLeanChange
        | Metric::ShankInclination => 0.25 * swc,
        _ => 0.15 * swc,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_calculated_follows_by_its_formula() {
        // 250 of 350 ms on the ground: flight is 100, so 1 % of contact is -2.5 % of flight
        // and 1 % of cadence -3.5 %.
        let flight = prior(Metric::FlightTime, 3.0, 100.0);
        assert!((flight.mean[0] - (2.5 * 0.42 - 3.5 * 0.12)).abs() < 1e-12, "{flight:?}");
        assert!((flight.sd[0] - (2.5f64 * 0.22).hypot(3.5 * 0.11)).abs() < 1e-12);
        let duty = prior(Metric::DutyFactor, 3.0, 36.0);
        assert!((duty.mean[0] + 0.30).abs() < 1e-12);
        // Per m/s times the speed is per ln v.
        let drop = prior(Metric::PelvicDrop, 3.0, 4.0);
        assert!((drop.sd[0] - 4.5).abs() < 1e-12 && (drop.sd[1] - 9.0).abs() < 1e-12);
    }
}
