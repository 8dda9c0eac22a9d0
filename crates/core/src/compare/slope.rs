//! How a metric follows speed and slope of the ground.
//!
//! Half a minute's speed by GPS has an error of its own, and a regression on a
//! covariate with errors finds too flat a slope: in a run at even pace most of
//! the wandering of the speed is error, and "no effect of speed" would come out.
//! So the slope of the run is corrected for the error (method of moments), its
//! uncertainty includes that the error is only roughly known, and it is combined
//! with what is known of runners in general. A hilly or varied run speaks for
//! itself; a steady one borrows.

use super::rows::Row;
use crate::metrics::Metric;
use crate::stats;

/// A slope and its standard error, per unit of the covariate on the model's scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Slope {
    pub(super) value: f64,
    pub(super) se: f64,
}

impl Slope {
    /// Both together, weighted by their precision.
    pub(super) fn with(self, other: Slope) -> Slope {
        let (a, b) = (self.se.powi(-2), other.se.powi(-2));
        Slope { value: (a * self.value + b * other.value) / (a + b), se: (a + b).powf(-0.5) }
    }
}

/// A slope of this run alone, corrected for the errors of its covariate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Own {
    pub(super) value: f64,
    /// From the noise of the run.
    pub(super) se: f64,
    /// From how well the errors of the covariate are known.
    pub(super) doubt: f64,
}

/// What the regression of this run found for one covariate.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    /// The slope with its sampling error.
    pub(super) slope: Slope,
    /// Sum of squares of the covariate that nothing else in the model explains.
    pub(super) spread: f64,
    /// Part of `spread` that errors of the covariate bring.
    pub(super) error: f64,
}

/// Share of the covariate's spread that must not be error for the run to be heard. Ours.
const MIN_TRUE_SHARE: f64 = 0.1;

/// The run's own slope, corrected for the errors of the covariate; `None` where
/// hardly anything but errors varies. `doubt` is the relative uncertainty of
/// `found.error`; where the slope comes out small by chance the `prior` says how
/// large it may be.
pub(super) fn own(found: Found, prior: Option<Slope>, doubt: f64) -> Option<Own> {
    let left = found.spread - found.error;
    if left < MIN_TRUE_SHARE * found.spread {
        return None;
    }
    let value = found.slope.value * found.spread / left;
    let size = prior.map_or(value.abs(), |p| value.abs().max(p.value.abs()));
    let se = (found.slope.se * found.spread / left).max(1e-12);
    Some(Own { value, se, doubt: doubt * found.error / left * size })
}

/// The slope to use: the run's own and the `prior`.
pub(super) fn settle(found: Option<Found>, prior: Option<Slope>, doubt: f64) -> Option<Slope> {
    let own = found
        .and_then(|f| own(f, prior, doubt))
        .map(|o| Slope { value: o.value, se: o.se.hypot(o.doubt) });
    match (own, prior) {
        (Some(own), Some(prior)) => Some(own.with(prior)),
        (own, prior) => own.or(prior),
    }
}

/// Variance of the error of one row's covariate: what is expected of such
/// recordings, but no more than the run's own roughness allows (second
/// differences, so that an even change of pace or slope is none).
pub(super) fn error_variance(rows: &[Row], expected_sd: f64, of: fn(&Row) -> f64) -> f64 {
    let bends: Vec<f64> = rows
        .windows(3)
        .filter(|r| r[0].block == r[2].block)
        .map(|r| of(&r[2]) - 2.0 * of(&r[1]) + of(&r[0]))
        .collect();
    // 1 + 4 + 1: the variance of such a sum of independent errors.
    let roughness = stats::mad_sd(&bends).map_or(f64::INFINITY, |sd| sd * sd / 6.0);
    roughness.min(expected_sd * expected_sd)
}

/// Power of the speed that a metric contains by its formula: the watch divides
/// or multiplies by the very speed that is the covariate, errors included.
pub(super) fn speed_power(metric: Metric) -> f64 {
    match metric {
        Metric::StepLength => 1.0,
        Metric::VerticalRatio => -1.0,
        _ => 0.0,
    }
}

