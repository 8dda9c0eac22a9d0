//! How metrics follow speed and slope in runners in general: the prior knowledge of
//! the comparison.

/// Elasticity of contact with speed and its spread between runners. Ours:
/// published -0.65 ± 0.15, while 25 recordings of a dozen runners whose speed varies
/// say -0.37 ± 0.17 (see `docs/validation.md`); in between, with room for both.
const CONTACT: [f64; 2] = [-0.52, 0.20];
/// Elasticity of cadence with speed. Ours, from the literature's synthesis; 35
/// recordings: 0.11 ± 0.08.
const CADENCE: [f64; 2] = [0.15, 0.07];
/// Oscillation, per m/s on the logarithm. Measured: -0.1 ± 0.3 cm per m/s of some
/// 8.5 cm; the spring-mass model with the elasticities of contact and cadence: +0.5.
/// In between, with room for both. 28 recordings: 0.08 ± 0.21 per log of speed,
/// 0.026 ± 0.07 here.
const OSCILLATION: [f64; 2] = [0.026, 0.06];

/// Usual time from one contact to the next, ms (171 steps per minute).
const STEP_MS: f64 = 350.0;

/// Usual change per m/s and its standard error, on the model's scale (logarithm for
/// ratio-scale metrics), without the speed that the formula itself contains.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SpeedEffect {
    /// Nothing is known.
    Unknown,
    /// Power of the speed: per m/s less at higher speed.
    Elastic([f64; 2]),
    /// The same at every speed.
    PerMps([f64; 2]),
    /// As a share of the level, by power of the speed.
    OfLevel([f64; 2]),
    /// What the step loses in length and the contact in time, per log of speed.
    OfFlight,
    /// Contact over step time.
    OfDutyFactor,
    /// Oscillation times cadence.
    OfVerticalRatio,
}

impl SpeedEffect {
    /// Of the contact time.
    pub const CONTACT: SpeedEffect = SpeedEffect::Elastic(CONTACT);
    /// Of the cadence.
    pub const CADENCE: SpeedEffect = SpeedEffect::Elastic(CADENCE);
    /// Of what is shorter the quicker the steps are.
    pub const AGAINST_CADENCE: SpeedEffect = SpeedEffect::Elastic([-CADENCE[0], CADENCE[1]]);
    /// Of the vertical oscillation.
    pub const OSCILLATION: SpeedEffect = SpeedEffect::PerMps(OSCILLATION);

    /// The effect and its standard error at speed `v`, where the metric is `typical`.
    pub fn at(self, v: f64, typical: f64) -> Option<[f64; 2]> {
        let elastic = |value: f64, se: f64| Some([value / v, se / v]);
        match self {
            SpeedEffect::Unknown => None,
            SpeedEffect::Elastic([value, se]) => elastic(value, se),
            SpeedEffect::PerMps(known) => Some(known),
            SpeedEffect::OfLevel([value, se]) => elastic(value * typical, se * typical),
            SpeedEffect::OfFlight => elastic(
                (-CONTACT[0] * (STEP_MS - typical) - CADENCE[0] * STEP_MS) / typical,
                (CONTACT[1] * (STEP_MS - typical)).hypot(CADENCE[1] * STEP_MS) / typical,
            ),
            SpeedEffect::OfDutyFactor => {
                elastic(CONTACT[0] + CADENCE[0], CONTACT[1].hypot(CADENCE[1]))
            }
            SpeedEffect::OfVerticalRatio => {
                Some([typical * (OSCILLATION[0] + CADENCE[0] / v), typical * 0.064])
            }
        }
    }
}

/// Usual change per percent of slope at equal speed and its standard error, on the
/// model's scale. Cadence and step length after Padulo 2013 (±4 % at 7 %), the
/// rest follows from them and from a little more contact uphill (Vernillo
/// 2017); sizes and errors are ours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SlopeEffect {
    /// Nothing is known.
    Unknown,
    /// In %.
    Percent([f64; 2]),
    /// In the metric's unit.
    Points([f64; 2]),
    /// As a share of the level.
    OfLevel([f64; 2]),
}

impl SlopeEffect {
    /// The effect and its standard error where the metric is `typical`.
    pub fn at(self, typical: f64) -> Option<[f64; 2]> {
        match self {
            SlopeEffect::Unknown => None,
            SlopeEffect::Percent([value, se]) => Some([value / 100.0, se / 100.0]),
            SlopeEffect::Points(known) => Some(known),
            SlopeEffect::OfLevel([value, se]) => Some([value * typical, se * typical]),
        }
    }
}