/// Usual time from one contact to the next, ms (171 steps per minute).
const STEP_MS: f64 = 350.0;

/// Elasticity of contact with speed and its spread between runners. Ours:
/// published -0.65 ± 0.15, while 25 recordings of a dozen runners whose speed varies
/// say -0.37 ± 0.17 (see `docs/validation.md`); in between, with room for both.
const CONTACT: [f64; 2] = [-0.52, 0.20];
/// Elasticity of cadence with speed. Ours, from the literature's synthesis; 35
/// recordings: 0.11 ± 0.08.
const CADENCE: [f64; 2] = [0.15, 0.07];

/// What is known of runners: change per m/s at speed `v`, on the model's scale,
/// without [`speed_power`].
pub(super) fn speed_prior(metric: Metric, v: f64, typical: f64) -> Option<Slope> {
    let elastic = |value: f64, se: f64| Some(Slope { value: value / v, se: se / v });
    match metric {
        Metric::GroundContactTime => elastic(CONTACT[0], CONTACT[1]),
        Metric::Cadence => elastic(CADENCE[0], CADENCE[1]),
        Metric::StepLength => elastic(-CADENCE[0], CADENCE[1]),
        // Measured: -0.1 ± 0.3 cm per m/s of some 8.5 cm; the spring-mass model
        // with the elasticities of contact and cadence: +0.5. In between, with
        // room for both. 28 recordings: 0.08 ± 0.21 per log of speed, 0.026 ± 0.07 here.
        Metric::VerticalOscillation => Some(Slope { value: 0.026, se: 0.06 }),
        // Oscillation times cadence.
        Metric::VerticalRatio => {
            Some(Slope { value: typical * (0.026 + CADENCE[0] / v), se: typical * 0.064 })
        }
        // Contact over step time.
        Metric::DutyFactor => elastic(CONTACT[0] + CADENCE[0], CONTACT[1].hypot(CADENCE[1])),
        // What the step loses in length and the contact in time, per log of speed.
        Metric::FlightTime => elastic(
            (-CONTACT[0] * (STEP_MS - typical) - CADENCE[0] * STEP_MS) / typical,
            (CONTACT[1] * (STEP_MS - typical)).hypot(CADENCE[1] * STEP_MS) / typical,
        ),
        // Spring-mass model with the same elasticities: 0.35 to 0.75; 28 recordings:
        // 0.45 ± 0.20.
        Metric::VerticalStiffness => elastic(0.55, 0.20),
        Metric::LegStiffness => elastic(0.10, 0.30),
        // Seven recordings: 0.8 ± 0.4 points per log of speed, 0.25 per m/s; with either sign.
        Metric::ContactBalanceLeft => Some(Slope { value: 0.0, se: 0.3 }),
        Metric::CadenceCv => Some(Slope { value: 0.0, se: 0.5 }),
        Metric::StepTime => elastic(-CADENCE[0], CADENCE[1]),
        // What only inertial sensors give. Ours, wide: little is published, but a
        // run at even pace, whose speed varies by error alone, need not know more.
        Metric::StrideTimeCv => elastic(0.0, 0.5),
        Metric::HarmonicRatio => Some(Slope { value: 0.0, se: 0.5 * typical / v }),
        Metric::BrakingLoss => elastic(1.0, 0.5),
        Metric::StepTimeAsymmetry | Metric::ContactAsymmetry => Some(Slope { value: 0.0, se: 1.0 }),
        Metric::FlightAsymmetry | Metric::ArmSwingAsymmetry => Some(Slope { value: 0.0, se: 4.0 }),
        Metric::PelvicDrop
        | Metric::PelvicDropLeft
        | Metric::PelvicDropRight
        | Metric::ForwardLeanChange => Some(Slope { value: 0.0, se: 1.5 }),
        Metric::ShankInclination | Metric::StrikeAngle => Some(Slope { value: 0.0, se: 3.0 }),
        _ => None,
    }
}

/// Usual change of a metric per m/s at speed `v`, and its standard error: what
/// is known of runners, and what the formula itself contains. On the model's
/// scale (logarithm for ratio-scale metrics).
pub fn speed_effect(metric: Metric, v: f64, typical: f64) -> Option<(f64, f64)> {
    let known = speed_prior(metric, v, typical)?;
    let scale = if metric.log_scale() { 1.0 } else { typical };
    Some((known.value + speed_power(metric) * scale / v, known.se))
}

/// What is known of runners: change per percent of slope at equal speed, on the
/// model's scale. Cadence and step length after Padulo 2013 (±4 % at 7 %), the
/// rest follows from them and from a little more contact uphill (Vernillo
/// 2017); sizes and errors are ours.
pub(super) fn grade_prior(metric: Metric, typical: f64) -> Option<Slope> {
    let pct = |value: f64, se: f64| Some(Slope { value: value / 100.0, se: se / 100.0 });
    match metric {
        Metric::Cadence => pct(0.57, 0.25),
        Metric::StepLength => pct(-0.57, 0.25),
        Metric::GroundContactTime => pct(0.4, 0.4),
        Metric::FlightTime => pct(-3.0, 1.5),
        Metric::DutyFactor => pct(1.0, 0.5),
        Metric::VerticalOscillation => pct(-1.0, 1.0),
        Metric::VerticalRatio => Some(Slope { value: -0.004 * typical, se: 0.012 * typical }),
        Metric::VerticalStiffness => pct(1.0, 1.0),
        Metric::LegStiffness => pct(0.0, 2.0),
        Metric::ContactBalanceLeft => Some(Slope { value: 0.0, se: 0.1 }),
        Metric::CadenceCv => Some(Slope { value: 0.0, se: 0.1 }),
        Metric::StepTime => pct(-0.57, 0.25),
        // Ours, wide, as for the speed.
        Metric::StrideTimeCv => pct(0.0, 5.0),
        Metric::HarmonicRatio => Some(Slope { value: 0.0, se: 0.05 * typical }),
        Metric::BrakingLoss => pct(0.0, 10.0),
        Metric::StepTimeAsymmetry | Metric::ContactAsymmetry => Some(Slope { value: 0.0, se: 0.3 }),
        Metric::FlightAsymmetry | Metric::ArmSwingAsymmetry => Some(Slope { value: 0.0, se: 1.0 }),
        Metric::PelvicDrop
        | Metric::PelvicDropLeft
        | Metric::PelvicDropRight
        | Metric::ForwardLeanChange => Some(Slope { value: 0.0, se: 0.6 }),
        Metric::ShankInclination | Metric::StrikeAngle => Some(Slope { value: 0.0, se: 1.0 }),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn found(spread: f64, error: f64) -> Option<Found> {
        Some(Found { slope: Slope { value: -0.1, se: 0.01 }, spread, error })
    }

    const PRIOR: Option<Slope> = Some(Slope { value: -0.2, se: 0.05 });

    #[test]
    fn a_covariate_without_error_speaks_for_itself() {
        let s = settle(found(2.0, 0.0), None, 1.0).unwrap();
        assert_eq!(s, Slope { value: -0.1, se: 0.01 });
        // Weights 1/0.01² and 1/0.05² are 25 : 1.
        let s = settle(found(2.0, 0.0), PRIOR, 1.0).unwrap();
        assert!((s.value - (-0.1 * 25.0 - 0.2) / 26.0).abs() < 1e-12);
    }

    #[test]
    fn half_of_the_spread_being_error_doubles_the_slope_and_its_doubt() {
        let s = settle(found(2.0, 1.0), None, 0.5).unwrap();
        assert!((s.value + 0.2).abs() < 1e-12);
        assert!((s.se - 0.02f64.hypot(0.5 * 0.2)).abs() < 1e-12);
    }

    #[test]
    fn nothing_but_error_leaves_the_prior() {
        assert_eq!(settle(found(1.0, 1.2), PRIOR, 1.0), PRIOR);
        assert_eq!(settle(None, PRIOR, 1.0), PRIOR);
        assert_eq!(settle(None, None, 1.0), None);
    }
}
